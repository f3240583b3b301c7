//! What can be exported.

use super::rows;
use crate::domain::record::Kind;
use crate::export::{Column, Format};
use crate::http::resources::{places, reports, sites, statistics};

/// A list that can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// Places.
    Places,
    /// Reports.
    Reports,
    /// Sites.
    Sites,
    /// The districts that hold on the day.
    Districts,
    /// All areas of every kind, with their days.
    Areas,
    /// Parties.
    Parties,
    /// Statistics.
    Statistics,
    /// Who holds each place together, what goes on about it, and the clock.
    Coordinations,
    /// Measures.
    Measures,
    /// To whom things were handed on.
    Disclosures,
    /// What a party's own walks looked at.
    Walks,
}

impl Layer {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Places,
        Self::Reports,
        Self::Sites,
        Self::Districts,
        Self::Areas,
        Self::Parties,
        Self::Statistics,
        Self::Coordinations,
        Self::Measures,
        Self::Disclosures,
        Self::Walks,
    ];

    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Places => "places",
            Self::Reports => "reports",
            Self::Sites => "sites",
            Self::Districts => "districts",
            Self::Areas => "areas",
            Self::Parties => "parties",
            Self::Statistics => "statistics",
            Self::Coordinations => "coordinations",
            Self::Measures => "measures",
            Self::Disclosures => "disclosures",
            Self::Walks => "walks",
        }
    }

    /// Reads the stable word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layer| layer.code() == code)
    }

    /// What it is called, in Swedish and in English.
    #[must_use]
    pub const fn title(self) -> (&'static str, &'static str) {
        match self {
            Self::Places => ("Otrygga och brottsutsatta platser", "Unsafe and crime-exposed places"),
            Self::Reports => ("Rapporter", "Reports"),
            Self::Sites => ("Fastigheter", "Sites"),
            Self::Districts => ("Stadsdelsområden", "Districts"),
            Self::Areas => ("Områden", "Areas"),
            Self::Parties => ("Parter", "Parties"),
            Self::Statistics => ("Statistik", "Statistics"),
            Self::Coordinations => ("Samordningsansvar", "Coordination"),
            Self::Measures => ("Åtgärder", "Measures"),
            Self::Disclosures => ("Utlämnanden", "Disclosures"),
            Self::Walks => ("Gångna ronder", "Walks"),
        }
    }

    /// Whether its things lie somewhere.
    #[must_use]
    pub const fn has_geometry(self) -> bool {
        match self {
            Self::Places
            | Self::Reports
            | Self::Sites
            | Self::Districts
            | Self::Areas
            | Self::Coordinations
            | Self::Walks => true,
            Self::Parties | Self::Statistics | Self::Measures | Self::Disclosures => false,
        }
    }

    /// Whether its figures rest on reports, of which not everything is reported.
    #[must_use]
    pub const fn rests_on_reports(self) -> bool {
        match self {
            Self::Places | Self::Reports | Self::Coordinations | Self::Measures => true,
            Self::Sites
            | Self::Districts
            | Self::Areas
            | Self::Parties
            | Self::Statistics
            | Self::Disclosures
            | Self::Walks => false,
        }
    }

    /// How it is written when nobody says.
    #[must_use]
    pub const fn usual_format(self) -> Format {
        if self.has_geometry() { Format::GeoJson } else { Format::Csv }
    }

    /// The parameters that choose its rows: those of its list.
    #[must_use]
    pub const fn filters(self) -> &'static [&'static str] {
        match self {
            Self::Places | Self::Coordinations => &places::FILTERS,
            Self::Reports => &reports::FILTERS,
            Self::Sites => &sites::FILTERS,
            Self::Districts => &["bbox"],
            Self::Areas => &["kind", "bbox"],
            Self::Parties | Self::Disclosures => &[],
            Self::Statistics => &statistics::FILTERS,
            Self::Measures => &["place"],
            Self::Walks => &["round"],
        }
    }

    /// The kinds of records that a world of the past needs for it: its own, and those that it names, counts or is
    /// seen by.
    #[must_use]
    pub const fn kinds(self) -> &'static [Kind] {
        match self {
            Self::Places | Self::Coordinations => {
                &[Kind::Place, Kind::Report, Kind::Area, Kind::Party, Kind::Code]
            }
            Self::Reports => &[Kind::Report, Kind::Place, Kind::Area, Kind::Party, Kind::Code],
            Self::Sites => &[Kind::Site, Kind::Area, Kind::Party],
            Self::Districts | Self::Areas => &[Kind::Area],
            Self::Parties => &[Kind::Party, Kind::Area],
            Self::Statistics => &[Kind::Statistic, Kind::Area],
            Self::Measures => &[Kind::Measure, Kind::Place, Kind::Party],
            Self::Disclosures => &[Kind::Place, Kind::Report, Kind::Party, Kind::Code],
            Self::Walks => &[Kind::Walk, Kind::Round, Kind::Place, Kind::Site, Kind::Area, Kind::Party],
        }
    }

    /// Its columns.
    #[must_use]
    pub fn columns(self) -> Vec<Column> {
        match self {
            Self::Places => rows::places::COLUMNS.to_vec(),
            Self::Reports => rows::reports::COLUMNS.to_vec(),
            Self::Sites => rows::sites::COLUMNS.to_vec(),
            Self::Districts | Self::Areas => rows::areas::COLUMNS.to_vec(),
            Self::Parties => rows::parties::COLUMNS.to_vec(),
            Self::Statistics => rows::statistics::COLUMNS.to_vec(),
            Self::Coordinations => rows::coordinations::COLUMNS.to_vec(),
            Self::Measures => rows::measures::COLUMNS.to_vec(),
            Self::Disclosures => rows::disclosures::COLUMNS.to_vec(),
            Self::Walks => rows::walks::COLUMNS.to_vec(),
        }
    }
}
