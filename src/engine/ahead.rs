//! The next state, private to the writer until it is durable: what was published, what other
//! instances have written since, and what the batch has decided.

use super::decided::Changed;
use super::events::{Event, REMEMBERED, Stretch};
use super::load::keep_aside;
use super::wire;
use crate::domain::record::{Key, Kind, Record};
use crate::index::snapshot::Snapshot;
use crate::register::{Archive, ChangeLine, Fault, Head, News, READER_VERSION, StoredRecord};
use crate::telemetry;
use jiff::Timestamp;
use std::sync::Arc;

/// A state that nobody else sees yet.
pub struct Ahead {
    /// The world as it will be.
    pub next: Snapshot,
    /// What followers will be told when it is.
    pub told: Stretch,
}

impl Ahead {
    /// Takes in that the batch is durable.
    pub fn made(&mut self, head: &Head, now: Timestamp, changed: Vec<Changed>) {
        let first = head.seq + 1 - changed.len() as u64;
        let event = |(seq, change): (u64, Changed)| Event {
            seq,
            time: now,
            verb: change.verb.into(),
            key: change.key,
            version: change.version,
        };
        self.told.events.extend((first..).zip(changed).map(event));
        self.told.until = head.seq;
        self.next.seq = head.seq;
        self.next.hash = head.hash;
    }
}

/// What was seen, brought up to the register's head. `None` when that cannot be done from here: the
/// register's history is not the one seen, or a record that was in the world can no longer be read.
///
/// # Errors
/// [`Fault::Behind`] when the register is one that was left behind, [`Fault::NotOurs`] when it has
/// been moved on to a newer version, [`Fault::Unavailable`] when what others did cannot be read.
pub async fn catch_up(
    seen: &Snapshot,
    epoch: u64,
    news: &News,
    archive: &dyn Archive,
) -> Result<Option<Ahead>, Fault> {
    let head = &news.head;
    if head.epoch < epoch {
        let sentence = format!("epoch {epoch} has been seen, but it is of epoch {}", head.epoch);
        return Err(Fault::Behind(sentence));
    }
    if head.epoch == epoch && head.seq < seen.seq {
        let sentence = format!("change {} has been seen, but it ends at {}", seen.seq, head.seq);
        return Err(Fault::Behind(sentence));
    }
    if head.least_reader_version > READER_VERSION {
        return Err(Fault::NotOurs("the register now needs a newer version of samplats".into()));
    }
    // At the head it is the head's own hash that counts, which was written with the change: a line of the chain that
    // somebody spoiled afterwards keeps nobody from going on, and is found by whoever verifies.
    let hash = if head.seq == seen.seq { Some(head.hash) } else { news.known_hash };
    // A promoted standby need not have had all of what was seen, or may have had something else.
    if hash != Some(seen.hash) {
        return Ok(None);
    }
    let mut next = seen.clone();
    if head.seq == seen.seq {
        return Ok(Some(Ahead { next, told: nothing_since(seen.seq) }));
    }
    if !take_in(&mut next, &news.missed) {
        return Ok(None);
    }
    next.seq = head.seq;
    next.hash = head.hash;
    let told = told_since(seen.seq, head.seq, archive).await?;
    Ok(Some(Ahead { next, told }))
}

/// Puts what others wrote in place. What cannot be read is kept aside, unless the world has an
/// earlier version of it; then the answer is no.
fn take_in(next: &mut Snapshot, missed: &[StoredRecord]) -> bool {
    let mut records: Vec<Record> = Vec::with_capacity(missed.len());
    for stored in missed {
        match wire::decode(stored) {
            Ok(record) => {
                if next.quarantined.contains(record.key()) {
                    Arc::make_mut(&mut next.quarantined).release(record.key());
                }
                records.push(record);
            }
            Err(unreadable) => {
                tracing::error!(%unreadable, "a record cannot be read and is kept aside");
                telemetry::kept_aside();
                if wire::key_of(stored).is_some_and(|key| next.record(key).is_some()) {
                    return false;
                }
                keep_aside(Arc::make_mut(&mut next.quarantined), &unreadable);
            }
        }
    }
    next.apply_all(records);
    true
}

fn nothing_since(seq: u64) -> Stretch {
    Stretch { after: seq, until: seq, events: Vec::new() }
}

/// What happened until the head, as far back as anybody is told of. Where the chain itself cannot be read, nobody is told:
/// the records are there all the same, and who follows starts over.
async fn told_since(seen: u64, head: u64, archive: &dyn Archive) -> Result<Stretch, Fault> {
    let after = seen.max(head.saturating_sub(REMEMBERED as u64));
    let lines = match archive.changes_after(after, REMEMBERED).await {
        Ok(lines) => lines,
        Err(Fault::Broken(why)) => {
            tracing::error!(why, after, head, "a change cannot be read; followers start over");
            telemetry::kept_aside();
            return Ok(nothing_since(head));
        }
        Err(fault) => {
            return Err(Fault::Unavailable(format!("the changes that were missed: {fault}")));
        }
    };
    // The chain may have grown since the head was read.
    let lines: Vec<_> = lines.into_iter().filter(|line| line.seq <= head).collect();
    if lines.len() as u64 != head - after {
        tracing::error!(after, head, found = lines.len(), "changes are missing; followers start over");
        return Ok(nothing_since(head));
    }
    Ok(Stretch { after, until: head, events: lines.into_iter().filter_map(event).collect() })
}

fn event(line: ChangeLine) -> Option<Event> {
    Some(Event {
        seq: line.seq,
        time: Timestamp::from_millisecond(line.time_ms).ok()?,
        verb: line.verb.into(),
        key: Key { kind: Kind::parse(&line.kind)?, bits: line.id },
        version: line.version,
    })
}
