//! The homes of a random world: a block of flats beside the school's yard, and two houses far from any site that share a
//! square. Whoever sees less than all of what is reported in one is shown the same spot, wherever in it that was.

use super::super::support::TestApp;
use axum::body::Body;
use axum::http::{Request, header};
use samplats::domain::access::Role;
use serde_json::{Value, json};

/// West, south, east, north.
type Walls = [f64; 4];

const FLATS: Walls = [18.0521, 59.3503, 18.0526, 59.3506];
/// In front of the south wall of the flats.
const DOOR: (f64, f64) = (18.05233, 59.35025);
const HOUSES: [Walls; 2] = [[18.1206, 59.3505, 18.12075, 59.35058], [18.1209, 59.3505, 18.12105, 59.35058]];

/// Spots inside, each with another one that is shown where it is shown.
pub const INSIDE: [((f64, f64), (f64, f64)); 3] = [
    ((18.05212, 59.35058), (18.05258, 59.35032)),
    ((18.05258, 59.35032), (18.05212, 59.35058)),
    ((18.12066, 59.35053), (18.12099, 59.35056)),
];

fn footprint((number, [w, s, e, n]): (usize, &Walls)) -> Value {
    json!({ "type": "Feature", "id": format!("b{number}"), "properties": {},
        "geometry": { "type": "Polygon", "coordinates": [[[w, s], [e, s], [e, n], [w, n], [w, s]]] } })
}

/// Puts them in.
pub async fn built(app: &TestApp) {
    let admin = app.token("STAD", Role::Administrator).await;
    let buildings = |walls: &[Walls], from: usize| {
        let features: Vec<_> = (from..).zip(walls).map(footprint).collect();
        json!({ "type": "FeatureCollection", "features": features }).to_string()
    };
    let (lon, lat) = DOOR;
    for (query, kind, body) in [
        ("what=addresses", "text/csv", format!("street,number,lon,lat\nSkolgatan,1,{lon},{lat}\n")),
        ("what=buildings&kind=apartments", "application/geo+json", buildings(&[FLATS], 1)),
        ("what=buildings&kind=one_family_house", "application/geo+json", buildings(&HOUSES, 2)),
    ] {
        let request = Request::post(format!("/api/imports?{query}"))
            .header(header::CONTENT_TYPE, kind)
            .header(header::AUTHORIZATION, format!("Bearer {admin}"));
        let answer = app.send(request.body(Body::from(body)).unwrap()).await;
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    }
}
