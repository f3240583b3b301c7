//! The city's areas: neighbourhoods and districts as one true partition, and the police's own division on top.

use std::collections::BTreeMap;

use geo::{Area, Contains, Coord, LineString, MultiPolygon, Point, Polygon};

use super::cells::{CELL_M, CELLS, Cells, Labels, cell_at, middle, tidied};
use super::chains::Network;
use super::frame::length;
use super::grid::HALF_SIDE_M;
use super::rng::Rng;
use super::smooth::{cut_corners_open, relax_closed, relax_open};
use super::terrain::Terrain;

/// Where each district begins to grow: a line of positions in local metres.
const DISTRICT_SEEDS: &[&[(f64, f64)]] = &[
    // The old centre also holds the inlet and its islands, as harbour districts do.
    &[(0.0, 0.0), (2400.0, 0.0), (4400.0, 350.0), (5900.0, 300.0)],
    &[(300.0, 1900.0), (600.0, 2700.0)],
    &[(-3600.0, 2600.0), (-2200.0, 2500.0)],
    &[(-2600.0, 4600.0), (-800.0, 4700.0)],
    &[(1700.0, 4500.0), (3200.0, 4400.0)],
    &[(3300.0, 2700.0), (4900.0, 2500.0)],
    &[(-2600.0, 250.0), (-3600.0, 300.0), (-5200.0, 300.0)],
    &[(-800.0, -1350.0), (1000.0, -1500.0)],
    &[(-3900.0, -3000.0), (-4000.0, -1700.0)],
    &[(-900.0, -4000.0), (400.0, -4300.0)],
    &[(2300.0, -3500.0), (4200.0, -3000.0)],
];

/// One smoothed border line and the neighbourhoods on its two sides.
struct Border {
    line: Vec<Coord>,
    left: Option<usize>,
    right: Option<usize>,
}

/// The partition, still in local metres.
pub(super) struct Division {
    labels: Labels,
    borders: Vec<Border>,
    /// District index of each neighbourhood.
    pub(super) district_of: Vec<usize>,
    /// Where each neighbourhood has its square: on land, near its middle.
    pub(super) centres: Vec<Coord>,
}

impl Division {
    /// Divides the city of `seed` into eleven districts and their neighbourhoods.
    pub(super) fn drawn(terrain: &Terrain, cells: &Cells, seed: u64) -> Self {
        let mut rng = Rng::stream(seed, 2);
        let districts = districts(cells);
        let mut labels: Labels = vec![None; CELLS * CELLS];
        let mut district_of = Vec::new();
        for (district, line) in DISTRICT_SEEDS.iter().enumerate() {
            let within = |cell: usize| districts[cell] == Some(district);
            let land = (0..CELLS * CELLS).filter(|cell| within(*cell) && cells.land[*cell]).count();
            let count = (land / 120).clamp(3, 6);
            let mut spread = cells.spread(count, within, &mut rng);
            // Names are given in this order, and the first is that of the district's old middle.
            let (x, y) = line[0];
            spread.sort_by(|a, b| {
                length(middle(*a) - Coord { x, y }).total_cmp(&length(middle(*b) - Coord { x, y }))
            });
            let seeds: Vec<Vec<usize>> = spread.into_iter().map(|cell| vec![cell]).collect();
            let grown = cells.grown(&seeds, within);
            for (cell, label) in grown.into_iter().enumerate() {
                labels[cell] = label.map(|label| district_of.len() + label).or(labels[cell]);
            }
            district_of.extend(seeds.iter().map(|_| district));
        }
        let labels = tidied(labels);
        let centres = (0..district_of.len()).map(|n| centre(n, &labels, cells, terrain)).collect();
        let borders = borders(&labels);
        Self { labels, borders, district_of, centres }
    }

    /// The neighbourhood of the raster cell at `p`: near a border it may differ from the polygons.
    pub(super) fn neighbourhood_near(&self, p: Coord) -> Option<usize> {
        self.labels[cell_at(p)]
    }

    /// The polygons of a grouping of neighbourhoods; all groupings share the vertices of the same border lines.
    pub(super) fn shapes(&self, groups: usize, group_of: impl Fn(usize) -> usize) -> Vec<MultiPolygon> {
        let group = |side: Option<usize>| side.map(&group_of);
        (0..groups).map(|wanted| MultiPolygon::new(self.shape(wanted, group))).collect()
    }

    fn shape(&self, wanted: usize, group: impl Fn(Option<usize>) -> Option<usize>) -> Vec<Polygon> {
        // Each corner is met by at most three borders, so at most one of them leaves it with the group to the left.
        let mut leaving: BTreeMap<(i64, i64), Vec<Coord>> = BTreeMap::new();
        for border in &self.borders {
            let (left, right) = (group(border.left), group(border.right));
            if left == right {
                continue;
            }
            if left == Some(wanted) {
                leaving.insert(key(border.line[0]), border.line.clone());
            } else if right == Some(wanted) {
                let line: Vec<Coord> = border.line.iter().rev().copied().collect();
                leaving.insert(key(line[0]), line);
            }
        }
        let mut rings = Vec::new();
        while let Some((_, mut ring)) = leaving.pop_first() {
            while let Some(line) = leaving.remove(&key(ring[ring.len() - 1])) {
                ring.extend_from_slice(&line[1..]);
            }
            rings.push(LineString::new(ring));
        }
        with_holes(rings)
    }
}

/// Corners are lattice points, exact in whole metres.
fn key(p: Coord) -> (i64, i64) {
    (p.x.round() as i64, p.y.round() as i64)
}

fn districts(cells: &Cells) -> Labels {
    let seeds: Vec<Vec<usize>> = DISTRICT_SEEDS.iter().map(|line| cells_along(line)).collect();
    tidied(cells.grown(&seeds, |cell| cells.inside[cell]))
}

fn cells_along(line: &[(f64, f64)]) -> Vec<usize> {
    let mut found = Vec::new();
    for pair in line.windows(2) {
        let (a, b) = (Coord { x: pair[0].0, y: pair[0].1 }, Coord { x: pair[1].0, y: pair[1].1 });
        let steps = (length(b - a) / (CELL_M / 2.0)) as usize;
        found.extend((0..=steps).map(|i| cell_at(a + (b - a) * (i as f64 / steps as f64))));
    }
    found.dedup();
    found
}

/// Land near the middle of the neighbourhood's land, away from the shore if there is a choice.
fn centre(neighbourhood: usize, labels: &Labels, cells: &Cells, terrain: &Terrain) -> Coord {
    let all: Vec<usize> = (0..labels.len()).filter(|cell| labels[*cell] == Some(neighbourhood)).collect();
    let land: Vec<Coord> = all.iter().filter(|cell| cells.land[**cell]).map(|cell| middle(*cell)).collect();
    let (mut sum, mut count) = (Coord { x: 0.0, y: 0.0 }, 0.0);
    for p in &land {
        sum = sum + *p;
        count += 1.0;
    }
    let mean = sum / f64::max(count, 1.0);
    let worth = |p: &Coord| terrain.shore_distance_m(*p).min(220.0) * 1.5 - length(*p - mean);
    land.iter().copied().max_by(|a, b| worth(a).total_cmp(&worth(b))).unwrap_or_else(|| middle(all[0]))
}

fn corner(node: usize) -> Coord {
    let (column, row) = (node % (CELLS + 1), node / (CELLS + 1));
    Coord { x: column as f64 * CELL_M - HALF_SIDE_M, y: row as f64 * CELL_M - HALF_SIDE_M }
}

fn borders(labels: &Labels) -> Vec<Border> {
    let wide = CELLS + 1;
    let mut network = Network::default();
    for row in 0..CELLS {
        for column in 0..CELLS {
            let cell = row * CELLS + column;
            if column + 1 < CELLS && labels[cell] != labels[cell + 1] {
                network.join(row * wide + column + 1, (row + 1) * wide + column + 1);
            }
            if row + 1 < CELLS && labels[cell] != labels[cell + CELLS] {
                network.join((row + 1) * wide + column, (row + 1) * wide + column + 1);
            }
        }
    }
    network.chains().iter().map(|chain| border(chain, labels)).collect()
}

fn border(chain: &[usize], labels: &Labels) -> Border {
    let line: Vec<Coord> = chain.iter().map(|node| corner(*node)).collect();
    let (a, b) = (line[0], line[1]);
    let (between, along) = ((a + b) / 2.0, (b - a) / 2.0);
    let left = labels[cell_at(Coord { x: between.x - along.y, y: between.y + along.x })];
    let right = labels[cell_at(Coord { x: between.x + along.y, y: between.y - along.x })];
    Border { line: softened(&line), left, right }
}

fn softened(line: &[Coord]) -> Vec<Coord> {
    if line[0] != line[line.len() - 1] {
        return cut_corners_open(&relax_open(line, 4));
    }
    let mut ring = relax_closed(&line[1..], 4);
    // The key of a closed border is its first vertex, which must stay a whole number of metres.
    ring[0] = Coord { x: ring[0].x.round(), y: ring[0].y.round() };
    ring.push(ring[0]);
    ring
}

fn with_holes(rings: Vec<LineString>) -> Vec<Polygon> {
    let polygons: Vec<Polygon> = rings.into_iter().map(|ring| Polygon::new(ring, Vec::new())).collect();
    let (mut shells, holes): (Vec<_>, Vec<_>) =
        polygons.into_iter().partition(|polygon| polygon.signed_area() > 0.0);
    for hole in holes {
        let inside = Point(hole.exterior().0[0]);
        if let Some(shell) = shells.iter_mut().find(|shell| shell.contains(&inside)) {
            shell.interiors_push(hole.exterior().clone());
        }
    }
    shells
}
