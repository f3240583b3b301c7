//! Making traced lines soft: averaging, corner cutting (Chaikin 1974), thinning (Douglas and Peucker 1973).

use geo::Coord;

use super::frame::{distance_to_segment, length};

fn averaged(before: Coord, here: Coord, after: Coord) -> Coord {
    before * 0.25 + here * 0.5 + after * 0.25
}

/// Averages each vertex of an open line with its neighbours, `times` over; the ends stay.
pub(super) fn relax_open(line: &[Coord], times: usize) -> Vec<Coord> {
    let mut line = line.to_vec();
    for _ in 0..times {
        let before = line.clone();
        for i in 1..line.len().saturating_sub(1) {
            line[i] = averaged(before[i - 1], before[i], before[i + 1]);
        }
    }
    line
}

/// The same for a ring given without its closing vertex.
pub(super) fn relax_closed(ring: &[Coord], times: usize) -> Vec<Coord> {
    let mut ring = ring.to_vec();
    let count = ring.len();
    for _ in 0..times {
        let before = ring.clone();
        for i in 0..count {
            ring[i] = averaged(before[(i + count - 1) % count], before[i], before[(i + 1) % count]);
        }
    }
    ring
}

/// Cuts the corners of an open line once; the ends stay.
pub(super) fn cut_corners_open(line: &[Coord]) -> Vec<Coord> {
    if line.len() < 3 {
        return line.to_vec();
    }
    let mut cut = vec![line[0]];
    for (i, pair) in line.windows(2).enumerate() {
        if i > 0 {
            cut.push(pair[0] * 0.75 + pair[1] * 0.25);
        }
        if i + 2 < line.len() {
            cut.push(pair[0] * 0.25 + pair[1] * 0.75);
        }
    }
    cut.push(line[line.len() - 1]);
    cut
}

/// Cuts the corners of a ring, given without its closing vertex, once.
pub(super) fn cut_corners_closed(ring: &[Coord]) -> Vec<Coord> {
    let mut cut = Vec::with_capacity(2 * ring.len());
    for i in 0..ring.len() {
        let (a, b) = (ring[i], ring[(i + 1) % ring.len()]);
        cut.push(a * 0.75 + b * 0.25);
        cut.push(a * 0.25 + b * 0.75);
    }
    cut
}

/// Drops ring vertices nearer than `least_m` to the one kept before.
pub(super) fn thinned_closed(ring: &[Coord], least_m: f64) -> Vec<Coord> {
    let mut kept: Vec<Coord> = Vec::with_capacity(ring.len());
    for p in ring {
        if kept.last().is_none_or(|last| length(*p - *last) >= least_m) {
            kept.push(*p);
        }
    }
    while kept.len() > 4 && length(kept[0] - kept[kept.len() - 1]) < least_m {
        kept.pop();
    }
    kept
}

/// Drops the vertices of an open line that lie within `tolerance_m` of the line without them.
pub(super) fn simplified(line: &[Coord], tolerance_m: f64) -> Vec<Coord> {
    if line.len() < 3 {
        return line.to_vec();
    }
    let mut keep = vec![false; line.len()];
    keep[0] = true;
    keep[line.len() - 1] = true;
    let mut spans = vec![(0, line.len() - 1)];
    while let Some((from, to)) = spans.pop() {
        let away = |i: usize| distance_to_segment(line[i], line[from], line[to]);
        let farthest = (from + 1..to).max_by(|a, b| away(*a).total_cmp(&away(*b)));
        if let Some(middle) = farthest.filter(|i| away(*i) > tolerance_m) {
            keep[middle] = true;
            spans.push((from, middle));
            spans.push((middle, to));
        }
    }
    line.iter().zip(&keep).filter(|(_, kept)| **kept).map(|(p, _)| *p).collect()
}
