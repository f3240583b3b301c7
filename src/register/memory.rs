//! A register in memory: for tests, and the simplest statement of what a register is. It computes
//! the real chain, and forgets everything when the last handle on it is dropped.

use super::chain::{ChangeRow, Sealed, VersionRow, seal};
use super::surroundings::Surroundings;
use super::verify::Verifier;
use super::{
    Archive, Begun, ChangeLine, CommandKey, CommandWrites, Credential, CredentialKind, Fault, Head, Outcome,
    Register, Remembered, Stats, StoredRecord, StoredVersion, Verification, check,
};
use async_trait::async_trait;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard};

/// How long [`Register::begin`] waits for another handle to let go of the head.
const LOCK_TIMEOUT: Duration = Duration::from_secs(3);

/// A register in memory. Handles made by [`Memory::beside`] share one store, as the instances of a
/// service share one database.
pub struct Memory {
    store: Arc<Store>,
    surroundings: Surroundings,
    /// The head's lock, from begin to commit or rollback.
    begun: Option<OwnedMutexGuard<()>>,
}

/// What the handles share.
pub(super) struct Store {
    head_lock: Arc<AsyncMutex<()>>,
    state: Mutex<State>,
}

/// The tables, as in `migrations/`.
#[derive(Clone)]
pub(super) struct State {
    pub head: Head,
    pub changes: Vec<ChangeRow>,
    pub versions: BTreeMap<u64, VersionRow>,
    pub records: BTreeMap<(String, u64), StoredRecord>,
    commands: BTreeMap<CommandKey, Remembered>,
    credentials: BTreeMap<(CredentialKind, String), Credential>,
}

impl Store {
    /// The tables. They change in one step at the end of a commit, so even a panicking holder of
    /// the lock leaves them whole.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Memory {
    /// An empty register.
    pub fn new(surroundings: Surroundings) -> Self {
        let state = State {
            head: Head { seq: 0, epoch: 1, hash: [0; 32], least_reader_version: 1, time_ms: 0 },
            changes: Vec::new(),
            versions: BTreeMap::new(),
            records: BTreeMap::new(),
            commands: BTreeMap::new(),
            credentials: BTreeMap::new(),
        };
        let store = Store { head_lock: Arc::default(), state: Mutex::new(state) };
        Memory { store: Arc::new(store), surroundings, begun: None }
    }

    /// Another handle on the same store.
    pub fn beside(&self, surroundings: Surroundings) -> Self {
        Memory { store: Arc::clone(&self.store), surroundings, begun: None }
    }

    #[cfg(test)]
    pub(super) fn store(&self) -> Arc<Store> {
        Arc::clone(&self.store)
    }
}

impl State {
    /// The state after `commands`, worked out on the side so that a refusal leaves no trace.
    fn written(
        &self,
        now_ms: i64,
        commands: &[CommandWrites],
        surroundings: &mut Surroundings,
    ) -> Result<Written, Fault> {
        check::commands(&self.head, now_ms, commands)?;
        let mut written = Written { head: self.head.clone(), sealed: Vec::new(), commands: Vec::new() };
        let mut versions: HashMap<(&str, u64), u32> = HashMap::new();
        for command in commands {
            for write in &command.writes {
                let record = &write.record;
                let stored =
                    self.records.get(&(record.kind.clone(), record.id)).map_or(0, |stored| stored.version);
                let version = versions.entry((&record.kind, record.id)).or_insert(stored);
                if record.version - 1 != *version {
                    return Err(super::not_the_next_version(record));
                }
                *version = record.version;
                written.sealed.push(seal(&mut written.head, now_ms, write, surroundings)?);
            }
            if self.commands.contains_key(&command.key) {
                return Err(super::key_used());
            }
            let outcome = Outcome { seq: written.head.seq, ..command.outcome.clone() };
            let remembered = Remembered { outcome, request_hash: Some(command.request_hash) };
            written.commands.push((command.key.clone(), remembered));
        }
        Ok(written)
    }

    fn take_in(&mut self, written: Written) -> Head {
        for Sealed { change, version } in written.sealed {
            let record = version.clone().into_record();
            self.records.insert((record.kind.clone(), record.id), record);
            self.versions.insert(version.seq, version);
            self.changes.push(change);
        }
        self.commands.extend(written.commands);
        self.head = written.head;
        self.head.clone()
    }

    fn missed(&self, known: u64) -> Vec<StoredRecord> {
        if known == self.head.seq {
            return Vec::new();
        }
        let mut missed: Vec<_> = self.records.values().filter(|record| record.seq > known).cloned().collect();
        missed.sort_unstable_by_key(|record| record.seq);
        missed
    }
}

/// What a commit will bring.
struct Written {
    head: Head,
    sealed: Vec<Sealed>,
    commands: Vec<(CommandKey, Remembered)>,
}

#[async_trait]
impl Register for Memory {
    async fn load(
        &mut self,
        batch: usize,
        sink: &mut (dyn FnMut(Vec<StoredRecord>) + Send),
    ) -> Result<Head, Fault> {
        self.begun = None;
        let state = self.store.state().clone();
        let mut records = state.records.into_values().peekable();
        while records.peek().is_some() {
            sink(records.by_ref().take(batch.max(1)).collect());
        }
        Ok(state.head)
    }

    async fn begin(&mut self, known: u64, keys: &[CommandKey]) -> Result<Begun, Fault> {
        self.begun = None;
        let lock = Arc::clone(&self.store.head_lock).lock_owned();
        let guard = tokio::time::timeout(LOCK_TIMEOUT, lock)
            .await
            .map_err(|_| Fault::Unavailable("another instance holds the head".into()))?;
        let state = self.store.state();
        if known > state.head.seq {
            return Err(super::went_back(known, state.head.seq));
        }
        let earlier = keys
            .iter()
            .filter_map(|key| state.commands.get(key).map(|remembered| (key.clone(), remembered.clone())))
            .collect();
        let begun = Begun {
            head: state.head.clone(),
            now_ms: self.surroundings.now_ms(state.head.time_ms),
            missed: state.missed(known),
            earlier,
        };
        self.begun = Some(guard);
        Ok(begun)
    }

    async fn commit(&mut self, now_ms: i64, commands: &[CommandWrites]) -> Result<Head, Fault> {
        // Released on the way out, whatever the outcome.
        let _guard = self.begun.take().ok_or_else(super::nothing_begun)?;
        let mut state = self.store.state();
        let written = state.written(now_ms, commands, &mut self.surroundings)?;
        Ok(state.take_in(written))
    }

    async fn rollback(&mut self) -> Result<(), Fault> {
        self.begun = None;
        Ok(())
    }

    async fn put_credentials(
        &mut self,
        put: &[Credential],
        remove: &[(CredentialKind, String)],
    ) -> Result<(), Fault> {
        self.begun = None;
        check::credentials(put, remove)?;
        let mut state = self.store.state();
        for name in remove {
            state.credentials.remove(name);
        }
        for credential in put {
            state.credentials.insert((credential.kind, credential.key.clone()), credential.clone());
        }
        Ok(())
    }

    async fn credentials(&mut self) -> Result<Vec<Credential>, Fault> {
        Ok(self.store.state().credentials.values().cloned().collect())
    }

    fn archive(&self) -> Arc<dyn Archive> {
        Arc::new(MemoryArchive(Arc::clone(&self.store)))
    }
}

struct MemoryArchive(Arc<Store>);

#[async_trait]
impl Archive for MemoryArchive {
    async fn history(&self, kind: &str, id: u64, limit: usize) -> Result<Vec<StoredVersion>, Fault> {
        let state = self.0.state();
        let of_record = |version: &&VersionRow| version.kind == kind && version.id == id;
        let mut newest: Vec<_> = state.versions.values().rev().filter(of_record).take(limit).collect();
        newest.reverse();
        newest
            .into_iter()
            .map(|version| {
                let position = state
                    .changes
                    .binary_search_by_key(&version.seq, |change| change.line.seq)
                    .map_err(|_| super::no_change(version.seq))?;
                Ok(super::stored_version(&state.changes[position], version.clone()))
            })
            .collect()
    }

    async fn changes_after(&self, seq: u64, limit: usize) -> Result<Vec<ChangeLine>, Fault> {
        let state = self.0.state();
        let first = state.changes.partition_point(|change| change.line.seq <= seq);
        Ok(state.changes[first..].iter().take(limit).map(|change| change.line.clone()).collect())
    }

    async fn verify(&self, progress: &(dyn Fn(u64) + Send + Sync)) -> Result<Verification, Fault> {
        let state = self.0.state().clone();
        let mut verifier = Verifier::new();
        for change in &state.changes {
            verifier.change(change, state.versions.get(&change.line.seq));
        }
        progress(state.changes.len() as u64);
        for record in state.records.values() {
            verifier.record(record, state.versions.get(&record.seq));
        }
        Ok(verifier.finish(&state.head))
    }

    async fn stats(&self) -> Result<Stats, Fault> {
        let state = self.0.state();
        let mut records: BTreeMap<String, u64> = BTreeMap::new();
        for (kind, _) in state.records.keys() {
            *records.entry(kind.clone()).or_default() += 1;
        }
        Ok(Stats {
            records: records.into_iter().collect(),
            versions: state.versions.len() as u64,
            seq: state.head.seq,
            commands: state.commands.len() as u64,
            bytes: 0,
        })
    }
}
