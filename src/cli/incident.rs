//! `samplats register incident-export`.

use super::export::WholeFile;
use super::remote::Server;
use super::steps::Steps;
use crate::app::{self, Opened};
use crate::audit::incident::gather;
use crate::config::Config;
use crate::domain::time::stockholm;
use crate::http::resources::incident::{Asked, matter, until_now};
use crate::said::answer;
use anyhow::{Context, anyhow};
use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;
use std::path::PathBuf;
use std::process::ExitCode;

/// What an incident is known by.
#[derive(Args)]
pub struct IncidentArgs {
    /// From this time on: a time with offset, or a date in Stockholm
    #[arg(long, value_name = "TIME")]
    since: String,
    /// Before this time [default: now]
    #[arg(long, value_name = "TIME")]
    until: Option<String>,
    /// A log-in, or account:ID, token:ID, phone:ID as the log names it
    #[arg(long, value_name = "LOGIN")]
    account: Option<String>,
    /// Code of a party
    #[arg(long, value_name = "CODE")]
    party: Option<String>,
    /// A thing, such as place/4QX9K2M7D1A
    #[arg(long, value_name = "KIND/ID")]
    thing: Option<String>,
    /// The package: a ZIP archive
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

/// Gathers it from the store: all there is.
///
/// # Errors
/// A sentence.
pub async fn run_here(args: &IncidentArgs, config: &Config) -> anyhow::Result<ExitCode> {
    let mut file = WholeFile::begin(&args.output)?;
    let opened = app::open(config).await?;
    let packed = packed(args, &opened).await;
    opened.close().await;
    let (bytes, hash) = packed?;
    file.put(&bytes)?;
    let bytes = file.finish()?;
    answer!("{} has {bytes} bytes; manifest {hash}", args.output.display());
    Ok(ExitCode::SUCCESS)
}

async fn packed(args: &IncidentArgs, opened: &Opened) -> anyhow::Result<(Vec<u8>, String)> {
    let (app, now) = (&opened.app, opened.app.accounts().now());
    let until = args.until.as_deref().map_or_else(|| Ok(until_now(now)), moment)?;
    let asked = Asked { account: args.account.clone(), party: args.party.clone(), thing: args.thing.clone() };
    let matter = matter(app, (moment(&args.since)?, until), &asked)
        .map_err(|(name, why)| anyhow!("--{name} {why}"))?;
    let (archive, snapshot) = (app.engine().archive(), app.engine().snapshot());
    let incident = gather(archive.as_ref(), &snapshot, None, matter, now).await?;
    for (name, rows) in incident.rows() {
        answer!("{name:<12}{rows:>10}");
    }
    Ok(incident.packed()?)
}

fn moment(text: &str) -> anyhow::Result<Timestamp> {
    if let Ok(moment) = text.parse() {
        return Ok(moment);
    }
    let date: Date = text.parse().with_context(|| format!("{text} is no time with offset and no date"))?;
    Ok(date.to_zoned(stockholm().clone())?.timestamp())
}

/// Has a server gather it: what the token's administrator sees.
///
/// # Errors
/// A sentence.
pub async fn run_there(args: &IncidentArgs, server: &Server) -> anyhow::Result<ExitCode> {
    let mut file = WholeFile::begin(&args.output)?;
    let mut query = vec![("since", args.since.clone())];
    let given =
        [("until", &args.until), ("account", &args.account), ("party", &args.party), ("thing", &args.thing)];
    query.extend(given.into_iter().filter_map(|(name, value)| Some((name, value.clone()?))));
    let steps = Steps::new();
    steps.now("the server is gathering");
    let received = server.download(&["register", "incident"], &query, &steps, |piece| file.put(piece)).await;
    steps.done();
    received?;
    let bytes = file.finish()?;
    answer!("{} has {bytes} bytes", args.output.display());
    Ok(ExitCode::SUCCESS)
}
