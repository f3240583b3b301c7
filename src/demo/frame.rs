//! The local frame the city is built in: metres east and north of its centre.

use geo::{Coord, MapCoords, Point};

/// Longitude of the city's centre, in the open Baltic Sea where no real place can be meant.
pub const CENTRE_LON: f64 = 19.35;
/// Latitude of the city's centre.
pub const CENTRE_LAT: f64 = 58.55;

// One degree in metres on WGS 84 at the centre's latitude. Over seven kilometres the equirectangular error is a few
// metres, which an invented city does not notice; everything after this uses a real projection.
const METRES_PER_DEGREE_LON: f64 = 58_224.1;
const METRES_PER_DEGREE_LAT: f64 = 111_387.3;

/// Rounded to 7 decimals (about a centimetre), so that dumps are short and shared vertices stay shared.
fn rounded(degrees: f64) -> f64 {
    (degrees * 1e7).round() / 1e7
}

/// WGS 84 longitude and latitude of a position in local metres.
pub fn to_lonlat(local: Coord) -> Coord {
    Coord {
        x: rounded(CENTRE_LON + local.x / METRES_PER_DEGREE_LON),
        y: rounded(CENTRE_LAT + local.y / METRES_PER_DEGREE_LAT),
    }
}

/// Local metres of a WGS 84 position.
pub fn to_local(lonlat: Coord) -> Coord {
    Coord {
        x: (lonlat.x - CENTRE_LON) * METRES_PER_DEGREE_LON,
        y: (lonlat.y - CENTRE_LAT) * METRES_PER_DEGREE_LAT,
    }
}

/// A whole shape from local metres to WGS 84.
pub(super) fn shape_to_lonlat<G: MapCoords<f64, f64, Output = G>>(shape: &G) -> G {
    shape.map_coords(to_lonlat)
}

/// The WGS 84 point `east_m`, `north_m` away from `origin`.
pub(super) fn offset(origin: Point, east_m: f64, north_m: f64) -> Point {
    let local = to_local(origin.0);
    Point(to_lonlat(Coord { x: local.x + east_m, y: local.y + north_m }))
}

/// Distance in metres between two WGS 84 points of the city, in the local frame.
pub(super) fn distance_m(a: Point, b: Point) -> f64 {
    length(to_local(a.0) - to_local(b.0))
}

/// Length of a vector. Not `hypot`, whose last bit may differ between platforms.
pub(super) fn length(v: Coord) -> f64 {
    (v.x * v.x + v.y * v.y).sqrt()
}

/// Distance from `p` to the segment `a` to `b`.
pub(super) fn distance_to_segment(p: Coord, a: Coord, b: Coord) -> f64 {
    let along = b - a;
    let squared = along.x * along.x + along.y * along.y;
    let share = if squared > 0.0 { ((p.x - a.x) * along.x + (p.y - a.y) * along.y) / squared } else { 0.0 };
    length(p - a - along * share.clamp(0.0, 1.0))
}
