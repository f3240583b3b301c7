//! What holds from one day until another: relations, settings, rules, codes and areas all do.
//!
//! A period begins on its first day and ends before its `until`. A line of periods tells one thing
//! over time: they never overlap, and stand in order.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Most periods that one thing is told in.
pub const PERIODS_MAX: usize = 100;

/// Whether a day lies between a first day and the first day after; `None` is without an end that way.
#[must_use]
pub fn holds(from: Option<Date>, until: Option<Date>, day: Date) -> bool {
    from.is_none_or(|from| from <= day) && until.is_none_or(|until| day < until)
}

/// Whether two periods, each from its first day until the first day after, have a day in common.
#[must_use]
pub fn overlap(a: (Option<Date>, Option<Date>), b: (Option<Date>, Option<Date>)) -> bool {
    let begins_in_time = |from: Option<Date>, until: Option<Date>| match (from, until) {
        (Some(from), Some(until)) => from < until,
        (None, _) | (_, None) => true,
    };
    // A period that ends where it begins holds on no day.
    let has_days = |(from, until)| begins_in_time(from, until);
    has_days(a) && has_days(b) && begins_in_time(a.0, b.1) && begins_in_time(b.0, a.1)
}

/// Something that holds from one day until another: `from` included, `until` not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dated<T> {
    /// What holds.
    pub value: T,
    /// First day it holds; `None` when nobody has said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// First day it no longer holds; `None` while it goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

impl<T> Dated<T> {
    /// Holds from a day on, until further notice.
    pub fn since(value: T, from: Option<Date>) -> Self {
        Self { value, from, until: None }
    }

    /// Whether it holds on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        holds(self.from, self.until, day)
    }
}

/// The value that holds on a day: the one that began last.
pub fn current<T>(line: &[Dated<T>], day: Date) -> Option<&T> {
    line.iter().filter(|period| period.holds_on(day)).max_by_key(|period| period.from).map(|p| &p.value)
}

/// Whether a line says something else after a day than up to another, not later one: a period begins
/// or ends on one of the days between.
#[must_use]
pub fn turns<T>(line: &[Dated<T>], after: Date, up_to: Date) -> bool {
    line.iter()
        .flat_map(|period| [period.from, period.until])
        .flatten()
        .any(|day| after < day && day <= up_to)
}

/// Why a period cannot be put into a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotPut {
    /// It ends on the day it begins, or before.
    EndsBeforeItBegins,
    /// It reaches into a period that begins on this later day.
    ReachesInto(Date),
    /// The line would have more than [`PERIODS_MAX`] periods.
    TooMany,
}

/// The line in which a value holds from a day; `None` is that nothing does.
///
/// Without `until` it goes on to where the next period begins, or for good: what is told of later
/// days stays as it is told. What held on the days it takes ends there, and goes on after `until`.
/// Periods of the same value that meet become one.
///
/// # Errors
/// [`NotPut`]; nothing that begins later is ever put out of the way by something that began before.
pub fn put<T: Clone + PartialEq>(
    line: &[Dated<T>],
    value: Option<T>,
    from: Date,
    until: Option<Date>,
) -> Result<Vec<Dated<T>>, NotPut> {
    if until.is_some_and(|until| until <= from) {
        return Err(NotPut::EndsBeforeItBegins);
    }
    let next = line.iter().filter_map(|period| period.from).filter(|begins| *begins > from).min();
    let until = match (until, next) {
        (Some(until), Some(next)) if next < until => return Err(NotPut::ReachesInto(next)),
        (Some(until), _) => Some(until),
        (None, next) => next,
    };
    let mut put: Vec<Dated<T>> = Vec::with_capacity(line.len() + 2);
    for period in line {
        let before = period.until.map_or(from, |ends| ends.min(from));
        if period.from.is_none_or(|begins| begins < before) {
            put.push(Dated { until: Some(before), ..period.clone() });
        }
        if let Some(until) = until
            && period.until.is_none_or(|ends| until < ends)
        {
            let begins = period.from.map_or(until, |begins| begins.max(until));
            put.push(Dated { from: Some(begins), ..period.clone() });
        }
    }
    put.extend(value.map(|value| Dated { value, from: Some(from), until }));
    put.sort_by_key(|period| period.from);
    let put = joined(put);
    if put.len() > PERIODS_MAX { Err(NotPut::TooMany) } else { Ok(put) }
}

fn joined<T: PartialEq>(line: Vec<Dated<T>>) -> Vec<Dated<T>> {
    let mut joined: Vec<Dated<T>> = Vec::with_capacity(line.len());
    for period in line {
        match joined.last_mut() {
            Some(last) if last.value == period.value && last.until.is_some() && last.until == period.from => {
                last.until = period.until;
            }
            _ => joined.push(period),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;
    use jiff::civil::date;

    fn year(year: i16) -> Date {
        date(year, 1, 1)
    }

    fn line(periods: &[(&'static str, Option<i16>, Option<i16>)]) -> Vec<Dated<&'static str>> {
        let dated = |(value, from, until): &(_, Option<i16>, Option<i16>)| Dated {
            value: *value,
            from: from.map(year),
            until: until.map(year),
        };
        periods.iter().map(dated).collect()
    }

    #[test]
    fn the_newest_of_what_holds_is_current() {
        let owners = line(&[("A", None, Some(2024)), ("B", Some(2024), None)]);
        assert_eq!(current(&owners, date(2023, 12, 31)), Some(&"A"));
        assert_eq!(current(&owners, year(2024)), Some(&"B"));
    }

    #[test]
    fn what_is_told_of_an_earlier_day_ends_where_the_next_begins() {
        let owners = line(&[("B", Some(2024), None)]);
        let put_in = put(&owners, Some("A"), year(2020), None);
        assert_eq!(put_in, Ok(line(&[("A", Some(2020), Some(2024)), ("B", Some(2024), None)])));
        assert_eq!(
            put(&owners, Some("A"), year(2020), Some(year(2025))),
            Err(NotPut::ReachesInto(year(2024)))
        );
        assert_eq!(put(&owners, Some("B"), year(2020), None), Ok(line(&[("B", Some(2020), None)])));
    }

    #[test]
    fn what_held_before_ends_and_goes_on_after_a_time() {
        let owners = line(&[("A", None, None)]);
        let later = put(&owners, Some("B"), year(2024), None);
        assert_eq!(later, Ok(line(&[("A", None, Some(2024)), ("B", Some(2024), None)])));
        let lent = put(&owners, Some("B"), year(2024), Some(year(2025)));
        let told = line(&[("A", None, Some(2024)), ("B", Some(2024), Some(2025)), ("A", Some(2025), None)]);
        assert_eq!(lent, Ok(told));
        assert_eq!(put(&owners, Some("A"), year(2024), None), Ok(owners));
    }

    #[test]
    fn nothing_from_a_day_on_is_an_end_and_takes_back_what_begins_there() {
        let owners = line(&[("A", None, Some(2024)), ("B", Some(2024), None)]);
        assert_eq!(
            put(&owners, None, year(2025), None),
            Ok(line(&[("A", None, Some(2024)), ("B", Some(2024), Some(2025))]))
        );
        assert_eq!(put(&owners, None, year(2024), None), Ok(line(&[("A", None, Some(2024))])));
        assert_eq!(put(&owners, None, year(2024), Some(year(2024))), Err(NotPut::EndsBeforeItBegins));
    }

    /// Each day of a few weeks says what was last said of it, however the periods came.
    #[test]
    fn every_day_says_what_was_told_of_it_last() {
        let mut random = 7_u64;
        let mut next = |below: u64| {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (random >> 33) % below
        };
        let first = year(2026);
        let day = |n: u64| first.checked_add(i64::try_from(n).unwrap().days()).unwrap();
        for _ in 0..300 {
            let (mut told, mut days) = (Vec::new(), [None; 40]);
            for _ in 0..8 {
                let (from, value) = (next(30), (next(4) > 0).then(|| next(3)));
                let until = (next(2) == 0).then(|| from + 1 + next(8));
                let begins = |period: &Dated<u64>| period.from.filter(|begins| *begins > day(from));
                let ends = told.iter().filter_map(begins).min();
                match put(&told, value, day(from), until.map(day)) {
                    Ok(line) => {
                        for (n, says) in days.iter_mut().enumerate().skip(usize::try_from(from).unwrap()) {
                            let n = day(n as u64);
                            if until.is_none_or(|until| n < day(until)) && ends.is_none_or(|ends| n < ends) {
                                *says = value;
                            }
                        }
                        told = line;
                    }
                    Err(fault) => assert!(matches!(fault, NotPut::ReachesInto(at) if Some(at) == ends)),
                }
                for (n, says) in days.iter().enumerate() {
                    assert_eq!(current(&told, day(n as u64)), says.as_ref(), "day {n} of {told:?}");
                    assert!(told.iter().filter(|period| period.holds_on(day(n as u64))).count() <= 1);
                }
            }
        }
    }

    #[test]
    fn periods_overlap_where_they_share_a_day() {
        let (y, none) = (|n| Some(year(n)), None);
        assert!(overlap((none, none), (y(2024), none)));
        assert!(overlap((none, y(2025)), (y(2024), none)));
        assert!(!overlap((none, y(2024)), (y(2024), none)));
        assert!(!overlap((y(2024), y(2024)), (none, none)), "it holds on no day");
    }
}
