//! `samplats register`.

use crate::config::Config;
use crate::register::{self, Register};
use clap::Subcommand;
use indicatif::{ProgressBar, ProgressStyle};
use std::process::ExitCode;

/// What can be asked of the register itself.
#[derive(Subcommand)]
pub enum RegisterCommand {
    /// Checks every number, hash and commitment, and that each record equals its newest version.
    Verify,
    /// Tells how much it holds.
    Stats,
}

/// Runs one.
///
/// # Errors
/// The register cannot be opened or read; a sentence.
pub async fn run(command: &RegisterCommand, config: &Config) -> anyhow::Result<ExitCode> {
    let register = register::open(&config.store, &config.data).await?;
    match command {
        RegisterCommand::Verify => verify(register.as_ref()).await,
        RegisterCommand::Stats => stats(register.as_ref()).await,
    }
}

async fn verify(register: &dyn Register) -> anyhow::Result<ExitCode> {
    let archive = register.archive();
    let bar = ProgressBar::new(archive.stats().await?.seq);
    bar.set_style(ProgressStyle::with_template("checking {wide_bar} {pos}/{len} changes")?);
    let found = archive.verify(&|done| bar.set_position(done)).await?;
    bar.finish_and_clear();
    println!(
        "{} changes and {} records checked, {} with erased content, {} faults",
        found.changes,
        found.records,
        found.erased,
        found.faults.len()
    );
    for fault in &found.faults {
        eprintln!("{fault}");
    }
    Ok(if found.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn stats(register: &dyn Register) -> anyhow::Result<ExitCode> {
    let stats = register.archive().stats().await?;
    for (kind, count) in &stats.records {
        println!("{kind:<16}{count:>12}");
    }
    println!("{:<16}{:>12}", "versions", stats.versions);
    println!("{:<16}{:>12}", "changes", stats.seq);
    println!("{:<16}{:>12}", "commands", stats.commands);
    println!("{:<16}{:>12}", "bytes", stats.bytes);
    Ok(ExitCode::SUCCESS)
}
