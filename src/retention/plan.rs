//! What is due: nothing is written here, so it is the dry run as well.

use super::blocking;
use crate::domain::command::DueThing;
use crate::domain::record::{Key, Kind};
use crate::domain::retention::{Kept, RuleName, state_of};
use crate::domain::time::date_of;
use crate::domain::world::World;
use crate::index::snapshot::Snapshot;
use crate::register::audit::Acts;
use crate::register::{Archive, Fault};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What one rule would erase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The rule.
    pub rule: RuleName,
    /// How long it keeps, and by which decision.
    pub kept: Kept,
    /// The things that are due, by id.
    pub things: Vec<Key>,
    /// For what is archived: the state that each of them is in.
    pub states: BTreeMap<Key, u64>,
    /// Commands, or lines of the audit log, that are due to be forgotten.
    pub commands: u64,
}

impl Planned {
    /// Some of the things, as a command takes them.
    #[must_use]
    pub fn taken(&self, things: &[Key]) -> Vec<DueThing> {
        let taken = |key: &Key| DueThing { key: *key, archived: self.states.get(key).copied() };
        things.iter().map(taken).collect()
    }

    /// How many things or commands are due.
    #[must_use]
    pub fn due(&self) -> u64 {
        self.things.len() as u64 + self.commands
    }
}

/// What would be erased, rule by rule; of the rules for which nothing has been decided there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The rules, in the order they are carried out.
    pub rules: Vec<Planned>,
}

impl Plan {
    /// Whether nothing is due.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rules.iter().all(|planned| planned.due() == 0)
    }
}

/// Looks at everything. Costs a walk over all reports and places, on a thread that may be busy.
///
/// # Errors
/// The register's [`Fault`], when remembered commands or the audit log cannot be counted.
pub async fn plan(snapshot: &Arc<Snapshot>, archive: &dyn Archive, now: Timestamp) -> Result<Plan, Fault> {
    let (snapshot, today) = (Arc::clone(snapshot), date_of(now));
    let mut rules = blocking(move || things_due(&snapshot, today)).await;
    for planned in &mut rules {
        if let Some(before) = planned.rule.forgotten_before(planned.kept.keep, today) {
            planned.commands = lines_before(archive, planned.rule, before).await?;
        }
    }
    Ok(Plan { rules })
}

/// The rules for which something has been decided, with the things that are due by them.
fn things_due(snapshot: &Snapshot, today: Date) -> Vec<Planned> {
    let planned = |rule: RuleName| {
        let kept = snapshot.retention_rule(rule)?.on(today)?.clone();
        let due = |key: &Key| rule.due(snapshot, *key, kept.keep, today).is_some();
        let mut things: Vec<Key> = things_of(snapshot, rule).filter(due).collect();
        things.sort_unstable();
        let states =
            things.iter().filter(|_| rule.archives()).map(|key| (*key, state_of(snapshot, *key))).collect();
        Some(Planned { rule, kept, things, states, commands: 0 })
    };
    RuleName::ALL.into_iter().filter_map(planned).collect()
}

/// How many commands or lines of the audit log a rule is about lie before a moment.
///
/// # Errors
/// The register's [`Fault`].
pub async fn lines_before(archive: &dyn Archive, rule: RuleName, before: Timestamp) -> Result<u64, Fault> {
    let before_ms = before.as_millisecond();
    match rule {
        RuleName::RememberedCommand => archive.remembered_before(before_ms).await,
        RuleName::RestrictedRead => archive.noted_before(Acts::Reads, before_ms).await,
        RuleName::AuditLog => archive.noted_before(Acts::NotReads, before_ms).await,
        RuleName::ReportReporter
        | RuleName::ReportText
        | RuleName::UnlinkedReport
        | RuleName::ClosedPlace
        | RuleName::DocumentRequest
        | RuleName::Filing
        | RuleName::AccessReview => Ok(0),
    }
}

fn things_of(snapshot: &Snapshot, rule: RuleName) -> Box<dyn Iterator<Item = Key> + Send + '_> {
    let key = |kind| move |bits| Key { kind, bits };
    match rule.kind() {
        Some(Kind::Report) => Box::new(snapshot.reports.iter().map(|row| row.bits).map(key(Kind::Report))),
        Some(Kind::Place) => Box::new(snapshot.places.iter().map(|row| row.bits).map(key(Kind::Place))),
        Some(Kind::DocumentRequest) => {
            Box::new(snapshot.reference.document_requests.keys().copied().map(key(Kind::DocumentRequest)))
        }
        Some(Kind::Filing) => Box::new(snapshot.reference.filings.keys().copied().map(key(Kind::Filing))),
        Some(Kind::AccessReview) => {
            Box::new(snapshot.reference.access_reviews.keys().copied().map(key(Kind::AccessReview)))
        }
        _ => Box::new(std::iter::empty()),
    }
}
