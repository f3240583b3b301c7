//! Where decisions lie, and how requests for documents were answered: of one thing for each that is unlike the others.

use super::judged::Matrix;
use super::policy::Who;
use super::surfaces::{list, noun};
use super::world::{Kind, Thing, World};
use super::writes::likeness;
use samplats::domain::access::Role;
use serde_json::json;
use std::collections::BTreeMap;

pub async fn judge(matrix: &mut Matrix, world: &World, who: Who, token: &str) {
    let shown = list(&world.app, token, "/api/filings").await;
    matrix.many("list of filings", who, world, Kind::Filing, &shown);
    for (_, filing) in world.all(Kind::Filing) {
        let about = &world.things[filing.place.expect("a filing is about something")];
        let path = format!("/api/filings?kind={}&id={}", kind_word(about), about.id);
        let shown = list(&world.app, token, &path).await.contains_key(&filing.id);
        matrix.presence("filings of one thing", who, filing, shown, super::policy::sees(who, world, filing));
    }
    let answers = world.app.get("/api/document-requests?limit=1", token).await;
    matrix.same("list of document-requests", who, &"at all", &(answers.status == 200), &who.answers());
    if who.answers() {
        let shown = list(&world.app, token, "/api/document-requests").await;
        matrix.many("list of document-requests", who, world, Kind::Answer, &shown);
    }
}

const fn kind_word(thing: &Thing) -> &'static str {
    match thing.kind {
        Kind::Place => "place",
        _ => "measure",
    }
}

impl World {
    /// The coordinator of where it comes from files the decision, and answers somebody who asked for the document.
    pub async fn papers(&mut self) {
        for about in self.unlike(&[Kind::Place, Kind::Measure]) {
            let Thing { origin, class, at, .. } = self.things[about];
            let token = self.app.token(origin, Role::Coordinator).await;
            let thing = &self.things[about];
            let body = json!({ "kind": kind_word(thing), "id": thing.id, "diary_number": "2026/17" });
            let made = self.made("filings", &token, &body).await;
            self.put(Kind::Filing, &made, (origin, class), at, Some(about));
        }
        for about in self.unlike(&[Kind::Place, Kind::Report]) {
            let Thing { origin, class, at, kind, .. } = self.things[about];
            let token = self.app.token(origin, Role::Coordinator).await;
            let path = format!("/api/{}/{}", noun(kind), self.things[about].id);
            let body = json!({ "decided_by": "registrator" });
            let made = self.app.command(&path, "document-requests", &token, &body).await;
            assert_eq!(made.status, 200, "{}", made.json());
            self.put(Kind::Answer, &made.json(), (origin, class), at, Some(about));
        }
    }

    /// One of each that differs in what decides who sees it.
    fn unlike(&self, kinds: &[Kind]) -> Vec<usize> {
        let things = self.things.iter().enumerate().filter(|(_, thing)| kinds.contains(&thing.kind));
        let each: BTreeMap<String, usize> = things.map(|(at, thing)| (likeness(thing), at)).collect();
        each.into_values().collect()
    }
}
