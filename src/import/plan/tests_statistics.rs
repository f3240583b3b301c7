//! Given a file of statistics, what of it is taken.

use super::tests::{Asked, City, figures};
use super::*;

const HEAD: &str = "indicator,source,area_kind,area_code,period_start,period_end,sex,age_band,value,n,unit\n";

/// A city with the district Farsta, which has the code 18.
fn city() -> City {
    let mut city = City::fresh();
    let district = r#"{"type": "Feature", "properties": {"name": "Farsta", "code": "18"}, "geometry":
        {"type": "Polygon", "coordinates": [[[18, 59], [18.1, 59], [18.1, 59.1], [18, 59.1], [18, 59]]]}}"#;
    city.import(&Asked::of(What::Areas).geojson().kind("district"), district);
    city
}

fn asked() -> Asked {
    Asked::of(What::Statistics)
}

const SURVEY: &str = "unsafe_at_night,Trygghetsmätning,district,18,2023-01-01,2023-12-31,kvinnor,16-29,41.5,212,percent\n\
    unsafe_at_night,Trygghetsmätning,district,18,2023-01-01,2023-12-31,män,16-29,22,198,percent\n\
    unsafe_at_night,Trygghetsmätning,district,18,2023-01-01,2023-12-31,,,31.25,,percent\n";

#[test]
fn figures_are_taken_in_once_and_replaced_when_they_change() {
    let mut city = city();
    let file = format!("{HEAD}{SURVEY}");
    assert_eq!(figures(&city.import(&asked(), &file)), [3, 3, 0, 0, 0]);
    assert_eq!(figures(&city.import(&asked(), &file)), [3, 0, 0, 3, 0]);
    let revised = file.replace("41.5", "40.9");
    assert_eq!(figures(&city.import(&asked(), &revised)), [3, 0, 1, 2, 0]);
    let values: Vec<f64> = city.world.reference.statistics.values().map(|of| of.value).collect();
    assert_eq!(values.len(), 3);
    assert!(values.contains(&40.9) && !values.contains(&41.5));
    assert_eq!(city.world.reports.iter().count(), 0, "statistics are no reports");
}

#[test]
fn periods_of_one_series_must_not_overlap_in_the_file_or_in_the_register() {
    let mut city = city();
    let row = |from: &str, until: &str| format!("crimes,BRÅ,district,18,{from},{until},,,7,,count\n");
    let year = row("2023-01-01", "2023-12-31");
    let half = row("2023-07-01", "2024-06-30");
    assert_eq!(city.faults(&asked(), format!("{HEAD}{year}{half}")), ["3 #/period_start overlaps"]);
    assert_eq!(city.faults(&asked(), format!("{HEAD}{year}{year}")), ["3 #/period_start twice"]);
    city.import(&asked(), format!("{HEAD}{year}"));
    assert_eq!(city.faults(&asked(), format!("{HEAD}{half}")), ["2 #/period_start overlaps"]);
    let inside = row("2023-03-01", "2023-03-31");
    assert_eq!(city.faults(&asked(), format!("{HEAD}{inside}")), ["2 #/period_start overlaps"]);
    let next = row("2024-01-01", "2024-12-31");
    assert_eq!(figures(&city.import(&asked(), format!("{HEAD}{next}"))), [1, 1, 0, 0, 0]);
    let other = half.replace("crimes", "reports");
    assert_eq!(figures(&city.import(&asked(), format!("{HEAD}{other}"))), [1, 1, 0, 0, 0]);
}

#[test]
fn what_makes_no_sense_is_refused_by_row() {
    let city = city();
    let faults = |row: &str| city.faults(&asked(), format!("{HEAD}{row}\n"));
    let expected = |pointer: &str, code: &str| vec![format!("2 #/{pointer} {code}")];
    let day = "2023-01-01";
    assert_eq!(
        faults("a,b,district,99,2023-01-01,2023-12-31,,,1,,count"),
        expected("area_code", "unknown_area")
    );
    assert_eq!(
        faults("a,b,district,Farsta,2023-01-01,2023-12-31,,,1,,count"),
        expected("area_code", "unknown_area")
    );
    assert_eq!(faults("a,b,town,18,2023-01-01,2023-12-31,,,1,,count"), expected("area_kind", "unknown_kind"));
    assert_eq!(
        faults("a,b,district,18,2023-12-31,2023-01-01,,,1,,count"),
        expected("period_end", "before_start")
    );
    assert_eq!(faults("a,b,district,18,2023-01-01,2023-12-31,,,1,-3,count"), expected("n", "not_a_count"));
    assert_eq!(
        faults("a,b,district,18,2023-01-01,2023-12-31,,,many,,count"),
        expected("value", "not_a_number")
    );
    assert_eq!(
        faults("a,b,district,18,2023-01-01,2023-12-31,other,,1,,count"),
        expected("sex", "unknown_sex")
    );
    assert_eq!(faults(&format!("a,b,district,18,{day},{day},,,1,,")), expected("unit", "required"));
}

#[test]
fn columns_and_cells_that_tell_a_person_or_a_case_are_refused() {
    let city = city();
    let faults = |file: String| city.faults(&asked(), file);
    let named = format!(
        "{}{}",
        HEAD.replace("unit\n", "unit,Ärendenummer\n"),
        SURVEY.replace("percent\n", "percent,7\n")
    );
    assert_eq!(faults(named), ["file # person_or_case"]);
    let with = |cell: &str| {
        let file = format!(
            "{}{}",
            HEAD.replace("unit\n", "unit,note\n"),
            SURVEY.replace("percent\n", "percent,x\n")
        );
        faults(file.replacen("percent,x", &format!("percent,{cell}"), 1))
    };
    assert_eq!(with("19121212-1212"), ["2 #/note identity_number"]);
    assert_eq!(with("5000-K123456-24"), ["2 #/note case_number"]);
    assert_eq!(with("070-123 45 67"), ["2 #/note phone_number"]);
    assert_eq!(with("anna@example.se"), ["2 #/note email"]);
    // What somebody has counted is no telephone number, however long it is.
    let mut city = city;
    let counted = SURVEY.lines().next().expect("a row").replace(",41.5,212,", ",701234567,812345678,");
    assert_eq!(figures(&city.import(&asked(), format!("{HEAD}{counted}\n"))), [1, 1, 0, 0, 0]);
}
