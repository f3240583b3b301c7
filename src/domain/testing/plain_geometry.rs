//! Geometry by the slow, obvious way: straight from the definitions, to be compared with.

use crate::space::{Metres, Plane, Shape};

/// Polygons as rings of corners in metres, closed; or a single point.
pub struct PlainShape {
    points: Vec<Metres>,
    polygons: Vec<Vec<Vec<Metres>>>,
}

type Side = (Metres, Metres);

impl PlainShape {
    pub fn of(shapes: &[Shape], plane: Plane) -> Self {
        let mut plain = Self { points: Vec::new(), polygons: Vec::new() };
        for shape in shapes {
            match shape {
                Shape::Point(at) => plain.points.push(plane.to_metres(*at)),
                Shape::Polygons(polygons) => {
                    plain.polygons.extend(polygons.as_multi_polygon().iter().map(|polygon| {
                        let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
                        let corner = |c: &geo::Coord| plane.to_metres(super::at(c.x, c.y));
                        rings.map(|ring| ring.0.iter().map(corner).collect()).collect()
                    }));
                }
            }
        }
        plain
    }

    fn sides(&self) -> impl Iterator<Item = Side> {
        let rings = self.polygons.iter().flatten();
        rings.flat_map(|ring| ring.windows(2)).map(|side| (side[0], side[1]))
    }

    fn corners(&self) -> impl Iterator<Item = Metres> {
        self.points.iter().copied().chain(self.polygons.iter().flatten().flatten().copied())
    }

    /// Crosses an odd number of sides on the way east, in one of the polygons.
    fn has_inside(&self, at: Metres) -> bool {
        self.polygons.iter().any(|rings| {
            let sides = rings.iter().flat_map(|ring| ring.windows(2));
            let crossed = sides.filter(|side| {
                let (a, b) = (side[0], side[1]);
                (a.north > at.north) != (b.north > at.north)
                    && at.east < a.east + (at.north - a.north) / (b.north - a.north) * (b.east - a.east)
            });
            crossed.count() % 2 == 1
        })
    }

    /// Metres between the nearest positions; 0 when they touch.
    pub fn distance_m(&self, other: &Self) -> f64 {
        let inside =
            self.corners().any(|c| other.has_inside(c)) || other.corners().any(|c| self.has_inside(c));
        let crossing = self.sides().any(|a| other.sides().any(|b| cross(a, b)));
        if inside || crossing {
            return 0.0;
        }
        let pairs = self.corners().flat_map(|a| other.corners().map(move |b| a.distance_m(b)));
        let here = self.corners().flat_map(|c| other.sides().map(move |side| to_side_m(c, side)));
        let there = other.corners().flat_map(|c| self.sides().map(move |side| to_side_m(c, side)));
        pairs.chain(here).chain(there).fold(f64::INFINITY, f64::min)
    }

    /// Square metres that both have: between the heights of corners and crossings everything is
    /// straight, so the width halfway is the mean width.
    pub fn overlap_m2(&self, other: &Self) -> f64 {
        let mut heights: Vec<f64> = self.corners().chain(other.corners()).map(|c| c.north).collect();
        let all: Vec<Side> = self.sides().chain(other.sides()).collect();
        for (n, a) in all.iter().enumerate() {
            heights.extend(all[n + 1..].iter().filter_map(|b| crossing_height(*a, *b)));
        }
        heights.sort_by(f64::total_cmp);
        let slab_m2 = |slab: &[f64]| {
            let middle = f64::midpoint(slab[0], slab[1]);
            (slab[1] - slab[0]) * common_m(&self.widths(middle), &other.widths(middle))
        };
        heights.windows(2).map(slab_m2).sum()
    }

    /// Where a parallel at this height runs inside, from west to east.
    fn widths(&self, north: f64) -> Vec<(f64, f64)> {
        let mut widths = Vec::new();
        for rings in &self.polygons {
            let sides = rings.iter().flat_map(|ring| ring.windows(2)).map(|side| (side[0], side[1]));
            let mut crossings: Vec<f64> = sides
                .filter(|(a, b)| (a.north > north) != (b.north > north))
                .map(|(a, b)| a.east + (north - a.north) / (b.north - a.north) * (b.east - a.east))
                .collect();
            crossings.sort_by(f64::total_cmp);
            widths.extend(crossings.chunks(2).map(|pair| (pair[0], pair[1])));
        }
        merged(widths)
    }
}

fn merged(mut widths: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    widths.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut merged: Vec<(f64, f64)> = Vec::new();
    for (from, to) in widths {
        match merged.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => merged.push((from, to)),
        }
    }
    merged
}

fn common_m(a: &[(f64, f64)], b: &[(f64, f64)]) -> f64 {
    let both = |x: &(f64, f64), y: &(f64, f64)| (x.1.min(y.1) - x.0.max(y.0)).max(0.0);
    a.iter().flat_map(|x| b.iter().map(move |y| both(x, y))).sum()
}

fn turn(a: Metres, b: Metres, c: Metres) -> f64 {
    (b.east - a.east) * (c.north - a.north) - (b.north - a.north) * (c.east - a.east)
}

fn cross((a, b): Side, (c, d): Side) -> bool {
    turn(a, b, c) * turn(a, b, d) < 0.0 && turn(c, d, a) * turn(c, d, b) < 0.0
}

fn crossing_height((a, b): Side, (c, d): Side) -> Option<f64> {
    let (from, to) = (turn(c, d, a), turn(c, d, b));
    cross((a, b), (c, d)).then(|| a.north + from / (from - to) * (b.north - a.north))
}

fn to_side_m(at: Metres, (a, b): Side) -> f64 {
    let (east, north) = (b.east - a.east, b.north - a.north);
    let length2 = east * east + north * north;
    if length2 == 0.0 {
        return at.distance_m(a);
    }
    let along = (((at.east - a.east) * east + (at.north - a.north) * north) / length2).clamp(0.0, 1.0);
    at.distance_m(Metres { east: a.east + along * east, north: a.north + along * north })
}
