use super::fields::Fields;
use super::{Context, Draft, list};
use crate::domain::command::PartyDraft;
use crate::domain::party::PartyKind;

pub(super) struct Drafter {
    kind: Option<PartyKind>,
}

impl Drafter {
    pub fn new(context: &Context<'_>) -> Self {
        Self { kind: context.options.kind.as_deref().and_then(PartyKind::parse) }
    }

    fn kind(&self, fields: &mut Fields<'_>) -> Option<PartyKind> {
        let word = fields.label("kind");
        let kind = match &word {
            Some(word) => PartyKind::parse(word),
            None => self.kind,
        };
        if kind.is_none() {
            let (code, detail) = match word {
                Some(_) => ("unknown_kind", "is not a kind of party"),
                None => ("required", "has no kind"),
            };
            fields.fault_with_hint("kind", code, detail, list(PartyKind::ALL.map(PartyKind::code)));
        }
        kind
    }
}

impl Draft for Drafter {
    type Of = PartyDraft;

    fn draft(&mut self, fields: &mut Fields<'_>) -> Option<PartyDraft> {
        let (code, name, kind) = (fields.required("code"), fields.required("name"), self.kind(fields));
        // A column that is not there says nothing; a blank cell in one that is says "none".
        let said = fields.is_named("area") || fields.is_named("areas");
        let areas = said.then(|| [fields.list("area"), fields.list("areas")].concat());
        let (function, logs_in) = (fields.label("function"), fields.flag("logs_in"));
        Some(PartyDraft {
            code: code?,
            name: name?,
            kind: kind?,
            areas,
            function,
            logs_in,
            units: None,
            site_groups: None,
        })
    }

    fn notes(self) -> Vec<String> {
        Vec::new()
    }
}
