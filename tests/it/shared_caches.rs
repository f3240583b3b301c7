//! A cache that many share, in front of the service, and the greediest that HTTP allows (RFC 9111): it keeps whatever it is not
//! told to leave, also what was asked for with a credential, and for as long as nothing says otherwise. Whoever asks through it
//! is told what they would be told without it.

use super::routes::{ROUTES, Things, begin_a_run, filled, things};
use super::support::{Answer, TestApp};
use axum::body::Body;
use axum::http::{Request, header};
use samplats::domain::access::Role;
use serde_json::json;
use std::collections::HashMap;

/// Somebody who asks: with a token, or without.
struct Asker {
    name: &'static str,
    token: Option<String>,
}

impl Asker {
    /// What they send, whatever they ask for.
    fn headers(&self) -> Vec<(&'static str, String)> {
        let bearer = self.token.as_ref().map(|token| ("authorization", format!("Bearer {token}")));
        [("accept-encoding", "gzip".to_owned())].into_iter().chain(bearer).collect()
    }
}

async fn ask(app: &TestApp, path: &str, headers: &[(&str, String)]) -> Answer {
    let mut request = Request::get(path).header(header::HOST, "provstad.example");
    for (name, value) in headers {
        request = request.header(*name, value);
    }
    app.send(request.body(Body::empty()).unwrap()).await
}

/// A kept answer, with those headers of the request that it says it depends on.
struct Kept {
    answer: Answer,
    depends_on: Vec<(String, Option<String>)>,
}

#[derive(Default)]
struct Cache {
    kept: HashMap<String, Vec<Kept>>,
    /// Answers that were given out without asking, and after asking whether they still hold.
    hits: usize,
    confirmed: usize,
}

fn directives(answer: &Answer) -> Vec<String> {
    let stated = answer.headers.get_all(header::CACHE_CONTROL).iter();
    let stated = stated.flat_map(|value| value.to_str().unwrap().split(','));
    stated.map(|directive| directive.trim().to_ascii_lowercase()).collect()
}

fn says(answer: &Answer, directive: &str) -> bool {
    directives(answer).iter().any(|stated| stated.split('=').next() == Some(directive))
}

fn value_of<'h>(headers: &'h [(&str, String)], name: &str) -> Option<&'h str> {
    headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

impl Cache {
    /// What it gives out of what it has kept, if anything; what it has to ask for is kept where that is not forbidden.
    async fn get(&mut self, app: &TestApp, path: &str, headers: &[(&str, String)]) -> Option<(u16, Vec<u8>)> {
        let is_for = |kept: &&Kept| {
            kept.depends_on.iter().all(|(name, value)| value_of(headers, name) == value.as_deref())
        };
        if let Some(kept) = self.kept.get(path).and_then(|kept| kept.iter().find(is_for)) {
            let known = (kept.answer.status.as_u16(), kept.answer.body.clone());
            if !says(&kept.answer, "no-cache") {
                self.hits += 1;
                return Some(known);
            }
            let tag = kept.answer.header("etag").to_owned();
            let asked: Vec<_> = headers.iter().cloned().chain([("if-none-match", tag)]).collect();
            if ask(app, path, &asked).await.status == 304 {
                self.confirmed += 1;
                return Some(known);
            }
        }
        self.keep(path, headers, ask(app, path, headers).await);
        None
    }

    fn keep(&mut self, path: &str, headers: &[(&str, String)], answer: Answer) {
        let varies = answer.headers.get_all(header::VARY).iter();
        let names: Vec<_> =
            varies.flat_map(|value| value.to_str().unwrap().split(',').map(str::trim)).collect();
        if says(&answer, "no-store") || says(&answer, "private") || names.contains(&"*") {
            return;
        }
        let value = |name: &str| (name.to_owned(), value_of(headers, name).map(str::to_owned));
        let depends_on = names.into_iter().map(value).collect();
        self.kept.entry(path.to_owned()).or_default().push(Kept { answer, depends_on });
    }
}

/// All that can be read, of things that some of those who ask see.
async fn paths(app: &TestApp, things: &Things) -> Vec<String> {
    let of_routes = ROUTES.iter().filter(|(method, ..)| *method == "GET").map(|(_, path, _)| *path);
    let mut paths: Vec<_> = of_routes.map(|path| filled(path, things)).collect();
    let page = String::from_utf8(ask(app, "/", &[]).await.body).unwrap();
    let assets = page.split('"').filter(|quoted| quoted.starts_with("/assets/"));
    paths.extend(assets.map(str::to_owned));
    paths
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_asks_through_a_shared_cache_is_told_what_they_would_be_told_without() {
    let app = TestApp::with_city().await;
    let admin = app.token("STAD", Role::Administrator).await;
    let rule = json!({ "site_kind": "school", "party": "SKOLOR", "decision": "Beslut 0" });
    assert_eq!(app.post("/api/designations", &admin, &rule).await.status, 201);
    begin_a_run(&app).await;
    super::publications::published(&app).await;
    let west = app.token("W", Role::Coordinator).await;
    let things = things(&app, &west).await;
    let mut askers = vec![Asker { name: "nobody", token: None }, Asker { name: "west", token: Some(west) }];
    for (name, party, role) in [
        ("east", "E", Role::Reader),
        ("police", "POLIS", Role::Coordinator),
        ("administrator", "STAD", Role::Administrator),
    ] {
        askers.push(Asker { name, token: Some(app.token(party, role).await) });
    }
    let (mut cache, mut asked, mut wrong) = (Cache::default(), 0, Vec::new());
    for path in paths(&app, &things).await {
        // Each may be the first, and what the last was told is there for the first.
        for first in 0..askers.len() {
            cache.kept.clear();
            for who in askers.iter().cycle().skip(first).take(askers.len() + 1) {
                let headers = who.headers();
                asked += 1;
                let Some((status, body)) = cache.get(&app, &path, &headers).await else { continue };
                let direct = ask(&app, &path, &headers).await;
                if (status, &body) != (direct.status.as_u16(), &direct.body) {
                    wrong.push(format!("{path}: {} is told {status} and not {}", who.name, direct.status));
                }
            }
        }
    }
    println!(
        "{asked} asked through a shared cache: {} given out as kept, {} confirmed, {} told otherwise",
        cache.hits,
        cache.confirmed,
        wrong.len()
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cache.hits > 50, "what is for all is kept");
}
