//! Which parties a report or a place has, from the first moment and after every change.

use crate::domain::access::{Class, Grant, GrantReason, Level, tidy};
use crate::domain::ids::{AreaId, PartyId};
use crate::domain::party::{Party, PartyKind};
use crate::domain::place::Place;
use crate::domain::report::{Outcome, Report};
use crate::domain::settings::SettingName;
use crate::domain::world::{Held, World};
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
    let mut grants = districts(world, district);
    grants.extend(police_at(world, position, today));
    grants.extend(near_report(world, position, district, today));
    tidy(grants)
}

/// A report's parties once other sites lie beside it, or are held by others: the rest stays.
pub fn of_report_beside(world: &(impl World + ?Sized), report: &Report, today: Date) -> Vec<Grant> {
    if !is_shared_by_place(report.class) {
        return report.grants.clone();
    }
    let mut grants = report.grants.clone();
    grants.retain(|grant| !matches!(grant.why, GrantReason::Manager | GrantReason::LandOwner));
    grants.extend(near_report(world, report.position, report.district, today));
    tidy(grants)
}

/// A hidden report is left to those who may bring it back: its origin, its district and the city
/// executive office.
pub fn hide(report: &mut Report) {
    if report.outcome == Some(Outcome::Hidden) {
        report.grants.retain(|grant| grant.why == GrantReason::District);
    }
}

/// A place's parties: who coordinates it or is asked to, its districts, the police in and around it,
/// those who manage or own what is within reach, and whoever a coordinator has confirmed.
pub fn of_place(world: &(impl World + ?Sized), place: &Place, today: Date) -> Vec<Grant> {
    let mut grants = place.confirmed.clone();
    let coordination = &place.coordination;
    grants.push(full(coordination.holder.party, GrantReason::Coordinator));
    grants.extend(coordination.asked().map(|party| full(party, GrantReason::Proposed)));
    if is_shared_by_place(place.class) {
        let largest = place.district();
        grants.extend(districts(world, place.districts.iter().map(|d| d.district)));
        grants.extend(police_around(world, &place.shape, largest, today));
        grants.extend(neighbours(world, &place.shape, (largest, Level::Summary), today));
    }
    tidy(grants)
}

/// Whether lying somewhere makes a party of one who works there. What its origin or the police keep
/// is shared by naming recipients only.
fn is_shared_by_place(class: Class) -> bool {
    !class.is_kept()
}

fn near_report(
    world: &(impl World + ?Sized),
    position: LonLat,
    district: Option<AreaId>,
    today: Date,
) -> Vec<Grant> {
    neighbours(world, &Shape::Point(position), (district, Level::Exists), today)
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

/// The police whose area a position lies in on the day; a police party without areas has the whole city.
fn police_at(world: &(impl World + ?Sized), position: LonLat, today: Date) -> Vec<Grant> {
    let here: Vec<AreaId> = world.areas_at(position, today).iter().map(|area| area.id).collect();
    police(world)
        .filter(|party| party.areas.is_empty() || party.areas.iter().any(|area| here.contains(area)))
        .map(|party| full(party.id, GrantReason::PoliceArea))
        .collect()
}

/// The police whose area it is. Those whose area is within reach follow what lies beside it at summary.
fn police_around(
    world: &(impl World + ?Sized),
    shape: &Shape,
    district: Option<AreaId>,
    today: Date,
) -> Vec<Grant> {
    let reach_m = f64::from(world.setting(SettingName::PoliceNeighbourM, district, today));
    let holds = |area: &AreaId| world.area(*area).is_some_and(|area| area.holds_on(today));
    police(world)
        .filter_map(|party| {
            let distance_m = if party.areas.is_empty() {
                0.0
            } else {
                let held = party.areas.iter().filter(|area| holds(area));
                let away = held.filter_map(|area| world.area_distance_m(*area, shape));
                away.min_by(f64::total_cmp)?
            };
            if distance_m <= 0.0 {
                Some(full(party.id, GrantReason::PoliceArea))
            } else if distance_m <= reach_m {
                let why = GrantReason::NeighbouringPoliceArea;
                Some(Grant { party: party.id, level: Level::Summary, why })
            } else {
                None
            }
        })
        .collect()
}

fn police(world: &(impl World + ?Sized)) -> impl Iterator<Item = Held<Party>> {
    world.parties().into_iter().filter(|party| party.kind == PartyKind::Police)
}

fn neighbours(
    world: &(impl World + ?Sized),
    shape: &Shape,
    (district, level): (Option<AreaId>, Level),
    today: Date,
) -> Vec<Grant> {
    let reach_m = f64::from(world.setting(SettingName::NearSiteM, district, today));
    world
        .sites_near(shape, reach_m, today)
        .iter()
        .flat_map(|near| {
            let manager = near.site.manager(today).map(|p| (p, GrantReason::Manager));
            let owner = near.site.land_owner(today).map(|p| (p, GrantReason::LandOwner));
            manager.into_iter().chain(owner)
        })
        .map(|(party, why)| Grant { party, level, why })
        .collect()
}
