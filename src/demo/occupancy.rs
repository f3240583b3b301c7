//! Which ground is taken, on a raster of 10 m: so that sites stand between the streets and beside each other.

use geo::{Coord, LineString, Polygon};

use super::grid::HALF_SIDE_M;
use super::plan::Plan;
use super::streets::densified;

const CELL_M: f64 = 10.0;
const SIDE: usize = 1_400;

/// Space that a site keeps to everything else, in metres.
const MARGIN_M: f64 = 7.0;

/// The raster.
pub(super) struct Occupancy {
    taken: Vec<bool>,
}

/// A rectangle turned along the grain, with the corners it may lack.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plot {
    pub(super) middle: Coord,
    /// Unit vector along the first side.
    pub(super) axis: Coord,
    /// Half of each side in metres.
    pub(super) half: (f64, f64),
}

impl Plot {
    /// The position at shares of the half sides: (1, 1) is a corner.
    pub(super) fn at(&self, along: f64, across: f64) -> Coord {
        let aside = Coord { x: -self.axis.y, y: self.axis.x };
        self.middle + self.axis * (along * self.half.0) + aside * (across * self.half.1)
    }

    /// The plot as a polygon; shape 1 lacks a quarter, shape 2 has a cut corner, others are whole.
    pub(super) fn polygon(&self, shape: usize) -> Polygon {
        let outline: &[(f64, f64)] = match shape {
            1 => &[(-1.0, -1.0), (1.0, -1.0), (1.0, 0.1), (0.15, 0.1), (0.15, 1.0), (-1.0, 1.0)],
            2 => &[(-1.0, -1.0), (1.0, -1.0), (1.0, 0.45), (0.6, 1.0), (-1.0, 1.0)],
            _ => &[(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)],
        };
        let ring: Vec<Coord> = outline.iter().map(|(along, across)| self.at(*along, *across)).collect();
        Polygon::new(LineString::new(ring), Vec::new())
    }
}

impl Occupancy {
    /// Marks all roads and streets of the plan.
    pub(super) fn of_streets(plan: &Plan) -> Self {
        let mut raster = Self { taken: vec![false; SIDE * SIDE] };
        for (lines, half_width_m) in
            [(&plan.motorways, 30.0), (&plan.mains, 14.0), (&plan.streets, 5.0), (&plan.paths, 3.0)]
        {
            for line in lines {
                raster.mark_line(line, half_width_m);
            }
        }
        raster
    }

    fn mark_line(&mut self, line: &[Coord], half_width_m: f64) {
        for pair in densified(line).windows(2) {
            for share in [0.0, 0.33, 0.67] {
                let p = pair[0] + (pair[1] - pair[0]) * share;
                for (dx, dy) in [(0.0, 0.0), (1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)] {
                    let q = Coord { x: p.x + dx * half_width_m, y: p.y + dy * half_width_m };
                    self.taken[index(q)] = true;
                }
            }
        }
    }

    /// Takes the plot if it is free, dry, outside parks and has its margin; says whether it did.
    pub(super) fn take(&mut self, plan: &Plan, plot: &Plot) -> bool {
        let corners = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0), (0.0, 0.0)];
        let firm = |p: Coord| plan.terrain.is_land(p, 32.0) && plan.greens.depth_m(p) < -30.0;
        if !corners.iter().all(|(along, across)| firm(plot.at(*along, *across))) {
            return false;
        }
        if lattice(plot).any(|p| self.taken[index(p)]) {
            return false;
        }
        lattice(plot).for_each(|p| self.taken[index(p)] = true);
        true
    }
}

/// Points of the plot and its margin, nearer to each other than the cells are wide.
fn lattice(plot: &Plot) -> impl Iterator<Item = Coord> + '_ {
    let (reach_x, reach_y) = (plot.half.0 + MARGIN_M, plot.half.1 + MARGIN_M);
    let (columns, rows) = ((reach_x / 5.0).ceil() as i32, (reach_y / 5.0).ceil() as i32);
    (-rows..=rows).flat_map(move |row| {
        (-columns..=columns).map(move |column| {
            let (along, across) = (f64::from(column) / f64::from(columns), f64::from(row) / f64::from(rows));
            plot.at(along * reach_x / plot.half.0, across * reach_y / plot.half.1)
        })
    })
}

fn index(p: Coord) -> usize {
    let cell = |v: f64| (((v + HALF_SIDE_M) / CELL_M).max(0.0) as usize).min(SIDE - 1);
    cell(p.y) * SIDE + cell(p.x)
}
