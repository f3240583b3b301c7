//! Every route that reads is a surface of the matrix, or tells nothing of any thing.

use super::judged::Matrix;
use crate::routes::ROUTES;
use std::collections::BTreeSet;

/// Where a route is judged: the surface, or its beginning.
const JUDGED: [(&str, &str); 61] = [
    ("/api/changes", "changes"),
    ("/api/changes", "event stream"),
    ("/api/disclosures", "disclosures"),
    ("/api/document-requests", "list of document-requests"),
    ("/api/document-requests/{id}", "one of document-requests"),
    ("/api/erasures", "erasures"),
    ("/api/exports/{layer}", "reports as gpkg"),
    ("/api/exports/{layer}", "coordinations as csv"),
    ("/api/filings", "list of filings"),
    ("/api/filings/{id}", "one of filings"),
    ("/api/locate", "located"),
    ("/api/me/data", "own data"),
    ("/api/me/desk", "desk"),
    ("/api/me/duties", "duties"),
    ("/api/me/news", "news"),
    ("/api/me/reports", "own reports"),
    ("/api/me/sites", "my sites"),
    ("/api/me/triage", "triage"),
    ("/api/measures", "list of measures"),
    ("/api/measures/{id}", "one of measures"),
    ("/api/photos", "photos of a report"),
    ("/api/photos/{id}", "one of photos"),
    ("/api/photos/{id}/large", "photos, large"),
    ("/api/photos/{id}/small", "photos, small"),
    ("/api/place-counts", "place counts"),
    ("/api/places", "list of places"),
    ("/api/places/{id}", "one of places"),
    ("/api/places/{id}/disclosures", "disclosures of one thing"),
    ("/api/places/{id}/document", "document of places"),
    ("/api/places/{id}/effort", "effort at a place"),
    ("/api/places/{id}/history", "history of places"),
    ("/api/places/{id}/neighbours", "neighbours of a place"),
    ("/api/places/{id}/reports", "reports of a place"),
    ("/api/places/{id}/rhythm", "rhythm of a place"),
    ("/api/places/{id}/sharing", "sharing of places"),
    ("/api/places/{id}/sheet", "sheet"),
    ("/api/presences", "list of presences"),
    ("/api/presences/{id}", "one of presences"),
    ("/api/reads", "reads"),
    ("/api/reads/file", "reads as a file"),
    ("/api/register/incident", "incident package"),
    ("/api/reports", "list of reports"),
    ("/api/reports/{id}", "one of reports"),
    ("/api/reports/{id}/disclosures", "disclosures of one thing"),
    ("/api/reports/{id}/document", "document of reports"),
    ("/api/reports/{id}/history", "history of reports"),
    ("/api/reports/{id}/sharing", "sharing of reports"),
    ("/api/rounds", "list of rounds"),
    ("/api/rounds/{id}", "one of rounds"),
    ("/api/rounds/{id}/known", "reports known at a stop"),
    ("/api/sharing", "sharing of a new report"),
    ("/api/walks", "list of walks"),
    ("/api/walks/{id}", "one of walks"),
    ("/api/weekly-list", "weekly list"),
    ("/ogc/collections/{id}/tiles/WebMercatorQuad/{z}/{row}/{col}", "reports in tiles"),
    ("/ogc/collections/{id}/tiles/WebMercatorQuad/{z}/{row}/{col}", "places in summaries"),
    // Beside the table of routes: what only writes and still tells something.
    ("POST /api/designations/dry-run", "reports that a rule is tried on"),
    ("PUT /api/me/desk/places/{id}", "following"),
    ("POST /api/reports", "known where somebody reports"),
    ("POST /api/reports/{id}/triage", "command triage"),
    ("POST /api/places/{id}/hand-out", "places/hand-out by who only looks"),
];

/// What tells nothing of any report, place or what belongs to one, and why.
const TELLS_NOTHING: [(&str, &str); 49] = [
    ("/", "the page, the same for everybody"),
    ("/healthz", "whether the program runs"),
    ("/readyz", "whether it is ready"),
    ("/api/openapi.json", "the contract"),
    ("/api/docs", "the contract for people"),
    ("/api/docs/style.css", "how that looks"),
    ("/problems", "what can go wrong"),
    ("/problems/{name}", "what can go wrong"),
    ("/api/session/providers", "who may log in by which organisation"),
    ("/api/session/providers/{code}/begin", "sends a browser to a provider"),
    ("/api/session/callback", "ends a log-in"),
    ("/api/me", "who asks, and what their role may do; its cursor is that of the changes"),
    ("/api/me/sessions", "the caller's own log-ins"),
    ("/api/background/{z}/{row}/{col}", "a map of the ground, the same for everybody"),
    ("/api/addresses", "the city's addresses and sites"),
    ("/api/areas", "the city's areas"),
    ("/api/areas/{id}", "the city's areas"),
    ("/api/codes", "the city's codes"),
    ("/api/codes/{list}/{code}", "the city's codes"),
    ("/api/designations", "the city's rules"),
    ("/api/designations/{id}", "the city's rules"),
    ("/api/layers", "what can be drawn, the same for everybody"),
    ("/api/parties", "the city's parties"),
    ("/api/parties/{code}", "the city's parties"),
    ("/api/public/catalogue", "what was published: tests/it/publications.rs"),
    ("/api/public/publications", "what was published: tests/it/publications.rs"),
    ("/api/public/publications/{quarter}", "counts that hide what is small: tests/it/publications.rs"),
    ("/api/public/publications/{quarter}/csv", "the same counts"),
    ("/api/public/publications/{quarter}/geojson", "the same counts"),
    ("/api/publications/{id}", "that a quarter was published"),
    ("/api/register/kept-aside", "records that nobody can read, for administrators"),
    ("/api/register/stats", "how many records there are of everybody's, for administrators"),
    ("/api/register/verify", "whether the chain holds, for administrators"),
    ("/api/retention/rules", "the city's rules"),
    ("/api/retention/rules/{name}", "the city's rules"),
    ("/api/retention/runs", "numbers of everybody's, for administrators"),
    ("/api/retention/runs/{id}", "numbers of everybody's, for administrators"),
    ("/api/sessions", "log-ins"),
    ("/api/settings", "the city's settings"),
    ("/api/settings/{name}", "the city's settings"),
    ("/api/sites", "the city's sites"),
    ("/api/sites/{id}", "the city's sites"),
    ("/api/sites/{id}/history", "the city's sites"),
    ("/api/statistics", "figures of others, kept apart from reports"),
    ("/api/phone-links", "who may get in"),
    ("/api/tokens", "who may get in"),
    ("/api/users", "who may get in"),
    ("/api/access-review", "who may get in"),
    ("/ogc/collections/{id}/tiles/WebMercatorQuad/tilejson", "which tiles there are, the same for everybody"),
];

#[test]
fn every_route_that_reads_is_judged_or_tells_nothing() {
    let reading: BTreeSet<_> =
        ROUTES.iter().filter(|(method, ..)| *method == "GET").map(|(_, path, _)| *path).collect();
    let is_route = |path: &&str| path.starts_with('/');
    let judged: BTreeSet<_> = JUDGED.iter().map(|(path, _)| *path).filter(is_route).collect();
    let rest: BTreeSet<_> = TELLS_NOTHING.iter().map(|(path, _)| *path).collect();
    assert_eq!(rest.len(), TELLS_NOTHING.len(), "a row stands twice");
    assert_eq!(judged.intersection(&rest).collect::<Vec<_>>(), Vec::<&&str>::new(), "in both lists");
    let known: BTreeSet<_> = judged.union(&rest).copied().collect();
    let (unknown, gone): (Vec<_>, Vec<_>) =
        (reading.difference(&known).collect(), known.difference(&reading).collect());
    assert!(unknown.is_empty() && gone.is_empty(), "in neither list: {unknown:?}; no routes: {gone:?}");
}

/// What is said to be judged has cells.
pub fn all_were_judged(matrix: &Matrix) {
    let has_cells = |surface: &str| matrix.cells.keys().any(|judged| judged.starts_with(surface));
    let without: Vec<_> = JUDGED.iter().filter(|(_, surface)| !has_cells(surface)).collect();
    assert!(without.is_empty(), "nothing was judged: {without:?}");
}

/// What is the same for everybody, as it should be: what nobody may do, and what is told to nobody.
const ALIKE: &[&str] = &[
    "lineage in its disclosures",
    "lineage in its document",
    "lineage in its history",
    "lineage in its sharing",
    "lineage in its sheet",
    "news, who coordinates",
    "triage, beside which place",
];

/// A surface that shows all things to everybody, or none to anybody, has compared nothing.
pub fn all_tell_apart(matrix: &Matrix) {
    let is_refused =
        |surface: &str| surface.starts_with("command ") || surface.ends_with(" by who only looks");
    let alike: Vec<_> = matrix.say_little().filter(|surface| !is_refused(surface)).collect();
    assert_eq!(alike, ALIKE, "the same for everybody");
}
