//! Photos for the demo: switched on by a decision, and some pictures at the reports of the district whose log-ins are
//! tried first. Some are checked, and some still wait for it.

use super::cast;
use crate::demo::parties::DISTRICT_ADMINISTRATIONS;
use crate::demo::pictures::{Motif, draw};
use crate::domain::command::{Actor, Command, NewPhoto};
use crate::domain::hex::Hex;
use crate::domain::ids::PhotoId;
use crate::domain::report::{Report, Sighting};
use crate::domain::settings::SettingName;
use crate::domain::world::{Held, World};
use crate::engine::{Done, Engine, Request};
use crate::index::snapshot::Snapshot;
use crate::photos::Photos;
use crate::register::CommandKey;
use anyhow::{Context, Result, anyhow};
use image::ImageEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use std::cmp::Reverse;

/// So many reports have a photo.
const SHOWN: usize = 12;
/// Every third of them is not checked yet.
const UNCHECKED: usize = 3;
/// Photos of one report, as the demo's city has decided.
const PER_REPORT: u32 = 4;

/// Switches photos on, and hangs some.
///
/// # Errors
/// A command was refused, or the object store is away.
pub async fn hang(engine: &Engine, photos: &Photos) -> Result<()> {
    let on = Command::PutSetting {
        name: SettingName::PhotosPerReport,
        district: None,
        value: Some(PER_REPORT),
        from: None,
        until: None,
        decision: Some("Påhittat beslut KS 2026/114".into()),
    };
    give(engine, "photos on", (Actor::system(), on)).await?;
    let world = engine.snapshot();
    let party = DISTRICT_ADMINISTRATIONS[0];
    let coordinator = cast::coordinator(&world, party)?;
    for (number, report) in chosen(&world, &coordinator).iter().enumerate() {
        let motif = match report.sighting {
            Sighting::Gone => Motif::Clean,
            Sighting::New | Sighting::Still => {
                Motif::of(report.problem_types.first().map_or("", String::as_str))
            }
        };
        let new = stored(photos, report, motif).await?;
        let key = format!("photo {number}");
        let done = give(engine, &key, (coordinator.clone(), Command::AddPhoto(new))).await?;
        let photo = PhotoId::from_bits(done.about.context("a new photo has no key")?.bits);
        if number % UNCHECKED != 0 {
            let check = Command::CheckPhoto(photo);
            give(engine, &format!("photo {number} checked"), (coordinator.clone(), check)).await?;
        }
    }
    Ok(())
}

/// Reports of the coordinator's own party at its open places: first where it is gone now, with what it looked like before.
fn chosen(world: &Snapshot, coordinator: &Actor) -> Vec<Held<Report>> {
    let mut places: Vec<Vec<Held<Report>>> = Vec::new();
    for report in world.reports.ordered(None).map(|row| &row.held) {
        let place = report.place.and_then(|place| world.place(place));
        if report.origin != coordinator.viewer.party || !place.is_some_and(|place| place.status.is_open()) {
            continue;
        }
        match places.iter_mut().find(|reports| reports[0].place == report.place) {
            Some(reports) => reports.push(report.clone()),
            None => places.push(vec![report.clone()]),
        }
    }
    let mut pairs: Vec<_> = places.into_iter().map(pair).collect();
    pairs.sort_by_key(|pair| pair.len() == 1);
    pairs.into_iter().flatten().take(SHOWN).collect()
}

/// What is shown of one place: that it is gone and what it looked like before, the later first; else the newest.
fn pair(mut reports: Vec<Held<Report>>) -> Vec<Held<Report>> {
    reports.sort_by_key(|report| Reverse(report.observed_at));
    let is_gone = |report: &&Held<Report>| report.sighting == Sighting::Gone;
    let after = reports.iter().find(is_gone);
    let before =
        after.and_then(|after| reports.iter().find(|r| !is_gone(r) && r.observed_at < after.observed_at));
    match (after, before) {
        (Some(after), Some(before)) => vec![after.clone(), before.clone()],
        _ => reports.into_iter().take(1).collect(),
    }
}

/// Draws a picture and puts it in as if it had been sent.
async fn stored(photos: &Photos, report: &Report, motif: Motif) -> Result<NewPhoto> {
    let mut object = [0; 16];
    getrandom::fill(&mut object).map_err(|error| anyhow!("no name for a photo: {error}"))?;
    let picture = draw(motif, report.id.bits());
    let mut bytes = Vec::new();
    let (width, height) = picture.dimensions();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::NoFilter).write_image(
        &picture,
        width,
        height,
        image::ExtendedColorType::Rgb8,
    )?;
    let redrawn = photos.redrawn(bytes.into()).await?;
    let object = Hex(object);
    let (large, small) = photos.store().put(object, redrawn).await?;
    Ok(NewPhoto { report: report.id, object, large, small })
}

async fn give(engine: &Engine, key: &str, (actor, command): (Actor, Command)) -> Result<Done> {
    let request = Request {
        actor,
        key: CommandKey { caller: "demo photos".into(), key: key.to_owned() },
        request_hash: [0; 32],
        expected: None,
        command,
    };
    engine.submit(request).await.map_err(|why| anyhow!("the demo's photos could not be hung: {why:?}"))
}
