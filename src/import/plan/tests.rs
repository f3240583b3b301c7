//! Given a world and a file, what the file comes to.

use super::*;
use crate::domain::command::{Actor, CodeDraft};
use crate::domain::decide::{Fresh, decide};
use crate::import::{Format, ReadOptions, Source};
use crate::index::quarantine::Quarantine;
use jiff::Timestamp;

/// A city to import into, set up by decisions alone.
pub(super) struct City {
    pub world: Snapshot,
    drawn: u64,
}

pub(super) fn now() -> Timestamp {
    "2026-03-02T09:00:00+01:00".parse().expect("a moment")
}

impl City {
    /// With the codes of a fresh installation and nothing else.
    pub fn fresh() -> Self {
        let mut city = Self { world: Snapshot::build(0, [0; 32], [], Quarantine::default()), drawn: 0 };
        city.apply(&Command::PutCodes(
            crate::domain::codes::fresh().into_iter().map(CodeDraft::from).collect(),
        ));
        city
    }

    /// With parties SISAB and POLIS too.
    pub fn with_parties() -> Self {
        let mut city = Self::fresh();
        city.import(
            &Asked::of(What::Parties),
            "code,name,kind\nSISAB,Sisab,property_company\nPOLIS,Polis,police\n",
        );
        city
    }

    pub fn apply(&mut self, command: &Command) {
        let drawn = &mut self.drawn;
        let mut random = || {
            *drawn += 1;
            *drawn
        };
        let mut fresh = Fresh { now: now(), random: &mut random };
        let decision = decide(&self.world, &Actor::system(), None, command, &mut fresh);
        let decision = decision.unwrap_or_else(|refusal| panic!("{refusal:?}"));
        self.world.apply_all(decision.changes.into_iter().map(|change| change.record));
    }

    pub fn prepare(&self, asked: &Asked, file: impl AsRef<[u8]>) -> Result<Prepared, NotTaken> {
        let actor = Actor::system();
        prepare(&Job {
            source: &Source::from(file.as_ref()),
            format: asked.format,
            order: &asked.order,
            world: &self.world,
            actor: &actor,
            now: now(),
            batch_rows: None,
        })
    }

    pub fn import(&mut self, asked: &Asked, file: impl AsRef<[u8]>) -> Prepared {
        let prepared = self.prepare(asked, file).unwrap_or_else(|not_taken| panic!("{not_taken:?}"));
        self.apply(prepared.command.as_ref().expect("one command"));
        prepared
    }

    /// Row, pointer and code of every fault.
    pub fn faults(&self, asked: &Asked, file: impl AsRef<[u8]>) -> Vec<String> {
        match self.prepare(asked, file).expect_err("refused") {
            NotTaken::Faulty { faults, .. } => faults.iter().map(told).collect(),
            NotTaken::Refused(refusal) => panic!("{refusal:?}"),
        }
    }
}

fn told(fault: &Fault) -> String {
    let row = fault.row.map_or("file".to_owned(), |row| row.to_string());
    format!("{row} {} {}", fault.pointer, fault.code)
}

/// How a file is imported; CSV unless told otherwise.
pub(super) struct Asked {
    pub format: Format,
    pub order: Order,
}

impl Asked {
    pub fn of(what: What) -> Self {
        let order = Order {
            what,
            read: ReadOptions::default(),
            options: PlanOptions::default(),
            skip_bad: false,
            outside: false,
        };
        Self { format: Format::Csv, order }
    }

    pub fn geojson(mut self) -> Self {
        self.format = Format::GeoJson;
        self
    }

    pub fn json(mut self) -> Self {
        self.format = Format::Json;
        self
    }

    pub fn kind(mut self, kind: &str) -> Self {
        self.order.options.kind = Some(kind.into());
        self
    }

    pub fn party(mut self, party: &str) -> Self {
        self.order.options.party = Some(party.into());
        self
    }

    pub fn map(mut self, mapping: &str) -> Self {
        let mapping = Mapping::parse(mapping).expect("a mapping");
        self.order.read.mapping = mapping.clone();
        self.order.options.mapping = mapping;
        self
    }

    /// By a mapping file of those in `docs/mappings`.
    pub fn feed(mut self, name: &str) -> Self {
        let path = format!("{}/docs/mappings/{name}.toml", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let feed = crate::import::Feed::parse(&text).unwrap_or_else(|fault| panic!("{path}: {fault}"));
        self.order.read.feed = Some(feed.clone());
        self.order.options.feed = Some(feed);
        self
    }

    pub fn crs(mut self, name: &str) -> Self {
        self.order.read.crs = Some(Crs::parse(name).expect("a coordinate system"));
        self
    }

    pub fn skip_bad(mut self) -> Self {
        self.order.skip_bad = true;
        self
    }
}

pub(super) fn figures(prepared: &Prepared) -> [usize; 5] {
    [prepared.rows, prepared.created, prepared.changed, prepared.unchanged, prepared.refused]
}

const SITES: &str =
    "id,name,kind,lon,lat\n1,Askebyskolan,school,17.92,59.39\n2,Tensta,Förskola,17.90,59.40\n";

#[test]
fn rows_become_sites_and_the_same_file_changes_nothing() {
    let mut city = City::with_parties();
    let asked = || Asked::of(What::Sites).party("SISAB");
    assert_eq!(figures(&city.import(&asked(), SITES)), [2, 2, 0, 0, 0]);
    assert_eq!(figures(&city.import(&asked(), SITES)), [2, 0, 0, 2, 0]);
    assert_eq!(figures(&city.import(&asked(), SITES.replace("Tensta", "Rinkeby"))), [2, 0, 1, 1, 0]);
    let site = city.world.site_by_source("2").expect("there");
    assert_eq!((site.name.as_str(), site.kind.as_str()), ("Rinkeby", "preschool"), "known by its label too");
    let manager = site.manager(crate::domain::time::date_of(now())).expect("managed");
    assert_eq!(city.world.party(manager).expect("there").code, "SISAB");
}

#[test]
fn identity_is_the_mapped_id_then_the_features_then_the_name_within_its_kind() {
    let mut city = City::with_parties();
    let feature = |id: &str, name: &str| {
        format!(
            r#"{{"type":"Feature",{id}"properties":{{"nr":7,"name":"{name}"}},"geometry":{{"type":"Point","coordinates":[18,59]}}}}"#
        )
    };
    let asked = || Asked::of(What::Sites).geojson().kind("park");
    city.import(&asked().map("id=nr"), feature(r#""id":"F1","#, "a"));
    city.import(&asked(), feature(r#""id":"F1","#, "b"));
    city.import(&asked(), feature("", "c"));
    city.import(&asked().kind("square"), feature("", "c"));
    for source_id in ["7", "F1", "park/c", "square/c"] {
        assert!(city.world.site_by_source(source_id).is_some(), "{source_id}");
    }
}

#[test]
fn faults_name_the_line_of_a_table_and_the_number_of_a_feature() {
    let city = City::with_parties();
    let file = "id,name,kind,lon,lat\n1,a,school,18,59\n2,,school,18,59\n\n3,c,castle,18,59\n4,d,school,,\n5,e,school,18,99\n";
    assert_eq!(
        city.faults(&Asked::of(What::Sites), file),
        [
            "3 #/name required",
            "5 #/kind unknown_code",
            "6 #/geometry required",
            "7 #/geometry/coordinates geometry"
        ]
    );
    let features = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"name":"a"},"geometry":{"type":"Point","coordinates":[18,59]}},
        {"type":"Feature","properties":{"name":"b"},"geometry":{"type":"LineString","coordinates":[[18,59],[18,60]]}}]}"#;
    let asked = Asked::of(What::Sites).geojson().kind("school");
    assert_eq!(city.faults(&asked, features), ["2 #/geometry/type geometry"]);
}

#[test]
fn bad_rows_are_left_out_when_asked_and_told() {
    let mut city = City::with_parties();
    // Line 2 goes for its kind, so line 3 with the same id is good; line 4 is then the double.
    let file = "id,name,kind,lon,lat\n1,a,castle,18,59\n1,b,school,18,59\n1,c,school,18,59\n2,d,school,x,59\n3,e,school,18,59\n";
    let prepared = city.import(&Asked::of(What::Sites).skip_bad(), file);
    assert_eq!(figures(&prepared), [5, 2, 0, 0, 3]);
    let faults: Vec<_> = prepared.faults.iter().map(told).collect();
    assert_eq!(faults, ["2 #/kind unknown_code", "4 #/id twice", "5 #/lon not_readable"]);
    assert_eq!(city.world.site_by_source("1").expect("there").name, "b");
}

#[test]
fn what_is_wrong_with_the_whole_file_is_not_skipped() {
    let city = City::with_parties();
    let skip = |what| Asked::of(what).skip_bad();
    assert_eq!(city.faults(&skip(What::Sites).party("NOBODY"), SITES), ["file #/party unknown_party"]);
    assert_eq!(city.faults(&skip(What::Sites).map("name=Nome"), SITES), ["file #/map not_readable"]);
    assert_eq!(city.faults(&skip(What::Areas).kind("town"), "name\nx\n")[0], "file #/kind unknown_kind");
    assert_eq!(city.faults(&skip(What::Reports), REPORTS), ["file #/party required"]);
    assert_eq!(
        city.faults(&skip(What::Parties).party("SISAB"), "code,name,kind\n"),
        ["file #/party not_here"]
    );
}

#[test]
fn columns_that_are_not_used_are_listed_once() {
    let city = City::with_parties();
    let file = "id,name,kind,lon,lat,adress,byggår\n1,a,school,18,59,x,1950\n2,b,school,18,59,y,1960\n";
    let prepared = city.prepare(&Asked::of(What::Sites), file).expect("taken");
    assert_eq!(
        prepared.notes,
        ["columns that are not used: adress, byggår", "2 lie(s) outside every district: rows 2, 3"]
    );
}

const REPORTS: &str = "id;lon;lat;problem_types;observed_at;text\n\
    1;18.0;59.3;graffiti|Skadegörelse;2025-03-01T21:30:00+01:00;På gaveln\n";

#[test]
fn reports_are_taken_in_once() {
    let mut city = City::with_parties();
    let asked = || Asked::of(What::Reports).party("SISAB");
    assert_eq!(figures(&city.import(&asked(), REPORTS)), [1, 1, 0, 0, 0]);
    assert_eq!(figures(&city.import(&asked(), REPORTS)), [1, 0, 0, 1, 0]);
    let origin = city.world.party_by_code("SISAB").expect("there").id;
    let id = city.world.report_by_source(origin, "company", "1").expect("known by its source and id");
    let report = city.world.report(id).expect("there");
    assert_eq!(report.problem_types, ["graffiti", "vandalism"]);
    assert_eq!(report.observed_at, "2025-03-01T20:30:00Z".parse::<Timestamp>().expect("a moment"));
}

#[test]
fn a_time_that_is_known_to_some_hours_comes_in_with_how_many() {
    let mut city = City::with_parties();
    let asked = || Asked::of(What::Reports).party("SISAB");
    let file = |hours: &str| {
        format!(
            "lon;lat;problem_types;observed_at;observed_precision;observed_hours\n\
             18.0;59.3;graffiti;2025-03-01T17:00:00+01:00;hours;{hours}\n"
        )
    };
    assert!(city.prepare(&asked(), file("13")).is_err());
    assert!(city.prepare(&asked(), file("några")).is_err());
    assert!(city.prepare(&asked(), file("")).is_err());
    assert_eq!(figures(&city.import(&asked(), file("5"))), [1, 1, 0, 0, 0]);
    assert_eq!(figures(&city.import(&asked(), file("5"))), [1, 0, 0, 1, 0], "the same is the same");
    assert_eq!(figures(&city.import(&asked(), file("4"))), [1, 1, 0, 0, 0], "another is another");
}

#[test]
fn reports_without_an_id_are_known_by_what_they_say() {
    let mut city = City::with_parties();
    let asked = || Asked::of(What::Reports).party("SISAB").json();
    let row = r#"{"lon":18,"lat":59,"problem_types":["graffiti"]}"#;
    let two_alike = format!("[{row},{row}]");
    assert_eq!(figures(&city.import(&asked(), &two_alike)), [2, 2, 0, 0, 0], "two alike are two");
    assert_eq!(figures(&city.import(&asked(), &two_alike)), [2, 0, 0, 2, 0]);
    assert_eq!(figures(&city.import(&asked(), format!("[{row},{row},{row}]"))), [3, 1, 0, 2, 0]);
}

#[test]
fn people_and_cases_are_kept_out_of_reports() {
    let city = City::with_parties();
    let asked = || Asked::of(What::Reports).party("SISAB");
    let with =
        |column: &str, value: &str| format!("lon,lat,problem_types,{column}\n18,59,graffiti,{value}\n");
    assert_eq!(city.faults(&asked().skip_bad(), with("Personnummer", "")), ["file # person_or_case"]);
    assert_eq!(city.faults(&asked().map("id=Crime ID"), with("Crime ID", "77")), ["file # person_or_case"]);
    assert_eq!(city.faults(&asked(), with("id", "811218-9876")), ["2 #/id identity_number"]);
    assert_eq!(city.faults(&asked(), with("text", "ring 070-174 06 05")), ["2 #/text phone_number"]);
    assert_eq!(
        city.faults(&asked(), with("observed_at", "2025-03-01 21:30")),
        ["2 #/observed_at not_a_time"]
    );
    assert_eq!(city.faults(&asked(), with("problem_type", "ghosts")), ["2 #/problem_types/1 unknown_code"]);
}

/// Two squares side by side.
const QUARTERS: &str = r#"{"type":"FeatureCollection","features":[
    {"type":"Feature","properties":{"name":"Väst","code":"01"},"geometry":{"type":"Polygon","coordinates":[[[18.0,59.3],[18.1,59.3],[18.1,59.4],[18.0,59.4],[18.0,59.3]]]}},
    {"type":"Feature","properties":{"name":"Öst","code":"02"},"geometry":{"type":"Polygon","coordinates":[[[18.1,59.3],[18.1,59.4],[18.2,59.4],[18.2,59.3],[18.1,59.3]]]}}]}"#;

#[test]
fn areas_are_polygons_or_dated_unions_of_areas() {
    let mut city = City::fresh();
    let prepared = city.import(&Asked::of(What::Areas).geojson().kind("neighbourhood"), QUARTERS);
    assert_eq!((figures(&prepared), prepared.repaired), ([2, 2, 0, 0, 0], 1));
    assert!(
        prepared.notes[0].contains("turned 1 ring(s)") && prepared.notes[0].ends_with("row 2"),
        "{:?}",
        prepared.notes
    );
    let unions = "name,kind,members,from,until\nStad,district,Väst|neighbourhood:02,2023-07-01,\nGamla stan,district,Öst,,2023-07-01\n";
    let asked = || Asked::of(What::Areas);
    assert_eq!(figures(&city.import(&asked(), unions)), [2, 2, 0, 0, 0]);
    assert_eq!(figures(&city.import(&asked(), unions)), [2, 0, 0, 2, 0]);
    let east = crate::space::LonLat::new(18.15, 59.35).expect("a position");
    let district = |date: &str| {
        let areas = city.world.areas_at(east, date.parse().expect("a date"));
        areas.into_iter().find(|area| area.kind == AreaKind::District).map(|area| area.name.clone())
    };
    assert_eq!(district("2023-06-30").as_deref(), Some("Gamla stan"));
    assert_eq!(district("2023-07-01").as_deref(), Some("Stad"));
}

#[test]
fn unions_name_areas_that_are_there_once() {
    let mut city = City::fresh();
    let asked = |kind| Asked::of(What::Areas).geojson().kind(kind);
    city.import(&asked("neighbourhood"), QUARTERS);
    city.import(&asked("custom"), QUARTERS);
    let file = "name,kind,members,from\na,district,Norr,\nb,district,Väst,\nc,district,custom:Väst;custom:01,2023-13-01\n";
    assert_eq!(
        city.faults(&Asked::of(What::Areas), file),
        [
            "2 #/members unknown_area",
            "3 #/members ambiguous_area",
            "4 #/from not_a_date",
            "4 #/members twice"
        ]
    );
}

#[test]
fn parties_name_areas_that_are_there() {
    let mut city = City::fresh();
    let file = "code,name,kind,areas,logs_in\nSDF1,Västs förvaltning,district_administration,Väst,ja\nX,X,club,,kanske\n";
    let asked = || Asked::of(What::Parties);
    let NotTaken::Faulty { faults, .. } = city.prepare(&asked(), file).expect_err("refused") else {
        panic!("not for the role")
    };
    let faults: Vec<_> = faults.iter().map(|f| (told(f), f.hint.as_deref().unwrap_or_default())).collect();
    assert_eq!(faults[0], ("2 #/areas unknown_area".into(), "import the areas first"));
    assert_eq!(faults[1].0, "3 #/kind unknown_kind");
    assert_eq!(faults[2].0, "3 #/logs_in not_a_flag");
    city.import(&Asked::of(What::Areas).geojson().kind("district"), QUARTERS);
    assert_eq!(figures(&city.import(&asked().skip_bad(), file)), [2, 1, 0, 0, 1]);
}

#[test]
fn a_column_of_areas_that_is_not_there_says_nothing_and_a_blank_cell_says_none() {
    let mut city = City::fresh();
    city.import(&Asked::of(What::Areas).geojson().kind("district"), QUARTERS);
    let asked = || Asked::of(What::Parties);
    city.import(&asked(), "code,name,kind,areas\nSDF1,Förvaltningen,district_administration,Väst\n");
    let areas = |city: &City| city.world.party_by_code("SDF1").expect("imported").areas.len();
    city.import(&asked(), "code,name,kind\nSDF1,Förvaltningen,district_administration\n");
    assert_eq!(areas(&city), 1);
    city.import(
        &asked().json(),
        r#"[{"code":"SDF1","name":"Förvaltningen","kind":"district_administration"}]"#,
    );
    assert_eq!(areas(&city), 1);
    city.import(&asked(), "code,name,kind,areas\nSDF1,Förvaltningen,district_administration,\n");
    assert_eq!(areas(&city), 0);
}

#[test]
fn only_who_may_can_import() {
    let city = City::with_parties();
    let mut actor = Actor::system();
    actor.viewer.role = crate::domain::access::Role::Coordinator;
    let asked = Asked::of(What::Sites);
    let result = prepare(&Job {
        source: &Source::from(SITES.as_bytes()),
        format: asked.format,
        order: &asked.order,
        world: &city.world,
        actor: &actor,
        now: now(),
        batch_rows: None,
    });
    assert!(matches!(result, Err(NotTaken::Refused(_))), "{result:?}");
}

#[test]
fn names_written_in_two_ways_are_one() {
    let mut city = City::with_parties();
    let asked = || Asked::of(What::Sites).kind("school");
    city.import(&asked(), "name,lon,lat\nBj\u{F6}rken,18,59\n");
    let prepared = city.import(&asked(), "name,lon,lat\nBjo\u{308}rken,18,59\n");
    assert_eq!(figures(&prepared), [1, 0, 0, 1, 0]);
}

#[test]
fn a_thousand_faults_are_listed_and_the_others_counted() {
    let city = City::with_parties();
    let file = format!("name,lon,lat\n{}", "x,18,\n".repeat(3));
    assert_eq!(city.faults(&Asked::of(What::Sites).kind("school"), file).len(), 3);
    let file = format!("name\n{}", "x\n".repeat(1_500));
    let asked = || Asked::of(What::Sites).kind("school");
    match city.prepare(&asked(), &file) {
        Err(NotTaken::Faulty { faults, found, .. }) => assert_eq!((faults.len(), found), (1_000, 1_500)),
        other => panic!("{other:?}"),
    }
    let prepared = city.prepare(&asked().skip_bad(), &file).expect("all left out");
    assert_eq!((figures(&prepared), prepared.faults.len()), ([1_500, 0, 0, 0, 1_500], 1_000));
}
