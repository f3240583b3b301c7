//! What the program is started on: a folder with a file in it, or a database.

use crate::cluster::Cluster;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const PARTIES: &str = "code,name,kind\nsisab,Skolfastigheter,property_company\n";

const AREAS: &str = r#"{"type":"FeatureCollection","features":[{"type":"Feature","id":"v","properties":{"name":"Väster"},
"geometry":{"type":"Polygon","coordinates":[[[18,59.3],[18.1,59.3],[18.1,59.4],[18,59.4],[18,59.3]]]}}]}"#;

/// A district around all that is written in trials, its administration, and the company of [`Store`].
pub struct District {
    /// Code of the administration.
    pub party: String,
    /// Of its coordinator.
    pub token: String,
    /// Code of the company.
    pub company: String,
    /// Of the company's coordinator.
    pub company_token: String,
}

/// A register with one party, and the folder that its programs work in.
pub struct Store {
    folder: TempDir,
    /// `None` for the file in the folder.
    url: Option<String>,
    /// Of the party's coordinator.
    pub token: String,
}

impl Store {
    /// A file.
    pub fn sqlite() -> Self {
        Self::prepared(None)
    }

    /// A file in a folder below this one.
    pub fn sqlite_below(folder: &Path) -> Self {
        let folder = tempfile::tempdir_in(folder).expect("a folder");
        Store { folder, url: None, token: String::new() }.with_party()
    }

    /// A new database of a cluster.
    pub fn postgres(cluster: &Cluster) -> Self {
        Self::prepared(Some(cluster.url(&cluster.database("template1"))))
    }

    fn prepared(url: Option<String>) -> Self {
        let store = Store { folder: tempfile::tempdir().expect("a folder"), url, token: String::new() };
        if store.url.is_some() {
            store.run(&["register", "migrate"]);
        }
        store.with_party()
    }

    fn with_party(mut self) -> Self {
        let parties = self.folder().join("parties.csv");
        std::fs::write(&parties, PARTIES).expect("written");
        self.run(&["import", "parties", parties.to_str().expect("a path")]);
        let output = self.run(&["token", "create", "--party", "sisab", "--role", "coordinator"]);
        self.token = String::from_utf8(output.stdout).expect("text").trim().to_owned();
        self
    }

    /// Puts a district in, with an administration that can make places there.
    pub fn with_district(&self) -> District {
        let write = |name: &str, text: &str| {
            let file = self.folder().join(name);
            std::fs::write(&file, text).expect("written");
            file.to_str().expect("a path").to_owned()
        };
        let areas = write("areas.geojson", AREAS);
        self.run(&["import", "areas", &areas, "--kind", "district"]);
        let parties = write(
            "administration.csv",
            "code,name,kind\nV,Väster stadsdelsförvaltning,district_administration\n",
        );
        self.run(&["import", "parties", &parties]);
        let output = self.run(&["token", "create", "--party", "V", "--role", "coordinator"]);
        let token = String::from_utf8(output.stdout).expect("text").trim().to_owned();
        let (party, company, company_token) = ("V".into(), "sisab".into(), self.token.clone());
        District { party, token, company, company_token }
    }

    /// A token of the party's administrator.
    pub fn administrator(&self) -> String {
        let output = self.run(&["token", "create", "--party", "sisab", "--role", "administrator"]);
        String::from_utf8(output.stdout).expect("text").trim().to_owned()
    }

    /// A copy of the file, which nobody has open, in a folder of its own below this one.
    pub fn copied(&self, below: &Path) -> Self {
        let folder = tempfile::tempdir_in(below).expect("a folder");
        std::fs::copy(self.file(), folder.path().join("samplats.db")).expect("copied");
        Store { folder, url: None, token: self.token.clone() }
    }

    /// A backup in the place of a register, in a folder of its own.
    pub fn restored_from(&self, backup: &Path) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::copy(backup, folder.path().join("samplats.db")).expect("copied");
        Store { folder, url: None, token: self.token.clone() }
    }

    /// The same register reached by another address.
    pub fn at(&self, url: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Store { folder, url: Some(url.to_owned()), token: self.token.clone() }
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The register's file, where it is one.
    pub fn file(&self) -> PathBuf {
        self.folder().join("samplats.db")
    }

    /// The database's address.
    pub fn url(&self) -> &str {
        self.url.as_deref().expect("a database")
    }

    /// The database's name.
    pub fn database(&self) -> &str {
        self.url().split('?').next().and_then(|url| url.rsplit('/').next()).expect("a name")
    }

    /// The program's command line on this register.
    pub fn command(&self, arguments: &[&str]) -> Command {
        self.configure(Command::new(env!("CARGO_BIN_EXE_samplats")), arguments)
    }

    /// The same of a program that starts it.
    pub fn configure(&self, mut command: Command, arguments: &[&str]) -> Command {
        command.arg("--data").arg(self.folder()).args(arguments);
        command.env("RUST_LOG", "error").env("SAMPLATS_RATE_LIMITS", "off").env_remove("SAMPLATS_STORE");
        if let Some(url) = &self.url {
            command.env("SAMPLATS_STORE", url);
        }
        command
    }

    /// Runs a command that must succeed.
    pub fn run(&self, arguments: &[&str]) -> Output {
        let output = self.try_run(arguments);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {errors}");
        output
    }

    /// Makes an account of the party's, by the command that reads its password.
    pub fn account(&self, login: &str, password: &str) {
        let mut made = self.command(&["user", "create", login, "--party", "sisab", "--role", "reporter"]);
        let mut child = made.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().expect("it starts");
        child.stdin.take().expect("piped").write_all(password.as_bytes()).expect("it reads");
        assert!(child.wait().expect("it ends").success(), "the account {login}");
    }

    pub fn try_run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the program runs")
    }

    /// How many reports there are, by the register itself.
    pub fn reports(&self) -> usize {
        let stats = String::from_utf8(self.run(&["register", "stats"]).stdout).expect("text");
        let line = stats.lines().find(|line| line.starts_with("report"));
        line.map_or(0, |line| {
            line.split_whitespace().last().and_then(|count| count.parse().ok()).expect("a number")
        })
    }

    /// Every number, hash and commitment holds.
    pub fn assert_verified(&self) {
        let verified = String::from_utf8(self.run(&["register", "verify"]).stdout).expect("text");
        assert!(verified.contains(" 0 faults"), "{verified}");
    }
}
