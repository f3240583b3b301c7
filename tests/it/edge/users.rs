//! Accounts, for administrators.

use super::support::{PASSWORD, TestApp};
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
async fn the_last_administrator_stays() {
    let service = TestApp::start().await;
    let administrator = service.browser("chef", "SLK", Role::Administrator).await;
    administrator.post("/api/users/chef/disable", json!({})).await.expect_problem(409, "wrong-state");
    service.account("second", "SLK", Role::Administrator).await;
    administrator.post("/api/users/chef/disable", json!({})).await.expect_status(200);
}
