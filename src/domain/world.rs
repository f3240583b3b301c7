//! What a decision may know: the world as it stands, asked through one narrow door.
//!
//! The index answers these questions from its trees; tests answer them from plain maps and a scan
//! over everything, and the two are compared.

use super::access_review::AccessReview;
use super::address::Address;
use super::area::{Area, AreaKind};
use super::building::Building;
use super::codes::{Code, CodeList};
use super::designation::Designation;
use super::erasure::{Erasure, Gone};
use super::filing::Filing;
use super::ids::{
    AccessReviewId, AreaId, DesignationId, DocumentRequestId, ErasureId, FilingId, MeasureId, PartyId,
    PhotoId, PlaceId, PresenceId, PublicationId, ReportId, RetentionRunId, RoundId, SiteId, WalkId,
};
use super::measure::Measure;
use super::openness::DocumentRequest;
use super::party::Party;
use super::photo::Photo;
use super::place::{DistrictShare, Place};
use super::presence::Presence;
use super::public::Publication;
use super::record::{Change, Key, Versioned};
use super::report::Report;
use super::retention::{RetentionRule, RetentionRun, RuleName};
use super::round::{Round, Walk};
use super::settings::{Setting, SettingName};
use super::site::Site;
use super::statistic::Statistic;
use crate::space::{Envelope, LonLat, Shape};
use jiff::Timestamp;
use jiff::civil::Date;
use std::sync::Arc;

/// A shared record with its version.
pub type Held<T> = Arc<Versioned<T>>;

/// A site near something.
#[derive(Clone, Debug)]
pub struct NearSite {
    /// The site.
    pub site: Held<Site>,
    /// Metres between them, 0 when they touch; for a site that is only a point, to that point.
    pub distance_m: f64,
    /// On the site's ground: they touch, or the site is only a point within
    /// [`SettingName::PointSiteRadiusM`], as it is set where the shape that was asked about lies.
    pub ground: bool,
}

/// A place near something.
#[derive(Clone, Debug)]
pub struct NearPlace {
    /// The place.
    pub place: Held<Place>,
    /// Metres between them, 0 when they touch.
    pub distance_m: f64,
}

/// The world as a decision sees it.
pub trait World {
    /// A place.
    fn place(&self, id: PlaceId) -> Option<Held<Place>>;
    /// A report.
    fn report(&self, id: ReportId) -> Option<Held<Report>>;
    /// A site.
    fn site(&self, id: SiteId) -> Option<Held<Site>>;
    /// An area.
    fn area(&self, id: AreaId) -> Option<Held<Area>>;
    /// A party.
    fn party(&self, id: PartyId) -> Option<Held<Party>>;
    /// A measure.
    fn measure(&self, id: MeasureId) -> Option<Held<Measure>>;
    /// A photo.
    fn photo(&self, id: PhotoId) -> Option<Held<Photo>>;
    /// A round.
    fn round(&self, id: RoundId) -> Option<Held<Round>>;
    /// A walk.
    fn walk(&self, id: WalkId) -> Option<Held<Walk>>;
    /// A presence.
    fn presence(&self, id: PresenceId) -> Option<Held<Presence>>;
    /// A publication.
    fn publication(&self, id: PublicationId) -> Option<Held<Publication>>;
    /// A request for a public document that was answered.
    fn document_request(&self, id: DocumentRequestId) -> Option<Held<DocumentRequest>>;
    /// A review of who may get in.
    fn access_review(&self, id: AccessReviewId) -> Option<Held<AccessReview>>;
    /// Where a decision lies in a diary.
    fn filing(&self, id: FilingId) -> Option<Held<Filing>>;
    /// A designation rule.
    fn designation(&self, id: DesignationId) -> Option<Held<Designation>>;

    /// The party with a code.
    fn party_by_code(&self, code: &str) -> Option<Held<Party>>;
    /// All parties, by code.
    fn parties(&self) -> Vec<Held<Party>>;
    /// All areas, by kind and rank.
    fn areas(&self) -> Vec<Held<Area>>;
    /// The area with a source id within its kind.
    fn area_by_source(&self, kind: AreaKind, source_id: &str) -> Option<Held<Area>>;
    /// The site with a source id.
    fn site_by_source(&self, source_id: &str) -> Option<Held<Site>>;
    /// The address with a source id.
    fn address_by_source(&self, source_id: &str) -> Option<Held<Address>>;
    /// How many addresses there are.
    fn address_count(&self) -> usize;
    /// The building with a source id.
    fn building_by_source(&self, source_id: &str) -> Option<Held<Building>>;
    /// How many buildings there are, those that nobody lives in any more among them.
    fn building_count(&self) -> usize;
    /// Where those who see less than all of it are shown what lies at a position that is known this well, in metres;
    /// `None` where it lies in nobody's home (docs/decisions/0033).
    fn shown_of_home(&self, position: LonLat, accuracy_m: Option<f64>) -> Option<LonLat>;
    /// The report with a source id within its source and origin.
    fn report_by_source(&self, origin: PartyId, source: &str, source_id: &str) -> Option<ReportId>;
    /// A code, whether or not it can be chosen today.
    fn code(&self, list: CodeList, code: &str) -> Option<Held<Code>>;
    /// All designation rules.
    fn designations(&self) -> Vec<Held<Designation>>;
    /// The record behind a setting, where it has been set.
    fn setting_record(&self, name: SettingName, district: Option<AreaId>) -> Option<Held<Setting>>;
    /// What stays of a thing that was erased whole.
    fn gone(&self, key: Key) -> Option<Held<Gone>>;
    /// Whether a report with this identity in its source was erased whole.
    fn was_erased(&self, origin: PartyId, source: &str, source_id: &str) -> bool;
    /// An erasure.
    fn erasure(&self, id: ErasureId) -> Option<Held<Erasure>>;
    /// The record behind a rule of retention, where something has been decided.
    fn retention_rule(&self, name: RuleName) -> Option<Held<RetentionRule>>;
    /// A run of the retention.
    fn retention_run(&self, id: RetentionRunId) -> Option<Held<RetentionRun>>;
    /// Whether an id is taken or reserved by a record that could not be read.
    fn is_reserved(&self, key: Key) -> bool;

    /// The areas a position lies in, ordered by kind and [`Area::rank`]; the border belongs.
    fn areas_at(&self, position: LonLat, date: Date) -> Vec<Held<Area>>;
    /// The districts a shape lies in, the largest share of its area first; ties by [`Area::rank`].
    fn district_shares(&self, shape: &Shape, date: Date) -> Vec<DistrictShare>;
    /// Sites within a distance of a shape, the nearest first; ties by id. What is ground on that day
    /// is judged by the setting of the district the shape's middle lies in.
    fn sites_near(&self, shape: &Shape, radius_m: f64, day: Date) -> Vec<NearSite>;
    /// Sites whose box touches this box, in no order.
    fn sites_in(&self, window: &Envelope) -> Vec<Held<Site>>;
    /// Places within a distance of a shape that have not ended, the nearest first; ties by id.
    fn places_near(&self, shape: &Shape, radius_m: f64) -> Vec<NearPlace>;
    /// Places whose box touches this box, ended ones too, in no order.
    fn places_in(&self, window: &Envelope) -> Vec<Held<Place>>;
    /// Reports that lie in this box, in no order.
    fn reports_in(&self, window: &Envelope) -> Vec<Held<Report>>;
    /// Metres from a shape to what an area covers; 0 when they touch.
    fn area_distance_m(&self, area: AreaId, shape: &Shape) -> Option<f64>;
    /// The reports that belong to a place, by id.
    fn reports_of(&self, place: PlaceId) -> Vec<ReportId>;
    /// The photos of a report, by id.
    fn photos_of(&self, report: ReportId) -> Vec<PhotoId>;
    /// Reports that were seen from one moment until another, in no order.
    fn reports_observed(&self, from: Timestamp, until: Timestamp) -> Vec<Held<Report>>;
    /// All publications, those that were withdrawn among them.
    fn publications(&self) -> Vec<Held<Publication>>;
    /// Where the decisions about a thing lie, by id, those that were taken back among them.
    fn filings_of(&self, about: Key) -> Vec<Held<Filing>>;
    /// All statistics.
    fn statistics(&self) -> Vec<Held<Statistic>>;
    /// The measures at a place, by id.
    fn measures_of(&self, place: PlaceId) -> Vec<MeasureId>;
    /// The presences at a place, by id, those that were taken back among them.
    fn presences_of(&self, place: PlaceId) -> Vec<PresenceId>;
    /// How many rounds of a party are walked.
    fn rounds_of(&self, party: PartyId) -> usize;
    /// The walks of a round, by id.
    fn walks_of(&self, round: RoundId) -> Vec<WalkId>;

    /// The world as it will be once these changes are in place. Cheap enough for a decision to look
    /// at what it is about to bring: it shares everything that the changes leave alone.
    fn after(&self, changes: &[Change]) -> Self
    where
        Self: Sized;

    /// The value of a setting where something lies: that of the district its middle lies in.
    fn setting_at(&self, name: SettingName, shape: &Shape, day: Date) -> u32 {
        let district = district_at(self, shape.representative_point(), day).map(|area| area.id);
        self.setting(name, district, day)
    }

    /// The value of a setting on a day: the district's own, else the city's, else the fresh one.
    fn setting(&self, name: SettingName, district: Option<AreaId>, day: Date) -> u32 {
        let own = |district| self.setting_record(name, district)?.value_on(day);
        district.and_then(|_| own(district)).or_else(|| own(None)).unwrap_or(name.fresh())
    }

    /// The party that runs a district: the one whose area it is, else the administration whose name
    /// begins with the district's.
    fn administration_of(&self, district: AreaId) -> Option<Held<Party>> {
        use super::party::PartyKind::DistrictAdministration;
        let administrations = || self.parties().into_iter().filter(|p| p.kind == DistrictAdministration);
        administrations().find(|p| p.areas.contains(&district)).or_else(|| {
            let name = self.area(district)?.name.clone();
            administrations().find(|p| p.areas.is_empty() && p.name.starts_with(&name))
        })
    }

    /// The city executive office, first by code where there are several.
    fn city_executive(&self) -> Option<Held<Party>> {
        self.parties().into_iter().find(|p| p.kind == super::party::PartyKind::CityExecutive)
    }
}

/// The district a position lies in.
pub fn district_at(world: &(impl World + ?Sized), position: LonLat, date: Date) -> Option<Held<Area>> {
    world.areas_at(position, date).into_iter().find(|area| area.kind == AreaKind::District)
}

/// The largest value that a setting has anywhere on a day.
pub fn largest_anywhere(world: &(impl World + ?Sized), name: SettingName, day: Date) -> u32 {
    let districts = world.areas().into_iter().filter(|area| area.kind == AreaKind::District);
    let all = districts.map(|area| Some(area.id)).chain([None]);
    all.map(|district| world.setting(name, district, day)).max().unwrap_or(0)
}

/// The box around everything within a distance of a shape.
#[must_use]
pub fn reach(shape: &Shape, radius_m: f64) -> Envelope {
    let own = shape.envelope();
    // All four: a degree of longitude is shorter at the end nearer to a pole.
    let corners =
        [(own.west, own.south), (own.east, own.south), (own.east, own.north), (own.west, own.north)];
    corners
        .into_iter()
        .filter_map(|(lon, lat)| LonLat::new(lon, lat).ok())
        .map(|corner| Envelope::around(corner, radius_m))
        .fold(own, |a, b| a.union(&b))
}
