//! A place as a viewer sees it.

use super::disclosure::AuthorityView;
use super::vocabulary::{self, sometimes};
use super::{AreaRef, PartyRef, PlaceRef, Position, Scene, ThingParty, Time, decimetres, words};
use crate::domain::access::{Asking, Class, Level, Reason, Role};
use crate::domain::command::Actor;
use crate::domain::coordination::{Escalation, Stage};
use crate::domain::decide::{
    answers_objections, decides_place, may_object, objections_until, speaks_as_holder, takes_unasked,
};
use crate::domain::ids::{PartyId, PlaceId};
use crate::domain::place::{Objection, Place, Status};
use crate::domain::proposal::Proposed;
use crate::domain::time::date_of;
use crate::http::audited;
use crate::index::audiences::Seen;
use crate::index::table::Row;
use crate::index::view::filter::shown_place;
use crate::index::view::locate::NearSeen;
use crate::index::view::{self, seen_at_place};
use crate::space::Shape;
use serde::{Deserialize, Serialize, Serializer};
use utoipa::ToSchema;

/// A place.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlaceView {
    /// Its id.
    pub id: String,
    /// How much of it is seen: `full`, `summary` or `exists`.
    pub level: Level,
    /// Why not more.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub withheld: Option<Reason>,
    /// A position inside it.
    pub position: Position,
    /// The district with most of it.
    #[schema(required)]
    pub district: Option<AreaRef>,
    /// It lies outside every district.
    pub outside_districts: bool,
    // From `summary` up.
    #[serde(flatten)]
    #[schema(inline, value_type = SometimesPlaceSummary)]
    pub(crate) summary: Option<PlaceSummary>,
    // At `full`.
    #[serde(flatten)]
    #[schema(inline, value_type = SometimesPlaceFull)]
    pub(crate) full: Option<PlaceFull>,
}

/// What a summary adds.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlaceSummary {
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub status: Status,
    /// GeoJSON, WGS 84.
    pub geometry: Shape,
    /// What is wrong.
    pub problem_types: Vec<String>,
    /// Matters to children.
    pub child_relevant: bool,
    /// Who coordinates it.
    pub coordinator: PartyRef,
    /// Nobody has accepted to coordinate it.
    pub without_coordinator: bool,
    /// When it was last seen, by the reports this viewer sees.
    #[schema(required)]
    pub last_seen: Option<Time>,
    /// How many reports of it this viewer sees.
    pub report_count: usize,
    /// The same by where they come from; not everything that happens is reported.
    pub report_sources: std::collections::BTreeMap<String, usize>,
    /// When it was made.
    pub created_at: Time,
}

/// What full sight adds.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlaceFull {
    /// Since when it stands there.
    pub status_since: Time,
    /// Lighting, design and the like.
    pub physical_factors: Vec<String>,
    /// The priority area.
    pub priority_area: String,
    /// Every district it lies in, the largest share first.
    pub districts: Vec<DistrictPart>,
    /// Who holds it together.
    pub coordination: CoordinationView,
    /// What its parties say to its being set dormant or dismissed; left out while it is neither.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub set_aside: Option<SetAsideView>,
    /// Where it comes from and what it became.
    pub lineage: Lineage,
    /// How far it may be shared.
    pub class: Class,
    /// The organisation that made it.
    pub origin: PartyRef,
    /// The authority that holds it.
    pub held_by: AuthorityView,
    /// With whom it is shared, and why.
    pub parties: Vec<ThingParty>,
    /// What the parties write of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub note: Option<String>,
    /// Why the last change was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub reason: Option<String>,
    /// The commands this viewer can give now.
    pub may: Vec<Offered>,
}

/// A place that was set aside, and who objects.
#[derive(Debug, Serialize, ToSchema)]
pub struct SetAsideView {
    /// A party may object before this moment.
    pub objections_until: Time,
    /// The objections, in order. Their reasons are in the history.
    pub objections: Vec<ObjectionView>,
}

/// A party's no to a place being set aside.
#[derive(Debug, Serialize, ToSchema)]
pub struct ObjectionView {
    /// Which party.
    pub party: PartyRef,
    /// When.
    pub time: Time,
    /// When the weekly check stood by it all the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub answered_at: Option<Time>,
}

/// A share of a place in a district.
#[derive(Debug, Serialize, ToSchema)]
pub struct DistrictPart {
    // The district.
    #[serde(flatten)]
    #[schema(inline)]
    pub(crate) district: AreaRef,
    /// Share of the place's area, 0 to 1.
    pub share: f64,
}

/// Where a place comes from and what it became, of what this viewer sees.
#[derive(Debug, Serialize, ToSchema)]
pub struct Lineage {
    /// It was merged into this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub merged_into: Option<PlaceRef>,
    /// These were merged into it.
    pub merged_from: Vec<PlaceRef>,
    /// It was split from this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub split_from: Option<PlaceRef>,
    /// It was split into these.
    pub split_into: Vec<PlaceRef>,
}

/// Who holds a place together, and what is going on about it.
#[derive(Debug, Serialize, ToSchema)]
pub struct CoordinationView {
    /// What is going on.
    pub state: CoordinationState,
    /// The party the state is about: the one asked, else the holder.
    pub party: PartyRef,
    /// Why that party, in words.
    pub because: String,
    /// Who holds the place now.
    pub holder: HolderView,
    /// When something happens by itself.
    #[schema(required)]
    pub deadline: Option<Time>,
    /// That moment has passed.
    pub overdue: bool,
    /// The group that has the matter.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub escalated_to: Option<Escalation>,
    /// What the party that declined says.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub declined: Option<DeclinedView>,
    /// What has been, oldest first.
    pub past: Vec<PastView>,
}

/// What is going on about who coordinates a place.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CoordinationState {
    /// Held until somebody has taken it on, and nobody is asked.
    Interim,
    /// A party has been asked.
    Proposed,
    /// A party has said yes.
    Accepted,
    /// The party that was asked said no.
    Declined,
    /// Nobody answered or nobody was named in time.
    Escalated,
}

/// A command on a place.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// Ask a party to coordinate.
    Propose,
    /// Say yes, or volunteer.
    Accept,
    /// Say no.
    Decline,
    /// Ask another party to take over.
    HandOver,
    /// Change what is said of it.
    Edit,
    /// Confirm a party, or change how much it sees.
    Parties,
    /// Merge it into another.
    Merge,
    /// Split it.
    Split,
    /// Note a measure.
    Measure,
    /// Object to its being set aside.
    Object,
    /// Stand by its being set aside.
    Uphold,
}

/// What a viewer is offered: a command, or a status to set, written `status:active`.
#[derive(Clone, Copy, Debug)]
pub enum Offered {
    /// A command.
    Act(Act),
    /// A status.
    Status(Status),
}

impl Serialize for Offered {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Act(act) => act.serialize(serializer),
            Self::Status(status) => serializer.collect_str(&format_args!("status:{}", status.code())),
        }
    }
}

impl utoipa::PartialSchema for Offered {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        let acts = vocabulary::words_of::<Act>().into_iter().map(str::to_owned);
        let statuses = vocabulary::words_of::<Status>().into_iter().map(|status| format!("status:{status}"));
        vocabulary::one_of(acts.chain(statuses), "A command, or a status to set.")
    }
}

impl ToSchema for Offered {}

/// A no.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeclinedView {
    /// Why, while that is the last thing that was said of the place.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub reason: Option<String>,
    /// Whom it suggests instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub suggested_party: Option<PartyRef>,
}

/// The coordinating party.
#[derive(Debug, Serialize, ToSchema)]
pub struct HolderView {
    /// Which party.
    pub party: PartyRef,
    /// Which function in it.
    pub function: String,
    /// Since when.
    pub since: Time,
    /// Who decided it.
    pub decided_by: Decider,
    /// Only until another has accepted.
    pub ad_interim: bool,
}

/// Who decided something.
#[derive(Debug, Serialize, ToSchema)]
pub struct Decider {
    /// Party; absent for the system.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub party: Option<PartyRef>,
    /// Role.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub role: Option<Role>,
}

/// One line of a coordination's history.
#[derive(Debug, Serialize, ToSchema)]
pub struct PastView {
    /// When.
    pub time: Time,
    /// What.
    pub what: crate::domain::coordination::Turn,
    /// About which party.
    pub party: PartyRef,
    /// In words.
    pub words: String,
}

/// A place near a position.
#[derive(Debug, Serialize, ToSchema)]
pub struct NearPlaceView {
    /// Its id.
    pub id: String,
    /// How much of it is seen.
    pub level: Level,
    /// Why not more.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub withheld: Option<Reason>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub name: Option<String>,
    /// Where it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub status: Option<Status>,
    /// What is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub problem_types: Option<Vec<String>>,
    /// Metres to it.
    pub distance_m: f64,
    /// Who coordinates it, or holds it until somebody does.
    #[schema(required)]
    pub coordinator: Option<PartyRef>,
    /// Nobody has accepted to coordinate it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub without_coordinator: Option<bool>,
    /// Here, or within 25 m.
    pub same_place: bool,
    /// When it was last seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub last_seen: Option<Time>,
}

/// Who should coordinate.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProposalView {
    /// The party.
    pub party: PartyRef,
    /// The function that would do it.
    pub function: String,
    /// Why, in words.
    pub because: String,
}

sometimes! {
    SometimesPlaceSummary of PlaceSummary;
    SometimesPlaceFull of PlaceFull;
}

impl Scene<'_> {
    /// A place as this viewer sees it.
    #[must_use]
    pub fn place(&self, seen: &Seen<&Row<Place>>, actor: &Actor) -> PlaceView {
        let place = &seen.thing.held.record;
        audited::told(place.id, place.class, place.origin, seen.level);
        let position = shown_place(place, seen.summary());
        PlaceView {
            id: place.id.to_string(),
            level: seen.level,
            withheld: seen.reason,
            position: position.into(),
            district: place.district().and_then(|id| self.area(id)),
            outside_districts: place.districts.is_empty(),
            summary: seen.summary().then(|| self.place_summary(place)),
            full: seen.full().then(|| self.place_full(place, actor)),
        }
    }

    fn place_summary(&self, place: &Place) -> PlaceSummary {
        let at_place = seen_at_place(self.snapshot, self.eyes, place.id);
        PlaceSummary {
            name: place.name.clone(),
            status: place.status,
            geometry: place.shape.clone(),
            problem_types: place.problem_types.clone(),
            child_relevant: place.child_relevant,
            coordinator: self.party(place.coordination.holder.party),
            without_coordinator: place.without_coordinator(),
            last_seen: at_place.last.map(Time),
            report_count: at_place.count(),
            report_sources: at_place.sources,
            created_at: place.created_at.into(),
        }
    }

    fn place_full(&self, place: &Place, actor: &Actor) -> PlaceFull {
        let content = place.content.as_ref();
        let part = |share: &crate::domain::place::DistrictShare| {
            Some(DistrictPart { district: self.area(share.district)?, share: share.share })
        };
        PlaceFull {
            status_since: place.status_since.into(),
            physical_factors: place.physical_factors.clone(),
            priority_area: place.priority_area.clone(),
            districts: place.districts.iter().filter_map(part).collect(),
            coordination: self.coordination(place),
            set_aside: self.set_aside(place),
            lineage: Lineage {
                merged_into: place.merged_into.and_then(|id| self.place_ref(id)),
                merged_from: place.merged_from.iter().filter_map(|id| self.place_ref(*id)).collect(),
                split_from: place.split_from.and_then(|id| self.place_ref(id)),
                split_into: place.split_into.iter().filter_map(|id| self.place_ref(*id)).collect(),
            },
            class: place.class,
            origin: self.party(place.origin),
            held_by: self.held_by(place.origin, None),
            parties: self.parties(&place.grants),
            note: content.and_then(|c| c.note.clone()),
            reason: content.and_then(|c| c.reason.clone()),
            may: self.may(place, actor),
        }
    }

    /// A thing's parties, named.
    #[must_use]
    pub fn parties(&self, grants: &[crate::domain::access::Grant]) -> Vec<ThingParty> {
        let party = |grant: &crate::domain::access::Grant| ThingParty {
            party: self.party(grant.party),
            level: grant.level,
            why: grant.why,
        };
        let mut parties: Vec<_> = grants.iter().map(party).collect();
        parties.sort_by(|a, b| a.party.code.cmp(&b.party.code));
        parties
    }

    /// A place by id, name and status, when this viewer sees that much of it.
    #[must_use]
    pub fn place_ref(&self, id: PlaceId) -> Option<PlaceRef> {
        let row = self.snapshot.places.get(id.bits())?;
        let seen = view::place(self.eyes, row, Asking::Anywhere).filter(Seen::summary)?;
        let place = &seen.thing.held.record;
        Some(PlaceRef { id: id.to_string(), name: place.name.clone(), status: place.status })
    }

    fn coordination(&self, place: &Place) -> CoordinationView {
        let coordination = &place.coordination;
        let holder = &coordination.holder;
        let (state, proposal) = match &coordination.stage {
            Stage::Settled if holder.ad_interim => (CoordinationState::Interim, None),
            Stage::Settled => (CoordinationState::Accepted, None),
            Stage::Proposed(proposal) => (CoordinationState::Proposed, Some(proposal)),
            Stage::Declined { proposal, .. } => (CoordinationState::Declined, Some(proposal)),
            Stage::Escalated { proposal, .. } => (CoordinationState::Escalated, Some(proposal)),
        };
        let party = self.party(proposal.map_or(holder.party, |p| p.party));
        let because = match proposal {
            Some(proposal) => words::because(&proposal.because, &party.name, self.language),
            None => coordination
                .past
                .last()
                .map(|past| words::turn(past.turn, &self.party(past.party).name, self.language))
                .unwrap_or_default(),
        };
        let deadline = place.deadline();
        let (escalated_to, declined) = match &coordination.stage {
            Stage::Escalated { to, .. } => (Some(*to), None),
            Stage::Declined { suggested, .. } => (None, Some(self.declined(place, *suggested))),
            Stage::Settled | Stage::Proposed(_) => (None, None),
        };
        CoordinationView {
            state,
            party,
            because,
            holder: HolderView {
                party: self.party(holder.party),
                function: holder.function.clone(),
                since: holder.since.into(),
                decided_by: Decider {
                    party: holder.decided_by.party.map(|id| self.party(id)),
                    role: holder.decided_by.role,
                },
                ad_interim: holder.ad_interim,
            },
            overdue: deadline.is_some_and(|deadline| deadline <= self.now),
            deadline: deadline.map(Time),
            escalated_to,
            declined,
            past: coordination.past.iter().map(|past| self.past(past)).collect(),
        }
    }

    fn set_aside(&self, place: &Place) -> Option<SetAsideView> {
        let objection = |objection: &Objection| ObjectionView {
            party: self.party(objection.party),
            time: objection.at.into(),
            answered_at: objection.answered_at.map(Time),
        };
        Some(SetAsideView {
            objections_until: objections_until(self.snapshot, place)?.into(),
            objections: place.objections.iter().map(objection).collect(),
        })
    }

    fn declined(&self, place: &Place, suggested: Option<PartyId>) -> DeclinedView {
        let reason = place.content.as_ref().and_then(|content| content.reason.clone());
        DeclinedView { reason, suggested_party: suggested.map(|id| self.party(id)) }
    }

    fn past(&self, past: &crate::domain::coordination::PastTurn) -> PastView {
        let party = self.party(past.party);
        let words = words::turn(past.turn, &party.name, self.language);
        PastView { time: past.at.into(), what: past.turn, party, words }
    }

    /// The commands this actor can give on the place now.
    fn may(&self, place: &Place, actor: &Actor) -> Vec<Offered> {
        let mut may = Vec::new();
        if !actor.viewer.role.coordinates() {
            return may;
        }
        let decides = decides_place(self.snapshot, actor, place, date_of(self.now));
        let holds = speaks_as_holder(actor, place);
        let coordination = &place.coordination;
        if place.status.is_open() {
            let asked = coordination.asked() == Some(actor.viewer.party);
            let mut offer = |offered: bool, act: Act| {
                if offered {
                    may.push(Offered::Act(act));
                }
            };
            offer(decides, Act::Propose);
            let free = coordination.asked().is_none() || takes_unasked(self.snapshot, actor, place);
            offer(asked || coordination.holder.ad_interim && free, Act::Accept);
            offer(asked, Act::Decline);
            offer(holds, Act::HandOver);
        }
        if decides || holds {
            if !place.status.has_ended() {
                may.extend([Act::Edit, Act::Parties, Act::Merge, Act::Split, Act::Measure].map(Offered::Act));
            }
            may.extend(place.status.next().iter().copied().map(Offered::Status));
        }
        if may_object(self.snapshot, actor, place, self.now) {
            may.push(Offered::Act(Act::Object));
        }
        if place.waiting_objections().next().is_some() && answers_objections(self.snapshot, actor, place) {
            may.push(Offered::Act(Act::Uphold));
        }
        may
    }

    /// A place near a position, as this viewer sees it from there.
    #[must_use]
    pub fn near_place(&self, near: &NearSeen<'_>) -> NearPlaceView {
        let place = &near.seen.thing.held.record;
        let summary = near.seen.summary();
        let last_seen = if summary { seen_at_place(self.snapshot, self.eyes, place.id).last } else { None };
        NearPlaceView {
            id: place.id.to_string(),
            level: near.seen.level,
            withheld: near.seen.reason,
            name: summary.then(|| place.name.clone()),
            status: summary.then_some(place.status),
            problem_types: summary.then(|| place.problem_types.clone()),
            distance_m: decimetres(near.distance_m),
            coordinator: summary.then(|| self.party(place.coordination.holder.party)),
            without_coordinator: summary.then(|| place.without_coordinator()),
            same_place: near.same_place,
            last_seen: last_seen.map(Time),
        }
    }

    /// A proposal in words.
    #[must_use]
    pub fn proposal(&self, proposed: &Proposed) -> ProposalView {
        let party = self.party(proposed.party);
        let because = words::because(&proposed.because, &party.name, self.language);
        ProposalView { party, function: proposed.function.clone(), because }
    }
}
