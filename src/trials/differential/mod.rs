//! The same requests to two services that differ in nothing but their database: the same answers, no
//! panic, and nothing that is the service's own fault, whatever is sent.
//!
//! `SAMPLATS_REQUESTS=500000 cargo test --lib differential` sends more; `SAMPLATS_FIRST_SEED=n` begins at
//! another seed. A failure prints the requests that disagree.

mod bodies;
mod requests;

use super::number;
use super::service::{Answer, Service, Store};
use crate::domain::access::Role;
use crate::register::digest;
use bodies::Contract;
use jiff::{SignedDuration, Timestamp};
use requests::{Made, Maker};
use std::collections::BTreeMap;

/// Requests that every run of the suite sends to both.
const REQUESTS: u64 = 6_000;
/// So many are sent to one pair of cities, and what is more to new ones from the next seed: a city that has been filled for
/// long answers slower, and tries less that is new.
const CHAPTER: u64 = 6_000;
/// Differences that are told one by one.
const TOLD_MAX: usize = 20;

/// Answers that hold a secret, a number of the store's own, or an id drawn beside the register: only
/// their verdicts can be the same.
fn is_its_own(path: &str) -> bool {
    [
        "/api/tokens",
        "/api/users",
        "/api/session",
        "/api/me/sessions",
        "/api/me/second-factor",
        "/api/me/data",
        "/api/access-review",
        "/api/phone-links",
        "/api/reads",
        "/api/register/stats",
    ]
    .iter()
    .any(|of| path.starts_with(of))
}

/// What must be the same: the verdict, and all of the answer but the request's own number.
fn verdict(made: &Made, answer: &Answer) -> String {
    let problem = answer.problem();
    if is_its_own(&made.path) {
        return format!("{} {problem}", answer.status);
    }
    let headers = ["etag", "location", "allow", "content-type", "retry-after", "samplats-seen"];
    let headers: Vec<_> = headers.iter().map(|name| answer.header(name)).collect();
    let body = String::from_utf8_lossy(&answer.body);
    let body = match body.split_once("\"instance\":\"/requests/") {
        Some((before, rest)) => format!("{before}{}", rest.split_once('"').map_or("", |(_, rest)| rest)),
        None => body.into_owned(),
    };
    format!("{} {problem} {headers:?} {body}", answer.status)
}

async fn service(store: &Store, moment: Timestamp) -> (Service, Vec<String>) {
    let service = Service::start(store, moment).await;
    service.found_city().await;
    let mut tokens = Vec::new();
    for (party, role) in [
        ("W", Role::Coordinator),
        ("E", Role::Coordinator),
        ("STAD", Role::Coordinator),
        ("STAD", Role::Administrator),
        ("SKOLOR", Role::Coordinator),
        ("POLIS", Role::Coordinator),
        ("W", Role::Member),
        ("W", Role::Reporter),
        ("VAG", Role::Reader),
    ] {
        tokens.push(service.token(party, role).await);
    }
    (service, tokens)
}

/// What came of requests sent to both.
#[derive(Default)]
struct Sent {
    statuses: BTreeMap<u16, u64>,
    wrong: Vec<String>,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_databases_answer_whatever_is_sent_alike() {
    let (seed, requests) = (number("SAMPLATS_FIRST_SEED", 1), number("SAMPLATS_REQUESTS", REQUESTS));
    let mut all = Sent::default();
    for (chapter, from) in (0..requests).step_by(usize::try_from(CHAPTER).unwrap()).enumerate() {
        let seed = seed + chapter as u64;
        send(seed, CHAPTER.min(requests - from), &mut all).await;
    }
    let sent: u64 = all.statuses.values().sum();
    println!("{sent} requests from seed {seed}, answers by status: {:?}", all.statuses);
    assert_eq!(sent, requests, "each was sent to both");
    let all_kinds = [200, 201, 400, 401, 403, 404, 409, 412, 422, 428];
    let missing: Vec<_> = all_kinds.iter().filter(|status| !all.statuses.contains_key(status)).collect();
    assert!(missing.is_empty(), "no request was answered {missing:?}: these requests try too little");
    let told = all.wrong.iter().take(TOLD_MAX).cloned().collect::<Vec<_>>().join("\n");
    assert!(all.wrong.is_empty(), "seed {seed}: {} of {requests}:\n{told}", all.wrong.len());
}

/// Sends requests to two new cities, and compares what these hold in the end.
async fn send(seed: u64, requests: u64, sent: &mut Sent) {
    let (sqlite, postgres) = (Store::sqlite(), Store::postgres());
    let moment = Timestamp::from_millisecond(Timestamp::now().as_millisecond()).unwrap();
    let (one, tokens) = service(&sqlite, moment).await;
    let (other, others) = service(&postgres, moment).await;
    let contract = Contract::read();
    let mut maker = Maker::new(&contract, seed);
    for made in Maker::lists() {
        let answer = one.send(made.request(&tokens).unwrap()).await;
        assert_eq!(answer.status, 200, "{}", made.told());
        maker.learn(&made, &answer);
    }
    let mut answered = 0;
    for at in 0.. {
        if answered == requests {
            break;
        }
        let now = moment + SignedDuration::from_millis(50 * i64::try_from(at).unwrap());
        one.foretell(now, 1_000 + at);
        other.foretell(now, 1_000 + at);
        let made = maker.make();
        // What is no request of HTTP is sent to nobody, and counts for nothing.
        let Some((a, b)) = made.request(&tokens).zip(made.request(&others)) else { continue };
        answered += 1;
        let (a, b) = tokio::join!(one.send(a), other.send(b));
        *sent.statuses.entry(a.status.as_u16()).or_default() += 1;
        let (first, second) = (verdict(&made, &a), verdict(&made, &b));
        if first != second || a.status.is_server_error() || b.status.is_server_error() {
            let short = |text: &str| text.chars().take(600).collect::<String>();
            sent.wrong.push(format!(
                "seed {seed}, {at}: {}\n  SQLite:     {}\n  PostgreSQL: {}",
                made.told(),
                short(&first),
                short(&second)
            ));
        }
        maker.learn(&made, &a);
    }
    one.stop().await;
    other.stop().await;
    let [a, b] = [digest(sqlite.open().await.as_mut()).await, digest(postgres.open().await.as_mut()).await];
    assert_eq!(a.expect("read"), b.expect("read"), "seed {seed}: both hold the same in the end");
}
