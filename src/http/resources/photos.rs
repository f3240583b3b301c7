//! Photos of reports: taken in, listed, shown in two sizes, checked and taken away.

use super::one::{Found, One, Sender};
use super::shared::{self, Items, Page, Represented};
use crate::domain::access::{Class, Level};
use crate::domain::command::{Command, NewPhoto};
use crate::domain::decide::may_add_photo;
use crate::domain::hex::Hex;
use crate::domain::ids::{PhotoId, PlaceId, ReportId};
use crate::domain::photo::ObjectName;
use crate::domain::photo::Photo;
use crate::domain::refusal::Wrong;
use crate::domain::time::date_of;
use crate::domain::world::Held;
use crate::engine::Done;
use crate::http::answer;
use crate::http::audited;
use crate::http::caller::{Call, Caller, Sent};
use crate::http::edge::Edge;
use crate::http::extract::{Params, read_away, read_body};
use crate::http::problem::{Problem, ProblemKind};
use crate::http::render::Scene;
use crate::http::render::photo::PhotoView;
use crate::http::state::App;
use crate::index::snapshot::Snapshot;
use crate::index::view;
use crate::photos::UPLOAD_MAX_BYTES;
use crate::photos::picture::Unreadable;
use crate::photos::store::{Fault, Size};
use axum::Extension;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use jiff::Timestamp;

const FORMATS: [&str; 3] = ["image/jpeg", "image/png", "image/webp"];

/// The photos of a report, or of the reports of a place, that the caller sees, the newest first.
#[utoipa::path(
    get, path = "/api/photos", tag = "photos",
    params(
        ("report" = Option<String>, Query, description = "Id of a report; it or a place must be given"),
        ("place" = Option<String>, Query, description = "Id of a place"),
        ("limit" = Option<u32>, Query, description = "1 to 1 000, 100 unless told"),
        ("cursor" = Option<String>, Query, description = "The next of an earlier page"),
    ),
    responses((status = 200, body = Items<PhotoView>))
)]
pub async fn list_photos(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &["report", "place", "limit", "cursor"])?;
    let report: Option<ReportId> = params.read("report", "must be the id of a report")?;
    let place: Option<PlaceId> = params.read("place", "must be the id of a place")?;
    let page = Page::read(&params)?;
    let snapshot = shared::snapshot(&app, &headers).await;
    let eyes = caller.eyes();
    let mut photos: Vec<&Held<Photo>> = match (report, place) {
        (Some(report), None) => view::photos_of(&snapshot, &eyes, report),
        (None, Some(place)) => view::reports_of(&snapshot, &eyes, place)
            .flat_map(|seen| view::photos_of(&snapshot, &eyes, seen.thing.held.id))
            .collect(),
        _ => return Err(Problem::parameter("report", "must be given, or place, and not both")),
    };
    photos.sort_by_cached_key(|photo| newest_first(photo));
    let scene = Scene::new(&snapshot, &eyes);
    let items = photos.into_iter().map(|photo| (newest_first(photo), scene.photo(photo, &caller.actor)));
    answer::json(&headers, &page.of(items))
}

fn newest_first(photo: &Photo) -> String {
    let back = u64::MAX - u64::try_from(photo.added_at.as_millisecond()).unwrap_or_default();
    format!("{back:020}.{}", photo.id)
}

/// Adds a photo to a report of one's own organisation. Nothing of the file is kept but what can be seen on it; until
/// a coordinator of the organisation has checked it, nobody else learns of it. 200 MiB are taken from one sender in a day.
#[utoipa::path(
    post, path = "/api/photos", tag = "photos",
    params(("report" = String, Query, description = "Id of the report")),
    request_body(
        description = "The picture, at most 8 MiB and 16 million pixels.",
        content((Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"), (Vec<u8> = "image/webp")),
    ),
    responses((status = 201, body = PhotoView))
)]
pub async fn add_photo(
    State(app): State<App>,
    Extension(edge): Extension<Edge>,
    caller: Caller,
    request: Request,
) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    let asked = Asked::read(&app, &parts);
    let (report, _leave) = match asked {
        Ok(asked) => asked,
        Err(problem) => {
            // Hung up on, a sender in the middle of its picture would find a broken connection and no answer.
            read_away(body, UPLOAD_MAX_BYTES).await;
            return Err(problem);
        }
    };
    let bytes = read_body(body, UPLOAD_MAX_BYTES).await?;
    let call = Call::new(&app, &caller, &Sent::of(&parts), &bytes)?;
    // The key goes first: what was taken once is answered again, whatever would be said of it today.
    let done = match call.answered(&app).await? {
        Some(done) => done,
        None => {
            if let Some(limits) = edge.limits() {
                limits.photo(&caller.name, bytes.len())?;
            }
            taken(&app, &caller, call, (report, bytes)).await?
        }
    };
    let key = done.about.ok_or_else(|| Problem::internal("a new photo has no key"))?;
    let id = PhotoId::from_bits(key.bits);
    let (_, bytes) = representation(&app.engine().snapshot(), &caller, id)?;
    let location = Some(format!("/api/photos/{id}"));
    Ok(answer::written(StatusCode::CREATED, bytes, shared::told(&app, &caller, &done, location)))
}

/// What an upload says before its bytes.
struct Asked;

impl Asked {
    fn read(
        app: &App,
        parts: &axum::http::request::Parts,
    ) -> Result<(ReportId, tokio::sync::OwnedSemaphorePermit), Problem> {
        let params = Params::parse(parts.uri.query(), &["report"])?;
        let report = params.required("report", "must be the id of a report")?;
        let given = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let essence = given.unwrap_or_default().split(';').next().unwrap_or_default().trim();
        if !FORMATS.iter().any(|format| essence.eq_ignore_ascii_case(format)) {
            let detail = format!("Send Content-Type: {}.", FORMATS.join(" or "));
            return Err(Problem::new(ProblemKind::UnsupportedMediaType, detail));
        }
        let leave = app.photos().take().ok_or_else(|| {
            let detail = "As many photos as are taken in at once are on their way.";
            Problem { retry_after_s: Some(2), ..Problem::new(ProblemKind::Busy, detail) }
        })?;
        Ok((report, leave))
    }
}

/// Draws the picture anew, stores it and then writes its record: a crash between the two leaves bytes that nobody
/// reaches and the sweep finds, and never a record without bytes.
async fn taken(
    app: &App,
    caller: &Caller,
    call: Call,
    (report, bytes): (ReportId, Bytes),
) -> Result<Done, Problem> {
    // Nobody's picture is worked on in vain.
    may_add_photo(&*app.engine().snapshot(), &caller.actor, report, date_of(Timestamp::now()))?;
    let picture = app.photos().redrawn(bytes).await.map_err(unread)?;
    let object = new_name()?;
    let store = app.photos().store();
    let (large, small) = store.put(object, picture).await.map_err(away)?;
    let command = Command::AddPhoto(NewPhoto { report, object, large, small });
    let done = call.submit(app, None, command).await;
    let kept = match &done {
        // Sent twice at once, it was stored twice.
        Ok(done) => !done.replayed,
        // It may have been written.
        Err(problem) => problem.kind == ProblemKind::OutcomeUnknown,
    };
    if !kept && let Err(fault) = store.remove(object).await {
        tracing::warn!(%fault, "a photo that was not taken is still in the object store; the sweep takes it out");
    }
    done
}

fn new_name() -> Result<ObjectName, Problem> {
    let mut name = [0; 16];
    getrandom::fill(&mut name).map_err(Problem::internal)?;
    Ok(Hex(name))
}

fn unread(why: Unreadable) -> Problem {
    let code = match why {
        Unreadable::NotAPhoto => "not_a_photo",
        Unreadable::TooLarge => "too_large",
        Unreadable::TooSmall => "out_of_range",
    };
    Problem::invalid(vec![Wrong::at("#", code, why.to_string())])
}

fn away(fault: Fault) -> Problem {
    tracing::error!(%fault, "the object store cannot be used");
    let detail = "The store that keeps the bytes of photos is away.";
    Problem { retry_after_s: Some(5), ..Problem::new(ProblemKind::Unavailable, detail) }
}

/// A photo that a caller sees.
fn seen<'a>(snapshot: &'a Snapshot, caller: &Caller, id: PhotoId) -> Result<&'a Held<Photo>, Problem> {
    let eyes = caller.eyes();
    let held = snapshot.reference.photos.get(id).ok_or_else(|| shared::missing(snapshot, &eyes, id))?;
    view::photo(snapshot, &eyes, held).ok_or_else(Problem::not_there)
}

/// A photo as a caller sees it.
pub fn representation(snapshot: &Snapshot, caller: &Caller, id: PhotoId) -> Result<Represented, Problem> {
    let photo = seen(snapshot, caller, id)?;
    let eyes = caller.eyes();
    Ok((photo.version, answer::bytes(&Scene::new(snapshot, &eyes).photo(photo, &caller.actor))?))
}

/// What is known of one photo.
#[utoipa::path(
    get, path = "/api/photos/{id}", tag = "photos",
    params(("id" = String, Path, description = "Id of a photo")),
    responses((status = 200, body = PhotoView))
)]
pub async fn find_photo(one: One<PhotoId>) -> Result<Response, Problem> {
    one.shown(representation).await
}

/// The photo to look at, with a longest side of at most 1 600 pixels.
#[utoipa::path(
    get, path = "/api/photos/{id}/large", tag = "photos",
    params(("id" = String, Path, description = "Id of a photo")),
    responses((status = 200, content((Vec<u8> = "image/jpeg"))))
)]
pub async fn find_large_photo(one: One<PhotoId>) -> Result<Response, Problem> {
    picture(one, Size::Large).await
}

/// The photo to find by, with a longest side of at most 320 pixels.
#[utoipa::path(
    get, path = "/api/photos/{id}/small", tag = "photos",
    params(("id" = String, Path, description = "Id of a photo")),
    responses((status = 200, content((Vec<u8> = "image/jpeg"))))
)]
pub async fn find_small_photo(one: One<PhotoId>) -> Result<Response, Problem> {
    picture(one, Size::Small).await
}

async fn picture(one: One<PhotoId>, size: Size) -> Result<Response, Problem> {
    let Found { app, caller, id, headers, snapshot } = one.found().await;
    let photo = seen(&snapshot, &caller, id)?;
    let report = snapshot.reports.get(photo.report.bits()).map(|row| row.held.record.class);
    // Until it has been checked nobody but its origin sees it, whatever its report is shared as.
    let class = report.filter(|_| photo.is_checked()).unwrap_or(Class::Origin);
    audited::told(photo.id, class, photo.origin, Level::Full);
    let kept = match size {
        Size::Large => &photo.large,
        Size::Small => &photo.small,
    };
    let bytes = app.photos().store().get(photo.object, size, kept).await.map_err(|fault| match fault {
        Fault::Missing(_) | Fault::Altered(_) => {
            tracing::error!(photo = %id, %fault, "a photo's bytes are missing");
            let detail = "Its record is here; a backup of the object store may have its bytes.";
            Problem::new(ProblemKind::PhotoMissing, detail)
        }
        Fault::Store(_) => away(fault),
    })?;
    let tag = answer::etag(&bytes);
    let mut answered = HeaderMap::new();
    answered.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    answered.insert(header::VARY, HeaderValue::from_static("authorization, cookie"));
    answered.insert(header::ETAG, HeaderValue::try_from(&tag).map_err(Problem::internal)?);
    if answer::names_tag(&headers, header::IF_NONE_MATCH, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, answered).into_response());
    }
    answered.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg"));
    let disposition = format!("inline; filename=\"photo-{id}.jpg\"");
    answered
        .insert(header::CONTENT_DISPOSITION, HeaderValue::try_from(disposition).map_err(Problem::internal)?);
    Ok((answered, bytes).into_response())
}

/// Says that a photo shows nobody: a coordinator of the organisation it comes from. From then on it is seen by who
/// sees all of its report.
#[utoipa::path(
    post, path = "/api/photos/{id}/check", tag = "photos",
    params(("id" = String, Path, description = "Id of a photo")),
    responses((status = 200, body = PhotoView))
)]
pub async fn check_photo(sender: Sender<PhotoId>) -> Result<Response, Problem> {
    let command = Command::CheckPhoto(sender.id);
    sender.send(representation, command).await
}
