//! Measures: what each party does at a place.

use super::{Decision, Fresh, authority, check, next};
use crate::domain::codes::CodeList;
use crate::domain::command::{Actor, MeasureDraft};
use crate::domain::ids::MeasureId;
use crate::domain::measure::{Measure, MeasureContent, PreventionLevel};
use crate::domain::refusal::{Faults, Refusal};
use crate::domain::world::World;

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
        closed_at: None,
        created_at: fresh.now,
        origin: actor.viewer.party,
        content: note.map(|note| MeasureContent { note: Some(note) }),
    };
    Ok(Decision::created(id.into(), vec![next(0, measure, "measure.add")]))
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
    let measure = world.measure(id).ok_or(Refusal::NotThere)?;
    let place = check::place_in_full(world, actor, measure.place)?;
    let own = measure.party == actor.viewer.party && writes_measures(actor);
    if !own && !authority::decides_place(world, actor, &place, fresh.today()) {
        return Err(Refusal::NotAllowed("not_your_party"));
    }
    check::version(expected, measure.version)?;
    if measure.closed_at.is_some() {
        return Err(Refusal::WrongState("already-closed", "the measure is closed".into()));
    }
    let record = Measure { closed_at: Some(fresh.now), ..measure.record.clone() };
    Ok(Decision::changed(id.into(), vec![next(measure.version, record, "measure.close")]))
}

fn writes_measures(actor: &Actor) -> bool {
    use crate::domain::access::Role;
    match actor.viewer.role {
        Role::Member | Role::Coordinator => true,
        Role::Reader | Role::Reporter | Role::Administrator => false,
    }
}
