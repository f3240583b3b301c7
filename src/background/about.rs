//! What must be known of a background map to ask for it and to draw it.

use crate::layers::tile::TileId;

/// What a tile holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Mapbox vector tiles: drawn in the page's own colours.
    Vector,
    /// A picture.
    Png,
    /// A picture.
    Jpeg,
    /// A picture.
    Webp,
}

impl Format {
    /// The format a word or a file ending names.
    pub(super) fn named(word: &str) -> Option<Self> {
        match word.to_ascii_lowercase().as_str() {
            "pbf" | "mvt" => Some(Self::Vector),
            "png" | "png8" => Some(Self::Png),
            "jpg" | "jpeg" => Some(Self::Jpeg),
            "webp" => Some(Self::Webp),
            _ => None,
        }
    }

    /// Its media type.
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Vector => "application/vnd.mapbox-vector-tile",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
        }
    }

    /// Whether tiles are pictures.
    #[must_use]
    pub const fn is_picture(self) -> bool {
        match self {
            Self::Vector => false,
            Self::Png | Self::Jpeg | Self::Webp => true,
        }
    }
}

/// What is known of a background map.
#[derive(Clone, Debug, PartialEq)]
pub struct About {
    /// What its tiles hold.
    pub format: Format,
    /// The first zoom it has.
    pub min_zoom: u8,
    /// The last zoom it has; the page enlarges it beyond.
    pub max_zoom: u8,
    /// West, south, east, north in degrees, where the map says.
    pub bounds: Option<[f64; 4]>,
    /// Who made it, as plain text; may be empty.
    pub credit: String,
}

impl About {
    /// Whether the map goes as far in and out as a tile.
    pub(super) fn reaches(&self, tile: TileId) -> bool {
        (self.min_zoom..=self.max_zoom).contains(&tile.z())
    }
}

/// Bounds that can be used: finite, on the globe, the right way round.
pub(super) fn usable([west, south, east, north]: [f64; 4]) -> Option<[f64; 4]> {
    let degrees = [(west, 180.0), (south, 90.0), (east, 180.0), (north, 90.0)];
    let on_the_globe = degrees.iter().all(|(degree, most)| degree.abs() <= *most);
    (on_the_globe && west < east && south < north).then_some([west, south, east, north])
}

/// The words of a credit. Files write it in HTML, which is somebody else's and does not come into our page.
pub(super) fn plain(html: &str) -> String {
    const LONGEST_CHARS: usize = 200;
    let mut in_tag = false;
    let outside = html.chars().filter(|letter| match letter {
        '<' => {
            in_tag = true;
            false
        }
        '>' => {
            in_tag = false;
            false
        }
        _ => !in_tag,
    });
    let words: String = outside.collect();
    let words = words.replace("&copy;", "©").replace("&amp;", "&").replace("&nbsp;", " ");
    let words: Vec<_> = words.split_whitespace().collect();
    words.join(" ").chars().filter(|letter| !"<>".contains(*letter)).take(LONGEST_CHARS).collect()
}
