//! Clients: whoever asks, asks until there is an answer, with the same key.

use super::run::Run;
use crate::domain::access::Role;
use crate::domain::command::Command;
use crate::domain::testing::{Step, report_at};
use crate::engine::tests::replay::follow;
use crate::engine::tests::support::someone;
use crate::engine::{Done, Engine, NotDone, Request};
use crate::register::CommandKey;
use jiff::Timestamp;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::sleep;

/// A command that somebody asked for, and what they were told in the end.
#[derive(Clone)]
pub struct Asked {
    pub request: Request,
    /// `None` when it was refused.
    pub done: Option<Done>,
    /// What no other report says, when it was a report.
    pub mark: Option<f64>,
}

/// One client's day.
pub async fn client(run: Arc<Run>, number: usize, steps: Vec<Step>) {
    for (at, step) in steps.into_iter().enumerate() {
        sleep(Duration::from_millis(run.below(1_500))).await;
        let Some((_, engine)) = run.some_engine() else { continue };
        let (request, mark) = asked(&run, &engine, step, (number, at));
        let done = until_answered(&run, &request).await;
        run.asked.lock().expect("whole").push(Asked { request, done, mark });
    }
}

fn asked(run: &Run, engine: &Engine, step: Step, (client, at): (usize, usize)) -> (Request, Option<f64>) {
    let key = CommandKey { caller: format!("client {client}"), key: at.to_string() };
    let request = |actor, expected, command| Request { actor, key, request_hash: [1; 32], expected, command };
    if run.below(3) == 0 {
        let mark = 10.0 + 0.5 * (client * 100 + at) as f64;
        let mut report = report_at(18.006 + 0.001 * at as f64, 59.3055);
        report.accuracy_m = Some(mark);
        let sisab = someone(engine, "sisab", Role::Reporter);
        return (request(sisab, None, Command::CreateReport(report)), Some(mark));
    }
    let now_ms = run.database.now_ms();
    let mut town = run.town.lock().expect("whole");
    follow(&mut town, engine);
    town.now = Timestamp::from_millisecond(now_ms).expect("a time");
    let (actor, expected, command) = step.taken_in(&mut town);
    // Some of the hours between two commands of a day do pass, or no deadline ever would.
    if run.below(4) == 0 {
        run.database.turn_clocks(town.now.as_millisecond() - now_ms);
    }
    let mut made = request(actor, expected, command);
    let mark = match &mut made.command {
        Command::CreateReport(report) => {
            let mark = 1_000.0 + 0.5 * (client * 100 + at) as f64;
            report.accuracy_m = Some(mark);
            Some(mark)
        }
        _ => None,
    };
    (made, mark)
}

/// Asks until the answer is one; sometimes two instances at once.
async fn until_answered(run: &Run, request: &Request) -> Option<Done> {
    loop {
        let Some((number, engine)) = run.some_engine() else {
            sleep(Duration::from_millis(200)).await;
            continue;
        };
        let twice = (run.below(6) == 0).then(|| run.some_engine()).flatten();
        let one = engine.submit(request.clone());
        let (one, other) = match twice {
            Some((_, other)) => {
                let (one, other) = tokio::join!(one, other.submit(request.clone()));
                (one, Some(other))
            }
            None => (one.await, None),
        };
        run.tell(&format!("{} {} at {number}: {}", request.key.caller, request.key.key, in_words(&one)));
        // Two servers that both acknowledge, since nobody fenced the old one, may say two things.
        if let (true, Ok(one), Some(Ok(other))) = (run.synchronous, &one, &other) {
            assert_eq!((one.about, one.version), (other.about, other.version), "two answers to one key");
        }
        match one {
            Ok(done) => return Some(done),
            // Where both were sent, the other may have been carried out.
            Err(NotDone::Refused(_)) if !matches!(other, Some(Ok(_) | Err(NotDone::Unknown))) => return None,
            Err(NotDone::Refused(_) | NotDone::Unavailable | NotDone::Unknown) => {
                sleep(Duration::from_millis(200 + run.below(1_500))).await;
            }
            Err(other) => panic!("{other:?}"),
        }
    }
}

fn in_words(result: &Result<Done, NotDone>) -> String {
    match result {
        Ok(done) => format!(
            "{:?} version {} replayed {}",
            done.about.map(|key| key.bits),
            done.version,
            done.replayed
        ),
        Err(NotDone::Refused(_)) => "refused".into(),
        Err(not_done) => format!("{not_done:?}"),
    }
}

/// Asks everything again that was ever answered: the answer is the same, or, where a fail-over may lose
/// what was acknowledged, it is carried out now.
pub async fn ask_again(run: &Run) {
    let all = run.asked.lock().expect("whole").clone();
    for (at, asked) in all.iter().enumerate() {
        let Some(before) = &asked.done else { continue };
        let now = until_answered(run, &asked.request).await;
        if run.synchronous {
            let now = now.as_ref().expect("what was acknowledged is there");
            assert!(now.replayed, "{} {} was done anew", asked.request.key.caller, asked.request.key.key);
            assert_eq!((now.about, now.version), (before.about, before.version));
        }
        run.asked.lock().expect("whole")[at].done = now;
    }
}
