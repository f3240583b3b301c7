//! Where the invented schools, homes, squares and stations stand.

use geo::{Area, Coord, LineString, Point, Polygon};

use super::city::{DemoSite, NamedPolygon, SiteGeometry, SiteKind, Station};
use super::frame::{shape_to_lonlat, to_lonlat};
use super::greens::Greens;
use super::names::{DISTRICTS, neighbourhood_code, neighbourhood_name};
use super::occupancy::{Occupancy, Plot};
use super::parties::{
    CENTRE_OWNER, DISTRICT_ADMINISTRATIONS, HOUSING_ASSOCIATION, HOUSING_COMPANIES, PROPERTY_OFFICE,
    PUBLIC_TRANSPORT, SCHOOL_COMPANY, SPORTS_OFFICE, TRAFFIC_OFFICE,
};
use super::plan::Plan;
use super::rng::Rng;
use super::site_names::SiteNames;
use super::streets::densified;

/// How many of each kind the city has.
const WANTED: [(SiteKind, usize); 4] = [
    (SiteKind::UpperSecondarySchool, 14),
    (SiteKind::School, 112),
    (SiteKind::Preschool, 226),
    (SiteKind::Housing, 250),
];

/// Parks above this are called woods.
const WOOD_M2: f64 = 250_000.0;

/// Lays out all sites of a plan.
pub(super) struct Builder<'a> {
    plan: &'a Plan,
    rng: Rng,
    names: SiteNames,
    occupancy: Occupancy,
    /// Everything laid out so far.
    pub(super) sites: Vec<DemoSite>,
    /// The squares among them.
    pub(super) squares: Vec<NamedPolygon>,
    /// The parks among them.
    pub(super) parks: Vec<NamedPolygon>,
    /// The stations among them.
    pub(super) stations: Vec<Station>,
}

impl<'a> Builder<'a> {
    /// Builds every site: first the grounds of the offices, then schools and homes between them.
    pub(super) fn built(plan: &'a Plan, seed: u64) -> Self {
        let mut rng = Rng::stream(seed, 7);
        let names = SiteNames::new(&mut rng);
        let occupancy = Occupancy::of_streets(plan);
        let (sites, squares, parks, stations) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut builder = Self { plan, rng, names, occupancy, sites, squares, parks, stations };
        builder.lay_out_parks();
        builder.lay_out_squares();
        builder.lay_out_streets();
        for (kind, count) in WANTED {
            builder.build(kind, count);
        }
        builder
    }

    fn add(
        &mut self,
        kind: SiteKind,
        name: String,
        neighbourhood: usize,
        manager: &'static str,
        geometry: SiteGeometry,
    ) {
        let prefix = match kind {
            SiteKind::School | SiteKind::Preschool | SiteKind::UpperSecondarySchool => "SK",
            SiteKind::Housing => "BO",
            SiteKind::Park => "PA",
            SiteKind::Street => "GA",
            SiteKind::Square => "TO",
            SiteKind::Station => "ST",
        };
        let is_block = matches!(prefix, "SK" | "BO");
        let designation = if is_block { self.names.designation(&mut self.rng) } else { String::new() };
        let name = if name.is_empty() { format!("Kvarteret {designation}") } else { name };
        let district = self.plan.division.district_of[neighbourhood];
        self.sites.push(DemoSite {
            code: format!("{prefix}{:04}", self.sites.len() + 1),
            name,
            kind,
            group: group(kind, manager, district),
            geometry,
            manager,
            land_owner: land_owner(manager, is_block, self.sites.len()),
            property_designation: designation,
            neighbourhood: neighbourhood_code(&self.plan.division.district_of, neighbourhood),
        });
    }

    fn lay_out_parks(&mut self) {
        let plan = self.plan;
        for (index, park) in plan.greens.outlines.iter().enumerate() {
            let Some(neighbourhood) = plan.division.neighbourhood_near(Greens::heart(park)) else {
                continue;
            };
            let is_wood = park.unsigned_area() > WOOD_M2;
            let is_sports = !is_wood && index % 9 == 4;
            let name = self.names.park(is_wood);
            let name = if is_sports { format!("{name}s idrottspark") } else { name };
            let manager = if is_sports {
                SPORTS_OFFICE
            } else {
                DISTRICT_ADMINISTRATIONS[plan.division.district_of[neighbourhood]]
            };
            let polygon = shape_to_lonlat(park);
            self.parks.push(NamedPolygon { name: name.clone(), polygon: polygon.clone() });
            self.add(SiteKind::Park, name, neighbourhood, manager, SiteGeometry::Polygon(polygon));
        }
    }

    /// A square at the heart of each neighbourhood; beside every other one a station.
    fn lay_out_squares(&mut self) {
        for n in 0..self.plan.division.centres.len() {
            let Some(plot) =
                self.plot(n, 130.0, &[(44.0, 32.0), (34.0, 26.0), (27.0, 20.0), (20.0, 15.0)], 200)
            else {
                continue;
            };
            let polygon = shape_to_lonlat(&plot.polygon(2));
            let name = self.names.square();
            self.squares.push(NamedPolygon { name: name.clone(), polygon: polygon.clone() });
            let manager = if n % 13 == 5 { CENTRE_OWNER } else { TRAFFIC_OFFICE };
            self.add(SiteKind::Square, name, n, manager, SiteGeometry::Polygon(polygon));
            if n.is_multiple_of(2) {
                self.lay_out_station(n);
            }
        }
    }

    fn lay_out_station(&mut self, n: usize) {
        let Some(plot) = self.plot(n, 180.0, &[(12.0, 9.0)], 200) else {
            return;
        };
        let point = Point(to_lonlat(plot.middle));
        let name = neighbourhood_name(&self.plan.division.district_of, n);
        self.stations.push(Station { name: name.to_owned(), point });
        self.add(
            SiteKind::Station,
            format!("{name} station"),
            n,
            PUBLIC_TRANSPORT,
            SiteGeometry::Point(point),
        );
    }

    /// Stretches of main street that the traffic office looks after as one.
    fn lay_out_streets(&mut self) {
        let plan = self.plan;
        let mut taken: Vec<Coord> = Vec::new();
        for main in &plan.mains {
            let line = densified(main);
            if line.len() < 30 || taken.len() >= 14 {
                continue;
            }
            let stretch = &line[line.len() / 2 - 6..line.len() / 2 + 6];
            let middle = stretch[6];
            let clear =
                stretch.iter().all(|p| plan.terrain.is_land(*p, 40.0) && plan.greens.depth_m(*p) < -40.0);
            let apart = taken.iter().all(|other| super::frame::length(*other - middle) > 700.0);
            let Some(neighbourhood) = plan.division.neighbourhood_near(middle).filter(|_| clear && apart)
            else {
                continue;
            };
            taken.push(middle);
            let name = format!("Stråket {}", neighbourhood_name(&plan.division.district_of, neighbourhood));
            let polygon = shape_to_lonlat(&strip(stretch, 8.0));
            self.add(SiteKind::Street, name, neighbourhood, TRAFFIC_OFFICE, SiteGeometry::Polygon(polygon));
        }
    }

    fn build(&mut self, kind: SiteKind, count: usize) {
        let sizes: &[(f64, f64)] = match kind {
            SiteKind::Preschool => &[(30.0, 24.0), (25.0, 20.0), (20.0, 17.0)],
            SiteKind::Housing => &[(44.0, 34.0), (38.0, 30.0), (32.0, 24.0), (24.0, 18.0)],
            _ => &[(60.0, 42.0), (48.0, 36.0), (38.0, 30.0), (30.0, 24.0)],
        };
        let neighbourhoods = self.plan.division.centres.len();
        let (mut built, mut tried) = (0, 0);
        while built < count && tried < 6 * count {
            let neighbourhood = (tried * 7 + built) % neighbourhoods;
            tried += 1;
            let Some(plot) = self.plot(neighbourhood, 520.0, sizes, 40) else {
                continue;
            };
            built += 1;
            self.add_block(kind, neighbourhood, &plot, built);
        }
    }

    fn add_block(&mut self, kind: SiteKind, neighbourhood: usize, plot: &Plot, number: usize) {
        // A third of the schools and one home in twelve are known only as points, as in real property files.
        let only_point =
            if kind == SiteKind::Housing { number.is_multiple_of(12) } else { number.is_multiple_of(3) };
        let shape = self.rng.below(5);
        let geometry = if only_point {
            SiteGeometry::Point(Point(to_lonlat(plot.middle)))
        } else {
            SiteGeometry::Polygon(shape_to_lonlat(&plot.polygon(shape)))
        };
        let (name, manager) = match kind {
            SiteKind::School => (self.names.school(), SCHOOL_COMPANY),
            SiteKind::UpperSecondarySchool => (self.names.upper_secondary_school(), SCHOOL_COMPANY),
            SiteKind::Preschool => (
                self.names.preschool(DISTRICTS[self.plan.division.district_of[neighbourhood]].0),
                SCHOOL_COMPANY,
            ),
            _ if number.is_multiple_of(25) => (String::new(), HOUSING_ASSOCIATION),
            _ => (String::new(), HOUSING_COMPANIES[(neighbourhood + number % 2) % HOUSING_COMPANIES.len()]),
        };
        self.add(kind, name, neighbourhood, manager, geometry);
    }

    /// A free plot in the neighbourhood, as large as `sizes` allow, near its centre; taken from the ground when found.
    fn plot(
        &mut self,
        neighbourhood: usize,
        spread_m: f64,
        sizes: &[(f64, f64)],
        tries: usize,
    ) -> Option<Plot> {
        let plan = self.plan;
        let centre = plan.division.centres[neighbourhood];
        for attempt in 0..tries {
            let middle =
                Coord { x: centre.x + spread_m * self.rng.bell(), y: centre.y + spread_m * self.rng.bell() };
            if plan.division.neighbourhood_near(middle) != Some(neighbourhood)
                || plan.density.at(middle) < 0.2
            {
                continue;
            }
            let axis = plan.grain.arm(middle, Coord { x: 1.0, y: 0.0 });
            // The first half of the tries insists on the larger sizes.
            let allowed = if attempt < tries / 2 { sizes.len().div_ceil(2) } else { sizes.len() };
            for half in &sizes[..allowed] {
                let plot = Plot { middle, axis, half: *half };
                if self.occupancy.take(plan, &plot) {
                    return Some(plot);
                }
            }
        }
        None
    }
}

/// The ground within `half_width_m` of a line.
fn strip(line: &[Coord], half_width_m: f64) -> Polygon {
    let side = |i: usize, sign: f64| {
        let (before, after) = (line[i.saturating_sub(1)], line[(i + 1).min(line.len() - 1)]);
        let along = (after - before) / super::frame::length(after - before);
        line[i] + Coord { x: -along.y, y: along.x } * (sign * half_width_m)
    };
    let right = (0..line.len()).map(|i| side(i, -1.0));
    let left = (0..line.len()).rev().map(|i| side(i, 1.0));
    Polygon::new(LineString::new(right.chain(left).collect()), Vec::new())
}

fn group(kind: SiteKind, manager: &str, district: usize) -> &'static str {
    match kind {
        SiteKind::Square if manager == TRAFFIC_OFFICE => "torg",
        SiteKind::Street => "strak",
        SiteKind::Park if manager == SPORTS_OFFICE => "parker",
        SiteKind::Square | SiteKind::Park | SiteKind::Station => "",
        _ if manager == HOUSING_ASSOCIATION => "",
        _ => match DISTRICTS[district].0 {
            "Kärnholmen" | "Norrvassen" | "Tallmora" | "Söderklint" => "inre",
            "Almgärda" | "Ljungåsa" | "Sillhamra" | "Fyrudden" => "nord",
            _ => "syd",
        },
    }
}

/// The city owns most land, also under its companies' buildings; of some blocks the owner is not known.
fn land_owner(manager: &'static str, is_block: bool, number: usize) -> Option<&'static str> {
    match manager {
        CENTRE_OWNER | HOUSING_ASSOCIATION | PUBLIC_TRANSPORT => Some(manager),
        _ if is_block && number % 8 == 3 => None,
        _ => Some(PROPERTY_OFFICE),
    }
}
