//! The invented city as plain data, in WGS 84 longitude and latitude.

use geo::{LineString, MultiPolygon, Point, Polygon};
use jiff::civil::Date;

/// An invented city. Everything in it is made up; it lies in the open Baltic Sea, where no real place is.
#[derive(Clone, Debug)]
pub struct City {
    /// The city's name.
    pub name: &'static str,
    /// The seed it was built from.
    pub seed: u64,
    /// The sea (with the islands as holes), then the lakes.
    pub water: Vec<Polygon>,
    /// All land, lakes cut out.
    pub land: MultiPolygon,
    /// Parks and woods, largest first; none touches the shore.
    pub parks: Vec<NamedPolygon>,
    /// Roads, streets and paths, the grandest first.
    pub streets: Vec<Street>,
    /// The eleven districts: a true partition of land and near water.
    pub districts: Vec<District>,
    /// The neighbourhoods: a partition of each district, sharing its vertices.
    pub neighbourhoods: Vec<Neighbourhood>,
    /// The five local police areas, not one to one with the districts.
    pub local_police_areas: Vec<LocalPoliceArea>,
    /// The squares, one or two in each neighbourhood.
    pub squares: Vec<NamedPolygon>,
    /// Rail stations.
    pub stations: Vec<Station>,
    /// Schools, housing and the grounds of the offices.
    pub sites: Vec<DemoSite>,
}

/// A polygon with a name.
#[derive(Clone, Debug)]
pub struct NamedPolygon {
    /// Unique within its list.
    pub name: String,
    /// WGS 84.
    pub polygon: Polygon,
}

/// What a street is for; also the order in which maps draw them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StreetClass {
    /// Grade-separated through road.
    Motorway,
    /// Main street between neighbourhoods.
    Main,
    /// Local street.
    Street,
    /// Path through a park or along the shore.
    Path,
}

/// A stretch of street.
#[derive(Clone, Debug)]
pub struct Street {
    /// Empty for paths.
    pub name: String,
    /// Its class.
    pub class: StreetClass,
    /// WGS 84.
    pub line: LineString,
}

/// A district board's area.
#[derive(Clone, Debug)]
pub struct District {
    /// Two digits, as in the city's key code.
    pub code: String,
    /// Name.
    pub name: &'static str,
    /// WGS 84; shares its vertices with its neighbours.
    pub polygon: Polygon,
}

/// A part of one district.
#[derive(Clone, Debug)]
pub struct Neighbourhood {
    /// Four digits, the first two of which are the district's.
    pub code: String,
    /// Name.
    pub name: &'static str,
    /// Code of the district it lies in.
    pub district: String,
    /// WGS 84; shares its vertices with its neighbours.
    pub polygon: Polygon,
    /// Where its square is.
    pub centre: Point,
}

/// The police's local unit.
#[derive(Clone, Debug)]
pub struct LocalPoliceArea {
    /// Code.
    pub code: &'static str,
    /// Name.
    pub name: &'static str,
    /// What it covered when, oldest first.
    pub unions: Vec<DatedUnion>,
}

/// A union of neighbourhoods for a time.
#[derive(Clone, Debug)]
pub struct DatedUnion {
    /// First day.
    pub valid_from: Date,
    /// First day on which it no longer holds; none while in force.
    pub valid_to: Option<Date>,
    /// Codes of the neighbourhoods.
    pub neighbourhoods: Vec<String>,
    /// Their union in WGS 84.
    pub area: MultiPolygon,
}

/// A rail station.
#[derive(Clone, Debug)]
pub struct Station {
    /// Name.
    pub name: String,
    /// WGS 84.
    pub point: Point,
}

/// What a site is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SiteKind {
    /// Compulsory school.
    School,
    /// Preschool.
    Preschool,
    /// Upper secondary school.
    UpperSecondarySchool,
    /// Rental or tenant-owned housing.
    Housing,
    /// Park or wood.
    Park,
    /// Street ground.
    Street,
    /// Square.
    Square,
    /// Rail station.
    Station,
}

impl SiteKind {
    /// The code used in files and in the interface to programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::School => "school",
            Self::Preschool => "preschool",
            Self::UpperSecondarySchool => "upper_secondary_school",
            Self::Housing => "housing",
            Self::Park => "park",
            Self::Street => "street",
            Self::Square => "square",
            Self::Station => "station",
        }
    }
}

/// What is known of a site's ground.
#[derive(Clone, Debug, PartialEq)]
pub enum SiteGeometry {
    /// Only where it is.
    Point(Point),
    /// Its ground.
    Polygon(Polygon),
}

impl SiteGeometry {
    /// A point on the site, WGS 84.
    pub fn point(&self) -> Point {
        use geo::InteriorPoint;
        match self {
            Self::Point(point) => *point,
            Self::Polygon(polygon) => {
                polygon.interior_point().unwrap_or_else(|| Point(polygon.exterior().0[0]))
            }
        }
    }
}

/// A property in somebody's care.
#[derive(Clone, Debug)]
pub struct DemoSite {
    /// Unique.
    pub code: String,
    /// Unique.
    pub name: String,
    /// Kind.
    pub kind: SiteKind,
    /// Site group inside the manager, as in [`mod@super::parties`]; empty for managers without groups.
    pub group: &'static str,
    /// Ground or point, WGS 84.
    pub geometry: SiteGeometry,
    /// Code of the party that runs it.
    pub manager: &'static str,
    /// Code of the party that owns the land, where it is known.
    pub land_owner: Option<&'static str>,
    /// Such as `Tärnan 4`; empty for streets, parks, squares and stations.
    pub property_designation: String,
    /// Code of the neighbourhood its square or yard was laid out in.
    pub neighbourhood: String,
}
