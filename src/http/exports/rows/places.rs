//! Places, with what their reports say together, by source.

use super::{Table, area, flag, list, moment, text, whole, word};
use crate::domain::codes::CodeList;
use crate::domain::place::Place;
use crate::export::{Cell, Column, Row};
use crate::http::render::named;
use crate::http::render::place::{PlaceFull, PlaceSummary};
use crate::index::audiences::Seen;
use crate::index::view::filter::{PlaceFilter, shown_place};
use crate::index::view::list::every_place;
use crate::space::Shape;

/// The columns.
pub const COLUMNS: [Column; 34] = [
    text("id"),
    text("level"),
    text("withheld"),
    text("name"),
    text("status"),
    text("status_words"),
    moment("status_since"),
    list("problem_types"),
    list("problem_type_words"),
    list("physical_factors"),
    text("priority_area"),
    flag("child_relevant"),
    text("district_code"),
    text("district"),
    flag("outside_districts"),
    text("coordinator_code"),
    text("coordinator"),
    text("coordinator_function"),
    flag("without_coordinator"),
    text("coordination"),
    moment("deadline"),
    moment("last_seen"),
    whole("report_count"),
    list("report_sources"),
    moment("created_at"),
    text("class"),
    text("origin_code"),
    text("origin"),
    text("held_by"),
    list("parties"),
    text("text"),
    text("merged_into"),
    text("split_from"),
    flag("content_erased"),
];

/// The rows, the newest first.
pub fn rows<'a>(table: &'a Table<'a>, filter: &'a PlaceFilter) -> impl Iterator<Item = Row> + 'a {
    let reader = table.reader();
    every_place(table.scene.snapshot, table.scene.eyes, filter).map(move |seen| {
        let place = &seen.thing.held.record;
        let view = table.scene.place(&seen, &reader);
        let (district_code, district) = area(view.district.as_ref());
        let summary = view.summary.as_ref();
        let full = view.full.as_ref();
        let mut cells = vec![view.id.clone().into(), view.level.code().into(), word(&view.withheld).into()];
        cells.extend(of_summary(table, place, summary, full));
        cells.extend([district_code.into(), district.into(), view.outside_districts.into()]);
        cells.extend(of_coordination(summary, full));
        cells.extend(of_reports(summary));
        cells.extend(of_sharing(table, place, full));
        Row { id: view.id, geometry: Some(ground(place, &seen)), cells }
    })
}

/// Where a place is shown.
pub(super) fn ground<T>(place: &Place, seen: &Seen<T>) -> Shape {
    if seen.summary() { place.shape.clone() } else { Shape::Point(shown_place(place, false)) }
}

fn of_summary(
    table: &Table<'_>,
    place: &Place,
    summary: Option<&PlaceSummary>,
    full: Option<&PlaceFull>,
) -> [Cell; 9] {
    let words = |_| named::status(place.status, table.scene.language);
    [
        summary.map(|s| s.name.clone()).into(),
        summary.map(|s| s.status.code()).into(),
        summary.map(words).into(),
        full.map(|f| f.status_since.0).into(),
        summary.map(|s| s.problem_types.clone()).into(),
        summary.map(|s| table.labels.labels(CodeList::ProblemType, &s.problem_types)).into(),
        full.map(|f| f.physical_factors.clone()).into(),
        full.map(|f| f.priority_area.clone()).into(),
        summary.map(|s| s.child_relevant).into(),
    ]
}

fn of_coordination(summary: Option<&PlaceSummary>, full: Option<&PlaceFull>) -> [Cell; 6] {
    [
        summary.map(|s| s.coordinator.code.clone()).into(),
        summary.map(|s| s.coordinator.name.clone()).into(),
        full.map(|f| f.coordination.holder.function.clone()).into(),
        summary.map(|s| s.without_coordinator).into(),
        full.and_then(|f| word(&f.coordination.state)).into(),
        full.and_then(|f| f.coordination.deadline).map(|time| time.0).into(),
    ]
}

fn of_reports(summary: Option<&PlaceSummary>) -> [Cell; 4] {
    let sources = |s: &PlaceSummary| {
        s.report_sources.iter().map(|(source, count)| format!("{source}: {count}")).collect::<Vec<_>>()
    };
    [
        summary.and_then(|s| s.last_seen).map(|time| time.0).into(),
        summary.map(|s| s.report_count).into(),
        summary.map(sources).into(),
        summary.map(|s| s.created_at.0).into(),
    ]
}

fn of_sharing(table: &Table<'_>, place: &Place, full: Option<&PlaceFull>) -> [Cell; 9] {
    let parties = |f: &PlaceFull| {
        f.parties.iter().map(|p| format!("{}: {}", p.party.code, p.level.code())).collect::<Vec<_>>()
    };
    [
        full.map(|f| f.class.code()).into(),
        full.map(|f| f.origin.code.clone()).into(),
        full.map(|f| f.origin.name.clone()).into(),
        full.map(|f| f.held_by.in_words()).into(),
        full.map(parties).into(),
        full.and_then(|f| f.note.clone()).into(),
        full.and_then(|f| f.lineage.merged_into.as_ref()).map(|place| place.id.clone()).into(),
        full.and_then(|f| f.lineage.split_from.as_ref()).map(|place| place.id.clone()).into(),
        full.map(|_| table.has_lost_content(place.id)).into(),
    ]
}
