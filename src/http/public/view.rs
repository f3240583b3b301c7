//! A publication as anybody reads it.

use crate::domain::codes::{CodeList, Words};
use crate::domain::public::{Geography, NEVER_PUBLIC, Publication, Row};
use crate::domain::world::World;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

/// A word with what it is called.
#[derive(Serialize, ToSchema)]
pub struct Named {
    /// The stable word.
    pub code: String,
    /// Swedish and English.
    pub label: Words,
}

/// That a publication was taken back.
#[derive(Serialize, ToSchema)]
pub struct WithdrawalView {
    /// When.
    pub at: String,
    /// Why.
    pub ground: String,
}

/// What is told of a publication in a list.
#[derive(Serialize, ToSchema)]
pub struct PublicationRef {
    /// Its id.
    pub id: String,
    /// Of when, such as `2026-Q3`.
    pub quarter: String,
    /// First day.
    #[schema(value_type = String)]
    pub from: Date,
    /// Last day.
    #[schema(value_type = String)]
    pub until: Date,
    /// `district` or `hexagon`: by what areas.
    pub geography: &'static str,
    /// Figures smaller than this are not shown.
    pub least: u32,
    /// The decision that it rests on.
    pub decision: String,
    /// When it was made.
    pub published_at: String,
    /// That it was taken back, and then no figure of it is handed out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub withdrawn: Option<WithdrawalView>,
}

/// One area's figures.
#[derive(Serialize, ToSchema)]
pub struct RowView {
    /// The id of a district, or the name of a hexagon.
    pub area: String,
    /// The district's code, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub code: Option<String>,
    /// The district's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub name: Option<String>,
    /// Its counts, in the order of the categories; null is not shown.
    pub counts: Vec<Option<u32>>,
    /// Their sum; null is not shown.
    pub total: Option<u32>,
}

/// A publication: how many reports there were, by area and category, in a quarter.
#[derive(Serialize, ToSchema)]
pub struct PublicationView {
    /// What lists tell of it.
    #[serde(flatten)]
    pub about: PublicationRef,
    /// The categories, in the order of the counts.
    pub categories: Vec<Named>,
    /// The problem types that are in no figure.
    pub left_out: Vec<Named>,
    /// All districts, or the hexagons that have a figure to show.
    pub rows: Vec<RowView>,
    /// The city's counts, in the order of the categories; null is not shown.
    pub totals: Vec<Option<u32>>,
    /// Their sum; null is not shown.
    pub total: Option<u32>,
}

impl PublicationRef {
    /// What is told of it in a list.
    pub fn of(publication: &Publication) -> Self {
        let quarter = publication.quarter;
        Self {
            id: publication.id.to_string(),
            quarter: quarter.to_string(),
            from: quarter.first_day(),
            until: quarter.last_day(),
            geography: publication.geography.code(),
            least: publication.least,
            decision: publication.decision.clone(),
            published_at: publication.published_at.to_string(),
            withdrawn: publication.withdrawn.as_ref().map(|withdrawal| WithdrawalView {
                at: withdrawal.at.to_string(),
                ground: withdrawal.ground.clone(),
            }),
        }
    }
}

impl PublicationView {
    /// All of it.
    pub fn of(world: &impl World, publication: &Publication) -> Self {
        let kept = NEVER_PUBLIC.iter().map(|code| (*code).to_owned());
        let left_out = kept.chain(publication.left_out.iter().cloned());
        let type_label = |code: &String| {
            let known = world.code(CodeList::ProblemType, code);
            known.map_or_else(|| both(code, code), |known| known.label.clone())
        };
        Self {
            about: PublicationRef::of(publication),
            categories: publication.categories.iter().map(|code| named(code, category_label(code))).collect(),
            left_out: left_out.map(|code| named(&code, type_label(&code))).collect(),
            rows: publication.rows.iter().map(row).collect(),
            totals: publication.totals.clone(),
            total: publication.total,
        }
    }
}

fn row(row: &Row) -> RowView {
    let Row { area, code, name, shape: _, counts, total } = row;
    RowView {
        area: area.clone(),
        code: code.clone(),
        name: name.clone(),
        counts: counts.clone(),
        total: *total,
    }
}

fn named(code: &str, label: Words) -> Named {
    Named { code: code.to_owned(), label }
}

fn both(sv: &str, en: &str) -> Words {
    Words { sv: sv.to_owned(), en: en.to_owned() }
}

/// What a category is called.
fn category_label(code: &str) -> Words {
    match code {
        "crime_disorder" => both("Brott och ordning", "Crime and disorder"),
        "fire" => both("Brand", "Fire"),
        "accident" => both("Olycka", "Accident"),
        "environment" => both("Miljö", "Environment"),
        other => both(other, other),
    }
}

/// What a geography is called.
pub fn geography_label(geography: Geography) -> Words {
    match geography {
        Geography::District => both("stadsdelsområde", "district"),
        Geography::Hexagon => both("hexagon 500 m", "hexagon of 500 m"),
    }
}
