//! Time as the work sees it: working days, and dates in Stockholm.
//!
//! No clock is read here. The present moment always arrives as a value.

use jiff::{Span, Timestamp, civil::Date, civil::Weekday, tz::TimeZone};
use std::sync::OnceLock;

/// Europe/Stockholm, in which days and weeks are counted.
#[must_use]
pub fn stockholm() -> &'static TimeZone {
    static ZONE: OnceLock<TimeZone> = OnceLock::new();
    ZONE.get_or_init(|| {
        TimeZone::get("Europe/Stockholm").expect("the time zone database is built into the program")
    })
}

/// The date in Stockholm at a moment.
#[must_use]
pub fn date_of(moment: Timestamp) -> Date {
    moment.to_zoned(stockholm().clone()).date()
}

/// Reads a day such as `2026-03-31`, and nothing but a day: a time without offset is no moment, and not to be taken for its day.
#[must_use]
pub fn day(text: &str) -> Option<Date> {
    text.parse().ok().filter(|day: &Date| day.to_string() == text)
}

/// The ISO week of a date, such as `2026-W09`.
#[must_use]
pub fn week_of(date: Date) -> String {
    let week = date.iso_week_date();
    format!("{}-W{:02}", week.year(), week.week())
}

/// Whether Swedish offices are open: not a Saturday or Sunday, not a public holiday, and not one of
/// the eves (midsummer, Christmas, New Year) that are days off in practice.
#[must_use]
pub fn is_working_day(date: Date) -> bool {
    if matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) {
        return false;
    }
    if matches!(
        (date.month(), date.day()),
        (1, 1) | (1, 6) | (5, 1) | (6, 6) | (12, 24) | (12, 25) | (12, 26) | (12, 31)
    ) {
        return false;
    }
    // Midsummer eve is the Friday between 19 and 25 June.
    if date.month() == 6 && date.weekday() == Weekday::Friday && (19..=25).contains(&date.day()) {
        return false;
    }
    let from_easter = (date - easter_sunday(date.year())).get_days();
    // Good Friday, Easter Monday, Ascension Day.
    !matches!(from_easter, -2 | 1 | 39)
}

/// Easter Sunday of a year, by the anonymous Gregorian computus.
fn easter_sunday(year: i16) -> Date {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    let narrow = |n: i32| i8::try_from(n).expect("the computus gives a month and a day");
    Date::new(year, narrow(month), narrow(day)).expect("the computus gives a date in March or April")
}

/// The end of the working day (17.00 in Stockholm) `days` working days after `start`.
///
/// The day of `start` itself is not counted. Zero days is the end of that same day.
#[must_use]
pub fn working_days_after(start: Timestamp, days: u32) -> Timestamp {
    let mut date = date_of(start);
    let mut left = days;
    while left > 0 {
        let Ok(next) = date.tomorrow() else { break };
        date = next;
        if is_working_day(date) {
            left -= 1;
        }
    }
    date.at(17, 0, 0, 0).to_zoned(stockholm().clone()).map_or(start, |zoned| zoned.timestamp().max(start))
}

/// How many working days lie after the day of `start`, up to and with the day of `end`; none when `end` is
/// not later. The opposite of [`working_days_after`].
#[must_use]
pub fn working_days_between(start: Timestamp, end: Timestamp) -> u32 {
    let (first, last) = (date_of(start), date_of(end));
    let days = std::iter::successors(first.tomorrow().ok(), |day| day.tomorrow().ok());
    let working = days.take_while(|day| *day <= last).filter(|day| is_working_day(*day)).count();
    u32::try_from(working).unwrap_or(u32::MAX)
}

/// The end of the day (midnight in Stockholm) `days` days after `start`, whatever days they are.
#[must_use]
pub fn end_of_day_after(start: Timestamp, days: u32) -> Timestamp {
    let later = Span::new().try_days(i64::from(days)).ok();
    let day = later.and_then(|later| date_of(start).checked_add(later).ok());
    day.map_or(Timestamp::MAX, end_of_day)
}

/// The end of a day, midnight in Stockholm.
#[must_use]
pub fn end_of_day(day: Date) -> Timestamp {
    let midnight = day.tomorrow().ok().and_then(|next| next.to_zoned(stockholm().clone()).ok());
    midnight.map_or(Timestamp::MAX, |midnight| midnight.timestamp())
}

/// `moment` so many days earlier, by the clock; saturates at the beginning of time.
#[must_use]
pub fn days_before(moment: Timestamp, days: i64) -> Timestamp {
    moment.checked_sub(Span::new().hours(24 * days)).unwrap_or(Timestamp::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn easter_of_known_years() {
        for (year, month, day) in
            [(2023, 4, 9), (2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2038, 4, 25)]
        {
            assert_eq!(easter_sunday(year), date(year, month, day));
        }
    }

    #[test]
    fn days_off() {
        for (month, day) in [
            (1, 1),
            (1, 6),
            (4, 3),
            (4, 6),
            (5, 1),
            (5, 14),
            (6, 19),
            (12, 24),
            (12, 25),
            (12, 31),
            (11, 21),
            (11, 22),
        ] {
            assert!(!is_working_day(date(2026, month, day)), "{month}-{day}");
        }
        for (month, day) in [(1, 2), (4, 2), (4, 7), (6, 18), (11, 23), (12, 23)] {
            assert!(is_working_day(date(2026, month, day)), "{month}-{day}");
        }
    }

    #[test]
    fn a_deadline_over_christmas_skips_what_is_closed() {
        // Monday 21 December 2026: 22, 23, then 28, 29, 30, and after New Year 4 January.
        let asked: Timestamp = "2026-12-21T10:00:00+01:00".parse().expect("a time");
        let deadline = working_days_after(asked, 6);
        assert_eq!(deadline, "2027-01-04T17:00:00+01:00".parse().expect("a time"));
    }

    #[test]
    fn a_day_ends_at_midnight_in_stockholm_also_when_the_clocks_are_moved() {
        let moment = |text: &str| text.parse::<Timestamp>().expect("a time");
        for (start, days, end) in [
            ("2026-11-23T09:00:00+01:00", 14, "2026-12-08T00:00:00+01:00"),
            ("2026-11-23T23:59:59+01:00", 0, "2026-11-24T00:00:00+01:00"),
            // Half past midnight in Stockholm is still the day before in Greenwich.
            ("2026-06-01T22:30:00Z", 1, "2026-06-04T00:00:00+02:00"),
            ("2026-10-20T12:00:00+02:00", 10, "2026-10-31T00:00:00+01:00"),
        ] {
            assert_eq!(end_of_day_after(moment(start), days), moment(end), "{start}");
        }
        assert_eq!(end_of_day_after(Timestamp::MAX, u32::MAX), Timestamp::MAX);
    }

    #[test]
    fn working_days_are_counted_as_deadlines_are_set() {
        let friday: Timestamp = "2026-12-18T10:00:00+01:00".parse().expect("a time");
        for days in [0, 1, 4, 6, 30] {
            assert_eq!(working_days_between(friday, working_days_after(friday, days)), days);
        }
        assert_eq!(working_days_between(working_days_after(friday, 3), friday), 0);
    }
}
