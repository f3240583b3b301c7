//! GeoJSON: one document (RFC 7946), or a feature a line. Always WGS 84, longitude first.

use super::spool::{Capped, ExportFault, Writes};
use super::table::{About, Cell, Row, moment};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::json;

/// One document. What is said of the table stands before the features.
pub(super) struct Document<'a> {
    about: &'a About,
    file: Capped,
    begun: bool,
}

impl<'a> Document<'a> {
    pub fn begin(about: &'a About, mut file: Capped) -> Result<Self, ExportFault> {
        let mut head = json!({
            "type": "FeatureCollection", "name": about.name, "title": about.title, "data_date": about.data_date,
        });
        if let Some(as_of) = about.as_of {
            head["as_of"] = json!(moment(as_of));
        }
        if let Some(note) = &about.note {
            head["note"] = json!(note);
        }
        let head = head.to_string();
        // The members of an object may stand in any order; the features come last, since there are many.
        file.put(head.trim_end_matches('}').as_bytes())?;
        file.put(b",\"features\":[")?;
        Ok(Self { about, file, begun: false })
    }
}

impl Writes for Document<'_> {
    fn row(&mut self, row: &Row) -> Result<(), ExportFault> {
        self.file.put(if self.begun { b",\n" } else { b"\n" })?;
        self.begun = true;
        self.file.put(&feature(self.about, row, None)?)
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportFault> {
        self.file.put(b"\n]}\n")?;
        self.file.finish()
    }
}

/// A feature a line. There is no place for what is said of the table but in each of them.
pub(super) struct Lines<'a> {
    about: &'a About,
    file: Capped,
}

impl<'a> Lines<'a> {
    pub fn begin(about: &'a About, file: Capped) -> Self {
        Self { about, file }
    }
}

impl Writes for Lines<'_> {
    fn row(&mut self, row: &Row) -> Result<(), ExportFault> {
        let mut line = feature(self.about, row, self.about.note.as_deref())?;
        line.push(b'\n');
        self.file.put(&line)
    }

    fn finish(self: Box<Self>) -> Result<(), ExportFault> {
        self.file.finish()
    }
}

fn feature(about: &About, row: &Row, note: Option<&str>) -> Result<Vec<u8>, ExportFault> {
    let properties = Properties { about, row, note };
    let mut text = Vec::with_capacity(512);
    let mut serializer = serde_json::Serializer::new(&mut text);
    let written = (|| {
        let mut feature = serializer.serialize_map(Some(4))?;
        feature.serialize_entry("type", "Feature")?;
        feature.serialize_entry("id", &row.id)?;
        feature.serialize_entry("geometry", &row.geometry)?;
        feature.serialize_entry("properties", &properties)?;
        feature.end()
    })();
    written.map_err(|error| ExportFault::Disk(error.into()))?;
    Ok(text)
}

/// What a feature tells. What is not known or not for this reader is left out, as in every answer.
struct Properties<'a> {
    about: &'a About,
    row: &'a Row,
    note: Option<&'a str>,
}

impl Serialize for Properties<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_map(None)?;
        for (column, cell) in self.about.columns.iter().zip(&self.row.cells) {
            match cell {
                Cell::Nothing => {}
                Cell::Text(text) => members.serialize_entry(column.name, text)?,
                Cell::Whole(number) => members.serialize_entry(column.name, number)?,
                Cell::Real(number) => members.serialize_entry(column.name, number)?,
                Cell::Flag(flag) => members.serialize_entry(column.name, flag)?,
                Cell::Day(day) => members.serialize_entry(column.name, day)?,
                Cell::Moment(at) => members.serialize_entry(column.name, &moment(*at))?,
                Cell::List(texts) => members.serialize_entry(column.name, texts)?,
            }
        }
        members.serialize_entry("data_date", &self.about.data_date)?;
        if let Some(note) = self.note {
            members.serialize_entry("note", note)?;
        }
        members.end()
    }
}
