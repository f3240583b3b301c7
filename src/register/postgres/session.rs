//! The connection that writes, with its statements prepared. What belongs together is sent together
//! and answered in order, so that a begin and a commit are one round trip each.

use super::batch;
use super::connect::{DEADLINE, LONG_DEADLINE, LONG_STATEMENTS, Link, SHORT_STATEMENTS, within};
use super::erase;
use super::rows::{self, sql};
use super::servers::{Servers, Standing};
use crate::register::chain::Hash;
use crate::register::{CommandKey, Credentials, Fault, Head, MISSED_MAX, News, Remembered, StoredRecord};
use futures_util::future::{join, join3, join4};
use futures_util::{TryStreamExt, pin_mut};
use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::runtime::Handle;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Error, IsolationLevel, Row, Statement};

/// The channel on which instances say "look".
pub(super) const CHANNEL: &str = "samplats";

/// Each statement sees what was committed before it; the first one waits for the head.
pub(super) const BEGIN_WRITING: &str = "begin isolation level read committed";
/// All statements see one picture.
const BEGIN_READING: &str = "begin isolation level repeatable read read only";

/// Each statement of the writer looks up few rows by an index, however large the tables have become since it was planned, and is
/// planned once: over arrays it would else be planned at each run, which takes longer than running it.
const PLAN_ONCE: &str = "set plan_cache_mode = force_generic_plan; set enable_seqscan = off; \
                         set enable_hashjoin = off; set enable_mergejoin = off; set jit = off";
/// A load reads whole tables.
const PLAN_TO_LOAD: &str = "set local enable_seqscan = on";
/// The beginning of a transaction that reads what was missed: after an import of another instance's that is much, and takes as
/// long as it goes on arriving.
const BEGIN_LOOKING: &str =
    "begin isolation level repeatable read read only; set local statement_timeout = '30s'";
/// The same before something is written.
const BEGIN_CATCHING_UP: &str = "begin isolation level read committed; set local statement_timeout = '30s'";

/// A writing session. A fault other than a refused statement leaves it in a state that nobody
/// knows; it is then dropped, which ends its transaction.
pub(super) struct Session {
    pub link: Link,
    pub statements: Statements,
    /// From begin to commit or rollback.
    pub in_transaction: bool,
}

/// What is asked again and again.
pub(super) struct Statements {
    head: Statement,
    head_locked: Statement,
    server: Statement,
    known_hash: Statement,
    credentials_number: Statement,
    credentials: Statement,
    missed: Statement,
    earlier: Statement,
    pub move_head: Statement,
    pub confirm: Statement,
    pub insert_changes: Statement,
    pub insert_versions: Statement,
    pub insert_records: Statement,
    pub update_records: Statement,
    pub insert_commands: Statement,
    pub erase: erase::Statements,
    pub notify: Statement,
}

/// What begin found.
pub(super) struct Locked {
    pub news: News,
    pub earlier: Vec<(CommandKey, Remembered)>,
    /// What the database's clock said, ms.
    pub clock_ms: i64,
    /// The head was last moved on another server, or before a promotion or recovery.
    other_server: bool,
}

impl Session {
    /// Connects and prepares.
    ///
    /// # Errors
    /// As [`Servers::connect`].
    pub async fn open(servers: &Servers, runtime: &Handle) -> Result<Self, Fault> {
        let link = servers.connect(runtime, None).await?;
        let preparing = async {
            link.client.batch_execute(PLAN_ONCE).await?;
            Statements::prepare(&link).await
        };
        let statements = within(DEADLINE, "preparing the statements", preparing).await?;
        Ok(Session { link, statements, in_transaction: false })
    }

    /// Whether there is any use in asking it.
    pub fn is_open(&self) -> bool {
        !self.link.client.is_closed()
    }

    /// Ends a transaction that is open, without a trace.
    pub async fn rollback(&mut self) -> Result<(), Fault> {
        if self.in_transaction {
            let rolled_back = async { Ok(self.link.client.batch_execute("rollback").await?) };
            within(DEADLINE, "rolling back", rolled_back).await?;
            self.in_transaction = false;
        }
        Ok(())
    }

    /// See [`crate::register::Register::look`]; and what the database's clock said, ms.
    pub async fn look(&mut self, known: u64) -> Result<(News, i64), Fault> {
        let heard = AtomicU64::new(0);
        let Session { link, statements, .. } = self;
        let client = &link.client;
        let looked = join(
            join3(
                client.batch_execute(BEGIN_LOOKING),
                client.query_opt(&statements.head, &[]),
                client.query_one(&statements.server, &[]),
            ),
            join(statements.news(link, known, &heard), client.batch_execute("commit")),
        );
        let ((begun, head, server), (news, ended)) = unless_silent(&heard, "looking", looked).await?;
        begun?;
        let (head, server, (hash, credentials, missed)) = (read_head(head?)?, server?, news?);
        ended?;
        // What a begin would raise the epoch to is what the register is of.
        let epoch = head.epoch + u64::from(is_other_server(&server, 0)?);
        let head = Head { epoch, ..head };
        let (known_hash, writable) = (known_hash(known, hash), rows::get(&server, WRITABLE)?);
        Ok((News { head, known_hash, missed, credentials, writable }, rows::get(&server, CLOCK)?))
    }

    /// See [`crate::register::Register::begin`]. Where the head was last moved on another server,
    /// its epoch is raised first, by a commit of its own: whatever the caller then comes to, the
    /// server that was left behind can be told from this one.
    pub async fn begin(&mut self, known: u64, keys: &[CommandKey]) -> Result<Locked, Fault> {
        let locked = self.lock_and_look(known, keys).await?;
        if !locked.other_server {
            return Ok(locked);
        }
        self.raise_epoch().await?;
        let locked = self.lock_and_look(known, keys).await?;
        if locked.other_server {
            return Err(Fault::Unavailable("the server changes while it is written to".into()));
        }
        tracing::warn!(
            epoch = locked.news.head.epoch,
            "the register goes on on another server or timeline: its epoch was raised"
        );
        Ok(locked)
    }

    async fn lock_and_look(&mut self, known: u64, keys: &[CommandKey]) -> Result<Locked, Fault> {
        let callers: Vec<&str> = keys.iter().map(|key| key.caller.as_str()).collect();
        let names: Vec<&str> = keys.iter().map(|key| key.key.as_str()).collect();
        let heard = AtomicU64::new(0);
        self.in_transaction = true;
        let Session { link, statements, .. } = self;
        let client = &link.client;
        let key_arrays: [&(dyn ToSql + Sync); 2] = [&callers, &names];
        let asked = join(
            join4(
                client.batch_execute(BEGIN_CATCHING_UP),
                client.query_opt(&statements.head_locked, &[]),
                client.query_one(&statements.server, &[]),
                client.query(&statements.earlier, &key_arrays),
            ),
            join(statements.news(link, known, &heard), client.batch_execute(SHORT_STATEMENTS)),
        );
        let ((begun, head, server, earlier), (news, shortened)) =
            unless_silent(&heard, "locking the head", asked).await?;
        begun?;
        if let Err(refused) = &head
            && refused.code() == Some(&SqlState::LOCK_NOT_AVAILABLE)
        {
            self.free_the_head().await?;
        }
        let (head, server, earlier, (hash, credentials, missed)) =
            (read_head(head?)?, server?, earlier?, news?);
        shortened?;
        let other_server = is_other_server(&server, 0)?;
        let earlier = earlier.iter().map(rows::remembered).collect::<Result<_, _>>()?;
        let known_hash = known_hash(known, hash);
        let news = News { head, known_hash, missed, credentials, writable: true };
        Ok(Locked { news, earlier, clock_ms: rows::get(&server, CLOCK)?, other_server })
    }

    /// Ends sessions that hold the head and wait for a program that says no more. The server's own limit
    /// is not set off between two messages that belong together: a wire that falls silent there would
    /// hold the head until somebody finds the connection dead, which may take hours. One that waits for
    /// a standby is left alone.
    async fn free_the_head(&mut self) -> Result<(), Fault> {
        self.rollback().await?;
        let ended = async { Ok(self.link.client.query_one(FREE_THE_HEAD, &[]).await?) };
        let ended: i64 = rows::get(&within(DEADLINE, "freeing the head", ended).await?, 0)?;
        if ended > 0 {
            tracing::warn!(ended, "a session that held the head and said nothing was ended");
        }
        Ok(())
    }

    async fn raise_epoch(&mut self) -> Result<(), Fault> {
        self.link.heard.take_warning();
        let raise = "update head set epoch = epoch + 1; \
                     update server_seen set system_identifier = n.system_identifier, timeline = n.timeline \
                     from server_now n; \
                     notify samplats; commit";
        let raised = async { Ok(self.link.client.batch_execute(raise).await?) };
        within(DEADLINE, "raising the epoch", raised).await?;
        self.in_transaction = false;
        match self.link.heard.take_warning() {
            Some(warning) => {
                Err(Fault::Unavailable(format!("the raised epoch is not acknowledged: {warning}")))
            }
            None => Ok(()),
        }
    }

    /// See [`crate::register::Register::load`].
    pub async fn load(
        &mut self,
        batch: usize,
        sink: &mut (dyn FnMut(Vec<StoredRecord>) + Send),
    ) -> Result<Head, Fault> {
        let rows_at_once = i32::try_from(batch.max(1)).unwrap_or(i32::MAX);
        let starting = self.link.client.build_transaction();
        let starting = starting.isolation_level(IsolationLevel::RepeatableRead).read_only(true);
        let transaction =
            within(DEADLINE, "beginning to load", async { Ok(starting.start().await?) }).await?;
        let opening = async {
            transaction.batch_execute(PLAN_TO_LOAD).await?;
            transaction.batch_execute(LONG_STATEMENTS).await?;
            let head = read_head(transaction.query_opt(&self.statements.head, &[]).await?)?;
            let server = transaction.query_one(&self.statements.server, &[]).await?;
            let query = format!("select {} from record r", rows::RECORD);
            Ok((head, is_other_server(&server, 0)?, transaction.bind(&query, &[]).await?))
        };
        let (head, moved, portal) = within(DEADLINE, "beginning to load", opening).await?;
        loop {
            let page = async { Ok(transaction.query_portal(&portal, rows_at_once).await?) };
            let page = within(LONG_DEADLINE, "loading a page of records", page).await?;
            let last = page.len() < rows_at_once as usize;
            if !page.is_empty() {
                sink(page.iter().map(rows::record).collect::<Result<_, _>>()?);
            }
            if last {
                break;
            }
        }
        within(DEADLINE, "ending the load", async { Ok(transaction.commit().await?) }).await?;
        Ok(Head { epoch: head.epoch + u64::from(moved), ..head })
    }

    /// How far on the register is, as a transaction that is open sees it.
    pub async fn standing(&self) -> Result<Standing, Fault> {
        let (client, statements) = (&self.link.client, &self.statements);
        let asked = join(client.query_opt(&statements.head, &[]), client.query_one(&statements.server, &[]));
        let (head, server) = asked.await;
        standing(&read_head(head?)?, &server?)
    }

    /// See [`crate::register::Register::credentials`]; and how far on the register is that has them.
    pub async fn credentials(&mut self) -> Result<(Credentials, Standing), Fault> {
        let client = &self.link.client;
        let read = async {
            let (begun, number, found, (standing, ended)) = join4(
                client.batch_execute(BEGIN_READING),
                client.query_one(&self.statements.credentials_number, &[]),
                client.query(&self.statements.credentials, &[]),
                join(self.standing(), client.batch_execute("commit")),
            )
            .await;
            begun?;
            let (number, found, standing) = (number?, found?, standing?);
            ended?;
            let mut rows: Vec<_> = found.iter().map(rows::credential).collect::<Result<_, Fault>>()?;
            // As the other backends order them: by what the kind is, not by how it is spelt.
            rows.sort_unstable_by(|a, b| (a.kind, &a.key).cmp(&(b.kind, &b.key)));
            Ok((Credentials { rows, number: rows::number(&number, 0)? }, standing))
        };
        within(DEADLINE, "reading the credentials", read).await
    }
}

impl Statements {
    async fn prepare(link: &Link) -> Result<Self, Fault> {
        let client = &link.client;
        let (head, missed, earlier) = (rows::HEAD, rows::RECORD, rows::COMMAND);
        let head = format!("select {head} from head");
        let head_locked = format!("{head} for update");
        // Without an end the planner takes a third of all records for missed, and reads them all at each begin.
        let missed = format!(
            "select {missed} from record r where r.seq > $1 and r.seq <= (select h.seq from head h) \
             order by r.seq limit {MISSED_MAX}"
        );
        // In the order they were asked for.
        let earlier = format!(
            "select {earlier} from unnest($1::text[], $2::text[]) with ordinality as asked (caller, key, place) \
             join command m on m.caller = asked.caller and m.key = asked.key order by asked.place"
        );
        Ok(Statements {
            head: client.prepare(&head).await?,
            head_locked: client.prepare(&head_locked).await?,
            server: client.prepare(SERVER).await?,
            known_hash: client.prepare("select hash from change where seq = $1").await?,
            credentials_number: client.prepare("select number from credential_head").await?,
            credentials: client.prepare("select kind, key, body, expires_ms from credential").await?,
            missed: client.prepare(&missed).await?,
            earlier: client.prepare(&earlier).await?,
            move_head: client.prepare(batch::MOVE_HEAD).await?,
            confirm: client.prepare(batch::CONFIRM).await?,
            insert_changes: client.prepare(batch::INSERT_CHANGES).await?,
            insert_versions: client.prepare(batch::INSERT_VERSIONS).await?,
            insert_records: client.prepare(batch::INSERT_RECORDS).await?,
            update_records: client.prepare(batch::UPDATE_RECORDS).await?,
            insert_commands: client.prepare(batch::INSERT_COMMANDS).await?,
            erase: erase::Statements::prepare(link).await?,
            notify: client.prepare("select pg_notify($1, '')").await?,
        })
    }

    /// The hash at `known`, the credentials' number and what was missed; `heard` counts what came.
    async fn news(
        &self,
        link: &Link,
        known: u64,
        heard: &AtomicU64,
    ) -> Result<(Option<Hash>, u64, Vec<StoredRecord>), Fault> {
        let (client, number) = (&link.client, sql(known));
        let missed = async {
            let stream = client.query_raw(&self.missed, [number]).await?;
            pin_mut!(stream);
            let mut missed = Vec::new();
            while let Some(row) = stream.try_next().await? {
                heard.fetch_add(1, Ordering::Relaxed);
                missed.push(rows::record(&row)?);
            }
            Ok::<_, Fault>(missed)
        };
        let at_known: [&(dyn ToSql + Sync); 1] = [&number];
        let (hash, credentials, missed) = join3(
            client.query_opt(&self.known_hash, &at_known),
            client.query_one(&self.credentials_number, &[]),
            missed,
        )
        .await;
        let hash = hash?.as_ref().and_then(rows::change_hash);
        Ok((hash, rows::number(&credentials?, 0)?, missed?))
    }
}

/// Runs one statement over arrays.
pub(super) async fn run(session: &Session, step: batch::Step<'_>) -> Result<(), Error> {
    session.link.client.execute_raw(step.statement, step.params).await.map(drop)
}

/// The server that last moved the head, and the one that answers, whether that one takes writes, and its clock.
const SERVER: &str = "select s.system_identifier, s.timeline, n.system_identifier, n.timeline, \
                      not (pg_is_in_recovery() or current_setting('default_transaction_read_only')::boolean), \
                      (extract(epoch from clock_timestamp()) * 1000)::bigint \
                      from server_seen s, server_now n";
/// The column that says it.
const WRITABLE: usize = 4;
/// The column of the clock.
const CLOCK: usize = 5;

/// As long as the server's own limit for those who fall asleep in a transaction.
const FREE_THE_HEAD: &str = "select count(pg_terminate_backend(a.pid)) from pg_stat_activity a \
     where a.datname = current_database() and a.usename = current_user and a.pid <> pg_backend_pid() \
     and a.wait_event = 'ClientRead' and a.xact_start is not null and a.state_change < now() - interval '5 s' \
     and exists (select from pg_locks l where l.pid = a.pid and l.granted and l.relation = 'head'::regclass \
     and l.mode in ('RowShareLock', 'RowExclusiveLock'))";

/// Waits as long as something comes: what was missed may be much, but silence is trouble.
async fn unless_silent<T>(heard: &AtomicU64, what: &str, work: impl Future<Output = T>) -> Result<T, Fault> {
    pin_mut!(work);
    loop {
        let before = heard.load(Ordering::Relaxed);
        match tokio::time::timeout(DEADLINE, &mut work).await {
            Ok(done) => return Ok(done),
            Err(_) if heard.load(Ordering::Relaxed) > before => {}
            Err(_) => {
                let silence = format!("{what}: the database was silent for {} s", DEADLINE.as_secs());
                return Err(Fault::Unavailable(silence));
            }
        }
    }
}

fn read_head(row: Option<Row>) -> Result<Head, Fault> {
    rows::head(&row.ok_or_else(|| Fault::Broken("the head row is missing".into()))?)
}

/// As it will be once the epoch is raised, where the head was last moved on another server.
fn standing(head: &Head, server: &Row) -> Result<Standing, Fault> {
    Ok(Standing { epoch: head.epoch + u64::from(is_other_server(server, 0)?), seq: head.seq })
}

/// Reads [`SERVER`], from a column on. A standby tells no timeline: it is still the server it was
/// copied from.
pub(super) fn is_other_server(row: &Row, first: usize) -> Result<bool, Fault> {
    let seen: (i64, i64) = (rows::get(row, first)?, rows::get(row, first + 1)?);
    let timeline: Option<i64> = rows::get(row, first + 3)?;
    let system: i64 = rows::get(row, first + 2)?;
    Ok(timeline.is_some_and(|timeline| (system, timeline) != seen))
}

fn known_hash(known: u64, found: Option<Hash>) -> Option<Hash> {
    if known == 0 { Some([0; 32]) } else { found }
}
