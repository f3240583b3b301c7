//! What may not be known is refused exactly as what is not there.

use super::{
    accept, accept_for, confirm, decline, hand_over, measure, merge, move_to, part, propose, split, status,
};
use crate::domain::access::{Class, Level, Role};
use crate::domain::command::{Command, NewPlace, NewReport};
use crate::domain::ids::{MeasureId, PlaceId, ReportId};
use crate::domain::place::Status;
use crate::domain::report::{Outcome, Sighting};
use crate::domain::testing::{Town, open_ground, place_on, report_at, school_yard};
use crate::domain::world::World;

/// Every command that names a place. Expiry is the system's own and answers nobody.
fn commands(place: PlaceId, own: PlaceId, own_report: ReportId) -> Vec<Command> {
    let triage =
        |outcome| Command::TriageReport { report: own_report, outcome, place: Some(place), reason: None };
    let report = |sighting| {
        Command::CreateReport(NewReport { place: Some(place), sighting, ..report_at(18.0125, 59.3085) })
    };
    vec![
        report(Sighting::New),
        report(Sighting::Still),
        report(Sighting::Gone),
        triage(Outcome::Linked),
        move_to(place, open_ground()),
        status(place, Status::Active),
        status(place, Status::Merged),
        merge(place, own),
        merge(own, place),
        split(place, vec![part("A", open_ground()), part("B", open_ground())]),
        confirm(place, "bostad", Some(Level::Full)),
        propose(place, "bostad"),
        accept(place),
        accept_for(place, "forening"),
        decline(place, None),
        hand_over(place, "bostad"),
        measure(place, "bostad"),
    ]
}

#[test]
fn a_place_that_is_withheld_is_refused_exactly_as_one_that_is_not_there() {
    for class in [Class::Origin, Class::City] {
        let mut town = Town::new();
        let report = NewReport { class: Some(class), ..report_at(18.0125, 59.3085) };
        let report = town.given_this_report("bromma", report);
        let bromma = town.coordinator("bromma");
        let new = NewPlace { reports: vec![report], class: Some(class), ..place_on(open_ground()) };
        let withheld = town.when(&bromma, Command::CreatePlace(new)).then_place();
        let absent = PlaceId::from_bits(withheld.bits() ^ 1);
        for party in ["sisab", "vast", "trafik", "forening"] {
            for role in [Role::Reader, Role::Reporter, Role::Member, Role::Coordinator] {
                let someone = town.someone(party, role);
                let mut judge = town.clone();
                let own = judge.given_place(school_yard());
                let sisab = judge.coordinator("sisab");
                judge.when(&sisab, accept(own)).then_ok();
                let own_report = judge.given_report("sisab", 18.006, 59.3055);
                let pairs =
                    commands(withheld, own, own_report).into_iter().zip(commands(absent, own, own_report));
                for (there, not_there) in pairs {
                    for seen in [None, Some(1), Some(9)] {
                        let answer = |command: &Command| {
                            let mut town = judge.clone();
                            if let Some(seen) = seen {
                                town.having_seen(seen);
                            }
                            town.when(&someone, command.clone()).0.expect_err("it is not theirs to know")
                        };
                        assert_eq!(answer(&there), answer(&not_there), "{party} {role:?} {there:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_report_that_is_withheld_is_refused_exactly_as_one_that_is_not_there() {
    let mut town = Town::new();
    let report = NewReport { class: Some(Class::Origin), ..report_at(18.006, 59.3055) };
    let withheld = town.given_this_report("bostad", report);
    let absent = ReportId::from_bits(withheld.bits() ^ 1);
    for party in ["sisab", "bromma", "slk", "vast"] {
        for role in Role::ALL {
            let someone = town.someone(party, role);
            let answer = |command: Command| town.clone().when(&someone, command).0.unwrap_err();
            let triage = |report| Command::TriageReport {
                report,
                outcome: Outcome::NoAction,
                place: None,
                reason: None,
            };
            assert_eq!(answer(triage(withheld)), answer(triage(absent)), "{party} {role:?}");
            let make =
                |report| Command::CreatePlace(NewPlace { reports: vec![report], ..place_on(school_yard()) });
            let share = |report| Command::SetReportClass {
                report,
                class: Class::Partner,
                ground: None,
                reason: "behövs i arbetet".into(),
            };
            assert_eq!(answer(share(withheld)), answer(share(absent)), "{party} {role:?}");
            assert_eq!(answer(make(withheld)), answer(make(absent)), "{party} {role:?}");
        }
    }
}

#[test]
fn a_measure_at_a_place_that_is_withheld_is_not_there() {
    let mut town = Town::new();
    let place = town.given_place(open_ground());
    let bromma = town.coordinator("bromma");
    let decision = town.when(&bromma, measure(place, "bromma")).then_ok();
    let id = MeasureId::from_bits(decision.about.unwrap().bits);
    let bostad = town.coordinator("bostad");
    town.when(&bostad, Command::CloseMeasure(id)).then_refused("not-there");
    assert!(town.world.measure(id).unwrap().closed_at.is_none());
}

#[test]
fn a_place_known_at_less_than_full_may_be_known_but_not_worked_on() {
    let mut town = Town::new();
    let place = town.given_place(school_yard());
    let trafik = town.coordinator("trafik");
    for command in [
        accept(place),
        decline(place, None),
        propose(place, "bostad"),
        hand_over(place, "bostad"),
        status(place, Status::Active),
        move_to(place, open_ground()),
        measure(place, "trafik"),
    ] {
        town.when(&trafik, command).then_refused("not_a_full_party");
    }
}
