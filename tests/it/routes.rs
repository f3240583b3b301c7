//! Who may use which route: one row each, tried by everybody.

use super::support::{Answer, PASSWORD, TestApp, contract};
use axum::body::Body;
use axum::http::{Request, header};
use samplats::domain::access::Role;
use samplats::domain::command::Command;
use samplats::domain::retention::Package;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

/// Who a route is for. Each thing it is about still has viewers and deciders of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    Anybody,
    /// Those alone who sign what they send: to everybody else it is not there.
    Signers,
    /// Everybody with a log-in or a token.
    Known,
    Reporters,
    /// Those of them who are of the organisation it comes from, which the administrators of these tests are not.
    ItsReporters,
    /// Everybody of the party whose it is. To others it is not there.
    Own,
    /// Those of them who speak for it, and who work on its places.
    OwnCoordinators,
    OwnMembers,
    /// Those who work on their party's places, and who speaks for it.
    Members,
    Coordinators,
    CoordinatorsAndAdministrators,
    Administrators,
}

impl For {
    /// To the administrators of these tests, who are of another party, it is not there.
    fn is_own(self) -> bool {
        matches!(self, Self::Own | Self::OwnCoordinators | Self::OwnMembers)
    }

    pub fn takes(self, role: Role) -> bool {
        match self {
            Self::Anybody | Self::Known => true,
            Self::Signers => false,
            Self::Reporters => role.reports(),
            Self::ItsReporters => role.reports() && !role.administers(),
            Self::Own => !role.administers(),
            Self::OwnCoordinators => role.coordinates(),
            Self::OwnMembers => role == Role::Member || role.coordinates(),
            Self::Members => role == Role::Member || role.coordinates(),
            Self::Coordinators => role.coordinates(),
            Self::CoordinatorsAndAdministrators => role.coordinates() || role.administers(),
            Self::Administrators => role.administers(),
        }
    }
}

use For::{
    Administrators, Anybody, Coordinators, CoordinatorsAndAdministrators, ItsReporters, Known, Members, Own,
    OwnCoordinators, OwnMembers, Reporters, Signers,
};

/// Method, path, who it is for.
pub const ROUTES: [(&str, &str, For); 182] = [
    ("GET", "/", Anybody),
    ("GET", "/healthz", Anybody),
    ("GET", "/readyz", Anybody),
    ("GET", "/api/openapi.json", Anybody),
    ("GET", "/api/docs", Anybody),
    ("GET", "/api/docs/style.css", Anybody),
    ("GET", "/problems", Anybody),
    ("GET", "/problems/{name}", Anybody),
    ("POST", "/api/session", Anybody),
    ("POST", "/api/session/first", Anybody),
    ("POST", "/api/session/phone", Anybody),
    ("GET", "/api/session/providers", Anybody),
    ("GET", "/api/session/providers/{code}/begin", Anybody),
    ("GET", "/api/session/callback", Anybody),
    ("POST", "/api/session/providers/{code}/logged-out", Signers),
    ("GET", "/api/me", Known),
    ("GET", "/api/me/data", Known),
    ("PUT", "/api/me/details", Known),
    ("POST", "/api/me/forget", Known),
    ("DELETE", "/api/me/forget", Known),
    ("GET", "/api/me/desk", Known),
    ("PUT", "/api/me/desk/places/{id}", Known),
    ("PUT", "/api/me/desk/read", Known),
    ("GET", "/api/me/duties", Known),
    ("GET", "/api/me/news", Known),
    ("GET", "/api/me/reports", Known),
    ("GET", "/api/me/sites", Known),
    ("GET", "/api/me/sessions", Known),
    ("DELETE", "/api/me/sessions/{id}", Known),
    ("POST", "/api/me/password", Known),
    ("POST", "/api/me/second-factor", Known),
    ("POST", "/api/me/second-factor/confirm", Known),
    ("POST", "/api/me/second-factor/remove", Known),
    ("GET", "/api/me/triage", Known),
    ("GET", "/api/locate", Known),
    ("GET", "/api/background/{z}/{row}/{col}", Known),
    ("GET", "/api/addresses", Known),
    ("GET", "/api/areas", Known),
    ("GET", "/api/areas/{id}", Known),
    ("PUT", "/api/areas/{id}/geometry", Administrators),
    ("GET", "/api/changes", Known),
    ("GET", "/api/codes", Known),
    ("GET", "/api/codes/{list}/{code}", Known),
    ("PUT", "/api/codes/{list}/{code}", Administrators),
    ("GET", "/api/document-requests", CoordinatorsAndAdministrators),
    ("GET", "/api/document-requests/{id}", OwnCoordinators),
    ("GET", "/api/filings", Known),
    ("POST", "/api/filings", Coordinators),
    ("GET", "/api/filings/{id}", Known),
    ("POST", "/api/filings/{id}/withdraw", Coordinators),
    ("GET", "/api/exports/{layer}", Known),
    ("GET", "/api/designations", Known),
    ("GET", "/api/disclosures", Known),
    ("POST", "/api/designations", Administrators),
    ("POST", "/api/designations/dry-run", CoordinatorsAndAdministrators),
    ("GET", "/api/designations/{id}", Known),
    ("POST", "/api/designations/{id}/end", Administrators),
    ("POST", "/api/imports", Administrators),
    ("GET", "/api/erasures", Administrators),
    ("GET", "/api/layers", Known),
    ("GET", "/api/measures", Known),
    ("POST", "/api/measures", Members),
    ("GET", "/api/measures/{id}", Known),
    ("POST", "/api/measures/{id}/close", Members),
    ("POST", "/api/measures/{id}/restate", Members),
    ("POST", "/api/measures/{id}/erase", CoordinatorsAndAdministrators),
    ("GET", "/api/parties", Known),
    ("GET", "/api/parties/{code}", Known),
    ("PUT", "/api/parties/{code}", Administrators),
    ("GET", "/api/photos", Known),
    ("POST", "/api/photos", ItsReporters),
    ("GET", "/api/photos/{id}", Known),
    ("GET", "/api/photos/{id}/large", Known),
    ("GET", "/api/photos/{id}/small", Known),
    ("POST", "/api/photos/{id}/check", Coordinators),
    ("POST", "/api/photos/{id}/remove", CoordinatorsAndAdministrators),
    ("GET", "/api/rounds", Known),
    ("POST", "/api/rounds", Members),
    ("GET", "/api/rounds/{id}", Own),
    ("PUT", "/api/rounds/{id}", OwnMembers),
    ("GET", "/api/rounds/{id}/known", Own),
    ("POST", "/api/rounds/{id}/erase", OwnCoordinators),
    ("GET", "/api/walks", Known),
    ("POST", "/api/walks", Reporters),
    ("GET", "/api/walks/{id}", Own),
    ("GET", "/api/places/{id}/effort", Known),
    ("GET", "/api/presences", Known),
    ("POST", "/api/presences", Reporters),
    ("GET", "/api/presences/{id}", Known),
    ("POST", "/api/presences/{id}/withdraw", ItsReporters),
    ("GET", "/api/public/catalogue", Anybody),
    ("GET", "/api/public/publications", Anybody),
    ("GET", "/api/public/publications/{quarter}", Anybody),
    ("GET", "/api/public/publications/{quarter}/csv", Anybody),
    ("GET", "/api/public/publications/{quarter}/geojson", Anybody),
    ("POST", "/api/publications", Administrators),
    ("POST", "/api/publications/dry-run", Administrators),
    ("GET", "/api/publications/{id}", Known),
    ("POST", "/api/publications/{id}/withdraw", Administrators),
    ("GET", "/api/place-counts", Known),
    ("GET", "/api/places", Known),
    ("POST", "/api/places", Coordinators),
    ("GET", "/api/places/{id}", Known),
    ("PATCH", "/api/places/{id}", Coordinators),
    ("POST", "/api/places/{id}/coordination/accept", Coordinators),
    ("POST", "/api/places/{id}/coordination/decline", Coordinators),
    ("POST", "/api/places/{id}/coordination/hand-over", Coordinators),
    ("POST", "/api/places/{id}/coordination/propose", Coordinators),
    ("GET", "/api/places/{id}/document", CoordinatorsAndAdministrators),
    ("POST", "/api/places/{id}/document-requests", CoordinatorsAndAdministrators),
    ("POST", "/api/places/{id}/erase", CoordinatorsAndAdministrators),
    ("GET", "/api/places/{id}/disclosures", CoordinatorsAndAdministrators),
    ("POST", "/api/places/{id}/hand-out", Members),
    ("GET", "/api/places/{id}/history", Known),
    ("POST", "/api/places/{id}/merge", Coordinators),
    ("GET", "/api/places/{id}/neighbours", Known),
    ("POST", "/api/places/{id}/object", Coordinators),
    ("POST", "/api/places/{id}/parties", Coordinators),
    ("GET", "/api/places/{id}/reports", Known),
    ("GET", "/api/places/{id}/rhythm", Known),
    ("GET", "/api/places/{id}/sharing", Known),
    ("GET", "/api/places/{id}/sheet", Known),
    ("POST", "/api/places/{id}/split", Coordinators),
    ("POST", "/api/places/{id}/status", Coordinators),
    ("POST", "/api/places/{id}/take-back", Coordinators),
    ("POST", "/api/places/{id}/uphold", Coordinators),
    ("GET", "/api/register/kept-aside", Administrators),
    ("GET", "/api/register/stats", Administrators),
    ("GET", "/api/register/verify", Administrators),
    ("GET", "/api/register/incident", Administrators),
    ("GET", "/api/reads", CoordinatorsAndAdministrators),
    ("GET", "/api/reads/file", CoordinatorsAndAdministrators),
    ("GET", "/api/reports", Known),
    ("POST", "/api/reports", Reporters),
    ("GET", "/api/reports/{id}", Known),
    ("GET", "/api/reports/{id}/disclosures", CoordinatorsAndAdministrators),
    ("GET", "/api/reports/{id}/document", CoordinatorsAndAdministrators),
    ("POST", "/api/reports/{id}/document-requests", CoordinatorsAndAdministrators),
    ("GET", "/api/reports/{id}/history", Known),
    ("GET", "/api/reports/{id}/sharing", Known),
    ("POST", "/api/reports/{id}/class", Coordinators),
    ("POST", "/api/reports/{id}/put-back", Coordinators),
    ("POST", "/api/reports/{id}/erase", CoordinatorsAndAdministrators),
    ("POST", "/api/reports/{id}/triage", Coordinators),
    ("GET", "/api/retention/rules", Known),
    ("GET", "/api/retention/rules/{name}", Known),
    ("PUT", "/api/retention/rules/{name}", Administrators),
    ("GET", "/api/retention/runs", Administrators),
    ("POST", "/api/retention/runs", Administrators),
    ("GET", "/api/retention/runs/{id}", Administrators),
    ("GET", "/api/sessions", Administrators),
    ("DELETE", "/api/sessions/{id}", Administrators),
    ("GET", "/api/settings", Known),
    ("GET", "/api/sharing", Known),
    ("GET", "/api/settings/{name}", Known),
    ("PUT", "/api/settings/{name}", Administrators),
    ("GET", "/api/sites", Known),
    ("GET", "/api/sites/{id}", Known),
    ("GET", "/api/sites/{id}/history", Known),
    ("PUT", "/api/sites/{id}/geometry", Administrators),
    ("POST", "/api/sites/{id}/relations", Administrators),
    ("GET", "/api/statistics", Known),
    ("GET", "/api/phone-links", CoordinatorsAndAdministrators),
    ("POST", "/api/phone-links", CoordinatorsAndAdministrators),
    ("DELETE", "/api/phone-links/{id}", CoordinatorsAndAdministrators),
    ("GET", "/api/tokens", CoordinatorsAndAdministrators),
    ("POST", "/api/tokens", CoordinatorsAndAdministrators),
    ("DELETE", "/api/tokens/{id}", CoordinatorsAndAdministrators),
    ("GET", "/api/users", Administrators),
    ("POST", "/api/users", Administrators),
    ("GET", "/api/access-review", CoordinatorsAndAdministrators),
    ("POST", "/api/access-review", CoordinatorsAndAdministrators),
    ("POST", "/api/users/{login}/forget", Administrators),
    ("POST", "/api/users/{login}/disable", Administrators),
    ("POST", "/api/users/{login}/enable", Administrators),
    ("POST", "/api/users/{login}/assignment", Administrators),
    ("POST", "/api/users/{login}/password", Administrators),
    ("POST", "/api/users/{login}/second-factor/remove", Administrators),
    ("GET", "/api/weekly-list", Known),
    ("GET", "/ogc/collections/{id}/tiles/WebMercatorQuad/tilejson", Known),
    ("GET", "/ogc/collections/{id}/tiles/WebMercatorQuad/{z}/{row}/{col}", Known),
    // The last, since it ends the caller's session.
    ("DELETE", "/api/session", Anybody),
];

/// Routes that are written in the code beside the contract.
fn beside_the_contract() -> BTreeSet<String> {
    let mut found = BTreeSet::from(["/".to_owned()]);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/http");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = if path.is_file() { std::fs::read_to_string(path).unwrap() } else { String::new() };
        let routes = text.split(".route(\"").skip(1).filter_map(|rest| rest.split('"').next());
        found.extend(routes.map(str::to_owned));
    }
    found
}

#[test]
fn every_route_has_a_row_and_every_row_a_route() {
    let contract = contract();
    let of_contract = contract["paths"].as_object().unwrap().iter().flat_map(|(path, operations)| {
        operations.as_object().unwrap().keys().map(move |method| format!("{} {path}", method.to_uppercase()))
    });
    let beside = beside_the_contract();
    assert!(beside.len() >= 8, "{beside:?}");
    let routes: BTreeSet<_> =
        of_contract.chain(beside.into_iter().map(|path| format!("GET {path}"))).collect();
    let rows: BTreeSet<_> = ROUTES.iter().map(|(method, path, _)| format!("{method} {path}")).collect();
    assert_eq!(rows.len(), ROUTES.len(), "a row stands twice");
    let (without_row, without_route) =
        (routes.difference(&rows).collect::<Vec<_>>(), rows.difference(&routes).collect::<Vec<_>>());
    assert!(without_row.is_empty() && without_route.is_empty(), "{without_row:?} {without_route:?}");
}

/// Somebody at the door.
struct Visitor {
    name: &'static str,
    /// `None` for those nobody lets in.
    role: Option<Role>,
    credential: Option<(&'static str, String)>,
}

async fn log_in(app: &TestApp, login: &str, party: &str, role: Role) -> (&'static str, String) {
    app.account(login, party, role).await;
    let body = json!({ "login": login, "password": PASSWORD }).to_string();
    let request = Request::post("/api/session").header(header::CONTENT_TYPE, "application/json");
    let answer = app.send(request.body(Body::from(body)).unwrap()).await;
    assert_eq!(answer.status, 200, "{login}");
    ("cookie", answer.header("set-cookie").split(';').next().unwrap().to_owned())
}

async fn visitors(app: &TestApp) -> Vec<Visitor> {
    let mut all = vec![
        Visitor { name: "anonymous", role: None, credential: None },
        Visitor {
            name: "wrong token",
            role: None,
            credential: Some(("authorization", "Bearer samplats_x".into())),
        },
    ];
    for (name, party) in
        [("reader", "W"), ("reporter", "W"), ("member", "W"), ("coordinator", "W"), ("administrator", "STAD")]
    {
        let role = Role::parse(name).unwrap();
        all.push(Visitor { name, role: Some(role), credential: Some(log_in(app, name, party, role).await) });
    }
    for (name, role) in
        [("program that reads", Role::Reader), ("program that coordinates", Role::Coordinator)]
    {
        let bearer = format!("Bearer {}", app.token("W", role).await);
        all.push(Visitor { name, role: Some(role), credential: Some(("authorization", bearer)) });
    }
    let credential = Some(log_in(app, "disabled", "W", Role::Coordinator).await);
    app.app.accounts().disable(app.app.engine(), "disabled").await.unwrap();
    all.push(Visitor { name: "disabled account", role: None, credential });
    all
}

/// Things of the western district to try routes on: those of one route are gone before the next.
pub struct Things {
    report: String,
    place: String,
    other: String,
    measure: String,
    photo: String,
    round: String,
    walk: String,
    presence: String,
    publication: String,
    site: String,
    rule: String,
    area: String,
    token: String,
    link: String,
    run: String,
    document_request: String,
    filing: String,
}

impl Things {
    /// As if one id were that of all of them.
    pub fn all_of(id: &str) -> Self {
        let id = || id.to_owned();
        Self {
            report: id(),
            place: id(),
            other: id(),
            measure: id(),
            photo: id(),
            round: id(),
            walk: id(),
            presence: id(),
            publication: id(),
            site: id(),
            rule: id(),
            area: id(),
            token: id(),
            link: id(),
            run: id(),
            document_request: id(),
            filing: id(),
        }
    }
}

pub async fn things(app: &TestApp, west: &str) -> Things {
    let id = |answer: Answer| {
        let document = answer.json();
        document["id"].as_str().unwrap_or_else(|| panic!("{document}")).to_owned()
    };
    let first = |answer: Answer| answer.json()["items"][0]["id"].as_str().unwrap().to_owned();
    let place = json!({ "geometry": { "type": "Point", "coordinates": [18.02, 59.32] }, "problem_types": ["disorder"] });
    let report = json!({ "position": { "lon": 18.02, "lat": 59.32 }, "problem_types": ["disorder"] });
    let report = id(app.post("/api/reports", west, &report).await);
    let other = id(app.post("/api/places", west, &place).await);
    let place = id(app.post("/api/places", west, &place).await);
    let measure = json!({ "place": place, "measure_type": measure_type(app, west).await, "party": "W" });
    let measure = id(app.post("/api/measures", west, &measure).await);
    app.photos_on(8).await;
    let photo = id(super::photos::send(app, (&report, west), ("image/png", picture()), None).await);
    assert_eq!(app.command(&format!("/api/photos/{photo}"), "check", west, &json!({})).await.status, 200);
    // One of hundreds in these tests, of which a party walks only so many.
    let round = json!({ "name": "Ronden", "stops": [{ "label": "Torget", "place": place }], "ended": true });
    let round = id(app.post("/api/rounds", west, &round).await);
    let walk = id(app.post("/api/walks", west, &walk_of(&round)).await);
    let presence = id(app.post("/api/presences", west, &presence_at(&place)).await);
    app.token("W", Role::Reader).await;
    let tokens =
        app.app.accounts().book().tokens.values().max_by_key(|token| token.created_at).unwrap().id.clone();
    let link = id(app.post("/api/phone-links", west, &json!({ "party": "W" })).await);
    let filing = json!({ "kind": "place", "id": place, "diary_number": "KS 2026/740" });
    let filing = id(app.post("/api/filings", west, &filing).await);
    let answered = json!({ "decided_by": "registrator" });
    let answered = app.command(&format!("/api/places/{place}"), "document-requests", west, &answered).await;
    let document_request = id(answered);
    let (site, area) = (first(app.get("/api/sites", west).await), first(app.get("/api/areas", west).await));
    let rule = first(app.get("/api/designations", west).await);
    let runs = app.app.engine().snapshot();
    let run = runs.reference.retention_runs.values().next().expect("a run was begun").id.to_string();
    let published = app.app.engine().snapshot();
    let publication =
        published.reference.publications.values().next().expect("something is published").id.to_string();
    Things {
        report,
        place,
        other,
        measure,
        photo,
        round,
        walk,
        presence,
        publication,
        site,
        rule,
        area,
        token: tokens,
        link,
        run,
        document_request,
        filing,
    }
}

pub fn picture() -> Vec<u8> {
    use super::photos::corpus::{drawing, png};
    png(&drawing(16, 16))
}

pub fn walk_of(round: &str) -> Value {
    let (started, ended) = ("2026-03-02T18:00:00Z", "2026-03-02T19:00:00Z");
    let visits = json!([{ "stop": 1, "at": started, "found": "nothing" }]);
    json!({ "round": round, "started_at": started, "ended_at": ended, "visits": visits })
}

pub fn presence_at(place: &str) -> Value {
    let (starts, ends) = ("2026-03-06T20:00:00Z", "2026-03-06T23:00:00Z");
    json!({ "place": place, "presence_kind": "night_walk", "starts_at": starts, "ends_at": ends,
        "organisation_kind": "night_walkers" })
}

pub async fn measure_type(app: &TestApp, token: &str) -> String {
    let codes = app.get("/api/codes?list=measure_type", token).await.json();
    let code = codes["items"][0]["code"].as_str();
    code.unwrap_or_else(|| panic!("{codes}")).to_owned()
}

pub fn filled(path: &str, things: &Things) -> String {
    let id = match path.split('/').nth(2) {
        Some("areas") => &things.area,
        Some("measures") => &things.measure,
        Some("photos") => &things.photo,
        // What is one's own and about one thing is about a place.
        Some("places" | "me") => &things.place,
        Some("presences") => &things.presence,
        Some("publications") => &things.publication,
        Some("document-requests") => &things.document_request,
        Some("filings") => &things.filing,
        Some("rounds") => &things.round,
        Some("walks") => &things.walk,
        Some("reports") => &things.report,
        Some("sites") => &things.site,
        Some("designations") => &things.rule,
        Some("retention") => &things.run,
        Some("tokens") => &things.token,
        Some("phone-links") => &things.link,
        _ => "places",
    };
    let name = match path.split('/').nth(2) {
        _ if path.starts_with("/problems") => "stale",
        Some("retention") => "report_text",
        _ => "triage_days",
    };
    let code = if path.starts_with("/api/parties") { "W" } else { "disorder" };
    let gaps = [("id", id), ("list", "problem_type"), ("code", code), ("name", name), ("login", "spare")];
    let gaps = gaps.into_iter().chain([
        ("layer", "places"),
        ("quarter", "2026-Q1"),
        ("z", "12"),
        ("row", "1204"),
        ("col", "2253"),
    ]);
    let path =
        gaps.fold(path.to_owned(), |path, (gap, filling)| path.replace(&format!("{{{gap}}}"), filling));
    match path.as_str() {
        "/api/locate" => "/api/locate?lon=18.02&lat=59.32".into(),
        "/api/sharing" => "/api/sharing?lon=18.02&lat=59.32".into(),
        "/api/addresses" => "/api/addresses?query=skolan".into(),
        "/api/register/incident" => "/api/register/incident?since=2026-01-01".into(),
        "/api/imports" => "/api/imports?what=parties".into(),
        "/api/photos" => format!("/api/photos?report={}", things.report),
        _ => path,
    }
}

/// A body that would do.
pub fn body(path: &str, things: &Things, measure_type: &str) -> Value {
    let point = json!({ "type": "Point", "coordinates": [18.02, 59.32] });
    match path {
        "/api/reports" => {
            json!({ "position": { "lon": 18.02, "lat": 59.32 }, "problem_types": ["disorder"] })
        }
        "/api/me/desk/places/{id}" => json!({ "mark": "followed" }),
        "/api/me/desk/read" => json!({ "until": "2026-01-01T00:00:00Z" }),
        "/api/reports/{id}/class" => json!({ "class": "origin" }),
        "/api/reports/{id}/triage" => json!({ "outcome": "no_action", "reason": "Städat." }),
        "/api/places" => json!({ "geometry": point, "problem_types": ["disorder"] }),
        "/api/places/{id}" => json!({ "name": "Torget" }),
        "/api/places/{id}/coordination/decline" => json!({ "reason": "Inte vår mark." }),
        "/api/places/{id}/coordination/hand-over" => json!({ "party": "VAG", "reason": "Deras gata." }),
        "/api/places/{id}/coordination/propose" => json!({ "party": "VAG" }),
        "/api/places/{id}/hand-out" => {
            json!({ "what": "sheet", "party": "POLIS", "ground": "joint_work", "reason": "Till mötet." })
        }
        "/api/places/{id}/merge" => json!({ "into": things.other, "reason": "Samma." }),
        "/api/places/{id}/parties" => json!({ "party": "VAG", "level": "summary" }),
        "/api/places/{id}/split" => {
            json!({ "parts": [{ "name": "A", "geometry": point }, { "name": "B", "geometry": point }],
            "reason": "Två." })
        }
        "/api/photos/{id}/remove" => json!({ "reason": "Ett ansikte syns." }),
        "/api/places/{id}/status" => json!({ "status": "active", "reason": "Börjar." }),
        "/api/rounds" => {
            json!({ "name": "Ny rond", "stops": [{ "label": "Torget", "place": things.place }] })
        }
        "/api/rounds/{id}" => {
            json!({ "name": "Ronden", "stops": [{ "number": 1, "label": "Porten", "position": { "lon": 18.02, "lat": 59.32 } }] })
        }
        "/api/rounds/{id}/erase" => json!({ "part": "facts_and_content", "decision": "KS 2026/1" }),
        "/api/walks" => walk_of(&things.round),
        "/api/presences" => presence_at(&things.place),
        "/api/filings" => {
            json!({ "kind": "place", "id": things.place, "body": "Stadsdelsnämnden", "decided_on": "2026-03-02" })
        }
        "/api/places/{id}/document-requests" | "/api/reports/{id}/document-requests" => {
            json!({ "decided_by": "registrator", "withheld":
                [{ "part": "text", "ground": "osl_18_8", "reason": "Beskriver lås." }] })
        }
        "/api/me/details" => json!({ "function": "trygghetssamordnare" }),
        "/api/users/{login}/forget" => json!({ "decision": "KS 2026/3" }),
        "/api/publications" => super::publications::asked("2026-Q2", "district"),
        "/api/publications/dry-run" => super::publications::asked("2025-Q4", "district"),
        "/api/publications/{id}/withdraw" => json!({ "ground": "Fel period" }),
        "/api/measures" => json!({ "place": things.place, "measure_type": measure_type, "party": "W" }),
        "/api/measures/{id}/restate" => json!({ "particulars": {} }),
        "/api/reports/{id}/erase" | "/api/places/{id}/erase" | "/api/measures/{id}/erase" => {
            json!({ "part": "content", "decision": "KS 2026/1" })
        }
        "/api/retention/rules/{name}" => json!({ "keep": 24, "decision": "KS 2026/2" }),
        "/api/designations" | "/api/designations/dry-run" => {
            json!({ "problem_type": "disorder", "party": "VAG", "decision": "Beslut 1" })
        }
        "/api/codes/{list}/{code}" => json!({ "label": { "sv": "Ordningsstörning", "en": "Disorder" } }),
        "/api/parties/{code}" => {
            json!({ "name": "Väster stadsdelsförvaltning", "kind": "district_administration" })
        }
        "/api/settings/{name}" => json!({ "value": 5 }),
        "/api/sites/{id}/geometry" => json!({ "geometry": point }),
        // As it stands: other tries go on in this district.
        "/api/areas/{id}/geometry" => {
            json!({ "geometry": { "type": "Polygon", "coordinates": [[[18.0, 59.3], [18.1, 59.3],
            [18.1, 59.4], [18.0, 59.4], [18.0, 59.3]]] } })
        }
        "/api/sites/{id}/relations" => json!({ "relation": "manager", "party": "SKOLOR" }),
        "/api/tokens" => json!({ "party": "W", "role": "reader" }),
        "/api/phone-links" => json!({ "party": "W" }),
        "/api/session/phone" => json!({ "secret": "x" }),
        "/api/me/second-factor" | "/api/me/second-factor/remove" => json!({ "password": PASSWORD }),
        "/api/me/second-factor/confirm" => json!({ "sealed": "x", "code": "000000" }),
        "/api/me/password" => json!({ "password": PASSWORD, "new_password": PASSWORD }),
        "/api/users/{login}/assignment" => json!({ "party": "W", "role": "reader" }),
        "/api/users/{login}/password" => json!({ "password": PASSWORD }),
        "/api/users" => json!({ "login": "x", "party": "W", "role": "reader", "password": PASSWORD }),
        _ => json!({}),
    }
}

/// One visitor at one door, with `If-Match` of what they see there.
async fn knock(app: &TestApp, visitor: &Visitor, method: &str, path: &str, body: &Value) -> Answer {
    let request = |method: &str, path: &str| {
        let request = Request::builder().method(method).uri(path).header("x-samplats", "1");
        let mut request = request.header(header::HOST, "provstad.example");
        if let Some((name, value)) = &visitor.credential {
            request = request.header(*name, value);
        }
        request
    };
    // A code is known by its list and its word.
    let parts =
        if path.starts_with("/api/codes") || path.starts_with("/api/retention/rules") { 5 } else { 4 };
    let thing: Vec<_> = path.split('/').take(parts).collect();
    let seen = app.send(request("GET", &thing.join("/")).body(Body::empty()).unwrap()).await;
    let (kind, body) = match path.split('?').next() {
        Some("/api/imports") => ("text/csv", b"code,name,kind\nNY,Ny part,other\n".to_vec()),
        Some("/api/photos") => ("image/png", picture()),
        Some(path) if path.ends_with("/logged-out") => {
            ("application/x-www-form-urlencoded", b"logout_token=x".to_vec())
        }
        _ => ("application/json", body.to_string().into_bytes()),
    };
    let mut asked = request(method, path).header(header::CONTENT_TYPE, kind);
    if method != "GET" && !seen.header("etag").is_empty() {
        asked = asked.header(header::IF_MATCH, seen.header("etag"));
    }
    app.send(asked.body(Body::from(body)).unwrap()).await
}

/// A run of the retention, so that there is one to look at.
pub async fn begin_a_run(app: &TestApp) {
    let package = Package { name: "p".into(), manifest_sha256: "00".into() };
    let command = Command::BeginRetentionRun { rules: Vec::new(), package };
    samplats::app::carry_out(&app.app, "a run".into(), command).await.unwrap();
}

#[tokio::test]
async fn everybody_gets_through_the_doors_that_are_theirs_and_no_others() {
    let app = TestApp::with_city().await;
    app.account("spare", "W", Role::Reader).await;
    let west = app.token("W", Role::Coordinator).await;
    let admin = app.token("STAD", Role::Administrator).await;
    let rule = json!({ "site_kind": "school", "party": "SKOLOR", "decision": "Beslut 0" });
    assert_eq!(app.post("/api/designations", &admin, &rule).await.status, 201);
    let measure_type = measure_type(&app, &west).await;
    begin_a_run(&app).await;
    super::publications::published(&app).await;
    let visitors = visitors(&app).await;
    let mut wrong = Vec::new();
    for (method, path, whose) in ROUTES {
        for visitor in &visitors {
            let things = things(&app, &west).await;
            let body = body(path, &things, &measure_type);
            let answer = knock(&app, visitor, method, &filled(path, &things), &body).await;
            let status = answer.status.as_u16();

            let fits = match visitor.role {
                _ if whose == Signers => status == 404,
                _ if whose == Anybody => status < 500 && ![401, 403, 404].contains(&status),
                None => status == 401,
                Some(role) if whose.takes(role) => status < 500 && ![401, 403, 404].contains(&status),
                Some(role) if whose.is_own() && role.administers() => status == 404,
                Some(_) => status == 403,
            };
            // Whoever may is not turned away for another reason either, beside the state of things.
            let fits = fits && (![400, 412, 415, 428].contains(&status));
            if !fits {
                let told = String::from_utf8_lossy(&answer.body).chars().take(160).collect::<String>();
                wrong.push(format!("{} {method} {path}: {status} {told}", visitor.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{} doors:\n{}", wrong.len(), wrong.join("\n"));
}
