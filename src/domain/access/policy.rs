//! The policy written down a second time, from its text and not from the code, and compared for
//! everybody and everything.

use super::{Asking, Audience, Class, Grant, GrantReason, Level, Role, Viewer, see, see_report, widens};
use crate::domain::ids::PartyId;
use crate::domain::party::PartyKind;

const ORIGIN: PartyId = PartyId::from_bits(1);
const OTHER: PartyId = PartyId::from_bits(2);

/// The rule in sentences, each beside what it comes to; nothing of the program's own is used.
fn policy(viewer: &Viewer, class: Class, granted: Option<Level>, asking: Asking) -> Option<Level> {
    use PartyKind::{CityExecutive, CityOffice, DistrictAdministration, Other, Police, PropertyCompany};
    // "A party always sees what it made itself."
    if viewer.party == ORIGIN {
        return Some(Level::Full);
    }
    // "city administrations and companies": not the police, not outside parties.
    let of_the_city =
        [DistrictAdministration, CityOffice, PropertyCompany, CityExecutive].contains(&viewer.kind);
    assert!(of_the_city || [Police, Other].contains(&viewer.kind));
    // "Administrators read everything but class origin and police content." The stricter reading where
    // the two texts meet: what is only for the city, an outside administrator does not read either.
    let administers = viewer.role == Role::Administrator;
    // The city executive follows the whole city.
    let whole_city = viewer.kind == CityExecutive;
    match class {
        // "anyone".
        Class::Open => Some(Level::Full),
        // "own organisation".
        Class::Origin => None,
        // "seen by the police and recipients they name".
        Class::Police if viewer.kind == Police => Some(Level::Full),
        Class::Police => granted,
        // "city administrations and companies that are party".
        Class::City if !of_the_city => None,
        Class::City if administers || whole_city => Some(Level::Full),
        Class::City => granted,
        // "parties of the place".
        Class::Partner if administers || whole_city => Some(Level::Full),
        // "reporters within 250 m see partner places at summary".
        Class::Partner if asking == Asking::CloseBy && viewer.role >= Role::Reporter => {
            granted.max(Some(Level::Summary))
        }
        Class::Partner => granted,
    }
}

fn viewers() -> impl Iterator<Item = Viewer> {
    [ORIGIN, OTHER].into_iter().flat_map(|party| {
        PartyKind::ALL
            .into_iter()
            .flat_map(move |kind| Role::ALL.into_iter().map(move |role| Viewer { party, kind, role }))
    })
}

fn audiences() -> impl Iterator<Item = (Class, Option<Level>, Audience)> {
    let levels = [None, Some(Level::Exists), Some(Level::Summary), Some(Level::Full)];
    Class::ALL.into_iter().flat_map(move |class| {
        levels.into_iter().map(move |level| {
            let grant = level.map(|level| Grant { party: OTHER, level, why: GrantReason::Confirmed });
            // Somebody else's grant never helps.
            let others =
                Grant { party: PartyId::from_bits(9), level: Level::Full, why: GrantReason::Confirmed };
            let grants: Vec<_> = grant.into_iter().chain([others]).collect();
            (class, level, Audience::new(class, ORIGIN, &grants))
        })
    })
}

#[test]
fn everybody_sees_of_everything_what_the_policy_says() {
    let mut judged = 0;
    for viewer in viewers() {
        for (class, granted, audience) in audiences() {
            for asking in [Asking::Anywhere, Asking::CloseBy] {
                let sight = see(&viewer, &audience, asking);
                let expected = policy(&viewer, class, granted, asking);
                assert_eq!(sight.level(), expected, "{viewer:?} {class:?} {granted:?} {asking:?}");
                if let super::Sight::Visible(level, reason) = sight {
                    assert_eq!(reason.is_some(), level < Level::Full, "below full there is a reason");
                }
                judged += 1;
            }
        }
    }
    assert_eq!(judged, 2 * 6 * 5 * 5 * 4 * 2);
}

#[test]
fn a_report_is_seen_as_itself_or_as_its_place_but_never_past_its_own_class() {
    for viewer in viewers() {
        for (class, granted, report) in audiences() {
            for (place_class, place_granted, place) in audiences() {
                let own = policy(&viewer, class, granted, Asking::Anywhere);
                let of_place = policy(&viewer, place_class, place_granted, Asking::Anywhere);
                let outsider = matches!(viewer.kind, PartyKind::Police | PartyKind::Other);
                let shared = match class {
                    Class::Open | Class::Partner => true,
                    Class::City => !outsider,
                    Class::Police | Class::Origin => false,
                };
                let expected = if shared { own.max(of_place) } else { own };
                assert_eq!(
                    see_report(&viewer, &report, Some(&place)).level(),
                    expected,
                    "{viewer:?} {class:?}"
                );
            }
            assert_eq!(see_report(&viewer, &report, None), see(&viewer, &report, Asking::Anywhere));
        }
    }
}

#[test]
fn another_class_widens_where_somebody_sees_a_thing_who_did_not_and_only_there() {
    for from in Class::ALL {
        for to in Class::ALL {
            let levels = [None, Some(Level::Exists), Some(Level::Summary), Some(Level::Full)];
            let grows = levels.into_iter().any(|level| {
                let grants: Vec<_> = level
                    .map(|level| Grant { party: OTHER, level, why: GrantReason::Manager })
                    .into_iter()
                    .collect();
                let seen = |class, viewer: &Viewer| {
                    see(viewer, &Audience::new(class, ORIGIN, &grants), Asking::Anywhere).level()
                };
                viewers().any(|viewer| seen(to, &viewer) > seen(from, &viewer))
            });
            assert_eq!(widens(from, to), grows, "{from:?} to {to:?}");
        }
    }
}

#[test]
fn to_whom_a_thing_was_handed_on_is_told_to_who_speaks_for_its_origin_and_to_administrators_who_see_all_of_it()
 {
    use super::{Reason, Sight, see_disclosures};
    for viewer in viewers() {
        for sight in [
            Sight::Withheld(Reason::NotAParty),
            Sight::Visible(Level::Exists, Some(Reason::NotConfirmed)),
            Sight::Visible(Level::Summary, Some(Reason::NotConfirmed)),
            Sight::Visible(Level::Full, None),
        ] {
            let speaks = viewer.party == ORIGIN && viewer.role == Role::Coordinator;
            let may = speaks || viewer.role == Role::Administrator;
            let told = see_disclosures(&viewer, ORIGIN, sight).level();
            assert_eq!(told.is_some(), may && sight.level() == Some(Level::Full), "{viewer:?} {sight:?}");
        }
    }
}
