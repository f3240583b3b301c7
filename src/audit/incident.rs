//! What is known of a period, for an incident report: what was changed, what restricted was read, who got in and who may, and
//! what was handed on, as one package of tables with a manifest of hashes.
//!
//! Whoever asks by the service gets what they see themselves; the operator at the store gets everything. There is no content
//! in it and no name: things, parties and accounts by their codes and ids.

use super::reading::{self, Read, ReadingFault, Wanted};
use crate::domain::access::{Level, Viewer};
use crate::domain::disclosure::Disclosure;
use crate::domain::ids::crockford;
use crate::domain::record::{Key, Kind};
use crate::domain::time::date_of;
use crate::export::{About, Cell, Column, ColumnKind, ExportFault, ExportLimits, Format, Row, Watch, spool};
use crate::index::audiences::Eyes;
use crate::index::snapshot::Snapshot;
use crate::index::view::{self, disclosures};
use crate::register::audit::{Acts, Asked, READ_MAX};
use crate::register::past::{Stand, Stood};
use crate::register::{Archive, ChangeLine, Fault};
use crate::space::Crs;
use data_encoding::HEXLOWER;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::io::{self, Cursor, Read as _, Write};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;

/// What the package is, and in which edition of its layout.
const LAYOUT: &str = "samplats incident package 1";
/// The manifest's name.
const MANIFEST: &str = "manifest.json";
/// Most rows of a table; of more a shorter period is asked for, so that nothing is left out in silence.
const ROWS_MAX: usize = 200_000;
/// Changes that are read at a time.
const PAGE: usize = 2_000;

/// What the package is to be about.
#[derive(Clone, Debug, Serialize)]
pub struct Matter {
    /// At this time or later.
    pub since: Timestamp,
    /// Before this time.
    pub until: Timestamp,
    /// One account, token or phone, as the log names it.
    pub account: Option<String>,
    /// The party and role that it acts for: the chain names no account, so its changes are those that were made so.
    pub acting: Option<(String, String)>,
    /// What a party did.
    pub party: Option<String>,
    /// What is about one thing.
    #[serde(serialize_with = "told_thing")]
    pub thing: Option<Key>,
}

fn told_thing<S: serde::Serializer>(thing: &Option<Key>, to: S) -> Result<S::Ok, S::Error> {
    thing.map(|key| format!("{}/{}", key.kind.code(), crockford(key.bits))).serialize(to)
}

/// Why there is no package.
#[derive(Debug, thiserror::Error)]
pub enum IncidentFault {
    /// The register's word.
    #[error(transparent)]
    Register(#[from] Fault),
    /// There is more than one package holds.
    #[error("there are more than {ROWS_MAX} rows of {0}; take a shorter period")]
    TooMuch(&'static str),
    /// Too much of the log is not for whoever asks.
    #[error("too much of the log had to be looked at; take a shorter period")]
    Hidden,
    /// A table could not be written.
    #[error("the package cannot be written: {0}")]
    Table(#[from] ExportFault),
    /// The package could not be put together.
    #[error("the package cannot be written: {0}")]
    Zip(#[from] ZipError),
    /// Nor could this.
    #[error("the package cannot be written: {0}")]
    Bytes(#[from] io::Error),
    /// What was read back is not what was written.
    #[error("the package does not read back: {0}")]
    NotWhole(String),
}

impl From<ReadingFault> for IncidentFault {
    fn from(fault: ReadingFault) -> Self {
        match fault {
            ReadingFault::Register(fault) => Self::Register(fault),
            ReadingFault::TooMany => Self::Hidden,
        }
    }
}

/// One table.
struct Table {
    name: &'static str,
    columns: &'static [&'static str],
    rows: Vec<Vec<String>>,
}

impl Table {
    fn new(name: &'static str, columns: &'static [&'static str]) -> Self {
        Self { name, columns, rows: Vec::new() }
    }

    fn row(&mut self, cells: Vec<String>) -> Result<(), IncidentFault> {
        if self.rows.len() == ROWS_MAX {
            return Err(IncidentFault::TooMuch(self.name));
        }
        self.rows.push(cells);
        Ok(())
    }
}

/// What was gathered.
pub struct Incident {
    matter: Matter,
    written_at: Timestamp,
    /// Code of the party that it was gathered for; none for the operator.
    told_to: Option<String>,
    /// The chain's end in the period: for the operator.
    chain: Option<Stand>,
    tables: [Table; 4],
}

/// A file of the package, as its manifest tells of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct FileTold {
    name: String,
    rows: Option<usize>,
    bytes: usize,
    sha256: String,
}

/// Gathers what there is. `viewer` is who asks by the service; without one everything is gathered, for the operator.
///
/// # Errors
/// [`IncidentFault`].
pub async fn gather(
    archive: &dyn Archive,
    snapshot: &Snapshot,
    viewer: Option<Viewer>,
    matter: Matter,
    now: Timestamp,
) -> Result<Incident, IncidentFault> {
    let changes = changes(archive, snapshot, viewer, &matter).await?;
    let reads = reads(archive, snapshot, viewer, &matter).await?;
    let access = access(archive, viewer, &matter).await?;
    let disclosures = handed_on(snapshot, viewer, &matter)?;
    let chain = match (viewer, archive.stood_at(matter.until.as_millisecond() - 1).await?) {
        (None, Stood::At(stand)) => Some(stand),
        (None, Stood::Nothing { .. }) | (Some(_), _) => None,
    };
    let party = viewer.and_then(|viewer| snapshot.reference.parties.get(viewer.party));
    let told_to = viewer.map(|_| party.map(|party| party.code.clone()).unwrap_or_default());
    Ok(Incident { matter, written_at: now, told_to, chain, tables: [changes, reads, access, disclosures] })
}

fn wanted(matter: &Matter) -> Wanted {
    Wanted {
        since: Some(matter.since),
        until: Some(matter.until),
        caller: matter.account.clone(),
        party: matter.party.clone(),
        thing: matter.thing,
        surface: None,
    }
}

/// The lines of the chain: of the period by halving, and then in order.
async fn changes(
    archive: &dyn Archive,
    snapshot: &Snapshot,
    viewer: Option<Viewer>,
    matter: &Matter,
) -> Result<Table, IncidentFault> {
    const COLUMNS: [&str; 8] = ["number", "at", "party", "role", "verb", "kind", "id", "version"];
    let mut table = Table::new("changes", &COLUMNS);
    let mut last = match archive.stood_at(matter.since.as_millisecond() - 1).await? {
        Stood::At(stand) => stand.seq,
        Stood::Nothing { .. } => 0,
    };
    loop {
        let lines = archive.changes_after(last, PAGE).await?;
        let Some(newest) = lines.last() else { return Ok(table) };
        last = newest.seq;
        for line in &lines {
            if line.time_ms >= matter.until.as_millisecond() {
                return Ok(table);
            }
            if is_about(line, matter) && is_seen(snapshot, viewer, line) {
                // How many changes there are is nobody's business who does not hold the register.
                let number = viewer.map_or_else(|| line.seq.to_string(), |_| String::new());
                table.row(vec![
                    number,
                    time(line.time_ms),
                    line.party.clone(),
                    line.role.clone(),
                    line.verb.clone(),
                    line.kind.clone(),
                    crockford(line.id),
                    line.version.to_string(),
                ])?;
            }
        }
    }
}

fn is_about(line: &ChangeLine, matter: &Matter) -> bool {
    let acted = |(party, role): &(String, String)| (&line.party, &line.role) == (party, role);
    let of_thing = |key: Key| (line.kind.as_str(), line.id) == (key.kind.code(), key.bits);
    matter.party.as_ref().is_none_or(|party| line.party == *party)
        && matter.acting.as_ref().is_none_or(acted)
        && matter.thing.is_none_or(of_thing)
}

/// Whether a change is told to whoever asks: who sees all of the thing now.
fn is_seen(snapshot: &Snapshot, viewer: Option<Viewer>, line: &ChangeLine) -> bool {
    let Some(viewer) = viewer else { return true };
    let Some(kind) = Kind::parse(&line.kind) else { return false };
    view::level(snapshot, &Eyes::of(viewer), Key { kind, bits: line.id }) == Some(Level::Full)
}

async fn reads(
    archive: &dyn Archive,
    snapshot: &Snapshot,
    viewer: Option<Viewer>,
    matter: &Matter,
) -> Result<Table, IncidentFault> {
    const COLUMNS: [&str; 10] =
        ["at", "account", "party", "role", "surface", "kind", "id", "class", "origin", "level"];
    let mut table = Table::new("reads", &COLUMNS);
    let found = reading::reads(archive, snapshot, viewer, &wanted(matter), (None, ROWS_MAX)).await?;
    if found.next.is_some() {
        return Err(IncidentFault::TooMuch("reads"));
    }
    for line in found.lines.iter().rev() {
        let Some(Read { key, class, origin }) = Read::of(line) else { continue };
        let origin = snapshot.reference.parties.get(origin).map(|party| party.code.clone());
        table.row(vec![
            time(line.at_ms),
            line.caller.clone(),
            line.party.clone(),
            line.role.clone(),
            line.surface.clone(),
            key.kind.code().to_owned(),
            crockford(key.bits),
            class.code().to_owned(),
            origin.unwrap_or_default(),
            line.level.clone().unwrap_or_default(),
        ])?;
    }
    Ok(table)
}

/// Log-ins, what was refused, changes of who may get in, and what the log says of itself. What a gap holds is nobody's business
/// but the operator's.
async fn access(
    archive: &dyn Archive,
    viewer: Option<Viewer>,
    matter: &Matter,
) -> Result<Table, IncidentFault> {
    const COLUMNS: [&str; 10] =
        ["at", "act", "account", "party", "role", "what", "since", "lines", "kind", "id"];
    let mut table = Table::new("access", &COLUMNS);
    // A gap may hide anything: it is told whatever else is asked for.
    let marks = reading::marks(archive, &wanted(matter)).await?;
    let mut lines = marks;
    if matter.thing.is_none() {
        let mut asked = Asked { limit: READ_MAX, ..wanted(matter).asked(Acts::NotReads) };
        loop {
            let found = archive.noted(&asked).await?;
            asked.after = found.last().map(|line| (line.at_ms, line.id));
            let is_last = found.len() < READ_MAX;
            lines.extend(found);
            if is_last {
                break;
            }
            if lines.len() > ROWS_MAX {
                return Err(IncidentFault::TooMuch("access"));
            }
        }
    }
    lines.sort_by_key(|line| (line.at_ms, line.id));
    lines.dedup_by_key(|line| (line.at_ms, line.id));
    for line in lines {
        // What a server that is gone had taken in nobody knows.
        let known = Some(line.count).filter(|count| viewer.is_none() && *count > 0);
        let count = known.map(|count| count.to_string()).unwrap_or_default();
        let (kind, id) = line.thing.map(|(kind, bits)| (kind, crockford(bits))).unwrap_or_default();
        table.row(vec![
            time(line.at_ms),
            line.act,
            line.caller,
            line.party,
            line.role,
            line.surface,
            line.since_ms.map(time).unwrap_or_default(),
            count,
            kind,
            id,
        ])?;
    }
    Ok(table)
}

/// What was handed on in the period. It is a fact of the thing, so what was erased whole since is told by the chain alone.
fn handed_on(snapshot: &Snapshot, viewer: Option<Viewer>, matter: &Matter) -> Result<Table, IncidentFault> {
    const COLUMNS: [&str; 11] = [
        "at",
        "kind",
        "id",
        "version",
        "party",
        "role",
        "act",
        "from_class",
        "to_class",
        "ground",
        "receivers",
    ];
    let mut table = Table::new("disclosures", &COLUMNS);
    let mut found: Vec<(Key, &Disclosure)> = Vec::new();
    let eyes = viewer.map(Eyes::of);
    for key in snapshot.disclosed() {
        let of = match &eyes {
            Some(eyes) => disclosures::told(snapshot, eyes, key),
            None => disclosures::of_key(snapshot, key),
        };
        let told = of.into_iter().flat_map(|of| disclosures::told_of(snapshot, eyes.as_ref(), of));
        found.extend(told.map(|disclosure| (key, disclosure)));
    }
    found.retain(|(key, disclosure)| is_in(snapshot, matter, *key, disclosure));
    found.sort_by_key(|(key, disclosure)| (disclosure.at, *key));
    let code =
        |party| snapshot.reference.parties.get(party).map(|party| party.code.clone()).unwrap_or_default();
    for (key, disclosure) in found {
        let class =
            |of: Option<crate::domain::access::Class>| of.map(|class| class.code()).unwrap_or_default();
        let receivers = disclosure.to.iter().map(|to| format!("{}:{}", code(to.party), to.level.code()));
        table.row(vec![
            told_time(disclosure.at),
            key.kind.code().to_owned(),
            crockford(key.bits),
            disclosure.version.to_string(),
            disclosure.by.party.map(code).unwrap_or_default(),
            disclosure.by.role.map(|role| role.code()).unwrap_or_default().to_owned(),
            disclosure.act.code().to_owned(),
            class(disclosure.step.map(|step| step.from)).to_owned(),
            class(disclosure.step.map(|step| step.to)).to_owned(),
            disclosure.ground.clone().unwrap_or_default(),
            receivers.collect::<Vec<_>>().join(" "),
        ])?;
    }
    Ok(table)
}

fn is_in(snapshot: &Snapshot, matter: &Matter, key: Key, disclosure: &Disclosure) -> bool {
    let party = |code: &String| {
        let party = snapshot.reference.parties.coded(code).map(|party| party.id);
        party.is_some()
            && (disclosure.by.party == party || disclosure.to.iter().any(|to| Some(to.party) == party))
    };
    let acting = |(code, role): &(String, String)| {
        let by = disclosure.by.party.and_then(|party| snapshot.reference.parties.get(party));
        by.is_some_and(|by| by.code == *code)
            && disclosure.by.role.is_some_and(|of| of.code() == role.as_str())
    };
    (matter.since..matter.until).contains(&disclosure.at)
        && matter.thing.is_none_or(|thing| thing == key)
        && matter.party.as_ref().is_none_or(party)
        && matter.acting.as_ref().is_none_or(acting)
}

fn time(ms: i64) -> String {
    told_time(Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH))
}

fn told_time(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

impl Incident {
    /// How many rows each table has, by name.
    pub fn rows(&self) -> impl Iterator<Item = (&'static str, usize)> {
        self.tables.iter().map(|table| (table.name, table.rows.len()))
    }

    /// The package: a ZIP archive of a CSV file for each table, all of them as JSON, and the manifest with their hashes. It is
    /// read back and compared before it is answered, with the manifest's own hash. Blocks.
    ///
    /// # Errors
    /// [`IncidentFault`].
    pub fn packed(&self) -> Result<(Vec<u8>, String), IncidentFault> {
        let mut files = Vec::new();
        for table in &self.tables {
            files.push((format!("{}.csv", table.name), Some(table.rows.len()), as_csv(table)?));
        }
        let text = serde_json::to_vec_pretty(&self.as_json()).map_err(io::Error::from)?;
        files.push(("incident.json".to_owned(), None, text));
        let told: Vec<_> = files.iter().map(|(name, rows, bytes)| file_told(name, *rows, bytes)).collect();
        let manifest = json!({ "layout": LAYOUT, "about": self.about(), "files": told });
        let manifest = serde_json::to_vec_pretty(&manifest).map_err(io::Error::from)?;
        let hash = HEXLOWER.encode(&Sha256::digest(&manifest));
        files.push((MANIFEST.to_owned(), None, manifest));
        let packed = zipped(&files)?;
        check(&packed, &hash)?;
        Ok((packed, hash))
    }

    fn about(&self) -> Value {
        let chain = self.chain.as_ref().map(|stand| {
            json!({ "number": stand.seq, "at": time(stand.time_ms), "hash": HEXLOWER.encode(&stand.hash) })
        });
        json!({
            "written_at": told_time(self.written_at),
            "matter": self.matter,
            "told_to": self.told_to,
            "chain": chain,
            "notes": [
                "changes names no account: with an account asked for, it holds what its party did in its role",
                "disclosures are facts of things: of what was erased whole since, the chain alone tells",
                "a server in access that was opened and not closed runs, or ended without writing its last moments",
            ],
        })
    }

    fn as_json(&self) -> Value {
        let rows = |table: &Table| {
            let row = |cells: &Vec<String>| {
                let members = table.columns.iter().zip(cells);
                Value::Object(members.map(|(name, cell)| ((*name).to_owned(), cell.clone().into())).collect())
            };
            Value::Array(table.rows.iter().map(row).collect())
        };
        let tables: Map<_, _> = self.tables.iter().map(|of| (of.name.to_owned(), rows(of))).collect();
        json!({ "layout": LAYOUT, "about": self.about(), "tables": tables })
    }
}

/// A table as text in columns, made as every other: what a spreadsheet would take for a formula is none.
fn as_csv(table: &Table) -> Result<Vec<u8>, IncidentFault> {
    let about = About {
        name: table.name,
        title: table.name.to_owned(),
        note: None,
        data_date: date_of(Timestamp::UNIX_EPOCH),
        as_of: None,
        columns: table.columns.iter().map(|name| Column { name, kind: ColumnKind::Text }).collect(),
        has_geometry: false,
        crs: Crs::Crs84,
    };
    let row = |(number, cells): (usize, &Vec<String>)| Row {
        id: number.to_string(),
        geometry: None,
        cells: cells.iter().map(|cell| Cell::from(cell.as_str())).collect(),
    };
    let rows = table.rows.iter().enumerate().map(row);
    let mut spooled = spool(Format::Csv, &about, rows, ExportLimits::default(), &Watch::default())?;
    let mut bytes = Vec::new();
    spooled.file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn file_told(name: &str, rows: Option<usize>, bytes: &[u8]) -> FileTold {
    let sha256 = HEXLOWER.encode(&Sha256::digest(bytes));
    FileTold { name: name.to_owned(), rows, bytes: bytes.len(), sha256 }
}

fn zipped(files: &[(String, Option<usize>, Vec<u8>)]) -> Result<Vec<u8>, IncidentFault> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, _, bytes) in files {
        archive.start_file(name, SimpleFileOptions::default())?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// Reads a package back and compares it with its manifest, and that with its hash.
///
/// # Errors
/// [`IncidentFault::NotWhole`] with what does not hold.
pub fn check(packed: &[u8], manifest_sha256: &str) -> Result<(), IncidentFault> {
    let mut archive = zip::ZipArchive::new(Cursor::new(packed))?;
    let mut read = |name: &str| -> Result<Vec<u8>, IncidentFault> {
        let mut bytes = Vec::new();
        archive.by_name(name)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let manifest = read(MANIFEST)?;
    if HEXLOWER.encode(&Sha256::digest(&manifest)) != manifest_sha256 {
        return Err(IncidentFault::NotWhole(format!("{MANIFEST} is another")));
    }
    let manifest: Value = serde_json::from_slice(&manifest).map_err(io::Error::from)?;
    let files: Vec<FileTold> = serde_json::from_value(manifest["files"].clone()).map_err(io::Error::from)?;
    for told in files {
        let bytes = read(&told.name)?;
        if file_told(&told.name, told.rows, &bytes) != told {
            return Err(IncidentFault::NotWhole(format!("{} is not what was written", told.name)));
        }
    }
    Ok(())
}
