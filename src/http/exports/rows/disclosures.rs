//! To whom things were handed on, a row for each receiver: of what the caller's organisation made, for who speaks for it.

use super::{Table, moment, text, whole, word};
use crate::export::{Column, Row};
use crate::http::render::disclosure::{DisclosureView, ReceiverView};
use crate::index::view::disclosures;

/// The columns.
pub const COLUMNS: [Column; 18] = [
    text("id"),
    moment("time"),
    text("kind"),
    text("thing"),
    whole("version"),
    text("place"),
    text("place_name"),
    text("party_code"),
    text("party"),
    text("role"),
    text("act"),
    text("act_words"),
    text("from_class"),
    text("to_class"),
    text("ground"),
    text("paragraph"),
    text("receiver"),
    text("receiver_level"),
];

/// The rows, the newest first. Where nobody saw more by an act, one row says that.
pub fn rows<'a>(table: &'a Table<'a>) -> impl Iterator<Item = Row> + 'a {
    let (snapshot, eyes) = (table.scene.snapshot, table.scene.eyes);
    disclosures::ordered(disclosures::all(snapshot, eyes)).into_iter().flat_map(|(_, of, disclosure)| {
        let view = table.scene.disclosure(of, disclosure);
        let nobody = view.to.is_empty().then(|| row(&view, 0, None));
        let each = view.to.iter().enumerate().map(|(number, to)| row(&view, number, Some(to)));
        nobody.into_iter().chain(each).collect::<Vec<_>>()
    })
}

fn row(view: &DisclosureView, number: usize, to: Option<&ReceiverView>) -> Row {
    // One version may be told in two lines: one of them through the place.
    let line = if view.through { "-place" } else { "" };
    let id = format!("{}-{}{line}-{number}", view.of.id, view.version);
    let place = view.of.place.as_ref();
    let cells = vec![
        id.clone().into(),
        view.time.0.into(),
        view.of.kind.code().into(),
        view.of.id.clone().into(),
        (view.version as usize).into(),
        place.map(|place| place.id.clone()).into(),
        place.map(|place| place.name.clone()).into(),
        view.party.as_ref().map(|party| party.code.clone()).into(),
        view.party.as_ref().map(|party| party.name.clone()).into(),
        view.role.map(|role| role.code()).into(),
        view.act.code().into(),
        view.words.clone().into(),
        word(&view.from_class).into(),
        word(&view.to_class).into(),
        view.ground.as_ref().map(|ground| ground.label.clone()).into(),
        view.ground.as_ref().and_then(|ground| ground.paragraph.clone()).into(),
        to.map(|to| to.party.name.clone()).into(),
        to.map(|to| to.level.code()).into(),
    ];
    Row { id, geometry: None, cells }
}
