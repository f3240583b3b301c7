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
    Ok(read_open(&mut file, trusted).with_context(|| unreadable(path))?.lines)
}

fn unreadable(path: &Path) -> String {
    format!("the list of erasures {} cannot be relied on", path.display())
}

/// What is in a list: its lines, the last one's hash, and how many bytes are whole.
struct Found {
    lines: Vec<Line>,
    last: String,
    bytes: u64,
}

fn read_open(file: &mut File, trusted: &VerifyingKey) -> anyhow::Result<Found> {
    let mut text = String::new();
    file.take(MAX_BYTES).read_to_string(&mut text)?;
    let whole = text.rfind('\n').map_or(0, |at| at + 1);
    let mut found = Found { lines: Vec::new(), last: hash(""), bytes: whole as u64 };
    for line in text[..whole].lines() {
        let number = found.lines.len() as u64 + 1;
        let read: Line =
            serde_json::from_str(line).with_context(|| format!("line {number} is no erasure"))?;
        if read.number != number || read.before != found.last {
            bail!("before line {number} something was left out or put in");
        }
        if !is_signed(&read, trusted)? {
            bail!("line {number} is not as it was signed, or signed with another key than is trusted");
        }
        found.last = hash(line);
        found.lines.push(read);
    }
    Ok(found)
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
/// processes may do so at once.
///
/// # Errors
/// A sentence: the list cannot be relied on, or not be written.
pub fn add_missing(
    path: &Path,
    key: &SigningKey,
    register: &str,
    snapshot: &Snapshot,
) -> anyhow::Result<usize> {
    let erasures = &snapshot.reference.erasures;
    if erasures.is_empty() {
        return Ok(0);
    }
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).with_context(|| unreadable(path))?;
    // Let go of when the file is closed.
    file.lock().with_context(|| unreadable(path))?;
    let mut found = read_open(&mut file, &key.verifying_key()).with_context(|| unreadable(path))?;
    let listed: std::collections::HashSet<u64> =
        found.lines.iter().filter(|line| line.register == register).map(|line| line.id.bits()).collect();
    let mut missing: Vec<&Held<Erasure>> =
        erasures.values().filter(|erasure| !listed.contains(&erasure.id.bits())).collect();
    missing.sort_by_key(|erasure| (erasure.at, erasure.id));
    let mut text = String::new();
    for (number, erasure) in (found.lines.len() as u64 + 1..).zip(&missing) {
        let line = signed(key, (number, register), erasure, &found.last)?;
        found.last = hash(&line);
        text.push_str(&line);
        text.push('\n');
    }
    // What a power cut left of a line is written over.
    file.set_len(found.bytes)?;
    file.seek(SeekFrom::Start(found.bytes))?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    Ok(missing.len())
}

fn signed(
    key: &SigningKey,
    (number, register): (u64, &str),
    erasure: &Held<Erasure>,
    before: &str,
) -> Result<String, serde_json::Error> {
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
    serde_json::to_string(&line)
}
