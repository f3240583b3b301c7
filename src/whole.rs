//! What has its name only once it is whole and on the disk: a backup, an export, an archive package.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// A file or a folder on its way, beside the place that it will have, so that taking its name is one step. Dropped before it
/// has its name, it leaves nothing.
pub(crate) struct Unfinished {
    path: PathBuf,
    named: bool,
}

impl Unfinished {
    /// An empty file that this user alone can read: what is written so is not everybody's business. What an earlier try left
    /// there was never whole.
    pub fn file(path: PathBuf) -> io::Result<(Self, File)> {
        remove(&path)?;
        let mut options = OpenOptions::new();
        options.create_new(true).write(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path)?;
        Ok((Self { path, named: false }, file))
    }

    /// An empty folder, in folders that need not be there.
    pub fn folder(path: PathBuf) -> io::Result<Self> {
        remove(&path)?;
        fs::create_dir_all(&path)?;
        Ok(Self { path, named: false })
    }

    /// Where it is meanwhile.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Makes it durable and gives it its name, in the place of a file that had it. Of a folder the names in it become
    /// durable; its files are so already.
    pub fn name(mut self, name: &Path) -> io::Result<()> {
        File::open(&self.path)?.sync_all()?;
        fs::rename(&self.path, name)?;
        // It is whole under its name, and nothing is left beside it, whatever is said of the folder that they are in.
        self.named = true;
        let folder = name.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if !self.named
            && let Err(error) = remove(&self.path)
        {
            tracing::warn!(%error, path = %self.path.display(), "what is not finished could not be removed");
        }
    }
}

/// Removes a file, or a folder with all that is in it, if it is there.
fn remove(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder");
        entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name")).collect()
    }

    #[test]
    fn a_file_takes_the_place_of_another_or_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let (beside, name) = (folder.path().join("a.unfinished"), folder.path().join("a"));
        fs::write(&name, "before").expect("written");
        fs::write(&beside, "left by one that was killed").expect("written");
        let (unfinished, mut file) = Unfinished::file(beside.clone()).expect("begun");
        file.write_all(b"half").expect("written");
        drop(unfinished);
        assert_eq!(
            (fs::read(&name).expect("read"), names(folder.path())),
            (b"before".to_vec(), vec!["a".into()])
        );
        let (unfinished, mut file) = Unfinished::file(beside).expect("begun");
        file.write_all(b"whole").expect("written");
        unfinished.name(&name).expect("named");
        assert_eq!(
            (fs::read(&name).expect("read"), names(folder.path())),
            (b"whole".to_vec(), vec!["a".into()])
        );
    }

    #[test]
    fn a_folder_takes_its_name_or_leaves_nothing_and_takes_nobody_elses() {
        let folder = tempfile::tempdir().expect("a folder");
        let inner = folder.path().join("archive");
        let (beside, name) = (inner.join("a.unfinished"), inner.join("a"));
        fs::create_dir_all(&beside).expect("made");
        fs::write(beside.join("old"), "left by one that was killed").expect("written");
        let begun = || {
            let unfinished = Unfinished::folder(beside.clone()).expect("begun");
            assert_eq!(names(unfinished.path()), Vec::<String>::new());
            fs::write(unfinished.path().join("new"), "whole").expect("written");
            unfinished
        };
        drop(begun());
        assert_eq!(names(&inner), Vec::<String>::new());
        begun().name(&name).expect("named");
        assert_eq!((names(&inner), names(&name)), (vec!["a".to_owned()], vec!["new".to_owned()]));
        begun().name(&name).expect_err("it is taken");
        assert_eq!((names(&inner), names(&name)), (vec!["a".to_owned()], vec!["new".to_owned()]));
    }
}
