//! What somebody tries on things that are withheld from them, as if they had guessed the ids.

use super::super::routes::{self, Things};
use super::super::support::contract;
use serde_json::{Value, json};

/// Something to try: the operation, its method and path with the id filled in, and a body that would do.
pub struct Attempt {
    pub operation: String,
    pub method: String,
    pub path: String,
    pub body: Value,
}

/// Everything that can be tried on a thing: each operation that writes on its path, and each that names it in its body.
pub fn on(thing: &str) -> Vec<Attempt> {
    let mut parts = thing.split('/').skip(2);
    let (noun, id) = (parts.next().unwrap(), parts.next().unwrap());
    let template = format!("/api/{noun}/{{id}}");
    let things = Things::all_of(id);
    let mut all = naming(noun, id);
    for (path, operations) in contract()["paths"].as_object().unwrap() {
        if *path != template && !path.starts_with(&format!("{template}/")) {
            continue;
        }
        for method in
            ["post", "put", "patch", "delete"].into_iter().filter(|method| operations.get(method).is_some())
        {
            let method = method.to_uppercase();
            all.push(Attempt {
                operation: format!("{method} {path}"),
                path: path.replace("{id}", id),
                body: routes::body(path, &things, "safety_walk"),
                method,
            });
        }
    }
    all
}

/// Bodies that name a thing.
fn naming(noun: &str, id: &str) -> Vec<Attempt> {
    let at = json!({ "lon": 18.1204, "lat": 59.3508 });
    let geometry = json!({ "type": "Point", "coordinates": [18.1204, 59.3508] });
    let stop = json!({ "label": "Torget", "place": id });
    let bodies = match noun {
        "places" => vec![
            ("/api/reports", json!({ "position": at, "problem_types": ["disorder"], "place": id })),
            ("/api/measures", json!({ "place": id, "measure_type": "safety_walk", "party": "W" })),
            ("/api/rounds", json!({ "name": "Ronden", "stops": [stop] })),
            ("/api/presences", routes::presence_at(id)),
            ("/api/filings", json!({ "kind": "place", "id": id, "diary_number": "KS 2026/1" })),
        ],
        "reports" => vec![
            ("/api/places", json!({ "reports": [id], "problem_types": ["disorder"] })),
            ("/api/places", json!({ "geometry": geometry, "reports": [id], "problem_types": ["disorder"] })),
        ],
        "rounds" => vec![("/api/walks", routes::walk_of(id))],
        "measures" | "photos" | "walks" | "presences" | "filings" | "document-requests" => Vec::new(),
        other => panic!("nobody has said where {other} can be named"),
    };
    let attempt = |(path, body): (&str, Value)| Attempt {
        operation: format!("POST {path}"),
        method: "POST".into(),
        path: path.into(),
        body,
    };
    let mut all: Vec<_> = bodies.into_iter().map(attempt).collect();
    if noun == "places" {
        all.push(Attempt {
            operation: "PUT /api/me/desk/places/{id}".into(),
            method: "PUT".into(),
            path: format!("/api/me/desk/places/{id}"),
            body: json!({ "mark": "followed" }),
        });
    }
    all
}

/// What somebody tries with a thing of their own and one that is withheld.
pub fn with_own(own: &str, withheld: &str) -> Vec<Attempt> {
    let id = withheld.rsplit('/').next().unwrap();
    let to = |command: &str, body: Value| {
        let noun = own.split('/').nth(2).unwrap();
        Attempt {
            operation: format!("POST /api/{noun}/{{id}}/{command}"),
            method: "POST".into(),
            path: format!("{own}/{command}"),
            body,
        }
    };
    let geometry = json!({ "type": "Point", "coordinates": [18.1204, 59.3508] });
    let part = |name: &str| json!({ "name": name, "geometry": geometry, "reports": [id] });
    match (own.split('/').nth(2).unwrap(), withheld.split('/').nth(2).unwrap()) {
        ("places", "places") => vec![to("merge", json!({ "into": id, "reason": "Samma." }))],
        ("places", "reports") => {
            vec![to("split", json!({ "parts": [part("A"), part("B")], "reason": "Två." }))]
        }
        ("reports", "places") => vec![to("triage", json!({ "outcome": "linked", "place": id }))],
        _ => Vec::new(),
    }
}
