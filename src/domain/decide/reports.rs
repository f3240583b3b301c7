//! Reports: taken in, and triaged.

use super::{Decision, Fresh, authority, check, coordination, grants, next, sharing};
use crate::domain::access::{Asking, Audience, CLOSE_BY_M, Class, Level, see, see_report, widens};
use crate::domain::codes::CodeList;
use crate::domain::command::{Actor, NewReport};
use crate::domain::hours::KNOWN_HOURS_MAX;
use crate::domain::ids::{PartyId, PlaceId, ReportId};
use crate::domain::party::{Party, PartyKind};
use crate::domain::place::{Place, Status};
use crate::domain::record::{Change, Key, Versioned};
use crate::domain::refusal::{Faults, Refusal};
use crate::domain::report::{ObservedPrecision, Outcome, Report, ReportContent, Sighting, is_vague};
use crate::domain::world::{Held, World, district_at};
use crate::space::Plane;
use jiff::{Span, Timestamp};

/// Most problem types on one report.
const TYPES_MAX: usize = 5;
/// A phone's clock may be this much ahead, minutes.
const AHEAD_MAX_MIN: i64 = 10;
/// A position vaguer than this is not one, metres.
const ACCURACY_MAX_M: f64 = 5_000.0;
/// As much for a source that tells no more than the municipality, metres.
const FILE_ACCURACY_MAX_M: f64 = 100_000.0;

/// Takes a report in.
pub fn create(
    world: &impl World,
    actor: &Actor,
    new: &NewReport,
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    if !actor.viewer.role.reports() {
        return Err(Refusal::NotAllowed("reporter_role"));
    }
    let mut faults = Faults::new();
    let origin = Origin { party: actor.viewer.party, kind: actor.viewer.kind };
    check_accuracy(new.accuracy_m, ACCURACY_MAX_M, "#", &mut faults);
    let mut report = build(world, actor, origin, new, "#", fresh, &mut faults);
    let place = named_place(world, actor, new, &mut faults);
    faults.check()?;
    report.id = ReportId::from_bits(fresh.id(world, |bits| ReportId::from_bits(bits).into()));
    let mut changes = Vec::new();
    if let Some(place) = place {
        report.place = Some(place.id);
        report.outcome = Some(Outcome::Linked);
        changes.extend(woken(world, &place, &report, fresh.now));
    }
    let key = Key::from(report.id);
    changes.insert(0, next(0, report, "report.create"));
    Ok(Decision::created(key, changes))
}

/// Takes the reports of a file in. One that is known by its source and source id stays as it is.
pub fn put(
    world: &impl World,
    actor: &Actor,
    origin: Option<&str>,
    reports: &[NewReport],
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    let mut faults = Faults::new();
    let origin = match origin {
        Some(code) => check::party(world, code, "#/party", &mut faults)
            .map(|party| Origin { party: party.id, kind: party.kind }),
        None => Some(Origin { party: actor.viewer.party, kind: actor.viewer.kind }),
    };
    let Some(origin) = origin else {
        return Err(Refusal::Invalid(faults.into_inner()));
    };
    let own = origin.party == actor.viewer.party && actor.viewer.role.coordinates();
    if !own {
        check::administers(actor)?;
    }
    let mut changes = Vec::new();
    let mut unchanged = 0;
    let mut seen = std::collections::HashSet::new();
    for (row, new) in reports.iter().enumerate() {
        let pointer = format!("#/rows/{row}");
        // Before the row is checked: a code may have ended since it was taken in.
        if let Some(id) = &new.source_id {
            let source = source_of(new, origin);
            // What was erased is not brought back by the file it came in.
            let known = world.report_by_source(origin.party, &source, id).is_some()
                || world.was_erased(origin.party, &source, id);
            if known || !seen.insert((source, id.clone())) {
                unchanged += 1;
                continue;
            }
        }
        check_accuracy(new.accuracy_m, FILE_ACCURACY_MAX_M, &pointer, &mut faults);
        let mut report = build(world, actor, origin, new, &pointer, fresh, &mut faults);
        // Whoever sends a file has not seen what is in it.
        report.content = report.content.and_then(|c| c.text).map(|text| ReportContent {
            text: Some(text),
            reporter: None,
            reason: None,
        });
        report.id = ReportId::from_bits(fresh.id(world, |bits| ReportId::from_bits(bits).into()));
        changes.push(next(0, report, "report.import"));
    }
    faults.check()?;
    Ok(Decision::file(changes, unchanged))
}

/// Whose report it is.
#[derive(Clone, Copy)]
struct Origin {
    party: PartyId,
    kind: PartyKind,
}

impl Origin {
    /// Where a party's reports come from unless they say so.
    fn usual_source(self) -> &'static str {
        match self.kind {
            PartyKind::Police => "police",
            PartyKind::PropertyCompany => "company",
            PartyKind::DistrictAdministration
            | PartyKind::CityOffice
            | PartyKind::CityExecutive
            | PartyKind::Other => "field_staff",
        }
    }
}

fn source_of(new: &NewReport, origin: Origin) -> String {
    new.source.clone().unwrap_or_else(|| origin.usual_source().to_owned())
}

fn build(
    world: &impl World,
    actor: &Actor,
    origin: Origin,
    new: &NewReport,
    at: &str,
    fresh: &Fresh<'_>,
    faults: &mut Faults,
) -> Report {
    let today = fresh.today();
    let types = format!("{at}/problem_types");
    check::codes(world, (CodeList::ProblemType, &types), &new.problem_types, (1, TYPES_MAX), today, faults);
    if let Some(band) = &new.count_band {
        check::one_code(world, (CodeList::CountBand, &format!("{at}/count_band")), band, today, faults);
    }
    if let Some(id) = &new.source_id {
        check::label(id, &format!("{at}/id"), check::NAME_MAX, faults);
    }
    let source = source_of(new, origin);
    check::one_code(world, (CodeList::ReportSource, &format!("{at}/source")), &source, today, faults);
    check_source(&source, origin, at, faults);
    let text = check::text(new.text.as_deref(), &format!("{at}/text"), check::TEXT_MAX, faults);
    check_answers(world, new, at, faults);
    let observed_at = new.observed_at.unwrap_or(fresh.now);
    check_observed(observed_at, fresh.now, at, faults);
    check_hours(new, at, faults);
    // The centre of a city lies in some district, and what is only known to be in the city does not.
    let vague = is_vague(new.accuracy_m);
    let district = (!vague).then(|| district_at(world, new.position, today)).flatten().map(|area| area.id);
    let class = class_of(world, actor, origin, new, at, faults);
    Report {
        id: ReportId::from_bits(0),
        position: new.position,
        accuracy_m: new.accuracy_m,
        position_by_hand: new.position_by_hand,
        observed_at,
        observed_precision: new.observed_precision,
        observed_hours: new.observed_hours,
        received_at: fresh.now,
        problem_types: new.problem_types.clone(),
        count_band: new.count_band.clone(),
        source,
        source_id: new.source_id.clone(),
        sighting: new.sighting,
        answers: new.answers.clone(),
        district,
        place: None,
        outcome: None,
        origin: origin.party,
        unit: unit_of(actor, origin).map(str::to_owned),
        class,
        grants: if vague {
            Vec::new()
        } else {
            grants::of_report(world, (class, new.position), district, today)
        },
        disclosures: Vec::new(),
        content: content(text, actor),
    }
}

/// A source that speaks for a kind of party comes from one: figures name their sources, and what the police
/// have seen is what the police have told.
fn check_source(source: &str, origin: Origin, at: &str, faults: &mut Faults) {
    let of = match source {
        "police" => PartyKind::Police,
        "company" => PartyKind::PropertyCompany,
        _ => return,
    };
    if origin.kind != of {
        let detail = format!("reports of this source come from a party of kind {}, and name it", of.code());
        faults.add(format!("{at}/source"), "another_partys_source", detail);
    }
}

fn content(text: Option<String>, actor: &Actor) -> Option<ReportContent> {
    let content = ReportContent { text, reporter: actor.account, reason: None };
    (content.text.is_some() || content.reporter.is_some()).then_some(content)
}

/// The unit it comes from: the actor's, unless the actor reports for another party.
fn unit_of(actor: &Actor, origin: Origin) -> Option<&str> {
    actor.unit.as_deref().filter(|_| actor.viewer.party == origin.party)
}

/// The class of what the actor reports for its own party, unless it says otherwise: the widest that a report of its can have.
#[must_use]
pub fn usual_class(world: &(impl World + ?Sized), actor: &Actor) -> Class {
    usual_class_of(world, actor, Origin { party: actor.viewer.party, kind: actor.viewer.kind })
}

fn usual_class_of(world: &(impl World + ?Sized), actor: &Actor, origin: Origin) -> Class {
    let social = |party: &Held<Party>| party.is_social_services(unit_of(actor, origin));
    if world.party(origin.party).as_ref().is_some_and(social) { Class::Origin } else { Class::Partner }
}

/// Field reports are for the parties; what social services see starts at their own; a reporter can
/// narrow further, never widen.
fn class_of(
    world: &impl World,
    actor: &Actor,
    origin: Origin,
    new: &NewReport,
    at: &str,
    faults: &mut Faults,
) -> Class {
    let usual = usual_class_of(world, actor, origin);
    let asked = new.class.unwrap_or(usual);
    if new.class == Some(Class::Open) {
        check::class(actor, Class::Open, &format!("{at}/class"), faults);
    }
    if asked == Class::Police && origin.kind != PartyKind::Police {
        faults.add(format!("{at}/class"), "police_only", "only the police can use the class police");
    }
    asked.max(usual)
}

fn check_accuracy(accuracy_m: Option<f64>, most_m: f64, at: &str, faults: &mut Faults) {
    if let Some(m) = accuracy_m
        && !(m.is_finite() && (0.0..=most_m).contains(&m))
    {
        let detail = format!("must be from 0 to {most_m} metres; place the pin by hand instead");
        faults.add(format!("{at}/position/accuracy_m"), "out_of_range", detail);
    }
}

fn check_observed(observed_at: Timestamp, now: Timestamp, at: &str, faults: &mut Faults) {
    let latest = now.checked_add(Span::new().minutes(AHEAD_MAX_MIN)).unwrap_or(Timestamp::MAX);
    if observed_at > latest {
        faults.add(format!("{at}/observed_at"), "in_the_future", "is in the future; check the phone's clock");
    }
    if observed_at.as_second() < 0 {
        faults.add(format!("{at}/observed_at"), "out_of_range", "is before 1970");
    }
}

/// What is known to some hours says how many, and nothing else does.
fn check_hours(new: &NewReport, at: &str, faults: &mut Faults) {
    let is_of_hours = new.observed_precision == ObservedPrecision::Hours;
    match new.observed_hours {
        Some(hours) if is_of_hours && (1..=KNOWN_HOURS_MAX).contains(&hours) => {}
        None if !is_of_hours => {}
        Some(_) if !is_of_hours => {
            faults.add(format!("{at}/observed_hours"), "not_here", "goes with the precision hours alone");
        }
        Some(_) | None => {
            let detail = format!("must be 1 to {KNOWN_HOURS_MAX} where the precision is hours");
            faults.add(format!("{at}/observed_hours"), "out_of_range", detail);
        }
    }
}

fn check_answers(world: &impl World, new: &NewReport, at: &str, faults: &mut Faults) {
    let questions: Vec<_> = new
        .problem_types
        .iter()
        .filter_map(|code| world.code(CodeList::ProblemType, code))
        .flat_map(|code| code.questions.clone())
        .collect();
    for (question, answer) in &new.answers {
        let pointer = || format!("{at}/answers/{question}");
        match questions.iter().find(|q| q.code == *question) {
            None => faults.add(pointer(), "unknown_question", "none of the problem types asks this"),
            Some(q) if !q.choices.iter().any(|c| c.code == *answer) => {
                faults.add(pointer(), "unknown_answer", "is not one of the answers");
            }
            Some(_) => {}
        }
    }
}

/// The place the reporter says it is: one they may know of from where they stand.
fn named_place(
    world: &impl World,
    actor: &Actor,
    new: &NewReport,
    faults: &mut Faults,
) -> Option<Held<Place>> {
    let Some(id) = new.place else {
        if new.sighting != Sighting::New {
            faults.add("#/place", "required", "say which place is still so, or gone");
        }
        return None;
    };
    let known = world.place(id).filter(|place| {
        let audience = Audience::new(place.class, place.origin, &place.grants);
        let plane = Plane::of(new.position);
        let distance_m = place.shape.in_metres(plane).distance_m(plane.to_metres(new.position));
        // Standing beside it tells of what is known there, and what has ended is not: whoever else sees it is told that it has.
        let is_known_there = distance_m <= CLOSE_BY_M && !place.status.has_ended();
        let asking = if is_known_there { Asking::CloseBy } else { Asking::Anywhere };
        see(&actor.viewer, &audience, asking).level() >= Some(Level::Summary)
    });
    match known {
        None => faults.add("#/place", "unknown_place", "there is no such place here"),
        Some(place) if place.status.has_ended() => {
            faults.add("#/place", "place_ended", place.status.advice());
        }
        Some(place) => return Some(place),
    }
    None
}

/// A dormant place wakes when reports return: not when something is gone, and not by a report that is withheld from anybody
/// who sees the place, since waking would tell of it.
fn woken(world: &impl World, place: &Held<Place>, report: &Report, now: Timestamp) -> Option<Change> {
    let wakes = place.status == Status::Dormant
        && report.sighting != Sighting::Gone
        && sharing::is_seen_by_all_of(world, report, place);
    wakes.then(|| {
        let mut record = place.record.clone();
        coordination::move_on(&mut record, Status::Active, now);
        let note = place.content.as_ref().and_then(|c| c.note.clone());
        let content = note.map(|note| crate::domain::place::PlaceContent { note: Some(note), reason: None });
        next(place.version, Place { content, ..record }, "place.wake")
    })
}

/// What is decided about a report.
pub struct Triage<'a> {
    /// What becomes of it.
    pub outcome: Outcome,
    /// Where it belongs.
    pub place: Option<PlaceId>,
    /// Why.
    pub reason: Option<&'a str>,
}

/// Decides what a report is.
pub fn triage(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    id: ReportId,
    triage: &Triage<'_>,
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    let report = seen_in_full(world, actor, id)?;
    let today = fresh.today();
    check::coordinates(actor)?;
    if !authority::decides_report(world, actor, &report, today) {
        return Err(Refusal::NotAllowed("not_your_area"));
    }
    check::version(expected, report.version)?;
    let mut faults = Faults::new();
    let reason = check::text(triage.reason, "#/reason", check::REASON_MAX, &mut faults);
    if triage.place.is_some()
        && matches!(triage.outcome, Outcome::NotOurs | Outcome::NoAction | Outcome::Hidden)
    {
        faults.add("#/place", "not_with_outcome", "only a report that is linked belongs to a place");
    }
    let place = match triage.outcome {
        Outcome::Linked => linked_place(world, actor, triage.place, &mut faults),
        Outcome::BecamePlace => {
            faults.add("#/outcome", "not_here", "make a place from it with POST /api/places");
            None
        }
        Outcome::NotOurs | Outcome::NoAction | Outcome::Hidden => {
            if reason.is_none() && faults.is_empty() {
                faults.add("#/reason", "required", "say why");
            }
            None
        }
    };
    faults.check()?;
    let key = Key::from(report.id);
    let triaged = report_with_grants(world, &report, triage.outcome, today);
    let mut changes =
        vec![linked(&triaged, place.as_ref().map(|p| p.id), triage.outcome, reason, "report.triage")];
    if let Some(place) = place {
        changes.extend(woken(world, &place, &triaged, fresh.now));
    }
    Ok(Decision::changed(key, changes))
}

/// Takes back what was decided about a report: it waits again, and whoever decided may decide otherwise. What else the
/// decision led to stays: a place that woke is awake, and what others have read they have read.
pub fn put_back(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    id: ReportId,
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    let report = seen_in_full(world, actor, id)?;
    let today = fresh.today();
    check::coordinates(actor)?;
    if !authority::decides_report(world, actor, &report, today) {
        return Err(Refusal::NotAllowed("not_your_area"));
    }
    check::version(expected, report.version)?;
    let key = Key::from(report.id);
    match report.outcome {
        None => return Ok(Decision { unchanged: 1, ..Decision::changed(key, Vec::new()) }),
        Some(Outcome::BecamePlace) => {
            let detail =
                "A place was made from it. Dismiss the place, or say what else becomes of the report.";
            return Err(Refusal::WrongState("founded-a-place", detail.to_owned()));
        }
        Some(Outcome::Linked | Outcome::NotOurs | Outcome::NoAction | Outcome::Hidden) => {}
    }
    let mut record = shared_again(world, &report, today);
    (record.place, record.outcome) = (None, None);
    // The reason was that of the decision, and stays in its history.
    record.content = record.content.map(|content| ReportContent { reason: None, ..content });
    record.content.take_if(|content| content.text.is_none() && content.reporter.is_none());
    Ok(Decision::changed(key, vec![next(report.version, record, "report.put_back")]))
}

/// The report as it is shared once it is not hidden any more.
fn shared_again(world: &impl World, report: &Report, today: jiff::civil::Date) -> Report {
    let mut record = report.clone();
    if report.outcome == Some(Outcome::Hidden) && !report.is_vague() {
        record.grants = grants::of_report(world, (report.class, report.position), report.district, today);
    }
    record
}

/// How far a report is to be shared.
pub struct Shared<'a> {
    /// The class.
    pub class: Class,
    /// The ground, where more see it.
    pub ground: Option<&'a str>,
    /// Why.
    pub reason: &'a str,
}

/// Shares a report further, or less far. Only its origin may, whoever decides about the ground; and what a unit of social
/// services holds, that unit alone shares with more, once it has said what it has examined.
pub fn set_class(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    id: ReportId,
    asked: &Shared<'_>,
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    let report = seen_in_full(world, actor, id)?;
    check::coordinates(actor)?;
    if !sharing::shares_report(actor, &report) {
        return Err(Refusal::NotAllowed("only_the_origin_widens"));
    }
    let opens = widens(report.class, asked.class);
    if opens && !sharing::widens_report(world, actor, &report) {
        return Err(Refusal::NotAllowed("only_the_unit_widens"));
    }
    check::version(expected, report.version)?;
    let mut faults = Faults::new();
    check::class(actor, asked.class, "#/class", &mut faults);
    let reason = if opens && !sharing::is_held_by_social_services(world, &report) {
        check::text(Some(asked.reason), "#/reason", check::REASON_MAX, &mut faults)
    } else {
        Some(check::required_text(asked.reason, "#/reason", check::REASON_MAX, &mut faults))
    };
    let ground = sharing::ground(world, asked.ground, opens, fresh.today(), &mut faults);
    faults.check()?;
    let key = Key::from(report.id);
    if asked.class == report.class {
        return Ok(Decision { unchanged: 1, ..Decision::changed(key, Vec::new()) });
    }
    let mut record = sharing::report_as(world, &report, asked.class, fresh.today());
    if opens {
        let told = sharing::Told::widened(report.class, asked.class, ground);
        sharing::tell_of_report(world, (coordination::by(actor), fresh), &report, &mut record, told)?;
    }
    with_reason(&mut record, reason);
    Ok(Decision::changed(key, vec![next(report.version, record, "report.class")]))
}

/// A hidden report is left to those who may bring it back. Brought back, it has its parties again.
fn report_with_grants(
    world: &impl World,
    report: &Versioned<Report>,
    outcome: Outcome,
    today: jiff::civil::Date,
) -> Versioned<Report> {
    let mut record = shared_again(world, report, today);
    record.outcome = Some(outcome);
    grants::hide(&mut record);
    Versioned { version: report.version, record }
}

fn linked_place(
    world: &impl World,
    actor: &Actor,
    place: Option<PlaceId>,
    faults: &mut Faults,
) -> Option<Held<Place>> {
    let Some(place) = place else {
        faults.add("#/place", "required", "say which place it belongs to");
        return None;
    };
    match check::place_in_full(world, actor, place) {
        Ok(place) if !place.status.has_ended() => Some(place),
        Ok(place) => {
            faults.add("#/place", "place_ended", place.status.advice());
            None
        }
        Err(_) => {
            faults.add("#/place", "unknown_place", "there is no such place");
            None
        }
    }
}

/// The report's next version, belonging to a place or to none.
pub fn linked(
    report: &Versioned<Report>,
    place: Option<PlaceId>,
    outcome: Outcome,
    reason: Option<String>,
    verb: &'static str,
) -> Change {
    let mut record = report.record.clone();
    record.place = place;
    record.outcome = Some(outcome);
    with_reason(&mut record, reason);
    next(report.version, record, verb)
}

/// The report's next version, where its place lives on in another.
pub fn followed(report: &Versioned<Report>, place: PlaceId) -> Change {
    linked(report, Some(place), report.outcome.unwrap_or(Outcome::Linked), None, "report.follow")
}

fn with_reason(report: &mut Report, reason: Option<String>) {
    if let Some(reason) = reason {
        let content =
            report.content.get_or_insert(ReportContent { text: None, reporter: None, reason: None });
        content.reason = Some(reason);
    }
}

/// A report the actor sees in full.
pub fn seen_in_full(
    world: &(impl World + ?Sized),
    actor: &Actor,
    id: ReportId,
) -> Result<Held<Report>, Refusal> {
    let report = world.report(id).ok_or(Refusal::NotThere)?;
    let own = Audience::new(report.class, report.origin, &report.grants);
    let place = report.place.and_then(|place| world.place(place));
    let place = place.map(|place| Audience::new(place.class, place.origin, &place.grants));
    match see_report(&actor.viewer, &own, place.as_ref()).level() {
        Some(Level::Full) => Ok(report),
        Some(Level::Summary | Level::Exists) => Err(Refusal::NotAllowed("not_a_full_party")),
        None => Err(Refusal::NotThere),
    }
}
