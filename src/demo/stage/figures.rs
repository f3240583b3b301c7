//! The quarters that are over are published, so that whoever is not logged in has figures to read.

use super::cast;
use super::play::Player;
use crate::domain::command::{Command, PublicationDraft};
use crate::domain::decide::try_publication;
use crate::domain::public::{Geography, Quarter};
use crate::domain::time::date_of;
use anyhow::{Result, anyhow};
use jiff::Timestamp;

/// Publishes every quarter since the first report that is over and has something to show: the last but one by hexagon,
/// the others by district.
pub async fn publish(player: &mut Player<'_>, first: Timestamp, now: Timestamp) -> Result<()> {
    let administrator = cast::administrator(player.world())?;
    let mut next = Quarter::of(date_of(first));
    while let Some(quarter) = next.filter(|quarter| quarter.moments().1 <= now) {
        next = Quarter::of(quarter.end_day());
        let is_over = |quarter: &Quarter| quarter.moments().1 <= now;
        let after = next.filter(is_over).and_then(|next| Quarter::of(next.end_day()));
        let is_last_but_one = after.is_some_and(|after| !is_over(&after));
        let draft = PublicationDraft {
            quarter,
            geography: if is_last_but_one { Geography::Hexagon } else { Geography::District },
            decision: format!("Påhittat beslut {quarter}"),
            left_out: Vec::new(),
        };
        let tried = try_publication(player.world(), &administrator, &draft, now);
        let (_, told) = tried.map_err(|why| anyhow!("the demo has no figures of {quarter}: {why:?}"))?;
        if told.shown > 0 {
            player.give(administrator.clone(), Command::Publish(draft)).await?;
        }
    }
    Ok(())
}
