//! Rows of the other tables as nobody should have written them: what is remembered of a command concerns its own key alone,
//! and a line of the chain is found by whoever verifies, and stops nobody.

use super::{moment, seen};
use crate::domain::access::Role;
use crate::engine::Health;
use crate::register::suite::backends::cluster;
use crate::trials::service::{Answer, Service, Store};
use axum::body::Body;
use axum::http::{Request, header};
use serde_json::json;

/// Ways to spoil what is remembered of a command, as SQL of either database, and whether nothing can be made of it.
const COMMANDS: [(&str, bool); 13] = [
    ("kind = 'hund'", true),
    ("kind = ''", true),
    ("kind = 'Report'", true),
    ("id = -1", true),
    ("id = 9007199254740992", true),
    ("version = -1", true),
    ("version = 4294967296", true),
    ("status = 7", true),
    ("status = -200", true),
    ("seq = -1", true),
    ("request_hash = HASH", true),
    // It says something else, and that can be read.
    ("id = 77", false),
    ("version = 9", false),
];

/// Ways to spoil the newest line of the chain.
const CHANGES: [&str; 9] = [
    "hash = HASH",
    "hash = facts_commitment",
    "facts_commitment = HASH",
    "content_commitment = HASH",
    "epoch = -1",
    "id = -1",
    "version = 4294967296",
    "verb = 'konstigt'",
    "kind = 'hund'",
];

/// Runs SQL as somebody would who takes checks and triggers away first.
fn behind(store: &Store, sql: &str) {
    match store {
        Store::Sqlite(_) => {
            let disk = rusqlite::Connection::open(store.path().expect("a file")).expect("the file");
            disk.execute_batch(
                "pragma ignore_check_constraints = on; drop trigger if exists change_is_never_updated",
            )
            .expect("no checks");
            disk.execute_batch(&sql.replace("HASH", "x'00ff'")).expect("spoiled");
        }
        Store::Postgres(database) => {
            let url = database.url();
            let name = url.rsplit('/').next().and_then(|end| end.split('?').next()).expect("a name");
            let unchecked = "do $$ declare c record; begin for c in select conrelid::regclass as of, conname from \
                pg_constraint where conrelid in ('command'::regclass, 'change'::regclass) and contype = 'c' loop \
                execute format('alter table %s drop constraint %I', c.of, c.conname); end loop; end $$; \
                alter table change disable trigger user;\n";
            cluster().sql(name, &format!("{unchecked}{}", sql.replace("HASH", "'\\x00ff'::bytea")));
        }
    }
}

async fn report(service: &Service, token: &str, key: &str) -> Answer {
    let body = json!({ "position": { "lon": 18.05, "lat": 59.35 }, "problem_types": ["disorder"] });
    let request = Request::post("/api/reports")
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::CONTENT_TYPE, "application/json")
        .header("idempotency-key", key)
        .body(Body::from(body.to_string()));
    service.send(request.unwrap()).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_remembered_and_does_not_read_concerns_its_own_key_alone() {
    for store in [Store::sqlite(), Store::postgres()] {
        let service = Service::start(&store, moment()).await;
        service.found_city().await;
        let token = service.token("W", Role::Reporter).await;
        for (at, _) in COMMANDS.iter().enumerate() {
            assert_eq!(report(&service, &token, &format!("spoiled-{at}")).await.status, 201);
        }
        assert_eq!(report(&service, &token, "whole").await.status, 201);
        let before = seen(service.app.engine());
        service.stop().await;
        for (at, (how, _)) in COMMANDS.iter().enumerate() {
            behind(&store, &format!("update command set {how} where key = 'spoiled-{at}'"));
        }
        let service = Service::start(&store, moment()).await;
        for (at, (how, unreadable)) in COMMANDS.iter().enumerate() {
            let (case, key) = (format!("{}: {how}", store.name()), format!("spoiled-{at}"));
            let (again, other) =
                tokio::join!(report(&service, &token, &key), report(&service, &token, "whole"));
            let told = (again.status.as_u16(), again.problem());
            if *unreadable {
                assert_eq!(told, (503, "/problems/quarantined".to_owned()), "{case}");
            } else {
                assert!(!again.status.is_server_error(), "{case}: {told:?}");
            }
            assert_eq!(other.status, 201, "{case}: whoever sends with it is answered as before");
            assert_eq!(service.app.engine().health(), Health::Ready, "{case}");
        }
        assert_eq!(seen(service.app.engine()).world, before.world, "nothing was done twice");
        assert_eq!(report(&service, &token, "new").await.status, 201, "{}", store.name());
        service.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_line_of_the_chain_that_does_not_read_is_found_and_stops_nobody() {
    for store in [Store::sqlite(), Store::postgres()] {
        let service = Service::start(&store, moment()).await;
        service.found_city().await;
        let token = service.token("W", Role::Reporter).await;
        service.stop().await;
        for (at, how) in CHANGES.iter().enumerate() {
            let case = format!("{}: {how}", store.name());
            behind(&store, &format!("update change set {how} where seq = (select max(seq) from change)"));
            let service = Service::start(&store, moment()).await;
            for number in 0..2 {
                assert_eq!(
                    report(&service, &token, &format!("line-{at}-{number}")).await.status,
                    201,
                    "{case}"
                );
            }
            assert_eq!(service.app.engine().health(), Health::Ready, "{case}");
            let found = service.app.engine().archive().verify(&|_| ()).await.expect("it says what it finds");
            assert!(!found.faults.is_empty(), "{case}");
            service.stop().await;
        }
        let mut register = store.open().await;
        let head = register.look(0).await.expect("looked").head;
        let found = register.archive().verify(&|_| ()).await.expect("verified");
        assert_eq!(found.changes, head.seq, "each line was looked at");
        assert!(found.faults.len() >= CHANGES.len(), "{:?}", found.faults);
    }
}

/// Each line is spoiled as it is written, so that whoever follows meets it before anybody could mend it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_follows_takes_in_what_a_line_that_does_not_read_has_written() {
    let store = Store::postgres();
    let (one, other) = (Service::start(&store, moment()).await, Service::start(&store, moment()).await);
    one.found_city().await;
    let follows = || one.app.engine().snapshot().hash == other.app.engine().snapshot().hash;
    super::until("the other follows", follows).await;
    let (generation, stood) = (other.app.engine().events().generation(), other.app.engine().snapshot().seq);
    behind(
        &store,
        "create function spoil() returns trigger language plpgsql as $$ begin new.epoch := -1; return new; end $$; \
         create trigger spoils before insert on change for each row execute function spoil();",
    );
    let token = one.token("W", Role::Reporter).await;
    let sent = report(&one, &token, "spoiled-as-it-is-written").await;
    assert_eq!(sent.status, 201);
    super::until("the other follows", follows).await;
    let engine = other.app.engine();
    assert_eq!(engine.health(), Health::Ready);
    assert_eq!(engine.snapshot().reports.len(), one.app.engine().snapshot().reports.len());
    assert_eq!(
        engine.events().since(generation, stood, 9),
        None,
        "whoever listens there reads the lists again"
    );
    let theirs = other.token("W", Role::Reporter).await;
    assert_eq!(report(&other, &theirs, "at-the-other").await.status, 201);
    for service in [one, other] {
        service.stop().await;
    }
}
