//! One number for all that a register holds now, to compare two of them by.

use super::{Fault, Register, StoredRecord};
use sha2::{Digest as _, Sha256};

/// SHA-256 over every current record, sorted by kind and id: kind, id, version, facts and content.
/// The order in which they were written, and when, does not count.
///
/// Costs one pass and about 60 bytes of memory per record.
///
/// # Errors
/// Any [`Fault`] of [`Register::load`].
pub async fn digest(register: &mut dyn Register) -> Result<[u8; 32], Fault> {
    let mut digest = RecordsDigest::default();
    register.load(1_000, &mut |records| records.iter().for_each(|record| digest.add(record))).await?;
    Ok(digest.finish())
}

/// The digest of records that come in any order, for those who hold them already.
#[derive(Default)]
pub struct RecordsDigest {
    records: Vec<(String, u64, [u8; 32])>,
}

impl RecordsDigest {
    /// Takes one record in.
    pub fn add(&mut self, record: &StoredRecord) {
        let mut hasher = Sha256::new();
        hasher.update(record.version.to_be_bytes());
        add_text(&mut hasher, &record.facts);
        // One byte tells "no content" from "empty content".
        hasher.update([u8::from(record.content.is_some())]);
        if let Some(content) = &record.content {
            add_text(&mut hasher, content);
        }
        self.records.push((record.kind.clone(), record.id, hasher.finalize().into()));
    }

    /// The digest of all taken in.
    pub fn finish(mut self) -> [u8; 32] {
        self.records.sort_unstable();
        let mut hasher = Sha256::new();
        for (kind, id, hash) in &self.records {
            add_text(&mut hasher, kind);
            hasher.update(id.to_be_bytes());
            hasher.update(hash);
        }
        hasher.finalize().into()
    }
}

/// The length first, so that where one text ends is part of what is hashed.
fn add_text(hasher: &mut Sha256, text: &str) {
    hasher.update((text.len() as u64).to_be_bytes());
    hasher.update(text);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: &str, id: u64, facts: &str, content: Option<&str>) -> StoredRecord {
        StoredRecord {
            kind: kind.into(),
            id,
            version: 1,
            seq: id,
            schema: 1,
            facts: facts.into(),
            content: content.map(Into::into),
        }
    }

    fn of(records: &[StoredRecord]) -> [u8; 32] {
        let mut digest = RecordsDigest::default();
        records.iter().for_each(|record| digest.add(record));
        digest.finish()
    }

    #[test]
    fn order_and_number_do_not_count_but_everything_else_does() {
        let (a, b) = (record("place", 1, "{}", None), record("report", 2, "{}", Some("{}")));
        let both = of(&[a.clone(), b.clone()]);
        assert_eq!(both, of(&[b.clone(), StoredRecord { seq: 99, ..a.clone() }]));
        assert_ne!(both, of(std::slice::from_ref(&a)));
        assert_ne!(both, of(&[a.clone(), StoredRecord { version: 2, ..b.clone() }]));
        assert_ne!(both, of(&[a.clone(), StoredRecord { content: None, ..b.clone() }]));
        assert_ne!(both, of(&[StoredRecord { facts: "[]".into(), ..a.clone() }, b.clone()]));
        assert_ne!(of(&[a]), of(&[record("placf", 1, "{}", None)]));
    }
}
