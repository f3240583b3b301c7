//! What anybody may read without a log-in, and how it comes to be read.

use super::support::{Answer, TestApp};
use super::twins::whole;
use axum::body::Body;
use axum::http::{Request, header};
use samplats::domain::access::Role;
use serde_json::{Value, json};
use std::process::Command;

/// Reports of a quarter, as many as a publication needs to have something to show: a dozen in either district.
pub async fn reported(app: &TestApp, token: &str, day: &str) {
    for number in 0..24_u32 {
        let lon = if number % 2 == 0 { 18.05 } else { 18.15 };
        let body = json!({ "position": { "lon": lon, "lat": 59.35 }, "problem_types": ["vandalism"],
            "observed_at": format!("{day}T12:00:00+02:00") });
        let answer = app.post("/api/reports", token, &body).await;
        assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
    }
}

pub fn asked(quarter: &str, geography: &str) -> Value {
    json!({ "quarter": quarter, "geography": geography, "decision": "KS 2026/77" })
}

/// The first quarter of 2026 published, and the second ready to be.
pub async fn published(app: &TestApp) -> String {
    let west = app.token("W", Role::Coordinator).await;
    let admin = app.token("STAD", Role::Administrator).await;
    for day in ["2026-02-10", "2026-05-10"] {
        reported(app, &west, day).await;
    }
    let made = app.post("/api/publications", &admin, &asked("2026-Q1", "district")).await;
    assert_eq!(made.status, 201, "{}", String::from_utf8_lossy(&made.body));
    made.json()["id"].as_str().unwrap().to_owned()
}

async fn anybody(app: &TestApp, path: &str, headers: &[(&str, &str)]) -> Answer {
    let request =
        headers.iter().fold(Request::get(path), |request, (name, value)| request.header(*name, *value));
    app.send(request.body(Body::empty()).unwrap()).await
}

const QUARTER: &str = "/api/public/publications/2026-Q1";

#[tokio::test]
async fn anybody_reads_what_is_published_and_keeps_it_for_five_minutes() {
    let app = TestApp::with_city().await;
    assert_eq!(anybody(&app, "/api/public/publications", &[]).await.json()["items"], json!([]));
    assert_eq!(anybody(&app, QUARTER, &[]).await.problem(), "not-there");
    published(&app).await;
    let list = anybody(&app, "/api/public/publications", &[]).await.json();
    assert_eq!(list["items"][0]["quarter"], "2026-Q1");
    let table = anybody(&app, QUARTER, &[]).await;
    assert_eq!(table.header("cache-control"), "public, max-age=300");
    assert_eq!(table.header("vary"), "accept-encoding");
    let document = table.json();
    assert_eq!(document["rows"][0]["counts"], json!([12, null, null, null]));
    assert_eq!(document["totals"][0], 24);
    assert_eq!(document["rows"][0]["name"], "Väster");
    assert_eq!(document["left_out"][2]["code"], "unlawful_settlement");
    let again = anybody(&app, QUARTER, &[("if-none-match", table.header("etag"))]).await;
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
    // Who asks makes no difference, so that one copy can serve all.
    let admin = app.token("STAD", Role::Administrator).await;
    assert_eq!(whole(&app.get(QUARTER, &admin).await), whole(&table));
    for nothing in ["2026-Q2", "2026-Q5", "2026", "..%2F..", "2026-q1"] {
        let answer = anybody(&app, &format!("/api/public/publications/{nothing}/csv"), &[]).await;
        assert_eq!(answer.problem(), "not-there", "{nothing}");
    }
    assert_eq!(
        anybody(&app, &format!("{QUARTER}?district=w"), &[]).await.status,
        400,
        "no filter beyond the tables"
    );
}

#[tokio::test]
async fn gdal_reads_the_files_and_they_say_what_the_table_says() {
    let app = TestApp::with_city().await;
    published(&app).await;
    let admin = app.token("STAD", Role::Administrator).await;
    let hexagons = app.post("/api/publications", &admin, &asked("2026-Q2", "hexagon")).await;
    assert_eq!(hexagons.status, 201, "{}", String::from_utf8_lossy(&hexagons.body));
    let folder = tempfile::tempdir().unwrap();
    for quarter in ["2026-Q1", "2026-Q2"] {
        let path = format!("/api/public/publications/{quarter}");
        let table = anybody(&app, &path, &[]).await.json();
        let map = anybody(&app, &format!("{path}/geojson"), &[]).await;
        assert_eq!(map.header("content-type"), "application/geo+json");
        let text = gdal(&folder, &format!("{quarter}.geojson"), &map.body, "GeoJSON");
        assert!(text.contains("Feature Count: 2") && text.contains("Geometry: Polygon"), "{text}");
        assert!(
            text.contains("crime_disorder (Integer) = 12") && text.contains("ID[\"EPSG\",4326]"),
            "{text}"
        );
        assert!(text.contains("fire (String) = (null)") && text.contains("POLYGON (("), "{text}");
        let lines = anybody(&app, &format!("{path}/csv"), &[]).await;
        assert_eq!(lines.header("content-type"), "text/csv; charset=utf-8");
        let text = gdal(&folder, &format!("{quarter}.csv"), &lines.body, "CSV");
        // Two areas and the city, each with four categories and their sum.
        assert!(text.contains("Feature Count: 15"), "{text}");
        let shown = text.matches("shown (String) = true").count();
        let figures = |row: &Value| {
            row["counts"].as_array().unwrap().iter().chain([&row["total"]]).filter(|f| f.is_u64()).count()
        };
        let city = json!({ "counts": table["totals"], "total": table["total"] });
        let rows: usize = table["rows"].as_array().unwrap().iter().chain([&city]).map(figures).sum();
        assert_eq!(shown, rows, "{text}");
    }
}

/// What GDAL says of a file; it must be installed, as `make test` does.
fn gdal(folder: &tempfile::TempDir, name: &str, bytes: &[u8], driver: &str) -> String {
    let file = folder.path().join(name);
    std::fs::write(&file, bytes).unwrap();
    let output = Command::new("ogrinfo").args(["-ro", "-al"]).arg(&file).output().expect("GDAL is installed");
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && !err.contains("Warning") && !err.contains("ERROR"), "{out}{err}");
    assert!(out.contains(&format!("using driver `{driver}'")), "{out}");
    out.into_owned()
}

#[tokio::test]
async fn the_catalogue_has_what_data_portals_require() {
    let app = TestApp::with_city().await;
    published(&app).await;
    let answer = anybody(&app, "/api/public/catalogue", &[("host", "figures.example.se")]).await;
    assert_eq!(answer.header("content-type"), "application/ld+json");
    assert_eq!(answer.header("cache-control"), "private, no-cache", "made of this request's own host");
    let document = answer.json();
    let graph = document["@graph"].as_array().unwrap();
    let of = |class: &str| graph.iter().filter(move |node| node["@type"] == class).collect::<Vec<_>>();
    let known = |reference: &Value| graph.iter().any(|node| node["@id"] == reference["@id"]);
    // What DCAT-AP-SE 2 marks as mandatory for each class, and what it expects a dataset of an authority to have.
    for (class, count, members) in [
        (
            "dcat:Catalog",
            1,
            &["dcterms:title", "dcterms:description", "dcterms:publisher", "dcterms:license", "dcat:dataset"]
                [..],
        ),
        (
            "dcat:Dataset",
            1,
            &[
                "dcterms:title",
                "dcterms:description",
                "dcterms:publisher",
                "dcat:contactPoint",
                "dcat:distribution",
                "dcterms:accessRights",
                "dcat:theme",
            ],
        ),
        ("dcat:Distribution", 2, &["dcat:accessURL", "dcterms:license", "dcterms:format"]),
        ("foaf:Agent", 1, &["foaf:name"]),
        ("vcard:Organization", 1, &["vcard:fn"]),
    ] {
        assert_eq!(of(class).len(), count, "{class}");
        for (node, member) in
            of(class).into_iter().flat_map(|node| members.iter().map(move |member| (node, member)))
        {
            let value = &node[*member];
            let is_there = value.as_array().map_or(!value.is_null(), |all| !all.is_empty());
            assert!(
                is_there && node["@id"].as_str().unwrap().starts_with("http://figures.example.se/"),
                "{class} {member}"
            );
        }
    }
    let (catalogue, dataset) = (of("dcat:Catalog")[0], of("dcat:Dataset")[0]);
    for reference in
        [&catalogue["dcterms:publisher"], &catalogue["dcat:dataset"][0], &dataset["dcat:contactPoint"]]
    {
        assert!(known(reference), "{reference} is described");
    }
    for language in ["sv", "en"] {
        let titles = dataset["dcterms:title"].as_array().unwrap();
        assert!(titles.iter().any(|title| title["@language"] == language));
    }
    // Where it says that the files are, they are.
    for distribution in of("dcat:Distribution") {
        let address = distribution["dcat:downloadURL"]["@id"].as_str().unwrap();
        let answer = anybody(&app, address.trim_start_matches("http://figures.example.se"), &[]).await;
        let format = distribution["dcterms:format"].as_str().unwrap();
        assert!(answer.status == 200 && answer.header("content-type").starts_with(format), "{address}");
    }
}

#[tokio::test]
async fn a_withdrawn_publication_is_handed_out_no_more_and_says_why() {
    let app = TestApp::with_city().await;
    let id = published(&app).await;
    let admin = app.token("STAD", Role::Administrator).await;
    let body = json!({ "ground": "Fel rapporter räknades" });
    let path = format!("/api/publications/{id}");
    assert_eq!(app.command(&path, "withdraw", &admin, &body).await.status, 200);
    for file in ["", "/csv", "/geojson"] {
        let answer = anybody(&app, &format!("{QUARTER}{file}"), &[]).await;
        assert_eq!(answer.problem(), "withdrawn");
        assert!(answer.json()["detail"].as_str().unwrap().ends_with("Fel rapporter räknades"));
        let figures =
            answer.json().as_object().unwrap().iter().filter(|(_, value)| !value.is_string()).count();
        assert_eq!(figures, 1, "none but the status: {}", answer.json());
        assert_ne!(answer.header("cache-control"), "public, max-age=300");
    }
    let list = anybody(&app, "/api/public/publications", &[]).await.json();
    assert_eq!(list["items"][0]["withdrawn"]["ground"], "Fel rapporter räknades");
    let catalogue = anybody(&app, "/api/public/catalogue", &[]).await.json();
    assert_eq!(catalogue["@graph"][0]["dcat:dataset"], json!([]));
    let again = app.post("/api/publications", &admin, &asked("2026-Q1", "hexagon")).await;
    assert_eq!(again.json()["errors"][0]["code"], "already-published");
}

#[tokio::test]
async fn what_is_tried_is_what_would_be_published_and_publishes_nothing() {
    let app = TestApp::with_city().await;
    let west = app.token("W", Role::Coordinator).await;
    let admin = app.token("STAD", Role::Administrator).await;
    reported(&app, &west, "2026-02-10").await;
    let without_decision = json!({ "quarter": "2026-Q1", "geography": "district" });
    let tried = app.post("/api/publications/dry-run", &admin, &without_decision).await.json();
    assert_eq!((&tried["reports"], &tried["shown"]), (&json!(24), &json!(3)));
    assert_eq!(anybody(&app, QUARTER, &[]).await.status, 404);
    let made = app.post("/api/publications", &admin, &asked("2026-Q1", "district")).await.json();
    for member in ["rows", "totals", "total", "categories", "left_out"] {
        assert_eq!(tried["publication"][member], made[member], "{member}");
    }
    for body in [
        json!({ "quarter": "2026", "geography": "district" }),
        json!({ "quarter": "2026-Q1", "geography": "street" }),
    ] {
        assert_eq!(app.post("/api/publications/dry-run", &admin, &body).await.status, 422, "{body}");
    }
    assert_eq!(app.post("/api/publications/dry-run", &west, &without_decision).await.status, 403);
}

/// Two cities, in one of which more was reported that is kept from some partner: nobody is told more or less in one of them.
#[tokio::test]
async fn what_is_kept_changes_no_byte_of_what_is_published() {
    let moment = "2026-11-23T09:00:00Z".parse().unwrap();
    let mut told = Vec::new();
    for with_more in [true, false] {
        let app = TestApp::twin(moment).await;
        let west = app.token("W", Role::Coordinator).await;
        let admin = app.token("STAD", Role::Administrator).await;
        app.foretell(7);
        reported(&app, &west, "2026-02-10").await;
        if with_more {
            for class in ["origin", "city"] {
                for number in 0..40 {
                    let lon = 18.01 + 0.002 * f64::from(number);
                    let body = json!({ "position": { "lon": lon, "lat": 59.35 }, "problem_types": ["graffiti"], "class": class,
                        "observed_at": "2026-03-03T12:00:00+01:00" });
                    assert_eq!(app.post("/api/reports", &west, &body).await.status, 201);
                }
            }
        }
        for geography in ["hexagon", "district"] {
            let body = asked("2026-Q1", geography);
            let mut tried = app.post("/api/publications/dry-run", &admin, &body).await.json();
            // When it was tried is told by the clock of the machine.
            tried["publication"]["published_at"].take();
            told.push((with_more, tried.to_string()));
        }
        app.foretell(9);
        told.push((
            with_more,
            whole(&app.post("/api/publications", &admin, &asked("2026-Q1", "hexagon")).await),
        ));
        for file in ["", "/csv", "/geojson"] {
            told.push((with_more, whole(&anybody(&app, &format!("{QUARTER}{file}"), &[]).await)));
        }
        told.push((with_more, whole(&anybody(&app, "/api/public/catalogue", &[]).await)));
    }
    let (with, without): (Vec<_>, Vec<_>) = told.into_iter().partition(|(with_more, _)| *with_more);
    assert_eq!(with.len(), 7);
    for ((_, with), (_, without)) in with.into_iter().zip(without) {
        assert_eq!(with, without);
    }
}

/// A page of the web app and the public answers are for anybody; nothing else of the API is.
#[tokio::test]
async fn a_log_in_that_has_run_out_is_no_hindrance() {
    let app = TestApp::with_city().await;
    published(&app).await;
    let request = Request::get(QUARTER).header(header::AUTHORIZATION, "Bearer nobody-knows-this");
    let answer = app.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, 200);
}
