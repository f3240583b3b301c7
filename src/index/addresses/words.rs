//! What people type and what stands on the sign, made comparable.

use std::cmp::Ordering;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Most words of a search that are looked at.
const WORDS_MAX: usize = 10;

/// Small letters without dots and accents, and digits: `Götgatan` and `gotgatan` are alike.
#[must_use]
pub fn folded(text: &str) -> String {
    let small = text.chars().flat_map(char::to_lowercase);
    small.nfd().filter(|c| !is_combining_mark(*c) && c.is_alphanumeric()).collect()
}

/// Small letters with their dots, and digits.
#[must_use]
pub fn small(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).nfc().filter(|c| c.is_alphanumeric()).collect()
}

/// The words of a text; `S:t` is one word, `Karl-Alfreds` is two.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|c: char| c.is_whitespace() || matches!(c, '-' | '/' | ','));
    parts.filter(|part| part.chars().any(char::is_alphanumeric))
}

/// A word that was typed.
#[derive(Debug, PartialEq, Eq)]
pub struct Typed {
    /// As it compares with folded words.
    pub folded: String,
    /// As it compares with words that keep their dots.
    pub small: String,
    /// Whether it begins with a digit: a number, or the beginning of one.
    pub is_number: bool,
}

/// What was typed, word by word; `118 46` is one, a postal code.
#[must_use]
pub fn typed(text: &str) -> Vec<Typed> {
    let read = |word| {
        let folded = folded(word);
        let is_number = folded.starts_with(|c: char| c.is_ascii_digit());
        Typed { folded, small: small(word), is_number }
    };
    let mut all: Vec<Typed> = Vec::new();
    for word in words(text).take(WORDS_MAX).map(read).filter(|word| !word.folded.is_empty()) {
        match all.last_mut().filter(|last| is_figures(last, 3) && is_figures(&word, 2)) {
            Some(last) => last.folded.push_str(&word.folded),
            None => all.push(word),
        }
    }
    all
}

fn is_figures(word: &Typed, count: usize) -> bool {
    word.folded.len() == count && word.folded.bytes().all(|byte| byte.is_ascii_digit())
}

/// Orders as a Swedish list does: å, ä and ö come last, other accents count for nothing.
#[must_use]
pub fn swedish(text: &str) -> String {
    let letter = |c: char| match c {
        'å' => "{".to_owned(),
        'ä' | 'æ' => "|".to_owned(),
        'ö' | 'ø' => "}".to_owned(),
        c if c.is_whitespace() => " ".to_owned(),
        c => folded(&c.to_string()),
    };
    text.nfc().flat_map(char::to_lowercase).map(letter).collect()
}

/// Orders numbers as they stand along the street: 2, 2 A, 2 B, 10.
#[must_use]
pub fn along(a: Option<&str>, b: Option<&str>) -> Ordering {
    let parts = |number: Option<&str>| {
        let number = number.unwrap_or_default();
        let digits = number.chars().take_while(char::is_ascii_digit).count();
        (number[..digits].parse::<u64>().unwrap_or_default(), small(&number[digits..]))
    };
    parts(a).cmp(&parts(b))
}
