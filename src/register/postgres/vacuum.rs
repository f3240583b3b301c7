//! Writing the tables anew, without what was erased from them.

use super::address::Address;
use super::connect::{Link, within};
use super::rows;
use super::servers::Servers;
use crate::register::Fault;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::time::{Instant, sleep};

/// A large register takes its time.
const PATIENCE: Duration = Duration::from_secs(6 * 3600);
/// A dump of a large register, or an export of its past, is waited for.
const OTHERS_PATIENCE: Duration = Duration::from_secs(15 * 60);
const LOOK_EVERY: Duration = Duration::from_millis(200);

/// What texts lie in; and last the samples of them that the server keeps to plan by, taken anew with each table.
const WRITTEN_ANEW: [&str; 6] = [
    "vacuum (full, analyze) record",
    "vacuum (full, analyze) record_version",
    "vacuum (full, analyze) command",
    "vacuum (full, analyze) credential",
    "vacuum (full, analyze) audit",
    "vacuum (full) pg_catalog.pg_statistic",
];

/// Who may still see rows as they were before transaction $1: then they are written into the new files as well.
/// A transaction counts whatever database of the server it is in, a snapshot where it can look at these tables.
const ONLOOKERS: &str = "
    select concat('process ', pid, ' ', nullif(application_name, ''), ' in database ' || datname)
    from pg_stat_activity
    where pid <> pg_backend_pid()
      and (age(backend_xid) >= age($1::text::xid8::xid)
           or (age(backend_xmin) > age($1::text::xid8::xid) and (datid is null or datname = current_database())))
    union all
    select concat('the prepared transaction ', gid) from pg_prepared_xacts
    where age(transaction) >= age($1::text::xid8::xid)
    union all
    select concat('the replication slot ', slot_name) from pg_replication_slots
    where age(xmin) > age($1::text::xid8::xid) or age(catalog_xmin) > age($1::text::xid8::xid)
    limit 1";

/// Writes the tables that hold texts into new files and lets go of the old ones. Each is locked while
/// it is written, so that commands and reading of history wait.
///
/// # Errors
/// [`Fault::Statement`] when the role does not own the tables or the database; [`Fault::Unavailable`], also when
/// somebody looks at what was erased for longer than is waited for: it says who.
pub(in crate::register) async fn vacuum(url: &str) -> Result<(), Fault> {
    vacuum_after(url, OTHERS_PATIENCE).await
}

/// As [`vacuum`], with another patience for those who still look.
///
/// # Errors
/// As [`vacuum`].
pub(in crate::register) async fn vacuum_after(url: &str, patience: Duration) -> Result<(), Fault> {
    let link = Servers::new(Address::parse(url)?).connect(&Handle::current(), None).await?;
    let work = async {
        // Who waits here is the operator, not a request.
        link.client.batch_execute("set statement_timeout = 0; set lock_timeout = 0").await?;
        until_nobody_looks(&link, patience).await?;
        for statement in WRITTEN_ANEW {
            // Outside a transaction, and so a request of its own.
            link.client.batch_execute(statement).await?;
            // A table that is another's is passed over with a warning.
            if let Some(warning) = link.heard.take_warning() {
                return Err(Fault::Statement(warning));
            }
        }
        Ok(())
    };
    within(PATIENCE, "writing the tables anew", work).await
}

/// Waits until what has been erased by now is seen by nobody any more.
async fn until_nobody_looks(link: &Link, patience: Duration) -> Result<(), Fault> {
    let now = link.client.query_one("select pg_current_xact_id()::text", &[]).await?;
    let now: String = rows::get(&now, 0)?;
    let begun = Instant::now();
    let mut told = false;
    while let Some(onlooker) = link.client.query_opt(ONLOOKERS, &[&now]).await? {
        let who: String = rows::get(&onlooker, 0)?;
        if begun.elapsed() >= patience {
            return Err(Fault::Unavailable(format!(
                "{who} still sees what was erased, and it would be written into the new files too; end it, and try again"
            )));
        }
        if !std::mem::replace(&mut told, true) {
            tracing::warn!(who, "waits for somebody who still sees what was erased");
        }
        sleep(LOOK_EVERY).await;
    }
    Ok(())
}
