//! The rules, as given, when, then. One file per noun, as the rules have.
#![allow(clippy::unwrap_used)]

mod buildings;
mod coordination;
mod designations;
mod disclosures;
mod drawn;
mod erasure;
mod handed_on;
mod hands;
mod invariants;
mod lineage;
mod measures;
mod objections;
mod photos;
mod places;
mod publications;
mod reference;
mod reports;
mod rounds;
mod sharing;
mod sight;
mod take_back;
mod texts;

use crate::domain::access::{Class, GrantReason, Level};
use crate::domain::command::{Command, MeasureDraft, OnBehalfOf, Part, PlaceEdit, Portion};
use crate::domain::decide::TOUCHED_MAX;
use crate::domain::ids::{PartyId, PlaceId};
use crate::domain::place::{Place, Status};
use crate::domain::testing::{Town, school_yard, site};
use crate::space::Shape;
use jiff::civil::Date;
use std::collections::BTreeMap;

fn propose(place: PlaceId, party: &str) -> Command {
    Command::Propose { place, party: party.into(), function: None, reason: None }
}

fn accept(place: PlaceId) -> Command {
    Command::Accept { place, function: None, on_behalf_of: None }
}

fn accept_for(place: PlaceId, party: &str) -> Command {
    let source = "brev 12 november".into();
    Command::Accept { place, function: None, on_behalf_of: Some(OnBehalfOf { party: party.into(), source }) }
}

fn decline(place: PlaceId, suggested: Option<&str>) -> Command {
    Command::Decline {
        place,
        reason: "inte vår mark".into(),
        suggested: suggested.map(str::to_owned),
        on_behalf_of: None,
    }
}

fn hand_over(place: PlaceId, party: &str) -> Command {
    Command::HandOver { place, party: party.into(), reason: "ni är närmare".into() }
}

fn status(place: PlaceId, status: Status) -> Command {
    Command::SetStatus { place, status, reason: "efter avstämning".into() }
}

fn object(place: PlaceId) -> Command {
    Command::Object { place, reason: "det händer fortfarande".into() }
}

fn uphold(place: PlaceId) -> Command {
    Command::Uphold { place, reason: "inget nytt sedan i våras".into() }
}

fn turn_day(after: Date, day: Date) -> Command {
    Command::TurnDay { after, day, portion: Portion::Whole, most: TOUCHED_MAX }
}

/// A town where the police run the school's yard, so that places on it are theirs to make.
fn town_where_the_police_run_a_yard() -> Town {
    let mut town = Town::new();
    let admin = town.administrator();
    let yard = site("s1", "Ekskolan", "school", school_yard(), Some("vast"));
    town.when(&admin, Command::PutSites(vec![yard])).then_ok();
    town
}

fn merge(place: PlaceId, into: PlaceId) -> Command {
    Command::MergePlace { place, into, class: None, reason: "samma plats".into() }
}

fn merge_as(place: PlaceId, into: PlaceId, class: Class) -> Command {
    Command::MergePlace { place, into, class: Some(class), reason: "samma plats".into() }
}

fn split(place: PlaceId, parts: Vec<Part>) -> Command {
    Command::SplitPlace { place, parts, reason: "två skilda platser".into() }
}

fn part(name: &str, shape: Shape) -> Part {
    Part { name: name.into(), shape, reports: Vec::new() }
}

fn move_to(place: PlaceId, shape: Shape) -> Command {
    Command::EditPlace(place, PlaceEdit { shape: Some(shape), ..PlaceEdit::default() })
}

fn confirm(place: PlaceId, party: &str, level: Option<Level>) -> Command {
    Command::SetPlaceParty { place, party: party.into(), level, ground: None }
}

fn measure(place: PlaceId, party: &str) -> Command {
    Command::AddMeasure(MeasureDraft {
        place,
        measure_type: "safety_walk".into(),
        party: party.into(),
        prevention_level: None,
        starts: None,
        ends: None,
        note: None,
        particulars: BTreeMap::new(),
    })
}

/// What a party has been granted of a place, and why.
fn granted(place: &Place, party: PartyId) -> Option<(Level, GrantReason)> {
    place.grants.iter().find(|g| g.party == party).map(|g| (g.level, g.why))
}
