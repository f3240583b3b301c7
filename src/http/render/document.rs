//! A document as it is given out: part by part, each in lines of words. A part that is withheld has no lines.

mod place;
mod report;

use super::named::{self, Labels};
use super::{PartyRef, Scene, Time};
use crate::domain::access::{Class, Grant};
use crate::domain::codes::CodeList;
use crate::domain::ids::PartyId;
use crate::domain::openness::{DocumentPart, Rule, Suggestion, WithheldPart};
use crate::domain::photo::Photo;
use crate::domain::place::Place;
use crate::domain::report::Report;
use crate::http::request::Language;
use serde::Serialize;
use utoipa::ToSchema;

/// A document.
#[derive(Serialize, ToSchema)]
pub struct DocumentView {
    /// `report` or `place`.
    pub kind: &'static str,
    /// Its id.
    pub id: String,
    /// How far it may be shared within the service.
    pub class: Class,
    /// The organisation that made it.
    pub origin: PartyRef,
    /// The organisation that holds it here and answers for it.
    pub holder: PartyRef,
    /// When it became as it is shown; left out where its times are withheld.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub as_of: Option<Time>,
    /// What it says, part by part.
    pub parts: Vec<DocumentPartView>,
    /// Something of it had been erased by a decision before it was read.
    pub erased: bool,
}

/// A part of a document: lines, or that it is withheld.
#[derive(Serialize, ToSchema)]
pub struct DocumentPartView {
    /// Which.
    pub part: DocumentPart,
    /// What it is called.
    pub name: &'static str,
    /// What it says; nothing of what is withheld.
    pub lines: Vec<DocumentLine>,
    /// By which paragraph it is withheld, and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub withheld: Option<WithheldView>,
    /// What a rule would withhold of it; for who decides, and never in an answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub suggestion: Option<SuggestionView>,
}

/// A line of a document.
#[derive(Serialize, ToSchema)]
pub struct DocumentLine {
    /// What it is about.
    pub label: String,
    /// What it says.
    pub text: String,
}

/// How a part is withheld.
#[derive(Clone, Serialize, ToSchema)]
pub struct WithheldView {
    /// Which part.
    pub part: DocumentPart,
    /// Code of the list `secrecy_ground`.
    pub ground: String,
    /// The paragraph, in words.
    pub paragraph: String,
    /// Why it applies here.
    pub reason: String,
}

/// What a rule would withhold.
#[derive(Serialize, ToSchema)]
pub struct SuggestionView {
    /// Code of the list `secrecy_ground`.
    pub ground: &'static str,
    /// Which rule.
    pub rule: Rule,
}

/// The thing itself, as it was.
pub enum Body<'a> {
    /// A report, with those of its photos that there were.
    Report(&'a Report, Vec<&'a Photo>),
    /// A place.
    Place(&'a Place),
}

/// Everything that a document is made of.
pub struct Told<'a> {
    /// The thing.
    pub body: Body<'a>,
    /// When it became so.
    pub as_of: Time,
    /// What happened to it, the oldest first: when, what, and the reason that was given.
    pub history: Vec<(Time, String, Option<String>)>,
    /// Something of it had been erased.
    pub erased: bool,
    /// Who answers for it.
    pub holder: PartyId,
}

/// Writes lines in the language of the request.
struct Writer<'a> {
    scene: &'a Scene<'a>,
    labels: Labels<'a>,
    /// Its times are withheld, wherever in it they stand.
    is_timeless: bool,
    lines: Vec<DocumentLine>,
}

impl Writer<'_> {
    fn said(&self, (sv, en): (&'static str, &'static str)) -> &'static str {
        match self.scene.language {
            Language::Swedish => sv,
            Language::English => en,
        }
    }

    fn line(&mut self, called: (&'static str, &'static str), text: impl Into<String>) {
        let label = self.said(called).to_owned();
        self.lines.push(DocumentLine { label, text: text.into() });
    }

    fn some(&mut self, called: (&'static str, &'static str), text: Option<String>) {
        if let Some(text) = text {
            self.line(called, text);
        }
    }

    fn codes(&mut self, called: (&'static str, &'static str), list: CodeList, codes: &[String]) {
        if !codes.is_empty() {
            self.line(called, self.labels.labels(list, codes).join(", "));
        }
    }

    fn parties(&mut self, grants: &[Grant]) {
        for grant in grants {
            let language = self.scene.language;
            let (level, why) = (named::level(grant.level, language), named::why(grant.why, language));
            let label = self.scene.party(grant.party).name;
            self.lines.push(DocumentLine { label, text: format!("{level} ({why})") });
        }
    }

    fn history(&mut self, history: &[(Time, String, Option<String>)]) {
        for (time, words, reason) in history {
            let text = match reason {
                Some(reason) => format!("{words}. {}: {reason}", self.said(("Skäl", "Reason"))),
                None => words.clone(),
            };
            let label = self.day(*time).unwrap_or_else(|| self.said(("Händelse", "Event")).to_owned());
            self.lines.push(DocumentLine { label, text });
        }
    }

    /// A moment, where the document tells any.
    fn day(&self, time: Time) -> Option<String> {
        (!self.is_timeless).then(|| day(time))
    }

    fn end(&mut self) -> Vec<DocumentLine> {
        std::mem::take(&mut self.lines)
    }
}

/// A moment as it stands in a document: day and minute, in Stockholm.
fn day(time: Time) -> String {
    let local = time.0.to_zoned(crate::domain::time::stockholm().clone());
    format!("{} {:02}:{:02}", local.date(), local.hour(), local.minute())
}

impl Scene<'_> {
    /// A document without what is withheld of it, and beside each part what a rule would withhold.
    #[must_use]
    pub fn document(
        &self,
        told: &Told<'_>,
        withheld: &[WithheldPart],
        suggested: &[Suggestion],
    ) -> DocumentView {
        use crate::domain::openness::Document;
        let (document, class, origin, kind) = match &told.body {
            Body::Report(report, _) => (Document::Report(report.id), report.class, report.origin, "report"),
            Body::Place(place) => (Document::Place(place.id), place.class, place.origin, "place"),
        };
        let labels = Labels::of(self.snapshot, self.language);
        let is_timeless = withheld.iter().any(|withheld| withheld.part == DocumentPart::Time);
        let mut writer = Writer { scene: self, labels, is_timeless, lines: Vec::new() };
        let part = |part: &DocumentPart| {
            let kept = withheld.iter().find(|withheld| withheld.part == *part);
            let suggestion = suggested.iter().find(|suggested| suggested.part == *part);
            DocumentPartView {
                part: *part,
                name: named::document_part(*part, self.language),
                // What is withheld is not even written.
                lines: if kept.is_some() { Vec::new() } else { writer.part(*part, told) },
                withheld: kept.map(|kept| self.withheld(kept)),
                suggestion: suggestion.map(|of| SuggestionView { ground: of.rule.ground(), rule: of.rule }),
            }
        };
        let parts = document.parts().iter().map(part).collect();
        let times_kept = withheld.iter().any(|withheld| withheld.part == DocumentPart::Time);
        DocumentView {
            kind,
            id: crate::domain::ids::crockford(document.key().bits),
            class,
            origin: self.party(origin),
            holder: self.party(told.holder),
            as_of: (!times_kept).then_some(told.as_of),
            parts,
            erased: told.erased,
        }
    }

    /// How a part is withheld, in words.
    #[must_use]
    pub fn withheld(&self, kept: &WithheldPart) -> WithheldView {
        let labels = Labels::of(self.snapshot, self.language);
        WithheldView {
            part: kept.part,
            ground: kept.ground.clone(),
            paragraph: labels.label(CodeList::SecrecyGround, &kept.ground),
            reason: kept.reason.clone(),
        }
    }
}

impl Writer<'_> {
    fn part(&mut self, part: DocumentPart, told: &Told<'_>) -> Vec<DocumentLine> {
        match &told.body {
            Body::Report(report, photos) => self.of_report(part, report, photos, told),
            Body::Place(place) => self.of_place(part, place, told),
        }
        self.end()
    }
}
