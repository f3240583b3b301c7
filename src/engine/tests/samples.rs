//! Invented records with every member there is, so that what is stored of each can be pinned.
//!
//! Every type is written out member by member: whoever adds one is led here, gives it a value, and
//! is told by [`super::corpus`] what else a new member means.

use crate::domain::access::{Class, Grant, GrantReason, Level, Role};
use crate::domain::access_review::{AccessReview, Reviewed};
use crate::domain::address::Address;
use crate::domain::area::{Area, AreaKind, Cover};
use crate::domain::building::{Building, BuildingKind};
use crate::domain::codes::{
    Choice, Code, CodeList, FaultChannel, Particular, ParticularForm, Question, Words,
};
use crate::domain::coordination::{
    Because, By, Coordination, Escalation, Holder, PastTurn, Proposal, Stage, Turn,
};
use crate::domain::designation::Designation;
use crate::domain::disclosure::{Act, Disclosure, Receiver, Step};
use crate::domain::erasure::{Counted, Erasure, Gone, Item, Part};
use crate::domain::filing::{Decider, Filing};
use crate::domain::hex::Hex;
use crate::domain::hours::HourBand;
use crate::domain::ids::{
    AccessReviewId, AccountId, AddressId, AreaId, BuildingId, CodeId, DesignationId, DocumentRequestId,
    ErasureId, FilingId, MeasureId, PartyId, PhotoId, PlaceId, PresenceId, PublicationId, ReportId,
    RetentionRuleId, RetentionRunId, RoundId, SettingId, SiteId, StatisticId, WalkId,
};
use crate::domain::measure::{Measure, MeasureContent, PreventionLevel};
use crate::domain::openness::{Document, DocumentRequest, WithheldPart};
use crate::domain::party::{Party, PartyKind, SiteGroup, Unit};
use crate::domain::periods::Dated;
use crate::domain::photo::{Photo, Rendition};
use crate::domain::place::{DistrictShare, Objection, Place, PlaceContent, Status};
use crate::domain::presence::{Organisation, Presence};
use crate::domain::public::{Geography, Publication, Row, Withdrawal};
use crate::domain::record::{Key, Kind, Record, Versioned};
use crate::domain::report::{ObservedPrecision, Outcome, Report, ReportContent, Sighting};
use crate::domain::retention::{Kept, Package, RetentionRule, RetentionRun, RuleName, RunRule};
use crate::domain::round::{Found, Round, Stop, Visit, Walk};
use crate::domain::settings::{Setting, SettingName};
use crate::domain::site::Site;
use crate::domain::statistic::{Sex, Statistic};
use crate::domain::testing::{at, block, point};
use crate::space::Shape;
use jiff::Timestamp;
use jiff::civil::{Date, date};
use std::collections::BTreeMap;

/// Records that together have every member and every word that is stored.
pub fn samples() -> Vec<Record> {
    let mut all: Vec<Record> = Vec::new();
    all.extend(parties().into_iter().map(|record| Versioned { version: 2, record }.into()));
    all.extend(areas().into_iter().map(|record| Versioned { version: 1, record }.into()));
    all.extend(sites().into_iter().map(|record| Versioned { version: 1, record }.into()));
    all.extend(codes().into_iter().map(|record| Versioned { version: 1, record }.into()));
    all.extend(settings().into_iter().map(|record| Versioned { version: 3, record }.into()));
    all.extend(designations().into_iter().map(|record| Versioned { version: 1, record }.into()));
    all.extend(statistics().into_iter().map(|record| Versioned { version: 1, record }.into()));
    all.extend(reports().into_iter().map(|record| Versioned { version: 2, record }.into()));
    all.extend(places().into_iter().map(|record| Versioned { version: 7, record }.into()));
    all.extend(measures().into_iter().map(|record| Versioned { version: 1, record }.into()));
    all.push(Versioned { version: 2, record: photo() }.into());
    all.extend(retention_rules().into_iter().map(|record| Versioned { version: 2, record }.into()));
    all.push(Versioned { version: 2, record: retention_run() }.into());
    all.push(Versioned { version: 2, record: round() }.into());
    all.push(Versioned { version: 1, record: walk() }.into());
    all.extend(presences().into_iter().map(|record| Versioned { version: 2, record }.into()));
    all.push(Versioned { version: 2, record: publication(Geography::District) }.into());
    all.extend(document_requests().into_iter().map(|record| Versioned { version: 1, record }.into()));
    all.push(Versioned { version: 1, record: access_review() }.into());
    all.extend(filings().into_iter().map(|record| Versioned { version: 2, record }.into()));
    all.push(Versioned { version: 1, record: publication(Geography::Hexagon) }.into());
    all.push(Versioned { version: 2, record: address() }.into());
    all.extend(buildings().into_iter().map(|record| Versioned { version: 1, record }.into()));
    all.extend(erasures().into_iter().map(|record| Versioned { version: 1, record }.into()));
    all.push(Versioned { version: 3, record: gone() }.into());
    all
}

fn moment(hour: i8) -> Timestamp {
    date(2026, 11, 23).at(hour, 30, 0, 0).in_tz("UTC").expect("a time").timestamp()
}

fn from() -> Option<Date> {
    Some(date(2026, 1, 1))
}

fn until() -> Option<Date> {
    Some(date(2027, 7, 1))
}

fn words() -> Words {
    Words { sv: "Ordning \"å\"".into(), en: "Order".into() }
}

fn parties() -> Vec<Party> {
    let of = |(number, kind): (usize, PartyKind)| Party {
        id: PartyId::from_bits(11 + number as u64),
        code: format!("P{number}"),
        name: format!("Part {number}"),
        kind,
        areas: vec![AreaId::from_bits(21)],
        function: "säkerhetssamordnare".into(),
        logs_in: number != 5,
        units: vec![Unit { code: "falt".into(), name: "Fältassistenter".into(), social_services: true }],
        site_groups: vec![SiteGroup { code: "g".into(), name: "Skolor i väster".into() }],
    };
    PartyKind::ALL.into_iter().enumerate().map(of).collect()
}

fn areas() -> Vec<Area> {
    let of = |(number, kind): (usize, AreaKind)| Area {
        id: AreaId::from_bits(21 + number as u64),
        kind,
        code: Some(format!("0{number}")),
        name: format!("Område {number}"),
        source_id: format!("a{number}"),
        cover: match number {
            0 => Cover::Polygons(block(18.0, 59.3, 18.02, 59.32)),
            _ => Cover::Union(vec![AreaId::from_bits(21)]),
        },
        from: from(),
        until: until(),
    };
    AreaKind::ALL.into_iter().enumerate().map(of).collect()
}

fn two_grounds() -> Shape {
    serde_json::from_value(serde_json::json!({ "type": "MultiPolygon", "coordinates": [
        [[[18.0, 59.3], [18.001, 59.3], [18.001, 59.301], [18.0, 59.3]]],
        [[[18.01, 59.3], [18.011, 59.3], [18.011, 59.301], [18.01, 59.3]]]] }))
    .expect("two grounds")
}

fn sites() -> Vec<Site> {
    let dated = |party| Dated { value: PartyId::from_bits(party), from: from(), until: until() };
    let of = |(number, shape): (usize, Shape)| Site {
        id: SiteId::from_bits(31 + number as u64),
        source_id: format!("s{number}"),
        code: Some("12345".into()),
        name: "Provskolan".into(),
        kind: "school".into(),
        group: Some("g".into()),
        property_designation: Some("PROVET 1:1".into()),
        shape,
        managers: vec![dated(12), dated(13)],
        land_owners: vec![dated(14)],
    };
    [point(18.015, 59.315), block(18.005, 59.305, 18.007, 59.306), two_grounds()]
        .into_iter()
        .enumerate()
        .map(of)
        .collect()
}

fn codes() -> Vec<Code> {
    let choice = Choice { code: "yes".into(), label: words() };
    let of = |(number, list): (usize, CodeList)| Code {
        id: CodeId::from_bits(41 + number as u64),
        list,
        code: "disorder".into(),
        label: words(),
        category: Some("crime_and_disorder".into()),
        child_relevant: true,
        questions: vec![Question { code: "now".into(), label: words(), choices: vec![choice.clone()] }],
        particulars: particulars(),
        step_at: vec!["unlawful_settlement".into()],
        paragraph: Some("OSL 10 kap. 2 §".into()),
        fault_channel: Some(FaultChannel {
            party: PartyId::from_bits(2),
            web: Some("https://stad.example/fel".into()),
            phone: Some("08-465 004 10".into()),
        }),
        hours: Some(HourBand { from: 17, until: 22 }),
        position: 7,
        from: from(),
        until: until(),
    };
    CodeList::ALL.into_iter().enumerate().map(of).collect()
}

fn particulars() -> Vec<Particular> {
    use ParticularForm::{Day, DueDay, Reference, Text};
    let of = |form| Particular { code: "need".into(), label: words(), form, optional: true };
    [Text, Reference, Day, DueDay].map(of).into()
}

fn settings() -> Vec<Setting> {
    let of = |(number, name): (usize, SettingName)| Setting {
        id: SettingId::from_bits(51 + number as u64),
        name,
        district: Some(AreaId::from_bits(21)),
        values: vec![
            Dated { value: 30, from: None, until: from() },
            Dated { value: 40, from: from(), until: until() },
        ],
        decision: name.needs_decision().then(|| "Nämndbeslut 2026:2".into()),
    };
    SettingName::ALL.into_iter().enumerate().map(of).collect()
}

fn designations() -> Vec<Designation> {
    vec![Designation {
        id: DesignationId::from_bits(61),
        area: Some(AreaId::from_bits(21)),
        problem_type: Some("disorder".into()),
        site_kind: Some("school".into()),
        party: PartyId::from_bits(12),
        decision: "Nämndbeslut 2026:1".into(),
        from: from(),
        until: until(),
    }]
}

fn statistics() -> Vec<Statistic> {
    let of = |(number, sex): (usize, Sex)| Statistic {
        id: StatisticId::from_bits(71 + number as u64),
        indicator: "unsafe_in_the_evening".into(),
        source: "Trygghetsmätning".into(),
        area: AreaId::from_bits(21),
        period_start: date(2025, 1, 1),
        period_end: date(2025, 12, 31),
        sex: Some(sex),
        age_band: Some("16-24".into()),
        value: 0.1 + 0.2,
        n: Some(1_234),
        unit: "share".into(),
    };
    [Sex::Women, Sex::Men].into_iter().enumerate().map(of).collect()
}

fn address() -> Address {
    Address {
        id: AddressId::from_bits(181),
        source_id: "0180-12345".into(),
        street: "Götgatan".into(),
        number: Some("12 B".into()),
        postal_code: Some("118 46".into()),
        locality: Some("Stockholm".into()),
        position: at(18.07, 59.31),
    }
}

fn buildings() -> Vec<Building> {
    let of = |(number, kind): (usize, BuildingKind)| Building {
        id: BuildingId::from_bits(241 + number as u64),
        source_id: format!("0180-hus-{number}").into(),
        kind,
        shape: block(18.07, 59.31, 18.0702, 59.3101),
    };
    BuildingKind::ALL.into_iter().enumerate().map(of).collect()
}

fn grants() -> Vec<Grant> {
    let levels = [Level::Exists, Level::Summary, Level::Full];
    let grant = |(number, why): (usize, GrantReason)| Grant {
        party: PartyId::from_bits(11 + number as u64),
        level: levels[number % 3],
        why,
    };
    reasons().into_iter().enumerate().map(grant).collect()
}

fn reasons() -> Vec<GrantReason> {
    super::corpus::variants::<GrantReason>()
        .iter()
        .map(|word| serde_json::from_value(word.as_str().into()).expect("its own word"))
        .collect()
}

fn reports() -> Vec<Report> {
    let sightings = [Sighting::New, Sighting::Still, Sighting::Gone];
    let precisions = [
        ObservedPrecision::Moment,
        ObservedPrecision::Hours,
        ObservedPrecision::Day,
        ObservedPrecision::Month,
    ];
    let outcomes =
        [Outcome::Linked, Outcome::BecamePlace, Outcome::NotOurs, Outcome::NoAction, Outcome::Hidden];
    let of = |number: usize| Report {
        id: ReportId::from_bits(81 + number as u64),
        position: at(18.006, 59.3055),
        accuracy_m: Some(8.5),
        position_by_hand: true,
        observed_at: moment(7),
        observed_precision: precisions[number % 4],
        observed_hours: Some(5),
        received_at: moment(8),
        problem_types: vec!["disorder".into(), "vandalism".into()],
        count_band: Some("2-5".into()),
        source: "field".into(),
        source_id: Some(format!("r{number}")),
        sighting: sightings[number % 3],
        answers: BTreeMap::from([("now".to_owned(), "yes".to_owned())]),
        district: Some(AreaId::from_bits(21)),
        place: Some(PlaceId::from_bits(91)),
        outcome: Some(outcomes[number]),
        origin: PartyId::from_bits(14),
        unit: Some("falt".into()),
        class: Class::ALL[number],
        grants: grants(),
        disclosures: disclosures(),
        content: (number > 0).then(|| ReportContent {
            text: Some("Trasiga lampor vid porten.".into()),
            reporter: Some(AccountId::from_bits(5)),
            reason: Some("Samma plats.".into()),
        }),
    };
    (0..5).map(of).collect()
}

fn disclosures() -> Vec<Disclosure> {
    let of = |(number, act): (usize, Act)| Disclosure {
        at: moment(10),
        by: by(),
        act,
        step: Some(Step { from: Class::ALL[number % 5], to: Class::ALL[(number + 1) % 5] }),
        ground: Some("joint_work".into()),
        to: [Level::Exists, Level::Summary, Level::Full]
            .map(|level| Receiver { party: PartyId::from_bits(13), level })
            .to_vec(),
        through: (number % 2 == 1).then_some(PlaceId::from_bits(91)),
        version: 2,
    };
    Act::ALL.into_iter().enumerate().map(of).collect()
}

fn by() -> By {
    By { party: Some(PartyId::from_bits(11)), role: Some(Role::Coordinator) }
}

fn becauses() -> Vec<Because> {
    let designation = DesignationId::from_bits(61);
    vec![
        Because::Designated { designation, decision: "Nämndbeslut 2026:1".into() },
        Because::Manages { share: 0.75, site: "Provskolan".into(), boundary_missing: false },
        Because::District { share: 1.0, best_manager_share: 0.25 },
        Because::OutsideDistricts,
        Because::Chosen,
        Because::HandedOver,
        Because::Volunteered,
    ]
}

fn stage(number: usize) -> Stage {
    let because = becauses();
    let proposal = Proposal {
        party: PartyId::from_bits(12),
        function: "platsansvarig".into(),
        because: because[number % because.len()].clone(),
        at: moment(9),
        by: by(),
        deadline: moment(10),
    };
    let suggested = Some(PartyId::from_bits(13));
    match number {
        0 => Stage::Settled,
        1 => Stage::Declined { proposal, suggested, at: moment(11), deadline: moment(12) },
        2 => Stage::Escalated {
            proposal,
            to: Escalation::LocalSteeringGroup,
            at: moment(11),
            deadline: Some(moment(12)),
        },
        3 => Stage::Escalated {
            proposal,
            to: Escalation::CityPreparationGroup,
            at: moment(11),
            deadline: Some(moment(12)),
        },
        _ => Stage::Proposed(proposal),
    }
}

fn coordination(number: usize) -> Coordination {
    let turns = [
        Turn::Proposed,
        Turn::Accepted,
        Turn::Declined,
        Turn::Expired,
        Turn::Escalated,
        Turn::Volunteered,
        Turn::Withdrawn,
        Turn::HeldAdInterim,
    ];
    let role = Some(Role::ALL[number % Role::ALL.len()]);
    let past = turns.map(|turn| PastTurn {
        at: moment(9),
        turn,
        party: PartyId::from_bits(12),
        by: By { role, ..by() },
    });
    Coordination {
        holder: Holder {
            party: PartyId::from_bits(11),
            function: "säkerhetssamordnare".into(),
            since: moment(8),
            decided_by: By { role, ..by() },
            ad_interim: true,
        },
        stage: stage(number),
        past: past.into(),
    }
}

fn places() -> Vec<Place> {
    let of = |number: usize| Place {
        id: PlaceId::from_bits(91 + number as u64),
        name: "Provtorget".into(),
        shape: [block(18.005, 59.305, 18.007, 59.306), point(18.015, 59.315), two_grounds()][number % 3]
            .clone(),
        problem_types: vec!["disorder".into()],
        physical_factors: vec!["poor_lighting".into()],
        priority_area: "public_places".into(),
        child_relevant: true,
        status: Status::ALL[number % Status::ALL.len()],
        status_since: moment(9),
        created_at: moment(8),
        districts: vec![DistrictShare { district: AreaId::from_bits(21), share: 0.75 }],
        coordination: coordination(number),
        objections: vec![
            Objection { party: PartyId::from_bits(12), at: moment(9), answered_at: Some(moment(10)) },
            Objection { party: PartyId::from_bits(13), at: moment(9), answered_at: None },
        ],
        merged_into: Some(PlaceId::from_bits(92)),
        merged_from: vec![PlaceId::from_bits(93)],
        split_from: Some(PlaceId::from_bits(94)),
        split_into: vec![PlaceId::from_bits(95)],
        origin: PartyId::from_bits(11),
        class: Class::ALL[number % Class::ALL.len()],
        grants: grants(),
        confirmed: grants(),
        disclosures: disclosures(),
        content: (number > 0).then(|| PlaceContent {
            note: Some("Efter mörkret.".into()),
            reason: Some("Avstämning.".into()),
        }),
    };
    // Four stages, then a proposal for each reason.
    (0..11).map(of).collect()
}

fn measures() -> Vec<Measure> {
    let of = |(number, level): (u64, PreventionLevel)| Measure {
        id: MeasureId::from_bits(111 + number),
        place: PlaceId::from_bits(91),
        measure_type: "safety_walk".into(),
        party: PartyId::from_bits(12),
        activity: true,
        prevention_level: Some(level),
        starts: from(),
        ends: until(),
        particulars: BTreeMap::from([("balance".into(), "KS 2026/740".into())]),
        closed_at: Some(moment(12)),
        created_at: moment(9),
        origin: PartyId::from_bits(11),
        content: Some(MeasureContent {
            note: Some("Lampor byts.".into()),
            particulars: BTreeMap::from([("need".into(), "Mörkt i tunneln.".into())]),
        }),
    };
    (0..).zip([PreventionLevel::Universal, PreventionLevel::Selective]).map(of).collect()
}

fn photo() -> Photo {
    let rendition = |side| Rendition { width: side, height: side, bytes: 9_000, sha256: Hex([7; 32]) };
    Photo {
        id: PhotoId::from_bits(131),
        report: ReportId::from_bits(81),
        origin: PartyId::from_bits(14),
        object: Hex([9; 16]),
        large: rendition(1_600),
        small: rendition(320),
        added_at: moment(8),
        checked_at: Some(moment(9)),
        disclosures: disclosures(),
    }
}

fn round() -> Round {
    let stop = |number, place, site| Stop {
        number,
        label: "Trappan".into(),
        position: at(18.01, 59.31),
        place,
        site,
    };
    let (place, site) = (Some(PlaceId::from_bits(91)), Some(SiteId::from_bits(31)));
    Round {
        id: RoundId::from_bits(141),
        origin: PartyId::from_bits(14),
        name: "Kvällsronden".into(),
        stops: vec![stop(1, place, None), stop(2, None, site), stop(4, None, None)],
        next_stop: 5,
        ended: true,
        created_at: moment(8),
    }
}

fn walk() -> Walk {
    let visit = |(stop, found)| Visit { stop, place: Some(PlaceId::from_bits(91)), at: moment(9), found };
    Walk {
        id: WalkId::from_bits(142),
        round: RoundId::from_bits(141),
        origin: PartyId::from_bits(14),
        started_at: moment(8),
        ended_at: moment(10),
        received_at: moment(11),
        visits: (1..).zip(Found::ALL).map(visit).collect(),
    }
}

fn presences() -> Vec<Presence> {
    let by = [Organisation::Party(PartyId::from_bits(14)), Organisation::Kind("sports_club".into())];
    let of = |(id, by)| Presence {
        id: PresenceId::from_bits(id),
        place: PlaceId::from_bits(91),
        presence_kind: "night_walk".into(),
        starts_at: moment(8),
        ends_at: moment(10),
        by,
        origin: PartyId::from_bits(14),
        created_at: moment(11),
        withdrawn_at: Some(moment(12)),
    };
    (143..).zip(by).map(of).collect()
}

fn retention_rules() -> Vec<RetentionRule> {
    let kept =
        || Dated { value: Kept { keep: 24, decision: "KS 2026/41".into() }, from: from(), until: until() };
    let rule = |(number, name)| RetentionRule {
        id: RetentionRuleId::from_bits(121 + number),
        name,
        decisions: vec![kept()],
    };
    (0_u64..).zip(RuleName::ALL).map(rule).collect()
}

fn retention_run() -> RetentionRun {
    let rule = |rule| RunRule { rule, keep: 24, decision: "KS 2026/41".into(), due: 3, erased: Some(2) };
    RetentionRun {
        id: RetentionRunId::from_bits(131),
        begun_at: moment(9),
        ended_at: Some(moment(10)),
        rules: RuleName::ALL.map(rule).into(),
        package: Package { name: "2026-11-23".into(), manifest_sha256: "00".repeat(32) },
    }
}

fn publication(geography: Geography) -> Publication {
    let (number, area) = match geography {
        Geography::District => (151, AreaId::from_bits(21).to_string()),
        Geography::Hexagon => (152, "H500--7-15196".to_owned()),
    };
    Publication {
        id: PublicationId::from_bits(number),
        quarter: "2026-Q3".parse().expect("a quarter"),
        geography,
        least: 8,
        left_out: vec!["graffiti".into()],
        decision: "KS 2026/41".into(),
        published_at: moment(9),
        categories: vec!["crime_disorder".into(), "fire".into()],
        rows: vec![Row {
            area,
            code: Some("12".into()),
            name: Some("Ängen".into()),
            shape: Some(block(18.0, 59.3, 18.1, 59.4)),
            counts: vec![Some(12), None],
            total: Some(19),
        }],
        totals: vec![Some(12), None],
        total: Some(19),
        withdrawn: Some(Withdrawal { at: moment(10), ground: "Fel period".into() }),
    }
}

fn document_requests() -> Vec<DocumentRequest> {
    let documents = [Document::Report(ReportId::from_bits(81)), Document::Place(PlaceId::from_bits(91))];
    let all_parts = || documents.iter().flat_map(|document| document.parts()).copied();
    let withheld = |part| WithheldPart { part, ground: "osl_18_8".into(), reason: "Beskriver lås".into() };
    let of = |(id, document)| DocumentRequest {
        id: DocumentRequestId::from_bits(id),
        document,
        thing_version: 3,
        holder: PartyId::from_bits(11),
        diary_number: Some("KS 2026/740".into()),
        received_on: date(2026, 11, 20),
        decided_at: moment(9),
        decided_by: "registrator".into(),
        withheld: all_parts().map(withheld).collect(),
    };
    (161..).zip(documents).map(of).collect()
}

fn filings() -> Vec<Filing> {
    let of = |(number, kind)| Filing {
        id: FilingId::from_bits(171 + number),
        kind,
        thing: 91,
        party: PartyId::from_bits(11),
        diary_number: Some("KS 2026/740".into()),
        decided_by: Some(Decider { body: "Stadsdelsnämnden".into(), on: date(2026, 11, 2) }),
        created_at: moment(9),
        withdrawn_at: Some(moment(10)),
    };
    (0_u64..).zip(Kind::ALL).map(of).collect()
}

fn access_review() -> AccessReview {
    AccessReview {
        id: AccessReviewId::from_bits(211),
        party: PartyId::from_bits(11),
        whole_city: true,
        at: moment(9),
        confirmed: Reviewed { accounts: 4, tokens: 2, phone_links: 1, mappings: 3 },
        ended: Reviewed { accounts: 1, tokens: 0, phone_links: 2, mappings: 0 },
    }
}

fn erasures() -> Vec<Erasure> {
    let item = |(number, kind): (usize, Kind)| Item {
        kind,
        id: 81 + number as u64,
        before: 3,
        facts: true,
        part: Part::ALL[number % Part::ALL.len()],
    };
    let items: Vec<_> = Kind::ALL.into_iter().enumerate().map(item).collect();
    let erasure = |(number, rule)| Erasure {
        id: ErasureId::from_bits(141 + number),
        decision: "KS 2026/41".into(),
        at: moment(10),
        rule: Some(rule),
        run: Some(RetentionRunId::from_bits(131)),
        items: items.clone(),
        counted: vec![Counted {
            district: Some(AreaId::from_bits(21)),
            week: "2026-W09".into(),
            problem_type: "disorder".into(),
            count: 4,
        }],
        commands_before_ms: Some(1_700_000_000_000),
        reads_before_ms: Some(1_700_000_000_001),
        audit_before_ms: Some(1_700_000_000_002),
        replayed: true,
    };
    (0_u64..).zip(RuleName::ALL).map(erasure).collect()
}

/// What is left of a report that was erased whole.
fn gone() -> Gone {
    Gone {
        key: Key { kind: Kind::Report, bits: 89 },
        class: Class::City,
        origin: PartyId::from_bits(11),
        grants: grants(),
        place: Some(PlaceId::from_bits(91)),
        source: Some(7),
        at: moment(10),
        decision: "KS 2026/41".into(),
    }
}
