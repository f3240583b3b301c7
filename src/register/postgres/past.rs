//! The past of a register in a database, read over a connection of its own.

use super::connect::{DEADLINE, within};
use super::read::{Pages, PostgresArchive, begin_reading};
use super::rows::{self, sql};
use crate::register::Fault;
use crate::register::past::{FIRST, Past, PastRead, PastRecord, PastSink, STOOD_AT, Stand, Stood};
use async_trait::async_trait;
use tokio_postgres::Row;

/// As in SQLite's twin. The lateral join keeps the look-up of the newest version by then a walk in the
/// index over kind, id and version, from the newest backwards.
const AS_OF: &str = "select r.kind, r.id, r.version, r.seq, r.schema, r.facts, r.content,
           r.content is null and (select c.content_commitment is not null from change c where c.seq = r.seq)
        from record r
        where r.seq <= $1 and r.kind = any($2)
        union all
        select v.kind, v.id, v.version, v.seq, v.schema, v.facts, v.content,
           v.content is null and (select c.content_commitment is not null from change c where c.seq = v.seq)
        from record r cross join lateral (
            select n.* from record_version n
            where n.kind = r.kind and n.id = r.id and n.seq <= $1 order by n.version desc limit 1) v
        where r.seq > $1 and r.kind = any($2)";

/// Records are decoded between two pages, which may take longer than a transaction may be idle otherwise.
const PATIENT: &str =
    "set idle_in_transaction_session_timeout = '10min'; set default_transaction_read_only = on";

#[async_trait]
impl Past for PostgresArchive {
    async fn stood_at(&self, time_ms: i64) -> Result<Stood, Fault> {
        let found = self.rows(STOOD_AT, &[&time_ms]).await?;
        if let Some(row) = found.first() {
            let hash = rows::bytes(row, 1)?.ok_or_else(|| Fault::Broken("a change has no hash".into()))?;
            return Ok(Stood::At(Stand { seq: rows::number(row, 0)?, hash, time_ms: rows::get(row, 2)? }));
        }
        let first = self.rows(FIRST, &[]).await?;
        let first_ms = first.first().map(|row| rows::get(row, 0)).transpose()?;
        Ok(Stood::Nothing { first_ms })
    }

    async fn as_of(
        &self,
        seq: u64,
        kinds: &[&str],
        batch: usize,
        sink: PastSink<'_>,
    ) -> Result<PastRead, Fault> {
        let mut link = self.connect().await?;
        let patient = async { Ok(link.client.batch_execute(PATIENT).await?) };
        within(DEADLINE, "preparing to read", patient).await?;
        let transaction = begin_reading(&mut link).await?;
        let mut read = PastRead::default();
        let mut records = Vec::new();
        let mut pages = Pages::with(&transaction, AS_OF, &[&sql(seq), &kinds]).await?;
        while let Some(page) = pages.next().await? {
            for row in &page {
                if rows::get::<Option<&str>>(row, 5)?.is_none() {
                    read.erased += 1;
                    continue;
                }
                records.push(past_record(row)?);
                read.records += 1;
                if records.len() == batch.max(1) && sink(std::mem::take(&mut records)).is_break() {
                    return Ok(read);
                }
            }
        }
        if !records.is_empty() && sink(records).is_break() {
            return Ok(read);
        }
        within(DEADLINE, "ending the reading", async { Ok(transaction.commit().await?) }).await?;
        Ok(read)
    }
}

fn past_record(row: &Row) -> Result<PastRecord, Fault> {
    let erased: Option<bool> = rows::get(row, 7)?;
    Ok(PastRecord { record: rows::record(row)?, content_erased: erased.unwrap_or(false) })
}
