//! The loop: lock the head, catch up, decide in order, commit once, publish, answer.

use super::ahead::{Ahead, CatchingUp, Reached};
use super::companions::Companions;
use super::contact::Contact;
use super::decided::{Decided, replayed};
use super::events::Events;
use super::merging::Merging;
use super::{
    Admission, CredentialsChange, Done, Engine, Health, Message, Nature, NotDone, Request, Sent, load,
};
use crate::index::snapshot::{Bases, CHANGES_MAX, Snapshot};
use crate::register::{Archive, Begun, CommandKey, Credentials, Fault, MISSED_MAX, News, Register};
use crate::telemetry;
use arc_swap::ArcSwap;
use jiff::Timestamp;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::sync::{Notify, mpsc, oneshot, watch};
use tokio::time::Instant;

/// Commands committed together at most.
const BATCH: usize = 256;
/// Where others write too, and while the register is away, it is looked at this often: a bell may
/// stay silent, and an instance nobody writes to any more comes back by itself.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How often the head is locked for one batch: each time others may have written more than is caught up with under the lock.
const BEGUN_AT_MOST: usize = 4;
/// Who has missed more changes than these builds the world anew.
const MISSED_AT_MOST: u64 = 2 * MISSED_MAX as u64;
/// After a batch of a file, new bases wait for the next one for so long.
const SETTLED_AFTER: Duration = Duration::from_secs(1);
/// What has waited so long behind a fault is not tried as well: its sender would be gone before there is an answer.
const BEHIND_A_FAULT: Duration = Duration::from_secs(3);

type Reply = oneshot::Sender<Result<Done, NotDone>>;
type Asked = (Box<Request>, Reply);

pub struct Writer {
    snapshot: Arc<ArcSwap<Snapshot>>,
    events: Events,
    health: Arc<AtomicU8>,
    outbox: mpsc::WeakSender<Sent>,
    archive: Arc<dyn Archive>,
    contact: Contact,
    /// The number of the credentials as last heard.
    credentials: watch::Sender<u64>,
    register: Box<dyn Register>,
    nature: Nature,
    /// The highest epoch seen; a register of a lower one is a primary that was replaced.
    epoch: u64,
    /// How often the world has been built anew: bases begun in an earlier one are of no use.
    world: u64,
    merging: Merging,
    /// Builds new bases: [`Snapshot::merged`], or one that a test lets fall.
    build: fn(&Snapshot) -> Bases,
    admission: Arc<OnceLock<Admission>>,
    /// The last batch was as large as those of files: another one may follow, and bases that were built between
    /// them would be of no use.
    in_bulk: bool,
    companions: Companions,
    /// When the register was last asked what others have written.
    looked: Instant,
    /// When it last failed to answer.
    unanswered: Option<Instant>,
}

/// The writer with what it is sent: the loop, ready to run.
pub struct Writing {
    writer: Writer,
    inbox: mpsc::Receiver<Sent>,
}

impl Writing {
    pub(super) fn new(writer: Writer, inbox: mpsc::Receiver<Sent>) -> Self {
        Self { writer, inbox }
    }

    /// As it is, but with another way to build new bases.
    #[cfg(test)]
    pub(super) fn merging_by(mut self, build: fn(&Snapshot) -> Bases) -> Self {
        self.writer.build = build;
        self
    }

    /// Runs until every door is gone. The register blocks, so the loop has this thread to itself.
    pub(super) fn run_here(self) {
        match tokio::runtime::Builder::new_current_thread().enable_all().build() {
            Ok(runtime) => runtime.block_on(self.run()),
            Err(error) => {
                tracing::error!(%error, "the writer cannot run");
                self.writer.set_health(Health::Broken);
            }
        }
    }

    /// Runs until every door is gone. Who asks is served before what others wrote is looked at, for
    /// a batch takes that in by itself; what brings no batch may put the look off by a second.
    pub(crate) async fn run(self) {
        let Self { mut writer, mut inbox } = self;
        let bell = writer.register.bell();
        let mut messages = Vec::with_capacity(BATCH);
        loop {
            let looks = writer.looks(bell.is_some());
            tokio::select! {
                biased;
                received = inbox.recv_many(&mut messages, BATCH) => {
                    if received == 0 {
                        return;
                    }
                    writer.companions.gather(&mut inbox, &mut messages, BATCH).await;
                    writer.take(messages.drain(..)).await;
                    writer.companions.came_meanwhile(inbox.len());
                    if !looks {
                        // One that has just been lost is given a moment.
                        writer.looked = Instant::now();
                    } else if writer.looks(bell.is_some()) && writer.looked.elapsed() >= LOOK_EVERY {
                        writer.look().await;
                    }
                }
                () = rung(bell.as_deref()), if looks => writer.look().await,
                () = tokio::time::sleep(SETTLED_AFTER), if writer.in_bulk => {
                    writer.in_bulk = false;
                    writer.merge_when_many();
                }
                () = writer.merging.rested(), if !writer.in_bulk => writer.merge_when_many(),
                () = tokio::time::sleep(LOOK_EVERY), if looks => writer.look().await,
            }
        }
    }
}

impl Writer {
    pub fn new(engine: &Engine, register: Box<dyn Register>, epoch: u64, nature: Nature) -> Self {
        Self {
            snapshot: engine.snapshot.clone(),
            events: engine.events.clone(),
            health: engine.health.clone(),
            outbox: engine.inbox.downgrade(),
            archive: engine.archive.clone(),
            contact: engine.contact.clone(),
            credentials: engine.credentials.clone(),
            register,
            nature,
            epoch,
            world: 0,
            merging: Merging::default(),
            build: Snapshot::merged,
            admission: engine.admission.clone(),
            in_bulk: false,
            companions: Companions::default(),
            looked: Instant::now(),
            unanswered: None,
        }
    }

    /// Whether it is worth looking at the register when nobody asks for anything.
    fn looks(&self, shared: bool) -> bool {
        match self.health() {
            Health::Ready => shared,
            Health::ReadOnly => true,
            Health::Broken => false,
        }
    }

    async fn take(&mut self, sent: impl Iterator<Item = Sent>) {
        let mut commands: Vec<(Instant, Asked)> = Vec::new();
        for Sent { at, message } in sent {
            let in_vain = self.waited_in_vain(at);
            // A caller who has gone needs no answer.
            match message {
                Message::Command(request, reply) => commands.push((at, (request, reply))),
                Message::LookUp(.., reply) if in_vain => drop(reply.send(Err(NotDone::Unavailable))),
                Message::LookUp(key, request_hash, reply) => {
                    drop(reply.send(self.look_up(key, &request_hash).await));
                }
                Message::PutCredentials(_, reply) if in_vain => drop(reply.send(Err(still_away()))),
                Message::PutCredentials(change, reply) => {
                    drop(reply.send(self.put_credentials(change).await));
                }
                Message::ReadCredentials(reply) if in_vain => drop(reply.send(Err(still_away()))),
                Message::ReadCredentials(reply) => drop(reply.send(self.read_credentials().await)),
                Message::Merged(world, bases) => self.install(world, bases),
            }
        }
        let (late, tried): (Vec<_>, Vec<_>) =
            commands.into_iter().partition(|(at, _)| self.waited_in_vain(*at));
        answer_all(late.into_iter().map(|(_, asked)| asked), &NotDone::Unavailable);
        self.batch(tried.into_iter().map(|(_, asked)| asked).collect()).await;
        self.merge_when_many();
    }

    /// Whether the register has failed since this was sent, and took so long over it that trying again would too.
    fn waited_in_vain(&self, sent_at: Instant) -> bool {
        self.unanswered.is_some_and(|then| then > sent_at) && sent_at.elapsed() >= BEHIND_A_FAULT
    }

    /// Looks a key up, and writes nothing.
    async fn look_up(&mut self, key: CommandKey, request_hash: &[u8; 32]) -> Result<Option<Done>, NotDone> {
        if self.health() == Health::Broken {
            return Err(NotDone::Unavailable);
        }
        let looked = match self.begin(std::slice::from_ref(&key)).await {
            Ok((begun, ahead)) => self.register.rollback().await.map(|()| (begun, ahead)),
            Err(fault) => Err(fault),
        };
        let (begun, ahead) = looked.map_err(|fault| self.failed(&fault))?;
        self.publish(ahead);
        let earlier = begun.earlier.iter().find(|(known, _)| *known == key);
        earlier.map(|(_, remembered)| replayed(remembered, request_hash)).transpose()
    }

    async fn put_credentials(&mut self, change: CredentialsChange) -> Result<Option<u64>, Fault> {
        self.refuse_when_broken()?;
        let CredentialsChange { known, put, remove } = change;
        let written = self.register.put_credentials(known, &put, &remove).await;
        match &written {
            Ok(_) => self.contact.heard(),
            Err(fault) => drop(self.failed(fault)),
        }
        written
    }

    async fn read_credentials(&mut self) -> Result<Credentials, Fault> {
        self.refuse_when_broken()?;
        let read = self.register.credentials().await;
        if let Err(fault) = &read {
            self.failed(fault);
        }
        read
    }

    /// A broken register is left alone: that it still answers one question does not make it whole.
    fn refuse_when_broken(&self) -> Result<(), Fault> {
        match self.health() {
            Health::Ready | Health::ReadOnly => Ok(()),
            Health::Broken => Err(Fault::Unavailable(
                "it is broken, and left alone until the program is started anew".into(),
            )),
        }
    }

    /// Takes in what others have written; while nothing can be written, looks whether it can be again.
    async fn look(&mut self) {
        self.looked = Instant::now();
        if self.health() != Health::Broken
            && let Err(fault) = self.look_around().await
        {
            self.failed(&fault);
        }
    }

    async fn look_around(&mut self) -> Result<(), Fault> {
        let writable = self.follow().await?;
        match self.health() {
            Health::Ready if !writable => {
                tracing::error!(
                    "the register answers, and takes no writes where it does: is it a standby, or is a clock wrong?"
                );
                self.set_health(Health::ReadOnly);
                Ok(())
            }
            Health::ReadOnly if writable => self.come_back().await,
            Health::Ready | Health::ReadOnly | Health::Broken => Ok(()),
        }
    }

    /// Takes in what others have written, without the lock, and answers whether the register takes writes.
    async fn follow(&mut self) -> Result<bool, Fault> {
        let seen = self.snapshot.load_full();
        let mut catching_up = CatchingUp::from(&seen, self.epoch);
        let news = loop {
            let news = self.register.look(catching_up.until()).await?;
            match catching_up.take(&news)? {
                Reached::Head => {
                    let ahead = catching_up.arrive(self.archive.as_ref()).await?;
                    self.epoch = news.head.epoch;
                    if ahead.next.seq != seen.seq {
                        self.publish(ahead);
                    }
                    break news;
                }
                Reached::Page if news.head.seq - seen.seq <= MISSED_AT_MOST => {}
                Reached::Page => {
                    self.rebuild("so much was missed that reading all is quicker").await?;
                    break news;
                }
                Reached::Nowhere => {
                    self.rebuild("the register's history is not the one seen before").await?;
                    break news;
                }
            }
        };
        self.heard(&news);
        self.merge_when_many();
        Ok(news.writable)
    }

    /// Shows by a write without content that the register can be written to: a full disk is read as well as ever.
    async fn come_back(&mut self) -> Result<(), Fault> {
        self.attempt(&[]).await?;
        let known = *self.credentials.borrow();
        if self.register.put_credentials(known, &[], &[]).await?.is_some() {
            self.set_health(Health::Ready);
        }
        Ok(())
    }

    /// The register has answered.
    fn heard(&self, news: &News) {
        self.contact.heard();
        self.credentials.send_if_modified(|number| {
            let moved = *number != news.credentials;
            *number = news.credentials;
            moved
        });
    }

    async fn batch(&mut self, commands: Vec<Asked>) {
        if commands.is_empty() {
            return;
        }
        if self.health() == Health::Broken {
            answer_all(commands, &NotDone::Unavailable);
            return;
        }
        let began = Instant::now();
        match self.attempt(&commands).await {
            Ok(results) => {
                self.companions.went(commands.len(), began.elapsed());
                answer(commands, results);
            }
            Err(Fault::Statement(why)) if commands.len() > 1 => {
                tracing::warn!(why, "a batch was refused; its commands are tried one by one");
                self.one_by_one(commands).await;
            }
            Err(fault) => {
                let not_done = self.failed(&fault);
                answer_all(commands, &not_done);
            }
        }
    }

    /// Tries the commands of a batch that was refused alone: only the culprit fails. Once the register is away or broken
    /// the others are not tried any more: each would wait for it anew, and its sender be gone before there is an answer.
    async fn one_by_one(&mut self, commands: Vec<Asked>) {
        let mut left = commands.into_iter();
        while let Some(one) = left.next() {
            let alone = [one];
            let attempted = self.attempt(&alone).await;
            let is_there = matches!(attempted, Ok(_) | Err(Fault::Statement(_)));
            let result = match attempted {
                Ok(mut results) => results.pop().unwrap_or(Err(NotDone::Unavailable)),
                Err(fault) => Err(self.failed(&fault)),
            };
            answer(alone.into(), vec![result]);
            if !is_there {
                return answer_all(left, &NotDone::Unavailable);
            }
        }
    }

    /// One transaction. Nothing is visible before it is durable.
    async fn attempt(&mut self, commands: &[Asked]) -> Result<Vec<Result<Done, NotDone>>, Fault> {
        let keys: Vec<_> = commands.iter().map(|(request, _)| request.key.clone()).collect();
        let (begun, mut ahead) = self.begin(&keys).await?;
        let now = self.now(&begun);
        let mut decided = Decided::new(begun.earlier, begun.news.head.least_reader_version);
        for (request, _) in commands {
            decided.decide(&mut ahead.next, request, now, &mut self.nature);
        }
        if decided.acknowledges_nothing() {
            self.register.rollback().await?;
        } else {
            let began = Instant::now();
            let head = self.register.commit(now.as_millisecond(), &decided.writes).await?;
            telemetry::committed(decided.writes.len(), began.elapsed());
            self.in_bulk = decided.changed.len() > CHANGES_MAX;
            ahead.made(&head, now, decided.changed);
            // Repeating an answer may need no room on the disk, and shows nothing.
            if !decided.writes.is_empty() {
                self.set_health(Health::Ready);
            }
        }
        self.publish(ahead);
        Ok(decided.results)
    }

    /// Locks the head and catches up with it. Where more was missed than a page, or the register's history is not the one
    /// seen before, the lock is let go of first: others write meanwhile.
    async fn begin(&mut self, keys: &[CommandKey]) -> Result<(Begun, Ahead), Fault> {
        for _ in 1..BEGUN_AT_MOST {
            if let Some(both) = self.begin_once(keys).await? {
                return Ok(both);
            }
            self.follow().await?;
        }
        let both = self.begin_once(keys).await?;
        both.ok_or_else(|| Fault::Unavailable("others write more than can be caught up with".into()))
    }

    async fn begin_once(&mut self, keys: &[CommandKey]) -> Result<Option<(Begun, Ahead)>, Fault> {
        self.looked = Instant::now();
        let seen = self.snapshot.load_full();
        let begun = self.register.begin(seen.seq, keys).await?;
        // A page of many is read again without the lock; here it is not even decoded.
        if begun.news.told_until() < begun.news.head.seq {
            self.register.rollback().await?;
            return Ok(None);
        }
        let mut catching_up = CatchingUp::from(&seen, self.epoch);
        let caught_up = match catching_up.take(&begun.news) {
            Ok(Reached::Head) => catching_up.arrive(self.archive.as_ref()).await.map(Some),
            Ok(Reached::Page | Reached::Nowhere) => Ok(None),
            Err(fault) => Err(fault),
        };
        match caught_up {
            Ok(Some(ahead)) => {
                self.epoch = begun.news.head.epoch;
                self.heard(&begun.news);
                Ok(Some((begun, ahead)))
            }
            not => {
                self.register.rollback().await?;
                not.map(|_| None)
            }
        }
    }

    async fn rebuild(&mut self, why: &str) -> Result<(), Fault> {
        tracing::warn!(why, "the world is built anew");
        let load::World { snapshot, epoch, last, .. } = load::load(self.register.as_mut()).await?;
        if let Some(admits) = self.admission.get() {
            admits(&snapshot).map_err(Fault::NotOurs)?;
        }
        telemetry::rebuilt();
        self.epoch = epoch;
        self.world += 1;
        self.merging.ended();
        self.snapshot.store(Arc::new(snapshot));
        self.events.start_over(last);
        Ok(())
    }

    fn now(&self, begun: &Begun) -> Timestamp {
        let floor = Timestamp::from_millisecond(begun.news.head.time_ms).unwrap_or(Timestamp::UNIX_EPOCH);
        let clock = match &self.nature.now {
            Some(now) => now(),
            None => Timestamp::from_millisecond(begun.now_ms).unwrap_or(floor),
        };
        // What is stored is in milliseconds; what is decided with must be the same moment.
        let clock = Timestamp::from_millisecond(clock.as_millisecond()).unwrap_or(floor);
        clock.max(floor)
    }

    fn publish(&self, ahead: Ahead) {
        self.snapshot.store(Arc::new(ahead.next));
        self.events.publish(ahead.told);
    }

    fn install(&mut self, world: u64, bases: Option<Box<Bases>>) {
        if world != self.world {
            return;
        }
        let Some(bases) = bases else {
            tracing::error!("new bases could not be built; the changes beside the old ones go on growing");
            self.merging.failed();
            return;
        };
        self.merging.ended();
        let mut next = Snapshot::clone(&self.snapshot.load());
        next.install(*bases);
        self.snapshot.store(Arc::new(next));
    }

    /// When many changes lie beside the bases, new ones are built on another thread.
    fn merge_when_many(&mut self) {
        let seen = self.snapshot.load();
        if !self.merging.may_begin() || !seen.wants_merge() || (self.in_bulk && !seen.holds_erased()) {
            return;
        }
        drop(seen);
        let Some(outbox) = self.outbox.upgrade() else { return };
        let (snapshot, world, build) = (self.snapshot.load_full(), self.world, self.build);
        self.merging.begun();
        let merge = move || {
            let merged = std::panic::catch_unwind(AssertUnwindSafe(|| Box::new(build(&snapshot))));
            // A stopped writer needs no bases.
            let _ = outbox.blocking_send(Message::Merged(world, merged.ok()).into());
        };
        if let Err(error) = std::thread::Builder::new().name("samplats-merge".into()).spawn(merge) {
            tracing::warn!(%error, "no thread for a merge");
            self.merging.failed();
        }
    }

    /// What a fault means for the engine and for those who asked.
    fn failed(&mut self, fault: &Fault) -> NotDone {
        tracing::error!(%fault, "nothing was committed, or not surely");
        telemetry::faulted(fault.word());
        match fault {
            // About what was to be written, not about the register.
            Fault::Statement(_) => NotDone::Impossible,
            Fault::Unavailable(_) | Fault::Behind(_) => {
                self.unanswered = Some(Instant::now());
                self.set_health(Health::ReadOnly);
                NotDone::Unavailable
            }
            Fault::OutcomeUnknown(_) => {
                self.unanswered = Some(Instant::now());
                self.set_health(Health::ReadOnly);
                NotDone::Unknown
            }
            Fault::Broken(_) | Fault::NotOurs(_) => {
                self.set_health(Health::Broken);
                NotDone::Unknown
            }
        }
    }

    /// What is broken stays so until it is started anew, whatever is heard of it afterwards.
    fn set_health(&self, health: Health) {
        let unless_broken = |now| (now != Health::Broken as u8).then_some(health as u8);
        // The one that is kept is the answer.
        let _ = self.health.fetch_update(Ordering::Relaxed, Ordering::Relaxed, unless_broken);
    }

    fn health(&self) -> Health {
        super::health(&self.health)
    }
}

impl Drop for Writer {
    /// A writer that fell over a bug is gone for good, and readiness must say so.
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.set_health(Health::Broken);
        }
    }
}

/// Waits for the bell; for ever where there is none.
async fn rung(bell: Option<&Notify>) {
    match bell {
        Some(bell) => bell.notified().await,
        None => std::future::pending().await,
    }
}

fn answer(commands: Vec<Asked>, results: Vec<Result<Done, NotDone>>) {
    for ((_, reply), result) in commands.into_iter().zip(results) {
        let _ = reply.send(result);
    }
}

fn still_away() -> Fault {
    Fault::Unavailable("it did not answer those before either".into())
}

fn answer_all(commands: impl IntoIterator<Item = Asked>, not_done: &NotDone) {
    for (_, reply) in commands {
        let _ = reply.send(Err(not_done.clone()));
    }
}
