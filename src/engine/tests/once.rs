//! Exactly once: the same caller and key is the same command, whatever happens in between.

use super::support::{Clock, about, found, refused, report, request, send_report, start, stored, town};
use crate::domain::command::{Actor, Command};
use crate::domain::settings::SettingName;
use crate::engine::{Done, NotDone, Request};
use crate::register::faulty::Script;
use crate::register::sqlite::Sqlite;
use crate::register::{CommandKey, Fault, Surroundings};

fn replayed(done: &Done) -> Done {
    Done { replayed: true, changed: 0, unchanged: 0, ..done.clone() }
}

async fn reports(script: &Script) -> usize {
    stored(script.open()).await.iter().filter(|record| record.kind == "report").count()
}

#[tokio::test]
async fn the_same_request_again_gets_the_same_answer() {
    let script = Clock::new().script();
    let engine = town(script.open()).await;
    let first = send_report(&engine, "a").await.expect("done");
    assert!(first.created && !first.replayed && first.version == 1 && first.changed == 1, "{first:?}");
    assert_eq!(send_report(&engine, "a").await, Ok(replayed(&first)));
    assert_eq!(reports(&script).await, 1);
}

#[tokio::test]
async fn another_request_under_the_same_key_is_refused() {
    let script = Clock::new().script();
    let engine = town(script.open()).await;
    send_report(&engine, "a").await.expect("done");
    let other = Request { request_hash: [8; 32], ..report(&engine, "a") };
    assert_eq!(engine.submit(other).await, Err(NotDone::KeyReused));
    assert_eq!(reports(&script).await, 1);
}

#[tokio::test]
async fn twice_in_one_batch_is_one_record_and_two_answers() {
    let script = Clock::new().script();
    let engine = town(script.open()).await;
    // Sent before the writer is given a moment, so that most of them share a batch.
    let other = Request { request_hash: [8; 32], ..report(&engine, "a") };
    let (a, b, c) = tokio::join!(
        engine.submit(report(&engine, "a")),
        engine.submit(report(&engine, "a")),
        engine.submit(other)
    );
    let a = a.expect("done");
    assert_eq!((b, c), (Ok(replayed(&a)), Err(NotDone::KeyReused)));
    assert_eq!(reports(&script).await, 1);
}

#[tokio::test]
async fn keys_of_different_callers_never_meet() {
    let script = Clock::new().script();
    let engine = town(script.open()).await;
    let annas = send_report(&engine, "a").await.expect("done");
    let key = CommandKey { caller: "bo".into(), key: "a".into() };
    let bos = engine.submit(Request { key, request_hash: [8; 32], ..report(&engine, "a") }).await;
    assert_ne!(about(&bos.expect("done")), about(&annas));
    assert_eq!(reports(&script).await, 2);
}

#[tokio::test]
async fn a_refusal_is_not_remembered() {
    let script = Clock::new().script();
    let engine = town(script.open()).await;
    let answer = engine.submit(refused(&engine, "a")).await;
    assert!(matches!(answer, Err(NotDone::Refused(_))), "{answer:?}");
    let done = send_report(&engine, "a").await.expect("the same key, now allowed");
    assert!(!done.replayed);
}

#[tokio::test]
async fn a_command_that_changes_nothing_is_about_the_version_that_stands() {
    let engine = town(Clock::new().memory()).await;
    let set = |key| {
        let name = SettingName::PointSiteRadiusM;
        request(
            Actor::system(),
            "anna",
            key,
            Command::PutSetting {
                name,
                district: None,
                value: Some(30),
                from: None,
                until: None,
                decision: None,
            },
        )
    };
    let first = engine.submit(set("a")).await.expect("done");
    let again = engine.submit(set("b")).await.expect("done");
    assert_eq!((first.version, first.changed), (1, 1));
    assert_eq!((again.about, again.version, again.changed), (first.about, 1, 0));
    assert_eq!(engine.submit(set("b")).await, Ok(replayed(&again)));
}

#[tokio::test]
async fn a_file_is_answered_without_a_record_and_once() {
    let engine = town(Clock::new().memory()).await;
    let before = engine.snapshot().seq;
    found(&engine).await;
    assert_eq!(engine.snapshot().seq, before);
    let sites = Command::PutSites(crate::domain::testing::sites());
    let file = engine.submit(request(Actor::system(), "anna", "file", sites)).await.expect("done");
    assert_eq!((file.about, file.changed, file.unchanged), (None, 0, 4));
}

#[tokio::test]
async fn the_answer_outlives_a_restart() {
    let script = Clock::new().script();
    let engine = town(script.open()).await;
    let first = send_report(&engine, "a").await.expect("done");
    script.crash();
    let (engine, loaded) = start(script.open(), 2).await;
    assert!(loaded.unreadable.is_empty() && loaded.records > 0);
    assert_eq!(send_report(&engine, "a").await, Ok(replayed(&first)));
    let other = Request { request_hash: [8; 32], ..report(&engine, "a") };
    assert_eq!(engine.submit(other).await, Err(NotDone::KeyReused));
    assert_eq!(reports(&script).await, 1);
}

/// Opens the file, as soon as whoever had it has let go of it.
pub async fn opened(path: &std::path::Path) -> Sqlite {
    for _ in 0..2_000 {
        match Sqlite::open(path.to_owned(), Surroundings::real()).await {
            Ok(register) => return register,
            Err(Fault::NotOurs(_)) => tokio::time::sleep(std::time::Duration::from_millis(5)).await,
            Err(fault) => panic!("{fault}"),
        }
    }
    panic!("nobody let go of the file");
}

#[tokio::test]
async fn the_answer_outlives_a_restart_on_disk() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("samplats.db");
    let engine = town(opened(&path).await).await;
    let first = send_report(&engine, "a").await.expect("done");
    drop(engine);
    let (engine, _) = start(opened(&path).await, 2).await;
    assert_eq!(send_report(&engine, "a").await, Ok(replayed(&first)));
    assert_eq!(engine.archive().verify(&|_| ()).await.expect("verified").faults, [""; 0]);
}
