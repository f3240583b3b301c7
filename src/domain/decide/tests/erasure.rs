//! What is erased, by whom, and what stays.

use super::measure;
use crate::domain::access::{Class, Role};
use crate::domain::command::{Actor, Command, DueThing, NewReport};
use crate::domain::erasure::{Erasure, Part};
use crate::domain::ids::{AccountId, MeasureId, PlaceId, ReportId};
use crate::domain::place::Status;
use crate::domain::record::{Key, Kind, Record};
use crate::domain::retention::{Package, RuleName, RunRule, state_of, state_without_presences};
use crate::domain::testing::{Town, open_ground, report_at, school_yard};
use crate::domain::world::World;
use jiff::Span;

fn erase(thing: impl Into<Key>, part: Part) -> Command {
    Command::Erase { thing: thing.into(), part, counted: false, decision: "KS 2026/1".into() }
}

/// A report of Anna's at `sisab`, with words.
fn told(town: &mut Town) -> ReportId {
    let account = Some(AccountId::from_bits(77));
    let reporter = Actor { account, ..town.someone("sisab", Role::Reporter) };
    let new = NewReport { text: Some("klotter på muren".into()), ..report_at(18.006, 59.3055) };
    town.when(&reporter, Command::CreateReport(new)).then_report()
}

fn erasures(town: &Town) -> Vec<Erasure> {
    let records = town.world.records.values();
    records.filter_map(|r| if let Record::Erasure(e) = r { Some(e.record.clone()) } else { None }).collect()
}

fn content(town: &Town, report: ReportId) -> (bool, bool) {
    let report = town.report(report);
    let content = report.content.as_ref();
    (content.is_some_and(|c| c.text.is_some()), content.is_some_and(|c| c.reporter.is_some()))
}

#[test]
fn a_part_of_a_report_goes_and_the_others_stay() {
    for (part, left) in
        [(Part::Reporter, (true, false)), (Part::Text, (false, true)), (Part::Content, (false, false))]
    {
        let mut town = Town::new();
        let report = told(&mut town);
        let before = town.report(report);
        let admin = town.administrator();
        let decision = town.when(&admin, erase(report, part)).then_ok();
        assert_eq!(content(&town, report), left, "{part:?}");
        let after = town.report(report);
        assert_eq!((after.version, &after.problem_types), (2, &before.problem_types));
        assert_eq!(
            decision.changes.iter().map(|c| c.verb).collect::<Vec<_>>(),
            ["report.erase", "erasure.carry_out"]
        );
        let [erasure] = &erasures(&town)[..] else { panic!("one erasure") };
        assert_eq!(
            (erasure.items[0].before, erasure.items[0].facts, erasure.items[0].part),
            (2, false, part)
        );
    }
}

#[test]
fn a_report_that_goes_whole_keeps_its_id_and_those_who_saw_it() {
    let mut town = Town::new();
    let report = told(&mut town);
    let before = town.report(report);
    let admin = town.administrator();
    town.when(&admin, erase(report, Part::FactsAndContent)).then_ok();
    assert!(town.world.report(report).is_none());
    let gone = town.world.gone(report.into()).unwrap();
    assert_eq!(
        (gone.version, gone.class, gone.origin, &gone.grants),
        (2, before.class, before.origin, &before.grants)
    );
    assert_eq!(gone.decision, "KS 2026/1");
    assert!(town.world.is_reserved(report.into()));
    town.when(&admin, erase(report, Part::FactsAndContent)).then_refused("not-there");
}

#[test]
fn the_origins_coordinator_and_an_administrator_erase_and_nobody_else() {
    let mut town = Town::new();
    let report = told(&mut town);
    for (party, role, word) in [
        ("bromma", Role::Coordinator, "not_the_origin"),
        ("slk", Role::Coordinator, "not_the_origin"),
        ("sisab", Role::Member, "not_the_origin"),
        ("bostad", Role::Coordinator, "not-there"),
    ] {
        let actor = town.someone(party, role);
        town.when(&actor, erase(report, Part::Text)).then_refused(word);
    }
    let own = town.coordinator("sisab");
    town.when(&own, erase(report, Part::Text)).then_ok();
    // What only its origin sees is nothing for an administrator.
    let kept =
        Command::SetReportClass { report, class: Class::Origin, ground: None, reason: "larmkod".into() };
    town.when(&own, kept).then_ok();
    let admin = town.administrator();
    town.when(&admin, erase(report, Part::Content)).then_refused("not-there");
    town.when(&own, erase(report, Part::Content)).then_ok();
}

#[test]
fn without_a_decision_nothing_is_erased() {
    let mut town = Town::new();
    let report = told(&mut town);
    let admin = town.administrator();
    let nameless =
        Command::Erase { thing: report.into(), part: Part::Text, counted: false, decision: " ".into() };
    town.when(&admin, nameless).then_refused("required");
    let person = Command::Erase {
        thing: report.into(),
        part: Part::Text,
        counted: false,
        decision: "begäran av 19121212-1212".into(),
    };
    town.when(&admin, person).then_refused("identity_number");
    town.having_seen(9).when(&admin, erase(report, Part::Text)).then_refused("stale");
}

#[test]
fn a_place_goes_with_its_measures_and_leaves_its_reports_and_only_when_nobody_works_on_it() {
    let mut town = Town::new();
    let report = told(&mut town);
    let place = town.given_place_at(school_yard(), Status::Active);
    let slk = town.coordinator("slk");
    let link = Command::TriageReport {
        report,
        outcome: crate::domain::report::Outcome::Linked,
        place: Some(place),
        reason: None,
    };
    town.when(&slk, link).then_ok();
    let walk = town.when(&slk, measure(place, "slk")).then_ok().about.unwrap();
    let admin = town.administrator();
    town.when(&admin, erase(place, Part::FactsAndContent)).then_refused("place-open");
    town.when(&admin, erase(place, Part::Text)).then_refused("no_such_part");
    town.set_status(place, Status::Dormant).then_ok();
    town.when(&admin, erase(place, Part::FactsAndContent)).then_ok();
    assert!(town.world.place(place).is_none());
    assert!(town.world.measure(MeasureId::from_bits(walk.bits)).is_none());
    assert_eq!(town.report(report).place, Some(place), "it says where it belonged");
    assert!(town.world.reports_of(place).contains(&report));
}

fn decide(rule: RuleName, keep: u32) -> Command {
    let decision = format!("{} {keep}", rule.code());
    Command::PutRetentionRule { rule, keep: Some(keep), decision, from: None, until: None }
}

fn run(town: &mut Town) -> crate::domain::ids::RetentionRunId {
    let package = Package { name: "p".into(), manifest_sha256: "00".into() };
    let rules: Vec<RunRule> = Vec::new();
    let admin = town.administrator();
    let about = town.when(&admin, Command::BeginRetentionRun { rules, package }).then_ok().about.unwrap();
    crate::domain::ids::RetentionRunId::from_bits(about.bits)
}

#[test]
fn the_table_is_decided_by_administrators_and_each_rule_needs_a_decision() {
    let mut town = Town::new();
    let admin = town.administrator();
    let coordinator = town.coordinator("bromma");
    town.when(&coordinator, decide(RuleName::ReportText, 24)).then_refused("administrator_role");
    let nameless = Command::PutRetentionRule {
        rule: RuleName::ReportText,
        keep: Some(24),
        decision: String::new(),
        from: None,
        until: None,
    };
    town.when(&admin, nameless).then_refused("required");
    town.when(&admin, decide(RuleName::ReportText, 0)).then_refused("out_of_range");
    town.when(&admin, decide(RuleName::ReportText, 24)).then_ok();
    town.when(&admin, decide(RuleName::ReportText, 24)).then_nothing_changes();
    town.wait(Span::new().hours(24));
    town.when(&admin, decide(RuleName::ReportText, 12)).then_ok();
    let rule = town.world.retention_rule(RuleName::ReportText).unwrap();
    assert_eq!(rule.decisions.iter().map(|d| d.value.keep).collect::<Vec<_>>(), [24, 12]);
}

#[test]
fn what_is_due_is_erased_by_its_rule_and_nothing_else_is() {
    let mut town = Town::new();
    let old = told(&mut town);
    town.wait(Span::new().hours(24 * 200));
    let new = told(&mut town);
    let admin = town.administrator();
    let run = run(&mut town);
    let due_thing = |key: Key| DueThing { key, archived: None };
    let both = vec![due_thing(old.into()), due_thing(new.into())];
    let due = |rule| Command::EraseDue { run, rule, things: both.clone() };
    town.when(&admin, due(RuleName::ReportReporter)).then_refused("retention-not-decided");
    town.when(&admin, decide(RuleName::ReportReporter, 6)).then_ok();
    let decision = town.when(&admin, due(RuleName::ReportReporter)).then_ok();
    assert_eq!(decision.changes.len(), 2, "one report, and the erasure");
    assert_eq!((content(&town, old), content(&town, new)), ((true, false), (true, true)));
    town.when(&admin, due(RuleName::ReportReporter)).then_nothing_changes();
    let reporter = town.someone("sisab", Role::Reporter);
    town.when(&reporter, due(RuleName::ReportReporter)).then_refused("administrator_role");
    town.when(&admin, Command::EndRetentionRun { run, erased: vec![(RuleName::ReportReporter, 1)] })
        .then_ok();
    town.when(&admin, due(RuleName::ReportReporter)).then_refused("retention-ended");
}

#[test]
fn a_report_without_a_place_goes_whole_and_is_counted() {
    let mut town = Town::new();
    let (alone, linked) = (told(&mut town), told(&mut town));
    let place = town.given_place_at(open_ground(), Status::Active);
    let slk = town.coordinator("slk");
    let link = Command::TriageReport {
        report: linked,
        outcome: crate::domain::report::Outcome::Linked,
        place: Some(place),
        reason: None,
    };
    town.when(&slk, link).then_ok();
    town.wait(Span::new().hours(24 * 400));
    let admin = town.administrator();
    town.when(&admin, decide(RuleName::UnlinkedReport, 12)).then_ok();
    let run = run(&mut town);
    let things = [alone.into(), linked.into(), Key { kind: Kind::Place, bits: place.bits() }]
        .map(|key| DueThing { key, archived: None })
        .to_vec();
    town.when(&admin, Command::EraseDue { run, rule: RuleName::UnlinkedReport, things }).then_ok();
    assert!(town.world.report(alone).is_none() && town.world.report(linked).is_some());
    let [erasure] = &erasures(&town)[..] else { panic!("one erasure") };
    let [counted] = &erasure.counted[..] else { panic!("one number") };
    assert_eq!((counted.week.as_str(), counted.count), ("2026-W48", 1));
    assert_eq!(counted.district, Some(town.area("Bromma")));
    assert!(town.world.place(PlaceId::from_bits(place.bits())).is_some());
}

#[test]
fn an_erasure_is_carried_out_once_more_on_an_older_town_and_only_once() {
    let mut town = Town::new();
    let (one, two) = (told(&mut town), told(&mut town));
    let backup = town.clone();
    let admin = town.administrator();
    town.when(&admin, erase(one, Part::Reporter)).then_ok();
    town.when(&admin, erase(two, Part::FactsAndContent)).then_ok();
    let later = told(&mut town);
    town.when(&admin, erase(later, Part::FactsAndContent)).then_ok();
    let mut restored = backup;
    let system = Actor::system();
    for erasure in erasures(&town) {
        let again = || Command::ReplayErasure(Box::new(erasure.clone()));
        restored.when(&system, again()).then_ok();
        restored.when(&system, again()).then_nothing_changes();
    }
    assert_eq!(content(&restored, one), (true, false));
    assert!(restored.world.report(two).is_none() && restored.world.gone(two.into()).is_some());
    assert_eq!(erasures(&restored).len(), 3);
    assert!(erasures(&restored).iter().all(|erasure| erasure.replayed));
    let coordinator = restored.coordinator("sisab");
    let command = Command::ReplayErasure(Box::new(erasures(&town)[0].clone()));
    restored.when(&coordinator, command).then_refused("administrator_role");
}

#[test]
fn the_file_it_came_in_does_not_bring_it_back() {
    let mut town = Town::new();
    let admin = town.administrator();
    let file = || {
        let row = |id: &str| NewReport { source_id: Some(id.into()), ..report_at(18.006, 59.3055) };
        Command::PutReports { origin: Some("sisab".into()), reports: vec![row("a"), row("b")] }
    };
    let taken = town.when(&admin, file()).then_ok();
    let first = taken.changes[0].record.key();
    town.when(&admin, erase(first, Part::FactsAndContent)).then_ok();
    let again = town.when(&admin, file()).then_ok();
    assert_eq!((again.changes.len(), again.unchanged), (0, 2));
}

#[test]
fn what_has_changed_since_it_was_archived_stays() {
    let mut town = Town::new();
    let place = town.given_place_at(open_ground(), Status::Dormant);
    town.wait(Span::new().hours(24 * 4_000));
    let (admin, slk) = (town.administrator(), town.coordinator("slk"));
    town.when(&admin, decide(RuleName::ClosedPlace, 120)).then_ok();
    let run = run(&mut town);
    let key = Key::from(place);
    let archived = Some(state_of(&town.world, key));
    let due =
        Command::EraseDue { run, rule: RuleName::ClosedPlace, things: vec![DueThing { key, archived }] };
    let mut touched = town.clone();
    touched.when(&slk, measure(place, "slk")).then_ok();
    touched.when(&admin, due.clone()).then_nothing_changes();
    town.when(&admin, due).then_ok();
    assert!(town.world.place(place).is_none() && touched.world.place(place).is_some());
}

#[test]
fn presences_go_before_their_place_once_it_is_due_and_as_they_were_archived() {
    let mut town = Town::new();
    let place = town.given_place_at(open_ground(), Status::Dormant);
    let draft = crate::domain::command::PresenceDraft {
        place,
        presence_kind: "night_walk".into(),
        starts_at: town.now - Span::new().hours(10),
        ends_at: town.now - Span::new().hours(7),
        party: None,
        organisation_kind: Some("night_walkers".into()),
    };
    let bromma = town.someone("bromma", Role::Reporter);
    let presence = town.when(&bromma, Command::AddPresence(draft)).then_ok().about.unwrap();
    let admin = town.administrator();
    town.when(&admin, decide(RuleName::ClosedPlace, 120)).then_ok();
    let run = run(&mut town);
    let due = |key: Key, archived: u64| {
        let things = vec![DueThing { key, archived: Some(archived) }];
        Command::EraseDue { run, rule: RuleName::ClosedPlace, things }
    };
    let (as_it_is, left) = (state_of(&town.world, presence), state_without_presences(&town.world, place));
    town.when(&admin, due(presence, as_it_is)).then_nothing_changes();
    town.wait(Span::new().hours(24 * 4_000));
    town.when(&admin, due(presence, as_it_is + 1)).then_nothing_changes();
    town.when(&admin, due(place.into(), left)).then_nothing_changes();
    town.when(&admin, due(presence, as_it_is)).then_ok();
    assert!(town.world.gone(presence).is_some() && town.world.place(place).is_some());
    town.when(&admin, due(place.into(), left)).then_ok();
    assert!(town.world.place(place).is_none());
}
