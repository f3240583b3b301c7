//! How things stand in a story, as far as that decides what somebody may do next (`rules.rs`), and how each act changes
//! it. A story follows from its seed alone and so asks no city. Where something here is wrong, an act fails in both cities,
//! and the tally tells of it.

use super::acts::{Act, PARTIES, Party, Spot};
use super::ground::{self, EXECUTIVE, Share, district, may_hold, viewer};
use samplats::domain::access::{Asking, Audience, Class, Level, Role, Viewer, see, see_report};
use samplats::domain::place::Status;
use samplats::domain::report::Outcome;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeMap;

/// A command: its last words, its body, and what is named beside the thing it is on.
pub type Asked<'a> = (&'a str, &'a Value, Option<usize>);

pub struct Report {
    pub origin: Party,
    pub at: Spot,
    pub class: Class,
    pub place: Option<usize>,
    pub outcome: Option<Outcome>,
    pub photos: usize,
}

#[derive(Clone)]
pub struct Place {
    pub origin: Party,
    pub at: Spot,
    pub class: Class,
    pub status: Status,
    pub holder: Party,
    /// Until somebody has accepted to hold it.
    pub interim: bool,
    pub asked: Option<Party>,
    pub named: Vec<Share>,
    pub objected: Vec<Party>,
    /// An objection waits for its answer.
    pub waits: bool,
}

/// Something that one party has made about a place, a report or a round.
pub struct Thing {
    pub noun: &'static str,
    pub origin: Party,
    /// Whose work it is.
    pub of: Party,
    pub about: usize,
    pub ended: bool,
}

/// All that there is, by the number of the act that made it.
#[derive(Default)]
pub struct Standing {
    pub reports: BTreeMap<usize, Report>,
    pub places: BTreeMap<usize, Place>,
    pub things: BTreeMap<usize, Thing>,
    /// Who saw a place that was erased whole, as it stood then. They are told that it went, and who saw all of it why.
    pub gone: BTreeMap<usize, Audience>,
    /// Which place each report has woken, and who was told of that: all of them saw the report then, which may have been
    /// narrowed or taken away from the place since.
    pub woken: BTreeMap<usize, (usize, Audience)>,
}

/// A member of a body.
pub fn said<T: DeserializeOwned>(body: &Value, member: &str) -> T {
    serde_json::from_value(body[member].clone()).unwrap()
}

/// The party that a body names.
pub fn named(body: &Value) -> Party {
    PARTIES.into_iter().find(|party| body["party"] == *party).unwrap()
}

pub fn class_of(code: Option<&str>) -> Class {
    code.map_or(Class::Partner, |code| Class::parse(code).unwrap())
}

/// Whether an erasure leaves nothing.
pub fn is_whole(body: &Value) -> bool {
    body["part"] == "facts_and_content"
}

impl Report {
    /// A hidden one is left to those who may bring it back.
    pub fn audience(&self) -> Audience {
        let shares = ground::shares(self.class, self.at, Level::Exists);
        let is_left =
            |(party, _): &Share| self.outcome != Some(Outcome::Hidden) || *party == district(self.at);
        ground::audience(self.class, self.origin, shares.filter(is_left))
    }
}

impl Place {
    /// Held by its district meanwhile, and whoever should coordinate it is asked.
    fn founded(origin: Party, at: Spot, class: Class) -> Self {
        let mut place = Self {
            origin,
            at,
            class,
            status: Status::Suspected,
            holder: origin,
            interim: true,
            asked: None,
            named: Vec::new(),
            objected: Vec::new(),
            waits: false,
        };
        place.holder = place.interim_holder();
        if let Some(party) = ground::proposed(at).find(|party| may_hold(party, (class, origin), &[])) {
            place.ask(origin, party);
        }
        place
    }

    /// Who holds it until somebody has accepted to.
    pub fn interim_holder(&self) -> Party {
        let may = |party: &Party| may_hold(party, (self.class, self.origin), &[]);
        [district(self.at), EXECUTIVE].into_iter().find(may).unwrap_or(self.origin)
    }

    /// Who asks itself has answered.
    fn ask(&mut self, by: Party, party: Party) {
        if by == party { self.settle(party) } else { self.asked = Some(party) }
    }

    fn settle(&mut self, party: Party) {
        (self.holder, self.interim, self.asked) = (party, false, None);
    }

    fn move_to(&mut self, status: Status) {
        self.status = status;
        if !status.is_set_aside() {
            (self.objected, self.waits) = (Vec::new(), false);
        }
    }

    pub fn audience(&self) -> Audience {
        let own = [Some(self.holder), self.asked].into_iter().flatten().map(|party| (party, Level::Full));
        let shares = ground::shares(self.class, self.at, Level::Summary);
        ground::audience(self.class, self.origin, own.chain(self.named.iter().copied()).chain(shares))
    }

    pub fn level(&self, party: Party) -> Option<Level> {
        see(&viewer(party), &self.audience(), Asking::Anywhere).level()
    }
}

impl Standing {
    /// What can be named by a noun.
    pub fn all(&self, noun: &str) -> Vec<usize> {
        match noun {
            "reports" => self.reports.keys().copied().collect(),
            "places" => self.places.keys().copied().collect(),
            noun => self.things.iter().filter(|(_, thing)| thing.noun == noun).map(|(at, _)| *at).collect(),
        }
    }

    /// An act is carried out.
    pub fn happens(&mut self, number: usize, by: Party, act: &Act) {
        let mut makes = |noun, of, about| {
            self.things.insert(number, Thing { noun, origin: by, of, about, ended: false });
        };
        match act {
            Act::Report { at, class, place, .. } => {
                let (class, place) = (class_of(*class), *place);
                let report = Report { origin: by, at: *at, class, place, outcome: None, photos: 0 };
                self.reports.insert(number, report);
                self.wakes(number);
            }
            Act::Found { at, class, report, .. } => {
                self.places.insert(number, Place::founded(by, *at, class_of(*class)));
                if let Some(report) = report {
                    self.give(*report, Some(number), Some(Outcome::BecamePlace));
                }
            }
            Act::Measure { place, party } => makes("measures", *party, *place),
            Act::Photo { report, .. } => {
                makes("photos", by, *report);
                self.reports.get_mut(report).unwrap().photos += 1;
            }
            Act::Round { place } => makes("rounds", by, *place),
            Act::Walk { round, .. } => makes("walks", by, *round),
            Act::Presence { place } => makes("presences", by, *place),
            Act::Filing { place } => makes("filings", by, *place),
            Act::Rename { .. } | Act::Request { .. } => {}
            Act::Command { thing, command, body, beside } => {
                let asked = (*command, body, *beside);
                if self.places.contains_key(thing) {
                    self.done_to_place((number, by), *thing, asked);
                } else if self.reports.contains_key(thing) {
                    self.done_to_report(*thing, asked);
                } else {
                    self.ended(*thing, command);
                }
            }
        }
    }

    /// A report that comes to a dormant place wakes it, unless somebody who sees the place does not see the report.
    fn wakes(&mut self, number: usize) {
        let report = &self.reports[&number];
        let Some(at) = report.place else { return };
        let Some(place) = self.places.get_mut(&at).filter(|place| place.status == Status::Dormant) else {
            return;
        };
        let (of_report, of_place) = (report.audience(), place.audience());
        let is_told = |eyes: Viewer| {
            see_report(&eyes, &of_report, Some(&of_place)).level().is_some()
                || see(&eyes, &of_place, Asking::Anywhere).level().is_none()
        };
        let everybody =
            PARTIES.into_iter().flat_map(|party| Role::ALL.map(|role| Viewer { role, ..viewer(party) }));
        if everybody.into_iter().all(is_told) {
            self.woken.insert(number, (at, of_place));
            place.move_to(Status::Active);
        }
    }

    fn give(&mut self, report: usize, place: Option<usize>, outcome: Option<Outcome>) {
        let report = self.reports.get_mut(&report).unwrap();
        (report.place, report.outcome) = (place, outcome);
    }

    fn done_to_place(
        &mut self,
        (number, by): (usize, Party),
        thing: usize,
        (command, body, beside): Asked<'_>,
    ) {
        let place = self.places.get_mut(&thing).unwrap();
        match command {
            "status" => place.move_to(said(body, "status")),
            "parties" => {
                place.named.retain(|(party, _)| *party != named(body));
                place.named.push((named(body), said(body, "level")));
            }
            "coordination/propose" | "coordination/hand-over" => place.ask(by, named(body)),
            "coordination/accept" => place.settle(by),
            "coordination/decline" => place.asked = None,
            "object" => {
                place.objected.push(by);
                place.waits = true;
            }
            "uphold" => place.waits = false,
            "split" => {
                let part = place.clone();
                place.move_to(Status::Split);
                self.places.insert(number, part);
                self.follow(thing, number);
            }
            "merge" => {
                let (into, class) = (beside.unwrap(), place.class);
                place.move_to(Status::Merged);
                let stays = self.places.get_mut(&into).unwrap();
                stays.class = stays.class.max(class);
                self.follow(thing, into);
            }
            "erase" if is_whole(body) => {
                self.gone.insert(thing, place.audience());
                self.places.remove(&thing);
                self.things.retain(|_, about| about.about != thing || about.noun == "rounds");
            }
            "erase" | "hand-out" => {}
            other => panic!("nobody has said what comes of {other} on a place"),
        }
    }

    /// What belongs to a place that has ended goes on with another.
    fn follow(&mut self, from: usize, to: usize) {
        for report in self.reports.values_mut().filter(|report| report.place == Some(from)) {
            report.place = Some(to);
        }
        for measure in
            self.things.values_mut().filter(|thing| (thing.noun, thing.about) == ("measures", from))
        {
            measure.about = to;
        }
    }

    fn done_to_report(&mut self, thing: usize, (command, body, beside): Asked<'_>) {
        match command {
            "class" => self.reports.get_mut(&thing).unwrap().class = said(body, "class"),
            "triage" => {
                self.give(thing, beside, Some(said(body, "outcome")));
                self.wakes(thing);
            }
            "put-back" => self.give(thing, None, None),
            "erase" if is_whole(body) => {
                self.reports.remove(&thing);
                self.things.retain(|_, about| about.about != thing);
            }
            "erase" => {}
            other => panic!("nobody has said what comes of {other} on a report"),
        }
    }

    /// Something is closed or taken back; or it is gone, and what hung on it, such as the walks of a round.
    fn ended(&mut self, number: usize, command: &str) {
        match command {
            "close" | "withdraw" => self.things.get_mut(&number).unwrap().ended = true,
            "erase" | "remove" => {
                let gone = self.things.remove(&number).unwrap();
                self.things.retain(|_, about| about.about != number);
                if gone.noun == "photos" {
                    self.reports.get_mut(&gone.about).unwrap().photos -= 1;
                }
            }
            other => panic!("nobody has said what comes of {other}"),
        }
    }
}
