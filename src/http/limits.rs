//! How much one caller may ask. Buckets by session or token, else by address.

use super::address::{Address, Introduced};
use super::auth;
use super::edge::Edge;
use super::extract::is_named;
use super::problem::{Problem, ProblemKind};
use super::state::App;
use crate::accounts::{Found, secret};
use axum::extract::Request;
use axum::http::Method;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, NotUntil, Quota, RateLimiter};
use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// Full buckets are forgotten after so many questions, so that passers-by do not fill the memory.
const SWEEP_EVERY: u32 = 4_096;

/// So much of photos is taken from one sender in a day, KiB: all of it at once, or as it comes.
const PHOTO_KIB_A_DAY: u32 = 200 * 1024;

/// Whom a bucket belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Who {
    Account(u64),
    Token(String),
    Network(IpAddr),
}

/// The buckets.
pub struct Limits {
    reads: DefaultKeyedRateLimiter<Who>,
    tiles: DefaultKeyedRateLimiter<Who>,
    writes: DefaultKeyedRateLimiter<Who>,
    told: DefaultKeyedRateLimiter<Who>,
    uploads: DefaultKeyedRateLimiter<Who>,
    photo_kib: DefaultKeyedRateLimiter<String>,
    files: DefaultKeyedRateLimiter<Who>,
    references: DefaultKeyedRateLimiter<Who>,
    log_ins_account: DefaultKeyedRateLimiter<secret::Kept>,
    log_ins_network: DefaultKeyedRateLimiter<IpAddr>,
    log_ins_from: DefaultKeyedRateLimiter<(secret::Kept, IpAddr)>,
    provider_answers: DefaultKeyedRateLimiter<IpAddr>,
    asked: AtomicU32,
}

impl Limits {
    /// Full buckets for everybody: reads 50 a second and 200 at once, tiles 200 and 400, writes 2 and 30; what identity
    /// providers tell 20 and 400; photos 20 a minute and 200 MiB a day; searches by reference 30 a minute; files 6 an hour and
    /// 12 at once, one of each list; log-ins 5 in 15 minutes for an account from one address, 20 for an address and 100 for an account; answers of identity
    /// providers 120 in 15 minutes for an address, which may be a whole office's.
    #[must_use]
    pub fn new() -> Self {
        let minutes = |minutes: u64| Duration::from_secs(60 * minutes);
        Self {
            reads: RateLimiter::keyed(quota(Duration::from_millis(20), 200)),
            tiles: RateLimiter::keyed(quota(Duration::from_millis(5), 400)),
            writes: RateLimiter::keyed(quota(Duration::from_millis(500), 30)),
            told: RateLimiter::keyed(quota(Duration::from_millis(50), 400)),
            uploads: RateLimiter::keyed(quota(minutes(1) / 20, 20)),
            photo_kib: RateLimiter::keyed(quota(minutes(24 * 60) / PHOTO_KIB_A_DAY, PHOTO_KIB_A_DAY)),
            files: RateLimiter::keyed(quota(minutes(60) / 6, 12)),
            references: RateLimiter::keyed(quota(minutes(1) / 30, 30)),
            log_ins_account: RateLimiter::keyed(quota(minutes(15) / 100, 100)),
            log_ins_from: RateLimiter::keyed(quota(minutes(15) / 5, 5)),
            log_ins_network: RateLimiter::keyed(quota(minutes(15) / 20, 20)),
            provider_answers: RateLimiter::keyed(quota(minutes(15) / 120, 120)),
            asked: AtomicU32::new(0),
        }
    }

    fn request(&self, method: &Method, (path, query): (&str, &str), who: &Who) -> Result<(), Problem> {
        self.sweep_now_and_then();
        let buckets = match path {
            // A provider that closes for the evening ends everybody's session at once, from one address.
            path if !auth::reads(method) && path.starts_with("/api/session/providers/") => &self.told,
            "/api/photos" if !auth::reads(method) => &self.uploads,
            _ if !auth::reads(method) => &self.writes,
            "/api/reads/file" | "/api/register/incident" => &self.files,
            path if path.starts_with("/api/exports/") => &self.files,
            "/api/document-requests" | "/api/filings" if is_named(query, "reference") => &self.references,
            path if path.starts_with("/ogc/") && path.contains("/tiles/") => &self.tiles,
            _ => &self.reads,
        };
        check(buckets, who)
    }

    /// Counts an attempt to log in. From one address an account is tried a few times only, and from all of them together a good
    /// many: with few, anybody could keep the account's owner out.
    ///
    /// # Errors
    /// 429 when there were too many for the account or from the address.
    pub fn log_in(&self, login: &str, address: Address) -> Result<(), Problem> {
        let network = address.network();
        check(&self.log_ins_network, &network)?;
        // Hashed, so that a long made-up login costs no more memory than another.
        let account = secret::kept(&login.trim().to_lowercase());
        check(&self.log_ins_from, &(account, network))?;
        check(&self.log_ins_account, &account)
    }

    /// Counts an answer that somebody brings from an identity provider, about which the provider is asked.
    ///
    /// # Errors
    /// 429 when there were too many from the address.
    pub fn answer_of_provider(&self, address: Address) -> Result<(), Problem> {
        check(&self.provider_answers, &address.network())
    }

    /// Counts the bytes of a photo that has arrived and is not known yet.
    ///
    /// # Errors
    /// 429 when its sender has sent as much as one may in a day.
    pub fn photo(&self, caller: &str, bytes: usize) -> Result<(), Problem> {
        let kib = u32::try_from(bytes.div_ceil(1024)).unwrap_or(u32::MAX);
        let kib = NonZeroU32::new(kib).unwrap_or(NonZeroU32::MIN);
        let detail = "200 MiB of photos are taken from one sender in a day.";
        let checked = self.photo_kib.check_key_n(&caller.to_owned(), kib);
        let checked = checked.map_err(|_| Problem::new(ProblemKind::TooLarge, detail))?;
        checked.map_err(|not_until| too_many(&not_until, detail))
    }

    fn sweep_now_and_then(&self) {
        if self.asked.fetch_add(1, Ordering::Relaxed) % SWEEP_EVERY != SWEEP_EVERY - 1 {
            return;
        }
        let kinds = [
            &self.reads,
            &self.tiles,
            &self.writes,
            &self.told,
            &self.uploads,
            &self.files,
            &self.references,
        ];
        for buckets in kinds {
            buckets.retain_recent();
        }
        self.photo_kib.retain_recent();
        self.log_ins_account.retain_recent();
        self.log_ins_from.retain_recent();
        self.log_ins_network.retain_recent();
        self.provider_answers.retain_recent();
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::new()
    }
}

fn quota(one_each: Duration, burst: u32) -> Quota {
    let burst = NonZeroU32::new(burst).expect("every burst is above zero");
    Quota::with_period(one_each).expect("every period is above zero").allow_burst(burst)
}

fn check<K: Hash + Eq + Clone>(buckets: &DefaultKeyedRateLimiter<K>, key: &K) -> Result<(), Problem> {
    buckets.check_key(key).map_err(|not_until| too_many(&not_until, ""))
}

fn too_many(not_until: &NotUntil<<DefaultClock as Clock>::Instant>, why: &str) -> Problem {
    let wait = not_until.wait_time_from(DefaultClock::default().now());
    let seconds = u32::try_from(wait.as_millis().div_ceil(1_000)).unwrap_or(u32::MAX).max(1);
    let detail = format!("{why} Try again in {seconds} s.");
    Problem { retry_after_s: Some(seconds), ..Problem::new(ProblemKind::TooMany, detail.trim_start()) }
}

/// Finds out where a request comes from, and holds it to the limits.
pub async fn limited<F: Future<Output = Response>>(
    app: &App,
    edge: &Edge,
    mut request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    let peer = request.extensions().get().copied();
    let address = Address::of(peer, request.headers(), edge.trusted_proxy_hops());
    request.extensions_mut().insert(address);
    let (path, query) = (request.uri().path(), request.uri().query().unwrap_or_default());
    let is_probe = matches!(path, "/healthz" | "/readyz");
    if let Some(limits) = edge.limits().filter(|_| !is_probe) {
        // Only who is truly known gets a bucket of its own: made-up tokens share their address's.
        let found = auth::identify(app, request.headers());
        if let Some(introduced) = request.extensions().get::<Introduced>().filter(|_| found.is_some()) {
            introduced.introduce();
        }
        let who = match found {
            Some(Found::Account(account)) => Who::Account(account.id.bits()),
            Some(Found::Token(token)) => Who::Token(token.id.clone()),
            // Its id is never an account's, and of the same kind.
            Some(Found::Phone(_, id)) => Who::Account(id.bits()),
            None => Who::Network(address.network()),
        };
        if let Err(problem) = limits.request(request.method(), (path, query), &who) {
            return problem.into_response();
        }
    }
    next(request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_taken_and_then_no_more() {
        let limits = Limits::new();
        let who = Who::Network(IpAddr::from([192, 0, 2, 7]));
        let post = || limits.request(&Method::POST, ("/api/reports", ""), &who);
        assert!((0..30).all(|_| post().is_ok()));
        let problem = post().unwrap_err();
        assert_eq!(problem.kind, ProblemKind::TooMany);
        assert_eq!(problem.retry_after_s, Some(1));
        // Neither reading nor anybody else is held back by it.
        assert!(limits.request(&Method::GET, ("/api/reports", ""), &who).is_ok());
        let other = Who::Network(IpAddr::from([192, 0, 2, 8]));
        assert!(limits.request(&Method::POST, ("/api/reports", ""), &other).is_ok());
    }

    #[test]
    fn photos_and_files_have_limits_of_their_own() {
        let limits = Limits::new();
        let who = Who::Token("nightly".into());
        let ask = |method: Method, path: &str| limits.request(&method, (path, ""), &who);
        assert!((0..20).all(|_| ask(Method::POST, "/api/photos").is_ok()));
        let problem = ask(Method::POST, "/api/photos").unwrap_err();
        assert_eq!(problem.retry_after_s, Some(3));
        let files =
            ["/api/exports/places", "/api/exports/reports", "/api/reads/file", "/api/register/incident"];
        assert!((0..3).all(|_| files.iter().all(|path| ask(Method::GET, path).is_ok())), "one of each list");
        let problem = ask(Method::GET, "/api/exports/walks").unwrap_err();
        assert!(problem.retry_after_s.is_some_and(|s| (590..=600).contains(&s)), "{problem:?}");
        // Looking and reporting go on.
        assert!(ask(Method::GET, "/api/photos/1/small").is_ok() && ask(Method::POST, "/api/reports").is_ok());
    }

    #[test]
    fn two_hundred_mib_of_photos_are_taken_from_a_sender_in_a_day() {
        let limits = Limits::new();
        let most = 8 << 20;
        assert!((0..25).all(|_| limits.photo("account:anna", most).is_ok()));
        let problem = limits.photo("account:anna", most).unwrap_err();
        assert_eq!(problem.kind, ProblemKind::TooMany);
        // As much as one more photo needs comes back in a 25th of a day.
        assert!(problem.retry_after_s.is_some_and(|s| (3_400..=3_460).contains(&s)), "{problem:?}");
        assert!(limits.photo("account:berit", most).is_ok(), "nobody else is held back by it");
        assert_eq!(limits.photo("account:berit", usize::MAX).unwrap_err().kind, ProblemKind::TooLarge);
    }

    #[test]
    fn a_reference_is_searched_for_thirty_times_a_minute() {
        let limits = Limits::new();
        let who = Who::Token("guesses".into());
        let ask = |path: &str, query: &str| limits.request(&Method::GET, (path, query), &who);
        let lists = ["/api/filings", "/api/document-requests"];
        assert!((0..15).all(|_| lists.iter().all(|path| ask(path, "limit=1&reference=KS").is_ok())));
        assert_eq!(ask("/api/filings", "refer%65nce=KS").unwrap_err().retry_after_s, Some(2));
        assert!(ask("/api/filings", "limit=1").is_ok(), "the lists themselves are read as others");
    }

    #[test]
    fn what_providers_tell_is_not_held_back_by_other_writes() {
        let limits = Limits::new();
        let who = Who::Network(IpAddr::from([192, 0, 2, 7]));
        let post = |path: &str| limits.request(&Method::POST, (path, ""), &who);
        assert!((0..30).all(|_| post("/api/reports").is_ok()) && post("/api/reports").is_err());
        assert!((0..400).all(|_| post("/api/session/providers/stad/logged-out").is_ok()));
        assert!(post("/api/session/providers/stad/logged-out").is_err());
    }

    #[test]
    fn an_account_is_tried_five_times_from_an_address_and_a_hundred_from_all() {
        let limits = Limits::new();
        let from = |last: u8| Address(IpAddr::from([192, 0, 2, last]));
        assert!((0..5).all(|_| limits.log_in("Anna", from(0)).is_ok()));
        let problem = limits.log_in(" anna", from(0)).unwrap_err();
        assert!(problem.retry_after_s.is_some_and(|s| (100..=180).contains(&s)), "{problem:?}");
        assert!(limits.log_in("berit", from(0)).is_ok());
        assert!(
            (5..100).all(|n| limits.log_in("anna", from(n / 5)).is_ok()),
            "the owner comes in from elsewhere"
        );
        assert!(limits.log_in("anna", from(21)).is_err());
    }

    #[test]
    fn an_address_tries_twenty_times_whatever_the_account() {
        let limits = Limits::new();
        let address = Address(IpAddr::from([192, 0, 2, 7]));
        assert!((0..20).all(|n| limits.log_in(&format!("account{n}"), address).is_ok()));
        assert!(limits.log_in("another", address).is_err());
    }

    #[test]
    fn full_buckets_are_forgotten() {
        let limits = Limits::new();
        for n in 0..SWEEP_EVERY * 2 {
            let who = Who::Network(IpAddr::V6(u128::from(n).into()));
            assert!(limits.request(&Method::GET, ("/ogc/collections/places/tiles/x", ""), &who).is_ok());
        }
        assert!(limits.tiles.len() <= SWEEP_EVERY as usize * 2, "{}", limits.tiles.len());
    }
}
