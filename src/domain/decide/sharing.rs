//! Sharing is an act: who may do it, on what ground, and what is written down of it.

use super::{Decision, Fresh, authority, check, coordination, grants, next, places};
use crate::domain::access::{
    Asking, Audience, Class, GrantReason, Level, Role, Sight, Viewer, see, see_report, widens,
};
use crate::domain::codes::CodeList;
use crate::domain::command::{Actor, HandOut, NewPlace};
use crate::domain::coordination::By;
use crate::domain::disclosure::{Act, DISCLOSURES_MAX, Disclosure, Receiver, Step};
use crate::domain::ids::PlaceId;
use crate::domain::party::{Party, PartyKind};
use crate::domain::place::Place;
use crate::domain::record::Versioned;
use crate::domain::refusal::{Faults, Refusal};
use crate::domain::report::{Outcome, Report, is_vague};
use crate::domain::time::date_of;
use crate::domain::world::{Held, World, district_at};
use crate::space::{LonLat, Shape};
use jiff::Timestamp;
use jiff::civil::Date;

/// The party and the role that act, and when.
pub type Acting<'a, 'b> = (By, &'a Fresh<'b>);

/// What is told of an act.
pub struct Told {
    /// What was done.
    pub act: Act,
    /// From which class to which.
    pub step: Option<Step>,
    /// On what ground.
    pub ground: Option<String>,
    /// Through which place its receivers see it, where that is told to who sees the place.
    pub through: Option<PlaceId>,
}

impl Told {
    /// An act that is its own ground.
    pub fn of(act: Act) -> Self {
        Self { act, step: None, ground: None, through: None }
    }

    /// A thing's origin shares it otherwise than before.
    pub fn widened(from: Class, to: Class, ground: Option<String>) -> Self {
        Self { step: Some(Step { from, to }), ground, ..Self::of(Act::Widened) }
    }
}

/// Writes down what a change of a place hands on, to whom; nothing where nobody sees more than before.
///
/// # Errors
/// [`Refusal::WrongState`] when the place remembers no more.
pub fn tell_of_place(
    world: &impl World,
    acting: Acting<'_, '_>,
    before: &Versioned<Place>,
    place: &mut Place,
    told: Told,
) -> Result<(), Refusal> {
    place.grants = grants::of_place(world, place, acting.1.today());
    let (was, is) = (of_place(before), of_place(place));
    let at = |audience| move |viewer: &Viewer| see(viewer, audience, Asking::Anywhere);
    let to = receivers(world, at(&was), at(&is));
    tell(&mut place.disclosures, acting, (told, to), before.version + 1)
}

/// As [`tell_of_place`], of a new place: to all who see it but its origin.
pub fn tell_of_new_place(
    world: &impl World,
    acting: Acting<'_, '_>,
    place: &mut Place,
    told: Told,
) -> Result<(), Refusal> {
    let is = of_place(place);
    let nobody = Audience::new(Class::Origin, place.origin, &[]);
    let at = |audience| move |viewer: &Viewer| see(viewer, audience, Asking::Anywhere);
    let to = receivers(world, at(&nobody), at(&is));
    tell(&mut place.disclosures, acting, (told, to), 1)
}

/// As [`tell_of_place`], of a report: also by the place it belongs to.
pub fn tell_of_report(
    world: &impl World,
    acting: Acting<'_, '_>,
    before: &Versioned<Report>,
    report: &mut Report,
    told: Told,
) -> Result<(), Refusal> {
    // Who has a share in a place is told to who sees all of it: through one that its origin does not see, nothing is told.
    let origin = world.party(report.origin).map(|party| reader_of(&party));
    let place = report.place.and_then(|place| world.place(place)).map(|place| of_place(&place));
    let place = place.filter(|place| {
        let sees = |viewer: Viewer| see(&viewer, place, Asking::Anywhere).level() == Some(Level::Full);
        origin.is_some_and(sees)
    });
    let (was, is) = (of_report(before), of_report(report));
    let at = |audience| {
        let place = place.as_ref();
        move |viewer: &Viewer| see_report(viewer, audience, place)
    };
    let to = receivers(world, at(&was), at(&is));
    tell(&mut report.disclosures, acting, (told, to), before.version + 1)
}

/// Writes an act down in the version that it makes; nothing where it has no ground and nobody sees more by it.
///
/// # Errors
/// [`Refusal::WrongState`] when the thing remembers no more.
pub fn tell(
    disclosures: &mut Vec<Disclosure>,
    (by, fresh): Acting<'_, '_>,
    (told, to): (Told, Vec<Receiver>),
    version: u32,
) -> Result<(), Refusal> {
    if to.is_empty() && told.ground.is_none() {
        return Ok(());
    }
    if disclosures.len() >= DISCLOSURES_MAX {
        let why = format!(
            "{DISCLOSURES_MAX} disclosures of it are written down, and no more are; make a new one of it"
        );
        return Err(Refusal::WrongState("too-many-disclosures", why));
    }
    let Told { act, step, ground, through } = told;
    disclosures.push(Disclosure { at: fresh.now, by, act, step, ground, to, through, version });
    Ok(())
}

/// Which parties see more of a thing than before, and how much: what whoever reads for them does.
pub fn receivers(
    world: &impl World,
    was: impl Fn(&Viewer) -> Sight,
    is: impl Fn(&Viewer) -> Sight,
) -> Vec<Receiver> {
    let of = |party: &Party| {
        let viewer = reader_of(party);
        let level = is(&viewer).level()?;
        (was(&viewer).level() < Some(level)).then_some(Receiver { party: party.id, level })
    };
    world.parties().iter().filter_map(|party| of(party)).collect()
}

/// Whether whoever sees a place from anywhere sees a report that belongs to it. The order of their classes does not say so:
/// the police see no city report at a place of theirs, and whom the police have named for a place sees none of their reports.
pub fn is_seen_by_all_of(world: &impl World, report: &Report, place: &Place) -> bool {
    let (report, place) = (of_report(report), of_place(place));
    let sees_both = |viewer: &Viewer| {
        see(viewer, &place, Asking::Anywhere).level().is_none()
            || see_report(viewer, &report, Some(&place)).level().is_some()
    };
    let of = |party: &Party| Role::ALL.map(|role| Viewer { role, ..reader_of(party) });
    world.parties().iter().flat_map(|party| of(party)).all(|viewer| sees_both(&viewer))
}

/// Who reads for a party and does no more.
pub fn reader_of(party: &Party) -> Viewer {
    Viewer { party: party.id, kind: party.kind, role: Role::Reader }
}

/// For whom a place is.
pub fn of_place(place: &Place) -> Audience {
    Audience::new(place.class, place.origin, &place.grants)
}

/// For whom a report is by itself.
pub fn of_report(report: &Report) -> Audience {
    Audience::new(report.class, report.origin, &report.grants)
}

/// A ground from the list, where one is given; it must be where more see a thing than before.
pub fn ground(
    world: &impl World,
    given: Option<&str>,
    is_needed: bool,
    today: Date,
    faults: &mut Faults,
) -> Option<String> {
    match given {
        Some(ground) => {
            check::one_code(world, (CodeList::SharingGround, "#/ground"), ground, today, faults);
            Some(ground.to_owned())
        }
        None => {
            if is_needed {
                let detail = "say on what ground it is shared with more; see the list sharing_ground";
                faults.add("#/ground", "required", detail);
            }
            None
        }
    }
}

/// Whether a unit of social services holds a report. Its secrecy is stronger than that of the rest of its organisation.
#[must_use]
pub fn is_held_by_social_services(world: &(impl World + ?Sized), report: &Report) -> bool {
    world.party(report.origin).is_some_and(|party| party.is_social_services(report.unit.as_deref()))
}

/// Whether the actor shares a report further, or less far: a coordinator of its origin.
#[must_use]
pub fn shares_report(actor: &Actor, report: &Report) -> bool {
    actor.viewer.role.coordinates() && actor.viewer.party == report.origin
}

/// Whether the actor shares a report with more than see it: of what a unit of social services holds, a coordinator of that
/// unit alone.
#[must_use]
pub fn widens_report(world: &(impl World + ?Sized), actor: &Actor, report: &Report) -> bool {
    let is_of_the_unit = actor.unit.is_some() && actor.unit == report.unit;
    shares_report(actor, report) && (is_of_the_unit || !is_held_by_social_services(world, report))
}

/// Whether the actor shares a place further, or less far: a coordinator of its origin who has a say about it.
#[must_use]
pub fn shares_place(world: &(impl World + ?Sized), actor: &Actor, place: &Place, today: Date) -> bool {
    actor.viewer.party == place.origin
        && !place.status.has_ended()
        && (authority::decides_place(world, actor, place, today) || authority::speaks_as_holder(actor, place))
}

/// Whether a place in this class would tell more people than may see them of reports that a unit of social services holds
/// and that the place was made from.
#[must_use]
pub fn is_of_social_services(world: &impl World, place: &Place, class: Class) -> bool {
    !held_by_social_services(world, place, class).is_empty()
}

/// Whether the actor, who shares the place, may give it this class: what it was made from is as much the unit's own to
/// open as the reports themselves.
#[must_use]
pub fn widens_place(world: &impl World, actor: &Actor, place: &Place, class: Class) -> bool {
    let held = held_by_social_services(world, place, class);
    held.iter().all(|report| widens_report(world, actor, report))
}

fn held_by_social_services(world: &impl World, place: &Place, class: Class) -> Vec<Held<Report>> {
    let founding = |report: &Held<Report>| {
        report.outcome == Some(Outcome::BecamePlace)
            && widens(report.class, class)
            && is_held_by_social_services(world, report)
    };
    let reports = world.reports_of(place.id).into_iter().filter_map(|id| world.report(id));
    reports.filter(founding).collect()
}

/// The classes that an organisation of this kind chooses among, the widest first.
#[must_use]
pub fn choosable(kind: PartyKind) -> Vec<Class> {
    let of_kind = |class: &Class| match class {
        Class::Open => false,
        Class::Partner | Class::City | Class::Origin => true,
        Class::Police => kind == PartyKind::Police,
    };
    Class::ALL.into_iter().filter(of_kind).collect()
}

/// A report as it would be in another class.
#[must_use]
pub fn report_as(world: &(impl World + ?Sized), report: &Report, class: Class, today: Date) -> Report {
    let mut record = Report { class, ..report.clone() };
    if !record.is_vague() {
        record.grants = grants::of_report(world, (class, record.position), record.district, today);
    }
    grants::hide(&mut record);
    record
}

/// A place as it would be in another class: held by who may see it then, and whoever should coordinate it is asked.
///
/// # Errors
/// [`Refusal::WrongState`] when its coordinator would not see it any more.
pub fn place_as(
    world: &impl World,
    actor: &Actor,
    place: &Place,
    class: Class,
    now: Timestamp,
) -> Result<Place, Refusal> {
    // No id is made, so none is asked for.
    let fresh = Fresh { now, random: &mut || 0 };
    let mut record = place.clone();
    if class != place.class {
        reclassed(&mut record, class);
        resettled(world, actor, &mut record, &fresh)?;
    }
    record.grants = grants::of_place(world, &record, fresh.today());
    Ok(record)
}

/// Puts a place in another class. What becomes police content is for the police and whom its origin names: whom a coordinator
/// confirmed while it was for its parties is let go.
pub fn reclassed(place: &mut Place, class: Class) {
    if class == Class::Police && place.class != Class::Police {
        place.confirmed.retain(|grant| grant.why == GrantReason::Recipient);
    }
    place.class = class;
}

/// A place that others see, or that lies elsewhere, is held by who may hold it there.
pub fn resettled(
    world: &impl World,
    actor: &Actor,
    place: &mut Place,
    fresh: &Fresh<'_>,
) -> Result<(), Refusal> {
    coordination::follow(world, place, coordination::by(actor), fresh.now);
    places::check_still_seen(world, place)?;
    coordination::begin_asking(world, actor, place, fresh);
    Ok(())
}

/// A report of this actor's as it would be in a class, before it is sent: for whom it would be.
#[must_use]
pub fn audience_of_new_report(
    world: &(impl World + ?Sized),
    actor: &Actor,
    class: Class,
    (position, accuracy_m): (LonLat, Option<f64>),
    today: Date,
) -> Audience {
    let grants = if is_vague(accuracy_m) {
        Vec::new()
    } else {
        let district = district_at(world, position, today).map(|area| area.id);
        grants::of_report(world, (class, position), district, today)
    };
    Audience::new(class, actor.viewer.party, &grants)
}

/// For whom a place would be that this actor makes on some ground, in a class; none where it is larger than a place may be.
#[must_use]
pub fn audience_of_new_place(
    world: &impl World,
    actor: &Actor,
    class: Class,
    (shape, problem_types): (&Shape, &[String]),
    now: Timestamp,
) -> Option<Audience> {
    let districts = places::check_size(world, shape, date_of(now), "#/geometry", &mut Faults::new())?;
    let new = NewPlace { problem_types: problem_types.to_vec(), ..NewPlace::default() };
    let ground = places::Founded { shape: shape.clone(), districts, class };
    Some(of_place(&places::founded(world, actor, &new, ground, now)))
}

/// Writes down that something of a place was given out to a party: by somebody who works on the place and sees all of it,
/// and no more than that party sees by itself.
pub fn hand_out(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    (id, given): (PlaceId, &HandOut),
    fresh: &Fresh<'_>,
) -> Result<Decision, Refusal> {
    let place = check::place_in_full(world, actor, id)?;
    match actor.viewer.role {
        Role::Member | Role::Coordinator => {}
        Role::Reader | Role::Reporter | Role::Administrator => {
            return Err(Refusal::NotAllowed("member_role"));
        }
    }
    check::version(expected, place.version)?;
    let mut faults = Faults::new();
    let ground = ground(world, given.ground.as_deref(), true, fresh.today(), &mut faults);
    let reason = check::text(given.reason.as_deref(), "#/reason", check::REASON_MAX, &mut faults);
    let party = check::party(world, &given.party, "#/party", &mut faults);
    let receiver = party.as_ref().and_then(|party| {
        if party.id == actor.viewer.party {
            faults.add("#/party", "own_party", "is your own party, which nothing is handed on to");
            return None;
        }
        let level = see(&reader_of(party), &of_place(&place), Asking::Anywhere).level();
        if level.is_none() {
            let detail = "does not see the place; it is made one of its parties first";
            faults.add("#/party", "may_not_see", detail);
        }
        Some(Receiver { party: party.id, level: level? })
    });
    faults.check()?;
    let Some(receiver) = receiver else { return Err(Refusal::NotThere) };
    let mut record = place.record.clone();
    let told = Told { ground, ..Told::of(given.what.into()) };
    let acting = (coordination::by(actor), fresh);
    tell(&mut record.disclosures, acting, (told, vec![receiver]), place.version + 1)?;
    record.content = places::content(places::note_of(&place), reason);
    Ok(Decision::changed(id.into(), vec![next(place.version, record, "place.hand_out")]))
}
