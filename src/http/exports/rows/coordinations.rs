//! Coordination: who holds each place together, what goes on about it, and the clock. Of places seen in full.

use super::{Table, area, flag, moment, text, word};
use crate::domain::place::Place;
use crate::export::{Column, Row};
use crate::http::render::named;
use crate::http::render::place::CoordinationView;
use crate::index::view::filter::PlaceFilter;
use crate::index::view::list::every_place;
use crate::space::Shape;

/// The columns.
pub const COLUMNS: [Column; 23] = [
    text("id"),
    text("place"),
    text("status"),
    text("status_words"),
    text("district_code"),
    text("district"),
    text("state"),
    text("party_code"),
    text("party"),
    text("because"),
    text("holder_code"),
    text("holder"),
    text("holder_function"),
    moment("holder_since"),
    text("decided_by"),
    flag("ad_interim"),
    moment("deadline"),
    flag("overdue"),
    text("escalated_to"),
    text("suggested_party"),
    text("class"),
    text("origin_code"),
    text("origin"),
];

/// The rows, the newest place first.
pub fn rows<'a>(table: &'a Table<'a>, filter: &'a PlaceFilter) -> impl Iterator<Item = Row> + 'a {
    let reader = table.reader();
    every_place(table.scene.snapshot, table.scene.eyes, filter).filter_map(move |seen| {
        let place = &seen.thing.held.record;
        let view = table.scene.place(&seen, &reader);
        let full = view.full.as_ref()?;
        let (district_code, district) = area(view.district.as_ref());
        let mut cells = vec![
            view.id.clone().into(),
            place.name.clone().into(),
            place.status.code().into(),
            named::status(place.status, table.scene.language).into(),
            district_code.into(),
            district.into(),
        ];
        cells.extend(of_coordination(&full.coordination));
        cells.extend([
            full.class.code().into(),
            full.origin.code.clone().into(),
            full.origin.name.clone().into(),
        ]);
        Some(Row { id: view.id, geometry: Some(point(place)), cells })
    })
}

/// A clock is a mark on a map, not a ground.
fn point(place: &Place) -> Shape {
    Shape::Point(place.shape.representative_point())
}

fn of_coordination(view: &CoordinationView) -> [crate::export::Cell; 14] {
    let holder = &view.holder;
    let suggested = view.declined.as_ref().and_then(|declined| declined.suggested_party.as_ref());
    [
        word(&view.state).into(),
        view.party.code.clone().into(),
        view.party.name.clone().into(),
        view.because.clone().into(),
        holder.party.code.clone().into(),
        holder.party.name.clone().into(),
        holder.function.clone().into(),
        holder.since.0.into(),
        holder.decided_by.party.as_ref().map(|party| party.code.clone()).into(),
        holder.ad_interim.into(),
        view.deadline.map(|time| time.0).into(),
        view.overdue.into(),
        view.escalated_to.as_ref().and_then(word).into(),
        suggested.map(|party| party.code.clone()).into(),
    ]
}
