//! Erasing: one thing on somebody's decision, what retention says is due, and what was erased since a
//! backup was made.

use super::{Decision, Fresh, check, next};
use crate::domain::access::{
    Asking, Audience, Class, Grant, Level, counts_publicly, see, see_own, see_report,
};
use crate::domain::command::{Actor, DueThing};
use crate::domain::erasure::{Counted, Erasure, Gone, Item, Part};
use crate::domain::ids::{
    AccessReviewId, AccountId, DocumentRequestId, ErasureId, FilingId, MeasureId, PartyId, PhotoId, PlaceId,
    PresenceId, ReportId, RetentionRunId, RoundId, WalkId,
};
use crate::domain::measure::Measure;
use crate::domain::place::Place;
use crate::domain::record::{Change, Key, Kind, Record, Versioned};
use crate::domain::refusal::Refusal;
use crate::domain::report::{Report, ReportContent};
use crate::domain::retention::{RuleName, state_of};
use crate::domain::time::{date_of, week_of};
use crate::domain::world::World;
use std::collections::BTreeMap;

/// Most things that one erasure takes. The register takes no more.
pub const ITEMS_MAX: usize = 10_000;

/// What somebody asks to be erased.
pub struct Asked<'a> {
    /// How much.
    pub part: Part,
    /// Whether it still counts.
    pub counted: bool,
    /// The decision's reference.
    pub decision: &'a str,
}

/// Erases one thing, or a part of it: an administrator who sees it, or a coordinator of the organisation
/// it comes from.
pub fn erase(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    thing: Key,
    asked: &Asked<'_>,
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    let (origin, version) = seen_in_full(world, actor, thing)?;
    let role = actor.viewer.role;
    let may = role.administers() || (role.coordinates() && actor.viewer.party == origin);
    if !may {
        return Err(Refusal::NotAllowed("not_the_origin"));
    }
    check::version(expected, version)?;
    if !asked.part.is_of(thing.kind) {
        let detail = format!("a {} has no part {} of its own", thing.kind.code(), asked.part.code());
        return Err(Refusal::invalid("#/part", "no_such_part", detail));
    }
    let mut faults = crate::domain::refusal::Faults::new();
    let decision = check::required_text(asked.decision, "#/decision", check::REASON_MAX, &mut faults);
    faults.check()?;
    if asked.part == Part::FactsAndContent && is_open(world, thing) {
        let why = "the place is worked on; close it first, or erase its content alone";
        return Err(Refusal::WrongState("place-open", why.into()));
    }
    let order = new_erasure(world, decision, fresh);
    let changes = carried_out(world, order, &[(thing, asked.part)], asked.counted)?;
    Ok(Decision::changed(thing, changes))
}

/// Erases who reported from reports of one account, of whatever class they are: nothing is shown of them, and it is the
/// account's own matter. There is nothing to be done when none is left.
pub fn forget_reporter(
    world: &impl World,
    actor: &Actor,
    account: AccountId,
    (reports, decision): (&[ReportId], &str),
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    check::administers(actor)?;
    let mut faults = crate::domain::refusal::Faults::new();
    let decision = check::required_text(decision, "#/decision", check::REASON_MAX, &mut faults);
    faults.check()?;
    let is_theirs = |id: &&ReportId| {
        let report = world.report(**id);
        report.is_some_and(|report| {
            report.content.as_ref().is_some_and(|content| content.reporter == Some(account))
        })
    };
    let things: Vec<_> =
        reports.iter().take(ITEMS_MAX).filter(is_theirs).map(|id| ((*id).into(), Part::Reporter)).collect();
    if things.is_empty() {
        return Ok(Decision::file(Vec::new(), reports.len()));
    }
    let order = new_erasure(world, decision, fresh);
    let id = order.id;
    Ok(Decision::created(id.into(), carried_out(world, order, &things, false)?))
}

/// Erases those of some things that a rule says are due. There is nothing to be done when none is.
pub fn erase_due(
    world: &impl World,
    actor: &Actor,
    (run, rule): (RetentionRunId, RuleName),
    things: &[DueThing],
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    check::administers(actor)?;
    let running = world.retention_run(run).ok_or(Refusal::NotThere)?;
    if running.ended_at.is_some() {
        return Err(Refusal::WrongState("retention-ended", "the run has ended; begin another".into()));
    }
    let today = fresh.today();
    let held = world.retention_rule(rule);
    let Some(kept) = held.as_ref().and_then(|held| held.on(today)) else {
        let why = format!("nobody has decided how long {} is kept", rule.code());
        return Err(Refusal::WrongState("retention-not-decided", why));
    };
    // What has changed since it was written into the package is not in the package.
    let as_archived =
        |thing: &&DueThing| thing.archived.is_none_or(|as_of| as_of == state_of(world, thing.key));
    let due = |thing: &DueThing| {
        Some((thing.key, rule.due(world, whose_time(world, thing.key), kept.keep, today)?))
    };
    let due: Vec<_> = things.iter().filter(as_archived).filter_map(due).collect();
    let before_ms = rule.forgotten_before(kept.keep, today).map(|moment| moment.as_millisecond());
    let of = |name| before_ms.filter(|_| rule == name);
    if due.is_empty() && before_ms.is_none() {
        return Ok(Decision::file(Vec::new(), things.len()));
    }
    let order = new_erasure(world, kept.decision.clone(), fresh);
    let order = Erasure {
        rule: Some(rule),
        run: Some(run),
        commands_before_ms: of(RuleName::RememberedCommand),
        reads_before_ms: of(RuleName::RestrictedRead),
        audit_before_ms: of(RuleName::AuditLog),
        ..order
    };
    let id = order.id;
    let changes = carried_out(world, order, &due, rule.counts())?;
    Ok(Decision::created(id.into(), changes))
}

/// The thing whose time decides about another's. Presences go with their place, and where that has more than go at once,
/// before it.
fn whose_time(world: &impl World, key: Key) -> Key {
    let presence = || world.presence(PresenceId::from_bits(key.bits));
    let place = (key.kind == Kind::Presence).then(presence).flatten().map(|presence| presence.place.into());
    place.unwrap_or(key)
}

/// Erases once more what an erasure took since this backup was made, under the erasure's own id. What the
/// backup does not have is left out.
pub fn replay(
    world: &impl World,
    actor: &Actor,
    erasure: &Erasure,
    fresh: &Fresh<'_>,
) -> Result<Decision, Refusal> {
    check::administers(actor)?;
    if world.erasure(erasure.id).is_some() {
        return Ok(Decision::file(Vec::new(), 1));
    }
    let things: Vec<_> = erasure.items.iter().map(|item| (item.key(), item.part)).collect();
    let order = Erasure { items: Vec::new(), replayed: true, at: fresh.now, ..erasure.clone() };
    let changes = carried_out(world, order, &things, false)?;
    Ok(Decision::created(erasure.id.into(), changes))
}

/// What a thing's origin is and where it stands; for who sees all of it.
pub(super) fn seen_in_full(
    world: &(impl World + ?Sized),
    actor: &Actor,
    thing: Key,
) -> Result<(PartyId, u32), Refusal> {
    let viewer = &actor.viewer;
    let (sight, origin, version) = match thing.kind {
        Kind::Report => {
            let report = world.report(ReportId::from_bits(thing.bits)).ok_or(Refusal::NotThere)?;
            let place = report.place.and_then(|place| world.place(place));
            let place = place.map(|place| Audience::new(place.class, place.origin, &place.grants));
            let audience = Audience::new(report.class, report.origin, &report.grants);
            (see_report(viewer, &audience, place.as_ref()), report.origin, report.version)
        }
        Kind::Place => {
            let place = world.place(PlaceId::from_bits(thing.bits)).ok_or(Refusal::NotThere)?;
            let audience = Audience::new(place.class, place.origin, &place.grants);
            (see(viewer, &audience, Asking::Anywhere), place.origin, place.version)
        }
        Kind::Measure => {
            let measure = world.measure(MeasureId::from_bits(thing.bits)).ok_or(Refusal::NotThere)?;
            check::place_in_full(world, actor, measure.place)?;
            return Ok((measure.origin, measure.version));
        }
        Kind::Round => {
            let round = world.round(RoundId::from_bits(thing.bits)).ok_or(Refusal::NotThere)?;
            (see_own(viewer, round.origin), round.origin, round.version)
        }
        // A photo is taken away by itself, walks go with their round and presences with their place; answered requests,
        // filings and reviews go by retention. Nothing else holds what somebody wrote or who somebody is.
        Kind::Photo
        | Kind::Party
        | Kind::Area
        | Kind::Site
        | Kind::Code
        | Kind::Setting
        | Kind::Designation
        | Kind::Statistic
        | Kind::Publication
        | Kind::Erasure
        | Kind::RetentionRule
        | Kind::RetentionRun
        | Kind::Walk
        | Kind::Address
        | Kind::Building
        | Kind::DocumentRequest
        | Kind::Filing
        | Kind::AccessReview
        | Kind::Presence => return Err(Refusal::NotThere),
    };
    match sight.level() {
        Some(Level::Full) => Ok((origin, version)),
        Some(Level::Summary | Level::Exists) => Err(Refusal::NotAllowed("not_a_full_party")),
        None => Err(Refusal::NotThere),
    }
}

fn is_open(world: &impl World, thing: Key) -> bool {
    thing.kind == Kind::Place
        && world.place(PlaceId::from_bits(thing.bits)).is_some_and(|place| place.status.is_open())
}

pub(super) fn new_erasure(world: &impl World, decision: String, fresh: &mut Fresh<'_>) -> Erasure {
    let id = ErasureId::from_bits(fresh.id(world, |bits| ErasureId::from_bits(bits).into()));
    Erasure {
        id,
        decision,
        at: fresh.now,
        rule: None,
        run: None,
        items: Vec::new(),
        counted: Vec::new(),
        commands_before_ms: None,
        reads_before_ms: None,
        audit_before_ms: None,
        replayed: false,
    }
}

/// What is erased whole when a part of a thing is. The measures and presences of a place that is erased whole go with it, and
/// the walks of a round; a place's reports stay, and belong to no place any more. Photos say what words say, and go with
/// those of their report.
pub fn goes_along(world: &(impl World + ?Sized), key: Key, part: Part) -> Vec<Key> {
    match key.kind {
        Kind::Place if part == Part::FactsAndContent => {
            let place = PlaceId::from_bits(key.bits);
            let measures = world.measures_of(place).into_iter().map(Key::from);
            measures.chain(world.presences_of(place).into_iter().map(Key::from)).collect()
        }
        Kind::Round => world.walks_of(RoundId::from_bits(key.bits)).into_iter().map(Key::from).collect(),
        Kind::Report if part != Part::Reporter => {
            world.photos_of(ReportId::from_bits(key.bits)).into_iter().map(Key::from).collect()
        }
        _ => Vec::new(),
    }
}

/// The things without what is erased of them, and of what goes along, and last the erasure that says so.
pub(super) fn carried_out(
    world: &impl World,
    mut order: Erasure,
    things: &[(Key, Part)],
    counted: bool,
) -> Result<Vec<Change>, Refusal> {
    let mut changes: Vec<Change> = Vec::new();
    let mut numbers: BTreeMap<Counted, u32> = BTreeMap::new();
    let mut todo: BTreeMap<Key, Part> = BTreeMap::new();
    for (key, part) in things {
        todo.entry(*key).or_insert(*part);
        todo.extend(goes_along(world, *key, *part).into_iter().map(|along| (along, Part::FactsAndContent)));
    }
    for (key, part) in todo {
        let Some(change) = without(world, key, part, &order) else { continue };
        if counted && part == Part::FactsAndContent && key.kind == Kind::Report {
            let report = world.report(ReportId::from_bits(key.bits));
            // Every administrator is told the numbers, whoever's the reports were.
            if let Some(report) = report.filter(|report| counts_publicly(report.class)) {
                *numbers.entry(bin_of(&report)).or_default() += 1;
            }
        }
        let (before, facts) = (change.record.version(), part == Part::FactsAndContent);
        order.items.push(Item { kind: key.kind, id: key.bits, before, facts, part });
        changes.push(change);
    }
    // What was counted when it was erased first is told once more as it was.
    if counted {
        order.counted = numbers.into_iter().map(|(bin, count)| Counted { count, ..bin }).collect();
    }
    if order.items.len() > ITEMS_MAX {
        let why = format!("at most {ITEMS_MAX} things are erased at once; take fewer");
        return Err(Refusal::WrongState("touches-too-much", why));
    }
    changes.push(next(0, order, "erasure.carry_out"));
    Ok(changes)
}

/// The district, week and type that a report counts under.
fn bin_of(report: &Report) -> Counted {
    Counted {
        district: report.district,
        week: week_of(date_of(report.observed_at)),
        problem_type: report.problem_types.first().cloned().unwrap_or_default(),
        count: 0,
    }
}

/// The next version of a thing, without a part of it; `None` when it is not there.
fn without(world: &impl World, key: Key, part: Part, order: &Erasure) -> Option<Change> {
    match key.kind {
        Kind::Report => {
            let report = world.report(ReportId::from_bits(key.bits))?;
            let shared = (report.class, report.origin, &report.grants[..], report.place);
            let source = report.source_id.as_deref();
            let source = source.map(|id| Gone::source_of(report.origin, &report.source, id));
            Some(match part {
                Part::FactsAndContent => gone((key, report.version), shared, source, "report.erase", order),
                Part::Reporter | Part::Text | Part::Content => {
                    let content = report.content.clone().and_then(|content| left_of(content, part));
                    next(report.version, Report { content, ..report.record.clone() }, "report.erase")
                }
            })
        }
        Kind::Place => {
            let place = world.place(PlaceId::from_bits(key.bits))?;
            let shared = (place.class, place.origin, &place.grants[..], None);
            Some(match part {
                Part::FactsAndContent => gone((key, place.version), shared, None, "place.erase", order),
                Part::Reporter | Part::Text | Part::Content => {
                    next(place.version, Place { content: None, ..place.record.clone() }, "place.erase")
                }
            })
        }
        Kind::Measure => {
            let measure = world.measure(MeasureId::from_bits(key.bits))?;
            let place = world.place(measure.place);
            let shared = |place: &Versioned<Place>| (place.class, place.origin, place.grants.clone());
            // A measure is for whom its place is; without one, for nobody but its own organisation.
            let (class, origin, grants) =
                place.as_deref().map_or((Class::Origin, measure.origin, Vec::new()), shared);
            Some(match part {
                Part::FactsAndContent => {
                    let shared = (class, origin, &grants[..], Some(measure.place));
                    gone((key, measure.version), shared, None, "measure.erase", order)
                }
                Part::Reporter | Part::Text | Part::Content => next(
                    measure.version,
                    Measure { content: None, ..measure.record.clone() },
                    "measure.erase",
                ),
            })
        }
        Kind::Photo => {
            let photo = world.photo(PhotoId::from_bits(key.bits))?;
            let report = world.report(photo.report).filter(|_| photo.is_checked());
            // Nobody but its origin knew of one that was not checked.
            let (class, grants, place) = report.as_deref().map_or((Class::Origin, &[][..], None), |report| {
                (report.class, &report.grants[..], report.place)
            });
            let shared = (class, photo.origin, grants, place);
            Some(gone((key, photo.version), shared, None, "photo.erase", order))
        }
        Kind::Round => {
            let round = world.round(RoundId::from_bits(key.bits))?;
            let shared = (Class::Origin, round.origin, &[][..], None);
            Some(gone((key, round.version), shared, None, "round.erase", order))
        }
        Kind::Walk => {
            let walk = world.walk(WalkId::from_bits(key.bits))?;
            let shared = (Class::Origin, walk.origin, &[][..], None);
            Some(gone((key, walk.version), shared, None, "walk.erase", order))
        }
        Kind::Presence => {
            let presence = world.presence(PresenceId::from_bits(key.bits))?;
            let place = world.place(presence.place);
            let (class, grants) =
                place.as_deref().map_or((Class::Origin, &[][..]), |place| (place.class, &place.grants[..]));
            let shared = (class, presence.origin, grants, Some(presence.place));
            Some(gone((key, presence.version), shared, None, "presence.erase", order))
        }
        Kind::DocumentRequest => {
            let request = world.document_request(DocumentRequestId::from_bits(key.bits))?;
            let shared = (Class::Origin, request.holder, &[][..], None);
            Some(gone((key, request.version), shared, None, "document_request.erase", order))
        }
        Kind::Filing => {
            let filing = world.filing(FilingId::from_bits(key.bits))?;
            let shared = (Class::Origin, filing.party, &[][..], None);
            Some(gone((key, filing.version), shared, None, "filing.erase", order))
        }
        Kind::AccessReview => {
            let review = world.access_review(AccessReviewId::from_bits(key.bits))?;
            let shared = (Class::Origin, review.party, &[][..], None);
            Some(gone((key, review.version), shared, None, "access_review.erase", order))
        }
        _ => None,
    }
}

fn left_of(content: ReportContent, part: Part) -> Option<ReportContent> {
    let left = match part {
        Part::Reporter => ReportContent { reporter: None, ..content },
        Part::Text => ReportContent { text: None, reason: None, ..content },
        Part::Content | Part::FactsAndContent => return None,
    };
    let has = left.text.is_some() || left.reporter.is_some() || left.reason.is_some();
    has.then_some(left)
}

type Shared<'a> = (Class, PartyId, &'a [Grant], Option<PlaceId>);

fn gone(
    (key, version): (Key, u32),
    (class, origin, grants, place): Shared<'_>,
    source: Option<u64>,
    verb: &'static str,
    order: &Erasure,
) -> Change {
    let decision = order.decision.clone();
    let gone = Gone { key, class, origin, grants: grants.to_vec(), place, source, at: order.at, decision };
    let record: Record = Versioned { version: version + 1, record: gone }.into();
    Change { record, verb }
}
