//! Logging in and out, the first run, and who one is.

use super::address::Address;
use super::answer;
use super::audited;
use super::auth::{self, cookie};
use super::caller::Caller;
use super::edge::Edge;
use super::extract::{Json, Params};
use super::problem::{Problem, ProblemDocument};
use super::render::Time;
use super::render::vocabulary::Bounds;
use super::resources::changes;
use super::state::App;
use crate::accounts::book::Account;
use crate::accounts::scope::Scope;
use crate::accounts::{AccountFault, Browser, Found, secret};
use crate::domain::access::Role;
use crate::domain::area::AreaKind;
use crate::domain::party::PartyKind;
use crate::domain::settings::SettingName;
use crate::domain::time::date_of;
use crate::domain::world::World;
use crate::index::snapshot::Snapshot;
use crate::space::Envelope;
use axum::Extension;
use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(log_in, log_out)).routes(routes!(make_first)).routes(routes!(find_me))
}

/// Name and password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LogIn {
    /// The account's login.
    login: String,
    /// Its password.
    password: String,
    /// The code of its second factor, where it has one.
    code: Option<String>,
}

/// The first administrator.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct First {
    /// The token that the service wrote to its log when it started.
    token: String,
    /// The login to make.
    login: String,
    /// Its password, 12 to 128 characters.
    password: String,
}

/// Who one is, and what the page should offer.
#[derive(Serialize, ToSchema)]
pub struct Me {
    /// The account; null for a program with a token.
    #[schema(required)]
    account: Option<MyAccount>,
    /// The phone that a link has bound to reporting; absent for everybody else.
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<MyPhone>,
    /// The party one acts for.
    party: MyParty,
    /// In what role.
    role: Role,
    /// What to offer.
    may: Vec<May>,
    /// The city.
    city: MyCity,
    /// The city's districts, as they are today.
    districts: Vec<MyDistrict>,
    /// Most photos of one report; 0 where none are taken. A district may have decided otherwise for itself.
    photos_per_report: u32,
    /// The cursor of now, for `GET /api/changes`: who begins there is told of all that happens after this answer, and so after
    /// whatever is read from here on. Absent for whoever is told of no changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    changes: Option<String>,
}

/// What the page offers.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum May {
    /// Send reports.
    Report,
    /// Decide about reports and make places, on one's own ground.
    Decide,
    /// Say who coordinates.
    Coordinate,
    /// Set up the city.
    Administer,
}

#[derive(Serialize, ToSchema)]
struct MyAccount {
    login: String,
    role: Role,
    /// How it stands with a second factor; absent for an account that an identity provider vouches for.
    #[serde(skip_serializing_if = "Option::is_none")]
    second_factor: Option<SecondFactor>,
    /// What one is called at the identity provider that vouches for the account; absent for an account of this service.
    #[serde(skip_serializing_if = "Option::is_none")]
    known_as: Option<String>,
}

/// How an account stands with a second factor.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum SecondFactor {
    /// It has one.
    On,
    /// It has none.
    Off,
    /// It has none, and can do nothing else before it has.
    Required,
}

impl SecondFactor {
    fn of(app: &App, account: &Account) -> Option<Self> {
        match (&account.identity, &account.second) {
            (Some(_), _) => None,
            (None, Some(_)) => Some(Self::On),
            (None, None) if auth::lacks_second(app, account) => Some(Self::Required),
            (None, None) => Some(Self::Off),
        }
    }
}

/// A phone that a link has bound.
#[derive(Serialize, ToSchema)]
struct MyPhone {
    /// What its reports are its own by.
    id: String,
    /// What the link is for.
    #[schema(required)]
    label: Option<String>,
    /// Until when it is bound.
    until: String,
}

/// Where to go on to after logging out.
#[derive(Serialize, ToSchema)]
struct LoggedOut {
    /// Where the identity provider's own session is ended.
    continue_at: String,
}

#[derive(Serialize, ToSchema)]
struct MyParty {
    id: String,
    code: String,
    name: String,
    kind: PartyKind,
}

#[derive(Serialize, ToSchema)]
struct MyCity {
    name: String,
    /// Invented.
    demo: bool,
    /// West, south, east, north, degrees: around the districts, else around the sites.
    #[schema(required, value_type = Option<Bounds>)]
    bounds: Option<[f64; 4]>,
}

#[derive(Serialize, ToSchema)]
struct MyDistrict {
    id: String,
    #[schema(required)]
    code: Option<String>,
    name: String,
}

/// Logs in.
#[utoipa::path(post, path = "/api/session", tag = "session", request_body = LogIn, security(()), responses(
    (status = 200, description = "Logged in, with a cookie", body = Me),
    (status = 401, description = "The name or the password is wrong, or a code is needed as well", body = ProblemDocument),
    (status = 429, description = "Too many attempts", body = ProblemDocument),
))]
async fn log_in(
    State(app): State<App>,
    Extension(edge): Extension<Edge>,
    Extension(address): Extension<Address>,
    headers: HeaderMap,
    Json { value: asked, .. }: Json<LogIn>,
) -> Result<Response, Problem> {
    auth::not_foreign(&headers)?;
    if let Some(limits) = edge.limits() {
        limits.log_in(&asked.login, address)?;
    }
    let from = browser(&headers, &edge);
    let LogIn { login, password, code } = asked;
    let known = app.accounts().book().accounts.get(&login.trim().to_lowercase()).cloned();
    match app.accounts().log_in(app.engine(), &login, password, code.as_deref(), from).await {
        Ok((account, secret)) => {
            tracing::info!(account = %account.id, "logged in");
            logged_in(&app, &edge, StatusCode::OK, &account, &secret)
        }
        Err(fault) => {
            if matches!(fault, AccountFault::WrongLogin | AccountFault::CodeNeeded(true)) {
                tracing::warn!("a log-in failed");
            }
            // The password was right, and the code is asked for now.
            if matches!(fault, AccountFault::CodeNeeded(false)) {
                audited::goes_on();
            }
            if let Some(account) = known {
                audited::by_found(&app, &Found::Account(account));
            }
            Err(fault.into())
        }
    }
}

/// Makes the first administrator, and logs it in.
#[utoipa::path(post, path = "/api/session/first", tag = "session", request_body = First, security(()), responses(
    (status = 201, description = "Made and logged in, with a cookie", body = Me),
    (status = 409, description = "The token does not hold, or there is an account", body = ProblemDocument),
    (status = 422, description = "The login or the password cannot be used", body = ProblemDocument),
    (status = 429, description = "Too many attempts", body = ProblemDocument),
))]
async fn make_first(
    State(app): State<App>,
    Extension(edge): Extension<Edge>,
    Extension(address): Extension<Address>,
    headers: HeaderMap,
    Json { value: asked, .. }: Json<First>,
) -> Result<Response, Problem> {
    auth::not_foreign(&headers)?;
    if let Some(limits) = edge.limits() {
        limits.log_in(&asked.login, address)?;
    }
    let First { token, login, password } = asked;
    let from = browser(&headers, &edge);
    let made = app.accounts().make_first(app.engine(), &token, &login, password, from).await;
    let (account, secret) = made?;
    tracing::info!(account = %account.id, "the first administrator was made");
    logged_in(&app, &edge, StatusCode::CREATED, &account, &secret)
}

/// The browser that a log-in comes from.
pub fn browser<'a>(headers: &'a HeaderMap, edge: &Edge) -> Browser<'a> {
    Browser { before: cookie::read(headers, edge.https()), device: auth::device::kind(headers) }
}

fn logged_in(
    app: &App,
    edge: &Edge,
    status: StatusCode,
    account: &Account,
    secret: &str,
) -> Result<Response, Problem> {
    let found = Found::Account(account.clone().into());
    let caller = auth::caller_of(app, &found)?;
    audited::by(&caller);
    let me = answer::bytes(&me(app, &caller, Some(&found)))?;
    let mut response = answer::written(status, me, answer::Told::default());
    response.headers_mut().insert(header::SET_COOKIE, cookie::set(secret, edge.https()));
    Ok(response)
}

/// Logs out. Who is logged out already is told the same.
#[utoipa::path(delete, path = "/api/session", tag = "session", security(()), responses(
    (status = 200, description = "Logged out here; the identity provider has a log-out of its own", body = LoggedOut),
    (status = 204, description = "Logged out"),
    (status = 403, description = "Not from this service's own page", body = ProblemDocument),
))]
async fn log_out(
    State(app): State<App>,
    Extension(edge): Extension<Edge>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    auth::from_own_page(&headers)?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    if let Some(secret) = cookie::read(&headers, edge.https()) {
        let going = app.accounts().going_session(&secret::kept(secret));
        if let Some(found) = &going {
            audited::by_found(&app, found);
        }
        let identity = match going {
            Some(Found::Account(account)) => account.identity.clone(),
            Some(Found::Token(_) | Found::Phone(..)) | None => None,
        };
        app.accounts().log_out(app.engine(), secret).await?;
        if let Some(identity) = identity {
            response = logged_out_of_provider(&app, &identity.issuer).await?.unwrap_or(response);
        }
    }
    response.headers_mut().insert(header::SET_COOKIE, cookie::clear(edge.https()));
    // What the page kept of other people's work goes with the session.
    response.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"cache\""));
    Ok(response)
}

/// Where to log out of a provider too. Logged out here is logged out, whatever has become of the provider.
async fn logged_out_of_provider(app: &App, issuer: &str) -> Result<Option<Response>, Problem> {
    let Some(provider) = app.providers().issuing(issuer) else { return Ok(None) };
    let back = app.city().public_url.as_deref().map(|url| format!("{}/", url.trim_end_matches('/')));
    match provider.address_to_log_out(back.as_deref()).await {
        Ok(address) => {
            let document = address.map(|address| LoggedOut { continue_at: address.into() });
            let written = |document| {
                Ok(answer::written(StatusCode::OK, answer::bytes(&document)?, answer::Told::default()))
            };
            document.map(written).transpose()
        }
        Err(fault) => {
            tracing::warn!(%fault, "nobody was led on to their provider's own log-out");
            Ok(None)
        }
    }
}

/// Who one is, for which party, and what one may do.
#[utoipa::path(get, path = "/api/me", tag = "session", responses(
    (status = 200, description = "Who one is", body = Me),
    (status = 401, description = "Nobody is logged in; first_run while nobody has an account", body = ProblemDocument),
))]
async fn find_me(State(app): State<App>, parts: Parts) -> Result<Response, Problem> {
    let caller = auth::caller(&app, &parts)?;
    Params::parse(parts.uri.query(), &[])?;
    let found = auth::identify(&app, &parts.headers);
    answer::json(&parts.headers, &me(&app, &caller, found.as_ref()))
}

/// Who a phone is that has just been bound.
///
/// # Errors
/// 401 when its party does not log in any more.
pub fn me_of_phone(app: &App, session: &str) -> Result<Me, Problem> {
    let found =
        app.accounts().going_session(&secret::kept(session)).ok_or_else(|| auth::not_logged_in(app))?;
    let caller = auth::caller_of(app, &found)?;
    audited::by(&caller);
    Ok(me(app, &caller, Some(&found)))
}

fn me(app: &App, caller: &Caller, found: Option<&Found>) -> Me {
    let snapshot = app.engine().snapshot();
    let viewer = &caller.actor.viewer;
    let role = viewer.role;
    let party = snapshot.reference.parties.get(viewer.party);
    let party_or_city = |of_party: Option<&str>, otherwise: &str| of_party.unwrap_or(otherwise).to_owned();
    let today = date_of(app.accounts().now());
    let districts = snapshot.reference.areas.of_kind(AreaKind::District).filter(|d| d.area.holds_on(today));
    Me {
        account: match found {
            Some(Found::Account(account)) => Some(MyAccount {
                login: account.login.clone(),
                role,
                second_factor: SecondFactor::of(app, account),
                known_as: account.identity.as_ref().and_then(|identity| identity.known_as.clone()),
            }),
            Some(Found::Token(_) | Found::Phone(..)) | None => None,
        },
        phone: match found {
            Some(Found::Phone(link, id)) => Some(MyPhone {
                id: id.to_string(),
                label: link.label.clone(),
                until: Time(link.expires_at).to_string(),
            }),
            Some(Found::Token(_) | Found::Account(_)) | None => None,
        },
        party: MyParty {
            id: viewer.party.to_string(),
            code: party_or_city(party.map(|party| party.code.as_str()), ""),
            name: party_or_city(party.map(|party| party.name.as_str()), &app.city().name),
            kind: viewer.kind,
        },
        role,
        may: may(caller),
        city: MyCity { name: app.city().name.clone(), demo: app.city().demo, bounds: bounds(&snapshot) },
        districts: districts
            .map(|district| MyDistrict {
                id: district.area.id.to_string(),
                code: district.area.code.clone(),
                name: district.area.name.clone(),
            })
            .collect(),
        photos_per_report: snapshot.setting(SettingName::PhotosPerReport, None, today),
        changes: caller.scopes.hold(Scope::Read).then(|| changes::from_now_on(app, &snapshot, caller)),
    }
}

/// What the page should offer. What is really allowed depends on the thing, and is decided there.
fn may(caller: &Caller) -> Vec<May> {
    let viewer = &caller.actor.viewer;
    let (role, kind) = (viewer.role, viewer.kind);
    let within = |scope| caller.scopes.hold(scope);
    let offers = [
        (May::Report, role.reports() && within(Scope::Report)),
        // The police hold no ground and run no district; they coordinate when they volunteer.
        (May::Decide, role.coordinates() && kind != PartyKind::Police && within(Scope::Work)),
        (May::Coordinate, role.coordinates() && within(Scope::Work)),
        (May::Administer, role.administers() && within(Scope::Administer)),
    ];
    offers.into_iter().filter(|(_, offered)| *offered).map(|(what, _)| what).collect()
}

fn bounds(snapshot: &Snapshot) -> Option<[f64; 4]> {
    let districts = snapshot.reference.areas.of_kind(AreaKind::District).map(|district| district.envelope);
    let around: Option<Envelope> = districts.reduce(|a, b| a.union(&b));
    let sites = || snapshot.sites.iter().map(|row| row.held.shape.envelope()).reduce(|a, b| a.union(&b));
    around.or_else(sites).map(|e| [e.west, e.south, e.east, e.north])
}
