//! A consistent copy of a file in use.

use super::{connect, rows};
use crate::register::Fault;
use rusqlite::Connection;
use std::path::PathBuf;

/// Writes what the register at `path` holds now into the empty file `target`, and checks it. Done
/// over a reading connection: the process that serves may go on writing.
///
/// # Errors
/// [`Fault::NotOurs`] when there is no register; [`Fault::Broken`] when the copy is not whole.
pub(in crate::register) async fn backup(path: PathBuf, target: PathBuf) -> Result<(), Fault> {
    let work = move || {
        if !path.exists() {
            return Err(Fault::NotOurs(format!("there is no register {}", path.display())));
        }
        let source = connect::connect_reader(&path)?;
        let name = target.to_str().ok_or_else(|| Fault::NotOurs("the backup's name is not UTF-8".into()))?;
        source.execute("vacuum into ?", [name])?;
        let copy = Connection::open(&target)?;
        let sound: String = copy.query_row("pragma integrity_check", [], |row| row.get(0))?;
        if sound != "ok" {
            return Err(Fault::Broken(format!("the backup is not whole: {sound}")));
        }
        // A file without a head is no register; this reads it.
        rows::head(&copy)?;
        Ok(())
    };
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| Err(Fault::Broken(error.to_string())))
}
