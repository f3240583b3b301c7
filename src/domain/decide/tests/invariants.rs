//! Whatever happens, in whatever order: what always holds.

use crate::domain::access::{Asking, Audience, Class, Level, Role, Viewer, see, see_report, tidy};
use crate::domain::command::{Actor, Command};
use crate::domain::coordination::{By, Stage, TURNS_MAX, Turn};
use crate::domain::decide::{Decision, Fresh, coordination, decide, grants};
use crate::domain::ids::{PartyId, PlaceId, ReportId};
use crate::domain::place::{Place, Status};
use crate::domain::record::{Change, Key, Kind};
use crate::domain::refusal::Refusal;
use crate::domain::testing::{PlainWorld, Town, days};
use crate::domain::time::date_of;
use crate::domain::world::{World, district_at};
use jiff::Timestamp;
use jiff::civil::Date;
use proptest::prelude::*;
use std::collections::{BTreeMap, HashSet};
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
        !(settled && ad_interim) || coordination.past.iter().all(|past| past.turn == Turn::HeldAdInterim),
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
    assert!(
        place.objections.is_empty() || place.status.is_set_aside(),
        "only what is set aside is objected to"
    );
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
        let whole = world.place(whole).unwrap();
        // Of a split that was taken back the parts are part of the whole again.
        assert!(whole.split_into.contains(&place.id) || whole.merged_from.contains(&place.id));
    }
}

/// Everybody sees what the rules give for the world as it stands, and nobody more: whatever came before,
/// in whatever order.
fn check_rules(world: &PlainWorld, today: Date) {
    for place in world.all_places() {
        assert_eq!(place.grants, grants::of_place(world, place, today), "{place:?}");
        assert_eq!(place.districts, world.district_shares(&place.shape, today));
        let mut followed = place.record.clone();
        coordination::follow(world, &mut followed, By { party: None, role: None }, Timestamp::UNIX_EPOCH);
        assert_eq!(followed, place.record, "ad interim, the district's own administration holds it");
    }
    for report in world.all_reports() {
        let mut expected = report.record.clone();
        expected.district = district_at(world, report.position, today).map(|area| area.id);
        let whose = (report.class, report.position);
        expected.grants = grants::of_report(world, whose, expected.district, today);
        grants::hide(&mut expected);
        assert_eq!(report.record, expected);
    }
}

/// No place comes from itself, however far back.
fn check_ancestry(world: &PlainWorld) {
    for place in world.all_places() {
        let mut ahead: Vec<_> = place.merged_into.into_iter().chain(place.split_into.clone()).collect();
        let mut seen = HashSet::new();
        while let Some(next) = ahead.pop() {
            assert_ne!(next, place.id, "a place that lives on in itself");
            if seen.insert(next) {
                let next = world.place(next).expect("lineage points at what is there");
                ahead.extend(next.merged_into.into_iter().chain(next.split_into.clone()));
            }
        }
    }
}

type Sights = BTreeMap<(Key, PartyId), (Level, Class)>;

/// What who speaks for each party sees of each report and place.
fn sights(world: &PlainWorld) -> Sights {
    let viewers: Vec<_> = world
        .all_parties()
        .map(|party| Viewer { party: party.id, kind: party.kind, role: Role::Coordinator })
        .collect();
    let mut seen = BTreeMap::new();
    let of_place = |id| {
        let place = world.place(id)?;
        Some(Audience::new(place.class, place.origin, &place.grants))
    };
    for viewer in &viewers {
        for place in world.all_places() {
            let level = of_place(place.id).and_then(|a| see(viewer, &a, Asking::Anywhere).level());
            seen.extend(level.map(|level| ((place.id.into(), viewer.party), (level, place.class))));
        }
        for report in world.all_reports() {
            let own = Audience::new(report.class, report.origin, &report.grants);
            let level = see_report(viewer, &own, report.place.and_then(of_place).as_ref()).level();
            seen.extend(level.map(|level| ((report.id.into(), viewer.party), (level, report.class))));
        }
    }
    seen
}

/// Whoever sees more of something than before does so by an act that is about who sees it: the thing
/// itself changed, or the place a report belongs to did, or the party became of another kind. And
/// nothing got a wider class but by its origin.
fn check_widened(
    (before, after): (&Sights, &Sights),
    (world, changes): (&PlainWorld, &[Change]),
    actor: &Actor,
) {
    let verb = |key: Key| changes.iter().find(|c| c.record.key() == key).map(|c| c.verb);
    for ((key, party), (level, class)) in after {
        if let Some((_, was)) = before.get(&(*key, *party))
            && class < was
        {
            let origin = match key.kind {
                Kind::Report => world.report(ReportId::from_bits(key.bits)).unwrap().origin,
                _ => world.place(PlaceId::from_bits(key.bits)).unwrap().origin,
            };
            assert_eq!(actor.viewer.party, origin, "only the origin widens");
            assert!(matches!(verb(*key), Some("report.class" | "place.class")), "{:?}", verb(*key));
            assert!(was_told(world, *key), "what is opened is written down, with its ground");
        }
        if before.get(&(*key, *party)).is_some_and(|(was, _)| was >= level) {
            continue;
        }
        let place = (key.kind == Kind::Report)
            .then(|| world.report(ReportId::from_bits(key.bits)).unwrap().place)
            .flatten();
        let acts = [verb(*key), place.and_then(|place| verb(place.into())), verb((*party).into())];
        assert!(
            acts.into_iter().flatten().any(|verb| WIDENING.contains(&verb)),
            "{party:?} sees {key:?} at {level:?}: {acts:?}"
        );
    }
}

/// Whether it is written down of a thing that it was opened, on what ground, by the version that stands.
fn was_told(world: &PlainWorld, key: Key) -> bool {
    let (version, told) = match key.kind {
        Kind::Report => {
            let report = world.report(ReportId::from_bits(key.bits)).unwrap();
            (report.version, report.disclosures.clone())
        }
        _ => {
            let place = world.place(PlaceId::from_bits(key.bits)).unwrap();
            (place.version, place.disclosures.clone())
        }
    };
    told.iter().any(|line| line.ground.is_some() && line.version == version)
}

/// The acts that may show something to somebody.
const WIDENING: [&str; 27] = [
    "report.create",
    "report.import",
    "report.triage",
    "report.put_back",
    "report.became_place",
    "report.follow",
    "report.class",
    "report.party",
    "place.create",
    "place.edit",
    "place.move",
    "place.class",
    "place.party",
    "place.status",
    "place.merge_in",
    "place.split_off",
    "place.unmerge",
    "place.unmerge_from",
    "place.unsplit",
    "coordination.propose",
    "coordination.accept",
    "coordination.decline",
    "coordination.hand_over",
    "coordination.expire",
    "party.create",
    "party.change",
    "site.relation",
];

fn check_world(world: &PlainWorld, today: Date) {
    check_rules(world, today);
    check_ancestry(world);
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

/// Every second merge or split is taken back by whoever made it.
fn taken_back(
    town: &Town,
    (actor, _, command): &(Actor, Option<u32>, Command),
    decision: &Decision,
    number: u64,
) -> Option<(Actor, Option<u32>, Command)> {
    let (Command::MergePlace { place, .. } | Command::SplitPlace { place, .. }) = command else {
        return None;
    };
    let party = town.world.party(actor.viewer.party).filter(|_| number.is_multiple_of(2))?;
    let act = super::take_back::act_of(&town.world, decision, &party.code);
    Some((actor.clone(), None, Command::TakeBack { place: *place, act: Box::new(act) }))
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
        let mut before = sights(&town.world);
        for (number, step) in (1..).zip(steps) {
            let mut next = Some(step.taken_in(&mut town));
            while let Some(asked) = next.take() {
                let decision = decided(&town, &asked, number);
                prop_assert_eq!(&decision, &decided(&town, &asked, number), "decided twice");
                let Ok(decision) = decision else { continue };
                let about = decision.about.is_none_or(|key| {
                    town.world.records.contains_key(&key) || decision.changes.iter().any(|c| c.record.key() == key)
                });
                prop_assert!(about, "the answer shows a record that is there");
                next = taken_back(&town, &asked, &decision, number);
                let changes = decision.changes;
                for change in &changes {
                    // Refuses a version twice, and one left out.
                    town.world.apply(change.record.clone());
                }
                let after = sights(&town.world);
                check_widened((&before, &after), (&town.world, &changes), &asked.0);
                before = after;
                check_world(&town.world, date_of(town.now));
            }
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
            let mut next = Some(step.taken_in(&mut town));
            while let Some(asked) = next.take() {
                let Ok(decision) = decided(&town, &asked, number) else { continue };
                next = taken_back(&town, &asked, &decision, number);
                for change in decision.changes {
                    verbs.insert(change.verb);
                    town.world.apply(change.record);
                }
            }
        }
    }
    let missing: Vec<_> = ALL_VERBS.iter().filter(|verb| !verbs.contains(*verb)).collect();
    assert!(missing.is_empty(), "never done, and so never proved: {missing:?}");
}

const ALL_VERBS: [&str; 38] = [
    "report.create",
    "report.import",
    "report.triage",
    "report.became_place",
    "report.follow",
    "report.class",
    "report.party",
    "place.class",
    "place.create",
    "place.edit",
    "place.move",
    "place.status",
    "place.party",
    "place.hand_out",
    "place.wake",
    "place.merge",
    "place.merge_in",
    "place.split",
    "place.split_off",
    "place.unmerge",
    "place.unmerge_from",
    "place.unsplit",
    "place.unsplit_off",
    "coordination.propose",
    "coordination.accept",
    "coordination.decline",
    "coordination.hand_over",
    "coordination.expire",
    "measure.add",
    "measure.close",
    "measure.follow",
    "site.relation",
    "site.create",
    "site.change",
    "party.change",
    "area.change",
    "setting.put",
    "designation.add",
];
