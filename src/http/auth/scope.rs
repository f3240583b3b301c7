//! Which requests scopes let through: what each route needs of them.

use crate::accounts::scope::{Scope, Scopes};
use axum::extract::MatchedPath;
use axum::http::Method;
use axum::http::request::Parts;

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
    fn whoever_reports_sees_the_ground_and_nothing_that_happens_on_it() {
        let route = "/ogc/collections/{id}/tiles/WebMercatorQuad/{z}/{row}/{col}";
        let asked = |id: &str| {
            needed(&Method::GET, route, &format!("/ogc/collections/{id}/tiles/WebMercatorQuad/1/2/3"))
        };
        assert_eq!((asked("districts"), asked("places")), (Some(TO_REPORT), Some(READ)));
        assert_eq!(asked("reports"), Some(READ));
    }
}
