//! The closed lists in the words of the glossary, in lower case, as they stand inside a sentence or a cell.

use crate::domain::access::{Class, GrantReason, Level};
use crate::domain::codes::CodeList;
use crate::domain::openness::DocumentPart;
use crate::domain::place::Status;
use crate::domain::report::Outcome;
use crate::http::request::Language;
use crate::index::snapshot::Snapshot;
use std::collections::HashMap;

fn either(language: Language, (sv, en): (&'static str, &'static str)) -> &'static str {
    match language {
        Language::Swedish => sv,
        Language::English => en,
    }
}

/// Where a place stands.
#[must_use]
pub fn status(status: Status, language: Language) -> &'static str {
    either(
        language,
        match status {
            Status::Suspected => ("under bedömning", "under assessment"),
            Status::Active => ("aktiv", "active"),
            Status::UnderAnalysis => ("under analys", "under analysis"),
            Status::InAction => ("åtgärder pågår", "in action"),
            Status::Monitoring => ("uppföljning", "monitoring"),
            Status::Dormant => ("vilande", "dormant"),
            Status::Dismissed => ("avskriven", "dismissed"),
            Status::Merged => ("sammanslagen", "merged"),
            Status::Split => ("delad", "split"),
        },
    )
}

/// What became of a report.
#[must_use]
pub fn outcome(outcome: Option<Outcome>, language: Language) -> &'static str {
    either(
        language,
        match outcome {
            None => ("väntar", "waiting"),
            Some(Outcome::Linked) => ("knuten till en plats", "linked to a place"),
            Some(Outcome::BecamePlace) => ("blev en plats", "became a place"),
            Some(Outcome::NotOurs) => ("inte för samverkan", "not for collaboration"),
            Some(Outcome::NoAction) => ("ingen åtgärd", "no action"),
            Some(Outcome::Hidden) => ("dold", "hidden"),
        },
    )
}

/// How far something may be shared.
#[must_use]
pub fn class(class: Class, language: Language) -> &'static str {
    either(
        language,
        match class {
            Class::Open => ("alla med inloggning", "everybody who can log in"),
            Class::Partner => ("parterna", "its parties"),
            Class::City => ("stadens parter", "the city's parties"),
            Class::Police => ("polisen och utpekade mottagare", "the police and those they name"),
            Class::Origin => ("den egna organisationen", "its own organisation"),
        },
    )
}

/// How much a party sees.
#[must_use]
pub fn level(level: Level, language: Language) -> &'static str {
    either(
        language,
        match level {
            Level::Exists => ("ser att den finns", "sees that it exists"),
            Level::Summary => ("ser i korthet", "sees a summary"),
            Level::Full => ("ser allt", "sees everything"),
        },
    )
}

/// Why a party is among a thing's parties.
#[must_use]
pub fn why(why: GrantReason, language: Language) -> &'static str {
    either(
        language,
        match why {
            GrantReason::Coordinator => ("samordnar", "coordinates"),
            GrantReason::Proposed => ("tillfrågad om att samordna", "asked to coordinate"),
            GrantReason::District => ("har stadsdelsområdet", "runs the district"),
            GrantReason::PoliceArea => ("har lokalpolisområdet", "has the police area"),
            GrantReason::NeighbouringPoliceArea => ("har grannområdet", "has the neighbouring area"),
            GrantReason::Manager => ("förvaltar intill", "manages beside it"),
            GrantReason::LandOwner => ("äger mark intill", "owns land beside it"),
            GrantReason::Confirmed => ("bekräftad part", "confirmed party"),
            GrantReason::Recipient => ("utpekad mottagare", "named recipient"),
        },
    )
}

/// A part of a document.
#[must_use]
pub fn document_part(part: DocumentPart, language: Language) -> &'static str {
    either(
        language,
        match part {
            DocumentPart::Name => ("Namn", "Name"),
            DocumentPart::Time => ("Tider", "Times"),
            DocumentPart::Position => ("Läge", "Position"),
            DocumentPart::Details => ("Uppgifter", "Details"),
            DocumentPart::Text => ("Fritext", "Text"),
            DocumentPart::Unit => ("Enhet", "Unit"),
            DocumentPart::Photos => ("Foton", "Photos"),
            DocumentPart::Coordination => ("Samordningsansvar", "Coordination"),
            DocumentPart::Parties => ("Parter", "Parties"),
            DocumentPart::History => ("Händelser och skäl", "Events and reasons"),
        },
    )
}

/// Yes or no.
#[must_use]
pub fn flag(flag: bool, language: Language) -> &'static str {
    either(language, if flag { ("ja", "yes") } else { ("nej", "no") })
}

/// The labels of codes, by list and code, looked up once for many things.
pub struct Labels<'a> {
    labels: HashMap<(CodeList, &'a str), &'a str>,
}

impl<'a> Labels<'a> {
    /// The labels of a world's codes in a language.
    #[must_use]
    pub fn of(snapshot: &'a Snapshot, language: Language) -> Self {
        let label = |code: &'a crate::domain::codes::Code| match language {
            Language::Swedish => code.label.sv.as_str(),
            Language::English => code.label.en.as_str(),
        };
        let codes = snapshot.reference.codes.values();
        Self { labels: codes.map(|code| ((code.list, code.code.as_str()), label(code))).collect() }
    }

    /// The label of a code; a code that is in no list any more is called what it is.
    #[must_use]
    pub fn label(&self, list: CodeList, code: &str) -> String {
        self.labels.get(&(list, code)).map_or_else(|| code.to_owned(), |label| (*label).to_owned())
    }

    /// The labels of several.
    #[must_use]
    pub fn labels(&self, list: CodeList, codes: &[String]) -> Vec<String> {
        codes.iter().map(|code| self.label(list, code)).collect()
    }
}
