//! Public documents: one report or one place as a document, for who answers for it; the answer, written down with what was
//! withheld; and the answers that a party has given. Who asked is written nowhere.

#![deny(clippy::wildcard_enum_match_arm)]

use super::one::{Found, OnOne, One, Represent};
use super::shared::{self, Items, Page};
use super::{history, places, reports};
use crate::domain::access::Level;
use crate::domain::command::{Command, DocumentAnswer, WithheldDraft};
use crate::domain::decide::may_answer_document_request;
use crate::domain::ids::{DocumentRequestId, PartyId, PlaceId, ReportId, crockford};
use crate::domain::openness::{Answer, Document, DocumentPart, DocumentRequest, suggested};
use crate::domain::place::Place;
use crate::domain::record::{Key, Record};
use crate::domain::refusal::Refusal;
use crate::domain::report::Report;
use crate::domain::world::Held;
use crate::engine::Done;
use crate::http::answer;
use crate::http::caller::Caller;
use crate::http::extract::Params;
use crate::http::problem::{Problem, ProblemDocument};
use crate::http::render::document::{Body, DocumentView, Told, WithheldView};
use crate::http::render::{PartyRef, Scene, Time, words};
use crate::http::state::App;
use crate::index::snapshot::Snapshot;
use crate::index::view;
use crate::register::StoredVersion;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How a request is answered.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentAnswerBody {
    /// The case's number in the party's diary.
    diary_number: Option<String>,
    /// The day somebody asked; today when left out.
    #[schema(value_type = Option<String>)]
    received_on: Option<Date>,
    /// The function that decided; never a person's name.
    #[serde(default)]
    decided_by: String,
    /// What is withheld; everything is given out when left out.
    #[serde(default)]
    withheld: Vec<WithheldBody>,
}

/// A part to withhold.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithheldBody {
    /// Which.
    part: DocumentPart,
    /// By which paragraph: a code of the list `secrecy_ground`.
    ground: String,
    /// Why it applies here.
    #[serde(default)]
    reason: String,
}

/// A request that was answered.
#[derive(Serialize, ToSchema)]
pub struct DocumentRequestView {
    /// The reference of the answer.
    id: String,
    /// `report` or `place`.
    kind: &'static str,
    /// The id of what was asked for.
    thing: String,
    /// Who answered.
    holder: PartyRef,
    /// The case's number in the holder's diary.
    #[schema(required)]
    diary_number: Option<String>,
    /// The day somebody asked.
    #[schema(value_type = String)]
    received_on: Date,
    /// When it was answered.
    decided_at: Time,
    /// The function that decided.
    decided_by: String,
    /// What came of it.
    answer: Answer,
    /// What was withheld, with paragraph and reason.
    withheld: Vec<WithheldView>,
}

/// An answer as it was given out.
#[derive(Serialize, ToSchema)]
pub struct AnsweredDocument {
    #[serde(flatten)]
    #[schema(inline)]
    request: DocumentRequestView,
    /// The document, without what was withheld; null where it cannot be shown any more.
    #[schema(required)]
    document: Option<DocumentView>,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    absent: Option<Absent>,
}

/// Why a document that was given out is not shown again.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Absent {
    /// It has been erased whole by a decision.
    Erased,
    /// The party does not see all of it any more.
    NotSeen,
    /// The version that was answered is not kept in memory's reach: more than 500 have followed.
    NotKept,
}

/// A place as a document, with what the rules would withhold of it: for who answers for a party that holds it.
#[utoipa::path(
    get, path = "/api/places/{id}/document", tag = "documents",
    params(("id" = String, Path, description = "Id of a place")),
    responses((status = 200, body = DocumentView))
)]
pub async fn find_place_document(one: One<PlaceId>) -> Result<Response, Problem> {
    preview(one.found().await, Document::Place, |snapshot, caller, id| {
        places::seen_place(snapshot, &caller.eyes(), id).map(|seen| seen.full())
    })
    .await
}

/// A report as a document, as [`find_place_document`].
#[utoipa::path(
    get, path = "/api/reports/{id}/document", tag = "documents",
    params(("id" = String, Path, description = "Id of a report")),
    responses((status = 200, body = DocumentView))
)]
pub async fn find_report_document(one: One<ReportId>) -> Result<Response, Problem> {
    preview(one.found().await, Document::Report, |snapshot, caller, id| {
        reports::seen_report(snapshot, id, &caller.eyes()).map(|seen| seen.full())
    })
    .await
}

async fn preview<Id: Copy>(
    Found { app, caller, id, headers, snapshot }: Found<Id>,
    document: fn(Id) -> Document,
    is_seen_in_full: impl Fn(&Snapshot, &Caller, Id) -> Result<bool, Problem>,
) -> Result<Response, Problem> {
    if !is_seen_in_full(&snapshot, &caller, id)? {
        return Err(Refusal::NotAllowed("not_a_full_party").into());
    }
    let document = document(id);
    may_answer_document_request(&*snapshot, &caller.actor, document)?;
    let version = snapshot.record(document.key()).map_or(0, |record| record.version());
    let read = Read::of(&app, &snapshot, &caller, (document, version)).await?;
    let read = read.map_err(|_| Problem::not_there())?;
    let eyes = caller.eyes();
    let scene = Scene::new(&snapshot, &eyes);
    let told = read.told(&scene, caller.actor.viewer.party);
    answer::json(&headers, &scene.document(&told, &[], &suggested(&*snapshot, document)))
}

/// What a document can be.
enum Thing {
    Report(Held<Report>),
    Place(Held<Place>),
}

/// A version of a thing, and what led to it.
struct Read {
    thing: Thing,
    erased: bool,
    /// The versions up to it that are seen, the oldest first.
    before: Vec<(StoredVersion, Record)>,
}

impl Read {
    /// The version that a request was answered on, for who sees all of the thing now and would have then.
    async fn of(
        app: &App,
        snapshot: &Snapshot,
        caller: &Caller,
        (document, version): (Document, u32),
    ) -> Result<Result<Self, Absent>, Problem> {
        let Key { kind, bits } = document.key();
        if snapshot.gone.contains_key(&document.key()) {
            return Ok(Err(Absent::Erased));
        }
        let level = view::level(snapshot, &caller.eyes(), document.key());
        if level != Some(Level::Full) {
            return Ok(Err(Absent::NotSeen));
        }
        let key = (kind, bits);
        let until = (version, history::VERSIONS_MAX);
        let (versions, records) = history::seen_versions(app, snapshot, caller, key, until).await?;
        let read = versions.into_iter().zip(records);
        let before: Vec<_> = read.filter_map(|(stored, record)| Some((stored, record?))).collect();
        let at_it = before.last().filter(|(stored, _)| stored.change.version == version);
        let (thing, erased) = match at_it {
            Some((stored, Record::Place(place))) => (Thing::Place(place.clone()), stored.content_erased),
            Some((stored, Record::Report(report))) => (Thing::Report(report.clone()), stored.content_erased),
            Some(_) | None => return Ok(Err(Absent::NotKept)),
        };
        Ok(Ok(Self { thing, erased, before }))
    }

    fn told<'a>(&'a self, scene: &'a Scene<'a>, holder: PartyId) -> Told<'a> {
        let time = |stored: &StoredVersion| {
            Time(Timestamp::from_millisecond(stored.change.time_ms).unwrap_or(Timestamp::UNIX_EPOCH))
        };
        let as_of = self.before.last().map_or(Time(Timestamp::UNIX_EPOCH), |(stored, _)| time(stored));
        let event = |(stored, record): &(StoredVersion, Record)| {
            (time(stored), words::verb(&stored.change.verb, scene.language), reason(record))
        };
        let history = self.before.iter().map(event).collect();
        Told { body: self.body(scene, as_of), as_of, history, erased: self.erased, holder }
    }

    fn body<'a>(&'a self, scene: &'a Scene<'a>, as_of: Time) -> Body<'a> {
        match &self.thing {
            Thing::Place(place) => Body::Place(&place.record),
            Thing::Report(report) => {
                let photos = view::photos_of(scene.snapshot, scene.eyes, report.id);
                let then =
                    photos.into_iter().map(|held| &held.record).filter(|photo| photo.added_at <= as_of.0);
                Body::Report(&report.record, then.collect())
            }
        }
    }
}

fn reason(record: &Record) -> Option<String> {
    match record {
        Record::Place(place) => place.content.as_ref()?.reason.clone(),
        Record::Report(report) => report.content.as_ref()?.reason.clone(),
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
        | Record::Gone(_) => None,
    }
}

fn draft(document: Document, body: DocumentAnswerBody) -> DocumentAnswer {
    let withheld = body.withheld.into_iter();
    let withheld = withheld.map(|of| WithheldDraft { part: of.part, ground: of.ground, reason: of.reason });
    DocumentAnswer {
        document,
        diary_number: body.diary_number,
        received_on: body.received_on,
        decided_by: body.decided_by,
        withheld: withheld.collect(),
    }
}

async fn answered<Id: Copy>(
    OnOne { id, body, sender }: OnOne<Id, DocumentAnswerBody>,
    represent: Represent<Id>,
    document: fn(Id) -> Document,
) -> Result<Response, Problem> {
    let command = Command::AnswerDocumentRequest(draft(document(id), body));
    let outcome = |snapshot: &Snapshot, caller: &Caller, done: &Done| {
        let key = done.about.ok_or_else(|| Problem::internal("an answer has no key"))?;
        let request = own(snapshot, caller, DocumentRequestId::from_bits(key.bits))?;
        let eyes = caller.eyes();
        answer::bytes(&view_of(&Scene::new(snapshot, &eyes), request))
    };
    sender.send_away(represent, command, outcome).await
}

/// Writes down how a request for a place was answered, decided on the place as it was read. A coordinator or an
/// administrator of a party that holds all of it.
#[utoipa::path(
    post, path = "/api/places/{id}/document-requests", tag = "documents", request_body = DocumentAnswerBody,
    params(("id" = String, Path, description = "Id of a place")),
    responses((status = 200, body = DocumentRequestView))
)]
pub async fn answer_place_request(asked: OnOne<PlaceId, DocumentAnswerBody>) -> Result<Response, Problem> {
    answered(asked, places::representation, Document::Place).await
}

/// Writes down how a request for a report was answered, as for a place.
#[utoipa::path(
    post, path = "/api/reports/{id}/document-requests", tag = "documents", request_body = DocumentAnswerBody,
    params(("id" = String, Path, description = "Id of a report")),
    responses((status = 200, body = DocumentRequestView))
)]
pub async fn answer_report_request(asked: OnOne<ReportId, DocumentAnswerBody>) -> Result<Response, Problem> {
    answered(asked, reports::representation, Document::Report).await
}

fn view_of(scene: &Scene<'_>, request: &DocumentRequest) -> DocumentRequestView {
    let (kind, thing) = match request.document {
        Document::Report(id) => ("report", id.to_string()),
        Document::Place(id) => ("place", id.to_string()),
    };
    DocumentRequestView {
        id: request.id.to_string(),
        kind,
        thing,
        holder: scene.party(request.holder),
        diary_number: request.diary_number.clone(),
        received_on: request.received_on,
        decided_at: request.decided_at.into(),
        decided_by: request.decided_by.clone(),
        answer: request.answer(),
        withheld: request.withheld.iter().map(|kept| scene.withheld(kept)).collect(),
    }
}

/// A request that the caller's party has answered. To others it is not there.
fn own<'a>(
    snapshot: &'a Snapshot,
    caller: &Caller,
    id: DocumentRequestId,
) -> Result<&'a Held<DocumentRequest>, Problem> {
    let held = snapshot.reference.document_requests.get(&id.bits());
    let held = held.ok_or_else(|| shared::missing(snapshot, &caller.eyes(), id))?;
    if held.holder != caller.actor.viewer.party {
        return Err(Problem::not_there());
    }
    view::document_request(snapshot, &caller.eyes(), id)
        .ok_or_else(|| Refusal::NotAllowed("coordinator_role").into())
}

/// Requests that the caller's party has answered, the newest first.
#[utoipa::path(
    get, path = "/api/document-requests", tag = "documents",
    params(
        ("reference" = Option<String>, Query, description = "Part of a diary number, or the beginning of the id of an answer or of what was asked for"),
        ("since" = Option<String>, Query, description = "Answered at this time or later"),
        ("until" = Option<String>, Query, description = "Answered before this time"),
        Page,
    ),
    responses(
        (status = 200, body = Items<DocumentRequestView>),
        (status = 403, description = "Neither coordinator nor administrator", body = ProblemDocument),
    )
)]
pub async fn list_document_requests(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &["reference", "since", "until", "limit", "cursor"])?;
    let role = caller.actor.viewer.role;
    if !role.coordinates() && !role.administers() {
        return Err(Refusal::NotAllowed("coordinator_role").into());
    }
    let (since, until) = (shared::time(&params, "since")?, shared::time(&params, "until")?);
    let reference = params.get("reference").map(shared::Reference::of);
    let snapshot = shared::snapshot(&app, &headers).await;
    let eyes = caller.eyes();
    let scene = Scene::new(&snapshot, &eyes);
    let matches = |held: &&Held<DocumentRequest>| {
        let key = held.document.key();
        since.is_none_or(|since| held.decided_at >= since)
            && until.is_none_or(|until| held.decided_at < until)
            && reference.as_ref().is_none_or(|reference| {
                reference.is_in(held.diary_number.as_deref())
                    || [held.id.to_string(), crockford(key.bits)].iter().any(|id| reference.begins(id))
            })
    };
    let all = snapshot.reference.document_requests.values();
    let seen = all.filter(|held| view::document_request(&snapshot, &eyes, held.id).is_some()).filter(matches);
    let newest = shared::newest_first(seen, |held| (held.decided_at, held.id.bits()));
    let page = Page::read(&params)?.of(newest.into_iter());
    answer::json(&headers, &page.map(|held| view_of(&scene, held)))
}

/// One answer, and the document as it was given out: what was withheld is not in it.
#[utoipa::path(
    get, path = "/api/document-requests/{id}", tag = "documents",
    params(("id" = String, Path, description = "Id of an answer")),
    responses((status = 200, body = AnsweredDocument))
)]
pub async fn find_document_request(one: One<DocumentRequestId>) -> Result<Response, Problem> {
    let Found { app, caller, id, headers, snapshot } = one.found().await;
    let request = own(&snapshot, &caller, id)?;
    let read = Read::of(&app, &snapshot, &caller, (request.document, request.thing_version)).await?;
    let eyes = caller.eyes();
    let scene = Scene::new(&snapshot, &eyes);
    let document =
        read.as_ref().map(|read| scene.document(&read.told(&scene, request.holder), &request.withheld, &[]));
    let absent = read.as_ref().err().copied();
    let request = view_of(&scene, request);
    answer::json(&headers, &AnsweredDocument { request, document: document.ok(), absent })
}
