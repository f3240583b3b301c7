//! The table of fields is what rows are read by.

use super::tests::{Asked, City};
use super::*;

/// A row with every field that a kind of file can have, as columns and cells.
fn full_row(what: What) -> Vec<(&'static str, &'static str)> {
    let mut row: Vec<_> = what.fields().iter().map(|field| (field.name, cell(what, field.name))).collect();
    if what.ground().takes_columns() {
        row.extend([("lon", "18.0"), ("lat", "59.3")]);
    }
    if what.ground() == Ground::Footprints {
        row.push(("wkt", "\"POLYGON((18 59.3,18.0002 59.3,18.0002 59.3001,18 59.3001,18 59.3))\""));
    }
    row
}

fn cell(what: What, field: &str) -> &'static str {
    match (what, field) {
        (What::Areas, "kind") | (_, "area_kind") => "district",
        (What::Sites, "kind") => "school",
        (What::Parties, "kind") => "city_office",
        (What::Buildings, "kind") => "apartments",
        (_, "manager" | "land_owner") => "SISAB",
        (_, "from" | "period_start") => "2025-01-01",
        (_, "until" | "period_end") => "2025-12-31",
        (_, "observed_at") => "2025-03-01T21:30:00+01:00",
        (_, "observed_precision") => "day",
        // Goes with the precision hours alone.
        (_, "observed_hours") => "",
        (_, "problem_type") => "disorder",
        (_, "problem_types") => "vandalism",
        (_, "count_band") => "none",
        (What::Reports, "source") => "field_staff",
        (_, "accuracy_m") => "25",
        (_, "logs_in") => "true",
        (_, "sex") => "women",
        (_, "value" | "n") => "12",
        (_, "area" | "areas") => "",
        // By the city's only area, since a union is made of areas that are there.
        (_, "members") => "Bromma",
        (_, "area_code") => "01",
        (_, _) => "Torget",
    }
}

fn csv(row: &[(&str, &str)]) -> String {
    let line = |of: fn(&(&str, &str)) -> String| row.iter().map(of).collect::<Vec<_>>().join(",");
    format!("{}\n{}\n", line(|(column, _)| (*column).to_owned()), line(|(_, cell)| (*cell).to_owned()))
}

fn city() -> City {
    let mut city = City::with_parties();
    let ring = "[[[17.9,59.2],[18.1,59.2],[18.1,59.4],[17.9,59.4],[17.9,59.2]]]";
    let area = format!(
        r#"{{"type":"Feature","properties":{{"name":"Bromma","code":"01"}},"geometry":{{"type":"Polygon","coordinates":{ring}}}}}"#
    );
    city.import(&Asked::of(What::Areas).geojson().kind("district"), area);
    city
}

fn asked(what: What) -> Asked {
    let asked = Asked::of(what);
    if what == What::Reports { asked.party("SISAB") } else { asked }
}

#[test]
fn a_row_is_refused_without_a_required_field_and_taken_without_another() {
    let city = city();
    for what in What::ALL {
        let full = full_row(what);
        assert!(
            city.prepare(&asked(what), csv(&full)).is_ok(),
            "{}: {:?}",
            what.code(),
            city.faults(&asked(what), csv(&full))
        );
        for field in what.fields() {
            let without: Vec<_> = full.iter().copied().filter(|(column, _)| *column != field.name).collect();
            let taken = city.prepare(&asked(what), csv(&without)).is_ok();
            // What another field may stand in for is missed only when both are away.
            let missed = matches!(field.need, Need::Always | Need::OrOption(_))
                || (what, field.name) == (What::Areas, "members");
            assert_eq!(taken, !missed, "{} {}", what.code(), field.name);
            if let Need::OrField(other) = field.need {
                let neither: Vec<_> =
                    without.iter().copied().filter(|(column, _)| *column != other).collect();
                assert!(city.prepare(&asked(what), csv(&neither)).is_err(), "{} {}", what.code(), field.name);
            }
            if let Need::OrOption(option) = field.need {
                assert_eq!(option, "kind");
                let kind = cell(what, field.name);
                assert!(city.prepare(&asked(what).kind(kind), csv(&without)).is_ok(), "{}", what.code());
            }
        }
        // No column of the full row is one that nothing comes of.
        let notes = city.prepare(&asked(what), csv(&full)).expect("taken").notes;
        assert!(!notes.iter().any(|note| note.contains("not used")), "{}: {notes:?}", what.code());
    }
}

#[test]
fn a_mapping_of_what_no_such_row_has_is_refused_with_what_it_has() {
    let city = city();
    let sites = "Namn,kind,e,n,lon,lat\nTorget,square,674000,6580000,18.0,59.3\n";
    let refused = |mapping: &str, crs: Option<&str>| {
        let asked = Asked::of(What::Sites).map(mapping);
        let asked = match crs {
            Some(crs) => asked.crs(crs),
            None => asked,
        };
        match city.prepare(&asked, sites) {
            Err(NotTaken::Faulty { faults, .. }) => faults[0].detail.clone(),
            other => panic!("{mapping}: {other:?}"),
        }
    };
    assert_eq!(refused("nmae=Namn", None), "nmae is no field of sites");
    assert_eq!(refused("name=Namn,lon=lon", None), "lon are no two halves of a position");
    assert_eq!(refused("name=Namn,lon=lon,y=lat", None), "lon, y are no two halves of a position");
    // Degrees in other columns are not taken for what was asked for.
    assert!(
        refused("name=Namn,easting=e,northing=n", None)
            .starts_with("has eastings and northings in an unknown")
    );
    let good = Asked::of(What::Sites).map("name=Namn,easting=e,northing=n").crs("EPSG:3006");
    assert!(city.prepare(&good, sites).is_ok());
    let degrees = Asked::of(What::Sites).map("name=Namn,lon=lon,lat=lat");
    assert!(city.prepare(&degrees, sites).is_ok(), "what is not mapped is another column");
    for what in [What::Areas, What::Parties, What::Statistics] {
        let faults = city.faults(&Asked::of(what).map("lon=lon,lat=lat"), sites);
        assert_eq!(faults, ["file #/map not_here", "file #/map not_here"], "{}", what.code());
    }
}

#[test]
fn what_is_not_used_is_refused_rather_than_left_out_silently() {
    let city = city();
    let parties = "code,name,kind\nX,X,other\n";
    assert_eq!(city.faults(&Asked::of(What::Parties).crs("EPSG:3006"), parties), ["file #/crs not_here"]);
    let geojson = r#"{"type":"Feature","properties":{"name":"A","e":18,"n":59},"geometry":{"type":"Point","coordinates":[18,59.3]}}"#;
    let asked = Asked::of(What::Sites).geojson().kind("park").map("lon=e,lat=n");
    assert_eq!(city.faults(&asked, geojson), ["file #/map not_readable"]);
    // A mapping file that names the system itself leaves nothing for the option to say.
    let feed = "of = \"sites\"\n[columns]\nname = \"Namn\"\n[constants]\nkind = \"park\"\n[position]\neast = \"x\"\nnorth = \"y\"\ncrs = \"EPSG:3006\"\n";
    let feed = crate::import::Feed::parse(feed).expect("a mapping file");
    let mut asked = Asked::of(What::Sites);
    asked.order.read.feed = Some(feed.clone());
    asked.order.options.feed = Some(feed);
    let file = "Namn,x,y\nParken,674000,6580000\n";
    assert!(city.prepare(&asked, file).is_ok());
    assert_eq!(city.faults(&asked.crs("EPSG:3011"), file), ["file #/crs not_here"]);
}
