//! A type per kind of id, so that a place's id cannot be given where a report's is asked for.
//!
//! An id is 53 random bits, unique within its kind: every JSON number can carry it exactly, and the
//! same number is the feature's id in a vector tile. People and addresses see it as 11 characters in
//! Crockford's base 32, which has no I, L, O or U to misread.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CHARS: usize = 11;

/// Largest number that is an id: 53 bits.
pub const ID_MAX: u64 = (1 << 53) - 1;

/// The text is not an id: not 11 Crockford characters, or more than 53 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an id: 11 characters of 0-9 and A-Z are expected")]
pub struct NotAnId;

/// Writes 53 bits as 11 characters.
#[must_use]
pub fn crockford(id: u64) -> String {
    crockford_ascii(id).map(char::from).iter().collect()
}

/// Writes 53 bits as 11 ASCII characters, without an allocation.
#[must_use]
pub fn crockford_ascii(id: u64) -> [u8; CHARS] {
    std::array::from_fn(|at| ALPHABET[(id >> (5 * (CHARS - 1 - at))) as usize & 31])
}

/// Reads 11 characters back; lower case and the look-alikes I, L and O are understood.
///
/// # Errors
/// [`NotAnId`] for any other text.
pub fn parse_crockford(text: &str) -> Result<u64, NotAnId> {
    if text.len() != CHARS {
        return Err(NotAnId);
    }
    let id = text.bytes().try_fold(0_u64, |id, byte| {
        let plain = match byte.to_ascii_uppercase() {
            b'O' => b'0',
            b'I' | b'L' => b'1',
            other => other,
        };
        let digit = ALPHABET.iter().position(|&c| c == plain).ok_or(NotAnId)?;
        Ok(id << 5 | digit as u64)
    })?;
    if id > ID_MAX { Err(NotAnId) } else { Ok(id) }
}

macro_rules! id_types {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(u64);

        impl $name {
            /// Takes a number as an id, cut to 53 bits.
            #[must_use]
            pub const fn from_bits(bits: u64) -> Self { Self(bits & ID_MAX) }
            /// The number itself, at most 53 bits.
            #[must_use]
            pub const fn bits(self) -> u64 { self.0 }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&crockford(self.0)) }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "{}({})", stringify!($name), crockford(self.0)) }
        }
        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> { parse_crockford(text).map(Self) }
        }
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> { s.collect_str(self) }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                struct Text;
                impl serde::de::Visitor<'_> for Text {
                    type Value = u64;
                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str("an id of 11 characters") }
                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<u64, E> { parse_crockford(text).map_err(E::custom) }
                }
                d.deserialize_str(Text).map(Self)
            }
        }
    )*};
}

id_types! {
    /// A place.
    PlaceId,
    /// A report.
    ReportId,
    /// A site.
    SiteId,
    /// An area.
    AreaId,
    /// A party.
    PartyId,
    /// A code in a code list.
    CodeId,
    /// A setting, for the city or for one district.
    SettingId,
    /// A designation rule.
    DesignationId,
    /// A measure.
    MeasureId,
    /// A figure of statistics.
    StatisticId,
    /// An erasure.
    ErasureId,
    /// A rule of retention.
    RetentionRuleId,
    /// A run of the retention.
    RetentionRunId,
    /// A photo of a report.
    PhotoId,
    /// A round.
    RoundId,
    /// A walk of a round.
    WalkId,
    /// A presence at a place.
    PresenceId,
    /// A publication.
    PublicationId,
    /// An address.
    AddressId,
    /// A building.
    BuildingId,
    /// A request for a public document.
    DocumentRequestId,
    /// Where a decision lies in a diary.
    FilingId,
    /// A review of who may get in.
    AccessReviewId,
    /// Someone who may log in.
    AccountId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eleven_characters_and_back() {
        for id in [0, 1, 31, 32, ID_MAX, 0x1A_2B3C_4D5E_6F70 & ID_MAX] {
            let text = crockford(id);
            assert_eq!(text.len(), 11);
            assert_eq!(parse_crockford(&text), Ok(id));
            assert_eq!(parse_crockford(&text.to_lowercase()), Ok(id));
        }
        assert_eq!(crockford(ID_MAX), "7ZZZZZZZZZZ");
    }

    #[test]
    fn what_is_not_an_id_is_refused() {
        for text in [
            "",
            "0",
            "8000000000000",
            "80000000000",
            "ZZZZZZZZZZZ",
            "0000000000U",
            "0000000000å",
            "000000000-1",
        ] {
            assert_eq!(parse_crockford(text), Err(NotAnId), "{text}");
        }
        assert_eq!(parse_crockford("OOOOOOOOOIL"), Ok(33), "look-alikes are understood");
    }
}
