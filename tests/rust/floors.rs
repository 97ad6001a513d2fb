//! The floors of the house: a room uses lower floors only, and never another room of its own floor.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const FLOORS: &[&[&str]] = &[
    &["civil", "error", "text"],
    &["calendar", "document", "knowledge"],
    &["clean", "entity", "event", "language", "quantity", "quote", "read", "time"],
    &["pipeline"],
    &["corpus"],
    &["table"],
    &["python"],
];

fn floor_of(room: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&room))
}

/// What the crate's root hands out, by the room that it is from.
fn exports() -> BTreeMap<String, String> {
    let root = std::fs::read_to_string("src/lib.rs").expect("src/lib.rs is there");
    let mut exports = BTreeMap::new();
    for line in root.lines().filter_map(|line| line.strip_prefix("pub use ")) {
        let (room, names) = line.split_once("::").expect("a path");
        for name in names.trim_matches(|c: char| "{};*".contains(c)).split(", ").filter(|name| !name.is_empty()) {
            exports.insert(name.to_string(), room.to_string());
        }
    }
    exports
}

fn rust_files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of src").flatten() {
        let path = entry.path();
        if path.is_dir() {
            rust_files(&path, out);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            out.push(path);
        }
    }
}

/// A file's source without its tests, which may use a neighbour to make their input.
fn code_of(file: &Path) -> String {
    if file.file_name().is_some_and(|name| name == "tests.rs") {
        return String::new();
    }
    let source = std::fs::read_to_string(file).expect("a source file");
    source.split("#[cfg(test)]").next().unwrap_or_default().to_string()
}

/// The rooms that a source text names behind `crate::`, grouped imports included.
fn rooms_used(source: &str, exports: &BTreeMap<String, String>) -> Vec<String> {
    let mut rooms = Vec::new();
    for part in source.split("crate::").skip(1) {
        let names: Vec<&str> = match part.strip_prefix('{') {
            Some(group) => {
                let mut depth = 1;
                let end = group.find(|c| {
                    depth += i32::from(c == '{') - i32::from(c == '}');
                    depth == 0
                });
                group[..end.unwrap_or(group.len())].split(',').collect()
            }
            None => vec![part],
        };
        for name in names {
            let name: String = name.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            rooms.push(exports.get(&name).cloned().unwrap_or(name));
        }
    }
    rooms
}

#[test]
fn rooms_use_lower_floors_only() {
    let exports = exports();
    let mut files = Vec::new();
    rust_files(Path::new("src"), &mut files);
    assert!(files.len() > 20, "the test looks in the wrong place");
    let mut wrong = Vec::new();
    for file in files {
        let inside = file.strip_prefix("src").expect("a file of src");
        let room = inside.components().next().expect("a room").as_os_str().to_string_lossy().replace(".rs", "");
        if room == "lib" {
            continue;
        }
        let floor = floor_of(&room).unwrap_or_else(|| panic!("{room} has no floor: add it to the plan"));
        for used in rooms_used(&code_of(&file), &exports) {
            if let Some(other) = floor_of(&used)
                && used != room
                && other >= floor
            {
                wrong.push(format!("{} (floor {floor}) uses {used} (floor {other})", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_test_itself_sees_what_it_looks_for() {
    let exports = exports();
    assert_eq!(rooms_used("use crate::{clean, time::find_times};", &exports), ["clean", "time"]);
    assert_eq!(rooms_used("let x: crate::Date = crate::pipeline::run();", &exports), ["civil", "pipeline"]);
}

#[test]
fn only_the_python_room_knows_pyo3() {
    let mut files = Vec::new();
    rust_files(Path::new("src"), &mut files);
    let others = files.iter().filter(|file| !file.starts_with("src/python"));
    let knowing: Vec<_> =
        others.filter(|file| std::fs::read_to_string(file).is_ok_and(|source| source.contains("pyo3"))).collect();
    assert!(knowing.is_empty(), "{knowing:?}");
}

/// Below `python` nothing looks at a clock, the environment or the network.
#[test]
fn results_depend_on_the_input_alone() {
    let mut files = Vec::new();
    rust_files(Path::new("src"), &mut files);
    let banned = [
        "SystemTime::now",
        "Instant::now",
        "std::env::",
        "std::net::",
        "Zoned::now",
        "Timestamp::now",
        "static mut",
        "RandomState::new",
    ];
    let mut wrong = Vec::new();
    for file in files.iter().filter(|file| !file.starts_with("src/python")) {
        let code = code_of(file);
        wrong.extend(
            banned.iter().filter(|word| code.contains(**word)).map(|word| format!("{}: {word}", file.display())),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
