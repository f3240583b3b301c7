//! `samplats retention`.

use super::remote::{Again, Server};
use super::steps::Steps;
use crate::app::{self, Opened};
use crate::config::Config;
use crate::domain::ids::crockford;
use crate::http::resources::retention::{DueView, RetentionPlanView, RetentionRunView};
use crate::retention::job::{self, Orderer};
use crate::retention::plan::{Plan, Planned, plan};
use crate::said::answer;
use clap::Args;
use std::process::ExitCode;
use std::time::Duration;

/// A run on a server is looked at this often.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// How the retention is run.
#[derive(Args)]
pub struct RetentionArgs {
    /// Only tell what would be erased.
    #[arg(long)]
    dry_run: bool,
}

/// Runs it on the store.
///
/// # Errors
/// A sentence: the register or the archive folder cannot be used.
pub async fn run_here(args: &RetentionArgs, opened: &Opened, config: &Config) -> anyhow::Result<ExitCode> {
    let (engine, now) = (opened.app.engine(), opened.app.accounts().now());
    if args.dry_run {
        let plan = plan(&engine.snapshot(), engine.archive().as_ref(), now).await?;
        tell_due(&dues(&plan));
        return Ok(ExitCode::SUCCESS);
    }
    let steps = Steps::new();
    steps.now("writing the archive package and reading it back");
    let begun = job::begin(engine, &config.archive, Orderer::operator(), now).await;
    steps.done();
    let (begun, plan) = begun?;
    tell_due(&dues(&plan));
    let Some(begun) = begun else { return Ok(ExitCode::SUCCESS) };
    let steps = Steps::new();
    let told = steps.clone();
    let carried_out =
        job::carry_out(engine, &begun, now, move |done, all| told.now(format!("{done} of {all} erased")))
            .await;
    steps.done();
    // What was erased is written down though the run broke off.
    app::erasures_of(config, opened).add_missing(engine)?;
    carried_out?;
    let run = engine.snapshot().reference.retention_runs.get(&begun.run.bits()).cloned();
    let run = run.ok_or_else(|| anyhow::anyhow!("the run has no report"))?;
    for rule in &run.rules {
        answer!("{}: {} erased by decision {}", rule.rule.code(), rule.erased.unwrap_or(0), rule.decision);
    }
    let package = config.archive.join(&run.package.name);
    answer!("archive package: {}; manifest {}", package.display(), run.package.manifest_sha256);
    answer!("to overwrite what they lay in: samplats register vacuum");
    Ok(ExitCode::SUCCESS)
}

/// Has a server run it.
///
/// # Errors
/// The server does not do it; a sentence.
pub async fn run_there(args: &RetentionArgs, server: &Server) -> anyhow::Result<ExitCode> {
    let body = serde_json::json!({ "dry_run": args.dry_run });
    let path = ["retention", "runs"];
    let begun: RetentionPlanView = server.post(&path, &body, Again::Same).await?;
    tell_due(&begun.rules);
    let Some(id) = begun.run else { return Ok(ExitCode::SUCCESS) };
    let steps = Steps::new();
    let run = loop {
        let run: RetentionRunView = server.get(&["retention", "runs", &id], &[]).await?;
        if run.ended_at.is_some() {
            break run;
        }
        let (done, all) = run.rules.iter().fold((0, 0), |(done, all), of| (done + of.erased, all + of.due));
        steps.now(format!("{done} of {all} erased"));
        tokio::time::sleep(LOOK_EVERY).await;
    };
    steps.done();
    for rule in &run.rules {
        answer!("{}: {} erased by decision {}", rule.rule, rule.erased, rule.decision);
    }
    answer!("archive package on the server: {}; manifest {}", run.package.name, run.package.manifest_sha256);
    Ok(ExitCode::SUCCESS)
}

/// For the operator at the store, who sees everything there is.
fn dues(plan: &Plan) -> Vec<DueView> {
    let due = |planned: &Planned| DueView {
        rule: planned.rule.code().to_owned(),
        keep: planned.kept.keep,
        decision: planned.kept.decision.clone(),
        due: planned.due(),
        ids: planned.things.iter().map(|key| crockford(key.bits)).collect(),
    };
    plan.rules.iter().map(due).collect()
}

fn tell_due(dues: &[DueView]) {
    if dues.is_empty() {
        answer!("nothing has been decided: put decisions into the table first, /api/retention/rules");
    }
    for due in dues {
        answer!("{}: {} due by decision {}", due.rule, due.due, due.decision);
        for id in &due.ids {
            answer!("  {id}");
        }
    }
}
