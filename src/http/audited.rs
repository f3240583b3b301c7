//! What a request came to, for the audit log: which restricted things its answer tells, and whether somebody logged in or
//! changed who may.
//!
//! Whatever is rendered is noted where it is rendered ([`told`]), so no surface can be forgotten. The lines are taken in before
//! the answer leaves, and only if it leaves with what was rendered.

use super::caller::Caller;
use super::going_on;
use super::problem::Problem;
use super::state::App;
use crate::accounts::Found;
use crate::audit::{About, By};
use crate::domain::access::{Audience, Class, Level, is_restricted};
use crate::domain::audit::{Act, Surface, Told};
use crate::domain::command::Actor;
use crate::domain::ids::PartyId;
use crate::domain::record::Key;
use crate::index::snapshot::Snapshot;
use axum::extract::{MatchedPath, Request};
use axum::http::{Method, StatusCode};
use axum::response::Response;
use std::cell::RefCell;
use std::collections::BTreeMap;

tokio::task_local! {
    static NOTED: RefCell<Noted>;
}

/// What has been noted of the request being answered.
#[derive(Default)]
struct Noted {
    /// Who asks, once that is known.
    caller: Option<(String, Actor)>,
    /// What was told, at the highest level.
    told: BTreeMap<Key, Told>,
    /// By what somebody gets in, which something was done with.
    about: Option<About>,
    /// A log-in that goes on with another request: it is neither done nor refused yet.
    goes_on: bool,
    /// A log-in by an identity provider that this service had begun came to nothing.
    refused: bool,
}

/// Notes who asks.
pub fn by(caller: &Caller) {
    // Outside of a request nobody asks.
    let _ = NOTED.try_with(|noted| {
        noted.borrow_mut().caller = Some((caller.name.clone(), caller.actor.clone()));
    });
}

/// Notes who has just logged in, or tries to: nobody is the caller of that.
pub fn by_found(app: &App, found: &Found) {
    if let Ok(caller) = super::auth::caller_of(app, found) {
        by(&caller);
    }
}

/// Takes down that somebody was logged out by their identity provider, who asks on its own and not on their behalf.
pub fn logged_out_elsewhere(app: &App, found: &Found) {
    if let Ok(caller) = super::auth::caller_of(app, found) {
        let by = told_by(&app.engine().snapshot(), &caller.name, &caller.actor);
        app.audit().done(Act::LogOut, &by, "provider", None);
    }
}

/// Notes that a log-in goes on with another request, such as for the code of a second factor.
pub fn goes_on() {
    let _ = NOTED.try_with(|noted| noted.borrow_mut().goes_on = true);
}

/// Notes that a log-in by an identity provider, begun here, came to nothing. Who comes back from a provider without having been
/// sent there has not tried to log in: anybody could fill the log so.
pub fn refused() {
    let _ = NOTED.try_with(|noted| noted.borrow_mut().refused = true);
}

/// Notes with which account, token or link something is done.
pub fn about(about: Option<About>) {
    let _ = NOTED.try_with(|noted| noted.borrow_mut().about = about);
}

/// Notes that a thing was told, if it is restricted.
pub fn told(key: impl Into<Key>, class: Class, origin: PartyId, level: Level) {
    if !is_restricted(class) {
        return;
    }
    let key = key.into();
    let _ = NOTED.try_with(|noted| {
        let mut noted = noted.borrow_mut();
        let told = noted.told.entry(key).or_insert(Told { key, class, origin, level });
        // Of several versions the narrowest class is told.
        told.level = told.level.max(level);
        told.class = told.class.max(class);
    });
}

/// Notes that a thing that goes with another was told: a measure, a presence, with its place.
pub fn told_with(key: impl Into<Key>, audience: Option<&Audience>) {
    if let Some(audience) = audience {
        told(key, audience.class, audience.origin, Level::Full);
    }
}

/// Does some work on a thread of its own, and answers as well which restricted things it told.
pub fn gathered<T>(work: impl FnOnce() -> T) -> (T, Vec<Told>) {
    NOTED.sync_scope(RefCell::default(), || {
        let done = work();
        let told = NOTED.with(|noted| std::mem::take(&mut noted.borrow_mut().told));
        (done, told.into_values().collect())
    })
}

/// Does the work of an answer on a thread that may be busy. What it tells is noted as if the request's own thread had told it, which
/// a thread of its own does not know of.
///
/// # Errors
/// A problem of ours when the work panics.
pub async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    let (done, told) =
        tokio::task::spawn_blocking(move || gathered(work)).await.map_err(Problem::internal)?;
    for Told { key, class, origin, level } in told {
        self::told(key, class, origin, level);
    }
    Ok(done)
}

/// Whoever asks, as the log tells of them.
pub fn told_by(snapshot: &Snapshot, caller: &str, actor: &Actor) -> By {
    let party = snapshot.reference.parties.get(actor.viewer.party);
    By {
        caller: caller.to_owned(),
        party: party.map(|party| party.code.clone()).unwrap_or_default(),
        role: actor.viewer.role.code(),
    }
}

/// Takes down what the answer to a request says. Of one that changes something that is done to the end, whoever has gone: a
/// change that has become durable is not to lack its line.
pub async fn audited<F: Future<Output = Response> + Send + 'static>(
    app: &App,
    request: Request,
    next: impl FnOnce(Request) -> F + Send + 'static,
) -> Response {
    let (app, method) = (app.clone(), request.method().clone());
    let route = request.extensions().get::<MatchedPath>().cloned();
    let changes = changes(&method, route.as_ref().map(MatchedPath::as_str));
    let answered = async move {
        let response = next(request).await;
        let noted = NOTED.with(|noted| std::mem::take(&mut *noted.borrow_mut()));
        if let Some(route) = route {
            take_down(&app, (&method, route.as_str()), response.status(), noted);
        }
        response
    };
    let answered = NOTED.scope(RefCell::default(), answered);
    if changes { going_on::to_its_end(answered).await } else { answered.await }
}

/// Whether a request may change something: a log-in may be asked for as one that reads.
fn changes(method: &Method, route: Option<&str>) -> bool {
    !super::auth::reads(method) || route.is_some_and(|route| logs_in(method, route))
}

fn take_down(app: &App, (method, route): (&Method, &str), status: StatusCode, noted: Noted) {
    // What is not there counts as well: who tries one id after the other opens nothing else.
    let opened = status.is_success() || matches!(status, StatusCode::NOT_MODIFIED | StatusCode::NOT_FOUND);
    if let Some((caller, _)) = noted.caller.as_ref().filter(|_| opened) {
        match surface_of(method, route) {
            Surface::Detail | Surface::History | Surface::Document | Surface::Sheet => {
                app.audit().opened_one(caller);
            }
            // Pictures and answers come with what was opened; files and lists are counted as what they are.
            Surface::Photo | Surface::Answer | Surface::File | Surface::List => {}
        }
    }
    let known = noted.caller.is_some();
    let act = act_of(method, route, status, (known, noted.refused)).filter(|_| !noted.goes_on);
    if noted.told.is_empty() && act.is_none() {
        return;
    }
    let snapshot = app.engine().snapshot();
    let own = || noted.caller.as_ref().and_then(|(_, actor)| actor.account).map(About::account);
    let about = noted.about.or_else(|| own().filter(|_| route.starts_with("/api/me/")));
    let by = noted.caller.map(|(caller, actor)| told_by(&snapshot, &caller, &actor));
    // A refused log-in may well be of nobody.
    let by = by.unwrap_or_default();
    if let Some(act) = act {
        app.audit().done(act, &by, &deed(method, route), about);
    }
    if status.is_success() || status == StatusCode::NOT_MODIFIED {
        let told: Vec<_> = noted.told.into_values().collect();
        app.audit().read(&by, surface_of(method, route), &told);
    }
}

/// By which surface a route tells things. What is none of the others is a list, and so counts as well.
fn surface_of(method: &Method, route: &str) -> Surface {
    if !super::auth::reads(method) {
        return Surface::Answer;
    }
    let last = route.rsplit('/').next().unwrap_or_default();
    match (noun(route), last) {
        (_, "history") => Surface::History,
        (_, "document") | ("document-requests", "{id}") => Surface::Document,
        (_, "sheet") => Surface::Sheet,
        ("photos", "large" | "small") => Surface::Photo,
        ("places" | "reports" | "measures" | "photos" | "presences", "{id}") => Surface::Detail,
        ("exports", _) => Surface::File,
        _ => Surface::List,
    }
}

/// What a request did that is about nothing in the register, given whether it is known by whom and whether a log-in by a
/// provider was refused. One try too many is none: the tries before it are told, and nobody is to fill the log.
fn act_of(method: &Method, route: &str, status: StatusCode, (known, refused): (bool, bool)) -> Option<Act> {
    let done = status.is_success();
    if logs_in(method, route) {
        // From a provider a browser is sent on, whatever came of it; the handler notes who was let in.
        return match status {
            _ if done => Some(Act::LogIn),
            StatusCode::SEE_OTHER if known => Some(Act::LogIn),
            StatusCode::SEE_OTHER => refused.then_some(Act::LogInRefused),
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::CONFLICT => {
                Some(Act::LogInRefused)
            }
            _ => None,
        };
    }
    if (method, route) == (&Method::DELETE, "/api/session") {
        return done.then_some(Act::LogOut);
    }
    if status == StatusCode::FORBIDDEN {
        return known.then_some(Act::Denied);
    }
    match super::auth::reads(method) {
        _ if !done => None,
        true => is_file(route).then_some(Act::Exported),
        false if is_of_access(route) => Some(Act::AccessChanged),
        false => is_of_set_up(route).then_some(Act::Administered),
    }
}

/// Whether a request is a log-in, done or refused.
fn logs_in(method: &Method, route: &str) -> bool {
    matches!(
        (method.as_str(), route),
        ("POST", "/api/session" | "/api/session/first" | "/api/session/phone")
            // What is asked by HEAD is done as well, and only not shown.
            | ("GET" | "HEAD", "/api/session/callback")
    )
}

/// Whether a route answers with a file for somewhere else.
fn is_file(route: &str) -> bool {
    noun(route) == "exports" || ["/api/reads/file", "/api/register/incident"].contains(&route)
}

/// Whether a route is about how the city is set up, and not about what happens in it.
fn is_of_set_up(route: &str) -> bool {
    const SET_UP: [&str; 11] = [
        "areas",
        "codes",
        "designations",
        "erasures",
        "imports",
        "parties",
        "publications",
        "register",
        "retention",
        "settings",
        "sites",
    ];
    SET_UP.contains(&noun(route))
}

/// What is done by a route, without whose ids: `users/disable`, `DELETE tokens`.
fn deed(method: &Method, route: &str) -> String {
    let words = route.split('/').filter(|part| !part.is_empty() && *part != "api" && !part.starts_with('{'));
    let words = words.collect::<Vec<_>>().join("/");
    // Reading and sending are what the words say themselves.
    if matches!(*method, Method::GET | Method::HEAD | Method::POST) {
        words
    } else {
        format!("{method} {words}")
    }
}

/// Whether a route is about who may get in, and with what.
fn is_of_access(route: &str) -> bool {
    ["users", "tokens", "sessions", "phone-links", "access-review"].contains(&noun(route))
        || ["/api/me/sessions", "/api/me/second-factor", "/api/me/password"]
            .iter()
            .any(|own| route.starts_with(own))
}

/// What a route is about: `places` of `/api/places/{id}`.
fn noun(route: &str) -> &str {
    let mut parts = route.trim_start_matches('/').split('/');
    match (parts.next(), parts.next()) {
        (Some("api"), Some(noun)) => noun,
        (first, _) => first.unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_opened_by_its_id_is_told_apart_from_what_is_listed() {
        let read = |route| surface_of(&Method::GET, route);
        assert_eq!(read("/api/places/{id}"), Surface::Detail);
        assert_eq!(read("/api/reports/{id}/history"), Surface::History);
        assert_eq!(read("/api/places/{id}/document"), Surface::Document);
        assert_eq!(read("/api/document-requests/{id}"), Surface::Document);
        assert_eq!(read("/api/places/{id}/sheet"), Surface::Sheet);
        assert_eq!(read("/api/photos/{id}/large"), Surface::Photo);
        assert_eq!(read("/api/places"), Surface::List);
        assert_eq!(read("/api/places/{id}/reports"), Surface::List);
        assert_eq!(read("/api/something/{id}/new"), Surface::List);
        assert_eq!(surface_of(&Method::POST, "/api/places/{id}/status"), Surface::Answer);
    }

    #[test]
    fn who_gets_in_and_who_may_is_told_and_what_is_read_of_it_is_not() {
        let known = (true, false);
        let act =
            |method, route, status| act_of(&method, route, StatusCode::from_u16(status).unwrap(), known);
        for method in [Method::GET, Method::HEAD] {
            let callback = |of| act_of(&method, "/api/session/callback", StatusCode::SEE_OTHER, of);
            let told = (callback(known), callback((false, true)));
            assert_eq!(told, (Some(Act::LogIn), Some(Act::LogInRefused)), "{method}");
            assert_eq!(callback((false, false)), None, "anybody may come back from where nobody sent them");
        }
        assert_eq!(act(Method::POST, "/api/session", 429), None);
        assert_eq!(act(Method::POST, "/api/session", 200), Some(Act::LogIn));
        assert_eq!(act(Method::POST, "/api/session", 401), Some(Act::LogInRefused));
        assert_eq!(act(Method::POST, "/api/session", 503), None);
        assert_eq!(act(Method::DELETE, "/api/session", 204), Some(Act::LogOut));
        assert_eq!(act(Method::POST, "/api/users/{login}/disable", 200), Some(Act::AccessChanged));
        assert_eq!(act(Method::DELETE, "/api/me/sessions/{id}", 204), Some(Act::AccessChanged));
        assert_eq!(act(Method::POST, "/api/me/password", 204), Some(Act::AccessChanged));
        assert_eq!(act(Method::GET, "/api/users", 200), None);
        assert_eq!(act(Method::PUT, "/api/settings/{key}", 200), Some(Act::Administered));
        assert_eq!(act(Method::PUT, "/api/settings/{key}", 422), None);
        assert_eq!(act(Method::GET, "/api/exports/{layer}", 200), Some(Act::Exported));
        assert_eq!(act(Method::GET, "/api/register/incident", 200), Some(Act::Exported));
        assert_eq!(act(Method::GET, "/api/users", 403), Some(Act::Denied));
        assert_eq!(act(Method::POST, "/api/places", 201), None);
    }

    #[test]
    fn whatever_may_change_something_is_done_to_its_end() {
        let callback = Some("/api/session/callback");
        assert!(changes(&Method::POST, Some("/api/users")) && changes(&Method::DELETE, None));
        assert!(changes(&Method::GET, callback) && changes(&Method::HEAD, callback));
        assert!(!changes(&Method::GET, Some("/api/session")) && !changes(&Method::HEAD, None));
    }

    #[test]
    fn what_is_done_is_named_without_ids() {
        assert_eq!(deed(&Method::POST, "/api/users/{login}/disable"), "users/disable");
        assert_eq!(deed(&Method::DELETE, "/api/me/sessions/{id}"), "DELETE me/sessions");
        assert_eq!(deed(&Method::GET, "/api/exports/{layer}"), "exports");
    }

    #[test]
    fn what_is_noted_outside_of_a_request_is_lost_and_within_is_kept_at_its_highest() {
        use crate::domain::ids::PlaceId;
        let (place, origin) = (PlaceId::from_bits(1), PartyId::from_bits(2));
        told(place, Class::Origin, origin, Level::Full);
        let ((), noted) = gathered(|| {
            told(place, Class::Police, origin, Level::Full);
            told(place, Class::Police, origin, Level::Summary);
            told(PlaceId::from_bits(3), Class::Partner, origin, Level::Full);
        });
        let expected = Told { key: place.into(), class: Class::Police, origin, level: Level::Full };
        assert_eq!(noted, [expected]);
    }
}
