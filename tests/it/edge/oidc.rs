//! Logging in by identity providers, against two real ones: the city's and the police's.

use super::support::identity::{IdentityProvider, PUBLIC_URL, Walker};
use super::support::{Client, PASSWORD, TestApp, TestClock, Wishes};
use jiff::{SignedDuration, Timestamp};
use samplats::domain::access::Role;
use samplats::oidc::settings::{Assigned, ProviderSettings, Secret};
use samplats::oidc::{Providers, settings};
use samplats::register::Surroundings;
use samplats::register::memory::Memory;
use serde_json::{Value, json};

fn row(group: &str, party: &str, role: Role) -> Assigned {
    Assigned { group: group.into(), party: party.into(), role, unit: None }
}

fn provider(code: &str, issuer: &str, parties: &[&str], groups: Vec<Assigned>) -> ProviderSettings {
    ProviderSettings {
        code: code.into(),
        name: format!("Inloggning {code}"),
        issuer: issuer.into(),
        client_id: "samplats".into(),
        client_secret_file: None,
        client_secret: Some(Secret("a secret of & the provider".into())),
        scopes: vec!["offline_access".into(), "groups".into()],
        // Without being asked, this one gives no refresh token.
        prompt: Some("consent".into()),
        groups_claim: "groups".into(),
        parties: parties.iter().map(|party| (*party).to_owned()).collect(),
        groups,
    }
}

/// A service with two providers. The city's vouches for the district and the city office, the other for the company.
pub struct Two {
    pub service: TestApp,
    pub city: IdentityProvider,
    pub other: IdentityProvider,
    pub wishes: (Memory, TestClock),
}

pub fn both(city: &str, other: &str) -> Vec<ProviderSettings> {
    let of_city = vec![
        row("sp-samordnare", "SDF01", Role::Coordinator),
        row("sp-rapport", "SDF01", Role::Reporter),
        row("sp-admin", "SLK", Role::Administrator),
    ];
    let of_other = vec![row("forvaltare", "SISAB", Role::Coordinator)];
    vec![provider("stad", city, &["SDF01", "SLK"], of_city), provider("bolag", other, &["SISAB"], of_other)]
}

/// An instance on a register, with providers.
pub fn wishes(memory: &Memory, clock: &TestClock, providers: Vec<ProviderSettings>) -> Wishes {
    Wishes {
        register: Box::new(memory.beside(Surroundings::real())),
        clock: clock.clone(),
        providers: Providers::of(providers).unwrap(),
        public_url: Some(PUBLIC_URL.into()),
        ..Wishes::default()
    }
}

async fn with(memory: &Memory, clock: &TestClock, providers: Vec<ProviderSettings>) -> TestApp {
    TestApp::with(wishes(memory, clock, providers)).await
}

pub async fn two() -> Two {
    let (city, other) = tokio::join!(IdentityProvider::start(), IdentityProvider::start());
    // A provider dates its tokens by the real time.
    let clock = TestClock::at(Timestamp::now());
    let memory = Memory::new(Surroundings::real());
    let service = with(&memory, &clock, both(&city.issuer, &other.issuer)).await;
    Two { service, city, other, wishes: (memory, clock) }
}

pub async fn me(client: &Client) -> Value {
    client.get("/api/me").await.expect_status(200).json()
}

#[tokio::test]
async fn somebody_logs_in_by_their_provider_and_is_what_their_group_is_here() {
    let Two { service, city, .. } = two().await;
    city.somebody("anna", &["annat", "sp-rapport", "sp-samordnare"]).await;
    let listed = service.anon().get("/api/session/providers").await.expect_status(200).json();
    assert_eq!(listed["items"][0], json!({ "code": "stad", "name": "Inloggning stad" }));
    let walker = Walker::new(&service);
    assert_eq!(walker.log_in("stad").await, "/");
    let me = me(&walker.here).await;
    assert_eq!((&me["party"]["code"], &me["role"]), (&json!("SDF01"), &json!("coordinator")), "{me}");
    assert_eq!(me["account"]["known_as"], "anna hos oss");
    // The same person the next time, and no second account.
    let first = me["account"]["login"].clone();
    let again = Walker::new(&service);
    assert_eq!(again.log_in("stad").await, "/");
    assert_eq!(self::me(&again.here).await["account"]["login"], first);
    assert_eq!(service.app.accounts().book().accounts.len(), 1);
    walker.here.get("/api/me").await.expect_status(200);
    // Nothing of the address is kept anywhere.
    let kept = service.app.engine().credentials().await.unwrap();
    assert!(
        kept.rows.iter().all(|row| !row.body.contains("anna@stad.example") && !row.body.contains("refresh"))
    );
}

#[tokio::test]
async fn the_same_subject_at_two_providers_is_two_people() {
    let Two { service, city, other, .. } = two().await;
    city.somebody("anna", &["sp-samordnare"]).await;
    other.somebody("anna", &["forvaltare"]).await;
    let (one, two) = (Walker::new(&service), Walker::new(&service));
    assert_eq!((one.log_in("stad").await.as_str(), two.log_in("bolag").await.as_str()), ("/", "/"));
    let (one, two) = (me(&one.here).await, me(&two.here).await);
    assert_ne!(one["account"]["login"], two["account"]["login"]);
    assert_eq!((&one["party"]["code"], &two["party"]["code"]), (&json!("SDF01"), &json!("SISAB")));
}

#[tokio::test]
async fn a_provider_vouches_for_its_own_parties_alone_and_a_group_that_is_not_named_gives_nothing() {
    let Two { service, city, other, wishes: (memory, clock) } = two().await;
    // The city's groups are nothing when the company's provider says them.
    other.somebody("mallory", &["sp-samordnare", "sp-admin"]).await;
    let walker = Walker::new(&service);
    assert_eq!(walker.log_in("bolag").await, "/?trouble=no_role&provider=bolag");
    walker.here.get("/api/me").await.expect_problem(401, "not-logged-in");
    for groups in [&[][..], &["SP-SAMORDNARE"], &["administrator"]] {
        city.somebody("bo", groups).await;
        assert_eq!(Walker::new(&service).log_in("stad").await, "/?trouble=no_role&provider=stad");
    }
    assert!(service.app.accounts().book().accounts.is_empty());
    // Even a row that says otherwise: the file is refused, and where it is not read the list of parties still holds.
    let mut wider = both(&city.issuer, &other.issuer);
    wider[1].groups.push(row("smyg", "SLK", Role::Administrator));
    other.somebody("mallory", &["smyg"]).await;
    let service = with(&memory, &clock, wider).await;
    assert_eq!(Walker::new(&service).log_in("bolag").await, "/?trouble=no_role&provider=bolag");
}

#[tokio::test]
async fn a_file_that_lets_a_provider_vouch_for_anothers_party_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("providers.toml");
    let text = |party: &str| {
        format!(
            "[[provider]]\ncode = 'polis'\nname = 'Polisen'\nissuer = 'https://polis.example'\nclient_id = 's'\n\
             client_secret_file = 'secret'\nparties = ['POLIS']\n[[provider.group]]\ngroup = 'g'\nparty = '{party}'\n\
             role = 'member'\n"
        )
    };
    std::fs::write(folder.path().join("secret"), "hemligt\n").unwrap();
    std::fs::write(&path, text("POLIS")).unwrap();
    let read = settings::read(&path).unwrap();
    assert_eq!(read[0].client_secret.as_ref().unwrap().0, "hemligt");
    assert!(!format!("{read:?}").contains("hemligt"));
    std::fs::write(&path, text("SDF01")).unwrap();
    let refused = format!("{:#}", settings::read(&path).unwrap_err());
    assert!(refused.contains("SDF01, which is not among the parties it vouches for"), "{refused}");
}

#[tokio::test]
async fn an_answer_is_taken_once_and_only_from_the_browser_that_asked_for_it() {
    let Two { service, city, .. } = two().await;
    city.somebody("anna", &["sp-samordnare"]).await;
    let (victim, thief) = (Walker::new(&service), Walker::new(&service));
    // Another browser has nothing to open the answer with; one that has begun a log-in of its own has another state.
    let back = victim.walk(&victim.begin("stad").await).await;
    assert_eq!(thief.come_back(&back).await, "/?trouble=broken");
    thief.begin("stad").await;
    assert_eq!(thief.come_back(&back).await, "/?trouble=broken");
    let wrong_state = back.replace("state=", "state=x");
    let victims = victim.here.cookie();
    assert_eq!(victim.come_back(&wrong_state).await, "/?trouble=broken");
    // That used the waiting log-in up.
    assert_eq!(victim.come_back(&back).await, "/?trouble=broken");
    let thief = Walker { here: service.anon().with_cookie(victims), ..thief };
    assert_eq!(thief.come_back(&back).await, "/", "the cookie and the answer together are what counts");
    thief.here.get("/api/me").await.expect_status(200);
}

#[tokio::test]
async fn a_code_is_redeemed_once() {
    let Two { service, city, .. } = two().await;
    city.somebody("anna", &["sp-samordnare"]).await;
    let walker = Walker::new(&service);
    let back = walker.walk(&walker.begin("stad").await).await;
    let waiting = walker.here.cookie();
    assert_eq!(walker.come_back(&back).await, "/");
    let again = Walker { here: service.anon().with_cookie(waiting), ..Walker::new(&service) };
    assert_eq!(again.come_back(&back).await, "/?trouble=broken", "the provider is not asked about it again");
    again.here.get("/api/me").await.expect_problem(401, "not-logged-in");
}

#[tokio::test]
async fn a_token_of_another_log_in_or_provider_is_not_taken() {
    let Two { service, city, .. } = two().await;
    city.somebody("anna", &["sp-samordnare"]).await;
    let walker = Walker::new(&service);
    let begun = walker.begin("stad").await;
    let nonce = begun.split("nonce=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    let back = walker.walk(&begun.replace(&nonce, "anothers")).await;
    assert_eq!(walker.come_back(&back).await, "/?trouble=broken&provider=stad");
    // An answer that another provider names (RFC 9207), and one that none does though it should.
    for change in [("iss=http", "iss=https"), ("iss=", "siss=")] {
        let back = walker.walk(&walker.begin("stad").await).await;
        let back = back.replace(change.0, change.1);
        assert_eq!(walker.come_back(&back).await, "/?trouble=broken&provider=stad", "{change:?}");
    }
    // A code that was asked for with another challenge.
    let begun = walker.begin("stad").await;
    let challenge = begun.split("code_challenge=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    let back = walker.walk(&begun.replace(&challenge, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")).await;
    assert_eq!(walker.come_back(&back).await, "/?trouble=refused&provider=stad");
    assert!(service.app.accounts().book().accounts.is_empty(), "nothing is written before everything holds");
}

#[tokio::test]
async fn a_token_that_holds_no_longer_and_a_log_in_that_took_too_long_are_not_taken() {
    let Two { service, city, .. } = two().await;
    city.somebody("anna", &["sp-samordnare"]).await;
    city.tell(json!({ "keys": "RS256", "idTokenSeconds": 120 })).await;
    let walker = Walker::new(&service);
    let begun = walker.begin("stad").await;
    let back = walker.walk(&begun).await;
    // The provider gives its tokens two minutes; our clock is five ahead.
    service.clock.pass(SignedDuration::from_mins(5));
    assert_eq!(walker.come_back(&back).await, "/?trouble=broken&provider=stad");
    let back = walker.walk(&walker.begin("stad").await).await;
    service.clock.pass(SignedDuration::from_mins(10));
    assert_eq!(walker.come_back(&back).await, "/?trouble=broken");
}

#[tokio::test]
async fn a_provider_may_change_its_keys() {
    let Two { service, city, .. } = two().await;
    city.somebody("anna", &["sp-samordnare"]).await;
    assert_eq!(Walker::new(&service).log_in("stad").await, "/");
    for kind in ["RS256", "ES256"] {
        city.tell(json!({ "keys": kind })).await;
        assert_eq!(Walker::new(&service).log_in("stad").await, "/", "{kind}");
    }
}

#[tokio::test]
async fn a_provider_that_is_away_is_named_and_a_local_account_still_logs_in() {
    let Two { service, city, other, .. } = two().await;
    service.account("anv", "SDF01", Role::Member).await;
    city.tell(json!({ "trouble": true })).await;
    assert_eq!(Walker::new(&service).begin("stad").await, "/?trouble=away&provider=stad");
    let issuer = other.issuer.clone();
    drop(other);
    assert!(issuer.starts_with("http://127.0.0.1:"));
    assert_eq!(Walker::new(&service).begin("bolag").await, "/?trouble=away&provider=bolag");
    assert_eq!(Walker::new(&service).begin("ingen").await, "/?trouble=unknown");
    service.anon().log_in("anv").await.expect_status(200);
    service.anon().get("/api/session/providers").await.expect_status(200);
}

#[tokio::test]
async fn whom_the_provider_has_closed_is_out_within_a_quarter_of_an_hour() {
    let Two { service, city, .. } = two().await;
    city.somebody("anna", &["sp-samordnare"]).await;
    let walker = Walker::new(&service);
    assert_eq!(walker.log_in("stad").await, "/");
    // Asked again, and still who they were: the session goes on past the quarter of an hour.
    service.clock.pass(SignedDuration::from_mins(9));
    service.app.vouching().look().await;
    service.clock.pass(SignedDuration::from_mins(10));
    walker.here.get("/api/me").await.expect_status(200);
    assert!(!service.app.vouching().is_empty());
    city.close_account("anna").await;
    service.app.vouching().look().await;
    walker.here.get("/api/me").await.expect_problem(401, "not-logged-in");
    assert!(service.app.vouching().is_empty());
    assert!(service.app.accounts().book().sessions.is_empty());
}

#[tokio::test]
async fn while_the_provider_is_away_a_session_lasts_a_quarter_of_an_hour_and_not_longer() {
    let Two { service, city, .. } = two().await;
    city.somebody("anna", &["sp-samordnare"]).await;
    let walker = Walker::new(&service);
    assert_eq!(walker.log_in("stad").await, "/");
    city.tell(json!({ "trouble": true })).await;
    service.clock.pass(SignedDuration::from_mins(14));
    service.app.vouching().look().await;
    walker.here.get("/api/me").await.expect_status(200);
    service.clock.pass(SignedDuration::from_mins(1));
    walker.here.get("/api/me").await.expect_problem(401, "not-logged-in");
}

#[tokio::test]
async fn another_group_is_another_role_and_ends_what_was_before() {
    let Two { service, city, .. } = two().await;
    city.somebody("anna", &["sp-samordnare"]).await;
    let walker = Walker::new(&service);
    assert_eq!(walker.log_in("stad").await, "/");
    city.somebody("anna", &["sp-rapport"]).await;
    service.clock.pass(SignedDuration::from_mins(9));
    service.app.vouching().look().await;
    walker.here.get("/api/me").await.expect_problem(401, "not-logged-in");
    let again = Walker::new(&service);
    // The provider dates its tokens by the real time.
    service.clock.pass(-SignedDuration::from_mins(9));
    assert_eq!(again.log_in("stad").await, "/");
    assert_eq!(me(&again.here).await["role"], "reporter");
    let third = Walker::new(&service);
    city.somebody("anna", &["sp-samordnare"]).await;
    assert_eq!(third.log_in("stad").await, "/");
    again.here.get("/api/me").await.expect_problem(401, "not-logged-in");
}

#[tokio::test]
async fn an_account_that_is_closed_here_is_out_at_once_and_stays_out() {
    let Two { service, city, .. } = two().await;
    city.somebody("anna", &["sp-samordnare"]).await;
    let walker = Walker::new(&service);
    assert_eq!(walker.log_in("stad").await, "/");
    let login = me(&walker.here).await["account"]["login"].as_str().unwrap().to_owned();
    let administrator = service.browser("chef", "SLK", Role::Administrator).await;
    let told = administrator.get("/api/users").await.expect_status(200).json();
    let told = told["items"].as_array().unwrap().iter().find(|user| user["login"] == login.as_str()).cloned();
    assert_eq!(told.unwrap()["provider"], "stad");
    administrator.post(&format!("/api/users/{login}/disable"), json!({})).await.expect_status(200);
    walker.here.get("/api/me").await.expect_problem(401, "not-logged-in");
    assert_eq!(Walker::new(&service).log_in("stad").await, "/?trouble=disabled&provider=stad");
    // It has no password, and is given none.
    service.anon().log_in(&login).await.expect_problem(401, "wrong-login");
    let body = json!({ "password": PASSWORD });
    administrator
        .post(&format!("/api/users/{login}/password"), body)
        .await
        .expect_problem(409, "wrong-state");
    administrator.post(&format!("/api/users/{login}/enable"), json!({})).await.expect_status(200);
    assert_eq!(Walker::new(&service).log_in("stad").await, "/");
}

#[tokio::test]
async fn logging_out_ends_the_session_here_and_leads_on_to_the_provider() {
    let Two { service, city, .. } = two().await;
    city.somebody("anna", &["sp-samordnare"]).await;
    let walker = Walker::new(&service);
    assert_eq!(walker.log_in("stad").await, "/");
    let stolen = walker.here.cookie();
    let out = walker.here.delete("/api/session").await.expect_status(200).json();
    let on = out["continue_at"].as_str().unwrap();
    assert!(
        on.starts_with(&format!("{}/session/end?client_id=samplats&post_logout_redirect_uri=", city.issuer)),
        "{on}"
    );
    service.anon().with_cookie(stolen).get("/api/me").await.expect_problem(401, "not-logged-in");
    // Walked to its end, the browser comes back to us, and whoever logs in there next is who says so.
    assert_eq!(walker.log_out_there(on).await, format!("{PUBLIC_URL}/"));
    city.somebody("bo", &["sp-rapport"]).await;
    assert_eq!(walker.log_in("stad").await, "/");
    assert_eq!(me(&walker.here).await["account"]["known_as"], "bo hos oss");
    // A local account has nowhere else to log out.
    let local = service.browser("anv", "SDF01", Role::Member).await;
    local.delete("/api/session").await.expect_status(204);
}

#[tokio::test]
async fn another_instance_takes_the_answer_and_hears_of_the_end() {
    let Two { service, city, other, wishes: (memory, clock) } = two().await;
    let beside = with(&memory, &clock, both(&city.issuer, &other.issuer)).await;
    let following = tokio::spawn(service.app.accounts().clone().follow(service.app.engine().clone()));
    city.somebody("anna", &["sp-samordnare"]).await;
    let walker = Walker::new(&service);
    let back = walker.walk(&walker.begin("stad").await).await;
    let there = Walker { here: beside.anon().with_cookie(walker.here.cookie()), ..walker };
    assert_eq!(there.come_back(&back).await, "/");
    let here = service.anon().with_cookie(there.here.cookie());
    let known = async |status: u16| {
        let wait = async {
            while here.get("/api/me").await.status != status {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(2), wait).await.expect("within two seconds");
    };
    known(200).await;
    there.here.delete("/api/session").await.expect_status(200);
    known(401).await;
    following.abort();
}
