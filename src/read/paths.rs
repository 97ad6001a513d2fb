//! From what a caller names to a list of files: a file, a folder, or a glob.
//!
//! Folders are read to their depth, sorted by name, without hidden files and without the empty
//! marks that Spark leaves (`_SUCCESS`). A folder that is reached twice, by a link, is read once.

use crate::error::Error;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// One of the files that a source stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Entry {
    File(PathBuf),
    /// What cannot be looked into, and why.
    Unreadable(PathBuf, String),
}

/// The files of a source, in a fixed order; and whether the caller named the one file itself.
pub(super) fn find(source: &str) -> Result<(Vec<Entry>, bool), Error> {
    let path = Path::new(source);
    if source.is_empty() {
        return Err(Error::input("the source is an empty string"));
    }
    match fs::metadata(path) {
        Ok(data) if data.is_dir() => {
            let mut files = Folder::default();
            files.walk(path);
            if files.entries.is_empty() {
                return Err(Error::input(format!("{source}: the folder holds no files")));
            }
            Ok((files.entries, false))
        }
        Ok(_) => Ok((vec![Entry::File(path.into())], true)),
        Err(_) if source.contains(['*', '?', '[']) => Ok((matches(source)?, false)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(Error::input(format!("{source}: no such file or folder")))
        }
        Err(error) => Err(Error::input(format!("{source}: {error}"))),
    }
}

#[derive(Default)]
struct Folder {
    entries: Vec<Entry>,
    seen: BTreeSet<PathBuf>,
}

impl Folder {
    fn walk(&mut self, folder: &Path) {
        let read = fs::canonicalize(folder).and_then(|real| Ok((real, fs::read_dir(folder)?)));
        let (real, listed) = match read {
            Ok(read) => read,
            Err(error) => return self.entries.push(Entry::Unreadable(folder.into(), error.to_string())),
        };
        if !self.seen.insert(real) {
            return;
        }
        let mut paths = Vec::new();
        for entry in listed {
            match entry {
                Ok(entry) => paths.push(entry.path()),
                Err(error) => self.entries.push(Entry::Unreadable(folder.into(), error.to_string())),
            }
        }
        paths.sort_unstable();
        for path in paths.into_iter().filter(|path| !is_hidden(path)) {
            self.take(path);
        }
    }

    fn take(&mut self, path: PathBuf) {
        match fs::metadata(&path) {
            Ok(data) if data.is_dir() => self.walk(&path),
            Ok(data) if data.is_file() => self.entries.push(Entry::File(path)),
            Ok(_) => self.entries.push(Entry::Unreadable(path, "neither a file nor a folder".into())),
            Err(error) => self.entries.push(Entry::Unreadable(path, error.to_string())),
        }
    }
}

fn is_hidden(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with('.') || matches!(&*name, "_SUCCESS" | "_metadata" | "_common_metadata")
}

/// What a glob matches, folders with all that is in them, nothing twice.
fn matches(pattern: &str) -> Result<Vec<Entry>, Error> {
    let options = glob::MatchOptions { require_literal_leading_dot: true, ..glob::MatchOptions::default() };
    let paths = glob::glob_with(pattern, options)
        .map_err(|error| Error::input(format!("{pattern}: not a pattern of file names: {error}")))?;
    let mut files = Folder::default();
    for path in paths {
        match path {
            Ok(path) => files.take(path),
            Err(error) => files.entries.push(Entry::Unreadable(error.path().into(), error.error().to_string())),
        }
    }
    let mut once = BTreeSet::new();
    files.entries.retain(|entry| match entry {
        Entry::File(path) | Entry::Unreadable(path, _) => once.insert(path.clone()),
    });
    if files.entries.is_empty() {
        return Err(Error::input(format!("{pattern}: no file matches")));
    }
    Ok(files.entries)
}
