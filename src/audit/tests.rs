use super::*;
use crate::domain::access::{Class, Level};
use crate::domain::ids::{PartyId, PlaceId};
use crate::register::audit::{Acts, Asked, Audit};
use crate::register::memory::Memory;
use crate::register::past::{Past, PastRead, PastSink, Stood};
use crate::register::{ChangeLine, Register, Stats, StoredVersion, Surroundings, Verification};
use async_trait::async_trait;

const NOON: &str = "2026-03-01T12:00:00Z";

/// A register whose audit log can be away.
struct Away {
    store: Arc<dyn Archive>,
    away: AtomicBool,
    /// So many more times it is away and then back.
    refuses: AtomicU64,
}

#[async_trait]
impl Audit for Away {
    async fn note(&self, lines: &[Line]) -> Result<(), Fault> {
        let one_less = |left: u64| left.checked_sub(1);
        let refuses = self.refuses.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_less).is_ok();
        if refuses || self.away.load(Ordering::Relaxed) {
            return Err(Fault::Unavailable("away".into()));
        }
        self.store.note(lines).await
    }

    async fn noted(&self, asked: &Asked) -> Result<Vec<Line>, Fault> {
        self.store.noted(asked).await
    }

    async fn noted_before(&self, acts: Acts, time_ms: i64) -> Result<u64, Fault> {
        self.store.noted_before(acts, time_ms).await
    }

    async fn forget_caller(&self, caller: &str) -> Result<u64, Fault> {
        self.store.forget_caller(caller).await
    }

    async fn take_place(&self, server: u64) -> Result<bool, Fault> {
        self.store.take_place(server).await
    }
}

#[async_trait]
impl Past for Away {
    async fn stood_at(&self, time_ms: i64) -> Result<Stood, Fault> {
        self.store.stood_at(time_ms).await
    }

    async fn as_of(
        &self,
        seq: u64,
        kinds: &[&str],
        batch: usize,
        sink: PastSink<'_>,
    ) -> Result<PastRead, Fault> {
        self.store.as_of(seq, kinds, batch, sink).await
    }
}

#[async_trait]
impl Archive for Away {
    async fn history(
        &self,
        kind: &str,
        id: u64,
        until: u32,
        limit: usize,
    ) -> Result<Vec<StoredVersion>, Fault> {
        self.store.history(kind, id, until, limit).await
    }

    async fn changes_after(&self, seq: u64, limit: usize) -> Result<Vec<ChangeLine>, Fault> {
        self.store.changes_after(seq, limit).await
    }

    async fn verify(&self, progress: &(dyn Fn(u64) + Send + Sync)) -> Result<Verification, Fault> {
        self.store.verify(progress).await
    }

    async fn stats(&self) -> Result<Stats, Fault> {
        self.store.stats().await
    }

    async fn remembered_before(&self, time_ms: i64) -> Result<u64, Fault> {
        self.store.remembered_before(time_ms).await
    }
}

/// A log on a register in memory, and a clock that stands until it is moved.
struct Kept {
    log: AuditLog,
    store: Arc<Away>,
    now: Arc<Mutex<Timestamp>>,
}

impl Kept {
    fn new() -> Self {
        let memory = Memory::new(Surroundings::real());
        let (away, refuses) = (AtomicBool::new(false), AtomicU64::new(0));
        let store = Arc::new(Away { store: memory.archive(), away, refuses });
        let now = Arc::new(Mutex::new(NOON.parse().unwrap()));
        let clock = Arc::clone(&now);
        let log = AuditLog::start(store.clone(), Arc::new(move || *clock.lock().unwrap()));
        Self { log, store, now }
    }

    async fn lines(&self) -> Vec<Line> {
        self.log.written().await;
        self.store.noted(&Asked::default()).await.unwrap()
    }
}

fn anna() -> By {
    By { caller: "account:anna".into(), party: "sisab".into(), role: "member" }
}

fn told(id: u64, level: Level) -> Told {
    let key = PlaceId::from_bits(id).into();
    Told { key, class: Class::Police, origin: PartyId::from_bits(7), level }
}

#[tokio::test]
async fn a_read_is_written_with_who_what_and_how_much() {
    let kept = Kept::new();
    kept.log.read(&anna(), Surface::History, &[told(1, Level::Summary)]);
    let lines = kept.lines().await;
    let expected = Line {
        at_ms: kept.now.lock().unwrap().as_millisecond(),
        id: lines[0].id,
        act: "read".into(),
        caller: "account:anna".into(),
        party: "sisab".into(),
        role: "member".into(),
        surface: "history".into(),
        thing: Some(("place".into(), 1)),
        class: Some("police".into()),
        origin: Some(7),
        level: Some("summary".into()),
        since_ms: None,
        count: 1,
    };
    assert_eq!(lines, [expected]);
}

#[tokio::test]
async fn an_opening_counts_each_time_and_a_list_once_a_day_for_what_it_tells_in_full() {
    let kept = Kept::new();
    let full = [told(1, Level::Full)];
    for _ in 0..3 {
        kept.log.read(&anna(), Surface::Detail, &full);
        kept.log.read(&anna(), Surface::List, &full);
        kept.log.read(&anna(), Surface::List, &[told(2, Level::Summary)]);
    }
    let surfaces = |lines: Vec<Line>, surface: &str| lines.iter().filter(|of| of.surface == surface).count();
    let lines = kept.lines().await;
    assert_eq!((surfaces(lines.clone(), "detail"), surfaces(lines, "list")), (3, 1));
    let bo = By { caller: "account:bo".into(), ..anna() };
    kept.log.read(&bo, Surface::List, &full);
    assert_eq!(surfaces(kept.lines().await, "list"), 2, "each who looks");
    *kept.now.lock().unwrap() += jiff::SignedDuration::from_hours(24);
    kept.log.read(&anna(), Surface::List, &full);
    assert_eq!(surfaces(kept.lines().await, "list"), 3, "and each day");
}

#[tokio::test(start_paused = true)]
async fn what_a_full_queue_has_no_room_for_is_told_as_a_gap() {
    let kept = Kept::new();
    kept.store.away.store(true, Ordering::Relaxed);
    let all = QUEUE + BATCH + 50;
    for id in 0..all as u64 {
        kept.log.read(&anna(), Surface::Detail, &[told(id, Level::Full)]);
    }
    // A list's line that was lost is tried again at the next look.
    kept.log.read(&anna(), Surface::List, &[told(9, Level::Full)]);
    kept.store.away.store(false, Ordering::Relaxed);
    kept.log.written().await;
    kept.log.read(&anna(), Surface::List, &[told(9, Level::Full)]);
    kept.log.written().await;
    let of = async |acts| kept.store.noted_before(acts, i64::MAX).await.unwrap();
    let gaps = kept.store.noted(&Asked { acts: Acts::Marks, ..Asked::default() }).await.unwrap();
    let lost: u64 = gaps.iter().map(|gap| gap.count).sum();
    assert!(
        !gaps.is_empty() && gaps.iter().all(|gap| gap.act == "gap" && gap.since_ms.is_some()),
        "{gaps:?}"
    );
    assert_eq!(of(Acts::Reads).await + lost, all as u64 + 2, "every read is a line or counted as missing");
}

#[tokio::test]
async fn a_server_says_when_it_began_and_that_it_stopped_with_everything_written() {
    let kept = Kept::new();
    kept.log.opened();
    kept.log.read(&anna(), Surface::Detail, &[told(1, Level::Full)]);
    kept.log.close().await;
    let acts: Vec<_> = kept.store.noted(&Asked::default()).await.unwrap();
    let mut acts: Vec<_> = acts.iter().map(|line| line.act.as_str()).collect();
    acts.sort_unstable();
    assert_eq!(acts, ["closed", "opened", "read"]);
}

#[tokio::test]
async fn a_file_is_not_given_out_when_it_cannot_be_written_down() {
    let kept = Kept::new();
    let many: Vec<_> = (0..2_500).map(|id| told(id, Level::Full)).collect();
    kept.log.read_durably(&anna(), Surface::File, &many).await.unwrap();
    assert_eq!(kept.store.noted_before(Acts::Reads, i64::MAX).await.unwrap(), 2_500);
    kept.store.away.store(true, Ordering::Relaxed);
    assert!(kept.log.read_durably(&anna(), Surface::File, &many).await.is_err());
}

impl Kept {
    /// Another server's log on the same store.
    fn beside(&self) -> AuditLog {
        let clock = Arc::clone(&self.now);
        AuditLog::start(self.store.clone(), Arc::new(move || *clock.lock().unwrap()))
    }

    async fn marks(&self, act: &str) -> Vec<Line> {
        let marks = self.store.noted(&Asked { acts: Acts::Marks, ..Asked::default() }).await.unwrap();
        marks.into_iter().filter(|mark| mark.act == act).collect()
    }

    /// Waits for so many marks of a kind.
    async fn until(&self, act: &str, count: usize) -> Vec<Line> {
        loop {
            let marks = self.marks(act).await;
            if marks.len() >= count {
                return marks;
            }
            tokio::task::yield_now().await;
        }
    }

    fn pass(&self, seconds: i64) {
        *self.now.lock().unwrap() += jiff::SignedDuration::from_secs(seconds);
    }
}

#[tokio::test]
async fn a_server_that_ended_without_a_word_is_told_of_once_with_when_it_wrote_last() {
    let kept = Kept::new();
    kept.log.opened();
    kept.pass(60);
    kept.log.read(&anna(), Surface::Detail, &[told(1, Level::Full)]);
    let last = kept.lines().await[0].clone();
    let name = kept.marks("opened").await[0].caller.clone();
    // Nobody says that it stopped.
    kept.pass(60);
    let second = kept.beside();
    second.opened();
    let gap = kept.until("gap", 1).await.remove(0);
    assert_eq!((gap.caller.as_str(), gap.count), (name.as_str(), 0));
    assert_eq!((gap.since_ms, gap.at_ms - last.at_ms), (Some(last.at_ms), 60_000));
    second.close().await;
    gone::tell(&kept.beside().shared).await.unwrap();
    assert_eq!(kept.marks("gap").await.len(), 1, "once; and nothing of one that stopped in good order");
}

#[tokio::test]
async fn one_that_wrote_nothing_is_told_of_since_it_began() {
    let kept = Kept::new();
    kept.log.opened();
    let opened = kept.until("opened", 1).await.remove(0);
    kept.pass(5);
    let second = kept.beside();
    second.opened();
    let gap = kept.until("gap", 1).await.remove(0);
    assert_eq!((gap.since_ms, gap.caller), (Some(opened.at_ms), opened.caller));
}

/// A log of which a line cannot be written before it is closed, and then so many more tries fail.
async fn closed_with_a_loss(more: u64) -> Kept {
    let kept = Kept::new();
    kept.log.opened();
    kept.until("opened", 1).await;
    kept.store.refuses.store(1 + more, Ordering::Relaxed);
    kept.log.read(&anna(), Surface::Detail, &[told(1, Level::Full)]);
    while kept.store.refuses.load(Ordering::Relaxed) > more {
        tokio::task::yield_now().await;
    }
    kept.log.close().await;
    kept
}

#[tokio::test]
async fn a_log_that_gave_lines_up_does_not_say_that_it_is_whole() {
    // The line's last try fails, and the register is back for what comes after it.
    let kept = closed_with_a_loss(1).await;
    assert!(kept.marks("closed").await.is_empty());
    let gaps = kept.marks("gap").await;
    assert_eq!(gaps.iter().map(|gap| gap.count).collect::<Vec<_>>(), [1]);
    // That there may be others missing is found by whoever comes next.
    gone::tell(&kept.beside().shared).await.unwrap();
    let told = kept.marks("gap").await.into_iter().filter(|gap| gap.count == 0);
    assert_eq!(told.map(|gap| gap.caller).collect::<Vec<_>>(), [gaps[0].caller.clone()]);
}

#[tokio::test]
async fn a_register_that_stays_away_is_not_asked_for_ever_at_the_end() {
    let kept = closed_with_a_loss(1_000).await;
    // The line, and then the gap that it left.
    assert_eq!(kept.store.refuses.load(Ordering::Relaxed), 998);
    assert_eq!((kept.marks("closed").await.len(), kept.marks("gap").await.len()), (0, 0));
}
