//! The layer of reports: one by one far in, counted in cells far out.

use super::catalog::EXACT_ZOOM_MIN;
use super::features::{ABSENT, CodeMeaning, PointSchema};
use super::grid::{CELLS, SummaryGrid};
use super::kinds::Kinds;
use super::points::PointBatch;
use super::thin::FEATURES_MAX;
use super::tile::{BUFFER, TileId};
use super::view::{Tile, UNKNOWN, View, borrowed, level_code, levels, words};
use crate::domain::report::Report;
use crate::index::crowds::{CELL_ZOOM, Crowd};
use crate::index::items::ReportMark;
use crate::index::view::filter::ReportFilter;
use crate::index::view::glance::{self, Canvas, Glance, Tally};

const _: () = assert!(
    CELL_ZOOM >= EXACT_ZOOM_MIN as u32 - 1 + CELLS.ilog2(),
    "a crowd lies in one cell of every summary"
);

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

fn summary(view: &View, filter: Option<&ReportFilter>, tile: TileId) -> Tile {
    let kinds = &view.kinds;
    let grid = SummaryGrid::new(tile, u16::try_from(kinds.words().len()).unwrap_or(u16::MAX));
    let mut cells = Cells { grid, kinds };
    let (world, window) =
        ((view.snapshot, view.eyes), tile.window(0.0, view.snapshot.reports_shown_within_deg()));
    match filter {
        None => glance::count_reports(world, &window, &mut cells),
        Some(_) => glance::reports(world, filter, &window, &mut cells),
    }
    let mut bytes = Vec::new();
    cells.grid.finish("reports_summary", &STATUSES, &borrowed(kinds.words()), &mut bytes);
    Tile { bytes, dropped: 0 }
}

struct Cells<'k> {
    grid: SummaryGrid,
    kinds: &'k Kinds,
}

impl Canvas<Report> for Cells<'_> {
    fn draw(&mut self, glances: impl Iterator<Item = Glance<Report>>) {
        let mut pen = self.grid.pen();
        for report in glances {
            if report.mark.hidden {
                continue;
            }
            // Both are known before it is asked: choosing costs less than guessing.
            let (rank, kind) = (rank(&report.mark), kind(self.kinds, &report.mark));
            let (rank, kind) = if report.summary() { (rank, kind) } else { (0, UNKNOWN) };
            pen.add(report.at, rank, kind);
        }
    }
}

impl Tally<Report> for Cells<'_> {
    fn count(&mut self, crowds: &[Crowd<ReportMark>]) {
        for crowd in crowds.iter().filter(|crowd| !crowd.mark.hidden) {
            self.grid.add_crowd(crowd, rank(&crowd.mark), kind(self.kinds, &crowd.mark));
        }
    }
}

fn kind(kinds: &Kinds, mark: &ReportMark) -> u16 {
    kinds.number(mark.problem_type).unwrap_or(UNKNOWN)
}

fn exact(view: &View, filter: Option<&ReportFilter>, tile: TileId) -> Tile {
    let schema = schema(view);
    let mut points =
        Points { batch: PointBatch::new(&schema, tile, BUFFER, FEATURES_MAX), kinds: &view.kinds };
    let window = tile.window(f64::from(BUFFER), view.snapshot.reports_shown_within_deg());
    glance::reports((view.snapshot, view.eyes), filter, &window, &mut points);
    let mut bytes = Vec::new();
    let drawn = points.batch.finish(&mut bytes);
    Tile { bytes, dropped: drawn.dropped }
}

struct Points<'s> {
    batch: PointBatch<'s>,
    kinds: &'s Kinds,
}

impl Canvas<Report> for Points<'_> {
    fn draw(&mut self, glances: impl Iterator<Item = Glance<Report>>) {
        for report in glances {
            if report.mark.hidden {
                continue;
            }
            let (mark, level) = (&report.mark, level_code(report.level));
            let (rank, codes) = if report.summary() {
                (rank(mark), [0, u32::from(rank(mark)), self.kinds.code(mark.problem_type), level])
            } else {
                (0, [0, ABSENT, ABSENT, level])
            };
            self.batch.push(report.bits, report.at.mercator(), rank, &codes);
        }
    }
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
