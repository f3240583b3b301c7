//! What the demo's city has decided to keep, and one run that let go of what was due by it.

use crate::domain::command::{Actor, Command};
use crate::domain::retention::RuleName;
use crate::engine::{Engine, Request};
use crate::register::CommandKey;
use crate::retention::job::{self, Orderer};
use anyhow::{Result, anyhow};
use jiff::Timestamp;
use std::path::Path;

/// Decided before the run: who reported is known for ten months.
const BEFORE: (RuleName, u32) = (RuleName::ReportReporter, 10);
/// Decided after it, so that something is due: words and photos are kept for eleven.
const AFTER: (RuleName, u32) = (RuleName::ReportText, 11);
/// By what.
const DECISION: &str = "Påhittat gallringsbeslut KS 2026/115";

/// Decides what is kept how long, and carries out one run into `archive`.
///
/// # Errors
/// A command was refused, or the archive's folder cannot be written.
pub async fn weed(engine: &Engine, archive: &Path, now: Timestamp) -> Result<()> {
    decide(engine, BEFORE).await?;
    let (begun, _) = job::begin(engine, archive, Orderer::operator(), now).await?;
    if let Some(begun) = begun {
        job::carry_out(engine, &begun, now, |_, _| ()).await?;
    }
    decide(engine, AFTER).await
}

async fn decide(engine: &Engine, (rule, keep): (RuleName, u32)) -> Result<()> {
    let decision = DECISION.to_owned();
    let command = Command::PutRetentionRule { rule, keep: Some(keep), decision, from: None, until: None };
    let request = Request {
        actor: Actor::system(),
        key: CommandKey { caller: "demo retention".into(), key: rule.code().to_owned() },
        request_hash: [0; 32],
        expected: None,
        command,
    };
    engine.submit(request).await.map_err(|why| anyhow!("the demo's keep times were not decided: {why:?}"))?;
    Ok(())
}
