//! What a merge or a split wrote, read from the chain: its lines stand one after the other, and what was before is in the
//! history of each place.

use super::Engine;
use super::wire;
use crate::domain::ids::{MeasureId, PlaceId, ReportId};
use crate::domain::lineage::LineageAct;
use crate::domain::place::Place;
use crate::domain::record::{Kind, Record};
use crate::register::{ChangeLine, Fault};

/// Lines of the chain that are read at once.
const LINES: usize = 1_000;

/// What begins such an act, and what follows in it.
const BEGINS: [&str; 2] = ["place.merge", "place.split"];
const FOLLOWS: [&str; 4] = ["place.merge_in", "place.split_off", "report.follow", "measure.follow"];

impl Engine {
    /// The merge or split that a place was last changed by; an empty act where it was something else.
    ///
    /// # Errors
    /// The register's word.
    pub async fn lineage_act(&self, place: PlaceId) -> Result<LineageAct, Fault> {
        let newest = self.archive().history(Kind::Place.code(), place.bits(), u32::MAX, 1).await?.pop();
        let Some(first) = newest.map(|stored| stored.change).filter(|line| BEGINS.contains(&&*line.verb))
        else {
            return Ok(LineageAct::default());
        };
        let lines = self.lines_of_act(&first).await?;
        let mut act = LineageAct { party: first.party, ..LineageAct::default() };
        for line in lines {
            match line.kind.as_str() {
                kind if kind == Kind::Place.code() => {
                    act.before.extend(self.place_before(&line).await?);
                    act.places.push((PlaceId::from_bits(line.id), line.version));
                }
                kind if kind == Kind::Report.code() => act.reports.push(ReportId::from_bits(line.id)),
                kind if kind == Kind::Measure.code() => act.measures.push(MeasureId::from_bits(line.id)),
                _ => {}
            }
        }
        Ok(act)
    }

    /// The line that began it and those that follow from it.
    async fn lines_of_act(&self, first: &ChangeLine) -> Result<Vec<ChangeLine>, Fault> {
        let mut lines = vec![first.clone()];
        let mut seen = first.seq;
        loop {
            let page = self.archive().changes_after(seen, LINES).await?;
            let is_whole = page.len() < LINES;
            let before = lines.len();
            let read = page.len();
            lines.extend(page.into_iter().take_while(|line| FOLLOWS.contains(&&*line.verb)));
            if is_whole || lines.len() - before < read {
                return Ok(lines);
            }
            seen = lines.last().map_or(seen, |line| line.seq);
        }
    }

    /// A place as it was before the change that a line tells; none where it was made by it, or has been changed since.
    async fn place_before(&self, line: &ChangeLine) -> Result<Option<Place>, Fault> {
        let versions = self.archive().history(Kind::Place.code(), line.id, u32::MAX, 2).await?;
        let before = versions.into_iter().find(|stored| stored.change.version + 1 == line.version);
        Ok(before.and_then(|stored| match wire::decode(&stored.record) {
            Ok(Record::Place(place)) => Some(place.record.clone()),
            _ => None,
        }))
    }
}
