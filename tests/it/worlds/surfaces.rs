//! Everything that a world can be asked: each operation of the contract that reads, on each thing, each way.

use super::super::support::contract;
use super::happen::quarter_before;
use jiff::Timestamp;
use samplats::domain::week::Week;
use serde_json::Value;

/// What is not asked, and why not.
pub const NOT_ASKED: [(&str, &str); 15] = [
    ("/api/tokens", "made by each world's test itself, with secrets and ids of their own"),
    ("/api/access-review", "tells of the same tokens, and of when they were used"),
    ("/api/users", "accounts of the installation, no things of the register"),
    ("/api/sessions", "log-ins of each world's test itself, with ids of their own"),
    ("/api/me/sessions", "the same log-ins"),
    ("/api/me/data", "the same log-ins, beside the lists of /api/me/desk and /api/me/reports"),
    ("/api/session/callback", "ends a log-in that another organisation's provider has begun"),
    ("/api/session/providers/{code}/begin", "sends a browser to a provider; no things of the register"),
    ("/api/register/stats", "tells an administrator of the register itself, which holds what is withheld"),
    ("/api/register/verify", "tells an administrator of the register itself, which holds what is withheld"),
    ("/api/register/kept-aside", "tells an administrator of the register itself"),
    ("/api/reads", "names each world's own tokens and times; compared without them, see compare_reads"),
    ("/api/reads/file", "the same lines"),
    ("/api/register/incident", "the same lines, and a chain that is read through the same access"),
    ("/api/background/{z}/{row}/{col}", "a map of the ground, the same for everybody"),
];

/// Queries of a list beside the bare one.
const QUERIES: [&str; 20] = [
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
    "followed=true",
    "since=2020-01-01T00:00:00Z",
    "hours=6-22",
    "hours=22-6",
    "fields=position,place,text,parties",
    "with_places=true",
    "reference=KS%202026",
];

/// What fills the gaps of paths about what the city itself has.
const FILLED: [(&str, &str); 6] = [
    ("/api/codes/{list}/{code}", "/api/codes/problem_type/disorder"),
    ("/api/parties/{code}", "/api/parties/E"),
    ("/api/settings/{name}", "/api/settings/triage_days"),
    ("/api/retention/rules/{name}", "/api/retention/rules/report_text"),
    (
        "/ogc/collections/{id}/tiles/WebMercatorQuad/tilejson",
        "/ogc/collections/places/tiles/WebMercatorQuad/tilejson",
    ),
    ("/api/addresses", "/api/addresses?query=skolgatan"),
];

const TILES: [&str; 7] =
    ["0/0/0", "9/150/281", "11/602/1126", "12/1204/2253", "12/1204/2254", "14/4816/9013", "16/19265/36054"];
/// Tiles around each spot, where single buildings are told apart.
const DEEP: u32 = 19;

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

/// A question: an operation of the contract, and its path with everything filled in.
#[derive(Clone, Debug)]
pub struct Question {
    pub operation: String,
    pub path: String,
}

/// Whether an operation that reads is asked.
pub fn is_asked(path: &str) -> bool {
    !NOT_ASKED.iter().any(|(left_out, _)| *left_out == path)
}

/// The questions to ask, given the paths of all things of both worlds, where the hidden lies, and a moment to look
/// back at.
pub fn questions(things: &[String], spots: &[(f64, f64)], as_of: Timestamp) -> Vec<Question> {
    let contract = contract();
    let mut all = Vec::new();
    for (operation, operations) in contract["paths"].as_object().unwrap() {
        if !is_asked(operation) || operations.get("get").is_none() {
            continue;
        }
        let asked = Asked { operation, get: &operations["get"], things, spots, as_of };
        all.extend(asked.paths().into_iter().map(|path| Question { operation: operation.clone(), path }));
    }
    all
}

/// One operation, and what it can be asked about.
struct Asked<'a> {
    operation: &'a str,
    get: &'a Value,
    things: &'a [String],
    spots: &'a [(f64, f64)],
    as_of: Timestamp,
}

impl Asked<'_> {
    fn takes(&self, name: &str) -> bool {
        let parameters = self.get["parameters"].as_array();
        parameters.is_some_and(|all| all.iter().any(|parameter| parameter["name"] == name))
    }

    fn paths(&self) -> Vec<String> {
        let quarter = quarter_before(self.as_of).to_string();
        match self.operation {
            "/api/locate" => self.locates(),
            "/api/sharing" => self.sharing(),
            "/api/exports/{layer}" => self.exports(),
            "/ogc/collections/{id}/tiles/WebMercatorQuad/{z}/{row}/{col}" => self.tiles(),
            "/api/place-counts" => vec![format!("{}?problem_type=open_drug_trade", self.operation)],
            path if FILLED.iter().any(|(gaps, _)| *gaps == path) => FILLED
                .iter()
                .filter(|(gaps, _)| *gaps == path)
                .map(|(_, filled)| (*filled).to_owned())
                .collect(),
            path if path.contains("{quarter}") => vec![path.replace("{quarter}", &quarter)],
            path if path.contains("{id}") => self.on_things(),
            path if path.contains('{') => panic!("nobody has said what fills {path}"),
            path => self.list(path),
        }
    }

    /// A path about one thing, of each thing of that kind.
    fn on_things(&self) -> Vec<String> {
        let (before, after) = self.operation.split_once("{id}").unwrap();
        let of_kind = self.things.iter().filter(|thing| thing.starts_with(before));
        let mut all: Vec<_> = of_kind.map(|thing| format!("{thing}{after}")).collect();
        let queries = [("for", "for=POLIS"), ("radius_m", "radius_m=1000"), ("limit", "limit=1")];
        let queries = queries.into_iter().filter(|(name, _)| self.takes(name));
        let asked: Vec<_> =
            queries.flat_map(|(_, query)| all.iter().map(move |path| format!("{path}?{query}"))).collect();
        all.extend(asked);
        all
    }

    /// A list, bare, by its filters, and by each thing that it can be narrowed to.
    fn list(&self, path: &str) -> Vec<String> {
        let week = format!("week={}", Week::of(self.as_of).code());
        let queries = QUERIES.into_iter().chain([week.as_str()]);
        let queries = queries.filter(|query| self.takes(query.split('=').next().unwrap()));
        let mut all = vec![path.to_owned()];
        all.extend(queries.map(|query| format!("{path}?{query}")));
        if self.takes("bbox") {
            all.extend(self.spots.iter().map(|spot| format!("{path}?bbox={}", around(*spot))));
        }
        for thing in self.things {
            let (noun, id) = thing.trim_start_matches("/api/").split_once('/').unwrap();
            match noun {
                "places" if self.takes("place") => all.push(format!("{path}?place={id}")),
                "reports" if self.takes("report") => all.push(format!("{path}?report={id}")),
                "rounds" if self.takes("round") => all.push(format!("{path}?round={id}")),
                "places" if path == "/api/filings" => all.push(format!("{path}?kind=place&id={id}")),
                _ => {}
            }
        }
        all
    }

    fn locates(&self) -> Vec<String> {
        let at = |(lon, lat): &(f64, f64)| {
            [60, 1000].map(|radius_m| format!("/api/locate?lon={lon}&lat={lat}&radius_m={radius_m}"))
        };
        self.spots.iter().flat_map(at).collect()
    }

    fn sharing(&self) -> Vec<String> {
        let at = self.spots.iter().map(|(lon, lat)| format!("/api/sharing?lon={lon}&lat={lat}"));
        let reports = self.things.iter().filter_map(|thing| thing.strip_prefix("/api/reports/"));
        at.chain(reports.map(|id| format!("/api/sharing?reports={id}"))).collect()
    }

    fn tiles(&self) -> Vec<String> {
        let layers = ["places", "reports", "sites", "districts"];
        let plain = layers.into_iter().flat_map(|layer| TILES.map(|tile| (layer, tile.to_owned(), "")));
        let filters = ["?problem_type=open_drug_trade", "?status=active,received"];
        let filtered = ["places", "reports"].into_iter().flat_map(|layer| {
            filters.into_iter().flat_map(move |filter| TILES.map(|tile| (layer, tile.to_owned(), filter)))
        });
        let evenings = TILES.map(|tile| ("reports", tile.to_owned(), "?hours=17-22"));
        let deep = ["places", "reports"]
            .into_iter()
            .flat_map(|layer| self.spots.iter().map(move |spot| (layer, tile_of(*spot, DEEP), "")));
        plain
            .chain(filtered)
            .chain(evenings)
            .chain(deep)
            .map(|(layer, tile, query)| {
                format!("/ogc/collections/{layer}/tiles/WebMercatorQuad/{tile}{query}")
            })
            .collect()
    }

    fn exports(&self) -> Vec<String> {
        let files = LAYERS
            .into_iter()
            .flat_map(|layer| ["geojson", "csv", "gpkg"].map(|format| format!("{layer}?format={format}")));
        let then = self.as_of;
        let evenings = "reports?format=geojson&hours=17-22".to_owned();
        files
            .flat_map(|file| [format!("{file}&as_of={then}"), file])
            .chain([evenings])
            .map(|file| format!("/api/exports/{file}"))
            .collect()
    }
}

/// A box of a few metres.
fn around((lon, lat): (f64, f64)) -> String {
    let (dlon, dlat) = (4e-5, 2e-5);
    format!("{:.6},{:.6},{:.6},{:.6}", lon - dlon, lat - dlat, lon + dlon, lat + dlat)
}

fn tile_of((lon, lat): (f64, f64), zoom: u32) -> String {
    let side = f64::from(1_u32 << zoom);
    let north = f64::to_radians(lat).tan().asinh();
    let col = ((lon + 180.0) / 360.0 * side) as u32;
    let row = ((0.5 - north / std::f64::consts::TAU) * side) as u32;
    format!("{zoom}/{row}/{col}")
}
