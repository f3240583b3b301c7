//! What is handed on: by whom it may be, on what ground, and what is written down of it.

use crate::domain::access::{Class, Level, Role};
use crate::domain::command::{Actor, Command, HandOut, NewPlace, NewReport, PlaceEdit};
use crate::domain::decide::{choosable, place_as, report_as};
use crate::domain::disclosure::{Act, DISCLOSURES_MAX, Disclosure, HandedOut, Step};
use crate::domain::ids::{PlaceId, ReportId};
use crate::domain::party::PartyKind;
use crate::domain::testing::{Town, open_ground, place_on, report_at, school_yard};

const GROUND: &str = "general_terms";

fn share(report: ReportId, class: Class, ground: Option<&str>) -> Command {
    let ground = ground.map(str::to_owned);
    Command::SetReportClass { report, class, ground, reason: "prövat i dag".into() }
}

fn share_place(place: PlaceId, class: Class, ground: Option<&str>) -> Command {
    let ground = ground.map(str::to_owned);
    Command::EditPlace(place, PlaceEdit { class: Some(class), ground, ..PlaceEdit::default() })
}

fn confirm(place: PlaceId, party: &str, ground: Option<&str>) -> Command {
    let ground = ground.map(str::to_owned);
    Command::SetPlaceParty { place, party: party.into(), level: Some(Level::Full), ground }
}

fn hand_out(place: PlaceId, party: &str) -> Command {
    let ground = Some(GROUND.into());
    Command::HandOut(place, HandOut { what: HandedOut::Sheet, party: party.into(), ground, reason: None })
}

fn kept(town: &mut Town, party: &str, class: Class) -> ReportId {
    town.given_this_report(party, NewReport { class: Some(class), ..report_at(18.006, 59.3055) })
}

/// The codes of the parties that something was handed on to.
fn to(town: &Town, disclosure: &Disclosure) -> Vec<(String, Level)> {
    use crate::domain::world::World;
    let code = |party| town.world.party(party).unwrap().code.clone();
    disclosure.to.iter().map(|to| (code(to.party), to.level)).collect()
}

/// Everybody there is: each party in each role, and with a unit and without.
fn everybody(town: &Town) -> Vec<(String, Role, Actor)> {
    let parties = ["bromma", "farsta", "vast", "ost", "sisab", "bostad", "trafik", "slk", "forening"];
    let of = |party: &str| Role::ALL.map(|role| (party.to_owned(), role, town.someone(party, role)));
    let mut all: Vec<_> = parties.iter().flat_map(|party| of(party)).collect();
    all.extend(Role::ALL.map(|role| {
        ("falt".into(), role, Actor { unit: Some("falt".into()), ..town.someone("bromma", role) })
    }));
    all
}

#[test]
fn a_report_is_opened_by_its_origins_coordinator_and_by_nobody_else() {
    let mut town = Town::new();
    for (origin, class) in [("sisab", Class::Origin), ("sisab", Class::City), ("vast", Class::Police)] {
        let report = kept(&mut town, origin, class);
        for (party, role, actor) in everybody(&town) {
            let outcome = town.clone().when(&actor, share(report, Class::Partner, Some(GROUND)));
            let may = party == origin && role == Role::Coordinator;
            assert_eq!(outcome.0.is_ok(), may, "{class:?} {party} {role:?}: {:?}", outcome.words());
        }
    }
}

#[test]
fn what_social_services_hold_is_opened_by_their_own_coordinator_who_says_what_was_examined() {
    let mut town = Town::new();
    let field = Actor { unit: Some("falt".into()), ..town.someone("bromma", Role::Reporter) };
    let report = town.when(&field, Command::CreateReport(report_at(18.006, 59.3055))).then_report();
    for (party, role, actor) in everybody(&town) {
        let opened = town.clone().when(&actor, share(report, Class::Partner, Some(GROUND)));
        assert_eq!(opened.0.is_ok(), party == "falt" && role == Role::Coordinator, "{party} {role:?}");
        let founded = Command::CreatePlace(NewPlace {
            reports: vec![report],
            class: Some(Class::Partner),
            ground: Some(GROUND.into()),
            reason: Some("bara platsen".into()),
            ..place_on(open_ground())
        });
        let founded = town.clone().when(&actor, founded);
        assert_eq!(founded.0.is_ok(), party == "falt" && role == Role::Coordinator, "{party} {role:?}");
    }
    let of_the_unit = town.coordinator_in("bromma", "falt");
    let silent = |ground: Option<&str>| Command::SetReportClass {
        report,
        class: Class::Partner,
        ground: ground.map(str::to_owned),
        reason: " ".into(),
    };
    town.when(&of_the_unit, silent(Some(GROUND))).then_refused("required");
    assert_eq!(town.when(&of_the_unit, silent(None)).words(), ["required", "required"]);
    // Whoever speaks for the organisation may still take it back.
    town.when(&of_the_unit, share(report, Class::Partner, Some("no_harm_social"))).then_ok();
    let bromma = town.coordinator("bromma");
    town.when(&bromma, share(report, Class::Origin, None)).then_ok();
    town.when(&bromma, share(report, Class::City, Some(GROUND))).then_refused("only_the_unit_widens");
}

#[test]
fn opening_a_report_says_its_ground_and_is_written_down_with_whom_it_is_opened_to() {
    let mut town = Town::new();
    let report = kept(&mut town, "sisab", Class::Origin);
    let sisab = town.coordinator("sisab");
    town.when(&sisab, share(report, Class::Partner, None)).then_refused("required");
    town.when(&sisab, share(report, Class::Partner, Some("because"))).then_refused("unknown_code");
    town.when(&sisab, share(report, Class::Partner, Some(GROUND))).then_ok();
    let held = town.report(report);
    let [told] = &held.disclosures[..] else { panic!("{:?}", held.disclosures) };
    assert_eq!((told.act, told.version, told.at), (Act::Widened, held.version, town.now));
    assert_eq!(told.step, Some(Step { from: Class::Origin, to: Class::Partner }));
    assert_eq!(told.ground.as_deref(), Some(GROUND));
    assert_eq!((told.by.party, told.by.role), (Some(town.party("sisab")), Some(Role::Coordinator)));
    let expected = [
        ("bromma".to_owned(), Level::Full),
        ("slk".to_owned(), Level::Full),
        ("vast".to_owned(), Level::Full),
    ];
    assert_eq!(to(&town, told), expected);
    // Taking it back says why, and hands nothing on.
    town.when(&sisab, share(report, Class::Origin, None)).then_ok();
    assert_eq!(town.report(report).disclosures.len(), 1);
}

#[test]
fn opening_a_place_says_its_ground_and_is_written_down() {
    let mut town = Town::new();
    let sisab = town.coordinator("sisab");
    let own = NewPlace { class: Some(Class::Origin), ..place_on(school_yard()) };
    let place = town.when(&sisab, Command::CreatePlace(own)).then_place();
    town.when(&sisab, share_place(place, Class::Partner, None)).then_refused("required");
    let no_class = PlaceEdit { ground: Some(GROUND.into()), ..PlaceEdit::default() };
    town.when(&sisab, Command::EditPlace(place, no_class)).then_refused("not_here");
    let before = town.place(place);
    let opened = place_as(&town.world, &sisab, &before, Class::Partner, town.now).unwrap();
    town.when(&sisab, share_place(place, Class::Partner, Some(GROUND))).then_ok();
    let held = town.place(place);
    assert_eq!(held.grants, opened.grants, "what was said beforehand is what came");
    let [told] = &held.disclosures[..] else { panic!("{:?}", held.disclosures) };
    assert_eq!((told.act, told.version), (Act::Widened, held.version));
    let receivers: Vec<_> = to(&town, told).into_iter().map(|(party, _)| party).collect();
    assert!(receivers.contains(&"bromma".to_owned()) && !receivers.contains(&"sisab".to_owned()));
}

#[test]
fn a_place_of_what_fewer_may_see_says_its_ground() {
    let mut town = Town::new();
    let report = kept(&mut town, "sisab", Class::Origin);
    let sisab = town.coordinator("sisab");
    let of = |ground: Option<&str>| {
        let ground = ground.map(str::to_owned);
        let class = Some(Class::Partner);
        Command::CreatePlace(NewPlace { reports: vec![report], class, ground, ..place_on(school_yard()) })
    };
    town.when(&sisab, of(None)).then_refused("required");
    let place = town.when(&sisab, of(Some(GROUND))).then_place();
    let held = town.place(place);
    let [told] = &held.disclosures[..] else { panic!("{:?}", held.disclosures) };
    assert_eq!((told.act, told.version), (Act::Founded, 1));
    assert!(to(&town, told).contains(&("bromma".into(), Level::Full)));
    // A place of what its parties see anyway hands nothing on.
    let plain = town.given_place(open_ground());
    assert!(town.place(plain).disclosures.is_empty());
}

#[test]
fn confirming_a_party_is_written_down_where_it_sees_more_by_it() {
    let mut town = Town::new();
    let place = town.given_place(school_yard());
    let bromma = town.coordinator("bromma");
    let before = town.place(place).disclosures.len();
    town.when(&bromma, confirm(place, "trafik", None)).then_ok();
    let told = town.place(place).disclosures.last().cloned().unwrap();
    assert_eq!((told.act, told.ground.clone()), (Act::Confirmed, None));
    assert_eq!(to(&town, &told), [("trafik".to_owned(), Level::Full)]);
    // Who sees all of it already is handed nothing.
    town.when(&bromma, confirm(place, "vast", None)).then_ok();
    assert_eq!(town.place(place).disclosures.len(), before + 1);
}

#[test]
fn a_party_that_is_asked_to_coordinate_is_handed_the_place() {
    let mut town = Town::new();
    let place = town.given_place(open_ground());
    let bromma = town.coordinator("bromma");
    town.when(&bromma, super::propose(place, "bostad")).then_ok();
    let told = town.place(place).disclosures.last().cloned().unwrap();
    assert_eq!((told.act, to(&town, &told)), (Act::Asked, vec![("bostad".to_owned(), Level::Full)]));
}

#[test]
fn recipients_of_what_is_kept_are_named_by_its_origin_on_a_ground() {
    let mut town = Town::new();
    let sisab = town.coordinator("sisab");
    let own = NewPlace { class: Some(Class::Origin), ..place_on(school_yard()) };
    let place = town.when(&sisab, Command::CreatePlace(own)).then_place();
    town.when(&sisab, confirm(place, "bostad", None)).then_refused("required");
    town.when(&sisab, confirm(place, "bostad", Some(GROUND))).then_ok();
}

#[test]
fn being_asked_to_coordinate_makes_nobody_a_recipient_of_police_content() {
    use crate::domain::access::SeenBy;
    let mut town = super::town_where_the_police_run_a_yard();
    let vast = town.coordinator("vast");
    let new = NewPlace { class: Some(Class::Police), ..place_on(school_yard()) };
    let place = town.when(&vast, Command::CreatePlace(new)).then_place();
    assert_eq!(
        (town.holder(place).as_str(), town.asked(place)),
        ("vast", None),
        "held and asked for by nobody else"
    );
    town.when(&vast, super::propose(place, "bostad")).then_refused("may_not_see");
    town.when(&vast, confirm(place, "bostad", Some("no_harm_police"))).then_ok();
    town.when(&vast, super::propose(place, "bostad")).then_ok();
    let bostad = town.coordinator("bostad");
    town.when(&bostad, super::accept(place)).then_ok();
    // Its holder hands it to nobody whom the police have not named.
    town.when(&bostad, super::hand_over(place, "sisab")).then_refused("may_not_see");
    town.when(&bostad, confirm(place, "sisab", Some(GROUND))).then_refused("only_the_origin_widens");
    let held = town.place(place);
    let audience = crate::domain::access::Audience::new(held.class, held.origin, &held.grants);
    let seen = |party: &str| crate::domain::access::seen_by(&town.coordinator(party).viewer, &audience);
    assert_eq!(
        (seen("bostad"), seen("ost"), seen("bromma")),
        (Some(SeenBy::Party), Some(SeenBy::Police), None)
    );
}

#[test]
fn a_sheet_that_is_given_out_is_written_down_by_who_works_with_the_place() {
    let mut town = Town::new();
    let place = town.given_place(school_yard());
    for (party, role, actor) in everybody(&town) {
        let outcome = town.clone().when(&actor, hand_out(place, "sisab"));
        let works = matches!(role, Role::Member | Role::Coordinator);
        let sees = matches!(party.as_str(), "bromma" | "falt" | "vast" | "slk");
        assert_eq!(outcome.0.is_ok(), works && sees, "{party} {role:?}: {:?}", outcome.words());
    }
    let bromma = town.someone("bromma", Role::Member);
    town.when(&bromma, hand_out(place, "bromma")).then_refused("own_party");
    town.when(&bromma, hand_out(place, "bostad")).then_refused("may_not_see");
    town.when(&bromma, hand_out(place, "sisab")).then_ok();
    let told = town.place(place).disclosures.last().cloned().unwrap();
    assert_eq!((told.act, told.by.role), (Act::Sheet, Some(Role::Member)));
    assert_eq!(to(&town, &told).into_iter().map(|(party, _)| party).collect::<Vec<_>>(), ["sisab"]);
}

#[test]
fn a_thing_remembers_so_many_disclosures_and_nothing_is_handed_on_beyond_them() {
    let mut town = Town::new();
    let place = town.given_place(school_yard());
    let bromma = town.coordinator("bromma");
    while town.place(place).disclosures.len() < DISCLOSURES_MAX {
        town.when(&bromma, hand_out(place, "sisab")).then_ok();
    }
    town.when(&bromma, hand_out(place, "sisab")).then_refused("too-many-disclosures");
    let before = town.place(place);
    town.when(&bromma, confirm(place, "farsta", None)).then_refused("too-many-disclosures");
    assert_eq!(town.place(place), before);
}

#[test]
fn what_would_come_of_another_class_is_what_comes_of_it() {
    let mut town = Town::new();
    let today = crate::domain::time::date_of(town.now);
    let report = kept(&mut town, "sisab", Class::Origin);
    let sisab = town.coordinator("sisab");
    for class in choosable(PartyKind::PropertyCompany) {
        let mut then = town.clone();
        let said = report_as(&then.world, &then.report(report), class, today);
        then.when(&sisab, share(report, class, Some(GROUND))).then_ok();
        assert_eq!(
            (said.class, said.grants),
            (then.report(report).class, then.report(report).grants.clone())
        );
    }
    assert_eq!(choosable(PartyKind::Police), [Class::Partner, Class::City, Class::Police, Class::Origin]);
}

#[test]
fn a_place_made_of_what_social_services_hold_is_opened_by_them_too() {
    let mut town = Town::new();
    let field = Actor { unit: Some("falt".into()), ..town.someone("bromma", Role::Reporter) };
    let report = town.when(&field, Command::CreateReport(report_at(18.0125, 59.3085))).then_report();
    let bromma = town.coordinator("bromma");
    let own = NewPlace { reports: vec![report], class: Some(Class::Origin), ..place_on(open_ground()) };
    let place = town.when(&bromma, Command::CreatePlace(own)).then_place();
    let open = |reason: Option<&str>| {
        let (ground, reason) = (Some(GROUND.to_owned()), reason.map(str::to_owned));
        Command::EditPlace(
            place,
            PlaceEdit { class: Some(Class::Partner), ground, reason, ..PlaceEdit::default() },
        )
    };
    town.when(&bromma, open(Some("prövat"))).then_refused("only_the_unit_widens");
    let of_the_unit = town.coordinator_in("bromma", "falt");
    town.when(&of_the_unit, open(None)).then_refused("required");
    town.when(&of_the_unit, open(Some("prövat: bara platsen"))).then_ok();
    // Once the reports themselves are shared so far, the place tells nobody anything that they do not.
    town.when(&bromma, share_place(place, Class::Origin, None)).then_ok();
    town.when(&of_the_unit, share(report, Class::Partner, Some(GROUND))).then_ok();
    town.when(&bromma, share_place(place, Class::Partner, Some(GROUND))).then_ok();
}
