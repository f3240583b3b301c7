//! What only a database can show: its guards, its failures, other instances, promotions.

mod bell;
mod broken_wire;
mod clocks;
mod erasing;
mod failover;
mod guards;
mod trouble;

use super::Postgres;
use crate::register::postgres::cluster::Cluster;
use crate::register::suite::{commit_writes, write};
use crate::register::{CommandKey, Fault, Register, Surroundings};
use std::time::{Duration, Instant};

/// A migrated database of a cluster.
async fn migrated(cluster: &Cluster) -> String {
    let url = cluster.url(&cluster.database("template1"));
    super::migrate(&url).await.expect("migrated");
    url
}

async fn open(url: &str) -> Postgres {
    Postgres::open(url, Surroundings::real()).await.expect("opened")
}

async fn refusal(url: &str) -> String {
    match Postgres::open(url, Surroundings::real()).await.map(drop) {
        Err(Fault::NotOurs(sentence)) => sentence,
        other => panic!("{other:?}"),
    }
}

/// Writes one new place, and answers the number the head then stands at.
async fn write_place(register: &mut dyn Register, id: u64) -> u64 {
    commit_writes(register, vec![write("place", id, 1)]).await.seq
}

/// How often a key is remembered: 0 or 1.
async fn remembered(register: &mut dyn Register, key: &CommandKey) -> usize {
    let begun = register.begin(0, std::slice::from_ref(key)).await.expect("begun");
    register.rollback().await.expect("rolled back");
    begun.earlier.len()
}

/// Waits for a condition, not for a time; the limit is only there to end a test that fails.
async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let begun = Instant::now();
    while !holds().await {
        assert!(begun.elapsed() < Duration::from_secs(30), "{what} did not come about");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}
