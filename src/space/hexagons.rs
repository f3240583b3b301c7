//! A fixed grid of hexagons over Sweden, 500 m across, with names that never change.
//!
//! The grid belongs to SWEREF 99 18 00 (EPSG:3011). The middle of hexagon `H500-0-0` is the system's own origin, easting
//! 150 000 m (the meridian of 18 degrees) and northing 0 m (the equator). Every hexagon is 500 m from flat to flat, stands
//! with a corner to the north, and so lies in rows from west to east: column `c` of row `r` has its middle at easting
//! `150 000 + 500 * (c + r / 2)` and northing `433.0127 * r`, and is called `H500-c-r`. A hexagon has 216 506 square metres.

use super::{LonLat, Metres, Plane};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// Metres from flat to flat.
pub const HEXAGON_WIDTH_M: f64 = 500.0;
/// Where the middle of `H500-0-0` lies.
const ORIGIN: Metres = Metres { east: 150_000.0, north: 0.0 };
/// What every name begins with.
const PREFIX: &str = "H500-";
/// No hexagon of Sweden, or of anything near it, has a larger number.
const NUMBER_MAX: i32 = 100_000;

/// One hexagon of the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hexagon {
    row: i32,
    column: i32,
}

/// Metres from one row to the next.
fn row_m() -> f64 {
    HEXAGON_WIDTH_M * 3.0_f64.sqrt() / 2.0
}

impl Hexagon {
    /// The hexagon that a position in Sweden lies in; none elsewhere. What lies between two belongs to the same one always.
    #[must_use]
    pub fn of(position: LonLat) -> Option<Self> {
        if !super::plane::in_sweden(position.lon(), position.lat()) {
            return None;
        }
        let at = Plane::of(position).to_metres(position);
        let row = (at.north - ORIGIN.north) / row_m();
        let column = (at.east - ORIGIN.east) / HEXAGON_WIDTH_M - row / 2.0;
        Some(Self::nearest(column, row))
    }

    /// The hexagon whose middle is nearest: rounding to whole numbers that still add up to nothing, as three axes do.
    fn nearest(column: f64, row: f64) -> Self {
        let third = -column - row;
        let (mut whole_column, mut whole_row) = (column.round(), row.round());
        let whole_third = third.round();
        let (off_column, off_row) = ((whole_column - column).abs(), (whole_row - row).abs());
        if off_column > off_row && off_column > (whole_third - third).abs() {
            whole_column = -whole_row - whole_third;
        } else if off_row > (whole_third - third).abs() {
            whole_row = -whole_column - whole_third;
        }
        // A position in Sweden is some ten thousand hexagons from the origin at most, so the casts are exact.
        Self { row: whole_row as i32, column: whole_column as i32 }
    }

    /// Its middle, metres of EPSG:3011.
    #[must_use]
    pub fn middle(self) -> Metres {
        let (column, row) = (f64::from(self.column), f64::from(self.row));
        Metres {
            east: ORIGIN.east + HEXAGON_WIDTH_M * (column + row / 2.0),
            north: ORIGIN.north + row_m() * row,
        }
    }

    /// Its six corners in degrees, from the north and anticlockwise, the first once more at the end.
    #[must_use]
    pub fn ring(self) -> Vec<LonLat> {
        let middle = self.middle();
        let reach_m = HEXAGON_WIDTH_M / 3.0_f64.sqrt();
        let corner = |number: i32| {
            let turn = f64::from(number) * std::f64::consts::FRAC_PI_3;
            Metres { east: middle.east - reach_m * turn.sin(), north: middle.north + reach_m * turn.cos() }
        };
        let plane = Plane::sweden();
        (0..=6).map(|number| plane.to_lonlat(corner(number % 6))).collect()
    }
}

impl fmt::Display for Hexagon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{PREFIX}{}-{}", self.column, self.row)
    }
}

/// A text that is no name of a hexagon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no name of a hexagon")]
pub struct NoHexagon;

impl FromStr for Hexagon {
    type Err = NoHexagon;

    /// Reads a name, written as it is written here and no other way.
    fn from_str(text: &str) -> Result<Self, NoHexagon> {
        let numbers = text.strip_prefix(PREFIX).ok_or(NoHexagon)?;
        // A column west of the origin has a dash of its own, before the one that stands between.
        let between = numbers[usize::from(numbers.starts_with('-'))..].find('-').ok_or(NoHexagon)?;
        let (column, row) = numbers.split_at(between + usize::from(numbers.starts_with('-')));
        let number = |text: &str| text.parse::<i32>().ok().filter(|n| n.abs() <= NUMBER_MAX).ok_or(NoHexagon);
        let hexagon = Self { column: number(column)?, row: number(&row[1..])? };
        if hexagon.to_string() == text { Ok(hexagon) } else { Err(NoHexagon) }
    }
}

impl Serialize for Hexagon {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hexagon {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::space::MetricShape;
    use proptest::prelude::*;

    fn at(lon: f64, lat: f64) -> LonLat {
        LonLat::new(lon, lat).unwrap()
    }

    #[test]
    fn the_grid_lies_where_its_description_says() {
        // Sergels torg, of which GDAL says that it lies at 153 694.11 6 579 721.86 in EPSG:3011.
        let here = Hexagon::of(at(18.0649, 59.3326)).unwrap();
        let metres = Plane::of(at(18.0, 59.0)).to_metres(at(18.0649, 59.3326));
        let row = (metres.north / 433.012_701_9).round();
        assert!(metres.distance_m(Metres { east: 153_694.110_140, north: 6_579_721.859_931 }) < 0.01);
        assert!((here.middle().north - row * 433.012_701_9).abs() < 0.01);
        assert_eq!((here.middle().east - 150_000.0) % 250.0, 0.0);
        assert!(here.middle().distance_m(metres) <= HEXAGON_WIDTH_M / 3.0_f64.sqrt());
        assert_eq!(here.to_string(), "H500--7590-15195");
        assert_eq!(Hexagon::of(at(-1.47, 53.38)), None, "Sheffield is not in the grid");
    }

    #[test]
    fn names_are_read_as_they_are_written_and_no_other_way() {
        for name in ["H500-0-0", "H500--7589-15196", "H500-12-15196"] {
            assert_eq!(name.parse::<Hexagon>().unwrap().to_string(), name);
        }
        for name in [
            "",
            "H500-",
            "H500-1",
            "H500-01-2",
            "H500-1-+2",
            "H500--0-1",
            "H500-1-2-3",
            "h500-1-2",
            "H500-1-9999999",
            "H500--",
            "H500-å-1",
        ] {
            assert_eq!(name.parse::<Hexagon>(), Err(NoHexagon), "{name}");
        }
    }

    proptest! {
        #[test]
        fn a_position_lies_in_its_hexagon_and_in_the_nearest(lon in 10.5..24.5, lat in 55.0..69.0) {
            let position = at(lon, lat);
            let here = Hexagon::of(position).unwrap();
            let metres = Plane::of(position).to_metres(position);
            let own_m = here.middle().distance_m(metres);
            for (column, row) in [(1, 0), (-1, 0), (0, 1), (0, -1), (1, -1), (-1, 1)] {
                let other = Hexagon { column: here.column + column, row: here.row + row };
                prop_assert!(own_m <= other.middle().distance_m(metres) + 1e-6);
                prop_assert!((other.middle().distance_m(here.middle()) - HEXAGON_WIDTH_M).abs() < 1e-6);
            }
            let ring = here.ring();
            prop_assert_eq!(ring.len(), 7);
            prop_assert_eq!(ring[0], ring[6]);
            let reach = MetricShape::disc(here.middle(), HEXAGON_WIDTH_M / 3.0_f64.sqrt() + 1.0);
            prop_assert!(ring.iter().all(|corner| reach.covers(Plane::of(position).to_metres(*corner))));
        }
    }
}
