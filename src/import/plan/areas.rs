use super::fields::Fields;
use super::{Context, Draft, list};
use crate::domain::area::{Area, AreaKind, Cover};
use crate::domain::command::AreaDraft;
use crate::domain::ids::AreaId;
use crate::domain::periods::overlap;
use crate::domain::world::{Held, World};
use crate::import::AREA_CORNERS_MAX;
use crate::space::{GeometryLimits, Shape};

/// A city's boundaries are as fine as the city drew them.
const LIMITS: GeometryLimits =
    GeometryLimits { max_vertices: AREA_CORNERS_MAX, points: false, polygons: true, max_area_m2: None };

pub(super) struct Drafter {
    kind: Option<AreaKind>,
    /// Areas that a union can name.
    there: Vec<Held<Area>>,
    /// Names of rows that would be another area on the ground of one that is there.
    doubled: Vec<String>,
}

/// From this share of both in common, two areas are the same ground.
const SAME_GROUND: f64 = 0.99;
/// Boxes that differ by more than this, degrees, are not looked at more closely.
const SAME_BOX: f64 = 0.001;
/// Most names in one sentence.
const NAMES_MAX: usize = 5;

/// Whether two shapes cover the same ground, but for a hair.
fn is_same_ground(a: &Shape, b: &Shape) -> bool {
    let (p, q) = (a.envelope(), b.envelope());
    let sides = [p.west - q.west, p.south - q.south, p.east - q.east, p.north - q.north];
    if sides.iter().any(|side| side.abs() > SAME_BOX) {
        return false;
    }
    let plane = a.plane();
    let (a, b) = (a.in_metres(plane), b.in_metres(plane));
    a.overlap_m2(&b) >= SAME_GROUND * a.area_m2().max(b.area_m2())
}

impl Drafter {
    pub fn new(context: &Context<'_>) -> Self {
        let there = context.world.areas().into_iter().filter(|area| matches!(area.cover, Cover::Polygons(_)));
        let kind = context.options.kind.as_deref().and_then(AreaKind::parse);
        Self { kind, there: there.collect(), doubled: Vec::new() }
    }

    fn kind(&self, fields: &mut Fields<'_>) -> Option<AreaKind> {
        let Some(word) = fields.label("kind") else {
            if self.kind.is_none() {
                fields.fault_with_hint(
                    "kind",
                    "required",
                    "has no kind",
                    list(AreaKind::ALL.map(AreaKind::code)),
                );
            }
            return self.kind;
        };
        let kind = AreaKind::parse(&word);
        if kind.is_none() {
            let known = list(AreaKind::ALL.map(AreaKind::code));
            fields.fault_with_hint("kind", "unknown_kind", "is not a kind of area", known);
        }
        kind
    }

    fn cover(&self, fields: &mut Fields<'_>) -> Option<Cover> {
        if !fields.has("members") {
            return fields.shape(&LIMITS).map(Cover::Polygons);
        }
        let mut members = Vec::new();
        for name in fields.list("members") {
            match self.named(&name).as_slice() {
                [one] if members.contains(one) => {
                    fields.fault("members", "twice", format!("names “{name}” twice"))
                }
                [one] => members.push(*one),
                [] => fields.fault_with_hint(
                    "members",
                    "unknown_area",
                    format!("no area is called “{name}”"),
                    "import the areas that it is made of first",
                ),
                _ => fields.fault_with_hint(
                    "members",
                    "ambiguous_area",
                    format!("several areas are called “{name}”"),
                    "write the kind before it, such as neighbourhood:Farsta, or its id",
                ),
            }
        }
        Some(Cover::Union(members))
    }

    /// A row that is new by its identity, on the ground and the days of an area of its kind.
    fn doubles(&self, draft: &AreaDraft) -> bool {
        let Cover::Polygons(shape) = &draft.cover else { return false };
        let mut of_kind = self.there.iter().filter(|area| area.kind == draft.kind);
        if of_kind.clone().any(|area| area.source_id == draft.source_id) {
            return false;
        }
        of_kind.any(|area| {
            let days = overlap((area.from, area.until), (draft.from, draft.until));
            days && matches!(&area.cover, Cover::Polygons(there) if is_same_ground(shape, there))
        })
    }

    /// Areas by id, else by identity in the source, else by code, else by name; with a kind before it, of that kind.
    fn named(&self, name: &str) -> Vec<AreaId> {
        let (kind, name) = match name.split_once(':') {
            Some((kind, rest)) if AreaKind::parse(kind).is_some() => (AreaKind::parse(kind), rest.trim()),
            Some(_) | None => (None, name),
        };
        let id: Option<AreaId> = name.parse().ok();
        let ways: [&dyn Fn(&Area) -> bool; 4] = [
            &|area| Some(area.id) == id,
            &|area| area.source_id == name,
            &|area| area.code.as_deref() == Some(name),
            &|area| area.name == name,
        ];
        let of_kind = || self.there.iter().filter(|area| kind.is_none_or(|kind| area.kind == kind));
        ways.into_iter()
            .map(|is| of_kind().filter(|area| is(area)).map(|area| area.id).collect::<Vec<_>>())
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }
}

impl Draft for Drafter {
    type Of = AreaDraft;

    fn draft(&mut self, fields: &mut Fields<'_>) -> Option<AreaDraft> {
        let kind = self.kind(fields);
        let name = fields.required("name");
        let (code, id) = (fields.label("code"), fields.id());
        let (from, until) = (fields.date("from"), fields.date("until"));
        let cover = self.cover(fields);
        let (kind, name) = (kind?, name?);
        let source_id = id.unwrap_or_else(|| name.clone());
        let draft = AreaDraft { kind, code, source_id, name, cover: cover?, from, until };
        if self.doubles(&draft) {
            self.doubled.push(draft.name.clone());
        }
        Some(draft)
    }

    fn notes(self) -> Vec<String> {
        let Some(count) = Some(self.doubled.len()).filter(|count| *count > 0) else { return Vec::new() };
        let names: Vec<_> = self.doubled.into_iter().take(NAMES_MAX).collect();
        let more = if count > names.len() { " and others" } else { "" };
        vec![format!(
            "{count} row(s) cover what another area of the same kind covers already, on the same days: {}{more}; if they \
             are the same areas, map the id that they had before",
            names.join(", ")
        )]
    }
}
