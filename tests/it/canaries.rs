//! A word of its own in every text that somebody can write, and digits of its own in every position, are found by those
//! they are for, and in nothing that anybody else is answered, whatever they ask and in whatever form, nor in what the program
//! says in its log.

use super::routes::{presence_at, walk_of};
use super::support::{Answer, TestApp};
use super::worlds::{get, surfaces};
use jiff::Timestamp;
use samplats::domain::access::Role;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::sync::{Arc, Mutex, OnceLock};
use tracing_subscriber::EnvFilter;

/// What every canary begins with.
const CANARY: &str = "kanarie";

/// What all threads of these tests have said in the log since somebody listens.
#[derive(Clone, Default)]
struct Heard(Arc<Mutex<(usize, Vec<String>)>>);

impl Heard {
    /// Listens to everything that the program could say, and not only to what it says unless told otherwise.
    fn listen() -> &'static Self {
        static HEARD: OnceLock<Heard> = OnceLock::new();
        HEARD.get_or_init(|| {
            let heard = Self::default();
            let writer = heard.clone();
            let all = EnvFilter::new("samplats=trace,hyper=debug,tokio_postgres=debug,object_store=debug");
            // Without the time: the digits of a second and of its parts are those of a position now and then.
            let log = tracing_subscriber::fmt()
                .json()
                .without_time()
                .with_env_filter(all)
                .with_writer(move || writer.clone());
            tracing::subscriber::set_global_default(log.finish()).expect("nobody else listens");
            heard
        })
    }

    /// Of how many lines none has a canary.
    fn silent_lines(&self) -> usize {
        // What fails is this test, and not each that says something afterwards.
        let (lines, told) = self.0.lock().unwrap().clone();
        assert_eq!(told, Vec::<String>::new(), "the log tells what somebody wrote");
        lines
    }
}

impl Write for Heard {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let mut heard = self.0.lock().unwrap();
        heard.0 += 1;
        let tells_where = POSITIONS.iter().any(|(_, at)| is_at(line, *at));
        if holds(line, CANARY.as_bytes()) || tells_where {
            heard.1.push(String::from_utf8_lossy(line).into_owned());
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// In the eastern district, far from every site. Who sees less than all of a report is shown four of the decimals.
const HERE: (f64, f64) = (18.15037, 59.35072);
const OF_IT: (f64, f64) = (18.15028, 59.35061);
const BESIDE: (f64, f64) = (18.15049, 59.35083);
const SAME: (f64, f64) = (18.15043, 59.35077);
const THERE: (f64, f64) = (18.16037, 59.33072);
const APART: (f64, f64) = (18.16139, 59.33081);
const AWAY: (f64, f64) = (18.16033, 59.34079);

/// What lies where.
const POSITIONS: [(&str, (f64, f64)); 7] = [
    ("position of a place", HERE),
    ("position of a report of it", OF_IT),
    ("position of another report", BESIDE),
    ("position of a place that was merged", SAME),
    ("position of a place that was split", THERE),
    ("position of a part of it", APART),
    ("position of a place that was dismissed", AWAY),
];

/// Whether a position is told, as digits or in a file of numbers. Tiles have a grid of their own.
fn is_at(bytes: &[u8], (lon, lat): (f64, f64)) -> bool {
    [lon, lat]
        .iter()
        .any(|degrees| holds(bytes, degrees.to_string().as_bytes()) || holds(bytes, &degrees.to_le_bytes()))
}

/// What the eastern district wrote, and which things there are.
struct Written {
    app: TestApp,
    east: String,
    /// Each text by what it is.
    canaries: BTreeMap<&'static str, String>,
    things: Vec<String>,
}

impl Written {
    /// A word that is nowhere else.
    fn canary(&mut self, what: &'static str) -> String {
        let letters = ["alfa", "beta", "gamma", "delta", "sigma", "omega"];
        let number = self.canaries.len();
        let word = format!("{CANARY}{}{}", letters[number / 6], letters[number % 6]);
        self.canaries.insert(what, word.clone());
        word
    }

    async fn made(&mut self, noun: &str, body: &Value) -> String {
        let answer = self.app.post(&format!("/api/{noun}"), &self.east, body).await;
        assert_eq!(answer.status, 201, "{noun}: {}", answer.json());
        let path = format!("/api/{noun}/{}", answer.json()["id"].as_str().unwrap());
        self.things.push(path.clone());
        path
    }

    async fn done(&self, path: &str, command: &str, body: &Value) -> Value {
        let answer = self.app.command(path, command, &self.east, body).await;
        assert_eq!(answer.status, 200, "{path}/{command}: {}", answer.json());
        answer.json()
    }
}

fn id(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

fn point((lon, lat): (f64, f64)) -> Value {
    json!({ "type": "Point", "coordinates": [lon, lat] })
}

/// A place with all that is written about one, and a report of it, of a class. `told` are parties that are told of the
/// place at a level below full.
async fn written(class: &str, told: &[(&str, &str)]) -> Written {
    Heard::listen();
    let app = TestApp::with_city().await;
    let east = app.token("E", Role::Coordinator).await;
    let mut it = Written { app, east, canaries: BTreeMap::new(), things: Vec::new() };
    let text = it.canary("text of a report");
    let lies = |(lon, lat): (f64, f64)| json!({ "lon": lon, "lat": lat });
    let report =
        json!({ "position": lies(HERE), "problem_types": ["vandalism"], "class": class, "text": text });
    let report = it.made("reports", &report).await;
    let (name, note) = (it.canary("name of a place"), it.canary("note of a place"));
    let ground = it.canary("ground of a place in words");
    let place = json!({ "reports": [id(&report)], "problem_types": ["vandalism"], "class": class, "name": name,
        "note": note, "reason": ground });
    let place = it.made("places", &place).await;
    let of_it = json!({ "position": lies(OF_IT), "problem_types": ["vandalism"], "class": class, "place": id(&place) });
    it.made("reports", &of_it).await;
    for (party, level) in told {
        it.done(&place, "parties", &json!({ "party": party, "level": level })).await;
    }
    let reason = it.canary("reason of a status");
    it.done(&place, "status", &json!({ "status": "active", "reason": reason })).await;
    let reason = it.canary("reason for withholding");
    let withheld = json!([{ "part": "unit", "ground": "osl_26_1", "reason": reason }]);
    let decided_by = it.canary("function that decided");
    let withheld = json!({ "decided_by": decided_by, "withheld": withheld });
    let answered = it.done(&report, "document-requests", &withheld).await;
    it.things.push(format!("/api/document-requests/{}", answered["id"].as_str().unwrap()));
    let body = it.canary("body that decided");
    let filing = json!({ "kind": "place", "id": id(&place), "body": body, "decided_on": "2026-03-02" });
    it.made("filings", &filing).await;
    let note = it.canary("note of a measure");
    let codes = it.app.get("/api/codes?list=measure_type", &it.east).await.json();
    let measure =
        json!({ "place": id(&place), "measure_type": codes["items"][0]["code"], "party": "E", "note": note });
    it.made("measures", &measure).await;
    let (name, label) = (it.canary("name of a round"), it.canary("label of a stop"));
    let round = json!({ "name": name, "stops": [{ "label": label, "place": id(&place) }] });
    let round = it.made("rounds", &round).await;
    it.made("walks", &walk_of(id(&round))).await;
    it.made("presences", &presence_at(id(&place))).await;
    let (text, reason) = (it.canary("text of another report"), it.canary("reason of a triage"));
    let another =
        json!({ "position": lies(BESIDE), "problem_types": ["vandalism"], "class": class, "text": text });
    let another = it.made("reports", &another).await;
    it.done(&another, "triage", &json!({ "outcome": "no_action", "reason": reason })).await;
    let (name, reason) = (it.canary("name of a part"), it.canary("reason of a split"));
    let whole = json!({ "geometry": point(THERE), "problem_types": ["vandalism"], "class": class });
    let whole = it.made("places", &whole).await;
    let parts = json!({ "reason": reason, "parts": [
        { "name": name, "geometry": point(THERE) },
        { "name": "Andra delen", "geometry": point(APART) }] });
    it.done(&whole, "split", &parts).await;
    let reason = it.canary("reason of a merge");
    let same = json!({ "geometry": point(SAME), "problem_types": ["vandalism"], "class": class });
    let same = it.made("places", &same).await;
    it.done(&same, "merge", &json!({ "into": id(&place), "reason": reason })).await;
    // Only to somebody who sees it.
    if let Some((party, _)) = told.first() {
        let reason = it.canary("reason of a hand-out");
        let sheet = json!({ "what": "sheet", "party": party, "ground": "joint_work", "reason": reason });
        it.done(&place, "hand-out", &sheet).await;
    }
    let reason = it.canary("reason of a dismissal");
    let dismissed = json!({ "geometry": point(AWAY), "problem_types": ["vandalism"], "class": class });
    let dismissed = it.made("places", &dismissed).await;
    it.done(&dismissed, "status", &json!({ "status": "dismissed", "reason": reason })).await;
    it
}

/// All that an answer carries, as the caller reads it.
fn read(answer: &Answer) -> Vec<u8> {
    let mut all = format!("{:?}", answer.headers).into_bytes();
    match answer.header("content-encoding") {
        "gzip" => {
            flate2::read::GzDecoder::new(answer.body.as_slice()).read_to_end(&mut all).unwrap();
        }
        "" => all.extend(&answer.body),
        other => panic!("no such encoding was asked for: {other}"),
    }
    all
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

/// Where a viewer finds which of the canaries.
async fn found(it: &Written, token: &str) -> BTreeMap<&'static str, String> {
    let mut found = BTreeMap::new();
    let mut note = |question: &str, answer: &Answer| {
        let bytes = read(answer);
        for (what, word) in &it.canaries {
            if holds(&bytes, word.as_bytes()) {
                found.entry(*what).or_insert_with(|| question.to_owned());
            }
        }
        for (what, at) in POSITIONS {
            if is_at(&bytes, at) {
                found.entry(what).or_insert_with(|| question.to_owned());
            }
        }
    };
    // Beside what lies there, so that an answer that says what was asked tells nothing.
    let spots = [(18.1503, 59.3507), (18.1603, 59.3307), (18.02, 59.32)];
    for question in surfaces::questions(&it.things, &spots, Timestamp::now()) {
        note(&question.path, &get(&it.app, &question.path, token, "gzip").await);
    }
    // What is said of a command that cannot be carried out.
    for thing in &it.things {
        for (command, body) in [
            ("status", json!({ "status": "dormant", "reason": "Nej." })),
            ("triage", json!({ "outcome": "hidden", "reason": "Nej." })),
            ("coordination/accept", json!({})),
            ("merge", json!({ "into": "00000000001", "reason": "Nej." })),
            ("close", json!({})),
        ] {
            let path = format!("{thing}/{command}");
            note(&path, &it.app.post_with(&path, token, &body, &[("if-match", "\"0\"")]).await);
        }
    }
    found
}

/// Those who decide find every one of them, or a search that finds nothing would say nothing.
async fn all_are_found_at_home(it: &Written) {
    let found = found(it, &it.east).await;
    let positions = POSITIONS.iter().map(|(what, _)| what);
    let missing: Vec<_> =
        it.canaries.keys().chain(positions).filter(|what| !found.contains_key(*what)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[tokio::test]
async fn what_an_organisation_keeps_is_in_no_answer_to_anybody_else() {
    let it = written("origin", &[]).await;
    all_are_found_at_home(&it).await;
    for party in ["W", "SKOLOR", "VAG", "POLIS", "STAD"] {
        for role in [Role::Reporter, Role::Coordinator, Role::Administrator] {
            let token = it.app.token(party, role).await;
            assert_eq!(found(&it, &token).await, BTreeMap::new(), "{party} {role:?}");
        }
    }
    assert!(Heard::listen().silent_lines() > 0, "a log that is never heard says nothing");
}

#[tokio::test]
async fn what_is_shared_with_parties_is_in_no_answer_to_others_and_in_part_to_those_who_see_a_part() {
    let it = written("partner", &[("VAG", "exists"), ("SKOLOR", "summary")]).await;
    all_are_found_at_home(&it).await;
    for party in ["W", "VAG"] {
        let token = it.app.token(party, Role::Reader).await;
        assert_eq!(found(&it, &token).await, BTreeMap::new(), "{party}");
    }
    // At summary a place has a name and its ground, and nothing that anybody wrote; its reports lie near where they are shown.
    let token = it.app.token("SKOLOR", Role::Reader).await;
    let found = found(&it, &token).await;
    assert_eq!(found.keys().collect::<Vec<_>>(), [&"name of a place", &"position of a place"], "{found:?}");
    assert!(Heard::listen().silent_lines() > 0, "a log that is never heard says nothing");
}
