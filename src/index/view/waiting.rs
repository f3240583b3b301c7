//! Reports that wait, put together: with the place that each seems to belong to, else with those beside it.

use super::locate::places_near;
use super::report;
use crate::domain::command::Actor;
use crate::domain::decide::DecidedReports;
use crate::domain::ids::PlaceId;
use crate::domain::place::Place;
use crate::domain::report::Report;
use crate::domain::time::date_of;
use crate::index::audiences::{Eyes, Seen};
use crate::index::snapshot::{Measured, Snapshot, reach};
use crate::index::table::Row;
use crate::space::Shape;
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// Reports this close to the oldest of them may be one place, metres.
pub const TOGETHER_M: f64 = 50.0;
/// And seen within so many weeks of it.
pub const TOGETHER_WEEKS: i64 = 12;
/// A place this far away is asked about; whether it is the same is a setting, and that is at most this, metres.
const NEAR_M: f64 = 250.0;
/// The oldest that wait are put together, and not more at once.
pub const LOOKED_AT_MAX: usize = 2_000;

/// Reports that seem to be one matter.
pub struct Group<'a> {
    /// The reports, the oldest first.
    pub reports: Vec<Seen<&'a Row<Report>>>,
    /// The place they seem to belong to, and the metres from the first of them to it.
    pub place: Option<(Seen<&'a Row<Place>>, f64)>,
}

/// What waits for somebody who decides about it.
pub struct Waiting<'a> {
    /// Put together, the matter that has waited longest first.
    pub groups: Vec<Group<'a>>,
    /// How many reports wait, looked at or not.
    pub count: usize,
}

/// What waits for an actor to decide.
#[must_use]
pub fn waiting<'a>(snapshot: &'a Snapshot, eyes: &Eyes, actor: &Actor, now: Timestamp) -> Waiting<'a> {
    let mut reports = undecided(snapshot, eyes, actor, now);
    let count = reports.len();
    reports.truncate(LOOKED_AT_MAX);
    Waiting { groups: grouped(snapshot, eyes, &reports, now), count }
}

/// The reports that wait and that the actor decides about, the oldest first.
fn undecided<'a>(
    snapshot: &'a Snapshot,
    eyes: &Eyes,
    actor: &Actor,
    now: Timestamp,
) -> Vec<Seen<&'a Row<Report>>> {
    if !actor.viewer.role.coordinates() {
        return Vec::new();
    }
    let decided = DecidedReports::of(snapshot, actor, date_of(now));
    let mut reports: Vec<_> = snapshot
        .reports
        .iter()
        .filter(|row| row.held.outcome.is_none())
        .filter_map(|row| report(snapshot, eyes, row).filter(Seen::full))
        .filter(|seen| decided.has(&seen.thing.held))
        .collect();
    reports.sort_by_key(|seen| (seen.thing.held.received_at, seen.thing.held.id));
    reports
}

fn grouped<'a>(
    snapshot: &'a Snapshot,
    eyes: &Eyes,
    reports: &[Seen<&'a Row<Report>>],
    now: Timestamp,
) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    let mut of_place: BTreeMap<PlaceId, usize> = BTreeMap::new();
    let mut alone: BTreeMap<u64, &Seen<&'a Row<Report>>> = BTreeMap::new();
    let mut places = Vec::with_capacity(reports.len());
    for seen in reports {
        let place = same_place(snapshot, eyes, &seen.thing.held, now);
        if place.is_none() {
            alone.insert(seen.thing.bits, seen);
        }
        places.push(place);
    }
    for (seen, place) in reports.iter().zip(places) {
        if let Some((place, distance_m)) = place {
            let at = *of_place.entry(place.thing.held.id).or_insert_with(|| {
                groups.push(Group { reports: Vec::new(), place: Some((place, distance_m)) });
                groups.len() - 1
            });
            groups[at].reports.push(seen.clone());
        } else if alone.contains_key(&seen.thing.bits) {
            let together = beside(snapshot, seen, &alone);
            let reports = together.iter().filter_map(|bits| alone.remove(bits)).cloned().collect();
            groups.push(Group { reports, place: None });
        }
    }
    for group in &mut groups {
        group.reports.sort_by_key(|seen| (seen.thing.held.received_at, seen.thing.held.id));
    }
    groups
}

/// The nearest place that a report lies on or beside, of those that it can be linked to.
fn same_place<'a>(
    snapshot: &'a Snapshot,
    eyes: &Eyes,
    report: &Report,
    now: Timestamp,
) -> Option<(Seen<&'a Row<Place>>, f64)> {
    if report.is_vague() {
        return None;
    }
    let near = places_near(snapshot, eyes, report.position, (NEAR_M, date_of(now)), None);
    let same = near.into_iter().find(|near| near.same_place && near.seen.full())?;
    Some((same.seen, same.distance_m))
}

/// Those that wait beside a report, itself among them: within [`TOGETHER_M`] of it and [`TOGETHER_WEEKS`]. Measured from
/// the one that has waited longest, so that a long row of reports does not become one place link by link.
fn beside<'a>(
    snapshot: &'a Snapshot,
    first: &Seen<&'a Row<Report>>,
    alone: &BTreeMap<u64, &Seen<&'a Row<Report>>>,
) -> BTreeSet<u64> {
    let mut together = BTreeSet::from([first.thing.bits]);
    let report = &first.thing.held.record;
    if report.is_vague() {
        return together;
    }
    let shape = Shape::Point(report.position);
    let from = Measured::of(&shape);
    let near = |row: &&Row<Report>| {
        let apart = row.held.observed_at.duration_since(report.observed_at).abs();
        !row.held.is_vague()
            && apart <= SignedDuration::from_hours(24 * 7 * TOGETHER_WEEKS)
            && from.distance_m(&Shape::Point(row.held.position)) <= TOGETHER_M
    };
    let window = reach(&shape, TOGETHER_M);
    let candidates = snapshot.reports.in_box(&window);
    together.extend(candidates.filter(|row| alone.contains_key(&row.bits)).filter(near).map(|row| row.bits));
    together
}
