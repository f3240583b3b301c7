//! History: what happened to a thing, in words. Goes to the disk; nothing else that reads does.
//!
//! A line is shown to whoever sees the thing in full now *and* would have seen that version in full; what it changed, to
//! whoever sees the version before it so as well.

#![deny(clippy::wildcard_enum_match_arm)]

use super::places::seen_place;
use super::reports::seen_report;
use super::shared::{self, Items, Page};
use crate::domain::access::{Asking, Audience, Level, Sight, see, see_past, see_report};
use crate::domain::coordination::{PastTurn, Turn};
use crate::domain::erasure::Erasure;
use crate::domain::ids::{PlaceId, ReportId, SiteId};
use crate::domain::place::{Place, Status};
use crate::domain::record::{Key, Kind, Record};
use crate::engine::wire;
use crate::http::answer;
use crate::http::audited;
use crate::http::caller::Caller;
use crate::http::cursor::VersionCursors;
use crate::http::extract::{self, Params};
use crate::http::problem::Problem;
use crate::http::render::changed::{self, FieldChange};
use crate::http::render::named::Labels;
use crate::http::render::{PartyRef, Scene, Time, words};
use crate::http::state::App;
use crate::index::snapshot::Snapshot;
use crate::index::view;
use crate::register::StoredVersion;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use jiff::Timestamp;
use serde::Serialize;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use utoipa::ToSchema;

/// Versions that are read at once.
const PIECE: usize = 500;
/// Versions of a thing that are read to judge or write something else by: more than anybody makes by hand. What is older shows
/// nothing.
pub(super) const VERSIONS_MAX: usize = 20_000;

/// One line of a history.
#[derive(Serialize, ToSchema)]
pub struct HistoryLine {
    /// Where to go on after it. Nothing else names a line: a number would count those that the caller is not shown.
    cursor: String,
    /// When.
    time: Time,
    /// What, for programs.
    verb: String,
    /// Which party did it; null for the system itself.
    #[schema(required)]
    party: Option<PartyRef>,
    /// In which role.
    role: String,
    /// What, in words.
    words: String,
    /// Where the place stands since, when that changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<StatusChange>,
    /// What was asked and answered about its coordination.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    turns: Vec<TurnLine>,
    /// What it changed, field by field; none where the version before is not there, or not the caller's to see.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    changes: Vec<FieldChange>,
    /// Why, where somebody said and it is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    reason: Option<String>,
    /// Its text has been erased by a decision.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    erased: bool,
    /// By which decision, and when; of the version that came of it as well.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    erasure: Option<ErasureLine>,
}

/// From where to where a place moved on.
#[derive(Serialize, ToSchema)]
pub struct StatusChange {
    /// Where it stood; left out when the version before is not the caller's to see, or there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, nullable = false)]
    from: Option<Status>,
    /// Where it stands.
    #[schema(value_type = String)]
    to: Status,
}

/// A turn of a place's coordination.
#[derive(Serialize, ToSchema)]
pub struct TurnLine {
    /// What.
    #[schema(value_type = String)]
    what: Turn,
    /// The party it is about.
    party: PartyRef,
    /// Who spoke for it, when another party did: the district, for one that does not log in.
    #[serde(skip_serializing_if = "Option::is_none")]
    through: Option<PartyRef>,
}

/// The decision that a text was erased by.
#[derive(Serialize, ToSchema)]
pub struct ErasureLine {
    /// Its reference.
    decision: String,
    /// When it was carried out.
    time: Time,
}

/// What happened to a place, the newest first.
#[utoipa::path(
    get, path = "/api/places/{id}/history", tag = "places",
    params(
        ("id" = String, Path, description = "Id of a place"),
        ("limit" = Option<u32>, Query, description = "1 to 1 000, 100 unless told"),
        ("cursor" = Option<String>, Query, description = "The next of an earlier page"),
    ),
    responses((status = 200, body = Items<HistoryLine>))
)]
pub async fn find_place_history(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &Page::PARAMETERS)?;
    let id: PlaceId = extract::id(&id)?;
    let snapshot = shared::snapshot(&app, &headers).await;
    if !was_erased(&snapshot, &caller, id.into()) && !seen_place(&snapshot, &caller.eyes(), id)?.full() {
        return Err(Problem::not_there());
    }
    lines(&app, &snapshot, &caller, (&headers, &params), (Kind::Place, id.bits())).await
}

/// What happened to a report, the newest first.
#[utoipa::path(
    get, path = "/api/reports/{id}/history", tag = "reports",
    params(
        ("id" = String, Path, description = "Id of a report"),
        ("limit" = Option<u32>, Query, description = "1 to 1 000, 100 unless told"),
        ("cursor" = Option<String>, Query, description = "The next of an earlier page"),
    ),
    responses((status = 200, body = Items<HistoryLine>))
)]
pub async fn find_report_history(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &Page::PARAMETERS)?;
    let id: ReportId = extract::id(&id)?;
    let snapshot = shared::snapshot(&app, &headers).await;
    if !was_erased(&snapshot, &caller, id.into()) && !seen_report(&snapshot, id, &caller.eyes())?.full() {
        return Err(Problem::not_there());
    }
    lines(&app, &snapshot, &caller, (&headers, &params), (Kind::Report, id.bits())).await
}

/// What happened to a site, the newest first.
#[utoipa::path(
    get, path = "/api/sites/{id}/history", tag = "sites",
    params(
        ("id" = String, Path, description = "Id of a site"),
        ("limit" = Option<u32>, Query, description = "1 to 1 000, 100 unless told"),
        ("cursor" = Option<String>, Query, description = "The next of an earlier page"),
    ),
    responses((status = 200, body = Items<HistoryLine>))
)]
pub async fn find_site_history(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &Page::PARAMETERS)?;
    let id: SiteId = extract::id(&id)?;
    let snapshot = shared::snapshot(&app, &headers).await;
    let row = snapshot.sites.get(id.bits()).ok_or_else(Problem::not_there)?;
    view::site(&caller.eyes(), row).ok_or_else(Problem::not_there)?;
    lines(&app, &snapshot, &caller, (&headers, &params), (Kind::Site, id.bits())).await
}

/// Whether the thing is gone, and the caller would have seen all of it: then its history is that it went.
fn was_erased(snapshot: &Snapshot, caller: &Caller, key: Key) -> bool {
    view::gone(snapshot, &caller.eyes(), key).is_some_and(|seen| seen.full())
}

async fn lines(
    app: &App,
    snapshot: &Snapshot,
    caller: &Caller,
    (headers, params): (&HeaderMap, &Params),
    (kind, bits): (Kind, u64),
) -> Result<Response, Problem> {
    let (limit, cursors) = (shared::limit(params)?, VersionCursors::of(app, caller));
    let key = Key { kind, bits };
    let mut pieces = Vec::new();
    let mut seen = 0;
    let mut until = after(params, &cursors, key)?.map_or(u32::MAX, |told| told.saturating_sub(1));
    // Until there is a page of what the caller may see: how much lies between shows nowhere.
    while seen <= limit {
        let (versions, records) =
            seen_versions(app, snapshot, caller, (kind, bits), (until, PIECE + 1)).await?;
        // The oldest of a full piece is there for the one after it, and is told with the next piece.
        let first = usize::from(versions.len() > PIECE);
        seen += records[first..].iter().flatten().count();
        until = versions.first().map_or(0, |oldest| oldest.change.version);
        pieces.push((first, versions, records));
        if first == 0 {
            break;
        }
    }
    let eyes = caller.eyes();
    let scene = Scene::new(snapshot, &eyes);
    let labels = Labels::of(snapshot, scene.language);
    let mut told = Vec::new();
    for (first, versions, records) in &pieces {
        let line = |at: usize| {
            let record = records[at].as_ref()?;
            let before = at.checked_sub(1).and_then(|before| records[before].as_ref());
            let cursor = cursors.seal((key, versions[at].change.version));
            Some(line(&scene, &labels, (&versions[at], cursor), record, before))
        };
        told.extend((*first..versions.len()).rev().filter_map(line));
    }
    let more = told.len() > limit;
    told.truncate(limit);
    let next = told.last().filter(|_| more).map(|line: &HistoryLine| line.cursor.clone());
    answer::json(headers, &Items { items: told, next })
}

/// The version after which a page of a thing's history begins.
fn after(params: &Params, cursors: &VersionCursors, key: Key) -> Result<Option<u32>, Problem> {
    let Some(cursor) = params.get("cursor") else { return Ok(None) };
    match cursors.open(cursor) {
        Some((of, version)) if of == key => Ok(Some(version)),
        Some(_) | None => Err(shared::not_a_cursor()),
    }
}

/// Versions of a thing that the caller sees in full now, up to a version and so many at most, the oldest first, and of
/// each the record where the caller would have seen it so then.
pub(super) async fn seen_versions(
    app: &App,
    snapshot: &Snapshot,
    caller: &Caller,
    (kind, bits): (Kind, u64),
    (until, most): (u32, usize),
) -> Result<(Vec<StoredVersion>, Vec<Option<Record>>), Problem> {
    let versions = history(app, (kind, bits), (until, most)).await?;
    let decoded = versions.iter().map(|version| wire::decode(&version.record).ok()).collect::<Vec<_>>();
    let places = PlacesThen::read(app, &decoded).await?;
    let seen = |(version, record): (&StoredVersion, Option<Record>)| {
        record.filter(|record| was_seen((snapshot, &places), caller, record, version.change.seq))
    };
    let records: Vec<_> = versions.iter().zip(decoded).map(seen).collect();
    records.iter().flatten().for_each(note);
    Ok((versions, records))
}

/// Notes that a version was told.
fn note(record: &Record) {
    match record {
        Record::Place(place) => audited::told(place.id, place.class, place.origin, Level::Full),
        Record::Report(report) => audited::told(report.id, report.class, report.origin, Level::Full),
        Record::Party(_)
        | Record::Area(_)
        | Record::Site(_)
        | Record::Code(_)
        | Record::Setting(_)
        | Record::Designation(_)
        | Record::Measure(_)
        | Record::Statistic(_)
        | Record::Erasure(_)
        | Record::RetentionRule(_)
        | Record::RetentionRun(_)
        | Record::Photo(_)
        | Record::Round(_)
        | Record::Walk(_)
        | Record::Presence(_)
        | Record::Publication(_)
        | Record::Address(_)
        | Record::Building(_)
        | Record::DocumentRequest(_)
        | Record::Filing(_)
        | Record::AccessReview(_)
        | Record::Gone(_) => {}
    }
}

async fn history(
    app: &App,
    (kind, bits): (Kind, u64),
    (until, most): (u32, usize),
) -> Result<Vec<StoredVersion>, Problem> {
    app.engine().archive().history(kind.code(), bits, until, most).await.map_err(Problem::unread)
}

/// The places that a report has belonged to, as they were: a report can be seen by what its place was shared as then.
#[derive(Default)]
struct PlacesThen(HashMap<u64, Vec<(u64, Audience)>>);

impl PlacesThen {
    async fn read(app: &App, versions: &[Option<Record>]) -> Result<Self, Problem> {
        let mut places = HashMap::new();
        for version in versions {
            let Some(Record::Report(report)) = version else { continue };
            let Some(id) = report.place else { continue };
            if let Entry::Vacant(place) = places.entry(id.bits()) {
                let then = history(app, (Kind::Place, id.bits()), (u32::MAX, VERSIONS_MAX)).await?;
                let audience = |version: &StoredVersion| match wire::decode(&version.record) {
                    Ok(Record::Place(place)) => {
                        Some((version.change.seq, Audience::new(place.class, place.origin, &place.grants)))
                    }
                    _ => None,
                };
                place.insert(then.iter().filter_map(audience).collect());
            }
        }
        Ok(Self(places))
    }

    /// For whom a place was after a change. `None` when that is not known any more: then it shows nothing.
    fn audience(&self, place: PlaceId, seq: u64) -> Option<&Audience> {
        let versions = self.0.get(&place.bits())?;
        versions.iter().rev().find(|(at, _)| *at <= seq).map(|(_, audience)| audience)
    }
}

/// Whether the caller, who sees the thing in full now, would have seen that version in full.
fn was_seen(
    (snapshot, places): (&Snapshot, &PlacesThen),
    caller: &Caller,
    record: &Record,
    seq: u64,
) -> bool {
    let viewer = &caller.actor.viewer;
    let then = match record {
        Record::Place(place) => {
            let audience = Audience::new(place.class, place.origin, &place.grants);
            see(viewer, &audience, Asking::Anywhere)
        }
        Record::Report(report) => {
            let audience = Audience::new(report.class, report.origin, &report.grants);
            see_report(viewer, &audience, report.place.and_then(|place| places.audience(place, seq)))
        }
        Record::Gone(gone) => return was_erased(snapshot, caller, gone.key),
        Record::Party(_)
        | Record::Area(_)
        | Record::Site(_)
        | Record::Code(_)
        | Record::Setting(_)
        | Record::Designation(_)
        | Record::Statistic(_)
        | Record::Address(_)
        | Record::Building(_)
        | Record::Erasure(_)
        | Record::RetentionRule(_)
        | Record::RetentionRun(_)
        | Record::Round(_)
        | Record::Walk(_)
        | Record::Presence(_)
        | Record::Publication(_)
        | Record::DocumentRequest(_)
        | Record::Filing(_)
        | Record::AccessReview(_)
        | Record::Measure(_)
        | Record::Photo(_) => return true,
    };
    see_past(then, Some(Sight::Visible(Level::Full, None))).level() == Some(Level::Full)
}

fn line(
    scene: &Scene<'_>,
    labels: &Labels<'_>,
    (version, cursor): (&StoredVersion, String),
    record: &Record,
    before: Option<&Record>,
) -> HistoryLine {
    let change = &version.change;
    let time = Timestamp::from_millisecond(change.time_ms).unwrap_or(Timestamp::UNIX_EPOCH);
    let (status, turns) = match record {
        Record::Place(place) => (status_change(place, before, time), turns(scene, place, before, time)),
        Record::Report(_)
        | Record::Party(_)
        | Record::Area(_)
        | Record::Site(_)
        | Record::Code(_)
        | Record::Setting(_)
        | Record::Designation(_)
        | Record::Statistic(_)
        | Record::Address(_)
        | Record::Building(_)
        | Record::Erasure(_)
        | Record::RetentionRule(_)
        | Record::RetentionRun(_)
        | Record::Round(_)
        | Record::Walk(_)
        | Record::Presence(_)
        | Record::Publication(_)
        | Record::DocumentRequest(_)
        | Record::Filing(_)
        | Record::AccessReview(_)
        | Record::Gone(_)
        | Record::Measure(_)
        | Record::Photo(_) => (None, Vec::new()),
    };
    let reason = match record {
        Record::Place(place) => place.content.as_ref().and_then(|content| content.reason.clone()),
        Record::Report(report) => report.content.as_ref().and_then(|content| content.reason.clone()),
        Record::Party(_)
        | Record::Area(_)
        | Record::Site(_)
        | Record::Code(_)
        | Record::Setting(_)
        | Record::Designation(_)
        | Record::Statistic(_)
        | Record::Address(_)
        | Record::Building(_)
        | Record::Erasure(_)
        | Record::RetentionRule(_)
        | Record::RetentionRun(_)
        | Record::Round(_)
        | Record::Walk(_)
        | Record::Presence(_)
        | Record::Publication(_)
        | Record::DocumentRequest(_)
        | Record::Filing(_)
        | Record::AccessReview(_)
        | Record::Gone(_)
        | Record::Measure(_)
        | Record::Photo(_) => None,
    };
    let party = scene.snapshot.reference.parties.coded(&change.party);
    let erasure = erasure_of(scene.snapshot, record.key(), change.version, version.content_erased);
    HistoryLine {
        cursor,
        time: time.into(),
        verb: change.verb.clone(),
        party: party.map(|party| PartyRef { code: party.code.clone(), name: party.name.clone() }),
        role: change.role.clone(),
        words: in_words(scene, &change.verb, status.as_ref(), &turns),
        status,
        turns,
        changes: before.map(|before| changed::between(scene, labels, before, record)).unwrap_or_default(),
        reason,
        erased: version.content_erased,
        erasure,
    }
}

/// By which decision a version lost its text, or, where it did not, erased that of those before it.
fn erasure_of(snapshot: &Snapshot, key: Key, version: u32, erased: bool) -> Option<ErasureLine> {
    let by_it = |erasure: &Erasure| erasure.items.iter().any(|i| i.key() == key && i.before == version);
    let erasures = snapshot.reference.erasures.values();
    let found = erasures
        .filter(|erasure| if erased { erasure.took_from(key, version) } else { by_it(erasure) })
        .min_by_key(|erasure| erasure.at)?;
    Some(ErasureLine { decision: found.decision.clone(), time: found.at.into() })
}

/// Where a place went with this version.
fn status_change(place: &Place, before: Option<&Record>, time: Timestamp) -> Option<StatusChange> {
    let from = match before {
        Some(Record::Place(before)) => Some(before.status),
        _ => None,
    };
    // Without the version before, the place itself says when it came where it stands.
    let moved = from.map_or(place.status_since == time, |from| from != place.status);
    moved.then_some(StatusChange { from, to: place.status })
}

/// What was asked and answered with this version: what follows the last turn of the version before it. Without that, or where it has
/// been dropped or taken back, the turns of this moment, which may be those of two versions.
fn turns(scene: &Scene<'_>, place: &Place, before: Option<&Record>, time: Timestamp) -> Vec<TurnLine> {
    let past = &place.coordination.past;
    let last = match before {
        Some(Record::Place(before)) => before.coordination.past.last(),
        _ => None,
    };
    let new = last.and_then(|last| past.iter().rposition(|turn| turn == last)).map_or(0, |at| at + 1);
    let of_now = past[new..].iter().filter(|past| past.at == time);
    let line = |past: &PastTurn| {
        let answer = matches!(past.turn, Turn::Accepted | Turn::Declined | Turn::Volunteered);
        let other = past.by.party.filter(|by| answer && *by != past.party);
        let through = other.map(|other| scene.party(other));
        TurnLine { what: past.turn, party: scene.party(past.party), through }
    };
    of_now.map(line).collect()
}

/// The verb's own words, or what is known more closely: to what, and of whom.
fn in_words(scene: &Scene<'_>, verb: &str, status: Option<&StatusChange>, turns: &[TurnLine]) -> String {
    let language = scene.language;
    if verb.starts_with("coordination.") && !turns.is_empty() {
        let words = |line: &TurnLine| {
            let through = line.through.as_ref().map(|party| party.name.as_str());
            words::answered(line.what, &line.party.name, through, language)
        };
        return turns.iter().map(words).collect::<Vec<_>>().join("; ");
    }
    match status {
        Some(status) if verb == "place.status" => words::moved_to(status.to, language),
        _ => words::verb(verb, language),
    }
}
