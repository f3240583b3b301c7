//! Given a file of addresses, what of it is taken.

use super::tests::{Asked, City, figures};
use super::*;

fn asked() -> Asked {
    Asked::of(What::Addresses)
}

fn names(city: &City) -> Vec<String> {
    let mut names: Vec<_> = city.world.reference.addresses.iter().map(|held| held.name()).collect();
    names.sort();
    names
}

const FILE: &str = "id,street,number,postal_code,locality,lon,lat\n\
    1,Götgatan,12 B,118 46,Stockholm,18.07,59.31\n\
    2,Götgatan,14,118 46,Stockholm,18.071,59.311\n";

#[test]
fn addresses_are_taken_in_once_and_replaced_when_they_change() {
    let mut city = City::fresh();
    assert_eq!(figures(&city.import(&asked(), FILE)), [2, 2, 0, 0, 0]);
    assert_eq!(figures(&city.import(&asked(), FILE)), [2, 0, 0, 2, 0]);
    let moved = FILE.replace("18.071", "18.072").replace(",14,", ",16,");
    assert_eq!(figures(&city.import(&asked(), moved)), [2, 0, 1, 1, 0]);
    assert_eq!(names(&city), ["Götgatan 12 B", "Götgatan 16"]);
}

#[test]
fn street_and_number_may_stand_together_or_the_letter_alone() {
    let mut city = City::fresh();
    let together = "Adress,lon,lat\nGötgatan  12 B,18.07,59.31\nStora torget,18.08,59.31\n";
    city.import(&asked().map("address=Adress"), together);
    let apart = "Gata,Nr,Bokstav,N,E\nÅsögatan,114,A,6578000,154000\n";
    city.import(&asked().map("street=Gata,number=Nr,letter=Bokstav,north=N,east=E").crs("EPSG:3011"), apart);
    assert_eq!(names(&city), ["Götgatan 12 B", "Stora torget", "Åsögatan 114 A"]);
    let at = city.world.reference.addresses.find("åsögatan 114a", 1)[0].position;
    assert!((at.lat() - 59.3).abs() < 0.2 && (at.lon() - 18.07).abs() < 0.2, "{at:?}");
}

#[test]
fn lines_of_geojson_are_read_too() {
    let mut city = City::fresh();
    let mut lines = asked().geojson();
    lines.format = crate::import::Format::GeoJsonLines;
    let file = r#"{"type":"Feature","id":"7","properties":{"street":"Ekgatan","number":3},"geometry":{"type":"Point","coordinates":[18.1,59.3]}}
{"type":"Feature","id":"8","properties":{"street":"Ekgatan","number":5},"geometry":{"type":"Point","coordinates":[18.1,59.3]}}
"#;
    assert_eq!(figures(&city.import(&lines, file)), [2, 2, 0, 0, 0]);
    assert_eq!(names(&city), ["Ekgatan 3", "Ekgatan 5"]);
}

#[test]
fn of_two_entrances_with_one_address_the_first_counts_however_the_file_is_read() {
    let mut city = City::fresh();
    let file = "street,number,lon,lat\nEkgatan,1,18.1,59.3\nEkgatan,1,18.2,59.3\nEkgatan,2,18.1,59.3\n";
    for expected in [[3, 2, 0, 0, 0], [3, 0, 0, 2, 0]] {
        let prepared = city.import(&asked(), file);
        assert_eq!((figures(&prepared), prepared.left_out), (expected, 1));
    }
    let found = city.world.reference.addresses.find("ekgatan 1", 5);
    assert_eq!(found.iter().map(|held| held.position.lon()).collect::<Vec<_>>(), [18.1]);
}

#[test]
fn what_makes_no_sense_is_refused_by_row_and_people_are_not_let_in() {
    let city = City::fresh();
    let faults = |file: &str| city.faults(&asked(), file);
    assert_eq!(faults("street,lon,lat\n,18.1,59.3\n"), ["2 #/address required"]);
    assert_eq!(faults("street,number\nEkgatan,1\n"), ["2 #/geometry required"]);
    let long = "1".repeat(21);
    assert_eq!(
        faults(&format!("street,number,lon,lat\nEkgatan,{long},18.1,59.3\n")),
        ["2 #/number too_long"]
    );
    assert_eq!(
        faults("street,number,efternamn,lon,lat\nEkgatan,1,Ek,18.1,59.3\n"),
        ["file # person_or_case"]
    );
    let told = |asked: Asked| city.faults(&asked, FILE);
    assert_eq!(told(asked().kind("street")), ["file #/kind not_here"]);
}
