//! A place as a party sees it: for the preview of "who sees this, and why", and for the sheet that is printed for it.
//!
//! The receiver's eyes are borrowed by whoever asks, so that nothing is on it that the asker does not see.

use super::places::seen_place;
use super::shared;
use crate::domain::access::{Asking, Class, GrantReason, Level, Reason, Role, SeenBy, Viewer, seen_by};
use crate::domain::command::Actor;
use crate::domain::ids::PlaceId;
use crate::domain::place::Place;
use crate::domain::settings::SettingName;
use crate::domain::time::date_of;
use crate::domain::world::World;
use crate::http::answer;
use crate::http::caller::Caller;
use crate::http::extract::{self, Params};
use crate::http::problem::Problem;
use crate::http::render::disclosure::AuthorityView;
use crate::http::render::place::PlaceView;
use crate::http::render::reference::{MeasureView, NearSiteView};
use crate::http::render::rhythm::RhythmView;
use crate::http::render::{PartyRef, Scene};
use crate::http::request::{self, Language};
use crate::http::state::App;
use crate::index::audiences::{Eyes, Seen};
use crate::index::snapshot::Snapshot;
use crate::index::table::Row;
use crate::index::view;
use crate::layers::catalog::UNDER_REPORTING;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

/// Sites beside the place, the nearest: it is one page.
const NEIGHBOURS_MAX: usize = 12;

/// A place as a party sees it.
#[derive(Serialize, ToSchema)]
pub struct Sheet {
    /// For whom.
    receiver: Receiver,
    /// Whose sheet it is: the party that asks.
    made_by: PartyRef,
    /// How far the place may be shared, and whose it is; for who sees it in full.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    marking: Option<Marking>,
    /// The place; absent where the receiver sees nothing of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    place: Option<PlaceView>,
    /// When things are seen there, from a summary up.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    rhythm: Option<RhythmView>,
    /// What parties do there, at full.
    measures: Vec<MeasureView>,
    /// The nearest sites, from a summary up.
    neighbours: Vec<NearSiteView>,
    /// What is to be known beside every figure that rests on reports.
    note: String,
}

/// For whom a sheet is, how much they see, and why.
#[derive(Serialize, ToSchema)]
pub struct Receiver {
    /// The party.
    party: PartyRef,
    /// How much it sees; null is nothing.
    #[schema(required)]
    level: Option<Level>,
    /// By which rule it sees that; null where it sees nothing.
    #[schema(required)]
    seen_by: Option<SeenBy>,
    /// Why it is one of the place's parties, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    why: Option<GrantReason>,
    /// Why it does not see more.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    withheld: Option<Reason>,
}

/// What a sheet is marked with.
#[derive(Serialize, ToSchema)]
pub struct Marking {
    /// How far it may be shared.
    class: Class,
    /// The organisation that made the place.
    origin: PartyRef,
    /// The authority that holds it.
    held_by: AuthorityView,
}

/// A place as a party's readers see it, of what the caller sees in full; the caller's own party as far as it sees it.
#[utoipa::path(
    get, path = "/api/places/{id}/sheet", tag = "places",
    params(
        ("id" = String, Path, description = "Id of a place"),
        ("for" = Option<String>, Query, description = "Code of the party it is for; the caller's own unless told"),
    ),
    responses((status = 200, body = Sheet))
)]
pub async fn find_place_sheet(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &["for"])?;
    let id: PlaceId = extract::id(&id)?;
    let snapshot = shared::snapshot(&app, &headers).await;
    let own_eyes = caller.eyes();
    let seen = seen_place(&snapshot, &own_eyes, id)?;
    let own = caller.actor.viewer;
    let receiver = receiver(&snapshot, &params, &own)?;
    let eyes = Eyes::of(receiver);
    // What a party sees of its own accord its readers may be shown; of another's sight, what the asker sees in full.
    let eyes = if receiver.party == own.party { eyes.beside(own) } else { eyes.shown_to(own) };
    let now = app.accounts().now();
    let scene = Scene { snapshot: &snapshot, eyes: &eyes, now, language: request::language() };
    answer::json(&headers, &sheet(&scene, &receiver, &own, &seen))
}

fn receiver(snapshot: &Snapshot, params: &Params, own: &Viewer) -> Result<Viewer, Problem> {
    let reader = |party, kind| Viewer { party, kind, role: Role::Reader };
    let Some(code) = params.get("for") else { return Ok(reader(own.party, own.kind)) };
    let party = snapshot.reference.parties.coded(code);
    let party = party.ok_or_else(|| Problem::parameter("for", "is not the code of a party"))?;
    Ok(reader(party.id, party.kind))
}

/// `asked` is the place as the asker sees it, `scene` is seen through the receiver's eyes.
fn sheet(scene: &Scene<'_>, receiver: &Viewer, own: &Viewer, asked: &Seen<&Row<Place>>) -> Sheet {
    let place = &asked.thing.held.record;
    let shown = view::place(scene.eyes, asked.thing, Asking::Anywhere);
    let actor = Actor { viewer: *receiver, account: None, unit: None };
    let summary = shown.as_ref().is_some_and(Seen::summary);
    Sheet {
        receiver: told_of(scene, receiver, asked, shown.as_ref()),
        made_by: scene.party(own.party),
        marking: asked.full().then(|| Marking {
            class: place.class,
            origin: scene.party(place.origin),
            held_by: scene.held_by(place.origin, None),
        }),
        place: shown.as_ref().map(|seen| scene.place(seen, &actor)),
        rhythm: summary.then(|| scene.rhythm(place.id)),
        measures: measures(scene, place.id),
        neighbours: if summary { neighbours(scene, place) } else { Vec::new() },
        note: match scene.language {
            Language::Swedish => UNDER_REPORTING.sv,
            Language::English => UNDER_REPORTING.en,
        }
        .into_owned(),
    }
}

fn told_of(
    scene: &Scene<'_>,
    receiver: &Viewer,
    asked: &Seen<&Row<Place>>,
    shown: Option<&Seen<&Row<Place>>>,
) -> Receiver {
    let (place, audience) = (&asked.thing.held.record, asked.thing.audience.audience());
    let grant = place.grants.iter().find(|grant| grant.party == receiver.party);
    Receiver {
        party: scene.party(receiver.party),
        level: shown.map(|seen| seen.level),
        seen_by: shown.and_then(|_| seen_by(receiver, audience)),
        why: grant.filter(|_| asked.full() && shown.is_some()).map(|grant| grant.why),
        withheld: shown.and_then(|seen| seen.reason),
    }
}

fn measures(scene: &Scene<'_>, place: PlaceId) -> Vec<MeasureView> {
    let ids = scene.snapshot.measures_of(place);
    let held: Vec<_> = ids.into_iter().filter_map(|id| scene.snapshot.measure(id)).collect();
    let seen = held.iter().filter_map(|measure| view::measure(scene.snapshot, scene.eyes, measure));
    seen.map(|measure| scene.measure_view(measure)).collect()
}

fn neighbours(scene: &Scene<'_>, place: &Place) -> Vec<NearSiteView> {
    let today = date_of(scene.now);
    let near_m = f64::from(scene.snapshot.setting(SettingName::NearSiteM, place.district(), today));
    let near = scene.snapshot.sites_near(&place.shape, near_m, today);
    near.iter().take(NEIGHBOURS_MAX).map(|near| scene.near_site(near)).collect()
}
