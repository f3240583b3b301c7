//! Who has a say where, in the city of the tests: two districts side by side, and a school's yard in the western one.

use super::acts::{PARTIES, Party, Spot};
use samplats::domain::access::{Asking, Audience, Class, Grant, GrantReason, Level, Role, Viewer, see};
use samplats::domain::ids::PartyId;
use samplats::domain::party::PartyKind;

pub const POLICE: Party = "POLIS";
pub const EXECUTIVE: Party = "STAD";
const SCHOOLS: Party = "SKOLOR";

/// A party, and how much it is to see.
pub type Share = (Party, Level);

pub fn district((lon, _): Spot) -> Party {
    if lon < 18.1 { "W" } else { "E" }
}

fn is_on_yard((lon, lat): Spot) -> bool {
    (18.05..=18.052).contains(&lon) && (59.35..=59.351).contains(&lat)
}

fn is_beside_yard((lon, _): Spot) -> bool {
    (18.0495..=18.053).contains(&lon)
}

/// Whether a party decides what becomes of what lies there.
pub fn decides(party: Party, at: Spot) -> bool {
    party == EXECUTIVE || party == district(at) || (party == SCHOOLS && is_on_yard(at))
}

/// Whom the city would ask to coordinate what lies there, the first of those who may see it.
pub fn proposed(at: Spot) -> impl Iterator<Item = Party> {
    is_on_yard(at).then_some(SCHOOLS).into_iter().chain([district(at), EXECUTIVE])
}

/// Who speaks for a party.
pub fn viewer(party: Party) -> Viewer {
    let kind = match party {
        "W" | "E" => PartyKind::DistrictAdministration,
        SCHOOLS => PartyKind::PropertyCompany,
        POLICE => PartyKind::Police,
        EXECUTIVE => PartyKind::CityExecutive,
        "VAG" => PartyKind::CityOffice,
        other => panic!("{other} is nobody here"),
    };
    Viewer { party: id(party), kind, role: Role::Coordinator }
}

fn id(party: Party) -> PartyId {
    let at = PARTIES.iter().position(|known| *known == party).unwrap();
    PartyId::from_bits(u64::try_from(at + 1).unwrap())
}

/// The shares that come with the ground, in what is not kept by its origin or the police.
pub fn shares(class: Class, at: Spot, of_neighbour: Level) -> impl Iterator<Item = Share> {
    let beside = is_beside_yard(at).then_some((SCHOOLS, of_neighbour));
    let all = [(district(at), Level::Full), (POLICE, Level::Full)].into_iter().chain(beside);
    all.filter(move |_| !class.is_kept())
}

pub fn audience(class: Class, origin: Party, shares: impl Iterator<Item = Share>) -> Audience {
    let grant = |(party, level)| Grant { party: id(party), level, why: GrantReason::Confirmed };
    let grants: Vec<_> = shares.map(grant).collect();
    Audience::new(class, id(origin), &grants)
}

/// Whether a party may be asked to coordinate what is of this class: it would see all of it.
pub fn may_hold(party: Party, (class, origin): (Class, Party), named: &[Share]) -> bool {
    let of_the_place = (!class.is_kept()).then_some((party, Level::Full));
    let audience = audience(class, origin, named.iter().copied().chain(of_the_place));
    see(&viewer(party), &audience, Asking::Anywhere).level() == Some(Level::Full)
}
