//! Cursors that tell nothing but to us: where a follower of changes goes on, and where the next page of a list begins
//! whose order is by what not everybody is shown.
//!
//! A follower's cursor holds the last change its caller was told of, or that there was none, and when that change was made: in
//! a history that has become another, what bears the same name is not it. What happens unseen moves it not at all, and it is sealed so that the same place is always the same text: whoever saw nothing happen holds
//! the same cursor as if nothing had. A list's cursor holds when a thing was, which who only knows that it exists is not
//! told, and which nobody may make up: it would ask for things by their time.

use super::caller::Caller;
use super::state::App;
use crate::domain::record::{Key, Kind};
use crate::engine::events::Moment;
use aes_gcm_siv::aead::{Aead, Payload};
use aes_gcm_siv::{Aes256GcmSiv, KeyInit, Nonce};
use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, Mac};
use jiff::Timestamp;
use sha2::Sha256;

/// What the installation's secret is used for here, so that it is another key than elsewhere.
const OF_CHANGES: &[u8] = b"samplats change cursor 2";
/// The same, for versions of things: what changes had before their cursors told when, so that these are as they were.
const OF_VERSIONS: &[u8] = b"samplats change cursor 1";
/// The same, for lists.
const OF_LISTS: &[u8] = b"samplats list cursor 1";
/// Each text is sealed under one nonce: this cipher stays safe with that, and only tells equal ones apart.
const NONCE: [u8; 12] = [0; 12];
/// Kind, id and version, or a number.
const PLAIN_BYTES: usize = 13;
/// The kind that stands for no change at all.
const NOTHING: u8 = u8::MAX;
/// Stands for a time that is not known; none is so long ago.
const UNKNOWN: i64 = i64::MIN;

/// Seals and opens texts for one caller: another party's or role's are none here.
struct Seal {
    cipher: Aes256GcmSiv,
    bound_to: Vec<u8>,
}

impl Seal {
    fn of(app: &App, caller: &Caller, purpose: &[u8]) -> Self {
        let viewer = &caller.actor.viewer;
        let bound_to = format!("{} {}", viewer.party, viewer.role.code()).into_bytes();
        Self::new(app.request_secret(), bound_to, purpose)
    }

    fn new(secret: &[u8], bound_to: Vec<u8>, purpose: &[u8]) -> Self {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("a key of any length will do");
        mac.update(purpose);
        let key = mac.finalize().into_bytes();
        let cipher = Aes256GcmSiv::new_from_slice(&key).expect("a digest of 32 bytes is a key of 32 bytes");
        Self { cipher, bound_to }
    }

    fn seal(&self, plain: &[u8]) -> String {
        let payload = Payload { msg: plain, aad: &self.bound_to };
        let sealed = self.cipher.encrypt(&Nonce::from(NONCE), payload);
        BASE64URL_NOPAD.encode(&sealed.expect("some bytes are not too many to seal"))
    }

    fn open(&self, text: &str) -> Option<Vec<u8>> {
        let sealed = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        let payload = Payload { msg: &sealed, aad: &self.bound_to };
        self.cipher.decrypt(&Nonce::from(NONCE), payload).ok()
    }
}

/// Where the next page of a list begins that is ordered by time: after a thing, by when it was and the number of its id.
pub struct ListCursors(Seal);

impl ListCursors {
    /// For a caller.
    #[must_use]
    pub fn of(app: &App, caller: &Caller) -> Self {
        Self(Seal::of(app, caller, OF_LISTS))
    }

    /// The cursor of a thing.
    #[must_use]
    pub fn seal(&self, (time, bits): (Timestamp, u64)) -> String {
        self.0.seal(&[&time.as_nanosecond().to_be_bytes()[..], &bits.to_be_bytes()].concat())
    }

    /// The thing of a cursor; `None` when this caller was never given it.
    #[must_use]
    pub fn open(&self, cursor: &str) -> Option<(Timestamp, u64)> {
        let plain = self.0.open(cursor)?;
        let (time, bits) = plain.split_first_chunk()?;
        let time = Timestamp::from_nanosecond(i128::from_be_bytes(*time)).ok()?;
        Some((time, u64::from_be_bytes(bits.try_into().ok()?)))
    }
}

/// Names a version of a thing to a caller: what they have just written, and a line of a history.
pub struct VersionCursors(Seal);

impl VersionCursors {
    /// For a caller.
    #[must_use]
    pub fn of(app: &App, caller: &Caller) -> Self {
        Self(Seal::of(app, caller, OF_VERSIONS))
    }

    /// The cursor of a version.
    #[must_use]
    pub fn seal(&self, (key, version): (Key, u32)) -> String {
        self.0.seal(&written(Some(key.kind), key.bits, version))
    }

    /// The version of a cursor; `None` when this caller was never given it.
    #[must_use]
    pub fn open(&self, cursor: &str) -> Option<(Key, u32)> {
        let plain = self.0.open(cursor)?;
        let (kind, bits, version) = read(plain.as_slice().try_into().ok()?)?;
        Some((Key { kind: kind?, bits }, version))
    }
}

/// Where a follower stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// After the change that made this version of this thing then: in another history it was made at another time.
    After(Key, u32, Timestamp),
    /// Nothing that is remembered was visible; memory begins after this change.
    Nothing(Moment),
}

/// Seals and opens a follower's cursors.
pub struct Cursors(Seal);

impl Cursors {
    /// For a caller.
    #[must_use]
    pub fn of(app: &App, caller: &Caller) -> Self {
        Self(Seal::of(app, caller, OF_CHANGES))
    }

    /// The cursor of somebody who stands there.
    #[must_use]
    pub fn seal(&self, stand: Stand) -> String {
        let (plain, at) = match stand {
            Stand::After(key, version, at) => (written(Some(key.kind), key.bits, version), Some(at)),
            Stand::Nothing(Moment { seq, at }) => (written(None, seq, 0), at),
        };
        let at = at.map_or(UNKNOWN, Timestamp::as_millisecond);
        self.0.seal(&[&plain[..], &at.to_be_bytes()].concat())
    }

    /// Where a cursor stands; `None` when this caller was never given it.
    #[must_use]
    pub fn open(&self, cursor: &str) -> Option<Stand> {
        let plain = self.0.open(cursor)?;
        let (plain, at) = plain.split_first_chunk()?;
        let at = Timestamp::from_millisecond(i64::from_be_bytes(at.try_into().ok()?)).ok();
        Some(match read(*plain)? {
            (Some(kind), bits, version) => Stand::After(Key { kind, bits }, version, at?),
            (None, seq, _) => Stand::Nothing(Moment { seq, at }),
        })
    }
}

fn written(kind: Option<Kind>, bits: u64, version: u32) -> [u8; PLAIN_BYTES] {
    let at = kind.and_then(|kind| Kind::ALL.iter().position(|of| *of == kind));
    let mut plain = [0; PLAIN_BYTES];
    plain[0] = at.and_then(|at| u8::try_from(at).ok()).unwrap_or(NOTHING);
    plain[1..9].copy_from_slice(&bits.to_be_bytes());
    plain[9..].copy_from_slice(&version.to_be_bytes());
    plain
}

fn read(plain: [u8; PLAIN_BYTES]) -> Option<(Option<Kind>, u64, u32)> {
    let bits = u64::from_be_bytes(plain[1..9].try_into().ok()?);
    let version = u32::from_be_bytes(plain[9..].try_into().ok()?);
    let kind = match plain[0] {
        NOTHING => None,
        at => Some(*Kind::ALL.get(usize::from(at))?),
    };
    Some((kind, bits, version))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: Key = Key { kind: Kind::Place, bits: 5 };

    fn seal(secret: &str, bound_to: &str, purpose: &[u8]) -> Seal {
        Seal::new(secret.as_bytes(), bound_to.as_bytes().to_vec(), purpose)
    }

    fn nothing(seq: u64) -> Stand {
        Stand::Nothing(Moment { seq, at: Some(Timestamp::UNIX_EPOCH) })
    }

    fn cursors(secret: &str, bound_to: &str) -> Cursors {
        Cursors(seal(secret, bound_to, OF_CHANGES))
    }

    #[test]
    fn a_list_goes_on_where_its_own_cursor_says_and_nowhere_else() {
        let own = ListCursors(seal("s", "W", OF_LISTS));
        let thing = ("2026-03-01T18:00:00.123456789Z".parse().unwrap(), u64::MAX);
        let cursor = own.seal(thing);
        assert_eq!((own.open(&cursor), own.seal(thing)), (Some(thing), cursor.clone()));
        let plain = BASE64URL_NOPAD.encode(b"[\"2026-03-01T18:00:00Z\",0]");
        for made_up in ["", "AAAA", &plain, &cursors("s", "W").seal(nothing(7))] {
            assert_eq!(own.open(made_up), None, "{made_up}");
        }
        assert_eq!(ListCursors(seal("s", "E", OF_LISTS)).open(&cursor), None);
    }

    #[test]
    fn a_cursor_is_opened_by_whom_it_was_sealed_for_and_by_nobody_else() {
        let own = cursors("s", "W coordinator");
        let at = "2026-03-01T18:00:00.123Z".parse().unwrap();
        let stands = Kind::ALL.map(|kind| Stand::After(Key { kind, bits: 7 }, 3, at));
        let unknown = Stand::Nothing(Moment { seq: 7, at: None });
        for stand in stands.into_iter().chain([nothing(0), nothing(u64::MAX), unknown]) {
            let cursor = own.seal(stand);
            assert_eq!((own.open(&cursor), own.seal(stand) == cursor), (Some(stand), true));
            for other in [cursors("s", "E coordinator"), cursors("t", "W coordinator")] {
                assert_eq!(other.open(&cursor), None);
                assert_ne!(other.seal(stand), cursor);
            }
        }
    }

    #[test]
    fn a_version_is_no_stand_and_when_it_was_made_makes_another_of_it() {
        let (own, versions) = (cursors("s", "W"), VersionCursors(seal("s", "W", OF_VERSIONS)));
        let cursor = versions.seal((PLACE, 3));
        assert_eq!((versions.open(&cursor), own.open(&cursor)), (Some((PLACE, 3)), None));
        let made = |ms| own.seal(Stand::After(PLACE, 3, Timestamp::from_millisecond(ms).unwrap()));
        assert_ne!(made(1), made(2));
        assert_eq!(versions.open(&made(1)), None);
    }

    #[test]
    fn cursors_look_alike_and_a_changed_one_is_none() {
        let own = cursors("s", "W");
        let cursor = own.seal(nothing(41));
        let other = own.seal(nothing(42));
        assert_eq!(cursor.len(), own.seal(Stand::After(PLACE, 1, Timestamp::UNIX_EPOCH)).len());
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
