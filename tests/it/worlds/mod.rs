//! Non-interference: what somebody may not see changes no byte of what they get.
//!
//! A story is told in two cities with the same clock and the same ids. In one of them something is made, and all that
//! belongs to it happens; in the other not. Or something was reported from another corner of the same home. Whoever may
//! not see any of it must be answered alike by both, whatever they ask and in whatever form: status, headers, ETag,
//! cursors, counts, order, tiles, files, events, and the answers to what they write themselves and to what they try on
//! what they may not see.
//!
//!     SAMPLATS_WORLDS=2000 SAMPLATS_FIRST_WORLD=100000 cargo test --release --test it worlds::what -- --nocapture
//!     SAMPLATS_WORLD=17 cargo test --test it worlds -- --nocapture

mod acts;
mod asking;
mod attempts;
mod chance;
mod city;
mod draws;
mod ground;
mod happen;
mod homes;
mod judge;
mod rules;
mod standing;
pub mod surfaces;
mod tally;

pub use asking::get;

use super::support::mixed;
use super::twins::whole;
use acts::{Act, Story};
use city::world;
use jiff::Timestamp;
use judge::{SPOTS, judge};
use samplats::domain::access::Role;
use std::collections::BTreeSet;
use tally::Tally;

/// So many worlds reach every operation of the contract that there is to ask, and every kind of act where it is withheld: the
/// rarest is carried out in one of six, and one in four of those is withheld.
const ENOUGH: usize = 100;

fn asked(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|number| number.parse().expect("a number"))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_withheld_changes_no_byte_in_any_of_many_worlds() {
    let first = asked("SAMPLATS_FIRST_WORLD").unwrap_or(0);
    let seeds: Vec<u64> = match asked("SAMPLATS_WORLD") {
        Some(seed) => vec![seed],
        None => (first..first + asked("SAMPLATS_WORLDS").unwrap_or(8)).map(|at| mixed(at) >> 32).collect(),
    };
    let mut tally = Tally::default();
    let (mut viewers, mut answers, mut apart, mut moved, mut leaks) = (0, 0, 0, 0, Vec::new());
    for seed in &seeds {
        let Some(judged) = judge(*seed, &mut tally).await else {
            apart += 1;
            continue;
        };
        viewers += judged.viewers;
        answers += judged.answers;
        moved += usize::from(judged.moved);
        if !judged.differ.is_empty() {
            println!("SAMPLATS_WORLD={seed}:\n{}", judged.differ.join("\n"));
            leaks.push(*seed);
        }
    }
    println!(
        "{} worlds, {moved} of them with a report in another corner of a home, {apart} apart, {viewers} viewers, \
         {answers} answers compared, {} worlds differ\n{}",
        seeds.len(),
        leaks.len(),
        tally.line()
    );
    println!("{}", tally.acts());
    assert!(leaks.is_empty(), "{leaks:?}");
    assert!(seeds.len() < 8 || viewers > seeds.len() / 2, "hardly anybody was kept from anything");
    let missing = tally.missing();
    assert!(seeds.len() < ENOUGH || missing.is_empty(), "{missing:#?}");
    missing.iter().for_each(|line| println!("not reached: {line}"));
}

/// The canary: a viewer who does see the thing is answered differently, so that the comparison can fail.
#[tokio::test]
async fn who_sees_it_is_answered_otherwise() {
    let moment = Timestamp::now();
    let founded = Act::Found { at: SPOTS[0], problem: "disorder", class: None, report: None };
    let story = Story(vec![("E", founded)]);
    let with = world(moment, &story, &BTreeSet::new(), false).await;
    let without = world(moment, &story, &BTreeSet::from([0]), false).await;
    let mut tokens = Vec::new();
    for world in [&with, &without] {
        tokens.push(world.app.token("E", Role::Coordinator).await);
    }
    let mut differ = BTreeSet::new();
    for question in surfaces::questions(&with.things(), &SPOTS, moment) {
        let answers = [
            get(&with.app, &question.path, &tokens[0], "gzip").await,
            get(&without.app, &question.path, &tokens[1], "gzip").await,
        ];
        if whole(&answers[0]) != whole(&answers[1]) {
            differ.insert(question.operation);
        }
    }
    let expected = [
        "/api/exports/{layer}",
        "/api/locate",
        "/api/places",
        "/api/places/{id}",
        "/api/places/{id}/history",
        "/ogc/collections/{id}/tiles/WebMercatorQuad/{z}/{row}/{col}",
    ];
    let expected: BTreeSet<String> = expected.map(str::to_owned).into();
    assert_eq!(expected.difference(&differ).collect::<Vec<_>>(), Vec::<&String>::new(), "{differ:?}");
}

/// The same for where something was in a home: who acts on it is told the corner.
#[tokio::test]
async fn who_sees_all_of_it_is_told_the_corner_of_the_home() {
    let moment = Timestamp::now();
    let (at, elsewhere) = homes::INSIDE[0];
    let reported = Act::Report {
        at,
        accuracy_m: None,
        observed: acts::Observed::Now,
        problem: "disorder",
        class: None,
        place: None,
    };
    let story = Story(vec![("W", reported)]);
    let mut told = Vec::new();
    for story in [story.clone(), story.with_report_at(0, elsewhere)] {
        let world = world(moment, &story, &BTreeSet::new(), false).await;
        for party in ["W", "SKOLOR"] {
            let token = world.app.token(party, Role::Coordinator).await;
            told.push(whole(&get(&world.app, &world.told.things[&0][0], &token, "identity").await));
        }
    }
    assert!(told.iter().all(|answer| answer.starts_with("200")), "{told:?}");
    assert_ne!(told[0], told[2], "the district acts on it");
    assert_eq!(told[1], told[3], "the neighbour does not");
}
