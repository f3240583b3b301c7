//! The real program on real databases, and everything that may happen to either: killed processes,
//! failing and full disks, wires that break, servers that are replaced.
//!
//! What is tried here is always the same promise. What was acknowledged is there, once, and is
//! answered again as it was; and what is not there was not acknowledged. Each trial has a short form
//! that `cargo test` runs and a long one, asked for by a variable that its file names;
//! `scripts/trials.sh` runs the long ones and prints their figures.
#![allow(clippy::unwrap_used)] // a test that cannot go on has failed

mod bucket;
mod chance;
mod client;
#[allow(dead_code)]
#[path = "../../src/register/postgres/cluster.rs"]
mod cluster;
mod drill;
mod erased;
mod exports;
mod failover;
mod faults;
mod full_disk;
mod instances;
mod keepers;
mod kills;
mod ledger;
mod load;
mod photos;
mod power;
mod program;
mod proxy;
mod read_log;
mod servers;
mod store;
mod wires;
