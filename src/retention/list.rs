//! The list of erasures, kept beside the register and not in it: a backup that is restored does not know
//! what was erased since, and must learn it before anybody reads.
//!
//! A line is one erasure as it stands in the register, without a word of what was erased. Lines are
//! numbered, each holds the hash of the one before, and each is signed like a checkpoint, so that one
//! that was altered, left out or put in is found.

use crate::domain::erasure::Erasure;
use crate::domain::ids::ErasureId;
use crate::domain::world::Held;
use crate::index::snapshot::Snapshot;
use anyhow::{Context, bail};
use data_encoding::HEXLOWER;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

/// First field of what is signed.
const LAYOUT: &str = "samplats erasure list 1";
/// Longest list that is read, bytes: a million erasures of one thing each.
const MAX_BYTES: u64 = 1024 * 1024 * 1024;

/// One line. Hashes, keys and signatures are hexadecimal.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// From 1, without a gap.
    number: u64,
    /// The register it is of; see [`identity`].
    pub register: String,
    /// The erasure's id.
    pub id: ErasureId,
    /// The erasure.
    pub erasure: Erasure,
    /// SHA-256 of the line before; of nothing for the first.
    before: String,
    /// Who signed.
    key: String,
    /// Over all of the above.
    signature: String,
}

impl Line {
    fn signed_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        let (number, id) = (self.number, self.id);
        serde_json::to_vec(&(LAYOUT, number, &self.register, id, &self.erasure, &self.before, &self.key))
    }

    /// The erasure under its own id.
    #[must_use]
    pub fn whole(&self) -> Erasure {
        Erasure { id: self.id, ..self.erasure.clone() }
    }
}

/// What a register is known by through backup, restore and copy: a hash of the installation's own key.
#[must_use]
pub fn identity(request_secret: &[u8]) -> String {
    let hash = Sha256::new().chain_update(LAYOUT).chain_update(request_secret).finalize();
    HEXLOWER.encode(&hash[..16])
}

/// Reads a list and checks every line; one that broke off is not there. A file that does not exist is an
/// empty list.
///
/// # Errors
/// A sentence: a line is not as it was signed, or one is missing.
pub fn read(path: &Path, trusted: &VerifyingKey) -> anyhow::Result<Vec<Line>> {
    if !path.exists() {
        return Ok(Vec::new());
    }
    let mut file = File::open(path).with_context(|| unreadable(path))?;
    Checked::default().read_on(&mut file, trusted).with_context(|| unreadable(path))
}

fn unreadable(path: &Path) -> String {
    format!("the list of erasures {} cannot be relied on", path.display())
}

/// How far a list has been read and found to hold. What comes after is read and checked, and no more: at each erasure the
/// whole list would else be, signature by signature.
pub struct Checked {
    bytes: u64,
    lines: u64,
    last: String,
    /// Register and id of each.
    listed: HashSet<(String, u64)>,
}

impl Default for Checked {
    fn default() -> Self {
        Self { bytes: 0, lines: 0, last: hash(""), listed: HashSet::new() }
    }
}

impl Checked {
    /// Reads on, and answers what is new.
    fn read_on(&mut self, file: &mut File, trusted: &VerifyingKey) -> anyhow::Result<Vec<Line>> {
        let bytes = file.metadata()?.len();
        if bytes > MAX_BYTES {
            bail!(
                "it is larger than {MAX_BYTES} bytes; move it away, and keep it with the backups from before"
            );
        }
        if bytes < self.bytes {
            *self = Self::default();
        }
        file.seek(SeekFrom::Start(self.bytes))?;
        let mut text = String::new();
        file.take(bytes - self.bytes).read_to_string(&mut text)?;
        let whole = text.rfind('\n').map_or(0, |at| at + 1);
        text[..whole].split_terminator('\n').map(|line| self.take(line, trusted)).collect()
    }

    fn take(&mut self, text: &str, trusted: &VerifyingKey) -> anyhow::Result<Line> {
        let number = self.lines + 1;
        let line: Line =
            serde_json::from_str(text).with_context(|| format!("line {number} is no erasure"))?;
        if line.number != number || line.before != self.last {
            bail!("before line {number} something was left out or put in");
        }
        if !is_signed(&line, trusted)? {
            bail!("line {number} is not as it was signed, or signed with another key than is trusted");
        }
        self.add(text, &line);
        Ok(line)
    }

    fn add(&mut self, text: &str, line: &Line) {
        self.bytes += text.len() as u64 + 1;
        self.lines += 1;
        self.last = hash(text);
        self.listed.insert((line.register.clone(), line.id.bits()));
    }
}

fn is_signed(line: &Line, trusted: &VerifyingKey) -> anyhow::Result<bool> {
    let signature = HEXLOWER.decode(line.signature.as_bytes()).ok();
    let signature = signature.and_then(|bytes| Signature::from_slice(&bytes).ok());
    let bytes = line.signed_bytes()?;
    Ok(line.key == HEXLOWER.encode(trusted.as_bytes())
        && signature.is_some_and(|signature| trusted.verify_strict(&bytes, &signature).is_ok()))
}

fn hash(line: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(line))
}

/// The erasures of a list that a register of this identity does not know of, in order.
pub fn lacking<'a>(lines: &'a [Line], register: &str, snapshot: &Snapshot) -> Vec<&'a Line> {
    let known = |line: &&Line| snapshot.reference.erasures.contains_key(&line.id.bits());
    lines.iter().filter(|line| line.register == register && !known(line)).collect()
}

/// Adds the erasures of a snapshot that the list does not have, durably, and answers how many. Several
/// processes may do so at once. `checked` is what earlier calls have read of it.
///
/// # Errors
/// A sentence: the list cannot be relied on, or not be written. The next call then reads it from its beginning.
pub fn add_missing(
    path: &Path,
    key: &SigningKey,
    register: &str,
    snapshot: &Snapshot,
    checked: &mut Checked,
) -> anyhow::Result<usize> {
    let mut further = std::mem::take(checked);
    let added = further.add_missing(path, key, register, snapshot).with_context(|| unreadable(path))?;
    *checked = further;
    Ok(added)
}

impl Checked {
    fn add_missing(
        &mut self,
        path: &Path,
        key: &SigningKey,
        register: &str,
        snapshot: &Snapshot,
    ) -> anyhow::Result<usize> {
        let erasures = &snapshot.reference.erasures;
        if erasures.is_empty() {
            return Ok(0);
        }
        let mut file = open(path)?;
        // Let go of when the file is closed.
        file.lock()?;
        self.read_on(&mut file, &key.verifying_key())?;
        let is_listed =
            |erasure: &Held<Erasure>| self.listed.contains(&(register.to_owned(), erasure.id.bits()));
        let mut missing: Vec<&Held<Erasure>> =
            erasures.values().filter(|erasure| !is_listed(erasure)).collect();
        missing.sort_by_key(|erasure| (erasure.at, erasure.id));
        // What a power cut left of a line is written over.
        let end = self.bytes;
        let mut text = String::new();
        for erasure in &missing {
            let line = signed(key, (self.lines + 1, register), erasure, &self.last)?;
            let signed = serde_json::to_string(&line)?;
            self.add(&signed, &line);
            text.push_str(&signed);
            text.push('\n');
        }
        file.set_len(end)?;
        file.seek(SeekFrom::Start(end))?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        Ok(missing.len())
    }
}

fn open(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn signed(
    key: &SigningKey,
    (number, register): (u64, &str),
    erasure: &Held<Erasure>,
    before: &str,
) -> Result<Line, serde_json::Error> {
    let mut line = Line {
        number,
        register: register.to_owned(),
        id: erasure.id,
        erasure: erasure.record.clone(),
        before: before.to_owned(),
        key: HEXLOWER.encode(key.verifying_key().as_bytes()),
        signature: String::new(),
    };
    line.signature = HEXLOWER.encode(&key.sign(&line.signed_bytes()?).to_bytes());
    Ok(line)
}
