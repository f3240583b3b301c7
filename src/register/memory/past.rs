//! The past of a register in memory: the plainest statement of what it is.

use super::{MemoryArchive, State};
use crate::register::chain::VersionRow;
use crate::register::past::{Past, PastRead, PastRecord, PastSink, Stand, Stood};
use crate::register::{Fault, no_change};
use async_trait::async_trait;
use std::collections::HashMap;

#[async_trait]
impl Past for MemoryArchive {
    async fn stood_at(&self, time_ms: i64) -> Result<Stood, Fault> {
        Ok(self.0.state().stood_at(time_ms))
    }

    async fn as_of(
        &self,
        seq: u64,
        kinds: &[&str],
        batch: usize,
        sink: PastSink<'_>,
    ) -> Result<PastRead, Fault> {
        let state = self.0.state().clone();
        state.as_of(seq, kinds, batch, sink)
    }
}

impl State {
    /// See [`Past::stood_at`].
    pub fn stood_at(&self, time_ms: i64) -> Stood {
        let made_by_then = self.changes.iter().take_while(|change| change.line.time_ms <= time_ms);
        let Some(last) = made_by_then.last() else {
            return Stood::Nothing { first_ms: self.changes.first().map(|change| change.line.time_ms) };
        };
        Stood::At(Stand { seq: last.line.seq, hash: last.hash, time_ms: last.line.time_ms })
    }

    /// See [`Past::as_of`].
    pub fn as_of(
        &self,
        seq: u64,
        kinds: &[&str],
        batch: usize,
        sink: PastSink<'_>,
    ) -> Result<PastRead, Fault> {
        let mut read = PastRead::default();
        let mut records = Vec::new();
        for version in stood(self, seq, kinds) {
            if version.facts.is_none() {
                read.erased += 1;
                continue;
            }
            records.push(past_record(self, version)?);
            read.records += 1;
            if records.len() == batch.max(1) && sink(std::mem::take(&mut records)).is_break() {
                return Ok(read);
            }
        }
        if !records.is_empty() && sink(records).is_break() {
            return Ok(read);
        }
        Ok(read)
    }
}

/// The version that stood of every record that is still there.
fn stood<'a>(state: &'a State, seq: u64, kinds: &[&str]) -> impl Iterator<Item = &'a VersionRow> {
    let mut last: HashMap<(&str, u64), &VersionRow> = HashMap::new();
    for version in state.versions.range(..=seq).map(|(_, version)| version) {
        if kinds.contains(&version.kind.as_str()) {
            last.insert((&version.kind, version.id), version);
        }
    }
    last.into_values().filter(|version| state.records.contains_key(&(version.kind.clone(), version.id)))
}

fn past_record(state: &State, version: &VersionRow) -> Result<PastRecord, Fault> {
    let at = state
        .changes
        .binary_search_by_key(&version.seq, |change| change.line.seq)
        .map_err(|_| no_change(version.seq))?;
    let content_erased = state.changes[at].content_commitment.is_some() && version.content.is_none();
    Ok(PastRecord { record: version.clone().into_record(), content_erased })
}
