//! Given a file of buildings, what of it is taken.

use super::tests::{Asked, City, figures};
use super::*;
use crate::space::LonLat;

fn asked() -> Asked {
    Asked::of(What::Buildings).geojson()
}

/// Features of twenty metres each, one after another along a street.
fn file(rows: &[(&str, &str)]) -> String {
    let feature = |(at, (id, kind)): (usize, &(&str, &str))| {
        let (w, s) = (18.07 + at as f64 * 0.001, 59.31);
        let (e, n) = (w + 0.0004, s + 0.0002);
        let id = if id.is_empty() { String::new() } else { format!(r#""id":"{id}","#) };
        let kind = if kind.is_empty() { String::new() } else { format!(r#""kind":"{kind}""#) };
        format!(
            r#"{{"type":"Feature",{id}"properties":{{{kind}}},"geometry":{{"type":"Polygon","coordinates":[[[{w},{s}],[{e},{s}],[{e},{n}],[{w},{n}],[{w},{s}]]]}}}}"#
        )
    };
    let features: Vec<_> = rows.iter().enumerate().map(feature).collect();
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

#[test]
fn homes_are_taken_in_once_and_other_buildings_are_not_kept() {
    let mut city = City::fresh();
    let first = file(&[("1", "apartments"), ("2", "one_family_house"), ("3", "other")]);
    assert_eq!(figures(&city.import(&asked(), &first)), [3, 2, 0, 1, 0]);
    assert_eq!(figures(&city.import(&asked(), &first)), [3, 0, 0, 3, 0]);
    let inside = LonLat::new(18.0702, 59.3101).unwrap();
    assert!(city.world.shown_of_home(inside, None).is_some());
    let then = file(&[("1", "other"), ("2", "apartments")]);
    assert_eq!(figures(&city.import(&asked(), &then)), [2, 0, 2, 0, 0]);
    assert_eq!(city.world.shown_of_home(inside, None), None, "nobody lives there any more");
}

#[test]
fn one_kind_may_be_said_for_all_rows() {
    let mut city = City::fresh();
    let rows = file(&[("1", ""), ("2", "other")]);
    assert_eq!(figures(&city.import(&asked().kind("one_family_house"), &rows)), [2, 1, 0, 1, 0]);
}

#[test]
fn a_building_says_what_it_is_and_what_it_is_known_by() {
    let city = City::fresh();
    let faults = |rows: &[(&str, &str)]| city.faults(&asked(), file(rows));
    assert!(faults(&[("1", "")])[0].ends_with("#/kind required"));
    assert!(faults(&[("1", "villa")])[0].ends_with("#/kind unknown_kind"));
    assert!(faults(&[("", "apartments")])[0].ends_with("#/id required"));
    assert_eq!(city.faults(&asked().kind("villa"), file(&[("1", "")]))[0], "file #/kind unknown_kind");
    let named = file(&[("1", "apartments")]).replace(r#""kind""#, r#""telefon":"x","kind""#);
    assert_eq!(city.faults(&asked(), named)[0], "file # person_or_case");
}
