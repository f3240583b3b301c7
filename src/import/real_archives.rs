//! Shapefiles and GeoPackages as GDAL reads them: the same features, the same attributes, positions to a millimetre.

use super::{Format, ReadOptions, Table, read};
use crate::space::{Crs, GeometryLimits, Shape, geometry};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

const ANY: GeometryLimits =
    GeometryLimits { max_vertices: 1_000_000, points: true, polygons: true, max_area_m2: None };

fn data(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(file)
}

/// GDAL's own conversion. The tests say so where it is not installed: see `scripts/setup.sh`.
fn ogr2ogr(arguments: &[&str]) {
    let ran = Command::new("ogr2ogr").args(arguments).status().expect("GDAL is installed: ogr2ogr");
    assert!(ran.success(), "{arguments:?}");
}

fn table(path: &Path, format: Format) -> Table {
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert_eq!(Format::guess(None, None, &bytes), Some(format), "told by its first bytes");
    read(&bytes, format, &ReadOptions::default()).unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// Attributes, and the corners of every ring; which ring is first and where it begins is not meant.
fn assert_same(ours: &Table, gdals: &Table) {
    assert_eq!(ours.rows.len(), gdals.rows.len());
    assert_eq!(ours.crs.epsg(), gdals.crs.epsg());
    for (own, other) in ours.rows.iter().zip(&gdals.rows) {
        assert_eq!(own.properties, other.properties, "row {}", own.number);
        let (own, other) =
            (rings(own.geometry.as_ref(), ours.crs), rings(other.geometry.as_ref(), gdals.crs));
        assert_eq!(own.len(), other.len());
        for (own, other) in own.iter().zip(&other) {
            assert_eq!(own.len(), other.len());
            for (a, b) in own.iter().zip(other) {
                // Seven decimals of a degree are kept; a unit of the last is a centimetre.
                assert!((a.0 - b.0).abs() < 1e-9 && (a.1 - b.1).abs() < 1e-9, "{a:?} {b:?}");
            }
        }
    }
}

fn rings(value: Option<&Value>, crs: Crs) -> Vec<Vec<(f64, f64)>> {
    let Some(value) = value else { return Vec::new() };
    let read = geometry::read(value, crs, &ANY).unwrap_or_else(|faults| panic!("{faults:?}"));
    let mut rings: Vec<Vec<(f64, f64)>> = match read.shape {
        Shape::Point(at) => vec![vec![(at.lon(), at.lat())]],
        Shape::Polygons(polygons) => polygons
            .as_multi_polygon()
            .iter()
            .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
            .map(|ring| {
                let mut corners: Vec<_> = ring.0[1..].iter().map(|at| (at.x, at.y)).collect();
                corners.sort_by(|a, b| a.partial_cmp(b).expect("finite"));
                corners
            })
            .collect(),
    };
    rings.sort_by(|a, b| a.partial_cmp(b).expect("finite"));
    rings
}

fn zipped(folder: &Path, to: &Path) {
    let mut archive = zip::ZipWriter::new(std::fs::File::create(to).expect("created"));
    for entry in std::fs::read_dir(folder).expect("listed") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        archive.start_file(name, zip::write::SimpleFileOptions::default()).expect("begun");
        std::io::Write::write_all(&mut archive, &std::fs::read(&path).expect("read")).expect("written");
    }
    archive.finish().expect("finished");
}

#[test]
fn real_shapefile_of_the_city_is_read_as_gdal_reads_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let zip = data("stockholm-stadsdelar-epsg3011-shp.zip");
    let geojson = folder.path().join("gdal.geojson");
    let from = format!("/vsizip/{}/stadsdelar.shp", zip.canonicalize().expect("there").display());
    let to = geojson.display().to_string();
    // 3011 is what the .prj says in words that GDAL has no code for.
    let options =
        ["-f", "GeoJSON", "-a_srs", "EPSG:3011", "-lco", "RFC7946=NO", "-lco", "COORDINATE_PRECISION=9"];
    ogr2ogr(&[&options[..], &["--config", "SHAPE_ENCODING", "ISO-8859-1", &to, &from]].concat());
    let ours = table(&zip, Format::Shapefile);
    assert_same(&ours, &table(&geojson, Format::GeoJson));
    assert_eq!(ours.rows.len(), 117);
    let names: Vec<_> = ours.rows.iter().filter_map(|row| row.properties["name"].as_str()).collect();
    assert!(names.contains(&"VÅRBERG") && names.contains(&"ULVSUNDA INDUSTRIOMR"), "{names:?}");
}

#[test]
fn real_geopackages_and_shapefiles_made_by_gdal_are_read_as_it_reads_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    let land = data("stockholm-stadsdelar-land-simplified.geojson");
    let (land, gpkg) = (land.display().to_string(), path("land.gpkg"));
    ogr2ogr(&[
        "-f",
        "GPKG",
        "-t_srs",
        "EPSG:3006",
        "-nlt",
        "PROMOTE_TO_MULTI",
        gpkg.to_str().unwrap(),
        &land,
    ]);
    let back = path("back.geojson");
    let options = ["-f", "GeoJSON", "-lco", "RFC7946=NO", "-lco", "COORDINATE_PRECISION=9"];
    ogr2ogr(&[&options[..], &[back.to_str().unwrap(), gpkg.to_str().unwrap()]].concat());
    let ours = table(&gpkg, Format::GeoPackage);
    assert_same(&ours, &table(&back, Format::GeoJson));
    // Islands and lakes: 162 parts and 72 holes.
    assert_eq!(ours.rows.iter().map(|row| rings(row.geometry.as_ref(), ours.crs).len()).sum::<usize>(), 234);

    let shapes = path("shapes");
    std::fs::create_dir(&shapes).expect("made");
    let shp = shapes.join("land.shp");
    ogr2ogr(&["-lco", "ENCODING=UTF-8", shp.to_str().unwrap(), gpkg.to_str().unwrap()]);
    let zip = path("land.zip");
    zipped(&shapes, &zip);
    assert_same(&table(&zip, Format::Shapefile), &table(&back, Format::GeoJson));
}

#[test]
fn databases_that_are_no_geopackage_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("other.gpkg");
    let database = rusqlite::Connection::open(&path).expect("opened");
    database.execute_batch("create table t (a); insert into t values (1)").expect("made");
    drop(database);
    let bytes = std::fs::read(&path).expect("read");
    for bytes in [&bytes[..], b"SQLite format 3\0 cut short"] {
        let faults = read(bytes, Format::GeoPackage, &ReadOptions::default()).expect_err("refused");
        assert_eq!(faults[0].detail, "is not a GeoPackage that can be read");
    }
}
