//! What changed of a report. What it says is never changed, only what became of it.

use super::Changes;
use crate::domain::codes::CodeList;
use crate::domain::report::Report;
use crate::http::render::named;

impl Changes<'_> {
    pub(super) fn of_report(&mut self, before: &Report, after: &Report) {
        let language = self.scene.language;
        let outcome = |report: &Report| Some(named::outcome(report.outcome, language).to_owned());
        self.value("outcome", ("Bedömning", "Outcome"), outcome(before), outcome(after));
        let place = |report: &Report| self.places(report.place.as_slice());
        self.values("place", ("Plats", "Place"), &place(before), &place(after));
        let types = |report: &Report| self.labels.labels(CodeList::ProblemType, &report.problem_types);
        self.values("problem_types", ("Problemtyper", "Problem types"), &types(before), &types(after));
        let district = |report: &Report| report.district.and_then(|id| self.area(id));
        self.value("district", ("Stadsdelsområde", "District"), district(before), district(after));
        let class = |report: &Report| Some(named::class(report.class, language).to_owned());
        self.value("class", ("Delas med", "Shared with"), class(before), class(after));
        self.parties(&before.grants, &after.grants);
    }
}
