//! Who should coordinate a place: computed, deterministic and explained.

use super::coordination::Because;
use super::ids::PartyId;
use super::party::{Party, PartyKind};
use super::place::share_of;
use super::settings::SettingName;
use super::world::{Held, World};
use crate::space::{MetricShape, Plane, Shape};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Who is proposed, in what function, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposed {
    /// The party.
    pub party: PartyId,
    /// The function that speaks for it.
    pub function: String,
    /// Why.
    pub because: Because,
}

/// The smallest share of the ground that makes its manager the proposed coordinator.
const SHARE_MIN: f64 = 0.5;

/// What a designation rule may look at besides the ground.
pub struct Matter<'a> {
    /// Where: a point stands for a disc of [`SettingName::PointSiteRadiusM`].
    pub shape: &'a Shape,
    /// What is wrong there; empty when only the spot is asked about.
    pub problem_types: &'a [String],
}

/// Proposes a coordinator. `None` only where no party can be: no designation, no manager with half
/// the ground, no district administration and no city executive office.
pub fn propose(world: &(impl World + ?Sized), matter: &Matter<'_>, date: Date) -> Option<Proposed> {
    propose_among(world, matter, date, &|_| true)
}

/// As [`propose`], among those parties only that may be asked: for a place that not everyone may see.
pub fn propose_among(
    world: &(impl World + ?Sized),
    matter: &Matter<'_>,
    date: Date,
    among: &dyn Fn(&Party) -> bool,
) -> Option<Proposed> {
    let ground = Ground::of(world, matter.shape, date);
    let among = |party: &Party| may_be_proposed(party) && among(party);
    designated(world, matter, &ground, date, &among)
        .or_else(|| ground.manager(world, &among))
        .or_else(|| district(world, matter.shape, ground.best_share(), date, &among))
        .or_else(|| {
            let party = world.city_executive().filter(|party| among(party))?;
            Some(asked(&party, Because::OutsideDistricts))
        })
}

/// The police are never proposed; neither is a party that does not exist any more.
fn may_be_proposed(party: &Party) -> bool {
    match party.kind {
        PartyKind::Police => false,
        PartyKind::DistrictAdministration
        | PartyKind::CityOffice
        | PartyKind::PropertyCompany
        | PartyKind::CityExecutive
        | PartyKind::Other => true,
    }
}

fn asked(party: &Held<Party>, because: Because) -> Proposed {
    Proposed { party: party.id, function: party.function.clone(), because }
}

fn designated(
    world: &(impl World + ?Sized),
    matter: &Matter<'_>,
    ground: &Ground,
    date: Date,
    among: &dyn Fn(&Party) -> bool,
) -> Option<Proposed> {
    let areas = world.areas_at(matter.shape.representative_point(), date);
    let here = |id| areas.iter().find(|area| area.id == id).map(|area| &area.record);
    let rules = world
        .designations()
        .into_iter()
        .filter(|rule| rule.holds_on(date))
        .filter(|rule| rule.area.is_none_or(|area| here(area).is_some()))
        .filter(|rule| rule.problem_type.as_ref().is_none_or(|t| matter.problem_types.contains(t)))
        .filter(|rule| rule.site_kind.as_ref().is_none_or(|kind| ground.kinds.contains(kind)))
        .filter_map(|rule| Some((world.party(rule.party)?, rule)))
        .filter(|(party, _)| among(party));
    let (party, rule) = rules.max_by(|(_, a), (_, b)| {
        // Two of the same conditions on one day are never let in; should there be, the id decides.
        a.precedence(a.area.and_then(here)).cmp(&b.precedence(b.area.and_then(here))).then(b.id.cmp(&a.id))
    })?;
    let because = Because::Designated { designation: rule.id, decision: rule.decision.clone() };
    Some(asked(&party, because))
}

fn district(
    world: &(impl World + ?Sized),
    shape: &Shape,
    best_manager_share: f64,
    date: Date,
    among: &dyn Fn(&Party) -> bool,
) -> Option<Proposed> {
    let largest = *world.district_shares(shape, date).first()?;
    let party = world.administration_of(largest.district).filter(|party| among(party))?;
    Some(asked(&party, Because::District { share: largest.share, best_manager_share }))
}

/// Who manages how much of the ground.
struct Ground {
    /// Share of the ground by manager, 0 to 1.
    shares: BTreeMap<PartyId, Share>,
    /// Kinds of the sites it lies on.
    kinds: Vec<String>,
}

struct Share {
    share: f64,
    largest_site: String,
    boundary_missing: bool,
}

impl Ground {
    fn of(world: &(impl World + ?Sized), shape: &Shape, date: Date) -> Self {
        let radius_m = f64::from(world.setting_at(SettingName::PointSiteRadiusM, shape, date));
        let plane = Plane::of(shape.representative_point());
        let ground = grounded(shape, plane, radius_m);
        let area_m2 = ground.area_m2();
        let mut kinds = Vec::new();
        let mut by_manager: BTreeMap<PartyId, Vec<(f64, String, bool, MetricShape)>> = BTreeMap::new();
        // A point place and a point site are each a disc, so they can touch at twice the radius.
        for near in world.sites_near(shape, 2.0 * radius_m, date) {
            let site_ground = grounded(&near.site.shape, plane, radius_m);
            let overlap_m2 = ground.overlap_m2(&site_ground);
            if overlap_m2 <= 0.0 {
                continue;
            }
            if near.ground {
                kinds.push(near.site.kind.clone());
            }
            if let Some(manager) = near.site.manager(date) {
                let part = (overlap_m2, near.site.name.clone(), near.site.boundary_missing(), site_ground);
                by_manager.entry(manager).or_default().push(part);
            }
        }
        let shares = by_manager
            .into_iter()
            .map(|(manager, mut sites)| {
                sites.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
                // Sites of one manager may overlap; ground is counted once.
                let all: Vec<_> = sites.iter().map(|(_, _, _, shape)| shape).collect();
                let overlap_m2 = ground.overlap_m2(&MetricShape::union(&all));
                let share = Share {
                    share: share_of(overlap_m2, area_m2),
                    largest_site: sites[0].1.clone(),
                    boundary_missing: sites.iter().any(|(_, _, missing, _)| *missing),
                };
                (manager, share)
            })
            .collect();
        Self { shares, kinds }
    }

    fn best_share(&self) -> f64 {
        self.shares.values().map(|s| s.share).fold(0.0, f64::max)
    }

    fn manager(&self, world: &(impl World + ?Sized), among: &dyn Fn(&Party) -> bool) -> Option<Proposed> {
        self.shares
            .iter()
            .filter(|(_, share)| share.share >= SHARE_MIN)
            .filter_map(|(manager, share)| Some((world.party(*manager)?, share)))
            .filter(|(party, _)| among(party))
            .min_by(|(a, x), (b, y)| {
                y.share
                    .total_cmp(&x.share)
                    .then_with(|| a.kind.proposal_rank().cmp(&b.kind.proposal_rank()))
                    .then_with(|| a.code.cmp(&b.code))
            })
            .map(|(party, share)| {
                let because = Because::Manages {
                    share: share.share,
                    site: share.largest_site.clone(),
                    boundary_missing: share.boundary_missing,
                };
                asked(&party, because)
            })
    }
}

/// The ground a shape stands for: itself, or for a point the disc around it.
fn grounded(shape: &Shape, plane: Plane, radius_m: f64) -> MetricShape {
    match shape {
        Shape::Point(position) => MetricShape::disc(plane.to_metres(*position), radius_m),
        Shape::Polygons(_) => shape.in_metres(plane),
    }
}
