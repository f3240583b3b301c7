//! What the code may not contain. The boundaries of ARCHITECTURE.md, held.

use std::path::{Path, PathBuf};

fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                // What a test does is its own business.
                let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap().to_owned();
                found.push((path, text));
            }
        }
    }
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(folder), &mut found);
    // Trials are tests, at the length of a module.
    let tries = |path: &Path| ["test", "/trials/"].iter().any(|part| path.to_string_lossy().contains(part));
    found.retain(|(path, _)| !tries(path));
    assert!(!found.is_empty());
    found
}

fn nothing_in(folder: &str, forbidden: &[&str]) {
    for (path, text) in sources(folder) {
        for word in forbidden {
            let line =
                text.lines().position(|line| !line.trim_start().starts_with("//") && line.contains(word));
            assert_eq!(line, None, "{} holds {word}", path.display());
        }
    }
}

#[test]
fn the_domain_is_pure_and_knows_nobody_above_it() {
    nothing_in(
        "domain",
        &[
            "async ",
            ".await",
            "Timestamp::now",
            "getrandom",
            "tracing::",
            "axum",
            "rusqlite",
            "crate::http",
            "crate::engine",
            "crate::index",
            "crate::register",
            "crate::layers",
            "std::fs",
            "std::net",
            "println!",
        ],
    );
}

#[test]
fn space_knows_only_itself() {
    nothing_in(
        "space",
        &["crate::domain", "crate::index", "crate::http", "crate::engine", "crate::register"],
    );
}

#[test]
fn arrows_go_one_way() {
    nothing_in("index", &["crate::http", "crate::engine", "crate::layers", "crate::register"]);
    nothing_in("layers", &["crate::http", "crate::engine", "crate::register"]);
    nothing_in(
        "register",
        &["crate::domain", "crate::index", "crate::http", "crate::engine", "crate::layers"],
    );
    nothing_in("engine", &["crate::http", "crate::layers", "axum"]);
    nothing_in("accounts", &["crate::http", "crate::layers", "axum"]);
    nothing_in(
        "export",
        &["crate::http", "crate::engine", "crate::register", "crate::index", "crate::layers", "axum"],
    );
    // Who may get in is asked above them.
    for below in ["domain", "space", "index", "layers", "register", "engine", "export"] {
        nothing_in(below, &["crate::accounts"]);
    }
}

#[test]
fn the_edge_holds_no_sql_and_access_no_wildcard() {
    nothing_in("http", &["rusqlite", "select ", "insert into"]);
    for (path, text) in sources("domain") {
        if path.ends_with("access.rs") {
            assert!(text.contains("#![deny(clippy::wildcard_enum_match_arm)]"));
            assert!(
                !text.lines().any(|line| line.trim_start().starts_with("_ =>")),
                "a wildcard arm in access"
            );
        }
    }
}

#[test]
fn nothing_is_said_but_by_what_minds_that_nobody_listens() {
    for (path, text) in sources("") {
        let speaks = ["print!(", "println!(", "io::stdout()", "io::stderr()"].into_iter();
        let mut speaks = speaks.filter(|word| text.contains(word));
        // A log goes to standard error, and whether that is a terminal may be asked.
        let may = path.ends_with("said.rs") || path.ends_with("cli/mod.rs");
        assert_eq!(speaks.find(|_| !may), None, "{} speaks by itself", path.display());
    }
}

#[test]
fn nothing_is_left_for_later() {
    let later = ["todo!(", "unimplemented!(", "FIXME", concat!("TO", "DO")];
    for folder in [
        "accounts", "domain", "engine", "index", "layers", "http", "register", "import", "export", "cli",
        "space", "demo",
    ] {
        nothing_in(folder, &later);
    }
}

/// What an answer tells of what is restricted is noted on the thread that tells it; `audited::aside` takes that along.
#[test]
fn the_edge_works_aside_where_it_is_noted_what_is_told() {
    for (path, text) in sources("http") {
        let may = ["audited.rs", "exports/made.rs"].iter().any(|name| path.ends_with(name));
        assert!(may || !text.contains("spawn_blocking"), "{} works aside by itself", path.display());
    }
}
