//! A coarse raster of the city, cut into connected regions that meet in the middle of the water.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use geo::Coord;

use super::grid::HALF_SIDE_M;
use super::noise::Noise;
use super::rng::Rng;
use super::terrain::{Terrain, squarish_radius};

/// Side of a cell in metres.
pub(super) const CELL_M: f64 = 100.0;
/// Cells along one side of the city.
pub(super) const CELLS: usize = 140;

/// The superelliptic radius of the municipal border, out in the near water.
const BORDER_RADIUS_M: f64 = 6_750.0;

/// A label for each cell; cells outside the border have none.
pub(super) type Labels = Vec<Option<usize>>;

/// What the raster knows of each cell.
pub(super) struct Cells {
    /// Inside the municipal border.
    pub(super) inside: Vec<bool>,
    /// Land at the middle of the cell.
    pub(super) land: Vec<bool>,
    cost: Vec<u32>,
}

/// Local metres of the middle of a cell.
pub(super) fn middle(cell: usize) -> Coord {
    Coord {
        x: ((cell % CELLS) as f64 + 0.5) * CELL_M - HALF_SIDE_M,
        y: ((cell / CELLS) as f64 + 0.5) * CELL_M - HALF_SIDE_M,
    }
}

/// The cell that holds a position; positions off the raster go to its edge.
pub(super) fn cell_at(p: Coord) -> usize {
    let index = |v: f64| (((v + HALF_SIDE_M) / CELL_M).max(0.0) as usize).min(CELLS - 1);
    index(p.y) * CELLS + index(p.x)
}

/// The up to eight cells around `cell` as (cell, is diagonal).
pub(super) fn around(cell: usize) -> impl Iterator<Item = (usize, bool)> {
    let (column, row) = ((cell % CELLS) as isize, (cell / CELLS) as isize);
    const STEPS: [(isize, isize); 8] = [(1, 0), (0, 1), (-1, 0), (0, -1), (1, 1), (-1, 1), (-1, -1), (1, -1)];
    STEPS.into_iter().filter_map(move |(dx, dy)| {
        let (c, r) = (column + dx, row + dy);
        let on = (0..CELLS as isize).contains(&c) && (0..CELLS as isize).contains(&r);
        on.then(|| ((r * CELLS as isize + c) as usize, dx != 0 && dy != 0))
    })
}

impl Cells {
    /// Reads the terrain into cells.
    pub(super) fn of(terrain: &Terrain, seed: u64) -> Self {
        let noise = Noise::new(seed, 21);
        let mut cells = Self { inside: Vec::new(), land: Vec::new(), cost: Vec::new() };
        for cell in 0..CELLS * CELLS {
            let p = middle(cell);
            let land = terrain.is_land(p, 0.0);
            cells.inside.push(squarish_radius(p) < BORDER_RADIUS_M);
            cells.land.push(land);
            // Water is dear, so that fronts from two shores meet in the middle of it; noise makes land borders wander.
            let rough = 1.0 + 0.5 * noise.layered(p, 900.0, 2);
            cells.cost.push((if land { 100.0 } else { 700.0 } * rough) as u32);
        }
        cells
    }

    /// Grows the seeds (cells per label) over the cells that `may` take, each cell going to the cheapest to reach.
    pub(super) fn grown(&self, seeds: &[Vec<usize>], may: impl Fn(usize) -> bool) -> Labels {
        let mut best = vec![u32::MAX; CELLS * CELLS];
        let mut labels: Labels = vec![None; CELLS * CELLS];
        let mut front = BinaryHeap::new();
        for (label, cells) in seeds.iter().enumerate() {
            for cell in cells {
                front.push(Reverse((0, label, *cell)));
            }
        }
        while let Some(Reverse((cost, label, cell))) = front.pop() {
            if labels[cell].is_some() {
                continue;
            }
            labels[cell] = Some(label);
            for (next, diagonal) in around(cell) {
                let step = self.cost[next] * if diagonal { 141 } else { 100 } / 100;
                if may(next) && labels[next].is_none() && cost + step < best[next] {
                    best[next] = cost + step;
                    front.push(Reverse((cost + step, label, next)));
                }
            }
        }
        labels
    }

    /// `count` well spread land cells among those `may` takes: farthest first, then moved to the middle of their share.
    pub(super) fn spread(&self, count: usize, may: impl Fn(usize) -> bool, rng: &mut Rng) -> Vec<usize> {
        let land: Vec<usize> = (0..CELLS * CELLS).filter(|cell| self.land[*cell] && may(*cell)).collect();
        let square = |a: Coord, b: Coord| (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
        let mut spots = vec![middle(*rng.pick(&land))];
        while spots.len() < count {
            let distance =
                |cell: usize| spots.iter().map(|s| square(*s, middle(cell))).fold(f64::INFINITY, f64::min);
            let Some(farthest) = land.iter().max_by(|a, b| distance(**a).total_cmp(&distance(**b))) else {
                break;
            };
            spots.push(middle(*farthest));
        }
        for _ in 0..6 {
            let mut sums = vec![(Coord { x: 0.0, y: 0.0 }, 0.0); spots.len()];
            for cell in &land {
                let p = middle(*cell);
                let nearest =
                    (0..spots.len()).min_by(|a, b| square(spots[*a], p).total_cmp(&square(spots[*b], p)));
                let sum = &mut sums[nearest.expect("a spot was drawn above")];
                *sum = (sum.0 + p, sum.1 + 1.0);
            }
            for (spot, (sum, count)) in spots.iter_mut().zip(sums) {
                if count > 0.0 {
                    *spot = sum / count;
                }
            }
        }
        let nearest = |s: &Coord| {
            land.iter().copied().min_by(|a, b| square(middle(*a), *s).total_cmp(&square(middle(*b), *s)))
        };
        spots.iter().filter_map(nearest).collect()
    }
}

/// Gives stray fragments to a neighbour and opens four-way corners, until every label is one piece and no corner is
/// met by four borders.
///
/// Four-way corners must go because there a region could touch itself in a point, which no valid polygon may.
pub(super) fn tidied(mut labels: Labels) -> Labels {
    for _ in 0..60 {
        let strays = give_away_strays(&mut labels);
        let corners = open_corners(&mut labels);
        if !strays && !corners {
            break;
        }
    }
    labels
}

fn sides(cell: usize) -> impl Iterator<Item = usize> {
    around(cell).filter(|(_, diagonal)| !diagonal).map(|(next, _)| next)
}

fn give_away_strays(labels: &mut Labels) -> bool {
    let mut piece_of = vec![usize::MAX; labels.len()];
    let mut pieces: Vec<Vec<usize>> = Vec::new();
    for start in 0..labels.len() {
        if labels[start].is_none() || piece_of[start] != usize::MAX {
            continue;
        }
        let mut piece = vec![start];
        piece_of[start] = pieces.len();
        let mut at = 0;
        while at < piece.len() {
            for next in sides(piece[at]) {
                if piece_of[next] == usize::MAX && labels[next] == labels[start] {
                    piece_of[next] = pieces.len();
                    piece.push(next);
                }
            }
            at += 1;
        }
        pieces.push(piece);
    }
    let mut changed = false;
    for (index, piece) in pieces.iter().enumerate() {
        let label = labels[piece[0]];
        let rival = |other: usize| (pieces[other].len(), Reverse(other)) > (piece.len(), Reverse(index));
        let stray = (0..pieces.len())
            .any(|other| other != index && labels[pieces[other][0]] == label && rival(other));
        if !stray {
            continue;
        }
        let taker = piece
            .iter()
            .flat_map(|cell| sides(*cell))
            .find(|next| labels[*next].is_some() && labels[*next] != label);
        if let Some(taker) = taker {
            let taken = labels[taker];
            piece.iter().for_each(|cell| labels[*cell] = taken);
            changed = true;
        }
    }
    changed
}

fn open_corners(labels: &mut Labels) -> bool {
    let mut changed = false;
    for row in 0..CELLS - 1 {
        for column in 0..CELLS - 1 {
            let a = row * CELLS + column;
            let (b, c, d) = (a + 1, a + CELLS, a + CELLS + 1);
            let four_way = labels[a] != labels[b]
                && labels[b] != labels[d]
                && labels[d] != labels[c]
                && labels[c] != labels[a];
            if !four_way {
                continue;
            }
            let pair = [(a, b), (b, a), (c, d), (d, c), (a, c), (b, d)];
            if let Some((taken, from)) =
                pair.into_iter().find(|(x, y)| labels[*x].is_some() && labels[*y].is_some())
            {
                labels[taken] = labels[from];
                changed = true;
            }
        }
    }
    changed
}
