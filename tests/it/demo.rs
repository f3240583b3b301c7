//! The invented city: whoever logs in finds something true on every page that is offered to them.

use super::edge::support::{Client, config};
use samplats::app::Opened;
use samplats::cli::demo::opening::{Ground, open};
use samplats::demo::logins::{Login, PASSWORD, logins};
use samplats::domain::access::Role;
use samplats::http::edge::{Edge, Timeouts};
use samplats::http::router::{assemble, contract};
use samplats::photos::Photos;
use samplats::photos::store::Store;
use samplats::register::Surroundings;
use samplats::register::memory::Memory;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// A city on stage, and where its archive packages lie.
struct Demo {
    opened: Opened,
    edge: Edge,
    _archive: TempDir,
}

/// Staged once: it takes a while without optimisation.
async fn demo() -> &'static Demo {
    static DEMO: OnceCell<Demo> = OnceCell::const_new();
    DEMO.get_or_init(|| async {
        let archive = tempfile::tempdir().unwrap();
        let ground = Ground {
            seed: 1,
            is_complete: false,
            register: Box::new(Memory::new(Surroundings::real())),
            photos: Photos::new(Store::in_memory()),
            archive: archive.path().to_owned(),
        };
        let opened = open(ground).await.unwrap();
        Demo { opened, edge: Edge::new(&config(), Timeouts::default()), _archive: archive }
    })
    .await
}

impl Demo {
    async fn log_in(&self, login: &str) -> Client {
        let router = assemble(contract(), self.opened.app.clone(), self.edge.clone()).unwrap();
        let client = Client::new(router);
        client.post("/api/session", json!({ "login": login, "password": PASSWORD })).await.expect_status(200);
        client
    }
}

/// The rows of a list.
async fn rows(client: &Client, path: &str) -> Vec<Value> {
    let answer = client.get(path).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    answer.json()["items"].as_array().unwrap_or_else(|| panic!("{path} is no list")).clone()
}

/// The lists of the pages that are offered to a log-in, as web/src/panels/navigation.ts offers them.
fn pages(me: &Value) -> Vec<&'static str> {
    let may = |what: &str| me["may"].as_array().unwrap().iter().any(|one| one == what);
    let (role, kind) = (me["role"].as_str().unwrap(), me["party"]["kind"].as_str().unwrap());
    let decides = may("decide");
    let offered = [
        ("/api/places", true),
        ("/api/reports", true),
        ("/api/places?followed=true", true),
        // A housing company has no school.
        ("/api/places?child_relevant=true", kind != "property_company"),
        ("/api/places?without_coordinator=true", true),
        ("/api/me/news", true),
        ("/api/statistics", true),
        ("/api/measures", true),
        ("/api/presences", true),
        ("/api/me/triage", decides),
        ("/api/me/duties", decides),
        ("/api/weekly-list", role != "reporter"),
        ("/api/me/sites", kind == "property_company"),
        ("/api/me/sites?with_places=true", kind == "property_company"),
        ("/api/rounds", may("report")),
        ("/api/me/reports", may("report")),
        ("/api/parties", may("administer")),
        ("/api/areas", may("administer")),
        ("/api/sites", may("administer")),
        ("/api/codes", may("administer")),
        ("/api/settings", may("administer")),
        ("/api/designations", may("administer")),
        ("/api/users", may("administer")),
        ("/api/tokens", may("administer")),
        ("/api/retention/rules", may("administer")),
        ("/api/retention/runs", may("administer")),
        ("/api/erasures", may("administer")),
    ];
    offered.into_iter().filter(|(_, when)| *when).map(|(path, _)| path).collect()
}

#[tokio::test]
async fn nobody_opens_an_empty_page() {
    let demo = demo().await;
    let mut empty = Vec::new();
    for Login { login, .. } in logins() {
        let client = demo.log_in(login).await;
        let me = client.get("/api/me").await.expect_status(200).json();
        for path in pages(&me) {
            if rows(&client, path).await.is_empty() {
                empty.push(format!("{login} {path}"));
            }
        }
    }
    assert!(empty.is_empty(), "{empty:#?}");
}

#[tokio::test]
async fn the_weekly_list_says_something_under_every_heading() {
    let client = demo().await.log_in("staden").await;
    let told = rows(&client, "/api/weekly-list?limit=1000").await;
    let met: BTreeSet<_> = told.iter().map(|item| item["what"].as_str().unwrap()).collect();
    let all = BTreeSet::from(["new", "grown", "quiet", "silent", "closed", "without_coordinator"]);
    assert_eq!(met, all, "{told:#?}");
}

#[tokio::test]
async fn every_status_and_every_kind_of_trouble_is_met() {
    let client = demo().await.log_in("staden").await;
    for status in [
        "suspected",
        "active",
        "under_analysis",
        "in_action",
        "monitoring",
        "dormant",
        "dismissed",
        "merged",
        "split",
    ] {
        assert!(!rows(&client, &format!("/api/places?status={status}")).await.is_empty(), "{status}");
    }
    let unmet = client.get("/api/codes?limit=1000").await.json();
    let codes = unmet["items"].as_array().unwrap();
    let types =
        codes.iter().filter(|code| code["list"] == "problem_type").map(|code| code["code"].as_str().unwrap());
    let mut met = 0;
    for problem in types {
        met += usize::from(!rows(&client, &format!("/api/reports?problem_type={problem}")).await.is_empty());
    }
    assert!(met >= 10, "{met} types of problems are reported");
}

#[tokio::test]
async fn every_part_of_a_places_page_is_met_in_the_first_district() {
    let client = demo().await.log_in("samordnare").await;
    let places = rows(&client, "/api/places?limit=1000").await;
    let ids: Vec<&str> = places.iter().map(|place| place["id"].as_str().unwrap()).collect();
    for part in ["reports", "history", "neighbours"] {
        let mut met = false;
        for id in &ids {
            met |= !rows(&client, &format!("/api/places/{id}/{part}")).await.is_empty();
        }
        assert!(met, "{part}");
    }
    for list in ["measures", "photos", "presences"] {
        let mut met = false;
        for id in &ids {
            met |= !rows(&client, &format!("/api/{list}?place={id}")).await.is_empty();
        }
        assert!(met, "{list}");
    }
    let duties = rows(&client, "/api/me/duties?limit=1000").await;
    let what: BTreeSet<_> = duties.iter().map(|duty| duty["what"].as_str().unwrap()).collect();
    for duty in ["triage", "answer_objection"] {
        assert!(what.contains(duty), "{duty} of {what:?}");
    }
}

#[tokio::test]
async fn the_demo_says_that_it_is_invented() {
    let client = demo().await.log_in("admin").await;
    assert_eq!(client.get("/api/me").await.json()["city"]["demo"], true);
    let roles: BTreeSet<_> = logins().iter().map(|login| login.role.code()).collect();
    assert_eq!(roles.len(), Role::ALL.len(), "there is a log-in for each role");
}
