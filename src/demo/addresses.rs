//! Addresses along the named streets: odd numbers on one side, even ones on the other, as along a real street.

use std::collections::HashSet;

use geo::{Coord, Point};

use super::city::{City, StreetClass};
use super::frame::{length, to_local, to_lonlat};

/// A house stands every so many metres on each side, and so far from the middle of the street: an invented city is
/// started often, and needs no more of them.
const APART_M: f64 = 140.0;
const ASIDE_M: f64 = 12.0;

/// Where a number of a street is.
#[derive(Clone, Debug)]
pub struct Address {
    /// The street's name.
    pub street: String,
    /// The number.
    pub number: usize,
    /// WGS 84.
    pub point: Point,
    /// What the street is for.
    pub class: StreetClass,
    /// One metre from the street to the house, local metres.
    pub(super) outward: Coord,
}

impl City {
    /// Every address of the city, street by street, each once: what it says is its identity.
    pub fn addresses(&self) -> Vec<Address> {
        let lined = |class| matches!(class, StreetClass::Main | StreetClass::Street);
        let named = self.streets.iter().filter(|street| lined(street.class) && !street.name.is_empty());
        // A few names stand for two streets; the first has the numbers.
        let mut seen = HashSet::new();
        let streets = named.filter(|street| seen.insert(&street.name));
        streets
            .flat_map(|street| {
                let line: Vec<Coord> = street.line.0.iter().map(|at| to_local(*at)).collect();
                houses(&line).into_iter().enumerate().map(|(n, (at, outward))| Address {
                    street: street.name.clone(),
                    number: n + 1,
                    point: Point(to_lonlat(at)),
                    class: street.class,
                    outward,
                })
            })
            .collect()
    }
}

/// Local metres of the houses along a line, one side and the other in turn, and the way from the street to each.
fn houses(line: &[Coord]) -> Vec<(Coord, Coord)> {
    let mut houses = Vec::new();
    let mut next = APART_M / 2.0;
    for side in line.windows(2) {
        let (begin, along) = (side[0], side[1] - side[0]);
        let long = length(along);
        while next < long {
            let at = begin + along * (next / long);
            let outward = Coord { x: -along.y, y: along.x } / long;
            houses.extend([outward, outward * -1.0].map(|outward| (at + outward * ASIDE_M, outward)));
            next += APART_M;
        }
        next -= long;
    }
    houses
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn houses_stand_on_both_sides_and_evenly_around_a_corner() {
        let line = [Coord { x: 0.0, y: 0.0 }, Coord { x: 100.0, y: 0.0 }, Coord { x: 100.0, y: 120.0 }];
        let houses: Vec<Coord> = houses(&line).into_iter().map(|(at, _)| at).collect();
        assert_eq!(houses.len(), 4);
        assert_eq!(houses[..2], [Coord { x: 70.0, y: 12.0 }, Coord { x: 70.0, y: -12.0 }]);
        assert_eq!(
            houses[2],
            Coord { x: 88.0, y: 110.0 },
            "so far past the corner as it is from house to house"
        );
    }

    #[test]
    fn the_city_has_addresses_of_its_own_and_each_once() {
        let addresses = crate::demo::city(1).addresses();
        assert!((2_000..20_000).contains(&addresses.len()), "{}", addresses.len());
        let mut names: Vec<_> = addresses.iter().map(|one| (&one.street, one.number)).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), addresses.len());
    }
}
