//! The audit log of a register in memory.

use super::{MemoryArchive, State};
use crate::register::audit::{Acts, Asked, Audit, Line, READ_MAX, fits, of_acts};
use crate::register::{Fault, check, erasure};
use async_trait::async_trait;

/// So many lines are kept: memory is for trying things, and does not grow without end. The oldest go.
const KEPT_MAX: usize = 100_000;

impl State {
    /// See [`Audit::note`].
    pub fn note(&mut self, lines: &[Line]) -> Result<(), Fault> {
        check::audit(lines)?;
        for line in lines {
            self.audit.entry((line.at_ms, line.id)).or_insert_with(|| line.clone());
        }
        while self.audit.len() > KEPT_MAX {
            self.audit.pop_first();
        }
        Ok(())
    }

    /// See [`Audit::noted`].
    pub fn noted(&self, asked: &Asked) -> Vec<Line> {
        let newest = self.audit.values().rev().filter(|line| fits(line, asked));
        newest.take(asked.limit.min(READ_MAX)).cloned().collect()
    }

    /// See [`Audit::noted_before`].
    pub fn noted_before(&self, acts: Acts, time_ms: i64) -> u64 {
        self.audit.range(..(time_ms, 0)).filter(|(_, line)| of_acts(acts, &line.act)).count() as u64
    }

    /// See [`Audit::forget_caller`].
    pub fn forget_caller(&mut self, caller: &str) -> u64 {
        let theirs = self.audit.values_mut().filter(|line| !caller.is_empty() && line.caller == caller);
        theirs.map(|line| line.caller.clear()).count() as u64
    }

    /// Deletes the oldest lines of some acts from before a time, as many as one order takes.
    pub fn delete_lines(&mut self, acts: Acts, before_ms: i64) {
        let old = self.audit.range(..(before_ms, 0)).filter(|(_, line)| of_acts(acts, &line.act));
        let old: Vec<_> = old.map(|(key, _)| *key).take(erasure::LINES_MAX).collect();
        old.iter().for_each(|key| drop(self.audit.remove(key)));
    }
}

#[async_trait]
impl Audit for MemoryArchive {
    async fn note(&self, lines: &[Line]) -> Result<(), Fault> {
        self.0.state().note(lines)
    }

    async fn noted(&self, asked: &Asked) -> Result<Vec<Line>, Fault> {
        Ok(self.0.state().noted(asked))
    }

    async fn noted_before(&self, acts: Acts, time_ms: i64) -> Result<u64, Fault> {
        Ok(self.0.state().noted_before(acts, time_ms))
    }

    async fn forget_caller(&self, caller: &str) -> Result<u64, Fault> {
        Ok(self.0.state().forget_caller(caller))
    }

    async fn take_place(&self, _server: u64) -> Result<bool, Fault> {
        // What is in memory goes with its process, and with it all that kept its log.
        Ok(true)
    }
}
