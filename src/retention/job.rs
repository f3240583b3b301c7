//! The run: plan, write the package, erase in batches, keep the report. It goes through the writer's loop
//! like every command, so that it is chained, seen by followers, and done once however often it is sent.

use super::cut::Cut;
use super::package::{self, PackageFault};
use super::plan::{Plan, Planned, lines_before, plan};
use crate::domain::command::{Actor, Command, DueThing};
use crate::domain::decide::ERASED_MAX;
use crate::domain::ids::RetentionRunId;
use crate::domain::record::{Key, Kind};
use crate::domain::retention::{RuleName, RunRule};
use crate::domain::time::date_of;
use crate::engine::{Done, Engine, NotDone, Request};
use crate::index::snapshot::Snapshot;
use crate::register::erasure::COMMANDS_MAX;
use crate::register::{CommandKey, Fault};
use jiff::Timestamp;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// A batch that could not be written, or not surely, is sent again under the same key.
const TRIES: usize = 10;
const TRY_AGAIN: Duration = Duration::from_secs(1);

/// Why a run did not go on. What it had erased is erased; another run takes the rest.
#[derive(Debug, thiserror::Error)]
pub enum JobFault {
    /// No package, so nothing is erased.
    #[error(transparent)]
    Package(#[from] PackageFault),
    /// The register cannot be read.
    #[error(transparent)]
    Register(#[from] Fault),
    /// A command was not carried out.
    #[error("a part of the retention was not carried out: {0:?}")]
    NotDone(NotDone),
    /// The rest was carried out.
    #[error(
        "{parts} part(s) of the retention were refused, and all others carried out; the first: {first:?}"
    )]
    Refused {
        /// How many commands.
        parts: usize,
        /// Why the first of them was not.
        first: NotDone,
    },
}

/// On whose behalf a run is made.
#[derive(Clone, Debug)]
pub struct Orderer {
    /// An administrator, or the system itself.
    pub actor: Actor,
    /// What its keys are scoped to.
    pub caller: String,
}

impl Orderer {
    /// The operator at the store itself.
    #[must_use]
    pub fn operator() -> Self {
        Self { actor: Actor::system(), caller: "retention".into() }
    }
}

/// A run whose package is written and that has begun.
pub struct Begun {
    /// The run.
    pub run: RetentionRunId,
    /// What it is about to erase.
    pub plan: Arc<Plan>,
    orderer: Orderer,
    /// Most that one of its commands erases at all.
    pub(super) most: usize,
}

/// Plans, writes the package into `folder` and begins a run; `None` when nothing is due, and then nothing
/// is written either. The plan is answered in both cases.
///
/// # Errors
/// [`JobFault`]; nothing has been erased.
pub async fn begin(
    engine: &Engine,
    folder: &Path,
    orderer: Orderer,
    now: Timestamp,
) -> Result<(Option<Begun>, Arc<Plan>), JobFault> {
    let snapshot = engine.snapshot();
    let plan = Arc::new(plan(&snapshot, engine.archive().as_ref(), now).await?);
    if plan.is_empty() {
        return Ok((None, plan));
    }
    let random = getrandom::u32().map_err(|error| Fault::Unavailable(error.to_string()))?;
    let name = format!("{}-{random:08x}", now.strftime("%Y%m%dT%H%M%SZ"));
    let package = package::write(folder, &name, (snapshot, engine.archive()), &plan, now).await?;
    let rules = plan.rules.iter().map(run_rule).collect();
    let command = Command::BeginRetentionRun { rules, package };
    let done = submit(engine, &orderer, format!("retention:{name}"), command).await?;
    let Some(Key { kind: Kind::RetentionRun, bits }) = done.about else {
        return Err(JobFault::NotDone(NotDone::Impossible));
    };
    let run = RetentionRunId::from_bits(bits);
    Ok((Some(Begun { run, plan: plan.clone(), orderer, most: ERASED_MAX }), plan))
}

fn run_rule(planned: &Planned) -> RunRule {
    RunRule {
        rule: planned.rule,
        keep: planned.kept.keep,
        decision: planned.kept.decision.clone(),
        due: u32::try_from(planned.due()).unwrap_or(u32::MAX),
        erased: None,
    }
}

/// Erases what a run was begun for, and ends it. `told` is called with how many things of how many are done. A part that is
/// refused is left to another run, and so is the end of this one: the same part would keep all others from being erased,
/// run after run.
///
/// # Errors
/// [`JobFault`]; another run takes what is left.
pub async fn carry_out(
    engine: &Engine,
    begun: &Begun,
    now: Timestamp,
    mut told: impl FnMut(u64, u64) + Send,
) -> Result<(), JobFault> {
    let Begun { run, plan, orderer, most } = begun;
    let all: u64 = plan.rules.iter().map(Planned::due).sum();
    let (mut done, mut refused) = (0, Refusals::default());
    for planned in &plan.rules {
        let mut cut = Cut::new(planned, now, *most);
        for number in 0.. {
            // Let go of before anything is written: a world that somebody looks at is written beside and not into.
            let next = cut.next(&engine.snapshot());
            let Some(things) = next else { break };
            let of_rule = things.iter().filter(|thing| Some(thing.key.kind) == planned.rule.kind()).count();
            if refused.passes(erase(engine, begun, planned.rule, number, things).await)? {
                done += of_rule as u64;
                told(done, all);
            }
        }
        if planned.commands > 0 && refused.passes(forget_commands(engine, begun, planned, now).await)? {
            done += planned.commands;
            told(done, all);
        }
    }
    refused.none()?;
    let erased = plan.rules.iter().map(|planned| (planned.rule, erased_by(engine, *run, planned))).collect();
    let command = Command::EndRetentionRun { run: *run, erased };
    submit(engine, orderer, format!("retention:{run}:end"), command).await?;
    Ok(())
}

/// The parts of a run that were refused.
#[derive(Default)]
struct Refusals {
    parts: usize,
    first: Option<NotDone>,
}

impl Refusals {
    /// Whether a part was carried out. What keeps the others from being tried as well is an error.
    fn passes(&mut self, part: Result<(), JobFault>) -> Result<bool, JobFault> {
        match part {
            Ok(()) => Ok(true),
            Err(JobFault::NotDone(why)) if !matches!(why, NotDone::Unavailable | NotDone::Unknown) => {
                self.parts += 1;
                self.first.get_or_insert(why);
                Ok(false)
            }
            Err(fault) => Err(fault),
        }
    }

    fn none(self) -> Result<(), JobFault> {
        self.first.map_or(Ok(()), |first| Err(JobFault::Refused { parts: self.parts, first }))
    }
}

async fn erase(
    engine: &Engine,
    Begun { run, orderer, .. }: &Begun,
    rule: RuleName,
    number: u64,
    things: Vec<DueThing>,
) -> Result<(), JobFault> {
    let key = format!("retention:{run}:{}:{number}", rule.code());
    submit(engine, orderer, key, Command::EraseDue { run: *run, rule, things }).await.map(drop)
}

async fn forget_commands(
    engine: &Engine,
    begun: &Begun,
    planned: &Planned,
    now: Timestamp,
) -> Result<(), JobFault> {
    let before = planned.rule.forgotten_before(planned.kept.keep, date_of(now));
    let Some(before) = before else { return Ok(()) };
    // An order takes as many lines of the audit log as it takes commands.
    let most = planned.commands / COMMANDS_MAX as u64 + 1;
    for number in 0..most {
        erase(engine, begun, planned.rule, number, Vec::new()).await?;
        if lines_before(engine.archive().as_ref(), planned.rule, before).await? == 0 {
            break;
        }
    }
    Ok(())
}

fn erased_by(engine: &Engine, run: RetentionRunId, planned: &Planned) -> u32 {
    let things = erased_so_far(&engine.snapshot(), run, planned.rule);
    things.saturating_add(u32::try_from(planned.commands).unwrap_or(u32::MAX))
}

/// How many things a rule has erased in a run. What goes along with another is not counted.
#[must_use]
pub fn erased_so_far(snapshot: &Snapshot, run: RetentionRunId, rule: RuleName) -> u32 {
    let erasures = snapshot.reference.erasures.values();
    let of_run = erasures.filter(|erasure| erasure.run == Some(run) && erasure.rule == Some(rule));
    let items = of_run.flat_map(|erasure| &erasure.items).filter(|item| Some(item.kind) == rule.kind());
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}

/// Sends a command until it is known what came of it.
async fn submit(engine: &Engine, orderer: &Orderer, key: String, command: Command) -> Result<Done, JobFault> {
    let request = Request {
        actor: orderer.actor.clone(),
        key: CommandKey { caller: orderer.caller.clone(), key },
        // The key says all there is to the request.
        request_hash: [0; 32],
        expected: None,
        command,
    };
    for _ in 1..TRIES {
        match engine.submit(request.clone()).await {
            Err(NotDone::Unavailable | NotDone::Unknown) => tokio::time::sleep(TRY_AGAIN).await,
            settled => return settled.map_err(JobFault::NotDone),
        }
    }
    engine.submit(request).await.map_err(JobFault::NotDone)
}
