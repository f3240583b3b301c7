//! What is asked for, read strictly.

use super::{Layer, when};
use crate::domain::access::{Role, Viewer};
use crate::export::Format;
use crate::http::caller::Caller;
use crate::http::extract::Params;
use crate::http::problem::{Problem, ProblemKind};
use crate::http::request::Language;
use crate::index::audiences::Eyes;
use crate::index::snapshot::Snapshot;
use crate::space::Crs;
use jiff::Timestamp;

/// The parameters that every layer knows beside its filters.
const PARAMETERS: [&str; 4] = ["format", "as_of", "as", "crs"];

/// An export that is asked for.
#[derive(Debug)]
pub struct Asked {
    /// What.
    pub layer: Layer,
    /// How it is written.
    pub format: Format,
    /// The coordinate system of a GeoPackage.
    pub crs: Crs,
    /// The moment, when it is an earlier one.
    pub as_of: Option<Timestamp>,
    /// The query: filters are read against the world they filter.
    pub params: Params,
    /// Through whose eyes, and as whose filters are meant.
    pub caller: Caller,
    /// Who must see it as well: an administrator who exports as a party.
    pub beside: Option<Viewer>,
    /// The language of words.
    pub language: Language,
}

impl Asked {
    /// Reads a query for a layer.
    ///
    /// # Errors
    /// 400 for what is unknown or wrong, 403 for a party that is not the caller's to export as.
    pub fn read(
        layer: Layer,
        query: Option<&str>,
        present: &Snapshot,
        caller: &Caller,
        language: Language,
    ) -> Result<Self, Problem> {
        let params = Params::parse(query, &[layer.filters(), &PARAMETERS].concat())?;
        let format = match params.get("format") {
            Some(word) => Format::parse(word).ok_or_else(|| {
                let known = Format::ALL.map(Format::code).join(", ");
                Problem::parameter("format", &format!("must be one of {known}"))
            })?,
            None => layer.usual_format(),
        };
        let as_of = params.get("as_of").map(|text| {
            when::read(text, Timestamp::now()).map_err(|wrong| Problem::parameter("as_of", wrong))
        });
        let (crs, as_of) = (crs(&params, format)?, as_of.transpose()?);
        let (caller, beside) = match params.get("as") {
            Some(code) => as_party(code, present, caller)?,
            None => (caller.clone(), None),
        };
        Ok(Self { layer, format, crs, as_of, params, caller, beside, language })
    }

    /// Eyes for it, at the present or looking back from it.
    #[must_use]
    pub fn eyes(&self) -> Eyes {
        let eyes = self.caller.eyes();
        match self.beside {
            Some(beside) => eyes.beside(beside),
            None => eyes,
        }
    }
}

fn crs(params: &Params, format: Format) -> Result<Crs, Problem> {
    let Some(name) = params.get("crs") else { return Ok(Crs::Wgs84) };
    let wrong = |detail: &str| Problem::parameter("crs", detail);
    let crs = Crs::parse(name).ok().filter(|crs| crs.name().is_some());
    let crs = crs.ok_or_else(|| wrong("must be EPSG:4326, EPSG:3006 or one of EPSG:3007 to EPSG:3018"))?;
    if crs.is_degrees() {
        return Ok(Crs::Wgs84);
    }
    match format {
        Format::GeoPackage => Ok(crs),
        Format::GeoJson | Format::GeoJsonLines | Format::Csv => {
            Err(wrong("can be another than EPSG:4326 in a GeoPackage only"))
        }
    }
}

/// What a party's reader sees. For another party than the caller's own an administrator asks, and gets no more of it
/// than an administrator sees.
fn as_party(code: &str, present: &Snapshot, caller: &Caller) -> Result<(Caller, Option<Viewer>), Problem> {
    let own = caller.actor.viewer;
    let party = present.reference.parties.coded(code);
    let party = party.ok_or_else(|| Problem::parameter("as", "is not the code of a party"))?;
    if party.id != own.party && !own.role.administers() {
        let detail = "Only an administrator exports what another party sees.";
        return Err(Problem::new(ProblemKind::NotAllowed, detail));
    }
    let viewer = Viewer { party: party.id, kind: party.kind, role: Role::Reader };
    let actor = crate::domain::command::Actor { viewer, account: None, unit: None };
    let caller = Caller { actor, ..caller.clone() };
    Ok((caller, Some(own)))
}
