//! A report, part by part.

use super::{Told, Writer, day};
use crate::domain::codes::CodeList;
use crate::domain::openness::DocumentPart;
use crate::domain::photo::Photo;
use crate::domain::report::{ObservedPrecision, Report, Sighting};
use crate::http::render::{Time, named};

impl Writer<'_> {
    pub(super) fn of_report(
        &mut self,
        part: DocumentPart,
        report: &Report,
        photos: &[&Photo],
        told: &Told<'_>,
    ) {
        match part {
            DocumentPart::Time => self.times_of_report(report),
            DocumentPart::Position => self.position_of_report(report),
            DocumentPart::Details => self.details_of_report(report),
            DocumentPart::Text => self.some(("Fritext", "Text"), report.text().map(str::to_owned)),
            DocumentPart::Unit => self.unit_of_report(report),
            DocumentPart::Photos => photos.iter().for_each(|photo| self.photo(photo)),
            DocumentPart::Parties => self.parties(&report.grants),
            DocumentPart::History => self.history(&told.history),
            // A report has no name and nobody coordinates it.
            DocumentPart::Name | DocumentPart::Coordination => {}
        }
    }

    fn times_of_report(&mut self, report: &Report) {
        let seen = day(Time(report.observed_at));
        // Of some hours, a day or a month only that is known which the moment begins.
        let seen = match report.observed_precision {
            ObservedPrecision::Moment => seen,
            ObservedPrecision::Hours => {
                let hours = report.observed_hours.unwrap_or_default();
                format!("{seen} {} {hours} h", self.said(("och inom", "and within")))
            }
            ObservedPrecision::Day => seen.chars().take(10).collect(),
            ObservedPrecision::Month => seen.chars().take(7).collect(),
        };
        self.line(("Iakttaget", "Seen"), seen);
        self.line(("Inkommet", "Received"), day(Time(report.received_at)));
    }

    fn position_of_report(&mut self, report: &Report) {
        let at = report.position;
        self.line(("Läge (WGS 84)", "Position (WGS 84)"), format!("{:.5}, {:.5}", at.lat(), at.lon()));
        self.some(("Osäkerhet", "Accuracy"), report.accuracy_m.map(|metres| format!("{metres:.0} m")));
        let by_hand = report.position_by_hand.then(|| self.said(("för hand", "by hand")).to_owned());
        self.some(("Läget valt", "Position chosen"), by_hand);
        let district = report.district.and_then(|id| self.scene.area(id));
        self.some(("Stadsdelsområde", "District"), district.map(|district| district.name));
    }

    fn details_of_report(&mut self, report: &Report) {
        self.codes(("Problemtyper", "Problem types"), CodeList::ProblemType, &report.problem_types);
        let sighting = match report.sighting {
            Sighting::New => ("ny iakttagelse", "something new"),
            Sighting::Still => ("kvarstår", "still there"),
            Sighting::Gone => ("borta", "gone"),
        };
        self.line(("Slag", "Kind"), self.said(sighting));
        self.codes(("Antal", "How many"), CodeList::CountBand, report.count_band.as_slice());
        for (question, answer) in &report.answers {
            let (asked, answered) = self.answer(&report.problem_types, question, answer);
            self.lines.push(super::DocumentLine { label: asked, text: answered });
        }
        self.codes(("Källa", "Source"), CodeList::ReportSource, std::slice::from_ref(&report.source));
        let place = report.place.and_then(|id| self.scene.place_ref(id));
        self.some(("Plats", "Place"), place.map(|place| place.name));
        let outcome = named::outcome(report.outcome, self.scene.language);
        self.line(("Bedömning", "Triage"), outcome);
    }

    /// A question of the report's problem types and the answer to it, in words where the lists still have them.
    fn answer(&self, problem_types: &[String], question: &str, answer: &str) -> (String, String) {
        let reference = &self.scene.snapshot.reference;
        let codes = problem_types.iter().filter_map(|code| reference.code(CodeList::ProblemType, code));
        let asked = codes.flat_map(|code| &code.questions).find(|asked| asked.code == question);
        let Some(asked) = asked else { return (question.to_owned(), answer.to_owned()) };
        let choice = asked.choices.iter().find(|choice| choice.code == answer);
        let words = |words: &crate::domain::codes::Words| match self.scene.language {
            crate::http::request::Language::Swedish => words.sv.clone(),
            crate::http::request::Language::English => words.en.clone(),
        };
        (words(&asked.label), choice.map_or_else(|| answer.to_owned(), |choice| words(&choice.label)))
    }

    fn unit_of_report(&mut self, report: &Report) {
        let Some(unit) = &report.unit else { return };
        let party = self.scene.snapshot.reference.parties.get(report.origin);
        let known = party.and_then(|party| party.units.iter().find(|known| known.code == *unit));
        self.line(("Enhet", "Unit"), known.map_or_else(|| unit.clone(), |known| known.name.clone()));
    }

    fn photo(&mut self, photo: &Photo) {
        let checked = if photo.is_checked() {
            self.said(("granskat", "checked"))
        } else {
            self.said(("inte granskat", "not checked"))
        };
        let (width, height) = (photo.large.width, photo.large.height);
        let added = self.day(Time(photo.added_at)).map(|day| format!("{day}, ")).unwrap_or_default();
        self.lines.push(super::DocumentLine {
            label: format!("{} {}", self.said(("Foto", "Photo")), photo.id),
            text: format!("{added}{width} × {height}, {checked}"),
        });
    }
}
