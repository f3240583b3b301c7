//! Zipped shapefiles: the geometries, the table beside them in whatever code page it is written, and the `.prj`.

use super::faults::{Faults, RowFault};
use super::geojson::id_of;
use super::{Raw, ReadLimits, Row, rings, wkt};
use dbase::encoding::EncodingRs;
use dbase::{CodePageMark, FieldValue, encoding_rs};
use serde_json::{Map, Value, json};
use shapefile::Shape;
use std::collections::HashMap;
use std::io::{Cursor, Read};
use std::panic::AssertUnwindSafe;

/// A shapefile has some ten parts.
const ENTRIES_MAX: usize = 100;
/// What an archive may hold unpacked, bytes.
const UNPACKED_MAX_BYTES: u64 = 256 * 1024 * 1024;
/// Geometries and tables pack to a tenth at best; a bomb packs to a thousandth.
const RATIO_MAX: u64 = 100;

pub(super) fn read(bytes: &[u8], limits: &ReadLimits, faults: &mut Faults) -> Raw {
    let mut raw = Raw { rows: Vec::new(), crs: None, notes: Vec::new(), positions_in_columns: false };
    // The libraries were not written for hostile files.
    let reading = AssertUnwindSafe(|| unpack(bytes).and_then(|parts| parts.read(limits, &mut raw)));
    match std::panic::catch_unwind(reading) {
        Ok(Ok(())) => {}
        Ok(Err(fault)) => faults.push(fault),
        Err(_) => faults.push(RowFault::file("is not a shapefile that can be read")),
    }
    raw
}

/// The files of a shapefile, unpacked.
struct Parts {
    shp: Vec<u8>,
    dbf: Option<Vec<u8>>,
    prj: Option<String>,
    cpg: Option<String>,
}

fn unpack(bytes: &[u8]) -> Result<Parts, RowFault> {
    let broken = |_| RowFault::file("is not a zip archive that can be read");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if archive.len() > ENTRIES_MAX {
        return Err(RowFault::file(format!("holds more than {ENTRIES_MAX} files")));
    }
    let mut found: HashMap<&str, (String, Vec<u8>)> = HashMap::new();
    let mut left = UNPACKED_MAX_BYTES.min((bytes.len() as u64).saturating_mul(RATIO_MAX));
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(broken)?;
        let Some((stem, extension)) = part_of(entry.name()) else { continue };
        let mut part = Vec::new();
        // What the archive says of a size is not believed.
        entry
            .take(left + 1)
            .read_to_end(&mut part)
            .map_err(|_| RowFault::file("has a damaged file in it"))?;
        left = left
            .checked_sub(part.len() as u64)
            .ok_or_else(|| RowFault::file("unpacks to more than a shapefile of its size would"))?;
        if found.insert(extension, (stem, part)).is_some() {
            return Err(RowFault::file("holds more than one shapefile").with_hint("send them one by one"));
        }
    }
    let mut take = |extension| found.remove(extension).map(|(_, part)| part);
    let text = |part: Vec<u8>| String::from_utf8_lossy(&part).trim().to_owned();
    let Some(shp) = take("shp") else {
        return Err(RowFault::file("holds no .shp").with_hint("zip the .shp, .dbf, .prj and .cpg together"));
    };
    Ok(Parts { shp, dbf: take("dbf"), prj: take("prj").map(text), cpg: take("cpg").map(text) })
}

/// The name and kind of a part of a shapefile; nothing for what else lies in archives.
fn part_of(name: &str) -> Option<(String, &'static str)> {
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    if folder.contains("__MACOSX") || file.starts_with('.') {
        return None;
    }
    let (stem, extension) = file.rsplit_once('.')?;
    let known =
        ["shp", "dbf", "prj", "cpg"].into_iter().find(|known| extension.eq_ignore_ascii_case(known))?;
    Some((stem.to_owned(), known))
}

impl Parts {
    fn read(self, limits: &ReadLimits, raw: &mut Raw) -> Result<(), RowFault> {
        let broken = |_| RowFault::file("has a .shp that cannot be read");
        let shapes = shapefile::ShapeReader::new(Cursor::new(&self.shp)).and_then(|reader| reader.read());
        let shapes = shapes.map_err(broken)?;
        let records = self.records(raw)?;
        if records.as_ref().is_some_and(|records| records.len() != shapes.len()) {
            return Err(RowFault::file("has a .dbf with another number of rows than the .shp has shapes"));
        }
        if shapes.len() > limits.max_rows {
            return Err(RowFault::file(format!("has more than {} shapes", limits.max_rows)));
        }
        match &self.prj {
            Some(prj) => {
                let crs = wkt::crs_of(prj);
                if crs.is_none() {
                    let hint = "name the coordinate system with the import";
                    raw.notes.push(format!("the .prj names a coordinate system that is not known; {hint}"));
                }
                raw.crs = crs;
            }
            None => raw.notes.push("there is no .prj; name the coordinate system with the import".into()),
        }
        let mut records = records.map(Vec::into_iter);
        for (at, shape) in shapes.into_iter().enumerate() {
            let properties = records.as_mut().and_then(Iterator::next).unwrap_or_default();
            let geometry = geometry(shape);
            raw.rows.push(Row { number: at + 1, id: id_of(&properties), properties, geometry });
        }
        Ok(())
    }

    /// The rows of the table, in its columns' order.
    fn records(&self, raw: &mut Raw) -> Result<Option<Vec<Map<String, Value>>>, RowFault> {
        let Some(dbf) = &self.dbf else {
            raw.notes.push("there is no .dbf: the shapes have no properties".into());
            return Ok(None);
        };
        let broken = |_| RowFault::file("has a .dbf that cannot be read");
        let encoding = self.encoding(dbf, raw)?;
        let builder = dbase::ReaderBuilder::new().with_encoding(EncodingRs::from(encoding));
        let mut reader = builder.build(Cursor::new(dbf)).map_err(broken)?;
        let names: Vec<String> = reader.fields().iter().map(|field| field.name().to_string()).collect();
        let records = reader.read().map_err(broken)?;
        let row = |record: dbase::Record| {
            let cell = |name: &String| record.get(name).map_or(Value::Null, cell);
            names.iter().map(|name| (name.clone(), cell(name))).collect()
        };
        Ok(Some(records.into_iter().map(row).collect()))
    }

    /// What the .cpg says, else the mark in the table, else Windows-1252, of which Latin-1 is a part.
    fn encoding(&self, dbf: &[u8], raw: &mut Raw) -> Result<&'static encoding_rs::Encoding, RowFault> {
        if let Some(cpg) = &self.cpg {
            let label = cpg.trim_start_matches(|c: char| !c.is_ascii_digit());
            let label = if label.len() == 4 { format!("windows-{label}") } else { cpg.clone() };
            return encoding_rs::Encoding::for_label(label.as_bytes())
                .or_else(|| encoding_rs::Encoding::for_label(cpg.as_bytes()))
                .ok_or_else(|| RowFault::file("has a .cpg that names an unknown code page"));
        }
        let marked = dbase::ReaderBuilder::new().build(Cursor::new(dbf)).ok();
        let mark = marked.map(|reader| reader.header().code_page_mark);
        Ok(match mark {
            Some(CodePageMark::Utf8) => encoding_rs::UTF_8,
            Some(CodePageMark::CP1250) => encoding_rs::WINDOWS_1250,
            Some(CodePageMark::CP1251) => encoding_rs::WINDOWS_1251,
            Some(CodePageMark::CP1252) => encoding_rs::WINDOWS_1252,
            _ => {
                raw.notes
                    .push("the .dbf says not how its text is written; it was read as Windows-1252".into());
                encoding_rs::WINDOWS_1252
            }
        })
    }
}

fn cell(value: &FieldValue) -> Value {
    let number = |number: f64| {
        let whole = number.fract() == 0.0 && number.abs() < 9e15;
        // Checked just above: within what an i64 holds exactly.
        if whole { Value::from(number as i64) } else { Value::from(number) }
    };
    match value {
        FieldValue::Character(text) => text.as_deref().map(str::trim).map_or(Value::Null, Value::from),
        FieldValue::Memo(text) => Value::from(text.trim()),
        FieldValue::Numeric(value) => value.map_or(Value::Null, number),
        FieldValue::Float(value) => value.map_or(Value::Null, |value| number(f64::from(value))),
        FieldValue::Currency(value) | FieldValue::Double(value) => number(*value),
        FieldValue::Integer(value) => Value::from(*value),
        FieldValue::Logical(value) => value.map_or(Value::Null, Value::from),
        FieldValue::Date(date) => date.map_or(Value::Null, |date| {
            Value::from(format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day()))
        }),
        FieldValue::DateTime(_) => Value::Null,
    }
}

/// A GeoJSON geometry; heights and measures are left out. Nothing for a null shape; lines are left for the plan to refuse.
fn geometry(shape: Shape) -> Option<Value> {
    let point = |x: f64, y: f64| Some(json!({"type": "Point", "coordinates": [x, y]}));
    match shape {
        Shape::NullShape => None,
        Shape::Point(p) => point(p.x, p.y),
        Shape::PointM(p) => point(p.x, p.y),
        Shape::PointZ(p) => point(p.x, p.y),
        Shape::Polygon(polygon) => {
            let ring = |ring: &shapefile::PolygonRing<shapefile::Point>| {
                ring.points().iter().map(|p| [p.x, p.y]).collect()
            };
            Some(rings::polygons(polygon.rings().iter().map(ring).collect()))
        }
        Shape::PolygonM(polygon) => {
            let ring = |ring: &shapefile::PolygonRing<shapefile::PointM>| {
                ring.points().iter().map(|p| [p.x, p.y]).collect()
            };
            Some(rings::polygons(polygon.rings().iter().map(ring).collect()))
        }
        Shape::PolygonZ(polygon) => {
            let ring = |ring: &shapefile::PolygonRing<shapefile::PointZ>| {
                ring.points().iter().map(|p| [p.x, p.y]).collect()
            };
            Some(rings::polygons(polygon.rings().iter().map(ring).collect()))
        }
        Shape::Multipoint(_) | Shape::MultipointM(_) | Shape::MultipointZ(_) => {
            Some(json!({"type": "MultiPoint", "coordinates": []}))
        }
        Shape::Polyline(_) | Shape::PolylineM(_) | Shape::PolylineZ(_) | Shape::Multipatch(_) => {
            Some(json!({"type": "MultiLineString", "coordinates": []}))
        }
    }
}
