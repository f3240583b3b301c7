//! Given a file that is read some rows at a time, it comes to what it comes to in one piece.

use super::tests::{Asked, City, figures, now};
use super::*;
use crate::domain::command::Actor;
use crate::import::{Format, Source};

fn job<'a>(city: &'a City, asked: &'a Asked, source: &'a Source, actor: &'a Actor, rows: usize) -> Job<'a> {
    let batch_rows = Some(rows);
    Job {
        source,
        format: asked.format,
        order: &asked.order,
        world: &city.world,
        actor,
        now: now(),
        batch_rows,
    }
}

const HEAD: &str = "id,lon,lat,problem_type,text\n";

/// Rows of which the fifth of every ten says what the fourth says, and texts run over lines and need quotes.
fn file(rows: usize) -> String {
    let row = |n: usize| {
        let id = if n % 10 == 5 { n - 1 } else { n };
        format!("{id},18.0{n:03},59.3,graffiti,\"Klotter, på\nväggen \"\"{n}\"\"\"\r\n")
    };
    (0..rows).fold(HEAD.to_owned(), |file, n| file + &row(n))
}

#[test]
fn batches_come_to_what_the_whole_file_comes_to() {
    let asked = Asked::of(What::Reports).party("POLIS");
    let (mut whole, mut pieces) = (City::with_parties(), City::with_parties());
    let (source, actor) = (Source::from(file(95).as_bytes()), Actor::system());
    let at_once = whole.import(&asked, file(95));
    for rows in [1, 7, 40, 1_000] {
        let before = City::with_parties();
        let prepared = prepare(&job(&before, &asked, &source, &actor, rows)).expect("taken");
        assert_eq!((figures(&prepared), prepared.left_out), (figures(&at_once), 9));
        assert_eq!((&prepared.reasons, &prepared.notes), (&at_once.reasons, &at_once.notes), "{rows}");
        assert_eq!(prepared.command.is_some(), rows == 1_000);
    }
    let prepared = prepare(&job(&pieces, &asked, &source, &actor, 7)).expect("taken");
    let commands = commands(&pieces, &asked, &source, &prepared);
    // Fourteen batches of rows, one of which ends the file.
    assert_eq!(commands.len(), 14);
    commands.iter().for_each(|(_, command)| pieces.apply(command));
    let ids = |city: &City| {
        let mut ids: Vec<_> = city.world.reports.iter().map(|row| row.held.source_id.clone()).collect();
        ids.sort();
        ids
    };
    assert_eq!(ids(&whole), ids(&pieces));
}

type Keyed = (Option<String>, Command);

fn commands(city: &City, asked: &Asked, source: &Source, prepared: &Prepared) -> Vec<Keyed> {
    let actor = Actor::system();
    let mut again = Again::begin(&job(city, asked, source, &actor, 7), prepared).expect("opened");
    let mut commands = Vec::new();
    while let Some(batch) = again.step().unwrap_or_else(|_| panic!("read again")) {
        commands.push((batch.key, batch.command));
    }
    commands
}

#[test]
fn the_same_file_has_the_same_keys_and_another_has_others() {
    let (city, actor) = (City::with_parties(), Actor::system());
    let asked = Asked::of(What::Reports).party("POLIS");
    let keys = |asked: &Asked, text: &str| {
        let source = Source::from(text.as_bytes());
        let prepared = prepare(&job(&city, asked, &source, &actor, 7)).expect("taken");
        let commands = commands(&city, asked, &source, &prepared);
        commands.into_iter().map(|(key, _)| key).collect::<Vec<_>>()
    };
    let first = keys(&asked, &file(20));
    assert!(first.iter().all(Option::is_some));
    assert_eq!(first, keys(&asked, &file(20)), "an import that was interrupted goes on");
    let longer = keys(&asked, &file(21));
    assert!(first.iter().all(|key| !longer.contains(key)));
    let otherwise = keys(&asked.skip_bad(), &file(20));
    assert!(first.iter().all(|key| !otherwise.contains(key)));
}

#[test]
fn what_is_put_in_the_place_of_what_is_known_has_no_key_of_its_file() {
    let city = City::with_parties();
    let asked = Asked::of(What::Addresses);
    let row = |n: usize| format!("{n},Ekgatan,{n},18.0,59.3\n");
    let text = (0..20).map(row).fold("id,street,number,lon,lat\n".to_owned(), |file, row| file + &row);
    let (source, actor) = (Source::from(text.as_bytes()), Actor::system());
    let prepared = prepare(&job(&city, &asked, &source, &actor, 7)).expect("taken");
    let commands = commands(&city, &asked, &source, &prepared);
    assert!(commands.len() >= 3 && commands.iter().all(|(key, _)| key.is_none()), "{commands:?}");
}

#[test]
fn a_file_that_changes_between_its_two_readings_is_not_written_on() {
    let (city, actor) = (City::with_parties(), Actor::system());
    let asked = Asked::of(What::Reports).party("POLIS");
    let source = Source::from(file(20).as_bytes());
    let prepared = prepare(&job(&city, &asked, &source, &actor, 7)).expect("taken");
    let changed = Source::from(file(20).replace("18.0016", "18.0999").as_bytes());
    let mut again = Again::begin(&job(&city, &asked, &changed, &actor, 7), &prepared).expect("opened");
    assert!(
        again.step().is_ok_and(|batch| batch.is_some()) && again.step().is_ok_and(|batch| batch.is_some())
    );
    assert!(matches!(again.step(), Err(Ok(Toward::Changed))));
}

#[test]
fn faults_of_all_batches_are_counted_by_reason() {
    let (city, actor) = (City::with_parties(), Actor::system());
    let bad = file(30).replace(",59.3,", ",,").replacen(",,graffiti", ",59.3,graffiti", 20);
    let source = Source::from(bad.as_bytes());
    let asked = Asked::of(What::Reports).party("POLIS");
    let Err(NotTaken::Faulty { faults, found, .. }) = prepare(&job(&city, &asked, &source, &actor, 7)) else {
        panic!("taken")
    };
    assert_eq!((faults.len(), found), (10, 10));
    let prepared = prepare(&job(&city, &asked.skip_bad(), &source, &actor, 7)).expect("taken");
    assert_eq!((prepared.rows, prepared.refused), (30, 10));
    let refused: Vec<_> = prepared.reasons.iter().filter(|of| of.outcome == "refused").collect();
    assert_eq!((refused.len(), refused[0].tally.rows), (1, 10));
    // Every row is two lines, after the header.
    assert_eq!(refused[0].tally.first_rows, [42, 44, 46, 48, 50]);
}

#[test]
fn lines_of_json_come_in_batches_too() {
    let (city, actor) = (City::with_parties(), Actor::system());
    let asked = Asked { format: Format::GeoJsonLines, ..Asked::of(What::Reports).party("POLIS") };
    let line = |n: usize| format!("{{\"id\":{n},\"lon\":18.0,\"lat\":59.3,\"problem_type\":\"graffiti\"}}\n");
    let text: String = (0..30).map(line).collect();
    let source = Source::from(text.as_bytes());
    let prepared = prepare(&job(&city, &asked, &source, &actor, 7)).expect("taken");
    assert_eq!((figures(&prepared), prepared.command), ([30, 30, 0, 0, 0], None));
}
