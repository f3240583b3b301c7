//! Carrying out an order to erase.

use super::connect::WRITER_TIMEOUT;
use crate::register::Fault;
use crate::register::erasure::{COMMANDS_MAX, Order};
use rusqlite::{Connection, params};
use std::time::Duration;

/// Takes out of the tables what the order names, within the transaction that writes the order. What
/// was there is overwritten with zeros (`secure_delete`).
pub(super) fn erase(connection: &Connection, order: &Order) -> Result<(), Fault> {
    let mut version = connection.prepare_cached(
        "update record_version set content = null, content_salt = null, \
         facts = iif(?4, null, facts), facts_salt = iif(?4, null, facts_salt) \
         where kind = ?1 and id = ?2 and version < ?3",
    )?;
    for item in &order.items {
        version.execute(params![item.kind, super::rows::sql(item.id)?, item.before, item.facts])?;
    }
    // One pass over the commands for all things: an index would cost every write something.
    let things: Vec<_> = order.items.iter().map(|item| serde_json::json!([item.kind, item.id])).collect();
    connection
        .prepare_cached(
            "update command set request_hash = null where request_hash is not null and (kind, id) in \
             (select value ->> 0, cast(value ->> 1 as integer) from json_each(?))",
        )?
        .execute([serde_json::Value::from(things).to_string()])?;
    for (acts, before_ms) in order.lines() {
        super::audit::delete(connection, acts, before_ms)?;
    }
    if let Some(before_ms) = order.commands_before_ms {
        let delete = "delete from command where (caller, key) in \
                      (select caller, key from command where time_ms < ? limit ?)";
        connection.prepare_cached(delete)?.execute(params![before_ms, COMMANDS_MAX as i64])?;
    }
    Ok(())
}

/// Moves the log into the main file and cuts it off: what was overwritten there still stands in the log.
/// Answers whether that could be done; nobody is waited for who reads from the log.
pub(super) fn cut_log_off(connection: &Connection) -> Result<bool, Fault> {
    connection.busy_timeout(Duration::ZERO)?;
    let busy = connection.query_row("pragma wal_checkpoint(truncate)", [], |row| row.get::<_, i64>(0));
    connection.busy_timeout(WRITER_TIMEOUT)?;
    Ok(busy? == 0)
}

/// Writes the whole file anew, without what lies unused in it, and cuts the log off.
pub(super) fn vacuum(connection: &Connection) -> Result<(), Fault> {
    connection.execute_batch("vacuum")?;
    if !cut_log_off(connection)? {
        return Err(Fault::Unavailable(
            "somebody reads from the register; its log could not be cut off".into(),
        ));
    }
    Ok(())
}
