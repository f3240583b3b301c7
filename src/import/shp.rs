//! The records of a .shp, one at a time: none is read before what it claims is within bounds and within its own bytes.

use super::AREA_CORNERS_MAX;
use super::faults::RowFault;
use super::rings::{self, Comparisons};
use serde_json::{Value, json};
use shapefile::header::Header;
use shapefile::{PolygonRing, ReadableShape, Shape};
use std::io::Cursor;

const HEADER_BYTES: usize = 100;
/// Number and length of a record.
const RECORD_HEADER_BYTES: usize = 8;
/// Lengths are given in words of two bytes.
const WORD_BYTES: usize = 2;
/// Where a record of parts, or of many points, says how many it has: after its kind and its box.
const COUNTS_AT: usize = 36;
const COUNT_BYTES: usize = 4;

/// The records, each without its header. The last is nothing where the file is cut short.
#[derive(Clone)]
pub(super) struct Records<'a> {
    left: &'a [u8],
}

impl<'a> Records<'a> {
    /// Of a whole .shp; nothing where it is none.
    pub fn of(shp: &'a [u8]) -> Option<Self> {
        let header = Header::read_from(&mut Cursor::new(shp)).ok()?;
        let bytes = usize::try_from(header.file_length).ok()?.checked_mul(WORD_BYTES)?;
        Some(Self { left: shp.get(HEADER_BYTES..bytes)? })
    }

    fn cut(&mut self) -> Option<&'a [u8]> {
        let (header, rest) = self.left.split_first_chunk::<RECORD_HEADER_BYTES>()?;
        let [.., a, b, c, d] = *header;
        let bytes = usize::try_from(u32::from_be_bytes([a, b, c, d])).ok()?.checked_mul(WORD_BYTES)?;
        let (record, rest) = rest.split_at_checked(bytes)?;
        self.left = rest;
        Some(record)
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Option<&'a [u8]>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.left.is_empty() {
            return None;
        }
        let record = self.cut();
        if record.is_none() {
            self.left = &[];
        }
        Some(record)
    }
}

/// How many corners a record says it has; for a part as well, since a part without corners costs as much as one.
pub(super) fn claimed(record: &[u8]) -> usize {
    let number = |at: usize| {
        let bytes = record.get(at..)?.first_chunk::<COUNT_BYTES>()?;
        usize::try_from(u32::from_le_bytes(*bytes)).ok()
    };
    match number(0) {
        Some(3 | 5 | 13 | 15 | 23 | 25 | 31) => {
            let (parts, points) = (number(COUNTS_AT), number(COUNTS_AT + COUNT_BYTES));
            parts.unwrap_or(0).saturating_add(points.unwrap_or(0))
        }
        Some(8 | 18 | 28) => number(COUNTS_AT).unwrap_or(0),
        _ => 1,
    }
}

/// Why a record is no geometry.
pub(super) enum Unread {
    /// For its row to tell.
    Row(RowFault),
    /// Of the file: what is left of it is not looked at.
    File(RowFault),
}

/// A GeoJSON geometry; heights and measures are left out. Nothing for a null shape; lines are left for the plan to refuse.
pub(super) fn geometry(
    record: &[u8],
    row: usize,
    comparisons: &mut Comparisons,
) -> Result<Option<Value>, Unread> {
    let fault = |detail: &str| RowFault::row(row, "#/geometry", detail);
    if claimed(record) > AREA_CORNERS_MAX {
        let fault = fault(&format!("has more than {AREA_CORNERS_MAX} corners"));
        return Err(Unread::Row(fault.with_hint("simplify it, or divide it into several")));
    }
    let bytes = i32::try_from(record.len()).unwrap_or(i32::MAX);
    let Ok(shape) = Shape::read_from(&mut Cursor::new(record), bytes) else {
        return Err(Unread::Row(fault("is not a geometry that can be read")));
    };
    written(shape, comparisons).map_err(|_| {
        let fault = RowFault::file("has more holes in more ground than can be told apart");
        Unread::File(fault.with_hint("split it into several files"))
    })
}

fn written(shape: Shape, comparisons: &mut Comparisons) -> Result<Option<Value>, rings::TooMany> {
    let point = |x: f64, y: f64| Some(json!({"type": "Point", "coordinates": [x, y]}));
    Ok(match shape {
        Shape::NullShape => None,
        Shape::Point(p) => point(p.x, p.y),
        Shape::PointM(p) => point(p.x, p.y),
        Shape::PointZ(p) => point(p.x, p.y),
        Shape::Polygon(polygon) => {
            Some(rings::polygons(corners(polygon.rings(), |p| [p.x, p.y]), comparisons)?)
        }
        Shape::PolygonM(polygon) => {
            Some(rings::polygons(corners(polygon.rings(), |p| [p.x, p.y]), comparisons)?)
        }
        Shape::PolygonZ(polygon) => {
            Some(rings::polygons(corners(polygon.rings(), |p| [p.x, p.y]), comparisons)?)
        }
        Shape::Multipoint(_) | Shape::MultipointM(_) | Shape::MultipointZ(_) => {
            Some(json!({"type": "MultiPoint", "coordinates": []}))
        }
        Shape::Polyline(_) | Shape::PolylineM(_) | Shape::PolylineZ(_) | Shape::Multipatch(_) => {
            Some(json!({"type": "MultiLineString", "coordinates": []}))
        }
    })
}

fn corners<P>(rings: &[PolygonRing<P>], corner: impl Fn(&P) -> [f64; 2]) -> Vec<Vec<[f64; 2]>> {
    rings.iter().map(|ring| ring.points().iter().map(&corner).collect()).collect()
}
