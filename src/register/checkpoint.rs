//! Signed checkpoints: where the chain stood, said by somebody the database's administrator is not.
//!
//! A chain shows that a line of it was changed, but who can write to the database can also hash
//! everything anew, or cut off the end. A checkpoint kept elsewhere shows both: the change it names
//! must be there, with the hash it names. Each is one line of JSON, signed with Ed25519.

use super::shared::PAST_ALL;
use super::{Fault, Head, Register, sqlite};
use data_encoding::HEXLOWER;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use std::io::Write;
use std::path::Path;

/// First field of what is signed: what the bytes are, and in which edition of this layout.
const LAYOUT: &[u8] = b"samplats checkpoint 1";

/// Where the register at `url` stands now. A SQLite file is looked at beside the process that serves it.
///
/// # Errors
/// Any [`Fault`] of opening it and of [`Register::look`].
pub async fn head_of(url: &str, data_dir: &Path) -> Result<Head, Fault> {
    match url.split_once(':') {
        Some(("sqlite", path)) if !path.is_empty() => sqlite::backup::head(data_dir.join(path)).await,
        _ => Ok(super::open(url, data_dir).await?.look(PAST_ALL).await?.head),
    }
}

/// Where the chain stood, signed. Hashes, keys and signatures are hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checkpoint {
    /// Number of the last change.
    pub seq: u64,
    /// The register's epoch.
    pub epoch: u64,
    /// The chain's hash there.
    pub hash: String,
    /// When it was signed, milliseconds since 1970 UTC.
    pub time_ms: i64,
    /// The public key of who signed.
    pub key: String,
    /// Over everything above.
    pub signature: String,
}

impl Checkpoint {
    /// Signs where a register stands.
    #[must_use]
    pub fn sign(head: &Head, key: &SigningKey, time_ms: i64) -> Self {
        let mut checkpoint = Checkpoint {
            seq: head.seq,
            epoch: head.epoch,
            hash: HEXLOWER.encode(&head.hash),
            time_ms,
            key: HEXLOWER.encode(key.verifying_key().as_bytes()),
            signature: String::new(),
        };
        checkpoint.signature = HEXLOWER.encode(&key.sign(&checkpoint.signed_bytes()).to_bytes());
        checkpoint
    }

    /// Every field with its length before it.
    fn signed_bytes(&self) -> Vec<u8> {
        let (seq, epoch, time_ms) =
            (self.seq.to_be_bytes(), self.epoch.to_be_bytes(), self.time_ms.to_be_bytes());
        let fields: [&[u8]; 6] = [LAYOUT, &seq, &epoch, self.hash.as_bytes(), &time_ms, self.key.as_bytes()];
        let mut bytes = Vec::with_capacity(256);
        for field in fields {
            bytes.extend_from_slice(&(field.len() as u64).to_be_bytes());
            bytes.extend_from_slice(field);
        }
        bytes
    }

    /// What does not hold, in words; empty when the checkpoint was signed with `trusted` and the
    /// register still contains it. The chain itself is [`super::Archive::verify`]'s to check.
    ///
    /// # Errors
    /// Any [`Fault`] of [`Register::look`].
    pub async fn check(
        &self,
        register: &mut dyn Register,
        trusted: &VerifyingKey,
    ) -> Result<Vec<String>, Fault> {
        if !self.is_signed_with(trusted) {
            return Ok(vec![
                "the checkpoint is not signed with the key that is trusted, or was altered".into(),
            ]);
        }
        let news = register.look(self.seq).await?;
        let mut faults = Vec::new();
        if news.head.epoch < self.epoch {
            faults.push(format!(
                "the register is of epoch {}, the checkpoint of {}: this server was left behind",
                news.head.epoch, self.epoch
            ));
        }
        match news.known_hash {
            None => faults.push(format!(
                "change {} of the checkpoint is not there: the chain was cut off, or an old backup restored",
                self.seq
            )),
            Some(hash) if HEXLOWER.encode(&hash) != self.hash => faults.push(format!(
                "change {} has another hash than the checkpoint: the chain was written anew",
                self.seq
            )),
            Some(_) => {}
        }
        Ok(faults)
    }

    fn is_signed_with(&self, trusted: &VerifyingKey) -> bool {
        let signature = HEXLOWER.decode(self.signature.as_bytes()).ok();
        let signature = signature.and_then(|bytes| Signature::from_slice(&bytes).ok());
        self.key == HEXLOWER.encode(trusted.as_bytes())
            && signature
                .is_some_and(|signature| trusted.verify_strict(&self.signed_bytes(), &signature).is_ok())
    }
}

/// Reads the signing key, or makes one, readable by this user alone. It belongs anywhere but in the
/// database: who has both can sign what they please.
///
/// # Errors
/// [`Fault::NotOurs`] when the file cannot be read or made, or holds no key.
pub fn signing_key(path: &Path) -> Result<SigningKey, Fault> {
    let trouble = |why: String| Fault::NotOurs(format!("the signing key {}: {why}", path.display()));
    if !path.exists() {
        make_key(path).map_err(|error| trouble(error.to_string()))?;
    }
    let text = std::fs::read_to_string(path).map_err(|error| trouble(error.to_string()))?;
    let bytes = HEXLOWER.decode(text.trim().as_bytes()).ok();
    let bytes = bytes.and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    bytes
        .map(|bytes| SigningKey::from_bytes(&bytes))
        .ok_or_else(|| trouble("is not 64 hexadecimal digits".into()))
}

fn make_key(path: &Path) -> std::io::Result<()> {
    let mut secret = [0; 32];
    getrandom::fill(&mut secret).map_err(|error| std::io::Error::other(error.to_string()))?;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.create_new(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    writeln!(file, "{}", HEXLOWER.encode(&secret))?;
    file.sync_all()
}

/// Reads a public key as checkpoints name it.
///
/// # Errors
/// [`Fault::NotOurs`] when it is none.
pub fn public_key(text: &str) -> Result<VerifyingKey, Fault> {
    let bytes = HEXLOWER.decode(text.trim().as_bytes()).ok().and_then(|bytes| bytes.try_into().ok());
    bytes
        .and_then(|bytes: [u8; 32]| VerifyingKey::from_bytes(&bytes).ok())
        .ok_or_else(|| Fault::NotOurs("a public key is 64 hexadecimal digits of a point on the curve".into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::suite::backends::{PostgresDatabase, SqliteFile};
    use crate::register::suite::{Backend, Tamper, commit_writes, write};

    fn key(seed: u8) -> SigningKey {
        SigningKey::from_bytes(&[seed; 32])
    }

    async fn sign(register: &mut dyn Register, seed: u8) -> Checkpoint {
        let head = register.look(PAST_ALL).await.expect("looked").head;
        Checkpoint::sign(&head, &key(seed), 5)
    }

    /// A register of four places, and the checkpoint at change 3.
    async fn signed<B: Backend>() -> (B, Checkpoint) {
        let backend = B::fresh();
        let mut register = backend.open().await;
        commit_writes(register.as_mut(), (1..=3).map(|id| write("place", id, 1)).collect()).await;
        let checkpoint = sign(register.as_mut(), 1).await;
        commit_writes(register.as_mut(), vec![write("place", 4, 1)]).await;
        drop(register);
        (backend, checkpoint)
    }

    async fn found<B: Backend>(backend: &B, checkpoint: &Checkpoint) -> String {
        let mut register = backend.open().await;
        checkpoint.check(register.as_mut(), &key(1).verifying_key()).await.expect("checked").join("; ")
    }

    #[tokio::test]
    async fn a_chain_that_grew_still_contains_its_checkpoint() {
        let (backend, checkpoint) = signed::<SqliteFile>().await;
        assert_eq!(found(&backend, &checkpoint).await, "");
        let text = serde_json::to_string(&checkpoint).expect("written");
        assert_eq!(serde_json::from_str::<Checkpoint>(&text).expect("read"), checkpoint);
    }

    #[tokio::test]
    async fn a_chain_that_was_cut_off_is_found() {
        let (backend, _) = signed::<PostgresDatabase>().await;
        let mut register = backend.open().await;
        let last = sign(register.as_mut(), 1).await;
        drop(register);
        backend.tamper(&Tamper::CutTail { seq: 4, id: 4 });
        assert!(found(&backend, &last).await.contains("change 4 of the checkpoint is not there"));
    }

    #[tokio::test]
    async fn a_chain_that_was_hashed_anew_is_found() {
        let (backend, checkpoint) = signed::<SqliteFile>().await;
        // Another history of the same length, whole in itself: what a re-hashing comes to.
        let other = SqliteFile::fresh();
        let mut register = other.open().await;
        commit_writes(register.as_mut(), (11..=14).map(|id| write("place", id, 1)).collect()).await;
        assert!(register.archive().verify(&|_| ()).await.expect("verified").faults.is_empty());
        drop(register);
        assert!(found(&other, &checkpoint).await.contains("written anew"));
        assert_eq!(found(&backend, &checkpoint).await, "");
    }

    #[tokio::test]
    async fn an_altered_checkpoint_or_one_of_another_key_is_refused() {
        let (backend, checkpoint) = signed::<SqliteFile>().await;
        let alterations: [fn(&mut Checkpoint); 5] = [
            |checkpoint| checkpoint.seq = 2,
            |checkpoint| checkpoint.epoch = 0,
            |checkpoint| checkpoint.hash = "00".repeat(32),
            |checkpoint| checkpoint.time_ms += 1,
            |checkpoint| checkpoint.signature = checkpoint.signature.replace('a', "b"),
        ];
        for alter in alterations {
            let mut altered = checkpoint.clone();
            alter(&mut altered);
            assert!(found(&backend, &altered).await.contains("not signed"), "{altered:?}");
        }
        let mut register = backend.open().await;
        let theirs = sign(register.as_mut(), 2).await;
        drop(register);
        assert!(found(&backend, &theirs).await.contains("not signed"));
    }

    #[test]
    fn a_key_is_made_once_and_for_this_user_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("keys/checkpoint.key");
        let made = signing_key(&path).expect("made");
        assert_eq!(signing_key(&path).expect("read").to_bytes(), made.to_bytes());
        let mode =
            std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&path).expect("there").permissions());
        assert_eq!(mode & 0o077, 0);
        let public = HEXLOWER.encode(made.verifying_key().as_bytes());
        assert_eq!(public_key(&public).expect("read"), made.verifying_key());
        std::fs::write(&path, "nonsense").expect("written");
        assert!(matches!(signing_key(&path), Err(Fault::NotOurs(_))));
        assert!(public_key("zz").is_err());
    }
}
