//! The mapping file itself: what it may say, and what is wrong with it.

use crate::import::plan::What;
use crate::space::{Crs, LonLat};
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use thiserror::Error;

/// Larger than any description of a feed.
const FILE_MAX_BYTES: usize = 64 * 1024;
/// Characters of a reason, which is repeated to the sender.
const REASON_MAX: usize = 120;

/// Why a mapping file is not understood.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the mapping file {0}")]
pub struct FeedFault(String);

impl FeedFault {
    fn new(detail: impl Into<String>) -> Self {
        Self(detail.into())
    }
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rules {
    pub of: String,
    /// For people: what the source is.
    #[serde(default, rename = "about")]
    _about: String,
    /// For people: who is to be named beside the data.
    #[serde(default, rename = "credit")]
    _credit: String,
    /// For people: under which terms it may be used.
    #[serde(default, rename = "licence")]
    _licence: String,
    /// Our field, and the column that is it.
    #[serde(default)]
    pub columns: BTreeMap<String, String>,
    /// Our field, and what it is in every row that does not say.
    #[serde(default)]
    pub constants: BTreeMap<String, Value>,
    /// Our field, and which words are which codes.
    #[serde(default)]
    pub values: BTreeMap<String, Values>,
    pub time: Option<Time>,
    pub position: Option<Position>,
    /// Columns that look like a person's or a case's, and why they are not.
    #[serde(default)]
    pub vouched: BTreeMap<String, String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Values {
    pub column: String,
    #[serde(default)]
    pub codes: BTreeMap<String, Codes>,
    /// Values whose rows are left out, and why.
    #[serde(default)]
    pub leave_out: BTreeMap<String, String>,
    #[serde(default)]
    pub otherwise: Otherwise,
}

/// One code, or several.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
pub(super) enum Codes {
    One(String),
    Many(Vec<String>),
}

impl Codes {
    pub fn to_value(&self) -> Value {
        match self {
            Self::One(code) => Value::String(code.clone()),
            Self::Many(codes) => codes.iter().cloned().map(Value::String).collect(),
        }
    }
}

/// What becomes of a row with any other value.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Otherwise {
    /// The row is bad.
    #[default]
    Refuse,
    /// The field is left empty.
    Nothing,
    /// The row is left out, and this is why.
    LeaveOut(String),
    /// It has this code.
    Code(Codes),
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Time {
    pub column: String,
    /// As `strptime` has them; the first that fits is taken.
    pub formats: Vec<String>,
    /// For formats without an offset.
    pub zone: Option<String>,
    #[serde(default)]
    pub at_clock_change: AtClockChange,
    /// Rows without a time: refused unless they may count as seen when they are read.
    #[serde(default)]
    pub missing: Missing,
    #[serde(skip)]
    pub time_zone: Option<TimeZone>,
}

/// Local times that the clocks skip, or show twice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum AtClockChange {
    /// Skipped: as much later as the clocks were moved. Twice: the first of the two. Told as mended.
    #[default]
    Mend,
    /// The row is bad.
    Refuse,
}

/// What becomes of a row that does not say.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Missing {
    /// The row is bad.
    #[default]
    Refuse,
    /// The row is left out, and this is why.
    LeaveOut(String),
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Position {
    /// A column such as `59.3, 18.1` or `(59.3, 18.1)`.
    pub lat_lon: Option<String>,
    /// The same, the other way round.
    pub lon_lat: Option<String>,
    /// Two columns: easting or longitude, and northing or latitude.
    pub east: Option<String>,
    pub north: Option<String>,
    pub crs: Option<String>,
    #[serde(default)]
    pub missing: Missing,
    /// Where the feed is about, degrees.
    pub within: Option<Within>,
    /// Positions that stand for "nobody knows".
    #[serde(default)]
    pub unknown: Vec<Unknown>,
    #[serde(skip)]
    pub system: Option<Crs>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Within {
    pub west: f64,
    pub south: f64,
    pub east: f64,
    pub north: f64,
    /// Why rows outside are left out.
    pub reason: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Unknown {
    pub lat: f64,
    pub lon: f64,
    /// How far around it, metres.
    #[serde(default = "one_metre")]
    pub within_m: f64,
    /// Why rows there are left out.
    pub reason: String,
    #[serde(skip)]
    pub at: Option<LonLat>,
}

fn one_metre() -> f64 {
    1.0
}

impl Position {
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        [&self.lat_lon, &self.lon_lat, &self.east, &self.north].into_iter().flatten().map(String::as_str)
    }
}

impl Rules {
    pub fn parse(text: &str) -> Result<Self, FeedFault> {
        if text.len() > FILE_MAX_BYTES {
            return Err(FeedFault::new(format!("is larger than {FILE_MAX_BYTES} bytes")));
        }
        let mut rules: Self = toml::from_str(&text.replace("\r\n", "\n"))
            .map_err(|error| FeedFault::new(format!("is wrong: {}", error.message())))?;
        if rules.of.parse::<What>().is_err() {
            return Err(FeedFault::new(format!(
                "must say of = one of {}",
                What::ALL.map(What::code).join(", ")
            )));
        }
        rules.fields_are_ours()?;
        rules.reasons_are_short()?;
        if let Some(time) = &mut rules.time {
            time.settle()?;
        }
        if let Some(position) = &mut rules.position {
            position.settle()?;
        }
        Ok(rules)
    }

    /// Fields that no such row has would be lost without a word.
    fn fields_are_ours(&self) -> Result<(), FeedFault> {
        let known = crate::import::plan::fields_of(&self.of);
        let named = self.columns.keys().chain(self.constants.keys()).chain(self.values.keys());
        for field in named {
            if !known.contains(&field.as_str()) {
                let known = known.join(", ");
                return Err(FeedFault::new(format!("names the field {field}; {} have {known}", self.of)));
            }
        }
        let twice = self.values.keys().find(|field| self.columns.contains_key(*field));
        if let Some(field) = twice {
            return Err(FeedFault::new(format!("says twice where {field} comes from")));
        }
        if self.time.is_some() && self.columns.contains_key("observed_at") {
            return Err(FeedFault::new("says twice where observed_at comes from"));
        }
        if self.time.is_some() && self.of != "reports" {
            return Err(FeedFault::new("has a [time], which is that of reports"));
        }
        Ok(())
    }

    fn reasons_are_short(&self) -> Result<(), FeedFault> {
        let left_out = |missing: &Missing| match missing {
            Missing::LeaveOut(reason) => Some(reason.clone()),
            Missing::Refuse => None,
        };
        let mut reasons: Vec<String> = Vec::new();
        for values in self.values.values() {
            reasons.extend(values.leave_out.values().cloned());
            if let Otherwise::LeaveOut(reason) = &values.otherwise {
                reasons.push(reason.clone());
            }
        }
        reasons.extend(self.time.iter().filter_map(|time| left_out(&time.missing)));
        if let Some(position) = &self.position {
            reasons.extend(left_out(&position.missing));
            reasons.extend(position.within.iter().map(|within| within.reason.clone()));
            reasons.extend(position.unknown.iter().map(|unknown| unknown.reason.clone()));
        }
        reasons.extend(self.vouched.values().cloned());
        let is_good = |reason: &String| {
            !reason.trim().is_empty()
                && reason.chars().count() <= REASON_MAX
                && !reason.chars().any(char::is_control)
        };
        match reasons.iter().all(is_good) {
            true => Ok(()),
            false => {
                Err(FeedFault::new(format!("gives a reason that is empty or over {REASON_MAX} characters")))
            }
        }
    }
}

impl Time {
    fn settle(&mut self) -> Result<(), FeedFault> {
        if self.formats.is_empty() {
            return Err(FeedFault::new("names no time format"));
        }
        for format in &self.formats {
            let has = |directives: &[&str]| directives.iter().any(|directive| format.contains(directive));
            if !has(&["%Y", "%F", "%y", "%D"]) || !has(&["%m", "%F", "%b", "%B", "%D"]) {
                return Err(FeedFault::new(format!("has a time format without a year or a month: {format}")));
            }
            if self.zone.is_none() && !has(&["%z", "%:z"]) {
                return Err(FeedFault::new(format!(
                    "has a time format without an offset, and no zone: {format}"
                )));
            }
        }
        if let Some(name) = &self.zone {
            let zone = TimeZone::get(name)
                .map_err(|_| FeedFault::new(format!("names the zone {name}, which is unknown")))?;
            self.time_zone = Some(zone);
        }
        Ok(())
    }
}

impl Position {
    fn settle(&mut self) -> Result<(), FeedFault> {
        let forms =
            [self.lat_lon.is_some(), self.lon_lat.is_some(), self.east.is_some() && self.north.is_some()];
        let halves = self.east.is_some() != self.north.is_some();
        if halves || forms.into_iter().filter(|given| *given).count() != 1 {
            return Err(FeedFault::new("must give a position as one of lat_lon, lon_lat, east and north"));
        }
        if let Some(name) = &self.crs {
            let crs = Crs::parse(name).map_err(|fault| FeedFault::new(format!("names a CRS: {fault}")))?;
            self.system = Some(crs);
        }
        for unknown in &mut self.unknown {
            let at = LonLat::new(unknown.lon, unknown.lat);
            unknown.at =
                Some(at.map_err(|fault| FeedFault::new(format!("has an unknown position: {fault}")))?);
            if !(0.0..=10_000.0).contains(&unknown.within_m) {
                return Err(FeedFault::new("has an unknown position with within_m not from 0 to 10 000"));
            }
        }
        Ok(())
    }
}
