//! Killed at any moment, the program loses nothing it has acknowledged and does nothing twice; nor
//! does it when the database it stands on is killed.
//!
//! SIGKILL, under eight writing clients. A few times each; `SAMPLATS_KILLS` asks for more.

use crate::chance::{Chance, times};
use crate::cluster::{Cluster, DURABLE};
use crate::keepers::{self, Keepers, Kept};
use crate::ledger::Ledger;
use crate::load::Load;
use crate::program::{Served, until};
use crate::servers;
use crate::store::{District, Store};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

const CLIENTS: usize = 8;
/// Beside them; each changes a place of its own.
const KEEPERS: usize = 4;
const LIMIT: Duration = Duration::from_secs(60);

/// The program is killed and started anew, again and again.
fn the_program_is_killed(what: &str, store: &Store, here: usize) {
    let (kills, chance) = (times("SAMPLATS_KILLS", here), Chance::begin(what));
    let (ledger, district) = (Arc::new(Ledger::default()), store.with_district());
    let mut served = Served::start(store);
    let (load, keepers) = writing(&served, store, &district, &ledger);
    for _ in 0..kills {
        // Each life does something, and then it ends at any point of what is under way.
        load.grow_by(CLIENTS);
        keepers.grow_by(KEEPERS);
        chance.moment(20, 400);
        served.kill();
        served = Served::start(store);
        load.moved(&served.address);
        keepers.moved(&served.address);
    }
    load.stop();
    let kept = (keepers.stop(), district);
    assert_kept(what, kills, &ledger, &kept, served, store);
}

/// The program runs on while something is done to its database, again and again.
fn the_database_suffers(what: &str, store: &Store, here: usize, harm: impl Fn()) {
    let (times, chance) = (times("SAMPLATS_KILLS", here), Chance::begin(what));
    let (ledger, district) = (Arc::new(Ledger::default()), store.with_district());
    let served = Served::start(store);
    let (load, keepers) = writing(&served, store, &district, &ledger);
    for _ in 0..times {
        load.grow_by(CLIENTS);
        keepers.grow_by(KEEPERS);
        chance.moment(20, 400);
        harm();
        until("it can be written to again", LIMIT, || served.is_ready());
    }
    load.grow_by(CLIENTS);
    keepers.grow_by(KEEPERS);
    load.stop();
    let kept = (keepers.stop(), district);
    assert_kept(what, times, &ledger, &kept, served, store);
}

/// Those who report, and those who keep places.
fn writing(served: &Served, store: &Store, district: &District, ledger: &Arc<Ledger>) -> (Load, Keepers) {
    let at = || vec![served.address.clone()];
    let load = Load::start("k", CLIENTS, at(), &store.token, ledger);
    (load, Keepers::start(KEEPERS, at(), district))
}

fn assert_kept(
    what: &str,
    times: usize,
    ledger: &Ledger,
    (kept, district): &(Vec<Kept>, District),
    served: Served,
    store: &Store,
) {
    assert!(ledger.len() >= times * CLIENTS, "too few reports to say anything: {}", ledger.len());
    let changes = keepers::assert_kept(kept, &served.address, district);
    ledger.assert_answered_again(served.asked());
    served.kill();
    ledger.assert_is_all_of(store);
    println!(
        "{what}: {times} times under {CLIENTS} clients: {}; {changes} changes of {} places, 0 lost, 0 twice",
        ledger.figures(),
        kept.len()
    );
}

#[test]
fn killed_at_any_moment_nothing_acknowledged_is_lost_and_nothing_is_there_twice() {
    the_program_is_killed("the program killed, SQLite", &Store::sqlite(), 10);
}

#[test]
fn killed_at_any_moment_on_a_database_nothing_is_lost_or_there_twice() {
    let cluster = Cluster::start(DURABLE);
    the_program_is_killed("the program killed, PostgreSQL", &Store::postgres(&cluster), 6);
}

#[test]
fn sessions_that_are_ended_lose_and_double_nothing() {
    let cluster = Cluster::start(DURABLE);
    let store = Store::postgres(&cluster);
    let none_yet = AtomicBool::new(true);
    the_database_suffers("sessions ended, PostgreSQL", &store, 6, || {
        if servers::end_sessions(&cluster, store.database()) > 0 {
            none_yet.store(false, Ordering::Relaxed);
        }
    });
    assert!(!none_yet.into_inner(), "no session was ended");
}

#[test]
fn a_session_that_is_killed_takes_the_database_down_and_nothing_with_it() {
    let cluster = Cluster::start(DURABLE);
    let store = Store::postgres(&cluster);
    the_database_suffers("a session killed, PostgreSQL", &store, 3, || {
        until("there is a session to kill", LIMIT, || servers::kill_one_session(&cluster, store.database()));
        until("the database has recovered", LIMIT, || servers::answers(&cluster));
    });
}

#[test]
fn a_database_server_that_is_killed_and_started_loses_and_doubles_nothing() {
    let cluster = Cluster::start(DURABLE);
    let store = Store::postgres(&cluster);
    the_database_suffers("the server killed, PostgreSQL", &store, 4, || {
        servers::kill(&cluster);
        cluster.launch();
    });
}
