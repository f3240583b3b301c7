//! Files sent twice, and the register's figures.

use super::support::{Answer, Client, TestApp};

use axum::body::Body;
use axum::http::Method;
use samplats::domain::access::Role;

const FILE: &str = "code,name,kind\nTK,Trafikkontoret,city_office\nSB,Svenska Bostäder,property_company\n";

async fn sent(client: &Client, key: &str, file: &str) -> Answer {
    let headers = [("content-type", "text/csv"), ("idempotency-key", key)];
    client.send(Method::POST, "/api/imports?what=parties", &headers, Body::from(file.to_owned())).await
}

#[tokio::test]
async fn a_file_that_is_sent_again_under_its_key_is_told_as_imported_before() {
    let service = TestApp::start().await;
    let administrator = service.program("SLK", Role::Administrator).await;
    let counts = |answer: &serde_json::Value| {
        ["created", "changed", "unchanged"].map(|count| answer[count].as_u64().unwrap())
    };
    let first = sent(&administrator, "a", FILE).await.expect_status(200).json();
    assert_eq!((counts(&first), &first["replayed"]), ([2, 0, 0], &false.into()));

    let again = sent(&administrator, "a", FILE).await.expect_status(200);
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    let again = again.json();
    assert_eq!((counts(&again), &again["replayed"]), ([0, 0, 2], &true.into()));
    assert!(again["notes"][0].as_str().unwrap().contains("imported before"), "{again}");

    // Changed by somebody else meanwhile: the answer tells so, and nothing is written back.
    let renamed = FILE.replace("Trafikkontoret", "Gatukontoret");
    sent(&administrator, "b", &renamed).await.expect_status(200);
    let late = sent(&administrator, "a", FILE).await.expect_status(200).json();
    assert_eq!((counts(&late), &late["replayed"]), ([0, 1, 1], &true.into()));
    assert!(late["notes"][0].as_str().unwrap().contains("changed since"), "{late}");
    let parties = administrator.get("/api/parties").await.text();
    assert!(parties.contains("Gatukontoret") && !parties.contains("Trafikkontoret"));
    sent(&administrator, "a", &renamed).await.expect_problem(422, "key-reused");
}

#[tokio::test]
async fn a_key_is_answered_again_whatever_would_be_said_of_the_file_today() {
    let service = TestApp::start().await;
    let administrator = service.program("SLK", Role::Administrator).await;
    let site = |name: &str| format!("id,name,kind,lon,lat,manager\n1,{name},school,18.0,59.3,NY\n");
    let path = "/api/imports?what=sites";
    let as_csv = |key: &'static str| [("content-type", "text/csv"), ("idempotency-key", key)];
    sent(&administrator, "p", "code,name,kind\nNY,Ny part,property_company\n").await.expect_status(200);
    let first = administrator.send(Method::POST, path, &as_csv("s"), Body::from(site("Eken"))).await;
    first.expect_status(200);
    // The kind can no longer be chosen, so that the same row would be refused today.
    let kind = administrator.get("/api/codes/site_kind/school").await.expect_status(200);
    let ended = serde_json::json!({ "label": kind.json()["label"], "until": "2020-01-01" }).to_string();
    let etag = kind.header("etag").unwrap().to_owned();
    let headers = [("content-type", "application/json"), ("if-match", etag.as_str())];
    let ended =
        administrator.send(Method::PUT, "/api/codes/site_kind/school", &headers, Body::from(ended)).await;
    ended.expect_status(200);
    let another = administrator.send(Method::POST, path, &as_csv("t"), Body::from(site("Alen"))).await;
    another.expect_problem(422, "invalid");
    let again = administrator.send(Method::POST, path, &as_csv("s"), Body::from(site("Eken"))).await;
    let again = again.expect_status(200);
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    let again = again.json();
    assert_eq!(again["replayed"], true, "{again}");
    // Neither what the file is said to be, nor another body under the key, is looked at before the key.
    let other = [("content-type", "application/zip"), ("idempotency-key", "s")];
    let unread = administrator.send(Method::POST, path, &other, Body::from(site("Eken"))).await;
    let unread = unread.expect_status(200).json();
    assert!(unread["notes"][0].as_str().unwrap().contains("could not be read"), "{unread}");
    let broken = administrator.send(Method::POST, path, &as_csv("s"), Body::from("\u{0}")).await;
    broken.expect_problem(422, "key-reused");
}

#[tokio::test]
async fn one_file_of_a_sender_is_taken_in_at_a_time() {
    let service = TestApp::start().await;
    let administrator = service.program("SLK", Role::Administrator).await;
    let (whole, sent_whole) = tokio::sync::oneshot::channel::<()>();
    let body = Body::from_stream(futures_util::stream::once(async move {
        sent_whole.await.expect("told");
        Ok::<_, std::convert::Infallible>(FILE)
    }));
    let headers = [("content-type", "text/csv"), ("idempotency-key", "slow")];
    let slow = administrator.send(Method::POST, "/api/imports?what=parties", &headers, body);
    let meanwhile = async {
        let mut answer = sent(&administrator, "a", FILE).await;
        while answer.status == 200 {
            answer = sent(&administrator, "a", FILE).await;
        }
        whole.send(()).expect("it waits");
        answer
    };
    let (slow, meanwhile) = tokio::join!(slow, meanwhile);
    assert!(meanwhile.header("retry-after").is_some());
    meanwhile.expect_problem(429, "too-many-requests");
    slow.expect_status(200);
    sent(&administrator, "b", FILE).await.expect_status(200);
}

#[tokio::test]
async fn a_refused_file_tells_how_many_faults_it_has() {
    let service = TestApp::start().await;
    let administrator = service.program("SLK", Role::Administrator).await;
    let bad: String = (0..1_200).map(|n| format!("P{n},Parti {n},klubb\n")).collect();
    let problem =
        sent(&administrator, "a", &format!("code,name,kind\n{bad}")).await.expect_problem(422, "invalid");
    assert_eq!((problem["errors"].as_array().unwrap().len(), &problem["found"]), (1_000, &1_200.into()));
    assert_eq!(problem["errors"][0]["pointer"], "#/rows/2/kind");
}

#[tokio::test]
async fn only_an_administrator_counts_and_verifies_the_register() {
    let service = TestApp::start().await;
    let administrator = service.program("SLK", Role::Administrator).await;
    let stats = administrator.get("/api/register/stats").await.expect_status(200).json();
    let parties = stats["records"].as_array().unwrap().iter().find(|of| of["kind"] == "party").unwrap();
    assert_eq!(parties["count"], 3);
    let found = administrator.get("/api/register/verify").await.expect_status(200).json();
    assert_eq!((&found["holds"], &found["changes"]), (&true.into(), &stats["changes"]));
    for role in [Role::Reader, Role::Reporter, Role::Member, Role::Coordinator] {
        let other = service.program("SLK", role).await;
        other.get("/api/register/stats").await.expect_problem(403, "not-allowed");
        other.get("/api/register/verify").await.expect_problem(403, "not-allowed");
    }
}

#[tokio::test]
async fn a_mapping_file_travels_in_a_header_and_describes_the_feed() {
    let service = TestApp::start().await;
    let administrator = service.program("SLK", Role::Administrator).await;
    let mapping = "of = \"reports\"\n[values.problem_types]\ncolumn = \"kind\"\ncodes.\"Klotter\" = \"graffiti\"\n\
        leave_out.\"Annat\" = \"something else\"\n[position]\nlat_lon = \"where\"";
    let file = "kind,where\nKlotter,\"59.3,18.0\"\nAnnat,\"59.3,18.0\"\n";
    let encoded = data_encoding::BASE64URL_NOPAD.encode(mapping.as_bytes());
    let headers = [("content-type", "text/csv"), ("samplats-mapping", encoded.as_str())];
    let path = "/api/imports?what=reports&party=SLK";
    let answer = administrator.send(Method::POST, path, &headers, Body::from(file)).await;
    let answer = answer.expect_status(200).json();
    assert_eq!((&answer["rows"], &answer["created"], &answer["left_out"]), (&2.into(), &1.into(), &1.into()));
    assert_eq!(answer["reasons"][0]["reason"], "something else");
    assert_eq!(answer["reasons"][0]["first_rows"][0], 3);

    let broken = data_encoding::BASE64URL_NOPAD.encode(b"of = \"towns\"");
    let headers = [("content-type", "text/csv"), ("samplats-mapping", broken.as_str())];
    let refused = administrator.send(Method::POST, path, &headers, Body::from(file)).await;
    refused.expect_problem(400, "bad-parameter");
}

#[tokio::test]
async fn statistics_are_imported_and_listed_by_what_they_are_about() {
    let service = TestApp::start().await;
    let administrator = service.program("SLK", Role::Administrator).await;
    let district = r#"{"type": "Feature", "properties": {"name": "Testby", "code": "99"}, "geometry":
        {"type": "Polygon", "coordinates": [[[17, 58], [17.1, 58], [17.1, 58.1], [17, 58.1], [17, 58]]]}}"#;
    let headers = [("content-type", "application/geo+json")];
    let path = "/api/imports?what=areas&kind=custom";
    administrator.send(Method::POST, path, &headers, Body::from(district)).await.expect_status(200);
    let file = "indicator,source,area_kind,area_code,period_start,period_end,sex,age_band,value,n,unit\n\
        unsafe,Survey,custom,99,2023-01-01,2023-12-31,women,,41.5,212,percent\n\
        unsafe,Survey,custom,99,2023-01-01,2023-12-31,men,,22,198,percent\n";
    let headers = [("content-type", "text/csv")];
    let path = "/api/imports?what=statistics";
    administrator.send(Method::POST, path, &headers, Body::from(file)).await.expect_status(200);
    let reader = service.program("SLK", Role::Reader).await;
    let listed = reader.get("/api/statistics").await.expect_status(200).json();
    assert_eq!(listed["items"].as_array().unwrap().len(), 2);
    let women = reader.get("/api/statistics?sex=women&indicator=unsafe").await.expect_status(200).json();
    assert_eq!((&women["items"][0]["value"], &women["items"][0]["n"]), (&41.5.into(), &212.into()));
    assert_eq!(women["items"].as_array().unwrap().len(), 1);
    let none = reader.get("/api/statistics?since=2024-01-01").await.expect_status(200).json();
    assert_eq!(none["items"].as_array().unwrap().len(), 0);
    reader.get("/api/statistics?sex=other").await.expect_problem(400, "bad-parameter");
    reader.send(Method::POST, path, &headers, Body::from(file)).await.expect_problem(403, "not-allowed");
}

const ADDRESSES: &str = "id,street,number,locality,lon,lat\n\
    1,Åsögatan,2,Stockholm,18.07,59.31\n\
    2,Åsögatan,10,Stockholm,18.071,59.311\n\
    3,Åsögatan,2 B,Stockholm,18.072,59.312\n";

#[tokio::test]
async fn addresses_are_imported_once_and_found_by_everybody_with_a_log_in() {
    let service = TestApp::start().await;
    let administrator = service.program("SLK", Role::Administrator).await;
    let reader = service.program("SLK", Role::Reader).await;
    let headers = [("content-type", "text/csv")];
    let path = "/api/imports?what=addresses";
    reader.send(Method::POST, path, &headers, Body::from(ADDRESSES)).await.expect_problem(403, "not-allowed");
    for (dry, created) in [("&dry_run=true", 3), ("", 3), ("", 0)] {
        let answer =
            administrator.send(Method::POST, &format!("{path}{dry}"), &headers, Body::from(ADDRESSES)).await;
        assert_eq!(answer.expect_status(200).json()["created"], created, "{dry}");
    }
    let names = |answer: &serde_json::Value| -> Vec<String> {
        let items = answer["items"].as_array().unwrap().iter();
        items.map(|item| item["name"].as_str().unwrap().to_owned()).collect()
    };
    let found = reader.get("/api/addresses?query=asogatan").await.expect_status(200).json();
    assert_eq!(names(&found), ["Åsögatan 2", "Åsögatan 2 B", "Åsögatan 10"]);
    assert_eq!(
        (&found["items"][0]["what"], &found["items"][0]["locality"]),
        (&"address".into(), &"Stockholm".into())
    );
    assert_eq!(found["items"][1]["position"]["lon"], 18.072);
    let found =
        reader.get("/api/addresses?query=%C3%A5s%C3%B6gatan%202b&limit=1").await.expect_status(200).json();
    assert_eq!(names(&found), ["Åsögatan 2 B"]);
    let none = reader.get("/api/addresses?query=ingenst%C3%A4des").await.expect_status(200).json();
    assert!(names(&none).is_empty());
    for bad in ["", "?query=", "?query=%20", "?query=a&limit=0", "?query=a&limit=51", "?query=a&q=b"] {
        reader.get(&format!("/api/addresses{bad}")).await.expect_problem(400, "bad-parameter");
    }
    let long = "a".repeat(101);
    reader.get(&format!("/api/addresses?query={long}")).await.expect_problem(400, "bad-parameter");
}

#[tokio::test]
async fn a_site_is_found_by_its_name_where_addresses_are() {
    let service = TestApp::start().await;
    let administrator = service.program("SLK", Role::Administrator).await;
    let site = "id,name,kind,lon,lat\n1,Ekskolan,school,18.1,59.3\n";
    let address = "id,street,number,lon,lat\n1,Eksätravägen,2,18.1,59.3\n";
    for (what, file) in [("sites", site), ("addresses", address)] {
        let path = format!("/api/imports?what={what}");
        administrator
            .send(Method::POST, &path, &[("content-type", "text/csv")], Body::from(file))
            .await
            .expect_status(200);
    }
    let found = administrator.get("/api/addresses?query=eks").await.expect_status(200).json();
    let told: Vec<_> =
        found["items"].as_array().unwrap().iter().map(|item| (&item["what"], &item["name"])).collect();
    assert_eq!(told, [(&"site".into(), &"Ekskolan".into()), (&"address".into(), &"Eksätravägen 2".into())]);
    assert_eq!(found["items"][0]["kind"], "school");
}
