//! From a grid of numbers to polygons: marching squares, rings and holes.

use geo::{Area, Contains, Coord, LineString, Point, Polygon};

use super::grid::Grid;
use super::smooth::{cut_corners_closed, relax_closed, thinned_closed};

/// Smooth closed rings along `value = 0`, the positive side to the left; rings below `least_area_m2` are left out.
///
/// The grid must be negative along its outer edge, so that every ring closes.
pub(super) fn rings(grid: &Grid, least_area_m2: f64) -> Vec<LineString> {
    let next = segments(grid);
    let mut used = vec![false; next.len()];
    let mut found = Vec::new();
    for start in 0..next.len() {
        if used[start] || next[start].is_none() {
            continue;
        }
        let mut ring = Vec::new();
        let mut edge = start;
        while !used[edge] {
            used[edge] = true;
            ring.push(crossing(grid, edge));
            match next[edge] {
                Some(following) => edge = following,
                None => break,
            }
        }
        let ring = smoothed(ring);
        if ring.0.len() >= 8 && signed_area(&ring).abs() >= least_area_m2 {
            found.push(ring);
        }
    }
    found
}

/// Sorts rings into polygons: counter-clockwise rings are shells, clockwise ones holes of the smallest shell around.
///
/// A shell that lies in a hole of another (an island in a lake) is left out.
pub(super) fn polygons(rings: Vec<LineString>) -> Vec<Polygon> {
    let (shells, holes): (Vec<_>, Vec<_>) = rings.into_iter().partition(|ring| signed_area(ring) > 0.0);
    let holes: Vec<Polygon> = holes.into_iter().map(|ring| Polygon::new(ring, Vec::new())).collect();
    let shells =
        shells.into_iter().filter(|shell| !holes.iter().any(|hole| hole.contains(&Point(shell.0[0]))));
    let mut polygons: Vec<Polygon> = shells.map(|shell| Polygon::new(shell, Vec::new())).collect();
    for hole in holes {
        let inside = Point(hole.exterior().0[0]);
        let around = polygons.iter_mut().filter(|shell| shell.contains(&inside));
        let smallest = around.min_by(|a, b| a.unsigned_area().total_cmp(&b.unsigned_area()));
        if let Some(shell) = smallest {
            shell.interiors_push(hole.exterior().clone());
        }
    }
    polygons
}

fn signed_area(ring: &LineString) -> f64 {
    let twice: f64 = ring.lines().map(|line| line.start.x * line.end.y - line.end.x * line.start.y).sum();
    twice / 2.0
}

/// For each lattice edge the edge that the contour crosses next, walking with the positive side to the left.
///
/// Edge `2n` runs east from node `n`, edge `2n + 1` north.
fn segments(grid: &Grid) -> Vec<Option<usize>> {
    let side = grid.side();
    let mut next = vec![None; 2 * side * side];
    for row in 0..side - 1 {
        for column in 0..side - 1 {
            let node = row * side + column;
            let (south, west, north, east) = (2 * node, 2 * node + 1, 2 * (node + side), 2 * (node + 1) + 1);
            let corner = |c, r| grid.node(column + c, row + r);
            let high = [corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)];
            let case = high
                .iter()
                .enumerate()
                .fold(0, |bits, (bit, value)| bits | (usize::from(*value > 0.0) << bit));
            // In a saddle the mean decides whether the two high corners are joined.
            let joined = high.iter().sum::<f64>() > 0.0;
            let pairs: &[(usize, usize)] = match case {
                1 => &[(south, west)],
                2 => &[(east, south)],
                3 => &[(east, west)],
                4 => &[(north, east)],
                5 if joined => &[(south, east), (north, west)],
                5 => &[(south, west), (north, east)],
                6 => &[(north, south)],
                7 => &[(north, west)],
                8 => &[(west, north)],
                9 => &[(south, north)],
                10 if joined => &[(west, south), (east, north)],
                10 => &[(east, south), (west, north)],
                11 => &[(east, north)],
                12 => &[(west, east)],
                13 => &[(south, east)],
                14 => &[(west, south)],
                _ => &[],
            };
            for (from, to) in pairs {
                next[*from] = Some(*to);
            }
        }
    }
    next
}

/// Where the contour crosses a lattice edge.
fn crossing(grid: &Grid, edge: usize) -> Coord {
    let side = grid.side();
    let (node, northward) = (edge / 2, edge % 2 == 1);
    let (column, row) = (node % side, node / side);
    let (to_column, to_row) = if northward { (column, row + 1) } else { (column + 1, row) };
    let (low, high) = (grid.node(column, row), grid.node(to_column, to_row));
    let share = (low / (low - high)).clamp(0.02, 0.98);
    let (a, b) = (grid.position(column, row), grid.position(to_column, to_row));
    a + (b - a) * share
}

fn smoothed(ring: Vec<Coord>) -> LineString {
    if ring.len() < 8 {
        return LineString::new(Vec::new());
    }
    let ring = thinned_closed(&relax_closed(&ring, 2), 22.0);
    let mut ring = cut_corners_closed(&ring);
    if let Some(first) = ring.first().copied() {
        ring.push(first);
    }
    LineString::new(ring)
}
