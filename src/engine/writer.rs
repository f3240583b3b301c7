//! The loop: lock the head, catch up, decide in order, commit once, publish, answer.

use super::events::{Event, Events};
use super::{Done, Engine, Health, Message, Nature, NotDone, Request, load, wire};
use crate::domain::decide::{Decision, Fresh, decide};
use crate::domain::record::{Key, Kind, Record};
use crate::domain::world::World;
use crate::index::snapshot::Snapshot;
use crate::register::{Begun, CommandKey, CommandWrites, Fault, Head, Outcome, Register, Remembered};
use arc_swap::ArcSwap;
use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use tokio::sync::{mpsc, oneshot};

/// Commands committed together at most.
const BATCH: usize = 256;
/// A file's outcome has no record; it is remembered under this kind.
const FILE: &str = "file";

type Reply = oneshot::Sender<Result<Done, NotDone>>;
type Asked = (Box<Request>, Reply);

pub struct Writer {
    snapshot: Arc<ArcSwap<Snapshot>>,
    events: Events,
    health: Arc<AtomicU8>,
    outbox: mpsc::WeakSender<Message>,
    register: Box<dyn Register>,
    nature: Nature,
    merging: bool,
}

impl Writer {
    pub fn new(engine: &Engine, register: Box<dyn Register>, nature: Nature) -> Self {
        Self {
            snapshot: engine.snapshot.clone(),
            events: engine.events.clone(),
            health: engine.health.clone(),
            outbox: engine.inbox.downgrade(),
            register,
            nature,
            merging: false,
        }
    }

    /// Runs until every door is gone. The register blocks, so the loop has this thread to itself.
    pub fn run(mut self, mut inbox: mpsc::Receiver<Message>) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = match runtime {
            Ok(runtime) => runtime,
            Err(error) => {
                tracing::error!(%error, "the writer cannot run");
                self.set_health(Health::Broken);
                return;
            }
        };
        runtime.block_on(async {
            let mut messages = Vec::with_capacity(BATCH);
            while inbox.recv_many(&mut messages, BATCH).await > 0 {
                let mut commands: Vec<Asked> = Vec::new();
                for message in messages.drain(..) {
                    match message {
                        Message::Command(request, reply) => commands.push((request, reply)),
                        Message::Credentials(put, remove, reply) => {
                            // A caller who has gone needs no answer.
                            let _ = reply.send(self.register.put_credentials(&put, &remove).await);
                        }
                        Message::Merged(bases) => self.install(*bases),
                    }
                }
                self.batch(commands).await;
                self.merge_when_many();
            }
        });
    }

    async fn batch(&mut self, commands: Vec<Asked>) {
        if commands.is_empty() {
            return;
        }
        if self.broken() {
            answer_all(commands, &NotDone::Unavailable);
            return;
        }
        match self.attempt(&commands).await {
            Ok(results) => answer(commands, results),
            Err(Fault::Statement(why)) if commands.len() > 1 => {
                tracing::warn!(why, "a batch was refused; its commands are tried one by one");
                for one in commands {
                    let (request, reply) = one;
                    let alone = [(request, reply)];
                    let result = self.attempt(&alone).await;
                    let [(_, reply)] = alone;
                    let result = match result {
                        Ok(mut results) => results.pop().unwrap_or(Err(NotDone::Unavailable)),
                        Err(fault) => Err(self.failed(&fault)),
                    };
                    let _ = reply.send(result);
                }
            }
            Err(fault) => {
                let not_done = self.failed(&fault);
                answer_all(commands, &not_done);
            }
        }
    }

    /// One transaction. Nothing is visible before it is durable.
    async fn attempt(&mut self, commands: &[Asked]) -> Result<Vec<Result<Done, NotDone>>, Fault> {
        let keys: Vec<_> = commands.iter().map(|(request, _)| request.key.clone()).collect();
        let known = self.snapshot.load().seq;
        let begun = self.register.begin(known, &keys).await?;
        let mut next = match self.caught_up(&begun) {
            Some(next) => next,
            None => {
                self.register.rollback().await?;
                return Err(self.rebuild().await);
            }
        };
        let now = self.now(&begun);
        let mut decided = Decided::new(begun.earlier);
        for (request, _) in commands {
            decided.decide(&mut next, request, now, &mut self.nature);
        }
        if decided.writes.is_empty() {
            self.register.rollback().await?;
            self.snapshot.store(Arc::new(next));
        } else {
            let head = self.register.commit(now.as_millisecond(), &decided.writes).await?;
            self.publish(next, head, now, decided.changed);
        }
        self.set_health(Health::Ready);
        Ok(decided.results)
    }

    /// The private next state: what was published, and what other instances have written since.
    /// `None` when the register's history is not the one we have seen.
    fn caught_up(&self, begun: &Begun) -> Option<Snapshot> {
        let mut next = Snapshot::clone(&self.snapshot.load());
        let same = begun.head.seq == next.seq && begun.head.hash == next.hash;
        if same {
            return Some(next);
        }
        if begun.head.seq <= next.seq {
            return None;
        }
        let records: Result<Vec<Record>, _> = begun.missed.iter().map(wire::decode).collect();
        next.apply_all(records.ok()?);
        next.seq = begun.head.seq;
        next.hash = begun.head.hash;
        Some(next)
    }

    /// Builds the world anew from the register. The batch is sent back to be tried again.
    async fn rebuild(&mut self) -> Fault {
        tracing::warn!("the register's history is not the one seen before; building the world anew");
        match load::load(self.register.as_mut()).await {
            Ok((snapshot, loaded)) => {
                for unreadable in &loaded.unreadable {
                    tracing::error!(%unreadable, "a record cannot be read and is kept aside");
                }
                self.snapshot.store(Arc::new(snapshot));
                Fault::Unavailable("the world was built anew; try again".into())
            }
            Err(fault) => fault,
        }
    }

    fn now(&self, begun: &Begun) -> Timestamp {
        let floor = Timestamp::from_millisecond(begun.head.time_ms).unwrap_or(Timestamp::UNIX_EPOCH);
        let clock = match &self.nature.now {
            Some(now) => now(),
            None => Timestamp::from_millisecond(begun.now_ms).unwrap_or(floor),
        };
        // What is stored is in milliseconds; what is decided with must be the same moment.
        let clock = Timestamp::from_millisecond(clock.as_millisecond()).unwrap_or(floor);
        clock.max(floor)
    }

    fn publish(&self, mut next: Snapshot, head: Head, now: Timestamp, changed: Vec<Changed>) {
        let first = head.seq + 1 - changed.len() as u64;
        let event = |(seq, change): (u64, Changed)| Event {
            seq,
            time: now,
            verb: change.verb,
            key: change.key,
            version: change.version,
        };
        next.seq = head.seq;
        next.hash = head.hash;
        self.snapshot.store(Arc::new(next));
        self.events.publish((first..).zip(changed).map(event).collect());
    }

    fn install(&mut self, bases: crate::index::snapshot::Bases) {
        let mut next = Snapshot::clone(&self.snapshot.load());
        next.install(bases);
        self.snapshot.store(Arc::new(next));
        self.merging = false;
    }

    /// When many changes lie beside the bases, new ones are built on another thread.
    fn merge_when_many(&mut self) {
        if self.merging || !self.snapshot.load().wants_merge() {
            return;
        }
        let Some(outbox) = self.outbox.upgrade() else { return };
        let snapshot = self.snapshot.load_full();
        self.merging = true;
        let merge = move || {
            // A full queue or a stopped writer only means that the merge is made again later.
            let _ = outbox.blocking_send(Message::Merged(Box::new(snapshot.merged())));
        };
        if let Err(error) = std::thread::Builder::new().name("samplats-merge".into()).spawn(merge) {
            tracing::warn!(%error, "no thread for a merge");
            self.merging = false;
        }
    }

    fn failed(&self, fault: &Fault) -> NotDone {
        tracing::error!(%fault, "a batch was not committed");
        match fault {
            Fault::Unavailable(_) | Fault::Statement(_) => {
                self.set_health(Health::ReadOnly);
                NotDone::Unavailable
            }
            Fault::OutcomeUnknown(_) => {
                self.set_health(Health::ReadOnly);
                NotDone::Unknown
            }
            Fault::Broken(_) | Fault::NotOurs(_) => {
                self.set_health(Health::Broken);
                NotDone::Unknown
            }
        }
    }

    fn set_health(&self, health: Health) {
        self.health.store(health as u8, Ordering::Relaxed);
    }

    fn broken(&self) -> bool {
        self.health.load(Ordering::Relaxed) == Health::Broken as u8
    }
}

fn answer(commands: Vec<Asked>, results: Vec<Result<Done, NotDone>>) {
    for ((_, reply), result) in commands.into_iter().zip(results) {
        let _ = reply.send(result);
    }
}

fn answer_all(commands: Vec<Asked>, not_done: &NotDone) {
    for (_, reply) in commands {
        let _ = reply.send(Err(not_done.clone()));
    }
}

/// One change that was made.
struct Changed {
    verb: &'static str,
    key: Key,
    version: u32,
}

/// What a batch has decided so far.
struct Decided {
    earlier: HashMap<CommandKey, Remembered>,
    results: Vec<Result<Done, NotDone>>,
    writes: Vec<CommandWrites>,
    changed: Vec<Changed>,
}

impl Decided {
    fn new(earlier: Vec<(CommandKey, Remembered)>) -> Self {
        Self {
            earlier: earlier.into_iter().collect(),
            results: Vec::new(),
            writes: Vec::new(),
            changed: Vec::new(),
        }
    }

    fn decide(&mut self, next: &mut Snapshot, request: &Request, now: Timestamp, nature: &mut Nature) {
        let result = match self.earlier.get(&request.key) {
            Some(remembered) => replayed(remembered, request),
            None => self.decide_anew(next, request, now, nature),
        };
        self.results.push(result);
    }

    fn decide_anew(
        &mut self,
        next: &mut Snapshot,
        request: &Request,
        now: Timestamp,
        nature: &mut Nature,
    ) -> Result<Done, NotDone> {
        let target = request.command.target();
        if target.is_some_and(|key| next.quarantined.contains(&key)) {
            return Err(NotDone::Quarantined);
        }
        let mut fresh = Fresh { now, random: &mut nature.random };
        let decision = decide(&*next, &request.actor, request.expected, &request.command, &mut fresh)
            .map_err(NotDone::Refused)?;
        let (writes, records) = self.encoded(next, request, &decision)?;
        next.apply_all(records);
        let made = decision.changes.iter().map(|change| Changed {
            verb: change.verb,
            key: change.record.key(),
            version: change.record.version(),
        });
        self.changed.extend(made);
        self.earlier.insert(
            request.key.clone(),
            Remembered { outcome: writes.outcome.clone(), request_hash: Some(request.request_hash) },
        );
        let version = writes.outcome.version;
        self.writes.push(writes);
        Ok(Done {
            about: decision.about,
            version,
            created: decision.created,
            replayed: false,
            changed: decision.changes.len(),
            unchanged: decision.unchanged,
        })
    }

    /// What is written, and the records as they will be read back: memory takes exactly what a
    /// restart would.
    fn encoded(
        &self,
        next: &Snapshot,
        request: &Request,
        decision: &Decision,
    ) -> Result<(CommandWrites, Vec<Record>), NotDone> {
        let actor = &request.actor.viewer;
        let party = next.party(actor.party).map(|party| party.code.clone()).unwrap_or_default();
        let mut writes = Vec::with_capacity(decision.changes.len());
        let mut records = Vec::with_capacity(decision.changes.len());
        for change in &decision.changes {
            let write = wire::encode(change, &party, actor.role.code()).map_err(|error| {
                tracing::error!(%error, verb = change.verb, "a decision cannot be written");
                NotDone::Unavailable
            })?;
            let record = wire::decode(&write.record).map_err(|unreadable| {
                tracing::error!(%unreadable, verb = change.verb, "a decision cannot be read back");
                NotDone::Unavailable
            })?;
            writes.push(write);
            records.push(record);
        }
        let key = decision.about;
        let outcome = Outcome {
            kind: key.map_or(FILE, |key| key.kind.code()).to_owned(),
            id: key.map_or(0, |key| key.bits),
            version: decision.version(),
            status: if decision.created { 201 } else { 200 },
            seq: 0,
        };
        let writes =
            CommandWrites { key: request.key.clone(), request_hash: request.request_hash, writes, outcome };
        Ok((writes, records))
    }
}

/// The same key again: the same answer to the same request, and a refusal of any other.
fn replayed(remembered: &Remembered, request: &Request) -> Result<Done, NotDone> {
    // An erased hash tells nothing; the key alone then speaks for the request.
    if remembered.request_hash.is_some_and(|hash| hash != request.request_hash) {
        return Err(NotDone::KeyReused);
    }
    let outcome = &remembered.outcome;
    Ok(Done {
        about: Kind::parse(&outcome.kind).map(|kind| Key { kind, bits: outcome.id }),
        version: outcome.version,
        created: outcome.status == 201,
        replayed: true,
        changed: 0,
        unchanged: 0,
    })
}
