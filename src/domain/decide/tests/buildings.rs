//! Buildings of files.

use crate::domain::access::Role;
use crate::domain::building::BuildingKind;
use crate::domain::command::{BuildingDraft, Command, NewPlace};
use crate::domain::testing::{Town, at, block, open_ground, place_on, point};
use crate::domain::world::World;
use crate::space::Shape;

fn draft(source_id: &str, kind: BuildingKind, shape: Shape) -> BuildingDraft {
    BuildingDraft { source_id: source_id.into(), kind, shape }
}

fn a_house() -> Shape {
    block(18.0100, 59.3100, 18.0104, 59.3102)
}

#[test]
fn the_same_file_again_changes_nothing_and_another_use_changes_the_building() {
    let mut town = Town::new();
    let admin = town.administrator();
    let file = |kind| Command::PutBuildings(vec![draft("b1", kind, a_house())]);
    let made = town.when(&admin, file(BuildingKind::Apartments)).then_ok();
    assert_eq!((made.asked().len(), made.unchanged), (1, 0));
    let again = town.when(&admin, file(BuildingKind::Apartments)).then_ok();
    assert_eq!((again.asked().len(), again.unchanged), (0, 1));
    let inside = at(18.0102, 59.3101);
    assert!(town.world.shown_of_home(inside, None).is_some());
    let changed = town.when(&admin, file(BuildingKind::Other)).then_ok();
    assert_eq!((changed.asked().len(), changed.asked()[0].verb), (1, "building.change"));
    assert_eq!(town.world.shown_of_home(inside, None), None);
}

#[test]
fn what_nobody_has_lived_in_is_not_kept() {
    let mut town = Town::new();
    let admin = town.administrator();
    let school = Command::PutBuildings(vec![draft("s1", BuildingKind::Other, a_house())]);
    let decision = town.when(&admin, school).then_ok();
    assert_eq!((decision.asked().len(), decision.unchanged), (0, 1));
    assert_eq!(town.world.building_count(), 0);
}

#[test]
fn a_point_an_estate_and_a_row_that_stands_twice_are_refused() {
    let mut town = Town::new();
    let admin = town.administrator();
    let rows = vec![
        draft("b1", BuildingKind::Apartments, point(18.01, 59.31)),
        draft("b2", BuildingKind::Apartments, block(18.01, 59.31, 18.02, 59.31001)),
        draft("b3", BuildingKind::Apartments, a_house()),
        draft("b3", BuildingKind::Apartments, a_house()),
    ];
    let words = town.when(&admin, Command::PutBuildings(rows)).words();
    assert_eq!(words, ["not_a_polygon", "too_large", "twice"]);
    for role in Role::ALL.into_iter().filter(|role| !role.administers()) {
        let someone = town.someone("slk", role);
        let file = Command::PutBuildings(vec![draft("b1", BuildingKind::Apartments, a_house())]);
        town.when(&someone, file).then_refused("administrator_role");
    }
}

#[test]
fn a_place_made_of_what_was_seen_in_a_home_lies_where_everybody_is_shown_it() {
    let mut town = Town::new();
    let admin = town.administrator();
    town.when(&admin, Command::PutBuildings(vec![draft("b1", BuildingKind::Apartments, a_house())]))
        .then_ok();
    let corner = (18.01002, 59.31001);
    let report = town.given_report("bromma", corner.0, corner.1);
    let coordinator = town.coordinator("bromma");
    let new = |shape| NewPlace { shape, reports: vec![report], ..place_on(open_ground()) };
    let place = town.when(&coordinator, Command::CreatePlace(new(None))).then_place();
    let shown = town.world.shown_of_home(at(corner.0, corner.1), None).unwrap();
    assert_ne!(shown, at(corner.0, corner.1));
    assert_eq!(town.place(place).shape, Shape::Point(shown));
}
