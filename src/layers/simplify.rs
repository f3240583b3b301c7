//! Shapes with no more points than a zoom can show.
//!
//! This is done once for each zoom when an area is loaded, not for each tile: neighbouring tiles must agree on a border,
//! and a district's thousands of points are then walked once.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use geo::{Coord, LineString, MultiPolygon, Polygon};

/// A point goes when the triangle it makes with its neighbours is smaller than this, in square pixels (512 to a tile).
const TRIANGLE_PX2: f64 = 0.5;

/// A multipolygon in Mercator without the points that are too small to see at `zoom`.
///
/// Rings keep at least three points, so none disappears; those under a pixel are left out when the tile is written. A
/// simplified ring may touch or cross itself by less than a pixel, which draws well and must not be calculated with.
pub fn simplify_polygons(shape: &MultiPolygon<f64>, zoom: u8) -> MultiPolygon<f64> {
    let simplify = |polygon: &Polygon<f64>| {
        let interiors = polygon.interiors().iter().map(|ring| simplify_ring(ring, zoom)).collect();
        Polygon::new(simplify_ring(polygon.exterior(), zoom), interiors)
    };
    MultiPolygon::new(shape.iter().map(simplify).collect())
}

/// A line in Mercator without the points that are too small to see at `zoom`; its ends stay.
pub fn simplify_line(line: &LineString<f64>, zoom: u8) -> LineString<f64> {
    LineString::new(kept(&line.0, zoom, Form::Line))
}

fn simplify_ring(ring: &LineString<f64>, zoom: u8) -> LineString<f64> {
    let open = ring.0.len().saturating_sub(1);
    // `Polygon::new` closes the ring again.
    LineString::new(kept(&ring.0[..open], zoom, Form::Ring))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Line,
    Ring,
}

/// Method: Visvalingam and Whyatt (1993), the least triangle first. In O(n log n) for any shape, where Douglas and
/// Peucker can take n², and an imported area may have a hundred thousand points.
fn kept(points: &[Coord<f64>], zoom: u8, form: Form) -> Vec<Coord<f64>> {
    let count_min = if form == Form::Ring { 3 } else { 2 };
    if points.len() <= count_min {
        return points.to_vec();
    }
    let mut chain = Chain::new(points, zoom, form);
    let mut count = points.len();
    while count > count_min && chain.drop_least() {
        count -= 1;
    }
    points.iter().zip(&chain.gone).filter(|(_, gone)| !**gone).map(|(point, _)| *point).collect()
}

/// Points linked to those that are left beside them, and a queue of the triangles they make.
struct Chain {
    /// In pixels from the first point: near zero, so that differences at deep zooms are exact.
    pixels: Vec<[f64; 2]>,
    previous: Vec<usize>,
    next: Vec<usize>,
    areas: Vec<f64>,
    gone: Vec<bool>,
    /// Areas as bits, which order like the numbers since none is negative. Entries out of date are skipped.
    queue: BinaryHeap<Reverse<(u64, usize)>>,
}

impl Chain {
    fn new(points: &[Coord<f64>], zoom: u8, form: Form) -> Self {
        let scale = f64::from(1u32 << zoom) * 512.0;
        let count = points.len();
        let origin = points[0];
        let mut chain = Self {
            pixels: points.iter().map(|p| [(p.x - origin.x) * scale, (p.y - origin.y) * scale]).collect(),
            previous: (0..count).map(|i| (i + count - 1) % count).collect(),
            next: (0..count).map(|i| (i + 1) % count).collect(),
            areas: vec![f64::INFINITY; count],
            gone: vec![false; count],
            queue: BinaryHeap::with_capacity(count),
        };
        let free = if form == Form::Ring { 0..count } else { 1..count - 1 };
        free.for_each(|at| chain.measure(at));
        chain
    }

    fn measure(&mut self, at: usize) {
        let [a, b, c] = [self.previous[at], at, self.next[at]].map(|i| self.pixels[i]);
        let area = ((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])).abs() / 2.0;
        self.areas[at] = area;
        if area < TRIANGLE_PX2 {
            self.queue.push(Reverse((area.to_bits(), at)));
        }
    }

    /// Takes out the point with the least triangle; says no when all are large enough.
    fn drop_least(&mut self) -> bool {
        while let Some(Reverse((bits, at))) = self.queue.pop() {
            if self.gone[at] || self.areas[at].to_bits() != bits {
                continue;
            }
            self.gone[at] = true;
            let (before, after) = (self.previous[at], self.next[at]);
            self.next[before] = after;
            self.previous[after] = before;
            for neighbour in [before, after] {
                // The ends of a line have no triangle and stay.
                if self.areas[neighbour].is_finite() {
                    self.measure(neighbour);
                }
            }
            return true;
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::super::clip::Clipper;
    use super::super::decode;
    use super::super::mvt::LayerEncoder;
    use super::super::paths::doubled_area;
    use super::super::tile::{EXTENT, Mercator, TileId};
    use super::*;
    use geo::{Area, CoordsIter};
    use proptest::prelude::*;

    const ZOOM: u8 = 10;
    const PIXEL: f64 = 1.0 / (1024.0 * 512.0);

    fn line(points: &[[f64; 2]]) -> LineString<f64> {
        points.iter().map(|[x, y]| Coord { x: 0.5 + x * PIXEL, y: 0.3 + y * PIXEL }).collect()
    }

    #[test]
    fn a_point_that_barely_bends_a_line_goes() {
        let bent = line(&[[0., 0.], [5., 0.05], [10., 0.], [10., 20.]]);
        assert_eq!(simplify_line(&bent, ZOOM), line(&[[0., 0.], [10., 0.], [10., 20.]]));
        // Five zooms deeper the bend is 32 times as large and shows.
        assert_eq!(simplify_line(&bent, ZOOM + 5), bent);
    }

    #[test]
    fn the_ends_of_a_line_stay_and_a_ring_keeps_three_points() {
        let short = line(&[[0., 0.], [0.1, 0.1], [0.2, 0.1]]);
        assert_eq!(simplify_line(&short, ZOOM), line(&[[0., 0.], [0.2, 0.1]]));
        let tiny = line(&[[0., 0.], [0.1, 0.], [0.1, 0.1], [0., 0.1], [0., 0.]]);
        let simple = simplify_polygons(&MultiPolygon::new(vec![Polygon::new(tiny, vec![])]), ZOOM);
        assert_eq!(simple.0[0].exterior().0.len(), 4);
    }

    #[test]
    fn degenerate_shapes_come_back_as_they_are() {
        for points in [&[][..], &[[1., 1.]], &[[1., 1.], [2., 2.]]] {
            assert_eq!(simplify_line(&line(points), ZOOM), line(points));
        }
        let empty = MultiPolygon::new(vec![Polygon::new(LineString::new(vec![]), vec![])]);
        assert_eq!(simplify_polygons(&empty, ZOOM), empty);
    }

    #[test]
    fn a_circle_keeps_its_area_with_a_few_of_its_points() {
        let circle: Vec<_> = (0..5000).map(|i| f64::from(i) * std::f64::consts::TAU / 5000.0).collect();
        let points: Vec<_> = circle.iter().map(|angle| [100.0 * angle.cos(), 100.0 * angle.sin()]).collect();
        let round = MultiPolygon::new(vec![Polygon::new(line(&points), vec![])]);
        let simple = simplify_polygons(&round, ZOOM);
        let count = simple.0[0].exterior().0.len();
        assert!((20..200).contains(&count), "{count}");
        assert!((simple.unsigned_area() / round.unsigned_area() - 1.0).abs() < 0.01);
    }

    /// The eleven districts of Stockholm in Mercator.
    fn real_districts() -> Vec<MultiPolygon<f64>> {
        let path =
            concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/stockholm-stadsdelsomraden-11-2023.geojson");
        let text = std::fs::read_to_string(path).unwrap_or_else(|fault| panic!("{path}: {fault}"));
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        let ring = |ring: &serde_json::Value| -> LineString<f64> {
            let at = |p: &serde_json::Value| {
                let here = Mercator::from_lonlat(p[0].as_f64().unwrap(), p[1].as_f64().unwrap());
                Coord { x: here.x, y: here.y }
            };
            ring.as_array().unwrap().iter().map(at).collect()
        };
        let district = |feature: &serde_json::Value| {
            assert_eq!(feature["geometry"]["type"], "Polygon");
            let mut rings = feature["geometry"]["coordinates"].as_array().unwrap().iter().map(ring);
            let exterior = rings.next().unwrap();
            MultiPolygon::new(vec![Polygon::new(exterior, rings.collect())])
        };
        json["features"].as_array().unwrap().iter().map(district).collect()
    }

    #[test]
    fn real_districts_keep_their_area_at_every_zoom_and_lose_points_at_low_ones() {
        let districts = real_districts();
        assert_eq!(districts.len(), 11);
        let points =
            |shapes: &[MultiPolygon<f64>]| shapes.iter().map(CoordsIter::coords_count).sum::<usize>();
        let mut last = 0;
        for zoom in 8..=16 {
            let simple: Vec<_> = districts.iter().map(|shape| simplify_polygons(shape, zoom)).collect();
            for (shape, simple) in districts.iter().zip(&simple) {
                let change = (simple.unsigned_area() / shape.unsigned_area() - 1.0).abs();
                assert!(change < 0.02, "zoom {zoom}: {change}");
            }
            assert!(points(&simple) >= last, "zoom {zoom}");
            last = points(&simple);
            if zoom == 8 {
                assert!(last * 8 < points(&districts), "{last}");
            }
        }
    }

    #[test]
    fn real_districts_cover_the_tiles_of_the_city_without_gap_or_overlap() {
        let districts = real_districts();
        // Shares by shapely on the untouched boundaries; the first tile reaches into Solna.
        let tiles = [
            (12, 2253, 1204, 0.93407),
            (12, 2253, 1205, 1.0),
            (13, 4507, 2409, 1.0),
            (14, 9014, 4818, 1.0),
            (15, 18_028, 9636, 1.0),
        ];
        for (z, x, y, expected) in tiles {
            let mut clipper = Clipper::new(TileId::new(z, x, y).unwrap(), 0);
            let mut layer = LayerEncoder::new("districts", EXTENT);
            for (id, shape) in (0..).zip(&districts) {
                layer.polygon(id, clipper.polygons(&simplify_polygons(shape, z)), &[]);
            }
            let mut bytes = Vec::new();
            layer.finish(&mut bytes);
            let layers = decode::tile(&bytes);
            let rings = layers[0].features.iter().flat_map(|feature| feature.paths());
            let area: i64 = rings.map(|ring| doubled_area(&ring.points)).sum();
            let share = area as f64 / (2.0 * 4096.0 * 4096.0);
            assert!((share - expected).abs() < 0.001, "{z}/{x}/{y}: {share}");
        }
    }

    proptest! {
        #[test]
        fn what_is_left_are_points_of_the_ring_in_their_order(
            points in prop::collection::vec([-50.0..50.0f64, -50.0..50.0f64], 3..60),
            zoom in 0u8..=22,
        ) {
            let ring = Polygon::new(line(&points), vec![]);
            let simple = simplify_polygons(&MultiPolygon::new(vec![ring.clone()]), zoom);
            let left = simple.0[0].exterior();
            prop_assert!(left.is_closed() && left.0.len() >= 4);
            let mut original = ring.exterior().0.iter();
            let open = &left.0[..left.0.len() - 1];
            prop_assert!(open.iter().all(|point| original.any(|known| known == point)));
        }
    }
}
