//! The table of retention, and the runs that are made by it.

use super::relations::not_put;
use super::{Decision, Fresh, check, next};
use crate::domain::command::Actor;
use crate::domain::ids::{RetentionRuleId, RetentionRunId};
use crate::domain::periods::put as put_period;
use crate::domain::refusal::{Faults, Refusal};
use crate::domain::retention::{Kept, Package, RetentionRule, RetentionRun, RuleName, RunRule};
use crate::domain::world::World;
use jiff::civil::Date;

/// How long a rule keeps, while that holds.
pub struct Period<'a> {
    /// How long; `None` withdraws what holds.
    pub keep: Option<u32>,
    /// The decision's reference.
    pub decision: &'a str,
    /// First day; today when left out.
    pub from: Option<Date>,
    /// First day it no longer holds; until the next begins when left out.
    pub until: Option<Date>,
}

/// Puts a decision into the table, or withdraws one: by an administrator. Withdrawing needs a decision as
/// much as deciding does, but nothing of it is kept beside the change itself.
pub fn put(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    name: RuleName,
    period: &Period<'_>,
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    check::administers(actor)?;
    let known = world.retention_rule(name);
    let version = known.as_ref().map_or(0, |rule| rule.version);
    check::version(expected, version)?;
    let mut faults = Faults::new();
    let (least, most) = name.range();
    if period.keep.is_some_and(|keep| !(least..=most).contains(&keep)) {
        faults.add("#/keep", "out_of_range", format!("from {least} to {most}"));
    }
    let decision = match period.keep {
        Some(_) => check::required_text(period.decision, "#/decision", check::REASON_MAX, &mut faults),
        None => String::new(),
    };
    let had = known.as_ref().map_or(&[][..], |rule| &rule.decisions);
    let from = period.from.unwrap_or_else(|| fresh.today());
    let kept = period.keep.map(|keep| Kept { keep, decision });
    let decisions = put_period(had, kept, from, period.until).unwrap_or_else(|fault| {
        not_put(fault, "#/until", &mut faults);
        had.to_vec()
    });
    faults.check()?;
    if decisions == had {
        let about = known.map(|rule| rule.id.into());
        return Ok(Decision { about, unchanged: 1, ..Decision::file(Vec::new(), 0) });
    }
    let new = |fresh: &mut Fresh<'_>| fresh.id(world, |bits| RetentionRuleId::from_bits(bits).into());
    let id = known.as_ref().map_or_else(|| RetentionRuleId::from_bits(new(fresh)), |rule| rule.id);
    let changes = vec![next(version, RetentionRule { id, name, decisions }, "retention_rule.put")];
    Ok(Decision { created: version == 0, ..Decision::changed(id.into(), changes) })
}

/// Begins a run: what is about to be erased, and the package that was written before.
pub fn begin(
    world: &impl World,
    actor: &Actor,
    rules: &[RunRule],
    package: &Package,
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    check::administers(actor)?;
    let id = RetentionRunId::from_bits(fresh.id(world, |bits| RetentionRunId::from_bits(bits).into()));
    let run = RetentionRun {
        id,
        begun_at: fresh.now,
        ended_at: None,
        rules: rules.to_vec(),
        package: package.clone(),
    };
    Ok(Decision::created(id.into(), vec![next(0, run, "retention_run.begin")]))
}

/// Ends a run, with what it came to.
pub fn end(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    id: RetentionRunId,
    erased: &[(RuleName, u32)],
    fresh: &Fresh<'_>,
) -> Result<Decision, Refusal> {
    check::administers(actor)?;
    let run = world.retention_run(id).ok_or(Refusal::NotThere)?;
    check::version(expected, run.version)?;
    if run.ended_at.is_some() {
        return Err(Refusal::WrongState("retention-ended", "the run has ended".into()));
    }
    let mut record = run.record.clone();
    record.ended_at = Some(fresh.now);
    for rule in &mut record.rules {
        rule.erased = erased.iter().find(|(name, _)| *name == rule.rule).map(|(_, count)| *count);
    }
    Ok(Decision::changed(id.into(), vec![next(run.version, record, "retention_run.end")]))
}
