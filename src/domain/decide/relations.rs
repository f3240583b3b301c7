//! Who manages a site and who owns its land, over time. Told by an administrator, or by a file.

use super::{Decision, Fresh, check, next};
use crate::domain::command::{Actor, SiteRelation};
use crate::domain::ids::{PartyId, SiteId};
use crate::domain::periods::{Dated, NotPut, PERIODS_MAX, current, put};
use crate::domain::refusal::{Faults, Refusal};
use crate::domain::world::World;
use jiff::civil::Date;

/// Who holds a relation, and when.
pub struct Held<'a> {
    /// The party's code; `None` is that nobody does.
    pub party: Option<&'a str>,
    /// First day; today when left out.
    pub from: Option<Date>,
    /// First day it no longer holds; until the next begins when left out.
    pub until: Option<Date>,
}

/// Says who manages a site or owns its land from a day on, or that nobody does. What is told of later
/// days stays. What lies beside the site gets its parties worked out anew.
pub fn set(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    (id, relation): (SiteId, SiteRelation),
    held: &Held<'_>,
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    check::administers(actor)?;
    let site = world.site(id).ok_or(Refusal::NotThere)?;
    check::version(expected, site.version)?;
    let mut faults = Faults::new();
    let party = held.party.and_then(|code| check::party(world, code, "#/party", &mut faults)).map(|p| p.id);
    let from = held.from.unwrap_or_else(|| fresh.today());
    let mut record = site.record.clone();
    let line = match relation {
        SiteRelation::Manager => &mut record.managers,
        SiteRelation::LandOwner => &mut record.land_owners,
    };
    match put(line, party, from, held.until) {
        Ok(dated) => *line = dated,
        Err(fault) => not_put(fault, "#/until", &mut faults),
    }
    faults.check()?;
    if record == site.record {
        return Ok(Decision { unchanged: 1, ..Decision::changed(id.into(), Vec::new()) });
    }
    let changes = vec![next(site.version, record, "site.relation")];
    Decision::changed(id.into(), changes).with_what_follows(world, actor, fresh)
}

/// Why a period cannot be put in, in words.
pub fn not_put(fault: NotPut, pointer: &str, faults: &mut Faults) {
    match fault {
        NotPut::EndsBeforeItBegins => faults.add(pointer, "before_start", "must be after the first day"),
        NotPut::ReachesInto(next) => faults.add(
            pointer,
            "reaches_into_next",
            format!("another begins on {next}; end this one there, or take that one back first"),
        ),
        NotPut::TooMany => {
            faults.add(pointer, "too_many", format!("at most {PERIODS_MAX} periods are kept"));
        }
    }
}

/// A relation after a file has named a party for it: the party holds it today, and from today where
/// another did. A new site's relation has no first day, since nobody has said one.
pub fn of_file(
    had: Option<&[Dated<PartyId>]>,
    named: Option<PartyId>,
    (today, pointer): (Date, &str),
    faults: &mut Faults,
) -> Vec<Dated<PartyId>> {
    match (had, named) {
        (None, None) => Vec::new(),
        (None, Some(party)) => vec![Dated::since(party, None)],
        (Some(had), None) => had.to_vec(),
        (Some(had), Some(party)) if current(had, today) == Some(&party) => had.to_vec(),
        (Some(had), Some(party)) => put(had, Some(party), today, None).unwrap_or_else(|fault| {
            not_put(fault, pointer, faults);
            had.to_vec()
        }),
    }
}
