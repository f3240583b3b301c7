//! Geometries that lie in a column of a table as well-known text.

use super::Row;
use super::faults::{Faults, RowFault};
use super::held::{Held, POSITION_BYTES};
use serde_json::{Value, json};

/// The column, compared without regard to case.
const COLUMN: &str = "wkt";
/// Positions of one geometry.
const POSITIONS_MAX: usize = 2_000_000;

/// Makes a geometry of the text in every row that has one there and none otherwise, and takes the column out.
pub(super) fn take_from_column(rows: &mut [Row], held: &mut Held, faults: &mut Faults) {
    for row in rows.iter_mut().filter(|row| row.geometry.is_none()) {
        let Some(name) = row.properties.keys().find(|name| name.eq_ignore_ascii_case(COLUMN)).cloned() else {
            continue;
        };
        let Some(Value::String(text)) = row.properties.shift_remove(&name) else { continue };
        // Four bytes of text may be a position, which is fifty times as much.
        if let Err(fault) = held.take((text.matches(',').count() + 1) * POSITION_BYTES) {
            return faults.push(fault);
        }
        match read(&text) {
            Some(geometry) => row.geometry = Some(geometry),
            None => {
                let detail = "is not a POINT, POLYGON or MULTIPOLYGON in well-known text";
                faults.push(RowFault::row(row.number, format!("#/{name}"), detail));
            }
        }
    }
}

/// A GeoJSON geometry of a point or of ground, in two dimensions.
fn read(text: &str) -> Option<Value> {
    let (kind, rest) = text.trim().split_once('(')?;
    let inside = rest.trim_end().strip_suffix(')')?;
    if inside.matches(',').count() >= POSITIONS_MAX {
        return None;
    }
    match kind.trim().to_ascii_uppercase().as_str() {
        "POINT" => Some(json!({ "type": "Point", "coordinates": position(inside)? })),
        "POLYGON" => Some(json!({ "type": "Polygon", "coordinates": rings(inside)? })),
        "MULTIPOLYGON" => {
            let polygons: Option<Vec<Value>> = parts(inside)?.into_iter().map(rings).collect();
            Some(json!({ "type": "MultiPolygon", "coordinates": polygons? }))
        }
        _ => None,
    }
}

fn rings(text: &str) -> Option<Value> {
    parts(text)?.into_iter().map(ring).collect::<Option<Vec<Value>>>().map(Value::Array)
}

fn ring(text: &str) -> Option<Value> {
    text.split(',').map(position).collect::<Option<Vec<Value>>>().map(Value::Array)
}

fn position(text: &str) -> Option<Value> {
    let mut numbers =
        text.split_ascii_whitespace().map(|number| number.parse::<f64>().ok().filter(|n| n.is_finite()));
    let (east, north) = (numbers.next()??, numbers.next()??);
    numbers.next().is_none().then(|| json!([east, north]))
}

/// What stands in each of the outermost parentheses.
fn parts(text: &str) -> Option<Vec<&str>> {
    let (mut parts, mut depth, mut begun) = (Vec::new(), 0_u32, 0);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => {
                depth += 1;
                if depth == 1 {
                    begun = at + 1;
                }
            }
            b')' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    parts.push(&text[begun..at]);
                }
            }
            b',' | b' ' | b'\t' | b'\n' | b'\r' => {}
            _ if depth == 0 => return None,
            _ => {}
        }
    }
    (depth == 0 && !parts.is_empty()).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_and_ground_are_read() {
        assert_eq!(
            read(" point ( 18.06 59.33 ) "),
            Some(json!({ "type": "Point", "coordinates": [18.06, 59.33] }))
        );
        let square = json!([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 0.0]]);
        assert_eq!(
            read("POLYGON ((0 0, 1 0, 1 1, 0 0),(0 0,1 0,1 1,0 0))"),
            Some(json!({ "type": "Polygon", "coordinates": [square, square] }))
        );
        assert_eq!(
            read("MULTIPOLYGON(((0 0,1 0,1 1,0 0)), ((0 0,1 0,1 1,0 0)))"),
            Some(json!({ "type": "MultiPolygon", "coordinates": [[square], [square]] }))
        );
    }

    #[test]
    fn what_is_not_well_known_is_refused() {
        for text in [
            "",
            "POINT",
            "POINT ()",
            "POINT (1)",
            "POINT (1 2 3)",
            "POINT (1 NaN)",
            "POINT Z (1 2 3)",
            "LINESTRING (0 0, 1 1)",
            "POLYGON (0 0, 1 1)",
            "POLYGON ((0 0, 1 1)",
            "POLYGON ((0 0)) x",
            "MULTIPOLYGON ((0 0))",
            "POLYGON )(",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
