//! Objections: a place was set aside, and one of its parties does not agree. The next weekly check of its district looks
//! at it again: it takes the place up anew, or says why it stays as it is.

use super::{Decision, Fresh, authority, check, coordination, next, places};
use crate::domain::command::Actor;
use crate::domain::ids::PlaceId;
use crate::domain::place::{Objection, Place};
use crate::domain::refusal::{Faults, Refusal};
use crate::domain::settings::SettingName;
use crate::domain::time::{date_of, end_of_day_after};
use crate::domain::world::{Held, World};
use jiff::Timestamp;
use jiff::civil::Date;

/// A party objects to a place being set aside, with a reason, once for each time that it is.
///
/// # Errors
/// For whoever can take the place up again itself, and when the time is over, among others.
pub fn object(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    id: PlaceId,
    reason: &str,
    fresh: &Fresh<'_>,
) -> Result<Decision, Refusal> {
    let place = check::place_in_full(world, actor, id)?;
    check::coordinates(actor)?;
    check::version(expected, place.version)?;
    let until = set_aside_until(world, &place)?;
    if takes_up_itself(world, actor, &place, fresh.today()) {
        return Err(Refusal::NotAllowed("takes_it_up_itself"));
    }
    if place.objections.iter().any(|objection| objection.party == actor.viewer.party) {
        let detail = "your party has objected already; its words are in the history".to_owned();
        return Err(Refusal::WrongState("objected-already", detail));
    }
    if fresh.now >= until {
        let last = date_of(until).yesterday().unwrap_or(date_of(until));
        let detail =
            format!("the last day to object was {last}; ask the district to take the place up again");
        return Err(Refusal::WrongState("objection-too-late", detail));
    }
    let mut record = place.record.clone();
    let objection = Objection { party: actor.viewer.party, at: fresh.now, answered_at: None };
    record.objections.push(objection);
    decided(&place, record, reason, "place.object")
}

/// The weekly check stands by a place being set aside, and answers every objection that waits by that.
///
/// # Errors
/// For everybody but the party whose check it is, and when nothing waits, among others.
pub fn uphold(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    id: PlaceId,
    reason: &str,
    fresh: &Fresh<'_>,
) -> Result<Decision, Refusal> {
    let place = check::place_in_full(world, actor, id)?;
    check::coordinates(actor)?;
    if !answers_objections(world, actor, &place) {
        return Err(Refusal::NotAllowed("not_your_area"));
    }
    check::version(expected, place.version)?;
    set_aside_until(world, &place)?;
    if place.waiting_objections().next().is_none() {
        let detail = "no objection waits for an answer".to_owned();
        return Err(Refusal::WrongState("nothing-to-uphold", detail));
    }
    let mut record = place.record.clone();
    for objection in &mut record.objections {
        objection.answered_at.get_or_insert(fresh.now);
    }
    decided(&place, record, reason, "place.uphold")
}

fn decided(
    place: &Held<Place>,
    mut record: Place,
    reason: &str,
    verb: &'static str,
) -> Result<Decision, Refusal> {
    let mut faults = Faults::new();
    let reason = check::required_text(reason, "#/reason", check::REASON_MAX, &mut faults);
    faults.check()?;
    record.content = places::content(places::note_of(place), Some(reason));
    Ok(Decision::changed(places::about(place.id), vec![next(place.version, record, verb)]))
}

/// Until when a party may object to a place being set aside: the end of its last day, in Stockholm. `None` while the
/// place is not set aside.
#[must_use]
pub fn objections_until(world: &(impl World + ?Sized), place: &Place) -> Option<Timestamp> {
    if !place.status.is_set_aside() {
        return None;
    }
    // What held on the day itself: nobody's time becomes shorter afterwards.
    let since = place.status_since;
    let days = world.setting(SettingName::ObjectionDays, place.district(), date_of(since));
    Some(end_of_day_after(since, days))
}

fn set_aside_until(world: &impl World, place: &Place) -> Result<Timestamp, Refusal> {
    let detail = "the place is not set aside, so there is nothing to object to";
    objections_until(world, place).ok_or_else(|| Refusal::WrongState("place-not-set-aside", detail.into()))
}

/// Whether the actor may object to this place being set aside, now.
#[must_use]
pub fn may_object(world: &(impl World + ?Sized), actor: &Actor, place: &Place, now: Timestamp) -> bool {
    actor.viewer.role.coordinates()
        && objections_until(world, place).is_some_and(|until| now < until)
        && !takes_up_itself(world, actor, place, date_of(now))
        && !place.objections.iter().any(|objection| objection.party == actor.viewer.party)
}

/// Whoever decides about a place sets its status, and needs nobody to look at it again.
fn takes_up_itself(world: &(impl World + ?Sized), actor: &Actor, place: &Place, today: Date) -> bool {
    authority::decides_place(world, actor, place, today) || authority::speaks_as_holder(actor, place)
}

/// Whether the actor speaks for the party whose weekly check an objection goes to: the one that holds the place where
/// nobody has accepted to, which is the district's administration.
#[must_use]
pub fn answers_objections(world: &(impl World + ?Sized), actor: &Actor, place: &Place) -> bool {
    let whose = coordination::interim_holder(world, place.class, place.origin, place.district());
    actor.viewer.role.coordinates() && whose.is_some_and(|party| party.id == actor.viewer.party)
}
