//! A simulated database with a primary and a standby, for instances that are simulated with it: what
//! others see of a server and what is on its disk are two things, networks are cut, answers and bells
//! are lost, servers die, and a standby is promoted that had not had all of it.
//!
//! Everything that happens by chance follows from one seed, and time is tokio's, paused: the same seed
//! is the same run. Nothing here decides anything about records; the tables are those of
//! [`super::memory`].

mod chance;
mod session;

pub use chance::{Chance, Lie, Odds};
pub use session::SimulatedSession;

use super::memory::State;
use super::{Archive, CommandKey, Head, StoredRecord};
use session::SimulatedArchive;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Mutex as AsyncMutex, Notify};
use tokio::time::{Instant, sleep};

/// One server.
struct Server {
    /// Held from begin to the end of the transaction.
    lock: Arc<AsyncMutex<()>>,
    /// What others see.
    visible: Arc<State>,
    /// What is on its disk, and comes back when it is started again.
    flushed: Arc<State>,
    /// What its standby has.
    standby: Arc<State>,
    /// A server whose standby was promoted has none, and under synchronous replication nothing it
    /// is given is ever acknowledged.
    has_standby: bool,
    is_up: bool,
    /// Raised when it dies: sessions and transactions of an earlier life are gone.
    life: u64,
    clock_ahead_ms: i64,
}

struct World {
    chance: Chance,
    odds: Odds,
    synchronous: bool,
    lie: Option<Lie>,
    servers: Vec<Server>,
    primary: usize,
    /// Which server each instance reaches, and whether it reaches any.
    routes: Vec<(usize, bool)>,
    bells: Vec<Arc<Notify>>,
    /// When each instance was last answered.
    answered: Vec<Instant>,
    /// Where any server has visibly stood.
    stood: BTreeSet<(u64, [u8; 32])>,
    started: Instant,
    start_ms: i64,
}

/// The database, whatever has become of it. Cheap to clone.
#[derive(Clone)]
pub struct Simulated(Arc<Mutex<World>>);

impl Simulated {
    /// A database with what a register in memory holds, for so many instances.
    pub fn new(
        founded: &super::memory::Memory,
        seed: u64,
        start_ms: i64,
        instances: usize,
        synchronous: bool,
        lie: Option<Lie>,
    ) -> Self {
        let state = Arc::new(founded.store().state().clone());
        let now = Instant::now();
        let world = World {
            chance: Chance::new(seed),
            odds: Odds::default(),
            synchronous,
            lie,
            stood: BTreeSet::from([(state.head.seq, state.head.hash)]),
            servers: vec![Server::of(state)],
            primary: 0,
            routes: vec![(0, true); instances],
            bells: (0..instances).map(|_| Arc::default()).collect(),
            answered: vec![now; instances],
            started: now,
            start_ms,
        };
        Self(Arc::new(Mutex::new(world)))
    }

    fn world(&self) -> MutexGuard<'_, World> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A connection of an instance's; `seed` is what its salts follow from.
    pub fn open(&self, instance: usize, seed: u64) -> SimulatedSession {
        SimulatedSession::new(self.clone(), instance, seed)
    }

    pub fn set_odds(&self, odds: Odds) {
        self.world().odds = odds;
    }

    /// Time as the primary tells it, milliseconds since 1970 UTC.
    pub fn now_ms(&self) -> i64 {
        let world = self.world();
        world.now_ms(world.primary)
    }

    /// Lets time pass at once for everybody, or turns a server's clock.
    pub fn turn_clocks(&self, by_ms: i64) {
        self.world().servers.iter_mut().for_each(|server| server.clock_ahead_ms += by_ms);
    }

    /// An instance reaches the database, or does not.
    pub fn connect(&self, instance: usize, connected: bool) {
        self.world().routes[instance].1 = connected;
    }

    /// An instance reaches the server that is the primary now.
    pub fn reroute(&self, instance: usize) {
        let mut world = self.world();
        world.routes[instance].0 = world.primary;
    }

    /// The primary dies: what was not on its disk is gone.
    pub fn crash_primary(&self) {
        let mut world = self.world();
        let primary = world.primary;
        let server = &mut world.servers[primary];
        server.is_up = false;
        server.life += 1;
        server.lock = Arc::default();
    }

    /// A server that had died comes back with what is on its disk.
    pub fn start_primary(&self) {
        let mut world = self.world();
        let primary = world.primary;
        if !world.servers[primary].is_up {
            let server = &mut world.servers[primary];
            server.is_up = true;
            server.visible = server.flushed.clone();
            server.standby = server.flushed.clone();
            let at = (server.visible.head.seq, server.visible.head.hash);
            world.stood.insert(at);
        }
    }

    /// The standby becomes the primary, with what it has. Who is in `stay` goes on reaching the server
    /// that was left behind.
    pub fn fail_over(&self, stay: &[usize]) {
        let mut world = self.world();
        let left = world.primary;
        let mut promoted = State::clone(&world.servers[left].standby);
        promoted.head.epoch += 1;
        world.servers[left].has_standby = false;
        let mut server = Server::of(Arc::new(promoted));
        server.clock_ahead_ms = world.servers[left].clock_ahead_ms;
        let at = (server.visible.head.seq, server.visible.head.hash);
        world.stood.insert(at);
        world.servers.push(server);
        world.primary += 1;
        let primary = world.primary;
        for (instance, route) in world.routes.iter_mut().enumerate() {
            if !stay.contains(&instance) {
                route.0 = primary;
            }
        }
    }

    /// Nothing goes wrong any more, and everybody reaches the primary.
    pub fn heal(&self) {
        self.start_primary();
        let mut world = self.world();
        world.odds = Odds::default();
        let primary = world.primary;
        world.routes.iter_mut().for_each(|route| *route = (primary, true));
    }

    /// The primary's head.
    pub fn head(&self) -> Head {
        let world = self.world();
        world.servers[world.primary].visible.head.clone()
    }

    /// What the primary holds.
    pub fn records(&self) -> Vec<StoredRecord> {
        let world = self.world();
        world.servers[world.primary].visible.records.values().cloned().collect()
    }

    /// How many commands the primary remembers under a key.
    pub fn remembers(&self, key: &CommandKey) -> bool {
        let world = self.world();
        world.servers[world.primary].visible.commands.contains_key(key)
    }

    /// Whether some server has visibly stood there.
    pub fn has_stood_at(&self, seq: u64, hash: [u8; 32]) -> bool {
        self.world().stood.contains(&(seq, hash))
    }

    /// How long ago an instance was last answered.
    pub fn unanswered_for(&self, instance: usize) -> Duration {
        self.world().answered[instance].elapsed()
    }

    /// The archive of the primary.
    pub fn archive(&self) -> Arc<dyn Archive> {
        Arc::new(SimulatedArchive(self.clone(), None))
    }

    async fn pause(&self, most_us: u64) {
        let us = self.world().chance.below(most_us);
        sleep(Duration::from_micros(us)).await;
    }
}

impl Server {
    fn of(state: Arc<State>) -> Self {
        Self {
            lock: Arc::default(),
            visible: state.clone(),
            flushed: state.clone(),
            standby: state,
            has_standby: true,
            is_up: true,
            life: 0,
            clock_ahead_ms: 0,
        }
    }
}

impl World {
    fn now_ms(&self, server: usize) -> i64 {
        let passed = i64::try_from(self.started.elapsed().as_millis()).unwrap_or(i64::MAX);
        self.start_ms + passed + self.servers[server].clock_ahead_ms
    }

    /// The server an instance reaches, and its life; `None` when it reaches none.
    fn reached(&self, instance: usize) -> Option<(usize, u64)> {
        let (server, connected) = self.routes[instance];
        (connected && self.servers[server].is_up).then_some((server, self.servers[server].life))
    }

    fn is_alive(&self, server: usize, life: u64) -> bool {
        self.servers[server].is_up && self.servers[server].life == life
    }

    /// Everybody on this server sees it from now on; who else is there hears of it, mostly.
    fn publish(&mut self, server: usize, state: Arc<State>, from: usize) {
        self.stood.insert((state.head.seq, state.head.hash));
        self.servers[server].visible = state;
        for instance in 0..self.routes.len() {
            if instance == from || self.routes[instance] != (server, true) {
                continue;
            }
            if self.chance.strikes(self.odds.lost_bell) {
                continue;
            }
            self.bells[instance].notify_one();
            if self.chance.strikes(self.odds.doubled_bell) {
                let bell = self.bells[instance].clone();
                tokio::spawn(async move {
                    sleep(Duration::from_millis(3)).await;
                    bell.notify_one();
                });
            }
        }
    }
}
