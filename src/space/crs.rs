mod wkt;

use super::lonlat::{LonLat, PositionFault};
use super::tmerc::TransverseMercator;
use std::fmt;
use std::sync::OnceLock;
use thiserror::Error;

/// Radius of the sphere of EPSG:3857, in metres.
const WEB_MERCATOR_RADIUS_M: f64 = 6_378_137.0;
/// Half the side of the square world of EPSG:3857, in metres.
const WEB_MERCATOR_EDGE_M: f64 = std::f64::consts::PI * WEB_MERCATOR_RADIUS_M;
/// The latitude at which that square ends, in degrees.
const WEB_MERCATOR_LAT_MAX: f64 = 85.051_128_779_806_6;
/// How far from its central meridian a national system is computed with, in metres.
const NATIONAL_REACH_M: f64 = 2_000_000.0;

/// Where EPSG:3006 to 3018 are used, by the EPSG register: west, south, east, north in degrees, in the order of the codes.
const AREAS_OF_USE: [[f64; 4]; 13] = [
    [10.03, 54.96, 24.17, 69.07],
    [10.93, 56.74, 13.11, 60.13],
    [12.12, 55.28, 14.79, 62.28],
    [13.54, 55.95, 16.15, 61.62],
    [15.41, 56.15, 17.63, 62.26],
    [17.08, 58.66, 19.61, 60.70],
    [11.93, 61.55, 15.55, 64.39],
    [13.66, 60.44, 17.01, 65.13],
    [14.31, 62.12, 19.04, 67.19],
    [17.18, 56.86, 20.22, 66.17],
    [16.08, 63.45, 23.28, 69.07],
    [19.63, 65.01, 22.91, 66.43],
    [21.85, 65.49, 24.17, 68.14],
];

/// A coordinate system that files and requests may name.
///
/// The twelve local zones of SWEREF 99, its national system, WGS 84 in both axis orders, and web Mercator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Crs {
    /// WGS 84, longitude first: what GeoJSON means when it says nothing.
    Crs84,
    /// EPSG:4326, WGS 84, latitude first for its authority; files still write longitude first.
    Wgs84,
    /// EPSG:3857, web Mercator.
    WebMercator,
    /// EPSG:3006, SWEREF 99 TM.
    Sweref99Tm,
    /// EPSG:3007 to 3018, SWEREF 99 in local zones; the number is the code.
    Sweref99Zone(SwerefZone),
}

/// One of the local zones of SWEREF 99; made by [`Crs::parse`] alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SwerefZone(u8);

/// Central meridians in degrees of EPSG:3007 to 3018, in the order of the codes. Scale 1, false easting 150 000 m.
const ZONE_MERIDIANS: [f64; 12] =
    [12.0, 13.5, 15.0, 16.5, 18.0, 14.25, 15.75, 17.25, 18.75, 20.25, 21.75, 23.25];
const FIRST_ZONE: u32 = 3007;

/// A coordinate system that is not known here.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "unknown coordinate system; known are CRS84, EPSG:4326, EPSG:3006, EPSG:3007 to EPSG:3018 and EPSG:3857"
)]
pub struct CrsFault;

impl Crs {
    /// Reads a name: `EPSG:3011`, `urn:ogc:def:crs:EPSG::3011`, `http://www.opengis.net/def/crs/EPSG/0/3011`, and
    /// the same forms of CRS84. Upper and lower case and a version in the last two forms make no difference.
    ///
    /// # Errors
    /// [`CrsFault`] for every other name.
    pub fn parse(name: &str) -> Result<Self, CrsFault> {
        let name = name.trim().to_ascii_lowercase();
        let (authority, code) = split_name(&name).ok_or(CrsFault)?;
        match authority {
            "ogc" if code == "crs84" => Ok(Self::Crs84),
            "epsg" if code.bytes().all(|byte| byte.is_ascii_digit()) => {
                code.parse().ok().and_then(Self::from_epsg).ok_or(CrsFault)
            }
            _ => Err(CrsFault),
        }
    }

    /// The system with this EPSG code, if it is known here.
    pub fn from_epsg(code: u32) -> Option<Self> {
        match code {
            4326 => Some(Self::Wgs84),
            3857 => Some(Self::WebMercator),
            3006 => Some(Self::Sweref99Tm),
            3007..=3018 => Some(Self::Sweref99Zone(SwerefZone(u8::try_from(code - FIRST_ZONE).ok()?))),
            _ => None,
        }
    }

    /// Every system that is known here, WGS 84 once.
    pub fn all() -> impl Iterator<Item = Self> {
        let swedish = (FIRST_ZONE - 1..).map_while(Self::from_epsg);
        [Self::Crs84].into_iter().chain(swedish).chain([Self::WebMercator])
    }

    /// The EPSG code; 4326 for CRS84, which differs from it in axis order alone.
    pub fn epsg(self) -> u32 {
        match self {
            Self::Crs84 | Self::Wgs84 => 4326,
            Self::WebMercator => 3857,
            Self::Sweref99Tm => 3006,
            Self::Sweref99Zone(zone) => FIRST_ZONE + u32::from(zone.0),
        }
    }

    /// Whether the authority puts north (or latitude) first: matters to OGC surfaces, not to GeoJSON files.
    pub fn north_east(self) -> bool {
        matches!(self, Self::Wgs84 | Self::Sweref99Tm | Self::Sweref99Zone(_))
    }

    /// Whether positions are longitude and latitude in degrees.
    pub fn is_degrees(self) -> bool {
        matches!(self, Self::Crs84 | Self::Wgs84)
    }

    /// The address by which OGC services name the system.
    pub fn uri(self) -> String {
        match self {
            Self::Crs84 => "http://www.opengis.net/def/crs/OGC/1.3/CRS84".to_owned(),
            _ => format!("http://www.opengis.net/def/crs/EPSG/0/{}", self.epsg()),
        }
    }

    /// A position of a file: easting and northing in metres, or longitude and latitude in degrees, in that order
    /// whatever the authority's axis order is, as GeoJSON has it.
    ///
    /// # Errors
    /// [`PositionFault`] if a number is not finite, out of range, or outside the area that the system is used in.
    pub fn to_lonlat(self, east_or_lon: f64, north_or_lat: f64) -> Result<LonLat, PositionFault> {
        let (lon, lat) = self.to_degrees(east_or_lon, north_or_lat)?;
        LonLat::new(lon, lat)
    }

    /// As [`Crs::to_lonlat`], before rounding.
    pub(super) fn to_degrees(self, east: f64, north: f64) -> Result<(f64, f64), PositionFault> {
        if !east.is_finite() || !north.is_finite() {
            return Err(PositionFault::NotFinite);
        }
        let outside = PositionFault::OutsideCrs { east, north };
        match self {
            Self::Crs84 | Self::Wgs84 if super::lonlat::in_range(east, north) => Ok((east, north)),
            Self::Crs84 | Self::Wgs84 => Err(PositionFault::OutOfRange { lon: east, lat: north }),
            Self::WebMercator => {
                // A millimetre's slack: programs write the edge of the world with few decimals.
                if east.abs().max(north.abs()) > WEB_MERCATOR_EDGE_M + 0.001 {
                    return Err(outside);
                }
                let lon = (east / WEB_MERCATOR_RADIUS_M).to_degrees().clamp(-180.0, 180.0);
                Ok((lon, (north / WEB_MERCATOR_RADIUS_M).sinh().atan().to_degrees()))
            }
            Self::Sweref99Tm | Self::Sweref99Zone(_) => {
                let projection = self.projection();
                if (east - projection.false_easting_m).abs() > NATIONAL_REACH_M
                    || !(0.0..=1e7).contains(&north)
                {
                    return Err(outside);
                }
                let (lon, lat) = projection.tmerc.inverse(east, north).ok_or(outside)?;
                if self.is_used_at(lon, lat) { Ok((lon, lat)) } else { Err(outside) }
            }
        }
    }

    /// The position as easting and northing in metres, or longitude and latitude in degrees.
    ///
    /// Far outside a national system the numbers mean nothing but stay finite; web Mercator ends at 85 degrees.
    pub fn from_lonlat(self, position: LonLat) -> (f64, f64) {
        match self {
            Self::Crs84 | Self::Wgs84 => (position.lon(), position.lat()),
            Self::WebMercator => {
                let lat = position.lat().clamp(-WEB_MERCATOR_LAT_MAX, WEB_MERCATOR_LAT_MAX).to_radians();
                (
                    WEB_MERCATOR_RADIUS_M * position.lon().to_radians(),
                    WEB_MERCATOR_RADIUS_M * lat.tan().asinh(),
                )
            }
            Self::Sweref99Tm | Self::Sweref99Zone(_) => {
                self.projection().tmerc.forward(position.lon(), position.lat()).unwrap_or((0.0, 0.0))
            }
        }
    }

    /// Whether the system is used at a position, degrees. Its numbers mean something farther out as well, but then they
    /// are rather another system's.
    fn is_used_at(self, lon: f64, lat: f64) -> bool {
        let area = match self {
            Self::Crs84 | Self::Wgs84 | Self::WebMercator => None,
            Self::Sweref99Tm => Some(AREAS_OF_USE[0]),
            Self::Sweref99Zone(zone) => Some(AREAS_OF_USE[1 + usize::from(zone.0)]),
        };
        area.is_none_or(|[west, south, east, north]| {
            (west..=east).contains(&lon) && (south..=north).contains(&lat)
        })
    }

    /// The projection of the Swedish systems: the national one first, then the zones.
    fn projection(self) -> &'static Projection {
        static PROJECTIONS: OnceLock<Vec<Projection>> = OnceLock::new();
        let all = PROJECTIONS.get_or_init(|| {
            let zones = ZONE_MERIDIANS.iter().map(|&meridian| Projection::new(meridian, 1.0, 150_000.0));
            std::iter::once(Projection::new(15.0, 0.9996, 500_000.0)).chain(zones).collect()
        });
        match self {
            Self::Sweref99Zone(zone) => &all[1 + usize::from(zone.0)],
            _ => &all[0],
        }
    }
}

struct Projection {
    tmerc: TransverseMercator,
    false_easting_m: f64,
}

impl Projection {
    fn new(meridian: f64, scale: f64, false_easting_m: f64) -> Self {
        Self { tmerc: TransverseMercator::new(meridian, scale, false_easting_m), false_easting_m }
    }
}

/// Authority and code of a lower-case name in one of its forms; the version between them is left out.
fn split_name(name: &str) -> Option<(&str, &str)> {
    if name == "crs84" || name == "crs:84" {
        return Some(("ogc", "crs84"));
    }
    if let Some(rest) =
        name.strip_prefix("urn:ogc:def:crs:").or_else(|| name.strip_prefix("urn:x-ogc:def:crs:"))
    {
        return first_and_last(rest, ':');
    }
    let web = name.strip_prefix("http://").or_else(|| name.strip_prefix("https://"));
    if let Some(rest) = web.and_then(|rest| rest.strip_prefix("www.opengis.net/def/crs/")) {
        return first_and_last(rest, '/');
    }
    name.split_once(':').filter(|(authority, _)| matches!(*authority, "epsg" | "ogc"))
}

/// The outer two of exactly three parts.
fn first_and_last(text: &str, separator: char) -> Option<(&str, &str)> {
    let mut parts = text.split(separator);
    let (first, _version, last) = (parts.next()?, parts.next()?, parts.next()?);
    parts.next().is_none().then_some((first, last))
}

impl fmt::Display for Crs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Crs84 => write!(f, "CRS84"),
            _ => write!(f, "EPSG:{}", self.epsg()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::space::Plane;
    use proptest::prelude::*;

    #[test]
    fn every_form_of_a_name_is_the_same_system() {
        for name in [
            "EPSG:3011",
            "epsg:3011",
            "urn:ogc:def:crs:EPSG::3011",
            "urn:ogc:def:crs:EPSG:9.9:3011",
            "http://www.opengis.net/def/crs/EPSG/0/3011",
            " EPSG:3011 ",
        ] {
            assert_eq!(Crs::parse(name).unwrap().epsg(), 3011, "{name}");
        }
        for name in [
            "CRS84",
            "OGC:CRS84",
            "urn:ogc:def:crs:OGC:1.3:CRS84",
            "urn:ogc:def:crs:OGC::CRS84",
            "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
        ] {
            assert_eq!(Crs::parse(name).unwrap(), Crs::Crs84, "{name}");
        }
        for code in (3006..=3018).chain([4326, 3857]) {
            let crs = Crs::parse(&format!("EPSG:{code}")).unwrap();
            assert_eq!(crs.epsg(), code);
            assert_eq!(Crs::parse(&crs.uri()), Ok(crs));
            assert_eq!(Crs::parse(&crs.to_string()), Ok(crs));
        }
    }

    #[test]
    fn other_names_are_refused() {
        for name in [
            "",
            "EPSG:",
            "EPSG:3005",
            "EPSG:3019",
            "EPSG:+3011",
            "EPSG:3011x",
            "3011",
            "RT90",
            "EPSG:99999999999",
            "urn:ogc:def:crs:EPSG:3011",
            "http://example.org/EPSG/0/3011",
            "EPSG:CRS84",
            "OGC:3011",
            "urn:ogc:def:crs:EPSG::3011:x",
        ] {
            assert_eq!(Crs::parse(name), Err(CrsFault), "{name}");
        }
    }

    #[test]
    fn known_positions_of_the_zones() {
        // On its central meridian every zone has easting 150 000.
        for (code, meridian) in (3007..).zip(ZONE_MERIDIANS) {
            let crs = Crs::from_epsg(code).unwrap();
            let (east, _) = crs.from_lonlat(LonLat::new(meridian, 60.0).unwrap());
            assert!((east - 150_000.0).abs() < 1e-6, "{code}");
        }
        let (east, north) = Crs::WebMercator.from_lonlat(LonLat::new(180.0, 90.0).unwrap());
        assert!((east - 20_037_508.342_789).abs() < 1e-3 && (north - 20_037_508.342_789).abs() < 1e-3);
        assert!(Crs::Sweref99Tm.north_east() && Crs::Wgs84.north_east());
        assert!(!Crs::Crs84.north_east() && !Crs::WebMercator.north_east());
    }

    #[test]
    fn far_outside_a_system_is_refused() {
        assert!(matches!(Crs::Sweref99Tm.to_lonlat(18.0, 1e9), Err(PositionFault::OutsideCrs { .. })));
        assert!(matches!(Crs::Sweref99Tm.to_lonlat(1e300, 6.5e6), Err(PositionFault::OutsideCrs { .. })));
        // The numbers of EPSG:3011 in Stockholm, read as EPSG:3006, and the other way round.
        let of = |code| Crs::from_epsg(code).unwrap();
        for (code, east, north) in [(3006, 154_000.0, 6_579_000.0), (3011, 674_000.0, 6_580_000.0)] {
            assert!(
                matches!(of(code).to_lonlat(east, north), Err(PositionFault::OutsideCrs { .. })),
                "{code}"
            );
        }
        // Its neighbour in the north of the country is not used so far south.
        assert!(matches!(of(3014).to_lonlat(154_000.0, 6_579_000.0), Err(PositionFault::OutsideCrs { .. })));
        assert!(of(3011).to_lonlat(154_000.0, 6_579_000.0).is_ok());
        assert_eq!(Crs::all().count(), 15);
        assert!(matches!(Crs::WebMercator.to_lonlat(2.1e7, 0.0), Err(PositionFault::OutsideCrs { .. })));
        assert!(matches!(Crs::Crs84.to_lonlat(f64::NAN, 0.0), Err(PositionFault::NotFinite)));
    }

    #[test]
    fn real_control_points_agree_within_a_millimetre() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/crs-control-points.csv");
        let mut rows = csv::Reader::from_path(path).expect("the control points are there");
        let (tm, local) = (Crs::from_epsg(3006).unwrap(), Crs::from_epsg(3011).unwrap());
        let mut seen = 0;
        for row in rows.records() {
            let row = row.unwrap();
            let number = |column: usize| row[column].parse::<f64>().unwrap();
            let here = LonLat::new(number(1), number(2)).unwrap();
            let (east, north) = local.from_lonlat(here);
            assert!((east - number(5)).abs() < 0.001 && (north - number(6)).abs() < 0.001, "{row:?}");
            // The same through the plane that everything is measured in.
            let at = Plane::of(here).to_metres(here);
            assert!((at.east - number(5)).abs() < 0.001 && (at.north - number(6)).abs() < 0.001, "{row:?}");
            // The source gives EPSG:3006 in whole centimetres, and its degrees with six decimals.
            let (east, north) = tm.from_lonlat(here);
            assert!((east - number(3)).hypot(north - number(4)) < 0.1, "{row:?}");
            // EPSG:3006 to a millimetre: through EPSG:3011's exact figures, which share its ellipsoid.
            let (lon, lat) = local.to_degrees(number(5), number(6)).unwrap();
            let (east, north) = tm.projection().tmerc.forward(lon, lat).unwrap();
            let (lon, lat) = tm.to_degrees(east, north).unwrap();
            let (east, north) = local.projection().tmerc.forward(lon, lat).unwrap();
            assert!((east - number(5)).abs() < 0.001 && (north - number(6)).abs() < 0.001, "{row:?}");
            seen += 1;
        }
        assert_eq!(seen, 150);
    }

    proptest! {
        #[test]
        fn there_and_back_within_the_area_of_use(across in 0.001..0.999, up in 0.001..0.999, code in 3006u32..=3018) {
            let crs = Crs::from_epsg(code).unwrap();
            let [west, south, east, north] = AREAS_OF_USE[(code - 3006) as usize];
            let here = LonLat::new(west + across * (east - west), south + up * (north - south)).unwrap();
            let (east, north) = crs.from_lonlat(here);
            let back = crs.to_lonlat(east, north).unwrap();
            prop_assert!((back.lon() - here.lon()).abs() < 2e-7 && (back.lat() - here.lat()).abs() < 2e-7);
        }

        #[test]
        fn any_numbers_give_a_position_or_a_fault(x in any::<f64>(), y in any::<f64>()) {
            for code in (3006..=3018).chain([4326, 3857]) {
                let _ = Crs::from_epsg(code).unwrap().to_lonlat(x, y);
            }
        }
    }
}
