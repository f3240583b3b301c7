//! What must hold of the staged city.

use super::agenda::agenda;
use super::deeds::{Deed, What};
use super::*;
use crate::demo::{CoordinationStory, PlacePlan, TargetStatus};
use crate::domain::access::{Class, Level, Role};
use crate::domain::coordination::{Escalation, Stage};
use crate::domain::guard;
use crate::domain::measure::Measure;
use crate::domain::place::{Place, Status};
use crate::domain::record::{Kind, Record};
use crate::domain::report::{ObservedPrecision, Outcome, Report, Sighting};
use crate::domain::world::Held;
use crate::engine::wire;
use crate::index::snapshot::Snapshot;
use crate::register::memory::Memory;
use crate::register::{Register, StoredRecord, Surroundings, digest};
use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

const SEED: u64 = 1;

/// Christmas lies within the last weeks: deadlines in working days are at their most uneven.
fn now() -> Timestamp {
    "2026-01-08T09:30:00Z".parse().unwrap()
}

/// A city as it was put on stage, and as its register remembers it.
struct Told {
    world: Arc<Snapshot>,
    staged: Staged,
    plans: Vec<PlacePlan>,
    digest: [u8; 32],
    stored: Vec<StoredRecord>,
    records: Vec<Record>,
}

fn tell(seed: u64) -> Told {
    block_on(async {
        let surroundings = || Surroundings::repeatable(seed, || 0);
        let register = Memory::new(surroundings());
        let mut beside = register.beside(surroundings());
        let (nature, clock) = nature(seed);
        let (engine, _) = Engine::start(Box::new(register), nature).await.unwrap();
        let staged = stage(&engine, &clock, seed, now()).await.unwrap();
        assert_eq!(clock.set_to(), None, "time is real afterwards");
        let mut stored = Vec::new();
        beside.load(1_000, &mut |batch: Vec<StoredRecord>| stored.extend(batch)).await.unwrap();
        let records = stored.iter().map(|record| wire::decode(record).unwrap()).collect();
        let (_, plans) = planned(&staged.city, seed, now());
        let digest = digest(&mut beside).await.unwrap();
        Told { world: engine.snapshot(), staged, plans, digest, stored, records }
    })
}

fn planned(city: &City, seed: u64, now: Timestamp) -> (Vec<crate::demo::DemoReport>, Vec<PlacePlan>) {
    let scenes = scenes(city);
    let reports = reports(city, &scenes, seed, now);
    let places = places(city, &scenes, &reports, seed, now);
    (reports, places)
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// Staged once for all tests: it takes seconds without optimisation.
fn told() -> &'static Told {
    static TOLD: OnceLock<Told> = OnceLock::new();
    TOLD.get_or_init(|| tell(SEED))
}

impl Told {
    fn place(&self, number: usize) -> Held<Place> {
        self.world.place(self.staged.places[&number]).unwrap()
    }

    fn places(&self) -> impl Iterator<Item = (&PlacePlan, Held<Place>)> {
        self.plans.iter().enumerate().map(|(number, plan)| (plan, self.place(number)))
    }

    fn reports(&self) -> impl Iterator<Item = &Report> {
        self.records.iter().filter_map(|record| match record {
            Record::Report(report) => Some(&report.record),
            _ => None,
        })
    }

    fn measures(&self) -> impl Iterator<Item = &Measure> {
        self.records.iter().filter_map(|record| match record {
            Record::Measure(measure) => Some(&measure.record),
            _ => None,
        })
    }

    fn holder(&self, place: &Place) -> String {
        self.world.party(place.coordination.holder.party).unwrap().code.clone()
    }

    fn asked(&self, place: &Place) -> Option<String> {
        let proposal = match &place.coordination.stage {
            Stage::Settled => return None,
            Stage::Proposed(proposal)
            | Stage::Declined { proposal, .. }
            | Stage::Escalated { proposal, .. } => proposal,
        };
        Some(self.world.party(proposal.party).unwrap().code.clone())
    }
}

#[test]
fn the_register_holds_as_much_as_a_city_that_has_worked_for_a_year() {
    let told = told();
    let count = |kind| told.world.count(kind);
    assert_eq!(count(Kind::Site), told.staged.city.sites.len());
    let kept = ["school", "preschool", "upper_secondary_school", "housing"];
    let homes_and_schools = told.records.iter().filter(|record| match record {
        Record::Site(site) => kept.contains(&site.kind.as_str()),
        _ => false,
    });
    let homes_and_schools = homes_and_schools.count();
    assert!((550..=650).contains(&homes_and_schools), "{homes_and_schools} schools and homes");
    assert!((1_600..=1_800).contains(&count(Kind::Report)), "{} reports", count(Kind::Report));
    assert_eq!(count(Kind::Place), told.plans.len());
    assert!((55..=70).contains(&told.plans.len()), "{} places", told.plans.len());
    assert_eq!(count(Kind::Party), crate::demo::parties().len());
    assert!((50..150).contains(&count(Kind::Measure)), "{} measures", count(Kind::Measure));
}

#[test]
fn every_place_has_come_exactly_as_far_as_planned() {
    let told = told();
    let mut met = HashSet::new();
    for (plan, place) in told.places() {
        let id = |number: usize| told.staged.places[&number];
        let status = match plan.status {
            TargetStatus::Suspected => Status::Suspected,
            TargetStatus::Active => Status::Active,
            TargetStatus::UnderAnalysis => Status::UnderAnalysis,
            TargetStatus::InAction => Status::InAction,
            TargetStatus::Monitoring => Status::Monitoring,
            TargetStatus::Dormant => Status::Dormant,
            TargetStatus::Dismissed => Status::Dismissed,
            TargetStatus::Merged { into } => {
                assert_eq!(place.merged_into, Some(id(into)), "{}", place.name);
                assert!(told.place(into).merged_from.contains(&place.id), "{}", place.name);
                Status::Merged
            }
            TargetStatus::Split { into } => {
                assert_eq!(place.split_into, into.map(id), "{}", place.name);
                assert!(into.iter().all(|part| told.place(*part).split_from == Some(place.id)));
                Status::Split
            }
        };
        assert_eq!(place.status, status, "{}", place.name);
        assert_eq!(place.name, plan.name);
        met.insert(status);
    }
    assert_eq!(met.len(), Status::ALL.len(), "every status is met: {met:?}");
}

#[test]
fn every_coordination_has_gone_as_its_story_says() {
    let told = told();
    let mut met = HashSet::new();
    for (plan, place) in told.places() {
        let Some(story) = &plan.coordination else { continue };
        let (stage, holder, asked) = (&place.coordination.stage, told.holder(&place), told.asked(&place));
        let asked = asked.as_deref();
        let name = &place.name;
        let goes = match story {
            CoordinationStory::AcceptedByPropertyCompany { party, .. } => {
                *stage == Stage::Settled && holder == *party
            }
            CoordinationStory::AcceptedByDistrict { party, .. } => {
                let outside = !told.world.party_by_code(&holder).unwrap().logs_in;
                *stage == Stage::Settled && (holder == *party || outside)
            }
            CoordinationStory::HandedOver { to, .. } => *stage == Stage::Settled && holder == *to,
            CoordinationStory::ProposedWaiting { party, .. } => {
                let due = place.coordination.deadline().unwrap();
                matches!(stage, Stage::Proposed(_)) && asked == Some(party) && due > now()
            }
            CoordinationStory::ProposedOverdue { party, .. } => {
                let due = place.coordination.deadline().unwrap();
                matches!(stage, Stage::Proposed(_)) && asked == Some(party) && due < now()
            }
            CoordinationStory::Declined { party, suggested_party, .. } => {
                let better = told.world.party_by_code(suggested_party).map(|party| party.id);
                matches!(stage, Stage::Declined { suggested, .. } if *suggested == better)
                    && asked == Some(party)
            }
            CoordinationStory::EscalatedToSteeringGroup { party } => {
                let to = Escalation::LocalSteeringGroup;
                matches!(stage, Stage::Escalated { to: at, .. } if *at == to) && asked == Some(party)
            }
            CoordinationStory::EscalatedToPreparationGroup { party } => {
                let to = Escalation::CityPreparationGroup;
                matches!(stage, Stage::Escalated { to: at, .. } if *at == to) && asked == Some(party)
            }
        };
        assert!(goes, "{name}: {story:?} has come to {stage:?}, held by {holder}");
        assert_eq!(place.coordination.holder.ad_interim, *stage != Stage::Settled, "{name}: {stage:?}");
        met.insert(std::mem::discriminant(story));
    }
    assert_eq!(met.len(), 8, "every story is told");
}

#[test]
fn a_place_without_permanent_coordinator_is_held_by_its_district() {
    let told = told();
    let interim = |place: &Place| place.coordination.holder.ad_interim;
    let held: Vec<_> = told.places().filter(|(_, place)| interim(place)).collect();
    assert!(held.len() >= 10, "{} in the queue", held.len());
    for (_, place) in held {
        let largest = place.district().unwrap();
        let district = told.world.administration_of(largest).unwrap();
        assert_eq!(place.coordination.holder.party, district.id, "{}", place.name);
    }
}

#[test]
fn a_party_without_log_in_has_answered_through_a_district() {
    let told = told();
    let outside = told.places().filter(|(_, place)| {
        place.coordination.past.iter().any(|turn| {
            let answered = turn.by.party.is_some_and(|by| by != turn.party);
            let party = told.world.party(turn.party).unwrap();
            answered && !party.logs_in && turn.turn != crate::domain::coordination::Turn::Proposed
        })
    });
    assert!(outside.count() > 0);
}

#[test]
fn a_party_without_log_in_is_asked_so_that_the_district_can_note_its_answer() {
    let told = told();
    let asked = told.places().filter(|(_, place)| {
        let asked = place.coordination.asked().and_then(|party| told.world.party(party));
        place.status.is_open() && asked.is_some_and(|party| !party.logs_in)
    });
    assert!(asked.count() > 0);
}

#[test]
fn nothing_is_known_before_it_is_seen_or_later_than_now() {
    let told = told();
    let shift = SignedDuration::from_hours(9);
    for report in told.reports() {
        // Of a part of the day it is told once that is over.
        let known = SignedDuration::from_hours(report.observed_hours.unwrap_or_default().into());
        let waited = report.received_at.duration_since(report.observed_at + known);
        assert!(SignedDuration::ZERO <= waited && waited <= shift, "{waited:?}");
        assert!(report.received_at <= now());
    }
    for (_, place) in told.places() {
        let turns: Vec<_> = place.coordination.past.iter().map(|turn| turn.at).collect();
        assert!(turns.is_sorted(), "{}: {turns:?}", place.name);
        // A part goes on where the whole stood, since before it was a place of its own.
        let since = place.status_since;
        assert!(place.created_at <= since || place.split_from.is_some(), "{}", place.name);
        assert!(since < now(), "{}", place.name);
        assert!(place.coordination.holder.since < now());
    }
}

#[test]
fn some_reporters_know_the_part_of_the_day_alone_and_some_point_at_the_spot() {
    let told = told();
    let (vague, exact): (Vec<_>, Vec<_>) =
        told.reports().partition(|report| report.observed_precision == ObservedPrecision::Hours);
    assert!(vague.len() > 20 && exact.len() > 5 * vague.len(), "{} of {}", vague.len(), exact.len());
    assert!(told.reports().filter(|report| report.position_by_hand).count() > 100);
    assert!(told.reports().all(|report| report.position_by_hand == report.accuracy_m.is_none()));
}

#[test]
fn reports_have_been_triaged_but_for_the_newest() {
    let told = told();
    let waiting: Vec<_> = told.reports().filter(|report| report.outcome.is_none()).collect();
    assert!((agenda::WAITING - 5..=agenda::WAITING + 15).contains(&waiting.len()), "{} wait", waiting.len());
    let week_ago = now() - SignedDuration::from_hours(8 * 24);
    let old: Vec<_> = waiting.iter().filter(|report| report.received_at < week_ago).collect();
    assert!(old.len() <= 5, "{} have waited for more than a week: {old:#?}", old.len());
    let met: HashSet<_> = told.reports().filter_map(|report| report.outcome).collect();
    let usual = [Outcome::Linked, Outcome::BecamePlace, Outcome::NotOurs, Outcome::NoAction];
    assert_eq!(met, HashSet::from(usual));
    let sightings: HashSet<_> = told.reports().map(|report| report.sighting).collect();
    assert_eq!(sightings, HashSet::from([Sighting::New, Sighting::Still, Sighting::Gone]));
}

#[test]
fn reports_are_linked_to_places_that_live_on() {
    let told = told();
    for report in told.reports() {
        let Some(place) = report.place else { continue };
        let place = told.world.place(place).unwrap();
        assert!(!matches!(place.status, Status::Merged | Status::Split), "{} has ended", place.name);
    }
    for (plan, place) in told.places().filter(|(plan, _)| plan.status == TargetStatus::Dormant) {
        let last =
            told.reports().filter(|report| report.place == Some(place.id)).map(|r| r.observed_at).max();
        assert!(
            last.is_none_or(|last| last < place.status_since),
            "{} sleeps while trouble goes on",
            plan.name
        );
    }
}

#[test]
fn what_social_services_saw_stays_with_them() {
    let told = told();
    let own: Vec<_> = told.reports().filter(|report| report.class == Class::Origin).collect();
    assert!(own.len() >= 20, "{} reports", own.len());
    assert!(own.iter().all(|report| report.unit.as_deref() == Some("falt") && report.grants.is_empty()));
    // Were a place made from such a report, it would be its origin's alone.
    assert!(told.places().all(|(_, place)| place.class == Class::Partner));
}

#[test]
fn those_who_report_in_the_demo_find_what_they_have_sent() {
    let told = told();
    for login in crate::demo::logins::logins().into_iter().filter(|login| login.role == Role::Reporter) {
        let sent_by = |report: &Report| report.content.as_ref().and_then(|content| content.reporter);
        let own: Vec<_> = told.reports().filter(|report| sent_by(report) == Some(login.account)).collect();
        assert!(own.len() >= 5, "{} has sent {} reports", login.login, own.len());
        let party = told.world.party_by_code(login.party).unwrap().id;
        assert!(own.iter().all(|report| report.origin == party && report.unit.as_deref() == login.unit));
        assert!(
            own.iter().any(|report| report.outcome.is_some()),
            "something came of what {} saw",
            login.login
        );
    }
}

#[test]
fn measures_run_where_they_should_and_have_ended_where_they_are_followed_up() {
    let told = told();
    for (plan, place) in told.places() {
        let measures: Vec<_> = told.measures().filter(|measure| measure.place == place.id).collect();
        match plan.status {
            TargetStatus::InAction => {
                assert!(!measures.is_empty(), "{}", place.name);
                assert!(measures.iter().all(|measure| measure.closed_at.is_none()), "{}", place.name);
            }
            TargetStatus::Monitoring | TargetStatus::Dormant => {
                assert!(!measures.is_empty(), "{}", place.name);
                assert!(measures.iter().all(|measure| measure.closed_at.is_some()), "{}", place.name);
            }
            _ => {}
        }
    }
}

#[test]
fn parties_follow_the_police_areas_that_are_in_force() {
    let told = told();
    let today = crate::domain::time::date_of(now());
    for party in told.world.parties() {
        for area in &party.areas {
            assert!(told.world.area(*area).unwrap().holds_on(today), "{}", party.code);
        }
    }
    let seen_by_police = told.places().filter(|(_, place)| {
        place.grants.iter().any(|grant| {
            let party = told.world.party(grant.party).unwrap();
            party.code.starts_with("lpo-") && grant.level == Level::Full
        })
    });
    assert_eq!(seen_by_police.count(), told.plans.len());
}

#[test]
fn no_text_of_the_register_points_at_a_person() {
    for record in &told().stored {
        for json in [Some(&record.facts), record.content.as_ref()].into_iter().flatten() {
            let value: serde_json::Value = serde_json::from_str(json).unwrap();
            for text in words_of(&value) {
                assert_eq!(guard::check(text, 2_000).as_deref(), Ok(text), "{} {}", record.kind, record.id);
            }
        }
    }
}

/// The members that people write or read: names, texts, notes, reasons.
fn words_of(value: &serde_json::Value) -> Vec<&str> {
    use serde_json::Value;
    const WRITTEN: [&str; 7] = ["name", "text", "note", "reason", "decision", "function", "site"];
    match value {
        Value::Object(members) => members
            .iter()
            .flat_map(|(name, value)| match value {
                Value::String(text) if WRITTEN.contains(&name.as_str()) => vec![text.as_str()],
                other => words_of(other),
            })
            .collect(),
        Value::Array(values) => values.iter().flat_map(words_of).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn the_same_seed_and_moment_give_the_same_register() {
    assert_eq!(tell(SEED).digest, told().digest);
}

#[test]
fn a_register_that_holds_something_is_not_staged_in() {
    block_on(async {
        let register = Memory::new(Surroundings::repeatable(SEED, || 0));
        let (nature, clock) = nature(SEED);
        let (engine, _) = Engine::start(Box::new(register), nature).await.unwrap();
        let (reports, places) = (Vec::new(), Vec::new());
        let mut player = Player::new(&engine, &clock, &reports, &places);
        player.give(Actor::system(), ground::codes()).await.unwrap();
        let before = engine.snapshot().seq;
        assert!(stage(&engine, &clock, SEED, now()).await.is_err());
        assert_eq!(engine.snapshot().seq, before);
        assert_eq!(clock.set_to(), None);
    });
}

/// Every moment of the year is somebody's first look at the demo: weekends, nights, Christmas and Easter too.
#[test]
fn whenever_it_is_staged_nothing_comes_before_what_it_needs() {
    let city = city(SEED);
    let start: Timestamp = "2026-12-20T23:30:00Z".parse().unwrap();
    for step in 0..10_i64 {
        let now = start + SignedDuration::from_hours(step * 59);
        let (reports, places) = planned(&city, SEED, now);
        check_order(&agenda(&city, &reports, &places, now), now);
    }
}

fn check_order(agenda: &[Deed], now: Timestamp) {
    let (mut sent, mut made) = (HashSet::new(), HashSet::new());
    for moment in agenda.chunk_by(|a, b| a.at == b.at) {
        let at = moment[0].at;
        assert!(at <= now, "{:?} comes after {now}", moment[0]);
        // Deeds of one moment are given before any of them has made anything.
        for deed in moment {
            let (report, place) = needs(&deed.what);
            assert!(report.is_none_or(|report| sent.contains(&report)), "at {now}: {deed:?}");
            assert!(place.is_none_or(|place| made.contains(&place)), "at {now}: {deed:?}");
        }
        for deed in moment {
            match &deed.what {
                What::Report { report, .. } => assert!(sent.insert(*report)),
                What::Open { place, .. } => assert!(made.insert(*place)),
                What::Split { into, .. } => made.extend(into),
                _ => {}
            }
        }
    }
}

/// The report and the place that a deed is about. A report joins a part through the whole, so a link needs no more
/// than its report.
fn needs(what: &What) -> (Option<usize>, Option<usize>) {
    match what {
        What::Link { report, .. } | What::Leave { report, .. } => (Some(*report), None),
        What::Ask { place, .. }
        | What::Accept { place, .. }
        | What::Decline { place, .. }
        | What::Expire { place }
        | What::HandOver { place, .. }
        | What::Move { place, .. }
        | What::Confirm { place, .. }
        | What::Look { place, .. }
        | What::Object { place }
        | What::Begin { place, .. }
        | What::Finish { place }
        | What::Merge { place, .. }
        | What::Split { place, .. } => (None, Some(*place)),
        What::Open { .. } | What::Report { .. } => (None, None),
    }
}

/// Every quarter of the demo, by either geography and under several limits.
#[test]
fn nothing_small_can_be_worked_out_of_what_it_publishes() {
    use crate::domain::public::{CATEGORIES, Geography, Quarter, Table, counting, protection};
    let told = told();
    let mut shown = std::collections::BTreeMap::new();
    for quarter in ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"] {
        for geography in [Geography::District, Geography::Hexagon] {
            let quarter: Quarter = quarter.parse().unwrap();
            let areas = counting::counts(&*told.world, quarter, geography, &[]);
            let counts: Vec<_> = areas.into_iter().map(|area| area.counts).collect();
            let table = Table::of(&counts, CATEGORIES.len());
            for least in [5, 8, 12] {
                let count = protection::tests::assert_protected(&table, least);
                *shown.entry((geography, least)).or_insert(0) += count;
            }
            println!("{quarter} {}: {} areas with reports", geography.code(), table.rows());
        }
    }
    println!("figures shown: {shown:?}");
    assert!(shown[&(Geography::District, 8)] > 40, "{shown:?}");
    let published = told.world.count(Kind::Publication);
    assert!((3..=4).contains(&published), "{published} quarters are published");
}
