//! The operator's file of identity providers: where each is, whom it may vouch for, and which of its groups is which role
//! for which party. A group that no row names gives nothing.
//!
//! A file of the operator's and not data of the register: whoever may write a row can make anybody anything, and what
//! the program sends a secret to is not for a page to set (docs/decisions/0026).

use crate::domain::access::Role;
use anyhow::{Context, bail, ensure};
use reqwest::Url;
use serde::Deserialize;
use std::collections::HashSet;
use std::fmt;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

/// Most providers of an installation.
const PROVIDERS_MAX: usize = 20;
/// Most rows of groups for one provider.
const GROUPS_MAX: usize = 1_000;
/// Longest text of a setting, characters.
const TEXT_MAX: usize = 500;

/// A provider, as the file has it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderSettings {
    /// What it is called in addresses and logs: 2 to 16 of a-z and 0-9.
    pub code: String,
    /// What its button says.
    pub name: String,
    /// Its issuer, exactly as it names itself.
    pub issuer: String,
    /// What it knows this service as.
    pub client_id: String,
    /// A file that holds the secret it gave us; none for a public client.
    #[serde(default)]
    pub client_secret_file: Option<PathBuf>,
    /// The secret itself, read from its file.
    #[serde(skip)]
    pub client_secret: Option<Secret>,
    /// What is asked for beside `openid`. A provider that gives no refresh token is not asked again, and its sessions end
    /// after a quarter of an hour.
    #[serde(default = "usual_scopes")]
    pub scopes: Vec<String>,
    /// What the provider is to ask people, such as `consent`, without which some give no refresh token.
    #[serde(default)]
    pub prompt: Option<String>,
    /// The claim of the ID token that lists groups.
    #[serde(default = "usual_claim")]
    pub groups_claim: String,
    /// Codes of the parties it may vouch for.
    pub parties: Vec<String>,
    /// Which group is what. Where somebody is in several, the first row counts.
    #[serde(default, rename = "group")]
    pub groups: Vec<Assigned>,
}

/// What a group of a provider is here.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assigned {
    /// The group, as the provider writes it.
    pub group: String,
    /// Code of the party.
    pub party: String,
    /// The role.
    pub role: Role,
    /// Code of the party's unit.
    #[serde(default)]
    pub unit: Option<String>,
}

/// A secret that no log tells.
#[derive(Clone)]
pub struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default, rename = "provider")]
    providers: Vec<ProviderSettings>,
}

fn usual_scopes() -> Vec<String> {
    vec!["offline_access".into()]
}

fn usual_claim() -> String {
    "groups".into()
}

/// Reads the file and the secrets that it names.
///
/// # Errors
/// A sentence that says which row of which provider is wrong.
pub fn read(path: &Path) -> anyhow::Result<Vec<ProviderSettings>> {
    let about = || format!("the file of identity providers {}", path.display());
    let text = std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", about()))?;
    let mut providers = parse(&text).with_context(|| format!("{} is not understood", about()))?;
    for provider in &mut providers {
        if let Some(file) = &provider.client_secret_file {
            // Beside the file, where the name is no path of its own.
            let file = path.parent().unwrap_or(Path::new(".")).join(file);
            let secret = std::fs::read_to_string(&file).with_context(|| {
                format!("the secret of {} cannot be read from {}", provider.code, file.display())
            })?;
            provider.client_secret = Some(Secret(secret.trim().to_owned()));
        }
    }
    Ok(providers)
}

fn parse(text: &str) -> anyhow::Result<Vec<ProviderSettings>> {
    let File { providers } = toml::from_str(text)?;
    ensure!(providers.len() <= PROVIDERS_MAX, "there are more than {PROVIDERS_MAX} providers");
    let (mut codes, mut issuers) = (HashSet::new(), HashSet::new());
    for provider in &providers {
        check(provider).with_context(|| format!("the provider {}", provider.code))?;
        ensure!(codes.insert(&provider.code), "two providers have the code {}", provider.code);
        ensure!(issuers.insert(&provider.issuer), "two providers have the issuer {}", provider.issuer);
    }
    Ok(providers)
}

fn check(provider: &ProviderSettings) -> anyhow::Result<()> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let code = &provider.code;
    ensure!(
        (2..=16).contains(&code.len()) && code.chars().all(plain),
        "its code must be 2 to 16 of a-z and 0-9"
    );
    for (what, text) in [("name", &provider.name), ("client_id", &provider.client_id)] {
        let fits = (1..=TEXT_MAX).contains(&text.chars().count());
        ensure!(fits, "its {what} must be 1 to {TEXT_MAX} characters long");
    }
    let issuer = Url::parse(&provider.issuer).context("its issuer is not an address")?;
    ensure!(
        may_be_asked(&issuer) && issuer.query().is_none() && issuer.fragment().is_none(),
        "its issuer must be an https address without a query"
    );
    ensure!(!provider.parties.is_empty(), "it lists no parties, so it vouches for nobody");
    ensure!(provider.groups.len() <= GROUPS_MAX, "it has more than {GROUPS_MAX} groups");
    for row in &provider.groups {
        if !provider.parties.contains(&row.party) {
            bail!(
                "its group {} is for the party {}, which is not among the parties it vouches for",
                row.group,
                row.party
            );
        }
    }
    Ok(())
}

/// Whether something is asked at an address: over TLS, or on this machine alone, where tests and proxies are.
#[must_use]
pub fn may_be_asked(url: &Url) -> bool {
    let named = url.host_str().is_some_and(|host| !host.is_empty());
    let named = named && url.username().is_empty() && url.password().is_none();
    named && (url.scheme() == "https" || (url.scheme() == "http" && is_on_this_machine(url)))
}

/// Whether an address is one of this machine's own.
#[must_use]
pub fn is_on_this_machine(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

impl ProviderSettings {
    /// What somebody in these groups is: the first row of the file that names one of them.
    #[must_use]
    pub fn assigned(&self, groups: &[String]) -> Option<&Assigned> {
        let row = self.groups.iter().find(|row| groups.contains(&row.group));
        // The file was refused if a row is for another's party; who is let in does not rest on that alone.
        row.filter(|row| self.parties.contains(&row.party))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CITY: &str = r#"
        [[provider]]
        code = "stad"
        name = "Stadens inloggning"
        issuer = "https://login.stad.example"
        client_id = "samplats"
        parties = ["SDF01", "SLK"]
        [[provider.group]]
        group = "sp-samordnare"
        party = "SDF01"
        role = "coordinator"
        [[provider.group]]
        group = "sp-rapport"
        party = "SDF01"
        role = "reporter"
        unit = "parkdrift"
    "#;

    fn why(text: &str) -> String {
        format!("{:#}", parse(text).expect_err("it is refused"))
    }

    #[test]
    fn the_first_row_that_names_a_group_counts_and_an_unnamed_group_gives_nothing() {
        let provider = parse(CITY).unwrap().remove(0);
        let of = |groups: &[&str]| {
            let groups: Vec<_> = groups.iter().map(|group| (*group).to_owned()).collect();
            provider.assigned(&groups).map(|row| (row.party.clone(), row.role))
        };
        assert_eq!(of(&["sp-rapport", "sp-samordnare"]), Some(("SDF01".into(), Role::Coordinator)));
        assert_eq!(of(&["sp-rapport"]), Some(("SDF01".into(), Role::Reporter)));
        for nothing in [&[][..], &["SP-RAPPORT"], &["administrator"], &[""]] {
            assert_eq!(of(nothing), None, "{nothing:?}");
        }
    }

    #[test]
    fn a_provider_that_would_vouch_for_anothers_party_is_refused() {
        let wider = CITY.replace(
            "party = \"SDF01\"\n        role = \"coordinator\"",
            "party = \"POLIS\"\n        role = \"coordinator\"",
        );
        assert!(why(&wider).contains("POLIS, which is not among the parties"), "{}", why(&wider));
        assert!(why(&CITY.replace("[\"SDF01\", \"SLK\"]", "[]")).contains("vouches for nobody"));
    }

    #[test]
    fn what_makes_no_sense_is_refused_by_name() {
        for (from, to, told) in [
            ("https://login", "http://login", "https address"),
            ("https://login.stad.example", "ftp://x", "https address"),
            ("https://login.stad.example", "https://a:b@login.example", "https address"),
            ("code = \"stad\"", "code = \"Stad.\"", "2 to 16"),
            ("client_id = \"samplats\"", "client_id = \"\"", "client_id"),
            ("role = \"coordinator\"", "role = \"king\"", "unknown variant"),
            ("name =", "nam =", "unknown field"),
        ] {
            assert!(why(&CITY.replace(from, to)).contains(told), "{to}: {}", why(&CITY.replace(from, to)));
        }
        assert!(why(&CITY.repeat(2)).contains("two providers have the code"));
        let other_code = CITY.replace("\"stad\"", "\"annan\"");
        assert!(why(&format!("{CITY}{other_code}")).contains("two providers have the issuer"));
        assert!(parse(&CITY.replace("https://login.stad.example", "http://127.0.0.1:4900")).is_ok());
    }
}
