//! How much one caller may ask.

use super::support::{PASSWORD, TestApp, Wishes};
use samplats::domain::access::Role;
use serde_json::json;

async fn limited() -> TestApp {
    TestApp::with(Wishes { rate_limits: true, ..Wishes::default() }).await
}

#[tokio::test]
async fn an_account_is_tried_five_times_from_an_address_and_its_owner_gets_in_from_another() {
    let service = limited().await;
    service.account("anv", "SDF01", Role::Member).await;
    let wrong = json!({ "login": "anv", "password": "not this one at all" });
    let here = || service.anon().from([192, 0, 2, 1]);
    for _ in 0..5 {
        here().post("/api/session", wrong.clone()).await.expect_problem(401, "wrong-login");
    }
    let sixth = here().log_in("anv").await;
    assert!(sixth.header("retry-after").unwrap().parse::<u32>().unwrap() > 60);
    sixth.expect_problem(429, "too-many-requests");
    service.anon().from([192, 0, 2, 9]).log_in("anv").await.expect_status(200);
}

#[tokio::test]
async fn a_link_opens_on_as_many_phones_as_it_says_and_guesses_at_links_are_few() {
    let service = limited().await;
    let coordinator = service.program("SDF01", Role::Coordinator).await;
    let made = coordinator.post("/api/phone-links", json!({ "party": "SDF01", "uses": 30 })).await;
    let address = made.expect_status(201).json()["address"].as_str().unwrap().to_owned();
    let secret = address.split_once("#phone=").unwrap().1.to_owned();
    // A meeting: all from one address, at once.
    let open = async |secret: &str| {
        let phone = service.anon().from([192, 0, 2, 7]);
        phone.post("/api/session/phone", json!({ "secret": secret })).await
    };
    for _ in 0..30 {
        open(&secret).await.expect_status(200);
    }
    let guess = async |n: usize| {
        let phone = service.anon().from([192, 0, 2, 8]);
        phone.post("/api/session/phone", json!({ "secret": format!("guess{n}") })).await
    };
    for n in 0..20 {
        guess(n).await.expect_problem(409, "wrong-state");
    }
    guess(20).await.expect_problem(429, "too-many-requests");
}

#[tokio::test]
async fn one_who_writes_too_much_waits_and_others_do_not() {
    let service = limited().await;
    let busy = service.anon().from([192, 0, 2, 1]);
    let mut statuses = Vec::new();
    // Refilled at two a second while they are sent, so that more than the burst of 30 may get through.
    for _ in 0..200 {
        statuses.push(busy.delete("/api/session").await.status);
    }
    assert!(statuses[..30].iter().all(|status| *status == 204), "{statuses:?}");
    assert!(statuses.contains(&429), "{statuses:?}");
    busy.get("/api/me").await.expect_problem(401, "not-logged-in");
    service.anon().from([192, 0, 2, 2]).delete("/api/session").await.expect_status(204);
}

#[tokio::test]
async fn made_up_tokens_share_the_bucket_of_their_address() {
    let service = limited().await;
    let mut statuses = Vec::new();
    for n in 0..200 {
        let program = service.anon().bearing(&format!("samplats_{n}"));
        statuses.push(program.delete("/api/tokens/x").await.status);
    }
    assert!(statuses.contains(&429), "{statuses:?}");
    // Who is known is not held back by the noise of its neighbours.
    service
        .program("SDF01", Role::Coordinator)
        .await
        .delete("/api/tokens/x")
        .await
        .expect_problem(404, "not-there");
}

#[tokio::test]
async fn off_is_off() {
    let service = TestApp::start().await;
    let anon = service.anon();
    for _ in 0..60 {
        anon.delete("/api/session").await.expect_status(204);
    }
    let asked = json!({ "login": "nobody", "password": PASSWORD });
    for _ in 0..6 {
        anon.post("/api/session", asked.clone()).await.expect_problem(401, "wrong-login");
    }
}
