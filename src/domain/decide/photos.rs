//! Photos of reports: added by the organisation that reported, checked by its coordinator, and taken away
//! with their bytes.

use super::erasure::{carried_out, new_erasure};
use super::{Decision, Fresh, check, next};
use super::{reports, sharing};
use crate::domain::access::{Audience, Level, see_photo, see_report};
use crate::domain::command::{Actor, NewPhoto};
use crate::domain::erasure::Part;
use crate::domain::ids::{PhotoId, ReportId};
use crate::domain::photo::Photo;
use crate::domain::refusal::{Faults, Refusal};
use crate::domain::report::Report;
use crate::domain::settings::SettingName;
use crate::domain::world::{Held, World};
use jiff::civil::Date;

/// Whether the actor may add one more photo to a report. Asked before the bytes are read as well, so that
/// nobody's picture is worked on in vain.
pub fn may_add(
    world: &impl World,
    actor: &Actor,
    report: ReportId,
    today: Date,
) -> Result<Held<Report>, Refusal> {
    let report = reports::seen_in_full(world, actor, report)?;
    if !actor.viewer.role.reports() {
        return Err(Refusal::NotAllowed("reporter_role"));
    }
    if actor.viewer.party != report.origin {
        return Err(Refusal::NotAllowed("not_the_origin"));
    }
    let most = world.setting(SettingName::PhotosPerReport, report.district, today);
    if most == 0 {
        let why = "photos are switched off; an administrator switches them on, by a decision";
        return Err(Refusal::WrongState("photos-off", why.into()));
    }
    if world.photos_of(report.id).len() >= most as usize {
        let why = format!("the report has {most} photos, and no more are taken");
        return Err(Refusal::WrongState("photos-full", why));
    }
    Ok(report)
}

/// Adds a photo to a report. Only its own organisation sees it until it is checked.
pub fn add(
    world: &impl World,
    actor: &Actor,
    new: &NewPhoto,
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    let report = may_add(world, actor, new.report, fresh.today())?;
    let id = PhotoId::from_bits(fresh.id(world, |bits| PhotoId::from_bits(bits).into()));
    let photo = Photo {
        id,
        report: report.id,
        origin: report.origin,
        object: new.object,
        large: new.large,
        small: new.small,
        added_at: fresh.now,
        checked_at: None,
        disclosures: Vec::new(),
    };
    Ok(Decision::created(id.into(), vec![next(0, photo, "photo.add")]))
}

/// Says that a photo shows nobody: from then on it is seen by who sees all of its report. Sharing is the
/// origin's to do, so its own coordinator says it.
pub fn check(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    id: PhotoId,
    fresh: &Fresh<'_>,
) -> Result<Decision, Refusal> {
    let (photo, report) = seen(world, actor, id)?;
    check::coordinates(actor)?;
    if !may_check(world, actor, &photo) {
        let is_another_unit = sharing::shares_report(actor, &report);
        return Err(Refusal::NotAllowed(if is_another_unit {
            "only_the_unit_widens"
        } else {
            "not_the_origin"
        }));
    }
    check::version(expected, photo.version)?;
    if photo.is_checked() {
        return Ok(Decision { unchanged: 1, ..Decision::changed(id.into(), Vec::new()) });
    }
    let record = Photo { checked_at: Some(fresh.now), ..photo.record.clone() };
    Ok(Decision::changed(id.into(), vec![next(photo.version, record, "photo.check")]))
}

/// Takes a photo away for good. It is an erasure like any other: what is left is that there was one.
pub fn remove(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    (id, reason): (PhotoId, &str),
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    let (photo, report) = seen(world, actor, id)?;
    if !may_remove(actor, &photo, &report) {
        return Err(Refusal::NotAllowed("not_the_origin"));
    }
    check::version(expected, photo.version)?;
    let mut faults = Faults::new();
    let reason = check::required_text(reason, "#/reason", check::REASON_MAX, &mut faults);
    faults.check()?;
    let order = new_erasure(world, reason, fresh);
    let changes = carried_out(world, order, &[(id.into(), Part::FactsAndContent)], false)?;
    Ok(Decision::changed(id.into(), changes))
}

/// Whether the actor may say that a photo which they see shows nobody: who may share its report with more.
#[must_use]
pub fn may_check(world: &(impl World + ?Sized), actor: &Actor, photo: &Photo) -> bool {
    let report = world.report(photo.report);
    report.is_some_and(|report| sharing::widens_report(world, actor, &report))
}

/// Whether the actor may take a photo away that they see: its origin's coordinator, an administrator, or
/// who sent the report, for as long as nobody has checked it.
#[must_use]
pub fn may_remove(actor: &Actor, photo: &Photo, report: &Report) -> bool {
    let reporter = report.content.as_ref().and_then(|content| content.reporter);
    let sent_it = actor.account.is_some() && reporter == actor.account && actor.viewer.party == photo.origin;
    sharing::shares_report(actor, report)
        || actor.viewer.role.administers()
        || (sent_it && !photo.is_checked())
}

/// A photo that the actor sees, and its report.
fn seen(world: &impl World, actor: &Actor, id: PhotoId) -> Result<(Held<Photo>, Held<Report>), Refusal> {
    let photo = world.photo(id).ok_or(Refusal::NotThere)?;
    let report = world.report(photo.report).ok_or(Refusal::NotThere)?;
    let own = Audience::new(report.class, report.origin, &report.grants);
    let place = report.place.and_then(|place| world.place(place));
    let place = place.map(|place| Audience::new(place.class, place.origin, &place.grants));
    let of_report = see_report(&actor.viewer, &own, place.as_ref());
    match see_photo(&actor.viewer, photo.origin, photo.is_checked(), of_report).level() {
        Some(Level::Full) => Ok((photo, report)),
        Some(Level::Summary | Level::Exists) | None => Err(Refusal::NotThere),
    }
}
