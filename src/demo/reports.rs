//! A year of reports, drawn from the scenes and scattered over the rest of the city.

use geo::{Contains, Point};
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp};

use super::city::{City, DemoSite, SiteGeometry, SiteKind};
use super::frame::offset;
use super::parties::{DISTRICT_ADMINISTRATIONS, HOUSING_COMPANIES, PUBLIC_TRANSPORT, SCHOOL_COMPANY};
use super::problems::{CountBand, ProblemType, Source};
use super::rng::Rng;
use super::scenes::{Hours, Scene, Season, Trend, Weekdays};
use super::texts;

/// Reports over the last twelve months.
pub const REPORTS: usize = 1_800;
/// What companies have just seen on their own ground, and hours before now: it waits for them to decide.
const FRESH: [(&str, i64); 4] =
    [(SCHOOL_COMPANY, 5), (SCHOOL_COMPANY, 26), (HOUSING_COMPANIES[0], 9), (HOUSING_COMPANIES[0], 30)];
const FROM_SCENES: f64 = 0.72;
const WEEKS: u32 = 52;

/// One observation.
#[derive(Clone, Debug)]
pub struct DemoReport {
    /// WGS 84, on land.
    pub position: Point,
    /// Accuracy of the position in metres.
    pub accuracy_m: f64,
    /// When it was seen.
    pub observed_at: Timestamp,
    /// One or two types, the main one first.
    pub problem_types: Vec<ProblemType>,
    /// How many; not always counted.
    pub count_band: Option<CountBand>,
    /// Through which channel it came.
    pub source: Source,
    /// Code of the party it comes from.
    pub origin: &'static str,
    /// Unit of that party, if the report names one.
    pub unit: Option<&'static str>,
    /// Short Swedish text; never about a person.
    pub text: String,
    /// The scene it was drawn from; none for the scattered ones.
    pub scene: Option<usize>,
}

/// The reports of the year up to `now`, oldest first.
pub fn reports(city: &City, scenes: &[Scene], seed: u64, now: Timestamp) -> Vec<DemoReport> {
    let mut writer = Writer { city, now, today: stockholm(now).date(), rng: Rng::stream(seed, 9) };
    let volumes: Vec<f64> = scenes.iter().map(|scene| scene.volume).collect();
    let mut reports = Vec::with_capacity(REPORTS);
    while reports.len() < REPORTS - FRESH.len() {
        let drawn = if writer.rng.chance(FROM_SCENES) && !scenes.is_empty() {
            let index = writer.rng.weighted(&volumes);
            writer.seen_at(index, &scenes[index])
        } else {
            writer.scattered()
        };
        reports.extend(drawn);
    }
    reports.extend(FRESH.iter().filter_map(|(company, hours)| writer.fresh(company, *hours)));
    reports.sort_by_key(|report| report.observed_at);
    reports
}

fn stockholm(moment: Timestamp) -> DateTime {
    let zone = TimeZone::get("Europe/Stockholm").expect("the time zone database is built in");
    zone.to_datetime(moment)
}

struct Writer<'a> {
    city: &'a City,
    now: Timestamp,
    today: Date,
    rng: Rng,
}

impl Writer<'_> {
    /// A report of a scene, or none if the drawn position fell in the water.
    fn seen_at(&mut self, index: usize, scene: &Scene) -> Option<DemoReport> {
        let position = self.near(scene.centre, scene.spread_m)?;
        let weights: Vec<f64> = scene.problem_types.iter().map(|(_, weight)| *weight).collect();
        let mut types = vec![scene.problem_types[self.rng.weighted(&weights)].0];
        let second = scene.problem_types[self.rng.weighted(&weights)].0;
        if second != types[0] && self.rng.chance(0.5) {
            types.push(second);
        }
        let observed_at =
            self.moment(scene.hours, scene.weekdays, scene.season, scene.start_week, scene.trend);
        let site = &self.city.sites[scene.site];
        Some(self.written(position, types, observed_at, site, Some(index)))
    }

    /// A report near any site, of a kind that happens anywhere.
    fn scattered(&mut self) -> Option<DemoReport> {
        const WEIGHTS: [(ProblemType, f64); 8] = [
            (ProblemType::ExtensiveLittering, 4.0),
            (ProblemType::Graffiti, 4.0),
            (ProblemType::Vandalism, 4.0),
            (ProblemType::Disorder, 3.0),
            (ProblemType::DumpedWaste, 2.0),
            (ProblemType::DangerousTraffic, 2.0),
            (ProblemType::OpenDrugTrade, 0.7),
            (ProblemType::UnlawfulSettlement, 0.4),
        ];
        let site = &self.city.sites[self.rng.below(self.city.sites.len())];
        let position = self.near(site.geometry.point(), 90.0)?;
        let drawn = self.rng.weighted(&WEIGHTS.map(|(_, weight)| weight));
        let hours = *self.rng.pick(&[Hours::Day, Hours::Day, Hours::Afternoon, Hours::Evening]);
        let observed_at = self.moment(hours, Weekdays::Working, Season::AllYear, 0, Trend::Steady);
        Some(self.written(position, vec![WEIGHTS[drawn].0], observed_at, site, None))
    }

    /// A report of a company on ground that it manages.
    fn fresh(&mut self, company: &'static str, hours: i64) -> Option<DemoReport> {
        let managed =
            |site: &&DemoSite| site.manager == company && matches!(site.geometry, SiteGeometry::Polygon(_));
        let sites: Vec<&DemoSite> = self.city.sites.iter().filter(managed).collect();
        let site = sites.get(self.rng.below(sites.len().max(1)))?;
        let problem = *self.rng.pick(&[ProblemType::Vandalism, ProblemType::Graffiti]);
        let at = self.now - SignedDuration::from_hours(hours);
        let written = self.written(site.geometry.point(), vec![problem], at, site, None);
        Some(DemoReport { source: Source::Company, origin: company, unit: None, ..written })
    }

    fn near(&mut self, centre: Point, spread_m: f64) -> Option<Point> {
        let position = offset(centre, spread_m * self.rng.bell(), spread_m * self.rng.bell());
        self.city.land.contains(&position).then_some(position)
    }

    fn moment(
        &mut self,
        hours: Hours,
        weekdays: Weekdays,
        season: Season,
        start_week: u32,
        trend: Trend,
    ) -> Timestamp {
        let week_weight = |week: u32| {
            let monday = self.monday(week);
            let share = f64::from(week.saturating_sub(start_week)) / f64::from(WEEKS - start_week);
            if week < start_week { 0.0 } else { trend.weight(share) * season.weight(monday.month()) }
        };
        let weights: Vec<f64> = (0..WEEKS).map(week_weight).collect();
        let week = self.rng.weighted(&weights) as u32;
        let day = self.rng.weighted(&weekdays.weights()) as i64;
        let hour = self.rng.weighted(&hours.weights()) as i8;
        let (minute, second) = (self.rng.below(60) as i8, self.rng.below(60) as i8);
        let date = self.monday(week).saturating_add(Span::new().days(day));
        let zone = TimeZone::get("Europe/Stockholm").expect("the time zone database is built in");
        let local = date.at(hour, minute, second, 0);
        let moment = zone.to_timestamp(local).expect("dates within a year of now are in range");
        // What the running week has not reached yet is moved to the week before.
        if moment < self.now { moment } else { moment - SignedDuration::from_hours(7 * 24) }
    }

    /// The Monday of a week, the running one being the last.
    fn monday(&self, week: u32) -> Date {
        let since_monday = i64::from(self.today.weekday().to_monday_zero_offset());
        let back = 7 * i64::from(WEEKS - 1 - week) + since_monday;
        self.today.saturating_sub(Span::new().days(back))
    }

    fn written(
        &mut self,
        position: Point,
        types: Vec<ProblemType>,
        at: Timestamp,
        site: &DemoSite,
        scene: Option<usize>,
    ) -> DemoReport {
        let (source, origin, unit) = self.origin(types[0], site);
        let text = texts::text(types[0], &mut self.rng);
        let band = [CountBand::Few, CountBand::Several, CountBand::Many];
        let count_band = self.rng.chance(0.7).then(|| band[self.rng.weighted(&[6.0, 3.0, 1.0])]);
        let accuracy_m =
            (self.rng.between(3.0, 9.0) + if self.rng.chance(0.15) { 25.0 } else { 0.0 }).round();
        DemoReport {
            position,
            accuracy_m,
            observed_at: at,
            problem_types: types,
            count_band,
            source,
            origin,
            unit,
            text,
            scene,
        }
    }

    /// Who saw it: the site's manager, the district, the police or the public.
    fn origin(
        &mut self,
        problem: ProblemType,
        site: &DemoSite,
    ) -> (Source, &'static str, Option<&'static str>) {
        let district =
            site.neighbourhood[..2].parse::<usize>().expect("codes begin with the district's number");
        let administration = DISTRICT_ADMINISTRATIONS[district - 1];
        let drugs = matches!(problem, ProblemType::OpenDrugTrade | ProblemType::OpenDrugScene);
        match self.rng.weighted(&[4.0, 3.0, if drugs { 3.0 } else { 0.8 }, 1.2, 0.7]) {
            0 if has_login(site.manager) && is_company(site) => (Source::Company, site.manager, None),
            0 if has_login(site.manager) => (Source::FieldStaff, site.manager, None),
            1 if self.rng.chance(0.15) => (Source::FieldStaff, administration, Some("falt")),
            0 | 1 => (Source::FieldStaff, administration, Some("parkdrift")),
            2 => (Source::Police, self.police_of(&site.neighbourhood), None),
            3 => (Source::PublicChannel, administration, None),
            _ => (Source::SafetyWalk, administration, Some("trygghet")),
        }
    }

    /// The local police area in force that covers a neighbourhood.
    fn police_of(&self, neighbourhood: &str) -> &'static str {
        let covering = self.city.local_police_areas.iter().position(|area| {
            area.unions.iter().any(|union| {
                union.valid_to.is_none() && union.neighbourhoods.iter().any(|code| code == neighbourhood)
            })
        });
        covering.map_or(super::parties::POLICE_REGION, |index| super::parties::POLICE_AREAS[index].0)
    }
}

fn has_login(party: &str) -> bool {
    party != PUBLIC_TRANSPORT
        && party != super::parties::CENTRE_OWNER
        && party != super::parties::HOUSING_ASSOCIATION
}

fn is_company(site: &DemoSite) -> bool {
    matches!(
        site.kind,
        SiteKind::School | SiteKind::Preschool | SiteKind::UpperSecondarySchool | SiteKind::Housing
    )
}
