//! Filings: where decisions lie in diaries, written down beside whatever carries them, and found again by their number.

use super::one::{One, Sender};
use super::shared::{self, Items, Page, Reference, Represented};
use crate::domain::codes::Words;
use crate::domain::command::{Command, FilingDraft};
use crate::domain::filing::Filing;
use crate::domain::ids::{FilingId, crockford, parse_crockford};
use crate::domain::record::{Key, Kind};
use crate::domain::refusal::Wrong;
use crate::domain::retention::RetentionRule;
use crate::domain::world::Held;
use crate::http::answer;
use crate::http::caller::{Call, Caller, Sent};
use crate::http::extract::{Json, Params};
use crate::http::problem::Problem;
use crate::http::render::{PartyRef, Scene, Time};
use crate::http::request::Language;
use crate::http::state::App;
use crate::index::snapshot::Snapshot;
use crate::index::view;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where a decision lies: a number, or who decided and when, or both.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FilingBody {
    /// What carries the decision: `place`, `measure`, `designation`, `setting`, `code`, `publication`, `retention_rule` or
    /// `erasure`.
    kind: Kind,
    /// Its id.
    id: String,
    /// The number in the diary.
    diary_number: Option<String>,
    /// The body that decided; never a person's name.
    body: Option<String>,
    /// The day it did.
    #[schema(value_type = Option<String>)]
    decided_on: Option<Date>,
}

/// Where a decision lies.
#[derive(Serialize, ToSchema)]
pub struct FilingView {
    /// Its id.
    id: String,
    /// The kind of what carries the decision.
    kind: Kind,
    /// The id of that.
    thing: String,
    /// What that is called.
    name: String,
    /// The reference that the decision has in this service.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    decision: Option<String>,
    /// Whose diary it is.
    party: PartyRef,
    /// The number there.
    #[schema(required)]
    diary_number: Option<String>,
    /// Who decided, and when.
    #[schema(required)]
    decided_by: Option<DeciderView>,
    /// When it was written down.
    created_at: Time,
    /// When it was taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    withdrawn_at: Option<Time>,
    /// This caller's party wrote it.
    own: bool,
}

/// The body that decided, and when.
#[derive(Serialize, ToSchema)]
pub struct DeciderView {
    /// The body.
    body: String,
    /// The day.
    #[schema(value_type = String)]
    on: Date,
}

impl Scene<'_> {
    fn filing(&self, filing: &Filing, caller: &Caller) -> FilingView {
        let (name, decision) = self.of_decision(filing.about());
        FilingView {
            id: filing.id.to_string(),
            kind: filing.kind,
            thing: crockford(filing.thing),
            name,
            decision,
            party: self.party(filing.party),
            diary_number: filing.diary_number.clone(),
            decided_by: filing
                .decided_by
                .as_ref()
                .map(|decider| DeciderView { body: decider.body.clone(), on: decider.on }),
            created_at: filing.created_at.into(),
            withdrawn_at: filing.withdrawn_at.map(Time),
            own: filing.party == caller.actor.viewer.party,
        }
    }

    /// What a thing that carries a decision is called, and by which reference it rests on it. The caller sees all of it.
    fn of_decision(&self, about: Key) -> (String, Option<String>) {
        let reference = &self.snapshot.reference;
        let words = |words: &Words| match self.language {
            Language::Swedish => words.sv.clone(),
            Language::English => words.en.clone(),
        };
        let found = match about.kind {
            Kind::Place => self.snapshot.places.get(about.bits).map(|row| (row.held.name.clone(), None)),
            Kind::Measure => reference.measures.get(&about.bits).map(|measure| {
                let place = self.snapshot.places.get(measure.place.bits());
                (place.map(|row| row.held.name.clone()).unwrap_or_default(), None)
            }),
            Kind::Designation => reference
                .designations
                .get(&about.bits)
                .map(|rule| (self.party(rule.party).name, Some(rule.decision.clone()))),
            Kind::Setting => {
                let setting = reference.settings.values().find(|setting| setting.id.bits() == about.bits);
                setting.map(|setting| (words(&setting.name.label()), setting.decision.clone()))
            }
            Kind::Code => reference.codes.get(&about.bits).map(|code| (words(&code.label), None)),
            Kind::Publication => {
                let publication = reference.publications.get(&about.bits);
                publication.map(|of| (of.quarter.to_string(), Some(of.decision.clone())))
            }
            Kind::RetentionRule => {
                let rule = reference.retention_rules.values().find(|rule| rule.id.bits() == about.bits);
                let last =
                    |rule: &RetentionRule| rule.decisions.last().map(|kept| kept.value.decision.clone());
                rule.map(|rule| (words(&rule.name.label()), last(rule)))
            }
            Kind::Erasure => {
                let erasure = reference.erasures.get(&about.bits);
                erasure.map(|erasure| (erasure.id.to_string(), Some(erasure.decision.clone())))
            }
            // Nothing of these carries a decision.
            Kind::Party
            | Kind::Area
            | Kind::Site
            | Kind::Report
            | Kind::Statistic
            | Kind::RetentionRun
            | Kind::Photo
            | Kind::Round
            | Kind::Walk
            | Kind::Presence
            | Kind::DocumentRequest
            | Kind::Filing
            | Kind::AccessReview
            | Kind::Address
            | Kind::Building => None,
        };
        found.unwrap_or_default()
    }
}

/// Writes down where a decision lies: for a place and its measures a coordinator who sees all of it, for what holds in the
/// whole city an administrator.
#[utoipa::path(
    post, path = "/api/filings", tag = "documents", request_body = FilingBody,
    responses((status = 201, body = FilingView))
)]
pub async fn add_filing(
    State(app): State<App>,
    caller: Caller,
    sent: Sent,
    body: Json<FilingBody>,
) -> Result<Response, Problem> {
    let call = Call::new(&app, &caller, &sent, body.text.as_bytes())?;
    let FilingBody { kind, id, diary_number, body, decided_on } = body.value;
    let wrong = |_| Problem::invalid(vec![Wrong::at("#/id", "unknown", "is not an id")]);
    let about = Key { kind, bits: parse_crockford(&id).map_err(wrong)? };
    let draft = FilingDraft { about, diary_number, body, decided_on };
    let done = call.submit(&app, None, Command::AddFiling(draft)).await?;
    let key = done.about.ok_or_else(|| Problem::internal("a new filing has no key"))?;
    let id = FilingId::from_bits(key.bits);
    let (_, bytes) = representation(&app.engine().snapshot(), &caller, id)?;
    let location = Some(format!("/api/filings/{id}"));
    Ok(answer::written(StatusCode::CREATED, bytes, shared::told(&app, &caller, &done, location)))
}

fn representation(snapshot: &Snapshot, caller: &Caller, id: FilingId) -> Result<Represented, Problem> {
    let eyes = caller.eyes();
    let filing = view::filing(snapshot, &eyes, id).ok_or_else(|| shared::missing(snapshot, &eyes, id))?;
    Ok((filing.version, answer::bytes(&Scene::new(snapshot, &eyes).filing(filing, caller))?))
}

/// Where one decision lies.
#[utoipa::path(
    get, path = "/api/filings/{id}", tag = "documents",
    params(("id" = String, Path, description = "Id of a filing")),
    responses((status = 200, body = FilingView))
)]
pub async fn find_filing(one: One<FilingId>) -> Result<Response, Problem> {
    one.shown(representation).await
}

/// Takes a filing back that the caller's party wrote.
#[utoipa::path(
    post, path = "/api/filings/{id}/withdraw", tag = "documents",
    params(("id" = String, Path, description = "Id of a filing")),
    responses((status = 200, body = FilingView))
)]
pub async fn withdraw_filing(sender: Sender<FilingId>) -> Result<Response, Problem> {
    let command = Command::WithdrawFiling(sender.id);
    sender.send(representation, command).await
}

/// Where decisions lie, of all that the caller sees in full, the newest first.
#[utoipa::path(
    get, path = "/api/filings", tag = "documents",
    params(
        ("kind" = Option<String>, Query, description = "What carries the decision, together with `id`"),
        ("id" = Option<String>, Query, description = "The id of that"),
        ("reference" = Option<String>, Query, description = "Part of a diary number, of a decision's reference or of the name of a body"),
        Page,
    ),
    responses((status = 200, body = Items<FilingView>))
)]
pub async fn list_filings(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &["kind", "id", "reference", "limit", "cursor"])?;
    let about = about(&params)?;
    let reference = params.get("reference").map(Reference::of);
    let snapshot = shared::snapshot(&app, &headers).await;
    let eyes = caller.eyes();
    let scene = Scene::new(&snapshot, &eyes);
    let matches = |held: &&Held<Filing>| {
        about.is_none_or(|about| held.about() == about)
            && reference.as_ref().is_none_or(|reference| {
                let body = held.decided_by.as_ref().map(|decider| decider.body.as_str());
                reference.is_in(held.diary_number.as_deref())
                    || reference.is_in(body)
                    || reference.is_in(scene.of_decision(held.about()).1.as_deref())
            })
    };
    let all = snapshot.reference.filings.values();
    let seen = all.filter(|held| view::filing(&snapshot, &eyes, held.id).is_some()).filter(matches);
    let newest = shared::newest_first(seen, |held| (held.created_at, held.id.bits()));
    let page = Page::read(&params)?.of(newest.into_iter());
    answer::json(&headers, &page.map(|held| scene.filing(held, &caller)))
}

fn about(params: &Params) -> Result<Option<Key>, Problem> {
    let (kind, id) = (params.get("kind"), params.get("id"));
    match (kind, id) {
        (None, None) => Ok(None),
        (Some(kind), Some(id)) => {
            let kind =
                Kind::parse(kind).ok_or_else(|| Problem::parameter("kind", "is not a kind of thing"))?;
            let bits = parse_crockford(id).map_err(|_| Problem::parameter("id", "is not an id"))?;
            Ok(Some(Key { kind, bits }))
        }
        (Some(_), None) => Err(Problem::parameter("id", "is needed with kind")),
        (None, Some(_)) => Err(Problem::parameter("kind", "is needed with id")),
    }
}
