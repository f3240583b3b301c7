//! Requests for public documents (TF 2, OSL): somebody asks for one report or one place, and a party that holds it answers.
//!
//! Who asks is nobody's business, so there is nowhere to write it. What is answered is rendered from the version that was
//! decided on; what was withheld of it is named, with its paragraph and a reason, and is not there.

use super::access::Class;
use super::guard::{self, Sensitive};
use super::ids::{DocumentRequestId, PartyId, PlaceId, ReportId};
use super::place::Place;
use super::record::Key;
use super::report::Report;
use super::world::World;
use crate::space::LonLat;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The one thing that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Document {
    /// A report, with the list of its photos.
    Report(ReportId),
    /// A place, with the history of its coordination.
    Place(PlaceId),
}

impl Document {
    /// Its kind and number.
    #[must_use]
    pub fn key(self) -> Key {
        match self {
            Self::Report(id) => id.into(),
            Self::Place(id) => id.into(),
        }
    }

    /// The parts it is answered in, in the order of the page.
    #[must_use]
    pub const fn parts(self) -> &'static [DocumentPart] {
        use DocumentPart::{
            Coordination, Details, History, Name, Parties, Photos, Position, Text, Time, Unit,
        };
        match self {
            Self::Report(_) => &[Time, Position, Details, Text, Unit, Photos, Parties, History],
            Self::Place(_) => &[Name, Time, Position, Details, Text, Coordination, Parties, History],
        }
    }
}

/// A part of a document: what is withheld is withheld by the part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentPart {
    /// What a place is called.
    Name,
    /// When it was seen, came in, was made.
    Time,
    /// Where it is.
    Position,
    /// What is wrong there, in the words of code lists.
    Details,
    /// What somebody wrote.
    Text,
    /// The unit within the organisation that a report comes from.
    Unit,
    /// Which photos there are. Their pictures are a document each.
    Photos,
    /// Who holds a place, and what was asked and answered before.
    Coordination,
    /// With whom it is shared, and why.
    Parties,
    /// What happened to it, with the reasons that were given.
    History,
}

/// A part that is withheld.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithheldPart {
    /// Which.
    pub part: DocumentPart,
    /// By which paragraph, from the list `secrecy_ground`.
    pub ground: String,
    /// Why it applies here, through the guard.
    pub reason: String,
}

/// What came of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// All of it was given out.
    Whole,
    /// Some of it was withheld.
    InPart,
    /// All of it was withheld.
    Refused,
}

/// A request that was answered, as the party that answered keeps it. Never changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentRequest {
    /// Its id: the reference of the answer.
    #[serde(default = "nothing")]
    pub id: DocumentRequestId,
    /// What was asked for.
    pub document: Document,
    /// The version of it that was decided on.
    pub thing_version: u32,
    /// The party that holds it and answered.
    pub holder: PartyId,
    /// The case's number in that party's diary, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub diary_number: Option<String>,
    /// The day somebody asked.
    pub received_on: Date,
    /// When it was answered.
    pub decided_at: Timestamp,
    /// The function that decided; never a person's name.
    pub decided_by: String,
    /// What was withheld, in the order of the parts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub withheld: Vec<WithheldPart>,
}

fn nothing() -> DocumentRequestId {
    DocumentRequestId::from_bits(0)
}

impl DocumentRequest {
    /// What came of it.
    #[must_use]
    pub fn answer(&self) -> Answer {
        match self.withheld.len() {
            0 => Answer::Whole,
            all if all == self.document.parts().len() => Answer::Refused,
            _ => Answer::InPart,
        }
    }

    /// How a part was withheld, where it was.
    #[must_use]
    pub fn withheld(&self, part: DocumentPart) -> Option<&WithheldPart> {
        self.withheld.iter().find(|withheld| withheld.part == part)
    }
}

/// What a rule would withhold. Somebody decides; a rule does not know what harm a word does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Which part.
    pub part: DocumentPart,
    /// By which rule.
    pub rule: Rule,
}

/// Why something is suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// It is of class `police`: joint planning, whose secrecy follows it to the receiver (18:1).
    PoliceClass,
    /// It is of class `origin`: security of one's own buildings, unless it is a draft (18:8).
    OriginClass,
    /// It comes from a unit of the social services (26:1).
    SocialServices,
    /// Words of it point at somebody's health (21:1).
    HealthWords,
    /// Words of it point at where somebody comes from (21:7).
    EthnicityWords,
    /// It lies in a building that somebody lives in, and not merely where such things are shown (21:7).
    Home,
}

impl Rule {
    /// The paragraph it suggests, from the list `secrecy_ground`.
    #[must_use]
    pub const fn ground(self) -> &'static str {
        match self {
            Self::PoliceClass => "osl_18_1",
            Self::OriginClass => "osl_18_8",
            Self::SocialServices => "osl_26_1",
            Self::HealthWords => "osl_21_1",
            Self::EthnicityWords | Self::Home => "osl_21_7",
        }
    }
}

/// What the rules would withhold of a document, each part once, by the first rule that says so.
#[must_use]
pub fn suggested(world: &(impl World + ?Sized), document: Document) -> Vec<Suggestion> {
    let found = match document {
        Document::Report(id) => world.report(id).map(|report| of_report(world, &report)),
        Document::Place(id) => world.place(id).map(|place| of_place(world, &place)),
    };
    let mut found = found.unwrap_or_default();
    // The sort keeps the order of the rules within a part.
    found.sort_by_key(|suggestion| suggestion.part);
    found.dedup_by_key(|suggestion| suggestion.part);
    found
}

fn of_report(world: &(impl World + ?Sized), report: &Report) -> Vec<Suggestion> {
    let mut found = Vec::new();
    let origin = world.party(report.origin);
    if origin.is_some_and(|party| party.is_social_services(report.unit.as_deref())) {
        let parts = [DocumentPart::Text, DocumentPart::Position, DocumentPart::Unit, DocumentPart::History];
        found.extend(parts.map(|part| Suggestion { part, rule: Rule::SocialServices }));
    }
    found.extend(by_class(report.class));
    let reason = report.content.as_ref().and_then(|content| content.reason.as_deref());
    found.extend(by_words(report.text(), reason));
    found.extend(of_home(world, report.position, report.accuracy_m));
    found
}

/// What lies at the very spot where things of a home are shown points at nobody.
fn of_home(world: &(impl World + ?Sized), position: LonLat, accuracy_m: Option<f64>) -> Option<Suggestion> {
    let shown = world.shown_of_home(position, accuracy_m)?;
    (shown != position).then_some(Suggestion { part: DocumentPart::Position, rule: Rule::Home })
}

fn of_place(world: &(impl World + ?Sized), place: &Place) -> Vec<Suggestion> {
    let content = place.content.as_ref();
    let note = content.and_then(|content| content.note.as_deref());
    let reason = content.and_then(|content| content.reason.as_deref());
    let home = of_home(world, place.shape.representative_point(), None);
    by_class(place.class).into_iter().chain(by_words(note, reason)).chain(home).collect()
}

fn by_class(class: Class) -> Vec<Suggestion> {
    use DocumentPart::{Details, History, Position, Text, Time};
    let of =
        |rule, parts: &[DocumentPart]| parts.iter().map(|part| Suggestion { part: *part, rule }).collect();
    match class {
        Class::Open | Class::Partner | Class::City => Vec::new(),
        Class::Police => of(Rule::PoliceClass, &[Time, Position, Details, Text, History]),
        Class::Origin => of(Rule::OriginClass, &[Position, Details, Text]),
    }
}

fn by_words(text: Option<&str>, reason: Option<&str>) -> Vec<Suggestion> {
    let read = |text: Option<&str>, part| {
        let warnings = text.map(guard::warnings).unwrap_or_default();
        warnings.into_iter().map(move |warning| {
            let rule = match warning {
                Sensitive::Health => Rule::HealthWords,
                Sensitive::Ethnicity => Rule::EthnicityWords,
            };
            Suggestion { part, rule }
        })
    };
    read(text, DocumentPart::Text).chain(read(reason, DocumentPart::History)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::codes::{self, CodeList};

    #[test]
    fn every_rule_suggests_a_ground_that_a_fresh_installation_has() {
        let grounds: Vec<_> =
            codes::fresh().into_iter().filter(|code| code.list == CodeList::SecrecyGround).collect();
        for rule in [
            Rule::PoliceClass,
            Rule::OriginClass,
            Rule::SocialServices,
            Rule::HealthWords,
            Rule::EthnicityWords,
            Rule::Home,
        ] {
            assert!(grounds.iter().any(|code| code.code == rule.ground()), "{rule:?}");
        }
        for paragraph in ["18:1", "18:2", "18:8", "26:1", "35:1"] {
            assert!(grounds.iter().any(|code| code.label.sv.starts_with(&format!("OSL {paragraph} "))));
        }
    }

    #[test]
    fn a_document_has_each_part_once() {
        for document in [Document::Report(ReportId::from_bits(1)), Document::Place(PlaceId::from_bits(1))] {
            let mut parts = document.parts().to_vec();
            parts.sort_unstable();
            parts.dedup();
            assert_eq!(parts.len(), document.parts().len());
        }
    }
}
