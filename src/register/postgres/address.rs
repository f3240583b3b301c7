//! From `postgres://...` to what is connected to, and how its TLS is checked. Passwords stay in
//! here: no sentence of this file quotes the address.

use super::reader::READER;
use super::tls;
use crate::register::{Fault, READER_VERSION};
use std::time::Duration;
use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode, TargetSessionAttrs};
use tokio_postgres_rustls::MakeRustlsConnect;

/// How long one host may take to answer the telephone.
const HOST_TIMEOUT: Duration = Duration::from_secs(3);
/// How long sent bytes may stay unacknowledged before the connection counts as dead.
const TCP_USER_TIMEOUT: Duration = Duration::from_secs(10);
const KEEPALIVE_IDLE: Duration = Duration::from_secs(30);

/// Where the database is, and how to speak to it.
#[derive(Clone)]
pub(super) struct Address {
    /// Hosts, database, role, password and time limits.
    pub config: Config,
    /// `None` where the connection is not encrypted: on this machine, or on the operator's word.
    pub tls: Option<MakeRustlsConnect>,
    /// Whom that TLS trusts; empty where there is none.
    root_file: String,
}

impl Address {
    /// Reads a `postgres://` or `postgresql://` address, with several hosts where there are
    /// standbys, and `target_session_attrs=read-write` to find the one that may be written to.
    ///
    /// Without `sslmode`, sockets and loopback addresses are spoken to in the clear and every other
    /// host over TLS whose certificate is checked. `sslmode=disable` is the operator's word that the
    /// way is safe; `require`, `verify-ca` and `verify-full` all check certificate and name, against
    /// the authorities in the file `sslrootcert` or else the system's.
    ///
    /// # Errors
    /// [`Fault::NotOurs`] with a sentence that quotes nothing.
    pub fn parse(url: &str) -> Result<Self, Fault> {
        let Asked { plain, ssl_mode, root_file } = take_ours(url);
        // The driver's own sentence would quote pieces of what may be a password.
        let mut config: Config = plain.parse().map_err(|_| {
            not_ours(
                "the address after postgres:// cannot be read; it is postgres://ROLE:PASSWORD@HOST:PORT/DATABASE, \
                 with special characters of the password written as %XX",
            )
        })?;
        let encrypt = match ssl_mode.as_deref() {
            None => !config.get_hosts().iter().all(is_local),
            Some("disable") => false,
            Some("require" | "verify-ca" | "verify-full") => true,
            Some(_) => {
                return Err(not_ours(
                    "sslmode is disable or require: allow and prefer fall back to an unencrypted connection",
                ));
            }
        };
        config.ssl_mode(if encrypt { SslMode::Require } else { SslMode::Disable });
        limit(&mut config);
        let root_file = if encrypt { tls::root_file(root_file)? } else { String::new() };
        let tls = encrypt.then(|| tls::connector(&root_file)).transpose()?;
        Ok(Address { config, tls, root_file })
    }

    /// The same for PostgreSQL's own programs, as environment variables.
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        let config = &self.config;
        let hosts = config.get_hosts().iter().map(|host| match host {
            #[cfg(unix)]
            Host::Unix(folder) => folder.display().to_string(),
            Host::Tcp(name) => name.clone(),
        });
        let ports = config.get_ports().iter().map(u16::to_string);
        let mut environment = vec![
            ("PGHOST", hosts.collect::<Vec<_>>().join(",")),
            ("PGPORT", ports.collect::<Vec<_>>().join(",")),
            ("PGSSLMODE", if self.tls.is_some() { "verify-full" } else { "disable" }.into()),
        ];
        environment.extend(self.tls.as_ref().map(|_| ("PGSSLROOTCERT", self.root_file.clone())));
        environment.extend(config.get_user().map(|user| ("PGUSER", user.to_owned())));
        environment.extend(config.get_dbname().map(|name| ("PGDATABASE", name.to_owned())));
        let password = config.get_password().map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        environment.extend(password.map(|password| ("PGPASSWORD", password)));
        environment
    }

    /// How many servers it names.
    pub fn hosts(&self) -> usize {
        self.config.get_hosts().len().max(self.config.get_hostaddrs().len())
    }

    /// Whether only a server that may be written to will do.
    pub fn wants_writable(&self) -> bool {
        self.config.get_target_session_attrs() == TargetSessionAttrs::ReadWrite
    }

    /// An address for each server it names, alike in all else.
    pub fn each(&self) -> Vec<Self> {
        let one = |at: usize| Address { config: only(&self.config, at), ..self.clone() };
        (0..self.hosts()).map(one).collect()
    }

    /// How long connecting may take in all: every host may have to be tried.
    pub fn deadline(&self) -> Duration {
        let hosts = u32::try_from(self.config.get_hosts().len()).unwrap_or(1);
        HOST_TIMEOUT * hosts + Duration::from_secs(2)
    }
}

fn not_ours(sentence: &str) -> Fault {
    Fault::NotOurs(sentence.to_owned())
}

/// The settings of a connection to the server at a place of the list alone, whatever it is: which of
/// them will do is seen when all have been asked. The driver's own list cannot be shortened.
fn only(all: &Config, at: usize) -> Config {
    let mut one = Config::new();
    match all.get_hosts().get(at) {
        #[cfg(unix)]
        Some(Host::Unix(folder)) => drop(one.host_path(folder)),
        Some(Host::Tcp(name)) => drop(one.host(name)),
        None => {}
    }
    if let Some(address) = all.get_hostaddrs().get(at) {
        one.hostaddr(*address);
    }
    // One port stands for all servers.
    if let Some(port) = all.get_ports().get(at).or_else(|| all.get_ports().first()) {
        one.port(*port);
    }
    if let Some(user) = all.get_user() {
        one.user(user);
    }
    if let Some(password) = all.get_password() {
        one.password(password);
    }
    if let Some(name) = all.get_dbname() {
        one.dbname(name);
    }
    if let Some(options) = all.get_options() {
        one.options(options);
    }
    if let Some(name) = all.get_application_name() {
        one.application_name(name);
    }
    one.ssl_mode(all.get_ssl_mode());
    one.ssl_negotiation(all.get_ssl_negotiation());
    one.channel_binding(all.get_channel_binding());
    one.keepalives(all.get_keepalives());
    limit(&mut one);
    one
}

fn limit(config: &mut Config) {
    config.connect_timeout(HOST_TIMEOUT);
    config.tcp_user_timeout(TCP_USER_TIMEOUT);
    config.keepalives_idle(KEEPALIVE_IDLE);
    // Who raises what the register asks of its readers looks for older ones by this.
    let name = match config.get_application_name() {
        Some(given) => format!("{READER}{READER_VERSION}, {given}"),
        None => format!("{READER}{READER_VERSION}"),
    };
    config.application_name(name);
}

fn is_local(host: &Host) -> bool {
    match host {
        #[cfg(unix)]
        Host::Unix(_) => true,
        Host::Tcp(name) => {
            name == "localhost" || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
        }
    }
}

/// The address without the parameters the driver does not know, and those.
struct Asked {
    plain: String,
    ssl_mode: Option<String>,
    root_file: Option<String>,
}

fn take_ours(url: &str) -> Asked {
    // The last one: the driver takes everything before the @ as role and password, ? included.
    let (base, query) = url.rsplit_once('?').unwrap_or((url, ""));
    let mut asked = Asked { plain: base.to_owned(), ssl_mode: None, root_file: None };
    let mut rest = Vec::new();
    for parameter in query.split('&').filter(|parameter| !parameter.is_empty()) {
        match parameter.split_once('=') {
            Some(("sslmode", mode)) => asked.ssl_mode = Some(mode.to_owned()),
            Some(("sslrootcert", file)) => asked.root_file = Some(file.replace("%2F", "/")),
            _ => rest.push(parameter),
        }
    }
    if !rest.is_empty() {
        asked.plain = format!("{base}?{}", rest.join("&"));
    }
    asked
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(url: &str) -> String {
        match Address::parse(url) {
            Err(Fault::NotOurs(sentence)) => sentence,
            Err(other) => panic!("{other:?}"),
            Ok(_) => panic!("{url} was accepted"),
        }
    }

    #[test]
    fn this_machine_is_spoken_to_in_the_clear_and_others_over_tls() {
        for url in ["postgres://a@localhost/d", "postgres://a@127.0.0.1/d", "postgres://a@%2Frun%2Fpg/d"] {
            assert!(Address::parse(url).expect("read").tls.is_none(), "{url}");
        }
        for url in [
            "postgres://a@db.example/d",
            "postgresql://a@localhost,db.example/d",
            "postgres://a@localhost/d?sslmode=require",
        ] {
            let address = Address::parse(url).expect("read");
            assert!(address.tls.is_some(), "{url}");
            assert_eq!(address.config.get_ssl_mode(), SslMode::Require, "no falling back");
        }
        assert!(Address::parse("postgres://a@db.example/d?sslmode=disable").expect("read").tls.is_none());
        assert!(refusal("postgres://a@db.example/d?sslmode=prefer").contains("unencrypted"));
    }

    #[test]
    fn a_password_may_hold_a_question_mark() {
        let address = Address::parse("postgres://anna:sec?ret@db/d?sslmode=disable").expect("read");
        assert_eq!(address.config.get_password(), Some(b"sec?ret".as_slice()));
        assert!(address.tls.is_none());
    }

    #[test]
    fn several_hosts_are_tried_for_the_one_that_may_be_written_to() {
        let url = "postgres://a:b@one.example:5433,two.example:5434/d?target_session_attrs=read-write&sslmode=disable";
        let address = Address::parse(url).expect("read");
        assert_eq!(address.config.get_hosts().len(), 2);
        assert_eq!(address.config.get_ports(), [5433, 5434]);
        assert!(address.wants_writable());
        assert_eq!(address.deadline(), Duration::from_secs(8));
        let each = address.each();
        let ports: Vec<_> = each.iter().map(|one| one.config.get_ports()).collect();
        assert_eq!(ports, [[5433], [5434]]);
        for one in &each {
            assert_eq!((one.hosts(), one.deadline()), (1, Duration::from_secs(5)));
            assert_eq!(one.config.get_target_session_attrs(), TargetSessionAttrs::Any);
            assert_eq!((one.config.get_user(), one.config.get_dbname()), (Some("a"), Some("d")));
            assert_eq!(one.config.get_password(), Some(b"b".as_slice()));
            assert_eq!(
                one.config.get_ssl_mode(),
                SslMode::Disable,
                "what was decided for all holds for each"
            );
        }
    }

    #[test]
    fn an_address_that_cannot_be_read_is_not_quoted() {
        for url in [
            "postgres://anna:secret@db:secret/samplats",
            "postgres://anna@db/samplats?secret",
            "postgres://anna:sec%ret@db/samplats?secret=1",
        ] {
            let sentence = refusal(url);
            assert!(!sentence.contains("sec") && !sentence.contains("ret@"), "{sentence}");
        }
        let root = "postgres://anna:secret@db/d?sslrootcert=/not/there";
        assert!(!refusal(root).contains("secret"));
    }
}
