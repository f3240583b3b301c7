//! One existing thing, read or given a command. Whatever it is: its id is read, it is found as its caller sees it, and a
//! command says which version it was decided on.

use super::shared::{self, Represented};
use crate::domain::command::Command;
use crate::engine::{Done, NotDone};
use crate::http::answer;
use crate::http::caller::{Call, Caller, Sent, if_match};
use crate::http::extract::{self, Json, Params};
use crate::http::problem::{Problem, ProblemKind};
use crate::http::state::App;
use crate::index::snapshot::Snapshot;
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::de::DeserializeOwned;
use std::str::FromStr;
use std::sync::Arc;

/// What a read of a thing gives a caller, or that it is not there for them.
pub type Represent<Id> = fn(&Snapshot, &Caller, Id) -> Result<Represented, Problem>;

/// A read of one thing.
pub struct One<Id> {
    app: App,
    caller: Caller,
    id: Id,
    headers: HeaderMap,
}

impl<Id: FromStr> FromRequestParts<App> for One<Id> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let caller = Caller::from_request_parts(parts, app).await?;
        let id = id(parts, app).await?;
        Params::parse(parts.uri.query(), &[])?;
        Ok(Self { app: app.clone(), caller, id, headers: parts.headers.clone() })
    }
}

async fn id<Id: FromStr>(parts: &mut Parts, app: &App) -> Result<Id, Problem> {
    let malformed = |_| Problem::new(ProblemKind::Malformed, "The path cannot be read; is it UTF-8?");
    let Path(text) = Path::<String>::from_request_parts(parts, app).await.map_err(malformed)?;
    extract::id(&text)
}

/// One thing that is read, and the world that it is read in.
pub struct Found<Id> {
    /// The service.
    pub app: App,
    /// Who reads.
    pub caller: Caller,
    /// The thing.
    pub id: Id,
    /// The request's headers.
    pub headers: HeaderMap,
    /// The world, at least as fresh as the caller has seen it.
    pub snapshot: Arc<Snapshot>,
}

impl<Id> One<Id> {
    /// For answers that are no representation of the thing.
    pub async fn found(self) -> Found<Id> {
        let Self { app, caller, id, headers } = self;
        let snapshot = shared::snapshot(&app, &headers).await;
        Found { app, caller, id, headers, snapshot }
    }

    /// Answers with the thing, at least as fresh as its reader has seen it.
    pub async fn shown(self, represent: Represent<Id>) -> Result<Response, Problem> {
        let snapshot = shared::snapshot(&self.app, &self.headers).await;
        let (_, body) = represent(&snapshot, &self.caller, self.id)?;
        Ok(answer::body(&self.headers, body, "application/json"))
    }
}

/// Who gives one thing a command, and how it was sent.
pub struct Sender<Id> {
    /// The thing.
    pub id: Id,
    app: App,
    caller: Caller,
    sent: Sent,
    /// The body, as it is known by under its key.
    text: String,
}

impl<Id: FromStr> FromRequestParts<App> for Sender<Id> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let caller = Caller::from_request_parts(parts, app).await?;
        let id = id(parts, app).await?;
        Ok(Self { id, app: app.clone(), caller, sent: Sent::of(parts), text: String::new() })
    }
}

impl<Id: Copy> Sender<Id> {
    /// The service.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// Refuses, as sending it would and in the same order, a command that is badly sent or on what is not there for its
    /// sender: before anything is looked up for it.
    pub fn check(&self, represent: Represent<Id>, command: &Command) -> Result<(), Problem> {
        self.call()?;
        self.expected(represent, command).map(drop)
    }

    /// Sends the command, decided on the thing as its sender saw it, and answers with the thing as it is then.
    pub async fn send(self, represent: Represent<Id>, command: Command) -> Result<Response, Problem> {
        let call = self.call()?;
        let expected = self.expected(represent, &command)?;
        let done = call.submit(&self.app, Some(expected), command).await?;
        let (_, bytes) = represent(&self.app.engine().snapshot(), &self.caller, self.id)?;
        Ok(answer::written(StatusCode::OK, bytes, shared::told(&self.app, &self.caller, &done, None)))
    }

    /// The same for a command that the thing may go with: the answer tells what came of it. Sent again under its key it
    /// is answered again, though what it took cannot be looked at any more.
    pub async fn send_away(
        self,
        represent: Represent<Id>,
        command: Command,
        outcome: impl Fn(&Snapshot, &Caller, &Done) -> Result<Vec<u8>, Problem>,
    ) -> Result<Response, Problem> {
        let call = self.call()?;
        let expected = match self.expected(represent, &command) {
            Ok(expected) => Some(expected),
            Err(problem) if problem.kind == ProblemKind::Erased => None,
            Err(problem) => return Err(problem),
        };
        let done = call.submit(&self.app, expected, command).await?;
        let bytes = outcome(&self.app.engine().snapshot(), &self.caller, &done)?;
        Ok(answer::written(StatusCode::OK, bytes, shared::told(&self.app, &self.caller, &done, None)))
    }

    fn call(&self) -> Result<Call, Problem> {
        Call::new(&self.app, &self.caller, &self.sent, self.text.as_bytes())
    }

    /// The version that the sender has seen.
    fn expected(&self, represent: Represent<Id>, command: &Command) -> Result<u32, Problem> {
        let snapshot = self.app.engine().snapshot();
        // What cannot be read has no representation to compare with, and is there all the same.
        if command.target().is_some_and(|target| snapshot.quarantined.contains(target)) {
            return Err(NotDone::Quarantined.into());
        }
        let (version, bytes) = represent(&snapshot, &self.caller, self.id)?;
        if_match(&self.sent.headers, &bytes, version)
    }
}

/// A command on one thing, with what its body says.
pub struct OnOne<Id, Body> {
    /// The thing.
    pub id: Id,
    /// What is asked of it.
    pub body: Body,
    /// By whom.
    pub sender: Sender<Id>,
}

impl<Id: FromStr + Copy + Send, Body: DeserializeOwned> FromRequest<App> for OnOne<Id, Body> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        let sender = Sender::from_request_parts(&mut parts, app).await?;
        let Json { value, text } = Json::from_request(Request::from_parts(parts, body), app).await?;
        Ok(Self { id: sender.id, body: value, sender: Sender { text, ..sender } })
    }
}
