//! Rows of each layer: what a viewer has been found to see, as cells.

pub mod areas;
pub mod coordinations;
pub mod disclosures;
pub mod measures;
pub mod parties;
pub mod places;
pub mod reports;
pub mod sites;
pub mod statistics;
pub mod walks;

use super::Layer;
use super::asked::Asked;
use crate::domain::access::{Role, Viewer};
use crate::domain::area::AreaKind;
use crate::domain::command::Actor;
use crate::domain::ids::{PlaceId, RoundId};
use crate::domain::record::Key;
use crate::export::{Column, ColumnKind, Row};
use crate::http::problem::Problem;
use crate::http::render::named::Labels;
use crate::http::render::{AreaRef, Scene};
use crate::http::resources::{self, shared};
use crate::index::snapshot::Snapshot;
use crate::index::view::filter::{PlaceFilter, ReportFilter, SiteFilter};
use crate::space::Envelope;
use serde::Serialize;
use std::collections::HashSet;

/// Everything that rows are made with.
pub struct Table<'a> {
    /// The world, the eyes and the day.
    pub scene: Scene<'a>,
    /// Labels of codes.
    pub labels: Labels<'a>,
    /// For whom.
    pub actor: &'a Actor,
    /// Of a world of the past: things whose text has been erased since.
    pub content_erased: Option<&'a HashSet<Key>>,
}

impl Table<'_> {
    /// Whether a thing's text has been erased since. Nothing to tell of the present.
    fn has_lost_content(&self, key: impl Into<Key>) -> bool {
        let key = key.into();
        self.content_erased.is_some_and(|erased| erased.contains(&key))
    }

    /// Somebody to render for who is offered no commands: a file offers none.
    fn reader(&self) -> Actor {
        let viewer = Viewer { role: Role::Reader, ..self.actor.viewer };
        Actor { viewer, account: None, unit: None }
    }
}

/// Which rows.
pub enum Filter<'a> {
    /// Of places and their coordination.
    Places(PlaceFilter),
    /// Of places, their coordination alone.
    Coordinations(PlaceFilter),
    /// Of reports.
    Reports(ReportFilter),
    /// Of sites.
    Sites(SiteFilter),
    /// Of areas: their kind, the box they touch, and whether they must hold on the day.
    Areas(Option<AreaKind>, Option<Envelope>, bool),
    /// All parties.
    Parties,
    /// Of statistics.
    Statistics(resources::statistics::Filter<'a>),
    /// Of measures: their place.
    Measures(Option<PlaceId>),
    /// All that was handed on.
    Disclosures,
    /// Of walks: their round.
    Walks(Option<RoundId>),
}

impl<'a> Filter<'a> {
    /// Reads the filter of a layer against the world it filters.
    ///
    /// # Errors
    /// 400.
    pub fn read(asked: &'a Asked, snapshot: &Snapshot) -> Result<Self, Problem> {
        let params = &asked.params;
        Ok(match asked.layer {
            Layer::Places => Self::Places(of_places(asked, snapshot)?),
            Layer::Coordinations => Self::Coordinations(of_places(asked, snapshot)?),
            Layer::Reports => Self::Reports(resources::reports::filter(snapshot, params)?),
            Layer::Sites => Self::Sites(resources::sites::filter(snapshot, params)?),
            Layer::Districts => Self::Areas(Some(AreaKind::District), shared::bbox(params)?, true),
            Layer::Areas => Self::Areas(resources::areas::kind(params)?, shared::bbox(params)?, false),
            Layer::Parties => Self::Parties,
            Layer::Statistics => Self::Statistics(resources::statistics::Filter::read(params)?),
            Layer::Measures => Self::Measures(params.read("place", "must be the id of a place")?),
            Layer::Disclosures => Self::Disclosures,
            Layer::Walks => Self::Walks(params.read("round", "must be the id of a round")?),
        })
    }
}

/// A filter of places; what had run out, had at the moment that is looked back at.
fn of_places(asked: &Asked, snapshot: &Snapshot) -> Result<PlaceFilter, Problem> {
    let filter = resources::places::filter(snapshot, &asked.params, &asked.caller)?;
    let overdue_at = filter.overdue_at.map(|now| asked.as_of.unwrap_or(now));
    Ok(PlaceFilter { overdue_at, ..filter })
}

/// The rows of a layer.
pub fn rows<'a>(table: &'a Table<'a>, filter: &'a Filter<'a>) -> Box<dyn Iterator<Item = Row> + 'a> {
    match filter {
        Filter::Places(filter) => Box::new(places::rows(table, filter)),
        Filter::Coordinations(filter) => Box::new(coordinations::rows(table, filter)),
        Filter::Reports(filter) => Box::new(reports::rows(table, filter)),
        Filter::Sites(filter) => Box::new(sites::rows(table, filter)),
        Filter::Areas(kind, bbox, holding) => Box::new(areas::rows(table, *kind, *bbox, *holding)),
        Filter::Parties => Box::new(parties::rows(table)),
        Filter::Statistics(filter) => Box::new(statistics::rows(table, filter)),
        Filter::Measures(place) => Box::new(measures::rows(table, *place)),
        Filter::Disclosures => Box::new(disclosures::rows(table)),
        Filter::Walks(round) => Box::new(walks::rows(table, *round)),
    }
}

const fn text(name: &'static str) -> Column {
    Column { name, kind: ColumnKind::Text }
}

const fn flag(name: &'static str) -> Column {
    Column { name, kind: ColumnKind::Flag }
}

const fn whole(name: &'static str) -> Column {
    Column { name, kind: ColumnKind::Whole }
}

const fn real(name: &'static str) -> Column {
    Column { name, kind: ColumnKind::Real }
}

const fn day(name: &'static str) -> Column {
    Column { name, kind: ColumnKind::Day }
}

const fn moment(name: &'static str) -> Column {
    Column { name, kind: ColumnKind::Moment }
}

const fn list(name: &'static str) -> Column {
    Column { name, kind: ColumnKind::List }
}

/// The stable word of a member of a closed list.
fn word(of: &impl Serialize) -> Option<String> {
    serde_json::to_value(of).ok()?.as_str().map(str::to_owned)
}

/// An area's code and name.
fn area(area: Option<&AreaRef>) -> (Option<String>, Option<String>) {
    (area.and_then(|area| area.code.clone()), area.map(|area| area.name.clone()))
}
