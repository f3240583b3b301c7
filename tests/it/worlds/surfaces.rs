//! Everything that a world can be asked: each operation of the contract that reads, on each thing, each way.

use super::super::support::contract;

/// What is not asked, and why not.
const NOT_ASKED: [(&str, &str); 10] = [
    ("/api/tokens", "made by each world's test itself, with secrets and ids of their own"),
    ("/api/access-review", "tells of the same tokens, and of when they were used"),
    ("/api/users", "accounts of the installation, no things of the register"),
    ("/api/register/stats", "tells an administrator of the register itself, which holds what is withheld"),
    ("/api/register/verify", "tells an administrator of the register itself, which holds what is withheld"),
    ("/api/register/kept-aside", "tells an administrator of the register itself"),
    ("/api/reads", "names each world's own tokens and times; compared without them, see compare_reads"),
    ("/api/reads/file", "the same lines"),
    ("/api/register/incident", "the same lines, and a chain that is read through the same access"),
    ("/api/background/{z}/{row}/{col}", "a map of the ground, the same for everybody"),
];

/// Queries of a list beside the bare one.
const QUERIES: [&str; 15] = [
    "limit=1",
    "status=received",
    "status=triaged",
    "status=active",
    "problem_type=open_drug_trade",
    "problem_type=vandalism",
    "bbox=18.0,59.3,18.2,59.4",
    "bbox=18.1203,59.3506,18.1206,59.3510",
    "party=E",
    "party=SKOLOR",
    "district=%C3%96ster",
    "without_coordinator=true",
    "overdue=true",
    "since=2020-01-01T00:00:00Z",
    "hours=6-22",
];

const TILES: [&str; 7] =
    ["0/0/0", "9/150/281", "11/602/1126", "12/1204/2253", "12/1204/2254", "14/4816/9013", "16/19265/36054"];

const LAYERS: [&str; 11] = [
    "places",
    "reports",
    "sites",
    "districts",
    "areas",
    "parties",
    "statistics",
    "coordinations",
    "measures",
    "disclosures",
    "walks",
];

/// The questions to ask, given the paths of all things of both worlds, where the hidden lies, and a moment to look
/// back at.
pub fn questions(things: &[String], spots: &[(f64, f64)], as_of: &str) -> Vec<String> {
    let contract = contract();
    let mut all = Vec::new();
    for (path, operations) in contract["paths"].as_object().unwrap() {
        let asked = !NOT_ASKED.iter().any(|(left_out, _)| left_out == path);
        if !asked || operations.get("get").is_none() {
            continue;
        }
        let takes = |name: &str| {
            let parameters = operations["get"]["parameters"].as_array();
            parameters.is_some_and(|all| all.iter().any(|parameter| parameter["name"] == name))
        };
        match path.as_str() {
            "/api/locate" => all.extend(locates(spots)),
            "/api/sharing" => {
                all.extend(spots.iter().map(|(lon, lat)| format!("{path}?lon={lon}&lat={lat}")));
            }
            "/api/addresses" => all.extend(["a", "skolan"].map(|typed| format!("{path}?query={typed}"))),
            "/api/exports/{layer}" => all.extend(exports(as_of)),
            "/ogc/collections/{id}/tiles/WebMercatorQuad/{z}/{row}/{col}" => all.extend(tiles()),
            "/ogc/collections/{id}/tiles/WebMercatorQuad/tilejson" => {
                all.extend(["places", "reports"].map(|layer| path.replace("{id}", layer)));
            }
            path if path.contains("{id}") => all.extend(on_things(path, things)),
            path if path.contains('{') => {}
            path => {
                all.push(path.to_owned());
                let queries = QUERIES.into_iter().filter(|query| takes(query.split('=').next().unwrap()));
                all.extend(queries.map(|query| format!("{path}?{query}")));
            }
        }
    }
    all
}

/// A path about one thing, of each thing of that kind.
fn on_things(path: &str, things: &[String]) -> Vec<String> {
    let (before, after) = path.split_once("{id}").unwrap();
    let of_kind = things.iter().filter(|thing| thing.starts_with(before));
    of_kind.map(|thing| format!("{thing}{after}")).collect()
}

fn locates(spots: &[(f64, f64)]) -> Vec<String> {
    let at = |(lon, lat): &(f64, f64)| {
        [60, 1000].map(|radius_m| format!("/api/locate?lon={lon}&lat={lat}&radius_m={radius_m}"))
    };
    spots.iter().flat_map(at).collect()
}

fn tiles() -> Vec<String> {
    let layers = ["places", "reports", "sites", "districts"];
    let plain = layers.into_iter().flat_map(|layer| TILES.map(|tile| (layer, tile, "")));
    let filtered = ["places", "reports"]
        .into_iter()
        .flat_map(|layer| TILES.map(|tile| (layer, tile, "?problem_type=open_drug_trade")));
    plain
        .chain(filtered)
        .map(|(layer, tile, query)| format!("/ogc/collections/{layer}/tiles/WebMercatorQuad/{tile}{query}"))
        .collect()
}

fn exports(as_of: &str) -> Vec<String> {
    let files = LAYERS
        .into_iter()
        .flat_map(|layer| ["geojson", "csv", "gpkg"].map(|format| format!("{layer}?format={format}")));
    files
        .flat_map(|file| [format!("/api/exports/{file}"), format!("/api/exports/{file}&as_of={as_of}")])
        .collect()
}
