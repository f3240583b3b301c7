//! The operators' page names what there is to set and to watch, and nothing that there is not.

use clap::{Args, Command};
use samplats::config::Settings;
use std::collections::BTreeSet;
use std::path::Path;

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// Words of a text that begin so, in full.
fn words<'a>(text: &'a str, beginning: &str) -> BTreeSet<&'a str> {
    let part = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-';
    text.split(|letter| !part(letter)).filter(|word| word.starts_with(beginning)).collect()
}

#[test]
fn every_setting_has_its_row() {
    let page = read("docs/operations.md");
    let settings = Settings::augment_args(Command::new("settings"));
    let mut rows = 0;
    for setting in settings.get_arguments() {
        let flag = setting.get_long().expect("every setting has a flag");
        let variable = setting.get_env().expect("every setting has a variable").to_string_lossy();
        let row = format!("| `--{flag}` | `{variable}` |");
        assert!(page.contains(&row), "docs/operations.md has no row that begins {row}");
        rows += 1;
    }
    let told = page.lines().filter(|line| line.starts_with("| `--")).count();
    assert_eq!(told, rows, "a row in docs/operations.md is of a setting that there is not");
}

#[test]
fn every_figure_is_told() {
    let (page, source) = (read("docs/operations.md"), read("src/telemetry.rs"));
    let told = words(&page, "samplats_");
    let described = source.lines().filter(|line| line.trim_start().starts_with("describe_"));
    let figures: BTreeSet<&str> = described.filter_map(|line| line.split('"').nth(1)).collect();
    assert!(figures.len() > 10, "{figures:?}");
    let process = figures.contains("process_resident_memory_bytes");
    assert!(process && page.contains("process_resident_memory_bytes"));
    let ours: BTreeSet<&str> = figures.into_iter().filter(|name| name.starts_with("samplats_")).collect();
    let roles = BTreeSet::from(["samplats_migrator", "samplats_app", "samplats_auditor"]);
    let told: BTreeSet<&str> = told.difference(&roles).copied().collect();
    assert_eq!(told, ours);
}

#[test]
fn what_is_packaged_is_named_and_there() {
    let page = read("docs/operations.md");
    for example in [
        "packaging/proxy/nginx.conf",
        "packaging/proxy/Caddyfile",
        "packaging/samplats.service",
        "packaging/samplats-checkpoint.timer",
        "packaging/samplats-backup.timer",
    ] {
        assert!(page.contains(example) && !read(example).is_empty(), "{example}");
    }
}
