//! Walks of the caller's own party, a row for each look at a stop. That nothing was seen is a row as well.

use super::{Table, moment, text, whole, word};
use crate::domain::ids::RoundId;
use crate::domain::round::{Round, Visit, Walk};
use crate::domain::world::World;
use crate::export::{Column, Row};
use crate::index::view::effort;
use crate::space::Shape;

/// The columns.
pub const COLUMNS: [Column; 13] = [
    text("id"),
    text("walk"),
    text("round"),
    text("round_name"),
    moment("started_at"),
    moment("ended_at"),
    whole("stop"),
    text("stop_label"),
    text("place"),
    text("place_name"),
    text("site"),
    moment("at"),
    text("found"),
];

/// The rows, the newest walk first and its looks in the order they were made.
pub fn rows<'a>(table: &'a Table<'a>, round: Option<RoundId>) -> impl Iterator<Item = Row> + 'a {
    let (snapshot, eyes) = (table.scene.snapshot, table.scene.eyes);
    effort::walks(snapshot, eyes, round).into_iter().flat_map(move |walk| {
        let round = effort::round(snapshot, eyes, walk.round).map(|round| &round.record);
        let looks = walk.visits.iter().enumerate();
        looks.map(move |(number, visit)| row(table, (round, walk), number, visit)).collect::<Vec<_>>()
    })
}

/// A stop that the round no longer has is still known by its number.
fn row(table: &Table<'_>, (round, walk): (Option<&Round>, &Walk), number: usize, visit: &Visit) -> Row {
    let stop = round.and_then(|round| round.stops.iter().find(|stop| stop.number == visit.stop));
    let place = visit.place.and_then(|id| table.scene.place_ref(id));
    let site = stop.and_then(|stop| stop.site).and_then(|id| table.scene.snapshot.site(id));
    let id = format!("{}-{number}", walk.id);
    let cells = vec![
        id.clone().into(),
        walk.id.to_string().into(),
        walk.round.to_string().into(),
        round.map(|round| round.name.clone()).into(),
        walk.started_at.into(),
        walk.ended_at.into(),
        (visit.stop as usize).into(),
        stop.map(|stop| stop.label.clone()).into(),
        place.as_ref().map(|place| place.id.clone()).into(),
        place.map(|place| place.name).into(),
        site.map(|site| site.name.clone()).into(),
        visit.at.into(),
        word(&visit.found).into(),
    ];
    Row { id, geometry: stop.map(|stop| Shape::Point(stop.position)), cells }
}
