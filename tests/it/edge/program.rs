//! The program itself, as an operator runs it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Output, Stdio};

pub(super) fn samplats(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_samplats"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("SAMPLATS_")) {
        command.env_remove(name);
    }
    command.current_dir(folder).env("SAMPLATS_LISTEN", "127.0.0.1:0").env("RUST_LOG", "off");
    command
}

pub(super) fn run(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = samplats(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that does not ask for it has closed its end.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

pub(super) fn told(output: &Output) -> (String, String) {
    (String::from_utf8(output.stdout.clone()).unwrap(), String::from_utf8(output.stderr.clone()).unwrap())
}

#[track_caller]
pub(super) fn done(output: &Output) -> String {
    let (out, err) = told(output);
    assert!(output.status.success(), "{out}{err}");
    out
}

pub(super) fn city() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("parties.csv"),
        "code,name,kind\nSLK,Stadsledningskontoret,city_executive\n",
    )
    .unwrap();
    done(&run(folder.path(), &["import", "parties", "parties.csv"], ""));
    folder
}

/// A server that was started, ended with the test.
pub(super) struct Server {
    child: Child,
    pub(super) address: String,
    /// What it said before it listened.
    said: String,
    /// What it says while it listens.
    saying: BufReader<ChildStderr>,
}

impl Server {
    pub(super) fn start(folder: &Path) -> Self {
        Self::start_with(folder, &[])
    }

    /// One that logs all it does.
    pub(super) fn start_loud(folder: &Path) -> Self {
        let mut command = samplats(folder);
        command.arg("serve").env("RUST_LOG", "samplats=trace");
        Self::of(command)
    }

    /// Ends it, and gives all that it said.
    pub(super) fn killed(mut self) -> String {
        self.child.kill().unwrap();
        let mut said = std::mem::take(&mut self.said);
        self.saying.read_to_string(&mut said).unwrap();
        said
    }

    fn start_with(folder: &Path, arguments: &[&str]) -> Self {
        let mut command = samplats(folder);
        command.arg("serve").args(arguments);
        Self::of(command)
    }

    fn of(mut command: Command) -> Self {
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let saying = BufReader::new(child.stderr.take().unwrap());
        let mut server = Self { child, address: String::new(), said: String::new(), saying };
        while server.address.is_empty() {
            let mut line = String::new();
            assert_ne!(server.saying.read_line(&mut line).unwrap(), 0, "it ended: {}", server.said);
            match line.split_once("listens on http://") {
                Some((_, address)) => server.address = address.trim().to_owned(),
                None => server.said.push_str(&line),
            }
        }
        server
    }

    pub(super) fn ask(&self, request: &str) -> String {
        Self::ask_at(&self.address, request)
    }

    fn ask_at(address: &str, request: &str) -> String {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    pub(super) fn get(&self, path: &str, more: &str) -> String {
        self.ask(&format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{more}\r\n"))
    }

    /// Opens so many places that are not there, one after the other over one connection.
    fn opens(&self, count: usize, token: &str) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let mut writing = stream.try_clone().unwrap();
        let request = |at: usize| {
            let goes_on = if at == count { "close" } else { "keep-alive" };
            format!(
                "GET /api/places/{at:011} HTTP/1.1\r\nhost: x\r\nconnection: {goes_on}\r\nauthorization: Bearer {token}\r\n\r\n"
            )
        };
        let requests: String = (1..=count).map(request).collect();
        let written = std::thread::spawn(move || writing.write_all(requests.as_bytes()));
        let mut answers = String::new();
        stream.read_to_string(&mut answers).unwrap();
        written.join().unwrap().unwrap();
        assert_eq!(answers.matches("HTTP/1.1 404").count(), count);
    }

    fn signal(&self, name: &str) {
        let killed = Command::new("kill").args(["-s", name, &self.child.id().to_string()]).status().unwrap();
        assert!(killed.success());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It has ended already in most tests.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_token_alone_is_on_standard_output_and_lets_a_program_in() {
    let folder = city();
    let out = done(&run(folder.path(), &["token", "create", "--party", "SLK", "--role", "coordinator"], ""));
    let token = out.trim_end();
    assert!(token.starts_with("samplats_") && !token.contains(char::is_whitespace), "{out}");
    let server = Server::start(folder.path());
    assert!(server.get("/readyz", "").starts_with("HTTP/1.1 200"));
    let me = server.get("/api/me", &format!("authorization: Bearer {token}\r\n"));
    assert!(me.starts_with("HTTP/1.1 200") && me.contains("\"coordinator\""), "{me}");
}

#[test]
fn figures_are_told_on_a_listener_of_their_own_and_nowhere_else() {
    let folder = city();
    let server = Server::start_with(folder.path(), &["--metrics-listen", "127.0.0.1:0"]);
    assert!(server.get("/readyz", "").starts_with("HTTP/1.1 200"));
    assert!(server.get("/api/places/0000000000A", "").starts_with("HTTP/1.1 401"));
    server.ask("BREW / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    assert!(!server.get("/metrics", "").contains("samplats_"));
    let address = server.said.split_once("http://").and_then(|(_, rest)| rest.split_once('/')).unwrap().0;
    let figures = Server::ask_at(address, "GET /metrics HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    for line in [
        r#"samplats_requests_total{method="GET",route="/api/places/{id}",status="401"} 1"#,
        r#"samplats_requests_total{method="other""#,
        r#"samplats_records{kind="party"} 1"#,
        r#"samplats_health{state="ready"} 1"#,
        r#"samplats_request_seconds_bucket{route="/readyz",le="30"} 1"#,
        "process_resident_memory_bytes ",
    ] {
        assert!(figures.contains(line), "{line} is not in {figures}");
    }
    assert!(!figures.contains("0000000000A") && !figures.contains("BREW"), "{figures}");
}

#[test]
fn who_opens_very_many_things_in_a_day_is_told_of_once_whether_they_are_there_or_not() {
    let folder = city();
    let token = |role: &str| {
        let arguments = ["token", "create", "--party", "SLK", "--role", role];
        done(&run(folder.path(), &arguments, "")).trim_end().to_owned()
    };
    let (busy, other) = (token("coordinator"), token("reader"));
    let mut command = samplats(folder.path());
    command.args(["serve", "--metrics-listen", "127.0.0.1:0"]);
    command.env("RUST_LOG", "samplats=warn").env("SAMPLATS_RATE_LIMITS", "off");
    let server = Server::of(command);
    let address = server.said.split_once("http://").and_then(|(_, rest)| rest.split_once('/')).unwrap().0;
    let address = address.to_owned();
    let told_of = || {
        let figures =
            Server::ask_at(&address, "GET /metrics HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
        let line = figures.lines().find(|line| line.starts_with("samplats_bulk_readers_total"));
        line.map_or(0, |line| line.rsplit(' ').next().unwrap().parse::<u32>().unwrap())
    };
    server.opens(2_000, &busy);
    server.opens(1, &other);
    assert_eq!(told_of(), 0, "each by themselves, and this many is a long day");
    server.opens(1, &busy);
    assert_eq!(told_of(), 1);
    server.opens(500, &busy);
    assert_eq!(told_of(), 1, "once a day");
    let said = server.killed();
    let told: Vec<_> = said.lines().filter(|line| line.contains("opens very many things")).collect();
    assert!(told.len() == 1 && told[0].contains("token"), "{told:?}");
    assert!(!said.contains(&busy), "who it is, and not what they come in with");
}

#[test]
fn a_party_nobody_knows_is_told_with_what_to_do() {
    let folder = city();
    let output = run(folder.path(), &["token", "create", "--party", "XYZ", "--role", "reader"], "");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(told(&output), (String::new(), "no party has the code XYZ; there are: SLK\n".into()));
    let empty = tempfile::tempdir().unwrap();
    let output = run(empty.path(), &["token", "create", "--party", "XYZ", "--role", "reader"], "");
    assert!(told(&output).1.contains("samplats import parties"), "{output:?}");
    let output = run(folder.path(), &["token", "create", "--party", "SLK", "--role", "king"], "");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_register_that_a_server_has_is_refused_with_a_sentence() {
    let folder = city();
    let _server = Server::start(folder.path());
    let output = run(folder.path(), &["token", "create", "--party", "SLK", "--role", "reader"], "");
    assert_eq!(output.status.code(), Some(1));
    let (out, err) = told(&output);
    assert!(out.is_empty() && err.lines().count() == 1 && err.contains("process"), "{err}");
    assert!(err.contains("--server"), "{err}");
}

#[test]
fn without_room_for_temporary_files_it_does_not_start() {
    let folder = city();
    let output = samplats(folder.path()).env("TMPDIR", "/nowhere").arg("serve").output().unwrap();
    let (out, err) = told(&output);
    assert_eq!(output.status.code(), Some(1), "{out}{err}");
    assert!(err.contains("temporary files cannot be written in /nowhere") && err.contains("TMPDIR"), "{err}");
}

#[test]
fn the_first_start_says_how_to_make_the_first_administrator() {
    let folder = city();
    let server = Server::start(folder.path());
    assert!(server.said.contains("No account yet"), "{}", server.said);
    let token = server.said.lines().find_map(|line| line.strip_prefix("    ")).expect("a token");
    let body = format!("{{\"token\":\"{token}\",\"login\":\"chef\",\"password\":\"korrekt häst batteri\"}}");
    let made = server.ask(&format!(
        "POST /api/session/first HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    ));
    assert!(made.starts_with("HTTP/1.1 201") && made.contains("set-cookie: samplats="), "{made}");
    drop(server);
    assert_eq!(Server::start(folder.path()).said, "", "the second start asks for nothing");
}

#[test]
fn accounts_are_made_listed_and_disabled() {
    let folder = city();
    let run = |arguments: &[&str], input: &str| run(folder.path(), arguments, input);
    let create = ["user", "create", "chef", "--party", "SLK", "--role", "administrator"];
    let weak = run(&create, "short\n");
    assert_eq!(weak.status.code(), Some(1));
    assert!(told(&weak).1.contains("12 to 128 characters"), "{weak:?}");
    done(&run(&create, "korrekt häst batteri\n"));
    assert_eq!(run(&create, "korrekt häst batteri\n").status.code(), Some(1), "the login is taken");
    done(&run(&["user", "set-password", "chef"], "ett annat lösenord\n"));
    let refused = run(&["user", "disable", "chef"], "");
    assert!(told(&refused).1.contains("last administrator"), "{refused:?}");
    done(&run(
        &["user", "create", "vik", "--party", "SLK", "--role", "administrator"],
        "korrekt häst batteri\n",
    ));
    done(&run(&["user", "disable", "chef"], ""));
    let listed = done(&run(&["user", "list"], ""));
    let lines: Vec<_> = listed.lines().map(|line| line.split_whitespace().collect::<Vec<_>>()).collect();
    assert_eq!(
        lines,
        [vec!["chef", "SLK", "administrator", "disabled"], vec!["vik", "SLK", "administrator"]]
    );
    assert_eq!(done(&run(&["user", "enable", "chef"], "")), "chef can log in again\n");
    assert!(!done(&run(&["user", "list"], "")).contains("disabled"));
}

#[test]
fn a_lost_second_factor_is_taken_away_by_who_has_the_register_and_that_stays_written() {
    let folder = city();
    let run = |arguments: &[&str], input: &str| run(folder.path(), arguments, input);
    let create = ["user", "create", "chef", "--party", "SLK", "--role", "administrator"];
    done(&run(&create, "korrekt häst batteri\n"));
    let remove = |login| run(&["user", "remove-second-factor", login], "");
    for (login, why) in [("nobody", "there is no account nobody"), ("chef", "chef has no second factor")] {
        let refused = remove(login);
        assert!(refused.status.code() == Some(1) && told(&refused).1.contains(why), "{refused:?}");
    }
    let register = || rusqlite::Connection::open(folder.path().join("samplats.db")).unwrap();
    let second = r#"{ "secret": "GEZDGNBVGY3TQOJQ", "used_step": 1, "recovery": [] }"#;
    let given = "update credential set body = json_set(body, '$.second', json(?)) where kind = 'account'";
    assert_eq!(register().execute(given, [second]).unwrap(), 1);
    let said = done(&remove("chef"));
    assert!(said.starts_with("chef logs in with the password alone"), "{said}");
    let body = "select body from credential where kind = 'account'";
    let body: String = register().query_row(body, [], |row| row.get(0)).unwrap();
    let account: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!(account.get("second"), None);
    assert_eq!(account["second_taken"]["by"], "command_line");
}

#[test]
fn a_signal_ends_it_in_good_order() {
    for signal in ["TERM", "INT"] {
        let folder = city();
        let mut server = Server::start(folder.path());
        server.signal(signal);
        assert!(server.child.wait().unwrap().success(), "{signal}");
        assert!(!folder.path().join("samplats.db-wal").exists(), "the register was closed");
        done(&run(folder.path(), &["register", "verify"], ""));
    }
}

#[test]
fn a_kill_loses_nothing_that_was_answered() {
    let folder = city();
    let token =
        done(&run(folder.path(), &["token", "create", "--party", "SLK", "--role", "administrator"], ""));
    let bearer = format!("authorization: Bearer {}\r\n", token.trim_end());
    let mut server = Server::start(folder.path());
    let body = "{\"party\":\"SLK\",\"role\":\"reader\"}";
    let made = server.ask(&format!(
        "POST /api/tokens HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{bearer}content-type: application/json\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    ));
    assert!(made.starts_with("HTTP/1.1 201"), "{made}");
    server.child.kill().unwrap();
    server.child.wait().unwrap();
    let secret = made.split("\"token\":\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let again = Server::start(folder.path());
    assert!(again.get("/api/me", &format!("authorization: Bearer {secret}\r\n")).starts_with("HTTP/1.1 200"));
    drop(again);
    done(&run(folder.path(), &["register", "verify"], ""));
}

/// Runs a command whose listeners hang up before it has said anything.
fn unheard(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let mut outcome = (None, String::new());
    for hears in ["nobody", "only errors"] {
        let mut child = samplats(folder)
            .args(arguments)
            .env("RUST_LOG", "trace")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut said = String::new();
        let mut errors = child.stderr.take().unwrap();
        if hears == "nobody" {
            drop(errors);
        } else {
            errors.read_to_string(&mut said).unwrap();
        }
        outcome = (child.wait().unwrap().code(), said);
        assert!(!outcome.1.contains("panicked"), "{arguments:?}: {}", outcome.1);
        assert!(matches!(outcome.0, Some(0..=2)), "{arguments:?}: {outcome:?}");
    }
    outcome
}

#[test]
fn a_command_that_nobody_listens_to_ends_as_it_would_have() {
    let folder = city();
    let bad: String = (0..5_000).map(|n| format!("P{n},Parti {n},klubb\n")).collect();
    std::fs::write(folder.path().join("bad.csv"), format!("code,name,kind\n{bad}")).unwrap();
    for (arguments, code) in [
        (&["import", "parties", "parties.csv"][..], 0),
        (&["import", "parties", "bad.csv"], 1),
        (&["import", "parties", "bad.csv", "--skip-bad"], 0),
        (&["import", "parties", "not-there.csv"], 1),
        (&["token", "create", "--party", "SLK", "--role", "reader"], 0),
        (&["user", "list"], 0),
        (&["register", "verify"], 0),
        (&["register", "stats"], 0),
        (&["register", "checkpoint"], 0),
        (&["register", "migrate"], 0),
        (&["import", "--help"], 0),
        (&["nonsense"], 2),
    ] {
        assert_eq!(unheard(folder.path(), arguments).0, Some(code), "{arguments:?}");
    }
    // What could not be written down, though somebody would read it, is no success.
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let output = samplats(folder.path()).args(["register", "stats"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).1.contains("standard output cannot be written to"), "{output:?}");
}

#[test]
fn a_server_that_nobody_listens_to_goes_on_serving() {
    let folder = city();
    let mut server = Server::start_with(folder.path(), &["--log-format", "json"]);
    let silent = samplats(folder.path()).arg("--version").stderr(Stdio::piped()).spawn().unwrap();
    // The pipe that it writes its log to is closed at the other end.
    drop(std::mem::replace(&mut server.saying, BufReader::new({ silent }.stderr.take().unwrap())));
    for _ in 0..20 {
        assert!(server.get("/readyz", "").starts_with("HTTP/1.1 200"));
        assert!(server.get("/api/me", "").starts_with("HTTP/1.1 401"));
    }
    server.signal("TERM");
    assert!(server.child.wait().unwrap().success());
}

#[test]
fn what_nothing_would_come_of_is_refused_with_a_sentence() {
    let folder = city();
    for (arguments, said) in [
        (
            &["import", "parties", "parties.csv", "--listen", "127.0.0.1:1"][..],
            "--listen is not used by import, but by: serve, demo",
        ),
        (&["--city", "Gävle", "user", "list"], "--city is not used by user, but by: serve"),
        (&["demo", "--store", "memory:"], "--store is not used by demo"),
        (
            &["user", "list", "--server", "http://127.0.0.1:1", "--token", "x", "--store", "memory:"],
            "--store is the server's own business",
        ),
        (&["import", "parties", "parties.csv", "--map", "nmae=name"], "nmae is no field of parties"),
        (
            &["import", "parties", "parties.csv", "--crs", "EPSG:3006"],
            "is not used, since parties lie nowhere",
        ),
    ] {
        let output = run(folder.path(), arguments, "");
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(told(&output).1.contains(said), "{arguments:?}: {}", told(&output).1);
    }
    // A variable may be there for another command.
    let output =
        samplats(folder.path()).env("SAMPLATS_CITY", "Gävle").args(["user", "list"]).output().unwrap();
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn the_help_of_a_kind_of_file_names_its_fields() {
    let folder = tempfile::tempdir().unwrap();
    let help = done(&run(folder.path(), &["import", "sites", "--help"], ""));
    assert!(help.contains("Fields of sites") && help.contains("property_designation"), "{help}");
    assert!(!help.contains("Fields of statistics"), "{help}");
    let help = done(&run(folder.path(), &["import", "--help"], ""));
    assert!(help.contains("Fields of sites") && help.contains("Fields of statistics"), "{help}");
}

#[test]
fn a_damaged_register_is_found_out() {
    let folder = city();
    done(&run(folder.path(), &["register", "verify"], ""));
    assert!(done(&run(folder.path(), &["register", "stats"], "")).contains("party"));
    let register = rusqlite::Connection::open(folder.path().join("samplats.db")).unwrap();
    let changed = register
        .execute("update record set facts = replace(facts, 'Stads', 'Lands') where kind = 'party'", ());
    assert_eq!(changed.unwrap(), 1);
    drop(register);
    let output = run(folder.path(), &["register", "verify"], "");
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).1.contains("differs from its newest version"), "{output:?}");
}
