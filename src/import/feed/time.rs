//! Times as a source writes them.

use super::rules::{AtClockChange, Missing, Time};
use super::{Left, cell, text_of};
use crate::domain::report::ObservedPrecision;
use crate::import::Row;
use crate::import::faults::RowFault;
use jiff::Timestamp;
use jiff::civil::{DateTime, Time as TimeOfDay};
use jiff::fmt::strtime::BrokenDownTime;
use jiff::tz::AmbiguousOffset;

/// A moment, how closely it is known, and what was mended in it.
#[derive(Debug)]
pub(super) struct Read {
    pub at: Timestamp,
    pub precision: ObservedPrecision,
    pub mended: Option<&'static str>,
}

pub(super) fn read(rule: &Time, row: &Row) -> Result<Read, Left> {
    let fault = |detail: &str| RowFault::row(row.number, format!("#/{}", rule.column), detail);
    let Some(text) = cell(&row.properties, &rule.column).and_then(text_of) else {
        return match &rule.missing {
            Missing::Refuse => Err(Left::Bad(fault("has no time"))),
            Missing::LeaveOut(reason) => Err(Left::Out(reason.clone())),
        };
    };
    for format in &rule.formats {
        if let Ok(parts) = BrokenDownTime::parse(format, &text) {
            return moment(rule, parts).map_err(|detail| Left::Bad(fault(detail)));
        }
    }
    let formats = rule.formats.join(" or ");
    let fault = fault("is not written as the mapping file says");
    Err(Left::Bad(fault.with_hint(format!("it says {formats}"))))
}

fn moment(rule: &Time, mut parts: BrokenDownTime) -> Result<Read, &'static str> {
    const NO_SUCH: &str = "is no date and time of any calendar";
    let precision = match (parts.hour(), parts.day().or(parts.day_of_year().and(Some(1)))) {
        (Some(_), Some(_)) => ObservedPrecision::Moment,
        (_, Some(_)) => ObservedPrecision::Day,
        (_, None) => ObservedPrecision::Month,
    };
    if precision == ObservedPrecision::Month {
        parts.set_day(Some(1)).map_err(|_| NO_SUCH)?;
    }
    if precision == ObservedPrecision::Moment && parts.offset().is_some() {
        let at = parts.to_timestamp().map_err(|_| NO_SUCH)?;
        return Ok(Read { at, precision, mended: None });
    }
    let date = parts.to_date().map_err(|_| NO_SUCH)?;
    let time = match precision {
        ObservedPrecision::Moment | ObservedPrecision::Hours => parts.to_time().map_err(|_| NO_SUCH)?,
        ObservedPrecision::Day | ObservedPrecision::Month => TimeOfDay::midnight(),
    };
    local(rule, date.to_datetime(time), precision)
}

/// A local time of the rule's zone. Where a day or a month begins is never in doubt: it is when its first moment is.
fn local(rule: &Time, at: DateTime, precision: ObservedPrecision) -> Result<Read, &'static str> {
    let zone = rule.time_zone.as_ref().ok_or("has no offset, and the mapping file names no zone")?;
    let ambiguous = zone.to_ambiguous_timestamp(at);
    let mended = match ambiguous.offset() {
        AmbiguousOffset::Unambiguous { .. } => None,
        AmbiguousOffset::Gap { .. } => Some("a local time that the clocks skip was read as that much later"),
        AmbiguousOffset::Fold { .. } => Some("a local time that the clocks show twice was read as the first"),
    };
    let mended = mended.filter(|_| precision == ObservedPrecision::Moment);
    if mended.is_some() && rule.at_clock_change == AtClockChange::Refuse {
        return Err("is a local time that the clocks skip or show twice");
    }
    let at = ambiguous.compatible().map_err(|_| "is out of range")?;
    Ok(Read { at, precision, mended })
}
