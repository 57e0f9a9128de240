//! The disk of this machine.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::durable::{Disk, Readers};

/// How the names of files end that are not written to their end yet.
const UNFINISHED: &str = ".unfinished";

/// The disk of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct System;

impl Disk for System {
    fn replace(&self, path: &Path, bytes: &[u8], readers: Readers) -> io::Result<()> {
        replace_by(path, readers, |file| file.write_all(bytes))
    }

    fn append(&self, path: &Path, line: &str, readers: Readers) -> io::Result<()> {
        let is_new = !path.try_exists()?;
        let mut file = for_readers(readers).read(true).append(true).create(true).open(path)?;
        let length = file.metadata()?.len();
        let mut bytes = Vec::with_capacity(line.len() + 2);
        if length > 0 && !ends_with_newline(&mut file)? {
            bytes.push(b'\n');
        }
        bytes.extend_from_slice(line.as_bytes());
        bytes.push(b'\n');
        let write = |file: &mut File| {
            file.write_all(&bytes)?;
            file.sync_data()
        };
        write(&mut file).inspect_err(|_| {
            let _ = file.set_len(length);
        })?;
        if is_new { sync_folder_of(path) } else { Ok(()) }
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        if path.is_dir() {
            return Ok(());
        }
        fs::create_dir_all(path)?;
        sync_folder_of(path)
    }

    fn settle(&self, folder: &Path) -> io::Result<()> {
        sync(folder)
    }
}

/// Makes a file hold what `write` writes and nothing else; who reads sees the old file or the new one.
///
/// # Errors
///
/// The system or `write` refused; the file is as it was.
pub fn replace_by<T, E: From<io::Error>>(
    path: &Path,
    readers: Readers,
    write: impl FnOnce(&mut File) -> Result<T, E>,
) -> Result<T, E> {
    let new = unfinished(path)?;
    let write = || {
        let mut file = create(&new, readers)?;
        let written = write(&mut file)?;
        file.sync_all()?;
        rename(&new, path)?;
        Ok(written)
    };
    write().inspect_err(|_| {
        let _ = fs::remove_file(&new);
    })
}

/// Makes a file anew, in place of one that a crash left.
///
/// # Errors
///
/// The system refused.
pub fn create(path: &Path, readers: Readers) -> io::Result<File> {
    remove_if_there(path)?;
    for_readers(readers).write(true).create_new(true).open(path)
}

/// Gives a file its name, in place of one that has it, and brings the name to the disk.
///
/// # Errors
///
/// The system refused.
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)?;
    sync_folder_of(to)
}

/// Removes what crashes left unfinished in a folder.
///
/// # Errors
///
/// The folder cannot be listed, or a file not removed.
pub fn sweep(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().as_encoded_bytes();
        if name.starts_with(b".") && name.ends_with(UNFINISHED.as_bytes()) {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}

/// Returns the hidden name beside a file under which the next one is written.
///
/// # Errors
///
/// The path names no file.
pub fn unfinished(path: &Path) -> io::Result<PathBuf> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let mut hidden = OsString::from(".");
    hidden.push(name);
    hidden.push(UNFINISHED);
    Ok(path.with_file_name(hidden))
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn ends_with_newline(file: &mut File) -> io::Result<bool> {
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

#[cfg(unix)]
fn for_readers(readers: Readers) -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = File::options();
    if readers == Readers::Owner {
        options.mode(0o600);
    }
    options
}

#[cfg(not(unix))]
fn for_readers(_readers: Readers) -> OpenOptions {
    File::options()
}

/// Brings the names in the folder of a file to the disk.
fn sync_folder_of(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    sync(folder.unwrap_or(Path::new(".")))
}

#[cfg(unix)]
fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Elsewhere folders are no files that could be opened; the system keeps their order itself.
#[cfg(not(unix))]
fn sync(_folder: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{System, sweep};
    use crate::durable::{Disk, Readers};

    #[test]
    fn a_file_is_replaced_whole_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("keys.json");
        fs::write(folder.path().join(".keys.json.unfinished"), "half").expect("written");
        for text in ["first", "second, longer", "3"] {
            System.replace(&path, text.as_bytes(), Readers::Owner).expect("replaced");
            assert_eq!(fs::read_to_string(&path).expect("there"), text);
        }
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_for_the_owner_is_for_nobody_else() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mode = |name: &str| {
            fs::metadata(folder.path().join(name)).expect("there").permissions().mode() & 0o777
        };
        System.replace(&folder.path().join("a"), b"x", Readers::Owner).expect("replaced");
        System.append(&folder.path().join("b"), "x", Readers::Owner).expect("appended");
        assert_eq!((mode("a"), mode("b")), (0o600, 0o600));
    }

    #[test]
    fn lines_are_added_and_an_unfinished_one_is_ended() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("audit.jsonl");
        for line in ["one", "two"] {
            System.append(&path, line, Readers::Owner).expect("appended");
        }
        fs::write(&path, "one\ntwo\nthr").expect("written");
        System.append(&path, "four", Readers::Owner).expect("appended");
        assert_eq!(fs::read_to_string(&path).expect("there"), "one\ntwo\nthr\nfour\n");
    }

    #[test]
    fn what_cannot_be_written_leaves_nothing_behind() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("taken");
        fs::create_dir_all(path.join("inside")).expect("made");
        assert!(System.replace(&path, b"x", Readers::Usual).is_err(), "a folder stands there");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[test]
    fn only_what_is_unfinished_is_swept() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for name in [".n.json.unfinished", "n.json", ".lock", "m.unfinished"] {
            fs::write(folder.path().join(name), "x").expect("written");
        }
        sweep(folder.path()).expect("swept");
        let mut left: Vec<_> = fs::read_dir(folder.path())
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name())
            .collect();
        left.sort();
        assert_eq!(left, [".lock", "m.unfinished", "n.json"]);
    }
}
