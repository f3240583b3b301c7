//! Who may decide about what lies where. A coordinator of the district, of the city executive office,
//! or of a party on its own ground.

use crate::domain::access::Viewer;
use crate::domain::command::Actor;
use crate::domain::ids::AreaId;
use crate::domain::party::PartyKind;
use crate::domain::place::Place;
use crate::domain::report::Report;
use crate::domain::settings::SettingName;
use crate::domain::site::Site;
use crate::domain::world::{World, largest_anywhere, reach};
use crate::space::{Envelope, Shape};
use jiff::civil::Date;
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;

/// Whether the actor decides what becomes of something that lies here.
pub fn decides(
    world: &(impl World + ?Sized),
    actor: &Actor,
    shape: &Shape,
    districts: impl IntoIterator<Item = AreaId>,
    today: Date,
) -> bool {
    decides_where(
        actor,
        || runs_one_of(world, actor, districts),
        || stands_on_own_ground(world, actor, shape, today),
    )
}

/// Whether the actor decides where its party runs the district or holds the ground.
fn decides_where(actor: &Actor, runs: impl FnOnce() -> bool, holds_ground: impl FnOnce() -> bool) -> bool {
    let Viewer { kind, role, .. } = actor.viewer;
    role.coordinates() && (kind == PartyKind::CityExecutive || runs() || holds_ground())
}

/// Whether the actor decides what becomes of a place.
pub fn decides_place(world: &(impl World + ?Sized), actor: &Actor, place: &Place, today: Date) -> bool {
    decides(world, actor, &place.shape, place.districts.iter().map(|d| d.district), today)
}

/// Whether the actor decides what becomes of a report. What only its origin sees, or what the police
/// keep, nobody else could decide about: there the origin's own coordinator does, wherever it lies.
pub fn decides_report(world: &(impl World + ?Sized), actor: &Actor, report: &Report, today: Date) -> bool {
    decides_as_origin(actor, report)
        || decides(world, actor, &Shape::Point(report.position), report.district, today)
}

fn decides_as_origin(actor: &Actor, report: &Report) -> bool {
    let kept_by_own = report.class.is_kept() && actor.viewer.party == report.origin;
    kept_by_own && actor.viewer.role.coordinates()
}

/// Of many reports those that an actor decides about on a day: what [`decides_report`] says of each, but what does not
/// depend on the report is found out once.
pub struct DecidedReports<'a, W: ?Sized> {
    world: &'a W,
    actor: &'a Actor,
    today: Date,
    /// Whether the actor's party runs a district, of those that were asked about.
    runs: RefCell<BTreeMap<AreaId, bool>>,
    own_ground: OnceCell<OwnGround>,
}

/// Near what a party may stand on its own ground; elsewhere it does not.
struct OwnGround {
    /// The boxes around the sites that it holds.
    boxes: Vec<Envelope>,
    /// So far around a point its ground reaches anywhere, metres.
    reach_m: f64,
}

impl<'a, W: World + ?Sized> DecidedReports<'a, W> {
    /// Those of an actor.
    pub fn of(world: &'a W, actor: &'a Actor, today: Date) -> Self {
        Self { world, actor, today, runs: RefCell::default(), own_ground: OnceCell::new() }
    }

    /// Whether a report is one of them.
    pub fn has(&self, report: &Report) -> bool {
        let at = Shape::Point(report.position);
        let holds_ground =
            || self.is_near_own_ground(&at) && stands_on_own_ground(self.world, self.actor, &at, self.today);
        decides_as_origin(self.actor, report)
            || decides_where(self.actor, || report.district.is_some_and(|d| self.runs(d)), holds_ground)
    }

    fn runs(&self, district: AreaId) -> bool {
        let runs = || runs_one_of(self.world, self.actor, [district]);
        *self.runs.borrow_mut().entry(district).or_insert_with(runs)
    }

    fn is_near_own_ground(&self, at: &Shape) -> bool {
        let own = self.own_ground.get_or_init(|| OwnGround::of(self.world, self.actor, self.today));
        let window = reach(at, own.reach_m);
        own.boxes.iter().any(|ground| ground.intersects(&window))
    }
}

impl OwnGround {
    fn of(world: &(impl World + ?Sized), actor: &Actor, today: Date) -> Self {
        let sites = world.sites_in(&Envelope::WORLD).into_iter();
        let own = sites.filter(|site| holds(actor, site, today));
        Self {
            boxes: own.map(|site| site.shape.envelope()).collect(),
            reach_m: f64::from(largest_anywhere(world, SettingName::PointSiteRadiusM, today)),
        }
    }
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
    let near = world.sites_near(&inside, radius_m, today);
    near.iter().filter(|near| near.ground).any(|near| holds(actor, &near.site, today))
}

/// Whether the actor's party manages a site or owns its land.
fn holds(actor: &Actor, site: &Site, today: Date) -> bool {
    [site.manager(today), site.land_owner(today)].contains(&Some(actor.viewer.party))
}
