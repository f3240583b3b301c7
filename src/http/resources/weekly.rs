//! The weekly list: what the weekly check with the police begins from.

use super::shared::{self, Page};
use crate::domain::pace::Rise;
use crate::domain::place::Place;
use crate::domain::time::date_of;
use crate::domain::week::Week;
use crate::domain::weekly::{Quiet, Told};
use crate::http::answer;
use crate::http::audited;
use crate::http::caller::Caller;
use crate::http::extract::Params;
use crate::http::problem::Problem;
use crate::http::render::{AreaRef, PartyRef, PlaceRef, Scene, Time};
use crate::http::request::{self, Language};
use crate::http::state::App;
use crate::index::audiences::Seen;
use crate::index::table::Row;
use crate::index::view::over_time;
use crate::layers::catalog::UNDER_REPORTING;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

/// The list of a week.
#[derive(Serialize, ToSchema)]
pub struct WeeklyList {
    /// The ISO week, such as `2026-W48`.
    week: String,
    /// When it begins: Monday at midnight in Stockholm.
    from: Time,
    /// When it ends: the Monday after.
    until: Time,
    /// It is over, so that no report changes it any more.
    whole: bool,
    /// What is to be known beside every figure that rests on reports.
    note: String,
    /// Each place that something is to be said of, by what is said and by district.
    items: Vec<WeeklyItem>,
    /// Send as `cursor` for more; null at the end.
    #[schema(required)]
    next: Option<String>,
}

/// What is said of a place.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WeeklyWord {
    /// It was made in the week.
    New,
    /// More is reported than is usual there.
    Grown,
    /// Less is, or it was seen to be gone.
    Quiet,
    /// Nobody has said or done anything for as many days as ask for a review.
    Silent,
    /// It was set dormant, dismissed, merged or split.
    Closed,
    /// Nobody has accepted to coordinate it, since some day of the week.
    WithoutCoordinator,
}

/// By what growth or a fall is known.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WeeklyMethod {
    /// One week stands out.
    Week,
    /// Several weeks together do.
    Weeks,
    /// Somebody has looked, and it was gone.
    SeenGone,
}

/// A line of the list.
#[derive(Serialize, ToSchema)]
pub struct WeeklyItem {
    /// What is said.
    what: WeeklyWord,
    /// Of which place.
    place: PlaceRef,
    /// The district with most of it.
    #[schema(required)]
    district: Option<AreaRef>,
    /// Who coordinates it.
    coordinator: PartyRef,
    /// What is wrong there.
    problem_types: Vec<String>,
    /// When it happened, or since when it is so.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    since: Option<Time>,
    /// Reports in the week; for a fall in the last four weeks.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    reports: Option<u32>,
    /// Reports in a usual week there, to a tenth.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    usual: Option<f64>,
    /// Over how many weeks that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    usual_weeks: Option<usize>,
    /// By what it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    method: Option<WeeklyMethod>,
    /// How likely as much, or as little, is by chance, to a thousandth.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    probability: Option<f64>,
}

/// What is to be said of places at the weekly check, of those the caller sees: new, grown, quiet, silent, closed, and
/// without a coordinator since the week before.
#[utoipa::path(
    get, path = "/api/weekly-list", tag = "places",
    params(
        ("week" = Option<String>, Query, description = "An ISO week such as 2026-W48; the last whole week unless told"),
        ("district" = Option<String>, Query, description = "Id, code or name of a district"),
        ("limit" = Option<u32>, Query, description = "1 to 1 000, 100 unless told"),
        ("cursor" = Option<String>, Query, description = "The next of an earlier page"),
    ),
    responses((status = 200, body = WeeklyList))
)]
pub async fn find_weekly_list(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &["week", "district", "limit", "cursor"])?;
    let (now, language) = (app.accounts().now(), request::language());
    let week = week(&params, Week::of(now))?;
    let page = Page::read(&params)?;
    let snapshot = shared::snapshot(&app, &headers).await;
    let district = shared::district(&snapshot, &params)?;
    let list = move || {
        let eyes = caller.eyes();
        let scene = Scene { snapshot: &snapshot, eyes: &eyes, now, language };
        let told = over_time::weekly(&snapshot, &eyes, week, district, date_of(now));
        let mut items: Vec<_> = told.iter().map(|told| (by_word_and_district(&scene, told), told)).collect();
        items.sort_by(|a, b| a.0.cmp(&b.0));
        let listed = page.of(items.into_iter()).map(|(seen, told)| item(&scene, seen, told));
        WeeklyList {
            week: week.code(),
            from: week.begins().into(),
            until: week.ends().into(),
            whole: week.ends() <= now,
            note: note(language),
            items: listed.items,
            next: listed.next,
        }
    };
    answer::json(&headers, &audited::aside(list).await?)
}

fn week(params: &Params, present: Week) -> Result<Week, Problem> {
    let Some(text) = params.get("week") else { return Ok(present.earlier(1)) };
    let week = Week::parse(text)
        .ok_or_else(|| Problem::parameter("week", "must be an ISO week such as 2026-W48"))?;
    if week > present {
        return Err(Problem::parameter("week", "lies in the future"));
    }
    Ok(week)
}

fn note(language: Language) -> String {
    match language {
        Language::Swedish => UNDER_REPORTING.sv,
        Language::English => UNDER_REPORTING.en,
    }
    .into_owned()
}

fn word(told: &Told) -> WeeklyWord {
    match told {
        Told::New => WeeklyWord::New,
        Told::Grown(_) => WeeklyWord::Grown,
        Told::Quiet(_) => WeeklyWord::Quiet,
        Told::Silent { .. } => WeeklyWord::Silent,
        Told::Closed { .. } => WeeklyWord::Closed,
        Told::WithoutCoordinator { .. } => WeeklyWord::WithoutCoordinator,
    }
}

fn by_word_and_district(scene: &Scene<'_>, (seen, told): &(Seen<&Row<Place>>, Told)) -> String {
    let place = &seen.thing.held.record;
    let district = place.district().and_then(|id| scene.area(id)).map(|area| area.name).unwrap_or_default();
    format!("{}\u{1f}{district}\u{1f}{}\u{1f}{}", word(told) as u8, place.name, place.id)
}

fn item(scene: &Scene<'_>, seen: &Seen<&Row<Place>>, told: &Told) -> WeeklyItem {
    let place = &seen.thing.held.record;
    let bare = WeeklyItem {
        what: word(told),
        place: PlaceRef { id: place.id.to_string(), name: place.name.clone(), status: place.status },
        district: place.district().and_then(|id| scene.area(id)),
        coordinator: scene.party(place.coordination.holder.party),
        problem_types: place.problem_types.clone(),
        since: None,
        reports: None,
        usual: None,
        usual_weeks: None,
        method: None,
        probability: None,
    };
    match told {
        Told::New => WeeklyItem { since: Some(place.created_at.into()), ..bare },
        Told::Grown(growth) => {
            let (method, probability) = match growth.by {
                Rise::Week { probability } => (WeeklyMethod::Week, Some(thousandths(probability))),
                Rise::Weeks => (WeeklyMethod::Weeks, None),
            };
            WeeklyItem {
                reports: Some(growth.reports),
                usual: Some(tenths(growth.usual)),
                usual_weeks: Some(growth.weeks),
                method: Some(method),
                probability,
                ..bare
            }
        }
        Told::Quiet(Quiet::Gone { at }) => {
            WeeklyItem { since: Some((*at).into()), method: Some(WeeklyMethod::SeenGone), ..bare }
        }
        Told::Quiet(Quiet::Fewer(fall)) => WeeklyItem {
            reports: Some(fall.reports),
            usual: Some(tenths(fall.usual)),
            usual_weeks: Some(fall.weeks),
            method: Some(WeeklyMethod::Weeks),
            probability: Some(thousandths(fall.probability)),
            ..bare
        },
        Told::Silent { since } | Told::WithoutCoordinator { since } => {
            WeeklyItem { since: Some((*since).into()), ..bare }
        }
        Told::Closed { at } => WeeklyItem { since: Some((*at).into()), ..bare },
    }
}

fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

fn thousandths(value: f64) -> f64 {
    (value * 1_000.0).round() / 1_000.0
}
