//! From files to pages: every format, plain and packed; what is broken is told, the rest is read.

#[path = "read/files.rs"]
mod files;
#[path = "read/formats.rs"]
mod formats;
#[path = "read/records.rs"]
mod records;
#[path = "read/tables.rs"]
mod tables;
#[path = "read/warc.rs"]
mod warc;

use dateline::read::{Item, ReadOptions, open};
use dateline::{Page, Problem};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A folder of its own for a test, gone when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("dateline-read-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// Writes a file, its folders with it; gives its path.
    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstandard(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).unwrap()
}

fn read_with(source: &str, options: &ReadOptions) -> Vec<Item> {
    open(source, options).unwrap().collect()
}

fn read(source: &str) -> Vec<Item> {
    read_with(source, &ReadOptions::default())
}

fn pages(items: &[Item]) -> Vec<&Page> {
    items.iter().filter_map(|item| item.as_ref().ok()).collect()
}

fn problems(items: &[Item]) -> Vec<&Problem> {
    items.iter().filter_map(|item| item.as_ref().err()).collect()
}

fn texts(items: &[Item]) -> Vec<&str> {
    pages(items).into_iter().map(|page| page.text.as_str()).collect()
}

/// Sources of pages and problems, without the folder that the test lies in.
fn sources(items: &[Item], folder: &Folder) -> Vec<String> {
    let source = |item: &Item| match item {
        Ok(page) => page.source.clone(),
        Err(problem) => format!("!{}", problem.source),
    };
    items.iter().map(|item| source(item).replace(&format!("{}/", folder.path()), "")).collect()
}

fn mapped(columns: &[(&str, &str)]) -> ReadOptions {
    let columns = columns.iter().map(|&(ours, theirs)| (ours.to_owned(), theirs.to_owned())).collect();
    ReadOptions { columns, ..ReadOptions::default() }
}

/// The one problem of a file that gives `texts` before it.
fn check_broken(source: &str, expected: &[&str], error: &str) {
    let items = read(source);
    assert_eq!(texts(&items), expected);
    let problems = problems(&items);
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].error.contains(error), "{}", problems[0].error);
    assert_eq!(problems[0].source, source);
    assert!(items.last().unwrap().is_err());
}

fn is_file(path: &str) -> bool {
    Path::new(path).is_file()
}
