//! When things are seen at a place: by week, and by hour of the day.
//!
//! Honest about how closely a time is known (decision 10): what is known to some hours or to the day counts in its week and in no hour,
//! what is known to the month counts in neither. Both are told, so that nobody takes the rest for all.

use super::heard::Heard;
use super::time::stockholm;
use super::week::Week;
use jiff::Timestamp;

/// Weeks that are told, the last of them the present one.
pub const WEEKS: usize = 52;

/// What was seen in a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InWeek {
    /// The week.
    pub week: Week,
    /// Reports that say that something is there.
    pub there: u32,
    /// Reports that say that it is gone.
    pub gone: u32,
}

/// When things are seen at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rhythm {
    /// The last [`WEEKS`] weeks, the oldest first.
    pub weeks: Vec<InWeek>,
    /// Reports that say that something is there, by the hour in Stockholm that they say it of, in those weeks.
    pub hours: [u32; 24],
    /// Of the reports of those weeks, how many are in no hour because it is not known.
    pub without_hour: u32,
    /// Of all reports, how many are in no week because only their month is known.
    pub without_week: u32,
    /// How many were seen before those weeks.
    pub earlier: u32,
}

/// When things are seen, by what somebody has heard, looked at from a moment.
#[must_use]
pub fn of(heard: &[Heard<'_>], now: Timestamp) -> Rhythm {
    let last = Week::of(now);
    let ago = |at: usize| u32::try_from(WEEKS - 1 - at).unwrap_or_default();
    let weeks = (0..WEEKS).map(|at| InWeek { week: last.earlier(ago(at)), there: 0, gone: 0 }).collect();
    let mut rhythm = Rhythm { weeks, hours: [0; 24], without_hour: 0, without_week: 0, earlier: 0 };
    for one in heard {
        rhythm.take(one, last);
    }
    rhythm
}

impl Rhythm {
    fn take(&mut self, one: &Heard<'_>, last: Week) {
        if !one.week_is_known() {
            self.without_week += 1;
            return;
        }
        let ago = Week::of(one.observed_at).before(last);
        let Some(at) = (WEEKS - 1).checked_sub(ago) else {
            self.earlier += 1;
            return;
        };
        if !one.says_it_is_there() {
            self.weeks[at].gone += 1;
            return;
        }
        self.weeks[at].there += 1;
        if one.hour_is_known() {
            let hour = one.observed_at.to_zoned(stockholm().clone()).hour();
            self.hours[usize::try_from(hour).unwrap_or_default()] += 1;
        } else {
            self.without_hour += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::report::{ObservedPrecision, Sighting};

    fn heard(at: &str, precision: ObservedPrecision, sighting: Sighting) -> Heard<'static> {
        let observed_at: Timestamp = at.parse().unwrap();
        Heard {
            observed_at,
            precision,
            received_at: observed_at,
            sighting,
            source: "field_staff",
            origin: None,
        }
    }

    #[test]
    fn each_report_counts_where_its_time_is_known_and_nowhere_else() {
        use ObservedPrecision::{Day, Hours, Moment, Month};
        use Sighting::{Gone, New, Still};
        let now = "2026-11-26T12:00:00+01:00".parse().unwrap();
        let rhythm = of(
            &[
                heard("2026-11-23T22:40:00+01:00", Moment, New),
                heard("2026-11-16T00:00:00+01:00", Day, Still),
                heard("2026-11-18T17:00:00+01:00", Hours, New),
                heard("2026-11-17T08:00:00+01:00", Moment, Gone),
                heard("2026-11-01T00:00:00+01:00", Month, New),
                // In summer the same hour is another one of Greenwich.
                heard("2026-07-06T20:40:00Z", Moment, New),
                heard("2025-11-01T08:00:00+01:00", Moment, New),
            ],
            now,
        );
        assert_eq!((rhythm.without_hour, rhythm.without_week, rhythm.earlier), (2, 1, 1));
        assert_eq!(rhythm.hours[22], 2);
        assert_eq!(rhythm.hours.iter().sum::<u32>(), 2);
        let week = |code: &str| rhythm.weeks.iter().find(|one| one.week.code() == code).unwrap();
        assert_eq!((week("2026-W48").there, week("2026-W47").there, week("2026-W47").gone), (1, 2, 1));
        assert_eq!((rhythm.weeks.len(), rhythm.weeks[51].week.code()), (52, "2026-W48".into()));
    }

    #[test]
    fn what_is_said_of_the_future_counts_in_the_present_week() {
        let now = "2026-11-29T23:59:00+01:00".parse().unwrap();
        // A phone whose clock is some minutes ahead.
        let rhythm = of(&[heard("2026-11-30T00:04:00+01:00", ObservedPrecision::Moment, Sighting::New)], now);
        assert_eq!(rhythm.weeks[51].there, 1);
    }
}
