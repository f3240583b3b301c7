//! Promotions and restores: the epoch tells the server that goes on from the one left behind.

use super::{migrated, open, refusal, until, write_place};
use crate::register::postgres::cluster::{Cluster, DURABLE, FAST};
use crate::register::suite::backends::cluster;
use crate::register::{Fault, Register};

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
    let begun = on_standby.begin(0, &[]).await.map(drop);
    assert!(matches!(begun, Err(Fault::Unavailable(_))), "a standby is not written to: {begun:?}");

    standby.promote();
    assert_eq!(on_standby.look(2).await.expect("looked").head.epoch, 2, "before anything is written");
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
    let mut first = open(&any).await;
    assert!(
        matches!(first.begin(0, &[]).await.map(drop), Err(Fault::Unavailable(_))),
        "the standby is first"
    );
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
