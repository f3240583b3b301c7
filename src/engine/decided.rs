//! What a batch decides, command by command, before anything of it is written.

use super::wire::{self, Unwritable};
use super::{Done, NotDone, Request};
use crate::domain::decide::{Decision, Fresh, decide};
use crate::domain::record::{Key, Kind, Record};
use crate::domain::world::World;
use crate::engine::Nature;
use crate::index::snapshot::Snapshot;
use crate::index::view::then::Then;
use crate::register::{CommandKey, CommandWrites, Outcome, Remembered};
use crate::telemetry;
use jiff::Timestamp;
use std::collections::HashMap;

/// A file's outcome has no record; it is remembered under this kind.
const FILE: &str = "file";

/// One change that was made.
pub struct Changed {
    pub verb: &'static str,
    pub key: Key,
    pub version: u32,
    pub then: Then,
}

/// What a batch has decided so far.
pub struct Decided {
    earlier: HashMap<CommandKey, Remembered>,
    /// An answer for each command, in order.
    pub results: Vec<Result<Done, NotDone>>,
    /// What is to be written.
    pub writes: Vec<CommandWrites>,
    /// What will have changed, one for each version written.
    pub changed: Vec<Changed>,
    /// The format that is written: one that every reader of the register knows.
    format: u32,
}

impl Decided {
    /// Nothing yet; `least_reader` is what the register asks of its readers.
    pub fn new(earlier: Vec<(CommandKey, Remembered)>, least_reader: u32) -> Self {
        Self {
            format: least_reader.min(wire::SCHEMA),
            earlier: earlier.into_iter().collect(),
            results: Vec::new(),
            writes: Vec::new(),
            changed: Vec::new(),
        }
    }

    /// Whether nobody is told that something is done: neither now nor, under a key used before, again.
    pub fn acknowledges_nothing(&self) -> bool {
        let repeats = |result: &Result<Done, NotDone>| result.as_ref().is_ok_and(|done| done.replayed);
        self.writes.is_empty() && !self.results.iter().any(repeats)
    }

    pub fn decide(&mut self, next: &mut Snapshot, request: &Request, now: Timestamp, nature: &mut Nature) {
        let result = match self.earlier.get(&request.key) {
            Some(remembered) => replayed(remembered, &request.request_hash),
            None => self.decide_anew(next, request, now, nature),
        };
        self.results.push(result);
    }

    fn decide_anew(
        &mut self,
        next: &mut Snapshot,
        request: &Request,
        now: Timestamp,
        nature: &mut Nature,
    ) -> Result<Done, NotDone> {
        let target = request.command.target();
        if target.is_some_and(|key| next.quarantined.contains(key)) {
            return Err(NotDone::Quarantined);
        }
        let mut fresh = Fresh { now, random: &mut nature.random };
        let decision = decide(&*next, &request.actor, request.expected, &request.command, &mut fresh)
            .map_err(NotDone::Refused)?;
        let (writes, records) = self.encoded(next, request, &decision)?;
        next.apply_all(records);
        let made = decision.changes.iter().map(|change| {
            let (key, version) = (change.record.key(), change.record.version());
            Changed { verb: change.verb, key, version, then: Then::of(next, (key, version), None) }
        });
        self.changed.extend(made);
        self.earlier.insert(
            request.key.clone(),
            Remembered { outcome: writes.outcome.clone(), request_hash: Some(request.request_hash) },
        );
        let version = writes.outcome.version;
        self.writes.push(writes);
        Ok(Done {
            about: decision.about,
            version,
            created: decision.created,
            replayed: false,
            changed: decision.asked().len(),
            unchanged: decision.unchanged,
        })
    }

    /// What is written, and the records as they will be read back: memory takes exactly what a
    /// restart would.
    fn encoded(
        &self,
        next: &Snapshot,
        request: &Request,
        decision: &Decision,
    ) -> Result<(CommandWrites, Vec<Record>), NotDone> {
        let actor = &request.actor.viewer;
        let party = next.party(actor.party).map(|party| party.code.clone()).unwrap_or_default();
        let mut writes = Vec::with_capacity(decision.changes.len());
        let mut records = Vec::with_capacity(decision.changes.len());
        for change in &decision.changes {
            let write = wire::encode(change, &party, actor.role.code(), self.format)
                .map_err(|why| unwritable(&why, change.verb))?;
            let record = wire::decode(&write.record).map_err(|unreadable| {
                tracing::error!(%unreadable, verb = change.verb, "a decision cannot be read back");
                NotDone::Impossible
            })?;
            writes.push(write);
            records.push(record);
        }
        let key = decision.about;
        // A command that found all as asked is about the version that stands.
        let standing = || key.and_then(|key| next.record(key)).map_or(0, |record| record.version());
        let version = if decision.changes.is_empty() { standing() } else { decision.version() };
        let outcome = Outcome {
            kind: key.map_or(FILE, |key| key.kind.code()).to_owned(),
            id: key.map_or(0, |key| key.bits),
            version,
            status: if decision.created { 201 } else { 200 },
            seq: 0,
        };
        let writes =
            CommandWrites { key: request.key.clone(), request_hash: request.request_hash, writes, outcome };
        Ok((writes, records))
    }
}

fn unwritable(why: &Unwritable, verb: &str) -> NotDone {
    match why {
        Unwritable::TooNew(_) => {
            tracing::warn!(%why, verb, "refused until the operator has raised what the register asks of readers");
            NotDone::NotYet
        }
        Unwritable::NoText(_) => {
            tracing::error!(%why, verb, "a decision cannot be written");
            NotDone::Impossible
        }
    }
}

/// The same key again: the same answer to the same request, and a refusal of any other.
pub fn replayed(remembered: &Remembered, request_hash: &[u8; 32]) -> Result<Done, NotDone> {
    // An erased hash tells nothing; the key alone then speaks for the request.
    if remembered.request_hash.is_some_and(|hash| hash != *request_hash) {
        return Err(NotDone::KeyReused);
    }
    let outcome = &remembered.outcome;
    let about = Kind::parse(&outcome.kind).map(|kind| Key { kind, bits: outcome.id });
    // A row that does not read concerns its own key, and a key of what this version does not know is no file's.
    if remembered.is_torn() || (about.is_none() && outcome.kind != FILE) {
        tracing::error!(kind = wire::word(&outcome.kind), "what is remembered of a command cannot be read");
        telemetry::kept_aside();
        return Err(NotDone::Quarantined);
    }
    Ok(Done {
        about,
        version: outcome.version,
        created: outcome.status == 201,
        replayed: true,
        changed: 0,
        unchanged: 0,
    })
}
