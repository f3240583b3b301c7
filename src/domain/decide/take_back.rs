//! A merge or a split taken back, by who made it, while nothing has followed.

use super::{Decision, Fresh, coordination, measures, next, places, reports};
use crate::domain::command::Actor;
use crate::domain::ids::{MeasureId, PlaceId, ReportId};
use crate::domain::lineage::LineageAct;
use crate::domain::place::{Place, Status};
use crate::domain::record::Change;
use crate::domain::refusal::Refusal;
use crate::domain::world::{Held, World};
use jiff::SignedDuration;

/// For how long it can be: a wrong pick is seen at once.
const WITHIN: SignedDuration = SignedDuration::from_mins(15);

/// Takes back the merge or split that ended a place. `act` is what the register tells of it; it counts as far as every place
/// still stands as the act left it.
pub fn take_back(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    id: PlaceId,
    act: &LineageAct,
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    let place = places::held(world, actor, expected, id, fresh.today())?;
    let whole = match place.status {
        Status::Merged => false,
        Status::Split => true,
        Status::Suspected
        | Status::Active
        | Status::UnderAnalysis
        | Status::InAction
        | Status::Monitoring
        | Status::Dormant
        | Status::Dismissed => {
            let detail = "the place was ended by neither a merge nor a split";
            return Err(Refusal::WrongState("nothing-to-take-back", detail.to_owned()));
        }
    };
    check_in_time(world, actor, &place, act, fresh)?;
    let was = act.was(id).ok_or_else(moved_on)?;
    let changes = if whole {
        unsplit(world, actor, &place, was, fresh)?
    } else {
        unmerge(world, actor, &place, (was, act), fresh)?
    };
    Ok(Decision::changed(places::about(id), changes))
}

fn check_in_time(
    world: &impl World,
    actor: &Actor,
    place: &Held<Place>,
    act: &LineageAct,
    fresh: &Fresh<'_>,
) -> Result<(), Refusal> {
    let stands = |(id, version): &(PlaceId, u32)| world.place(*id).is_some_and(|now| now.version == *version);
    if act.places.first() != Some(&(place.id, place.version)) || !act.places.iter().all(stands) {
        return Err(moved_on());
    }
    if world.party(actor.viewer.party).is_none_or(|party| party.code != act.party) {
        return Err(Refusal::NotAllowed("not_your_act"));
    }
    if fresh.now.duration_since(place.status_since) > WITHIN {
        let detail = format!("it can be taken back for {} minutes", WITHIN.as_mins());
        return Err(Refusal::WrongState("take-back-too-late", detail));
    }
    Ok(())
}

fn moved_on() -> Refusal {
    let detail = "one of the places has been changed since; what was decided on it would be lost";
    Refusal::WrongState("moved-on", detail.to_owned())
}

/// A place as it was. What has been handed on stays told, and its note is nobody's loss: no merge or split touches it.
fn again(
    world: &impl World,
    actor: &Actor,
    place: &Held<Place>,
    was: &Place,
    fresh: &Fresh<'_>,
) -> Result<Place, Refusal> {
    let mut again = Place {
        disclosures: place.disclosures.clone(),
        content: places::content(places::note_of(place), None),
        ..was.clone()
    };
    coordination::follow(world, &mut again, coordination::by(actor), fresh.now);
    places::check_still_seen(world, &again)?;
    Ok(again)
}

/// Both places stand again as they were, and what came along goes back, where it still is.
fn unmerge(
    world: &impl World,
    actor: &Actor,
    place: &Held<Place>,
    (was, act): (&Place, &LineageAct),
    fresh: &Fresh<'_>,
) -> Result<Vec<Change>, Refusal> {
    let today = fresh.today();
    let into = place.merged_into.ok_or_else(moved_on)?;
    let stayed = places::held(world, actor, None, into, today)?;
    let stayed_was = act.was(into).ok_or_else(moved_on)?;
    if stayed.class != stayed_was.class {
        let detail = "the merge narrowed who sees the place that stayed; its origin widens it first";
        return Err(Refusal::WrongState("narrowed", detail.to_owned()));
    }
    let back = again(world, actor, place, was, fresh)?;
    let without = again(world, actor, &stayed, stayed_was, fresh)?;
    let mut changes = vec![
        places::regranted(world, place.version, back, today, "place.unmerge"),
        places::regranted(world, stayed.version, without, today, "place.unmerge_from"),
    ];
    let from_to = (into, place.id);
    changes.extend(reports_back(world, &act.reports, from_to));
    changes.extend(measures_back(world, &act.measures, from_to));
    Ok(changes)
}

/// The whole stands again, and its parts are part of it: they were there, and may have been read.
fn unsplit(
    world: &impl World,
    actor: &Actor,
    place: &Held<Place>,
    was: &Place,
    fresh: &Fresh<'_>,
) -> Result<Vec<Change>, Refusal> {
    let mut back = again(world, actor, place, was, fresh)?;
    back.merged_from.extend(&place.split_into);
    let mut changes = vec![places::regranted(world, place.version, back, fresh.today(), "place.unsplit")];
    for id in &place.split_into {
        let part = world.place(*id).ok_or_else(moved_on)?;
        let mut ended = part.record.clone();
        ended.status = Status::Merged;
        ended.status_since = fresh.now;
        ended.objections.clear();
        ended.merged_into = Some(place.id);
        ended.content = places::content(places::note_of(&part), None);
        changes.push(next(part.version, ended, "place.unsplit_off"));
    }
    for part in &place.split_into {
        changes.extend(reports_back(world, &world.reports_of(*part), (*part, place.id)));
        changes.extend(measures_back(world, &world.measures_of(*part), (*part, place.id)));
    }
    Ok(changes)
}

fn reports_back(world: &impl World, reports: &[ReportId], (from, to): (PlaceId, PlaceId)) -> Vec<Change> {
    let there = reports.iter().filter_map(|id| world.report(*id)).filter(|report| report.place == Some(from));
    there.map(|report| reports::followed(&report, to)).collect()
}

fn measures_back(world: &impl World, measures: &[MeasureId], (from, to): (PlaceId, PlaceId)) -> Vec<Change> {
    let there = measures.iter().filter_map(|id| world.measure(*id)).filter(|measure| measure.place == from);
    there.map(|measure| measures::followed(&measure, to)).collect()
}
