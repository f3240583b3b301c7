use super::LonLat;
use super::lonlat::{PositionFault, in_range};
use serde::{Deserialize, Serialize};

/// Metres of one degree of latitude where it is shortest (the equator), rounded down: a lower bound everywhere.
const DEGREE_OF_LATITUDE_MIN_M: f64 = 110_500.0;
/// Metres of one degree of longitude at the equator, rounded down; times cos(latitude) a lower bound at that latitude.
const DEGREE_OF_LONGITUDE_MIN_M: f64 = 111_300.0;

/// A box along meridians and parallels, in degrees; west is never greater than east, south never than north.
///
/// A box does not cross the antimeridian: what would, is widened to all longitudes, so that a box may hold too much
/// but never too little.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Sides")]
pub struct Envelope {
    /// Least longitude.
    pub west: f64,
    /// Least latitude.
    pub south: f64,
    /// Greatest longitude.
    pub east: f64,
    /// Greatest latitude.
    pub north: f64,
}

impl Envelope {
    /// Everywhere.
    pub const WORLD: Self = Self { west: -180.0, south: -90.0, east: 180.0, north: 90.0 };

    /// A box from its four sides in degrees. A west side greater than the east one crosses the antimeridian and is
    /// widened to all longitudes.
    ///
    /// # Errors
    /// [`PositionFault`] if a side is not finite or out of range, or the south side lies north of the north side.
    pub fn new(west: f64, south: f64, east: f64, north: f64) -> Result<Self, PositionFault> {
        if ![west, south, east, north].iter().all(|side| side.is_finite()) {
            return Err(PositionFault::NotFinite);
        }
        if !in_range(west, south) || south > north {
            return Err(PositionFault::OutOfRange { lon: west, lat: south });
        }
        if !in_range(east, north) {
            return Err(PositionFault::OutOfRange { lon: east, lat: north });
        }
        let (west, east) = if west > east { (-180.0, 180.0) } else { (west, east) };
        Ok(Self { west, south, east, north })
    }

    /// A box that holds the whole disc of `radius_m` metres around `centre`, and a little more.
    ///
    /// Near a pole or across the antimeridian it takes in all longitudes. A radius that is negative or not a number
    /// counts as zero.
    pub fn around(centre: LonLat, radius_m: f64) -> Self {
        let radius_m = if radius_m > 0.0 { radius_m } else { 0.0 };
        // A centimetre's slack covers the rounding of positions.
        let reach_m = radius_m + 0.02;
        let dlat = reach_m / DEGREE_OF_LATITUDE_MIN_M;
        let south = (centre.lat() - dlat).max(-90.0);
        let north = (centre.lat() + dlat).min(90.0);
        // The disc is nowhere wider than a path along its parallel nearest to a pole would allow.
        let narrowest = south.abs().max(north.abs()).to_radians().cos();
        let dlon = reach_m / (DEGREE_OF_LONGITUDE_MIN_M * narrowest);
        let (west, east) = (centre.lon() - dlon, centre.lon() + dlon);
        if narrowest <= 1e-9 || west < -180.0 || east > 180.0 {
            return Self { west: -180.0, south, east: 180.0, north };
        }
        Self { west, south, east, north }
    }

    /// The box of one position.
    pub fn of(position: LonLat) -> Self {
        Self { west: position.lon(), south: position.lat(), east: position.lon(), north: position.lat() }
    }

    /// Whether the boxes share at least a point; touching sides count.
    pub fn intersects(&self, other: &Self) -> bool {
        self.west <= other.east
            && other.west <= self.east
            && self.south <= other.north
            && other.south <= self.north
    }

    /// Whether the position lies in the box or on its sides.
    pub fn contains(&self, position: LonLat) -> bool {
        (self.west..=self.east).contains(&position.lon())
            && (self.south..=self.north).contains(&position.lat())
    }

    /// The box with so many degrees more on each side, as far as there are any.
    #[must_use]
    pub fn grown(&self, by_deg: f64) -> Self {
        Self {
            west: (self.west - by_deg).max(-180.0),
            south: (self.south - by_deg).max(-90.0),
            east: (self.east + by_deg).min(180.0),
            north: (self.north + by_deg).min(90.0),
        }
    }

    /// The smallest box that holds both.
    pub fn union(&self, other: &Self) -> Self {
        Self {
            west: self.west.min(other.west),
            south: self.south.min(other.south),
            east: self.east.max(other.east),
            north: self.north.max(other.north),
        }
    }
}

#[derive(Deserialize)]
struct Sides {
    west: f64,
    south: f64,
    east: f64,
    north: f64,
}

impl TryFrom<Sides> for Envelope {
    type Error = PositionFault;

    fn try_from(sides: Sides) -> Result<Self, PositionFault> {
        Self::new(sides.west, sides.south, sides.east, sides.north)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::space::{Metres, Plane};
    use proptest::prelude::*;

    #[test]
    fn sides_are_checked() {
        assert!(Envelope::new(17.0, 59.0, 18.0, 60.0).is_ok());
        assert!(Envelope::new(17.0, 60.0, 18.0, 59.0).is_err());
        assert!(Envelope::new(-181.0, 59.0, 18.0, 60.0).is_err());
        assert!(Envelope::new(f64::NAN, 59.0, 18.0, 60.0).is_err());
        let across = Envelope::new(170.0, -10.0, -170.0, 10.0).unwrap();
        assert_eq!((across.west, across.east), (-180.0, 180.0));
        let text = r#"{"west":17.0,"south":60.0,"east":18.0,"north":59.0}"#;
        assert!(serde_json::from_str::<Envelope>(text).is_err());
    }

    #[test]
    fn touching_boxes_intersect_and_a_union_holds_both() {
        let left = Envelope::new(0.0, 0.0, 1.0, 1.0).unwrap();
        let right = Envelope::new(1.0, 0.0, 2.0, 1.0).unwrap();
        let far = Envelope::new(1.1, 0.0, 2.0, 1.0).unwrap();
        assert!(left.intersects(&right) && !left.intersects(&far));
        assert_eq!(left.union(&far), Envelope::new(0.0, 0.0, 2.0, 1.0).unwrap());
    }

    #[test]
    fn discs_at_poles_and_the_antimeridian_take_in_all_longitudes() {
        for (lon, lat) in [(0.0, 90.0), (12.0, -90.0), (45.0, 89.99), (179.999, 0.0), (-180.0, 60.0)] {
            let envelope = Envelope::around(LonLat::new(lon, lat).unwrap(), 5_000.0);
            assert_eq!((envelope.west, envelope.east), (-180.0, 180.0), "{lon} {lat}");
        }
    }

    proptest! {
        #[test]
        fn the_disc_is_always_inside(lon in -180.0..=180.0, lat in -90.0..=90.0, radius_m in 0.0..20_000.0, turn in 0.0..6.3) {
            let centre = LonLat::new(lon, lat).unwrap();
            let plane = Plane::of(centre);
            let at = plane.to_metres(centre);
            let rim = Metres { east: at.east + radius_m * f64::cos(turn), north: at.north + radius_m * f64::sin(turn) };
            prop_assert!(Envelope::around(centre, radius_m).contains(plane.to_lonlat(rim)));
        }
    }
}
