//! Positions as a source writes them, brought to WGS 84.

use super::rules::{Missing, Position};
use super::{Left, cell, text_of};
use crate::import::Row;
use crate::import::faults::RowFault;
use crate::import::position::parse;
use crate::space::{Crs, LonLat, Plane};
use serde_json::{Value, json};

/// The point of a row, or why it has none.
pub(super) fn read(rule: &Position, row: &Row, crs: Crs) -> Result<Value, Left> {
    let system = rule.system.unwrap_or(crs);
    let Some((east, north)) = ordinates(rule, row).map_err(Left::Bad)? else {
        return match &rule.missing {
            Missing::Refuse => Err(Left::Bad(fault(rule, row, "has no position"))),
            Missing::LeaveOut(reason) => Err(Left::Out(reason.clone())),
        };
    };
    let at =
        system.to_lonlat(east, north).map_err(|wrong| Left::Bad(fault(rule, row, &wrong.to_string())))?;
    let plane = Plane::of(at);
    for unknown in &rule.unknown {
        let away_m = unknown.at.map(|it| plane.to_metres(at).distance_m(plane.to_metres(it)));
        if away_m.is_some_and(|m| m <= unknown.within_m) {
            return Err(Left::Out(unknown.reason.clone()));
        }
    }
    if let Some(within) = &rule.within {
        let is_inside = (within.west..=within.east).contains(&at.lon())
            && (within.south..=within.north).contains(&at.lat());
        if !is_inside {
            return Err(Left::Out(within.reason.clone()));
        }
    }
    Ok(point(at))
}

fn point(at: LonLat) -> Value {
    json!({"type": "Point", "coordinates": [at.lon(), at.lat()]})
}

fn fault(rule: &Position, row: &Row, detail: &str) -> RowFault {
    let column = rule.columns().next().unwrap_or_default();
    RowFault::row(row.number, format!("#/{column}"), detail)
}

/// Easting (longitude) and northing (latitude); nothing where the row gives none.
fn ordinates(rule: &Position, row: &Row) -> Result<Option<(f64, f64)>, RowFault> {
    if let (Some(east), Some(north)) = (&rule.east, &rule.north) {
        let both = [east, north].map(|column| cell(&row.properties, column));
        return match both {
            [None, None] => Ok(None),
            [Some(east), Some(north)] => match (parse(east), parse(north)) {
                (Some(east), Some(north)) => Ok(Some((east, north))),
                _ => Err(fault(rule, row, "is not a number")),
            },
            _ => Err(fault(rule, row, "is one half of a position without the other")),
        };
    }
    let column = rule.lat_lon.as_ref().or(rule.lon_lat.as_ref());
    let Some(text) = column.and_then(|column| cell(&row.properties, column)).and_then(text_of) else {
        return Ok(None);
    };
    let [first, second] =
        pair(&text).ok_or_else(|| fault(rule, row, "is not two numbers with a comma between"))?;
    Ok(Some(if rule.lat_lon.is_some() { (second, first) } else { (first, second) }))
}

/// `59.3,18.1` or `(59.3, 18.1)`.
fn pair(text: &str) -> Option<[f64; 2]> {
    let inside = match text.strip_prefix('(') {
        Some(rest) => rest.strip_suffix(')')?,
        None => text,
    };
    let (first, second) = inside.split_once(',')?;
    let number = |part: &str| parse(&Value::String(part.trim().to_owned()));
    Some([number(first)?, number(second)?])
}
