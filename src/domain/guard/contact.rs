//! Phone numbers, e-mail addresses and numbers of flats.

use super::fold::Folded;
use super::runs::{self, Gap, Run};

/// Digits of an international number after the plus or the zeros.
const INTERNATIONAL_DIGITS: std::ops::RangeInclusive<usize> = 9..=15;
/// Digits of a Swedish national number, the leading zero included.
const NATIONAL_DIGITS: std::ops::RangeInclusive<usize> = 8..=11;

pub(super) fn phone_is_in(text: &Folded) -> bool {
    let runs = runs::of(text);
    (0..runs.len()).any(|first| {
        let runs = &runs[first..];
        !goes_on_from_digits(text, runs[0].start) && (is_international(text, runs) || is_national(text, runs))
    })
}

/// `59.0701234567`, `2023/0123-4567`: the rest of a decimal number or of a case number.
fn goes_on_from_digits(text: &Folded, start: usize) -> bool {
    matches!(text.at(start, -1), Some('.' | ',' | '/'))
        && text.at(start, -2).is_some_and(|c| c.is_ascii_digit())
}

/// The first runs that together are one number, as far as white space, dashes, dots and brackets join them.
fn joined(runs: &[Run], digits_max: usize) -> &[Run] {
    let mut digits = 0;
    let count = runs
        .iter()
        .enumerate()
        .take_while(|(index, run)| {
            digits += run.len();
            digits <= digits_max && (*index == 0 || !matches!(run.gap, Gap::Apart))
        })
        .count();
    &runs[..count]
}

fn digit_count(runs: &[Run]) -> usize {
    runs.iter().map(Run::len).sum()
}

/// `+46 70 ...`, `0046 70 ...`: a plus or two zeros, then a country that does not begin with zero.
fn is_international(text: &Folded, runs: &[Run]) -> bool {
    let first = &runs[0].digits;
    let zeros = if text.at(runs[0].start, -1) == Some('+') {
        // A plus after a digit is the sign of somebody over a hundred, or a sum.
        if text.at(runs[0].start, -2).is_some_and(|c| c.is_ascii_digit()) || first[0] == 0 {
            return false;
        }
        0
    } else if first.starts_with(&[0, 0]) && first.get(2).is_some_and(|&digit| digit != 0) {
        2
    } else {
        return false;
    };
    let joined = joined(runs, INTERNATIONAL_DIGITS.end() + zeros);
    INTERNATIONAL_DIGITS.contains(&(digit_count(joined).saturating_sub(zeros)))
}

/// A zero and an area code or 07x, in one piece or in groups.
fn is_national(text: &Folded, runs: &[Run]) -> bool {
    let first = &runs[0];
    if first.digits[0] != 0 || first.digits.get(1).is_none_or(|&digit| digit == 0) {
        return false;
    }
    let mobile = first.digits.starts_with(&[0, 7]) && first.len() == 10;
    if text.at(first.start, -1).is_some_and(char::is_alphabetic) {
        // Identifiers have letters before their digits; only a mobile number is unmistakable there.
        return mobile;
    }
    match first.len() {
        9..=11 => true,
        8 => !is_day_month_year(&first.digits) && (first.digits[1] == 8 || ends_with_two(&runs[1..], first)),
        _ => is_national_in_groups(joined(runs, *NATIONAL_DIGITS.end())),
    }
}

/// `07012345 67`: all of a mobile number but its last two digits in one piece.
fn ends_with_two(rest: &[Run], first: &Run) -> bool {
    let joined = |run: &Run| run.len() == 2 && run.gap != Gap::Apart;
    first.digits[1] == 7 && rest.first().is_some_and(joined)
}

fn is_national_in_groups(runs: &[Run]) -> bool {
    // A run of more digits than any number has is joined to nothing, not even to itself.
    let Some((first, rest)) = runs.split_first() else { return false };
    if !NATIONAL_DIGITS.contains(&digit_count(runs)) || rest.iter().any(|run| run.len() < 2) {
        return false;
    }
    // Stockholm is 08, every other area has three or four digits; or everything is written in pairs.
    let in_pairs = runs.len() == 5 && runs.iter().all(|run| run.len() == 2) && first.digits[1] == 7;
    let area = first.digits == [0, 8] || matches!(first.len(), 3..=7);
    (area || in_pairs) && !are_times_or_date(runs)
}

/// Opening hours (`0700-2200`, `08.30-16.00`, `08-16 10-15`) and dates (`08-12-2023`).
fn are_times_or_date(runs: &[Run]) -> bool {
    let values: Vec<u32> = runs.iter().filter_map(Run::value).collect();
    let lengths: Vec<usize> = runs.iter().map(Run::len).collect();
    match (&lengths[..], &values[..]) {
        ([4, 4], _) => values.iter().all(|value| value / 100 <= 24 && value % 100 < 60),
        ([2, 2, 4], [day, month, year]) => *day <= 31 && *month <= 12 && (1900..2100).contains(year),
        // Four pairs are two spans of hours, or of hours and minutes: neither has sixty or more.
        ([2, 2, 2, 2], _) if values.iter().any(|&value| value >= 60) => false,
        _ if lengths.iter().all(|&length| length == 2) => {
            let dashes = runs[1..].iter().filter(|run| run.gap == Gap::Dash).count();
            dashes > 1 || runs[1..].iter().any(|run| run.gap == Gap::Dot)
        }
        _ => false,
    }
}

fn is_day_month_year(digits: &[u8]) -> bool {
    let number = |range: std::ops::Range<usize>| {
        digits[range].iter().fold(0, |sum, &digit| sum * 10 + u32::from(digit))
    };
    (1..=31).contains(&number(0..2))
        && (1..=12).contains(&number(2..4))
        && (1900..2100).contains(&number(4..8))
}

/// `name@domain.tld`, with a space on either side of the sign, or with the sign as a word in brackets.
pub(super) fn email_is_in(text: &Folded) -> bool {
    let chars = &text.chars;
    (0..chars.len()).any(|index| {
        at_sign_length(&chars[index..]).is_some_and(|length| {
            let (before, after) = (&chars[..index], &chars[index + length..]);
            let before = before.strip_suffix(&[' ']).unwrap_or(before);
            let after = after.strip_prefix(&[' ']).unwrap_or(after);
            before.last().is_some_and(|&c| c.is_alphanumeric() || "._%+-".contains(c))
                && begins_with_domain(after)
        })
    })
}

fn at_sign_length(chars: &[char]) -> Option<usize> {
    let is =
        |sign: &str| sign.chars().zip(chars).filter(|(a, b)| a.eq_ignore_ascii_case(b)).count() == sign.len();
    ["@", "(at)", "[at]", "{at}", "(a)", "(snabel-a)"].into_iter().find(|sign| is(sign)).map(str::len)
}

/// Letters, digits and dashes, a dot, and a top-level domain of at least two letters.
fn begins_with_domain(chars: &[char]) -> bool {
    let label = |chars: &[char]| chars.iter().take_while(|&&c| c.is_alphanumeric() || c == '-').count();
    let mut rest = chars;
    loop {
        let length = label(rest);
        if length == 0 {
            return false;
        }
        let Some(after) = rest[length..].strip_prefix(&['.']) else {
            return false;
        };
        let next = label(after);
        if next >= 2 && after[..2].iter().all(|c| c.is_alphabetic()) {
            return true;
        }
        rest = after;
    }
}

const FLAT_WORDS: [&str; 13] = [
    "lgh",
    "lght",
    "lägenhet",
    "lägenheten",
    "lägenhetsnummer",
    "lägenhetsnumret",
    "lghnummer",
    "lghnumret",
    "lägenhetsnr",
    "lghnr",
    "apt",
    "apartment",
    "flat",
];
/// How far after the word its number may stand.
const FLAT_NUMBER_WITHIN_CHARS: usize = 3;

/// `lgh 1203`, `lägenhet nr 12`, `lgh1203`, `flat B12`.
pub(super) fn apartment_is_in(text: &Folded) -> bool {
    let words = text.words().map(|(start, end)| (start, end, lower(&text.chars[start..end])));
    let mut after_flat: Option<usize> = None;
    for (start, end, word) in words {
        let near = after_flat.is_some_and(|end| start - end <= FLAT_NUMBER_WITHIN_CHARS);
        let written_on = FLAT_WORDS.iter().filter_map(|flat| word.strip_prefix(flat)).any(is_number_of_flat);
        if (near && begins_with_number(&word)) || written_on {
            return true;
        }
        let goes_on = near && matches!(word.as_str(), "nr" | "nummer" | "no");
        after_flat = (goes_on || FLAT_WORDS.contains(&word.as_str())).then_some(end);
    }
    false
}

/// `1203`, `B12`, `B12a`: digits, perhaps after a letter.
fn begins_with_number(word: &str) -> bool {
    let digits = word.strip_prefix(|c: char| c.is_ascii_alphabetic()).unwrap_or(word);
    digits.starts_with(|c: char| c.is_ascii_digit())
}

/// The same, with nothing after it but perhaps a letter.
fn is_number_of_flat(text: &str) -> bool {
    let after = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
    text.len() - after.len() <= 1
        && rest.len() < after.len()
        && rest.len() <= 1
        && rest.chars().all(|c| c.is_ascii_alphabetic())
}

pub(super) fn lower(chars: &[char]) -> String {
    chars.iter().flat_map(|c| c.to_lowercase()).collect()
}
