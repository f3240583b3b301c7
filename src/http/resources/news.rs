//! What is new since the caller last read it.

use super::desk::desk_of;
use super::shared::{self, Page};
use crate::domain::coordination::Turn;
use crate::domain::desk::{Desk, Mark};
use crate::domain::news::{Event, Happened};
use crate::domain::place::{Place, Status};
use crate::domain::time::days_before;
use crate::http::answer;
use crate::http::audited;
use crate::http::caller::Caller;
use crate::http::extract::Params;
use crate::http::problem::Problem;
use crate::http::render::{AreaRef, PartyRef, PlaceRef, Scene, Time};
use crate::http::request;
use crate::http::state::App;
use crate::index::audiences::Seen;
use crate::index::table::Row;
use crate::index::view::over_time;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// Who has never read anything is told of so many days.
const FIRST_DAYS: i64 = 7;
/// Lines of one place, at most: the newest.
const LINES_MAX: usize = 20;

/// What has happened since.
#[derive(Serialize, ToSchema)]
pub struct News {
    /// The moment since which it is told: as asked, or until when the caller has read; null is the last seven days.
    #[schema(required)]
    since: Option<Time>,
    /// When the newest of it happened, whichever page it is on; what the caller says once it is read.
    #[schema(required)]
    until: Option<Time>,
    /// Each place where something has, those that are followed first and then the newest.
    items: Vec<NewsItem>,
    /// Send as `cursor` for more; null at the end.
    #[schema(required)]
    next: Option<String>,
}

/// A place where something has happened.
#[derive(Serialize, ToSchema)]
pub struct NewsItem {
    /// The place.
    place: PlaceRef,
    /// The district with most of it.
    #[schema(required)]
    district: Option<AreaRef>,
    /// The caller follows it.
    followed: bool,
    /// What has happened, the oldest first; the last twenty.
    happened: Vec<HappenedView>,
}

/// What has happened.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NewsWord {
    /// The place was made.
    Made,
    /// It moved on in the work.
    Status,
    /// A turn of its coordination.
    Coordination,
    /// A party objects to its being set aside.
    Objection,
    /// Reports say that something is there.
    Reports,
    /// Reports say that it is gone.
    Gone,
}

/// Something that has happened.
#[derive(Serialize, ToSchema)]
pub struct HappenedView {
    /// When; of several reports, the last.
    time: Time,
    /// What.
    what: NewsWord,
    /// To where it moved on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    status: Option<Status>,
    /// What turn it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    turn: Option<Turn>,
    /// About which party.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    party: Option<PartyRef>,
    /// How many reports.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    count: Option<usize>,
}

/// What has happened since the caller last read what is new, at the places that the caller sees. Muted places are left
/// out.
#[utoipa::path(
    get, path = "/api/me/news", tag = "me",
    params(
        ("since" = Option<String>, Query, description = "Since this time, instead of until when the caller has read"),
        ("followed" = Option<bool>, Query, description = "Only places that the caller follows"),
        ("limit" = Option<u32>, Query, description = "1 to 1 000, 100 unless told"),
        ("cursor" = Option<String>, Query, description = "The next of an earlier page"),
    ),
    responses((status = 200, body = News))
)]
pub async fn list_news(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &["since", "followed", "limit", "cursor"])?;
    let desk = desk_of(&app, &caller);
    let since = shared::time(&params, "since")?.or(desk.read_until);
    let (page, followed) = (Page::read(&params)?, params.flag("followed")?);
    let snapshot = shared::snapshot(&app, &headers).await;
    let (now, language) = (app.accounts().now(), request::language());
    let told = move || {
        let eyes = caller.eyes();
        let scene = Scene { snapshot: &snapshot, eyes: &eyes, now, language };
        let moment = since.unwrap_or_else(|| days_before(now, FIRST_DAYS));
        told(&scene, &desk, moment, followed, &page, since)
    };
    answer::json(&headers, &audited::aside(told).await?)
}

fn told(
    scene: &Scene<'_>,
    desk: &Desk,
    moment: Timestamp,
    only_followed: bool,
    page: &Page,
    since: Option<Timestamp>,
) -> News {
    let wanted = |place: &Place| match desk.mark(place.id) {
        Some(Mark::Followed) => true,
        Some(Mark::Muted) => false,
        None => !only_followed,
    };
    let mut news = over_time::news(scene.snapshot, scene.eyes, moment);
    news.retain(|(seen, _)| wanted(&seen.thing.held.record));
    let until = news.iter().filter_map(|(_, happened)| happened.last()).map(|last| last.at).max();
    let mut items: Vec<_> = news
        .into_iter()
        .map(|(seen, happened)| (followed_and_newest_first(desk, &seen, &happened), (seen, happened)))
        .collect();
    items.sort_by(|a, b| a.0.cmp(&b.0));
    let listed = page.of(items.into_iter()).map(|(seen, happened)| item(scene, desk, &seen, &happened));
    News { since: since.map(Time), until: until.map(Time), items: listed.items, next: listed.next }
}

fn followed_and_newest_first(desk: &Desk, seen: &Seen<&Row<Place>>, happened: &[Happened]) -> String {
    let id = seen.thing.held.id;
    let last_ms = happened.last().map_or(0, |last| last.at.as_millisecond());
    let order = u8::from(desk.mark(id) != Some(Mark::Followed));
    format!("{order}.{:020}.{id}", i64::MAX - last_ms)
}

fn item(scene: &Scene<'_>, desk: &Desk, seen: &Seen<&Row<Place>>, happened: &[Happened]) -> NewsItem {
    let place = &seen.thing.held.record;
    let newest = &happened[happened.len().saturating_sub(LINES_MAX)..];
    NewsItem {
        place: PlaceRef { id: place.id.to_string(), name: place.name.clone(), status: place.status },
        district: place.district().and_then(|id| scene.area(id)),
        followed: desk.mark(place.id) == Some(Mark::Followed),
        happened: newest.iter().map(|one| happened_view(scene, one)).collect(),
    }
}

fn happened_view(scene: &Scene<'_>, happened: &Happened) -> HappenedView {
    let bare = |what| HappenedView {
        time: happened.at.into(),
        what,
        status: None,
        turn: None,
        party: None,
        count: None,
    };
    match happened.event {
        Event::Made => bare(NewsWord::Made),
        Event::Status(status) => HappenedView { status: Some(status), ..bare(NewsWord::Status) },
        Event::Turn(turn, party) => {
            HappenedView { turn: Some(turn), party: Some(scene.party(party)), ..bare(NewsWord::Coordination) }
        }
        Event::Objection(party) => {
            HappenedView { party: Some(scene.party(party)), ..bare(NewsWord::Objection) }
        }
        Event::Reports(count) => HappenedView { count: Some(count), ..bare(NewsWord::Reports) },
        Event::Gone(count) => HappenedView { count: Some(count), ..bare(NewsWord::Gone) },
    }
}
