//! Shapes that stay the same from tile to tile: projected once, and simplified once for each zoom that is asked for.

use std::sync::OnceLock;

use geo::{BoundingRect, Coord, LineString, MapCoords, MultiPolygon, Rect};

use super::catalog::DRAWN_ZOOM_MAX;
use super::simplify::{simplify_line, simplify_polygons};
use super::tile::{BUFFER, EXTENT, Mercator, TileId};

/// Polygons in degrees as polygons in Mercator.
pub(super) fn project(shape: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    shape.map_coords(projected)
}

/// A line in degrees as a line in Mercator.
pub(super) fn project_line(line: &LineString<f64>) -> LineString<f64> {
    line.map_coords(projected)
}

fn projected(Coord { x, y }: Coord<f64>) -> Coord<f64> {
    let at = Mercator::from_lonlat(x, y);
    Coord { x: at.x, y: at.y }
}

/// What can be simplified for a zoom.
pub(super) trait Simplify: Sized {
    fn simplified(&self, zoom: u8) -> Self;
    fn bounds(&self) -> Option<Rect<f64>>;
}

impl Simplify for MultiPolygon<f64> {
    fn simplified(&self, zoom: u8) -> Self {
        simplify_polygons(self, zoom)
    }
    fn bounds(&self) -> Option<Rect<f64>> {
        self.bounding_rect()
    }
}

impl Simplify for LineString<f64> {
    fn simplified(&self, zoom: u8) -> Self {
        simplify_line(self, zoom)
    }
    fn bounds(&self) -> Option<Rect<f64>> {
        self.bounding_rect()
    }
}

/// A shape in Mercator with its simpler copies. All tiles of a zoom draw the same copy, so that they meet at their edges.
#[derive(Debug)]
pub(super) struct ZoomShape<S> {
    exact: S,
    bounds: Option<Rect<f64>>,
    by_zoom: [OnceLock<S>; DRAWN_ZOOM_MAX as usize],
}

impl<S: Simplify> ZoomShape<S> {
    pub(super) fn new(exact: S) -> Self {
        Self { bounds: exact.bounds(), exact, by_zoom: [const { OnceLock::new() }; DRAWN_ZOOM_MAX as usize] }
    }

    /// The shape for a tile, if its box touches the tile's.
    pub(super) fn in_tile(&self, tile: TileId) -> Option<&S> {
        let own = self.bounds?;
        let world = tile.bounds_mercator();
        let (low, high) = (world.north_west, world.south_east);
        let margin = (high.x - low.x) * f64::from(BUFFER) / f64::from(EXTENT);
        let touches = own.min().x <= high.x + margin
            && own.max().x >= low.x - margin
            && own.min().y <= high.y + margin
            && own.max().y >= low.y - margin;
        touches.then(|| self.at(tile.z()))
    }

    fn at(&self, zoom: u8) -> &S {
        match self.by_zoom.get(usize::from(zoom)) {
            Some(copy) => copy.get_or_init(|| self.exact.simplified(zoom)),
            None => &self.exact,
        }
    }
}
