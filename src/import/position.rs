//! Positions that lie in two columns.

use super::faults::{Faults, RowFault};
use super::{Mapping, Row};
use crate::space::Crs;
use serde_json::{Value, json};

/// Names of columns that are positions, east (longitude) first; the first pair that a file has is taken. Compared
/// without regard to case.
const PAIRS: [(&str, &str, Kind); 10] = [
    ("lon", "lat", Kind::Degrees),
    ("lng", "lat", Kind::Degrees),
    ("long", "lat", Kind::Degrees),
    ("longitude", "latitude", Kind::Degrees),
    ("longitud", "latitud", Kind::Degrees),
    ("easting", "northing", Kind::Metres),
    ("east", "north", Kind::Metres),
    ("e", "n", Kind::Metres),
    ("x", "y", Kind::Either),
    ("x_coordinate", "y_coordinate", Kind::Either),
];

/// The columns that positions lie in, east first, as the file writes them.
pub(super) type Found = (String, String, Kind);

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    Degrees,
    Metres,
    Either,
}

/// Pairs of columns that are positions, east (longitude) first.
pub(super) fn pairs() -> impl Iterator<Item = (&'static str, &'static str)> {
    PAIRS.iter().map(|(east, north, _)| (*east, *north))
}

/// Whether a field is one half of a position.
pub(super) fn is_ordinate(field: &str) -> bool {
    pairs().any(|(east, north)| east == field || north == field)
}

/// The pair that a mapping names; it goes before all that the columns are called.
pub(super) fn mapped(mapping: &Mapping) -> Option<Found> {
    let named = |field: &str| mapping.column_of(field).is_some();
    let pair = PAIRS.iter().find(|(east, north, _)| named(east) && named(north));
    pair.map(|&(east, north, kind)| (east.to_owned(), north.to_owned(), kind))
}

/// Says that a mapped pair is not used where rows have geometries of their own.
pub(super) fn refuse_beside_geometries((east, north, _): &Found, faults: &mut Faults) {
    let fault = RowFault::file("has geometries of its own, so that no columns are positions");
    faults.push(fault.at("#/map").with_hint(format!("leave {east} and {north} out of the mapping")));
}

/// Makes a point of every row that has a position in columns and no geometry yet, and takes the columns out.
///
/// `found` is remembered, so that all batches of a file are read alike; a pair that was mapped stands in it from the
/// beginning.
pub(super) fn take_from_columns(
    rows: &mut [Row],
    crs: Option<Crs>,
    found: &mut Option<Found>,
    faults: &mut Faults,
) {
    let metres = crs.is_some_and(|crs| !crs.is_degrees());
    if found.is_none() {
        *found = find_columns(rows, metres);
    }
    let Some((east, north, kind)) = found.clone() else {
        return;
    };
    if kind == Kind::Metres && crs.is_none() {
        let fault = RowFault::file("has eastings and northings in an unknown coordinate system");
        return faults
            .push(fault.at(format!("#/{east}")).with_hint("name the coordinate system, such as EPSG:3006"));
    }
    for row in rows.iter_mut().filter(|row| row.geometry.is_none()) {
        let number = row.number;
        let mut ordinate = |name: &str| match row.properties.shift_remove(name) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => parse(&value)
                .map(Some)
                .ok_or_else(|| RowFault::row(number, format!("#/{name}"), "is not a number")),
        };
        match (ordinate(&east), ordinate(&north)) {
            (Ok(Some(x)), Ok(Some(y))) => {
                row.geometry = Some(json!({"type": "Point", "coordinates": [x, y]}))
            }
            (Ok(None), Ok(None)) => {}
            (Ok(None), Ok(Some(_))) => faults.push(RowFault::row(
                number,
                format!("#/{east}"),
                "is missing beside the other half of the position",
            )),
            (Ok(Some(_)), Ok(None)) => faults.push(RowFault::row(
                number,
                format!("#/{north}"),
                "is missing beside the other half of the position",
            )),
            (first, second) => {
                first.err().into_iter().chain(second.err()).for_each(|fault| faults.push(fault))
            }
        }
    }
}

/// The names as the file writes them. Where the coordinate system is known, columns of its kind go first.
fn find_columns(rows: &[Row], metres: bool) -> Option<Found> {
    let unlikely = if metres { Kind::Degrees } else { Kind::Metres };
    let likely = PAIRS.iter().filter(|(.., kind)| *kind != unlikely);
    let rest = PAIRS.iter().filter(|(.., kind)| *kind == unlikely);
    // Rows of a table all have the same columns; rows of objects need not, so a few are looked at.
    let sample = || rows.iter().filter(|row| row.geometry.is_none()).take(100);
    let written = |name: &str| {
        sample().find_map(|row| row.properties.keys().find(|key| key.eq_ignore_ascii_case(name)).cloned())
    };
    likely.chain(rest).find_map(|&(east, north, kind)| Some((written(east)?, written(north)?, kind)))
}

/// A number, or text that is one, perhaps with a decimal comma.
pub(super) fn parse(value: &Value) -> Option<f64> {
    let number = match value {
        Value::Number(number) => number.as_f64()?,
        Value::String(text) => {
            let text = text.trim();
            let text = if text.contains('.') { text.to_owned() } else { text.replacen(',', ".", 1) };
            let plain = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
            text.parse().ok().filter(|_| plain)?
        }
        _ => return None,
    };
    number.is_finite().then_some(number)
}
