//! Who calls, and how a call becomes a command.

use super::answer;
use super::extract::idempotency_key;
use super::problem::{Problem, ProblemKind};
use super::state::App;
use crate::accounts::scope::Scopes;
use crate::domain::command::{Actor, Command};
use crate::engine::{Done, Request};
use crate::index::audiences::Eyes;
use crate::register::CommandKey;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Uri, header};
use hmac::{Hmac, Mac};
use jiff::Timestamp;
use sha2::Sha256;

/// A logged-in caller. A handler that takes one cannot be reached by anybody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// For which party, in what role, by which account.
    pub actor: Actor,
    /// What the caller's idempotency keys are scoped to: the account or the token.
    pub name: String,
    /// What of the role may be done with it.
    pub scopes: Scopes,
    /// When the key or the link ends that the caller came with; a log-in makes what outlives it.
    pub ends: Option<Timestamp>,
}

impl Caller {
    /// A caller who may do all of the role.
    #[must_use]
    pub fn whole(actor: Actor, name: String) -> Self {
        Self { actor, name, scopes: Scopes::All, ends: None }
    }

    /// Eyes for this request.
    #[must_use]
    pub fn eyes(&self) -> Eyes {
        Eyes::of(self.actor.viewer)
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        super::auth::caller(app, parts)
    }
}

/// How a request was sent: what its key speaks for, beside the body.
pub struct Sent {
    method: Method,
    uri: Uri,
    /// Its headers.
    pub headers: HeaderMap,
}

impl<S: Send + Sync> FromRequestParts<S> for Sent {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::of(parts))
    }
}

impl Sent {
    /// How a request whose head has been read was sent.
    #[must_use]
    pub fn of(parts: &Parts) -> Self {
        let (method, uri) = (parts.method.clone(), parts.uri.clone());
        Self { method, uri, headers: parts.headers.clone() }
    }
}

/// A write on its way to the engine: what it is known by, whatever it does.
pub struct Call {
    caller: Caller,
    key: String,
    /// The caller has given the key, and may send it again.
    repeatable: bool,
    request_hash: [u8; 32],
}

impl Call {
    /// A call by a caller with a body; the same key with another method, path or body is another request.
    ///
    /// # Errors
    /// 400 when the key is badly written.
    pub fn new(app: &App, caller: &Caller, sent: &Sent, body: &[u8]) -> Result<Self, Problem> {
        let given = idempotency_key(&sent.headers)?;
        let repeatable = given.is_some();
        let key = match given {
            Some(key) => key,
            // Without a key of the caller's own the command gets one that nobody can send again.
            None => format!("own:{}", data_encoding::HEXLOWER.encode(&random_bytes()?)),
        };
        let mut mac = Hmac::<Sha256>::new_from_slice(app.request_secret()).map_err(Problem::internal)?;
        let path = sent.uri.path_and_query().map_or("", |path| path.as_str());
        for part in [sent.method.as_str().as_bytes(), path.as_bytes(), body] {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        let request_hash = mac.finalize().into_bytes().into();
        Ok(Self { caller: caller.clone(), key, repeatable, request_hash })
    }

    /// What the call came to when it was sent before under the same key; `None` when it was not.
    ///
    /// # Errors
    /// 422 when the key came with another request, or whatever else the engine says.
    pub async fn answered(&self, app: &App) -> Result<Option<Done>, Problem> {
        if !self.repeatable {
            return Ok(None);
        }
        let key = CommandKey { caller: self.caller.name.clone(), key: self.key.clone() };
        Ok(app.engine().answered(key, self.request_hash).await?)
    }

    /// Carries a command out.
    ///
    /// # Errors
    /// Whatever the engine says, as a problem.
    pub async fn submit(self, app: &App, expected: Option<u32>, command: Command) -> Result<Done, Problem> {
        let request = Request {
            actor: self.caller.actor,
            key: CommandKey { caller: self.caller.name, key: self.key },
            request_hash: self.request_hash,
            expected,
            command,
        };
        Ok(app.engine().submit(request).await?)
    }
}

fn random_bytes() -> Result<[u8; 16], Problem> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(Problem::internal)?;
    Ok(bytes)
}

/// No record reaches this version.
const NOBODYS_VERSION: u32 = u32::MAX;

/// Checks `If-Match` against what this viewer sees, and gives the version behind it: one that no
/// record has, when it names another representation. The engine refuses that as stale, unless the
/// key has been answered before: a repeated request gets its first answer, whatever happened since.
///
/// # Errors
/// 428 without the header.
pub fn if_match(headers: &HeaderMap, representation: &[u8], version: u32) -> Result<u32, Problem> {
    if !headers.contains_key(header::IF_MATCH) {
        let detail = "Send If-Match with the ETag of what you read, so that nobody's change is lost.";
        return Err(Problem::new(ProblemKind::VersionRequired, detail));
    }
    let same = answer::names_tag(headers, header::IF_MATCH, &answer::etag(representation));
    Ok(if same { version } else { NOBODYS_VERSION })
}
