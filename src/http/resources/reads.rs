//! Who has read what is restricted: for who speaks for the organisation it comes from, and for administrators of what they
//! see themselves.

use super::shared;
use crate::audit::reading::{self, Read, ReadingFault, Reads, Wanted};
use crate::domain::access::Class;
use crate::domain::audit::{Act, Surface};
use crate::domain::ids::{crockford, parse_crockford};
use crate::domain::record::{Key, Kind};
use crate::domain::refusal::Refusal;
use crate::domain::time::date_of;
use crate::export::{About, Column, ColumnKind, ExportLimits, Format, Row, Watch, spool};
use crate::http::answer;
use crate::http::audited;
use crate::http::auth::{self, Standing};
use crate::http::caller::Caller;
use crate::http::exports::NoExport;
use crate::http::extract::Params;
use crate::http::problem::{Problem, ProblemDocument};
use crate::http::render::{PartyRef, Scene, Time};
use crate::http::state::App;
use crate::register::audit::Line;
use crate::space::Crs;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde::Serialize;
use std::collections::HashMap;
use std::io::Read as _;
use std::time::Duration;
use utoipa::ToSchema;

/// The parameters that choose lines.
const FILTERS: [&str; 7] = ["kind", "id", "account", "party", "surface", "since", "until"];
/// Whoever asks sees what they did a moment ago; a register that is away is not waited for.
pub const WRITTEN_WITHIN: Duration = Duration::from_secs(1);
/// Lines of a file; of more a shorter period is asked for.
const FILE_MAX: u64 = 100_000;

/// One read.
#[derive(Serialize, ToSchema)]
pub struct ReadView {
    /// When.
    at: Time,
    /// The account, token or phone, by kind and id; null where its holder was forgotten.
    #[schema(required)]
    account: Option<String>,
    /// What the account logs in with; for administrators.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    login: Option<String>,
    /// The party it acted for.
    party: PartyRef,
    /// In what role.
    role: String,
    /// By which surface: detail, history, document, sheet, photo, file, answer or list.
    surface: String,
    /// Kind of what was read.
    kind: &'static str,
    /// Its id.
    id: String,
    /// How it was shared then.
    class: Class,
    /// The organisation it comes from.
    origin: PartyRef,
    /// How much of it was seen.
    level: String,
}

/// What the log says of itself.
#[derive(Serialize, ToSchema)]
pub struct LogMark {
    /// When; of a gap its end.
    at: Time,
    /// `gap`: lines are missing that could not be written. `opened` and `closed`: a server began and stopped to keep it; one
    /// that was opened and not closed runs, or ended without writing its last moments.
    what: &'static str,
    /// Since when lines are missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    since: Option<Time>,
    /// Which server.
    server: String,
}

/// A page of the log.
#[derive(Serialize, ToSchema)]
pub struct ReadsPage {
    /// The reads, the newest first.
    items: Vec<ReadView>,
    /// Send as `cursor` for more; null at the end.
    #[schema(required)]
    next: Option<String>,
    /// What the log says of itself in the period, the newest first, at most 100.
    marks: Vec<LogMark>,
}

fn answers(caller: &Caller) -> Result<(), Problem> {
    let role = caller.actor.viewer.role;
    if role.coordinates() || role.administers() {
        return Ok(());
    }
    Err(Refusal::NotAllowed("coordinator_role").into())
}

fn wanted(app: &App, caller: &Caller, params: &Params) -> Result<Wanted, Problem> {
    let kind = params.get("kind").map(|word| {
        Kind::parse(word)
            .ok_or_else(|| Problem::parameter("kind", "must be the kind of a thing, such as place"))
    });
    let id = params
        .get("id")
        .map(|text| parse_crockford(text).map_err(|_| Problem::parameter("id", "must be the id of a thing")));
    let thing = match (kind.transpose()?, id.transpose()?) {
        (Some(kind), Some(bits)) => Some(Key { kind, bits }),
        (None, None) => None,
        (Some(_), None) | (None, Some(_)) => {
            return Err(Problem::parameter("id", "and kind must be given together"));
        }
    };
    let surface = params.get("surface").map(|word| {
        Surface::parse(word).ok_or_else(|| Problem::parameter("surface", "has a word that is not known"))
    });
    Ok(Wanted {
        since: shared::time(params, "since")?,
        until: shared::time(params, "until")?,
        caller: params.get("account").map(|text| account(app, caller, text)),
        party: params.get("party").map(str::to_owned),
        thing,
        surface: surface.transpose()?,
    })
}

/// What somebody is known by in the log: as it is told there, or, for administrators, what an account logs in with.
fn account(app: &App, caller: &Caller, text: &str) -> String {
    let book = app.accounts().book();
    let known = book.accounts.get(&text.to_lowercase());
    match known.filter(|_| caller.actor.viewer.role.administers()) {
        Some(account) => format!("account:{}", account.id),
        None => text.to_owned(),
    }
}

/// Who has read what is restricted, the newest first: of what comes from the caller's organisation, for who speaks for it; for
/// administrators also of everybody's that was shared with the city and that they see.
///
/// Each opening counts. A list counts once a day for each who looks and each thing that it tells in full; maps, counts and what
/// is seen less of in lists do not.
#[utoipa::path(
    get, path = "/api/reads", tag = "sharing",
    params(
        ("kind" = Option<String>, Query, description = "Kind of a thing: place, report, measure, photo or presence; with id"),
        ("id" = Option<String>, Query, description = "Id of a thing; with kind"),
        ("account" = Option<String>, Query, description = "As the log names it, such as account:ID; for administrators also a log-in"),
        ("party" = Option<String>, Query, description = "Code of the party that was acted for"),
        ("surface" = Option<String>, Query, description = "detail, history, document, sheet, photo, file, answer or list"),
        ("since" = Option<String>, Query, description = "At this time or later"),
        ("until" = Option<String>, Query, description = "Before this time"),
        ("limit" = Option<u32>, Query, description = "1 to 1 000, 100 unless told"),
        ("cursor" = Option<String>, Query, description = "The next of an earlier page"),
    ),
    responses(
        (status = 200, body = ReadsPage),
        (status = 403, description = "Neither coordinator nor administrator", body = ProblemDocument),
    )
)]
pub async fn list_reads(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &[&FILTERS[..], &["limit", "cursor"]].concat())?;
    answers(&caller)?;
    let wanted = wanted(&app, &caller, &params)?;
    let page = (shared::read_cursor(&params)?, shared::limit(&params)?);
    let Reads { lines, next } = read(&app, &caller, &wanted, page).await?;
    let marks = reading::marks(app.engine().archive().as_ref(), &wanted).await.map_err(Problem::unread)?;
    let body = {
        let snapshot = app.engine().snapshot();
        let eyes = caller.eyes();
        let scene = Scene::new(&snapshot, &eyes);
        let logins = Logins::of(&app, &caller);
        ReadsPage {
            items: lines.iter().filter_map(|line| view(&scene, &logins, line)).collect(),
            next: next.map(|last| shared::cursor(&last)).transpose()?,
            marks: marks.iter().filter_map(mark).collect(),
        }
    };
    answer::json(&headers, &body)
}

/// The same as a file of text in columns, at most 100 000 reads.
#[utoipa::path(
    get, path = "/api/reads/file", tag = "sharing",
    params(
        ("kind" = Option<String>, Query, description = "As in the list"),
        ("id" = Option<String>, Query, description = "As in the list"),
        ("account" = Option<String>, Query, description = "As in the list"),
        ("party" = Option<String>, Query, description = "As in the list"),
        ("surface" = Option<String>, Query, description = "As in the list"),
        ("since" = Option<String>, Query, description = "As in the list"),
        ("until" = Option<String>, Query, description = "As in the list"),
    ),
    responses(
        (status = 200, description = "The file", body = Vec<u8>, content_type = "text/csv"),
        (status = 403, description = "Neither coordinator nor administrator", body = ProblemDocument),
        (status = 422, description = "More than are written at once", body = ProblemDocument),
        (status = 429, description = "An export of the caller's is under way", body = ProblemDocument),
    )
)]
pub async fn find_reads_file(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &FILTERS)?;
    answers(&caller)?;
    let wanted = wanted(&app, &caller, &params)?;
    let standing = Standing::of(&app, &headers, &caller).ok_or_else(|| auth::not_logged_in(&app))?;
    let _turn = app.exports().take(&caller)?;
    // One more than may be written, so that the writing says what is wrong.
    let Reads { lines, .. } = read(&app, &caller, &wanted, (None, FILE_MAX as usize + 1)).await?;
    let rows: Vec<_> = {
        let snapshot = app.engine().snapshot();
        let eyes = caller.eyes();
        let scene = Scene::new(&snapshot, &eyes);
        let logins = Logins::of(&app, &caller);
        lines.iter().filter_map(|line| view(&scene, &logins, line)).map(row).collect()
    };
    let writing = audited::aside(move || written(rows));
    let bytes = standing.while_it_holds(&app, writing).await???;
    let name = format!("attachment; filename=\"reads-{}.csv\"", date_of(app.accounts().now()));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(Format::Csv.content_type())),
        (header::CONTENT_DISPOSITION, HeaderValue::try_from(name).map_err(Problem::internal)?),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    Ok((headers, bytes).into_response())
}

async fn read(
    app: &App,
    caller: &Caller,
    wanted: &Wanted,
    page: (Option<(i64, u64)>, usize),
) -> Result<Reads, Problem> {
    // A line that waits longer is told the next time.
    let _ = tokio::time::timeout(WRITTEN_WITHIN, app.audit().written()).await;
    let (archive, snapshot) = (app.engine().archive(), app.engine().snapshot());
    let viewer = Some(caller.actor.viewer);
    reading::reads(archive.as_ref(), &snapshot, viewer, wanted, page).await.map_err(|fault| match fault {
        ReadingFault::Register(fault) => Problem::unread(fault),
        ReadingFault::TooMany => {
            Problem::parameter("since", "must begin a shorter period: too much had to be looked at")
        }
    })
}

/// What accounts log in with, by how the log names them; for administrators, who may look it up anyway.
struct Logins(HashMap<String, String>);

impl Logins {
    fn of(app: &App, caller: &Caller) -> Self {
        if !caller.actor.viewer.role.administers() {
            return Self(HashMap::new());
        }
        let book = app.accounts().book();
        let named = book.accounts.values();
        Self(named.map(|account| (format!("account:{}", account.id), account.login.clone())).collect())
    }
}

fn view(scene: &Scene<'_>, Logins(logins): &Logins, line: &Line) -> Option<ReadView> {
    let Read { key, class, origin } = Read::of(line)?;
    let party = scene.snapshot.reference.parties.coded(&line.party).map(|party| party.name.clone());
    Some(ReadView {
        at: time(line.at_ms),
        account: Some(line.caller.clone()).filter(|caller| !caller.is_empty()),
        login: logins.get(&line.caller).cloned(),
        party: PartyRef { code: line.party.clone(), name: party.unwrap_or_default() },
        role: line.role.clone(),
        surface: line.surface.clone(),
        kind: key.kind.code(),
        id: crockford(key.bits),
        class,
        origin: scene.party(origin),
        level: line.level.clone().unwrap_or_default(),
    })
}

fn mark(line: &Line) -> Option<LogMark> {
    Some(LogMark {
        at: time(line.at_ms),
        what: Act::parse(&line.act)?.code(),
        since: line.since_ms.map(time),
        server: line.caller.clone(),
    })
}

fn time(ms: i64) -> Time {
    Time(Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH))
}

fn columns() -> Vec<Column> {
    const TEXTS: [&str; 11] = [
        "account",
        "login",
        "party_code",
        "party",
        "role",
        "surface",
        "kind",
        "id",
        "class",
        "origin_code",
        "level",
    ];
    let at = Column { name: "at", kind: ColumnKind::Moment };
    std::iter::once(at).chain(TEXTS.map(|name| Column { name, kind: ColumnKind::Text })).collect()
}

fn row(view: ReadView) -> Row {
    let id = view.id.clone();
    let cells = vec![
        view.at.0.into(),
        view.account.into(),
        view.login.into(),
        view.party.code.into(),
        view.party.name.into(),
        view.role.into(),
        view.surface.into(),
        view.kind.into(),
        view.id.into(),
        view.class.code().into(),
        view.origin.code.into(),
        view.level.into(),
    ];
    Row { id, geometry: None, cells }
}

fn written(rows: Vec<Row>) -> Result<Vec<u8>, Problem> {
    let about = About {
        name: "reads",
        title: "Reads of what is restricted".to_owned(),
        note: None,
        data_date: date_of(Timestamp::now()),
        as_of: None,
        columns: columns(),
        has_geometry: false,
        crs: Crs::Crs84,
    };
    let limits = ExportLimits { rows_max: FILE_MAX, ..ExportLimits::default() };
    let spooled = spool(Format::Csv, &about, rows.into_iter(), limits, &Watch::default());
    let mut spooled = spooled.map_err(NoExport::File)?;
    let mut bytes = Vec::new();
    spooled.file.read_to_end(&mut bytes).map_err(Problem::internal)?;
    Ok(bytes)
}
