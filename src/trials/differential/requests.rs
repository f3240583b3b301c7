//! Requests: every operation of the contract, by whoever, about what is there or is not, whole or
//! damaged somewhere.

use super::super::service::{Answer, imports};
use super::bodies::{Contract, Known, damage, disturb, fitting, nasty, pick, text};
use crate::register::simulated::Chance;
use axum::body::Body;
use axum::http::{Request, header};
use serde_json::Value;
use std::collections::HashMap;

/// Who sends, as places in the list of tokens: those who may do most the most often, somebody whose
/// token is none, and nobody.
const CALLERS: [Option<usize>; 20] = {
    let often = [0, 0, 0, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4, 4, 5, 6, 7, 8, 99];
    let mut callers = [None; 20];
    let mut at = 0;
    while at < often.len() {
        callers[at] = Some(often[at]);
        at += 1;
    }
    callers
};

/// A request, before anybody in particular sends it.
pub struct Made {
    method: String,
    /// With its query.
    pub path: String,
    /// Which of the tokens; `None` for nobody's, or somebody else's.
    caller: Option<usize>,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
    /// The thing the path is about, which a later change needs the tag of.
    about: String,
}

impl Made {
    /// In words, to send it again by hand.
    pub fn told(&self) -> String {
        let Self { method, path, caller, headers, body, .. } = self;
        format!("{method} {path} by {caller:?} with {headers:?}: {}", String::from_utf8_lossy(body))
    }

    /// As it is sent with these tokens; `None` for what no client's library would even send.
    pub fn request(&self, tokens: &[String]) -> Option<Request<Body>> {
        let mut request = Request::builder().method(self.method.as_str()).uri(&self.path);
        if let Some(caller) = self.caller {
            let token = tokens.get(caller).map_or("samplats_nobody", String::as_str);
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        request.body(Body::from(self.body.clone())).ok()
    }
}

/// Makes requests that follow from a seed and from what was answered.
pub struct Maker<'a> {
    contract: &'a Contract,
    operations: Vec<(String, String, &'a Value)>,
    chance: Chance,
    known: Known,
    /// Of a thing, as a caller saw it.
    tags: HashMap<(String, Option<usize>), String>,
    /// What is sent once its sender has looked at the thing.
    waiting: Option<Made>,
    made: u64,
}

impl<'a> Maker<'a> {
    pub fn new(contract: &'a Contract, seed: u64) -> Self {
        let operations = contract.operations();
        let (chance, known) = (Chance::new(seed), Known::default());
        Self { contract, operations, chance, known, tags: HashMap::new(), waiting: None, made: 0 }
    }

    /// Lists, which teach what there is.
    pub fn lists() -> impl Iterator<Item = Made> {
        ["reports", "places", "sites", "areas", "parties", "designations", "measures"].into_iter().map(
            |noun| {
                let path = format!("/api/{noun}");
                let (method, about) = ("GET".to_owned(), path.clone());
                Made { method, path, caller: Some(2), headers: Vec::new(), body: Vec::new(), about }
            },
        )
    }

    pub fn make(&mut self) -> Made {
        self.made += 1;
        if let Some(mut waiting) = self.waiting.take() {
            self.head(&mut waiting);
            return waiting;
        }
        let at = usize::try_from(self.chance.below(self.operations.len() as u64)).unwrap();
        let (method, pattern, operation) = self.operations[at].clone();
        // Passwords are slow to hash on purpose, and a verification reads all there is.
        let slow = ["/api/session", "/api/users", "/api/register"].iter().any(|of| pattern.starts_with(of));
        // Reading changes nothing for what comes after.
        let reads = method == "GET" && self.chance.strikes(400);
        if reads || slow && !self.chance.strikes(100) {
            return self.make();
        }
        let path = self.filled(&pattern);
        let about = path
            .split('/')
            .take(if path.starts_with("/api/codes") { 5 } else { 4 })
            .collect::<Vec<_>>()
            .join("/");
        let caller = self.pick(&CALLERS);
        let mut made = Made { method, path, caller, headers: Vec::new(), body: Vec::new(), about };
        self.ask(&mut made, operation);
        self.enclose(&mut made, operation);
        if made.method != "GET" && pattern.contains('{') && self.chance.strikes(850) {
            let look = Made {
                method: "GET".into(),
                path: made.about.clone(),
                about: made.about.clone(),
                caller: made.caller,
                headers: Vec::new(),
                body: Vec::new(),
            };
            self.waiting = Some(made);
            return look;
        }
        self.head(&mut made);
        made
    }

    /// What an answer teaches: ids that are there, and tags.
    pub fn learn(&mut self, made: &Made, answer: &Answer) {
        // What is drawn beside the register is another number in each.
        if super::is_its_own(&made.path) {
            return;
        }
        if answer.status.is_success() && made.method == "GET" && !made.path.contains('?') {
            self.tags.insert((made.path.clone(), made.caller), answer.header("etag").to_owned());
        }
        let Ok(document) = serde_json::from_slice::<Value>(&answer.body) else { return };
        let mut ids = Vec::new();
        collect_ids(&document, &mut ids);
        let noun = made.path.split(['/', '?']).nth(2).unwrap_or_default();
        for id in ids {
            self.known.learn(noun, id, &mut self.chance);
        }
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        pick(&mut self.chance, from)
    }

    fn filled(&mut self, pattern: &str) -> String {
        let mut path = String::new();
        for part in pattern.split('/').skip(1) {
            path.push('/');
            let noun = pattern.split('/').nth(2).unwrap_or_default();
            path += &match part {
                "{id}" if pattern.starts_with("/ogc") => {
                    self.pick(&["places", "reports", "sites", "districts", "x"]).into()
                }
                "{id}" => self.known.some(noun, &mut self.chance),
                "{list}" => self.pick(&["problem_type", "measure_type", "site_kind", "x"]).into(),
                "{code}" => self.pick(&["disorder", "vandalism", "ny_kod", "school"]).into(),
                "{name}" => {
                    self.pick(&["triage_days", "same_place_m", "coordination_answer_days", "x"]).into()
                }
                "{login}" => "anna".into(),
                "{z}" => self.pick(&["0", "9", "12", "14", "16", "22", "23", "-1"]).into(),
                "{row}" => self.pick(&["0", "150", "1204", "4817", "99999999999"]).into(),
                "{col}" => self.pick(&["0", "281", "2254", "9016", "x"]).into(),
                other => other.to_owned(),
            };
        }
        if self.chance.strikes(30) {
            let wild = ["%00", "%ff", "..", "%2e%2e", "%F0%9F%87%B8", "0000000000U", "/", "%", "ö"];
            path += &format!("/{}", self.pick(&wild));
        }
        path
    }

    /// Query parameters, some of them wild.
    fn ask(&mut self, made: &mut Made, operation: &Value) {
        let mut query = Vec::new();
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            if parameter["in"] != "query" || !self.chance.strikes(250) {
                continue;
            }
            let name = parameter["name"].as_str().unwrap();
            let value = self.parameter(name);
            query.push(format!("{name}={value}"));
        }
        if self.chance.strikes(20) {
            query.push(
                self.pick(&["okand=1", "limit=1&limit=2", "%00=%00", "=", "&&", "limit=%31"]).to_owned(),
            );
        }
        if !query.is_empty() {
            made.path += &format!("?{}", query.join("&"));
        }
    }

    fn parameter(&mut self, name: &str) -> String {
        if self.chance.strikes(150) {
            let wild = [
                "",
                "%00",
                "-1",
                "1e400",
                "NaN",
                "inf",
                "99999999999999999999",
                "x",
                "%ff",
                "%F0%9F",
                "null",
                "true,false",
            ];
            return self.pick(&wild).to_owned();
        }
        match name {
            "lon" => self.pick(&["18.05", "18.0", "18.15", "-180", "180"]).into(),
            "lat" => self.pick(&["59.35", "59.3", "90", "-90", "59.4"]).into(),
            "radius_m" => self.pick(&["0", "1", "250", "1000", "1001", "0.5"]).into(),
            "bbox" => self
                .pick(&["18.0,59.3,18.2,59.4", "18.2,59.4,18.0,59.3", "-180,-90,180,90", "18,59,18,59"])
                .into(),
            "limit" => self.pick(&["1", "2", "100", "1000", "1001", "0"]).into(),
            "status" => self.pick(&["active", "suspected", "received", "triaged", "dormant"]).into(),
            "problem_type" => self.pick(&["disorder", "vandalism", "no_such"]).into(),
            "district" => self.pick(&["Väster", "V%C3%A4ster", "w", "e"]).into(),
            "party" => self.pick(&["W", "E", "SKOLOR", "no"]).into(),
            "what" => self.pick(&["parties", "areas", "sites", "reports", "statistics"]).into(),
            "kind" => self.pick(&["district", "school", "custom", "dog"]).into(),
            "since" | "until" => {
                self.pick(&["2026-11-23", "2026-11-23T10:00:00Z", "2026-02-30", "-009999-01-01"]).into()
            }
            "crs" => self.pick(&["EPSG:3011", "EPSG:4326", "EPSG:1"]).into(),
            "place" => self.known.some("places", &mut self.chance),
            "area" => self.known.some("areas", &mut self.chance),
            _ => self.pick(&["true", "false", "1", "W"]).into(),
        }
    }

    /// The body: a fitting one, disturbed, or damaged.
    fn enclose(&mut self, made: &mut Made, operation: &Value) {
        let content = &operation["requestBody"]["content"];
        if made.path.starts_with("/api/imports") {
            let (query, kind, body) = self.pick(&imports());
            if self.chance.strikes(500) {
                made.path = format!("/api/imports?{query}&dry_run={}", self.chance.strikes(700));
            }
            made.headers.push(("content-type", kind.to_owned()));
            made.body = body.into_bytes();
            if self.chance.strikes(600) {
                damage(&mut made.body, &mut self.chance);
            }
            return;
        }
        let Some(schema) = content.get("application/json").map(|json| &json["schema"]) else { return };
        let mut value = fitting(self.contract, schema, "", &self.known, &mut self.chance);
        if self.chance.strikes(300) {
            disturb(&mut value, &mut self.chance);
        }
        if self.chance.strikes(20) {
            value = nasty(&mut self.chance);
        }
        made.body = text(&value);
        if self.chance.strikes(80) {
            damage(&mut made.body, &mut self.chance);
        }
        let kinds = ["text/plain", "application/json; charset=latin1", "application/jsonx", ""];
        let kind = if self.chance.strikes(20) { self.pick(&kinds) } else { "application/json" };
        made.headers.push(("content-type", kind.to_owned()));
    }

    fn head(&mut self, made: &mut Made) {
        if made.method != "GET" && self.chance.strikes(900) {
            let known =
                self.tags.get(&(made.about.clone(), made.caller)).cloned().unwrap_or_else(|| "\"0\"".into());
            let tag = if self.chance.strikes(900) {
                known
            } else {
                self.pick(&["*", "W/\"x\"", "\"", "", "\"a\", \"b\""]).into()
            };
            made.headers.push(("if-match", tag));
        }
        if made.method != "GET" && self.chance.strikes(150) {
            // Some keys come twice, with the same body or another.
            let key = format!("key-{}", self.chance.below(1 + self.made / 4));
            let key = if self.chance.strikes(50) { "k".repeat(201) } else { key };
            made.headers.push(("idempotency-key", key));
        }
        if made.method == "GET" && self.chance.strikes(100) {
            let tag = self.tags.get(&(made.path.clone(), made.caller)).cloned().unwrap_or_else(|| "*".into());
            made.headers.push(("if-none-match", tag));
        }
        let languages = ["sv", "en", "sv-SE,sv;q=0.9,en;q=0.1", "x;q=\u{1}", ""];
        if self.chance.strikes(50) {
            let language = self.pick(&languages).to_owned();
            made.headers.push(("accept-language", language));
        }
        if self.chance.strikes(50) {
            let encoding = self.pick(&["gzip", "identity", "br;q=1, gzip;q=0", "*"]).to_owned();
            made.headers.push(("accept-encoding", encoding));
        }
        // Waits for what will never come, a second long.
        if self.chance.below(20_000) == 0 {
            made.headers.push(("samplats-seen", "place.00000000001.9".to_owned()));
        }
    }
}

fn collect_ids(value: &Value, ids: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            if let Some(id) = members.get("id").and_then(Value::as_str).filter(|id| id.len() == 11) {
                ids.push(id.to_owned());
            }
            members.values().for_each(|member| collect_ids(member, ids));
        }
        Value::Array(items) => items.iter().for_each(|item| collect_ids(item, ids)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
