//! Links that bind a phone to reporting for a party: a coordinator gives them out for the own one, an administrator for
//! any. The phone needs no account, and can do nothing but report.

use super::address::Address;
use super::answer;
use super::audited;
use super::auth::{self, cookie};
use super::caller::Caller;
use super::edge::Edge;
use super::extract::{Json, Params};
use super::page_of::{Listed, Page};
use super::problem::{Problem, ProblemDocument, ProblemKind};
use super::qr;
use super::render::Time;
use super::session::{Me, browser, me_of_phone};
use super::state::App;
use super::tiles::base_url;
use super::tokens::{gives_out, gives_out_any, unit_given};
use crate::accounts::book::Link;
use crate::accounts::scope::{Scope, Scopes};
use crate::accounts::{AccountFault, LinkFound, NewLink, label};
use crate::audit::About;
use crate::domain::access::Role;
use crate::domain::refusal::{Refusal, Wrong};
use crate::index::snapshot::Snapshot;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// A phone stays bound so long when nobody says, days.
const DAYS: u32 = 7;
/// The longest a phone stays bound, days.
const DAYS_MAX: u32 = 30;
/// Most phones that one link binds.
const USES_MAX: u32 = 50;

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_phone_links, create_phone_link))
        .routes(routes!(revoke_phone_link))
        .routes(routes!(open_phone_link))
}

/// A new link.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PhoneLinkDraft {
    /// Code of the party that the phone reports for.
    party: String,
    /// Code of a unit of the party, whose reports the phone's are; one's own when left out. Only an administrator names
    /// another.
    unit: Option<String>,
    /// What it is for, at most 80 characters; never a person's name.
    label: Option<String>,
    /// How many phones may open it, 1 to 50; 1 when left out.
    uses: Option<u32>,
    /// How long a phone stays bound, 1 to 30 days; 7 when left out.
    days: Option<u32>,
}

/// What a phone has read off a screen.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OpenPhoneLink {
    /// What stands after `#phone=` in the link.
    secret: String,
}

/// A link that binds phones. Its secret is told once: when it is made.
#[derive(Serialize, ToSchema)]
struct PhoneLinkDocument {
    id: String,
    /// Code of the party.
    #[schema(required)]
    party: Option<String>,
    /// Code of the unit of the party.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    /// How many phones may open it, and how many still may.
    uses: u32,
    uses_left: u32,
    /// Phones that are bound by it now.
    phones: usize,
    /// When one of them was last used; null before that.
    #[schema(required)]
    seen_at: Option<String>,
    created_at: String,
    /// Until when it can be opened.
    opens_until: String,
    /// Until when its phones are bound.
    expires_at: String,
    /// The link itself, once.
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
    /// The same as a picture (SVG) for a phone's camera, once.
    #[serde(skip_serializing_if = "Option::is_none")]
    qr: Option<String>,
}

impl PhoneLinkDocument {
    fn of(found: &LinkFound, snapshot: &Snapshot) -> Self {
        let LinkFound { link, phones, seen } = found;
        let Link { id, party, unit, label, uses, uses_left, created_at, opens_until, expires_at } = &**link;
        let told = |at: &jiff::Timestamp| Time(*at).to_string();
        Self {
            id: id.clone(),
            party: snapshot.reference.parties.get(*party).map(|party| party.code.clone()),
            unit: unit.clone(),
            label: label.clone(),
            uses: *uses,
            uses_left: *uses_left,
            phones: *phones,
            seen_at: seen.as_ref().map(told),
            created_at: told(created_at),
            opens_until: told(opens_until),
            expires_at: told(expires_at),
            address: None,
            qr: None,
        }
    }
}

/// The links that one may give out, by id.
#[utoipa::path(get, path = "/api/phone-links", tag = "tokens", params(Page), responses(
    (status = 200, description = "Links, without their secrets", body = Listed<PhoneLinkDocument>),
    (status = 403, description = "Neither administrator nor coordinator", body = ProblemDocument),
))]
async fn list_phone_links(
    State(app): State<App>,
    caller: Caller,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    gives_out_any(&caller)?;
    let page = Page::read(&Params::parse(uri.query(), &Page::PARAMETERS)?)?;
    let snapshot = app.engine().snapshot();
    let found = app.accounts().links().into_iter().filter(|found| is_theirs(&caller, &found.link));
    let documents = found.map(|found| (found.link.id.clone(), PhoneLinkDocument::of(&found, &snapshot)));
    answer::json(&headers, &page.of(documents))
}

/// Makes a link. Its secret is in the answer and nowhere else, so a repeated request makes another.
#[utoipa::path(post, path = "/api/phone-links", tag = "tokens", request_body = PhoneLinkDraft, responses(
    (status = 201, description = "Made, with its secret", body = PhoneLinkDocument),
    (status = 400, description = "No address that it could lead to", body = ProblemDocument),
    (status = 403, description = "Not for this party", body = ProblemDocument),
    (status = 422, description = "Something cannot be used", body = ProblemDocument),
))]
async fn create_phone_link(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    Json { value: asked, .. }: Json<PhoneLinkDraft>,
) -> Result<Response, Problem> {
    gives_out_any(&caller)?;
    let snapshot = app.engine().snapshot();
    let new = read(asked, &caller, &snapshot)?;
    if !gives_out(&caller, new.party, Role::Reporter) {
        return Err(Refusal::NotAllowed("not_your_party").into());
    }
    // A program gives no phone what it has not got itself.
    if !Scopes::only(Scope::Report).are_within(&caller.scopes) {
        return Err(Refusal::NotAllowed("scope").into());
    }
    // Nothing is made that cannot be told where it leads.
    let base = base(&app, &headers)?;
    let (link, secret) = app.accounts().create_link(app.engine(), new).await?;
    audited::about(About::coded("phone_link", &link.id));
    tracing::info!(link = link.id, by = caller.name, "a link for phones was made");
    let address = address(&base, &secret);
    let found = LinkFound { link, phones: 0, seen: None };
    let document = PhoneLinkDocument {
        qr: Some(qr::drawn(&address)?),
        address: Some(address),
        ..PhoneLinkDocument::of(&found, &snapshot)
    };
    Ok(answer::written(StatusCode::CREATED, answer::bytes(&document)?, answer::Told::default()))
}

/// Where a phone opens the service: the address that the operator has set, else the one that the coordinator's own browser
/// has reached it by. One that is no plain name or address is refused, since it would stand in a picture that strangers
/// hold their phones to.
fn base(app: &App, headers: &HeaderMap) -> Result<String, Problem> {
    let base = base_url(app.city().public_url.as_deref(), headers)?;
    if base.is_empty() {
        let detail = "The link needs an address: send Host, or set the service's public URL (--public-url).";
        return Err(Problem::new(ProblemKind::Malformed, detail));
    }
    Ok(base)
}

/// The secret stands behind the `#`, which no browser sends anywhere and no log sees.
fn address(base: &str, secret: &str) -> String {
    format!("{base}/#phone={secret}")
}

fn read(asked: PhoneLinkDraft, caller: &Caller, snapshot: &Snapshot) -> Result<NewLink, Problem> {
    let party = snapshot.reference.parties.coded(&asked.party);
    let (uses, days) = (asked.uses.unwrap_or(1), asked.days.unwrap_or(DAYS));
    let mut wrong = Vec::new();
    if party.is_none() {
        wrong.push(Wrong::no_party("#/party", &asked.party));
    }
    if !(1..=USES_MAX).contains(&uses) {
        wrong.push(Wrong::at("#/uses", "range", format!("must be 1 to {USES_MAX}")));
    }
    if !(1..=DAYS_MAX).contains(&days) {
        wrong.push(Wrong::at("#/days", "range", format!("must be 1 to {DAYS_MAX}")));
    }
    if let Err(AccountFault::Wrong(of_label)) = label(asked.label.as_deref()) {
        wrong.extend(of_label);
    }
    let unit = party.and_then(|party| unit_given(caller, party, asked.unit, &mut wrong));
    match party {
        Some(party) if wrong.is_empty() => {
            Ok(NewLink { party: party.id, unit, label: asked.label, uses, days, until: caller.ends })
        }
        _ => Err(Problem::invalid(wrong)),
    }
}

/// Revokes a link; the phones that it has bound are out at once.
#[utoipa::path(delete, path = "/api/phone-links/{id}", tag = "tokens", params(("id" = String, Path)), responses(
    (status = 204, description = "Revoked"),
    (status = 404, description = "No such link, or not one's own to revoke", body = ProblemDocument),
))]
async fn revoke_phone_link(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    gives_out_any(&caller)?;
    let found = app.accounts().links().into_iter().find(|found| found.link.id == id);
    found.filter(|found| is_theirs(&caller, &found.link)).ok_or_else(Problem::not_there)?;
    app.accounts().revoke_link(app.engine(), &id).await?;
    audited::about(About::coded("phone_link", &id));
    tracing::info!(link = id, by = caller.name, "a link for phones was revoked");
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn is_theirs(caller: &Caller, link: &Link) -> bool {
    gives_out(caller, link.party, Role::Reporter)
}

/// Opens a link on a phone, which reports for its party from then on and does nothing else.
#[utoipa::path(post, path = "/api/session/phone", tag = "session", request_body = OpenPhoneLink, security(()), responses(
    (status = 200, description = "Bound, with a cookie", body = Me),
    (status = 409, description = "The link is used up, too old or revoked", body = ProblemDocument),
    (status = 429, description = "Too many attempts", body = ProblemDocument),
))]
async fn open_phone_link(
    State(app): State<App>,
    Extension(edge): Extension<Edge>,
    Extension(from): Extension<Address>,
    headers: HeaderMap,
    Json { value: asked, .. }: Json<OpenPhoneLink>,
) -> Result<Response, Problem> {
    auth::not_foreign(&headers)?;
    let opened = app.accounts().open_link(app.engine(), &asked.secret, browser(&headers, &edge)).await;
    if let (Err(_), Some(limits)) = (&opened, edge.limits()) {
        // What fails counts alone: fifty phones may open one link in a meeting, from one address. Each link is an account of its
        // own to the limits.
        limits.log_in(&asked.secret, from)?;
    }
    let secret = opened?;
    tracing::info!("a phone was bound");
    let me = answer::bytes(&me_of_phone(&app, &secret)?)?;
    let mut response = answer::written(StatusCode::OK, me, answer::Told::default());
    response.headers_mut().insert(header::SET_COOKIE, cookie::set(&secret, edge.https()));
    Ok(response)
}
