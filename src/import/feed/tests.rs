//! Given a mapping file and a row, what comes of the row.

use super::*;
use crate::import::Format;
use crate::import::fixtures::read_good_rows;
use serde_json::json;

fn options(mapping: &str) -> ReadOptions {
    ReadOptions { feed: Some(Feed::parse(mapping).expect("a mapping file")), ..ReadOptions::default() }
}

/// The first row of a table, or its faults.
fn first(mapping: &str, csv: &str) -> Result<Row, Vec<String>> {
    let table = crate::import::read(csv.as_bytes(), Format::Csv, &options(mapping));
    let table = table.map_err(|faults| faults.into_iter().map(|f| format!("{} {}", f.pointer, f.detail)));
    table.map(|mut table| table.rows.remove(0)).map_err(Iterator::collect)
}

fn time(rule: &str, text: &str) -> Result<(String, String), Vec<String>> {
    let mapping = format!("of = \"reports\"\n[time]\ncolumn = \"t\"\n{rule}");
    let row = first(&mapping, &format!("t,b\n{text},1\n"))?;
    let field = |name: &str| row.properties[name].as_str().expect("text").to_owned();
    Ok((field("observed_at"), field("observed_precision")))
}

fn moment(at: &str, precision: &str) -> Result<(String, String), Vec<String>> {
    Ok((at.into(), precision.into()))
}

#[test]
fn what_is_not_named_does_not_come_in() {
    let mapping = "of = \"reports\"\n[columns]\ntext = \"summary\"\n[constants]\nsource = \"police\"";
    let row = first(mapping, "id,text,source,summary\n7,secret,theirs,Glas\u{a0}krossat\n").expect("a row");
    assert_eq!(row.id, None);
    assert_eq!(row.properties, *json!({"text": "Glas krossat", "source": "police"}).as_object().unwrap());
}

#[test]
fn months_and_days_keep_their_precision() {
    let london = "formats = [\"%Y-%m\", \"%Y-%m-%d\"]\nzone = \"Europe/London\"";
    assert_eq!(time(london, "2019-01"), moment("2019-01-01T00:00:00Z", "month"));
    assert_eq!(time(london, "2020-07"), moment("2020-06-30T23:00:00Z", "month"));
    assert_eq!(time(london, "2020-07-15"), moment("2020-07-14T23:00:00Z", "day"));
    assert!(time(london, "July 2020").is_err());
}

#[test]
fn offsets_and_hours_of_one_digit_are_read() {
    let api = "formats = [\"%Y-%m-%d %H:%M:%S %:z\"]";
    assert_eq!(time(api, "2025-01-01 6:50:42 +01:00"), moment("2025-01-01T05:50:42Z", "moment"));
    assert_eq!(time(api, "2025-07-01 16:50:42 +02:00"), moment("2025-07-01T14:50:42Z", "moment"));
    assert!(time(api, "2025-13-01 16:50:42 +02:00").is_err());
    let american = "formats = [\"%m/%d/%Y %I:%M:%S %p\"]\nzone = \"America/Los_Angeles\"";
    assert_eq!(time(american, "07/15/2012 08:08:00 AM"), moment("2012-07-15T15:08:00Z", "moment"));
    assert_eq!(time(american, "11/02/2008 12:30:00 AM"), moment("2008-11-02T07:30:00Z", "moment"));
}

#[test]
fn times_that_the_clocks_skip_or_show_twice_are_mended_or_refused() {
    let stockholm = "formats = [\"%Y-%m-%d %H:%M\"]\nzone = \"Europe/Stockholm\"";
    // Clocks go from 02:00 to 03:00 on 30 March 2025, and from 03:00 to 02:00 on 26 October.
    assert_eq!(time(stockholm, "2025-03-30 02:30"), moment("2025-03-30T01:30:00Z", "moment"));
    assert_eq!(time(stockholm, "2025-10-26 02:30"), moment("2025-10-26T00:30:00Z", "moment"));
    let strict = format!("{stockholm}\nat_clock_change = \"refuse\"");
    assert!(time(&strict, "2025-03-30 02:30").is_err());
    assert!(time(&strict, "2025-10-26 02:30").is_err());
    assert!(time(&strict, "2025-10-26 01:30").is_ok());
}

fn placed(rule: &str, csv: &str) -> (Option<Value>, Vec<String>) {
    let mapping = format!("of = \"reports\"\n[position]\n{rule}");
    let mut batches = crate::import::Batches::open(
        &crate::import::Source::from(csv.as_bytes()),
        Format::Csv,
        &options(&mapping),
        usize::MAX,
    )
    .expect("opened");
    let batch = batches.next().expect("a batch");
    let reasons = batch.left_out.iter().map(|(reason, _)| reason.to_owned());
    let faults = batch.faults.into_result().err().unwrap_or_default();
    let told: Vec<_> = reasons.chain(faults.into_iter().map(|fault| fault.detail)).collect();
    let point = batch.table.rows.first().and_then(|row| row.geometry.clone());
    (point.map(|point| point["coordinates"].clone()), told)
}

#[test]
fn positions_come_in_many_forms() {
    let at = |rule: &str, csv: &str| placed(rule, csv).0;
    let here = Some(json!([18.068581, 59.329324]));
    assert_eq!(at("lat_lon = \"p\"", "p,b\n\"59.329324,18.068581\",1\n"), here);
    assert_eq!(at("lat_lon = \"p\"", "p,b\n\"(59.329324, 18.068581)\",1\n"), here);
    assert_eq!(at("lon_lat = \"p\"", "p,b\n\"18.068581 , 59.329324\",1\n"), here);
    assert_eq!(at("east = \"x\"\nnorth = \"y\"", "x;y\n18,068581;59,329324\n"), here);
    let sweref = at("east = \"e\"\nnorth = \"n\"\ncrs = \"EPSG:3006\"", "e,n\n676257.00,6581924.00\n");
    let sweref = sweref.expect("a point");
    assert!((sweref[0].as_f64().unwrap() - 18.099136).abs() < 1e-6, "{sweref}");
    assert_eq!(placed("lat_lon = \"p\"", "p,b\n(59.3; 18.0),1\n").1.len(), 1);
    assert_eq!(placed("east = \"x\"\nnorth = \"y\"", "x,y,b\n18,,1\n").1.len(), 1);
}

#[test]
fn positions_that_stand_for_unknown_and_those_outside_are_left_out_and_told() {
    let hall = "lat_lon = \"p\"\n[[position.unknown]]\nlat = 42.3594\nlon = -71.0587\nwithin_m = 5\nreason = \"hall\"";
    assert_eq!(placed(hall, "p,b\n\"42.3594,-71.0587\",1\n"), (None, vec!["hall".to_owned()]));
    assert_eq!(placed(hall, "p,b\n\"42.3595,-71.0587\",1\n").1, Vec::<String>::new(), "eleven metres away");
    let within = "lat_lon = \"p\"\nwithin = { west = 17.7, south = 59.2, east = 18.3, north = 59.5, reason = \"out\" }";
    assert_eq!(placed(within, "p,b\n\"57.96,12.13\",1\n"), (None, vec!["out".to_owned()]));
    let missing = "lat_lon = \"p\"\nmissing = { leave_out = \"none\" }";
    assert_eq!(placed(missing, "p,b\n,1\n"), (None, vec!["none".to_owned()]));
    assert_eq!(placed("lat_lon = \"p\"", "p,b\n,1\n").1, ["has no position"]);
}

#[test]
fn values_without_a_code_are_bad_unless_the_mapping_file_says_what_they_are() {
    let mapping = |otherwise: &str| {
        format!(
            "of = \"reports\"\n[values.problem_types]\ncolumn = \"k\"\ncodes.\"Klotter\" = \"graffiti\"\n{otherwise}"
        )
    };
    let types = |otherwise: &str, value: &str| {
        first(&mapping(otherwise), &format!("k,b\n{value},1\n"))
            .map(|row| row.properties.get("problem_types").cloned())
    };
    assert_eq!(types("", "Klotter "), Ok(Some(json!("graffiti"))));
    assert!(types("", "Annat").is_err());
    assert_eq!(types("otherwise = { code = [\"disorder\"] }", "Annat"), Ok(Some(json!(["disorder"]))));
    assert_eq!(types("otherwise = \"nothing\"", "Annat"), Ok(None));
    let left = options(&mapping("otherwise = { leave_out = \"other\" }"));
    let (table, _) = read_good_rows(b"k,b\nAnnat,1\n", Format::Csv, &left).expect("read");
    assert_eq!(table.rows, []);
}

#[test]
fn a_mapping_file_that_contradicts_itself_or_asks_for_what_is_not_there_is_refused() {
    for wrong in [
        "",
        "of = \"towns\"",
        "of = \"reports\"\nunknown = 1",
        "of = \"reports\"\n[columns]\ncolour = \"c\"",
        "of = \"reports\"\n[columns]\nobserved_at = \"t\"\n[time]\ncolumn = \"t\"\nformats = [\"%F %z\"]",
        "of = \"reports\"\n[time]\ncolumn = \"t\"\nformats = [\"%F\"]",
        "of = \"reports\"\n[time]\ncolumn = \"t\"\nformats = [\"%H:%M\"]\nzone = \"Europe/Stockholm\"",
        "of = \"reports\"\n[time]\ncolumn = \"t\"\nformats = [\"%F\"]\nzone = \"Europe/Nowhere\"",
        "of = \"reports\"\n[position]\neast = \"x\"",
        "of = \"reports\"\n[position]\nlat_lon = \"p\"\nlon_lat = \"p\"",
        "of = \"sites\"\n[time]\ncolumn = \"t\"\nformats = [\"%F\"]\nzone = \"Europe/Stockholm\"",
    ] {
        assert!(Feed::parse(wrong).is_err(), "{wrong}");
    }
    let faults = first("of = \"reports\"\n[columns]\ntext = \"summary\"", "a,b\n1,2\n").expect_err("refused");
    assert_eq!(faults, ["#/summary is a column of the mapping file that the file does not have"]);
}

#[test]
fn members_within_members_are_columns_too() {
    let mapping = "of = \"reports\"\n[columns]\nid = \"id\"\n[position]\nlat_lon = \"location.gps\"";
    let json = r#"[{"id": 7, "location": {"gps": "59.5,18.5"}}]"#;
    let table = crate::import::read(json.as_bytes(), Format::Json, &options(mapping)).expect("read");
    assert_eq!(table.rows[0].id.as_deref(), Some("7"));
    assert_eq!(table.rows[0].geometry, Some(json!({"type": "Point", "coordinates": [18.5, 59.5]})));
}
