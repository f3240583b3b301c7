//! Writing: the commit, and the rows outside the chain.

use super::batch::{self, Step, Work};
use super::connect::{DEADLINE, LONG_DEADLINE, LONG_STATEMENTS, within};
use super::fault::commit_was_refused;
use super::rows;
use super::servers::Servers;
use super::session::{BEGIN_WRITING, CHANNEL, Session, run};
use crate::register::{
    CommandWrites, Credential, CredentialKind, Fault, Head, key_used, not_the_next_version,
};
use futures_util::future::{BoxFuture, MaybeDone, join_all, maybe_done, poll_immediate};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::pin::Pin;
use tokio_postgres::Error;

/// So much travels together with the COMMIT; what is more is sent ahead of it, so that an import
/// or an erasure does not use up the COMMIT's own time.
const WITH_COMMIT_BYTES: usize = 2 * 1024 * 1024;
const WITH_COMMIT_STEPS: usize = 12;

type Sent<'a> = Pin<Box<MaybeDone<BoxFuture<'a, Result<(), Error>>>>>;

impl Session {
    /// See [`crate::register::Register::commit`].
    pub async fn commit(&mut self, work: Work<'_>) -> Result<Head, Fault> {
        let last = self.send_ahead(work.steps(&self.statements)).await?;
        self.send_with_commit(last).await?;
        self.in_transaction = false;
        Ok(work.after)
    }

    /// Sends what is too much to go with the COMMIT, and answers what is left.
    async fn send_ahead<'a>(&self, mut steps: Vec<Step<'a>>) -> Result<Vec<Step<'a>>, Fault> {
        let mut bytes = 0;
        let together = steps.iter().rev().take(WITH_COMMIT_STEPS).take_while(|step| {
            bytes += step.bytes;
            bytes <= WITH_COMMIT_BYTES && !step.reads_all
        });
        let first = steps.len() - together.count();
        let last = steps.split_off(first);
        if !steps.is_empty() {
            let allowed = async { Ok(self.link.client.batch_execute(LONG_STATEMENTS).await?) };
            within(DEADLINE, "preparing to write", allowed).await?;
        }
        for step in steps {
            let done = async { Ok(run(self, step).await?) };
            within(LONG_DEADLINE, "writing a part of the batch", done).await?;
        }
        Ok(last)
    }

    /// Sends the last statements and the COMMIT in one go. Once the COMMIT may have left, anything
    /// but its plain success, or an error before it, means that the outcome is unknown.
    pub(super) async fn send_with_commit(&self, steps: Vec<Step<'_>>) -> Result<(), Fault> {
        self.link.heard.take_warning();
        let mut sent: Vec<Sent<'_>> = Vec::with_capacity(steps.len());
        for step in steps {
            let mut one: Sent<'_> = Box::pin(maybe_done(Box::pin(run(self, step)) as BoxFuture<'_, _>));
            // The first poll sends. What could not even be sent must not be committed around.
            poll_immediate(one.as_mut()).await;
            if let Some(Err(_)) = one.as_mut().output_mut() {
                let error = one.as_mut().take_output().and_then(Result::err);
                return Err(error.map_or_else(unsent, Fault::from));
            }
            sent.push(one);
        }
        let commit = self.link.client.batch_execute("commit");
        let answered = async {
            let (written, committed) = futures_util::future::join(join_all(sent.iter_mut()), commit).await;
            drop(written);
            committed
        };
        let Ok(committed) = tokio::time::timeout(DEADLINE, answered).await else {
            let late = format!("the COMMIT was not answered in {} s", DEADLINE.as_secs());
            return Err(Fault::OutcomeUnknown(late));
        };
        for one in &mut sent {
            if let Some(Err(error)) = one.as_mut().take_output() {
                // The database's own error ended the transaction before the COMMIT was read. A
                // connection that broke tells nothing of what the database read of it.
                return Err(match error.as_db_error() {
                    Some(_) => error.into(),
                    None => unknown(&error),
                });
            }
        }
        match (committed, self.link.heard.take_warning()) {
            (Ok(()), None) => Ok(()),
            (Ok(()), Some(warning)) => {
                Err(Fault::OutcomeUnknown(format!("it came with a warning: {warning}")))
            }
            (Err(error), _) if commit_was_refused(&error) => Err(error.into()),
            (Err(error), _) => Err(unknown(&error)),
        }
    }

    /// Puts the refusal of a batch into the words every backend uses: which version or key it was.
    /// The transaction has been rolled back; what is read may have moved on, and then the
    /// database's own words stand.
    pub async fn explain(&mut self, commands: &[CommandWrites], refusal: Fault) -> Fault {
        let looked = within(DEADLINE, "looking for the reason", self.first_that_does_not_fit(commands)).await;
        match looked {
            Ok(Some(reason)) => reason,
            Ok(None) => refusal,
            Err(fault) => {
                tracing::warn!(%fault, "the reason of a refusal could not be found");
                refusal
            }
        }
    }

    async fn first_that_does_not_fit(&self, commands: &[CommandWrites]) -> Result<Option<Fault>, Fault> {
        let records = commands.iter().flat_map(|command| &command.writes).map(|write| &write.record);
        let (kinds, ids): (Vec<&str>, Vec<i64>) =
            records.map(|record| (record.kind.as_str(), rows::sql(record.id))).unzip();
        let (callers, keys): (Vec<&str>, Vec<&str>) =
            commands.iter().map(|command| (command.key.caller.as_str(), command.key.key.as_str())).unzip();
        let client = &self.link.client;
        let stored = client
            .query(
                "select r.kind, r.id, r.version from record r \
                 join (select distinct * from unnest($1::text[], $2::bigint[]) as a (kind, id)) a \
                 on r.kind = a.kind and r.id = a.id",
                &[&kinds, &ids],
            )
            .await?;
        let used = client
            .query(
                "select m.caller, m.key from command m \
                 join unnest($1::text[], $2::text[]) as a (caller, key) on m.caller = a.caller and m.key = a.key",
                &[&callers, &keys],
            )
            .await?;
        let mut versions: HashMap<(String, u64), u32> = HashMap::new();
        for row in &stored {
            versions.insert((rows::get(row, 0)?, rows::number(row, 1)?), rows::number(row, 2)?);
        }
        let mut used_keys: HashSet<(&str, &str)> = HashSet::new();
        for row in &used {
            used_keys.insert((rows::get(row, 0)?, rows::get(row, 1)?));
        }
        Ok(misfit(commands, &mut versions, &used_keys))
    }

    /// See [`crate::register::Register::put_credentials`]. A server that was left behind is told nothing: what it took in
    /// would go with it.
    pub async fn put_credentials(
        &mut self,
        servers: &Servers,
        known: u64,
        put: &[Credential],
        remove: &[(CredentialKind, String)],
    ) -> Result<Option<u64>, Fault> {
        self.in_transaction = true;
        let client = &self.link.client;
        let moved = async {
            client.batch_execute(BEGIN_WRITING).await?;
            let moving = "update credential_head set number = number + 1 where number = $1";
            Ok((client.execute(moving, &[&rows::sql(known)]).await?, self.standing().await?))
        };
        let (moved, standing) = within(DEADLINE, "locking the credentials", moved).await?;
        servers.saw(standing)?;
        if moved == 0 {
            self.rollback().await?;
            return Ok(None);
        }
        let written = async {
            let (kinds, keys): (Vec<&str>, Vec<&str>) =
                remove.iter().map(|(kind, key)| (kind.word(), key.as_str())).unzip();
            let delete = "delete from credential c using unnest($1::text[], $2::text[]) as a (kind, key) \
                          where c.kind = a.kind and c.key = a.key";
            client.execute(delete, &[&kinds, &keys]).await?;
            // One row twice in a statement is refused; the last one counts.
            let rows: BTreeMap<_, _> = put.iter().map(|row| ((row.kind, &row.key), row)).collect();
            let kinds: Vec<&str> = rows.values().map(|row| row.kind.word()).collect();
            let keys: Vec<&str> = rows.values().map(|row| row.key.as_str()).collect();
            let bodies: Vec<&str> = rows.values().map(|row| row.body.as_str()).collect();
            let ends: Vec<Option<i64>> = rows.values().map(|row| row.expires_ms).collect();
            let insert = "insert into credential (kind, key, body, expires_ms) \
                          select * from unnest($1::text[], $2::text[], $3::text[], $4::bigint[]) \
                          on conflict (kind, key) do update set body = excluded.body, \
                          expires_ms = excluded.expires_ms";
            client.execute(insert, &[&kinds, &keys, &bodies, &ends]).await?;
            Ok(())
        };
        within(DEADLINE, "writing the credentials", written).await?;
        let notify = vec![Box::new(CHANNEL) as batch::Param<'_>];
        let notify = Step { statement: &self.statements.notify, params: notify, bytes: 64, reads_all: false };
        self.send_with_commit(vec![notify]).await?;
        self.in_transaction = false;
        // Meanwhile another server was promoted.
        servers.saw(standing).map_err(|left_behind| Fault::OutcomeUnknown(left_behind.to_string()))?;
        Ok(Some(known + 1))
    }
}

fn unsent() -> Fault {
    Fault::Unavailable("a statement could not be sent".into())
}

fn unknown(error: &Error) -> Fault {
    Fault::OutcomeUnknown(match error.as_db_error() {
        Some(said) => format!("{} (PostgreSQL code {})", said.message(), said.code().code()),
        None => format!("the connection was lost: {error}"),
    })
}

/// Goes through the batch as the other backends do, and answers the first thing that does not fit.
fn misfit(
    commands: &[CommandWrites],
    versions: &mut HashMap<(String, u64), u32>,
    used_keys: &HashSet<(&str, &str)>,
) -> Option<Fault> {
    for command in commands {
        for write in &command.writes {
            let record = &write.record;
            let stored = versions.entry((record.kind.clone(), record.id)).or_default();
            if record.version - 1 != *stored {
                return Some(not_the_next_version(record));
            }
            *stored = record.version;
        }
        if used_keys.contains(&(command.key.caller.as_str(), command.key.key.as_str())) {
            return Some(key_used());
        }
    }
    None
}
