//! A dump of a database in use, by PostgreSQL's own program.

use super::address::Address;
use crate::register::Fault;
use std::path::Path;
use std::process::Stdio;
use tokio::process::Command;

/// What a dump of a register must list.
pub(super) const TABLES: [&str; 10] = [
    "audit",
    "change",
    "command",
    "credential",
    "credential_head",
    "head",
    "record",
    "record_version",
    "samplats_step",
    "server_seen",
];

/// Writes a dump in PostgreSQL's own format into `target`, and checks that it reads back and names
/// every table. That the rows are whole shows when it is restored: see the drill in
/// docs/operations.md.
///
/// # Errors
/// [`Fault::NotOurs`] when `pg_dump` is missing or too old; [`Fault::Unavailable`] with its last
/// sentence when it fails; [`Fault::Broken`] when the dump does not read back.
pub(in crate::register) async fn backup(url: &str, target: &Path) -> Result<(), Fault> {
    let address = Address::parse(url)?;
    let mut dump = Command::new("pg_dump");
    // The password goes by the environment: a command line can be read by everybody.
    dump.envs(address.environment()).args(["--format=custom", "--no-password", "--file"]).arg(target);
    run(dump, "pg_dump").await.map_err(Fault::Unavailable)?;
    let mut list = Command::new("pg_restore");
    list.arg("--list").arg(target);
    let listed = run(list, "pg_restore").await.map_err(Fault::Broken)?;
    for table in TABLES {
        if !listed
            .lines()
            .any(|line| line.contains(" TABLE DATA ") && line.split(' ').any(|word| word == table))
        {
            return Err(Fault::Broken(format!("the dump has no rows of {table}")));
        }
    }
    Ok(())
}

async fn run(mut command: Command, name: &str) -> Result<String, String> {
    let output = command.stdin(Stdio::null()).kill_on_drop(true).output().await;
    let output = output.map_err(|error| {
        format!(
            "{name} does not run ({error}); install PostgreSQL's client programs, of the server's version"
        )
    })?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("{name} failed: {}", said.lines().last().unwrap_or("without a word")))
}
