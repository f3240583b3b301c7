use super::{accept, confirm, granted, move_to, propose, status};
use crate::domain::access::{Class, GrantReason, Level, Role};
use crate::domain::area::AreaKind;
use crate::domain::command::{Command, DesignationDraft, NewPlace, NewReport, PlaceEdit};
use crate::domain::coordination::{Because, Stage};
use crate::domain::ids::{PlaceId, ReportId};
use crate::domain::party::PartyKind;
use crate::domain::place::Status;
use crate::domain::refusal::Refusal;
use crate::domain::settings::SettingName;
use crate::domain::testing::{
    PRESCHOOL, Town, area, block, club_ground, ground, letter_l, open_ground, parties, place_on, point,
    report_at, school_yard, site,
};
use crate::domain::world::World;
use crate::space::Shape;

fn because(town: &Town, place: PlaceId) -> Because {
    match &town.place(place).coordination.stage {
        Stage::Proposed(proposal) => proposal.because.clone(),
        other => panic!("nobody is asked: {other:?}"),
    }
}

/// Every kind of party, every role, over ground that is the district's, the party's own, or outside.
#[test]
fn places_are_made_by_the_district_the_city_executive_and_whoever_stands_on_own_ground() {
    for (party, grounds) in [
        ("bromma", [true, true, false]),
        ("farsta", [false, false, false]),
        ("vast", [false, false, false]),
        ("sisab", [false, true, false]),
        ("trafik", [false, false, false]),
        ("slk", [true, true, true]),
        ("forening", [false, false, false]),
    ] {
        for role in Role::ALL {
            for (shape, decides) in
                [open_ground(), school_yard(), point(18.05, 59.31)].into_iter().zip(grounds)
            {
                let mut town = Town::new();
                let someone = town.someone(party, role);
                let outcome = town.when(&someone, Command::CreatePlace(place_on(shape)));
                match (role, decides) {
                    (Role::Coordinator, true) => {
                        outcome.then_place();
                    }
                    (Role::Coordinator, false) => outcome.then_refused("not_your_area"),
                    _ => outcome.then_refused("coordinator_role"),
                }
            }
        }
    }
}

#[test]
fn own_ground_is_judged_at_one_point_inside() {
    let mut town = Town::new();
    let sisab = town.coordinator("sisab");
    // A strip that begins at the fence and runs far out over what is not the company's.
    let strip = block(18.0069, 59.305, 18.015, 59.3055);
    town.when(&sisab, Command::CreatePlace(place_on(strip))).then_refused("not_your_area");
}

/// The school and the square both touch the school yard; which of them gives the name falls by their random ids.
const TOUCHING: [&str; 2] = ["Vid Ekskolan", "Vid Ektorget"];

#[test]
fn a_new_place_has_exactly_one_holder_the_district_ad_interim_until_the_asked_has_answered() {
    let mut town = Town::new();
    let slk = town.coordinator("slk");
    let place = town.when(&slk, Command::CreatePlace(place_on(school_yard()))).then_place();
    assert_eq!((town.holder(place).as_str(), town.asked(place).as_deref()), ("bromma", Some("sisab")));
    let place = town.place(place);
    assert!(place.coordination.holder.ad_interim && place.without_coordinator());
    assert_eq!(place.coordination.holder.decided_by.party, Some(slk.viewer.party));
    assert_eq!(place.status, Status::Suspected);
    assert!(TOUCHING.contains(&place.name.as_str()), "{}", place.name);
    assert!(place.child_relevant, "it lies on a school yard");
}

#[test]
fn whoever_is_proposed_for_what_it_made_itself_has_answered_by_that() {
    let mut town = Town::new();
    let sisab = town.coordinator("sisab");
    let place = town.when(&sisab, Command::CreatePlace(place_on(school_yard()))).then_place();
    assert_eq!((town.holder(place).as_str(), town.asked(place)), ("sisab", None));
    assert!(!town.place(place).coordination.holder.ad_interim);
}

#[test]
fn a_place_without_a_name_is_called_after_what_is_near_and_neutral() {
    let mut town = Town::new();
    let admin = town.administrator();
    let neighbourhood = area(AreaKind::Neighbourhood, "0101", "Ekbacken", open_ground());
    town.when(&admin, Command::PutAreas(vec![neighbourhood])).then_ok();
    for (shape, names) in [
        (school_yard(), &TOUCHING[..]),
        (open_ground(), &["Plats i Ekbacken"]),
        (block(18.030, 59.308, 18.031, 59.309), &["Plats i Farsta"]),
        (point(18.06, 59.31), &["Plats utan namn"]),
    ] {
        let place = town.given_place(shape);
        assert!(names.contains(&town.place(place).name.as_str()), "{}", town.place(place).name);
    }
}

#[test]
fn a_place_made_of_reports_is_the_ground_around_them() {
    let mut town = Town::new();
    let bromma = town.coordinator("bromma");
    let from = |town: &mut Town, positions: &[(f64, f64)]| NewPlace {
        shape: None,
        reports: positions.iter().map(|(lon, lat)| town.given_report("bostad", *lon, *lat)).collect(),
        ..place_on(open_ground())
    };
    let spread = [(18.0120, 59.3080), (18.0130, 59.3080), (18.0125, 59.3090), (18.0125, 59.3083)];
    let new = from(&mut town, &spread);
    let place = town.when(&bromma, Command::CreatePlace(new)).then_place();
    let place = town.place(place);
    assert_eq!(place.shape.vertex_count(), 4, "the fourth report lies inside the triangle");
    assert_eq!(place.class, Class::Partner);
    let new = from(&mut town, &[(18.0120, 59.3080), (18.0122, 59.3080)]);
    let place = town.when(&bromma, Command::CreatePlace(new)).then_place();
    assert!(matches!(town.place(place).shape, Shape::Point(_)), "two reports have no ground between them");
    let nothing = NewPlace { shape: None, ..place_on(open_ground()) };
    town.when(&bromma, Command::CreatePlace(nothing)).then_refused("required");
    let unknown = NewPlace { shape: None, reports: vec![ReportId::from_bits(9)], ..place_on(open_ground()) };
    town.when(&bromma, Command::CreatePlace(unknown)).then_refused("unknown_report");
}

#[test]
fn what_is_only_known_to_be_somewhere_in_the_city_founds_no_place_that_nobody_has_drawn() {
    let mut town = Town::new();
    let slk = town.coordinator("slk");
    let close = town.given_report("slk", 18.0125, 59.3085);
    let known_to = |town: &mut Town, accuracy_m| {
        let report = NewReport { accuracy_m: Some(accuracy_m), ..report_at(18.0124, 59.3084) };
        town.given_this_report("slk", report)
    };
    let (vague, just) = (known_to(&mut town, 1_000.5), known_to(&mut town, 1_000.0));
    let from =
        |reports: &[ReportId]| NewPlace { shape: None, reports: reports.to_vec(), ..place_on(open_ground()) };
    town.when(&slk, Command::CreatePlace(from(&[vague]))).then_refused("vague_position");
    let outcome = town.when(&slk, Command::CreatePlace(from(&[close, vague])));
    let Err(Refusal::Invalid(wrong)) = &outcome.0 else { panic!("{outcome:?}") };
    assert_eq!((wrong[0].pointer.as_str(), wrong[0].code), ("#/reports/1", "vague_position"));
    // Somebody who draws the place says where it is, and the report is one of what it is made from.
    let drawn = NewPlace { reports: vec![vague], ..place_on(open_ground()) };
    let place = town.when(&slk, Command::CreatePlace(drawn)).then_place();
    assert_eq!(town.report(vague).place, Some(place));
    town.when(&slk, Command::CreatePlace(from(&[close, just]))).then_ok();
}

#[test]
fn a_place_made_of_a_narrower_report_has_the_class_that_is_said() {
    let mut town = Town::new();
    let city = NewReport { class: Some(Class::City), ..report_at(18.006, 59.3055) };
    let city = town.given_this_report("sisab", city);
    let partner = town.given_report("sisab", 18.006, 59.3056);
    let sisab = town.coordinator("sisab");
    let new = NewPlace { reports: vec![partner, city], ..place_on(school_yard()) };
    town.when(&sisab, Command::CreatePlace(new.clone())).then_refused("class_needed");
    let said = NewPlace { class: Some(Class::City), ..new };
    let place = town.when(&sisab, Command::CreatePlace(said)).then_place();
    assert_eq!(town.place(place).class, Class::City);
}

#[test]
fn whoever_holds_a_place_or_is_asked_to_can_see_it() {
    for class in [Class::Partner, Class::City, Class::Origin] {
        for (lon, lat) in [(18.006, 59.3055), (18.0125, 59.3085), (18.004, 59.3105)] {
            let mut town = Town::new();
            let report = NewReport { class: Some(class), ..report_at(lon, lat) };
            let report = town.given_this_report("bromma", report);
            let bromma = town.coordinator("bromma");
            let new = NewPlace { reports: vec![report], class: Some(class), ..place_on(point(lon, lat)) };
            let place = town.when(&bromma, Command::CreatePlace(new)).then_place();
            let (holder, asked) = (town.holder(place), town.asked(place));
            for party in [Some(holder), asked].into_iter().flatten() {
                let someone = town.coordinator(&party);
                assert!(
                    super::super::check::place_in_full(&town.world, &someone, place).is_ok(),
                    "{class:?} {party}"
                );
            }
        }
    }
}

#[test]
fn nobody_is_asked_to_coordinate_what_it_may_not_see() {
    let mut town = Town::new();
    let bromma = town.coordinator("bromma");
    let report = NewReport { class: Some(Class::Origin), ..report_at(18.006, 59.3055) };
    let report = town.given_this_report("bromma", report);
    let new = NewPlace { reports: vec![report], class: Some(Class::Origin), ..place_on(school_yard()) };
    let place = town.when(&bromma, Command::CreatePlace(new)).then_place();
    town.when(&bromma, propose(place, "sisab")).then_refused("may_not_see");
}

#[test]
fn the_manager_of_the_largest_share_is_proposed_when_it_has_half() {
    let mut town = Town::new();
    // 60 % on the school yard, 40 % on the square.
    let place = town.given_place(block(18.0058, 59.3052, 18.0078, 59.3058));
    assert_eq!(town.asked(place).as_deref(), Some("sisab"));
    let Because::Manages { share, site, boundary_missing } = because(&town, place) else { panic!() };
    assert!((share - 0.6).abs() < 0.001, "{share}");
    assert_eq!((site.as_str(), boundary_missing), ("Ekskolan", false));
    // 40 % on the school yard and the rest on nobody's: the district.
    let place = town.given_place(block(18.0062, 59.3044, 18.0068, 59.3054));
    assert_eq!(town.asked(place).as_deref(), Some("bromma"));
    let Because::District { share, best_manager_share } = because(&town, place) else { panic!() };
    assert!((share - 1.0).abs() < 1e-9 && (best_manager_share - 0.4).abs() < 0.001, "{best_manager_share}");
}

#[test]
fn equal_shares_fall_by_kind_district_office_company_other() {
    let mut town = Town::new();
    let place = town.given_place(block(18.0060, 59.3052, 18.0080, 59.3058));
    assert_eq!(town.asked(place).as_deref(), Some("trafik"), "an office comes before a company");
    let admin = town.administrator();
    let yard = block(18.001, 59.303, 18.002, 59.304);
    let beside = block(18.002, 59.303, 18.003, 59.304);
    let sites = |west: &str, east: &str| {
        let west = site("w", "Väst", "park", yard.clone(), Some(west));
        Command::PutSites(vec![west, site("e", "Öst", "park", beside.clone(), Some(east))])
    };
    for (west, east, first) in [
        ("bostad", "sisab", "bostad"),
        ("sisab", "bostad", "bostad"),
        ("forening", "sisab", "sisab"),
        ("trafik", "farsta", "farsta"),
        ("vast", "sisab", "sisab"),
    ] {
        town.when(&admin, sites(west, east)).then_ok();
        let place = town.given_place(block(18.0015, 59.3032, 18.0025, 59.3038));
        assert_eq!(town.asked(place).as_deref(), Some(first), "{west} {east}");
    }
}

#[test]
fn ground_under_two_sites_of_one_manager_counts_once() {
    let mut town = Town::new();
    let admin = town.administrator();
    let half = block(18.001, 59.303, 18.002, 59.304);
    let twice = vec![
        site("a", "Gården", "housing", half.clone(), Some("bostad")),
        site("b", "Huset", "housing", half, Some("bostad")),
    ];
    town.when(&admin, Command::PutSites(twice)).then_ok();
    // 40 % on the two, which would be 80 % were it counted twice.
    let place = town.given_place(block(18.0016, 59.3032, 18.0026, 59.3038));
    assert_eq!(town.asked(place).as_deref(), Some("bromma"));
}

#[test]
fn the_middle_of_an_l_is_not_in_it() {
    let mut town = Town::new();
    let admin = town.administrator();
    // The bars of the L are the company's; what they embrace is not.
    let bars = site("l", "Vinkeln", "housing", letter_l(18.001, 59.301, 0.002), Some("bostad"));
    town.when(&admin, Command::PutSites(vec![bars])).then_ok();
    let embraced = town.given_place(block(18.0016, 59.3016, 18.0028, 59.3028));
    assert_eq!(town.asked(embraced).as_deref(), Some("bromma"));
    let on_bar = town.given_place(block(18.0011, 59.3011, 18.0028, 59.3013));
    assert_eq!(town.asked(on_bar).as_deref(), Some("bostad"));
    let l_place = town.given_place(letter_l(18.001, 59.301, 0.002));
    assert_eq!(town.asked(l_place).as_deref(), Some("bostad"));
}

#[test]
fn a_point_site_counts_as_a_disc_and_the_reason_says_that_its_boundary_is_missing() {
    let mut town = Town::new();
    let (lon, lat) = PRESCHOOL;
    let place = town.given_place(point(lon, lat));
    let Because::Manages { share, boundary_missing, .. } = because(&town, place) else { panic!() };
    assert!((share - 1.0).abs() < 1e-6 && boundary_missing);
    // 0.0002 degrees of latitude are 22 m: the two discs share less than half.
    let place = town.given_place(point(lon, lat + 0.0002));
    assert_eq!(town.asked(place).as_deref(), Some("bromma"));
}

#[test]
fn the_most_precise_designation_wins_over_the_ground() {
    let mut town = Town::new();
    let admin = town.administrator();
    let rule = |party: &str, area, problem: Option<&str>, kind: Option<&str>| {
        Command::AddDesignation(DesignationDraft {
            area,
            problem_type: problem.map(str::to_owned),
            site_kind: kind.map(str::to_owned),
            party: party.into(),
            decision: "nämndbeslut 14".into(),
            from: None,
            until: None,
        })
    };
    let bromma = Some(town.area("Bromma"));
    town.when(&admin, rule("bostad", None, Some("disorder"), None)).then_ok();
    let on_yard = town.given_place(school_yard());
    assert_eq!(town.asked(on_yard).as_deref(), Some("bostad"));
    assert!(
        matches!(because(&town, on_yard), Because::Designated { decision, .. } if decision == "nämndbeslut 14")
    );
    town.when(&admin, rule("trafik", bromma, Some("disorder"), None)).then_ok();
    town.when(&admin, rule("farsta", None, None, Some("school"))).then_ok();
    let on_yard = town.given_place(school_yard());
    assert_eq!(town.asked(on_yard).as_deref(), Some("trafik"), "two conditions before one");
    let outside = town.given_place(point(18.05, 59.31));
    assert_eq!(town.asked(outside).as_deref(), Some("bostad"));
    town.when(&admin, rule("vast", bromma, None, None)).then_refused("police_never_asked");
    town.when(&admin, rule("bostad", None, None, None)).then_refused("required");
}

#[test]
fn a_designation_holds_from_its_first_day_until_its_last() {
    let mut town = Town::new();
    let admin = town.administrator();
    let today = crate::domain::time::date_of(town.now);
    let rule = DesignationDraft {
        area: None,
        problem_type: Some("disorder".into()),
        site_kind: None,
        party: "bostad".into(),
        decision: "nämndbeslut 15".into(),
        from: Some(today.tomorrow().unwrap()),
        until: Some(today.tomorrow().unwrap().tomorrow().unwrap()),
    };
    town.when(&admin, Command::AddDesignation(rule)).then_ok();
    for asked in ["sisab", "bostad", "sisab"] {
        let place = town.given_place(school_yard());
        assert_eq!(town.asked(place).as_deref(), Some(asked));
        town.wait(jiff::Span::new().hours(24));
    }
}

#[test]
fn outside_every_district_the_city_executive_holds_it() {
    let mut town = Town::new();
    let bromma = town.coordinator("bromma");
    town.when(&bromma, Command::CreatePlace(place_on(point(18.05, 59.31)))).then_refused("not_your_area");
    let place = town.given_place(point(18.05, 59.31));
    // It made the place itself, and so has answered.
    assert_eq!((town.holder(place).as_str(), town.asked(place)), ("slk", None));
    assert!(town.place(place).districts.is_empty());
}

#[test]
fn a_place_over_two_districts_goes_to_the_larger_share_and_both_are_parties() {
    let mut town = Town::new();
    let place = town.given_place(block(18.018, 59.308, 18.021, 59.309));
    let held = town.place(place);
    let names: Vec<_> = held.districts.iter().map(|d| d.district).collect();
    assert_eq!(names, [town.area("Bromma"), town.area("Farsta")]);
    assert!((held.districts[0].share - 2.0 / 3.0).abs() < 0.001);
    assert_eq!((town.holder(place).as_str(), town.asked(place).as_deref()), ("bromma", Some("bromma")));
    assert_eq!(granted(&held, town.party("farsta")), Some((Level::Full, GrantReason::District)));
    assert_eq!(granted(&held, town.party("ost")), Some((Level::Full, GrantReason::PoliceArea)));
    let farsta = town.coordinator("farsta");
    town.when(&farsta, status(place, Status::Active)).then_ok();
}

#[test]
fn a_place_half_in_each_district_falls_to_the_first() {
    let mut town = Town::new();
    for half in [0.0003, 0.0007, 0.0011, 0.0019] {
        let place = town.given_place(block(18.02 - half, 59.3072, 18.02 + half, 59.3081));
        assert_eq!(town.holder(place), "bromma", "{half}");
    }
}

#[test]
fn the_police_beside_a_place_follow_it_at_summary() {
    let mut town = Town::new();
    // 0.005 degrees of longitude are 285 m, 0.010 are 570 m.
    let near = town.given_place(point(18.015, 59.312));
    assert_eq!(
        granted(&town.place(near), town.party("ost")),
        Some((Level::Summary, GrantReason::NeighbouringPoliceArea))
    );
    let far = town.given_place(point(18.010, 59.312));
    assert_eq!(granted(&town.place(far), town.party("ost")), None);
}

#[test]
fn every_status_goes_where_the_work_goes_and_nowhere_else() {
    use Status::{Active, Dismissed, Dormant, InAction, Monitoring, Suspected, UnderAnalysis};
    let allowed = |from: Status, to: Status| match from {
        Suspected => matches!(to, Active | Dismissed),
        Active => matches!(to, UnderAnalysis | InAction | Monitoring | Dormant | Dismissed),
        UnderAnalysis => matches!(to, Active | InAction | Monitoring | Dormant),
        InAction => matches!(to, UnderAnalysis | Monitoring | Dormant),
        Monitoring => matches!(to, Active | UnderAnalysis | InAction | Dormant),
        Dormant => matches!(to, Active | Monitoring),
        Dismissed => to == Suspected,
        Status::Merged | Status::Split => false,
    };
    for from in [Suspected, Active, UnderAnalysis, InAction, Monitoring, Dormant, Dismissed] {
        for to in Status::ALL {
            let mut town = Town::new();
            let place = town.given_place_at(open_ground(), from);
            let outcome = town.set_status(place, to);
            if allowed(from, to) {
                outcome.then_ok();
                assert_eq!((town.place(place).status, town.place(place).status_since), (to, town.now));
            } else {
                outcome.then_refused("status-not-reachable");
            }
        }
    }
}

#[test]
fn a_status_needs_a_reason_and_keeps_the_note() {
    let mut town = Town::new();
    let place = town.given(NewPlace { note: Some("Mörk gång".into()), ..place_on(open_ground()) });
    let slk = town.coordinator("slk");
    let silent = Command::SetStatus { place, status: Status::Active, reason: " ".into() };
    town.when(&slk, silent).then_refused("required");
    town.set_status(place, Status::Active).then_ok();
    let content = town.place(place).content.clone().unwrap();
    assert_eq!(
        (content.note.as_deref(), content.reason.as_deref()),
        (Some("Mörk gång"), Some("efter avstämning"))
    );
}

#[test]
fn a_move_takes_districts_and_parties_along_and_leaves_the_coordinator() {
    let mut town = Town::new();
    let place = town.given_place(school_yard());
    let sisab = town.coordinator("sisab");
    town.when(&sisab, accept(place)).then_ok();
    let slk = town.coordinator("slk");
    town.when(&slk, move_to(place, block(18.03, 59.308, 18.031, 59.309))).then_ok();
    let held = town.place(place);
    assert_eq!(held.district(), Some(town.area("Farsta")));
    assert_eq!(town.holder(place), "sisab");
    assert_eq!(granted(&held, town.party("bromma")), None);
    assert_eq!(granted(&held, town.party("trafik")), None, "its square is far away now");
    assert_eq!(granted(&held, town.party("farsta")), Some((Level::Full, GrantReason::District)));
    assert_eq!(granted(&held, town.party("sisab")), Some((Level::Full, GrantReason::Coordinator)));
}

#[test]
fn a_place_is_not_moved_to_where_the_mover_does_not_decide() {
    let mut town = Town::new();
    let place = town.given_place(open_ground());
    let bromma = town.coordinator("bromma");
    town.when(&bromma, move_to(place, block(18.03, 59.308, 18.031, 59.309))).then_refused("not_your_area");
    town.when(&bromma, move_to(place, ground(&[(18.0, 59.3), (18.02, 59.3), (18.02, 59.32)]))).then_ok();
    let admin = town.administrator();
    let small = Command::PutSetting {
        name: SettingName::PlaceAreaMaxHa,
        district: None,
        value: Some(1),
        from: None,
        until: None,
        decision: None,
    };
    town.when(&admin, small).then_ok();
    town.when(&bromma, move_to(place, block(18.012, 59.308, 18.014, 59.310))).then_refused("too_large");
}

#[test]
fn an_edit_changes_what_it_names_and_nothing_else() {
    let mut town = Town::new();
    let place = town.given(NewPlace { note: Some("Mörk gång".into()), ..place_on(open_ground()) });
    let bromma = town.coordinator("bromma");
    let before = town.place(place);
    let edit = |edit: PlaceEdit| Command::EditPlace(place, edit);
    town.when(&bromma, edit(PlaceEdit { name: Some("Gången".into()), ..PlaceEdit::default() })).then_ok();
    let mut expected = before.record.clone();
    expected.name = "Gången".into();
    assert_eq!(town.place(place).record, expected);
    town.when(&bromma, edit(PlaceEdit { note: Some(String::new()), ..PlaceEdit::default() })).then_ok();
    assert_eq!(town.place(place).content, None, "an empty note takes it away");
    let none = PlaceEdit { problem_types: Some(vec![]), ..PlaceEdit::default() };
    town.when(&bromma, edit(none)).then_refused("required");
    let twice =
        PlaceEdit { problem_types: Some(vec!["disorder".into(), "disorder".into()]), ..PlaceEdit::default() };
    town.when(&bromma, edit(twice)).then_refused("twice");
    let stands = town.place(place);
    let same = PlaceEdit { name: Some("Gången".into()), shape: Some(open_ground()), ..PlaceEdit::default() };
    for edited in [PlaceEdit::default(), same] {
        town.when(&bromma, edit(edited)).then_nothing_changes();
    }
    assert_eq!(town.place(place), stands, "no version says nothing");
    town.having_seen(1)
        .when(&bromma, edit(PlaceEdit { child_relevant: Some(true), ..PlaceEdit::default() }))
        .then_refused("stale");
}

#[test]
fn a_place_belongs_to_one_of_the_citys_priority_areas() {
    let mut town = Town::new();
    let bromma = town.coordinator("bromma");
    let new = |area: &str| NewPlace { priority_area: Some(area.into()), ..place_on(open_ground()) };
    town.when(&bromma, Command::CreatePlace(new("no_such"))).then_refused("unknown_code");
    let place = town.when(&bromma, Command::CreatePlace(new("youth_at_risk"))).then_place();
    assert_eq!(town.place(place).priority_area, "youth_at_risk");
    let edit = |area: &str| {
        Command::EditPlace(place, PlaceEdit { priority_area: Some(area.into()), ..PlaceEdit::default() })
    };
    town.when(&bromma, edit("no_such")).then_refused("unknown_code");
    town.when(&bromma, edit("unsafe_places")).then_ok();
    assert_eq!(town.place(place).priority_area, "unsafe_places");
}

#[test]
fn what_has_ended_says_what_to_do_instead() {
    for (status, words) in [(Status::Dismissed, "take it up again"), (Status::Merged, "the one it became")] {
        let mut town = Town::new();
        let place = town.given_place(open_ground());
        let bromma = town.coordinator("bromma");
        if status == Status::Merged {
            let into = town.given_place(open_ground());
            town.when(&bromma, super::merge(place, into)).then_ok();
        } else {
            town.set_status(place, status).then_ok();
        }
        let edit =
            Command::EditPlace(place, PlaceEdit { name: Some("Gången".into()), ..PlaceEdit::default() });
        let outcome = town.when(&bromma, edit);
        let Err(Refusal::WrongState("place-ended", detail)) = &outcome.0 else { panic!("{outcome:?}") };
        assert!(detail.contains(words), "{detail}");
    }
}

#[test]
fn a_code_that_has_ended_stays_where_it_was_and_comes_nowhere_new() {
    let mut town = Town::new();
    let place = town.given_place(open_ground());
    super::reference::end_code(&mut town, "disorder");
    let bromma = town.coordinator("bromma");
    town.when(&bromma, Command::CreatePlace(place_on(open_ground()))).then_refused("code_ended");
    let with = PlaceEdit {
        problem_types: Some(vec!["disorder".into(), "graffiti_not_listed".into()]),
        ..PlaceEdit::default()
    };
    town.when(&bromma, Command::EditPlace(place, with)).then_refused("unknown_code");
    let with = PlaceEdit {
        problem_types: Some(vec!["vandalism".into(), "disorder".into()]),
        ..PlaceEdit::default()
    };
    town.when(&bromma, Command::EditPlace(place, with)).then_ok();
    assert_eq!(town.place(place).problem_types, ["vandalism", "disorder"]);
}

#[test]
fn a_confirmed_party_stays_confirmed_through_whatever_the_rules_give_it_meanwhile() {
    let mut town = Town::new();
    let place = town.given_place(open_ground());
    let bromma = town.coordinator("bromma");
    town.when(&bromma, confirm(place, "bostad", Some(Level::Full))).then_ok();
    assert_eq!(
        granted(&town.place(place), town.party("bostad")),
        Some((Level::Full, GrantReason::Confirmed))
    );
    town.when(&bromma, propose(place, "bostad")).then_ok();
    let bostad = town.coordinator("bostad");
    town.when(&bostad, super::decline(place, None)).then_ok();
    assert_eq!(
        granted(&town.place(place), town.party("bostad")),
        Some((Level::Full, GrantReason::Confirmed))
    );
    town.when(&bromma, confirm(place, "bostad", Some(Level::Summary))).then_ok();
    town.when(&bromma, propose(place, "bostad")).then_ok();
    town.when(&bostad, super::decline(place, None)).then_ok();
    assert_eq!(
        granted(&town.place(place), town.party("bostad")),
        Some((Level::Summary, GrantReason::Confirmed))
    );
    town.when(&bromma, confirm(place, "bostad", None)).then_ok();
    assert_eq!(granted(&town.place(place), town.party("bostad")), None);
}

#[test]
fn what_the_rules_give_is_not_taken_away_by_hand() {
    let mut town = Town::new();
    let place = town.given_place(school_yard());
    let slk = town.coordinator("slk");
    let before = town.place(place).grants.clone();
    for party in ["bromma", "vast", "sisab", "trafik"] {
        town.when(&slk, confirm(place, party, None)).then_ok();
        assert_eq!(town.place(place).grants, before, "{party}");
    }
}

#[test]
fn a_city_without_administrations_still_has_a_holder_for_every_place() {
    let mut town = Town::new();
    let admin = town.administrator();
    let changed =
        parties().into_iter().filter(|p| p.kind == PartyKind::DistrictAdministration).map(|mut p| {
            p.kind = PartyKind::Other;
            p.areas = Some(Vec::new());
            p
        });
    town.when(&admin, Command::PutParties(changed.collect())).then_ok();
    let sisab = town.coordinator("sisab");
    let place = town.when(&sisab, Command::CreatePlace(place_on(school_yard()))).then_place();
    assert_eq!(town.holder(place), "sisab");
    let slk = town.coordinator("slk");
    let place = town.when(&slk, Command::CreatePlace(place_on(club_ground()))).then_place();
    assert_eq!((town.holder(place).as_str(), town.asked(place).as_deref()), ("slk", Some("forening")));
    assert!(town.world.administration_of(town.area("Bromma")).is_none());
}

#[test]
fn a_moved_place_is_held_ad_interim_by_the_district_it_lies_in_now() {
    let mut town = Town::new();
    let place = town.given_place(open_ground());
    assert_eq!(town.holder(place), "bromma");
    let asked = town.asked(place);
    let slk = town.coordinator("slk");
    town.wait(jiff::Span::new().hours(5));
    town.when(&slk, move_to(place, block(18.03, 59.308, 18.031, 59.309))).then_ok();
    let held = town.place(place);
    assert_eq!(town.holder(place), "farsta");
    assert!(held.coordination.holder.ad_interim);
    assert_eq!(held.coordination.holder.since, town.now);
    assert_eq!(town.asked(place), asked, "who was asked is still asked");
    assert_eq!(granted(&held, town.party("farsta")), Some((Level::Full, GrantReason::Coordinator)));
    // Outside every district it is the city executive office's.
    town.when(&slk, move_to(place, point(18.05, 59.31))).then_ok();
    assert_eq!(town.holder(place), "slk");
}

#[test]
fn a_place_is_as_large_as_its_own_district_allows() {
    let mut town = Town::new();
    let bromma = Some(town.area("Bromma"));
    let coordinator = town.coordinator("bromma");
    let small = Command::PutSetting {
        name: SettingName::PlaceAreaMaxHa,
        district: bromma,
        value: Some(1),
        from: None,
        until: None,
        decision: None,
    };
    town.when(&coordinator, small).then_ok();
    // Both are some two hectares.
    let slk = town.coordinator("slk");
    let here = place_on(block(18.012, 59.308, 18.014, 59.310));
    town.when(&slk, Command::CreatePlace(here)).then_refused("too_large");
    let beyond = place_on(block(18.030, 59.308, 18.032, 59.310));
    town.when(&slk, Command::CreatePlace(beyond)).then_ok();
}

#[test]
fn a_point_site_has_the_ground_its_own_district_gives_it() {
    let (lon, lat) = PRESCHOOL;
    // 0.0007 degrees of longitude are 40 m.
    let beside = || point(lon + 0.0007, lat);
    let mut town = Town::new();
    let sisab = town.coordinator("sisab");
    town.when(&sisab, Command::CreatePlace(place_on(beside()))).then_refused("not_your_area");
    let wider = Command::PutSetting {
        name: SettingName::PointSiteRadiusM,
        district: Some(town.area("Bromma")),
        value: Some(60),
        from: None,
        until: None,
        decision: None,
    };
    let bromma = town.coordinator("bromma");
    town.when(&bromma, wider).then_ok();
    let place = town.when(&sisab, Command::CreatePlace(place_on(beside()))).then_place();
    assert_eq!(town.holder(place), "sisab", "it manages most of the ground, and has answered by asking");
}
