//! How many places of a problem type there were, by district, on any day: "open drug scenes" above all.
//!
//! A place counts with the status it had at the end of the day, in the district that had most of it then. It is
//! `active` when somebody has decided that it is a place and it is not yet quiet: active, under analysis, in action or
//! monitored. What is only suspected, dormant or ended stands beside it, under `by_status`.

use super::shared;
use crate::domain::area::AreaKind;
use crate::domain::ids::AreaId;
use crate::domain::place::Status;
use crate::domain::record::Kind;
use crate::domain::time::{date_of, day};
use crate::http::answer;
use crate::http::caller::Caller;
use crate::http::exports::{of_past, when};
use crate::http::extract::Params;
use crate::http::problem::{Problem, ProblemDocument};
use crate::http::render::{AreaRef, Scene};
use crate::http::request::{self, Language};
use crate::http::state::App;
use crate::index::audiences::Eyes;
use crate::index::snapshot::Snapshot;
use crate::index::view::filter::PlaceFilter;
use crate::index::view::list::every_place;
use crate::layers::catalog::UNDER_REPORTING;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Most days that one question asks about: the ends of two years' months.
const DAYS_MAX: usize = 24;
/// What is counted when nobody says.
const USUAL: &str = "open_drug_scene";
/// What a world of the past needs for it.
const KINDS: &[Kind] = &[Kind::Place, Kind::Area];

/// Counts, with what they cannot say.
#[derive(Serialize, ToSchema)]
pub struct PlaceCounts {
    /// What is counted, from the list `problem_type`.
    problem_type: String,
    /// By day and district.
    items: Vec<PlaceCount>,
    /// What the counts rest on.
    source: &'static str,
    /// Not everything is reported.
    note: String,
}

/// One district on one day.
#[derive(Serialize, ToSchema)]
pub struct PlaceCount {
    /// The day, at whose end it is counted; today is counted now.
    #[schema(value_type = String, format = Date)]
    day: Date,
    /// The district as it was then; null is outside every district.
    #[schema(required)]
    district: Option<AreaRef>,
    /// Places that were active, under analysis, in action or monitored.
    active: usize,
    /// Places by the status they had.
    by_status: BTreeMap<&'static str, usize>,
}

const fn is_active(status: Status) -> bool {
    match status {
        Status::Active | Status::UnderAnalysis | Status::InAction | Status::Monitoring => true,
        Status::Suspected | Status::Dormant | Status::Dismissed | Status::Merged | Status::Split => false,
    }
}

/// How many places of a problem type there were in each district on days gone by, of those the caller may see now and
/// could have seen then.
#[utoipa::path(
    get, path = "/api/place-counts", tag = "places",
    params(
        ("problem_type" = Option<String>, Query, description = "A code of the list problem_type; open_drug_scene unless told"),
        ("on" = Option<String>, Query, description = "Days with commas, at most 24; today unless told"),
    ),
    responses(
        (status = 200, body = PlaceCounts),
        (status = 400, description = "A day lies in the future, or before the register began", body = ProblemDocument),
        (status = 503, description = "Another reading of the past is under way", body = ProblemDocument),
    )
)]
pub async fn count_places(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &["problem_type", "on"])?;
    let now = Timestamp::now();
    let days = days(&params, now)?;
    let problem_type = params.get("problem_type").unwrap_or(USUAL).to_owned();
    let filter = PlaceFilter { problem_types: vec![problem_type.clone()], ..PlaceFilter::default() };
    let present = shared::snapshot(&app, &headers).await;
    let mut items = Vec::new();
    for (day, moment) in days {
        if day == date_of(now) {
            items.extend(counted(&present, &caller.eyes(), &filter, day));
            continue;
        }
        let past = app.engine().past(moment, KINDS, app.export_limits().past).await;
        let past = past.map_err(|why| of_past(why, "on"))?;
        let eyes = caller.eyes().looking_back(app.engine().snapshot());
        items.extend(counted(&past.snapshot, &eyes, &filter, day));
    }
    let note = match request::language() {
        Language::Swedish => UNDER_REPORTING.sv,
        Language::English => UNDER_REPORTING.en,
    };
    answer::json(&headers, &PlaceCounts { problem_type, items, source: "samplats", note: note.into_owned() })
}

/// The days that are asked about, each with the moment it is counted at.
fn days(params: &Params, now: Timestamp) -> Result<Vec<(Date, Timestamp)>, Problem> {
    let wrong = |detail: &str| Problem::parameter("on", detail);
    let Some(text) = params.get("on") else { return Ok(vec![(date_of(now), now)]) };
    let mut days = Vec::new();
    for word in text.split(',').map(str::trim).filter(|word| !word.is_empty()) {
        let day = day(word).ok_or_else(|| wrong("must be days such as 2026-03-31, with commas between"))?;
        let moment = when::read(word, now).map_err(wrong)?;
        if days.len() == DAYS_MAX {
            return Err(wrong("has more than 24 days"));
        }
        days.push((day, moment));
    }
    Ok(days)
}

/// Every district of the day with its count, and what lies outside them all.
fn counted(snapshot: &Snapshot, eyes: &Eyes, filter: &PlaceFilter, day: Date) -> Vec<PlaceCount> {
    let mut by_district: BTreeMap<Option<AreaId>, BTreeMap<&'static str, usize>> = BTreeMap::new();
    let mut active: BTreeMap<Option<AreaId>, usize> = BTreeMap::new();
    for seen in every_place(snapshot, eyes, filter).filter(|seen| seen.summary()) {
        let place = &seen.thing.held.record;
        *by_district.entry(place.district()).or_default().entry(place.status.code()).or_default() += 1;
        *active.entry(place.district()).or_default() += usize::from(is_active(place.status));
    }
    let scene = Scene::new(snapshot, eyes);
    let districts = snapshot.reference.areas.of_kind(AreaKind::District);
    let holding = districts.filter(|ground| ground.area.holds_on(day)).map(|ground| Some(ground.area.id));
    // A district that ended before its places were told of another still has them.
    let mut ids: Vec<_> = holding.collect();
    let left: Vec<_> = by_district.keys().filter(|id| id.is_some() && !ids.contains(id)).copied().collect();
    ids.extend(left);
    ids.push(None);
    let count = |id: Option<AreaId>| PlaceCount {
        day,
        district: id.and_then(|id| scene.area(id)),
        active: active.get(&id).copied().unwrap_or_default(),
        by_status: by_district.remove(&id).unwrap_or_default(),
    };
    ids.into_iter().map(count).collect()
}
