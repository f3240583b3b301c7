use super::fields::Fields;
use super::{Context, Draft, list};
use crate::domain::area::AreaKind;
use crate::domain::command::StatisticDraft;
use crate::domain::guard::{self, TextFaultKind};
use crate::domain::statistic::Sex;

/// Longest cell that is looked at for numbers of persons and cases, characters.
const CELL_MAX: usize = 2_000;

pub(super) struct Drafter {
    kind: Option<AreaKind>,
}

impl Drafter {
    pub fn new(context: &Context<'_>) -> Self {
        Self { kind: context.options.kind.as_deref().and_then(AreaKind::parse) }
    }

    fn kind(&self, fields: &mut Fields<'_>) -> Option<AreaKind> {
        let Some(word) = fields.label("area_kind") else {
            if self.kind.is_none() {
                let hint = list(AreaKind::ALL.map(AreaKind::code));
                fields.fault_with_hint("area_kind", "required", "has no kind of area", hint);
            }
            return self.kind;
        };
        let kind = AreaKind::parse(&word);
        if kind.is_none() {
            let hint = list(AreaKind::ALL.map(AreaKind::code));
            fields.fault_with_hint("area_kind", "unknown_kind", "is not a kind of area", hint);
        }
        kind
    }
}

impl Draft for Drafter {
    type Of = StatisticDraft;

    fn draft(&mut self, fields: &mut Fields<'_>) -> Option<StatisticDraft> {
        refuse_persons_and_cases(fields);
        let (indicator, source) = (fields.required("indicator"), fields.required("source"));
        let (area_kind, area_code) = (self.kind(fields), fields.required("area_code"));
        let (start, end) = (day(fields, "period_start"), day(fields, "period_end"));
        let (sex, age_band) = (sex(fields), fields.label("age_band"));
        fields.required("value")?;
        let (value, n, unit) = (fields.number("value"), count(fields), fields.required("unit"));
        Some(StatisticDraft {
            indicator: indicator?,
            source: source?,
            area_kind: area_kind?,
            area_code: area_code?,
            period_start: start?,
            period_end: end?,
            sex,
            age_band,
            value: value?,
            n,
            unit: unit?,
        })
    }

    fn notes(self) -> Vec<String> {
        Vec::new()
    }
}

/// Figures are of many people. A cell that tells one of them, or a case, is in the wrong file, whatever its column.
fn refuse_persons_and_cases(fields: &mut Fields<'_>) {
    for (column, text) in fields.texts() {
        let found = guard::check(&text, CELL_MAX).err().unwrap_or_default();
        let has = |kind| found.iter().any(|fault| fault.kind == kind);
        if has(TextFaultKind::IdentityNumber) {
            fields.fault(&column, "identity_number", "is a personal identity number");
        } else if has(TextFaultKind::PhoneNumber) && !is_figure(&text) {
            fields.fault(&column, "phone_number", "is a telephone number");
        } else if has(TextFaultKind::Email) {
            fields.fault(&column, "email", "is an e-mail address");
        } else if guard::is_case_number(&text) {
            fields.fault(&column, "case_number", "is the number of a police case");
        }
    }
}

/// Whether it is a number that somebody counted: none begins with a zero or a plus, as telephone numbers do.
fn is_figure(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(|c: char| c == '-' || ('1'..='9').contains(&c)) && text.parse::<f64>().is_ok()
}

fn day(fields: &mut Fields<'_>, field: &str) -> Option<jiff::civil::Date> {
    fields.required(field)?;
    fields.date(field)
}

fn sex(fields: &mut Fields<'_>) -> Option<Sex> {
    let word = fields.label("sex")?;
    if ["all", "total", "alla", "totalt"].contains(&word.to_lowercase().as_str()) {
        return None;
    }
    let sex = Sex::parse(&word);
    if sex.is_none() {
        fields.fault("sex", "unknown_sex", "is none of women, men and all");
    }
    sex
}

fn count(fields: &mut Fields<'_>) -> Option<u64> {
    let text = fields.label("n")?;
    let n = text.parse().ok();
    if n.is_none() {
        fields.fault("n", "not_a_count", "is not a whole number from 0");
    }
    n
}
