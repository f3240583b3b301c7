//! The incident package: what is known of a period, for a report to the supervisory authority.

use super::shared;
use crate::audit::incident::{IncidentFault, Matter, gather};
use crate::domain::access::Role;
use crate::domain::ids::{PartyId, parse_crockford};
use crate::domain::record::{Key, Kind};
use crate::domain::time::date_of;
use crate::http::audited;
use crate::http::auth::{self, Standing};
use crate::http::caller::Caller;
use crate::http::extract::Params;
use crate::http::problem::{Problem, ProblemDocument, ProblemKind};
use crate::http::state::App;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri, header};
use axum::response::{IntoResponse, Response};
use jiff::{SignedDuration, Timestamp};
use utoipa::ToSchema;

/// What the manifest's hash is told by.
pub const MANIFEST_HEADER: &str = "samplats-manifest-sha256";

/// What a package is asked to be about, in words.
#[derive(Clone, Debug, Default, ToSchema)]
pub struct Asked {
    /// As the log names it, or what an account logs in with.
    pub account: Option<String>,
    /// Code of a party.
    pub party: Option<String>,
    /// `kind/id` of a thing.
    pub thing: Option<String>,
}

/// What is asked, as it is gathered. What is wrong is told as the parameter and what it must be.
///
/// # Errors
/// The parameter and a sentence.
pub fn matter(
    app: &App,
    (since, until): (Timestamp, Timestamp),
    asked: &Asked,
) -> Result<Matter, (&'static str, &'static str)> {
    if since >= until {
        return Err(("until", "must be after since"));
    }
    let thing = asked.thing.as_deref().map(|text| {
        let (kind, id) = text.split_once('/')?;
        Some(Key { kind: Kind::parse(kind)?, bits: parse_crockford(id).ok()? })
    });
    let thing = match thing {
        Some(None) => return Err(("thing", "must be kind/id, such as place/4QX9K2M7D1A")),
        Some(thing) => thing,
        None => None,
    };
    let snapshot = app.engine().snapshot();
    if let Some(code) = &asked.party
        && snapshot.reference.parties.coded(code).is_none()
    {
        return Err(("party", "is not the code of a party"));
    }
    let found = asked.account.as_deref().map(|text| account(app, text));
    let (account, acting) = match found {
        Some(None) => return Err(("account", "is no account, token or phone that is known here")),
        Some(Some((account, party, role))) => {
            let party = party.and_then(|party| snapshot.reference.parties.get(party));
            let code = party.map(|party| party.code.clone()).unwrap_or_default();
            (Some(account), Some((code, role.code().to_owned())))
        }
        None => (None, None),
    };
    Ok(Matter { since, until, account, acting, party: asked.party.clone(), thing })
}

/// The end of a period that goes on until now: what happened in this very millisecond is in it.
#[must_use]
pub fn until_now(now: Timestamp) -> Timestamp {
    now.saturating_add(SignedDuration::from_millis(1)).unwrap_or(now)
}

/// Who is meant: by a log-in, or by `account:`, `token:` or `phone:` and an id.
fn account(app: &App, text: &str) -> Option<(String, Option<PartyId>, Role)> {
    let book = app.accounts().book();
    if let Some(id) = text.strip_prefix("token:") {
        let token = book.tokens.values().find(|token| token.id == id)?;
        return Some((text.to_owned(), Some(token.party), token.role));
    }
    if text.starts_with("phone:") {
        // What a phone is bound to goes with its link; it reports and nothing else.
        return Some((text.to_owned(), None, Role::Reporter));
    }
    let by_id = |id: &str| book.accounts.values().find(|account| account.id.to_string() == id);
    let account = match text.strip_prefix("account:") {
        Some(id) => by_id(id),
        None => book.accounts.get(&text.trim().to_lowercase()),
    }?;
    Some((format!("account:{}", account.id), account.party, account.role))
}

/// What is known of a period, for an incident report: changes, reads of what is restricted, log-ins and changes of who may get
/// in, and what was handed on, as far as this administrator sees them, as CSV and JSON in a ZIP archive with a manifest of
/// hashes. It was read back and compared before it is answered. No content is in it.
#[utoipa::path(
    get, path = "/api/register/incident", tag = "register",
    params(
        ("since" = String, Query, description = "From this time on"),
        ("until" = Option<String>, Query, description = "Before this time; now when left out"),
        ("account" = Option<String>, Query, description = "A log-in, or account:ID, token:ID, phone:ID: what it read and when it got in, and what was changed for its party in its role"),
        ("party" = Option<String>, Query, description = "Code of a party: what it did and was handed"),
        ("thing" = Option<String>, Query, description = "kind/id of a thing"),
    ),
    responses(
        (status = 200, description = "The package", body = Vec<u8>, content_type = "application/zip",
         headers(("Samplats-Manifest-Sha256" = String, description = "SHA-256 of its manifest, hexadecimal"))),
        (status = 403, description = "Not an administrator", body = ProblemDocument),
        (status = 422, description = "More than one package holds", body = ProblemDocument),
        (status = 429, description = "An export of the caller's is under way", body = ProblemDocument),
    )
)]
pub async fn find_incident_package(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &["since", "until", "account", "party", "thing"])?;
    shared::administers(&caller, "Only an administrator gathers what is known of an incident.")?;
    let now = app.accounts().now();
    let since =
        shared::time(&params, "since")?.ok_or_else(|| Problem::parameter("since", "must be given"))?;
    let until = shared::time(&params, "until")?.unwrap_or_else(|| until_now(now));
    let text = |name| params.get(name).map(str::to_owned);
    let asked = Asked { account: text("account"), party: text("party"), thing: text("thing") };
    let matter = matter(&app, (since, until), &asked).map_err(|(name, why)| Problem::parameter(name, why))?;
    let standing = Standing::of(&app, &headers, &caller).ok_or_else(|| auth::not_logged_in(&app))?;
    let _turn = app.exports().take(&caller)?;
    // What still waits then is not in the package yet: a register that is away must not keep the rest from being told.
    let _ = tokio::time::timeout(super::reads::WRITTEN_WITHIN, app.audit().written()).await;
    let (archive, snapshot) = (app.engine().archive(), app.engine().snapshot());
    let viewer = Some(caller.actor.viewer);
    let packing = async {
        let incident = gather(archive.as_ref(), &snapshot, viewer, matter, now).await.map_err(no_package)?;
        audited::aside(move || incident.packed()).await?.map_err(no_package)
    };
    let (bytes, hash) = standing.while_it_holds(&app, packing).await??;
    let name = format!("attachment; filename=\"incident-{}.zip\"", date_of(now));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/zip")),
        (header::CONTENT_DISPOSITION, HeaderValue::try_from(name).map_err(Problem::internal)?),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
        (HeaderName::from_static(MANIFEST_HEADER), HeaderValue::try_from(hash).map_err(Problem::internal)?),
    ];
    Ok((headers, bytes).into_response())
}

fn no_package(fault: IncidentFault) -> Problem {
    match fault {
        IncidentFault::Register(fault) => Problem::unread(fault),
        IncidentFault::TooMuch(_) | IncidentFault::Hidden => {
            Problem::new(ProblemKind::ExportTooLarge, fault.to_string())
        }
        IncidentFault::Table(_)
        | IncidentFault::Zip(_)
        | IncidentFault::Bytes(_)
        | IncidentFault::NotWhole(_) => Problem::internal(fault),
    }
}
