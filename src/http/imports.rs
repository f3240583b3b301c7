//! Files: areas, sites, parties and reports.

use super::answer;
use super::audited;
use super::auth::{self, Standing};
use super::caller::{Call, Caller, Sent};
use super::extract::{Params, read_away, read_body};
use super::problem::{Problem, ProblemDocument, ProblemKind, RefusedFile};
use super::state::App;
use crate::domain::access::{Class, Role};
use crate::domain::refusal::{Refusal, Wrong};
use crate::import::plan::{
    Fault, Job, NotTaken, Order, PlanOptions, Prepared, Reason, What, prepare, row_of, split_hint,
};
use crate::import::{Feed, Format, Mapping, ReadLimits, ReadOptions, Source};
use crate::index::snapshot::Snapshot;
use crate::space::Crs;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use bytes::Bytes;
use data_encoding::BASE64URL_NOPAD;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const PARAMETERS: [&str; 9] =
    ["what", "kind", "party", "class", "crs", "map", "dry_run", "skip_bad", "outside"];

/// Carries a mapping file.
pub const MAPPING_HEADER: &str = "samplats-mapping";
/// Half of what all headers together may be.
const MAPPING_MAX_BYTES: usize = 16 * 1024;

/// The paths of imports.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(import_file))
}

/// What came of a file. Read by the command line as well, which says it in words.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ImportAnswer {
    /// What it holds: `areas`, `sites`, `parties` or `reports`.
    pub what: Cow<'static, str>,
    /// Checked only; nothing was written.
    pub dry_run: bool,
    /// Imported before under the same key, and not again: the numbers say what the file comes to beside what is there
    /// now.
    #[serde(default)]
    pub replayed: bool,
    /// Rows of the file.
    pub rows: usize,
    /// Rows that became something new.
    pub created: usize,
    /// Rows that changed something.
    pub changed: usize,
    /// Rows that were as they stand.
    pub unchanged: usize,
    /// Rows that were left out, with `skip_bad`.
    pub refused: usize,
    /// Rows that the mapping file leaves out, or that say what another row has said.
    #[serde(default)]
    pub left_out: usize,
    /// Rows in which something was repaired.
    pub repaired: usize,
    /// Why rows were left out, refused or repaired.
    #[serde(default)]
    pub reasons: Vec<ImportReason>,
    /// What was assumed, repaired or is worth a look, as sentences.
    pub notes: Vec<String>,
    /// What is wrong with the rows that were left out; at most 1 000.
    pub faults: Vec<ImportFault>,
}

/// How many rows met with something for one reason.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ImportReason {
    /// `left_out`, `refused` or `repaired`.
    pub outcome: Cow<'static, str>,
    /// Why: words of the mapping file, or the field and the kind of fault.
    pub reason: String,
    /// How many rows.
    pub rows: usize,
    /// The first of them.
    pub first_rows: Vec<usize>,
}

impl From<Reason> for ImportReason {
    fn from(reason: Reason) -> Self {
        let Reason { outcome, reason, tally } = reason;
        Self { outcome: outcome.into(), reason, rows: tally.rows, first_rows: tally.first_rows }
    }
}

/// One thing wrong with a row.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ImportFault {
    /// The feature's number from 1, or the line of the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<usize>,
    /// Where in the row.
    pub pointer: String,
    /// Stable word.
    pub code: Cow<'static, str>,
    /// In words.
    pub detail: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

impl From<Fault> for ImportFault {
    fn from(fault: Fault) -> Self {
        let Fault { row, pointer, code, detail, hint } = fault;
        Self { row, pointer, code: code.into(), detail, hint }
    }
}

impl ImportAnswer {
    /// The answer to an import that was prepared and, unless `dry_run`, written.
    #[must_use]
    pub fn of(what: What, dry_run: bool, prepared: Prepared) -> Self {
        let Prepared {
            rows,
            created,
            changed,
            unchanged,
            refused,
            left_out,
            repaired,
            reasons,
            replayed,
            notes,
            faults,
            ..
        } = prepared;
        let reasons = reasons.into_iter().map(ImportReason::from).collect();
        let faults = faults.into_iter().map(ImportFault::from).collect();
        let what = what.code().into();
        Self {
            what,
            dry_run,
            replayed,
            rows,
            created,
            changed,
            unchanged,
            refused,
            left_out,
            repaired,
            reasons,
            notes,
            faults,
        }
    }
}

/// Imports a file.
///
/// All or nothing, unless `skip_bad`; the same file again changes nothing. By an administrator, reports also by a
/// coordinator of the party they come from.
#[utoipa::path(
    post,
    path = "/api/imports",
    tag = "imports",
    operation_id = "import_file",
    params(
        ("what" = String, Query, description = "What the file holds: areas, sites, parties, reports, statistics, addresses or buildings."),
        ("kind" = Option<String>, Query, description = "The kind of rows that name none."),
        ("party" = Option<String>, Query, description = "Sites: code of the manager. Reports: code of the origin."),
        ("class" = Option<String>, Query, description = "Reports: how far they may be shared."),
        ("crs" = Option<String>, Query, description = "The file's coordinate system, such as EPSG:3006."),
        ("map" = Option<String>, Query, description = "Which columns are which of our fields: field=COLUMN,..."),
        ("dry_run" = Option<bool>, Query, description = "Checks everything and writes nothing."),
        ("skip_bad" = Option<bool>, Query, description = "Leaves bad rows out instead of refusing the file."),
        ("outside" = Option<bool>, Query, description = "Takes positions that lie outside every district, though another coordinate system would put them in one."),
        ("Samplats-Mapping" = Option<String>, Header, description = "A mapping file (TOML, at most 16 KiB) that describes the feed, in base64url without padding; instead of map."),
    ),
    request_body(
        description = "The file, at most 64 MiB.",
        content(
            (Vec<u8> = "application/geo+json"),
            (Vec<u8> = "application/geo+json-seq"),
            (Vec<u8> = "application/x-ndjson"),
            (Vec<u8> = "application/json"),
            (Vec<u8> = "text/csv"),
            (Vec<u8> = "application/zip"),
            (Vec<u8> = "application/geopackage+sqlite3"),
        ),
    ),
    responses(
        (status = 200, description = "Imported, or checked.", body = ImportAnswer),
        (status = 400, description = "A parameter is wrong.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 403, description = "The role or party may not.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 413, description = "Too large.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 415, description = "Not a format that is read.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "Something is wrong with the file; nothing was written.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 429, description = "An import of the caller's is under way.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 503, description = "As many imports as are taken in at once are under way, or the register is away.", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
async fn import_file(State(app): State<App>, caller: Caller, request: Request) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    let standing = Standing::of(&app, &parts.headers, &caller).ok_or_else(|| auth::not_logged_in(&app))?;
    let asked = Asked::read(&parts, &caller);
    // Before the file is: what waits for a turn must not fill the memory meanwhile.
    let may = asked.and_then(|asked| Ok((asked, Arc::new(app.imports().take(&caller)?))));
    let (Asked { order, dry_run, declared }, turn) = match may {
        Ok(may) => may,
        Err(problem) => {
            // Hung up on, a sender in the middle of its file would find a broken connection and no answer.
            read_away(body, ReadLimits::default().max_bytes).await;
            return Err(problem);
        }
    };
    let bytes = read_body(body, order.read.limits.max_bytes).await?;
    let named = {
        let (app, caller) = (app.clone(), caller.clone());
        move || -> Result<_, Problem> { Ok((call(&app, &caller, &parts, &bytes)?, bytes)) }
    };
    let (call, bytes) = audited::aside(named).await??;
    // The key goes first: what was taken once is answered again, whatever would be said of the file today.
    let before = if dry_run { None } else { call.answered(&app).await? };
    let (what, world) = (order.what, app.engine().snapshot());
    let order = Order { skip_bad: order.skip_bad || before.is_some(), ..order };
    // Whoever hangs up does not end the checking, and has the turn until it is over.
    let held = Arc::clone(&turn);
    let checking = move || {
        let _held = held;
        check(bytes, declared, &order, &world, &caller)
    };
    // A file takes its time; whoever has lost the right to send it meanwhile changes nothing by it.
    let checked = standing.while_it_holds(&app, audited::aside(checking)).await??;
    let mut prepared = match (checked, &before) {
        (Ok(mut prepared), Some(done)) => {
            prepared.written(done);
            prepared
        }
        (Ok(prepared), None) => prepared,
        (Err(_), Some(_)) => Prepared::unread_again(),
        (Err(problem), None) => return Err(problem),
    };
    if before.is_none() && !dry_run {
        let command = prepared.command.take();
        let command = command.ok_or_else(|| Problem::internal("an import in one batch has one command"))?;
        prepared.written(&call.submit(&app, None, command).await?);
    }
    drop(turn);
    let replayed = prepared.replayed;
    let told = answer::bytes(&ImportAnswer::of(what, dry_run, prepared))?;
    Ok(answer::written(StatusCode::OK, told, answer::Told { replayed, ..answer::Told::default() }))
}

/// The call that carries a file. Hashing 64 MiB takes as long as a few requests, so this is for a thread that may be busy.
fn call(app: &App, caller: &Caller, parts: &Parts, bytes: &[u8]) -> Result<Call, Problem> {
    let sent = Sent::of(parts);
    match parts.headers.get(MAPPING_HEADER) {
        None => Call::new(app, caller, &sent, bytes),
        // The same file described otherwise is another request.
        Some(mapping) => {
            let both = [&Sha256::digest(bytes)[..], mapping.as_bytes()].concat();
            Call::new(app, caller, &sent, &both)
        }
    }
}

/// What the file comes to in the world as it stands. Takes seconds for a large one.
fn check(
    bytes: Bytes,
    declared: Declared,
    order: &Order,
    world: &Snapshot,
    caller: &Caller,
) -> Result<Prepared, Problem> {
    let format = declared.format(&bytes)?;
    let source = Source::Bytes(bytes);
    let job = Job {
        source: &source,
        format,
        order,
        world,
        actor: &caller.actor,
        now: Timestamp::now(),
        // One request is one command: all of it or nothing.
        batch_rows: None,
    };
    prepare(&job).map_err(not_taken)
}

/// What is asked of the file, before it is read.
struct Asked {
    order: Order,
    dry_run: bool,
    declared: Declared,
}

impl Asked {
    fn read(parts: &Parts, caller: &Caller) -> Result<Self, Problem> {
        let parameters = Params::parse(parts.uri.query(), &PARAMETERS)?;
        let order = order(&parameters, feed(&parts.headers)?)?;
        let dry_run = parameters.flag("dry_run")?;
        may_import(caller.actor.viewer.role, order.what)?;
        Ok(Self { order, dry_run, declared: Declared::of(&parts.headers)? })
    }
}

/// Told before the file is read; whether the reports are the caller's own is decided with them.
fn may_import(role: Role, what: What) -> Result<(), Problem> {
    if role.administers() || (what == What::Reports && role.coordinates()) {
        return Ok(());
    }
    Err(Refusal::NotAllowed("administrator_role").into())
}

/// The mapping file that a header carries: an address has no room for it.
fn feed(headers: &HeaderMap) -> Result<Option<Feed>, Problem> {
    let wrong = |detail: &str| Problem::parameter(MAPPING_HEADER, detail);
    let Some(value) = headers.get(MAPPING_HEADER) else { return Ok(None) };
    let bytes =
        BASE64URL_NOPAD.decode(value.as_bytes()).map_err(|_| wrong("is not base64url without padding"))?;
    if bytes.len() > MAPPING_MAX_BYTES {
        return Err(wrong("holds more than 16 KiB"));
    }
    let text = String::from_utf8(bytes).map_err(|_| wrong("holds text that is not UTF-8"))?;
    Feed::parse(&text).map(Some).map_err(|fault| wrong(&format!("is refused: {fault}")))
}

fn order(parameters: &Params, feed: Option<Feed>) -> Result<Order, Problem> {
    let what = parameters
        .required("what", "must be areas, sites, parties, reports, statistics, addresses or buildings")?;
    let mapping = match parameters.get("map").map(Mapping::parse) {
        None => Mapping::default(),
        Some(Ok(mapping)) => mapping,
        Some(Err(fault)) => return Err(Problem::parameter("map", &format!("is wrong: {fault}"))),
    };
    if feed.is_some() && parameters.get("map").is_some() {
        return Err(Problem::parameter("map", "and a mapping file exclude each other"));
    }
    let crs = match parameters.get("crs").map(Crs::parse) {
        None => None,
        Some(Ok(crs)) => Some(crs),
        Some(Err(fault)) => return Err(Problem::parameter("crs", &format!("is an {fault}"))),
    };
    let class = match parameters.get("class").map(Class::parse) {
        None => None,
        Some(Some(class)) => Some(class),
        Some(None) => {
            let known = Class::ALL.map(Class::code).join(", ");
            return Err(Problem::parameter("class", &format!("must be one of {known}")));
        }
    };
    let text = |name| parameters.get(name).map(str::to_owned);
    Ok(Order {
        what,
        read: ReadOptions {
            crs,
            mapping: mapping.clone(),
            feed: feed.clone(),
            limits: ReadLimits::default(),
        },
        options: PlanOptions { kind: text("kind"), party: text("party"), class, mapping, feed },
        skip_bad: parameters.flag("skip_bad")?,
        outside: parameters.flag("outside")?,
    })
}

/// What the sender says the file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Declared {
    As(Format),
    /// `application/json`: an array of objects or GeoJSON.
    SomeJson,
    Nothing,
}

impl Declared {
    fn of(headers: &HeaderMap) -> Result<Self, Problem> {
        let Some(value) = headers.get(header::CONTENT_TYPE) else { return Ok(Self::Nothing) };
        let value = value.to_str().unwrap_or_default();
        let essence = value.split(';').next().unwrap_or_default().trim();
        if essence.eq_ignore_ascii_case("application/json") {
            return Ok(Self::SomeJson);
        }
        match Format::guess(None, Some(value), &[]) {
            Some(format) => Ok(Self::As(format)),
            None => Err(unsupported()),
        }
    }

    fn format(self, bytes: &[u8]) -> Result<Format, Problem> {
        match self {
            Self::As(format) => Ok(format),
            Self::SomeJson => Ok(match Format::guess(None, None, bytes) {
                Some(format @ (Format::GeoJson | Format::Json)) => format,
                // Lines of JSON are not one JSON document, and text is none: both are named as such.
                Some(Format::GeoJsonLines | Format::Csv | Format::Shapefile | Format::GeoPackage) | None => {
                    Format::Json
                }
            }),
            Self::Nothing => Format::guess(None, None, bytes).ok_or_else(unsupported),
        }
    }
}

fn unsupported() -> Problem {
    let detail = "Send application/geo+json, application/geo+json-seq, application/x-ndjson, application/json, text/csv, \
        application/zip (a shapefile) or application/geopackage+sqlite3.";
    Problem::new(ProblemKind::UnsupportedMediaType, detail)
}

fn not_taken(not_taken: NotTaken) -> Problem {
    match not_taken {
        NotTaken::Refused(refusal) => refusal.into(),
        NotTaken::Faulty { faults, found, notes } => {
            let listed = if found > faults.len() {
                format!("the first {} of {found} faults are listed", faults.len())
            } else {
                "see errors".to_owned()
            };
            let detail = format!("Nothing was imported: {found} fault(s); {listed}.");
            let errors = faults.into_iter().map(wrong).collect();
            let file = Some(Box::new(RefusedFile { found, notes }));
            Problem { errors, file, ..Problem::new(ProblemKind::Invalid, detail) }
        }
    }
}

/// `#/name` of row 17 is `#/rows/17/name`. [`ImportFault::read`] is the way back.
fn wrong(fault: Fault) -> Wrong {
    let pointer = match fault.row {
        Some(row) => fault.pointer.replacen('#', &format!("#/rows/{row}"), 1),
        None => fault.pointer,
    };
    let detail = match fault.hint {
        Some(hint) => format!("{}; {hint}", fault.detail),
        None => fault.detail,
    };
    // Files have faults of their own, with words beyond those of refusals.
    Wrong { pointer, code: fault.code, detail }
}

impl ImportFault {
    /// The fault of a row that an error of a problem document tells of.
    #[must_use]
    pub fn read(pointer: &str, code: &str, detail: &str) -> Self {
        let (row, pointer) = match row_of(pointer) {
            Some((row, rest)) => (Some(row), format!("#{rest}")),
            None => (None, pointer.to_owned()),
        };
        let (detail, hint) = split_hint(detail);
        Self { row, pointer, code: code.to_owned().into(), detail, hint }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn asked(query: &str) -> Result<Order, Problem> {
        order(&Params::parse(Some(query), &PARAMETERS)?, None)
    }

    #[test]
    fn parameters_are_read_strictly() {
        let order = asked("what=sites&kind=school&party=SISAB&crs=EPSG%3A3011&map=id%3Did,name%3Dnamn")
            .expect("read");
        assert_eq!((order.what, order.read.crs.map(Crs::epsg)), (What::Sites, Some(3011)));
        assert_eq!(order.options.mapping.column_of("name"), Some("namn"));
        for bad in [
            "",
            "what=towns",
            "what=sites&crs=EPSG:1",
            "what=sites&map=name",
            "what=reports&class=secret",
            "wath=sites",
        ] {
            assert_eq!(asked(bad).expect_err(bad).kind, ProblemKind::BadParameter, "{bad}");
        }
    }

    #[test]
    fn the_contract_names_the_path_and_the_formats() {
        let contract = routes().split_for_parts().1.to_json().expect("written");
        let contract: serde_json::Value = serde_json::from_str(&contract).expect("JSON");
        let body = &contract["paths"]["/api/imports"]["post"]["requestBody"]["content"];
        assert!(body["application/geo+json"].is_object() && body["text/csv"].is_object(), "{body}");
    }

    #[test]
    fn administrators_import_and_coordinators_their_reports() {
        assert!(may_import(Role::Administrator, What::Areas).is_ok());
        assert!(may_import(Role::Coordinator, What::Reports).is_ok());
        for (role, what) in [(Role::Coordinator, What::Sites), (Role::Member, What::Reports)] {
            assert_eq!(may_import(role, what).expect_err("refused").kind, ProblemKind::NotAllowed);
        }
    }

    #[test]
    fn the_content_type_decides_and_the_bytes_where_it_does_not() {
        let declared = |content_type: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
            Declared::of(&headers)
        };
        let format =
            |content_type, bytes: &[u8]| declared(content_type).and_then(|declared| declared.format(bytes));
        assert_eq!(format("text/csv; charset=utf-8", b"{}").ok(), Some(Format::Csv));
        assert_eq!(format("application/json", b"[{}]").ok(), Some(Format::Json));
        assert_eq!(format("application/json", b"{\"type\":\"Point\"}").ok(), Some(Format::GeoJson));
        assert_eq!(format("application/json", b"a,b").ok(), Some(Format::Json));
        assert_eq!(declared("image/png").expect_err("refused").kind, ProblemKind::UnsupportedMediaType);
        assert_eq!(Declared::of(&HeaderMap::new()).expect("nothing").format(b"a;b").ok(), Some(Format::Csv));
    }

    #[test]
    fn faults_point_into_the_file() {
        let fault = Fault {
            row: Some(17),
            pointer: "#/geometry/coordinates".into(),
            code: "geometry",
            detail: "is open".into(),
            hint: Some("close it".into()),
        };
        let problem = not_taken(NotTaken::Faulty { faults: vec![fault], found: 1, notes: vec![] });
        assert_eq!(problem.kind, ProblemKind::Invalid);
        let expected = Wrong::at("#/rows/17/geometry/coordinates", "geometry", "is open; close it");
        assert_eq!(problem.errors, [expected]);
        assert_eq!(problem.file.map(|file| file.found), Some(1));
        let read = ImportFault::read(&problem.errors[0].pointer, "geometry", &problem.errors[0].detail);
        assert_eq!((read.row, read.pointer.as_str()), (Some(17), "#/geometry/coordinates"));
        assert_eq!((read.detail.as_str(), read.hint.as_deref()), ("is open", Some("close it")));
    }
}
