use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// A text as the guard reads it: compatibility forms made plain, all digits and dashes ASCII, white space single
/// characters, invisible characters gone. Never stored, and without `Debug`, so that it cannot be logged.
pub(super) struct Folded {
    pub(super) chars: Vec<char>,
}

impl Folded {
    pub(super) fn of(text: &str) -> Self {
        // A text that is in this form already, as most are, need not be brought into it.
        let chars = match is_nfkc_quick(text.chars()) {
            IsNormalized::Yes => seen(text.chars()),
            IsNormalized::No | IsNormalized::Maybe => seen(text.nfkc()),
        };
        Self { chars }
    }

    /// The character at a signed offset, if there is one.
    pub(super) fn at(&self, index: usize, offset: isize) -> Option<char> {
        index.checked_add_signed(offset).and_then(|index| self.chars.get(index)).copied()
    }

    /// Words of letters and digits, with where each begins and ends.
    pub(super) fn words(&self) -> impl Iterator<Item = (usize, usize)> {
        let mut from = 0;
        std::iter::from_fn(move || {
            let start = from + self.chars[from..].iter().position(|c| c.is_alphanumeric())?;
            let length = self.chars[start..].iter().take_while(|c| c.is_alphanumeric()).count();
            from = start + length;
            Some((start, from))
        })
    }
}

fn seen(chars: impl Iterator<Item = char>) -> Vec<char> {
    chars.filter(|&c| !is_invisible(c)).map(plain).collect()
}

fn plain(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' | '\u{2043}' => '-',
        '\n' => '\n',
        _ if c.is_whitespace() => ' ',
        _ => ascii_digit(c).unwrap_or(c),
    }
}

/// Zeros of the scripts whose digits are not already plain after NFKC; nine digits follow each.
const ZEROS: [char; 12] = [
    '\u{0660}', '\u{06F0}', '\u{07C0}', '\u{0966}', '\u{09E6}', '\u{0A66}', '\u{0AE6}', '\u{0E50}',
    '\u{0ED0}', '\u{0F20}', '\u{1040}', '\u{17E0}',
];

fn ascii_digit(c: char) -> Option<char> {
    let zero = ZEROS.into_iter().rfind(|&zero| zero <= c)?;
    char::from_digit(u32::from(c) - u32::from(zero), 10)
}

/// Characters that can stand between two digits without being seen.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' | '\u{FFA0}' | '\u{0300}'..='\u{036F}' | '\u{20D0}'..='\u{20FF}' | '\u{E0000}'..='\u{E0FFF}')
        || (c.is_control() && c != '\n' && c != '\t' && c != '\r')
}
