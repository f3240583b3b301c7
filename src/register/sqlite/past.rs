//! The past of a register in a file, read on a thread and a connection of its own.

use super::aside;
use super::connect::connect_reader;
use super::read::{SqliteArchive, at_most};
use super::rows;
use crate::register::Fault;
use crate::register::past::{FIRST, Past, PastRead, PastRecord, PastSink, STOOD_AT, Stand, Stood};
use async_trait::async_trait;
use rusqlite::{Connection, OptionalExtension, Row, params};

/// Batches that may wait to be taken in while the next is read.
const AHEAD: usize = 1;

/// A record that has not changed since is read from `record`; of one that has, the newest version by
/// then, found from the newest backwards in the index over kind, id and version, which holds the number
/// as well. The last column tells whether content was erased; the chain is asked only where there is none.
const AS_OF: &str = "select r.kind, r.id, r.version, r.seq, r.schema, r.facts, r.content,
           r.content is null and (select c.content_commitment is not null from change c where c.seq = r.seq)
        from record r
        where r.seq <= ?1 and r.kind in (select value from json_each(?2))
        union all
        select v.kind, v.id, v.version, v.seq, v.schema, v.facts, v.content,
           v.content is null and (select c.content_commitment is not null from change c where c.seq = v.seq)
        from record r join record_version v on v.seq = (
            select n.seq from record_version n
            where n.kind = r.kind and n.id = r.id and n.seq <= ?1 order by n.version desc limit 1)
        where r.seq > ?1 and r.kind in (select value from json_each(?2))";

#[async_trait]
impl Past for SqliteArchive {
    async fn stood_at(&self, time_ms: i64) -> Result<Stood, Fault> {
        self.job(move |connection| stood_at(connection, time_ms)).await
    }

    async fn as_of(
        &self,
        seq: u64,
        kinds: &[&str],
        batch: usize,
        sink: PastSink<'_>,
    ) -> Result<PastRead, Fault> {
        let (sender, mut batches) = tokio::sync::mpsc::channel(AHEAD);
        let kinds = serde_json::Value::from(kinds.to_vec()).to_string();
        let path = self.path().to_owned();
        let read = move || {
            let connection = connect_reader(&path)?;
            // Nobody takes any more when the sink has had enough or the caller is gone.
            as_of(&connection, (seq, &kinds), batch.max(1), |records| sender.blocking_send(records).is_ok())
        };
        let reading =
            aside(|why| Fault::Unavailable(format!("the past was not read to its end: {why}")), read);
        let taking = async {
            while let Some(records) = batches.recv().await {
                if sink(records).is_break() {
                    break;
                }
            }
            drop(batches);
        };
        futures_util::future::join(reading, taking).await.0
    }
}

fn stood_at(connection: &Connection, time_ms: i64) -> Result<Stood, Fault> {
    let stand =
        |row: &Row<'_>| Ok(Stand { seq: rows::number(row, 0)?, hash: row.get(1)?, time_ms: row.get(2)? });
    let found = connection.prepare_cached(STOOD_AT)?.query_row(params![time_ms], stand).optional()?;
    Ok(match found {
        Some(stand) => Stood::At(stand),
        None => {
            let first = connection.prepare_cached(FIRST)?.query_row([], |row| row.get(0)).optional()?;
            Stood::Nothing { first_ms: first }
        }
    })
}

/// One statement, and so one picture.
fn as_of(
    connection: &Connection,
    (seq, kinds): (u64, &str),
    batch: usize,
    mut take: impl FnMut(Vec<PastRecord>) -> bool,
) -> Result<PastRead, Fault> {
    let mut read = PastRead::default();
    let mut statement = connection.prepare(AS_OF)?;
    let mut found = statement.query(params![at_most(seq), kinds])?;
    let mut records = Vec::new();
    while let Some(row) = found.next()? {
        if rows::is_null(row, 5)? {
            read.erased += 1;
            continue;
        }
        records.push(PastRecord { record: rows::record(row)?, content_erased: row.get(7)? });
        read.records += 1;
        if records.len() == batch && !take(std::mem::take(&mut records)) {
            return Ok(read);
        }
    }
    if !records.is_empty() {
        take(records);
    }
    Ok(read)
}
