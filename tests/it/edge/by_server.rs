//! Commands while a server holds the register: the same over HTTP, told alike.

use super::program::{Server, city, done, run, samplats, told};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Output;
use std::thread::JoinHandle;

const PASSWORD: &str = "korrekt häst batteri\n";

fn token(folder: &Path, role: &str) -> String {
    let out = done(&run(folder, &["token", "create", "--party", "SLK", "--role", role], ""));
    out.trim_end().to_owned()
}

/// A city twice: one whose register is at hand, one whose register a server holds.
struct Twins {
    here: tempfile::TempDir,
    there: tempfile::TempDir,
    server: Server,
    token: String,
    coordinator: String,
}

impl Twins {
    fn start() -> Self {
        let (here, there) = (city(), city());
        let made = [&here, &there]
            .map(|city| (token(city.path(), "administrator"), token(city.path(), "coordinator")));
        let [_, (token, coordinator)] = made;
        let server = Server::start(there.path());
        Self { here, there, server, token, coordinator }
    }

    fn ask(&self, token: &str, arguments: &[&str], input: &str) -> Output {
        let url = format!("http://{}", self.server.address);
        std::fs::write(self.there.path().join("token"), token).unwrap();
        let asked: Vec<_> =
            arguments.iter().copied().chain(["--server", &url, "--token-file", "token"]).collect();
        run(self.there.path(), &asked, input)
    }

    /// Runs a command on both; what they say and their codes are alike, and given back.
    #[track_caller]
    fn alike(&self, arguments: &[&str], input: &str) -> (Option<i32>, String, String) {
        let here = run(self.here.path(), arguments, input);
        let there = self.ask(&self.token, arguments, input);
        assert_eq!(told(&here), told(&there), "{arguments:?}");
        assert_eq!(here.status.code(), there.status.code(), "{arguments:?}");
        let (out, err) = told(&there);
        (there.status.code(), out, err)
    }

    fn write(&self, name: &str, text: &str) {
        for folder in [&self.here, &self.there] {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
    }
}

#[test]
fn files_are_exported_and_refused_alike() {
    let twins = Twins::start();
    twins.write("p.csv", "code,name,kind\n=TK,-Trafikkontoret,city_office\n");
    twins.alike(&["import", "parties", "p.csv"], "");
    for format in ["csv", "geojson", "geojsonl", "gpkg"] {
        let file = format!("out.{format}");
        let (code, out, _) = twins.alike(&["export", "parties", "-o", &file], "");
        assert!(code == Some(0) && out.starts_with(&format!("out.{format}: 2 rows, ")), "{out}");
        let [here, there] =
            [&twins.here, &twins.there].map(|city| std::fs::read(city.path().join(&file)).unwrap());
        assert!(!here.is_empty() && here.len() == there.len(), "{format}");
    }
    let csv = std::fs::read_to_string(twins.there.path().join("out.csv")).unwrap();
    assert!(csv.contains("'=TK,'-Trafikkontoret,city_office"), "{csv}");
    let (code, out, _) = twins.alike(&["import", "parties", "out.csv"], "");
    assert!(code == Some(0) && out.contains("created: 0\nchanged: 0\nunchanged: 2"), "{out}");
    let (code, out, _) = twins.alike(&["export", "parties", "-o", "now.csv", "--as", "SLK"], "");
    assert!(code == Some(0) && out.contains("2 rows"), "{out}");

    // What is refused leaves the file that was there, and nothing beside it.
    for refused in [
        &["export", "parties", "-o", "out.csv", "--as-of", "2999-01-01"][..],
        &["export", "parties", "-o", "out.csv", "--as-of", "1999-01-01"],
        &["export", "parties", "-o", "out.csv", "--filter", "kind=police"],
        &["export", "parties", "-o", "out.csv", "--crs", "EPSG:3011"],
    ] {
        let (code, out, err) = twins.alike(refused, "");
        assert!(code == Some(1) && out.is_empty() && !err.is_empty(), "{refused:?}: {out}{err}");
        for city in [&twins.here, &twins.there] {
            assert!(std::fs::read_to_string(city.path().join("out.csv")).unwrap().contains("SLK"));
            let mut left = std::fs::read_dir(city.path()).unwrap().map(|entry| entry.unwrap().file_name());
            assert!(!left.any(|name| name.to_string_lossy().contains("partial")), "{refused:?}");
        }
    }
    for misunderstood in [
        &["export", "towns", "-o", "x.csv"][..],
        &["export", "parties"],
        &["export", "parties", "-o", "x.csv", "--filter", "x"],
    ] {
        assert_eq!(run(twins.here.path(), misunderstood, "").status.code(), Some(2), "{misunderstood:?}");
    }
    let (code, _, err) = twins.alike(&["export", "parties", "-o", "x.pdf"], "");
    assert!(code == Some(1) && err.contains("--format"), "{err}");
    let unknown = run(twins.here.path(), &["export", "parties", "-o", "x.csv", "--as", "NOBODY"], "");
    assert_eq!(unknown.status.code(), Some(1));
    assert!(told(&unknown).1.contains("there is no party NOBODY"));
}

#[test]
fn files_are_imported_checked_and_refused_alike() {
    let twins = Twins::start();
    twins.write("p.csv", "code,name,kind\nTK,Trafikkontoret,city_office\nSB,Bostäder,property_company\n");
    let (code, out, _) = twins.alike(&["import", "parties", "p.csv", "--dry-run"], "");
    assert!(code == Some(0) && out.contains("dry run") && out.contains("created: 2"), "{out}");
    let (_, out, _) = twins.alike(&["import", "parties", "p.csv"], "");
    assert!(out.contains("created: 2"), "the dry run wrote nothing: {out}");
    let (_, out, _) = twins.alike(&["import", "parties", "p.csv"], "");
    assert!(out.contains("created: 0\nchanged: 0\nunchanged: 2"), "{out}");

    twins.write("bad.csv", "code,name,kind\nX,Klubben,club\nY,Ygården,property_company\n,Z,police\n");
    let (code, out, err) = twins.alike(&["import", "parties", "bad.csv"], "");
    assert!(code == Some(1) && out.is_empty() && err.contains("row 2: kind: "), "{err}");
    assert!(err.contains("row 4: ") && err.contains("nothing was imported; --skip-bad"), "{err}");
    let (code, out, err) = twins.alike(&["import", "parties", "bad.csv", "--skip-bad"], "");
    assert!(code == Some(0) && out.contains("created: 1") && out.contains("refused: 2"), "{out}");
    assert!(err.contains("row 2: kind: "), "{err}");

    twins.write("open.csv", "code,name,kind\nU,\"Öppet,police\nV,Vik,police\n");
    let (code, _, err) = twins.alike(&["import", "parties", "open.csv", "--skip-bad"], "");
    assert!(code == Some(1) && err.contains("row 2 opens a quote"), "{err}");
    let (code, _, err) = twins.alike(&["import", "parties", "not-there.csv"], "");
    assert!(code == Some(1) && err.contains("cannot be read"), "{err}");

    let square =
        r#"{"type":"Polygon","coordinates":[[[18.0,59.3],[18.1,59.3],[18.1,59.4],[18.0,59.4],[18.0,59.3]]]}"#;
    let area = format!(r#"{{"type":"Feature","id":1,"properties":{{"Namn":"Väster"}},"geometry":{square}}}"#);
    twins.write("areas.geojson", &area);
    twins.alike(&["import", "areas", "areas.geojson", "--kind", "district", "--map", "name=Namn"], "");
    twins.write("sites.csv", "id;namn;E;N\na;Skolan;670000;6580000\n");
    let sites = ["import", "sites", "sites.csv", "--kind", "school", "--party", "SB", "--crs", "EPSG:3006"];
    let (code, out, _) = twins.alike(&[&sites[..], &["--map", "name=namn,x=E,y=N"]].concat(), "");
    assert!(code == Some(0) && out.contains("created: 1"), "{out}");
    twins.write(
        "reports.ndjson",
        "{\"id\":\"r1\",\"lon\":18.05,\"lat\":59.33,\"problem_types\":[\"graffiti\"]}\n",
    );
    let reports = ["import", "reports", "reports.ndjson", "--party", "SLK", "--class", "city"];
    twins.alike(&reports, "");

    let (code, out, _) = twins.alike(&["register", "verify"], "");
    assert!(code == Some(0) && out.contains(" 0 faults"), "{out}");
    let counts = |output: Output| {
        let out = done(&output);
        // The size on disk is each register's own.
        out.lines().filter(|line| !line.starts_with("bytes")).map(str::to_owned).collect::<Vec<_>>()
    };
    let there = counts(twins.ask(&twins.token, &["register", "stats"], ""));
    assert_eq!(there, counts(run(twins.here.path(), &["register", "stats"], "")));
    assert!(there.iter().any(|line| line.starts_with("party")), "{there:?}");
}

#[test]
fn accounts_and_tokens_are_made_and_changed_alike() {
    let twins = Twins::start();
    let chef = ["user", "create", "Chef", "--party", "SLK", "--role", "administrator"];
    twins.alike(&chef, PASSWORD);
    twins.alike(&["user", "create", "vik", "--party", "SLK", "--role", "member"], PASSWORD);
    twins.alike(&["user", "set-password", "vik"], "ett annat lösenord\n");
    twins.alike(&["user", "disable", "vik"], "");
    let (_, out, _) = twins.alike(&["user", "list"], "");
    assert!(out.contains("disabled") && out.lines().count() == 2, "{out}");
    twins.alike(&["user", "enable", "vik"], "");

    for (arguments, input, said) in [
        (&["user", "disable", "chef"][..], "", "last administrator"),
        (&["user", "disable", "nobody"], "", "nothing here"),
        (&["user", "enable", "nobody"], "", "nothing here"),
        (&["user", "set-password", "vik"], "kort\n", "password must be 12 to 128 characters"),
        (&chef, PASSWORD, "taken"),
        (
            &["user", "create", "ny", "--party", "XYZ", "--role", "reader"],
            PASSWORD,
            "party must be the code of a party",
        ),
        (&["token", "create", "--party", "XYZ", "--role", "reader"], "", "party must be the code of a party"),
    ] {
        let output = twins.ask(&twins.token, arguments, input);
        let (out, err) = told(&output);
        assert_eq!((output.status.code(), out.as_str()), (Some(1), ""), "{arguments:?}");
        assert!(err.contains(said) && err.lines().count() == 1, "{arguments:?}: {err}");
    }

    let create = ["token", "create", "--party", "SLK", "--role", "reader", "--days", "3"];
    let made = done(&twins.ask(&twins.token, &create, ""));
    let me = twins.server.get("/api/me", &format!("authorization: Bearer {}\r\n", made.trim_end()));
    assert!(me.starts_with("HTTP/1.1 200") && me.contains("\"reader\""), "{me}");
}

#[test]
fn a_caller_who_may_not_is_told_why_and_nothing_is_done() {
    let twins = Twins::start();
    // Larger than what fits on its way: the answer comes while it is still being sent.
    let rows: String = (0..200_000).map(|n| format!("P{n},Parti {n},city_office\n")).collect();
    twins.write("p.csv", &format!("code,name,kind\n{rows}"));
    for (who, said) in
        [("samplats_made-up", "does not know this token"), (&twins.coordinator, "administrator")]
    {
        for arguments in [
            &["import", "parties", "p.csv"][..],
            &["register", "stats"],
            &["register", "verify"],
            &["user", "list"],
            &["user", "disable", "chef"],
            &["token", "create", "--party", "SLK", "--role", "administrator"],
        ] {
            let output = twins.ask(who, arguments, "");
            let (out, err) = told(&output);
            assert_eq!((output.status.code(), out.as_str()), (Some(1), ""), "{arguments:?}: {err}");
            let said =
                if arguments[0] == "token" && who == twins.coordinator { "another party" } else { said };
            assert!(err.contains(said) && err.lines().count() == 1, "{arguments:?}: {err}");
        }
    }
    let stats = done(&twins.ask(&twins.token, &["register", "stats"], ""));
    assert!(
        stats.lines().any(|line| line.split_whitespace().collect::<Vec<_>>() == ["party", "1"]),
        "{stats}"
    );
}

#[test]
fn the_token_is_read_from_a_file_the_environment_or_an_argument() {
    let twins = Twins::start();
    let url = format!("http://{}", twins.server.address);
    let asked = |arguments: &[&str], token: Option<&str>| {
        let mut command = samplats(twins.there.path());
        command.args(["register", "stats"]).args(arguments).env("SAMPLATS_SERVER", &url);
        if let Some(token) = token {
            command.env("SAMPLATS_TOKEN", token);
        }
        command.output().unwrap()
    };
    std::fs::write(twins.there.path().join("t"), format!("{}\n", twins.token)).unwrap();
    done(&asked(&[], Some(&twins.token)));
    done(&asked(&["--token", &twins.token], None));
    done(&asked(&["--token-file", "t"], Some("samplats_another")));
    for (arguments, token, said) in [
        (&[][..], None, "--token-file"),
        (&["--token-file", "nowhere"], None, "nowhere cannot be read"),
        (&["--server", "a.example"], Some("t"), "must be an address"),
    ] {
        let output = asked(arguments, token);
        assert_eq!(output.status.code(), Some(1));
        assert!(told(&output).1.contains(said), "{output:?}");
    }
    let help =
        samplats(twins.there.path()).args(["import", "--help"]).env("SAMPLATS_TOKEN", "hemlig").output();
    let help = String::from_utf8(help.unwrap().stdout).unwrap();
    assert!(help.contains("list of processes") && !help.contains("hemlig"), "{help}");
}

#[test]
fn a_server_that_is_not_there_or_another_is_told() {
    let folder = city();
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let asked = |address: &str, arguments: &[&str]| {
        let url = format!("http://{address}");
        let rest = ["--server", url.as_str(), "--token", "t"];
        let output = run(folder.path(), &[arguments, &rest[..]].concat(), "");
        assert_eq!(output.status.code(), Some(1));
        told(&output).1
    };
    let said = asked(&closed.to_string(), &["register", "stats"]);
    assert!(
        said.contains("cannot be reached") && said.contains("refused") && said.lines().count() == 1,
        "{said}"
    );
    for (answer, expected) in [
        ("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello", "not as Samplats does"),
        ("HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n", "answers 502"),
        (
            "HTTP/1.1 301 Moved\r\nlocation: https://b.example/\r\ncontent-length: 0\r\n\r\n",
            "https://b.example/",
        ),
    ] {
        let (address, _asked) = stand_in(vec![answer.to_owned()]);
        let said = asked(&address, &["register", "stats"]);
        assert!(said.contains(expected), "{said}");
    }
}

/// A server that answers its connections one after the other as it is told; an empty answer hangs up. It gives back
/// what it was asked.
fn stand_in(answers: Vec<String>) -> (String, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let serving = move || {
        answers
            .iter()
            .map(|answer| {
                let (stream, _) = listener.accept().unwrap();
                let asked = request(&stream);
                (&stream)
                    .write_all(answer.replacen("\r\n", "\r\nconnection: close\r\n", 1).as_bytes())
                    .unwrap();
                asked
            })
            .collect()
    };
    (address, std::thread::spawn(serving))
}

fn request(stream: &TcpStream) -> String {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        assert_ne!(reader.read_line(&mut head).unwrap(), 0, "it hung up: {head}");
    }
    let length =
        head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body).unwrap();
    head + &String::from_utf8(body).unwrap()
}

fn ok(body: &str) -> String {
    format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

fn key_of(request: &str) -> Option<&str> {
    request.lines().find_map(|line| line.strip_prefix("idempotency-key: "))
}

#[test]
fn a_file_whose_answer_is_lost_is_sent_again_once_under_the_same_key() {
    let folder = city();
    let imported = r#"{"what":"parties","dry_run":false,"replayed":true,"rows":1,"created":0,"changed":0,"unchanged":1,
        "refused":0,"repaired":0,"notes":["this file was imported before"],"faults":[]}"#;
    let import = |answers: Vec<String>| {
        let (address, asked) = stand_in(answers);
        let url = format!("http://{address}");
        let arguments = ["import", "parties", "parties.csv", "--server", &url, "--token", "t"];
        (run(folder.path(), &arguments, ""), asked.join().unwrap())
    };
    let (output, asked) = import(vec![ok("{}"), String::new(), ok(imported)]);
    let out = done(&output);
    assert!(out.contains("unchanged: 1") && out.contains("note: this file was imported before"), "{out}");
    assert!(told(&output).1.contains("imported by this run"), "and it was no other: {output:?}");
    assert!(key_of(&asked[1]).is_some() && key_of(&asked[1]) == key_of(&asked[2]), "{asked:?}");
    assert_eq!(asked[1], asked[2], "the same request, file and all");

    let (output, asked) = import(vec![ok("{}"), String::new(), String::new()]);
    assert_eq!((output.status.code(), asked.len()), (Some(1), 3));
    assert!(told(&output).1.contains("may have been done"), "{output:?}");
}

#[test]
fn what_twice_would_make_two_is_not_sent_again() {
    let folder = city();
    let (address, asked) = stand_in(vec![String::new()]);
    let url = format!("http://{address}");
    let create = ["token", "create", "--party", "SLK", "--role", "reader", "--server", &url, "--token", "t"];
    let output = run(folder.path(), &create, "");
    assert_eq!((output.status.code(), asked.join().unwrap().len()), (Some(1), 1));
    assert!(told(&output).1.contains("may have been done"), "{output:?}");
}

#[test]
fn a_server_that_says_later_is_asked_again() {
    let folder = city();
    let busy = r#"{"type":"/problems/unavailable","title":"Try again in a moment","status":503,"detail":"Nothing was written."}"#;
    let busy = format!("HTTP/1.1 503 Busy\r\nretry-after: 0\r\ncontent-length: {}\r\n\r\n{busy}", busy.len());
    let (address, asked) = stand_in(vec![busy, ok(r#"{"token":"samplats_new"}"#)]);
    let url = format!("http://{address}");
    let create = ["token", "create", "--party", "SLK", "--role", "reader", "--server", &url, "--token", "t"];
    assert_eq!(done(&run(folder.path(), &create, "")), "samplats_new\n");
    let asked = asked.join().unwrap();
    assert_eq!(key_of(&asked[0]), key_of(&asked[1]));
}

#[test]
fn what_is_due_is_told_alike() {
    let twins = Twins::start();
    for arguments in [&["retention", "--dry-run"][..], &["retention"]] {
        let (code, out, err) = twins.alike(arguments, "");
        assert!(code == Some(0) && out.contains("nothing has been decided"), "{out}{err}");
    }
    let refused = twins.ask(&twins.coordinator, &["retention"], "");
    assert_eq!(refused.status.code(), Some(1));
    assert!(told(&refused).1.contains("administrator"), "{}", told(&refused).1);
}
