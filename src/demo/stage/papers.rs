//! What a registrar has: a request that was answered in part, and decisions with their numbers in diaries.

use super::cast;
use super::play::Player;
use crate::domain::access::Class;
use crate::domain::command::{Command, DocumentAnswer, FilingDraft, WithheldDraft};
use crate::domain::openness::{Document, DocumentPart};
use crate::domain::record::Key;
use crate::domain::time::date_of;
use anyhow::{Context, Result};
use jiff::Timestamp;

/// Answers a request for the newest open place that its district shares with its parties, and writes down where the
/// decisions about it and about the figures lie.
///
/// # Errors
/// There is no such place, or the register fails.
pub async fn file(player: &mut Player<'_>, now: Timestamp) -> Result<()> {
    let open = player.world().places.iter().map(|row| &row.held);
    let shared = open.filter(|place| place.status.is_open() && place.class == Class::Partner);
    let place = shared.max_by_key(|place| (place.created_at, place.id)).cloned();
    let place = place.context("the demo has no open place")?;
    let coordinator = cast::district_coordinator(player.world(), &place.shape, now)?;
    let answer = DocumentAnswer {
        document: Document::Place(place.id),
        diary_number: Some("Påhittat 2026/740".into()),
        received_on: Some(date_of(now)),
        decided_by: "registrator".into(),
        withheld: vec![WithheldDraft {
            part: DocumentPart::Position,
            ground: "osl_18_8".into(),
            reason: "Läget visar hur en skyddad ingång är belägen".into(),
        }],
    };
    player.give(coordinator.clone(), Command::AnswerDocumentRequest(answer)).await?;
    let filing = |about: Key, number: &str, body: &str| {
        Command::AddFiling(FilingDraft {
            about,
            diary_number: Some(number.to_owned()),
            body: Some(body.to_owned()),
            decided_on: Some(date_of(place.created_at)),
        })
    };
    player.give(coordinator, filing(place.id.into(), "Påhittat 2026/12", "Stadsdelsnämnden")).await?;
    let published = player.world().reference.publications.values().map(|held| held.id).next();
    if let Some(published) = published {
        let administrator = cast::administrator(player.world())?;
        player.give(administrator, filing(published.into(), "Påhittat 2026/3", "Kommunstyrelsen")).await?;
    }
    Ok(())
}
