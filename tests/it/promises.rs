//! What the contract promises of every operation is what the program answers: every operation is asked in every wrong way
//! there is, and in the right one.

use super::photos::corpus::{drawing, png};
use super::routes::{ROUTES, Things, begin_a_run, body, filled, measure_type, things};
use super::support::{self, Answer, TestApp, contract};
use axum::body::Body;
use axum::http::{Request, header};
use samplats::domain::access::Role;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// An operation of the contract, and who may use it.
struct Operation<'a> {
    method: &'static str,
    path: &'static str,
    spec: &'a Value,
    token: Option<String>,
}

/// How it is asked.
#[derive(Clone, Default)]
struct Way {
    name: &'static str,
    path: Option<String>,
    query: &'static str,
    body: Option<Vec<u8>>,
    content_type: Option<&'static str>,
    headers: Vec<(&'static str, String)>,
    unknown: bool,
}

fn way(name: &'static str) -> Way {
    Way { name, ..Way::default() }
}

impl Operation<'_> {
    fn declares(&self, header: &str, document: &Value) -> Option<bool> {
        let parameters = self.spec["parameters"].as_array().into_iter().flatten();
        let parameters = parameters.map(|parameter| resolved(document, parameter));
        let mut named =
            parameters.filter(|parameter| parameter["in"] == "header" && parameter["name"] == header);
        named.next().map(|parameter| parameter["required"] == true)
    }

    fn is_open(&self) -> bool {
        self.spec["security"].as_array().is_some_and(|needed| needed.contains(&json!({})))
    }

    fn takes_json(&self) -> bool {
        self.spec["requestBody"]["content"]["application/json"].is_object() && !self.is_file()
    }

    fn takes_form(&self) -> bool {
        self.spec["requestBody"]["content"]["application/x-www-form-urlencoded"].is_object()
    }

    fn is_file(&self) -> bool {
        self.path == "/api/imports" || self.is_picture()
    }

    fn is_picture(&self) -> bool {
        (self.method, self.path) == ("POST", "/api/photos")
    }

    async fn ask(&self, app: &TestApp, good: &Good, way: &Way) -> Answer {
        let path = way.path.clone().unwrap_or_else(|| filled(self.path, &good.things));
        let separator = if path.contains('?') { '&' } else { '?' };
        let path = if way.query.is_empty() { path } else { format!("{path}{separator}{}", way.query) };
        let mut request = Request::builder().method(self.method).uri(path);
        request = request.header(header::HOST, "provstad.example");
        if let Some(token) = self.token.as_ref().filter(|_| !way.unknown) {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        } else {
            request = request.header("x-samplats", "1");
        }
        let usual = match self.is_file() {
            true if self.is_picture() => "image/png",
            true => "text/csv",
            false if self.takes_form() => "application/x-www-form-urlencoded",
            false => "application/json",
        };
        request = request.header(header::CONTENT_TYPE, way.content_type.unwrap_or(usual));
        for (name, value) in &way.headers {
            request = request.header(*name, value);
        }
        let body = way.body.clone().unwrap_or_else(|| self.good_body(good));
        app.send(request.body(Body::from(body)).unwrap()).await
    }

    fn good_body(&self, good: &Good) -> Vec<u8> {
        match self.is_file() {
            true if self.is_picture() => png(&drawing(16, 16)),
            true => b"code,name,kind\nNY,Ny part,other\n".to_vec(),
            false if self.takes_form() => b"logout_token=x".to_vec(),
            false => body(self.path, &good.things, &good.measure_type).to_string().into_bytes(),
        }
    }

    /// The thing as this operation's user sees it.
    async fn etag(&self, app: &TestApp, good: &Good) -> String {
        let path = filled(self.path, &good.things);
        let parts = if path.starts_with("/api/codes") { 5 } else { 4 };
        let thing: Vec<_> = path.split('/').take(parts).collect();
        let token = self.token.as_deref().unwrap_or_default();
        app.get(&thing.join("/"), token).await.header("etag").to_owned()
    }
}

/// What makes a good request.
struct Good {
    things: Things,
    measure_type: String,
}

fn resolved<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let place = value["$ref"].as_str().and_then(|place| place.strip_prefix('#'));
    place.map_or(value, |place| document.pointer(place).unwrap_or_else(|| panic!("no {place}")))
}

/// What an answer has that its operation does not promise, or the other way round.
fn broken(document: &Value, spec: &Value, answer: &Answer) -> Vec<String> {
    let mut broken = Vec::new();
    let status = answer.status.as_u16();
    let Some(declared) = spec["responses"].get(status.to_string()) else {
        return vec![format!("{status} is not declared: {}", String::from_utf8_lossy(&answer.body))];
    };
    let declared = resolved(document, declared);
    let content = answer.header("content-type").split(';').next().unwrap_or_default().to_owned();
    if !answer.body.is_empty() && declared["content"].get(&content).is_none() {
        broken.push(format!("{status} as {content}"));
    }
    if status >= 400 {
        let named = format!("`/problems/{}`", answer.problem());
        if !declared["description"].as_str().unwrap_or_default().contains(&named) {
            broken.push(format!("{status} of type {named}"));
        }
    }
    let always = ["etag", "location", "samplats-seen", "www-authenticate", "retry-after"];
    let sometimes = ["idempotency-replayed", "samplats-dropped", "samplats-stale"];
    let names = |name: &str| {
        let headers = declared["headers"].as_object();
        headers.is_some_and(|headers| headers.keys().any(|header| header.eq_ignore_ascii_case(name)))
    };
    for name in always.iter().chain(&sometimes) {
        let (promised, given) = (names(name), answer.headers.contains_key(*name));
        if (given && !promised) || (promised && !given && always.contains(name)) {
            broken.push(format!("{status} {name}: promised {promised}, given {given}"));
        }
    }
    broken
}

/// Ways to ask wrongly, what comes of each, and whether an operation meets it.
fn wrong_ways(operation: &Operation<'_>, document: &Value) -> Vec<(Way, u16, bool)> {
    let long = "x".repeat(40 * 1024);
    let nowhere = support::filled(operation.path)
        .replace("/collections/places", "/collections/nowhere")
        .replace("/exports/places", "/exports/nowhere")
        .replace("/background/1/0/0", "/background/1/2/2");
    let (json, file) = (operation.takes_json(), operation.is_file());
    let commands = operation.declares("Idempotency-Key", document).is_some();
    let on_one = operation.declares("If-Match", document).is_some();
    let reads = operation.method == "GET";
    // What is put under a new code is made.
    let makes = (operation.method, operation.path) == ("PUT", "/api/parties/{code}");
    // Whatever goes wrong on the way to an identity provider and back, the browser is sent on to the page.
    let walks = reads
        && (operation.path.starts_with("/api/session/providers/")
            || operation.path == "/api/session/callback");
    let form = operation.takes_form();
    // A session that is not there has ended already.
    let ends = operation.method == "DELETE" && operation.path.ends_with("/sessions/{id}");
    let logs_in = (operation.method, operation.path) == ("POST", "/api/session");
    let with = |name, header: (&'static str, String)| Way { headers: vec![header], ..way(name) };
    let sent = |name, body: &str| Way { body: Some(body.as_bytes().to_vec()), ..way(name) };
    vec![
        (Way { unknown: true, ..way("without a log-in") }, 401, !operation.is_open()),
        (
            Way { path: Some(nowhere), ..way("what is not there") },
            404,
            operation.path.contains('{') && !makes && !walks && !ends,
        ),
        (with("with too much before the body", ("x-large", long)), 431, true),
        (
            Way { content_type: Some("text/plain"), ..way("as another kind of body") },
            415,
            json || file || form,
        ),
        (sent("with a wrong password", r#"{"login":"nobody","password":"wrong"}"#), 401, logs_in),
        (sent("with broken JSON", "{"), 400, json),
        (sent("with JSON of another form", "[]"), 422, json),
        (sent("with too much of a form", &"x".repeat(300_000)), 413, form),
        (sent("with too much JSON", &format!("{{\"x\":\"{}\"}}", "x".repeat(300_000))), 413, json),
        (with("under no key", ("idempotency-key", String::new())), 400, commands),
        (way("without having seen it"), 428, on_one),
        (with("having seen another version", ("if-match", "\"x\"".into())), 412, on_one),
        (Way { query: "nonsense=1", ..way("with nonsense") }, 400, reads && !walks),
    ]
}

#[tokio::test]
async fn every_operation_answers_as_the_contract_promises_however_it_is_asked() {
    let document = contract();
    let app = TestApp::with_city().await;
    app.account("spare", "W", Role::Reader).await;
    let west = app.token("W", Role::Coordinator).await;
    let admin = app.token("STAD", Role::Administrator).await;
    let rule = json!({ "site_kind": "school", "party": "SKOLOR", "decision": "Beslut 0" });
    assert_eq!(app.post("/api/designations", &admin, &rule).await.status, 201);
    let measure_type = measure_type(&app, &west).await;
    begin_a_run(&app).await;
    super::publications::published(&app).await;
    let mut faults = Vec::new();
    let mut met = BTreeSet::new();
    for (method, path, whose) in ROUTES {
        let spec = &document["paths"][path][method.to_lowercase()];
        if !spec.is_object() {
            continue;
        }
        let token = match (whose.takes(Role::Coordinator), whose.takes(Role::Administrator)) {
            (true, _) => Some(west.clone()),
            (false, _) => Some(admin.clone()),
        };
        let mut operation = Operation { method, path, spec, token };
        if operation.is_open() {
            operation.token = None;
        }
        let good = Good { things: things(&app, &west).await, measure_type: measure_type.clone() };
        let mut own = BTreeSet::new();
        let mut fault = |way: &str, what: String| faults.push(format!("{method} {path} {way}: {what}"));
        for (way, status, meets) in wrong_ways(&operation, &document) {
            if !meets {
                continue;
            }
            let answer = operation.ask(&app, &good, &way).await;
            own.insert(answer.status.as_u16());
            if answer.status.as_u16() != status {
                fault(way.name, format!("{} instead of {status}", answer.status));
            }
            broken(&document, spec, &answer).into_iter().for_each(|what| fault(way.name, what));
        }
        // What one way alone leads to is not declared where it never does. A file that is too large has 8 or 64 MiB.
        for status in [401, 412, 413, 415, 428] {
            let declared = spec["responses"].get(status.to_string()).is_some();
            if declared && !own.contains(&status) && !(status == 413 && operation.is_file()) {
                fault("in every way", format!("{status} is declared and never met"));
            }
        }
        met.append(&mut own);
        let etag = operation.etag(&app, &good).await;
        let key = format!("{method} {path}");
        let mut right = way("in the right way");
        if operation.declares("If-Match", &document).is_some() {
            right.headers.push(("if-match", etag));
        }
        if operation.declares("Idempotency-Key", &document).is_some() {
            right.headers.push(("idempotency-key", key.replace(['{', '}', ' '], "-")));
        }
        if operation.declares("Samplats-Seen", &document).is_some() {
            right.headers.push(("samplats-seen", "nobody has given this".into()));
        }
        let answer = operation.ask(&app, &good, &right).await;
        met.insert(answer.status.as_u16());
        broken(&document, spec, &answer).into_iter().for_each(|what| fault(right.name, what));
        let tag = answer.header("etag").to_owned();
        if operation.declares("If-None-Match", &document).is_some() && answer.status == 200 {
            let again = Way { headers: vec![("if-none-match", tag)], ..way("having it already") };
            let answer = operation.ask(&app, &good, &again).await;
            met.insert(answer.status.as_u16());
            if answer.status != 304 {
                fault(again.name, format!("{} instead of 304", answer.status));
            }
            broken(&document, spec, &answer).into_iter().for_each(|what| fault(again.name, what));
        }
        if operation.declares("Idempotency-Key", &document).is_some() && answer.status.is_success() {
            // Beside a body that is the same, a path that only looks another is another request.
            let other = match operation.is_file() {
                true if operation.is_picture() => Way { body: Some(png(&drawing(17, 16))), ..right.clone() },
                true => Way { body: Some(b"code,name,kind\nX,X,other\n".to_vec()), ..right.clone() },
                false => Way { query: "x", ..right.clone() },
            };
            let answer = operation.ask(&app, &good, &other).await;
            // What was asked of an erased thing is forgotten with it, the order to erase it among the rest: what comes under
            // its key again is taken for it.
            let forgotten =
                ["/erase", "/remove"].iter().any(|end| path.ends_with(end)) && answer.status == 200;
            if !forgotten && (answer.status != 422 || answer.problem() != "key-reused") {
                fault("with a key that was used", answer.status.to_string());
            }
            broken(&document, spec, &answer).into_iter().for_each(|what| fault(other.name, what));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    for status in [200, 201, 204, 304, 400, 401, 404, 409, 412, 413, 415, 422, 428, 431] {
        assert!(met.contains(&status), "nothing was answered with {status}");
    }
}

#[tokio::test]
async fn a_path_answers_every_other_method_with_those_it_has() {
    let document = contract();
    let app = TestApp::start().await;
    for (path, item) in document["paths"].as_object().unwrap() {
        let has: BTreeSet<String> =
            item.as_object().unwrap().keys().map(|method| method.to_uppercase()).collect();
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
            if has.contains(method) {
                continue;
            }
            let request = Request::builder().method(method).uri(support::filled(path));
            let answer = app.send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(
                (answer.status.as_u16(), answer.problem().as_str()),
                (405, "method-not-allowed"),
                "{method} {path}"
            );
            let allow: BTreeSet<String> =
                answer.header("allow").split(',').map(|method| method.trim().to_owned()).collect();
            let allow: BTreeSet<String> = allow.into_iter().filter(|method| method != "HEAD").collect();
            assert_eq!(allow, has, "{method} {path}");
        }
    }
}

#[test]
fn every_problem_is_shared_and_every_reference_leads_somewhere() {
    fn walk<'a>(value: &'a Value, found: &mut BTreeSet<&'a str>) {
        match value {
            Value::Object(members) => {
                found.extend(members.get("$ref").and_then(Value::as_str));
                members.values().for_each(|member| walk(member, found));
            }
            Value::Array(items) => items.iter().for_each(|item| walk(item, found)),
            _ => {}
        }
    }
    let document = contract();
    let mut references = BTreeSet::new();
    walk(&document, &mut references);
    for reference in &references {
        let place = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(place).is_some(), "{reference} leads nowhere");
    }
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            for (status, answer) in operation["responses"].as_object().unwrap() {
                let shared = answer["$ref"] == format!("#/components/responses/Problem{status}");
                assert_eq!(shared, status.as_str() >= "400", "{method} {path} {status}");
            }
            for status in ["400", "429", "431", "500", "503"] {
                assert!(operation["responses"].get(status).is_some(), "{method} {path} {status}");
            }
        }
    }
}
