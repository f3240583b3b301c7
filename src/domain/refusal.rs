//! Refusals: the domain says no. Expected, part of the contract, and nothing is written.

use serde::Serialize;

/// One thing wrong with what was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Wrong {
    /// Where, as a JSON pointer with `#` before it.
    pub pointer: String,
    /// Stable word for programs and for the glossary.
    pub code: &'static str,
    /// In words, and what to do. Never quotes free text.
    pub detail: String,
}

impl Wrong {
    /// Something wrong at a pointer.
    pub fn at(pointer: impl Into<String>, code: &'static str, detail: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), code, detail: detail.into() }
    }
}

/// Why a command is refused.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// The thing is not there, or the asker may not know of it.
    NotThere,
    /// The asker may know of it but not do this.
    NotAllowed(&'static str),
    /// Not in this state. A stable word and a sentence.
    WrongState(&'static str, String),
    /// Somebody has changed it since the asker looked.
    Stale,
    /// The content is wrong, each fault with its pointer.
    Invalid(Vec<Wrong>),
}

impl Refusal {
    /// One fault in the content.
    pub fn invalid(pointer: &str, code: &'static str, detail: impl Into<String>) -> Self {
        Self::Invalid(vec![Wrong::at(pointer, code, detail)])
    }
}

/// Gathers faults, so that everything wrong is told at once.
#[derive(Debug, Default)]
pub struct Faults(Vec<Wrong>);

impl Faults {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn add(&mut self, pointer: impl Into<String>, code: &'static str, detail: impl Into<String>) {
        self.0.push(Wrong::at(pointer, code, detail));
    }

    /// Adds many.
    pub fn extend(&mut self, faults: impl IntoIterator<Item = Wrong>) {
        self.0.extend(faults);
    }

    /// Whether there are any.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Refuses when there are any.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with all of them.
    pub fn check(self) -> Result<(), Refusal> {
        if self.0.is_empty() { Ok(()) } else { Err(Refusal::Invalid(self.0)) }
    }

    /// The faults themselves.
    #[must_use]
    pub fn into_inner(self) -> Vec<Wrong> {
        self.0
    }
}
