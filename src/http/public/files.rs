//! A publication as files: a line for each figure, and the areas as they are drawn.

use super::view::{Named, PublicationView, RowView};
use crate::domain::public::{Geography, Publication, Row};
use crate::space::{Hexagon, Shape};
use csv::{Terminator, WriterBuilder};
use serde_json::{Map, Value, json};

/// What the row and the column of sums are called in a file of lines.
const ALL: &str = "all";

/// CSV: UTF-8, commas, lines that end in CR and LF (RFC 4180). A figure that is not shown is empty, and `shown` says so.
///
/// # Errors
/// When a line cannot be written to memory.
pub fn csv(view: &PublicationView) -> Result<Vec<u8>, csv::Error> {
    let mut file = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    file.write_record([
        "quarter",
        "from",
        "until",
        "geography",
        "area",
        "code",
        "name",
        "category",
        "count",
        "shown",
    ])?;
    let city = RowView {
        area: ALL.to_owned(),
        code: None,
        name: None,
        counts: view.totals.clone(),
        total: view.total,
    };
    for row in view.rows.iter().chain([&city]) {
        let categories = view.categories.iter().map(|category| category.code.as_str()).chain([ALL]);
        let figures = row.counts.iter().chain([&row.total]);
        for (category, figure) in categories.zip(figures) {
            file.write_record([
                view.about.quarter.as_str(),
                &view.about.from.to_string(),
                &view.about.until.to_string(),
                view.about.geography,
                &row.area,
                row.code.as_deref().unwrap_or_default(),
                &harmless(row.name.as_deref().unwrap_or_default()),
                category,
                &figure.map(|figure| figure.to_string()).unwrap_or_default(),
                if figure.is_some() { "true" } else { "false" },
            ])?;
        }
    }
    file.into_inner().map_err(|error| error.into_error().into())
}

/// A name that no spreadsheet takes for a formula.
fn harmless(name: &str) -> String {
    if name.starts_with(['=', '+', '-', '@', '\t']) { format!("'{name}") } else { name.to_owned() }
}

/// GeoJSON (RFC 7946): a feature for each area, with a member for each category and `total`; null is not shown.
#[must_use]
pub fn geojson(publication: &Publication, view: &PublicationView) -> Value {
    let rows = publication.rows.iter().zip(&view.rows);
    let features: Vec<Value> = rows
        .map(|(row, told)| {
            json!({
                "type": "Feature",
                "id": row.area,
                "geometry": geometry(publication.geography, row),
                "properties": properties(view, told),
            })
        })
        .collect();
    json!({ "type": "FeatureCollection", "name": format!("samplats_{}", view.about.quarter), "features": features })
}

fn properties(view: &PublicationView, row: &RowView) -> Map<String, Value> {
    let mut members = Map::new();
    let about = [("quarter", &view.about.quarter), ("area", &row.area)];
    members.extend(about.map(|(name, value)| (name.to_owned(), json!(value))));
    members.insert("code".into(), json!(row.code));
    members.insert("name".into(), json!(row.name));
    let counts = view.categories.iter().zip(&row.counts);
    members.extend(counts.map(|(Named { code, .. }, count)| (code.clone(), json!(count))));
    members.insert("total".into(), json!(row.total));
    members
}

fn geometry(geography: Geography, row: &Row) -> Value {
    match geography {
        Geography::District => row.shape.as_ref().map_or(Value::Null, shape),
        Geography::Hexagon => row.area.parse::<Hexagon>().map_or(Value::Null, |hexagon| {
            let ring: Vec<[f64; 2]> = hexagon.ring().iter().map(|at| [at.lon(), at.lat()]).collect();
            json!({ "type": "Polygon", "coordinates": [ring] })
        }),
    }
}

fn shape(shape: &Shape) -> Value {
    serde_json::to_value(shape).unwrap_or(Value::Null)
}
