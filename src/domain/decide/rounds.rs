//! Rounds and walks: a party's own lists of stops, and what it found when it walked them.

use super::{Decision, Fresh, check, next};
use crate::domain::access::{Asking, Audience, Level, see, see_own};
use crate::domain::command::{Actor, RoundDraft, StopDraft, WalkDraft};
use crate::domain::ids::{PlaceId, RoundId, WalkId};
use crate::domain::place::Place;
use crate::domain::refusal::{Faults, Refusal};
use crate::domain::round::{Round, Stop, Visit, Walk};
use crate::domain::world::{Held, World};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeSet;

/// Most stops of one round.
pub const STOPS_MAX: usize = 60;
/// Most rounds of one party that are walked.
pub const ROUNDS_MAX: usize = 200;
/// The longest walk.
pub const WALK_MAX: SignedDuration = SignedDuration::from_hours(24);
/// How far a phone's clock may be ahead of ours.
const AHEAD_MAX: SignedDuration = SignedDuration::from_mins(10);

/// Makes a round: by a member or a coordinator, for the own party.
pub fn add(
    world: &impl World,
    actor: &Actor,
    draft: &RoundDraft,
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    if !keeps_rounds(actor) {
        return Err(Refusal::NotAllowed("member_role"));
    }
    let round = written(world, actor, draft, None)?;
    if !round.ended && world.rounds_of(actor.viewer.party) >= ROUNDS_MAX {
        let why = format!("your party has {ROUNDS_MAX} rounds; end one that is not walked any more");
        return Err(Refusal::WrongState("too-many-rounds", why));
    }
    let id = RoundId::from_bits(fresh.id(world, |bits| RoundId::from_bits(bits).into()));
    let round = Round { id, created_at: fresh.now, ..round };
    Ok(Decision::created(id.into(), vec![next(0, round, "round.create")]))
}

/// Writes a round anew: its name, its stops and their order, and whether it is still walked.
pub fn edit(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    (id, draft): (RoundId, &RoundDraft),
) -> Result<Decision, Refusal> {
    let round = seen(world, actor, id)?;
    if !keeps_rounds(actor) {
        return Err(Refusal::NotAllowed("member_role"));
    }
    check::version(expected, round.version)?;
    let record = written(world, actor, draft, Some(&round))?;
    if record == round.record {
        return Ok(Decision { unchanged: 1, ..Decision::changed(id.into(), Vec::new()) });
    }
    Ok(Decision::changed(id.into(), vec![next(round.version, record, "round.edit")]))
}

/// Writes down a walk, whole: whoever reports for the party. A round that has been ended or changed since takes it all the
/// same, for the walk has been.
pub fn walk(
    world: &impl World,
    actor: &Actor,
    draft: &WalkDraft,
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    if !actor.viewer.role.reports() {
        return Err(Refusal::NotAllowed("reporter_role"));
    }
    let round = seen(world, actor, draft.round)
        .map_err(|_| Refusal::invalid("#/round", "unknown_round", "your party has no such round"))?;
    let mut faults = Faults::new();
    check_times(draft, fresh.now, &mut faults);
    check_visits(draft, &round, &mut faults);
    faults.check()?;
    let visits = draft.visits.iter().map(|visit| {
        let stop = round.stops.iter().find(|stop| stop.number == visit.stop);
        let place = stop.and_then(|stop| stop.place).and_then(|place| lives_on_in(world, place));
        let place = place.filter(|place| sees(world, actor, *place).is_some());
        Visit { stop: visit.stop, place, at: visit.at, found: visit.found }
    });
    let id = WalkId::from_bits(fresh.id(world, |bits| WalkId::from_bits(bits).into()));
    let walk = Walk {
        id,
        round: round.id,
        origin: round.origin,
        started_at: draft.started_at,
        ended_at: draft.ended_at,
        received_at: fresh.now,
        visits: visits.collect(),
    };
    Ok(Decision::created(id.into(), vec![next(0, walk, "walk.add")]))
}

fn check_times(draft: &WalkDraft, now: Timestamp, faults: &mut Faults) {
    if draft.ended_at > now.checked_add(AHEAD_MAX).unwrap_or(Timestamp::MAX) {
        faults.add("#/ended_at", "in_the_future", "is in the future; check the phone's clock");
    }
    if draft.started_at.as_second() < 0 {
        faults.add("#/started_at", "out_of_range", "is before 1970");
    }
    if draft.ended_at < draft.started_at {
        faults.add("#/ended_at", "before_start", "is before it began");
    } else if draft.ended_at.duration_since(draft.started_at) > WALK_MAX {
        faults.add("#/ended_at", "out_of_range", "is more than 24 hours after it began");
    }
}

fn check_visits(draft: &WalkDraft, round: &Round, faults: &mut Faults) {
    if draft.visits.is_empty() {
        faults.add("#/visits", "required", "a walk has looked at one stop at least");
    }
    if draft.visits.len() > STOPS_MAX {
        faults.add("#/visits", "too_many", format!("at most {STOPS_MAX}"));
    }
    let mut stops = BTreeSet::new();
    for (at, visit) in draft.visits.iter().enumerate().take(STOPS_MAX) {
        let pointer = |member: &str| format!("#/visits/{at}/{member}");
        if visit.stop == 0 || visit.stop >= round.next_stop {
            faults.add(pointer("stop"), "unknown_stop", "the round has had no such stop");
        }
        if !stops.insert(visit.stop) {
            faults.add(pointer("stop"), "twice", "is looked at twice");
        }
        if visit.at < draft.started_at || visit.at > draft.ended_at {
            faults.add(pointer("at"), "out_of_range", "is not between the walk's beginning and its end");
        }
    }
}

/// The round as the draft has it; what it keeps of the one before are the numbers of its stops.
fn written(
    world: &impl World,
    actor: &Actor,
    draft: &RoundDraft,
    before: Option<&Round>,
) -> Result<Round, Refusal> {
    let mut faults = Faults::new();
    let name = check::required_text(&draft.name, "#/name", check::NAME_MAX, &mut faults);
    if draft.stops.is_empty() {
        faults.add("#/stops", "required", "a round has one stop at least");
    }
    if draft.stops.len() > STOPS_MAX {
        faults.add("#/stops", "too_many", format!("at most {STOPS_MAX}"));
    }
    let mut next_stop = before.map_or(1, |round| round.next_stop);
    let mut numbers = BTreeSet::new();
    let mut stops = Vec::new();
    for (at, given) in draft.stops.iter().enumerate().take(STOPS_MAX) {
        let had = given.number.and_then(|number| before?.stops.iter().find(|stop| stop.number == number));
        if given.number.is_some() && had.is_none() {
            faults.add(format!("#/stops/{at}/number"), "unknown_stop", "the round has no such stop");
        }
        if given.number.is_some_and(|number| !numbers.insert(number)) {
            faults.add(format!("#/stops/{at}/number"), "twice", "is given twice");
        }
        let stop = stop(world, actor, (at, given), had, &mut faults);
        let number = had.map_or(next_stop, |stop| stop.number);
        next_stop += u32::from(had.is_none());
        stops.extend(stop.map(|stop| Stop { number, ..stop }));
    }
    faults.check()?;
    Ok(Round {
        id: before.map_or(RoundId::from_bits(0), |round| round.id),
        origin: actor.viewer.party,
        name,
        stops,
        next_stop,
        ended: draft.ended,
        created_at: before.map_or(Timestamp::UNIX_EPOCH, |round| round.created_at),
    })
}

/// One stop; `None` when it is not known where it is, which is a fault. A place that a stop has had stays with it even
/// where its party does not see it any more: it is not told of it, and so cannot have meant to take it away.
fn stop(
    world: &impl World,
    actor: &Actor,
    (at, given): (usize, &StopDraft),
    had: Option<&Stop>,
    faults: &mut Faults,
) -> Option<Stop> {
    let pointer = |member: &str| format!("#/stops/{at}/{member}");
    let label = check::required_text(&given.label, &pointer("label"), check::NAME_MAX, faults);
    let hidden = had.and_then(|stop| stop.place).filter(|place| sees(world, actor, *place).is_none());
    let place = given.place.and_then(|id| sees(world, actor, id));
    if given.place.is_some() && place.is_none() {
        faults.add(pointer("place"), "unknown_place", "there is no such place");
    }
    let site = given.site.and_then(|id| world.site(id));
    if given.site.is_some() && site.is_none() {
        faults.add(pointer("site"), "unknown_site", "there is no such site");
    }
    if given.place.is_some() && given.site.is_some() {
        faults.add(pointer("site"), "only_one", "a stop is a place or a site, not both");
    }
    let of_ground = || {
        let shape = place.as_ref().map(|place| &place.shape).or(site.as_ref().map(|site| &site.shape))?;
        Some(shape.representative_point())
    };
    let position = given.position.or_else(of_ground);
    if position.is_none() && given.place.is_none() && given.site.is_none() {
        faults.add(pointer("position"), "required", "a stop is a place, a site or a position");
    }
    let place = place.map(|place| place.id).or(hidden.filter(|_| given.site.is_none()));
    Some(Stop { number: 0, label, position: position?, place, site: site.map(|site| site.id) })
}

/// The place that a place has become part of, which is itself for as long as it has not been merged.
fn lives_on_in(world: &impl World, place: PlaceId) -> Option<PlaceId> {
    let mut place = world.place(place)?;
    // What was merged is merged no more, so this ends.
    while let Some(into) = place.merged_into {
        place = world.place(into)?;
    }
    Some(place.id)
}

/// A round that the actor sees, which is one of the own party's.
fn seen(world: &impl World, actor: &Actor, id: RoundId) -> Result<Held<Round>, Refusal> {
    let round = world.round(id).ok_or(Refusal::NotThere)?;
    match see_own(&actor.viewer, round.origin).level() {
        Some(Level::Full) => Ok(round),
        Some(Level::Summary | Level::Exists) | None => Err(Refusal::NotThere),
    }
}

/// A place that the actor may be told of.
fn sees(world: &impl World, actor: &Actor, id: PlaceId) -> Option<Held<Place>> {
    let place = world.place(id)?;
    let audience = Audience::new(place.class, place.origin, &place.grants);
    match see(&actor.viewer, &audience, Asking::Anywhere).level() {
        Some(Level::Full | Level::Summary) => Some(place),
        Some(Level::Exists) | None => None,
    }
}

/// Whether the actor makes rounds for the own party, and changes them.
#[must_use]
pub fn keeps_rounds(actor: &Actor) -> bool {
    use crate::domain::access::Role;
    match actor.viewer.role {
        Role::Member | Role::Coordinator => true,
        Role::Reader | Role::Reporter | Role::Administrator => false,
    }
}
