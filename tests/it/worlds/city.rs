//! One of the two cities that are compared, with all that happened in it.

use super::super::publications;
use super::super::routes::begin_a_run;
use super::super::support::TestApp;
use super::acts::Story;
use super::happen::{Told, happen, quarter_before};
use super::homes;
use jiff::Timestamp;
use samplats::domain::access::{Role, counts_publicly};
use samplats::domain::ids::ReportId;
use samplats::domain::world::World as _;
use serde_json::json;
use std::collections::BTreeSet;

/// A city with its story.
pub struct World {
    pub app: TestApp,
    pub told: Told,
    /// The paths of what the city itself has: a site, its areas, a rule, a run of the retention.
    pub reference: Vec<String>,
    moment: Timestamp,
}

/// The city, with homes, photos and rules, in which a story happens but for some of its acts. With `figures` so much was
/// reported in the quarter before that it can be published.
pub async fn world(moment: Timestamp, story: &Story, but: &BTreeSet<usize>, figures: bool) -> World {
    let app = TestApp::twin(moment).await;
    app.photos_on(2).await;
    homes::built(&app).await;
    begin_a_run(&app).await;
    let admin = app.token("STAD", Role::Administrator).await;
    let rule = json!({ "site_kind": "school", "party": "SKOLOR", "decision": "Beslut 1" });
    assert_eq!(app.post("/api/designations", &admin, &rule).await.status, 201);
    let mut reference = Vec::new();
    for list in ["/api/sites", "/api/areas", "/api/designations", "/api/retention/runs"] {
        let first = app.get(&format!("{list}?limit=1"), &admin).await.json();
        reference.push(format!("{list}/{}", first["items"][0]["id"].as_str().unwrap()));
    }
    if figures {
        let west = app.token("W", Role::Coordinator).await;
        app.foretell(50);
        let day = quarter_before(moment).first_day().saturating_add(jiff::Span::new().days(20));
        publications::reported(&app, &west, &day.to_string()).await;
    }
    let told = happen(&app, story, but, moment).await;
    World { app, told, reference, moment }
}

impl World {
    /// The paths of everything that there is or was.
    pub fn things(&self) -> Vec<String> {
        self.told.things.values().flatten().chain(&self.reference).cloned().collect()
    }

    /// Whether figures that anybody may read count one of these reports, by paths.
    pub fn counts(&self, mut reports: impl Iterator<Item = String>) -> bool {
        let snapshot = self.app.app.engine().snapshot();
        reports.any(|path| {
            let id: ReportId = path.rsplit('/').next().unwrap().parse().unwrap();
            snapshot.report(id).is_some_and(|report| counts_publicly(report.class))
        })
    }

    /// Publishes the quarter before this one. Its table is the same for everybody, whoever sees what is counted in it.
    pub async fn publish(&mut self) {
        let admin = self.app.token("STAD", Role::Administrator).await;
        self.app.foretell(900);
        let quarter = quarter_before(self.moment).to_string();
        let made =
            self.app.post("/api/publications", &admin, &publications::asked(&quarter, "district")).await;
        assert_eq!(made.status, 201, "{}", made.json());
        self.reference.push(format!("/api/publications/{}", made.json()["id"].as_str().unwrap()));
    }
}
