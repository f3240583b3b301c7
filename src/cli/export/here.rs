//! An export from the store itself. Its operator has the store in hand, and may look through any party's eyes.

use super::ExportArgs;
use super::whole_file::WholeFile;
use crate::cli::steps::Steps;
use crate::domain::access::{Role, Viewer};
use crate::domain::audit::Surface;
use crate::domain::command::Actor;
use crate::export::Watch;
use crate::http::audited;
use crate::http::caller::Caller;
use crate::http::exports::{Asked, Made, make};
use crate::http::problem::Problem;
use crate::http::request::Language;
use crate::http::state::App;
use crate::index::snapshot::Snapshot;
use crate::said::aside;
use anyhow::{anyhow, bail};
use reqwest::Url;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// How often the line that tells how far it is changes.
const TOLD_EVERY: Duration = Duration::from_millis(250);

/// Runs it.
///
/// # Errors
/// A sentence: what is asked cannot be, or the file cannot be written.
pub async fn run(args: ExportArgs, app: &App) -> anyhow::Result<ExitCode> {
    // First of all: a file that cannot be written should not be found out at the end.
    let mut file = WholeFile::begin(&args.output)?;
    let asked = asked(&args, &app.engine().snapshot())?;
    let by = audited::told_by(&app.engine().snapshot(), &asked.caller.name, &asked.caller.actor);
    let (watch, steps) = (Arc::new(Watch::default()), Steps::new());
    steps.now(if asked.as_of.is_some() { "reading the register as it stood" } else { "reading" });
    let made = make(app.engine(), asked, app.export_limits(), Arc::clone(&watch));
    let tell = async {
        loop {
            tokio::time::sleep(TOLD_EVERY).await;
            if let rows @ 1.. = watch.rows.load(Ordering::Relaxed) {
                steps.now(format!("{rows} rows written"));
            }
        }
    };
    let made = tokio::select! {
        made = made => made,
        never = tell => never,
    };
    steps.done();
    let Made { mut spooled, erased, told } = made.map_err(|why| sentence(&Problem::from(why)))?;
    app.audit().read_durably(&by, Surface::File, &told).await?;
    file.take(&mut spooled.file)?;
    if erased.records + erased.contents > 0 {
        aside!(
            "note: of what the register held then, {} record(s) and the text of {} have been erased since",
            erased.records,
            erased.contents
        );
    }
    Ok(args.told(file.finish()?, Some(spooled.rows)))
}

fn asked(args: &ExportArgs, present: &Snapshot) -> anyhow::Result<Asked> {
    let mut url = Url::parse("samplats:export")?;
    url.query_pairs_mut().extend_pairs(args.query()?);
    let actor = match &args.as_party {
        None => Actor::system(),
        Some(code) => {
            let Some(party) = present.reference.parties.coded(code) else {
                bail!("there is no party {code}");
            };
            let viewer = Viewer { party: party.id, kind: party.kind, role: Role::Reader };
            Actor { viewer, account: None, unit: None }
        }
    };
    let caller = Caller::whole(actor, "command-line".to_owned());
    Asked::read(args.layer, url.query(), present, &caller, Language::default())
        .map_err(|problem| sentence(&problem))
}

fn sentence(problem: &Problem) -> anyhow::Error {
    anyhow!("{}: {}", problem.kind.title(), problem.detail)
}
