use super::fields::Fields;
use super::words::Words;
use super::{Context, Draft};
use crate::domain::access::Class;
use crate::domain::codes::CodeList;
use crate::domain::command::NewReport;
use crate::domain::guard::{self, TextFaultKind};
use crate::domain::report::Sighting;
use crate::space::{GeometryLimits, LonLat, Shape};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};

const LIMITS: GeometryLimits =
    GeometryLimits { max_vertices: 1, points: true, polygons: false, max_area_m2: None };
/// Longest identity in a source, characters.
const ID_MAX: usize = 120;

pub(super) struct Drafter {
    class: Option<Class>,
    types: Words,
    bands: Words,
    sources: Words,
    /// How often the same facts have stood in the file without an id.
    alike: HashMap<[u8; 16], u32>,
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
            undated: 0,
            unnamed: 0,
        }
    }

    fn types(&self, fields: &mut Fields<'_>) -> Vec<String> {
        let mut types = fields.list("problem_types");
        types.extend(fields.list("problem_type"));
        types.into_iter().map(|word| self.types.code_or_itself(word)).collect()
    }

    /// A row without an id is known by its facts and by how many such rows stand before it, so that the same file
    /// again changes nothing and two alike are still two. The text is left out: a trace of it would outlive its erasure.
    fn identity(&mut self, report: &NewReport) -> String {
        let facts = serde_json::json!([
            report.position,
            report.observed_at,
            report.problem_types,
            report.count_band,
            report.source,
            report.accuracy_m,
        ]);
        let mut hash = [0; 16];
        hash.copy_from_slice(&Sha256::digest(facts.to_string())[..16]);
        let nth = self.alike.entry(hash).or_default();
        *nth += 1;
        format!("row:{}:{nth}", data_encoding::HEXLOWER.encode(&hash))
    }
}

impl Draft for Drafter {
    type Of = NewReport;

    fn draft(&mut self, fields: &mut Fields<'_>) -> Option<NewReport> {
        let position = position(fields);
        let source_id = fields.id();
        if source_id.as_deref().is_some_and(is_identity_number) {
            fields.fault("id", "identity_number", "is a personal identity number");
        }
        let mut report = NewReport {
            position: position?,
            accuracy_m: fields.number("accuracy_m"),
            observed_at: fields.moment("observed_at"),
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

fn position(fields: &mut Fields<'_>) -> Option<LonLat> {
    match fields.shape(&LIMITS)? {
        Shape::Point(position) => Some(position),
        Shape::Polygons(_) => None,
    }
}

fn is_identity_number(id: &str) -> bool {
    let kinds = guard::check(id, ID_MAX).err().unwrap_or_default();
    kinds.iter().any(|fault| fault.kind == TextFaultKind::IdentityNumber)
}
