//! Land and water: a drawn plan of islands and channels, roughened by noise.

use geo::Coord;

use super::frame::distance_to_segment;
use super::grid::Grid;
use super::noise::Noise;

/// A thick line: from, to, half width at each end, in metres.
struct Stroke(f64, f64, f64, f64, f64, f64);

/// The land as it would be sketched with a broad pen: a northern and a southern shore, islands between them.
const LAND: &[Stroke] = &[
    // The northern shore and its two promontories.
    Stroke(-4300.0, 2900.0, -600.0, 3300.0, 1350.0, 1500.0),
    Stroke(-600.0, 3300.0, 3000.0, 4000.0, 1500.0, 1300.0),
    Stroke(-3400.0, 4300.0, -800.0, 5000.0, 1000.0, 900.0),
    Stroke(100.0, 2500.0, 700.0, 1500.0, 1100.0, 850.0),
    Stroke(2800.0, 2900.0, 5100.0, 2500.0, 1000.0, 650.0),
    // The southern shore.
    Stroke(-4300.0, -3200.0, -900.0, -3900.0, 1250.0, 1400.0),
    Stroke(-900.0, -4000.0, 3500.0, -3400.0, 1350.0, 1350.0),
    Stroke(3500.0, -3400.0, 5000.0, -2600.0, 1100.0, 600.0),
    Stroke(-200.0, -4900.0, 2800.0, -4900.0, 800.0, 800.0),
    // The hill island south of the centre, the western islands, the centre itself and the outer islands.
    Stroke(-1000.0, -1350.0, 1300.0, -1500.0, 720.0, 650.0),
    Stroke(-3500.0, 350.0, -2100.0, 150.0, 680.0, 560.0),
    Stroke(-5400.0, 100.0, -5000.0, 600.0, 420.0, 380.0),
    Stroke(-4600.0, -1200.0, -3800.0, -1350.0, 300.0, 360.0),
    Stroke(-300.0, 60.0, 350.0, -60.0, 420.0, 380.0),
    Stroke(2100.0, -80.0, 2700.0, 60.0, 300.0, 330.0),
    Stroke(3900.0, 250.0, 4800.0, 500.0, 380.0, 460.0),
    Stroke(4000.0, -1100.0, 4700.0, -1000.0, 330.0, 300.0),
    Stroke(5900.0, -100.0, 5950.0, -400.0, 200.0, 240.0),
];

/// Water cut into the land: straits, the river from the northern lake, lakes (strokes of no length).
const WATER: &[Stroke] = &[
    // The sea inlet from the east, narrowing to the straits on both sides of the centre.
    Stroke(6800.0, 1400.0, 3400.0, 1250.0, 520.0, 300.0),
    Stroke(3400.0, 1250.0, 1100.0, 480.0, 300.0, 200.0),
    Stroke(1100.0, 480.0, -700.0, 560.0, 190.0, 90.0),
    Stroke(-700.0, 560.0, -1500.0, 300.0, 110.0, 300.0),
    Stroke(1400.0, -450.0, -900.0, -520.0, 210.0, 130.0),
    Stroke(-900.0, -520.0, -1900.0, -900.0, 150.0, 320.0),
    Stroke(1400.0, -450.0, 3300.0, -900.0, 220.0, 420.0),
    // The strait south of the hill island.
    Stroke(-2300.0, -1500.0, -900.0, -2350.0, 260.0, 130.0),
    Stroke(-900.0, -2350.0, 900.0, -2480.0, 120.0, 140.0),
    Stroke(900.0, -2480.0, 2600.0, -1600.0, 150.0, 320.0),
    // The strait north of the western island, and the western waters.
    Stroke(-4600.0, 1250.0, -2700.0, 1250.0, 260.0, 130.0),
    Stroke(-2700.0, 1250.0, -1300.0, 700.0, 110.0, 180.0),
    // The river and its lake.
    Stroke(-1500.0, 4150.0, -1000.0, 3350.0, 70.0, 45.0),
    Stroke(-1000.0, 3350.0, -1450.0, 2500.0, 45.0, 45.0),
    Stroke(-1450.0, 2500.0, -1000.0, 1700.0, 45.0, 55.0),
    Stroke(-1000.0, 1700.0, -1150.0, 600.0, 55.0, 90.0),
    Stroke(-1900.0, 4300.0, -1400.0, 4100.0, 330.0, 420.0),
    // Southern and eastern lakes.
    Stroke(900.0, -3950.0, 1500.0, -3750.0, 260.0, 330.0),
    Stroke(-3100.0, -3500.0, -2700.0, -3700.0, 190.0, 150.0),
    Stroke(2500.0, 4200.0, 2800.0, 4350.0, 170.0, 200.0),
];

/// Height-like field of the city: positive on land, negative in water, about metres from the shore.
pub(super) struct Terrain {
    heights: Grid,
}

/// Step of the lattice the shore is traced on, in metres.
const STEP_M: f64 = 50.0;

/// Beyond this superelliptic radius everything is open sea.
const SEA_RADIUS_M: f64 = 6_350.0;

impl Terrain {
    /// Shapes the land of `seed`.
    pub(super) fn shaped(seed: u64) -> Self {
        let [warp_x, warp_y, rough, skerry] = [11, 12, 13, 14].map(|label| Noise::new(seed, label));
        let heights = Grid::filled(STEP_M, |p| {
            let radius = squarish_radius(p);
            if radius > SEA_RADIUS_M + 200.0 {
                return SEA_RADIUS_M - radius;
            }
            let bent = Coord {
                x: p.x + 950.0 * warp_x.layered(p, 1_900.0, 3),
                y: p.y + 950.0 * warp_y.layered(p, 1_900.0, 3),
            };
            let roughness = 620.0 * rough.layered(p, 850.0, 4);
            // A little more land than drawn: noise takes away from capes more than it gives.
            let drawn = thickness(LAND, bent) + 60.0;
            // Skerries stand in the water off the shores, not out at sea.
            let skerries =
                (520.0 * (skerry.layered(p, 520.0, 3) - 0.34)).min(drawn + 800.0).min(-60.0 - drawn);
            let land = (drawn + roughness).max(skerries);
            let water = thickness(WATER, bent) + 0.13 * roughness;
            land.min(-water).min(SEA_RADIUS_M - radius + 0.3 * roughness)
        });
        Self { heights }
    }

    /// The field itself.
    pub(super) fn heights(&self) -> &Grid {
        &self.heights
    }

    /// About the distance to the nearest shore in metres, negative in water.
    pub(super) fn shore_distance_m(&self, p: Coord) -> f64 {
        self.heights.at(p)
    }

    /// Whether `p` is land with at least about `margin_m` to the water.
    pub(super) fn is_land(&self, p: Coord, margin_m: f64) -> bool {
        self.shore_distance_m(p) > margin_m
    }
}

/// Distance from the centre in the norm whose circle is a rounded square.
pub(super) fn squarish_radius(p: Coord) -> f64 {
    let (x2, y2) = (p.x * p.x, p.y * p.y);
    (x2 * x2 + y2 * y2).sqrt().sqrt()
}

/// How far inside the nearest stroke `p` is; negative outside all of them.
fn thickness(strokes: &[Stroke], p: Coord) -> f64 {
    let mut best = f64::NEG_INFINITY;
    for Stroke(ax, ay, bx, by, from_m, to_m) in strokes {
        let (a, b) = (Coord { x: *ax, y: *ay }, Coord { x: *bx, y: *by });
        let along = b - a;
        let squared = along.x * along.x + along.y * along.y;
        let share = (((p.x - a.x) * along.x + (p.y - a.y) * along.y) / squared).clamp(0.0, 1.0);
        let inside = from_m + (to_m - from_m) * share - distance_to_segment(p, a, b);
        best = best.max(inside);
    }
    best
}
