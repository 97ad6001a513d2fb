//! The documents in `seeds/`, end to end: every one becomes its exact articles.

use dateline::read::{ReadOptions, open};
use dateline::{Article, Pipeline, Settings};

fn read_seeds(threads: usize) -> Vec<Article> {
    let pages: Vec<_> =
        open("seeds/", &ReadOptions::default()).expect("the folder").map(|page| page.expect("a page")).collect();
    let pipeline = Pipeline::new(Settings { threads: Some(threads), ..Settings::default() }).expect("settings");
    pipeline.parse_pages(&pages).into_iter().flatten().collect()
}

#[test]
fn every_article_with_its_paragraphs() {
    let found: Vec<_> = read_seeds(1)
        .iter()
        .map(|article| {
            (article.source[6..9].to_string(), article.index, article.text.lines().count(), article.captions.len())
        })
        .collect();
    let expected = [
        ("000", 0, 11, 1),
        ("000", 1, 16, 1),
        ("001", 0, 9, 0),
        ("002", 0, 9, 0),
        ("003", 0, 12, 1),
        ("004", 0, 11, 0),
    ];
    assert_eq!(
        found,
        expected.map(|(source, index, paragraphs, captions)| (source.to_string(), index, paragraphs, captions))
    );
}

#[test]
fn dates_outlets_and_datelines() {
    let articles = read_seeds(1);
    let wire = &articles[2];
    assert_eq!(wire.published_at.map(|at| at.to_string()).as_deref(), Some("2024-11-11T23:01:00-05:00"));
    assert_eq!((wire.agency.as_deref(), wire.outlet.as_deref()), (Some("AP"), Some("Newsmax")));
    assert_eq!(wire.tags, ["north korea", "russia", "ukraine"]);
    assert_eq!(
        wire.dateline.as_ref().map(|dateline| (dateline.place.as_str(), dateline.country.as_deref())),
        Some(("Seoul", Some("KOR")))
    );
    let pact = &articles[4];
    assert_eq!(pact.published.map(|date| date.to_string()).as_deref(), Some("2024-12-05"));
    assert_eq!((pact.agency.as_deref(), pact.outlet.as_deref()), (Some("AFP"), Some("The Moscow Times")));
    assert!(pact.text.starts_with("A mutual defense pact between North Korea and Russia entered into force Wednesday"));
    for undated in [0, 1, 3, 5] {
        assert_eq!(articles[undated].published, None);
    }
}

#[test]
fn threads_change_nothing() {
    assert_eq!(read_seeds(1), read_seeds(3));
}
