//! Servers and sessions that end at the wrong moment. Whatever happens, nothing is acknowledged
//! that is not there, and nothing is there twice.

use super::{migrated, open, remembered, until, write_place};
use crate::register::postgres::awake::Awake;
use crate::register::postgres::cluster::{Cluster, DURABLE};
use crate::register::postgres::{Held, Postgres};
use crate::register::suite::backends::cluster;
use crate::register::suite::{all, command, commit, key, write};
use crate::register::{Archive, CommandWrites, Fault, Head, Register};
use futures_util::future::poll_immediate;
use std::io::Write;
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

fn place(name: &str, id: u64) -> CommandWrites {
    command(name, vec![write("place", id, 1)])
}

fn database(url: &str) -> &str {
    url.rsplit_once('/').expect("a database").1
}

fn terminate(cluster: &Cluster, process: i32) {
    assert_eq!(cluster.sql("postgres", &format!("select pg_terminate_backend({process}, 5000)")), "t");
}

#[tokio::test]
async fn a_session_that_ends_between_begin_and_commit_wrote_nothing() {
    let url = migrated(cluster()).await;
    let mut register = open(&url).await;
    let begun = register.begin(0, &[]).await.expect("begun");
    terminate(cluster(), register.process());
    let fault = register.commit(begun.now_ms, &[place("k", 1)]).await.map(drop);
    // Which of the two it says depends on whether the driver has read the farewell yet.
    assert!(matches!(fault, Err(Fault::Unavailable(_) | Fault::OutcomeUnknown(_))), "{fault:?}");
    assert_eq!(remembered(&mut register, &key("anna", "k")).await, 0);
    commit(&mut register, &[place("k", 1)]).await.expect("the next is carried out");
    assert_eq!(all(&mut register).await.1.seq, 1);
}

#[tokio::test]
async fn a_session_lost_while_idle_troubles_nobody() {
    let url = migrated(cluster()).await;
    let mut register = open(&url).await;
    write_place(&mut register, 1).await;
    terminate(cluster(), register.process());
    until("the loss is noticed", async || register.session.as_ref().is_none_or(|session| !session.is_open()))
        .await;
    assert_eq!(write_place(&mut register, 2).await, 2);
}

#[tokio::test]
async fn a_server_that_was_stopped_and_started_is_written_to_again() {
    let cluster = Cluster::start(DURABLE);
    let url = migrated(&cluster).await;
    let mut register = open(&url).await;
    write_place(&mut register, 1).await;
    let begun = register.begin(0, &[]).await.expect("begun");
    cluster.stop();
    let fault = register.commit(begun.now_ms, &[place("k", 2)]).await.map(drop);
    assert!(matches!(fault, Err(Fault::Unavailable(_) | Fault::OutcomeUnknown(_))), "{fault:?}");
    let away = register.begin(0, &[]).await.map(drop);
    assert!(matches!(away, Err(Fault::Unavailable(_))), "{away:?}");
    assert!(matches!(register.look(0).await.map(drop), Err(Fault::Unavailable(_))));
    cluster.launch();
    assert_eq!(remembered(&mut register, &key("anna", "k")).await, 0);
    assert_eq!(write_place(&mut register, 2).await, 2);
    let verified = register.archive().verify(&|_| ()).await.expect("verified");
    assert_eq!((verified.changes, verified.faults.len()), (2, 0));
}

#[tokio::test]
async fn who_does_not_get_the_head_in_three_seconds_is_told_so() {
    let url = migrated(cluster()).await;
    let (mut one, mut two) = (open(&url).await, open(&url).await);
    one.begin(0, &[]).await.expect("begun");
    let asked = Instant::now();
    let waited = two.begin(0, &[]).await.map(drop);
    assert!(matches!(&waited, Err(Fault::Unavailable(why)) if why.contains("holds the head")), "{waited:?}");
    let waited_ms = asked.elapsed().as_millis();
    assert!((2_900..4_900).contains(&waited_ms), "{waited_ms} ms");
    two.look(0).await.expect("looking needs no lock");
    one.rollback().await.expect("rolled back");
    assert_eq!(write_place(&mut two, 1).await, 1);
}

/// Has the session that holds the head kept awake for so long, and no longer.
async fn keep_awake_for(register: &mut Postgres, most: Duration) {
    let held = register.begun.take().expect("it holds the head");
    let session = held.session.take().await.expect("there");
    let session = Awake::keep(session, &register.runtime, most);
    register.begun = Some(Held { session, ..held });
}

#[tokio::test]
async fn one_that_falls_asleep_with_the_head_loses_it() {
    let url = migrated(cluster()).await;
    let (mut asleep, mut awake) = (open(&url).await, open(&url).await);
    let begun = asleep.begin(0, &[]).await.expect("begun");
    // As long as it takes to say one word.
    keep_awake_for(&mut asleep, Duration::from_secs(3)).await;
    until("the head is free", async || awake.begin(0, &[]).await.is_ok()).await;
    awake.rollback().await.expect("rolled back");
    let late = asleep.commit(begun.now_ms, &[place("k", 1)]).await.map(drop);
    assert!(matches!(late, Err(Fault::Unavailable(_) | Fault::OutcomeUnknown(_))), "{late:?}");
    assert_eq!(all(&mut awake).await.1.seq, 0);
}

/// The thread that decides does nothing else.
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn one_that_decides_for_longer_than_a_nap_keeps_the_head() {
    let url = migrated(cluster()).await;
    let (mut deciding, mut waiting) = (open(&url).await, open(&url).await);
    let begun = deciding.begin(0, &[]).await.expect("begun");
    let waited = tokio::spawn(async move { waiting.begin(0, &[]).await.map(drop) });
    std::thread::sleep(Duration::from_secs(8));
    let waited = waited.await.expect("no panic");
    assert!(matches!(&waited, Err(Fault::Unavailable(why)) if why.contains("holds the head")), "{waited:?}");
    let head = deciding.commit(begun.now_ms, &[place("k", 1)]).await.expect("it is still held");
    assert_eq!(head.seq, 1);
}

/// A program that locks the head and falls silent between two messages that belong together.
fn falls_silent_with_the_head(database: &str) -> UnixStream {
    let mut wire = UnixStream::connect(cluster().socket()).expect("connected");
    let text =
        |words: &[&str]| words.iter().flat_map(|word| [word.as_bytes(), &[0]].concat()).collect::<Vec<u8>>();
    let sized = |body: Vec<u8>| [&(body.len() as u32 + 4).to_be_bytes()[..], &body].concat();
    let message = |kind: u8, body: Vec<u8>| [&[kind][..], &sized(body)].concat();
    let hello =
        [&196_608_u32.to_be_bytes()[..], &text(&["user", "postgres", "database", database]), &[0]].concat();
    wire.write_all(&sized(hello)).expect("sent");
    wire.write_all(&message(b'Q', text(&["begin"]))).expect("sent");
    let parse = [text(&["", "select seq from head for update"]), vec![0, 0]].concat();
    let bind = [text(&["", ""]), vec![0; 6]].concat();
    let execute = [text(&[""]), vec![0; 4]].concat();
    // No Sync: the server does not count it as idle.
    for (kind, body) in [(b'P', parse), (b'B', bind), (b'E', execute)] {
        wire.write_all(&message(kind, body)).expect("sent");
    }
    wire
}

#[tokio::test]
async fn one_that_falls_silent_halfway_through_does_not_hold_the_head_for_ever() {
    let url = migrated(cluster()).await;
    let _silent = falls_silent_with_the_head(database(&url));
    let holds = "select count(*) from pg_locks where relation = 'head'::regclass and mode = 'RowShareLock'";
    until("it holds the head", async || cluster().sql(database(&url), holds) == "1").await;
    let mut register = open(&url).await;
    until("the head is free", async || register.begin(0, &[]).await.is_ok()).await;
    register.rollback().await.expect("rolled back");
    assert_eq!(write_place(&mut register, 1).await, 1);
}

#[tokio::test]
async fn a_statement_the_database_refuses_undoes_the_batch_and_lets_the_head_go() {
    let url = migrated(cluster()).await;
    let (mut one, mut two) = (open(&url).await, open(&url).await);
    cluster().sql(database(&url), "alter table record add constraint no_thirteen check (id <> 13)");
    let refused = commit(&mut one, &[place("good", 1), place("bad", 13)]).await.map(drop);
    assert!(matches!(&refused, Err(Fault::Statement(why)) if why.contains("no_thirteen")), "{refused:?}");
    let Err(Fault::Statement(why)) = refused else { unreachable!() };
    assert!(!why.contains("Å"), "no text of a record is quoted: {why}");
    let process = one.process();
    assert_eq!(write_place(&mut two, 2).await, 1, "the head is free at once");
    commit(&mut one, &[place("good", 1)]).await.expect("the innocent one alone");
    assert_eq!(one.process(), process, "on the same connection");
}

/// A cluster whose commits wait for a standby that there is not, once `hang` is called.
struct Waiting(Cluster);

impl Waiting {
    fn hang(&self, on: bool) {
        let standby = if on { "nobody" } else { "" };
        self.0.sql("postgres", &format!("alter system set synchronous_standby_names = '{standby}'"));
        self.0.sql("postgres", "select pg_reload_conf()");
    }

    /// Waits until the session waits for the standby.
    async fn waits(&self, process: i32) {
        let waiting =
            format!("select count(*) from pg_stat_activity where pid = {process} and wait_event = 'SyncRep'");
        until("it waits for the standby", async || self.0.sql("postgres", &waiting) == "1").await;
    }
}

/// Commits in a task of its own while the test disturbs it, and answers what came of it.
async fn disturbed(disturb: impl AsyncFnOnce(&Waiting, i32)) -> (Waiting, String, Result<Head, Fault>) {
    let waiting = Waiting(Cluster::start(DURABLE));
    let url = migrated(&waiting.0).await;
    let mut register = open(&url).await;
    write_place(&mut register, 1).await;
    let begun = register.begin(0, &[]).await.expect("begun");
    waiting.hang(true);
    let process = register.process();
    // The setting arrives with a signal; a session sees it before its next statement.
    until("the setting is there", async || {
        waiting.0.sql("postgres", "show synchronous_standby_names") == "nobody"
    })
    .await;
    let committing = tokio::spawn(async move { register.commit(begun.now_ms, &[place("k", 2)]).await });
    waiting.waits(process).await;
    disturb(&waiting, process).await;
    (waiting, url, committing.await.expect("no panic"))
}

/// What was in doubt is found by its key, once the standby is not waited for any more.
async fn assert_settled(waiting: &Waiting, url: &str) {
    waiting.hang(false);
    let mut register = open(url).await;
    let k = key("anna", "k");
    until("the head is free", async || register.begin(0, &[]).await.is_ok()).await;
    assert_eq!(remembered(&mut register, &k).await, 1, "it was committed here");
    assert_eq!(write_place(&mut register, 3).await, 3);
    assert!(register.archive().verify(&|_| ()).await.expect("verified").faults.is_empty());
}

#[tokio::test]
async fn a_commit_whose_wait_for_the_standby_is_cancelled_is_not_acknowledged() {
    let (waiting, url, outcome) = disturbed(async |waiting, process| {
        waiting.0.sql("postgres", &format!("select pg_cancel_backend({process})"));
    })
    .await;
    assert!(matches!(&outcome, Err(Fault::OutcomeUnknown(why)) if why.contains("01000")), "{outcome:?}");
    assert_settled(&waiting, &url).await;
}

#[tokio::test]
async fn what_a_cancelled_wait_left_on_one_server_is_not_acknowledged_before_another_has_it() {
    let (waiting, url, outcome) = disturbed(async |waiting, process| {
        waiting.0.sql("postgres", &format!("select pg_cancel_backend({process})"));
    })
    .await;
    assert!(matches!(outcome, Err(Fault::OutcomeUnknown(_))), "{outcome:?}");
    let mut register = open(&url).await;
    let asked = [key("anna", "k")];
    let begun = register.begin(0, &asked).await.expect("nobody holds the head");
    assert_eq!(begun.earlier.len(), 1, "whoever sends it again would be told that it is done");
    let confirmed = register.commit(begun.now_ms, &[]).await.map(drop);
    assert!(matches!(confirmed, Err(Fault::OutcomeUnknown(_))), "{confirmed:?}");
    waiting.hang(false);
    until("the head is free", async || register.begin(0, &asked).await.is_ok()).await;
    register.commit(begun.now_ms, &[]).await.expect("now it holds");
}

#[tokio::test]
async fn a_session_that_is_ended_during_the_commit_leaves_its_outcome_unknown() {
    let (waiting, url, outcome) = disturbed(async |waiting, process| terminate(&waiting.0, process)).await;
    assert!(matches!(outcome, Err(Fault::OutcomeUnknown(_))), "{outcome:?}");
    assert_settled(&waiting, &url).await;
}

#[tokio::test]
async fn a_commit_that_is_not_answered_is_given_up_without_cancelling_it() {
    let begun = Instant::now();
    let (waiting, url, outcome) = disturbed(async |_, _| ()).await;
    assert!(matches!(outcome, Err(Fault::OutcomeUnknown(_))), "{outcome:?}");
    assert!(begun.elapsed() < Duration::from_secs(60));
    let still = "select count(*) from pg_stat_activity where wait_event = 'SyncRep'";
    assert_eq!(waiting.0.sql("postgres", still), "1", "it goes on waiting");
    assert_settled(&waiting, &url).await;
}

#[tokio::test]
async fn the_writer_does_not_wait_behind_long_readings() {
    let url = migrated(cluster()).await;
    let mut register = open(&url).await;
    write_place(&mut register, 1).await;
    let archive = register.archive.clone();
    let _busy = archive.permits.acquire_many(2).await.expect("all of them");
    let missed = tokio::time::timeout(Duration::from_secs(20), archive.changes_after(0, 9)).await;
    assert_eq!(missed.expect("it has a connection of its own").expect("read").len(), 1);
    let _turn = archive.following.acquire().await.expect("the turn");
    let late = archive.changes_after(0, 9).await;
    assert!(
        matches!(late, Err(Fault::Unavailable(_))),
        "it gives up before the head is taken from it: {late:?}"
    );
}

#[tokio::test]
async fn one_verifies_at_a_time_so_that_histories_are_read_meanwhile() {
    let url = migrated(cluster()).await;
    let mut register = open(&url).await;
    write_place(&mut register, 1).await;
    let archive = register.archive.clone();
    let turn = archive.verifying.acquire().await.expect("the turn");
    let progress = |_| ();
    let mut second = Box::pin(archive.verify(&progress));
    assert!(poll_immediate(&mut second).await.is_none());
    assert_eq!(archive.permits.available_permits(), 2, "who waits keeps nobody from reading");
    drop(turn);
    assert_eq!(second.await.expect("verified").changes, 1);
}
