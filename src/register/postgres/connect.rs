//! Opening a connection: time limits, settings, and what is refused.

use super::address::Address;
use super::migrate;
use super::rows;
use super::servers::{Found, Standing};
use super::session::is_other_server;
use crate::register::{Fault, READER_VERSION};
use futures_util::future::poll_fn;
use std::future::Future;
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::runtime::Handle;
use tokio::sync::Notify;
use tokio::task::AbortHandle;
use tokio_postgres::error::{DbError, Severity};
use tokio_postgres::{AsyncMessage, Client, Connection, NoTls};

/// What every call may take at most, the COMMIT included. The server's own limits do not end a
/// COMMIT that waits for a standby.
pub(super) const DEADLINE: Duration = Duration::from_secs(5);

/// What a statement of an import or a page of a long reading may take.
pub(super) const LONG_DEADLINE: Duration = Duration::from_secs(35);

/// Said at the beginning of a transaction whose statements take long: what was missed, loads, copies, steps of the tables,
/// parts of large batches. The server ends them a little before we would give up.
pub(super) const LONG_STATEMENTS: &str = "set local statement_timeout = '30s'";
/// Said in such a transaction once the long part is over.
pub(super) const SHORT_STATEMENTS: &str = "set local statement_timeout = '5s'";

/// Said of a database without our tables.
pub(super) const NOT_MIGRATED: &str = "the database has no register of this version's form; run samplats \
                                       register migrate";

/// The oldest server this has been tried with.
const SERVER_LEAST: i32 = 150_000;

/// One session that holds the head for ever would stop every instance's writing, hence the limits. A statement has as long
/// as [`DEADLINE`]: the server does not go on with what nobody waits for any more. What takes longer says so ([`LONG_STATEMENTS`]).
/// A program that is cut off is found out in some 20 s, and not after the system's hours.
/// Warnings must arrive: a COMMIT that comes with one is not an acknowledgement. The other settings
/// are those our statements are written for, whatever the server's are.
const SETTINGS: &str = "set lock_timeout = '3s'; set idle_in_transaction_session_timeout = '5s'; \
                        set statement_timeout = '5s'; set client_min_messages = 'warning'; \
                        set standard_conforming_strings = on; set default_transaction_deferrable = off; \
                        set timezone = 'UTC'; set extra_float_digits = 1; \
                        set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 3; set tcp_keepalives_count = 3";

/// A channel for "look", of which our own writer's rings are left out.
#[derive(Clone)]
pub(super) struct Bell {
    /// Rung by what others write.
    pub rung: Arc<Notify>,
    /// The server process of our own writing connection.
    pub own_process: Arc<AtomicI32>,
}

/// What the server says beside its answers.
#[derive(Default)]
pub(super) struct Heard {
    warning: Mutex<Option<String>>,
    bell: Option<Bell>,
    /// Told once, when the connection is no more.
    ended: Notify,
}

impl Heard {
    /// For a connection that listens, where a bell is given.
    fn with(bell: Option<Bell>) -> Self {
        Heard { bell, ..Heard::default() }
    }

    /// Takes the last warning, so that the next is told from it.
    pub fn take_warning(&self) -> Option<String> {
        self.warning.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn hear(&self, message: &AsyncMessage) {
        match message {
            AsyncMessage::Notice(notice) => self.hear_notice(notice),
            AsyncMessage::Notification(notification) => {
                if let Some(bell) = &self.bell
                    && notification.process_id() != bell.own_process.load(Ordering::Relaxed)
                {
                    bell.rung.notify_one();
                }
            }
            _ => {}
        }
    }

    fn hear_notice(&self, notice: &DbError) {
        // The parsed one: the other is in the server's language.
        let harmless = [Severity::Notice, Severity::Info, Severity::Debug, Severity::Log];
        if !notice.parsed_severity().is_some_and(|severity| harmless.contains(&severity)) {
            let sentence = format!("{} (PostgreSQL code {})", notice.message(), notice.code().code());
            *self.warning.lock().unwrap_or_else(PoisonError::into_inner) = Some(sentence);
        }
    }
}

/// A connection. Dropping it closes the socket at once and sends no cancel request: one would end
/// the wait for a standby and make an unreplicated write look acknowledged.
pub(super) struct Link {
    /// What requests are made with.
    pub client: Client,
    /// What the server says beside its answers.
    pub heard: Arc<Heard>,
    /// The process that serves it there.
    pub process: i32,
    /// The epoch of the register there, as it was when this was made; 0 before anybody has looked.
    pub epoch: u64,
    driver: AbortHandle,
}

impl Link {
    /// Waits until the connection is no more.
    pub async fn ended(&self) {
        self.heard.ended.notified().await;
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.driver.abort();
    }
}

/// Gives up waiting after a deadline; whoever asked then drops the connection.
pub(super) async fn within<T>(
    deadline: Duration,
    what: &str,
    work: impl Future<Output = Result<T, Fault>>,
) -> Result<T, Fault> {
    tokio::time::timeout(deadline, work).await.unwrap_or_else(|_| {
        Err(Fault::Unavailable(format!("{what} was not done in {} s", deadline.as_secs())))
    })
}

/// Connects to the server of an address that names one, and answers only with a session that holds
/// a register of ours; `worked_with` says that it was one before. Sockets live on `runtime`, so that
/// a caller's runtime that ends or is busy does not take them with it.
///
/// # Errors
/// [`Fault::Unavailable`] when there is no connection; [`Fault::NotOurs`] with a sentence when the
/// database is not one to work with.
pub(super) async fn connect_one(
    address: &Address,
    runtime: &Handle,
    bell: Option<Bell>,
    worked_with: bool,
) -> Result<Found, Fault> {
    let mut link = connect_anywhere(address, runtime, bell).await?;
    let looked = guard(&link.client, worked_with);
    let (writable, standing) = within(DEADLINE, "looking at the database", looked).await?;
    link.epoch = standing.epoch;
    Ok(Found { link, writable, standing })
}

/// Connects to the first server that answers, whatever is there.
///
/// # Errors
/// As [`connect_one`].
pub(super) async fn connect_anywhere(
    address: &Address,
    runtime: &Handle,
    bell: Option<Bell>,
) -> Result<Link, Fault> {
    let (theirs, heard) = (address.clone(), Arc::new(Heard::with(bell)));
    let work = async move {
        let (client, driver) = shake_hands(&theirs, Arc::clone(&heard)).await?;
        let first_word = async {
            client.batch_execute(SETTINGS).await?;
            rows::get(&client.query_one("select pg_backend_pid()", &[]).await?, 0)
        };
        match within(DEADLINE, "the first word with the database", first_word).await {
            Ok(process) => Ok(Link { client, heard, process, epoch: 0, driver }),
            Err(fault) => {
                driver.abort();
                Err(fault)
            }
        }
    };
    let done = runtime.spawn(work).await;
    done.unwrap_or_else(|_| Err(Fault::Unavailable("the program is stopping".into())))
}

/// The handshake with the first host that fits, and the task that moves its bytes.
async fn shake_hands(address: &Address, heard: Arc<Heard>) -> Result<(Client, AbortHandle), Fault> {
    within(address.deadline(), "connecting to the database", async {
        Ok(match &address.tls {
            Some(tls) => {
                let (client, connection) = address.config.connect(tls.clone()).await?;
                (client, tokio::spawn(drive(connection, heard)).abort_handle())
            }
            None => {
                let (client, connection) = address.config.connect(NoTls).await?;
                (client, tokio::spawn(drive(connection, heard)).abort_handle())
            }
        })
    })
    .await
}

/// Moves bytes until the connection ends, and hears what comes beside the answers.
async fn drive<S, T>(mut connection: Connection<S, T>, heard: Arc<Heard>)
where
    S: AsyncRead + AsyncWrite + Unpin,
    T: AsyncRead + AsyncWrite + Unpin,
{
    loop {
        match poll_fn(|context| connection.poll_message(context)).await {
            Some(Ok(message)) => heard.hear(&message),
            // The one whose request it was is told; without a request it shows with the next.
            Some(Err(_)) | None => return heard.ended.notify_one(),
        }
    }
}

/// How far on the register is on this server, and what tells that it is the one last written to.
const STANDING: &str = "select h.least_reader_version, h.epoch, h.seq, s.system_identifier, s.timeline, \
                        n.system_identifier, n.timeline, current_setting('transaction_read_only') \
                        from head h, server_seen s, server_now n";

/// Refuses what is not a register, one of a newer version, and a database that would lose or
/// mangle what it is given. Answers whether it may be written to, and how far on it is.
async fn guard(client: &Client, worked_with: bool) -> Result<(bool, Standing), Fault> {
    let row = client
        .query_one(
            "select current_setting('server_version_num')::int, current_setting('server_encoding'), \
                    current_setting('synchronous_commit'), current_setting('fsync')",
            &[],
        )
        .await?;
    let (version, encoding): (i32, &str) = (rows::get(&row, 0)?, rows::get(&row, 1)?);
    let (synchronous, fsync): (&str, &str) = (rows::get(&row, 2)?, rows::get(&row, 3)?);
    if version < SERVER_LEAST {
        return Err(Fault::NotOurs(format!(
            "PostgreSQL {} is too old for a register: 15 is the oldest",
            version / 10_000
        )));
    }
    if encoding != "UTF8" {
        return Err(Fault::NotOurs(format!(
            "the database's encoding is {encoding}, in which not every text can be stored; make it with encoding UTF8"
        )));
    }
    if ["off", "local"].contains(&synchronous) {
        return Err(Fault::NotOurs(format!(
            "synchronous_commit is {synchronous} for this role and database, so that an acknowledged write could be \
             lost; set it to on"
        )));
    }
    if fsync == "off" {
        tracing::warn!("the database runs with fsync off: a power cut loses and damages what is stored");
    }
    migrate::require_ours(client, worked_with).await?;
    let head = client.query_opt(STANDING, &[]).await?;
    let head = head.ok_or_else(|| Fault::Broken("the head row is missing".into()))?;
    let least: u32 = rows::number(&head, 0)?;
    if least > READER_VERSION {
        return Err(Fault::NotOurs(format!(
            "the register holds what only newer versions of samplats can read (reader {least}, this one is \
             {READER_VERSION})"
        )));
    }
    let moved = u64::from(is_other_server(&head, 3)?);
    let standing = Standing { epoch: rows::number::<u64>(&head, 1)? + moved, seq: rows::number(&head, 2)? };
    Ok((rows::get::<&str>(&head, 7)? == "off", standing))
}
