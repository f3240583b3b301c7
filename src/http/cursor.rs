//! Where a follower of changes goes on: sealed, so that a cursor tells nothing but to us.
//!
//! A cursor holds the last change its caller was told of, or that there was none. What happens unseen moves it
//! not at all, and it is sealed so that the same place is always the same text: whoever saw nothing happen holds
//! the same cursor as if nothing had.

use super::caller::Caller;
use super::state::App;
use crate::domain::record::{Key, Kind};
use aes_gcm_siv::aead::{Aead, Payload};
use aes_gcm_siv::{Aes256GcmSiv, KeyInit, Nonce};
use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// What the installation's secret is used for here, so that it is another key than elsewhere.
const PURPOSE: &[u8] = b"samplats change cursor 1";
/// Each text is sealed under one nonce: this cipher stays safe with that, and only tells equal ones apart.
const NONCE: [u8; 12] = [0; 12];
/// Kind, id and version, or a number.
const PLAIN_BYTES: usize = 13;
/// The kind that stands for no change at all.
const NOTHING: u8 = u8::MAX;

/// Where a follower stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// After the change that made this version of this thing.
    After(Key, u32),
    /// Nothing that is remembered was visible; memory begins after this change.
    Nothing(u64),
}

/// Seals and opens cursors of one caller.
pub struct Cursors {
    cipher: Aes256GcmSiv,
    bound_to: Vec<u8>,
}

impl Cursors {
    /// For a caller: another party's or role's cursors are none here.
    #[must_use]
    pub fn of(app: &App, caller: &Caller) -> Self {
        let viewer = &caller.actor.viewer;
        let bound_to = format!("{} {}", viewer.party, viewer.role.code()).into_bytes();
        Self::new(app.request_secret(), bound_to)
    }

    fn new(secret: &[u8], bound_to: Vec<u8>) -> Self {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("a key of any length will do");
        mac.update(PURPOSE);
        let key = mac.finalize().into_bytes();
        let cipher = Aes256GcmSiv::new_from_slice(&key).expect("a digest of 32 bytes is a key of 32 bytes");
        Self { cipher, bound_to }
    }

    /// The cursor of somebody who stands there.
    #[must_use]
    pub fn seal(&self, stand: Stand) -> String {
        let payload = Payload { msg: &written(stand), aad: &self.bound_to };
        let sealed = self.cipher.encrypt(&Nonce::from(NONCE), payload);
        BASE64URL_NOPAD.encode(&sealed.expect("thirteen bytes are not too many to seal"))
    }

    /// Where a cursor stands; `None` when this caller was never given it.
    #[must_use]
    pub fn open(&self, cursor: &str) -> Option<Stand> {
        let sealed = BASE64URL_NOPAD.decode(cursor.as_bytes()).ok()?;
        let payload = Payload { msg: &sealed, aad: &self.bound_to };
        read(&self.cipher.decrypt(&Nonce::from(NONCE), payload).ok()?)
    }
}

fn written(stand: Stand) -> [u8; PLAIN_BYTES] {
    let mut plain = [0; PLAIN_BYTES];
    let (kind, bits, version) = match stand {
        Stand::After(key, version) => {
            let at = Kind::ALL.iter().position(|kind| *kind == key.kind);
            (at.and_then(|at| u8::try_from(at).ok()).unwrap_or(NOTHING), key.bits, version)
        }
        Stand::Nothing(seq) => (NOTHING, seq, 0),
    };
    plain[0] = kind;
    plain[1..9].copy_from_slice(&bits.to_be_bytes());
    plain[9..].copy_from_slice(&version.to_be_bytes());
    plain
}

fn read(plain: &[u8]) -> Option<Stand> {
    let plain: [u8; PLAIN_BYTES] = plain.try_into().ok()?;
    let bits = u64::from_be_bytes(plain[1..9].try_into().ok()?);
    let version = u32::from_be_bytes(plain[9..].try_into().ok()?);
    if plain[0] == NOTHING {
        return Some(Stand::Nothing(bits));
    }
    let kind = *Kind::ALL.get(usize::from(plain[0]))?;
    Some(Stand::After(Key { kind, bits }, version))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cursors(secret: &str, bound_to: &str) -> Cursors {
        Cursors::new(secret.as_bytes(), bound_to.as_bytes().to_vec())
    }

    #[test]
    fn a_cursor_is_opened_by_whom_it_was_sealed_for_and_by_nobody_else() {
        let own = cursors("s", "W coordinator");
        let stands = Kind::ALL.map(|kind| Stand::After(Key { kind, bits: 7 }, 3));
        for stand in stands.into_iter().chain([Stand::Nothing(0), Stand::Nothing(u64::MAX)]) {
            let cursor = own.seal(stand);
            assert_eq!((own.open(&cursor), own.seal(stand) == cursor), (Some(stand), true));
            for other in [cursors("s", "E coordinator"), cursors("t", "W coordinator")] {
                assert_eq!(other.open(&cursor), None);
                assert_ne!(other.seal(stand), cursor);
            }
        }
    }

    #[test]
    fn cursors_look_alike_and_a_changed_one_is_none() {
        let own = cursors("s", "W");
        let cursor = own.seal(Stand::Nothing(41));
        let other = own.seal(Stand::Nothing(42));
        assert_eq!(cursor.len(), own.seal(Stand::After(Key { kind: Kind::Place, bits: 5 }, 1)).len());
        let alike = cursor.bytes().zip(other.bytes()).filter(|(a, b)| a == b).count();
        assert!(alike < cursor.len() / 2, "the next number is nowhere near");
        for at in 0..cursor.len() {
            let mut changed = cursor.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            assert_eq!(own.open(&String::from_utf8(changed).unwrap()), None);
        }
        for text in ["", "AAAA", "report.00000000001.1", "\u{e5}"] {
            assert_eq!(own.open(text), None, "{text}");
        }
    }
}
