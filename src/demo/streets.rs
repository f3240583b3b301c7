//! Local streets: evenly spaced lines along the grain of the city (after Jobard and Lefer 1997).

use std::collections::VecDeque;

use geo::Coord;

use super::frame::length;
use super::grain::Grain;
use super::greens::Greens;
use super::grid::{Grid, HALF_SIDE_M};
use super::rng::Rng;
use super::smooth::simplified;
use super::terrain::Terrain;

const STEP_M: f64 = 18.0;
const SHORTEST_M: f64 = 150.0;
const LONGEST_STEPS: usize = 110;
/// Below this density there are no streets.
const SETTLED: f64 = 0.27;

/// What streets must respect.
pub(super) struct Site<'a> {
    pub(super) terrain: &'a Terrain,
    pub(super) greens: &'a Greens,
    pub(super) density: &'a Grid,
    pub(super) grain: &'a Grain,
}

impl Site<'_> {
    fn buildable(&self, p: Coord) -> bool {
        self.terrain.is_land(p, 28.0) && self.greens.depth_m(p) < 6.0 && self.density.at(p) > SETTLED
    }

    /// Distance between parallel streets: narrow blocks in the middle, wide ones in the outskirts.
    fn spacing_m(&self, p: Coord) -> f64 {
        185.0 - 85.0 * self.density.at(p).min(1.0)
    }
}

/// Traces all local streets beside the given roads.
pub(super) fn traced(
    site: &Site,
    motorways: &[Vec<Coord>],
    mains: &[Vec<Coord>],
    seed: u64,
) -> Vec<Vec<Coord>> {
    let mut rng = Rng::stream(seed, 5);
    let mut walked = Walked::new();
    let mut seeds = VecDeque::new();
    for road in motorways.iter().chain(mains) {
        walked.add(road);
    }
    for road in mains {
        seeds_beside(site, &densified(road), &mut seeds, &mut rng);
    }
    let mut streets = Vec::new();
    while let Some((p, heading)) = seeds.pop_front() {
        let heading = site.grain.arm(p, heading);
        if !site.buildable(p) || walked.is_near_parallel(p, heading, 0.86 * site.spacing_m(p)) {
            continue;
        }
        let mut line = walk(site, &walked, p, heading * -1.0);
        line.reverse();
        line.extend(walk(site, &walked, p, heading).into_iter().skip(1));
        if line.len() as f64 * STEP_M < SHORTEST_M {
            continue;
        }
        walked.add(&line);
        seeds_beside(site, &line, &mut seeds, &mut rng);
        streets.push(line);
    }
    let roads: Vec<Vec<Coord>> = motorways.iter().chain(mains).cloned().collect();
    trimmed(streets, &roads).iter().map(|line| simplified(line, 1.5)).collect()
}

/// Points about one step apart along a line, since roads have longer segments than streets.
pub(super) fn densified(line: &[Coord]) -> Vec<Coord> {
    let mut dense = Vec::new();
    for pair in line.windows(2) {
        let parts = (length(pair[1] - pair[0]) / STEP_M).ceil().max(1.0) as usize;
        dense.extend((0..parts).map(|i| pair[0] + (pair[1] - pair[0]) * (i as f64 / parts as f64)));
    }
    dense.extend(line.last());
    dense
}

fn seeds_beside(site: &Site, line: &[Coord], seeds: &mut VecDeque<(Coord, Coord)>, rng: &mut Rng) {
    let mut since_m = rng.between(0.0, 60.0);
    for pair in line.windows(2) {
        since_m += length(pair[1] - pair[0]);
        let spacing = site.spacing_m(pair[1]);
        if since_m < spacing {
            continue;
        }
        since_m = 0.0;
        let along = (pair[1] - pair[0]) / length(pair[1] - pair[0]);
        let across = Coord { x: -along.y, y: along.x };
        seeds.push_back((pair[1], across));
        seeds.push_back((pair[1] + across * spacing, along));
        seeds.push_back((pair[1] - across * spacing, along));
    }
}

fn walk(site: &Site, walked: &Walked, start: Coord, heading: Coord) -> Vec<Coord> {
    let mut line = vec![start];
    let (mut here, mut heading) = (start, heading);
    for _ in 0..LONGEST_STEPS / 2 {
        let half = here + site.grain.arm(here, heading) * (STEP_M / 2.0);
        let arm = site.grain.arm(half, heading);
        let next = here + arm * STEP_M;
        let turned = arm.x * heading.x + arm.y * heading.y < 0.75;
        if turned || !site.buildable(next) || walked.is_near_parallel(next, arm, 0.52 * site.spacing_m(next))
        {
            break;
        }
        line.push(next);
        (here, heading) = (next, arm);
    }
    line
}

/// Points of all lines so far with their directions, in squares of 100 m.
struct Walked {
    squares: Vec<Vec<(Coord, Coord)>>,
}

const SQUARE_M: f64 = 100.0;
const SQUARES: usize = 140;

fn square_of(v: f64) -> usize {
    (((v + HALF_SIDE_M) / SQUARE_M).max(0.0) as usize).min(SQUARES - 1)
}

impl Walked {
    fn new() -> Self {
        Self { squares: vec![Vec::new(); SQUARES * SQUARES] }
    }

    fn add(&mut self, line: &[Coord]) {
        let dense = densified(line);
        for pair in dense.windows(2) {
            let direction = (pair[1] - pair[0]) / length(pair[1] - pair[0]).max(1e-9);
            let (column, row) = (square_of(pair[0].x), square_of(pair[0].y));
            self.squares[row * SQUARES + column].push((pair[0], direction));
        }
    }

    /// Whether a line running roughly the same way lies within `reach_m` (at most 200 m).
    fn is_near_parallel(&self, p: Coord, heading: Coord, reach_m: f64) -> bool {
        let columns = square_of(p.x - reach_m)..=square_of(p.x + reach_m);
        let rows = square_of(p.y - reach_m)..=square_of(p.y + reach_m);
        let reach2 = reach_m * reach_m;
        for row in rows {
            for column in columns.clone() {
                for (q, direction) in &self.squares[row * SQUARES + column] {
                    let (dx, dy) = (q.x - p.x, q.y - p.y);
                    let same_way = (direction.x * heading.x + direction.y * heading.y).abs() > 0.7;
                    if same_way && dx * dx + dy * dy < reach2 {
                        return true;
                    }
                }
            }
        }
        false
    }
}

/// Cuts each street back to its outermost crossings, so that streets end in streets; one that crosses nothing goes.
fn trimmed(streets: Vec<Vec<Coord>>, roads: &[Vec<Coord>]) -> Vec<Vec<Coord>> {
    let mut squares: Vec<Vec<(usize, Coord, Coord)>> = vec![Vec::new(); SQUARES * SQUARES];
    for (id, line) in streets.iter().chain(roads).enumerate() {
        for pair in densified(line).windows(2) {
            let (column, row) = (square_of(pair[0].x), square_of(pair[0].y));
            squares[row * SQUARES + column].push((id, pair[0], pair[1]));
        }
    }
    let first_crossing = |id: usize, line: &[Coord]| {
        line.windows(2).enumerate().find_map(|(i, pair)| {
            let columns = square_of(pair[0].x - 2.0 * STEP_M)..=square_of(pair[0].x + 2.0 * STEP_M);
            let rows = square_of(pair[0].y - 2.0 * STEP_M)..=square_of(pair[0].y + 2.0 * STEP_M);
            let near = rows.flat_map(|row| columns.clone().map(move |column| row * SQUARES + column));
            let mut others = near.flat_map(|square| &squares[square]).filter(|(other, ..)| *other != id);
            others.find_map(|(_, a, b)| crossing(pair[0], pair[1], *a, *b)).map(|p| (i, p))
        })
    };
    let cut = |id: usize, line: Vec<Coord>| {
        let (i, start) = first_crossing(id, &line)?;
        let mut rest: Vec<Coord> = std::iter::once(start).chain(line[i + 1..].iter().copied()).collect();
        rest.reverse();
        let (i, end) = first_crossing(id, &rest)?;
        let both: Vec<Coord> = std::iter::once(end).chain(rest[i + 1..].iter().copied()).collect();
        let long: f64 = both.windows(2).map(|pair| length(pair[1] - pair[0])).sum();
        (long > 60.0).then_some(both)
    };
    streets.into_iter().enumerate().filter_map(|(id, line)| cut(id, line)).collect()
}

fn crossing(a: Coord, b: Coord, c: Coord, d: Coord) -> Option<Coord> {
    let (r, s, ac) = (b - a, d - c, c - a);
    let cross = r.x * s.y - r.y * s.x;
    if cross.abs() < 1e-9 {
        return None;
    }
    let t = (ac.x * s.y - ac.y * s.x) / cross;
    let u = (ac.x * r.y - ac.y * r.x) / cross;
    let within = (0.0..=1.0).contains(&t) && (0.0..=1.0).contains(&u);
    within.then(|| a + r * t)
}
