//! Geometries as well-known text: WGS 84, longitude first.

use crate::space::Shape;
use geo::{LineString, Polygon};
use std::fmt::Write;

/// A shape as text.
#[must_use]
pub fn of(shape: &Shape) -> String {
    match shape {
        Shape::Point(at) => format!("POINT ({} {})", at.lon(), at.lat()),
        Shape::Polygons(polygons) => {
            let polygons = &polygons.as_multi_polygon().0;
            let parts: Vec<String> = polygons.iter().map(polygon).collect();
            match parts.as_slice() {
                [one] => format!("POLYGON {one}"),
                many => format!("MULTIPOLYGON ({})", many.join(", ")),
            }
        }
    }
}

fn polygon(polygon: &Polygon<f64>) -> String {
    let rings: Vec<String> =
        std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(ring).collect();
    format!("({})", rings.join(", "))
}

fn ring(ring: &LineString<f64>) -> String {
    let mut text = String::from("(");
    for (at, corner) in ring.0.iter().enumerate() {
        let comma = if at == 0 { "" } else { ", " };
        // Writing to a string cannot fail.
        let _ = write!(text, "{comma}{} {}", corner.x, corner.y);
    }
    text.push(')');
    text
}
