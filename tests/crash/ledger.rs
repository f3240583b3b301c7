//! What was acknowledged, and whether it holds.

use crate::client::{Answer, Asked};
use crate::store::Store;
use std::collections::{BTreeMap, HashSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Keys asked again at once; those that come together are confirmed together.
const ASKERS: usize = 16;

/// The first acknowledgement under each key.
#[derive(Default)]
pub struct Ledger {
    acknowledged: Mutex<BTreeMap<String, String>>,
    /// Of those, the ones that an earlier attempt had carried out without its sender hearing of it.
    pub heard_late: AtomicUsize,
    /// Attempts that got no answer, or 503.
    pub in_vain: AtomicUsize,
    longest: Mutex<Duration>,
}

/// The body of a report under a key; different for every key.
pub fn body_of(key: &str, lon: f64) -> String {
    let (letters, words) = (key.len(), key.replace(|letter: char| !letter.is_ascii_alphabetic(), " "));
    format!(
        r#"{{"position":{{"lon":{lon},"lat":59.33}},"problem_types":["vandalism"],"text":"Klotter {letters} {words}"}}"#
    )
}

impl Ledger {
    /// Enters an acknowledgement.
    pub fn enter(&self, key: &str, answer: Answer, waited: Duration) {
        if answer.header("idempotency-replayed").is_some() {
            self.heard_late.fetch_add(1, Ordering::Relaxed);
        }
        let mut longest = self.longest.lock().unwrap();
        *longest = waited.max(*longest);
        let before = self.acknowledged.lock().unwrap().insert(key.to_owned(), answer.body);
        assert!(before.is_none(), "{key} was acknowledged before");
    }

    /// Whether it was acknowledged.
    pub fn knows(&self, key: &str) -> bool {
        self.acknowledged.lock().unwrap().contains_key(key)
    }

    /// How many were acknowledged.
    pub fn len(&self) -> usize {
        self.acknowledged.lock().unwrap().len()
    }

    /// From the first attempt of a report to its acknowledgement, the longest there was.
    pub fn longest_s(&self) -> f64 {
        self.longest.lock().unwrap().as_secs_f64()
    }

    /// The ids of what was acknowledged.
    pub fn ids(&self) -> HashSet<String> {
        let id = |body: &String| {
            let value: serde_json::Value = serde_json::from_str(body).expect("JSON");
            value["id"].as_str().expect("an id").to_owned()
        };
        self.acknowledged.lock().unwrap().values().map(id).collect()
    }

    /// Every key has its own report, is answered again as the first time, and takes no other body.
    pub fn assert_answered_again(&self, asked: Asked<'_>) {
        let acknowledged: Vec<_> = self.acknowledged.lock().unwrap().clone().into_iter().collect();
        assert_eq!(self.ids().len(), acknowledged.len(), "a report for each key");
        let next = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..ASKERS {
                scope.spawn(|| {
                    while let Some((key, first)) = acknowledged.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let again = asked.post("/api/reports", key, &body_of(key, 18.05)).expect("an answer");
                        assert_eq!(&again.body, first, "{key}\n{again:?}");
                    }
                });
            }
        });
        for (key, _) in acknowledged.iter().take(20) {
            let other = asked.post("/api/reports", key, &body_of(key, 18.06)).expect("an answer");
            assert_eq!(other.status, 422, "{key}: {}", other.body);
        }
    }

    /// Sends everything again, as those do who have heard that a backup was restored; answers how many
    /// reports were written by it.
    pub fn send_all_again(&self, asked: Asked<'_>) -> usize {
        let keys: Vec<_> = self.acknowledged.lock().unwrap().keys().cloned().collect();
        let mut written = 0;
        for key in keys {
            let answer = asked.post("/api/reports", &key, &body_of(&key, 18.05)).expect("an answer");
            assert!([200, 201].contains(&answer.status), "{key}: {answer:?}");
            written += usize::from(answer.header("idempotency-replayed").is_none());
        }
        written
    }

    /// The register, which nobody serves any more, holds that and nothing else.
    pub fn assert_is_all_of(&self, store: &Store) {
        self.assert_is_all_of_beside(store, 0);
    }

    /// The same, beside so many reports that were there before.
    pub fn assert_is_all_of_beside(&self, store: &Store, others: usize) {
        let known = self.len() + others;
        assert_eq!(store.reports(), known, "no report is lost, and none that nobody knows of is there");
        store.assert_verified();
    }

    /// The figures of a trial, in a few words.
    pub fn figures(&self) -> String {
        format!(
            "{} acknowledged, 0 lost, 0 twice, each answered again as before; {} attempts in vain, {} heard late, longest \
             wait {:.1} s",
            self.len(),
            self.in_vain.load(Ordering::Relaxed),
            self.heard_late.load(Ordering::Relaxed),
            self.longest_s()
        )
    }
}
