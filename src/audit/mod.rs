//! Keeping the audit log: lines are taken in at once and written by a task of their own, so that no read waits for the disk.
//!
//! A line that was taken in is durable as soon as the register has taken it, as a rule within some milliseconds. What is lost
//! is told: when more lines wait than there is room for, the reads go on and the log gets a line that says since when, until
//! when and how many are missing; when the process dies, the next start finds its `opened` without a `closed`, and tells that
//! lines may be missing since the last one it wrote (`gone`).

mod bulk;
mod gone;
pub mod incident;
pub mod reading;
#[cfg(test)]
mod tests;

use crate::domain::access::Level;
use crate::domain::audit::{Act, Surface, Told};
use crate::domain::ids::{AccountId, crockford, parse_crockford};
use crate::register::audit::{LINES_MAX, Line};
use crate::register::{Archive, Fault, ID_MAX};
use crate::telemetry;
use jiff::Timestamp;
use std::collections::{HashSet, VecDeque};
use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::task::JoinHandle;

/// Lines that may wait; one more is a gap.
const QUEUE: usize = 10_000;
/// Lines that are written together.
const BATCH: usize = 500;
/// A register that is away is asked again after this long.
const AGAIN: Duration = Duration::from_secs(1);
/// At the end lines are waited for this long.
const ENDS: Duration = Duration::from_secs(5);
/// What the name of a server that keeps the log begins with.
const SERVER: &str = "server:";
/// What lists have told today is remembered for so many; then it is told anew.
const TOLD_TODAY_MAX: usize = 200_000;

/// The present moment.
pub type Now = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// On whose behalf something is done, as far as the log says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct By {
    /// The account, token or phone, by kind and id.
    pub caller: String,
    /// Code of the party it acts for.
    pub party: String,
    /// In what role.
    pub role: &'static str,
}

impl By {
    /// The operator, at the store itself: of no party, and with no log-in that could be named.
    #[must_use]
    pub fn operator() -> Self {
        Self { caller: "operator".to_owned(), ..Self::default() }
    }
}

/// By what somebody gets in, which something was done with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About {
    /// `account`, `token` or `phone_link`.
    pub kind: &'static str,
    /// Its id, 53 bits.
    pub bits: u64,
}

impl About {
    /// An account.
    #[must_use]
    pub fn account(id: AccountId) -> Self {
        Self { kind: "account", bits: id.bits() }
    }

    /// A token or a link, by its id as it is told; `None` for what is no id.
    #[must_use]
    pub fn coded(kind: &'static str, id: &str) -> Option<Self> {
        parse_crockford(id).ok().map(|bits| Self { kind, bits })
    }
}

/// The log of a running service. Dropping it ends the task once everything that waits has been tried.
pub struct AuditLog {
    shared: Arc<Shared>,
    writing: Mutex<Option<JoinHandle<()>>>,
    /// Looks for servers that are gone, while this one keeps the log.
    looking: Mutex<Option<JoinHandle<()>>>,
}

struct Shared {
    store: Arc<dyn Archive>,
    now: Now,
    waiting: Mutex<Waiting>,
    rung: Notify,
    /// Rung when nothing is in hand any more.
    idle: Notify,
    /// Rung when the log is closed.
    closed: Notify,
    closing: AtomicBool,
    /// What the next line is numbered by: at random at first, so that servers do not meet.
    number: AtomicU64,
    hasher: RandomState,
    /// What the server's own lines are numbered from.
    first: u64,
    server: String,
}

#[derive(Default)]
struct Waiting {
    lines: VecDeque<Line>,
    lost: Option<Lost>,
    told: ToldToday,
    bulk: bulk::Bulk,
    opened: bool,
    /// Some were given up at the end: that the log is whole until there is not said any more.
    torn: bool,
    /// Some have been taken out and are not durable yet.
    in_hand: bool,
}

/// Lines that there was no room for.
#[derive(Clone, Copy)]
struct Lost {
    since_ms: i64,
    until_ms: i64,
    count: u64,
}

/// What lists have told whom on a day, by hashes.
#[derive(Default)]
struct ToldToday {
    day: i64,
    told: HashSet<u64>,
}

impl ToldToday {
    /// Makes sure that it is about a day, and has room.
    fn turn_to(&mut self, day: i64) {
        if self.day != day || self.told.len() >= TOLD_TODAY_MAX {
            self.told.clear();
            self.day = day;
        }
    }
}

impl AuditLog {
    /// Begins to write into a register's log, on the runtime this is called on.
    #[must_use]
    pub fn start(store: Arc<dyn Archive>, now: Now) -> Self {
        let first = getrandom::u64().unwrap_or_else(|_| now().as_millisecond().unsigned_abs()) & ID_MAX;
        let shared = Arc::new(Shared {
            store,
            now,
            waiting: Mutex::default(),
            rung: Notify::new(),
            idle: Notify::new(),
            closed: Notify::new(),
            closing: AtomicBool::new(false),
            number: AtomicU64::new(first),
            hasher: RandomState::new(),
            first,
            server: format!("{SERVER}{}", crockford(first)),
        });
        let writing = tokio::spawn(write(Arc::clone(&shared)));
        Self { shared, writing: Mutex::new(Some(writing)), looking: Mutex::default() }
    }

    /// Says that a server reads and lets read from here on, and begins to look for those that are gone without a word.
    pub fn opened(&self) {
        self.shared.waiting().opened = true;
        self.mark(Act::Opened);
        let looking = tokio::spawn(gone::look(Arc::clone(&self.shared)));
        *self.looking.lock().unwrap_or_else(PoisonError::into_inner) = Some(looking);
    }

    fn look_no_more(&self) {
        if let Some(looking) = self.looking.lock().unwrap_or_else(PoisonError::into_inner).take() {
            looking.abort();
        }
    }

    /// Writes down that something was done that is about nothing in the register: what, in at most 32 characters, and with
    /// whose log-in, token or link, where it was with one.
    pub fn done(&self, act: Act, by: &By, what: &str, about: Option<About>) {
        let thing = about.map(|about| (about.kind.to_owned(), about.bits & ID_MAX));
        let line = Line { surface: what.chars().take(32).collect(), thing, ..self.shared.line(act, by) };
        self.shared.take_in([line]);
    }

    /// Writes down that restricted things were read. Never waits.
    pub fn read(&self, by: &By, surface: Surface, told: &[Told]) {
        if surface.counts_each_time() {
            self.shared.take_in(told.iter().map(|told| self.shared.of(by, surface, told)));
        } else {
            self.listed(by, surface, told);
        }
    }

    /// The same, and answers once it is durable: for what goes to the disk anyway, and may be more than a queue holds.
    ///
    /// # Errors
    /// The register's [`Fault`]: then it must not be told.
    pub async fn read_durably(&self, by: &By, surface: Surface, told: &[Told]) -> Result<(), Fault> {
        for told in told.chunks(LINES_MAX) {
            let lines: Vec<_> = told.iter().map(|told| self.shared.of(by, surface, told)).collect();
            self.shared.store.note(&lines).await?;
            telemetry::audited(lines.len());
        }
        Ok(())
    }

    /// Notes that somebody has opened one thing, restricted or not, and tells the operator of who opens very many in a day.
    pub fn opened_one(&self, caller: &str) {
        let day = self.shared.day();
        if self.shared.waiting().bulk.opens(day, caller) {
            tracing::warn!(
                caller,
                more_than = bulk::MANY,
                "somebody opens very many things today, one by one"
            );
            telemetry::bulk_reader();
        }
    }

    /// What is told in a list counts when it is told in full, once a day for each who looks.
    fn listed(&self, by: &By, surface: Surface, told: &[Told]) {
        let day = self.shared.day();
        let mut waiting = self.shared.waiting();
        waiting.told.turn_to(day);
        for told in told.iter().filter(|told| told.level == Level::Full) {
            let hash = self.shared.hasher.hash_one((&by.caller, told.key, told.class));
            // What there is no room for is not told, so that it is tried again.
            if !waiting.told.told.contains(&hash) && waiting.push(self.shared.of(by, surface, told)) {
                waiting.told.told.insert(hash);
            }
        }
        drop(waiting);
        self.shared.rung.notify_one();
    }

    fn mark(&self, act: Act) {
        let by = By { caller: self.shared.server.clone(), ..By::default() };
        self.shared.take_in([self.shared.line(act, &by)]);
    }

    /// Writes everything that waits and says that the log is whole until here. What cannot be written is lost, and the operating
    /// system's log says so; then the log does not say that it is whole, and the next start tells that lines may be missing.
    pub async fn close(&self) {
        self.look_no_more();
        if std::mem::take(&mut self.shared.waiting().opened) {
            self.mark(Act::Closed);
        }
        self.shared.close();
        let writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(writing) = writing else { return };
        if tokio::time::timeout(ENDS, writing).await.is_err() {
            tracing::error!("the audit log was not written to its end in time");
        }
    }

    /// Waits until everything that was taken in is durable. Who reads the log sees what they did themselves before.
    pub async fn written(&self) {
        loop {
            let idle = self.shared.idle.notified();
            if self.shared.is_idle() {
                return;
            }
            idle.await;
        }
    }
}

impl Drop for AuditLog {
    fn drop(&mut self) {
        self.look_no_more();
        self.shared.close();
    }
}

impl Waiting {
    /// Takes a line in; `false` where there is no room, and then it is counted as lost.
    fn push(&mut self, line: Line) -> bool {
        if self.lines.len() < QUEUE {
            self.lines.push_back(line);
            return true;
        }
        self.lose(line.at_ms, 1);
        false
    }

    fn lose(&mut self, at_ms: i64, count: u64) {
        let lost = self.lost.get_or_insert(Lost { since_ms: at_ms, until_ms: at_ms, count: 0 });
        lost.since_ms = lost.since_ms.min(at_ms);
        lost.until_ms = lost.until_ms.max(at_ms);
        lost.count += count;
        telemetry::audit_lost(count);
    }
}

impl Shared {
    /// Lines are whole or not there, even if a holder of the lock panicked.
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn day(&self) -> i64 {
        (self.now)().as_millisecond().div_euclid(24 * 60 * 60 * 1_000)
    }

    fn close(&self) {
        self.closing.store(true, Ordering::Release);
        self.rung.notify_one();
        self.closed.notify_one();
    }

    fn lose(&self, lines: &[Line]) {
        let mut waiting = self.waiting();
        lines.iter().for_each(|line| waiting.lose(line.at_ms, line.count));
    }

    /// Counts lines as lost that are not tried again, because the log is being closed. What is said of the log itself is none
    /// of them: it was counted before, or holds no more.
    fn give_up(&self, lines: &[Line]) {
        let mut waiting = self.waiting();
        waiting.torn = true;
        let lost =
            lines.iter().filter(|line| ![Act::Gap.code(), Act::Closed.code()].contains(&line.act.as_str()));
        lost.for_each(|line| waiting.lose(line.at_ms, line.count));
    }

    /// Lines that still hold: where some were given up, the log is not whole until its end.
    fn holding(&self, mut lines: Vec<Line>) -> Vec<Line> {
        if self.waiting().torn {
            lines.retain(|line| line.act != Act::Closed.code());
        }
        lines
    }

    fn take_in(&self, lines: impl IntoIterator<Item = Line>) {
        let mut waiting = self.waiting();
        for line in lines {
            waiting.push(line);
        }
        drop(waiting);
        self.rung.notify_one();
    }

    fn line(&self, act: Act, by: &By) -> Line {
        Line {
            at_ms: (self.now)().as_millisecond(),
            id: self.number.fetch_add(1, Ordering::Relaxed) & ID_MAX,
            act: act.code().to_owned(),
            caller: by.caller.clone(),
            party: by.party.clone(),
            role: by.role.to_owned(),
            surface: String::new(),
            thing: None,
            class: None,
            origin: None,
            level: None,
            since_ms: None,
            count: 1,
        }
    }

    fn of(&self, by: &By, surface: Surface, told: &Told) -> Line {
        Line {
            surface: surface.code().to_owned(),
            thing: Some((told.key.kind.code().to_owned(), told.key.bits)),
            class: Some(told.class.code().to_owned()),
            origin: Some(told.origin.bits()),
            level: Some(told.level.code().to_owned()),
            ..self.line(Act::Read, by)
        }
    }

    /// What is written next, and last of all what could not be.
    fn next(&self) -> Vec<Line> {
        let mut waiting = self.waiting();
        let count = waiting.lines.len().min(BATCH);
        let mut lines: Vec<_> = waiting.lines.drain(..count).collect();
        if let Some(Lost { since_ms, until_ms, count }) = waiting.lost.take() {
            let by = By { caller: self.server.clone(), ..By::default() };
            let gap = self.line(Act::Gap, &by);
            lines.push(Line { at_ms: until_ms, since_ms: Some(since_ms), count, ..gap });
        }
        waiting.in_hand = !lines.is_empty();
        telemetry::audit_waiting(waiting.lines.len() + lines.len());
        lines
    }

    /// Tells who waits for it that nothing is in hand any more.
    fn put_down(&self) {
        self.waiting().in_hand = false;
        self.idle.notify_waiters();
    }

    fn is_idle(&self) -> bool {
        let waiting = self.waiting();
        waiting.lines.is_empty() && waiting.lost.is_none() && !waiting.in_hand
    }

    fn is_closing(&self) -> bool {
        self.closing.load(Ordering::Acquire)
    }
}

/// Writes what waits, until the log is closed and nothing waits any more.
async fn write(shared: Arc<Shared>) {
    loop {
        let lines = shared.next();
        if !lines.is_empty() {
            make_durable(&shared, lines).await;
            shared.put_down();
        } else if shared.is_closing() {
            return;
        } else {
            shared.rung.notified().await;
        }
    }
}

/// Writes lines, however long that takes; at the end it is tried once.
async fn make_durable(shared: &Shared, lines: Vec<Line>) {
    let lines = shared.holding(lines);
    if lines.is_empty() {
        return;
    }
    let mut told = false;
    loop {
        match shared.store.note(&lines).await {
            Ok(()) => return telemetry::audited(lines.len()),
            // One of them is none, which is a bug: the others are written all the same.
            Err(Fault::Statement(_)) if lines.len() > 1 => {
                for line in lines {
                    Box::pin(make_durable(shared, vec![line])).await;
                }
                return;
            }
            Err(fault @ Fault::Statement(_)) => {
                tracing::error!(%fault, "a line of the audit log is not taken");
                return shared.lose(&lines);
            }
            Err(fault) if shared.is_closing() => {
                tracing::error!(%fault, lines = lines.len(), "the last lines of the audit log were not written");
                return shared.give_up(&lines);
            }
            Err(fault) => {
                if !std::mem::replace(&mut told, true) {
                    tracing::warn!(%fault, "the audit log cannot be written; its lines wait");
                }
            }
        }
        // Closing rings as well, and is not waited for.
        let _ = tokio::time::timeout(AGAIN, shared.closed.notified()).await;
    }
}
