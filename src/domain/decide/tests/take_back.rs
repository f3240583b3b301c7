use super::lineage::{still, two_places};
use super::{accept, measure, merge, merge_as, part, split, status};
use crate::domain::access::Class;
use crate::domain::command::{Command, NewPlace, NewReport};
use crate::domain::decide::Decision;
use crate::domain::ids::PlaceId;
use crate::domain::lineage::LineageAct;
use crate::domain::place::{Place, Status};
use crate::domain::record::Record;
use crate::domain::testing::{PlainWorld, Town, block, place_on, report_at, school_yard};
use crate::domain::world::World;
use jiff::Span;

/// What the register tells of a merge or a split that `party` made in this world.
pub(super) fn act_of(before: &PlainWorld, decision: &Decision, party: &str) -> LineageAct {
    let mut act = LineageAct { party: party.to_owned(), ..LineageAct::default() };
    for change in &decision.changes {
        match &change.record {
            Record::Place(place) => {
                act.places.push((place.id, place.version));
                act.before.extend(before.place(place.id).map(|place| place.record.clone()));
            }
            Record::Report(report) => act.reports.push(report.id),
            Record::Measure(measure) => act.measures.push(measure.id),
            other => panic!("a merge or a split changed {other:?}"),
        }
    }
    act
}

/// Does it as Bromma, and gives the command that takes it back.
fn done(town: &mut Town, command: Command) -> Command {
    let place = PlaceId::from_bits(command.target().unwrap().bits);
    let (before, bromma) = (town.world.clone(), town.coordinator("bromma"));
    let decision = town.when(&bromma, command).then_ok();
    Command::TakeBack { place, act: Box::new(act_of(&before, &decision, "bromma")) }
}

/// All of a place but what is told of every change: whom it was handed on to, and why it was changed last.
fn as_it_was(place: &Place) -> Place {
    let mut place = place.clone();
    place.disclosures.clear();
    if let Some(content) = &mut place.content {
        content.reason = None;
    }
    place.content.take_if(|content| content.note.is_none());
    place
}

#[test]
fn a_merge_that_is_taken_back_leaves_both_places_as_they_were() {
    let (mut town, ends, stays) = two_places();
    let bromma = town.coordinator("bromma");
    town.when(&bromma, accept(ends)).then_ok();
    town.wait(Span::new().hours(30));
    let before = town.clone();
    let back = done(&mut town, merge(ends, stays));
    assert!(!town.place(stays).coordination.holder.ad_interim, "the one that had accepted went along");
    town.wait(Span::new().minutes(10));
    town.when(&bromma, back.clone()).then_ok();
    for place in [ends, stays] {
        assert_eq!(as_it_was(&town.place(place)), as_it_was(&before.place(place)));
        assert_eq!(town.world.reports_of(place), before.world.reports_of(place));
        assert_eq!(town.world.measures_of(place), before.world.measures_of(place));
    }
    town.when(&bromma, back).then_refused("nothing-to-take-back");
    town.when(&bromma, merge(ends, stays)).then_ok();
}

#[test]
fn what_somebody_has_decided_since_the_merge_stays_decided() {
    let (mut town, ends, stays) = two_places();
    let moved = still(&mut town, ends, 18.0124, 59.3082);
    let back = done(&mut town, merge(ends, stays));
    let came = still(&mut town, stays, 18.0125, 59.3082);
    let bromma = town.coordinator("bromma");
    town.when(&bromma, Command::PutBackReport(moved)).then_ok();
    town.when(&bromma, back).then_ok();
    assert_eq!(town.report(came).place, Some(stays), "it was put to the place that stayed");
    assert_eq!(town.report(moved).place, None, "it waits");
    assert_eq!(town.world.reports_of(ends).len(), 1);
}

#[test]
fn a_split_that_is_taken_back_makes_the_parts_part_of_the_whole() {
    let (mut town, whole, _) = two_places();
    let before = town.clone();
    let parts = vec![
        part("Västra", block(18.0120, 59.3080, 18.0122, 59.3085)),
        part("Östra", block(18.0123, 59.3080, 18.0125, 59.3085)),
    ];
    let back = done(&mut town, split(whole, parts));
    let parts = town.place(whole).split_into.clone();
    let came = still(&mut town, parts[0], 18.0121, 59.3082);
    let bromma = town.coordinator("bromma");
    town.when(&bromma, measure(parts[1], "bromma")).then_ok();
    town.when(&bromma, back).then_ok();
    let again = town.place(whole);
    assert_eq!(again.merged_from, parts);
    let expected = Place { merged_from: parts.clone(), ..as_it_was(&before.place(whole)) };
    assert_eq!(as_it_was(&again), expected);
    for part in parts {
        let part = town.place(part);
        assert_eq!(
            (part.status, part.merged_into, part.split_from),
            (Status::Merged, Some(whole), Some(whole))
        );
        assert_eq!((town.world.reports_of(part.id), town.world.measures_of(part.id)), (vec![], vec![]));
    }
    assert_eq!(town.report(came).place, Some(whole));
    assert_eq!(town.world.measures_of(whole).len(), 2);
}

#[test]
fn it_is_taken_back_by_who_made_it_and_at_once() {
    let (mut town, ends, stays) = two_places();
    let back = done(&mut town, merge(ends, stays));
    let slk = town.coordinator("slk");
    town.when(&slk, back.clone()).then_refused("not_your_act");
    let bromma = town.coordinator("bromma");
    let reader = town.someone("bromma", crate::domain::access::Role::Member);
    town.when(&reader, back.clone()).then_refused("coordinator_role");
    town.wait(Span::new().minutes(16));
    town.when(&bromma, back).then_refused("take-back-too-late");
}

#[test]
fn nothing_is_taken_back_once_a_place_of_it_has_changed() {
    let (mut town, ends, stays) = two_places();
    let back = done(&mut town, merge(ends, stays));
    town.set_status(stays, Status::UnderAnalysis).then_ok();
    let bromma = town.coordinator("bromma");
    town.when(&bromma, back).then_refused("moved-on");

    let (mut town, whole, _) = two_places();
    let parts = vec![part("A", school_yard()), part("B", school_yard())];
    let slk = town.coordinator("slk");
    let before = town.world.clone();
    let decision = town.when(&slk, split(whole, parts)).then_ok();
    let act = Box::new(act_of(&before, &decision, "slk"));
    let part = town.place(whole).split_into[1];
    town.when(&slk, status(part, Status::Dormant)).then_ok();
    town.when(&slk, Command::TakeBack { place: whole, act }).then_refused("moved-on");
}

#[test]
fn only_what_a_merge_or_a_split_ended_is_taken_back() {
    let (mut town, place, _) = two_places();
    let bromma = town.coordinator("bromma");
    let nothing = Command::TakeBack { place, act: Box::default() };
    town.when(&bromma, nothing.clone()).then_refused("nothing-to-take-back");
    town.when(&bromma, status(place, Status::Dismissed)).then_ok();
    town.when(&bromma, nothing).then_refused("nothing-to-take-back");
}

#[test]
fn what_narrowed_who_sees_a_place_is_widened_by_its_origin_instead() {
    let mut town = Town::new();
    let report = NewReport { class: Some(Class::City), ..report_at(18.006, 59.3055) };
    let report = town.given_this_report("bromma", report);
    let bromma = town.coordinator("bromma");
    let new = NewPlace { reports: vec![report], class: Some(Class::City), ..place_on(school_yard()) };
    let narrow = town.when(&bromma, Command::CreatePlace(new)).then_place();
    let wide = town.given_place(school_yard());
    let back = done(&mut town, merge_as(narrow, wide, Class::City));
    town.when(&bromma, back).then_refused("narrowed");
}
