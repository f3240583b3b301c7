//! The one door for GeoJSON geometries from outside: everything wrong is named, small flaws are repaired and said so.

mod assemble;
mod positions;

use super::shape::{Polygons, Shape};
use super::{Crs, Envelope, LonLat};
use assemble::assemble;
use positions::Reader;
use serde_json::Value;
use std::fmt;

/// Ground smaller than this has no meaning where positions are kept to a centimetre, in square metres.
const AREA_MIN_M2: f64 = 0.01;
/// A geometry wider than this, in degrees, went around the globe the wrong way.
const WIDTH_MAX_DEGREES: f64 = 180.0;

/// What a caller takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GeometryLimits {
    /// The most positions, closing positions included.
    pub max_vertices: usize,
    /// Whether points are taken.
    pub points: bool,
    /// Whether polygons are taken.
    pub polygons: bool,
    /// The largest ground in square metres, if there is a limit.
    pub max_area_m2: Option<f64>,
}

/// A shape that was read, and what had to be done to it.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadShape {
    /// The valid shape.
    pub shape: Shape,
    /// What was repaired, to be told to the sender; empty if nothing was.
    pub repairs: Vec<Repair>,
}

/// A small flaw that was put right; its text is a sentence for the sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Repair {
    /// Rings were turned: outer rings run counter-clockwise, holes clockwise (RFC 7946).
    RingsTurned(usize),
    /// Rings whose ends lay less than a metre apart were closed.
    RingsClosed(usize),
    /// Positions equal to the one before, at a centimetre, were left out.
    PositionsDropped(usize),
    /// Heights and further numbers of positions were left out.
    OrdinatesDropped(usize),
    /// A collection of a single geometry was taken for that geometry.
    CollectionOpened,
}

impl fmt::Display for Repair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RingsTurned(n) => {
                write!(f, "turned {n} ring(s): outer rings run counter-clockwise, holes clockwise")
            }
            Self::RingsClosed(n) => write!(f, "closed {n} ring(s) whose ends were less than a metre apart"),
            Self::PositionsDropped(n) => {
                write!(f, "left out {n} position(s) equal to the one before")
            }
            Self::OrdinatesDropped(n) => write!(f, "left out the height of {n} position(s)"),
            Self::CollectionOpened => write!(f, "took the only geometry out of its collection"),
        }
    }
}

/// One thing wrong with a geometry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GeometryFault {
    /// Where, as a JSON pointer from the geometry: `#/coordinates/0/3`.
    pub pointer: String,
    /// What, as a sentence for the sender.
    pub detail: String,
}

impl GeometryFault {
    pub(super) fn new(pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), detail: detail.into() }
    }
}

/// Reads a GeoJSON geometry whose positions are in `crs`, easting (longitude) first.
///
/// Repairs ring order, ends of a ring less than a metre apart, repeated positions and extra ordinates, and says so.
/// Work is bounded by `limits.max_vertices` and a ceiling on comparisons.
///
/// # Errors
/// Everything wrong that could be found, never empty: a geometry type that is not taken, positions that are not two
/// finite numbers in range, rings that are open, too short, without area or crossing, holes outside their shell,
/// parts on top of each other, and what is over a limit.
pub fn read(value: &Value, crs: Crs, limits: &GeometryLimits) -> Result<ReadShape, Vec<GeometryFault>> {
    read_at(value, crs, limits, "#", Depth::Outermost)
}

#[derive(Clone, Copy, PartialEq)]
enum Depth {
    Outermost,
    InCollection,
}

fn read_at(
    value: &Value,
    crs: Crs,
    limits: &GeometryLimits,
    at: &str,
    depth: Depth,
) -> Result<ReadShape, Vec<GeometryFault>> {
    let Some(members) = value.as_object() else {
        return Err(vec![GeometryFault::new(
            at,
            "a GeoJSON geometry is an object with type and coordinates",
        )]);
    };
    let kind = match members.get("type") {
        Some(Value::String(kind)) => kind.as_str(),
        Some(_) => {
            return Err(vec![GeometryFault::new(format!("{at}/type"), "is not text")]);
        }
        None => {
            return Err(vec![GeometryFault::new(format!("{at}/type"), "is required")]);
        }
    };
    if kind == "GeometryCollection" && depth == Depth::Outermost {
        return open_collection(members.get("geometries"), crs, limits);
    }
    let multi = match kind {
        "Point" if limits.points => return read_point(members.get("coordinates"), crs, at),
        "Polygon" if limits.polygons => false,
        "MultiPolygon" if limits.polygons => true,
        _ => {
            return Err(vec![GeometryFault::new(format!("{at}/type"), not_taken(kind, limits))]);
        }
    };
    read_polygons(members.get("coordinates"), crs, limits, at, multi)
}

fn open_collection(
    geometries: Option<&Value>,
    crs: Crs,
    limits: &GeometryLimits,
) -> Result<ReadShape, Vec<GeometryFault>> {
    let fault = |detail: &str| vec![GeometryFault::new("#/geometries", detail)];
    match geometries.and_then(Value::as_array).map(Vec::as_slice) {
        None => Err(fault("is required and is an array")),
        Some([]) => Err(fault("is empty")),
        Some([only]) => {
            let mut read = read_at(only, crs, limits, "#/geometries/0", Depth::InCollection)?;
            read.repairs.push(Repair::CollectionOpened);
            Ok(read)
        }
        Some(_) => Err(fault("holds several geometries; send one, polygons together as a MultiPolygon")),
    }
}

fn read_point(coordinates: Option<&Value>, crs: Crs, at: &str) -> Result<ReadShape, Vec<GeometryFault>> {
    let mut reader = Reader::new(crs, 1);
    let position = reader.position(coordinates.unwrap_or(&Value::Null), &format!("{at}/coordinates"));
    match position {
        Some(at) => {
            Ok(ReadShape { shape: Shape::Point(LonLat::clamped(at.x, at.y)), repairs: reader.repairs() })
        }
        None => Err(reader.faults),
    }
}

fn read_polygons(
    coordinates: Option<&Value>,
    crs: Crs,
    limits: &GeometryLimits,
    at: &str,
    multi: bool,
) -> Result<ReadShape, Vec<GeometryFault>> {
    let at = format!("{at}/coordinates");
    let mut reader = Reader::new(crs, limits.max_vertices);
    let coordinates = coordinates.unwrap_or(&Value::Null);
    let parts =
        if multi { reader.multi_polygon(coordinates, &at) } else { vec![reader.polygon(coordinates, &at)] };
    if !reader.faults.is_empty() {
        return Err(reader.faults);
    }
    let pointer = |part: usize, ring: usize| {
        if multi { format!("{at}/{part}/{ring}") } else { format!("{at}/{ring}") }
    };
    let assembled = assemble(&parts, &assemble::Precision::ON_EARTH, &pointer)?;
    let shape = Shape::Polygons(Polygons::checked(assembled.polygons));
    check_extent(&shape, limits, &at)?;
    let mut repairs = reader.repairs();
    repairs.extend(assembled.repairs);
    Ok(ReadShape { shape, repairs })
}

fn check_extent(shape: &Shape, limits: &GeometryLimits, at: &str) -> Result<(), Vec<GeometryFault>> {
    let Envelope { west, east, .. } = shape.envelope();
    if east - west > WIDTH_MAX_DEGREES {
        let detail =
            "reaches around more than half of the globe; what crosses the 180th meridian is cut there";
        return Err(vec![GeometryFault::new(at, detail)]);
    }
    let area_m2 = shape.in_metres(shape.plane()).area_m2();
    if area_m2 < AREA_MIN_M2 {
        return Err(vec![GeometryFault::new(at, "has no area; a place that small is a Point")]);
    }
    match limits.max_area_m2 {
        Some(max_m2) if area_m2 > max_m2 => {
            let detail = format!("covers {:.0} square metres; at most {max_m2:.0} are allowed", area_m2);
            Err(vec![GeometryFault::new(at, detail)])
        }
        _ => Ok(()),
    }
}

fn not_taken(kind: &str, limits: &GeometryLimits) -> String {
    let taken = match (limits.points, limits.polygons) {
        (true, true) => "Point, Polygon and MultiPolygon are",
        (true, false) => "only Point is",
        (false, true) => "only Polygon and MultiPolygon are",
        (false, false) => "no geometry is",
    };
    match kind {
        "LineString" | "MultiLineString" => {
            format!(
                "a line has no area: draw the ground around it as a Polygon, or mark it with a Point; {taken} taken here"
            )
        }
        "Feature" | "FeatureCollection" => {
            format!("this is a {kind}; send its geometry alone; {taken} taken here")
        }
        "Point" | "Polygon" | "MultiPoint" | "MultiPolygon" | "GeometryCollection" => {
            format!("{kind} is not taken here; {taken} taken")
        }
        // What the sender wrote is not repeated: it may be anything, of any length.
        _ => format!("is not a geometry type of GeoJSON; {taken} taken here"),
    }
}

#[cfg(test)]
mod tests;
