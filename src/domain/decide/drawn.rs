//! Sites and areas drawn anew by hand. What lies on and beside them gets its parties worked out anew, as after a file.

use super::{Decision, Fresh, check, next};
use crate::domain::area::{Area, Cover};
use crate::domain::command::Actor;
use crate::domain::ids::{AreaId, SiteId};
use crate::domain::refusal::{Faults, Refusal};
use crate::domain::site::Site;
use crate::domain::world::World;
use crate::space::Shape;

/// Says where a site is.
pub fn site(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    (id, shape): (SiteId, &Shape),
    fresh: &Fresh<'_>,
) -> Result<Decision, Refusal> {
    check::administers(actor)?;
    let site = world.site(id).ok_or(Refusal::NotThere)?;
    check::version(expected, site.version)?;
    if site.shape == *shape {
        return Ok(Decision { unchanged: 1, ..Decision::changed(id.into(), Vec::new()) });
    }
    let record = Site { shape: shape.clone(), ..site.record.clone() };
    let changes = vec![next(site.version, record, "site.change")];
    Decision::changed(id.into(), changes).with_what_follows(world, actor, fresh)
}

/// Says what an area covers. One that is made of others is drawn by drawing them.
pub fn area(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    (id, shape): (AreaId, &Shape),
    fresh: &Fresh<'_>,
) -> Result<Decision, Refusal> {
    check::administers(actor)?;
    let area = world.area(id).ok_or(Refusal::NotThere)?;
    check::version(expected, area.version)?;
    let mut faults = Faults::new();
    if matches!(shape, Shape::Point(_)) {
        faults.add("#/geometry", "not_a_polygon", "an area is a polygon");
    }
    let cover = Cover::Polygons(shape.clone());
    match &area.cover {
        Cover::Union(_) => faults.add("#/geometry", "made_of_others", "is made of other areas; draw those"),
        before @ Cover::Polygons(_) if *before == cover => {
            faults.check()?;
            return Ok(Decision { unchanged: 1, ..Decision::changed(id.into(), Vec::new()) });
        }
        Cover::Polygons(_) => {}
    }
    faults.check()?;
    let record = Area { cover, ..area.record.clone() };
    let changes = vec![next(area.version, record, "area.change")];
    Decision::changed(id.into(), changes).with_what_follows(world, actor, fresh)
}
