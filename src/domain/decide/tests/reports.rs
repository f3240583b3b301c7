use crate::domain::access::{Class, GrantReason, Level, Role};
use crate::domain::command::{Command, NewPlace, NewReport, PartyDraft};
use crate::domain::ids::{PlaceId, ReportId};
use crate::domain::party::{PartyKind, Unit};
use crate::domain::place::Status;
use crate::domain::report::{ObservedPrecision, Outcome, Report, Sighting};
use crate::domain::testing::{PRESCHOOL, Town, open_ground, party, place_on, point, report_at, school_yard};
use crate::domain::world::World;
use jiff::ToSpan;

fn seen_at(place: PlaceId, sighting: Sighting, lon: f64, lat: f64) -> Command {
    Command::CreateReport(NewReport { place: Some(place), sighting, ..report_at(lon, lat) })
}

fn triage(report: ReportId, outcome: Outcome, place: Option<PlaceId>) -> Command {
    Command::TriageReport { report, outcome, place, reason: Some("efter besök".into()) }
}

fn levels(town: &Town, report: ReportId) -> Vec<(String, Level, GrantReason)> {
    let report = town.report(report);
    let code = |id| town.world.party(id).unwrap().code.clone();
    report.grants.iter().map(|g| (code(g.party), g.level, g.why)).collect()
}

#[test]
fn everyone_but_a_reader_reports_whatever_their_party() {
    let mut town = Town::new();
    let parties: Vec<_> = town.world.parties().iter().map(|p| (p.code.clone(), p.kind)).collect();
    for kind in PartyKind::ALL {
        let (code, _) = parties.iter().find(|(_, k)| *k == kind).unwrap();
        for role in Role::ALL {
            let someone = town.someone(code, role);
            // Anywhere in the city, outside every district too.
            for lon in [18.001, 18.03, 18.5] {
                let outcome = town.when(&someone, Command::CreateReport(report_at(lon, 59.301)));
                match role {
                    Role::Reader => outcome.then_refused("reporter_role"),
                    Role::Reporter | Role::Member | Role::Coordinator | Role::Administrator => {
                        outcome.then_report();
                    }
                }
            }
        }
    }
}

#[test]
fn a_report_is_for_its_district_its_police_and_at_exists_for_who_manages_what_is_near() {
    let mut town = Town::new();
    // 18.0045 is about 28 m west of the school yard.
    let report = town.given_report("bostad", 18.0045, 59.3055);
    let mut levels = levels(&town, report);
    levels.sort();
    assert_eq!(
        levels,
        [
            ("bromma".to_owned(), Level::Full, GrantReason::District),
            ("sisab".to_owned(), Level::Exists, GrantReason::Manager),
            ("vast".to_owned(), Level::Full, GrantReason::PoliceArea),
        ]
    );
}

#[test]
fn a_report_outside_every_district_is_kept_and_waits() {
    let mut town = Town::new();
    let report = town.given_report("bostad", 18.5, 59.5);
    let report = town.report(report);
    assert_eq!((report.district, report.outcome, report.grants.len()), (None, None, 0));
}

#[test]
fn a_report_on_a_shared_border_falls_to_the_first_district() {
    let mut town = Town::new();
    for _ in 0..3 {
        let report = town.given_report("bostad", 18.02, 59.31);
        assert_eq!(town.report(report).district, Some(town.area("Bromma")));
    }
}

#[test]
fn what_a_social_services_unit_sees_starts_at_its_own() {
    let mut town = Town::new();
    let mut field = town.someone("bromma", Role::Reporter);
    field.unit = Some("falt".into());
    let report = town.when(&field, Command::CreateReport(report_at(18.001, 59.301))).then_report();
    let report = town.report(report);
    assert_eq!((report.class, report.grants.len()), (Class::Origin, 0));
    let wider = NewReport { class: Some(Class::Partner), ..report_at(18.001, 59.301) };
    let report = town.when(&field, Command::CreateReport(wider)).then_report();
    assert_eq!(town.report(report).class, Class::Origin, "never widened by the reporter");
    // The same word of a unit in another party means what it says there.
    let farsta = town.world.party_by_code("farsta").unwrap();
    let sports = Unit { code: "falt".into(), name: "Fältsport".into(), social_services: false };
    let with =
        |units| Command::PutParties(vec![PartyDraft { units, ..party("farsta", &farsta.name, farsta.kind) }]);
    let admin = town.administrator();
    town.when(&admin, with(Some(vec![sports]))).then_ok();
    let mut other = town.someone("farsta", Role::Reporter);
    other.unit = Some("falt".into());
    let report = town.when(&other, Command::CreateReport(report_at(18.001, 59.301))).then_report();
    assert_eq!(town.report(report).class, Class::Partner);
    // Nobody can tell any more what a unit was that is gone.
    town.when(&admin, with(Some(Vec::new()))).then_ok();
    let report = town.when(&other, Command::CreateReport(report_at(18.001, 59.301))).then_report();
    assert_eq!(town.report(report).class, Class::Origin);
}

#[test]
fn only_the_police_use_the_class_police_and_nobody_widens() {
    let mut town = Town::new();
    let report = |class| Command::CreateReport(NewReport { class: Some(class), ..report_at(18.001, 59.301) });
    let company = town.someone("sisab", Role::Reporter);
    town.when(&company, report(Class::Police)).then_refused("police_only");
    town.when(&company, report(Class::Open)).then_refused("never_open");
    let police = town.someone("vast", Role::Reporter);
    let plan = town.when(&police, report(Class::Police)).then_report();
    assert_eq!((town.report(plan).class, town.report(plan).grants.len()), (Class::Police, 0));
}

/// Every source that speaks for a kind of party, from every party there is, sent and read in.
#[test]
fn nobody_reports_in_the_name_of_the_police_or_of_a_company() {
    let mut town = Town::new();
    let admin = town.administrator();
    let parties: Vec<_> = town.world.parties().iter().map(|p| (p.code.clone(), p.kind)).collect();
    for (code, kind) in parties {
        for (source, of) in [
            ("police", Some(PartyKind::Police)),
            ("company", Some(PartyKind::PropertyCompany)),
            ("public_channel", None),
            ("import", None),
        ] {
            let new = NewReport { source: Some(source.into()), ..report_at(18.001, 59.301) };
            let someone = town.someone(&code, Role::Reporter);
            let sent = town.when(&someone, Command::CreateReport(new.clone()));
            let file = Command::PutReports { origin: Some(code.clone()), reports: vec![new] };
            let read = town.when(&admin, file);
            if of.is_none_or(|of| of == kind) {
                sent.then_ok();
                read.then_ok();
            } else {
                sent.then_refused("another_partys_source");
                read.then_refused("another_partys_source");
            }
        }
    }
}

#[test]
fn everything_wrong_is_told_at_once() {
    let mut town = Town::new();
    let someone = town.someone("sisab", Role::Reporter);
    let wrong = NewReport {
        accuracy_m: Some(f64::NAN),
        observed_at: Some(town.now.checked_add(1.hour()).unwrap()),
        problem_types: vec!["vandalism".into(), "vandalism".into(), "no_such".into()],
        count_band: Some("many".into()),
        answers: [("needles".to_owned(), "yes".to_owned())].into(),
        sighting: Sighting::Still,
        ..report_at(18.001, 59.301)
    };
    let outcome = town.when(&someone, Command::CreateReport(wrong));
    let mut words = outcome.words();
    words.sort_unstable();
    assert_eq!(
        words,
        [
            "in_the_future",
            "out_of_range",
            "required",
            "twice",
            "unknown_code",
            "unknown_code",
            "unknown_question"
        ]
    );
    assert_eq!(town.world.all_reports().count(), 0);
    town.when(&someone, Command::CreateReport(NewReport { problem_types: vec![], ..report_at(18.0, 59.3) }))
        .then_refused("required");
}

#[test]
fn what_is_known_to_some_hours_says_how_many_and_nothing_else_does() {
    use ObservedPrecision::{Day, Hours, Moment};
    let mut town = Town::new();
    let someone = town.someone("sisab", Role::Reporter);
    for (observed_precision, observed_hours, refused) in [
        (Moment, None, None),
        (Day, None, None),
        (Hours, Some(1), None),
        (Hours, Some(12), None),
        (Hours, None, Some("out_of_range")),
        (Hours, Some(0), Some("out_of_range")),
        (Hours, Some(13), Some("out_of_range")),
        (Moment, Some(5), Some("not_here")),
        (Day, Some(5), Some("not_here")),
    ] {
        let new = NewReport { observed_precision, observed_hours, ..report_at(18.001, 59.301) };
        let outcome = town.when(&someone, Command::CreateReport(new));
        match refused {
            None => drop(outcome.then_ok()),
            Some(word) => outcome.then_refused(word),
        }
    }
}

#[test]
fn a_phone_may_be_ten_minutes_ahead_and_no_more() {
    let mut town = Town::new();
    let someone = town.someone("sisab", Role::Reporter);
    let ahead = |town: &Town, seconds: i64| {
        let observed_at = Some(town.now.checked_add(seconds.seconds()).unwrap());
        Command::CreateReport(NewReport { observed_at, ..report_at(18.001, 59.301) })
    };
    let just = ahead(&town, 600);
    town.when(&someone, just).then_ok();
    let over = ahead(&town, 601);
    town.when(&someone, over).then_refused("in_the_future");
}

#[test]
fn a_dormant_place_wakes_when_a_report_returns() {
    let mut town = Town::new();
    let place = town.given_place_at(school_yard(), Status::Dormant);
    let someone = town.someone("bostad", Role::Reporter);
    town.wait(30.hours());
    let decision = town.when(&someone, seen_at(place, Sighting::Still, 18.006, 59.3055)).then_ok();
    assert_eq!(decision.changes[0].verb, "report.create", "the report comes first");
    let place = town.place(place);
    assert_eq!((place.status, place.status_since), (Status::Active, town.now));
}

#[test]
fn a_dormant_place_sleeps_on_when_it_is_gone_or_when_fewer_may_know_of_the_report() {
    let mut town = Town::new();
    let place = town.given_place_at(school_yard(), Status::Dormant);
    let company = town.someone("sisab", Role::Reporter);
    town.when(&company, seen_at(place, Sighting::Gone, 18.006, 59.3055)).then_ok();
    assert_eq!(town.place(place).status, Status::Dormant);
    for class in [Class::City, Class::Origin] {
        let narrow = NewReport { place: Some(place), class: Some(class), ..report_at(18.006, 59.3055) };
        town.when(&company, Command::CreateReport(narrow)).then_ok();
        assert_eq!(town.place(place).status, Status::Dormant, "{class:?}");
    }
}

/// A place that the police have made, and that sleeps.
fn asleep_with_the_police(class: Class) -> (Town, PlaceId) {
    let mut town = super::town_where_the_police_run_a_yard();
    let vast = town.coordinator("vast");
    let new = NewPlace { class: Some(class), ..place_on(school_yard()) };
    let place = town.when(&vast, Command::CreatePlace(new)).then_place();
    for status in [Status::Active, Status::Dormant] {
        town.when(&vast, super::status(place, status)).then_ok();
    }
    (town, place)
}

/// Waking would tell whoever sees the place of a report that they do not see.
#[test]
fn a_place_of_the_police_wakes_by_no_report_that_is_withheld_from_one_who_sees_it() {
    let name = |place| Command::SetPlaceParty {
        place,
        party: "bromma".into(),
        level: Some(Level::Full),
        ground: Some("no_harm_police".into()),
    };
    for (of, party, class, is_named, then) in [
        (Class::Police, "vast", Class::Police, false, Status::Active),
        (Class::Police, "vast", Class::Police, true, Status::Dormant),
        (Class::Police, "bromma", Class::Partner, true, Status::Active),
        (Class::Police, "bromma", Class::City, true, Status::Dormant),
        (Class::City, "bromma", Class::Partner, false, Status::Active),
        (Class::City, "bromma", Class::City, false, Status::Dormant),
    ] {
        let (mut town, place) = asleep_with_the_police(of);
        if is_named {
            let vast = town.coordinator("vast");
            town.when(&vast, name(place)).then_ok();
        }
        let someone = town.someone(party, Role::Reporter);
        let seen = NewReport { place: Some(place), class: Some(class), ..report_at(18.006, 59.3055) };
        town.when(&someone, Command::CreateReport(seen)).then_ok();
        assert_eq!(
            town.place(place).status,
            then,
            "{of:?} place, {class:?} report of {party}, named: {is_named}"
        );
    }
}

#[test]
fn a_dormant_place_wakes_when_a_waiting_report_is_linked_to_it() {
    let mut town = Town::new();
    let place = town.given_place_at(school_yard(), Status::Dormant);
    let report = town.given_report("bostad", 18.006, 59.3055);
    let bromma = town.coordinator("bromma");
    town.when(&bromma, triage(report, Outcome::Linked, Some(place))).then_ok();
    assert_eq!(town.place(place).status, Status::Active);
    assert_eq!(town.report(report).place, Some(place));
}

#[test]
fn a_place_is_named_from_within_its_250_metres_or_by_its_own_parties() {
    let mut town = Town::new();
    let place = town.given_place(open_ground());
    let stranger = town.someone("bostad", Role::Reporter);
    // One thousandth of a degree of latitude is 111 m.
    town.when(&stranger, seen_at(place, Sighting::Still, 18.0125, 59.3112)).then_ok();
    town.when(&stranger, seen_at(place, Sighting::Still, 18.0125, 59.3114)).then_refused("unknown_place");
    town.when(&stranger, seen_at(PlaceId::from_bits(7), Sighting::Still, 18.0125, 59.3112))
        .then_refused("unknown_place");
    let district = town.someone("bromma", Role::Reporter);
    town.when(&district, seen_at(place, Sighting::Still, 18.0125, 59.3140)).then_ok();
}

#[test]
fn a_place_that_has_ended_takes_no_more_reports() {
    let mut town = Town::new();
    let place = town.given_place_at(school_yard(), Status::Dismissed);
    let someone = town.someone("sisab", Role::Reporter);
    town.when(&someone, seen_at(place, Sighting::Still, 18.006, 59.3055)).then_refused("place_ended");
    // Who would know of it only by standing there is told of none: neither is it among what is known there.
    let stranger = town.someone("bostad", Role::Reporter);
    town.when(&stranger, seen_at(place, Sighting::Still, 18.006, 59.3055)).then_refused("unknown_place");
    let report = town.given_report("sisab", 18.006, 59.3055);
    let bromma = town.coordinator("bromma");
    town.when(&bromma, triage(report, Outcome::Linked, Some(place))).then_refused("place_ended");
}

/// Every kind of party, every role: who decides about a report in Bromma beside nobody's ground.
#[test]
fn a_report_is_triaged_by_the_district_and_the_city_executive() {
    for (party, sees) in [
        ("bromma", true),
        ("farsta", false),
        ("vast", true),
        ("ost", false),
        ("sisab", false),
        ("trafik", false),
        ("slk", true),
        ("forening", false),
    ] {
        for role in Role::ALL {
            let mut town = Town::new();
            let report = town.given_report("bostad", 18.0125, 59.3085);
            let someone = town.someone(party, role);
            let outcome = town.when(&someone, triage(report, Outcome::NoAction, None));
            let decides = matches!(party, "bromma" | "slk") && role == Role::Coordinator;
            match (decides, sees || role == Role::Administrator, role) {
                (true, ..) => {
                    outcome.then_ok();
                }
                (_, false, _) => outcome.then_refused("not-there"),
                (_, _, Role::Coordinator) => outcome.then_refused("not_your_area"),
                _ => outcome.then_refused("coordinator_role"),
            }
        }
    }
}

#[test]
fn a_party_triages_on_its_own_ground_what_it_sees_in_full() {
    let mut town = Town::new();
    let sisab = town.coordinator("sisab");
    let (lon, lat) = PRESCHOOL;
    let own = town.given_report("sisab", lon, lat);
    town.when(&sisab, triage(own, Outcome::NoAction, None)).then_ok();
    let beside = town.given_report("sisab", 18.012, 59.308);
    town.when(&sisab, triage(beside, Outcome::NoAction, None)).then_refused("not_your_area");
    // Another's report on its ground it knows of, and no more.
    let others = town.given_report("bostad", 18.006, 59.3055);
    town.when(&sisab, triage(others, Outcome::NoAction, None)).then_refused("not_a_full_party");
}

#[test]
fn triage_says_where_it_goes_or_why_it_goes_nowhere() {
    let mut town = Town::new();
    let report = town.given_report("bostad", 18.0125, 59.3085);
    let bromma = town.coordinator("bromma");
    let bare = |outcome| Command::TriageReport { report, outcome, place: None, reason: None };
    for outcome in [Outcome::Linked, Outcome::NotOurs, Outcome::NoAction, Outcome::Hidden] {
        town.when(&bromma, bare(outcome)).then_refused("required");
    }
    town.when(&bromma, bare(Outcome::BecamePlace)).then_refused("not_here");
    let place = town.given_place(open_ground());
    for outcome in [Outcome::NotOurs, Outcome::NoAction, Outcome::Hidden] {
        town.when(&bromma, triage(report, outcome, Some(place))).then_refused("not_with_outcome");
    }
    town.having_seen(7).when(&bromma, triage(report, Outcome::NotOurs, None)).then_refused("stale");
    town.having_seen(1).when(&bromma, triage(report, Outcome::NotOurs, None)).then_ok();
    let report = town.report(report);
    assert_eq!((report.version, report.outcome), (2, Some(Outcome::NotOurs)));
    assert_eq!(report.content.as_ref().unwrap().reason.as_deref(), Some("efter besök"));
}

#[test]
fn what_was_decided_about_a_report_is_taken_back() {
    let mut town = Town::new();
    let id = town.given_report("bostad", 18.0125, 59.3085);
    let bromma = town.coordinator("bromma");
    let before = town.report(id).record.clone();
    let place = town.given_place(open_ground());
    for (outcome, place) in [
        (Outcome::Linked, Some(place)),
        (Outcome::NotOurs, None),
        (Outcome::NoAction, None),
        (Outcome::Hidden, None),
    ] {
        town.when(&bromma, triage(id, outcome, place)).then_ok();
        town.when(&bromma, Command::PutBackReport(id)).then_ok();
        // Whom it was handed to meanwhile stays.
        let now = Report { disclosures: Vec::new(), ..town.report(id).record.clone() };
        assert_eq!(now, before, "{outcome:?}");
    }
    town.when(&bromma, Command::PutBackReport(id)).then_nothing_changes();
    let version = town.report(id).version;
    town.having_seen(version - 1).when(&bromma, Command::PutBackReport(id)).then_refused("stale");
}

#[test]
fn a_decision_is_taken_back_by_those_who_decide_and_not_where_it_founded_a_place() {
    let mut town = Town::new();
    let id = town.given_report("bostad", 18.0125, 59.3085);
    let (bromma, sisab) = (town.coordinator("bromma"), town.coordinator("sisab"));
    town.when(&bromma, triage(id, Outcome::NoAction, None)).then_ok();
    let member = town.someone("bromma", Role::Member);
    town.when(&member, Command::PutBackReport(id)).then_refused("coordinator_role");
    town.when(&sisab, Command::PutBackReport(id)).then_refused("not-there");
    town.when(&bromma, Command::PutBackReport(id)).then_ok();
    let new = NewPlace { reports: vec![id], ..place_on(point(18.0125, 59.3085)) };
    town.when(&bromma, Command::CreatePlace(new)).then_ok();
    town.when(&bromma, Command::PutBackReport(id)).then_refused("founded-a-place");
}

#[test]
fn the_same_file_of_reports_again_changes_nothing() {
    let mut town = Town::new();
    let admin = town.administrator();
    let row = |id: &str| NewReport { source_id: Some(id.into()), ..report_at(18.001, 59.301) };
    let file = |rows: &[&str]| Command::PutReports {
        origin: Some("trafik".into()),
        reports: rows.iter().map(|id| row(id)).collect(),
    };
    let first = town.when(&admin, file(&["a", "b", "a"])).then_ok();
    assert_eq!((first.changes.len(), first.unchanged), (2, 1), "once in the file twice is once");
    let again = town.when(&admin, file(&["a", "b"])).then_ok();
    assert_eq!((again.changes.len(), again.unchanged), (0, 2));
    // The same number from another origin is another report.
    let own = Command::PutReports { origin: None, reports: vec![row("a")] };
    let sisab = town.coordinator("sisab");
    assert_eq!(town.when(&sisab, own.clone()).then_ok().changes.len(), 1);
    let member = town.someone("sisab", Role::Member);
    town.when(&member, own).then_refused("administrator_role");
    town.when(&sisab, file(&["c"])).then_refused("administrator_role");
}

#[test]
fn the_same_file_again_changes_nothing_even_when_a_code_has_ended_since() {
    let mut town = Town::new();
    let admin = town.administrator();
    let row = NewReport { source_id: Some("a".into()), ..report_at(18.001, 59.301) };
    let file = Command::PutReports { origin: Some("trafik".into()), reports: vec![row] };
    town.when(&admin, file.clone()).then_ok();
    super::reference::end_code(&mut town, "vandalism");
    town.when(&admin, file).then_nothing_changes();
}

#[test]
fn an_import_says_nothing_of_who_ran_it() {
    let mut town = Town::new();
    let mut admin = town.administrator();
    admin.unit = Some("it".into());
    admin.account = Some(crate::domain::ids::AccountId::from_bits(5));
    let reports = vec![report_at(18.001, 59.301)];
    let decision = town.when(&admin, Command::PutReports { origin: Some("sisab".into()), reports }).then_ok();
    let report = town.report(ReportId::from_bits(decision.changes[0].record.key().bits));
    assert_eq!(report.origin, town.party("sisab"));
    assert_eq!((report.unit.as_deref(), &report.content), (None, &None));
}

#[test]
fn one_bad_row_keeps_the_whole_file_out() {
    let mut town = Town::new();
    let admin = town.administrator();
    let bad = NewReport { problem_types: vec!["no_such".into()], ..report_at(18.001, 59.301) };
    let reports = vec![report_at(18.001, 59.301), bad];
    town.when(&admin, Command::PutReports { origin: None, reports }).then_refused("unknown_code");
    assert_eq!(town.world.all_reports().count(), 0);
}

#[test]
fn a_place_takes_over_the_reports_it_is_made_from() {
    let mut town = Town::new();
    let report = town.given_report("bostad", 18.0125, 59.3085);
    let bromma = town.coordinator("bromma");
    let mut new = place_on(point(18.0125, 59.3085));
    new.reports = vec![report];
    let place = town.when(&bromma, Command::CreatePlace(new)).then_place();
    let report = town.report(report);
    assert_eq!((report.place, report.outcome, report.version), (Some(place), Some(Outcome::BecamePlace), 2));
}
