use super::fields::Fields;
use super::words::Words;
use super::{Context, Draft};
use crate::domain::access::Class;
use crate::domain::codes::CodeList;
use crate::domain::command::NewReport;
use crate::domain::guard::{self, TextFaultKind};
use crate::domain::report::{ObservedPrecision, Sighting};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Longest identity in a source, characters.
const ID_MAX: usize = 120;

pub(super) struct Drafter {
    class: Option<Class>,
    types: Words,
    bands: Words,
    sources: Words,
    /// How often the same facts have stood in the file without an id. Sixteen bytes a row are what remains in memory of
    /// a file's earlier rows.
    alike: HashMap<[u8; 16], u32>,
    /// The ids that have stood in the file, hashed likewise.
    named: HashSet<[u8; 16]>,
    /// The mapping file says why ids are nobody's: digits of a published pseudonym can look like anything.
    ids_are_vouched: bool,
    undated: usize,
    unnamed: usize,
}

impl Drafter {
    pub fn new(context: &Context<'_>) -> Self {
        Self {
            class: context.options.class,
            types: Words::of(context.world, CodeList::ProblemType),
            bands: Words::of(context.world, CodeList::CountBand),
            sources: Words::of(context.world, CodeList::ReportSource),
            alike: HashMap::new(),
            named: HashSet::new(),
            ids_are_vouched: context
                .options
                .feed
                .as_ref()
                .is_some_and(|feed| feed.column_of("id").and_then(|column| feed.vouched(column)).is_some()),
            undated: 0,
            unnamed: 0,
        }
    }

    fn types(&self, fields: &mut Fields<'_>) -> Vec<String> {
        let mut types = fields.list("problem_types");
        types.extend(fields.list("problem_type"));
        types.into_iter().map(|word| self.types.code_or_itself(word)).collect()
    }

    /// Whether the id of a row has stood in the file: of two rows with one id, the first good one counts.
    fn stood_before(&mut self, report: &NewReport) -> bool {
        let Some(id) = &report.source_id else { return false };
        let source = report.source.as_deref().unwrap_or_default();
        !self.named.insert(short_hash(&format!("{source}\n{id}")))
    }

    /// A row without an id is known by its facts and by how many such rows stand before it, so that the same file
    /// again changes nothing and two alike are still two. The text is left out: a trace of it would outlive its erasure.
    fn identity(&mut self, report: &NewReport) -> String {
        let mut facts = serde_json::json!([
            report.position,
            report.observed_at,
            report.problem_types,
            report.count_band,
            report.source,
            report.accuracy_m,
        ]);
        // Added later, and left out where it is the usual: the same file must still be the same reports.
        if let (Some(facts), true) =
            (facts.as_array_mut(), report.observed_precision != ObservedPrecision::Moment)
        {
            facts.push(report.observed_precision.code().into());
            facts.extend(report.observed_hours.map(serde_json::Value::from));
        }
        let hash = short_hash(&facts.to_string());
        let nth = self.alike.entry(hash).or_default();
        *nth += 1;
        format!("row:{}:{nth}", data_encoding::HEXLOWER.encode(&hash))
    }
}

impl Draft for Drafter {
    type Of = NewReport;

    fn draft(&mut self, fields: &mut Fields<'_>) -> Option<NewReport> {
        let position = fields.point();
        let source_id = fields.id();
        if !self.ids_are_vouched && source_id.as_deref().is_some_and(is_identity_number) {
            fields.fault("id", "identity_number", "is a personal identity number");
        }
        let mut report = NewReport {
            position: position?,
            accuracy_m: fields.number("accuracy_m"),
            position_by_hand: false,
            observed_at: fields.moment("observed_at"),
            observed_precision: precision(fields),
            observed_hours: hours(fields),
            problem_types: self.types(fields),
            count_band: fields.label("count_band").map(|word| self.bands.code_or_itself(word)),
            text: fields.text("text"),
            source: fields.label("source").map(|word| self.sources.code_or_itself(word)),
            source_id,
            place: None,
            sighting: Sighting::New,
            answers: BTreeMap::new(),
            class: self.class,
        };
        if fields.are_good() && self.stood_before(&report) {
            fields.leave_out("its id stands in an earlier row, which is the one that counts");
            return None;
        }
        if fields.are_good() {
            self.undated += usize::from(report.observed_at.is_none());
            self.unnamed += usize::from(report.source_id.is_none());
        }
        if report.source_id.is_none() {
            report.source_id = Some(self.identity(&report));
        }
        Some(report)
    }

    fn notes(self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.undated > 0 {
            notes.push(format!("{} row(s) say not when it was seen; they count as seen now", self.undated));
        }
        if self.unnamed > 0 {
            notes.push(format!("{} row(s) have no id; they are known by what they say", self.unnamed));
        }
        notes
    }
}

fn short_hash(text: &str) -> [u8; 16] {
    let mut hash = [0; 16];
    hash.copy_from_slice(&Sha256::digest(text)[..16]);
    hash
}

fn precision(fields: &mut Fields<'_>) -> ObservedPrecision {
    use ObservedPrecision::{Day, Hours, Moment, Month};
    let Some(word) = fields.label("observed_precision") else { return Moment };
    let known = [Moment, Hours, Day, Month].into_iter().find(|known| known.code() == word);
    known.unwrap_or_else(|| {
        fields.fault("observed_precision", "unknown_precision", "is none of moment, hours, day and month");
        Moment
    })
}

/// In how many hours it was seen; whether that fits the precision is for the domain to say.
fn hours(fields: &mut Fields<'_>) -> Option<u8> {
    let hours = fields.label("observed_hours")?;
    let read: Option<u8> = hours.parse().ok();
    if read.is_none() {
        fields.fault("observed_hours", "not_a_count", "is not a whole number of hours");
    }
    read
}

fn is_identity_number(id: &str) -> bool {
    let kinds = guard::check(id, ID_MAX).err().unwrap_or_default();
    kinds.iter().any(|fault| fault.kind == TextFaultKind::IdentityNumber)
}
