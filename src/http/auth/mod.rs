//! Who calls: by a cookie from our own page, or by a bearer token from a program.

pub mod cookie;
pub mod device;
mod fault;
pub mod scope;
pub mod sealed;
mod standing;

pub use standing::Standing;

use super::audited;
use super::caller::Caller;
use super::extract;
use super::problem::{Problem, ProblemKind};
use super::stale;
use super::state::App;
use crate::accounts::book::Account;
use crate::accounts::scope::{Scope, Scopes};
use crate::accounts::{Found, lets_in, secret};
use crate::domain::access::{Role, Viewer};
use crate::domain::command::Actor;
use crate::domain::ids::PartyId;
use crate::domain::party::PartyKind;
use crate::domain::refusal::Refusal;
use crate::domain::settings::{self, SettingName};
use crate::domain::time::date_of;
use crate::domain::world::World;
use crate::index::snapshot::Snapshot;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};

/// The header that a foreign page cannot send without asking first.
const OWN_PAGE: &str = "x-samplats";
/// The header of what a page fetches by itself, with nobody before it.
const UNATTENDED: &str = "x-samplats-unattended";

/// The caller of a request.
///
/// # Errors
/// 401 when nobody is logged in, 403 for a write by cookie that does not show it comes from our page, and for what a
/// token's scopes leave out.
pub fn caller(app: &App, parts: &Parts) -> Result<Caller, Problem> {
    stale::known_who_may(app)?;
    let found = identify(app, &parts.headers).ok_or_else(|| not_logged_in(app))?;
    if matches!(found, Found::Account(_) | Found::Phone(..)) && !reads(&parts.method) {
        from_own_page(&parts.headers)?;
    }
    let caller = caller_of(app, &found)?;
    audited::by(&caller);
    if !scope::allow(&caller.scopes, parts) {
        return Err(Refusal::NotAllowed("scope").into());
    }
    Ok(caller)
}

/// An account or token as a caller, for its party as it is now.
///
/// # Errors
/// 401 when nobody is let in for the party.
pub fn caller_of(app: &App, found: &Found) -> Result<Caller, Problem> {
    let (party, role) = match found {
        Found::Account(account) => (account.party, account.role),
        Found::Token(token) => (Some(token.party), token.role),
        Found::Phone(link, _) => (Some(link.party), Role::Reporter),
    };
    let viewer = viewer(&app.engine().snapshot(), party, role).ok_or_else(|| not_logged_in(app))?;
    Ok(match found {
        Found::Account(account) => {
            let (id, unit) = (Some(account.id), account.unit.clone());
            let caller =
                Caller::whole(Actor { viewer, account: id, unit }, format!("account:{}", account.id));
            if lacks_second(app, account) { Caller { scopes: Scopes::none(), ..caller } } else { caller }
        }
        Found::Token(token) => {
            let (actor, name) =
                (Actor { viewer, account: None, unit: token.unit.clone() }, format!("token:{}", token.id));
            Caller { actor, name, scopes: token.scopes.clone(), ends: Some(token.expires_at) }
        }
        Found::Phone(link, id) => {
            let actor = Actor { viewer, account: Some(*id), unit: link.unit.clone() };
            Caller {
                actor,
                name: format!("phone:{id}"),
                scopes: Scopes::only(Scope::Report),
                ends: Some(link.expires_at),
            }
        }
    })
}

/// Whether an account has yet to get the second factor that its role needs. Until then it does nothing but that. One that
/// an identity provider vouches for shows there what is to be shown.
#[must_use]
pub fn lacks_second(app: &App, account: &Account) -> bool {
    if account.second.is_some() || account.identity.is_some() {
        return false;
    }
    let today = date_of(app.accounts().now());
    let roles = app.engine().snapshot().setting(SettingName::SecondFactorRoles, None, today);
    settings::second_factor_is_needed(account.role, roles)
}

/// Who a request comes from. A request that names a token is judged by the token alone.
#[must_use]
pub fn identify(app: &App, headers: &HeaderMap) -> Option<Found> {
    match shown(app, headers)? {
        Shown::Token(secret) => app.accounts().of_token(app.engine(), secret).map(Found::Token),
        // A desk that somebody has left must not stay logged in because its page goes on listening and reading.
        Shown::Session(secret) if is_unattended(headers) => {
            app.accounts().going_session(&secret::kept(secret))
        }
        Shown::Session(secret) => app.accounts().of_session(app.engine(), secret),
    }
}

/// Whether a request is made by a page alone: it says so, or it asks for events, which a browser asks for again whenever its
/// line breaks.
fn is_unattended(headers: &HeaderMap) -> bool {
    headers.get(UNATTENDED).is_some_and(|value| value == "1") || extract::wants_events(headers)
}

/// A secret as a request shows it, not looked up.
enum Shown<'a> {
    Token(&'a str),
    Session(&'a str),
}

fn shown<'a>(app: &App, headers: &'a HeaderMap) -> Option<Shown<'a>> {
    if let Some(authorization) = headers.get(header::AUTHORIZATION) {
        let (scheme, secret) = authorization.to_str().ok()?.split_once(' ')?;
        return scheme.eq_ignore_ascii_case("bearer").then(|| Shown::Token(secret.trim()));
    }
    cookie::read(headers, app.accounts().https()).map(Shown::Session)
}

/// Whether a method only reads.
#[must_use]
pub fn reads(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// 401, which tells the page when nobody has an account yet.
#[must_use]
pub fn not_logged_in(app: &App) -> Problem {
    let first_run = app.accounts().is_first_run();
    Problem { first_run, ..Problem::new(ProblemKind::NotLoggedIn, "Log in, or send a token that holds.") }
}

/// Checks that a write comes from our own page: a form or an image on a foreign one cannot send the
/// header without asking first, which is never granted.
///
/// # Errors
/// 403.
pub fn from_own_page(headers: &HeaderMap) -> Result<(), Problem> {
    not_foreign(headers)?;
    if headers.get(OWN_PAGE).is_some_and(|value| value == "1") {
        return Ok(());
    }
    Err(foreign())
}

/// Checks that a browser, which says truly where a request comes from, does not name another page.
///
/// # Errors
/// 403.
pub fn not_foreign(headers: &HeaderMap) -> Result<(), Problem> {
    if headers.get("sec-fetch-site").is_none_or(|site| site == "same-origin") {
        Ok(())
    } else {
        Err(foreign())
    }
}

fn foreign() -> Problem {
    let detail = "A browser sends X-Samplats: 1 with every write, from this service's own page.";
    Problem::new(ProblemKind::ForeignPage, detail)
}

/// Who looks, for an account's or token's party. `None` when nobody is let in for it.
fn viewer(snapshot: &Snapshot, party: Option<PartyId>, role: Role) -> Option<Viewer> {
    if !lets_in(snapshot, party) {
        return None;
    }
    let parties = &snapshot.reference.parties;
    match party {
        Some(id) => parties.get(id).map(|party| Viewer { party: id, kind: party.kind, role }),
        None => {
            let executive = parties.iter().find(|party| party.kind == PartyKind::CityExecutive);
            let party = executive.map_or(PartyId::from_bits(0), |party| party.id);
            Some(Viewer { party, kind: PartyKind::CityExecutive, role })
        }
    }
}
