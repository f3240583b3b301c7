//! Statistics: a figure that somebody has published for an area and a period. Surveys, reported crime and population stay
//! apart from reports: what people say they feel is never added to what somebody saw, each figure names its source
//!, and it is split by sex where the source has it.

use super::ids::{AreaId, StatisticId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The half of the people that a figure is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Women and girls.
    Women,
    /// Men and boys.
    Men,
}

impl Sex {
    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Women => "women",
            Self::Men => "men",
        }
    }

    /// Reads the stable word, or that of Swedish tables.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        match word.to_lowercase().as_str() {
            "women" | "kvinnor" => Some(Self::Women),
            "men" | "män" => Some(Self::Men),
            _ => None,
        }
    }
}

/// One figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statistic {
    /// Its id.
    #[serde(default = "nothing")]
    pub id: StatisticId,
    /// What is measured, a word of the source's.
    pub indicator: String,
    /// Who has measured it.
    pub source: String,
    /// Where.
    pub area: AreaId,
    /// First day.
    pub period_start: Date,
    /// Last day.
    pub period_end: Date,
    /// Of whom; `None` is everybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// Of what age; `None` is every age.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age_band: Option<String>,
    /// The figure.
    pub value: f64,
    /// How many people or events it rests on, where the source says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub n: Option<u64>,
    /// The unit of the figure: `percent`, `count`, `per 1000 inhabitants`.
    pub unit: String,
}

/// What makes a series: figures of one series must not overlap in time.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Series {
    indicator: String,
    source: String,
    area: AreaId,
    sex: Option<Sex>,
    age_band: Option<String>,
}

impl Statistic {
    /// The series it belongs to.
    #[must_use]
    pub fn series(&self) -> Series {
        Series {
            indicator: self.indicator.clone(),
            source: self.source.clone(),
            area: self.area,
            sex: self.sex,
            age_band: self.age_band.clone(),
        }
    }

    /// Its period, first and last day.
    #[must_use]
    pub fn period(&self) -> (Date, Date) {
        (self.period_start, self.period_end)
    }
}

fn nothing() -> StatisticId {
    StatisticId::from_bits(0)
}
