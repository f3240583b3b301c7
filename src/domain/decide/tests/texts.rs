//! Every text that comes from outside has a limit, and where it is free text, the guard.
//!
//! [`texts`] takes every command apart without leaving a field out: a new field does not compile until
//! somebody has said here what it is.

use super::{accept_for, decline, hand_over, object, uphold};
use crate::domain::access::Level;
use crate::domain::access_review::Reviewed;
use crate::domain::building::BuildingKind;
use crate::domain::codes::{Choice, CodeList, Particular, ParticularForm, Question, Words};
use crate::domain::command::{
    AddressDraft, AreaDraft, BuildingDraft, CodeDraft, Command, DesignationDraft, DocumentAnswer,
    FaultChannelDraft, FilingDraft, HandOut, MeasureDraft, NewPlace, NewReport, OnBehalfOf, Part, PartyDraft,
    PlaceEdit, PresenceDraft, PublicationDraft, RoundDraft, SiteDraft, SiteRelation, StatisticDraft,
    StopDraft, WalkDraft, WithheldDraft,
};
use crate::domain::disclosure::HandedOut;
use crate::domain::erasure::{Erasure, Part as ErasedPart};
use crate::domain::ids::{
    AccountId, AreaId, ErasureId, FilingId, MeasureId, PlaceId, PresenceId, PublicationId, ReportId,
    RetentionRunId, RoundId, SiteId,
};
use crate::domain::openness::{Document, DocumentPart};
use crate::domain::party::{PartyKind, SiteGroup, Unit};
use crate::domain::place::Status;
use crate::domain::refusal::Refusal;
use crate::domain::report::Outcome;
use crate::domain::retention::{Package, RuleName};
use crate::domain::settings::SettingName;
use crate::domain::testing::{
    Town, area, at, block, open_ground, party, place_on, report_at, school_yard, site,
};
use std::collections::BTreeMap;

/// What kind of text a field is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Anybody's own words: limited, and through the guard.
    Free,
    /// What something is called, or known by: limited.
    Label,
    /// A word that names something that must be there, or be plain: unknown when it is too long.
    Word,
}

use Kind::{Free, Label, Word};

type Texts<'a> = Vec<(&'static str, Kind, &'a mut String)>;

fn some<'a>(found: &mut Texts<'a>, name: &'static str, kind: Kind, text: &'a mut Option<String>) {
    found.extend(text.as_mut().map(|text| (name, kind, text)));
}

fn all<'a>(found: &mut Texts<'a>, name: &'static str, kind: Kind, texts: &'a mut [String]) {
    found.extend(texts.iter_mut().map(|text| (name, kind, text)));
}

fn in_report<'a>(found: &mut Texts<'a>, new: &'a mut NewReport) {
    let NewReport {
        position: _,
        accuracy_m: _,
        position_by_hand: _,
        observed_at: _,
        observed_precision: _,
        observed_hours: _,
        problem_types,
        count_band,
        text,
        source,
        source_id,
        place: _,
        sighting: _,
        answers,
        class: _,
    } = new;
    all(found, "report.problem_types", Word, problem_types);
    some(found, "report.count_band", Word, count_band);
    some(found, "report.text", Free, text);
    some(found, "report.source", Word, source);
    some(found, "report.source_id", Label, source_id);
    found.extend(answers.values_mut().map(|answer| ("report.answers", Word, answer)));
}

fn in_place<'a>(found: &mut Texts<'a>, new: &'a mut NewPlace) {
    let NewPlace {
        name,
        shape: _,
        reports: _,
        problem_types,
        physical_factors,
        priority_area,
        note,
        class: _,
        ground,
        reason,
    } = new;
    some(found, "place.name", Free, name);
    all(found, "place.problem_types", Word, problem_types);
    all(found, "place.physical_factors", Word, physical_factors);
    some(found, "place.priority_area", Word, priority_area);
    some(found, "place.note", Free, note);
    some(found, "place.ground", Word, ground);
    some(found, "place.reason", Free, reason);
}

fn in_edit<'a>(found: &mut Texts<'a>, edit: &'a mut PlaceEdit) {
    let PlaceEdit {
        name,
        shape: _,
        problem_types,
        physical_factors,
        priority_area,
        child_relevant: _,
        note,
        class: _,
        ground,
        reason,
    } = edit;
    some(found, "edit.name", Free, name);
    all(found, "edit.problem_types", Word, problem_types.as_mut().unwrap());
    all(found, "edit.physical_factors", Word, physical_factors.as_mut().unwrap());
    some(found, "edit.priority_area", Word, priority_area);
    some(found, "edit.note", Free, note);
    some(found, "edit.ground", Word, ground);
    some(found, "edit.reason", Free, reason);
}

fn on_behalf<'a>(found: &mut Texts<'a>, other: &'a mut Option<OnBehalfOf>) {
    if let Some(OnBehalfOf { party, source }) = other {
        found.extend([("on_behalf_of.party", Word, party), ("on_behalf_of.source", Free, source)]);
    }
}

fn in_party<'a>(found: &mut Texts<'a>, draft: &'a mut PartyDraft) {
    let PartyDraft { code, name, kind: _, areas, function, logs_in: _, units, site_groups } = draft;
    found.extend([("party.code", Label, code), ("party.name", Label, name)]);
    all(found, "party.areas", Word, areas.as_mut().unwrap());
    some(found, "party.function", Free, function);
    for Unit { code, name, social_services: _ } in units.as_mut().unwrap() {
        found.extend([("unit.code", Label, code), ("unit.name", Label, name)]);
    }
    for SiteGroup { code, name } in site_groups.as_mut().unwrap() {
        found.extend([("site_group.code", Label, code), ("site_group.name", Label, name)]);
    }
}

fn in_area<'a>(found: &mut Texts<'a>, draft: &'a mut AreaDraft) {
    let AreaDraft { kind: _, code, name, source_id, cover: _, from: _, until: _ } = draft;
    some(found, "area.code", Label, code);
    found.extend([("area.name", Label, name), ("area.source_id", Label, source_id)]);
}

fn in_site<'a>(found: &mut Texts<'a>, draft: &'a mut SiteDraft) {
    let SiteDraft { source_id, code, name, kind, group, property_designation, shape: _, manager, land_owner } =
        draft;
    found.extend([("site.source_id", Label, source_id), ("site.name", Label, name)]);
    found.push(("site.kind", Word, kind));
    some(found, "site.code", Label, code);
    some(found, "site.group", Label, group);
    some(found, "site.property_designation", Label, property_designation);
    some(found, "site.manager", Word, manager);
    some(found, "site.land_owner", Word, land_owner);
}

fn in_words<'a>(found: &mut Texts<'a>, words: &'a mut Words) {
    let Words { sv, en } = words;
    found.extend([("words.sv", Label, sv), ("words.en", Label, en)]);
}

fn in_code<'a>(found: &mut Texts<'a>, draft: &'a mut CodeDraft) {
    let CodeDraft {
        list: _,
        code,
        label,
        category,
        child_relevant: _,
        questions,
        particulars,
        step_at,
        paragraph,
        fault_channel,
        hours: _,
        position: _,
        from: _,
        until: _,
    } = draft;
    found.push(("code.code", Word, code));
    in_words(found, label);
    some(found, "code.category", Word, category);
    some(found, "code.paragraph", Label, paragraph);
    if let Some(FaultChannelDraft { party, web, phone }) = fault_channel {
        found.push(("fault_channel.party", Word, party));
        some(found, "fault_channel.web", Label, web);
        some(found, "fault_channel.phone", Label, phone);
    }
    for Question { code, label, choices } in questions {
        found.push(("question.code", Word, code));
        in_words(found, label);
        for Choice { code, label } in choices {
            found.push(("choice.code", Word, code));
            in_words(found, label);
        }
    }
    for Particular { code, label, form: _, optional: _ } in particulars {
        found.push(("particular.code", Word, code));
        in_words(found, label);
    }
    found.extend(step_at.iter_mut().map(|code| ("code.step_at", Word, code)));
}

fn in_particulars<'a>(found: &mut Texts<'a>, particulars: &'a mut BTreeMap<String, String>) {
    found.extend(particulars.values_mut().map(|said| ("measure.particulars", Free, said)));
}

fn in_statistic<'a>(found: &mut Texts<'a>, draft: &'a mut StatisticDraft) {
    let StatisticDraft {
        indicator,
        source,
        area_kind: _,
        area_code,
        period_start: _,
        period_end: _,
        sex: _,
        age_band,
        value: _,
        n: _,
        unit,
    } = draft;
    found.extend([
        ("statistic.indicator", Label, indicator),
        ("statistic.source", Label, source),
        ("statistic.area_code", Word, area_code),
        ("statistic.unit", Label, unit),
    ]);
    some(found, "statistic.age_band", Label, age_band);
}

fn in_address<'a>(found: &mut Texts<'a>, draft: &'a mut AddressDraft) {
    let AddressDraft { source_id, street, number, postal_code, locality, position: _ } = draft;
    found.extend([("address.source_id", Label, source_id), ("address.street", Label, street)]);
    some(found, "address.number", Label, number);
    some(found, "address.postal_code", Label, postal_code);
    some(found, "address.locality", Label, locality);
}

fn in_building<'a>(found: &mut Texts<'a>, draft: &'a mut BuildingDraft) {
    let BuildingDraft { source_id, kind: _, shape: _ } = draft;
    found.push(("building.source_id", Label, source_id));
}

fn in_round<'a>(found: &mut Texts<'a>, draft: &'a mut RoundDraft) {
    let RoundDraft { name, stops, ended: _ } = draft;
    found.push(("round.name", Free, name));
    for StopDraft { number: _, label, position: _, place: _, site: _ } in stops {
        found.push(("stop.label", Free, label));
    }
}

/// Every text of a command. No field is left out with `..`.
fn texts(command: &mut Command) -> Texts<'_> {
    let mut found = Vec::new();
    match command {
        Command::CreateReport(new) => in_report(&mut found, new),
        Command::TriageReport { report: _, outcome: _, place: _, reason } => {
            some(&mut found, "triage.reason", Free, reason);
        }
        Command::SetReportClass { report: _, class: _, ground, reason } => {
            some(&mut found, "class.ground", Word, ground);
            found.push(("class.reason", Free, reason));
        }
        Command::CreatePlace(new) => in_place(&mut found, new),
        Command::EditPlace(_, edit) => in_edit(&mut found, edit),
        Command::SetStatus { place: _, status: _, reason } => found.push(("status.reason", Free, reason)),
        Command::Object { place: _, reason } => found.push(("object.reason", Free, reason)),
        Command::Uphold { place: _, reason } => found.push(("uphold.reason", Free, reason)),
        Command::MergePlace { place: _, into: _, class: _, reason } => {
            found.push(("merge.reason", Free, reason));
        }
        Command::SplitPlace { place: _, parts, reason } => {
            for Part { name, shape: _, reports: _ } in parts {
                found.push(("part.name", Free, name));
            }
            found.push(("split.reason", Free, reason));
        }
        Command::SetPlaceParty { place: _, party, level: _, ground } => {
            found.push(("party.party", Word, party));
            some(&mut found, "party.ground", Word, ground);
        }
        Command::HandOut(_, HandOut { what: _, party, ground, reason }) => {
            found.push(("hand_out.party", Word, party));
            some(&mut found, "hand_out.ground", Word, ground);
            some(&mut found, "hand_out.reason", Free, reason);
        }
        Command::Propose { place: _, party, function, reason } => {
            found.push(("propose.party", Word, party));
            some(&mut found, "propose.function", Free, function);
            some(&mut found, "propose.reason", Free, reason);
        }
        Command::Accept { place: _, function, on_behalf_of } => {
            some(&mut found, "accept.function", Free, function);
            on_behalf(&mut found, on_behalf_of);
        }
        Command::Decline { place: _, reason, suggested, on_behalf_of } => {
            found.push(("decline.reason", Free, reason));
            some(&mut found, "decline.suggested", Word, suggested);
            on_behalf(&mut found, on_behalf_of);
        }
        Command::HandOver { place: _, party, reason } => {
            found.extend([("hand_over.party", Word, party), ("hand_over.reason", Free, reason)]);
        }
        Command::Expire { place: _, deadline: _ } => {}
        Command::PutParties(drafts) => drafts.iter_mut().for_each(|draft| in_party(&mut found, draft)),
        Command::PutAreas(drafts) => drafts.iter_mut().for_each(|draft| in_area(&mut found, draft)),
        Command::PutSites(drafts) => drafts.iter_mut().for_each(|draft| in_site(&mut found, draft)),
        Command::PutReports { origin, reports } => {
            some(&mut found, "reports.origin", Word, origin);
            reports.iter_mut().for_each(|new| in_report(&mut found, new));
        }
        Command::SetSiteRelation { site: _, relation: _, party, from: _, until: _ } => {
            some(&mut found, "relation.party", Word, party);
        }
        Command::DrawSite(_, _) | Command::DrawArea(_, _) => {}
        Command::TurnDay { after: _, day: _, portion: _, most: _ } => {}
        Command::PutCodes(drafts) => drafts.iter_mut().for_each(|draft| in_code(&mut found, draft)),
        Command::PutSetting { name: _, district: _, value: _, from: _, until: _, decision } => {
            some(&mut found, "setting.decision", Free, decision);
        }
        Command::AddPhoto(_) | Command::CheckPhoto(_) => {}
        Command::RemovePhoto { photo: _, reason } => found.push(("photo.reason", Free, reason)),
        Command::EndDesignation { designation: _, until: _ } => {}
        Command::AddDesignation(draft) => {
            let DesignationDraft { area: _, problem_type, site_kind, party, decision, from: _, until: _ } =
                draft;
            some(&mut found, "designation.problem_type", Word, problem_type);
            some(&mut found, "designation.site_kind", Word, site_kind);
            found.extend([("designation.party", Word, party), ("designation.decision", Free, decision)]);
        }
        Command::AddMeasure(draft) => {
            let MeasureDraft {
                place: _,
                measure_type,
                party,
                prevention_level,
                starts: _,
                ends: _,
                note,
                particulars,
            } = draft;
            some(&mut found, "measure.prevention_level", Word, prevention_level);
            found.extend([("measure.type", Word, measure_type), ("measure.party", Word, party)]);
            some(&mut found, "measure.note", Free, note);
            in_particulars(&mut found, particulars);
        }
        Command::RestateMeasure { measure: _, particulars } => in_particulars(&mut found, particulars),
        // What a taking back says comes from the register.
        Command::CloseMeasure(_)
        | Command::PutBackReport(_)
        | Command::TakeBack { .. }
        | Command::WithdrawPresence(_) => {}
        Command::AddRound(draft) | Command::EditRound(_, draft) => in_round(&mut found, draft),
        Command::AddWalk(WalkDraft { round: _, started_at: _, ended_at: _, visits: _ }) => {}
        Command::AddPresence(draft) => {
            let PresenceDraft { place: _, presence_kind, starts_at: _, ends_at: _, party, organisation_kind } =
                draft;
            found.push(("presence.kind", Word, presence_kind));
            some(&mut found, "presence.party", Word, party);
            some(&mut found, "presence.organisation_kind", Word, organisation_kind);
        }
        Command::Publish(draft) => {
            let PublicationDraft { quarter: _, geography: _, decision, left_out } = draft;
            found.push(("publication.decision", Free, decision));
            found.extend(left_out.iter_mut().map(|code| ("publication.left_out", Word, code)));
        }
        Command::WithdrawPublication { publication: _, ground } => {
            found.push(("publication.ground", Free, ground));
        }
        Command::AnswerDocumentRequest(answer) => {
            let DocumentAnswer { document: _, diary_number, received_on: _, decided_by, withheld } = answer;
            some(&mut found, "document_request.diary_number", Free, diary_number);
            found.push(("document_request.decided_by", Free, decided_by));
            for WithheldDraft { part: _, ground, reason } in withheld {
                found.push(("document_request.ground", Word, ground));
                found.push(("document_request.reason", Free, reason));
            }
        }
        Command::AddFiling(FilingDraft { about: _, diary_number, body, decided_on: _ }) => {
            some(&mut found, "filing.diary_number", Free, diary_number);
            some(&mut found, "filing.body", Free, body);
        }
        Command::WithdrawFiling(_)
        | Command::RecordAccessReview { whole_city: _, confirmed: _, ended: _ } => {}
        Command::ForgetReporter { account: _, reports: _, decision } => {
            found.push(("forget_reporter.decision", Free, decision));
        }
        Command::Erase { thing: _, part: _, counted: _, decision } => {
            found.push(("erase.decision", Free, decision));
        }
        Command::PutRetentionRule { rule: _, keep: _, decision, from: _, until: _ } => {
            found.push(("retention_rule.decision", Free, decision));
        }
        // Nobody writes these: they are made of what the register holds.
        Command::EraseDue { run: _, rule: _, things: _ }
        | Command::ReplayErasure(_)
        | Command::BeginRetentionRun { rules: _, package: _ }
        | Command::EndRetentionRun { run: _, erased: _ } => {}
        Command::PutStatistics(drafts) => drafts.iter_mut().for_each(|draft| in_statistic(&mut found, draft)),
        Command::PutAddresses(drafts) => drafts.iter_mut().for_each(|draft| in_address(&mut found, draft)),
        Command::PutBuildings(drafts) => drafts.iter_mut().for_each(|draft| in_building(&mut found, draft)),
    }
    found
}

fn full_report(source_id: Option<&str>) -> NewReport {
    NewReport {
        count_band: Some("none".into()),
        text: Some("Trasig lampa".into()),
        source: Some("field_staff".into()),
        source_id: source_id.map(str::to_owned),
        ..report_at(18.0125, 59.3085)
    }
}

/// Commands with every text there is, each of which the city executive office or an administrator may
/// give in the town, in an order in which each can be.
fn commands(place: PlaceId, other: PlaceId, report: ReportId, town: &Town) -> Vec<Command> {
    let place_draft = NewPlace {
        name: Some("Gången".into()),
        physical_factors: vec!["poor_lighting".into()],
        priority_area: Some("youth_at_risk".into()),
        note: Some("Mörkt".into()),
        ground: Some("joint_work".into()),
        reason: Some("ingen pekas ut".into()),
        ..place_on(open_ground())
    };
    let words = || Words { sv: "Ord".into(), en: "Word".into() };
    let choice = Choice { code: "yes".into(), label: words() };
    let part = |name: &str| Part { name: name.into(), shape: open_ground(), reports: Vec::new() };
    vec![
        Command::CreateReport(full_report(Some("a-1"))),
        Command::PutReports { origin: Some("trafik".into()), reports: vec![full_report(Some("b-1"))] },
        Command::TriageReport {
            report,
            outcome: Outcome::NoAction,
            place: None,
            reason: Some("efter besök".into()),
        },
        Command::SetReportClass {
            report,
            class: crate::domain::access::Class::City,
            ground: Some("joint_work".into()),
            reason: "behövs".into(),
        },
        Command::CreatePlace(place_draft),
        Command::EditPlace(
            place,
            PlaceEdit {
                name: Some("Gången".into()),
                problem_types: Some(vec!["vandalism".into()]),
                physical_factors: Some(vec!["poor_lighting".into()]),
                priority_area: Some("youth_at_risk".into()),
                note: Some("Mörkt".into()),
                class: Some(crate::domain::access::Class::City),
                ground: Some("joint_work".into()),
                reason: Some("nytt namn".into()),
                ..PlaceEdit::default()
            },
        ),
        Command::SetStatus { place, status: Status::Active, reason: "efter avstämning".into() },
        Command::MergePlace { place, into: other, class: None, reason: "samma".into() },
        Command::SplitPlace { place, parts: vec![part("A"), part("B")], reason: "två".into() },
        Command::SetPlaceParty {
            place,
            party: "bostad".into(),
            level: Some(Level::Full),
            ground: Some("joint_work".into()),
        },
        Command::HandOut(
            place,
            HandOut {
                what: HandedOut::Sheet,
                party: "bromma".into(),
                ground: Some("joint_work".into()),
                reason: Some("inför mötet".into()),
            },
        ),
        Command::Propose {
            place,
            party: "bostad".into(),
            function: Some("förvaltare".into()),
            reason: Some("närmast".into()),
        },
        Command::Accept {
            place,
            function: Some("ordförande".into()),
            on_behalf_of: Some(OnBehalfOf { party: "forening".into(), source: "brev 3".into() }),
        },
        accept_for(place, "forening"),
        Command::PutParties(vec![PartyDraft {
            areas: Some(vec!["01".into()]),
            function: Some("samordnare".into()),
            units: Some(vec![Unit { code: "u".into(), name: "Enheten".into(), social_services: false }]),
            site_groups: Some(vec![SiteGroup { code: "g".into(), name: "Gruppen".into() }]),
            ..party("ny", "Nya", PartyKind::Other)
        }]),
        Command::PutAreas(vec![area(crate::domain::area::AreaKind::Custom, "N", "Ny", school_yard())]),
        Command::PutStatistics(vec![StatisticDraft {
            indicator: "unsafe_evening".into(),
            source: "Trygghetsmätningen".into(),
            area_kind: crate::domain::area::AreaKind::District,
            area_code: "01".into(),
            period_start: jiff::civil::date(2026, 1, 1),
            period_end: jiff::civil::date(2026, 3, 31),
            sex: None,
            age_band: Some("16-24".into()),
            value: 31.5,
            n: Some(120),
            unit: "percent".into(),
        }]),
        Command::PutAddresses(vec![AddressDraft {
            source_id: "a-1".into(),
            street: "Götgatan".into(),
            number: Some("12 B".into()),
            postal_code: Some("118 46".into()),
            locality: Some("Stockholm".into()),
            position: at(18.07, 59.31),
        }]),
        Command::PutBuildings(vec![BuildingDraft {
            source_id: "b-1".into(),
            kind: BuildingKind::Apartments,
            shape: block(18.01, 59.31, 18.0102, 59.3101),
        }]),
        Command::PutSites(vec![SiteDraft {
            code: Some("7".into()),
            group: Some("Väst".into()),
            property_designation: Some("Eken 1".into()),
            land_owner: Some("trafik".into()),
            ..site("s9", "Nya", "park", open_ground(), Some("bostad"))
        }]),
        Command::SetSiteRelation {
            site: town.site("s1"),
            relation: SiteRelation::Manager,
            party: Some("bostad".into()),
            from: None,
            until: None,
        },
        Command::PutCodes(vec![CodeDraft {
            list: CodeList::ProblemType,
            code: "noise".into(),
            label: words(),
            category: Some("crime_disorder".into()),
            child_relevant: false,
            questions: vec![Question { code: "loud".into(), label: words(), choices: vec![choice] }],
            particulars: Vec::new(),
            step_at: Vec::new(),
            paragraph: None,
            fault_channel: Some(FaultChannelDraft {
                party: "bostad".into(),
                web: Some("https://bostad.example/fel".into()),
                phone: Some("08-465 004 10".into()),
            }),
            hours: None,
            position: None,
            from: None,
            until: None,
        }]),
        Command::PutCodes(vec![CodeDraft {
            list: CodeList::MeasureType,
            code: "drone".into(),
            label: words(),
            category: None,
            child_relevant: false,
            questions: Vec::new(),
            particulars: vec![Particular {
                code: "need".into(),
                label: words(),
                form: ParticularForm::Text,
                optional: false,
            }],
            step_at: vec!["disorder".into()],
            paragraph: None,
            fault_channel: None,
            hours: None,
            position: None,
            from: None,
            until: None,
        }]),
        Command::PutCodes(vec![CodeDraft {
            list: CodeList::SharingGround,
            code: "by_law".into(),
            label: words(),
            category: None,
            child_relevant: false,
            questions: Vec::new(),
            particulars: Vec::new(),
            step_at: Vec::new(),
            paragraph: Some("OSL 10 kap. 2 §".into()),
            fault_channel: None,
            hours: None,
            position: None,
            from: None,
            until: None,
        }]),
        Command::PutSetting {
            name: SettingName::TriageDays,
            district: None,
            value: Some(4),
            from: None,
            until: None,
            decision: None,
        },
        Command::AddDesignation(DesignationDraft {
            area: None,
            problem_type: Some("vandalism".into()),
            site_kind: Some("school".into()),
            party: "bostad".into(),
            decision: "nämndbeslut 14".into(),
            from: None,
            until: None,
        }),
        Command::AddMeasure(MeasureDraft {
            place,
            measure_type: "safety_walk".into(),
            party: "bostad".into(),
            prevention_level: Some("universal".into()),
            starts: None,
            ends: None,
            note: Some("tisdag kväll".into()),
            particulars: BTreeMap::new(),
        }),
        Command::AddMeasure(MeasureDraft {
            place,
            measure_type: "camera_surveillance".into(),
            party: "bostad".into(),
            prevention_level: None,
            starts: None,
            ends: None,
            note: None,
            particulars: super::measures::of_a_camera(),
        }),
        Command::AddRound(RoundDraft {
            name: "Kvällsronden".into(), stops: vec![stop(place)], ended: false
        }),
        Command::AddPresence(PresenceDraft { party: Some("bostad".into()), ..presence(place, town) }),
        Command::AddPresence(PresenceDraft {
            organisation_kind: Some("sports_club".into()),
            ..presence(place, town)
        }),
        Command::PutRetentionRule {
            rule: RuleName::ReportText,
            keep: Some(24),
            decision: "KS 2026/1".into(),
            from: None,
            until: None,
        },
        Command::Erase {
            thing: report.into(),
            part: ErasedPart::Text,
            counted: false,
            decision: "KS 2026/2".into(),
        },
        Command::ForgetReporter {
            account: AccountId::from_bits(1),
            reports: vec![report],
            decision: "KS 2026/3".into(),
        },
        Command::AnswerDocumentRequest(DocumentAnswer {
            document: Document::Place(place),
            diary_number: Some("KS 2026/740".into()),
            received_on: None,
            decided_by: "registrator".into(),
            withheld: vec![WithheldDraft {
                part: DocumentPart::Text,
                ground: "osl_18_8".into(),
                reason: "Beskriver lås".into(),
            }],
        }),
        Command::AddFiling(FilingDraft {
            about: place.into(),
            diary_number: Some("KS 2026/740".into()),
            body: Some("Stadsdelsnämnden".into()),
            decided_on: Some(jiff::civil::date(2026, 11, 2)),
        }),
    ]
}

fn stop(place: PlaceId) -> StopDraft {
    StopDraft { number: None, label: "Trappan".into(), position: None, place: Some(place), site: None }
}

fn presence(place: PlaceId, town: &Town) -> PresenceDraft {
    PresenceDraft {
        place,
        presence_kind: "night_walk".into(),
        starts_at: town.now - jiff::Span::new().hours(3),
        ends_at: town.now - jiff::Span::new().hours(1),
        party: None,
        organisation_kind: None,
    }
}

fn refusal(town: &Town, command: Command) -> Option<Refusal> {
    use crate::domain::access::Role;
    let party = match &command {
        Command::Object { .. } => "vast",
        Command::Uphold { .. } => "bromma",
        _ => "slk",
    };
    let role = match &command {
        Command::PutParties(_)
        | Command::PutAreas(_)
        | Command::PutSites(_)
        | Command::PutReports { .. }
        | Command::PutStatistics(_)
        | Command::PutAddresses(_)
        | Command::PutBuildings(_)
        | Command::SetSiteRelation { .. }
        | Command::PutCodes(_)
        | Command::PutSetting { .. }
        | Command::PutRetentionRule { .. }
        | Command::Erase { .. }
        | Command::ForgetReporter { .. }
        | Command::AddDesignation(_) => Role::Administrator,
        _ => Role::Coordinator,
    };
    let mut town = town.clone();
    let someone = town.someone(party, role);
    town.when(&someone, command).0.err()
}

/// Where each of them may be tried: a town with two places and a report, and the holder's own answers.
fn tried() -> Vec<(Town, Command)> {
    let mut town = Town::new();
    let (place, other) = (town.given_place(open_ground()), town.given_place(open_ground()));
    let report = town.given_report("slk", 18.0125, 59.3085);
    let slk = town.coordinator("slk");
    let mut held = town.clone();
    held.when(&slk, super::propose(place, "slk")).then_ok();
    let mut asked = town.clone();
    asked.when(&slk, super::confirm(place, "forening", Some(Level::Full))).then_ok();
    asked.when(&slk, super::propose(place, "forening")).then_ok();
    let no = match decline(place, Some("bostad")) {
        Command::Decline { place, reason, suggested, .. } => Command::Decline {
            place,
            reason,
            suggested,
            on_behalf_of: Some(OnBehalfOf { party: "forening".into(), source: "brev 3".into() }),
        },
        other => other,
    };
    let mut all: Vec<_> =
        commands(place, other, report, &town).into_iter().map(|command| (town.clone(), command)).collect();
    for command in &mut all {
        if matches!(command.1, Command::Accept { .. }) {
            command.0 = asked.clone();
        }
    }
    all.extend([(asked, no), (held, hand_over(place, "bostad"))]);
    let mut set_aside = town.clone();
    set_aside.when(&slk, super::status(place, Status::Dismissed)).then_ok();
    let mut objected = set_aside.clone();
    objected.when(&town.coordinator("vast"), object(place)).then_ok();
    all.extend([(set_aside, object(place)), (objected, uphold(place))]);
    let mut with_camera = town.clone();
    let camera = super::measures::camera(place, super::measures::of_a_camera());
    let made = with_camera.when(&slk, camera).then_ok();
    let measure = MeasureId::from_bits(made.about.unwrap().bits);
    let particulars = super::measures::of_a_camera();
    all.push((with_camera, Command::RestateMeasure { measure, particulars }));
    let mut with_round = town.clone();
    let draft = || RoundDraft { name: "Kvällsronden".into(), stops: vec![stop(place)], ended: false };
    let made = with_round.when(&slk, Command::AddRound(draft())).then_ok();
    let round = RoundId::from_bits(made.about.unwrap().bits);
    all.push((with_round, Command::EditRound(round, RoundDraft { ended: true, ..draft() })));
    all
}

#[test]
fn every_text_of_every_command_has_a_limit_and_free_text_the_guard() {
    let mut judged = std::collections::BTreeSet::new();
    for (town, command) in tried() {
        assert_eq!(refusal(&town, command.clone()), None, "as it is, it is good: {command:?}");
        let count = texts(&mut command.clone()).len();
        for at in 0..count {
            let try_with = |text: &str| {
                let mut changed = command.clone();
                let mut found = texts(&mut changed);
                let (name, kind, place) = found.swap_remove(at);
                *place = text.to_owned();
                drop(found);
                (name, kind, refusal(&town, changed))
            };
            let invalid = |text: &str| {
                let (name, kind, refusal) = try_with(text);
                let Some(Refusal::Invalid(wrong)) = refusal else {
                    panic!("{name} takes {} characters: {refusal:?}", text.len())
                };
                assert!(wrong.iter().all(|w| w.detail.len() < 400), "{name} is not echoed at length");
                judged.insert(name);
                kind
            };
            let mut invalid = invalid;
            let kind = invalid(&"å".repeat(2_001));
            invalid("a\u{0}b");
            if kind == Free {
                invalid("ring 070-123 45 67 om det");
            }
        }
    }
    assert!(judged.len() > 50, "{}", judged.len());
}

#[test]
fn no_command_is_left_out() {
    let mut seen: Vec<_> = tried().iter().map(|(_, command)| std::mem::discriminant(command)).collect();
    seen.extend(
        [
            // These have no text of anybody's.
            Command::DrawSite(SiteId::from_bits(1), open_ground()),
            Command::DrawArea(AreaId::from_bits(1), open_ground()),
            Command::Expire { place: PlaceId::from_bits(1), deadline: Town::new().now },
            Command::CloseMeasure(MeasureId::from_bits(1)),
            Command::TakeBack { place: PlaceId::from_bits(1), act: Box::default() },
            Command::WithdrawPresence(PresenceId::from_bits(1)),
            Command::AddWalk(WalkDraft {
                round: RoundId::from_bits(1),
                started_at: Town::new().now,
                ended_at: Town::new().now,
                visits: vec![],
            }),
            Command::EraseDue {
                run: RetentionRunId::from_bits(1),
                rule: RuleName::ReportText,
                things: vec![],
            },
            Command::ReplayErasure(Box::new(Erasure {
                id: ErasureId::from_bits(1),
                decision: String::new(),
                at: Town::new().now,
                rule: None,
                run: None,
                items: vec![],
                counted: vec![],
                commands_before_ms: None,
                reads_before_ms: None,
                audit_before_ms: None,
                replayed: false,
            })),
            Command::BeginRetentionRun {
                rules: vec![],
                package: Package { name: String::new(), manifest_sha256: String::new() },
            },
            Command::EndRetentionRun { run: RetentionRunId::from_bits(1), erased: vec![] },
            Command::WithdrawFiling(FilingId::from_bits(1)),
            Command::RecordAccessReview {
                whole_city: false,
                confirmed: Reviewed::default(),
                ended: Reviewed::default(),
            },
            // Their texts are tried beside their tests, where there is a quarter to publish.
            Command::Publish(super::publications::draft("2026-Q3")),
            Command::WithdrawPublication { publication: PublicationId::from_bits(1), ground: String::new() },
        ]
        .iter()
        .map(std::mem::discriminant),
    );
    seen.sort_by_key(|kind| format!("{kind:?}"));
    seen.dedup();
    assert_eq!(seen.len(), 52);
}
