//! Statistics: what others have measured, beside what was reported.

use super::shared::{self, Items, Page};
use crate::domain::ids::AreaId;
use crate::domain::statistic::{Sex, Statistic};
use crate::domain::world::Held;
use crate::http::answer;
use crate::http::caller::Caller;
use crate::http::extract::Params;
use crate::http::problem::Problem;
use crate::http::render::{AreaRef, Scene};
use crate::http::state::App;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

/// One figure for an area and a period.
#[derive(Serialize, ToSchema)]
pub struct StatisticView {
    /// Its id.
    pub id: String,
    /// What is measured.
    pub indicator: String,
    /// Who has measured it.
    pub source: String,
    /// Where.
    pub area: Option<AreaRef>,
    /// Kind of the area.
    pub area_kind: Option<&'static str>,
    /// First day.
    #[schema(value_type = String)]
    pub period_start: Date,
    /// Last day.
    #[schema(value_type = String)]
    pub period_end: Date,
    /// `women` or `men`; null is everybody.
    pub sex: Option<&'static str>,
    /// Of what age; null is every age.
    pub age_band: Option<String>,
    /// The figure.
    pub value: f64,
    /// How many people or events it rests on, where the source says so.
    pub n: Option<u64>,
    /// The unit of the figure.
    pub unit: String,
}

/// A figure, named.
pub fn view(scene: &Scene<'_>, statistic: &Statistic) -> StatisticView {
    let area = scene.snapshot.reference.areas.get(statistic.area);
    StatisticView {
        id: statistic.id.to_string(),
        indicator: statistic.indicator.clone(),
        source: statistic.source.clone(),
        area: scene.area(statistic.area),
        area_kind: area.map(|area| area.kind.code()),
        period_start: statistic.period_start,
        period_end: statistic.period_end,
        sex: statistic.sex.map(Sex::code),
        age_band: statistic.age_band.clone(),
        value: statistic.value,
        n: statistic.n,
        unit: statistic.unit.clone(),
    }
}

/// The parameters that choose figures.
pub const FILTERS: [&str; 8] =
    ["indicator", "source", "area", "sex", "age_band", "since", "until", "area_kind"];

/// Which figures.
pub struct Filter<'a> {
    indicator: Option<&'a str>,
    source: Option<&'a str>,
    area: Option<AreaId>,
    area_kind: Option<&'a str>,
    sex: Option<Sex>,
    age_band: Option<&'a str>,
    since: Option<Date>,
    until: Option<Date>,
}

impl<'a> Filter<'a> {
    /// Reads the filter of a list.
    pub fn read(params: &'a Params) -> Result<Self, Problem> {
        let sex = match params.get("sex") {
            None => None,
            Some(word) => {
                Some(Sex::parse(word).ok_or_else(|| Problem::parameter("sex", "must be women or men"))?)
            }
        };
        Ok(Self {
            indicator: params.get("indicator"),
            source: params.get("source"),
            area: params.read("area", "must be the id of an area")?,
            area_kind: params.get("area_kind"),
            sex,
            age_band: params.get("age_band"),
            since: shared::date(params, "since")?,
            until: shared::date(params, "until")?,
        })
    }

    /// Whether a figure is one of them.
    pub fn matches(&self, figure: &StatisticView, statistic: &Statistic) -> bool {
        self.indicator.is_none_or(|indicator| statistic.indicator == indicator)
            && self.source.is_none_or(|source| statistic.source == source)
            && self.area.is_none_or(|area| statistic.area == area)
            && self.area_kind.is_none_or(|kind| figure.area_kind == Some(kind))
            && self.sex.is_none_or(|sex| statistic.sex == Some(sex))
            && self.age_band.is_none_or(|band| statistic.age_band.as_deref() == Some(band))
            && self.since.is_none_or(|since| statistic.period_end >= since)
            && self.until.is_none_or(|until| statistic.period_start < until)
    }
}

/// Statistics, for everyone with a log-in: they are about areas and nobody in particular.
#[utoipa::path(
    get, path = "/api/statistics", tag = "statistics",
    params(
        ("indicator" = Option<String>, Query, description = "What is measured"),
        ("source" = Option<String>, Query, description = "Who has measured it"),
        ("area" = Option<String>, Query, description = "Id of an area"),
        ("area_kind" = Option<String>, Query, description = "Kind of areas"),
        ("sex" = Option<String>, Query, description = "women or men"),
        ("age_band" = Option<String>, Query, description = "Of what age"),
        ("since" = Option<String>, Query, description = "Periods that end on this day or later"),
        ("until" = Option<String>, Query, description = "Periods that begin before this day"),
        ("limit" = Option<u32>, Query, description = "1 to 1 000, 100 unless told"),
        ("cursor" = Option<String>, Query, description = "The next of an earlier page"),
    ),
    responses((status = 200, body = Items<StatisticView>))
)]
pub async fn list_statistics(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let names: Vec<&str> = FILTERS.into_iter().chain(Page::PARAMETERS).collect();
    let params = Params::parse(uri.query(), &names)?;
    let filter = Filter::read(&params)?;
    let snapshot = shared::snapshot(&app, &headers).await;
    let eyes = caller.eyes();
    let scene = Scene::new(&snapshot, &eyes);
    let of = |held: &Held<Statistic>| {
        let figure = view(&scene, held);
        filter.matches(&figure, held).then(|| (held.id.to_string(), figure))
    };
    let items = snapshot.reference.statistics.values().filter_map(of);
    answer::json(&headers, &Page::read(&params)?.of(items))
}
