//! The world at one moment, as readers hold it and as the next decision sees it.

use super::audiences::{Interner, Word};
use super::homes::Homes;
use super::items::{report_source_number, whole_second};
use super::quarantine::Quarantine;
use super::reference::Reference;
use super::shards::Shards;
use super::table::{Item, Merged, Table, source_number};
use super::view::filter::COARSE_DEG;
use crate::domain::access_review::AccessReview;
use crate::domain::address::Address;
use crate::domain::area::{Area, AreaKind};
use crate::domain::building::Building;
use crate::domain::codes::{Code, CodeList};
use crate::domain::designation::Designation;
use crate::domain::erasure::{Erasure, Gone};
use crate::domain::filing::Filing;
use crate::domain::ids::{
    AccessReviewId, AddressId, AreaId, BuildingId, DesignationId, DocumentRequestId, ErasureId, FilingId,
    MeasureId, PartyId, PhotoId, PlaceId, PresenceId, PublicationId, ReportId, RetentionRunId, RoundId,
    SiteId, WalkId,
};
use crate::domain::measure::Measure;
use crate::domain::openness::DocumentRequest;
use crate::domain::party::Party;
use crate::domain::photo::Photo;
use crate::domain::place::{DistrictShare, Place, share_of};
use crate::domain::presence::Presence;
use crate::domain::public::Publication;
use crate::domain::record::{Change, Key, Kind, Record};
use crate::domain::report::Report;
use crate::domain::retention::{RetentionRule, RetentionRun, RuleName};
use crate::domain::round::{Round, Walk};
use crate::domain::settings::{Setting, SettingName};
use crate::domain::site::Site;
use crate::domain::statistic::Statistic;
pub use crate::domain::world::reach;
use crate::domain::world::{Held, NearPlace, NearSite, World};
use crate::space::{Envelope, LonLat, MetricShape, Plane, Shape};
use jiff::Timestamp;
use jiff::civil::Date;
use std::cell::OnceCell;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// Beside this many changes a new base is worth building.
pub const CHANGES_MAX: usize = 1_000;
/// Beside this many changed sites, a decision that looks ahead works on a new base of them.
const AFTER_MAX: usize = 64;
/// A district that has less of a place than this only touches it: boundaries of real cities overlap
/// by square metres.
const SHARE_MIN: f64 = 0.001;

/// The world at one moment. Cloning shares everything; what is written to a clone is its own.
#[derive(Clone)]
pub struct Snapshot {
    /// Number of the last change in it.
    pub seq: u64,
    /// The chain's hash there.
    pub hash: [u8; 32],
    /// Parties, areas, codes and the like.
    pub reference: Reference,
    /// Sites.
    pub sites: Table<Site>,
    /// Reports.
    pub reports: Table<Report>,
    /// Places.
    pub places: Table<Place>,
    /// The homes among the buildings.
    homes: Arc<Homes>,
    /// Records that could not be read: their ids are reserved, and they are seen by nobody.
    pub quarantined: Arc<Quarantine>,
    /// What stays of things that were erased whole.
    pub gone: Arc<BTreeMap<Key, Held<Gone>>>,
    /// What those of them that came in files were known by.
    gone_sources: Arc<HashSet<u64>>,
    /// Reports, places and photos that were handed on to somebody.
    disclosed: Arc<Shards<Key, ()>>,
    /// How many erasures are in it, and in its bases: those begun before one still hold what it took.
    erased: (u64, u64),
    /// How often new bases have been taken into use.
    installed: u64,
    interner: Arc<Interner>,
}

/// New bases, built beside the writer.
pub struct Bases {
    sites: Option<Merged<Site>>,
    reports: Option<Merged<Report>>,
    places: Option<Merged<Place>>,
    /// The erasures that are in them.
    erased: u64,
    /// Which bases they were built from.
    from: u64,
}

impl Snapshot {
    /// A world of these records.
    pub fn build(
        seq: u64,
        hash: [u8; 32],
        records: impl IntoIterator<Item = Record>,
        quarantined: Quarantine,
    ) -> Self {
        let (mut sites, mut reports, mut places) = (Vec::new(), Vec::new(), Vec::new());
        let mut others = Vec::new();
        let mut disclosed = Arc::default();
        for record in records {
            note_disclosed(&mut disclosed, &record);
            match record {
                Record::Site(site) => sites.push(site),
                Record::Report(report) => reports.push(report),
                Record::Place(place) => places.push(place),
                other => others.push(other),
            }
        }
        let interner = Arc::new(Interner::default());
        let none = Homes::default();
        let mut snapshot = Self {
            seq,
            hash,
            reference: Reference::default(),
            sites: Table::build(sites, &interner, &none),
            reports: Table::build(Vec::new(), &interner, &none),
            places: Table::build(places, &interner, &none),
            homes: Arc::new(none),
            quarantined: Arc::new(quarantined),
            gone: Arc::default(),
            gone_sources: Arc::default(),
            disclosed,
            erased: (0, 0),
            installed: 0,
            interner,
        };
        snapshot.apply_all(others);
        // Once it is known which of them lie in homes.
        snapshot.reports = Table::build(reports, &snapshot.interner, &snapshot.homes);
        // The bases have just been built of what is left.
        snapshot.erased.1 = snapshot.erased.0;
        snapshot
    }

    /// How far from where a report lies it may be shown, degrees either way: to four decimals, or at what stands for its home.
    #[must_use]
    pub fn reports_shown_within_deg(&self) -> f64 {
        self.homes.within_deg().max(COARSE_DEG)
    }

    /// Shows the reports of this world where they are shown in another: who looks back is not shown more by the homes of
    /// then than is shown by those of now.
    pub fn show_reports_as_in(&mut self, other: &Self) {
        self.take_homes(other.homes.clone());
    }

    /// Works out where the homes are, now that others or other addresses have come.
    fn find_homes(&mut self) {
        let Reference { buildings, addresses, .. } = &self.reference;
        let homes = Homes::of(buildings.iter(), addresses.iter(), &self.homes);
        self.take_homes(Arc::new(homes));
    }

    fn take_homes(&mut self, homes: Arc<Homes>) {
        let before = std::mem::replace(&mut self.homes, homes);
        if self.reports.rehome(self.homes.other_than(&before), &self.homes) {
            // Bases that are being built show some reports where they were shown before.
            self.installed += 1;
        }
    }

    /// The codes that marks speak of, by their number.
    pub fn words(&self) -> Vec<Arc<str>> {
        self.interner.words()
    }

    /// The number of a code that marks may speak of; none when no record has spoken of it.
    pub(super) fn known_word(&self, text: &str) -> Option<Word> {
        self.interner.known_word(text)
    }

    /// Puts records in place. Cannot fail: whatever a decision or the register gives is valid.
    pub fn apply_all(&mut self, records: impl IntoIterator<Item = Record>) {
        let (mut areas, mut addresses, mut buildings) = (Vec::new(), Vec::new(), Vec::new());
        for record in records {
            note_disclosed(&mut self.disclosed, &record);
            match record {
                Record::Site(site) => self.sites.put(site, &self.interner, &self.homes),
                Record::Report(report) => self.reports.put(report, &self.interner, &self.homes),
                Record::Place(place) => self.places.put(place, &self.interner, &self.homes),
                Record::Area(area) => areas.push(area),
                Record::Party(party) => Arc::make_mut(&mut self.reference.parties).put(party),
                Record::Code(code) => {
                    Arc::make_mut(&mut self.reference.codes).insert(code.id.bits(), code);
                }
                Record::Setting(setting) => {
                    let key = (setting.name, setting.district);
                    Arc::make_mut(&mut self.reference.settings).insert(key, setting);
                }
                Record::Designation(rule) => {
                    Arc::make_mut(&mut self.reference.designations).insert(rule.id.bits(), rule);
                }
                Record::Measure(measure) => {
                    Arc::make_mut(&mut self.reference.measures).insert(measure.id.bits(), measure);
                }
                Record::Statistic(statistic) => {
                    Arc::make_mut(&mut self.reference.statistics).insert(statistic.id.bits(), statistic);
                }
                Record::Publication(publication) => {
                    let publications = Arc::make_mut(&mut self.reference.publications);
                    publications.insert(publication.id.bits(), publication);
                }
                Record::DocumentRequest(request) => {
                    Arc::make_mut(&mut self.reference.document_requests).insert(request.id.bits(), request);
                }
                Record::AccessReview(review) => {
                    Arc::make_mut(&mut self.reference.access_reviews).insert(review.id.bits(), review);
                }
                Record::Filing(filing) => {
                    Arc::make_mut(&mut self.reference.filings).insert(filing.id.bits(), filing);
                }
                Record::Erasure(erasure) => {
                    Arc::make_mut(&mut self.reference.erasures).insert(erasure.id.bits(), erasure);
                    self.erased.0 += 1;
                }
                Record::RetentionRule(rule) => {
                    Arc::make_mut(&mut self.reference.retention_rules).insert(rule.name, rule);
                }
                Record::RetentionRun(run) => {
                    Arc::make_mut(&mut self.reference.retention_runs).insert(run.id.bits(), run);
                }
                Record::Photo(photo) => Arc::make_mut(&mut self.reference.photos).put(photo),
                Record::Round(round) => Arc::make_mut(&mut self.reference.effort).put_round(round),
                Record::Walk(walk) => Arc::make_mut(&mut self.reference.effort).put_walk(walk),
                Record::Presence(presence) => {
                    Arc::make_mut(&mut self.reference.effort).put_presence(presence);
                }
                Record::Address(address) => addresses.push(address),
                Record::Building(building) => buildings.push(building),
                Record::Gone(gone) => self.take_out(gone),
            }
        }
        let homes_change =
            !buildings.is_empty() || (!addresses.is_empty() && !self.reference.buildings.is_empty());
        if !addresses.is_empty() {
            Arc::make_mut(&mut self.reference.addresses).put(addresses);
        }
        if !buildings.is_empty() {
            let there = Arc::make_mut(&mut self.reference.buildings);
            for building in buildings {
                there.put(building);
            }
        }
        if homes_change {
            self.find_homes();
        }
        if !areas.is_empty() {
            Arc::make_mut(&mut self.reference.areas).put(areas);
        }
        if self.sites.is_overgrown() || self.reports.is_overgrown() || self.places.is_overgrown() {
            let bases = self.merged();
            self.install(bases);
        }
    }

    /// Reports, places and photos that were handed on to somebody, in no order.
    pub fn disclosed(&self) -> impl Iterator<Item = Key> {
        self.disclosed.iter().map(|(key, ())| *key)
    }

    fn take_out(&mut self, gone: Held<Gone>) {
        let Key { kind, bits } = gone.key;
        match kind {
            Kind::Report => self.reports.remove(bits),
            Kind::Place => self.places.remove(bits),
            Kind::Site => self.sites.remove(bits),
            Kind::Measure => drop(Arc::make_mut(&mut self.reference.measures).remove(&bits)),
            Kind::Photo => Arc::make_mut(&mut self.reference.photos).remove(bits),
            Kind::Round => Arc::make_mut(&mut self.reference.effort).remove_round(bits),
            Kind::Walk => Arc::make_mut(&mut self.reference.effort).remove_walk(bits),
            Kind::Presence => Arc::make_mut(&mut self.reference.effort).remove_presence(bits),
            Kind::DocumentRequest => {
                drop(Arc::make_mut(&mut self.reference.document_requests).remove(&bits));
            }
            Kind::Filing => drop(Arc::make_mut(&mut self.reference.filings).remove(&bits)),
            Kind::AccessReview => drop(Arc::make_mut(&mut self.reference.access_reviews).remove(&bits)),
            // Nothing else is ever erased whole.
            Kind::Party
            | Kind::Area
            | Kind::Code
            | Kind::Setting
            | Kind::Designation
            | Kind::Statistic
            | Kind::Publication
            | Kind::Address
            | Kind::Building
            | Kind::Erasure
            | Kind::RetentionRule
            | Kind::RetentionRun => {}
        }
        if let Some(source) = gone.source {
            Arc::make_mut(&mut self.gone_sources).insert(source);
        }
        Arc::make_mut(&mut self.gone).insert(gone.key, gone);
    }

    /// Whether so much has changed that new bases are worth building, or something was erased.
    pub fn wants_merge(&self) -> bool {
        self.changed() > CHANGES_MAX || self.holds_erased()
    }

    /// Whether the bases still hold what was erased.
    pub fn holds_erased(&self) -> bool {
        self.erased.0 > self.erased.1
    }

    /// The most changes that lie beside any base.
    #[must_use]
    pub fn changed(&self) -> usize {
        self.sites.changed().max(self.reports.changed()).max(self.places.changed())
    }

    /// New bases of what has changed, and of everything where something was erased. That costs seconds at a million, so it is
    /// built beside the writer.
    pub fn merged(&self) -> Bases {
        Bases {
            sites: self.merged_of(&self.sites),
            reports: self.merged_of(&self.reports),
            places: self.merged_of(&self.places),
            erased: self.erased.0,
            from: self.installed,
        }
    }

    fn merged_of<T: Item>(&self, table: &Table<T>) -> Option<Merged<T>> {
        if self.holds_erased() { Some(table.merged_whole()) } else { table.merged() }
    }

    /// Takes new bases into use; what was written since they were begun stays. Bases that were begun before
    /// others were taken into use do not have what those have, and are left.
    pub fn install(&mut self, bases: Bases) {
        if bases.from != self.installed {
            return;
        }
        self.installed += 1;
        if let Some(merged) = bases.sites {
            self.sites.install(merged);
        }
        if let Some(merged) = bases.reports {
            self.reports.install(merged);
        }
        if let Some(merged) = bases.places {
            self.places.install(merged);
        }
        self.erased.1 = bases.erased;
    }

    /// The record with a key, whatever its kind.
    pub fn record(&self, key: Key) -> Option<Record> {
        let bits = key.bits;
        if let Some(gone) = self.gone.get(&key) {
            return Some(Record::Gone(gone.clone()));
        }
        Some(match key.kind {
            Kind::Site => Record::Site(self.sites.get(bits)?.held.clone()),
            Kind::Report => Record::Report(self.reports.get(bits)?.held.clone()),
            Kind::Place => Record::Place(self.places.get(bits)?.held.clone()),
            Kind::Area => Record::Area(self.reference.areas.get(AreaId::from_bits(bits))?.clone()),
            Kind::Party => Record::Party(self.reference.parties.get(PartyId::from_bits(bits))?.clone()),
            Kind::Code => Record::Code(self.reference.codes.get(&bits)?.clone()),
            Kind::Setting => {
                Record::Setting(self.reference.settings.values().find(|s| s.id.bits() == bits)?.clone())
            }
            Kind::Designation => Record::Designation(self.reference.designations.get(&bits)?.clone()),
            Kind::Measure => Record::Measure(self.reference.measures.get(&bits)?.clone()),
            Kind::Photo => Record::Photo(self.reference.photos.get(PhotoId::from_bits(bits))?.clone()),
            Kind::Statistic => Record::Statistic(self.reference.statistics.get(&bits)?.clone()),
            Kind::Erasure => Record::Erasure(self.reference.erasures.get(&bits)?.clone()),
            Kind::RetentionRule => {
                let mut rules = self.reference.retention_rules.values();
                Record::RetentionRule(rules.find(|rule| rule.id.bits() == bits)?.clone())
            }
            Kind::RetentionRun => Record::RetentionRun(self.reference.retention_runs.get(&bits)?.clone()),
            Kind::Round => Record::Round(self.round(RoundId::from_bits(bits))?),
            Kind::Walk => Record::Walk(self.walk(WalkId::from_bits(bits))?),
            Kind::Presence => Record::Presence(self.presence(PresenceId::from_bits(bits))?),
            Kind::Publication => Record::Publication(self.reference.publications.get(&bits)?.clone()),
            Kind::DocumentRequest => {
                Record::DocumentRequest(self.reference.document_requests.get(&bits)?.clone())
            }
            Kind::Filing => Record::Filing(self.reference.filings.get(&bits)?.clone()),
            Kind::AccessReview => Record::AccessReview(self.reference.access_reviews.get(&bits)?.clone()),
            Kind::Address => {
                Record::Address(self.reference.addresses.get(AddressId::from_bits(bits))?.clone())
            }
            Kind::Building => {
                Record::Building(self.reference.buildings.get(BuildingId::from_bits(bits))?.clone())
            }
        })
    }

    /// How many records of a kind there are, without those that were erased whole.
    pub fn count(&self, kind: Kind) -> usize {
        match kind {
            Kind::Site => self.sites.len(),
            Kind::Report => self.reports.len(),
            Kind::Place => self.places.len(),
            Kind::Area => self.reference.areas.iter().count(),
            Kind::Party => self.reference.parties.iter().count(),
            Kind::Code => self.reference.codes.len(),
            Kind::Setting => self.reference.settings.len(),
            Kind::Designation => self.reference.designations.len(),
            Kind::Measure => self.reference.measures.len(),
            Kind::Statistic => self.reference.statistics.len(),
            Kind::Photo => self.reference.photos.len(),
            Kind::Erasure => self.reference.erasures.len(),
            Kind::RetentionRule => self.reference.retention_rules.len(),
            Kind::RetentionRun => self.reference.retention_runs.len(),
            Kind::Round => self.reference.effort.counts().0,
            Kind::Walk => self.reference.effort.counts().1,
            Kind::Presence => self.reference.effort.counts().2,
            Kind::Publication => self.reference.publications.len(),
            Kind::DocumentRequest => self.reference.document_requests.len(),
            Kind::Filing => self.reference.filings.len(),
            Kind::AccessReview => self.reference.access_reviews.len(),
            Kind::Address => self.reference.addresses.len(),
            Kind::Building => self.reference.buildings.len(),
        }
    }
}

/// Keeps in mind whether a thing was handed on to somebody, so that the others need not be looked through. There may be many:
/// a report that is linked to a place is told to the place's parties.
fn note_disclosed(disclosed: &mut Arc<Shards<Key, ()>>, record: &Record) {
    let Some((key, is_disclosed)) = handed_on(record) else { return };
    if disclosed.of(key.bits).contains_key(&key) != is_disclosed {
        let disclosed = Arc::make_mut(disclosed).changed(key.bits);
        if is_disclosed {
            disclosed.insert(key, ())
        } else {
            disclosed.remove(&key)
        };
    }
}

/// Whether a thing that can be handed on was.
fn handed_on(record: &Record) -> Option<(Key, bool)> {
    match record {
        Record::Report(report) => Some((report.id.into(), !report.disclosures.is_empty())),
        Record::Place(place) => Some((place.id.into(), !place.disclosures.is_empty())),
        Record::Photo(photo) => Some((photo.id.into(), !photo.disclosures.is_empty())),
        Record::Gone(gone) => Some((gone.key, false)),
        Record::Party(_)
        | Record::Area(_)
        | Record::Site(_)
        | Record::Code(_)
        | Record::Setting(_)
        | Record::Designation(_)
        | Record::Measure(_)
        | Record::Statistic(_)
        | Record::Erasure(_)
        | Record::RetentionRule(_)
        | Record::RetentionRun(_)
        | Record::Round(_)
        | Record::Walk(_)
        | Record::Presence(_)
        | Record::Publication(_)
        | Record::DocumentRequest(_)
        | Record::Filing(_)
        | Record::AccessReview(_)
        | Record::Address(_)
        | Record::Building(_) => None,
    }
}

/// A shape to measure from, in its own plane.
pub struct Measured {
    plane: Plane,
    metric: MetricShape,
}

impl Measured {
    /// The shape, projected once.
    pub fn of(shape: &Shape) -> Self {
        let plane = shape.plane();
        Self { plane, metric: shape.in_metres(plane) }
    }

    /// Metres to another shape, 0 when they touch.
    pub fn distance_m(&self, other: &Shape) -> f64 {
        self.metric.distance_between_m(&other.in_metres(self.plane))
    }
}

/// Whether something this far from a site is on its ground: they touch, or the site is only a point
/// and within the radius that stands for its ground.
pub fn on_ground(site: &Site, distance_m: f64, point_radius_m: f64) -> bool {
    distance_m <= if site.boundary_missing() { point_radius_m } else { 0.0 }
}

impl World for Snapshot {
    fn place(&self, id: PlaceId) -> Option<Held<Place>> {
        self.places.get(id.bits()).map(|row| row.held.clone())
    }

    fn report(&self, id: ReportId) -> Option<Held<Report>> {
        self.reports.get(id.bits()).map(|row| row.held.clone())
    }

    fn site(&self, id: SiteId) -> Option<Held<Site>> {
        self.sites.get(id.bits()).map(|row| row.held.clone())
    }

    fn area(&self, id: AreaId) -> Option<Held<Area>> {
        self.reference.areas.get(id).cloned()
    }

    fn party(&self, id: PartyId) -> Option<Held<Party>> {
        self.reference.parties.get(id).cloned()
    }

    fn measure(&self, id: MeasureId) -> Option<Held<Measure>> {
        self.reference.measures.get(&id.bits()).cloned()
    }

    fn photo(&self, id: PhotoId) -> Option<Held<Photo>> {
        self.reference.photos.get(id).cloned()
    }

    fn round(&self, id: RoundId) -> Option<Held<Round>> {
        self.reference.effort.round(id).cloned()
    }

    fn walk(&self, id: WalkId) -> Option<Held<Walk>> {
        self.reference.effort.walk(id).cloned()
    }

    fn presence(&self, id: PresenceId) -> Option<Held<Presence>> {
        self.reference.effort.presence(id).cloned()
    }

    fn designation(&self, id: DesignationId) -> Option<Held<Designation>> {
        self.reference.designations.get(&id.bits()).cloned()
    }

    fn party_by_code(&self, code: &str) -> Option<Held<Party>> {
        self.reference.parties.coded(code).cloned()
    }

    fn parties(&self) -> Vec<Held<Party>> {
        self.reference.parties.iter().cloned().collect()
    }

    fn areas(&self) -> Vec<Held<Area>> {
        self.reference.areas.iter().map(|ground| ground.area.clone()).collect()
    }

    fn area_by_source(&self, kind: AreaKind, source_id: &str) -> Option<Held<Area>> {
        let mut of_kind = self.reference.areas.of_kind(kind);
        of_kind.find(|ground| ground.area.source_id == source_id).map(|ground| ground.area.clone())
    }

    fn site_by_source(&self, source_id: &str) -> Option<Held<Site>> {
        let mut candidates = self.sites.from_source(source_number(&[source_id]));
        candidates.find(|row| row.held.source_id == source_id).map(|row| row.held.clone())
    }

    fn address_by_source(&self, source_id: &str) -> Option<Held<Address>> {
        self.reference.addresses.of_source(source_id).cloned()
    }

    fn address_count(&self) -> usize {
        self.reference.addresses.len()
    }

    fn building_by_source(&self, source_id: &str) -> Option<Held<Building>> {
        self.reference.buildings.of_source(source_id).cloned()
    }

    fn building_count(&self) -> usize {
        self.reference.buildings.len()
    }

    fn shown_of_home(&self, position: LonLat, accuracy_m: Option<f64>) -> Option<LonLat> {
        self.homes.at(position, accuracy_m).map(|home| home.shown)
    }

    fn report_by_source(&self, origin: PartyId, source: &str, source_id: &str) -> Option<ReportId> {
        let same = |report: &Report| {
            report.origin == origin
                && report.source == source
                && report.source_id.as_deref() == Some(source_id)
        };
        let mut candidates = self.reports.from_source(report_source_number(origin, source, source_id));
        candidates.find(|row| same(&row.held.record)).map(|row| row.held.id)
    }

    fn code(&self, list: CodeList, code: &str) -> Option<Held<Code>> {
        self.reference.code(list, code).cloned()
    }

    fn designations(&self) -> Vec<Held<Designation>> {
        self.reference.designations.values().cloned().collect()
    }

    fn setting_record(&self, name: SettingName, district: Option<AreaId>) -> Option<Held<Setting>> {
        self.reference.settings.get(&(name, district)).cloned()
    }

    fn gone(&self, key: Key) -> Option<Held<Gone>> {
        self.gone.get(&key).cloned()
    }

    fn was_erased(&self, origin: PartyId, source: &str, source_id: &str) -> bool {
        !self.gone_sources.is_empty()
            && self.gone_sources.contains(&Gone::source_of(origin, source, source_id))
    }

    fn erasure(&self, id: ErasureId) -> Option<Held<Erasure>> {
        self.reference.erasures.get(&id.bits()).cloned()
    }

    fn retention_rule(&self, name: RuleName) -> Option<Held<RetentionRule>> {
        self.reference.retention_rules.get(&name).cloned()
    }

    fn retention_run(&self, id: RetentionRunId) -> Option<Held<RetentionRun>> {
        self.reference.retention_runs.get(&id.bits()).cloned()
    }

    fn is_reserved(&self, key: Key) -> bool {
        self.quarantined.contains(key) || self.record(key).is_some()
    }

    fn areas_at(&self, position: LonLat, date: Date) -> Vec<Held<Area>> {
        let grounds = self.reference.areas.iter();
        grounds
            .filter(|ground| ground.area.holds_on(date) && ground.covers(position))
            .map(|ground| ground.area.clone())
            .collect()
    }

    fn district_shares(&self, shape: &Shape, date: Date) -> Vec<DistrictShare> {
        let districts =
            self.reference.areas.of_kind(AreaKind::District).filter(|ground| ground.area.holds_on(date));
        if let Shape::Point(position) = shape {
            let mut covering = districts.filter(|ground| ground.covers(*position));
            let share = |ground: &Arc<super::reference::Ground>| DistrictShare {
                district: ground.area.id,
                share: 1.0,
            };
            return covering.next().map(share).into_iter().collect();
        }
        let plane = shape.plane();
        let metric = shape.in_metres(plane);
        let (envelope, area_m2) = (shape.envelope(), metric.area_m2());
        let mut shares: Vec<_> = districts
            .filter(|ground| ground.envelope.intersects(&envelope))
            .map(|ground| DistrictShare {
                district: ground.area.id,
                share: share_of(metric.overlap_m2(&ground.in_metres(plane)), area_m2),
            })
            .filter(|share| share.share >= SHARE_MIN)
            .collect();
        // A stable sort keeps rank order among equals.
        shares.sort_by(|a, b| b.share.total_cmp(&a.share));
        shares
    }

    fn sites_near(&self, shape: &Shape, radius_m: f64, day: Date) -> Vec<NearSite> {
        let from = Measured::of(shape);
        // Looked up once, and only where some site is a point.
        let radius = OnceCell::new();
        let point_radius_m =
            || *radius.get_or_init(|| f64::from(self.setting_at(SettingName::PointSiteRadiusM, shape, day)));
        let mut near: Vec<_> = self
            .sites
            .in_box(&reach(shape, radius_m))
            .map(|row| (from.distance_m(&row.held.shape), row))
            .filter(|(distance_m, _)| *distance_m <= radius_m)
            .map(|(distance_m, row)| NearSite {
                site: row.held.clone(),
                distance_m,
                ground: if row.held.boundary_missing() {
                    on_ground(&row.held, distance_m, point_radius_m())
                } else {
                    on_ground(&row.held, distance_m, 0.0)
                },
            })
            .collect();
        near.sort_by(|a, b| a.distance_m.total_cmp(&b.distance_m).then(a.site.id.cmp(&b.site.id)));
        near
    }

    fn places_near(&self, shape: &Shape, radius_m: f64) -> Vec<NearPlace> {
        let from = Measured::of(shape);
        let mut near: Vec<_> = self
            .places
            .in_box(&reach(shape, radius_m))
            .filter(|row| !row.held.status.has_ended())
            .map(|row| NearPlace { distance_m: from.distance_m(&row.held.shape), place: row.held.clone() })
            .filter(|near| near.distance_m <= radius_m)
            .collect();
        near.sort_by(|a, b| a.distance_m.total_cmp(&b.distance_m).then(a.place.id.cmp(&b.place.id)));
        near
    }

    fn sites_in(&self, window: &Envelope) -> Vec<Held<Site>> {
        self.sites.in_box(window).map(|row| row.held.clone()).collect()
    }

    fn places_in(&self, window: &Envelope) -> Vec<Held<Place>> {
        self.places.in_box(window).map(|row| row.held.clone()).collect()
    }

    fn reports_in(&self, window: &Envelope) -> Vec<Held<Report>> {
        self.reports.in_box(window).map(|row| row.held.clone()).collect()
    }

    fn after(&self, changes: &[Change]) -> Self {
        let mut after = self.clone();
        after.apply_all(changes.iter().map(|change| change.record.clone()));
        // A file of sites is asked about once for every report beside them; changes are scanned, bases are not.
        if after.sites.changed() > AFTER_MAX
            && let Some(sites) = after.sites.merged()
        {
            after.sites.install(sites);
        }
        after
    }

    fn area_distance_m(&self, area: AreaId, shape: &Shape) -> Option<f64> {
        let ground = self.reference.areas.ground(area)?;
        if let Shape::Point(position) = shape
            && ground.covers(*position)
        {
            return Some(0.0);
        }
        let plane = shape.plane();
        Some(ground.in_metres(plane).distance_between_m(&shape.in_metres(plane)))
    }

    fn reports_of(&self, place: PlaceId) -> Vec<ReportId> {
        let mut ids: Vec<_> = self.reports.in_group(place.bits()).map(|row| row.held.id).collect();
        ids.sort_unstable();
        ids
    }

    fn photos_of(&self, report: ReportId) -> Vec<PhotoId> {
        self.reference.photos.of_report(report).map(|photo| photo.id).collect()
    }

    fn publication(&self, id: PublicationId) -> Option<Held<Publication>> {
        self.reference.publications.get(&id.bits()).cloned()
    }

    fn reports_observed(&self, from: Timestamp, until: Timestamp) -> Vec<Held<Report>> {
        // The seconds stand side by side; what is finer only the report itself tells.
        let times = whole_second(from)..=whole_second(until);
        let rows = self.reports.with_facets(|facets| times.contains(&facets.observed_s));
        let held = rows.map(|row| &row.held).filter(|held| (from..until).contains(&held.observed_at));
        held.cloned().collect()
    }

    fn publications(&self) -> Vec<Held<Publication>> {
        self.reference.publications.values().cloned().collect()
    }

    fn document_request(&self, id: DocumentRequestId) -> Option<Held<DocumentRequest>> {
        self.reference.document_requests.get(&id.bits()).cloned()
    }

    fn access_review(&self, id: AccessReviewId) -> Option<Held<AccessReview>> {
        self.reference.access_reviews.get(&id.bits()).cloned()
    }

    fn filing(&self, id: FilingId) -> Option<Held<Filing>> {
        self.reference.filings.get(&id.bits()).cloned()
    }

    fn filings_of(&self, about: Key) -> Vec<Held<Filing>> {
        self.reference.filings.values().filter(|filing| filing.about() == about).cloned().collect()
    }

    fn statistics(&self) -> Vec<Held<Statistic>> {
        self.reference.statistics.values().cloned().collect()
    }

    fn presences_of(&self, place: PlaceId) -> Vec<PresenceId> {
        self.reference.effort.presences_at(place).map(|presence| presence.id).collect()
    }

    fn rounds_of(&self, party: PartyId) -> usize {
        self.reference.effort.rounds_of(party).filter(|round| !round.ended).count()
    }

    fn walks_of(&self, round: RoundId) -> Vec<WalkId> {
        self.reference.effort.walks_of(round).map(|walk| walk.id).collect()
    }

    fn measures_of(&self, place: PlaceId) -> Vec<MeasureId> {
        let measures = self.reference.measures.values();
        measures.filter(|measure| measure.place == place).map(|measure| measure.id).collect()
    }
}
