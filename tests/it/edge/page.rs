//! The web page's own paths.

use super::support::{Answer, TestApp};
use axum::body::Body;
use axum::http::Method;

async fn browse(path: &str) -> Answer {
    let anon = TestApp::start().await.anon();
    anon.send(Method::GET, path, &[("accept", "text/html,application/xhtml+xml,*/*;q=0.8")], Body::empty())
        .await
}

#[tokio::test]
async fn a_path_that_only_the_page_knows_is_the_page() {
    for path in ["/", "/places/4QX9K2M7D1A", "/log-in"] {
        let answer = browse(path).await.expect_status(200);
        assert!(answer.header("content-type").unwrap().starts_with("text/html"), "{path}");
        assert!(answer.text().to_lowercase().contains("samplats"));
    }
}

#[tokio::test]
async fn what_is_for_programs_is_never_the_page() {
    for path in ["/api/nothing", "/api", "/ogc", "/ogc/nothing", "/assets/old.js"] {
        browse(path).await.expect_problem(404, "not-there");
    }
}

#[tokio::test]
async fn nobody_climbs_out_of_the_pages_folder() {
    for path in ["/../Cargo.toml", "/..%2f..%2fCargo.toml", "/assets/../../../Cargo.toml", "//etc/passwd"] {
        let answer = browse(path).await;
        assert!(!answer.text().contains("[package]") && !answer.text().contains("root:"), "{path}");
    }
}
