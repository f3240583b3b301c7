//! The archive package: what a run is about to erase, written into a folder of its own and read back
//! before anything goes. A package that is there under its name is whole.
//!
//! What is to be archived is there with all it held, as CSV and as GeoJSON, places with their history and with where decisions
//! about them lie; answered requests with what was withheld and why. Of what is
//! to be weeded there is only the list: which things, of which district, week and type.

use super::blocking;
use super::parts::{Features, FileTold, Table, read_back};
use super::plan::{Plan, Planned};
use crate::domain::erasure::Counted;
use crate::domain::filing::Filing;
use crate::domain::ids::{DocumentRequestId, FilingId, MeasureId, PlaceId, PresenceId, ReportId, crockford};
use crate::domain::place::Place;
use crate::domain::record::{Key, Kind};
use crate::domain::retention::{Package, RuleName, Unit};
use crate::domain::time::{date_of, week_of};
use crate::domain::world::{Held, World};
use crate::index::snapshot::Snapshot;
use crate::register::{Archive, Fault};
use crate::whole::Unfinished;
use data_encoding::HEXLOWER;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::runtime::Handle;

/// What the package is, and in which edition of its layout.
const LAYOUT: &str = "samplats archive package 1";
/// The manifest's name in the folder.
const MANIFEST: &str = "manifest.json";

/// Why there is no package.
#[derive(Debug, thiserror::Error)]
pub enum PackageFault {
    /// The disk.
    #[error("the archive package cannot be written: {0}")]
    Disk(#[from] io::Error),
    /// A record that cannot be put into words, which is a bug.
    #[error("the archive package cannot be written: {0}")]
    Words(#[from] serde_json::Error),
    /// What was read back is not what was written.
    #[error("the archive package does not read back: {0}")]
    NotWhole(String),
    /// History could not be read.
    #[error(transparent)]
    Register(#[from] Fault),
    /// The service ended meanwhile.
    #[error("nobody waits for the archive package any more")]
    GivenUp,
}

/// What a package says of itself.
#[derive(Debug, Serialize, Deserialize)]
struct Manifest {
    layout: String,
    name: String,
    written_at: Timestamp,
    /// The change that the package shows the register at.
    change: u64,
    rules: Vec<RuleTold>,
    files: Vec<FileTold>,
}

/// A rule and its decision, as the manifest tells of them.
#[derive(Debug, Serialize, Deserialize)]
struct RuleTold {
    rule: RuleName,
    keep: u32,
    unit: Unit,
    decision: String,
    due: u64,
}

/// What a package is written from, and by whom.
struct Source {
    snapshot: Arc<Snapshot>,
    archive: Arc<dyn Archive>,
    /// Where history is read: whoever writes waits for it.
    runtime: Handle,
    given_up: Arc<AtomicBool>,
}

impl Source {
    /// Sees that somebody still waits for the package: nobody begins a run by one that is ready after the service has ended.
    fn is_wanted(&self) -> Result<(), PackageFault> {
        if self.given_up.load(Ordering::Relaxed) { Err(PackageFault::GivenUp) } else { Ok(()) }
    }
}

/// Tells that nobody waits any more.
struct TellWhenDropped(Arc<AtomicBool>);

impl Drop for TellWhenDropped {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Writes a package of what a plan would erase into `folder` under `name`, reads it back and compares, on a thread that may
/// be busy.
///
/// # Errors
/// [`PackageFault`]; nothing is then there under the name.
pub async fn write(
    folder: &Path,
    name: &str,
    (snapshot, archive): (Arc<Snapshot>, &Arc<dyn Archive>),
    plan: &Arc<Plan>,
    now: Timestamp,
) -> Result<Package, PackageFault> {
    let (folder, name, plan) = (folder.to_owned(), name.to_owned(), Arc::clone(plan));
    let given_up = Arc::new(AtomicBool::new(false));
    let _tell = TellWhenDropped(Arc::clone(&given_up));
    let (archive, runtime) = (Arc::clone(archive), Handle::current());
    let source = Source { snapshot, archive, runtime, given_up };
    blocking(move || write_all(&folder, &name, &source, &plan, now)).await
}

fn write_all(
    folder: &Path,
    name: &str,
    source: &Source,
    plan: &Plan,
    now: Timestamp,
) -> Result<Package, PackageFault> {
    let unfinished = Unfinished::folder(folder.join(format!("{name}.unfinished")))?;
    let mut files = Vec::new();
    for planned in plan.rules.iter().filter(|planned| !planned.things.is_empty()) {
        files.extend(files_of(unfinished.path(), source, planned)?);
    }
    let (layout, rules) = (LAYOUT.to_owned(), plan.rules.iter().map(told).collect());
    let change = source.snapshot.seq;
    let manifest = Manifest { layout, name: name.to_owned(), written_at: now, change, rules, files };
    has_all_that_was_due(&manifest).map_err(PackageFault::NotWhole)?;
    let bytes = serde_json::to_vec_pretty(&manifest)?;
    let mut file = File::create_new(unfinished.path().join(MANIFEST))?;
    file.write_all(&bytes)?;
    file.sync_all()?;
    let manifest_sha256 = HEXLOWER.encode(&Sha256::digest(&bytes));
    check_in(unfinished.path(), &manifest_sha256, &|| source.is_wanted())?;
    // Its names are durable before what they stand for is erased elsewhere.
    unfinished.name(&folder.join(name))?;
    Ok(Package { name: manifest.name, manifest_sha256 })
}

/// The files of one rule.
fn files_of(folder: &Path, source: &Source, planned: &Planned) -> Result<Vec<FileTold>, PackageFault> {
    source.is_wanted()?;
    let snapshot = &*source.snapshot;
    match planned.rule {
        RuleName::DocumentRequest => Ok(document_requests(folder, snapshot, planned)?.into()),
        RuleName::Filing => {
            let filings =
                planned.things.iter().filter_map(|key| snapshot.filing(FilingId::from_bits(key.bits)));
            Ok(vec![filings_table(folder, snapshot, &list_of(planned.rule), filings)?])
        }
        rule if rule.archives() => {
            let mut files = dossiers(folder, source, planned)?;
            files.push(history(folder, source, planned)?);
            Ok(files)
        }
        _ => Ok(vec![weeded(folder, snapshot, planned)?]),
    }
}

/// Reads a package back from the disk and compares it with its manifest, and that with its hash.
///
/// # Errors
/// [`PackageFault::NotWhole`] with what does not hold.
pub fn check(folder: &Path, package: &Package) -> Result<(), PackageFault> {
    check_in(&folder.join(&package.name), &package.manifest_sha256, &|| Ok(()))
}

fn check_in(
    folder: &Path,
    manifest_sha256: &str,
    is_wanted: &dyn Fn() -> Result<(), PackageFault>,
) -> Result<(), PackageFault> {
    let bytes = fs::read(folder.join(MANIFEST))?;
    if HEXLOWER.encode(&Sha256::digest(&bytes)) != manifest_sha256 {
        return Err(PackageFault::NotWhole(format!("{MANIFEST} is another")));
    }
    let manifest: Manifest = serde_json::from_slice(&bytes)?;
    has_all_that_was_due(&manifest).map_err(PackageFault::NotWhole)?;
    manifest.files.iter().try_for_each(|told| {
        is_wanted()?;
        read_back(folder, told).map_err(PackageFault::NotWhole)
    })
}

/// Whether each thing that is to be erased has its row: what is not in the package must not go.
fn has_all_that_was_due(manifest: &Manifest) -> Result<(), String> {
    for RuleTold { rule, due, .. } in manifest.rules.iter().filter(|told| told.rule.kind().is_some()) {
        let name = list_of(*rule);
        let rows = manifest.files.iter().find(|file| file.name == name).map_or(0, |file| file.rows);
        if rows != *due {
            return Err(format!("{name} has {rows} of the {due} things that are due"));
        }
    }
    Ok(())
}

/// The file that has a row for each thing of a rule.
fn list_of(rule: RuleName) -> String {
    match rule {
        RuleName::ClosedPlace => "places.csv".to_owned(),
        RuleName::DocumentRequest => "document_requests.csv".to_owned(),
        RuleName::Filing => "filings.csv".to_owned(),
        RuleName::ReportReporter
        | RuleName::ReportText
        | RuleName::UnlinkedReport
        | RuleName::RememberedCommand
        | RuleName::AccessReview
        | RuleName::RestrictedRead
        | RuleName::AuditLog => format!("{}.csv", rule.code()),
    }
}

fn told(planned: &Planned) -> RuleTold {
    RuleTold {
        rule: planned.rule,
        keep: planned.kept.keep,
        unit: planned.rule.unit(),
        decision: planned.kept.decision.clone(),
        due: planned.due(),
    }
}

/// The list of what is weeded, without a word of what it said.
fn weeded(folder: &Path, snapshot: &Snapshot, planned: &Planned) -> Result<FileTold, PackageFault> {
    let name = list_of(planned.rule);
    let mut table = Table::new(folder, &name, &["kind", "id", "district", "week", "problem_type"])?;
    for key in &planned.things {
        let id = crockford(key.bits);
        let counted = snapshot.report(ReportId::from_bits(key.bits)).map(|report| Counted {
            district: report.district,
            week: week_of(date_of(report.observed_at)),
            problem_type: report.problem_types.first().cloned().unwrap_or_default(),
            count: 1,
        });
        let district = counted.as_ref().and_then(|of| of.district).and_then(|id| snapshot.area(id));
        let district = district.map(|area| area.name.clone()).unwrap_or_default();
        let (week, problem_type) = counted.map(|of| (of.week, of.problem_type)).unwrap_or_default();
        table.row(&[key.kind.code(), &id, &district, &week, &problem_type])?;
    }
    Ok(table.finish()?)
}

/// Places with all they held, their measures and presences.
fn dossiers(folder: &Path, source: &Source, planned: &Planned) -> Result<Vec<FileTold>, PackageFault> {
    let snapshot = &*source.snapshot;
    const PLACE: [&str; 11] = [
        "id",
        "version",
        "name",
        "status",
        "status_since",
        "problem_types",
        "districts",
        "coordinator",
        "note",
        "reason",
        "facts",
    ];
    const MEASURE: [&str; 8] = ["id", "version", "place", "measure_type", "party", "starts", "ends", "facts"];
    const PRESENCE: [&str; 7] = ["id", "version", "place", "presence_kind", "starts_at", "ends_at", "facts"];
    let mut places = Table::new(folder, &list_of(planned.rule), &PLACE)?;
    let mut shapes = Features::new(folder, "places.geojson")?;
    let mut measures = Table::new(folder, "measures.csv", &MEASURE)?;
    let mut points = Features::new(folder, "measures.geojson")?;
    let mut presences = Table::new(folder, "presences.csv", &PRESENCE)?;
    for place in planned.things.iter().filter_map(|key| snapshot.place(PlaceId::from_bits(key.bits))) {
        source.is_wanted()?;
        let id = place.id.to_string();
        let content = place.content.clone().unwrap_or_default();
        let mut facts = serde_json::to_value(&place.record)?;
        let shape = facts.as_object_mut().and_then(|facts| facts.remove("shape")).unwrap_or(Value::Null);
        places.row(&[
            &id,
            &place.version.to_string(),
            &place.name,
            place.status.code(),
            &place.status_since.to_string(),
            &place.problem_types.join(";"),
            &districts(snapshot, &place),
            &holder(snapshot, &place),
            content.note.as_deref().unwrap_or_default(),
            content.reason.as_deref().unwrap_or_default(),
            &facts.to_string(),
        ])?;
        shapes.feature(
            &id,
            &shape,
            &json!({ "version": place.version, "facts": facts, "content": content }),
        )?;
        for measure in measures_of(snapshot, place.id) {
            let (facts, content) = (serde_json::to_value(&measure.record)?, &measure.content);
            let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
            let party = snapshot.party(measure.party).map(|party| party.code.clone()).unwrap_or_default();
            measures.row(&[
                &measure.id.to_string(),
                &measure.version.to_string(),
                &id,
                &measure.measure_type,
                &party,
                &day(measure.starts),
                &day(measure.ends),
                &json!({ "facts": facts, "content": content }).to_string(),
            ])?;
            let properties = json!({ "version": measure.version, "facts": facts, "content": content });
            points.feature(&measure.id.to_string(), &shape, &properties)?;
        }
        for presence in snapshot.reference.effort.presences_at(place.id) {
            presences.row(&[
                &presence.id.to_string(),
                &presence.version.to_string(),
                &id,
                &presence.presence_kind,
                &presence.starts_at.to_string(),
                &presence.ends_at.to_string(),
                &serde_json::to_value(&presence.record)?.to_string(),
            ])?;
        }
    }
    let of_places = planned.things.iter().flat_map(|place| {
        let measures = snapshot.measures_of(PlaceId::from_bits(place.bits)).into_iter().map(MeasureId::into);
        std::iter::once(*place).chain(measures).flat_map(|about| snapshot.filings_of(about))
    });
    let filings = filings_table(folder, snapshot, "place_filings.csv", of_places)?;
    let finished = [places.finish()?, shapes.finish()?, measures.finish()?, points.finish()?];
    Ok(finished.into_iter().chain([presences.finish()?, filings]).collect())
}

/// Where decisions lie in diaries: those of places and measures that are archived, and those whose own time is over.
fn filings_table(
    folder: &Path,
    snapshot: &Snapshot,
    name: &str,
    filings: impl Iterator<Item = Held<Filing>>,
) -> Result<FileTold, PackageFault> {
    const COLUMNS: [&str; 10] = [
        "id",
        "version",
        "kind",
        "thing",
        "party",
        "diary_number",
        "decided_by",
        "decided_on",
        "created_at",
        "withdrawn_at",
    ];
    let mut table = Table::new(folder, name, &COLUMNS)?;
    for filing in filings {
        let (body, on) =
            filing.decided_by.as_ref().map(|by| (by.body.clone(), by.on.to_string())).unwrap_or_default();
        table.row(&[
            &filing.id.to_string(),
            &filing.version.to_string(),
            filing.kind.code(),
            &crockford(filing.thing),
            &snapshot.party(filing.party).map(|party| party.code.clone()).unwrap_or_default(),
            filing.diary_number.as_deref().unwrap_or_default(),
            &body,
            &on,
            &filing.created_at.to_string(),
            &filing.withdrawn_at.map(|at| at.to_string()).unwrap_or_default(),
        ])?;
    }
    Ok(table.finish()?)
}

/// Requests for public documents as they were answered, a line for each part that was withheld.
/// The answers, a row for each, and what was withheld of them, a row for each part.
fn document_requests(
    folder: &Path,
    snapshot: &Snapshot,
    planned: &Planned,
) -> Result<[FileTold; 2], PackageFault> {
    const COLUMNS: [&str; 9] = [
        "id",
        "kind",
        "thing",
        "thing_version",
        "holder",
        "diary_number",
        "received_on",
        "decided_at",
        "decided_by",
    ];
    let mut table = Table::new(folder, &list_of(planned.rule), &COLUMNS)?;
    let mut parts =
        Table::new(folder, "document_requests_withheld.csv", &["id", "withheld_part", "ground", "reason"])?;
    let requests = planned
        .things
        .iter()
        .filter_map(|key| snapshot.document_request(DocumentRequestId::from_bits(key.bits)));
    for request in requests {
        let (id, about) = (request.id.to_string(), request.document.key());
        let holder = snapshot.party(request.holder).map(|party| party.code.clone()).unwrap_or_default();
        table.row(&[
            &id,
            about.kind.code(),
            &crockford(about.bits),
            &request.thing_version.to_string(),
            &holder,
            request.diary_number.as_deref().unwrap_or_default(),
            &request.received_on.to_string(),
            &request.decided_at.to_string(),
            &request.decided_by,
        ])?;
        for withheld in &request.withheld {
            let part = serde_json::to_value(withheld.part)?;
            parts.row(&[&id, part.as_str().unwrap_or_default(), &withheld.ground, &withheld.reason])?;
        }
    }
    Ok([table.finish()?, parts.finish()?])
}

fn measures_of(
    snapshot: &Snapshot,
    place: PlaceId,
) -> Vec<crate::domain::world::Held<crate::domain::measure::Measure>> {
    snapshot.measures_of(place).into_iter().filter_map(|id| snapshot.measure(id)).collect()
}

fn districts(snapshot: &Snapshot, place: &Place) -> String {
    let areas = place.districts.iter().filter_map(|share| snapshot.area(share.district));
    areas.map(|area| area.name.clone()).collect::<Vec<_>>().join(";")
}

fn holder(snapshot: &Snapshot, place: &Place) -> String {
    let holder = &place.coordination.holder;
    let party = snapshot.party(holder.party).map(|party| party.code.clone()).unwrap_or_default();
    format!("{party} ({})", holder.function)
}

/// Every version of the places, their measures and presences, as they were stored.
fn history(folder: &Path, source: &Source, planned: &Planned) -> Result<FileTold, PackageFault> {
    let Source { snapshot, archive, runtime, .. } = source;
    const COLUMNS: [&str; 9] = ["kind", "id", "version", "time", "party", "role", "verb", "facts", "content"];
    let mut table = Table::new(folder, "history.csv", &COLUMNS)?;
    for place in &planned.things {
        let measures = snapshot.measures_of(PlaceId::from_bits(place.bits));
        let presences = snapshot.presences_of(PlaceId::from_bits(place.bits));
        let keys = std::iter::once(*place).chain(measures.into_iter().map(MeasureId::into));
        let keys = keys.chain(presences.into_iter().map(PresenceId::into));
        for Key { kind, bits } in keys {
            source.is_wanted()?;
            for version in runtime.block_on(archive.history(kind.code(), bits, u32::MAX, usize::MAX))? {
                let change = version.change;
                let time = Timestamp::from_millisecond(change.time_ms).unwrap_or(Timestamp::UNIX_EPOCH);
                table.row(&[
                    kind.code(),
                    &crockford(bits),
                    &change.version.to_string(),
                    &time.to_string(),
                    &change.party,
                    &change.role,
                    &change.verb,
                    &version.record.facts,
                    version.record.content.as_deref().unwrap_or_default(),
                ])?;
            }
        }
    }
    debug_assert!(planned.things.iter().all(|key| key.kind == Kind::Place), "only places have a dossier");
    Ok(table.finish()?)
}
