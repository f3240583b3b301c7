//! Who acts: every command of the demo is given for a party, in a role, as a person of that party would.

use crate::demo::logins::reporting_account;
use crate::demo::parties::CITY_EXECUTIVE;
use crate::domain::access::{Role, Viewer};
use crate::domain::command::Actor;
use crate::domain::party::Party;
use crate::domain::time::date_of;
use crate::domain::world::{Held, World};
use crate::index::snapshot::Snapshot;
use crate::space::Shape;
use anyhow::{Context, Result};
use jiff::Timestamp;

/// Somebody of a party, without an account: most who work in the demo's city have none of its log-ins.
fn of(party: &Party, role: Role, unit: Option<&str>) -> Actor {
    Actor {
        viewer: Viewer { party: party.id, kind: party.kind, role },
        account: None,
        unit: unit.map(str::to_owned),
    }
}

fn named(world: &Snapshot, party: &str) -> Result<Held<Party>> {
    world.party_by_code(party).with_context(|| format!("the demo has no party {party}"))
}

/// Somebody in the field who sends the report of a number: whoever logs in for that unit in the demo, so that they find
/// what they have sent.
///
/// # Errors
/// There is no such party.
pub fn reporter(world: &Snapshot, party: &str, unit: Option<&str>, number: usize) -> Result<Actor> {
    let account = reporting_account(party, unit, number);
    Ok(Actor { account, ..of(&*named(world, party)?, Role::Reporter, unit) })
}

/// Who sets up the city.
///
/// # Errors
/// There is no such party.
pub fn administrator(world: &Snapshot) -> Result<Actor> {
    Ok(of(&*named(world, CITY_EXECUTIVE)?, Role::Administrator, None))
}

/// Who speaks for a party.
///
/// # Errors
/// There is no such party.
pub fn coordinator(world: &Snapshot, party: &str) -> Result<Actor> {
    Ok(of(&*named(world, party)?, Role::Coordinator, None))
}

/// Who decides about what lies here: the coordinator of the district with the largest share, and outside every
/// district that of the city executive office.
///
/// # Errors
/// There is neither.
pub fn district_coordinator(world: &Snapshot, shape: &Shape, at: Timestamp) -> Result<Actor> {
    let largest = world.district_shares(shape, date_of(at)).first().map(|share| share.district);
    match largest.and_then(|district| world.administration_of(district)) {
        Some(party) => Ok(of(&party, Role::Coordinator, None)),
        None => coordinator(world, CITY_EXECUTIVE),
    }
}
