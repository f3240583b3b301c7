use super::fold::Folded;

/// The longest gap that still joins digits into one number: `" - "`.
const GAP_MAX_CHARS: usize = 3;

/// A run of digits, and what lies between it and the one before.
pub(super) struct Run {
    pub(super) start: usize,
    pub(super) digits: Vec<u8>,
    pub(super) gap: Gap,
}

/// What stands between two runs of digits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Anything that keeps numbers apart.
    Apart,
    /// A line break, alone or among white space.
    Line,
    /// White space.
    Space,
    /// A dash or plus, perhaps among white space.
    Dash,
    /// A single full stop, slash or underscore.
    Dot,
    /// A bracket, perhaps among white space and dashes, as around area codes.
    Bracket,
}

/// All runs of ASCII digits, in order.
pub(super) fn of(text: &Folded) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut end = 0;
    let mut index = 0;
    while index < text.chars.len() {
        let digits: Vec<u8> =
            text.chars[index..].iter().map_while(|c| c.to_digit(10)).map(|digit| digit as u8).collect();
        if digits.is_empty() {
            index += 1;
            continue;
        }
        let gap = if runs.is_empty() { Gap::Apart } else { gap(&text.chars[end..index]) };
        let start = index;
        index += digits.len();
        end = index;
        runs.push(Run { start, digits, gap });
    }
    runs
}

fn gap(between: &[char]) -> Gap {
    let any = |wanted: &[char]| between.iter().any(|c| wanted.contains(c));
    let all_of = |wanted: &[char]| between.iter().all(|c| wanted.contains(c));
    if between.len() > GAP_MAX_CHARS {
        return Gap::Apart;
    }
    match between {
        ['.' | '/' | '_'] => Gap::Dot,
        _ if all_of(&[' ']) => Gap::Space,
        _ if all_of(&[' ', '\n']) => Gap::Line,
        _ if all_of(&[' ', '\n', '-', '+']) => Gap::Dash,
        _ if any(&['(', ')']) && all_of(&[' ', '-', '(', ')']) => Gap::Bracket,
        _ => Gap::Apart,
    }
}

impl Run {
    pub(super) fn len(&self) -> usize {
        self.digits.len()
    }

    /// The run as a number; runs of more than nine digits are no number anyone asks about.
    pub(super) fn value(&self) -> Option<u32> {
        (self.len() <= 9).then(|| self.digits.iter().fold(0, |sum, &digit| sum * 10 + u32::from(digit)))
    }
}
