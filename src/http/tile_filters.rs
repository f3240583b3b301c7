//! The filters of tiles: those of the lists, beside the box that a tile is itself.

use super::caller::Caller;
use super::extract::Params;
use super::problem::Problem;
use super::resources::{places, reports};
use crate::domain::desk::Desk;
use crate::index::snapshot::Snapshot;
use crate::layers::collections::{Collection, Filters};

/// What the lists know and tiles do not: where a tile lies is said by its address, and the reports of one place are
/// few enough for a list.
const LISTS_ALONE: [&str; 2] = ["bbox", "place"];

/// Reads the filters that a collection knows; nothing at all where none is given, so that nothing is asked of each thing.
///
/// # Errors
/// 400 for a parameter that is unknown or wrong.
pub fn read(
    collection: Collection,
    query: Option<&str>,
    snapshot: &Snapshot,
    caller: &Caller,
    desk: impl FnOnce() -> Desk,
) -> Result<Filters, Problem> {
    let of_list: &[&str] = match collection {
        Collection::Places => &places::FILTERS,
        Collection::Reports => &reports::FILTERS,
        Collection::Districts
        | Collection::Neighbourhoods
        | Collection::Sites
        | Collection::Water
        | Collection::Parks
        | Collection::Streets => &[],
    };
    let mut known: Vec<_> = of_list.iter().copied().filter(|name| !LISTS_ALONE.contains(name)).collect();
    known.extend((collection == Collection::Places).then_some(places::FOLLOWED));
    let params = Params::parse(query, &known)?;
    if known.iter().all(|name| params.get(name).is_none()) {
        return Ok(Filters::default());
    }
    Ok(match collection {
        Collection::Reports => {
            Filters { reports: Some(reports::filter(snapshot, &params)?), ..Filters::default() }
        }
        _ => {
            let filter = places::filter(snapshot, &params, caller)?;
            Filters { places: Some(places::of_followed(filter, &params, desk)?), ..Filters::default() }
        }
    })
}
