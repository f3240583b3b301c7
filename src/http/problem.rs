//! Problem documents (RFC 9457): the only place where a failure gets a status code.
//!
//! A fault shows the reader nothing but the request's id; the log has the rest, once, where it happened.

pub use super::problem_kinds::{Explained, ProblemKind};
use super::render::vocabulary::one_of;
use crate::domain::refusal::{Refusal, WORDS, Wrong};
use crate::engine::NotDone;
use crate::http::request;
use crate::register::Fault;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;
use utoipa::{PartialSchema, ToSchema};

/// A problem on its way out.
#[derive(Clone, Debug)]
pub struct Problem {
    /// Its type.
    pub kind: ProblemKind,
    /// About this case, and what to do.
    pub detail: String,
    /// Faults in the content, each with its pointer.
    pub errors: Vec<Wrong>,
    /// Seconds after which it is worth trying again.
    pub retry_after_s: Option<u32>,
    /// Methods that the path knows, for a method it does not.
    pub allow: Option<HeaderValue>,
    /// Nobody has an account yet: the page shows how to make the first.
    pub first_run: bool,
    /// About a file that was refused. Boxed, since most problems are about none.
    pub file: Option<Box<RefusedFile>>,
}

/// What is told of a refused file beside its errors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedFile {
    /// How many faults it has, listed or not.
    pub found: usize,
    /// Sentences about it.
    pub notes: Vec<String>,
}

/// The types of problems, each with a page of its own.
pub struct ProblemType;

impl PartialSchema for ProblemType {
    fn schema() -> RefOr<Schema> {
        one_of(ProblemKind::ALL.iter().map(|kind| format!("/problems/{}", kind.code())), "Stable.")
    }
}

impl ToSchema for ProblemType {}

/// As it is written.
#[derive(Serialize, ToSchema)]
pub struct ProblemDocument {
    /// What has gone wrong.
    #[schema(value_type = ProblemType)]
    pub r#type: String,
    /// The same for every case of the type.
    pub title: &'static str,
    /// HTTP status.
    pub status: u16,
    /// About this case, and what to do.
    pub detail: String,
    /// The request, as the log knows it.
    pub instance: String,
    /// Faults in the content.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ProblemError>,
    /// No account has been made yet.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub first_run: bool,
    /// Of a file: how many faults it has, listed in `errors` or not.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub found: Option<usize>,
    /// Of a file: what was assumed, repaired or is worth a look, as sentences.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// The stable words of refusals. Only a refused file has others beside them, which are sentences for its sender.
pub struct RefusalWord;

impl PartialSchema for RefusalWord {
    fn schema() -> RefOr<Schema> {
        one_of(WORDS.iter().copied(), "A stable word of a refusal; a refused file has others beside them.")
    }
}

impl ToSchema for RefusalWord {}

/// One fault in the content.
#[derive(Serialize, ToSchema)]
pub struct ProblemError {
    /// JSON pointer with `#` before it.
    pub pointer: String,
    /// Stable word: one of `RefusalWord`, or a word of the fault of a file.
    pub code: String,
    /// In words.
    pub detail: String,
}

impl Problem {
    /// A problem with a sentence about this case.
    pub fn new(kind: ProblemKind, detail: impl Into<String>) -> Self {
        Self {
            kind,
            detail: detail.into(),
            errors: Vec::new(),
            retry_after_s: None,
            allow: None,
            first_run: false,
            file: None,
        }
    }

    /// The one answer for what is not there and for what may not be known.
    #[must_use]
    pub fn not_there() -> Self {
        Self::new(ProblemKind::NotThere, "There is no such thing, or it is not for you to know of.")
    }

    /// It was erased; for who would see it in full.
    #[must_use]
    pub fn erased(gone: &crate::domain::erasure::Gone) -> Self {
        let when = crate::domain::time::date_of(gone.at);
        Self::new(ProblemKind::Erased, format!("It was erased on {when} by decision {}.", gone.decision))
    }

    /// A wrong parameter.
    pub fn parameter(name: &str, detail: &str) -> Self {
        let wrong = Wrong::at(format!("?{name}"), "bad_parameter", detail);
        Self { errors: vec![wrong], ..Self::new(ProblemKind::BadParameter, format!("{name} {detail}")) }
    }

    /// Wrong content, with every fault.
    #[must_use]
    pub fn invalid(errors: Vec<Wrong>) -> Self {
        let detail = match errors.as_slice() {
            [one] => format!("{} {}", one.pointer, one.detail),
            many => format!("{} things are wrong; see errors.", many.len()),
        };
        Self { errors, ..Self::new(ProblemKind::Invalid, detail) }
    }

    /// What lies on the disk alone could not be read: history, checks, figures.
    pub fn unread(fault: Fault) -> Self {
        match fault {
            Fault::Unavailable(_) | Fault::Behind(_) => {
                tracing::warn!(%fault, "the register was not read");
                let detail = "The register is away, and this is read from it alone.";
                Self { retry_after_s: Some(2), ..Self::new(ProblemKind::Unavailable, detail) }
            }
            Fault::Statement(_) | Fault::OutcomeUnknown(_) | Fault::Broken(_) | Fault::NotOurs(_) => {
                Self::internal(fault)
            }
        }
    }

    /// A fault of ours. The cause goes to the log, here.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        tracing::error!(%cause, "a request failed");
        Self::new(ProblemKind::Internal, "The log has more under the number in “instance”.")
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotThere => Self::not_there(),
            Refusal::NotAllowed(code) => {
                let wrong = Wrong::at("#", code, not_allowed_words(code));
                Self { errors: vec![wrong], ..Self::new(ProblemKind::NotAllowed, not_allowed_words(code)) }
            }
            Refusal::WrongState(code, detail) => {
                let wrong = Wrong::at("#", code, detail.clone());
                Self { errors: vec![wrong], ..Self::new(ProblemKind::WrongState, detail) }
            }
            Refusal::Stale => {
                Self::new(ProblemKind::Stale, "Read it again, and decide on what you see then.")
            }
            Refusal::Invalid(errors) => Self::invalid(errors),
        }
    }
}

fn not_allowed_words(code: &str) -> &'static str {
    match code {
        "member_role" => "Only members and coordinators of the party can do this.",
        "reporter_role" => "Only those who may report can do this.",
        "coordinator_role" => "Only a coordinator, who speaks for the party, can do this.",
        "administrator_role" => "Only an administrator can do this.",
        "scope" => "The scopes of this token or link leave it out.",
        "not_your_area" => "It lies neither in a district your party runs nor on ground your party holds.",
        "not_the_holder" => "Only the party that coordinates the place can hand it over.",
        "not_a_full_party" => "Your party sees this, but is not confirmed as one of its parties.",
        "not_your_party" => "This is another party's.",
        "not_the_origin" => {
            "This is for the organisation it comes from: its coordinator, or where something is erased an administrator."
        }
        "takes_it_up_itself" => "Your party decides about the place and can take it up again itself.",
        "only_the_origin_widens" => "Only the organisation it comes from can share it further.",
        _ => "Your role or party may not do this.",
    }
}

impl From<NotDone> for Problem {
    fn from(not_done: NotDone) -> Self {
        let soon = |kind, detail: &str| Self { retry_after_s: Some(2), ..Self::new(kind, detail) };
        match not_done {
            NotDone::Refused(refusal) => refusal.into(),
            NotDone::KeyReused => Self::new(
                ProblemKind::KeyReused,
                "The same Idempotency-Key came with another body. Use a new key for a new request.",
            ),
            NotDone::Quarantined => soon(ProblemKind::Quarantined, "An administrator has been told."),
            NotDone::Unavailable => soon(ProblemKind::Unavailable, "Nothing was written."),
            NotDone::NotYet => soon(
                ProblemKind::Unavailable,
                "The register is still shared with an older version of the service, which has no place for this. \
                 Nothing was written.",
            ),
            NotDone::Impossible => Self::internal("the register refuses a command"),
            NotDone::Unknown => soon(
                ProblemKind::OutcomeUnknown,
                "It may have been written. The same key gets the same answer, once.",
            ),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.kind.status();
        let errors = self.errors.into_iter().map(|wrong| ProblemError {
            pointer: wrong.pointer,
            code: wrong.code.to_owned(),
            detail: wrong.detail,
        });
        let document = ProblemDocument {
            r#type: format!("/problems/{}", self.kind.code()),
            title: self.kind.title(),
            status: status.as_u16(),
            detail: self.detail,
            instance: format!("/requests/{}", request::id()),
            errors: errors.collect(),
            first_run: self.first_run,
            found: self.file.as_ref().map(|file| file.found),
            notes: self.file.map(|file| file.notes).unwrap_or_default(),
        };
        let body = serde_json::to_vec(&document).expect("a problem document is plain text and numbers");
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
        if let Some(seconds) = self.retry_after_s {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Some(allow) = self.allow {
            headers.insert(header::ALLOW, allow);
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        (status, headers, body).into_response()
    }
}
