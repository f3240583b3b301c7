//! What has happened lately, for those who follow along.
//!
//! A follower goes on from the last change it saw (kind, id, version), never from a number in the chain that it is
//! told: how much happens that it may not see is nobody's business. When that change was made goes with it: where a server
//! that was promoted lacked the last of them, the same version may be made anew, and is another change then.

use crate::domain::record::Key;
use crate::index::view::then::Then;
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

/// So many are asked about one after the other while others may tell more.
const ASKED_AT_ONCE: usize = 256;

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
    /// For whom that was.
    pub then: Then,
}

/// A change, by its number and by when it was made, where that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Its number; 0 before there is any.
    pub seq: u64,
    /// When.
    pub at: Option<Timestamp>,
}

impl Moment {
    /// The moment of a change that was made then, milliseconds since 1970 UTC.
    #[must_use]
    pub fn new(seq: u64, time_ms: i64) -> Self {
        Self { seq, at: Timestamp::from_millisecond(time_ms).ok() }
    }
}

/// What happened between two numbers: all of it that can be told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stretch {
    /// The number of the change before the first.
    pub after: u64,
    /// The number of the last change.
    pub until: u64,
    /// The changes, oldest first.
    pub events: Vec<Event>,
}

/// The changes between two numbers, all of them that can be told.
struct Recent {
    after: Moment,
    until: u64,
    events: VecDeque<Event>,
}

impl Recent {
    fn nothing(after: Moment) -> Self {
        Self { after, until: after.seq, events: VecDeque::new() }
    }

    fn time_of(&self, seq: u64) -> Option<Timestamp> {
        if seq == self.after.seq {
            return self.after.at;
        }
        let at = self.events.binary_search_by_key(&seq, |event| event.seq).ok()?;
        Some(self.events[at].time)
    }
}

/// The changes of late, and a bell that rings when there are more.
#[derive(Clone)]
pub struct Events {
    recent: Arc<Mutex<Recent>>,
    generation: Arc<AtomicU64>,
    bell: watch::Sender<u64>,
}

impl Events {
    /// None yet: the last change is this one.
    #[must_use]
    pub fn new(last: Moment) -> Self {
        let recent = Arc::new(Mutex::new(Recent::nothing(last)));
        Self { recent, generation: Arc::default(), bell: watch::Sender::new(last.seq) }
    }

    /// Adds what has been published, and rings. Where it does not follow on what was told before, that is
    /// forgotten: whoever stands in it cannot be told what happened between, and starts over.
    pub fn publish(&self, news: Stretch) {
        let Stretch { after, until, events } = news;
        {
            let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
            if until == recent.until {
                return;
            }
            if after != recent.until {
                *recent = Recent::nothing(Moment { seq: after, at: None });
            }
            recent.until = until;
            recent.events.extend(events);
            if recent.events.len() >= REMEMBERED + FORGOTTEN_AT_ONCE {
                let excess = recent.events.len() - REMEMBERED;
                let last = &recent.events[excess - 1];
                recent.after = Moment { seq: last.seq, at: Some(last.time) };
                recent.events.drain(..excess);
            }
        }
        self.bell.send_replace(until);
    }

    /// Forgets all up to the last change, because the register's history is another than was told, and rings. Whoever
    /// comes with a cursor starts over from the lists, and so does who was listening.
    pub fn start_over(&self, last: Moment) {
        {
            let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
            *recent = Recent::nothing(last);
            self.generation.fetch_add(1, Ordering::SeqCst);
        }
        self.bell.send_replace(last.seq);
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

    /// The change that memory begins after.
    #[must_use]
    pub fn begins_after(&self) -> Moment {
        self.recent.lock().unwrap_or_else(PoisonError::into_inner).after
    }

    /// The newest change that a question is answered yes for.
    #[must_use]
    pub fn newest(&self, seen: impl Fn(&Event) -> bool) -> Option<Event> {
        let mut before = u64::MAX;
        loop {
            // Asked without the lock, since looking takes longer than telling; most see one of the newest.
            let asked = self.newest_before(before);
            before = asked.last()?.seq;
            if let Some(found) = asked.into_iter().find(&seen) {
                return Some(found);
            }
        }
    }

    /// Some changes before a number, newest first.
    fn newest_before(&self, seq: u64) -> Vec<Event> {
        let recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        let end = recent.events.partition_point(|event| event.seq < seq);
        recent.events.range(end.saturating_sub(ASKED_AT_ONCE)..end).rev().cloned().collect()
    }

    /// The number after which somebody who has seen this version, made then, goes on. `None` when it is too far behind
    /// to tell, or of a history that is no more.
    #[must_use]
    pub fn position(&self, key: Key, version: u32, at: Timestamp) -> Option<u64> {
        let recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        let is_it = |event: &&Event| event.key == key && event.version == version && event.time == at;
        recent.events.iter().rev().find(is_it).map(|event| event.seq)
    }

    /// The same, of somebody who stands after a change that they need not have seen. What is not known of when it was made
    /// speaks against nobody.
    #[must_use]
    pub fn position_after(&self, change: Moment) -> Option<u64> {
        let recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        let is_remembered = (recent.after.seq..=recent.until).contains(&change.seq);
        let is_another =
            || recent.time_of(change.seq).zip(change.at).is_some_and(|(here, there)| here != there);
        (is_remembered && !is_another()).then_some(change.seq)
    }

    /// Changes after a number of a history, oldest first, at most `limit`. `None` when the history is another by now
    /// or some of them are forgotten: whoever stood there starts over.
    #[must_use]
    pub fn since(&self, generation: u64, seq: u64, limit: usize) -> Option<Vec<Event>> {
        let recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        // It counts up only while this lock is held.
        if generation != self.generation() || seq < recent.after.seq {
            return None;
        }
        let from = recent.events.partition_point(|event| event.seq <= seq);
        Some(recent.events.iter().skip(from).take(limit).cloned().collect())
    }

    /// What is remembered of the changes after a number.
    #[cfg(test)]
    pub fn after(&self, seq: u64, limit: usize) -> Vec<Event> {
        let from = seq.max(self.begins_after().seq);
        self.since(self.generation(), from, limit).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Moment = Moment { seq: 0, at: Some(Timestamp::UNIX_EPOCH) };

    fn event(seq: u64) -> Event {
        let key = Key { kind: crate::domain::record::Kind::Report, bits: seq * 7 };
        Event {
            seq,
            time: Timestamp::UNIX_EPOCH,
            verb: "report.create".into(),
            key,
            version: 1,
            then: Then::AsNow,
        }
    }

    fn stretch(after: u64, until: u64) -> Stretch {
        Stretch { after, until, events: (after + 1..=until).map(event).collect() }
    }

    fn position(events: &Events, seq: u64) -> Option<u64> {
        let Event { key, version, time, .. } = event(seq);
        events.position(key, version, time)
    }

    fn told(events: &Events, seq: u64) -> Option<Vec<u64>> {
        let since = events.since(events.generation(), seq, 10)?;
        Some(since.iter().map(|event| event.seq).collect())
    }

    #[test]
    fn a_follower_goes_on_where_it_was() {
        let events = Events::new(START);
        events.publish(stretch(0, 5));
        let from = position(&events, 3).expect("remembered");
        assert_eq!(told(&events, from), Some(vec![4, 5]));
    }

    #[test]
    fn what_is_remembered_has_an_end() {
        let events = Events::new(START);
        let most = (REMEMBERED + FORGOTTEN_AT_ONCE) as u64;
        events.publish(stretch(0, most - 1));
        assert_eq!((events.begins_after().seq, position(&events, 5)), (0, Some(5)));
        events.publish(stretch(most - 1, most));
        let forgotten = FORGOTTEN_AT_ONCE as u64;
        assert_eq!(
            told(&events, forgotten - 1),
            None,
            "who is further behind is not told the rest as if it were all"
        );
        assert_eq!((events.begins_after().seq, position(&events, 5)), (forgotten, None));
        assert_eq!(told(&events, forgotten).expect("all remembered")[0], forgotten + 1);
        assert_eq!(events.newest(|event| event.seq % 2 == 1).map(|event| event.seq), Some(most - 1));
        assert_eq!(events.newest(|event| event.seq <= forgotten), None);
        for seq in [forgotten + 1, most - 1_000, most] {
            assert_eq!(events.newest(|event| event.seq <= seq).map(|event| event.seq), Some(seq));
        }
    }

    #[test]
    fn who_listens_learns_that_the_history_is_another() {
        let events = Events::new(START);
        events.publish(stretch(0, 5));
        let before = events.generation();
        events.start_over(Moment { seq: 3, ..START });
        assert_ne!(events.generation(), before);
        assert_eq!(position(&events, 3), None);
        events.publish(stretch(3, 7));
        assert_eq!(events.since(before, 5, 10), None, "number five is another change now");
        assert_eq!(told(&events, 5), Some(vec![6, 7]));
    }

    #[test]
    fn what_was_made_anew_in_another_history_is_not_what_was_seen() {
        let events = Events::new(START);
        let later = Timestamp::UNIX_EPOCH + jiff::SignedDuration::from_millis(1);
        let anew = |seq| Event { time: later, ..event(seq) };
        events.publish(Stretch { after: 0, until: 3, events: vec![event(1), anew(2), event(3)] });
        assert_eq!(
            (position(&events, 1), position(&events, 2), position(&events, 3)),
            (Some(1), None, Some(3))
        );
        let stands = |seq, at| events.position_after(Moment { seq, at });
        for (seq, at, other) in [(0, START.at, Some(later)), (2, Some(later), START.at)] {
            assert_eq!(
                (stands(seq, at), stands(seq, None), stands(seq, other)),
                (Some(seq), Some(seq), None)
            );
        }
        assert_eq!(stands(4, None), None, "it has not happened");
        events.publish(stretch(9, 10));
        // Of what lies in a gap it is not known when it was made.
        assert_eq!((stands(8, None), stands(9, None), stands(9, Some(later))), (None, Some(9), Some(9)));
    }

    #[test]
    fn a_gap_is_not_told_as_if_nothing_had_happened_in_it() {
        let events = Events::new(START);
        events.publish(stretch(0, 5));
        events.publish(stretch(9, 12));
        assert_eq!((position(&events, 3), told(&events, 5)), (None, None));
        assert_eq!((events.begins_after().seq, told(&events, 9)), (9, Some(vec![10, 11, 12])));
        // What cannot be told is no gap for whoever comes after it.
        events.publish(Stretch { after: 12, until: 13, events: Vec::new() });
        events.publish(stretch(13, 14));
        assert_eq!(told(&events, 11), Some(vec![12, 14]));
        // Nor is it told by silence.
        let mut bell = events.listen();
        events.publish(stretch(14, 14));
        assert!(!bell.has_changed().expect("open"), "nothing has happened");
        events.publish(Stretch { after: 20, until: 20, events: Vec::new() });
        assert!(bell.has_changed().expect("open"));
        bell.mark_unchanged();
        assert_eq!((told(&events, 14), told(&events, 20)), (None, Some(Vec::new())));
    }
}
