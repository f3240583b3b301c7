//! A file whose numbers are read in another coordinate system than they were written in.

use super::tests::{Asked, City, figures};
use super::*;
use crate::import::fixtures::data;
use crate::import::{Format, ReadOptions, read};
use crate::space::LonLat;

/// The real districts, and nothing else.
fn stockholm() -> City {
    let mut city = City::with_parties();
    let districts = Asked::of(What::Areas).geojson().kind("district").map("name=namn");
    city.import(&districts, data("stockholm-stadsdelsomraden-11-2023.geojson"));
    city
}

/// The real preschools with positions, as a table in a coordinate system.
fn preschools(crs: &str, swapped: bool) -> String {
    let read = read(&data("forskolor-stockholm.csv"), Format::Csv, &ReadOptions::default()).expect("read");
    let crs = Crs::parse(crs).expect("known");
    let mut table = String::from("id,name,kind,x,y\n");
    for row in read.rows {
        let Some(point) = row.geometry else { continue };
        let number = |at: usize| point["coordinates"][at].as_f64().expect("a number");
        let (east, north) = crs.from_lonlat(LonLat::new(number(0), number(1)).expect("a position"));
        let (x, y) = if swapped { (north, east) } else { (east, north) };
        table.push_str(&format!("{},Skola {},preschool,{x},{y}\n", row.number, row.number));
    }
    table
}

/// What is said of the file as a whole.
fn told(city: &City, asked: &Asked, file: impl AsRef<[u8]>) -> Option<(String, String)> {
    match city.prepare(asked, file) {
        Ok(_) => None,
        Err(NotTaken::Faulty { faults, .. }) => faults
            .into_iter()
            .find(|fault| fault.row.is_none() && fault.code == "lies_elsewhere")
            .map(|fault| (fault.detail, fault.hint.expect("what to do"))),
        Err(NotTaken::Refused(refusal)) => panic!("{refusal:?}"),
    }
}

#[test]
fn real_positions_read_in_a_wrong_system_are_refused_with_the_right_one() {
    let city = stockholm();
    let asked = |crs: &str| Asked::of(What::Sites).map("x=x,y=y").crs(crs).skip_bad();
    for (written, read_as, named) in [
        ("EPSG:3011", "EPSG:3006", "EPSG:3011"),
        ("EPSG:3006", "EPSG:3011", "EPSG:3006"),
        // The neighbouring zones in the west and in the east, and one that is used in the north alone.
        ("EPSG:3011", "EPSG:3010", "EPSG:3011"),
        ("EPSG:3011", "EPSG:3015", "EPSG:3011"),
        ("EPSG:3011", "EPSG:3014", "EPSG:3011"),
        ("EPSG:3011", "CRS84", "EPSG:3011"),
        ("CRS84", "EPSG:3006", "WGS 84"),
        ("EPSG:3857", "EPSG:3006", "EPSG:3857"),
    ] {
        let file = preschools(written, false);
        let Some((detail, hint)) = told(&city, &asked(read_as), &file) else {
            panic!("{written} passes as {read_as}")
        };
        assert!(detail.contains(&format!("read as {named}")), "{written} as {read_as}: {detail}");
        assert!(detail.starts_with(&format!("read as {read_as}, ")), "{detail}");
        assert!(hint.contains("name the coordinate system") && hint.contains("outside"), "{hint}");
        assert_eq!(told(&city, &asked(written), &file), None, "as it is written, it is taken");
    }
    for (written, read_as) in [("EPSG:3011", "EPSG:3011"), ("EPSG:3006", "EPSG:3006"), ("CRS84", "CRS84")] {
        let (detail, hint) = told(&city, &asked(read_as), preschools(written, true)).expect("swapped");
        assert!(detail.contains("the other way round, 56"), "{detail}");
        assert!(hint.starts_with("write longitude or easting first"), "{hint}");
    }
}

#[test]
fn what_belongs_elsewhere_is_taken_where_somebody_says_so() {
    let city = stockholm();
    let file = preschools("EPSG:3011", false);
    let mut asked = Asked::of(What::Sites).map("x=x,y=y").crs("EPSG:3010");
    assert!(told(&city, &asked, &file).is_some());
    asked.order.outside = true;
    // One of them lies in the west of the country, outside the area that the zone is used in.
    let taken = city.prepare(&asked.skip_bad(), &file).expect("taken");
    assert_eq!(figures(&taken), [565, 564, 0, 0, 1]);
    assert!(
        taken.notes.iter().any(|note| note.contains("564 lie(s) outside every district")),
        "{:?}",
        taken.notes
    );
    // Where rows lie nowhere there is nothing to insist on.
    let mut parties = Asked::of(What::Parties);
    parties.order.outside = true;
    let faults = city.faults(&parties, "code,name,kind\nX,X,other\n");
    assert_eq!(faults, ["file #/outside not_here"]);
}

#[test]
fn a_city_far_away_is_no_mistake_and_neither_is_a_file_before_there_are_districts() {
    let file = "id,name,kind,lon,lat\n1,Ashton Court,park,-2.64,51.45\n2,College Green,square,-2.60,51.45\n";
    assert_eq!(told(&stockholm(), &Asked::of(What::Sites), file), None);
    let file = preschools("EPSG:3011", false);
    assert_eq!(told(&City::with_parties(), &Asked::of(What::Sites).crs("EPSG:3010"), file), None);
}

#[test]
fn areas_are_looked_at_by_their_corners() {
    let city = stockholm();
    let asked = |crs: &str| Asked::of(What::Areas).geojson().kind("neighbourhood").map("name=namn").crs(crs);
    let file = data("stockholm-stadsdelar-epsg3011.geojson");
    let (detail, _) = told(&city, &asked("EPSG:3010"), &file).expect("refused");
    assert!(detail.contains("read as EPSG:3011, 1"), "{detail}");
    assert_eq!(told(&city, &asked("EPSG:3011"), &file), None);
}
