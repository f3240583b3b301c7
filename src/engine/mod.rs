//! The writer's loop and the readers' door.
//!
//! One task decides everything, in order, on a private next state; a whole batch is committed at
//! once and then published by one pointer swap. Readers take the current snapshot and never wait. A
//! caller that hangs up halfway changes nothing: the batch finishes all the same.

mod ahead;
mod companions;
mod contact;
mod decided;
pub mod events;
mod formats;
mod lineage;
mod load;
mod merging;
pub mod past;
#[cfg(test)]
pub(crate) mod tests;
pub mod tick;
pub mod wire;
mod writer;

use crate::domain::command::{Actor, Command};
use crate::domain::record::Key;
use crate::domain::refusal::Refusal;
use crate::index::snapshot::Snapshot;
use crate::register::{Archive, CommandKey, Credential, CredentialKind, Credentials, Fault, Register};
use arc_swap::ArcSwap;
use contact::Contact;
use events::Events;
use jiff::Timestamp;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::sync::{Semaphore, mpsc, oneshot, watch};
use tokio::time::Instant;

pub use load::{Loaded, unreadable};
pub(crate) use writer::Writing;

/// Commands that may wait for the writer; one more is answered "try again".
const QUEUE: usize = 1_024;
/// A caller waits this long for the writer before it is told to send again with the same key.
const PATIENCE: Duration = Duration::from_secs(20);

/// A command with who sends it.
#[derive(Clone, Debug)]
pub struct Request {
    /// Who asks.
    pub actor: Actor,
    /// Caller and key: the same pair is the same command.
    pub key: CommandKey,
    /// Keyed hash of the request.
    pub request_hash: [u8; 32],
    /// The version of the thing that the asker saw.
    pub expected: Option<u32>,
    /// What is asked.
    pub command: Command,
}

/// What a command came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// The record the answer shows; `None` for a file.
    pub about: Option<Key>,
    /// The version the command made.
    pub version: u32,
    /// Whether the record was new.
    pub created: bool,
    /// The same key had been answered before.
    pub replayed: bool,
    /// Records that were changed, and rows of a file that were as they stood. Zero when replayed.
    pub changed: usize,
    /// See `changed`.
    pub unchanged: usize,
}

/// Why a command was not carried out, or not surely.
#[derive(Clone, Debug, PartialEq)]
pub enum NotDone {
    /// The domain says no.
    Refused(Refusal),
    /// The key was used for another request.
    KeyReused,
    /// The record could not be read and is kept aside until somebody has mended it.
    Quarantined,
    /// Nothing was written; try again.
    Unavailable,
    /// It may have been written; send again with the same key to learn.
    Unknown,
    /// The register is still kept in the format of an older version, which has no place for this.
    /// Nothing was written; it can be once the operator has raised what is asked of readers.
    NotYet,
    /// The register refuses this very command, now and later: a fault of ours. Nothing was written.
    Impossible,
}

/// How the engine is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// Caught up and writable.
    Ready,
    /// The register is away for now, or shows itself and takes no writes; reads go on.
    ReadOnly,
    /// The register is broken; nothing is written until it has been looked at.
    Broken,
}

/// Where time and chance come from: the world's, or a test's or the demo's own.
pub struct Nature {
    /// The present moment; `None` takes the register's.
    pub now: Option<Box<dyn Fn() -> Timestamp + Send>>,
    /// 64 random bits.
    pub random: Box<dyn FnMut() -> u64 + Send>,
}

impl Default for Nature {
    fn default() -> Self {
        Self { now: None, random: Box::new(|| getrandom::u64().expect("the system gives random numbers")) }
    }
}

/// Says why a world that was read anew may not be taken in; see [`Engine::admit`].
type Admission = Box<dyn Fn(&Snapshot) -> Result<(), String> + Send + Sync>;

/// What the writer is sent, and when.
struct Sent {
    at: Instant,
    message: Message,
}

impl From<Message> for Sent {
    fn from(message: Message) -> Self {
        Self { at: Instant::now(), message }
    }
}

enum Message {
    Command(Box<Request>, oneshot::Sender<Result<Done, NotDone>>),
    LookUp(CommandKey, [u8; 32], oneshot::Sender<Result<Option<Done>, NotDone>>),
    PutCredentials(CredentialsChange, oneshot::Sender<Result<Option<u64>, Fault>>),
    ReadCredentials(oneshot::Sender<Result<Credentials, Fault>>),
    /// New bases, and which world they are of; none when they could not be built.
    Merged(u64, Option<Box<crate::index::snapshot::Bases>>),
}

/// See [`Register::put_credentials`].
struct CredentialsChange {
    known: u64,
    put: Vec<Credential>,
    remove: Vec<(CredentialKind, String)>,
}

/// The door: cheap to clone, shared by all requests.
#[derive(Clone)]
pub struct Engine {
    snapshot: Arc<ArcSwap<Snapshot>>,
    inbox: mpsc::Sender<Sent>,
    events: Events,
    health: Arc<AtomicU8>,
    contact: Contact,
    credentials: watch::Sender<u64>,
    archive: Arc<dyn Archive>,
    /// Who may hold a world of the past.
    past_turn: Arc<Semaphore>,
    admission: Arc<OnceLock<Admission>>,
}

impl Engine {
    /// Loads the register and starts the writer on a thread of its own, since committing blocks.
    ///
    /// # Errors
    /// What the register says when it cannot be read.
    pub async fn start(register: Box<dyn Register>, nature: Nature) -> Result<(Self, Loaded), Fault> {
        let (engine, writing, loaded) = Self::open(register, nature).await?;
        std::thread::Builder::new()
            .name("samplats-writer".into())
            .spawn(move || writing.run_here())
            .map_err(|error| Fault::Broken(format!("the writer's thread could not be started: {error}")))?;
        Ok((engine, loaded))
    }

    /// Loads the register, and leaves the writer to whoever runs it.
    ///
    /// # Errors
    /// What the register says when it cannot be read.
    pub(crate) async fn open(
        mut register: Box<dyn Register>,
        nature: Nature,
    ) -> Result<(Self, Writing, Loaded), Fault> {
        let world = load::load(register.as_mut()).await?;
        load::ask_for_new_readers(register.as_mut(), &world).await?;
        let load::World { snapshot, epoch, last, loaded } = world;
        // A standby is loaded from as well as any other.
        let writable = register.look(snapshot.seq).await?.writable;
        let health = if writable { Health::Ready } else { Health::ReadOnly };
        let events = Events::new(last);
        let (sender, inbox) = mpsc::channel(QUEUE);
        let engine = Self {
            snapshot: Arc::new(ArcSwap::from_pointee(snapshot)),
            inbox: sender,
            events,
            health: Arc::new(AtomicU8::new(health as u8)),
            contact: Contact::new(register.bell().is_some()),
            credentials: watch::Sender::new(0),
            archive: register.archive(),
            past_turn: Arc::new(Semaphore::new(1)),
            admission: Arc::default(),
        };
        let writing = Writing::new(writer::Writer::new(&engine, register, epoch, nature), inbox);
        Ok((engine, writing, loaded))
    }

    /// Has every world that is read anew from now on looked at before anybody sees it: where the register's history has
    /// become another, it may be a backup that lacks what was erased since. With what `check` refuses the engine is broken
    /// until it is started anew, and goes on showing what it showed. The first check that is given counts.
    pub fn admit(&self, check: impl Fn(&Snapshot) -> Result<(), String> + Send + Sync + 'static) {
        self.admission.get_or_init(|| Box::new(check));
    }

    /// The world as it is now. Never waits.
    #[must_use]
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.snapshot.load_full()
    }

    /// Carries a command out, durably, before it answers.
    ///
    /// # Errors
    /// [`NotDone`]. Dropping the future does not undo the command.
    pub async fn submit(&self, request: Request) -> Result<Done, NotDone> {
        let (reply, answer) = oneshot::channel();
        self.inbox
            .try_send(Message::Command(Box::new(request), reply).into())
            .map_err(|_| NotDone::Unavailable)?;
        match tokio::time::timeout(PATIENCE, answer).await {
            Ok(Ok(result)) => result,
            // The writer's thread is gone, or it takes too long: nobody can say.
            Ok(Err(_)) | Err(_) => Err(NotDone::Unknown),
        }
    }

    /// What a command under a key has come to already; `None` where the key is new. For what is worth knowing before a
    /// command is made: whoever submits one under the key is told the same.
    ///
    /// # Errors
    /// [`NotDone::KeyReused`], or that the register is away.
    pub async fn answered(&self, key: CommandKey, request_hash: [u8; 32]) -> Result<Option<Done>, NotDone> {
        let (reply, answer) = oneshot::channel();
        let asked = Message::LookUp(key, request_hash, reply);
        self.inbox.try_send(asked.into()).map_err(|_| NotDone::Unavailable)?;
        match tokio::time::timeout(PATIENCE, answer).await {
            Ok(Ok(result)) => result,
            // Nothing is written by looking.
            Ok(Err(_)) | Err(_) => Err(NotDone::Unavailable),
        }
    }

    /// Writes and removes accounts, sessions and tokens, durably, and answers their new number; or
    /// `None`, and nothing is written, when they have changed since number `known`.
    ///
    /// # Errors
    /// The register's [`Fault`]; one of an unknown outcome where the writer does not answer in time.
    pub async fn put_credentials(
        &self,
        known: u64,
        put: Vec<Credential>,
        remove: Vec<(CredentialKind, String)>,
    ) -> Result<Option<u64>, Fault> {
        let asked = |reply| Message::PutCredentials(CredentialsChange { known, put, remove }, reply);
        self.ask(asked, Fault::OutcomeUnknown).await
    }

    /// Accounts, sessions and tokens as the register has them now.
    ///
    /// # Errors
    /// The register's [`Fault`].
    pub async fn credentials(&self) -> Result<Credentials, Fault> {
        self.ask(Message::ReadCredentials, Fault::Unavailable).await
    }

    /// Rings when the credentials have a number that was not told here before.
    #[must_use]
    pub fn credentials_bell(&self) -> watch::Receiver<u64> {
        self.credentials.subscribe()
    }

    /// `unanswered` is what it means that the writer took the question and said nothing.
    async fn ask<T>(
        &self,
        message: impl FnOnce(oneshot::Sender<Result<T, Fault>>) -> Message,
        unanswered: fn(String) -> Fault,
    ) -> Result<T, Fault> {
        let (reply, answer) = oneshot::channel();
        let busy = |_| Fault::Unavailable("the writer has stopped, or too much waits for it".into());
        self.inbox.try_send(message(reply).into()).map_err(busy)?;
        match tokio::time::timeout(PATIENCE, answer).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(unanswered("the writer has stopped".into())),
            Err(_) => Err(unanswered(format!("the writer said nothing for {} s", PATIENCE.as_secs()))),
        }
    }

    /// How old what memory holds may be: the time since the register last answered, where others
    /// write to it as well; zero where nobody else does.
    #[must_use]
    pub fn silent_for(&self) -> Duration {
        self.contact.silent_for()
    }

    /// What happens, for followers.
    #[must_use]
    pub fn events(&self) -> &Events {
        &self.events
    }

    /// The reading side of the register: history and checks. Goes to the disk.
    #[must_use]
    pub fn archive(&self) -> &Arc<dyn Archive> {
        &self.archive
    }

    /// How it is.
    #[must_use]
    pub fn health(&self) -> Health {
        health(&self.health)
    }
}

fn health(stored: &AtomicU8) -> Health {
    match stored.load(Ordering::Relaxed) {
        0 => Health::Ready,
        1 => Health::ReadOnly,
        _ => Health::Broken,
    }
}
