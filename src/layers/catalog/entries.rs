//! The layers themselves, from the ground up: the order in which they are drawn.

use super::legends::{PLACE_STATES, REPORT_STATES, StateLook, legend, value_words};
use super::{
    AttributeDescription, AttributeKind, DRAWN_ZOOM_MAX, EXACT_ZOOM_MIN, LayerDescription, LayerKind,
    SUMMARY_ZOOM_MAX, Scope, StyleHint, Symbol, ValueWords, Words,
};

/// The first zoom that shows sites. Further out they would cover the map, and a count of properties says nothing.
const SITE_ZOOM_MIN: u8 = SUMMARY_ZOOM_MAX;

/// Shown beside everything that rests on reports.
pub const UNDER_REPORTING: Words = Words::fixed(
    "Bygger på rapporter. Allt rapporteras inte, och mörkertalet skiljer sig mellan områden och över tid: fler rapporter \
     betyder inte säkert fler problem.",
    "Rests on reports. Not everything is reported, and the dark figure differs between areas and over time: more reports \
     do not necessarily mean more problems.",
);

const INVENTED: Words = Words::fixed(
    "Påhittad bakgrundskarta, bara för demonstrationen.",
    "Invented base map, for the demonstration only.",
);

/// The layers of every installation, lowest first. Data dates are empty; whoever knows the data fills them in.
pub fn layers() -> Vec<LayerDescription> {
    vec![districts(), neighbourhoods(), sites(), places(), places_summary(), reports(), reports_summary()]
}

/// The ground under the layers in the demonstration, whose city is invented. Other installations have none of these.
pub fn base_map_layers() -> Vec<LayerDescription> {
    let name = || attribute("name", AttributeKind::Text, "namn", "name");
    let class = || attribute("class", AttributeKind::Code, "slag", "class");
    let ground = |id, title, kind, min_zoom, colour, symbol| LayerDescription {
        attributes: match kind {
            LayerKind::Line => vec![name(), class()],
            _ if id == "parks" => vec![name()],
            _ => Vec::new(),
        },
        kind,
        min_zoom,
        scopes: vec![Scope::SignedIn],
        note: Some(INVENTED),
        ..plain(id, title, StyleHint { colour, symbol })
    };
    vec![
        ground("water", Words::fixed("Vatten", "Water"), LayerKind::Polygon, 0, "#4f8ab3", Symbol::Fill),
        ground("parks", Words::fixed("Parker", "Parks"), LayerKind::Polygon, 10, "#5b8f4b", Symbol::Fill),
        ground("streets", Words::fixed("Gator", "Streets"), LayerKind::Line, 11, "#85817a", Symbol::Line),
    ]
}

fn districts() -> LayerDescription {
    LayerDescription {
        kind: LayerKind::Polygon,
        attributes: area_attributes(),
        scopes: vec![Scope::SignedIn],
        ..plain("districts", Words::fixed("Stadsdelsområden", "Districts"), style("#a0608c", Symbol::Line))
    }
}

fn neighbourhoods() -> LayerDescription {
    LayerDescription {
        kind: LayerKind::Polygon,
        min_zoom: 10,
        attributes: area_attributes(),
        scopes: vec![Scope::SignedIn],
        ..plain(
            "neighbourhoods",
            Words::fixed("Stadsdelar", "Neighbourhoods"),
            style("#8a7d95", Symbol::DashedLine),
        )
    }
}

fn sites() -> LayerDescription {
    let kinds = [
        ("school", "skola", "school"),
        ("preschool", "förskola", "preschool"),
        ("housing", "bostäder", "housing"),
        ("park", "park", "park"),
        ("street", "gata", "street"),
        ("square", "torg", "square"),
        ("station", "station", "station"),
    ];
    let values = kinds.map(|(value, sv, en)| ValueWords { value, words: Words::fixed(sv, en) }).to_vec();
    LayerDescription {
        min_zoom: SITE_ZOOM_MIN,
        attributes: vec![
            id(),
            attribute("name", AttributeKind::Text, "namn", "name"),
            AttributeDescription { values, ..attribute("kind", AttributeKind::Code, "slag", "kind") },
            attribute("child", AttributeKind::Flag, "rör barn", "child-relevant"),
        ],
        scopes: vec![Scope::SignedIn],
        ..plain("sites", Words::fixed("Fastigheter", "Sites"), style("#1f8a94", Symbol::Frame))
    }
}

fn places() -> LayerDescription {
    LayerDescription {
        min_zoom: EXACT_ZOOM_MIN,
        attributes: vec![
            id(),
            attribute("name", AttributeKind::Text, "namn", "name"),
            state("status", "status", "status", &PLACE_STATES),
            attribute("type", AttributeKind::Code, "problemtyp", "problem type"),
            attribute("interim", AttributeKind::Flag, "utan fast samordnare", "coordinator ad interim"),
            attribute("child", AttributeKind::Flag, "rör barn", "child-relevant"),
            level(),
        ],
        legend: legend("status", &PLACE_STATES),
        note: Some(UNDER_REPORTING),
        ..plain(
            "places",
            Words::fixed("Otrygga och brottsutsatta platser", "Unsafe and crime-exposed places"),
            style("#7d8088", Symbol::Circle),
        )
    }
}

fn places_summary() -> LayerDescription {
    let title =
        Words::fixed("Otrygga och brottsutsatta platser, antal", "Unsafe and crime-exposed places, number");
    summary("places_summary", title, &PLACE_STATES)
}

fn reports() -> LayerDescription {
    LayerDescription {
        min_zoom: EXACT_ZOOM_MIN,
        attributes: vec![
            id(),
            state("status", "status", "status", &REPORT_STATES),
            attribute("type", AttributeKind::Code, "problemtyp", "problem type"),
            level(),
        ],
        legend: legend("status", &REPORT_STATES),
        note: Some(UNDER_REPORTING),
        ..plain("reports", Words::fixed("Rapporter", "Reports"), style("#7d8088", Symbol::Circle))
    }
}

fn reports_summary() -> LayerDescription {
    summary("reports_summary", Words::fixed("Rapporter, antal", "Reports, number"), &REPORT_STATES)
}

fn summary(id: &'static str, title: Words, states: &[StateLook]) -> LayerDescription {
    LayerDescription {
        kind: LayerKind::Summary,
        max_zoom: SUMMARY_ZOOM_MAX,
        attributes: vec![
            attribute("count", AttributeKind::Whole, "antal", "number"),
            state("worst", "allvarligaste status", "worst status", states),
            attribute("type", AttributeKind::Code, "vanligaste problemtyp", "most common problem type"),
        ],
        legend: legend("worst", states),
        note: Some(UNDER_REPORTING),
        ..plain(id, title, style("#7d8088", Symbol::Circle))
    }
}

/// A layer as most are, seen by each viewer in an own way unless it says otherwise.
fn plain(id: &'static str, title: Words, style: StyleHint) -> LayerDescription {
    LayerDescription {
        id,
        title,
        kind: LayerKind::Point,
        min_zoom: 0,
        max_zoom: DRAWN_ZOOM_MAX,
        attributes: Vec::new(),
        style,
        legend: Vec::new(),
        scopes: vec![Scope::Audience],
        data_date: None,
        note: None,
    }
}

fn area_attributes() -> Vec<AttributeDescription> {
    vec![
        id(),
        attribute("code", AttributeKind::Text, "kod", "code"),
        attribute("name", AttributeKind::Text, "namn", "name"),
    ]
}

/// The identifier that opens the thing; the feature's number is the same one.
fn id() -> AttributeDescription {
    attribute("id", AttributeKind::Text, "id", "id")
}

/// How much of it the viewer sees, and why not more. Below `summary` it is the only attribute beside the identifier. Whoever
/// sees a thing from anywhere and not in full is a party of it that nobody has confirmed: there is no other reason (see
/// [`crate::domain::access::see`]).
fn level() -> AttributeDescription {
    let value = |value, sv, en| ValueWords { value, words: Words::fixed(sv, en) };
    let values = vec![
        value(
            "exists",
            "att den finns: din organisation är inte bekräftad som part",
            "that it exists: your organisation is not confirmed as a party",
        ),
        value(
            "summary",
            "i sammandrag: din organisation är inte bekräftad som part",
            "a summary: your organisation is not confirmed as a party",
        ),
        value("full", "allt", "all of it"),
    ];
    AttributeDescription { values, ..attribute("level", AttributeKind::Code, "visas", "seen") }
}

fn style(colour: &'static str, symbol: Symbol) -> StyleHint {
    StyleHint { colour, symbol }
}

fn attribute(
    key: &'static str,
    kind: AttributeKind,
    sv: &'static str,
    en: &'static str,
) -> AttributeDescription {
    AttributeDescription { key, kind, words: Words::fixed(sv, en), values: Vec::new() }
}

fn state(
    key: &'static str,
    sv: &'static str,
    en: &'static str,
    states: &[StateLook],
) -> AttributeDescription {
    AttributeDescription { values: value_words(states), ..attribute(key, AttributeKind::Code, sv, en) }
}
