//! What could not be read: its keys are reserved, and nobody sees it. An administrator is told which
//! records they are, and why.

use crate::domain::record::Key;
use std::collections::BTreeMap;

/// One record that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// Version as stored.
    pub version: u32,
    /// What is wrong with it. Holds no content.
    pub why: String,
}

/// All that could not be read, by kind and id as they are stored: either may be one there is not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quarantine(BTreeMap<(String, u64), Aside>);

impl Quarantine {
    /// Puts a record aside.
    pub fn put(&mut self, kind: String, id: u64, aside: Aside) {
        self.0.insert((kind, id), aside);
    }

    /// Lets go of one that can be read now.
    pub fn release(&mut self, key: Key) {
        self.0.remove(&(key.kind.code().to_owned(), key.bits));
    }

    /// Whether a record is kept aside.
    #[must_use]
    pub fn contains(&self, key: Key) -> bool {
        !self.0.is_empty() && self.0.contains_key(&(key.kind.code().to_owned(), key.bits))
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them: kind, id and what is known.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&str, u64, &Aside)> {
        self.0.iter().map(|((kind, id), aside)| (kind.as_str(), *id, aside))
    }
}
