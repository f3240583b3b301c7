//! Lineage: places that turn out to be one, or several. Nothing is lost, links follow.

use super::{Decision, Fresh, authority, check, next, places, reports};
use crate::domain::command::{Actor, Part};
use crate::domain::ids::{MeasureId, PlaceId, ReportId};
use crate::domain::measure::Measure;
use crate::domain::place::{Place, Status};
use crate::domain::record::Change;
use crate::domain::refusal::{Faults, Refusal};
use crate::domain::report::{Outcome, Report};
use crate::domain::settings::SettingName;
use crate::domain::world::{Held, World};
use crate::space::{LonLat, Shape};
use jiff::civil::Date;
use std::collections::HashMap;

/// Fewest and most parts of a split.
const PARTS: (usize, usize) = (2, 10);

/// Ends a place that is the same as another. The other keeps its name and coordinator, takes over
/// reports and measures, and has the narrower of the two classes from then on.
pub fn merge(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    id: PlaceId,
    into: PlaceId,
    reason: &str,
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    let today = fresh.today();
    let place = places::workable(world, actor, expected, id, today)?;
    let mut faults = Faults::new();
    if id == into {
        faults.add("#/into", "itself", "a place cannot be merged into itself");
        faults.check()?;
        return Err(Refusal::NotThere);
    }
    let target = match places::workable(world, actor, None, into, today) {
        Ok(target) => target,
        Err(Refusal::NotThere) => {
            return Err(Refusal::invalid("#/into", "unknown_place", "there is no such place"));
        }
        Err(other) => return Err(other),
    };
    let reason = check::required_text(reason, "#/reason", check::REASON_MAX, &mut faults);
    faults.check()?;
    let mut ended = place.record.clone();
    ended.status = Status::Merged;
    ended.status_since = fresh.now;
    ended.merged_into = Some(into);
    ended.content = places::content(places::note_of(&place), Some(reason.clone()));

    let mut stays = target.record.clone();
    stays.merged_from.push(id);
    stays.class = stays.class.max(place.class);
    check_still_seen(world, &stays)?;
    stays.child_relevant |= place.child_relevant;
    for code in &place.problem_types {
        if !stays.problem_types.contains(code) {
            stays.problem_types.push(code.clone());
        }
    }
    stays.content = places::content(places::note_of(&target), Some(reason));

    let mut changes = vec![
        next(place.version, ended, "place.merge"),
        places::regranted(world, target.version, stays, today, "place.merge_in"),
    ];
    changes.extend(following_reports(world, id, |_| into));
    changes.extend(following_measures(world, id, into));
    Ok(Decision::changed(places::about(id), changes))
}

/// With its narrower class, the place is still one that its coordinator, and whoever is asked, may see.
fn check_still_seen(world: &impl World, stays: &Place) -> Result<(), Refusal> {
    let coordination = &stays.coordination;
    let mut parties = std::iter::once(coordination.holder.party).chain(coordination.asked());
    let sees =
        |party| world.party(party).is_none_or(|party| check::may_see(&party, stays.class, stays.origin));
    if parties.all(sees) {
        return Ok(());
    }
    let detail =
        "the narrower class would hide the place from its coordinator; name another first".to_owned();
    Err(Refusal::WrongState("holder-may-not-see", detail))
}

/// Ends a place that is really several. Reports that no part names follow the nearest part.
pub fn split(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    id: PlaceId,
    parts: &[Part],
    reason: &str,
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    let today = fresh.today();
    let place = places::workable(world, actor, expected, id, today)?;
    let mut faults = Faults::new();
    let reason = check::required_text(reason, "#/reason", check::REASON_MAX, &mut faults);
    if parts.len() < PARTS.0 || parts.len() > PARTS.1 {
        faults.add("#/parts", "wrong_count", format!("give {} to {} parts", PARTS.0, PARTS.1));
    }
    let own: Vec<ReportId> = world.reports_of(id);
    let mut named: HashMap<ReportId, usize> = HashMap::new();
    for (at, part) in parts.iter().enumerate() {
        check_part(world, at, part, &mut faults);
        if !lies_with(world, actor, &place, part, today) {
            let detail = "lies away from the place that is split, where your party does not decide";
            faults.add(format!("#/parts/{at}/geometry"), "elsewhere", detail);
        }
        for (n, report) in part.reports.iter().enumerate() {
            let pointer = format!("#/parts/{at}/reports/{n}");
            if !own.contains(report) {
                faults.add(pointer, "unknown_report", "is not a report of this place");
            } else if named.insert(*report, at).is_some() {
                faults.add(pointer, "twice", "is named twice");
            }
        }
    }
    faults.check()?;
    let ids: Vec<PlaceId> = parts
        .iter()
        .map(|_| PlaceId::from_bits(fresh.id(world, |bits| PlaceId::from_bits(bits).into())))
        .collect();
    let mut ended = place.record.clone();
    ended.status = Status::Split;
    ended.status_since = fresh.now;
    ended.split_into.clone_from(&ids);
    ended.content = places::content(places::note_of(&place), Some(reason));
    let mut changes = vec![next(place.version, ended, "place.split")];
    for (part, part_id) in parts.iter().zip(&ids) {
        changes.push(part_of(world, &place, part, *part_id, today, fresh));
    }
    changes.extend(following_reports(world, id, |report| {
        let at = named.get(&report.id).copied().unwrap_or_else(|| nearest(parts, report.position));
        ids[at]
    }));
    let heir = ids[nearest(parts, place.shape.representative_point())];
    changes.extend(following_measures(world, id, heir));
    Ok(Decision::changed(places::about(id), changes))
}

fn check_part(world: &impl World, at: usize, part: &Part, faults: &mut Faults) {
    let name = format!("#/parts/{at}/name");
    check::required_text(&part.name, &name, check::NAME_MAX, faults);
    let max_ha = f64::from(world.setting(SettingName::PlaceAreaMaxHa, None));
    if part.shape.in_metres(part.shape.plane()).area_m2() / 10_000.0 > max_ha {
        faults.add(
            format!("#/parts/{at}/geometry"),
            "too_large",
            format!("is larger than {max_ha} hectares"),
        );
    }
}

/// Beside the whole, or where the actor decides anyway: a split is no way around the limits of a move.
fn lies_with(world: &impl World, actor: &Actor, whole: &Place, part: &Part, today: Date) -> bool {
    let plane = whole.shape.plane();
    let distance_m = whole.shape.in_metres(plane).distance_between_m(&part.shape.in_metres(plane));
    let districts = world.district_shares(&part.shape, today).into_iter().map(|d| d.district);
    distance_m <= f64::from(world.setting(SettingName::NearSiteM, whole.district()))
        || authority::decides(world, actor, &part.shape, districts, today)
}

/// A part goes on where the whole stood: status, coordinator and class are inherited.
fn part_of(
    world: &impl World,
    whole: &Held<Place>,
    part: &Part,
    id: PlaceId,
    today: Date,
    fresh: &Fresh<'_>,
) -> Change {
    let record = Place {
        id,
        name: part.name.trim().to_owned(),
        districts: world.district_shares(&part.shape, today),
        shape: part.shape.clone(),
        created_at: fresh.now,
        split_from: Some(whole.id),
        split_into: Vec::new(),
        merged_from: Vec::new(),
        content: places::content(places::note_of(whole), None),
        ..whole.record.clone()
    };
    places::regranted(world, 0, record, today, "place.split_off")
}

/// The part nearest a position; the first of equals.
fn nearest(parts: &[Part], position: LonLat) -> usize {
    let shape = Shape::Point(position);
    let plane = shape.plane();
    let from = plane.to_metres(position);
    let distance_m = |part: &Part| part.shape.in_metres(plane).distance_m(from);
    (0..parts.len()).min_by(|a, b| distance_m(&parts[*a]).total_cmp(&distance_m(&parts[*b]))).unwrap_or(0)
}

fn following_reports<'a, W: World>(
    world: &'a W,
    from: PlaceId,
    to: impl Fn(&Report) -> PlaceId + 'a,
) -> impl Iterator<Item = Change> + 'a {
    world.reports_of(from).into_iter().filter_map(|id| world.report(id)).map(move |report| {
        let outcome = report.outcome.unwrap_or(Outcome::Linked);
        reports::linked(&report, Some(to(&report)), outcome, None, "report.follow")
    })
}

fn following_measures<'a, W: World>(
    world: &'a W,
    from: PlaceId,
    to: PlaceId,
) -> impl Iterator<Item = Change> + 'a {
    let held = move |id: MeasureId| world.measure(id);
    world.measures_of(from).into_iter().filter_map(held).map(move |measure| {
        next(measure.version, Measure { place: to, ..measure.record.clone() }, "measure.follow")
    })
}
