//! Parks and woods: grown outlines between the settled parts, never across a shore.

use geo::{Area, Centroid, Coord, Polygon};

use super::contour;
use super::frame::length;
use super::grid::Grid;
use super::noise::Noise;
use super::rng::Rng;
use super::terrain::Terrain;

/// How dense the city is: 1 in the middle, falling to 0 in woods and on far shores.
pub(super) fn density(centres: &[Coord], seed: u64) -> Grid {
    let noise = Noise::new(seed, 31);
    Grid::filled(100.0, |p| {
        let nearest = centres.iter().map(|c| length(*c - p)).fold(f64::INFINITY, f64::min);
        let local = (1.0 - nearest / 1_300.0).max(0.0);
        let inner = (1.0 - length(p) / 4_200.0).max(0.0);
        (0.75 * local + 0.55 * inner + 0.22 * noise.layered(p, 1_100.0, 2)).clamp(0.0, 1.0)
    })
}

/// Parks with their outlines in local metres, largest first.
pub(super) struct Greens {
    depth: Grid,
    /// Outlines, largest first.
    pub(super) outlines: Vec<Polygon>,
}

/// Parks keep this much ground to the shore, for a promenade and for outlines that never touch the water.
const SHORE_STRIP_M: f64 = 26.0;
const LEAST_PARK_M2: f64 = 9_000.0;

impl Greens {
    /// Lays out the parks of `seed`.
    pub(super) fn grown(terrain: &Terrain, density: &Grid, centres: &[Coord], seed: u64) -> Self {
        let (edge, wood) = (Noise::new(seed, 32), Noise::new(seed, 33));
        let spots = spots(terrain, centres, seed);
        let depth = Grid::filled(50.0, |p| {
            let shore = terrain.shore_distance_m(p) - SHORE_STRIP_M;
            if shore < -200.0 {
                return shore;
            }
            let rough = edge.layered(p, 330.0, 3);
            let park = spots
                .iter()
                .map(|(spot, radius)| radius - length(*spot - p))
                .fold(f64::NEG_INFINITY, f64::max);
            let woods = 900.0 * (0.33 - density.at(p) + 0.5 * wood.layered(p, 1_500.0, 3));
            let square = centres.iter().map(|c| length(*c - p)).fold(f64::INFINITY, f64::min) - 240.0;
            (park + 230.0 * rough).max(woods + 60.0 * rough).min(shore).min(square)
        });
        let mut outlines = contour::polygons(contour::rings(&depth, LEAST_PARK_M2));
        outlines.sort_by(|a, b| b.unsigned_area().total_cmp(&a.unsigned_area()));
        Self { depth, outlines }
    }

    /// About the distance to the nearest park edge in metres, positive inside a park.
    pub(super) fn depth_m(&self, p: Coord) -> f64 {
        self.depth.at(p)
    }

    /// Rings that walk round inside the larger parks, `inset_m` from their edge.
    pub(super) fn walks(&self, inset_m: f64) -> Vec<Vec<Coord>> {
        let inner = Grid::filled(50.0, |p| self.depth.at(p) - inset_m);
        contour::rings(&inner, 40_000.0).into_iter().map(|ring| ring.0).collect()
    }

    /// A point well inside the park, for names and signs.
    pub(super) fn heart(park: &Polygon) -> Coord {
        park.centroid().map_or(park.exterior().0[0], |point| point.0)
    }
}

/// One or two park hearts for each neighbourhood, a few hundred metres from its square.
fn spots(terrain: &Terrain, centres: &[Coord], seed: u64) -> Vec<(Coord, f64)> {
    let mut rng = Rng::stream(seed, 3);
    let mut spots = Vec::new();
    for centre in centres {
        let wanted = 1 + rng.below(2);
        let mut found = 0;
        for _ in 0..12 {
            let away = Coord { x: rng.between(-620.0, 620.0), y: rng.between(-620.0, 620.0) };
            let radius = rng.between(95.0, 190.0);
            let spot = *centre + away;
            if found < wanted && length(away) > 380.0 && terrain.is_land(spot, 40.0) {
                spots.push((spot, radius));
                found += 1;
            }
        }
    }
    spots
}
