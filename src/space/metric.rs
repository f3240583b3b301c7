use super::{Metres, dissolve};
use geo::{
    Area, BooleanOps, BoundingRect, Coord, Distance, Euclidean, Intersects, LineString, MultiPolygon, Point,
    Polygon, Rect,
};
use std::sync::Arc;

/// Corners of the polygon that stands for a disc.
const DISC_CORNERS: u32 = 64;
/// The smallest disc, in metres: below a centimetre, positions themselves are not known.
const DISC_RADIUS_MIN_M: f64 = 0.01;

/// A shape in metres of one [`Plane`](super::Plane); the same plane for everything it is measured against. A clone is the same
/// shape and not one more of it.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricShape(Form);

#[derive(Debug, Clone, PartialEq)]
enum Form {
    Point(Metres),
    /// The polygons and the box around them, which answers most questions about far things.
    Ground(Arc<MultiPolygon<f64>>, Option<Rect<f64>>),
}

impl MetricShape {
    /// A single point; it covers itself and nothing else.
    pub fn point(at: Metres) -> Self {
        Self(Form::Point(at))
    }

    pub(super) fn polygons(polygons: MultiPolygon<f64>) -> Self {
        let bounds = polygons.bounding_rect();
        Self(Form::Ground(Arc::new(polygons), bounds))
    }

    /// A disc as a regular polygon of 64 corners.
    ///
    /// Its corners lie a little outside the circle, so that its area is the disc's own and shares of it come out
    /// right; its border is nowhere more than 0.13 % of the radius off. A radius below 1 cm counts as 1 cm.
    pub fn disc(centre: Metres, radius_m: f64) -> Self {
        let radius_m = if radius_m > DISC_RADIUS_MIN_M { radius_m } else { DISC_RADIUS_MIN_M };
        let step = std::f64::consts::TAU / f64::from(DISC_CORNERS);
        // A regular n-gon of circumradius r has the area n/2 r^2 sin(2 pi / n).
        let corner_m = radius_m * (step / step.sin()).sqrt();
        let corners = (0..DISC_CORNERS).map(|corner| {
            let (sin, cos) = (f64::from(corner) * step).sin_cos();
            Coord { x: centre.east + corner_m * cos, y: centre.north + corner_m * sin }
        });
        // Polygon::new closes the ring.
        Self::polygons(MultiPolygon(vec![Polygon::new(corners.collect::<LineString<f64>>(), Vec::new())]))
    }

    /// All ground of the shapes together, without overlap. Points have no ground and add nothing.
    pub fn union(shapes: &[&Self]) -> Self {
        Self::polygons(dissolve(&shapes.iter().filter_map(|shape| shape.ground()).collect::<Vec<_>>()))
    }

    /// Metres from the position to the nearest of the shape: 0 inside and on the border, infinite if there is no shape.
    pub fn distance_m(&self, from: Metres) -> f64 {
        match &self.0 {
            Form::Point(at) => at.distance_m(from),
            Form::Ground(_, None) => f64::INFINITY,
            Form::Ground(ground, Some(_)) => Euclidean.distance(&point(from), ground.as_ref()),
        }
    }

    /// Whether the position lies in the shape; its border counts.
    pub fn covers(&self, at: Metres) -> bool {
        match &self.0 {
            Form::Point(own) => *own == at,
            Form::Ground(ground, bounds) => {
                // Polygon by polygon: all of them together would have the box worked out anew.
                bounds.is_some_and(|bounds| bounds.intersects(&point(at)))
                    && ground.iter().any(|polygon| polygon.intersects(&point(at)))
            }
        }
    }

    /// Metres between the nearest positions of the two: 0 if they touch or overlap, infinite if one has no shape.
    pub fn distance_between_m(&self, other: &Self) -> f64 {
        match (&self.0, &other.0) {
            (_, Form::Point(at)) => self.distance_m(*at),
            (Form::Point(at), _) => other.distance_m(*at),
            (Form::Ground(_, None), _) | (_, Form::Ground(_, None)) => f64::INFINITY,
            (Form::Ground(ground, Some(_)), Form::Ground(others, Some(_))) => {
                let pairs = ground.0.iter().flat_map(|a| others.0.iter().map(move |b| (a, b)));
                pairs.map(|(a, b)| Euclidean.distance(a, b)).fold(f64::INFINITY, f64::min)
            }
        }
    }

    /// Square metres of ground; a point has none.
    pub fn area_m2(&self) -> f64 {
        self.ground().map_or(0.0, Area::unsigned_area)
    }

    /// Square metres of ground that both have.
    pub fn overlap_m2(&self, other: &Self) -> f64 {
        let (Form::Ground(ground, Some(bounds)), Form::Ground(others, Some(other_bounds))) =
            (&self.0, &other.0)
        else {
            return 0.0;
        };
        if bounds.intersects(other_bounds) {
            ground.intersection(others.as_ref()).unsigned_area()
        } else {
            0.0
        }
    }

    fn ground(&self) -> Option<&MultiPolygon<f64>> {
        match &self.0 {
            Form::Point(_) => None,
            Form::Ground(ground, _) => Some(ground),
        }
    }
}

fn point(at: Metres) -> Point<f64> {
    Point::new(at.east, at.north)
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{ConvexHull, MultiPoint};
    use proptest::prelude::*;

    const HERE: Metres = Metres { east: 154_000.0, north: 6_579_000.0 };

    fn beside(east_m: f64, north_m: f64) -> Metres {
        Metres { east: HERE.east + east_m, north: HERE.north + north_m }
    }

    fn square(side_m: f64) -> MetricShape {
        let corner = |at: Metres| Coord { x: at.east, y: at.north };
        let corners = [HERE, beside(side_m, 0.0), beside(side_m, side_m), beside(0.0, side_m)];
        MetricShape::polygons(MultiPolygon(vec![Polygon::new(
            corners.into_iter().map(corner).collect(),
            vec![],
        )]))
    }

    #[test]
    fn a_disc_has_its_own_area_and_nearly_its_own_border() {
        let disc = MetricShape::disc(HERE, 25.0);
        assert!((disc.area_m2() - std::f64::consts::PI * 625.0).abs() < 1e-6);
        for turn in 0..360 {
            let (sin, cos) = f64::from(turn).to_radians().sin_cos();
            assert!(disc.covers(beside(24.96 * cos, 24.96 * sin)));
            assert!(!disc.covers(beside(25.05 * cos, 25.05 * sin)));
        }
        assert!(MetricShape::disc(HERE, f64::NAN).area_m2() > 0.0);
    }

    #[test]
    fn the_border_belongs_to_the_shape() {
        let square = square(10.0);
        assert!(
            square.covers(HERE) && square.covers(beside(5.0, 0.0)) && !square.covers(beside(5.0, -0.001))
        );
        assert_eq!(square.distance_m(beside(5.0, 5.0)), 0.0);
        assert_eq!(square.distance_m(beside(13.0, 14.0)), 5.0);
        assert_eq!(square.distance_between_m(&MetricShape::point(beside(13.0, 14.0))), 5.0);
    }

    #[test]
    fn shares_of_ground() {
        let (square, disc) = (square(100.0), MetricShape::disc(HERE, 25.0));
        // A disc around a corner of the square: a quarter of it is in the square.
        assert!((square.overlap_m2(&disc) / disc.area_m2() - 0.25).abs() < 1e-6);
        let both = MetricShape::union(&[&square, &disc]);
        assert!((both.area_m2() - (10_000.0 + 0.75 * disc.area_m2())).abs() < 0.01);
        assert_eq!(square.overlap_m2(&MetricShape::point(HERE)), 0.0);
    }

    #[test]
    fn nothing_has_no_ground_and_is_infinitely_far() {
        let nothing = MetricShape::union(&[&MetricShape::point(HERE)]);
        assert_eq!(
            (nothing.area_m2(), nothing.distance_m(HERE), nothing.covers(HERE)),
            (0.0, f64::INFINITY, false)
        );
        assert_eq!(nothing.distance_between_m(&square(1.0)), f64::INFINITY);
        assert_eq!(MetricShape::union(&[]), nothing);
    }

    fn convex() -> impl Strategy<Value = Vec<Coord<f64>>> {
        prop::collection::vec((-500.0..500.0, -500.0..500.0), 3..12).prop_filter_map("no area", |positions| {
            let cloud: MultiPoint<f64> =
                positions.iter().map(|&(x, y)| (HERE.east + x, HERE.north + y)).collect();
            let hull = cloud.convex_hull();
            (hull.unsigned_area() > 1.0).then(|| hull.exterior().0.clone())
        })
    }

    fn ground(ring: &[Coord<f64>]) -> MetricShape {
        MetricShape::polygons(MultiPolygon(vec![Polygon::new(LineString(ring.to_vec()), vec![])]))
    }

    /// Straight from the definition: inside a convex ring is left of all its sides; else the nearest side counts.
    fn plain_distance_m(ring: &[Coord<f64>], at: Coord<f64>) -> f64 {
        let sides = || ring.windows(2).map(|side| (side[0], side[1]));
        let left_of =
            |(a, b): (Coord<f64>, Coord<f64>)| (b.x - a.x) * (at.y - a.y) - (b.y - a.y) * (at.x - a.x) >= 0.0;
        if sides().all(left_of) {
            return 0.0;
        }
        let to_side = |(a, b): (Coord<f64>, Coord<f64>)| {
            let (dx, dy) = (b.x - a.x, b.y - a.y);
            let along = (((at.x - a.x) * dx + (at.y - a.y) * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
            (a.x + along * dx - at.x).hypot(a.y + along * dy - at.y)
        };
        sides().map(to_side).fold(f64::INFINITY, f64::min)
    }

    proptest! {
        #[test]
        fn distance_and_covers_agree_with_the_definition(ring in convex(), x in -800.0..800.0, y in -800.0..800.0) {
            let (shape, at) = (ground(&ring), beside(x, y));
            let expected_m = plain_distance_m(&ring, Coord { x: at.east, y: at.north });
            prop_assert!((shape.distance_m(at) - expected_m).abs() < 1e-6);
            if expected_m == 0.0 || expected_m > 1e-6 {
                prop_assert_eq!(shape.covers(at), expected_m == 0.0);
            }
        }

        #[test]
        fn overlap_and_union_share_out_the_area(a in convex(), b in convex()) {
            let (a, b) = (ground(&a), ground(&b));
            let (overlap, together) = (a.overlap_m2(&b), MetricShape::union(&[&a, &b]).area_m2());
            prop_assert!((a.area_m2() + b.area_m2() - overlap - together).abs() < 0.01);
            if overlap > 0.01 { prop_assert_eq!(a.distance_between_m(&b), 0.0); }
        }
    }
}
