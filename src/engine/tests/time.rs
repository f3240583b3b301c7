//! Time: never backwards, and deadlines pass once however many look at the clock.

use super::instances::soon;
use super::support::{Clock, about, request, send_report, someone, start, town};
use crate::domain::access::Role;
use crate::domain::command::{Actor, Command, Portion, SiteRelation};
use crate::domain::coordination::Stage;
use crate::domain::ids::PlaceId;
use crate::domain::testing::{place_on, school_yard};
use crate::domain::time::date_of;
use crate::domain::world::World;
use crate::engine::tick::{expire_due, turn_day, turn_day_by};
use crate::engine::{Engine, Health, Nature, Request};
use crate::register::postgres::Postgres;
use crate::register::suite::Backend;
use crate::register::suite::backends::PostgresDatabase;
use crate::register::{CommandKey, Surroundings};
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

#[tokio::test]
async fn a_clock_that_jumps_back_does_not_take_the_register_with_it() {
    let clock = Clock::new();
    let engine = town(clock.memory()).await;
    let day = SignedDuration::from_hours(24);
    let start = clock.now();
    for (number, jump) in [day, -day, -day, SignedDuration::from_millis(1), day * 3].into_iter().enumerate() {
        clock.set(clock.now() + jump);
        send_report(&engine, &number.to_string()).await.expect("done");
    }
    let lines = engine.archive().changes_after(0, 1_000).await.expect("the chain");
    assert!(lines.is_sorted_by_key(|line| line.time_ms));
    let last: Vec<_> = lines.iter().rev().take(5).map(|line| line.time_ms - start.as_millisecond()).collect();
    let hours = |hours: i64| hours * 3_600_000;
    assert_eq!(last, [hours(48) + 1, hours(24), hours(24), hours(24), hours(24)]);
}

#[tokio::test]
async fn what_is_decided_with_is_what_is_stored() {
    let clock = Clock::new();
    // A clock finer than a millisecond, which the register is not.
    let fine = clock.now() + SignedDuration::from_nanos(1_234_567);
    let mut nature = super::support::nature(1);
    nature = Nature { now: Some(Box::new(move || fine)), ..nature };
    let (engine, _) = Engine::start(Box::new(clock.memory()), nature).await.expect("started");
    super::support::found(&engine).await;
    let done = send_report(&engine, "a").await.expect("done");
    let received_at = engine.snapshot().reports.get(about(&done).bits).expect("there").held.received_at;
    let line =
        engine.archive().changes_after(engine.snapshot().seq - 1, 1).await.expect("the chain").remove(0);
    assert_eq!(received_at.as_millisecond(), line.time_ms);
    assert_eq!(received_at, Timestamp::from_millisecond(fine.as_millisecond()).expect("a time"));
    assert_eq!(engine.events().after(line.seq - 1, 1)[0].time, received_at);
}

/// A place whose coordination waits for an answer, and until when.
async fn proposed(engine: &Engine) -> (PlaceId, Timestamp) {
    let slk = someone(engine, "slk", Role::Coordinator);
    let create = Command::CreatePlace(place_on(school_yard()));
    let done = engine.submit(request(slk, "carl", "place", create)).await.expect("done");
    let place = PlaceId::from_bits(about(&done).bits);
    let stands = engine.snapshot().place(place).expect("there");
    (place, stands.coordination.deadline().expect("a new place asks somebody to coordinate it"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_deadline_passes_once_with_two_engines_ticking() {
    let clock = Clock::new();
    let memory = clock.memory();
    let one = town(memory.beside(clock.surroundings())).await;
    let (place, deadline) = proposed(&one).await;
    let (two, _) = start(memory.beside(clock.surroundings()), 2).await;
    let early = deadline - SignedDuration::from_millis(1);
    clock.set(early);
    assert_eq!((expire_due(&one, early).await, expire_due(&two, early).await), (0, 0));
    // Somebody whose own clock is ahead may ask; the register's clock decides.
    assert_eq!(expire_due(&one, deadline).await, 0);

    clock.set(deadline);
    let before = one.snapshot().seq;
    tokio::join!(
        expire_due(&one, deadline),
        expire_due(&two, deadline),
        expire_due(&one, deadline),
        expire_due(&two, deadline)
    );
    let lines = one.archive().changes_after(before, 10).await.expect("the chain");
    let verbs: Vec<_> = lines.iter().map(|line| (line.verb.as_str(), line.id)).collect();
    assert_eq!(verbs.len(), 1, "{verbs:?}");
    assert_eq!(verbs[0].1, place.bits());
    for engine in [&one, &two] {
        send_report(engine, "look").await.expect("done");
        let stage = engine.snapshot().place(place).expect("there").coordination.stage.clone();
        assert!(matches!(stage, Stage::Escalated { .. }), "{stage:?}");
        assert_eq!(expire_due(engine, deadline).await, 0);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_clock_set_a_year_ahead_lets_no_deadline_pass_where_the_database_has_one_too() {
    let (database, ahead_ms) = (PostgresDatabase::fresh(), Arc::new(AtomicI64::new(0)));
    let surroundings = Surroundings::set_ahead(Arc::clone(&ahead_ms));
    let engine = town(Postgres::open(&database.url(), surroundings).await.expect("opened")).await;
    let (_, deadline) = proposed(&engine).await;
    let before = engine.snapshot().seq;
    ahead_ms.store(365 * 86_400_000, Ordering::Relaxed);
    let by_that_clock = Timestamp::now() + SignedDuration::from_hours(365 * 24);
    assert!(deadline < by_that_clock);
    assert_eq!(expire_due(&engine, by_that_clock).await, 0);
    assert_eq!(engine.health(), Health::ReadOnly, "others are to be asked instead");
    ahead_ms.store(0, Ordering::Relaxed);
    soon("it is ready again", || engine.health() == Health::Ready).await;
    assert_eq!(expire_due(&engine, by_that_clock).await, 0, "it is not due");
    assert_eq!(engine.snapshot().seq, before, "nothing was written");
}

#[tokio::test]
async fn a_day_begins_once_with_two_engines_ticking_and_after_a_standstill() {
    let clock = Clock::new();
    let memory = clock.memory();
    let one = town(memory.beside(clock.surroundings())).await;
    let (place, _) = proposed(&one).await;
    let (two, _) = start(memory.beside(clock.surroundings()), 2).await;
    let today = date_of(clock.now());
    assert_eq!(turn_day(&one, None, clock.now()).await, Some(today));
    let site = one.snapshot().site_by_source("s1").expect("the school").id;
    let (relation, party) = (SiteRelation::LandOwner, Some("bostad".to_owned()));
    let from = Some(today.tomorrow().expect("a day"));
    let told = Command::SetSiteRelation { site, relation, party, from, until: None };
    let admin = someone(&one, "slk", Role::Administrator);
    one.submit(request(admin, "anna", "relation", told)).await.expect("done");
    let before = one.snapshot().place(place).expect("there").version;
    // Nobody ticked for three days; then both do.
    clock.set(clock.now() + SignedDuration::from_hours(72));
    let now = clock.now();
    let turned = tokio::join!(turn_day(&one, Some(today), now), turn_day(&two, None, now));
    assert_eq!(turned, (Some(date_of(now)), Some(date_of(now))));
    assert_eq!(turn_day(&two, turned.1, now).await, Some(date_of(now)));
    let place = one.archive().changes_after(0, 1_000).await.expect("the chain");
    let versions = place.iter().filter(|line| line.verb == "place.party").count();
    assert_eq!((versions, before), (1, 1));
}

#[tokio::test]
async fn a_clock_that_was_ahead_for_a_while_keeps_no_day_from_being_turned() {
    let clock = Clock::new();
    let memory = clock.memory();
    let engine = town(memory.beside(clock.surroundings())).await;
    let today = date_of(clock.now());
    let ahead = clock.now() + SignedDuration::from_hours(365 * 24);
    let turned = turn_day(&engine, Some(today), ahead).await;
    assert_eq!(turned, Some(date_of(ahead)), "there was nothing to turn");
    let party = told_ahead_beside_many(&engine, &clock).await;
    assert_eq!(turn_day(&engine, turned, clock.now()).await, Some(today));
    clock.set(clock.now() + SignedDuration::from_hours(24));
    let day = date_of(clock.now());
    assert_eq!(turn_day(&engine, turned, clock.now()).await, Some(day), "also where no tick came before");
    assert_eq!(told(&engine, party), 15);
}

/// Fifteen reports at the school's fence, whose land another party owns from tomorrow on; and who is looked for.
async fn told_ahead_beside_many(engine: &Engine, clock: &Clock) -> crate::domain::ids::PartyId {
    for number in 0..15 {
        send_report(engine, &number.to_string()).await.expect("done");
    }
    let site = engine.snapshot().site_by_source("s1").expect("the school").id;
    let from = Some(date_of(clock.now()).tomorrow().expect("a day"));
    let (relation, party) = (SiteRelation::LandOwner, Some("bostad".to_owned()));
    let told = Command::SetSiteRelation { site, relation, party, from, until: None };
    let admin = someone(engine, "slk", Role::Administrator);
    engine.submit(request(admin, "anna", "relation", told)).await.expect("done");
    engine.snapshot().party_by_code("bostad").expect("the party").id
}

fn told(engine: &Engine, party: crate::domain::ids::PartyId) -> usize {
    let snapshot = engine.snapshot();
    let sees = |report: &crate::domain::report::Report| report.grants.iter().any(|g| g.party == party);
    snapshot.reports.iter().filter(|row| sees(&row.held.record)).count()
}

#[tokio::test]
async fn a_day_that_touches_too_much_at_once_is_turned_in_parts_and_ends() {
    let clock = Clock::new();
    let memory = clock.memory();
    let one = town(memory.beside(clock.surroundings())).await;
    let party = told_ahead_beside_many(&one, &clock).await;
    let (two, _) = start(memory.beside(clock.surroundings()), 2).await;
    let today = date_of(clock.now());
    clock.set(clock.now() + SignedDuration::from_hours(24));
    let now = clock.now();
    assert_eq!(told(&one, party), 0);
    // One instance stops in the middle: it has made the first part only.
    let day = date_of(now);
    let part = Command::TurnDay { after: today, day, portion: Portion::Part, most: 4 };
    let key = CommandKey { caller: "tick".into(), key: format!("turn:{day}:part:1") };
    let stopped = Request { key, ..request(Actor::system(), "tick", "part", part) };
    one.submit(Request { request_hash: [0; 32], ..stopped }).await.expect("done");
    assert_eq!(told(&one, party), 4);

    assert_eq!(turn_day_by(4, &two, Some(today), now).await, Some(day));
    assert_eq!(told(&two, party), 15);
    let before = two.snapshot().seq;
    assert_eq!(turn_day_by(4, &one, Some(today), now).await, Some(day), "and it is turned for the other too");
    assert_eq!((told(&one, party), one.snapshot().seq), (15, before));
}
