//! Numbers that the police keep cases under: `5000-K123456-24`, `K1234-24`.

/// Digits of the running number.
const RUNNING_DIGITS: std::ops::RangeInclusive<usize> = 3..=8;

/// Whether a text holds the number of a police case: a K, digits, a dash and the year.
#[must_use]
pub fn is_case_number(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    (0..chars.len()).any(|at| is_k(&chars, at) && is_numbered(&chars[at + 1..]))
}

/// A K that no word ends in.
fn is_k(chars: &[char], at: usize) -> bool {
    matches!(chars[at], 'K' | 'k') && (at == 0 || !chars[at - 1].is_alphanumeric())
}

fn is_numbered(rest: &[char]) -> bool {
    let digits = |chars: &[char]| chars.iter().take_while(|c| c.is_ascii_digit()).count();
    let running = digits(rest);
    let Some((dash, year)) = rest[running..].split_first() else { return false };
    RUNNING_DIGITS.contains(&running)
        && matches!(dash, '-' | '\u{2010}'..='\u{2015}' | '/')
        && matches!(digits(year), 2 | 4)
}

#[cfg(test)]
mod tests {
    use super::is_case_number;

    #[test]
    fn case_numbers_are_told_from_other_codes() {
        for text in ["5000-K123456-24", "K1234-24", "se k98765-2023 om detta", "0201-K1000/24"] {
            assert!(is_case_number(text), "{text}");
        }
        for text in ["K2", "K12-24", "SK1234-24", "K1234", "K1234-5", "0180C1010", "2020-K-24", "Väg K 1234"]
        {
            assert!(!is_case_number(text), "{text}");
        }
    }
}
