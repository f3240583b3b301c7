//! Parties, areas, sites, codes and the like, in answers. These are open to everyone with a log-in.

use super::disclosure::AuthorityView;
use super::{PartyRef, Scene, Time, decimetres};
use crate::domain::area::{Area, AreaKind, Cover};
use crate::domain::codes::{Code, CodeList, Particular, Question, Words};
use crate::domain::designation::Designation;
use crate::domain::hours::HourBand;
use crate::domain::ids::PartyId;
use crate::domain::measure::{Measure, PreventionLevel};
use crate::domain::party::{Party, PartyKind, SiteGroup, Unit};
use crate::domain::periods::Dated;
use crate::domain::record::Versioned;
use crate::domain::site::Site;
use crate::domain::time::date_of;
use crate::domain::world::NearSite;
use crate::http::audited;
use crate::space::Shape;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// An area, without its ground.
#[derive(Debug, Serialize, ToSchema)]
pub struct AreaView {
    /// Its id.
    pub id: String,
    /// Its kind.
    pub kind: AreaKind,
    /// The city's code for it.
    #[schema(required)]
    pub code: Option<String>,
    /// Its name.
    pub name: String,
    /// First day it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, nullable = false)]
    pub from: Option<Date>,
    /// First day it no longer holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, nullable = false)]
    pub until: Option<Date>,
    /// GeoJSON, where one area is asked for and it has polygons of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub geometry: Option<Shape>,
    /// The areas it is made of, where it is a union.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub members: Option<Vec<String>>,
}

/// A party.
#[derive(Debug, Serialize, ToSchema)]
pub struct PartyView {
    /// Its id.
    pub id: String,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: PartyKind,
    /// The function that speaks for it.
    pub function: String,
    /// Whether it has log-ins; otherwise it answers through the district.
    pub logs_in: bool,
    /// Ids of the areas it runs.
    pub areas: Vec<String>,
    /// Its units.
    pub units: Vec<UnitView>,
    /// Its site groups.
    pub site_groups: Vec<SiteGroupView>,
}

/// A unit of a party.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitView {
    /// Its code within the party.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Social services: what the unit reports starts as class `origin`.
    #[serde(default)]
    pub social_services: bool,
}

/// A group of sites that a party manages together.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteGroupView {
    /// Its code, which its sites name.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// A site.
#[derive(Debug, Serialize, ToSchema)]
pub struct SiteView {
    /// Its id.
    pub id: String,
    /// Its identity in its source.
    pub source_id: String,
    /// The manager's code for it.
    #[schema(required)]
    pub code: Option<String>,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: String,
    /// The manager's group it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub group: Option<String>,
    /// Designation in the land register.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub property_designation: Option<String>,
    /// Who runs it today.
    #[schema(required)]
    pub manager: Option<PartyRef>,
    /// Who owns its land today.
    #[schema(required)]
    pub land_owner: Option<PartyRef>,
    /// Who has run it and will, in order; no two at once.
    pub managers: Vec<RelationView>,
    /// Who has owned its land and will, in order; no two at once.
    pub land_owners: Vec<RelationView>,
    /// A position on it.
    pub position: super::Position,
    /// GeoJSON, WGS 84.
    pub geometry: Shape,
    /// It is only a point: it has no ground.
    pub boundary_missing: bool,
}

/// A relation of a site while it holds.
#[derive(Debug, Serialize, ToSchema)]
pub struct RelationView {
    /// Who.
    pub party: PartyRef,
    /// First day; left out where nobody has said.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub from: Option<Date>,
    /// First day it no longer holds; left out while it goes on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub until: Option<Date>,
}

/// A site near something.
#[derive(Debug, Serialize, ToSchema)]
pub struct NearSiteView {
    /// Its id.
    pub id: String,
    /// The manager's code for it.
    #[schema(required)]
    pub code: Option<String>,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: String,
    /// Who runs it today.
    #[schema(required)]
    pub manager: Option<PartyRef>,
    /// Who owns its land today.
    #[schema(required)]
    pub land_owner: Option<PartyRef>,
    /// Metres to it, 0 on its ground; to the point, for a site that is only a point.
    pub distance_m: f64,
    /// On its ground, or within 25 m of a site that is only a point.
    pub ground: bool,
    /// Whether its boundary is known.
    pub boundary: bool,
}

/// A code.
#[derive(Debug, Serialize, ToSchema)]
pub struct CodeView {
    /// Its id: what a filing is about.
    pub id: String,
    /// Its list.
    pub list: CodeList,
    /// The stable word.
    pub code: String,
    /// On screen.
    pub label: Words,
    /// Of a problem type.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub category: Option<String>,
    /// Of a site kind.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub child_relevant: bool,
    /// Of a problem type.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Question>,
    /// Of a measure type: what a measure must state.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub particulars: Vec<Particular>,
    /// Of a measure type that is a step in the handling of a problem: the problem types at whose places it is taken.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub step_at: Vec<String>,
    /// Of a ground of sharing: the law's paragraph, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub paragraph: Option<String>,
    /// Of a problem type that is a fault somebody mends.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub fault_channel: Option<FaultChannelView>,
    /// Of a part of the day.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub hours: Option<HourBand>,
    /// Where it stands in the list.
    pub position: u32,
    /// First day it can be chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, nullable = false)]
    pub from: Option<Date>,
    /// First day it no longer can.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, nullable = false)]
    pub until: Option<Date>,
}

/// Where whoever mends a fault is told of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct FaultChannelView {
    /// Who mends it.
    pub party: PartyRef,
    /// Their page for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub web: Option<String>,
    /// The number of whoever is on duty there.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub phone: Option<String>,
}

/// A designation rule.
#[derive(Debug, Serialize, ToSchema)]
pub struct DesignationView {
    /// Its id.
    pub id: String,
    /// Only in this area.
    #[schema(required)]
    pub area: Option<super::AreaRef>,
    /// Only with this problem type.
    #[schema(required)]
    pub problem_type: Option<String>,
    /// Only on this kind of site.
    #[schema(required)]
    pub site_kind: Option<String>,
    /// Who coordinates.
    pub party: PartyRef,
    /// The decision it rests on.
    pub decision: String,
    /// First day.
    #[schema(value_type = Option<String>, required)]
    pub from: Option<Date>,
    /// First day it no longer holds.
    #[schema(value_type = Option<String>, required)]
    pub until: Option<Date>,
}

/// A measure.
#[derive(Debug, Serialize, ToSchema)]
pub struct MeasureView {
    /// Its id.
    pub id: String,
    /// The place it is for.
    #[schema(required)]
    pub place: Option<super::PlaceRef>,
    /// What is done.
    pub measure_type: String,
    /// Who does it.
    pub party: PartyRef,
    /// A small immediate act without analysis.
    pub activity: bool,
    /// Whom it is for, where that is said: `universal` or `selective`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub prevention_level: Option<&'static str>,
    /// First day.
    #[schema(value_type = Option<String>, required)]
    pub starts: Option<Date>,
    /// Last day.
    #[schema(value_type = Option<String>, required)]
    pub ends: Option<Date>,
    /// When it was closed.
    #[schema(required)]
    pub closed_at: Option<Time>,
    /// In words.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub note: Option<String>,
    /// What its type asks to be stated, by the words of the particulars in the list `measure_type`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub particulars: BTreeMap<String, String>,
    /// The day by which whoever is responsible looks at it again.
    #[schema(value_type = Option<String>, required)]
    pub due_on: Option<Date>,
    /// The authority that holds what was written down, which need not be the one that does it.
    pub held_by: AuthorityView,
}

impl Scene<'_> {
    /// An area, without its ground.
    #[must_use]
    pub fn area_view(&self, area: &Versioned<Area>, with_ground: bool) -> AreaView {
        let (geometry, members) = match &area.cover {
            Cover::Polygons(shape) => (with_ground.then(|| shape.clone()), None),
            Cover::Union(members) => (None, Some(members.iter().map(ToString::to_string).collect())),
        };
        AreaView {
            id: area.id.to_string(),
            kind: area.kind,
            code: area.code.clone(),
            name: area.name.clone(),
            from: area.from,
            until: area.until,
            geometry,
            members,
        }
    }

    /// A party.
    #[must_use]
    pub fn party_view(&self, party: &Versioned<Party>) -> PartyView {
        let unit = |unit: &Unit| UnitView {
            code: unit.code.clone(),
            name: unit.name.clone(),
            social_services: unit.social_services,
        };
        let group = |group: &SiteGroup| SiteGroupView { code: group.code.clone(), name: group.name.clone() };
        PartyView {
            id: party.id.to_string(),
            code: party.code.clone(),
            name: party.name.clone(),
            kind: party.kind,
            function: party.function.clone(),
            logs_in: party.logs_in,
            areas: party.areas.iter().map(ToString::to_string).collect(),
            units: party.units.iter().map(unit).collect(),
            site_groups: party.site_groups.iter().map(group).collect(),
        }
    }

    /// A site.
    #[must_use]
    pub fn site_view(&self, site: &Site) -> SiteView {
        let today = date_of(self.now);
        SiteView {
            id: site.id.to_string(),
            source_id: site.source_id.clone(),
            code: site.code.clone(),
            name: site.name.clone(),
            kind: site.kind.clone(),
            group: site.group.clone(),
            property_designation: site.property_designation.clone(),
            manager: site.manager(today).map(|id| self.party(id)),
            land_owner: site.land_owner(today).map(|id| self.party(id)),
            managers: self.relations(&site.managers),
            land_owners: self.relations(&site.land_owners),
            position: site.shape.representative_point().into(),
            geometry: site.shape.clone(),
            boundary_missing: site.boundary_missing(),
        }
    }

    fn relations(&self, line: &[Dated<PartyId>]) -> Vec<RelationView> {
        let view = |period: &Dated<PartyId>| RelationView {
            party: self.party(period.value),
            from: period.from,
            until: period.until,
        };
        line.iter().map(view).collect()
    }

    /// A site near something.
    #[must_use]
    pub fn near_site(&self, near: &NearSite) -> NearSiteView {
        let site = &near.site;
        let today = date_of(self.now);
        NearSiteView {
            id: site.id.to_string(),
            code: site.code.clone(),
            name: site.name.clone(),
            kind: site.kind.clone(),
            manager: site.manager(today).map(|id| self.party(id)),
            land_owner: site.land_owner(today).map(|id| self.party(id)),
            distance_m: decimetres(near.distance_m),
            ground: near.ground,
            boundary: !site.boundary_missing(),
        }
    }

    /// A code.
    #[must_use]
    pub fn code_view(&self, code: &Code) -> CodeView {
        CodeView {
            id: code.id.to_string(),
            list: code.list,
            code: code.code.clone(),
            label: code.label.clone(),
            category: code.category.clone(),
            child_relevant: code.child_relevant,
            questions: code.questions.clone(),
            particulars: code.particulars.clone(),
            step_at: code.step_at.clone(),
            paragraph: code.paragraph.clone(),
            fault_channel: code.fault_channel.as_ref().map(|channel| FaultChannelView {
                party: self.party(channel.party),
                web: channel.web.clone(),
                phone: channel.phone.clone(),
            }),
            hours: code.hours,
            position: code.position,
            from: code.from,
            until: code.until,
        }
    }

    /// A designation rule.
    #[must_use]
    pub fn designation_view(&self, rule: &Designation) -> DesignationView {
        DesignationView {
            id: rule.id.to_string(),
            area: rule.area.and_then(|id| self.area(id)),
            problem_type: rule.problem_type.clone(),
            site_kind: rule.site_kind.clone(),
            party: self.party(rule.party),
            decision: rule.decision.clone(),
            from: rule.from,
            until: rule.until,
        }
    }

    /// A measure, of a place this viewer sees in full.
    #[must_use]
    pub fn measure_view(&self, measure: &Measure) -> MeasureView {
        let place = self.snapshot.places.get(measure.place.bits());
        audited::told_with(measure.id, place.map(|row| row.audience.audience()));
        MeasureView {
            id: measure.id.to_string(),
            place: self.place_ref(measure.place),
            measure_type: measure.measure_type.clone(),
            party: self.party(measure.party),
            activity: measure.activity,
            prevention_level: measure.prevention_level.map(PreventionLevel::code),
            starts: measure.starts,
            ends: measure.ends,
            closed_at: measure.closed_at.map(Time),
            note: measure.content.as_ref().and_then(|content| content.note.clone()),
            particulars: measure.stated(),
            due_on: self.due_on(measure),
            held_by: self.held_by(measure.origin, None),
        }
    }

    /// The day by which whoever is responsible looks at a measure again, by what its type asks.
    #[must_use]
    pub fn due_on(&self, measure: &Measure) -> Option<Date> {
        measure.due_on(self.snapshot.reference.code(CodeList::MeasureType, &measure.measure_type)?)
    }
}
