//! A register that fails at every step there is: nothing acknowledged is lost, nothing is there
//! twice, nothing is seen that is not durable, and the engine says how it is.

use super::groups::assert_events_are_the_chain;
use super::support::{
    Clock, about, assert_holds_the_register, found, nature, report, send_report, start, stored, town, until,
};
use crate::domain::ids::PlaceId;
use crate::domain::world::World;
use crate::engine::{Done, Engine, Health, Nature, NotDone};
use crate::register::Fault;
use crate::register::faulty::{Act, Script, Step};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::Instant;

fn away() -> Fault {
    Fault::Unavailable("away".into())
}

fn statement() -> Fault {
    Fault::Statement("not so".into())
}

fn unknown() -> Fault {
    Fault::OutcomeUnknown("who knows".into())
}

fn broken() -> Fault {
    Fault::Broken("the disk".into())
}

/// Sends until it is done, opening the register again whenever its process has died.
async fn send_until_done(script: &Script, engine: &mut Engine, key: &str) -> Done {
    for _ in 0..10 {
        match send_report(engine, key).await {
            Ok(done) => return done,
            Err(NotDone::Unavailable | NotDone::Unknown) if engine.health() == Health::Broken => {
                *engine = start(script.open(), 7).await.0;
            }
            Err(NotDone::Unavailable | NotDone::Unknown | NotDone::Impossible) => {}
            Err(not_done) => panic!("{not_done:?}"),
        }
    }
    panic!("{key} is never done");
}

#[tokio::test]
async fn whatever_fails_and_whenever_trying_again_gives_exactly_one_record() {
    let acts = [
        Act::Refuse(away()),
        Act::Refuse(statement()),
        Act::Refuse(unknown()),
        Act::Refuse(broken()),
        Act::DoneButUnknown,
        Act::NotDoneButUnknown,
        Act::CrashBefore,
        Act::CrashAfter,
    ];
    for act in acts {
        for step in [Step::Begin, Step::Commit] {
            for nth in 1..=3 {
                let script = Clock::new().script();
                let mut engine = town(script.open()).await;
                script.at(step, nth, act.clone());
                let case = format!("{act:?} at {step:?} {nth}");
                let mut acknowledged = Vec::new();
                for number in 0..4 {
                    let key = number.to_string();
                    acknowledged.push((key.clone(), send_until_done(&script, &mut engine, &key).await));
                    let reports = engine.snapshot().reports.len();
                    assert_eq!(reports, acknowledged.len(), "{case}");
                }
                for (key, done) in &acknowledged {
                    let again = send_report(&engine, key).await.expect("replayed");
                    assert!(again.replayed, "{case}");
                    assert_eq!((again.about, again.version), (done.about, done.version), "{case}");
                }
                assert_eq!(engine.health(), Health::Ready, "{case}");
                assert_holds_the_register(&engine.snapshot(), script.open()).await;
            }
        }
    }
}

#[tokio::test]
async fn what_was_not_committed_is_not_seen() {
    for act in [Act::Refuse(away()), Act::Refuse(statement()), Act::NotDoneButUnknown, Act::CrashBefore] {
        let script = Clock::new().script();
        let engine = town(script.open()).await;
        let (before, told) = (engine.snapshot(), engine.events().after(0, usize::MAX).len());
        script.at(Step::Commit, 1, act.clone());
        assert!(send_report(&engine, "a").await.is_err());
        let after = engine.snapshot();
        assert_eq!((after.seq, after.hash, after.reports.len()), (before.seq, before.hash, 0), "{act:?}");
        assert_eq!(engine.events().after(0, usize::MAX).len(), told, "{act:?}");
    }
}

#[tokio::test]
async fn the_answer_says_whether_anything_can_have_been_written() {
    let cases = [
        (Act::Refuse(away()), NotDone::Unavailable, Health::ReadOnly),
        (Act::Refuse(statement()), NotDone::Impossible, Health::Ready),
        (Act::DoneButUnknown, NotDone::Unknown, Health::ReadOnly),
        (Act::NotDoneButUnknown, NotDone::Unknown, Health::ReadOnly),
        (Act::Refuse(broken()), NotDone::Unknown, Health::Broken),
        (Act::CrashAfter, NotDone::Unknown, Health::Broken),
    ];
    for (act, answer, health) in cases {
        let script = Clock::new().script();
        let engine = town(script.open()).await;
        assert_eq!(engine.health(), Health::Ready);
        script.at(Step::Commit, 1, act.clone());
        assert_eq!(send_report(&engine, "a").await, Err(answer), "{act:?}");
        assert_eq!(engine.health(), health, "{act:?}");
    }
}

#[tokio::test]
async fn what_may_be_lost_again_is_not_acknowledged_because_it_can_be_read() {
    let script = Clock::new().script();
    let engine = town(script.open()).await;
    script.at(Step::Commit, 1, Act::DoneButUnknown);
    assert_eq!(send_report(&engine, "a").await, Err(NotDone::Unknown));
    // It is found under its key; but what makes the answer hold fails.
    script.at(Step::Commit, 1, Act::NotDoneButUnknown);
    assert_eq!(send_report(&engine, "a").await, Err(NotDone::Unknown));
    let done = send_report(&engine, "a").await.expect("it holds now");
    assert!(done.replayed);
    assert_eq!(engine.snapshot().reports.len(), 1);
}

#[tokio::test]
async fn an_engine_that_nobody_writes_to_comes_back_by_itself() {
    for (act, reports) in [(Act::Refuse(away()), 0), (Act::DoneButUnknown, 1)] {
        let script = Clock::new().script();
        let engine = town(script.open()).await;
        script.at(Step::Commit, 1, act);
        assert!(send_report(&engine, "a").await.is_err());
        assert_eq!(engine.health(), Health::ReadOnly);
        until("readiness", || engine.health() == Health::Ready).await;
        assert_eq!(engine.snapshot().reports.len(), reports, "what was done all the same is seen");
        assert_events_are_the_chain(&engine, 0).await;
    }
}

#[tokio::test]
async fn after_an_unknown_outcome_the_next_decision_knows_what_became_of_it() {
    let script = Clock::new().script();
    let engine = town(script.open()).await;
    script.at(Step::Commit, 1, Act::DoneButUnknown);
    assert_eq!(send_report(&engine, "a").await, Err(NotDone::Unknown));
    let (a, b) = tokio::join!(send_report(&engine, "a"), send_report(&engine, "b"));
    let (a, b) = (a.expect("done"), b.expect("done"));
    assert!(a.replayed && !b.replayed && about(&a) != about(&b));
    assert_eq!((engine.snapshot().reports.len(), engine.health()), (2, Health::Ready));
    assert_events_are_the_chain(&engine, 0).await;
}

#[tokio::test]
async fn a_broken_register_is_read_from_memory_and_not_written_to() {
    let script = Clock::new().script();
    let engine = town(script.open()).await;
    let done = send_report(&engine, "a").await.expect("done");
    script.at(Step::Commit, 1, Act::Refuse(broken()));
    assert_eq!(send_report(&engine, "b").await, Err(NotDone::Unknown));
    let begun = script.calls(Step::Begin);
    for key in ["a", "b", "c"] {
        assert_eq!(send_report(&engine, key).await, Err(NotDone::Unavailable));
    }
    assert_eq!(script.calls(Step::Begin), begun, "a broken register is left alone");
    assert_eq!(engine.health(), Health::Broken);
    assert!(engine.snapshot().record(about(&done)).is_some());
}

/// Three come while one is under way, and are a batch; it is refused, its first command succeeds alone, and its second
/// meets something. What each is answered.
async fn refused_together(script: &Script, engine: &Engine, second: Act) -> [Result<Done, NotDone>; 3] {
    let told = Arc::new(Notify::new());
    let begun = script.calls(Step::Begin);
    script.at(Step::Begin, 1, Act::Wait(told.clone()));
    let before = tokio::spawn({
        let engine = engine.clone();
        async move { send_report(&engine, "before").await }
    });
    until("one that is under way", || script.calls(Step::Begin) > begun).await;
    script.at(Step::Commit, 2, Act::Refuse(statement()));
    script.at(Step::Commit, 4, second);
    let (a, b, c, ()) =
        tokio::join!(send_report(engine, "a"), send_report(engine, "b"), send_report(engine, "c"), async {
            told.notify_one()
        });
    assert!(before.await.expect("sent").is_ok());
    assert_eq!(script.calls(Step::Begin), begun + 4, "the one before, the batch, and two alone");
    [a, b, c]
}

#[tokio::test]
async fn a_refused_batch_that_meets_a_register_in_trouble_halfway_stops_there() {
    let cases = [
        (Act::Refuse(broken()), NotDone::Unknown, Health::Broken),
        (Act::Refuse(away()), NotDone::Unavailable, Health::ReadOnly),
        (Act::NotDoneButUnknown, NotDone::Unknown, Health::ReadOnly),
    ];
    for (act, answer, health) in cases {
        let script = Clock::new().script();
        let engine = town(script.open()).await;
        let [a, b, c] = refused_together(&script, &engine, act.clone()).await;
        assert!(a.is_ok(), "{act:?}: {a:?}");
        assert_eq!((b, c), (Err(answer), Err(NotDone::Unavailable)), "{act:?}");
        assert_eq!((engine.health(), engine.snapshot().reports.len()), (health, 2), "{act:?}");
        let (engine, _) = start(script.open(), 3).await;
        assert!(send_report(&engine, "a").await.expect("kept").replayed);
        assert_eq!(engine.snapshot().reports.len(), 2, "{act:?}");
    }
}

#[tokio::test]
async fn a_start_that_cannot_read_says_so() {
    let script = Clock::new().script();
    drop(town(script.open()).await);
    script.at(Step::Load, 1, Act::Refuse(away()));
    assert!(matches!(Engine::start(Box::new(script.open()), nature(1)).await, Err(Fault::Unavailable(_))));
}

#[tokio::test]
async fn a_writer_that_falls_over_a_bug_is_not_called_ready() {
    let bug = Arc::new(AtomicBool::new(false));
    let mut random = nature(1).random;
    let falls = bug.clone();
    let random = Box::new(move || {
        assert!(!falls.load(Ordering::SeqCst), "a bug, put there by a test");
        random()
    });
    let memory = Clock::new().memory();
    let (engine, _) = Engine::start(Box::new(memory), Nature { now: None, random }).await.expect("started");
    super::support::found(&engine).await;
    bug.store(true, Ordering::SeqCst);
    assert_eq!(engine.submit(report(&engine, "a")).await, Err(NotDone::Unknown));
    until("the word of the writer's end", || engine.health() == Health::Broken).await;
    assert_eq!(send_report(&engine, "b").await, Err(NotDone::Unavailable));
    assert!(engine.snapshot().place(PlaceId::from_bits(1)).is_none(), "reads go on");
}

#[tokio::test]
async fn accounts_that_could_not_be_written_say_so_and_the_engine_recovers() {
    let script = Clock::new().script();
    let engine = town(script.open()).await;
    script.at(Step::PutCredentials, 1, Act::Refuse(away()));
    assert!(matches!(engine.put_credentials(0, vec![], vec![]).await, Err(Fault::Unavailable(_))));
    assert_eq!(engine.health(), Health::ReadOnly);
    assert!(engine.put_credentials(0, vec![], vec![]).await.is_ok());
    assert!(send_report(&engine, "a").await.is_ok());
    assert_eq!(engine.health(), Health::Ready);
    assert_eq!(stored(script.open()).await.iter().filter(|r| r.kind == "report").count(), 1);
}

/// A server lets go of a request after ten seconds; two silences of five would be that.
#[tokio::test(start_paused = true)]
async fn who_waited_behind_a_silence_is_not_kept_for_another() {
    let script = Clock::new().script();
    let opened = Engine::open(Box::new(script.open()), nature(1)).await;
    let (engine, writing, _) = opened.expect("opened");
    tokio::spawn(writing.run());
    found(&engine).await;
    script.at(Step::PutCredentials, 1, Act::Silence(Duration::from_secs(5), unknown()));
    let (began, begun) = (Instant::now(), script.calls(Step::Begin));
    let (told, a, b, looked_up) = tokio::join!(
        engine.put_credentials(0, vec![], vec![]),
        send_report(&engine, "a"),
        send_report(&engine, "b"),
        engine.answered(report(&engine, "a").key, [7; 32])
    );
    assert!(matches!(told, Err(Fault::OutcomeUnknown(_))), "{told:?}");
    assert_eq!((a, b), (Err(NotDone::Unavailable), Err(NotDone::Unavailable)), "nothing of theirs was begun");
    assert_eq!(looked_up, Err(NotDone::Unavailable));
    assert!(began.elapsed() < Duration::from_secs(6), "{:?}", began.elapsed());
    assert_eq!(script.calls(Step::Begin), begun);
    assert!(!send_report(&engine, "a").await.expect("who comes now is tried").replayed);
}

/// A fault that comes at once says little about the next attempt.
#[tokio::test(start_paused = true)]
async fn who_waited_behind_a_fault_that_came_at_once_is_tried() {
    let script = Clock::new().script();
    let opened = Engine::open(Box::new(script.open()), nature(1)).await;
    let (engine, writing, _) = opened.expect("opened");
    tokio::spawn(writing.run());
    found(&engine).await;
    script.at(Step::PutCredentials, 1, Act::Silence(Duration::from_secs(1), away()));
    let (told, sent) = tokio::join!(engine.put_credentials(0, vec![], vec![]), send_report(&engine, "a"));
    assert!(matches!(told, Err(Fault::Unavailable(_))), "{told:?}");
    assert!(sent.is_ok(), "{sent:?}");
}
