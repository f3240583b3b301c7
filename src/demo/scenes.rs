//! Clusters of trouble with a story: where, what, at which hours, and how it grows or fades.

use geo::{Centroid, Point};

use super::city::{City, DemoSite, SiteGeometry, SiteKind};
use super::frame::distance_m;
use super::problems::{PhysicalFactor, ProblemType};
use super::rng::Rng;
use PhysicalFactor::{PoorLighting, UrbanDesign};
use ProblemType::{
    ArsonContainer, DangerousTraffic, Disorder, DumpedWaste, ExtensiveLittering, Graffiti, OpenDrugScene,
    OpenDrugTrade, UnlawfulSettlement, Vandalism,
};

/// When in the day reports are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hours {
    /// Seen by staff at work.
    Day,
    /// After school.
    Afternoon,
    /// Evening.
    Evening,
    /// Late evening and night.
    Night,
}

impl Hours {
    /// Weight of each hour of the day, local time.
    pub fn weights(self) -> [f64; 24] {
        let (peak, width) = match self {
            Self::Day => (10, 4),
            Self::Afternoon => (16, 3),
            Self::Evening => (20, 3),
            Self::Night => (23, 3),
        };
        std::array::from_fn(|hour| {
            let away = (hour as i32 - peak).rem_euclid(24).min((peak - hour as i32).rem_euclid(24));
            if away <= width { f64::from(width + 1 - away) } else { 0.08 }
        })
    }
}

/// On which days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weekdays {
    /// All alike.
    Any,
    /// Monday to Friday.
    Working,
    /// Friday to Sunday.
    Weekend,
}

impl Weekdays {
    /// Weight of each day, Monday first.
    pub fn weights(self) -> [f64; 7] {
        match self {
            Self::Any => [1.0; 7],
            Self::Working => [1.0, 1.0, 1.0, 1.0, 1.1, 0.2, 0.2],
            Self::Weekend => [0.3, 0.3, 0.4, 0.5, 1.6, 1.8, 1.0],
        }
    }
}

/// In which months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Season {
    /// All year.
    AllYear,
    /// May to September.
    Summer,
    /// October to March.
    Dark,
}

impl Season {
    /// Weight of a month, January being 1.
    pub fn weight(self, month: i8) -> f64 {
        match (self, month) {
            (Self::AllYear, _) => 1.0,
            (Self::Summer, 6..=8) => 1.6,
            (Self::Summer, 5 | 9) => 0.8,
            (Self::Summer, _) => 0.1,
            (Self::Dark, 10..=12 | 1..=3) => 1.3,
            (Self::Dark, _) => 0.3,
        }
    }
}

/// How a scene moves through the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trend {
    /// As many reports all the time.
    Steady,
    /// More and more.
    Growing,
    /// Fewer and fewer, as after measures.
    Fading,
}

impl Trend {
    /// Weight at a share (0 to 1) of the scene's life.
    pub fn weight(self, share: f64) -> f64 {
        match self {
            Self::Steady => 1.0,
            Self::Growing => 0.25 + 1.75 * share,
            Self::Fading => (2.0 - 2.2 * share).max(0.05),
        }
    }
}

/// A cluster of trouble.
#[derive(Clone, Debug)]
pub struct Scene {
    /// What one would call it, in Swedish.
    pub title: String,
    /// Index of the site it is at, in [`City::sites`].
    pub site: usize,
    /// Middle, WGS 84.
    pub centre: Point,
    /// Standard deviation of positions around the middle, in metres.
    pub spread_m: f64,
    /// Problem types with their weights.
    pub problem_types: Vec<(ProblemType, f64)>,
    /// Physical factors.
    pub physical_factors: Vec<PhysicalFactor>,
    /// Rhythm of the day.
    pub hours: Hours,
    /// Rhythm of the week.
    pub weekdays: Weekdays,
    /// Rhythm of the year.
    pub season: Season,
    /// Week of the year up to now in which it began, 0 being a year ago.
    pub start_week: u32,
    /// How it moves.
    pub trend: Trend,
    /// Share of all scene reports, relative to the others.
    pub volume: f64,
}

type Story = (
    &'static str,
    SiteKind,
    f64,
    &'static [(ProblemType, f64)],
    &'static [PhysicalFactor],
    (Hours, Weekdays, Season),
    u32,
    Trend,
    f64,
);

/// Title before the site's name, kind of site, spread, types, factors, rhythms, start week, trend, volume.
const STORIES: &[Story] = &[
    (
        "Öppen handel vid",
        SiteKind::Square,
        45.0,
        &[(OpenDrugTrade, 6.0), (Disorder, 2.0)],
        &[UrbanDesign],
        (Hours::Evening, Weekdays::Any, Season::AllYear),
        0,
        Trend::Growing,
        2.6,
    ),
    (
        "Drogscen vid",
        SiteKind::Station,
        50.0,
        &[(OpenDrugScene, 5.0), (OpenDrugTrade, 2.0), (Disorder, 2.0)],
        &[PoorLighting, UrbanDesign],
        (Hours::Evening, Weekdays::Any, Season::AllYear),
        4,
        Trend::Steady,
        2.2,
    ),
    (
        "Sommarskadegörelse på",
        SiteKind::School,
        40.0,
        &[(Vandalism, 6.0), (Graffiti, 2.0), (Disorder, 1.0)],
        &[PoorLighting],
        (Hours::Night, Weekdays::Weekend, Season::Summer),
        0,
        Trend::Steady,
        1.8,
    ),
    (
        "Klotter i gångtunneln vid",
        SiteKind::Street,
        30.0,
        &[(Graffiti, 6.0), (Vandalism, 1.0)],
        &[PoorLighting, UrbanDesign],
        (Hours::Day, Weekdays::Working, Season::AllYear),
        6,
        Trend::Steady,
        1.4,
    ),
    (
        "Bosättning i kanten av",
        SiteKind::Park,
        60.0,
        &[(UnlawfulSettlement, 5.0), (ExtensiveLittering, 3.0)],
        &[UrbanDesign],
        (Hours::Day, Weekdays::Working, Season::AllYear),
        18,
        Trend::Growing,
        1.3,
    ),
    (
        "Nedskräpad strand vid",
        SiteKind::Park,
        80.0,
        &[(ExtensiveLittering, 6.0), (Disorder, 1.0)],
        &[],
        (Hours::Day, Weekdays::Weekend, Season::Summer),
        0,
        Trend::Steady,
        1.4,
    ),
    (
        "Containerbränder vid",
        SiteKind::Housing,
        60.0,
        &[(ArsonContainer, 4.0), (Vandalism, 2.0)],
        &[PoorLighting],
        (Hours::Night, Weekdays::Weekend, Season::AllYear),
        30,
        Trend::Growing,
        0.8,
    ),
    (
        "Kvällsoro vid",
        SiteKind::Square,
        50.0,
        &[(Disorder, 6.0), (ExtensiveLittering, 2.0)],
        &[UrbanDesign],
        (Hours::Evening, Weekdays::Weekend, Season::AllYear),
        0,
        Trend::Fading,
        1.7,
    ),
    (
        "Krossade rutor på",
        SiteKind::UpperSecondarySchool,
        40.0,
        &[(Vandalism, 5.0), (Disorder, 2.0)],
        &[PoorLighting],
        (Hours::Night, Weekdays::Any, Season::Dark),
        10,
        Trend::Steady,
        1.1,
    ),
    (
        "Dumpat avfall vid",
        SiteKind::Housing,
        35.0,
        &[(DumpedWaste, 6.0), (ExtensiveLittering, 2.0)],
        &[],
        (Hours::Day, Weekdays::Working, Season::AllYear),
        0,
        Trend::Steady,
        1.2,
    ),
    (
        "Mopedkörning genom",
        SiteKind::Park,
        90.0,
        &[(DangerousTraffic, 5.0), (Disorder, 2.0)],
        &[UrbanDesign],
        (Hours::Afternoon, Weekdays::Any, Season::Summer),
        8,
        Trend::Growing,
        1.0,
    ),
    (
        "Handel i portarna vid",
        SiteKind::Housing,
        40.0,
        &[(OpenDrugTrade, 5.0), (Vandalism, 1.5)],
        &[PoorLighting],
        (Hours::Evening, Weekdays::Any, Season::Dark),
        12,
        Trend::Growing,
        1.5,
    ),
    (
        "Nattliv runt",
        SiteKind::Station,
        60.0,
        &[(Disorder, 5.0), (Vandalism, 1.5), (Graffiti, 1.0)],
        &[UrbanDesign],
        (Hours::Night, Weekdays::Weekend, Season::AllYear),
        0,
        Trend::Steady,
        1.5,
    ),
    (
        "Klotter på",
        SiteKind::School,
        35.0,
        &[(Graffiti, 5.0), (Vandalism, 1.0)],
        &[],
        (Hours::Day, Weekdays::Working, Season::AllYear),
        14,
        Trend::Fading,
        1.0,
    ),
    (
        "Tillhåll på gården vid",
        SiteKind::Preschool,
        25.0,
        &[(Disorder, 3.0), (ExtensiveLittering, 3.0), (Vandalism, 2.0)],
        &[PoorLighting],
        (Hours::Day, Weekdays::Working, Season::Summer),
        2,
        Trend::Steady,
        1.0,
    ),
    (
        "Sprutfynd vid",
        SiteKind::Park,
        40.0,
        &[(OpenDrugScene, 4.0), (ExtensiveLittering, 2.0)],
        &[PoorLighting, UrbanDesign],
        (Hours::Day, Weekdays::Working, Season::AllYear),
        20,
        Trend::Steady,
        1.0,
    ),
    (
        "Farlig hämtning och lämning vid",
        SiteKind::Preschool,
        30.0,
        &[(DangerousTraffic, 6.0)],
        &[UrbanDesign],
        (Hours::Day, Weekdays::Working, Season::AllYear),
        0,
        Trend::Steady,
        0.9,
    ),
    (
        "Tältläger i",
        SiteKind::Park,
        45.0,
        &[(UnlawfulSettlement, 5.0), (ExtensiveLittering, 2.0), (ArsonContainer, 0.5)],
        &[],
        (Hours::Day, Weekdays::Working, Season::Summer),
        26,
        Trend::Fading,
        0.9,
    ),
    (
        "Buskörning på",
        SiteKind::Street,
        70.0,
        &[(DangerousTraffic, 5.0), (Disorder, 1.5)],
        &[UrbanDesign],
        (Hours::Night, Weekdays::Weekend, Season::Summer),
        16,
        Trend::Growing,
        1.0,
    ),
    (
        "Trasig belysning och oro vid",
        SiteKind::Housing,
        45.0,
        &[(Vandalism, 3.0), (Disorder, 3.0)],
        &[PoorLighting],
        (Hours::Evening, Weekdays::Any, Season::Dark),
        22,
        Trend::Steady,
        1.1,
    ),
    (
        "Öppen handel på",
        SiteKind::Square,
        40.0,
        &[(OpenDrugTrade, 5.0), (OpenDrugScene, 2.0)],
        &[UrbanDesign],
        (Hours::Afternoon, Weekdays::Any, Season::AllYear),
        0,
        Trend::Fading,
        1.7,
    ),
    (
        "Nedskräpning bakom",
        SiteKind::UpperSecondarySchool,
        40.0,
        &[(ExtensiveLittering, 5.0), (Graffiti, 1.0)],
        &[UrbanDesign],
        (Hours::Afternoon, Weekdays::Working, Season::AllYear),
        6,
        Trend::Steady,
        0.8,
    ),
    (
        "Skadegörelse i tvättstugor vid",
        SiteKind::Housing,
        30.0,
        &[(Vandalism, 5.0), (ArsonContainer, 1.0)],
        &[],
        (Hours::Day, Weekdays::Working, Season::AllYear),
        34,
        Trend::Growing,
        0.8,
    ),
    (
        "Fest och bränder i",
        SiteKind::Park,
        70.0,
        &[(Disorder, 3.0), (ArsonContainer, 2.0), (ExtensiveLittering, 3.0)],
        &[PoorLighting],
        (Hours::Night, Weekdays::Weekend, Season::Summer),
        0,
        Trend::Steady,
        1.1,
    ),
    (
        "Oro på skolgården vid",
        SiteKind::School,
        40.0,
        &[(Disorder, 4.0), (OpenDrugTrade, 1.5), (Vandalism, 1.5)],
        &[UrbanDesign],
        (Hours::Evening, Weekdays::Any, Season::AllYear),
        40,
        Trend::Growing,
        1.2,
    ),
];

/// Scenes of different stories keep this far apart, so that each is a cluster of its own.
const APART_M: f64 = 420.0;

/// The stories that are told in the district whose log-ins are tried first, where it has a site for them: each stage of
/// the work is met there.
const AT_HOME: [usize; 10] = [0, 1, 2, 5, 7, 10, 13, 16, 19, 22];
/// Codes of that district's sites begin so.
const HOME: &str = "01";

/// The scenes of a city, each at a site of the kind its story needs.
pub fn scenes(city: &City) -> Vec<Scene> {
    let mut rng = Rng::stream(city.seed, 8);
    let mut scenes: Vec<Scene> = Vec::new();
    for (number, story) in STORIES.iter().enumerate() {
        let mut candidates: Vec<usize> =
            (0..city.sites.len()).filter(|index| city.sites[*index].kind == story.1).collect();
        rng.shuffle(&mut candidates);
        if AT_HOME.contains(&number) {
            // Stable: the rest of the city stays in its order behind.
            candidates.sort_by_key(|index| !city.sites[*index].neighbourhood.starts_with(HOME));
        }
        let centre = |index: usize| edge_or_middle(&city.sites[index]);
        let free =
            |index: &usize| scenes.iter().all(|scene| distance_m(scene.centre, centre(*index)) > APART_M);
        if let Some(site) = candidates.iter().copied().find(free) {
            scenes.push(scene(story, site, centre(site), &city.sites[site].name));
        }
    }
    scenes
}

/// Trouble in a park gathers at its edge, elsewhere in the middle of the ground.
fn edge_or_middle(site: &DemoSite) -> Point {
    match &site.geometry {
        SiteGeometry::Polygon(polygon) if site.kind == SiteKind::Park => Point(polygon.exterior().0[0]),
        SiteGeometry::Polygon(polygon) => polygon.centroid().unwrap_or_else(|| site.geometry.point()),
        SiteGeometry::Point(point) => *point,
    }
}

fn scene(story: &Story, site: usize, centre: Point, name: &str) -> Scene {
    let (title, _, spread_m, types, factors, (hours, weekdays, season), start_week, trend, volume) = *story;
    Scene {
        title: format!("{title} {name}"),
        site,
        centre,
        spread_m,
        problem_types: types.to_vec(),
        physical_factors: factors.to_vec(),
        hours,
        weekdays,
        season,
        start_week,
        trend,
        volume,
    }
}
