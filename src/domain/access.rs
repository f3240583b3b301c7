//! Who sees what: the one function every list, detail, count, tile, history and event goes through.
//!
//! Denied by default; an empty set of grants means nobody beside the origin. There are no wildcard
//! arms here: a new class, role or kind of party does not compile until somebody has ruled on it.

#![deny(clippy::wildcard_enum_match_arm)]

use super::ids::PartyId;
use super::party::PartyKind;
use serde::{Deserialize, Serialize};

/// What somebody may do, always on behalf of a party. Each includes the one before it, except that
/// an administrator stands apart: sets the city up, decides nothing for a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Reads what the party may see.
    Reader,
    /// Reports, anywhere in the city.
    Reporter,
    /// Works on the party's places.
    Member,
    /// Speaks for the party.
    Coordinator,
    /// Sets up the city.
    Administrator,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 5] =
        [Self::Reader, Self::Reporter, Self::Member, Self::Coordinator, Self::Administrator];

    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Reporter => "reporter",
            Self::Member => "member",
            Self::Coordinator => "coordinator",
            Self::Administrator => "administrator",
        }
    }

    /// Reads the stable word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// May send reports.
    #[must_use]
    pub const fn reports(self) -> bool {
        match self {
            Self::Reader => false,
            Self::Reporter | Self::Member | Self::Coordinator | Self::Administrator => true,
        }
    }

    /// May decide and answer for its party.
    #[must_use]
    pub const fn coordinates(self) -> bool {
        match self {
            Self::Reader | Self::Reporter | Self::Member | Self::Administrator => false,
            Self::Coordinator => true,
        }
    }

    /// May set up the city.
    #[must_use]
    pub const fn administers(self) -> bool {
        match self {
            Self::Reader | Self::Reporter | Self::Member | Self::Coordinator => false,
            Self::Administrator => true,
        }
    }
}

/// How far an item may be shared. Ordered from the widest to the narrowest; a merge keeps the
/// narrowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Anyone with a log-in: areas, sites, parties, codes.
    Open,
    /// The parties of the thing.
    Partner,
    /// City administrations and companies among the parties.
    City,
    /// The police and recipients they name: joint planning.
    Police,
    /// The own organisation.
    Origin,
}

impl Class {
    /// All classes.
    pub const ALL: [Self; 5] = [Self::Open, Self::Partner, Self::City, Self::Police, Self::Origin];

    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Partner => "partner",
            Self::City => "city",
            Self::Police => "police",
            Self::Origin => "origin",
        }
    }

    /// Reads the stable word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.code() == code)
    }

    /// Whether only its origin may widen it: lying somewhere makes nobody a party of it.
    #[must_use]
    pub const fn is_kept(self) -> bool {
        match self {
            Self::Open | Self::Partner | Self::City => false,
            Self::Police | Self::Origin => true,
        }
    }
}

/// Whether reading a thing of this class is written down: it is shared with fewer than the parties of its place.
#[must_use]
pub const fn is_restricted(class: Class) -> bool {
    match class {
        Class::Open | Class::Partner => false,
        Class::City | Class::Police | Class::Origin => true,
    }
}

/// Whether somebody may see a thing in the second class who may not in the first, its parties being the same. The order of
/// the classes does not say so alone: what becomes police content is seen by every police party.
#[must_use]
pub const fn widens(from: Class, to: Class) -> bool {
    match from {
        Class::Open => false,
        Class::Partner => match to {
            Class::Open | Class::Police => true,
            Class::Partner | Class::City | Class::Origin => false,
        },
        Class::City => match to {
            Class::Open | Class::Partner | Class::Police => true,
            Class::City | Class::Origin => false,
        },
        Class::Police => match to {
            Class::Open | Class::Partner | Class::City => true,
            Class::Police | Class::Origin => false,
        },
        Class::Origin => match to {
            Class::Open | Class::Partner | Class::City | Class::Police => true,
            Class::Origin => false,
        },
    }
}

/// Whether a report of this class is counted in figures that anybody may read. What its origin kept from any kind of
/// partner changes no figure, not even by being hidden in one.
#[must_use]
pub const fn counts_publicly(class: Class) -> bool {
    match class {
        Class::Open | Class::Partner => true,
        Class::City | Class::Police | Class::Origin => false,
    }
}

/// How much is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// That there is something here.
    Exists,
    /// Type, status, coordinator, last seen; no text, photo or reporter.
    Summary,
    /// All of it.
    Full,
}

impl Level {
    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Exists => "exists",
            Self::Summary => "summary",
            Self::Full => "full",
        }
    }
}

/// Why a party is among a thing's parties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GrantReason {
    /// It coordinates the place.
    Coordinator,
    /// It has been asked to.
    Proposed,
    /// It runs the district.
    District,
    /// The place or report lies in its police area.
    PoliceArea,
    /// The place lies within reach of its police area.
    NeighbouringPoliceArea,
    /// It manages a site on or beside it; not confirmed.
    Manager,
    /// It owns the land of a site on or beside it; not confirmed.
    LandOwner,
    /// A coordinator has confirmed it.
    Confirmed,
    /// The origin has named it as a recipient.
    Recipient,
}

impl GrantReason {
    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Coordinator => "coordinator",
            Self::Proposed => "proposed",
            Self::District => "district",
            Self::PoliceArea => "police_area",
            Self::NeighbouringPoliceArea => "neighbouring_police_area",
            Self::Manager => "manager",
            Self::LandOwner => "land_owner",
            Self::Confirmed => "confirmed",
            Self::Recipient => "recipient",
        }
    }
}

/// One party's share in a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Grant {
    /// Who.
    pub party: PartyId,
    /// How much.
    pub level: Level,
    /// Why.
    pub why: GrantReason,
}

/// Sorts grants by party and keeps each party's highest level (and its first reason).
#[must_use]
pub fn tidy(mut grants: Vec<Grant>) -> Vec<Grant> {
    grants.sort_by_key(|g| (g.party, std::cmp::Reverse(g.level), g.why));
    grants.dedup_by_key(|g| g.party);
    grants
}

/// For whom a thing is. Things with the same audience share one, interned.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Audience {
    /// How far it may be shared.
    pub class: Class,
    /// Whose it is.
    pub origin: PartyId,
    /// Its parties, sorted by party, each once.
    pub grants: Box<[(PartyId, Level)]>,
}

impl Audience {
    /// The audience of a thing with these grants.
    #[must_use]
    pub fn new(class: Class, origin: PartyId, grants: &[Grant]) -> Self {
        let grants = tidy(grants.to_vec()).iter().map(|g| (g.party, g.level)).collect();
        Self { class, origin, grants }
    }

    fn granted(&self, party: PartyId) -> Option<Level> {
        self.grants.binary_search_by_key(&party, |(party, _)| *party).ok().map(|at| self.grants[at].1)
    }
}

/// Who is looking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Viewer {
    /// For which party.
    pub party: PartyId,
    /// That party's kind.
    pub kind: PartyKind,
    /// In what role.
    pub role: Role,
}

/// From where something is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Asking {
    /// From a desk, a list, a map.
    Anywhere,
    /// From a position within [`CLOSE_BY_M`] of it, to learn what is already known there.
    CloseBy,
}

/// How close is close by, metres.
pub const CLOSE_BY_M: f64 = 250.0;

/// Why something is not seen, or not in full. Shown from `exists` up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Class `origin`: its own organisation only.
    OriginOnly,
    /// Class `police`: the police and those they name.
    PoliceOnly,
    /// Class `city`: city parties only.
    CityOnly,
    /// The viewer's party is not one of its parties.
    NotAParty,
    /// The viewer's party is one, but not confirmed in full.
    NotConfirmed,
}

/// What the one function says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sight {
    /// Seen at a level; below `full` with the reason why not more.
    Visible(Level, Option<Reason>),
    /// Not seen: it leaves no trace.
    Withheld(Reason),
}

impl Sight {
    /// The level, when anything is seen at all.
    #[must_use]
    pub const fn level(self) -> Option<Level> {
        match self {
            Self::Visible(level, _) => Some(level),
            Self::Withheld(_) => None,
        }
    }

    /// The wider of two sights of the same thing.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        if other.level() > self.level() { other } else { self }
    }

    /// The narrower of two sights of the same thing.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        if other.level() < self.level() { other } else { self }
    }
}

/// What is seen of a thing as it was, given what is seen of it by the rule and the parties of then, and by
/// those of now: the narrower of the two. What is withheld now is not shown in the past, what was withheld
/// then is not shown because it is shared now, and what is not there any more (`None`) is not brought back.
#[must_use]
pub fn see_past(then: Sight, now: Option<Sight>) -> Sight {
    match now {
        Some(now) => then.and(now),
        None => Sight::Withheld(Reason::NotAParty),
    }
}

/// What a viewer sees of a thing with this audience.
#[must_use]
pub fn see(viewer: &Viewer, audience: &Audience, asking: Asking) -> Sight {
    // A party always sees what it made itself.
    if viewer.party == audience.origin {
        return Sight::Visible(Level::Full, None);
    }
    match audience.class {
        Class::Open => Sight::Visible(Level::Full, None),
        Class::Origin => Sight::Withheld(Reason::OriginOnly),
        Class::Police => match viewer.kind {
            PartyKind::Police => Sight::Visible(Level::Full, None),
            PartyKind::DistrictAdministration
            | PartyKind::CityOffice
            | PartyKind::PropertyCompany
            | PartyKind::CityExecutive
            | PartyKind::Other => granted(viewer, audience, Reason::PoliceOnly),
        },
        Class::City => match viewer.kind {
            PartyKind::Police | PartyKind::Other => Sight::Withheld(Reason::CityOnly),
            PartyKind::CityExecutive => Sight::Visible(Level::Full, None),
            PartyKind::DistrictAdministration | PartyKind::CityOffice | PartyKind::PropertyCompany => {
                reads_all(viewer, audience, Reason::CityOnly)
            }
        },
        Class::Partner => match viewer.kind {
            PartyKind::CityExecutive => Sight::Visible(Level::Full, None),
            PartyKind::DistrictAdministration
            | PartyKind::CityOffice
            | PartyKind::PropertyCompany
            | PartyKind::Police
            | PartyKind::Other => reads_all(viewer, audience, Reason::NotAParty).or(close_by(viewer, asking)),
        },
    }
}

/// An administrator reads all that is neither `origin` nor police content.
fn reads_all(viewer: &Viewer, audience: &Audience, otherwise: Reason) -> Sight {
    if viewer.role.administers() {
        Sight::Visible(Level::Full, None)
    } else {
        granted(viewer, audience, otherwise)
    }
}

fn granted(viewer: &Viewer, audience: &Audience, otherwise: Reason) -> Sight {
    match audience.granted(viewer.party) {
        Some(Level::Full) => Sight::Visible(Level::Full, None),
        Some(Level::Summary) => Sight::Visible(Level::Summary, Some(Reason::NotConfirmed)),
        Some(Level::Exists) => Sight::Visible(Level::Exists, Some(Reason::NotConfirmed)),
        None => Sight::Withheld(otherwise),
    }
}

/// Whoever may report is shown what is already known where they stand, at summary.
fn close_by(viewer: &Viewer, asking: Asking) -> Sight {
    match asking {
        Asking::CloseBy if viewer.role.reports() => Sight::Visible(Level::Summary, Some(Reason::NotAParty)),
        Asking::CloseBy | Asking::Anywhere => Sight::Withheld(Reason::NotAParty),
    }
}

/// By which rule somebody sees a thing: what is told of "who sees this, and why".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SeenBy {
    /// It made the thing itself.
    Origin,
    /// Everybody does.
    Open,
    /// The police see what the police keep.
    Police,
    /// It follows the whole city.
    WholeCity,
    /// It sets up the city.
    Administrator,
    /// It is one of the thing's parties.
    Party,
}

/// By which rule [`see`] shows a thing to a viewer who stands nowhere near it; none where it is withheld.
#[must_use]
pub fn seen_by(viewer: &Viewer, audience: &Audience) -> Option<SeenBy> {
    see(viewer, audience, Asking::Anywhere).level()?;
    if viewer.party == audience.origin {
        return Some(SeenBy::Origin);
    }
    match audience.class {
        Class::Open => Some(SeenBy::Open),
        Class::Origin => None,
        Class::Police => Some(match viewer.kind {
            PartyKind::Police => SeenBy::Police,
            PartyKind::DistrictAdministration
            | PartyKind::CityOffice
            | PartyKind::PropertyCompany
            | PartyKind::CityExecutive
            | PartyKind::Other => SeenBy::Party,
        }),
        Class::City | Class::Partner => Some(match viewer.kind {
            PartyKind::CityExecutive => SeenBy::WholeCity,
            PartyKind::DistrictAdministration
            | PartyKind::CityOffice
            | PartyKind::PropertyCompany
            | PartyKind::Police
            | PartyKind::Other => {
                if viewer.role.administers() {
                    SeenBy::Administrator
                } else {
                    SeenBy::Party
                }
            }
        }),
    }
}

/// What is told of what somebody else sees of a thing: as much as they see, and nothing at all unless whoever asks
/// sees all of it. Less would tell the asker who else has a share in what is kept from the asker.
#[must_use]
pub fn see_for(asker: Sight, other: Sight) -> Sight {
    match asker.level() {
        Some(Level::Full) => other,
        Some(Level::Summary | Level::Exists) | None => Sight::Withheld(Reason::NotAParty),
    }
}

/// What is seen of how a party has answered for what it holds: by those who speak for it or set up the city from it, and by
/// nobody else, not even an administrator of another party.
#[must_use]
pub fn see_office(viewer: &Viewer, party: PartyId) -> Sight {
    match viewer.role {
        Role::Coordinator | Role::Administrator if viewer.party == party => Sight::Visible(Level::Full, None),
        Role::Reader | Role::Reporter | Role::Member | Role::Coordinator | Role::Administrator => {
            Sight::Withheld(Reason::NotAParty)
        }
    }
}

/// What a viewer sees of a report: by its own audience, or, once it belongs to a place and is not
/// kept by its origin or the police, as much as of that place.
#[must_use]
pub fn see_report(viewer: &Viewer, report: &Audience, place: Option<&Audience>) -> Sight {
    let own = see(viewer, report, Asking::Anywhere);
    match place {
        Some(place) if goes_with_place(viewer, report.class) => own.or(see(viewer, place, Asking::Anywhere)),
        Some(_) | None => own,
    }
}

/// Whether a viewer may see a report of this class because they see the place it belongs to.
#[must_use]
pub const fn goes_with_place(viewer: &Viewer, class: Class) -> bool {
    match class {
        Class::Open | Class::Partner => true,
        Class::City => match viewer.kind {
            PartyKind::Police | PartyKind::Other => false,
            PartyKind::DistrictAdministration
            | PartyKind::CityOffice
            | PartyKind::PropertyCompany
            | PartyKind::CityExecutive => true,
        },
        Class::Police | Class::Origin => false,
    }
}

/// What a viewer sees of a photo, given what they see of its report: all or nothing. Until its origin has
/// said that it shows nobody, it is for its origin alone.
#[must_use]
pub fn see_photo(viewer: &Viewer, origin: PartyId, checked: bool, report: Sight) -> Sight {
    if viewer.party == origin {
        return Sight::Visible(Level::Full, None);
    }
    if !checked {
        return Sight::Withheld(Reason::OriginOnly);
    }
    match report.level() {
        Some(Level::Full) => Sight::Visible(Level::Full, None),
        Some(Level::Summary | Level::Exists) => Sight::Withheld(Reason::NotConfirmed),
        None => Sight::Withheld(Reason::NotAParty),
    }
}

/// What a viewer sees of to whom a thing was handed on, given what they see of the thing: all or nothing. It is for who speaks
/// for its origin, and for administrators.
#[must_use]
pub fn see_disclosures(viewer: &Viewer, origin: PartyId, thing: Sight) -> Sight {
    let may = viewer.role.administers() || (viewer.role.coordinates() && viewer.party == origin);
    match thing.level() {
        Some(Level::Full) if may => Sight::Visible(Level::Full, None),
        Some(Level::Full) => Sight::Withheld(Reason::OriginOnly),
        Some(Level::Summary | Level::Exists) => Sight::Withheld(Reason::NotConfirmed),
        None => Sight::Withheld(Reason::NotAParty),
    }
}

/// What a viewer is told of who has read a restricted thing, given how it was shared when it was read and what they see of it
/// now: all or nothing. It is for who speaks for its origin or sets up the city from there, and for administrators of what
/// was never kept from them.
#[must_use]
pub fn see_reads(viewer: &Viewer, origin: PartyId, then: Class, now: Sight) -> Sight {
    let own = viewer.party == origin && (viewer.role.coordinates() || viewer.role.administers());
    let others = viewer.role.administers() && !then.is_kept();
    match now.level() {
        Some(Level::Full) if own || others => Sight::Visible(Level::Full, None),
        Some(Level::Full) => Sight::Withheld(Reason::OriginOnly),
        Some(Level::Summary | Level::Exists) => Sight::Withheld(Reason::NotConfirmed),
        None => Sight::Withheld(Reason::NotAParty),
    }
}

/// What a viewer sees of a round and its walks: a party's own alone.
#[must_use]
pub fn see_own(viewer: &Viewer, origin: PartyId) -> Sight {
    if viewer.party == origin {
        Sight::Visible(Level::Full, None)
    } else {
        Sight::Withheld(Reason::OriginOnly)
    }
}

/// What a viewer sees of somebody's effort at a place, such as a visit or a night walk: all or nothing. It is for whose it
/// is, and for who sees all of the place. When somebody is where is never open, whatever the place is.
#[must_use]
pub fn see_effort(viewer: &Viewer, origin: PartyId, place: Option<&Audience>) -> Sight {
    if viewer.party == origin {
        return Sight::Visible(Level::Full, None);
    }
    let Some(place) = place else { return Sight::Withheld(Reason::NotAParty) };
    let class = match place.class {
        Class::Open | Class::Partner => Class::Partner,
        Class::City => Class::City,
        Class::Police => Class::Police,
        Class::Origin => Class::Origin,
    };
    let sight = see(viewer, &Audience { class, ..place.clone() }, Asking::Anywhere);
    match sight.level() {
        Some(Level::Full) => sight,
        Some(Level::Summary | Level::Exists) => Sight::Withheld(Reason::NotConfirmed),
        None => Sight::Withheld(Reason::NotAParty),
    }
}

#[cfg(test)]
mod policy;

#[cfg(test)]
mod tests {
    use super::*;

    const ORIGIN: PartyId = PartyId::from_bits(1);
    const PARTY: PartyId = PartyId::from_bits(2);
    const STRANGER: PartyId = PartyId::from_bits(3);

    fn audience(class: Class, level: Level) -> Audience {
        Audience::new(class, ORIGIN, &[Grant { party: PARTY, level, why: GrantReason::Manager }])
    }

    fn viewer(party: PartyId, kind: PartyKind, role: Role) -> Viewer {
        Viewer { party, kind, role }
    }

    #[test]
    fn nobody_but_the_origin_sees_what_has_no_grants() {
        let empty = Audience::new(Class::Partner, ORIGIN, &[]);
        for kind in PartyKind::ALL {
            for role in [Role::Reader, Role::Reporter, Role::Member, Role::Coordinator] {
                let sight = see(&viewer(STRANGER, kind, role), &empty, Asking::Anywhere);
                assert_eq!(sight.level().is_some(), kind == PartyKind::CityExecutive, "{kind:?}");
            }
        }
    }

    #[test]
    fn class_origin_is_seen_by_its_origin_alone_whatever_was_granted() {
        let drafts = audience(Class::Origin, Level::Full);
        for kind in PartyKind::ALL {
            for role in Role::ALL {
                for asking in [Asking::Anywhere, Asking::CloseBy] {
                    assert_eq!(see(&viewer(PARTY, kind, role), &drafts, asking).level(), None);
                    assert_eq!(see(&viewer(ORIGIN, kind, role), &drafts, asking).level(), Some(Level::Full));
                }
            }
        }
    }

    #[test]
    fn who_sees_a_thing_is_told_by_which_rule_and_nobody_else_is() {
        for class in Class::ALL {
            for level in [Level::Exists, Level::Full] {
                let thing = audience(class, level);
                for (kind, party) in
                    PartyKind::ALL.into_iter().flat_map(|kind| [ORIGIN, PARTY, STRANGER].map(|p| (kind, p)))
                {
                    for role in Role::ALL {
                        let viewer = viewer(party, kind, role);
                        let seen = see(&viewer, &thing, Asking::Anywhere).level();
                        assert_eq!(
                            seen.is_some(),
                            seen_by(&viewer, &thing).is_some(),
                            "{class:?} {viewer:?}"
                        );
                        // Who is only a party sees what a party of it is given.
                        if seen_by(&viewer, &thing) == Some(SeenBy::Party) {
                            assert_eq!((party, seen), (PARTY, Some(level)));
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn nobody_is_told_what_another_sees_of_what_they_do_not_see_in_full() {
        let other = Sight::Visible(Level::Summary, Some(Reason::NotConfirmed));
        assert_eq!(see_for(Sight::Visible(Level::Full, None), other), other);
        for asker in [
            Sight::Visible(Level::Summary, None),
            Sight::Visible(Level::Exists, None),
            Sight::Withheld(Reason::NotAParty),
        ] {
            assert_eq!(see_for(asker, other).level(), None);
            assert_eq!(see_for(asker, Sight::Visible(Level::Full, None)).level(), None);
        }
    }

    /// What is said of a layer's features says so too.
    #[test]
    fn who_sees_less_than_all_from_anywhere_is_not_confirmed_and_nothing_else() {
        let kinds = PartyKind::ALL.into_iter().flat_map(|kind| Role::ALL.map(|role| (kind, role)));
        let viewers: Vec<_> =
            kinds.flat_map(|(kind, role)| [PARTY, STRANGER].map(|party| viewer(party, kind, role))).collect();
        let levels =
            Class::ALL.into_iter().flat_map(|class| [Level::Exists, Level::Summary].map(|l| (class, l)));
        let audiences: Vec<_> = levels.map(|(class, level)| audience(class, level)).collect();
        let mut met = 0;
        for (viewer, own) in viewers.iter().flat_map(|viewer| audiences.iter().map(move |own| (viewer, own)))
        {
            let with_place = audiences.iter().map(|place| see_report(viewer, own, Some(place)));
            for sight in with_place.chain([see(viewer, own, Asking::Anywhere)]) {
                if let Sight::Visible(Level::Exists | Level::Summary, why) = sight {
                    assert_eq!(why, Some(Reason::NotConfirmed), "{viewer:?} {own:?}");
                    met += 1;
                }
            }
        }
        assert!(met > 100, "{met}");
    }

    #[test]
    fn police_content_is_for_the_police_and_those_they_name() {
        let plan = audience(Class::Police, Level::Summary);
        let level = |party, kind, role| see(&viewer(party, kind, role), &plan, Asking::CloseBy).level();
        assert_eq!(level(STRANGER, PartyKind::Police, Role::Reader), Some(Level::Full));
        assert_eq!(level(PARTY, PartyKind::PropertyCompany, Role::Reader), Some(Level::Summary));
        assert_eq!(level(STRANGER, PartyKind::CityExecutive, Role::Administrator), None);
    }

    #[test]
    fn a_reporter_standing_close_by_sees_a_summary_and_a_reader_nothing() {
        let place = audience(Class::Partner, Level::Exists);
        let level = |role, asking| see(&viewer(STRANGER, PartyKind::Other, role), &place, asking).level();
        assert_eq!(level(Role::Reporter, Asking::CloseBy), Some(Level::Summary));
        assert_eq!(level(Role::Reader, Asking::CloseBy), None);
        assert_eq!(level(Role::Reporter, Asking::Anywhere), None);
        let city = audience(Class::City, Level::Exists);
        let seen = see(&viewer(STRANGER, PartyKind::CityOffice, Role::Reporter), &city, Asking::CloseBy);
        assert_eq!(seen.level(), None);
    }

    #[test]
    fn a_report_is_seen_with_its_place_unless_its_origin_or_the_police_keep_it() {
        let place = Audience::new(
            Class::Partner,
            ORIGIN,
            &[Grant { party: PARTY, level: Level::Full, why: GrantReason::Coordinator }],
        );
        let viewer = viewer(PARTY, PartyKind::PropertyCompany, Role::Member);
        for (class, seen) in [
            (Class::Partner, Some(Level::Full)),
            (Class::City, Some(Level::Full)),
            (Class::Origin, None),
            (Class::Police, None),
        ] {
            let report = Audience::new(class, ORIGIN, &[]);
            assert_eq!(see_report(&viewer, &report, Some(&place)).level(), seen, "{class:?}");
            assert_eq!(see_report(&viewer, &report, None).level(), None);
        }
    }

    #[test]
    fn a_photo_is_its_origins_until_it_is_checked_and_then_who_sees_all_of_the_report() {
        let sights = [
            Sight::Withheld(Reason::NotAParty),
            Sight::Visible(Level::Exists, Some(Reason::NotConfirmed)),
            Sight::Visible(Level::Summary, Some(Reason::NotConfirmed)),
            Sight::Visible(Level::Full, None),
        ];
        for kind in PartyKind::ALL {
            for role in Role::ALL {
                for (report, checked) in sights.into_iter().flat_map(|sight| [(sight, false), (sight, true)])
                {
                    let seen = |party| see_photo(&viewer(party, kind, role), ORIGIN, checked, report).level();
                    assert_eq!(seen(ORIGIN), Some(Level::Full));
                    let full = (checked && report.level() == Some(Level::Full)).then_some(Level::Full);
                    assert_eq!(seen(STRANGER), full, "{kind:?} {role:?} {report:?} {checked}");
                }
            }
        }
    }

    #[test]
    fn how_a_party_answered_is_for_its_own_coordinators_and_administrators() {
        for kind in PartyKind::ALL {
            for role in Role::ALL {
                let seen = |party| see_office(&viewer(party, kind, role), ORIGIN).level();
                let answers = role.coordinates() || role.administers();
                let own = answers.then_some(Level::Full);
                assert_eq!((seen(ORIGIN), seen(STRANGER)), (own, None), "{kind:?} {role:?}");
            }
        }
    }

    #[test]
    fn who_has_read_is_told_to_who_speaks_for_the_origin_and_to_administrators_of_what_was_not_kept_from_them()
     {
        let full = Sight::Visible(Level::Full, None);
        for (kind, role, then) in PartyKind::ALL.into_iter().flat_map(|kind| {
            Role::ALL.into_iter().flat_map(move |role| Class::ALL.map(|class| (kind, role, class)))
        }) {
            let told =
                |party, now| see_reads(&viewer(party, kind, role), ORIGIN, then, now).level().is_some();
            let speaks = matches!(role, Role::Coordinator | Role::Administrator);
            assert_eq!(told(ORIGIN, full), speaks, "{kind:?} {role:?} {then:?}");
            let sets_up = role == Role::Administrator && !matches!(then, Class::Police | Class::Origin);
            assert_eq!(told(STRANGER, full), sets_up, "{kind:?} {role:?} {then:?}");
            for less in [Sight::Visible(Level::Summary, None), Sight::Withheld(Reason::NotAParty)] {
                assert!(!told(ORIGIN, less) && !told(STRANGER, less), "{kind:?} {role:?} {then:?}");
            }
        }
    }

    #[test]
    fn a_round_is_its_partys_own() {
        for kind in PartyKind::ALL {
            for role in Role::ALL {
                let seen = |party| see_own(&viewer(party, kind, role), ORIGIN).level();
                assert_eq!((seen(ORIGIN), seen(STRANGER)), (Some(Level::Full), None), "{kind:?} {role:?}");
            }
        }
    }

    #[test]
    fn effort_is_for_whose_it_is_and_for_who_sees_all_of_the_place() {
        let walker = PartyId::from_bits(4);
        for class in Class::ALL {
            for level in [Level::Exists, Level::Summary, Level::Full] {
                let place = audience(class, level);
                for kind in PartyKind::ALL {
                    for role in Role::ALL {
                        for party in [ORIGIN, PARTY, STRANGER] {
                            let viewer = viewer(party, kind, role);
                            let partner = Audience { class: Class::Partner, ..place.clone() };
                            let of = if class == Class::Open { &partner } else { &place };
                            let full = see(&viewer, of, Asking::Anywhere).level() == Some(Level::Full);
                            let seen = see_effort(&viewer, walker, Some(&place)).level();
                            assert_eq!(seen, full.then_some(Level::Full), "{class:?} {kind:?} {role:?}");
                            assert_eq!(see_effort(&viewer, walker, None).level(), None);
                        }
                        let own = viewer(walker, kind, role);
                        assert_eq!(see_effort(&own, walker, Some(&place)).level(), Some(Level::Full));
                    }
                }
            }
        }
    }

    #[test]
    fn tidy_keeps_each_party_once_at_its_highest() {
        let grant = |party, level, why| Grant { party, level, why };
        let tidied = tidy(vec![
            grant(PARTY, Level::Exists, GrantReason::Manager),
            grant(ORIGIN, Level::Summary, GrantReason::NeighbouringPoliceArea),
            grant(PARTY, Level::Full, GrantReason::Coordinator),
        ]);
        assert_eq!(tidied.len(), 2);
        assert_eq!(tidied[1], grant(PARTY, Level::Full, GrantReason::Coordinator));
    }

    #[test]
    fn the_past_shows_no_more_than_then_nor_than_now() {
        let sights = [
            Sight::Withheld(Reason::NotAParty),
            Sight::Visible(Level::Exists, Some(Reason::NotConfirmed)),
            Sight::Visible(Level::Summary, Some(Reason::NotConfirmed)),
            Sight::Visible(Level::Full, None),
        ];
        for then in sights {
            assert_eq!(see_past(then, None).level(), None, "what is not there is not brought back");
            for now in sights {
                assert_eq!(see_past(then, Some(now)).level(), then.level().min(now.level()));
            }
        }
    }
}
