//! Writing the tables anew, without what was erased from them.

use super::address::Address;
use super::connect::within;
use super::servers::Servers;
use crate::register::Fault;
use std::time::Duration;
use tokio::runtime::Handle;

/// A large register takes its time.
const PATIENCE: Duration = Duration::from_secs(6 * 3600);

/// Writes the tables that hold texts into new files and lets go of the old ones. Each is locked while
/// it is written, so that commands and reading of history wait.
///
/// # Errors
/// [`Fault::Statement`] when the role does not own the tables; [`Fault::Unavailable`].
pub(in crate::register) async fn vacuum(url: &str) -> Result<(), Fault> {
    let link = Servers::new(Address::parse(url)?).connect(&Handle::current(), None).await?;
    let work = async {
        // Who waits here is the operator, not a request.
        link.client.batch_execute("set statement_timeout = 0; set lock_timeout = 0").await?;
        for table in ["record", "record_version", "command", "credential"] {
            // Outside a transaction, and so a statement of its own.
            link.client.batch_execute(&format!("vacuum (full, analyze) {table}")).await?;
        }
        Ok(())
    };
    within(PATIENCE, "writing the tables anew", work).await
}
