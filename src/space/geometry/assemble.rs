//! From rings as written to valid polygons, in whatever plane the rings are.

use super::positions::RawPart;
use super::{GeometryFault, Repair};
use crate::space::validity::{self, Flaw, RingId};
use crate::space::{LonLat, Plane};
use geo::{Coord, LineString, MultiPolygon, Polygon};

/// Ends of a ring nearer than this are meant to be the same position, in metres.
const CLOSING_GAP_MAX_M: f64 = 1.0;
/// A closed ring with area has three corners and comes back to the first.
const RING_POSITIONS_MIN: usize = 4;

/// How finely positions are kept, and what counts as a hair's gap.
pub(super) struct Precision {
    /// Numbers to round to, as steps in a unit, tried in turn; empty keeps positions as they are.
    steps: &'static [f64],
    /// The least area of a part, as twice the square of the unit; holes may be slivers, parts may not.
    shell_area_min: f64,
    /// Whether a ring with these ends is meant to be closed.
    nearly_closed: fn(Coord<f64>, Coord<f64>) -> bool,
}

impl Precision {
    /// Degrees: a centimetre as all positions, or, for shapes that only hold together more finely (slivers along a
    /// shared border), a tenth of a millimetre.
    pub(super) const ON_EARTH: Self = Self {
        steps: &[1e7, 1e9],
        // About a hundredth of a square metre.
        shell_area_min: 2e-12,
        nearly_closed: less_than_a_metre_apart,
    };

    /// Test coordinates without a unit.
    #[cfg(test)]
    pub(super) const PLANAR: Self = Self { steps: &[1e12], shell_area_min: 0.0, nearly_closed: |_, _| false };
}

pub(super) struct Assembled {
    pub(super) polygons: MultiPolygon<f64>,
    pub(super) repairs: Vec<Repair>,
}

/// Makes valid polygons of the parts, or says what is wrong; `pointer` names a part's ring.
pub(super) fn assemble(
    parts: &[RawPart],
    precision: &Precision,
    pointer: &dyn Fn(usize, usize) -> String,
) -> Result<Assembled, Vec<GeometryFault>> {
    let mut first_faults = None;
    for &steps in precision.steps {
        match assemble_rounded(parts, steps, precision, pointer) {
            Ok(assembled) => return Ok(assembled),
            Err(faults) => first_faults = first_faults.or(Some(faults)),
        }
    }
    Err(first_faults.unwrap_or_default())
}

fn assemble_rounded(
    parts: &[RawPart],
    steps: f64,
    precision: &Precision,
    pointer: &dyn Fn(usize, usize) -> String,
) -> Result<Assembled, Vec<GeometryFault>> {
    let mut tally = Tally::default();
    let mut faults = Vec::new();
    let mut polygons = Vec::with_capacity(parts.len());
    for (part, rings) in parts.iter().enumerate() {
        let mut built = Vec::with_capacity(rings.len());
        for (ring, positions) in rings.iter().enumerate() {
            match tally.ring(positions, ring == 0, steps, precision) {
                Ok(line) => built.push(line),
                Err(detail) => faults.push(GeometryFault::new(pointer(part, ring), detail)),
            }
        }
        let mut built = built.into_iter();
        if let Some(shell) = built.next() {
            polygons.push(Polygon::new(shell, built.collect()));
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let polygons = MultiPolygon(polygons);
    let flaws = validity::flaws(&polygons);
    if flaws.is_empty() {
        return Ok(Assembled { polygons, repairs: tally.repairs() });
    }
    Err(flaws.iter().map(|flaw| describe(flaw, pointer)).collect())
}

/// How often each repair was made.
#[derive(Default)]
struct Tally {
    turned: usize,
    closed: usize,
    dropped: usize,
}

impl Tally {
    fn ring(
        &mut self,
        positions: &[Coord<f64>],
        is_shell: bool,
        steps: f64,
        precision: &Precision,
    ) -> Result<LineString<f64>, &'static str> {
        let mut ring: Vec<Coord<f64>> = positions.iter().map(|&at| rounded(at, steps)).collect();
        let (Some(first), Some(last)) = (ring.first().copied(), ring.last_mut()) else {
            return Err("is empty");
        };
        if *last != first {
            if !(precision.nearly_closed)(first, *last) {
                return Err("is not closed: its last position must equal its first");
            }
            *last = first;
            self.closed += 1;
        }
        let written = ring.len();
        ring.dedup();
        self.dropped += written - ring.len();
        if ring.len() < RING_POSITIONS_MIN {
            return Err("has fewer than 4 different positions (the last equals the first)");
        }
        let mut line = LineString(ring);
        let area = validity::signed_area(&line);
        if area == 0.0 || is_shell && area.abs() < precision.shell_area_min {
            return Err("has no area");
        }
        if (area > 0.0) != is_shell {
            line.0.reverse();
            self.turned += 1;
        }
        Ok(line)
    }

    fn repairs(&self) -> Vec<Repair> {
        let all = [
            (self.turned, Repair::RingsTurned(self.turned)),
            (self.closed, Repair::RingsClosed(self.closed)),
            (self.dropped, Repair::PositionsDropped(self.dropped)),
        ];
        all.into_iter().filter(|(count, _)| *count > 0).map(|(_, repair)| repair).collect()
    }
}

fn rounded(at: Coord<f64>, steps: f64) -> Coord<f64> {
    // Adding zero turns -0.0 into 0.0.
    let round = |number: f64| (number * steps).round() / steps + 0.0;
    Coord { x: round(at.x), y: round(at.y) }
}

fn less_than_a_metre_apart(a: Coord<f64>, b: Coord<f64>) -> bool {
    let (Ok(a), Ok(b)) = (LonLat::new(a.x, a.y), LonLat::new(b.x, b.y)) else {
        return false;
    };
    let plane = Plane::of(a);
    plane.to_metres(a).distance_m(plane.to_metres(b)) < CLOSING_GAP_MAX_M
}

fn describe(flaw: &Flaw, pointer: &dyn Fn(usize, usize) -> String) -> GeometryFault {
    let name = |id: &RingId| pointer(id.part, id.ring);
    let near = |at: &Coord<f64>| format!("near {:.6}, {:.6}", at.x, at.y);
    match flaw {
        Flaw::SelfCrossing { ring, at } => {
            GeometryFault::new(name(ring), format!("crosses or touches itself {}", near(at)))
        }
        Flaw::RingsCross { ring, other, at } => GeometryFault::new(
            name(ring),
            format!(
                "crosses or runs along {} {}; rings may only touch in single points",
                name(other),
                near(at)
            ),
        ),
        Flaw::HoleOutside { hole } => {
            GeometryFault::new(name(hole), "is a hole outside its polygon's outer ring")
        }
        Flaw::HoleInHole { hole, outer } => {
            GeometryFault::new(name(hole), format!("is a hole inside the hole {}", name(outer)))
        }
        Flaw::PartInPart { shell, outer } => {
            GeometryFault::new(name(shell), format!("is a polygon on top of the polygon of {}", name(outer)))
        }
        Flaw::InteriorSplit { shell, at } => GeometryFault::new(
            name(shell),
            format!("is cut in two by holes that touch {}; send the pieces as a MultiPolygon", near(at)),
        ),
        Flaw::TooIntricate => GeometryFault::new("#", "is too intricate to be checked; simplify it"),
    }
}
