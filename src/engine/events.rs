//! What has happened lately, for those who follow along.
//!
//! A follower goes on from the last change it saw (kind, id, version), never from a number in the chain that it is
//! told: how much happens that it may not see is nobody's business.

use crate::domain::record::{Key, Kind};
use jiff::Timestamp;
use std::borrow::Cow;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::watch;

/// How many changes are remembered at least; a follower further behind starts over from the lists.
pub const REMEMBERED: usize = 20_000;
/// So many are forgotten at once, that where memory begins stays the same for long: those to whom nothing that is
/// remembered was visible are told of it by a cursor.
const FORGOTTEN_AT_ONCE: usize = 10_000;

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

/// What names a version of a thing, for whoever wrote it: a later read can ask to be as fresh.
#[must_use]
pub fn cursor(key: Key, version: u32) -> String {
    format!("{}.{}.{version}", key.kind.code(), crate::domain::ids::crockford(key.bits))
}

/// Reads it back.
#[must_use]
pub fn parse_cursor(text: &str) -> Option<(Key, u32)> {
    let mut parts = text.split('.');
    let kind = Kind::parse(parts.next()?)?;
    let bits = crate::domain::ids::parse_crockford(parts.next()?).ok()?;
    let version = parts.next()?.parse().ok()?;
    parts.next().is_none().then_some((Key { kind, bits }, version))
}

/// The changes after one, all of them.
struct Recent {
    after: u64,
    events: VecDeque<Event>,
}

/// The changes of late, and a bell that rings when there are more.
#[derive(Clone)]
pub struct Events {
    recent: Arc<Mutex<Recent>>,
    generation: Arc<AtomicU64>,
    bell: watch::Sender<u64>,
}

impl Events {
    /// None yet.
    #[must_use]
    pub fn new(seq: u64) -> Self {
        let recent = Arc::new(Mutex::new(Recent { after: seq, events: VecDeque::new() }));
        Self { recent, generation: Arc::default(), bell: watch::Sender::new(seq) }
    }

    /// Adds what has been published, and rings.
    pub fn publish(&self, events: Vec<Event>) {
        let Some(last) = events.last().map(|event| event.seq) else { return };
        {
            let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
            recent.events.extend(events);
            if recent.events.len() >= REMEMBERED + FORGOTTEN_AT_ONCE {
                let excess = recent.events.len() - REMEMBERED;
                recent.after = recent.events[excess - 1].seq;
                recent.events.drain(..excess);
            }
        }
        self.bell.send_replace(last);
    }

    /// Forgets all, because the register's history is another than was told, and rings. Whoever
    /// comes with a cursor starts over from the lists, and so does who was listening.
    pub fn start_over(&self, seq: u64) {
        let nothing = Recent { after: seq, events: VecDeque::new() };
        {
            let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
            *recent = nothing;
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

    /// The number of the change that memory begins after.
    #[must_use]
    pub fn begins_after(&self) -> u64 {
        self.recent.lock().unwrap_or_else(PoisonError::into_inner).after
    }

    /// The newest change that a question is answered yes for.
    #[must_use]
    pub fn newest(&self, seen: impl Fn(&Event) -> bool) -> Option<Event> {
        // Asked one by one, without the lock: looking takes longer than telling.
        let recent: Vec<Event> = {
            let recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
            recent.events.iter().cloned().collect()
        };
        recent.into_iter().rev().find(seen)
    }

    /// The number after which somebody who has seen this version goes on. `None` when it is too far behind
    /// to tell.
    #[must_use]
    pub fn position(&self, key: Key, version: u32) -> Option<u64> {
        let recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        recent.events.iter().rev().find(|e| e.key == key && e.version == version).map(|e| e.seq)
    }

    /// Changes after a number, oldest first, at most `limit`.
    #[must_use]
    pub fn after(&self, seq: u64, limit: usize) -> Vec<Event> {
        let recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        let from = recent.events.partition_point(|event| event.seq <= seq);
        recent.events.iter().skip(from).take(limit).cloned().collect()
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
        let (key, version) = parse_cursor(&cursor(event(3).key, 1)).expect("a cursor");
        let from = events.position(key, version).expect("remembered");
        let seqs: Vec<_> = events.after(from, 10).iter().map(|e| e.seq).collect();
        assert_eq!(seqs, [4, 5]);
    }

    #[test]
    fn what_is_remembered_has_an_end() {
        let events = Events::new(0);
        let most = (REMEMBERED + FORGOTTEN_AT_ONCE) as u64;
        events.publish((1..most).map(event).collect());
        assert_eq!((events.begins_after(), events.position(event(5).key, 1)), (0, Some(5)));
        events.publish(vec![event(most)]);
        let forgotten = FORGOTTEN_AT_ONCE as u64;
        assert_eq!((events.begins_after(), events.position(event(5).key, 1)), (forgotten, None));
        assert_eq!(events.after(0, 1)[0].seq, forgotten + 1);
        assert_eq!(events.newest(|event| event.seq % 2 == 1).map(|event| event.seq), Some(most - 1));
        assert_eq!(events.newest(|event| event.seq <= forgotten), None);
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
