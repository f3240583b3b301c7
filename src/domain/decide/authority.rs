//! Who may decide about what lies where. A coordinator of the district, of the city executive office,
//! or of a party on its own ground.

use crate::domain::command::Actor;
use crate::domain::ids::AreaId;
use crate::domain::party::PartyKind;
use crate::domain::place::Place;
use crate::domain::report::Report;
use crate::domain::settings::SettingName;
use crate::domain::world::World;
use crate::space::Shape;
use jiff::civil::Date;

/// Whether the actor decides what becomes of something that lies here.
pub fn decides(
    world: &(impl World + ?Sized),
    actor: &Actor,
    shape: &Shape,
    districts: impl IntoIterator<Item = AreaId>,
    today: Date,
) -> bool {
    actor.viewer.role.coordinates()
        && (actor.viewer.kind == PartyKind::CityExecutive
            || runs_one_of(world, actor, districts)
            || stands_on_own_ground(world, actor, shape, today))
}

/// Whether the actor decides what becomes of a place.
pub fn decides_place(world: &(impl World + ?Sized), actor: &Actor, place: &Place, today: Date) -> bool {
    decides(world, actor, &place.shape, place.districts.iter().map(|d| d.district), today)
}

/// Whether the actor decides what becomes of a report. What only its origin sees, or what the police
/// keep, nobody else could decide about: there the origin's own coordinator does, wherever it lies.
pub fn decides_report(world: &(impl World + ?Sized), actor: &Actor, report: &Report, today: Date) -> bool {
    let kept_by_own = report.class.is_kept() && actor.viewer.party == report.origin;
    (kept_by_own && actor.viewer.role.coordinates())
        || decides(world, actor, &Shape::Point(report.position), report.district, today)
}

/// Whether the actor speaks for the party that holds the place.
pub fn speaks_as_holder(actor: &Actor, place: &Place) -> bool {
    actor.viewer.role.coordinates() && actor.viewer.party == place.coordination.holder.party
}

/// Whether the actor may take a place over that another party is being asked about: as its holder, or for
/// its district.
pub fn takes_unasked(world: &(impl World + ?Sized), actor: &Actor, place: &Place) -> bool {
    let districts = place.districts.iter().map(|d| d.district);
    speaks_as_holder(actor, place) || actor.viewer.role.coordinates() && runs_one_of(world, actor, districts)
}

/// Whether the actor's party runs one of the districts.
pub fn runs_one_of(
    world: &(impl World + ?Sized),
    actor: &Actor,
    districts: impl IntoIterator<Item = AreaId>,
) -> bool {
    districts
        .into_iter()
        .filter_map(|district| world.administration_of(district))
        .any(|party| party.id == actor.viewer.party)
}

/// Judged at one point inside the shape, so that a company whose fence a large place touches does
/// not decide over all of it.
fn stands_on_own_ground(world: &(impl World + ?Sized), actor: &Actor, shape: &Shape, today: Date) -> bool {
    let inside = Shape::Point(shape.representative_point());
    let radius_m = f64::from(world.setting_at(SettingName::PointSiteRadiusM, &inside, today));
    world.sites_near(&inside, radius_m, today).iter().filter(|near| near.ground).any(|near| {
        let holders = [near.site.manager(today), near.site.land_owner(today)];
        holders.contains(&Some(actor.viewer.party))
    })
}
