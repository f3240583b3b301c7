//! A token with scopes and a phone that a link bound are shown, surface by surface, exactly what their party and role are
//! shown, or are told that their scopes leave it out, in the same words whether the thing is there or not.

use super::Matrix;
use super::policy::{Level, Who, sees};
use super::surfaces::{bits, noun, tile_path};
use super::world::{Kind, Thing, World};
use super::writes::{likeness, writes};
use crate::support::{Answer, TestApp};
use axum::body::Body;
use axum::http::{Method, Request, header};
use samplats::accounts::NewToken;
use samplats::accounts::scope::{Scope, Scopes};
use samplats::domain::access::Role;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const NOBODYS: &str = "00000000001";
const READING: &[Scope] = &[Scope::Read];
const REPORTING: &[Scope] = &[Scope::Read, Scope::Report];
const EXPORTING: &[Scope] = &[Scope::Export];
const ADMINISTERING: &[Scope] = &[Scope::Administer];

/// Something that can be asked for, and the scopes of which any one is enough, as the page about tokens tells them.
struct Surface {
    name: String,
    path: String,
    enough: &'static [Scope],
}

fn surface(name: impl Into<String>, path: impl Into<String>, enough: &'static [Scope]) -> Surface {
    Surface { name: name.into(), path: path.into(), enough }
}

/// What is not about one thing.
fn of_everything() -> Vec<Surface> {
    let nouns = ["reports", "places", "measures", "rounds", "walks", "presences"];
    let lists =
        nouns.map(|noun| surface(format!("list of {noun}"), format!("/api/{noun}?limit=1000"), READING));
    let files = ["reports", "places", "measures", "walks"].map(|layer| {
        surface(format!("{layer} as csv"), format!("/api/exports/{layer}?format=csv"), EXPORTING)
    });
    let rest = [
        surface("changes", "/api/changes", READING),
        surface("weekly list", "/api/weekly-list", READING),
        surface("disclosures", "/api/disclosures", READING),
        surface("document requests", "/api/document-requests", READING),
        surface("codes", "/api/codes", REPORTING),
        surface("parties", "/api/parties", REPORTING),
        surface("layers", "/api/layers", REPORTING),
        surface("accounts", "/api/users", ADMINISTERING),
        surface("tokens", "/api/tokens", ADMINISTERING),
        surface("phone links", "/api/phone-links", ADMINISTERING),
        surface("reads", "/api/reads", ADMINISTERING),
    ];
    lists.into_iter().chain(files).chain(rest).collect()
}

/// What is about one thing.
fn of_thing(thing: &Thing) -> Vec<Surface> {
    let (noun, id) = (noun(thing.kind), &thing.id);
    let below =
        |what: &str| surface(format!("{what} of {noun}"), format!("/api/{noun}/{id}/{what}"), READING);
    let drawn = || surface(format!("{noun} in tiles"), tile_path(thing.kind, thing.at, 14), READING);
    let here = format!("/api/locate?lon={}&lat={}&radius_m=250", thing.at.0, thing.at.1);
    let mut surfaces = vec![surface(format!("one of {noun}"), format!("/api/{noun}/{id}"), READING)];
    surfaces.extend(match thing.kind {
        Kind::Report => vec![below("history"), below("document"), below("sharing"), drawn()],
        Kind::Place => vec![
            below("history"),
            below("document"),
            below("sharing"),
            below("sheet"),
            below("reports"),
            below("neighbours"),
            drawn(),
            surface("located", here, REPORTING),
        ],
        Kind::Photo => vec![below("large"), below("small")],
        Kind::Measure | Kind::Round | Kind::Walk | Kind::Presence | Kind::Filing | Kind::Answer => vec![],
    });
    surfaces
}

/// A key of somebody's: to all that their role may do, or to some of it.
struct Key {
    name: &'static str,
    header: (header::HeaderName, String),
    /// None of a role without scopes.
    scopes: Option<Scope>,
}

impl Key {
    async fn ask(&self, app: &TestApp, request: axum::http::request::Builder, body: Body) -> Answer {
        let request = request.header(&self.header.0, &self.header.1).header("x-samplats", "1");
        app.send(request.body(body).unwrap()).await
    }

    async fn get(&self, app: &TestApp, path: &str) -> Answer {
        self.ask(app, Request::get(path), Body::empty()).await
    }
}

fn bearing(name: &'static str, token: &str, scopes: Option<Scope>) -> Key {
    Key { name, header: (header::AUTHORIZATION, format!("Bearer {token}")), scopes }
}

/// A token for each scope.
async fn tokens(app: &TestApp, who: Who) -> Vec<Key> {
    let snapshot = app.app.engine().snapshot();
    let party = snapshot.reference.parties.coded(who.party).expect("the party is there").id;
    let mut keys = Vec::new();
    for scope in Scope::ALL {
        let new = NewToken {
            party,
            role: who.role,
            unit: None,
            scopes: Scopes::only(scope),
            label: None,
            days: 1,
            until: None,
        };
        let token = app.app.accounts().create_token(app.app.engine(), new).await.unwrap().1;
        keys.push(bearing(scope.code(), &token, Some(scope)));
    }
    keys
}

/// A phone that a coordinator of the party binds.
async fn phone(app: &TestApp, party: &str) -> Key {
    let coordinator = app.token(party, Role::Coordinator).await;
    let made =
        app.post("/api/phone-links", &coordinator, &json!({ "party": party, "label": "Vakter" })).await;
    assert_eq!(made.status, 201, "{party}: {}", made.json());
    let made = made.json();
    let secret = made["address"].as_str().unwrap().split_once("#phone=").unwrap().1;
    let open = Request::post("/api/session/phone")
        .header(header::CONTENT_TYPE, "application/json")
        .header("x-samplats", "1")
        .body(Body::from(json!({ "secret": secret }).to_string()));
    let opened = app.send(open.unwrap()).await;
    assert_eq!(opened.status, 200, "{party}: {}", opened.json());
    let cookie = opened.header("set-cookie").split(';').next().unwrap().to_owned();
    Key { name: "phone", header: (header::COOKIE, cookie), scopes: Some(Scope::Report) }
}

/// What of an answer must be alike: all but the request's own number in what went wrong.
fn told(answer: &Answer) -> (u16, String, Vec<u8>) {
    let etag = answer.headers.get(header::ETAG).map_or("", |tag| tag.to_str().unwrap());
    let body = match serde_json::from_slice::<Value>(&answer.body) {
        Ok(mut document) => {
            if let Some(members) = document.as_object_mut() {
                members.remove("instance");
            }
            document.to_string().into_bytes()
        }
        Err(_) => answer.body.clone(),
    };
    (answer.status.as_u16(), etag.to_owned(), body)
}

fn says_scope(answer: &Answer) -> bool {
    answer.status == 403 && answer.json()["errors"][0]["code"] == "scope"
}

/// Whether two answers say the same, each about its own thing.
fn are_alike(answer: &Answer, id: &str, other: &Answer, other_id: &str) -> bool {
    let told = |answer: &Answer, id: &str| {
        let (status, etag, body) = told(answer);
        (status, etag, String::from_utf8_lossy(&body).replace(id, "it"))
    };
    told(answer, id) == told(other, other_id)
}

async fn looked(matrix: &mut Matrix, world: &World, who: Who, keys: &[Key], full: &Key, things: &[&Thing]) {
    let app = &world.app;
    let anywhere = of_everything().into_iter().map(|surface| (surface, None));
    let at_things =
        things.iter().flat_map(|thing| of_thing(thing).into_iter().map(|surface| (surface, Some(*thing))));
    for (surface, thing) in anywhere.chain(at_things) {
        let whole = told(&full.get(app, &surface.path).await);
        for key in keys {
            let answer = key.get(app, &surface.path).await;
            let is_in = key.scopes.is_some_and(|scope| surface.enough.contains(&scope));
            let holds = if is_in {
                told(&answer) == whole
            } else {
                says_scope(&answer) && same_without(app, key, &surface, thing, &answer).await
            };
            matrix.narrowed(&surface.name, key.name, who, thing, holds);
        }
    }
}

/// Whether the refusal is the same for a thing that is not there.
async fn same_without(
    app: &TestApp,
    key: &Key,
    surface: &Surface,
    thing: Option<&Thing>,
    answer: &Answer,
) -> bool {
    let Some(thing) = thing.filter(|thing| surface.path.contains(&thing.id)) else { return true };
    let nothing = key.get(app, &surface.path.replace(&thing.id, NOBODYS)).await;
    are_alike(answer, &thing.id, &nothing, NOBODYS)
}

/// What a command needs.
fn needed(thing: &Thing, below: &str) -> Scope {
    match (thing.kind, below) {
        (_, "/erase") => Scope::Administer,
        (Kind::Presence, "/withdraw") => Scope::Report,
        _ => Scope::Work,
    }
}

/// Commands that the scopes leave out are refused before anything is looked up, and nothing is done.
async fn tried(matrix: &mut Matrix, world: &World, who: Who, keys: &[Key], things: &[&Thing]) {
    let app = &world.app;
    let register = || app.app.engine().snapshot().seq;
    for thing in things {
        for (method, below, body) in writes(thing) {
            for key in keys.iter().filter(|key| key.scopes != Some(needed(thing, below))) {
                let path = format!("/api/{}/{}{below}", noun(thing.kind), thing.id);
                let before = register();
                let [there, nowhere] = [path.clone(), path.replace(&thing.id, NOBODYS)].map(|path| {
                    Request::builder()
                        .method(Method::clone(&method))
                        .uri(path)
                        .header(header::CONTENT_TYPE, "application/json")
                        .header(header::IF_MATCH, "*")
                });
                let body = if body.is_null() { String::new() } else { body.to_string() };
                let answer = key.ask(app, there, Body::from(body.clone())).await;
                let nothing = key.ask(app, nowhere, Body::from(body)).await;
                let holds = says_scope(&answer)
                    && are_alike(&answer, &thing.id, &nothing, NOBODYS)
                    && register() == before;
                matrix.narrowed(&format!("{}{below}", noun(thing.kind)), key.name, who, Some(thing), holds);
            }
        }
    }
}

/// Things of which each differs in what decides who sees it; one of each for somebody.
pub fn unlike(world: &World, who: Who) -> Vec<&Thing> {
    let likeness = |thing: &Thing| match thing.kind {
        // Seen by whom it is of, or with what it is about, and by nothing else.
        Kind::Round | Kind::Walk | Kind::Filing | Kind::Answer => format!("{:?}", thing.kind),
        _ => likeness(thing),
    };
    let known = |thing: &Thing| sees(who, world, thing);
    let each: BTreeMap<(String, Option<Level>), &Thing> =
        world.things.iter().rev().map(|thing| ((likeness(thing), known(thing)), thing)).collect();
    let things: Vec<_> = each.into_values().collect();
    assert!(things.iter().all(|thing| bits(&thing.id) != bits(NOBODYS)));
    things
}

/// Every key of everybody in three of their roles, and a phone of each party.
pub async fn keys_open_what_they_say(matrix: &mut Matrix, world: &World) {
    for (who, token, _) in &world.viewers {
        let things = unlike(world, *who);
        let keys = match who.role {
            Role::Reader | Role::Coordinator | Role::Administrator => tokens(&world.app, *who).await,
            Role::Reporter => vec![phone(&world.app, who.party).await],
            Role::Member => continue,
        };
        let full = bearing("all", token, None);
        looked(matrix, world, *who, &keys, &full, &things).await;
        tried(matrix, world, *who, &keys, &things).await;
    }
}
