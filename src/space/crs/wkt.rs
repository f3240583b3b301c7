//! How a coordinate system is written down for files that carry its definition.

use super::{Crs, FIRST_ZONE, ZONE_MERIDIANS};

/// The name of EPSG:4326.
const WGS84_NAME: &str = "WGS 84";

impl Crs {
    /// Its name in the EPSG register. `None` for web Mercator, in which nothing is written.
    #[must_use]
    pub fn name(self) -> Option<String> {
        match self {
            Self::Crs84 | Self::Wgs84 => Some(WGS84_NAME.to_owned()),
            Self::Sweref99Tm => Some("SWEREF99 TM".to_owned()),
            Self::Sweref99Zone(zone) => {
                let meridian = ZONE_MERIDIANS[usize::from(zone.0)];
                let minutes = (meridian.fract() * 60.0).round();
                Some(format!("SWEREF99 {:02} {minutes:02}", meridian.trunc()))
            }
            Self::WebMercator => None,
        }
    }

    /// Its definition as well-known text, edition 1. `None` as for [`Crs::name`].
    ///
    /// Without axes: the files that carry it have an order of their own, east first, whatever the authority says.
    #[must_use]
    pub fn well_known_text(self) -> Option<String> {
        let name = self.name()?;
        let (meridian, scale, false_easting_m) = match self {
            Self::Crs84 | Self::Wgs84 => return Some(geographic(&name, "WGS_1984", WGS84)),
            Self::WebMercator => return None,
            Self::Sweref99Tm => (15.0, 0.9996, 500_000),
            Self::Sweref99Zone(zone) => (ZONE_MERIDIANS[usize::from(zone.0)], 1.0, 150_000),
        };
        let base = geographic("SWEREF99", "SWEREF99", SWEREF99);
        let code = self.epsg();
        debug_assert!(code == 3006 || code >= FIRST_ZONE);
        Some(format!(
            "PROJCS[\"{name}\",{base},PROJECTION[\"Transverse_Mercator\"],PARAMETER[\"latitude_of_origin\",0],\
             PARAMETER[\"central_meridian\",{meridian}],PARAMETER[\"scale_factor\",{scale}],\
             PARAMETER[\"false_easting\",{false_easting_m}],PARAMETER[\"false_northing\",0],\
             UNIT[\"metre\",1,AUTHORITY[\"EPSG\",\"9001\"]],AUTHORITY[\"EPSG\",\"{code}\"]]"
        ))
    }
}

/// Spheroid, its axis and flattening, and the codes of spheroid, datum and system.
type Datum = (&'static str, &'static str, [u32; 3]);
const WGS84: Datum = ("WGS 84", "6378137,298.257223563", [7030, 6326, 4326]);
const SWEREF99: Datum = ("GRS 1980", "6378137,298.257222101", [7019, 6619, 4619]);

fn geographic(
    name: &str,
    datum: &str,
    (spheroid, figures, [spheroid_code, datum_code, code]): Datum,
) -> String {
    format!(
        "GEOGCS[\"{name}\",DATUM[\"{datum}\",SPHEROID[\"{spheroid}\",{figures},AUTHORITY[\"EPSG\",\"{spheroid_code}\"]],\
         AUTHORITY[\"EPSG\",\"{datum_code}\"]],PRIMEM[\"Greenwich\",0,AUTHORITY[\"EPSG\",\"8901\"]],\
         UNIT[\"degree\",0.0174532925199433,AUTHORITY[\"EPSG\",\"9122\"]],AUTHORITY[\"EPSG\",\"{code}\"]]"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn systems_are_called_what_their_register_calls_them() {
        let name = |code| Crs::from_epsg(code).and_then(Crs::name);
        assert_eq!(name(3011).as_deref(), Some("SWEREF99 18 00"));
        assert_eq!(name(3018).as_deref(), Some("SWEREF99 23 15"));
        assert_eq!(name(3006).as_deref(), Some("SWEREF99 TM"));
        assert_eq!(name(4326).as_deref(), Some("WGS 84"));
        assert_eq!(name(3857), None);
    }

    #[test]
    fn a_definition_names_its_code_last() {
        for code in [4326, 3006, 3007, 3011, 3018] {
            let text = Crs::from_epsg(code).and_then(Crs::well_known_text).expect("a definition");
            assert!(text.ends_with(&format!("AUTHORITY[\"EPSG\",\"{code}\"]]")), "{text}");
            assert_eq!(text.matches('[').count(), text.matches(']').count(), "{text}");
        }
    }
}
