//! GeoJSON in one piece or line by line, and arrays of plain objects.

use super::faults::{Faults, RowFault};
use super::held::{Held, ROW_BYTES};
use super::structure::{check_bbox, check_foreign, structure};
use super::{Raw, ReadLimits, Row};
use crate::json::{self, JsonLimits};
use crate::space::Crs;
use serde_json::{Map, Value};

/// Members that would change what a feature means (RFC 7946, section 7.1).
const FOREIGN_TO_FEATURES: [&str; 3] = ["coordinates", "geometries", "features"];
const RECORD_SEPARATOR: u8 = 0x1E;

pub(super) fn read(bytes: &[u8], limits: &ReadLimits, faults: &mut Faults) -> Raw {
    let mut reader = Reader::new(limits, faults);
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    if let Some(Value::Object(members)) = reader.parse(bytes, None) {
        reader.crs = reader.crs_of(&members, None);
        reader.document(members);
    }
    reader.into_raw(false)
}

/// Some lines of a file. `first_line` is the number of the first of them; `crs` is what lines before them said, and
/// `is_first` whether there were none.
pub(super) fn read_lines(
    bytes: &[u8],
    (first_line, is_first, crs): (usize, bool, Option<Crs>),
    limits: &ReadLimits,
    faults: &mut Faults,
) -> Raw {
    let mut reader = Reader::new(limits, faults);
    reader.crs = crs;
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    let mut positions_in_columns = false;
    for (line, text) in records(bytes) {
        let line = first_line - 1 + line;
        if reader.is_full(line) || reader.held.left_bytes == 0 {
            break;
        }
        let Some(Value::Object(members)) = reader.parse(text, Some(line)) else {
            continue;
        };
        if let Err(fault) = reader.held.take(ROW_BYTES) {
            reader.faults.push(fault);
            break;
        }
        if line_is_plain(&members) {
            positions_in_columns = true;
            reader.object(members, line);
            continue;
        }
        let crs = reader.crs_of(&members, Some(line));
        if is_first && reader.rows.is_empty() && reader.crs.is_none() {
            reader.crs = crs;
        } else {
            reader.check_same_crs(crs, line);
        }
        reader.feature_or_geometry(members, line);
    }
    reader.into_raw(positions_in_columns)
}

pub(super) fn read_objects(bytes: &[u8], limits: &ReadLimits, faults: &mut Faults) -> Raw {
    let mut reader = Reader::new(limits, faults);
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    match reader.parse_any(bytes, None) {
        Some(Value::Array(items)) => {
            for (index, item) in items.into_iter().enumerate() {
                let number = index + 1;
                if reader.is_full(number) {
                    break;
                }
                match item {
                    Value::Object(members) => reader.object(members, number),
                    _ => reader.faults.push(RowFault::row(number, "#", "is not an object")),
                }
            }
        }
        Some(_) => reader.faults.push(RowFault::file("is not an array of objects")),
        None => {}
    }
    reader.into_raw(true)
}

/// The records with the lines they begin on: text between record separators where there are any, else lines.
fn records(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let separator = if bytes.contains(&RECORD_SEPARATOR) { RECORD_SEPARATOR } else { b'\n' };
    let mut line = 1;
    bytes.split(move |&byte| byte == separator).filter_map(move |record| {
        let begins_on = line;
        line += if separator == b'\n' { 1 } else { record.iter().filter(|&&byte| byte == b'\n').count() };
        (!record.trim_ascii().is_empty()).then_some((begins_on, record))
    })
}

/// Lines of plain objects are rows of a table.
fn line_is_plain(members: &Map<String, Value>) -> bool {
    !members.contains_key("geometry")
        && !members.contains_key("coordinates")
        && !members.contains_key("geometries")
        && members.get("type").is_none_or(|kind| kind != "Feature" && kind != "FeatureCollection")
}

struct Reader<'a> {
    limits: &'a ReadLimits,
    faults: &'a mut Faults,
    held: Held,
    rows: Vec<Row>,
    crs: Option<Crs>,
}

impl<'a> Reader<'a> {
    fn new(limits: &'a ReadLimits, faults: &'a mut Faults) -> Self {
        Self { limits, faults, held: Held::new(limits), rows: Vec::new(), crs: None }
    }

    fn into_raw(self, positions_in_columns: bool) -> Raw {
        Raw { rows: self.rows, crs: self.crs, notes: Vec::new(), positions_in_columns }
    }

    fn is_full(&mut self, number: usize) -> bool {
        if self.rows.len() < self.limits.max_rows {
            return self.faults.is_full();
        }
        self.faults.push(RowFault::row(
            number,
            "#",
            format!("there are more than {} rows", self.limits.max_rows),
        ));
        true
    }

    fn parse(&mut self, bytes: &[u8], row: Option<usize>) -> Option<Value> {
        let value = self.parse_any(bytes, row)?;
        if !value.is_object() {
            let fault = RowFault { row, ..RowFault::file("is not a GeoJSON object") };
            self.faults.push(fault);
        }
        Some(value)
    }

    fn parse_any(&mut self, bytes: &[u8], row: Option<usize>) -> Option<Value> {
        let limits = JsonLimits { max_bytes: self.limits.max_bytes, max_depth: json::DEPTH_MAX };
        match json::parse_within(bytes, limits, &mut self.held.left_bytes) {
            Ok(value) => Some(value),
            Err(fault) if self.held.left_bytes == 0 => {
                self.faults.push(self.held.too_much().at(fault.pointer_or_offset));
                None
            }
            Err(fault) => {
                let fault = RowFault { row, ..RowFault::file(fault.detail).at(fault.pointer_or_offset) };
                self.faults.push(fault);
                None
            }
        }
    }

    fn document(&mut self, mut members: Map<String, Value>) {
        if members.get("type").is_none_or(|kind| kind != "FeatureCollection") {
            return self.feature_or_geometry(members, 1);
        }
        let mut found = Vec::new();
        check_bbox(&members, "#", &mut found);
        check_foreign(&members, &["coordinates", "geometries", "geometry", "properties"], "#", &mut found);
        for fault in found {
            self.faults.push(RowFault::file(fault.detail).at(fault.pointer));
        }
        let Some(Value::Array(features)) = members.remove("features") else {
            return self.faults.push(RowFault::file("is required and is an array").at("#/features"));
        };
        for (index, feature) in features.into_iter().enumerate() {
            let number = index + 1;
            if self.is_full(number) {
                return;
            }
            match feature {
                Value::Object(members) if members.get("type").is_some_and(|kind| kind == "Feature") => {
                    let crs = self.crs_of(&members, Some(number));
                    self.check_same_crs(crs, number);
                    self.feature(members, number);
                }
                _ => self.faults.push(RowFault::row(number, "#/type", "is not a Feature")),
            }
        }
    }

    fn feature_or_geometry(&mut self, members: Map<String, Value>, number: usize) {
        if members.get("type").is_some_and(|kind| kind == "Feature") {
            return self.feature(members, number);
        }
        let geometry = Value::Object(members);
        if self.check_geometry(&geometry, number, "") {
            self.rows.push(Row { number, id: None, properties: Map::new(), geometry: Some(geometry) });
        }
    }

    fn feature(&mut self, mut members: Map<String, Value>, number: usize) {
        let mut found = Vec::new();
        check_bbox(&members, "#", &mut found);
        check_foreign(&members, &FOREIGN_TO_FEATURES, "#", &mut found);
        for fault in found {
            self.faults.push(RowFault::geometry(number, fault));
        }
        let properties = match members.remove("properties") {
            Some(Value::Object(properties)) => properties,
            Some(Value::Null) => Map::new(),
            Some(_) => {
                return self.faults.push(RowFault::row(
                    number,
                    "#/properties",
                    "is neither an object nor null",
                ));
            }
            None => {
                return self.faults.push(RowFault::row(
                    number,
                    "#/properties",
                    "is required, if only as null",
                ));
            }
        };
        let geometry = match members.remove("geometry") {
            Some(Value::Null) => None,
            Some(geometry) => Some(geometry),
            None => {
                return self.faults.push(RowFault::row(number, "#/geometry", "is required, if only as null"));
            }
        };
        let id = match members.remove("id") {
            None | Some(Value::Null) => id_of(&properties),
            Some(Value::String(id)) => Some(id),
            Some(Value::Number(id)) => Some(id.to_string()),
            Some(_) => {
                return self.faults.push(RowFault::row(number, "#/id", "is neither text nor a number"));
            }
        };
        let geometry_is_good =
            geometry.as_ref().is_none_or(|geometry| self.check_geometry(geometry, number, "/geometry"));
        if geometry_is_good && self.check_count(&properties, number) {
            self.rows.push(Row { number, id, properties, geometry });
        }
    }

    /// A plain object: everything is a property, but for a geometry of its own.
    fn object(&mut self, mut members: Map<String, Value>, number: usize) {
        let is_geometry = members.get("geometry").is_some_and(|geometry| geometry.get("type").is_some());
        let geometry = if is_geometry { members.remove("geometry") } else { None };
        let good =
            geometry.as_ref().is_none_or(|geometry| self.check_geometry(geometry, number, "/geometry"));
        if good && self.check_count(&members, number) {
            self.rows.push(Row { number, id: id_of(&members), properties: members, geometry });
        }
    }

    fn check_count(&mut self, properties: &Map<String, Value>, number: usize) -> bool {
        let fits = properties.len() <= self.limits.max_properties;
        if !fits {
            let detail = format!("has more than {} properties", self.limits.max_properties);
            self.faults.push(RowFault::row(number, "#/properties", detail));
        }
        fits
    }

    /// Points and polygons are checked, and perhaps repaired, where shapes are made of them; what never becomes a
    /// shape is checked here, so that a broken line is not refused for being a line.
    fn check_geometry(&mut self, geometry: &Value, number: usize, at: &str) -> bool {
        let kind = geometry.get("type").and_then(Value::as_str);
        if matches!(kind, Some("Point" | "Polygon" | "MultiPolygon")) && geometry.get("coordinates").is_some()
        {
            return true;
        }
        let Err(found) = structure(geometry) else {
            return true;
        };
        for fault in found {
            let pointer = fault.pointer.replacen('#', &format!("#{at}"), 1);
            self.faults.push(RowFault::row(number, pointer, fault.detail));
        }
        false
    }

    fn check_same_crs(&mut self, crs: Option<Crs>, number: usize) {
        if crs.is_some_and(|crs| crs.epsg() != self.crs.unwrap_or(Crs::Crs84).epsg()) {
            self.faults.push(RowFault::row(number, "#/crs", "is another coordinate system than the file's"));
        }
    }

    /// The `crs` member of GeoJSON before RFC 7946: by name, or by EPSG code.
    fn crs_of(&mut self, members: &Map<String, Value>, row: Option<usize>) -> Option<Crs> {
        let crs = members.get("crs").filter(|crs| !crs.is_null())?;
        let named = match crs.get("type").and_then(Value::as_str) {
            Some("name") => {
                crs.pointer("/properties/name").and_then(Value::as_str).and_then(|name| Crs::parse(name).ok())
            }
            Some("EPSG") => crs
                .pointer("/properties/code")
                .and_then(Value::as_u64)
                .and_then(|code| Crs::from_epsg(u32::try_from(code).ok()?)),
            _ => None,
        };
        if named.is_none() {
            let fault = RowFault { row, ..RowFault::file(crate::space::CrsFault.to_string()).at("#/crs") };
            self.faults.push(fault.with_hint("give the coordinate system of the file with the import"));
        }
        named
    }
}

/// A property called `id`, as text.
pub(super) fn id_of(properties: &Map<String, Value>) -> Option<String> {
    match properties.get("id")? {
        Value::String(id) if !id.trim().is_empty() => Some(id.trim().to_owned()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}
