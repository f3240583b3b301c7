//! Buildings come in files; the same file again changes nothing. Only those that somebody lives in are kept, and what
//! somebody has lived in.

use super::{Decision, Fresh, check, next};
use crate::domain::building::{ACROSS_MAX_M, BUILDINGS_MAX, Building};
use crate::domain::command::{Actor, BuildingDraft};
use crate::domain::ids::BuildingId;
use crate::domain::refusal::{Faults, Refusal};
use crate::domain::world::World;
use crate::space::{LonLat, Plane, Shape};
use std::collections::HashSet;

const SOURCE_ID_MAX: usize = 120;

/// Puts buildings in, by source id.
pub fn put(
    world: &impl World,
    actor: &Actor,
    drafts: &[BuildingDraft],
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    check::administers(actor)?;
    let mut faults = Faults::new();
    let (mut changes, mut unchanged) = (Vec::new(), 0);
    let mut seen = HashSet::new();
    let mut count = world.building_count();
    for (row, draft) in drafts.iter().enumerate() {
        let building = read(draft, &format!("#/rows/{row}"), &mut faults);
        if !seen.insert(building.source_id.clone()) {
            let detail = "another building in the file has the same identity; map an id";
            faults.add(format!("#/rows/{row}/id"), "twice", detail);
            continue;
        }
        let known = world.building_by_source(&building.source_id);
        match known {
            Some(known) if known.record == (Building { id: known.id, ..building.clone() }) => unchanged += 1,
            Some(known) => {
                let building = Building { id: known.id, ..building };
                changes.push(next(known.version, building, "building.change"));
            }
            // A school or a garage is nothing that anybody asks about.
            None if !building.kind.is_home() => unchanged += 1,
            None => {
                count += 1;
                if count > BUILDINGS_MAX {
                    let detail = format!("there is room for {BUILDINGS_MAX} buildings");
                    faults.add(format!("#/rows/{row}"), "too_many", detail);
                    break;
                }
                let id = BuildingId::from_bits(fresh.id(world, |bits| BuildingId::from_bits(bits).into()));
                changes.push(next(0, Building { id, ..building }, "building.create"));
            }
        }
    }
    faults.check()?;
    Ok(Decision::file(changes, unchanged))
}

fn read(draft: &BuildingDraft, at: &str, faults: &mut Faults) -> Building {
    check_footprint(&draft.shape, &format!("{at}/geometry"), faults);
    Building {
        id: BuildingId::from_bits(0),
        source_id: check::label(&draft.source_id, &format!("{at}/id"), SOURCE_ID_MAX, faults).into(),
        kind: draft.kind,
        shape: draft.shape.clone(),
    }
}

/// An estate is no building: what is reported in its yard happened in nobody's home.
fn check_footprint(shape: &Shape, pointer: &str, faults: &mut Faults) {
    if matches!(shape, Shape::Point(_)) {
        faults.add(pointer, "not_a_polygon", "a building is a polygon, its footprint");
        return;
    }
    let around = shape.envelope();
    let corner = |lon, lat| LonLat::new(lon, lat).ok();
    let corners = (corner(around.west, around.south), corner(around.east, around.north));
    let across_m = match corners {
        (Some(one), Some(other)) => {
            let plane = Plane::of(one);
            plane.to_metres(one).distance_m(plane.to_metres(other))
        }
        _ => f64::INFINITY,
    };
    if across_m > ACROSS_MAX_M {
        let detail = format!(
            "is {across_m:.0} metres across, and a building is {ACROSS_MAX_M} at most; \
             give the footprint of each building, and not the estate"
        );
        faults.add(pointer, "too_large", detail);
    }
}
