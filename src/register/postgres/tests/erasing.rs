//! What an erasure costs where many commands are remembered.

use super::{migrated, open};
use crate::register::postgres::erase::{HASHES, PLAN_TO_READ_ALL};
use crate::register::suite::backends::cluster;
use crate::register::suite::{command, commit, write};
use crate::register::{StoredRecord, Write, erasure};
use tokio_postgres::SimpleQueryMessage;

/// Most things that one decision about a person takes.
const THINGS: usize = 5_000;

const REMEMBERED: &str = "insert into command (caller, key, kind, id, version, status, seq, time_ms, request_hash) \
     select 'anna', n::text, 'report', n, 1, 201, 0, 0, decode(repeat('07', 32), 'hex') \
     from generate_series(1, 300000) n";

fn order_about_reports() -> Write {
    let item = |id| format!(r#"{{"kind":"report","id":{id},"before":2}}"#);
    let items: Vec<_> = (1..=THINGS).map(item).collect();
    let facts = format!(r#"{{"decision":"KS 2026/1","items":[{}]}}"#, items.join(","));
    let order = write(erasure::KIND, 1, 1);
    Write { record: StoredRecord { facts, content: None, ..order.record }, ..order }
}

#[tokio::test]
async fn an_erasure_reads_what_is_remembered_once_however_many_things_it_names() {
    let url = migrated(cluster()).await;
    let database = url.rsplit_once('/').expect("a database").1;
    let mut register = open(&url).await;
    cluster().sql(database, REMEMBERED);
    commit(&mut register, &[command("erase", vec![order_about_reports()])]).await.expect("erased in time");
    let forgotten = cluster().sql(database, "select count(*) from command where request_hash is null");
    assert_eq!(forgotten, THINGS.to_string());

    let client = &register.session.as_ref().expect("a session").link.client;
    let on = PLAN_TO_READ_ALL.replace("$1", "'on'");
    let asked = format!(
        "begin; {on}; prepare hashes (text[], bigint[]) as {HASHES}; \
                         explain execute hashes (array['report'], array[1]); rollback"
    );
    let answered = client.simple_query(&asked).await.expect("planned");
    let line = |message: &SimpleQueryMessage| match message {
        SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
        _ => None,
    };
    let plan: Vec<_> = answered.iter().filter_map(line).collect();
    let plan = plan.join("\n");
    assert!(plan.contains("Hash Join") && plan.contains("Seq Scan on command"), "{plan}");
    let settings = "select current_setting('enable_hashjoin') || current_setting('enable_seqscan')";
    let after = client.query_one(settings, &[]).await.expect("read");
    assert_eq!(after.get::<_, &str>(0), "offoff", "what looks up few rows is planned as before");
}
