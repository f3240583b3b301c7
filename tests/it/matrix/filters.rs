//! What is found by what it is like: a filter finds nothing by what is not shown of it, in lists, files and on the map.

use super::judged::Matrix;
use super::policy::{Level, Who, is_drawn, sees};
use super::surfaces::{self, ids, items, noun, tile_path};
use super::tile;
use super::world::{Kind, Thing, World};
use std::collections::BTreeSet;

const FILTERS: [(Kind, &str); 9] = [
    (Kind::Place, "status=suspected"),
    (Kind::Place, "status=active"),
    (Kind::Place, "status=dormant"),
    (Kind::Place, "status=dismissed,merged,split"),
    (Kind::Place, "problem_type=vandalism"),
    (Kind::Report, "status=received"),
    (Kind::Report, "status=triaged"),
    (Kind::Report, "problem_type=vandalism"),
    (Kind::Report, "problem_type=disorder"),
];

pub async fn judge(matrix: &mut Matrix, world: &World, who: Who, token: &str) {
    for (kind, filter) in FILTERS {
        let noun = noun(kind);
        let listed = ids(&items(&world.app, token, &format!("/api/{noun}?{filter}")).await);
        let path = format!("/api/exports/{noun}?format=csv&{filter}");
        let file = world.app.get(&path, token).await;
        surfaces::good(&file, &path);
        let file = surfaces::column(&file.body, "id");
        let mut drawn = 0;
        for (_, thing) in world.all(kind) {
            let found = is_found(who, world, thing, filter);
            matrix.same(
                &format!("{noun} by a filter"),
                who,
                &(filter, thing),
                &listed.contains(&thing.id),
                &found,
            );
            matrix.same(
                &format!("{noun} by a filter, as csv"),
                who,
                &(filter, thing),
                &file.contains(&thing.id),
                &found,
            );
            drawn += u64::from(found && is_drawn(thing));
        }
        let shown = counted(world, token, kind, filter).await;
        matrix.same(&format!("{noun} by a filter, in summaries"), who, &filter, &shown, &drawn);
    }
}

/// "Type, status, coordinator, last seen" are told from a summary up; whoever only knows that something exists finds it by
/// none of them.
fn is_found(who: Who, world: &World, thing: &Thing, filter: &str) -> bool {
    let (name, words) = filter.split_once('=').unwrap();
    let is = match (name, thing.kind) {
        // Everything here is of one type.
        ("problem_type", _) => "vandalism",
        (_, Kind::Place) => thing.status,
        _ if thing.waits() => "received",
        _ => "triaged",
    };
    words.split(',').any(|word| word == is) && sees(who, world, thing) >= Some(Level::Summary)
}

/// How many the map counts from afar, where all of the city lies in one tile or in two.
async fn counted(world: &World, token: &str, kind: Kind, filter: &str) -> u64 {
    let tiles: BTreeSet<_> = world.all(kind).map(|(_, thing)| tile_path(kind, thing.at, 9)).collect();
    let mut count = 0;
    for path in tiles {
        let path = format!("{path}?{filter}");
        let answer = world.app.get(&path, token).await;
        if answer.status != 204 {
            surfaces::good(&answer, &path);
            let points = tile::layers(&answer.body).into_iter().flat_map(|layer| layer.points);
            count += points.map(|point| point.numbers["count"]).sum::<u64>();
        }
    }
    count
}
