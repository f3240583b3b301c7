//! The working days of the staged year. Everything offices do is planned in them, so that a demo made in the middle
//! of Christmas comes out as one made in March.

use crate::domain::codes;
use crate::domain::hours::{HourSet, hour_at};
use crate::domain::time::{date_of, is_working_day, stockholm};
use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, Timestamp, Zoned};

/// Hours at which field staff's phones send what was seen during the shift.
const SHIFT_ENDS: [i8; 3] = [6, 14, 22];

/// The working days from the first report to the day before now.
pub struct Calendar {
    days: Vec<Date>,
    now: Timestamp,
}

impl Calendar {
    /// The working days after the day of `first` and before the day of `now`; never empty.
    pub fn new(first: Timestamp, now: Timestamp) -> Self {
        let end = date_of(now);
        let mut days: Vec<Date> =
            date_of(first).series(jiff::Span::new().days(1)).take_while(|d| *d < end).collect();
        days.retain(|day| is_working_day(*day));
        if days.is_empty() {
            days.push(date_of(first));
        }
        Self { days, now }
    }

    /// Number of the last one, the first being 0.
    pub fn last(&self) -> usize {
        self.days.len() - 1
    }

    /// Number of the first one after the day of a moment; the last when there is none.
    pub fn after(&self, moment: Timestamp) -> usize {
        let date = date_of(moment);
        self.days.partition_point(|day| *day <= date).min(self.last())
    }

    /// Number of the first one on a date or after it; the last when there is none.
    pub fn on_or_after(&self, date: Date) -> usize {
        self.days.partition_point(|day| *day < date).min(self.last())
    }

    /// The moment of an hour on a working day; beyond the last, on the last.
    pub fn at(&self, day: usize, hour: i8) -> Timestamp {
        instant(self.days[day.min(self.last())].at(hour, 0, 0, 0)).map_or(self.now, |zoned| zoned.timestamp())
    }

    /// The working day itself.
    pub fn date(&self, day: usize) -> Date {
        self.days[day.min(self.last())]
    }

    /// When something seen at a moment reaches us: at the end of the shift, or now if that has not come yet.
    pub fn received(&self, seen: Timestamp) -> Timestamp {
        let today = date_of(seen);
        let tomorrow = today.tomorrow().unwrap_or(today);
        let ends = SHIFT_ENDS.map(|hour| today.at(hour, 0, 0, 0)).into_iter();
        let ends = ends.chain([tomorrow.at(SHIFT_ENDS[0], 0, 0, 0)]);
        let end = ends.filter_map(instant).map(|zoned| zoned.timestamp()).find(|end| *end >= seen);
        end.unwrap_or(seen).min(self.now)
    }
}

/// The part of the day that something was seen in, where it is over when that is told: when it began, and its hours.
pub fn band_of(seen: Timestamp, told: Timestamp) -> Option<(Timestamp, u8)> {
    let hour = hour_at(seen);
    let bands = codes::fresh().into_iter().filter_map(|code| code.hours);
    let band = bands.into_iter().find(|band| HourSet::of(&[*band]).has(hour))?;
    let (since, hours) = ((hour + 24 - band.from) % 24, (band.until + 24 - band.from) % 24);
    let begins = seen.as_second().div_euclid(3_600) - i64::from(since);
    let begins = Timestamp::from_second(begins * 3_600).ok()?;
    let ends = begins.checked_add(SignedDuration::from_hours(hours.into())).ok()?;
    (ends <= told).then_some((begins, hours))
}

fn instant(local: DateTime) -> Option<Zoned> {
    local.to_zoned(stockholm().clone()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_after_the_evening_may_be_of_the_evening() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let seen = at("2026-11-23T20:40:00+01:00");
        let evening = Some((at("2026-11-23T17:00:00+01:00"), 5));
        assert_eq!(band_of(seen, at("2026-11-23T22:00:00+01:00")), evening);
        assert_eq!(band_of(seen, at("2026-11-23T21:59:00+01:00")), None);
        let night = Some((at("2026-11-23T22:00:00+01:00"), 8));
        assert_eq!(band_of(at("2026-11-24T03:10:00+01:00"), at("2026-11-24T07:00:00+01:00")), night);
    }

    fn time(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn christmas_has_no_working_days_and_the_day_of_now_is_not_over() {
        let calendar = Calendar::new(time("2026-12-22T12:00:00+01:00"), time("2026-12-29T09:00:00+01:00"));
        let days: Vec<_> = (0..=calendar.last()).map(|day| calendar.date(day).day()).collect();
        assert_eq!(days, [22, 23, 28]);
        assert_eq!(calendar.date(calendar.after(time("2026-12-23T12:00:00+01:00"))).day(), 28);
    }

    #[test]
    fn what_is_seen_in_a_shift_arrives_at_its_end() {
        let calendar = Calendar::new(time("2026-03-02T00:00:00Z"), time("2026-03-10T10:00:00+01:00"));
        for (seen, received) in [
            ("2026-03-09T13:59:00+01:00", "2026-03-09T14:00:00+01:00"),
            ("2026-03-09T23:10:00+01:00", "2026-03-10T06:00:00+01:00"),
            ("2026-03-10T09:10:00+01:00", "2026-03-10T10:00:00+01:00"),
        ] {
            assert_eq!(calendar.received(time(seen)), time(received));
        }
    }
}
