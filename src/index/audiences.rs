//! Audiences, interned: things for the same eyes share one, and a viewer judges each audience once a
//! request instead of each thing.

use super::snapshot::Snapshot;
use crate::domain::access::{Asking, Audience, Level, Reason, Sight, Viewer, see, see_for};
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// An audience with the number it is known by in this process.
#[derive(Debug, PartialEq, Eq)]
pub struct Interned {
    number: u32,
    audience: Audience,
}

impl Interned {
    /// The number it is known by in this process; no answer may depend on it.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// The audience itself.
    #[must_use]
    pub fn audience(&self) -> &Audience {
        &self.audience
    }
}

/// A code such as a problem type, by the number it is known by in this process. The numbers follow the order in which
/// the codes were first met, so no answer may depend on them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word(u16);

impl Word {
    /// No code, or one beyond the 65 535 that have numbers.
    pub const NONE: Self = Self(u16::MAX);

    /// The position in [`Interner::words`].
    #[must_use]
    pub fn at(self) -> usize {
        usize::from(self.0)
    }
}

/// Hands out interned audiences and codes. Numbers are never taken back, since bases hold them: also what nothing is for any
/// more keeps its own until the world is read from the register again, at a start at the latest. A city has some thousands;
/// there cannot be more than versions of sites, reports and places that were read then and written since. Eyes hold a few bytes
/// for each number, as long as their request.
#[derive(Debug, Default)]
pub struct Interner {
    known: Mutex<HashMap<Audience, Arc<Interned>>>,
    words: Mutex<HashMap<Arc<str>, Word>>,
}

impl Interner {
    /// The interned twin of an audience.
    pub fn intern(&self, audience: Audience) -> Arc<Interned> {
        // The map is only added to, so it is whole even if another thread panicked beside it.
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(&audience) {
            return known.clone();
        }
        let number = u32::try_from(known.len()).expect("fewer than four thousand million audiences");
        let interned = Arc::new(Interned { number, audience: audience.clone() });
        known.insert(audience, interned.clone());
        interned
    }
}

impl Interner {
    /// The number of a code.
    pub fn word(&self, text: &str) -> Word {
        let mut words = self.words.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = words.get(text) {
            return *known;
        }
        let Some(word) = u16::try_from(words.len()).ok().map(Word).filter(|word| *word != Word::NONE) else {
            return Word::NONE;
        };
        words.insert(text.into(), word);
        word
    }

    /// The number of a code, if it has been met.
    ///
    /// Where so many codes have been met that not all have numbers, the answer is [`Word::NONE`].
    pub fn known_word(&self, text: &str) -> Option<Word> {
        let words = self.words.lock().unwrap_or_else(PoisonError::into_inner);
        let is_full = words.len() >= usize::from(u16::MAX);
        words.get(text).copied().or(is_full.then_some(Word::NONE))
    }

    /// All codes that have been met, by number.
    pub fn words(&self) -> Vec<Arc<str>> {
        let words = self.words.lock().unwrap_or_else(PoisonError::into_inner);
        let mut words: Vec<_> = words.iter().map(|(text, word)| (word.0, text.clone())).collect();
        words.sort_unstable();
        words.into_iter().map(|(_, text)| text).collect()
    }
}

/// One viewer's eyes for one request: what they see of each audience, judged once.
///
/// Eyes can look for somebody beside the viewer too, who must see the thing as well, or be shown to somebody, who must
/// see all of it; and they can look back, at a world of the past: then a thing is shown as far as it is seen by the rule
/// of then and of now.
#[derive(Debug)]
pub struct Eyes {
    viewer: Viewer,
    beside: Option<Viewer>,
    shown_to: Option<Viewer>,
    judged: RefCell<Vec<Option<Sight>>>,
    present: Option<Box<Present>>,
}

/// The world of now, for eyes that look back.
pub struct Present {
    /// The world.
    pub snapshot: Arc<Snapshot>,
    /// The same eyes, looking at it.
    pub eyes: Eyes,
}

impl std::fmt::Debug for Present {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Present").field("eyes", &self.eyes).finish_non_exhaustive()
    }
}

impl Eyes {
    /// Eyes that have seen nothing yet.
    #[must_use]
    pub fn of(viewer: Viewer) -> Self {
        Self { viewer, beside: None, shown_to: None, judged: RefCell::new(Vec::new()), present: None }
    }

    /// The same eyes, and those of somebody beside the viewer: only what both see is seen, as far as both do.
    #[must_use]
    pub fn beside(self, beside: Viewer) -> Self {
        Self { beside: Some(beside), ..self.fresh() }
    }

    /// The same eyes, borrowed by somebody who wants to know what they see: of what the borrower sees in full alone.
    #[must_use]
    pub fn shown_to(self, borrower: Viewer) -> Self {
        Self { shown_to: Some(borrower), ..self.fresh() }
    }

    /// The same eyes, which have seen nothing yet.
    fn fresh(&self) -> Self {
        Self { beside: self.beside, shown_to: self.shown_to, ..Self::of(self.viewer) }
    }

    /// The same eyes, looking at a world of the past while `snapshot` is the present.
    #[must_use]
    pub fn looking_back(self, snapshot: Arc<Snapshot>) -> Self {
        Self { present: Some(Box::new(Present { snapshot, eyes: self.fresh() })), ..self.fresh() }
    }

    /// Who is looking.
    #[must_use]
    pub fn viewer(&self) -> &Viewer {
        &self.viewer
    }

    /// The present, for eyes that look back.
    #[must_use]
    pub fn present(&self) -> Option<&Present> {
        self.present.as_deref()
    }

    /// What everybody who looks here sees, by a rule.
    #[must_use]
    pub fn by(&self, rule: impl Fn(&Viewer) -> Sight) -> Sight {
        let sight = rule(&self.viewer);
        let sight = self.beside.as_ref().map_or(sight, |beside| sight.and(rule(beside)));
        self.shown_to.as_ref().map_or(sight, |borrower| see_for(rule(borrower), sight))
    }

    /// What they see of things with an audience, from anywhere. Of a world of the past that is the half of it
    /// that [`super::view`] puts together with the present.
    #[must_use]
    pub(super) fn sight(&self, interned: &Interned) -> Sight {
        let at = interned.number as usize;
        if let Some(Some(sight)) = self.judged.borrow().get(at) {
            return *sight;
        }
        let sight = self.by(|viewer| see(viewer, &interned.audience, Asking::Anywhere));
        let mut judged = self.judged.borrow_mut();
        if judged.len() <= at {
            judged.resize(at + 1, None);
        }
        judged[at] = Some(sight);
        sight
    }

    /// What they see of it standing close by.
    #[must_use]
    pub(super) fn sight_close_by(&self, interned: &Interned) -> Sight {
        self.by(|viewer| see(viewer, &interned.audience, Asking::CloseBy))
    }
}

/// Something a viewer may see, with how much and why not more. Made only from a [`Sight`], so that
/// whoever holds one has been through access.
#[derive(Clone, Debug)]
pub struct Seen<T> {
    /// The thing.
    pub thing: T,
    /// How much of it is seen.
    pub level: Level,
    /// Why not more, below full.
    pub reason: Option<Reason>,
}

impl<T> Seen<T> {
    /// The thing, if anything of it is seen.
    pub fn new(thing: T, sight: Sight) -> Option<Self> {
        match sight {
            Sight::Visible(level, reason) => Some(Self { thing, level, reason }),
            Sight::Withheld(_) => None,
        }
    }

    /// Whether at least a summary is seen.
    pub fn summary(&self) -> bool {
        self.level >= Level::Summary
    }

    /// Whether all of it is seen.
    pub fn full(&self) -> bool {
        self.level == Level::Full
    }
}
