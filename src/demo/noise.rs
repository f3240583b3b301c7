//! Smooth seeded noise on the plane, for shores, parks and borders that look grown.

use geo::Coord;

use super::rng::{mix, unit_of};

/// Value noise: random numbers on a lattice, joined by a smooth step.
#[derive(Clone, Copy, Debug)]
pub(super) struct Noise {
    seed: u64,
}

impl Noise {
    /// Noise number `label` of `seed`.
    pub(super) fn new(seed: u64, label: u64) -> Self {
        Self { seed: mix(seed ^ mix(label)) }
    }

    fn lattice(&self, column: i64, row: i64) -> f64 {
        let place = (column as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)
            ^ (row as u64).wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
        unit_of(mix(self.seed ^ place)) * 2.0 - 1.0
    }

    /// One octave in `[-1, 1]`, features about `scale_m` wide.
    pub(super) fn octave(&self, p: Coord, scale_m: f64) -> f64 {
        let (x, y) = (p.x / scale_m, p.y / scale_m);
        let (column, row) = (x.floor(), y.floor());
        let (u, v) = (smooth(x - column), smooth(y - row));
        let (column, row) = (column as i64, row as i64);
        let south = mixed(self.lattice(column, row), self.lattice(column + 1, row), u);
        let north = mixed(self.lattice(column, row + 1), self.lattice(column + 1, row + 1), u);
        mixed(south, north, v)
    }

    /// Several octaves, each half as wide and half as strong as the one before; about `[-1, 1]`.
    pub(super) fn layered(&self, p: Coord, scale_m: f64, octaves: u32) -> f64 {
        let (mut sum, mut strength, mut scale) = (0.0, 0.5, scale_m);
        for octave in 0..octaves {
            // Each octave is shifted, or all would share the lattice lines through the origin.
            let shift = 311.7 * f64::from(octave + 1);
            sum += strength * self.octave(Coord { x: p.x + shift, y: p.y - shift }, scale);
            strength *= 0.5;
            scale *= 0.5;
        }
        sum
    }
}

fn smooth(t: f64) -> f64 {
    t * t * t * (t * (t * 6.0 - 15.0) + 10.0)
}

fn mixed(a: f64, b: f64, share: f64) -> f64 {
    a + (b - a) * share
}
