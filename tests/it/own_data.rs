//! What somebody is told of themselves, corrects, and asks to be erased.

use super::support::{Answer, PASSWORD, TestApp};
use axum::body::Body;
use axum::http::{Request, header};
use samplats::domain::access::Role;
use serde_json::{Value, json};

/// A browser that is logged in.
struct Browser<'a> {
    app: &'a TestApp,
    cookie: String,
}

impl<'a> Browser<'a> {
    async fn of(app: &'a TestApp, login: &str, party: &str, role: Role) -> Self {
        app.account(login, party, role).await;
        let body = json!({ "login": login, "password": PASSWORD }).to_string();
        let request = Request::post("/api/session").header(header::CONTENT_TYPE, "application/json");
        let answer = app.send(request.body(Body::from(body)).unwrap()).await;
        let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        Self { app, cookie }
    }

    async fn asks(&self, method: &str, path: &str, body: &Value) -> Answer {
        let request = Request::builder().method(method).uri(path).header("x-samplats", "1");
        let request = request.header("cookie", &self.cookie).header(header::CONTENT_TYPE, "application/json");
        self.app.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    async fn data(&self) -> Answer {
        self.asks("GET", "/api/me/data", &json!({})).await
    }

    async fn reports(&self, text: &str) -> String {
        let at = json!({ "lon": 18.02, "lat": 59.32 });
        let body = json!({ "position": at, "problem_types": ["disorder"], "text": text, "class": "origin" });
        self.asks("POST", "/api/reports", &body).await.json()["id"].as_str().unwrap().to_owned()
    }
}

#[tokio::test]
async fn everything_about_oneself_and_nothing_about_anybody_else() {
    let app = TestApp::with_city().await;
    let anna = Browser::of(&app, "anna", "W", Role::Coordinator).await;
    let bo = Browser::of(&app, "bo", "W", Role::Reporter).await;
    let (own, other) = (anna.reports("Annas iakttagelse").await, bo.reports("Boses iakttagelse").await);
    let place =
        json!({ "reports": [own], "problem_types": ["disorder"], "name": "Gaveln", "class": "origin" });
    let place = anna.asks("POST", "/api/places", &place).await.json()["id"].as_str().unwrap().to_owned();
    let path = format!("/api/me/desk/places/{place}");
    assert_eq!(anna.asks("PUT", &path, &json!({ "mark": "followed" })).await.status, 200);
    let admin = app.token("STAD", Role::Administrator).await;
    assert_eq!(app.post("/api/users/anna/enable", &admin, &json!({})).await.status, 200);
    let answer = anna.data().await;
    let data = answer.json();
    assert_eq!((&data["account"]["login"], &data["account"]["party"]), (&json!("anna"), &json!("W")));
    assert_eq!(
        (&data["account"]["second_factor"], &data["account"]["role"]),
        (&json!(false), &json!("coordinator"))
    );
    assert!(data["account"]["used_at"].is_string(), "{data}");
    assert_eq!(
        (data["sessions"].as_array().unwrap().len(), &data["sessions"][0]["current"]),
        (1, &json!(true))
    );
    assert_eq!(data["desk"]["followed"][0]["name"], "Gaveln");
    let log = data["log"].as_array().unwrap();
    assert!(log.iter().any(|line| line["act"] == "log_in") && data["more_log"] == json!(false), "{data}");
    assert!(log.iter().all(|line| line.get("id").is_none()), "{data}");
    // What somebody else did with the account is told, and not who it was.
    let others: Vec<_> = log.iter().filter(|line| line["by_another"] == true).collect();
    assert_eq!(others.len(), 1, "{data}");
    assert_eq!((&others[0]["act"], &others[0]["what"]), (&json!("access_changed"), &json!("users/enable")));
    let reports: Vec<_> = data["reports"].as_array().unwrap().iter().map(|report| &report["id"]).collect();
    assert_eq!(reports, [&json!(own)]);
    let text = String::from_utf8_lossy(&answer.body);
    for foreign in ["\"bo\"", "Boses iakttagelse", &other, "password_hash", "argon2"] {
        assert!(!text.contains(foreign), "{foreign}");
    }
    // A program is nobody.
    let token = app.token("W", Role::Coordinator).await;
    let program = app.get("/api/me/data", &token).await.json();
    assert_eq!(
        (&program["account"], &program["reports"], &program["sessions"]),
        (&json!(null), &json!([]), &json!([]))
    );
}

#[tokio::test]
async fn ones_own_function_is_corrected_and_guarded() {
    let app = TestApp::with_city().await;
    let anna = Browser::of(&app, "anna", "W", Role::Reporter).await;
    let put =
        async |function: Value| anna.asks("PUT", "/api/me/details", &json!({ "function": function })).await;
    assert_eq!(put(json!("fältassistent")).await.json()["function"], "fältassistent");
    assert_eq!(anna.data().await.json()["account"]["function"], "fältassistent");
    let long = put(json!("x".repeat(81))).await;
    assert_eq!((long.status.as_u16(), &long.json()["errors"][0]["pointer"]), (422, &json!("#/function")));
    assert_eq!(put(json!("ring 070-123 45 67")).await.status, 422);
    assert_eq!(put(json!(null)).await.json().get("function"), None);
    // What an administrator writes is guarded alike.
    let admin = app.token("STAD", Role::Administrator).await;
    let new = json!({ "login": "cecilia", "party": "W", "role": "reader", "password": PASSWORD,
        "function": "cecilia@example.se" });
    assert_eq!(app.post("/api/users", &admin, &new).await.status, 422);
}

#[tokio::test]
async fn who_asks_to_be_forgotten_is_once_somebody_has_decided_so() {
    let app = TestApp::with_city().await;
    let anna = Browser::of(&app, "anna", "W", Role::Reporter).await;
    let bo = Browser::of(&app, "bo", "W", Role::Reporter).await;
    let (own, others) = (anna.reports("Annas").await, bo.reports("Boses").await);
    assert!(anna.asks("POST", "/api/me/forget", &json!({})).await.json()["forget_asked_at"].is_string());
    assert_eq!(anna.asks("DELETE", "/api/me/forget", &json!({})).await.status, 204);
    assert!(anna.data().await.json()["account"].get("forget_asked_at").is_none());
    anna.asks("POST", "/api/me/forget", &json!({})).await;
    let admin = app.token("STAD", Role::Administrator).await;
    let users = app.get("/api/users", &admin).await.json();
    let asks = |user: &&Value| user.get("forget_asked_at").is_some();
    let asking: Vec<_> =
        users["items"].as_array().unwrap().iter().filter(asks).map(|user| &user["login"]).collect();
    assert_eq!(asking, [&json!("anna")]);
    let forget = async |decision: &str| {
        app.post("/api/users/anna/forget", &admin, &json!({ "decision": decision })).await
    };
    assert_eq!(forget("").await.status, 422);
    let done = forget("KS 2026/3").await;
    assert_eq!(
        done.json(),
        json!({ "reports": 1, "more": false }),
        "of class origin, which the decider does not see"
    );
    let data = anna.data().await.json();
    assert_eq!((&data["reports"], data["account"].get("forget_asked_at")), (&json!([]), None));
    assert_eq!(bo.data().await.json()["reports"][0]["id"], json!(others));
    let west = app.token("W", Role::Coordinator).await;
    let report = app.get(&format!("/api/reports/{own}"), &west).await.json();
    assert_eq!(report["text"], "Annas", "the report itself stays");
    assert_eq!(forget("KS 2026/3").await.json(), json!({ "reports": 0, "more": false }));
}
