//! What a tile is drawn from: one moment of the world, in one viewer's eyes.

use std::sync::Arc;

use super::features::CodeMeaning;
use super::kinds::Kinds;
use crate::domain::access::Level;
use crate::index::audiences::Eyes;
use crate::index::snapshot::Snapshot;

/// The summary's number for a thing of which nothing but its existence may be known.
pub(super) const UNKNOWN: u16 = u16::MAX;

/// The world as one viewer sees it.
pub struct View<'a> {
    /// The moment.
    pub snapshot: &'a Snapshot,
    /// The viewer. Nothing comes into a tile that has not been through these.
    pub eyes: &'a Eyes,
    /// The problem types of the moment.
    pub kinds: Kinds,
}

impl<'a> View<'a> {
    /// A moment in somebody's eyes.
    #[must_use]
    pub fn new(snapshot: &'a Snapshot, eyes: &'a Eyes) -> Self {
        Self { snapshot, eyes, kinds: Kinds::of(snapshot) }
    }
}

/// A drawn tile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tile {
    /// As the specification writes it, not compressed; empty when there is nothing.
    pub bytes: Vec<u8>,
    /// Features that the cap has left out; the reader is told.
    pub dropped: usize,
}

/// The attribute `level` of a feature.
pub(super) fn levels() -> CodeMeaning {
    words(&[Level::Exists, Level::Summary, Level::Full].map(Level::code))
}

/// The code of a level in [`levels`].
pub(super) fn level_code(level: Level) -> u32 {
    match level {
        Level::Exists => 0,
        Level::Summary => 1,
        Level::Full => 2,
    }
}

pub(super) fn words(words: &[impl ToString]) -> CodeMeaning {
    CodeMeaning::Words(words.iter().map(ToString::to_string).collect())
}

pub(super) fn borrowed(words: &[Arc<str>]) -> Vec<&str> {
    words.iter().map(|word| &**word).collect()
}
