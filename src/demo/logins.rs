//! The demo's log-ins: one for each role, and the base map that its pages stand on.

use super::city::{City, StreetClass};
use super::parties::{
    CITY_EXECUTIVE, DISTRICT_ADMINISTRATIONS, HOUSING_COMPANIES, POLICE_REGION, SCHOOL_COMPANY,
};
use crate::domain::access::Role;
use crate::domain::ids::AccountId;
use crate::layers::base_map::BaseMap;
use geo::Polygon;

/// The password of every log-in of the demo. It opens nothing real.
pub const PASSWORD: &str = "invented-city-1";

/// Someone who can try the demo.
#[derive(Clone, Copy, Debug)]
pub struct Login {
    /// Its account, the same in every demo: a year of reports names it before it can log in.
    pub account: AccountId,
    /// What to log in with.
    pub login: &'static str,
    /// Code of the party.
    pub party: &'static str,
    /// Unit of the party.
    pub unit: Option<&'static str>,
    /// Role.
    pub role: Role,
    /// Who that would be.
    pub words: &'static str,
}

/// A log-in for each role and each kind of party that logs in.
#[must_use]
pub fn logins() -> Vec<Login> {
    let district = DISTRICT_ADMINISTRATIONS[0];
    let account = AccountId::from_bits(0);
    let login = |login, party, role, words| Login { account, login, party, unit: None, role, words };
    let of_unit = |unit, login| Login { unit: Some(unit), ..login };
    let mut all = vec![
        of_unit(
            "parkdrift",
            login("parklag", district, Role::Reporter, "park crew of a district, reports from a phone"),
        ),
        of_unit("falt", login("falt", district, Role::Reporter, "field assistant (social services)")),
        login("handlaggare", district, Role::Member, "officer of a district"),
        login("samordnare", district, Role::Coordinator, "safety coordinator of a district"),
        login("skolor", SCHOOL_COMPANY, Role::Coordinator, "manager at the school company"),
        login("bostader", HOUSING_COMPANIES[0], Role::Coordinator, "manager at a housing company"),
        login("polis", POLICE_REGION, Role::Coordinator, "police planner"),
        login("staden", CITY_EXECUTIVE, Role::Coordinator, "city executive office"),
        login("lasare", CITY_EXECUTIVE, Role::Reader, "reader at the city executive office"),
        login("admin", CITY_EXECUTIVE, Role::Administrator, "administrator"),
    ];
    for (number, login) in (1..).zip(&mut all) {
        login.account = AccountId::from_bits(number);
    }
    all
}

/// The account that has sent the report of this number for a party's unit: whoever logs in for that unit, else those of
/// the party who have no unit, in turn. `None` where nobody of the party logs in.
#[must_use]
pub fn reporting_account(party: &str, unit: Option<&str>, number: usize) -> Option<AccountId> {
    let all = logins();
    let of_party = || all.iter().filter(|login| login.party == party && login.role.reports());
    let of_unit = of_party().find(|login| unit.is_some() && login.unit == unit);
    let others: Vec<&Login> = of_party().filter(|login| login.unit.is_none()).collect();
    let in_turn = || others.get(number.checked_rem(others.len())?).copied();
    of_unit.or_else(in_turn).map(|login| login.account)
}

/// The ground under the demo's layers.
#[must_use]
pub fn base_map(city: &City) -> BaseMap {
    let class = |class| match class {
        StreetClass::Motorway => "motorway",
        StreetClass::Main => "main",
        StreetClass::Street => "street",
        StreetClass::Path => "path",
    };
    BaseMap {
        water: city
            .water
            .iter()
            .enumerate()
            .map(|(at, water)| if at == 0 { open_sea(water) } else { water.clone() })
            .collect(),
        parks: city.parks.iter().map(|park| (park.name.clone(), park.polygon.clone())).collect(),
        streets: city
            .streets
            .iter()
            .map(|street| (street.name.clone(), class(street.class).to_owned(), street.line.clone()))
            .collect(),
    }
}

/// The sea as it lies to the horizon, whatever part of it the city was drawn in.
fn open_sea(sea: &Polygon) -> Polygon {
    const HORIZON_DEG: f64 = 3.0;
    let (mut west, mut south, mut east, mut north) = (f64::MAX, f64::MAX, f64::MIN, f64::MIN);
    for at in sea.exterior().coords() {
        (west, east) = (west.min(at.x), east.max(at.x));
        (south, north) = (south.min(at.y), north.max(at.y));
    }
    let (west, south) = (west - HORIZON_DEG, south - HORIZON_DEG);
    let (east, north) = (east + HORIZON_DEG, north + HORIZON_DEG);
    let shore = vec![(west, south), (east, south), (east, north), (west, north), (west, south)];
    Polygon::new(shore.into(), sea.interiors().to_vec())
}
