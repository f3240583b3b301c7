use super::Row;
use super::faults::{Faults, RowFault};
use serde_json::{Map, Value};
use thiserror::Error;

/// Which columns (or properties) of a file are which of our fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping {
    /// Field and column, in the order given.
    pairs: Vec<(String, String)>,
}

/// Why a mapping cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MappingFault {
    /// A part without `=`, or with nothing on one side.
    #[error("a mapping is field=COLUMN, several separated by commas")]
    NotAPair,
    /// The same field twice.
    #[error("the field {0} is mapped twice")]
    Twice(String),
}

impl Mapping {
    /// Reads `name=namn,id=id,lon=Longitud`: our field, then the file's column. Commas in a column's name are written
    /// `\,`. Empty text is the empty mapping.
    ///
    /// # Errors
    /// [`MappingFault`].
    pub fn parse(text: &str) -> Result<Self, MappingFault> {
        let mut mapping = Self::default();
        for part in split_unescaped(text) {
            if part.trim().is_empty() && text.trim().is_empty() {
                continue;
            }
            let (field, column) = part.split_once('=').ok_or(MappingFault::NotAPair)?;
            mapping.add(field.trim(), column.trim())?;
        }
        Ok(mapping)
    }

    /// Adds one pair.
    ///
    /// # Errors
    /// [`MappingFault`] if one is empty or the field is there already.
    pub fn add(&mut self, field: &str, column: &str) -> Result<(), MappingFault> {
        if field.is_empty() || column.is_empty() {
            return Err(MappingFault::NotAPair);
        }
        if self.column_of(field).is_some() {
            return Err(MappingFault::Twice(field.to_owned()));
        }
        self.pairs.push((field.to_owned(), column.to_owned()));
        Ok(())
    }

    /// The fields that columns are named for.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.pairs.iter().map(|(field, _)| field.as_str())
    }

    /// The column that is this field, if it was named.
    pub fn column_of(&self, field: &str) -> Option<&str> {
        self.pairs.iter().find(|(own, _)| own == field).map(|(_, column)| column.as_str())
    }
}

fn split_unescaped(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek(), parts.last_mut()) {
            ('\\', Some(','), Some(part)) => {
                part.push(',');
                chars.next();
            }
            (',', ..) => parts.push(String::new()),
            (_, _, Some(part)) => part.push(c),
            (_, _, None) => {}
        }
    }
    parts
}

/// Gives mapped columns our names, batch after batch, and remembers which of them were there.
#[derive(Debug)]
pub(super) struct Renaming {
    mapping: Mapping,
    seen: Vec<bool>,
    /// The columns of the first row, for the sender.
    first: Vec<String>,
    any: bool,
}

impl Renaming {
    pub fn new(mapping: Mapping) -> Self {
        let seen = vec![false; mapping.pairs.len()];
        Self { mapping, seen, first: Vec::new(), any: false }
    }

    pub fn apply(&mut self, rows: &mut [Row]) {
        let pairs = &self.mapping.pairs;
        for row in rows {
            if !self.any {
                self.any = true;
                self.first = row.properties.keys().take(30).cloned().collect();
            }
            if pairs.is_empty() {
                continue;
            }
            for (seen, (_, column)) in self.seen.iter_mut().zip(pairs) {
                *seen |= row.properties.contains_key(column);
            }
            rename(pairs, &mut row.properties);
            if self.mapping.column_of("id").is_some() {
                row.id = super::geojson::id_of(&row.properties).or(row.id.take());
            }
        }
    }

    /// A column that no row has is a fault.
    pub fn finish(&self, faults: &mut Faults) {
        let missing = self.mapping.pairs.iter().zip(&self.seen).filter(|(_, seen)| !**seen && self.any);
        for ((field, _), _) in missing {
            let fault = RowFault::file(format!("no row has the column that is mapped to {field}"));
            faults.push(fault.at("#/map").with_hint(format!("the first row has: {}", self.first.join(", "))));
        }
    }
}

/// A column may be several fields; a field takes the place of an unmapped column of the same name.
fn rename(pairs: &[(String, String)], properties: &mut Map<String, Value>) {
    let taken: Vec<(&String, Value)> = pairs
        .iter()
        .filter_map(|(field, column)| properties.get(column).cloned().map(|value| (field, value)))
        .collect();
    for (_, column) in pairs {
        properties.shift_remove(column);
    }
    for (field, value) in taken {
        properties.insert(field.clone(), value);
    }
}
