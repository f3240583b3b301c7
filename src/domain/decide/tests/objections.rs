use super::{accept, confirm, merge, object, split, status, uphold};
use crate::domain::access::{Level, Role};
use crate::domain::command::{Command, NewReport};
use crate::domain::decide::{answers_objections, may_object, objections_until};
use crate::domain::ids::PlaceId;
use crate::domain::place::Status;
use crate::domain::refusal::Refusal;
use crate::domain::settings::SettingName;
use crate::domain::testing::{Town, open_ground, report_at, school_yard};
use crate::domain::time::date_of;
use jiff::Span;

/// A place in Bromma that its district has set aside.
fn set_aside(town: &mut Town, to: Status) -> PlaceId {
    let place = town.given_place_at(open_ground(), Status::Active);
    let bromma = town.coordinator("bromma");
    town.when(&bromma, status(place, to)).then_ok();
    place
}

fn waiting(town: &Town, place: PlaceId) -> usize {
    town.place(place).waiting_objections().count()
}

#[test]
fn a_party_of_the_place_objects_to_its_being_set_aside_and_the_district_answers() {
    for to in [Status::Dormant, Status::Dismissed] {
        let mut town = Town::new();
        let place = set_aside(&mut town, to);
        let (vast, bromma) = (town.coordinator("vast"), town.coordinator("bromma"));
        assert!(may_object(&town.world, &vast, &town.place(place), town.now));
        town.when(&vast, object(place)).then_ok();
        assert_eq!(
            (waiting(&town, place), town.place(place).status),
            (1, to),
            "nothing else happens by itself"
        );
        assert_eq!(
            town.place(place).content.as_ref().unwrap().reason.as_deref(),
            Some("det händer fortfarande")
        );
        town.when(&vast, object(place)).then_refused("objected-already");
        assert!(!may_object(&town.world, &vast, &town.place(place), town.now));

        assert!(answers_objections(&town.world, &bromma, &town.place(place)));
        town.when(&bromma, uphold(place)).then_ok();
        assert_eq!((waiting(&town, place), town.place(place).status), (0, to));
        assert_eq!(town.place(place).objections[0].answered_at, Some(town.now));
        town.when(&bromma, uphold(place)).then_refused("nothing-to-uphold");
        town.when(&vast, object(place)).then_refused("objected-already");
    }
}

#[test]
fn taking_the_place_up_again_answers_every_objection_also_when_reports_return() {
    let mut town = Town::new();
    let place = set_aside(&mut town, Status::Dormant);
    let (vast, bromma) = (town.coordinator("vast"), town.coordinator("bromma"));
    town.when(&vast, object(place)).then_ok();
    town.when(&bromma, status(place, Status::Active)).then_ok();
    assert!(town.place(place).objections.is_empty());
    town.when(&vast, object(place)).then_refused("place-not-set-aside");
    town.when(&bromma, uphold(place)).then_refused("place-not-set-aside");

    // Set aside anew it may be objected to anew; a report that returns is an answer as well.
    town.when(&bromma, status(place, Status::Dormant)).then_ok();
    town.when(&vast, object(place)).then_ok();
    let again = NewReport { place: Some(place), ..report_at(18.0125, 59.3085) };
    town.when(&town.someone("vast", Role::Reporter), Command::CreateReport(again)).then_ok();
    let place = town.place(place);
    assert_eq!((place.status, place.objections.len()), (Status::Active, 0));
}

#[test]
fn the_days_to_object_are_the_districts_own_and_those_of_the_day_it_was_set_aside() {
    let mut town = Town::new();
    let place = set_aside(&mut town, Status::Dormant);
    let (vast, admin) = (town.coordinator("vast"), town.administrator());
    let until = objections_until(&town.world, &town.place(place)).unwrap();
    assert_eq!(until, "2026-12-08T00:00:00+01:00".parse().unwrap(), "fourteen days from 23 November");

    let mut late = town.clone();
    late.now = until.checked_sub(Span::new().milliseconds(1)).unwrap();
    late.clone().when(&vast, object(place)).then_ok();
    late.now = until;
    late.when(&vast, object(place)).then_refused("objection-too-late");
    assert!(!may_object(&late.world, &vast, &late.place(place), late.now));

    let days = |town: &Town, value| Command::PutSetting {
        name: SettingName::ObjectionDays,
        district: Some(town.area("Bromma")),
        value: Some(value),
        from: None,
        until: None,
        decision: None,
    };
    // Whoever was told of fourteen days has them, whatever holds from tomorrow on.
    town.wait(Span::new().hours(24));
    town.when(&admin, days(&town.clone(), 3)).then_ok();
    assert_eq!(objections_until(&town.world, &town.place(place)), Some(until));
    let later = set_aside(&mut town, Status::Dormant);
    let shorter = objections_until(&town.world, &town.place(later)).unwrap();
    assert_eq!(date_of(shorter), date_of(town.now).checked_add(Span::new().days(4)).unwrap());
    town.wait(Span::new().hours(24 * 4));
    town.when(&vast, object(later)).then_refused("objection-too-late");
    town.when(&vast, object(place)).then_ok();
}

#[test]
fn only_who_sees_all_of_it_and_cannot_take_it_up_itself_objects() {
    let mut town = Town::new();
    let place = set_aside(&mut town, Status::Dismissed);
    let bromma = town.coordinator("bromma");
    for (party, word) in [("bromma", "takes_it_up_itself"), ("slk", "takes_it_up_itself")] {
        let someone = town.coordinator(party);
        town.when(&someone, object(place)).then_refused(word);
        assert!(!may_object(&town.world, &someone, &town.place(place), town.now));
    }
    // Not one of its parties: it is not there.
    let bostad = town.coordinator("bostad");
    assert_eq!(town.when(&bostad, object(place)).0, Err(Refusal::NotThere));
    for level in [Level::Summary, Level::Full] {
        town.when(&bromma, status(place, Status::Suspected)).then_ok();
        town.when(&bromma, confirm(place, "bostad", Some(level))).then_ok();
        town.when(&bromma, status(place, Status::Dismissed)).then_ok();
        let outcome = town.when(&bostad, object(place));
        match level {
            Level::Full => drop(outcome.then_ok()),
            Level::Summary | Level::Exists => outcome.then_refused("not_a_full_party"),
        }
    }
    for role in [Role::Reader, Role::Reporter, Role::Member] {
        town.when(&town.someone("vast", role), object(place)).then_refused("coordinator_role");
    }
    town.when(&town.coordinator("vast"), uphold(place)).then_refused("not_your_area");
    town.when(&town.coordinator("vast"), object(place)).then_ok();
    assert_eq!(waiting(&town, place), 2);
}

#[test]
fn the_check_is_the_districts_also_where_another_coordinates() {
    let mut town = Town::new();
    let place = town.given_place_at(school_yard(), Status::Active);
    let (sisab, bromma, vast) =
        (town.coordinator("sisab"), town.coordinator("bromma"), town.coordinator("vast"));
    town.when(&sisab, accept(place)).then_ok();
    town.when(&sisab, status(place, Status::Dormant)).then_ok();
    // Its holder and the ground's manager could take it up itself.
    town.when(&sisab, object(place)).then_refused("takes_it_up_itself");
    town.when(&vast, object(place)).then_ok();
    town.when(&sisab, uphold(place)).then_refused("not_your_area");
    town.when(&bromma, uphold(place)).then_ok();
}

#[test]
fn an_objection_follows_a_place_that_becomes_another() {
    let mut town = Town::new();
    let (vast, bromma) = (town.coordinator("vast"), town.coordinator("bromma"));
    let (one, other) = (set_aside(&mut town, Status::Dormant), set_aside(&mut town, Status::Dormant));
    let awake = town.given_place_at(open_ground(), Status::Active);
    town.when(&vast, object(one)).then_ok();
    let mut woken = town.clone();
    woken.when(&bromma, merge(one, awake)).then_ok();
    assert!(woken.place(awake).objections.is_empty(), "work goes on there");
    town.when(&bromma, merge(one, other)).then_ok();
    assert_eq!((town.place(one).objections.len(), waiting(&town, other)), (0, 1));
    let parts = vec![super::part("A", open_ground()), super::part("B", open_ground())];
    town.when(&bromma, split(other, parts)).then_ok();
    let ended = town.place(other);
    assert!(ended.objections.is_empty());
    for part in ended.split_into.clone() {
        assert_eq!(waiting(&town, part), 1);
    }
}
