//! From JSON to positions in degrees, with every fault pointed at.

use super::{GeometryFault, Repair};
use crate::space::{Crs, PositionFault};
use geo::Coord;
use serde_json::Value;

/// Faults gathered before stopping: enough to see the pattern.
const FAULTS_MAX: usize = 50;

/// The rings of one part as written, shell first.
pub(super) type RawPart = Vec<Vec<Coord<f64>>>;

/// Reads positions in one coordinate system and gathers what is wrong.
pub(super) struct Reader {
    crs: Crs,
    vertices_left: usize,
    max_vertices: usize,
    ordinates_dropped: usize,
    pub(super) faults: Vec<GeometryFault>,
}

impl Reader {
    pub(super) fn new(crs: Crs, max_vertices: usize) -> Self {
        Self { crs, vertices_left: max_vertices, max_vertices, ordinates_dropped: 0, faults: Vec::new() }
    }

    pub(super) fn repairs(&self) -> Vec<Repair> {
        let dropped = self.ordinates_dropped;
        if dropped > 0 { vec![Repair::OrdinatesDropped(dropped)] } else { Vec::new() }
    }

    pub(super) fn multi_polygon(&mut self, value: &Value, at: &str) -> Vec<RawPart> {
        let parts = self.array(value, at, "an array of polygons");
        let parts = parts.iter().enumerate().map_while(|(part, value)| {
            (!self.is_done()).then(|| self.polygon(value, &format!("{at}/{part}")))
        });
        parts.collect()
    }

    pub(super) fn polygon(&mut self, value: &Value, at: &str) -> RawPart {
        let rings = self.array(value, at, "an array of rings");
        let rings = rings
            .iter()
            .enumerate()
            .map_while(|(ring, value)| (!self.is_done()).then(|| self.ring(value, &format!("{at}/{ring}"))));
        rings.collect()
    }

    fn ring(&mut self, value: &Value, at: &str) -> Vec<Coord<f64>> {
        let positions = self.array(value, at, "an array of positions");
        if positions.len() > self.vertices_left {
            self.vertices_left = 0;
            self.fault(
                at,
                format!("has too many positions; at most {} are allowed in all", self.max_vertices),
            );
            return Vec::new();
        }
        self.vertices_left -= positions.len();
        let mut ring = Vec::with_capacity(positions.len());
        for (index, value) in positions.iter().enumerate() {
            if self.is_done() {
                break;
            }
            ring.extend(self.position(value, &format!("{at}/{index}")));
        }
        ring
    }

    /// One position in degrees, not yet rounded; `None` after a fault.
    pub(super) fn position(&mut self, value: &Value, at: &str) -> Option<Coord<f64>> {
        let Some(ordinates) = value.as_array() else {
            self.fault(at, format!("is {}; a position is an array of two numbers", kind_of(value)));
            return None;
        };
        if ordinates.len() < 2 {
            self.fault(at, "a position has two numbers, longitude (easting) first");
            return None;
        }
        let before = self.faults.len();
        for (index, ordinate) in ordinates.iter().enumerate() {
            if !ordinate.is_number() {
                self.fault(&format!("{at}/{index}"), format!("is {}, not a number", kind_of(ordinate)));
                break;
            }
        }
        if self.faults.len() > before {
            return None;
        }
        self.ordinates_dropped += usize::from(ordinates.len() > 2);
        let (x, y) = (ordinates[0].as_f64()?, ordinates[1].as_f64()?);
        match self.crs.to_degrees(x, y) {
            Ok((x, y)) => Some(Coord { x, y }),
            Err(fault) => {
                self.fault(at, with_hint(&fault));
                None
            }
        }
    }

    /// The array's items; none after a fault, and an empty array is one.
    fn array<'a>(&mut self, value: &'a Value, at: &str, expected: &str) -> &'a [Value] {
        match value.as_array() {
            Some(items) if items.is_empty() => self.fault(at, format!("is empty; {expected} is expected")),
            Some(items) => return items,
            None => self.fault(at, format!("is {}; {expected} is expected", kind_of(value))),
        }
        &[]
    }

    fn is_done(&self) -> bool {
        self.faults.len() >= FAULTS_MAX
    }

    fn fault(&mut self, at: &str, detail: impl Into<String>) {
        self.faults.push(GeometryFault::new(at, detail));
    }
}

fn with_hint(fault: &PositionFault) -> String {
    match fault.hint() {
        Some(hint) => format!("{fault}; {hint}"),
        None => fault.to_string(),
    }
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "missing or null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
