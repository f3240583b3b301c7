//! Parties: organisations and functions, never people. `code` and the columns after it are what an import reads.

use super::{Table, flag, list, text};
use crate::export::{Column, Row};

/// The columns.
pub const COLUMNS: [Column; 7] =
    [text("id"), text("code"), text("name"), text("kind"), text("function"), flag("logs_in"), list("areas")];

/// The rows, by code.
pub fn rows<'a>(table: &'a Table<'a>) -> impl Iterator<Item = Row> + 'a {
    table.scene.snapshot.reference.parties.iter().map(|party| {
        let named = |id| table.scene.area(id).map(|area| area.code.unwrap_or(area.name));
        let areas: Vec<String> = party.areas.iter().filter_map(|id| named(*id)).collect();
        let id = party.id.to_string();
        let cells = vec![
            id.clone().into(),
            party.code.clone().into(),
            party.name.clone().into(),
            party.kind.code().into(),
            party.function.clone().into(),
            party.logs_in.into(),
            areas.into(),
        ];
        Row { id, geometry: None, cells }
    })
}
