//! Reports. Who reported is in no file.

use super::{Table, area, flag, list, moment, real, text, whole, word};
use crate::domain::building::ShownAt;
use crate::domain::codes::CodeList;
use crate::domain::report::Report;
use crate::export::{Cell, Column, Row};
use crate::http::render::named;
use crate::http::render::report::{ReportFull, ReportSummary};
use crate::index::view::filter::{ReportFilter, shown_position};
use crate::index::view::list::every_report;
use crate::space::Shape;

/// The columns.
pub const COLUMNS: [Column; 32] = [
    text("id"),
    text("level"),
    text("withheld"),
    text("status"),
    text("outcome"),
    text("outcome_words"),
    moment("observed_at"),
    text("observed_precision"),
    whole("observed_hours"),
    moment("received_at"),
    list("problem_types"),
    list("problem_type_words"),
    text("sighting"),
    text("source"),
    text("place"),
    text("place_name"),
    text("district_code"),
    text("district"),
    flag("outside_districts"),
    real("accuracy_m"),
    text("shown_at"),
    flag("position_by_hand"),
    text("count_band"),
    list("answers"),
    text("text"),
    text("class"),
    text("origin_code"),
    text("origin"),
    text("held_by"),
    list("parties"),
    text("reason"),
    flag("content_erased"),
];

/// The rows, the newest first.
pub fn rows<'a>(table: &'a Table<'a>, filter: &'a ReportFilter) -> impl Iterator<Item = Row> + 'a {
    let reader = table.reader();
    every_report(table.scene.snapshot, table.scene.eyes, filter).map(move |seen| {
        let report = &seen.thing.held.record;
        let view = table.scene.report(&seen, &reader);
        let (district_code, district) = area(view.district.as_ref());
        let mut cells = vec![view.id.clone().into(), view.level.code().into(), word(&view.withheld).into()];
        cells.extend(of_summary(table, report, view.summary.as_ref()));
        cells.extend([
            district_code.into(),
            district.into(),
            view.outside_districts.into(),
            view.position.accuracy_m.into(),
            view.shown_at.map(ShownAt::code).into(),
            view.summary.as_ref().map(|_| view.position.by_hand).into(),
        ]);
        cells.extend(of_full(table, report, view.full.as_ref()));
        Row { id: view.id, geometry: Some(Shape::Point(shown_position(seen.thing, seen.full()))), cells }
    })
}

fn of_summary(table: &Table<'_>, report: &Report, summary: Option<&ReportSummary>) -> [Cell; 13] {
    let words = |_| named::outcome(report.outcome, table.scene.language);
    let place = summary.and_then(|s| s.place.as_ref());
    [
        summary.and_then(|s| word(&s.status)).into(),
        summary.and_then(|s| s.outcome).map(|outcome| outcome.code()).into(),
        summary.map(words).into(),
        summary.map(|s| s.observed_at.0).into(),
        summary.map(|s| s.observed_precision).into(),
        summary.and_then(|s| s.observed_hours).map(u64::from).into(),
        summary.map(|s| s.received_at.0).into(),
        summary.map(|s| s.problem_types.clone()).into(),
        summary.map(|s| table.labels.labels(CodeList::ProblemType, &s.problem_types)).into(),
        summary.and_then(|s| word(&s.sighting)).into(),
        summary.map(|s| s.source.clone()).into(),
        place.map(|place| place.id.clone()).into(),
        place.map(|place| place.name.clone()).into(),
    ]
}

fn of_full(table: &Table<'_>, report: &Report, full: Option<&ReportFull>) -> [Cell; 10] {
    let parties = |f: &ReportFull| {
        f.parties.iter().map(|p| format!("{}: {}", p.party.code, p.level.code())).collect::<Vec<_>>()
    };
    let answers = |f: &ReportFull| {
        f.answers.iter().map(|(question, answer)| format!("{question}: {answer}")).collect::<Vec<_>>()
    };
    [
        full.and_then(|f| f.count_band.clone()).into(),
        full.map(answers).into(),
        full.and_then(|f| f.text.clone()).into(),
        full.map(|f| f.class.code()).into(),
        full.map(|f| f.origin.code.clone()).into(),
        full.map(|f| f.origin.name.clone()).into(),
        full.map(|f| f.held_by.in_words()).into(),
        full.map(parties).into(),
        full.and_then(|f| f.reason.clone()).into(),
        full.map(|_| table.has_lost_content(report.id)).into(),
    ]
}
