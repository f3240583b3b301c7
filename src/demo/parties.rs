//! The parties of the invented agreement.

use super::names::DISTRICTS;

/// What a party is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartyKind {
    /// A district board's administration.
    DistrictAdministration,
    /// Police region or local police area.
    Police,
    /// An office for the whole city.
    CityOffice,
    /// A company that owns or runs property.
    PropertyCompany,
    /// The city executive office.
    CityExecutive,
    /// Anybody else.
    Other,
}

impl PartyKind {
    /// The code used in files and in the interface to programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::DistrictAdministration => "district_administration",
            Self::Police => "police",
            Self::CityOffice => "city_office",
            Self::PropertyCompany => "property_company",
            Self::CityExecutive => "city_executive",
            Self::Other => "other",
        }
    }
}

/// A unit inside a party.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Unique within the party.
    pub code: &'static str,
    /// Name.
    pub name: &'static str,
    /// Whether it does social services work, so that its reports start with the narrowest class.
    pub social_services: bool,
}

/// A group of sites inside a party.
#[derive(Clone, Debug)]
pub struct SiteGroup {
    /// Unique within the party.
    pub code: &'static str,
    /// Name.
    pub name: &'static str,
}

/// An organisation taking part.
#[derive(Clone, Debug)]
pub struct DemoParty {
    /// Unique.
    pub code: &'static str,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: PartyKind,
    /// Code of its district or local police area, if it has one.
    pub area: Option<String>,
    /// Whether its people log in.
    pub has_login: bool,
    /// The function that coordinates places for it, in Swedish; none for the police, who are never proposed.
    pub coordinating_function: Option<&'static str>,
    /// Units.
    pub units: Vec<Unit>,
    /// Site groups.
    pub site_groups: Vec<SiteGroup>,
}

/// The city executive office.
pub const CITY_EXECUTIVE: &str = "stadsledningskontoret";
/// Runs streets and squares.
pub const TRAFFIC_OFFICE: &str = "trafikkontoret";
/// Owns the city's land.
pub const PROPERTY_OFFICE: &str = "fastighetskontoret";
/// Runs sports parks.
pub const SPORTS_OFFICE: &str = "idrottskontoret";
/// Runs the schools.
pub const SCHOOL_COMPANY: &str = "skolfastigheter";
/// The three housing companies.
pub const HOUSING_COMPANIES: [&str; 3] = ["havsbostader", "holmhem", "ljungbostader"];
/// The region's public transport.
pub const PUBLIC_TRANSPORT: &str = "fjardtrafiken";
/// Owner of a private centre.
pub const CENTRE_OWNER: &str = "karnhuset";
/// A housing association.
pub const HOUSING_ASSOCIATION: &str = "brf-kajutan";
/// The rescue service.
pub const RESCUE_SERVICE: &str = "raddningstjansten";
/// The police region.
pub const POLICE_REGION: &str = "polisregionen";

/// The district administrations, in the order of the districts.
pub const DISTRICT_ADMINISTRATIONS: [&str; 11] = [
    "sdf-01", "sdf-02", "sdf-03", "sdf-04", "sdf-05", "sdf-06", "sdf-07", "sdf-08", "sdf-09", "sdf-10",
    "sdf-11",
];

/// The local police areas as (party code, area code, name).
pub(super) const POLICE_AREAS: [(&str, &str, &str); 5] = [
    ("lpo-centrum", "LPO1", "Lokalpolisområde Centrum"),
    ("lpo-nordvast", "LPO2", "Lokalpolisområde Nordväst"),
    ("lpo-nordost", "LPO3", "Lokalpolisområde Nordost"),
    ("lpo-sydvast", "LPO4", "Lokalpolisområde Sydväst"),
    ("lpo-sydost", "LPO5", "Lokalpolisområde Sydost"),
];

fn unit(code: &'static str, name: &'static str) -> Unit {
    Unit { code, name, social_services: false }
}

fn group(code: &'static str, name: &'static str) -> SiteGroup {
    SiteGroup { code, name }
}

fn party(code: &'static str, name: &str, kind: PartyKind, function: Option<&'static str>) -> DemoParty {
    DemoParty {
        code,
        name: name.to_owned(),
        kind,
        area: None,
        has_login: kind != PartyKind::Other,
        coordinating_function: function,
        units: Vec::new(),
        site_groups: Vec::new(),
    }
}

/// All parties, the district administrations first.
pub fn parties() -> Vec<DemoParty> {
    let mut all = district_administrations();
    all.extend(offices());
    all.extend(companies());
    all.extend(police());
    all.extend(outside());
    all
}

fn district_administrations() -> Vec<DemoParty> {
    let named = DISTRICT_ADMINISTRATIONS.into_iter().zip(DISTRICTS).enumerate();
    named
        .map(|(index, (code, (district, _)))| DemoParty {
            area: Some(format!("{:02}", index + 1)),
            units: vec![
                unit("parkdrift", "Parkdrift"),
                unit("trygghet", "Trygghetsenheten"),
                Unit { code: "falt", name: "Fältassistenterna", social_services: true },
            ],
            ..party(
                code,
                &format!("{district} stadsdelsförvaltning"),
                PartyKind::DistrictAdministration,
                Some("trygghetssamordnare"),
            )
        })
        .collect()
}

fn offices() -> Vec<DemoParty> {
    use PartyKind::{CityExecutive, CityOffice};
    vec![
        DemoParty {
            units: vec![unit("trygghet", "Trygghetsavdelningen")],
            ..party(CITY_EXECUTIVE, "Stadsledningskontoret", CityExecutive, Some("trygghetsstrateg"))
        },
        DemoParty {
            units: vec![
                unit("gata", "Gata och belysning"),
                unit("renhallning", "Renhållning och klottersanering"),
            ],
            site_groups: vec![group("torg", "Torg"), group("strak", "Gator och stråk")],
            ..party(TRAFFIC_OFFICE, "Trafikkontoret", CityOffice, Some("enhetschef"))
        },
        party(PROPERTY_OFFICE, "Fastighetskontoret", CityOffice, Some("fastighetsförvaltare")),
        DemoParty {
            site_groups: vec![group("parker", "Idrottsparker")],
            ..party(SPORTS_OFFICE, "Idrottskontoret", CityOffice, Some("driftchef"))
        },
    ]
}

fn companies() -> Vec<DemoParty> {
    let schools = DemoParty {
        units: vec![unit("drift", "Fastighetsdrift"), unit("sakerhet", "Säkerhet och bevakning")],
        site_groups: vec![
            group("inre", "Skolområde Inre"),
            group("nord", "Skolområde Nord"),
            group("syd", "Skolområde Syd"),
        ],
        ..party(
            SCHOOL_COMPANY,
            "Sampelsta Skolfastigheter AB",
            PartyKind::PropertyCompany,
            Some("säkerhetsansvarig"),
        )
    };
    let names = ["Havsbostäder AB", "Holmhem AB", "Ljungbostäder AB"];
    let housing = HOUSING_COMPANIES.into_iter().zip(names).map(|(code, name)| DemoParty {
        units: vec![unit("bovardar", "Bovärdar"), unit("trygghet", "Trygghetsteamet")],
        site_groups: vec![
            group("inre", "Förvaltning Inre"),
            group("nord", "Förvaltning Nord"),
            group("syd", "Förvaltning Syd"),
        ],
        ..party(code, name, PartyKind::PropertyCompany, Some("förvaltningschef"))
    });
    std::iter::once(schools).chain(housing).collect()
}

fn police() -> Vec<DemoParty> {
    let region = party(POLICE_REGION, "Polisregion Östhavet", PartyKind::Police, None);
    let local = POLICE_AREAS.into_iter().map(|(code, area, name)| DemoParty {
        area: Some(area.to_owned()),
        units: vec![unit("kommunpolis", "Kommunpolis"), unit("omradespolis", "Områdespoliser")],
        ..party(code, name, PartyKind::Police, None)
    });
    std::iter::once(region).chain(local).collect()
}

fn outside() -> Vec<DemoParty> {
    use PartyKind::Other;
    vec![
        party(RESCUE_SERVICE, "Räddningstjänsten Östhavet", Other, Some("brandingenjör")),
        party(PUBLIC_TRANSPORT, "Fjärdtrafiken", Other, Some("trygghetschef")),
        party(CENTRE_OWNER, "Kärnhuset Fastigheter AB", Other, Some("centrumledare")),
        party(HOUSING_ASSOCIATION, "Bostadsrättsföreningen Kajutan", Other, Some("ordförande")),
    ]
}
