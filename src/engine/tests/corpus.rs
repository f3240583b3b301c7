//! A corpus of stored texts, of every kind and every format there has been, and what each is read as.
//!
//! `SAMPLATS_WRITE_CORPUS=1 cargo test --lib corpus` writes what belongs to the newest format anew, and
//! never touches an older one. It is for the format that no release has written yet. Once one has,
//! a change of a stored type is a new format: raise `READER_VERSION`, give `engine/formats` a step with
//! the form of the one before, and write the corpus of the new one.

use super::samples::samples;
use crate::domain::access::{Class, GrantReason, Level, Role};
use crate::domain::area::AreaKind;
use crate::domain::building::BuildingKind;
use crate::domain::codes::{CodeList, ParticularForm};
use crate::domain::coordination::{Because, Escalation, Stage, Turn};
use crate::domain::erasure::Part;
use crate::domain::measure::PreventionLevel;
use crate::domain::openness::DocumentPart;
use crate::domain::party::PartyKind;
use crate::domain::place::Status;
use crate::domain::public::Geography;
use crate::domain::record::{Change, Kind, Record};
use crate::domain::report::{ObservedPrecision, Outcome, Sighting};
use crate::domain::retention::RuleName;
use crate::domain::settings::SettingName;
use crate::domain::statistic::Sex;
use crate::engine::formats::{SCHEMA, each_node};
use crate::engine::wire;
use crate::register::{RecordsDigest, StoredRecord};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn corpus(format: u32) -> PathBuf {
    root().join(format!("tests/fixtures/corpus/v{format}"))
}

fn writes() -> bool {
    std::env::var_os("SAMPLATS_WRITE_CORPUS").is_some()
}

/// A line of the corpus.
#[derive(Serialize, Deserialize)]
struct Line {
    kind: String,
    id: u64,
    version: u32,
    facts: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    content: Option<String>,
}

impl Line {
    fn stored(self, schema: u32) -> StoredRecord {
        let Self { kind, id, version, facts, content } = self;
        StoredRecord { kind, id, version, seq: 0, schema, facts, content }
    }
}

fn encoded(record: Record, format: u32) -> StoredRecord {
    wire::encode(&Change { record, verb: "test.encode" }, "", "", format).expect("written").record
}

/// The texts of a format: those that a program of it wrote, and those kept by hand.
fn texts(format: u32, file: &str) -> Vec<StoredRecord> {
    let text = std::fs::read_to_string(corpus(format).join(file)).expect("the corpus is there");
    let line = |line| serde_json::from_str::<Line>(line).expect("a line of the corpus").stored(format);
    text.lines().map(line).collect()
}

fn digest(records: impl IntoIterator<Item = StoredRecord>) -> String {
    let mut digest = RecordsDigest::default();
    records.into_iter().for_each(|record| digest.add(&record));
    data_encoding::HEXLOWER.encode(&digest.finish())
}

/// The words a type is written as: it names them itself when it is given another.
pub fn variants<T: DeserializeOwned>() -> Vec<String> {
    words_of(serde_json::from_str::<T>("\"?\"").err())
}

/// As [`variants`], for a type whose word stands under a tag.
fn tagged<T: DeserializeOwned>(tag: &str) -> Vec<String> {
    words_of(serde_json::from_str::<T>(&format!("{{\"{tag}\":\"?\"}}")).err())
}

fn words_of(error: Option<serde_json::Error>) -> Vec<String> {
    let error = error.expect("? is no word of any type").to_string();
    let words: Vec<_> = error.split('`').skip(3).step_by(2).map(str::to_owned).collect();
    assert!(!words.is_empty(), "no words in: {error}");
    words
}

/// Where words are counted: the end of a path, and the words.
fn counted() -> Vec<(&'static str, Vec<String>)> {
    let roles = variants::<Role>();
    let shapes = vec!["Point".into(), "Polygon".into(), "MultiPolygon".into()];
    vec![
        ("party.facts.kind", variants::<PartyKind>()),
        ("area.facts.kind", variants::<AreaKind>()),
        ("building.facts.kind", variants::<BuildingKind>()),
        ("code.facts.list", variants::<CodeList>()),
        ("code.facts.particulars[].form", variants::<ParticularForm>()),
        ("setting.facts.name", variants::<SettingName>()),
        ("statistic.facts.sex", variants::<Sex>()),
        ("report.facts.sighting", variants::<Sighting>()),
        ("report.facts.observed_precision", variants::<ObservedPrecision>()),
        ("report.facts.outcome", variants::<Outcome>()),
        (".class", variants::<Class>()),
        ("grants[].level", variants::<Level>()),
        ("grants[].why", variants::<GrantReason>()),
        ("confirmed[].level", variants::<Level>()),
        ("confirmed[].why", variants::<GrantReason>()),
        ("place.facts.status", variants::<Status>()),
        ("coordination.holder.decided_by.role", roles.clone()),
        ("coordination.past[].by.role", roles.clone()),
        ("coordination.past[].turn", variants::<Turn>()),
        ("coordination.stage.stage", tagged::<Stage>("stage")),
        ("stage.because.rule", tagged::<Because>("rule")),
        ("stage.proposal.because.rule", tagged::<Because>("rule")),
        ("coordination.stage.by.role", roles.clone()),
        ("coordination.stage.proposal.by.role", roles),
        ("coordination.stage.to", variants::<Escalation>()),
        ("measure.facts.prevention_level", variants::<PreventionLevel>()),
        ("publication.facts.geography", variants::<Geography>()),
        ("filing.facts.kind", variants::<Kind>()),
        ("document_request.facts.withheld[].part", variants::<DocumentPart>()),
        ("retention_rule.facts.name", variants::<RuleName>()),
        ("retention_run.facts.rules[].rule", variants::<RuleName>()),
        ("erasure.facts.rule", variants::<RuleName>()),
        ("erasure.facts.items[].kind", variants::<Kind>()),
        ("erasure.facts.items[].part", variants::<Part>()),
        ("shape.type", shapes.clone()),
        ("cover.polygons.type", shapes),
    ]
}

/// The only members that are keys somebody chose.
fn is_map(path: &str) -> bool {
    ["report.facts.answers", "measure.facts.particulars", "measure.content.particulars"].contains(&path)
}

/// The form of these texts, as `engine/formats` reads it: a line for each member, with the words that
/// are counted there.
fn form(texts: &[StoredRecord]) -> String {
    let mut paths: BTreeSet<String> = BTreeSet::new();
    let mut said: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for stored in texts {
        let parts = [("facts", Some(&stored.facts)), ("content", stored.content.as_ref())];
        for (part, text) in parts.into_iter().filter_map(|(part, text)| Some((part, text?))) {
            let value: Value = serde_json::from_str(text).expect("JSON");
            let path = format!("{}.{part}", stored.kind);
            each_node(path, &value, &is_map, &mut |path, value| {
                paths.insert(path.to_owned());
                let word = value.as_str().map(str::to_owned);
                said.entry(path.to_owned()).or_default().extend(word);
            });
        }
    }
    let counted = counted();
    let line = |path: &String| match counted.iter().find(|(end, _)| path.ends_with(end)) {
        Some((_, words)) => format!("{path} = {}\n", words.join(" ")),
        None => format!("{path}\n"),
    };
    for (end, words) in &counted {
        let seen: BTreeSet<_> = said
            .iter()
            .filter(|(path, _)| path.ends_with(end))
            .flat_map(|(_, words)| words.clone())
            .collect();
        let one_at_a_time =
            ["stage.because.rule", "stage.proposal.because.rule", ".by.role", "cover.polygons.type"];
        if !one_at_a_time.iter().any(|of| end.ends_with(of)) && *end != "report.facts.observed_precision" {
            assert!(words.iter().all(|word| seen.contains(word)), "no sample says all of {words:?} at {end}");
        }
    }
    paths.iter().map(line).collect()
}

fn checked(path: PathBuf, now: &str, what: &str) {
    if writes() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(&path, now).expect("written");
    }
    let pinned = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        pinned == now,
        "{what} is not what {} says. If a release has written format {SCHEMA}, this needs a new one: read the head of \
         this test's file",
        path.display()
    );
}

#[test]
fn what_is_stored_is_of_the_form_of_its_number() {
    for kind in Kind::ALL {
        assert!(samples().iter().any(|sample| sample.key().kind == kind), "no sample of a {}", kind.code());
    }
    let texts: Vec<_> = samples().into_iter().map(|sample| encoded(sample, SCHEMA)).collect();
    checked(
        root().join(format!("src/engine/formats/{SCHEMA}.txt")),
        &form(&texts),
        "the form of what is stored",
    );
    let line = |stored: &StoredRecord| {
        let StoredRecord { kind, id, version, facts, content, .. } = stored.clone();
        serde_json::to_string(&Line { kind, id, version, facts, content }).expect("a line") + "\n"
    };
    let lines: String = texts.iter().map(line).collect();
    checked(corpus(SCHEMA).join("written.ndjson"), &lines, "a text that is stored");
}

#[test]
fn a_sample_is_read_back_as_what_it_is() {
    for sample in samples() {
        assert_eq!(wire::decode(&encoded(sample.clone(), SCHEMA)), Ok(sample));
    }
}

#[test]
fn every_text_ever_written_is_read_as_it_was_when_it_was_pinned() {
    let mut pins = String::new();
    for format in 1..=SCHEMA {
        for file in ["written.ndjson", "by_hand.ndjson"] {
            if !corpus(format).join(file).exists() {
                continue;
            }
            let texts = texts(format, file);
            let read = texts.iter().map(|text| wire::decode(text).map_err(|why| why.to_string()));
            let read: Vec<Record> = read.collect::<Result<_, _>>().expect("every text is read");
            let now = read.into_iter().map(|record| encoded(record, SCHEMA));
            let (was, is) = (digest(texts.clone()), digest(now));
            pins += &format!("v{format}/{file}: {} texts {was}, in format {SCHEMA} {is}\n", texts.len());
        }
    }
    checked(
        root().join(format!("tests/fixtures/corpus/read_as_{SCHEMA}.txt")),
        &pins,
        "what the corpus is read as",
    );
}

#[test]
fn what_an_older_program_wrote_is_written_back_to_the_byte() {
    for format in 1..SCHEMA {
        for text in texts(format, "written.ndjson") {
            let record = wire::decode(&text).expect("read");
            assert_eq!(encoded(record, format), text);
        }
    }
}

#[test]
fn a_text_in_anothers_row_is_told() {
    for sample in samples() {
        let stored = encoded(sample, SCHEMA);
        let elsewhere = StoredRecord { id: stored.id + 1, ..stored };
        let why = wire::decode(&elsewhere).expect_err("another's").why;
        assert_eq!(why, "the text is another's");
    }
}
