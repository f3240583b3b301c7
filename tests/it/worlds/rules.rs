//! Who may do what in a story: the rules of the domain a second time, in few words, for the city of the tests.

use super::acts::{Act, Party};
use super::ground::{POLICE, decides, district, may_hold, viewer};
use super::standing::{Asked, Place, Report, Standing, Thing, class_of, is_whole, named, said};
use samplats::domain::access::{Class, Level, see_report};
use samplats::domain::place::Status;
use samplats::domain::report::Outcome;
use serde_json::Value;

/// Whether somebody sees what is of a class who would not in another that it has: those of a wider one, and each police party
/// what the police keep.
fn opens(has: Class, gets: Class) -> bool {
    gets < has || (gets == Class::Police && has != Class::Police)
}

fn uses(party: Party, class: Class) -> bool {
    class != Class::Police || party == POLICE
}

impl Place {
    fn is_full_for(&self, party: Party) -> bool {
        self.level(party) == Some(Level::Full)
    }

    fn has_ended(&self) -> bool {
        self.status.has_ended()
    }

    /// Whoever decides there, or holds it.
    fn has_a_say(&self, party: Party) -> bool {
        decides(party, self.at) || self.holder == party
    }

    fn is_held_by(&self, party: Party) -> bool {
        self.is_full_for(party) && self.has_a_say(party)
    }

    fn may_be_worked_on(&self, party: Party) -> bool {
        self.is_held_by(party) && !self.has_ended()
    }

    /// Nobody is asked for what it holds, nor seizes what another has accepted.
    fn may_be_asked(&self, by: Party, party: Party) -> bool {
        party != POLICE
            && may_hold(party, (self.class, self.origin), &self.named)
            && (self.interim || (party != self.holder && (party != by || by == self.holder)))
    }

    /// Who was asked says yes; another volunteers.
    fn may_be_taken(&self, by: Party) -> bool {
        let is_free = self.asked.is_none() || by == self.holder || by == district(self.at);
        self.asked == Some(by) || (self.interim && is_free)
    }

    fn may_be_objected_to(&self, by: Party) -> bool {
        self.status.is_set_aside()
            && self.is_full_for(by)
            && !self.has_a_say(by)
            && !self.objected.contains(&by)
    }
}

impl Standing {
    /// Whether an act would be carried out now.
    pub fn may(&self, by: Party, act: &Act) -> bool {
        let place = |number: &usize| self.places.get(number);
        match act {
            Act::Report { class, place: at, .. } => {
                uses(by, class_of(*class)) && at.is_none_or(|at| self.is_known(by, at))
            }
            Act::Found { at, class, report, .. } => {
                let may_be_made_of = |report| self.may_be_made_of(by, report, *class);
                decides(by, *at) && uses(by, class_of(*class)) && report.is_none_or(may_be_made_of)
            }
            Act::Measure { place: at, party } => place(at).is_some_and(|place| {
                place.is_full_for(by) && !place.has_ended() && (*party == by || decides(by, place.at))
            }),
            Act::Rename { place: at, .. } => place(at).is_some_and(|place| place.may_be_worked_on(by)),
            Act::Photo { report, .. } => {
                self.reports.get(report).is_some_and(|report| report.origin == by && report.photos < 2)
            }
            Act::Round { place: at } => {
                place(at).is_some_and(|place| place.level(by) >= Some(Level::Summary))
            }
            Act::Walk { round, .. } => self.things.get(round).is_some_and(|round| round.origin == by),
            Act::Presence { place: at } | Act::Filing { place: at } => {
                place(at).is_some_and(|place| place.is_full_for(by))
            }
            Act::Request { thing, .. } => {
                place(thing).is_some_and(|place| place.is_full_for(by)) || self.sees_report(by, *thing)
            }
            Act::Command { thing, command, body, beside } => {
                let asked = (*command, body, *beside);
                match (self.places.get(thing), self.reports.get(thing), self.things.get(thing)) {
                    (Some(place), _, _) => self.may_do_to_place(by, (*thing, place), asked),
                    (_, Some(report), _) => self.may_do_to_report(by, (*thing, report), asked),
                    (_, _, Some(thing)) => self.may_end(by, thing, command),
                    (None, None, None) => false,
                }
            }
        }
    }

    fn is_known(&self, by: Party, place: usize) -> bool {
        let place = self.places.get(&place);
        place.is_some_and(|place| place.level(by) >= Some(Level::Summary) && !place.has_ended())
    }

    /// Whether all of a report is seen.
    fn sees_report(&self, by: Party, report: usize) -> bool {
        let Some(report) = self.reports.get(&report) else { return false };
        let place = report.place.and_then(|place| self.places.get(&place)).map(Place::audience);
        see_report(&viewer(by), &report.audience(), place.as_ref()).level() == Some(Level::Full)
    }

    /// A place is made of a report that is free, and shared no further than that but by its origin, who says so.
    fn may_be_made_of(&self, by: Party, number: usize, class: Option<&str>) -> bool {
        let Some(report) = self.reports.get(&number) else { return false };
        let is_free = report.place.is_none() && report.outcome != Some(Outcome::Hidden);
        let is_said = class.is_some() || report.class <= Class::Partner;
        let is_wide = report.origin == by || !opens(report.class, class_of(class));
        is_free && is_said && is_wide && self.sees_report(by, number)
    }

    fn may_do_to_place(
        &self,
        by: Party,
        (number, place): (usize, &Place),
        (command, body, beside): Asked<'_>,
    ) -> bool {
        let is_open = place.is_full_for(by) && place.status.is_open();
        let is_kept = place.class.is_kept();
        match command {
            "status" => {
                let next: Status = said(body, "status");
                place.is_held_by(by) && place.status.next().contains(&next)
            }
            "parties" => {
                let is_given = place.origin == by && body["ground"].is_string();
                place.may_be_worked_on(by) && (is_given || !is_kept)
            }
            "coordination/propose" => is_open && decides(by, place.at) && place.may_be_asked(by, named(body)),
            "coordination/hand-over" => is_open && place.holder == by && place.may_be_asked(by, named(body)),
            "coordination/accept" => is_open && place.may_be_taken(by),
            "coordination/decline" => is_open && place.asked == Some(by),
            "object" => place.may_be_objected_to(by),
            "uphold" => place.status.is_set_aside() && place.waits && place.interim_holder() == by,
            "hand-out" => {
                let to = named(body);
                place.is_full_for(by) && to != by && place.level(to).is_some()
            }
            "split" => place.may_be_worked_on(by),
            "merge" => {
                let into = beside.filter(|into| *into != number).and_then(|into| self.places.get(&into));
                into.is_some_and(|into| may_merge(by, (place, into), body))
            }
            "erase" => place.origin == by && !(is_whole(body) && place.status.is_open()),
            other => panic!("nobody has said who may {other} a place"),
        }
    }

    fn may_do_to_report(
        &self,
        by: Party,
        (number, report): (usize, &Report),
        (command, body, beside): Asked<'_>,
    ) -> bool {
        let is_own = report.origin == by;
        let decides_it = (report.class.is_kept() && is_own) || decides(by, report.at);
        let may_decide = decides_it && self.sees_report(by, number);
        match command {
            "class" => {
                let class: Class = said(body, "class");
                is_own && uses(by, class) && class != report.class
            }
            "triage" => {
                let place = beside.map(|place| self.places.get(&place));
                let is_there = |place: &Place| place.is_full_for(by) && !place.has_ended();
                may_decide && place.is_none_or(|place| place.is_some_and(is_there))
            }
            "put-back" => may_decide && !matches!(report.outcome, None | Some(Outcome::BecamePlace)),
            "erase" => is_own,
            other => panic!("nobody has said who may {other} a report"),
        }
    }

    /// Whether a thing that one party has made may be ended, or taken away.
    fn may_end(&self, by: Party, thing: &Thing, command: &str) -> bool {
        let is_own = thing.origin == by;
        let place = self.places.get(&thing.about).filter(|place| place.is_full_for(by));
        match (thing.noun, command) {
            ("measures", "close") => {
                let may = |place: &Place| thing.of == by || decides(by, place.at);
                !thing.ended && place.is_some_and(may)
            }
            ("measures", "erase") => is_own && place.is_some(),
            ("photos", "remove") | ("rounds", "erase") => is_own,
            ("presences", "withdraw") => is_own && !thing.ended,
            ("filings", "withdraw") => is_own && !thing.ended && place.is_some(),
            (noun, command) => panic!("nobody has said who may {command} {noun}"),
        }
    }
}

/// Whoever works on both; into the narrower class, which is said, and which its holder may see.
fn may_merge(by: Party, (place, stays): (&Place, &Place), body: &Value) -> bool {
    let class = place.class.max(stays.class);
    let is_shared = !class.is_kept() || place.origin == stays.origin;
    let sees = |party| may_hold(party, (class, stays.origin), &stays.named);
    place.may_be_worked_on(by)
        && stays.may_be_worked_on(by)
        && is_shared
        && !opens(place.class, class)
        && !opens(stays.class, class)
        && sees(stays.holder)
        && stays.asked.is_none_or(sees)
        && said::<Class>(body, "class") == class
}
