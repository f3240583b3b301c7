//! An import by the server that holds the register.

use super::told::{Refused, refused, told};
use super::{ImportArgs, open};
use crate::cli::remote::{ErrorTold, FileSent, Server, ServerFault};
use crate::cli::steps::Steps;
use crate::http::imports::ImportFault;
use crate::import::ReadLimits;
use crate::said::aside;
use anyhow::{Context, bail};
use data_encoding::BASE64URL_NOPAD;
use std::process::ExitCode;

/// Imports a file as [`run_here`](super::run_here) does, by a server.
///
/// # Errors
/// The file cannot be read, its format cannot be told, or the server does not do it; a sentence each.
pub async fn run(args: ImportArgs, server: &Server) -> anyhow::Result<ExitCode> {
    let steps = Steps::new();
    steps.now("reading the file");
    let file = args.file.clone();
    let opened = tokio::task::spawn_blocking(move || -> anyhow::Result<_> {
        let (source, format) = open(&file)?;
        let max_bytes = ReadLimits::default().max_bytes as u64;
        let bytes = source.whole(max_bytes).with_context(|| format!("{} cannot be read", file.display()))?;
        let Some(bytes) = bytes else {
            bail!(
                "{} is larger than {max_bytes} bytes, which is what a server takes at once; split it",
                file.display()
            );
        };
        Ok((bytes, format))
    });
    let (bytes, format) = opened.await.context("the file could not be read")??;
    // A token that is not taken is told before the file is sent.
    let _: serde::de::IgnoredAny = server.get(&["me"], &[]).await?;
    let mapping = args.mapping.as_ref().map(|mapping| BASE64URL_NOPAD.encode(mapping.text.as_bytes()));
    let file = FileSent { bytes, content_type: format.content_type(), mapping };
    let answer = server.send_file(&["imports"], &query(&args), file, &steps).await;
    steps.done();
    match answer.map_err(as_refused) {
        Ok(answer) => {
            let code = told(&answer);
            if answer.replayed {
                // The key was made for this run alone.
                aside!(
                    "note: it was imported by this run, whose first answer did not come in time; what was new then is not known any more"
                );
            }
            Ok(code)
        }
        Err(Ok(faulty)) => Ok(refused(&args.file, &faulty)),
        Err(Err(fault)) => Err(fault.into()),
    }
}

fn query(args: &ImportArgs) -> Vec<(&'static str, String)> {
    let mut query = vec![("what", args.what.code().to_owned())];
    let mut put = |name, value: Option<String>| query.extend(value.map(|value| (name, value)));
    put("kind", args.kind.clone());
    put("party", args.party.clone());
    put("class", args.class.map(|class| class.code().to_owned()));
    put("crs", args.crs.map(|crs| crs.to_string()));
    put("map", args.map.as_ref().map(|map| map.text.clone()));
    put("dry_run", args.dry_run.then(|| true.to_string()));
    put("skip_bad", args.skip_bad.then(|| true.to_string()));
    put("outside", args.outside.then(|| true.to_string()));
    query
}

/// The faults of a file, if that is what the server did not like.
fn as_refused(fault: ServerFault) -> Result<Refused, ServerFault> {
    let problem = fault.problem().and_then(|problem| problem.found.map(|found| (problem, found)));
    let Some((problem, found)) = problem else { return Err(fault) };
    let read = |error: &ErrorTold| ImportFault::read(&error.pointer, &error.code, &error.detail);
    Ok(Refused { faults: problem.errors.iter().map(read).collect(), found, notes: problem.notes.clone() })
}
