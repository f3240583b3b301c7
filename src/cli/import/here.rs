//! An import straight on the store.

use super::told::{Refused, refused, told};
use super::{ImportArgs, open};
use crate::cli::steps::Steps;
use crate::domain::command::{Actor, Command};
use crate::engine::{Done, Engine, NotDone, Request};
use crate::http::imports::{ImportAnswer, ImportFault};
use crate::http::problem::Problem;
use crate::import::plan::{Again, Job, NotTaken, Order, Prepared, ToWrite, Toward, prepare_telling};
use crate::import::{Format, Source};
use crate::index::snapshot::Snapshot;
use crate::register::CommandKey;
use anyhow::{Context, anyhow, bail};
use jiff::Timestamp;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;

/// How often a register that is away, or takes longer over a file than a caller's patience, is asked again.
const ASKED_MAX: usize = 60;
/// Between two askings: what is away says so at once.
const PAUSE: Duration = Duration::from_secs(1);
/// Rows of reports that are decided and written at a time: some megabytes, and a commit takes a blink.
const BATCH_ROWS: usize = 4_000;
/// Batches that are ready while one is written.
const BATCHES_AHEAD: usize = 1;

/// What is imported, and into what.
struct Work {
    source: Source,
    format: Format,
    order: Order,
    world: Arc<Snapshot>,
    actor: Actor,
    now: Timestamp,
}

impl Work {
    fn job(&self) -> Job<'_> {
        Job {
            source: &self.source,
            format: self.format,
            order: &self.order,
            world: &self.world,
            actor: &self.actor,
            now: self.now,
            batch_rows: Some(BATCH_ROWS),
        }
    }
}

/// Imports a file. What came of it goes to standard output, faults go to standard error; the exit code is 1 when the
/// file is refused.
///
/// The whole file is checked first. One that is too large for one command is then read again and written in batches: an
/// import that was interrupted goes on when it is run again. Batches of reports have keys that are made of the file; what
/// is put in the place of what is known has a fresh one each time, since it may have been another meanwhile.
///
/// # Errors
/// The file cannot be read, its format cannot be told, or the register does not take it; a sentence each.
pub async fn run(args: ImportArgs, engine: &Engine) -> anyhow::Result<ExitCode> {
    let steps = Steps::new();
    steps.now("reading and checking");
    let (order, world, file) = (args.order(), engine.snapshot(), args.file.clone());
    let telling = steps.clone();
    let prepared = tokio::task::spawn_blocking(move || -> anyhow::Result<_> {
        let (source, format) = open(&file)?;
        let work = Work { source, format, order, world, actor: Actor::system(), now: Timestamp::now() };
        let prepared =
            prepare_telling(&work.job(), |rows| telling.now(format!("reading and checking: {rows} rows")));
        Ok((prepared, work))
    });
    let (prepared, work) = prepared.await.context("the file could not be checked")??;
    let mut prepared = match prepared {
        Ok(prepared) => prepared,
        Err(NotTaken::Faulty { faults, found, notes }) => {
            steps.done();
            let faults = faults.into_iter().map(ImportFault::from).collect();
            return Ok(refused(&args.file, &Refused { faults, found, notes }));
        }
        Err(NotTaken::Refused(refusal)) => {
            bail!("the import is not allowed: {}", Problem::from(refusal).detail)
        }
    };
    if !args.dry_run {
        steps.now("writing");
        match prepared.command.take() {
            Some(command) => {
                if let Written::Now(done) = write(engine, random_key()?, command).await? {
                    prepared.written(&done);
                }
            }
            None => prepared = write_batches(engine, work, prepared, &steps).await?,
        }
    }
    steps.done();
    Ok(told(&ImportAnswer::of(args.what, args.dry_run, prepared)))
}

/// Reads the file again beside the writing, one batch ahead of it.
async fn write_batches(
    engine: &Engine,
    work: Work,
    prepared: Prepared,
    steps: &Steps,
) -> anyhow::Result<Prepared> {
    let (batches, mut ready) = mpsc::channel(BATCHES_AHEAD);
    let reading = tokio::task::spawn_blocking(move || {
        let read = read_again(&work, &prepared, &batches);
        drop(batches);
        (read, prepared)
    });
    let (mut written, mut unchanged) = (0, 0);
    while let Some(((at, of), ToWrite { key, command, created, same })) = ready.recv().await {
        steps.now(format!("writing: batch {at} of {of}"));
        let key = key.map_or_else(random_key, Ok)?;
        let done = write(engine, key, command).await.with_context(|| {
            format!(
                "at least {written} row(s) are in the register; run it again, and it goes on where it stopped"
            )
        })?;
        let (new, old) = match done {
            // An earlier run has written it. What it came to then is not remembered: it is there.
            Written::Now(done) if done.replayed => (0, created + same),
            Written::Now(done) => (done.changed, done.unchanged),
            Written::Late => (created, same),
        };
        written += new;
        unchanged += old;
    }
    let (read, mut prepared) = reading.await.context("the file could not be read again")?;
    read.with_context(|| format!("{written} row(s) are in the register, and the rest is not"))?;
    prepared.written_in_batches(written, unchanged);
    Ok(prepared)
}

type Ready = ((usize, usize), ToWrite);

fn read_again(work: &Work, prepared: &Prepared, batches: &mpsc::Sender<Ready>) -> anyhow::Result<()> {
    let job = work.job();
    let mut again = Again::begin(&job, prepared).map_err(|_| changed())?;
    loop {
        match again.step() {
            Ok(None) => return Ok(()),
            Ok(Some(batch)) => {
                // A writer that has failed takes no more, and tells why itself.
                if batches.blocking_send((again.progress(), batch)).is_err() {
                    return Ok(());
                }
            }
            Err(Ok(Toward::Changed) | Err(_)) => return Err(changed()),
        }
    }
}

fn changed() -> anyhow::Error {
    anyhow!("the file has changed since it was checked; run it again when nobody writes to it")
}

/// Another run of the same file has another key: it is looked at anew.
fn random_key() -> anyhow::Result<String> {
    let mut random = [0; 16];
    getrandom::fill(&mut random).map_err(|error| anyhow!("the system gives no random numbers: {error}"))?;
    Ok(data_encoding::HEXLOWER.encode(&random))
}

/// What became of a command.
enum Written {
    /// It was answered.
    Now(Done),
    /// It took longer than a caller waits, and was found written when it was asked after: what it came to is what was
    /// expected of it.
    Late,
}

/// Writes under a key, and asks again under the same one while a large file takes its time or the register is away.
async fn write(engine: &Engine, key: String, command: Command) -> anyhow::Result<Written> {
    let key = CommandKey { caller: "command-line".into(), key };
    let request = Request { actor: Actor::system(), key, request_hash: [0; 32], expected: None, command };
    let mut may_have_been_taken = false;
    for asked in 0..ASKED_MAX {
        if asked > 0 {
            tokio::time::sleep(PAUSE).await;
        }
        match engine.submit(request.clone()).await {
            Ok(done) if done.replayed && may_have_been_taken => return Ok(Written::Late),
            Ok(done) => return Ok(Written::Now(done)),
            Err(NotDone::Unknown) => may_have_been_taken = true,
            Err(NotDone::Unavailable) => {}
            Err(NotDone::Refused(refusal)) => {
                bail!(
                    "something else was written at the same time, and now it is refused: {}; run it again",
                    Problem::from(refusal).detail
                )
            }
            Err(NotDone::KeyReused | NotDone::Quarantined | NotDone::NotYet | NotDone::Impossible) => {
                bail!("the register did not take the import")
            }
        }
    }
    if may_have_been_taken {
        bail!(
            "the register has not said whether it took the import; run it again, which changes nothing if it did"
        )
    }
    bail!("the register cannot be written to just now, and has not taken the import")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::tests::support::{Clock, found, nature};
    use crate::register::Fault;
    use crate::register::faulty::{Act, Script, Step};

    async fn town() -> (Script, Engine) {
        let script = Clock::new().script();
        let (engine, writing, _) = Engine::open(Box::new(script.open()), nature(1)).await.expect("opened");
        tokio::spawn(writing.run());
        found(&engine).await;
        (script, engine)
    }

    async fn import(engine: &Engine, key: &str) -> String {
        let command = Command::PutParties(crate::domain::testing::parties());
        match write(engine, key.into(), command).await {
            Ok(Written::Now(done)) => format!("now, replayed: {}", done.replayed),
            Ok(Written::Late) => "late".into(),
            Err(why) => why.to_string(),
        }
    }

    /// The command line's own arguments.
    #[derive(clap::Parser)]
    struct Line {
        #[command(flatten)]
        args: ImportArgs,
    }

    /// Imports one row more than a batch takes, all in one street.
    async fn import_street(engine: &Engine, folder: &std::path::Path, street: &str) {
        let row = |n: usize| format!("{n},{street},{n},18.006,59.3055\n");
        let rows: String = (0..=BATCH_ROWS).map(row).collect();
        let path = folder.join("addresses.csv");
        std::fs::write(&path, format!("id,street,number,lon,lat\n{rows}")).expect("written");
        let line =
            <Line as clap::Parser>::parse_from(["import".as_ref(), "addresses".as_ref(), path.as_os_str()]);
        assert_eq!(run(line.args, engine).await.expect("imported"), ExitCode::SUCCESS);
    }

    fn streets(engine: &Engine) -> Vec<(String, usize)> {
        let mut streets = std::collections::BTreeMap::new();
        for address in engine.snapshot().reference.addresses.iter() {
            *streets.entry(address.street.to_string()).or_default() += 1;
        }
        streets.into_iter().collect()
    }

    #[tokio::test]
    async fn a_large_file_that_comes_again_after_another_is_taken_again() {
        let ((_, engine), folder) = (town().await, tempfile::tempdir().expect("a folder"));
        for street in ["Ekgatan", "Björkgatan", "Ekgatan"] {
            import_street(&engine, folder.path(), street).await;
            assert_eq!(streets(&engine), [(street.to_owned(), BATCH_ROWS + 1)]);
        }
    }

    fn away(script: &Script, from: u64, to: u64) {
        for nth in from..=to {
            script.at(Step::Begin, nth, Act::Refuse(Fault::Unavailable("away".into())));
        }
    }

    #[tokio::test(start_paused = true)]
    async fn what_may_have_been_taken_is_never_said_not_to_be() {
        let (script, engine) = town().await;
        script.at(Step::Commit, 1, Act::DoneButUnknown);
        away(&script, 2, 1_000);
        let said = import(&engine, "k").await;
        assert!(said.contains("has not said whether it took the import"), "{said}");

        let (script, engine) = town().await;
        away(&script, 1, 1_000);
        let said = import(&engine, "k").await;
        assert!(said.contains("has not taken the import"), "{said}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_register_that_is_away_for_a_while_is_waited_for() {
        let (script, engine) = town().await;
        away(&script, 1, 10);
        assert_eq!(import(&engine, "a").await, "now, replayed: false");
        assert_eq!(import(&engine, "a").await, "now, replayed: true", "an earlier run took it");
        script.at(Step::Commit, 1, Act::DoneButUnknown);
        away(&script, 2, 10);
        assert_eq!(import(&engine, "b").await, "late");
    }
}
