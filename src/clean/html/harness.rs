use super::*;
#[test]
#[ignore]
fn dump() {
    let mut out = String::new();
    let mut files: Vec<_> = std::fs::read_dir("/tmp/pages").unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    let pages: Vec<(String, String)> = files
        .iter()
        .map(|f| (f.file_stem().unwrap().to_string_lossy().into_owned(), String::from_utf8_lossy(&std::fs::read(f).unwrap()).into_owned()))
        .collect();
    let start = std::time::Instant::now();
    let done: Vec<HtmlPage> = pages.iter().map(|(_, html)| read_page(html)).collect();
    let ms = start.elapsed().as_secs_f64() * 1000.0 / pages.len() as f64;
    for ((id, html), page) in pages.iter().zip(&done) {
        let text: Vec<&str> = page.blocks.iter().map(|b| b.text.as_str()).collect();
        let value = serde_json::json!({
            "id": id.trim_end_matches(".html"), "text": text.join("\n"), "title": page.title, "author": page.byline,
            "kinds": page.blocks.iter().map(|b| format!("{:?}", b.kind)).collect::<Vec<_>>(),
            "date": page.dates.first().map(|d| d.date.to_string()), "outlet": page.outlet, "url": page.url, "tags": page.tags, "language": page.language,
            "dates": page.dates.iter().map(|d| format!("{} {} {}", d.date, d.from, d.source.of(html).chars().take(60).collect::<String>())).collect::<Vec<_>>(),
            "captions": page.captions.iter().map(|c| format!("{} | {:?}", c.text, c.credit)).collect::<Vec<_>>(),
            "removed": page.removed.iter().map(|r| format!("{:?}: {}", r.reason, r.text)).collect::<Vec<_>>(),
        });
        out.push_str(&value.to_string());
        out.push('\n');
    }
    std::fs::write("/tmp/dump.jsonl", out).unwrap();
    std::fs::write("/tmp/dump.ms", format!("{ms:.2}")).unwrap();
}
