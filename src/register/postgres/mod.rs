//! The register in a PostgreSQL database, for any number of instances.
//!
//! One connection writes and belongs to the register alone; histories are read over a few others,
//! and one more listens for what other instances write. A begin and a commit are one round trip
//! each. The head's row is the lock: whoever has it decides alone, on exactly the state it commits
//! to, which is what makes numbers gapless and in commit order without a lock service.
//!
//! A connection on which anything went wrong but a refused statement is thrown away and the next
//! call makes another: what is in doubt is settled by what the database then says, never by what
//! the old connection might have said.

mod address;
mod audit;
mod awake;
pub(super) mod backup;
mod batch;
#[cfg(test)]
pub(crate) mod cluster;
mod connect;
pub(super) mod copy;
mod erase;
mod fault;
mod listen;
mod migrate;
mod past;
mod read;
mod reader;
mod rows;
mod servers;
mod session;
#[cfg(test)]
mod tests;
mod tls;
pub(super) mod vacuum;
mod write;

pub use migrate::migrate;

use super::{
    Archive, Begun, CommandKey, CommandWrites, Credential, CredentialKind, Credentials, Fault, Head, News,
    Register, StoredRecord, Surroundings, check, nothing_begun,
};
use address::Address;
use async_trait::async_trait;
use awake::{Awake, DECIDING_MAX};
use batch::Work;
use listen::Listener;
use read::PostgresArchive;
use servers::{Servers, Standing};
use session::Session;
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};
use tokio::runtime::Handle;
use tokio::sync::Notify;

/// A register in a PostgreSQL database. Dropping it closes its connections.
pub struct Postgres {
    servers: Servers,
    /// Where sockets live: a caller's own runtime may end, or be busy deciding.
    runtime: Handle,
    /// `None` before the first call, after trouble, and while the head is held.
    session: Option<Session>,
    surroundings: Surroundings,
    /// This machine's clock and the database's were last found apart, and that was said.
    clocks_apart: bool,
    /// From begin to commit or rollback.
    begun: Option<Held>,
    /// The server process of the writing connection, whose own rings are not news.
    own_process: Arc<AtomicI32>,
    listener: Listener,
    archive: Arc<PostgresArchive>,
}

/// The head as locked, and the session that holds it.
struct Held {
    head: Head,
    session: Awake,
}

impl Postgres {
    /// Connects to the database at `url`, a `postgres://` or `postgresql://` address. Its sockets
    /// live on the runtime this is called on.
    ///
    /// # Errors
    /// [`Fault::NotOurs`] with a sentence for the operator: the address cannot be read, the database
    /// is not migrated, of a newer version, not UTF-8, or acknowledges what it may lose.
    /// [`Fault::Unavailable`] when it cannot be reached.
    pub async fn open(url: &str, surroundings: Surroundings) -> Result<Self, Fault> {
        let (servers, runtime) = (Servers::new(Address::parse(url)?), Handle::current());
        let own_process = Arc::new(AtomicI32::new(0));
        let session = Session::open(&servers, &runtime).await?;
        own_process.store(session.link.process, Ordering::Relaxed);
        let listener = Listener::start(servers.clone(), &runtime, Arc::clone(&own_process));
        let archive = Arc::new(PostgresArchive::new(servers.clone(), runtime.clone()));
        let session = Some(session);
        Ok(Postgres {
            servers,
            runtime,
            session,
            surroundings,
            clocks_apart: false,
            begun: None,
            own_process,
            listener,
            archive,
        })
    }

    /// Takes the session, without a transaction, and whether it was made just now. A call that is
    /// cancelled drops it, and with it whatever was half done.
    async fn session(&mut self) -> Result<(Session, bool), Fault> {
        if let Some(mut session) = self.at_hand().await
            && session.is_open()
            && session.rollback().await.is_ok()
        {
            return Ok((session, false));
        }
        self.archive.let_go();
        let session = Session::open(&self.servers, &self.runtime).await?;
        self.own_process.store(session.link.process, Ordering::Relaxed);
        Ok((session, true))
    }

    /// The session there is, whether it holds the head or not.
    async fn at_hand(&mut self) -> Option<Session> {
        match self.begun.take() {
            Some(held) => held.session.take().await,
            None => self.session.take(),
        }
    }

    /// Whether this machine's clock and the database's agree. Says so when they begin not to.
    fn clocks_agree(&mut self, asked_ms: i64, theirs_ms: i64) -> bool {
        let agreement = self.surroundings.require_agreement(asked_ms, theirs_ms);
        let told = std::mem::replace(&mut self.clocks_apart, agreement.is_err());
        if let (Err(apart), false) = (&agreement, told) {
            tracing::error!(%apart, "the register is read and not written to");
        }
        agreement.is_ok()
    }

    /// After a fault of a call that can be made again: the session is thrown away. A connection that
    /// had been lost while nobody used it is no reason to trouble the caller, who is told `Ok` and
    /// tries once more.
    fn give_up(session: Session, made_now: bool, fault: Fault) -> Result<(), Fault> {
        let lost_before = !session.is_open() && !made_now;
        if lost_before && matches!(fault, Fault::Unavailable(_)) { Ok(()) } else { Err(fault) }
    }

    /// Ends the transaction after a refused statement, and says which command it was about.
    async fn refused(&mut self, mut session: Session, commands: &[CommandWrites], refusal: Fault) -> Fault {
        if session.rollback().await.is_err() {
            // The database rolls back when it finds the connection gone.
            return refusal;
        }
        let reason = session.explain(commands, refusal).await;
        self.session = Some(session);
        reason
    }

    #[cfg(test)]
    fn servers(&self) -> Servers {
        self.servers.clone()
    }

    #[cfg(test)]
    fn process(&self) -> i32 {
        self.own_process.load(Ordering::Relaxed)
    }
}

#[async_trait]
impl Register for Postgres {
    async fn load(
        &mut self,
        batch: usize,
        sink: &mut (dyn FnMut(Vec<StoredRecord>) + Send),
    ) -> Result<Head, Fault> {
        let (mut session, _) = self.session().await?;
        // Not tried again: the sink may have taken something in.
        let head = session.load(batch, sink).await?;
        self.servers.saw(Standing::of(&head))?;
        self.session = Some(session);
        Ok(head)
    }

    async fn look(&mut self, known: u64) -> Result<News, Fault> {
        loop {
            let (mut session, made_now) = self.session().await?;
            let asked_ms = self.surroundings.clock_ms();
            match session.look(known).await {
                Ok((mut news, theirs_ms)) => {
                    // One that is behind is let go of, or takes no writes, and the next call looks for another.
                    self.servers.saw(Standing::of(&news.head))?;
                    self.session = news.writable.then_some(session);
                    news.writable &= self.clocks_agree(asked_ms, theirs_ms);
                    return Ok(news);
                }
                Err(fault) => Self::give_up(session, made_now, fault)?,
            }
        }
    }

    async fn begin(&mut self, known: u64, keys: &[CommandKey]) -> Result<Begun, Fault> {
        loop {
            let (mut session, made_now) = self.session().await?;
            let asked_ms = self.surroundings.clock_ms();
            match session.begin(known, keys).await {
                Ok(locked) => {
                    self.servers.saw(Standing::of(&locked.news.head))?;
                    let now_ms = self.surroundings.now_ms(locked.news.head.time_ms);
                    if let Err(apart) = self.surroundings.require_agreement(asked_ms, locked.clock_ms) {
                        if session.rollback().await.is_ok() {
                            self.session = Some(session);
                        }
                        return Err(apart);
                    }
                    let session = Awake::keep(session, &self.runtime, DECIDING_MAX);
                    self.begun = Some(Held { head: locked.news.head.clone(), session });
                    return Ok(Begun { news: locked.news, now_ms, earlier: locked.earlier });
                }
                Err(fault) => Self::give_up(session, made_now, fault)?,
            }
        }
    }

    async fn commit(&mut self, now_ms: i64, commands: &[CommandWrites]) -> Result<Head, Fault> {
        let Held { head: before, session } = self.begun.take().ok_or_else(nothing_begun)?;
        // Of a large batch this takes long as well, and is done while the session is kept awake.
        let checked = check::commands(&before, now_ms, commands);
        let work = checked.map(|()| Work::of(&before, now_ms, commands, &mut self.surroundings));
        let mut session = session
            .take()
            .await
            .ok_or_else(|| Fault::Unavailable("the connection was lost while the head was locked".into()))?;
        let work = match work {
            Ok(work) => work,
            Err(refusal) => {
                if session.rollback().await.is_ok() {
                    self.session = Some(session);
                }
                return Err(refusal);
            }
        };
        let committed = match work {
            Ok(work) => session.commit(work).await,
            Err(fault) => Err(fault),
        };
        match committed {
            Ok(head) => {
                // Meanwhile another server was promoted: what this one took in may go with it.
                let saw = self.servers.saw(Standing::of(&head));
                saw.map_err(|left_behind| Fault::OutcomeUnknown(left_behind.to_string()))?;
                self.session = Some(session);
                Ok(head)
            }
            Err(refusal @ Fault::Statement(_)) => Err(self.refused(session, commands, refusal).await),
            Err(fault) => Err(fault),
        }
    }

    /// Where the connection does not answer any more it is closed, and the database rolls back.
    async fn rollback(&mut self) -> Result<(), Fault> {
        if let Some(mut session) = self.at_hand().await
            && session.rollback().await.is_ok()
        {
            self.session = Some(session);
        }
        Ok(())
    }

    async fn put_credentials(
        &mut self,
        known: u64,
        put: &[Credential],
        remove: &[(CredentialKind, String)],
    ) -> Result<Option<u64>, Fault> {
        check::credentials(put, remove)?;
        let (mut session, _) = self.session().await?;
        let number = session.put_credentials(&self.servers, known, put, remove).await?;
        self.session = Some(session);
        Ok(number)
    }

    async fn credentials(&mut self) -> Result<Credentials, Fault> {
        loop {
            let (mut session, made_now) = self.session().await?;
            match session.credentials().await {
                Ok((credentials, standing)) => {
                    self.servers.saw(standing)?;
                    self.session = Some(session);
                    return Ok(credentials);
                }
                Err(fault) => Self::give_up(session, made_now, fault)?,
            }
        }
    }

    async fn raise_reader(&mut self, version: u32) -> Result<u32, Fault> {
        let (mut session, _) = self.session().await?;
        let before = session.raise_reader(&self.servers, version).await?;
        self.session = Some(session);
        Ok(before)
    }

    fn bell(&self) -> Option<Arc<Notify>> {
        Some(self.listener.bell())
    }

    fn archive(&self) -> Arc<dyn Archive> {
        Arc::clone(&self.archive) as Arc<dyn Archive>
    }
}
