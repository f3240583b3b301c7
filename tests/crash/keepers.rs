//! Clients that each keep a place: they change it as they saw it, hand it over and take it over, again and again. A change that
//! is lost after it was acknowledged, or done twice, shows: the place is then never as it was last seen to be, the next
//! change is refused as stale, or its history has another length than what was acknowledged.

use crate::client::{Answer, Asked};
use crate::program::until;
use crate::store::District;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

const PAUSE: Duration = Duration::from_millis(100);
const PATIENCE: Duration = Duration::from_secs(120);
/// So many changes of one place, then another is kept: of one, no more than 200 times is written down that it was handed on.
const TURNS_MAX: usize = 600;

/// Those who keep a place.
pub struct Keepers {
    shared: Arc<Shared>,
    keepers: Vec<JoinHandle<Vec<Kept>>>,
}

struct Shared {
    addresses: Mutex<Vec<String>>,
    /// Of the district and of the company, between whom places go to and fro.
    parties: [(String, String); 2],
    acknowledged: AtomicUsize,
    stop: AtomicBool,
}

/// A place, as it was last acknowledged to be.
pub struct Kept {
    id: String,
    note: String,
    /// Who coordinates it, of the two.
    holder: usize,
    /// Who is asked to, else who does.
    asked: usize,
    /// What was acknowledged, from the first.
    verbs: Vec<&'static str>,
}

impl Keepers {
    /// Starts so many, each with a new place.
    pub fn start(keepers: usize, addresses: Vec<String>, district: &District) -> Self {
        let parties = [
            (district.party.clone(), district.token.clone()),
            (district.company.clone(), district.company_token.clone()),
        ];
        let (addresses, acknowledged) = (Mutex::new(addresses), AtomicUsize::new(0));
        let shared = Arc::new(Shared { addresses, parties, acknowledged, stop: AtomicBool::new(false) });
        let keeper = |number: usize| {
            let shared = shared.clone();
            std::thread::spawn(move || shared.keep(number))
        };
        Self { keepers: (0..keepers).map(keeper).collect(), shared }
    }

    /// From now on the program listens here.
    pub fn moved(&self, address: &str) {
        *self.shared.addresses.lock().unwrap() = vec![address.to_owned()];
    }

    /// Lets them be acknowledged so many more changes.
    pub fn grow_by(&self, more: usize) {
        let goal = self.shared.acknowledged.load(Ordering::SeqCst) + more;
        until("places are changed", PATIENCE, || self.shared.acknowledged.load(Ordering::SeqCst) >= goal);
    }

    /// Every one ends what it has begun, and tells how its places must be.
    pub fn stop(self) -> Vec<Kept> {
        self.shared.stop.store(true, Ordering::SeqCst);
        self.keepers.into_iter().flat_map(|keeper| keeper.join().expect("a keeper")).collect()
    }
}

/// Each place is as it was acknowledged to be, and its history tells what was acknowledged and nothing else; answers how many
/// changes that are.
pub fn assert_kept(kept: &[Kept], address: &str, district: &District) -> usize {
    let asked = Asked { address, token: &district.token };
    for place in kept {
        let Kept { id, note, verbs, .. } = place;
        let now = asked.get(&format!("/api/places/{id}")).expect("an answer");
        assert!(place.is_shown_by(&now, &[&district.party, &district.company]), "{note} of {id}: {now:?}");
        let told = history(&asked, id);
        let apart = told.iter().zip(verbs).position(|(told, done)| told != done);
        assert!(
            apart.is_none() && told.len() == verbs.len(),
            "{id}: {} of {} told, apart at {apart:?}",
            told.len(),
            verbs.len()
        );
    }
    kept.iter().map(|place| place.verbs.len()).sum()
}

/// What a place's history tells was done, the first thing first: it is told page by page, the latest first.
fn history(asked: &Asked<'_>, id: &str) -> Vec<String> {
    let mut told = Vec::new();
    let mut next = Some(String::new());
    while let Some(cursor) = next {
        let path = format!("/api/places/{id}/history?limit=1000{cursor}");
        let page = asked.get(&path).expect("an answer").json();
        told.extend(page["items"].as_array().expect("a list").iter().cloned());
        next = page["next"].as_str().map(|next| format!("&cursor={next}"));
    }
    told.iter().rev().map(|line| line["verb"].as_str().expect("a verb").to_owned()).collect()
}

impl Kept {
    fn is_shown_by(&self, answer: &Answer, parties: &[&str; 2]) -> bool {
        let place = answer.json();
        answer.status == 200
            && place["note"] == self.note
            && place["coordinator"]["code"] == parties[self.holder]
            && place["coordination"]["party"]["code"] == parties[self.asked]
    }
}

impl Shared {
    fn keep(&self, number: usize) -> Vec<Kept> {
        let (mut kept, mut before) = (self.make(number, 0), Vec::new());
        for turn in 1.. {
            if self.stop.load(Ordering::SeqCst) {
                break;
            }
            self.turn(&mut kept, number, turn);
            if turn % TURNS_MAX == 0 {
                before.push(std::mem::replace(&mut kept, self.make(number, turn)));
            }
        }
        before.push(kept);
        before
    }

    fn make(&self, number: usize, after: usize) -> Kept {
        let (lon, note) = (18.02 + 0.002 * number as f64, format!("Plats {}", letters(number)));
        let body = format!(
            r#"{{"geometry":{{"type":"Point","coordinates":[{lon},59.36]}},"problem_types":["vandalism"],"note":"{note}"}}"#
        );
        let made = self.until_acknowledged(&format!("keeper-{number}-new-{after}"), |key, address| {
            Asked { address, token: &self.parties[0].1 }.post("/api/places", key, &body)
        });
        Kept { id: made.id(), note, holder: 0, asked: 0, verbs: vec!["place.create"] }
    }

    /// A change of words, then a hand-over, then a yes.
    fn turn(&self, kept: &mut Kept, number: usize, turn: usize) {
        let (key, path) = (format!("keeper-{number}-{turn}"), format!("/api/places/{}", kept.id));
        let (holder, other) = (kept.holder, 1 - kept.holder);
        match turn % 3 {
            1 => {
                let note = format!("Plats {} {}", letters(number), letters(turn));
                let body = format!(r#"{{"note":"{note}"}}"#);
                self.change(kept, 0, ("PATCH", &path), &key, &body);
                (kept.note, _) = (note, kept.verbs.push("place.edit"));
            }
            2 => {
                let body = format!(r#"{{"party":"{}","reason":"Deras gata."}}"#, self.parties[other].0);
                self.change(kept, holder, ("POST", &format!("{path}/coordination/hand-over")), &key, &body);
                (kept.asked, _) = (other, kept.verbs.push("coordination.hand_over"));
            }
            _ => {
                self.change(kept, other, ("POST", &format!("{path}/coordination/accept")), &key, "{}");
                (kept.holder, _) = (other, kept.verbs.push("coordination.accept"));
            }
        }
    }

    /// Changes the place as one of the two sees it, until that is acknowledged.
    fn change(&self, kept: &Kept, by: usize, (method, path): (&str, &str), key: &str, body: &str) {
        let token = &self.parties[by].1;
        let tag = self.seen(kept, token);
        self.until_acknowledged(key, |key, address| {
            Asked { address, token }.change(method, path, key, &tag, body)
        });
    }

    /// The place as it was last acknowledged to be, and no other.
    fn seen(&self, kept: &Kept, token: &str) -> String {
        let parties = [self.parties[0].0.as_str(), self.parties[1].0.as_str()];
        let (mut tag, mut turn) = (None, 0);
        until(&format!("“{}” is shown", kept.note), PATIENCE, || {
            turn += 1;
            let shown =
                Asked { address: &self.address(turn), token }.get(&format!("/api/places/{}", kept.id));
            let shown = shown.filter(|answer| kept.is_shown_by(answer, &parties));
            tag = shown.and_then(|answer| answer.header("etag").map(str::to_owned));
            tag.is_some()
        });
        tag.expect("seen")
    }

    fn until_acknowledged(&self, key: &str, send: impl Fn(&str, &str) -> Option<Answer>) -> Answer {
        let (began, mut last) = (Instant::now(), None);
        for attempt in 0.. {
            assert!(began.elapsed() < PATIENCE, "{key} is never acknowledged: {last:?}");
            match send(key, &self.address(attempt)) {
                Some(answer) if [200, 201].contains(&answer.status) => {
                    self.acknowledged.fetch_add(1, Ordering::SeqCst);
                    return answer;
                }
                // Elsewhere the version that was seen may not have come yet; it has not been passed.
                Some(answer) if [404, 412].contains(&answer.status) && self.has_many() => last = Some(answer),
                Some(answer) => {
                    assert_eq!(answer.status, 503, "{key}: {answer:?}");
                    last = Some(answer);
                }
                None => {}
            }
            std::thread::sleep(PAUSE);
        }
        unreachable!("it tries for ever")
    }

    fn has_many(&self) -> bool {
        self.addresses.lock().unwrap().len() > 1
    }

    fn address(&self, turn: usize) -> String {
        let addresses = self.addresses.lock().unwrap();
        addresses[turn % addresses.len()].clone()
    }
}

/// A number in letters: texts with many digits are taken for telephone numbers.
fn letters(number: usize) -> String {
    number.to_string().bytes().map(|digit| char::from(b'a' + digit - b'0')).collect()
}
