//! The calls on the register's files, as `strace` writes them down.

use crate::store::Store;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// All that can change a file or make it durable; those that nobody is expected to make are traced to be noticed.
const CALLS: &str = "openat,write,pwrite64,writev,pwritev,pwritev2,ftruncate,truncate,fallocate,fsync,fdatasync,sync_file_range,\
    unlink,unlinkat,rename,renameat,renameat2";

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Which {
    Register,
    Log,
}

impl Which {
    pub fn name(self) -> &'static str {
        match self {
            Which::Register => "samplats.db",
            Which::Log => "samplats.db-wal",
        }
    }
}

/// What one call did.
pub enum Call {
    Write { file: Which, at: usize, bytes: Vec<u8> },
    Cut { file: Which, length: usize },
    Flush { file: Which },
    FlushFolder,
}

/// A call, and when it had been made, since 1970.
pub struct Made {
    pub ended: Duration,
    pub call: Call,
}

/// The program, watched; each of its threads writes a file of its own beside `trace`, so that no call is cut in two by another.
pub fn watched(store: &Store, trace: &Path) -> Command {
    let mut strace = Command::new("strace");
    strace.args([
        "--seccomp-bpf",
        "-D",
        "-f",
        "-ff",
        "-qq",
        "-y",
        "-xx",
        "-ttt",
        "-T",
        "-s",
        "1000000",
        "-e",
        "signal=none",
    ]);
    strace.arg("-o").arg(trace).arg("-P").arg(store.folder());
    for file in [Which::Register, Which::Log] {
        strace.arg("-P").arg(store.folder().join(file.name()));
    }
    strace.arg("-e").arg(format!("trace={CALLS}")).arg(env!("CARGO_BIN_EXE_samplats"));
    strace
}

/// What was watched, in the order in which it began. Calls on one file never overlap: SQLite has locks for that.
pub fn read(trace: &Path) -> Vec<Made> {
    let beside = format!("{}.", trace.file_name().and_then(|name| name.to_str()).expect("a name"));
    let mut calls = Vec::new();
    for entry in std::fs::read_dir(trace.parent().expect("a folder")).expect("it can be listed") {
        let entry = entry.expect("it can be listed");
        if entry.file_name().to_string_lossy().starts_with(&beside) {
            let text = std::fs::read_to_string(entry.path()).expect("it can be read");
            calls.extend(text.lines().filter_map(call));
        }
    }
    calls.sort_by_key(|(began, _)| *began);
    calls.into_iter().map(|(_, made)| made).collect()
}

/// One line: when it began, the call, what it answered and how long it took. Nothing for what did nothing, or was never
/// answered.
fn call(line: &str) -> Option<(Duration, Made)> {
    let (began, rest) = line.split_once(' ')?;
    let (rest, took) = rest.strip_suffix('>')?.rsplit_once(" <")?;
    let (call, answer) = rest.rsplit_once(" = ")?;
    let answer: usize = answer.parse().ok()?;
    let (name, arguments) = call.trim_end().strip_suffix(')')?.split_once('(')?;
    let call = match name {
        "openat" => return None,
        "write" | "pwrite64" => {
            let (file, rest) = of_file(arguments).unwrap_or_else(|| panic!("a write to the folder: {name}"));
            let (bytes, numbers) = rest.strip_prefix(", \"")?.split_once('"')?;
            // Only SQLite writes to them, and it says where.
            let at = numbers.rsplit_once(", ").filter(|_| name == "pwrite64");
            let at = at.unwrap_or_else(|| panic!("a write to {file:?} that does not say where")).1;
            let mut bytes = unescaped(bytes);
            assert!(bytes.len() >= answer, "strace has cut a write off");
            bytes.truncate(answer);
            Call::Write { file, at: at.parse().expect("a number"), bytes }
        }
        "ftruncate" => {
            let (file, length) = of_file(arguments).expect("a file");
            Call::Cut { file, length: length.strip_prefix(", ")?.parse().expect("a number") }
        }
        "fsync" | "fdatasync" => match of_file(arguments) {
            Some((file, _)) => Call::Flush { file },
            None => Call::FlushFolder,
        },
        other => panic!("{other} is a call that the replay knows nothing of: {arguments:.200}"),
    };
    let (began, took) = (seconds(began), seconds(took));
    Some((began, Made { ended: began + took, call }))
}

/// The file that a call is about, by the descriptor's path, and what stands after it; nothing for the folder.
fn of_file(arguments: &str) -> Option<(Which, &str)> {
    let (_, rest) = arguments.split_once('<')?;
    let (path, rest) = rest.split_once('>')?;
    let path = String::from_utf8(unescaped(path)).expect("a path of ours");
    let which =
        [Which::Register, Which::Log].into_iter().find(|which| path.ends_with(&format!("/{}", which.name())));
    which.map(|which| (which, rest))
}

/// Bytes as strace writes them, `\x` and two digits for each.
fn unescaped(text: &str) -> Vec<u8> {
    text.split("\\x").skip(1).map(|hex| u8::from_str_radix(hex, 16).expect("two digits")).collect()
}

fn seconds(text: &str) -> Duration {
    let (whole, part) = text.split_once('.').expect("seconds, and millionths of one");
    Duration::from_secs(whole.parse().expect("a number"))
        + Duration::from_micros(part.parse().expect("a number"))
}
