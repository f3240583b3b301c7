//! Homes by the words of the rule: every question looks at every building and every address.

use crate::domain::address::Address;
use crate::domain::building::{Building, BuildingKind, ENTRANCE_M, Square, doorstep_m};
use crate::domain::world::Held;
use crate::space::LonLat;

/// All that is known of homes, by id.
pub struct PlainHomes<'a> {
    /// Buildings that somebody lives in.
    pub homes: Vec<&'a Held<Building>>,
    /// Addresses.
    pub addresses: Vec<&'a Held<Address>>,
}

fn distance_m(home: &Building, position: LonLat) -> f64 {
    let plane = home.shape.plane();
    home.shape.in_metres(plane).distance_m(plane.to_metres(position))
}

impl<'a> PlainHomes<'a> {
    /// The nearest home within a distance, the first by id of several.
    fn nearest(&self, position: LonLat, far_m: f64) -> Option<&'a Held<Building>> {
        let near = self.homes.iter().map(|home| (distance_m(home, position), *home));
        let near = near.filter(|(metres, _)| *metres <= far_m);
        near.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.id.cmp(&b.1.id))).map(|(_, home)| home)
    }

    /// Where what lies in the home of a position is shown.
    pub fn shown(&self, position: LonLat, accuracy_m: Option<f64>) -> Option<LonLat> {
        let home = self.nearest(position, doorstep_m(accuracy_m))?;
        let middle = home.shape.representative_point();
        if home.kind == BuildingKind::OneFamilyHouse {
            let clear = |spot| {
                let nearest = self.homes.iter().map(|home| distance_m(home, spot));
                nearest.fold(f64::INFINITY, f64::min)
            };
            return Some(Square::of(middle).spot(clear));
        }
        let own = self.addresses.iter().filter(|address| {
            self.nearest(address.position, ENTRANCE_M).is_some_and(|nearest| nearest.id == home.id)
        });
        let plane = home.shape.plane();
        let from_middle_m = |at: LonLat| plane.to_metres(middle).distance_m(plane.to_metres(at));
        let first = own.min_by(|a, b| {
            let by_metres = from_middle_m(a.position).total_cmp(&from_middle_m(b.position));
            by_metres.then_with(|| a.source_id.cmp(&b.source_id))
        });
        Some(first.map_or(middle, |address| address.position))
    }
}
