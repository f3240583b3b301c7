//! Rounds, walks, presences, and how much has been looked at a place.

use super::disclosure::AuthorityView;
use super::{PartyRef, PlaceRef, Position, Scene, Time};
use crate::domain::command::Actor;
use crate::domain::decide::may_withdraw_presence;
use crate::domain::ids::PlaceId;
use crate::domain::presence::{Organisation, Presence};
use crate::domain::report::{Outcome, Report, Sighting};
use crate::domain::round::{Found, Round, Stop, Visit, Walk};
use crate::domain::time::{date_of, stockholm};
use crate::domain::world::{World, reach};
use crate::http::audited;
use crate::index::audiences::Seen;
use crate::index::snapshot::Measured;
use crate::index::table::Row;
use crate::index::view::filter::shown_position;
use crate::index::view::{self, effort};
use crate::space::Shape;
use jiff::civil::Date;
use jiff::{Span, Timestamp};
use serde::Serialize;
use std::cmp::Reverse;
use utoipa::ToSchema;

/// How far back a walk looks, and the figures of effort: months.
pub const LOOK_BACK_MONTHS: i64 = 24;
/// A report this close to a stop that is no place is known there, metres.
const CLOSE_M: f64 = 50.0;
/// Most earlier looks, and most reports, that are shown of a stop.
const SHOWN_MAX: usize = 10;

/// A party's round.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoundView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// It is walked no more.
    pub ended: bool,
    /// Its stops, in the order they are walked.
    pub stops: Vec<StopView>,
    /// When it was last walked; null when it never was.
    #[schema(required)]
    pub last_walked_at: Option<Time>,
    /// The authority that holds it and what is written down on its walks.
    pub held_by: AuthorityView,
}

/// A stop of a round.
#[derive(Debug, Serialize, ToSchema)]
pub struct StopView {
    /// What it is known by within the round.
    pub number: u32,
    /// What it is called.
    pub label: String,
    /// Where.
    pub position: Position,
    /// The place that is looked at, where this viewer sees it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub place: Option<PlaceRef>,
    /// The site that is looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub site: Option<SiteRef>,
}

/// A site, named.
#[derive(Debug, Serialize, ToSchema)]
pub struct SiteRef {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// What is known at a stop as a walk begins: of the last two years.
#[derive(Debug, Serialize, ToSchema)]
pub struct KnownAtStop {
    /// The stop's number.
    pub stop: u32,
    /// What is wrong with the place that is looked at, where this viewer sees it.
    pub problem_types: Vec<String>,
    /// How often it has been looked at on this round.
    pub visits: usize,
    /// How often there was something to see.
    pub seen: usize,
    /// The last looks, the newest first; at most 10.
    pub last: Vec<LookView>,
    /// What has been reported there as far as this viewer sees it, the newest first; at most 10.
    pub reports: Vec<KnownReport>,
}

/// One look at a stop.
#[derive(Debug, Serialize, ToSchema)]
pub struct LookView {
    /// When.
    pub at: Time,
    /// What came of it.
    pub found: Found,
}

/// What was reported at a stop.
#[derive(Debug, Serialize, ToSchema)]
pub struct KnownReport {
    /// Its id.
    pub id: String,
    /// When it was seen.
    pub observed_at: Time,
    /// What was seen.
    pub problem_types: Vec<String>,
    /// New, still there, or gone.
    pub sighting: Sighting,
}

/// One time that a round was walked.
#[derive(Debug, Serialize, ToSchema)]
pub struct WalkView {
    /// Its id.
    pub id: String,
    /// The round's id.
    pub round: String,
    /// When it began.
    pub started_at: Time,
    /// When it ended.
    pub ended_at: Time,
    /// What was looked at, in order.
    pub visits: Vec<VisitView>,
}

/// One look at one stop.
#[derive(Debug, Serialize, ToSchema)]
pub struct VisitView {
    /// The stop's number.
    pub stop: u32,
    /// When.
    pub at: Time,
    /// What came of it.
    pub found: Found,
}

/// Somebody was at a place.
#[derive(Debug, Serialize, ToSchema)]
pub struct PresenceView {
    /// Its id.
    pub id: String,
    /// Where, where this viewer sees the place.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub place: Option<PlaceRef>,
    /// What kind, of the list `presence_kind`.
    pub presence_kind: String,
    /// From when.
    pub starts_at: Time,
    /// Until when.
    pub ends_at: Time,
    /// The party that was there.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub party: Option<PartyRef>,
    /// The kind of organisation that was there, of the list `organisation_kind`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub organisation_kind: Option<String>,
    /// The party that wrote it down.
    pub origin: PartyRef,
    /// The authority that holds what was written down.
    pub held_by: AuthorityView,
    /// It was taken back.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub withdrawn: bool,
    /// This caller may take it back.
    pub may_withdraw: bool,
}

/// How much has been looked at a place: what stands beside the number of its reports.
#[derive(Debug, Serialize, ToSchema)]
pub struct EffortView {
    /// Counted from this day on.
    #[schema(value_type = String)]
    pub since: Date,
    /// How many looks.
    pub visits: usize,
    /// At how many of them there was something to see.
    pub seen: usize,
    /// By party.
    pub parties: Vec<PartyEffort>,
}

/// How much one party has looked at a place. When in the day is nobody else's to know.
#[derive(Debug, Serialize, ToSchema)]
pub struct PartyEffort {
    /// Which.
    pub party: PartyRef,
    /// How many looks.
    pub visits: usize,
    /// At how many of them there was something to see.
    pub seen: usize,
    /// The day of the last.
    #[schema(value_type = String)]
    pub last: Date,
}

impl Scene<'_> {
    /// The day that figures of effort begin at.
    fn looks_back_to(&self) -> Date {
        date_of(self.now).saturating_sub(Span::new().months(LOOK_BACK_MONTHS))
    }

    fn looks_back_since(&self) -> Timestamp {
        let day = self.looks_back_to().to_zoned(stockholm().clone());
        day.map_or(Timestamp::UNIX_EPOCH, |day| day.timestamp())
    }

    /// A round that this viewer sees.
    #[must_use]
    pub fn round(&self, round: &Round) -> RoundView {
        let walks = self.snapshot.reference.effort.walks_of(round.id);
        RoundView {
            id: round.id.to_string(),
            name: round.name.clone(),
            ended: round.ended,
            stops: round.stops.iter().map(|stop| self.stop(stop)).collect(),
            last_walked_at: walks.map(|walk| walk.started_at).max().map(Time),
            held_by: self.held_by(round.origin, None),
        }
    }

    fn stop(&self, stop: &Stop) -> StopView {
        let site = stop.site.and_then(|id| self.snapshot.site(id));
        StopView {
            number: stop.number,
            label: stop.label.clone(),
            position: stop.position.into(),
            place: stop.place.and_then(|id| self.place_ref(id)),
            site: site.map(|site| SiteRef { id: site.id.to_string(), name: site.name.clone() }),
        }
    }

    /// What is known at each stop of a round that this viewer sees.
    #[must_use]
    pub fn known_at_stops(&self, round: &Round) -> Vec<KnownAtStop> {
        let since = self.looks_back_since();
        let walks = self.snapshot.reference.effort.walks_of(round.id);
        let mut visits: Vec<_> =
            walks.flat_map(|walk| walk.visits.iter()).filter(|visit| visit.at >= since).collect();
        visits.sort_by_key(|visit| Reverse(visit.at));
        let known = |stop: &Stop| {
            let here = || visits.iter().copied().filter(|visit| visit.stop == stop.number);
            let look = |visit: &Visit| LookView { at: visit.at.into(), found: visit.found };
            let place = stop.place.filter(|id| self.place_ref(*id).is_some());
            let place = place.and_then(|id| self.snapshot.place(id));
            KnownAtStop {
                stop: stop.number,
                problem_types: place.map(|place| place.problem_types.clone()).unwrap_or_default(),
                visits: here().count(),
                seen: here().filter(|visit| visit.found.is_something()).count(),
                last: here().take(SHOWN_MAX).map(look).collect(),
                reports: self.reported_at(stop, since),
            }
        };
        round.stops.iter().map(known).collect()
    }

    /// The reports of a stop's place, or those close to where it is.
    fn reported_at(&self, stop: &Stop, since: Timestamp) -> Vec<KnownReport> {
        let place = stop.place.filter(|id| self.place_ref(*id).is_some());
        let rows: Vec<&Row<Report>> = match place {
            Some(place) => view::reports_of(self.snapshot, self.eyes, place).map(|seen| seen.thing).collect(),
            None => self.reports_close_to(&Shape::Point(stop.position)),
        };
        let mut reports: Vec<_> = rows.iter().map(|row| &row.held.record).collect();
        reports.retain(|report| report.observed_at >= since && report.outcome != Some(Outcome::Hidden));
        reports.sort_by_key(|report| (Reverse(report.observed_at), report.id));
        let known = |report: &&Report| KnownReport {
            id: report.id.to_string(),
            observed_at: report.observed_at.into(),
            problem_types: report.problem_types.clone(),
            sighting: report.sighting,
        };
        reports.iter().take(SHOWN_MAX).map(known).collect()
    }

    fn reports_close_to(&self, shape: &Shape) -> Vec<&Row<Report>> {
        let from = Measured::of(shape);
        // A report is shown elsewhere than where it is to those who see less than all of it.
        let window = reach(shape, CLOSE_M).grown(self.snapshot.reports_shown_within_deg());
        let near = self.snapshot.reports.in_box(&window).filter(|row| !row.held.record.is_vague());
        let seen = near.filter_map(|row| view::report(self.snapshot, self.eyes, row)).filter(Seen::summary);
        let close = seen.filter(|seen| {
            let shown = shown_position(seen.thing, seen.full());
            from.distance_m(&Shape::Point(shown)) <= CLOSE_M
        });
        close.map(|seen| seen.thing).collect()
    }

    /// A walk that this viewer sees.
    #[must_use]
    pub fn walk(&self, walk: &Walk) -> WalkView {
        let visit = |visit: &Visit| VisitView { stop: visit.stop, at: visit.at.into(), found: visit.found };
        WalkView {
            id: walk.id.to_string(),
            round: walk.round.to_string(),
            started_at: walk.started_at.into(),
            ended_at: walk.ended_at.into(),
            visits: walk.visits.iter().map(visit).collect(),
        }
    }

    /// A presence that this viewer sees.
    #[must_use]
    pub fn presence(&self, presence: &Presence, actor: &Actor) -> PresenceView {
        let place = self.snapshot.places.get(presence.place.bits());
        audited::told_with(presence.id, place.map(|row| row.audience.audience()));
        let (party, organisation_kind) = match &presence.by {
            Organisation::Party(party) => (Some(self.party(*party)), None),
            Organisation::Kind(code) => (None, Some(code.clone())),
        };
        PresenceView {
            id: presence.id.to_string(),
            place: self.place_ref(presence.place),
            presence_kind: presence.presence_kind.clone(),
            starts_at: presence.starts_at.into(),
            ends_at: presence.ends_at.into(),
            party,
            organisation_kind,
            origin: self.party(presence.origin),
            held_by: self.held_by(presence.origin, None),
            withdrawn: presence.withdrawn_at.is_some(),
            may_withdraw: presence.withdrawn_at.is_none() && may_withdraw_presence(actor, presence),
        }
    }

    /// How much of the looking at a place this viewer sees.
    #[must_use]
    pub fn effort(&self, place: PlaceId) -> EffortView {
        let by_party = effort::looked_at(self.snapshot, self.eyes, place, self.looks_back_since());
        let mut parties: Vec<_> = by_party
            .iter()
            .filter_map(|(party, looked)| {
                let (visits, seen) = (looked.visits, looked.seen);
                Some(PartyEffort { party: self.party(*party), visits, seen, last: date_of(looked.last?) })
            })
            .collect();
        parties.sort_by(|a, b| a.party.name.cmp(&b.party.name));
        EffortView {
            since: self.looks_back_to(),
            visits: parties.iter().map(|party| party.visits).sum(),
            seen: parties.iter().map(|party| party.seen).sum(),
            parties,
        }
    }
}
