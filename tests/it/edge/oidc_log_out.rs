//! Logging out at an identity provider, which tells us by itself (back-channel), against a real one. Nobody's browser takes
//! part, and what is told to one instance ends sessions and event streams on all of them.

use super::oidc::{Two, both, me, two, wishes};
use super::support::identity::{IdentityProvider, PUBLIC_URL, Walker};
use super::support::listening::{Listening, listening, patient, until};
use super::support::{Client, TestApp, Wishes};
use axum::body::Body;
use axum::http::Method;
use jiff::{SignedDuration, Timestamp};
use samplats::accounts::book::Identity;
use samplats::accounts::{AccountFault, Browser, Vouched};
use samplats::domain::access::Role;
use samplats::oidc::LoggedOut;
use samplats::register::audit::Asked;
use serde_json::json;
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::task::JoinHandle;

/// Where the city's provider tells of log-outs.
const HEARD_AT: &str = "/api/session/providers/stad/logged-out";
const FORM: [(&str, &str); 1] = [("content-type", "application/x-www-form-urlencoded")];

/// Two instances on one register, each on a socket of its own. The city's provider tells the first of log-outs.
struct Instances {
    one: Listening,
    other: Listening,
    city: IdentityProvider,
    _company: IdentityProvider,
    following: [JoinHandle<()>; 2],
}

async fn instances(tells_sessions: bool) -> Instances {
    let Two { service, city, other: company, wishes: (memory, clock) } = two().await;
    service.close().await;
    let beside = || {
        let wishes = wishes(&memory, &clock, both(&city.issuer, &company.issuer));
        listening(Wishes { timeouts: patient(), ..wishes })
    };
    let (one, other) = (beside().await, beside().await);
    let follow = |listening: &Listening| {
        let app = &listening.service.app;
        tokio::spawn(app.accounts().clone().follow(app.engine().clone()))
    };
    let following = [follow(&one), follow(&other)];
    let uri = format!("http://{}{HEARD_AT}", one.address);
    city.tell(json!({ "backChannel": { "uri": uri, "tellsSessions": tells_sessions } })).await;
    Instances { one, other, city, _company: company, following }
}

impl Instances {
    /// A browser that has logged in at the provider by itself, for the first instance.
    async fn logged_in(&self) -> Walker {
        let walker = Walker::new(&self.one.service);
        assert_eq!(walker.log_in("stad").await, "/");
        walker
    }

    /// The same browser at the other instance, which has heard of the log-in.
    async fn at_the_other(&self, walker: &Walker) -> Client {
        let client = self.other.service.anon().with_cookie(walker.here.cookie());
        becomes(&client, 200).await;
        client
    }

    fn log_out_address(&self) -> String {
        format!("{}/session/end?client_id=samplats&post_logout_redirect_uri={PUBLIC_URL}/", self.city.issuer)
    }

    async fn log_out_there(&self, walker: &Walker) {
        assert_eq!(walker.log_out_there(&self.log_out_address()).await, format!("{PUBLIC_URL}/"));
    }

    fn end(self) {
        self.following.iter().for_each(JoinHandle::abort);
    }
}

/// Within two seconds.
async fn becomes(client: &Client, status: u16) {
    let wait = async {
        while client.get("/api/me").await.status != status {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(2), wait).await.expect("within two seconds");
}

/// An event stream of a browser.
async fn stream(at: &Listening, client: &Client) -> TcpStream {
    let mut stream = at.connect().await;
    let head = format!(
        "GET /api/changes HTTP/1.1\r\nhost: x\r\naccept: text/event-stream\r\ncookie: {}\r\n\r\n",
        client.cookie().unwrap()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    until(&mut stream, ": listening").await;
    stream
}

#[tokio::test]
async fn a_session_that_ends_at_the_provider_ends_everywhere_within_two_seconds_streams_included() {
    let all = instances(true).await;
    all.city.somebody("anna", &["sp-samordnare"]).await;
    let (desk, phone) = (all.logged_in().await, all.logged_in().await);
    let there = all.at_the_other(&desk).await;
    let mut listens = stream(&all.other, &there).await;
    assert_eq!(all.one.service.app.vouching().len(), 2);
    all.log_out_there(&desk).await;
    // The provider has our answer by now: it is over where it was told, and what it was asked for with is forgotten.
    desk.here.get("/api/me").await.expect_problem(401, "not-logged-in");
    assert_eq!(all.one.service.app.vouching().len(), 1);
    let ends = async { tokio::join!(becomes(&there, 401), until(&mut listens, "0\r\n\r\n")) };
    tokio::time::timeout(Duration::from_secs(2), ends).await.expect("the stream goes on");
    // The other browser's session at the provider goes on, and so does its one here.
    phone.here.get("/api/me").await.expect_status(200);
    let kept = all.one.service.app.engine().archive();
    all.one.service.app.audit().written().await;
    let lines = kept.noted(&Asked::default()).await.unwrap();
    let told: Vec<_> = lines.iter().filter(|line| line.act == "log_out").collect();
    assert_eq!((told.len(), told[0].surface.as_str(), told[0].party.as_str()), (1, "provider", "SDF01"));
    assert!(told[0].caller.starts_with("account:"));
    all.end();
}

#[tokio::test]
async fn a_provider_that_tells_only_whose_sessions_have_ended_ends_all_of_theirs_and_nobody_elses() {
    let all = instances(false).await;
    all.city.somebody("bo", &["sp-rapport"]).await;
    let bo = all.logged_in().await;
    all.city.somebody("anna", &["sp-samordnare"]).await;
    let (desk, phone) = (all.logged_in().await, all.logged_in().await);
    let there = all.at_the_other(&phone).await;
    all.log_out_there(&desk).await;
    desk.here.get("/api/me").await.expect_problem(401, "not-logged-in");
    phone.here.get("/api/me").await.expect_problem(401, "not-logged-in");
    becomes(&there, 401).await;
    bo.here.get("/api/me").await.expect_status(200);
    all.end();
}

#[tokio::test]
async fn what_a_provider_tells_is_taken_once_on_all_instances_together() {
    let all = instances(false).await;
    all.city.somebody("anna", &["sp-samordnare"]).await;
    let first = all.logged_in().await;
    all.log_out_there(&first).await;
    let sent = all.city.tell(json!({})).await;
    assert_eq!(sent.len(), 1);
    let again = all.logged_in().await;
    let there = all.at_the_other(&again).await;
    for service in [&all.one.service, &all.other.service] {
        let answer = service.anon().send(Method::POST, HEARD_AT, &FORM, Body::from(sent[0].clone())).await;
        answer.expect_problem(400, "malformed");
    }
    again.here.get("/api/me").await.expect_status(200);
    there.get("/api/me").await.expect_status(200);
    all.end();
}

#[tokio::test]
async fn nobody_but_the_provider_itself_ends_a_session() {
    let all = instances(true).await;
    all.city.somebody("anna", &["sp-samordnare"]).await;
    let (desk, other) = (all.logged_in().await, all.logged_in().await);
    all.log_out_there(&other).await;
    let form = all.city.tell(json!({})).await.pop().unwrap();
    let token = form.strip_prefix("logout_token=").unwrap();
    let (head, signature) = token.rsplit_once('.').unwrap();
    let turned: String = signature.chars().rev().collect();
    let post = async |path: &str, body: String| {
        all.other.service.anon().send(Method::POST, path, &FORM, Body::from(body)).await
    };
    let made_up = [
        format!("logout_token={head}.{turned}"),
        format!("logout_token={head}."),
        "logout_token=".to_owned(),
        format!("{form}&{form}"),
        format!("token={token}"),
        String::new(),
    ];
    for body in made_up {
        post(HEARD_AT, body.clone()).await.expect_problem(400, "malformed");
    }
    // Another provider vouches for its own alone.
    post(&HEARD_AT.replace("stad", "bolag"), form.clone()).await.expect_problem(400, "malformed");
    post(&HEARD_AT.replace("stad", "ingen"), form).await.expect_problem(404, "not-there");
    desk.here.get("/api/me").await.expect_status(200);
    all.end();
}

#[tokio::test]
async fn a_log_in_that_was_under_way_when_its_session_ended_there_comes_to_nothing() {
    let service = TestApp::start().await;
    let (accounts, engine) = (service.app.accounts(), service.app.engine());
    let party = engine.snapshot().reference.parties.coded("SDF01").unwrap().id;
    let now = accounts.now();
    let vouched = |session: Option<&str>, at: Timestamp| Vouched {
        identity: Identity { issuer: "https://stad.example".into(), subject: "7".into(), known_as: None },
        provider: "stad".into(),
        party,
        role: Role::Member,
        unit: None,
        session: session.map(str::to_owned),
        at,
    };
    let told = |token: &str, session: Option<&str>| LoggedOut {
        issuer: "https://stad.example".into(),
        token: token.into(),
        subject: Some("7".into()),
        session: session.map(str::to_owned),
        at: now,
    };
    let log_in = async |vouched| accounts.log_in_vouched(engine, vouched, Browser::default()).await;
    accounts.log_out_told(engine, &told("t1", Some("s1"))).await.unwrap();
    let second = SignedDuration::from_secs(1);
    let late = log_in(vouched(Some("s1"), now + second)).await;
    assert!(matches!(late, Err(AccountFault::LoggedOut)), "a session that has ended there begins no more");
    log_in(vouched(Some("s2"), now + second)).await.expect("another session of theirs");
    accounts.log_out_told(engine, &told("t2", None)).await.unwrap();
    assert!(accounts.book().sessions.is_empty());
    let late = log_in(vouched(Some("s3"), now - second)).await;
    assert!(matches!(late, Err(AccountFault::LoggedOut)), "all that was said before");
    log_in(vouched(Some("s3"), now + second)).await.expect("said after");
    assert!(matches!(accounts.log_out_told(engine, &told("t2", None)).await, Err(AccountFault::ToldBefore)));
    // It is remembered for as long as it could be told again.
    let kept = async || {
        let rows = engine.credentials().await.unwrap().rows;
        rows.iter().filter(|row| row.key.starts_with("logged-out/")).count()
    };
    assert_eq!(kept().await, 2);
    service.clock.pass(SignedDuration::from_mins(20));
    log_in(vouched(Some("s4"), now + second)).await.expect("long after");
    assert_eq!((kept().await, accounts.book().heard.len()), (0, 0));
}

#[tokio::test]
async fn whom_the_provider_has_closed_is_out_on_every_instance_also_when_the_one_that_asks_is_gone() {
    let all = instances(true).await;
    all.city.somebody("anna", &["sp-samordnare"]).await;
    let (first, second) = (all.logged_in().await, all.logged_in().await);
    let (_, there) = (all.at_the_other(&first).await, all.at_the_other(&second).await);
    let mut listens = stream(&all.other, &there).await;
    all.city.close_account("anna").await;
    // The instance that they logged in at asks again, and hears no.
    all.one.service.clock.pass(SignedDuration::from_mins(9));
    all.one.service.app.vouching().look().await;
    first.here.get("/api/me").await.expect_problem(401, "not-logged-in");
    let ends = async { tokio::join!(becomes(&there, 401), until(&mut listens, "0\r\n\r\n")) };
    tokio::time::timeout(Duration::from_secs(2), ends).await.expect("the stream goes on");
    // Where nobody asks, because that instance is gone, what it was told holds for a quarter of an hour.
    all.city.somebody("bo", &["sp-samordnare"]).await;
    all.one.service.clock.pass(-SignedDuration::from_mins(9));
    let bo = all.logged_in().await;
    assert_eq!(me(&bo.here).await["role"], "coordinator");
    let there = all.at_the_other(&bo).await;
    all.city.close_account("bo").await;
    all.other.service.clock.pass(SignedDuration::from_mins(14));
    there.get("/api/me").await.expect_status(200);
    all.other.service.clock.pass(SignedDuration::from_mins(1));
    there.get("/api/me").await.expect_problem(401, "not-logged-in");
    all.end();
}
