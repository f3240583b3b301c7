//! What is counted: things in the summaries that the map shows from afar, places by district and status, the reports of
//! each place, and the reports that a rule is tried on. A number tells of what is in it as a list does.

use super::judged::Matrix;
use super::policy::{Level, Who, is_drawn, sees};
use super::shown_at;
use super::surfaces::{self, items, noun, read, tile_of, tile_path};
use super::tile;
use super::world::{Kind, Thing, World};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

pub async fn judge(matrix: &mut Matrix, world: &World, who: Who, token: &str) {
    for kind in [Kind::Report, Kind::Place] {
        for z in [5, 9, 11] {
            from_afar(matrix, world, who, token, (kind, z)).await;
        }
    }
    by_status(matrix, world, who, token).await;
    reports_of_places(matrix, world, who, token).await;
    tried_on(matrix, world, who, token).await;
}

/// Cells to a side of a tile.
const CELLS: u8 = 6;
/// Units to a side of a cell.
const CELL_UNITS: i64 = 4096 >> CELLS;

/// Where something is counted: the tile, and the cell in it.
type Cell = ((u32, u32), (u32, u32));

/// What is counted in a cell.
#[derive(Debug, Default, PartialEq)]
struct Crowd {
    count: u64,
    /// What a summary shows of at least one of them, which who only knows of all that they exist is not told.
    is_known: bool,
}

fn cell_of(at: (f64, f64), z: u8) -> Cell {
    // A cell is a tile of some zooms further in.
    let (row, col) = tile_of(at, z + CELLS);
    let within = (1 << CELLS) - 1;
    (tile_of(at, z), (row & within, col & within))
}

async fn from_afar(matrix: &mut Matrix, world: &World, who: Who, token: &str, (kind, z): (Kind, u8)) {
    let surface = format!("{} in summaries at zoom {z}", noun(kind));
    let mut expected: BTreeMap<Cell, Crowd> = BTreeMap::new();
    let mut lies: Vec<(&Thing, Cell)> = Vec::new();
    for (_, thing) in world.all(kind) {
        let level = sees(who, world, thing);
        let cell = cell_of(shown_at(thing, level), z);
        lies.push((thing, cell));
        if let Some(level) = level.filter(|_| is_drawn(thing)) {
            let crowd = expected.entry(cell).or_default();
            crowd.count += 1;
            crowd.is_known |= level >= Level::Summary;
        }
    }
    let mut shown: BTreeMap<Cell, Crowd> = BTreeMap::new();
    let places: BTreeMap<_, _> =
        lies.iter().map(|(thing, (tile, _))| (*tile, tile_path(kind, thing.at, z))).collect();
    for (tile, path) in places {
        // The path is of where it lies; where it is shown is the same tile from so far.
        let answer = world.app.get(&path, token).await;
        if answer.status == 204 {
            continue;
        }
        surfaces::good(&answer, &path);
        for layer in tile::layers(&answer.body) {
            assert_eq!(layer.name, format!("{}_summary", noun(kind)), "{path}");
            for point in layer.points {
                let of = |units: i64| u32::try_from(units / CELL_UNITS).unwrap();
                let crowd = shown.entry((tile, (of(point.at.1), of(point.at.0)))).or_default();
                crowd.count += point.numbers["count"];
                crowd.is_known |= !point.words.is_empty();
            }
        }
    }
    let nothing = Crowd::default();
    for (thing, cell) in &lies {
        let of = |crowds: &BTreeMap<Cell, Crowd>| crowds.get(cell).unwrap_or(&nothing).count;
        matrix.same(&surface, who, thing, &of(&shown), &of(&expected));
    }
    // And nothing is counted where nothing lies, or told of what only exists.
    matrix.same(&surface, who, &"all of it", &shown, &expected);
}

/// What a district is called, by the code of its administration.
fn named(district: &str) -> &'static str {
    match district {
        "W" => "Väster",
        "E" => "Öster",
        other => panic!("no district of {other}"),
    }
}

/// Places by district and status, of those whose status is shown.
async fn by_status(matrix: &mut Matrix, world: &World, who: Who, token: &str) {
    let mut expected: BTreeMap<(String, String), u64> = BTreeMap::new();
    for (_, place) in world.all(Kind::Place) {
        if sees(who, world, place) >= Some(Level::Summary) {
            *expected.entry((named(place.district).to_owned(), place.status.to_owned())).or_default() += 1;
        }
    }
    let counted = read(&world.app, token, "/api/place-counts?problem_type=vandalism").await;
    let mut shown = BTreeMap::new();
    for item in counted["items"].as_array().unwrap() {
        let district = item["district"]["name"].as_str().unwrap_or("outside").to_owned();
        for (status, count) in item["by_status"].as_object().unwrap() {
            shown.insert((district.clone(), status.clone()), count.as_u64().unwrap());
        }
        let worked_on = ["active", "under_analysis", "in_action", "monitoring"];
        let active = worked_on
            .map(|status| expected.get(&(district.clone(), status.to_owned())).copied().unwrap_or_default());
        let active: u64 = active.iter().sum();
        matrix.same("place counts", who, &district, &item["active"].as_u64(), &Some(active));
    }
    let all: BTreeSet<_> = shown.keys().chain(expected.keys()).cloned().collect();
    for of in all {
        matrix.same("place counts", who, &of, &shown.get(&of), &expected.get(&of));
    }
}

/// How many reports a place has, of those that somebody sees; who only knows that it exists is told no number.
async fn reports_of_places(matrix: &mut Matrix, world: &World, who: Who, token: &str) {
    let shown: BTreeMap<_, _> = items(&world.app, token, "/api/places")
        .await
        .into_iter()
        .map(|item| (item["id"].as_str().unwrap().to_owned(), item))
        .collect();
    for (at, place) in world.all(Kind::Place) {
        let seen = world.of(Kind::Report, at).filter(|report| sees(who, world, report).is_some()).count();
        let level = sees(who, world, place);
        let expected = (level >= Some(Level::Summary)).then_some(u64::try_from(seen).unwrap());
        let item = shown.get(&place.id);
        let told = item.and_then(|item| item["report_count"].as_u64());
        matrix.same("number of reports of a place", who, place, &told, &expected);
        let sources = item.and_then(|item| item["report_sources"].as_object());
        let told = sources.map(|sources| sources.values().filter_map(serde_json::Value::as_u64).sum());
        matrix.same("number of reports of a place, by source", who, place, &told, &expected);
    }
}

/// What a rule would have meant is counted from the reports that whoever tries it sees in full.
async fn tried_on(matrix: &mut Matrix, world: &World, who: Who, token: &str) {
    if !who.answers() {
        return;
    }
    let rule = json!({ "problem_type": "vandalism", "party": "VAG", "decision": "KS 2026/3" });
    let answer = world.app.post("/api/designations/dry-run", token, &rule).await;
    surfaces::good(&answer, "dry run");
    let full = world.all(Kind::Report).filter(|(_, thing)| sees(who, world, thing) == Some(Level::Full));
    let expected = Some(u64::try_from(full.count()).unwrap());
    for number in ["reports", "matching"] {
        let told = answer.json()[number].as_u64();
        matrix.same("reports that a rule is tried on", who, &number, &told, &expected);
    }
}
