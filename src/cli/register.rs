//! `samplats register`.

use super::incident::{self, IncidentArgs};
use super::keeping::{self, CheckpointArgs, KeepingCommand};
use super::remote::Server;
use super::steps::Steps;
use crate::config::Config;
use crate::engine;
use crate::http::resources::register::{StatsView, VerificationView};
use crate::register::{self, Register};
use crate::said::{answer, aside};
use clap::Subcommand;
use indicatif::{ProgressBar, ProgressStyle};
use std::process::ExitCode;

/// What can be asked of the register itself.
#[derive(Subcommand)]
pub enum RegisterCommand {
    /// Checks every number, hash and commitment, and that each record equals its newest version.
    Verify(CheckpointArgs),
    /// Tells how much it holds.
    Stats,
    /// Gathers what is known of a period for an incident report: changes, reads, log-ins and disclosures, with hashes.
    IncidentExport(IncidentArgs),
    #[command(flatten)]
    Keep(KeepingCommand),
}

/// Runs one on the store.
///
/// # Errors
/// The register cannot be opened or read; a sentence.
pub async fn run_here(command: &RegisterCommand, config: &Config) -> anyhow::Result<ExitCode> {
    match command {
        RegisterCommand::Verify(checkpoint) => {
            let register = register::open(&config.store, &config.data).await?;
            let code = verified(&verify(register.as_ref()).await?);
            drop(register);
            let contains = keeping::contains(checkpoint, config).await?;
            Ok(if contains { code } else { ExitCode::FAILURE })
        }
        RegisterCommand::Stats => {
            let mut register = register::open(&config.store, &config.data).await?;
            let stats = register.archive().stats().await?;
            let unreadable = engine::unreadable(register.as_mut()).await?;
            for unreadable in &unreadable {
                aside!("cannot be read and is kept aside: {unreadable}");
            }
            Ok(counted(&StatsView::new(stats, unreadable.len())))
        }
        RegisterCommand::IncidentExport(args) => incident::run_here(args, config).await,
        RegisterCommand::Keep(command) => keeping::run(command, config).await,
    }
}

/// Has a server run one.
///
/// # Errors
/// The server does not do it; a sentence.
pub async fn run_there(command: &RegisterCommand, server: &Server) -> anyhow::Result<ExitCode> {
    match command {
        RegisterCommand::Verify(checkpoint) if checkpoint.is_named() => {
            anyhow::bail!("a checkpoint is compared with the store itself; leave --server out")
        }
        RegisterCommand::Verify(_) => {
            let steps = Steps::new();
            steps.now("the server is checking");
            let found: Result<VerificationView, _> = server.get(&["register", "verify"], &[]).await;
            steps.done();
            Ok(verified(&found?))
        }
        RegisterCommand::Keep(_) => {
            anyhow::bail!("this is done on the store itself, by its operator; leave --server out")
        }
        RegisterCommand::IncidentExport(args) => incident::run_there(args, server).await,
        RegisterCommand::Stats => Ok(counted(&server.get(&["register", "stats"], &[]).await?)),
    }
}

async fn verify(register: &dyn Register) -> anyhow::Result<VerificationView> {
    let archive = register.archive();
    let bar = ProgressBar::new(archive.stats().await?.seq);
    bar.set_style(ProgressStyle::with_template("checking {wide_bar} {pos}/{len} changes")?);
    let found = archive.verify(&|done| bar.set_position(done)).await?;
    bar.finish_and_clear();
    Ok(found.into())
}

fn verified(found: &VerificationView) -> ExitCode {
    answer!(
        "{} changes and {} records checked, {} with erased content, {} faults",
        found.changes,
        found.records,
        found.erased,
        found.faults.len()
    );
    for by in &found.erased_by {
        answer!("  {} by decision {}, {} to {}", by.versions, by.decision, by.first, by.last);
    }
    for fault in &found.faults {
        aside!("{fault}");
    }
    if found.holds { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn counted(stats: &StatsView) -> ExitCode {
    for of in &stats.records {
        answer!("{:<16}{:>12}", of.kind, of.count);
    }
    answer!("{:<16}{:>12}", "versions", stats.versions);
    answer!("{:<16}{:>12}", "changes", stats.changes);
    answer!("{:<16}{:>12}", "commands", stats.commands);
    answer!("{:<16}{:>12}", "bytes", stats.bytes);
    answer!("{:<16}{:>12}", "kept aside", stats.kept_aside);
    ExitCode::SUCCESS
}
