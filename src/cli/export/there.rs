//! An export by the server that holds the register.

use super::ExportArgs;
use super::whole_file::WholeFile;
use crate::cli::remote::Server;
use crate::cli::steps::Steps;
use std::process::ExitCode;

/// Runs it.
///
/// # Errors
/// A sentence: the server does not give it, or the file cannot be written.
pub async fn run(args: ExportArgs, server: &Server) -> anyhow::Result<ExitCode> {
    let mut file = WholeFile::begin(&args.output)?;
    let mut query = args.query()?;
    query.extend(args.as_party.clone().map(|code| ("as", code)));
    let steps = Steps::new();
    steps.now("the server is reading and writing");
    let received =
        server.download(&["exports", args.layer.code()], &query, &steps, |piece| file.put(piece)).await;
    steps.done();
    let rows = received?;
    Ok(args.told(file.finish()?, rows))
}
