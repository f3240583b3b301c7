//! Swedish personal identity numbers and coordination numbers.
//!
//! Ten digits YYMMDDNNNC or twelve with the century; the day is 60 more in coordination numbers; the last digit is a
//! Luhn check of the other nine. Organisation numbers have 20 or more where the month stands, and so fall away.

use super::fold::Folded;
use super::runs::{self, Gap, Run};

/// No number is written in more pieces, but for digit by digit.
const DIGITS_MAX: usize = 12;

pub(super) fn is_in(text: &Folded) -> bool {
    let runs = runs::of(text);
    (0..runs.len()).any(|first| begins_at(&runs[first..]))
}

/// Whether an identity number begins with the first of the runs and ends with one of the next.
fn begins_at(runs: &[Run]) -> bool {
    let mut digits: Vec<u8> = Vec::with_capacity(DIGITS_MAX);
    for (index, run) in runs.iter().enumerate() {
        if (index > 0 && run.gap == Gap::Apart) || digits.len() + run.len() > DIGITS_MAX {
            return false;
        }
        digits.extend(&run.digits);
        if is_number(&digits) && is_written_as_one(&runs[..=index], digits.len()) {
            return true;
        }
    }
    false
}

fn is_number(digits: &[u8]) -> bool {
    let century = match digits.len() {
        10 => None,
        12 => Some(u32::from(digits[0]) * 10 + u32::from(digits[1])),
        _ => return false,
    };
    let ten = &digits[digits.len() - 10..];
    century.is_none_or(|century| (18..=20).contains(&century)) && is_date(century, ten) && luhn(ten)
}

fn is_date(century: Option<u32>, ten: &[u8]) -> bool {
    let pair = |at: usize| u32::from(ten[at]) * 10 + u32::from(ten[at + 1]);
    let (year, month, day) = (pair(0), pair(2), pair(4));
    let day = if day > 60 { day - 60 } else { day };
    // Without its century a year may be a leap year if the two digits allow it; 1900 was none, 2000 was.
    let leap = match century {
        Some(century) => year % 4 == 0 && (year != 0 || century % 4 == 0),
        None => year % 4 == 0,
    };
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return false,
    };
    (1..=days).contains(&day)
}

fn luhn(ten: &[u8]) -> bool {
    let sum: u32 = ten
        .iter()
        .enumerate()
        .map(|(index, &digit)| {
            let weighted = u32::from(digit) * if index % 2 == 0 { 2 } else { 1 };
            weighted / 10 + weighted % 10
        })
        .sum();
    sum.is_multiple_of(10)
}

/// Whether the gaps stand where somebody would put them in a number, rather than between numbers of other kinds.
///
/// A line break may stand anywhere, since lines break anywhere.
fn is_written_as_one(runs: &[Run], digits: usize) -> bool {
    if runs.iter().all(|run| run.len() == 1) {
        return true;
    }
    let mut from_end = digits;
    let sensible = runs.windows(2).all(|pair| {
        from_end -= pair[0].len();
        match pair[1].gap {
            Gap::Line => true,
            // Before the serial number, between day, month and year, and before it again for four as two and two.
            Gap::Space | Gap::Dash => matches!(from_end, 2 | 4 | 6 | 8 | 10),
            Gap::Dot => matches!(from_end, 4 | 6 | 8),
            Gap::Bracket | Gap::Apart => false,
        }
    });
    sensible && !is_date_and_time(runs)
}

/// `2024-05-01 1430` and `2024-05-01 14 30`: a date in parts, white space, and four digits that are a time of day.
fn is_date_and_time(runs: &[Run]) -> bool {
    let [year, month, day, time @ ..] = runs else {
        return false;
    };
    let lengths = (year.len(), month.len(), day.len());
    if lengths != (4, 2, 2) || month.gap != Gap::Dash || day.gap != Gap::Dash {
        return false;
    }
    let (gap, hour, minute) = match time {
        [time] => (time.gap, time.value().map(|value| value / 100), time.value().map(|value| value % 100)),
        [hour, minute] => (hour.gap, hour.value(), minute.value()),
        _ => return false,
    };
    gap == Gap::Space && hour.is_some_and(|hour| hour < 24) && minute.is_some_and(|minute| minute < 60)
}
