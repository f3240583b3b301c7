//! The reading side: a few connections of its own, which can only read. Each job sees one picture.

use super::audit::TAKE_PLACE;
use super::connect::{DEADLINE, LONG_DEADLINE, LONG_STATEMENTS, Link, within};
use super::rows::{self, sql};
use super::servers::Servers;
use crate::register::verify::Verifier;
use crate::register::{Archive, ChangeLine, Fault, Head, Stats, StoredVersion, Verification, stored_version};
use async_trait::async_trait;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::{Mutex as AsyncMutex, Semaphore, SemaphorePermit};
use tokio_postgres::{IsolationLevel, Portal, Row, Transaction};

/// So many archive jobs run at once; others wait their turn.
const READERS_MAX: usize = 2;
/// What following the chain may take, the wait for a connection included: the writer may hold the head meanwhile, whose
/// transaction the server ends when it has heard nothing for 5 s.
const FOLLOWING_DEADLINE: Duration = Duration::from_secs(3);
/// Rows of a long reading that are held at once.
const PAGE: i32 = 500;

/// The archive of one database.
pub(super) struct PostgresArchive {
    servers: Servers,
    runtime: Handle,
    pub permits: Semaphore,
    /// The turn of who verifies: one at a time, so that histories are read meanwhile.
    pub verifying: Semaphore,
    /// The turn of the writer, who never waits behind the other jobs.
    pub following: Semaphore,
    idle: Mutex<Vec<Link>>,
    /// The connection that writes the audit log, in turns: it holds the place of the server that keeps it.
    noting: AsyncMutex<Option<Noting>>,
    /// That place, once it is known: another connection takes it again.
    pub place: OnceLock<i64>,
}

/// The connection that writes the audit log.
struct Noting {
    link: Link,
    /// It holds the server's place. It may not, while the one before it has not ended at the database.
    holds_place: bool,
}

/// A reading connection in use. One that met a fault, or was left behind meanwhile, is closed; any other is kept for the next.
struct Reader<'a> {
    archive: &'a PostgresArchive,
    link: Link,
    _permit: SemaphorePermit<'a>,
}

impl Reader<'_> {
    fn keep(self) {
        if self.archive.is_of_use(&self.link) {
            self.archive.idle.lock().unwrap_or_else(PoisonError::into_inner).push(self.link);
        }
    }
}

impl PostgresArchive {
    pub fn new(servers: Servers, runtime: Handle) -> Self {
        PostgresArchive {
            servers,
            runtime,
            permits: Semaphore::new(READERS_MAX),
            verifying: Semaphore::new(1),
            following: Semaphore::new(1),
            idle: Mutex::default(),
            noting: AsyncMutex::default(),
            place: OnceLock::new(),
        }
    }

    /// Lets go of the connections that nobody uses: the server behind them may have been replaced. Those in use are looked at
    /// when they come back.
    pub fn let_go(&self) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
        if let Ok(mut noting) = self.noting.try_lock() {
            *noting = None;
        }
    }

    /// A server that was left behind goes on answering, with what will be gone.
    fn is_of_use(&self, link: &Link) -> bool {
        !link.client.is_closed() && !self.servers.has_left(link)
    }

    /// One statement of the audit log, over a connection of its own. One that met a fault is closed, and the next call makes
    /// another: a statement that was carried out without our being told is sent again, and changes nothing then.
    pub async fn noting(
        &self,
        statement: &str,
        params: &[&(dyn tokio_postgres::types::ToSql + Sync)],
    ) -> Result<u64, Fault> {
        let mut slot = self.noting.lock().await;
        let kept = slot.take().filter(|noting| self.is_of_use(&noting.link));
        let mut noting = match kept {
            Some(noting) => noting,
            None => Noting { link: self.connect().await?, holds_place: false },
        };
        let written = async {
            if let (Some(place), false) = (self.place.get(), noting.holds_place) {
                noting.holds_place = noting.link.client.execute(TAKE_PLACE, &[place]).await? == 1;
            }
            Ok(noting.link.client.execute(statement, params).await?)
        };
        let written = within(DEADLINE, "writing the audit log", written).await?;
        if self.servers.has_left(&noting.link) {
            let promoted = "another server was promoted while the audit log was written";
            return Err(Fault::OutcomeUnknown(promoted.into()));
        }
        *slot = Some(noting);
        Ok(written)
    }

    async fn reader(&self) -> Result<Reader<'_>, Fault> {
        self.reader_in(&self.permits).await
    }

    /// A connection for the jobs that take turns here.
    async fn reader_in<'a>(&'a self, turns: &'a Semaphore) -> Result<Reader<'a>, Fault> {
        let permit = turn(turns).await?;
        let kept = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let link = match kept.filter(|link| self.is_of_use(link)) {
            Some(link) => link,
            None => {
                let link = self.connect().await?;
                let read_only = "set default_transaction_read_only = on";
                let settled = async { Ok(link.client.batch_execute(read_only).await?) };
                within(DEADLINE, "preparing to read", settled).await?;
                link
            }
        };
        Ok(Reader { archive: self, link, _permit: permit })
    }

    /// A connection of its own, for a job that takes long.
    pub async fn connect(&self) -> Result<Link, Fault> {
        self.servers.connect(&self.runtime, None).await
    }

    /// The lines after a number, as [`Archive::changes_after`] answers them.
    async fn lines_after(&self, seq: u64, limit: usize) -> Result<Vec<ChangeLine>, Fault> {
        let query = format!("select {} from change c where c.seq > $1 order by c.seq limit $2", rows::CHANGE);
        let reader = self.reader_in(&self.following).await?;
        let found = reader.link.client.query(&query, &[&sql(seq), &sql(limit as u64)]).await?;
        reader.keep();
        found.iter().map(|row| Ok(rows::change(row)?.line)).collect()
    }

    /// One query, in one picture by itself.
    pub async fn rows(
        &self,
        query: &str,
        params: &[&(dyn tokio_postgres::types::ToSql + Sync)],
    ) -> Result<Vec<Row>, Fault> {
        let reader = self.reader().await?;
        let found = async { Ok(reader.link.client.query(query, params).await?) };
        let found = within(DEADLINE, "reading the archive", found).await?;
        reader.keep();
        Ok(found)
    }

    /// One query that may walk through a whole table: a count before an erasure, a page of the audit log.
    pub async fn rows_of_many(
        &self,
        query: &str,
        params: &[&(dyn tokio_postgres::types::ToSql + Sync)],
    ) -> Result<Vec<Row>, Fault> {
        let mut reader = self.reader().await?;
        let transaction = begin_reading(&mut reader.link).await?;
        let found = async { Ok(transaction.query(query, params).await?) };
        let found = within(LONG_DEADLINE, "reading many rows", found).await?;
        within(DEADLINE, "ending the reading", async { Ok(transaction.commit().await?) }).await?;
        reader.keep();
        Ok(found)
    }
}

#[async_trait]
impl Archive for PostgresArchive {
    async fn history(
        &self,
        kind: &str,
        id: u64,
        until: u32,
        limit: usize,
    ) -> Result<Vec<StoredVersion>, Fault> {
        let query = format!(
            "select {}, {} from record_version v join change c on c.seq = v.seq \
             where v.kind = $1 and v.id = $2 and v.version <= $3 order by v.version desc limit $4",
            rows::CHANGE,
            rows::VERSION
        );
        let found = self.rows(&query, &[&kind, &sql(id), &i64::from(until), &sql(limit as u64)]).await?;
        let version = |row: &Row| {
            let version = rows::version(row, rows::CHANGE_COLUMNS)?;
            let version = version.ok_or_else(|| Fault::Broken("a version has no number".into()))?;
            Ok(stored_version(&rows::change(row)?, version))
        };
        found.iter().rev().map(version).collect()
    }

    async fn changes_after(&self, seq: u64, limit: usize) -> Result<Vec<ChangeLine>, Fault> {
        within(FOLLOWING_DEADLINE, "reading what was missed", self.lines_after(seq, limit)).await
    }

    async fn verify(&self, progress: &(dyn Fn(u64) + Send + Sync)) -> Result<Verification, Fault> {
        let _turn = turn(&self.verifying).await?;
        let mut reader = self.reader().await?;
        let transaction = begin_reading(&mut reader.link).await?;
        let verification = verify(&transaction, progress).await?;
        within(DEADLINE, "ending the reading", async { Ok(transaction.commit().await?) }).await?;
        reader.keep();
        Ok(verification)
    }

    async fn stats(&self) -> Result<Stats, Fault> {
        let mut reader = self.reader().await?;
        let transaction = begin_reading(&mut reader.link).await?;
        let stats = within(LONG_DEADLINE, "counting", stats(&transaction)).await?;
        within(DEADLINE, "ending the reading", async { Ok(transaction.commit().await?) }).await?;
        reader.keep();
        Ok(stats)
    }

    async fn remembered_before(&self, time_ms: i64) -> Result<u64, Fault> {
        let found = self.rows_of_many("select count(*) from command where time_ms < $1", &[&time_ms]).await?;
        found.first().map_or(Ok(0), |row| rows::number(row, 0))
    }
}

async fn turn(turns: &Semaphore) -> Result<SemaphorePermit<'_>, Fault> {
    turns.acquire().await.map_err(|_| Fault::Unavailable("the archive is closed".into()))
}

/// A transaction that sees one picture, for a long reading.
pub(super) async fn begin_reading(link: &mut Link) -> Result<Transaction<'_>, Fault> {
    let building = link.client.build_transaction();
    let building = building.isolation_level(IsolationLevel::RepeatableRead).read_only(true);
    let begun = async {
        let transaction = building.start().await?;
        transaction.batch_execute(LONG_STATEMENTS).await?;
        Ok(transaction)
    };
    within(DEADLINE, "beginning to read", begun).await
}

pub(super) async fn head(transaction: &Transaction<'_>) -> Result<Head, Fault> {
    let query = format!("select {} from head", rows::HEAD);
    let row = transaction.query_opt(&query, &[]).await?;
    rows::head(&row.ok_or_else(|| Fault::Broken("the head row is missing".into()))?)
}

/// A query that is read page by page, so that a register of any size fits.
pub(super) struct Pages<'a> {
    transaction: &'a Transaction<'a>,
    portal: Portal,
    ended: bool,
}

impl<'a> Pages<'a> {
    /// Begins to read.
    pub async fn of(transaction: &'a Transaction<'a>, query: &str) -> Result<Self, Fault> {
        Self::with(transaction, query, &[]).await
    }

    /// Begins to read a query with parameters.
    pub async fn with(
        transaction: &'a Transaction<'a>,
        query: &str,
        params: &[&(dyn tokio_postgres::types::ToSql + Sync)],
    ) -> Result<Self, Fault> {
        let bound = async { Ok(transaction.bind(query, params).await?) };
        let portal = within(DEADLINE, "beginning to read", bound).await?;
        Ok(Pages { transaction, portal, ended: false })
    }

    /// The next page, never an empty one; `None` after the last.
    pub async fn next(&mut self) -> Result<Option<Vec<Row>>, Fault> {
        if self.ended {
            return Ok(None);
        }
        let page = async { Ok(self.transaction.query_portal(&self.portal, PAGE).await?) };
        let page = within(LONG_DEADLINE, "reading a page", page).await?;
        self.ended = page.len() < PAGE as usize;
        Ok((!page.is_empty()).then_some(page))
    }
}

async fn verify(
    transaction: &Transaction<'_>,
    progress: &(dyn Fn(u64) + Send + Sync),
) -> Result<Verification, Fault> {
    let head = within(DEADLINE, "reading the head", head(transaction)).await?;
    let mut verifier = Verifier::new();
    let changes = format!(
        "select {}, {} from change c left join record_version v on v.seq = c.seq order by c.seq",
        rows::CHANGE,
        rows::VERSION
    );
    let mut done = 0;
    let mut pages = Pages::of(transaction, &changes).await?;
    while let Some(page) = pages.next().await? {
        for row in &page {
            match rows::change(row) {
                Ok(change) => verifier
                    .change(&change, rows::version(row, rows::CHANGE_COLUMNS).unwrap_or_default().as_ref()),
                Err(_) => verifier.unreadable(rows::number(row, 0).unwrap_or_default()),
            }
        }
        done += page.len() as u64;
        progress(done);
    }
    progress(done);
    let records = format!(
        "select {}, {} from record r left join record_version v on v.seq = r.seq",
        rows::RECORD,
        rows::VERSION
    );
    let mut pages = Pages::of(transaction, &records).await?;
    while let Some(page) = pages.next().await? {
        for row in &page {
            verifier.record(&rows::record(row)?, rows::version(row, 7).unwrap_or_default().as_ref());
        }
    }
    Ok(verifier.finish(&head))
}

async fn stats(transaction: &Transaction<'_>) -> Result<Stats, Fault> {
    let kinds = "select kind, count(*) from record group by kind order by kind";
    let kinds = transaction.query(kinds, &[]).await?;
    let counts = "select (select count(*) from record_version), (select count(*) from command), \
                  pg_database_size(current_database())";
    let counts = transaction.query_one(counts, &[]).await?;
    let kind = |row: &Row| Ok((rows::get(row, 0)?, rows::number(row, 1)?));
    Ok(Stats {
        records: kinds.iter().map(kind).collect::<Result<_, Fault>>()?,
        versions: rows::number(&counts, 0)?,
        seq: head(transaction).await?.seq,
        commands: rows::number(&counts, 1)?,
        bytes: rows::number(&counts, 2)?,
    })
}
