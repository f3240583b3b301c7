//! Three instances on one database: they hold the same, soon after the last write, whoever wrote it
//! and whether or not the bell rang.
//!
//! A few seconds here; `SAMPLATS_INSTANCES_S` says how many, and `SAMPLATS_READS` how many reads of
//! one's own writes.

use crate::chance::{Chance, times};
use crate::client::Asked;
use crate::cluster::{Cluster, DURABLE, FAST};
use crate::keepers::{self, Keepers};
use crate::ledger::{Ledger, body_of};
use crate::load::Load;
use crate::program::{Served, until};
use crate::store::{District, Store};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const INSTANCES: usize = 3;
const CLIENTS: usize = 16;
const KEEPERS: usize = 3;
/// By then at the latest all hold the same: the poll is a second, and it takes a little to tell.
const CONVERGED: Duration = Duration::from_secs(2);
const LIMIT: Duration = Duration::from_secs(60);
const END_BELLS: &str =
    "select count(pg_terminate_backend(pid)) from pg_stat_activity where query ilike 'listen%'";

fn start(store: &Store) -> (Vec<Store>, Vec<Served>) {
    let stores: Vec<_> = (0..INSTANCES).map(|_| store.at(store.url())).collect();
    let served = stores.iter().map(Served::start).collect();
    (stores, served)
}

/// All the reports as the company that wrote them sees them, and all the places as the district does in which they lie,
/// page by page, as the instance says it. The company sees a place only from when it is asked to take it over.
fn everything(served: &Served, store: &Store, district: &District) -> Vec<String> {
    let mut items = Vec::new();
    for (list, token) in [("reports", &store.token), ("places", &district.token)] {
        let asked = Asked { address: &served.address, token };
        let mut next = Some(String::new());
        while let Some(cursor) = next {
            let page = asked.get(&format!("/api/{list}?limit=1000{cursor}")).expect("an answer");
            assert_eq!(page.status, 200, "{page:?}");
            let page = page.json();
            items.extend(page["items"].as_array().expect("a list").iter().map(ToString::to_string));
            next = page["next"].as_str().map(|next| format!("&cursor={next}"));
        }
    }
    items
}

#[test]
fn three_instances_hold_the_same_soon_after_the_last_write() {
    let cluster = Cluster::start(DURABLE);
    let store = Store::postgres(&cluster);
    let (seconds, chance) = (times("SAMPLATS_INSTANCES_S", 3), Chance::begin("three instances"));
    let district = store.with_district();
    let (_stores, served) = start(&store);
    let ledger = Arc::new(Ledger::default());
    let addresses = || served.iter().map(|served| served.address.clone()).collect();
    let load = Load::start("i", CLIENTS, addresses(), &store.token, &ledger);
    let keepers = Keepers::start(KEEPERS, addresses(), &district);
    let (began, mut bells) = (Instant::now(), 0);
    while began.elapsed() < Duration::from_secs(seconds as u64) {
        chance.moment(200, 900);
        bells += cluster.sql("postgres", END_BELLS).parse::<usize>().expect("a number");
    }
    keepers.grow_by(KEEPERS);
    load.stop();
    let kept = keepers.stop();
    let rate = ledger.len() as f64 / began.elapsed().as_secs_f64();
    let stopped = Instant::now();
    let (mut took, mut views) = (Duration::ZERO, Vec::new());
    until("all hold the same", LIMIT, || {
        // What counts is when it was asked for, and not how long it takes to tell so much.
        took = stopped.elapsed();
        views = served.iter().map(|served| everything(served, &store, &district)).collect::<Vec<_>>();
        views.windows(2).all(|pair| pair[0] == pair[1]) && views[0].len() == ledger.len() + kept.len()
    });
    assert!(took < CONVERGED, "{took:?}");
    assert!(bells > 0, "no bell was cut off");
    // And what the register itself holds: one that has just read all of it says the same.
    let fresh = Served::start(&store);
    assert!(everything(&fresh, &store, &district) == views[0], "what followed is not what is stored");
    drop(fresh);
    let changes = keepers::assert_kept(&kept, &served[0].address, &district);
    ledger.assert_answered_again(served[0].asked());
    drop(served);
    ledger.assert_is_all_of(&store);
    println!(
        "three instances: {CLIENTS} clients for {seconds} s, {bells} bells cut off: {} ({rate:.0} a second), and {changes} changes of {} \
         places, 0 lost, 0 twice; all three list the same when asked {:.2} s after the last write, and so does one started anew",
        ledger.figures(),
        kept.len(),
        took.as_secs_f64()
    );
}

#[test]
fn what_one_has_written_through_one_instance_is_read_through_another() {
    let cluster = Cluster::start(FAST);
    let store = Store::postgres(&cluster);
    let (_stores, served) = start(&store);
    let (reads, next) = (times("SAMPLATS_READS", 200), AtomicUsize::new(0));
    let (stale, longest) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= reads {
                        return;
                    }
                    let (here, there) = (&served[number % INSTANCES], &served[(number + 1) % INSTANCES]);
                    let key = format!("r-{number}");
                    let written =
                        here.asked().post("/api/reports", &key, &body_of(&key, 18.05)).expect("an answer");
                    assert_eq!(written.status, 201, "{written:?}");
                    let seen = written.header("samplats-seen").expect("what was seen");
                    let began = Instant::now();
                    let path = format!("/api/reports/{}", written.id());
                    let read = there.asked().get_with(&path, &[("samplats-seen", seen)]).expect("an answer");
                    longest.fetch_max(began.elapsed().as_millis() as usize, Ordering::Relaxed);
                    if read.status != 200 || read.body != written.body {
                        println!("stale: {path} {read:?}");
                        stale.fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    assert_eq!(stale.into_inner(), 0, "reads of one's own writes that were stale");
    println!(
        "read your writes: {reads} written through one of three instances and read through the next: 0 stale, longest read {} ms",
        longest.into_inner()
    );
}

#[test]
fn what_is_written_is_everywhere_in_two_seconds_though_no_bell_rings() {
    let cluster = Cluster::start(FAST);
    let store = Store::postgres(&cluster);
    let (_stores, served) = start(&store);
    let (stop, ended) = (AtomicBool::new(false), AtomicUsize::new(0));
    let mut longest = Duration::ZERO;
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(Ordering::Relaxed) {
                let count: usize = cluster.sql("postgres", END_BELLS).parse().expect("a number");
                ended.fetch_add(count, Ordering::Relaxed);
            }
        });
        until("bells are cut off", LIMIT, || ended.load(Ordering::Relaxed) >= INSTANCES);
        for number in 0..times("SAMPLATS_SILENT_WRITES", 4) {
            let key = format!("s-{number}");
            let here = &served[number % INSTANCES];
            let written = here.asked().post("/api/reports", &key, &body_of(&key, 18.05)).expect("an answer");
            assert_eq!(written.status, 201, "{written:?}");
            let path = format!("/api/reports/{}", written.id());
            let there = |served: &Served| served.asked().get(&path).is_some_and(|read| read.status == 200);
            longest = longest.max(until("it is everywhere", CONVERGED, || served.iter().all(there)));
        }
        stop.store(true, Ordering::Relaxed);
    });
    println!("no bell rings: everywhere after {:.2} s at most, by the poll alone", longest.as_secs_f64());
}
