//! Which reports a publication counts, where, and as what.

use super::{CATEGORIES, Geography, NEVER_PUBLIC, Quarter};
use crate::domain::access::counts_publicly;
use crate::domain::area::{Area, AreaKind, Cover};
use crate::domain::codes::CodeList;
use crate::domain::ids::AreaId;
use crate::domain::report::{Outcome, Report, Sighting};
use crate::domain::world::{Held, World};
use crate::space::{HEXAGON_WIDTH_M, Hexagon, Polygons, Shape};
use std::collections::{BTreeMap, HashMap};

/// A position known less well than this lies in no hexagon, metres: it would as likely lie in the next.
const HEXAGON_ACCURACY_M: f64 = HEXAGON_WIDTH_M / 2.0;
/// How much of a district's ground its drawing may leave out at each corner, square metres.
const CORNER_M2: f64 = 2_000.0;

/// An area that is counted in.
#[derive(Clone, Debug, PartialEq)]
pub struct CountedArea {
    /// The id of a district, or the name of a hexagon.
    pub area: String,
    /// The district itself.
    pub district: Option<Held<Area>>,
    /// Reports in it, by category.
    pub counts: Vec<u32>,
}

/// The counts of a quarter: all its districts by rank, or the hexagons that have any, by name.
pub fn counts(
    world: &impl World,
    quarter: Quarter,
    geography: Geography,
    left_out: &[String],
) -> Vec<CountedArea> {
    let (from, until) = quarter.moments();
    let mut categories = Categories { world, known: HashMap::new() };
    let mut reports = Vec::new();
    for report in world.reports_observed(from, until) {
        if is_counted(&report, left_out)
            && let Some(category) = categories.of(&report)
        {
            reports.push((report, category));
        }
    }
    match geography {
        Geography::District => by_district(world, quarter, &reports),
        Geography::Hexagon => by_hexagon(&reports),
    }
}

/// Whether a report is of those that anybody may have counted. Whose it is and with whom it is shared says its class.
fn is_counted(report: &Report, left_out: &[String]) -> bool {
    let is_kept = |code: &String| NEVER_PUBLIC.contains(&code.as_str()) || left_out.contains(code);
    counts_publicly(report.class)
        && report.outcome != Some(Outcome::Hidden)
        && report.sighting != Sighting::Gone
        && !report.problem_types.iter().any(is_kept)
        && !report.is_vague()
        && report.district.is_some()
}

/// The category of a report is that of the problem type it names first, so that each is counted once and sums add up.
struct Categories<'a, W: World> {
    world: &'a W,
    known: HashMap<String, Option<usize>>,
}

impl<W: World> Categories<'_, W> {
    fn of(&mut self, report: &Report) -> Option<usize> {
        let first = report.problem_types.first()?;
        if let Some(known) = self.known.get(first) {
            return *known;
        }
        let code = self.world.code(CodeList::ProblemType, first);
        let category = code.as_ref().and_then(|code| code.category.as_deref());
        let category = category.and_then(|category| CATEGORIES.iter().position(|known| *known == category));
        self.known.insert(first.clone(), category);
        category
    }
}

type Counted = (Held<Report>, usize);

fn by_district(world: &impl World, quarter: Quarter, reports: &[Counted]) -> Vec<CountedArea> {
    let mut counts: HashMap<AreaId, Vec<u32>> = HashMap::new();
    for (report, category) in reports {
        if let Some(district) = report.district {
            counts.entry(district).or_insert_with(|| vec![0; CATEGORIES.len()])[*category] += 1;
        }
    }
    let of_quarter = |area: &Area| {
        area.kind == AreaKind::District
            && (area.holds_on(quarter.first_day())
                || area.holds_on(quarter.last_day())
                || counts.contains_key(&area.id))
    };
    let districts: Vec<_> = world.areas().into_iter().filter(|area| of_quarter(area)).collect();
    districts
        .into_iter()
        .map(|area| CountedArea {
            area: area.id.to_string(),
            counts: counts.remove(&area.id).unwrap_or_else(|| vec![0; CATEGORIES.len()]),
            district: Some(area),
        })
        .collect()
}

fn by_hexagon(reports: &[Counted]) -> Vec<CountedArea> {
    let mut counts: BTreeMap<Hexagon, Vec<u32>> = BTreeMap::new();
    for (report, category) in reports {
        let is_known = report.accuracy_m.is_none_or(|m| m <= HEXAGON_ACCURACY_M);
        if let Some(hexagon) = Hexagon::of(report.position).filter(|_| is_known) {
            counts.entry(hexagon).or_insert_with(|| vec![0; CATEGORIES.len()])[*category] += 1;
        }
    }
    let area =
        |(hexagon, counts): (Hexagon, _)| CountedArea { area: hexagon.to_string(), district: None, counts };
    counts.into_iter().map(area).collect()
}

/// What a district covers, in few strokes.
pub fn drawn(world: &impl World, area: &Area) -> Option<Shape> {
    let own = |area: &Area| match &area.cover {
        Cover::Polygons(Shape::Polygons(polygons)) => Some(polygons.clone()),
        Cover::Polygons(Shape::Point(_)) | Cover::Union(_) => None,
    };
    let parts: Vec<Polygons> = match &area.cover {
        Cover::Polygons(_) => own(area).into_iter().collect(),
        Cover::Union(members) => {
            members.iter().filter_map(|id| world.area(*id)).filter_map(|member| own(&member)).collect()
        }
    };
    Shape::dissolved(&parts).map(|shape| shape.in_few_strokes(CORNER_M2))
}
