//! What lies on somebody's own desk: places they follow, for as long as they see them, and their own reports, for as long as
//! their party does.

use super::judged::Matrix;
use super::policy::{Level, Who, readers, sees};
use super::surfaces::ids;
use super::world::{Kind, World};
use crate::support::TestApp;
use crate::worlds::get;
use axum::body::Body;
use axum::http::{Request, header};
use samplats::domain::access::Role;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Somebody who has logged in.
struct Owner {
    who: Who,
    cookie: String,
}

pub async fn judge(matrix: &mut Matrix, world: &mut World) {
    let mut owners = Vec::new();
    for who in readers() {
        let login = format!("konto-{}", who.party.to_lowercase());
        world.app.account(&login, who.party, Role::Reader).await;
        owners.push(Owner { who, cookie: world.app.log_in(&login).await });
    }
    for owner in &owners {
        follow_all(matrix, world, owner).await;
        desk(matrix, world, owner, "").await;
    }
    world.keep_some().await;
    for owner in &owners {
        desk(matrix, world, owner, ", once some were kept").await;
    }
    own_reports(matrix, world).await;
}

/// Nobody follows what they do not see.
async fn follow_all(matrix: &mut Matrix, world: &World, owner: &Owner) {
    for (_, place) in world.all(Kind::Place) {
        let request = Request::put(format!("/api/me/desk/places/{}", place.id))
            .header(header::COOKIE, &owner.cookie)
            .header("x-samplats", "1")
            .header(header::CONTENT_TYPE, "application/json");
        let body = Body::from(json!({ "mark": "followed" }).to_string());
        let done = world.app.send(request.body(body).unwrap()).await.status;
        assert!([200, 404].contains(&done.as_u16()), "{done}");
        matrix.presence("following", owner.who, place, done == 200, sees(owner.who, world, place));
    }
}

async fn asked(app: &TestApp, cookie: &str, path: &str) -> Value {
    let answer = get(app, path, cookie, "identity").await;
    assert_eq!(answer.status, 200, "{path}");
    answer.json()
}

async fn desk(matrix: &mut Matrix, world: &World, owner: &Owner, when: &str) {
    let desk = asked(&world.app, &owner.cookie, "/api/me/desk").await;
    let data = asked(&world.app, &owner.cookie, "/api/me/data").await;
    let listed = asked(&world.app, &owner.cookie, "/api/places?followed=true&limit=1000").await;
    let followed = |of: &Value| ids(of["followed"].as_array().unwrap());
    // A desk tells what a place is called and how far the work on it has come.
    let lists = [
        ("desk", followed(&desk), Level::Summary),
        ("own data, the desk", followed(&data["desk"]), Level::Summary),
        ("places that are followed", ids(listed["items"].as_array().unwrap()), Level::Exists),
    ];
    for (surface, shown, told) in lists {
        for (_, place) in world.all(Kind::Place) {
            let expected = sees(owner.who, world, place).filter(|level| *level >= told);
            let surface = format!("{surface}{when}");
            matrix.presence(&surface, owner.who, place, shown.contains(&place.id), expected);
        }
    }
}

/// Whoever is moved to another party has sent their reports for the one before.
async fn own_reports(matrix: &mut Matrix, world: &mut World) {
    world.app.account("flyttar", "HUS", Role::Reporter).await;
    let cookie = world.app.log_in("flyttar").await;
    let mut sent = Vec::new();
    for (class, at) in
        [("partner", (18.003, 59.302)), ("city", (18.103, 59.302)), ("origin", (18.003, 59.303))]
    {
        let body = json!({ "position": { "lon": at.0, "lat": at.1 }, "problem_types": ["vandalism"], "class": class,
            "text": "Klotter." });
        let answer = world.app.post_as("/api/reports", &cookie, &body).await;
        assert_eq!(answer.status, 201, "{}", answer.json());
        sent.push(world.put(Kind::Report, &answer.json(), ("HUS", class), at, None));
    }
    let admin = world.app.token("STAD", Role::Administrator).await;
    for who in readers() {
        let body = json!({ "party": who.party, "role": "reader" });
        let moved = world.app.post("/api/users/flyttar/assignment", &admin, &body).await;
        assert_eq!(moved.status, 200, "{}", moved.json());
        let cookie = world.app.log_in("flyttar").await;
        let list = asked(&world.app, &cookie, "/api/me/reports").await;
        let data = asked(&world.app, &cookie, "/api/me/data").await;
        let lists = [("own reports", &list["items"]), ("own data, reports", &data["reports"])];
        for (surface, items) in lists {
            let shown: BTreeSet<_> = ids(items.as_array().unwrap());
            for report in &sent {
                let report = &world.things[*report];
                let expected = sees(who, world, report);
                matrix.presence(surface, who, report, shown.contains(&report.id), expected);
            }
        }
    }
}
