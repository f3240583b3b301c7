use super::{accept, confirm, granted, hand_over, measure, merge, merge_as, part, propose, split};
use crate::domain::access::{Class, GrantReason, Level, Role};
use crate::domain::command::{Command, NewPlace, NewReport, Part};
use crate::domain::ids::{MeasureId, PlaceId};
use crate::domain::place::Status;
use crate::domain::report::{Outcome, Sighting};
use crate::domain::testing::{Town, block, open_ground, place_on, point, report_at, school_yard};
use crate::domain::world::World;

pub(super) fn still(town: &mut Town, place: PlaceId, lon: f64, lat: f64) -> crate::domain::ids::ReportId {
    town.given_this_report(
        "bromma",
        NewReport { place: Some(place), sighting: Sighting::Still, ..report_at(lon, lat) },
    )
}

/// Two places side by side in Bromma, each with a report and a measure.
pub(super) fn two_places() -> (Town, PlaceId, PlaceId) {
    let mut town = Town::new();
    let ends = town.given_place_at(block(18.0120, 59.3080, 18.0125, 59.3085), Status::Active);
    let mut other = place_on(block(18.0126, 59.3080, 18.0130, 59.3085));
    other.problem_types = vec!["vandalism".into(), "disorder".into()];
    let stays = town.given(other);
    let bromma = town.coordinator("bromma");
    for place in [ends, stays] {
        still(&mut town, place, 18.0125, 59.3082);
        town.when(&bromma, measure(place, "bromma")).then_ok();
    }
    (town, ends, stays)
}

#[test]
fn what_is_merged_lives_on_in_the_other_with_its_reports_and_measures() {
    let (mut town, ends, stays) = two_places();
    let before = town.place(stays);
    let bromma = town.coordinator("bromma");
    town.when(&bromma, merge(ends, stays)).then_ok();
    let (ended, stayed) = (town.place(ends), town.place(stays));
    assert_eq!(
        (ended.status, ended.merged_into, ended.status_since),
        (Status::Merged, Some(stays), town.now)
    );
    assert_eq!(stayed.merged_from, [ends]);
    assert_eq!((&stayed.name, &stayed.coordination.stage), (&before.name, &before.coordination.stage));
    assert_eq!(stayed.coordination.holder, before.coordination.holder);
    assert_eq!(stayed.problem_types, ["vandalism", "disorder"]);
    assert_eq!((town.world.reports_of(ends).len(), town.world.reports_of(stays).len()), (0, 2));
    assert_eq!((town.world.measures_of(ends).len(), town.world.measures_of(stays).len()), (0, 2));
    town.when(&bromma, merge(ends, stays)).then_refused("place-ended");
    town.when(&bromma, merge(stays, ends)).then_refused("place-ended");
    town.when(&bromma, merge(stays, stays)).then_refused("itself");
    town.when(&bromma, merge(stays, PlaceId::from_bits(3))).then_refused("unknown_place");
    town.set_status(ends, Status::Active).then_refused("status-not-reachable");
}

#[test]
fn a_merge_keeps_the_narrowest_class_whichever_way_it_goes() {
    for narrow_ends in [true, false] {
        let mut town = Town::new();
        let report = NewReport { class: Some(Class::City), ..report_at(18.006, 59.3055) };
        let report = town.given_this_report("bromma", report);
        let bromma = town.coordinator("bromma");
        let new = NewPlace { reports: vec![report], class: Some(Class::City), ..place_on(school_yard()) };
        let narrow = town.when(&bromma, Command::CreatePlace(new)).then_place();
        let wide = town.given_place(school_yard());
        let (ends, stays) = if narrow_ends { (narrow, wide) } else { (wide, narrow) };
        town.when(&bromma, merge_as(ends, stays, Class::Partner)).then_refused("class_needed");
        if narrow_ends {
            // The police would lose sight of the place that stays: that is said first.
            town.when(&bromma, merge(ends, stays)).then_refused("class_needed");
            town.when(&bromma, merge_as(ends, stays, Class::City)).then_ok();
        } else {
            town.when(&bromma, merge(ends, stays)).then_ok();
        }
        assert_eq!(town.place(stays).class, Class::City);
    }
}

#[test]
fn a_merge_does_not_hide_a_place_from_whoever_holds_it() {
    let mut town = Town::new();
    let wide = town.given_place(school_yard());
    let sisab = town.coordinator("sisab");
    town.when(&sisab, accept(wide)).then_ok();
    let report = NewReport { class: Some(Class::Origin), ..report_at(18.006, 59.3055) };
    let report = town.given_this_report("bromma", report);
    let bromma = town.coordinator("bromma");
    let new = NewPlace { reports: vec![report], class: Some(Class::Origin), ..place_on(school_yard()) };
    let own = town.when(&bromma, Command::CreatePlace(new)).then_place();
    town.when(&bromma, merge_as(own, wide, Class::Origin)).then_refused("only_the_origin_widens");
    let wide = town.when(&bromma, Command::CreatePlace(place_on(school_yard()))).then_place();
    town.when(&sisab, accept(wide)).then_ok();
    town.when(&bromma, merge_as(own, wide, Class::Origin)).then_refused("holder-may-not-see");
}

#[test]
fn places_are_merged_by_who_decides_about_both() {
    let (mut town, ends, _) = two_places();
    let elsewhere = town.given_place(block(18.030, 59.308, 18.031, 59.309));
    let bromma = town.coordinator("bromma");
    town.when(&bromma, merge(ends, elsewhere)).then_refused("unknown_place");
    let slk = town.coordinator("slk");
    town.when(&slk, confirm(elsewhere, "bromma", Some(Level::Full))).then_ok();
    town.when(&bromma, merge(ends, elsewhere)).then_refused("not_your_area");
    town.when(&slk, merge(ends, elsewhere)).then_ok();
}

#[test]
fn a_split_ends_the_whole_and_its_parts_go_on_where_it_stood() {
    let (mut town, whole, _) = two_places();
    let bromma = town.coordinator("bromma");
    town.when(&bromma, accept(whole)).then_ok();
    let named = still(&mut town, whole, 18.0124, 59.3082);
    let near_east = still(&mut town, whole, 18.0129, 59.3082);
    let near_west = still(&mut town, whole, 18.0119, 59.3082);
    let west = Part { reports: vec![named], ..part("Västra", block(18.0120, 59.3080, 18.0122, 59.3085)) };
    let east = part("Östra", block(18.0123, 59.3080, 18.0125, 59.3085));
    let since = town.place(whole).status_since;
    town.wait(jiff::Span::new().hours(30));
    town.when(&bromma, split(whole, vec![west, east])).then_ok();
    let ended = town.place(whole);
    assert_eq!((ended.status, ended.split_into.len()), (Status::Split, 2));
    let (west, east) = (ended.split_into[0], ended.split_into[1]);
    for (part, name) in [(west, "Västra"), (east, "Östra")] {
        let part = town.place(part);
        assert_eq!((part.name.as_str(), part.status, part.version), (name, Status::Active, 1));
        assert_eq!(part.split_from, Some(whole));
        assert_eq!((part.status_since, part.created_at), (since, town.now), "it stands where it stood");
        assert_eq!(part.coordination, ended.coordination);
        assert!(part.split_into.is_empty() && part.merged_from.is_empty());
    }
    assert_eq!(town.report(named).place, Some(west), "where it was named to go");
    assert_eq!(town.report(near_east).place, Some(east));
    assert_eq!(town.report(near_west).place, Some(west));
    assert_eq!(town.report(near_west).outcome, Some(Outcome::Linked));
    assert!(town.world.reports_of(whole).is_empty() && town.world.measures_of(whole).is_empty());
    assert_eq!(town.world.measures_of(west).len() + town.world.measures_of(east).len(), 1);
}

#[test]
fn a_report_as_near_to_both_parts_follows_the_first() {
    let mut town = Town::new();
    let whole = town.given_place(open_ground());
    let report = still(&mut town, whole, 18.0125, 59.3085);
    let bromma = town.coordinator("bromma");
    let at = || point(18.0124, 59.3085);
    town.when(&bromma, split(whole, vec![part("A", at()), part("B", at())])).then_ok();
    let first = town.place(whole).split_into[0];
    assert_eq!(town.report(report).place, Some(first));
}

#[test]
fn a_split_says_everything_that_is_wrong() {
    let (mut town, whole, other) = two_places();
    let bromma = town.coordinator("bromma");
    let own = town.world.reports_of(whole)[0];
    let others = town.world.reports_of(other)[0];
    let a = || part("A", block(18.0120, 59.3080, 18.0122, 59.3085));
    town.when(&bromma, split(whole, vec![a()])).then_refused("wrong_count");
    town.when(&bromma, split(whole, vec![a(); 11])).then_refused("wrong_count");
    town.when(&bromma, split(whole, vec![a(), part(" ", open_ground())])).then_refused("required");
    let b = Part { reports: vec![own, others], ..a() };
    let both = Part { reports: vec![own], ..a() };
    let outcome = town.when(&bromma, split(whole, vec![both, b]));
    assert_eq!(outcome.words(), ["twice", "unknown_report"]);
    assert_eq!(town.place(whole).status, Status::Active);
}

#[test]
fn a_part_lies_where_the_whole_lay() {
    let (mut town, whole, _) = two_places();
    let bromma = town.coordinator("bromma");
    let a = part("A", block(18.0120, 59.3080, 18.0122, 59.3085));
    let away = part("B", block(18.030, 59.308, 18.031, 59.309));
    town.when(&bromma, split(whole, vec![a, away])).then_refused("elsewhere");
}

#[test]
fn measures_are_written_by_a_member_for_its_party_and_by_who_decides_for_any() {
    for role in Role::ALL {
        let mut town = Town::new();
        let place = town.given_place(school_yard());
        let (sisab, bromma) = (town.someone("sisab", role), town.someone("bromma", role));
        let own = town.when(&sisab, measure(place, "sisab"));
        match role {
            Role::Member | Role::Coordinator => {
                own.then_ok();
            }
            Role::Reader | Role::Reporter | Role::Administrator => own.then_refused("not_your_party"),
        }
        let others = town.when(&bromma, measure(place, "sisab"));
        if role == Role::Coordinator { drop(others.then_ok()) } else { others.then_refused("not_your_party") }
    }
}

#[test]
fn a_measure_is_closed_once_and_not_begun_on_what_has_ended() {
    let mut town = Town::new();
    let place = town.given_place(school_yard());
    let sisab = town.someone("sisab", Role::Member);
    let decision = town.when(&sisab, measure(place, "sisab")).then_ok();
    let id = MeasureId::from_bits(decision.about.unwrap().bits);
    let trafik = town.coordinator("trafik");
    town.when(&trafik, Command::CloseMeasure(id)).then_refused("not_a_full_party");
    town.when(&sisab, Command::CloseMeasure(id)).then_ok();
    assert_eq!(town.world.measure(id).unwrap().closed_at, Some(town.now));
    town.when(&sisab, Command::CloseMeasure(id)).then_refused("already-closed");
    town.when(&sisab, measure(place, "nobody")).then_refused("unknown_party");
    town.set_status(place, Status::Dismissed).then_ok();
    town.when(&sisab, measure(place, "sisab")).then_refused("place-ended");
}

#[test]
fn of_two_that_become_one_the_more_awake_says_where_it_stands() {
    use Status::{Active, Dormant, InAction, Monitoring, Suspected, UnderAnalysis};
    for (ends, stays, then) in [
        (Active, Dormant, Active),
        (Suspected, Dormant, Suspected),
        (Dormant, Active, Active),
        (InAction, Active, InAction),
        (Monitoring, UnderAnalysis, UnderAnalysis),
        (Active, Monitoring, Active),
        (Active, Active, Active),
    ] {
        let mut town = Town::new();
        let end = town.given_place_at(open_ground(), ends);
        let stay = town.given_place_at(open_ground(), stays);
        let since = town.place(stay).status_since;
        town.wait(jiff::Span::new().hours(3));
        let bromma = town.coordinator("bromma");
        town.when(&bromma, merge(end, stay)).then_ok();
        let stay = town.place(stay);
        let woke = stay.status_since == town.now;
        assert_eq!((stay.status, woke), (then, then != stays), "{ends:?} into {stays:?}");
        assert!(woke || stay.status_since == since);
    }
}

#[test]
fn a_coordinator_that_has_accepted_is_kept_by_a_merge_whichever_place_it_held() {
    let (mut town, ends, stays) = two_places();
    let (bromma, slk) = (town.coordinator("bromma"), town.coordinator("slk"));
    town.when(&slk, propose(ends, "bostad")).then_ok();
    let bostad = town.coordinator("bostad");
    town.when(&bostad, accept(ends)).then_ok();
    let holder = town.place(ends).coordination.holder.clone();
    let turns = town.place(ends).coordination.past.len() + town.place(stays).coordination.past.len();
    town.when(&bromma, merge(ends, stays)).then_ok();
    let stays = town.place(stays);
    assert_eq!((&stays.coordination.holder, town.asked(stays.id)), (&holder, None));
    assert_eq!(granted(&stays, town.party("bostad")), Some((Level::Full, GrantReason::Coordinator)));
    assert_eq!(stays.coordination.past.len(), turns, "what has been is the history of both");
    assert!(stays.coordination.past.is_sorted_by_key(|turn| turn.at));
}

#[test]
fn of_two_coordinators_the_one_of_the_place_that_stays_goes_on_and_the_other_is_suggested() {
    let (mut town, ends, stays) = two_places();
    let slk = town.coordinator("slk");
    for (place, party) in [(ends, "bostad"), (stays, "trafik")] {
        town.when(&slk, propose(place, party)).then_ok();
        let someone = town.coordinator(party);
        town.when(&someone, accept(place)).then_ok();
    }
    town.when(&slk, confirm(ends, "forening", Some(Level::Full))).then_ok();
    let bromma = town.coordinator("bromma");
    town.when(&bromma, merge(ends, stays)).then_ok();
    assert_eq!(town.holder(stays), "trafik");
    for party in ["bostad", "forening"] {
        let stayed = town.place(stays);
        assert_eq!(granted(&stayed, town.party(party)), Some((Level::Summary, GrantReason::Confirmed)));
        town.when(&bromma, confirm(stays, party, None)).then_ok();
        assert_eq!(granted(&town.place(stays), town.party(party)), None, "a coordinator decides");
    }
    let trafik = town.coordinator("trafik");
    town.when(&trafik, hand_over(stays, "bostad")).then_ok();
}

#[test]
fn a_part_in_another_district_is_held_ad_interim_by_that_district() {
    let mut town = Town::new();
    let whole = town.given_place(block(18.018, 59.308, 18.021, 59.309));
    assert_eq!(town.holder(whole), "bromma");
    let slk = town.coordinator("slk");
    let west = part("Västra", block(18.018, 59.308, 18.0199, 59.309));
    let east = part("Östra", block(18.0201, 59.308, 18.021, 59.309));
    town.when(&slk, split(whole, vec![west, east])).then_ok();
    let parts = town.place(whole).split_into.clone();
    assert_eq!((town.holder(parts[0]), town.holder(parts[1])), ("bromma".into(), "farsta".into()));
}
