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
use anyhow::bail;
use clap::Args;
use std::process::ExitCode;
use std::time::Duration;

/// A run on a server is looked at this often.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// So many looks in a row see a run that nobody carries on before it is said to have broken off: of several instances behind
/// one address, any may answer, and only one of them carries it out.
const IDLE_LOOKS_MAX: u32 = 20;

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
    let (steps, mut watch) = (Steps::new(), Watch::default());
    let run = loop {
        let run: RetentionRunView = server.get(&["retention", "runs", &id], &[]).await?;
        let (done, all) = run.rules.iter().fold((0, 0), |(done, all), of| (done + of.erased, all + of.due));
        match watch.sees(&run, done) {
            Stands::Ended => break run,
            Stands::GoesOn => steps.now(format!("{done} of {all} erased")),
            Stands::BrokeOff => {
                steps.done();
                bail!(
                    "the run {id} broke off on the server, with {done} of {all} erased; the server's log says why. What \
                     is erased stays so, and another run takes the rest"
                )
            }
        }
        tokio::time::sleep(LOOK_EVERY).await;
    };
    steps.done();
    for rule in &run.rules {
        answer!("{}: {} erased by decision {}", rule.rule, rule.erased, rule.decision);
    }
    answer!("archive package on the server: {}; manifest {}", run.package.name, run.package.manifest_sha256);
    Ok(ExitCode::SUCCESS)
}

/// How a run is getting on, as one look after another tells.
#[derive(Default)]
struct Watch {
    done: u32,
    idle_looks: u32,
}

/// How it stands.
#[derive(Debug, PartialEq, Eq)]
enum Stands {
    Ended,
    GoesOn,
    BrokeOff,
}

impl Watch {
    fn sees(&mut self, run: &RetentionRunView, done: u32) -> Stands {
        if run.ended_at.is_some() {
            return Stands::Ended;
        }
        let is_idle = !run.goes_on && done == self.done;
        self.idle_looks = if is_idle { self.idle_looks + 1 } else { 0 };
        self.done = done;
        if self.idle_looks < IDLE_LOOKS_MAX { Stands::GoesOn } else { Stands::BrokeOff }
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::resources::retention::PackageView;

    fn run(goes_on: bool, ended: bool) -> RetentionRunView {
        RetentionRunView {
            id: "R".into(),
            begun_at: String::new(),
            ended_at: ended.then(String::new),
            goes_on,
            rules: Vec::new(),
            package: PackageView { name: String::new(), manifest_sha256: String::new() },
        }
    }

    #[test]
    fn a_run_that_nobody_carries_on_for_a_while_has_broken_off() {
        let mut watch = Watch::default();
        for _ in 0..1_000 {
            assert_eq!(watch.sees(&run(true, false), 0), Stands::GoesOn, "however long it takes");
        }
        for _ in 1..IDLE_LOOKS_MAX {
            assert_eq!(
                watch.sees(&run(false, false), 0),
                Stands::GoesOn,
                "another instance may have answered"
            );
        }
        assert_eq!(watch.sees(&run(false, false), 1), Stands::GoesOn, "it comes on");
        for _ in 1..IDLE_LOOKS_MAX {
            assert_eq!(watch.sees(&run(false, false), 1), Stands::GoesOn);
        }
        assert_eq!(watch.sees(&run(false, false), 1), Stands::BrokeOff);
        assert_eq!(Watch::default().sees(&run(false, true), 1), Stands::Ended);
    }
}
