//! Motorways and main streets: cheapest ways between the squares, bridging water only where it is narrow.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use geo::Coord;

use super::cells::{CELLS, Cells, around, cell_at, middle};
use super::chains::Network;
use super::frame::length;
use super::greens::Greens;
use super::noise::Noise;
use super::smooth::{cut_corners_open, relax_open};

/// Waypoints of the two motorways, in local metres; the first runs north to south in the west, the second branches east.
const MOTORWAYS: &[&[(f64, f64)]] = &[
    &[
        (-4300.0, 4300.0),
        (-3500.0, 3000.0),
        (-2800.0, 1300.0),
        (-2900.0, 200.0),
        (-3300.0, -2500.0),
        (-1900.0, -3900.0),
        (200.0, -3500.0),
        (2600.0, -4200.0),
        (4700.0, -3200.0),
    ],
    &[(-3500.0, 3000.0), (1500.0, 3500.0), (3400.0, 3500.0), (5000.0, 2600.0)],
];

/// Lines of one class, in local metres.
pub(super) struct Roads {
    /// The motorways.
    pub(super) motorways: Vec<Vec<Coord>>,
    /// The main streets.
    pub(super) mains: Vec<Vec<Coord>>,
}

impl Roads {
    /// Finds the road network that joins all `centres`.
    pub(super) fn laid(cells: &Cells, greens: &Greens, centres: &[Coord], seed: u64) -> Self {
        let mut ground = Ground::of(cells, greens, seed);
        let mut motorways = Network::default();
        for stops in MOTORWAYS {
            for pair in stops.windows(2) {
                let [from, to] = [pair[0], pair[1]].map(|(x, y)| ground.land_near(Coord { x, y }));
                ground.lay(from, to, &mut motorways);
            }
        }
        let mut mains = Network::default();
        ground.keep_off(&motorways);
        let links = links(centres);
        for (a, b, needed) in links {
            let (from, to) = (cell_at(centres[a]), cell_at(centres[b]));
            if needed || ground.bridges_m(from, to) < 450.0 {
                ground.lay(from, to, &mut mains);
            }
        }
        Self { motorways: lines(&motorways, 6), mains: lines(&mains, 3) }
    }
}

fn lines(network: &Network, softness: usize) -> Vec<Vec<Coord>> {
    let soften = |chain: Vec<usize>| {
        let line: Vec<Coord> = chain.into_iter().map(middle).collect();
        cut_corners_open(&cut_corners_open(&relax_open(&line, softness)))
    };
    network.chains().into_iter().map(soften).collect()
}

/// Pairs of centres to join, as (a, b, needed): first a spanning tree, which is needed, then the links of the Gabriel
/// graph (no third centre in the circle over the link), which are laid where the ground allows.
fn links(centres: &[Coord]) -> Vec<(usize, usize, bool)> {
    let mut pairs = Vec::new();
    for a in 0..centres.len() {
        for b in a + 1..centres.len() {
            let (mid, radius) = ((centres[a] + centres[b]) / 2.0, length(centres[a] - centres[b]) / 2.0);
            let empty = (0..centres.len()).all(|c| c == a || c == b || length(centres[c] - mid) > radius);
            if empty {
                pairs.push((a, b, 2.0 * radius));
            }
        }
    }
    pairs.sort_by(|x, y| x.2.total_cmp(&y.2));
    let mut tree: Vec<usize> = (0..centres.len()).collect();
    let (mut needed, mut wished) = (Vec::new(), Vec::new());
    for (a, b, distance) in pairs {
        let (root_a, root_b) = (tree[a], tree[b]);
        if root_a != root_b {
            tree.iter_mut().filter(|root| **root == root_b).for_each(|root| *root = root_a);
            needed.push((a, b, true));
        } else if distance < 2_600.0 {
            wished.push((a, b, false));
        }
    }
    needed.extend(wished);
    needed
}

/// The cost of ground that already has a road.
const BUILT: u32 = 40;

/// The cost of building through each cell, in hundredths of the cost of open ground.
struct Ground {
    cost: Vec<u32>,
    land: Vec<bool>,
}

impl Ground {
    fn of(cells: &Cells, greens: &Greens, seed: u64) -> Self {
        let noise = Noise::new(seed, 41);
        let cost = |cell: usize| {
            let base = match (cells.inside[cell], cells.land[cell]) {
                (false, _) => 40_000.0,
                (true, false) => 650.0,
                (true, true) if greens.depth_m(middle(cell)) > 60.0 => 150.0,
                (true, true) => 100.0,
            };
            // Rough ground, so that roads bend as if there were hills.
            (base * (1.0 + 0.9 * noise.layered(middle(cell), 700.0, 2))).max(f64::from(BUILT)) as u32
        };
        Self { cost: (0..CELLS * CELLS).map(cost).collect(), land: cells.land.clone() }
    }

    fn land_near(&self, p: Coord) -> usize {
        let distance = |cell: &usize| length(middle(*cell) - p);
        let land = (0..CELLS * CELLS).filter(|cell| self.land[*cell]);
        land.min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or_else(|| cell_at(p))
    }

    /// Main streets cross motorways but do not run along them.
    fn keep_off(&mut self, motorways: &Network) {
        for cell in 0..CELLS * CELLS {
            if motorways.touches(cell) {
                self.cost[cell] = self.cost[cell].max(100) * 4;
                for (next, _) in around(cell) {
                    self.cost[next] += 80;
                }
            }
        }
    }

    /// Adds the cheapest way to the network and makes its cells cheap, so that later ways join it.
    fn lay(&mut self, from: usize, to: usize, network: &mut Network) {
        let way = self.cheapest(from, to);
        for pair in way.windows(2) {
            network.join(pair[0], pair[1]);
        }
        for cell in way {
            self.cost[cell] = self.cost[cell].min(BUILT);
        }
    }

    fn bridges_m(&self, from: usize, to: usize) -> f64 {
        let way = self.cheapest(from, to);
        way.windows(2)
            .filter(|pair| !self.land[pair[1]] && self.cost[pair[1]] > BUILT)
            .map(|pair| length(middle(pair[0]) - middle(pair[1])))
            .sum()
    }

    /// A*; the estimate is never too high, since no cell costs less than `BUILT`.
    fn cheapest(&self, from: usize, to: usize) -> Vec<usize> {
        let goal = middle(to);
        let estimate =
            |cell: usize| (length(middle(cell) - goal) / 100.0 * 10.0 * f64::from(BUILT) * 0.98) as u32;
        let mut best = vec![u32::MAX; CELLS * CELLS];
        let mut came = vec![usize::MAX; CELLS * CELLS];
        let mut front = BinaryHeap::from([Reverse((estimate(from), from))]);
        best[from] = 0;
        while let Some(Reverse((bound, cell))) = front.pop() {
            if cell == to {
                break;
            }
            if bound > best[cell].saturating_add(estimate(cell)) {
                continue;
            }
            for (next, diagonal) in around(cell) {
                let cost = best[cell] + self.cost[next] * if diagonal { 14 } else { 10 };
                if cost < best[next] {
                    best[next] = cost;
                    came[next] = cell;
                    front.push(Reverse((cost + estimate(next), next)));
                }
            }
        }
        let mut way = vec![to];
        while let Some(cell) = way.last().map(|cell| came[*cell]).filter(|cell| *cell != usize::MAX) {
            way.push(cell);
        }
        way.reverse();
        way
    }
}
