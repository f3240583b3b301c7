//! Writes a few tiles and, beside them, what was put in, for `decode_tiles.py` to compare with a decoder that is not ours.
//!
//! `cargo run --example sample_tiles -- FOLDER`

use std::fs;
use std::path::Path;

use geo::{Coord, LineString, MultiPolygon, Polygon};
use samplats::layers::clip::Clipper;
use samplats::layers::encode::gzip_level1;
use samplats::layers::grid::SummaryGrid;
use samplats::layers::mvt::LayerEncoder;
use samplats::layers::points::{ABSENT, CodeMeaning, PointAttribute, PointBatch, PointSchema};
use samplats::layers::thin::FEATURES_MAX;
use samplats::layers::tile::{BUFFER, EXTENT, Mercator, TileId};
use samplats::space::Spot;
use serde_json::{Value, json};

const STATUSES: [&str; 4] = ["vilande", "uppföljning", "åtgärder pågår", "aktiv"];

struct Sample {
    id: u64,
    lon: f64,
    lat: f64,
    status: u32,
    reports: u32,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("say which folder to write to")?;
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;
    let samples = samples();
    let tiles = [points_tile(&samples)?, summary_tile(&samples)?, shapes_tile()?];
    let mut expected = Vec::new();
    for (name, bytes, facts) in tiles {
        fs::write(folder.join(name), gzip_level1(&bytes))?;
        expected.push(json!({ "file": name, "facts": facts }));
    }
    fs::write(folder.join("expected.json"), serde_json::to_string_pretty(&expected)?)?;
    Ok(())
}

/// 700 positions over and a little outside tile 14/9014/4818, by a linear congruential generator with a fixed seed.
fn samples() -> Vec<Sample> {
    let mut state = 1u64;
    let mut next = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state >> 11
    };
    let sample = |_| Sample {
        id: next(),
        lon: 18.060 + (next() % 30_000) as f64 * 1e-6,
        lat: 59.322 + (next() % 13_000) as f64 * 1e-6,
        status: (next() % 4) as u32,
        reports: (next() % 2_000) as u32,
    };
    (0..700).map(sample).collect()
}

type Tile = (&'static str, Vec<u8>, Value);

fn points_tile(samples: &[Sample]) -> Result<Tile, Box<dyn std::error::Error>> {
    let words = STATUSES.map(String::from).to_vec();
    let attribute = |key: &str, meaning| PointAttribute { key: key.to_owned(), meaning };
    let schema = PointSchema {
        name: "places".to_owned(),
        attributes: vec![
            attribute("status", CodeMeaning::Words(words)),
            attribute("report_count", CodeMeaning::Whole),
            attribute("many", CodeMeaning::Flag),
        ],
    };
    let mut batch = PointBatch::new(&schema, TileId::new(14, 9014, 4818)?, BUFFER, FEATURES_MAX);
    for sample in samples {
        let at = Mercator::from_lonlat(sample.lon, sample.lat);
        let many = if sample.reports == 0 { ABSENT } else { u32::from(sample.reports > 1_000) };
        batch.push(sample.id, at, sample.status as u8, &[sample.status, sample.reports, many]);
    }
    let mut bytes = Vec::new();
    batch.finish(&mut bytes);
    let points: Vec<_> = samples
        .iter()
        .map(|sample| {
            let mut properties =
                json!({ "status": STATUSES[sample.status as usize], "report_count": sample.reports });
            if sample.reports > 0 {
                properties["many"] = json!(sample.reports > 1_000);
            }
            json!({ "id": sample.id, "lon": sample.lon, "lat": sample.lat, "properties": properties })
        })
        .collect();
    let facts = json!({ "z": 14, "x": 9014, "y": 4818, "buffer": BUFFER, "points": points });
    Ok(("points.mvt.gz", bytes, facts))
}

fn summary_tile(samples: &[Sample]) -> Result<Tile, Box<dyn std::error::Error>> {
    let mut grid = SummaryGrid::new(TileId::new(11, 1126, 602)?, 3);
    for sample in samples {
        let at = Mercator::from_lonlat(sample.lon, sample.lat);
        grid.pen().add(Spot::at(at), sample.status as u8, (sample.reports % 3) as u16);
    }
    let mut bytes = Vec::new();
    grid.finish("places_summary", &STATUSES, &["disorder", "graffiti", "vandalism"], &mut bytes);
    Ok(("summary.mvt.gz", bytes, json!({ "count": samples.len() })))
}

/// Shapes given in the units of tile 14/9014/4818, so that the reader can work out what must come back.
fn shapes_tile() -> Result<Tile, Box<dyn std::error::Error>> {
    let tile = TileId::new(14, 9014, 4818)?;
    let ring = |points: &[[f64; 2]]| -> LineString<f64> {
        let world = 16_384.0 * f64::from(EXTENT);
        let at =
            |[x, y]: &[f64; 2]| Coord { x: (9014.0 * 4096.0 + x) / world, y: (4818.0 * 4096.0 + y) / world };
        points.iter().map(at).collect()
    };
    let polygon = |exterior: &[[f64; 2]], holes: Vec<LineString<f64>>| {
        MultiPolygon::new(vec![Polygon::new(ring(exterior), holes)])
    };
    // Both rings run the wrong way on purpose.
    let holed = polygon(
        &[[100., 100.], [100., 900.], [900., 900.], [900., 100.]],
        vec![ring(&[[300., 300.], [500., 300.], [500., 500.], [300., 500.]])],
    );
    let crossing = polygon(&[[-4000., 2000.], [2000., 2000.], [2000., 3000.], [-4000., 3000.]], vec![]);
    let speck = polygon(&[[10., 10.], [12., 10.], [12., 12.]], vec![]);
    let street = ring(&[[-500., 50.], [6000., 50.]]);

    let mut clipper = Clipper::new(tile, BUFFER);
    let mut areas = LayerEncoder::new("districts", EXTENT);
    let name = areas.key("name");
    for (id, shape, called) in [(1, &holed, "Årsta"), (2, &crossing, "Ängby"), (3, &speck, "Ö")] {
        let value = areas.text(called);
        areas.polygon(id, clipper.polygons(shape), &[(name, value)]);
    }
    let mut lines = LayerEncoder::new("streets", EXTENT);
    let width = lines.key("width_m");
    let value = lines.double(7.5);
    lines.line(1, clipper.line(&street), &[(width, value)]);
    let mut bytes = Vec::new();
    areas.finish(&mut bytes);
    lines.finish(&mut bytes);
    let facts = json!({
        "shapes": {
            "districts": [
                { "id": 1, "type": "Polygon", "area": 800 * 800 - 200 * 200, "properties": { "name": "Årsta" } },
                { "id": 2, "type": "Polygon", "area": (2000 + BUFFER) * 1000, "properties": { "name": "Ängby" } },
            ],
            "streets": [{ "id": 1, "type": "LineString", "ends": [[-64, 50], [4160, 50]], "properties": { "width_m": 7.5 } }],
        },
    });
    Ok(("shapes.mvt.gz", bytes, facts))
}
