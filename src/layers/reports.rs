//! The layer of reports: one by one far in, counted in cells far out.

use super::catalog::EXACT_ZOOM_MIN;
use super::features::{ABSENT, CodeMeaning, PointSchema};
use super::grid::SummaryGrid;
use super::points::PointBatch;
use super::thin::FEATURES_MAX;
use super::tile::{BUFFER, TileId};
use super::view::{COARSE_DEG, Tile, UNKNOWN, View, borrowed, level_code, levels, words};
use crate::domain::report::Report;
use crate::index::items::ReportMark;
use crate::index::view::filter::ReportFilter;
use crate::index::view::glance::{self, Glance};

/// The words of the ranks: unknown, read, waiting.
pub(super) const STATUSES: [&str; 3] = ["", "triaged", "received"];

pub(super) const fn rank(mark: &ReportMark) -> u8 {
    if mark.waits { 2 } else { 1 }
}

/// Draws a tile of reports for a viewer, of those that match. Hidden ones are on no map.
#[must_use]
pub fn tile(view: &View, filter: Option<&ReportFilter>, tile: TileId) -> Tile {
    if tile.z() < EXACT_ZOOM_MIN { summary(view, filter, tile) } else { exact(view, filter, tile) }
}

fn visible(
    view: &View,
    filter: Option<&ReportFilter>,
    tile: TileId,
    buffer: u32,
    mut each: impl FnMut(Glance<Report>),
) {
    let window = tile.window(f64::from(buffer), COARSE_DEG);
    glance::reports((view.snapshot, view.eyes), filter, &window, |report| {
        if !report.mark.hidden {
            each(report);
        }
    });
}

fn summary(view: &View, filter: Option<&ReportFilter>, tile: TileId) -> Tile {
    let kinds = &view.kinds;
    let mut grid = SummaryGrid::new(tile, u16::try_from(kinds.words().len()).unwrap_or(u16::MAX));
    visible(view, filter, tile, 0, |report| {
        let (rank, kind) = if report.summary() {
            (rank(&report.mark), kinds.number(report.mark.problem_type).unwrap_or(UNKNOWN))
        } else {
            (0, UNKNOWN)
        };
        grid.add(report.at, rank, kind);
    });
    let mut bytes = Vec::new();
    grid.finish("reports_summary", &STATUSES, &borrowed(kinds.words()), &mut bytes);
    Tile { bytes, dropped: 0 }
}

fn exact(view: &View, filter: Option<&ReportFilter>, tile: TileId) -> Tile {
    let schema = schema(view);
    let mut batch = PointBatch::new(&schema, tile, BUFFER, FEATURES_MAX);
    visible(view, filter, tile, BUFFER, |report| {
        let (mark, level) = (&report.mark, level_code(report.level));
        let (rank, codes) = if report.summary() {
            (rank(mark), [0, u32::from(rank(mark)), view.kinds.code(mark.problem_type), level])
        } else {
            (0, [0, ABSENT, ABSENT, level])
        };
        batch.push(report.bits, report.at.mercator(), rank, &codes);
    });
    let mut bytes = Vec::new();
    let drawn = batch.finish(&mut bytes);
    Tile { bytes, dropped: drawn.dropped }
}

fn schema(view: &View) -> PointSchema {
    let attributes = [
        ("id", CodeMeaning::Id),
        ("status", words(&STATUSES)),
        ("type", words(view.kinds.words())),
        ("level", levels()),
    ];
    PointSchema::new("reports", attributes)
}
