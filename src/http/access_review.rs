//! The yearly review of who may get in: accounts, tokens, links for phones and the groups of identity providers, each with
//! when it was last used. A coordinator goes through those of the own party, an administrator through all of them; each
//! is confirmed or ended, and that it was done is written down.

use super::answer;
use super::audited;
use super::caller::{Call, Caller, Sent};
use super::extract::{Json, Params};
use super::problem::{Problem, ProblemDocument};
use super::render::Time;
use super::state::App;
use super::tokens::{gives_out, gives_out_any};
use crate::accounts::book::{Account, Token};
use crate::accounts::{AccountFault, LinkFound};
use crate::audit::About;
use crate::domain::access::Role;
use crate::domain::access_review::{AccessReview, Reviewed, due_on, is_unused};
use crate::domain::audit::Act;
use crate::domain::command::Command;
use crate::domain::ids::{AccountId, PartyId};
use crate::domain::refusal::Wrong;
use crate::domain::time::date_of;
use crate::domain::world::Held;
use crate::index::snapshot::Snapshot;
use crate::oidc::Assigned;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(find_access_review, record_access_review))
}

/// By what somebody gets in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccessKind {
    /// An account.
    Account,
    /// A token of a program.
    Token,
    /// A link that binds phones.
    PhoneLink,
    /// A row of the operator's file: whoever is in a group of a provider.
    Mapping,
}

/// One access, named.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AccessRef {
    kind: AccessKind,
    /// A log-in, the id of a token or a link, or a provider and its group.
    id: String,
}

/// One access.
#[derive(Serialize, ToSchema)]
struct Access {
    kind: AccessKind,
    /// A log-in, the id of a token or a link, or a provider and its group.
    id: String,
    /// Code of the party; null for the installation itself.
    #[schema(required)]
    party: Option<String>,
    /// In what role.
    role: Role,
    /// Of a token: what of the role it may do; absent for all of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    scopes: Option<Vec<&'static str>>,
    /// What it is for, or who is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    label: Option<String>,
    /// Since when; absent for a row of the operator's file.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    created_at: Option<Time>,
    /// When it was last used; null where that is not known.
    #[schema(required)]
    used_at: Option<Time>,
    /// Not used for 90 days, or never in as many.
    unused: bool,
    /// When it ends by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    expires_at: Option<Time>,
    /// Of an account with a password: whether it has a second factor.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    second_factor: Option<bool>,
    /// The caller may end it here. A row of the file is the operator's to take out, and nobody ends the own account.
    may_end: bool,
}

impl Access {
    fn named(&self) -> AccessRef {
        AccessRef { kind: self.kind, id: self.id.clone() }
    }
}

/// A review that was done.
#[derive(Serialize, ToSchema)]
struct ReviewView {
    /// When.
    at: Time,
    /// Of every party.
    whole_city: bool,
    /// What stayed.
    confirmed: ReviewedView,
    /// What was ended.
    ended: ReviewedView,
}

/// How many of each.
#[derive(Serialize, ToSchema)]
struct ReviewedView {
    accounts: u32,
    tokens: u32,
    phone_links: u32,
    mappings: u32,
}

/// Who may get in, and when that was last gone through.
#[derive(Serialize, ToSchema)]
struct AccessReviewView {
    /// Of every party, or of the caller's alone.
    whole_city: bool,
    /// The last review; null where there was none.
    #[schema(required)]
    last: Option<ReviewView>,
    /// The day it is due.
    #[schema(value_type = String)]
    due_on: Date,
    /// That day has passed.
    overdue: bool,
    /// What is to be gone through.
    items: Vec<Access>,
}

/// What was gone through.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AccessReviewBody {
    /// What stays.
    #[serde(default)]
    confirmed: Vec<AccessRef>,
    /// What is to be ended now.
    #[serde(default)]
    ended: Vec<AccessRef>,
}

/// Most accesses in one body, which has no room for more.
const REVIEWED_MAX: usize = 6_000;

/// Whether a caller answers for the accesses of a party.
fn answers_for(caller: &Caller, party: Option<PartyId>) -> bool {
    let viewer = &caller.actor.viewer;
    viewer.role.administers() || (viewer.role.coordinates() && party == Some(viewer.party))
}

/// The last review that covers what the caller answers for.
fn last_review(snapshot: &Snapshot, caller: &Caller) -> Option<Held<AccessReview>> {
    let viewer = &caller.actor.viewer;
    let covers = |review: &&Held<AccessReview>| {
        if viewer.role.administers() { review.whole_city } else { review.covers(viewer.party) }
    };
    snapshot.reference.access_reviews.values().filter(covers).max_by_key(|review| review.at).cloned()
}

/// The day on which the caller's review is due: counted from the last one, or from the first of the accounts that they
/// answer for. `None` for who answers for none.
#[must_use]
pub fn review_due_on(app: &App, snapshot: &Snapshot, caller: &Caller) -> Option<Date> {
    let role = caller.actor.viewer.role;
    if !role.administers() && !role.coordinates() {
        return None;
    }
    let book = app.accounts().book();
    let theirs = book.accounts.values().filter(|account| answers_for(caller, account.party));
    let first = theirs.map(|account| account.created_at).min();
    last_review(snapshot, caller).map(|review| review.at).or(first).map(due_on)
}

fn items(app: &App, snapshot: &Snapshot, caller: &Caller) -> Vec<Access> {
    let (book, now) = (app.accounts().book(), app.accounts().now());
    let mut seen: HashMap<AccountId, Timestamp> = HashMap::new();
    for session in app.accounts().sessions(None) {
        let last = seen.entry(session.account.id).or_insert(session.seen);
        *last = session.seen.max(*last);
    }
    let accounts = book.accounts.values().filter(|account| !account.disabled);
    let accounts = accounts.map(|account| of_account(caller, account, seen.get(&account.id).copied(), now));
    let tokens = book.tokens.values().filter(|token| now < token.expires_at);
    let tokens = tokens.map(|token| of_token(caller, token, now));
    let links = app.accounts().links().into_iter().map(|found| of_link(caller, &found, now));
    let rows = app.providers().iter().flat_map(|provider| {
        let settings = provider.settings();
        settings.groups.iter().map(move |row| of_mapping(snapshot, &settings.code, row))
    });
    let all = accounts.chain(tokens).chain(links).chain(rows);
    let mut items: Vec<_> = all
        .filter(|(party, _)| answers_for(caller, *party))
        .map(|(party, access)| {
            let code = party.and_then(|party| snapshot.reference.parties.get(party));
            Access { party: code.map(|party| party.code.clone()), ..access }
        })
        .collect();
    items.sort_by(|a, b| (a.kind, &a.party, &a.id).cmp(&(b.kind, &b.party, &b.id)));
    items
}

type Found = (Option<PartyId>, Access);

fn of_account(caller: &Caller, account: &Account, seen: Option<Timestamp>, now: Timestamp) -> Found {
    let used_at = account.used_at.max(seen);
    let own = caller.actor.account == Some(account.id);
    let gives = account
        .party
        .map_or(caller.actor.viewer.role.administers(), |party| gives_out(caller, party, account.role));
    let identity = account.identity.as_ref();
    let access = Access {
        kind: AccessKind::Account,
        id: account.login.clone(),
        party: None,
        role: account.role,
        scopes: None,
        label: identity.and_then(|identity| identity.known_as.clone()).or_else(|| account.function.clone()),
        created_at: Some(account.created_at.into()),
        used_at: used_at.map(Time),
        unused: is_unused(used_at.unwrap_or(account.created_at), now),
        expires_at: None,
        second_factor: identity.is_none().then_some(account.second.is_some()),
        may_end: gives && !own,
    };
    (account.party, access)
}

fn of_token(caller: &Caller, token: &Token, now: Timestamp) -> Found {
    let access = Access {
        kind: AccessKind::Token,
        id: token.id.clone(),
        party: None,
        role: token.role,
        scopes: token.scopes.words(),
        label: token.label.clone(),
        created_at: Some(token.created_at.into()),
        used_at: token.used_at.map(Time),
        unused: is_unused(token.used_at.unwrap_or(token.created_at), now),
        expires_at: Some(token.expires_at.into()),
        second_factor: None,
        may_end: gives_out(caller, token.party, token.role) && caller.name != format!("token:{}", token.id),
    };
    (Some(token.party), access)
}

fn of_link(caller: &Caller, found: &LinkFound, now: Timestamp) -> Found {
    let link = &found.link;
    let access = Access {
        kind: AccessKind::PhoneLink,
        id: link.id.clone(),
        party: None,
        role: Role::Reporter,
        scopes: None,
        label: link.label.clone(),
        created_at: Some(link.created_at.into()),
        used_at: found.seen.map(Time),
        unused: is_unused(found.seen.unwrap_or(link.created_at), now),
        expires_at: Some(link.expires_at.into()),
        second_factor: None,
        may_end: gives_out(caller, link.party, Role::Reporter),
    };
    (Some(link.party), access)
}

fn of_mapping(snapshot: &Snapshot, provider: &str, row: &Assigned) -> Found {
    let access = Access {
        kind: AccessKind::Mapping,
        id: format!("{provider} {}", row.group),
        party: None,
        role: row.role,
        scopes: None,
        label: row.unit.clone(),
        created_at: None,
        used_at: None,
        unused: false,
        expires_at: None,
        second_factor: None,
        may_end: false,
    };
    (snapshot.reference.parties.coded(&row.party).map(|party| party.id), access)
}

fn counted(of: Reviewed) -> ReviewedView {
    let Reviewed { accounts, tokens, phone_links, mappings } = of;
    ReviewedView { accounts, tokens, phone_links, mappings }
}

fn view(app: &App, caller: &Caller) -> AccessReviewView {
    let snapshot = app.engine().snapshot();
    let now = app.accounts().now();
    let due_on = review_due_on(app, &snapshot, caller).unwrap_or_else(|| due_on(now));
    let told = |review: Held<AccessReview>| ReviewView {
        at: review.at.into(),
        whole_city: review.whole_city,
        confirmed: counted(review.confirmed),
        ended: counted(review.ended),
    };
    AccessReviewView {
        whole_city: caller.actor.viewer.role.administers(),
        last: last_review(&snapshot, caller).map(told),
        due_on,
        overdue: due_on < date_of(now),
        items: items(app, &snapshot, caller),
    }
}

/// Who may get in, with when it was last used, and when that was last gone through.
#[utoipa::path(get, path = "/api/access-review", tag = "tokens", responses(
    (status = 200, description = "What is to be gone through", body = AccessReviewView),
    (status = 403, description = "Neither administrator nor coordinator", body = ProblemDocument),
))]
async fn find_access_review(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    Params::parse(uri.query(), &[])?;
    gives_out_any(&caller)?;
    answer::json(&headers, &view(&app, &caller))
}

/// Writes down that all of it was gone through: each is confirmed or ended, and what has come since the list was read is
/// refused as left out. What is ended is out at once.
#[utoipa::path(post, path = "/api/access-review", tag = "tokens", request_body = AccessReviewBody, responses(
    (status = 200, description = "Done, with what is left", body = AccessReviewView),
    (status = 403, description = "Neither administrator nor coordinator", body = ProblemDocument),
    (status = 409, description = "The last administrator", body = ProblemDocument),
    (status = 422, description = "Something was left out, or cannot be ended here", body = ProblemDocument),
))]
async fn record_access_review(
    State(app): State<App>,
    caller: Caller,
    sent: Sent,
    body: Json<AccessReviewBody>,
) -> Result<Response, Problem> {
    gives_out_any(&caller)?;
    let call = Call::new(&app, &caller, &sent, body.text.as_bytes())?;
    let AccessReviewBody { confirmed, ended } = body.value;
    let items = items(&app, &app.engine().snapshot(), &caller);
    let (confirmed, ended) = (confirmed.into_iter().collect(), ended.into_iter().collect());
    let wrong = left_out_or_kept(&items, &confirmed, &ended);
    if !wrong.is_empty() {
        return Err(Problem::invalid(wrong));
    }
    // What the caller does not answer for is not among the items, and stays whatever is said of it.
    let (ended, confirmed): (Vec<_>, Vec<_>) = items.iter().partition(|item| ended.contains(&item.named()));
    let by = audited::told_by(&app.engine().snapshot(), &caller.name, &caller.actor);
    for access in &ended {
        let about = end(&app, access).await?;
        app.audit().done(Act::AccessChanged, &by, "access-review/ended", about);
        tracing::info!(kind = ?access.kind, by = caller.name, "an access was ended in a review");
    }
    let command = Command::RecordAccessReview {
        whole_city: caller.actor.viewer.role.administers(),
        confirmed: tally(&confirmed),
        ended: tally(&ended),
    };
    call.submit(&app, None, command).await?;
    let bytes = answer::bytes(&view(&app, &caller))?;
    Ok(answer::written(StatusCode::OK, bytes, answer::Told::default()))
}

fn left_out_or_kept(
    items: &[Access],
    confirmed: &BTreeSet<AccessRef>,
    ended: &BTreeSet<AccessRef>,
) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    if confirmed.len() + ended.len() > REVIEWED_MAX {
        wrong.push(Wrong::at("#/confirmed", "too_many", format!("at most {REVIEWED_MAX} at once")));
    }
    for item in items {
        let named = item.named();
        match (confirmed.contains(&named), ended.contains(&named)) {
            (true, false) => {}
            (false, true) if item.may_end => {}
            (false, true) => {
                let detail = format!("{} cannot be ended here, or not by you", item.id);
                wrong.push(Wrong::at("#/ended", "not_here", detail));
            }
            (true, true) => {
                wrong.push(Wrong::at("#/ended", "contradicts", format!("{} is confirmed as well", item.id)));
            }
            (false, false) => {
                let detail = format!("{} is neither confirmed nor ended", item.id);
                wrong.push(Wrong::at("#/confirmed", "left_out", detail));
            }
        }
    }
    wrong
}

/// Ends what the caller may end, and tells what the log calls it; what is not there any more has ended.
async fn end(app: &App, access: &Access) -> Result<Option<About>, Problem> {
    let (accounts, engine, id) = (app.accounts(), app.engine(), &access.id);
    let done = match access.kind {
        AccessKind::Account => {
            accounts.disable(engine, id).await.map(|account| Some(About::account(account.id)))
        }
        AccessKind::Token => accounts.delete_token(engine, id).await.map(|()| About::coded("token", id)),
        AccessKind::PhoneLink => {
            accounts.revoke_link(engine, id).await.map(|()| About::coded("phone_link", id))
        }
        AccessKind::Mapping => Ok(None),
    };
    match done {
        Ok(about) => Ok(about),
        Err(AccountFault::NoSuch) => Ok(None),
        Err(fault) => Err(fault.into()),
    }
}

fn tally(of: &[&Access]) -> Reviewed {
    let count =
        |kind| u32::try_from(of.iter().filter(|access| access.kind == kind).count()).unwrap_or(u32::MAX);
    Reviewed {
        accounts: count(AccessKind::Account),
        tokens: count(AccessKind::Token),
        phone_links: count(AccessKind::PhoneLink),
        mappings: count(AccessKind::Mapping),
    }
}
