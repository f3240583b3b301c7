//! Whatever happens, in whatever order: what always holds.

use crate::domain::access::{Asking, Audience, Level, Role, Viewer, see, tidy};
use crate::domain::command::{Actor, Command};
use crate::domain::coordination::{Stage, TURNS_MAX};
use crate::domain::decide::{Decision, Fresh, decide};
use crate::domain::ids::{PartyId, PlaceId};
use crate::domain::place::{Place, Status};
use crate::domain::refusal::Refusal;
use crate::domain::testing::{PlainWorld, Town, days};
use crate::domain::world::World;
use proptest::prelude::*;
use std::collections::HashSet;
use std::sync::OnceLock;

fn lives(world: &PlainWorld, place: PlaceId) {
    let place = world.place(place).expect("a link points at something that is there");
    let moved_on = matches!(place.status, Status::Merged | Status::Split);
    assert!(!moved_on, "nothing stays behind with a place that lives on elsewhere");
}

fn sees(world: &PlainWorld, party: PartyId, place: &Place) {
    let party = world.party(party).expect("the party is there");
    let viewer = Viewer { party: party.id, kind: party.kind, role: Role::Coordinator };
    let audience = Audience::new(place.class, place.origin, &place.grants);
    let level = see(&viewer, &audience, Asking::Anywhere).level();
    assert_eq!(level, Some(Level::Full), "{} coordinates or is asked to, and sees it", party.code);
}

fn check_place(world: &PlainWorld, place: &Place) {
    let coordination = &place.coordination;
    if place.status.is_open() {
        sees(world, coordination.holder.party, place);
        coordination.asked().into_iter().for_each(|party| sees(world, party, place));
    }
    assert!(!coordination.holder.function.is_empty(), "a function speaks, not only an organisation");
    assert!(coordination.past.len() <= TURNS_MAX);
    let (settled, ad_interim) =
        (matches!(coordination.stage, Stage::Settled), coordination.holder.ad_interim);
    assert!(
        !(settled && ad_interim) || coordination.past.len() == 1,
        "ad interim somebody is asked, or was declined"
    );
    assert_eq!(place.grants, tidy(place.grants.clone()));
    for grant in &place.grants {
        assert!(world.party(grant.party).is_some());
    }
    assert!(!place.problem_types.is_empty() && !place.name.is_empty());
    let unique: HashSet<_> = place.problem_types.iter().collect();
    assert_eq!(unique.len(), place.problem_types.len());
    assert!(place.districts.is_sorted_by(|a, b| a.share >= b.share));
    check_lineage(world, place);
}

fn check_lineage(world: &PlainWorld, place: &Place) {
    assert_eq!(place.merged_into.is_some(), place.status == Status::Merged);
    assert_eq!(!place.split_into.is_empty(), place.status == Status::Split);
    if let Some(into) = place.merged_into {
        assert!(world.place(into).unwrap().merged_from.contains(&place.id));
    }
    for from in &place.merged_from {
        assert_eq!(world.place(*from).unwrap().merged_into, Some(place.id));
    }
    for part in &place.split_into {
        assert_eq!(world.place(*part).unwrap().split_from, Some(place.id));
    }
    if let Some(whole) = place.split_from {
        assert!(world.place(whole).unwrap().split_into.contains(&place.id));
    }
}

fn check_world(world: &PlainWorld) {
    for place in world.all_places() {
        check_place(world, place);
    }
    for report in world.all_reports() {
        report.place.into_iter().for_each(|place| lives(world, place));
        assert!(report.outcome.is_some() || report.place.is_none());
        assert!(report.district.is_none_or(|district| world.area(district).is_some()));
        assert!(world.party(report.origin).is_some());
        assert_eq!(report.grants, tidy(report.grants.clone()));
    }
    for measure in world.all_measures() {
        lives(world, measure.place);
        assert!(world.party(measure.party).is_some());
    }
}

/// Decides with ids that are the same for the same number.
fn decided(
    town: &Town,
    (actor, expected, command): &(Actor, Option<u32>, Command),
    number: u64,
) -> Result<Decision, Refusal> {
    let mut id = number << 20;
    let mut random = || {
        id += 1;
        id
    };
    let mut fresh = Fresh { now: town.now, random: &mut random };
    decide(&town.world, actor, *expected, command, &mut fresh)
}

fn town() -> Town {
    static TOWN: OnceLock<Town> = OnceLock::new();
    TOWN.get_or_init(Town::lived_in).clone()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]
    #[test]
    fn no_day_in_the_town_breaks_what_always_holds(steps in days(60)) {
        let mut town = town();
        for (number, step) in (1..).zip(steps) {
            let asked = step.taken_in(&mut town);
            let decision = decided(&town, &asked, number);
            prop_assert_eq!(&decision, &decided(&town, &asked, number), "decided twice");
            let Ok(decision) = decision else { continue };
            let about = decision.about.is_none_or(|key| {
                town.world.records.contains_key(&key) || decision.changes.iter().any(|c| c.record.key() == key)
            });
            prop_assert!(about, "the answer shows a record that is there");
            for change in decision.changes {
                // Refuses a version twice, and one left out.
                town.world.apply(change.record);
            }
            check_world(&town.world);
        }
    }
}

#[test]
fn a_random_day_gets_something_done() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut verbs = HashSet::new();
    for _ in 0..300 {
        if verbs.len() == ALL_VERBS.len() {
            return;
        }
        let mut town = town();
        for (number, step) in (1..).zip(days(60).new_tree(&mut runner).unwrap().current()) {
            let asked = step.taken_in(&mut town);
            for change in decided(&town, &asked, number).into_iter().flat_map(|d| d.changes) {
                verbs.insert(change.verb);
                town.world.apply(change.record);
            }
        }
    }
    let missing: Vec<_> = ALL_VERBS.iter().filter(|verb| !verbs.contains(*verb)).collect();
    assert!(missing.is_empty(), "never done, and so never proved: {missing:?}");
}

const ALL_VERBS: [&str; 26] = [
    "report.create",
    "report.import",
    "report.triage",
    "report.became_place",
    "report.follow",
    "place.create",
    "place.edit",
    "place.move",
    "place.status",
    "place.party",
    "place.wake",
    "place.merge",
    "place.merge_in",
    "place.split",
    "place.split_off",
    "coordination.propose",
    "coordination.accept",
    "coordination.decline",
    "coordination.hand_over",
    "coordination.expire",
    "measure.add",
    "measure.close",
    "measure.follow",
    "site.relation",
    "setting.put",
    "designation.add",
];
