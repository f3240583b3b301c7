//! What several tests of imports ask for.

use super::{Format, ReadOptions, RowFault, Table, read_all};
use std::collections::HashSet;

/// A file of the data that is shared.
pub(super) fn data(file: &str) -> Vec<u8> {
    let path = format!("{}/../shared/data/{file}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Reads the good rows of a file, and says what is wrong with the others. Nothing but what is wrong, where that is the file
/// as a whole or so many rows that the rest was left unread.
pub(super) fn read_good_rows(
    bytes: &[u8],
    format: Format,
    options: &ReadOptions,
) -> Result<(Table, Vec<RowFault>), Vec<RowFault>> {
    let (mut table, faults) = read_all(bytes, format, options);
    let Err(faults) = faults.into_result() else {
        return Ok((table, Vec::new()));
    };
    let cut_off = table.rows.len() >= options.limits.max_rows;
    if cut_off || faults.iter().any(|fault| fault.row.is_none()) {
        return Err(faults);
    }
    let bad: HashSet<_> = faults.iter().filter_map(|fault| fault.row).collect();
    table.rows.retain(|row| !bad.contains(&row.number));
    Ok((table, faults))
}
