//! What of a role a caller may do: all of it, or some kinds of request alone. A scope narrows a role and never widens
//! it; what the role or the party may not do is refused all the same.

use axum::extract::MatchedPath;
use axum::http::Method;
use axum::http::request::Parts;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// A kind of request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Reads what the role may see, and follows changes.
    Read,
    /// Sends reports, photos, walks and presence, and reads what is needed for that.
    Report,
    /// Works on places, measures, reports and coordination.
    Work,
    /// Takes lists out as files.
    Export,
    /// Sets the city up, and erases.
    Administer,
}

impl Scope {
    /// All scopes.
    pub const ALL: [Self; 5] = [Self::Read, Self::Report, Self::Work, Self::Export, Self::Administer];

    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Report => "report",
            Self::Work => "work",
            Self::Export => "export",
            Self::Administer => "administer",
        }
    }

    /// Reads the stable word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.code() == code)
    }
}

/// What of its role somebody may do. Some of nothing is nothing.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scopes {
    /// All of it.
    #[default]
    All,
    /// Requests of these kinds.
    Some(BTreeSet<Scope>),
}

impl Scopes {
    /// None: only what needs nothing but to be known.
    #[must_use]
    pub fn none() -> Self {
        Self::Some(BTreeSet::new())
    }

    /// One of them.
    #[must_use]
    pub fn only(scope: Scope) -> Self {
        Self::Some(BTreeSet::from([scope]))
    }

    /// Whether nothing of the role is left out.
    #[must_use]
    pub fn is_all(&self) -> bool {
        matches!(self, Self::All)
    }

    /// Their words; `None` for all of them.
    #[must_use]
    pub fn words(&self) -> Option<Vec<&'static str>> {
        match self {
            Self::All => None,
            Self::Some(scopes) => Some(scopes.iter().copied().map(Scope::code).collect()),
        }
    }

    /// Whether a scope is among them.
    #[must_use]
    pub fn hold(&self, scope: Scope) -> bool {
        match self {
            Self::All => true,
            Self::Some(scopes) => scopes.contains(&scope),
        }
    }

    /// Whether all of these are among those of the other: nobody gives out more than they have.
    #[must_use]
    pub fn are_within(&self, other: &Self) -> bool {
        match (self, other) {
            (_, Self::All) => true,
            (Self::All, Self::Some(_)) => false,
            (Self::Some(own), Self::Some(others)) => own.is_subset(others),
        }
    }
}

/// Whether a request is of a kind that scopes let be made.
#[must_use]
pub fn allow(scopes: &Scopes, parts: &Parts) -> bool {
    if scopes.is_all() {
        return true;
    }
    let Some(route) = parts.extensions.get::<MatchedPath>() else { return false };
    match needed(&parts.method, route.as_str(), parts.uri.path()) {
        Some(Needed::Nothing) => true,
        Some(Needed::OneOf(sufficient)) => sufficient.iter().any(|scope| scopes.hold(*scope)),
        None => false,
    }
}

/// What a route needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needed {
    /// To be known.
    Nothing,
    /// Any one of these.
    OneOf(&'static [Scope]),
}

const READ: Needed = Needed::OneOf(&[Scope::Read]);
/// What whoever reports must know: where they are, what there is to choose, what is known already.
const TO_REPORT: Needed = Needed::OneOf(&[Scope::Read, Scope::Report]);
const REPORT: Needed = Needed::OneOf(&[Scope::Report]);
const WORK: Needed = Needed::OneOf(&[Scope::Work]);
const EXPORT: Needed = Needed::OneOf(&[Scope::Export]);
const ADMINISTER: Needed = Needed::OneOf(&[Scope::Administer]);

/// What a request to a route needs, by its method, the route as it is declared and the path as it is asked. `None` for a
/// route that nobody has ruled on: it is closed to everybody with scopes.
#[must_use]
pub fn needed(method: &Method, route: &str, path: &str) -> Option<Needed> {
    let mut parts = route.trim_start_matches('/').split('/');
    let noun = match (parts.next()?, parts.next()?) {
        ("api", noun) => noun,
        ("ogc", _) => return Some(tiles(path)),
        _ => return None,
    };
    let rest: Vec<_> = parts.collect();
    let reads = super::reads(method);
    match (noun, rest.as_slice()) {
        ("me", []) => Some(Needed::Nothing),
        ("me", ["reports"])
        | (
            "locate" | "addresses" | "areas" | "codes" | "parties" | "settings" | "layers" | "background"
            | "sharing",
            _,
        ) if reads => Some(TO_REPORT),
        // For anybody, with or without a token.
        ("public", _) if reads => Some(Needed::Nothing),
        // What is one's own: an account's alone, which no token has, but for what it follows and has read.
        ("me", ["desk", ..]) => Some(READ),
        ("me", ["sessions", ..] | ["second-factor", ..] | ["password"] | ["data" | "details" | "forget"]) => {
            Some(Needed::Nothing)
        }
        ("exports", _) => Some(EXPORT),
        (
            "users" | "tokens" | "sessions" | "phone-links" | "access-review" | "register" | "imports"
            | "erasures" | "reads",
            _,
        ) => Some(ADMINISTER),
        ("retention", ["runs", ..]) => Some(ADMINISTER),
        (_, [.., "erase"]) => Some(ADMINISTER),
        (
            "me" | "changes" | "designations" | "disclosures" | "measures" | "photos" | "rounds" | "walks"
            | "presences" | "places" | "place-counts" | "publications" | "reports" | "retention" | "sites"
            | "statistics" | "weekly-list" | "document-requests" | "filings",
            _,
        ) if reads => Some(READ),
        ("reports" | "photos" | "walks" | "presences", []) | ("presences", [_, "withdraw"]) => Some(REPORT),
        ("reports" | "photos" | "places" | "measures" | "rounds" | "filings", _)
        | ("designations", ["dry-run"]) => Some(WORK),
        (
            "areas" | "codes" | "parties" | "settings" | "designations" | "sites" | "retention"
            | "publications",
            _,
        ) => Some(ADMINISTER),
        _ => None,
    }
}

/// Tiles: the ground is for whoever reports, what happens on it for whoever reads.
fn tiles(path: &str) -> Needed {
    let collection = path.trim_start_matches("/ogc/collections/").split('/').next().unwrap_or_default();
    match collection {
        "districts" | "neighbourhoods" | "sites" | "water" | "parks" | "streets" => TO_REPORT,
        _ => READ,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::router::contract;

    #[test]
    fn every_route_of_the_contract_that_is_not_for_anybody_has_been_ruled_on() {
        let (_, document) = contract().split_for_parts();
        let document = serde_json::to_value(&document).unwrap();
        let mut ruled = 0;
        for (path, item) in document["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                let open = operation["security"]
                    .as_array()
                    .is_some_and(|needed| needed.contains(&serde_json::json!({})));
                let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
                let needed = needed(&method, path, path);
                assert!(open || needed.is_some(), "{method} {path} is closed to every scope");
                ruled += usize::from(needed.is_some());
            }
        }
        assert!(ruled > 100, "{ruled}");
    }

    #[test]
    fn writes_never_need_only_reading_and_reads_never_working() {
        let (_, document) = contract().split_for_parts();
        let document = serde_json::to_value(&document).unwrap();
        for (path, item) in document["paths"].as_object().unwrap() {
            for method in item.as_object().unwrap().keys() {
                let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
                let desk = path.starts_with("/api/me/desk");
                match needed(&method, path, path) {
                    Some(READ | TO_REPORT) => {
                        assert!(super::super::reads(&method) || desk, "{method} {path}")
                    }
                    Some(WORK | REPORT) => assert!(!super::super::reads(&method), "{method} {path}"),
                    Some(Needed::Nothing | Needed::OneOf(_)) | None => {}
                }
            }
        }
    }

    #[test]
    fn some_of_nothing_is_nothing() {
        let me = axum::http::Request::get("/api/me").body(()).unwrap().into_parts().0;
        assert!(!allow(&Scopes::none(), &me), "a route that is not told is none");
        assert!(allow(&Scopes::All, &me));
    }

    #[test]
    fn nobody_gives_out_more_than_they_have() {
        let some = |scopes: &[Scope]| Scopes::Some(scopes.iter().copied().collect());
        assert!(some(&[Scope::Read]).are_within(&Scopes::All));
        assert!(!Scopes::All.are_within(&some(&Scope::ALL)));
        assert!(some(&[]).are_within(&some(&[Scope::Read])));
        assert!(!some(&[Scope::Read, Scope::Work]).are_within(&some(&[Scope::Read])));
    }

    #[test]
    fn whoever_reports_sees_the_ground_and_nothing_that_happens_on_it() {
        let route = "/ogc/collections/{id}/tiles/WebMercatorQuad/{z}/{row}/{col}";
        let asked = |id: &str| {
            needed(&Method::GET, route, &format!("/ogc/collections/{id}/tiles/WebMercatorQuad/1/2/3"))
        };
        assert_eq!((asked("districts"), asked("places")), (Some(TO_REPORT), Some(READ)));
        assert_eq!(asked("reports"), Some(READ));
    }

    #[test]
    fn words_of_scopes_are_read_back() {
        for scope in Scope::ALL {
            assert_eq!(Scope::parse(scope.code()), Some(scope));
        }
        assert_eq!(Scope::parse("all"), None);
    }
}
