//! JSON, JSON lines, CSV: shapes, columns, dates, and what is broken.

use super::*;
use serde_json::json;

fn read_text(name: &str, text: &str) -> Vec<Item> {
    read(&Folder::new().file(name, text))
}

#[test]
fn json_comes_in_many_shapes() {
    let check = |value: serde_json::Value, expected: &[&str]| {
        let items = read_text("news.json", &value.to_string());
        assert_eq!(texts(&items), expected, "{value}: {items:?}");
        assert!(problems(&items).is_empty(), "{value}: {items:?}");
    };
    check(json!({"text": "One."}), &["One."]);
    check(json!(["One.", "Two."]), &["One.", "Two."]);
    check(
        json!({"status": "ok", "articles": [{"content": "One."}, {"content": "Two."}], "total": 2}),
        &["One.", "Two."],
    );
    check(json!({"response": {"docs": [{"body": "One."}]}}), &["One."]);
    check(json!({"hits": {"hits": [{"_source": {"text": "One."}}]}}), &["One."]);
    check(json!({"id1": {"text": "One."}, "id2": {"text": "Two."}}), &["One.", "Two."]);
    let columns = json!({"id": {"0": 7, "1": 8, "10": 9}, "text": {"0": "One.", "1": "Two.", "10": "Three."}});
    check(columns, &["One.", "Two.", "Three."]);
    check(json!({"data": [{"size": 1}], "text": "One."}), &["One."]);
    check(json!({"results": ["One.", "Two."]}), &["One.", "Two."]);
    check(json!({"title": {"rendered": "T"}, "content": {"rendered": "<p>One.</p>"}}), &["<p>One.</p>"]);
    check(json!({"body": ["One.", "Two."]}), &["One.\nTwo."]);
    check(json!("One."), &["One."]);
}

#[test]
fn one_object_has_the_files_own_name() {
    let folder = Folder::new();
    let path = folder.file("a.json", r#"{"text": "One."}"#);
    assert_eq!(pages(&read(&path))[0].source, path);
    let path = folder.file("b.json", "{\"text\": \"One.\"}\n{\"text\": \"Two.\"}");
    assert_eq!(sources(&read(&path), &folder), ["b.json#1", "b.json#2"]);
}

#[test]
fn metadata_is_found_by_name() {
    let record = json!({
        "maintext": "One.", "headline": "Talks", "datePublished": "2024-11-12T10:30:00+02:00", "link": "https://example.org/a",
        "source": {"id": null, "name": "Example News"}, "authors": ["A. Writer", {"name": "B. Writer"}], "keywords": "trade, Peru", "lang": "en-GB",
        "agency": "Reuters",
    });
    let items = read_text("a.jsonl", &record.to_string());
    let given = &pages(&items)[0].given;
    assert_eq!(given.title.as_deref(), Some("Talks"));
    assert_eq!(given.url.as_deref(), Some("https://example.org/a"));
    assert_eq!(given.outlet.as_deref(), Some("Example News"));
    assert_eq!(given.byline.as_deref(), Some("A. Writer, B. Writer"));
    assert_eq!((given.agency.as_deref(), given.language.as_deref()), (Some("Reuters"), Some("en")));
    assert_eq!(given.tags, ["trade", "Peru"]);
    assert_eq!(given.published_at.unwrap().to_string(), "2024-11-12T10:30:00+02:00");
    assert_eq!(
        (given.published.unwrap().to_string(), given.published_from.as_deref()),
        ("2024-11-12".into(), Some("column"))
    );
}

#[test]
fn a_date_that_cannot_be_read_is_told_beside_the_page() {
    let items = read_text("a.csv", "text,date\nOne.,11/12/2024\nTwo.,\nThree.,2024-11-12\n");
    assert_eq!(texts(&items), ["One.", "Two.", "Three."]);
    let dates: Vec<bool> = pages(&items).iter().map(|page| page.given.published.is_some()).collect();
    assert_eq!(dates, [false, false, true]);
    let problems = problems(&items);
    assert_eq!(problems.len(), 1);
    assert_eq!((problems[0].stage.as_str(), problems[0].source.ends_with("a.csv#1")), ("date", true));
    assert!(problems[0].error.contains("11/12/2024"));
}

#[test]
fn the_caller_names_columns() {
    let folder = Folder::new();
    let path = folder.file("a.csv", "text,lede,source,id\nwrong,One.,Example News,x7\n");
    let items = read_with(&path, &mapped(&[("text", "lede"), ("source", "id")]));
    assert_eq!((texts(&items), pages(&items)[0].source.as_str()), (vec!["One."], "x7"));
    assert_eq!(pages(&items)[0].given.outlet.as_deref(), Some("Example News"));
    let error = open(&path, &mapped(&[("text", "body")])).unwrap_err();
    assert!(error.is_input() && error.to_string().contains("\"lede\""), "{error}");
    assert!(open(&path, &mapped(&[("txt", "lede")])).unwrap_err().is_settings());
}

#[test]
fn a_table_without_a_text_column_is_an_error_alone() {
    let folder = Folder::new();
    for name in ["a.csv", "a.tsv"] {
        let error = open(&folder.file(name, "id\n1\n"), &ReadOptions::default()).unwrap_err();
        assert!(error.is_input() && error.to_string().contains("\"id\""));
    }
    assert_eq!(problems(&read(folder.path())).len(), 2);
}

#[test]
fn rows_and_cells_that_hold_nothing_are_told() {
    let items = read_text("a.csv", "id,text\n1,\n2,\"  \"\n3,One.\n4,nan\n");
    assert_eq!((texts(&items).len(), problems(&items).len()), (1, 3));
    let items = read_text("a.jsonl", "{\"text\": null}\nnull\n7\n\"\"\n\"One.\"\n{}\n");
    assert_eq!((texts(&items).len(), problems(&items).len()), (1, 5));
    assert!(problems(&read_text("a.csv", "text\n"))[0].error.contains("no document"));
    assert!(problems(&read_text("a.jsonl", "\n\n"))[0].error.contains("no document"));
}

#[test]
fn rows_of_another_width_are_told() {
    let items = read_text("a.csv", "id,text\n1,One\n2,Two, and more\n3\n4,Four,,\n");
    assert_eq!(texts(&items), ["One", "Four"]);
    assert!(problems(&items)[0].error.contains("line 3 has 3 cells"));
    let items = read_text("a.csv", "text,id\nOne,1\n\"Two never closes,2\nThree,3\n");
    assert_eq!((texts(&items), problems(&items).len()), (vec!["One"], 1));
}

#[test]
fn what_python_writes_is_read() {
    let items = read_text("a.jsonl", "{\"text\": \"half a pair \\ud83d here\", \"score\": NaN}\n");
    assert_eq!(texts(&items), ["half a pair \u{FFFD} here"]);
}

#[test]
fn truncated_packings_give_what_came_before() {
    let folder = Folder::new();
    let noise = |nth: usize| {
        (0..200).map(|at| char::from(b'a' + ((nth * 31 + at * at * 7 + at * nth) % 26) as u8)).collect::<String>()
    };
    let lines: Vec<String> =
        (0..2000).map(|nth| json!({"text": format!("{nth} {}", noise(nth))}).to_string()).collect();
    let jsonl = lines.join("\n");
    let array = format!("[{}]", lines.join(","));
    for (name, bytes, error) in [
        ("a.jsonl.gz", gzip(jsonl.as_bytes()), "gzip data is cut off at byte"),
        ("a.jsonl.zst", zstandard(jsonl.as_bytes()), "zstd data is cut off at byte"),
        ("a.json.gz", gzip(array.as_bytes()), "gzip data is cut off at byte"),
    ] {
        let items = read(&folder.file(name, &bytes[..bytes.len() / 2]));
        let (texts, problems) = (texts(&items), problems(&items));
        assert!(texts.len() > 100 && texts.len() < 2000, "{name}: {}", texts.len());
        assert!(texts.iter().enumerate().all(|(nth, text)| text.starts_with(&format!("{nth} "))));
        assert_eq!(problems.len(), 1, "{name}: {problems:?}");
        assert!(problems[0].error.contains(error), "{}", problems[0].error);
    }
}

#[test]
fn damaged_packings_give_what_came_before() {
    let folder = Folder::new();
    let one = "{\"text\": \"One.\"}\n";
    let mut damaged = gzip(one.as_bytes());
    damaged[10] = 0xFF;
    check_broken(&folder.file("a.jsonl.gz", [gzip(one.as_bytes()), damaged].concat()), &["One."], "damaged near byte");
    let mut other_sum = gzip(one.as_bytes());
    let length = other_sum.len();
    other_sum[length - 8] ^= 0xFF;
    check_broken(&folder.file("sum.jsonl.gz", other_sum), &["One."], "damaged near byte");
    let trailed = [gzip(one.as_bytes()), b"garbage".to_vec()].concat();
    check_broken(&folder.file("b.jsonl.gz", trailed), &["One."], "is not gzip");
    let padded = [gzip(one.as_bytes()), vec![0; 512]].concat();
    assert_eq!(texts(&read(&folder.file("c.jsonl.gz", padded))), ["One."]);
    check_broken(&folder.file("d.txt.gz", &gzip(b"Peru reopened its border.")[..20]), &[], "cut off");
    check_broken(&folder.file("e.txt.gz", [0x1f, 0x8b, 8]), &[], "cut off");
    let csv = [gzip(b"text\nOne.\nTwo.\n"), gzip(b"Three.\n")[..15].to_vec()].concat();
    check_broken(&folder.file("f.csv.gz", csv), &["One.", "Two."], "cut off");
}

#[test]
fn truncated_json_gives_what_came_before() {
    let folder = Folder::new();
    check_broken(&folder.file("a.json", r#"[{"text": "One."}, {"text": "Tw"#), &["One."], "cut off at byte 31");
    check_broken(&folder.file("b.json", r#"[{"text": "One."}"#), &["One."], "cut off");
    check_broken(&folder.file("c.json", r#"{"articles": [{"text": "One."}, {"te"#), &["One."], "cut off");
    check_broken(&folder.file("d.json", r#"{"text": "One."#), &[], "cut off");
    check_broken(&folder.file("e.json", r#"[{"text": "One."} {"text": "Two."}]"#), &["One."], "comma");
    let items = read(&folder.file("f.json", r#"[{"text": "One."}, {"text": }, {"text": "Three."}]"#));
    assert_eq!(sources(&items, &folder), ["f.json#1", "!f.json#2", "f.json#3"]);
}

#[test]
fn a_line_beyond_the_bound_is_told_and_passed_over() {
    let folder = Folder::new();
    let path = folder.file("a.jsonl.zst", b"");
    let mut packed = zstd::Encoder::new(std::fs::File::create(&path).unwrap(), 1).unwrap();
    writeln!(packed, "{{\"text\": \"One.\"}}\n{{\"text\": \"").unwrap();
    let part = vec![b'a'; 1 << 20];
    for _ in 0..257 {
        packed.write_all(&part).unwrap();
    }
    writeln!(packed, "\"}}\n{{\"text\": \"Two.\"}}").unwrap();
    packed.finish().unwrap();
    let items = read(&path);
    assert_eq!(texts(&items), ["One.", "Two."]);
    assert!(problems(&items).iter().any(|problem| problem.error.contains("256 MB")));
}
