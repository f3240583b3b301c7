//! Which parties a report or a place has, from the first moment and after every change.

use crate::domain::access::{Class, Grant, GrantReason, Level, tidy};
use crate::domain::ids::{AreaId, PartyId};
use crate::domain::party::PartyKind;
use crate::domain::place::Place;
use crate::domain::settings::SettingName;
use crate::domain::site::Site;
use crate::domain::world::World;
use crate::space::{LonLat, Shape};
use jiff::civil::Date;

/// A report's parties: its district, the police whose area it lies in, and those who manage or own
/// what is within reach, who learn that it exists.
pub fn of_report(
    world: &(impl World + ?Sized),
    (class, position): (Class, LonLat),
    district: Option<AreaId>,
    today: Date,
) -> Vec<Grant> {
    if !is_shared_by_place(class) {
        return Vec::new();
    }
    let shape = Shape::Point(position);
    let mut grants = districts(world, district);
    grants.extend(police(world, &shape, district, false));
    grants.extend(neighbours(world, &shape, (district, Level::Exists), None, today));
    tidy(grants)
}

/// A place's parties: who coordinates it or is asked to, its districts, the police in and around it,
/// those who manage or own what is within reach, and whoever a coordinator has confirmed.
pub fn of_place(world: &(impl World + ?Sized), place: &Place, today: Date) -> Vec<Grant> {
    of_place_beside(world, place, None, today)
}

/// As [`of_place`], with one site as it is about to be instead of as it stands.
pub fn of_place_beside(
    world: &(impl World + ?Sized),
    place: &Place,
    changed: Option<&Site>,
    today: Date,
) -> Vec<Grant> {
    let mut grants = place.confirmed.clone();
    let coordination = &place.coordination;
    grants.push(full(coordination.holder.party, GrantReason::Coordinator));
    grants.extend(coordination.asked().map(|party| full(party, GrantReason::Proposed)));
    if is_shared_by_place(place.class) {
        let largest = place.district();
        grants.extend(districts(world, place.districts.iter().map(|d| d.district)));
        grants.extend(police(world, &place.shape, largest, true));
        let reach = (largest, Level::Summary);
        grants.extend(neighbours(world, &place.shape, reach, changed, today));
    }
    tidy(grants)
}

/// Whether lying somewhere makes a party of one who works there. What its origin or the police keep
/// is shared by naming recipients only.
fn is_shared_by_place(class: Class) -> bool {
    match class {
        Class::Open | Class::Partner | Class::City => true,
        Class::Police | Class::Origin => false,
    }
}

fn full(party: PartyId, why: GrantReason) -> Grant {
    Grant { party, level: Level::Full, why }
}

fn districts(world: &(impl World + ?Sized), districts: impl IntoIterator<Item = AreaId>) -> Vec<Grant> {
    districts
        .into_iter()
        .filter_map(|district| world.administration_of(district))
        .map(|party| full(party.id, GrantReason::District))
        .collect()
}

/// The police whose area it is; a police party without areas has the whole city. Those whose area is
/// within reach follow places beside it at summary.
fn police(
    world: &(impl World + ?Sized),
    shape: &Shape,
    district: Option<AreaId>,
    with_neighbours: bool,
) -> Vec<Grant> {
    let reach_m = f64::from(world.setting(SettingName::PoliceNeighbourM, district));
    world
        .parties()
        .into_iter()
        .filter(|party| party.kind == PartyKind::Police)
        .filter_map(|party| {
            let distance_m = if party.areas.is_empty() {
                0.0
            } else {
                let away = party.areas.iter().filter_map(|area| world.area_distance_m(*area, shape));
                away.min_by(f64::total_cmp)?
            };
            if distance_m <= 0.0 {
                Some(full(party.id, GrantReason::PoliceArea))
            } else if with_neighbours && distance_m <= reach_m {
                let why = GrantReason::NeighbouringPoliceArea;
                Some(Grant { party: party.id, level: Level::Summary, why })
            } else {
                None
            }
        })
        .collect()
}

fn neighbours(
    world: &(impl World + ?Sized),
    shape: &Shape,
    (district, level): (Option<AreaId>, Level),
    changed: Option<&Site>,
    today: Date,
) -> Vec<Grant> {
    let reach_m = f64::from(world.setting(SettingName::NearSiteM, district));
    world
        .sites_near(shape, reach_m)
        .iter()
        .flat_map(|near| {
            let site = changed.filter(|site| site.id == near.site.id).unwrap_or(&near.site.record);
            let manager = site.manager(today).map(|p| (p, GrantReason::Manager));
            let owner = site.land_owner(today).map(|p| (p, GrantReason::LandOwner));
            manager.into_iter().chain(owner)
        })
        .map(|(party, why)| Grant { party, level, why })
        .collect()
}
