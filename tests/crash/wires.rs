//! A wire to the database that breaks, or falls silent, after any byte; and a database that is away.
//!
//! A few times here; `SAMPLATS_WIRES` asks for more, and `SAMPLATS_AWAY=minute` for the minute after
//! which nobody is let in any more.

use crate::chance::{Chance, times};
use crate::client::Asked;
use crate::cluster::{Cluster, DURABLE};
use crate::ledger::{Ledger, body_of};
use crate::load::Load;
use crate::program::{Served, until};
use crate::proxy::{Harm, Way, Wire};
use crate::store::Store;
use std::sync::Arc;
use std::time::{Duration, Instant};

const CLIENTS: usize = 8;
const LIMIT: Duration = Duration::from_secs(60);
/// About what two or three batches come to, to the server and back.
const BYTES: (u64, u64) = (40_000, 3_000);

#[test]
fn a_wire_that_breaks_or_falls_silent_anywhere_loses_and_doubles_nothing() {
    let cluster = Cluster::start(DURABLE);
    let store = Store::postgres(&cluster);
    let wire = Wire::to(&cluster);
    let (harms, chance) = (times("SAMPLATS_WIRES", 12), Chance::begin("a wire that breaks"));
    let ledger = Arc::new(Ledger::default());
    let served = Served::start(&store.at(&wire.url(store.database())));
    let load = Load::start("w", CLIENTS, vec![served.address.clone()], &store.token, &ledger);
    let (mut cuts, mut stalls, mut longest) = (0, 0, Duration::ZERO);
    for round in 0..harms {
        let (way, bytes) =
            if chance.below(2) == 0 { (Way::ToServer, BYTES.0) } else { (Way::ToProgram, BYTES.1) };
        // A silent wire takes seconds to be given up.
        let harm = if round % 10 == 5 { Harm::Stall } else { Harm::Cut };
        if harm == Harm::Cut {
            cuts += 1
        } else {
            stalls += 1
        }
        wire.plan(way, chance.below(bytes), harm);
        until("so many bytes have gone", LIMIT, || !wire.is_planned());
        let began = Instant::now();
        load.grow_by(1);
        until("it can be written to again", LIMIT, || served.is_ready());
        longest = longest.max(began.elapsed());
    }
    load.stop();
    ledger.assert_answered_again(served.asked());
    served.kill();
    ledger.assert_is_all_of(&store);
    println!(
        "a wire that breaks: {cuts} cuts and {stalls} stalls at a random byte, either way, under {CLIENTS} clients: {}; writable again \
         after {:.1} s at most",
        ledger.figures(),
        longest.as_secs_f64()
    );
}

/// What is asked while the database is away, and what comes of it: soon, and after a minute.
const AWAY: [(&str, &str, u16, u16); 18] = [
    ("GET", "/healthz", 200, 200),
    ("GET", "/readyz", 503, 503),
    ("GET", "/api/openapi.json", 200, 200),
    ("GET", "/api/docs", 200, 200),
    ("GET", "/problems", 200, 200),
    ("GET", "/api/me", 200, 503),
    ("GET", "/api/me/duties", 200, 503),
    ("GET", "/api/locate?lon=18.05&lat=59.33", 200, 503),
    ("GET", "/api/reports", 200, 503),
    ("GET", "/api/reports/{id}", 200, 503),
    ("GET", "/api/places", 200, 503),
    ("GET", "/api/sites", 200, 503),
    ("GET", "/api/changes", 200, 503),
    ("GET", "/api/layers", 200, 503),
    ("GET", "/ogc/collections/reports/tiles/WebMercatorQuad/14/4818/9013", 200, 503),
    // History lies on the disk.
    ("GET", "/api/reports/{id}/history", 503, 503),
    ("POST", "/api/reports", 503, 503),
    ("POST", "/api/session", 503, 503),
];

#[test]
fn while_the_database_is_away_reads_go_on_and_say_how_old_they_are() {
    let cluster = Cluster::start(DURABLE);
    let store = Store::postgres(&cluster);
    store.account("anna", "tolv tecken räcker");
    let wire = Wire::to(&cluster);
    let served = Served::start(&store.at(&wire.url(store.database())));
    let first = served.asked().post("/api/reports", "a-1", &body_of("a-1", 18.05)).expect("an answer");
    assert_eq!((first.status, first.header("samplats-stale")), (201, None));

    wire.away(true);
    let stale =
        || served.stranger().get("/healthz").is_some_and(|alive| alive.header("samplats-stale").is_some());
    until("it says that it is stale", LIMIT, stale);
    assert_away(&served, &first.id(), |(_, _, soon, _)| *soon);
    if std::env::var("SAMPLATS_AWAY").is_ok_and(|how_long| how_long == "minute") {
        let closed = || served.asked().get("/api/me").is_some_and(|me| me.status == 503);
        let took = until("nobody is let in", Duration::from_secs(70), closed);
        assert_away(&served, &first.id(), |(_, _, _, late)| *late);
        println!(
            "nothing that is not public was shown {:.0} s after the database had said nothing for 3 s",
            took.as_secs_f64()
        );
    }

    wire.away(false);
    let took = until("it can be written to again", LIMIT, || served.is_ready());
    until("it is fresh again", LIMIT, || !stale());
    let again = served.asked().post("/api/reports", "a-1", &body_of("a-1", 18.05)).expect("an answer");
    assert_eq!((again.status, &again.body), (201, &first.body));
    println!(
        "the database away: {} answers as they should be; writable {:.1} s after it was back",
        AWAY.len(),
        took.as_secs_f64()
    );
}

fn assert_away(served: &Served, report: &str, expected: impl Fn(&(&str, &str, u16, u16)) -> u16) {
    for row in &AWAY {
        let (method, path) = (row.0, row.1.replace("{id}", report));
        let asked: Asked<'_> = served.asked();
        let answer = match (method, path.as_str()) {
            ("GET", _) => asked.get(&path),
            (_, "/api/session") => {
                served.stranger().post(&path, "a-3", r#"{"login":"anna","password":"tolv tecken räcker"}"#)
            }
            _ => asked.post(&path, "a-2", &body_of("a-2", 18.05)),
        };
        let answer = answer.expect("an answer");
        assert_eq!(answer.status, expected(row), "{method} {path}: {answer:?}");
        assert!(answer.header("samplats-stale").is_some(), "{method} {path}: {answer:?}");
        if answer.status == 503 {
            assert!(answer.header("retry-after").is_some(), "{method} {path}: {answer:?}");
        }
    }
}
