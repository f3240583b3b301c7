//! What a version changed, field by field, from what to what, in words of the glossary.
//!
//! Both versions have been found to be the reader's to see in full, then and now; what they name beside themselves
//! goes through the reader's eyes here.

mod place;
mod report;
mod site;

use super::Scene;
use super::named::{self, Labels};
use crate::domain::access::Grant;
use crate::domain::ids::{AreaId, PartyId, PlaceId};
use crate::domain::record::Record;
use crate::http::request::Language;
use crate::space::Shape;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// One field that a version changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldChange {
    /// Which, by the name it has in answers.
    pub field: &'static str,
    /// What it was, in words; left out where there was nothing, and for free text.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub from: Option<String>,
    /// What it is since, in words; left out likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub to: Option<String>,
    /// Both in a sentence.
    pub words: String,
}

/// What is different between two versions of one record, in the order of its fields.
#[must_use]
pub fn between(scene: &Scene<'_>, labels: &Labels<'_>, before: &Record, after: &Record) -> Vec<FieldChange> {
    let mut changes = Changes { scene, labels, found: Vec::new() };
    match (before, after) {
        (Record::Place(before), Record::Place(after)) => changes.of_place(before, after),
        (Record::Report(before), Record::Report(after)) => changes.of_report(before, after),
        (Record::Site(before), Record::Site(after)) => changes.of_site(before, after),
        (
            Record::Place(_)
            | Record::Report(_)
            | Record::Site(_)
            | Record::Party(_)
            | Record::Area(_)
            | Record::Code(_)
            | Record::Setting(_)
            | Record::Designation(_)
            | Record::Statistic(_)
            | Record::Address(_)
            | Record::Building(_)
            | Record::Measure(_)
            | Record::Photo(_)
            | Record::Erasure(_)
            | Record::RetentionRule(_)
            | Record::RetentionRun(_)
            | Record::Round(_)
            | Record::Walk(_)
            | Record::Presence(_)
            | Record::Publication(_)
            | Record::DocumentRequest(_)
            | Record::Filing(_)
            | Record::AccessReview(_)
            | Record::Gone(_),
            _,
        ) => {}
    }
    changes.found
}

/// The changes that are found.
struct Changes<'a> {
    scene: &'a Scene<'a>,
    labels: &'a Labels<'a>,
    found: Vec<FieldChange>,
}

/// What a field is called, in Swedish and in English.
type Called = (&'static str, &'static str);

impl Changes<'_> {
    fn said(&self, (sv, en): Called) -> &'static str {
        match self.scene.language {
            Language::Swedish => sv,
            Language::English => en,
        }
    }

    /// A field with one value.
    fn value(&mut self, field: &'static str, called: Called, from: Option<String>, to: Option<String>) {
        if from == to {
            return;
        }
        let name = self.said(called);
        let words = match (&from, &to, self.scene.language) {
            (Some(from), Some(to), Language::Swedish) => format!("{name}: från {from} till {to}"),
            (Some(from), Some(to), Language::English) => format!("{name}: from {from} to {to}"),
            (None, Some(to), _) => format!("{name}: {to}"),
            (Some(from), None, Language::Swedish) => format!("{name}: inte längre {from}"),
            (Some(from), None, Language::English) => format!("{name}: no longer {from}"),
            (None, None, _) => return,
        };
        self.found.push(FieldChange { field, from, to, words });
    }

    /// A field with several values: what came and what went.
    fn values(&mut self, field: &'static str, called: Called, from: &[String], to: &[String]) {
        let came: Vec<&str> = to.iter().filter(|value| !from.contains(value)).map(String::as_str).collect();
        let went: Vec<&str> = from.iter().filter(|value| !to.contains(value)).map(String::as_str).collect();
        if came.is_empty() && went.is_empty() {
            return;
        }
        let mut parts = Vec::new();
        if !came.is_empty() {
            parts.push(format!("{} {}", self.said(("tillkom", "added")), came.join(", ")));
        }
        if !went.is_empty() {
            parts.push(format!("{} {}", self.said(("utgick", "removed")), went.join(", ")));
        }
        let words = format!("{}: {}", self.said(called), parts.join("; "));
        let joined = |values: &[String]| (!values.is_empty()).then(|| values.join(", "));
        self.found.push(FieldChange { field, from: joined(from), to: joined(to), words });
    }

    /// Free text: that it changed, and not what it said. A text that somebody took away is not spread by telling so.
    fn free_text(&mut self, field: &'static str, called: Called, from: Option<&str>, to: Option<&str>) {
        let happened = match (from, to) {
            (from, to) if from == to => return,
            (None, _) => ("skrevs", "was written"),
            (Some(_), Some(_)) => ("skrevs om", "was rewritten"),
            (Some(_), None) => ("togs bort", "was taken away"),
        };
        let words = format!("{} {}", self.said(called), self.said(happened));
        self.found.push(FieldChange { field, from: None, to: None, words });
    }

    fn flag(&mut self, field: &'static str, called: Called, from: bool, to: bool) {
        let named = |flag| Some(named::flag(flag, self.scene.language).to_owned());
        self.value(field, called, named(from), named(to));
    }

    /// The ground: how far it was moved, or how it was redrawn.
    fn geometry(&mut self, from: &Shape, to: &Shape) {
        if from == to {
            return;
        }
        let plane = from.plane();
        let [old, new] = [from, to].map(|shape| plane.to_metres(shape.representative_point()));
        let moved_m = old.distance_m(new).round();
        let [old_m2, new_m2] = [from, to].map(|shape| shape.in_metres(plane).area_m2().round());
        let is_moved = match self.scene.language {
            Language::Swedish => format!("flyttad {moved_m} m"),
            Language::English => format!("moved {moved_m} m"),
        };
        let [from_words, to_words] = [old_m2, new_m2].map(|m2| self.ground(m2));
        let words = match (old_m2 == 0.0 && new_m2 == 0.0, self.scene.language) {
            (true, _) => format!("{}: {is_moved}", self.said(("Läge", "Position"))),
            (false, Language::Swedish) => {
                format!("Omritad: mitten {is_moved}, från {from_words} till {to_words}")
            }
            (false, Language::English) => {
                format!("Redrawn: its middle {is_moved}, from {from_words} to {to_words}")
            }
        };
        self.found.push(FieldChange { field: "geometry", from: Some(from_words), to: Some(to_words), words });
    }

    fn ground(&self, area_m2: f64) -> String {
        if area_m2 == 0.0 { self.said(("en punkt", "a point")).to_owned() } else { format!("{area_m2} m²") }
    }

    /// Who sees it, and how much.
    fn parties(&mut self, from: &[Grant], to: &[Grant]) {
        let lines = |grants: &[Grant]| -> BTreeMap<String, String> {
            let line = |grant: &Grant| {
                let name = self.scene.party(grant.party).name;
                let words = format!("{name} {}", named::level(grant.level, self.scene.language));
                (name, words)
            };
            grants.iter().map(line).collect()
        };
        let (from, to) = (lines(from), lines(to));
        let came: Vec<String> = to
            .iter()
            .filter(|(name, words)| from.get(*name) != Some(words))
            .map(|(_, words)| words.clone())
            .collect();
        let no_longer = self.said(("är inte längre part", "is no longer a party"));
        let went =
            from.keys().filter(|name| !to.contains_key(*name)).map(|name| format!("{name} {no_longer}"));
        let all: Vec<String> = came.into_iter().chain(went).collect();
        if all.is_empty() {
            return;
        }
        let joined = |lines: BTreeMap<String, String>| {
            (!lines.is_empty()).then(|| lines.into_values().collect::<Vec<_>>().join(", "))
        };
        let words = format!("{}: {}", self.said(("Parter", "Parties")), all.join(", "));
        self.found.push(FieldChange { field: "parties", from: joined(from), to: joined(to), words });
    }

    fn party(&self, id: PartyId) -> String {
        self.scene.party(id).name
    }

    fn area(&self, id: AreaId) -> Option<String> {
        self.scene.area(id).map(|area| area.name)
    }

    /// The names of other places, of those the reader sees.
    fn places(&self, ids: &[PlaceId]) -> Vec<String> {
        ids.iter().filter_map(|id| self.scene.place_ref(*id)).map(|place| place.name).collect()
    }
}

/// A name in quotes, so that one can tell where it ends.
fn quoted(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| format!("”{text}”"))
}
