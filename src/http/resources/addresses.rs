//! Addresses: what somebody means who types where something is.

use super::shared::{self, Items};
use crate::domain::address::Address;
use crate::domain::site::Site;
use crate::http::answer;
use crate::http::audited;
use crate::http::caller::Caller;
use crate::http::extract::Params;
use crate::http::problem::Problem;
use crate::http::render::Position;
use crate::http::state::App;
use crate::index::addresses::words::{Typed, folded, typed, words};
use crate::index::snapshot::Snapshot;
use crate::index::view;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

/// Longest text that is searched for, characters.
const QUERY_MAX: usize = 100;
/// How many are answered unless told, and at most.
const LIMIT: usize = 10;
const LIMIT_MAX: usize = 50;
/// Sites are few beside addresses and named first; so many of them at most.
const SITES_MAX: usize = 5;
/// So many letters at least are looked for within words: fewer lie in nearly all of them.
const WITHIN_MIN: usize = 3;

/// What a hit is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NamedSpotKind {
    /// An address.
    Address,
    /// A site.
    Site,
}

/// Somewhere that has a name.
#[derive(Serialize, ToSchema)]
pub struct NamedSpot {
    /// What it is.
    what: NamedSpotKind,
    /// Its id.
    id: String,
    /// Street and number, or the site's name.
    name: String,
    /// An address's postal code.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    postal_code: Option<String>,
    /// An address's town.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    locality: Option<String>,
    /// A site's kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    kind: Option<String>,
    /// Where it is; of a site, a position on it.
    position: Position,
}

impl NamedSpot {
    fn address(address: &Address) -> Self {
        Self {
            what: NamedSpotKind::Address,
            id: address.id.to_string(),
            name: address.name(),
            postal_code: address.postal_code.as_deref().map(str::to_owned),
            locality: address.locality.as_deref().map(str::to_owned),
            kind: None,
            position: address.position.into(),
        }
    }

    fn site(site: &Site) -> Self {
        Self {
            what: NamedSpotKind::Site,
            id: site.id.to_string(),
            name: site.name.clone(),
            postal_code: None,
            locality: None,
            kind: Some(site.kind.clone()),
            position: site.shape.representative_point().into(),
        }
    }
}

/// Addresses and sites that have every word of a text or begin with it, the likeliest first, for everyone with a
/// log-in: sites first, also those with it within a word of their name, then streets that begin with what was typed, numbers as
/// along the street.
#[utoipa::path(
    get, path = "/api/addresses", tag = "sites",
    params(
        ("query" = String, Query, description = "What somebody has typed: 1 to 100 characters"),
        ("limit" = Option<u32>, Query, description = "1 to 50, 10 unless told"),
    ),
    responses((status = 200, body = Items<NamedSpot>))
)]
pub async fn find_addresses(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &["query", "limit"])?;
    let query = params.required::<String>("query", "must be a text")?;
    if query.trim().is_empty() || query.chars().count() > QUERY_MAX {
        return Err(Problem::parameter("query", "must have 1 to 100 characters"));
    }
    let limit = params.read("limit", "must be a number from 1 to 50")?.unwrap_or(LIMIT);
    if !(1..=LIMIT_MAX).contains(&limit) {
        return Err(Problem::parameter("limit", "must be a number from 1 to 50"));
    }
    let snapshot = shared::snapshot(&app, &headers).await;
    let is_ready = snapshot.reference.addresses.is_ready();
    let search = move || found(&snapshot, &caller, query.trim(), limit);
    // The first search after a change sorts all addresses.
    let items = match is_ready {
        true => search(),
        false => audited::aside(search).await?,
    };
    answer::json(&headers, &Items { items, next: None })
}

fn found(snapshot: &Snapshot, caller: &Caller, query: &str, limit: usize) -> Vec<NamedSpot> {
    let (eyes, typed) = (caller.eyes(), typed(query));
    let sites = snapshot.sites.ordered(None).filter_map(|row| view::site(&eyes, row));
    let sites = sites.map(|seen| &seen.thing.held.record);
    let mut named: Vec<_> = sites.filter_map(|site| Some((called(&site.name, &typed)?, site))).collect();
    // What begins so is what was meant; each of the two stays in its order.
    named.sort_by_key(|(how, _)| *how);
    let mut found: Vec<NamedSpot> =
        named.into_iter().take(limit.min(SITES_MAX)).map(|(_, site)| NamedSpot::site(site)).collect();
    let addresses = snapshot.reference.addresses.find(query, limit - found.len());
    found.extend(addresses.into_iter().map(|held| NamedSpot::address(held)));
    found
}

/// How a name is called by what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Called {
    /// Every word that was typed begins one of its words.
    ByBeginnings,
    /// Some lie within one: Swedish makes one word of several, and "skolan" is what is known of Blåklintsskolan.
    Within,
}

fn called(name: &str, typed: &[Typed]) -> Option<Called> {
    let own: Vec<String> = words(name).map(folded).collect();
    let begins = |typed: &Typed| own.iter().any(|word| word.starts_with(&typed.folded));
    let lies_within = |typed: &Typed| {
        typed.folded.chars().count() >= WITHIN_MIN && own.iter().any(|word| word.contains(&typed.folded))
    };
    match typed {
        [] => None,
        typed if typed.iter().all(begins) => Some(Called::ByBeginnings),
        typed => typed.iter().all(|one| begins(one) || lies_within(one)).then_some(Called::Within),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_called_by_its_beginnings_and_by_what_lies_within_its_words() {
        let called = |query: &str| called("Blåklintsskolan, norra huset", &typed(query));
        for beginnings in ["blå", "blåklintsskolan", "BLAKLINT hus", "norra b"] {
            assert_eq!(called(beginnings), Some(Called::ByBeginnings), "{beginnings}");
        }
        for within in ["skol", "skolan norra", "klint", "hus sko"] {
            assert_eq!(called(within), Some(Called::Within), "{within}");
        }
        for neither in ["", "sk", "skolan södra", "gården"] {
            assert_eq!(called(neither), None, "{neither}");
        }
    }
}
