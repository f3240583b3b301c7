//! Buildings that people live in. What is reported inside one is shown, to those who see less than all of it, where it
//! tells the building at most and points at no household (docs/decisions/0033).

use super::ids::BuildingId;
use crate::space::{LonLat, Metres, Plane, Shape};
use serde::{Deserialize, Serialize};

/// Most buildings in a register: those of a large city twice over.
pub const BUILDINGS_MAX: usize = 250_000;

/// A footprint wider than this, from corner to corner of its box, is an estate and no building: metres.
pub const ACROSS_MAX_M: f64 = 500.0;

/// Whoever says that a position may be so far off has perhaps been inside, as far as this: metres. A footpath along a wall
/// is wider, and what is seen there is nobody's home.
pub const DOORSTEP_M: f64 = 2.0;

/// An address no farther than this from a building's outline is one of its entrances, where no other home is nearer: metres.
pub const ENTRANCE_M: f64 = 15.0;

/// The side of the squares of one-family houses: metres.
pub const SQUARE_M: f64 = 200.0;

/// What stands for a square lies so far from every home, where there is such a spot: metres.
const CLEAR_M: f64 = 10.0;

/// Spots of a square that may stand for it are so far apart: metres.
const APART_M: i32 = 20;

/// What a building is to those who look for homes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BuildingKind {
    /// Several homes behind its entrances.
    Apartments,
    /// One household, or two; also one of a terrace.
    OneFamilyHouse,
    /// Nobody lives there, or not any more.
    Other,
}

impl BuildingKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Apartments, Self::OneFamilyHouse, Self::Other];

    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Apartments => "apartments",
            Self::OneFamilyHouse => "one_family_house",
            Self::Other => "other",
        }
    }

    /// Reads the stable word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether somebody lives there.
    #[must_use]
    pub const fn is_home(self) -> bool {
        match self {
            Self::Apartments | Self::OneFamilyHouse => true,
            Self::Other => false,
        }
    }
}

/// A building and the ground it stands on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Building {
    /// Its id.
    #[serde(default = "nothing")]
    pub id: BuildingId,
    /// What tells the same building in the same source sent again.
    pub source_id: Box<str>,
    /// What it is.
    pub kind: BuildingKind,
    /// Its footprint, WGS 84.
    pub shape: Shape,
}

fn nothing() -> BuildingId {
    BuildingId::from_bits(0)
}

/// Why something is shown elsewhere than where it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShownAt {
    /// It lies in a building with several homes: at the building's entrance.
    Entrance,
    /// In such a building without a known address: in its middle.
    Building,
    /// In a one-family house: at a spot that stands for the square of 200 m around it and its neighbours.
    Square,
}

impl ShownAt {
    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Entrance => "entrance",
            Self::Building => "building",
            Self::Square => "square",
        }
    }
}

/// How far from a home a position that is known this well, in metres, still counts as inside.
#[must_use]
pub fn doorstep_m(accuracy_m: Option<f64>) -> f64 {
    // What is not a number is no accuracy either.
    accuracy_m.filter(|m| *m > 0.0).map_or(0.0, |m| m.min(DOORSTEP_M))
}

/// A square of [`SQUARE_M`] in metres of a plane, the same for everybody whatever is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Square {
    plane: Plane,
    east: i32,
    north: i32,
}

impl Square {
    /// The square that a position lies in.
    #[must_use]
    pub fn of(position: LonLat) -> Self {
        let plane = Plane::of(position);
        let at = plane.to_metres(position);
        // Metres of a plane are below 20 million, so the casts are exact.
        let number = |metres: f64| (metres / SQUARE_M).floor() as i32;
        Self { plane, east: number(at.east), north: number(at.north) }
    }

    /// The spot that stands for it: its middle, unless a home is near that, else the nearest to the middle that is clear
    /// of homes; the middle again where nothing is. `home_m` answers how far the nearest home is, in metres.
    pub fn spot(self, home_m: impl Fn(LonLat) -> f64) -> LonLat {
        let mut spots: Vec<(i32, i32)> = (-4..=4).flat_map(|x| (-4..=4).map(move |y| (x, y))).collect();
        spots.sort_by_key(|(x, y)| (x * x + y * y, *x, *y));
        let mut spots = spots.into_iter().map(|(x, y)| self.at(x * APART_M, y * APART_M));
        spots.find(|spot| home_m(*spot) >= CLEAR_M).unwrap_or_else(|| self.at(0, 0))
    }

    /// So many metres from its middle.
    fn at(self, east_m: i32, north_m: i32) -> LonLat {
        let metres = |number: i32, aside: i32| (f64::from(number) + 0.5) * SQUARE_M + f64::from(aside);
        self.plane.to_lonlat(Metres { east: metres(self.east, east_m), north: metres(self.north, north_m) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lon: f64, lat: f64) -> LonLat {
        LonLat::new(lon, lat).unwrap()
    }

    #[test]
    fn a_doorstep_is_no_wider_than_what_is_known() {
        for (accuracy_m, expected) in
            [(None, 0.0), (Some(1.5), 1.5), (Some(80.0), 2.0), (Some(-1.0), 0.0), (Some(f64::NAN), 0.0)]
        {
            assert_eq!(doorstep_m(accuracy_m), expected, "{accuracy_m:?}");
        }
    }

    #[test]
    fn a_square_has_one_spot_wherever_in_it_one_is() {
        let (here, beside) = (at(18.0512, 59.3506), at(18.0514, 59.3507));
        assert_eq!(Square::of(here), Square::of(beside));
        let spot = Square::of(here).spot(|_| f64::INFINITY);
        assert_eq!(Square::of(spot), Square::of(here), "in the square");
        let metres = |at| Plane::of(here).to_metres(at);
        let from = metres(spot).east.rem_euclid(SQUARE_M) - 100.0;
        assert!(from.abs() < 0.02, "in its middle, and not {from} m beside it");
    }

    #[test]
    fn a_square_is_not_stood_for_by_a_home() {
        let square = Square::of(at(18.0512, 59.3506));
        let middle = square.spot(|_| f64::INFINITY);
        let plane = Plane::of(middle);
        let from_middle = |at: LonLat| plane.to_metres(at).distance_m(plane.to_metres(middle));
        let spot = square.spot(|at| from_middle(at) - 25.0);
        assert!((35.0..=60.0).contains(&from_middle(spot)), "{}", from_middle(spot));
        assert_eq!(square.spot(|_| 0.0), middle, "homes everywhere leave the middle");
    }
}
