//! Real feeds with the mapping files that are delivered. The figures were counted by a program of its own (Python, its
//! csv and json readers) and stand in the pages beside the mapping files.

use super::tests::{Asked, City};
use super::*;
use crate::domain::report::{ObservedPrecision, Report};
use crate::domain::world::Held;
use crate::import::fixtures::data;
use std::collections::BTreeMap;

fn reports(mapping: &str) -> Asked {
    Asked::of(What::Reports).party("POLIS").feed(mapping)
}

/// Rows, created, unchanged, left out, refused.
fn figures(prepared: &Prepared) -> [usize; 5] {
    [prepared.rows, prepared.created, prepared.unchanged, prepared.left_out, prepared.refused]
}

fn left_out(prepared: &Prepared) -> BTreeMap<&str, usize> {
    let of = prepared.reasons.iter().filter(|reason| reason.outcome == "left_out");
    of.map(|reason| (reason.reason.as_str(), reason.tally.rows)).collect()
}

const DRUGS: &str = "drug offences: possession or sale, indoors or out, is not said";
const WEAPONS: &str = "weapon offences: found when somebody was searched";
const FIRES: &str = "fires of unknown cause";
const OTHER: &str = "another type of event";
const LIGHTING: &str = "lighting: a physical factor of places, not a problem type";
const NOT_ORDER: &str = "not about order or litter";
const TWICE: &str = "its id stands in an earlier row, which is the one that counts";

/// Imports twice: the second time nothing changes.
fn import_twice(city: &mut City, asked: &Asked, file: &str, expected: [usize; 5]) -> Prepared {
    let bytes = data(file);
    let first = city.import(asked, &bytes);
    assert_eq!(figures(&first), expected, "{:?} {:?}", first.reasons, first.notes);
    let [rows, created, _, left_out, refused] = expected;
    assert_eq!(figures(&city.import(asked, &bytes)), [rows, 0, created, left_out, refused]);
    first
}

fn held(city: &City) -> Vec<Held<Report>> {
    city.world.reports.iter().map(|row| row.held.clone()).collect()
}

fn count(reports: &[Held<Report>], code: &str) -> usize {
    reports.iter().filter(|report| report.problem_types.iter().any(|of| of == code)).count()
}

#[test]
fn real_police_events_of_stockholm_are_nowhere_in_particular() {
    let mut city = City::with_parties();
    let asked = Asked { format: crate::import::Format::Json, ..reports("polisen-events-api") };
    let file = "polisen-events-stockholm.json";
    let prepared = import_twice(&mut city, &asked, file, [3_452, 1_575, 0, 1_877, 0]);
    let expected = BTreeMap::from([(OTHER, 1_483), (FIRES, 221), (DRUGS, 79), (WEAPONS, 94)]);
    assert_eq!(left_out(&prepared), expected);
    let all = held(&city);
    assert_eq!([count(&all, "violence"), count(&all, "vandalism"), count(&all, "arson")], [760, 109, 1]);
    assert!(all.iter().all(|report| report.is_vague() && report.district.is_none()));
    assert!(all.iter().all(|report| report.grants.is_empty() && report.text().is_none()));
    // The first row of them: "2022-09-26 15:55:23 +02:00".
    assert!(all.iter().any(|report| report.observed_at.to_string() == "2022-09-26T13:55:23Z"));
}

#[test]
fn real_police_events_of_the_rest_of_the_country_have_hours_of_one_digit() {
    let asked = reports("polisen-events-csv");
    let mut city = City::with_parties();
    let earlier = "polisen-events-sverige-2022-2024.csv";
    let prepared = import_twice(&mut city, &asked, earlier, [16_107, 9_197, 0, 6_910, 0]);
    let expected = BTreeMap::from([(OTHER, 3_148), (FIRES, 2_786), (DRUGS, 541), (WEAPONS, 435)]);
    assert_eq!(left_out(&prepared), expected);
    let later = "polisen-events-sverige-2025.csv";
    let prepared = import_twice(&mut city, &asked, later, [8_784, 4_899, 0, 3_885, 0]);
    let expected = BTreeMap::from([(OTHER, 1_814), (FIRES, 1_530), (DRUGS, 306), (WEAPONS, 235)]);
    assert_eq!(left_out(&prepared), expected);
    // Event 564027, written "2025-01-01 6:50:42 +01:00".
    let event = held(&city).into_iter().find(|report| report.source_id.as_deref() == Some("564027"));
    assert_eq!(event.expect("imported").observed_at.to_string(), "2025-01-01T05:50:42Z");
}

#[test]
fn real_street_crime_of_bristol_keeps_its_months() {
    let mut city = City::with_parties();
    let file = "uk-bristol-street-crime-2019-2020.csv";
    let prepared = import_twice(&mut city, &reports("uk-police"), file, [60_200, 48_671, 0, 11_529, 0]);
    let expected = BTreeMap::from([(DRUGS, 3_244), (WEAPONS, 886), ("no position", 7_185), (TWICE, 214)]);
    assert_eq!(left_out(&prepared), expected);
    assert!(prepared.notes.iter().any(|note| note.contains("Crime ID") && note.contains("pseudonym")));
    let all = held(&city);
    let [disorder, vandalism] = [count(&all, "disorder"), count(&all, "vandalism")];
    assert_eq!([disorder, vandalism, count(&all, "threat")], [26_270 + 12_648, 9_753, 12_648]);
    assert!(all.iter().all(|report| report.observed_precision == ObservedPrecision::Month));
    // July begins in British summer time.
    assert!(all.iter().any(|report| report.observed_at.to_string() == "2020-06-30T23:00:00Z"));
}

#[test]
fn real_street_crime_of_sheffield_is_read_by_the_same_mapping() {
    let mut city = City::with_parties();
    let file = "uk-sheffield-street-crime-2020.csv";
    let prepared = import_twice(&mut city, &reports("uk-police"), file, [30_839, 26_772, 0, 4_067, 0]);
    let expected = BTreeMap::from([(DRUGS, 2_222), (WEAPONS, 774), ("no position", 1_071)]);
    assert_eq!(left_out(&prepared), expected);
}

#[test]
fn real_requests_of_boston_leave_city_hall_out() {
    let mut city = City::with_parties();
    let file = "boston-311-2011-07-to-10.csv";
    let prepared = import_twice(&mut city, &reports("boston-311"), file, [41_827, 2_539, 0, 39_288, 0]);
    let hall = "the position of city hall, which stands for an unknown one";
    assert_eq!(left_out(&prepared), BTreeMap::from([(LIGHTING, 4_148), (NOT_ORDER, 34_939), (hall, 201)]));
    let all = held(&city);
    let kinds = ["graffiti", "extensive_littering", "dumped_waste"].map(|code| count(&all, code));
    assert_eq!(kinds, [1_219, 581, 739]);
    assert!(all.iter().all(|report| report.source == "public_channel" && report.text().is_none()));
}

#[test]
fn real_requests_of_san_francisco_have_positions_in_brackets() {
    let mut city = City::with_parties();
    let file = "sf-311-sample-2008-2013.csv";
    let prepared = import_twice(&mut city, &reports("sf-311"), file, [5_892, 3_377, 0, 2_515, 0]);
    assert_eq!(left_out(&prepared), BTreeMap::from([(LIGHTING, 141), (NOT_ORDER, 2_374)]));
    let all = held(&city);
    assert_eq!([count(&all, "unlawful_settlement"), count(&all, "graffiti")], [15, 1_048]);
    // Case 1167331: "07/15/2012 08:08:00 AM" at "(37.756367202, -122.48340075)".
    let case = all.iter().find(|report| report.source_id.as_deref() == Some("1167331")).expect("imported");
    assert_eq!(case.observed_at.to_string(), "2012-07-15T15:08:00Z");
    // Positions are kept to seven decimals, a centimetre.
    assert_eq!((case.position.lon(), case.position.lat()), (-122.4834008, 37.7563672));
}

#[test]
fn real_preschools_are_sites_and_the_one_in_western_sweden_is_not() {
    let mut city = City::with_parties();
    let asked = Asked::of(What::Sites).feed("preschools");
    let prepared = import_twice(&mut city, &asked, "forskolor-stockholm.csv", [628, 564, 0, 64, 0]);
    assert_eq!(left_out(&prepared), BTreeMap::from([("no position", 63), ("not in Stockholm", 1)]));
}

#[test]
fn real_sites_and_districts_have_mapping_files_too() {
    let mut city = City::with_parties();
    let asked = Asked::of(What::Areas).geojson().feed("districts");
    let districts = "stockholm-stadsdelsomraden-11-2023.geojson";
    import_twice(&mut city, &asked, districts, [11, 11, 0, 0, 0]);
    let asked = Asked::of(What::Sites).geojson().party("SISAB").feed("sisab");
    import_twice(&mut city, &asked, "sisab-fastigheter.geojson", [601, 601, 0, 0, 0]);
    let asked = Asked::of(What::Sites).geojson().feed("metro-stations");
    import_twice(&mut city, &asked, "tunnelbanestationer.geojson", [105, 105, 0, 0, 0]);
    let of_kind = |kind: &str| city.world.sites.iter().filter(|site| site.held.kind == kind).count();
    assert_eq!(
        ["school", "preschool", "upper_secondary_school", "station"].map(of_kind),
        [165, 411, 25, 105]
    );
}
