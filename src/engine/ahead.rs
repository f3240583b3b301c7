//! The next state, private to the writer until it is durable: what was published, what other
//! instances have written since, and what the batch has decided.

use super::decided::Changed;
use super::events::{Event, REMEMBERED, Stretch};
use super::load::keep_aside;
use super::wire;
use crate::domain::record::{Key, Kind, Record};
use crate::index::snapshot::Snapshot;
use crate::index::view::then::Then;
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
            then: change.then,
        };
        self.told.events.extend((first..).zip(changed).map(event));
        self.told.until = head.seq;
        self.next.seq = head.seq;
        self.next.hash = head.hash;
    }
}

/// What was seen, on its way to the register's head: what was missed comes page by page, and nobody sees it before all of it
/// is in place.
pub struct CatchingUp<'a> {
    seen: &'a Snapshot,
    epoch: u64,
    next: Snapshot,
    begun: bool,
}

/// How far a page has brought it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    /// To the head.
    Head,
    /// Not there yet: more is to be asked for.
    Page,
    /// It cannot be reached from here: the register's history is not the one seen, or a record that was in the world can no
    /// longer be read.
    Nowhere,
}

impl<'a> CatchingUp<'a> {
    /// From what was seen, in an epoch.
    pub fn from(seen: &'a Snapshot, epoch: u64) -> Self {
        Self { seen, epoch, next: seen.clone(), begun: false }
    }

    /// The number that news are asked for from.
    pub fn until(&self) -> u64 {
        self.next.seq
    }

    /// Takes in what was told of what follows on [`Self::until`].
    ///
    /// # Errors
    /// [`Fault::Behind`] when the register is one that was left behind, [`Fault::NotOurs`] when it has
    /// been moved on to a newer version.
    pub fn take(&mut self, news: &News) -> Result<Reached, Fault> {
        let head = &news.head;
        if head.epoch < self.epoch {
            let sentence = format!("epoch {} has been seen, but it is of epoch {}", self.epoch, head.epoch);
            return Err(Fault::Behind(sentence));
        }
        if head.epoch == self.epoch && head.seq < self.next.seq {
            let sentence = format!("change {} has been seen, but it ends at {}", self.next.seq, head.seq);
            return Err(Fault::Behind(sentence));
        }
        if head.least_reader_version > READER_VERSION {
            return Err(Fault::NotOurs("the register now needs a newer version of samplats".into()));
        }
        if !self.goes_on(news) || !take_in(&mut self.next, &news.missed) {
            return Ok(Reached::Nowhere);
        }
        let until = news.told_until();
        if until == head.seq {
            (self.next.seq, self.next.hash) = (head.seq, head.hash);
            return Ok(Reached::Head);
        }
        let further = until > self.next.seq;
        self.next.seq = until;
        Ok(if further { Reached::Page } else { Reached::Nowhere })
    }

    /// Whether it is the history that was seen. A promoted standby need not have had all of that, or may have had something
    /// else; what comes between two pages raises the epoch.
    fn goes_on(&mut self, news: &News) -> bool {
        let head = &news.head;
        if std::mem::replace(&mut self.begun, true) {
            return head.epoch == self.epoch;
        }
        self.epoch = head.epoch;
        // At the head it is the head's own hash that counts, which was written with the change: a line of the chain that
        // somebody spoiled afterwards keeps nobody from going on, and is found by whoever verifies.
        let hash = if head.seq == self.seen.seq { Some(head.hash) } else { news.known_hash };
        hash == Some(self.seen.hash)
    }

    /// At the head, with what followers are to be told.
    ///
    /// # Errors
    /// [`Fault::Unavailable`] when what others did cannot be read.
    pub async fn arrive(self, archive: &dyn Archive) -> Result<Ahead, Fault> {
        let (seen, head) = (self.seen.seq, self.next.seq);
        let worlds = (self.seen, &self.next);
        let told = if seen == head {
            nothing_since(seen)
        } else {
            told_since((seen, head), worlds, archive).await?
        };
        Ok(Ahead { next: self.next, told })
    }
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
///
/// Of what somebody else changed it is known for whom the last of it is.
async fn told_since(
    (seen, head): (u64, u64),
    worlds: (&Snapshot, &Snapshot),
    archive: &dyn Archive,
) -> Result<Stretch, Fault> {
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
    let events = lines.into_iter().filter_map(|line| event(worlds, line)).collect();
    Ok(Stretch { after, until: head, events })
}

fn event((before, next): (&Snapshot, &Snapshot), line: ChangeLine) -> Option<Event> {
    let key = Key { kind: Kind::parse(&line.kind)?, bits: line.id };
    Some(Event {
        seq: line.seq,
        time: Timestamp::from_millisecond(line.time_ms).ok()?,
        verb: line.verb.into(),
        key,
        version: line.version,
        then: Then::of(next, (key, line.version), Some(before)),
    })
}
