//! The caller's own: reports, sites and duties.

use super::shared::{self, Items, Page};
use crate::domain::access::Asking;
use crate::domain::coordination::Stage;
use crate::domain::decide::{DecidedReports, answers_objections, writes_measures};
use crate::domain::place::Place;
use crate::domain::report::Report;
use crate::domain::settings::SettingName;
use crate::domain::site::Site;
use crate::domain::time::{date_of, end_of_day, end_of_day_after, stockholm};
use crate::domain::world::World;
use crate::http::access_review::review_due_on;
use crate::http::answer;
use crate::http::caller::Caller;
use crate::http::extract::Params;
use crate::http::problem::Problem;
use crate::http::render::reference::SiteView;
use crate::http::render::report::{ReportView, is_mine};
use crate::http::render::{PlaceRef, Scene, Time, decimetres};
use crate::http::state::App;
use crate::index::audiences::Seen;
use crate::index::snapshot::{Measured, on_ground, reach};
use crate::index::table::{Item, Row};
use crate::index::view::filter::{SiteFilter, shown_position};
use crate::index::view::{self, list};
use crate::space::Shape;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// The reports this account has sent, the newest first, with what came of each.
#[utoipa::path(
    get, path = "/api/me/reports", tag = "me",
    params(Page),
    responses((status = 200, body = Items<ReportView>))
)]
pub async fn list_my_reports(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &Page::PARAMETERS)?;
    let snapshot = shared::snapshot(&app, &headers).await;
    let eyes = caller.eyes();
    let scene = Scene::new(&snapshot, &eyes);
    let mut mine: Vec<_> = snapshot
        .reports
        .iter()
        .filter(|row| is_mine(&row.held.record, &caller.actor))
        .filter_map(|row| view::report(&snapshot, &eyes, row))
        .map(|seen| (newest_first(&seen.thing.held.record), seen))
        .collect();
    mine.sort_by(|a, b| a.0.cmp(&b.0));
    let page = Page::read(&params)?.of(mine.into_iter());
    answer::json(&headers, &page.map(|seen| scene.report(&seen, &caller.actor)))
}

/// A site of the caller's party, with what is known on it and at its fence.
#[derive(Serialize, ToSchema)]
pub struct MySite {
    #[serde(flatten)]
    #[schema(inline)]
    site: SiteView,
    /// Places on its ground or within 50 m, the nearest first.
    places: Vec<PlaceAtSite>,
    /// How many reports lie on it or within 50 m, of those the caller sees.
    reports: usize,
}

/// A place at a site.
#[derive(Serialize, ToSchema)]
pub struct PlaceAtSite {
    #[serde(flatten)]
    #[schema(inline)]
    place: PlaceRef,
    /// Metres between them.
    distance_m: f64,
    /// On the site's ground.
    ground: bool,
}

/// The sites the caller's party manages or owns the land of, in all districts.
#[utoipa::path(
    get, path = "/api/me/sites", tag = "me",
    params(
        ("with_places" = Option<bool>, Query, description = "Only sites with a place on or beside them"),
        ("limit" = Option<u32>, Query, description = "1 to 1 000, 100 unless told"),
        ("cursor" = Option<String>, Query, description = "The next of an earlier page"),
    ),
    responses((status = 200, body = Items<MySite>))
)]
pub async fn list_my_sites(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &["with_places", "limit", "cursor"])?;
    let snapshot = shared::snapshot(&app, &headers).await;
    let eyes = caller.eyes();
    let scene = Scene::new(&snapshot, &eyes);
    let (limit, mut after) = (shared::limit(&params)?, shared::read_cursor(&params)?);
    let with_places = params.flag("with_places")?;
    let filter = SiteFilter { party: Some(caller.actor.viewer.party), ..SiteFilter::default() };
    // One more than is wanted: whether there are more is known by it, and it begins the next page.
    let mut found = Vec::with_capacity(limit + 1);
    loop {
        let page = list::sites(&snapshot, &filter, after.as_ref(), limit, scene.now);
        let sites = page.items.iter().map(|row| (row, my_site(&scene, &row.held.record)));
        let wanted = sites.filter(|(_, site)| !with_places || !site.places.is_empty());
        found.extend(wanted.take(limit + 1 - found.len()).map(|(row, site)| (place_in_list(row), site)));
        after = page.items.last().filter(|_| page.more && found.len() <= limit).map(place_in_list);
        if after.is_none() {
            break;
        }
    }
    let more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| more).map(|(place, _)| shared::cursor(place)).transpose()?;
    let items = found.into_iter().map(|(_, site)| site).collect();
    answer::json(&headers, &Items { items, next })
}

fn place_in_list(row: &&Row<Site>) -> list::After<Site> {
    (row.held.record.order(), row.held.record.bits())
}

fn my_site(scene: &Scene<'_>, site: &Site) -> MySite {
    let snapshot = scene.snapshot;
    let here = |name| f64::from(snapshot.setting_at(name, &site.shape, date_of(scene.now)));
    let (reach_m, point_radius_m) = (here(SettingName::NearSiteM), here(SettingName::PointSiteRadiusM));
    let window = reach(&site.shape, reach_m);
    let from = Measured::of(&site.shape);
    let near = |distance_m: f64| distance_m <= reach_m;
    let mut places: Vec<_> = snapshot
        .places
        .in_box(&window)
        .filter(|row| !row.held.status.has_ended())
        .filter_map(|row| view::place(scene.eyes, row, Asking::Anywhere).filter(Seen::summary))
        .filter_map(|seen| {
            let distance_m = from.distance_m(&seen.thing.held.shape);
            let place = scene.place_ref(seen.thing.held.id)?;
            let ground = on_ground(site, distance_m, point_radius_m);
            let distance_m = decimetres(distance_m);
            near(distance_m).then_some(PlaceAtSite { place, distance_m, ground })
        })
        .collect();
    places.sort_by(|a, b| a.distance_m.total_cmp(&b.distance_m).then_with(|| a.place.id.cmp(&b.place.id)));
    // A report is shown elsewhere than where it is to those who see less than all of it.
    let reports = snapshot
        .reports
        .in_box(&window.grown(snapshot.reports_shown_within_deg()))
        .filter_map(|row| view::report(snapshot, scene.eyes, row))
        .filter(|seen| {
            let shown = shown_position(seen.thing, seen.full());
            near(from.distance_m(&Shape::Point(shown)))
        })
        .count();
    MySite { site: scene.site_view(site), places, reports }
}

/// A report, named.
#[derive(Serialize, ToSchema)]
pub struct ReportRef {
    /// Its id.
    id: String,
}

/// A measure, named.
#[derive(Serialize, ToSchema)]
pub struct MeasureRef {
    /// Its id.
    id: String,
    /// What is done.
    measure_type: String,
}

/// What is to be done.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DutyKind {
    /// Say whether the party will coordinate.
    AnswerCoordination,
    /// Find a party that will.
    NameCoordinator,
    /// Decide about a report.
    Triage,
    /// Look again at a place that was set aside: one of its parties objects.
    AnswerObjection,
    /// Look again at a measure whose type asks for it, and state anew what it rests on.
    ReviewMeasure,
    /// Go through who may get in: the last review is more than a year ago.
    ReviewAccess,
}

impl DutyKind {
    /// The stable word, by which duties of the same moment are ordered.
    const fn code(self) -> &'static str {
        match self {
            Self::AnswerCoordination => "answer_coordination",
            Self::NameCoordinator => "name_coordinator",
            Self::Triage => "triage",
            Self::AnswerObjection => "answer_objection",
            Self::ReviewMeasure => "review_measure",
            Self::ReviewAccess => "review_access",
        }
    }
}

/// Something that waits for the caller's party.
#[derive(Serialize, ToSchema)]
pub struct Duty {
    /// What is to be done.
    what: DutyKind,
    /// The place it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    place: Option<PlaceRef>,
    /// The report it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    report: Option<ReportRef>,
    /// The measure it is about, at the place.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    measure: Option<MeasureRef>,
    /// Until when.
    #[schema(required)]
    deadline: Option<Time>,
    /// That has passed.
    overdue: bool,
}

/// What waits for the caller's party: questions to answer, coordinators to name, reports to triage, objections that
/// its next weekly check takes up, and measures to review.
#[utoipa::path(
    get, path = "/api/me/duties", tag = "me",
    params(Page),
    responses((status = 200, body = Items<Duty>))
)]
pub async fn list_my_duties(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &Page::PARAMETERS)?;
    let snapshot = shared::snapshot(&app, &headers).await;
    let eyes = caller.eyes();
    let scene = Scene::new(&snapshot, &eyes);
    let mut duties: Vec<Duty> = snapshot
        .places
        .iter()
        .filter_map(|row| view::place(&eyes, row, Asking::Anywhere).filter(Seen::full))
        .filter_map(|seen| {
            coordination_duty(&scene, &caller, seen.thing)
                .or_else(|| objection_duty(&scene, &caller, seen.thing))
        })
        .collect();
    duties.extend(reports_to_triage(&scene, &caller));
    duties.extend(measures_to_review(&scene, &caller));
    duties.extend(access_to_review(&app, &scene, &caller));
    let mut items: Vec<_> = duties.into_iter().map(|duty| (most_urgent_first(&duty), duty)).collect();
    items.sort_by(|a, b| a.0.cmp(&b.0));
    answer::json(&headers, &Page::read(&params)?.of(items.into_iter()))
}

/// Where a report stands in the list of one's own.
fn newest_first(report: &Report) -> String {
    format!("{:020}.{}", i64::MAX - report.received_at.as_millisecond(), report.id)
}

/// Where a duty stands in the list; what has no deadline comes last.
fn most_urgent_first(duty: &Duty) -> String {
    let deadline_ms = duty.deadline.map_or(i64::MAX, |time| time.0.as_millisecond());
    let of_measure = duty.measure.as_ref().map(|measure| &measure.id);
    let of_place = duty.place.as_ref().map(|place| &place.id);
    let about = of_measure.or(of_place).or(duty.report.as_ref().map(|report| &report.id));
    format!("{deadline_ms:020}.{}.{}", duty.what.code(), about.map_or("", String::as_str))
}

fn coordination_duty(scene: &Scene<'_>, caller: &Caller, row: &Row<Place>) -> Option<Duty> {
    let place = &row.held.record;
    if !place.status.is_open() || !caller.actor.viewer.role.coordinates() {
        return None;
    }
    let coordination = &place.coordination;
    let asked = coordination.asked() == Some(caller.actor.viewer.party);
    let held = coordination.holder.party == caller.actor.viewer.party;
    let what = match &coordination.stage {
        Stage::Proposed(_) | Stage::Escalated { .. } if asked => DutyKind::AnswerCoordination,
        Stage::Declined { .. } | Stage::Escalated { .. } if held => DutyKind::NameCoordinator,
        Stage::Settled if held && coordination.holder.ad_interim => DutyKind::NameCoordinator,
        Stage::Settled | Stage::Proposed(_) | Stage::Declined { .. } | Stage::Escalated { .. } => {
            return None;
        }
    };
    Some(place_duty(scene, what, place, place.deadline()))
}

/// A weekly check comes within so many days.
const WEEKLY_CHECK_DAYS: u32 = 7;

/// What the next weekly check takes up; the oldest objection says until when.
fn objection_duty(scene: &Scene<'_>, caller: &Caller, row: &Row<Place>) -> Option<Duty> {
    let place = &row.held.record;
    let oldest = place.waiting_objections().next()?;
    let deadline = end_of_day_after(oldest.at, WEEKLY_CHECK_DAYS);
    answers_objections(scene.snapshot, &caller.actor, place)
        .then(|| place_duty(scene, DutyKind::AnswerObjection, place, Some(deadline)))
}

fn place_duty(scene: &Scene<'_>, what: DutyKind, place: &Place, deadline: Option<Timestamp>) -> Duty {
    Duty {
        what,
        place: scene.place_ref(place.id),
        report: None,
        measure: None,
        overdue: deadline.is_some_and(|deadline| deadline <= scene.now),
        deadline: deadline.map(Time),
    }
}

/// Measures are to be reviewed from so many days before the day that is stated.
const REVIEW_NOTICE_DAYS: i64 = 14;

/// Measures of the caller's party, at places it sees in full and that go on, whose day of review is near or past.
fn measures_to_review(scene: &Scene<'_>, caller: &Caller) -> Vec<Duty> {
    let snapshot = scene.snapshot;
    if !writes_measures(&caller.actor) {
        return Vec::new();
    }
    let told_until = date_of(scene.now).saturating_add(jiff::Span::new().days(REVIEW_NOTICE_DAYS));
    let own =
        snapshot.reference.measures.values().filter(|measure| measure.party == caller.actor.viewer.party);
    let due =
        own.filter_map(|measure| Some((measure, scene.due_on(measure).filter(|day| *day <= told_until)?)));
    due.filter_map(|(measure, due_on)| {
        let measure = view::measure(snapshot, scene.eyes, measure)?;
        let place = &snapshot.places.get(measure.place.bits())?.held.record;
        let named = MeasureRef { id: measure.id.to_string(), measure_type: measure.measure_type.clone() };
        let duty = place_duty(scene, DutyKind::ReviewMeasure, place, Some(end_of_day(due_on)));
        (!place.status.has_ended()).then_some(Duty { measure: Some(named), ..duty })
    })
    .collect()
}

/// The review of who may get in, once it is overdue.
fn access_to_review(app: &App, scene: &Scene<'_>, caller: &Caller) -> Option<Duty> {
    let due_on = review_due_on(app, scene.snapshot, caller)?;
    let deadline = due_on.to_zoned(stockholm().clone()).ok()?.timestamp();
    let overdue = due_on < date_of(app.accounts().now());
    overdue.then(|| Duty {
        what: DutyKind::ReviewAccess,
        place: None,
        report: None,
        measure: None,
        deadline: Some(deadline.into()),
        overdue,
    })
}

/// The oldest reports that wait and that the caller may decide about.
fn reports_to_triage(scene: &Scene<'_>, caller: &Caller) -> Vec<Duty> {
    let snapshot = scene.snapshot;
    if !caller.actor.viewer.role.coordinates() {
        return Vec::new();
    }
    let decided = DecidedReports::of(snapshot, &caller.actor, date_of(scene.now));
    let mut waiting: Vec<_> = snapshot
        .reports
        .iter()
        .filter(|row| row.held.outcome.is_none())
        .filter_map(|row| view::report(snapshot, scene.eyes, row).filter(Seen::full))
        .map(|seen| &seen.thing.held)
        .filter(|report| decided.has(report))
        .collect();
    waiting.sort_by_key(|report| (report.received_at, report.id));
    waiting.into_iter().map(|report| triage_duty(scene, report)).collect()
}

fn triage_duty(scene: &Scene<'_>, report: &Report) -> Duty {
    let deadline = scene.triage_deadline(report);
    Duty {
        what: DutyKind::Triage,
        place: None,
        report: Some(ReportRef { id: report.id.to_string() }),
        measure: None,
        overdue: deadline <= scene.now,
        deadline: Some(deadline.into()),
    }
}
