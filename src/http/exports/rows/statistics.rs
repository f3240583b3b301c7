//! Statistics, each figure with its source. The columns after `id` are what an import reads.

use super::{Table, day, real, text, whole};
use crate::export::{Column, Row};
use crate::http::resources::statistics::{Filter, view};

/// The columns.
pub const COLUMNS: [Column; 13] = [
    text("id"),
    text("indicator"),
    text("source"),
    text("area_kind"),
    text("area_code"),
    text("area_name"),
    day("period_start"),
    day("period_end"),
    text("sex"),
    text("age_band"),
    real("value"),
    whole("n"),
    text("unit"),
];

/// The rows, by id.
pub fn rows<'a>(table: &'a Table<'a>, filter: &'a Filter<'a>) -> impl Iterator<Item = Row> + 'a {
    table.scene.snapshot.reference.statistics.values().filter_map(move |held| {
        let figure = view(&table.scene, held);
        if !filter.matches(&figure, held) {
            return None;
        }
        let area = figure.area.as_ref();
        let cells = vec![
            figure.id.clone().into(),
            figure.indicator.into(),
            figure.source.into(),
            figure.area_kind.into(),
            area.and_then(|area| area.code.clone()).into(),
            area.map(|area| area.name.clone()).into(),
            figure.period_start.into(),
            figure.period_end.into(),
            figure.sex.into(),
            figure.age_band.into(),
            figure.value.into(),
            figure.n.into(),
            figure.unit.into(),
        ];
        Some(Row { id: figure.id, geometry: None, cells })
    })
}
