//! Reviews of who may get in: a coordinator's of the own party, an administrator's of all of them.

use super::{Decision, Fresh, check, next};
use crate::domain::access_review::{AccessReview, Reviewed};
use crate::domain::command::Actor;
use crate::domain::ids::AccessReviewId;
use crate::domain::refusal::Refusal;
use crate::domain::world::World;

/// Writes a review down.
pub fn record(
    world: &impl World,
    actor: &Actor,
    whole_city: bool,
    (confirmed, ended): (Reviewed, Reviewed),
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    if whole_city {
        check::administers(actor)?;
    } else if !actor.viewer.role.administers() {
        check::coordinates(actor)?;
    }
    let id = AccessReviewId::from_bits(fresh.id(world, |bits| AccessReviewId::from_bits(bits).into()));
    let party = actor.viewer.party;
    let review = AccessReview { id, party, whole_city, at: fresh.now, confirmed, ended };
    Ok(Decision::created(id.into(), vec![next(0, review, "access_review.record")]))
}
