//! Where a tile lies: the WebMercatorQuad matrix and Web Mercator as a unit square.

use crate::space::Envelope;
#[cfg(test)]
use crate::space::LATITUDE_MAX_DEG;

pub use crate::space::Mercator;

/// Side of a tile in its own integer coordinates, from its west and north edges.
pub const EXTENT: u32 = 4096;

/// Tile units to one pixel on a screen, for the 512 pixel tiles that map clients draw.
pub const PIXEL: u32 = EXTENT / 512;

/// Margin in tile units within which features of the neighbours are drawn too, so that symbols and outlines are not cut
/// at the edge: 8 pixels.
pub const BUFFER: u32 = 8 * PIXEL;

/// The deepest zoom that is answered.
pub const ZOOM_MAX: u8 = 22;

/// Why three numbers are not a tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TileFault {
    /// The zoom is beyond [`ZOOM_MAX`].
    #[error("zoom {z} is deeper than {}", ZOOM_MAX)]
    ZoomTooDeep {
        /// The zoom asked for.
        z: u8,
    },
    /// The column or row is outside the 2^z by 2^z tiles of the zoom.
    #[error("column {x}, row {y} lies outside the tiles of zoom {z}")]
    OutsideMatrix {
        /// The zoom asked for.
        z: u8,
        /// The column asked for.
        x: u32,
        /// The row asked for.
        y: u32,
    },
}

/// A tile of WebMercatorQuad: zoom, column from the west, row from the north.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TileId {
    z: u8,
    x: u32,
    y: u32,
}

impl TileId {
    /// Names a tile.
    ///
    /// # Errors
    /// [`TileFault`] when the zoom is over 22, or the column or row is not below 2^zoom.
    pub fn new(z: u8, x: u32, y: u32) -> Result<Self, TileFault> {
        if z > ZOOM_MAX {
            return Err(TileFault::ZoomTooDeep { z });
        }
        let side = 1u32 << z;
        if x >= side || y >= side {
            return Err(TileFault::OutsideMatrix { z, x, y });
        }
        Ok(Self { z, x, y })
    }

    /// The zoom, 0 to 22.
    pub fn z(self) -> u8 {
        self.z
    }

    /// The column, counted from the west.
    pub fn x(self) -> u32 {
        self.x
    }

    /// The row, counted from the north.
    pub fn y(self) -> u32 {
        self.y
    }

    /// The tile as a part of the Mercator unit square, without buffer.
    pub fn bounds_mercator(self) -> MercatorBox {
        self.buffered_mercator(0.0)
    }

    /// Longitude and latitude in degrees of the tile grown by `buffer` tile units of 4096: (west, south, east, north).
    ///
    /// The box ends at the antimeridian and at ±85.0511°; it never wraps, since no city here lies across it.
    pub fn bounds_lonlat(self, buffer: f64) -> (f64, f64, f64, f64) {
        let grown = self.buffered_mercator(buffer);
        let (west, north) = grown.north_west.to_lonlat();
        let (east, south) = grown.south_east.to_lonlat();
        (west, south, east, north)
    }

    /// The same as a box for the index, grown by `extra_deg` degrees more on each side.
    pub fn window(self, buffer: f64, extra_deg: f64) -> Envelope {
        let (west, south, east, north) = self.bounds_lonlat(buffer);
        Envelope { west, south, east, north }.grown(extra_deg)
    }

    fn buffered_mercator(self, buffer: f64) -> MercatorBox {
        let side = f64::from(1u32 << self.z);
        let margin = buffer / f64::from(EXTENT);
        let low = |index: u32| ((f64::from(index) - margin) / side).clamp(0.0, 1.0);
        let high = |index: u32| ((f64::from(index) + 1.0 + margin) / side).clamp(0.0, 1.0);
        MercatorBox {
            north_west: Mercator { x: low(self.x), y: low(self.y) },
            south_east: Mercator { x: high(self.x), y: high(self.y) },
        }
    }
}

/// A box in the Mercator unit square.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MercatorBox {
    /// The corner with the smallest x and y.
    pub north_west: Mercator,
    /// The corner with the largest x and y.
    pub south_east: Mercator,
}

/// The change from Mercator to the coordinates of one tile: x eastwards, y southwards, 4096 to a side.
#[derive(Debug, Clone, Copy)]
pub struct TileFrame {
    scale: f64,
    west: f64,
    north: f64,
}

impl TileFrame {
    /// The frame of a tile.
    pub fn new(tile: TileId) -> Self {
        let extent = f64::from(EXTENT);
        Self {
            scale: f64::from(1u32 << tile.z) * extent,
            west: f64::from(tile.x) * extent,
            north: f64::from(tile.y) * extent,
        }
    }

    /// A position in tile units, not rounded; outside 0 to 4096 when it lies outside the tile.
    #[inline]
    pub fn place(&self, x: f64, y: f64) -> [f64; 2] {
        [x * self.scale - self.west, y * self.scale - self.north]
    }
}

/// A tile with its buffer: takes the points that are drawn in it.
#[derive(Debug, Clone, Copy)]
pub struct BufferedTile {
    frame: TileFrame,
    low: f64,
    high: f64,
}

impl BufferedTile {
    /// A tile grown by `buffer` tile units on each side (at most 2048).
    pub fn new(tile: TileId, buffer: u32) -> Self {
        let buffer = f64::from(buffer.min(EXTENT / 2));
        Self { frame: TileFrame::new(tile), low: -buffer, high: f64::from(EXTENT) + buffer }
    }

    /// A position in whole tile units, if it lies within the buffered tile.
    #[inline]
    pub fn place(&self, at: Mercator) -> Option<[i32; 2]> {
        let [x, y] = self.frame.place(at.x, at.y);
        let span = self.low..=self.high;
        (span.contains(&x) && span.contains(&y)).then(|| [round(x), round(y)])
    }
}

/// Rounds a tile coordinate down.
///
/// It must lie within a tile or its buffer (above -4096). Truncation after a shift, since `floor` is a call into the
/// mathematics library on processors without SSE 4.1 and this runs for each point.
#[inline]
fn floor(value: f64) -> i32 {
    const SHIFT: i32 = 4096;
    (value + f64::from(SHIFT)) as i32 - SHIFT
}

/// Rounds a tile coordinate to the nearest whole one, under the same condition as [`floor`].
#[inline]
pub(super) fn round(value: f64) -> i32 {
    floor(value + 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_tile_must_lie_in_its_matrix() {
        assert!(TileId::new(0, 0, 0).is_ok());
        assert!(TileId::new(22, (1 << 22) - 1, 0).is_ok());
        assert_eq!(TileId::new(23, 0, 0), Err(TileFault::ZoomTooDeep { z: 23 }));
        assert_eq!(TileId::new(255, 0, 0), Err(TileFault::ZoomTooDeep { z: 255 }));
        assert_eq!(TileId::new(0, 1, 0), Err(TileFault::OutsideMatrix { z: 0, x: 1, y: 0 }));
        assert_eq!(TileId::new(3, 7, 8), Err(TileFault::OutsideMatrix { z: 3, x: 7, y: 8 }));
    }

    #[test]
    fn stockholm_lies_where_every_map_has_it() {
        // Sergels torg; tile numbers by the published formula of the slippy map.
        let here = Mercator::from_lonlat(18.0636, 59.3326);
        let column = (here.x * 16_384.0) as u32;
        let row = (here.y * 16_384.0) as u32;
        assert_eq!((column, row), (9014, 4818));
        let (west, south, east, north) = TileId::new(14, column, row).unwrap().bounds_lonlat(0.0);
        assert!(west <= 18.0636 && 18.0636 < east && south < 59.3326 && 59.3326 <= north);
    }

    #[test]
    fn the_world_is_one_tile() {
        let (west, south, east, north) = TileId::new(0, 0, 0).unwrap().bounds_lonlat(64.0);
        assert_eq!((west, east), (-180.0, 180.0));
        assert!((north - LATITUDE_MAX_DEG).abs() < 1e-9 && (south + LATITUDE_MAX_DEG).abs() < 1e-9);
    }

    #[test]
    fn a_buffer_grows_the_box_by_its_share_of_the_tile() {
        let tile = TileId::new(4, 8, 5).unwrap();
        let (west, _, east, _) = tile.bounds_lonlat(0.0);
        let (west_grown, south_grown, east_grown, north_grown) = tile.bounds_lonlat(1024.0);
        assert_eq!((west, east), (0.0, 22.5));
        assert_eq!((west_grown, east_grown), (-5.625, 28.125));
        let (_, south, _, north) = tile.bounds_lonlat(0.0);
        assert!(south_grown < south && north_grown > north);
    }

    #[test]
    fn rounding_goes_down_and_to_the_nearest_below_zero_too() {
        assert_eq!([-1.5, -1.0, -0.2, 0.0, 0.9, 4095.999].map(floor), [-2, -1, -1, 0, 0, 4095]);
        assert_eq!([-1.6, -0.4, 0.4, 0.5, 4095.5].map(round), [-2, 0, 0, 1, 4096]);
    }

    proptest! {
        #[test]
        fn every_position_lies_in_exactly_one_tile(lon in -180.0..=180.0f64, lat in -90.0..=90.0f64, z in 0u8..=ZOOM_MAX) {
            let here = Mercator::from_lonlat(lon, lat);
            let side = f64::from(1u32 << z);
            let tile = TileId::new(z, (here.x * side) as u32, (here.y * side) as u32);
            prop_assert!(tile.is_ok());
            let [x, y] = TileFrame::new(tile.unwrap()).place(here.x, here.y);
            prop_assert!((0.0..4096.0).contains(&x) && (0.0..4096.0).contains(&y), "{x} {y}");
        }
    }
}
