//! The object store: a folder, or one that speaks S3. It knows names and bytes, and nothing of what they are.

use super::picture::{Drawn, Picture};
use crate::domain::hex::Hex;
use crate::domain::photo::{ObjectName, Rendition};
use anyhow::Context;
use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt};
use jiff::Timestamp;
use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{ClientConfigKey, Error, ObjectStore, ObjectStoreExt, RetryConfig};
use sha2::{Digest, Sha256};
use std::ffi::OsStr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use std::{fs, io};

/// What the store is called in what goes wrong with it.
const STORE: &str = "photos";
/// How a store that speaks S3 is named.
const S3: &str = "s3://";
/// One request to a store that is somewhere else.
const REQUEST: Duration = Duration::from_secs(4);
/// After that no other try is begun.
const TRIES: Duration = Duration::from_secs(6);
/// What somebody who waits for a photo waits for the store, all tries together. Less than the edge gives a handler, with time
/// to read the picture in between, so that they are told what is away, and not that it took too long.
const PATIENCE: Duration = Duration::from_secs(6);

/// Which of the two sizes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// To look at.
    Large,
    /// To find by.
    Small,
}

impl Size {
    const ALL: [Self; 2] = [Self::Large, Self::Small];

    const fn code(self) -> &'static str {
        match self {
            Self::Large => "large",
            Self::Small => "small",
        }
    }
}

/// Why bytes were not got.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// There are none under this name.
    #[error("the object store has no {0}")]
    Missing(Path),
    /// There are others than the record says.
    #[error("{0} is not what was stored under that name")]
    Altered(Path),
    /// The store does not answer, or cannot.
    #[error("the object store: {0}")]
    Store(#[from] Error),
}

/// The object store. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    objects: Arc<dyn ObjectStore>,
    /// Where it is a folder: which.
    folder: Option<PathBuf>,
}

impl Store {
    /// Opens the store that is named: `s3://bucket/prefix`, whose keys and address are those of the `AWS_*`
    /// variables, or a folder, which is made where there is none.
    ///
    /// # Errors
    /// A sentence for the operator.
    pub fn open(named: &str) -> anyhow::Result<Self> {
        if let Some(rest) = named.strip_prefix(S3) {
            return Self::open_s3(named, rest);
        }
        std::fs::create_dir_all(named)
            .with_context(|| format!("the folder of photos {named} cannot be made"))?;
        let folder = LocalFileSystem::new_with_prefix(named)
            .with_context(|| format!("the folder of photos {named} cannot be used"))?;
        // Acknowledged means durable: the file and its name are on the disk before the record is written.
        Ok(Self { objects: Arc::new(folder.with_fsync(true)), folder: Some(named.into()) })
    }

    fn open_s3(named: &str, rest: &str) -> anyhow::Result<Self> {
        crate::outbound::with_provider();
        let retry = RetryConfig { max_retries: 3, retry_timeout: TRIES, ..RetryConfig::default() };
        let store = AmazonS3Builder::from_env()
            .with_url(named)
            .with_config(
                AmazonS3ConfigKey::Client(ClientConfigKey::Timeout),
                format!("{} seconds", REQUEST.as_secs()),
            )
            .with_retry(retry)
            .build()
            .with_context(|| format!("the object store {named} cannot be used"))?;
        let prefix = rest.split_once('/').map_or("", |(_, prefix)| prefix);
        let store = object_store::prefix::PrefixStore::new(store, prefix);
        Ok(Self { objects: Arc::new(store), folder: None })
    }

    /// One that forgets all when it is dropped.
    #[must_use]
    pub fn in_memory() -> Self {
        Self { objects: Arc::new(InMemory::new()), folder: None }
    }

    /// Puts both sizes of a picture in, and answers what a record says of them. They are durable then.
    ///
    /// # Errors
    /// [`Fault::Store`]; one of the two may be there, for the sweep to find.
    pub async fn put(&self, name: ObjectName, picture: Picture) -> Result<(Rendition, Rendition), Fault> {
        let Picture { large, small } = picture;
        let kept = (rendition(&large), rendition(&small));
        let put = async |drawn: Drawn, size| {
            self.objects.put(&path(name, size), Bytes::from(drawn.bytes).into()).await
        };
        within(async { tokio::try_join!(put(large, Size::Large), put(small, Size::Small)) }).await?;
        Ok(kept)
    }

    /// The bytes of one size, and no others than those its record speaks of.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn get(&self, name: ObjectName, size: Size, kept: &Rendition) -> Result<Bytes, Fault> {
        let path = path(name, size);
        let bytes = match within(async { self.objects.get(&path).await?.bytes().await }).await {
            Ok(bytes) => bytes,
            Err(Error::NotFound { .. }) => return Err(Fault::Missing(path)),
            Err(fault) => return Err(fault.into()),
        };
        if Hex(<[u8; 32]>::from(Sha256::digest(&bytes))) != kept.sha256 {
            return Err(Fault::Altered(path));
        }
        Ok(bytes)
    }

    /// Takes both sizes out. That they are not there is as good.
    ///
    /// # Errors
    /// [`Fault::Store`].
    pub async fn remove(&self, name: ObjectName) -> Result<(), Fault> {
        for size in Size::ALL {
            match within(self.objects.delete(&path(name, size))).await {
                Ok(()) | Err(Error::NotFound { .. }) => {}
                Err(fault) => return Err(fault.into()),
            }
        }
        Ok(())
    }

    /// The names of everything that was put in before a moment. What is not ours is left alone.
    ///
    /// # Errors
    /// [`Fault::Store`].
    pub async fn older_than(&self, moment: Timestamp) -> Result<Vec<ObjectName>, Fault> {
        let mut names: Vec<_> = self
            .objects
            .list(None)
            .try_filter_map(|object| async move {
                let old = object.last_modified.timestamp_millis() < moment.as_millisecond();
                Ok(name_in(&object.location).filter(|_| old))
            })
            .boxed()
            .try_collect()
            .await?;
        names.sort_unstable();
        names.dedup();
        Ok(names)
    }

    /// Takes out what a folder has of photos that were being put in before a moment and never were, such as when the power
    /// went. Such a file has another name until it is whole, by which no list shows it. Answers how many there were.
    ///
    /// # Errors
    /// [`Fault::Store`]; what was not taken out is found the next time.
    pub async fn remove_unfinished(&self, before: Timestamp) -> Result<usize, Fault> {
        let Some(folder) = self.folder.clone() else { return Ok(0) };
        let removed = tokio::task::spawn_blocking(move || remove_unfinished(&folder, before.into())).await;
        let removed = removed.unwrap_or_else(|broken_off| Err(io::Error::other(broken_off)));
        Ok(removed.map_err(|error| Error::Generic { store: STORE, source: error.into() })?)
    }
}

fn remove_unfinished(folder: &std::path::Path, before: SystemTime) -> io::Result<usize> {
    let mut removed = 0;
    for within in fs::read_dir(folder)? {
        let within = within?;
        if !within.file_type()?.is_dir() {
            continue;
        }
        for file in fs::read_dir(within.path())? {
            let file = file?;
            if is_unfinished(&file.file_name()) {
                removed += usize::from(remove_older(&file, before)?);
            }
        }
    }
    Ok(removed)
}

/// Whether a file was older, and has been removed. Servers that share a folder may come to the same one at once.
fn remove_older(file: &fs::DirEntry, before: SystemTime) -> io::Result<bool> {
    let removed = || {
        let is_older = file.metadata()?.modified()? < before;
        if is_older {
            fs::remove_file(file.path())?;
        }
        Ok(is_older)
    };
    removed().or_else(
        |error: io::Error| if error.kind() == io::ErrorKind::NotFound { Ok(false) } else { Err(error) },
    )
}

/// Whether a file is one of ours that is not whole: it is called as it will be, with a number behind.
fn is_unfinished(name: &OsStr) -> bool {
    let Some((name, number)) = name.to_str().and_then(|name| name.rsplit_once('#')) else { return false };
    let is_number = !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit());
    is_number && name_in(&Path::from(name)).is_some()
}

/// What a store answers within [`PATIENCE`].
async fn within<T>(asked: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    let silent = || Error::Generic { store: STORE, source: "no answer in time".into() };
    tokio::time::timeout(PATIENCE, asked).await.unwrap_or_else(|_| Err(silent()))
}

fn rendition(drawn: &Drawn) -> Rendition {
    Rendition {
        width: drawn.width,
        height: drawn.height,
        bytes: u32::try_from(drawn.bytes.len()).unwrap_or(u32::MAX),
        sha256: Hex(Sha256::digest(&drawn.bytes).into()),
    }
}

/// `ab/ab12….large.jpg`: folders of some hundred files, however many there are.
fn path(name: ObjectName, size: Size) -> Path {
    let name = name.to_string();
    Path::from(format!("{}/{name}.{}.jpg", &name[..2], size.code()))
}

fn name_in(path: &Path) -> Option<ObjectName> {
    let (name, rest) = path.filename()?.split_once('.')?;
    let ours = Size::ALL.into_iter().any(|size| rest.strip_suffix(".jpg") == Some(size.code()));
    ours.then(|| Hex::parse(name)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::temporary::Folder;
    use jiff::SignedDuration;

    #[tokio::test]
    async fn what_was_never_finished_is_taken_out_of_a_folder_and_nothing_else() {
        let folder = Folder::new().unwrap();
        let store = Store::open(folder.path().to_str().unwrap()).unwrap();
        let drawn = Drawn { width: 1, height: 1, bytes: vec![7] };
        let name: ObjectName = Hex([7; 16]);
        store.put(name, Picture { large: drawn.clone(), small: drawn }).await.unwrap();
        let within = folder.path().join("07");
        let beside = |rest: &str| within.join(format!("{name}{rest}"));
        let unfinished = [beside(".large.jpg#1"), beside(".small.jpg#12")];
        let others =
            [beside(".large.jpg#"), beside(".large.jpg#1a"), beside(".large.png#1"), within.join("a.jpg#1")];
        for path in unfinished.iter().chain(&others) {
            fs::write(path, "half").unwrap();
        }
        let (earlier, later) = {
            let (now, hour) = (Timestamp::now(), SignedDuration::from_hours(1));
            (now - hour, now + hour)
        };
        assert_eq!(store.remove_unfinished(earlier).await.unwrap(), 0, "it may yet be finished");
        assert_eq!(store.remove_unfinished(later).await.unwrap(), 2);
        assert!(unfinished.iter().all(|path| !path.exists()));
        assert!(others.iter().all(|path| path.exists()), "what is not ours is left alone");
        assert_eq!(store.older_than(later).await.unwrap(), [name]);
        assert_eq!(Store::in_memory().remove_unfinished(later).await.unwrap(), 0);
    }
}
