//! Accounts, for administrators.

use super::support::{JSON, PASSWORD, TestApp, Wishes};
use axum::http::Method;
use samplats::domain::access::Role;
use serde_json::json;

#[tokio::test]
async fn an_administrator_makes_lists_and_disables_accounts() {
    let service = TestApp::start().await;
    let administrator = service.browser("chef", "SLK", Role::Administrator).await;
    let asked = json!({ "login": "Samordnare", "party": "SDF01", "role": "coordinator",
                        "function": "trygghetssamordnare", "password": PASSWORD });
    let made = administrator.post("/api/users", asked.clone()).await.expect_status(201).json();
    assert_eq!((&made["login"], &made["party"]), (&json!("samordnare"), &json!("SDF01")));
    administrator.post("/api/users", asked).await.expect_problem(409, "wrong-state");
    let listed = administrator.get("/api/users?limit=1").await.expect_status(200);
    assert!(!listed.text().contains("argon2"), "nothing of a password is told");
    assert_eq!(listed.json()["items"][0]["login"], "chef");
    let cursor = listed.json()["next"].as_str().unwrap().to_owned();
    let rest =
        administrator.get(&format!("/api/users?limit=1&cursor={cursor}")).await.expect_status(200).json();
    assert_eq!((&rest["items"][0]["login"], &rest["next"]), (&json!("samordnare"), &json!(null)));
    let browser = service.anon();
    browser.log_in("samordnare").await.expect_status(200);
    let disabled =
        administrator.post("/api/users/samordnare/disable", json!({})).await.expect_status(200).json();
    assert_eq!(disabled["disabled"], true);
    browser.get("/api/me").await.expect_problem(401, "not-logged-in");
    browser.log_in("samordnare").await.expect_problem(401, "wrong-login");
    let enabled =
        administrator.post("/api/users/samordnare/enable", json!({})).await.expect_status(200).json();
    assert_eq!(enabled["disabled"], false);
    browser.get("/api/me").await.expect_problem(401, "not-logged-in");
    browser.log_in("samordnare").await.expect_status(200);
    // Once more changes nothing, and throws nobody out.
    administrator.post("/api/users/samordnare/enable", json!({})).await.expect_status(200);
    browser.get("/api/me").await.expect_status(200);
    administrator.post("/api/users/nobody/enable", json!({})).await.expect_problem(404, "not-there");
}

#[tokio::test]
async fn who_asks_to_be_forgotten_is_listed_until_the_log_has_forgotten_them_too() {
    let folder = tempfile::tempdir().unwrap();
    let register = samplats::register::open("sqlite:samplats.db", folder.path()).await.unwrap();
    let service = TestApp::with(Wishes { register, ..Wishes::default() }).await;
    let administrator = service.browser("chef", "SLK", Role::Administrator).await;
    let anna = service.browser("anna", "SDF01", Role::Reporter).await;
    anna.post("/api/me/forget", json!({})).await.expect_status(200);
    let asks = async || {
        let users = administrator.get("/api/users").await.expect_status(200).json();
        users["items"].as_array().unwrap().iter().any(|user| user.get("forget_asked_at").is_some())
    };
    let forget = async || administrator.post("/api/users/anna/forget", json!({ "decision": "KS 1" })).await;
    // A log that cannot be written to.
    let beside = rusqlite::Connection::open(folder.path().join("samplats.db")).unwrap();
    let kept = "create trigger kept before update on audit begin select raise(abort, 'kept'); end";
    beside.execute_batch(kept).unwrap();
    assert!(forget().await.status >= 500 && asks().await, "not all of it is done");
    beside.execute_batch("drop trigger kept").unwrap();
    forget().await.expect_status(200);
    assert!(!asks().await);
}

#[tokio::test]
async fn an_account_stays_disabled_while_its_party_does_not_log_in() {
    let service = TestApp::start().await;
    let administrator = service.browser("chef", "SLK", Role::Administrator).await;
    service.account("anv", "SDF01", Role::Member).await;
    administrator.post("/api/users/anv/disable", json!({})).await.expect_status(200);
    let put = async |logs_in: bool| {
        let seen = administrator.get("/api/parties/SDF01").await.expect_status(200);
        let body = json!({ "name": seen.json()["name"], "kind": seen.json()["kind"], "logs_in": logs_in });
        let mut headers = JSON.to_vec();
        headers.push(("if-match", seen.header("etag").unwrap()));
        administrator.send(Method::PUT, "/api/parties/SDF01", &headers, body.to_string().into()).await
    };
    put(false).await.expect_status(200);
    administrator.post("/api/users/anv/enable", json!({})).await.expect_problem(409, "wrong-state");
    put(true).await.expect_status(200);
    administrator.post("/api/users/anv/enable", json!({})).await.expect_status(200);
    service.anon().log_in("anv").await.expect_status(200);
}

#[tokio::test]
async fn nobody_else_touches_accounts() {
    let service = TestApp::start().await;
    service.account("anv", "SDF01", Role::Member).await;
    for role in [Role::Reader, Role::Reporter, Role::Member, Role::Coordinator] {
        let other = service.program("SLK", role).await;
        other.get("/api/users").await.expect_problem(403, "not-allowed");
        let asked = json!({ "login": "ny", "party": "SLK", "role": "administrator", "password": PASSWORD });
        other.post("/api/users", asked).await.expect_problem(403, "not-allowed");
        other.post("/api/users/anv/disable", json!({})).await.expect_problem(403, "not-allowed");
        other.post("/api/users/anv/enable", json!({})).await.expect_problem(403, "not-allowed");
        let password = json!({ "password": "ett annat lösenord" });
        other.post("/api/users/anv/password", password).await.expect_problem(403, "not-allowed");
    }
    assert_eq!(service.app.accounts().book().accounts.len(), 1);
}

#[tokio::test]
async fn an_administrator_gives_an_account_another_password_and_its_sessions_end() {
    let service = TestApp::start().await;
    let administrator = service.program("SLK", Role::Administrator).await;
    let browser = service.browser("anv", "SDF01", Role::Member).await;
    let set = async |login: &str, password: &str| {
        administrator.post(&format!("/api/users/{login}/password"), json!({ "password": password })).await
    };
    let weak = set("anv", "kort").await.expect_problem(422, "invalid");
    assert_eq!(weak["errors"][0]["pointer"], "#/password");
    set("nobody", "ett annat lösenord").await.expect_problem(404, "not-there");
    browser.get("/api/me").await.expect_status(200);
    let told = set("anv", "ett annat lösenord").await.expect_status(200);
    assert!(told.json()["login"] == "anv" && !told.text().contains("lösenord"));
    browser.get("/api/me").await.expect_problem(401, "not-logged-in");
    browser.log_in("anv").await.expect_problem(401, "wrong-login");
    let again = json!({ "login": "anv", "password": "ett annat lösenord" });
    browser.post("/api/session", again).await.expect_status(200);
}

#[tokio::test]
async fn an_administrator_says_for_whom_and_in_what_role_an_account_acts() {
    let service = TestApp::start().await;
    let administrator = service.browser("chef", "SLK", Role::Administrator).await;
    let browser = service.browser("anv", "SDF01", Role::Member).await;
    let assign = async |login: &str, party: &str, role: &str| {
        let body = json!({ "party": party, "role": role });
        administrator.post(&format!("/api/users/{login}/assignment"), body).await
    };
    // As it is already: nobody is thrown out.
    assign("anv", "SDF01", "member").await.expect_status(200);
    browser.get("/api/me").await.expect_status(200);
    let told = assign("anv", "SISAB", "coordinator").await.expect_status(200).json();
    assert_eq!((&told["party"], &told["role"]), (&json!("SISAB"), &json!("coordinator")));
    browser.get("/api/me").await.expect_problem(401, "not-logged-in");
    browser.log_in("anv").await.expect_status(200);
    let me = browser.get("/api/me").await.json();
    assert_eq!((&me["party"]["code"], &me["role"]), (&json!("SISAB"), &json!("coordinator")));
    let wrong = assign("anv", "NOBODY", "king").await.expect_problem(422, "invalid");
    let pointers: Vec<_> = wrong["errors"].as_array().unwrap().iter().map(|e| e["pointer"].clone()).collect();
    assert_eq!(pointers, ["#/party", "#/role"]);
    assign("nobody", "SDF01", "member").await.expect_problem(404, "not-there");
    assign("chef", "SLK", "reader").await.expect_problem(409, "wrong-state");
    let other = service.program("SLK", Role::Coordinator).await;
    let asked = json!({ "party": "SLK", "role": "administrator" });
    other.post("/api/users/anv/assignment", asked).await.expect_problem(403, "not-allowed");
}

#[tokio::test]
async fn somebody_changes_their_own_password_and_their_other_log_ins_end() {
    let service = TestApp::start().await;
    let other = service.browser("anv", "SDF01", Role::Member).await;
    let browser = service.anon();
    browser.log_in("anv").await.expect_status(200);
    let new = "ett helt annat lösenord";
    let change = async |password: &str, new: &str| {
        browser.post("/api/me/password", json!({ "password": password, "new_password": new })).await
    };
    let wrong = change("fel lösenord här", new).await.expect_problem(422, "invalid");
    assert_eq!(wrong["errors"][0]["pointer"], "#/password");
    let weak = change(PASSWORD, "kort").await.expect_problem(422, "invalid");
    assert_eq!(weak["errors"][0]["pointer"], "#/new_password");
    other.get("/api/me").await.expect_status(200);
    change(PASSWORD, new).await.expect_status(204);
    other.get("/api/me").await.expect_problem(401, "not-logged-in");
    browser.get("/api/me").await.expect_status(200);
    browser.log_in("anv").await.expect_problem(401, "wrong-login");
    other.post("/api/session", json!({ "login": "anv", "password": new })).await.expect_status(200);
    // A program has none.
    let asked = json!({ "password": PASSWORD, "new_password": new });
    let program = service.program("SDF01", Role::Member).await;
    program.post("/api/me/password", asked).await.expect_problem(409, "wrong-state");
}

#[tokio::test]
async fn the_last_administrator_stays() {
    let service = TestApp::start().await;
    let administrator = service.browser("chef", "SLK", Role::Administrator).await;
    administrator.post("/api/users/chef/disable", json!({})).await.expect_problem(409, "wrong-state");
    service.account("second", "SLK", Role::Administrator).await;
    administrator.post("/api/users/chef/disable", json!({})).await.expect_status(200);
}
