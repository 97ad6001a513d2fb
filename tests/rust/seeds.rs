use dateline::{Page, Pipeline, Settings};
#[test]
fn dump() {
    let pipeline = Pipeline::new(Settings::default()).unwrap();
    for f in std::fs::read_dir("seeds").unwrap() {
        let text = std::fs::read_to_string(f.unwrap().path()).unwrap();
        for a in pipeline.parse(&Page::plain(text)) {
            println!("=== {:?} | outlet {:?} | agency {:?} | by {:?} | {:?} {:?} {:?}| {:?} | {:?} | {:?} {:?}\n{} paras", a.title, a.outlet, a.agency, a.byline, a.published.map(|d| d.to_string()), a.published_at.map(|d| d.to_string()), a.published_from, a.dateline, a.url, a.tags, a.language, a.text.lines().count());
            for l in a.text.lines() { println!("  {}", l.chars().take(90).collect::<String>()); }
            for c in a.captions { println!(" C {:?}", c); }
            for c in a.removed { println!(" R {:?} {}", c.reason, c.text.chars().take(90).collect::<String>()); }
            for c in a.problems { println!(" P {:?}", c); }
        }
    }
}
