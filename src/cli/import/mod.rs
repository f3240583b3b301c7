//! `samplats import`: a file into the register, all of it or nothing, straight on the store.

use crate::domain::access::Class;
use crate::domain::command::{Actor, Command};
use crate::engine::{Done, Engine, NotDone, Request};
use crate::import::plan::{Fault, NotTaken, Order, PlanOptions, Prepared, What, prepare};
use crate::import::{Format, Mapping, ReadLimits, ReadOptions};
use crate::register::CommandKey;
use crate::space::Crs;
use anyhow::{Context, anyhow, bail};
use indicatif::{ProgressBar, ProgressStyle};
use jiff::Timestamp;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

/// How often a file whose writing takes longer than a caller's patience is asked after.
const ASKED_MAX: usize = 60;

/// Reads areas, sites, parties or reports from a file. All or nothing; the same file again changes nothing.
#[derive(Debug, clap::Args)]
pub struct ImportArgs {
    /// What the file holds: areas, sites, parties or reports.
    pub what: What,
    /// GeoJSON, newline-delimited GeoJSON, a JSON array of objects, or CSV.
    pub file: PathBuf,
    /// The kind of rows that name none: of areas, of sites (a code of site_kind) or of parties.
    #[arg(long)]
    pub kind: Option<String>,
    /// Sites: code of the manager. Reports: code of the party they come from.
    #[arg(long, value_name = "CODE")]
    pub party: Option<String>,
    /// Reports: how far they may be shared (partner, city, police, origin).
    #[arg(long, value_parser = class)]
    pub class: Option<Class>,
    /// The file's coordinate system, such as EPSG:3006; wins over what the file says.
    #[arg(long, value_name = "EPSG:n", value_parser = Crs::parse)]
    pub crs: Option<Crs>,
    /// Which columns are which of our fields: name=Namn,lon=Longitud,lat=Latitud.
    #[arg(long, value_name = "field=COLUMN,...", value_parser = Mapping::parse)]
    pub map: Option<Mapping>,
    /// Checks everything and writes nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Leaves bad rows out instead of refusing the file.
    #[arg(long)]
    pub skip_bad: bool,
}

fn class(text: &str) -> Result<Class, String> {
    let known = || Class::ALL.map(Class::code).join(", ");
    Class::parse(text).ok_or_else(|| format!("is not one of {}", known()))
}

impl ImportArgs {
    fn order(&self) -> Order {
        let mapping = self.map.clone().unwrap_or_default();
        Order {
            what: self.what,
            read: ReadOptions { crs: self.crs, mapping: mapping.clone(), limits: ReadLimits::default() },
            options: PlanOptions {
                kind: self.kind.clone(),
                party: self.party.clone(),
                class: self.class,
                mapping,
            },
            skip_bad: self.skip_bad,
        }
    }
}

/// Imports a file. What came of it goes to standard output, faults go to standard error; the exit code is 1 when the
/// file is refused.
///
/// # Errors
/// The file cannot be read, its format cannot be told, or the register does not take it; a sentence each.
pub async fn run(args: ImportArgs, engine: &Engine) -> anyhow::Result<ExitCode> {
    let steps = Steps::new();
    steps.now("reading and checking");
    let (order, world, file) = (args.order(), engine.snapshot(), args.file.clone());
    let prepared = tokio::task::spawn_blocking(move || -> anyhow::Result<_> {
        let (bytes, format) = open(&file, order.read.limits.max_bytes)?;
        Ok(prepare(&bytes, format, &order, &world, &Actor::system(), Timestamp::now()))
    });
    let mut prepared = match prepared.await.context("the file could not be checked")?? {
        Ok(prepared) => prepared,
        Err(not_taken) => {
            drop(steps);
            return refused(&args, not_taken);
        }
    };
    if !args.dry_run {
        steps.now("writing");
        let done = write(engine, prepared.command.clone()).await?;
        prepared.written(&done);
    }
    drop(steps);
    eprint!("{}", listed(&prepared.faults));
    print!("{}", summary(&args, &prepared));
    Ok(ExitCode::SUCCESS)
}

fn open(file: &Path, max_bytes: usize) -> anyhow::Result<(Vec<u8>, Format)> {
    let shown = file.display();
    let size = std::fs::metadata(file).with_context(|| format!("{shown} cannot be read"))?.len();
    if usize::try_from(size).map_or(true, |size| size > max_bytes) {
        bail!("{shown} is larger than {max_bytes} bytes; split it");
    }
    let bytes = std::fs::read(file).with_context(|| format!("{shown} cannot be read"))?;
    let name = file.file_name().and_then(|name| name.to_str());
    let Some(format) = Format::guess(name, None, &bytes) else {
        bail!("{shown} is none of GeoJSON, newline-delimited GeoJSON, a JSON array and CSV");
    };
    Ok((bytes, format))
}

/// Writes under one random key, and asks again under the same one while a large file takes its time. Another run of
/// the same file has another key: it is looked at anew.
async fn write(engine: &Engine, command: Command) -> anyhow::Result<Done> {
    let mut random = [0; 16];
    getrandom::fill(&mut random).map_err(|error| anyhow!("the system gives no random numbers: {error}"))?;
    let key = CommandKey { caller: "command-line".into(), key: data_encoding::HEXLOWER.encode(&random) };
    let request = Request { actor: Actor::system(), key, request_hash: [0; 32], expected: None, command };
    for _ in 0..ASKED_MAX {
        match engine.submit(request.clone()).await {
            Ok(done) => return Ok(done),
            Err(NotDone::Unknown) => {}
            Err(NotDone::Refused(refusal)) => {
                bail!(
                    "something else was written at the same time, and now it is refused: {refusal:?}; run it again"
                )
            }
            Err(NotDone::Unavailable) => {
                bail!("the register cannot be written to just now; nothing was imported")
            }
            Err(NotDone::KeyReused | NotDone::Quarantined) => bail!("the register did not take the import"),
        }
    }
    bail!(
        "the register has not said whether it took the import; run it again, which changes nothing if it did"
    )
}

fn refused(args: &ImportArgs, not_taken: NotTaken) -> anyhow::Result<ExitCode> {
    match not_taken {
        NotTaken::Refused(refusal) => bail!("the import is not allowed: {refusal:?}"),
        NotTaken::Faulty { faults, found, notes } => {
            eprint!("{}", listed(&faults));
            if let more @ 1.. = found.saturating_sub(faults.len()) {
                eprintln!("{more} more fault(s) are not listed");
            }
            for note in notes {
                eprintln!("note: {note}");
            }
            let skip = if faults.iter().all(|fault| fault.row.is_some()) {
                "; --skip-bad leaves the bad rows out"
            } else {
                ""
            };
            eprintln!("{} refused: nothing was imported{skip}", args.file.display());
            Ok(ExitCode::FAILURE)
        }
    }
}

/// A line for each fault: `row 17: geometry: has no position (give ...)`.
fn listed(faults: &[Fault]) -> String {
    let mut lines = String::new();
    for fault in faults {
        let place = match fault.row {
            Some(row) => format!("row {row}"),
            None => "file".to_owned(),
        };
        let field = fault.pointer.trim_start_matches(['#', '/']).replace('/', ".");
        let field = if field.is_empty() { field } else { format!("{field}: ") };
        let hint = fault.hint.as_ref().map(|hint| format!(" ({hint})")).unwrap_or_default();
        // Writing to a string cannot fail.
        let _ = writeln!(lines, "{place}: {field}{}{hint}", fault.detail);
    }
    lines
}

fn summary(args: &ImportArgs, prepared: &Prepared) -> String {
    let Prepared { rows, created, changed, unchanged, refused, repaired, .. } = prepared;
    let what = args.what.code();
    let dry = if args.dry_run { " (dry run: nothing was written)" } else { "" };
    let mut lines = format!(
        "{what}: {rows} rows{dry}\ncreated: {created}\nchanged: {changed}\nunchanged: {unchanged}\nrefused: {refused}\nrepaired: {repaired}\n"
    );
    for note in &prepared.notes {
        let _ = writeln!(lines, "note: {note}");
    }
    lines
}

/// What is being done, on standard error when a person is looking.
struct Steps(ProgressBar);

impl Steps {
    fn new() -> Self {
        let bar = ProgressBar::new_spinner();
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} ({elapsed})") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(120));
        Self(bar)
    }

    fn now(&self, step: &'static str) {
        self.0.set_message(step);
    }
}

impl Drop for Steps {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Nature;
    use clap::Parser;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        args: ImportArgs,
    }

    fn args(line: &[&str]) -> ImportArgs {
        Line::try_parse_from(["import"].iter().chain(line)).expect("a command line").args
    }

    async fn engine(folder: &Path) -> Engine {
        let register = crate::register::open("sqlite:samplats.db", folder).await.expect("a register");
        Engine::start(register, Nature::default()).await.expect("started").0
    }

    #[test]
    fn faults_are_lines_that_a_person_can_act_on() {
        let fault = |row, pointer: &str, hint: Option<&str>| Fault {
            row,
            pointer: pointer.into(),
            code: "geometry",
            detail: "is wrong".into(),
            hint: hint.map(str::to_owned),
        };
        let faults = [fault(Some(17), "#/geometry/coordinates/0", Some("mend it")), fault(None, "#", None)];
        assert_eq!(listed(&faults), "row 17: geometry.coordinates.0: is wrong (mend it)\nfile: is wrong\n");
    }

    #[test]
    fn unknown_words_are_refused_before_anything_is_read() {
        for line in [
            &["towns", "f.csv"][..],
            &["sites", "f.csv", "--crs", "EPSG:1"],
            &["sites", "f.csv", "--map", "name"],
            &["reports", "f.csv", "--class", "secret"],
        ] {
            assert!(Line::try_parse_from(["import"].iter().chain(line)).is_err(), "{line:?}");
        }
    }

    #[tokio::test]
    async fn a_file_is_imported_checked_or_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("parties.csv");
        std::fs::write(&file, "code,name,kind\nTK,Trafikkontoret,city_office\n").expect("written");
        let path = file.to_str().expect("a path");
        let engine = engine(folder.path()).await;
        let parties = || engine.snapshot().reference.parties.iter().count();

        let code = run(args(&["parties", path, "--dry-run"]), &engine).await.expect("run");
        assert_eq!((code, parties()), (ExitCode::SUCCESS, 0));
        for _ in 0..2 {
            let code = run(args(&["parties", path]), &engine).await.expect("run");
            assert_eq!((code, parties()), (ExitCode::SUCCESS, 1));
        }
        std::fs::write(&file, "code,name,kind\nSB,Svenska Bostäder,property_company\nX,X,club\n")
            .expect("written");
        let code = run(args(&["parties", path]), &engine).await.expect("run");
        assert_eq!((code, parties()), (ExitCode::FAILURE, 1));
        let code = run(args(&["parties", path, "--skip-bad"]), &engine).await.expect("run");
        assert_eq!((code, parties()), (ExitCode::SUCCESS, 2));
        assert!(run(args(&["parties", "not-there.csv"]), &engine).await.is_err());
    }
}
