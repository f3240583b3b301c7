//! One run: instances, clients and trouble on a database, and then peace.

use super::chaos::{Trouble, trouble};
use super::clients::{Asked, client};
use super::promises;
use crate::domain::testing::{Step, Town, days};
use crate::engine::tests::support::{Clock, START, found, nature, start};
use crate::engine::{Engine, tick};
use crate::register::memory::Memory;
use crate::register::simulated::{Chance, Lie, Simulated};
use jiff::Timestamp;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;
use tokio::task::{AbortHandle, JoinHandle};
use tokio::time::{Instant, sleep};

/// What happened, line by line.
#[derive(Clone, Default)]
pub struct Trace(Arc<Mutex<Vec<String>>>);

impl Trace {
    pub fn tell(&self, line: String) {
        self.0.lock().expect("nobody panics while telling").push(line);
    }

    pub fn told(&self) -> String {
        self.0.lock().expect("nobody panics while telling").join("\n")
    }
}

/// A process: its engine, and the tasks that end with it.
pub struct Instance {
    pub engine: Engine,
    writing: JoinHandle<()>,
    ticking: AbortHandle,
}

/// Everything of one run.
pub struct Run {
    pub seed: u64,
    pub synchronous: bool,
    pub database: Simulated,
    pub trace: Trace,
    /// `None` while its process is dead.
    pub instances: Mutex<Vec<Option<Instance>>>,
    pub chance: Mutex<Chance>,
    pub town: Mutex<Town>,
    pub asked: Mutex<Vec<Asked>>,
    begun: Instant,
    lives: Mutex<u64>,
}

const CLIENTS: usize = 4;
const STEPS: usize = 9;

impl Run {
    pub fn tell(&self, line: &str) {
        self.trace.tell(format!("{:>9} {line}", self.begun.elapsed().as_millis()));
    }

    pub fn below(&self, end: u64) -> u64 {
        self.chance.lock().expect("whole").below(end)
    }

    /// Somebody's engine that is alive.
    pub fn some_engine(&self) -> Option<(usize, Engine)> {
        let instances = self.instances.lock().expect("whole");
        let alive = instances.iter().enumerate().filter_map(|(n, i)| Some((n, i.as_ref()?.engine.clone())));
        let alive: Vec<_> = alive.collect();
        let at = self.below(alive.len() as u64);
        alive.into_iter().nth(usize::try_from(at).expect("small"))
    }

    /// Starts an instance as soon as the database can be read.
    pub async fn start(self: &Arc<Self>, number: usize) {
        let life = {
            let mut lives = self.lives.lock().expect("whole");
            *lives += 1;
            *lives
        };
        let seed = self.seed.wrapping_mul(1_000).wrapping_add(life);
        loop {
            let session = self.database.open(number, seed);
            match Engine::open(Box::new(session), nature(seed)).await {
                Ok((engine, writing, loaded)) => {
                    assert!(loaded.unreadable.is_empty(), "{:?}", loaded.unreadable);
                    let writing = tokio::spawn(writing.run());
                    let run = self.clone();
                    let clock = move || Timestamp::from_millisecond(run.database.now_ms()).expect("a time");
                    let ticking = tokio::spawn(tick::run(engine.clone(), clock)).abort_handle();
                    self.tell(&format!("instance {number} starts at {}", engine.snapshot().seq));
                    self.instances.lock().expect("whole")[number] =
                        Some(Instance { engine, writing, ticking });
                    return;
                }
                Err(fault) => {
                    self.tell(&format!("instance {number} does not start: {fault}"));
                    sleep(Duration::from_millis(400)).await;
                }
            }
        }
    }

    /// Kills an instance where it stands.
    pub fn kill(&self, number: usize) {
        if let Some(instance) = self.instances.lock().expect("whole")[number].take() {
            assert!(!instance.writing.is_finished(), "the writer of instance {number} has fallen over");
            instance.writing.abort();
            instance.ticking.abort();
            self.tell(&format!("instance {number} is killed at {}", instance.engine.snapshot().seq));
        }
    }

    pub fn engines(&self) -> Vec<(usize, Engine)> {
        let instances = self.instances.lock().expect("whole");
        let alive =
            instances.iter().enumerate().filter_map(|(number, instance)| Some((number, instance.as_ref()?)));
        alive
            .map(|(number, instance)| {
                assert!(!instance.writing.is_finished(), "the writer of instance {number} has fallen over");
                (number, instance.engine.clone())
            })
            .collect()
    }
}

/// The town, founded once: every run begins with it.
fn founded() -> &'static Mutex<Memory> {
    static FOUNDED: OnceLock<Mutex<Memory>> = OnceLock::new();
    FOUNDED.get_or_init(|| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let clock = Clock::new();
            let memory = clock.memory();
            let (engine, _) = start(memory.beside(clock.surroundings()), 1).await;
            found(&engine).await;
            Mutex::new(memory)
        })
    })
}

fn town() -> Town {
    static TOWN: OnceLock<Town> = OnceLock::new();
    TOWN.get_or_init(Town::new).clone()
}

/// Steps that follow from the seed.
fn steps(seed: u64) -> Vec<Step> {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), random);
    let mut steps = Vec::new();
    while steps.len() < CLIENTS * STEPS {
        steps.extend(days(STEPS * 2).new_tree(&mut runner).expect("steps").current());
    }
    steps
}

/// Runs a seed. Panics when what was promised does not hold.
pub fn simulate(seed: u64, trace: &Trace, lie: Option<Lie>) {
    let founded = founded();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
    runtime.expect("a runtime").block_on(async {
        let mut chance = Chance::new(seed ^ 0x5eed);
        let (instances, synchronous) = (2 + chance.below(2) as usize, chance.below(3) > 0);
        let start: Timestamp = START.parse().expect("a time");
        let database = {
            let founded = founded.lock().expect("whole");
            Simulated::new(&founded, seed, start.as_millisecond(), instances, synchronous, lie)
        };
        let run = Arc::new(Run {
            seed,
            synchronous,
            database,
            trace: trace.clone(),
            instances: Mutex::new((0..instances).map(|_| None).collect()),
            chance: Mutex::new(chance),
            town: Mutex::new(town()),
            asked: Mutex::default(),
            begun: Instant::now(),
            lives: Mutex::new(0),
        });
        run.tell(&format!("{instances} instances, synchronous: {synchronous}"));
        for number in 0..instances {
            run.start(number).await;
        }
        busy(&run).await;
        peace(&run).await;
        promises::at_the_end(&run).await;
        for number in 0..instances {
            run.kill(number);
        }
    });
}

/// Clients and trouble, side by side.
async fn busy(run: &Arc<Run>) {
    let mut steps = steps(run.seed).into_iter();
    let clients: Vec<_> = (0..CLIENTS)
        .map(|number| tokio::spawn(client(run.clone(), number, steps.by_ref().take(STEPS).collect())))
        .collect();
    let trouble = tokio::spawn(trouble(run.clone(), Trouble::of(run)));
    let watching = tokio::spawn(promises::watch(run.clone()));
    for client in clients {
        client.await.expect("a client ends");
    }
    trouble.await.expect("trouble ends");
    watching.abort();
    match watching.await {
        Err(ended) if ended.is_cancelled() => {}
        broken => broken.expect("what was promised holds at every moment"),
    }
}

/// Nothing fails any more; everybody catches up.
async fn peace(run: &Arc<Run>) {
    run.tell("peace");
    run.database.heal();
    let dead: Vec<usize> = {
        let instances = run.instances.lock().expect("whole");
        (0..instances.len()).filter(|number| instances[*number].is_none()).collect()
    };
    for number in dead {
        run.start(number).await;
    }
    caught_up(run).await;
    super::clients::ask_again(run).await;
    caught_up(run).await;
}

/// Waits until every instance stands where the primary does.
async fn caught_up(run: &Arc<Run>) {
    let begun = Instant::now();
    loop {
        let head = run.database.head();
        let behind = run.engines().into_iter().filter(|(_, engine)| {
            let snapshot = engine.snapshot();
            (snapshot.seq, snapshot.hash) != (head.seq, head.hash)
        });
        let behind: Vec<usize> = behind.map(|(number, _)| number).collect();
        if behind.is_empty() {
            run.tell(&format!("all stand at {}", head.seq));
            return;
        }
        assert!(begun.elapsed() < Duration::from_secs(120), "{behind:?} never catch up with {}", head.seq);
        sleep(Duration::from_millis(100)).await;
    }
}
