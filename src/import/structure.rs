use crate::space::GeometryFault;
use serde_json::{Map, Value};

/// Members that would change what a geometry means (RFC 7946, section 7.1).
const FOREIGN_TO_GEOMETRIES: [&str; 3] = ["features", "geometry", "properties"];

/// Faults of one geometry that are told: enough to see what is wrong with it, and every position may have one.
const FAULTS_MAX: usize = 1_000;

/// Whether a value has the structure of a GeoJSON geometry of any type, lines and collections included: names,
/// nesting, numbers, lengths and closed rings; not ranges, crossings or orientation.
///
/// Depth is bounded by the parser's limit; work is linear.
///
/// # Errors
/// What is wrong with it, never empty and up to a thousand things, with pointers from the geometry.
pub fn structure(geometry: &Value) -> Result<(), Vec<GeometryFault>> {
    let mut faults = Vec::new();
    check_geometry(geometry, "#", &mut faults);
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// A `bbox` member, if there is one, is an array of four or six numbers.
pub(super) fn check_bbox(members: &Map<String, Value>, at: &str, faults: &mut Vec<GeometryFault>) {
    let Some(bbox) = members.get("bbox") else {
        return;
    };
    let sides = bbox.as_array().map(Vec::as_slice).unwrap_or_default();
    if !matches!(sides.len(), 4 | 6) || !sides.iter().all(Value::is_number) {
        faults.push(fault(format!("{at}/bbox"), "is an array of four or six numbers"));
    }
}

pub(super) fn check_foreign(
    members: &Map<String, Value>,
    foreign: &[&str],
    at: &str,
    faults: &mut Vec<GeometryFault>,
) {
    for name in foreign.iter().filter(|name| members.contains_key(**name)) {
        faults.push(fault(format!("{at}/{name}"), "does not belong to an object of this type"));
    }
}

fn fault(pointer: impl Into<String>, detail: &str) -> GeometryFault {
    GeometryFault { pointer: pointer.into(), detail: detail.to_owned() }
}

fn check_geometry(geometry: &Value, at: &str, faults: &mut Vec<GeometryFault>) {
    let Some(members) = geometry.as_object() else {
        return faults.push(fault(at, "is not a geometry"));
    };
    check_bbox(members, at, faults);
    check_foreign(members, &FOREIGN_TO_GEOMETRIES, at, faults);
    let kind = members.get("type").and_then(Value::as_str);
    let shape = match kind {
        Some("GeometryCollection") => return check_collection(members, at, faults),
        Some("Point") => Nesting::Position,
        Some("MultiPoint") => Nesting::Positions,
        Some("LineString") => Nesting::Line,
        Some("MultiLineString") => Nesting::Lines,
        Some("Polygon") => Nesting::Rings,
        Some("MultiPolygon") => Nesting::Polygons,
        Some(_) => {
            return faults.push(fault(format!("{at}/type"), "is not a geometry type of GeoJSON"));
        }
        None => return faults.push(fault(format!("{at}/type"), "is required and is text")),
    };
    match members.get("coordinates") {
        Some(coordinates) => shape.check(coordinates, &format!("{at}/coordinates"), faults),
        None => faults.push(fault(format!("{at}/coordinates"), "is required")),
    }
}

fn check_collection(members: &Map<String, Value>, at: &str, faults: &mut Vec<GeometryFault>) {
    match members.get("geometries").and_then(Value::as_array) {
        Some(geometries) => {
            for (index, geometry) in geometries.iter().enumerate() {
                if faults.len() >= FAULTS_MAX {
                    return;
                }
                check_geometry(geometry, &format!("{at}/geometries/{index}"), faults);
            }
        }
        None => faults.push(fault(format!("{at}/geometries"), "is required and is an array")),
    }
}

/// How a type's coordinates are nested.
#[derive(Clone, Copy)]
enum Nesting {
    Position,
    Positions,
    Line,
    Lines,
    Ring,
    Rings,
    Polygons,
}

impl Nesting {
    /// What its items are.
    fn items(self) -> Option<Self> {
        match self {
            Self::Position => None,
            Self::Positions | Self::Line | Self::Ring => Some(Self::Position),
            Self::Lines => Some(Self::Line),
            Self::Rings => Some(Self::Ring),
            Self::Polygons => Some(Self::Rings),
        }
    }

    fn check(self, value: &Value, at: &str, faults: &mut Vec<GeometryFault>) {
        let Some(items) = value.as_array() else {
            return faults.push(fault(at, "is not an array"));
        };
        let Some(item_nesting) = self.items() else {
            if items.len() < 2 || !items.iter().all(Value::is_number) {
                faults.push(fault(at, "a position is two numbers or more"));
            }
            return;
        };
        match self {
            Self::Line if items.len() < 2 => faults.push(fault(at, "a line has two positions or more")),
            Self::Ring if items.len() < 4 => faults.push(fault(at, "a ring has four positions or more")),
            Self::Ring if items.first() != items.last() => {
                faults.push(fault(at, "a ring ends where it begins"))
            }
            _ => {}
        }
        for (index, item) in items.iter().enumerate() {
            if faults.len() >= FAULTS_MAX {
                return;
            }
            item_nesting.check(item, &format!("{at}/{index}"), faults);
        }
    }
}
