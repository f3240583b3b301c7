//! How far things are shared: nothing is narrowed or widened by itself, and only an origin widens.

use super::merge_as;
use crate::domain::access::{Asking, Audience, Class, Grant, GrantReason, Level, Role, see, see_report};
use crate::domain::command::{Actor, Command, NewPlace, NewReport, PlaceEdit};
use crate::domain::decide::sharing::reclassed;
use crate::domain::ids::{PlaceId, ReportId};
use crate::domain::refusal::Refusal;
use crate::domain::report::Outcome;
use crate::domain::testing::{Town, block, open_ground, place_on, point, report_at, school_yard};
use crate::domain::world::World;
use crate::space::Shape;

fn triage(report: ReportId, outcome: Outcome, place: Option<PlaceId>) -> Command {
    Command::TriageReport { report, outcome, place, reason: Some("efter besök".into()) }
}

fn share(report: ReportId, class: Class) -> Command {
    Command::SetReportClass { report, class, ground: ground(), reason: "behövs i arbetet".into() }
}

fn share_place(place: PlaceId, class: Class) -> Command {
    Command::EditPlace(place, PlaceEdit { class: Some(class), ground: ground(), ..PlaceEdit::default() })
}

fn ground() -> Option<String> {
    Some("general_terms".into())
}

/// What a field assistant of Bromma has seen, beyond its district.
fn social_report(town: &mut Town, lon: f64, lat: f64) -> ReportId {
    let mut field = town.someone("bromma", Role::Reporter);
    field.unit = Some("falt".into());
    let report = town.when(&field, Command::CreateReport(report_at(lon, lat))).then_report();
    assert_eq!(town.report(report).class, Class::Origin);
    report
}

fn sees_report(town: &Town, actor: &Actor, report: ReportId) -> Option<Level> {
    let report = town.report(report);
    let own = Audience::new(report.class, report.origin, &report.grants);
    let place = report.place.and_then(|place| town.world.place(place));
    let place = place.map(|place| Audience::new(place.class, place.origin, &place.grants));
    see_report(&actor.viewer, &own, place.as_ref()).level()
}

fn sees_place(town: &Town, party: &str, place: PlaceId) -> Option<Level> {
    let place = town.place(place);
    let audience = Audience::new(place.class, place.origin, &place.grants);
    see(&town.coordinator(party).viewer, &audience, Asking::Anywhere).level()
}

#[test]
fn a_place_made_of_what_only_its_origin_sees_says_whom_it_is_for() {
    let mut town = Town::new();
    let report = social_report(&mut town, 18.0125, 59.3085);
    let bromma = town.coordinator_in("bromma", "falt");
    let new = |class| {
        let reason = Some("Bara platsen, ingen som setts där.".into());
        let reports = vec![report];
        Command::CreatePlace(NewPlace { reports, class, ground: ground(), reason, ..place_on(open_ground()) })
    };
    let Refusal::Invalid(wrong) = town.when(&bromma, new(None)).0.unwrap_err() else { panic!() };
    assert_eq!((wrong[0].pointer.as_str(), wrong[0].code), ("#/class", "class_needed"));
    assert!(wrong[0].detail.contains("origin") && wrong[0].detail.contains("partner"), "it says what to do");
    town.when(&bromma, new(Some(Class::Open))).then_refused("never_open");
    let place = town.when(&bromma, new(Some(Class::Partner))).then_place();
    assert_eq!(town.place(place).class, Class::Partner);
    assert_eq!(sees_place(&town, "vast", place), Some(Level::Full));
    // The place is shared; what was seen there is not.
    assert_eq!(town.report(report).class, Class::Origin);
    for party in ["vast", "slk", "sisab"] {
        assert_eq!(sees_report(&town, &town.coordinator(party), report), None, "{party}");
    }
}

#[test]
fn a_place_of_its_own_is_opened_by_its_origin_and_then_held_and_asked_for_like_any() {
    let mut town = Town::new();
    let report = NewReport { class: Some(Class::Origin), ..report_at(18.006, 59.3055) };
    let report = town.given_this_report("sisab", report);
    let sisab = town.coordinator("sisab");
    // Its middle lies on the company's yard, and most of it to the north and south of that: nobody who may
    // see it manages half of it, so nobody is asked.
    let shape = block(18.0055, 59.3035, 18.0065, 59.3075);
    let new = NewPlace { reports: vec![report], class: Some(Class::Origin), ..place_on(shape) };
    let place = town.when(&sisab, Command::CreatePlace(new)).then_place();
    assert_eq!((town.holder(place).as_str(), sees_place(&town, "bromma", place)), ("sisab", None));
    let bromma = town.coordinator("bromma");
    town.when(&bromma, share_place(place, Class::Partner)).then_refused("not-there");
    town.when(&sisab, share_place(place, Class::Open)).then_refused("never_open");
    town.when(&sisab, share_place(place, Class::Police)).then_refused("police_only");
    let member = town.someone("sisab", Role::Member);
    town.when(&member, share_place(place, Class::Partner)).then_refused("coordinator_role");
    town.when(&sisab, share_place(place, Class::Partner)).then_ok();
    assert_eq!(sees_place(&town, "bromma", place), Some(Level::Full));
    assert_eq!((town.holder(place).as_str(), town.asked(place).as_deref()), ("bromma", Some("bromma")));
    // Nobody but the origin takes it back either.
    town.when(&bromma, share_place(place, Class::City)).then_refused("only_the_origin_widens");
}

#[test]
fn a_class_that_would_hide_a_place_from_its_coordinator_is_refused() {
    let mut town = Town::new();
    let bromma = town.coordinator("bromma");
    let place = town.when(&bromma, Command::CreatePlace(place_on(school_yard()))).then_place();
    let sisab = town.coordinator("sisab");
    town.when(&sisab, super::accept(place)).then_ok();
    town.when(&bromma, share_place(place, Class::Origin)).then_refused("holder-may-not-see");
    town.when(&bromma, share_place(place, Class::City)).then_ok();
    assert_eq!(sees_place(&town, "vast", place), None);
}

#[test]
fn only_the_origin_makes_a_wider_place_of_a_narrower_report() {
    let mut town = Town::new();
    let report = NewReport { class: Some(Class::City), ..report_at(18.0125, 59.3085) };
    let report = town.given_this_report("bostad", report);
    let bromma = town.coordinator("bromma");
    let new = |class| {
        let reports = vec![report];
        Command::CreatePlace(NewPlace { reports, class, ground: ground(), ..place_on(open_ground()) })
    };
    town.when(&bromma, new(Some(Class::Partner))).then_refused("only_the_origin_widens");
    town.when(&bromma, new(Some(Class::City))).then_ok();
}

/// What becomes police content is seen by every police party, and so by some who did not see it.
#[test]
fn nobody_but_its_origin_makes_police_content_of_a_report_and_on_a_ground() {
    let mut town = super::town_where_the_police_run_a_yard();
    let vast = town.coordinator("vast");
    let new = |report, ground| {
        let (reports, class) = (vec![report], Some(Class::Police));
        Command::CreatePlace(NewPlace { reports, class, ground, ..place_on(school_yard()) })
    };
    let others = town.given_report("bostad", 18.006, 59.3055);
    town.when(&vast, new(others, ground())).then_refused("only_the_origin_widens");
    let own = NewReport { class: Some(Class::City), ..report_at(18.006, 59.3055) };
    let own = town.given_this_report("vast", own);
    town.when(&vast, new(own, None)).then_refused("required");
    town.when(&vast, new(own, ground())).then_ok();
}

#[test]
fn a_merge_makes_no_police_content_of_what_was_none() {
    let mut town = super::town_where_the_police_run_a_yard();
    let vast = town.coordinator("vast");
    for class in [Class::Partner, Class::City] {
        let new = |class| Command::CreatePlace(NewPlace { class: Some(class), ..place_on(school_yard()) });
        let place = town.when(&vast, new(class)).then_place();
        let kept = town.when(&vast, new(Class::Police)).then_place();
        for (ends, stays) in [(place, kept), (kept, place)] {
            town.when(&vast, merge_as(ends, stays, Class::Police)).then_refused("only_the_origin_widens");
        }
    }
}

#[test]
fn a_report_joined_to_a_place_tells_nothing_of_itself_and_hides_nothing_of_the_place() {
    let mut town = Town::new();
    let place = town.given_place(open_ground());
    let before = town.place(place);
    let report = social_report(&mut town, 18.0125, 59.3085);
    let bromma = town.coordinator("bromma");
    town.when(&bromma, triage(report, Outcome::Linked, Some(place))).then_ok();
    assert_eq!(town.report(report).place, Some(place));
    assert_eq!(town.place(place), before, "not one byte of the place is another");
    for party in ["vast", "slk", "farsta", "sisab"] {
        for role in Role::ALL {
            assert_eq!(sees_report(&town, &town.someone(party, role), report), None, "{party} {role:?}");
        }
    }
}

#[test]
fn what_only_its_origin_sees_is_triaged_by_its_origin_wherever_it_lies() {
    let mut town = Town::new();
    // In Farsta, and outside every district.
    for (lon, lat) in [(18.03, 59.3085), (18.5, 59.5)] {
        let report = social_report(&mut town, lon, lat);
        for party in ["farsta", "slk"] {
            let someone = town.coordinator(party);
            town.when(&someone, triage(report, Outcome::NoAction, None)).then_refused("not-there");
        }
        let member = town.someone("bromma", Role::Member);
        town.when(&member, triage(report, Outcome::NoAction, None)).then_refused("coordinator_role");
        let bromma = town.coordinator("bromma");
        town.when(&bromma, triage(report, Outcome::NoAction, None)).then_ok();
    }
    // What everybody may see is its district's to decide about.
    let report = town.given_report("bromma", 18.03, 59.3085);
    let bromma = town.coordinator("bromma");
    town.when(&bromma, triage(report, Outcome::NoAction, None)).then_refused("not_your_area");
}

#[test]
fn a_report_is_shared_further_by_its_origins_own_coordinator() {
    let mut town = Town::new();
    let report = social_report(&mut town, 18.03, 59.3085);
    let member = town.someone("bromma", Role::Member);
    town.when(&member, share(report, Class::Partner)).then_refused("coordinator_role");
    let bromma = town.coordinator_in("bromma", "falt");
    town.when(&bromma, share(report, Class::Open)).then_refused("never_open");
    town.when(&bromma, share(report, Class::Police)).then_refused("police_only");
    town.when(
        &bromma,
        Command::SetReportClass { report, class: Class::Partner, ground: ground(), reason: " ".into() },
    )
    .then_refused("required");
    town.having_seen(7).when(&bromma, share(report, Class::Partner)).then_refused("stale");
    town.when(&bromma, share(report, Class::Partner)).then_ok();
    let farsta = town.coordinator("farsta");
    assert_eq!(sees_report(&town, &farsta, report), Some(Level::Full));
    town.when(&farsta, share(report, Class::City)).then_refused("only_the_origin_widens");
    town.when(&farsta, triage(report, Outcome::NoAction, None)).then_ok();
    town.when(&bromma, share(report, Class::Partner)).then_nothing_changes();
}

#[test]
fn a_report_that_belongs_to_a_place_founds_no_other() {
    let mut town = Town::new();
    let bromma = town.coordinator("bromma");
    let report = town.given_report("bostad", 18.0125, 59.3085);
    let new = || Command::CreatePlace(NewPlace { reports: vec![report], ..place_on(open_ground()) });
    let first = town.when(&bromma, new()).then_place();
    let Refusal::Invalid(wrong) = town.when(&bromma, new()).0.unwrap_err() else { panic!() };
    assert_eq!((wrong[0].pointer.as_str(), wrong[0].code), ("#/reports/0", "already_linked"));
    assert!(wrong[0].detail.contains(&first.to_string()), "who may know of the place is told which");
    assert_eq!(town.report(report).place, Some(first));
    // Triaged anew, it is free.
    town.when(&bromma, triage(report, Outcome::NoAction, None)).then_ok();
    town.when(&bromma, new()).then_ok();
}

#[test]
fn a_place_that_may_not_be_known_is_not_named_by_the_report_that_belongs_to_it() {
    let mut town = Town::new();
    // Bromma keeps a place to itself, and a report that others see belongs to it.
    let bromma = town.coordinator("bromma");
    let own = NewPlace { class: Some(Class::Origin), ..place_on(open_ground()) };
    let own = town.when(&bromma, Command::CreatePlace(own)).then_place();
    let report = town.given_report("bostad", 18.0125, 59.3085);
    town.when(&bromma, triage(report, Outcome::Linked, Some(own))).then_ok();
    let slk = town.coordinator("slk");
    let new = Command::CreatePlace(NewPlace { reports: vec![report], ..place_on(open_ground()) });
    let Refusal::Invalid(wrong) = town.when(&slk, new).0.unwrap_err() else { panic!() };
    assert_eq!(wrong[0].code, "already_linked");
    assert!(!wrong[0].detail.contains(&own.to_string()));
}

#[test]
fn a_hidden_report_founds_nothing() {
    let mut town = Town::new();
    let bromma = town.coordinator("bromma");
    let report = town.given_report("bostad", 18.0125, 59.3085);
    town.when(&bromma, triage(report, Outcome::Hidden, None)).then_ok();
    let new = Command::CreatePlace(NewPlace { reports: vec![report], ..place_on(open_ground()) });
    town.when(&bromma, new).then_refused("hidden");
}

#[test]
fn the_coordinator_of_either_district_makes_a_place_of_reports_on_both_sides_of_the_border() {
    for (party, other) in [("bromma", "farsta"), ("farsta", "bromma")] {
        let mut town = Town::new();
        // 28 m on either side; the larger part of the triangle lies in Farsta.
        let reports = [(18.0195, 59.31), (18.0205, 59.3098), (18.0205, 59.3102)]
            .map(|(lon, lat)| town.given_report("bostad", lon, lat));
        let new = NewPlace { shape: None, reports: reports.to_vec(), ..place_on(open_ground()) };
        let someone = town.coordinator(party);
        let place = town.when(&someone, Command::CreatePlace(new)).then_place();
        assert_eq!(town.place(place).district(), Some(town.area("Farsta")), "the larger part");
        assert!(reports.iter().all(|report| town.report(*report).place == Some(place)));
        assert_eq!(sees_place(&town, other, place), Some(Level::Full));
    }
}

#[test]
fn a_report_across_the_border_is_there_for_nobody_else_and_not_far_away() {
    let mut town = Town::new();
    let here = town.given_report("bostad", 18.0195, 59.31);
    let there = town.given_report("bostad", 18.0205, 59.31);
    let far = town.given_report("bostad", 18.0300, 59.315);
    let own = town
        .given_this_report("farsta", NewReport { class: Some(Class::Origin), ..report_at(18.0205, 59.31) });
    let absent = ReportId::from_bits(there.bits() ^ 1);
    let on = |reports: Vec<ReportId>, shape| Command::CreatePlace(NewPlace { reports, ..place_on(shape) });
    let border = || block(18.0194, 59.3099, 18.0206, 59.3101);
    let refusal = |party: &str, reports: Vec<ReportId>, shape| {
        let mut town = town.clone();
        let someone = town.coordinator(party);
        town.when(&someone, on(reports, shape)).0.expect_err("refused")
    };
    for party in ["bromma", "vast", "trafik"] {
        // Away from the ground, of another class, without one of its own, or not on the border at all.
        for (with, without, shape) in [
            (vec![here, far], vec![here, absent], border()),
            (vec![here, own], vec![here, absent], border()),
            (vec![there], vec![absent], border()),
            (vec![here, there], vec![here, absent], open_ground()),
            (vec![here, there], vec![here, absent], point(18.0195, 59.31)),
        ] {
            assert_eq!(refusal(party, with, shape.clone()), refusal(party, without, shape), "{party}");
        }
    }
}

/// Ground that is drawn around a report far inside another district brings nobody nearer to it, and neither does whatever else is
/// wrong with the question.
#[test]
fn a_report_across_the_border_is_not_found_out_by_drawing_or_asking_wrongly() {
    let mut town = Town::new();
    let here = town.given_report("bostad", 18.0195, 59.31);
    let there = town.given_report("bostad", 18.0205, 59.31);
    let far = town.given_report("bostad", 18.0300, 59.315);
    let absent = ReportId::from_bits(there.bits() ^ 1);
    let bromma = town.coordinator("bromma");
    let both: Shape = serde_json::from_value(serde_json::json!({ "type": "MultiPolygon", "coordinates": [
        [[[18.0194, 59.3099], [18.0206, 59.3099], [18.0206, 59.3101], [18.0194, 59.3101], [18.0194, 59.3099]]],
        [[[18.0298, 59.3149], [18.0302, 59.3149], [18.0302, 59.3151], [18.0298, 59.3151], [18.0298, 59.3149]]],
    ] }))
    .unwrap();
    let asked = |reports: &[ReportId], shape: &Shape, problem: &str| {
        let new = NewPlace {
            reports: reports.to_vec(),
            problem_types: vec![problem.into()],
            ..place_on(shape.clone())
        };
        let mut town = town.clone();
        town.when(&bromma, Command::CreatePlace(new)).0.map(|_| ())
    };
    let border = block(18.0194, 59.3099, 18.0206, 59.3101);
    let known = &place_on(border.clone()).problem_types[0];
    assert_eq!(asked(&[here, there], &border, known), Ok(()));
    assert!(asked(&[here, far], &both, known).is_err());
    assert_eq!(asked(&[here, far], &both, known), asked(&[here, absent], &both, known));
    for (with, shape) in [(there, &border), (far, &both), (far, &border)] {
        let wrong = asked(&[here, with], shape, "nope");
        assert_eq!(wrong, asked(&[here, absent], shape, "nope"));
        let Err(Refusal::Invalid(faults)) = wrong else { panic!("{wrong:?}") };
        assert!(faults.iter().all(|fault| !fault.pointer.starts_with("#/reports")), "{faults:?}");
    }
}

#[test]
fn what_becomes_police_content_is_for_whom_the_police_name() {
    let mut town = super::town_where_the_police_run_a_yard();
    let vast = town.coordinator("vast");
    let place = town.when(&vast, Command::CreatePlace(place_on(school_yard()))).then_place();
    let bromma = town.coordinator("bromma");
    town.when(&bromma, super::confirm(place, "bostad", Some(Level::Full))).then_ok();
    let mut place = town.world.place(place).unwrap().record.clone();
    let named = Grant { party: vast.viewer.party, level: Level::Full, why: GrantReason::Recipient };
    place.confirmed.push(named);
    assert_eq!(place.confirmed.len(), 2);
    // What its origin keeps nobody else sees, and all are there again when it is shared again.
    reclassed(&mut place, Class::Origin);
    assert_eq!(place.confirmed.len(), 2);
    reclassed(&mut place, Class::Police);
    assert_eq!((place.class, &place.confirmed[..]), (Class::Police, &[named][..]));
    // Whom they have named since stays named.
    reclassed(&mut place, Class::Police);
    assert_eq!(place.confirmed.len(), 1);
}

#[test]
fn what_only_one_origin_sees_is_not_put_under_another() {
    let mut town = Town::new();
    let bromma = town.coordinator("bromma");
    let own = NewPlace { class: Some(Class::Origin), ..place_on(open_ground()) };
    let own = town.when(&bromma, Command::CreatePlace(own)).then_place();
    let others = town.given_place(open_ground());
    town.when(&bromma, merge_as(own, others, Class::Origin)).then_refused("only_the_origin_widens");
    town.when(&bromma, share_place(own, Class::Partner)).then_ok();
    town.when(&bromma, super::merge(own, others)).then_ok();
}
