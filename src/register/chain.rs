//! The chain: what makes a change of the past show.
//!
//! Each change carries salted commitments to the texts it wrote and a hash over itself and the
//! hash before it. Texts and salts can be erased later; the commitments stay, so the chain still
//! holds and shows that something was erased, without saying what it was.

use super::surroundings::Surroundings;
use super::{ChangeLine, Fault, Head, StoredRecord, Write};
use sha2::{Digest, Sha256};

/// Random bytes put before a text, so that a short one cannot be guessed from its commitment.
pub type Salt = [u8; 16];

/// A SHA-256.
pub type Hash = [u8; 32];

/// First field of every canonical form: what the bytes are, and in which edition of this layout.
const LAYOUT: &[u8] = b"samplats change 1";

/// SHA-256 of salt and text. The salt has a fixed length, so no text can pose as part of it.
pub fn commitment(salt: &Salt, text: &str) -> Hash {
    Sha256::new().chain_update(salt).chain_update(text).finalize().into()
}

/// A text and the salt that opens its commitment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Opening {
    pub salt: Salt,
    pub text: String,
}

impl Opening {
    pub fn commitment(&self) -> Hash {
        commitment(&self.salt, &self.text)
    }
}

/// A row of `change`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ChangeRow {
    pub line: ChangeLine,
    pub schema: u32,
    pub facts_commitment: Hash,
    /// `None` when the version never had content; an erased one keeps its commitment.
    pub content_commitment: Option<Hash>,
    pub hash: Hash,
}

impl ChangeRow {
    /// The bytes that are hashed: every field with its length before it, so that moving a letter
    /// from one field to the next makes other bytes.
    fn canonical(&self) -> Vec<u8> {
        let line = &self.line;
        let mut bytes = Vec::with_capacity(256);
        let mut field = |value: &[u8]| {
            bytes.extend_from_slice(&(value.len() as u64).to_be_bytes());
            bytes.extend_from_slice(value);
        };
        field(LAYOUT);
        field(&line.seq.to_be_bytes());
        field(&line.epoch.to_be_bytes());
        field(&line.time_ms.to_be_bytes());
        field(line.party.as_bytes());
        field(line.role.as_bytes());
        field(line.verb.as_bytes());
        field(line.kind.as_bytes());
        field(&line.id.to_be_bytes());
        field(&line.version.to_be_bytes());
        field(&self.schema.to_be_bytes());
        field(&self.facts_commitment);
        field(self.content_commitment.as_ref().map_or(&[][..], |hash| &hash[..]));
        bytes
    }

    /// The hash this row should carry, coming after `previous`.
    pub fn hash_after(&self, previous: &Hash) -> Hash {
        Sha256::new().chain_update(previous).chain_update(self.canonical()).finalize().into()
    }
}

/// A row of `record_version`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct VersionRow {
    pub seq: u64,
    pub kind: String,
    pub id: u64,
    pub version: u32,
    pub schema: u32,
    /// `None` when erased.
    pub facts: Option<Opening>,
    /// `None` when there never was any, or when erased.
    pub content: Option<Opening>,
}

impl VersionRow {
    /// The version as a record. Erased facts come out as `null`, which is JSON and says nothing.
    pub fn into_record(self) -> StoredRecord {
        StoredRecord {
            kind: self.kind,
            id: self.id,
            version: self.version,
            seq: self.seq,
            schema: self.schema,
            facts: self.facts.map_or_else(|| "null".to_owned(), |opening| opening.text),
            content: self.content.map(|opening| opening.text),
        }
    }
}

/// One write, numbered, committed to and chained: what goes into `change` and `record_version`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sealed {
    pub change: ChangeRow,
    pub version: VersionRow,
}

/// Seals a write as the next after `head`, and moves `head` onto it.
///
/// # Errors
/// [`Fault::Unavailable`] when the system gives no random bytes; `head` is then unchanged.
pub(super) fn seal(
    head: &mut Head,
    now_ms: i64,
    write: &Write,
    surroundings: &mut Surroundings,
) -> Result<Sealed, Fault> {
    let record = &write.record;
    let facts = Opening { salt: surroundings.salt()?, text: record.facts.clone() };
    // Drawn even when there is no content: then the order of draws tells nothing.
    let content_salt = surroundings.salt()?;
    let content = record.content.clone().map(|text| Opening { salt: content_salt, text });
    let mut change = ChangeRow {
        line: ChangeLine {
            seq: head.seq + 1,
            epoch: head.epoch,
            time_ms: now_ms,
            party: write.party.clone(),
            role: write.role.clone(),
            verb: write.verb.clone(),
            kind: record.kind.clone(),
            id: record.id,
            version: record.version,
        },
        schema: record.schema,
        facts_commitment: facts.commitment(),
        content_commitment: content.as_ref().map(Opening::commitment),
        hash: [0; 32],
    };
    change.hash = change.hash_after(&head.hash);
    head.seq = change.line.seq;
    head.time_ms = now_ms;
    head.hash = change.hash;
    let version = VersionRow {
        seq: head.seq,
        kind: record.kind.clone(),
        id: record.id,
        version: record.version,
        schema: record.schema,
        facts: Some(facts),
        content,
    };
    Ok(Sealed { change, version })
}

#[cfg(test)]
mod tests {
    use super::*;
    use data_encoding::HEXLOWER;

    fn change() -> ChangeRow {
        ChangeRow {
            line: ChangeLine {
                seq: 7,
                epoch: 2,
                time_ms: 1_767_225_600_123,
                party: "sisab".into(),
                role: "coordinator".into(),
                verb: "place.activate".into(),
                kind: "place".into(),
                id: 9_007_199_254_740_991,
                version: 3,
            },
            schema: 1,
            facts_commitment: commitment(&[1; 16], r#"{"type":"graffiti"}"#),
            content_commitment: Some(commitment(&[2; 16], r#"{"text":"Å"}"#)),
            hash: [0; 32],
        }
    }

    fn hex(hash: Hash) -> String {
        HEXLOWER.encode(&hash)
    }

    // The three pinned hashes were computed apart from this code, with Python's hashlib and struct,
    // from the description in this file alone.

    #[test]
    fn a_commitment_is_the_hash_of_salt_and_text() {
        assert_eq!(
            hex(commitment(&[1; 16], r#"{"type":"graffiti"}"#)),
            "8184561b9a490863c70709ec62dfa5ef61da1a603af86f5a0915ba62776b03cc"
        );
    }

    #[test]
    fn the_canonical_form_is_pinned() {
        assert_eq!(
            hex(change().hash_after(&[9; 32])),
            "a0c1bd97937ae12a6d0f377e3abe3383715497e770b75ee7afa03bbaf6b2fe62"
        );
    }

    #[test]
    fn a_change_without_content_hashes_an_empty_field() {
        let without = ChangeRow { content_commitment: None, ..change() };
        assert_eq!(
            hex(without.hash_after(&[9; 32])),
            "f98ab2bd2fb5a53feeed5c5c4533e40b6316f2fd426a7f9a3adccda237b065ea"
        );
    }

    #[test]
    fn every_field_counts() {
        let alterations: [fn(&mut ChangeRow); 13] = [
            |change| change.line.seq += 1,
            |change| change.line.epoch += 1,
            |change| change.line.time_ms += 1,
            |change| change.line.party.push('x'),
            |change| change.line.role.push('x'),
            |change| change.line.verb.push('x'),
            |change| change.line.kind.push('x'),
            |change| change.line.id -= 1,
            |change| change.line.version += 1,
            |change| change.schema += 1,
            |change| change.facts_commitment[31] ^= 1,
            |change| change.content_commitment = None,
            // The same letters, one of them in another field.
            |change| {
                change.line.party = "sisabc".into();
                change.line.role = "oordinator".into();
            },
        ];
        let true_hash = change().hash_after(&[9; 32]);
        for (number, alter) in alterations.iter().enumerate() {
            let mut altered = change();
            alter(&mut altered);
            assert_ne!(altered.hash_after(&[9; 32]), true_hash, "alteration {number}");
        }
        assert_ne!(change().hash_after(&[8; 32]), true_hash, "the hash before");
    }

    #[test]
    fn sealing_moves_the_head_and_salts_each_text_alone() {
        let mut head = Head { seq: 0, epoch: 1, hash: [0; 32], least_reader_version: 1, time_ms: 0 };
        let mut surroundings = Surroundings::repeatable(1, || 0);
        let write = Write {
            record: StoredRecord {
                kind: "place".into(),
                id: 1,
                version: 1,
                seq: 0,
                schema: 1,
                facts: "{}".into(),
                content: Some("{}".into()),
            },
            verb: "place.create".into(),
            party: "sisab".into(),
            role: "member".into(),
        };
        let first = seal(&mut head, 5, &write, &mut surroundings).expect("sealed");
        let second = seal(&mut head, 6, &write, &mut surroundings).expect("sealed");
        assert_eq!((head.seq, head.time_ms, head.hash), (2, 6, second.change.hash));
        assert_eq!(second.change.hash, second.change.hash_after(&first.change.hash));
        let salts = [first.version.facts, first.version.content, second.version.facts]
            .map(|opening| opening.expect("kept").salt);
        assert!(salts[0] != salts[1] && salts[1] != salts[2] && salts[0] != salts[2]);
    }
}
