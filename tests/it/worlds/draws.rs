//! Stories that chance tells.

use super::acts::{Act, Observed, PARTIES, Story};
use super::chance::Chance;
use super::homes;
use serde_json::{Value, json};

/// Some metres to some kilometres apart, in both districts, on the school's yard and beside it.
pub const SPOTS: [(f64, f64); 8] = [
    (18.0503, 59.3503),
    (18.0512, 59.3506),
    (18.0524, 59.3507),
    (18.0803, 59.3503),
    (18.0805, 59.3504),
    (18.1203, 59.3507),
    (18.1204, 59.3509),
    (18.1505, 59.3605),
];
const PROBLEMS: [&str; 5] = ["vandalism", "disorder", "open_drug_trade", "graffiti", "dumped_waste"];
const ACTS: usize = 36;

/// What has been made so far, with who made it.
#[derive(Default)]
struct Made {
    reports: Vec<(&'static str, usize)>,
    places: Vec<(&'static str, usize)>,
    rounds: Vec<(&'static str, usize)>,
    /// Measures, photos, presences and filings, with a command on each and its body.
    others: Vec<(&'static str, usize, &'static str, Value)>,
    /// What was asked of somebody, with their answer.
    answers: Vec<(&'static str, Act)>,
}

impl Story {
    /// A story that follows from a seed.
    pub fn told(seed: u64) -> Self {
        let mut chance = Chance::new(seed);
        let mut made = Made::default();
        let mut acts = Vec::new();
        for number in 0..ACTS {
            let (by, act) = next(&mut chance, &made, number);
            made.remember(by, &act, number, &mut chance);
            made.await_answer(by, &act, &mut chance);
            acts.push((by, act));
        }
        Self(acts)
    }
}

impl Made {
    fn remember(&mut self, by: &'static str, act: &Act, number: usize, chance: &mut Chance) {
        let erased = || json!({ "part": "facts_and_content", "decision": "KS 2026/1" });
        let other = match act {
            Act::Report { .. } => return self.reports.push((by, number)),
            Act::Found { .. } => return self.places.push((by, number)),
            Act::Round { .. } => {
                self.rounds.push((by, number));
                ("erase", erased())
            }
            Act::Measure { .. } if chance.once_in(2) => ("erase", erased()),
            Act::Measure { .. } => ("close", json!({})),
            Act::Photo { .. } => ("remove", json!({ "reason": "Ett ansikte syns." })),
            Act::Presence { .. } | Act::Filing { .. } => ("withdraw", json!({})),
            Act::Command { .. } | Act::Rename { .. } | Act::Walk { .. } | Act::Request { .. } => return,
        };
        self.others.push((by, number, other.0, other.1));
    }
}

impl Made {
    /// Whoever is asked to coordinate answers; whoever sees a place set aside may object, and is heard.
    fn await_answer(&mut self, by: &'static str, act: &Act, chance: &mut Chance) {
        let Act::Command { thing, command, body, .. } = act else { return };
        let asked = PARTIES.into_iter().find(|party| body["party"] == *party);
        let reason = || json!({ "reason": "Det säljs fortfarande." });
        match (*command, asked) {
            ("coordination/propose", Some(asked)) if chance.once_in(2) => {
                self.answers.push((asked, plain(*thing, "coordination/accept", json!({}))));
            }
            ("coordination/propose", Some(asked)) => {
                self.answers.push((asked, plain(*thing, "coordination/decline", reason())));
            }
            ("status", None) if body["status"] == "dismissed" => {
                let objector = chance.of(&["POLIS", "POLIS", "VAG", "SKOLOR"]);
                self.answers.push((objector, plain(*thing, "object", reason())));
                self.answers.push((by, plain(*thing, "uphold", reason())));
            }
            _ => {}
        }
    }
}

/// Whoever made it twice in three times, for others may mostly not; else anybody.
fn somebody(chance: &mut Chance, maker: &'static str) -> &'static str {
    if chance.once_in(3) { chance.of(&PARTIES) } else { maker }
}

fn next(chance: &mut Chance, made: &Made, number: usize) -> (&'static str, Act) {
    let by = chance.of(&PARTIES);
    let kind = chance.below(20);
    if made.places.is_empty() || kind < 5 {
        return match kind {
            5 | 6 => (by, found(chance, made)),
            _ => (by, report(chance, made)),
        };
    }
    let (maker, place) = chance.of(&made.places);
    match kind {
        5 | 6 => (by, found(chance, made)),
        7 => (somebody(chance, maker), Act::Measure { place, party: by }),
        8 => (somebody(chance, maker), Act::Rename { place, name: format!("Plats {number}") }),
        9 if !made.reports.is_empty() => {
            let (maker, report) = chance.of(&made.reports);
            (somebody(chance, maker), Act::Photo { report, checked: chance.once_in(2) })
        }
        10 => (somebody(chance, maker), Act::Presence { place }),
        11 if !made.rounds.is_empty() => {
            // A round is walked by those whose it is.
            let (whose, round) = chance.of(&made.rounds);
            (whose, Act::Walk { round, found: chance.of(&["nothing", "still", "gone"]) })
        }
        11 | 12 => (somebody(chance, maker), Act::Round { place }),
        13 => (somebody(chance, maker), Act::Filing { place }),
        14 => {
            let of = if chance.once_in(2) { &made.places } else { &made.reports };
            let (maker, thing) = if of.is_empty() { (maker, place) } else { chance.of(of) };
            (somebody(chance, maker), Act::Request { thing, withheld: chance.once_in(2) })
        }
        15 if !made.others.is_empty() => {
            let (maker, thing, command, body) = &made.others[chance.below(made.others.len())];
            let body = body.clone();
            (somebody(chance, maker), Act::Command { thing: *thing, command, body, beside: None })
        }
        16 if !made.answers.is_empty() => made.answers[chance.below(made.answers.len())].clone(),
        16 | 17 if !made.reports.is_empty() => {
            let (maker, report) = chance.of(&made.reports);
            let act = about_report(chance, report, place);
            (somebody(chance, maker), act)
        }
        _ => {
            let other = chance.of(&made.places).1;
            let act = about_place(chance, place, other);
            (somebody(chance, maker), act)
        }
    }
}

fn class(chance: &mut Chance) -> Option<&'static str> {
    chance.of(&[None, None, Some("partner"), Some("city"), Some("police"), Some("origin"), Some("origin")])
}

/// On the ground, or in somebody's home.
fn spot(chance: &mut Chance) -> (f64, f64) {
    if chance.once_in(3) { chance.of(&homes::INSIDE).0 } else { chance.of(&SPOTS) }
}

fn report(chance: &mut Chance, made: &Made) -> Act {
    use Observed::{Evening, LastQuarter, LastWeek, Now, SomeDay};
    let place = (!made.places.is_empty() && chance.once_in(3)).then(|| chance.of(&made.places).1);
    Act::Report {
        at: spot(chance),
        accuracy_m: chance.of(&[None, None, Some(4), Some(30)]),
        observed: chance.of(&[Now, Now, LastWeek, LastWeek, Evening, SomeDay, LastQuarter]),
        problem: chance.of(&PROBLEMS),
        class: class(chance),
        place,
    }
}

fn found(chance: &mut Chance, made: &Made) -> Act {
    let report = (!made.reports.is_empty() && chance.once_in(2)).then(|| chance.of(&made.reports).1);
    Act::Found { at: spot(chance), problem: chance.of(&PROBLEMS), class: class(chance), report }
}

fn plain(thing: usize, command: &'static str, body: Value) -> Act {
    Act::Command { thing, command, body, beside: None }
}

fn about_report(chance: &mut Chance, report: usize, place: usize) -> Act {
    let widened = json!({ "class": "partner", "ground": "general_terms", "reason": "Bara platsen." });
    let part = chance.of(&["reporter", "text", "content", "facts_and_content"]);
    match chance.below(8) {
        0 => plain(report, "class", json!({ "class": "origin", "reason": "Egen uppgift." })),
        1 => plain(report, "class", widened),
        2 => plain(report, "triage", json!({ "outcome": "hidden", "reason": "Fel." })),
        3 => plain(report, "triage", json!({ "outcome": "no_action", "reason": "Städat." })),
        4 => plain(report, "put-back", json!({})),
        5 => plain(report, "erase", json!({ "part": part, "decision": "KS 2026/1" })),
        _ => Act::Command {
            thing: report,
            command: "triage",
            body: json!({ "outcome": "linked" }),
            beside: Some(place),
        },
    }
}

fn about_place(chance: &mut Chance, place: usize, other: usize) -> Act {
    let party = chance.of(&PARTIES);
    let reason = json!({ "reason": "Det säljs fortfarande." });
    match chance.below(16) {
        0 | 1 => plain(place, "status", json!({ "status": "active", "reason": "Börjar." })),
        2 => plain(place, "status", json!({ "status": "dismissed", "reason": "Inget." })),
        3 | 4 => plain(place, "parties", parties(chance, party)),
        5 | 6 => plain(place, "coordination/propose", json!({ "party": party })),
        7 => plain(place, "coordination/accept", json!({})),
        8 => plain(place, "coordination/decline", json!({ "reason": "Inte vår mark." })),
        9 => plain(place, "coordination/hand-over", json!({ "party": party, "reason": "Deras gata." })),
        10 => plain(place, "object", reason),
        11 => plain(place, "uphold", reason),
        12 => plain(place, "hand-out", handed_out(party)),
        13 => plain(place, "split", split()),
        14 => plain(place, "erase", json!({ "part": "content", "decision": "KS 2026/1" })),
        _ => Act::Command {
            thing: place,
            command: "merge",
            body: json!({ "reason": "Samma.", "class": "origin" }),
            beside: Some(other),
        },
    }
}

fn parties(chance: &mut Chance, party: &str) -> Value {
    let level = chance.of(&["exists", "summary", "full"]);
    let mut body = json!({ "party": party, "level": level });
    if chance.once_in(2) {
        body["ground"] = json!("joint_work");
    }
    body
}

fn handed_out(party: &str) -> Value {
    json!({ "what": "sheet", "party": party, "ground": "joint_work", "reason": "Till mötet." })
}

fn split() -> Value {
    let part = |name: &str, (lon, lat): (f64, f64)| json!({ "name": name, "geometry": { "type": "Point", "coordinates": [lon, lat] } });
    json!({ "reason": "Två.", "parts": [part("Norra", SPOTS[5]), part("Södra", SPOTS[6])] })
}
