//! What anybody may read without a log-in: the publications that stand, as tables, files and a catalogue.
//!
//! Nothing here looks at a report: a publication was worked out once, and holds its own figures.

mod catalogue;
mod files;
pub mod view;

use super::answer;
use super::extract::Params;
use super::problem::{Problem, ProblemKind};
use super::resources::shared::{self, Items, Page};
use super::state::App;
use super::tiles::base_url;
use crate::domain::public::{Publication, Quarter};
use crate::domain::world::{Held, World};
use crate::index::snapshot::Snapshot;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::response::Response;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use view::{PublicationRef, PublicationView};

/// Kept by anybody for five minutes: as long as a withdrawal may take to reach everybody.
const KEPT: HeaderValue = HeaderValue::from_static("public, max-age=300");

/// What anybody may read.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_publications))
        .routes(routes!(find_published))
        .routes(routes!(find_published_csv))
        .routes(routes!(find_published_geojson))
        .routes(routes!(find_catalogue))
}

/// What tells of what else there is, and costs little: kept, and asked about each time.
const ASKED_ABOUT: HeaderValue = HeaderValue::from_static("public, no-cache");

/// The same for everybody, so that caches between may keep it.
fn answered(headers: &HeaderMap, body: Vec<u8>, content_type: &'static str) -> Response {
    let mut response = answer::body(headers, body, content_type);
    response.headers_mut().insert(header::CACHE_CONTROL, KEPT);
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    response
}

/// All publications, the newest quarter first.
fn newest_first(snapshot: &Snapshot) -> Vec<Held<Publication>> {
    let mut all = snapshot.publications();
    all.sort_by_key(|publication| std::cmp::Reverse(publication.quarter));
    all
}

/// The publication of a quarter, or why there is none to read.
fn published(snapshot: &Snapshot, quarter: &str) -> Result<Held<Publication>, Problem> {
    let quarter: Quarter = quarter.parse().map_err(|_| Problem::not_there())?;
    let publications = snapshot.publications();
    let found = publications.into_iter().find(|publication| publication.quarter == quarter);
    let found = found.ok_or_else(Problem::not_there)?;
    match &found.withdrawn {
        None => Ok(found),
        Some(withdrawal) => {
            let day = crate::domain::time::date_of(withdrawal.at);
            let detail = format!("Withdrawn on {day}: {}", withdrawal.ground);
            Err(Problem::new(ProblemKind::Withdrawn, detail))
        }
    }
}

/// What has been published, the newest quarter first, and what of it was withdrawn.
#[utoipa::path(
    get, path = "/api/public/publications", tag = "public", security(()),
    params(Page),
    responses((status = 200, body = Items<PublicationRef>))
)]
pub async fn list_publications(
    State(app): State<App>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &Page::PARAMETERS)?;
    let snapshot = shared::snapshot(&app, &headers).await;
    let items = newest_first(&snapshot).into_iter().map(|publication| {
        // The newest has the smallest key.
        let key = 9_999_i32 - i32::from(publication.quarter.first_day().year());
        let part = 4 - (publication.quarter.first_day().month() - 1) / 3;
        (format!("{key:05}.{part}"), PublicationRef::of(&publication))
    });
    let page = Page::read(&params)?.of(items);
    let mut response = answered(&headers, answer::bytes(&page)?, "application/json");
    // Whoever has just published or withdrawn something looks for it here.
    response.headers_mut().insert(header::CACHE_CONTROL, ASKED_ABOUT);
    Ok(response)
}

/// A quarter's figures, for anybody.
#[utoipa::path(
    get, path = "/api/public/publications/{quarter}", tag = "public", security(()),
    params(("quarter" = String, Path, description = "Such as 2026-Q3")),
    responses((status = 200, body = PublicationView))
)]
pub async fn find_published(
    State(app): State<App>,
    Path(quarter): Path<String>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    Params::parse(uri.query(), &[])?;
    let snapshot = shared::snapshot(&app, &headers).await;
    let view = PublicationView::of(&*snapshot, &*published(&snapshot, &quarter)?);
    Ok(answered(&headers, answer::bytes(&view)?, "application/json"))
}

/// The same as CSV, a line for each figure.
#[utoipa::path(
    get, path = "/api/public/publications/{quarter}/csv", tag = "public", security(()),
    params(("quarter" = String, Path, description = "Such as 2026-Q3")),
    responses((status = 200, description = "The lines", body = String, content_type = "text/csv"))
)]
pub async fn find_published_csv(
    State(app): State<App>,
    Path(quarter): Path<String>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    Params::parse(uri.query(), &[])?;
    let snapshot = shared::snapshot(&app, &headers).await;
    let publication = published(&snapshot, &quarter)?;
    let view = PublicationView::of(&*snapshot, &publication);
    let lines = files::csv(&view).map_err(Problem::internal)?;
    Ok(named(answered(&headers, lines, "text/csv; charset=utf-8"), &publication, "csv"))
}

/// The same as GeoJSON, a feature for each area.
#[utoipa::path(
    get, path = "/api/public/publications/{quarter}/geojson", tag = "public", security(()),
    params(("quarter" = String, Path, description = "Such as 2026-Q3")),
    responses((status = 200, description = "The areas", body = serde_json::Value, content_type = "application/geo+json"))
)]
pub async fn find_published_geojson(
    State(app): State<App>,
    Path(quarter): Path<String>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    Params::parse(uri.query(), &[])?;
    let snapshot = shared::snapshot(&app, &headers).await;
    let publication = published(&snapshot, &quarter)?;
    let view = PublicationView::of(&*snapshot, &publication);
    let areas = answer::bytes(&files::geojson(&publication, &view))?;
    Ok(named(answered(&headers, areas, "application/geo+json"), &publication, "geojson"))
}

/// With a name for whoever keeps the file.
fn named(mut response: Response, publication: &Publication, format: &str) -> Response {
    let disposition = format!("inline; filename=\"samplats-{}.{format}\"", publication.quarter);
    if let Ok(disposition) = HeaderValue::try_from(disposition) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition);
    }
    response
}

/// The catalogue that data portals read: DCAT-AP-SE as JSON-LD.
#[utoipa::path(
    get, path = "/api/public/catalogue", tag = "public", security(()),
    responses((status = 200, description = "The catalogue", body = serde_json::Value, content_type = "application/ld+json"))
)]
pub async fn find_catalogue(
    State(app): State<App>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    Params::parse(uri.query(), &[])?;
    let city = app.city();
    let base = base_url(city.public_url.as_deref(), &headers)?;
    let publisher = catalogue::Publisher {
        city: &city.name,
        contact: city.contact.as_deref(),
        base: base.trim_end_matches('/'),
    };
    let snapshot = shared::snapshot(&app, &headers).await;
    let mut publications = newest_first(&snapshot);
    publications.reverse();
    let body = answer::bytes(&catalogue::catalogue(&publisher, &publications))?;
    // Made of the request's own Host, it is nothing to be kept for others.
    Ok(match city.public_url {
        Some(_) => answered(&headers, body, "application/ld+json"),
        None => answer::body(&headers, body, "application/ld+json"),
    })
}
