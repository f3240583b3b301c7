//! A report as a viewer sees it.

use super::place::{NearPlaceView, ProposalView};
use super::{AreaRef, PartyRef, PlaceRef, Position, Scene, ThingParty, Time};
use crate::domain::access::Reason;
use crate::domain::command::Actor;
use crate::domain::report::{Report, Sighting};
use crate::index::audiences::Seen;
use crate::index::table::Row;
use crate::index::view::filter::shown_position;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A report.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReportView {
    /// Its id.
    pub id: String,
    /// How much of it is seen: `full`, `summary` or `exists`.
    pub level: &'static str,
    /// Why not more.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub withheld: Option<Reason>,
    /// Where; at `exists` within some ten metres.
    pub position: Position,
    /// The district it lies in.
    pub district: Option<AreaRef>,
    /// It lies outside every district.
    pub outside_districts: bool,
    /// From `summary` up.
    #[serde(flatten)]
    #[schema(inline)]
    pub summary: Option<ReportSummary>,
    /// At `full`.
    #[serde(flatten)]
    #[schema(inline)]
    pub full: Option<ReportFull>,
    /// What is known there, in the answer to a new report.
    #[serde(flatten)]
    #[schema(inline)]
    pub here: Option<Here>,
}

/// What a summary adds.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReportSummary {
    /// `received` or `triaged`.
    pub status: &'static str,
    /// What became of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<&'static str>,
    /// When it was seen.
    pub observed_at: Time,
    /// How closely that is known: `moment`, or `day` or `month`, of which it is then the beginning.
    pub observed_precision: &'static str,
    /// When it reached us.
    pub received_at: Time,
    /// What was seen.
    pub problem_types: Vec<String>,
    /// New, still there, or gone.
    #[schema(value_type = String)]
    pub sighting: Sighting,
    /// Where it comes from.
    pub source: String,
    /// The place it belongs to, where this viewer sees it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceRef>,
}

/// What full sight adds.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReportFull {
    /// How many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count_band: Option<String>,
    /// In words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Answers to extra questions.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<String, String>,
    /// The organisation it comes from.
    pub origin: PartyRef,
    /// How far it may be shared.
    pub class: &'static str,
    /// With whom, and why.
    pub parties: Vec<ThingParty>,
    /// Why it was triaged as it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// This account sent it.
    pub mine: bool,
}

/// What is known where a report lies.
#[derive(Debug, Serialize, ToSchema)]
pub struct Here {
    /// Places near, the nearest first.
    pub places: Vec<NearPlaceView>,
    /// Who should coordinate a place here.
    pub coordinator_proposal: Option<ProposalView>,
}

impl Scene<'_> {
    /// A report as this viewer sees it.
    #[must_use]
    pub fn report(&self, seen: &Seen<&Row<Report>>, actor: &Actor) -> ReportView {
        let report = &seen.thing.held.record;
        let summary = seen.summary();
        let mut position = Position::from(shown_position(report, summary));
        position.accuracy_m = report.accuracy_m.filter(|_| summary);
        ReportView {
            id: report.id.to_string(),
            level: seen.level.code(),
            withheld: seen.reason,
            position,
            district: report.district.and_then(|id| self.area(id)),
            outside_districts: report.district.is_none() && !report.is_vague(),
            summary: summary.then(|| self.report_summary(report)),
            full: seen.full().then(|| self.report_full(report, actor)),
            here: None,
        }
    }

    fn report_summary(&self, report: &Report) -> ReportSummary {
        ReportSummary {
            status: if report.outcome.is_some() { "triaged" } else { "received" },
            outcome: report.outcome.map(|outcome| outcome.code()),
            observed_at: report.observed_at.into(),
            observed_precision: report.observed_precision.code(),
            received_at: report.received_at.into(),
            problem_types: report.problem_types.clone(),
            sighting: report.sighting,
            source: report.source.clone(),
            place: report.place.and_then(|id| self.place_ref(id)),
        }
    }

    fn report_full(&self, report: &Report, actor: &Actor) -> ReportFull {
        let content = report.content.as_ref();
        ReportFull {
            count_band: report.count_band.clone(),
            text: report.text().map(str::to_owned),
            answers: report.answers.clone(),
            origin: self.party(report.origin),
            class: report.class.code(),
            parties: self.parties(&report.grants),
            reason: content.and_then(|c| c.reason.clone()),
            mine: is_mine(report, actor),
        }
    }
}

/// Whether the actor's own account sent the report.
#[must_use]
pub fn is_mine(report: &Report, actor: &Actor) -> bool {
    let reporter = report.content.as_ref().and_then(|content| content.reporter);
    actor.account.is_some() && reporter == actor.account
}
