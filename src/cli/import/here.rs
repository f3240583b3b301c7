//! An import straight on the store.

use super::told::{Refused, refused, told};
use super::{ImportArgs, open};
use crate::cli::steps::Steps;
use crate::domain::command::{Actor, Command};
use crate::engine::{Done, Engine, NotDone, Request};
use crate::http::imports::{ImportAnswer, ImportFault};
use crate::http::problem::Problem;
use crate::import::plan::{NotTaken, prepare};
use crate::register::CommandKey;
use anyhow::{Context, anyhow, bail};
use jiff::Timestamp;
use std::process::ExitCode;

/// How often a file whose writing takes longer than a caller's patience is asked after.
const ASKED_MAX: usize = 60;

/// Imports a file. What came of it goes to standard output, faults go to standard error; the exit code is 1 when the
/// file is refused.
///
/// # Errors
/// The file cannot be read, its format cannot be told, or the register does not take it; a sentence each.
pub async fn run(args: ImportArgs, engine: &Engine) -> anyhow::Result<ExitCode> {
    let steps = Steps::new();
    steps.now("reading and checking");
    let (order, world, file) = (args.order(), engine.snapshot(), args.file.clone());
    let prepared = tokio::task::spawn_blocking(move || -> anyhow::Result<_> {
        let (bytes, format) = open(&file, order.read.limits.max_bytes)?;
        Ok(prepare(&bytes, format, &order, &world, &Actor::system(), Timestamp::now()))
    });
    let mut prepared = match prepared.await.context("the file could not be checked")?? {
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
        let done = write(engine, prepared.command.clone()).await?;
        prepared.written(&done);
    }
    steps.done();
    Ok(told(&ImportAnswer::of(args.what, args.dry_run, prepared)))
}

/// Writes under one random key, and asks again under the same one while a large file takes its time. Another run of
/// the same file has another key: it is looked at anew.
async fn write(engine: &Engine, command: Command) -> anyhow::Result<Done> {
    let mut random = [0; 16];
    getrandom::fill(&mut random).map_err(|error| anyhow!("the system gives no random numbers: {error}"))?;
    let key = CommandKey { caller: "command-line".into(), key: data_encoding::HEXLOWER.encode(&random) };
    let request = Request { actor: Actor::system(), key, request_hash: [0; 32], expected: None, command };
    for _ in 0..ASKED_MAX {
        match engine.submit(request.clone()).await {
            Ok(done) => return Ok(done),
            Err(NotDone::Unknown) => {}
            Err(NotDone::Refused(refusal)) => {
                bail!(
                    "something else was written at the same time, and now it is refused: {}; run it again",
                    Problem::from(refusal).detail
                )
            }
            Err(NotDone::Unavailable) => {
                bail!("the register cannot be written to just now; nothing was imported")
            }
            Err(NotDone::KeyReused | NotDone::Quarantined | NotDone::Impossible) => {
                bail!("the register did not take the import")
            }
        }
    }
    bail!(
        "the register has not said whether it took the import; run it again, which changes nothing if it did"
    )
}
