//! Presence at places: written down once it has been, and taken back where that was an error.

use super::{Decision, Fresh, check, next};
use crate::domain::access::{Audience, Level, see_effort};
use crate::domain::codes::CodeList;
use crate::domain::command::{Actor, PresenceDraft};
use crate::domain::ids::PresenceId;
use crate::domain::presence::{Organisation, Presence};
use crate::domain::refusal::{Faults, Refusal};
use crate::domain::world::{Held, World};
use jiff::{SignedDuration, Timestamp};

/// The longest time of one presence.
const PRESENCE_MAX: SignedDuration = SignedDuration::from_hours(24);

/// Writes down that somebody was at a place: whoever reports, and sees all of the place. What is planned is not taken: where
/// grown-ups will be is nobody's to read here.
pub fn add(
    world: &impl World,
    actor: &Actor,
    draft: &PresenceDraft,
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    if !actor.viewer.role.reports() {
        return Err(Refusal::NotAllowed("reporter_role"));
    }
    let place = match check::place_in_full(world, actor, draft.place) {
        Err(Refusal::NotThere) => {
            return Err(Refusal::invalid("#/place", "unknown_place", "there is no such place"));
        }
        other => other?,
    };
    let today = fresh.today();
    let mut faults = Faults::new();
    let kinds = (CodeList::PresenceKind, "#/presence_kind");
    check::one_code(world, kinds, &draft.presence_kind, today, &mut faults);
    let by = organisation(world, draft, fresh, &mut faults);
    check_times(draft, fresh.now, &mut faults);
    faults.check()?;
    let Some(by) = by else { return Err(Refusal::NotThere) };
    let id = PresenceId::from_bits(fresh.id(world, |bits| PresenceId::from_bits(bits).into()));
    let presence = Presence {
        id,
        place: place.id,
        presence_kind: draft.presence_kind.clone(),
        starts_at: draft.starts_at,
        ends_at: draft.ends_at,
        by,
        origin: actor.viewer.party,
        created_at: fresh.now,
        withdrawn_at: None,
    };
    Ok(Decision::created(id.into(), vec![next(0, presence, "presence.add")]))
}

/// The party or the kind of organisation, one of the two; `None` with a fault.
fn organisation(
    world: &impl World,
    draft: &PresenceDraft,
    fresh: &Fresh<'_>,
    faults: &mut Faults,
) -> Option<Organisation> {
    let party = draft.party.as_deref().and_then(|code| check::party(world, code, "#/party", faults));
    if let Some(code) = &draft.organisation_kind {
        let kinds = (CodeList::OrganisationKind, "#/organisation_kind");
        check::one_code(world, kinds, code, fresh.today(), faults);
    }
    match (&draft.party, &draft.organisation_kind) {
        (Some(_), None) => party.map(|party| Organisation::Party(party.id)),
        (None, Some(code)) => Some(Organisation::Kind(code.clone())),
        (None, None) => {
            faults.add("#/organisation_kind", "required", "say which party, or which kind of organisation");
            None
        }
        (Some(_), Some(_)) => {
            faults.add("#/organisation_kind", "only_one", "is given beside a party");
            None
        }
    }
}

fn check_times(draft: &PresenceDraft, now: Timestamp, faults: &mut Faults) {
    if draft.ends_at > now {
        faults.add("#/ends_at", "in_the_future", "only what has been is written down");
    }
    if draft.starts_at.as_second() < 0 {
        faults.add("#/starts_at", "out_of_range", "is before 1970");
    }
    if draft.ends_at <= draft.starts_at {
        faults.add("#/ends_at", "before_start", "is not after it began");
    } else if draft.ends_at.duration_since(draft.starts_at) > PRESENCE_MAX {
        faults.add("#/ends_at", "out_of_range", "is more than 24 hours after it began");
    }
}

/// Takes a presence back that was written down in error: whoever reports for the party that wrote it.
pub fn withdraw(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    id: PresenceId,
    fresh: &Fresh<'_>,
) -> Result<Decision, Refusal> {
    let presence = seen(world, actor, id)?;
    if !actor.viewer.role.reports() {
        return Err(Refusal::NotAllowed("reporter_role"));
    }
    if !may_withdraw(actor, &presence) {
        return Err(Refusal::NotAllowed("not_the_origin"));
    }
    check::version(expected, presence.version)?;
    if presence.withdrawn_at.is_some() {
        return Ok(Decision { unchanged: 1, ..Decision::changed(id.into(), Vec::new()) });
    }
    let record = Presence { withdrawn_at: Some(fresh.now), ..presence.record.clone() };
    Ok(Decision::changed(id.into(), vec![next(presence.version, record, "presence.withdraw")]))
}

/// Whether the actor may take back a presence that they see.
#[must_use]
pub fn may_withdraw(actor: &Actor, presence: &Presence) -> bool {
    actor.viewer.role.reports() && actor.viewer.party == presence.origin
}

fn seen(world: &impl World, actor: &Actor, id: PresenceId) -> Result<Held<Presence>, Refusal> {
    let presence = world.presence(id).ok_or(Refusal::NotThere)?;
    let place = world.place(presence.place);
    let audience = place.map(|place| Audience::new(place.class, place.origin, &place.grants));
    match see_effort(&actor.viewer, presence.origin, audience.as_ref()).level() {
        Some(Level::Full) => Ok(presence),
        Some(Level::Summary | Level::Exists) | None => Err(Refusal::NotThere),
    }
}
