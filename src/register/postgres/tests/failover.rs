//! Promotions and restores: the epoch tells the server that goes on from the one left behind.

use super::{migrated, open, refusal, until, write_place};
use crate::engine::{Engine, Health, Nature};
use crate::register::postgres::cluster::{Cluster, DURABLE, FAST};
use crate::register::postgres::connect::Link;
use crate::register::postgres::servers::Standing;
use crate::register::suite::backends::cluster;
use crate::register::{Credential, CredentialKind, Fault, READER_VERSION, Register, Surroundings};
use std::sync::Arc;
use tokio::runtime::Handle;

#[tokio::test]
async fn a_promoted_standby_has_a_higher_epoch_than_the_primary_left_behind() {
    let primary = Cluster::start(DURABLE);
    let url = migrated(&primary).await;
    let name = url.rsplit_once('/').expect("a database").1.to_owned();
    let mut on_primary = open(&url).await;
    write_place(&mut on_primary, 1).await;
    let standby = primary.standby(DURABLE);
    write_place(&mut on_primary, 2).await;
    until("the standby has it", async || standby.sql(&name, "select seq from head") == "2").await;

    let mut on_standby = open(&standby.url(&name)).await;
    let news = on_standby.look(1).await.expect("a standby is looked at");
    assert_eq!((news.head.seq, news.head.epoch, news.missed.len()), (2, 1, 1));
    assert!(!news.writable && on_primary.look(2).await.expect("looked").writable);
    let begun = on_standby.begin(0, &[]).await.map(drop);
    assert!(matches!(begun, Err(Fault::Unavailable(_))), "a standby is not written to: {begun:?}");

    standby.promote();
    let news = on_standby.look(2).await.expect("looked");
    assert_eq!((news.head.epoch, news.writable), (2, true), "before anything is written");
    let begun = on_standby.begin(2, &[]).await.expect("begun");
    assert_eq!((begun.news.head.epoch, begun.news.head.seq), (2, 2));
    on_standby.rollback().await.expect("rolled back");
    assert_eq!(standby.sql(&name, "select epoch from head"), "2", "kept though nothing was decided");
    write_place(&mut on_standby, 3).await;
    assert_eq!(write_place(&mut on_standby, 4).await, 4);
    let epochs: Vec<_> = on_standby.archive().changes_after(0, 9).await.expect("read");
    assert_eq!(epochs.iter().map(|change| change.epoch).collect::<Vec<_>>(), [1, 1, 2, 2]);
    assert!(on_standby.archive().verify(&|_| ()).await.expect("verified").faults.is_empty());

    write_place(&mut on_primary, 33).await;
    let stale = on_primary.look(2).await.expect("looked");
    assert_eq!((stale.head.seq, stale.head.epoch), (3, 1), "the one left behind is told by its epoch");
    assert_ne!(Some(stale.head.hash), on_standby.look(3).await.expect("looked").known_hash);
}

#[tokio::test]
async fn a_dump_restored_on_another_server_goes_on_in_a_new_epoch() {
    let url = migrated(cluster()).await;
    let name = url.rsplit_once('/').expect("a database").1.to_owned();
    let mut here = open(&url).await;
    write_place(&mut here, 1).await;
    let elsewhere = Cluster::start(FAST);
    let there = elsewhere.database("template1");
    elsewhere.sql(&there, &cluster().dump(&name));
    let mut restored = open(&elsewhere.url(&there)).await;
    assert_eq!(restored.look(0).await.expect("looked").head.epoch, 2);
    assert_eq!(write_place(&mut restored, 2).await, 2);
    assert_eq!(restored.look(1).await.expect("looked").head.epoch, 2, "raised once");
    assert!(restored.archive().verify(&|_| ()).await.expect("verified").faults.is_empty());
    assert_eq!(here.look(1).await.expect("looked").head.epoch, 1);
}

#[tokio::test]
async fn of_several_hosts_the_one_that_may_be_written_to_is_found() {
    let primary = Cluster::start(FAST);
    let url = migrated(&primary).await;
    let name = url.rsplit_once('/').expect("a database").1.to_owned();
    let standby = primary.standby(FAST);
    let folder = |url: &str| url.split(['@', '/']).nth(3).expect("a host").to_owned();
    let hosts = format!("{},{}", folder(&standby.url(&name)), folder(&url));
    let any = format!("postgres://postgres@{hosts}/{name}");
    until("the standby has it", async || {
        standby.sql("postgres", &format!("select count(*) from pg_database where datname = '{name}'")) == "1"
    })
    .await;
    let mut register = open(&format!("{any}?target_session_attrs=read-write")).await;
    assert_eq!(write_place(&mut register, 1).await, 1);
    let mut without_a_word = open(&any).await;
    assert_eq!(write_place(&mut without_a_word, 2).await, 2);
}

/// In the quietest hour: nobody writes, so that nobody's refusal tells.
#[tokio::test]
async fn who_is_left_with_a_standby_is_not_ready_until_it_is_promoted() {
    let primary = Cluster::start(DURABLE);
    let name = migrated(&primary).await.rsplit_once('/').expect("a database").1.to_owned();
    write_place(&mut open(&primary.url(&name)).await, 1).await;
    let standby = primary.standby(DURABLE);
    until("the standby has it", async || standby.sql(&name, "select seq from head") == "1").await;
    let url = both(&primary, &standby, &name).replace("?target_session_attrs=read-write", "");
    let (engine, _) = Engine::start(Box::new(open(&url).await), Nature::default()).await.expect("started");
    assert_eq!(engine.health(), Health::Ready);
    primary.stop();
    until("it is noticed", async || engine.health() == Health::ReadOnly).await;
    let from_here = open(&standby.url(&name)).await;
    let (reader, _) = Engine::start(Box::new(from_here), Nature::default()).await.expect("started");
    assert_eq!(reader.health(), Health::ReadOnly);
    primary.launch();
    until("it goes back", async || engine.health() == Health::Ready).await;
    primary.stop();
    until("it is noticed again", async || engine.health() == Health::ReadOnly).await;
    standby.promote();
    until("the one that was promoted is ready", async || engine.health() == Health::Ready).await;
    until("and so is who was here all the time", async || reader.health() == Health::Ready).await;
}

/// An address of both servers, the first one first.
fn both(first: &Cluster, second: &Cluster, name: &str) -> String {
    let folder = |cluster: &Cluster| cluster.url(name).split(['@', '/']).nth(3).expect("a host").to_owned();
    format!("postgres://postgres@{},{}/{name}?target_session_attrs=read-write", folder(first), folder(second))
}

#[tokio::test]
async fn a_primary_that_was_replaced_is_passed_over_though_it_is_first_and_may_be_written_to() {
    let primary = Cluster::start(DURABLE);
    let name = migrated(&primary).await.rsplit_once('/').expect("a database").1.to_owned();
    let standby = primary.standby(DURABLE);
    let url = both(&primary, &standby, &name);
    let mut seen_it = open(&url).await;
    write_place(&mut seen_it, 1).await;
    until("the standby has it", async || standby.sql(&name, "select seq from head") == "1").await;
    primary.stop();
    standby.promote();
    assert_eq!(write_place(&mut seen_it, 2).await, 2);
    primary.launch();
    // As long a history as the other's, so that nothing but the epoch tells them apart.
    let mut alone = open(&primary.url(&name)).await;
    assert_eq!(write_place(&mut alone, 22).await, 2, "it knows no better");

    let mut fresh = open(&url).await;
    assert_eq!(write_place(&mut fresh, 3).await, 3, "one that has seen nothing goes to the promoted one");
    standby.sql(&name, &format!("select pg_terminate_backend({})", seen_it.process()));
    assert_eq!(write_place(&mut seen_it, 4).await, 4, "and so does one that connects again");

    standby.stop();
    let behind = seen_it.look(4).await.map(drop);
    assert!(matches!(behind, Err(Fault::Unavailable(_) | Fault::Behind(_))), "{behind:?}");
    let behind = seen_it.begin(4, &[]).await.map(drop);
    assert!(matches!(behind, Err(Fault::Behind(_))), "alone it is refused: {behind:?}");
    // A standby of the promoted one tells even a newcomer, which then writes nowhere.
    standby.launch();
    let third = standby.standby(DURABLE);
    standby.stop();
    let newcomer =
        super::Postgres::open(&both(&primary, &third, &name), Surroundings::real()).await.map(drop);
    assert!(matches!(newcomer, Err(Fault::Unavailable(_))), "{newcomer:?}");
    standby.launch();
    assert_eq!(write_place(&mut seen_it, 5).await, 5);
    let epochs = seen_it.archive().changes_after(0, 9).await.expect("read");
    assert_eq!(epochs.iter().map(|change| change.epoch).collect::<Vec<_>>(), [1, 2, 2, 2, 2]);
}

#[tokio::test]
async fn what_another_connection_sees_meanwhile_leaves_an_answer_under_way_alone() {
    let url = migrated(cluster()).await;
    let (mut one, mut two) = (open(&url).await, open(&url).await);
    let told = one.look(0).await.expect("looked").head;
    write_place(&mut two, 1).await;
    // As a history that is read, or the bell, connects while that answer is on its way.
    let servers = one.servers();
    drop(servers.connect(&tokio::runtime::Handle::current(), None).await.expect("connected"));
    servers.saw(Standing::of(&told)).expect("it was so when it was asked");
    assert_eq!(one.look(0).await.expect("looked").head.seq, 1);
    servers.saw(Standing::of(&told)).expect_err("now it is behind");
}

#[tokio::test]
async fn one_that_only_reads_on_a_primary_left_behind_finds_out() {
    let primary = Cluster::start(DURABLE);
    let name = migrated(&primary).await.rsplit_once('/').expect("a database").1.to_owned();
    let standby = primary.standby(DURABLE);
    let url = both(&primary, &standby, &name);
    let mut reads = open(&url).await;
    write_place(&mut reads, 1).await;
    until("the standby has it", async || standby.sql(&name, "select seq from head") == "1").await;
    // The primary runs on, and nobody has told it.
    standby.promote();
    let servers = reads.servers();
    servers.look_around(&tokio::runtime::Handle::current()).await;
    let left = reads.look(1).await.map(drop);
    assert!(matches!(left, Err(Fault::Behind(_))), "{left:?}");
    assert_eq!(reads.look(1).await.expect("looked").head.epoch, 2, "the promoted one is found");
    assert_eq!(write_place(&mut reads, 2).await, 2);
}

/// Takes a while: until the [`holder`] lets go.
const UNTIL_LET_GO: &str = "do $$ begin while not pg_try_advisory_lock_shared(7) loop perform pg_sleep(0.01); \
                            end loop; end $$";
const ON_ITS_WAY: &str = "select count(*) from pg_stat_activity \
                          where datname = current_database() and state = 'active' and query like 'do %'";

/// Keeps [`UNTIL_LET_GO`] waiting until it is dropped.
async fn holder(register: &super::Postgres) -> Link {
    let link = register.servers().connect(&Handle::current(), None).await.expect("connected");
    link.client.batch_execute("select pg_advisory_lock(7)").await.expect("held");
    link
}

#[tokio::test]
async fn a_connection_that_was_in_use_while_another_server_was_promoted_is_not_used_again() {
    let primary = Cluster::start(DURABLE);
    let name = migrated(&primary).await.rsplit_once('/').expect("a database").1.to_owned();
    let standby = primary.standby(DURABLE);
    let mut register = open(&both(&primary, &standby, &name)).await;
    write_place(&mut register, 1).await;
    until("the standby has it", async || standby.sql(&name, "select seq from head") == "1").await;
    let (holder, archive) = (holder(&register).await, Arc::clone(&register.archive));
    let job = tokio::spawn(async move { archive.rows_of_many(UNTIL_LET_GO, &[]).await.map(drop) });
    until("it is on its way", async || primary.sql(&name, ON_ITS_WAY) == "1").await;

    // The primary runs on.
    standby.promote();
    register.servers().look_around(&Handle::current()).await;
    let left = register.look(1).await.map(drop);
    assert!(matches!(left, Err(Fault::Behind(_))), "{left:?}");
    assert_eq!(write_place(&mut register, 2).await, 2, "on the promoted one");
    drop(holder);
    job.await.expect("no panic").expect("it was asked before");
    let history = register.archive().history("place", 2, u32::MAX, 9).await.expect("read");
    assert_eq!(history.len(), 1, "it is read where it was written");
}

#[tokio::test]
async fn what_the_audit_log_is_told_where_the_register_has_been_left_is_not_acknowledged() {
    let url = migrated(cluster()).await;
    let name = url.rsplit_once('/').expect("a database").1.to_owned();
    let register = open(&url).await;
    register.archive.rows("select 1", &[]).await.expect("a connection is kept");
    let (holder, archive) = (holder(&register).await, Arc::clone(&register.archive));
    let note = tokio::spawn(async move { archive.noting(UNTIL_LET_GO, &[]).await });
    until("it is on its way", async || cluster().sql(&name, ON_ITS_WAY) == "1").await;
    // Elsewhere a standby was promoted.
    register.servers().saw(Standing { epoch: 9, seq: 0 }).expect("seen");
    drop(holder);
    let noted = note.await.expect("no panic");
    assert!(matches!(noted, Err(Fault::OutcomeUnknown(_))), "{noted:?}");
    let noted = register.archive.noting("select 1", &[]).await;
    assert!(matches!(noted, Err(Fault::Behind(_))), "nor is the connection used again: {noted:?}");
    let read = register.archive.rows("select 1", &[]).await.map(drop);
    assert!(matches!(read, Err(Fault::Behind(_))), "{read:?}");
}

#[tokio::test]
async fn tls_is_used_and_checked_or_refused() {
    let cluster = Cluster::start(FAST);
    let url = migrated(&cluster).await;
    let name = url.rsplit_once('/').expect("a database").1.to_owned();
    let (port, certificate) = cluster.with_tls();
    let tcp = format!("postgres://postgres@localhost:{port}/{name}?sslmode=require");
    let mut register = open(&format!("{tcp}&sslrootcert={}", certificate.display())).await;
    assert_eq!(write_place(&mut register, 1).await, 1);
    let encrypted = format!("select ssl from pg_stat_ssl where pid = {}", register.process());
    assert_eq!(cluster.sql(&name, &encrypted), "t");
    // Signed by nobody the system trusts.
    let untrusted = super::Postgres::open(&tcp, crate::register::Surroundings::real()).await.map(drop);
    assert!(
        matches!(&untrusted, Err(Fault::Unavailable(why)) if why.contains("certificate")),
        "{untrusted:?}"
    );
    // The certificate is for another name.
    let other = tcp.replace("localhost", "127.0.0.1");
    let other = format!("{other}&sslrootcert={}", certificate.display());
    let misnamed = super::Postgres::open(&other, crate::register::Surroundings::real()).await.map(drop);
    assert!(matches!(&misnamed, Err(Fault::Unavailable(why)) if why.contains("certificate")), "{misnamed:?}");
    let missing = refusal(&format!("{tcp}&sslrootcert=/not/there")).await;
    assert!(missing.contains("/not/there"), "{missing}");
}

#[tokio::test]
async fn accounts_are_neither_written_nor_read_on_a_server_that_was_left_behind() {
    let url = migrated(cluster()).await;
    let anna =
        Credential { kind: CredentialKind::Account, key: "anna".into(), body: "{}".into(), expires_ms: None };
    let put = std::slice::from_ref(&anna);
    let first = open(&url).await.put_credentials(0, put, &[]).await.expect("written");
    assert_eq!(first, Some(1));
    // Elsewhere a standby was promoted, and this connection goes on where it was.
    let left_behind = async || {
        let mut register = open(&url).await;
        register.look(0).await.expect("looked");
        register.servers().saw(Standing { epoch: 9, seq: 0 }).expect("seen");
        register
    };
    let gone = [(CredentialKind::Account, "anna".to_owned())];
    let disabled = left_behind().await.put_credentials(1, &[], &gone).await;
    assert!(matches!(disabled, Err(Fault::Behind(_))), "{disabled:?}");
    let raised = left_behind().await.raise_reader(READER_VERSION).await;
    assert!(matches!(raised, Err(Fault::Behind(_))), "{raised:?}");
    let read = left_behind().await.credentials().await;
    assert!(matches!(read, Err(Fault::Behind(_))), "{read:?}");
    let held = open(&url).await.credentials().await.expect("read");
    assert_eq!((held.rows, held.number), (vec![anna], 1), "nothing was acknowledged and nothing done");
}
