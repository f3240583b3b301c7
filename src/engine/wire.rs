//! Records as the register keeps them, and back.
//!
//! The domain's own types say how they are written: `facts` is the record without what is erased
//! first, `content` is that. A text is never rewritten; when a format changes, [`SCHEMA`] is raised
//! and older texts are brought up to it here, when they are read.

use crate::domain::erasure::Gone;
use crate::domain::ids::{
    AreaId, CodeId, DesignationId, ErasureId, MeasureId, PartyId, PlaceId, ReportId, RetentionRuleId,
    RetentionRunId, SettingId, SiteId, StatisticId,
};
use crate::domain::record::{Change, Key, Kind, Record, Versioned};
use crate::register::{StoredRecord, Write};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// The format this version writes.
pub const SCHEMA: u32 = 1;

/// How the facts of a thing that was erased whole begin; no other facts do.
const GONE: &str = "{\"gone\":";

/// The facts of a thing that was erased whole.
#[derive(Serialize, Deserialize)]
struct GoneFacts<T> {
    gone: T,
}

/// What this version cannot read, and why. It is reserved and shown to administrators, never skipped.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind} {id:011} version {version}: {why}")]
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

/// A change as it is written.
///
/// # Errors
/// The serialiser's word, which for the domain's types is a bug and not something a user can cause.
pub fn encode(change: &Change, party: &str, role: &str) -> Result<Write, serde_json::Error> {
    let key = change.record.key();
    let (facts, content) = texts(&change.record)?;
    Ok(Write {
        record: StoredRecord {
            kind: key.kind.code().to_owned(),
            id: key.bits,
            version: change.record.version(),
            seq: 0,
            schema: SCHEMA,
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
        Record::Gone(r) => Ok((text(&GoneFacts { gone: &r.record })?, None)),
        Record::Report(r) => both(&r.record, r.content.as_ref()),
        Record::Place(r) => both(&r.record, r.content.as_ref()),
        Record::Measure(r) => both(&r.record, r.content.as_ref()),
    }
}

/// A stored record as the domain knows it.
///
/// # Errors
/// [`Unreadable`] for an unknown kind, a newer format, or a text that is not of its format.
pub fn decode(stored: &StoredRecord) -> Result<Record, Unreadable> {
    let unreadable =
        |why: String| Unreadable { kind: stored.kind.clone(), id: stored.id, version: stored.version, why };
    let kind = Kind::parse(&stored.kind).ok_or_else(|| unreadable("unknown kind".into()))?;
    if stored.schema != SCHEMA {
        return Err(unreadable(format!("written in format {}, this version reads {SCHEMA}", stored.schema)));
    }
    read(kind, stored).map_err(|error| {
        // serde's messages can quote the text; the position is enough to find it.
        unreadable(format!("not of its format, at line {} column {}", error.line(), error.column()))
    })
}

/// The key of a stored record, where its kind is known.
pub fn key_of(stored: &StoredRecord) -> Option<Key> {
    Some(Key { kind: Kind::parse(&stored.kind)?, bits: stored.id })
}

fn read(kind: Kind, stored: &StoredRecord) -> Result<Record, serde_json::Error> {
    fn facts<T: DeserializeOwned>(stored: &StoredRecord) -> Result<T, serde_json::Error> {
        serde_json::from_str(&stored.facts)
    }
    fn content<T: DeserializeOwned>(stored: &StoredRecord) -> Result<Option<T>, serde_json::Error> {
        stored.content.as_deref().map(serde_json::from_str).transpose()
    }
    macro_rules! plain {
        ($type:ty, $id:ident) => {{
            let mut record: $type = facts(stored)?;
            record.id = $id::from_bits(stored.id);
            Versioned { version: stored.version, record }.into()
        }};
    }
    macro_rules! with_content {
        ($type:ty, $id:ident) => {{
            let mut record: $type = facts(stored)?;
            record.id = $id::from_bits(stored.id);
            record.content = content(stored)?;
            Versioned { version: stored.version, record }.into()
        }};
    }
    if stored.facts.starts_with(GONE) {
        let GoneFacts { gone }: GoneFacts<Gone> = facts(stored)?;
        let record = Gone { key: Key { kind, bits: stored.id }, ..gone };
        return Ok(Versioned { version: stored.version, record }.into());
    }
    use crate::domain::retention::{RetentionRule, RetentionRun};
    use crate::domain::{
        area::Area, codes::Code, designation::Designation, erasure::Erasure, measure::Measure, party::Party,
        place::Place, report::Report, settings::Setting, site::Site, statistic::Statistic,
    };
    Ok(match kind {
        Kind::Party => plain!(Party, PartyId),
        Kind::Area => plain!(Area, AreaId),
        Kind::Site => plain!(Site, SiteId),
        Kind::Code => plain!(Code, CodeId),
        Kind::Setting => plain!(Setting, SettingId),
        Kind::Designation => plain!(Designation, DesignationId),
        Kind::Statistic => plain!(Statistic, StatisticId),
        Kind::Erasure => plain!(Erasure, ErasureId),
        Kind::RetentionRule => plain!(RetentionRule, RetentionRuleId),
        Kind::RetentionRun => plain!(RetentionRun, RetentionRunId),
        Kind::Report => with_content!(Report, ReportId),
        Kind::Place => with_content!(Place, PlaceId),
        Kind::Measure => with_content!(Measure, MeasureId),
    })
}
