//! Shapes cut to a tile: from Mercator to whole tile coordinates within the buffered box.

use geo::{Coord, LineString, MultiPolygon};

use super::paths::{PathRole, Paths};
use super::tile::{EXTENT, TileFrame, TileId, round};

type Point = [f64; 2];

/// Cuts shapes to one tile, reusing its memory from shape to shape.
///
/// Input is in Mercator (the unit square), output in tile units. The work is done in floating point, since at zoom 22 a
/// country is wider than 32-bit tile coordinates, and rounded at the end. What lies inside is copied straight.
#[derive(Debug)]
pub struct Clipper {
    frame: TileFrame,
    low: f64,
    high: f64,
    ring: Vec<Point>,
    scratch: Vec<Point>,
    paths: Paths,
}

impl Clipper {
    /// A clipper for a tile grown by `buffer` tile units on each side (at most 2048).
    pub fn new(tile: TileId, buffer: u32) -> Self {
        let buffer = f64::from(buffer.min(EXTENT / 2));
        Self {
            frame: TileFrame::new(tile),
            low: -buffer,
            high: f64::from(EXTENT) + buffer,
            ring: Vec::new(),
            scratch: Vec::new(),
            paths: Paths::default(),
        }
    }

    /// The part of a multipolygon within the box; empty when it lies outside.
    ///
    /// Method: Sutherland and Hodgman, ring by ring. A concave ring that leaves the box and comes back stays one ring
    /// joined along the box's edge. That edge is outside the visible tile, so neither fill nor outline shows it, and the
    /// cost stays linear where a boolean operation's does not.
    pub fn polygons(&mut self, shape: &MultiPolygon<f64>) -> &Paths {
        self.paths.clear();
        for polygon in shape {
            if self.cut_ring(PathRole::Exterior, polygon.exterior()) {
                for hole in polygon.interiors() {
                    self.cut_ring(PathRole::Interior, hole);
                }
            }
        }
        &self.paths
    }

    /// The parts of a line within the box; empty when it lies outside.
    ///
    /// Method: Liang and Barsky for each segment; a new part begins where the line enters the box.
    pub fn line(&mut self, line: &LineString<f64>) -> &Paths {
        self.paths.clear();
        self.ring.clear();
        let mut last: Option<Point> = None;
        for coord in line {
            let to = self.place(coord);
            if let Some(from) = last {
                self.cut_segment(from, to);
            }
            last = Some(to);
        }
        self.end_part();
        &self.paths
    }

    fn place(&self, coord: &Coord<f64>) -> Point {
        self.frame.place(coord.x, coord.y)
    }

    fn cut_ring(&mut self, role: PathRole, ring: &LineString<f64>) -> bool {
        self.ring.clear();
        let open = ring.0.len().saturating_sub(1);
        self.ring.extend(ring.0[..open].iter().map(|coord| self.frame.place(coord.x, coord.y)));
        match self.relation() {
            Relation::Outside => return false,
            Relation::Inside => {}
            Relation::Crossing => self.cut_by_edges(),
        }
        if self.ring.len() < 3 {
            return false;
        }
        self.paths.push(role, self.ring.iter().map(snap));
        true
    }

    /// How the extent of the ring at hand lies to the box.
    fn relation(&self) -> Relation {
        let mut least = [f64::INFINITY; 2];
        let mut most = [f64::NEG_INFINITY; 2];
        for point in &self.ring {
            for axis in 0..2 {
                least[axis] = least[axis].min(point[axis]);
                most[axis] = most[axis].max(point[axis]);
            }
        }
        if (0..2).any(|axis| most[axis] < self.low || least[axis] > self.high) || self.ring.is_empty() {
            Relation::Outside
        } else if (0..2).all(|axis| least[axis] >= self.low && most[axis] <= self.high) {
            Relation::Inside
        } else {
            Relation::Crossing
        }
    }

    fn cut_by_edges(&mut self) {
        for axis in 0..2 {
            keep_side(&self.ring, &mut self.scratch, axis, self.low, |value| value >= self.low);
            keep_side(&self.scratch, &mut self.ring, axis, self.high, |value| value <= self.high);
        }
    }

    fn cut_segment(&mut self, from: Point, to: Point) {
        let Some((enter, leave)) = span_inside(from, to, self.low, self.high) else {
            return self.end_part();
        };
        if enter > 0.0 {
            self.end_part();
        }
        if self.ring.is_empty() {
            self.ring.push(between(from, to, enter));
        }
        self.ring.push(if leave < 1.0 { between(from, to, leave) } else { to });
        if leave < 1.0 {
            self.end_part();
        }
    }

    fn end_part(&mut self) {
        if self.ring.len() > 1 {
            self.paths.push(PathRole::Line, self.ring.iter().map(snap));
        }
        self.ring.clear();
    }
}

enum Relation {
    Outside,
    Inside,
    Crossing,
}

/// One step of Sutherland and Hodgman: the part of a ring on the inner side of one edge of the box.
fn keep_side(ring: &[Point], kept: &mut Vec<Point>, axis: usize, bound: f64, inside: impl Fn(f64) -> bool) {
    kept.clear();
    let Some(mut from) = ring.last().copied() else {
        return;
    };
    for &to in ring {
        if inside(from[axis]) != inside(to[axis]) {
            let share = (bound - from[axis]) / (to[axis] - from[axis]);
            let mut crossing = between(from, to, share);
            crossing[axis] = bound;
            kept.push(crossing);
        }
        if inside(to[axis]) {
            kept.push(to);
        }
        from = to;
    }
}

/// The shares of the way from one point to another between which the segment lies in the box, or nothing.
fn span_inside(from: Point, to: Point, low: f64, high: f64) -> Option<(f64, f64)> {
    let (mut enter, mut leave) = (0.0f64, 1.0f64);
    for axis in 0..2 {
        let way = to[axis] - from[axis];
        if way == 0.0 {
            if from[axis] < low || from[axis] > high {
                return None;
            }
            continue;
        }
        let (at_low, at_high) = ((low - from[axis]) / way, (high - from[axis]) / way);
        enter = enter.max(at_low.min(at_high));
        leave = leave.min(at_low.max(at_high));
    }
    (enter <= leave).then_some((enter, leave))
}

fn between(from: Point, to: Point, share: f64) -> Point {
    [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]
}

fn snap(point: &Point) -> [i32; 2] {
    [round(point[0]), round(point[1])]
}

#[cfg(test)]
mod tests {
    use super::super::decode;
    use super::super::mvt::LayerEncoder;
    use super::super::paths::doubled_area;
    use super::super::tile::BUFFER;
    use super::*;
    use geo::Polygon;
    use proptest::prelude::*;

    /// Shapes in tile units of tile 4/8/5, as they are given to the clipper in Mercator.
    fn tile() -> TileId {
        TileId::new(4, 8, 5).unwrap()
    }

    fn mercator(points: &[[f64; 2]]) -> LineString<f64> {
        let world = 16.0 * 4096.0;
        points
            .iter()
            .map(|[x, y]| Coord { x: (8.0 * 4096.0 + x) / world, y: (5.0 * 4096.0 + y) / world })
            .collect()
    }

    fn multi(rings: &[&[[f64; 2]]]) -> MultiPolygon<f64> {
        let mut rings = rings.iter().map(|ring| mercator(ring));
        let exterior = rings.next().unwrap();
        MultiPolygon::new(vec![Polygon::new(exterior, rings.collect())])
    }

    fn area(paths: &Paths) -> i64 {
        paths
            .iter()
            .map(|(role, ring)| doubled_area(ring).abs() * if role == PathRole::Interior { -1 } else { 1 })
            .sum()
    }

    #[test]
    fn what_is_inside_is_copied() {
        let shape = multi(&[&[[0., 0.], [100., 0.], [100., 100.]], &[[60., 20.], [80., 20.], [80., 40.]]]);
        let mut clipper = Clipper::new(tile(), BUFFER);
        let paths: Vec<_> = clipper.polygons(&shape).iter().collect();
        assert_eq!(paths[0], (PathRole::Exterior, &[[0, 0], [100, 0], [100, 100]][..]));
        assert_eq!(paths[1], (PathRole::Interior, &[[60, 20], [80, 20], [80, 40]][..]));
    }

    #[test]
    fn what_is_around_the_tile_becomes_the_box() {
        let shape = multi(&[&[[-9e4, -9e4], [9e4, -9e4], [9e4, 9e4], [-9e4, 9e4]]]);
        let mut clipper = Clipper::new(tile(), 64);
        let paths = clipper.polygons(&shape);
        assert_eq!(area(paths), 2 * 4224 * 4224);
        let (_, ring) = paths.iter().next().unwrap();
        assert_eq!(ring.len(), 4);
    }

    #[test]
    fn what_is_outside_is_nothing() {
        let mut clipper = Clipper::new(tile(), 64);
        assert!(clipper.polygons(&multi(&[&[[-500., 0.], [-65., 0.], [-65., 50.]]])).is_empty());
        assert!(clipper.line(&mercator(&[[-500., -100.], [5000., -100.]])).is_empty());
        // The extent of a diagonal touches the box, the diagonal itself does not.
        assert!(clipper.line(&mercator(&[[-200., 50.], [50., -200.]])).is_empty());
        assert!(clipper.polygons(&MultiPolygon::new(vec![])).is_empty());
    }

    #[test]
    fn a_line_that_leaves_and_returns_has_two_parts() {
        let mut clipper = Clipper::new(tile(), 0);
        let line = mercator(&[[10., 10.], [10., -50.], [30., -50.], [30., 20.], [40., 20.]]);
        let parts: Vec<_> = clipper.line(&line).iter().map(|(_, part)| part.to_vec()).collect();
        assert_eq!(parts, [vec![[10, 10], [10, 0]], vec![[30, 0], [30, 20], [40, 20]]]);
    }

    #[test]
    fn a_line_through_the_tile_is_cut_on_both_sides() {
        let mut clipper = Clipper::new(tile(), 0);
        let parts: Vec<_> = clipper
            .line(&mercator(&[[-1000., 2000.], [6000., 2000.]]))
            .iter()
            .map(|(_, part)| part.to_vec())
            .collect();
        assert_eq!(parts, [vec![[0, 2000], [4096, 2000]]]);
    }

    #[test]
    fn a_country_at_the_deepest_zoom_does_not_overflow() {
        let tile = TileId::new(22, 2_300_000, 1_230_000).unwrap();
        let world = geo::Rect::new((0.0, 0.0), (1.0, 1.0)).to_polygon();
        let mut clipper = Clipper::new(tile, 64);
        assert_eq!(area(clipper.polygons(&MultiPolygon::new(vec![world]))), 2 * 4224 * 4224);
    }

    /// A star round a point: any ring of it is simple, so areas can be compared.
    fn star() -> impl Strategy<Value = Vec<[f64; 2]>> {
        (prop::collection::vec(0.2..1.0f64, 5..40), -3000.0..7000.0f64, -3000.0..7000.0f64, 50.0..6000.0f64)
            .prop_map(|(radii, x, y, size)| {
                let step = std::f64::consts::TAU / radii.len() as f64;
                let at = |(i, radius): (usize, &f64)| {
                    let (sin, cos) = (i as f64 * step).sin_cos();
                    [x + cos * radius * size, y + sin * radius * size]
                };
                radii.iter().enumerate().map(at).collect()
            })
    }

    proptest! {
        #[test]
        fn rings_are_closed_rightly_wound_and_inside(ring in star()) {
            let mut clipper = Clipper::new(tile(), BUFFER);
            let mut layer = LayerEncoder::new("areas", EXTENT);
            layer.polygon(9, clipper.polygons(&multi(&[&ring])), &[]);
            let mut bytes = Vec::new();
            layer.finish(&mut bytes);
            let edge = -(BUFFER as i32)..=(EXTENT + BUFFER) as i32;
            for feature in decode::tile(&bytes).iter().flat_map(|layer| &layer.features) {
                for path in feature.paths() {
                    prop_assert!(path.closed && path.points.len() >= 3);
                    prop_assert!(path.points.first() != path.points.last());
                    prop_assert!(doubled_area(&path.points) > 0);
                    prop_assert!(path.points.iter().flatten().all(|value| edge.contains(value)));
                }
            }
        }

        #[test]
        fn the_quarters_of_a_tile_hold_the_area_of_the_whole(ring in star()) {
            let shape = multi(&[&ring]);
            let whole = area(Clipper::new(tile(), 0).polygons(&shape)) as f64 / 2.0;
            let quarters: f64 = [(16, 10), (17, 10), (16, 11), (17, 11)]
                .map(|(x, y)| area(Clipper::new(TileId::new(5, x, y).unwrap(), 0).polygons(&shape)) as f64 / 8.0)
                .iter()
                .sum();
            // Rounding moves each border by half a unit at most.
            let outline = 4.0 * 4096.0 + 40.0 * 6000.0;
            prop_assert!((whole - quarters).abs() <= outline, "{whole} {quarters}");
        }

        #[test]
        fn parts_of_a_line_stay_inside(points in prop::collection::vec([-5000.0..9000.0f64, -5000.0..9000.0f64], 2..30)) {
            let mut clipper = Clipper::new(tile(), BUFFER);
            let edge = -(BUFFER as i32)..=(EXTENT + BUFFER) as i32;
            for (role, part) in clipper.line(&mercator(&points)).iter() {
                prop_assert_eq!(role, PathRole::Line);
                prop_assert!(part.iter().flatten().all(|value| edge.contains(value)));
            }
        }
    }
}
