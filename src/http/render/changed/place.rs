//! What changed of a place.

use super::{Changes, quoted};
use crate::domain::codes::CodeList;
use crate::domain::place::Place;
use crate::http::render::{Time, named};

impl Changes<'_> {
    pub(super) fn of_place(&mut self, before: &Place, after: &Place) {
        self.said_of_place(before, after);
        self.coordination_of_place(before, after);
        self.lineage_of_place(before, after);
        let class = |place: &Place| Some(named::class(place.class, self.scene.language).to_owned());
        self.value("class", ("Delas med", "Shared with"), class(before), class(after));
        self.parties(&before.grants, &after.grants);
    }

    fn said_of_place(&mut self, before: &Place, after: &Place) {
        let language = self.scene.language;
        let status = |place: &Place| Some(named::status(place.status, language).to_owned());
        self.value("status", ("Status", "Status"), status(before), status(after));
        self.value("name", ("Namn", "Name"), quoted(&before.name), quoted(&after.name));
        self.geometry(&before.shape, &after.shape);
        let types = |place: &Place| self.labels.labels(CodeList::ProblemType, &place.problem_types);
        self.values("problem_types", ("Problemtyper", "Problem types"), &types(before), &types(after));
        let factors = |place: &Place| self.labels.labels(CodeList::PhysicalFactor, &place.physical_factors);
        let called = ("Fysiska faktorer", "Physical factors");
        self.values("physical_factors", called, &factors(before), &factors(after));
        let area = |place: &Place| Some(self.labels.label(CodeList::PriorityArea, &place.priority_area));
        let called = ("Prioriterat område", "Priority area");
        self.value("priority_area", called, area(before), area(after));
        let called = ("Berör barn", "Concerns children");
        self.flag("child_relevant", called, before.child_relevant, after.child_relevant);
        let districts = |place: &Place| -> Vec<String> {
            place.districts.iter().filter_map(|share| self.area(share.district)).collect()
        };
        let called = ("Stadsdelsområden", "Districts");
        self.values("districts", called, &districts(before), &districts(after));
        let note = |place: &'_ Place| place.content.as_ref().and_then(|content| content.note.clone());
        let (from, to) = (note(before), note(after));
        self.free_text("note", ("Anteckningen", "The note"), from.as_deref(), to.as_deref());
    }

    fn coordination_of_place(&mut self, before: &Place, after: &Place) {
        let holder = |place: &Place| {
            let holder = &place.coordination.holder;
            let party = self.party(holder.party);
            Some(match holder.ad_interim {
                true => format!("{party} ({})", self.said(("tills vidare", "for the time being"))),
                false => party,
            })
        };
        self.value("coordinator", ("Samordnare", "Coordinator"), holder(before), holder(after));
        let function = |place: &Place| quoted(&place.coordination.holder.function);
        let is_same_party = before.coordination.holder.party == after.coordination.holder.party;
        let from = if is_same_party { function(before) } else { None };
        let to = if is_same_party { function(after) } else { None };
        self.value("function", ("Funktion", "Function"), from, to);
        let asked = |place: &Place| place.coordination.asked().map(|party| self.party(party));
        self.value("asked", ("Tillfrågad att samordna", "Asked to coordinate"), asked(before), asked(after));
        let deadline = |place: &Place| {
            place.deadline().map(|moment| crate::domain::time::date_of(Time::from(moment).0).to_string())
        };
        self.value("deadline", ("Svar senast", "Answer due"), deadline(before), deadline(after));
    }

    fn lineage_of_place(&mut self, before: &Place, after: &Place) {
        let called = ("Ingår nu i", "Now part of");
        let one = |id: Option<_>| self.places(id.as_slice());
        self.values("merged_into", called, &one(before.merged_into), &one(after.merged_into));
        let (from, to) = (self.places(&before.merged_from), self.places(&after.merged_from));
        self.values("merged_from", ("Samlar", "Gathers"), &from, &to);
        let (from, to) = (self.places(&before.split_into), self.places(&after.split_into));
        self.values("split_into", ("Delades i", "Split into"), &from, &to);
    }
}
