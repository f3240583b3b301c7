//! The layer of reports: one by one far in, counted in cells far out.

use super::catalog::EXACT_ZOOM_MIN;
use super::features::{ABSENT, CodeMeaning, PointSchema};
use super::grid::SummaryGrid;
use super::points::PointBatch;
use super::thin::FEATURES_MAX;
use super::tile::{BUFFER, Mercator, TileId};
use super::view::{COARSE_DEG, Tile, UNKNOWN, View, borrowed, level_code, levels, words};
use crate::domain::report::Report;
use crate::index::audiences::Seen;
use crate::index::items::ReportMark;
use crate::index::table::Row;
use crate::index::view::filter::{ReportFilter, coarse};
use crate::index::view::report;
use crate::space::Spot;

/// The words of the ranks: unknown, read, waiting.
const STATUSES: [&str; 3] = ["", "triaged", "received"];

const fn rank(mark: &ReportMark) -> u8 {
    if mark.waits { 2 } else { 1 }
}

type Visible<'a> = Seen<&'a Row<Report>>;

/// Draws a tile of reports for a viewer, of those that match. Hidden ones are on no map.
#[must_use]
pub fn tile(view: &View, filter: Option<&ReportFilter>, tile: TileId) -> Tile {
    if tile.z() < EXACT_ZOOM_MIN { summary(view, filter, tile) } else { exact(view, filter, tile) }
}

fn visible<'a>(
    view: &View<'a>,
    filter: Option<&ReportFilter>,
    tile: TileId,
    buffer: u32,
    mut each: impl FnMut(Visible<'a>),
) {
    let window = tile.window(f64::from(buffer), COARSE_DEG);
    for row in view.snapshot.reports.in_box(&window).filter(|row| !row.mark.hidden) {
        if let Some(seen) = report(view.snapshot, view.eyes, row)
            && filter.is_none_or(|filter| filter.matches(&seen))
        {
            each(seen);
        }
    }
}

/// Where a report is shown to those who see this much of it.
fn shown_at(seen: &Visible) -> Mercator {
    if seen.summary() {
        return seen.thing.spot.mercator();
    }
    Spot::of(coarse(seen.thing.held.position)).mercator()
}

fn summary(view: &View, filter: Option<&ReportFilter>, tile: TileId) -> Tile {
    let kinds = &view.kinds;
    let mut grid = SummaryGrid::new(tile, u16::try_from(kinds.words().len()).unwrap_or(u16::MAX));
    visible(view, filter, tile, 0, |seen| {
        let mark = &seen.thing.mark;
        let (rank, kind) = if seen.summary() {
            (rank(mark), kinds.number(mark.problem_type).unwrap_or(UNKNOWN))
        } else {
            (0, UNKNOWN)
        };
        grid.add(shown_at(&seen), rank, kind);
    });
    let mut bytes = Vec::new();
    grid.finish("reports_summary", &STATUSES, &borrowed(kinds.words()), &mut bytes);
    Tile { bytes, dropped: 0 }
}

fn exact(view: &View, filter: Option<&ReportFilter>, tile: TileId) -> Tile {
    let schema = schema(view);
    let mut batch = PointBatch::new(&schema, tile, BUFFER);
    visible(view, filter, tile, BUFFER, |seen| {
        let (mark, level) = (&seen.thing.mark, level_code(seen.level));
        let (rank, codes) = if seen.summary() {
            (rank(mark), [0, u32::from(rank(mark)), view.kinds.code(mark.problem_type), level])
        } else {
            (0, [0, ABSENT, ABSENT, level])
        };
        batch.push(seen.thing.bits, shown_at(&seen), rank, &codes);
    });
    let mut bytes = Vec::new();
    let drawn = batch.finish(FEATURES_MAX, &mut bytes);
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
