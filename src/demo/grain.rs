//! The grain of the city: at each point the two directions, at right angles, in which its streets run.
//!
//! A cross has four equal arms, so directions are stored as the fourth power of a complex unit number: that makes
//! the four arms one value, and lets neighbouring influences be added up (Palacios and Zhang 2007).

use geo::Coord;

use super::division::Division;
use super::frame::length;
use super::grid::{Grid, HALF_SIDE_M};
use super::rng::Rng;
use super::terrain::Terrain;

const STEP_M: f64 = 100.0;

/// The smoothed field of crosses.
pub(super) struct Grain {
    real: Grid,
    imaginary: Grid,
}

impl Grain {
    /// Blends the shore's direction, the main streets' and one that each neighbourhood was once planned in.
    pub(super) fn combed(terrain: &Terrain, division: &Division, roads: &[Vec<Coord>], seed: u64) -> Self {
        let mut rng = Rng::stream(seed, 4);
        let planned: Vec<Coord> = division.centres.iter().map(|_| to_fourth(direction(&mut rng))).collect();
        let side = (2.0 * HALF_SIDE_M / STEP_M) as usize + 1;
        let node = |i: usize| Coord {
            x: (i % side) as f64 * STEP_M - HALF_SIDE_M,
            y: (i / side) as f64 * STEP_M - HALF_SIDE_M,
        };
        let mut field = Vec::with_capacity(side * side);
        for i in 0..side * side {
            let p = node(i);
            let shore = terrain.shore_distance_m(p);
            let near = shore / 260.0;
            let along_shore = to_fourth(terrain.heights().slope(p, 120.0)) * (1.3 / (1.0 + near * near));
            let local =
                division.neighbourhood_near(p).map_or(Coord { x: 0.0, y: 0.0 }, |n| planned[n] * 0.55);
            field.push(along_shore + local);
        }
        comb_along(&mut field, side, roads);
        for _ in 0..3 {
            field = blurred(&field, side);
        }
        let index = |p: Coord| {
            ((p.y + HALF_SIDE_M) / STEP_M) as usize * side + ((p.x + HALF_SIDE_M) / STEP_M) as usize
        };
        Self {
            real: Grid::filled(STEP_M, |p| field[index(p)].x),
            imaginary: Grid::filled(STEP_M, |p| field[index(p)].y),
        }
    }

    /// The arm of the cross at `p` that is nearest to `heading`, as a unit vector.
    pub(super) fn arm(&self, p: Coord, heading: Coord) -> Coord {
        let root = square_root(square_root(Coord { x: self.real.at(p), y: self.imaginary.at(p) }));
        let size = length(root);
        if size < 1e-9 {
            return heading;
        }
        let arm = root / size;
        let (ahead, aside) = (arm.x * heading.x + arm.y * heading.y, -arm.y * heading.x + arm.x * heading.y);
        match (ahead.abs() >= aside.abs(), ahead >= 0.0, aside >= 0.0) {
            (true, true, _) => arm,
            (true, false, _) => arm * -1.0,
            (false, _, true) => Coord { x: -arm.y, y: arm.x },
            (false, _, false) => Coord { x: arm.y, y: -arm.x },
        }
    }
}

/// A random unit vector, found by trying points of a square until one is inside the circle.
fn direction(rng: &mut Rng) -> Coord {
    loop {
        let v = Coord { x: rng.between(-1.0, 1.0), y: rng.between(-1.0, 1.0) };
        let size = length(v);
        if size > 0.1 && size < 1.0 {
            return v / size;
        }
    }
}

fn comb_along(field: &mut [Coord], side: usize, roads: &[Vec<Coord>]) {
    for road in roads {
        for pair in road.windows(2) {
            let weight = length(pair[1] - pair[0]) / STEP_M;
            let middle = (pair[0] + pair[1]) / 2.0;
            let column = ((middle.x + HALF_SIDE_M) / STEP_M).round() as usize;
            let row = ((middle.y + HALF_SIDE_M) / STEP_M).round() as usize;
            if column < side && row < side {
                let i = row * side + column;
                field[i] = field[i] + to_fourth(pair[1] - pair[0]) * (3.0 * weight);
            }
        }
    }
}

fn blurred(field: &[Coord], side: usize) -> Vec<Coord> {
    let mut result = field.to_vec();
    for row in 1..side - 1 {
        for column in 1..side - 1 {
            let i = row * side + column;
            let sides = field[i - 1] + field[i + 1] + field[i - side] + field[i + side];
            let corners =
                field[i - side - 1] + field[i - side + 1] + field[i + side - 1] + field[i + side + 1];
            result[i] = field[i] * 0.25 + sides * 0.125 + corners * 0.0625;
        }
    }
    result
}

fn product(a: Coord, b: Coord) -> Coord {
    Coord { x: a.x * b.x - a.y * b.y, y: a.x * b.y + a.y * b.x }
}

/// The fourth power of the direction of `v`, of length 1 (or 0 if `v` has none).
fn to_fourth(v: Coord) -> Coord {
    let size = length(v);
    if size < 1e-9 {
        return Coord { x: 0.0, y: 0.0 };
    }
    let squared = product(v / size, v / size);
    product(squared, squared)
}

/// One complex square root, by two real ones: exact arithmetic on every platform, unlike angles.
fn square_root(z: Coord) -> Coord {
    let size = length(z);
    let x = ((size + z.x) / 2.0).max(0.0).sqrt();
    let y = ((size - z.x) / 2.0).max(0.0).sqrt();
    Coord { x, y: if z.y < 0.0 { -y } else { y } }
}
