//! How the service is, and what it says of itself.

use super::support::{TestApp, Wishes};
use samplats::app;
use samplats::domain::command::Command;
use samplats::engine::NotDone;
use samplats::register::faulty::{Act, Script, Step};
use samplats::register::{Fault, Surroundings};

#[tokio::test]
async fn it_is_alive_and_ready_until_it_stops() {
    let service = TestApp::start().await;
    let anon = service.anon();
    anon.get("/healthz").await.expect_status(200);
    anon.get("/readyz").await.expect_status(200);
    service.edge.stop();
    anon.get("/healthz").await.expect_status(200);
    anon.get("/readyz").await.expect_problem(503, "unavailable");
}

#[tokio::test]
async fn it_is_not_ready_while_the_register_is_away() {
    let script = Script::new(Surroundings::real);
    let service = TestApp::with(Wishes { register: Box::new(script.open()), ..Wishes::default() }).await;
    let anon = service.anon();
    let write = async |key: &str| app::carry_out(&service.app, key.into(), Command::PutParties(vec![])).await;
    script.at(Step::Begin, 1, Act::Refuse(Fault::Unavailable("locked".into())));
    assert_eq!(write("away").await, Err(NotDone::Unavailable));
    let problem = anon.get("/readyz").await.expect_problem(503, "unavailable");
    assert!(!problem.to_string().contains("locked"), "what is wrong inside stays inside");
    anon.get("/healthz").await.expect_status(200);
    write("back").await.unwrap();
    anon.get("/readyz").await.expect_status(200);
}

#[tokio::test]
async fn the_contract_names_every_operation_once_and_the_page_lists_them() {
    let anon = TestApp::start().await.anon();
    let contract = anon.get("/api/openapi.json").await.expect_status(200).json();
    let page = anon.get("/api/docs").await.expect_status(200);
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    let page = page.text();
    assert!(!page.contains("<script") && !page.contains("style=\""), "nothing the policy would stop");
    let mut ids = Vec::new();
    for (path, item) in contract["paths"].as_object().unwrap() {
        assert!(page.contains(&format!("<code>{path}</code>")), "{path}");
        for operation in item.as_object().unwrap().values() {
            ids.extend(operation["operationId"].as_str().map(str::to_owned));
        }
    }
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert!(all > 8 && ids.len() == all, "an operation's name is its own");
}
