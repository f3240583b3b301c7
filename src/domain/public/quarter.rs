//! Quarters of years, in Stockholm.

use crate::domain::time::stockholm;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A quarter, written `2026-Q3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Quarter {
    year: i16,
    /// 1 to 4.
    number: i8,
}

/// No report is older, and no year of five digits is written.
const YEARS: std::ops::RangeInclusive<i16> = 1970..=9998;

impl Quarter {
    /// The quarter that a day lies in; none where no report can lie.
    #[must_use]
    pub fn of(day: Date) -> Option<Self> {
        YEARS.contains(&day.year()).then(|| Self { year: day.year(), number: (day.month() + 2) / 3 })
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> Date {
        Date::new(self.year, self.number * 3 - 2, 1).expect("a quarter begins on the first of a month")
    }

    /// The first day after it.
    #[must_use]
    pub fn end_day(self) -> Date {
        let (year, month) =
            if self.number == 4 { (self.year + 1, 1) } else { (self.year, self.number * 3 + 1) };
        Date::new(year, month, 1).expect("a quarter ends before the first of a month")
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(self) -> Date {
        self.end_day().yesterday().unwrap_or(Date::MIN)
    }

    /// When it begins, and when the next one does.
    #[must_use]
    pub fn moments(self) -> (Timestamp, Timestamp) {
        let midnight = |day: Date| {
            day.to_zoned(stockholm().clone()).map_or(Timestamp::MAX, |midnight| midnight.timestamp())
        };
        (midnight(self.first_day()), midnight(self.end_day()))
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-Q{}", self.year, self.number)
    }
}

/// A text that is no quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no quarter such as 2026-Q3")]
pub struct NoQuarter;

impl FromStr for Quarter {
    type Err = NoQuarter;

    fn from_str(text: &str) -> Result<Self, NoQuarter> {
        let (year, number) = text.split_once("-Q").ok_or(NoQuarter)?;
        let quarter = Self {
            year: year.parse().ok().filter(|year| YEARS.contains(year)).ok_or(NoQuarter)?,
            number: number.parse().ok().filter(|number| (1..=4).contains(number)).ok_or(NoQuarter)?,
        };
        if quarter.to_string() == text { Ok(quarter) } else { Err(NoQuarter) }
    }
}

impl Serialize for Quarter {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Quarter {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn quarters_follow_on_one_another_by_the_clock_of_stockholm() {
        let quarter: Quarter = "2026-Q3".parse().unwrap();
        assert_eq!((quarter.first_day(), quarter.last_day()), (date(2026, 7, 1), date(2026, 9, 30)));
        let (from, until) = quarter.moments();
        assert_eq!(from, "2026-07-01T00:00:00+02:00".parse().unwrap());
        assert_eq!(until, "2026-10-01T00:00:00+02:00".parse().unwrap());
        let last: Quarter = "2026-Q4".parse().unwrap();
        assert_eq!((last.moments().0, last.end_day()), (until, date(2027, 1, 1)));
        for (month, number) in [(1, 1), (3, 1), (4, 2), (9, 3), (10, 4), (12, 4)] {
            assert_eq!(Quarter::of(date(2025, month, 1)).unwrap().to_string(), format!("2025-Q{number}"));
        }
    }

    #[test]
    fn nothing_else_is_a_quarter() {
        for text in [
            "", "2026", "2026-Q0", "2026-Q5", "2026-Q", "2026-q1", "02026-Q1", "1969-Q4", "9999-Q1",
            "2026-Q01", "2026-Q+1",
        ] {
            assert_eq!(text.parse::<Quarter>(), Err(NoQuarter), "{text}");
        }
    }
}
