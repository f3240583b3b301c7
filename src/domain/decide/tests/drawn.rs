//! Sites and areas drawn anew by hand.

use super::granted;
use crate::domain::access::Role;
use crate::domain::area::{AreaKind, Cover};
use crate::domain::command::{AreaDraft, Command};
use crate::domain::ids::AreaId;
use crate::domain::testing::{Town, area, block, open_ground, point, school_yard};
use crate::domain::world::World;

#[test]
fn a_site_that_is_drawn_over_a_place_makes_its_manager_a_party_of_it() {
    let mut town = Town::new();
    let place = town.given_place(open_ground());
    let (school, manager) = (town.site("s1"), town.party("sisab"));
    assert_eq!(granted(&town.place(place), manager), None);
    let admin = town.administrator();
    let wide = block(18.005, 59.305, 18.014, 59.310);
    let decision = town.when(&admin, Command::DrawSite(school, wide.clone())).then_ok();
    assert_eq!((decision.asked().len(), decision.about), (1, Some(school.into())));
    assert!(granted(&town.place(place), manager).is_some(), "the school's ground holds the place now");
    town.when(&admin, Command::DrawSite(school, wide)).then_nothing_changes();
    // A point takes its ground away: it is then near, and no more.
    town.when(&admin, Command::DrawSite(school, point(18.006, 59.3055))).then_ok();
    assert!(town.world.site(school).unwrap().boundary_missing());
}

#[test]
fn only_an_administrator_draws_sites_and_areas() {
    let mut town = Town::new();
    let (site, district) = (town.site("s1"), district(&town));
    for role in Role::ALL.into_iter().filter(|role| !role.administers()) {
        let someone = town.someone("slk", role);
        town.when(&someone, Command::DrawSite(site, open_ground())).then_refused("administrator_role");
        town.when(&someone, Command::DrawArea(district, open_ground())).then_refused("administrator_role");
    }
}

fn district(town: &Town) -> AreaId {
    town.world.areas().into_iter().find(|area| area.kind == AreaKind::District).unwrap().id
}

#[test]
fn an_area_is_drawn_as_polygons_unless_it_is_made_of_others() {
    let mut town = Town::new();
    let admin = town.administrator();
    let drafts = vec![area(AreaKind::Custom, "N", "Ny", school_yard())];
    town.when(&admin, Command::PutAreas(drafts)).then_ok();
    let new = town.area("Ny");
    town.when(&admin, Command::DrawArea(new, open_ground())).then_ok();
    assert_eq!(town.world.area(new).unwrap().cover, Cover::Polygons(open_ground()));
    town.when(&admin, Command::DrawArea(new, open_ground())).then_nothing_changes();
    town.when(&admin, Command::DrawArea(new, point(18.0, 59.3))).then_refused("not_a_polygon");
    let union =
        AreaDraft { cover: Cover::Union(vec![new]), ..area(AreaKind::Custom, "U", "Unionen", open_ground()) };
    town.when(&admin, Command::PutAreas(vec![union])).then_ok();
    let union = town.area("Unionen");
    town.when(&admin, Command::DrawArea(union, school_yard())).then_refused("made_of_others");
}
