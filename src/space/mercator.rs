//! Web Mercator, in which maps are drawn. Nothing is measured in it.

use super::LonLat;

/// The latitude in degrees where Web Mercator becomes square.
pub const LATITUDE_MAX_DEG: f64 = 85.051_128_779_806_59;

/// The largest number below one: the far edge of a world whose tiles are half open.
const WORLD_MAX: f64 = 1.0 - f64::EPSILON / 2.0;

/// Steps of a [`Spot`] along each axis of the world.
const STEPS: f64 = 4_294_967_296.0;

/// A position in Web Mercator scaled to the unit square: x eastwards from 180° W, y southwards from 85.0511° N.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mercator {
    /// 0 at 180° W, 1 at 180° E.
    pub x: f64,
    /// 0 at 85.0511° N, 1 at 85.0511° S.
    pub y: f64,
}

impl Mercator {
    /// Projects a longitude and latitude in degrees (WGS 84).
    ///
    /// Latitudes beyond ±85.0511° are moved to that edge. The result is always below one, so that each position lies in
    /// exactly one tile of a zoom.
    pub fn from_lonlat(longitude_deg: f64, latitude_deg: f64) -> Self {
        let latitude = latitude_deg.clamp(-LATITUDE_MAX_DEG, LATITUDE_MAX_DEG).to_radians();
        let x = (longitude_deg + 180.0) / 360.0;
        let y = 0.5 - latitude.tan().asinh() / std::f64::consts::TAU;
        Self { x: x.clamp(0.0, WORLD_MAX), y: y.clamp(0.0, WORLD_MAX) }
    }

    /// Longitude and latitude in degrees.
    pub fn to_lonlat(self) -> (f64, f64) {
        let latitude = (std::f64::consts::PI * (1.0 - 2.0 * self.y)).sinh().atan();
        (self.x * 360.0 - 180.0, latitude.to_degrees())
    }
}

/// A position in Web Mercator in eight bytes: steps of 2⁻³² of the world, half a centimetre in Stockholm.
///
/// Projecting costs a tangent and a logarithm; a map of a whole city cannot pay that for each point of each tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    x: u32,
    y: u32,
}

impl Spot {
    /// So many steps eastwards from 180° W and southwards from the north edge.
    #[must_use]
    pub const fn new(x: u32, y: u32) -> Self {
        Self { x, y }
    }

    /// Projects a position.
    #[must_use]
    pub fn of(position: LonLat) -> Self {
        Self::at(Mercator::from_lonlat(position.lon(), position.lat()))
    }

    /// The step that a projected position lies in.
    #[must_use]
    pub fn at(at: Mercator) -> Self {
        Self { x: (at.x * STEPS) as u32, y: (at.y * STEPS) as u32 }
    }

    /// Steps eastwards from 180° W.
    #[inline]
    #[must_use]
    pub const fn x(self) -> u32 {
        self.x
    }

    /// Steps southwards from the north edge.
    #[inline]
    #[must_use]
    pub const fn y(self) -> u32 {
        self.y
    }

    /// Where it comes on the Z-order curve: spots that share a tile of any zoom share the beginning of this number, so
    /// that whatever is sorted by it has each tile of each zoom in one piece.
    #[must_use]
    pub const fn on_curve(self) -> u64 {
        (spread(self.y) << 1) | spread(self.x)
    }

    /// Whether it comes before another on that curve. Nothing is spread for it: of the two ways in which spots can differ, the
    /// one with the highest bit decides, and southwards before eastwards.
    #[inline]
    #[must_use]
    pub const fn precedes(self, other: Self) -> bool {
        let (x, y) = (self.x ^ other.x, self.y ^ other.y);
        let eastwards_decides = y < x && y < (x ^ y);
        if eastwards_decides { self.x < other.x } else { self.y < other.y }
    }

    /// The mean of so many spots, by the sums of their steps.
    ///
    /// # Panics
    /// For none, or for sums of more.
    #[must_use]
    pub fn mean(x_sum: u64, y_sum: u64, count: u32) -> Self {
        let mean = |sum: u64| u32::try_from(sum / u64::from(count)).expect("a mean is no more than the most");
        Self { x: mean(x_sum), y: mean(y_sum) }
    }

    /// The middle of the step, in the unit square.
    #[inline]
    #[must_use]
    pub fn mercator(self) -> Mercator {
        let middle = |steps: u32| (f64::from(steps) + 0.5) / STEPS;
        Mercator { x: middle(self.x), y: middle(self.y) }
    }
}

/// The bits of a number with a gap before each.
const fn spread(bits: u32) -> u64 {
    let mut spread = bits as u64;
    spread = (spread | (spread << 16)) & 0x0000_ffff_0000_ffff;
    spread = (spread | (spread << 8)) & 0x00ff_00ff_00ff_00ff;
    spread = (spread | (spread << 4)) & 0x0f0f_0f0f_0f0f_0f0f;
    spread = (spread | (spread << 2)) & 0x3333_3333_3333_3333;
    (spread | (spread << 1)) & 0x5555_5555_5555_5555
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_goes_west_to_east_and_then_south_in_each_square() {
        let spot = |x, y| Spot { x, y };
        let corners = [spot(0, 0), spot(1, 0), spot(0, 1), spot(1, 1), spot(2, 0)];
        assert_eq!(corners.map(Spot::on_curve), [0, 1, 2, 3, 4]);
        assert_eq!(spot(u32::MAX, u32::MAX).on_curve(), u64::MAX);
    }
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn projecting_there_and_back_is_exact_to_a_nanodegree(lon in -180.0..179.999f64, lat in -85.0..85.0f64) {
            let (lon_back, lat_back) = Mercator::from_lonlat(lon, lat).to_lonlat();
            prop_assert!((lon - lon_back).abs() < 1e-9 && (lat - lat_back).abs() < 1e-9);
        }

        #[test]
        fn a_spot_is_within_half_a_step_of_its_position(lon in -180.0..=180.0f64, lat in -90.0..=90.0f64) {
            let position = LonLat::new(lon, lat).unwrap();
            let exact = Mercator::from_lonlat(position.lon(), position.lat());
            let spot = Spot::of(position).mercator();
            let step = 0.5000001 / STEPS;
            prop_assert!((exact.x - spot.x).abs() <= step && (exact.y - spot.y).abs() <= step);
            prop_assert!((0.0..1.0).contains(&spot.x) && (0.0..1.0).contains(&spot.y));
        }

        #[test]
        fn what_precedes_has_the_lower_number(x in any::<[u32; 2]>(), y in any::<[u32; 2]>(), near in 0u32..32) {
            // Some far from each other, some beside each other, and some equal in one way.
            for (to_x, to_y) in [(x[1], y[1]), (x[0] ^ (x[1] >> near), y[0] ^ (y[1] >> near)), (x[0], y[1]), (x[1], y[0])] {
                let (one, other) = (Spot::new(x[0], y[0]), Spot::new(to_x, to_y));
                prop_assert_eq!(one.precedes(other), one.on_curve() < other.on_curve());
                prop_assert!(!one.precedes(one));
            }
        }

        #[test]
        fn spots_of_one_tile_share_the_beginning_of_their_numbers(x in any::<u32>(), y in any::<u32>(), z in 1u32..=31) {
            let low = 32 - z;
            let (x, y) = (x >> low << low, y >> low << low);
            let (first, last) = (Spot { x, y }, Spot { x: x | ((1 << low) - 1), y: y | ((1 << low) - 1) });
            prop_assert_eq!(first.on_curve() >> (2 * low), last.on_curve() >> (2 * low));
            prop_assert_eq!(last.on_curve() - first.on_curve() + 1, 1_u64 << (2 * low));
        }
    }
}
