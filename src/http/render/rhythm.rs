//! When things are seen at a place, as the API tells it.

use super::Scene;
use crate::domain::ids::PlaceId;
use crate::domain::rhythm::{self, Rhythm};
use crate::index::view::over_time::heard;
use serde::Serialize;
use utoipa::ToSchema;

/// Reports by week and by hour of the day, of those the viewer sees, with what could not be counted so.
#[derive(Debug, Serialize, ToSchema)]
pub struct RhythmView {
    /// The last 52 weeks, the oldest first.
    pub weeks: Vec<WeekView>,
    /// Reports of those weeks that say that something is there, by the hour of the day in Stockholm: 24 counts.
    pub hours: Vec<u32>,
    /// How many of them are in no hour, because their time is known to the day alone.
    pub without_hour: u32,
    /// How many reports are in no week, because their time is known to the month alone.
    pub without_week: u32,
    /// How many were seen before those weeks.
    pub earlier: u32,
}

/// A week.
#[derive(Debug, Serialize, ToSchema)]
pub struct WeekView {
    /// The ISO week, such as `2026-W48`.
    pub week: String,
    /// Its Monday.
    #[schema(value_type = String, format = Date)]
    pub monday: jiff::civil::Date,
    /// Reports that say that something is there.
    pub there: u32,
    /// Reports that say that it is gone.
    pub gone: u32,
}

impl Scene<'_> {
    /// When things are seen at a place, by the reports that this viewer sees.
    #[must_use]
    pub fn rhythm(&self, place: PlaceId) -> RhythmView {
        let heard = heard(self.snapshot, self.eyes, place);
        let Rhythm { weeks, hours, without_hour, without_week, earlier } = rhythm::of(&heard, self.now);
        let week = |one: rhythm::InWeek| WeekView {
            week: one.week.code(),
            monday: one.week.monday(),
            there: one.there,
            gone: one.gone,
        };
        let weeks = weeks.into_iter().map(week).collect();
        RhythmView { weeks, hours: hours.to_vec(), without_hour, without_week, earlier }
    }
}
