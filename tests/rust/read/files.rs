//! Files, folders and globs: what is found, in which order, and what is told of the rest.

use super::*;

#[test]
fn a_mixed_folder_is_read_in_order_and_accounted_for() {
    let folder = Folder::new();
    folder.file("b.txt", "Peru reopened its border.");
    folder.file("a/z.jsonl", "{\"text\": \"One.\"}\n\nnot json\n{\"text\": \"\"}\n{\"words\": 1}\n");
    folder.file("a/picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    folder.file("a/empty.txt", "");
    folder.file("a/table.csv", "id,words\n1,Talks\n");
    folder.file("a/noise", [0u8, 1, 2, 3, 255, 254, 0, 9]);
    folder.file("c.json", "[]");
    folder.file("c.parquet", "PAR1 but no more");
    folder.file(".hidden.txt", "no");
    folder.file(".git/config.txt", "no");
    folder.file("_SUCCESS", "");
    let items = read(folder.path());
    let expected = [
        "!a/empty.txt",
        "!a/noise",
        "!a/picture.png",
        "!a/table.csv",
        "a/z.jsonl#1",
        "!a/z.jsonl#3",
        "!a/z.jsonl#4",
        "!a/z.jsonl#5",
        "b.txt",
        "!c.json",
        "!c.parquet",
    ];
    assert_eq!(sources(&items, &folder), expected);
    let error_of =
        |name: &str| problems(&items).into_iter().find(|problem| problem.source.ends_with(name)).unwrap().error.clone();
    assert!(error_of("empty.txt").contains("empty"));
    assert!(error_of("noise").contains("binary"));
    assert!(error_of("picture.png").contains("picture"));
    assert!(error_of("table.csv").contains("\"id\", \"words\""));
    assert!(error_of("#3").contains("not JSON"));
    assert!(error_of("#5").contains("\"words\""));
    assert_eq!(sources(&read(folder.path()), &folder), expected);
}

#[test]
fn a_folder_may_be_called_like_an_archive() {
    let folder = Folder::new();
    folder.file("crawl.warc/a.txt", "Peru reopened its border.");
    assert_eq!(texts(&read(&format!("{}/crawl.warc", folder.path()))), ["Peru reopened its border."]);
    assert_eq!(texts(&read(&format!("{}/*.warc", folder.path()))), ["Peru reopened its border."]);
}

#[test]
fn globs_match_files_once_and_in_order() {
    let folder = Folder::new();
    for name in ["b.txt", "a.txt", "in/c.txt", "in/d.html", ".e.txt"] {
        folder.file(name, "Talks.");
    }
    let of = |pattern: &str| sources(&read(&format!("{}/{pattern}", folder.path())), &folder);
    assert_eq!(of("*.txt"), ["a.txt", "b.txt"]);
    assert_eq!(of("**/*"), ["a.txt", "b.txt", "in/c.txt", "in/d.html"]);
    assert_eq!(of("?n"), ["in/c.txt", "in/d.html"]);
}

#[test]
fn a_name_with_brackets_is_a_name_first() {
    let folder = Folder::new();
    let path = folder.file("talks[1].txt", "Talks.");
    assert_eq!(texts(&read(&path)), ["Talks."]);
}

#[test]
fn what_is_not_there_is_the_callers_error() {
    let folder = Folder::new();
    let of = |name: &str| open(&format!("{}{name}", folder.path()), &ReadOptions::default()).unwrap_err();
    for (name, error) in
        [("/no.txt", "no such file"), ("/*.txt", "no file matches"), ("", "holds no files"), ("/[a.txt", "pattern")]
    {
        assert!(of(name).is_input() && of(name).to_string().contains(error), "{}", of(name));
    }
    assert!(open("", &ReadOptions::default()).is_err());
}

#[cfg(unix)]
#[test]
fn links_are_followed_but_not_round_in_circles() {
    let folder = Folder::new();
    folder.file("a/one.txt", "One.");
    std::os::unix::fs::symlink(folder.path(), format!("{}/a/loop", folder.path())).unwrap();
    std::os::unix::fs::symlink("/nowhere/at/all", format!("{}/a/dead", folder.path())).unwrap();
    assert_eq!(sources(&read(folder.path()), &folder), ["!a/dead", "a/one.txt"]);
}

#[test]
fn files_are_opened_when_their_turn_comes() {
    let folder = Folder::new();
    folder.file("a.txt", "One.");
    let second = folder.file("b.txt", "Two.");
    let mut reader = open(folder.path(), &ReadOptions::default()).unwrap();
    assert_eq!(reader.next().unwrap().unwrap().text, "One.");
    assert!((reader.progress() - 0.5).abs() < 1e-9);
    std::fs::remove_file(&second).unwrap();
    let problem = reader.next().unwrap().unwrap_err();
    assert!(!is_file(&second) && problem.source == second);
    assert!(reader.next().is_none() && reader.next().is_none());
    assert!((reader.progress() - 1.0).abs() < 1e-9);
}

#[test]
fn progress_follows_the_bytes_of_one_file() {
    let folder = Folder::new();
    let path = folder.file("news.jsonl", "{\"text\": \"Peru reopened its border.\"}\n".repeat(20_000));
    let mut reader = open(&path, &ReadOptions::default()).unwrap();
    for _ in 0..10_000 {
        reader.next().unwrap().unwrap();
    }
    assert!((0.3..0.7).contains(&reader.progress()), "{}", reader.progress());
}

#[test]
fn readers_go_to_other_threads() {
    let folder = Folder::new();
    let reader = open(&folder.file("a.txt", "One."), &ReadOptions::default()).unwrap();
    assert_eq!(std::thread::spawn(move || reader.count()).join().unwrap(), 1);
}

#[test]
fn documents_that_are_no_text_are_told_by_kind() {
    let folder = Folder::new();
    for (name, bytes, kind) in [
        ("a.txt", &b"%PDF-1.4\n%\xE2\xE3\n"[..], "PDF"),
        ("b.html", b"PK\x03\x04\x14\0\x06\0", "ZIP"),
        ("c.jsonl", b"\x89PNG\r\n\x1a\n\0", "picture"),
        ("d.csv", b"SQLite format 3\0", "database"),
        ("e.txt", &[0; 100], "binary"),
    ] {
        check_broken(&folder.file(name, bytes), &[], kind);
    }
}

#[test]
fn text_that_is_mostly_malformed_is_told() {
    let folder = Folder::new();
    let mut bytes = "Россия и Китай подписали договор о мире. ".repeat(40).into_bytes();
    for at in (0..bytes.len()).step_by(97) {
        bytes[at] = 0xFF;
    }
    let items = read(&folder.file("a.txt", &bytes));
    assert_eq!(pages(&items).len(), 1);
    assert!(problems(&items)[0].error.contains("malformed sequences as UTF-8"));
}
