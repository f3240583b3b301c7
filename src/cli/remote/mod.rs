//! Commands to a server that holds the register: the same, over HTTP.

mod download;
mod fault;
mod upload;

pub use fault::{ErrorTold, ServerFault};

use super::steps::Steps;
use crate::http::imports::MAPPING_HEADER;
use crate::outbound;
use crate::said::aside;
use anyhow::{Context, anyhow, bail};
use bytes::Bytes;
use fault::{ProblemTold, Trouble};
use reqwest::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, HeaderValue, LOCATION};
use reqwest::{Client, Method, Response, Url};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::path::PathBuf;
use std::time::Duration;
use upload::Upload;

/// For one request with its answer. The server itself gives a file or a verification five minutes.
const PATIENCE: Duration = Duration::from_secs(600);
/// Largest answer that is read, bytes: a thousand accounts or faults are far below.
const ANSWER_MAX_BYTES: usize = 8 * 1024 * 1024;
/// How often a server that says "later" is asked again.
const LATER_MAX: usize = 10;
/// The longest that one "later" is waited for.
const LATER: Duration = Duration::from_secs(30);

/// Where a command goes while a server holds the register.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "While a server holds the register")]
pub struct ServerArgs {
    /// Address of the server, such as https://samplats.example; the command is then done there, over HTTP
    #[arg(long, env = "SAMPLATS_SERVER", global = true, value_name = "URL")]
    server: Option<String>,
    /// The token to do it with. Others on this computer can read it in the list of processes: better is
    /// --token-file, or the variable SAMPLATS_TOKEN
    #[arg(long, global = true, value_name = "TOKEN", requires = "server", conflicts_with = "token_file")]
    token: Option<String>,
    /// A file that holds the token
    #[arg(long, global = true, value_name = "FILE", requires = "server")]
    token_file: Option<PathBuf>,
}

impl ServerArgs {
    /// The server that is named; none when the register is to be opened here.
    ///
    /// # Errors
    /// A sentence: the address or the token cannot be used.
    pub fn server(self) -> anyhow::Result<Option<Server>> {
        let Some(address) = self.server.as_deref().filter(|address| !address.is_empty()) else {
            return Ok(None);
        };
        let base = address_of(address)?;
        // The variable is not clap's to read: a file that is named wins over it.
        let token = match (self.token, self.token_file) {
            (Some(token), _) => token,
            (None, Some(file)) => std::fs::read_to_string(&file)
                .with_context(|| format!("the token file {} cannot be read", file.display()))?,
            (None, None) => std::env::var("SAMPLATS_TOKEN").unwrap_or_default(),
        };
        Server::new(base, token.trim()).map(Some)
    }
}

fn address_of(text: &str) -> anyhow::Result<Url> {
    let wrong = || anyhow!("--server must be an address such as https://samplats.example, and not {text}");
    let url = Url::parse(text).map_err(|_| wrong())?;
    let plain = url.username().is_empty() && url.password().is_none() && url.query().is_none();
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() || !plain {
        return Err(wrong());
    }
    Ok(url)
}

/// Whether a request may be sent again when nobody knows whether it was carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// Twice comes to the same as once.
    Same,
    /// Twice would make two, or be refused.
    Never,
}

/// What is sent along.
enum Load<'a> {
    Nothing,
    Json(Bytes),
    File { file: FileSent, steps: &'a Steps },
}

/// A file as it is sent.
#[derive(Clone, Debug)]
pub struct FileSent {
    /// What it holds.
    pub bytes: Bytes,
    /// What it is.
    pub content_type: &'static str,
    /// A mapping file that describes it, as its header carries it.
    pub mapping: Option<String>,
}

/// A server that holds a register, and a token for it.
pub struct Server {
    client: Client,
    base: Url,
    bearer: HeaderValue,
}

impl Server {
    fn new(base: Url, token: &str) -> anyhow::Result<Self> {
        if token.is_empty() {
            bail!(
                "the server wants a token: give one with --token-file FILE or in the variable SAMPLATS_TOKEN"
            );
        }
        let mut bearer = HeaderValue::try_from(format!("Bearer {token}"))
            .map_err(|_| anyhow!("the token has characters that no token has"))?;
        bearer.set_sensitive(true);
        let mut builder = outbound::builder().timeout(PATIENCE);
        if base.scheme() == "http" {
            // Nothing to verify, so a system without certificates is as good.
            builder = builder.tls_certs_only([]);
        }
        if is_here(&base) {
            builder = builder.no_proxy();
        } else if base.scheme() == "http" {
            aside!("warning: without https the token can be read on its way to {base}");
        }
        let client = builder.build().context("no connection can be made")?;
        Ok(Self { client, base, bearer })
    }

    /// Reads.
    ///
    /// # Errors
    /// [`ServerFault`].
    pub async fn get<T: DeserializeOwned>(
        &self,
        path: &[&str],
        query: &[(&str, String)],
    ) -> Result<T, ServerFault> {
        self.ask(Method::GET, &self.url(path, query), Load::Nothing, Again::Same).await
    }

    /// Writes.
    ///
    /// # Errors
    /// [`ServerFault`].
    pub async fn post<T: DeserializeOwned>(
        &self,
        path: &[&str],
        body: &impl Serialize,
        again: Again,
    ) -> Result<T, ServerFault> {
        let body = serde_json::to_vec(body).map_err(|error| self.fault(Trouble::Local(error.to_string())))?;
        self.ask(Method::POST, &self.url(path, &[]), Load::Json(body.into()), again).await
    }

    /// Sends a file, and tells how far it is.
    ///
    /// # Errors
    /// [`ServerFault`].
    pub async fn send_file<T: DeserializeOwned>(
        &self,
        path: &[&str],
        query: &[(&str, String)],
        file: FileSent,
        steps: &Steps,
    ) -> Result<T, ServerFault> {
        let load = Load::File { file, steps };
        self.ask(Method::POST, &self.url(path, query), load, Again::Same).await
    }

    fn url(&self, path: &[&str], query: &[(&str, String)]) -> Url {
        let mut url = self.base.clone();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().push("api").extend(path);
        }
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        url
    }

    /// One request, sent again under the same key: once when the connection breaks and twice is the same as once, and
    /// whenever the server says "later".
    async fn ask<T: DeserializeOwned>(
        &self,
        method: Method,
        url: &Url,
        load: Load<'_>,
        again: Again,
    ) -> Result<T, ServerFault> {
        let key = (method != Method::GET).then(fresh_key).transpose();
        let key = key.map_err(|error| self.fault(Trouble::Local(error.to_string())))?;
        let (mut broken, mut later, mut left_open) = (false, 0, false);
        loop {
            let trouble = match self.once(method.clone(), url, &load, key.as_deref()).await {
                Ok(answer) => return Ok(answer),
                Err(trouble) => trouble,
            };
            let may_have_been_done = key.is_some() && trouble.may_have_been_done();
            match trouble {
                Trouble::Broke(_) if again == Again::Same && !broken => broken = true,
                Trouble::Problem(problem) if problem.says_later(again) && later < LATER_MAX => {
                    later += 1;
                    tokio::time::sleep(problem.retry_after.unwrap_or_default().min(LATER)).await;
                }
                last if left_open => return Err(self.fault(last.after_one_left_open())),
                last => return Err(self.fault(last)),
            }
            left_open |= may_have_been_done;
        }
    }

    async fn once<T: DeserializeOwned>(
        &self,
        method: Method,
        url: &Url,
        load: &Load<'_>,
        key: Option<&str>,
    ) -> Result<T, Trouble> {
        let mut request = self.client.request(method, url.clone()).header(AUTHORIZATION, self.bearer.clone());
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        request = match load {
            Load::Nothing => request,
            Load::Json(body) => request.header(CONTENT_TYPE, "application/json").body(body.clone()),
            Load::File { file: FileSent { bytes, content_type, mapping }, steps } => {
                let request = match mapping {
                    Some(mapping) => request.header(MAPPING_HEADER, mapping),
                    None => request,
                };
                request
                    .header(CONTENT_TYPE, *content_type)
                    .header(CONTENT_LENGTH, bytes.len())
                    .body(reqwest::Body::wrap(Upload::new(bytes.clone(), (*steps).clone())))
            }
        };
        let response = request.send().await.map_err(Trouble::of)?;
        if let Load::File { steps, .. } = load {
            steps.now("reading the answer");
        }
        answered(response).await
    }

    fn fault(&self, trouble: Trouble) -> ServerFault {
        ServerFault { server: self.base.to_string(), trouble }
    }
}

async fn answered<T: DeserializeOwned>(response: Response) -> Result<T, Trouble> {
    let status = response.status();
    if !status.is_success() {
        return Err(problem_of(response).await);
    }
    let (body, elsewhere) = read(response).await?;
    serde_json::from_slice(&body).map_err(|_| Trouble::Foreign { status, elsewhere })
}

/// What a server says that does not do something.
async fn problem_of(response: Response) -> Trouble {
    let status = response.status();
    let header = response.headers().get(reqwest::header::RETRY_AFTER);
    let retry_after = header.and_then(|value| value.to_str().ok()).and_then(|seconds| seconds.parse().ok());
    let (body, elsewhere) = match read(response).await {
        Ok(read) => read,
        Err(trouble) => return trouble,
    };
    match serde_json::from_slice::<ProblemTold>(&body) {
        Ok(mut problem) => {
            problem.retry_after = retry_after.map(Duration::from_secs);
            Trouble::Problem(Box::new(problem))
        }
        Err(_) => Trouble::Foreign { status, elsewhere },
    }
}

/// The whole of a small answer, and where it sends us, if it does.
async fn read(mut response: Response) -> Result<(Vec<u8>, Option<String>), Trouble> {
    let status = response.status();
    let location = response.headers().get(LOCATION).filter(|_| status.is_redirection());
    let elsewhere = location.and_then(|value| value.to_str().ok()).map(str::to_owned);
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(Trouble::of)? {
        if body.len() + chunk.len() > ANSWER_MAX_BYTES {
            return Err(Trouble::Foreign { status, elsewhere: None });
        }
        body.extend_from_slice(&chunk);
    }
    Ok((body, elsewhere))
}

/// A key of this command's own: another run is another request.
fn fresh_key() -> Result<String, getrandom::Error> {
    let mut random = [0; 16];
    getrandom::fill(&mut random)?;
    Ok(data_encoding::HEXLOWER.encode(&random))
}

/// Whether an address is on this computer, where nobody listens on the way.
fn is_here(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_kept_with_its_path() {
        for (address, expected) in [
            ("https://a.example", "https://a.example/api/users/a%2Fb/disable?x=%C3%A5"),
            ("http://[::1]:8080/karta/", "http://[::1]:8080/karta/api/users/a%2Fb/disable?x=%C3%A5"),
        ] {
            let server = Server::new(address_of(address).unwrap(), "t").unwrap();
            let url = server.url(&["users", "a/b", "disable"], &[("x", "å".to_owned())]);
            assert_eq!(url.as_str(), expected);
        }
        for bad in
            ["a.example", "ftp://a.example", "https://me:secret@a.example", "https://a.example?x=1", ""]
        {
            assert!(address_of(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn only_this_computer_is_here() {
        let here = |address: &str| is_here(&Url::parse(address).unwrap());
        assert!(here("http://localhost:1") && here("http://127.0.0.1") && here("http://[::1]:1"));
        assert!(!here("http://localhost.example") && !here("http://10.0.0.1"));
    }
}
