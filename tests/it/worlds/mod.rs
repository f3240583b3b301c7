//! Non-interference: what somebody may not see changes no byte of what they get.
//!
//! A story is told in two cities with the same clock and the same ids. In one of them something is made, and all that
//! belongs to it happens; in the other not. Whoever may not see any of it must be answered alike by both, whatever
//! they ask and in whatever form: status, headers, ETag, cursors, counts, order, tiles, files, events, and the answers
//! to what they write themselves.
//!
//!     SAMPLATS_WORLDS=2000 cargo test --test it worlds -- --nocapture
//!     SAMPLATS_WORLD=17 cargo test --test it worlds -- --nocapture

mod acts;
mod chance;
pub mod surfaces;

use super::support::{Answer, TestApp, mixed};
use super::twins::whole;
use acts::{PARTIES, Story, Told, happen};
use axum::body::Body;
use axum::http::{Request, header};
use chance::Chance;
use http_body_util::BodyExt;
use jiff::Timestamp;
use samplats::domain::access::Role;
use serde_json::json;
use std::collections::BTreeSet;

/// Where something may be hidden, and where nothing ever is.
const SPOTS: [(f64, f64); 3] = [(18.1203, 59.3507), (18.0512, 59.3506), (18.0305, 59.3805)];
/// Where a viewer writes in the end, in their own district or beside what is hidden.
const MARKS: [(f64, f64); 2] = [(18.1204, 59.3508), (18.0511, 59.3505)];

/// One of the two cities, with all that happened in it.
struct World {
    app: TestApp,
    told: Told,
}

async fn world(moment: Timestamp, story: &Story, but: &BTreeSet<usize>) -> World {
    let app = TestApp::twin(moment).await;
    app.photos_on(2).await;
    let asker = app.token("STAD", Role::Reader).await;
    let codes = app.get("/api/codes?list=measure_type", &asker).await.json();
    let measure_type = codes["items"][0]["code"].as_str().unwrap().to_owned();
    let told = happen(&app, story, but, &measure_type).await;
    World { app, told }
}

/// How many questions were asked, and of how many viewers; or what differs.
struct Judged {
    viewers: usize,
    answers: usize,
    differ: Vec<String>,
}

/// Nothing, where the hidden decides what happens to something else: then its actors were not kept from it.
async fn judge(seed: u64) -> Option<Judged> {
    let mut chance = Chance::new(seed ^ 0x5eed);
    let story = Story::told(seed);
    let hidden = story.all_about(story.any_thing(&mut chance));
    let moment = Timestamp::now();
    let with = world(moment, &story, &BTreeSet::new()).await;
    let without = world(moment, &story, &hidden).await;
    let alike = without.told.statuses.iter().all(|(act, status)| with.told.statuses.get(act) == Some(status));
    if !alike {
        return None;
    }
    let counted = hidden.iter().filter_map(|act| story.counted_at(*act));
    let secret: BTreeSet<usize> = hidden.iter().copied().chain(counted).collect();
    let secret: Vec<&String> = secret.iter().filter_map(|act| with.told.things.get(act)).collect();
    let things: Vec<String> = with.told.things.values().cloned().collect();
    let questions = surfaces::questions(&things, &SPOTS, &moment.to_string());
    let mut judged = Judged { viewers: 0, answers: 0, differ: Vec::new() };
    if secret.is_empty() {
        return Some(judged);
    }
    for (party, role) in viewers(&mut chance) {
        let tokens = [with.app.token(party, role).await, without.app.token(party, role).await];
        if judged.viewers == 3 || !knows_nothing(&with, &tokens[0], &secret, role).await {
            continue;
        }
        judged.viewers += 1;
        for question in &questions {
            let accept = chance.of(&["identity", "gzip"]);
            let answers = [
                get(&with.app, question, &tokens[0], accept).await,
                get(&without.app, question, &tokens[1], accept).await,
            ];
            judged.answers += 1;
            if whole(&answers[0]) != whole(&answers[1]) {
                judged.differ.push(format!("{party} {role:?}: GET {question}"));
            }
        }
        compare_lists_in_pages(&with, &without, &tokens, &mut judged, &format!("{party} {role:?}")).await;
        compare_writes(&with, &without, &tokens, &mut judged, &format!("{party} {role:?}")).await;
        compare_reads(&with, &without, &tokens, &mut judged, &format!("{party} {role:?}")).await;
    }
    Some(judged)
}

/// Everybody who might look, in an order that chance makes.
fn viewers(chance: &mut Chance) -> Vec<(&'static str, Role)> {
    let mut all: Vec<_> = PARTIES.into_iter().flat_map(|party| Role::ALL.map(|role| (party, role))).collect();
    for last in (1..all.len()).rev() {
        all.swap(last, chance.below(last + 1));
    }
    all
}

/// Whether a viewer is kept from all of the secret. Who may report learns, where they stand, of what is shared with
/// the parties of a place, and so is not kept from that.
async fn knows_nothing(with: &World, token: &str, secret: &[&String], role: Role) -> bool {
    for path in secret {
        if with.app.get(path, token).await.status != 404 {
            return false;
        }
    }
    if !role.reports() {
        return true;
    }
    for (lon, lat) in SPOTS.into_iter().chain(MARKS).chain(acts::SPOTS) {
        let here = format!("/api/locate?lon={lon}&lat={lat}&radius_m=250");
        let here = with.app.get(&here, token).await.json();
        let places = here["places"].as_array().unwrap();
        if places.iter().any(|place| secret.iter().any(|path| path.ends_with(place["id"].as_str().unwrap())))
        {
            return false;
        }
    }
    true
}

pub async fn get(app: &TestApp, path: &str, token: &str, accept: &str) -> Answer {
    let request = Request::get(path)
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::ACCEPT_ENCODING, accept);
    app.send(request.body(Body::empty()).unwrap()).await
}

/// Lists read one by one to their end: each cursor names only what was seen.
async fn compare_lists_in_pages(
    with: &World,
    without: &World,
    tokens: &[String; 2],
    judged: &mut Judged,
    who: &str,
) {
    for list in ["/api/places", "/api/reports", "/api/measures", "/api/me/duties"] {
        let (one, other) =
            (pages(&with.app, list, &tokens[0]).await, pages(&without.app, list, &tokens[1]).await);
        judged.answers += one.len();
        if one != other {
            judged.differ.push(format!("{who}: the pages of {list}"));
        }
    }
}

async fn pages(app: &TestApp, list: &str, token: &str) -> Vec<String> {
    let mut pages = Vec::new();
    let mut cursor = String::new();
    // More than any story makes.
    for _ in 0..64 {
        let page = app.get(&format!("{list}?limit=1{cursor}"), token).await;
        pages.push(whole(&page));
        match page.json()["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return pages,
        }
    }
    panic!("{list} has no end");
}

/// What the viewer writes is answered alike, and heard of alike by one who listened before.
async fn compare_writes(with: &World, without: &World, tokens: &[String; 2], judged: &mut Judged, who: &str) {
    let number = 1_000 + u64::try_from(judged.viewers).unwrap();
    let one = written(&with.app, &tokens[0], number).await;
    let other = written(&without.app, &tokens[1], number).await;
    judged.answers += one.len();
    for (at, (one, other)) in one.iter().zip(&other).enumerate() {
        if one != other {
            judged.differ.push(format!("{who}: write or event {at}\n  {one}\n  {other}"));
        }
    }
}

/// Of who has read what a viewer is told alike, whoever read what is hidden. The tokens and times are each world's own.
async fn compare_reads(with: &World, without: &World, tokens: &[String; 2], judged: &mut Judged, who: &str) {
    let one = reads_told(&with.app, &tokens[0]).await;
    let other = reads_told(&without.app, &tokens[1]).await;
    judged.answers += 1;
    if one != other {
        let differ: Vec<_> = one.iter().filter(|line| !other.contains(line)).take(3).collect();
        judged.differ.push(format!("{who}: {} and {} reads, such as {differ:?}", one.len(), other.len()));
    }
}

async fn reads_told(app: &TestApp, token: &str) -> Vec<String> {
    let (mut told, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = app.get(&format!("/api/reads?limit=1000{cursor}"), token).await;
        if page.status != 200 {
            return vec![page.status.to_string()];
        }
        let page = page.json();
        let said = |read: &serde_json::Value| {
            ["party", "role", "surface", "kind", "id", "class", "origin", "level"]
                .map(|member| read[member].to_string())
                .join(" ")
        };
        told.extend(page["items"].as_array().unwrap().iter().map(said));
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    told.sort_unstable();
    told
}

async fn written(app: &TestApp, token: &str, number: u64) -> Vec<String> {
    let mut heard = Request::get("/api/changes")
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::ACCEPT, "text/event-stream");
    heard = heard.header(header::ACCEPT_ENCODING, "identity");
    let mut stream = app.stream(heard.body(Body::empty()).unwrap()).await.into_body();
    let mut answers = vec![frame(&mut stream).await];
    app.foretell(number);
    for (lon, lat) in MARKS {
        let body = json!({ "position": { "lon": lon, "lat": lat }, "problem_types": ["disorder"] });
        let sent = app.post("/api/reports", token, &body).await;
        let made = sent.status == 201;
        answers.push(whole(&sent));
        if made {
            answers.push(frame(&mut stream).await);
        }
        let body = json!({ "geometry": { "type": "Point", "coordinates": [lon, lat] }, "problem_types": ["disorder"] });
        answers.push(whole(&app.post("/api/places", token, &body).await));
    }
    answers
}

async fn frame(stream: &mut Body) -> String {
    let frame = stream.frame().await.expect("the stream goes on").unwrap();
    String::from_utf8(frame.into_data().unwrap().to_vec()).unwrap()
}

fn asked(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|number| number.parse().expect("a number"))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_withheld_changes_no_byte_in_any_of_many_worlds() {
    let seeds: Vec<u64> = match asked("SAMPLATS_WORLD") {
        Some(seed) => vec![seed],
        None => (0..asked("SAMPLATS_WORLDS").unwrap_or(8)).map(|at| mixed(at) >> 32).collect(),
    };
    let (mut viewers, mut answers, mut apart) = (0, 0, 0);
    for seed in &seeds {
        match judge(*seed).await {
            Some(judged) => {
                assert!(judged.differ.is_empty(), "SAMPLATS_WORLD={seed}:\n{}", judged.differ.join("\n"));
                viewers += judged.viewers;
                answers += judged.answers;
            }
            None => apart += 1,
        }
    }
    println!("{} worlds, {apart} apart, {viewers} viewers, {answers} answers alike", seeds.len());
    assert!(seeds.len() < 8 || viewers > seeds.len() / 2, "hardly anybody was kept from anything");
}

/// The canary: a viewer who does see the thing is answered differently, so that the comparison can fail.
#[tokio::test]
async fn who_sees_it_is_answered_otherwise() {
    let moment = Timestamp::now();
    let story =
        Story(vec![("E", acts::Act::Found { at: SPOTS[0], problem: "disorder", class: None, report: None })]);
    let with = world(moment, &story, &BTreeSet::new()).await;
    let without = world(moment, &story, &BTreeSet::from([0])).await;
    let mut tokens = Vec::new();
    for world in [&with, &without] {
        tokens.push(world.app.token("E", Role::Coordinator).await);
    }
    let things: Vec<String> = with.told.things.values().cloned().collect();
    let mut differ = BTreeSet::new();
    for question in surfaces::questions(&things, &SPOTS, &moment.to_string()) {
        let answers = [
            get(&with.app, &question, &tokens[0], "gzip").await,
            get(&without.app, &question, &tokens[1], "gzip").await,
        ];
        if whole(&answers[0]) != whole(&answers[1]) {
            differ.insert(question.split('?').next().unwrap().replace(&things[0], "/api/places/{id}"));
        }
    }
    let expected = [
        "/api/exports/coordinations",
        "/api/exports/places",
        "/api/locate",
        "/api/places",
        "/api/places/{id}",
        "/api/places/{id}/history",
        "/ogc/collections/places/tiles/WebMercatorQuad/0/0/0",
        "/ogc/collections/places/tiles/WebMercatorQuad/12/1204/2254",
    ];
    let expected: BTreeSet<String> = expected.map(str::to_owned).into();
    assert_eq!(expected.difference(&differ).collect::<Vec<_>>(), Vec::<&String>::new(), "{differ:?}");
}
