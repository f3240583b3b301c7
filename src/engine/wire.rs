//! Records as the register keeps them, and back.
//!
//! The domain's own types say how they are written: `facts` is the record without what is erased
//! first, `content` is that. A text is never rewritten; how a format changes, and how older and newer
//! programs share a register meanwhile, is in `engine/formats`.

use super::formats::{self, Unknown};
use crate::domain::erasure::Gone;
use crate::domain::ids::{
    AccessReviewId, AddressId, AreaId, BuildingId, CodeId, DesignationId, DocumentRequestId, ErasureId,
    FilingId, ID_MAX, MeasureId, PartyId, PhotoId, PlaceId, PresenceId, PublicationId, ReportId,
    RetentionRuleId, RetentionRunId, RoundId, SettingId, SiteId, StatisticId, WalkId,
};
use crate::domain::record::{Change, Key, Kind, Record, Versioned};
use crate::register::{StoredRecord, TEXT_MAX_BYTES, Write};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use super::formats::SCHEMA;

/// How the facts of a thing that was erased whole begin; no other facts do.
const GONE: &str = "{\"gone\":";

/// The facts of a thing that was erased whole.
#[derive(Serialize, Deserialize)]
struct GoneFacts<T> {
    gone: T,
    /// Whose they are.
    id: u64,
}

/// What this version cannot read, and why. It is reserved and shown to administrators, never skipped.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} {id:011} version {version}: {why}", word(.kind))]
pub struct Unreadable {
    /// Kind as stored.
    pub kind: String,
    /// Id as stored.
    pub id: u64,
    /// Version as stored.
    pub version: u32,
    /// What is wrong with it. Holds no content.
    pub why: String,
}

/// A kind as it may be told: whoever writes a row past the checks can put anything there.
#[must_use]
pub fn word(kind: &str) -> &str {
    let is_word = (1..=32).contains(&kind.len()) && kind.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    if is_word { kind } else { "unknown" }
}

/// Why a change cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum Unwritable {
    /// The serialiser's word, which for the domain's types is a bug and not something a user can cause.
    #[error(transparent)]
    NoText(#[from] serde_json::Error),
    /// The register is still read by programs that would not understand it.
    #[error(transparent)]
    TooNew(#[from] Unknown),
}

/// A change as it is written, in a format that is at most [`SCHEMA`].
///
/// # Errors
/// [`Unwritable`].
pub fn encode(change: &Change, party: &str, role: &str, format: u32) -> Result<Write, Unwritable> {
    let key = change.record.key();
    let (mut facts, content) = texts(&change.record)?;
    if format < SCHEMA {
        let mut older = serde_json::from_str(&facts)?;
        let told: Option<Value> = content.as_deref().map(serde_json::from_str).transpose()?;
        formats::taken_down(key.kind, format, &mut older, told.as_ref())?;
        facts = serde_json::to_string(&older)?;
    }
    Ok(Write {
        record: StoredRecord {
            kind: key.kind.code().to_owned(),
            id: key.bits,
            version: change.record.version(),
            seq: 0,
            schema: format,
            facts,
            content,
        },
        verb: change.verb.to_owned(),
        party: party.to_owned(),
        role: role.to_owned(),
    })
}

fn texts(record: &Record) -> Result<(String, Option<String>), serde_json::Error> {
    fn text(thing: &impl Serialize) -> Result<String, serde_json::Error> {
        serde_json::to_string(thing)
    }
    fn both<C: Serialize>(
        facts: &impl Serialize,
        content: Option<&C>,
    ) -> Result<(String, Option<String>), serde_json::Error> {
        Ok((text(facts)?, content.map(text).transpose()?))
    }
    match record {
        Record::Party(r) => Ok((text(&r.record)?, None)),
        Record::Area(r) => Ok((text(&r.record)?, None)),
        Record::Site(r) => Ok((text(&r.record)?, None)),
        Record::Code(r) => Ok((text(&r.record)?, None)),
        Record::Setting(r) => Ok((text(&r.record)?, None)),
        Record::Designation(r) => Ok((text(&r.record)?, None)),
        Record::Statistic(r) => Ok((text(&r.record)?, None)),
        Record::Erasure(r) => Ok((text(&r.record)?, None)),
        Record::RetentionRule(r) => Ok((text(&r.record)?, None)),
        Record::RetentionRun(r) => Ok((text(&r.record)?, None)),
        Record::Photo(r) => Ok((text(&r.record)?, None)),
        Record::Round(r) => Ok((text(&r.record)?, None)),
        Record::Walk(r) => Ok((text(&r.record)?, None)),
        Record::Presence(r) => Ok((text(&r.record)?, None)),
        Record::Publication(r) => Ok((text(&r.record)?, None)),
        Record::Address(r) => Ok((text(&r.record)?, None)),
        Record::Building(r) => Ok((text(&r.record)?, None)),
        Record::DocumentRequest(r) => Ok((text(&r.record)?, None)),
        Record::Filing(r) => Ok((text(&r.record)?, None)),
        Record::AccessReview(r) => Ok((text(&r.record)?, None)),
        Record::Gone(r) => Ok((text(&GoneFacts { gone: &r.record, id: r.record.key.bits })?, None)),
        Record::Report(r) => both(&r.record, r.content.as_ref()),
        Record::Place(r) => both(&r.record, r.content.as_ref()),
        Record::Measure(r) => both(&r.record, r.content.as_ref()),
    }
}

/// A stored record as the domain knows it.
///
/// # Errors
/// [`Unreadable`] for an unknown kind, a newer format, a text that is not of its format, or a row that
/// is not one of ours.
pub fn decode(stored: &StoredRecord) -> Result<Record, Unreadable> {
    whole(stored).and_then(|kind| read(kind, stored)).map_err(|why| Unreadable {
        kind: stored.kind.clone(),
        id: stored.id,
        version: stored.version,
        why,
    })
}

/// What the tables themselves refuse may have been written past them.
fn whole(stored: &StoredRecord) -> Result<Kind, String> {
    let StoredRecord { id, version, schema, facts, content, .. } = stored;
    if stored.is_torn() {
        return Err("a column holds what it cannot".into());
    }
    let kind = Kind::parse(&stored.kind).ok_or("unknown kind")?;
    if *schema == 0 || *schema > SCHEMA {
        return Err(format!("written in format {schema}, this version reads {SCHEMA} and older"));
    }
    if *id > ID_MAX {
        return Err("its number is no id".into());
    }
    if *version == 0 || *version == u32::MAX {
        return Err("its version is none that is given".into());
    }
    if facts.len().max(content.as_ref().map_or(0, String::len)) > TEXT_MAX_BYTES {
        return Err(format!("a text has more than {TEXT_MAX_BYTES} bytes"));
    }
    Ok(kind)
}

/// The key of a stored record, where its kind and number are ones there are.
pub fn key_of(stored: &StoredRecord) -> Option<Key> {
    (stored.id <= ID_MAX).then_some(Key { kind: Kind::parse(&stored.kind)?, bits: stored.id })
}

/// serde's messages can quote the text; the position is enough to find it.
fn malformed(error: serde_json::Error) -> String {
    format!("not of its format, at line {} column {}", error.line(), error.column())
}

fn read(kind: Kind, stored: &StoredRecord) -> Result<Record, String> {
    let brought_up = formats::brought_up(kind, stored.schema, &stored.facts).map_err(malformed)?;
    let facts = brought_up.as_deref().unwrap_or(&stored.facts);
    fn parsed<T: DeserializeOwned>(text: &str) -> Result<T, String> {
        serde_json::from_str(text).map_err(malformed)
    }
    macro_rules! plain {
        ($type:ty, $id:ident) => {{
            let mut record: $type = parsed(facts)?;
            // The first format did not say whose the text is.
            if stored.schema > 1 && record.id.bits() != stored.id {
                return Err("the text is another's".into());
            }
            record.id = $id::from_bits(stored.id);
            record
        }};
    }
    let bare = || match stored.content {
        Some(_) => Err("it has content, which its kind has none of".to_owned()),
        None => Ok(()),
    };
    macro_rules! versioned {
        ($record:expr) => {
            Versioned { version: stored.version, record: $record }.into()
        };
    }
    macro_rules! without_content {
        ($type:ty, $id:ident) => {{
            bare()?;
            versioned!(plain!($type, $id))
        }};
    }
    macro_rules! with_content {
        ($type:ty, $id:ident) => {{
            let mut record = plain!($type, $id);
            record.content = stored.content.as_deref().map(parsed).transpose()?;
            versioned!(record)
        }};
    }
    if facts.starts_with(GONE) {
        bare()?;
        let GoneFacts { gone, id }: GoneFacts<Gone> = parsed(facts)?;
        if id != stored.id {
            return Err("the text is another's".into());
        }
        let record = Gone { key: Key { kind, bits: stored.id }, ..gone };
        return Ok(Versioned { version: stored.version, record }.into());
    }
    use crate::domain::presence::Presence;
    use crate::domain::public::Publication;
    use crate::domain::retention::{RetentionRule, RetentionRun};
    use crate::domain::round::{Round, Walk};
    use crate::domain::{
        access_review::AccessReview, address::Address, area::Area, building::Building, codes::Code,
        designation::Designation, erasure::Erasure, filing::Filing, measure::Measure,
        openness::DocumentRequest, party::Party, photo::Photo, place::Place, report::Report,
        settings::Setting, site::Site, statistic::Statistic,
    };
    Ok(match kind {
        Kind::Party => without_content!(Party, PartyId),
        Kind::Area => without_content!(Area, AreaId),
        Kind::Site => without_content!(Site, SiteId),
        Kind::Code => without_content!(Code, CodeId),
        Kind::Setting => without_content!(Setting, SettingId),
        Kind::Designation => without_content!(Designation, DesignationId),
        Kind::Statistic => without_content!(Statistic, StatisticId),
        Kind::Erasure => without_content!(Erasure, ErasureId),
        Kind::RetentionRule => without_content!(RetentionRule, RetentionRuleId),
        Kind::RetentionRun => without_content!(RetentionRun, RetentionRunId),
        Kind::Photo => without_content!(Photo, PhotoId),
        Kind::Round => without_content!(Round, RoundId),
        Kind::Walk => without_content!(Walk, WalkId),
        Kind::Presence => without_content!(Presence, PresenceId),
        Kind::Publication => without_content!(Publication, PublicationId),
        Kind::Address => without_content!(Address, AddressId),
        Kind::Building => without_content!(Building, BuildingId),
        Kind::DocumentRequest => without_content!(DocumentRequest, DocumentRequestId),
        Kind::Filing => without_content!(Filing, FilingId),
        Kind::AccessReview => without_content!(AccessReview, AccessReviewId),
        Kind::Report => with_content!(Report, ReportId),
        Kind::Place => with_content!(Place, PlaceId),
        Kind::Measure => with_content!(Measure, MeasureId),
    })
}
