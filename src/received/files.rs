//! The files that notices came as: which of them nobody names any more.

use std::fs;
use std::io;
use std::path::Path;

use crate::corpus::received::FILES;
use crate::durable::system;
use crate::received::record::Record;

/// Removes the files that crashes and failed removals left in a folder of received notices.
///
/// # Errors
///
/// A folder cannot be listed, a record not read, or a file not removed.
pub(super) fn sweep(folder: &Path) -> io::Result<()> {
    let files = folder.join(FILES);
    if !files.is_dir() {
        return Ok(());
    }
    system::sweep(&files)?;
    for entry in fs::read_dir(&files)? {
        let file = entry?.path();
        let Some((stem, _)) = file.file_name().and_then(|name| name.to_str()?.rsplit_once('~'))
        else {
            continue;
        };
        remove_unnamed(&folder.join(format!("{stem}.json")), &file)?;
    }
    Ok(())
}

/// Removes a file unless the record that would name it does.
///
/// # Errors
///
/// The record cannot be read, or the file not removed.
pub(super) fn remove_unnamed(record: &Path, file: &Path) -> io::Result<()> {
    if is_named(record, file)? { Ok(()) } else { fs::remove_file(file) }
}

/// Tells whether a record names a file; what an operator laid in its place may.
fn is_named(record: &Path, file: &Path) -> io::Result<bool> {
    let bytes = match fs::read(record) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error),
    };
    let Some(read) = Record::parse(&bytes) else { return Ok(true) };
    let mut named = [read.file(), read.before.as_ref()].into_iter().flatten();
    Ok(named.any(|named| named.path(record) == file))
}
