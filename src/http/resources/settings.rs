//! Settings: deadlines and distances, for the city and for its districts.

use super::shared::{self, Items, Page};
use crate::domain::codes::Words;
use crate::domain::command::Command;
use crate::domain::ids::AreaId;
use crate::domain::periods::Dated;
use crate::domain::refusal::Wrong;
use crate::domain::settings::{Setting, SettingName};
use crate::domain::time::date_of;
use crate::domain::world::World;
use crate::http::answer;
use crate::http::caller::{Call, Caller, Sent, if_match};
use crate::http::extract::{Json, Params};
use crate::http::problem::Problem;
use crate::http::render::{AreaRef, Scene};
use crate::http::state::App;
use crate::index::snapshot::Snapshot;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One setting; its name ends in its unit.
#[derive(Serialize, ToSchema)]
pub struct SettingView {
    /// Its id in the city, once it has been set there: what a filing is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    id: Option<String>,
    /// Which.
    name: &'static str,
    /// What it is called.
    #[schema(value_type = Object)]
    label: Words,
    /// For the whole city, today.
    value: u32,
    /// What holds where nobody has set it.
    fresh_value: u32,
    /// Smallest value it takes.
    least: u32,
    /// Largest value it takes.
    most: u32,
    /// What has been set for the whole city, in order; no two at once.
    values: Vec<ValueView>,
    /// Any value but 0 rests on a decision, and is an administrator's to set.
    needs_decision: bool,
    /// Reference of the decision that the city's value set last rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    decision: Option<String>,
    /// Districts that have, had or will have a value of their own.
    districts: Vec<DistrictValue>,
}

/// A district's own value.
#[derive(Serialize, ToSchema)]
pub struct DistrictValue {
    /// The district.
    district: AreaRef,
    /// Its own value today; null while the city's holds.
    value: Option<u32>,
    /// What has been set for it, in order; no two at once.
    values: Vec<ValueView>,
    /// Reference of the decision that its value set last rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    decision: Option<String>,
}

/// A value while it holds.
#[derive(Serialize, ToSchema)]
pub struct ValueView {
    /// The value.
    value: u32,
    /// First day; left out where it has always held.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    from: Option<Date>,
    /// First day it no longer holds; left out while it goes on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    until: Option<Date>,
}

/// A value to set.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SettingBody {
    /// The value; null withdraws it, and then the city's holds in a district, or the fresh one in the city.
    #[serde(deserialize_with = "Option::deserialize")]
    #[schema(required)]
    value: Option<u32>,
    /// Id of a district; the whole city when left out.
    district: Option<String>,
    /// First day; today when left out.
    #[schema(value_type = Option<String>)]
    from: Option<Date>,
    /// First day it no longer holds; when left out it goes on to where the next begins.
    #[schema(value_type = Option<String>)]
    until: Option<Date>,
    /// Reference of the decision, for a setting that needs one.
    decision: Option<String>,
}

fn setting(snapshot: &Snapshot, scene: &Scene<'_>, name: SettingName) -> SettingView {
    let today = date_of(scene.now);
    let (least, most) = name.range();
    let set = || snapshot.reference.settings.values().filter(|setting| setting.name == name);
    let mut districts: Vec<_> = set()
        .filter(|setting| !setting.values.is_empty())
        .filter_map(|setting| {
            let district = scene.area(setting.district?)?;
            Some(DistrictValue {
                district,
                value: setting.value_on(today),
                values: values(setting),
                decision: setting.decision.clone(),
            })
        })
        .collect();
    districts.sort_by(|a, b| a.district.name.cmp(&b.district.name));
    let of_city = set().find(|setting| setting.district.is_none());
    SettingView {
        id: of_city.map(|set| set.id.to_string()),
        name: name.code(),
        label: name.label(),
        value: snapshot.setting(name, None, today),
        fresh_value: name.fresh(),
        least,
        most,
        values: of_city.map(|set| values(set)).unwrap_or_default(),
        needs_decision: name.needs_decision(),
        decision: of_city.and_then(|set| set.decision.clone()),
        districts,
    }
}

fn values(setting: &Setting) -> Vec<ValueView> {
    let view =
        |period: &Dated<u32>| ValueView { value: period.value, from: period.from, until: period.until };
    setting.values.iter().map(view).collect()
}

fn representation(snapshot: &Snapshot, caller: &Caller, name: SettingName) -> Result<Vec<u8>, Problem> {
    let eyes = caller.eyes();
    answer::bytes(&setting(snapshot, &Scene::new(snapshot, &eyes), name))
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

/// One setting.
#[utoipa::path(
    get, path = "/api/settings/{name}", tag = "settings",
    params(("name" = String, Path, description = "Which setting")),
    responses((status = 200, body = SettingView))
)]
pub async fn find_setting(
    State(app): State<App>,
    caller: Caller,
    Path(name): Path<String>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    Params::parse(uri.query(), &[])?;
    let name = SettingName::parse(&name).ok_or_else(Problem::not_there)?;
    let snapshot = shared::snapshot(&app, &headers).await;
    Ok(answer::body(&headers, representation(&snapshot, &caller, name)?, "application/json"))
}

/// Sets a setting from a day on, or withdraws it: an administrator for the city, a district's coordinator for the own
/// district. What is told of later days stays.
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
    let SettingBody { value, district, from, until, decision } = body.value;
    let district: Option<AreaId> = district.as_deref().map(str::parse).transpose().map_err(unknown)?;
    let snapshot = app.engine().snapshot();
    // A setting can always be read; what stands behind it may not have been set yet.
    let version = snapshot.setting_record(name, district).map_or(0, |setting| setting.version);
    let expected = if_match(&sent.headers, &representation(&snapshot, &caller, name)?, version)?;
    let command = Command::PutSetting { name, district, value, from, until, decision };
    let done = call.submit(&app, Some(expected), command).await?;
    let bytes = representation(&app.engine().snapshot(), &caller, name)?;
    Ok(answer::written(StatusCode::OK, bytes, shared::told(&app, &caller, &done, None)))
}
