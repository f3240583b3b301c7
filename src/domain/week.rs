//! A week of the work: from Monday to Monday in Stockholm, known by its ISO number.

use super::time::{date_of, stockholm, week_of};
use jiff::civil::{Date, ISOWeekDate, Weekday};
use jiff::{Timestamp, ToSpan};

/// Years that a week is asked about: what lies before and after them is no week of this work.
const YEARS: std::ops::RangeInclusive<i16> = 1970..=2999;

/// A week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Week {
    monday: Date,
}

impl Week {
    /// The week that a moment lies in.
    #[must_use]
    pub fn of(moment: Timestamp) -> Self {
        Self { monday: Self::monday_of(date_of(moment)) }
    }

    /// Reads a week such as `2026-W09`, written in this one way.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (year, number) = text.split_once("-W")?;
        let (year, number) = (year.parse().ok()?, number.parse().ok()?);
        let monday = ISOWeekDate::new(year, number, Weekday::Monday).ok()?.date();
        let week = Self { monday };
        (YEARS.contains(&year) && week.code() == text).then_some(week)
    }

    fn monday_of(date: Date) -> Date {
        let into = i64::from(date.weekday().to_monday_zero_offset());
        date.checked_sub(into.days()).unwrap_or(date)
    }

    /// As it is written: `2026-W09`.
    #[must_use]
    pub fn code(self) -> String {
        week_of(self.monday)
    }

    /// Its Monday.
    #[must_use]
    pub fn monday(self) -> Date {
        self.monday
    }

    /// So many weeks earlier; the same at the beginning of time.
    #[must_use]
    pub fn earlier(self, weeks: u32) -> Self {
        let monday = self.monday.checked_sub((7 * i64::from(weeks)).days());
        Self { monday: monday.unwrap_or(self.monday) }
    }

    /// Its first moment: midnight in Stockholm.
    #[must_use]
    pub fn begins(self) -> Timestamp {
        midnight(self.monday)
    }

    /// The first moment after it.
    #[must_use]
    pub fn ends(self) -> Timestamp {
        midnight(self.monday.checked_add(7.days()).unwrap_or(self.monday))
    }

    /// Whether a moment lies in it.
    #[must_use]
    pub fn holds(self, moment: Timestamp) -> bool {
        self.begins() <= moment && moment < self.ends()
    }

    /// How many weeks it lies before another; none when it is that one or later.
    #[must_use]
    pub fn before(self, later: Self) -> usize {
        let days = (later.monday - self.monday).get_days();
        usize::try_from(days / 7).unwrap_or(0)
    }
}

fn midnight(day: Date) -> Timestamp {
    day.to_zoned(stockholm().clone()).map_or(Timestamp::MAX, |zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_week_begins_on_monday_at_midnight_in_stockholm() {
        let week = Week::of(moment("2026-11-23T00:00:00+01:00"));
        assert_eq!(week.code(), "2026-W48");
        assert_eq!(Week::of(moment("2026-11-22T23:59:59+01:00")).code(), "2026-W47");
        assert_eq!(week.begins(), moment("2026-11-23T00:00:00+01:00"));
        assert_eq!(week.ends(), moment("2026-11-30T00:00:00+01:00"));
        assert!(week.holds(week.begins()) && !week.holds(week.ends()));
    }

    #[test]
    fn a_week_in_which_the_clocks_are_moved_has_another_length() {
        let hours = |text: &str| {
            let week = Week::parse(text).unwrap();
            (week.ends() - week.begins()).get_seconds() / 3_600
        };
        assert_eq!((hours("2026-W12"), hours("2026-W13"), hours("2026-W43")), (168, 167, 169));
    }

    #[test]
    fn a_week_is_written_in_one_way() {
        for text in ["2026-W01", "2026-W53", "2020-W53", "1970-W01"] {
            assert_eq!(Week::parse(text).unwrap().code(), text);
        }
        for wrong in
            ["2026-W54", "2025-W53", "2026-W1", "2026-w01", "2026W01", "26-W01", "", "2026-W+1", "9999-W52"]
        {
            assert_eq!(Week::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn weeks_are_counted_over_the_turn_of_the_year() {
        let (last, first) = (Week::parse("2026-W53").unwrap(), Week::parse("2027-W01").unwrap());
        assert_eq!((first.earlier(1), last.before(first), first.before(last)), (last, 1, 0));
    }
}
