//! Lineage: places that turn out to be one, or several. Nothing is lost, links follow.

use super::{Decision, Fresh, authority, check, coordination, measures, next, places, reports};
use crate::domain::access::{Class, Grant, GrantReason, Level, widens};
use crate::domain::command::{Actor, Part};
use crate::domain::coordination::TURNS_MAX;
use crate::domain::ids::{PartyId, PlaceId, ReportId};
use crate::domain::place::{Place, Status};
use crate::domain::record::Change;
use crate::domain::refusal::{Faults, Refusal};
use crate::domain::report::Report;
use crate::domain::settings::SettingName;
use crate::domain::world::{Held, World};
use crate::space::{LonLat, Shape};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::HashMap;

/// Fewest and most parts of a split.
const PARTS: (usize, usize) = (2, 10);

/// A merge.
pub struct Merge<'a> {
    /// The place that stays.
    pub into: PlaceId,
    /// The class it will have.
    pub class: Option<Class>,
    /// Why.
    pub reason: &'a str,
}

/// Ends a place that is the same as another. The other keeps its name, takes over reports and measures,
/// is as awake as the more awake of the two, and has the narrower of the two classes from then on: that
/// it will have it is said by whoever asks, not found out afterwards.
pub fn merge(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    id: PlaceId,
    merge: &Merge<'_>,
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    let today = fresh.today();
    let place = places::workable(world, actor, expected, id, today)?;
    let into = merge.into;
    if id == into {
        return Err(Refusal::invalid("#/into", "itself", "a place cannot be merged into itself"));
    }
    let target = match places::workable(world, actor, None, into, today) {
        Ok(target) => target,
        Err(Refusal::NotThere) => {
            return Err(Refusal::invalid("#/into", "unknown_place", "there is no such place"));
        }
        Err(other) => return Err(other),
    };
    let mut faults = Faults::new();
    let reason = check::required_text(merge.reason, "#/reason", check::REASON_MAX, &mut faults);
    let class = merged_class(&place, &target, merge.class, &mut faults);
    faults.check()?;
    let mut ended = place.record.clone();
    ended.status = Status::Merged;
    ended.status_since = fresh.now;
    ended.objections.clear();
    ended.merged_into = Some(into);
    ended.content = places::content(places::note_of(&place), Some(reason.clone()));

    let mut stays = target.record.clone();
    stays.merged_from.push(id);
    stays.class = class;
    take_over(&mut stays, &place, fresh.now);
    coordination::follow(world, &mut stays, coordination::by(actor), fresh.now);
    places::check_still_seen(world, &stays)?;
    stays.content = places::content(places::note_of(&target), Some(reason));

    let mut changes = vec![
        next(place.version, ended, "place.merge"),
        places::regranted(world, target.version, stays, today, "place.merge_in"),
    ];
    changes.extend(following_reports(world, id, |_| into));
    changes.extend(following_measures(world, id, into));
    Ok(Decision::changed(places::about(id), changes))
}

/// The narrower of the two classes. What would hide the place that stays from some of its parties is
/// said out loud first; what only one origin sees is not put under another; and a merge shows neither
/// to more, as it would to every police party what becomes police content.
fn merged_class(place: &Place, target: &Place, said: Option<Class>, faults: &mut Faults) -> Class {
    let class = place.class.max(target.class);
    if class.is_kept() && place.origin != target.origin {
        let detail = format!(
            "one of the two is of class {} and they have different origins; its origin widens it first",
            class.code()
        );
        faults.add("#/into", "only_the_origin_widens", detail);
    } else if widens(place.class, class) || widens(target.class, class) {
        let detail = format!(
            "more would see one of the two if it became {}; its origin gives it that class first",
            class.code()
        );
        faults.add("#/into", "only_the_origin_widens", detail);
    } else if said.is_some_and(|said| said != class) {
        let detail = format!("a merge keeps the narrowest class, which is “{}”", class.code());
        faults.add("#/class", "class_needed", detail);
    } else if said.is_none() && class > target.class {
        let (word, was) = (class.code(), target.class.code());
        let detail = format!(
            "the place that stays goes from class {was} to {word}, and is hidden from those of its \
             parties who may not see {word}; say class “{word}” to do so, or widen the other first"
        );
        faults.add("#/class", "class_needed", detail);
    }
    class
}

/// What the place that stays takes over from the one that ends, beside its reports and measures.
fn take_over(stays: &mut Place, ended: &Place, now: Timestamp) {
    stays.child_relevant |= ended.child_relevant;
    add_codes(&mut stays.problem_types, &ended.problem_types);
    add_codes(&mut stays.physical_factors, &ended.physical_factors);
    if awake(ended.status) > awake(stays.status) {
        coordination::move_on(stays, ended.status, now);
    }
    if stays.status.is_set_aside() {
        let heard = |party| stays.objections.iter().any(|objection| objection.party == party);
        let more: Vec<_> = ended.waiting_objections().filter(|o| !heard(o.party)).cloned().collect();
        stays.objections.extend(more);
    }
    let holder = &ended.coordination.holder;
    let both_accepted = !holder.ad_interim && !stays.coordination.holder.ad_interim;
    let suggested =
        (both_accepted && holder.party != stays.coordination.holder.party).then_some(holder.party);
    if !holder.ad_interim && stays.coordination.holder.ad_interim {
        stays.coordination.holder = holder.clone();
        stays.coordination.stage = ended.coordination.stage.clone();
        if !ended.status.is_open() {
            // Its clock stood still, and goes on in a place that is awake.
            let status = std::mem::replace(&mut stays.status, ended.status);
            let since = std::mem::replace(&mut stays.status_since, ended.status_since);
            coordination::move_on(stays, status, now);
            stays.status_since = since;
        }
    }
    let mut past = [stays.coordination.past.as_slice(), ended.coordination.past.as_slice()].concat();
    past.sort_by_key(|turn| turn.at);
    past.drain(..past.len().saturating_sub(TURNS_MAX));
    stays.coordination.past = past;
    if !stays.class.is_kept() {
        let confirmed = ended.confirmed.iter().map(|grant| grant.party);
        suggest(stays, confirmed.chain(suggested));
    }
}

fn add_codes(to: &mut Vec<String>, from: &[String]) {
    for code in from {
        if !to.contains(code) {
            to.push(code.clone());
        }
    }
}

/// Who had a say in the place that ended comes along at summary, as a suggested party, until a
/// coordinator of the one that stays confirms it or takes it away.
fn suggest(stays: &mut Place, parties: impl Iterator<Item = PartyId>) {
    for party in parties {
        if !stays.confirmed.iter().any(|grant| grant.party == party) {
            stays.confirmed.push(Grant { party, level: Level::Summary, why: GrantReason::Confirmed });
        }
    }
}

/// How much goes on at a place: of two that become one, the one where more does says where it stands.
const fn awake(status: Status) -> u8 {
    match status {
        Status::Dismissed | Status::Merged | Status::Split => 0,
        Status::Dormant => 1,
        Status::Suspected => 2,
        Status::Monitoring => 3,
        Status::Active => 4,
        Status::UnderAnalysis => 5,
        Status::InAction => 6,
    }
}

/// Ends a place that is really several. Reports that no part names follow the part nearest to where they are shown.
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
    let mut names = Vec::with_capacity(parts.len());
    let own: Vec<ReportId> = world.reports_of(id);
    let mut named: HashMap<ReportId, usize> = HashMap::new();
    for (at, part) in parts.iter().enumerate() {
        names.push(check_part(world, at, part, today, &mut faults));
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
    ended.objections.clear();
    ended.split_into.clone_from(&ids);
    ended.content = places::content(places::note_of(&place), Some(reason));
    let mut changes = vec![next(place.version, ended, "place.split")];
    for ((part, name), part_id) in parts.iter().zip(names).zip(&ids) {
        changes.push(part_of(world, actor, &place, (part, name), *part_id, fresh));
    }
    changes.extend(following_reports(world, id, |report| {
        let at =
            named.get(&report.id).copied().unwrap_or_else(|| nearest(parts, places::spot_of(world, report)));
        ids[at]
    }));
    let heir = ids[nearest(parts, place.shape.representative_point())];
    changes.extend(following_measures(world, id, heir));
    Ok(Decision::changed(places::about(id), changes))
}

/// The part's name as it will be stored.
fn check_part(world: &impl World, at: usize, part: &Part, today: Date, faults: &mut Faults) -> String {
    places::check_size(world, &part.shape, today, &format!("#/parts/{at}/geometry"), faults);
    check::required_text(&part.name, &format!("#/parts/{at}/name"), check::NAME_MAX, faults)
}

/// Beside the whole, or where the actor decides anyway: a split is no way around the limits of a move.
fn lies_with(world: &impl World, actor: &Actor, whole: &Place, part: &Part, today: Date) -> bool {
    let plane = whole.shape.plane();
    let distance_m = whole.shape.in_metres(plane).distance_between_m(&part.shape.in_metres(plane));
    let districts = world.district_shares(&part.shape, today).into_iter().map(|d| d.district);
    distance_m <= f64::from(world.setting(SettingName::NearSiteM, whole.district(), today))
        || authority::decides(world, actor, &part.shape, districts, today)
}

/// A part goes on where the whole stood: status, since when, coordinator and class are inherited. Only
/// who holds it ad interim follows the part's own district.
fn part_of(
    world: &impl World,
    actor: &Actor,
    whole: &Held<Place>,
    (part, name): (&Part, String),
    id: PlaceId,
    fresh: &Fresh<'_>,
) -> Change {
    let today = fresh.today();
    let mut record = Place {
        id,
        name,
        districts: world.district_shares(&part.shape, today),
        shape: part.shape.clone(),
        created_at: fresh.now,
        split_from: Some(whole.id),
        split_into: Vec::new(),
        merged_from: Vec::new(),
        disclosures: Vec::new(),
        content: places::content(places::note_of(whole), None),
        ..whole.record.clone()
    };
    coordination::follow(world, &mut record, coordination::by(actor), fresh.now);
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
    let there = world.reports_of(from).into_iter().filter_map(|id| world.report(id));
    there.map(move |report| reports::followed(&report, to(&report)))
}

fn following_measures<'a, W: World>(
    world: &'a W,
    from: PlaceId,
    to: PlaceId,
) -> impl Iterator<Item = Change> + 'a {
    let there = world.measures_of(from).into_iter().filter_map(|id| world.measure(id));
    there.map(move |measure| measures::followed(&measure, to))
}
