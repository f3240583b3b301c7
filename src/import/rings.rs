//! Rings of a shapefile, which does not say which hole belongs to which polygon.

use serde_json::{Value, json};

type Ring = Vec<[f64; 2]>;

/// Comparisons of a corner with a box, a corner or an edge that the holes of one file may take: some seconds. Ten thousand
/// holes in one ground of fifty thousand corners take a billion.
const COMPARISONS_MAX: u64 = 10_000_000_000;

/// The holes of a file take more comparisons than it may ask for.
#[derive(Debug)]
pub(super) struct TooMany;

/// The comparisons that are left to a file.
pub(super) struct Comparisons {
    left: u64,
}

impl Comparisons {
    pub fn of_a_file() -> Self {
        Self { left: COMPARISONS_MAX }
    }

    fn take(&mut self, comparisons: usize) -> Result<(), TooMany> {
        self.left = self.left.checked_sub(comparisons as u64).ok_or(TooMany)?;
        Ok(())
    }
}

/// A polygon, and what is asked of its outer ring again and again.
struct Ground {
    /// The outer ring, then its holes.
    rings: Vec<Ring>,
    doubled_area: f64,
    least: [f64; 2],
    most: [f64; 2],
}

impl Ground {
    fn of(outer: Ring) -> Self {
        let extreme = |from: f64, pick: fn(f64, f64) -> f64| {
            outer.iter().fold([from; 2], |[x, y], corner| [pick(x, corner[0]), pick(y, corner[1])])
        };
        let (least, most) = (extreme(f64::INFINITY, f64::min), extreme(f64::NEG_INFINITY, f64::max));
        Self { doubled_area: doubled_area(&outer).abs(), least, most, rings: vec![outer] }
    }

    /// Whether a hole lies in it, told by the first of the hole's corners that is not on the line around it. The box goes
    /// first: a corner outside that is neither on the line nor inside.
    fn is_around(&self, hole: &[[f64; 2]], comparisons: &mut Comparisons) -> Result<bool, TooMany> {
        let Some((outer, [x, y])) = self.rings.first().zip(hole.first()) else { return Ok(false) };
        comparisons.take(1)?;
        let in_box = (self.least[0]..=self.most[0]).contains(x) && (self.least[1]..=self.most[1]).contains(y);
        if !in_box {
            return Ok(false);
        }
        for corner in hole {
            comparisons.take(outer.len())?;
            if !outer.contains(corner) {
                comparisons.take(outer.len())?;
                return Ok(holds(outer, *corner));
            }
        }
        Ok(false)
    }
}

/// Clockwise rings are polygons and the others holes of the smallest polygon around them; a hole within none is a
/// polygon that was drawn the wrong way round. A GeoJSON Polygon, or a MultiPolygon where there are several.
///
/// # Errors
/// Where the holes take more comparisons than are left.
pub(super) fn polygons(rings: Vec<Ring>, comparisons: &mut Comparisons) -> Result<Value, TooMany> {
    let (outer, holes): (Vec<Ring>, Vec<Ring>) =
        rings.into_iter().partition(|ring| doubled_area(ring) <= 0.0);
    if outer.is_empty() {
        return Ok(written(holes.into_iter().map(|ring| vec![ring]).collect()));
    }
    let mut grounds: Vec<Ground> = outer.into_iter().map(Ground::of).collect();
    // From the smallest: the first one around a hole is its own.
    let mut by_area: Vec<usize> = (0..grounds.len()).collect();
    by_area.sort_by(|a, b| grounds[*a].doubled_area.total_cmp(&grounds[*b].doubled_area));
    for hole in holes {
        let mut around = None;
        for at in &by_area {
            if grounds[*at].is_around(&hole, comparisons)? {
                around = Some(*at);
                break;
            }
        }
        match around {
            Some(at) => grounds[at].rings.push(hole),
            None => {
                let ground = Ground::of(hole);
                let at = by_area.partition_point(|at| grounds[*at].doubled_area <= ground.doubled_area);
                by_area.insert(at, grounds.len());
                grounds.push(ground);
            }
        }
    }
    Ok(written(grounds.into_iter().map(|ground| ground.rings).collect()))
}

fn written(mut polygons: Vec<Vec<Ring>>) -> Value {
    match polygons.len() {
        1 => json!({"type": "Polygon", "coordinates": polygons.remove(0)}),
        _ => json!({"type": "MultiPolygon", "coordinates": polygons}),
    }
}

/// Twice the area, positive where the ring runs counter-clockwise. Relative to its first corner: coordinates of
/// millions of metres would swallow a small yard.
fn doubled_area(ring: &[[f64; 2]]) -> f64 {
    let Some(&[x0, y0]) = ring.first() else { return 0.0 };
    ring.windows(2)
        .map(|pair| (pair[0][0] - x0) * (pair[1][1] - y0) - (pair[1][0] - x0) * (pair[0][1] - y0))
        .sum()
}

/// Even-odd rule.
fn holds(ring: &[[f64; 2]], [x, y]: [f64; 2]) -> bool {
    ring.windows(2)
        .filter(|edge| {
            let ([x1, y1], [x2, y2]) = (edge[0], edge[1]);
            (y1 > y) != (y2 > y) && x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
        })
        .count()
        % 2
        == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(x: f64, y: f64, side: f64, clockwise: bool) -> Ring {
        let mut ring = vec![[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]];
        if clockwise {
            ring.reverse();
        }
        ring
    }

    fn made(rings: Vec<Ring>) -> Value {
        polygons(rings, &mut Comparisons::of_a_file()).expect("few rings")
    }

    #[test]
    fn holes_go_to_the_smallest_polygon_around_them() {
        let island = square(4.0, 4.0, 4.0, true);
        let rings = vec![
            square(0.0, 0.0, 20.0, true),
            square(3.0, 3.0, 10.0, false),
            island.clone(),
            square(5.0, 5.0, 1.0, false),
            square(30.0, 0.0, 5.0, true),
        ];
        let made = made(rings);
        assert_eq!(made["type"], "MultiPolygon");
        let counts: Vec<_> =
            made["coordinates"].as_array().unwrap().iter().map(|p| p.as_array().unwrap().len()).collect();
        assert_eq!(counts, [2, 2, 1]);
        assert_eq!(made["coordinates"][1][0], json!(island));
    }

    #[test]
    fn rings_drawn_the_wrong_way_round_are_still_ground() {
        assert_eq!(made(vec![square(0.0, 0.0, 2.0, false)])["type"], "Polygon");
        let apart = made(vec![square(0.0, 0.0, 2.0, true), square(9.0, 9.0, 2.0, false)]);
        assert_eq!(apart["type"], "MultiPolygon");
    }

    #[test]
    fn a_hole_that_begins_on_the_line_around_it_is_told_by_its_next_corner() {
        let outer = square(0.0, 0.0, 20.0, true);
        let hole = vec![[0.0, 0.0], [5.0, 1.0], [5.0, 5.0], [0.0, 0.0]];
        assert_eq!(made(vec![outer.clone(), hole.clone()])["coordinates"], json!([outer, hole]));
        // And one that lies on nothing but the line is ground of its own.
        let turned = square(0.0, 0.0, 20.0, false);
        assert_eq!(made(vec![outer.clone(), turned.clone()])["coordinates"], json!([[outer], [turned]]));
    }

    #[test]
    fn a_hole_outside_every_box_is_compared_with_no_edge() {
        let (mut rings, count) = (Vec::new(), 1_000_u32);
        for at in 0..count {
            let x = f64::from(at) * 10.0;
            rings.push(square(x, 0.0, 4.0, true));
            rings.push(square(x + 1.0, 1.0, 1.0, false));
        }
        let mut comparisons = Comparisons { left: u64::from(count * count + count * 10) };
        let made =
            polygons(rings, &mut comparisons).expect("a box for each pair, and five corners and edges each");
        let polygons = made["coordinates"].as_array().unwrap();
        assert_eq!(polygons.len(), 1_000);
        assert!(polygons.iter().all(|polygon| polygon.as_array().unwrap().len() == 2));
    }

    #[test]
    fn more_comparisons_than_are_left_are_not_begun() {
        let rings = vec![square(0.0, 0.0, 20.0, true), square(1.0, 1.0, 1.0, false)];
        // One with the box, five with corners, five with edges.
        assert!(polygons(rings.clone(), &mut Comparisons { left: 11 }).is_ok());
        assert!(polygons(rings, &mut Comparisons { left: 10 }).is_err());
    }
}
