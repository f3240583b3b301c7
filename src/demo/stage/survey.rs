//! Figures of an invented survey of how safe people feel, by district and year: what the work is held against.

use super::ground::DISTRICTS_SINCE;
use crate::demo::city::City;
use crate::demo::rng::Rng;
use crate::domain::area::AreaKind;
use crate::domain::command::{Command, StatisticDraft};
use crate::domain::time::date_of;
use jiff::Timestamp;
use jiff::civil::Date;

/// The survey draws from a stream of its own.
const STREAM: u64 = 0x7375_7276_6579;
/// Whole years before this one that were asked about.
const YEARS: i16 = 3;
/// What was asked, and the share that says so in the whole city, per cent.
const ASKED: [(&str, f64); 2] =
    [("unsafe_outdoors_in_the_evening", 27.0), ("avoids_places_in_the_evening", 19.0)];
const SOURCE: &str = "invented_safety_survey";

/// The figures of the years before `now`.
pub fn figures(city: &City, seed: u64, now: Timestamp) -> Command {
    let mut rng = Rng::stream(seed, STREAM);
    // Nobody was asked by districts that did not exist yet.
    let this_year = date_of(now).year();
    let asked_in = (this_year - YEARS).max(DISTRICTS_SINCE.year() + 1)..this_year;
    let mut drafts = Vec::new();
    for district in &city.districts {
        let apart = rng.between(-7.0, 9.0);
        for (indicator, usual) in ASKED {
            for year in asked_in.clone() {
                let value = ((usual + apart + rng.between(-1.5, 1.5)) * 10.0).round() / 10.0;
                drafts.push(figure(indicator, &district.code, year, value, rng.below(180)));
            }
        }
    }
    Command::PutStatistics(drafts)
}

fn figure(indicator: &str, district: &str, year: i16, value: f64, more: usize) -> StatisticDraft {
    /// As many have answered in every district, at least.
    const ANSWERS_MIN: u64 = 420;
    StatisticDraft {
        indicator: indicator.to_owned(),
        source: SOURCE.to_owned(),
        area_kind: AreaKind::District,
        area_code: district.to_owned(),
        period_start: Date::constant(year, 1, 1),
        period_end: Date::constant(year, 12, 31),
        sex: None,
        age_band: None,
        value,
        n: Some(ANSWERS_MIN + more as u64),
        unit: "percent".to_owned(),
    }
}
