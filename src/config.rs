//! The settings of a running service: from flags, then `SAMPLATS_*` variables, then `samplats.toml`,
//! then the defaults named here.

use crate::engine::past::PastLimits;
use crate::export::ExportLimits;
use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use serde::Deserialize;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

/// The file that is read when none is named and it is there.
const FILE: &str = "samplats.toml";

/// Settings as they are given. The same names are used in `samplats.toml`, with underscores.
#[derive(Args, Clone, Debug, Default, Deserialize)]
#[command(next_help_heading = "Settings, the same for all commands")]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The register: sqlite:PATH, relative to the data folder, postgres://..., or memory: [default: sqlite:samplats.db]
    #[arg(long, env = "SAMPLATS_STORE", hide_env_values = true, global = true, value_name = "URL")]
    pub store: Option<String>,
    /// The data folder [default: the working directory]
    #[arg(long, env = "SAMPLATS_DATA", global = true, value_name = "FOLDER")]
    pub data: Option<PathBuf>,
    /// Address and port to listen on [default: 127.0.0.1:8080]
    #[arg(long, env = "SAMPLATS_LISTEN", global = true, value_name = "ADDRESS:PORT")]
    pub listen: Option<SocketAddr>,
    /// Address and port for Prometheus, best a private one; none is listened on unless given
    #[arg(long, env = "SAMPLATS_METRICS_LISTEN", global = true, value_name = "ADDRESS:PORT")]
    pub metrics_listen: Option<SocketAddr>,
    /// Where browsers reach the service, through the proxy; https turns on secure cookies and HSTS [default: http]
    #[arg(long, env = "SAMPLATS_PUBLIC_URL", global = true, value_name = "URL")]
    pub public_url: Option<String>,
    /// Whom to ask about published figures: mailto:NAME@HOST or the address of a page; said in their catalogue
    #[arg(long, env = "SAMPLATS_PUBLIC_CONTACT", global = true, value_name = "URL")]
    pub public_contact: Option<String>,
    /// The file of identity providers that one can log in by; local accounts alone unless given
    #[arg(long, env = "SAMPLATS_IDENTITY_PROVIDERS", global = true, value_name = "FILE")]
    pub identity_providers: Option<PathBuf>,
    /// How many proxies stand before the service and add to X-Forwarded-For [default: 0]
    #[arg(long, env = "SAMPLATS_TRUSTED_PROXY_HOPS", global = true, value_name = "COUNT")]
    pub trusted_proxy_hops: Option<u8>,
    /// Limits on requests and connections per caller; off is for load tests [default: on]
    #[arg(long, env = "SAMPLATS_RATE_LIMITS", global = true, value_name = "on|off")]
    pub rate_limits: Option<Switch>,
    /// The city's name, as the page says it [default: Stockholm]
    #[arg(long, env = "SAMPLATS_CITY", global = true, value_name = "NAME")]
    pub city: Option<String>,
    /// The map under the layers: FILE.pmtiles, FILE.mbtiles, or the address of a tile service with {z}, {x} and {y}
    #[arg(
        long,
        env = "SAMPLATS_BACKGROUND_MAP",
        hide_env_values = true,
        global = true,
        value_name = "FILE|URL"
    )]
    pub background_map: Option<String>,
    /// Who made the background map, as the map says it [default: what its file says]
    #[arg(long, env = "SAMPLATS_BACKGROUND_CREDIT", global = true, value_name = "TEXT")]
    pub background_credit: Option<String>,
    /// The key that checkpoints of the chain are signed with, made at first use [default: checkpoint.key in the data folder]
    #[arg(long, env = "SAMPLATS_CHECKPOINT_KEY", global = true, value_name = "FILE")]
    pub checkpoint_key: Option<PathBuf>,
    /// Most records of an earlier moment that are read at once [default: 1000000]
    #[arg(long, env = "SAMPLATS_PAST_MAX_RECORDS", global = true, value_name = "COUNT")]
    pub past_max_records: Option<u64>,
    /// Most stored text of an earlier moment that is read at once, MiB [default: 1024]
    #[arg(long, env = "SAMPLATS_PAST_MAX_MIB", global = true, value_name = "MIB")]
    pub past_max_mib: Option<u32>,
    /// Most rows of one export [default: 1000000]
    #[arg(long, env = "SAMPLATS_EXPORT_MAX_ROWS", global = true, value_name = "COUNT")]
    pub export_max_rows: Option<u64>,
    /// Largest file of one export, MiB [default: 2048]
    #[arg(long, env = "SAMPLATS_EXPORT_MAX_MIB", global = true, value_name = "MIB")]
    pub export_max_mib: Option<u32>,
    /// Where archive packages are written before anything is erased [default: archive in the data folder]
    #[arg(long, env = "SAMPLATS_ARCHIVE", global = true, value_name = "FOLDER")]
    pub archive: Option<PathBuf>,
    /// The list of erasures, best kept where the register's backups are not [default: erasures.jsonl in the data folder]
    #[arg(long, env = "SAMPLATS_ERASURE_LIST", global = true, value_name = "FILE")]
    pub erasure_list: Option<PathBuf>,
    /// Where the bytes of photos lie: a folder, or s3://BUCKET/PREFIX with the AWS_* variables [default: photos in the data folder]
    #[arg(long, env = "SAMPLATS_PHOTOS", global = true, value_name = "FOLDER|URL")]
    pub photos: Option<String>,
    /// How the log is written [default: text to a terminal, json otherwise]
    #[arg(long, env = "SAMPLATS_LOG_FORMAT", global = true, value_name = "FORMAT")]
    pub log_format: Option<LogFormat>,
    /// The settings file [default: samplats.toml in the working directory, where there is one]
    #[arg(long, env = "SAMPLATS_CONFIG", global = true, value_name = "FILE")]
    #[serde(skip)]
    pub config: Option<PathBuf>,
}

/// On or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Switch {
    /// On.
    On,
    /// Off.
    Off,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// The settings of a running service, complete.
#[derive(Clone, Debug)]
pub struct Config {
    /// The register. `--store`, `SAMPLATS_STORE`, default `sqlite:samplats.db`.
    pub store: String,
    /// The data folder. `--data`, `SAMPLATS_DATA`, default the working directory.
    pub data: PathBuf,
    /// Address and port. `--listen`, `SAMPLATS_LISTEN`, default `127.0.0.1:8080`.
    pub listen: SocketAddr,
    /// Address and port for figures. `--metrics-listen`, `SAMPLATS_METRICS_LISTEN`, default none.
    pub metrics_listen: Option<SocketAddr>,
    /// Where browsers reach the service. `--public-url`, `SAMPLATS_PUBLIC_URL`, default none.
    pub public_url: Option<String>,
    /// Whom to ask about published figures, and to tell of faults in accessibility. `--public-contact`, `SAMPLATS_PUBLIC_CONTACT`, default none.
    pub public_contact: Option<String>,
    /// Browsers reach the service over HTTPS. From `--public-url`, `SAMPLATS_PUBLIC_URL`, default false.
    pub https: bool,
    /// The file of identity providers. `--identity-providers`, `SAMPLATS_IDENTITY_PROVIDERS`, default none.
    pub identity_providers: Option<PathBuf>,
    /// Proxies before the service, a count. `--trusted-proxy-hops`, `SAMPLATS_TRUSTED_PROXY_HOPS`, default 0.
    pub trusted_proxy_hops: usize,
    /// Limits per caller. `--rate-limits`, `SAMPLATS_RATE_LIMITS`, default on.
    pub rate_limits: bool,
    /// The city's name. `--city`, `SAMPLATS_CITY`, default Stockholm.
    pub city: String,
    /// The map under the layers. `--background-map`, `SAMPLATS_BACKGROUND_MAP`, default none. May hold a key.
    pub background_map: Option<String>,
    /// Who made it. `--background-credit`, `SAMPLATS_BACKGROUND_CREDIT`, default what its file says.
    pub background_credit: Option<String>,
    /// The key checkpoints are signed with. `--checkpoint-key`, `SAMPLATS_CHECKPOINT_KEY`, default
    /// `checkpoint.key` in the data folder.
    pub checkpoint_key: PathBuf,
    /// How large an earlier moment may be that is read at once. `--past-max-records`, `--past-max-mib`,
    /// `SAMPLATS_PAST_MAX_RECORDS`, `SAMPLATS_PAST_MAX_MIB`, default a million records and a gibibyte of text.
    pub past_limits: PastLimits,
    /// How large an export may be. `--export-max-rows`, `--export-max-mib`, `SAMPLATS_EXPORT_MAX_ROWS`,
    /// `SAMPLATS_EXPORT_MAX_MIB`, default a million rows and two gibibytes.
    pub export_limits: ExportLimits,
    /// Where archive packages are written. `--archive`, `SAMPLATS_ARCHIVE`, default `archive` in the data folder.
    pub archive: PathBuf,
    /// The list of erasures. `--erasure-list`, `SAMPLATS_ERASURE_LIST`, default `erasures.jsonl` in the data
    /// folder.
    pub erasure_list: PathBuf,
    /// Where the bytes of photos lie. `--photos`, `SAMPLATS_PHOTOS`, default `photos` in the data folder.
    pub photos: String,
    /// How the log is written. `--log-format`, `SAMPLATS_LOG_FORMAT`, default by where it goes.
    pub log_format: Option<LogFormat>,
}

impl Config {
    /// Settings from flags and variables, and from the file for what they leave open.
    ///
    /// # Errors
    /// A sentence, when the file cannot be read or a setting makes no sense.
    pub fn read(given: Settings) -> anyhow::Result<Self> {
        let file = match &given.config {
            Some(path) => from_file(path)?,
            None if Path::new(FILE).exists() => from_file(Path::new(FILE))?,
            None => Settings::default(),
        };
        Self::of(given, file)
    }

    fn of(given: Settings, file: Settings) -> anyhow::Result<Self> {
        let (past_limits, export_limits) = (past_limits(&given, &file), export_limits(&given, &file));
        let public_url = given.public_url.or(file.public_url);
        let data = given.data.or(file.data).unwrap_or_else(|| ".".into());
        let checkpoint_key =
            given.checkpoint_key.or(file.checkpoint_key).unwrap_or_else(|| data.join("checkpoint.key"));
        let archive = given.archive.or(file.archive).unwrap_or_else(|| data.join("archive"));
        let erasure_list =
            given.erasure_list.or(file.erasure_list).unwrap_or_else(|| data.join("erasures.jsonl"));
        let photos = given.photos.or(file.photos);
        let photos = photos.unwrap_or_else(|| data.join("photos").to_string_lossy().into_owned());
        Ok(Self {
            photos,
            past_limits,
            export_limits,
            archive,
            erasure_list,
            store: given.store.or(file.store).unwrap_or_else(|| "sqlite:samplats.db".into()),
            data,
            checkpoint_key,
            listen: given.listen.or(file.listen).unwrap_or((Ipv4Addr::LOCALHOST, 8080).into()),
            metrics_listen: given.metrics_listen.or(file.metrics_listen),
            public_url: public_url.clone(),
            public_contact: given.public_contact.or(file.public_contact).map(contact).transpose()?,
            https: public_url.as_deref().map(is_https).transpose()?.unwrap_or(false),
            identity_providers: given.identity_providers.or(file.identity_providers),
            trusted_proxy_hops: given.trusted_proxy_hops.or(file.trusted_proxy_hops).unwrap_or(0).into(),
            rate_limits: given.rate_limits.or(file.rate_limits) != Some(Switch::Off),
            city: given.city.or(file.city).unwrap_or_else(|| "Stockholm".into()),
            background_map: given.background_map.or(file.background_map),
            background_credit: given.background_credit.or(file.background_credit),
            log_format: given.log_format.or(file.log_format),
        })
    }
}

fn past_limits(given: &Settings, file: &Settings) -> PastLimits {
    let usual = PastLimits::default();
    PastLimits {
        records_max: given.past_max_records.or(file.past_max_records).unwrap_or(usual.records_max),
        bytes_max: given.past_max_mib.or(file.past_max_mib).map_or(usual.bytes_max, bytes),
    }
}

fn export_limits(given: &Settings, file: &Settings) -> ExportLimits {
    let usual = ExportLimits::default();
    ExportLimits {
        rows_max: given.export_max_rows.or(file.export_max_rows).unwrap_or(usual.rows_max),
        bytes_max: given.export_max_mib.or(file.export_max_mib).map_or(usual.bytes_max, bytes),
    }
}

fn bytes(mib: u32) -> u64 {
    u64::from(mib) << 20
}

fn from_file(path: &Path) -> anyhow::Result<Settings> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("the settings file {} cannot be read", path.display()))?;
    toml::from_str(&text).with_context(|| format!("the settings file {} is not understood", path.display()))
}

fn contact(url: String) -> anyhow::Result<String> {
    if ["mailto:", "https://", "http://"].iter().any(|scheme| url.starts_with(scheme)) {
        return Ok(url);
    }
    bail!("the contact for published figures must begin with mailto:, https:// or http://")
}

fn is_https(url: &str) -> anyhow::Result<bool> {
    match url.split_once("://") {
        Some(("https", host)) if !host.is_empty() => Ok(true),
        Some(("http", host)) if !host.is_empty() => Ok(false),
        _ => bail!("the public URL must begin with https:// or http:// and name a host"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_come_before_the_file_and_the_file_before_the_defaults() {
        let given = Settings { city: Some("Uppsala".into()), ..Settings::default() };
        let file: Settings =
            toml::from_str("city = \"Gävle\"\nlisten = \"[::1]:9\"\nrate_limits = \"off\"").unwrap();
        let config = Config::of(given, file).unwrap();
        assert_eq!((config.city.as_str(), config.listen.port(), config.rate_limits), ("Uppsala", 9, false));
        assert_eq!(config.store, "sqlite:samplats.db");
        assert!(Config::of(Settings::default(), Settings::default()).unwrap().rate_limits);
        let given = Settings { past_max_mib: Some(2), ..Settings::default() };
        let file: Settings = toml::from_str("past_max_mib = 3\nexport_max_rows = 7").unwrap();
        let config = Config::of(given, file).unwrap();
        assert_eq!((config.past_limits.bytes_max, config.export_limits.rows_max), (2 << 20, 7));
        assert_eq!(config.past_limits.records_max, PastLimits::default().records_max);
    }

    #[test]
    fn a_setting_nobody_knows_is_refused() {
        assert!(toml::from_str::<Settings>("litsen = \"127.0.0.1:80\"").is_err());
    }

    #[test]
    fn only_https_makes_cookies_secure() {
        let https = |url: &str| {
            Config::of(Settings { public_url: Some(url.into()), ..Settings::default() }, Settings::default())
                .map(|c| c.https)
        };
        assert!(https("https://samplats.example.se").unwrap());
        assert!(!https("http://localhost:8080").unwrap());
        for bad in ["samplats.example.se", "ftp://x", "https://"] {
            assert!(https(bad).is_err(), "{bad}");
        }
    }
}
