//! The catalogue of what the map shows, as `/api/layers` serves it.
//!
//! A client that knows no layer beforehand can draw all of them from this: what each holds, in words of both languages,
//! how it looks, between which zooms it exists, and what its figures cannot say.

mod entries;
mod legends;

pub use entries::{UNDER_REPORTING, base_map_layers, layers};

use std::borrow::Cow;

use jiff::civil::Date;
use serde::Serialize;

/// The last zoom that shows summaries instead of places and reports.
pub const SUMMARY_ZOOM_MAX: u8 = 11;

/// The first zoom that shows places and reports one by one.
pub const EXACT_ZOOM_MIN: u8 = SUMMARY_ZOOM_MAX + 1;

/// The deepest zoom that clients should ask for.
///
/// A tile unit is then under 8 cm in Stockholm, and clients stretch the tile further in by themselves. Deeper tiles are
/// answered all the same.
pub const DRAWN_ZOOM_MAX: u8 = 16;

/// The same words in the two languages of the service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Words {
    /// Swedish, the language of the interface.
    #[schema(value_type = String)]
    pub sv: Cow<'static, str>,
    /// English.
    #[schema(value_type = String)]
    pub en: Cow<'static, str>,
}

impl Words {
    /// Words that are part of the program.
    pub const fn fixed(sv: &'static str, en: &'static str) -> Self {
        Self { sv: Cow::Borrowed(sv), en: Cow::Borrowed(en) }
    }
}

/// Everything a client needs to know about one layer.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct LayerDescription {
    /// The layer's name in tiles, paths and collections.
    pub id: &'static str,
    /// What it is called on screen.
    pub title: Words,
    /// The form of its features.
    pub kind: LayerKind,
    /// The first zoom with features.
    pub min_zoom: u8,
    /// The deepest zoom to ask for; stretched beyond it.
    pub max_zoom: u8,
    /// What its features tell in the tile.
    pub attributes: Vec<AttributeDescription>,
    /// How a feature looks that no legend entry speaks of.
    pub style: StyleHint,
    /// How features look by what they are, in the order to show them.
    pub legend: Vec<LegendEntry>,
    /// Whose answers differ; the union when a layer holds several kinds of features.
    pub scopes: Vec<Scope>,
    /// The day the data is from, where it is loaded rather than lived in.
    #[schema(value_type = Option<String>, format = Date)]
    pub data_date: Option<Date>,
    /// What the reader must know beside the figures.
    pub note: Option<Words>,
}

/// The form of a layer's features.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LayerKind {
    /// One symbol for each thing; things with ground of their own also have it as polygons with the same identifier.
    Point,
    /// Areas.
    Polygon,
    /// Lines.
    Line,
    /// Grid cells that stand for many things.
    Summary,
}

/// One attribute of a layer's features.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct AttributeDescription {
    /// Its name in the tile.
    pub key: &'static str,
    /// What its values are.
    #[serde(rename = "type")]
    pub kind: AttributeKind,
    /// What it is called on screen.
    pub words: Words,
    /// The words of its values, where the program fixes them. Those of problem types are in `/api/codes`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<ValueWords>,
}

/// What an attribute's values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AttributeKind {
    /// An identifier from a known list.
    Code,
    /// Free text, such as a name.
    Text,
    /// A whole number.
    Whole,
    /// True or false.
    Flag,
}

/// What one value of an attribute is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct ValueWords {
    /// The value in the tile.
    pub value: &'static str,
    /// What it is called on screen.
    pub words: Words,
}

/// A suggestion of how to draw: always a shape beside the colour, so that nobody depends on seeing colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct StyleHint {
    /// `#rrggbb`, with a contrast of at least 3:1 against both the light and the dark map ground.
    pub colour: &'static str,
    /// The shape.
    pub symbol: Symbol,
}

/// Shapes that stay apart in black and white and at ten pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Symbol {
    /// A filled circle.
    Circle,
    /// An open circle.
    Ring,
    /// A filled square.
    Square,
    /// An open square.
    Frame,
    /// A square on its corner.
    Diamond,
    /// A triangle, point upwards.
    Triangle,
    /// A hexagon.
    Hexagon,
    /// An x.
    Cross,
    /// An upright cross.
    Plus,
    /// A horizontal bar.
    Bar,
    /// A filled area.
    Fill,
    /// A whole line, or the outline of an area.
    Line,
    /// A dashed line, or the dashed outline of an area.
    DashedLine,
}

/// One line of a legend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct LegendEntry {
    /// What it is called on screen.
    pub words: Words,
    /// Which features it speaks of; all of the layer's when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applies_to: Option<AttributeValue>,
    /// How they look.
    pub style: StyleHint,
}

/// An attribute with a certain value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct AttributeValue {
    /// The attribute's name in the tile.
    pub key: &'static str,
    /// The value in the tile.
    pub value: &'static str,
}

/// Whose answers a layer's tiles are the same for, which is also how far they may be cached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The same for everybody who has logged in.
    SignedIn,
    /// Depends on what the viewer may see of each thing.
    Audience,
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    const GROUNDS: [&str; 2] = ["#f4f3ef", "#1b1e22"];

    fn all() -> Vec<LayerDescription> {
        layers().into_iter().chain(base_map_layers()).collect()
    }

    fn find(id: &str) -> LayerDescription {
        all().into_iter().find(|layer| layer.id == id).unwrap()
    }

    fn words_of(layer: &LayerDescription) -> Vec<&Words> {
        let attributes = layer.attributes.iter();
        let of_attributes =
            attributes.flat_map(|one| one.values.iter().map(|v| &v.words).chain([&one.words]));
        let of_legend = layer.legend.iter().map(|entry| &entry.words);
        of_attributes.chain(of_legend).chain(layer.note.as_ref()).chain([&layer.title]).collect()
    }

    /// Contrast as WCAG 2.2 defines it.
    fn contrast(one: &str, other: &str) -> f64 {
        let (a, b) = (luminance(one), luminance(other));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn luminance(colour: &str) -> f64 {
        let channel = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        assert!(colour.len() == 7 && colour.starts_with('#'), "{colour}");
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    #[test]
    fn contrast_is_measured_as_wcag_does() {
        assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 1e-9);
        // The grey that WCAG's examples call the lightest with 4.5:1 on white.
        assert!((contrast("#767676", "#ffffff") - 4.54).abs() < 0.01);
    }

    #[test]
    fn every_colour_is_seen_on_light_and_dark_ground() {
        for layer in all() {
            for style in layer.legend.iter().map(|entry| entry.style).chain([layer.style]) {
                for ground in GROUNDS {
                    let contrast = contrast(style.colour, ground);
                    assert!(contrast >= 3.0, "{} {} on {ground}: {contrast:.2}", layer.id, style.colour);
                }
            }
        }
    }

    #[test]
    fn no_two_entries_of_a_legend_share_a_shape_or_a_colour() {
        for layer in all() {
            let shapes: HashSet<_> = layer.legend.iter().map(|entry| entry.style.symbol).collect();
            let colours: HashSet<_> = layer.legend.iter().map(|entry| entry.style.colour).collect();
            assert_eq!(
                (shapes.len(), colours.len()),
                (layer.legend.len(), layer.legend.len()),
                "{}",
                layer.id
            );
        }
    }

    #[test]
    fn layers_are_the_agreed_ones_and_each_name_is_used_once() {
        let ids: Vec<_> = all().iter().map(|layer| layer.id).collect();
        let agreed = [
            "districts",
            "neighbourhoods",
            "sites",
            "places",
            "places_summary",
            "reports",
            "reports_summary",
            "water",
            "parks",
            "streets",
        ];
        assert_eq!(ids, agreed);
    }

    #[test]
    fn each_zoom_shows_either_the_summary_or_the_features() {
        for (summary, exact) in [("places_summary", "places"), ("reports_summary", "reports")] {
            let (summary, exact) = (find(summary), find(exact));
            assert_eq!((summary.kind, exact.kind), (LayerKind::Summary, LayerKind::Point));
            assert_eq!(summary.min_zoom, 0);
            assert_eq!(summary.max_zoom + 1, exact.min_zoom);
        }
        assert!(all().iter().all(|layer| layer.min_zoom <= layer.max_zoom));
    }

    #[test]
    fn everything_has_words_in_both_languages() {
        for layer in all() {
            for words in words_of(&layer) {
                assert!(!words.sv.trim().is_empty() && !words.en.trim().is_empty(), "{}", layer.id);
            }
        }
    }

    #[test]
    fn nobody_is_called_a_suspect() {
        for layer in all() {
            assert!(words_of(&layer).iter().all(|words| !words.sv.to_lowercase().contains("misstänkt")));
        }
    }

    #[test]
    fn what_rests_on_reports_says_that_not_everything_is_reported() {
        for id in ["places", "places_summary", "reports", "reports_summary"] {
            assert!(find(id).note.is_some_and(|note| note.sv.contains("mörkertal")), "{id}");
        }
    }

    #[test]
    fn the_base_map_says_that_it_is_invented() {
        for layer in base_map_layers() {
            assert!(layer.note.is_some_and(|note| note.sv.contains("Påhittad")));
        }
    }

    #[test]
    fn legends_speak_of_attributes_and_values_that_exist() {
        for layer in all() {
            for entry in layer.legend.iter().filter_map(|entry| entry.applies_to) {
                let attribute = layer.attributes.iter().find(|attribute| attribute.key == entry.key).unwrap();
                assert!(
                    attribute.values.iter().any(|value| value.value == entry.value),
                    "{} {entry:?}",
                    layer.id
                );
            }
        }
    }

    #[test]
    fn what_depends_on_the_viewer_says_so() {
        for id in ["places", "places_summary", "reports", "reports_summary"] {
            assert_eq!(find(id).scopes, [Scope::Audience]);
        }
    }

    #[test]
    fn the_wire_form_of_a_layer_is_this() {
        let json = serde_json::to_value(find("water")).unwrap();
        let expected = serde_json::json!({
            "id": "water",
            "title": { "sv": "Vatten", "en": "Water" },
            "kind": "polygon",
            "min_zoom": 0,
            "max_zoom": 16,
            "attributes": [],
            "style": { "colour": "#4f8ab3", "symbol": "fill" },
            "legend": [],
            "scopes": ["signed_in"],
            "data_date": null,
            "note": {
                "sv": "Påhittad bakgrundskarta, bara för demonstrationen.",
                "en": "Invented base map, for the demonstration only.",
            },
        });
        assert_eq!(json, expected);
        let places = serde_json::to_value(find("places")).unwrap();
        assert_eq!(
            places["legend"][1],
            serde_json::json!({
                "words": { "sv": "aktiv", "en": "active" },
                "applies_to": { "key": "status", "value": "active" },
                "style": { "colour": "#d6453d", "symbol": "triangle" },
            })
        );
    }
}
