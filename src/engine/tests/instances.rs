//! Several engines on one register, and registers that are not the ones they were.

use super::groups::assert_events_are_the_chain;
use super::support::{Clock, about, assert_holds_the_register, digest_of, nature, send_report, start, town};
use crate::engine::{Engine, Health, Loaded, NotDone};
use crate::register::faulty::Step;
use crate::register::memory::Memory;
use crate::register::postgres::Postgres;
use crate::register::suite::Backend;
use crate::register::suite::backends::PostgresDatabase;
use crate::register::{
    Archive, Begun, CommandKey, CommandWrites, Credential, CredentialKind, Credentials, Fault, Head,
    MISSED_MAX, News, Register, StoredRecord,
};
use async_trait::async_trait;
use std::sync::{Arc, Mutex};
use tokio::sync::Notify;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_engines_write_at_once_and_come_to_the_same() {
    let clock = Clock::new();
    let memory = clock.memory();
    let one = town(memory.beside(clock.surroundings())).await;
    let (two, _) = start(memory.beside(clock.surroundings()), 2).await;
    let writers: Vec<_> = (0..16)
        .map(|writer| {
            let engine = if writer % 2 == 0 { one.clone() } else { two.clone() };
            tokio::spawn(async move {
                for number in 0..10 {
                    let key = format!("{writer} {number}");
                    let done = send_report(&engine, &key).await.expect("done");
                    assert!(engine.snapshot().record(about(&done)).is_some(), "{key}");
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.expect("wrote");
    }
    // Each sees what the other did with its next batch, even one that writes nothing.
    for engine in [&one, &two] {
        assert!(send_report(engine, "0 0").await.expect("replayed").replayed);
        assert_eq!(engine.snapshot().reports.len(), 160);
        assert_events_are_the_chain(engine, engine.events().after(0, 1)[0].seq - 1).await;
    }
    let (one, two) = (one.snapshot(), two.snapshot());
    assert_eq!((one.seq, one.hash, digest_of(&one)), (two.seq, two.hash, digest_of(&two)));
    assert_holds_the_register(&one, memory.beside(clock.surroundings())).await;
}

/// One that was away while another wrote so much, and then writes itself.
async fn comes_late(reports: usize) -> (Engine, u64, u64) {
    let script = Clock::new().script();
    let one = town(script.open()).await;
    let late = Engine::open(Box::new(script.open()), nature(2)).await;
    let (late, writing, _) = late.expect("opened");
    let seen = late.snapshot().seq;
    for number in 0..reports {
        send_report(&one, &number.to_string()).await.expect("done");
    }
    drop(one);
    let (begun, loaded) = (script.calls(Step::Begin), script.calls(Step::Load));
    let (written, ()) = tokio::join!(send_report(&late, "late"), async {
        tokio::spawn(writing.run());
    });
    written.expect("done");
    assert_eq!(late.snapshot().reports.len(), reports + 1);
    assert_holds_the_register(&late.snapshot(), script.open()).await;
    let loaded = script.calls(Step::Load) - loaded - 1;
    assert_eq!(script.calls(Step::Begin) - begun, 2, "the head is let go of while pages are turned");
    (late, seen, loaded)
}

#[tokio::test]
async fn what_was_missed_is_taken_in_page_by_page_and_told_of_whole() {
    let (late, seen, loaded) = comes_late(MISSED_MAX + 5).await;
    assert_eq!(loaded, 0);
    assert_events_are_the_chain(&late, seen).await;
}

#[tokio::test]
async fn who_has_missed_very_much_builds_the_world_anew() {
    let (late, _, loaded) = comes_late(2 * MISSED_MAX + 5).await;
    assert_eq!(loaded, 1);
    assert_eq!(late.events().after(0, 9).len(), 1, "nobody goes on from before");
}

/// As the writer's loop meets it: three instances on one database, sixteen writers at each.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn three_engines_on_one_database_write_at_once_and_come_to_the_same() {
    let (clock, database) = (Clock::new(), PostgresDatabase::fresh());
    let open = async || Postgres::open(&database.url(), clock.surroundings()).await.expect("opened");
    let one = town(open().await).await;
    let (two, _) = start(open().await, 2).await;
    let (three, _) = start(open().await, 3).await;
    let engines = [one, two, three];
    let writers: Vec<_> = (0..48)
        .map(|writer| {
            let engine = engines[writer % 3].clone();
            tokio::spawn(async move {
                for number in 0..5 {
                    let key = format!("{writer} {number}");
                    let done = send_report(&engine, &key).await.expect("done");
                    assert!(engine.snapshot().record(about(&done)).is_some(), "{key}");
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.expect("wrote");
    }
    let [one, two, three] = &engines;
    let same = || one.snapshot().hash == two.snapshot().hash && two.snapshot().hash == three.snapshot().hash;
    soon("all have seen all", same).await;
    for engine in &engines {
        let snapshot = engine.snapshot();
        assert_eq!((snapshot.reports.len(), digest_of(&snapshot)), (240, digest_of(&one.snapshot())));
    }
    let mut register = open().await;
    let changes = register.archive().changes_after(0, 10_000).await.expect("read");
    let numbers: Vec<_> = changes.iter().map(|change| change.seq).collect();
    assert_eq!(
        numbers,
        (1..=register.look(0).await.expect("looked").head.seq).collect::<Vec<_>>(),
        "gapless"
    );
    assert!(register.archive().verify(&|_| ()).await.expect("verified").faults.is_empty());
    assert_holds_the_register(&three.snapshot(), register).await;
}

#[tokio::test]
async fn the_same_key_sent_to_two_engines_is_one_command() {
    let clock = Clock::new();
    let memory = clock.memory();
    let one = town(memory.beside(clock.surroundings())).await;
    let (two, _) = start(memory.beside(clock.surroundings()), 2).await;
    for number in 0..20 {
        let key = number.to_string();
        let (a, b) = tokio::join!(send_report(&one, &key), send_report(&two, &key));
        let (a, b) = (a.expect("done"), b.expect("done"));
        assert_eq!((a.about, a.version), (b.about, b.version));
        assert!(a.replayed != b.replayed);
    }
    assert!(send_report(&two, "0").await.expect("replayed").replayed);
    assert_eq!(two.snapshot().reports.len(), 20);
}

/// Waits until something holds; what others do is to be seen within 100 ms, and every second at the
/// latest.
pub async fn soon(what: &str, holds: impl Fn() -> bool) {
    for _ in 0..500 {
        if holds() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("{what}");
}

#[tokio::test]
async fn what_one_writes_the_others_see_without_being_written_to() {
    let clock = Clock::new();
    let memory = clock.memory();
    let one = town(memory.beside(clock.surroundings())).await;
    let (two, _) = start(memory.beside(clock.surroundings()), 2).await;
    let mut bell = two.events().listen();
    let done = send_report(&one, "here").await.expect("done");
    soon("two sees it", || two.snapshot().record(about(&done)).is_some()).await;
    bell.changed().await.expect("rung");
    assert_eq!(two.events().after(0, 9).last().expect("told").key, about(&done));
    assert_eq!(two.snapshot().hash, one.snapshot().hash);
}

#[tokio::test]
async fn a_change_of_credentials_rings_at_the_others() {
    let clock = Clock::new();
    let memory = clock.memory();
    let (one, _) = start(memory.beside(clock.surroundings()), 1).await;
    let (two, _) = start(memory.beside(clock.surroundings()), 2).await;
    let mut bell = two.credentials_bell();
    let anna =
        Credential { kind: CredentialKind::Account, key: "anna".into(), body: "{}".into(), expires_ms: None };
    let number = one.put_credentials(0, vec![anna.clone()], vec![]).await.expect("put").expect("seen");
    bell.changed().await.expect("rung");
    assert_eq!(*bell.borrow(), number);
    let read = two.credentials().await.expect("read");
    assert_eq!((read.rows.as_slice(), read.number), ([anna.clone()].as_slice(), number));
    assert_eq!(two.put_credentials(0, vec![anna], vec![]).await.expect("asked"), None, "an old picture");
}

/// A register whose database is exchanged behind the engine's back.
struct Bent {
    inner: Memory,
    bend: Bend,
}

#[derive(Clone, Default)]
struct Bend(Arc<Mutex<Exchange>>);

#[derive(Default)]
struct Exchange {
    other: Option<Memory>,
    epoch: Option<u64>,
    least_reader_version: Option<u32>,
    is_a_standby: bool,
}

impl Bent {
    fn bent(&mut self) {
        if let Some(other) = self.bend.0.lock().unwrap().other.take() {
            self.inner = other;
        }
    }

    fn head(&self, head: Head) -> Head {
        let bend = self.bend.0.lock().unwrap();
        let least = bend.least_reader_version.unwrap_or(head.least_reader_version);
        Head { epoch: bend.epoch.unwrap_or(head.epoch), least_reader_version: least, ..head }
    }

    fn news(&self, news: News) -> News {
        let writable = !self.bend.0.lock().unwrap().is_a_standby;
        News { head: self.head(news.head), writable, ..news }
    }
}

#[async_trait]
impl Register for Bent {
    async fn load(
        &mut self,
        batch: usize,
        sink: &mut (dyn FnMut(Vec<StoredRecord>) + Send),
    ) -> Result<Head, Fault> {
        self.bent();
        let head = self.inner.load(batch, sink).await?;
        Ok(self.head(head))
    }

    async fn look(&mut self, known: u64) -> Result<News, Fault> {
        self.bent();
        let news = self.inner.look(known).await?;
        Ok(self.news(news))
    }

    async fn begin(&mut self, known: u64, keys: &[CommandKey]) -> Result<Begun, Fault> {
        self.bent();
        if self.bend.0.lock().unwrap().is_a_standby {
            return Err(Fault::Unavailable("it is a standby".into()));
        }
        let begun = self.inner.begin(known, keys).await?;
        Ok(Begun { news: self.news(begun.news), ..begun })
    }

    async fn commit(&mut self, now_ms: i64, commands: &[CommandWrites]) -> Result<Head, Fault> {
        self.inner.commit(now_ms, commands).await
    }

    async fn rollback(&mut self) -> Result<(), Fault> {
        self.inner.rollback().await
    }

    async fn put_credentials(
        &mut self,
        known: u64,
        put: &[Credential],
        remove: &[(CredentialKind, String)],
    ) -> Result<Option<u64>, Fault> {
        self.inner.put_credentials(known, put, remove).await
    }

    async fn credentials(&mut self) -> Result<Credentials, Fault> {
        self.inner.credentials().await
    }

    async fn raise_reader(&mut self, version: u32) -> Result<u32, Fault> {
        self.inner.raise_reader(version).await
    }

    fn bell(&self) -> Option<Arc<Notify>> {
        self.inner.bell()
    }

    fn archive(&self) -> Arc<dyn Archive> {
        self.inner.archive()
    }
}

/// A town on a register that can be exchanged, with one report, and the handle to do it.
async fn bendable(clock: &Clock) -> (Engine, Bend) {
    let bend = Bend::default();
    let inner = clock.memory().beside(clock.surroundings());
    let engine = town(Bent { inner, bend: bend.clone() }).await;
    send_report(&engine, "here").await.expect("done");
    (engine, bend)
}

#[tokio::test]
async fn a_register_with_another_history_is_taken_in_whole() {
    let clock = Clock::new();
    let (engine, bend) = bendable(&clock).await;
    let here = engine.snapshot();
    // The same founding, then another report: as long, and not the same.
    let memory = clock.memory();
    let (elsewhere, _) = start(memory.beside(clock.surroundings()), 9).await;
    super::support::found(&elsewhere).await;
    send_report(&elsewhere, "there").await.expect("done");
    let there = elsewhere.snapshot();
    assert_eq!(here.seq, there.seq);
    assert_ne!(here.hash, there.hash);

    let bases = here.merged();
    bend.0.lock().unwrap().other = Some(memory.beside(clock.surroundings()));
    let again = send_report(&engine, "there").await;
    assert!(again.expect("answered in the same breath").replayed);
    let now = engine.snapshot();
    assert_eq!((now.hash, digest_of(&now)), (there.hash, digest_of(&there)));
    assert_eq!(engine.events().after(0, 1), [], "nobody goes on from what never was");

    // Bases of the world before come too late.
    engine.inbox.send(crate::engine::Message::Merged(0, Some(Box::new(bases))).into()).await.expect("sent");
    send_report(&engine, "more").await.expect("done");
    assert_eq!(engine.health(), Health::Ready);
    assert_holds_the_register(&engine.snapshot(), memory.beside(clock.surroundings())).await;
}

#[tokio::test]
async fn a_promoted_standby_is_taken_in_whole_and_the_old_primary_is_refused() {
    let clock = Clock::new();
    let (engine, bend) = bendable(&clock).await;
    bend.0.lock().unwrap().epoch = Some(2);
    send_report(&engine, "after the promotion").await.expect("done");
    assert_eq!(engine.health(), Health::Ready);

    bend.0.lock().unwrap().epoch = Some(1);
    assert_eq!(send_report(&engine, "to the old primary").await, Err(NotDone::Unavailable));
    assert_eq!(engine.health(), Health::ReadOnly);
    assert_eq!(engine.snapshot().reports.len(), 2);

    bend.0.lock().unwrap().epoch = Some(2);
    send_report(&engine, "to the new one again").await.expect("done");
    assert_eq!(engine.health(), Health::Ready);
}

#[tokio::test]
async fn a_promoted_standby_that_lacks_the_tail_takes_it_from_the_world() {
    let clock = Clock::new();
    let (engine, bend) = bendable(&clock).await;
    let founded = clock.memory();
    let (elsewhere, _) = start(founded.beside(clock.surroundings()), 1).await;
    super::support::found(&elsewhere).await;
    {
        let mut exchange = bend.0.lock().unwrap();
        exchange.other = Some(founded.beside(clock.surroundings()));
        exchange.epoch = Some(2);
    }
    soon("the tail is gone", || engine.snapshot().reports.is_empty()).await;
    send_report(&engine, "after the promotion").await.expect("done");
    assert_eq!((engine.health(), engine.snapshot().reports.len()), (Health::Ready, 1));
}

#[tokio::test]
async fn a_standby_is_read_and_not_called_ready_though_nobody_writes() {
    let clock = Clock::new();
    let (engine, bend) = bendable(&clock).await;
    bend.0.lock().unwrap().is_a_standby = true;
    soon("it is noticed", || engine.health() == Health::ReadOnly).await;
    assert_eq!(engine.snapshot().reports.len(), 1);
    bend.0.lock().unwrap().is_a_standby = false;
    soon("it is promoted", || engine.health() == Health::Ready).await;
}

#[tokio::test]
async fn who_starts_on_a_standby_is_not_ready_and_follows_it() {
    let clock = Clock::new();
    let memory = clock.memory();
    let primary = town(memory.beside(clock.surroundings())).await;
    let bend = Bend::default();
    bend.0.lock().unwrap().is_a_standby = true;
    let inner = memory.beside(clock.surroundings());
    let (engine, _) = start(Bent { inner, bend: bend.clone() }, 2).await;
    assert_eq!(engine.health(), Health::ReadOnly);
    send_report(&primary, "a").await.expect("done");
    soon("it is seen here as well", || engine.snapshot().reports.len() == 1).await;
    assert_eq!(engine.health(), Health::ReadOnly);
}

#[tokio::test]
async fn a_register_that_went_back_is_refused() {
    let clock = Clock::new();
    let (engine, bend) = bendable(&clock).await;
    bend.0.lock().unwrap().other = Some(clock.memory());
    assert_eq!(send_report(&engine, "a").await, Err(NotDone::Unavailable));
    assert_eq!(engine.health(), Health::ReadOnly);
    assert_eq!(engine.snapshot().reports.len(), 1, "reads go on");
}

#[tokio::test]
async fn a_register_moved_on_to_a_newer_version_is_not_written_to() {
    let clock = Clock::new();
    let (engine, bend) = bendable(&clock).await;
    bend.0.lock().unwrap().least_reader_version = Some(1_000);
    assert!(send_report(&engine, "a").await.is_err());
    assert_eq!(engine.health(), Health::Broken);
    // Nobody logs in either, nor is it good again because it answers.
    bend.0.lock().unwrap().least_reader_version = None;
    let put = engine.put_credentials(0, vec![], vec![]).await;
    assert!(matches!(put, Err(Fault::Unavailable(_))), "{put:?}");
    assert!(matches!(engine.credentials().await, Err(Fault::Unavailable(_))));
    assert_eq!(
        (send_report(&engine, "a").await, engine.health()),
        (Err(NotDone::Unavailable), Health::Broken)
    );
}

#[tokio::test]
async fn a_world_that_lacks_what_was_erased_is_shown_to_nobody() {
    let clock = Clock::new();
    let (engine, bend) = bendable(&clock).await;
    engine.admit(
        |world| if world.reports.is_empty() { Err("it is older than its list".into()) } else { Ok(()) },
    );
    let restored = clock.memory();
    let (elsewhere, _) = start(restored.beside(clock.surroundings()), 1).await;
    super::support::found(&elsewhere).await;
    {
        let mut exchange = bend.0.lock().unwrap();
        exchange.other = Some(restored.beside(clock.surroundings()));
        exchange.epoch = Some(2);
    }
    soon("it is refused", || engine.health() == Health::Broken).await;
    assert_eq!(engine.snapshot().reports.len(), 1, "what was shown before is shown");
    assert_eq!(send_report(&engine, "there").await, Err(NotDone::Unavailable));
}

/// What is asked of a writer that does nothing.
#[tokio::test(start_paused = true)]
async fn who_asks_for_accounts_does_not_wait_for_ever() {
    let opened = Engine::open(Box::new(Clock::new().memory()), nature(1)).await;
    let (engine, _writing, _) = opened.expect("opened");
    assert!(matches!(engine.credentials().await, Err(Fault::Unavailable(_))));
    assert!(matches!(engine.put_credentials(0, vec![], vec![]).await, Err(Fault::OutcomeUnknown(_))));
}

#[tokio::test]
async fn an_empty_register_starts_an_empty_world() {
    let (engine, loaded) = start(Clock::new().memory(), 1).await;
    let Loaded { records, unreadable } = loaded;
    assert_eq!((records, unreadable.len(), engine.snapshot().seq), (0, 0, 0));
}
