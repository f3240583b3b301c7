//! Measures: what each party does at a place.

use super::particulars::{self, Stated};
use super::{Decision, Fresh, authority, check, next};
use crate::domain::codes::{Code, CodeList};
use crate::domain::command::{Actor, MeasureDraft};
use crate::domain::ids::{MeasureId, PlaceId};
use crate::domain::measure::{Measure, MeasureContent, PreventionLevel};
use crate::domain::place::Place;
use crate::domain::record::{Change, Versioned};
use crate::domain::refusal::{Faults, Refusal};
use crate::domain::world::{Held, World};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Writes down a measure: by a member or coordinator for the own party, or by who decides about the
/// place for any party.
pub fn add(
    world: &impl World,
    actor: &Actor,
    draft: &MeasureDraft,
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    let place = match check::place_in_full(world, actor, draft.place) {
        Err(Refusal::NotThere) => {
            return Err(Refusal::invalid("#/place", "unknown_place", "there is no such place"));
        }
        other => other?,
    };
    let today = fresh.today();
    let mut faults = Faults::new();
    let list = (CodeList::MeasureType, "#/measure_type");
    check::one_code(world, list, &draft.measure_type, today, &mut faults);
    let party = check::party(world, &draft.party, "#/party", &mut faults);
    let note = check::text(draft.note.as_deref(), "#/note", check::TEXT_MAX, &mut faults);
    if let (Some(starts), Some(ends)) = (draft.starts, draft.ends)
        && ends < starts
    {
        faults.add("#/ends", "before_start", "is before the first day");
    }
    let prevention_level = prevention_level(draft.prevention_level.as_deref(), &mut faults);
    let of_type = world.code(CodeList::MeasureType, &draft.measure_type);
    let of_type = of_type.as_deref();
    let stated = of_type.map(|of_type| {
        check_step(of_type, &place, draft, today, &mut faults);
        particulars::stated(of_type, &draft.particulars, today, &mut faults)
    });
    let Stated { facts, words } = stated.unwrap_or_default();
    faults.check()?;
    let Some(party) = party else { return Err(Refusal::NotThere) };
    let own = party.id == actor.viewer.party && writes_measures(actor);
    if !own && !authority::decides_place(world, actor, &place, today) {
        return Err(Refusal::NotAllowed("not_your_party"));
    }
    if place.status.has_ended() {
        return Err(Refusal::WrongState("place-ended", "the place has ended".into()));
    }
    let id = MeasureId::from_bits(fresh.id(world, |bits| MeasureId::from_bits(bits).into()));
    let measure = Measure {
        id,
        place: place.id,
        measure_type: draft.measure_type.clone(),
        party: party.id,
        activity: true,
        prevention_level,
        starts: draft.starts,
        ends: draft.ends,
        particulars: facts,
        // A step has been taken when it is written down: nothing of it goes on.
        closed_at: of_type.is_some_and(|of_type| is_step(of_type)).then_some(fresh.now),
        created_at: fresh.now,
        origin: actor.viewer.party,
        content: content(note, words),
    };
    Ok(Decision::created(id.into(), vec![next(0, measure, "measure.add")]))
}

fn content(note: Option<String>, particulars: BTreeMap<String, String>) -> Option<MeasureContent> {
    let says = note.is_some() || !particulars.is_empty();
    says.then_some(MeasureContent { note, particulars })
}

/// Whether measures of a type are steps in the handling of a problem.
fn is_step(of_type: &Code) -> bool {
    !of_type.step_at.is_empty()
}

/// A step is a fact of how a problem is handled at a place that has it: on which day, and by what decision. It has no free
/// text, in which somebody who is there could be told of.
fn check_step(of_type: &Code, place: &Place, draft: &MeasureDraft, today: Date, faults: &mut Faults) {
    if !is_step(of_type) {
        return;
    }
    if !place.problem_types.iter().any(|of_place| of_type.step_at.contains(of_place)) {
        let detail = format!("is a step at places of {} only", of_type.step_at.join(", "));
        faults.add("#/measure_type", "not_here", detail);
    }
    match draft.starts {
        None => faults.add("#/starts", "required", "a step is taken on a day"),
        Some(day) if day > today => {
            faults.add("#/starts", "in_the_future", "a step is written down once taken")
        }
        Some(_) => {}
    }
    if draft.ends.is_some() {
        faults.add("#/ends", "not_here", "a step is taken on one day");
    }
    if draft.note.as_deref().is_some_and(|note| !note.trim().is_empty()) {
        faults.add("#/note", "not_here", "a step has a day and a reference, and no words of its own");
    }
}

/// Whom a measure is for. What is for individuals is told where it belongs.
fn prevention_level(given: Option<&str>, faults: &mut Faults) -> Option<PreventionLevel> {
    let given = given?;
    let level = PreventionLevel::parse(given);
    if given == "indicated" {
        let detail = "is aimed at individuals, which is no work on a place: it belongs to the social services, or to the \
                      police, in their own systems; what is done at the place for everybody, or for a group, is written here";
        faults.add("#/prevention_level", "indicated_elsewhere", detail);
    } else if level.is_none() {
        faults.add("#/prevention_level", "unknown_code", "must be universal or selective");
    }
    level
}

/// Says that a measure is done.
pub fn close(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    id: MeasureId,
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    let measure = running(world, actor, expected, id, fresh.today())?;
    let record = Measure { closed_at: Some(fresh.now), ..measure.record.clone() };
    Ok(Decision::changed(id.into(), vec![next(measure.version, record, "measure.close")]))
}

/// States anew what the measure's type asks, as after a review: all of it. What is not asked for stays as it is.
pub fn restate(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    (id, given): (MeasureId, &BTreeMap<String, String>),
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    let today = fresh.today();
    let measure = running(world, actor, expected, id, today)?;
    let mut faults = Faults::new();
    let of_type = world.code(CodeList::MeasureType, &measure.measure_type).ok_or(Refusal::NotThere)?;
    let Stated { facts, words } = particulars::stated(&of_type, given, today, &mut faults);
    faults.check()?;
    let note = measure.content.as_ref().and_then(|content| content.note.clone());
    let record = Measure { particulars: facts, content: content(note, words), ..measure.record.clone() };
    Ok(Decision::changed(id.into(), vec![next(measure.version, record, "measure.restate")]))
}

/// The measure's next version, where its place lives on in another.
pub fn followed(measure: &Versioned<Measure>, place: PlaceId) -> Change {
    next(measure.version, Measure { place, ..measure.record.clone() }, "measure.follow")
}

/// A measure that goes on, for who may say what becomes of it.
fn running(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    id: MeasureId,
    today: Date,
) -> Result<Held<Measure>, Refusal> {
    let measure = world.measure(id).ok_or(Refusal::NotThere)?;
    let place = check::place_in_full(world, actor, measure.place)?;
    let own = measure.party == actor.viewer.party && writes_measures(actor);
    if !own && !authority::decides_place(world, actor, &place, today) {
        return Err(Refusal::NotAllowed("not_your_party"));
    }
    check::version(expected, measure.version)?;
    if measure.closed_at.is_some() {
        return Err(Refusal::WrongState("already-closed", "the measure is closed".into()));
    }
    Ok(measure)
}

/// Whether an actor may say what the own party does, and what becomes of it.
#[must_use]
pub fn writes_measures(actor: &Actor) -> bool {
    use crate::domain::access::Role;
    match actor.viewer.role {
        Role::Member | Role::Coordinator => true,
        Role::Reader | Role::Reporter | Role::Administrator => false,
    }
}
