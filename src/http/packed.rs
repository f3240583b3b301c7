//! Tiles that have been compressed, kept by what is in them.
//!
//! A tile is drawn anew for every request, from what memory holds and in the caller's own eyes; drawing costs less than
//! compressing. What is kept is the compressed form of bytes that this caller was given before. So it can never be older
//! than the register, a write that the caller does not see changes nothing for it, and since it is kept for each viewer
//! apart, it does not tell either what others have looked at.

use crate::domain::access::Viewer;
use crate::layers::encode::gzip_level1;
use bytes::Bytes;
use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

/// So many bytes are kept.
const BYTES_MAX: usize = 32 * 1024 * 1024;

/// For whom, and the hash of what was compressed.
type Key = (Viewer, [u8; 32]);

/// What is kept. The oldest goes first.
#[derive(Debug, Default)]
pub struct Packed {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    by_key: HashMap<Key, Bytes>,
    oldest_first: VecDeque<Key>,
    bytes: usize,
}

impl Packed {
    /// The compressed form of a body with this hash.
    pub fn gzip(&self, viewer: Viewer, hash: [u8; 32], body: &[u8]) -> Bytes {
        let key = (viewer, hash);
        if let Some(known) = self.kept().by_key.get(&key) {
            return known.clone();
        }
        let packed = Bytes::from(gzip_level1(body));
        self.kept().keep(key, packed.clone());
        packed
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        // Nothing in it is left half done by a panic: each change is one of a map, a queue and a sum of whole entries, and
        // the sum only says when to let go of some.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn keep(&mut self, key: Key, packed: Bytes) {
        if packed.len() > BYTES_MAX || self.by_key.contains_key(&key) {
            return;
        }
        self.bytes += packed.len();
        self.by_key.insert(key, packed);
        self.oldest_first.push_back(key);
        while self.bytes > BYTES_MAX
            && let Some(oldest) = self.oldest_first.pop_front()
        {
            self.bytes -= self.by_key.remove(&oldest).map_or(0, |packed| packed.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::access::Role;
    use crate::domain::ids::PartyId;
    use crate::domain::party::PartyKind;

    fn viewer(party: u64) -> Viewer {
        Viewer { party: PartyId::from_bits(party), kind: PartyKind::CityOffice, role: Role::Reader }
    }

    #[test]
    fn the_same_bytes_are_compressed_once_for_each_viewer() {
        let packed = Packed::default();
        let body = vec![7; 10_000];
        let first = packed.gzip(viewer(1), [1; 32], &body);
        assert_eq!(*first, gzip_level1(&body));
        assert_eq!(first.as_ptr(), packed.gzip(viewer(1), [1; 32], &body).as_ptr());
        assert_ne!(first.as_ptr(), packed.gzip(viewer(2), [1; 32], &body).as_ptr());
        assert_ne!(first, packed.gzip(viewer(1), [2; 32], &body[1..]));
    }

    #[test]
    fn the_oldest_goes_when_there_is_no_room() {
        let mut kept = Kept::default();
        let third = Bytes::from(vec![0; BYTES_MAX / 3]);
        for number in 0..5 {
            kept.keep((viewer(number), [0; 32]), third.clone());
            kept.keep((viewer(number), [0; 32]), third.clone());
        }
        let mut left: Vec<u64> = kept.by_key.keys().map(|(viewer, _)| viewer.party.bits()).collect();
        left.sort_unstable();
        assert_eq!(left, [2, 3, 4]);
        assert_eq!((kept.bytes, kept.oldest_first.len()), (3 * third.len(), 3));
        kept.keep((viewer(9), [0; 32]), Bytes::from(vec![0; BYTES_MAX + 1]));
        assert_eq!(kept.by_key.len(), 3);
    }
}
