//! GeoPackages that are made to be larger than they are.

use super::{Format, ReadLimits, ReadOptions, RowFault, Table, read};

/// The least that a GeoPackage is, with a layer called `layer` in degrees.
const DESCRIBED: &str = "
    create table gpkg_spatial_ref_sys (srs_id, organization, organization_coordsys_id, definition);
    insert into gpkg_spatial_ref_sys values (4326, 'EPSG', 4326, '');
    create table gpkg_geometry_columns (table_name, column_name, srs_id);
    insert into gpkg_geometry_columns values ('layer', 'geom', 4326);
    create table gpkg_contents (table_name, data_type);
    insert into gpkg_contents values ('layer', 'features');";

/// A database that a script makes.
fn geopackage(script: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("made.gpkg");
    let database = rusqlite::Connection::open(&path).expect("opened");
    database.execute_batch(&format!("{DESCRIBED}\n{script}")).expect("made");
    drop(database);
    std::fs::read(&path).expect("read")
}

/// Rows without a geometry.
fn layer(rows: usize) -> String {
    format!(
        "create table layer (fid integer primary key, geom blob, name text);
        with recursive n (i) as (select 1 union all select i + 1 from n where i < {rows})
        insert into layer (geom, name) select null, 'a' from n;"
    )
}

fn outcome(bytes: &[u8], limits: ReadLimits) -> Result<Table, Vec<RowFault>> {
    read(bytes, Format::GeoPackage, &ReadOptions { limits, ..ReadOptions::default() })
}

#[track_caller]
fn assert_refused(bytes: &[u8], limits: ReadLimits, detail: &str) {
    let faults = outcome(bytes, limits).expect_err("refused");
    assert_eq!((faults[0].row, faults[0].detail.as_str()), (None, detail), "{faults:?}");
}

#[test]
fn columns_that_are_worked_out_when_they_are_read_are_refused() {
    let refused = "has columns that are worked out of others";
    let formula = "text generated always as (hex(zeroblob(8000000)))";
    for kind in ["virtual", "stored"] {
        let script = format!(
            "create table layer (fid integer primary key, geom blob, a {formula} {kind});
            insert into layer (geom) values (null);"
        );
        assert_refused(&geopackage(&script), ReadLimits::default(), refused);
    }
    let script = format!("{} alter table gpkg_spatial_ref_sys add column a {formula} virtual;", layer(1));
    assert_refused(&geopackage(&script), ReadLimits::default(), refused);
}

#[test]
fn many_cells_that_share_their_bytes_are_refused() {
    let shared = |bytes: usize| {
        let text = "x".repeat(bytes);
        geopackage(&format!("{} alter table layer add column a text default '{text}';", layer(200)))
    };
    // Forty million bytes in a file of two hundred thousand.
    let large = shared(200_000);
    assert!(large.len() < 1_000_000, "{}", large.len());
    assert_refused(&large, ReadLimits::default(), "unfolds to more than a GeoPackage of its size would");
    // What an honest column has by default.
    let table = outcome(&shared(20), ReadLimits::default()).expect("read");
    assert_eq!(
        (table.rows.len(), table.rows[199].properties["a"].as_str()),
        (200, Some("x".repeat(20).as_str()))
    );
}

#[test]
fn rows_have_a_limit_in_memory() {
    let bytes = geopackage(&layer(10_000));
    assert_eq!(outcome(&bytes, ReadLimits::default()).expect("read").rows.len(), 10_000);
    let limits = ReadLimits { max_held_bytes: 1024 * 1024, ..ReadLimits::default() };
    assert_refused(&bytes, limits, "comes to more than 1 MiB in memory");
}
