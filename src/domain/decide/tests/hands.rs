//! The city's own data changes hands: who holds ground, runs districts and polices areas, with reports
//! and places there already.

use super::{accept, confirm, granted};
use crate::domain::access::{GrantReason, Level};
use crate::domain::area::Cover;
use crate::domain::command::{Command, PartyDraft, SiteDraft};
use crate::domain::ids::{PlaceId, ReportId};
use crate::domain::party::PartyKind;
use crate::domain::report::Outcome;
use crate::domain::settings::SettingName;
use crate::domain::testing::{Town, areas, block, open_ground, parties, party, school_yard, site, sites};
use jiff::ToSpan;

fn of_report(town: &Town, report: ReportId, party: &str) -> Option<(Level, GrantReason)> {
    let party = town.party(party);
    town.report(report).grants.iter().find(|g| g.party == party).map(|g| (g.level, g.why))
}

fn of_place(town: &Town, place: PlaceId, party: &str) -> Option<(Level, GrantReason)> {
    granted(&town.place(place), town.party(party))
}

fn put(town: &mut Town, command: Command) -> crate::domain::decide::Decision {
    let admin = town.administrator();
    town.when(&admin, command).then_ok()
}

#[test]
fn whoever_comes_to_hold_ground_sees_what_is_there_and_who_held_it_sees_it_no_more() {
    let mut town = Town::new();
    let (report, place) = (town.given_report("trafik", 18.0125, 59.3085), town.given_place(open_ground()));
    assert_eq!(of_report(&town, report, "sisab"), None);
    let mut new = site("s9", "Nya skolan", "school", open_ground(), Some("sisab"));
    let decision = put(&mut town, Command::PutSites(vec![new.clone()]));
    assert_eq!((decision.asked().len(), decision.follows), (1, 2), "the file has one row");
    assert_eq!(of_report(&town, report, "sisab"), Some((Level::Exists, GrantReason::Manager)));
    assert_eq!(of_place(&town, place, "sisab"), Some((Level::Summary, GrantReason::Manager)));
    // Another manages it, and somebody owns its land.
    new.manager = Some("bostad".into());
    new.land_owner = Some("trafik".into());
    put(&mut town, Command::PutSites(vec![new.clone()]));
    assert_eq!(of_report(&town, report, "sisab"), None);
    assert_eq!(of_place(&town, place, "sisab"), None);
    assert_eq!(of_place(&town, place, "bostad"), Some((Level::Summary, GrantReason::Manager)));
    assert_eq!(of_place(&town, place, "trafik"), Some((Level::Summary, GrantReason::LandOwner)));
    // Its ground turns out to lie elsewhere: 55 m and more from here.
    new.shape = block(18.0140, 59.3080, 18.0145, 59.3085);
    put(&mut town, Command::PutSites(vec![new.clone()]));
    assert_eq!((of_report(&town, report, "bostad"), of_place(&town, place, "bostad")), (None, None));
    let again = put(&mut town, Command::PutSites(vec![new]));
    assert!(again.changes.is_empty());
}

#[test]
fn what_does_not_change_who_holds_the_ground_leaves_everything_beside_it_alone() {
    let mut town = Town::new();
    town.given_report("bostad", 18.006, 59.3055);
    town.given_place(school_yard());
    let mut renamed = sites();
    renamed[0].name = "Nya Ekskolan".into();
    assert_eq!(put(&mut town, Command::PutSites(renamed)).follows, 0);
    let ownerless = SiteDraft { manager: None, ..site("s9", "Tomten", "park", school_yard(), None) };
    assert_eq!(put(&mut town, Command::PutSites(vec![ownerless])).follows, 0);
}

#[test]
fn what_a_coordinator_decided_does_not_rest_on_the_ground() {
    let mut town = Town::new();
    let place = town.given_place(school_yard());
    let sisab = town.coordinator("sisab");
    town.when(&sisab, accept(place)).then_ok();
    let slk = town.coordinator("slk");
    town.when(&slk, confirm(place, "trafik", Some(Level::Full))).then_ok();
    let mut changed = sites();
    changed[0].manager = Some("bostad".into());
    changed[1].manager = Some("bostad".into());
    put(&mut town, Command::PutSites(changed));
    assert_eq!(of_place(&town, place, "trafik"), Some((Level::Full, GrantReason::Confirmed)));
    assert_eq!(of_place(&town, place, "sisab"), Some((Level::Full, GrantReason::Coordinator)));
    assert_eq!(town.holder(place), "sisab");
}

#[test]
fn a_hidden_report_stays_hidden_whoever_comes_to_hold_the_ground() {
    let mut town = Town::new();
    let report = town.given_report("bostad", 18.0125, 59.3085);
    let bromma = town.coordinator("bromma");
    let hide = Command::TriageReport {
        report,
        outcome: Outcome::Hidden,
        place: None,
        reason: Some("pekar ut en person".into()),
    };
    town.when(&bromma, hide).then_ok();
    let before = town.report(report);
    put(&mut town, Command::PutSites(vec![site("s9", "Nya", "school", open_ground(), Some("sisab"))]));
    put(&mut town, Command::PutParties(vec![party("polis", "Polisen", PartyKind::Police)]));
    assert_eq!(town.report(report), before);
}

#[test]
fn a_district_that_gets_another_administration_gets_another_holder_ad_interim() {
    let mut town = Town::new();
    let held = town.given_place(school_yard());
    let accepted = town.given_place(open_ground());
    let report = town.given_report("bostad", 18.0125, 59.3085);
    let bromma = town.coordinator("bromma");
    town.when(&bromma, accept(accepted)).then_ok();
    let ny = party("ny", "Västra förvaltningen", PartyKind::DistrictAdministration);
    let without = PartyDraft {
        areas: Some(Vec::new()),
        ..party("bromma", "Gamla förvaltningen", PartyKind::DistrictAdministration)
    };
    let with = PartyDraft { areas: Some(vec!["01".into()]), ..ny };
    town.wait(2.hours());
    put(&mut town, Command::PutParties(vec![without, with]));
    assert_eq!((town.holder(held), town.holder(accepted)), ("ny".into(), "bromma".into()));
    assert_eq!(town.place(held).coordination.holder.since, town.now);
    assert_eq!(of_report(&town, report, "ny"), Some((Level::Full, GrantReason::District)));
    assert_eq!(of_report(&town, report, "bromma"), None);
    assert_eq!(of_place(&town, accepted, "bromma"), Some((Level::Full, GrantReason::Coordinator)));
}

#[test]
fn the_police_see_where_their_areas_are_from_the_day_they_are_theirs() {
    let mut town = Town::new();
    let report = town.given_report("bostad", 18.0125, 59.3085);
    let place = town.given_place(open_ground());
    let draft = |code: &str, areas: &[&str]| PartyDraft {
        areas: Some(areas.iter().map(|a| (*a).to_owned()).collect()),
        ..party(code, &format!("Polisen {code}"), PartyKind::Police)
    };
    put(&mut town, Command::PutParties(vec![draft("vast", &["O"]), draft("ost", &["V"])]));
    assert_eq!(of_report(&town, report, "vast"), None);
    assert_eq!(of_report(&town, report, "ost"), Some((Level::Full, GrantReason::PoliceArea)));
    assert_eq!(of_place(&town, place, "ost"), Some((Level::Full, GrantReason::PoliceArea)));
    // Without areas it is the whole city's.
    put(&mut town, Command::PutParties(vec![draft("vast", &[])]));
    assert_eq!(of_report(&town, report, "vast"), Some((Level::Full, GrantReason::PoliceArea)));
}

#[test]
fn a_border_that_moves_takes_reports_and_places_to_the_other_district() {
    let mut town = Town::new();
    let report = town.given_report("bostad", 18.0185, 59.3085);
    let place = town.given_place(block(18.018, 59.308, 18.0185, 59.309));
    let stays = town.given_place(open_ground());
    let before = town.place(stays);
    let mut moved = areas();
    moved[0].cover = Cover::Polygons(block(18.00, 59.30, 18.017, 59.32));
    moved[1].cover = Cover::Polygons(block(18.017, 59.30, 18.04, 59.32));
    put(&mut town, Command::PutAreas(moved));
    let farsta = Some(town.area("Farsta"));
    assert_eq!((town.report(report).district, town.place(place).district()), (farsta, farsta));
    assert_eq!(town.holder(place), "farsta");
    assert_eq!(of_report(&town, report, "farsta"), Some((Level::Full, GrantReason::District)));
    assert_eq!(
        (of_report(&town, report, "bromma"), of_place(&town, place, "bromma").map(|g| g.1)),
        (None, Some(GrantReason::Proposed))
    );
    assert_eq!(town.place(stays), before);
}

#[test]
fn a_distance_that_is_set_anew_holds_for_what_is_there() {
    let mut town = Town::new();
    // 85 m from the school yard.
    let report = town.given_report("bostad", 18.0035, 59.3055);
    assert_eq!(of_report(&town, report, "sisab"), None);
    let bromma = town.coordinator("bromma");
    let district = Some(town.area("Bromma"));
    let reach = |value| Command::PutSetting {
        name: SettingName::NearSiteM,
        district,
        value: Some(value),
        from: None,
        until: None,
        decision: None,
    };
    town.when(&bromma, reach(100)).then_ok();
    assert_eq!(of_report(&town, report, "sisab"), Some((Level::Exists, GrantReason::Manager)));
    town.when(&bromma, reach(60)).then_ok();
    assert_eq!(of_report(&town, report, "sisab"), None);
}

#[test]
fn a_party_file_that_says_nothing_of_areas_keeps_them_and_a_blank_takes_them_away() {
    let mut town = Town::new();
    let before = town.world.records.clone();
    let silent = parties().into_iter().map(|draft| PartyDraft { areas: None, ..draft }).collect();
    let decision = put(&mut town, Command::PutParties(silent));
    assert!(decision.changes.is_empty() && town.world.records == before);
    let blank = PartyDraft { areas: Some(Vec::new()), ..parties().remove(0) };
    put(&mut town, Command::PutParties(vec![blank]));
    let bromma = town.coordinator("bromma").viewer.party;
    let stored = crate::domain::world::World::party(&town.world, bromma).unwrap();
    assert!(stored.areas.is_empty());
}

#[test]
fn whether_a_party_logs_in_stays_until_a_file_says_otherwise() {
    let mut town = Town::new();
    let office = |logs_in| {
        Command::PutParties(vec![PartyDraft {
            logs_in,
            ..party("kontor", "Kontoret", PartyKind::CityOffice)
        }])
    };
    put(&mut town, office(Some(false)));
    assert!(put(&mut town, office(None)).changes.is_empty());
}

#[test]
fn a_party_is_given_areas_that_hold_today() {
    let mut town = Town::new();
    let today = crate::domain::time::date_of(town.now);
    let mut old = areas().remove(0);
    old.until = Some(today);
    let new =
        crate::domain::command::AreaDraft { source_id: "ny-01".into(), until: None, ..areas().remove(0) };
    put(&mut town, Command::PutAreas(vec![old.clone()]));
    let admin = town.administrator();
    town.when(&admin, Command::PutParties(parties())).then_refused("unknown_area");
    put(&mut town, Command::PutAreas(vec![new]));
    put(&mut town, Command::PutParties(parties()));
    use crate::domain::world::World;
    let bromma = town.world.party_by_code("bromma").unwrap();
    let areas: Vec<_> =
        bromma.areas.iter().map(|id| town.world.area(*id).unwrap().source_id.clone()).collect();
    assert_eq!(areas, ["ny-01"]);
}

#[test]
fn a_party_that_coordinates_does_not_become_of_a_kind_that_may_not() {
    let mut town = Town::new();
    let place = town.given_place(school_yard());
    let admin = town.administrator();
    let police = Command::PutParties(vec![party("sisab", "Skolfastigheter", PartyKind::Police)]);
    town.when(&admin, police.clone()).then_refused("coordinates_places");
    let slk = town.coordinator("slk");
    town.when(&slk, super::propose(place, "bromma")).then_ok();
    town.when(&admin, police).then_ok();
}
