//! Many grounds as one.

use geo::{BooleanOps, MultiPolygon};

/// All ground of the polygons together, without overlap and without the borders between them, in the plane they are
/// in.
///
/// Two at a time, by whether a position is inside one of them, and not by `geo::unary_union`: that takes the winding of the
/// first ring for that of all and reads it off one corner. Where projecting turns a hair-thin corner inside out by a
/// nanometre, everything would be lost.
pub fn dissolve(grounds: &[&MultiPolygon<f64>]) -> MultiPolygon<f64> {
    match grounds {
        [] => MultiPolygon(Vec::new()),
        [one] => (*one).clone(),
        // Halves of like size, so that each border is walked a few times and not once for each neighbour.
        many => {
            let (left, right) = many.split_at(many.len() / 2);
            dissolve(left).union(&dissolve(right))
        }
    }
}
