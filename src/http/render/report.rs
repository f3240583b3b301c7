//! A report as a viewer sees it.

use super::disclosure::AuthorityView;
use super::place::{NearPlaceView, ProposalView};
use super::vocabulary::sometimes;
use super::{AreaRef, PartyRef, PlaceRef, Position, Scene, ThingParty, Time};
use crate::domain::access::{Class, Level, Reason};
use crate::domain::building::ShownAt;
use crate::domain::command::Actor;
use crate::domain::report::{Outcome, Report, Sighting};
use crate::domain::settings::SettingName;
use crate::domain::time::{date_of, working_days_after};
use crate::domain::world::World;
use crate::http::audited;
use crate::index::audiences::Seen;
use crate::index::table::Row;
use crate::index::view::filter::shown_position;
use jiff::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A report.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReportView {
    /// Its id.
    pub id: String,
    /// How much of it is seen: `full`, `summary` or `exists`.
    pub level: Level,
    /// Why not more.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub withheld: Option<Reason>,
    /// Where; below `full` within some ten metres, or as `shown_at` says.
    pub position: Position,
    /// Only where it lies in a building that somebody lives in: where it is shown to those who see less than all of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub shown_at: Option<ShownAt>,
    /// The district it lies in.
    #[schema(required)]
    pub district: Option<AreaRef>,
    /// It lies outside every district.
    pub outside_districts: bool,
    // From `summary` up.
    #[serde(flatten)]
    #[schema(inline, value_type = SometimesReportSummary)]
    pub(crate) summary: Option<ReportSummary>,
    // At `full`.
    #[serde(flatten)]
    #[schema(inline, value_type = SometimesReportFull)]
    pub(crate) full: Option<ReportFull>,
    // What is known there, in the answer to a new report.
    #[serde(flatten)]
    #[schema(inline, value_type = SometimesHere)]
    pub(crate) here: Option<Here>,
}

/// Whether a report waits.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReportStatus {
    /// Nobody has decided about it.
    Received,
    /// Decided.
    Triaged,
}

/// What a summary adds.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReportSummary {
    /// Whether it waits.
    pub status: ReportStatus,
    /// What became of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub outcome: Option<Outcome>,
    /// When it was seen.
    pub observed_at: Time,
    /// How closely that is known: `moment`, or `hours`, `day` or `month`, of which it is then the beginning.
    pub observed_precision: &'static str,
    /// How many hours, where it is known to some.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub observed_hours: Option<u8>,
    /// When it reached us.
    pub received_at: Time,
    /// What was seen.
    pub problem_types: Vec<String>,
    /// New, still there, or gone.
    pub sighting: Sighting,
    /// Where it comes from.
    pub source: String,
    /// The place it belongs to, where this viewer sees it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub place: Option<PlaceRef>,
}

/// What full sight adds.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReportFull {
    /// How many.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub count_band: Option<String>,
    /// In words.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub text: Option<String>,
    /// Answers to extra questions.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<String, String>,
    /// The organisation it comes from.
    pub origin: PartyRef,
    /// The authority that holds it.
    pub held_by: AuthorityView,
    /// How far it may be shared.
    pub class: Class,
    /// With whom, and why.
    pub parties: Vec<ThingParty>,
    /// Why it was triaged as it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub reason: Option<String>,
    /// This account sent it.
    pub mine: bool,
}

/// What is known where a report lies.
#[derive(Debug, Serialize, ToSchema)]
pub struct Here {
    /// Places near, the nearest first.
    pub places: Vec<NearPlaceView>,
    /// What words of its text point at, though they are taken: `ethnicity` or `health`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub text_warnings: Vec<&'static str>,
    /// Who should coordinate a place here.
    #[schema(required)]
    pub coordinator_proposal: Option<ProposalView>,
    /// By when somebody should have decided about it, while it waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub triage_by: Option<Time>,
}

sometimes! {
    SometimesReportSummary of ReportSummary;
    SometimesReportFull of ReportFull;
    SometimesHere of Here;
}

impl Scene<'_> {
    /// A report as this viewer sees it.
    #[must_use]
    pub fn report(&self, seen: &Seen<&Row<Report>>, actor: &Actor) -> ReportView {
        let report = &seen.thing.held.record;
        audited::told(report.id, report.class, report.origin, seen.level);
        let summary = seen.summary();
        let mut position = Position::from(shown_position(seen.thing, seen.full()));
        position.accuracy_m = report.accuracy_m.filter(|_| summary);
        position.by_hand = report.position_by_hand && summary;
        ReportView {
            id: report.id.to_string(),
            level: seen.level,
            withheld: seen.reason,
            position,
            shown_at: seen.thing.home.as_ref().map(|home| home.at),
            district: report.district.and_then(|id| self.area(id)),
            outside_districts: report.district.is_none() && !report.is_vague(),
            summary: summary.then(|| self.report_summary(report)),
            full: seen.full().then(|| self.report_full(report, actor)),
            here: None,
        }
    }

    /// By when somebody should have decided about a report.
    #[must_use]
    pub fn triage_deadline(&self, report: &Report) -> Timestamp {
        let days = self.snapshot.setting(SettingName::TriageDays, report.district, date_of(self.now));
        working_days_after(report.received_at, days)
    }

    fn report_summary(&self, report: &Report) -> ReportSummary {
        ReportSummary {
            status: if report.outcome.is_some() { ReportStatus::Triaged } else { ReportStatus::Received },
            outcome: report.outcome,
            observed_at: report.observed_at.into(),
            observed_precision: report.observed_precision.code(),
            observed_hours: report.observed_hours,
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
            held_by: self.held_by(report.origin, report.unit.as_deref()),
            class: report.class,
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
