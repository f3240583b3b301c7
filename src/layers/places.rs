//! The layer of places: one by one far in, counted in cells far out.

use super::catalog::EXACT_ZOOM_MIN;
use super::features::{ABSENT, CodeMeaning, PointSchema};
use super::grid::SummaryGrid;
use super::kinds::Kinds;
use super::things::{Thing, draw};
use super::tile::{BUFFER, Mercator, TileId};
use super::view::{Tile, UNKNOWN, View, borrowed, level_code, levels, words};
use crate::domain::access::Asking;
use crate::domain::place::{Place, Status};
use crate::index::audiences::Seen;
use crate::index::table::Row;
use crate::index::view::filter::{COARSE_DEG, PlaceFilter, coarse};
use crate::index::view::glance::{self, Canvas, Glance};
use crate::index::view::place;
use crate::space::{Shape, Spot};

/// Statuses from the least to the most pressing: what lies on top, what stays when there are too many, and what a cell of
/// the summary tells. The rank is the position here plus one; 0 is a place whose status may not be known.
const RANKED: [Status; 9] = [
    Status::Split,
    Status::Merged,
    Status::Dismissed,
    Status::Dormant,
    Status::Suspected,
    Status::Monitoring,
    Status::UnderAnalysis,
    Status::InAction,
    Status::Active,
];

/// The position in [`RANKED`] plus one, without a search for each of a million places.
pub(super) const fn rank(status: Status) -> u8 {
    match status {
        Status::Split => 1,
        Status::Merged => 2,
        Status::Dismissed => 3,
        Status::Dormant => 4,
        Status::Suspected => 5,
        Status::Monitoring => 6,
        Status::UnderAnalysis => 7,
        Status::InAction => 8,
        Status::Active => 9,
    }
}

pub(super) fn rank_words() -> [&'static str; 10] {
    std::array::from_fn(|rank| rank.checked_sub(1).map_or("", |at| RANKED[at].code()))
}

type Visible<'a> = Seen<&'a Row<Place>>;

/// Draws a tile of places for a viewer, of those that match.
#[must_use]
pub fn tile(view: &View, filter: Option<&PlaceFilter>, tile: TileId) -> Tile {
    if tile.z() < EXACT_ZOOM_MIN { summary(view, filter, tile) } else { exact(view, filter, tile) }
}

fn visible<'a>(
    view: &View<'a>,
    filter: Option<&PlaceFilter>,
    tile: TileId,
    mut each: impl FnMut(Visible<'a>),
) {
    let window = tile.window(f64::from(BUFFER), COARSE_DEG);
    for row in view.snapshot.places.in_box(&window) {
        if let Some(seen) = place(view.eyes, row, Asking::Anywhere)
            && filter.is_none_or(|filter| filter.matches(&seen))
        {
            each(seen);
        }
    }
}

/// Where a place is shown to those who see this much of it.
fn shown_at(seen: &Visible) -> Mercator {
    if seen.summary() {
        return seen.thing.spot.mercator();
    }
    Spot::of(coarse(seen.thing.held.shape.representative_point())).mercator()
}

fn summary(view: &View, filter: Option<&PlaceFilter>, tile: TileId) -> Tile {
    let kinds = &view.kinds;
    let grid = SummaryGrid::new(tile, u16::try_from(kinds.words().len()).unwrap_or(u16::MAX));
    let mut cells = Cells { grid, kinds };
    let window = tile.window(0.0, COARSE_DEG);
    glance::places((view.snapshot, view.eyes), filter, &window, &mut cells);
    let mut bytes = Vec::new();
    cells.grid.finish("places_summary", &rank_words(), &borrowed(kinds.words()), &mut bytes);
    Tile { bytes, dropped: 0 }
}

struct Cells<'k> {
    grid: SummaryGrid,
    kinds: &'k Kinds,
}

impl Canvas<Place> for Cells<'_> {
    fn draw(&mut self, glances: impl Iterator<Item = Glance<Place>>) {
        let mut pen = self.grid.pen();
        for place in glances {
            let (rank, kind) = match place.summary() {
                true => {
                    let kind = self.kinds.number(place.mark.problem_type).unwrap_or(UNKNOWN);
                    (rank(place.mark.status), kind)
                }
                false => (0, UNKNOWN),
            };
            pen.add(place.at, rank, kind);
        }
    }
}

fn exact(view: &View, filter: Option<&PlaceFilter>, tile: TileId) -> Tile {
    let mut things = Vec::new();
    visible(view, filter, tile, |seen| things.push(thing(view, &seen)));
    draw(&schema(view), "places_points", tile, things.into_iter())
}

/// What a place tells at the level it is seen; the codes are in the order of [`schema`].
fn thing<'a>(view: &View, seen: &Visible<'a>) -> Thing<'a, 7, 1> {
    let (row, level) = (seen.thing, level_code(seen.level));
    let (id, at) = (row.bits, shown_at(seen));
    if !seen.summary() {
        let codes = [0, ABSENT, ABSENT, ABSENT, ABSENT, ABSENT, level];
        return Thing { id, priority: 0, at, ground: None, codes, texts: [""] };
    }
    let (mark, rank) = (row.mark, rank(row.mark.status));
    let ground = match &row.held.record.shape {
        Shape::Point(_) => None,
        Shape::Polygons(polygons) => Some((polygons, row.envelope)),
    };
    let (interim, child) = (u32::from(mark.without_coordinator), u32::from(mark.child_relevant));
    let codes = [0, 0, u32::from(rank), view.kinds.code(mark.problem_type), interim, child, level];
    Thing { id, priority: rank, at, ground, codes, texts: [&row.held.record.name] }
}

fn schema(view: &View) -> PointSchema {
    let attributes = [
        ("id", CodeMeaning::Id),
        ("name", CodeMeaning::Given),
        ("status", words(&rank_words())),
        ("type", words(view.kinds.words())),
        ("interim", CodeMeaning::Flag),
        ("child", CodeMeaning::Flag),
        ("level", levels()),
    ];
    PointSchema::new("places", attributes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_status_has_the_rank_of_its_position() {
        for status in Status::ALL {
            assert_eq!(RANKED[usize::from(rank(status)) - 1], status);
        }
        assert_eq!(rank_words()[usize::from(rank(Status::Active))], "active");
    }
}
