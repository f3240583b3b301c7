//! What a place is made from: which reports, and how far the place may then be shared.

use super::{authority, check, places, reports, sharing};
use crate::domain::access::{Asking, Audience, Class, see, widens};
use crate::domain::command::{Actor, NewPlace};
use crate::domain::ids::{AreaId, ReportId};
use crate::domain::refusal::Faults;
use crate::domain::report::{Outcome, Report};
use crate::domain::settings::SettingName;
use crate::domain::world::{Held, World};
use crate::space::Shape;
use jiff::civil::Date;

/// Most reports one place is made from at once.
const REPORTS_MAX: usize = 200;

/// The reports that a place is to be made from.
pub struct Named {
    /// Those that the actor sees in full.
    pub own: Vec<Held<Report>>,
    /// Where in the question the others stand, which may lie across a border; see [`across`].
    unseen: Vec<usize>,
}

/// The reports a place is made from, each once, none that belongs to another place already.
///
/// The actor sees them in full. Of what they do not see nothing is looked at here, so that no fault tells anything of it.
pub fn reports(world: &impl World, actor: &Actor, new: &NewPlace, faults: &mut Faults) -> Named {
    let mut named = Named { own: Vec::with_capacity(new.reports.len().min(REPORTS_MAX)), unseen: Vec::new() };
    if new.reports.len() > REPORTS_MAX {
        faults.add("#/reports", "too_many", format!("at most {REPORTS_MAX} at once"));
        return named;
    }
    for (at, id) in new.reports.iter().enumerate() {
        if new.reports[..at].contains(id) {
            faults.add(format!("#/reports/{at}"), "twice", "is given twice");
            continue;
        }
        let Ok(report) = reports::seen_in_full(world, actor, *id) else {
            named.unseen.push(at);
            continue;
        };
        let wrong = [why_not_free(world, actor, &report), why_not_ground(new, &report)];
        for (code, detail) in wrong.into_iter().flatten() {
            faults.add(format!("#/reports/{at}"), code, detail);
        }
        named.own.push(report);
    }
    if named.own.is_empty() {
        unknown(&named, faults);
    }
    named
}

/// To whoever named them, reports that they do not see are not there.
pub fn unknown(named: &Named, faults: &mut Faults) {
    for at in &named.unseen {
        faults.add(format!("#/reports/{at}"), "unknown_report", "there is no such report");
    }
}

/// A report that belongs to a place stays there: who sees it follows its place, so taking it away is an
/// act of its own. The place is named to who may know of it.
fn why_not_free(world: &impl World, actor: &Actor, report: &Report) -> Option<(&'static str, String)> {
    if report.outcome == Some(Outcome::Hidden) {
        return Some(("hidden", "is hidden; triage it anew first".to_owned()));
    }
    let known = world.place(report.place?).filter(|place| {
        let audience = Audience::new(place.class, place.origin, &place.grants);
        see(&actor.viewer, &audience, Asking::Anywhere).level().is_some()
    });
    let detail = match known {
        Some(place) => format!(
            "belongs to place {} already; leave it out, merge the places, or triage it anew first",
            place.id
        ),
        None => "belongs to another place already; leave it out".to_owned(),
    };
    Some(("already_linked", detail))
}

/// A place that nobody has drawn lies where its reports do. One that is only known to be somewhere in the city would
/// put it at the centre that its source writes for all of them.
fn why_not_ground(new: &NewPlace, report: &Report) -> Option<(&'static str, String)> {
    let vague_m = report.accuracy_m.filter(|_| report.is_vague() && new.shape.is_none())?;
    let detail = format!(
        "is known to within {vague_m:.0} m only, which is no place; draw the place (geometry), or leave the report out"
    );
    Some(("vague_position", detail))
}

/// A report that lying somewhere makes parties of, and that waits.
fn is_free_for_parties(report: &Report) -> bool {
    report.class <= Class::Partner && report.place.is_none() && report.outcome != Some(Outcome::Hidden)
}

/// Reports that the actor does not see and that found the place all the same: a place on the border of two districts may be made by
/// the coordinator of either from reports on both sides. The actor names them beside some that it sees, and they lie on the place's
/// ground or beside it, in another of its districts, and no further than that from one that the actor runs. Both districts are the
/// place's parties from then on. Of what lies in somebody's home that spot is measured that everybody is shown.
///
/// `None` when one of them does not fit, or is not there. To be asked when nothing else is wrong with the question: what is answered
/// then is a place, which others see, and no word about a report.
pub fn across(
    world: &impl World,
    actor: &Actor,
    new: &NewPlace,
    named: &Named,
    today: Date,
) -> Option<Vec<Held<Report>>> {
    let found = |at: &usize| world.report(new.reports[*at]).filter(|report| is_free_for_parties(report));
    let across = named.unseen.iter().map(found).collect::<Option<Vec<_>>>()?;
    if across.is_empty() {
        return Some(across);
    }
    let all: Vec<_> = named.own.iter().chain(&across).cloned().collect();
    let mut unfit = Faults::new();
    let shape = places::shape_of(world, new, &all, &mut unfit)?;
    let shares = places::check_size(world, &shape, today, "#", &mut unfit)?;
    let districts: Vec<AreaId> = shares.iter().map(|share| share.district).collect();
    let run: Vec<AreaId> = districts
        .iter()
        .copied()
        .filter(|district| authority::runs_one_of(world, actor, [*district]))
        .collect();
    let reach_m = f64::from(world.setting(SettingName::NearSiteM, districts.first().copied(), today));
    let plane = shape.plane();
    let ground = shape.in_metres(plane);
    let fits = |report: &Held<Report>| {
        let spot = Shape::Point(places::spot_of(world, report));
        report.district.is_some_and(|district| districts.contains(&district))
            && ground.distance_between_m(&spot.in_metres(plane)) <= reach_m
            && run.iter().any(|own| world.area_distance_m(*own, &spot).is_some_and(|far_m| far_m <= reach_m))
    };
    across.iter().all(fits).then_some(across)
}

/// How far the place may be shared. A place is for its parties; when it is made from something that
/// fewer may see, whoever makes it says what the place is to be, since neither hiding it from those who
/// should work on it nor telling them of it may happen by itself. Only a report's own origin can make
/// of it a place that more may see. One that is made from no report starts as a report of whoever makes it would.
pub fn class(
    world: &impl World,
    actor: &Actor,
    new: &NewPlace,
    from: &[Held<Report>],
    faults: &mut Faults,
) -> Class {
    let narrowest = usual_class_of_place(world, actor, from.iter().map(|report| report.class));
    let Some(asked) = new.class else {
        if from.iter().any(|report| report.class > Class::Partner) {
            let word = narrowest.code();
            let detail = format!(
                "a founding report is of class {word}; say class “{word}” for a place that only those \
                 see, or “partner” for one its parties coordinate together, which the report's own \
                 origin may"
            );
            faults.add("#/class", "class_needed", detail);
        }
        return narrowest;
    };
    check::class(actor, asked, "#/class", faults);
    for report in from.iter().filter(|report| widens(report.class, asked)) {
        if report.origin != actor.viewer.party {
            let detail = format!(
                "is of class {}, which only its origin may widen; leave it out, or ask its origin to",
                report.class.code()
            );
            faults.add(pointer_of(new, report.id), "only_the_origin_widens", detail);
        }
    }
    asked
}

/// The class that a place starts at when nobody says another, by those of the reports it is made from.
#[must_use]
pub fn usual_class_of_place(
    world: &(impl World + ?Sized),
    actor: &Actor,
    from: impl IntoIterator<Item = Class>,
) -> Class {
    from.into_iter()
        .max()
        .map_or_else(|| reports::usual_class(world, actor), |class| class.max(Class::Partner))
}

/// What is handed on by making a place that more may see than a report it is made from.
pub struct Opened {
    /// The narrowest class that is opened; none where nothing is.
    pub from: Option<Class>,
    /// On what ground.
    pub ground: Option<String>,
    /// That ground in words.
    pub reason: Option<String>,
}

/// Whether the place tells more people of a report than may see it, and if so on what ground. What a unit of social services
/// holds, that unit alone makes such a place of, and says what it has examined.
pub fn opened(
    world: &impl World,
    actor: &Actor,
    new: &NewPlace,
    (from, class): (&[Held<Report>], Class),
    today: Date,
    faults: &mut Faults,
) -> Opened {
    let told_of: Vec<_> = from.iter().filter(|report| widens(report.class, class)).collect();
    let social: Vec<_> =
        told_of.iter().filter(|report| sharing::is_held_by_social_services(world, report)).collect();
    let own = |report: &Report| report.origin == actor.viewer.party;
    for report in social.iter().filter(|report| own(report) && !sharing::widens_report(world, actor, report))
    {
        let detail = "is held by a unit of social services, whose own coordinator shares it with more";
        faults.add(pointer_of(new, report.id), "only_the_unit_widens", detail);
    }
    let ground = sharing::ground(world, new.ground.as_deref(), !told_of.is_empty(), today, faults);
    let reason = match new.reason.as_deref() {
        given if social.is_empty() => check::text(given, "#/reason", check::REASON_MAX, faults),
        given => Some(check::required_text(given.unwrap_or_default(), "#/reason", check::REASON_MAX, faults)),
    };
    let from = told_of.iter().map(|report| report.class).max();
    Opened { from, ground: ground.filter(|_| from.is_some()), reason }
}

fn pointer_of(new: &NewPlace, id: ReportId) -> String {
    let at = new.reports.iter().position(|named| *named == id);
    at.map_or_else(|| "#/reports".to_owned(), |at| format!("#/reports/{at}"))
}
