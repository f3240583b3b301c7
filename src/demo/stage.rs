//! Puts the invented city on stage: through ordinary commands, given by the parties themselves over a year, so that
//! the register of a demo is like that of a city that has worked for a year. Nothing is written past the domain.

mod agenda;
mod album;
mod calendar;
mod cast;
mod clock;
mod deeds;
mod desks;
mod figures;
mod ground;
mod last_week;
mod papers;
mod play;
mod rounds;
mod survey;
mod weeding;
mod words;

#[cfg(test)]
mod tests;

pub use album::hang;
pub use clock::{DemoClock, nature};
pub use desks::desk;
pub use weeding::weed;

use super::parties::DISTRICT_ADMINISTRATIONS;
use super::{City, city, places, reports, scenes};
use crate::domain::command::{Actor, Command};
use crate::domain::ids::PlaceId;
use crate::domain::settings::SettingName;
use crate::domain::world::World;
use crate::engine::Engine;
use anyhow::{Result, ensure};
use jiff::{SignedDuration, Timestamp};
use play::Player;
use std::collections::BTreeMap;

/// Days before the first report on which the city is set up.
const SET_UP_DAYS: i64 = 14;

/// What was put on stage.
#[derive(Clone, Debug)]
pub struct Staged {
    /// The city, for its base map.
    pub city: City,
    /// How many commands were given.
    pub commands: usize,
    /// The places, by their number in the plan of [`places`].
    pub places: BTreeMap<usize, PlaceId>,
}

/// Stages the city of `seed` as it stands at `now` in an empty register whose engine follows `clock`.
///
/// The clock is moved through the year up to `now` and let go at the end, also on failure. Costs about three thousand
/// commands in some nine hundred commits.
///
/// # Errors
/// The register is not empty (its time would already be later), a command is refused, or the register fails.
pub async fn stage(engine: &Engine, clock: &DemoClock, seed: u64, now: Timestamp) -> Result<Staged> {
    ensure!(
        engine.snapshot().seq == 0,
        "the register already holds something; a demo begins with an empty one"
    );
    let staged = stage_year(engine, clock, seed, now).await;
    clock.release();
    staged
}

async fn stage_year(engine: &Engine, clock: &DemoClock, seed: u64, now: Timestamp) -> Result<Staged> {
    let city = city(seed);
    let scenes = scenes(&city);
    let reports = reports(&city, &scenes, seed, now);
    let places = places(&city, &scenes, &reports, seed, now);
    let first = reports.first().map_or(now, |report| report.observed_at);
    let mut player = Player::new(engine, clock, &reports, &places);
    clock.set(first - SignedDuration::from_hours(24 * SET_UP_DAYS));
    set_up(&mut player, &city).await?;
    player.give(Actor::system(), survey::figures(&city, seed, now)).await?;
    player.play(&agenda::agenda(&city, &reports, &places, now)).await?;
    clock.set(now);
    rounds::walk_the_year(&mut player, seed, now).await?;
    figures::publish(&mut player, first, now).await?;
    papers::file(&mut player, now).await?;
    let commands = player.given();
    Ok(Staged { commands, places: player.into_places(), city })
}

/// Codes, areas, parties and sites, in the order in which they name each other.
async fn set_up(player: &mut Player<'_>, city: &City) -> Result<()> {
    let system = Actor::system;
    player.give(system(), ground::codes()).await?;
    player.give(system(), ground::districts(city)?).await?;
    // Those in force first: parties name their area by its code, which older borders share.
    let in_force = ground::police_areas(city, player.world(), true)?;
    player.give(system(), in_force).await?;
    player.give(system(), ground::the_parties()).await?;
    let earlier = ground::police_areas(city, player.world(), false)?;
    player.give(system(), earlier).await?;
    player.give(system(), ground::sites(city)?).await?;
    player.give(system(), ground::addresses(city)?).await?;
    player.give(system(), ground::buildings(city)?).await?;
    player.give(system(), ground::designation()).await?;
    player.give(system(), ground::fault_channels()).await?;
    let party = DISTRICT_ADMINISTRATIONS[2];
    let district = player.world().party_by_code(party).and_then(|party| party.areas.first().copied());
    let own = Command::PutSetting {
        name: SettingName::TriageDays,
        district,
        value: Some(5),
        from: None,
        until: None,
        decision: None,
    };
    let coordinator = cast::coordinator(player.world(), party)?;
    player.give(coordinator, own).await?;
    Ok(())
}
