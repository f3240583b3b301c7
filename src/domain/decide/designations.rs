//! Designation rules: added, ended, and tried before either.

use super::{Decision, Fresh, check, next, reference};
use crate::domain::codes::CodeList;
use crate::domain::command::{Actor, DesignationDraft};
use crate::domain::designation::Designation;
use crate::domain::ids::{DesignationId, PartyId};
use crate::domain::party::PartyKind;
use crate::domain::periods::overlap;
use crate::domain::record::Change;
use crate::domain::refusal::{Faults, Refusal};
use crate::domain::world::{Held, World};
use jiff::civil::Date;

/// Adds a designation rule.
pub fn add(
    world: &impl World,
    actor: &Actor,
    draft: &DesignationDraft,
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    check::administers(actor)?;
    let rule = designation_of(world, draft, fresh.today())?;
    let id = DesignationId::from_bits(fresh.id(world, |bits| DesignationId::from_bits(bits).into()));
    let change: Change = next(0, Designation { id, ..rule }, "designation.add");
    Ok(Decision::created(id.into(), vec![change]))
}

/// Ends a rule on a day, or says that it ends on another day than was told. On its own first day it
/// never holds: so is a rule taken back that has not begun, or should never have.
pub fn end(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    (id, until): (DesignationId, Option<Date>),
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    check::administers(actor)?;
    let rule = world.designation(id).ok_or(Refusal::NotThere)?;
    check::version(expected, rule.version)?;
    let until = until.unwrap_or_else(|| fresh.today().max(rule.from.unwrap_or(Date::MIN)));
    let mut faults = Faults::new();
    if rule.from.is_some_and(|from| until < from) {
        faults.add("#/until", "before_start", "must not be before the first day");
    }
    let record = Designation { until: Some(until), ..rule.record.clone() };
    check_contradictions(world, &record, &mut faults);
    faults.check()?;
    if record == rule.record {
        return Ok(Decision { unchanged: 1, ..Decision::changed(id.into(), Vec::new()) });
    }
    Ok(Decision::changed(id.into(), vec![next(rule.version, record, "designation.end")]))
}

/// What a rule would be, and the world with it as it would decide: what it would have meant can be
/// asked of that. The same checks as when it is added; it has no id yet.
///
/// # Errors
/// [`Refusal::NotAllowed`] for those who neither coordinate nor administer, [`Refusal::Invalid`] as
/// when it is added.
pub fn tried<W: World>(
    world: &W,
    actor: &Actor,
    draft: &DesignationDraft,
    today: Date,
) -> Result<(Designation, W), Refusal> {
    let role = actor.viewer.role;
    if !role.administers() && !role.coordinates() {
        return Err(Refusal::NotAllowed("coordinator_role"));
    }
    let rule = designation_of(world, draft, today)?;
    // Tried as if it had always held; its days are told of beside that.
    let always = Designation { from: None, until: None, ..rule.clone() };
    let change: Change = next(0, always, "designation.add");
    Ok((rule, world.after(&[change])))
}

/// The rule a draft describes, without an id.
fn designation_of(world: &impl World, draft: &DesignationDraft, today: Date) -> Result<Designation, Refusal> {
    let mut faults = Faults::new();
    let party = check::party(world, &draft.party, "#/party", &mut faults);
    if party.as_ref().is_some_and(|party| party.kind == PartyKind::Police) {
        faults.add(
            "#/party",
            "police_never_asked",
            "the police are not asked to coordinate; they may volunteer",
        );
    }
    if draft.area.is_some_and(|area| world.area(area).is_none()) {
        faults.add("#/area", "unknown_area", "there is no such area");
    }
    // A rule told ahead may name what can be chosen once it holds.
    let day = draft.from.unwrap_or(today).max(today);
    if let Some(code) = &draft.problem_type {
        check::one_code(world, (CodeList::ProblemType, "#/problem_type"), code, day, &mut faults);
    }
    if let Some(code) = &draft.site_kind {
        check::one_code(world, (CodeList::SiteKind, "#/site_kind"), code, day, &mut faults);
    }
    if draft.area.is_none() && draft.problem_type.is_none() && draft.site_kind.is_none() {
        faults.add("#", "required", "name an area, a problem type or a kind of site");
    }
    reference::check_dates(draft.from, draft.until, "#/until", &mut faults);
    let ended = draft.until.is_some_and(|until| until <= today);
    if ended {
        faults.add(
            "#/until",
            "has_passed",
            "the rule would have ended already; it must hold on some day to come",
        );
    }
    let decision = check::required_text(&draft.decision, "#/decision", check::REASON_MAX, &mut faults);
    let rule = Designation {
        id: DesignationId::from_bits(0),
        area: draft.area,
        problem_type: draft.problem_type.clone(),
        site_kind: draft.site_kind.clone(),
        // A draft without a known party is refused below.
        party: party.map_or(PartyId::from_bits(0), |party| party.id),
        decision,
        from: draft.from,
        until: draft.until,
    };
    check_contradictions(world, &rule, &mut faults);
    faults.check()?;
    Ok(rule)
}

/// Two rules with the same conditions on the same day cannot both hold: which of them wins would be a
/// matter of chance.
fn check_contradictions(world: &impl World, rule: &Designation, faults: &mut Faults) {
    let other = world.designations().into_iter().find(|other: &Held<Designation>| {
        other.id != rule.id
            && (other.area, &other.problem_type, &other.site_kind)
                == (rule.area, &rule.problem_type, &rule.site_kind)
            && overlap((other.from, other.until), (rule.from, rule.until))
    });
    if let Some(other) = other {
        let days = match (other.from, other.until) {
            (Some(from), Some(until)) => format!("from {from} until {until}"),
            (Some(from), None) => format!("from {from}"),
            (None, Some(until)) => format!("until {until}"),
            (None, None) => "without end".to_owned(),
        };
        let detail = format!(
            "rule {} says who coordinates the same places, {days}; end it first, or choose other days",
            other.id
        );
        faults.add("#", "contradicts", detail);
    }
}
