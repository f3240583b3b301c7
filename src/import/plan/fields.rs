use super::Fault;
use crate::import::Row;
use crate::space::{Crs, GeometryLimits, LonLat, Repair, Shape, geometry};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

/// Longest name, id, code or other label, characters.
const LABEL_MAX: usize = 120;
/// What is somewhere, and has no ground.
const POINT: GeometryLimits =
    GeometryLimits { max_vertices: 1, points: true, polygons: false, max_area_m2: None };
/// Longer texts are not looked at; the domain has the limit that people meet.
const TEXT_BYTES_MAX: usize = 64 * 1024;

/// A row's fields as typed values; what cannot be read is a fault of the row.
pub(super) struct Fields<'a> {
    row: &'a Row,
    crs: Crs,
    faults: Vec<Fault>,
    repairs: Vec<Repair>,
    left_out: Option<&'static str>,
}

impl<'a> Fields<'a> {
    pub fn new(row: &'a Row, crs: Crs) -> Self {
        Self { row, crs, faults: Vec::new(), repairs: Vec::new(), left_out: None }
    }

    /// Faults, repairs, and why the row is left out though nothing is wrong with it.
    pub fn into_findings(self) -> (Vec<Fault>, Vec<Repair>, Option<&'static str>) {
        (self.faults, self.repairs, self.left_out)
    }

    /// Leaves the row out because of others.
    pub fn leave_out(&mut self, reason: &'static str) {
        self.left_out = Some(reason);
    }

    /// Whether nothing wrong has been found so far.
    pub fn are_good(&self) -> bool {
        self.faults.is_empty()
    }

    pub fn fault(&mut self, field: &str, code: &'static str, detail: impl Into<String>) {
        self.push(field, code, detail, None);
    }

    pub fn fault_with_hint(
        &mut self,
        field: &str,
        code: &'static str,
        detail: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.push(field, code, detail, Some(hint.into()));
    }

    fn push(&mut self, field: &str, code: &'static str, detail: impl Into<String>, hint: Option<String>) {
        let row = Some(self.row.number);
        self.faults.push(Fault { row, pointer: format!("#/{field}"), code, detail: detail.into(), hint });
    }

    /// Whether the row has the field at all, if only blank.
    pub fn is_named(&self, field: &str) -> bool {
        self.row.properties.contains_key(field)
    }

    /// All cells that hold text or numbers, used or not, with their columns.
    pub fn texts(&self) -> Vec<(String, String)> {
        let text = |value: &Value| match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
        };
        let cells = self.row.properties.iter();
        cells.filter_map(|(column, value)| Some((column.clone(), text(value)?))).collect()
    }

    pub fn has(&self, field: &str) -> bool {
        self.row.properties.get(field).is_some_and(|value| !value.is_null())
    }

    /// What identifies the row in its source.
    pub fn id(&mut self) -> Option<String> {
        let id = self.row.id.as_deref().map(stored).filter(|id| !id.is_empty())?;
        self.check_label("id", &id).then_some(id)
    }

    /// Text that names something, on one line.
    pub fn label(&mut self, field: &str) -> Option<String> {
        let label = self.text(field)?;
        self.check_label(field, &label).then_some(label)
    }

    /// A label that must be there.
    pub fn required(&mut self, field: &str) -> Option<String> {
        let before = self.faults.len();
        let label = self.label(field);
        if label.is_none() && self.faults.len() == before {
            let columns: Vec<_> = self.row.properties.keys().take(30).map(String::as_str).collect();
            let hint = if self.row.properties.contains_key(field) || columns.is_empty() {
                None
            } else {
                Some(format!(
                    "say which column it is with map {field}=COLUMN; the row has: {}",
                    columns.join(", ")
                ))
            };
            self.push(field, "required", "must be given", hint);
        }
        label
    }

    /// Free text as it is stored: NFC, without white space around it. Empty is none.
    pub fn text(&mut self, field: &str) -> Option<String> {
        let text = match self.row.properties.get(field)? {
            Value::Null => return None,
            Value::String(text) if text.len() > TEXT_BYTES_MAX => {
                self.fault(field, "too_long", "is too long");
                return None;
            }
            Value::String(text) => stored(text),
            Value::Number(number) => number.to_string(),
            Value::Bool(_) | Value::Array(_) | Value::Object(_) => {
                self.fault(field, "not_text", "is neither text nor a number");
                return None;
            }
        };
        (!text.is_empty()).then_some(text)
    }

    fn check_label(&mut self, field: &str, label: &str) -> bool {
        if label.chars().count() > LABEL_MAX {
            self.fault(field, "too_long", format!("is longer than {LABEL_MAX} characters"));
        } else if label.chars().any(char::is_control) {
            self.fault(field, "control_character", "holds a control character");
        } else {
            return true;
        }
        false
    }

    /// Several labels: a list, or text with `;` or `|` between them.
    pub fn list(&mut self, field: &str) -> Vec<String> {
        let labels: Vec<String> = match self.row.properties.get(field) {
            Some(Value::Array(items)) => {
                let texts: Option<Vec<_>> = items.iter().map(Value::as_str).collect();
                let Some(texts) = texts else {
                    self.fault(field, "not_text", "is a list of other things than text");
                    return Vec::new();
                };
                texts.into_iter().map(stored).collect()
            }
            _ => {
                let text = self.text(field).unwrap_or_default();
                text.split([';', '|']).map(|part| part.trim().to_owned()).collect()
            }
        };
        let labels: Vec<_> = labels.into_iter().filter(|label| !label.is_empty()).collect();
        if labels.iter().all(|label| self.check_label(field, label)) { labels } else { Vec::new() }
    }

    /// A day, as ISO 8601 writes it.
    pub fn date(&mut self, field: &str) -> Option<Date> {
        let text = self.label(field)?;
        // A date and a time would be read as their date alone, which is not what was written.
        let date = text.parse().ok().filter(|_| text.len() == "2023-07-01".len());
        if date.is_none() {
            self.fault(field, "not_a_date", "is not a date such as 2023-07-01");
        }
        date
    }

    /// A moment, as RFC 3339 writes it, with its offset.
    pub fn moment(&mut self, field: &str) -> Option<Timestamp> {
        let text = self.label(field)?;
        let moment = text.parse().ok();
        if moment.is_none() {
            let detail = "is not a time such as 2025-03-01T21:30:00+01:00";
            self.fault_with_hint(field, "not_a_time", detail, "write date, time and offset; Z is UTC");
        }
        moment
    }

    /// Yes or no, in English, Swedish or digits.
    pub fn flag(&mut self, field: &str) -> Option<bool> {
        if let Some(Value::Bool(flag)) = self.row.properties.get(field) {
            return Some(*flag);
        }
        let text = self.label(field)?;
        match text.to_lowercase().as_str() {
            "true" | "yes" | "ja" | "1" => Some(true),
            "false" | "no" | "nej" | "0" => Some(false),
            _ => {
                self.fault(field, "not_a_flag", "is neither true nor false");
                None
            }
        }
    }

    /// A finite number, perhaps with a decimal comma.
    pub fn number(&mut self, field: &str) -> Option<f64> {
        let text = self.label(field)?;
        let number = text.replacen(',', ".", 1).parse().ok().filter(|number: &f64| number.is_finite());
        if number.is_none() {
            self.fault(field, "not_a_number", "is not a number");
        }
        number
    }

    /// The row's position in WGS 84, where that is a point.
    pub fn point(&mut self) -> Option<LonLat> {
        match self.shape(&POINT)? {
            Shape::Point(position) => Some(position),
            Shape::Polygons(_) => None,
        }
    }

    /// The row's geometry in WGS 84.
    pub fn shape(&mut self, limits: &GeometryLimits) -> Option<Shape> {
        let Some(geometry) = &self.row.geometry else {
            let hint = "give a geometry, or name the columns with map lon=COLUMN,lat=COLUMN";
            self.fault_with_hint("geometry", "required", "has no position", hint);
            return None;
        };
        match geometry::read(geometry, self.crs, limits) {
            Ok(read) => {
                self.repairs = read.repairs;
                Some(read.shape)
            }
            Err(faults) => {
                for fault in faults {
                    let pointer = fault.pointer.replacen("#", "geometry", 1);
                    let (detail, hint) = split_hint(&fault.detail);
                    self.push(&pointer, "geometry", detail, hint);
                }
                None
            }
        }
    }
}

/// Faults are written "what; what to do".
#[must_use]
pub fn split_hint(detail: &str) -> (String, Option<String>) {
    match detail.split_once("; ") {
        Some((detail, hint)) => (detail.to_owned(), Some(hint.to_owned())),
        None => (detail.to_owned(), None),
    }
}

/// Text as it is stored, so that two ways to write å compare equal.
fn stored(text: &str) -> String {
    let text = text.trim();
    if text.is_ascii() { text.to_owned() } else { text.nfc().collect() }
}
