//! The homes of a city: which building a position lies in, and where what lies there is shown to those who see less than
//! all of it (docs/decisions/0033).
//!
//! Worked out anew, all of it, when buildings or addresses have come in a file, so that nobody who reads has to measure.

use crate::domain::address::Address;
use crate::domain::building::{Building, BuildingKind, DOORSTEP_M, ENTRANCE_M, ShownAt, Square, doorstep_m};
use crate::domain::world::{Held, reach};
use crate::space::{Envelope, LonLat, MetricShape, Plane};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};
use std::collections::HashMap;
use std::sync::Arc;

/// The boxes of homes, by their numbers.
type Tree = RTree<GeomWithData<Rectangle<[f64; 2]>, u32>>;

/// A building that somebody lives in.
#[derive(Debug)]
pub struct Home {
    /// The building.
    pub building: Held<Building>,
    /// Where what lies in it is shown.
    pub shown: LonLat,
    /// What that is.
    pub at: ShownAt,
    ground: Arc<Ground>,
}

/// Where a home stands.
#[derive(Debug)]
struct Ground {
    envelope: Envelope,
    middle: LonLat,
    plane: Plane,
    metric: MetricShape,
}

impl Ground {
    fn of(building: &Building) -> Self {
        let plane = building.shape.plane();
        Self {
            envelope: building.shape.envelope(),
            middle: building.shape.representative_point(),
            plane,
            metric: building.shape.in_metres(plane),
        }
    }

    fn distance_m(&self, position: LonLat) -> f64 {
        self.metric.distance_m(self.plane.to_metres(position))
    }

    fn to_middle_m(&self, position: LonLat) -> f64 {
        self.plane.to_metres(self.middle).distance_m(self.plane.to_metres(position))
    }
}

/// All of them.
#[derive(Default)]
pub struct Homes {
    /// By the building's id.
    homes: Vec<Arc<Home>>,
    tree: Tree,
    within_deg: f64,
}

impl Homes {
    /// The homes among buildings, which come by id, with the addresses of the city. What is as it was `before` is shared.
    pub fn of<'a>(
        buildings: impl Iterator<Item = &'a Held<Building>>,
        addresses: impl Iterator<Item = &'a Held<Address>>,
        before: &Self,
    ) -> Self {
        let plots = Plots::of(buildings.filter(|building| building.kind.is_home()), before);
        let entrances = plots.entrances(addresses);
        let mut spots = HashMap::new();
        let mut shown = Vec::with_capacity(plots.all.len());
        for ((building, ground), entrance) in plots.all.iter().zip(&entrances) {
            shown.push(match (building.kind, entrance) {
                (BuildingKind::OneFamilyHouse, _) => {
                    let square = Square::of(ground.middle);
                    let spot = spots.entry(square).or_insert_with(|| square.spot(|at| plots.home_m(at)));
                    (*spot, ShownAt::Square)
                }
                (BuildingKind::Apartments | BuildingKind::Other, Some(entrance)) => {
                    (entrance.address.position, ShownAt::Entrance)
                }
                (BuildingKind::Apartments | BuildingKind::Other, None) => (ground.middle, ShownAt::Building),
            });
        }
        let Plots { all, tree } = plots;
        let made = all.into_iter().zip(shown).map(|((building, ground), (shown, at))| {
            let same = |home: &&Arc<Home>| {
                Arc::ptr_eq(&home.building, &building) && (home.shown, home.at) == (shown, at)
            };
            match before.get(building.id.bits()).filter(same) {
                Some(home) => home.clone(),
                None => Arc::new(Home { building, shown, at, ground }),
            }
        });
        let homes: Vec<Arc<Home>> = made.collect();
        let within_deg = homes.iter().map(|home| home.within_deg()).fold(0.0, f64::max);
        Self { homes, tree, within_deg }
    }

    fn get(&self, bits: u64) -> Option<&Arc<Home>> {
        let at = self.homes.binary_search_by_key(&bits, |home| home.building.id.bits()).ok()?;
        Some(&self.homes[at])
    }

    fn has(&self, home: &Arc<Home>) -> bool {
        self.get(home.building.id.bits()).is_some_and(|known| Arc::ptr_eq(known, home))
    }

    /// The home that a position lies in which is known this well, in metres: the nearest, the first by id of several.
    #[must_use]
    pub fn at(&self, position: LonLat, accuracy_m: Option<f64>) -> Option<&Arc<Home>> {
        if self.homes.is_empty() {
            return None;
        }
        let far_m = doorstep_m(accuracy_m);
        let window = Envelope::around(position, far_m);
        let close =
            candidates(&self.tree, &window).map(|at| (self.homes[at].ground.distance_m(position), at));
        let inside = close.filter(|(distance_m, _)| *distance_m <= far_m);
        let (_, at) = inside.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)))?;
        Some(&self.homes[at])
    }

    /// How far from where something lies it may be shown because of these homes, degrees either way.
    #[must_use]
    pub fn within_deg(&self) -> f64 {
        self.within_deg
    }

    /// Boxes around everything that lies in other homes than before, or is shown elsewhere.
    pub fn other_than<'a>(&'a self, before: &'a Self) -> impl Iterator<Item = Envelope> + 'a {
        let come = self.homes.iter().filter(|home| !before.has(home));
        let gone = before.homes.iter().filter(|home| !self.has(home));
        come.chain(gone).map(|home| home.around())
    }
}

impl Home {
    /// A box around everything that may lie in it.
    fn around(&self) -> Envelope {
        reach(&self.building.shape, DOORSTEP_M)
    }

    fn within_deg(&self) -> f64 {
        let Envelope { west, south, east, north } = self.around();
        let (lon, lat) = (self.shown.lon(), self.shown.lat());
        [lon - west, east - lon, lat - south, north - lat].into_iter().fold(0.0, f64::max)
    }
}

fn candidates<'t>(tree: &'t Tree, window: &Envelope) -> impl Iterator<Item = usize> + use<'t> {
    let window = AABB::from_corners([window.west, window.south], [window.east, window.north]);
    tree.locate_in_envelope_intersecting(window).map(|leaf| leaf.data as usize)
}

/// The homes before it is known where they are shown.
struct Plots {
    all: Vec<(Held<Building>, Arc<Ground>)>,
    tree: Tree,
}

/// An address that is an entrance of a home.
struct Entrance<'a> {
    address: &'a Held<Address>,
    to_middle_m: f64,
}

impl Entrance<'_> {
    /// Of a building's entrances the one nearest to its middle stands for it. Nothing of what is reported there decides.
    fn is_before(&self, other: &Self) -> bool {
        let by_metres = self.to_middle_m.total_cmp(&other.to_middle_m);
        by_metres.then_with(|| self.address.source_id.cmp(&other.address.source_id)).is_lt()
    }
}

impl Plots {
    fn of<'a>(homes: impl Iterator<Item = &'a Held<Building>>, before: &Homes) -> Self {
        // Measuring a building costs more than all else, and most are as they were.
        let ground = |building: &Held<Building>| {
            let known = before.get(building.id.bits()).filter(|home| Arc::ptr_eq(&home.building, building));
            known.map_or_else(|| Arc::new(Ground::of(building)), |home| home.ground.clone())
        };
        let all: Vec<_> = homes.map(|building| (building.clone(), ground(building))).collect();
        let leaf = |(at, (_, ground)): (u32, &(Held<Building>, Arc<Ground>))| {
            let Envelope { west, south, east, north } = ground.envelope;
            GeomWithData::new(Rectangle::from_corners([west, south], [east, north]), at)
        };
        let tree = RTree::bulk_load((0..).zip(&all).map(leaf).collect());
        Self { all, tree }
    }

    /// The entrance of each home that has one. An address belongs to the home that it is nearest to.
    fn entrances<'a>(&self, addresses: impl Iterator<Item = &'a Held<Address>>) -> Vec<Option<Entrance<'a>>> {
        let mut entrances: Vec<Option<Entrance<'a>>> = self.all.iter().map(|_| None).collect();
        for address in addresses {
            let Some((at, _)) = self.nearest(address.position, ENTRANCE_M) else { continue };
            let to_middle_m = self.all[at].1.to_middle_m(address.position);
            let entrance = Entrance { address, to_middle_m };
            if entrances[at].as_ref().is_none_or(|known| entrance.is_before(known)) {
                entrances[at] = Some(entrance);
            }
        }
        entrances
    }

    /// The nearest home within a distance, the first by id of several, and how far it is.
    fn nearest(&self, position: LonLat, far_m: f64) -> Option<(usize, f64)> {
        let window = Envelope::around(position, far_m);
        let near = candidates(&self.tree, &window).map(|at| (at, self.all[at].1.distance_m(position)));
        let near = near.filter(|(_, distance_m)| *distance_m <= far_m);
        near.min_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)))
    }

    /// Metres to the nearest home, as far as it matters to a spot that is to be clear of them.
    fn home_m(&self, position: LonLat) -> f64 {
        self.nearest(position, ENTRANCE_M).map_or(f64::INFINITY, |(_, distance_m)| distance_m)
    }
}

#[cfg(test)]
mod tests;
