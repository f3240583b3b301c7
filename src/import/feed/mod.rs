//! A feed described by a mapping file: which columns are which fields, whose words are which codes, what holds for all
//! rows, how times and positions are written, and which rows are left out and why.
//!
//! With a mapping file, what it does not name does not come in: others' free text may point at a person.

mod position;
mod rules;
#[cfg(test)]
mod tests;
mod time;

pub use rules::FeedFault;

use super::faults::RowFault;
use super::{ReadOptions, Row};
use crate::space::Crs;
use rules::{Otherwise, Rules, Values};
use serde_json::{Map, Value};
use std::sync::Arc;

/// Stands for the identity of a feature, which is no column of it.
const OWN_ID: &str = "@id";

/// A feed, ready to be applied to rows. Cloning shares it.
#[derive(Debug, Clone, PartialEq)]
pub struct Feed {
    rules: Arc<Rules>,
}

/// What a feed makes of a row.
pub(super) enum Applied {
    /// A row with our fields alone, and what was mended in it.
    Row(Row, Vec<&'static str>),
    /// A row that the mapping file leaves out, and why.
    LeftOut(String),
    /// What is wrong with it.
    Bad(Vec<RowFault>),
}

impl Feed {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// [`FeedFault`]: not TOML, an unknown key, rules that contradict each other.
    pub fn parse(text: &str) -> Result<Self, FeedFault> {
        Rules::parse(text).map(|rules| Self { rules: Arc::new(rules) })
    }

    /// What its rows are: `reports`, `sites`, ...
    #[must_use]
    pub fn of(&self) -> &str {
        &self.rules.of
    }

    /// The column that is a field, if one is.
    #[must_use]
    pub fn column_of(&self, field: &str) -> Option<&str> {
        self.rules.columns.get(field).map(String::as_str)
    }

    /// Whether a column is used for anything.
    #[must_use]
    pub fn uses(&self, column: &str) -> bool {
        self.columns().any(|used| used == column || used.split('.').next() == Some(column))
    }

    /// Why a column that looks like a person's or a case's is neither, where the mapping file says so.
    #[must_use]
    pub fn vouched(&self, column: &str) -> Option<&str> {
        self.rules.vouched.get(column).map(String::as_str)
    }

    /// Columns that the mapping file names.
    pub(super) fn columns(&self) -> impl Iterator<Item = &str> {
        let rules = &self.rules;
        let mapped = rules.columns.values().map(String::as_str).filter(|column| *column != OWN_ID);
        let valued = rules.values.values().map(|values| values.column.as_str());
        let timed = rules.time.iter().map(|time| time.column.as_str());
        let placed = rules.position.iter().flat_map(|position| position.columns());
        mapped.chain(valued).chain(timed).chain(placed)
    }

    /// What a feed makes of a row; `crs` is that of the row's own geometry.
    pub(super) fn apply(&self, row: Row, crs: Crs, options: &ReadOptions) -> Applied {
        let rules = &self.rules;
        let mut faults = Vec::new();
        let mut mended = Vec::new();
        let mut fields = Map::new();
        for (field, values) in &rules.values {
            match words(values, &row) {
                Ok(Some(codes)) => drop(fields.insert(field.clone(), codes)),
                Ok(None) => {}
                Err(Left::Out(reason)) => return Applied::LeftOut(reason),
                Err(Left::Bad(fault)) => faults.push(fault),
            }
        }
        for (field, column) in &rules.columns {
            if column == OWN_ID {
                fields.extend(row.id.as_ref().map(|id| (field.clone(), Value::String(id.clone()))));
            } else if let Some(value) = cell(&row.properties, column) {
                fields.insert(field.clone(), tidy(value));
            }
        }
        if let Some(rule) = &rules.time {
            match time::read(rule, &row) {
                Ok(time) => {
                    mended.extend(time.mended);
                    fields.insert("observed_at".into(), Value::String(time.at.to_string()));
                    fields.insert("observed_precision".into(), time.precision.code().into());
                }
                Err(Left::Out(reason)) => return Applied::LeftOut(reason),
                Err(Left::Bad(fault)) => faults.push(fault),
            }
        }
        let geometry = match &rules.position {
            None => row.geometry.clone(),
            Some(rule) => match position::read(rule, &row, options.crs.unwrap_or(crs)) {
                Ok(geometry) => Some(geometry),
                Err(Left::Out(reason)) => return Applied::LeftOut(reason),
                Err(Left::Bad(fault)) => {
                    faults.push(fault);
                    None
                }
            },
        };
        if !faults.is_empty() {
            return Applied::Bad(faults);
        }
        for (field, value) in &rules.constants {
            fields.entry(field).or_insert_with(|| value.clone());
        }
        let id = match rules.columns.contains_key("id") {
            true => super::geojson::id_of(&fields),
            false => None,
        };
        Applied::Row(Row { number: row.number, id, properties: fields, geometry }, mended)
    }

    /// The coordinate system that the mapping file itself names.
    #[must_use]
    pub fn system(&self) -> Option<Crs> {
        self.rules.position.as_ref()?.system
    }

    /// The coordinate system of positions as the feed has them, where its own geometries would be in `own`.
    pub(super) fn written_in(&self, own: Crs) -> Crs {
        self.system().unwrap_or(own)
    }

    /// The coordinate system of the geometries that come out of [`Feed::apply`].
    pub(super) fn crs(&self, own: Crs) -> Crs {
        if self.rules.position.is_some() { Crs::Crs84 } else { own }
    }
}

/// Why there is no value.
enum Left {
    /// The mapping file leaves such rows out.
    Out(String),
    /// Something is wrong.
    Bad(RowFault),
}

/// The codes of a value, or what becomes of a row whose value has none.
fn words(values: &Values, row: &Row) -> Result<Option<Value>, Left> {
    let text = cell(&row.properties, &values.column).and_then(text_of).unwrap_or_default();
    if let Some(codes) = values.codes.get(&text) {
        return Ok(Some(codes.to_value()));
    }
    if let Some(reason) = values.leave_out.get(&text) {
        return Err(Left::Out(reason.clone()));
    }
    match &values.otherwise {
        Otherwise::Code(codes) => Ok(Some(codes.to_value())),
        Otherwise::LeaveOut(reason) => Err(Left::Out(reason.clone())),
        Otherwise::Nothing => Ok(None),
        Otherwise::Refuse => {
            let detail = "is a value that the mapping file does not know";
            Err(Left::Bad(RowFault::row(row.number, format!("#/{}", values.column), detail)))
        }
    }
}

/// The value of a column that is not empty; `location.gps` is `gps` within `location`, where no column is called that.
fn cell<'a>(properties: &'a Map<String, Value>, column: &str) -> Option<&'a Value> {
    let found = properties.get(column).or_else(|| {
        let mut parts = column.split('.');
        let first = properties.get(parts.next()?)?;
        parts.try_fold(first, |value, part| value.get(part))
    });
    found.filter(|value| !value.is_null() && value.as_str().is_none_or(|text| !text.trim().is_empty()))
}

/// Text of a cell as it is compared: without white space around it, and with plain spaces inside.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(plain(text)),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn tidy(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(plain(text)),
        other => other.clone(),
    }
}

/// Non-breaking spaces are spaces.
fn plain(text: &str) -> String {
    text.trim().replace(['\u{a0}', '\u{202f}'], " ")
}
