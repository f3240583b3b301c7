//! The filters of tiles: those of the lists, beside the box that a tile is itself.

use super::extract::Params;
use super::problem::Problem;
use crate::domain::area::AreaKind;
use crate::domain::ids::{AreaId, PartyId};
use crate::domain::place::Status;
use crate::index::snapshot::Snapshot;
use crate::index::view::filter::{PlaceFilter, ReportFilter, ReportState};
use crate::layers::collections::{Collection, Filters};
use jiff::Timestamp;

const PLACES: [&str; 8] = [
    "status",
    "problem_type",
    "district",
    "party",
    "without_coordinator",
    "child_relevant",
    "since",
    "until",
];
const REPORTS: [&str; 6] = ["status", "problem_type", "district", "party", "since", "until"];

/// Reads the filters that a collection knows; nothing at all where none is given, so that nothing is asked of each thing.
///
/// # Errors
/// 400 for a parameter that is unknown or wrong.
pub fn read(collection: Collection, query: Option<&str>, snapshot: &Snapshot) -> Result<Filters, Problem> {
    let known: &[&str] = match collection {
        Collection::Places => &PLACES,
        Collection::Reports => &REPORTS,
        Collection::Districts
        | Collection::Neighbourhoods
        | Collection::Sites
        | Collection::Water
        | Collection::Parks
        | Collection::Streets => &[],
    };
    let params = Params::parse(query, known)?;
    if known.iter().all(|name| params.get(name).is_none()) {
        return Ok(Filters::default());
    }
    Ok(match collection {
        Collection::Reports => Filters { reports: Some(reports(&params, snapshot)?), places: None },
        _ => Filters { places: Some(places(&params, snapshot)?), reports: None },
    })
}

fn places(params: &Params, snapshot: &Snapshot) -> Result<PlaceFilter, Problem> {
    Ok(PlaceFilter {
        status: words(params, "status", Status::parse)?,
        problem_type: params.get("problem_type").map(str::to_owned),
        district: district(params, snapshot)?,
        party: party(params, snapshot)?,
        without_coordinator: params.flag("without_coordinator")?,
        child_relevant: params.flag("child_relevant")?,
        since: time(params, "since")?,
        until: time(params, "until")?,
        ..PlaceFilter::default()
    })
}

fn reports(params: &Params, snapshot: &Snapshot) -> Result<ReportFilter, Problem> {
    Ok(ReportFilter {
        status: words(params, "status", ReportState::parse)?,
        problem_type: params.get("problem_type").map(str::to_owned),
        district: district(params, snapshot)?,
        party: party(params, snapshot)?,
        since: time(params, "since")?,
        until: time(params, "until")?,
        ..ReportFilter::default()
    })
}

fn words<T>(params: &Params, name: &str, read: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, Problem> {
    let words = params.get(name).unwrap_or_default().split(',').filter(|word| !word.is_empty());
    words
        .map(|word| read(word).ok_or_else(|| Problem::parameter(name, "has a word that is not known")))
        .collect()
}

fn district(params: &Params, snapshot: &Snapshot) -> Result<Option<AreaId>, Problem> {
    let Some(text) = params.get("district") else { return Ok(None) };
    let mut districts =
        snapshot.reference.areas.of_kind(AreaKind::District).map(|ground| &ground.area.record);
    let found = districts
        .find(|area| area.id.to_string() == text || area.code.as_deref() == Some(text) || area.name == text);
    let unknown = || Problem::parameter("district", "is not the id, code or name of a district");
    found.map(|area| Some(area.id)).ok_or_else(unknown)
}

fn party(params: &Params, snapshot: &Snapshot) -> Result<Option<PartyId>, Problem> {
    let Some(code) = params.get("party") else { return Ok(None) };
    let party = snapshot.reference.parties.coded(code);
    party.map(|party| Some(party.id)).ok_or_else(|| Problem::parameter("party", "is not the code of a party"))
}

fn time(params: &Params, name: &str) -> Result<Option<Timestamp>, Problem> {
    let Some(text) = params.get(name) else { return Ok(None) };
    let date = || {
        let date: jiff::civil::Date = text.parse().ok()?;
        Some(date.to_zoned(crate::domain::time::stockholm().clone()).ok()?.timestamp())
    };
    let moment = text.parse().ok().or_else(date);
    moment.map(Some).ok_or_else(|| Problem::parameter(name, "must be a time with offset, or a date"))
}
