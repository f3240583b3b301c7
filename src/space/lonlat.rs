use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Positions keep seven decimals of a degree, about one centimetre.
const STEPS_PER_DEGREE: f64 = 1e7;

/// A position on earth: WGS 84 longitude and latitude in degrees, finite and in range by construction.
///
/// Rounded to seven decimals (about 1 cm) when made, so that what is stored is exactly what is answered.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Wire")]
pub struct LonLat {
    lon: f64,
    lat: f64,
}

/// Why a pair of numbers is no position.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
pub enum PositionFault {
    /// Not a number, or infinite.
    #[error("a coordinate is not a finite number")]
    NotFinite,
    /// The longitude is outside -180 to 180 degrees or the latitude outside -90 to 90.
    #[error("longitude {lon} and latitude {lat} are out of range (-180 to 180 and -90 to 90)")]
    OutOfRange {
        /// The longitude as given.
        lon: f64,
        /// The latitude as given.
        lat: f64,
    },
    /// The position lies where its projected coordinate system is not used.
    #[error("easting {east} and northing {north} lie outside the area that the coordinate system is used in")]
    OutsideCrs {
        /// The easting as given, in metres.
        east: f64,
        /// The northing as given, in metres.
        north: f64,
    },
}

impl PositionFault {
    /// What the sender most likely did, if it can be guessed.
    pub fn hint(&self) -> Option<&'static str> {
        let Self::OutOfRange { lon, lat } = *self else {
            return None;
        };
        if in_range(lat, lon) {
            return Some("are longitude and latitude swapped?");
        }
        // Degrees past 360 are nobody's longitude; national grids start in the tens of thousands.
        (lon.abs() > 360.0 || lat.abs() > 360.0)
            .then_some("these look like metres; name the coordinate system")
    }
}

impl LonLat {
    /// A position from longitude and latitude in degrees.
    ///
    /// # Errors
    /// [`PositionFault::NotFinite`] and [`PositionFault::OutOfRange`].
    pub fn new(lon: f64, lat: f64) -> Result<Self, PositionFault> {
        if !lon.is_finite() || !lat.is_finite() {
            return Err(PositionFault::NotFinite);
        }
        if !in_range(lon, lat) {
            return Err(PositionFault::OutOfRange { lon, lat });
        }
        Ok(Self { lon: rounded(lon), lat: rounded(lat) })
    }

    /// A position from numbers that some computation of ours may have carried a hair over the edge.
    pub(crate) fn clamped(lon: f64, lat: f64) -> Self {
        debug_assert!(lon.is_finite() && lat.is_finite());
        Self { lon: rounded(lon.clamp(-180.0, 180.0)), lat: rounded(lat.clamp(-90.0, 90.0)) }
    }

    /// Longitude in degrees, -180 to 180.
    pub fn lon(self) -> f64 {
        self.lon
    }

    /// Latitude in degrees, -90 to 90.
    pub fn lat(self) -> f64 {
        self.lat
    }

    /// Whether this lies far from Sweden but would lie in it with longitude and latitude exchanged: the commonest
    /// mistake in files for this service, and one that range checks cannot see (59 E, 18 N is the coast of Oman).
    pub fn looks_swapped(self) -> bool {
        !super::plane::in_sweden(self.lon, self.lat) && super::plane::in_sweden(self.lat, self.lon)
    }
}

/// Seven decimals; adding zero turns -0.0 into 0.0, so that equal positions are also equal as text.
pub(super) fn rounded(degrees: f64) -> f64 {
    (degrees * STEPS_PER_DEGREE).round() / STEPS_PER_DEGREE + 0.0
}

pub(super) fn in_range(lon: f64, lat: f64) -> bool {
    (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat)
}

#[derive(Deserialize)]
struct Wire {
    lon: f64,
    lat: f64,
}

impl TryFrom<Wire> for LonLat {
    type Error = PositionFault;

    fn try_from(wire: Wire) -> Result<Self, PositionFault> {
        Self::new(wire.lon, wire.lat)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn positions_out_of_range_or_not_finite_are_refused() {
        for (lon, lat) in [(180.1, 0.0), (-180.1, 0.0), (0.0, 90.1), (0.0, -90.1), (1e308, 0.0)] {
            assert!(matches!(LonLat::new(lon, lat), Err(PositionFault::OutOfRange { .. })), "{lon} {lat}");
        }
        for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(LonLat::new(bad, 0.0), Err(PositionFault::NotFinite));
            assert_eq!(LonLat::new(0.0, bad), Err(PositionFault::NotFinite));
        }
    }

    #[test]
    fn hints_name_the_likely_mistake() {
        assert_eq!(LonLat::new(18.0, 159.0).unwrap_err().hint(), Some("are longitude and latitude swapped?"));
        let metres = LonLat::new(153_000.0, 6_579_000.0).unwrap_err();
        assert_eq!(metres.hint(), Some("these look like metres; name the coordinate system"));
        assert!(LonLat::new(59.33, 18.06).unwrap().looks_swapped());
        assert!(!LonLat::new(18.06, 59.33).unwrap().looks_swapped());
    }

    #[test]
    fn json_is_lon_and_lat_and_is_checked_when_read() {
        let here = LonLat::new(18.0686, 59.3293).unwrap();
        let text = serde_json::to_string(&here).unwrap();
        assert_eq!(text, r#"{"lon":18.0686,"lat":59.3293}"#);
        assert_eq!(serde_json::from_str::<LonLat>(&text).unwrap(), here);
        assert!(serde_json::from_str::<LonLat>(r#"{"lon":181,"lat":0}"#).is_err());
        assert_eq!(
            serde_json::to_string(&LonLat::new(-0.0, -1e-9).unwrap()).unwrap(),
            r#"{"lon":0.0,"lat":0.0}"#
        );
    }

    proptest! {
        #[test]
        fn rounding_happens_once(lon in -180.0..=180.0, lat in -90.0..=90.0) {
            let once = LonLat::new(lon, lat).unwrap();
            prop_assert_eq!(LonLat::new(once.lon(), once.lat()).unwrap(), once);
            let text = serde_json::to_string(&once).unwrap();
            prop_assert_eq!(serde_json::from_str::<LonLat>(&text).unwrap(), once);
        }
    }
}
