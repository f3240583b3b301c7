use super::fields::Fields;
use super::words::Words;
use super::{Context, Draft};
use crate::domain::codes::CodeList;
use crate::domain::command::SiteDraft;
use crate::space::GeometryLimits;

/// A property's boundary is that of a fence; a large park has a few thousand corners.
const LIMITS: GeometryLimits =
    GeometryLimits { max_vertices: 20_000, points: true, polygons: true, max_area_m2: None };

pub(super) struct Drafter {
    kind: Option<String>,
    manager: Option<String>,
    kinds: Words,
}

impl Drafter {
    pub fn new(context: &Context<'_>) -> Self {
        let kinds = Words::of(context.world, CodeList::SiteKind);
        let kind = context.options.kind.clone().map(|kind| kinds.code_or_itself(kind));
        Self { kind, manager: context.options.party.clone(), kinds }
    }

    fn kind(&self, fields: &mut Fields<'_>) -> Option<String> {
        let kind =
            fields.label("kind").map(|kind| self.kinds.code_or_itself(kind)).or_else(|| self.kind.clone());
        if kind.is_none() {
            let hint = "name one for all rows, or a column with map kind=COLUMN; see the list site_kind";
            fields.fault_with_hint("kind", "required", "has no kind", hint);
        }
        kind
    }
}

impl Draft for Drafter {
    type Of = SiteDraft;

    fn draft(&mut self, fields: &mut Fields<'_>) -> Option<SiteDraft> {
        let (kind, name, id) = (self.kind(fields), fields.required("name"), fields.id());
        let code = fields.label("code");
        let (group, property_designation) = (fields.label("group"), fields.label("property_designation"));
        let manager = fields.label("manager").or_else(|| self.manager.clone());
        let land_owner = fields.label("land_owner");
        let shape = fields.shape(&LIMITS);
        let (kind, name) = (kind?, name?);
        // Two kinds of things can share a name: the school and the park at the same square.
        let source_id = id.unwrap_or_else(|| format!("{kind}/{name}"));
        Some(SiteDraft {
            source_id,
            code,
            name,
            kind,
            group,
            property_designation,
            shape: shape?,
            manager,
            land_owner,
        })
    }

    fn notes(self) -> Vec<String> {
        Vec::new()
    }
}
