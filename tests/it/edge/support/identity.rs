//! A real identity provider on loopback, and a browser that walks to it and back.

use super::{Client, TestApp};
use axum::http::header;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Stdio;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::{Mutex, OnceCell};

/// Where the service under test says that browsers reach it.
pub const PUBLIC_URL: &str = "http://127.0.0.1:8080";
/// Steps of one walk; more would be a circle.
const STEPS_MAX: usize = 12;

/// A provider that runs until it is dropped.
pub struct IdentityProvider {
    pub issuer: String,
    talk: Mutex<(ChildStdin, Lines<BufReader<ChildStdout>>)>,
    _process: Child,
}

static INSTALLED: OnceCell<()> = OnceCell::const_new();

/// Its parts, fetched once as its lock file names them.
async fn installed(folder: &Path) {
    INSTALLED
        .get_or_init(async || {
            if folder.join("node_modules/oidc-provider").is_dir() {
                return;
            }
            let npm = Command::new("npm")
                .args(["ci", "--no-audit", "--no-fund"])
                .current_dir(folder)
                .output()
                .await;
            let output = npm.expect("npm is missing: the tests of log-in by providers need Node with npm");
            assert!(output.status.success(), "npm ci: {}", String::from_utf8_lossy(&output.stderr));
        })
        .await;
}

impl IdentityProvider {
    pub async fn start() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oidc");
        installed(&folder).await;
        let addresses = json!({ "redirectUri": format!("{PUBLIC_URL}/api/session/callback"),
            "logOutUri": format!("{PUBLIC_URL}/") });
        let mut process = Command::new("node")
            .arg(folder.join("provider.mjs"))
            .arg(addresses.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("node is missing: the tests of log-in by providers need it");
        let input = process.stdin.take().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let told: Value =
            serde_json::from_str(&lines.next_line().await.unwrap().expect("it starts")).unwrap();
        let issuer = told["issuer"].as_str().unwrap().to_owned();
        Self { issuer, talk: Mutex::new((input, lines)), _process: process }
    }

    /// Tells it something, and waits until it has taken it: the forms that it has sent to the service so far.
    pub async fn tell(&self, order: Value) -> Vec<String> {
        let mut talk = self.talk.lock().await;
        talk.0.write_all(format!("{order}\n").as_bytes()).await.unwrap();
        let answer = talk.1.next_line().await.unwrap().expect("it answers");
        let answer: Value = serde_json::from_str(&answer).unwrap();
        answer["sent"].as_array().unwrap().iter().map(|form| form.as_str().unwrap().to_owned()).collect()
    }

    /// Says who sits at it, and in which groups they are.
    pub async fn somebody(&self, subject: &str, groups: &[&str]) {
        let claims = json!({ "groups": groups, "preferred_username": format!("{subject} hos oss"),
            "email": "anna@stad.example" });
        self.tell(json!({ "users": { subject: { "claims": claims } }, "current": subject })).await;
    }

    pub async fn close_account(&self, subject: &str) {
        self.tell(json!({ "users": { subject: { "disabled": true } } })).await;
    }
}

/// A browser at both: our side in process, the provider's over its socket.
pub struct Walker {
    pub here: Client,
    pub there: reqwest::Client,
    pub jar: Mutex<BTreeMap<String, String>>,
}

impl Walker {
    pub fn new(service: &TestApp) -> Self {
        let there = samplats::outbound::builder().build().unwrap();
        Self { here: service.anon(), there, jar: Mutex::default() }
    }

    /// Logs out at the provider, from one of its addresses to do so: where it sends the browser at the end.
    pub async fn log_out_there(&self, address: &str) -> String {
        let asked = self.ask(self.there.get(address)).await.text().await.unwrap();
        let form = asked.split("<form").nth(1).expect("it asks whether to").split("</form>").next().unwrap();
        let between = |before: &str| form.split(before).nth(1).unwrap().split('"').next().unwrap().to_owned();
        let (action, xsrf) = (between("action=\""), between("name=\"xsrf\" value=\""));
        let request =
            self.there.post(action).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = self.ask(request.body(format!("xsrf={xsrf}&logout=yes"))).await;
        let location = answer.headers().get(header::LOCATION).expect("it sends the browser on");
        location.to_str().unwrap().to_owned()
    }

    /// Asks the provider with the cookies that it has set, and keeps those that it sets.
    async fn ask(&self, request: reqwest::RequestBuilder) -> reqwest::Response {
        let mut jar = self.jar.lock().await;
        let kept = jar.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
        let answer = request.header(header::COOKIE, kept).send().await.unwrap();
        for set in answer.headers().get_all(header::SET_COOKIE) {
            let pair = set.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if value.is_empty() {
                jar.remove(name);
            } else {
                jar.insert(name.to_owned(), value.to_owned());
            }
        }
        answer
    }

    /// Begins a log-in: where the browser is sent.
    pub async fn begin(&self, provider: &str) -> String {
        let begun =
            self.here.get(&format!("/api/session/providers/{provider}/begin")).await.expect_status(303);
        begun.header("location").unwrap().to_owned()
    }

    /// Walks from the provider's address until it sends the browser back: the path of our side it comes back to.
    pub async fn walk(&self, from: &str) -> String {
        let mut at = reqwest::Url::parse(from).unwrap();
        for _ in 0..STEPS_MAX {
            if at.as_str().starts_with(PUBLIC_URL) {
                return at.as_str()[PUBLIC_URL.len()..].to_owned();
            }
            let answer = self.ask(self.there.get(at.clone())).await;
            let Some(location) = answer.headers().get(header::LOCATION) else {
                panic!("{at} sends nowhere: {} {}", answer.status(), answer.text().await.unwrap());
            };
            at = at.join(location.to_str().unwrap()).unwrap();
        }
        panic!("a circle at {at}");
    }

    /// A whole log-in: the address of the page at its end.
    pub async fn log_in(&self, provider: &str) -> String {
        let back = self.walk(&self.begin(provider).await).await;
        self.come_back(&back).await
    }

    pub async fn come_back(&self, path: &str) -> String {
        self.here.get(path).await.expect_status(303).header("location").unwrap().to_owned()
    }
}
