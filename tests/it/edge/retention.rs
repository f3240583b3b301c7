//! The operator's drill: something is erased, a backup from before is restored, and learns of it.

use super::program::{Server, city, done, run, told};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// What nobody else would write.
const CANARY: &str = "kanariefågel";

/// The files of a folder that hold it.
fn holders(folder: &Path) -> Vec<String> {
    let mut found: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.is_file() && fs::read(path).unwrap().windows(CANARY.len()).any(|w| w == CANARY.as_bytes())
        })
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    found.sort();
    found
}

fn post(server: &Server, path: &str, token: &str, more: &str, body: &str) -> String {
    let length = body.len();
    server.ask(&format!(
        "POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer {token}\r\n\
         content-type: application/json\r\n{more}content-length: {length}\r\n\r\n{body}"
    ))
}

fn header(answer: &str, name: &str) -> String {
    let line = answer.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")));
    line.unwrap_or_else(|| panic!("no {name} in {answer}")).trim().to_owned()
}

#[test]
fn a_restored_backup_is_not_opened_before_it_has_learned_what_was_erased() {
    let city = city();
    let folder = city.path();
    let token = done(&run(folder, &["token", "create", "--party", "SLK", "--role", "coordinator"], ""));
    let token = token.trim();
    let server = Server::start_loud(folder);
    let report = format!(
        r#"{{"position":{{"lon":18.02,"lat":59.32}},"problem_types":["disorder"],"text":"{CANARY}"}}"#
    );
    let sent = post(&server, "/api/reports", token, "", &report);
    assert!(sent.starts_with("HTTP/1.1 201"), "{sent}");
    let path = header(&sent, "location");
    done(&run(folder, &["register", "backup", "monday.db"], ""));
    // What is signed every hour is signed beside the server, as the backup is made.
    done(&run(folder, &["register", "checkpoint", "--output", "monday.json"], ""));

    let authorization = format!("authorization: Bearer {token}\r\n");
    let etag = header(&server.get(&path, &authorization), "etag");
    let decision = r#"{"part":"facts_and_content","decision":"KS 2026/14"}"#;
    let erased = post(&server, &format!("{path}/erase"), token, &format!("if-match: {etag}\r\n"), decision);
    assert!(erased.starts_with("HTTP/1.1 200"), "{erased}");
    assert!(server.get(&path, &authorization).starts_with("HTTP/1.1 410"));
    // The log beside the file is cut off as soon as whoever reads it, to write the erasure down, lets go.
    let (begun, list) = (Instant::now(), folder.join("erasures.jsonl"));
    let is_done =
        || fs::read_to_string(&list).unwrap_or_default().ends_with('\n') && holders(folder) == ["monday.db"];
    while !is_done() {
        assert!(begun.elapsed() < Duration::from_secs(20), "written down, and in {:?}", holders(folder));
        std::thread::sleep(Duration::from_millis(10));
    }
    let said = server.killed();
    assert!(said.len() > 100 && !said.contains(CANARY), "{said}");

    for gone in ["samplats.db-wal", "samplats.db-shm"] {
        let _ = fs::remove_file(folder.join(gone));
    }
    fs::rename(folder.join("monday.db"), folder.join("samplats.db")).unwrap();
    for arguments in [&["serve"][..], &["user", "list"], &["retention", "--dry-run"]] {
        let refused = run(folder, arguments, "");
        let (out, err) = told(&refused);
        assert_eq!(refused.status.code(), Some(1), "{arguments:?} {out}{err}");
        assert!(err.contains("register replay-erasures"), "{err}");
    }
    let out = done(&run(folder, &["register", "replay-erasures", "erasures.jsonl"], ""));
    assert!(out.contains("1 of 1 erasures were missing"), "{out}");
    assert_eq!(holders(folder), Vec::<String>::new());
    let out = done(&run(folder, &["register", "verify"], ""));
    assert!(out.contains("1 with erased content, 0 faults") && out.contains("KS 2026/14"), "{out}");
    let out = done(&run(folder, &["register", "verify", "--checkpoint", "monday.json"], ""));
    assert!(out.contains("as it was signed"), "{out}");
    let server = Server::start(folder);
    assert!(server.get(&path, &authorization).starts_with("HTTP/1.1 410"));
    drop(server);
    done(&run(folder, &["register", "vacuum"], ""));
    let out = done(&run(folder, &["register", "erasures", "--output", "another.jsonl"], ""));
    assert!(out.starts_with("1 more"), "{out}");
    let out = done(&run(folder, &["register", "erasures", "--output", "another.jsonl"], ""));
    assert!(out.starts_with("0 more"), "{out}");
}
