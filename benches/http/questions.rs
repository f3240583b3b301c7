//! What is asked over HTTP, and the same of others, as near as each comes to it.

use crate::city::{around, half_box, tile_at};
use jiff::{Timestamp, ToSpan};
use samplats::index::snapshot::Snapshot;
use samplats::layers::tile::TileId;
use samplats::space::{Envelope, LonLat};

/// Most that a list of ours gives in one answer; more is asked for page by page.
const PAGE_MAX: usize = 1_000;
/// Most features that others are asked for in a tile; ours has at most as many, or cells.
const TILE_MAX: usize = 10_000;

/// Some 250 m at these latitudes, as far as locate looks: degrees of longitude.
const NEAR: f64 = 0.0044;

/// Of each report, the attributes that others have of the same points.
const NINE: &str = "position,problem_types,status,observed_at,received_at,district,origin,source,text";

/// One item: a name, and lines that are asked in turn. Who cannot answer has none.
pub struct Question {
    pub name: &'static str,
    pub ours: Vec<String>,
    pub tipg: Vec<String>,
    pub martin: Vec<String>,
    pub sql: Vec<String>,
}

impl Question {
    /// Nothing asked of anybody yet.
    const fn of_us(name: &'static str) -> Self {
        Self { name, ours: Vec::new(), tipg: Vec::new(), martin: Vec::new(), sql: Vec::new() }
    }
}

/// One tile, as each is asked for it.
struct Asked {
    ours: String,
    tipg: String,
    martin: String,
    sql: String,
}

pub fn all(snapshot: &Snapshot, spots: &[LonLat], now: Timestamp) -> Vec<Question> {
    let boxes = [("box-50", 50), ("box-500", 500), ("box-5000", 5_000)];
    let mut all = vec![nearest(spots)];
    for (name, wanted) in boxes {
        all.push(in_box(snapshot, name, spots[0], wanted));
    }
    for (name, wanted) in [("box-50-nine", 50), ("box-500-nine", 500), ("box-5000-nine", 5_000)] {
        let whole = in_box(snapshot, name, spots[0], wanted);
        let ours = whole.ours.iter().map(|path| format!("{path}&fields={NINE}")).collect();
        all.push(Question { ours, ..whole });
    }
    all.push(filtered(snapshot, spots[0], now));
    for (cold, warm, z) in [
        ("tile-z9", "tile-z9-warm", 9),
        ("tile-z10", "tile-z10-warm", 10),
        ("tile-z11", "tile-z11-warm", 11),
        ("tile-z12", "tile-z12-warm", 12),
        ("tile-z14", "tile-z14-warm", 14),
        ("tile-z16", "tile-z16-warm", 16),
    ] {
        let all_of = tile(tile_at(z, spots[0]));
        let ours = vec![all_of.ours.clone()];
        all.push(Question { ours, ..Question::of_us(warm) });
        all.push(Question {
            ours: vec![all_of.ours],
            tipg: vec![all_of.tipg],
            martin: vec![all_of.martin],
            sql: vec![all_of.sql],
            ..Question::of_us(cold)
        });
    }
    let since = (now - (90 * 24).hours()).strftime("%Y-%m-%d").to_string();
    let filtered = format!("{}?problem_type=vandalism&since={since}", tile(tile_at(9, spots[0])).ours);
    all.push(Question { ours: vec![filtered], ..Question::of_us("tile-z9-filtered") });
    all
}

fn nearest(spots: &[LonLat]) -> Question {
    let ours = spots.iter().map(|at| format!("/api/locate?lon={:.6}&lat={:.6}", at.lon(), at.lat()));
    let sql = |at: &LonLat| {
        let at = format!("st_setsrid(st_makepoint({}, {}), 4326)", at.lon(), at.lat());
        features(&format!("true order by geom <-> {at} limit 10"))
    };
    // tipg knows no nearest: it is given the box that ours looks in, of which it answers any ten.
    let tipg = spots
        .iter()
        .map(|at| format!("/collections/public.reports/items?bbox={}&limit=10", corners(&around(*at, NEAR))));
    // One of them is enough for the database: a script of pgbench is one transaction.
    Question {
        name: "locate",
        ours: ours.collect(),
        tipg: tipg.collect(),
        martin: Vec::new(),
        sql: vec![sql(&spots[0])],
    }
}

/// A box that holds so many. What is over a page of ours is asked for by the cursors of its answers.
fn in_box(snapshot: &Snapshot, name: &'static str, at: LonLat, wanted: usize) -> Question {
    let bounds = around(at, half_box(snapshot, at, wanted));
    let bbox = corners(&bounds);
    let limit = wanted.min(PAGE_MAX);
    let ours = vec![format!("/api/reports?bbox={bbox}&limit={limit}")];
    let tipg = vec![format!("/collections/public.reports/items?bbox={bbox}&limit={wanted}")];
    let within = format!("geom && st_makeenvelope({bbox}, 4326)");
    let sql = vec![features(&format!("{within} order by received_at desc limit {wanted}"))];
    Question { name, ours, tipg, martin: Vec::new(), sql }
}

/// Of a box with some thousands: those of one type in the last 90 days.
fn filtered(snapshot: &Snapshot, at: LonLat, now: Timestamp) -> Question {
    let bbox = corners(&around(at, half_box(snapshot, at, 5_000)));
    let since = (now - (90 * 24).hours()).strftime("%Y-%m-%d").to_string();
    let tipg = format!(
        "/collections/public.reports/items?bbox={bbox}&problem_type=vandalism&limit=500\
         &datetime={since}T00:00:00Z/..&datetime-column=observed_at"
    );
    let within = format!("geom && st_makeenvelope({bbox}, 4326)");
    let matches = format!("problem_type = 'vandalism' and observed_at >= '{since}'");
    Question {
        name: "box-filtered",
        ours: vec![format!("/api/reports?bbox={bbox}&problem_type=vandalism&since={since}&limit=500")],
        tipg: vec![tipg],
        martin: Vec::new(),
        sql: vec![features(&format!("{within} and {matches} order by received_at desc limit 500"))],
    }
}

fn tile(tile: TileId) -> Asked {
    let (z, x, y) = (tile.z(), tile.x(), tile.y());
    let sql = format!(
        "select st_asmvt(t, 'reports') from (select st_asmvtgeom(mercator, st_tileenvelope({z}, {x}, {y}), 4096, 64, true) \
         as geom, id, problem_type, status, received_at::text, district, origin from reports \
         where mercator && st_tileenvelope({z}, {x}, {y}, margin => 0.015625) limit {TILE_MAX}) t;"
    );
    Asked {
        ours: format!("/ogc/collections/reports/tiles/WebMercatorQuad/{z}/{y}/{x}"),
        tipg: format!("/collections/public.reports/tiles/WebMercatorQuad/{z}/{x}/{y}"),
        martin: format!("/reports/{z}/{x}/{y}"),
        sql,
    }
}

/// Reports as one GeoJSON text, as a server would send it.
fn features(wanted: &str) -> String {
    format!(
        "select json_build_object('type', 'FeatureCollection', 'features', json_agg(json_build_object('type', 'Feature', \
         'id', id, 'geometry', st_asgeojson(geom, 6)::json, 'properties', json_build_object('problem_type', problem_type, \
         'status', status, 'observed_at', observed_at, 'received_at', received_at, 'district', district, 'origin', origin, \
         'source', source, 'text', text))))::text from (select * from reports where {wanted}) r;"
    )
}

fn corners(bounds: &Envelope) -> String {
    format!("{},{},{},{}", bounds.west, bounds.south, bounds.east, bounds.north)
}
