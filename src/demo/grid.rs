//! A square grid of numbers over the city, read in between by bilinear interpolation.

use geo::Coord;

/// Half the side of the city's square, in metres.
pub(super) const HALF_SIDE_M: f64 = 7_000.0;

/// Numbers on the nodes of a square lattice centred on the city.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    step_m: f64,
    side: usize,
    values: Vec<f64>,
}

impl Grid {
    /// Evaluates `value` at every node; `step_m` must divide the side of the city.
    pub(super) fn filled(step_m: f64, value: impl Fn(Coord) -> f64) -> Self {
        let side = (2.0 * HALF_SIDE_M / step_m) as usize + 1;
        let mut grid = Self { step_m, side, values: Vec::with_capacity(side * side) };
        for row in 0..side {
            for column in 0..side {
                grid.values.push(value(grid.position(column, row)));
            }
        }
        grid
    }

    /// Nodes along one side.
    pub(super) fn side(&self) -> usize {
        self.side
    }

    /// Local metres of a node.
    pub(super) fn position(&self, column: usize, row: usize) -> Coord {
        Coord { x: column as f64 * self.step_m - HALF_SIDE_M, y: row as f64 * self.step_m - HALF_SIDE_M }
    }

    /// The number at a node.
    pub(super) fn node(&self, column: usize, row: usize) -> f64 {
        self.values[row * self.side + column]
    }

    /// The number at a position, interpolated; outside the grid the nearest edge counts.
    pub(super) fn at(&self, p: Coord) -> f64 {
        let last = (self.side - 1) as f64 - 1e-9;
        let x = ((p.x + HALF_SIDE_M) / self.step_m).clamp(0.0, last);
        let y = ((p.y + HALF_SIDE_M) / self.step_m).clamp(0.0, last);
        let (column, row) = (x as usize, y as usize);
        let (u, v) = (x - column as f64, y - row as f64);
        let south = self.node(column, row) * (1.0 - u) + self.node(column + 1, row) * u;
        let north = self.node(column, row + 1) * (1.0 - u) + self.node(column + 1, row + 1) * u;
        south * (1.0 - v) + north * v
    }

    /// The direction of steepest rise, as differences over two steps; not normalised.
    pub(super) fn slope(&self, p: Coord, reach_m: f64) -> Coord {
        let at = |dx: f64, dy: f64| self.at(Coord { x: p.x + dx, y: p.y + dy });
        Coord { x: at(reach_m, 0.0) - at(-reach_m, 0.0), y: at(0.0, reach_m) - at(0.0, -reach_m) }
    }
}
