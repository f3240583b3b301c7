//! Coordination: asked, accepted, declined, handed over, expired.

use super::{Decision, Fresh, authority, check, places, sharing};
use crate::domain::access::Class;
use crate::domain::command::{Actor, OnBehalfOf};
use crate::domain::coordination::{Because, By, Coordination, Escalation, Holder, Proposal, Stage, Turn};
use crate::domain::disclosure::Act;
use crate::domain::ids::{AreaId, PartyId, PlaceId};
use crate::domain::party::{Party, PartyKind};
use crate::domain::place::{Place, Status};
use crate::domain::proposal::{Matter, Proposed, propose_among};
use crate::domain::record::Versioned;
use crate::domain::refusal::{Faults, Refusal};
use crate::domain::settings::SettingName;
use crate::domain::time::{date_of, working_days_after, working_days_between};
use crate::domain::world::{Held, World};
use jiff::Timestamp;

/// Who acts.
pub fn by(actor: &Actor) -> By {
    By { party: Some(actor.viewer.party), role: Some(actor.viewer.role) }
}

const SYSTEM: By = By { party: None, role: None };

/// The coordination of a new place: the district holds it ad interim while the proposed party is
/// asked. Whoever proposes its own party has answered by that.
pub fn begin(
    world: &impl World,
    actor: &Actor,
    (class, district): (Class, Option<AreaId>),
    proposed: Option<Proposed>,
    now: Timestamp,
) -> Coordination {
    let interim = interim_holder(world, class, actor.viewer.party, district);
    let interim = interim.map_or_else(
        || (actor.viewer.party, actor.viewer.kind.usual_function().to_owned()),
        |party| (party.id, party.function.clone()),
    );
    let mut coordination = Coordination {
        holder: Holder {
            party: interim.0,
            function: interim.1,
            since: now,
            decided_by: by(actor),
            ad_interim: true,
        },
        stage: Stage::Settled,
        past: Vec::new(),
    };
    coordination.turned(now, Turn::HeldAdInterim, coordination.holder.party, by(actor));
    if let Some(proposed) = proposed {
        ask(world, actor, district, &mut coordination, proposed, now);
    }
    coordination
}

/// The district's administration; outside every district the city executive office; in a city that
/// has neither yet, or when neither may see the place, whoever made it.
pub fn interim_holder(
    world: &(impl World + ?Sized),
    class: Class,
    origin: PartyId,
    district: Option<AreaId>,
) -> Option<Held<Party>> {
    let sees = |party: &Held<Party>| check::may_see(party, class, origin);
    district
        .and_then(|district| world.administration_of(district))
        .filter(sees)
        .or_else(|| world.city_executive().filter(sees))
        .or_else(|| world.party(origin))
}

/// Whoever holds a place ad interim does so for its district: when that is another one, or run by
/// another party, or may be seen by others, the holder is too. One that has accepted stays.
pub fn follow(world: &impl World, place: &mut Place, by: By, now: Timestamp) {
    if !place.coordination.holder.ad_interim || place.status.has_ended() {
        return;
    }
    let Some(party) = interim_holder(world, place.class, place.origin, place.district()) else { return };
    if party.id == place.coordination.holder.party {
        return;
    }
    place.coordination.turned(now, Turn::HeldAdInterim, party.id, by);
    let function = party.function.clone();
    place.coordination.holder =
        Holder { party: party.id, function, since: now, decided_by: by, ad_interim: true };
}

/// Moves a place to where it stands from now on. Being taken up again answers every objection. The clock of its coordination runs only while the place is
/// open: one that wakes has the working days left that it had when it fell asleep, and one at least, so that
/// nothing passes before anybody has seen that it is awake.
pub fn move_on(place: &mut Place, status: Status, now: Timestamp) {
    let stopped = (!place.status.is_open()).then_some(place.status_since);
    place.status = status;
    place.status_since = now;
    if status.is_open() {
        place.objections.clear();
    }
    if let (Some(stopped), Some(deadline)) = (stopped, place.deadline()) {
        let left = working_days_between(stopped, deadline).max(1);
        place.coordination.set_deadline(working_days_after(now, left));
    }
}

/// Asks whoever should coordinate, where nobody could be asked so far: a place that only its origin
/// saw has been opened to others.
pub fn begin_asking(world: &impl World, actor: &Actor, place: &mut Place, fresh: &Fresh<'_>) {
    let coordination = &place.coordination;
    if !coordination.holder.ad_interim || coordination.stage != Stage::Settled || !place.status.is_open() {
        return;
    }
    let matter = Matter { shape: &place.shape, problem_types: &place.problem_types };
    let sees = |party: &Party| check::may_hold(party, place);
    if let Some(proposed) = propose_among(world, &matter, fresh.today(), &sees) {
        let district = place.district();
        ask(world, actor, district, &mut place.coordination, proposed, fresh.now);
    }
}

fn ask(
    world: &impl World,
    actor: &Actor,
    district: Option<AreaId>,
    coordination: &mut Coordination,
    proposed: Proposed,
    now: Timestamp,
) {
    coordination.withdraw(now, proposed.party, by(actor));
    coordination.turned(now, Turn::Proposed, proposed.party, by(actor));
    if proposed.party == actor.viewer.party {
        settle(coordination, proposed.party, proposed.function, Turn::Accepted, by(actor), now);
        return;
    }
    let days = world.setting(SettingName::CoordinationAnswerDays, district, date_of(now));
    coordination.stage = Stage::Proposed(Proposal {
        party: proposed.party,
        function: proposed.function,
        because: proposed.because,
        at: now,
        by: by(actor),
        deadline: working_days_after(now, days),
    });
}

fn settle(
    coordination: &mut Coordination,
    party: PartyId,
    function: String,
    turn: Turn,
    by: By,
    now: Timestamp,
) {
    coordination.turned(now, turn, party, by);
    coordination.holder = Holder { party, function, since: now, decided_by: by, ad_interim: false };
    coordination.stage = Stage::Settled;
}

/// Whom a coordinator asks.
pub struct Asked<'a> {
    /// The party's code.
    pub party: &'a str,
    /// The function; the party's usual one when left out.
    pub function: Option<&'a str>,
    /// Why.
    pub reason: Option<&'a str>,
}

/// Asks a party to coordinate. Whatever was asked before falls.
pub fn propose(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    id: PlaceId,
    asked: &Asked<'_>,
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    let place = open(world, actor, expected, id)?;
    check::coordinates(actor)?;
    if !authority::decides_place(world, actor, &place, fresh.today()) {
        return Err(Refusal::NotAllowed("not_your_area"));
    }
    asked_of(world, actor, &place, asked, Because::Chosen, "coordination.propose", fresh)
}

/// The holder asks another to take over, and holds on until it has accepted.
pub fn hand_over(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    id: PlaceId,
    asked: &Asked<'_>,
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    let place = open(world, actor, expected, id)?;
    if !authority::speaks_as_holder(actor, &place) {
        return Err(Refusal::NotAllowed("not_the_holder"));
    }
    asked_of(world, actor, &place, asked, Because::HandedOver, "coordination.hand_over", fresh)
}

fn asked_of(
    world: &impl World,
    actor: &Actor,
    place: &Held<Place>,
    asked: &Asked<'_>,
    because: Because,
    verb: &'static str,
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    let mut faults = Faults::new();
    let reason = check::text(asked.reason, "#/reason", check::REASON_MAX, &mut faults);
    if because == Because::HandedOver && reason.is_none() && faults.is_empty() {
        faults.add("#/reason", "required", "say why");
    }
    let function = check::text(asked.function, "#/function", check::FUNCTION_MAX, &mut faults);
    let party = check::party(world, asked.party, "#/party", &mut faults);
    if let Some(party) = &party {
        check_askable(place, party, &mut faults);
        check_not_seized(actor, place, party, &mut faults);
    }
    faults.check()?;
    let Some(party) = party else { return Err(Refusal::NotThere) };
    let mut record = place.record.clone();
    let function = function.unwrap_or_else(|| party.function.clone());
    let proposed = Proposed { party: party.id, function, because };
    ask(world, actor, place.district(), &mut record.coordination, proposed, fresh.now);
    let act = sharing::Told::of(Act::Asked);
    sharing::tell_of_place(world, (by(actor), fresh), place, &mut record, act)?;
    Ok(decided(world, place, record, reason, verb, fresh))
}

/// The police volunteer, they are never asked; and nobody is asked for what it already holds.
fn check_askable(place: &Place, party: &Party, faults: &mut Faults) {
    if party.kind == PartyKind::Police {
        faults.add(
            "#/party",
            "police_never_asked",
            "the police are not asked to coordinate; they may volunteer",
        );
    }
    check_sees(place, party, "#/party", faults);
    let holder = &place.coordination.holder;
    if holder.party == party.id && !holder.ad_interim {
        faults.add("#/party", "holds_already", "coordinates the place already");
    }
}

/// A party that asks itself has answered: over a holder that has accepted, it would take the place by
/// that. The holder hands it over, or somebody else asks.
fn check_not_seized(actor: &Actor, place: &Place, party: &Party, faults: &mut Faults) {
    let holder = &place.coordination.holder;
    if party.id == actor.viewer.party && !holder.ad_interim && holder.party != party.id {
        let detail = "another party has accepted to coordinate the place; ask it to hand it over to yours";
        faults.add("#/party", "held_by_another", detail);
    }
}

fn check_sees(place: &Place, party: &Party, pointer: &str, faults: &mut Faults) {
    if !check::may_hold(party, place) {
        let detail = format!("may not see what is of class {}", place.class.code());
        faults.add(pointer, "may_not_see", detail);
    }
}

/// Says yes to what was asked, or volunteers for a place without permanent coordinator.
pub fn accept(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    id: PlaceId,
    function: Option<&str>,
    on_behalf_of: Option<&OnBehalfOf>,
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    let place = open(world, actor, expected, id)?;
    let mut faults = Faults::new();
    let function = check::text(function, "#/function", check::FUNCTION_MAX, &mut faults);
    let answering = answering(world, actor, &place, on_behalf_of, &mut faults)?;
    faults.check()?;
    let proposal = place.coordination.open_proposal().filter(|p| p.party == answering.party.id);
    if proposal.is_none() {
        check_can_volunteer(world, actor, &place)?;
    }
    let turn = if proposal.is_some() { Turn::Accepted } else { Turn::Volunteered };
    let function = function
        .or_else(|| proposal.map(|p| p.function.clone()))
        .unwrap_or_else(|| answering.party.function.clone());
    let mut record = place.record.clone();
    record.coordination.withdraw(fresh.now, answering.party.id, by(actor));
    settle(&mut record.coordination, answering.party.id, function, turn, by(actor), fresh.now);
    Ok(decided(world, &place, record, answering.source, "coordination.accept", fresh))
}

/// Nobody takes a place from its coordinator, nor from under a party that is being asked. Only whoever holds
/// it meanwhile, and the district, take the question back by taking the place.
fn check_can_volunteer(world: &impl World, actor: &Actor, place: &Place) -> Result<(), Refusal> {
    if !place.coordination.holder.ad_interim {
        let detail = "the place has a coordinator, who can hand it over".to_owned();
        return Err(Refusal::WrongState("nothing-to-accept", detail));
    }
    if place.coordination.asked().is_some() && !authority::takes_unasked(world, actor, place) {
        let detail = "another party is asked to coordinate the place; wait for its answer, or ask the district \
                      to ask yours instead";
        return Err(Refusal::WrongState("another-is-asked", detail.into()));
    }
    Ok(())
}

/// A no, with what goes with it.
pub struct No<'a> {
    /// Why.
    pub reason: &'a str,
    /// Code of the party it suggests instead.
    pub suggested: Option<&'a str>,
    /// For a party without log-in.
    pub on_behalf_of: Option<&'a OnBehalfOf>,
}

/// Says no. Who held the place goes on holding it, and another must be named in time.
pub fn decline(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    id: PlaceId,
    no: &No<'_>,
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    let place = open(world, actor, expected, id)?;
    let mut faults = Faults::new();
    let reason = check::required_text(no.reason, "#/reason", check::REASON_MAX, &mut faults);
    let suggested = no.suggested.and_then(|code| check::party(world, code, "#/suggested_party", &mut faults));
    let answering = answering(world, actor, &place, no.on_behalf_of, &mut faults)?;
    faults.check()?;
    let Some(proposal) = place.coordination.open_proposal().filter(|p| p.party == answering.party.id) else {
        let detail = "the party has not been asked, or has answered".to_owned();
        return Err(Refusal::WrongState("nothing-to-decline", detail));
    };
    let days = world.setting(SettingName::CoordinationEscalationDays, place.district(), fresh.today());
    let mut record = place.record.clone();
    record.coordination.turned(fresh.now, Turn::Declined, proposal.party, by(actor));
    record.coordination.stage = Stage::Declined {
        proposal: proposal.clone(),
        suggested: suggested.map(|party| party.id),
        at: fresh.now,
        deadline: working_days_after(fresh.now, days),
    };
    Ok(decided(world, &place, record, Some(reason), "coordination.decline", fresh))
}

/// A deadline has passed: the matter goes to the next group. Refused when nothing is due, so that
/// the tick of every instance may send it.
pub fn expire(
    world: &impl World,
    id: PlaceId,
    deadline: Timestamp,
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    let place = world.place(id).ok_or(Refusal::NotThere)?;
    let due = place.deadline() == Some(deadline) && deadline <= fresh.now;
    if !due {
        return Err(Refusal::WrongState("not-due", "nothing is due".into()));
    }
    let (proposal, to, turn) = match &place.coordination.stage {
        Stage::Settled => return Err(Refusal::WrongState("not-due", "nothing is due".into())),
        Stage::Proposed(proposal) => (proposal, Escalation::LocalSteeringGroup, Some(Turn::Expired)),
        Stage::Declined { proposal, .. } => (proposal, Escalation::LocalSteeringGroup, None),
        Stage::Escalated { proposal, .. } => (proposal, Escalation::CityPreparationGroup, None),
    };
    let days = world.setting(SettingName::CoordinationEscalationDays, place.district(), fresh.today());
    let mut record = place.record.clone();
    for turn in turn.into_iter().chain([Turn::Escalated]) {
        record.coordination.turned(fresh.now, turn, proposal.party, SYSTEM);
    }
    record.coordination.stage = Stage::Escalated {
        proposal: proposal.clone(),
        to,
        at: fresh.now,
        deadline: match to {
            Escalation::LocalSteeringGroup => Some(working_days_after(fresh.now, days)),
            Escalation::CityPreparationGroup => None,
        },
    };
    Ok(decided(world, &place, record, None, "coordination.expire", fresh))
}

/// A place with a clock, seen in full, as the asker saw it.
fn open(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    id: PlaceId,
) -> Result<Held<Place>, Refusal> {
    let place = check::place_in_full(world, actor, id)?;
    check::version(expected, place.version)?;
    if !place.status.is_open() {
        let detail = "coordination changes only while the place is open".to_owned();
        return Err(Refusal::WrongState("place-not-open", detail));
    }
    Ok(place)
}

struct Answering {
    party: Held<Party>,
    source: Option<String>,
}

/// Whose answer it is: the actor's own party's, or that of a party without log-in, through the
/// district, with where the answer is kept.
fn answering(
    world: &impl World,
    actor: &Actor,
    place: &Place,
    on_behalf_of: Option<&OnBehalfOf>,
    faults: &mut Faults,
) -> Result<Answering, Refusal> {
    check::coordinates(actor)?;
    let Some(other) = on_behalf_of else {
        let party = world.party(actor.viewer.party).ok_or(Refusal::NotThere)?;
        return Ok(Answering { party, source: None });
    };
    let districts = place.districts.iter().map(|d| d.district);
    let through_district =
        authority::runs_one_of(world, actor, districts) || actor.viewer.kind == PartyKind::CityExecutive;
    if !through_district {
        return Err(Refusal::NotAllowed("not_your_area"));
    }
    let source = check::required_text(&other.source, "#/source", check::REASON_MAX, faults);
    let party = check::party(world, &other.party, "#/on_behalf_of", faults);
    match party {
        Some(party) if !party.logs_in => {
            check_sees(place, &party, "#/on_behalf_of", faults);
            Ok(Answering { party, source: Some(source) })
        }
        Some(party) => {
            faults.add("#/on_behalf_of", "answers_itself", "this party logs in and answers for itself");
            Ok(Answering { party, source: None })
        }
        None => Err(Refusal::Invalid(std::mem::take(faults).into_inner())),
    }
}

fn decided(
    world: &impl World,
    place: &Versioned<Place>,
    mut record: Place,
    reason: Option<String>,
    verb: &'static str,
    fresh: &Fresh<'_>,
) -> Decision {
    record.content = places::content(places::note_of(place), reason);
    let change = places::regranted(world, place.version, record, fresh.today(), verb);
    Decision::changed(places::about(place.id), vec![change])
}
