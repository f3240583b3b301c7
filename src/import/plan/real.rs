//! Real files, through the whole plan.

use super::tests::{Asked, City, figures, now};
use super::*;
use crate::domain::area::Cover;
use crate::domain::time::date_of;
use crate::domain::world::district_at;
use crate::import::fixtures::data;
use crate::import::{Format, ReadOptions, read};
use crate::space::{LonLat, Shape};

fn areas(kind: &str) -> Asked {
    Asked::of(What::Areas).geojson().kind(kind).map("name=namn")
}

const DISTRICTS: &str = "stockholm-stadsdelsomraden-11-2023.geojson";

fn with_districts() -> City {
    let mut city = City::with_parties();
    assert_eq!(figures(&city.import(&areas("district"), data(DISTRICTS))), [11, 11, 0, 0, 0]);
    city
}

/// The vertices of every area of a kind, by name.
fn corners(city: &City, kind: AreaKind) -> Vec<(String, Vec<LonLat>)> {
    let areas = city.world.areas();
    let mut corners: Vec<_> = areas
        .iter()
        .filter(|area| area.kind == kind)
        .map(|area| {
            let Cover::Polygons(Shape::Polygons(polygons)) = &area.cover else { panic!("no polygons") };
            let rings = polygons.as_multi_polygon().iter().flat_map(|polygon| polygon.exterior().points());
            let corners = rings.map(|p| LonLat::new(p.x(), p.y()).expect("in range")).collect();
            (area.name.clone(), corners)
        })
        .collect();
    corners.sort_by(|a, b| a.0.cmp(&b.0));
    corners
}

/// The same areas from two files: every corner of the one within a centimetre or so of the other's.
fn same_areas(a: &City, b: &City, kind: AreaKind, within_m: f64) {
    let (a, b) = (corners(a, kind), corners(b, kind));
    assert_eq!(a.len(), b.len());
    for ((name, a), (other, b)) in a.iter().zip(&b) {
        assert_eq!(name, other);
        assert_eq!(a.len(), b.len(), "{name}");
        for (a, b) in a.iter().zip(b) {
            let plane = Shape::Point(*a).plane();
            let apart_m = plane.to_metres(*a).distance_m(plane.to_metres(*b));
            assert!(apart_m <= within_m, "{name}: {apart_m} m");
        }
    }
}

#[test]
fn real_districts_are_the_same_in_both_coordinate_systems() {
    let mut local = City::fresh();
    let file = "stockholm-stadsdelsomraden-11-2023-epsg3011.geojson";
    assert_eq!(figures(&local.import(&areas("district"), data(file))), [11, 11, 0, 0, 0]);
    same_areas(&with_districts(), &local, AreaKind::District, 0.0151);
}

#[test]
fn real_neighbourhoods_are_read_and_repaired() {
    let mut city = City::fresh();
    let asked = || areas("neighbourhood");
    assert_eq!(figures(&city.import(&asked(), data("stockholm-stadsdelar.geojson"))), [117, 117, 0, 0, 0]);
    assert_eq!(figures(&city.import(&asked(), data("stockholm-stadsdelar.geojson"))), [117, 0, 0, 117, 0]);
    let mut local = City::fresh();
    let prepared = local.import(&asked(), data("stockholm-stadsdelar-epsg3011.geojson"));
    assert_eq!(figures(&prepared), [117, 117, 0, 0, 0], "{:?}", prepared.notes);
    same_areas(&city, &local, AreaKind::Neighbourhood, 0.0151);

    let asked = Asked::of(What::Areas).geojson().kind("custom");
    let land = city.import(&asked, data("stockholm-stadsdelar-land-simplified.geojson"));
    assert_eq!((figures(&land), land.repaired), ([117, 117, 0, 0, 0], 117));
    assert!(land.notes.iter().any(|note| note.starts_with("turned 234 ring(s)")), "{:?}", land.notes);
}

#[test]
fn real_sites_are_taken_in_once() {
    let mut city = with_districts();
    let asked = || Asked::of(What::Sites).geojson().kind("school").party("SISAB").map("id=id,name=namn");
    let file = data("sisab-fastigheter.geojson");
    let first = city.import(&asked(), &file);
    assert_eq!((figures(&first), first.notes.len()), ([601, 601, 0, 0, 0], 1), "{:?}", first.notes);
    assert_eq!(figures(&city.import(&asked(), &file)), [601, 0, 0, 601, 0]);

    let stations = data("tunnelbanestationer.geojson");
    let asked = || Asked::of(What::Sites).geojson().kind("station").map("name=namn");
    let first = city.import(&asked(), &stations);
    assert_eq!(figures(&first), [105, 105, 0, 0, 0]);
    assert!(
        first.notes.iter().any(|note| note.starts_with("18 lie(s) outside every district")),
        "{:?}",
        first.notes
    );
    assert_eq!(figures(&city.import(&asked(), &stations)), [105, 0, 0, 105, 0]);
    sites_lie_in_their_districts(&city);
}

/// Against the answer key: every site in its district, or in none.
fn sites_lie_in_their_districts(city: &City) {
    let key =
        read(&data("expected-district-assignments.csv"), Format::Csv, &ReadOptions::default()).expect("read");
    assert_eq!(key.rows.len(), 706);
    for row in &key.rows {
        let site = city.world.site_by_source(row.id.as_deref().expect("an id")).expect("imported");
        let Shape::Point(position) = site.shape else { panic!("not a point") };
        let district = district_at(&city.world, position, date_of(now()));
        let expected = row.properties["stadsdelsomrade_expected"].as_str();
        assert_eq!(district.as_ref().map(|d| d.name.as_str()), expected, "{}", site.name);
    }
}

#[test]
fn real_preschools_are_read_from_a_table_in_either_system() {
    let city = with_districts();
    let file = data("forskolor-stockholm.csv");
    let degrees = || Asked::of(What::Sites).kind("preschool").map("name=Namn,lon=Longitud,lat=Latitud");
    let metres =
        || Asked::of(What::Sites).kind("preschool").map("name=Namn,x=x_sweref,y=y_sweref").crs("EPSG:3006");
    for asked in [degrees, metres] as [fn() -> Asked; 2] {
        let faults = city.faults(&asked(), &file);
        assert_eq!(faults.len(), 63);
        assert!(faults.iter().all(|fault| fault.ends_with("#/geometry required")), "{faults:?}");
        // "Regnbågen" at line 475 has no position either.
        assert!(faults.contains(&"475 #/geometry required".to_owned()), "{faults:?}");
        let taken = city.prepare(&asked().skip_bad(), &file).expect("taken");
        assert_eq!(figures(&taken), [628, 565, 0, 0, 63]);
        // "Regnbågen" at line 54 lies in western Sweden.
        let outside = taken.notes.iter().find(|note| note.contains("outside every district"));
        assert!(outside.is_some_and(|note| note.contains("54")), "{:?}", taken.notes);
    }
}

#[test]
fn real_nasty_files_are_refused_or_taken_and_never_a_panic() {
    let city = City::fresh();
    let manifest =
        read(&data("nasty-geojson-manifest.csv"), Format::Csv, &ReadOptions::default()).expect("read");
    assert_eq!(manifest.rows.len(), 175);
    let mut wrong = Vec::new();
    for row in &manifest.rows {
        let text = |field: &str| row.properties[field].as_str().unwrap_or_default().to_owned();
        let file = text("file");
        let asked = Asked::of(What::Areas).geojson().kind("custom");
        let fate = city.prepare(&asked, data(&format!("nasty-geojson/{file}")));
        if (text("class") == "invalid" || text("json_ok") == "no") && fate.is_ok() {
            wrong.push(file);
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn real_street_crime_is_kept_out_while_it_names_cases() {
    let city = City::with_parties();
    let asked = Asked::of(What::Reports).party("POLIS").map("problem_types=Crime type");
    let faults = city.faults(&asked, data("uk-sheffield-street-crime-2020.csv"));
    assert_eq!(faults[0], "file # person_or_case");
}
