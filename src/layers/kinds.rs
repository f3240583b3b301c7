//! Problem types as small numbers that mean the same for every viewer.

use std::collections::HashMap;
use std::sync::Arc;

use super::features::ABSENT;
use crate::domain::codes::CodeList;
use crate::index::audiences::Word;
use crate::index::snapshot::Snapshot;

/// The problem types in the order of their code list.
///
/// The index numbers codes in the order in which it met them, on things that a viewer may know nothing of. Where two types
/// are as common, the order decides which one a summary tells, so it must come from what everybody may know.
#[derive(Debug)]
pub struct Kinds {
    words: Vec<Arc<str>>,
    by_word: Vec<u16>,
}

impl Kinds {
    /// The types of a snapshot: those of the list, then any other that a record speaks of, by name.
    #[must_use]
    pub fn of(snapshot: &Snapshot) -> Self {
        let codes = snapshot.reference.codes.values();
        let mut listed: Vec<_> = codes.filter(|code| code.list == CodeList::ProblemType).collect();
        listed.sort_by_key(|code| (code.position, &code.code));
        let mut words: Vec<Arc<str>> = listed.iter().map(|code| code.code.as_str().into()).collect();
        let mut numbers: HashMap<Arc<str>, u16> = words.iter().cloned().zip(0..).collect();
        let met = snapshot.words();
        let mut others: Vec<_> = met.iter().filter(|word| !numbers.contains_key(*word)).cloned().collect();
        others.sort_unstable();
        for word in others {
            numbers.insert(word.clone(), u16::try_from(words.len()).unwrap_or(u16::MAX));
            words.push(word);
        }
        let by_word = met.iter().map(|word| numbers[word]).collect();
        Self { words, by_word }
    }

    /// The number of a type; nothing for a thing without one.
    #[inline]
    #[must_use]
    pub fn number(&self, word: Word) -> Option<u16> {
        self.by_word.get(word.at()).copied()
    }

    /// The same as an attribute's code.
    #[inline]
    #[must_use]
    pub fn code(&self, word: Word) -> u32 {
        self.number(word).map_or(ABSENT, u32::from)
    }

    /// The words, by number.
    #[must_use]
    pub fn words(&self) -> &[Arc<str>] {
        &self.words
    }
}
