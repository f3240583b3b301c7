//! The addresses in memory: by id, by source, and found by what somebody types.
//!
//! They come in files and hardly ever change, so what a search needs is worked out when the first search after a
//! change asks for it, and shared from then on.

mod book;
pub mod words;

use crate::domain::address::Address;
use crate::domain::ids::AddressId;
use crate::domain::record::Versioned;
use crate::domain::world::Held;
use crate::index::table::source_number;
use book::Book;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::{Arc, OnceLock};

/// All of them.
#[derive(Default)]
pub struct Addresses {
    by_id: BTreeMap<u64, Held<Address>>,
    /// Source numbers and ids; the identity itself is compared.
    by_source: BTreeSet<(u64, u64)>,
    /// Streets, towns and postal codes, each once: most of an address is what its neighbours say too.
    texts: HashSet<Arc<str>>,
    book: OnceLock<Book>,
}

impl Clone for Addresses {
    /// A clone is made to be changed, so the book is left behind.
    fn clone(&self) -> Self {
        let Self { by_id, by_source, texts, book: _ } = self;
        Self {
            by_id: by_id.clone(),
            by_source: by_source.clone(),
            texts: texts.clone(),
            book: OnceLock::new(),
        }
    }
}

impl Addresses {
    /// Puts versions in place.
    pub fn put(&mut self, addresses: impl IntoIterator<Item = Held<Address>>) {
        self.book = OnceLock::new();
        for held in addresses {
            let (bits, source) = (held.id.bits(), source_number(&[&held.source_id]));
            if let Some(before) = self.by_id.get(&bits) {
                self.by_source.remove(&(source_number(&[&before.source_id]), bits));
            }
            self.by_source.insert((source, bits));
            let held = self.shared(&held);
            self.by_id.insert(bits, held);
        }
    }

    /// The same address with its texts shared.
    fn shared(&mut self, held: &Versioned<Address>) -> Held<Address> {
        let Versioned { version, record } = held.clone();
        let mut text = |text: Arc<str>| match self.texts.get(&text) {
            Some(known) => known.clone(),
            None => {
                self.texts.insert(text.clone());
                text
            }
        };
        let Address { id, source_id, street, number, postal_code, locality, position } = record;
        let record = Address {
            id,
            source_id,
            street: text(street),
            number: number.map(&mut text),
            postal_code: postal_code.map(&mut text),
            locality: locality.map(&mut text),
            position,
        };
        Arc::new(Versioned { version, record })
    }

    /// By id.
    #[must_use]
    pub fn get(&self, id: AddressId) -> Option<&Held<Address>> {
        self.by_id.get(&id.bits())
    }

    /// By what identifies it in its source.
    #[must_use]
    pub fn of_source(&self, source_id: &str) -> Option<&Held<Address>> {
        let number = source_number(&[source_id]);
        let mut alike = self.by_source.range((number, 0)..=(number, u64::MAX));
        alike.find_map(|(_, bits)| self.by_id.get(bits).filter(|held| *held.source_id == *source_id))
    }

    /// All, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Held<Address>> {
        self.by_id.values()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// Whether a search can be answered at once.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.book.get().is_some()
    }

    /// The addresses somebody means who has typed this, the likeliest first. The first search after a change sorts all
    /// of them first, which takes a good part of a second for hundreds of thousands.
    #[must_use]
    pub fn find(&self, typed: &str, limit: usize) -> Vec<&Held<Address>> {
        self.book.get_or_init(|| Book::of(self.by_id.values())).find(typed, limit)
    }
}

#[cfg(test)]
mod tests;
