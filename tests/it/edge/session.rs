//! Logging in and out, the first run, and who one is.

use super::support::{PASSWORD, TestApp, Wishes};
use axum::body::Body;
use axum::http::Method;
use jiff::SignedDuration;
use samplats::domain::access::Role;
use samplats::register::faulty::{Act, Script, Step};
use samplats::register::{Fault, Surroundings};
use serde_json::{Value, json};

#[tokio::test]
async fn a_session_begins_with_a_log_in_and_ends_with_a_log_out() {
    let service = TestApp::start().await;
    let browser = service.browser("samordnare", "SDF01", Role::Coordinator).await;
    let me = browser.get("/api/me").await.expect_status(200).json();
    assert_eq!(
        me["account"],
        json!({ "login": "samordnare", "role": "coordinator", "second_factor": "off" })
    );
    assert_eq!(me["party"]["code"], "SDF01");
    assert_eq!(me["may"], json!(["report", "decide", "coordinate"]));
    assert_eq!(me["city"], json!({ "name": "Provstad", "demo": false, "bounds": null }));
    let stolen = service.anon().with_cookie(browser.cookie());
    browser.delete("/api/session").await.expect_status(204);
    assert_eq!(browser.cookie(), None);
    stolen.get("/api/me").await.expect_problem(401, "not-logged-in");
}

#[tokio::test]
async fn an_idle_session_ends_and_a_used_one_goes_on_for_twelve_hours() {
    let service = TestApp::start().await;
    let browser = service.browser("anv", "SDF01", Role::Member).await;
    for _ in 0..12 {
        service.clock.pass(SignedDuration::from_mins(59));
        browser.get("/api/me").await.expect_status(200);
    }
    service.clock.pass(SignedDuration::from_mins(12));
    browser.get("/api/me").await.expect_problem(401, "not-logged-in");
    browser.log_in("anv").await.expect_status(200);
    service.clock.pass(SignedDuration::from_mins(60));
    browser.get("/api/me").await.expect_problem(401, "not-logged-in");
}

#[tokio::test]
async fn what_a_page_does_by_itself_keeps_no_session_alive() {
    let service = TestApp::start().await;
    let browser = service.browser("anv", "SDF01", Role::Member).await;
    let alone = async |header: (&str, &str)| {
        browser.send(Method::GET, "/api/changes", &[header], Body::empty()).await
    };
    let (unattended, attended) = (("x-samplats-unattended", "1"), ("x-samplats-unattended", "0"));
    service.clock.pass(SignedDuration::from_mins(40));
    alone(unattended).await.expect_status(200);
    service.clock.pass(SignedDuration::from_mins(10));
    // Whoever sits there again goes on.
    alone(attended).await.expect_status(200);
    for _ in 0..2 {
        service.clock.pass(SignedDuration::from_mins(29));
        alone(unattended).await.expect_status(200);
    }
    service.clock.pass(SignedDuration::from_mins(2));
    alone(unattended).await.expect_problem(401, "not-logged-in");
    browser.get("/api/me").await.expect_problem(401, "not-logged-in");
}

#[tokio::test]
async fn every_log_in_gives_another_session_and_ends_the_one_before() {
    let service = TestApp::start().await;
    let browser = service.browser("anv", "SDF01", Role::Member).await;
    let before = browser.cookie();
    browser.log_in("anv").await.expect_status(200);
    assert_ne!(browser.cookie(), before);
    service.anon().with_cookie(before).get("/api/me").await.expect_problem(401, "not-logged-in");
    // A session somebody else pushed on the browser is never taken over.
    let pushed = Some("samplats=chosen-by-a-stranger".to_owned());
    let victim = service.anon().with_cookie(pushed.clone());
    victim.log_in("anv").await.expect_status(200);
    assert_ne!(victim.cookie(), pushed);
}

#[tokio::test]
async fn an_account_has_at_most_twenty_sessions() {
    let service = TestApp::start().await;
    let first = service.browser("anv", "SDF01", Role::Member).await;
    for _ in 0..20 {
        service.clock.pass(SignedDuration::from_secs(1));
        service.anon().log_in("anv").await.expect_status(200);
    }
    first.get("/api/me").await.expect_problem(401, "not-logged-in");
    assert_eq!(service.app.accounts().book().sessions.len(), 20);
}

#[tokio::test]
async fn an_unknown_a_disabled_and_a_mistyped_log_in_are_told_alike() {
    let service = TestApp::start().await;
    service.account("known", "SDF01", Role::Member).await;
    service.account("gone", "SDF01", Role::Member).await;
    service.app.accounts().disable(service.app.engine(), "gone").await.unwrap();
    let mut told = Vec::new();
    for (login, password) in
        [("nobody", PASSWORD), ("gone", PASSWORD), ("known", "another password"), ("known", "")]
    {
        let answer =
            service.anon().post("/api/session", json!({ "login": login, "password": password })).await;
        assert_eq!(answer.header("set-cookie"), None);
        let mut headers = answer.headers.clone();
        headers.remove("x-request-id");
        let mut problem = answer.expect_problem(401, "wrong-login");
        problem["instance"] = json!("");
        told.push((problem, headers));
    }
    assert!(told.windows(2).all(|pair| pair[0] == pair[1]), "{told:#?}");
}

#[tokio::test]
async fn a_disabled_account_is_out_at_once() {
    let service = TestApp::start().await;
    let browser = service.browser("anv", "SDF01", Role::Member).await;
    service.app.accounts().disable(service.app.engine(), "anv").await.unwrap();
    browser.get("/api/me").await.expect_problem(401, "not-logged-in");
}

#[tokio::test]
async fn another_password_ends_the_sessions_and_is_the_one_that_holds() {
    let service = TestApp::start().await;
    let browser = service.browser("anv", "SDF01", Role::Member).await;
    let another = "ett annat lösenord".to_owned();
    service.app.accounts().set_password(service.app.engine(), "anv", another.clone()).await.unwrap();
    browser.get("/api/me").await.expect_problem(401, "not-logged-in");
    browser.log_in("anv").await.expect_problem(401, "wrong-login");
    browser.post("/api/session", json!({ "login": "anv", "password": another })).await.expect_status(200);
}

#[tokio::test]
async fn a_write_by_cookie_comes_from_our_own_page_or_not_at_all() {
    let service = TestApp::start().await;
    let browser = service.browser("chef", "SLK", Role::Administrator).await;
    let body = json!({ "party": "SDF01", "role": "reader" }).to_string();
    let json = ("content-type", "application/json");
    let own = ("x-samplats", "1");
    for headers in [
        vec![json],
        vec![json, ("x-samplats", "0")],
        vec![json, own, ("sec-fetch-site", "cross-site")],
        vec![json, own, ("sec-fetch-site", "same-site")],
    ] {
        let answer = browser.send(Method::POST, "/api/tokens", &headers, Body::from(body.clone())).await;
        answer.expect_problem(403, "foreign-page");
    }
    assert!(service.app.accounts().book().tokens.is_empty());
    let headers = [json, own, ("sec-fetch-site", "same-origin")];
    browser.send(Method::POST, "/api/tokens", &headers, Body::from(body)).await.expect_status(201);
    // Nobody is logged out, or in as somebody else, from a foreign page either.
    browser
        .send(Method::DELETE, "/api/session", &[], Body::empty())
        .await
        .expect_problem(403, "foreign-page");
    let headers = [json, ("sec-fetch-site", "cross-site")];
    let log_in = json!({ "login": "chef", "password": PASSWORD }).to_string();
    browser
        .send(Method::POST, "/api/session", &headers, log_in.into())
        .await
        .expect_problem(403, "foreign-page");
    browser.get("/api/me").await.expect_status(200);
}

#[tokio::test]
async fn cookies_are_out_of_reach_of_scripts_and_secure_over_https() {
    for (https, name, ending) in
        [(false, "samplats=", "; Path=/"), (true, "__Host-samplats=", "; Path=/; Secure")]
    {
        let service = TestApp::with(Wishes { https, ..Wishes::default() }).await;
        service.account("anv", "SDF01", Role::Member).await;
        let browser = service.anon();
        let answer = browser.log_in("anv").await.expect_status(200);
        let cookie = answer.header("set-cookie").unwrap();
        assert!(
            cookie.starts_with(name) && cookie.ends_with(&format!("; HttpOnly; SameSite=Lax{ending}")),
            "{cookie}"
        );
        browser.get("/api/me").await.expect_status(200);
    }
}

#[tokio::test]
async fn the_first_run_makes_one_administrator_once() {
    let service = TestApp::start().await;
    let token = service.app.accounts().open_first_run().unwrap().expect("there is no account");
    let anon = service.anon();
    assert_eq!(anon.get("/api/me").await.expect_problem(401, "not-logged-in")["first_run"], true);
    let first = |token: &str, login: &str, password: &str| json!({ "token": token, "login": login, "password": password });
    anon.post("/api/session/first", first("another", "chef", PASSWORD))
        .await
        .expect_problem(409, "wrong-state");
    let weak =
        anon.post("/api/session/first", first(&token, "chef", "short")).await.expect_problem(422, "invalid");
    assert_eq!(weak["errors"][0]["pointer"], "#/password");
    let made =
        anon.post("/api/session/first", first(&token, "Chef", PASSWORD)).await.expect_status(201).json();
    assert_eq!((&made["role"], &made["party"]["code"]), (&json!("administrator"), &json!("SLK")));
    assert_eq!(made["may"], json!(["report", "administer"]));
    anon.get("/api/me").await.expect_status(200);
    let second = service.anon();
    second
        .post("/api/session/first", first(&token, "second", PASSWORD))
        .await
        .expect_problem(409, "wrong-state");
    assert_eq!(
        second.get("/api/me").await.expect_problem(401, "not-logged-in").get("first_run"),
        None::<&Value>
    );
    assert_eq!(service.app.accounts().open_first_run().unwrap(), None);
}

#[tokio::test]
async fn the_token_of_the_first_run_holds_fifteen_minutes() {
    let service = TestApp::start().await;
    let token = service.app.accounts().open_first_run().unwrap().unwrap();
    service.clock.pass(SignedDuration::from_mins(15));
    let body = json!({ "token": token, "login": "chef", "password": PASSWORD });
    service.anon().post("/api/session/first", body).await.expect_problem(409, "wrong-state");
}

#[tokio::test]
async fn two_at_once_make_one_first_administrator() {
    let service = TestApp::start().await;
    let token = service.app.accounts().open_first_run().unwrap().unwrap();
    let (one, other) = (service.anon(), service.anon());
    let body = |login: &str| json!({ "token": token, "login": login, "password": PASSWORD });
    let (a, b) = tokio::join!(
        one.post("/api/session/first", body("one")),
        other.post("/api/session/first", body("other"))
    );
    let mut statuses = [a.status, b.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
    assert_eq!(service.app.accounts().book().accounts.len(), 1);
}

/// A service on what an earlier one left, at the moment the clock shows.
async fn again(script: &Script, before: &TestApp) -> TestApp {
    script.crash();
    TestApp::with(Wishes {
        register: Box::new(script.open()),
        clock: before.clock.clone(),
        ..Wishes::default()
    })
    .await
}

#[tokio::test]
async fn a_session_outlives_a_crash_and_one_that_ended_does_not_come_back() {
    let script = Script::new(Surroundings::real);
    let service = TestApp::with(Wishes { register: Box::new(script.open()), ..Wishes::default() }).await;
    let staying = service.browser("staying", "SDF01", Role::Member).await;
    let leaving = service.browser("leaving", "SDF01", Role::Member).await;
    let left = leaving.cookie();
    leaving.delete("/api/session").await.expect_status(204);
    let program = service.program("SDF01", Role::Reader).await;
    let secret = service.app.request_secret().to_vec();
    let restarted = again(&script, &service).await;
    assert_eq!(
        restarted.app.request_secret(),
        secret,
        "keys of requests are told from each other after it too"
    );
    restarted.anon().with_cookie(staying.cookie()).get("/api/me").await.expect_status(200);
    restarted.anon().with_cookie(left).get("/api/me").await.expect_problem(401, "not-logged-in");
    let token = program.token().expect("it has one").to_owned();
    restarted.anon().bearing(&token).get("/api/me").await.expect_status(200);
    restarted.clock.pass(SignedDuration::from_mins(60));
    let third = again(&script, &restarted).await;
    third.anon().with_cookie(staying.cookie()).get("/api/me").await.expect_problem(401, "not-logged-in");
}

#[tokio::test]
async fn the_register_is_told_now_and_then_that_a_session_is_in_use() {
    let script = Script::new(Surroundings::real);
    let service = TestApp::with(Wishes { register: Box::new(script.open()), ..Wishes::default() }).await;
    let browser = service.browser("anv", "SDF01", Role::Member).await;
    let told = script.calls(Step::PutCredentials);
    service.clock.pass(SignedDuration::from_mins(9));
    browser.get("/api/me").await.expect_status(200);
    service.clock.pass(SignedDuration::from_mins(46));
    browser.get("/api/me").await.expect_status(200);
    while script.calls(Step::PutCredentials) == told {
        tokio::task::yield_now().await;
    }
    // Without having been told, it would be 75 minutes since the log-in.
    service.clock.pass(SignedDuration::from_mins(20));
    let restarted = again(&script, &service).await;
    restarted.anon().with_cookie(browser.cookie()).get("/api/me").await.expect_status(200);
    assert_eq!(script.calls(Step::PutCredentials), told + 1, "two reads in one go, one word to the register");
}

#[tokio::test]
async fn what_the_register_does_not_take_has_not_happened() {
    let script = Script::new(Surroundings::real);
    let service = TestApp::with(Wishes { register: Box::new(script.open()), ..Wishes::default() }).await;
    let browser = service.browser("anv", "SDF01", Role::Member).await;
    script.at(Step::PutCredentials, 1, Act::Refuse(Fault::Unavailable("locked".into())));
    let answer = browser.delete("/api/session").await;
    assert_eq!(answer.header("set-cookie"), None, "the page keeps a session that has not ended");
    answer.expect_problem(503, "unavailable");
    browser.get("/api/me").await.expect_status(200);
    script.at(Step::PutCredentials, 1, Act::Refuse(Fault::Unavailable("locked".into())));
    service.anon().log_in("anv").await.expect_problem(503, "unavailable");
    assert_eq!(service.app.accounts().book().sessions.len(), 1);
}

const OUT: &str = "code,name,kind,logs_in\nSDF01,Stadsdelsförvaltning 1,district_administration,false\n";

/// An administrator of the city says in a file whether a party logs in.
async fn told_of_parties(administrator: &super::support::Client, file: &str) -> super::support::Answer {
    let headers = [("content-type", "text/csv")];
    administrator.send(Method::POST, "/api/imports?what=parties", &headers, Body::from(file.to_owned())).await
}

#[tokio::test]
async fn a_party_that_logs_in_no_more_is_out_at_once_on_every_instance_and_back_when_it_does_again() {
    let memory = samplats::register::memory::Memory::new(Surroundings::real());
    let one = TestApp::with(Wishes {
        register: Box::new(memory.beside(Surroundings::real())),
        ..Wishes::default()
    });
    let one = one.await;
    let browser = one.browser("anv", "SDF01", Role::Coordinator).await;
    let program = one.program("SDF01", Role::Reader).await;
    let administrator = one.program("SLK", Role::Administrator).await;
    let beside = Wishes {
        register: Box::new(memory.beside(Surroundings::real())),
        clock: one.clock.clone(),
        ..Wishes::default()
    };
    let other = TestApp::with(beside).await;
    let there = [
        other.anon().with_cookie(browser.cookie()),
        other.anon().bearing(program.token().expect("it has one")),
    ];
    for client in &there {
        client.get("/api/me").await.expect_status(200);
    }

    told_of_parties(&administrator, OUT).await.expect_status(200);
    for client in [&browser, &program] {
        client.get("/api/me").await.expect_problem(401, "not-logged-in");
        client.get("/api/places").await.expect_problem(401, "not-logged-in");
    }
    one.anon().log_in("anv").await.expect_problem(401, "wrong-login");
    // The other instance hears of it as of every other change.
    let party = |app: &TestApp| app.app.engine().snapshot().reference.parties.coded("SDF01").unwrap().logs_in;
    while party(&other) {
        tokio::task::yield_now().await;
    }
    for client in &there {
        client.get("/api/me").await.expect_problem(401, "not-logged-in");
    }
    other.anon().log_in("anv").await.expect_problem(401, "wrong-login");

    told_of_parties(&administrator, &OUT.replace("false", "true")).await.expect_status(200);
    browser.get("/api/me").await.expect_status(200);
    program.get("/api/me").await.expect_status(200);
    one.anon().log_in("anv").await.expect_status(200);
}

#[tokio::test]
async fn nobody_locks_the_installation_by_switching_log_ins_off() {
    let service = TestApp::start().await;
    let own = service.browser("admin", "SDF01", Role::Administrator).await;
    let file = OUT.to_owned();
    let headers = [("content-type", "text/csv"), ("x-samplats", "1")];
    let refused = own.send(Method::POST, "/api/imports?what=parties", &headers, Body::from(file)).await;
    let problem = refused.expect_problem(422, "invalid");
    assert_eq!(problem["errors"][0]["code"], "own_party", "{problem}");
    // With that party out, the administrator of another is the last one that is let in.
    let other = service.browser("other", "SLK", Role::Administrator).await;
    let headers = [("content-type", "text/csv"), ("x-samplats", "1")];
    let out = other.send(Method::POST, "/api/imports?what=parties", &headers, Body::from(OUT)).await;
    out.expect_status(200);
    other.post("/api/users/other/disable", json!({})).await.expect_problem(409, "wrong-state");
}
