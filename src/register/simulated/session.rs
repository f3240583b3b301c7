//! An instance's way to the database: what is asked, lost, answered, and done all the same.

use super::chance::Lie;
use super::{Simulated, State};
use crate::register::audit::{Acts, Asked, Audit, Line};
use crate::register::past::{Past, PastRead, PastSink, Stood};
use crate::register::{
    Archive, Begun, ChangeLine, CommandKey, CommandWrites, Credential, CredentialKind, Credentials, Fault,
    Head, News, Register, Stats, StoredRecord, StoredVersion, Surroundings, Verification, nothing_begun,
};
use async_trait::async_trait;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, OwnedMutexGuard, oneshot};
use tokio::time::{Instant, sleep, timeout};

/// As long as the register on PostgreSQL waits for the head, and for an answer.
const LOCK_TIMEOUT: Duration = Duration::from_secs(3);
const DEADLINE: Duration = Duration::from_secs(5);

fn lost() -> Fault {
    Fault::Unavailable("the connection was lost".into())
}

fn unknown() -> Fault {
    Fault::OutcomeUnknown("the connection was lost during the commit".into())
}

/// A transaction on a server, which holds its head.
struct Open {
    server: usize,
    life: u64,
    state: Arc<State>,
    guard: OwnedMutexGuard<()>,
}

/// An instance's connection.
pub struct SimulatedSession {
    simulated: Simulated,
    instance: usize,
    surroundings: Surroundings,
    begun: Option<Open>,
}

impl SimulatedSession {
    /// One that salts by a seed.
    pub(super) fn new(simulated: Simulated, instance: usize, seed: u64) -> Self {
        let surroundings = Surroundings::repeatable(seed, || 0);
        Self { simulated, instance, surroundings, begun: None }
    }

    /// One way to the server: which one, in which life.
    async fn reach(&mut self) -> Result<(usize, u64), Fault> {
        self.begun = None;
        self.simulated.pause(2_000).await;
        let silent = {
            let mut world = self.simulated.world();
            let odds = world.odds;
            if world.chance.strikes(odds.lost_call) {
                return Err(lost());
            }
            world.chance.strikes(odds.silence)
        };
        if silent {
            sleep(DEADLINE).await;
            return Err(lost());
        }
        self.simulated.world().reached(self.instance).ok_or_else(lost)
    }

    /// The way back, which may be longer than the server lives.
    async fn back(&mut self, (server, life): (usize, u64)) -> Result<(), Fault> {
        self.simulated.pause(2_000).await;
        let mut world = self.simulated.world();
        if world.reached(self.instance) != Some((server, life)) {
            return Err(lost());
        }
        world.answered[self.instance] = Instant::now();
        Ok(())
    }

    fn visible(&self, server: usize) -> Arc<State> {
        self.simulated.world().servers[server].visible.clone()
    }

    /// What a change of one's own needs beside the chain: done on every copy, or on none for all
    /// anybody can say.
    async fn change(&mut self, change: impl Fn(&mut State)) -> Result<(), Fault> {
        let reached = self.reach().await?;
        let acknowledged = {
            let world = self.simulated.world();
            world.servers[reached.0].has_standby || !world.synchronous
        };
        if !acknowledged {
            sleep(DEADLINE).await;
            return Err(unknown());
        }
        {
            let mut world = self.simulated.world();
            let server = &mut world.servers[reached.0];
            for copy in [&mut server.visible, &mut server.flushed, &mut server.standby] {
                let mut changed = State::clone(copy);
                change(&mut changed);
                *copy = Arc::new(changed);
            }
        }
        self.back(reached).await.map_err(|_| unknown())
    }
}

/// The server's side of a COMMIT, which goes on when the one who asked has gone.
async fn serve(simulated: Simulated, open: Open, next: Arc<State>, from: usize, told: oneshot::Sender<Head>) {
    let Open { server, life, guard, .. } = open;
    simulated.pause(2_000).await;
    let (synchronous, wait) = {
        let mut world = simulated.world();
        if !world.is_alive(server, life) {
            return;
        }
        if world.lie != Some(Lie::ShowsEarly) {
            world.servers[server].flushed = next.clone();
        }
        let slow = world.odds.slow_standby;
        let most_ms = if world.chance.strikes(slow) { 8_000 } else { 3 };
        let synchronous = world.synchronous && world.lie != Some(Lie::AcknowledgesEarly);
        (synchronous, Duration::from_millis(world.chance.below(most_ms)))
    };
    if synchronous {
        sleep(wait).await;
        let waits_for_ever = {
            let mut world = simulated.world();
            if !world.is_alive(server, life) {
                return;
            }
            let has_standby = world.servers[server].has_standby;
            if has_standby {
                world.servers[server].standby = next.clone();
            }
            !has_standby
        };
        if waits_for_ever {
            // Holding the head, until the server that was left behind is stopped.
            sleep(Duration::from_secs(30)).await;
            return;
        }
        simulated.pause(2_000).await;
    }
    let head = next.head.clone();
    {
        let mut world = simulated.world();
        if !world.is_alive(server, life) {
            return;
        }
        world.publish(server, next.clone(), from);
    }
    drop(guard);
    // Who has gone is told nothing.
    let _ = told.send(head);
    if !synchronous {
        sleep(wait * 40).await;
        let mut world = simulated.world();
        let server = &mut world.servers[server];
        if server.has_standby && server.life == life && server.standby.head.seq < next.head.seq {
            server.standby = next;
        }
    }
}

#[async_trait]
impl Register for SimulatedSession {
    async fn load(
        &mut self,
        batch: usize,
        sink: &mut (dyn FnMut(Vec<StoredRecord>) + Send),
    ) -> Result<Head, Fault> {
        let reached = self.reach().await?;
        let head = self.visible(reached.0).load(batch, sink);
        self.back(reached).await?;
        Ok(head)
    }

    async fn look(&mut self, known: u64) -> Result<News, Fault> {
        let reached = self.reach().await?;
        let news = self.visible(reached.0).news(known);
        self.back(reached).await?;
        Ok(news)
    }

    async fn begin(&mut self, known: u64, keys: &[CommandKey]) -> Result<Begun, Fault> {
        let reached = self.reach().await?;
        let lock = self.simulated.world().servers[reached.0].lock.clone();
        let guard = timeout(LOCK_TIMEOUT, lock.lock_owned()).await;
        let guard = guard.map_err(|_| Fault::Unavailable("another instance holds the head".into()))?;
        let state = self.visible(reached.0);
        let now_ms = self.simulated.world().now_ms(reached.0).max(state.head.time_ms);
        let forgets = self.simulated.world().lie == Some(Lie::ForgetsKeys);
        let earlier = if forgets { Vec::new() } else { state.earlier(keys) };
        let begun = Begun { news: state.news(known), now_ms, earlier };
        self.back(reached).await?;
        self.begun = Some(Open { server: reached.0, life: reached.1, state, guard });
        Ok(begun)
    }

    async fn commit(&mut self, now_ms: i64, commands: &[CommandWrites]) -> Result<Head, Fault> {
        let open = self.begun.take().ok_or_else(nothing_begun)?;
        self.simulated.pause(2_000).await;
        let written = open.state.written(now_ms, commands, &mut self.surroundings)?;
        let mut next = State::clone(&open.state);
        next.take_in(written);
        let (lost_commit, lost_answer) = {
            let mut world = self.simulated.world();
            if world.reached(self.instance) != Some((open.server, open.life)) {
                return Err(unknown());
            }
            let odds = world.odds;
            (world.chance.strikes(odds.lost_commit), world.chance.strikes(odds.lost_answer))
        };
        if lost_commit {
            return Err(unknown());
        }
        let reached = (open.server, open.life);
        let (told, heard) = oneshot::channel();
        tokio::spawn(serve(self.simulated.clone(), open, Arc::new(next), self.instance, told));
        match timeout(DEADLINE, heard).await {
            Ok(Ok(head)) if !lost_answer && self.back(reached).await.is_ok() => Ok(head),
            Ok(_) | Err(_) => Err(unknown()),
        }
    }

    async fn rollback(&mut self) -> Result<(), Fault> {
        self.begun = None;
        Ok(())
    }

    async fn put_credentials(
        &mut self,
        known: u64,
        put: &[Credential],
        remove: &[(CredentialKind, String)],
    ) -> Result<Option<u64>, Fault> {
        let number = self.credentials().await?.number;
        if number != known {
            return Ok(None);
        }
        self.change(|state| {
            state.put_credentials(known, put, remove);
        })
        .await?;
        Ok(Some(known + 1))
    }

    async fn credentials(&mut self) -> Result<Credentials, Fault> {
        let reached = self.reach().await?;
        let credentials = self.visible(reached.0).credentials();
        self.back(reached).await?;
        Ok(credentials)
    }

    async fn raise_reader(&mut self, version: u32) -> Result<u32, Fault> {
        let reached = self.reach().await?;
        let before = self.visible(reached.0).head.least_reader_version;
        self.change(|state| state.head.least_reader_version = before.max(version)).await?;
        Ok(before)
    }

    fn bell(&self) -> Option<Arc<Notify>> {
        Some(self.simulated.world().bells[self.instance].clone())
    }

    fn archive(&self) -> Arc<dyn Archive> {
        Arc::new(SimulatedArchive(self.simulated.clone(), Some(self.instance)))
    }
}

/// What an instance reads of history, or the primary itself.
pub(super) struct SimulatedArchive(pub Simulated, pub Option<usize>);

impl SimulatedArchive {
    async fn state(&self) -> Result<Arc<State>, Fault> {
        self.0.pause(1_000).await;
        let world = self.0.world();
        let server = match self.1 {
            Some(instance) => world.reached(instance).ok_or_else(lost)?.0,
            None => world.primary,
        };
        Ok(world.servers[server].visible.clone())
    }
}

#[async_trait]
impl Archive for SimulatedArchive {
    async fn history(
        &self,
        kind: &str,
        id: u64,
        until: u32,
        limit: usize,
    ) -> Result<Vec<StoredVersion>, Fault> {
        self.state().await?.history(kind, (id, until), limit)
    }

    async fn changes_after(&self, seq: u64, limit: usize) -> Result<Vec<ChangeLine>, Fault> {
        Ok(self.state().await?.changes_after(seq, limit))
    }

    async fn verify(&self, progress: &(dyn Fn(u64) + Send + Sync)) -> Result<Verification, Fault> {
        let state = self.state().await?;
        progress(state.changes.len() as u64);
        Ok(state.verify())
    }

    async fn stats(&self) -> Result<Stats, Fault> {
        Ok(self.state().await?.stats())
    }

    async fn remembered_before(&self, time_ms: i64) -> Result<u64, Fault> {
        Ok(self.state().await?.remembered_before(time_ms))
    }
}

#[async_trait]
impl Audit for SimulatedArchive {
    /// What is simulated is the register alone; its clients keep no log.
    async fn note(&self, _: &[Line]) -> Result<(), Fault> {
        Err(Fault::Unavailable("the simulated register keeps no audit log".into()))
    }

    async fn noted(&self, asked: &Asked) -> Result<Vec<Line>, Fault> {
        Ok(self.state().await?.noted(asked))
    }

    async fn noted_before(&self, acts: Acts, time_ms: i64) -> Result<u64, Fault> {
        Ok(self.state().await?.noted_before(acts, time_ms))
    }

    async fn forget_caller(&self, _: &str) -> Result<u64, Fault> {
        Err(Fault::Unavailable("the simulated register keeps no audit log".into()))
    }

    async fn take_place(&self, _: u64) -> Result<bool, Fault> {
        Err(Fault::Unavailable("the simulated register keeps no audit log".into()))
    }
}

#[async_trait]
impl Past for SimulatedArchive {
    async fn stood_at(&self, time_ms: i64) -> Result<Stood, Fault> {
        Ok(self.state().await?.stood_at(time_ms))
    }

    async fn as_of(
        &self,
        seq: u64,
        kinds: &[&str],
        batch: usize,
        sink: PastSink<'_>,
    ) -> Result<PastRead, Fault> {
        self.state().await?.as_of(seq, kinds, batch, sink)
    }
}
