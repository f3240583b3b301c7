//! Measures of places seen in full.

use super::{Table, day, flag, moment, text};
use crate::domain::ids::PlaceId;
use crate::export::{Column, Row};
use crate::index::view;
use std::collections::BTreeMap;

/// The columns.
pub const COLUMNS: [Column; 15] = [
    text("id"),
    text("place"),
    text("place_name"),
    text("measure_type"),
    text("party_code"),
    text("party"),
    text("held_by"),
    flag("activity"),
    day("starts"),
    day("ends"),
    moment("closed_at"),
    day("due_on"),
    text("particulars"),
    text("text"),
    flag("content_erased"),
];

/// The rows, by id.
pub fn rows<'a>(table: &'a Table<'a>, place: Option<PlaceId>) -> impl Iterator<Item = Row> + 'a {
    let (snapshot, eyes) = (table.scene.snapshot, table.scene.eyes);
    let measures = snapshot.reference.measures.values();
    let of_place = measures.filter(move |measure| place.is_none_or(|place| measure.place == place));
    of_place.filter_map(|measure| view::measure(snapshot, eyes, measure)).map(|measure| {
        let view = table.scene.measure_view(measure);
        let cells = vec![
            view.id.clone().into(),
            view.place.as_ref().map(|place| place.id.clone()).into(),
            view.place.map(|place| place.name).into(),
            view.measure_type.into(),
            view.party.code.into(),
            view.party.name.into(),
            view.held_by.in_words().into(),
            view.activity.into(),
            view.starts.into(),
            view.ends.into(),
            view.closed_at.map(|time| time.0).into(),
            view.due_on.into(),
            particulars(&view.particulars).into(),
            view.note.into(),
            table.has_lost_content(measure.id).into(),
        ];
        Row { id: view.id, geometry: None, cells }
    })
}

/// What is stated, one after the other: `need: ...; review_on: 2027-01-31`.
fn particulars(stated: &BTreeMap<String, String>) -> Option<String> {
    let each: Vec<_> = stated.iter().map(|(code, said)| format!("{code}: {said}")).collect();
    (!each.is_empty()).then(|| each.join("; "))
}
