//! Databases that are not worked with.

use super::{migrated, open, refusal, until, write_place};
use crate::register::audit::{LINES_MAX, Line};
use crate::register::postgres::address::Address;
use crate::register::postgres::read::begin_reading;
use crate::register::postgres::servers::Servers;
use crate::register::postgres::session::Session;
use crate::register::postgres::{Postgres, migrate};
use crate::register::suite::backends::cluster;
use crate::register::suite::{all, command, commit, write};
use crate::register::vacuum::vacuum;
use crate::register::{
    Credential, CredentialKind, Fault, READER_VERSION, Register, Surroundings, open as open_register,
};
use tokio::runtime::Handle;

fn named(url: &str) -> String {
    url.rsplit_once('/').expect("a database").1.to_owned()
}

#[tokio::test]
async fn a_database_that_is_not_migrated_is_refused_with_advice_and_left_alone() {
    let name = cluster().database("template1");
    let sentence = refusal(&cluster().url(&name)).await;
    assert!(sentence.contains("run samplats register migrate"), "{sentence}");
    assert_eq!(
        cluster().sql(&name, "select count(*) from pg_class where relnamespace = 'public'::regnamespace"),
        "0"
    );
}

#[tokio::test]
async fn a_caller_is_forgotten_some_lines_at_a_time() {
    let url = migrated(cluster()).await;
    let register = open(&url).await;
    let line = |number: i64| Line {
        at_ms: number,
        id: number.unsigned_abs(),
        act: "read".into(),
        caller: "account:a".into(),
        ..Line::default()
    };
    let lines: Vec<_> = (0..20_001).map(line).collect();
    for some in lines.chunks(LINES_MAX) {
        register.archive().note(some).await.expect("noted");
    }
    // How many lines each statement takes.
    let count = "create table taken (lines bigint);
        create function count_taken() returns trigger language plpgsql as
        $$begin insert into taken select count(*) from now_so; return null; end$$;
        create trigger counted after update on audit referencing new table as now_so
        for each statement execute function count_taken()";
    cluster().sql(&named(&url), count);
    assert_eq!(register.archive().forget_caller("account:a").await.expect("forgotten"), 20_001);
    let taken = cluster().sql(&named(&url), "select string_agg(lines::text, ' ' order by lines) from taken");
    assert_eq!(taken, "1 10000 10000");
}

#[tokio::test]
async fn migrating_twice_is_migrating_once() {
    let name = cluster().database("template1");
    let url = cluster().url(&name);
    let (one, two) = tokio::join!(migrate(&url), migrate(&url));
    let mut taken = [one.expect("migrated").len(), two.expect("left alone").len()];
    taken.sort_unstable();
    assert_eq!(taken, [0, 4], "at once, and only one of them");
    assert_eq!(write_place(&mut open(&url).await, 1).await, 1);
}

#[tokio::test]
async fn a_database_half_migrated_or_of_a_newer_version_is_refused() {
    let url = migrated(cluster()).await;
    cluster().sql(&named(&url), "delete from samplats_step where step = 4");
    assert!(refusal(&url).await.contains("run samplats register migrate"));
    cluster().sql(&named(&url), "insert into samplats_step values (5, 'to come')");
    assert!(refusal(&url).await.contains("migrated by a newer samplats"));
    let Err(Fault::NotOurs(sentence)) = migrate(&url).await else { panic!("migrated downwards") };
    assert!(sentence.contains("newer samplats"), "{sentence}");
}

#[tokio::test]
async fn who_works_with_a_register_goes_on_when_it_is_migrated_further_and_a_connection_is_lost() {
    let url = migrated(cluster()).await;
    let mut register = open(&url).await;
    write_place(&mut register, 1).await;
    cluster().sql(&named(&url), "insert into samplats_step values (5, 'to come')");
    let ended = format!("select pg_terminate_backend({}, 5000)", register.process());
    assert_eq!(cluster().sql("postgres", &ended), "t");
    until("it is written to again", async || register.begin(0, &[]).await.is_ok()).await;
    register.rollback().await.expect("rolled back");
    assert_eq!(write_place(&mut register, 2).await, 2);
    assert!(refusal(&url).await.contains("migrated by a newer samplats"), "who starts anew is told");
    // What it could not read it does not go on with.
    cluster().sql(&named(&url), "update head set least_reader_version = 1000");
    assert_eq!(
        cluster().sql("postgres", &format!("select pg_terminate_backend({}, 5000)", register.process())),
        "t"
    );
    let refused = register.begin(0, &[]).await.map(drop);
    assert!(matches!(refused, Err(Fault::NotOurs(_))), "{refused:?}");
}

#[tokio::test]
async fn a_register_for_newer_readers_is_refused() {
    let url = migrated(cluster()).await;
    cluster().sql(&named(&url), "update head set least_reader_version = 1000");
    assert!(refusal(&url).await.contains("only newer versions"));
}

#[tokio::test]
async fn another_programs_database_is_not_migrated() {
    let name = cluster().database("template1");
    cluster().sql(&name, "create table tune (name text)");
    let Err(Fault::NotOurs(sentence)) = migrate(&cluster().url(&name)).await else { panic!("migrated") };
    assert!(sentence.contains("something else than samplats"), "{sentence}");
    assert_eq!(cluster().sql(&name, "select to_regclass('samplats_step') is null"), "t");
}

#[tokio::test]
async fn a_database_that_cannot_hold_every_text_is_refused() {
    let latin = "create database latin template template0 encoding latin1 locale 'C'";
    cluster().sql("postgres", latin);
    let url = cluster().url("latin");
    migrate(&url).await.expect("migrated");
    assert!(refusal(&url).await.contains("encoding is LATIN1"));
}

#[tokio::test]
async fn a_database_that_acknowledges_what_it_may_lose_is_refused() {
    let url = migrated(cluster()).await;
    for setting in ["off", "local"] {
        let name = named(&url);
        cluster().sql(&name, &format!("alter database {name} set synchronous_commit = {setting}"));
        assert!(refusal(&url).await.contains(&format!("synchronous_commit is {setting}")));
    }
}

#[tokio::test]
async fn where_nobody_answers_the_register_is_not_available_and_no_password_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = "postgres://anna:secret@127.0.0.1:1/samplats";
    let Err(Fault::Unavailable(sentence)) = open_register(url, folder.path()).await.map(drop) else {
        panic!("opened")
    };
    assert!(!sentence.contains("secret"), "{sentence}");
    let no_such = cluster().url("nowhere").replace("postgres@", "postgres:secret@");
    let Err(fault) = open_register(&no_such, folder.path()).await.map(drop) else { panic!("opened") };
    assert!(fault.to_string().contains("nowhere") && !fault.to_string().contains("secret"), "{fault}");
}

#[tokio::test]
async fn the_tables_refuse_what_the_program_never_writes() {
    let url = migrated(cluster()).await;
    write_place(&mut open(&url).await, 1).await;
    let zeros = "decode(repeat('00', 32), 'hex')";
    let bad = [
        "insert into head values (2, 0, 1, decode(repeat('00', 32), 'hex'), 1, 0)".to_owned(),
        "update head set hash = ''".to_owned(),
        "insert into record values ('Place', 2, 1, 9, 1, '{}', null)".to_owned(),
        "insert into record values ('place', 9007199254740992, 1, 9, 1, '{}', null)".to_owned(),
        "insert into record values ('place', 2, 1, 9, 1, '{', null)".to_owned(),
        "insert into command values ('a', 'k', 'place', 1, 1, 404, 1, 0, null)".to_owned(),
        "insert into credential values ('password', 'a', '{}', null)".to_owned(),
        format!(
            "insert into change values (2, 1, 0, '', '', 'create', 'place', 1, 1, 1, {zeros}, null, {zeros})"
        ),
        "update change set party = 'other'".to_owned(),
        "delete from change".to_owned(),
        "truncate record_version, change".to_owned(),
        "delete from record_version".to_owned(),
        "update record_version set facts = '[]'".to_owned(),
        "update record_version set content = null".to_owned(),
        "insert into server_seen values (2, 1, 1)".to_owned(),
    ];
    for sql in bad {
        let name = named(&url);
        let accepted = std::panic::catch_unwind(|| cluster().sql(&name, &sql));
        assert!(accepted.is_err(), "accepted: {sql}");
    }
    cluster().sql(&named(&url), "update record_version set content = null, content_salt = null");
    assert_eq!(open(&url).await.archive().verify(&|_| ()).await.expect("verified").erased, 1);
}

#[tokio::test]
async fn a_statement_is_ended_with_what_waits_for_it_and_a_long_reading_later() {
    let servers = Servers::new(Address::parse(&migrated(cluster()).await).expect("an address"));
    let mut link = servers.connect(&Handle::current(), None).await.expect("connected");
    let said =
        |row: Result<tokio_postgres::Row, tokio_postgres::Error>| -> String { row.expect("asked").get(0) };
    assert_eq!(said(link.client.query_one("show statement_timeout", &[]).await), "5s");
    let reading = begin_reading(&mut link).await.expect("begun");
    assert_eq!(said(reading.query_one("show statement_timeout", &[]).await), "30s");
    reading.commit().await.expect("ended");
    assert_eq!(said(link.client.query_one("show statement_timeout", &[]).await), "5s");
    // The writer catches up with as much time as it takes, and then writes.
    let mut session = Session::open(&servers, &Handle::current()).await.expect("opened");
    session.begin(0, &[]).await.expect("begun");
    assert_eq!(said(session.link.client.query_one("show statement_timeout", &[]).await), "5s");
}

#[tokio::test]
async fn an_auditor_reads_and_writes_nothing() {
    let url = migrated(cluster()).await;
    write_place(&mut open(&url).await, 1).await;
    let name = named(&url);
    cluster().sql(
        &name,
        "create role auditor_of_tests login; grant select on all tables in schema public to auditor_of_tests",
    );
    let as_auditor = url.replace("postgres@", "auditor_of_tests@");
    let mut register = Postgres::open(&as_auditor, Surroundings::real()).await.expect("opened");
    assert!(register.archive().verify(&|_| ()).await.expect("verified").faults.is_empty());
    assert_eq!(register.look(0).await.expect("looked").head.seq, 1);
    let begun = register.begin(0, &[]).await.map(drop);
    assert!(matches!(begun, Err(Fault::Unavailable(_))), "{begun:?}");
}

#[tokio::test]
async fn only_the_owner_writes_the_tables_anew_and_nobody_else_is_told_that_it_was_done() {
    let name = cluster().database("template1");
    let roles = format!(
        "create role migrator_of_tests login; alter database {name} owner to migrator_of_tests; \
         create role visitor_of_tests login"
    );
    cluster().sql("postgres", &roles);
    let at = |role: &str| cluster().url(&name).replace("postgres@", &format!("{role}@"));
    cluster().sql(&name, "alter schema public owner to migrator_of_tests");
    migrate(&at("migrator_of_tests")).await.expect("migrated");
    cluster().sql(&name, "grant select on all tables in schema public to visitor_of_tests");
    let folder = std::path::Path::new("/");
    let refused = vacuum(&at("visitor_of_tests"), folder).await;
    assert!(matches!(&refused, Err(Fault::Statement(why)) if why.contains("record")), "{refused:?}");
    vacuum(&at("migrator_of_tests"), folder)
        .await
        .expect("written anew, with what the server keeps to plan by");
}

/// A connection that names itself as a program does.
async fn named_as(url: &str, name: &str) -> tokio_postgres::Client {
    let mut config: tokio_postgres::Config = url.parse().expect("an address");
    let (client, connection) =
        config.application_name(name).connect(tokio_postgres::NoTls).await.expect("connected");
    tokio::spawn(connection);
    client
}

#[tokio::test]
async fn what_is_asked_of_readers_is_not_raised_over_the_head_of_an_older_program() {
    let url = migrated(cluster()).await;
    let mut register = open(&url).await;
    let _another = open(&url).await;
    for older in ["samplats", "samplats reader 1", "samplats reader 1, the second hall"] {
        let client = named_as(&url, older).await;
        let Err(Fault::NotOurs(sentence)) = register.raise_reader(READER_VERSION).await else {
            panic!("raised over {older}")
        };
        assert!(sentence.contains("older samplats"), "{sentence}");
        drop(client);
        until("its end", async || {
            let there = format!("select count(*) from pg_stat_activity where application_name = '{older}'");
            cluster().sql("postgres", &there) == "0"
        })
        .await;
    }
    let _strange = named_as(&url, "samplats_backup").await;
    assert_eq!(register.raise_reader(READER_VERSION).await.expect("raised"), 1);
}

/// The rights that docs/operations.md gives instances suffice for all they do, an order to erase among it, and for no more.
#[tokio::test]
async fn an_instance_writes_and_erases_by_an_order_and_has_no_right_beyond() {
    let url = migrated(cluster()).await;
    write_place(&mut open(&url).await, 1).await;
    let name = named(&url);
    let operations = include_str!("../../../../docs/operations.md");
    let grants: Vec<_> = operations
        .lines()
        .filter_map(|line| line.trim().strip_prefix("samplats=# "))
        .filter(|statement| statement.contains("samplats_app"))
        .map(|statement| statement.replace("samplats_app", "app_of_tests").replace(", samplats_auditor", ""))
        .collect();
    assert!(grants.len() >= 6, "{grants:?}");
    cluster().sql(&name, &format!("create role app_of_tests login; {}", grants.join(" ")));
    let as_app = url.replace("postgres@", "app_of_tests@");
    let mut register = Postgres::open(&as_app, Surroundings::real()).await.expect("opened");
    assert_eq!(write_place(&mut register, 2).await, 2, "and writes");
    let session =
        Credential { kind: CredentialKind::Session, key: "s".into(), body: "{}".into(), expires_ms: Some(1) };
    let known = register.credentials().await.expect("read").number;
    let put = register.put_credentials(known, &[session], &[]).await.expect("written");
    let gone = [(CredentialKind::Session, "s".to_owned())];
    let removed = register.put_credentials(put.expect("not raced"), &[], &gone).await.expect("removed");
    assert_eq!(removed, Some(known + 2), "somebody has logged in, and out");
    assert_eq!(all(&mut register).await.1.seq, 2, "and loads");
    let mut trimmed = write("place", 1, 2);
    trimmed.record.content = None;
    let mut order = write("erasure", 7, 1);
    order.record.facts =
        r#"{"decision":"KS 1","commands_before_ms":0,"reads_before_ms":0,"audit_before_ms":0,
        "items":[{"kind":"place","id":1,"before":2,"facts":true}]}"#
            .to_owned();
    commit(&mut register, &[command("erase", vec![trimmed, order])]).await.expect("erased");
    let verified = register.archive().verify(&|_| ()).await.expect("verified");
    assert_eq!((verified.erased, verified.faults), (1, Vec::new()));
    let line = Line { at_ms: 1, id: 1, act: "log_in".into(), caller: "account:a".into(), ..Line::default() };
    register.archive().note(&[line]).await.expect("written");
    assert_eq!(register.archive().forget_caller("account:a").await.expect("forgotten"), 1);
    for sql in [
        "update audit set party = ''",
        "update audit set caller = 'account:b'",
        "truncate audit",
        "update record_version set version = 9",
        "delete from record_version",
        "update change set party = ''",
        "delete from change",
        "truncate change",
        "delete from record",
        "create table mine (a int)",
        "create schema mine",
        "alter table change disable trigger all",
        "drop trigger change_is_never_truncated on change",
        "drop table audit",
    ] {
        let as_app = format!("set role app_of_tests; {sql}");
        assert!(std::panic::catch_unwind(|| cluster().sql(&name, &as_app)).is_err(), "accepted: {sql}");
    }
}

#[tokio::test]
async fn a_dump_is_looked_through_for_every_table_there_is() {
    let url = migrated(cluster()).await;
    let there = "select string_agg(relname, ' ' order by relname collate \"C\") from pg_class \
                 where relnamespace = 'public'::regnamespace and relkind = 'r'";
    let there = cluster().sql(url.rsplit_once('/').expect("a database").1, there);
    assert_eq!(there.split(' ').collect::<Vec<_>>(), crate::register::postgres::backup::TABLES);
}
