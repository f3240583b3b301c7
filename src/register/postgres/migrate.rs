//! Bringing a database up to the tables of this version, step by step, each step whole or not at
//! all. Only `samplats register migrate` does it: several instances of two versions may share the
//! database, and the role they work as need not be allowed to.

use super::address::Address;
use super::connect::{LONG_DEADLINE, LONG_STATEMENTS, NOT_MIGRATED, connect_anywhere, within};
use super::rows;
use crate::register::Fault;
use tokio::runtime::Handle;
use tokio_postgres::Client;

/// Every step since the first release, by name. Steps are only added.
const STEPS: [(&str, &str); 4] = [
    ("register", include_str!("../../../migrations/postgres/0001_register.sql")),
    ("credential head", include_str!("../../../migrations/postgres/0002_credential_head.sql")),
    ("server", include_str!("../../../migrations/postgres/0003_server.sql")),
    ("audit", include_str!("../../../migrations/postgres/0004_audit.sql")),
];

/// Which steps have been taken, and when: what a file keeps in its `user_version`.
const STEPS_TABLE: &str = "create table samplats_step (step bigint not null primary key check (step >= 1), \
                           name text not null, taken_at timestamptz not null default now())";

/// Locked while steps are taken, so that two operators do not take one twice ("SmPl").
const LOCK: i64 = 0x536d_506c;

/// Takes the steps that the database at `url` has not taken, and answers their names.
///
/// # Errors
/// [`Fault::NotOurs`] when the database is another program's or of a newer version, or the role may
/// not make tables; [`Fault::Unavailable`] when it is not there.
pub async fn migrate(url: &str) -> Result<Vec<&'static str>, Fault> {
    let address = Address::parse(url)?;
    let link = connect_anywhere(&address, &Handle::current(), None).await?;
    let client = &link.client;
    within(LONG_DEADLINE, "taking the steps", async {
        client
            .batch_execute(&format!("begin; {LONG_STATEMENTS}; select pg_advisory_xact_lock({LOCK})"))
            .await?;
        let taken = match steps_taken(client).await? {
            Some(taken) if taken > STEPS.len() => return Err(newer(taken)),
            Some(taken) => taken,
            None => {
                refuse_foreign(client).await?;
                client.batch_execute(STEPS_TABLE).await?;
                0
            }
        };
        let mut names = Vec::new();
        for (step, (name, sql)) in STEPS.iter().enumerate().skip(taken) {
            client.batch_execute(sql).await?;
            let remember = "insert into samplats_step (step, name) values ($1, $2)";
            client.execute(remember, &[&rows::sql(step as u64 + 1), name]).await?;
            names.push(*name);
        }
        // One transaction for all of them: DDL is part of transactions here.
        client.batch_execute("commit").await?;
        Ok(names)
    })
    .await
}

/// Refuses a database that has not taken exactly the steps this version knows. One that was `worked_with` may have taken
/// more since: steps only add, and the program goes on until it is restarted, or until the head asks for newer readers.
pub(super) async fn require_ours(client: &Client, worked_with: bool) -> Result<(), Fault> {
    match steps_taken(client).await? {
        Some(taken) if taken == STEPS.len() => Ok(()),
        Some(taken) if taken > STEPS.len() && worked_with => Ok(()),
        Some(taken) if taken > STEPS.len() => Err(newer(taken)),
        Some(_) | None => Err(Fault::NotOurs(NOT_MIGRATED.into())),
    }
}

fn newer(taken: usize) -> Fault {
    Fault::NotOurs(format!(
        "the register was migrated by a newer samplats (step {taken}, this version knows {}); start that version, or \
         restore a backup made before it",
        STEPS.len()
    ))
}

/// How many steps the database has taken; `None` when it has no register.
async fn steps_taken(client: &Client) -> Result<Option<usize>, Fault> {
    let there = client.query_one("select to_regclass('samplats_step') is not null", &[]).await?;
    if !rows::get::<bool>(&there, 0)? {
        return Ok(None);
    }
    let row = client.query_one("select coalesce(max(step), 0) from samplats_step", &[]).await?;
    Ok(Some(rows::number(&row, 0)?))
}

async fn refuse_foreign(client: &Client) -> Result<(), Fault> {
    let foreign = "select exists (select from pg_class where relnamespace = current_schema()::regnamespace \
                   and relkind in ('r', 'v', 'm', 'p', 'S', 'f'))";
    if rows::get(&client.query_one(foreign, &[]).await?, 0)? {
        return Err(Fault::NotOurs(
            "the database holds tables of something else than samplats; make one of its own for the register"
                .into(),
        ));
    }
    Ok(())
}
