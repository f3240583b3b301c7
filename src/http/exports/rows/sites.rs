//! Sites, with who holds them on the day. `source_id` and the columns after it are what an import of sites reads.

use super::{Table, flag, text};
use crate::domain::time::date_of;
use crate::export::{Column, Row};
use crate::index::view::filter::SiteFilter;
use crate::index::view::list::every_site;

/// The columns.
pub const COLUMNS: [Column; 12] = [
    text("id"),
    text("source_id"),
    text("name"),
    text("kind"),
    text("code"),
    text("group"),
    text("property_designation"),
    text("manager"),
    text("manager_name"),
    text("land_owner"),
    text("land_owner_name"),
    flag("boundary_missing"),
];

/// The rows, by name.
pub fn rows<'a>(table: &'a Table<'a>, filter: &'a SiteFilter) -> impl Iterator<Item = Row> + 'a {
    let day = date_of(table.scene.now);
    every_site(table.scene.snapshot, filter, day).map(|row| {
        let view = table.scene.site_view(&row.held.record);
        let cells = vec![
            view.id.clone().into(),
            view.source_id.into(),
            view.name.into(),
            view.kind.into(),
            view.code.into(),
            view.group.into(),
            view.property_designation.into(),
            view.manager.as_ref().map(|party| party.code.clone()).into(),
            view.manager.map(|party| party.name).into(),
            view.land_owner.as_ref().map(|party| party.code.clone()).into(),
            view.land_owner.map(|party| party.name).into(),
            view.boundary_missing.into(),
        ];
        Row { id: view.id, geometry: Some(view.geometry), cells }
    })
}
