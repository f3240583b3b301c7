//! A machine whose clock and the database's are apart.

use super::{migrated, write_place};
use crate::register::postgres::Postgres;
use crate::register::suite::backends::cluster;
use crate::register::{Fault, Register, Surroundings};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

#[tokio::test]
async fn nothing_is_written_by_a_clock_that_is_apart_from_the_databases() {
    let (url, ahead_ms) = (migrated(cluster()).await, Arc::new(AtomicI64::new(0)));
    let surroundings = Surroundings::set_ahead(Arc::clone(&ahead_ms));
    let mut register = Postgres::open(&url, surroundings).await.expect("opened");
    assert_eq!(write_place(&mut register, 1).await, 1);
    let process = register.process();
    for (by_ms, word) in [(3_700_000, "s ahead of the database's"), (-3_700_000, "s behind the database's")] {
        ahead_ms.store(by_ms, Ordering::Relaxed);
        let begun = register.begin(1, &[]).await.map(drop);
        assert!(matches!(&begun, Err(Fault::Unavailable(why)) if why.contains(word)), "{begun:?}");
        let news = register.look(0).await.expect("it is read all the same");
        assert_eq!((news.writable, news.missed.len()), (false, 1));
    }
    ahead_ms.store(30_000, Ordering::Relaxed);
    assert!(register.look(1).await.expect("looked").writable);
    assert_eq!(write_place(&mut register, 2).await, 2, "half a minute is let pass");
    assert_eq!(register.process(), process, "no connection was lost over it");
}
