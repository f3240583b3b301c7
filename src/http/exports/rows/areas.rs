//! Areas with their ground. Those that are made of others come as the ground of these together.

use super::{Table, day, list, text};
use crate::domain::area::{AreaKind, Cover};
use crate::domain::time::date_of;
use crate::export::{Column, Row};
use crate::index::reference::Ground;
use crate::space::{Envelope, Shape};
use std::sync::Arc;

/// The columns.
pub const COLUMNS: [Column; 8] = [
    text("id"),
    text("source_id"),
    text("kind"),
    text("code"),
    text("name"),
    day("from"),
    day("until"),
    list("members"),
];

/// The rows, by kind, code and name.
pub fn rows<'a>(
    table: &'a Table<'a>,
    kind: Option<AreaKind>,
    bbox: Option<Envelope>,
    holding: bool,
) -> impl Iterator<Item = Row> + 'a {
    let today = date_of(table.scene.now);
    let chosen = move |ground: &&Arc<Ground>| {
        kind.is_none_or(|kind| ground.area.kind == kind)
            && bbox.is_none_or(|query| ground.touches(&query))
            && (!holding || ground.area.holds_on(today))
    };
    table.scene.snapshot.reference.areas.iter().filter(chosen).map(|ground| row(table, ground))
}

fn row(table: &Table<'_>, ground: &Ground) -> Row {
    let area = &ground.area.record;
    let named = |id| table.scene.area(id).map(|area| area.code.unwrap_or(area.name));
    // An area with ground of its own has no members, which is not the same as a union of none.
    let members: Option<Vec<String>> = match &area.cover {
        Cover::Polygons(_) => None,
        Cover::Union(members) => Some(members.iter().filter_map(|id| named(*id)).collect()),
    };
    let id = area.id.to_string();
    let cells = vec![
        id.clone().into(),
        area.source_id.clone().into(),
        area.kind.code().into(),
        area.code.clone().into(),
        area.name.clone().into(),
        area.from.into(),
        area.until.into(),
        members.into(),
    ];
    Row { id, geometry: Shape::dissolved(ground.polygons()), cells }
}
