//! How long things are kept: a table of decisions. What each rule is about and what it does is fixed;
//! how long, and by whose decision, is data. A rule without a decision does nothing: a municipality
//! may not weed its documents by itself.

use super::codes::Words;
use super::erasure::Part;
use super::ids::{
    AccessReviewId, DocumentRequestId, FilingId, PlaceId, PresenceId, ReportId, RetentionRuleId,
    RetentionRunId,
};
use super::periods::{Dated, current};
use super::record::{Key, Kind};
use super::time::{date_of, stockholm};
use super::world::World;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The rules there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleName {
    /// Who reported, work data.
    ReportReporter,
    /// A report's words and photos.
    ReportText,
    /// A report that belongs to no place.
    UnlinkedReport,
    /// A place that is not worked on any more, with its measures.
    ClosedPlace,
    /// What a command with a key came to.
    RememberedCommand,
    /// A request for a public document that was answered.
    DocumentRequest,
    /// Where a decision lies in a diary.
    Filing,
    /// A review of who may get in.
    AccessReview,
    /// Who has read what is restricted.
    RestrictedRead,
    /// The rest of the audit log.
    AuditLog,
}

/// What a keep time is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Days.
    Days,
    /// Months.
    Months,
}

impl Unit {
    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Days => "days",
            Self::Months => "months",
        }
    }
}

impl RuleName {
    /// All rules, in the order they are carried out: what goes whole goes last.
    pub const ALL: [Self; 10] = [
        Self::ReportReporter,
        Self::ReportText,
        Self::UnlinkedReport,
        Self::DocumentRequest,
        Self::Filing,
        Self::AccessReview,
        Self::ClosedPlace,
        Self::RememberedCommand,
        Self::RestrictedRead,
        Self::AuditLog,
    ];

    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ReportReporter => "report_reporter",
            Self::ReportText => "report_text",
            Self::UnlinkedReport => "unlinked_report",
            Self::ClosedPlace => "closed_place",
            Self::RememberedCommand => "remembered_command",
            Self::DocumentRequest => "document_request",
            Self::Filing => "filing",
            Self::AccessReview => "access_review",
            Self::RestrictedRead => "restricted_read",
            Self::AuditLog => "audit_log",
        }
    }

    /// Reads the stable word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|name| name.code() == code)
    }

    /// What it is about.
    #[must_use]
    pub fn label(self) -> Words {
        let (sv, en) = match self {
            Self::ReportReporter => ("Vem som rapporterade", "Who reported"),
            Self::ReportText => ("Rapporters fritext och foton", "Free text and photos of reports"),
            Self::UnlinkedReport => ("Rapporter utan plats", "Reports that belong to no place"),
            Self::ClosedPlace => {
                ("Avslutade platser med åtgärder", "Places that have ended or sleep, with their measures")
            }
            Self::RememberedCommand => {
                ("Minnet av skickade ändringar", "What is remembered of changes that were sent")
            }
            Self::DocumentRequest => (
                "Besvarade begäranden om allmän handling",
                "Requests for public documents that were answered",
            ),
            Self::Filing => ("Diarieuppgifter om beslut", "Where decisions lie in diaries"),
            Self::AccessReview => ("Genomgångar av behörigheter", "Reviews of who may get in"),
            Self::RestrictedRead => ("Läslogg för det som är begränsat", "Who has read what is restricted"),
            Self::AuditLog => {
                ("Logg över inloggningar och behörigheter", "The log of log-ins and of who may get in")
            }
        };
        Words { sv: sv.to_owned(), en: en.to_owned() }
    }

    /// What is done when the time is over.
    #[must_use]
    pub fn then(self) -> Words {
        let (sv, en) = match self {
            Self::ReportReporter => {
                ("Ersätts av organisation och enhet", "Replaced by the organisation and its unit")
            }
            Self::ReportText => (
                "Text och foton gallras; typ, läge, tid och plats står kvar",
                "Text and photos are erased; type, position, time and place stay",
            ),
            Self::UnlinkedReport => (
                "Gallras; antal per stadsdelsområde, vecka och typ står kvar",
                "Erased; the number by district, week and type stays",
            ),
            Self::ClosedPlace => (
                "Skrivs till arkivpaketet och gallras; att platsen funnits står kvar",
                "Written to the archive package and erased; that there was a place stays",
            ),
            Self::RememberedCommand => (
                "Glöms; samma nyckel blir därefter en ny ändring",
                "Forgotten; the same key is a new change from then on",
            ),
            Self::DocumentRequest | Self::Filing => (
                "Skrivs till arkivpaketet och gallras; att de funnits står kvar",
                "Written to the archive package and erased; that they were there stays",
            ),
            Self::AccessReview => ("Gallras; att den gjorts står kvar", "Erased; that it was done stays"),
            Self::RestrictedRead | Self::AuditLog => ("Raderas ur loggen", "Deleted from the log"),
        };
        Words { sv: sv.to_owned(), en: en.to_owned() }
    }

    /// What its keep time is counted in.
    #[must_use]
    pub const fn unit(self) -> Unit {
        match self {
            Self::ReportReporter
            | Self::ReportText
            | Self::UnlinkedReport
            | Self::ClosedPlace
            | Self::DocumentRequest
            | Self::Filing
            | Self::AccessReview
            | Self::RestrictedRead
            | Self::AuditLog => Unit::Months,
            Self::RememberedCommand => Unit::Days,
        }
    }

    /// The keep time that is suggested; it holds only once somebody has decided it.
    #[must_use]
    pub const fn suggested(self) -> u32 {
        match self {
            Self::ReportReporter => 6,
            Self::ReportText => 24,
            Self::UnlinkedReport => 12,
            Self::ClosedPlace => 120,
            Self::RememberedCommand => 30,
            Self::DocumentRequest | Self::Filing => 120,
            Self::RestrictedRead => 60,
            Self::AccessReview | Self::AuditLog => 24,
        }
    }

    /// Shortest and longest keep time it takes.
    #[must_use]
    pub const fn range(self) -> (u32, u32) {
        match self {
            Self::ReportReporter
            | Self::ReportText
            | Self::UnlinkedReport
            | Self::ClosedPlace
            | Self::DocumentRequest
            | Self::Filing
            | Self::AuditLog => (1, 1_200),
            // The next one is due after a year, counted from the last.
            Self::AccessReview => (13, 1_200),
            // Whoever looks into an incident needs the last year.
            Self::RestrictedRead => (12, 1_200),
            // A phone that was away for a week sends again what it is not sure of.
            Self::RememberedCommand => (7, 3_650),
        }
    }

    /// Whether all of a thing is written into the archive package before it goes.
    #[must_use]
    pub const fn archives(self) -> bool {
        match self {
            Self::ClosedPlace | Self::DocumentRequest | Self::Filing => true,
            Self::ReportReporter
            | Self::ReportText
            | Self::UnlinkedReport
            | Self::RememberedCommand
            | Self::AccessReview
            | Self::RestrictedRead
            | Self::AuditLog => false,
        }
    }

    /// Whether the number of what goes stays, by district, week and type.
    #[must_use]
    pub const fn counts(self) -> bool {
        match self {
            Self::UnlinkedReport => true,
            Self::ReportReporter
            | Self::ReportText
            | Self::ClosedPlace
            | Self::RememberedCommand
            | Self::DocumentRequest
            | Self::Filing
            | Self::AccessReview
            | Self::RestrictedRead
            | Self::AuditLog => false,
        }
    }

    /// The kind of thing it is about; `None` for what is no thing.
    #[must_use]
    pub const fn kind(self) -> Option<Kind> {
        match self {
            Self::ReportReporter | Self::ReportText | Self::UnlinkedReport => Some(Kind::Report),
            Self::ClosedPlace => Some(Kind::Place),
            Self::DocumentRequest => Some(Kind::DocumentRequest),
            Self::Filing => Some(Kind::Filing),
            Self::AccessReview => Some(Kind::AccessReview),
            Self::RememberedCommand | Self::RestrictedRead | Self::AuditLog => None,
        }
    }

    /// What is due to be erased of a thing on a day, when it is kept this long.
    pub fn due(self, world: &(impl World + ?Sized), key: Key, keep: u32, today: Date) -> Option<Part> {
        let over = |since: Timestamp| self.is_over(date_of(since), keep, today);
        if Some(key.kind) != self.kind() {
            return None;
        }
        match self {
            Self::ReportReporter => {
                let report = world.report(ReportId::from_bits(key.bits))?;
                let has = report.content.as_ref().is_some_and(|content| content.reporter.is_some());
                (has && over(report.received_at)).then_some(Part::Reporter)
            }
            Self::ReportText => {
                let report = world.report(ReportId::from_bits(key.bits))?;
                let content = report.content.as_ref();
                let has = content.is_some_and(|content| content.text.is_some() || content.reason.is_some());
                let has = has || !world.photos_of(report.id).is_empty();
                (has && over(report.received_at)).then_some(Part::Text)
            }
            Self::UnlinkedReport => {
                let report = world.report(ReportId::from_bits(key.bits))?;
                let linked = report.place.is_some_and(|place| world.place(place).is_some());
                (!linked && over(report.received_at)).then_some(Part::FactsAndContent)
            }
            Self::ClosedPlace => {
                let place = world.place(PlaceId::from_bits(key.bits))?;
                (!place.status.is_open() && over(place.status_since)).then_some(Part::FactsAndContent)
            }
            Self::DocumentRequest => {
                let request = world.document_request(DocumentRequestId::from_bits(key.bits))?;
                over(request.decided_at).then_some(Part::FactsAndContent)
            }
            Self::Filing => {
                let filing = world.filing(FilingId::from_bits(key.bits))?;
                over(filing.created_at).then_some(Part::FactsAndContent)
            }
            Self::AccessReview => {
                let review = world.access_review(AccessReviewId::from_bits(key.bits))?;
                over(review.at).then_some(Part::FactsAndContent)
            }
            Self::RememberedCommand | Self::RestrictedRead | Self::AuditLog => None,
        }
    }

    /// The moment before which what is no thing goes on a day, when it is kept this long; `None` for rules about things.
    #[must_use]
    pub fn forgotten_before(self, keep: u32, today: Date) -> Option<Timestamp> {
        if self.kind().is_some() {
            return None;
        }
        let keep = i64::from(keep);
        let span = match self.unit() {
            Unit::Days => keep.days(),
            Unit::Months => keep.months(),
        };
        Some(today.checked_sub(span).ok()?.to_zoned(stockholm().clone()).ok()?.timestamp())
    }

    fn is_over(self, since: Date, keep: u32, today: Date) -> bool {
        let keep = i64::from(keep);
        let span = match self.unit() {
            Unit::Days => keep.days(),
            Unit::Months => keep.months(),
        };
        // A day beyond the calendar never comes.
        since.checked_add(span).is_ok_and(|last| last <= today)
    }
}

/// A number for the state that a thing is in, a place with its measures and presences: another when anything of it changes.
#[must_use]
pub fn state_of(world: &(impl World + ?Sized), key: Key) -> u64 {
    match key.kind {
        Kind::Filing => {
            return world.filing(FilingId::from_bits(key.bits)).map_or(0, |filing| u64::from(filing.version));
        }
        Kind::Presence => {
            let presence = world.presence(PresenceId::from_bits(key.bits));
            return presence.map_or(0, |presence| u64::from(presence.version));
        }
        // It never changes.
        Kind::DocumentRequest => return 1,
        _ => {}
    }
    let place = PlaceId::from_bits(key.bits);
    state_of_place(world, place, &world.presences_of(place))
}

/// The number that [`state_of`] gives for a place once its presences have gone before it, and nothing else of it has changed.
#[must_use]
pub fn state_without_presences(world: &(impl World + ?Sized), place: PlaceId) -> u64 {
    state_of_place(world, place, &[])
}

fn state_of_place(world: &(impl World + ?Sized), place: PlaceId, presences: &[PresenceId]) -> u64 {
    let version = world.place(place).map_or(0, |place| place.version);
    let mut hasher = Sha256::new_with_prefix(version.to_be_bytes());
    for measure in world.measures_of(place) {
        hasher.update(measure.bits().to_be_bytes());
        hasher.update(world.measure(measure).map_or(0, |measure| measure.version).to_be_bytes());
    }
    for presence in presences {
        hasher.update(presence.bits().to_be_bytes());
        hasher.update(world.presence(*presence).map_or(0, |presence| presence.version).to_be_bytes());
    }
    let hash: [u8; 32] = hasher.finalize().into();
    hash[..8].iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// A keep time with the decision it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// How long, in the rule's unit.
    pub keep: u32,
    /// The decision's reference.
    pub decision: String,
}

/// One rule's decisions over time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetentionRule {
    /// Its id.
    #[serde(default = "no_rule")]
    pub id: RetentionRuleId,
    /// Which rule.
    pub name: RuleName,
    /// What was decided, in order; no two at once.
    pub decisions: Vec<Dated<Kept>>,
}

fn no_rule() -> RetentionRuleId {
    RetentionRuleId::from_bits(0)
}

impl RetentionRule {
    /// What holds on a day; `None` when nothing has been decided for it.
    #[must_use]
    pub fn on(&self, day: Date) -> Option<&Kept> {
        current(&self.decisions, day)
    }
}

/// What one rule came to in one run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunRule {
    /// The rule.
    pub rule: RuleName,
    /// How long it kept.
    pub keep: u32,
    /// The decision's reference.
    pub decision: String,
    /// How many things were due when the run began.
    pub due: u32,
    /// How many were erased; `None` until the run has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased: Option<u32>,
}

/// The archive package that was written and read back before anything was erased.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Package {
    /// The folder's name, under the archive folder.
    pub name: String,
    /// SHA-256 of its manifest, which holds those of its files, hexadecimal.
    pub manifest_sha256: String,
}

/// One run of the retention, kept as its report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetentionRun {
    /// Its id.
    #[serde(default = "no_run")]
    pub id: RetentionRunId,
    /// When it began to erase.
    pub begun_at: Timestamp,
    /// When it had erased all that was due; `None` while it goes on, or when it broke off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Timestamp>,
    /// Its rules.
    pub rules: Vec<RunRule>,
    /// What was written before.
    pub package: Package,
}

fn no_run() -> RetentionRunId {
    RetentionRunId::from_bits(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_rule_has_its_words_and_a_suggestion_in_its_range() {
        for rule in RuleName::ALL {
            for words in [rule.label(), rule.then()] {
                assert!(!words.sv.is_empty() && !words.en.is_empty() && words.sv != words.en, "{rule:?}");
            }
            let (least, most) = rule.range();
            assert!((least..=most).contains(&rule.suggested()), "{rule:?}");
            assert_eq!(RuleName::parse(rule.code()), Some(rule));
        }
    }

    #[test]
    fn the_last_day_of_a_month_is_kept_to_the_last_day_of_another() {
        let rule = RuleName::ReportText;
        assert!(!rule.is_over(date(2026, 8, 31), 6, date(2027, 2, 27)));
        assert!(rule.is_over(date(2026, 8, 31), 6, date(2027, 2, 28)));
        assert!(!RuleName::RememberedCommand.is_over(date(2026, 1, 1), 30, date(2026, 1, 30)));
        assert!(!rule.is_over(Date::MAX, 1, Date::MAX), "a day that never comes");
    }
}
