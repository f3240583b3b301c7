//! How far a thing is shared, and who would see it in each other class.

use super::one::{Found, One};
use super::places::seen_place;
use super::reports::seen_report;
use super::shared;
use crate::accounts::Counted;
use crate::domain::access::{
    Asking, Audience, Class, Grant, GrantReason, Level, Role, Sight, Viewer, see, see_report, widens,
};
use crate::domain::decide::{
    audience_of_new_place, audience_of_new_report, choosable, ground_of, is_held_by_social_services,
    is_of_social_services, place_as, report_as, shares_place, shares_report, usual_class,
    usual_class_of_place, widens_place, widens_report,
};
use crate::domain::ids::{PlaceId, ReportId};
use crate::domain::place::Place;
use crate::domain::refusal::Refusal;
use crate::domain::report::Report;
use crate::domain::time::date_of;
use crate::domain::world::World;
use crate::http::answer;
use crate::http::caller::Caller;
use crate::http::extract::Params;
use crate::http::problem::Problem;
use crate::http::render::Scene;
use crate::http::render::sharing::{ChoiceView, SharingView, SuggestedView, choice};
use crate::http::state::App;
use crate::index::view;
use crate::space::LonLat;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use jiff::civil::Date;

/// Who sees a place, and who would in each class that the caller may give it; of what the caller sees in full.
#[utoipa::path(
    get, path = "/api/places/{id}/sharing", tag = "sharing",
    params(("id" = String, Path, description = "Id of a place")),
    responses((status = 200, body = SharingView))
)]
pub async fn find_place_sharing(one: One<PlaceId>) -> Result<Response, Problem> {
    let Found { app, caller, id, headers, snapshot } = one.found().await;
    let eyes = caller.eyes();
    let seen = seen_place(&snapshot, &eyes, id)?;
    if !seen.full() {
        return Err(Problem::not_there());
    }
    let scene = Scene { now: app.accounts().now(), ..Scene::new(&snapshot, &eyes) };
    let asked = Asked { scene: &scene, accounts: &app.accounts().counted(), caller: &caller };
    answer::json(&headers, &asked.of_place(&seen.thing.held.record))
}

/// Who sees a report, and who would in each class that the caller may give it; of what the caller sees in full.
#[utoipa::path(
    get, path = "/api/reports/{id}/sharing", tag = "sharing",
    params(("id" = String, Path, description = "Id of a report")),
    responses((status = 200, body = SharingView))
)]
pub async fn find_report_sharing(one: One<ReportId>) -> Result<Response, Problem> {
    let Found { app, caller, id, headers, snapshot } = one.found().await;
    let eyes = caller.eyes();
    let seen = seen_report(&snapshot, id, &eyes)?;
    if !seen.full() {
        return Err(Problem::not_there());
    }
    let scene = Scene { now: app.accounts().now(), ..Scene::new(&snapshot, &eyes) };
    let asked = Asked { scene: &scene, accounts: &app.accounts().counted(), caller: &caller };
    answer::json(&headers, &asked.of_report(&seen.thing.held.record))
}

/// Who would see a report that the caller sends from a position, in each class that it may be given; or a place that the
/// caller makes of reports, where those are told instead.
#[utoipa::path(
    get, path = "/api/sharing", tag = "sharing",
    params(
        ("lon" = Option<f64>, Query, description = "Longitude, WGS 84 degrees"),
        ("lat" = Option<f64>, Query, description = "Latitude, WGS 84 degrees"),
        ("accuracy_m" = Option<f64>, Query, description = "How well the position is known, metres"),
        ("reports" = Option<String>, Query, description = "Ids of reports with commas, which the caller sees in full; instead of a position"),
    ),
    responses((status = 200, body = SharingView))
)]
pub async fn find_sharing(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &["lon", "lat", "accuracy_m", "reports"])?;
    let snapshot = shared::snapshot(&app, &headers).await;
    let eyes = caller.eyes();
    let scene = Scene { now: app.accounts().now(), ..Scene::new(&snapshot, &eyes) };
    let asked = Asked { scene: &scene, accounts: &app.accounts().counted(), caller: &caller };
    let reports = shared::words(&params, "reports", |id| id.parse::<ReportId>().ok())?;
    if !reports.is_empty() {
        // For whoever makes a place of them: it tells who each class would be shown to.
        if !caller.actor.viewer.role.coordinates() {
            return Err(Refusal::NotAllowed("coordinator_role").into());
        }
        return answer::json(&headers, &asked.of_new_place(&reports)?);
    }
    let needed = |name: &str| {
        let number = params.number(name)?;
        number.ok_or_else(|| Problem::parameter(name, "must be given, in degrees"))
    };
    let position = LonLat::new(needed("lon")?, needed("lat")?)
        .map_err(|fault| Problem::parameter("lon", &fault.to_string()))?;
    let accuracy_m = params.number("accuracy_m")?;
    answer::json(&headers, &asked.of_new_report((position, accuracy_m)))
}

/// Most reports that a place is made of at once.
const REPORTS_MAX: usize = 200;

/// What is asked, and by whom.
struct Asked<'a> {
    scene: &'a Scene<'a>,
    accounts: &'a [Counted],
    caller: &'a Caller,
}

impl Asked<'_> {
    fn today(&self) -> Date {
        date_of(self.scene.now)
    }

    fn choice(&self, (class, opens): (Class, bool), sight: &dyn Fn(&Viewer) -> Sight) -> ChoiceView {
        choice(class, opens, self.scene.seers(self.accounts, sight))
    }

    /// The classes that are told of: all that may be chosen, or what it is alone.
    fn classes(&self, now: Class, may_change: bool) -> Vec<Class> {
        let kind = self.caller.actor.viewer.kind;
        let mut classes = if may_change { choosable(kind) } else { Vec::new() };
        if !classes.contains(&now) {
            classes.push(now);
            classes.sort();
        }
        classes
    }

    fn of_place(&self, place: &Place) -> SharingView {
        let (snapshot, actor) = (self.scene.snapshot, &self.caller.actor);
        let may_change = shares_place(snapshot, actor, place, self.today());
        let choices = self.classes(place.class, may_change).into_iter().map(|class| {
            let opens = widens(place.class, class);
            let refused =
                (opens && !widens_place(snapshot, actor, place, class)).then_some("only_the_unit_widens");
            match place_as(snapshot, actor, place, class, self.scene.now) {
                Ok(then) => {
                    let audience = Audience::new(then.class, then.origin, &then.grants);
                    let told =
                        self.choice((class, opens), &|viewer| see(viewer, &audience, Asking::Anywhere));
                    ChoiceView { refused, ..told }
                }
                Err(refusal) => {
                    ChoiceView { refused: Some(word(&refusal)), ..choice(class, opens, Default::default()) }
                }
            }
        });
        SharingView {
            class: place.class,
            held_by: self.scene.held_by(place.origin, None),
            may_change,
            needs_words: is_of_social_services(snapshot, place, Class::Partner),
            choices: choices.collect(),
            suggested: self.suggested(place),
        }
    }

    /// Parties that only hold ground beside the place, with what they would see.
    fn suggested(&self, place: &Place) -> Vec<SuggestedView> {
        let suggested = place.grants.iter().filter(|grant| {
            let holds_ground = matches!(grant.why, GrantReason::Manager | GrantReason::LandOwner);
            holds_ground && grant.level < Level::Full
        });
        let of = |grant: &Grant| {
            let party = self.scene.snapshot.party(grant.party)?;
            let viewer = Viewer { party: party.id, kind: party.kind, role: Role::Reader };
            let level = |grants: &[Grant]| {
                let audience = Audience::new(place.class, place.origin, grants);
                see(&viewer, &audience, Asking::Anywhere).level()
            };
            let full = Grant { level: Level::Full, why: GrantReason::Confirmed, ..*grant };
            Some(SuggestedView {
                party: self.scene.party(party.id),
                now: level(&place.grants),
                confirmed: level(&[&place.grants[..], &[full]].concat()),
                roles: self.scene.roles_of(self.accounts, party.id),
            })
        };
        suggested.filter_map(of).collect()
    }

    fn of_report(&self, report: &Report) -> SharingView {
        let (snapshot, actor) = (self.scene.snapshot, &self.caller.actor);
        // Who has a share in a place is told to who sees all of it.
        let row = report.place.and_then(|place| snapshot.places.get(place.bits()));
        let row = row.filter(|row| {
            view::place(self.scene.eyes, row, Asking::Anywhere).is_some_and(|seen| seen.full())
        });
        let place = row.map(|row| row.audience.audience());
        let may_change = shares_report(actor, report);
        let may_widen = widens_report(snapshot, actor, report);
        let choices = self.classes(report.class, may_change).into_iter().map(|class| {
            let then = report_as(snapshot, report, class, self.today());
            let own = Audience::new(then.class, then.origin, &then.grants);
            let opens = widens(report.class, class);
            let refused = (opens && !may_widen).then_some("only_the_unit_widens");
            let told = self.choice((class, opens), &|viewer| see_report(viewer, &own, place));
            ChoiceView { refused, close_by: false, ..told }
        });
        SharingView {
            class: report.class,
            held_by: self.scene.held_by(report.origin, report.unit.as_deref()),
            may_change,
            needs_words: is_held_by_social_services(snapshot, report),
            choices: choices.collect(),
            suggested: Vec::new(),
        }
    }

    /// A place made of reports that the caller sees in full, where they lie.
    fn of_new_place(&self, ids: &[ReportId]) -> Result<SharingView, Problem> {
        let (snapshot, actor) = (self.scene.snapshot, &self.caller.actor);
        if ids.len() > REPORTS_MAX {
            return Err(Problem::parameter("reports", "are at most 200"));
        }
        let unknown = || Problem::parameter("reports", "are ids of reports that you see in full");
        let seen = |id: &ReportId| {
            let row = snapshot.reports.get(id.bits())?;
            view::report(snapshot, self.scene.eyes, row).filter(|seen| seen.full())
        };
        let seen: Option<Vec<_>> = ids.iter().map(seen).collect();
        let reports: Vec<_> = seen.ok_or_else(unknown)?.iter().map(|seen| &seen.thing.held.record).collect();
        let shape = ground_of(snapshot, reports.iter().copied()).ok_or_else(unknown)?;
        let mut types: Vec<_> = reports.iter().flat_map(|report| report.problem_types.clone()).collect();
        types.sort_unstable();
        types.dedup();
        let choices = choosable(actor.viewer.kind).into_iter().map(|class| {
            let opened: Vec<_> = reports.iter().filter(|report| widens(report.class, class)).collect();
            let others = opened.iter().any(|report| report.origin != actor.viewer.party);
            let unit = opened.iter().any(|report| !widens_report(snapshot, actor, report));
            let refused = match (others, unit) {
                (true, _) => Some("only_the_origin_widens"),
                (false, true) => Some("only_the_unit_widens"),
                (false, false) => None,
            };
            let audience = audience_of_new_place(snapshot, actor, class, (&shape, &types), self.scene.now)?;
            let opens = !opened.is_empty();
            let told = self.choice((class, opens), &|viewer| see(viewer, &audience, Asking::Anywhere));
            Some(ChoiceView { refused, ..told })
        });
        Ok(SharingView {
            class: usual_class_of_place(snapshot, actor, reports.iter().map(|report| report.class)),
            held_by: self.scene.held_by(actor.viewer.party, None),
            may_change: actor.viewer.role.coordinates(),
            needs_words: reports.iter().any(|report| is_held_by_social_services(snapshot, report)),
            choices: choices
                .collect::<Option<_>>()
                .ok_or_else(|| Problem::parameter("reports", "lie too far apart for one place"))?,
            suggested: Vec::new(),
        })
    }

    fn of_new_report(&self, at: (LonLat, Option<f64>)) -> SharingView {
        let (snapshot, actor) = (self.scene.snapshot, &self.caller.actor);
        let usual = usual_class(snapshot, actor);
        // A reporter narrows, and never widens.
        let classes = choosable(actor.viewer.kind).into_iter().filter(|class| *class >= usual);
        let choices = classes.map(|class| {
            let audience = audience_of_new_report(snapshot, actor, class, at, self.today());
            let told = self.choice((class, false), &|viewer| see(viewer, &audience, Asking::Anywhere));
            ChoiceView { close_by: false, ..told }
        });
        SharingView {
            class: usual,
            held_by: self.scene.held_by(actor.viewer.party, actor.unit.as_deref()),
            may_change: actor.viewer.role.reports(),
            needs_words: false,
            choices: choices.collect(),
            suggested: Vec::new(),
        }
    }
}

/// The word of a refusal.
fn word(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::NotAllowed(word) | Refusal::WrongState(word, _) => word,
        Refusal::NotThere | Refusal::Stale | Refusal::Invalid(_) => "unknown",
    }
}
