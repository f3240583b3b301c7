use super::{granted, turn_day};
use crate::domain::access::{GrantReason, Level, Role};
use crate::domain::area::{AreaKind, Cover};
use crate::domain::codes::CodeList;
use crate::domain::command::{Actor, CodeDraft, Command, FaultChannelDraft, NewReport, SiteRelation};
use crate::domain::hours::HourBand;
use crate::domain::party::PartyKind;
use crate::domain::settings::SettingName;
use crate::domain::testing::{
    Town, area, areas, at, block, fresh_codes, parties, party, report_at, school_yard, site, sites,
};
use crate::domain::time::date_of;
use crate::domain::world::World;
use jiff::civil::{Date, date};
use jiff::{Span, ToSpan};

fn draft_of(code: &str) -> CodeDraft {
    fresh_codes().into_iter().find(|draft| draft.code == code).unwrap()
}

/// The code can no longer be chosen from today on.
pub fn end_code(town: &mut Town, code: &str) {
    let until = Some(date_of(town.now));
    let admin = town.administrator();
    town.when(&admin, Command::PutCodes(vec![CodeDraft { until, ..draft_of(code) }])).then_ok();
}

fn every_file() -> [Command; 4] {
    [
        Command::PutCodes(fresh_codes()),
        Command::PutAreas(areas()),
        Command::PutParties(parties()),
        Command::PutSites(sites()),
    ]
}

#[test]
fn only_an_administrator_sets_up_the_city_whatever_the_party() {
    let mut town = Town::new();
    let codes: Vec<_> = town.world.parties().iter().map(|p| p.code.clone()).collect();
    for code in codes {
        for role in Role::ALL {
            let someone = town.someone(&code, role);
            for file in every_file() {
                let outcome = town.when(&someone, file);
                if role == Role::Administrator {
                    outcome.then_nothing_changes();
                } else {
                    outcome.then_refused("administrator_role");
                }
            }
        }
    }
}

#[test]
fn the_same_file_again_changes_nothing_and_a_changed_row_only_itself() {
    let mut town = Town::new();
    let admin = town.administrator();
    let before = town.world.records.clone();
    for file in every_file() {
        town.when(&admin, file).then_nothing_changes();
    }
    assert_eq!(town.world.records, before);
    let mut changed = sites();
    changed[1].name = "Nya Ektorget".into();
    let decision = town.when(&admin, Command::PutSites(changed)).then_ok();
    assert_eq!((decision.changes.len(), decision.unchanged), (1, 3));
    assert_eq!(decision.changes[0].record.version(), 2);
}

#[test]
fn nothing_stands_twice_in_a_file() {
    let mut town = Town::new();
    let admin = town.administrator();
    let twice = |mut rows: Vec<CodeDraft>| {
        rows.push(rows[0].clone());
        Command::PutCodes(rows)
    };
    let new = CodeDraft { code: "new_one".into(), ..draft_of("vandalism") };
    town.when(&admin, twice(vec![new])).then_refused("twice");
    let changed = CodeDraft { position: Some(9_999), ..draft_of("vandalism") };
    town.when(&admin, twice(vec![changed])).then_refused("twice");
    let row = site("n", "Ny", "park", school_yard(), None);
    town.when(&admin, Command::PutSites(vec![row.clone(), row])).then_refused("twice");
    let row = party("ny", "Ny", PartyKind::Other);
    town.when(&admin, Command::PutParties(vec![row.clone(), row])).then_refused("twice");
    let row = area(AreaKind::Custom, "N", "Ny", school_yard());
    town.when(&admin, Command::PutAreas(vec![row.clone(), row])).then_refused("twice");
}

#[test]
fn a_polygon_with_the_same_source_id_replaces_the_point() {
    let mut town = Town::new();
    let admin = town.administrator();
    let id = town.site("s4");
    let mut changed = sites();
    changed[3].shape = block(18.0148, 59.3149, 18.0152, 59.3151);
    town.when(&admin, Command::PutSites(changed)).then_ok();
    assert_eq!(town.site("s4"), id);
    assert!(!town.world.site(id).unwrap().boundary_missing());
}

#[test]
fn a_code_is_chosen_from_its_first_day_until_its_last() {
    let mut town = Town::new();
    let admin = town.administrator();
    let today = date_of(town.now);
    let (from, until) = (today.tomorrow().unwrap(), today.tomorrow().unwrap().tomorrow().unwrap());
    let dated = CodeDraft { from: Some(from), until: Some(until), ..draft_of("vandalism") };
    town.when(&admin, Command::PutCodes(vec![dated])).then_ok();
    let someone = town.someone("sisab", Role::Reporter);
    for word in [Some("code_not_begun"), None, Some("code_ended")] {
        let outcome = town.when(&someone, Command::CreateReport(report_at(18.001, 59.301)));
        assert_eq!(outcome.words(), word.into_iter().collect::<Vec<_>>());
        town.wait(Span::new().hours(24));
    }
}

#[test]
fn codes_are_plain_words_with_dates_in_order_and_categories_where_they_belong() {
    let mut town = Town::new();
    let admin = town.administrator();
    let mut refused = |draft: CodeDraft, word: &str| {
        town.when(&admin, Command::PutCodes(vec![draft])).then_refused(word);
    };
    let base = || CodeDraft { code: "noise".into(), ..draft_of("vandalism") };
    let today = date_of("2026-11-23T09:00:00+01:00".parse().unwrap());
    refused(CodeDraft { code: "Two Words".into(), ..base() }, "not_a_code");
    refused(CodeDraft { category: None, ..base() }, "unknown_category");
    refused(CodeDraft { category: Some("weather".into()), ..base() }, "unknown_category");
    refused(CodeDraft { list: CodeList::CountBand, ..base() }, "not_here");
    let band = || CodeDraft { list: CodeList::TimeBand, category: None, questions: Vec::new(), ..base() };
    refused(CodeDraft { hours: None, ..band() }, "required");
    for (from, until) in [(24, 3), (3, 0), (3, 25), (7, 7)] {
        refused(CodeDraft { hours: Some(HourBand { from, until }), ..band() }, "out_of_range");
    }
    refused(CodeDraft { hours: Some(HourBand { from: 22, until: 6 }), ..base() }, "not_here");
    refused(CodeDraft { from: Some(today), until: Some(today), ..base() }, "before_start");
}

#[test]
fn a_fault_has_a_channel_of_whoever_mends_it() {
    let mut town = Town::new();
    let admin = town.administrator();
    let channel = |party: &str, web: Option<&str>, phone: Option<&str>| FaultChannelDraft {
        party: party.into(),
        web: web.map(str::to_owned),
        phone: phone.map(str::to_owned),
    };
    let with = |fault_channel| CodeDraft { fault_channel: Some(fault_channel), ..draft_of("graffiti") };
    let web = Some("https://sisab.example/fel");
    let mut refused = |draft: CodeDraft, word: &str| {
        town.when(&admin, Command::PutCodes(vec![draft])).then_refused(word);
    };
    refused(with(channel("nobody", web, None)), "unknown_party");
    refused(with(channel("sisab", None, Some(" "))), "required");
    refused(with(channel("sisab", Some("http://sisab.example"), None)), "not_a_web_address");
    refused(with(channel("sisab", None, Some("ring Eva"))), "not_a_phone_number");
    refused(
        CodeDraft { list: CodeList::CountBand, category: None, ..with(channel("sisab", web, None)) },
        "not_here",
    );
    town.when(&admin, Command::PutCodes(vec![with(channel("sisab", web, Some("08-465 004 10")))])).then_ok();
    let told = town.world.code(CodeList::ProblemType, "graffiti").unwrap().fault_channel.clone().unwrap();
    assert_eq!((told.party, told.web.as_deref()), (town.party("sisab"), web));
}

#[test]
fn a_district_sets_its_own_deadlines_and_nobody_elses() {
    let mut town = Town::new();
    let (bromma, farsta) = (town.area("Bromma"), town.area("Farsta"));
    let put = |district, value| Command::PutSetting {
        name: SettingName::CoordinationAnswerDays,
        district,
        value: Some(value),
        from: None,
        until: None,
        decision: None,
    };
    let admin = town.administrator();
    town.when(&admin, put(None, 9)).then_ok();
    let coordinator = town.coordinator("bromma");
    town.when(&coordinator, put(None, 3)).then_refused("administrator_role");
    town.when(&coordinator, put(Some(farsta), 3)).then_refused("administrator_role");
    let member = town.someone("bromma", Role::Member);
    town.when(&member, put(Some(bromma), 3)).then_refused("administrator_role");
    town.when(&coordinator, put(Some(bromma), 3)).then_ok();
    town.when(&coordinator, put(Some(bromma), 3)).then_nothing_changes();
    town.when(&coordinator, put(Some(bromma), 0)).then_refused("out_of_range");
    town.when(&admin, put(Some(town.area("Lokalpolisområde väst")), 5)).then_refused("unknown_area");
    let today = date_of(town.now);
    let days = |district| town.world.setting(SettingName::CoordinationAnswerDays, district, today);
    assert_eq!((days(Some(bromma)), days(Some(farsta)), days(None)), (3, 9, 9));
}

#[test]
fn a_setting_holds_between_its_days_and_a_district_can_go_back_to_the_citys() {
    let mut town = Town::new();
    let admin = town.administrator();
    let bromma = Some(town.area("Bromma"));
    let name = SettingName::TriageDays;
    let put = |district, value, from, until| Command::PutSetting {
        name,
        district,
        value,
        from,
        until,
        decision: None,
    };
    let (next_year, later) = (date(2027, 1, 1), date(2028, 1, 1));
    town.when(&admin, put(None, Some(2), Some(next_year), None)).then_ok();
    town.when(&admin, put(bromma, Some(9), None, Some(later))).then_ok();
    let days = |town: &Town, district, day| town.world.setting(name, district, day);
    let today = date_of(town.now);
    assert_eq!((days(&town, None, today), days(&town, None, next_year)), (name.fresh(), 2));
    assert_eq!((days(&town, bromma, today), days(&town, bromma, later)), (9, 2));
    town.when(&admin, put(None, Some(5), None, Some(later))).then_refused("reaches_into_next");
    town.when(&admin, put(None, Some(5), Some(today), Some(today))).then_refused("before_start");
    // Withdrawn, the district has what the city has; what is told of next year stays told.
    town.when(&admin, put(bromma, None, None, None)).then_ok();
    assert_eq!(days(&town, bromma, today), name.fresh());
    town.when(&admin, put(bromma, None, None, None)).then_nothing_changes();
    town.when(&admin, put(None, None, Some(next_year), None)).then_ok();
    assert_eq!(days(&town, None, next_year), name.fresh());
}

#[test]
fn a_distance_that_changes_next_week_is_told_those_beside_next_week() {
    let mut town = Town::new();
    let admin = town.administrator();
    // 0.0015 degrees of longitude are 85 m.
    let beside = town.given_place(block(18.0020, 59.3052, 18.0035, 59.3058));
    let today = date_of(town.now);
    let day = today.checked_add(7.days()).unwrap();
    let (district, from) = (Some(town.area("Bromma")), Some(day));
    let wider = Command::PutSetting {
        name: SettingName::NearSiteM,
        district,
        value: Some(100),
        from,
        until: None,
        decision: None,
    };
    town.when(&admin, wider).then_ok();
    let seen = |town: &Town| granted(&town.place(beside), town.party("sisab")).is_some();
    assert!(!seen(&town));
    town.wait(Span::new().hours(24 * 7));
    town.when(&Actor::system(), turn_day(today, day)).then_ok();
    assert!(seen(&town));
}

#[test]
fn a_relation_that_changes_hands_changes_the_parties_of_the_places_beside() {
    let mut town = Town::new();
    let on = town.given_place(school_yard());
    let beside = town.given_place(block(18.0050, 59.3062, 18.0060, 59.3066));
    let far = town.given_place(block(18.0120, 59.3080, 18.0130, 59.3090));
    let admin = town.administrator();
    let relation = |relation, party: &str, from| Command::SetSiteRelation {
        site: town.site("s1"),
        relation,
        party: Some(party.into()),
        from,
        until: None,
    };
    let (own, run) = (
        relation(SiteRelation::LandOwner, "bostad", None),
        relation(SiteRelation::Manager, "forening", None),
    );
    let unknown = relation(SiteRelation::Manager, "nobody", None);
    town.when(&admin, own.clone()).then_ok();
    for place in [on, beside] {
        let held = town.place(place);
        assert_eq!(granted(&held, town.party("bostad")), Some((Level::Summary, GrantReason::LandOwner)));
    }
    assert_eq!(town.place(far).version, 1, "what is not beside it is left alone");
    town.when(&admin, run).then_ok();
    assert_eq!(granted(&town.place(beside), town.party("sisab")), None);
    assert_eq!(granted(&town.place(on), town.party("sisab")), Some((Level::Full, GrantReason::Proposed)));
    town.when(&admin, own).then_nothing_changes();
    town.when(&admin, unknown).then_refused("unknown_party");
    let coordinator = town.coordinator("sisab");
    let again = Command::SetSiteRelation {
        site: town.site("s1"),
        relation: SiteRelation::Manager,
        party: Some("sisab".into()),
        from: None,
        until: None,
    };
    town.when(&coordinator, again).then_refused("administrator_role");
}

#[test]
fn a_district_that_reaches_further_is_reached_by_a_changed_relation_too() {
    let mut town = Town::new();
    let admin = town.administrator();
    let further = Command::PutSetting {
        name: SettingName::NearSiteM,
        district: Some(town.area("Bromma")),
        value: Some(100),
        from: None,
        until: None,
        decision: None,
    };
    town.when(&admin, further).then_ok();
    // 0.0015 degrees of longitude are 85 m.
    let beside = town.given_place(block(18.0020, 59.3052, 18.0035, 59.3058));
    let relation = Command::SetSiteRelation {
        site: town.site("s1"),
        relation: SiteRelation::Manager,
        party: Some("bostad".into()),
        from: None,
        until: None,
    };
    assert!(granted(&town.place(beside), town.party("sisab")).is_some());
    town.when(&admin, relation).then_ok();
    assert!(granted(&town.place(beside), town.party("bostad")).is_some());
    assert_eq!(granted(&town.place(beside), town.party("sisab")), None);
}

#[test]
fn a_relation_begins_on_its_day_and_what_was_before_ends_there() {
    let mut town = Town::new();
    let admin = town.administrator();
    let today = date_of(town.now);
    let day = today.checked_add(30.days()).unwrap();
    let relation = Command::SetSiteRelation {
        site: town.site("s1"),
        relation: SiteRelation::Manager,
        party: Some("bostad".into()),
        from: Some(day),
        until: None,
    };
    town.when(&admin, relation).then_ok();
    let school = town.world.site(town.site("s1")).unwrap();
    assert_eq!(school.manager(today), Some(town.party("sisab")));
    assert_eq!(school.manager(day.yesterday().unwrap()), Some(town.party("sisab")));
    assert_eq!(school.manager(day), Some(town.party("bostad")));
    town.when(&admin, Command::PutSites(sites())).then_nothing_changes();
}

fn runs(town: &Town, party: Option<&str>, from: Option<Date>, until: Option<Date>) -> Command {
    let (site, relation) = (town.site("s1"), SiteRelation::Manager);
    Command::SetSiteRelation { site, relation, party: party.map(str::to_owned), from, until }
}

#[test]
fn what_is_told_of_earlier_days_leaves_the_later_ones_alone() {
    let mut town = Town::new();
    let admin = town.administrator();
    let (early, late) = (date(2020, 1, 1), date(2024, 1, 1));
    town.when(&admin, runs(&town, Some("bostad"), Some(late), None)).then_ok();
    town.when(&admin, runs(&town, Some("trafik"), Some(early), None)).then_ok();
    let manager = |town: &Town, day| town.world.site(town.site("s1")).unwrap().manager(day);
    for (day, party) in [(date(2019, 12, 31), "sisab"), (early, "trafik"), (late, "bostad")] {
        assert_eq!(manager(&town, day), Some(town.party(party)), "{day}");
    }
    town.when(&admin, runs(&town, Some("farsta"), Some(early), Some(date(2025, 1, 1))))
        .then_refused("reaches_into_next");
    town.when(&admin, runs(&town, None, Some(late), Some(late))).then_refused("before_start");
    town.when(&admin, runs(&town, None, Some(date(2026, 1, 1)), None)).then_ok();
    assert_eq!(
        (manager(&town, date(2025, 12, 31)), manager(&town, date(2026, 1, 1))),
        (Some(town.party("bostad")), None)
    );
    // A file that names a manager tells of today, and leaves what comes later.
    let tomorrow = date_of(town.now).tomorrow().unwrap();
    town.when(&admin, runs(&town, Some("trafik"), Some(tomorrow), None)).then_ok();
    town.when(&admin, Command::PutSites(sites())).then_ok();
    assert_eq!(manager(&town, date_of(town.now)), Some(town.party("sisab")));
    assert_eq!(manager(&town, tomorrow), Some(town.party("trafik")));
}

#[test]
fn a_relation_that_begins_tomorrow_counts_from_tomorrow_for_what_lies_there_already() {
    let mut town = Town::new();
    let admin = town.administrator();
    let place = town.given_place(block(18.0050, 59.3062, 18.0060, 59.3066));
    let report = town.given_report("trafik", 18.0055, 59.3062);
    let today = date_of(town.now);
    let tomorrow = today.tomorrow().unwrap();
    town.when(&admin, runs(&town, Some("bostad"), Some(tomorrow), None)).then_ok();
    let sees = |town: &Town, party: &str| {
        let (place, report) = (town.place(place), town.report(report));
        let party = town.party(party);
        (granted(&place, party).is_some(), report.grants.iter().any(|grant| grant.party == party))
    };
    assert_eq!((sees(&town, "sisab"), sees(&town, "bostad")), ((true, true), (false, false)));
    let turn = turn_day(today, tomorrow);
    let system = Actor::system();
    town.when(&system, turn.clone()).then_refused("not-due");
    town.wait(Span::new().hours(24));
    town.when(&system, turn.clone()).then_ok();
    assert_eq!((sees(&town, "sisab"), sees(&town, "bostad")), ((false, false), (true, true)));
    town.when(&system, turn).then_nothing_changes();
}

#[test]
fn a_district_that_ends_tomorrow_is_another_for_what_lies_there_already() {
    let mut town = Town::new();
    let admin = town.administrator();
    let report = town.given_report("trafik", 18.001, 59.301);
    let today = date_of(town.now);
    let mut old = areas().remove(0);
    old.until = Some(today.tomorrow().unwrap());
    town.when(&admin, Command::PutAreas(vec![old])).then_ok();
    assert!(town.report(report).district.is_some());
    town.wait(Span::new().hours(24));
    let turn = turn_day(today, today.tomorrow().unwrap());
    town.when(&Actor::system(), turn).then_ok();
    assert_eq!(town.report(report).district, None);
}

#[test]
fn a_union_covers_what_its_members_cover() {
    let mut town = Town::new();
    let admin = town.administrator();
    let mut union = area(AreaKind::Custom, "U", "Båda", school_yard());
    union.cover = Cover::Union(vec![town.area("Bromma"), town.area("Farsta")]);
    town.when(&admin, Command::PutAreas(vec![union.clone()])).then_ok();
    let today = date_of(town.now);
    for (lon, inside) in [(18.01, true), (18.02, true), (18.03, true), (18.05, false)] {
        let names: Vec<_> =
            town.world.areas_at(at(lon, 59.31), today).iter().map(|a| a.name.clone()).collect();
        assert_eq!(names.contains(&"Båda".to_owned()), inside, "{lon}");
    }
    union.source_id = "again".into();
    union.cover = Cover::Union(vec![town.area("Båda")]);
    town.when(&admin, Command::PutAreas(vec![union.clone()])).then_refused("unknown_area");
    // Nor does a member become a union afterwards.
    let mut member = areas().remove(0);
    member.cover = Cover::Union(vec![town.area("Farsta")]);
    town.when(&admin, Command::PutAreas(vec![member])).then_refused("part_of_union");
}

#[test]
fn areas_hold_between_their_dates() {
    let mut town = Town::new();
    let admin = town.administrator();
    let today = date_of(town.now);
    let mut old = areas().remove(0);
    old.until = Some(today);
    town.when(&admin, Command::PutAreas(vec![old])).then_ok();
    let report = town.given_report("bostad", 18.001, 59.301);
    assert_eq!(town.report(report).district, None);
}

#[test]
fn what_identifies_a_row_holds_no_control_characters() {
    let mut town = Town::new();
    let admin = town.administrator();
    let row = NewReport { source_id: Some("a\u{0}b".into()), ..report_at(18.001, 59.301) };
    let file = Command::PutReports { origin: None, reports: vec![row] };
    town.when(&admin, file).then_refused("control_character");
    let row = site("a\u{0}b", "Ny", "park", school_yard(), None);
    town.when(&admin, Command::PutSites(vec![row])).then_refused("control_character");
}
