//! The pages that the `type` of a problem document leads to, for people, in both languages.

use super::answer;
use super::docs::{add, escaped};
use super::extract::Params;
use super::problem::{Explained, Problem, ProblemKind};
use super::request::{self, Language};
use super::state::App;
use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use axum::routing::get;

/// The pages.
pub fn routes() -> Router<App> {
    Router::new().route("/problems", get(list_problems)).route("/problems/{name}", get(find_problem))
}

/// The language of a page, its words, and what stands before the remedy.
type Version = (&'static str, fn(ProblemKind) -> Explained, &'static str);

const SWEDISH: Version = ("sv", ProblemKind::swedish, "Vad du kan göra");
const ENGLISH: Version = ("en", ProblemKind::english, "What to do");

/// Both languages, the reader's own first.
fn versions() -> [Version; 2] {
    match request::language() {
        Language::Swedish => [SWEDISH, ENGLISH],
        Language::English => [ENGLISH, SWEDISH],
    }
}

async fn find_problem(Path(name): Path<String>, headers: HeaderMap, uri: Uri) -> Result<Response, Problem> {
    Params::parse(uri.query(), &[])?;
    let kind = ProblemKind::ALL.iter().find(|kind| kind.code() == name).ok_or_else(Problem::not_there)?;
    let versions = versions();
    let mut html = head(versions[0].0, (versions[0].1)(*kind).title);
    for (language, explained, remedy) in versions {
        let Explained { title, meaning, remedy: words } = explained(*kind);
        let (title, meaning, words) = (escaped(title), escaped(meaning), escaped(words));
        add(
            &mut html,
            format_args!(
                "<section lang=\"{language}\"><h1>{title}</h1><p>{meaning}</p><h2>{remedy}</h2><p>{words}</p></section>"
            ),
        );
    }
    let (code, status) = (kind.code(), kind.status().as_u16());
    add(&mut html, format_args!("<p><code>/problems/{code}</code> · HTTP {status} · "));
    html.push_str("<a href=\"/problems\">Alla · All</a></p></body></html>");
    Ok(page(&headers, html))
}

async fn list_problems(headers: HeaderMap, uri: Uri) -> Result<Response, Problem> {
    Params::parse(uri.query(), &[])?;
    let versions = versions();
    let mut html = head(versions[0].0, "/problems");
    html.push_str("<table>");
    for kind in ProblemKind::ALL {
        let code = kind.code();
        add(&mut html, format_args!("<tr><td><a href=\"/problems/{code}\"><code>{code}</code></a></td>"));
        for (language, explained, _) in versions {
            let title = escaped(explained(*kind).title);
            add(&mut html, format_args!("<td lang=\"{language}\">{title}</td>"));
        }
        html.push_str("</tr>");
    }
    html.push_str("</table></body></html>");
    Ok(page(&headers, html))
}

fn head(language: &str, title: &str) -> String {
    let title = escaped(title);
    format!(
        "<!doctype html><html lang=\"{language}\"><head><meta charset=\"utf-8\"><title>Samplats: {title}</title>\
        <meta name=\"viewport\" content=\"width=device-width\"><link rel=\"stylesheet\" href=\"/api/docs/style.css\">\
        </head><body>"
    )
}

fn page(headers: &HeaderMap, html: String) -> Response {
    answer::body(headers, html.into_bytes(), "text/html; charset=utf-8")
}
