//! Hours of the day, as the clocks of Stockholm show them: bands of them, and in which of them something was seen.
//!
//! Evenings and nights matter, and few know to the minute when they saw something. What is known to lie in some
//! hours belongs to a band only where all of those hours do: "yesterday evening" is no answer to "at eight o'clock"
//! (docs/decisions/0032).

use super::report::ObservedPrecision;
use super::time::stockholm;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

const DAY_H: u8 = 24;
/// What is known to more hours than this is known to the day.
pub const KNOWN_HOURS_MAX: u8 = 12;

/// From one hour of the day until another; over midnight where it ends before it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HourBand {
    /// The first hour, 0 to 23.
    pub from: u8,
    /// The hour it ends at, 1 to 24.
    pub until: u8,
}

impl HourBand {
    /// Whether it is one: hours of a day, and some of them.
    #[must_use]
    pub fn is_sound(self) -> bool {
        self.from < DAY_H && (1..=DAY_H).contains(&self.until) && self.from != self.until
    }

    /// How many hours it has, where it is sound.
    fn hours(self) -> u8 {
        if self.until > self.from { self.until - self.from } else { DAY_H - self.from + self.until }
    }
}

/// It is not two hours of the day with a dash between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoBand;

impl FromStr for HourBand {
    type Err = NoBand;

    /// Reads `17-22` or, over midnight, `22-6`.
    fn from_str(text: &str) -> Result<Self, NoBand> {
        let hour = |text: &str| {
            let is_short = matches!(text.len(), 1 | 2) && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse::<u8>().ok().filter(|_| is_short).ok_or(NoBand)
        };
        let (from, until) = text.split_once('-').ok_or(NoBand)?;
        let band = Self { from: hour(from)?, until: hour(until)? };
        if band.is_sound() { Ok(band) } else { Err(NoBand) }
    }
}

/// Some hours of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HourSet(u32);

impl HourSet {
    /// All hours of some bands; none where there are none.
    #[must_use]
    pub fn of(bands: &[HourBand]) -> Self {
        let hours = bands.iter().flat_map(|band| (0..band.hours()).map(|ahead| (band.from + ahead) % DAY_H));
        Self(hours.fold(0, |set, hour| set | (1 << hour)))
    }

    /// Whether an hour is among them.
    #[must_use]
    pub const fn has(self, hour: u8) -> bool {
        (self.0 >> (hour % DAY_H)) & 1 == 1
    }

    /// Whether something is known to have been seen in them.
    #[must_use]
    pub fn hold(self, known: KnownHours) -> bool {
        known.count > 0 && (0..known.count).all(|ahead| self.has(known.first + ahead))
    }

    /// For each hour, how many of them follow one another from it on; 0 for one that is not among them.
    #[must_use]
    pub fn runs(self) -> [u8; DAY_H as usize] {
        let mut runs = [0; DAY_H as usize];
        for (run, from) in runs.iter_mut().zip(0..) {
            while *run < DAY_H && self.has(from + *run) {
                *run += 1;
            }
        }
        runs
    }
}

/// The hours of the day in which something may have been seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownHours {
    /// The first of them, 0 to 23.
    pub first: u8,
    /// How many, one after the other; 0 where no more is known than the day.
    pub count: u8,
}

impl KnownHours {
    /// What is known of something seen at a moment, or in so many hours from it on.
    #[must_use]
    pub fn of(observed_at: Timestamp, precision: ObservedPrecision, hours: Option<u8>) -> Self {
        let first = hour_at(observed_at);
        match precision {
            ObservedPrecision::Moment => Self { first, count: 1 },
            ObservedPrecision::Hours => {
                let hours = hours.unwrap_or_default().min(KNOWN_HOURS_MAX);
                let last = SignedDuration::from_hours(hours.into()) - SignedDuration::from_secs(1);
                let last = hour_at(observed_at.checked_add(last).unwrap_or(observed_at));
                Self { first, count: if hours == 0 { 0 } else { (last + DAY_H - first) % DAY_H + 1 } }
            }
            ObservedPrecision::Day | ObservedPrecision::Month => Self { first, count: 0 },
        }
    }
}

/// The hour that the clocks of Stockholm show at a moment.
#[must_use]
pub fn hour_at(moment: Timestamp) -> u8 {
    let ahead_s = i64::from(stockholm().to_offset(moment).seconds());
    let second = (moment.as_second() + ahead_s).rem_euclid(86_400);
    u8::try_from(second / 3_600).expect("a day has 24 hours")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(at: &str, hours: Option<u8>) -> (u8, u8) {
        let precision = if hours.is_some() { ObservedPrecision::Hours } else { ObservedPrecision::Moment };
        let known = KnownHours::of(at.parse().unwrap(), precision, hours);
        (known.first, known.count)
    }

    #[test]
    fn a_band_is_two_hours_of_the_day_and_may_go_over_midnight() {
        let set = |text: &str| HourSet::of(&[text.parse().unwrap()]);
        let hours = |set: HourSet| (0..24).filter(|hour| set.has(*hour)).collect::<Vec<_>>();
        assert_eq!(hours(set("17-22")), [17, 18, 19, 20, 21]);
        assert_eq!(hours(set("22-06")), [0, 1, 2, 3, 4, 5, 22, 23]);
        assert_eq!(hours(set("23-24")), [23]);
        assert_eq!(hours(set("0-24")).len(), 24);
        for wrong in
            ["", "7", "7-", "-7", "7-7", "24-3", "3-0", "3-25", "+3-5", "003-5", "3-5-7", "a-b", "3–5"]
        {
            assert_eq!(wrong.parse::<HourBand>(), Err(NoBand), "{wrong}");
        }
    }

    #[test]
    fn an_hour_is_that_of_stockholm_in_summer_and_winter() {
        for (at, hour) in [
            ("2026-07-06T20:40:00Z", 22),
            ("2026-11-23T20:40:00Z", 21),
            ("2026-11-23T23:30:00Z", 0),
            // The hour that the clocks show twice, both times.
            ("2026-10-25T00:30:00Z", 2),
            ("2026-10-25T01:30:00Z", 2),
        ] {
            assert_eq!(hour_at(at.parse().unwrap()), hour, "{at}");
        }
    }

    #[test]
    fn what_is_known_to_some_hours_is_in_all_that_it_touches() {
        assert_eq!(known("2026-11-23T17:00:00+01:00", None), (17, 1));
        assert_eq!(known("2026-11-23T17:00:00+01:00", Some(5)), (17, 5));
        assert_eq!(known("2026-11-23T17:30:00+01:00", Some(2)), (17, 3));
        assert_eq!(known("2026-11-23T22:00:00+01:00", Some(8)), (22, 8));
        // The night in which the clocks are put forward: 22 to 6 by the clock is seven hours.
        assert_eq!(known("2026-03-28T22:00:00+01:00", Some(7)), (22, 8));
        let day = KnownHours::of("2026-11-23T00:00:00+01:00".parse().unwrap(), ObservedPrecision::Day, None);
        assert_eq!(day.count, 0);
    }

    #[test]
    fn some_hours_hold_what_lies_in_them_whole_and_nothing_else() {
        let set = HourSet::of(&["17-22".parse().unwrap(), "22-6".parse().unwrap()]);
        let hold = |first, count| set.hold(KnownHours { first, count });
        assert!(hold(17, 1) && hold(5, 1) && hold(17, 5) && hold(20, 10) && hold(17, 13));
        assert!(!hold(16, 1) && !hold(6, 1) && !hold(16, 2) && !hold(17, 14) && !hold(18, 0));
    }

    #[test]
    fn runs_say_what_the_hours_say_one_by_one() {
        for bands in [&["17-22"][..], &["22-6"], &["22-6", "9-10"], &["0-24"], &["6-22", "22-6"]] {
            let set = HourSet::of(&bands.iter().map(|band| band.parse().unwrap()).collect::<Vec<_>>());
            for (first, count) in (0..24).flat_map(|first| (0..=24).map(move |count| (first, count))) {
                let by_run = count > 0 && count <= set.runs()[usize::from(first)];
                assert_eq!(by_run, set.hold(KnownHours { first, count }), "{bands:?} {first} {count}");
            }
        }
    }
}
