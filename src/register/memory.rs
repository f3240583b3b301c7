//! A register in memory: for tests, and the simplest statement of what a register is. It computes
//! the real chain, and forgets everything when the last handle on it is dropped.

mod audit;
mod past;

use super::audit::Line;
use super::chain::{ChangeRow, Sealed, VersionRow, seal};
use super::erasure::{self, Order};
use super::surroundings::Surroundings;
use super::verify::Verifier;
use super::{
    Archive, Begun, ChangeLine, CommandKey, CommandWrites, Credential, CredentialKind, Credentials, Fault,
    Head, MISSED_MAX, News, Outcome, Register, Remembered, Stats, StoredRecord, StoredVersion, Verification,
    check,
};
use async_trait::async_trait;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Mutex as AsyncMutex, Notify, OwnedMutexGuard};

/// How long [`Register::begin`] waits for another handle to let go of the head.
const LOCK_TIMEOUT: Duration = Duration::from_secs(3);

/// A register in memory. Handles made by [`Memory::beside`] share one store, as the instances of a
/// service share one database.
pub struct Memory {
    store: Arc<Store>,
    surroundings: Surroundings,
    /// The head's lock, from begin to commit or rollback.
    begun: Option<OwnedMutexGuard<()>>,
    /// Only where there are other handles to follow.
    bell: Option<Arc<Notify>>,
}

/// What the handles share.
pub(super) struct Store {
    head_lock: Arc<AsyncMutex<()>>,
    /// One bell for each handle, rung by the others.
    bells: Mutex<Vec<Arc<Notify>>>,
    state: Mutex<State>,
}

/// The tables, as in `migrations/`.
#[derive(Clone)]
pub(super) struct State {
    pub head: Head,
    pub changes: Vec<ChangeRow>,
    pub versions: BTreeMap<u64, VersionRow>,
    pub records: BTreeMap<(String, u64), StoredRecord>,
    /// With the time it was carried out.
    pub commands: BTreeMap<CommandKey, (Remembered, i64)>,
    credentials: BTreeMap<(CredentialKind, String), Credential>,
    credentials_number: u64,
    pub audit: BTreeMap<(i64, u64), Line>,
}

impl Store {
    /// The tables. They change in one step at the end of a commit, so even a panicking holder of
    /// the lock leaves them whole.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn bells(&self) -> MutexGuard<'_, Vec<Arc<Notify>>> {
        self.bells.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ring(&self) {
        // Who has let go of its handle needs no bell.
        self.bells().retain(|bell| Arc::strong_count(bell) > 1);
        self.bells().iter().for_each(|bell| bell.notify_one());
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
            credentials_number: 0,
            audit: BTreeMap::new(),
        };
        let store = Store { head_lock: Arc::default(), bells: Mutex::default(), state: Mutex::new(state) };
        Memory { store: Arc::new(store), surroundings, begun: None, bell: None }
    }

    /// Another handle on the same store.
    pub fn beside(&self, surroundings: Surroundings) -> Self {
        let bell = Arc::new(Notify::new());
        self.store.bells().push(Arc::clone(&bell));
        Memory { store: Arc::clone(&self.store), surroundings, begun: None, bell: Some(bell) }
    }

    #[cfg(test)]
    pub(super) fn store(&self) -> Arc<Store> {
        Arc::clone(&self.store)
    }
}

impl State {
    /// The state after `commands`, worked out on the side so that a refusal leaves no trace.
    pub fn written(
        &self,
        now_ms: i64,
        commands: &[CommandWrites],
        surroundings: &mut Surroundings,
    ) -> Result<Written, Fault> {
        check::commands(&self.head, now_ms, commands)?;
        let orders = erasure::orders(commands)?;
        let mut written =
            Written { head: self.head.clone(), sealed: Vec::new(), commands: Vec::new(), orders };
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
            written.commands.push((command.key.clone(), (remembered, now_ms)));
        }
        Ok(written)
    }

    pub fn take_in(&mut self, written: Written) -> Head {
        for Sealed { change, version } in written.sealed {
            let record = version.clone().into_record();
            self.records.insert((record.kind.clone(), record.id), record);
            self.versions.insert(version.seq, version);
            self.changes.push(change);
        }
        self.commands.extend(written.commands);
        written.orders.iter().for_each(|order| self.erase(order));
        self.head = written.head;
        self.head.clone()
    }

    pub fn remembered_before(&self, time_ms: i64) -> u64 {
        self.commands.values().filter(|(_, at_ms)| *at_ms < time_ms).count() as u64
    }

    pub fn erase(&mut self, order: &Order) {
        for item in &order.items {
            let of_item = |version: &&mut VersionRow| {
                version.kind == item.kind && version.id == item.id && version.version < item.before
            };
            for version in self.versions.values_mut().filter(of_item) {
                version.content = None;
                if item.facts {
                    version.facts = None;
                }
            }
            for (remembered, _) in self.commands.values_mut() {
                if remembered.outcome.kind == item.kind && remembered.outcome.id == item.id {
                    remembered.request_hash = None;
                }
            }
        }
        for (acts, before_ms) in order.lines() {
            self.delete_lines(acts, before_ms);
        }
        if let Some(before_ms) = order.commands_before_ms {
            let old = self.commands.iter().filter(|(_, (_, time_ms))| *time_ms < before_ms);
            let old: Vec<_> = old.map(|(key, _)| key.clone()).take(erasure::COMMANDS_MAX).collect();
            old.iter().for_each(|key| drop(self.commands.remove(key)));
        }
    }

    pub fn put_credentials(
        &mut self,
        known: u64,
        put: &[Credential],
        remove: &[(CredentialKind, String)],
    ) -> Option<u64> {
        if known != self.credentials_number {
            return None;
        }
        for name in remove {
            self.credentials.remove(name);
        }
        for credential in put {
            self.credentials.insert((credential.kind, credential.key.clone()), credential.clone());
        }
        self.credentials_number += 1;
        Some(self.credentials_number)
    }

    pub fn news(&self, known: u64) -> News {
        News {
            head: self.head.clone(),
            known_hash: self.hash_at(known),
            missed: self.missed(known),
            credentials: self.credentials_number,
            writable: true,
        }
    }

    fn hash_at(&self, seq: u64) -> Option<[u8; 32]> {
        if seq == 0 {
            return Some([0; 32]);
        }
        let position = self.changes.binary_search_by_key(&seq, |change| change.line.seq).ok()?;
        Some(self.changes[position].hash)
    }

    fn missed(&self, known: u64) -> Vec<StoredRecord> {
        if known >= self.head.seq {
            return Vec::new();
        }
        let mut missed: Vec<_> = self.records.values().filter(|record| record.seq > known).cloned().collect();
        missed.sort_unstable_by_key(|record| record.seq);
        missed.truncate(MISSED_MAX);
        missed
    }
}

/// What is asked of it without changing it.
impl State {
    pub fn load(&self, batch: usize, sink: &mut (dyn FnMut(Vec<StoredRecord>) + Send)) -> Head {
        let mut records = self.records.values().cloned().peekable();
        while records.peek().is_some() {
            sink(records.by_ref().take(batch.max(1)).collect());
        }
        self.head.clone()
    }

    pub fn earlier(&self, keys: &[CommandKey]) -> Vec<(CommandKey, Remembered)> {
        let remembered = |key: &CommandKey| Some((key.clone(), self.commands.get(key)?.0.clone()));
        keys.iter().filter_map(remembered).collect()
    }

    pub fn credentials(&self) -> Credentials {
        Credentials { rows: self.credentials.values().cloned().collect(), number: self.credentials_number }
    }

    pub fn history(
        &self,
        kind: &str,
        (id, until): (u64, u32),
        limit: usize,
    ) -> Result<Vec<StoredVersion>, Fault> {
        let of_record =
            |version: &&VersionRow| version.kind == kind && version.id == id && version.version <= until;
        let mut newest: Vec<_> = self.versions.values().rev().filter(of_record).take(limit).collect();
        newest.reverse();
        let with_change = |version: &VersionRow| {
            let position = self.changes.binary_search_by_key(&version.seq, |change| change.line.seq);
            let position = position.map_err(|_| super::no_change(version.seq))?;
            Ok(super::stored_version(&self.changes[position], version.clone()))
        };
        newest.into_iter().map(with_change).collect()
    }

    pub fn changes_after(&self, seq: u64, limit: usize) -> Vec<ChangeLine> {
        let first = self.changes.partition_point(|change| change.line.seq <= seq);
        self.changes[first..].iter().take(limit).map(|change| change.line.clone()).collect()
    }

    pub fn verify(&self) -> Verification {
        let mut verifier = Verifier::new();
        for change in &self.changes {
            verifier.change(change, self.versions.get(&change.line.seq));
        }
        for record in self.records.values() {
            verifier.record(record, self.versions.get(&record.seq));
        }
        verifier.finish(&self.head)
    }

    pub fn stats(&self) -> Stats {
        let mut records: BTreeMap<String, u64> = BTreeMap::new();
        for (kind, _) in self.records.keys() {
            *records.entry(kind.clone()).or_default() += 1;
        }
        Stats {
            records: records.into_iter().collect(),
            versions: self.versions.len() as u64,
            seq: self.head.seq,
            commands: self.commands.len() as u64,
            bytes: 0,
        }
    }
}

/// What a commit will bring.
pub(super) struct Written {
    head: Head,
    sealed: Vec<Sealed>,
    commands: Vec<(CommandKey, (Remembered, i64))>,
    orders: Vec<Order>,
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
        Ok(state.load(batch, sink))
    }

    async fn look(&mut self, known: u64) -> Result<News, Fault> {
        self.begun = None;
        Ok(self.store.state().news(known))
    }

    async fn begin(&mut self, known: u64, keys: &[CommandKey]) -> Result<Begun, Fault> {
        self.begun = None;
        let lock = Arc::clone(&self.store.head_lock).lock_owned();
        let guard = tokio::time::timeout(LOCK_TIMEOUT, lock)
            .await
            .map_err(|_| Fault::Unavailable("another instance holds the head".into()))?;
        let state = self.store.state();
        let now_ms = self.surroundings.now_ms(state.head.time_ms);
        let begun = Begun { news: state.news(known), now_ms, earlier: state.earlier(keys) };
        self.begun = Some(guard);
        Ok(begun)
    }

    async fn commit(&mut self, now_ms: i64, commands: &[CommandWrites]) -> Result<Head, Fault> {
        // Released on the way out, whatever the outcome.
        let _guard = self.begun.take().ok_or_else(super::nothing_begun)?;
        let head = {
            let mut state = self.store.state();
            let written = state.written(now_ms, commands, &mut self.surroundings)?;
            state.take_in(written)
        };
        self.store.ring();
        Ok(head)
    }

    async fn rollback(&mut self) -> Result<(), Fault> {
        self.begun = None;
        Ok(())
    }

    async fn put_credentials(
        &mut self,
        known: u64,
        put: &[Credential],
        remove: &[(CredentialKind, String)],
    ) -> Result<Option<u64>, Fault> {
        self.begun = None;
        check::credentials(put, remove)?;
        let number = self.store.state().put_credentials(known, put, remove);
        self.store.ring();
        Ok(number)
    }

    async fn credentials(&mut self) -> Result<Credentials, Fault> {
        Ok(self.store.state().credentials())
    }

    async fn raise_reader(&mut self, version: u32) -> Result<u32, Fault> {
        self.begun = None;
        let before = {
            let mut state = self.store.state();
            let before = state.head.least_reader_version;
            state.head.least_reader_version = before.max(version);
            before
        };
        self.store.ring();
        Ok(before)
    }

    fn bell(&self) -> Option<Arc<Notify>> {
        self.bell.clone()
    }

    fn archive(&self) -> Arc<dyn Archive> {
        Arc::new(MemoryArchive(Arc::clone(&self.store)))
    }
}

struct MemoryArchive(Arc<Store>);

#[async_trait]
impl Archive for MemoryArchive {
    async fn history(
        &self,
        kind: &str,
        id: u64,
        until: u32,
        limit: usize,
    ) -> Result<Vec<StoredVersion>, Fault> {
        self.0.state().history(kind, (id, until), limit)
    }

    async fn changes_after(&self, seq: u64, limit: usize) -> Result<Vec<ChangeLine>, Fault> {
        Ok(self.0.state().changes_after(seq, limit))
    }

    async fn verify(&self, progress: &(dyn Fn(u64) + Send + Sync)) -> Result<Verification, Fault> {
        let state = self.0.state().clone();
        let verification = state.verify();
        progress(state.changes.len() as u64);
        Ok(verification)
    }

    async fn stats(&self) -> Result<Stats, Fault> {
        Ok(self.0.state().stats())
    }

    async fn remembered_before(&self, time_ms: i64) -> Result<u64, Fault> {
        Ok(self.0.state().remembered_before(time_ms))
    }
}
