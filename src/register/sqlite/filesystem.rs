//! Refusing network file systems: SQLite's log needs memory shared between openings and locks that
//! hold, and they promise neither. What goes wrong there is found only when the file is damaged.

use crate::register::Fault;
use std::path::{Path, PathBuf};

/// As the kernel names them.
const NETWORK: [&str; 10] =
    ["9p", "afs", "ceph", "cifs", "fuse.glusterfs", "fuse.sshfs", "nfs", "nfs4", "smb3", "smbfs"];

/// Refuses a path on a network file system. Where the kernel does not tell (not Linux), nothing is
/// refused, and SQLite's own trial of the log mode is the only guard.
///
/// # Errors
/// [`Fault::NotOurs`] naming the file system.
pub(super) fn refuse_network(path: &Path) -> Result<(), Fault> {
    let Ok(mounts) = std::fs::read_to_string("/proc/self/mountinfo") else {
        return Ok(());
    };
    match file_system(&mounts, path) {
        Some(name) if NETWORK.contains(&name) => Err(Fault::NotOurs(format!(
            "{} lies on a network file system ({name}), where SQLite cannot be trusted; keep the \
             register on a local disk",
            path.display()
        ))),
        _ => Ok(()),
    }
}

/// The type of the file system `path` lies on: that of the longest mount point above it, the last
/// of those mounted over one another.
fn file_system<'a>(mounts: &'a str, path: &Path) -> Option<&'a str> {
    mounts
        .lines()
        .filter_map(|line| {
            let (mount, source) = line.split_once(" - ")?;
            let point = unescape(mount.split(' ').nth(4)?);
            let name = source.split(' ').next()?;
            path.starts_with(&point).then(|| (point.components().count(), name))
        })
        // Of equals, max_by_key keeps the last.
        .max_by_key(|(depth, _)| *depth)
        .map(|(_, name)| name)
}

/// Mount points write blanks and backslashes as three octal digits.
fn unescape(point: &str) -> PathBuf {
    let blanks = [("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")];
    let text = blanks.iter().fold(point.to_owned(), |text, (from, to)| text.replace(from, to));
    PathBuf::from(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &str = "\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 22 0:30 / /srv rw - nfs4 server:/srv rw
31 30 0:31 / /srv/local\\040disk rw master:2 - xfs /dev/vdb rw
32 22 0:32 / /over rw - ext4 /dev/vdc rw
33 32 0:33 / /over rw - cifs //server/over rw
not a mount";

    #[test]
    fn the_innermost_and_last_mount_counts() {
        let on = |path| file_system(MOUNTS, Path::new(path)).expect("mounted");
        assert_eq!(on("/var/lib/samplats.db"), "ext4");
        assert_eq!(on("/srv/samplats.db"), "nfs4");
        assert_eq!(on("/srvother/samplats.db"), "ext4");
        assert_eq!(on("/srv/local disk/samplats.db"), "xfs");
        assert_eq!(on("/over/samplats.db"), "cifs");
    }

    #[test]
    fn a_local_folder_is_not_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        refuse_network(folder.path()).expect("local");
    }
}
