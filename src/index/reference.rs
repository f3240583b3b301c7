//! The city's own data in memory: small, and changed seldom, so each kind is one map that is cloned
//! when it changes.

use super::addresses::Addresses;
use super::buildings::Buildings;
use super::effort::Effort;
use super::photos::Photos;
use crate::domain::access_review::AccessReview;
use crate::domain::area::{Area, AreaKind, Cover};
use crate::domain::codes::{Code, CodeList};
use crate::domain::designation::Designation;
use crate::domain::erasure::Erasure;
use crate::domain::filing::Filing;
use crate::domain::ids::{AreaId, PartyId};
use crate::domain::measure::Measure;
use crate::domain::openness::DocumentRequest;
use crate::domain::party::Party;
use crate::domain::public::Publication;
use crate::domain::retention::{RetentionRule, RetentionRun, RuleName};
use crate::domain::settings::{Setting, SettingName};
use crate::domain::statistic::Statistic;
use crate::domain::world::Held;
use crate::space::{Envelope, LonLat, MetricShape, Plane, Polygons, Shape};
use geo::{Coord, Intersects, Rect};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

/// Settings by name, for the city or for one district.
pub type Settings = HashMap<(SettingName, Option<AreaId>), Held<Setting>>;

/// All of it.
#[derive(Clone, Default)]
pub struct Reference {
    /// Parties.
    pub parties: Arc<Parties>,
    /// Areas.
    pub areas: Arc<Areas>,
    /// Codes, by list, position and code.
    pub codes: Arc<BTreeMap<u64, Held<Code>>>,
    /// Settings.
    pub settings: Arc<Settings>,
    /// Designation rules.
    pub designations: Arc<BTreeMap<u64, Held<Designation>>>,
    /// Measures.
    pub measures: Arc<BTreeMap<u64, Held<Measure>>>,
    /// Photos of reports.
    pub photos: Arc<Photos>,
    /// Rounds, walks and presences.
    pub effort: Arc<Effort>,
    /// Statistics.
    pub statistics: Arc<BTreeMap<u64, Held<Statistic>>>,
    /// Publications.
    pub publications: Arc<BTreeMap<u64, Held<Publication>>>,
    /// Requests for public documents that were answered.
    pub document_requests: Arc<BTreeMap<u64, Held<DocumentRequest>>>,
    /// Where decisions lie in diaries.
    pub filings: Arc<BTreeMap<u64, Held<Filing>>>,
    /// Reviews of who may get in.
    pub access_reviews: Arc<BTreeMap<u64, Held<AccessReview>>>,
    /// Addresses.
    pub addresses: Arc<Addresses>,
    /// Buildings.
    pub buildings: Arc<Buildings>,
    /// Erasures.
    pub erasures: Arc<BTreeMap<u64, Held<Erasure>>>,
    /// What has been decided of the rules of retention.
    pub retention_rules: Arc<BTreeMap<RuleName, Held<RetentionRule>>>,
    /// Runs of the retention.
    pub retention_runs: Arc<BTreeMap<u64, Held<RetentionRun>>>,
}

impl Reference {
    /// A code by its list and word.
    pub fn code(&self, list: CodeList, code: &str) -> Option<&Held<Code>> {
        self.codes.values().find(|c| c.list == list && c.code == code)
    }
}

/// The parties, found by id and by code.
#[derive(Clone, Default)]
pub struct Parties {
    by_id: HashMap<PartyId, Held<Party>>,
    by_code: BTreeMap<String, PartyId>,
}

impl Parties {
    /// Puts a version in place.
    pub fn put(&mut self, party: Held<Party>) {
        if let Some(before) = self.by_id.get(&party.id) {
            self.by_code.remove(&before.code);
        }
        self.by_code.insert(party.code.clone(), party.id);
        self.by_id.insert(party.id, party);
    }

    /// By id.
    pub fn get(&self, id: PartyId) -> Option<&Held<Party>> {
        self.by_id.get(&id)
    }

    /// By code.
    pub fn coded(&self, code: &str) -> Option<&Held<Party>> {
        self.by_code.get(code).and_then(|id| self.by_id.get(id))
    }

    /// All, by code.
    pub fn iter(&self) -> impl Iterator<Item = &Held<Party>> {
        self.by_code.values().filter_map(|id| self.by_id.get(id))
    }
}

/// The areas with their ground worked out.
#[derive(Clone, Default)]
pub struct Areas {
    by_id: HashMap<AreaId, Held<Area>>,
    /// Ordered by kind and rank, so that the first that covers a border point is always the same.
    grounds: Vec<Arc<Ground>>,
}

/// An area and what it covers.
pub struct Ground {
    /// The area.
    pub area: Held<Area>,
    /// The box around it.
    pub envelope: Envelope,
    parts: Vec<Polygons>,
    /// In metres of its own plane; worked out when first measured.
    metric: OnceLock<(Plane, MetricShape)>,
}

impl Ground {
    fn new(area: Held<Area>, parts: Vec<Polygons>) -> Option<Self> {
        let boxes = parts.iter().map(|part| Shape::Polygons(part.clone()).envelope());
        let envelope = boxes.reduce(|a, b| a.union(&b))?;
        Some(Self { area, envelope, parts, metric: OnceLock::new() })
    }

    /// Whether a position lies in it; the border belongs.
    pub fn covers(&self, position: LonLat) -> bool {
        let at = Coord { x: position.lon(), y: position.lat() };
        // Polygon by polygon: all of them together would have the box around them worked out anew for each question.
        self.envelope.contains(position)
            && self.parts.iter().flat_map(Polygons::as_multi_polygon).any(|polygon| polygon.intersects(&at))
    }

    /// Whether it touches a box, exactly.
    pub fn touches(&self, query: &Envelope) -> bool {
        let window = Rect::new((query.west, query.south), (query.east, query.north));
        self.envelope.intersects(query)
            && self.parts.iter().any(|part| part.as_multi_polygon().intersects(&window))
    }

    /// The area in metres of a plane.
    pub fn in_metres(&self, plane: Plane) -> MetricShape {
        let (own, shape) = self.metric.get_or_init(|| (plane, self.projected(plane)));
        if *own == plane { shape.clone() } else { self.projected(plane) }
    }

    fn projected(&self, plane: Plane) -> MetricShape {
        let parts: Vec<_> =
            self.parts.iter().map(|part| Shape::Polygons(part.clone()).in_metres(plane)).collect();
        match parts.as_slice() {
            [one] => one.clone(),
            many => MetricShape::union(&many.iter().collect::<Vec<_>>()),
        }
    }

    /// Its polygons, for drawing.
    pub fn polygons(&self) -> &[Polygons] {
        &self.parts
    }
}

impl Areas {
    /// Puts versions in place and works the ground out anew.
    pub fn put(&mut self, areas: impl IntoIterator<Item = Held<Area>>) {
        for area in areas {
            self.by_id.insert(area.id, area);
        }
        let mut grounds: Vec<_> = self
            .by_id
            .values()
            .filter_map(|area| Ground::new(area.clone(), self.parts_of(area)))
            .map(Arc::new)
            .collect();
        grounds.sort_by(|a, b| {
            (a.area.kind, a.area.rank(), a.area.id).cmp(&(b.area.kind, b.area.rank(), b.area.id))
        });
        self.grounds = grounds;
    }

    fn parts_of(&self, area: &Area) -> Vec<Polygons> {
        let own = |area: &Area| match &area.cover {
            Cover::Polygons(Shape::Polygons(polygons)) => Some(polygons.clone()),
            Cover::Polygons(Shape::Point(_)) | Cover::Union(_) => None,
        };
        match &area.cover {
            Cover::Polygons(_) => own(area).into_iter().collect(),
            Cover::Union(members) => {
                members.iter().filter_map(|id| self.by_id.get(id)).filter_map(|area| own(area)).collect()
            }
        }
    }

    /// By id.
    pub fn get(&self, id: AreaId) -> Option<&Held<Area>> {
        self.by_id.get(&id)
    }

    /// The ground of an area.
    pub fn ground(&self, id: AreaId) -> Option<&Arc<Ground>> {
        self.grounds.iter().find(|ground| ground.area.id == id)
    }

    /// All, by kind and rank.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Ground>> {
        self.grounds.iter()
    }

    /// Those of a kind.
    pub fn of_kind(&self, kind: AreaKind) -> impl Iterator<Item = &Arc<Ground>> {
        self.grounds.iter().filter(move |ground| ground.area.kind == kind)
    }
}
