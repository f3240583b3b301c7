use super::fields::Fields;
use super::{Context, Draft, list};
use crate::domain::building::BuildingKind;
use crate::domain::command::BuildingDraft;
use crate::index::table::source_number;
use crate::space::GeometryLimits;
use std::collections::HashSet;

/// A footprint with more corners than this was not drawn of a house.
const LIMITS: GeometryLimits =
    GeometryLimits { max_vertices: 2_000, points: false, polygons: true, max_area_m2: None };

pub(super) struct Drafter {
    kind: Option<BuildingKind>,
    /// Numbers of the identities that have stood in the file. Eight bytes a row are what remains in memory of the
    /// earlier rows of a file that comes in batches.
    seen: HashSet<u64>,
}

impl Drafter {
    pub fn new(context: &Context<'_>) -> Self {
        let kind = context.options.kind.as_deref().and_then(BuildingKind::parse);
        Self { kind, seen: HashSet::new() }
    }

    fn kind(&self, fields: &mut Fields<'_>) -> Option<BuildingKind> {
        let known = || list(BuildingKind::ALL.map(BuildingKind::code));
        let Some(word) = fields.label("kind") else {
            if self.kind.is_none() {
                fields.fault_with_hint("kind", "required", "has no kind", known());
            }
            return self.kind;
        };
        let kind = BuildingKind::parse(&word);
        if kind.is_none() {
            fields.fault_with_hint("kind", "unknown_kind", "is not a kind of building", known());
        }
        kind
    }
}

impl Draft for Drafter {
    type Of = BuildingDraft;

    fn draft(&mut self, fields: &mut Fields<'_>) -> Option<BuildingDraft> {
        let (kind, source_id, shape) = (self.kind(fields), fields.id(), fields.shape(&LIMITS));
        if source_id.is_none() && fields.are_good() {
            let hint = "say which column it is with map id=COLUMN; a building has no name to be known by";
            fields.fault_with_hint("id", "required", "has no identity", hint);
        }
        let (kind, source_id, shape) = (kind?, source_id?, shape?);
        // The same ground may stand in a file once for each use of the building.
        if fields.are_good() && !self.seen.insert(source_number(&[&source_id])) {
            fields.leave_out("its identity stands in an earlier row, which is the one that counts");
            return None;
        }
        Some(BuildingDraft { source_id, kind, shape })
    }

    fn notes(self) -> Vec<String> {
        Vec::new()
    }
}
