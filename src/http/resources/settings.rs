//! Settings: deadlines and distances, for the city and for its districts.

use super::shared::{self, Items, Page};
use crate::domain::command::Command;
use crate::domain::ids::AreaId;
use crate::domain::refusal::Wrong;
use crate::domain::settings::SettingName;
use crate::http::answer;
use crate::http::caller::{Call, Caller, Sent};
use crate::http::extract::{Json, Params};
use crate::http::problem::Problem;
use crate::http::render::{AreaRef, Scene};
use crate::http::state::App;
use crate::index::snapshot::Snapshot;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One setting; its name ends in its unit.
#[derive(Serialize, ToSchema)]
pub struct SettingView {
    /// Which.
    name: &'static str,
    /// For the whole city.
    value: u32,
    /// What holds where nobody has set it.
    fresh_value: u32,
    /// Smallest value it takes.
    least: u32,
    /// Largest value it takes.
    most: u32,
    /// Districts with a value of their own.
    districts: Vec<DistrictValue>,
}

/// A district's own value.
#[derive(Serialize, ToSchema)]
pub struct DistrictValue {
    /// The district.
    district: AreaRef,
    /// Its value.
    value: u32,
}

/// A value to set.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SettingBody {
    value: u32,
    /// Id of a district; the whole city when left out.
    district: Option<String>,
}

fn setting(snapshot: &Snapshot, scene: &Scene<'_>, name: SettingName) -> SettingView {
    let (least, most) = name.range();
    let mut districts: Vec<_> = snapshot
        .reference
        .settings
        .values()
        .filter(|setting| setting.name == name)
        .filter_map(|setting| {
            Some(DistrictValue { district: scene.area(setting.district?)?, value: setting.value })
        })
        .collect();
    districts.sort_by(|a, b| a.district.name.cmp(&b.district.name));
    let value = crate::domain::world::World::setting(snapshot, name, None);
    SettingView { name: name.code(), value, fresh_value: name.fresh(), least, most, districts }
}

/// All settings.
#[utoipa::path(
    get, path = "/api/settings", tag = "settings",
    params(Page),
    responses((status = 200, body = Items<SettingView>))
)]
pub async fn list_settings(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &Page::PARAMETERS)?;
    let snapshot = shared::snapshot(&app, &headers).await;
    let eyes = caller.eyes();
    let scene = Scene::new(&snapshot, &eyes);
    let mut names = SettingName::ALL;
    names.sort_by_key(|name| name.code());
    let items = names.into_iter().map(|name| (name.code().to_owned(), setting(&snapshot, &scene, name)));
    answer::json(&headers, &Page::read(&params)?.of(items))
}

/// Sets a setting: an administrator for the city, a district's coordinator for the own district.
#[utoipa::path(
    put, path = "/api/settings/{name}", tag = "settings", request_body = SettingBody,
    params(("name" = String, Path, description = "Which setting")),
    responses((status = 200, body = SettingView))
)]
pub async fn put_setting(
    State(app): State<App>,
    caller: Caller,
    Path(name): Path<String>,
    sent: Sent,
    body: Json<SettingBody>,
) -> Result<Response, Problem> {
    let name = SettingName::parse(&name).ok_or_else(Problem::not_there)?;
    let call = Call::new(&app, &caller, &sent, body.text.as_bytes())?;
    let unknown = |_| Problem::invalid(vec![Wrong::at("#/district", "unknown_area", "is not a district")]);
    let district: Option<AreaId> =
        body.value.district.as_deref().map(str::parse).transpose().map_err(unknown)?;
    let command = Command::PutSetting { name, district, value: body.value.value };
    let done = call.submit(&app, None, command).await?;
    let snapshot = app.engine().snapshot();
    let eyes = caller.eyes();
    let bytes = answer::bytes(&setting(&snapshot, &Scene::new(&snapshot, &eyes), name))?;
    Ok(answer::written(StatusCode::OK, bytes, shared::told(&done, None)))
}
