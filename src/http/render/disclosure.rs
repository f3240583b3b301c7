//! To whom a thing was handed on, and which authority holds it.

use super::{PartyRef, PlaceRef, Scene, Time, words};
use crate::domain::access::{Class, Level, Role};
use crate::domain::codes::CodeList;
use crate::domain::disclosure::{Act, Disclosure, Receiver};
use crate::domain::ids::PartyId;
use crate::domain::record::Kind;
use crate::index::view::disclosures::Of;
use serde::Serialize;
use utoipa::ToSchema;

/// Something that was handed on.
#[derive(Debug, Serialize, ToSchema)]
pub struct DisclosureView {
    /// When.
    pub time: Time,
    /// Of what.
    pub of: DisclosedView,
    /// Which party handed it on; null for the system itself.
    #[schema(required)]
    pub party: Option<PartyRef>,
    /// In which role.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub role: Option<Role>,
    /// What was done.
    pub act: Act,
    /// What was done, in words.
    pub words: String,
    /// The class it had, where that was changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub from_class: Option<Class>,
    /// The class it was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub to_class: Option<Class>,
    /// On what ground; left out where the act is its own: who is a party, where a report belongs, that a photo shows nobody.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub ground: Option<GroundView>,
    /// To whom.
    pub to: Vec<ReceiverView>,
    /// Whether they see it through the place that it belongs to, which is told to who sees all of that place.
    pub through: bool,
    /// The version of the thing that it made: what was said of the ground in words is in its history.
    pub version: u32,
}

/// A thing that was handed on.
#[derive(Debug, Serialize, ToSchema)]
pub struct DisclosedView {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// The place; the one that a report or its photo belongs to, where this viewer sees it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub place: Option<PlaceRef>,
    /// The report, of one of its photos.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub report: Option<String>,
}

/// A ground of sharing.
#[derive(Debug, Serialize, ToSchema)]
pub struct GroundView {
    /// The code.
    pub code: String,
    /// On screen.
    pub label: String,
    /// The law's paragraph, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub paragraph: Option<String>,
}

/// A party that something was handed on to.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReceiverView {
    /// Who.
    pub party: PartyRef,
    /// How much it was let see.
    pub level: Level,
}

/// The authority that holds a document: whose it is to answer for, and its unit where one is known.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AuthorityView {
    /// The organisation.
    pub party: PartyRef,
    /// Its unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub unit: Option<PartyRef>,
}

impl AuthorityView {
    /// In one line.
    #[must_use]
    pub fn in_words(&self) -> String {
        match &self.unit {
            Some(unit) => format!("{}, {}", self.party.name, unit.name),
            None => self.party.name.clone(),
        }
    }
}

impl Scene<'_> {
    /// The authority that holds what an organisation made, by one of its units or none.
    #[must_use]
    pub fn held_by(&self, origin: PartyId, unit: Option<&str>) -> AuthorityView {
        let party = self.snapshot.reference.parties.get(origin);
        let known = |code: &str| {
            let unit = party?.units.iter().find(|unit| unit.code == code)?;
            Some(PartyRef { code: unit.code.clone(), name: unit.name.clone() })
        };
        AuthorityView { party: self.party(origin), unit: unit.and_then(known) }
    }

    /// Something that was handed on.
    #[must_use]
    pub fn disclosure(&self, of: Of<'_>, disclosure: &Disclosure) -> DisclosureView {
        let key = of.key();
        let place = of.place(self.snapshot);
        DisclosureView {
            time: disclosure.at.into(),
            of: DisclosedView {
                kind: key.kind,
                id: crate::domain::ids::crockford(key.bits),
                place: place.and_then(|place| self.place_ref(place)),
                report: match of {
                    Of::Photo(photo) => Some(photo.report.to_string()),
                    Of::Place(_) | Of::Report(_) => None,
                },
            },
            party: disclosure.by.party.map(|party| self.party(party)),
            role: disclosure.by.role,
            act: disclosure.act,
            words: words::disclosed(disclosure.act, self.language),
            from_class: disclosure.step.map(|step| step.from),
            to_class: disclosure.step.map(|step| step.to),
            ground: disclosure.ground.as_deref().map(|code| self.ground(code)),
            to: disclosure.to.iter().map(|to| self.receiver(to)).collect(),
            through: disclosure.through.is_some(),
            version: disclosure.version,
        }
    }

    fn receiver(&self, to: &Receiver) -> ReceiverView {
        ReceiverView { party: self.party(to.party), level: to.level }
    }

    fn ground(&self, code: &str) -> GroundView {
        use crate::http::request::Language;
        let known = self.snapshot.reference.code(CodeList::SharingGround, code);
        let label = known.map(|known| match self.language {
            Language::Swedish => known.label.sv.clone(),
            Language::English => known.label.en.clone(),
        });
        GroundView {
            code: code.to_owned(),
            label: label.unwrap_or_else(|| code.to_owned()),
            paragraph: known.and_then(|known| known.paragraph.clone()),
        }
    }
}
