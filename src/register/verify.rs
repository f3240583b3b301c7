//! Checking a register against its own chain: the same for every backend, which only has to hand
//! over its rows in order.

use super::chain::{ChangeRow, Hash, Opening, VersionRow};
use super::erasure::{self, Ledger};
use super::{Head, StoredRecord, Verification};
use std::collections::HashMap;

/// At most so many faults are put into words; after a cut every later line is wrong.
const FAULTS_MAX: usize = 100;

/// Takes a register's rows in and gathers what does not hold. Feed every change in order with the
/// version it wrote, then every record with its version, then the head.
///
/// Costs about 120 bytes of memory per record, and as much per erased version.
pub(super) struct Verifier {
    found: Verification,
    /// Number and hash of the change before.
    last: (u64, Hash),
    /// Newest version of each record, and the change that wrote it, as the chain tells it.
    newest: HashMap<(String, u64), (u32, u64)>,
    /// What is gone, and by which orders.
    ledger: Ledger,
}

impl Verifier {
    pub fn new() -> Self {
        let (found, ledger) = (Verification::default(), Ledger::default());
        Verifier { found, last: (0, [0; 32]), newest: HashMap::new(), ledger }
    }

    fn fault(&mut self, sentence: String) {
        if self.found.faults.len() < FAULTS_MAX {
            self.found.faults.push(sentence);
        }
    }

    /// The next change, with the version row of the same number.
    pub fn change(&mut self, change: &ChangeRow, version: Option<&VersionRow>) {
        self.found.changes += 1;
        let line = &change.line;
        let (last_seq, last_hash) = self.last;
        if line.seq != last_seq + 1 {
            self.fault(format!("after change {last_seq} comes {}: changes between are missing", line.seq));
        }
        // Goes on from the stored hash, so that one altered line is reported once.
        if change.hash != change.hash_after(&last_hash) {
            self.fault(format!("change {} does not follow from the one before: its hash differs", line.seq));
        }
        self.last = (line.seq, change.hash);
        self.contiguous(change);
        match version {
            None => self.fault(format!("change {} has no version row", line.seq)),
            Some(version) => self.version(change, version),
        }
    }

    /// A line of the chain that does not read; the next one cannot be seen to follow on it.
    pub fn unreadable(&mut self, seq: u64) {
        self.found.changes += 1;
        self.fault(format!("change {seq} cannot be read"));
        self.last.0 = seq;
    }

    fn contiguous(&mut self, change: &ChangeRow) {
        let line = &change.line;
        let before = self.newest.insert((line.kind.clone(), line.id), (line.version, line.seq));
        let expected = before.map_or(1, |(version, _)| version.saturating_add(1));
        if line.version != expected {
            self.fault(format!(
                "change {} writes version {} of {} {} where {expected} was due",
                line.seq, line.version, line.kind, line.id
            ));
        }
    }

    fn version(&mut self, change: &ChangeRow, version: &VersionRow) {
        let line = &change.line;
        let told = (&line.kind, line.id, line.version, change.schema);
        if (&version.kind, version.id, version.version, version.schema) != told {
            self.fault(format!(
                "the version row of change {} is that of another record or version",
                line.seq
            ));
        }
        let erased_facts =
            self.text(line.seq, "facts", Some(&change.facts_commitment), version.facts.as_ref());
        let erased_content =
            self.text(line.seq, "content", change.content_commitment.as_ref(), version.content.as_ref());
        self.found.erased += u64::from(erased_facts || erased_content);
        self.ledger.version(change, erased_facts, erased_content);
        if change.line.kind == erasure::KIND
            && let Some(facts) = &version.facts
        {
            for fault in self.ledger.order(change, &facts.text) {
                self.fault(fault);
            }
        }
    }

    /// Opens one commitment. True when the text is erased.
    fn text(&mut self, seq: u64, what: &str, committed: Option<&Hash>, opening: Option<&Opening>) -> bool {
        match (committed, opening) {
            (None, None) => return false,
            (Some(_), None) => return true,
            (None, Some(_)) => {
                self.fault(format!("the version of change {seq} has {what} that it was written without"))
            }
            (Some(committed), Some(opening)) => {
                if opening.commitment() != *committed {
                    self.fault(format!("the {what} of change {seq} are not those it was written with"));
                }
            }
        }
        false
    }

    /// A current record, with the version row of its number.
    pub fn record(&mut self, record: &StoredRecord, version: Option<&VersionRow>) {
        self.found.records += 1;
        let name = format!("{} {}", record.kind, record.id);
        let Some((newest, seq)) = self.newest.remove(&(record.kind.clone(), record.id)) else {
            return self.fault(format!("{name} is in no change"));
        };
        if (record.version, record.seq) != (newest, seq) {
            return self.fault(format!(
                "{name} stands at version {} of change {}, its newest is {newest} of change {seq}",
                record.version, record.seq
            ));
        }
        // A missing version row has been reported with its change.
        let Some(version) = version else { return };
        let same_facts = version.facts.as_ref().is_some_and(|facts| facts.text == record.facts);
        let same_content = version.content.as_ref().map(|content| &content.text) == record.content.as_ref();
        // Facts erased from the newest version leave nothing to compare the record with.
        if (!same_facts && version.facts.is_some()) || !same_content || version.schema != record.schema {
            self.fault(format!("{name} differs from its newest version"));
        }
    }

    /// The head, and with it the result.
    pub fn finish(mut self, head: &Head) -> Verification {
        let (seq, hash) = self.last;
        if head.seq != seq {
            self.fault(format!("the head stands at change {}, the last one found is {seq}", head.seq));
        } else if head.hash != hash {
            self.fault(format!("the head's hash is not that of change {seq}"));
        }
        let mut missing: Vec<_> = std::mem::take(&mut self.newest).into_keys().collect();
        missing.sort_unstable();
        for (kind, id) in missing {
            self.fault(format!("{kind} {id} has changes but no record"));
        }
        let (erased_by, unexplained) = std::mem::take(&mut self.ledger).finish();
        self.found.erased_by = erased_by;
        for fault in unexplained {
            self.fault(fault);
        }
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::ChangeLine;

    /// A change that follows from `previous`, as somebody who can hash would forge it.
    fn forged(seq: u64, id: u64, version: u32, previous: &Hash) -> ChangeRow {
        let line = ChangeLine {
            seq,
            epoch: 1,
            time_ms: 0,
            party: String::new(),
            role: String::new(),
            verb: "place.create".into(),
            kind: "place".into(),
            id,
            version,
        };
        let mut change =
            ChangeRow { line, schema: 1, facts_commitment: [0; 32], content_commitment: None, hash: [0; 32] };
        change.hash = change.hash_after(previous);
        change
    }

    fn erased(change: &ChangeRow) -> VersionRow {
        VersionRow {
            seq: change.line.seq,
            kind: change.line.kind.clone(),
            id: change.line.id,
            version: change.line.version,
            schema: change.schema,
            facts: None,
            content: None,
        }
    }

    fn head(seq: u64, hash: Hash) -> Head {
        Head { seq, epoch: 1, hash, least_reader_version: 1, time_ms: 0 }
    }

    #[test]
    fn a_version_left_out_is_found_though_the_hashes_hold() {
        let mut verifier = Verifier::new();
        let first = forged(1, 7, 1, &[0; 32]);
        let third = forged(2, 7, 3, &first.hash);
        verifier.change(&first, Some(&erased(&first)));
        verifier.change(&third, Some(&erased(&third)));
        let record = StoredRecord { seq: 2, facts: "{}".into(), ..erased(&third).into_record() };
        verifier.record(&record, Some(&erased(&third)));
        let found = verifier.finish(&head(2, third.hash));
        assert_eq!(found.faults[0], "change 2 writes version 3 of place 7 where 2 was due");
        assert_eq!(found.faults[1], "the facts of change 1 are gone, and no order says so");
        assert_eq!((found.faults.len(), found.erased), (3, 2));
    }

    #[test]
    fn a_head_with_another_hash_is_found() {
        let found = Verifier::new().finish(&head(0, [1; 32]));
        assert_eq!(found.faults, ["the head's hash is not that of change 0"]);
    }

    #[test]
    fn at_most_a_hundred_faults_are_put_into_words() {
        let mut verifier = Verifier::new();
        let mut hash = [0; 32];
        for seq in 1..=150 {
            let change = forged(seq, seq, 1, &hash);
            hash = change.hash;
            verifier.change(&change, None);
        }
        let found = verifier.finish(&head(150, hash));
        assert_eq!((found.changes, found.faults.len()), (150, 100));
    }
}
