//! A second factor beside the password.

use super::support::{Answer, Client, PASSWORD, TestApp, TestClock, Wishes};
use jiff::{SignedDuration, Timestamp};
use samplats::accounts::totp;
use samplats::domain::access::Role;
use serde_json::{Value, json};

/// What the phone shows now.
fn shown(service: &TestApp, secret: &str) -> String {
    totp::code_at(secret, service.app.accounts().now().as_second())
}

/// Sets a phone up: its secret, and the codes for when it is lost.
async fn set_up(service: &TestApp, client: &Client) -> (String, Vec<String>) {
    let begun =
        client.post("/api/me/second-factor", json!({ "password": PASSWORD })).await.expect_status(200).json();
    assert!(begun["qr"].as_str().unwrap().contains("<svg"), "{begun}");
    let secret = begun["secret"].as_str().unwrap().to_owned();
    assert!(begun["address"].as_str().unwrap().starts_with("otpauth://totp/Samplats%20Provstad:"), "{begun}");
    let confirm = json!({ "sealed": begun["sealed"], "code": shown(service, &secret) });
    let done = client.post("/api/me/second-factor/confirm", confirm).await.expect_status(200).json();
    let codes =
        done["recovery_codes"].as_array().unwrap().iter().map(|code| code.as_str().unwrap().to_owned());
    (secret, codes.collect())
}

async fn log_in(service: &TestApp, login: &str, code: Value) -> (Client, Answer) {
    let client = service.anon();
    let answer =
        client.post("/api/session", json!({ "login": login, "password": PASSWORD, "code": code })).await;
    (client, answer)
}

#[tokio::test]
async fn with_a_second_factor_a_password_alone_is_not_enough() {
    let service = TestApp::start().await;
    let other = service.browser("anv", "SDF01", Role::Coordinator).await;
    let browser = service.anon();
    browser.log_in("anv").await.expect_status(200);
    assert_eq!(browser.get("/api/me").await.json()["account"]["second_factor"], "off");
    let (secret, codes) = set_up(&service, &browser).await;
    assert_eq!(
        (codes.len(), browser.get("/api/me").await.json()["account"]["second_factor"].clone()),
        (10, json!("on"))
    );
    other.get("/api/me").await.expect_problem(401, "not-logged-in");
    let (client, answer) = log_in(&service, "anv", json!(null)).await;
    let told = answer.expect_problem(401, "code-needed");
    assert_eq!(
        (&told["errors"][0]["pointer"], &told["errors"][0]["code"]),
        (&json!("#/code"), &json!("required"))
    );
    client.get("/api/me").await.expect_problem(401, "not-logged-in");
    let wrong = log_in(&service, "anv", json!("000000")).await.1.expect_problem(401, "code-needed");
    assert_eq!(wrong["errors"][0]["code"], "wrong_code");
    // A wrong password is told alike whether there is a second factor or not.
    let guess = json!({ "login": "anv", "password": "fel lösenord här", "code": shown(&service, &secret) });
    service.anon().post("/api/session", guess).await.expect_problem(401, "wrong-login");
    // The first code was used to set it up.
    let used = log_in(&service, "anv", json!(shown(&service, &secret))).await.1;
    used.expect_problem(401, "code-needed");
    service.clock.pass(SignedDuration::from_secs(30));
    log_in(&service, "anv", json!(shown(&service, &secret))).await.1.expect_status(200);
}

#[tokio::test]
async fn a_code_is_taken_once_even_by_two_at_once() {
    let service = TestApp::start().await;
    let browser = service.browser("anv", "SDF01", Role::Member).await;
    let (secret, codes) = set_up(&service, &browser).await;
    service.clock.pass(SignedDuration::from_mins(1));
    let code = json!(shown(&service, &secret));
    let (one, two) =
        tokio::join!(log_in(&service, "anv", code.clone()), log_in(&service, "anv", code.clone()));
    let mut statuses = [one.1.status, two.1.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 401]);
    let lost = json!(codes[3].to_uppercase().replace('-', " "));
    log_in(&service, "anv", lost.clone()).await.1.expect_status(200);
    log_in(&service, "anv", lost).await.1.expect_problem(401, "code-needed");
    log_in(&service, "anv", json!(codes[4])).await.1.expect_status(200);
    // Neither the codes nor the hashes of passwords are told to anybody, and the codes are kept as hashes alone.
    let kept = service.app.engine().credentials().await.unwrap();
    assert!(kept.rows.iter().all(|row| codes.iter().all(|code| !row.body.contains(code.as_str()))));
}

#[tokio::test]
async fn it_is_set_up_and_taken_away_by_who_knows_the_password() {
    let service = TestApp::start().await;
    let browser = service.browser("anv", "SDF01", Role::Member).await;
    let told = browser.post("/api/me/second-factor", json!({ "password": "fel lösenord här" })).await;
    assert_eq!(told.expect_problem(422, "invalid")["errors"][0]["code"], "wrong_password");
    let begun = browser.post("/api/me/second-factor", json!({ "password": PASSWORD })).await.json();
    let secret = begun["secret"].as_str().unwrap().to_owned();
    let confirm = |sealed: &Value, code: &str| json!({ "sealed": sealed, "code": code });
    let code = shown(&service, &secret);
    browser
        .post("/api/me/second-factor/confirm", confirm(&begun["sealed"], "12"))
        .await
        .expect_problem(422, "invalid");
    browser
        .post("/api/me/second-factor/confirm", confirm(&json!("x"), &code))
        .await
        .expect_problem(422, "invalid");
    // What was begun by one is nothing in another's hands, nor after a quarter of an hour.
    let other = service.browser("annan", "SDF01", Role::Member).await;
    other
        .post("/api/me/second-factor/confirm", confirm(&begun["sealed"], &code))
        .await
        .expect_problem(422, "invalid");
    service.clock.pass(SignedDuration::from_mins(15));
    let late = shown(&service, &secret);
    browser
        .post("/api/me/second-factor/confirm", confirm(&begun["sealed"], &late))
        .await
        .expect_problem(422, "invalid");
    assert_eq!(browser.get("/api/me").await.json()["account"]["second_factor"], "off");
    let (secret, _) = set_up(&service, &browser).await;
    let remove = |code: Value| json!({ "password": PASSWORD, "code": code });
    browser.post("/api/me/second-factor/remove", remove(json!(null))).await.expect_problem(422, "invalid");
    service.clock.pass(SignedDuration::from_mins(1));
    let code = json!(shown(&service, &secret));
    browser.post("/api/me/second-factor/remove", remove(code)).await.expect_status(204);
    browser.get("/api/me").await.expect_status(200);
    service.anon().log_in("anv").await.expect_status(200);
    let program = service.program("SDF01", Role::Member).await;
    let none = program.post("/api/me/second-factor", json!({ "password": PASSWORD })).await;
    none.expect_problem(409, "wrong-state");
}

#[tokio::test]
async fn one_that_is_on_is_not_replaced_by_who_knows_the_password_alone() {
    let service = TestApp::start().await;
    let browser = service.browser("anv", "SDF01", Role::Member).await;
    let password = json!({ "password": PASSWORD });
    // Begun while there was none, and confirmed once there is one.
    let begun = browser.post("/api/me/second-factor", password.clone()).await.expect_status(200).json();
    let (secret, _) = set_up(&service, &browser).await;
    browser.post("/api/me/second-factor", password).await.expect_problem(409, "wrong-state");
    let code = shown(&service, begun["secret"].as_str().unwrap());
    let confirm = json!({ "sealed": begun["sealed"], "code": code });
    browser.post("/api/me/second-factor/confirm", confirm).await.expect_problem(409, "wrong-state");
    service.clock.pass(SignedDuration::from_mins(1));
    log_in(&service, "anv", json!(shown(&service, &secret))).await.1.expect_status(200);
}

#[tokio::test]
async fn an_administrator_takes_it_from_whoever_has_lost_the_phone() {
    let service = TestApp::start().await;
    let browser = service.browser("anv", "SDF01", Role::Member).await;
    set_up(&service, &browser).await;
    let administrator = service.browser("chef", "SLK", Role::Administrator).await;
    browser.post("/api/users/anv/second-factor/remove", json!({})).await.expect_problem(403, "not-allowed");
    let user =
        administrator.post("/api/users/anv/second-factor/remove", json!({})).await.expect_status(200).json();
    assert_eq!(user["second_factor"], false);
    browser.get("/api/me").await.expect_problem(401, "not-logged-in");
    service.anon().log_in("anv").await.expect_status(200);
    administrator
        .post("/api/users/ingen/second-factor/remove", json!({}))
        .await
        .expect_problem(404, "not-there");
}

#[tokio::test]
async fn where_a_role_needs_one_nothing_else_is_done_before_it_is_there() {
    // A setting holds from a day on, which the register's own clock says.
    let clock = TestClock::at(Timestamp::now());
    let service = TestApp::with(Wishes { clock, ..Wishes::default() }).await;
    let administrator = service.browser("chef", "SLK", Role::Administrator).await;
    let coordinator = service.browser("samordnare", "SDF01", Role::Coordinator).await;
    let path = "/api/settings/second_factor_roles";
    let seen = administrator.get(path).await.expect_status(200);
    let mut headers = super::support::JSON.to_vec();
    headers.push(("if-match", seen.header("etag").unwrap()));
    let put =
        administrator.send(axum::http::Method::PUT, path, &headers, json!({ "value": 1 }).to_string().into());
    put.await.expect_status(200);
    let me = administrator.get("/api/me").await.expect_status(200).json();
    assert_eq!((&me["account"]["second_factor"], &me["may"]), (&json!("required"), &json!([])));
    administrator.get("/api/users").await.expect_problem(403, "not-allowed");
    administrator.get("/api/places").await.expect_problem(403, "not-allowed");
    coordinator.get("/api/places").await.expect_status(200);
    let program = service.program("SLK", Role::Administrator).await;
    program.get("/api/users").await.expect_status(200);
    set_up(&service, &administrator).await;
    administrator.get("/api/users").await.expect_status(200);
    assert_eq!(administrator.get("/api/me").await.json()["account"]["second_factor"], "on");
}

#[tokio::test]
async fn codes_are_guessed_no_more_often_than_passwords() {
    let service = TestApp::with(Wishes { rate_limits: true, ..Wishes::default() }).await;
    let browser = service.browser("anv", "SDF01", Role::Member).await;
    let (_, _) = set_up(&service, &browser).await;
    // One log-in and two steps of setting up are three of the five tries.
    let mut told = Vec::new();
    for guess in 0..4 {
        told.push(log_in(&service, "anv", json!(format!("00000{guess}"))).await.1.status);
    }
    assert_eq!(told, [401, 401, 429, 429]);
}

#[tokio::test]
async fn wrong_codes_are_counted_by_account_wherever_they_come_from() {
    let service = TestApp::start().await;
    let browser = service.browser("anv", "SDF01", Role::Member).await;
    let (secret, _) = set_up(&service, &browser).await;
    for _ in 0..10 {
        log_in(&service, "anv", json!("000000")).await.1.expect_problem(401, "code-needed");
    }
    service.clock.pass(SignedDuration::from_mins(1));
    let late = log_in(&service, "anv", json!(shown(&service, &secret))).await.1;
    assert_eq!(late.header("retry-after"), Some("300"));
    late.expect_problem(429, "too-many-requests");
    // Nor are they tried where a password is changed.
    let change = json!({ "password": PASSWORD, "code": "000000", "new_password": "ett annat lösenord" });
    browser.post("/api/me/password", change).await.expect_problem(429, "too-many-requests");
    // Who does not know the password is told as always, and is nobody who is kept out or keeps out.
    let guess = json!({ "login": "anv", "password": "fel lösenord här", "code": "000000" });
    service.anon().post("/api/session", guess).await.expect_problem(401, "wrong-login");
    service.clock.pass(SignedDuration::from_mins(5));
    log_in(&service, "anv", json!(shown(&service, &secret))).await.1.expect_status(200);
    log_in(&service, "anv", json!("000000")).await.1.expect_problem(401, "code-needed");
    log_in(&service, "anv", json!("000000")).await.1.expect_problem(429, "too-many-requests");
}
