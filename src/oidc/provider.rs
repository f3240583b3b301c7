//! One identity provider: its discovery document and keys, kept for a while, and what it is asked.

use super::jws::{Keys, Token};
use super::log_out::{self, LoggedOut};
use super::settings::ProviderSettings;
use super::{Fault, Pending, fetch};
use data_encoding::BASE64;
use jiff::{SignedDuration, Timestamp};
use reqwest::{Client, RequestBuilder, StatusCode, Url};
use serde_json::Value;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// The discovery document and the keys are read again after this long.
const KEPT: Duration = Duration::from_secs(3_600);
/// One that did not answer is not asked again for so long: those who wait for it would wait one after the other.
const AWAY_FOR: Duration = Duration::from_secs(5);
/// A token with a key nobody knows has the keys read again, this often a minute at the most.
const KEY_LOOKS_MAX: u32 = 6;
/// Clocks may differ by this much.
pub(super) const LEEWAY: SignedDuration = SignedDuration::from_secs(60);
/// A token is of now, not of long ago.
pub(super) const OLDEST: SignedDuration = SignedDuration::from_mins(15);
/// Longest subject and name, characters: the standard says 255.
pub(super) const SUBJECT_MAX: usize = 255;
/// Longest name of a session at the provider, characters.
const SESSION_MAX: usize = 255;
/// Longest name that an account is known by, characters.
const NAME_MAX: usize = 100;
/// Most groups of a token that are looked at.
const GROUPS_MAX: usize = 2_000;

/// What a provider says of somebody, once all of it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Who, by a name that the provider never gives to another.
    pub subject: String,
    /// What they call themselves there; to be shown, never to be known by.
    pub known_as: Option<String>,
    /// The groups they are in, as the provider writes them.
    pub groups: Vec<String>,
    /// Which session there it was said in, where the provider tells sessions apart.
    pub session: Option<String>,
    /// When it was said, by the provider's clock.
    pub at: Timestamp,
}

/// When a token holds, as far as it says so.
pub(super) struct Times {
    pub issued: Option<Timestamp>,
    pub expires: Option<Timestamp>,
    not_before: Option<Timestamp>,
}

impl Times {
    pub fn of(claims: &Value) -> Self {
        let time = |member: &str| claims[member].as_f64().and_then(|s| Timestamp::from_second(s as i64).ok());
        Self { issued: time("iat"), expires: time("exp"), not_before: time("nbf") }
    }

    /// Whether it holds now, and was made a short while ago.
    pub fn are_of_now(&self, now: Timestamp) -> Result<(), Fault> {
        // What a provider says may be at the end of all time: only to our own clock something is added.
        if self.expires.is_some_and(|expires| now - LEEWAY >= expires) {
            return Err(Fault::Untrue("the token holds no longer"));
        }
        if self.issued.is_some_and(|issued| issued > now + LEEWAY || issued < now - OLDEST) {
            return Err(Fault::Untrue("the token is not of now"));
        }
        if self.not_before.is_some_and(|from| from > now + LEEWAY) {
            return Err(Fault::Untrue("the token does not hold yet"));
        }
        Ok(())
    }
}

/// What came of asking again.
#[derive(Clone, Debug)]
pub struct Renewed {
    /// What it says now; `None` when it says no more than that all is as it was.
    pub said: Option<Said>,
    /// What to ask with next time.
    pub refresh: Option<String>,
}

/// A provider that can be asked. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Provider {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    settings: ProviderSettings,
    client: Client,
    known: Mutex<Held>,
    /// For the tokens that it is asked for itself.
    looks: Mutex<Looks>,
    /// For those that anybody may send in its name: made-up ones do not keep people from logging in.
    looks_for_others: Mutex<Looks>,
}

/// What was read of it last.
#[derive(Clone, Debug)]
struct Known {
    authorize: Url,
    token: Url,
    keys_at: Url,
    end_session: Option<Url>,
    /// Its answers name it (RFC 9207).
    names_itself: bool,
    keys: Keys,
    read: Instant,
}

/// What is kept between two requests.
#[derive(Debug, Default)]
struct Held {
    known: Option<Arc<Known>>,
    /// When it last did not answer: nobody waits for it again at once.
    away: Option<Instant>,
}

/// How often keys were looked for within a minute.
#[derive(Debug)]
struct Looks {
    since: Instant,
    count: u32,
}

impl Provider {
    /// A provider by its settings; nothing is asked of it yet.
    ///
    /// # Errors
    /// When there can be no client.
    pub fn new(settings: ProviderSettings) -> anyhow::Result<Self> {
        let none = || Mutex::new(Looks { since: Instant::now(), count: 0 });
        let (looks, looks_for_others) = (none(), none());
        let inner =
            Inner { settings, client: fetch::client()?, known: Mutex::default(), looks, looks_for_others };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// What the operator says of it.
    #[must_use]
    pub fn settings(&self) -> &ProviderSettings {
        &self.inner.settings
    }

    /// Where the browser goes to log in.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn address_to_log_in(&self, pending: &Pending, come_back_to: &str) -> Result<Url, Fault> {
        let mut url = self.known().await?.authorize.clone();
        let scope = ["openid"].into_iter().chain(self.settings().scopes.iter().map(String::as_str));
        let scope = scope.collect::<Vec<_>>().join(" ");
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", &self.settings().client_id)
            .append_pair("redirect_uri", come_back_to)
            .append_pair("scope", &scope)
            .append_pair("state", &pending.state)
            .append_pair("nonce", &pending.nonce)
            .append_pair("code_challenge", &pending.challenge())
            .append_pair("code_challenge_method", "S256");
        if let Some(prompt) = &self.settings().prompt {
            url.query_pairs_mut().append_pair("prompt", prompt);
        }
        Ok(url)
    }

    /// Where the browser goes to log out of the provider as well, where it has such an address.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn address_to_log_out(&self, come_back_to: Option<&str>) -> Result<Option<Url>, Fault> {
        let Some(mut url) = self.known().await?.end_session.clone() else { return Ok(None) };
        url.query_pairs_mut().append_pair("client_id", &self.settings().client_id);
        if let Some(address) = come_back_to {
            url.query_pairs_mut().append_pair("post_logout_redirect_uri", address);
        }
        Ok(Some(url))
    }

    /// Checks that an answer names this provider, where it says that its answers do.
    ///
    /// # Errors
    /// [`Fault::Untrue`].
    pub async fn is_named_by(&self, issuer: Option<&str>) -> Result<(), Fault> {
        let must = self.known().await?.names_itself;
        match issuer {
            Some(issuer) if issuer == self.settings().issuer => Ok(()),
            None if !must => Ok(()),
            Some(_) | None => Err(Fault::Untrue("the answer is another provider's")),
        }
    }

    /// Redeems the code of an answer, and believes what comes once all of it holds.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn redeem(
        &self,
        pending: &Pending,
        code: &str,
        came_back_to: &str,
        now: Timestamp,
    ) -> Result<(Said, Option<String>), Fault> {
        let form = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", came_back_to),
            ("code_verifier", &pending.verifier),
        ];
        let answer = self.ask_for_tokens(&form).await?;
        let token = answer["id_token"].as_str().ok_or(Fault::Untrue("there is no ID token"))?;
        let claims = self.verified(token, None, &self.inner.looks).await?;
        if claims["nonce"].as_str() != Some(&pending.nonce) {
            return Err(Fault::Untrue("the ID token is of another log-in"));
        }
        Ok((self.believed(&claims, now)?, text(&answer["refresh_token"])))
    }

    /// Asks whether somebody still is who they were.
    ///
    /// # Errors
    /// [`Fault::Refused`] when they are not, [`Fault::Away`] when nobody can tell.
    pub async fn renew(&self, refresh: &str, now: Timestamp) -> Result<Renewed, Fault> {
        let answer =
            self.ask_for_tokens(&[("grant_type", "refresh_token"), ("refresh_token", refresh)]).await?;
        let said = match answer["id_token"].as_str() {
            Some(token) => {
                let claims = self.verified(token, None, &self.inner.looks).await?;
                Some(self.believed(&claims, now)?)
            }
            None => None,
        };
        Ok(Renewed { said, refresh: text(&answer["refresh_token"]) })
    }

    /// Believes what comes in the provider's name about somebody who has logged out there, once all of it holds.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn told_of_log_out(&self, token: &str, now: Timestamp) -> Result<LoggedOut, Fault> {
        let claims = self.verified(token, Some(&log_out::KINDS), &self.inner.looks_for_others).await?;
        self.is_for_us(&claims)?;
        LoggedOut::believed(&self.settings().issuer, &claims, now)
    }

    async fn ask_for_tokens(&self, form: &[(&str, &str)]) -> Result<Value, Fault> {
        let request = self.inner.client.post(self.known().await?.token.clone());
        let settings = self.settings();
        let mut body = form_urlencoded(form);
        let request = match &settings.client_secret {
            Some(secret) => request.header("authorization", basic(&settings.client_id, &secret.0)),
            None => {
                body.push('&');
                body.push_str(&form_urlencoded(&[("client_id", &settings.client_id)]));
                request
            }
        };
        let request = request.header("content-type", "application/x-www-form-urlencoded").body(body);
        let (status, answer) = self.asked(request).await?;
        if status.is_success() {
            return Ok(answer);
        }
        // The word is from a short list of the standard; what it says beside that is for nobody.
        let word = answer["error"].as_str().filter(|word| word.len() <= 40).unwrap_or("no reason").to_owned();
        match word.as_str() {
            // Ours to put right, and no word about the person.
            "invalid_client" | "unauthorized_client" | "invalid_request" => Err(Fault::Away(word)),
            _ => Err(Fault::Refused(word)),
        }
    }

    async fn asked(&self, request: RequestBuilder) -> Result<(StatusCode, Value), Fault> {
        fetch::json(request.header("accept", "application/json")).await
    }

    /// The claims of a token that this provider has signed. With a key that is not known the keys are read again: that is
    /// how a provider changes them.
    async fn verified(
        &self,
        token: &str,
        kinds: Option<&[&str]>,
        looks: &Mutex<Looks>,
    ) -> Result<Value, Fault> {
        let read = Token::read(token)?;
        if kinds.is_some_and(|kinds| !read.is_one_of(kinds)) {
            return Err(Fault::Untrue("the token is of another kind"));
        }
        let known = self.known().await?;
        if read.is_signed_with_one_of(&known.keys) {
            return read.verified(&known.keys);
        }
        may_look_again(looks).await?;
        let keys = self.read_keys(&known.keys_at).await?;
        let claims = read.verified(&keys);
        self.inner.known.lock().await.known = Some(Arc::new(Known { keys, ..Known::clone(&known) }));
        claims
    }

    /// What an ID token says, once it is this provider's, for us, and of now.
    fn believed(&self, claims: &Value, now: Timestamp) -> Result<Said, Fault> {
        let settings = self.settings();
        self.is_for_us(claims)?;
        let times = Times::of(claims);
        let (Some(_), Some(at)) = (times.expires, times.issued) else {
            return Err(Fault::Untrue("the ID token does not say when it holds"));
        };
        times.are_of_now(now)?;
        let subject = claims["sub"].as_str().unwrap_or_default();
        if subject.is_empty() || subject.chars().count() > SUBJECT_MAX {
            return Err(Fault::Untrue("the ID token does not say who it is about"));
        }
        let known_as =
            claims["preferred_username"].as_str().map(|name| name.chars().take(NAME_MAX).collect());
        Ok(Said {
            subject: subject.to_owned(),
            known_as,
            groups: groups(&claims[settings.groups_claim.as_str()]),
            session: text(&claims["sid"]).filter(|name| name.chars().count() <= SESSION_MAX),
            at,
        })
    }

    fn is_for_us(&self, claims: &Value) -> Result<(), Fault> {
        let ours = self.settings().client_id.as_str();
        if claims["iss"].as_str() != Some(&self.settings().issuer) {
            return Err(Fault::Untrue("the token is another provider's"));
        }
        let audience: Vec<_> = match &claims["aud"] {
            Value::String(one) => vec![one.as_str()],
            Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        let for_us = audience.contains(&ours);
        let asked_by_us = match claims["azp"].as_str() {
            Some(party) => party == ours,
            None => audience.len() == 1,
        };
        if for_us && asked_by_us { Ok(()) } else { Err(Fault::Untrue("the token is for another service")) }
    }

    /// The discovery document and the keys, from before while that is not long ago. What was read before goes on where it
    /// cannot be read again: a log-in that needs the provider fails by itself when it is away.
    async fn known(&self) -> Result<Arc<Known>, Fault> {
        let mut held = self.inner.known.lock().await;
        if let Some(known) = held.known.as_ref().filter(|known| known.read.elapsed() < KEPT) {
            return Ok(known.clone());
        }
        let found = match held.away.filter(|since| since.elapsed() < AWAY_FOR) {
            Some(_) => Err(Fault::Away("it did not answer a moment ago".into())),
            None => self.discover().await,
        };
        match (found, held.known.clone()) {
            (Ok(known), _) => {
                let known = Arc::new(known);
                *held = Held { known: Some(known.clone()), away: None };
                Ok(known)
            }
            (Err(Fault::Away(why)), before) => {
                held.away =
                    held.away.filter(|since| since.elapsed() < AWAY_FOR).or_else(|| Some(Instant::now()));
                before.ok_or(Fault::Away(why))
            }
            (Err(fault), _) => Err(fault),
        }
    }

    async fn discover(&self) -> Result<Known, Fault> {
        let issuer = &self.settings().issuer;
        let at = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
        let (status, document) = self.asked(self.inner.client.get(fetch::address(issuer, &at)?)).await?;
        if !status.is_success() {
            return Err(Fault::Away(format!("its discovery document is answered with {status}")));
        }
        if document["issuer"].as_str() != Some(issuer) {
            return Err(Fault::Untrue("its discovery document names another issuer"));
        }
        let named = |member: &str| {
            let text = document[member].as_str();
            fetch::address(issuer, text.ok_or(Fault::Untrue("its discovery document lacks an address"))?)
        };
        let keys_at = named("jwks_uri")?;
        Ok(Known {
            authorize: named("authorization_endpoint")?,
            token: named("token_endpoint")?,
            end_session: document["end_session_endpoint"]
                .as_str()
                .map(|text| fetch::address(issuer, text))
                .transpose()?,
            names_itself: document["authorization_response_iss_parameter_supported"] == true,
            keys: self.read_keys(&keys_at).await?,
            keys_at,
            read: Instant::now(),
        })
    }

    async fn read_keys(&self, at: &Url) -> Result<Keys, Fault> {
        let (status, set) = self.asked(self.inner.client.get(at.clone())).await?;
        if status.is_success() {
            Ok(Keys::read(&set))
        } else {
            Err(Fault::Away(format!("its keys are answered with {status}")))
        }
    }
}

async fn may_look_again(looks: &Mutex<Looks>) -> Result<(), Fault> {
    let mut looks = looks.lock().await;
    if looks.since.elapsed() > Duration::from_secs(60) {
        *looks = Looks { since: Instant::now(), count: 0 };
    }
    looks.count += 1;
    if looks.count > KEY_LOOKS_MAX {
        return Err(Fault::Untrue("a token is signed with a key that its provider does not have"));
    }
    Ok(())
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

/// A list of groups, or a single one as some providers write it.
fn groups(claim: &Value) -> Vec<String> {
    match claim {
        Value::String(one) => vec![one.clone()],
        Value::Array(several) => {
            several.iter().take(GROUPS_MAX).filter_map(Value::as_str).map(str::to_owned).collect()
        }
        _ => Vec::new(),
    }
}

/// A form as it is sent.
fn form_urlencoded(pairs: &[(&str, &str)]) -> String {
    let mut url = Url::parse("form:").expect("it is an address");
    url.query_pairs_mut().extend_pairs(pairs);
    url.query().unwrap_or_default().to_owned()
}

/// Name and secret as the standard wants them: encoded as in a form, and then as HTTP does it.
fn basic(name: &str, secret: &str) -> String {
    let encoded = |text: &str| form_urlencoded(&[("", text)]).trim_start_matches('=').to_owned();
    format!("Basic {}", BASE64.encode(format!("{}:{}", encoded(name), encoded(secret)).as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn provider() -> Provider {
        Provider::new(ProviderSettings {
            code: "stad".into(),
            name: "Staden".into(),
            issuer: "https://login.stad.example".into(),
            client_id: "samplats".into(),
            client_secret_file: None,
            client_secret: None,
            scopes: vec![],
            prompt: None,
            groups_claim: "groups".into(),
            parties: vec!["SLK".into()],
            groups: vec![],
        })
        .unwrap()
    }

    fn claims(change: Value) -> Value {
        let mut claims = json!({
            "iss": "https://login.stad.example", "aud": "samplats", "sub": "7", "iat": 1_000_000, "exp": 1_000_300,
            "groups": ["a", "b"], "email": "anna@example.se",
        });
        for (member, value) in change.as_object().unwrap() {
            claims[member] = value.clone();
        }
        claims
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn what_holds_is_believed_and_nobody_is_known_by_an_address() {
        let said = provider().believed(&claims(json!({})), at(1_000_000)).unwrap();
        let groups = vec!["a".to_owned(), "b".to_owned()];
        let expected = Said { subject: "7".into(), known_as: None, groups, session: None, at: at(1_000_000) };
        assert_eq!(said, expected);
        let single = provider().believed(&claims(json!({ "groups": "a" })), at(1_000_000)).unwrap();
        assert_eq!(single.groups, ["a"]);
    }

    #[test]
    fn what_is_anothers_or_not_of_now_is_not_believed() {
        let now = 1_000_000;
        for (change, moment, told) in [
            (json!({ "iss": "https://login.stad.example/" }), now, "another provider"),
            (json!({ "iss": null }), now, "another provider"),
            (json!({ "aud": "another" }), now, "another service"),
            (json!({ "aud": ["samplats", "another"] }), now, "another service"),
            (json!({ "aud": ["samplats"], "azp": "another" }), now, "another service"),
            (json!({ "aud": {} }), now, "another service"),
            (json!({ "exp": null }), now, "when it holds"),
            (json!({ "exp": "1000300" }), now, "when it holds"),
            (json!({}), now + 360, "holds no longer"),
            (json!({}), now - 61, "not of now"),
            (json!({ "exp": 2_000_000 }), now + 901, "not of now"),
            (json!({ "nbf": now + 200 }), now, "not hold yet"),
            (json!({ "sub": "" }), now, "who it is about"),
            (json!({ "sub": 7 }), now, "who it is about"),
            (json!({ "sub": "x".repeat(256) }), now, "who it is about"),
        ] {
            let fault =
                provider().believed(&claims(change.clone()), at(moment)).expect_err("it does not hold");
            assert!(fault.to_string().contains(told), "{change} {fault}");
        }
        let several = claims(json!({ "aud": ["samplats", "another"], "azp": "samplats" }));
        assert!(provider().believed(&several, at(now)).is_ok());
    }

    #[test]
    fn names_and_secrets_are_sent_as_the_standard_wants_them() {
        assert_eq!(basic("a b", "ö:&"), format!("Basic {}", BASE64.encode(b"a+b:%C3%B6%3A%26")));
        assert_eq!(form_urlencoded(&[("code", "a&b"), ("x", "")]), "code=a%26b&x=");
    }
}
