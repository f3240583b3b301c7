//! Somebody stands there and reports: the answer tells what is already known there, by the rule for who stands close by.

use super::judged::Matrix;
use super::narrowed::unlike;
use super::policy::{Level, Who, sees_close_by};
use super::world::{Kind, World};
use samplats::domain::access::Role;
use serde_json::json;

pub async fn judge(matrix: &mut Matrix, world: &World) {
    for (who, token, _) in world.viewers.iter().filter(|(who, ..)| who.role != Role::Reader) {
        for place in unlike(world, *who).into_iter().filter(|thing| thing.kind == Kind::Place) {
            reports_there(matrix, world, *who, token, place.at).await;
        }
    }
}

/// Sends a report that nobody else sees, so that it changes nothing for others.
async fn reports_there(matrix: &mut Matrix, world: &World, who: Who, token: &str, at: (f64, f64)) {
    let body = json!({ "position": { "lon": at.0, "lat": at.1 }, "problem_types": ["vandalism"], "class": "origin" });
    let sent = world.app.post("/api/reports", token, &body).await;
    assert_eq!(sent.status, 201, "{who:?}: {}", sent.json());
    let sent = sent.json();
    let told = sent["places"].as_array().unwrap();
    for (_, place) in world.all(Kind::Place) {
        let expected = sees_close_by(who, world, place).filter(|_| is_close(at, place.at));
        let known = told.iter().find(|known| known["id"] == place.id.as_str());
        let shown = known.map(|known| Level::parse(known["level"].as_str().unwrap()));
        matrix.cell("known where somebody reports", who, place, shown, expected);
    }
}

/// Within 250 m, which nothing in this city is nearly.
fn is_close(one: (f64, f64), other: (f64, f64)) -> bool {
    let north_m = (one.1 - other.1) * 111_400.0;
    let east_m = (one.0 - other.0) * 111_400.0 * one.1.to_radians().cos();
    let metres = north_m.hypot(east_m);
    assert!((metres - 250.0).abs() > 25.0, "{metres} m from {one:?} to {other:?}");
    metres < 250.0
}
