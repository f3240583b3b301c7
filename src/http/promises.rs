//! What every operation promises beside its own answer: the problems that it may meet, and the headers that it takes and
//! gives. Written into the contract here, from what kind of operation it is, so that no handler has to say it.
//!
//! `tests/it/promises.rs` asks every operation in every wrong way and holds the answers against this.

use super::problem::ProblemKind;
use axum::http::StatusCode;
use std::collections::BTreeMap;
use std::fmt::Write;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{
    Content, Header, OpenApi as Document, Ref, RefOr, Required, Response, ResponseBuilder, Schema,
};

/// Operations on accounts, sessions and tokens, which are no things of the register.
const CREDENTIALS: [&str; 11] = [
    "/api/session",
    "/api/users",
    "/api/tokens",
    "/api/phone-links",
    "/api/me/desk",
    "/api/me/sessions",
    "/api/me/password",
    "/api/me/second-factor",
    "/api/me/details",
    "/api/me/forget",
    "/api/access-review",
];
/// Reads that are for administrators, or that only they may ask in another party's stead.
const FOR_FEW: [&str; 8] = [
    "/api/register",
    "/api/reads",
    "/api/erasures",
    "/api/retention/runs",
    "/api/exports",
    "/api/document-requests",
    "/api/places/{id}/document",
    "/api/reports/{id}/document",
];
/// To whom one thing was handed on, which is told to who speaks for whoever made it.
const TOLD_TO_ITS_ORIGIN: &str = "}/disclosures";
/// What is posted to be tried and not to be written.
const TRIED: [&str; 2] = ["/api/designations/dry-run", TRIED_PUBLICATION];
/// What may be refused as the publication itself is: a quarter that has one.
const TRIED_PUBLICATION: &str = "/api/publications/dry-run";
/// What was published, and may have been withdrawn.
const PUBLISHED: &str = "/api/public/publications/{quarter}";
/// What is posted and has no key: what is only tried, and a run of the retention, which takes what is due whenever it is
/// sent.
const UNREMEMBERED: [&str; 3] = [TRIED[0], TRIED[1], "/api/retention/runs"];
/// A file: of many things, so that no one of them can be said to be seen.
const FILES: &str = "/api/imports";
/// Things that may be erased whole, so that only a decision is left of them.
const ERASED_WHOLE: [&str; 9] = [
    "/api/document-requests",
    "/api/filings",
    "/api/reports",
    "/api/places",
    "/api/measures",
    "/api/photos",
    "/api/rounds",
    "/api/walks",
    "/api/presences",
];
/// What a browser walks to an identity provider and back: whatever goes wrong, it is sent on to the page that says so.
const WALKED: [&str; 2] = ["/api/session/providers/{code}/begin", "/api/session/callback"];
/// What identity providers send by themselves, and anybody may: no page of ours, and about no thing of the register.
const TOLD_BY_PROVIDERS: &str = "/api/session/providers/{code}/logged-out";
/// One's sessions: one that is not there has ended already.
const ENDED: [&str; 2] = ["/api/me/sessions/{id}", "/api/sessions/{id}"];
/// Photos, whose bytes lie elsewhere than the register's things.
const PHOTOS: &str = "/api/photos";
/// Lists as files, which take long and may be large.
const EXPORTS: &str = "/api/exports/{layer}";
/// Files that are made anew each time: nobody has them already.
const MADE_ANEW: [&str; 3] = [EXPORTS, "/api/reads/file", "/api/register/incident"];
/// Reads that do not look at the register's things.
const BESIDE_THE_REGISTER: [&str; 9] = [
    "/api/reads",
    "/api/reads/file",
    "/api/register/incident",
    "/api/me",
    "/api/layers",
    "/api/background/{z}/{row}/{col}",
    "/api/changes",
    "/api/register/verify",
    "/api/register/stats",
];

/// What kind of operation it is.
#[derive(Clone, Copy, Debug)]
struct Nature<'a> {
    path: &'a str,
    /// It changes nothing.
    reads: bool,
    /// Anybody may ask.
    open: bool,
    /// It has a body.
    body: bool,
}

impl<'a> Nature<'a> {
    fn of(path: &'a str, method: &str, operation: &Operation) -> Self {
        let open = operation.security.as_ref().is_some_and(|needed| {
            // The empty requirement is met by everybody.
            needed.is_empty() || needed.iter().any(|one| *one == Default::default())
        });
        Self { path, reads: method == "get", open, body: operation.request_body.is_some() }
    }

    fn is_about_credentials(self) -> bool {
        CREDENTIALS.iter().any(|prefix| self.path.starts_with(prefix))
    }

    /// Reads that are not for everybody who is logged in.
    fn is_for_few(self) -> bool {
        FOR_FEW.iter().any(|prefix| self.path.starts_with(prefix)) || self.path.ends_with(TOLD_TO_ITS_ORIGIN)
    }

    /// Whether it is carried out once under its caller's key.
    fn is_command(self) -> bool {
        !self.reads && !self.is_about_credentials() && !UNREMEMBERED.contains(&self.path)
    }

    fn names_a_thing(self) -> bool {
        self.path.contains('{')
    }

    /// Whether it must say which version of a thing it was decided on.
    fn is_on_one_thing(self) -> bool {
        self.is_command() && self.names_a_thing()
    }

    /// A thing that need not be there: what is new has nothing to be seen first.
    fn may_make_the_thing(self) -> bool {
        matches!(self.path, "/api/codes/{list}/{code}" | "/api/parties/{code}")
    }

    /// Whether it is a read whose answer can be kept. A file that is made anew each time is not.
    fn has_a_tag(self) -> bool {
        self.reads && !MADE_ANEW.contains(&self.path) && !WALKED.contains(&self.path)
    }

    fn may_be_about_what_is_gone(self) -> bool {
        let of_the_kind = ERASED_WHOLE.iter().any(|prefix| self.path.starts_with(prefix));
        of_the_kind && (self.names_a_thing() || self.is_command())
    }

    fn waits_to_be_fresh(self) -> bool {
        self.reads && !self.is_about_credentials() && !BESIDE_THE_REGISTER.contains(&self.path)
    }

    /// Whether it may be answered with a problem of this kind.
    fn may_meet(self, kind: ProblemKind) -> bool {
        match kind {
            ProblemKind::Malformed
            | ProblemKind::TooMany
            | ProblemKind::HeadersTooLarge
            | ProblemKind::Internal
            | ProblemKind::Timeout => true,
            ProblemKind::ForeignPage
            | ProblemKind::NotAllowed
            | ProblemKind::WrongState
            | ProblemKind::Invalid
                if self.path == TOLD_BY_PROVIDERS =>
            {
                false
            }
            ProblemKind::BadParameter | ProblemKind::NotThere if WALKED.contains(&self.path) => false,
            ProblemKind::BadParameter => self.reads || [FILES, PHOTOS].contains(&self.path),
            ProblemKind::NotLoggedIn => !self.open,
            ProblemKind::WrongLogin | ProblemKind::CodeNeeded => self.path == "/api/session" && self.body,
            ProblemKind::ForeignPage => !self.reads,
            ProblemKind::NotAllowed => !self.reads || self.is_about_credentials() || self.is_for_few(),
            ProblemKind::NotThere => {
                (self.names_a_thing() && !ENDED.contains(&self.path)) || self.is_command()
            }
            // An answer to a method that is no operation.
            ProblemKind::MethodNotAllowed => false,
            ProblemKind::WrongState => !self.reads && self.path != "/api/session" && self.path != TRIED[0],
            ProblemKind::Stale | ProblemKind::VersionRequired => self.is_on_one_thing(),
            ProblemKind::TooLarge | ProblemKind::UnsupportedMediaType | ProblemKind::Invalid => self.body,
            ProblemKind::Erased => self.may_be_about_what_is_gone(),
            ProblemKind::ExportTooLarge => MADE_ANEW.contains(&self.path),
            ProblemKind::Busy => MADE_ANEW.contains(&self.path) || (self.path == PHOTOS && !self.reads),
            ProblemKind::PhotoMissing => self.reads && self.path.starts_with(PHOTOS) && self.names_a_thing(),
            ProblemKind::KeyReused | ProblemKind::Quarantined => self.is_command(),
            ProblemKind::Unavailable => !self.open || !self.reads,
            ProblemKind::OutcomeUnknown => !self.reads && !TRIED.contains(&self.path),
            ProblemKind::Withdrawn => self.path.starts_with(PUBLISHED),
        }
    }

    fn takes(self) -> Vec<&'static str> {
        let takes = [
            ("If-Match", self.is_on_one_thing() && !self.may_make_the_thing()),
            ("If-Match-Where-It-Is", self.is_on_one_thing() && self.may_make_the_thing()),
            ("Idempotency-Key", self.is_command()),
            ("Samplats-Seen", self.waits_to_be_fresh()),
            ("If-None-Match", self.has_a_tag()),
            ("X-Samplats", !self.reads && self.path != TOLD_BY_PROVIDERS),
            ("X-Samplats-Unattended", self.reads && !self.open),
        ];
        takes.into_iter().filter(|(_, is_taken)| *is_taken).map(|(name, _)| name).collect()
    }

    fn gives(self, status: StatusCode, has_content: bool) -> Vec<&'static str> {
        let gives = [
            ("ETag", !MADE_ANEW.contains(&self.path) && (has_content || status == StatusCode::NOT_MODIFIED)),
            (
                "Location",
                (status == StatusCode::CREATED && !self.is_about_credentials())
                    || status == StatusCode::SEE_OTHER,
            ),
            ("Samplats-Seen", self.is_command() && self.path != FILES),
            ("Idempotency-Replayed", self.is_command()),
            ("Samplats-Stale", true),
        ];
        gives.into_iter().filter(|(_, is_given)| *is_given).map(|(name, _)| name).collect()
    }
}

/// Writes what every operation promises into a contract.
pub fn complete(document: &mut Document) {
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations(item) {
            let nature = Nature::of(path, method, operation);
            problems(nature, operation);
            headers(nature, operation);
        }
    }
    let components = document.components.get_or_insert_default();
    components.parameters.extend(PARAMETERS.iter().map(|told| (told.0.to_owned(), parameter(told).into())));
    components.headers.extend(HEADERS.iter().map(|(name, about)| ((*name).to_owned(), header(about).into())));
    components.responses.extend(
        statuses()
            .into_iter()
            .map(|(status, kinds)| (component_of(status), RefOr::T(response(status, &kinds)))),
    );
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let PathItem { get, put, post, delete, patch, .. } = item;
    let all = [("get", get), ("put", put), ("post", post), ("delete", delete), ("patch", patch)];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

/// The problems of an operation, each a reference to what all operations share. What a handler itself says of a status
/// stays beside it.
fn problems(nature: Nature<'_>, operation: &mut Operation) {
    let own = &mut operation.responses.responses;
    for status in statuses_met(nature) {
        let said = match own.get(status.as_str()) {
            Some(RefOr::T(response)) => response.description.clone(),
            Some(RefOr::Ref(_)) | None => String::new(),
        };
        let mut shared = Ref::new(format!("#/components/responses/{}", component_of(status)));
        shared.description = said;
        own.insert(status.as_str().to_owned(), RefOr::Ref(shared));
    }
}

fn statuses_met(nature: Nature<'_>) -> Vec<StatusCode> {
    statuses()
        .into_iter()
        .filter(|(_, kinds)| kinds.iter().any(|kind| nature.may_meet(*kind)))
        .map(|(status, _)| status)
        .collect()
}

/// Every status of a problem, and the kinds that have it.
fn statuses() -> BTreeMap<StatusCode, Vec<ProblemKind>> {
    let mut statuses: BTreeMap<StatusCode, Vec<ProblemKind>> = BTreeMap::new();
    for kind in ProblemKind::ALL {
        statuses.entry(kind.status()).or_default().push(*kind);
    }
    statuses
}

fn component_of(status: StatusCode) -> String {
    format!("Problem{}", status.as_str())
}

fn response(status: StatusCode, kinds: &[ProblemKind]) -> Response {
    let mut description = String::from("A problem, by its type:");
    for kind in kinds {
        write!(description, " `/problems/{}` {}.", kind.code(), kind.title())
            .expect("writing to memory does not fail");
    }
    let document = Content::new(Some(Ref::from_schema_name("ProblemDocument")));
    let told: &[&str] = match status {
        StatusCode::UNAUTHORIZED => &["WWW-Authenticate"],
        StatusCode::METHOD_NOT_ALLOWED => &["Allow"],
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => &["Retry-After"],
        _ => &[],
    };
    let response =
        ResponseBuilder::new().description(description).content("application/problem+json", document);
    let headers = told.iter().chain(&["Samplats-Stale"]);
    headers.fold(response, |response, name| response.header_ref(*name, header_named(name))).build()
}

fn header_named(name: &str) -> Ref {
    Ref::new(format!("#/components/headers/{name}"))
}

fn headers(nature: Nature<'_>, operation: &mut Operation) {
    let parameters = operation.parameters.get_or_insert_default();
    let taken = nature.takes().into_iter().map(|name| Ref::new(format!("#/components/parameters/{name}")));
    parameters.extend(taken.map(RefOr::Ref));
    let answers = &mut operation.responses.responses;
    if nature.has_a_tag() {
        let same = || ResponseBuilder::new().description("The caller has it already").build();
        answers.entry("304".to_owned()).or_insert_with(|| same().into());
    }
    for (status, answer) in answers {
        let RefOr::T(answer) = answer else { continue };
        let Ok(status) = StatusCode::from_bytes(status.as_bytes()) else { continue };
        for name in nature.gives(status, !answer.content.is_empty()) {
            answer.headers.insert(name.to_owned(), RefOr::Ref(header_named(name)));
        }
    }
}

fn text() -> Schema {
    ObjectBuilder::new().schema_type(Type::String).build().into()
}

/// Headers that requests take: name of the component, of the header, whether it must be there, and what it is for.
const PARAMETERS: [(&str, &str, Required, &str); 7] = [
    (
        "If-Match",
        "If-Match",
        Required::True,
        "The ETag that the thing was read with. Without it the answer is 428, with one that holds no more 412.",
    ),
    (
        "If-Match-Where-It-Is",
        "If-Match",
        Required::False,
        "The ETag that the thing was read with; required (428) where it is there already.",
    ),
    (
        "Idempotency-Key",
        "Idempotency-Key",
        Required::False,
        "1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; \
         another request under it is 422.",
    ),
    (
        "Samplats-Seen",
        "Samplats-Seen",
        Required::False,
        "What an answer to a write has given: this read waits up to a second to be at least as fresh.",
    ),
    (
        "If-None-Match",
        "If-None-Match",
        Required::False,
        "The ETag of what the caller has; the same again is 304.",
    ),
    (
        "X-Samplats",
        "X-Samplats",
        Required::False,
        "`1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page.",
    ),
    (
        "X-Samplats-Unattended",
        "X-Samplats-Unattended",
        Required::False,
        "`1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour.",
    ),
];

fn parameter((_, name, required, about): &(&str, &str, Required, &str)) -> Parameter {
    ParameterBuilder::new()
        .name(*name)
        .parameter_in(ParameterIn::Header)
        .required(required.clone())
        .description(Some(*about))
        .schema(Some(text()))
        .build()
}

/// Headers that answers give, and what they say.
const HEADERS: [(&str, &str); 8] = [
    ("Allow", "The methods that the path knows."),
    ("ETag", "Names what this caller sees; for If-Match and If-None-Match."),
    ("Idempotency-Replayed", "`true` where the same key had been answered before; absent otherwise."),
    ("Location", "Where the new thing is, or where a browser goes on to."),
    ("Retry-After", "Seconds after which it is worth trying again."),
    ("Samplats-Seen", "To be sent along with the next read, which is then at least as fresh as this write."),
    (
        "Samplats-Stale",
        "For how many seconds this instance has not heard from the register; absent while that is nothing to tell.",
    ),
    ("WWW-Authenticate", "`Bearer`."),
];

fn header(about: &str) -> Header {
    HeaderBuilder::new().schema(Some(text())).description(Some(about)).build()
}
