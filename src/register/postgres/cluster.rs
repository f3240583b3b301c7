//! A throw-away PostgreSQL for tests and benchmarks: a cluster of its own in the temporary folder,
//! reached over a Unix socket. Several may run at once, as root (which becomes the user `postgres`)
//! or as anybody else.
//!
//! The cluster is stopped and removed when the handle is dropped, and also when this process is
//! killed: a guard process waits for the end of a pipe that only this process holds open.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU16, AtomicU32, Ordering};

/// What a cluster that holds nothing of worth runs with: nothing is waited for.
pub const FAST: &[&str] = &["fsync=off", "full_page_writes=off"];
/// What a cluster runs with whose acknowledgements are to be trusted.
pub const DURABLE: &[&str] = &["fsync=on", "full_page_writes=on"];

const COMMON: &[&str] = &[
    "max_connections=300",
    "shared_buffers=32MB",
    "synchronous_commit=on",
    "autovacuum=off",
    "log_min_messages=fatal",
    "jit=off",
];

/// A running cluster.
pub struct Cluster {
    /// Holds `data`, `log` and the socket.
    folder: PathBuf,
    options: Vec<String>,
    databases: AtomicU32,
    /// Part of the socket's name, and what TLS is spoken on.
    port: AtomicU16,
    /// Ends, and takes the cluster with it, when its standard input does.
    guard: Option<Child>,
}

impl Cluster {
    /// Makes and starts one, with server settings as `name=value`.
    ///
    /// # Panics
    /// When PostgreSQL's programs are missing, saying what to install, or do not run.
    pub fn start(settings: &[&str]) -> Self {
        let folder = folder();
        let cluster = Cluster::guarded(folder, settings);
        let data = cluster.data();
        let made = user(&bin("initdb"))
            .args(["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "-D"])
            .arg(data)
            .current_dir(&cluster.folder)
            .output();
        expect(made, "initdb");
        cluster.launch();
        cluster
    }

    /// A standby of this cluster that streams from it, with settings of its own.
    pub fn standby(&self, settings: &[&str]) -> Self {
        let folder = folder();
        let standby = Cluster::guarded(folder, settings);
        let copied = user(&bin("pg_basebackup"))
            .args(["-U", "postgres", "-R", "--checkpoint=fast", "--no-sync", "-h"])
            .arg(&self.folder)
            .arg("-D")
            .arg(standby.data())
            .current_dir(&standby.folder)
            .output();
        expect(copied, "pg_basebackup");
        standby.launch();
        standby
    }

    fn guarded(folder: PathBuf, settings: &[&str]) -> Self {
        // Waits for the end of its input, then ends the server and removes the folder. A group of
        // its own: an interrupt from the keyboard must not end it first.
        let script = r#"read -r _; "$1" -D "$2/data" -m immediate -w stop >/dev/null 2>&1; rm -rf "$2""#;
        let guard = user(Path::new("/bin/sh"))
            .args(["-c", script, "guard"])
            .arg(bin("pg_ctl"))
            .arg(&folder)
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn();
        let options = COMMON.iter().chain(settings).map(|&setting| setting.to_owned()).collect();
        Cluster {
            folder,
            options,
            databases: AtomicU32::new(0),
            port: AtomicU16::new(5432),
            guard: Some(guard.expect("a guard")),
        }
    }

    /// The folder of a database's own files: all of it but the log.
    pub fn files_of(&self, database: &str) -> PathBuf {
        let oid = self.sql("postgres", &format!("select oid from pg_database where datname = '{database}'"));
        self.data().join("base").join(oid.trim())
    }

    /// Where its files lie.
    pub fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// Starts the server, which [`Cluster::stop`] has stopped.
    pub fn launch(&self) {
        self.launch_with("");
    }

    fn launch_with(&self, more: &str) {
        let (folder, port) = (self.folder.display(), self.port());
        let mut options = format!("-c listen_addresses='' -k {folder} -p {port}");
        for setting in &self.options {
            options.push_str(&format!(" -c {setting}"));
        }
        options.push_str(more);
        let started = self.control(&["-w", "-o", &options, "start"]);
        let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        expect(started, &format!("pg_ctl start ({log})"));
    }

    /// Stops the server without a farewell to anybody.
    pub fn stop(&self) {
        expect(self.control(&["-m", "immediate", "-w", "stop"]), "pg_ctl stop");
    }

    /// Makes a standby the primary.
    pub fn promote(&self) {
        expect(self.control(&["-w", "promote"]), "pg_ctl promote");
    }

    fn control(&self, what: &[&str]) -> std::io::Result<Output> {
        user(&bin("pg_ctl"))
            .arg("-D")
            .arg(self.data())
            .arg("-l")
            .arg(self.folder.join("log"))
            .args(what)
            .current_dir(&self.folder)
            // The server must not keep a pipe of ours open.
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .output()
    }

    /// The address of a database.
    pub fn url(&self, database: &str) -> String {
        let folder = self.folder.display().to_string().replace('/', "%2F");
        format!("postgres://postgres@{folder}/{database}")
    }

    fn port(&self) -> u16 {
        self.port.load(Ordering::Relaxed)
    }

    /// Where the server's socket lies.
    pub fn socket(&self) -> PathBuf {
        self.folder.join(format!(".s.PGSQL.{}", self.port()))
    }

    /// Runs SQL as the superuser, past every guard but the tables' own checks, and answers what
    /// psql prints.
    ///
    /// # Panics
    /// When it is refused.
    pub fn sql(&self, database: &str, sql: &str) -> String {
        let mut psql = user(&bin("psql"));
        psql.args(["-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-U", "postgres", "-d", database, "-h"]);
        let child = psql
            .arg(&self.folder)
            .args(["-p", &self.port().to_string()])
            .current_dir(&self.folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        let mut child = child.expect("psql runs");
        let mut input = child.stdin.take().expect("piped");
        input.write_all(sql.as_bytes()).expect("psql listens");
        drop(input);
        let output = expect(child.wait_with_output(), sql);
        String::from_utf8(output.stdout).expect("UTF-8").trim().to_owned()
    }

    /// A database as SQL that makes it again elsewhere.
    pub fn dump(&self, database: &str) -> String {
        let dumped = user(&bin("pg_dump"))
            .args(["-U", "postgres", "-h"])
            .arg(&self.folder)
            .arg(database)
            .current_dir("/")
            .output();
        String::from_utf8(expect(dumped, "pg_dump").stdout).expect("UTF-8")
    }

    /// Restores a dump into an empty database.
    pub fn restore(&self, database: &str, file: &Path) {
        let restored = Command::new(bin("pg_restore"))
            .args(["-U", "postgres", "--exit-on-error", "-d", database, "-h"])
            .arg(&self.folder)
            .arg(file)
            .output();
        expect(restored, "pg_restore");
    }

    /// Starts the server again on a port of the loopback address, with TLS and a certificate that
    /// it signed itself for the name `localhost`. Answers the port and the certificate's file.
    pub fn with_tls(&self) -> (u16, PathBuf) {
        let (key, certificate) = (self.folder.join("server.key"), self.folder.join("server.crt"));
        let made = user(Path::new("openssl"))
            .args([
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-days",
                "2",
            ])
            .args(["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"])
            .args(["-addext", "basicConstraints=critical,CA:FALSE", "-keyout"])
            .arg(&key)
            .arg("-out")
            .arg(&certificate)
            .current_dir(&self.folder)
            .output();
        expect(made, "openssl (install it: apt-get install openssl)");
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("bound").port();
        drop(listener);
        self.stop();
        let settings =
            format!("ssl=on\nssl_cert_file='{}'\nssl_key_file='{}'\n", certificate.display(), key.display());
        self.append("postgresql.conf", &settings);
        self.port.store(port, Ordering::Relaxed);
        // Later on the command line counts.
        self.launch_with(" -c listen_addresses=localhost");
        (port, certificate)
    }

    fn append(&self, file: &str, text: &str) {
        let file = fs::OpenOptions::new().append(true).open(self.data().join(file));
        file.and_then(|mut file| file.write_all(text.as_bytes())).expect("written");
    }

    /// A new database, a copy of `template`.
    pub fn database(&self, template: &str) -> String {
        let name = format!("d{}", self.databases.fetch_add(1, Ordering::Relaxed));
        self.sql("postgres", &format!("create database {name} template {template}"));
        name
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some(mut guard) = self.guard.take() {
            drop(guard.stdin.take());
            // The guard has nothing to tell; it ends by itself.
            let _ = guard.wait();
        }
    }
}

/// The folder of PostgreSQL's programs, the newest that is installed.
pub fn bin(program: &str) -> PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    let found = || {
        let installed = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
        let mut folders: Vec<_> = installed.map(|version| version.path().join("bin")).collect();
        let version = |folder: &PathBuf| folder.parent()?.file_name()?.to_str()?.parse::<u32>().ok();
        folders.sort_by_key(version);
        let path = std::env::var_os("PATH").unwrap_or_default();
        let elsewhere = std::env::split_paths(&path).collect::<Vec<_>>();
        folders.into_iter().rev().chain(elsewhere).find(|folder| folder.join("pg_ctl").exists()).unwrap_or_else(|| {
            panic!("PostgreSQL is missing: install it, for instance with apt-get install postgresql-15 (or run scripts/setup.sh)")
        })
    };
    FOLDER.get_or_init(found).join(program)
}

/// A folder that is the database's user's alone. Short: the path of a socket has 107 bytes at most.
fn folder() -> PathBuf {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let moment = std::time::SystemTime::UNIX_EPOCH.elapsed().map_or(0, |since| since.subsec_nanos());
    let name = format!("samplats-pg-{}-{number}-{moment}", std::process::id());
    let folder = std::env::temp_dir().join(name);
    fs::create_dir(&folder).expect("a folder");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).expect("ours alone");
    give_to_user(&folder).expect("given to the database's user");
    folder
}

/// Makes a folder that of the user the server runs as.
pub fn give_to_user(folder: &Path) -> std::io::Result<()> {
    match other_user() {
        Some((uid, gid)) => chown(folder, Some(uid), Some(gid)),
        None => Ok(()),
    }
}

/// A command as the user the server runs as: it refuses to be root.
pub fn user(program: &Path) -> Command {
    let mut command = Command::new(program);
    if let Some((uid, gid)) = other_user() {
        command.uid(uid).gid(gid);
    }
    command
}

/// User and group `postgres`, when this process is root's.
fn other_user() -> Option<(u32, u32)> {
    static USER: OnceLock<Option<(u32, u32)>> = OnceLock::new();
    *USER.get_or_init(|| {
        let root = fs::metadata("/proc/self").is_ok_and(|me| std::os::unix::fs::MetadataExt::uid(&me) == 0);
        root.then(|| {
            let users = fs::read_to_string("/etc/passwd").expect("there are users");
            let line = users.lines().find_map(|line| line.strip_prefix("postgres:"));
            let mut fields =
                line.expect("the package of PostgreSQL makes a user postgres").split(':').skip(1);
            let mut number = || fields.next().and_then(|field| field.parse().ok()).expect("a number");
            (number(), number())
        })
    })
}

fn expect(output: std::io::Result<Output>, what: &str) -> Output {
    let output = output.unwrap_or_else(|error| panic!("{what}: {error}"));
    assert!(output.status.success(), "{what}: {}", String::from_utf8_lossy(&output.stderr));
    output
}
