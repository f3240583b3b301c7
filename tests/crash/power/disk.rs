//! What a disk holds for certain, and what it may hold besides, when the power goes.
//!
//! A killed program leaves all that it wrote, since the kernel has it; a machine without power leaves what was flushed. So
//! the calls on the register's files are followed as `strace` saw them: a write is pending until its file is flushed, a new
//! name until its folder is. Of what is pending anything may be there: nothing, the beginning, or some sectors of all of it
//! in no order.

use super::trace::{Call, Which};
use crate::chance::Chance;
use std::collections::BTreeMap;

/// What a disk writes whole or not at all, bytes.
const SECTOR: usize = 512;
/// What SQLite writes at once, bytes.
const PAGE: usize = 4096;

/// How much of what is pending reached the disk.
#[derive(Clone, Copy, Debug)]
pub enum Torn {
    /// Nothing.
    Nothing,
    /// What was written first, and of one write its first bytes: so many, or as many as chance says.
    After(Option<usize>),
    /// Some sectors of all of it.
    Sectors,
}

pub const TORN: [Torn; 5] =
    [Torn::Nothing, Torn::After(Some(SECTOR)), Torn::After(Some(PAGE)), Torn::After(None), Torn::Sectors];

/// What one call changed and no flush has made durable.
enum Pending {
    Write { at: usize, bytes: Vec<u8> },
    Cut { length: usize },
}

#[derive(Default)]
struct File {
    /// Its name is on the disk.
    is_named: bool,
    flushed: Vec<u8>,
    /// What came after the last flush, the oldest first.
    pending: Vec<Pending>,
}

/// The register's file and its log.
pub struct Disk {
    files: BTreeMap<Which, File>,
}

impl Disk {
    /// With the register's file as it was before the program was started, and no log.
    pub fn holding(register: Vec<u8>) -> Self {
        let file = File { is_named: true, flushed: register, pending: Vec::new() };
        Self { files: BTreeMap::from([(Which::Register, file), (Which::Log, File::default())]) }
    }

    pub fn take(&mut self, call: &Call) {
        match call {
            Call::Write { file, at, bytes } => {
                self.file(*file).pending.push(Pending::Write { at: *at, bytes: bytes.clone() });
            }
            Call::Cut { file, length } => self.file(*file).pending.push(Pending::Cut { length: *length }),
            Call::Flush { file } => self.file(*file).flush(),
            Call::FlushFolder => self.files.values_mut().for_each(|file| file.is_named |= file.is_made()),
        }
    }

    fn file(&mut self, which: Which) -> &mut File {
        self.files.get_mut(&which).expect("both are there")
    }

    /// What is found when the power is back. A file whose name is not on the disk is not found.
    pub fn after_a_cut(&self, torn: Torn, chance: &Chance) -> BTreeMap<Which, Vec<u8>> {
        let named = self.files.iter().filter(|(_, file)| file.is_named);
        named.map(|(which, file)| (*which, file.after_a_cut(torn, chance))).collect()
    }
}

impl File {
    /// What nothing has been written to may not have been made yet.
    fn is_made(&self) -> bool {
        !self.flushed.is_empty() || !self.pending.is_empty()
    }

    fn flush(&mut self) {
        for one in std::mem::take(&mut self.pending) {
            one.reach(&mut self.flushed);
        }
    }

    fn after_a_cut(&self, torn: Torn, chance: &Chance) -> Vec<u8> {
        let mut found = self.flushed.clone();
        match torn {
            Torn::Nothing => {}
            Torn::After(of_the_last) => {
                let whole = chance.below(self.pending.len() as u64 + 1) as usize;
                for one in &self.pending[..whole] {
                    one.reach(&mut found);
                }
                if let Some(Pending::Write { at, bytes }) = self.pending.get(whole) {
                    let length = of_the_last.unwrap_or(chance.below(bytes.len() as u64 + 1) as usize);
                    put(&mut found, *at, &bytes[..length.min(bytes.len())]);
                }
            }
            Torn::Sectors => {
                for one in &self.pending {
                    one.reach_in_part(&mut found, chance);
                }
            }
        }
        found
    }
}

impl Pending {
    fn reach(&self, found: &mut Vec<u8>) {
        match self {
            Pending::Write { at, bytes } => put(found, *at, bytes),
            Pending::Cut { length } => found.resize(*length, 0),
        }
    }

    /// Each of its sectors by chance.
    fn reach_in_part(&self, found: &mut Vec<u8>, chance: &Chance) {
        match self {
            Pending::Write { at, bytes } => {
                let mut from = 0;
                while from < bytes.len() {
                    // Up to where a sector of the file ends.
                    let to = (from + SECTOR - (at + from) % SECTOR).min(bytes.len());
                    if chance.below(2) == 0 {
                        put(found, at + from, &bytes[from..to]);
                    }
                    from = to;
                }
            }
            Pending::Cut { .. } if chance.below(2) == 0 => self.reach(found),
            Pending::Cut { .. } => {}
        }
    }
}

/// Writes into a file, which grows where it has to.
fn put(file: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    let end = at + bytes.len();
    if file.len() < end {
        file.resize(end, 0);
    }
    file[at..end].copy_from_slice(bytes);
}
