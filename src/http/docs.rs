//! The contract, for programs and for people.

use super::answer;
use super::problem::{ProblemDocument, ProblemKind, RefusalWord};
use super::state::App;
use axum::Router;
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;
use axum::routing::get;
use serde_json::Value;
use std::fmt::Write;
use std::sync::Arc;
use utoipa::openapi::OpenApi as Document;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

/// What the document says before its paths.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Samplats",
        description = "The shared map of unsafe and crime-exposed places. Positions are WGS 84 longitude and \
            latitude, distances metres, times RFC 3339. Lists answer items and next, and take limit and cursor. \
            Failures are problem documents (RFC 9457), shared by all operations under components/responses; a path \
            answers a method that it does not have with 405 and Allow. Writes take Idempotency-Key; a change of one \
            existing thing needs If-Match.",
        license(name = "EUPL-1.2", identifier = "EUPL-1.2"),
    ),
    components(schemas(ProblemDocument, RefusalWord)),
    modifiers(&Keys),
    security(("token" = []), ("session" = [])),
)]
pub struct Contract;

struct Keys;

impl Modify for Keys {
    fn modify(&self, document: &mut Document) {
        let components = document.components.get_or_insert_default();
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
        components.add_security_scheme("token", SecurityScheme::Http(bearer));
        let cookie = ApiKey::Cookie(ApiKeyValue::new("samplats"));
        components.add_security_scheme("session", SecurityScheme::ApiKey(cookie));
    }
}

/// The routes that show a document.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn routes(document: &Document) -> Result<Router<App>, serde_json::Error> {
    let json: Arc<Vec<u8>> = Arc::new(serde_json::to_vec(document)?);
    let page: Arc<String> = Arc::new(page(&serde_json::to_value(document)?));
    let contract = move |headers: HeaderMap| {
        let json = json.clone();
        async move { answer::body(&headers, json.to_vec(), "application/json") }
    };
    let readable = move |headers: HeaderMap| {
        let page = page.clone();
        async move { answer::body(&headers, page.as_bytes().to_vec(), "text/html; charset=utf-8") }
    };
    let style = || async { ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE).into_response() };
    Ok(Router::new()
        .route("/api/openapi.json", get(contract))
        .route("/api/docs", get(readable))
        .route("/api/docs/style.css", get(style)))
}

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}\
    h1,h2{line-height:1.2}h2{margin-top:2.5rem;border-bottom:1px solid #bbb}h3{margin-bottom:.2rem;font-size:1rem}\
    code{background:#f2f2f2;padding:.1em .3em}.method{display:inline-block;min-width:4.5rem;font-weight:700}\
    table{border-collapse:collapse;margin:.3rem 0}td{padding:.1rem 1rem .1rem 0;vertical-align:top}p{margin:.2rem 0}";

/// The operations as a plain page: no script, nothing from elsewhere.
fn page(document: &Value) -> String {
    let mut html = String::from(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Samplats: the API</title>\
        <meta name=\"viewport\" content=\"width=device-width\"><link rel=\"stylesheet\" href=\"/api/docs/style.css\">\
        </head><body><h1>Samplats: the API</h1>",
    );
    paragraph(&mut html, &document["info"]["description"]);
    html.push_str("<p>The same for programs: <a href=\"/api/openapi.json\">/api/openapi.json</a></p>");
    let mut tag = String::new();
    for (path, method, operation) in operations(document) {
        let own = operation["tags"][0].as_str().unwrap_or("more");
        if own != tag {
            tag = own.to_owned();
            add(&mut html, format_args!("<h2>{}</h2>", escaped(&tag)));
        }
        let method = method.to_uppercase();
        add(
            &mut html,
            format_args!("<h3><span class=\"method\">{method}</span> <code>{}</code></h3>", escaped(&path)),
        );
        paragraph(&mut html, &operation["summary"]);
        paragraph(&mut html, &operation["description"]);
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        let parameters = parameters.map(|parameter| resolved(document, parameter));
        rows(&mut html, parameters.map(|parameter| (&parameter["name"], &parameter["description"])));
        let answers = operation["responses"].as_object().into_iter().flatten();
        let answers: Vec<_> = answers
            .map(|(status, answer)| (Value::from(status.as_str()), said_of(document, answer)))
            .collect();
        rows(&mut html, answers.iter().map(|(status, description)| (status, *description)));
    }
    html.push_str("<h2>Problems</h2><table>");
    for kind in ProblemKind::ALL {
        let (code, status, title) = (kind.code(), kind.status().as_u16(), escaped(kind.title()));
        let link = format_args!("<a href=\"/problems/{code}\"><code>/problems/{code}</code></a>");
        add(&mut html, format_args!("<tr><td>{link}</td><td>{status} {title}</td></tr>"));
    }
    html.push_str("</table>");
    html.push_str("</body></html>");
    html
}

/// What a reference is to; what is none is itself.
fn resolved<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let place = value["$ref"].as_str().and_then(|place| place.strip_prefix('#'));
    place.and_then(|place| document.pointer(place)).unwrap_or(value)
}

/// What is said of an answer: by its operation, else by what all operations share.
fn said_of<'a>(document: &'a Value, answer: &'a Value) -> &'a Value {
    let own = &answer["description"];
    if own.is_string() { own } else { &resolved(document, answer)["description"] }
}

fn operations(document: &Value) -> Vec<(String, String, &Value)> {
    let paths = document["paths"].as_object().into_iter().flatten();
    let mut all: Vec<_> = paths
        .flat_map(|(path, item)| {
            item.as_object().into_iter().flatten().map(|(method, op)| (path.clone(), method.clone(), op))
        })
        .filter(|(_, _, operation)| operation.get("responses").is_some())
        .collect();
    // The sort is stable: within a tag, paths stand as they were declared.
    all.sort_by_key(|(_, _, operation)| operation["tags"][0].as_str().unwrap_or("~").to_owned());
    all
}

fn rows<'a>(html: &mut String, rows: impl Iterator<Item = (&'a Value, &'a Value)>) {
    html.push_str("<table>");
    for (name, about) in rows {
        let text = |value: &Value| escaped(value.as_str().unwrap_or_default());
        add(html, format_args!("<tr><td><code>{}</code></td><td>{}</td></tr>", text(name), text(about)));
    }
    html.push_str("</table>");
}

fn paragraph(html: &mut String, text: &Value) {
    if let Some(text) = text.as_str().filter(|text| !text.is_empty()) {
        add(html, format_args!("<p>{}</p>", escaped(text)));
    }
}

/// Adds to a page in the making.
pub fn add(html: &mut String, text: std::fmt::Arguments<'_>) {
    html.write_fmt(text).expect("writing to memory does not fail");
}

/// A text as it stands in a page.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
