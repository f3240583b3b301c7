use super::LonLat;
use super::tmerc::TransverseMercator;
use std::sync::OnceLock;

/// Sweden's extent in degrees, with its waters: everything in it is measured in one plane.
const SWEDEN_WEST: f64 = 10.0;
const SWEDEN_EAST: f64 = 25.0;
const SWEDEN_SOUTH: f64 = 54.0;
const SWEDEN_NORTH: f64 = 70.0;

/// False easting of SWEREF 99 18 00 (EPSG:3011), kept for every plane.
const FALSE_EASTING_M: f64 = 150_000.0;
const SWEREF_99_18_00: i16 = 18;

/// Whole-degree meridians -180 to 180.
const MERIDIANS: usize = 361;

/// Easting and northing in metres of some [`Plane`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Metres {
    /// Metres east, false easting included.
    pub east: f64,
    /// Metres north of the equator.
    pub north: f64,
}

impl Metres {
    /// Straight distance in metres to a position of the same plane.
    pub fn distance_m(self, other: Self) -> f64 {
        (self.east - other.east).hypot(self.north - other.north)
    }
}

/// The metric plane of a location: a transverse Mercator projection on GRS 80 with scale 1 on its meridian.
///
/// For everything in Sweden (longitude 10 to 25, latitude 54 to 70) it is SWEREF 99 18 00, EPSG:3011, so that all of
/// a Swedish register is measured in one system. Elsewhere it is the same projection on the location's nearest
/// whole-degree meridian, so that all of the world has metres and nothing further in knows a special case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Plane {
    meridian: i16,
}

impl Plane {
    /// The plane that things at this location are measured in.
    pub fn of(location: LonLat) -> Self {
        if in_sweden(location.lon(), location.lat()) {
            return Self { meridian: SWEREF_99_18_00 };
        }
        // The longitude is at most 180 either way, so the cast is exact.
        Self { meridian: location.lon().round() as i16 }
    }

    /// The plane of everything in Sweden: SWEREF 99 18 00, EPSG:3011.
    pub fn sweden() -> Self {
        Self { meridian: SWEREF_99_18_00 }
    }

    /// The position in metres of this plane.
    ///
    /// Exact (below a millimetre) within some degrees of the meridian, poles included. On the far side of the globe
    /// the plane has no metres; what lies there answers with the plane's edge, thousands of kilometres away.
    pub fn to_metres(self, position: LonLat) -> Metres {
        self.to_metres_exactly(position.lon(), position.lat())
    }

    /// As [`Plane::to_metres`], for the corners of polygons, which may have more decimals than positions.
    pub(super) fn to_metres_exactly(self, lon: f64, lat: f64) -> Metres {
        let (east, north) = self.projection().forward(lon, lat).unwrap_or_else(|| {
            // Only within a few degrees of the two points a quarter of the globe away on the equator.
            let side = if (lon - f64::from(self.meridian)).rem_euclid(360.0) < 180.0 { 1.0 } else { -1.0 };
            (side * EDGE_M, 0.0)
        });
        Metres { east, north }
    }

    /// The position back in degrees, rounded as every position is. What lies outside the plane answers with its edge.
    pub fn to_lonlat(self, at: Metres) -> LonLat {
        let east = if at.east.is_nan() { FALSE_EASTING_M } else { at.east.clamp(-EDGE_M, EDGE_M) };
        let north = if at.north.is_nan() { 0.0 } else { at.north.clamp(-EDGE_M, EDGE_M) };
        let (lon, lat) = self.projection().inverse(east, north).unwrap_or((f64::from(self.meridian), 0.0));
        LonLat::clamped(lon, lat)
    }

    fn projection(self) -> &'static TransverseMercator {
        static PLANES: [OnceLock<TransverseMercator>; MERIDIANS] = [const { OnceLock::new() }; MERIDIANS];
        let index = usize::try_from(i32::from(self.meridian) + 180).expect("a meridian is at least -180");
        PLANES[index].get_or_init(|| TransverseMercator::new(f64::from(self.meridian), 1.0, FALSE_EASTING_M))
    }
}

/// Where the projection ends, 150 degrees of its own longitude from the meridian, rounded inwards.
const EDGE_M: f64 = 16_500_000.0;

pub(super) fn in_sweden(lon: f64, lat: f64) -> bool {
    (SWEDEN_WEST..=SWEDEN_EAST).contains(&lon) && (SWEDEN_SOUTH..=SWEDEN_NORTH).contains(&lat)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(lon: f64, lat: f64) -> LonLat {
        LonLat::new(lon, lat).unwrap()
    }

    #[test]
    fn all_of_sweden_is_one_plane() {
        let stockholm = Plane::of(at(18.07, 59.33));
        assert_eq!(Plane::of(at(11.97, 57.71)), stockholm);
        assert_eq!(Plane::of(at(24.14, 65.84)), stockholm);
        assert_ne!(Plane::of(at(-1.47, 53.38)), stockholm);
    }

    #[test]
    fn a_degree_of_latitude_is_as_long_as_it_should_be() {
        // Meridian arcs of GRS 80 between 45 and 46, and 59 and 60 degrees.
        for (lon, lat, expected_m) in [(-71.0, 45.0, 111_141.5), (18.0, 59.0, 111_403.0)] {
            let plane = Plane::of(at(lon, lat));
            let arc_m = plane.to_metres(at(lon, lat)).distance_m(plane.to_metres(at(lon, lat + 1.0)));
            assert!((arc_m - expected_m).abs() < 2.0, "{arc_m}");
        }
    }

    #[test]
    fn poles_have_metres_and_neighbours_across_them_are_near() {
        for lat in [90.0, -90.0] {
            let plane = Plane::of(at(37.0, lat));
            let pole = plane.to_metres(at(37.0, lat));
            let near = at(-143.0, lat * 0.9999);
            let distance_m = pole.distance_m(plane.to_metres(near));
            assert!((distance_m - 1_005.0).abs() < 5.0, "{distance_m}");
            assert_eq!(plane.to_lonlat(pole).lat(), lat);
            assert_eq!(plane.to_metres(at(-100.0, lat)).distance_m(pole).round(), 0.0);
        }
    }

    #[test]
    fn neighbours_across_the_antimeridian_are_near() {
        let plane = Plane::of(at(179.9999, 10.0));
        let distance_m = plane.to_metres(at(179.9999, 10.0)).distance_m(plane.to_metres(at(-179.9999, 10.0)));
        assert!((distance_m - 21.93).abs() < 0.1, "{distance_m}");
    }

    proptest! {
        #[test]
        fn every_pair_of_plane_and_position_has_finite_metres(
            lon in -180.0..=180.0, lat in -90.0..=90.0, other_lon in -180.0..=180.0, other_lat in -90.0..=90.0,
        ) {
            let there = Plane::of(at(lon, lat)).to_metres(at(other_lon, other_lat));
            prop_assert!(there.east.is_finite() && there.north.is_finite());
        }

        #[test]
        fn any_metres_at_all_have_a_position(east in any::<f64>(), north in any::<f64>(), lon in -180.0..=180.0) {
            let back = Plane::of(at(lon, 0.0)).to_lonlat(Metres { east, north });
            prop_assert!(LonLat::new(back.lon(), back.lat()).is_ok());
        }

        #[test]
        fn there_and_back_is_the_same_position(lon in -180.0..180.0, lat in -89.9..89.9) {
            let here = at(lon, lat);
            let plane = Plane::of(here);
            let back = plane.to_lonlat(plane.to_metres(here));
            prop_assert!((back.lat() - here.lat()).abs() < 2e-7);
            prop_assert!((back.lon() - here.lon()).rem_euclid(360.0).min((here.lon() - back.lon()).rem_euclid(360.0)) < 2e-7);
        }
    }
}
