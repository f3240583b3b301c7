//! What anybody may know: how many reports there were, by area, quarter and category, with whatever is small left out.
//!
//! A [`Publication`] is made once for each quarter, by an act of an administrator, and never changes afterwards. It shows
//! one geography only, so that no two tables of one quarter can be set against one another; quarters do not overlap.
//! What is left out is worked out in [`protection`]; docs/decisions/0027 says which reports count and why.

pub mod counting;
mod network;
pub mod protection;
mod publication;
mod quarter;
mod table;

pub use publication::{Geography, Publication, Row, Withdrawal};
pub use quarter::{NoQuarter, Quarter};
pub use table::Table;

/// Problem types that no publication ever counts, in any area or total: a report that has one of them is not counted at
/// all. There is no public layer of drug scenes, and a settlement of a few people is found by
/// whoever knows that there is one.
pub const NEVER_PUBLIC: [&str; 3] = ["open_drug_trade", "open_drug_scene", "unlawful_settlement"];

/// Categories of problem types, in the order of a publication's columns.
pub const CATEGORIES: [&str; 4] = ["crime_disorder", "fire", "accident", "environment"];
