//! The moment that somebody asks about.

use crate::domain::time::{date_of, day, stockholm};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

/// What is wrong with a moment.
pub const EXPECTED: &str =
    "must be a date, or a time with offset, such as 2026-03-31 or 2026-03-31T12:00:00+02:00";
/// What is wrong with one that has not been.
pub const FUTURE: &str = "lies in the future; the register stands as it stands";

/// Reads a moment: a time with offset is that time, a date is the end of that day in Stockholm. The day that is today
/// ends now.
///
/// # Errors
/// [`EXPECTED`] or [`FUTURE`].
pub fn read(text: &str, now: Timestamp) -> Result<Timestamp, &'static str> {
    let moment = match text.parse::<Timestamp>() {
        Ok(moment) => moment,
        Err(_) => end_of(day(text).ok_or(EXPECTED)?, now).ok_or(EXPECTED)?,
    };
    if moment > now { Err(FUTURE) } else { Ok(moment) }
}

/// The last millisecond of a day in Stockholm, or now when the day is today.
#[must_use]
pub fn end_of(day: Date, now: Timestamp) -> Option<Timestamp> {
    if day == date_of(now) {
        return Some(now);
    }
    let next = day.tomorrow().ok()?.to_zoned(stockholm().clone()).ok()?.timestamp();
    next.checked_sub(SignedDuration::from_millis(1)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_asked_about_at_its_end_and_today_is_now() {
        let now: Timestamp = "2026-11-28T10:00:00Z".parse().unwrap();
        let read = |text: &str| read(text, now).map(|moment| moment.to_string());
        assert_eq!(read("2026-03-28").unwrap(), "2026-03-28T22:59:59.999Z");
        // The clocks go forward on the 29th, whose end is an hour nearer.
        assert_eq!(read("2026-03-29").unwrap(), "2026-03-29T21:59:59.999Z");
        assert_eq!(read("2026-11-28").unwrap(), "2026-11-28T10:00:00Z");
        assert_eq!(read("2026-11-28T10:00:00+01:00").unwrap(), "2026-11-28T09:00:00Z");
        for future in ["2026-11-29", "2026-11-28T11:00:01+01:00", "9999-12-31"] {
            assert!(read(future).is_err(), "{future}");
        }
        for wrong in ["2026-02-30", "yesterday", "2026", "", "2026-11-28T10:00:00"] {
            assert_eq!(read(wrong).unwrap_err(), EXPECTED, "{wrong}");
        }
    }
}
