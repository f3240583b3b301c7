//! `samplats import`: a file into the register, all of it or nothing. On the store itself ([`here`]), or by the server
//! that holds it ([`there`]); what came of it is told alike ([`told`]).

mod fields;
mod here;
mod there;
mod told;

pub use here::run as run_here;
pub use there::run as run_there;

use crate::domain::access::Class;
use crate::import::plan::{Order, PlanOptions, What};
use crate::import::{Feed, Format, Mapping, MappingFault, ReadLimits, ReadOptions, Source};
use crate::space::Crs;
use anyhow::{Context, bail};
use std::path::{Path, PathBuf};

/// Reads areas, sites, parties, reports, statistics, addresses or buildings from a file. All or nothing; the same file again changes nothing.
#[derive(Clone, Debug, clap::Args)]
pub struct ImportArgs {
    /// What the file holds: areas, sites, parties, reports, statistics, addresses or buildings.
    pub what: What,
    /// GeoJSON, newline-delimited GeoJSON, a JSON array of objects, CSV, a zipped shapefile, or a GeoPackage.
    pub file: PathBuf,
    /// The kind of rows that name none: of areas (also those that statistics are of), of sites (a code of site_kind) or of parties.
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
    #[arg(long, value_name = "field=COLUMN,...", value_parser = MapText::parse)]
    pub map: Option<MapText>,
    /// A mapping file that describes the feed: columns, values to codes, times, positions. See docs/mappings.
    #[arg(long, value_name = "FILE.toml", value_parser = FeedText::read, conflicts_with = "map")]
    pub mapping: Option<FeedText>,
    /// Checks everything and writes nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Leaves bad rows out instead of refusing the file.
    #[arg(long)]
    pub skip_bad: bool,
    /// Takes positions that lie outside every district, though another coordinate system would put them in one.
    #[arg(long)]
    pub outside: bool,
}

/// A mapping, and how it was written: a server is sent that.
#[derive(Clone, Debug)]
pub struct MapText {
    text: String,
    mapping: Mapping,
}

impl MapText {
    fn parse(text: &str) -> Result<Self, MappingFault> {
        Ok(Self { text: text.to_owned(), mapping: Mapping::parse(text)? })
    }
}

/// A mapping file, and its text: a server is sent that.
#[derive(Clone, Debug)]
pub struct FeedText {
    text: String,
    feed: Feed,
}

impl FeedText {
    fn read(path: &str) -> Result<Self, String> {
        let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
        let feed = Feed::parse(&text).map_err(|fault| fault.to_string())?;
        Ok(Self { text, feed })
    }
}

/// Which fields rows can have, of the kind of file that a command line names.
pub fn fields_told(line: impl Iterator<Item = String>) -> String {
    fields::told(fields::kind_named(line))
}

fn class(text: &str) -> Result<Class, String> {
    let known = || Class::ALL.map(Class::code).join(", ");
    Class::parse(text).ok_or_else(|| format!("is not one of {}", known()))
}

impl ImportArgs {
    fn order(&self) -> Order {
        let feed = self.mapping.as_ref().map(|mapping| mapping.feed.clone());
        let mapping = self.map.as_ref().map(|map| map.mapping.clone()).unwrap_or_default();
        Order {
            what: self.what,
            read: ReadOptions {
                crs: self.crs,
                mapping: mapping.clone(),
                feed: feed.clone(),
                limits: ReadLimits::default(),
            },
            options: PlanOptions {
                kind: self.kind.clone(),
                party: self.party.clone(),
                class: self.class,
                mapping,
                feed,
            },
            skip_bad: self.skip_bad,
            outside: self.outside,
        }
    }
}

fn open(file: &Path) -> anyhow::Result<(Source, Format)> {
    let shown = file.display();
    let source = Source::File(file.to_owned());
    let head = source.head().with_context(|| format!("{shown} cannot be read"))?;
    let name = file.file_name().and_then(|name| name.to_str());
    let Some(format) = Format::guess(name, None, &head) else {
        bail!(
            "{shown} is none of GeoJSON, newline-delimited GeoJSON, a JSON array, CSV, a zipped shapefile and a GeoPackage"
        );
    };
    Ok((source, format))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Engine, Nature};
    use clap::Parser;
    use std::process::ExitCode;

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

        let code = run_here(args(&["parties", path, "--dry-run"]), &engine).await.expect("run");
        assert_eq!((code, parties()), (ExitCode::SUCCESS, 0));
        for _ in 0..2 {
            let code = run_here(args(&["parties", path]), &engine).await.expect("run");
            assert_eq!((code, parties()), (ExitCode::SUCCESS, 1));
        }
        std::fs::write(&file, "code,name,kind\nSB,Svenska Bostäder,property_company\nX,X,club\n")
            .expect("written");
        let code = run_here(args(&["parties", path]), &engine).await.expect("run");
        assert_eq!((code, parties()), (ExitCode::FAILURE, 1));
        let code = run_here(args(&["parties", path, "--skip-bad"]), &engine).await.expect("run");
        assert_eq!((code, parties()), (ExitCode::SUCCESS, 2));
        assert!(run_here(args(&["parties", "not-there.csv"]), &engine).await.is_err());
    }
}
