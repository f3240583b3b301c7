//! Audiences, interned: things for the same eyes share one, and a viewer judges each audience once a
//! request instead of each thing.

use crate::domain::access::{Asking, Audience, Level, Reason, Sight, Viewer, see};
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
    /// The audience itself.
    #[must_use]
    pub fn audience(&self) -> &Audience {
        &self.audience
    }
}

/// Hands out interned audiences. Numbers are never taken back; a city has some thousands.
#[derive(Debug, Default)]
pub struct Interner {
    known: Mutex<HashMap<Audience, Arc<Interned>>>,
}

impl Interner {
    /// The interned twin of an audience.
    pub fn intern(&self, audience: Audience) -> Arc<Interned> {
        // The map is only added to, so it is whole even if another thread panicked beside it.
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let number = u32::try_from(known.len()).expect("fewer than four thousand million audiences");
        let new = || Arc::new(Interned { number, audience: audience.clone() });
        known.entry(audience.clone()).or_insert_with(new).clone()
    }
}

/// One viewer's eyes for one request: what they see of each audience, judged once.
#[derive(Debug)]
pub struct Eyes {
    viewer: Viewer,
    judged: RefCell<Vec<Option<Sight>>>,
}

impl Eyes {
    /// Eyes that have seen nothing yet.
    #[must_use]
    pub fn of(viewer: Viewer) -> Self {
        Self { viewer, judged: RefCell::new(Vec::new()) }
    }

    /// Who is looking.
    #[must_use]
    pub fn viewer(&self) -> &Viewer {
        &self.viewer
    }

    /// What they see of things with an audience, from anywhere.
    #[must_use]
    pub fn sight(&self, interned: &Interned) -> Sight {
        let at = interned.number as usize;
        if let Some(Some(sight)) = self.judged.borrow().get(at) {
            return *sight;
        }
        let sight = see(&self.viewer, &interned.audience, Asking::Anywhere);
        let mut judged = self.judged.borrow_mut();
        if judged.len() <= at {
            judged.resize(at + 1, None);
        }
        judged[at] = Some(sight);
        sight
    }

    /// What they see of it standing close by.
    #[must_use]
    pub fn sight_close_by(&self, interned: &Interned) -> Sight {
        see(&self.viewer, &interned.audience, Asking::CloseBy)
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
