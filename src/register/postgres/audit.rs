//! The audit log of a database.

use super::batch::{Param, column};
use super::read::PostgresArchive;
use super::rows::{self, sql};
use crate::register::audit::{Acts, Asked, Audit, FORGOTTEN_MAX, Line, Value, acts_condition, query};
use crate::register::{Fault, check};
use async_trait::async_trait;
use tokio_postgres::Row;
use tokio_postgres::types::ToSql;

/// Writes lines; those that are there already stay as they are.
pub(super) const INSERT: &str = "insert into audit (at_ms, id, act, caller, party, role, surface, kind, thing, class, \
     origin, level, since_ms, count) select * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], \
     $5::text[], $6::text[], $7::text[], $8::text[], $9::bigint[], $10::text[], $11::bigint[], $12::text[], \
     $13::bigint[], $14::bigint[]) on conflict (at_ms, id) do nothing";

/// Takes a caller out of some of its lines: all of a busy account's would take longer than a statement may.
const FORGET: &str = "update audit set caller = '' where (at_ms, id) in \
     (select at_ms, id from audit where caller = $1 and caller <> '' limit $2)";

/// What [`INSERT`] is given.
pub(super) fn params(lines: &[Line]) -> Vec<Param<'_>> {
    vec![
        column(lines, |line| line.at_ms),
        column(lines, |line| sql(line.id)),
        column(lines, |line| line.act.as_str()),
        column(lines, |line| line.caller.as_str()),
        column(lines, |line| line.party.as_str()),
        column(lines, |line| line.role.as_str()),
        column(lines, |line| line.surface.as_str()),
        column(lines, |line| line.thing.as_ref().map(|(kind, _)| kind.as_str())),
        column(lines, |line| line.thing.as_ref().map(|(_, thing)| sql(*thing))),
        column(lines, |line| line.class.as_deref()),
        column(lines, |line| line.origin.map(sql)),
        column(lines, |line| line.level.as_deref()),
        column(lines, |line| line.since_ms),
        column(lines, |line| sql(line.count)),
    ]
}

#[async_trait]
impl Audit for PostgresArchive {
    async fn note(&self, lines: &[Line]) -> Result<(), Fault> {
        check::audit(lines)?;
        let params = params(lines);
        let params: Vec<&(dyn ToSql + Sync)> = params.iter().map(|param| &**param as _).collect();
        self.noting(INSERT, &params).await.map(drop)
    }

    async fn noted(&self, asked: &Asked) -> Result<Vec<Line>, Fault> {
        let (query, values) = query(asked, '$');
        let params: Vec<&(dyn ToSql + Sync)> = values
            .iter()
            .map(|value| match value {
                Value::Number(number) => number as _,
                Value::Text(text) => text as _,
            })
            .collect();
        self.rows_of_many(&query, &params).await?.iter().map(line).collect()
    }

    async fn noted_before(&self, acts: Acts, time_ms: i64) -> Result<u64, Fault> {
        let query = format!("select count(*) from audit where at_ms < $1 and {}", acts_condition(acts));
        self.rows_of_many(&query, &[&time_ms]).await?.first().map_or(Ok(0), |row| rows::number(row, 0))
    }

    async fn forget_caller(&self, caller: &str) -> Result<u64, Fault> {
        let (most, mut forgotten) = (FORGOTTEN_MAX as i64, 0);
        loop {
            let some = self.noting(FORGET, &[&caller, &most]).await?;
            forgotten += some;
            if some < FORGOTTEN_MAX as u64 {
                return Ok(forgotten);
            }
        }
    }

    async fn take_place(&self, server: u64) -> Result<bool, Fault> {
        let place = place(server);
        // The first is its own. Where it is given already this is somebody else's.
        let _ = self.place.set(place);
        Ok(self.noting(TAKE_PLACE, &[&place]).await? == 1)
    }
}

/// Takes a place for as long as the connection lasts. One that it has already it has.
pub(super) const TAKE_PLACE: &str = "select 1 where pg_try_advisory_lock($1)";

/// The advisory lock that a server's place is: apart from the one that migrations take.
fn place(server: u64) -> i64 {
    sql(server) | 1 << 62
}

/// Reads the columns of the log.
pub(super) fn line(row: &Row) -> Result<Line, Fault> {
    let unsigned = |number: Option<i64>| number.map(i64::unsigned_abs);
    let kind: Option<String> = rows::get(row, 7)?;
    Ok(Line {
        at_ms: rows::get(row, 0)?,
        id: rows::number(row, 1)?,
        act: rows::get(row, 2)?,
        caller: rows::get(row, 3)?,
        party: rows::get(row, 4)?,
        role: rows::get(row, 5)?,
        surface: rows::get(row, 6)?,
        thing: kind.zip(unsigned(rows::get(row, 8)?)),
        class: rows::get(row, 9)?,
        origin: unsigned(rows::get(row, 10)?),
        level: rows::get(row, 11)?,
        since_ms: rows::get(row, 12)?,
        count: rows::number(row, 13)?,
    })
}
