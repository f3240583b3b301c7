//! Every format gives back what was put in, to our own readers and to GDAL's, whatever the texts are.
#![allow(clippy::unwrap_used)]

use super::csv::spoken;
use super::spool::ExportFault;
use super::{About, Cell, Column, ColumnKind, ExportLimits, Format, Row, Spooled, Watch, spool};
use crate::import::{ReadOptions, Table};
use crate::space::{Crs, LonLat, Shape};
use serde_json::Value;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::Ordering;

/// Texts that files have stumbled over.
const TRAPS: [&str; 14] = [
    "Björns trädgård",
    "=1+1",
    "+46",
    "-5",
    "@SUM(A1)",
    "'=1+1",
    "''-x",
    "it's, \"quoted\"; and\nbroken",
    "'",
    "\u{202e}mirrored",
    "a\u{301}",
    "null",
    "</script>",
    "ÅÄÖ €",
];

fn column(name: &'static str, kind: ColumnKind) -> Column {
    Column { name, kind }
}

fn about(crs: u32, has_geometry: bool) -> About {
    About {
        name: "places",
        title: "Platser".into(),
        note: Some("Allt rapporteras inte; \"mörkertal\", förstås.".into()),
        data_date: "2026-11-28".parse().unwrap(),
        as_of: Some("2026-11-27T12:00:00Z".parse().unwrap()),
        columns: vec![
            column("id", ColumnKind::Text),
            column("name", ColumnKind::Text),
            column("number", ColumnKind::Whole),
            column("share", ColumnKind::Real),
            column("flag", ColumnKind::Flag),
            column("day", ColumnKind::Day),
            column("at", ColumnKind::Moment),
            column("types", ColumnKind::List),
        ],
        has_geometry,
        crs: Crs::from_epsg(crs).unwrap(),
    }
}

fn ground() -> Shape {
    let text = r#"{"type":"Polygon","coordinates":[[[18.06,59.33],[18.07,59.33],[18.07,59.34],[18.06,59.34],[18.06,59.33]],
        [[18.062,59.332],[18.062,59.334],[18.064,59.334],[18.064,59.332],[18.062,59.332]]]}"#;
    serde_json::from_str(text).unwrap()
}

fn two_grounds() -> Shape {
    let text = r#"{"type":"MultiPolygon","coordinates":[[[[18.0,59.3],[18.01,59.3],[18.01,59.31],[18.0,59.3]]],
        [[[18.1,59.3],[18.11,59.3],[18.11,59.31],[18.1,59.3]]]]}"#;
    serde_json::from_str(text).unwrap()
}

fn rows(has_geometry: bool) -> Vec<Row> {
    let row = |(at, text): (usize, &&str)| {
        let shape = match at % 4 {
            0 => Some(Shape::Point(LonLat::new(18.0686, 59.3293).unwrap())),
            1 => Some(ground()),
            2 => Some(two_grounds()),
            _ => None,
        };
        let cells = vec![
            Cell::from(format!("{at:011}")),
            Cell::from(*text),
            Cell::from(at),
            Cell::from(-0.5 - at as f64),
            Cell::from(at.is_multiple_of(2)),
            Cell::from((at > 0).then(|| "2026-11-01".parse::<jiff::civil::Date>().unwrap())),
            Cell::from("2026-11-01T08:30:00.25Z".parse::<jiff::Timestamp>().unwrap()),
            Cell::from(vec![(*text).to_owned(), "b".to_owned()]),
        ];
        Row { id: format!("{at:011}"), geometry: shape.filter(|_| has_geometry), cells }
    };
    TRAPS.iter().enumerate().map(row).collect()
}

fn written(format: Format, about: &About) -> Spooled {
    let rows = rows(about.has_geometry).into_iter();
    spool(format, about, rows, ExportLimits::default(), &Watch::default()).unwrap()
}

fn bytes(mut spooled: Spooled) -> Vec<u8> {
    let mut bytes = Vec::new();
    spooled.file.read_to_end(&mut bytes).unwrap();
    assert_eq!(bytes.len() as u64, spooled.bytes);
    bytes
}

fn read_back(format: Format, about: &About) -> Table {
    let bytes = bytes(written(format, about));
    let name = format!("x.{}", format.code());
    let guessed = crate::import::Format::guess(Some(&name), None, &bytes).unwrap();
    crate::import::read(&bytes, guessed, &ReadOptions::default())
        .unwrap_or_else(|faults| panic!("{faults:?}"))
}

#[test]
fn our_own_reader_gets_every_text_and_shape_back() {
    for format in Format::ALL {
        for crs in [4326, 3011].iter().filter(|crs| **crs == 4326 || format == Format::GeoPackage) {
            let table = read_back(format, &about(*crs, true));
            assert_eq!(table.rows.len(), TRAPS.len(), "{format:?}");
            for (row, put) in table.rows.iter().zip(rows(true)) {
                let Cell::Text(name) = &put.cells[1] else { unreachable!("a text") };
                assert_eq!(row.properties["name"], Value::from(name.as_str()), "{format:?}");
                assert_eq!(row.geometry.is_some(), put.geometry.is_some(), "{format:?} {name}");
                let (Some(read), Some(shape)) = (&row.geometry, &put.geometry) else { continue };
                let limits = crate::space::GeometryLimits {
                    max_vertices: 99,
                    points: true,
                    polygons: true,
                    max_area_m2: None,
                };
                let back = crate::space::geometry::read(read, table.crs, &limits).unwrap().shape;
                let plane = shape.plane();
                let (one, other) = (shape.in_metres(plane), back.in_metres(plane));
                assert!((one.area_m2() - other.area_m2()).abs() < 0.1, "{format:?} {name}");
                let [at, back] = [shape, &back].map(|shape| plane.to_metres(shape.representative_point()));
                assert!(at.distance_m(back) < 0.02, "{format:?} {name}");
            }
        }
    }
}

fn on_disk(folder: &Path, format: Format, about: &About) -> PathBuf {
    let path = folder.join(format!("places.{}", format.code()));
    std::fs::write(&path, bytes(written(format, about))).unwrap();
    path
}

/// What GDAL says of a file; it must be installed, as `make test` does.
fn gdal(program: &str, arguments: &[&str], file: &Path) -> String {
    let output = Command::new(program).args(arguments).arg(file).output().expect("GDAL is installed");
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && !err.contains("Warning") && !err.contains("ERROR"), "{out}{err}");
    out.into_owned()
}

#[test]
fn gdal_counts_the_same_in_every_format() {
    let folder = tempfile::tempdir().unwrap();
    for format in Format::ALL {
        for has_geometry in [true, false] {
            let about = about(4326, has_geometry);
            let file = on_disk(folder.path(), format, &about);
            let text = gdal("ogrinfo", &["-ro", "-al", "-so"], &file);
            assert!(
                text.contains(&format!("Feature Count: {}", TRAPS.len())),
                "{format:?} {has_geometry}: {text}"
            );
        }
    }
}

#[test]
fn gdal_knows_where_a_geopackage_lies_and_finds_by_its_index() {
    let folder = tempfile::tempdir().unwrap();
    for (crs, name, window, expected) in [
        (3011, "SWEREF99 18 00", ["153900", "6579350", "153910", "6579360"], "POINT (153905.09"),
        (3006, "SWEREF99 TM", ["674570", "6580740", "674580", "6580750"], "POINT (674571.86"),
        (4326, "WGS 84", ["18.0685", "59.3292", "18.0687", "59.3294"], "POINT (18.0686 59.3293"),
    ] {
        let file = on_disk(folder.path(), Format::GeoPackage, &about(crs, true));
        let text = gdal("ogrinfo", &["-ro", "-al", "-so"], &file);
        let system = text.contains(&format!("\"{name}\"")) && text.contains(&format!("ID[\"EPSG\",{crs}]"));
        assert!(system, "{text}");
        let arguments = [&["-ro", "-al", "-spat"][..], &window].concat();
        let found = gdal("ogrinfo", &arguments, &file);
        // The point stands four times; ground around it is found as well where the box touches it.
        assert!(found.contains(expected), "{found}");
        assert_eq!(found.matches(expected).count(), TRAPS.len().div_ceil(4), "{found}");
        let description = gdal("ogrinfo", &["-ro", "-al", "-so", "-mdd", "all"], &file);
        assert!(
            description.contains("mörkertal") && description.contains("as_of 2026-11-27T13:00:00+01:00"),
            "{description}"
        );
        std::fs::remove_file(&file).unwrap();
    }
}

#[test]
fn a_geopackage_can_be_edited_and_its_index_follows() {
    let folder = tempfile::tempdir().unwrap();
    let file = on_disk(folder.path(), Format::GeoPackage, &about(4326, true));
    let window = ["-ro", "-al", "-so", "-spat", "18.061", "59.331", "18.0615", "59.3315"];
    let found = gdal("ogrinfo", &window, &file);
    assert!(found.contains("Feature Count: 4"), "{found}");
    // The point of the first row becomes the ground of the second, by a program that knows the functions.
    let statement = "update places set geom = (select geom from places where fid = 2) where fid = 1";
    let edited =
        Command::new("ogrinfo").arg(&file).args(["-sql", statement]).output().expect("GDAL is installed");
    assert!(edited.status.success(), "{}", String::from_utf8_lossy(&edited.stderr));
    let found = gdal("ogrinfo", &window, &file);
    assert!(found.contains("Feature Count: 5"), "{found}");
}

#[test]
fn columns_have_their_kinds_in_a_geopackage() {
    let folder = tempfile::tempdir().unwrap();
    let file = on_disk(folder.path(), Format::GeoPackage, &about(4326, false));
    let text = gdal("ogrinfo", &["-ro", "-al", "-fid", "2"], &file);
    for line in [
        "name: String",
        "number: Integer64",
        "share: Real",
        "flag: Integer(Boolean)",
        "day: Date",
        "at: DateTime",
        "at (DateTime) = 2026/11/01 08:30:00.250+00",
        "day (Date) = 2026/11/01",
        "flag (Integer(Boolean)) = 0",
        "data_date (Date) = 2026/11/28",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
}

#[test]
fn geojson_says_what_it_is_beside_its_features() {
    let document: Value =
        serde_json::from_slice(&bytes(written(Format::GeoJson, &about(4326, true)))).unwrap();
    assert_eq!(document["type"], "FeatureCollection");
    assert_eq!(
        (document["data_date"].as_str(), document["as_of"].as_str()),
        (Some("2026-11-28"), Some("2026-11-27T13:00:00+01:00"))
    );
    assert!(document["note"].as_str().unwrap().contains("mörkertal"));
    let first = &document["features"][0];
    assert_eq!(
        (first["id"].as_str(), first["geometry"]["type"].as_str()),
        (Some("00000000000"), Some("Point"))
    );
    // What is not known is left out and never null.
    assert!(first["properties"].get("day").is_none() && first["properties"]["share"] == -0.5);
    // Where there is nowhere to say it once, every feature says it.
    let lines = bytes(written(Format::GeoJsonLines, &about(4326, true)));
    let lines: Vec<Value> = lines
        .split(|b| *b == b'\n')
        .filter(|l| !l.is_empty())
        .map(|l| serde_json::from_slice(l).unwrap())
        .collect();
    assert!(lines.iter().all(|line| line["properties"]["note"] == document["note"]));
    let none = spool(
        Format::GeoJson,
        &about(4326, true),
        std::iter::empty(),
        ExportLimits::default(),
        &Watch::default(),
    );
    let none: Value = serde_json::from_slice(&bytes(none.unwrap())).unwrap();
    assert_eq!(none["features"], serde_json::json!([]));
}

#[test]
fn csv_is_as_its_standard_has_it_and_no_spreadsheet_runs_it() {
    let text = String::from_utf8(bytes(written(Format::Csv, &about(4326, true)))).unwrap();
    let header = "id,name,number,share,flag,day,at,types,lon,lat,wkt,data_date,note\r\n";
    assert!(text.starts_with(header) && text.ends_with("\r\n"));
    let mut reader = ::csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let records: Vec<::csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(records.len(), TRAPS.len());
    for (record, put) in records.iter().zip(TRAPS) {
        for cell in [&record[1], &record[7]] {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
        }
        assert_eq!(&record[1], spoken(put));
        // Numbers are numbers, negative ones too.
        assert!(record[3].starts_with('-') && record[3].parse::<f64>().is_ok());
    }
    assert_eq!(&records[0][10], "POINT (18.0686 59.3293)");
}

#[test]
fn limits_hold_and_nothing_is_left_of_what_they_stop() {
    for format in Format::ALL {
        let about = about(4326, true);
        let few = ExportLimits { rows_max: 13, ..ExportLimits::default() };
        let fault = spool(format, &about, rows(true).into_iter(), few, &Watch::default()).unwrap_err();
        assert!(matches!(fault, ExportFault::TooManyRows(13)), "{format:?} {fault}");
        let enough = ExportLimits { rows_max: 14, ..ExportLimits::default() };
        assert_eq!(
            spool(format, &about, rows(true).into_iter(), enough, &Watch::default()).unwrap().rows,
            14
        );
        let small = ExportLimits { bytes_max: 2_000, ..ExportLimits::default() };
        let fault =
            spool(format, &about, rows(true).into_iter().cycle(), small, &Watch::default()).unwrap_err();
        assert!(matches!(fault, ExportFault::TooLarge(2_000)), "{format:?} {fault}");
        let watch = Watch::default();
        watch.gone.store(true, Ordering::Relaxed);
        let fault = spool(format, &about, rows(true).into_iter().cycle(), ExportLimits::default(), &watch)
            .unwrap_err();
        assert!(matches!(fault, ExportFault::Gone), "{format:?} {fault}");
    }
}
