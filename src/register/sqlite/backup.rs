//! What is done beside the process that serves a file: a consistent copy of it, and where it stands.

use super::{aside, connect, rows};
use crate::register::{Fault, Head};
use rusqlite::Connection;
use std::path::{Path, PathBuf};

/// Writes what the register at `path` holds now into the empty file `target`, and checks it. Done
/// over a reading connection: the process that serves may go on writing.
///
/// # Errors
/// [`Fault::NotOurs`] when there is no register; [`Fault::Broken`] when the copy is not whole.
pub(in crate::register) async fn backup(path: PathBuf, target: PathBuf) -> Result<(), Fault> {
    let work = move || {
        let source = open_beside(&path)?;
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
    aside(Fault::Broken, work).await
}

/// Where the register at `path` stands, for whoever looks beside the process that serves it.
///
/// # Errors
/// [`Fault::NotOurs`] when there is no register.
pub(in crate::register) async fn head(path: PathBuf) -> Result<Head, Fault> {
    aside(Fault::Broken, move || rows::head(&open_beside(&path)?)).await
}

fn open_beside(path: &Path) -> Result<Connection, Fault> {
    if !path.exists() {
        return Err(Fault::NotOurs(format!("there is no register {}", path.display())));
    }
    connect::connect_reader(path)
}
