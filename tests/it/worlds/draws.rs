//! Stories that chance tells. The kinds of acts lie in a row: one is taken from the front or from anywhere, the first of which
//! somebody may carry out an act as things stand, and goes to the end. So what can seldom be done comes first when it can.
//! Now and then an act is drawn whoever may. What needs other acts before it on the same thing (an objection, its answer)
//! is carried out in every third to sixth story; hence how many worlds are enough.

use super::super::support::mixed;
use super::acts::{Act, Observed, PARTIES, Party, Spot, Story};
use super::chance::Chance;
use super::homes;
use super::standing::Standing;
use samplats::domain::place::Status;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Some metres to some kilometres apart, in both districts, on the school's yard and beside it.
pub const SPOTS: [Spot; 8] = [
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
const CLASSES: [&str; 4] = ["partner", "city", "police", "origin"];
const ACTS: usize = 36;
/// One act in so many is drawn without asking who may: most of these are refused.
const BLIND: usize = 7;
/// How often an act of one kind is drawn before it is another kind's turn: few are what one party may do to one thing.
const DRAWS: usize = 200;

type Kind = fn(&mut Teller) -> Option<Act>;

/// Every kind of act, and how one is drawn: anything on any thing, or none where there is no such thing. What the others
/// need stands here more than once.
const KINDS: [Kind; 42] = [
    Teller::report,
    Teller::report,
    Teller::report,
    Teller::report,
    Teller::found,
    Teller::found,
    Teller::found,
    Teller::found_of_report,
    Teller::measure,
    Teller::rename,
    Teller::photo,
    Teller::round,
    Teller::walk,
    Teller::presence,
    Teller::filing,
    Teller::request,
    |teller| teller.on("places", "status", Teller::status),
    |teller| teller.on("places", "status", Teller::set_aside),
    |teller| teller.on("places", "status", Teller::set_aside),
    |teller| teller.on("places", "parties", Teller::share),
    |teller| teller.on("places", "parties", Teller::share),
    |teller| teller.on("places", "coordination/propose", Teller::asked),
    |teller| teller.on("places", "coordination/hand-over", Teller::asked),
    |teller| teller.on("places", "coordination/accept", |_| json!({})),
    |teller| teller.on("places", "coordination/decline", |_| json!({ "reason": "Inte vår mark." })),
    |teller| teller.on("places", "object", |_| json!({ "reason": "Det säljs fortfarande." })),
    |teller| teller.on("places", "uphold", |_| json!({ "reason": "Det har varit lugnt." })),
    |teller| teller.on("places", "hand-out", Teller::handed_out),
    Teller::split,
    Teller::merge,
    |teller| teller.on("places", "erase", |teller| teller.erased(&["content", "facts_and_content"])),
    |teller| teller.on("reports", "class", Teller::widened),
    |teller| teller.on("reports", "triage", Teller::outcome),
    Teller::link,
    |teller| teller.on("reports", "put-back", |_| json!({})),
    |teller| {
        let parts = ["reporter", "text", "content", "facts_and_content"];
        teller.on("reports", "erase", |teller| teller.erased(&parts))
    },
    |teller| teller.on("measures", "close", |_| json!({})),
    |teller| teller.on("measures", "erase", |teller| teller.erased(&["facts_and_content"])),
    |teller| teller.on("photos", "remove", |_| json!({ "reason": "Ett ansikte syns." })),
    |teller| teller.on("rounds", "erase", |teller| teller.erased(&["facts_and_content"])),
    |teller| teller.on("presences", "withdraw", |_| json!({})),
    |teller| teller.on("filings", "withdraw", |_| json!({})),
];

impl Story {
    /// A story that follows from a seed.
    pub fn told(seed: u64) -> Self {
        let mut chance = Chance::new(seed);
        let mut row: Vec<Kind> = KINDS.into();
        chance.shuffle(&mut row);
        let mut teller = Teller { chance, row, standing: Standing::default(), number: 0 };
        Self((0..ACTS).map(|number| teller.next(number)).collect())
    }
}

struct Teller {
    chance: Chance,
    row: Vec<Kind>,
    standing: Standing,
    number: usize,
}

impl Teller {
    fn next(&mut self, number: usize) -> (Party, Act) {
        self.number = number;
        let blind = self.chance.once_in(BLIND);
        let first = if self.chance.once_in(2) { 0 } else { self.chance.below(self.row.len()) };
        let mut row = self.row.clone();
        row.rotate_left(first);
        let drawn = row.into_iter().enumerate().find_map(|(at, kind)| Some((at, self.draw(kind, blind)?)));
        let (at, (by, act)) = drawn.expect("somebody may always report");
        let taken = self.row.remove((first + at) % self.row.len());
        self.row.push(taken);
        if self.standing.may(by, &act) {
            self.standing.happens(number, by, &act);
        }
        (by, act)
    }

    /// An act of a kind, by somebody who may carry it out; or, blindly, by anybody.
    fn draw(&mut self, kind: Kind, blind: bool) -> Option<(Party, Act)> {
        for _ in 0..DRAWS {
            let (by, act) = (self.party(), kind(self)?);
            if blind || self.standing.may(by, &act) {
                return Some((by, act));
            }
        }
        None
    }

    fn any(&mut self, noun: &str) -> Option<usize> {
        let all = self.standing.all(noun);
        (!all.is_empty()).then(|| self.chance.of(&all))
    }

    fn party(&mut self) -> Party {
        self.chance.of(&PARTIES)
    }
}

/// What is made.
impl Teller {
    fn report(&mut self) -> Option<Act> {
        use Observed::{Evening, LastQuarter, LastWeek, Now, SomeDay};
        let place = if self.chance.once_in(3) { self.any("places") } else { None };
        Some(Act::Report {
            at: self.spot(),
            accuracy_m: self.chance.of(&[None, None, Some(4), Some(30)]),
            observed: self.chance.of(&[Now, Now, LastWeek, LastWeek, Evening, SomeDay, LastQuarter]),
            problem: self.chance.of(&PROBLEMS),
            class: self.class(),
            place,
        })
    }

    fn found(&mut self) -> Option<Act> {
        let problem = self.chance.of(&PROBLEMS);
        Some(Act::Found { at: self.spot(), problem, class: self.class(), report: None })
    }

    fn found_of_report(&mut self) -> Option<Act> {
        let report = self.any("reports")?;
        let (at, problem) = (self.standing.reports[&report].at, self.chance.of(&PROBLEMS));
        Some(Act::Found { at, problem, class: self.class(), report: Some(report) })
    }

    fn measure(&mut self) -> Option<Act> {
        Some(Act::Measure { place: self.any("places")?, party: self.party() })
    }

    fn rename(&mut self) -> Option<Act> {
        Some(Act::Rename { place: self.any("places")?, name: format!("Plats {}", self.number) })
    }

    fn photo(&mut self) -> Option<Act> {
        Some(Act::Photo { report: self.any("reports")?, checked: self.chance.once_in(2) })
    }

    fn round(&mut self) -> Option<Act> {
        Some(Act::Round { place: self.any("places")? })
    }

    fn walk(&mut self) -> Option<Act> {
        Some(Act::Walk { round: self.any("rounds")?, found: self.chance.of(&["nothing", "still", "gone"]) })
    }

    fn presence(&mut self) -> Option<Act> {
        Some(Act::Presence { place: self.any("places")? })
    }

    fn filing(&mut self) -> Option<Act> {
        Some(Act::Filing { place: self.any("places")? })
    }

    fn request(&mut self) -> Option<Act> {
        let noun = self.chance.of(&["places", "reports"]);
        Some(Act::Request { thing: self.any(noun)?, withheld: self.chance.once_in(2) })
    }

    fn class(&mut self) -> Option<&'static str> {
        self.chance.of(&[
            None,
            None,
            Some("partner"),
            Some("city"),
            Some("police"),
            Some("origin"),
            Some("origin"),
        ])
    }

    /// On the ground, or in somebody's home.
    fn spot(&mut self) -> Spot {
        if self.chance.once_in(3) { self.chance.of(&homes::INSIDE).0 } else { self.chance.of(&SPOTS) }
    }
}

/// Commands.
impl Teller {
    fn on(
        &mut self,
        noun: &str,
        command: &'static str,
        body: impl FnOnce(&mut Self) -> Value,
    ) -> Option<Act> {
        Some(Act::Command { thing: self.any(noun)?, command, body: body(self), beside: None })
    }

    /// A report is put to a place.
    fn link(&mut self) -> Option<Act> {
        let (thing, beside) = (self.any("reports")?, self.any("places"));
        Some(Act::Command { thing, command: "triage", body: json!({ "outcome": "linked" }), beside })
    }

    fn merge(&mut self) -> Option<Act> {
        let (thing, beside) = (self.any("places")?, self.any("places"));
        let body = json!({ "reason": "Samma.", "class": self.chance.of(&CLASSES) });
        Some(Act::Command { thing, command: "merge", body, beside })
    }

    /// Some metres to the west and to the east of the whole.
    fn split(&mut self) -> Option<Act> {
        let thing = self.any("places")?;
        let (lon, lat) = self.standing.places[&thing].at;
        let part = |name: &str, lon: f64| json!({ "name": name, "geometry": { "type": "Point", "coordinates": [lon, lat] } });
        let body =
            json!({ "reason": "Två.", "parts": [part("Västra", lon - 1e-4), part("Östra", lon + 1e-4)] });
        Some(Act::Command { thing, command: "split", body, beside: None })
    }

    fn status(&mut self) -> Value {
        json!({ "status": self.chance.of(&Status::ALL).code(), "reason": "Vi har talats vid." })
    }

    /// What others may object to.
    fn set_aside(&mut self) -> Value {
        let all: Vec<_> = Status::ALL.into_iter().filter(|status| status.is_set_aside()).collect();
        json!({ "status": self.chance.of(&all).code(), "reason": "Det är lugnt nu." })
    }

    fn share(&mut self) -> Value {
        let level = self.chance.of(&["exists", "summary", "full", "full"]);
        let mut body = json!({ "party": self.party(), "level": level });
        if self.chance.once_in(2) {
            body["ground"] = json!("joint_work");
        }
        body
    }

    fn asked(&mut self) -> Value {
        json!({ "party": self.party(), "reason": "Deras gata." })
    }

    fn handed_out(&mut self) -> Value {
        json!({ "what": "sheet", "party": self.party(), "ground": "joint_work", "reason": "Till mötet." })
    }

    fn erased(&mut self, parts: &[&str]) -> Value {
        json!({ "part": self.chance.of(parts), "decision": "KS 2026/1" })
    }

    /// Or narrowed.
    fn widened(&mut self) -> Value {
        json!({ "class": self.chance.of(&CLASSES), "ground": "general_terms", "reason": "Bara platsen." })
    }

    fn outcome(&mut self) -> Value {
        json!({ "outcome": self.chance.of(&["hidden", "no_action", "not_ours"]), "reason": "Städat." })
    }
}

/// By the rules of the domain as they are written here, without a city.
#[test]
fn every_kind_of_act_is_carried_out_in_some_stories() {
    let mut carried_out: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 0..60 {
        let mut standing = Standing::default();
        for (number, (by, act)) in Story::told(mixed(seed)).0.iter().enumerate() {
            if standing.may(by, act) {
                standing.happens(number, by, act);
                *carried_out.entry(act.word()).or_default() += 1;
            }
        }
    }
    assert!(carried_out.len() > 20, "{carried_out:?}");
    let rare: Vec<_> = carried_out.iter().filter(|(_, times)| **times < 5).collect();
    assert!(rare.is_empty(), "{rare:?} of {carried_out:?}");
}
