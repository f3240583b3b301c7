//! The answer to an export: a whole file, for as long as its caller's log-in or token lasts.

use super::asked::Asked;
use super::turns::Turn;
use super::{Layer, Made, make};
use crate::domain::audit::Surface;
use crate::export::{Format, Spooled, Watch};
use crate::http::audited;
use crate::http::auth::{self, Standing};
use crate::http::caller::Caller;
use crate::http::problem::{Problem, ProblemDocument};
use crate::http::request;
use crate::http::resources::shared;
use crate::http::state::App;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream;
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::fs::File;
use tokio::io::AsyncReadExt;

/// How many rows the file has: a format may not tell.
pub const ROWS_HEADER: &str = "samplats-rows";
/// A file is taken in this time, and one second more for each [`RATE_MIN_BYTES`] of it.
const PATIENCE: Duration = Duration::from_secs(60);
/// The slowest that a file may be taken, bytes a second.
const RATE_MIN_BYTES: u64 = 16 * 1024;
/// Bytes that are sent at a time.
const PIECE_BYTES: usize = 64 * 1024;

/// A list as a file, as this caller sees it; with `as_of` as the register stood then, as far as the sharing of then
/// and that of now both let it be seen.
///
/// One export at a time for each account or token, and two for each party (429); one reading of the past at a time for
/// each instance (503 with `Retry-After`).
#[utoipa::path(
    get, path = "/api/exports/{layer}", tag = "exports",
    params(
        ("layer" = String, Path, description = "places, reports, sites, districts, areas, parties, statistics, coordinations, measures, disclosures or walks"),
        ("format" = Option<String>, Query, description = "geojson, geojsonl, csv or gpkg; geojson unless told, csv for what lies nowhere"),
        ("as_of" = Option<String>, Query, description = "An earlier moment: a time with offset, or a date, which is its end in Stockholm"),
        ("as" = Option<String>, Query, description = "Code of a party: what its readers see. For administrators, and no more than they see themselves"),
        ("crs" = Option<String>, Query, description = "Of a GeoPackage: EPSG:4326, EPSG:3006 or EPSG:3007 to EPSG:3018; EPSG:4326 unless told"),
        ("bbox" = Option<String>, Query, description = "Places, coordinations, reports, sites, districts, areas: as in their lists"),
        ("status" = Option<String>, Query, description = "Places, coordinations, reports: as in their lists"),
        ("problem_type" = Option<String>, Query, description = "Places, coordinations, reports"),
        ("district" = Option<String>, Query, description = "Places, coordinations, reports, sites"),
        ("party" = Option<String>, Query, description = "Places, coordinations, reports, sites"),
        ("without_coordinator" = Option<bool>, Query, description = "Places, coordinations"),
        ("child_relevant" = Option<bool>, Query, description = "Places, coordinations"),
        ("asked" = Option<bool>, Query, description = "Places, coordinations"),
        ("overdue" = Option<bool>, Query, description = "Places, coordinations"),
        ("place" = Option<String>, Query, description = "Reports, measures"),
        ("round" = Option<String>, Query, description = "Walks"),
        ("kind" = Option<String>, Query, description = "Sites, areas"),
        ("group" = Option<String>, Query, description = "Sites"),
        ("q" = Option<String>, Query, description = "Sites"),
        ("indicator" = Option<String>, Query, description = "Statistics"),
        ("source" = Option<String>, Query, description = "Statistics"),
        ("area" = Option<String>, Query, description = "Statistics"),
        ("area_kind" = Option<String>, Query, description = "Statistics"),
        ("sex" = Option<String>, Query, description = "Statistics"),
        ("age_band" = Option<String>, Query, description = "Statistics"),
        ("since" = Option<String>, Query, description = "Places, coordinations, reports, statistics"),
        ("until" = Option<String>, Query, description = "Places, coordinations, reports, statistics"),
        ("hours" = Option<String>, Query, description = "Reports"),
    ),
    responses(
        (status = 200, description = "The file", body = Vec<u8>, content_type = "application/geo+json",
         headers(("Samplats-Rows" = u64, description = "How many rows it has"))),
        (status = 400, description = "A parameter is wrong: such as a moment in the future, or before the register began", body = ProblemDocument),
        (status = 403, description = "Another party's, and the caller no administrator", body = ProblemDocument),
        (status = 404, description = "No such layer", body = ProblemDocument),
        (status = 422, description = "More rows or bytes than are written at once, or a past larger than is read at once", body = ProblemDocument),
        (status = 429, description = "An export of the caller's is under way", body = ProblemDocument),
        (status = 503, description = "Another reading of the past is under way", body = ProblemDocument),
    )
)]
pub async fn export(
    State(app): State<App>,
    caller: Caller,
    Path(layer): Path<String>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let layer = Layer::parse(&layer).ok_or_else(Problem::not_there)?;
    let present = shared::snapshot(&app, &headers).await;
    let asked = Asked::read(layer, uri.query(), &present, &caller, request::language())?;
    drop(present);
    let turn = app.exports().take(&caller)?;
    let standing = Standing::of(&app, &headers, &caller).ok_or_else(|| auth::not_logged_in(&app))?;
    let (format, name) = (asked.format, file_name(&asked));
    let making = make(app.engine(), asked, app.export_limits(), Arc::new(Watch::default()));
    let Made { spooled, told, .. } = standing.while_it_holds(&app, making).await??;
    // A file leaves the service: what it tells is written down before its first byte does.
    let by = audited::told_by(&app.engine().snapshot(), &caller.name, &caller.actor);
    app.audit().read_durably(&by, Surface::File, &told).await.map_err(Problem::unread)?;
    let pace = Pace { begun: Instant::now(), sent_bytes: 0 };
    Ok(sent(spooled, format, &name, Sending { app, standing, pace, _turn: turn }))
}

/// `places-2026-03-31.csv`, of ASCII alone.
fn file_name(asked: &Asked) -> String {
    let day = asked.as_of.unwrap_or_else(jiff::Timestamp::now);
    format!("{}-{}.{}", asked.layer.code(), crate::domain::time::date_of(day), asked.format.code())
}

/// What an answer holds on to until its last byte.
struct Sending {
    app: App,
    standing: Standing,
    pace: Pace,
    _turn: Turn,
}

/// How long somebody has been taking a file: turns are few, and not for keeping.
struct Pace {
    begun: Instant,
    sent_bytes: u64,
}

impl Pace {
    fn is_too_slow(&self) -> bool {
        self.begun.elapsed() > PATIENCE + Duration::from_secs(self.sent_bytes / RATE_MIN_BYTES)
    }
}

fn sent(spooled: Spooled, format: Format, name: &str, sending: Sending) -> Response {
    let (bytes, rows) = (spooled.bytes, spooled.rows);
    let file = File::from_std(spooled.file);
    let body = Body::from_stream(stream::try_unfold((file, sending), |(file, sending)| next(file, sending)));
    let disposition = format!("attachment; filename=\"{name}\"");
    let disposition = HeaderValue::try_from(disposition).expect("a layer, a day and a format are ASCII");
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(format.content_type())),
        (header::CONTENT_LENGTH, HeaderValue::from(bytes)),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
        (header::HeaderName::from_static(ROWS_HEADER), HeaderValue::from(rows)),
    ];
    (headers, body).into_response()
}

/// The next piece. An answer that breaks off is shorter than it said, and so known to be no whole file.
async fn next(mut file: File, mut sending: Sending) -> io::Result<Option<(Bytes, (File, Sending))>> {
    // Whoever has lost the right to it meanwhile gets no further byte.
    if !sending.standing.holds(&sending.app) {
        return Err(io::Error::other("the caller may not go on"));
    }
    if sending.pace.is_too_slow() {
        return Err(io::Error::from(io::ErrorKind::TimedOut));
    }
    let mut piece = vec![0; PIECE_BYTES];
    let length = file.read(&mut piece).await?;
    piece.truncate(length);
    sending.pace.sent_bytes += length as u64;
    Ok((length > 0).then(|| (Bytes::from(piece), (file, sending))))
}
