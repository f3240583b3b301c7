//! A world in plain maps: every question is a scan over everything.

use super::plain_geometry::PlainShape;
use super::plain_homes::PlainHomes;
use crate::domain::access_review::AccessReview;
use crate::domain::address::Address;
use crate::domain::area::{Area, AreaKind, Cover};
use crate::domain::building::Building;
use crate::domain::codes::{Code, CodeList};
use crate::domain::designation::Designation;
use crate::domain::erasure::{Erasure, Gone};
use crate::domain::filing::Filing;
use crate::domain::ids::{
    AccessReviewId, AreaId, DesignationId, DocumentRequestId, ErasureId, FilingId, MeasureId, PartyId,
    PhotoId, PlaceId, PresenceId, PublicationId, ReportId, RetentionRunId, RoundId, SiteId, WalkId,
};
use crate::domain::measure::Measure;
use crate::domain::openness::DocumentRequest;
use crate::domain::party::Party;
use crate::domain::photo::Photo;
use crate::domain::place::{DistrictShare, Place};
use crate::domain::presence::Presence;
use crate::domain::public::Publication;
use crate::domain::record::{Change, Key, Kind, Record};
use crate::domain::report::Report;
use crate::domain::retention::{RetentionRule, RetentionRun, RuleName};
use crate::domain::round::{Round, Walk};
use crate::domain::settings::{Setting, SettingName};
use crate::domain::site::Site;
use crate::domain::statistic::Statistic;
use crate::domain::world::{Held, NearPlace, NearSite, World};
use crate::space::{Envelope, LonLat, Shape};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The records, by key.
#[derive(Clone, Default, Debug)]
pub struct PlainWorld {
    /// All of them.
    pub records: BTreeMap<Key, Record>,
}

macro_rules! all {
    ($($name:ident: $kind:ident),* $(,)?) => {$(
        /// All of a kind, by id.
        pub fn $name(&self) -> impl Iterator<Item = &Held<$kind>> {
            self.records.values().filter_map(|record| match record {
                Record::$kind(held) => Some(held),
                _ => None,
            })
        }
    )*};
}

impl PlainWorld {
    all! {
        all_places: Place, all_reports: Report, all_sites: Site, all_areas: Area, all_parties: Party,
        all_codes: Code, all_settings: Setting, all_designations: Designation, all_measures: Measure,
        all_statistics: Statistic, all_retention_rules: RetentionRule, all_photos: Photo,
        all_rounds: Round, all_walks: Walk, all_presences: Presence,
        all_publications: Publication,
        all_addresses: Address, all_filings: Filing, all_buildings: Building,
    }

    /// Puts a record in place. Versions follow one another without a gap.
    pub fn apply(&mut self, record: Record) {
        let before = self.records.get(&record.key()).map_or(0, Record::version);
        assert_eq!(record.version(), before + 1, "versions are contiguous: {record:?}");
        self.records.insert(record.key(), record);
    }

    fn parts(&self, area: &Area) -> Vec<Shape> {
        match &area.cover {
            Cover::Polygons(shape) => vec![shape.clone()],
            Cover::Union(members) => members
                .iter()
                .filter_map(|id| self.area(*id))
                .filter_map(|area| match &area.cover {
                    Cover::Polygons(shape) => Some(shape.clone()),
                    Cover::Union(_) => None,
                })
                .collect(),
        }
    }

    fn is_covered(&self, area: &Area, position: LonLat) -> bool {
        let covers = |ring: &[geo::Coord]| {
            let (x, y) = (position.lon(), position.lat());
            let on_side = |s: &[geo::Coord]| {
                let (a, b) = (s[0], s[1]);
                (b.x - a.x) * (y - a.y) == (b.y - a.y) * (x - a.x)
                    && (a.x.min(b.x)..=a.x.max(b.x)).contains(&x)
                    && (a.y.min(b.y)..=a.y.max(b.y)).contains(&y)
            };
            let crossed = |s: &&[geo::Coord]| {
                (s[0].y > y) != (s[1].y > y)
                    && x < s[0].x + (y - s[0].y) / (s[1].y - s[0].y) * (s[1].x - s[0].x)
            };
            ring.windows(2).any(on_side) || ring.windows(2).filter(crossed).count() % 2 == 1
        };
        // The towns of the tests have areas without holes.
        self.parts(area).iter().any(|part| match part {
            Shape::Point(_) => false,
            Shape::Polygons(p) => p.as_multi_polygon().iter().any(|p| covers(&p.exterior().0)),
        })
    }
}

fn sorted<T>(mut things: Vec<T>, less: impl Fn(&T, &T) -> std::cmp::Ordering) -> Vec<T> {
    things.sort_by(less);
    things
}

macro_rules! by_id {
    ($($name:ident: $kind:ident($id:ident)),* $(,)?) => {$(
        fn $name(&self, id: $id) -> Option<Held<$kind>> {
            match self.records.get(&id.into()) {
                Some(Record::$kind(held)) => Some(held.clone()),
                _ => None,
            }
        }
    )*};
}

impl World for PlainWorld {
    by_id! {
        place: Place(PlaceId), report: Report(ReportId), site: Site(SiteId), area: Area(AreaId),
        party: Party(PartyId), measure: Measure(MeasureId), designation: Designation(DesignationId),
        erasure: Erasure(ErasureId), retention_run: RetentionRun(RetentionRunId),
        photo: Photo(PhotoId),
        round: Round(RoundId), walk: Walk(WalkId), presence: Presence(PresenceId),
        publication: Publication(PublicationId), filing: Filing(FilingId),
        document_request: DocumentRequest(DocumentRequestId), access_review: AccessReview(AccessReviewId),
    }

    fn gone(&self, key: Key) -> Option<Held<Gone>> {
        match self.records.get(&key) {
            Some(Record::Gone(held)) => Some(held.clone()),
            _ => None,
        }
    }

    fn was_erased(&self, origin: PartyId, source: &str, source_id: &str) -> bool {
        let number = Some(Gone::source_of(origin, source, source_id));
        self.records.values().any(|record| matches!(record, Record::Gone(gone) if gone.source == number))
    }

    fn retention_rule(&self, name: RuleName) -> Option<Held<RetentionRule>> {
        self.all_retention_rules().find(|rule| rule.name == name).cloned()
    }

    fn party_by_code(&self, code: &str) -> Option<Held<Party>> {
        self.all_parties().find(|party| party.code == code).cloned()
    }

    fn parties(&self) -> Vec<Held<Party>> {
        sorted(self.all_parties().cloned().collect(), |a, b| a.code.cmp(&b.code))
    }

    fn areas(&self) -> Vec<Held<Area>> {
        let rank = |a: &Held<Area>, b: &Held<Area>| (a.kind, a.rank(), a.id).cmp(&(b.kind, b.rank(), b.id));
        sorted(self.all_areas().cloned().collect(), rank)
    }

    fn area_by_source(&self, kind: AreaKind, source_id: &str) -> Option<Held<Area>> {
        self.all_areas().find(|area| area.kind == kind && area.source_id == source_id).cloned()
    }

    fn site_by_source(&self, source_id: &str) -> Option<Held<Site>> {
        self.all_sites().find(|site| site.source_id == source_id).cloned()
    }

    fn address_by_source(&self, source_id: &str) -> Option<Held<Address>> {
        self.all_addresses().find(|address| *address.source_id == *source_id).cloned()
    }

    fn address_count(&self) -> usize {
        self.all_addresses().count()
    }

    fn building_by_source(&self, source_id: &str) -> Option<Held<Building>> {
        self.all_buildings().find(|building| *building.source_id == *source_id).cloned()
    }

    fn building_count(&self) -> usize {
        self.all_buildings().count()
    }

    fn shown_of_home(&self, position: LonLat, accuracy_m: Option<f64>) -> Option<LonLat> {
        let homes = self.all_buildings().filter(|building| building.kind.is_home()).collect();
        PlainHomes { homes, addresses: self.all_addresses().collect() }.shown(position, accuracy_m)
    }

    fn report_by_source(&self, origin: PartyId, source: &str, source_id: &str) -> Option<ReportId> {
        let same = |report: &&Held<Report>| {
            (report.origin, report.source.as_str(), report.source_id.as_deref())
                == (origin, source, Some(source_id))
        };
        self.all_reports().find(same).map(|report| report.id)
    }

    fn code(&self, list: CodeList, code: &str) -> Option<Held<Code>> {
        self.all_codes().find(|c| c.list == list && c.code == code).cloned()
    }

    fn designations(&self) -> Vec<Held<Designation>> {
        self.all_designations().cloned().collect()
    }

    fn setting_record(&self, name: SettingName, district: Option<AreaId>) -> Option<Held<Setting>> {
        self.all_settings().find(|s| s.name == name && s.district == district).cloned()
    }

    fn is_reserved(&self, key: Key) -> bool {
        self.records.contains_key(&key)
    }

    fn areas_at(&self, position: LonLat, date: Date) -> Vec<Held<Area>> {
        self.areas().into_iter().filter(|a| a.holds_on(date) && self.is_covered(a, position)).collect()
    }

    fn district_shares(&self, shape: &Shape, date: Date) -> Vec<DistrictShare> {
        let districts = self.areas().into_iter().filter(|a| a.kind == AreaKind::District && a.holds_on(date));
        if let Shape::Point(position) = shape {
            let first = districts.into_iter().find(|a| self.is_covered(a, *position));
            return first.map(|a| DistrictShare { district: a.id, share: 1.0 }).into_iter().collect();
        }
        let plain = PlainShape::of(std::slice::from_ref(shape), shape.plane());
        let area_m2 = plain.overlap_m2(&plain);
        let share = |area: Held<Area>| {
            let overlap_m2 = plain.overlap_m2(&PlainShape::of(&self.parts(&area), shape.plane()));
            // Positions are kept to a centimetre: shares that differ by less are the same share.
            let share = (overlap_m2 / area_m2 * 10_000.0).round() / 10_000.0;
            DistrictShare { district: area.id, share }
        };
        let shares: Vec<_> = districts.map(share).filter(|share| share.share >= 0.001).collect();
        sorted(shares, |a, b| b.share.total_cmp(&a.share))
    }

    fn sites_near(&self, shape: &Shape, radius_m: f64, day: Date) -> Vec<NearSite> {
        let from = PlainShape::of(std::slice::from_ref(shape), shape.plane());
        let point_m = f64::from(self.setting_at(SettingName::PointSiteRadiusM, shape, day));
        let near = |site: &Held<Site>| {
            let distance_m =
                from.distance_m(&PlainShape::of(std::slice::from_ref(&site.shape), shape.plane()));
            let ground = match site.shape {
                Shape::Point(_) => distance_m <= point_m,
                Shape::Polygons(_) => distance_m == 0.0,
            };
            (distance_m <= radius_m).then(|| NearSite { site: site.clone(), distance_m, ground })
        };
        let found: Vec<_> = self.all_sites().filter_map(near).collect();
        sorted(found, |a, b| a.distance_m.total_cmp(&b.distance_m).then(a.site.id.cmp(&b.site.id)))
    }

    fn places_near(&self, shape: &Shape, radius_m: f64) -> Vec<NearPlace> {
        let from = PlainShape::of(std::slice::from_ref(shape), shape.plane());
        let near = |place: &Held<Place>| {
            let distance_m =
                from.distance_m(&PlainShape::of(std::slice::from_ref(&place.shape), shape.plane()));
            (distance_m <= radius_m).then(|| NearPlace { place: place.clone(), distance_m })
        };
        let found: Vec<_> = self.all_places().filter(|p| !p.status.has_ended()).filter_map(near).collect();
        sorted(found, |a, b| a.distance_m.total_cmp(&b.distance_m).then(a.place.id.cmp(&b.place.id)))
    }

    fn sites_in(&self, window: &Envelope) -> Vec<Held<Site>> {
        self.all_sites().filter(|site| site.shape.envelope().intersects(window)).cloned().collect()
    }

    fn places_in(&self, window: &Envelope) -> Vec<Held<Place>> {
        self.all_places().filter(|place| place.shape.envelope().intersects(window)).cloned().collect()
    }

    fn reports_in(&self, window: &Envelope) -> Vec<Held<Report>> {
        self.all_reports().filter(|report| window.contains(report.position)).cloned().collect()
    }

    fn after(&self, changes: &[Change]) -> Self {
        let mut after = self.clone();
        changes.iter().for_each(|change| after.apply(change.record.clone()));
        after
    }

    fn area_distance_m(&self, area: AreaId, shape: &Shape) -> Option<f64> {
        let area = self.area(area)?;
        if let Shape::Point(position) = shape
            && self.is_covered(&area, *position)
        {
            return Some(0.0);
        }
        let plane = shape.plane();
        let from = PlainShape::of(std::slice::from_ref(shape), plane);
        Some(from.distance_m(&PlainShape::of(&self.parts(&area), plane)))
    }

    fn reports_of(&self, place: PlaceId) -> Vec<ReportId> {
        self.all_reports().filter(|report| report.place == Some(place)).map(|report| report.id).collect()
    }

    fn photos_of(&self, report: ReportId) -> Vec<PhotoId> {
        self.all_photos().filter(|photo| photo.report == report).map(|photo| photo.id).collect()
    }

    fn reports_observed(&self, from: Timestamp, until: Timestamp) -> Vec<Held<Report>> {
        let is_then = |report: &&Held<Report>| (from..until).contains(&report.observed_at);
        self.all_reports().filter(is_then).cloned().collect()
    }

    fn publications(&self) -> Vec<Held<Publication>> {
        self.all_publications().cloned().collect()
    }

    fn filings_of(&self, about: Key) -> Vec<Held<Filing>> {
        self.all_filings().filter(|filing| filing.about() == about).cloned().collect()
    }

    fn statistics(&self) -> Vec<Held<Statistic>> {
        self.all_statistics().cloned().collect()
    }

    fn presences_of(&self, place: PlaceId) -> Vec<PresenceId> {
        let at_place = self.all_presences().filter(|presence| presence.place == place);
        at_place.map(|presence| presence.id).collect()
    }

    fn rounds_of(&self, party: PartyId) -> usize {
        self.all_rounds().filter(|round| round.origin == party && !round.ended).count()
    }

    fn walks_of(&self, round: RoundId) -> Vec<WalkId> {
        self.all_walks().filter(|walk| walk.round == round).map(|walk| walk.id).collect()
    }

    fn measures_of(&self, place: PlaceId) -> Vec<MeasureId> {
        self.all_measures().filter(|measure| measure.place == place).map(|measure| measure.id).collect()
    }
}

impl PlainWorld {
    /// How many records of a kind there are.
    pub fn count(&self, kind: Kind) -> usize {
        self.records.keys().filter(|key| key.kind == kind).count()
    }
}
