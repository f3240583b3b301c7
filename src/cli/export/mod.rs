//! `samplats export`: a list into a file, as it is or as it stood. On the store itself ([`here`]), or by the server that
//! holds it ([`there`]); the file is whole, or it is not there.

mod here;
mod there;
mod whole_file;

pub use here::run as run_here;
pub use there::run as run_there;
pub use whole_file::WholeFile;

use crate::export::Format;
use crate::http::exports::Layer;
use crate::said::answer;
use anyhow::anyhow;
use std::path::PathBuf;
use std::process::ExitCode;

/// Writes places, reports, sites, districts, areas, parties, statistics, coordinations or measures into a file.
#[derive(Clone, Debug, clap::Args)]
pub struct ExportArgs {
    /// What: places, reports, sites, districts, areas, parties, statistics, coordinations or measures
    #[arg(value_parser = layer)]
    layer: Layer,
    /// The file. It has its name only once it is whole
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// geojson, geojsonl (a feature a line), csv or gpkg (GeoPackage) [default: by the file's name]
    #[arg(long, value_name = "FORMAT", value_parser = format)]
    format: Option<Format>,
    /// As the register stood at the end of a day in Stockholm, such as 2026-03-31, or at a time with offset
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// As the readers of this party see it [default: what an administrator sees]
    #[arg(long = "as", value_name = "PARTY")]
    as_party: Option<String>,
    /// The coordinate system of a GeoPackage, such as EPSG:3011 [default: EPSG:4326]
    #[arg(long, value_name = "EPSG:n")]
    crs: Option<String>,
    /// One of the list's filters, such as status=active or district=Järva; may be given several times
    #[arg(long = "filter", value_name = "NAME=VALUE", value_parser = pair)]
    filters: Vec<(String, String)>,
}

fn layer(word: &str) -> Result<Layer, String> {
    Layer::parse(word).ok_or_else(|| format!("is not one of {}", Layer::ALL.map(Layer::code).join(", ")))
}

fn format(word: &str) -> Result<Format, String> {
    Format::parse(word).ok_or_else(|| format!("is not one of {}", Format::ALL.map(Format::code).join(", ")))
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("is not NAME=VALUE")?;
    Ok((name.trim().to_owned(), value.to_owned()))
}

impl ExportArgs {
    /// The format that is named, or that the file's name tells.
    fn format(&self) -> anyhow::Result<Format> {
        let told = self.format.or_else(|| Format::of_file(&self.output));
        told.ok_or_else(|| {
            let known = Format::ALL.map(Format::code).join(", ");
            anyhow!("{} does not tell its format; name one with --format ({known})", self.output.display())
        })
    }

    /// The query that asks a server for the same, but for the party.
    fn query(&self) -> anyhow::Result<Vec<(&str, String)>> {
        let mut query = vec![("format", self.format()?.code().to_owned())];
        let optional = [("as_of", &self.as_of), ("crs", &self.crs)];
        query.extend(optional.into_iter().filter_map(|(name, value)| Some((name, value.clone()?))));
        query.extend(self.filters.iter().map(|(name, value)| (name.as_str(), value.clone())));
        Ok(query)
    }

    fn told(&self, bytes: u64, rows: Option<u64>) -> ExitCode {
        let rows = rows.map(|rows| format!("{rows} rows, ")).unwrap_or_default();
        answer!("{}: {rows}{bytes} bytes", self.output.display());
        ExitCode::SUCCESS
    }
}
