//! Which rule holds, which are let in, and how they end.

use crate::domain::access::Role;
use crate::domain::command::{Command, DesignationDraft};
use crate::domain::decide::try_designation;
use crate::domain::ids::DesignationId;
use crate::domain::refusal::Refusal;
use crate::domain::testing::{Town, school_yard};
use crate::domain::time::date_of;
use crate::domain::world::World;
use jiff::civil::date;

fn rule(party: &str) -> DesignationDraft {
    DesignationDraft {
        area: None,
        problem_type: Some("disorder".into()),
        site_kind: None,
        party: party.into(),
        decision: "nämndbeslut 14".into(),
        from: None,
        until: None,
    }
}

fn given(town: &mut Town, draft: DesignationDraft) -> DesignationId {
    let admin = town.administrator();
    let decision = town.when(&admin, Command::AddDesignation(draft)).then_ok();
    DesignationId::from_bits(decision.about.unwrap().bits)
}

#[test]
fn two_rules_with_the_same_conditions_do_not_hold_on_the_same_day() {
    let mut town = Town::new();
    let admin = town.administrator();
    let first = given(&mut town, rule("bostad"));
    let refused = |town: &mut Town, draft| {
        town.when(&admin, Command::AddDesignation(draft)).then_refused("contradicts");
    };
    refused(&mut town, rule("trafik"));
    refused(&mut town, DesignationDraft { from: Some(date(2027, 1, 1)), ..rule("bostad") });
    let end = |until| Command::EndDesignation { designation: first, until };
    town.when(&admin, end(Some(date(2027, 1, 1)))).then_ok();
    given(&mut town, DesignationDraft { from: Some(date(2027, 1, 1)), ..rule("trafik") });
    town.when(&admin, end(Some(date(2027, 2, 1)))).then_refused("contradicts");
    // Another condition is another rule.
    given(&mut town, DesignationDraft { site_kind: Some("school".into()), ..rule("trafik") });
}

#[test]
fn a_rule_ends_on_its_day_and_one_that_has_not_begun_never_begins() {
    let mut town = Town::new();
    let admin = town.administrator();
    let first = given(&mut town, rule("bostad"));
    let end = |designation, until| Command::EndDesignation { designation, until };
    let coordinator = town.coordinator("bromma");
    town.when(&coordinator, end(first, None)).then_refused("administrator_role");
    let place = town.given_place(school_yard());
    assert_eq!(town.asked(place).as_deref(), Some("bostad"));
    town.when(&admin, end(first, None)).then_ok();
    town.when(&admin, end(first, None)).then_nothing_changes();
    let place = town.given_place(school_yard());
    assert_eq!(town.asked(place).as_deref(), Some("sisab"));

    let later = DesignationDraft { from: Some(date(2027, 1, 1)), ..rule("trafik") };
    let wrong = given(&mut town, later.clone());
    town.when(&admin, end(wrong, Some(date(2026, 12, 1)))).then_refused("before_start");
    town.when(&admin, end(wrong, None)).then_ok();
    let ended = town.world.designation(wrong).unwrap();
    assert!(!ended.holds_on(date(2027, 1, 1)) && !ended.holds_on(date(2030, 1, 1)));
    given(&mut town, later);
}

#[test]
fn of_as_precise_rules_an_area_goes_first_and_then_the_newer() {
    let mut town = Town::new();
    given(&mut town, DesignationDraft { from: Some(date(2025, 1, 1)), ..rule("bostad") });
    let vandalism = Some("vandalism".to_owned());
    given(
        &mut town,
        DesignationDraft { problem_type: vandalism, from: Some(date(2026, 1, 1)), ..rule("trafik") },
    );
    let asked = |town: &Town, types: &[&str]| {
        let shape = school_yard();
        let problem_types: Vec<String> = types.iter().map(|t| (*t).to_owned()).collect();
        let matter = crate::domain::proposal::Matter { shape: &shape, problem_types: &problem_types };
        let proposed = crate::domain::proposal::propose(&town.world, &matter, date_of(town.now)).unwrap();
        town.world.party(proposed.party).unwrap().code.clone()
    };
    assert_eq!(asked(&town, &["disorder"]), "bostad");
    assert_eq!(asked(&town, &["disorder", "vandalism"]), "trafik", "the one that began later");
    let bromma = Some(town.area("Bromma"));
    given(&mut town, DesignationDraft { area: bromma, problem_type: None, ..rule("farsta") });
    assert_eq!(asked(&town, &["disorder", "vandalism"]), "farsta");
}

#[test]
fn a_rule_is_tried_with_the_checks_it_is_added_with() {
    let mut town = Town::new();
    let (admin, today) = (town.administrator(), date_of(town.now));
    given(&mut town, rule("bostad"));
    let ended =
        || DesignationDraft { until: Some(today), problem_type: Some("vandalism".into()), ..rule("bostad") };
    let wrong = [
        DesignationDraft { problem_type: Some("weather".into()), ..rule("bostad") },
        DesignationDraft { problem_type: Some("vandalism".into()), ..rule("nobody") },
        DesignationDraft { problem_type: Some("vandalism".into()), ..rule("vast") },
        DesignationDraft { problem_type: None, ..rule("bostad") },
        ended(),
        DesignationDraft { from: Some(today.tomorrow().unwrap()), until: Some(today), ..ended() },
        DesignationDraft {
            decision: String::new(),
            problem_type: Some("vandalism".into()),
            ..rule("bostad")
        },
        rule("trafik"),
    ];
    for draft in wrong {
        let Err(tried) = try_designation(&town.world, &admin, &draft, today) else { panic!("{draft:?}") };
        let Refusal::Invalid(faults) = &tried else { panic!("{tried:?}") };
        let words: Vec<_> = faults.iter().map(|fault| fault.code).collect();
        let outcome = town.when(&admin, Command::AddDesignation(draft));
        assert_eq!(outcome.words(), words);
    }
    let member = town.someone("bromma", Role::Member);
    let right = DesignationDraft { problem_type: Some("vandalism".into()), ..rule("trafik") };
    assert!(try_designation(&town.world, &admin, &right, today).is_ok());
    assert_eq!(
        try_designation(&town.world, &member, &right, today).err(),
        Some(Refusal::NotAllowed("coordinator_role"))
    );
}
