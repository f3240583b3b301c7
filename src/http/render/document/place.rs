//! A place, part by part.

use super::{DocumentLine, Told, Writer, day};
use crate::domain::codes::CodeList;
use crate::domain::coordination::{PastTurn, Turn};
use crate::domain::openness::DocumentPart;
use crate::domain::place::Place;
use crate::export::wkt;
use crate::http::render::{Time, named, words};

impl Writer<'_> {
    pub(super) fn of_place(&mut self, part: DocumentPart, place: &Place, told: &Told<'_>) {
        match part {
            DocumentPart::Name => self.line(("Namn", "Name"), &*place.name),
            DocumentPart::Time => {
                self.line(("Upprättad", "Made"), day(Time(place.created_at)));
                self.line(("Läge i arbetet sedan", "Status since"), day(Time(place.status_since)));
            }
            DocumentPart::Position => self.position_of_place(place),
            DocumentPart::Details => self.details_of_place(place),
            DocumentPart::Text => {
                let note = place.content.as_ref().and_then(|content| content.note.clone());
                self.some(("Anteckning", "Note"), note);
            }
            DocumentPart::Coordination => self.coordination_of_place(place),
            DocumentPart::Parties => self.parties(&place.grants),
            DocumentPart::History => self.history(&told.history),
            // They are a report's.
            DocumentPart::Unit | DocumentPart::Photos => {}
        }
    }

    fn position_of_place(&mut self, place: &Place) {
        self.line(("Läge (WGS 84)", "Position (WGS 84)"), wkt::of(&place.shape));
        for share in &place.districts {
            let name = self.scene.area(share.district).map(|area| area.name).unwrap_or_default();
            let share = format!("{name} ({:.0} %)", share.share * 100.0);
            self.line(("Stadsdelsområde", "District"), share);
        }
    }

    fn details_of_place(&mut self, place: &Place) {
        self.codes(("Problemtyper", "Problem types"), CodeList::ProblemType, &place.problem_types);
        self.codes(
            ("Fysiska faktorer", "Physical factors"),
            CodeList::PhysicalFactor,
            &place.physical_factors,
        );
        let area = std::slice::from_ref(&place.priority_area);
        self.codes(("Prioriterat samverkansområde", "Priority area"), CodeList::PriorityArea, area);
        self.line(("Läge i arbetet", "Status"), named::status(place.status, self.scene.language));
        let children = named::flag(place.child_relevant, self.scene.language);
        self.line(("Rör barn", "Matters to children"), children);
    }

    /// Who holds the place, and every turn before that, in words.
    fn coordination_of_place(&mut self, place: &Place) {
        let holder = &place.coordination.holder;
        let party = self.scene.party(holder.party).name;
        let since = self.day(Time(holder.since));
        let since = since.map(|day| format!(", {} {day}", self.said(("sedan", "since")))).unwrap_or_default();
        let interim = if holder.ad_interim { self.said((", tills vidare", ", ad interim")) } else { "" };
        let text = format!("{party}, {}{interim}{since}", holder.function);
        self.line(("Samordnare", "Coordinator"), text);
        for past in &place.coordination.past {
            let text = self.turn(past);
            let label =
                self.day(Time(past.at)).unwrap_or_else(|| self.said(("Tidigare", "Before")).to_owned());
            self.lines.push(DocumentLine { label, text });
        }
    }

    fn turn(&self, past: &PastTurn) -> String {
        let answer = matches!(past.turn, Turn::Accepted | Turn::Declined | Turn::Volunteered);
        let other = past.by.party.filter(|by| answer && *by != past.party);
        let through = other.map(|other| self.scene.party(other).name);
        let party = self.scene.party(past.party).name;
        words::answered(past.turn, &party, through.as_deref(), self.scene.language)
    }
}
