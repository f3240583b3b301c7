//! A party that does not log in has one voice: its district's, for it.

use super::support::TestApp;
use axum::body::Body;
use axum::http::{Request, header};
use samplats::domain::access::Role;
use serde_json::json;

async fn with_a_club(logs_in: &str) -> (TestApp, String) {
    with_a_club_in(TestApp::with_city().await, logs_in).await
}

async fn with_a_club_in(app: TestApp, logs_in: &str) -> (TestApp, String) {
    let admin = app.token("STAD", Role::Administrator).await;
    parties(&app, &admin, logs_in).await;
    (app, admin)
}

async fn parties(app: &TestApp, admin: &str, logs_in: &str) {
    let file = format!("code,name,kind,logs_in\nKLUBB,Idrottsklubben,other,{logs_in}\n");
    let request = Request::post("/api/imports?what=parties")
        .header(header::CONTENT_TYPE, "text/csv")
        .header(header::AUTHORIZATION, format!("Bearer {admin}"));
    let answer = app.send(request.body(Body::from(file)).unwrap()).await;
    assert_eq!(answer.status, 200, "{}", answer.json());
}

#[tokio::test]
async fn it_gets_neither_accounts_nor_tokens_until_it_is_said_to_log_in() {
    let (app, admin) = with_a_club("").await;
    let user = json!({ "login": "klubben", "party": "KLUBB", "role": "coordinator", "password": "tolv tecken räcker" });
    let token = json!({ "party": "KLUBB", "role": "coordinator" });
    for (path, body) in [("/api/users", &user), ("/api/tokens", &token)] {
        let refused = app.post(path, &admin, body).await;
        assert_eq!((refused.status.as_u16(), refused.problem().as_str()), (422, "invalid"));
        assert_eq!(refused.json()["errors"][0]["code"], "does_not_log_in");
    }
    parties(&app, &admin, "true").await;
    for (path, body) in [("/api/users", &user), ("/api/tokens", &token)] {
        assert_eq!(app.post(path, &admin, body).await.status, 201);
    }
}

#[tokio::test]
async fn its_answer_is_its_own_in_the_history_and_says_through_whom_it_came() {
    // All in one moment: what was asked and what was answered are told apart without its help.
    let (app, _) = with_a_club_in(TestApp::twin("2026-03-02T10:00:00Z".parse().unwrap()).await, "").await;
    let district = app.token("W", Role::Coordinator).await;
    let place = json!({ "geometry": { "type": "Point", "coordinates": [18.02, 59.32] },
        "problem_types": ["disorder"] });
    let path = app.post("/api/places", &district, &place).await.json()["id"].as_str().unwrap().to_owned();
    let path = format!("/api/places/{path}");
    let asked = app.command(&path, "coordination/propose", &district, &json!({ "party": "KLUBB" })).await;
    assert_eq!(asked.status, 200, "{}", asked.json());
    let yes = json!({ "on_behalf_of": "KLUBB", "source": "brev 12 november" });
    assert_eq!(app.command(&path, "coordination/accept", &district, &yes).await.status, 200);
    let status = json!({ "status": "active", "reason": "Börjar." });
    assert_eq!(app.command(&path, "status", &district, &status).await.status, 200);
    let history = app.get(&format!("{path}/history"), &district).await.json();
    assert_eq!(history["items"][0]["status"], json!({ "from": "suspected", "to": "active" }));
    assert_eq!(history["items"][0]["words"], "Läget ändrades till aktiv");
    let accepted = &history["items"][1];
    assert_eq!((&accepted["party"]["code"], accepted.get("status")), (&json!("W"), None));
    let turn = &accepted["turns"][0];
    assert_eq!((&turn["what"], &turn["party"]["code"]), (&json!("accepted"), &json!("KLUBB")));
    assert_eq!(turn["through"]["code"], "W");
    let words = "Idrottsklubben tackade ja till att samordna, genom Väster stadsdelsförvaltning";
    assert_eq!(accepted["words"], words);
    assert_eq!(history["items"][2]["turns"][0]["what"], "proposed");
}
