//! What the states of places and reports are called and how they look.
//!
//! The colours lie in the narrow band of lightness that is at least three times as light as the dark map ground and a
//! third of the light one. In so narrow a band hues alone do not keep nine states apart, so each has a shape.

use super::{AttributeValue, LegendEntry, StyleHint, Symbol, ValueWords, Words};

/// One state: its value in the tile, its words, its look.
pub(super) struct StateLook {
    value: &'static str,
    words: Words,
    style: StyleHint,
}

const fn look(
    value: &'static str,
    sv: &'static str,
    en: &'static str,
    colour: &'static str,
    symbol: Symbol,
) -> StateLook {
    StateLook { value, words: Words::fixed(sv, en), style: StyleHint { colour, symbol } }
}

/// The states of a place, in the order a place goes through them. A place is never called suspected on screen.
pub(super) const PLACE_STATES: [StateLook; 9] = [
    look("suspected", "under bedömning", "under assessment", "#8d6fd1", Symbol::Ring),
    look("active", "aktiv", "active", "#d6453d", Symbol::Triangle),
    look("under_analysis", "under analys", "under analysis", "#b9720f", Symbol::Diamond),
    look("in_action", "åtgärder pågår", "in action", "#2f7fd1", Symbol::Square),
    look("monitoring", "uppföljning", "monitoring", "#2a8f63", Symbol::Hexagon),
    look("dormant", "vilande", "dormant", "#7d8088", Symbol::Circle),
    look("dismissed", "avskriven", "dismissed", "#8c7f73", Symbol::Cross),
    look("merged", "sammanslagen", "merged", "#6f8391", Symbol::Plus),
    look("split", "delad", "split", "#7f7b98", Symbol::Bar),
];

/// Whether anybody has read a report. Hidden reports are in no layer.
pub(super) const REPORT_STATES: [StateLook; 2] = [
    look("received", "mottagen", "received", "#c9582c", Symbol::Ring),
    look("triaged", "hanterad", "triaged", "#2f7fd1", Symbol::Circle),
];

/// The legend of a layer whose attribute `key` is the state.
pub(super) fn legend(key: &'static str, states: &[StateLook]) -> Vec<LegendEntry> {
    let entry = |state: &StateLook| LegendEntry {
        words: state.words.clone(),
        applies_to: Some(AttributeValue { key, value: state.value }),
        style: state.style,
    };
    states.iter().map(entry).collect()
}

/// The words of the states alone.
pub(super) fn value_words(states: &[StateLook]) -> Vec<ValueWords> {
    states.iter().map(|state| ValueWords { value: state.value, words: state.words.clone() }).collect()
}
