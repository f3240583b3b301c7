//! Filings: where a decision lies in a diary. Written down and taken back, never changed.

#![deny(clippy::wildcard_enum_match_arm)]

use super::{Decision, Fresh, check, next};
use crate::domain::command::{Actor, FilingDraft};
use crate::domain::filing::{Decider, FILINGS_MAX, Filing, carries_decisions};
use crate::domain::ids::{FilingId, MeasureId, PlaceId};
use crate::domain::record::{Key, Kind};
use crate::domain::refusal::{Faults, Refusal};
use crate::domain::world::World;

/// Writes down where a decision lies.
pub fn add(
    world: &impl World,
    actor: &Actor,
    draft: &FilingDraft,
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    may_file(world, actor, draft.about)?;
    let mut faults = Faults::new();
    let diary_number = check::diary_number(draft.diary_number.as_deref(), "#/diary_number", &mut faults);
    let body = check::text(draft.body.as_deref(), "#/body", check::NAME_MAX, &mut faults);
    if draft.decided_on.is_some_and(|day| day > fresh.today()) {
        faults.add("#/decided_on", "in_the_future", "is after today");
    }
    let decided_by = match (body, draft.decided_on) {
        (Some(body), Some(on)) => Some(Decider { body, on }),
        (Some(_), None) => {
            faults.add("#/decided_on", "required", "a body decided on a day");
            None
        }
        (None, Some(_)) => {
            faults.add("#/body", "required", "say which body decided on that day");
            None
        }
        (None, None) => None,
    };
    faults.check()?;
    if diary_number.is_none() && decided_by.is_none() {
        return Err(Refusal::invalid("#/diary_number", "required", "give a number, or who decided and when"));
    }
    if world.filings_of(draft.about).len() >= FILINGS_MAX {
        return Err(Refusal::invalid("#/id", "too_many", format!("has {FILINGS_MAX} filings already")));
    }
    let id = FilingId::from_bits(fresh.id(world, |bits| FilingId::from_bits(bits).into()));
    let filing = Filing {
        id,
        kind: draft.about.kind,
        thing: draft.about.bits,
        party: actor.viewer.party,
        diary_number,
        decided_by,
        created_at: fresh.now,
        withdrawn_at: None,
    };
    Ok(Decision::created(id.into(), vec![next(0, filing, "filing.add")]))
}

/// Takes a filing back: whoever of the party that wrote it may write one.
pub fn withdraw(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    id: FilingId,
    fresh: &Fresh<'_>,
) -> Result<Decision, Refusal> {
    let known = world.filing(id).ok_or(Refusal::NotThere)?;
    may_file(world, actor, known.about())?;
    if known.party != actor.viewer.party {
        return Err(Refusal::NotAllowed("not_your_party"));
    }
    check::version(expected, known.version)?;
    if known.withdrawn_at.is_some() {
        return Err(Refusal::WrongState("already-withdrawn", "the filing has been taken back".into()));
    }
    let record = Filing { withdrawn_at: Some(fresh.now), ..known.record.clone() };
    Ok(Decision::changed(id.into(), vec![next(known.version, record, "filing.withdraw")]))
}

/// Whether the actor says where a decision about a thing lies: for a place and its measures, who speaks for a party that
/// sees all of it; for what holds in the whole city, who sets that up.
fn may_file(world: &impl World, actor: &Actor, about: Key) -> Result<(), Refusal> {
    if !carries_decisions(about.kind) {
        return Err(Refusal::NotThere);
    }
    let place = match about.kind {
        Kind::Place => Some(PlaceId::from_bits(about.bits)),
        Kind::Measure => {
            let measure = world.measure(MeasureId::from_bits(about.bits)).ok_or(Refusal::NotThere)?;
            Some(measure.place)
        }
        Kind::Party
        | Kind::Area
        | Kind::Site
        | Kind::Report
        | Kind::Code
        | Kind::Setting
        | Kind::Designation
        | Kind::Statistic
        | Kind::Erasure
        | Kind::RetentionRule
        | Kind::RetentionRun
        | Kind::Photo
        | Kind::Round
        | Kind::Walk
        | Kind::Presence
        | Kind::Publication
        | Kind::DocumentRequest
        | Kind::Filing
        | Kind::AccessReview
        | Kind::Address
        | Kind::Building => None,
    };
    match place {
        Some(place) => {
            check::place_in_full(world, actor, place)?;
            check::coordinates(actor)
        }
        // What holds in the city is no secret, but for erasures, which only who administers is told of.
        None => {
            check::administers(actor)?;
            if world.is_reserved(about) { Ok(()) } else { Err(Refusal::NotThere) }
        }
    }
}
