//! Logging in by an identity provider: which there are, the way there, and the way back. A browser walks it, so what goes
//! wrong is told by the page and not by a problem document.

use super::address::Address;
use super::answer;
use super::audited;
use super::auth::cookie;
use super::auth::sealed::Seal;
use super::edge::Edge;
use super::extract::{Params, one_of_form};
use super::problem::Problem;
use super::session::browser;
use super::state::App;
use crate::accounts::{AccountFault, Browser, Found, secret};
use crate::oidc::{Fault, Pending, Provider};
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Where providers send the browser back to; they are told it beforehand.
pub const CALLBACK: &str = "/api/session/callback";
/// What the waiting log-in is sealed for.
const PURPOSE: &str = "pending log-in 1";

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_providers))
        .routes(routes!(begin_log_in))
        .routes(routes!(finish_log_in))
}

/// Whom one can log in by, beside a password of one's own here.
#[derive(Serialize, ToSchema)]
struct ProviderList {
    /// In the order that they are to be offered.
    items: Vec<ProviderDocument>,
}

/// An identity provider.
#[derive(Serialize, ToSchema)]
struct ProviderDocument {
    code: String,
    /// What its button says.
    name: String,
}

/// Why a log-in came to nothing: the page has a sentence for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trouble {
    /// No such provider.
    Unknown,
    /// It does not answer.
    Away,
    /// It said no, or the person there did.
    Refused,
    /// The answer does not belong to a log-in that this browser began, or does not hold.
    Broken,
    /// None of the person's groups is anything here.
    NoRole,
    /// The account has been closed here.
    Disabled,
    /// The party does not log in.
    PartyOut,
    /// The register is away.
    Register,
}

impl Trouble {
    const fn code(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Away => "away",
            Self::Refused => "refused",
            Self::Broken => "broken",
            Self::NoRole => "no_role",
            Self::Disabled => "disabled",
            Self::PartyOut => "party_out",
            Self::Register => "register",
        }
    }

    fn of(fault: &Fault) -> Self {
        match fault {
            Fault::Away(_) => Self::Away,
            Fault::Refused(_) => Self::Refused,
            Fault::Untrue(_) | Fault::Random(_) => Self::Broken,
        }
    }
}

/// The identity providers that one can log in by.
#[utoipa::path(get, path = "/api/session/providers", tag = "session", security(()), responses(
    (status = 200, description = "Providers", body = ProviderList),
))]
async fn list_providers(State(app): State<App>, uri: Uri, headers: HeaderMap) -> Result<Response, Problem> {
    Params::parse(uri.query(), &[])?;
    let document = |provider: &Provider| ProviderDocument {
        code: provider.settings().code.clone(),
        name: provider.settings().name.clone(),
    };
    answer::json(&headers, &ProviderList { items: app.providers().iter().map(document).collect() })
}

/// Sends the browser to an identity provider, with what it has to come back with. What goes wrong is told by the page.
#[utoipa::path(get, path = "/api/session/providers/{code}/begin", tag = "session", security(()),
    params(("code" = String, Path)), responses(
    (status = 303, description = "To the provider, or back to the page with what went wrong"),
))]
async fn begin_log_in(
    State(app): State<App>,
    Extension(edge): Extension<Edge>,
    Path(code): Path<String>,
) -> Response {
    let Some(provider) = app.providers().coded(&code) else { return to_page(Some((Trouble::Unknown, None))) };
    match begun(&app, provider).await {
        Ok((address, sealed)) => {
            let mut response = to(&address);
            let carried = cookie::carry(&sealed, edge.https());
            response.headers_mut().insert(header::SET_COOKIE, carried);
            response
        }
        Err(fault) => failed(provider, &fault),
    }
}

async fn begun(app: &App, provider: &Provider) -> Result<(String, String), Fault> {
    let pending = Pending::begin(&provider.settings().code, app.accounts().now())?;
    let address = provider.address_to_log_in(&pending, &come_back_to(app)).await?;
    let text = serde_json::to_string(&pending).expect("texts and a time are written as JSON");
    Ok((address.into(), Seal::of(app, PURPOSE).seal(&text)?))
}

/// Takes the browser back from an identity provider and logs it in, if everything holds. What goes wrong is told by the
/// page.
#[utoipa::path(get, path = "/api/session/callback", tag = "session", security(()), params(
    ("state" = Option<String>, Query), ("code" = Option<String>, Query), ("iss" = Option<String>, Query),
    ("error" = Option<String>, Query),
), responses(
    (status = 303, description = "To the page, logged in or with what went wrong"),
))]
async fn finish_log_in(
    State(app): State<App>,
    Extension(edge): Extension<Edge>,
    Extension(address): Extension<Address>,
    headers: HeaderMap,
    uri: Uri,
) -> Response {
    let mut response = match finished(&app, (&edge, address), &headers, &uri).await {
        Ok(secret) => {
            let mut response = to_page(None);
            response.headers_mut().append(header::SET_COOKIE, cookie::set(&secret, edge.https()));
            response
        }
        Err(response) => response,
    };
    // It waits for one answer.
    response.headers_mut().append(header::SET_COOKIE, cookie::carry_no_more(edge.https()));
    response
}

async fn finished(
    app: &App,
    (edge, address): (&Edge, Address),
    headers: &HeaderMap,
    uri: &Uri,
) -> Result<String, Response> {
    let broken = || to_page(Some((Trouble::Broken, None)));
    let answer = Answer::read(uri.query().unwrap_or_default());
    let pending = pending(app, edge, headers).ok_or_else(broken)?;
    let provider = app.providers().coded(&pending.provider).ok_or_else(broken)?;
    if answer.state.as_deref() != Some(&pending.state) {
        tracing::warn!(provider = pending.provider, "an answer of a provider is of another log-in");
        return Err(broken());
    }
    // From here on it is a log-in that was begun here: each is one try, and the provider is asked once about it.
    if edge.limits().is_some_and(|limits| limits.answer_of_provider(address).is_err()) {
        return Err(to_page(Some((Trouble::Away, Some(provider)))));
    }
    if !app.providers().takes_once(&pending, app.accounts().now()) {
        tracing::warn!(provider = pending.provider, "an answer of a provider came a second time");
        return Err(broken());
    }
    audited::refused();
    let from = browser(headers, edge);
    redeemed(app, provider, (&pending, &answer), from).await
}

async fn redeemed(
    app: &App,
    provider: &Provider,
    (pending, answer): (&Pending, &Answer),
    from: Browser<'_>,
) -> Result<String, Response> {
    let failed = |fault: Fault| failed(provider, &fault);
    provider.is_named_by(answer.issuer.as_deref()).await.map_err(failed)?;
    let refused = || failed(Fault::Refused(answer.error.clone().unwrap_or_default()));
    let code = answer.code.as_deref().filter(|_| answer.error.is_none()).ok_or_else(refused)?;
    let redeemed = provider.redeem(pending, code, &come_back_to(app), app.accounts().now()).await;
    let (said, refresh) = redeemed.map_err(failed)?;
    let trouble = |trouble| to_page(Some((trouble, Some(provider))));
    let vouched = app.vouching().vouched(provider, &said).ok_or_else(|| {
        tracing::info!(provider = pending.provider, "somebody logged in whose groups are nothing here");
        trouble(Trouble::NoRole)
    })?;
    match app.accounts().log_in_vouched(app.engine(), vouched, from).await {
        Ok((account, session)) => {
            tracing::info!(account = %account.id, provider = pending.provider, "logged in by a provider");
            audited::by_found(app, &Found::Account(account));
            if let Some(refresh) = refresh {
                app.vouching().keep(secret::kept(&session), &pending.provider, refresh);
            }
            Ok(session)
        }
        Err(AccountFault::Disabled) => Err(trouble(Trouble::Disabled)),
        Err(AccountFault::PartyOut) => Err(trouble(Trouble::PartyOut)),
        Err(AccountFault::LoggedOut) => Err(trouble(Trouble::Refused)),
        Err(fault) => {
            tracing::error!(%fault, provider = pending.provider, "a log-in by a provider was not written");
            Err(trouble(Trouble::Register))
        }
    }
}

/// What a provider answers with.
#[derive(Default)]
struct Answer {
    state: Option<String>,
    code: Option<String>,
    issuer: Option<String>,
    error: Option<String>,
}

impl Answer {
    /// Providers may add what they like; what stands there twice is nothing.
    fn read(query: &str) -> Self {
        let one = |name: &str| one_of_form(query, name);
        // The standards' own words are such; whatever else stands there goes to no log.
        let is_word =
            |word: &String| word.len() <= 40 && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        let error = one("error").map(|word| if is_word(&word) { word } else { "another error".into() });
        Self { state: one("state"), code: one("code"), issuer: one("iss"), error }
    }
}

fn pending(app: &App, edge: &Edge, headers: &HeaderMap) -> Option<Pending> {
    let sealed = cookie::carried(headers, edge.https())?;
    let text = Seal::of(app, PURPOSE).open(sealed)?;
    let pending: Pending = serde_json::from_str(&text).ok()?;
    (app.accounts().now() < pending.until).then_some(pending)
}

fn come_back_to(app: &App) -> String {
    let base = app.city().public_url.as_deref().unwrap_or_default();
    format!("{}{CALLBACK}", base.trim_end_matches('/'))
}

fn failed(provider: &Provider, fault: &Fault) -> Response {
    tracing::warn!(provider = provider.settings().code, %fault, "a log-in by a provider came to nothing");
    to_page(Some((Trouble::of(fault), Some(provider))))
}

/// To the page, with what went wrong. Codes are of plain letters, so that nothing has to be encoded.
fn to_page(trouble: Option<(Trouble, Option<&Provider>)>) -> Response {
    match trouble {
        None => to("/"),
        Some((trouble, None)) => to(&format!("/?trouble={}", trouble.code())),
        Some((trouble, Some(provider))) => {
            to(&format!("/?trouble={}&provider={}", trouble.code(), provider.settings().code))
        }
    }
}

fn to(address: &str) -> Response {
    let Ok(address) = HeaderValue::try_from(address) else {
        return Problem::internal("an address that no header can hold").into_response();
    };
    let mut response = StatusCode::SEE_OTHER.into_response();
    response.headers_mut().insert(header::LOCATION, address);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_and_what_stands_twice_is_nothing() {
        let answer = Answer::read("state=a%2Bb&code=c&iss=http%3A%2F%2Fx&session_state=1");
        assert_eq!((answer.state.as_deref(), answer.code.as_deref()), (Some("a+b"), Some("c")));
        assert_eq!((answer.issuer.as_deref(), answer.error), (Some("http://x"), None));
        let error = |query: &str| Answer::read(query).error;
        assert_eq!(error("error=access_denied").as_deref(), Some("access_denied"));
        assert_eq!(error("error=Anna%2C%20198001011234").as_deref(), Some("another error"));
        assert_eq!(Answer::read("state=a&state=b").state, None);
        assert_eq!(Answer::read("").code, None);
    }
}
