use super::lonlat::in_range;
use super::metric::MetricShape;
use super::{Envelope, LonLat, Metres, Plane, dissolve};
use geo::{
    Area, BoundingRect, ConvexHull, Coord, CoordsIter, InteriorPoint, Intersects, LineString, MapCoords,
    MultiPoint, MultiPolygon, Point, Polygon, SimplifyVwPreserve,
    orient::{Direction, Orient},
};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::sync::{Arc, OnceLock};

/// Where a thing is: a point, or ground with a border. WGS 84 longitude and latitude in degrees.
///
/// In JSON it is a GeoJSON geometry: `Point`, `Polygon` when it has one part, else `MultiPolygon`. Reading one back
/// from the register is checked cheaply (types, numbers, ranges, closed rings); what comes from outside goes through
/// [`geometry::read`](super::geometry::read), which checks everything.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// A point; it has no ground.
    Point(LonLat),
    /// Ground: one or more polygons that do not overlap.
    Polygons(Polygons),
}

/// One or more valid polygons in WGS 84 degrees: outer rings counter-clockwise, holes clockwise, nothing crossing. A clone is
/// the same ground and not one more of it.
#[derive(Clone)]
pub struct Polygons(Arc<Ground>);

struct Ground {
    degrees: MultiPolygon<f64>,
    /// In metres of its own plane, from when it is first measured. Projecting every corner costs many times what is asked of
    /// them then, and each report asks all that is near it.
    metres: OnceLock<(Plane, MetricShape)>,
}

impl Polygons {
    /// Only for what has been checked, or was made valid by computation.
    pub(super) fn checked(polygons: MultiPolygon<f64>) -> Self {
        debug_assert!(!polygons.0.is_empty());
        Self(Arc::new(Ground { degrees: polygons, metres: OnceLock::new() }))
    }

    /// The polygons for the geometry library, longitude as x and latitude as y.
    pub fn as_multi_polygon(&self) -> &MultiPolygon<f64> {
        &self.0.degrees
    }

    fn envelope(&self) -> Envelope {
        let bounds = self.as_multi_polygon().bounding_rect().expect("polygons have positions");
        let (min, max) = (bounds.min(), bounds.max());
        Envelope { west: min.x, south: min.y, east: max.x, north: max.y }
    }

    fn plane(&self) -> Plane {
        let bounds = self.envelope();
        Plane::of(LonLat::clamped((bounds.west + bounds.east) / 2.0, (bounds.south + bounds.north) / 2.0))
    }

    fn in_metres(&self, plane: Plane) -> MetricShape {
        let (own, metres) = self.0.metres.get_or_init(|| {
            let own = self.plane();
            (own, self.projected(own))
        });
        if *own == plane { metres.clone() } else { self.projected(plane) }
    }

    fn projected(&self, plane: Plane) -> MetricShape {
        MetricShape::polygons(self.as_multi_polygon().map_coords(|Coord { x, y }| {
            let Metres { east, north } = plane.to_metres_exactly(x, y);
            Coord { x: east, y: north }
        }))
    }
}

impl PartialEq for Polygons {
    fn eq(&self, other: &Self) -> bool {
        self.as_multi_polygon() == other.as_multi_polygon()
    }
}

impl fmt::Debug for Polygons {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_multi_polygon().fmt(f)
    }
}

impl Shape {
    /// The smallest convex ground around positions, or their middle where they have no ground between
    /// them (under a square metre). `None` for no positions.
    pub fn hull_of(positions: &[LonLat]) -> Option<Self> {
        let plane = Plane::of(*positions.first()?);
        let metres: Vec<Metres> = positions.iter().map(|at| plane.to_metres(*at)).collect();
        let points: MultiPoint<f64> = metres.iter().map(|m| Point::new(m.east, m.north)).collect();
        let hull = points.convex_hull();
        if hull.unsigned_area() >= 1.0 {
            let ring = hull.map_coords(|Coord { x, y }| {
                let at = plane.to_lonlat(Metres { east: x, north: y });
                Coord { x: at.lon(), y: at.lat() }
            });
            return Some(Self::Polygons(Polygons::checked(MultiPolygon(vec![ring]))));
        }
        let count = metres.len() as f64;
        let east = metres.iter().map(|m| m.east).sum::<f64>() / count;
        let north = metres.iter().map(|m| m.north).sum::<f64>() / count;
        Some(Self::Point(plane.to_lonlat(Metres { east, north })))
    }

    /// The ground of several polygons as one: borders between them are gone.
    pub fn dissolved(parts: &[Polygons]) -> Option<Self> {
        match parts {
            [] => None,
            [one] => Some(Self::Polygons(one.clone())),
            many => {
                let ground = dissolve(&many.iter().map(Polygons::as_multi_polygon).collect::<Vec<_>>());
                let ground = ground.orient(Direction::Default);
                (!ground.0.is_empty()).then(|| Self::Polygons(Polygons::checked(ground)))
            }
        }
    }

    /// The shape drawn in fewer strokes: corners that take less ground than so many square metres with them are left out, and
    /// its borders still do not cross. A point stays as it is, and so does what would have no ground left.
    #[must_use]
    pub fn in_few_strokes(&self, corner_m2: f64) -> Self {
        let Self::Polygons(polygons) = self else { return self.clone() };
        let plane = self.plane();
        let metres = polygons.as_multi_polygon().map_coords(|Coord { x, y }| {
            let at = plane.to_metres_exactly(x, y);
            Coord { x: at.east, y: at.north }
        });
        let drawn = metres.simplify_vw_preserve(corner_m2).map_coords(|Coord { x, y }| {
            let at = plane.to_lonlat(Metres { east: x, north: y });
            Coord { x: at.lon(), y: at.lat() }
        });
        let parts = drawn.orient(Direction::Default).0.into_iter();
        let parts: Vec<_> =
            parts.filter(|part| part.exterior().0.len() > 3 && part.unsigned_area() > 0.0).collect();
        if parts.is_empty() { self.clone() } else { Self::Polygons(Polygons::checked(MultiPolygon(parts))) }
    }

    /// The smallest box around the shape.
    pub fn envelope(&self) -> Envelope {
        match self {
            Self::Point(at) => Envelope::of(*at),
            Self::Polygons(polygons) => polygons.envelope(),
        }
    }

    /// A position inside the shape (on its border, should it be too thin to have an inside at a centimetre).
    pub fn representative_point(&self) -> LonLat {
        match self {
            Self::Point(at) => *at,
            Self::Polygons(polygons) => {
                let polygons = polygons.as_multi_polygon();
                let corner = polygons.0[0].exterior().0[0];
                let inside = polygons.interior_point().map(|at| LonLat::clamped(at.x(), at.y()));
                inside
                    .filter(|at| polygons.intersects(&Point::new(at.lon(), at.lat())))
                    .unwrap_or_else(|| LonLat::clamped(corner.x, corner.y))
            }
        }
    }

    /// How many positions the shape is written with, closing positions included.
    pub fn vertex_count(&self) -> usize {
        match self {
            Self::Point(_) => 1,
            Self::Polygons(polygons) => polygons.as_multi_polygon().coords_count(),
        }
    }

    /// The plane that this shape is measured in.
    pub fn plane(&self) -> Plane {
        match self {
            Self::Point(at) => Plane::of(*at),
            Self::Polygons(polygons) => polygons.plane(),
        }
    }

    /// The shape in metres of the plane. Ground is projected once into its own plane, and each time into another.
    pub fn in_metres(&self, plane: Plane) -> MetricShape {
        match self {
            Self::Point(at) => MetricShape::point(plane.to_metres(*at)),
            Self::Polygons(polygons) => polygons.in_metres(plane),
        }
    }
}

impl Serialize for Shape {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Point(at) => Wire::Point { coordinates: [at.lon(), at.lat()] },
            Self::Polygons(polygons) => match &polygons.as_multi_polygon().0[..] {
                [one] => Wire::Polygon { coordinates: rings_out(one) },
                many => Wire::MultiPolygon { coordinates: many.iter().map(rings_out).collect() },
            },
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let parts = match Wire::deserialize(deserializer)? {
            Wire::Point { coordinates: [lon, lat] } => {
                return LonLat::new(lon, lat).map(Self::Point).map_err(D::Error::custom);
            }
            Wire::Polygon { coordinates } => vec![coordinates],
            Wire::MultiPolygon { coordinates } => coordinates,
        };
        let polygons: Result<Vec<_>, _> = parts.into_iter().map(polygon_in).collect();
        let polygons = polygons.map_err(D::Error::custom)?;
        if polygons.is_empty() {
            return Err(D::Error::custom("a shape without polygons"));
        }
        Ok(Self::Polygons(Polygons::checked(MultiPolygon(polygons))))
    }
}

type Rings = Vec<Vec<[f64; 2]>>;

/// The geometry as GeoJSON writes it. Other members are ignored when read.
#[derive(Serialize, Deserialize)]
#[serde(tag = "type")]
enum Wire {
    Point { coordinates: [f64; 2] },
    Polygon { coordinates: Rings },
    MultiPolygon { coordinates: Vec<Rings> },
}

fn rings_out(polygon: &Polygon<f64>) -> Rings {
    let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
    rings.map(|ring| ring.0.iter().map(|at| [at.x, at.y]).collect()).collect()
}

fn polygon_in(rings: Rings) -> Result<Polygon<f64>, &'static str> {
    let rings: Result<Vec<_>, _> = rings.into_iter().map(ring_in).collect();
    let mut rings = rings?.into_iter();
    let shell = rings.next().ok_or("a polygon without rings")?;
    Ok(Polygon::new(shell, rings.collect()))
}

fn ring_in(ring: Vec<[f64; 2]>) -> Result<LineString<f64>, &'static str> {
    if ring.len() < 4 {
        return Err("a ring with fewer than 4 positions");
    }
    if ring.first() != ring.last() {
        return Err("a ring that is not closed");
    }
    if !ring.iter().all(|&[lon, lat]| in_range(lon, lat)) {
        return Err("a position out of range");
    }
    Ok(ring.into_iter().map(|[x, y]| Coord { x, y }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn shape(value: serde_json::Value) -> Shape {
        serde_json::from_value(value).unwrap()
    }

    /// Two bars along the west and south sides of its box; the middle of the box is outside.
    fn letter_l() -> Shape {
        shape(json!({"type": "Polygon", "coordinates":
            [[[18.0, 59.3], [18.01, 59.3], [18.01, 59.301], [18.002, 59.301], [18.002, 59.31], [18.0, 59.31], [18.0, 59.3]]]}))
    }

    #[test]
    fn json_is_geojson_and_comes_back_equal() {
        for value in [
            json!({"type": "Point", "coordinates": [18.0, 59.0]}),
            json!({"type": "Polygon", "coordinates": [[[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 0.0]]]}),
            json!({"type": "MultiPolygon", "coordinates":
                [[[[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 0.0]]], [[[5.0, 0.0], [6.0, 0.0], [6.0, 1.0], [5.0, 0.0]]]]}),
        ] {
            let read = shape(value.clone());
            assert_eq!(serde_json::to_value(&read).unwrap(), value);
            let text = serde_json::to_string(&read).unwrap();
            assert_eq!(serde_json::from_str::<Shape>(&text).unwrap(), read);
        }
        let single_part =
            shape(json!({"type": "MultiPolygon", "coordinates": [[[[0, 0], [1, 0], [1, 1], [0, 0]]]]}));
        assert_eq!(serde_json::to_value(&single_part).unwrap()["type"], "Polygon");
    }

    #[test]
    fn what_could_break_the_geometry_library_is_not_read_from_the_register() {
        for value in [
            json!({"type": "Point", "coordinates": [18.0]}),
            json!({"type": "Point", "coordinates": [181.0, 0.0]}),
            json!({"type": "Point", "coordinates": ["18", 0.0]}),
            json!({"type": "LineString", "coordinates": [[0, 0], [1, 1]]}),
            json!({"type": "Polygon", "coordinates": []}),
            json!({"type": "Polygon", "coordinates": [[]]}),
            json!({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [0, 0]]]}),
            json!({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1]]]}),
            json!({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, null], [0, 0]]]}),
            json!({"type": "MultiPolygon", "coordinates": []}),
            json!({"type": "MultiPolygon", "coordinates": [[]]}),
        ] {
            assert!(serde_json::from_value::<Shape>(value.clone()).is_err(), "{value}");
        }
    }

    #[test]
    fn a_point_in_the_box_need_not_be_in_the_shape() {
        let (shape, outside) = (letter_l(), LonLat::new(18.006, 59.306).unwrap());
        assert!(shape.envelope().contains(outside));
        let plane = shape.plane();
        let ground = shape.in_metres(plane);
        assert!(!ground.covers(plane.to_metres(outside)));
        // 0.004 degrees of longitude to the upright bar, 0.005 of latitude to the lying one: the first is nearer.
        let distance_m = ground.distance_m(plane.to_metres(outside));
        assert!((distance_m - 227.6).abs() < 1.0, "{distance_m}");
        let inside = shape.representative_point();
        assert!(ground.covers(plane.to_metres(inside)));
    }

    #[test]
    fn ground_measures_the_same_whichever_plane_it_was_measured_in_before() {
        let planes = [Plane::sweden(), Plane::of(LonLat::new(-1.47, 53.38).unwrap()), letter_l().plane()];
        for first in planes {
            let measured = letter_l();
            measured.in_metres(first);
            for plane in planes {
                assert_eq!(measured.in_metres(plane), letter_l().in_metres(plane));
                assert_eq!(measured.clone().in_metres(plane), letter_l().in_metres(plane));
            }
        }
        let apart = |plane| letter_l().in_metres(plane).area_m2();
        assert_ne!(apart(planes[0]), apart(planes[1]), "the planes differ");
    }

    #[test]
    fn counts_and_boxes() {
        let shape = letter_l();
        assert_eq!(shape.vertex_count(), 7);
        assert_eq!(shape.envelope(), Envelope::new(18.0, 59.3, 18.01, 59.31).unwrap());
        let point = Shape::Point(LonLat::new(18.0, 59.0).unwrap());
        assert_eq!(
            (point.vertex_count(), point.representative_point()),
            (1, LonLat::new(18.0, 59.0).unwrap())
        );
    }
}
