//! Places: made, edited, moved on in the work, and shared.

use super::{Decision, Fresh, authority, check, coordination, founding, grants, next, reports, sharing};
use crate::domain::access::{Class, Grant, GrantReason, Level, widens};
use crate::domain::area::AreaKind;
use crate::domain::codes::CodeList;
use crate::domain::command::{Actor, NewPlace, PlaceEdit};
use crate::domain::disclosure::Act;
use crate::domain::ids::PlaceId;
use crate::domain::place::{DistrictShare, Place, PlaceContent, Status};
use crate::domain::proposal::{Matter, propose_among};
use crate::domain::record::{Change, Key, Versioned};
use crate::domain::refusal::{Faults, Refusal};
use crate::domain::report::{Outcome, Report};
use crate::domain::settings::SettingName;
use crate::domain::time::date_of;
use crate::domain::world::{Held, World};
use crate::space::{LonLat, Shape};
use jiff::Timestamp;
use jiff::civil::Date;

/// Most problem types, and most factors, on one place.
const CODES_MAX: usize = 10;
/// The priority area of a place until somebody says otherwise.
pub const PRIORITY_AREA: &str = "unsafe_places";

/// Decides that there is a place. It is open from the first moment, so it has a coordinator from the
/// first moment: the district ad interim, until the proposed party has answered.
pub fn create(
    world: &impl World,
    actor: &Actor,
    new: &NewPlace,
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    check::coordinates(actor)?;
    let today = fresh.today();
    let mut faults = Faults::new();
    check_codes(world, &new.problem_types, &new.physical_factors, today, &mut faults);
    if let Some(area) = &new.priority_area {
        check::one_code(world, (CodeList::PriorityArea, "#/priority_area"), area, today, &mut faults);
    }
    let name = check::text(new.name.as_deref(), "#/name", check::NAME_MAX, &mut faults);
    let note = check::text(new.note.as_deref(), "#/note", check::TEXT_MAX, &mut faults);
    let named = founding::reports(world, actor, new, &mut faults);
    let alone = standing(world, actor, new, &named.own, today, &mut faults);
    faults.check()?;
    let Some((from, (Founded { shape, districts, class }, opened))) =
        with_those_across(world, actor, new, &named, alone, today)
    else {
        let mut faults = Faults::new();
        founding::unknown(&named, &mut faults);
        return Err(Refusal::Invalid(faults.into_inner()));
    };

    let id = PlaceId::from_bits(fresh.id(world, |bits| PlaceId::from_bits(bits).into()));
    let mut place = founded(world, actor, new, Founded { shape, districts, class }, fresh.now);
    place.id = id;
    place.name = name.unwrap_or_else(|| name_of(world, &place.shape, today));
    place.content = content(note, opened.reason);
    if let Some(from) = opened.from {
        let told = sharing::Told { act: Act::Founded, ..sharing::Told::widened(from, class, opened.ground) };
        sharing::tell_of_new_place(world, (coordination::by(actor), fresh), &mut place, told)?;
    }
    let mut changes = vec![next(0, place, "place.create")];
    changes.extend(
        from.iter().map(|report| {
            reports::linked(report, Some(id), Outcome::BecamePlace, None, "report.became_place")
        }),
    );
    Ok(Decision::created(id.into(), changes))
}

/// Where a place of these reports would lie and for whom it would be, and what is handed on by making it; all that is wrong with
/// it goes to the faults. `None` where it would lie nowhere.
fn standing(
    world: &impl World,
    actor: &Actor,
    new: &NewPlace,
    from: &[Held<Report>],
    today: Date,
    faults: &mut Faults,
) -> Option<Standing> {
    let class = founding::class(world, actor, new, from, faults);
    let opened = founding::opened(world, actor, new, (from, class), today, faults);
    let shape = shape_of(world, new, from, faults)?;
    let districts = check_ground(world, actor, &shape, today, faults);
    Some((Founded { shape, districts, class }, opened))
}

/// What a place stands on, with the reports that are named and not seen: with all of them, or (`None`) they are not there.
fn with_those_across(
    world: &impl World,
    actor: &Actor,
    new: &NewPlace,
    named: &founding::Named,
    alone: Option<Standing>,
    today: Date,
) -> Option<(Vec<Held<Report>>, Standing)> {
    let across = founding::across(world, actor, new, named, today)?;
    if across.is_empty() {
        return Some((named.own.clone(), alone?));
    }
    let all = [named.own.clone(), across].concat();
    let mut faults = Faults::new();
    let standing = standing(world, actor, new, &all, today, &mut faults)?;
    faults.is_empty().then_some((all, standing))
}

/// Where a place lies and for whom it is, and what is handed on by making it.
type Standing = (Founded, founding::Opened);

/// Where a new place lies, and for whom it is.
pub struct Founded {
    /// Its ground.
    pub shape: Shape,
    /// The districts that lies in, the largest share first.
    pub districts: Vec<DistrictShare>,
    /// How far it may be shared.
    pub class: Class,
}

/// A new place, without id, name and words: held by its district, with whoever should coordinate it asked, and its parties.
pub fn founded(
    world: &impl World,
    actor: &Actor,
    new: &NewPlace,
    Founded { shape, districts, class }: Founded,
    now: Timestamp,
) -> Place {
    let today = date_of(now);
    let matter = Matter { shape: &shape, problem_types: &new.problem_types };
    let proposed =
        propose_among(world, &matter, today, &|party| check::may_see(party, class, actor.viewer.party));
    let largest = districts.first().map(|share| share.district);
    let mut place = Place {
        id: PlaceId::from_bits(0),
        name: String::new(),
        coordination: coordination::begin(world, actor, (class, largest), proposed, now),
        problem_types: new.problem_types.clone(),
        physical_factors: new.physical_factors.clone(),
        priority_area: new.priority_area.clone().unwrap_or_else(|| PRIORITY_AREA.to_owned()),
        child_relevant: matters_to_children(world, &shape, largest, today),
        status: Status::Suspected,
        status_since: now,
        created_at: now,
        districts,
        objections: Vec::new(),
        merged_into: None,
        merged_from: Vec::new(),
        split_from: None,
        split_into: Vec::new(),
        origin: actor.viewer.party,
        class,
        grants: Vec::new(),
        confirmed: Vec::new(),
        disclosures: Vec::new(),
        content: None,
        shape,
    };
    place.grants = grants::of_place(world, &place, today);
    place
}

fn check_codes(
    world: &impl World,
    problem_types: &[String],
    physical_factors: &[String],
    today: Date,
    faults: &mut Faults,
) {
    let types = (CodeList::ProblemType, "#/problem_types");
    check::codes(world, types, problem_types, (1, CODES_MAX), today, faults);
    let factors = (CodeList::PhysicalFactor, "#/physical_factors");
    check::codes(world, factors, physical_factors, (0, CODES_MAX), today, faults);
}

/// Where a place is: as said, else around the reports it is made from.
pub fn shape_of(
    world: &impl World,
    new: &NewPlace,
    reports: &[Held<Report>],
    faults: &mut Faults,
) -> Option<Shape> {
    match &new.shape {
        Some(shape) => Some(shape.clone()),
        None if reports.is_empty() => {
            if faults.is_empty() {
                faults.add("#/geometry", "required", "give a geometry, or the reports it is made from");
            }
            None
        }
        None => ground_of(world, reports.iter().map(|report| &report.record)),
    }
}

/// Where a report is when a place is worked out from it. A place is shown to more than its reports are, so of what lies in
/// somebody's home that spot counts that everybody is shown.
pub fn spot_of(world: &(impl World + ?Sized), report: &Report) -> LonLat {
    world.shown_of_home(report.position, report.accuracy_m).unwrap_or(report.position)
}

/// The ground around reports.
#[must_use]
pub fn ground_of<'a>(
    world: &(impl World + ?Sized),
    reports: impl Iterator<Item = &'a Report>,
) -> Option<Shape> {
    let positions: Vec<_> = reports.map(|report| spot_of(world, report)).collect();
    Shape::hull_of(&positions)
}

/// The place is not larger than a place may be, and lies where the actor decides.
fn check_ground(
    world: &impl World,
    actor: &Actor,
    shape: &Shape,
    today: Date,
    faults: &mut Faults,
) -> Vec<DistrictShare> {
    let Some(districts) = check_size(world, shape, today, "#/geometry", faults) else {
        return Vec::new();
    };
    if !authority::decides(world, actor, shape, districts.iter().map(|d| d.district), today) {
        let detail = "lies neither in a district your party runs nor on ground it holds; \
                      ask the district's coordinator, or outside every district the city executive office";
        faults.add("#/geometry", "not_your_area", detail);
    }
    districts
}

/// The districts a shape lies in, when it is not larger than a place may be in the one with most of it.
pub fn check_size(
    world: &impl World,
    shape: &Shape,
    today: Date,
    pointer: &str,
    faults: &mut Faults,
) -> Option<Vec<DistrictShare>> {
    let area_ha = shape.in_metres(shape.plane()).area_m2() / 10_000.0;
    let districts = world.district_shares(shape, today);
    let max_ha = world.setting(SettingName::PlaceAreaMaxHa, districts.first().map(|d| d.district), today);
    if area_ha > f64::from(max_ha) {
        let detail = format!("covers {area_ha:.0} hectares; a place is at most {max_ha}");
        faults.add(pointer, "too_large", detail);
        return None;
    }
    Some(districts)
}

fn name_of(world: &impl World, shape: &Shape, today: Date) -> String {
    let near = world.sites_near(shape, 250.0, today);
    if let Some(near) = near.first() {
        return format!("Vid {}", near.site.name);
    }
    let areas = world.areas_at(shape.representative_point(), today);
    let of = |kind| areas.iter().find(|area| area.kind == kind);
    of(AreaKind::Neighbourhood)
        .or_else(|| of(AreaKind::District))
        .map_or_else(|| "Plats utan namn".to_owned(), |area| format!("Plats i {}", area.name))
}

/// A school, a preschool, a playground or a sports ground is on it or beside it.
fn matters_to_children(
    world: &impl World,
    shape: &Shape,
    district: Option<crate::domain::ids::AreaId>,
    today: Date,
) -> bool {
    let reach_m = f64::from(world.setting(SettingName::NearSiteM, district, today));
    world
        .sites_near(shape, reach_m, today)
        .iter()
        .any(|near| world.code(CodeList::SiteKind, &near.site.kind).is_some_and(|kind| kind.child_relevant))
}

/// Changes what is said of a place. A new geometry is a move: districts and parties follow it, the
/// coordinator stays.
pub fn edit(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    id: PlaceId,
    edit: &PlaceEdit,
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    let today = fresh.today();
    let place = workable(world, actor, expected, id, today)?;
    let mut faults = Faults::new();
    let mut record = place.record.clone();
    if let Some(name) = &edit.name {
        record.name = check::required_text(name, "#/name", check::NAME_MAX, &mut faults);
    }
    if let Some(types) = &edit.problem_types {
        record.problem_types.clone_from(types);
    }
    if let Some(factors) = &edit.physical_factors {
        record.physical_factors.clone_from(factors);
    }
    // Codes that have ended stay on what already carries them; only new ones are checked.
    if let Some(types) = &edit.problem_types {
        let list = (CodeList::ProblemType, "#/problem_types");
        check::codes_beside(world, list, (types, &place.problem_types), (1, CODES_MAX), today, &mut faults);
    }
    if let Some(factors) = &edit.physical_factors {
        let list = (CodeList::PhysicalFactor, "#/physical_factors");
        check::codes_beside(
            world,
            list,
            (factors, &place.physical_factors),
            (0, CODES_MAX),
            today,
            &mut faults,
        );
    }
    if let Some(area) = edit.priority_area.as_ref().filter(|area| **area != place.priority_area) {
        check::one_code(world, (CodeList::PriorityArea, "#/priority_area"), area, today, &mut faults);
        record.priority_area.clone_from(area);
    }
    let mut verb = "place.edit";
    let (mut ground, mut must_say_why) = (None, false);
    if edit.ground.is_some() && edit.class.is_none() {
        faults.add("#/ground", "not_here", "belongs to a change of how far the place is shared");
    }
    if let Some(class) = edit.class {
        check_class(actor, &place, class, &mut faults)?;
        let opens = widens(place.class, class);
        if opens && !sharing::widens_place(world, actor, &place, class) {
            return Err(Refusal::NotAllowed("only_the_unit_widens"));
        }
        must_say_why = opens && sharing::is_of_social_services(world, &place, class);
        ground = sharing::ground(world, edit.ground.as_deref(), opens, today, &mut faults).filter(|_| opens);
        sharing::reclassed(&mut record, class);
        verb = "place.class";
    }
    if let Some(shape) = &edit.shape {
        record.districts = check_ground(world, actor, shape, today, &mut faults);
        record.shape = shape.clone();
        // Who may see it is what others ask about first.
        if record.class == place.class {
            verb = "place.move";
        }
    }
    if let Some(child_relevant) = edit.child_relevant {
        record.child_relevant = child_relevant;
    }
    let note = match edit.note.as_deref() {
        Some(note) => check::text(Some(note), "#/note", check::TEXT_MAX, &mut faults),
        None => note_of(&place),
    };
    let reason = match edit.reason.as_deref() {
        given if must_say_why => {
            Some(check::required_text(given.unwrap_or_default(), "#/reason", check::REASON_MAX, &mut faults))
        }
        given => check::text(given, "#/reason", check::REASON_MAX, &mut faults),
    };
    faults.check()?;
    record.content = content(note.clone(), place.content.as_ref().and_then(|c| c.reason.clone()));
    if record == place.record {
        // A version that changes nothing would only hide from whoever holds the one before that all is as it was.
        return Ok(Decision { unchanged: 1, ..Decision::changed(id.into(), Vec::new()) });
    }
    record.content = content(note, reason);
    if edit.shape.is_some() || edit.class.is_some() {
        sharing::resettled(world, actor, &mut record, fresh)?;
    }
    if ground.is_some() {
        let told = sharing::Told::widened(place.class, record.class, ground);
        sharing::tell_of_place(world, (coordination::by(actor), fresh), &place, &mut record, told)?;
    }
    Ok(Decision::changed(id.into(), vec![regranted(world, place.version, record, today, verb)]))
}

/// Only the origin's own coordinator shares a place further, or less far.
fn check_class(actor: &Actor, place: &Place, class: Class, faults: &mut Faults) -> Result<(), Refusal> {
    if actor.viewer.party != place.origin {
        return Err(Refusal::NotAllowed("only_the_origin_widens"));
    }
    check::class(actor, class, "#/class", faults);
    Ok(())
}

/// A place with another class is still one that its coordinator, and whoever is asked, may see.
pub fn check_still_seen(world: &impl World, stays: &Place) -> Result<(), Refusal> {
    let coordination = &stays.coordination;
    let mut parties = std::iter::once(coordination.holder.party).chain(coordination.asked());
    let sees = |party| world.party(party).is_none_or(|party| check::may_hold(&party, stays));
    if parties.all(sees) {
        return Ok(());
    }
    let detail =
        "the narrower class would hide the place from its coordinator; name another first".to_owned();
    Err(Refusal::WrongState("holder-may-not-see", detail))
}

/// Moves a place on in the work.
pub fn set_status(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    id: PlaceId,
    status: Status,
    reason: &str,
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    let place = held(world, actor, expected, id, fresh.today())?;
    if !place.status.next().contains(&status) {
        let allowed: Vec<_> = place.status.next().iter().map(|s| s.code()).collect();
        let detail = format!(
            "from {} a place can become: {}",
            place.status.code(),
            if allowed.is_empty() { "nothing, it has ended".to_owned() } else { allowed.join(", ") }
        );
        return Err(Refusal::WrongState("status-not-reachable", detail));
    }
    let mut faults = Faults::new();
    let reason = check::required_text(reason, "#/reason", check::REASON_MAX, &mut faults);
    faults.check()?;
    let mut record = place.record.clone();
    coordination::move_on(&mut record, status, fresh.now);
    record.content = content(note_of(&place), Some(reason));
    // One that had ended may come back to another district's administration.
    coordination::follow(world, &mut record, coordination::by(actor), fresh.now);
    let change = regranted(world, place.version, record, fresh.today(), "place.status");
    Ok(Decision::changed(id.into(), vec![change]))
}

/// A party, and how much it is to see.
pub struct PartyAsked<'a> {
    /// The party's code.
    pub party: &'a str,
    /// How much; `None` takes a confirmed party away.
    pub level: Option<Level>,
    /// On what ground.
    pub ground: Option<&'a str>,
}

/// Confirms a party, changes its level, or takes a confirmed one away. What the rules give (district,
/// police, coordinator) cannot be taken away here.
pub fn set_party(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    id: PlaceId,
    asked: &PartyAsked<'_>,
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    let today = fresh.today();
    let place = workable(world, actor, expected, id, today)?;
    let mut faults = Faults::new();
    let party = check::party(world, asked.party, "#/party", &mut faults);
    // Only the origin may widen what is its own or the police's.
    let kept = place.class.is_kept();
    let is_needed = kept && asked.level.is_some();
    let ground = sharing::ground(world, asked.ground, is_needed, today, &mut faults);
    if kept && actor.viewer.party != place.origin {
        return Err(Refusal::NotAllowed("only_the_origin_widens"));
    }
    faults.check()?;
    let Some(party) = party else { return Err(Refusal::NotThere) };
    let mut record = place.record.clone();
    record.confirmed.retain(|g| g.party != party.id);
    if let Some(level) = asked.level {
        let why = if kept { GrantReason::Recipient } else { GrantReason::Confirmed };
        record.confirmed.push(Grant { party: party.id, level, why });
    }
    let ground = ground.filter(|_| asked.level.is_some());
    let told = sharing::Told { ground, ..sharing::Told::of(Act::Confirmed) };
    sharing::tell_of_place(world, (coordination::by(actor), fresh), &place, &mut record, told)?;
    record.content = content(note_of(&place), None);
    Ok(Decision::changed(id.into(), vec![next(place.version, record, "place.party")]))
}

/// A place the actor decides about, open or dormant, as the asker saw it.
pub fn workable(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    id: PlaceId,
    today: Date,
) -> Result<Held<Place>, Refusal> {
    let place = held(world, actor, expected, id, today)?;
    if place.status.has_ended() {
        return Err(Refusal::WrongState("place-ended", place.status.advice().into()));
    }
    Ok(place)
}

/// A place the actor decides about, as district, city executive, on own ground or as its holder.
pub fn held(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    id: PlaceId,
    today: Date,
) -> Result<Held<Place>, Refusal> {
    let place = check::place_in_full(world, actor, id)?;
    check::coordinates(actor)?;
    if !authority::decides_place(world, actor, &place, today) && !authority::speaks_as_holder(actor, &place) {
        return Err(Refusal::NotAllowed("not_your_area"));
    }
    check::version(expected, place.version)?;
    Ok(place)
}

/// The note a place carries; it stays through changes that say nothing of it.
pub fn note_of(place: &Versioned<Place>) -> Option<String> {
    place.content.as_ref()?.note.clone()
}

/// A place's content, where there is any.
pub fn content(note: Option<String>, reason: Option<String>) -> Option<PlaceContent> {
    (note.is_some() || reason.is_some()).then_some(PlaceContent { note, reason })
}

/// The next version of a place with its parties worked out anew.
pub fn regranted(
    world: &impl World,
    version: u32,
    mut place: Place,
    today: Date,
    verb: &'static str,
) -> Change {
    place.grants = grants::of_place(world, &place, today);
    next(version, place, verb)
}

/// What a decision about a place changed.
pub fn about(id: PlaceId) -> Key {
    id.into()
}
