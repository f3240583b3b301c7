//! What has happened lately, for those who follow along.
//!
//! A follower's cursor names the last change it saw (kind, id, version), never a number in the chain:
//! how much happens that it may not see is nobody's business.

use crate::domain::record::{Key, Kind};
use jiff::Timestamp;
use std::borrow::Cow;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::watch;

/// How many changes are remembered; a follower further behind starts over from the lists.
pub const REMEMBERED: usize = 20_000;

/// One change, as followers are told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its number; stays inside.
    pub seq: u64,
    /// When.
    pub time: Timestamp,
    /// What happened.
    pub verb: Cow<'static, str>,
    /// To what.
    pub key: Key,
    /// Which version it made.
    pub version: u32,
}

impl Event {
    /// The cursor of a follower who has seen this.
    #[must_use]
    pub fn cursor(&self) -> String {
        cursor(self.key, self.version)
    }
}

/// A cursor for a version of a thing.
#[must_use]
pub fn cursor(key: Key, version: u32) -> String {
    format!("{}.{}.{version}", key.kind.code(), crate::domain::ids::crockford(key.bits))
}

/// Reads a cursor back.
#[must_use]
pub fn parse_cursor(text: &str) -> Option<(Key, u32)> {
    let mut parts = text.split('.');
    let kind = Kind::parse(parts.next()?)?;
    let bits = crate::domain::ids::parse_crockford(parts.next()?).ok()?;
    let version = parts.next()?.parse().ok()?;
    parts.next().is_none().then_some((Key { kind, bits }, version))
}

/// The changes of late, and a bell that rings when there are more.
#[derive(Clone)]
pub struct Events {
    recent: Arc<Mutex<VecDeque<Event>>>,
    generation: Arc<AtomicU64>,
    bell: watch::Sender<u64>,
}

impl Events {
    /// None yet.
    #[must_use]
    pub fn new(seq: u64) -> Self {
        Self { recent: Arc::default(), generation: Arc::default(), bell: watch::Sender::new(seq) }
    }

    /// Adds what has been published, and rings.
    pub fn publish(&self, events: Vec<Event>) {
        let Some(last) = events.last().map(|event| event.seq) else { return };
        {
            let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
            recent.extend(events);
            let excess = recent.len().saturating_sub(REMEMBERED);
            recent.drain(..excess);
        }
        self.bell.send_replace(last);
    }

    /// Forgets all, because the register's history is another than was told, and rings. Whoever
    /// comes with a cursor starts over from the lists, and so does who was listening.
    pub fn start_over(&self, seq: u64) {
        {
            let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
            recent.clear();
            self.generation.fetch_add(1, Ordering::SeqCst);
        }
        self.bell.send_replace(seq);
    }

    /// Which history is being told: it counts up when all is forgotten, and a number of an earlier one means nothing.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.generation.load(Ordering::SeqCst)
    }

    /// How many bells there are.
    #[must_use]
    pub fn listeners(&self) -> usize {
        self.bell.receiver_count()
    }

    /// A bell of one's own.
    #[must_use]
    pub fn listen(&self) -> watch::Receiver<u64> {
        self.bell.subscribe()
    }

    /// The number after which somebody with this cursor goes on. `None` when it is too far behind
    /// to tell.
    #[must_use]
    pub fn position(&self, key: Key, version: u32) -> Option<u64> {
        let recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        recent.iter().rev().find(|e| e.key == key && e.version == version).map(|e| e.seq)
    }

    /// Changes after a number, oldest first, at most `limit`.
    #[must_use]
    pub fn after(&self, seq: u64, limit: usize) -> Vec<Event> {
        let recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        let from = recent.partition_point(|event| event.seq <= seq);
        recent.iter().skip(from).take(limit).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(seq: u64) -> Event {
        let key = Key { kind: Kind::Report, bits: seq * 7 };
        Event { seq, time: Timestamp::UNIX_EPOCH, verb: "report.create".into(), key, version: 1 }
    }

    #[test]
    fn a_follower_goes_on_where_it_was() {
        let events = Events::new(0);
        events.publish((1..=5).map(event).collect());
        let (key, version) = parse_cursor(&event(3).cursor()).expect("a cursor");
        let from = events.position(key, version).expect("remembered");
        let seqs: Vec<_> = events.after(from, 10).iter().map(|e| e.seq).collect();
        assert_eq!(seqs, [4, 5]);
    }

    #[test]
    fn what_is_remembered_has_an_end() {
        let events = Events::new(0);
        events.publish((1..=REMEMBERED as u64 + 10).map(event).collect());
        assert_eq!(events.position(event(5).key, 1), None);
        assert_eq!(events.after(0, 1)[0].seq, 11);
    }

    #[test]
    fn who_listens_learns_that_the_history_is_another() {
        let events = Events::new(0);
        events.publish((1..=5).map(event).collect());
        let before = events.generation();
        events.start_over(3);
        assert_ne!(events.generation(), before);
        assert_eq!((events.position(event(3).key, 1), events.after(0, 1)), (None, Vec::new()));
    }

    #[test]
    fn other_texts_are_no_cursors() {
        for text in [
            "",
            "report",
            "report.00000000001",
            "report.00000000001.x",
            "dog.00000000001.1",
            "report.00000000001.1.1",
        ] {
            assert_eq!(parse_cursor(text), None, "{text}");
        }
    }
}
