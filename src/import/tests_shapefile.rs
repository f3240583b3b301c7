//! Shapefiles as they are found, and as somebody would make them who means harm.

use super::fixtures::read_good_rows;
use super::{AREA_CORNERS_MAX, Format, ReadLimits, ReadOptions, RowFault, Table, read};
use serde_json::{Value, json};

/// Parts of the name and bytes each.
fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).expect("begun");
        std::io::Write::write_all(&mut archive, bytes).expect("written");
    }
    archive.finish().expect("finished").into_inner()
}

/// A .shp of records as they are.
fn shp(records: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = vec![0; 100];
    for (at, record) in records.iter().enumerate() {
        bytes.extend(u32::try_from(at + 1).expect("few").to_be_bytes());
        bytes.extend(u32::try_from(record.len() / 2).expect("short").to_be_bytes());
        bytes.extend(record);
    }
    let words = u32::try_from(bytes.len() / 2).expect("short");
    bytes[..4].copy_from_slice(&9_994_u32.to_be_bytes());
    bytes[24..28].copy_from_slice(&words.to_be_bytes());
    bytes[28..32].copy_from_slice(&1_000_u32.to_le_bytes());
    bytes[32..36].copy_from_slice(&5_u32.to_le_bytes());
    bytes
}

fn point(x: f64, y: f64) -> Vec<u8> {
    [1_u32.to_le_bytes().as_slice(), &x.to_le_bytes(), &y.to_le_bytes()].concat()
}

fn points(count: usize) -> Vec<u8> {
    shp(&vec![point(18.0, 59.0); count])
}

/// A polygon of rings. Its box is not looked at.
fn polygon(rings: &[Vec<[f64; 2]>]) -> Vec<u8> {
    let number = |number: usize| u32::try_from(number).expect("few").to_le_bytes();
    let mut bytes = [number(5).as_slice(), &[0; 32], &number(rings.len())].concat();
    bytes.extend(number(rings.iter().map(Vec::len).sum()));
    let mut begins = 0;
    for ring in rings {
        bytes.extend(number(begins));
        begins += ring.len();
    }
    bytes.extend(rings.iter().flatten().flatten().flat_map(|number| number.to_le_bytes()));
    bytes
}

/// A square, clockwise.
fn square(x: f64, y: f64, side: f64) -> Vec<[f64; 2]> {
    vec![[x, y], [x, y + side], [x + side, y + side], [x + side, y], [x, y]]
}

/// A .dbf: its mark, its columns (name, kind, width), and cells as they are written.
fn dbf(mark: u8, columns: &[(&str, u8, u8)], rows: &[&[&[u8]]]) -> Vec<u8> {
    let row_bytes = 1 + columns.iter().map(|(.., width)| u16::from(*width)).sum::<u16>();
    let begins = u16::try_from(32 + 32 * columns.len() + 1).expect("few columns");
    let mut bytes = vec![3, 124, 1, 1];
    bytes.extend(u32::try_from(rows.len()).expect("few").to_le_bytes());
    bytes.extend(begins.to_le_bytes());
    bytes.extend(row_bytes.to_le_bytes());
    bytes.resize(29, 0);
    bytes.extend([mark, 0, 0]);
    for (name, kind, width) in columns {
        let mut column = name.as_bytes().to_vec();
        column.resize(11, 0);
        column.extend([*kind, 0, 0, 0, 0, *width]);
        column.resize(32, 0);
        bytes.extend(column);
    }
    bytes.push(0x0D);
    for row in rows {
        bytes.push(b' ');
        for (cell, (.., width)) in row.iter().zip(columns) {
            let mut cell = cell.to_vec();
            cell.resize(usize::from(*width), b' ');
            bytes.extend(cell);
        }
    }
    bytes.push(0x1A);
    bytes
}

fn outcome(files: &[(&str, &[u8])], limits: ReadLimits) -> Result<Table, Vec<RowFault>> {
    read(&zipped(files), Format::Shapefile, &ReadOptions { limits, ..ReadOptions::default() })
}

#[track_caller]
fn table(files: &[(&str, &[u8])]) -> Table {
    outcome(files, ReadLimits::default()).unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// What is said of the file as a whole.
#[track_caller]
fn refused_by(files: &[(&str, &[u8])], limits: ReadLimits) -> String {
    let mut faults = outcome(files, limits).expect_err("refused");
    assert_eq!((faults.len(), faults[0].row), (1, None), "{faults:?}");
    faults.remove(0).detail
}

#[track_caller]
fn refused(files: &[(&str, &[u8])]) -> String {
    refused_by(files, ReadLimits::default())
}

/// The good rows, and what is wrong with the others.
#[track_caller]
fn good_rows(files: &[(&str, &[u8])]) -> (Table, Vec<(Option<usize>, String, String)>) {
    let read = read_good_rows(&zipped(files), Format::Shapefile, &ReadOptions::default());
    let (table, faults) = read.unwrap_or_else(|faults| panic!("{faults:?}"));
    (table, faults.into_iter().map(|fault| (fault.row, fault.pointer, fault.detail)).collect())
}

#[test]
fn archives_that_are_bombs_or_hold_no_shapefile_are_refused() {
    let bomb = vec![0; 65 * 1024 * 1024];
    assert_eq!(refused(&[("a.shp", &bomb)]), "unpacks to more than a shapefile of its size would");
    assert_eq!(refused(&[("a.txt", b"x")]), "holds no .shp");
    assert_eq!(refused(&[("a.shp", b"x"), ("b.shp", b"y")]), "holds more than one shapefile");
    assert_eq!(refused(&[("a.shp", b"not shapes")]), "has a .shp that cannot be read");
    let whole = points(3);
    assert_eq!(refused(&[("a.shp", &whole[..whole.len() - 2])]), "has a .shp that cannot be read");
    let many: Vec<(String, &[u8])> = (0..101).map(|n| (format!("{n}.txt"), b"".as_slice())).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    assert_eq!(refused(&many), "holds more than 100 files");
    let faults =
        read(b"PK\x03\x04 cut short", Format::Shapefile, &ReadOptions::default()).expect_err("refused");
    assert_eq!(faults[0].detail, "is not a zip archive that can be read");
}

#[test]
fn wide_columns_that_are_mostly_blank_are_read() {
    let names: Vec<String> = (0..20).map(|n| format!("column{n}")).collect();
    let columns: Vec<(&str, u8, u8)> = names.iter().map(|name| (name.as_str(), b'C', 254)).collect();
    let cells = [b"blank".as_slice(); 20];
    let rows: Vec<&[&[u8]]> = vec![&cells; 2_000];
    let (shp, dbf) = (points(2_000), dbf(0, &columns, &rows));
    let files: [(&str, &[u8]); 2] = [("a.shp", &shp), ("a.dbf", &dbf)];
    assert!(dbf.len() > 100 * zipped(&files).len(), "packs to less than a hundredth");
    let table = table(&files);
    assert_eq!((table.rows.len(), &table.rows[1_999].properties["column19"]), (2_000, &json!("blank")));
}

#[test]
fn a_table_is_counted_before_any_row_of_it_is_read() {
    let mut claims = dbf(0, &[("a", b'C', 1)], &[&[b"x"]]);
    claims[4..8].copy_from_slice(&134_000_000_u32.to_le_bytes());
    let another = "has a .dbf with another number of rows than the .shp has shapes";
    assert_eq!(refused(&[("a.shp", &points(1)), ("a.dbf", &claims)]), another);

    let small = ReadLimits { max_rows: 2, max_properties: 2, ..ReadLimits::default() };
    assert_eq!(refused_by(&[("a.shp", &points(3)), ("a.dbf", &claims)], small), "has more than 2 shapes");
    let wide = dbf(0, &[("a", b'C', 1), ("b", b'C', 1), ("c", b'C', 1)], &[&[b"x", b"y", b"z"]]);
    assert_eq!(refused_by(&[("a.shp", &points(1)), ("a.dbf", &wide)], small), "has more than 2 columns");

    // A thousand rows of a hundred columns are ten million bytes.
    let names: Vec<String> = (0..100).map(|n| format!("c{n}")).collect();
    let columns: Vec<(&str, u8, u8)> = names.iter().map(|name| (name.as_str(), b'C', 1)).collect();
    let cells = [b"x".as_slice(); 100];
    let rows: Vec<&[&[u8]]> = vec![&cells; 1_000];
    let (shp, many) = (points(1_000), dbf(0, &columns, &rows));
    let files: [(&str, &[u8]); 2] = [("a.shp", &shp), ("a.dbf", &many)];
    let limits = ReadLimits { max_held_bytes: 1024 * 1024, ..ReadLimits::default() };
    assert_eq!(refused_by(&files, limits), "comes to more than 1 MiB in memory");
    assert_eq!(table(&files).rows.len(), 1_000);
}

#[test]
fn a_table_with_rows_that_are_deleted_is_refused() {
    let mut deleted = dbf(0, &[("a", b'C', 1)], &[&[b"x"], &[b"y"]]);
    let first = deleted.len() - 5;
    deleted[first] = b'*';
    let another = "has a .dbf with another number of rows than the .shp has shapes";
    assert_eq!(refused(&[("a.shp", &points(2)), ("a.dbf", &deleted)]), another);
}

#[test]
fn ground_with_too_many_corners_is_a_fault_of_its_row() {
    let too_many: Vec<Vec<[f64; 2]>> = vec![vec![[18.0, 59.0]]; AREA_CORNERS_MAX / 2 + 1];
    let mut claims = polygon(&[square(0.0, 0.0, 1.0)]);
    claims[36..40].copy_from_slice(&u32::MAX.to_le_bytes());
    let mut cut_short = polygon(&[square(0.0, 0.0, 1.0)]);
    cut_short.truncate(60);
    let shp = shp(&[polygon(&[square(0.0, 0.0, 1.0)]), polygon(&too_many), claims, cut_short, Vec::new()]);
    let (table, faults) = good_rows(&[("a.shp", &shp)]);
    assert_eq!(table.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1]);
    assert_eq!(table.rows[0].geometry.as_ref().expect("ground")["type"], "Polygon");
    let fault = |row, detail: &str| (Some(row), "#/geometry".to_owned(), detail.to_owned());
    let (corners, unread) = ("has more than 100000 corners", "is not a geometry that can be read");
    assert_eq!(faults, [fault(2, corners), fault(3, corners), fault(4, unread), fault(5, unread)]);
}

#[test]
fn empty_dates_are_null_and_cells_that_cannot_be_read_are_told_by_row_and_column() {
    let columns = [("since", b'D', 8), ("height", b'N', 6), ("name", b'C', 6)];
    let rows: [&[&[u8]]; 6] = [
        &[b"00000000", b"12.5", b"a"],
        &[b"20240131", b"", b"b"],
        &[b"", b"7", b""],
        &[b"20240031", b"1", b"d"],
        &[b"20240131", b"12,5", b"e"],
        &[b"0000    ", b"0", b"000000"],
    ];
    let (table, faults) = good_rows(&[("a.shp", &points(6)), ("a.dbf", &dbf(3, &columns, &rows))]);
    let properties: Vec<Value> = table.rows.iter().map(|row| Value::Object(row.properties.clone())).collect();
    assert_eq!(
        properties,
        [
            json!({"since": null, "height": 12.5, "name": "a"}),
            json!({"since": "2024-01-31", "height": null, "name": "b"}),
            json!({"since": null, "height": 7, "name": null}),
            json!({"since": null, "height": 0, "name": "000000"}),
        ]
    );
    let fault = |row, column: &str, detail: &str| (Some(row), format!("#/{column}"), detail.to_owned());
    assert_eq!(faults, [fault(4, "since", "is not a date"), fault(5, "height", "is not a number")]);
}

#[test]
fn text_is_read_as_it_is_written_or_refused() {
    let files = |mark: u8, text: &[u8]| (points(1), dbf(mark, &[("name", b'C', 20)], &[&[text]]));
    let note = "the .dbf says not how its text is written; it was read as Windows-1252";
    for (mark, cpg, text, noted) in [
        (0x03, None, b"V\xE4g".as_slice(), false),
        (0x57, None, b"V\xE4g", true),
        (0x00, None, b"V\xE4g", true),
        (0x00, Some(""), b"V\xE4g", true),
        (0x04, None, b"V\x8Ag", false),
        (0xF0, None, "Väg".as_bytes(), false),
        (0x57, Some("UTF-8"), "Väg".as_bytes(), false),
        (0x57, Some("65001"), "Väg".as_bytes(), false),
        (0x57, Some("88591"), b"V\xE4g", false),
        (0x57, Some("ANSI 1252\r\n"), b"V\xE4g", false),
        // The .cpg wins.
        (0x02, Some("UTF-8"), "Väg".as_bytes(), false),
    ] {
        let (shp, dbf) = files(mark, text);
        let mut parts: Vec<(&str, &[u8])> = vec![("a.shp", &shp), ("a.dbf", &dbf)];
        parts.extend(cpg.map(|cpg| ("a.cpg", cpg.as_bytes())));
        let table = table(&parts);
        assert_eq!(table.rows[0].properties["name"], "Väg", "{mark:#x} {cpg:?}");
        assert_eq!(
            table.notes.iter().any(|said| said == note),
            noted,
            "{mark:#x} {cpg:?}: {:?}",
            table.notes
        );
    }
    for (mark, page) in [(0x01, 437), (0x02, 850), (0x08, 865), (0x66, 865)] {
        let (shp, dbf) = files(mark, b"V\x84g");
        let told = format!("has a .dbf whose text is written in code page {page}, which is not read");
        assert_eq!(refused(&[("a.shp", &shp), ("a.dbf", &dbf)]), told);
        // What reads alike in all of them is read.
        let (shp, dbf) = files(mark, b"Torget");
        assert_eq!(table(&[("a.shp", &shp), ("a.dbf", &dbf)]).rows[0].properties["name"], "Torget");
    }
    let (shp, dbf) = files(0x57, b"V\x84g");
    let told = "has a .cpg that names an unknown code page";
    assert_eq!(refused(&[("a.shp", &shp), ("a.dbf", &dbf), ("a.cpg", b"mine")]), told);
}

#[test]
fn two_columns_of_one_name_are_refused() {
    let columns = [("namn_pa_om", b'C', 3), ("kod", b'C', 3), ("namn_pa_om", b'C', 3)];
    let dbf = dbf(3, &columns, &[&[b"abc", b"def", b"ghi"]]);
    let told = refused(&[("a.shp", &points(1)), ("a.dbf", &dbf)]);
    assert_eq!(told, "column 3 has the name of another");
}

#[test]
fn only_what_is_called_as_the_shp_is_belongs_to_it() {
    let (shp, own) = (points(1), dbf(3, &[("name", b'C', 5)], &[&[b"own"]]));
    let stray = dbf(3, &[("name", b'C', 5)], &[&[b"stray"]]);
    let aside = "table.dbf was left aside: it is not called as the .shp is".to_owned();
    let both = table(&[("x/table.dbf", &stray), ("x/Districts.shp", &shp), ("x/DISTRICTS.DBF", &own)]);
    assert_eq!(both.rows[0].properties["name"], "own");
    assert!(both.notes.contains(&aside), "{:?}", both.notes);

    let without = table(&[("districts.shp", &shp), ("table.dbf", &stray)]);
    assert!(without.rows[0].properties.is_empty());
    assert!(without.notes.contains(&aside), "{:?}", without.notes);
    assert!(without.notes.contains(&"there is no .dbf: the shapes have no properties".to_owned()));

    let twice = refused(&[("a.shp", &shp), ("a.dbf", &own), ("old/A.DBF", &stray)]);
    assert_eq!(twice, "holds more than one .dbf that is called as the .shp is");
}
