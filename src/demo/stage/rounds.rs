//! Rounds that were walked through the year, mostly with nothing seen, and night walks on weekends.

use super::cast;
use super::play::Player;
use crate::demo::parties::{
    CITY_EXECUTIVE, DISTRICT_ADMINISTRATIONS, HOUSING_COMPANIES, POLICE_REGION, SCHOOL_COMPANY,
};
use crate::demo::rng::Rng;
use crate::domain::access::{Asking, Audience, Level, see};
use crate::domain::command::{Actor, Command, PresenceDraft, RoundDraft, StopDraft, VisitDraft, WalkDraft};
use crate::domain::ids::RoundId;
use crate::domain::place::Place;
use crate::domain::round::{Found, Stop};
use crate::domain::time::{date_of, stockholm};
use crate::domain::world::{Held, World};
use crate::index::snapshot::Snapshot;
use anyhow::{Context, Result};
use jiff::civil::{Date, Weekday};
use jiff::{SignedDuration, Span, Timestamp};

/// Rounds draw from a stream of their own.
const STREAM: u64 = 0x0072_6f75_6e64;
/// Places on one round.
const PLACES: usize = 6;
/// Sites on one round.
const SITES: usize = 3;
/// Weeks that are told of.
const WEEKS: i64 = 52;
/// From one stop to the next.
const STEP: SignedDuration = SignedDuration::from_mins(9);
/// How often each is found, by weight.
const FOUND: [(Found, f64); 4] =
    [(Found::Nothing, 0.8), (Found::Still, 0.12), (Found::Gone, 0.05), (Found::Reported, 0.03)];

/// One party's habit.
struct Habit {
    party: &'static str,
    name: &'static str,
    day: Weekday,
    hour: i8,
    every_weeks: i64,
}

const HABITS: [Habit; 5] = [
    Habit {
        party: DISTRICT_ADMINISTRATIONS[0],
        name: "Trygghetsvandring, kväll",
        day: Weekday::Thursday,
        hour: 18,
        every_weeks: 1,
    },
    Habit {
        party: HOUSING_COMPANIES[0], name: "Skötselrond", day: Weekday::Monday, hour: 8, every_weeks: 1
    },
    Habit {
        party: SCHOOL_COMPANY, name: "Skolgårdsrond", day: Weekday::Wednesday, hour: 16, every_weeks: 2
    },
    Habit {
        party: POLICE_REGION,
        name: "Fotpatrull, torgen",
        day: Weekday::Friday,
        hour: 20,
        every_weeks: 2,
    },
    Habit {
        party: CITY_EXECUTIVE,
        name: "Stadens trygghetsbesiktning",
        day: Weekday::Tuesday,
        hour: 13,
        every_weeks: 8,
    },
];

/// Makes the rounds, walks them through the year before `now`, and has grown-ups out on weekends.
///
/// # Errors
/// A command was refused, or the register is away.
pub async fn walk_the_year(player: &mut Player<'_>, seed: u64, now: Timestamp) -> Result<()> {
    let mut rng = Rng::stream(seed, STREAM);
    for habit in &HABITS {
        walk(player, habit, &mut rng, now).await?;
    }
    night_walks(player, &mut rng, now).await
}

async fn walk(player: &mut Player<'_>, habit: &Habit, rng: &mut Rng, now: Timestamp) -> Result<()> {
    let actor = cast::coordinator(player.world(), habit.party)?;
    let stops = stops(player.world(), &actor);
    if stops.is_empty() {
        return Ok(());
    }
    let draft = RoundDraft { name: habit.name.into(), stops, ended: false };
    let made = player.give(actor.clone(), Command::AddRound(draft)).await?;
    let id = RoundId::from_bits(made.about.context("a new round has no key")?.bits);
    let round = player.world().round(id).context("a round that was just made")?;
    for week in (1..=WEEKS).rev().filter(|week| week % habit.every_weeks == 0) {
        let started_at = moment(days_before(now, week, habit.day), habit.hour, rng)?;
        let visits = visits(player.world(), &round.stops, started_at, rng);
        let Some(last) = visits.last() else { continue };
        let draft = WalkDraft { round: id, started_at, ended_at: last.at, visits };
        player.give(actor.clone(), Command::AddWalk(draft)).await?;
    }
    Ok(())
}

/// Places that the party sees all of, and sites that it manages.
fn stops(world: &Snapshot, actor: &Actor) -> Vec<StopDraft> {
    let stop = |label: &str| StopDraft {
        number: None,
        label: label.to_owned(),
        position: None,
        place: None,
        site: None,
    };
    let places = places(world, actor).into_iter().take(PLACES);
    let places = places.map(|place| StopDraft { place: Some(place.id), ..stop(&place.name) });
    let party = actor.viewer.party;
    let mut sites: Vec<_> = world.sites.iter().map(|row| &row.held).collect();
    sites.retain(|site| site.managers.iter().any(|manager| manager.value == party));
    sites.sort_by_key(|site| &site.source_id);
    let sites = sites.into_iter().take(SITES);
    places.chain(sites.map(|site| StopDraft { site: Some(site.id), ..stop(&site.name) })).collect()
}

/// The open places that an actor sees all of, the oldest first.
fn places(world: &Snapshot, actor: &Actor) -> Vec<Held<Place>> {
    let mut places: Vec<_> = world.places.iter().map(|row| row.held.clone()).collect();
    places.retain(|place| {
        let audience = Audience::new(place.class, place.origin, &place.grants);
        let sight = see(&actor.viewer, &audience, Asking::Anywhere);
        place.status.is_open() && sight.level() == Some(Level::Full)
    });
    places.sort_by_key(|place| (place.created_at, place.id));
    places
}

/// What was found at each stop that there was something to look at then.
fn visits(world: &Snapshot, stops: &[Stop], started_at: Timestamp, rng: &mut Rng) -> Vec<VisitDraft> {
    let there = |stop: &&Stop| {
        let place = stop.place.and_then(|id| world.place(id));
        place.is_none_or(|place| place.created_at <= started_at)
    };
    let mut at = started_at;
    let mut visits = Vec::new();
    for stop in stops.iter().filter(there) {
        at += STEP;
        let found = FOUND[rng.weighted(&FOUND.map(|(_, weight)| weight))].0;
        // At a site nothing is known that could still be there.
        let found = if stop.place.is_none() && found != Found::Reported { Found::Nothing } else { found };
        visits.push(VisitDraft { stop: stop.number, at, found });
    }
    visits
}

async fn night_walks(player: &mut Player<'_>, rng: &mut Rng, now: Timestamp) -> Result<()> {
    let actor = cast::coordinator(player.world(), DISTRICT_ADMINISTRATIONS[0])?;
    let places = places(player.world(), &actor);
    for week in (1..=WEEKS).rev() {
        for (day, kind, by) in [
            (Weekday::Friday, "night_walk", "night_walkers"),
            (Weekday::Saturday, "parents_walk", "parents_association"),
        ] {
            let starts_at = moment(days_before(now, week, day), 21, rng)?;
            let there: Vec<_> = places.iter().filter(|place| place.created_at <= starts_at).collect();
            // Not everybody finds the time each weekend.
            if there.is_empty() || rng.chance(0.35) {
                continue;
            }
            let draft = PresenceDraft {
                place: rng.pick(&there).id,
                presence_kind: kind.into(),
                starts_at,
                ends_at: starts_at + SignedDuration::from_mins(150),
                party: None,
                organisation_kind: Some(by.into()),
            };
            player.give(actor.clone(), Command::AddPresence(draft)).await?;
        }
    }
    Ok(())
}

/// That day of the week, so many whole weeks before this one.
fn days_before(now: Timestamp, weeks: i64, day: Weekday) -> Date {
    let today = date_of(now);
    let monday = today.saturating_sub(Span::new().days(i64::from(today.weekday().to_monday_zero_offset())));
    let days = i64::from(day.to_monday_zero_offset()) - 7 * weeks;
    monday.saturating_add(Span::new().days(days))
}

/// About that hour in Stockholm.
fn moment(day: Date, hour: i8, rng: &mut Rng) -> Result<Timestamp> {
    let minute = i8::try_from(rng.below(40))?;
    Ok(day.at(hour, minute, 0, 0).to_zoned(stockholm().clone())?.timestamp())
}
