//! Coordinate systems as `.prj` files and GeoPackages spell them out.

use crate::space::Crs;

/// The names that SWEREF 99 systems go by, folded, with their EPSG codes and central meridians.
const SWEREF: [(&str, u32, f64); 13] = [
    ("sweref99tm", 3006, 15.0),
    ("sweref991200", 3007, 12.0),
    ("sweref991330", 3008, 13.5),
    ("sweref991500", 3009, 15.0),
    ("sweref991630", 3010, 16.5),
    ("sweref991800", 3011, 18.0),
    ("sweref991415", 3012, 14.25),
    ("sweref991545", 3013, 15.75),
    ("sweref991715", 3014, 17.25),
    ("sweref991845", 3015, 18.75),
    ("sweref992015", 3016, 20.25),
    ("sweref992145", 3017, 21.75),
    ("sweref992315", 3018, 23.25),
];

/// The system that a text in WKT names, where it is one that is known here: by its authority, else by its name. A name
/// that its own central meridian contradicts is not believed.
pub(super) fn crs_of(wkt: &str) -> Option<Crs> {
    let name = fold(wkt.split('"').nth(1)?);
    let is_projected = starts(wkt, "PROJC");
    if let Some(code) = authority(wkt) {
        return Crs::from_epsg(code);
    }
    if !is_projected {
        return ["gcswgs1984", "wgs84", "wgs1984"].contains(&name.as_str()).then_some(Crs::Crs84);
    }
    if ["wgs1984webmercatorauxiliarysphere", "wgs84pseudomercator"].contains(&name.as_str()) {
        return Crs::from_epsg(3857);
    }
    // An older spelling writes degrees and minutes apart: "SWEREF99 18 00", "SWEREF99_18_00".
    let (_, code, meridian) = SWEREF.iter().find(|(known, ..)| *known == name)?;
    let said = parameter(wkt, "central_meridian");
    said.is_none_or(|said| (said - meridian).abs() < 1e-9).then(|| Crs::from_epsg(*code))?
}

fn starts(wkt: &str, word: &str) -> bool {
    wkt.trim_start().get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// The EPSG code of the whole: the last authority in the text, where nothing but brackets comes after it.
fn authority(wkt: &str) -> Option<u32> {
    let upper = wkt.to_ascii_uppercase();
    let at = upper.rfind("AUTHORITY[").or_else(|| upper.rfind("ID["))?;
    let (inside, rest) = upper[at..].split_once('[')?.1.split_once(']')?;
    if !rest.chars().all(|c| c == ']' || c.is_whitespace()) {
        return None;
    }
    let (authority, code) = inside.split_once(',')?;
    let bare = |text: &str| text.trim().trim_matches('"').to_owned();
    (bare(authority) == "EPSG").then(|| bare(code).parse().ok())?
}

fn parameter(wkt: &str, name: &str) -> Option<f64> {
    let at = wkt.to_ascii_lowercase().find(&format!("\"{name}\""))?;
    let (_, rest) = wkt[at..].split_once(',')?;
    rest.split([']', ',']).next()?.trim().parse().ok()
}

fn fold(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn systems_are_known_by_authority_or_name() {
        let of = |wkt: &str| crs_of(wkt).map(Crs::epsg);
        let local = r#"PROJCS["SWEREF99_18_00",GEOGCS["GCS_SWEREF99",DATUM["D",SPHEROID["GRS_1980",6378137,298.25]],PRIMEM["Greenwich",0],UNIT["Degree",0.01]],PROJECTION["Transverse_Mercator"],PARAMETER["central_meridian",18],UNIT["Meter",1]]"#;
        assert_eq!(of(local), Some(3011));
        assert_eq!(of(&local.replace("18]", "15]")), None, "its meridian says otherwise");
        assert_eq!(
            of(r#"PROJCS["x",GEOGCS["y",AUTHORITY["EPSG","4619"]],AUTHORITY["EPSG","3006"]]"#),
            Some(3006)
        );
        assert_eq!(of(r#"PROJCRS["x",ID["EPSG",3012]]"#), Some(3012));
        assert_eq!(
            of(r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137,298]]]"#),
            Some(4326)
        );
        assert_eq!(of(r#"PROJCS["RT90_25_gon_V",GEOGCS["GCS_RT_1990"]]"#), None);
        assert_eq!(of("not a coordinate system"), None);
    }
}
