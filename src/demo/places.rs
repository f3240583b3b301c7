//! The plan for the demo's places: which stand out of the reports, how far each has come, and who holds it together.

use geo::{Area, Coord, LineString, MapCoords, Point, Polygon};
use jiff::{SignedDuration, Timestamp};

use super::city::{City, DemoSite, SiteGeometry, SiteKind};
use super::frame::{distance_m, offset, to_local, to_lonlat};
use super::parties::{
    DISTRICT_ADMINISTRATIONS, DemoParty, HOUSING_ASSOCIATION, HOUSING_COMPANIES, PROPERTY_OFFICE,
    SCHOOL_COMPANY, parties,
};
use super::problems::{PhysicalFactor, ProblemType};
use super::reports::DemoReport;
use super::rng::Rng;
use super::scenes::Scene;

/// How far a place has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TargetStatus {
    /// Under bedömning.
    Suspected,
    /// Aktiv.
    Active,
    /// Under analys.
    UnderAnalysis,
    /// Åtgärder pågår.
    InAction,
    /// Uppföljning.
    Monitoring,
    /// Vilande.
    Dormant,
    /// Avskriven.
    Dismissed,
    /// Sammanslagen with the place of that index.
    Merged {
        /// Index of the place that took it over.
        into: usize,
    },
    /// Delad into the places of those indices.
    Split {
        /// Indices of the places it became.
        into: [usize; 2],
    },
}

/// What has happened to the coordination of a place. Parties are codes, functions Swedish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CoordinationStory {
    /// A property company has accepted.
    AcceptedByPropertyCompany {
        /** Who. */
        party: &'static str,
        /** Function. */
        function: &'static str,
    },
    /// A district administration has accepted.
    AcceptedByDistrict {
        /** Who. */
        party: &'static str,
        /** Function. */
        function: &'static str,
    },
    /// Proposed a few days ago.
    ProposedWaiting {
        /** To whom. */
        party: &'static str,
        /** When. */
        proposed_at: Timestamp,
    },
    /// Proposed too long ago without an answer.
    ProposedOverdue {
        /** To whom. */
        party: &'static str,
        /** When. */
        proposed_at: Timestamp,
    },
    /// Declined.
    Declined {
        /** By whom. */
        party: &'static str,
        /** Why, in Swedish. */
        reason: &'static str,
        /** Better: whom. */
        suggested_party: &'static str,
    },
    /// With the local steering group.
    EscalatedToSteeringGroup {
        /** Who did not accept. */
        party: &'static str,
    },
    /// With the city-wide preparation group.
    EscalatedToPreparationGroup {
        /** Who did not accept. */
        party: &'static str,
    },
    /// Accepted by one, later handed to another.
    HandedOver {
        /** First. */
        from: &'static str,
        /** Now. */
        to: &'static str,
        /** Function of the new one. */
        function: &'static str,
    },
}

/// Point or polygon of a place, WGS 84.
pub type PlaceGeometry = SiteGeometry;

/// A place to be.
#[derive(Clone, Debug)]
pub struct PlacePlan {
    /// Unique.
    pub name: String,
    /// Where.
    pub geometry: PlaceGeometry,
    /// The main type first.
    pub problem_types: Vec<ProblemType>,
    /// Physical factors.
    pub physical_factors: Vec<PhysicalFactor>,
    /// How far it has come.
    pub status: TargetStatus,
    /// None for places that never became active.
    pub coordination: Option<CoordinationStory>,
    /// When somebody decided that it is a place.
    pub opened_at: Timestamp,
    /// Indices of the reports that belong to it.
    pub reports: Vec<usize>,
    /// Index of the site it is at, in [`City::sites`].
    pub site: usize,
}

/// Places without a scene of their own.
const QUIET_PLACES: usize = 31;

/// Plans about 60 places from the scenes, the densest scattered reports and three stories of merging and splitting.
pub fn places(
    city: &City,
    scenes: &[Scene],
    reports: &[DemoReport],
    seed: u64,
    now: Timestamp,
) -> Vec<PlacePlan> {
    let mut planner = Planner {
        city,
        reports,
        now,
        rng: Rng::stream(seed, 10),
        parties: parties(),
        taken: vec![false; reports.len()],
        places: Vec::new(),
        site_points: city.sites.iter().map(|site| site.geometry.point()).collect(),
        centres: Vec::new(),
    };
    for (index, scene) in scenes.iter().enumerate() {
        planner.plan_scene(index, scene);
    }
    planner.plan_quiet_places();
    if scenes.len() > 7 {
        planner.lineage(scenes);
    }
    planner.places
}

struct Planner<'a> {
    city: &'a City,
    reports: &'a [DemoReport],
    now: Timestamp,
    rng: Rng,
    parties: Vec<DemoParty>,
    taken: Vec<bool>,
    places: Vec<PlacePlan>,
    /// A point on each site and the middle of each place so far: worked out once, since it is asked for often.
    site_points: Vec<Point>,
    centres: Vec<Point>,
}

impl Planner<'_> {
    fn plan_scene(&mut self, index: usize, scene: &Scene) {
        let belongs = |report: &DemoReport| report.scene == Some(index);
        let reports = self.claim(scene.centre, 2.5 * scene.spread_m, belongs);
        let types = scene.problem_types.iter().map(|(problem, _)| *problem).collect();
        self.add(
            scene.site,
            scene.centre,
            1.6 * scene.spread_m,
            types,
            scene.physical_factors.clone(),
            reports,
        );
    }

    /// The sites with the most reports around them that no place has yet.
    fn plan_quiet_places(&mut self) {
        for _ in 0..QUIET_PLACES {
            let free = |index: &usize| {
                let point = self.site_points[*index];
                self.centres.iter().all(|centre| distance_m(*centre, point) > 200.0)
            };
            let near = |index: usize| {
                let point = self.site_points[index];
                (0..self.reports.len())
                    .filter(|r| {
                        !self.taken[*r]
                            && self.reports[*r].scene.is_none()
                            && distance_m(self.reports[*r].position, point) < 150.0
                    })
                    .count()
            };
            let candidates: Vec<usize> =
                (0..self.city.sites.len()).skip(self.places.len() % 7).step_by(7).filter(free).collect();
            let Some(site) = candidates.into_iter().max_by_key(|index| near(*index)) else {
                return;
            };
            let centre = self.site_points[site];
            let reports = self.claim(centre, 150.0, |report| report.scene.is_none());
            let types = self.types_of(&reports);
            let factors = if self.rng.chance(0.4) { vec![PhysicalFactor::PoorLighting] } else { Vec::new() };
            self.add(site, centre, 55.0, types, factors, reports);
        }
    }

    /// Two places that were merged into neighbours, and one that was split in two.
    fn lineage(&mut self, scenes: &[Scene]) {
        for (into, east_m, north_m) in [(0, 75.0, 30.0), (7, -60.0, 55.0)] {
            self.beside(&scenes[into], east_m, north_m, "bakre", TargetStatus::Merged { into });
        }
        let sibling = self.places.len();
        self.beside(&scenes[1], 115.0, -40.0, "östra", TargetStatus::Active);
        self.beside(&scenes[1], 50.0, -20.0, "tidigare", TargetStatus::Split { into: [1, sibling] });
    }

    fn beside(&mut self, scene: &Scene, east_m: f64, north_m: f64, side: &str, status: TargetStatus) {
        let centre = offset(scene.centre, east_m, north_m);
        let types = vec![scene.problem_types[0].0];
        let reports = self.claim(centre, 60.0, |report| report.scene.is_some());
        let name = format!("{}, {side} delen", self.city.sites[scene.site].name);
        let opened_at = self.opened_at(&reports);
        let coordination = (status == TargetStatus::Active).then(|| self.accepted_by_district(scene.site));
        self.centres.push(centre);
        self.places.push(PlacePlan {
            name,
            geometry: PlaceGeometry::Point(centre),
            problem_types: types,
            physical_factors: Vec::new(),
            status,
            coordination,
            opened_at,
            reports,
            site: scene.site,
        });
    }

    /// Takes the free reports near `centre`. Some stay free, the newest more often: a triage queue is never empty.
    fn claim(&mut self, centre: Point, reach_m: f64, belongs: impl Fn(&DemoReport) -> bool) -> Vec<usize> {
        let recent = self.now - SignedDuration::from_hours(7 * 24);
        let mut claimed = Vec::new();
        for (index, report) in self.reports.iter().enumerate() {
            let near = !self.taken[index] && belongs(report) && distance_m(report.position, centre) < reach_m;
            if near && self.rng.chance(if report.observed_at > recent { 0.35 } else { 0.93 }) {
                self.taken[index] = true;
                claimed.push(index);
            }
        }
        claimed
    }

    fn types_of(&self, reports: &[usize]) -> Vec<ProblemType> {
        let mut types: Vec<ProblemType> =
            reports.iter().map(|index| self.reports[*index].problem_types[0]).collect();
        types.sort();
        types.dedup();
        types.truncate(3);
        if types.is_empty() { vec![ProblemType::Disorder] } else { types }
    }

    fn add(
        &mut self,
        site: usize,
        centre: Point,
        radius_m: f64,
        types: Vec<ProblemType>,
        factors: Vec<PhysicalFactor>,
        reports: Vec<usize>,
    ) {
        let number = self.places.len();
        let opened_at = self.opened_at(&reports);
        let status = status(number);
        let coordination = match status {
            TargetStatus::Suspected | TargetStatus::Dismissed => None,
            TargetStatus::Monitoring | TargetStatus::Dormant if number.is_multiple_of(2) => {
                Some(self.accepted_by_company(site))
            }
            TargetStatus::Monitoring | TargetStatus::Dormant => Some(self.accepted_by_district(site)),
            _ => Some(self.story(number, site)),
        };
        let opened_at = match &coordination {
            Some(
                CoordinationStory::ProposedWaiting { proposed_at, .. }
                | CoordinationStory::ProposedOverdue { proposed_at, .. },
            ) => opened_at.min(*proposed_at),
            _ => opened_at,
        };
        let geometry = if number.is_multiple_of(2) {
            self.ground(site, centre, radius_m)
        } else {
            PlaceGeometry::Point(centre)
        };
        let name = self.name(&self.city.sites[site]);
        self.centres.push(centre);
        self.places.push(PlacePlan {
            name,
            geometry,
            problem_types: types,
            physical_factors: factors,
            status,
            coordination,
            opened_at,
            reports,
            site,
        });
    }

    /// Three days after the fourth report, but never later than a month ago.
    fn opened_at(&self, reports: &[usize]) -> Timestamp {
        let latest = self.now - SignedDuration::from_hours(30 * 24);
        let decisive = reports.get(3).or(reports.last());
        decisive.map_or(latest, |index| {
            (self.reports[*index].observed_at + SignedDuration::from_hours(72)).min(latest)
        })
    }

    /// A small park is its own place; elsewhere a rounded outline is drawn round the middle.
    fn ground(&mut self, site: usize, centre: Point, radius_m: f64) -> PlaceGeometry {
        let site = &self.city.sites[site];
        match &site.geometry {
            SiteGeometry::Polygon(polygon) if site.kind == SiteKind::Park && is_small(polygon) => {
                PlaceGeometry::Polygon(polygon.clone())
            }
            _ => PlaceGeometry::Polygon(rounded(centre, radius_m, &mut self.rng)),
        }
    }

    fn name(&self, site: &DemoSite) -> String {
        let name = &site.name;
        match site.kind {
            SiteKind::Square => name.clone(),
            SiteKind::School | SiteKind::UpperSecondarySchool => format!("Skolgården vid {name}"),
            SiteKind::Preschool => format!("Gården vid {name}"),
            SiteKind::Housing => {
                format!("Gårdarna i {}", name.replacen("Kvarteret", "kvarteret", 1))
            }
            SiteKind::Park => format!("Kanten av {name}"),
            SiteKind::Street => {
                format!("Gångtunneln vid {}", name.replacen("Stråket", "stråket", 1))
            }
            SiteKind::Station => format!("{name}, entrén"),
        }
    }

    fn district_of(&self, site: usize) -> &'static str {
        let code = &self.city.sites[site].neighbourhood[..2];
        let number = code.parse::<usize>().expect("codes begin with the district's number");
        DISTRICT_ADMINISTRATIONS[number - 1]
    }

    fn function_of(&self, party: &str) -> &'static str {
        let found = self.parties.iter().find(|candidate| candidate.code == party);
        found.and_then(|party| party.coordinating_function).unwrap_or("samordnare")
    }

    /// The company that runs the nearest school or homes.
    fn company_near(&self, site: usize) -> &'static str {
        let here = self.site_points[site];
        let sites = &self.city.sites;
        let is_company = |party: &str| party == SCHOOL_COMPANY || HOUSING_COMPANIES.contains(&party);
        let distance = |other: &usize| distance_m(self.site_points[*other], here);
        let nearest = (0..sites.len())
            .filter(|other| is_company(sites[*other].manager))
            .min_by(|a, b| distance(a).total_cmp(&distance(b)));
        nearest.map_or(SCHOOL_COMPANY, |other| sites[other].manager)
    }

    fn accepted_by_company(&self, site: usize) -> CoordinationStory {
        let party = self.company_near(site);
        CoordinationStory::AcceptedByPropertyCompany { party, function: self.function_of(party) }
    }

    fn accepted_by_district(&self, site: usize) -> CoordinationStory {
        let party = self.district_of(site);
        CoordinationStory::AcceptedByDistrict { party, function: self.function_of(party) }
    }

    fn story(&mut self, number: usize, site: usize) -> CoordinationStory {
        const REASONS: [&str; 3] = [
            "Marken framför entrén är gatumark och ligger utanför vårt ansvar.",
            "Vi äger inte fastigheten; problemen finns på torget.",
            "Bolaget saknar personal på plats efter kontorstid.",
        ];
        let days = |days: i64| self.now - SignedDuration::from_hours(24 * days);
        let (company, district) = (self.company_near(site), self.district_of(site));
        match number % 10 {
            0 | 4 => self.accepted_by_company(site),
            1 | 7 => self.accepted_by_district(site),
            // Somebody without log-in, whose answer the district will have to note.
            2 if number / 10 % 2 == 1 => {
                CoordinationStory::ProposedWaiting { party: HOUSING_ASSOCIATION, proposed_at: days(3) }
            }
            2 => CoordinationStory::ProposedWaiting { party: company, proposed_at: days(3) },
            3 => CoordinationStory::ProposedOverdue { party: company, proposed_at: days(34) },
            5 => CoordinationStory::Declined {
                party: company,
                reason: REASONS[number / 10 % 3],
                suggested_party: PROPERTY_OFFICE,
            },
            6 => CoordinationStory::EscalatedToSteeringGroup { party: company },
            8 => CoordinationStory::EscalatedToPreparationGroup { party: company },
            _ => CoordinationStory::HandedOver {
                from: district,
                to: company,
                function: self.function_of(company),
            },
        }
    }
}

/// Statuses in a mix as a city has them; the strides make them meet different stories.
fn status(number: usize) -> TargetStatus {
    match (number * 5 + number / 12) % 12 {
        0 | 5 | 7 => TargetStatus::Active,
        1 => TargetStatus::UnderAnalysis,
        2 | 10 => TargetStatus::InAction,
        3 => TargetStatus::Suspected,
        4 | 9 => TargetStatus::Monitoring,
        6 => TargetStatus::Dormant,
        8 if number > 24 => TargetStatus::Dismissed,
        8 => TargetStatus::InAction,
        _ => TargetStatus::UnderAnalysis,
    }
}

fn is_small(polygon: &Polygon) -> bool {
    polygon.map_coords(to_local).unsigned_area() < 60_000.0
}

/// An outline of twelve corners around a point, none of them at quite the same distance.
fn rounded(centre: Point, radius_m: f64, rng: &mut Rng) -> Polygon {
    const WIDE: f64 = 0.866_025_403_784_438_6;
    const TWELVE: [(f64, f64); 12] = [
        (1.0, 0.0),
        (WIDE, 0.5),
        (0.5, WIDE),
        (0.0, 1.0),
        (-0.5, WIDE),
        (-WIDE, 0.5),
        (-1.0, 0.0),
        (-WIDE, -0.5),
        (-0.5, -WIDE),
        (0.0, -1.0),
        (0.5, -WIDE),
        (WIDE, -0.5),
    ];
    let middle = to_local(centre.0);
    let corners = TWELVE.map(|(x, y)| {
        let reach = radius_m * rng.between(0.82, 1.12);
        to_lonlat(Coord { x: middle.x + reach * x, y: middle.y + reach * y })
    });
    Polygon::new(LineString::new(corners.to_vec()), Vec::new())
}
