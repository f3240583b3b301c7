//! Rows become drafts: which column is which field, what identifies a row, and everything that is wrong before the
//! domain is asked.
//!
//! A plan is made against a world (unions name areas that are there, words are looked up in the code lists) and
//! changes nothing. [`prepare`] goes on to what the domain says of it, for all of a file; [`Again`] reads a
//! large one again and gives what is to be written, batch by batch.

mod addresses;
mod areas;
mod batch;
mod buildings;
mod check;
mod columns;
mod fields;
mod parties;
#[cfg(test)]
mod real;
#[cfg(test)]
mod real_feeds;
mod repairs;
mod reports;
mod sites;
mod statistics;
mod table;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_addresses;
#[cfg(test)]
mod tests_batches;
#[cfg(test)]
mod tests_buildings;
#[cfg(test)]
mod tests_statistics;
#[cfg(test)]
mod tests_table;
#[cfg(test)]
mod tests_whereabouts;
mod whereabouts;
mod words;

pub use batch::row_of;
pub use check::{Again, Job, NotTaken, Order, Prepared, Reason, ToWrite, Toward, prepare, prepare_telling};
pub use fields::split_hint;
pub(in crate::import) use table::fields_of;
pub use table::{Field, Ground, Need};

use super::tally::Tallies;
use super::{Feed, Mapping, Row, RowFault, Table, position};
use crate::domain::access::Class;
use crate::domain::area::AreaKind;
use crate::domain::building::BuildingKind;
use crate::domain::codes::CodeList;
use crate::domain::command::Command;
use crate::domain::party::PartyKind;
use crate::domain::world::World;
use crate::index::snapshot::Snapshot;
use crate::space::Crs;
use columns::Columns;
use fields::Fields;
use repairs::Repairs;
use std::collections::BTreeSet;
use std::str::FromStr;
use thiserror::Error;
use words::Words;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum What {
    /// Districts, neighbourhoods, local police areas, others.
    Areas,
    /// Properties.
    Sites,
    /// Organisations.
    Parties,
    /// Observations.
    Reports,
    /// Figures for areas and periods.
    Statistics,
    /// Streets and numbers, and where they are.
    Addresses,
    /// Footprints of buildings, and whether somebody lives there.
    Buildings,
}

impl What {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Areas,
        Self::Sites,
        Self::Parties,
        Self::Reports,
        Self::Statistics,
        Self::Addresses,
        Self::Buildings,
    ];

    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Areas => "areas",
            Self::Sites => "sites",
            Self::Parties => "parties",
            Self::Reports => "reports",
            Self::Statistics => "statistics",
            Self::Addresses => "addresses",
            Self::Buildings => "buildings",
        }
    }

    /// Whether its rows can be decided some at a time: none of them speaks of another.
    #[must_use]
    pub const fn comes_in_batches(self) -> bool {
        match self {
            Self::Reports | Self::Addresses | Self::Buildings => true,
            // Periods of one series must not overlap, wherever in the file they stand.
            Self::Areas | Self::Sites | Self::Parties | Self::Statistics => false,
        }
    }
}

/// What a file is said to hold is nothing that is imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("must be areas, sites, parties, reports, statistics, addresses or buildings")]
pub struct UnknownWhat;

impl FromStr for What {
    type Err = UnknownWhat;

    fn from_str(text: &str) -> Result<Self, UnknownWhat> {
        Self::ALL.into_iter().find(|what| what.code() == text).ok_or(UnknownWhat)
    }
}

/// What the sender says of all rows of a file.
#[derive(Clone, Debug, Default)]
pub struct PlanOptions {
    /// Areas, sites, parties, buildings: the kind of rows that have none of their own.
    pub kind: Option<String>,
    /// Sites: code of the manager of rows that name none. Reports: code of the party they come from.
    pub party: Option<String>,
    /// Reports: how far they may be shared.
    pub class: Option<Class>,
    /// The mapping the file was read with: a column's own name tells what it holds.
    pub mapping: Mapping,
    /// The mapping file it was read with.
    pub feed: Option<Feed>,
}

/// One thing wrong with a file. Repeats nothing of its free text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The row as a person counts; none if it concerns the whole file.
    pub row: Option<usize>,
    /// Where in the row, or in the file.
    pub pointer: String,
    /// Stable word.
    pub code: &'static str,
    /// What, as a sentence for the sender.
    pub detail: String,
    /// What to do about it, if that is known.
    pub hint: Option<String>,
}

impl Fault {
    fn file(pointer: &str, code: &'static str, detail: impl Into<String>) -> Self {
        Self { row: None, pointer: pointer.to_owned(), code, detail: detail.into(), hint: None }
    }

    fn with_hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

impl From<RowFault> for Fault {
    fn from(fault: RowFault) -> Self {
        let RowFault { row, pointer, detail, hint } = fault;
        Self { row, pointer, code: "not_readable", detail, hint }
    }
}

/// What some rows come to.
#[derive(Clone, Debug)]
struct Plan {
    /// The rows without a fault, as a command.
    command: Command,
    /// The file's row of each draft in the command.
    rows: Vec<usize>,
    /// What was repaired, to be told to the sender.
    repairs: Repairs,
    /// Rows that are left out because of others.
    left_out: Tallies,
    /// Everything wrong, by row.
    faults: Vec<Fault>,
}

/// What all rows of a file share.
struct Context<'a> {
    options: &'a PlanOptions,
    world: &'a Snapshot,
}

/// How rows of a kind become drafts.
trait Draft {
    type Of;

    /// The draft of a row; faults of the row go to `fields`, and then the draft is not used.
    fn draft(&mut self, fields: &mut Fields<'_>) -> Option<Self::Of>;

    /// What is to be said of all rows together.
    fn notes(self) -> Vec<String>;
}

/// Makes drafts of a file's rows, batch after batch. Geometries are read here, which is what takes the time.
struct Planner<'a> {
    options: &'a PlanOptions,
    drafters: Drafters,
    columns: Columns,
}

enum Drafters {
    Areas(areas::Drafter),
    Sites(sites::Drafter),
    Parties(parties::Drafter),
    Reports(reports::Drafter),
    Statistics(statistics::Drafter),
    Addresses(addresses::Drafter),
    Buildings(buildings::Drafter),
}

impl<'a> Planner<'a> {
    fn new(what: What, options: &'a PlanOptions, world: &'a Snapshot) -> Self {
        let context = Context { options, world };
        let drafters = match what {
            What::Areas => Drafters::Areas(areas::Drafter::new(&context)),
            What::Sites => Drafters::Sites(sites::Drafter::new(&context)),
            What::Parties => Drafters::Parties(parties::Drafter::new(&context)),
            What::Reports => Drafters::Reports(reports::Drafter::new(&context)),
            What::Statistics => Drafters::Statistics(statistics::Drafter::new(&context)),
            What::Addresses => Drafters::Addresses(addresses::Drafter::default()),
            What::Buildings => Drafters::Buildings(buildings::Drafter::new(&context)),
        };
        Self { options, drafters, columns: Columns::new(what) }
    }

    /// Columns that the file has, whether or not its rows are kept.
    fn see_header(&mut self, header: &[String]) {
        self.columns.see_names(header.iter().map(String::as_str));
    }

    fn plan(&mut self, table: Table) -> Plan {
        let Table { rows, crs, .. } = table;
        let mut sorted = Sorted {
            columns: &mut self.columns,
            rows,
            crs,
            kept: Vec::new(),
            repairs: Repairs::default(),
            left_out: Tallies::default(),
            faults: Vec::new(),
        };
        let command = match &mut self.drafters {
            Drafters::Areas(drafter) => Command::PutAreas(sorted.each(drafter)),
            Drafters::Sites(drafter) => Command::PutSites(sorted.each(drafter)),
            Drafters::Parties(drafter) => Command::PutParties(sorted.each(drafter)),
            Drafters::Statistics(drafter) => Command::PutStatistics(sorted.each(drafter)),
            Drafters::Addresses(drafter) => Command::PutAddresses(sorted.each(drafter)),
            Drafters::Buildings(drafter) => Command::PutBuildings(sorted.each(drafter)),
            Drafters::Reports(drafter) => {
                let reports = sorted.each(drafter);
                Command::PutReports { origin: self.options.party.clone(), reports }
            }
        };
        let Sorted { kept, repairs, left_out, faults, .. } = sorted;
        Plan { command, rows: kept, repairs, left_out, faults }
    }

    /// What is to be said, and what is wrong, with the file as a whole.
    fn finish(self) -> (Vec<String>, Vec<Fault>) {
        let faults = self.columns.faults(self.options);
        let mut notes = match self.drafters {
            Drafters::Areas(drafter) => drafter.notes(),
            Drafters::Sites(drafter) => drafter.notes(),
            Drafters::Parties(drafter) => drafter.notes(),
            Drafters::Reports(drafter) => drafter.notes(),
            Drafters::Statistics(drafter) => drafter.notes(),
            Drafters::Addresses(drafter) => drafter.notes(),
            Drafters::Buildings(drafter) => drafter.notes(),
        };
        notes.extend(self.columns.notes(self.options));
        (notes, faults)
    }
}

/// Rows of a batch, sorted into drafts and what is wrong with the others.
struct Sorted<'a> {
    columns: &'a mut Columns,
    rows: Vec<Row>,
    crs: Crs,
    kept: Vec<usize>,
    repairs: Repairs,
    left_out: Tallies,
    faults: Vec<Fault>,
}

impl Sorted<'_> {
    fn each<D: Draft>(&mut self, drafter: &mut D) -> Vec<D::Of> {
        let rows = std::mem::take(&mut self.rows);
        let mut drafts = Vec::with_capacity(rows.len());
        for row in rows {
            self.columns.see_names(row.properties.keys().map(String::as_str));
            let mut fields = Fields::new(&row, self.crs);
            let draft = drafter.draft(&mut fields);
            let (faults, repairs, left_out) = fields.into_findings();
            match (draft, left_out) {
                (_, Some(reason)) if faults.is_empty() => self.left_out.add(reason, row.number),
                (Some(draft), None) if faults.is_empty() => {
                    self.repairs.add(row.number, &repairs);
                    self.kept.push(row.number);
                    drafts.push(draft);
                }
                _ => self.faults.extend(faults),
            }
        }
        drafts
    }
}

impl PlanOptions {
    /// What is wrong with the options themselves, once rather than at every row.
    fn faults(&self, what: What, world: &Snapshot) -> Vec<Fault> {
        use What::{Addresses, Areas, Buildings, Parties, Reports, Sites, Statistics};
        let mut faults = Vec::new();
        if let Some(of) = self.feed.as_ref().map(Feed::of).filter(|of| *of != what.code()) {
            let detail = format!("describes {of}, and {} are imported", what.code());
            faults.push(Fault::file("#/mapping", "not_here", detail));
        }
        let mut not_used = |name: &str, given: bool| {
            if given {
                let detail = format!("is not used for {}", what.code());
                faults.push(Fault::file(name, "not_here", detail));
            }
        };
        not_used("#/kind", self.kind.is_some() && matches!(what, Reports | Addresses));
        not_used("#/party", self.party.is_some() && !matches!(what, Sites | Reports));
        not_used("#/class", self.class.is_some() && what != Reports);
        faults.extend(self.mapping_faults(what));
        if let Some(code) = self.party.as_deref().filter(|code| world.party_by_code(code).is_none()) {
            let fault = Fault::file("#/party", "unknown_party", format!("no party has the code “{code}”"));
            faults.push(fault.with_hint("import the parties first"));
        }
        let unknown_kind = self.kind.as_deref().and_then(|kind| match what {
            Areas | Statistics if AreaKind::parse(kind).is_none() => {
                Some(list(AreaKind::ALL.map(AreaKind::code)))
            }
            Parties if PartyKind::parse(kind).is_none() => Some(list(PartyKind::ALL.map(PartyKind::code))),
            Buildings if BuildingKind::parse(kind).is_none() => {
                Some(list(BuildingKind::ALL.map(BuildingKind::code)))
            }
            Sites if Words::of(world, CodeList::SiteKind).code(kind).is_none() => {
                Some("see the list site_kind".to_owned())
            }
            Areas | Parties | Sites | Reports | Statistics | Addresses | Buildings => None,
        });
        if let Some(known) = unknown_kind {
            faults.push(Fault::file("#/kind", "unknown_kind", "is not a kind of these").with_hint(known));
        }
        faults
    }
}

impl PlanOptions {
    /// What a mapping names and nothing would come of: it was meant to do something.
    fn mapping_faults(&self, what: What) -> Vec<Fault> {
        let fault = |detail: String| Fault::file("#/map", "not_here", detail);
        let is_position = |field: &&str| what.ground().takes_columns() && position::is_ordinate(field);
        let (ordinates, others): (Vec<&str>, Vec<&str>) = self.mapping.fields().partition(is_position);
        let known = || what.fields().iter().map(|field| field.name).collect::<Vec<_>>().join(", ");
        let columns = if what.ground().takes_columns() { ", and lon and lat, or another pair" } else { "" };
        let unknown = others.into_iter().filter(|field| !what.has(field)).map(|field| {
            fault(format!("{field} is no field of {}", what.code()))
                .with_hint(format!("they are {}{columns}", known()))
        });
        let mut faults: Vec<Fault> = unknown.collect();
        if !ordinates.is_empty() && (ordinates.len() != 2 || position::mapped(&self.mapping).is_none()) {
            let pairs: Vec<_> =
                position::pairs().map(|(east, north)| format!("{east} and {north}")).collect();
            let detail = format!("{} are no two halves of a position", ordinates.join(", "));
            faults.push(fault(detail).with_hint(format!("map one pair: {}", pairs.join(", "))));
        }
        faults
    }
}

fn list<const N: usize>(codes: [&str; N]) -> String {
    format!("one of {}", codes.join(", "))
}

/// Rows that a sentence names.
const ROWS_SHOWN: usize = 20;

/// Rows in a sentence: the first of them, and how many more beside these and `beyond`.
fn some_rows(rows: &BTreeSet<usize>, beyond: usize) -> String {
    let shown: Vec<String> = rows.iter().take(ROWS_SHOWN).map(usize::to_string).collect();
    let word = if rows.len() == 1 { "row" } else { "rows" };
    match rows.len().saturating_sub(ROWS_SHOWN) + beyond {
        0 => format!("{word} {}", shown.join(", ")),
        more => format!("{word} {} and {more} more", shown.join(", ")),
    }
}
