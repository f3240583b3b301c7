//! Rows become drafts: which column is which field, what identifies a row, and everything that is wrong before the
//! domain is asked.
//!
//! A plan is made against a world (unions name areas that are there, words are looked up in the code lists) and
//! changes nothing. [`prepare`] goes on to what the domain says of it.

mod areas;
mod check;
mod columns;
mod fields;
mod parties;
#[cfg(test)]
mod real;
mod repairs;
mod reports;
mod sites;
#[cfg(test)]
mod tests;
mod words;

pub use check::{NotTaken, Order, Prepared, prepare, row_of};
pub use fields::split_hint;

use super::{Mapping, Row, RowFault, Table};
use crate::domain::access::Class;
use crate::domain::area::AreaKind;
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
}

impl What {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Areas, Self::Sites, Self::Parties, Self::Reports];

    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Areas => "areas",
            Self::Sites => "sites",
            Self::Parties => "parties",
            Self::Reports => "reports",
        }
    }

    /// The fields a row can have; other columns are left alone.
    const fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Areas => &["id", "name", "code", "kind", "from", "until", "members"],
            Self::Sites => {
                &["id", "name", "code", "kind", "group", "property_designation", "manager", "land_owner"]
            }
            Self::Parties => &["code", "name", "kind", "area", "areas", "function", "logs_in"],
            Self::Reports => &[
                "id",
                "problem_types",
                "problem_type",
                "observed_at",
                "text",
                "source",
                "count_band",
                "accuracy_m",
            ],
        }
    }
}

/// What a file is said to hold is nothing that is imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("must be areas, sites, parties or reports")]
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
    /// Areas, sites, parties: the kind of rows that have none of their own.
    pub kind: Option<String>,
    /// Sites: code of the manager of rows that name none. Reports: code of the party they come from.
    pub party: Option<String>,
    /// Reports: how far they may be shared.
    pub class: Option<Class>,
    /// The mapping the file was read with: a column's own name tells what it holds.
    pub mapping: Mapping,
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

/// What a file comes to.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The rows without a fault, as a command.
    pub command: Command,
    /// The file's row of each draft in the command.
    pub rows: Vec<usize>,
    /// What was repaired, to be told to the sender.
    pub repairs: Repairs,
    /// What was assumed or left out, as sentences for the sender.
    pub notes: Vec<String>,
    /// Everything wrong, by row.
    pub faults: Vec<Fault>,
}

/// What all rows of a file share.
struct Context<'a> {
    options: &'a PlanOptions,
    world: &'a Snapshot,
    crs: Crs,
}

/// Makes drafts of rows. Geometries are read here, which is what takes the time.
#[must_use]
pub fn plan(table: Table, what: What, options: &PlanOptions, world: &Snapshot) -> Plan {
    let Table { mut rows, crs, notes } = table;
    let context = Context { options, world, crs };
    let mut planner = Planner { columns: Columns::new(what), notes, ..Planner::default() };
    planner.faults.extend(options.faults(what, world));
    if !planner.faults.is_empty() {
        // Every row would have the same fault again.
        rows.clear();
    }
    use What::{Areas, Parties, Reports, Sites};
    let command = match what {
        Areas => Command::PutAreas(planner.each(rows, &context, areas::Drafter::new(&context))),
        Sites => Command::PutSites(planner.each(rows, &context, sites::Drafter::new(&context))),
        Parties => Command::PutParties(planner.each(rows, &context, parties::Drafter::new(&context))),
        Reports => Command::PutReports {
            origin: options.party.clone(),
            reports: planner.each(rows, &context, reports::Drafter::new(&context)),
        },
    };
    planner.into_plan(command, options)
}
/// How rows of a kind become drafts.
trait Draft {
    type Of;

    /// The draft of a row; faults of the row go to `fields`, and then the draft is not used.
    fn draft(&mut self, fields: &mut Fields<'_>) -> Option<Self::Of>;

    /// What is to be said of all rows together.
    fn notes(self) -> Vec<String>;
}

#[derive(Default)]
struct Planner {
    columns: Columns,
    rows: Vec<usize>,
    repairs: Repairs,
    notes: Vec<String>,
    faults: Vec<Fault>,
}

impl Planner {
    fn each<D: Draft>(&mut self, rows: Vec<Row>, context: &Context<'_>, mut drafter: D) -> Vec<D::Of> {
        let mut drafts = Vec::with_capacity(rows.len());
        for row in rows {
            self.columns.see(&row.properties);
            let mut fields = Fields::new(&row, context.crs);
            let draft = drafter.draft(&mut fields);
            let (faults, repairs) = fields.into_findings();
            match draft {
                Some(draft) if faults.is_empty() => {
                    self.repairs.add(row.number, &repairs);
                    self.rows.push(row.number);
                    drafts.push(draft);
                }
                _ => self.faults.extend(faults),
            }
        }
        self.notes.extend(drafter.notes());
        drafts
    }

    fn into_plan(mut self, command: Command, options: &PlanOptions) -> Plan {
        self.faults.extend(self.columns.faults(&options.mapping));
        self.notes.extend(self.columns.notes());
        let Self { rows, repairs, notes, faults, .. } = self;
        Plan { command, rows, repairs, notes, faults }
    }
}

impl PlanOptions {
    /// What is wrong with the options themselves, once rather than at every row.
    fn faults(&self, what: What, world: &Snapshot) -> Vec<Fault> {
        use What::{Areas, Parties, Reports, Sites};
        let mut faults = Vec::new();
        let mut not_used = |name: &str, given: bool| {
            if given {
                let detail = format!("is not used for {}", what.code());
                faults.push(Fault::file(name, "not_here", detail));
            }
        };
        not_used("#/kind", self.kind.is_some() && what == Reports);
        not_used("#/party", self.party.is_some() && matches!(what, Areas | Parties));
        not_used("#/class", self.class.is_some() && what != Reports);
        if let Some(code) = self.party.as_deref().filter(|code| world.party_by_code(code).is_none()) {
            let fault = Fault::file("#/party", "unknown_party", format!("no party has the code “{code}”"));
            faults.push(fault.with_hint("import the parties first"));
        }
        let unknown_kind = self.kind.as_deref().and_then(|kind| match what {
            Areas if AreaKind::parse(kind).is_none() => Some(list(AreaKind::ALL.map(AreaKind::code))),
            Parties if PartyKind::parse(kind).is_none() => Some(list(PartyKind::ALL.map(PartyKind::code))),
            Sites if Words::of(world, CodeList::SiteKind).code(kind).is_none() => {
                Some("see the list site_kind".to_owned())
            }
            Areas | Parties | Sites | Reports => None,
        });
        if let Some(known) = unknown_kind {
            faults.push(Fault::file("#/kind", "unknown_kind", "is not a kind of these").with_hint(known));
        }
        faults
    }
}

fn list<const N: usize>(codes: [&str; N]) -> String {
    format!("one of {}", codes.join(", "))
}

/// Rows in a sentence: the first of them, and how many more.
fn some_rows(rows: &BTreeSet<usize>) -> String {
    const SHOWN: usize = 20;
    let shown: Vec<String> = rows.iter().take(SHOWN).map(usize::to_string).collect();
    let word = if rows.len() == 1 { "row" } else { "rows" };
    match rows.len().saturating_sub(SHOWN) {
        0 => format!("{word} {}", shown.join(", ")),
        more => format!("{word} {} and {more} more", shown.join(", ")),
    }
}
