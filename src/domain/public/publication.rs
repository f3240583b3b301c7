//! Publications: frozen tables, one for each quarter.

use super::quarter::Quarter;
use crate::domain::ids::PublicationId;
use crate::space::Shape;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// By what areas a publication counts. It has one geography: districts and hexagons of one quarter together would tell of
/// what lies on their borders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Geography {
    /// The city's districts.
    District,
    /// Hexagons of 500 m ([`crate::space::Hexagon`]).
    Hexagon,
}

impl Geography {
    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::District => "district",
            Self::Hexagon => "hexagon",
        }
    }
}

/// One area's figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The id of a district, or the name of a hexagon.
    pub area: String,
    /// The district's code, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The district's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What the district covered then, drawn in few strokes; a hexagon's name says where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shape: Option<Shape>,
    /// Its counts, in the order of the categories; `None` is not shown.
    pub counts: Vec<Option<u32>>,
    /// Their sum.
    pub total: Option<u32>,
}

/// How a publication was taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// When.
    pub at: Timestamp,
    /// Why, for anybody to read.
    pub ground: String,
}

/// A table that anybody may read. It holds its own inputs, and nothing of it is worked out again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Publication {
    /// Its id.
    #[serde(default = "nothing")]
    pub id: PublicationId,
    /// Of when. No other publication is, withdrawn or not.
    pub quarter: Quarter,
    /// By what areas.
    pub geography: Geography,
    /// Figures smaller than this are not shown.
    pub least: u32,
    /// Problem types that were left out beside those that always are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
    /// The decision that it rests on.
    pub decision: String,
    /// When it was made.
    pub published_at: Timestamp,
    /// The categories, in the order of the counts.
    pub categories: Vec<String>,
    /// The areas: all districts, or the hexagons that have a figure to show.
    pub rows: Vec<Row>,
    /// The city's counts, in the order of the categories.
    pub totals: Vec<Option<u32>>,
    /// Their sum.
    pub total: Option<u32>,
    /// That it was taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<Withdrawal>,
}

impl Publication {
    /// How many figures it shows, sums among them.
    #[must_use]
    pub fn shown(&self) -> usize {
        self.figures().filter(|figure| figure.is_some()).count()
    }

    /// How many figures of its own areas, and of the city, it does not show.
    #[must_use]
    pub fn hidden(&self) -> usize {
        self.figures().filter(|figure| figure.is_none()).count()
    }

    fn figures(&self) -> impl Iterator<Item = &Option<u32>> {
        let of_rows = self.rows.iter().flat_map(|row| row.counts.iter().chain([&row.total]));
        of_rows.chain(&self.totals).chain([&self.total])
    }
}

fn nothing() -> PublicationId {
    PublicationId::from_bits(0)
}
