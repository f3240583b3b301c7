//! Code lists.

use super::shared::{self, Items, Page, Represented};
use crate::domain::codes::{Code, CodeList, Particular, Question, Words};
use crate::domain::command::{CodeDraft, Command, FaultChannelDraft};
use crate::domain::hours::HourBand;
use crate::http::answer;
use crate::http::caller::{Call, Caller, Sent, if_match};
use crate::http::extract::{Json, Params};
use crate::http::problem::Problem;
use crate::http::render::Scene;
use crate::http::render::reference::CodeView;
use crate::http::state::App;
use crate::index::snapshot::Snapshot;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::ToSchema;

/// A code as an administrator gives it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CodeBody {
    label: Words,
    category: Option<String>,
    #[serde(default)]
    child_relevant: bool,
    #[serde(default)]
    questions: Vec<Question>,
    #[serde(default)]
    particulars: Vec<Particular>,
    #[serde(default)]
    step_at: Vec<String>,
    paragraph: Option<String>,
    fault_channel: Option<FaultChannelBody>,
    hours: Option<HourBand>,
    position: Option<u32>,
    #[schema(value_type = Option<String>)]
    from: Option<Date>,
    #[schema(value_type = Option<String>)]
    until: Option<Date>,
}

/// Where whoever mends a fault is told of it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FaultChannelBody {
    /// Code of the party that mends it.
    party: String,
    /// Their page for it, an https address.
    web: Option<String>,
    /// The number of whoever is on duty there.
    phone: Option<String>,
}

fn list_named(text: &str) -> Option<CodeList> {
    CodeList::parse(text)
}

fn channel(FaultChannelBody { party, web, phone }: FaultChannelBody) -> FaultChannelDraft {
    FaultChannelDraft { party, web, phone }
}

/// All codes with their words, by list and position; also those that can no longer be chosen.
#[utoipa::path(
    get, path = "/api/codes", tag = "codes",
    params(
        ("list" = Option<String>, Query, description = "One list only"),
        ("limit" = Option<u32>, Query, description = "1 to 1 000, 100 unless told"),
        ("cursor" = Option<String>, Query, description = "The next of an earlier page"),
    ),
    responses((status = 200, body = Items<CodeView>))
)]
pub async fn list_codes(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &["list", "limit", "cursor"])?;
    let list = match params.get("list") {
        Some(text) => Some(list_named(text).ok_or_else(|| Problem::parameter("list", "is not a code list"))?),
        None => None,
    };
    let snapshot = shared::snapshot(&app, &headers).await;
    let eyes = caller.eyes();
    let scene = Scene::new(&snapshot, &eyes);
    let mut codes: Vec<_> =
        snapshot.reference.codes.values().filter(|code| list.is_none_or(|list| code.list == list)).collect();
    codes.sort_by(|a, b| (a.list, a.position, &a.code).cmp(&(b.list, b.position, &b.code)));
    let key = |code: &Code| format!("{:02}.{:010}.{}", code.list as u8, code.position, code.code);
    let items = codes.into_iter().map(|code| (key(code), scene.code_view(code)));
    answer::json(&headers, &Page::read(&params)?.of(items))
}

/// One code, also when it can no longer be chosen.
#[utoipa::path(
    get, path = "/api/codes/{list}/{code}", tag = "codes",
    params(
        ("list" = String, Path, description = "A code list"),
        ("code" = String, Path, description = "The stable word"),
    ),
    responses((status = 200, body = CodeView))
)]
pub async fn find_code(
    State(app): State<App>,
    caller: Caller,
    Path((list, code)): Path<(String, String)>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    Params::parse(uri.query(), &[])?;
    let list = list_named(&list).ok_or_else(Problem::not_there)?;
    let snapshot = shared::snapshot(&app, &headers).await;
    let (_, body) = representation(&snapshot, &caller, list, &code)?.ok_or_else(Problem::not_there)?;
    Ok(answer::body(&headers, body, "application/json"))
}

fn representation(
    snapshot: &Snapshot,
    caller: &Caller,
    list: CodeList,
    code: &str,
) -> Result<Option<Represented>, Problem> {
    let Some(code) = snapshot.reference.code(list, code) else { return Ok(None) };
    let eyes = caller.eyes();
    let bytes = answer::bytes(&Scene::new(snapshot, &eyes).code_view(code))?;
    Ok(Some((code.version, bytes)))
}

/// Puts a code into a list, or changes it. A code is never taken away; it ends on a day.
#[utoipa::path(
    put, path = "/api/codes/{list}/{code}", tag = "codes", request_body = CodeBody,
    params(
        ("list" = String, Path, description = "A code list"),
        ("code" = String, Path, description = "The stable word"),
    ),
    responses((status = 200, body = CodeView))
)]
pub async fn put_code(
    State(app): State<App>,
    caller: Caller,
    Path((list, code)): Path<(String, String)>,
    sent: Sent,
    body: Json<CodeBody>,
) -> Result<Response, Problem> {
    let list = list_named(&list).ok_or_else(Problem::not_there)?;
    let call = Call::new(&app, &caller, &sent, body.text.as_bytes())?;
    let body = body.value;
    let draft = CodeDraft {
        list,
        code: code.clone(),
        label: body.label,
        category: body.category,
        child_relevant: body.child_relevant,
        questions: body.questions,
        particulars: body.particulars,
        step_at: body.step_at,
        paragraph: body.paragraph,
        fault_channel: body.fault_channel.map(channel),
        hours: body.hours,
        position: body.position,
        from: body.from,
        until: body.until,
    };
    let expected = match representation(&app.engine().snapshot(), &caller, list, &code)? {
        Some((version, bytes)) => if_match(&sent.headers, &bytes, version)?,
        // A code that is new has nothing to be seen first.
        None => 0,
    };
    let done = call.submit(&app, Some(expected), Command::PutCodes(vec![draft])).await;
    let done = done.map_err(shared::of_one_row)?;
    let snapshot = app.engine().snapshot();
    let (version, bytes) = representation(&snapshot, &caller, list, &code)?.ok_or_else(Problem::not_there)?;
    // A file of codes is about none of them; here it is of one.
    let written = snapshot.reference.code(list, &code).map(|code| (code.id.into(), version));
    Ok(answer::written(StatusCode::OK, bytes, shared::told_of(&app, &caller, &done, written, None)))
}
