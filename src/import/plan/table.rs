//! What a row of each kind of file can have: the one table that rows are read by, and that the help of the command line
//! and `docs/import.md` are written from.

use super::What;
use crate::import::position;

/// A field of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// What it is called: the column's name, or what a mapping says the column is.
    pub name: &'static str,
    /// Whether a row must have it.
    pub need: Need,
    /// What it holds.
    pub about: &'static str,
}

/// Whether a row must have a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Every row.
    Always,
    /// Every row, unless this option says it for all of them.
    OrOption(&'static str),
    /// Every row, or this other field.
    OrField(&'static str),
    /// No row.
    Never,
}

impl Need {
    /// In words.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Always => "required".to_owned(),
            Self::OrOption(option) => format!("required, or --{option}"),
            Self::OrField(field) => format!("required, or {field}"),
            Self::Never => String::new(),
        }
    }
}

/// What lies where a row says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// A polygon or several.
    Polygons,
    /// The same, of one house.
    Footprints,
    /// A point, or polygons.
    PointsAndPolygons,
    /// A point.
    Points,
    /// Rows lie nowhere.
    Nowhere,
}

impl Ground {
    /// Whether columns can say where: two numbers are a point.
    #[must_use]
    pub const fn takes_columns(self) -> bool {
        match self {
            Self::PointsAndPolygons | Self::Points => true,
            Self::Polygons | Self::Footprints | Self::Nowhere => false,
        }
    }

    /// How a row says where it lies, in words.
    #[must_use]
    pub fn words(self) -> String {
        let columns = || {
            let pairs: Vec<_> = position::pairs().map(|(east, north)| format!("{east},{north}")).collect();
            format!("or two columns: {}", pairs.join("  "))
        };
        match self {
            Self::Polygons => "a geometry: Polygon or MultiPolygon, at most 100 000 corners".to_owned(),
            Self::Footprints => {
                "a geometry: Polygon or MultiPolygon, at most 2 000 corners and 500 metres across".to_owned()
            }
            Self::PointsAndPolygons => format!("a geometry: Point, Polygon or MultiPolygon; {}", columns()),
            Self::Points => format!("a geometry: Point; {}", columns()),
            Self::Nowhere => "no position; --crs is not used".to_owned(),
        }
    }
}

const fn field(name: &'static str, need: Need, about: &'static str) -> Field {
    Field { name, need, about }
}

use Need::{Always, Never, OrField, OrOption};

const AREAS: &[Field] = &[
    field("id", Never, "What identifies the area in its source; its name where it has none."),
    field("name", Always, "What it is called."),
    field("code", Never, "Its official code, such as that of Nyko."),
    field("kind", OrOption("kind"), "district, neighbourhood, local_police_area or custom."),
    field("from", Never, "First day it holds, such as 2023-07-01; blank is since ever."),
    field("until", Never, "First day it no longer holds; blank is until further notice."),
    field(
        "members",
        Never,
        "Instead of a geometry: the areas it is made of, by id, code or name, with ; between; kind:name where several are called alike.",
    ),
];

const SITES: &[Field] = &[
    field("id", Never, "What identifies the site in its source; its name within its kind where it has none."),
    field("name", Always, "What it is called."),
    field("code", Never, "The manager's own code for it."),
    field(
        "kind",
        OrOption("kind"),
        "A code of the list site_kind, or its label: school, preschool, park, ...",
    ),
    field("group", Never, "The manager's group of sites."),
    field("property_designation", Never, "Its designation in the land register."),
    field("manager", Never, "Code of the party that runs it; --party for rows that name none."),
    field("land_owner", Never, "Code of the party that owns the land."),
];

const PARTIES: &[Field] = &[
    field("code", Always, "Its short code, which identifies it."),
    field("name", Always, "Its full name."),
    field(
        "kind",
        OrOption("kind"),
        "district_administration, police, city_office, property_company, city_executive or other.",
    ),
    field("area", Never, "The area it runs, by code or name; blank takes it away, no column leaves it."),
    field("areas", Never, "Several of them, with ; between."),
    field("function", Never, "The function that speaks for it; blank leaves it."),
    field(
        "logs_in",
        Never,
        "true or false, ja or nej; blank leaves it. At first every party does but those of kind other. Where it turns false, its accounts and tokens let nobody in until it is true again.",
    ),
];

const REPORTS: &[Field] = &[
    field("id", Never, "What identifies it in its source; what the row says where it has none."),
    field(
        "problem_types",
        OrField("problem_type"),
        "Codes of the list problem_type, or their labels, with ; between.",
    ),
    field(
        "problem_type",
        OrField("problem_types"),
        "The same, in a column of its own; both are taken together.",
    ),
    field(
        "observed_at",
        Never,
        "When it was seen: date, time and offset, such as 2025-03-01T21:30:00+01:00; blank is now.",
    ),
    field("observed_precision", Never, "How closely that is known: moment (the usual), hours, day or month."),
    field(
        "observed_hours",
        Never,
        "Where it is known to some hours, in how many from observed_at on it was seen: 1 to 12.",
    ),
    field("text", Never, "In words. What points at a person is refused."),
    field("source", Never, "A code of the list report_source, or its label."),
    field("count_band", Never, "How many: a code of the list count_band, or its label."),
    field(
        "accuracy_m",
        Never,
        "How closely the position is known, metres, at most 100 000. Vaguer than 1 000 it lies in no district.",
    ),
];

const STATISTICS: &[Field] = &[
    field("indicator", Always, "What is measured."),
    field("source", Always, "Who has measured it."),
    field(
        "area_kind",
        OrOption("kind"),
        "Kind of the area: district, neighbourhood, local_police_area or custom.",
    ),
    field("area_code", Always, "The area's code, or its id where it has no code."),
    field("period_start", Always, "First day, such as 2025-01-01."),
    field("period_end", Always, "Last day."),
    field("sex", Never, "women or men; all, or blank, is everybody."),
    field("age_band", Never, "Of what age; blank is every age."),
    field("value", Always, "The figure."),
    field("n", Never, "How many people or events it rests on, where the source says so."),
    field("unit", Always, "The unit of the figure."),
];

const ADDRESSES: &[Field] = &[
    field("id", Never, "What identifies the address in its source; what it says where it has none."),
    field("street", OrField("address"), "The street's name."),
    field("number", Never, "The number, perhaps with its letter: 12 B."),
    field("letter", Never, "The letter, where it stands in a column of its own."),
    field("address", OrField("street"), "Street and number together: Götgatan 12 B."),
    field("postal_code", Never, "The postal code."),
    field("locality", Never, "The town of the postal address."),
];

const BUILDINGS: &[Field] = &[
    field("id", Always, "What identifies the building in its source."),
    field(
        "kind",
        OrOption("kind"),
        "apartments, one_family_house or other. A new building of kind other is not kept; one that is there is nobody's home any more.",
    ),
];

impl What {
    /// The fields a row can have; other columns are left alone.
    #[must_use]
    pub const fn fields(self) -> &'static [Field] {
        match self {
            Self::Areas => AREAS,
            Self::Sites => SITES,
            Self::Parties => PARTIES,
            Self::Reports => REPORTS,
            Self::Statistics => STATISTICS,
            Self::Addresses => ADDRESSES,
            Self::Buildings => BUILDINGS,
        }
    }

    /// What lies where a row says.
    #[must_use]
    pub const fn ground(self) -> Ground {
        match self {
            Self::Areas => Ground::Polygons,
            Self::Buildings => Ground::Footprints,
            Self::Sites => Ground::PointsAndPolygons,
            Self::Reports | Self::Addresses => Ground::Points,
            Self::Parties | Self::Statistics => Ground::Nowhere,
        }
    }

    /// Whether a row can have a field.
    #[must_use]
    pub fn has(self, name: &str) -> bool {
        self.fields().iter().any(|field| field.name == name)
    }
}

/// The fields that rows of this word have; none if it is no such word.
pub(in crate::import) fn fields_of(word: &str) -> Vec<&'static str> {
    let what = What::ALL.into_iter().find(|what| what.code() == word);
    what.map_or(&[][..], What::fields).iter().map(|field| field.name).collect()
}
