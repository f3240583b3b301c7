//! Addresses come in files; the same file again changes nothing.

use super::{Decision, Fresh, check, next};
use crate::domain::address::{ADDRESSES_MAX, Address};
use crate::domain::command::{Actor, AddressDraft};
use crate::domain::ids::AddressId;
use crate::domain::refusal::{Faults, Refusal};
use crate::domain::world::World;
use std::collections::HashSet;

const SOURCE_ID_MAX: usize = 120;
/// Longest number and longest postal code, characters.
const SHORT_MAX: usize = 20;

/// Puts addresses in, by source id.
pub fn put(
    world: &impl World,
    actor: &Actor,
    drafts: &[AddressDraft],
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    check::administers(actor)?;
    let mut faults = Faults::new();
    let (mut changes, mut unchanged) = (Vec::new(), 0);
    let mut seen = HashSet::new();
    let mut count = world.address_count();
    for (row, draft) in drafts.iter().enumerate() {
        let address = read(draft, &format!("#/rows/{row}"), &mut faults);
        if !seen.insert(address.source_id.clone()) {
            let detail = "another address in the file has the same identity; map an id";
            faults.add(format!("#/rows/{row}/id"), "twice", detail);
            continue;
        }
        let Some(known) = world.address_by_source(&address.source_id) else {
            count += 1;
            if count > ADDRESSES_MAX {
                let detail = format!("there is room for {ADDRESSES_MAX} addresses");
                faults.add(format!("#/rows/{row}"), "too_many", detail);
                break;
            }
            let id = AddressId::from_bits(fresh.id(world, |bits| AddressId::from_bits(bits).into()));
            changes.push(next(0, Address { id, ..address }, "address.create"));
            continue;
        };
        let address = Address { id: known.id, ..address };
        if known.record == address {
            unchanged += 1;
        } else {
            changes.push(next(known.version, address, "address.change"));
        }
    }
    faults.check()?;
    Ok(Decision::file(changes, unchanged))
}

fn read(draft: &AddressDraft, at: &str, faults: &mut Faults) -> Address {
    let mut optional = |text: &Option<String>, field: &str, most: usize| {
        let label = check::optional_label(text.as_deref(), &format!("{at}/{field}"), most, faults);
        label.map(Into::into)
    };
    let number = optional(&draft.number, "number", SHORT_MAX);
    let postal_code = optional(&draft.postal_code, "postal_code", SHORT_MAX);
    let locality = optional(&draft.locality, "locality", check::NAME_MAX);
    Address {
        id: AddressId::from_bits(0),
        source_id: check::label(&draft.source_id, &format!("{at}/id"), SOURCE_ID_MAX, faults).into(),
        street: check::label(&draft.street, &format!("{at}/street"), check::NAME_MAX, faults).into(),
        number,
        postal_code,
        locality,
        position: draft.position,
    }
}
