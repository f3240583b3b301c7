//! Words that point at where somebody comes from, what they believe or how they are: told to the writer, and let through.
//!
//! Such a word may be needed, and a list knows nothing of what a sentence means, so it refuses nothing. The lists lie in a
//! file of their own, which the phone reads as well: words as they stand, or beginnings, which end in a star.

use super::fold::Folded;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::ops::Bound;
use std::sync::OnceLock;

/// What a word points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sensitive {
    /// Where somebody comes from, or what they believe.
    Ethnicity,
    /// How somebody is.
    Health,
}

impl Sensitive {
    /// The name by which programs know it; never changes.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ethnicity => "ethnicity",
            Self::Health => "health",
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    ethnicity: Vec<String>,
    health: Vec<String>,
}

/// Words as they stand, and beginnings.
struct Words {
    whole: BTreeSet<String>,
    /// None of them begins with another.
    beginnings: BTreeSet<String>,
}

impl Words {
    fn of(listed: Vec<String>) -> Self {
        let (beginnings, whole): (Vec<_>, Vec<_>) = listed.into_iter().partition(|word| word.ends_with('*'));
        let mut words = Self { whole: whole.into_iter().collect(), beginnings: BTreeSet::new() };
        let mut beginnings: Vec<_> = beginnings.iter().map(|word| word.trim_end_matches('*')).collect();
        beginnings.sort_unstable();
        for beginning in beginnings {
            if !words.holds_a_beginning_of(beginning) {
                words.beginnings.insert(beginning.to_owned());
            }
        }
        words
    }

    fn hold(&self, word: &str) -> bool {
        self.whole.contains(word) || self.holds_a_beginning_of(word)
    }

    /// What lies between a beginning and a word in order begins with it as well, so it is the last one before the word.
    fn holds_a_beginning_of(&self, word: &str) -> bool {
        let last = self.beginnings.range::<str, _>((Bound::Unbounded, Bound::Included(word))).next_back();
        last.is_some_and(|beginning| word.starts_with(beginning.as_str()))
    }
}

fn lists() -> &'static [(Sensitive, Words); 2] {
    static LISTS: OnceLock<[(Sensitive, Words); 2]> = OnceLock::new();
    LISTS.get_or_init(|| {
        let file: File = serde_json::from_str(include_str!("sensitive_words.json"))
            .expect("the lists are checked by a test");
        [(Sensitive::Ethnicity, Words::of(file.ethnicity)), (Sensitive::Health, Words::of(file.health))]
    })
}

/// What the words of a text point at, each once.
#[must_use]
pub fn warnings(text: &str) -> Vec<Sensitive> {
    let folded = Folded::of(text);
    let words: BTreeSet<String> =
        folded.words().map(|(start, end)| super::contact::lower(&folded.chars[start..end])).collect();
    let lists = lists().iter().filter(|(_, list)| words.iter().any(|word| list.hold(word)));
    lists.map(|(points_at, _)| *points_at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_word_is_held_as_it_stands_or_by_how_it_begins(
            listed in prop::collection::vec("[aåb]{1,3}\\*?", 0..8), word in "[aåb]{0,4}",
        ) {
            let plain = listed.iter().any(|entry| match entry.strip_suffix('*') {
                Some(beginning) => word.starts_with(beginning),
                None => *entry == word,
            });
            prop_assert_eq!(Words::of(listed).hold(&word), plain);
        }
    }
}
