//! Erasures: what was taken out of the register, and by which decision. The erasure itself stays, so
//! that it can be told when, why and of what something is gone; it holds nothing of what was there.

use super::access::{Class, Grant};
use super::ids::{AreaId, ErasureId, PartyId, PlaceId, RetentionRunId};
use super::record::{Key, Kind};
use super::retention::RuleName;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// How much of a thing is erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Who reported: the organisation and its unit stay. Of reports.
    Reporter,
    /// What was written in words, and photos; who reported stays. Of reports.
    Text,
    /// All content: words, photos and who reported. Type, place in the world, time and relations stay.
    Content,
    /// All of it. That there was something stays, and its id is never given again.
    FactsAndContent,
}

impl Part {
    /// All parts.
    pub const ALL: [Self; 4] = [Self::Reporter, Self::Text, Self::Content, Self::FactsAndContent];

    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Reporter => "reporter",
            Self::Text => "text",
            Self::Content => "content",
            Self::FactsAndContent => "facts_and_content",
        }
    }

    /// Whether a thing of this kind has such a part.
    #[must_use]
    pub const fn is_of(self, kind: Kind) -> bool {
        match self {
            Self::Reporter | Self::Text => matches!(kind, Kind::Report),
            Self::Content => matches!(kind, Kind::Report | Kind::Place | Kind::Measure),
            Self::FactsAndContent => matches!(
                kind,
                Kind::Report
                    | Kind::Place
                    | Kind::Measure
                    | Kind::Photo
                    | Kind::Round
                    | Kind::Walk
                    | Kind::Presence
                    | Kind::DocumentRequest
                    | Kind::Filing
                    | Kind::AccessReview
            ),
        }
    }
}

/// What was erased of one thing. The register reads kind, id, before and facts, and takes the texts out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// The thing's kind.
    pub kind: Kind,
    /// The number of its id.
    pub id: u64,
    /// The version that came of it: those before it have lost their content.
    pub before: u32,
    /// And their facts.
    pub facts: bool,
    /// What was asked for.
    pub part: Part,
}

impl Item {
    /// The thing's key.
    #[must_use]
    pub fn key(&self) -> Key {
        Key { kind: self.kind, bits: self.id }
    }
}

/// How many reports of a district, week and type were erased whole: what stays of them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Counted {
    /// The district; `None` outside every district.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub district: Option<AreaId>,
    /// The ISO week it was seen in, in Stockholm, such as `2026-W09`.
    pub week: String,
    /// Its first problem type.
    pub problem_type: String,
    /// How many.
    pub count: u32,
}

/// One erasure: carried out with the change that wrote it, and never changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erasure {
    /// Its id.
    #[serde(default = "nothing")]
    pub id: ErasureId,
    /// Reference of the decision it rests on.
    pub decision: String,
    /// When.
    pub at: Timestamp,
    /// The rule of retention; `None` for one thing that somebody decided about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<RuleName>,
    /// The run of retention it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<RetentionRunId>,
    /// What was erased.
    pub items: Vec<Item>,
    /// What stays of it as numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counted: Vec<Counted>,
    /// Commands remembered from before this time were forgotten, milliseconds since 1970 UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commands_before_ms: Option<i64>,
    /// Lines of the audit log about reads from before this time were deleted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reads_before_ms: Option<i64>,
    /// Other lines of the audit log from before this time were deleted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audit_before_ms: Option<i64>,
    /// It was carried out once more, on a backup from before it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub replayed: bool,
}

fn nothing() -> ErasureId {
    ErasureId::from_bits(0)
}

impl Erasure {
    /// Whether it took texts out of a version of a thing.
    #[must_use]
    pub fn took_from(&self, key: Key, version: u32) -> bool {
        self.items.iter().any(|item| item.key() == key && version < item.before)
    }
}

/// What stays of a thing that is erased whole: for whom it was, when it went and by which decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gone {
    /// What it was.
    #[serde(skip, default = "no_key")]
    pub key: Key,
    /// How far it was shared.
    pub class: Class,
    /// The organisation it came from.
    pub origin: PartyId,
    /// With whom it was shared.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grants: Vec<Grant>,
    /// The place it belonged to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceId>,
    /// A number made of its identity in its source, so that the file it came in does not bring it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<u64>,
    /// When it was erased.
    pub at: Timestamp,
    /// Reference of the decision.
    pub decision: String,
}

impl Gone {
    /// The number of a report's identity within its source, within its origin. It tells nothing of the
    /// identity, and two have the same one about never.
    #[must_use]
    pub fn source_of(origin: PartyId, source: &str, id: &str) -> u64 {
        let mut hasher = Sha256::new();
        for part in [&origin.to_string(), source, id] {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part);
        }
        let hash: [u8; 32] = hasher.finalize().into();
        // 53 bits, as every number that is written as JSON.
        hash[..7].iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte)) >> 3
    }
}

fn no_key() -> Key {
    Key { kind: Kind::Report, bits: 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_of_what_has_them() {
        for kind in Kind::ALL {
            let parts = Part::ALL.into_iter().filter(|part| part.is_of(kind)).count();
            let expected = match kind {
                Kind::Report => 4,
                Kind::Place | Kind::Measure => 2,
                Kind::Photo
                | Kind::Round
                | Kind::Walk
                | Kind::Presence
                | Kind::DocumentRequest
                | Kind::Filing
                | Kind::AccessReview => 1,
                _ => 0,
            };
            assert_eq!(parts, expected, "{}", kind.code());
        }
    }
}
