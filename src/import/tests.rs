use super::fixtures::{data, read_good_rows};
use super::*;
use crate::space::{GeometryLimits, Shape, geometry};
use geo::Validation;
use proptest::prelude::*;
use serde_json::json;
use std::collections::BTreeMap;

fn table(text: impl AsRef<[u8]>, format: Format) -> Table {
    read(text.as_ref(), format, &ReadOptions::default()).unwrap_or_else(|faults| panic!("{faults:?}"))
}

fn refused(text: impl AsRef<[u8]>, format: Format) -> Vec<String> {
    let faults = read(text.as_ref(), format, &ReadOptions::default()).unwrap_err();
    assert!(!faults.is_empty());
    faults.into_iter().map(|fault| format!("{:?} {} {}", fault.row, fault.pointer, fault.detail)).collect()
}

fn mapped(mapping: &str, crs: Option<&str>) -> ReadOptions {
    let crs = crs.map(|name| Crs::parse(name).unwrap());
    ReadOptions { crs, mapping: Mapping::parse(mapping).unwrap(), ..ReadOptions::default() }
}

fn point(x: f64, y: f64) -> Option<Value> {
    Some(json!({"type": "Point", "coordinates": [x, y]}))
}

#[test]
fn features_become_rows() {
    let text = r#"{"type": "FeatureCollection", "features": [
        {"type": "Feature", "id": 7, "properties": {"namn": "Torget"}, "geometry": {"type": "Point", "coordinates": [18, 59]}},
        {"type": "Feature", "properties": {"id": "B"}, "geometry": null},
        {"type": "Feature", "properties": null, "geometry": null}]}"#;
    let table = table(text, Format::GeoJson);
    let ids: Vec<_> = table.rows.iter().map(|row| (row.number, row.id.as_deref())).collect();
    assert_eq!(ids, [(1, Some("7")), (2, Some("B")), (3, None)]);
    assert_eq!(table.rows[0].properties["namn"], "Torget");
    assert_eq!((table.crs, table.notes), (Crs::Crs84, vec![]));
}

#[test]
fn lines_and_records_become_rows() {
    let text = "{\"type\":\"Feature\",\"properties\":{\"a\":1},\"geometry\":null}\n\n{\"type\":\"Point\",\"coordinates\":[18,59]}\r\n";
    let lines = table(text, Format::GeoJsonLines);
    assert_eq!(lines.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 3]);
    let records = "\x1E{\"type\":\"Feature\",\n\"properties\":{\"a\":1},\"geometry\":null}\n\x1E{\"type\":\"Point\",\"coordinates\":[18,59]}\n";
    let records = table(records, Format::GeoJsonLines);
    assert_eq!(records.rows[1].geometry, lines.rows[1].geometry);
    assert_eq!(records.rows[1].number, 3);
    let plain = table("{\"name\":\"a\",\"lon\":18,\"lat\":59}\n{\"name\":\"b\"}\n", Format::GeoJsonLines);
    assert_eq!((&plain.rows[0].geometry, &plain.rows[1].geometry), (&point(18.0, 59.0), &None));
}

#[test]
fn a_coordinate_system_in_the_file_is_honoured_and_one_given_wins() {
    let file = |crs: &str| format!(r#"{{"type": "Point", "coordinates": [154000, 6579000], "crs": {crs}}}"#);
    let local = file(r#"{"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3011"}}"#);
    assert_eq!(table(&local, Format::GeoJson).crs.epsg(), 3011);
    let by_code = file(r#"{"type": "EPSG", "properties": {"code": 3011}}"#);
    assert_eq!(table(by_code, Format::GeoJson).crs.epsg(), 3011);
    let table = read(local.as_bytes(), Format::GeoJson, &mapped("", Some("EPSG:3006"))).unwrap();
    assert_eq!((table.crs.epsg(), table.notes.len()), (3006, 1));
    for unknown in [r#"{"type": "name", "properties": {"name": "EPSG:2400"}}"#, r#"{"type": "link"}"#, "7"] {
        assert!(refused(file(unknown), Format::GeoJson)[0].contains("#/crs unknown coordinate system"));
    }
}

#[test]
fn tables_are_read_with_any_of_three_delimiters_and_encodings() {
    let expected = json!({"id": "1", "Namn": "Förskolan, \"Väst\"", "tom": null});
    for delimiter in [",", ";", "\t"] {
        let text = format!(
            "id{delimiter}\"Namn\"{delimiter}tom\r\n1{delimiter}\"Förskolan, \"\"Väst\"\"\"{delimiter}\r\n\r\n"
        );
        let row = &table(&text, Format::Csv).rows[0];
        assert_eq!(Value::Object(row.properties.clone()), expected);
        assert_eq!((row.number, row.id.as_deref()), (2, Some("1")));
        let with_mark = table(format!("\u{FEFF}{text}"), Format::Csv);
        assert_eq!((&with_mark.rows[0], with_mark.notes.len()), (row, 0));
        let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        let latin = table(latin, Format::Csv);
        assert_eq!((&latin.rows[0], latin.notes.len()), (row, 1));
    }
    assert_eq!(
        table(b"namn;pris\nCaf\xE9 \x96 bar;5 \x80\n", Format::Csv).rows[0].properties["namn"],
        "Café – bar"
    );
}

#[test]
fn lines_are_counted_as_a_person_counts_them() {
    let text = "id,text\n1,\"two\nlines\"\n2,x,y\n\n3,z\n";
    let faults = refused(text, Format::Csv);
    assert_eq!(faults, ["Some(4) # has 3 columns where the header has 2"]);
    let rows = table("id,text\n1,\"two\nlines\"\n\n3,z\n", Format::Csv).rows;
    assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [2, 5]);
}

#[test]
fn what_would_be_misread_is_refused() {
    assert!(refused("id,id\n1,2\n", Format::Csv)[0].contains("column 2 has the name of another"));
    assert!(refused("id,,a\n1,2,3\n", Format::Csv)[0].contains("column 2 has no name"));
    assert!(refused("", Format::Csv)[0].contains("no header"));
    assert!(refused(b"\xFF\xFEi\0d\0", Format::Csv)[0].contains("UTF-16"));
    assert!(refused(b"id\n\0\n", Format::Csv)[0].contains("not text"));
    assert!(refused("{}", Format::Json)[0].contains("not an array"));
    assert!(refused("[1]", Format::Json)[0].contains("Some(1) # is not an object"));
    assert!(refused(r#"[{"a": 1, "a": 2}]"#, Format::Json)[0].contains("None #/0/a is there twice"));
    assert!(
        refused("{\"type\":\"Point\",\"coordinates\":[1,2]}\n{\n", Format::GeoJsonLines)[0]
            .starts_with("Some(2)")
    );
}

#[test]
fn a_quote_that_runs_on_over_rows_refuses_the_file_and_names_the_row() {
    for (text, row) in [
        ("id,text\n1,\"open\n2,b\n3,c\n", 2),
        ("id,text\n1,\"open", 2),
        ("id,text\r\n1,a\r\n\r\n2,\"open\r\n3,c\r\n", 4),
        ("id,text\n1,\"two\nlines\"\n2,\"open\n3,c\n", 4),
        // Another opened quote seems to close the first: rows 2 and 3 would be one.
        ("id,text\n1,\"open\n2,\"closed\"\n", 2),
        ("\"id,text\n1,a\n", 1),
    ] {
        let said = format!("None # row {row} opens a quote");
        let faults = refused(text, Format::Csv);
        assert!(faults.len() == 1 && faults[0].starts_with(&said), "{text:?}: {faults:?}");
        let skipping = read_good_rows(text.as_bytes(), Format::Csv, &ReadOptions::default());
        assert_eq!(skipping.expect_err("refused all the same").len(), 1, "{text:?}");
    }
}

#[test]
fn quotes_that_close_or_open_nothing_are_read() {
    let text = "id,text\n1,\"a \"\"b\"\"\nc\"\n2,5\" rör\n3,\"Norra\" parken\n4,\"\"\n";
    let rows = table(text, Format::Csv).rows;
    let texts: Vec<_> = rows.iter().map(|row| row.properties["text"].as_str().unwrap_or_default()).collect();
    assert_eq!(texts, ["a \"b\"\nc", "5\" rör", "Norra parken", ""]);
}

#[test]
fn positions_are_found_in_columns() {
    let text = "id,Longitud,Latitud,x_sweref,y_sweref\na,18.1,59.3,674000,6580000\nb,,,,\n";
    let degrees = table(text, Format::Csv);
    assert_eq!((&degrees.rows[0].geometry, &degrees.rows[1].geometry), (&point(18.1, 59.3), &None));
    let metres =
        read(text.as_bytes(), Format::Csv, &mapped("x=x_sweref,y=y_sweref", Some("EPSG:3006"))).unwrap();
    assert_eq!(metres.rows[0].geometry, point(674_000.0, 6_580_000.0));
    assert_eq!(table("X;Y\n18,1;59,3\n", Format::Csv).rows[0].geometry, point(18.1, 59.3));
    assert_eq!(table(r#"[{"lon": 18.1, "LAT": "59.3"}]"#, Format::Json).rows[0].geometry, point(18.1, 59.3));

    assert!(refused("easting,northing\n1,2\n", Format::Csv)[0].contains("unknown coordinate system"));
    let faults = refused("lon,lat\n18,x\n,59\n18,\nNaN,inf\n", Format::Csv);
    let rows: Vec<&str> = faults.iter().map(|fault| fault.split(' ').next().unwrap()).collect();
    assert_eq!(rows, ["Some(2)", "Some(3)", "Some(4)", "Some(5)", "Some(5)"]);
}

#[test]
fn columns_are_renamed_by_a_mapping() {
    let text = "nr,namn,name,\"a,b\"\n7,Torget,gammalt,c\n";
    let row =
        &read(text.as_bytes(), Format::Csv, &mapped(r"name=namn,id=nr,note=a\,b", None)).unwrap().rows[0];
    assert_eq!(Value::Object(row.properties.clone()), json!({"name": "Torget", "id": "7", "note": "c"}));
    assert_eq!(row.id.as_deref(), Some("7"));
    let faults = read(text.as_bytes(), Format::Csv, &mapped("name=Nome", None)).unwrap_err();
    assert_eq!((faults[0].pointer.as_str(), faults[0].row), ("#/map", None));
    assert!(faults[0].hint.as_ref().unwrap().contains("namn"));
    for (text, fault) in [
        ("name", MappingFault::NotAPair),
        ("name=", MappingFault::NotAPair),
        ("a=b,", MappingFault::NotAPair),
        ("a=b,a=c", MappingFault::Twice("a".to_owned())),
    ] {
        assert_eq!(Mapping::parse(text), Err(fault));
    }
}

#[test]
fn limits_hold() {
    let options = ReadOptions {
        limits: ReadLimits { max_bytes: 40, max_rows: 2, max_properties: 2, ..ReadLimits::default() },
        ..ReadOptions::default()
    };
    let fault = |text: &str, format| read(text.as_bytes(), format, &options).unwrap_err()[0].detail.clone();
    assert!(fault(&" ".repeat(41), Format::Csv).contains("larger than 40 bytes"));
    assert!(fault("a\n1\n2\n3\n", Format::Csv).contains("more than 2 rows"));
    assert!(fault("[{},{},{}]", Format::Json).contains("more than 2 rows"));
    assert!(fault("{}\n{}\n{}\n", Format::GeoJsonLines).contains("more than 2 rows"));
    assert!(fault("a,b,c\n1,2,3\n", Format::Csv).contains("more than 2 columns"));
    assert!(fault(r#"[{"a":1,"b":2,"c":3}]"#, Format::Json).contains("more than 2 properties"));
    assert!(read(b"a\n1\n2\n", Format::Csv, &options).is_ok());
    // And no name is compared with any other where there are too many: one fault, not two.
    assert_eq!(read(b"a,a,b\n1,2,3\n", Format::Csv, &options).unwrap_err().len(), 1);
}

#[test]
fn rows_have_a_limit_in_memory_in_every_format_of_text() {
    let limits = ReadLimits { max_held_bytes: 100_000, ..ReadLimits::default() };
    let options = ReadOptions { limits, ..ReadOptions::default() };
    let small = |text: &str, format| read(text.as_bytes(), format, &options).map(|table| table.rows.len());
    // Each comes to some forty times what it is long.
    let positions = format!(r#"{{"type":"MultiPoint","coordinates":[{}]}}"#, vec!["[0,0]"; 1_000].join(","));
    let objects = format!("[{}]", vec![r#"{"a":1}"#; 1_000].join(","));
    let lines = "{\"a\":1}\n".repeat(1_000);
    let table = format!("a,b\n{}", "1,2\n".repeat(1_000));
    for (text, format) in [
        (positions, Format::GeoJson),
        (objects, Format::Json),
        (lines, Format::GeoJsonLines),
        (table, Format::Csv),
        (format!("wkt\n\"POLYGON (({}))\"\n", ["0 0"; 1_000].join(",")), Format::Csv),
    ] {
        let faults = small(&text, format).expect_err("too much");
        assert_eq!(faults.len(), 1, "{format:?}: {faults:?}");
        let RowFault { row, detail, hint, .. } = &faults[0];
        assert_eq!((*row, detail.as_str()), (None, "comes to more than 0 MiB in memory"), "{format:?}");
        assert_eq!(hint.as_deref(), Some("split it into several files"));
        assert!(read(text.as_bytes(), format, &ReadOptions::default()).is_ok(), "{format:?}");
    }
    assert_eq!(small("a,b\n1,2\n", Format::Csv), Ok(1));
}

#[test]
fn of_one_geometry_a_thousand_faults_are_told() {
    let geometry = json!({"type": "MultiPoint", "coordinates": vec![[0]; 5_000]});
    assert_eq!(structure(&geometry).unwrap_err().len(), 1_000);
    let geometries = json!({"type": "GeometryCollection", "geometries": vec![0; 5_000]});
    assert_eq!(structure(&geometries).unwrap_err().len(), 1_000);
}

#[test]
fn dense_positions_and_short_cells_of_the_largest_files_fit_into_memory() {
    // What a thousandth of such a file comes to has room in a thousandth of the memory.
    let of = ReadLimits::default();
    let limits = ReadLimits { max_held_bytes: of.max_held_bytes / 1_000, ..of };
    let options = ReadOptions { limits, ..ReadOptions::default() };
    let many = |part: &str, between: &str| {
        vec![part; of.max_bytes / 1_000 / (part.len() + between.len())].join(between)
    };
    let ring = format!(r#"{{"type":"MultiPoint","coordinates":[{}]}}"#, many("[674032,6580822]", ","));
    let point =
        r#"{"type":"Feature","properties":{"a":1},"geometry":{"type":"Point","coordinates":[18.0,59.0]}}"#;
    let points = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, many(point, ","));
    let objects = format!("[{}]", many(r#"{"lon":18.1,"lat":59.3}"#, ","));
    let table = format!(
        "a,b,c,d,e,f,g,h\n{}",
        many("1234567,1234567,1234567,1234567,1234567,1234567,1234567,1234567", "\n")
    );
    for (text, format) in
        [(ring, Format::GeoJson), (points, Format::GeoJson), (objects, Format::Json), (table, Format::Csv)]
    {
        let read = read(text.as_bytes(), format, &options);
        assert!(read.is_ok(), "{format:?}: {:?}", read.map(|table| table.rows.len()));
    }
}

const ANY: GeometryLimits =
    GeometryLimits { max_vertices: 100_000, points: true, polygons: true, max_area_m2: None };

#[test]
fn real_files_are_read() {
    for (file, options, rows, without_position) in [
        ("sisab-fastigheter.geojson", mapped("name=namn", None), 601, 0),
        ("tunnelbanestationer.geojson", mapped("", None), 105, 0),
        ("stockholm-stadsdelar-epsg3011.geojson", mapped("", None), 117, 0),
        ("stockholm-stadsdelar-land-simplified.geojson", mapped("", None), 117, 0),
        ("forskolor-stockholm.csv", mapped("name=Namn", None), 628, 63),
        ("forskolor-stockholm.csv", mapped("x=x_sweref,y=y_sweref", Some("EPSG:3006")), 628, 63),
        ("polisen-events-stockholm.json", mapped("", None), 3_452, 3_452),
        ("uk-sheffield-street-crime-2020.csv", mapped("", None), 30_839, 1_583),
    ] {
        let bytes = data(file);
        let format = Format::guess(Some(file), None, &bytes).unwrap();
        let table =
            read(&bytes, format, &options).unwrap_or_else(|faults| panic!("{file}: {:?}", &faults[..1]));
        let missing = table.rows.iter().filter(|row| row.geometry.is_none()).count();
        assert_eq!((table.rows.len(), missing), (rows, without_position), "{file}");
        for row in table.rows.iter().filter(|row| row.geometry.is_some()) {
            let read = geometry::read(row.geometry.as_ref().unwrap(), table.crs, &ANY);
            assert!(read.is_ok(), "{file} {}: {read:?}", row.number);
        }
    }
}

#[test]
fn real_preschools_lie_at_the_same_place_in_both_systems() {
    let bytes = data("forskolor-stockholm.csv");
    let shapes = |options: &ReadOptions| -> Vec<Option<Shape>> {
        let table = read(&bytes, Format::Csv, options).unwrap();
        table
            .rows
            .iter()
            .map(|row| Some(geometry::read(row.geometry.as_ref()?, table.crs, &ANY).unwrap().shape))
            .collect()
    };
    let degrees = shapes(&mapped("", None));
    let metres = shapes(&mapped("x=x_sweref,y=y_sweref", Some("EPSG:3006")));
    for pair in degrees.iter().zip(&metres) {
        if let (Some(a), Some(b)) = pair {
            assert!(a.in_metres(a.plane()).distance_between_m(&b.in_metres(a.plane())) < 1.5, "{pair:?}");
        }
    }
}

/// What happens to a file: refused when read or by the structure of its geometries, or taken.
fn fate(bytes: &[u8]) -> &'static str {
    let Ok(table) = read(bytes, Format::GeoJson, &ReadOptions::default()) else {
        return "refused";
    };
    if table.rows.iter().filter_map(|row| row.geometry.as_ref()).any(|geometry| structure(geometry).is_err())
    {
        return "refused";
    }
    "taken"
}

#[test]
fn real_nasty_files_get_the_verdict_of_their_class() {
    // Files whose verdict differs from their class, with the reason.
    let exceptions: BTreeMap<&str, (&str, &str)> = BTreeMap::from(EXCEPTIONS);
    let manifest = data("nasty-geojson-manifest.csv");
    let manifest = read(&manifest, Format::Csv, &ReadOptions::default()).unwrap();
    let mut wrong = Vec::new();
    for row in &manifest.rows {
        let (file, class) =
            (row.properties["file"].as_str().unwrap(), row.properties["class"].as_str().unwrap());
        let expected = match exceptions.get(file) {
            Some((fate, _why)) => fate,
            None if class == "invalid" || row.properties["json_ok"] == "no" => "refused",
            None => "taken",
        };
        let fate = fate(&data(&format!("nasty-geojson/{file}")));
        if fate != expected {
            wrong.push(format!("{file} ({class}): {fate}"));
        }
    }
    assert_eq!((manifest.rows.len(), wrong), (175, Vec::<String>::new()));
}

/// Lint and topology files are taken as rows (crossings are found where shapes are made of them), but for these.
const EXCEPTIONS: [(&str, (&str, &str)); 8] = [
    (
        "hint-bad-bad-duplicate-properties.geojson",
        ("refused", "the same member twice, which two readers see differently"),
    ),
    ("booleanop-case-daef-polygonwithholes-holed.geojson", ("refused", "a ring of three positions")),
    ("booleanop-case-issue76.geojson", ("refused", "an open ring")),
    ("booleanop-rectangles.geojson", ("refused", "an open ring")),
    ("clipping-broken-issue-75.geojson", ("refused", "an open ring")),
    ("clipping-clean-poly-with-non-self-closing-rings.geojson", ("refused", "an open ring")),
    ("clipping-three-triangles.geojson", ("refused", "an open ring of three positions")),
    ("clipping-union-same-shape-multiple-times.geojson", ("refused", "an open ring of three positions")),
];

#[test]
fn real_nasty_polygons_become_valid_shapes_or_none() {
    let manifest = read(&data("nasty-geojson-manifest.csv"), Format::Csv, &ReadOptions::default()).unwrap();
    let (mut valid, mut refused) = (0, 0);
    for row in &manifest.rows {
        let bytes = data(&format!("nasty-geojson/{}", row.properties["file"].as_str().unwrap()));
        let Ok(table) = read(&bytes, Format::GeoJson, &ReadOptions::default()) else {
            continue;
        };
        for shape in table.rows.iter().filter_map(|row| row.geometry.as_ref()) {
            match geometry::read(shape, table.crs, &ANY).map(|read| read.shape) {
                Ok(Shape::Polygons(polygons)) => {
                    assert!(polygons.as_multi_polygon().is_valid());
                    valid += 1;
                }
                Ok(Shape::Point(_)) => {}
                Err(faults) => {
                    assert!(!faults.is_empty());
                    refused += 1;
                }
            }
        }
    }
    // Most refused ones lie outside the world or cross themselves; both sides must be there for this to say anything.
    assert!(valid > 100 && refused > 50, "{valid} {refused}");
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        read_all(&bytes)?;
    }

    #[test]
    fn damaged_files_are_read_or_refused(
        which in 0usize..4,
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0usize..4), 1..12),
    ) {
        let mut bytes = [
            r#"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:3011"}},"bbox":[1,2,3,4],"features":[{"type":"Feature","id":1,"properties":{"a":"å"},"geometry":{"type":"MultiPolygon","coordinates":[[[[150000,6580000],[150100,6580000],[150100,6580100],[150000,6580000]]]]}}]}"#,
            "{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[18,59],[19,59],[19,60],[18,59]]]}}\n{\"lon\":1,\"lat\":2}\n",
            r#"[{"id":"a","lon":"18,5","lat":59},{"geometry":{"type":"GeometryCollection","geometries":[]}}]"#,
            "id;namn;lon;lat\n1;\"Tor;get\";18.1;59.3\n2;\"a\"\"b\";;\n",
        ][which].as_bytes().to_vec();
        for (index, byte, kind) in damage {
            if bytes.is_empty() { break; }
            let at = index.index(bytes.len());
            match kind {
                0 => bytes[at] = byte,
                1 => { bytes.remove(at); }
                2 => bytes.insert(at, byte),
                _ => bytes.truncate(at.max(1)),
            }
        }
        read_all(&bytes)?;
    }
}

fn read_all(bytes: &[u8]) -> Result<(), TestCaseError> {
    let _ = Format::guess(None, None, bytes);
    for format in [Format::GeoJson, Format::GeoJsonLines, Format::Json, Format::Csv] {
        match read(bytes, format, &ReadOptions::default()) {
            Ok(table) => {
                for geometry in table.rows.iter().filter_map(|row| row.geometry.as_ref()) {
                    let _ = structure(geometry);
                    let _ = geometry::read(geometry, table.crs, &ANY);
                }
            }
            Err(faults) => prop_assert!(!faults.is_empty()),
        }
    }
    Ok(())
}
