//! A primary that is lost and a standby that takes over; and the primary that comes back and does not
//! know of it. The program's address names both servers, and one program lives through it all.
//!
//! Once here; `SAMPLATS_FAILOVERS` asks for more.

use crate::chance::{Chance, times};
use crate::client::Answer;
use crate::cluster::{Cluster, DURABLE};
use crate::ledger::{Ledger, body_of};
use crate::load::Load;
use crate::program::{Served, until};
use crate::proxy::Wire;
use crate::servers;
use crate::store::Store;
use std::sync::Arc;
use std::time::{Duration, Instant};

const CLIENTS: usize = 8;
const LIMIT: Duration = Duration::from_secs(60);
/// A COMMIT that no standby confirms is given up after 5 s; another that waits for the head, after 3.
const GIVEN_UP: std::ops::Range<f64> = 4.9..10.0;

/// Two servers, of which one writes and waits for the other, each behind a wire that stays.
struct Pair {
    primary: Cluster,
    standby: Cluster,
    /// To the primary, and to the standby.
    wires: (Wire, Wire),
    database: String,
}

impl Pair {
    /// A register on a new pair. The primary is first in the program's address.
    fn start() -> (Self, Store) {
        let primary = Cluster::start(DURABLE);
        let store = Store::postgres(&primary);
        let standby = standby_of(&primary);
        let wires = (Wire::to(&primary), Wire::to(&standby));
        let database = store.database().to_owned();
        let hosts = format!("{},{}", wires.0.host(), wires.1.host());
        let store =
            store.at(&format!("postgres://postgres@{hosts}/{database}?target_session_attrs=read-write"));
        wait_for_standby(&primary);
        (Self { primary, standby, wires, database }, store)
    }

    fn on(&self, cluster: &Cluster, sql: &str) -> String {
        cluster.sql(&self.database, sql)
    }

    /// The standby becomes the primary, and a new one is made for it where the old primary was.
    fn turned(self) -> Self {
        let Self { primary: old, standby: primary, wires: (to_old, to_primary), database } = self;
        drop(old);
        let standby = standby_of(&primary);
        to_old.lead_to(&standby);
        wait_for_standby(&primary);
        Self { primary, standby, wires: (to_primary, to_old), database }
    }
}

fn standby_of(primary: &Cluster) -> Cluster {
    standby_named(primary, "one")
}

fn standby_named(primary: &Cluster, name: &str) -> Cluster {
    let name = format!("cluster_name={name}");
    primary.standby(&[DURABLE, &[&name, "wal_retrieve_retry_interval=200ms"]].concat())
}

/// From now on every commit waits for the standby.
fn wait_for_standby(primary: &Cluster) {
    wait_for_any(primary, &["one"]);
}

/// From now on every commit waits for one of these.
fn wait_for_any(primary: &Cluster, names: &[&str]) {
    let any = format!("alter system set synchronous_standby_names = 'ANY 1 ({})'", names.join(", "));
    primary.sql("postgres", &any);
    primary.sql("postgres", "select pg_reload_conf()");
    let quorum = "select count(*) from pg_stat_replication where sync_state = 'quorum'";
    let all = names.len().to_string();
    until("they are waited for", LIMIT, || primary.sql("postgres", quorum) == all);
}

/// Commits wait for nobody any more, as an operator in a hurry may have it.
fn wait_for_nobody(cluster: &Cluster) {
    cluster.sql("postgres", "alter system set synchronous_standby_names = ''");
    cluster.sql("postgres", "select pg_reload_conf()");
}

#[test]
fn a_promotion_is_followed_and_the_primary_that_comes_back_is_refused() {
    let (failovers, chance) = (times("SAMPLATS_FAILOVERS", 1), Chance::begin("fail-over"));
    let (mut pair, store) = Pair::start();
    let ledger = Arc::new(Ledger::default());
    let served = Served::start(&store);
    let load = Load::start("o", CLIENTS, vec![served.address.clone()], &store.token, &ledger);
    let mut waits = Vec::new();
    for round in 0..failovers {
        chance.moment(200, 900);
        servers::kill(&pair.primary);
        pair.standby.promote();
        let promoted = Instant::now();
        load.grow_by(1);
        waits.push(promoted.elapsed());
        load.grow_by(8);
        a_stale_primary_returns(&pair, &load, &store, &ledger);
        let epoch = pair.on(&pair.standby, "select epoch from head");
        assert_eq!(epoch, (round + 2).to_string(), "each promotion has an epoch");
        if round + 1 < failovers {
            pair = pair.turned();
        }
    }
    load.stop();
    ledger.assert_answered_again(served.asked());
    served.kill();
    ledger.assert_is_all_of(&store.at(&pair.standby.url(&pair.database)));
    waits.sort_unstable();
    println!(
        "fail-over: {failovers} primaries killed under {CLIENTS} clients: {}; first write {:.1} s after the promotion in the middle, \
         {:.1} s at most",
        ledger.figures(),
        waits[waits.len() / 2].as_secs_f64(),
        waits[waits.len() - 1].as_secs_f64()
    );
}

/// It says that it may be written to, and waits for nobody; in every second round it is the first of
/// the address. Whoever connects must come to the other all the same.
fn a_stale_primary_returns(pair: &Pair, load: &Load, store: &Store, ledger: &Ledger) {
    let stands = "select seq || ' ' || epoch || ' ' || pg_is_in_recovery() from head";
    pair.primary.launch();
    wait_for_nobody(&pair.primary);
    let left_at = pair.on(&pair.primary, stands);
    assert!(left_at.ends_with("false"), "it says that it may be written to: {left_at}");
    assert!(servers::end_sessions(&pair.standby, &pair.database) > 0, "the program had sessions");
    load.grow_by(8);
    // One that has seen nothing yet.
    let fresh = Served::start(store);
    let key = format!("fresh-{}", ledger.len());
    let began = Instant::now();
    let answer = fresh.asked().post("/api/reports", &key, &body_of(&key, 18.05)).expect("an answer");
    assert_eq!(answer.status, 201, "{answer:?}");
    ledger.enter(&key, answer, began.elapsed());
    fresh.kill();
    assert_eq!(pair.on(&pair.primary, stands), left_at, "nothing was written to the one left behind");
}

fn write(served: &Served, key: &str) -> (Answer, f64) {
    let began = Instant::now();
    let answer = served.asked().post("/api/reports", key, &body_of(key, 18.05)).expect("an answer");
    (answer, began.elapsed().as_secs_f64())
}

fn listed(served: &Served) -> usize {
    let list = served.asked().get("/api/reports?limit=1000").expect("an answer");
    list.json()["items"].as_array().expect("a list").len()
}

#[test]
fn what_no_standby_has_is_not_acknowledged_and_is_gone_after_a_promotion() {
    let (pair, store) = Pair::start();
    let (served, ledger) = (Served::start(&store), Ledger::default());
    let credentials = "select number from credential_head";
    let untold = pair.on(&pair.primary, credentials);
    let (kept, waited) = write(&served, "kept");
    assert_eq!(kept.status, 201, "{kept:?}");
    ledger.enter("kept", kept, Duration::from_secs_f64(waited));
    // The register is told of a token's first use beside the answer. Caught without a standby that would be the write
    // which is not confirmed, and the next would not be begun.
    until("the use of the token is told", LIMIT, || pair.on(&pair.primary, credentials) != untold);

    // Nobody confirms: the answer is that it is not known.
    pair.standby.stop();
    let (unknown, waited) = write(&served, "tail");
    assert!(unknown.status == 503 && GIVEN_UP.contains(&waited), "after {waited} s: {unknown:?}");
    assert_eq!(listed(&served), 1, "what is not acknowledged is not shown");

    // An impatient hand ends the wait; what is here alone can now be read, and is still no answer.
    let cancel = "select count(pg_cancel_backend(pid)) from pg_stat_activity where wait_event = 'SyncRep'";
    until("the wait is ended by hand", LIMIT, || pair.on(&pair.primary, cancel) != "0");
    until("the program sees it", LIMIT, || listed(&served) == 2);
    let (again, _) = write(&served, "tail");
    assert_eq!(again.status, 503, "it is found, and not acknowledged: {again:?}");

    // The primary is lost, and with it what nobody else had.
    servers::kill(&pair.primary);
    pair.standby.launch();
    pair.standby.promote();
    until("the tail is gone", LIMIT, || listed(&served) == 1);
    until("it can be written to", LIMIT, || served.is_ready());
    let (anew, waited) = write(&served, "tail");
    assert!(anew.status == 201 && anew.header("idempotency-replayed").is_none(), "written anew: {anew:?}");
    ledger.enter("tail", anew, Duration::from_secs_f64(waited));
    ledger.assert_answered_again(served.asked());
    served.kill();
    ledger.assert_is_all_of(&store.at(&pair.standby.url(&pair.database)));
}

/// Three servers, as docs/operations.md advises.
#[test]
fn one_of_two_standbys_may_be_away_and_not_both() {
    let primary = Cluster::start(DURABLE);
    let store = Store::postgres(&primary);
    let standbys = ["one", "two"].map(|name| standby_named(&primary, name));
    wait_for_any(&primary, &["one", "two"]);
    let (served, ledger) = (Served::start(&store), Ledger::default());
    let enter = |key: &str, (answer, waited): (Answer, f64)| {
        assert_eq!(answer.status, 201, "{key}: {answer:?}");
        ledger.enter(key, answer, Duration::from_secs_f64(waited));
    };
    enter("both", write(&served, "both"));
    standbys[0].stop();
    enter("one", write(&served, "one"));
    standbys[1].stop();
    let (unknown, waited) = write(&served, "none");
    assert!(unknown.status == 503 && GIVEN_UP.contains(&waited), "after {waited} s: {unknown:?}");
    standbys[0].launch();
    until("it can be written to", LIMIT, || served.is_ready());
    enter("none", write(&served, "none"));
    assert_eq!(listed(&served), 3, "what was sent again is there once");
    ledger.assert_answered_again(served.asked());
    served.kill();
    ledger.assert_is_all_of(&store);
}
