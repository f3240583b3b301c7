//! Keys for programs: an administrator gives them out for any party, a coordinator for the own one up
//! to the own role.

use super::answer;
use super::audited;
use super::caller::Caller;
use super::extract::{Json, Params};
use super::page_of::{Listed, Page};
use super::problem::{Problem, ProblemDocument};
use super::render::Time;
use super::state::App;
use super::users::unknown_role;
use crate::accounts::book::Token;
use crate::accounts::scope::{Scope, Scopes};
use crate::accounts::{AccountFault, NewToken, label};
use crate::audit::About;
use crate::domain::access::Role;
use crate::domain::ids::PartyId;
use crate::domain::party::Party;
use crate::domain::refusal::{Refusal, Wrong};
use crate::index::snapshot::Snapshot;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// A token holds so long when nobody says, days.
pub const DAYS: u32 = 365;
/// The longest a token holds, days.
pub const DAYS_MAX: u32 = 1_095;
/// Most scopes of a token, each named once.
const SCOPES_MAX: usize = Scope::ALL.len();

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_tokens, create_token)).routes(routes!(delete_token))
}

/// A new token.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TokenDraft {
    /// Code of the party it acts for.
    party: String,
    /// reader, reporter, member, coordinator or administrator.
    role: String,
    /// Code of a unit of the party, whose reports its are; one's own when left out. Only an administrator names another.
    unit: Option<String>,
    /// What of its role it may do: any of read, report, work, export and administer; all of it when left out.
    scopes: Option<Vec<String>>,
    /// What it is for, at most 80 characters.
    label: Option<String>,
    /// How long it holds, 1 to 1 095 days; 365 when left out. One that is made with a token ends with that at the latest.
    days: Option<u32>,
}

/// A token, without its secret.
#[derive(Serialize, ToSchema)]
struct TokenDocument {
    id: String,
    /// Code of the party.
    party: Option<String>,
    role: &'static str,
    /// Code of the unit of the party.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    /// What of its role it may do; null where that is all of it.
    #[schema(required)]
    scopes: Option<Vec<Scope>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    created_at: String,
    expires_at: String,
    /// The secret, told once: when it is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<String>,
}

impl TokenDocument {
    fn of(token: &Token, secret: Option<String>, snapshot: &Snapshot) -> Self {
        Self {
            id: token.id.clone(),
            party: snapshot.reference.parties.get(token.party).map(|party| party.code.clone()),
            role: token.role.code(),
            unit: token.unit.clone(),
            scopes: match &token.scopes {
                Scopes::All => None,
                Scopes::Some(scopes) => Some(scopes.iter().copied().collect()),
            },
            label: token.label.clone(),
            created_at: Time(token.created_at).to_string(),
            expires_at: Time(token.expires_at).to_string(),
            token: secret,
        }
    }
}

/// The tokens one may give out, by id.
#[utoipa::path(get, path = "/api/tokens", tag = "tokens", params(Page), responses(
    (status = 200, description = "Tokens, without their secrets", body = Listed<TokenDocument>),
    (status = 403, description = "Neither administrator nor coordinator", body = ProblemDocument),
))]
async fn list_tokens(
    State(app): State<App>,
    caller: Caller,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    gives_out_any(&caller)?;
    let page = Page::read(&Params::parse(uri.query(), &Page::PARAMETERS)?)?;
    let (book, snapshot) = (app.accounts().book(), app.engine().snapshot());
    let mut tokens: Vec<_> = book.tokens.values().filter(|t| gives_out(&caller, t.party, t.role)).collect();
    tokens.sort_by(|a, b| a.id.cmp(&b.id));
    let documents =
        tokens.into_iter().map(|token| (token.id.clone(), TokenDocument::of(token, None, &snapshot)));
    answer::json(&headers, &page.of(documents))
}

/// Makes a token. Its secret is in the answer and nowhere else, so a repeated request makes another.
#[utoipa::path(post, path = "/api/tokens", tag = "tokens", request_body = TokenDraft, responses(
    (status = 201, description = "Made, with its secret", body = TokenDocument),
    (status = 403, description = "Not for this party or role", body = ProblemDocument),
    (status = 422, description = "Something cannot be used", body = ProblemDocument),
))]
async fn create_token(
    State(app): State<App>,
    caller: Caller,
    Json { value: asked, .. }: Json<TokenDraft>,
) -> Result<Response, Problem> {
    gives_out_any(&caller)?;
    let snapshot = app.engine().snapshot();
    let new = read(asked, &caller, &snapshot)?;
    if !gives_out(&caller, new.party, new.role) {
        return Err(Refusal::NotAllowed("not_your_party").into());
    }
    if !new.scopes.are_within(&caller.scopes) {
        return Err(Refusal::NotAllowed("scope").into());
    }
    let (token, secret) = app.accounts().create_token(app.engine(), new).await?;
    audited::about(About::coded("token", &token.id));
    tracing::info!(token = token.id, by = caller.name, "a token was made");
    let document = answer::bytes(&TokenDocument::of(&token, Some(secret), &snapshot))?;
    Ok(answer::written(StatusCode::CREATED, document, answer::Told::default()))
}

fn read(asked: TokenDraft, caller: &Caller, snapshot: &Snapshot) -> Result<NewToken, Problem> {
    let party = snapshot.reference.parties.coded(&asked.party);
    let role = Role::parse(&asked.role);
    let days = asked.days.unwrap_or(DAYS);
    let mut wrong = Vec::new();
    let scopes = scopes(asked.scopes, &mut wrong);
    if party.is_none() {
        wrong.push(Wrong::no_party("#/party", &asked.party));
    }
    if role.is_none() {
        wrong.push(unknown_role());
    }
    if !(1..=DAYS_MAX).contains(&days) {
        wrong.push(Wrong::at("#/days", "range", format!("must be 1 to {DAYS_MAX}")));
    }
    if let Err(AccountFault::Wrong(of_label)) = label(asked.label.as_deref()) {
        wrong.extend(of_label);
    }
    let unit = party.and_then(|party| unit_given(caller, party, asked.unit, &mut wrong));
    match (party, role) {
        (Some(party), Some(role)) if wrong.is_empty() => {
            Ok(NewToken { party: party.id, role, unit, scopes, label: asked.label, days, until: caller.ends })
        }
        _ => Err(Problem::invalid(wrong)),
    }
}

/// The scopes that are asked for; what is wrong with them is told beside the rest.
fn scopes(asked: Option<Vec<String>>, wrong: &mut Vec<Wrong>) -> Scopes {
    let Some(asked) = asked else { return Scopes::All };
    if asked.is_empty() {
        let detail = "none would let it do nothing; leave them out for all of the role";
        wrong.push(Wrong::at("#/scopes", "required", detail));
    }
    let mut known = BTreeSet::new();
    for (at, word) in asked.iter().take(SCOPES_MAX).enumerate() {
        match Scope::parse(word) {
            Some(scope) => {
                known.insert(scope);
            }
            None => {
                let words = Scope::ALL.map(Scope::code).join(", ");
                wrong.push(Wrong::at(
                    format!("#/scopes/{at}"),
                    "unknown",
                    format!("is not a scope; known are {words}"),
                ));
            }
        }
    }
    if asked.len() > SCOPES_MAX {
        wrong.push(Wrong::at("#/scopes", "too_many", format!("are at most {SCOPES_MAX}")));
    }
    Scopes::Some(known)
}

/// Ends a token at once.
#[utoipa::path(delete, path = "/api/tokens/{id}", tag = "tokens", params(("id" = String, Path)), responses(
    (status = 204, description = "Ended"),
    (status = 404, description = "No such token, or not one's own to end", body = ProblemDocument),
))]
async fn delete_token(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    gives_out_any(&caller)?;
    let book = app.accounts().book();
    let token =
        book.tokens.values().find(|token| token.id == id).filter(|t| gives_out(&caller, t.party, t.role));
    token.ok_or_else(Problem::not_there)?;
    app.accounts().delete_token(app.engine(), &id).await?;
    audited::about(About::coded("token", &id));
    tracing::info!(token = id, by = caller.name, "a token was ended");
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Whether the caller gives out any keys at all.
///
/// # Errors
/// 403.
pub fn gives_out_any(caller: &Caller) -> Result<(), Problem> {
    let role = caller.actor.viewer.role;
    if role.administers() || role.coordinates() {
        return Ok(());
    }
    Err(Refusal::NotAllowed("coordinator_role").into())
}

/// The unit that a key is for: the caller's own, unless an administrator names another. Whoever is in a unit hands on what
/// it holds, so nobody else puts a key into one that is not theirs.
pub fn unit_given(
    caller: &Caller,
    party: &Party,
    asked: Option<String>,
    wrong: &mut Vec<Wrong>,
) -> Option<String> {
    let actor = &caller.actor;
    let own = actor.unit.clone().filter(|_| party.id == actor.viewer.party);
    let Some(unit) = asked else { return own };
    if !party.units.iter().any(|known| known.code == unit) {
        wrong.push(Wrong::at("#/unit", "unknown", "is not the code of a unit of the party"));
    } else if !actor.viewer.role.administers() && own.as_ref() != Some(&unit) {
        wrong.push(Wrong::at("#/unit", "not_your_unit", "is not your own; an administrator can name it"));
    }
    Some(unit)
}

/// Whether the caller gives out keys for a party, in a role.
#[must_use]
pub fn gives_out(caller: &Caller, party: PartyId, role: Role) -> bool {
    let viewer = &caller.actor.viewer;
    viewer.role.administers() || (viewer.role.coordinates() && party == viewer.party && role <= viewer.role)
}
