//! Where the rows of a file lie, and whether they would lie in the city had their numbers been read otherwise.
//!
//! A wrong but readable coordinate system gives good positions far from where things are: a zone of SWEREF 99 taken for
//! its neighbour moves a school by forty kilometres. Nothing in the file tells, but the city's districts do.

use super::Fault;
use crate::domain::area::AreaKind;
use crate::domain::world::district_at;
use crate::import::Table;
use crate::index::snapshot::Snapshot;
use crate::space::{Crs, LonLat};
use jiff::civil::Date;
use serde_json::Value;

/// Rows that are looked at; the first of a file stand for the rest.
const SAMPLE_MAX: usize = 1_000;

/// A sample of a file's positions, as they were written.
#[derive(Default)]
pub(super) struct Whereabouts {
    sample: Vec<(f64, f64)>,
    read_as: Option<Crs>,
}

/// How the two numbers of a position may be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Reading {
    crs: Crs,
    /// The first is the northing, or the latitude.
    swapped: bool,
}

impl Reading {
    fn position(self, (first, second): (f64, f64)) -> Option<LonLat> {
        let (east, north) = if self.swapped { (second, first) } else { (first, second) };
        self.crs.to_lonlat(east, north).ok()
    }
}

impl Whereabouts {
    /// Remembers where some rows of a table lie, in the numbers that the file has.
    pub fn see(&mut self, table: &Table, written_in: Crs) {
        self.read_as = Some(written_in);
        let left = SAMPLE_MAX.saturating_sub(self.sample.len());
        let first = table.rows.iter().filter_map(|row| first_position(row.geometry.as_ref()?));
        // A mapping file has brought positions to degrees already.
        let as_written = first.filter_map(|(x, y)| match table.crs == written_in {
            true => Some((x, y)),
            false => table.crs.to_lonlat(x, y).ok().map(|at| written_in.from_lonlat(at)),
        });
        self.sample.extend(as_written.take(left));
    }

    /// What is wrong, when most rows lie outside every district as they were read, and most would lie in one had they
    /// been read otherwise.
    pub fn fault(&self, world: &Snapshot, today: Date) -> Option<Fault> {
        let as_read = Reading { crs: self.read_as?, swapped: false };
        let mut districts = world.reference.areas.of_kind(AreaKind::District);
        if !districts.any(|district| district.area.holds_on(today)) {
            return None;
        }
        let inside = |reading: Reading| {
            let lies_in = |at: &LonLat| district_at(world, *at, today).is_some();
            self.sample.iter().filter_map(|numbers| reading.position(*numbers)).filter(lies_in).count()
        };
        let most = |count: usize| count * 2 > self.sample.len();
        let outside = self.sample.len() - inside(as_read);
        if !most(outside) {
            return None;
        }
        let mut best = (0, as_read);
        for reading in others(as_read) {
            let count = inside(reading);
            if count > best.0 {
                best = (count, reading);
            }
        }
        most(best.0).then(|| self.told(as_read, outside, best))
    }

    fn told(&self, as_read: Reading, outside: usize, (inside, better): (usize, Reading)) -> Fault {
        let looked_at = self.sample.len();
        let system = match better.crs.is_degrees() {
            true => "WGS 84 degrees".to_owned(),
            false => better.crs.to_string(),
        };
        let (how, remedy) = match (better.swapped, better.crs == as_read.crs) {
            (false, _) => (format!("as {system}"), format!("name the coordinate system {}", better.crs)),
            (true, true) => (
                "with its two numbers the other way round".to_owned(),
                "write longitude or easting first, or name the columns the other way round".to_owned(),
            ),
            (true, false) => (
                format!("as {system}, with its two numbers the other way round"),
                format!("name the coordinate system {}, and the columns the other way round", better.crs),
            ),
        };
        let detail = format!(
            "read as {}, {outside} of {looked_at} positions looked at lie outside every district; read {how}, {inside} of \
             them lie in one",
            as_read.crs
        );
        let hint = format!("{remedy}; or say outside, if they belong where they lie");
        Fault::file("#/crs", "lies_elsewhere", detail).with_hint(hint)
    }
}

/// Every other way that is known to read two numbers, the likelier first.
fn others(as_read: Reading) -> impl Iterator<Item = Reading> {
    [false, true]
        .into_iter()
        .flat_map(|swapped| Crs::all().map(move |crs| Reading { crs, swapped }))
        .filter(move |reading| *reading != as_read)
}

/// The first position of a geometry.
fn first_position(geometry: &Value) -> Option<(f64, f64)> {
    let mut at = geometry.get("coordinates")?;
    while let Some(inside) = at.get(0).filter(|inside| inside.is_array()) {
        at = inside;
    }
    Some((at.get(0)?.as_f64()?, at.get(1)?.as_f64()?))
}
