//! The invented city of `samplats demo`: map, parties, reports and places from a seed, as plain data.
//!
//! Everything here is pure: the same seed (and the same moment) gives the same bytes on every machine, and nothing is
//! read or written. The city is drawn in local metres, stage by stage, and handed out in WGS 84.

mod addresses;
mod assembly;
mod buildings;
mod cells;
mod chains;
mod city;
mod contour;
mod division;
mod frame;
mod grain;
mod greens;
mod grid;
pub mod logins;
mod names;
mod noise;
mod occupancy;
pub mod parties;
mod pictures;
mod places;
mod plan;
mod problems;
mod reports;
mod rng;
mod roads;
mod scenes;
mod site_names;
mod sites;
mod smooth;
pub mod stage;
mod streets;
mod terrain;
mod texts;

pub use assembly::city;
pub use city::{
    City, DatedUnion, DemoSite, District, LocalPoliceArea, NamedPolygon, Neighbourhood, SiteGeometry,
    SiteKind, Station, Street, StreetClass,
};
pub use frame::{to_local, to_lonlat};
pub use parties::{DemoParty, PartyKind, SiteGroup, Unit, parties};
pub use places::{CoordinationStory, PlaceGeometry, PlacePlan, TargetStatus, places};
pub use problems::{CountBand, PhysicalFactor, ProblemType, Source};
pub use reports::{DemoReport, REPORTS, reports};
pub use scenes::{Hours, Scene, Season, Trend, Weekdays, scenes};

#[cfg(test)]
mod tests;
