//! Other instances.

use super::{migrated, open, until, write_place};
use crate::register::postgres::Postgres;
use crate::register::suite::backends::cluster;
use crate::register::{Credential, CredentialKind, Register};
use std::time::Duration;
use tokio::sync::Notify;

async fn rings(bell: &Notify, within_ms: u64) -> bool {
    tokio::time::timeout(Duration::from_millis(within_ms), bell.notified()).await.is_ok()
}

#[tokio::test]
async fn a_commit_rings_at_the_others_and_not_at_home() {
    let url = migrated(cluster()).await;
    let (mut one, mut two) = (open(&url).await, open(&url).await);
    let (at_one, at_two) = (one.bell().expect("shared"), two.bell().expect("shared"));
    assert!(rings(&at_one, 10_000).await && rings(&at_two, 10_000).await, "once when the listening begins");
    let seq = write_place(&mut one, 1).await;
    assert!(rings(&at_two, 10_000).await);
    let news = two.look(0).await.expect("looked");
    assert_eq!((news.head.seq, news.missed.len()), (seq, 1));
    let anna =
        Credential { kind: CredentialKind::Account, key: "anna".into(), body: "{}".into(), expires_ms: None };
    one.put_credentials(0, &[anna], &[]).await.expect("put");
    assert!(rings(&at_two, 10_000).await, "credentials too");
    assert_eq!(two.look(seq).await.expect("looked").credentials, 1);
    assert!(!rings(&at_one, 300).await, "one has nothing to look for");
    write_place(&mut two, 2).await;
    assert!(rings(&at_one, 10_000).await);
}

#[tokio::test]
async fn a_bell_that_was_cut_off_listens_again_and_rings_for_what_it_missed() {
    let url = migrated(cluster()).await;
    let (mut one, two) = (open(&url).await, open(&url).await);
    let at_two = two.bell().expect("shared");
    assert!(rings(&at_two, 10_000).await);
    let name = url.rsplit_once('/').expect("a database").1;
    let listening = format!("from pg_stat_activity where datname = '{name}' and query like 'listen%'");
    until("both listen", async || cluster().sql(name, &format!("select count(*) {listening}")) == "2").await;
    cluster().sql(name, &format!("select pg_terminate_backend(pid) {listening}"));
    write_place(&mut one, 1).await;
    assert!(rings(&at_two, 10_000).await);
    while rings(&at_two, 500).await {}
    write_place(&mut one, 2).await;
    assert!(rings(&at_two, 10_000).await, "and goes on listening");
}

#[tokio::test]
async fn the_place_of_who_keeps_the_log_is_free_once_they_are_gone_and_is_taken_again_on_another_connection()
{
    let url = migrated(cluster()).await;
    let (one, two) = (open(&url).await, open(&url).await);
    let take = async |of: &Postgres, server| of.archive().take_place(server).await.expect("asked");
    assert!(take(&one, 1).await && take(&two, 2).await, "each its own");
    assert!(!take(&two, 1).await && !take(&one, 2).await, "and nobody another's");
    assert!(take(&one, 1).await, "what one has one has");
    let name = url.rsplit_once('/').expect("a database").1;
    cluster().sql(
        name,
        &format!("select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}' and query like '%advisory%' and pid <> pg_backend_pid()"),
    );
    until("both have other connections", async || {
        let at = |of: &Postgres| of.archive();
        let (here, there) = (at(&one).forget_caller("nobody").await, at(&two).forget_caller("nobody").await);
        here.is_ok() && there.is_ok()
    })
    .await;
    assert!(!take(&two, 1).await, "it was taken again with the connection");
    drop(one);
    until("its place is free", async || take(&two, 1).await).await;
}
