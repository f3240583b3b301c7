//! What the rows of a file take in memory, by estimate: a small file may unfold to a thousand times its size.

use super::faults::RowFault;
use super::{ReadLimits, Row};
use crate::json::{MEMBER_BYTES, VALUE_BYTES};

/// A row beside its cells and its geometry, bytes.
pub(super) const ROW_BYTES: usize = size_of::<Row>();

/// A position: an array with two numbers in it, bytes.
pub(super) const POSITION_BYTES: usize = 3 * VALUE_BYTES;

/// A cell beside the text in it, bytes. Every row has its columns' names again.
pub(super) const fn cell_bytes(name: &str) -> usize {
    VALUE_BYTES + MEMBER_BYTES + name.len()
}

/// What is left of the memory that a file may ask for.
pub(super) struct Held {
    pub left_bytes: usize,
    max_bytes: usize,
}

impl Held {
    pub fn new(limits: &ReadLimits) -> Self {
        Self { left_bytes: limits.max_held_bytes, max_bytes: limits.max_held_bytes }
    }

    /// To be asked before the memory is.
    pub fn take(&mut self, bytes: usize) -> Result<(), RowFault> {
        self.left_bytes = self.left_bytes.checked_sub(bytes).ok_or_else(|| self.too_much())?;
        Ok(())
    }

    /// Of the file, whatever row it was met in: leaving that row out would not help.
    pub fn too_much(&self) -> RowFault {
        let mib = self.max_bytes / (1024 * 1024);
        RowFault::file(format!("comes to more than {mib} MiB in memory"))
            .with_hint("split it into several files")
    }
}
