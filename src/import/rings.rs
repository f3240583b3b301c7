//! Rings of a shapefile, which does not say which hole belongs to which polygon.

use serde_json::{Value, json};

type Ring = Vec<[f64; 2]>;

/// Clockwise rings are polygons and the others holes of the smallest polygon around them; a hole within none is a
/// polygon that was drawn the wrong way round. A GeoJSON Polygon, or a MultiPolygon where there are several.
pub(super) fn polygons(rings: Vec<Ring>) -> Value {
    let (mut outer, holes): (Vec<Ring>, Vec<Ring>) =
        rings.into_iter().partition(|ring| doubled_area(ring) <= 0.0);
    if outer.is_empty() {
        outer = holes;
        return written(outer.into_iter().map(|ring| vec![ring]).collect());
    }
    let mut polygons: Vec<Vec<Ring>> = outer.into_iter().map(|ring| vec![ring]).collect();
    for hole in holes {
        let around = polygons
            .iter_mut()
            .filter(|polygon| is_within(&hole, &polygon[0]))
            .min_by(|a, b| doubled_area(&a[0]).abs().total_cmp(&doubled_area(&b[0]).abs()));
        match around {
            Some(polygon) => polygon.push(hole),
            None => polygons.push(vec![hole]),
        }
    }
    written(polygons)
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

/// Whether a ring lies in another, told by the first of its corners that is not on the other's line.
fn is_within(ring: &[[f64; 2]], around: &[[f64; 2]]) -> bool {
    ring.iter().find(|corner| !around.contains(corner)).is_some_and(|corner| holds(around, *corner))
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
        let made = polygons(rings);
        assert_eq!(made["type"], "MultiPolygon");
        let counts: Vec<_> =
            made["coordinates"].as_array().unwrap().iter().map(|p| p.as_array().unwrap().len()).collect();
        assert_eq!(counts, [2, 2, 1]);
        assert_eq!(made["coordinates"][1][0], json!(island));
    }

    #[test]
    fn rings_drawn_the_wrong_way_round_are_still_ground() {
        assert_eq!(polygons(vec![square(0.0, 0.0, 2.0, false)])["type"], "Polygon");
        let apart = polygons(vec![square(0.0, 0.0, 2.0, true), square(9.0, 9.0, 2.0, false)]);
        assert_eq!(apart["type"], "MultiPolygon");
    }
}
