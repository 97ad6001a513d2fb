//! From pages to articles: how many bytes a second, on one core and on two, and how the cost grows with the input.
//!
//! `cargo bench` reads the documents in `seeds/`. `clean` stops at the clean article, `parse` goes on to everything
//! that is found in it. A cost that grows with the input shows as a lower throughput at 100 copies than at 1.

use dateline::read::{ReadOptions, open};
use dateline::{Page, Pipeline, Settings};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

const COPIES: [usize; 3] = [1, 10, 100];

fn seeds(copies: usize) -> (Vec<Page>, BytesCount) {
    let pages: Vec<Page> = open("seeds/", &ReadOptions::default()).expect("seeds/").filter_map(Result::ok).collect();
    assert!(!pages.is_empty(), "seeds/ holds no page");
    let bytes: usize = pages.iter().map(|page| page.text.len()).sum();
    let all = pages.iter().cycle().take(pages.len() * copies).cloned().collect();
    (all, BytesCount::new(bytes * copies))
}

fn pipeline(threads: usize) -> Pipeline {
    Pipeline::new(Settings { threads: Some(threads), ..Settings::default() }).expect("settings")
}

#[divan::bench(args = COPIES, sample_count = 20, max_time = 8)]
fn clean(bencher: Bencher<'_, '_>, copies: usize) {
    let (pages, bytes) = seeds(copies);
    let pipeline = pipeline(1);
    bencher
        .counter(bytes)
        .bench_local(|| pages.iter().map(|page| black_box(pipeline.clean(page)).len()).sum::<usize>());
}

/// The language core alone, over the clean text.
#[divan::bench(args = COPIES, sample_count = 20, max_time = 8)]
fn read_sentences(bencher: Bencher<'_, '_>, copies: usize) {
    let (pages, _) = seeds(copies);
    let texts: Vec<String> =
        pipeline(2).parse_pages(&pages).into_iter().flatten().map(|article| article.text).collect();
    let bytes = texts.iter().map(String::len).sum::<usize>();
    bencher
        .counter(BytesCount::new(bytes))
        .bench_local(|| texts.iter().map(|text| dateline::read_sentences(black_box(text)).tokens.len()).sum::<usize>());
}

#[divan::bench(args = COPIES, sample_count = 20, max_time = 8)]
fn parse_on_one_core(bencher: Bencher<'_, '_>, copies: usize) {
    let (pages, bytes) = seeds(copies);
    let pipeline = pipeline(1);
    bencher.counter(bytes).bench_local(|| pipeline.parse_pages(black_box(&pages)).len());
}

#[divan::bench(args = COPIES, sample_count = 20, max_time = 8)]
fn parse_on_two_cores(bencher: Bencher<'_, '_>, copies: usize) {
    let (pages, bytes) = seeds(copies);
    let pipeline = pipeline(2);
    bencher.counter(bytes).bench_local(|| pipeline.parse_pages(black_box(&pages)).len());
}

/// One page that holds all the text of so many copies: no step may look at every line for each line.
#[divan::bench(args = [1, 10, 100])]
fn clean_one_long_page(bencher: Bencher<'_, '_>, copies: usize) {
    let (pages, bytes) = seeds(copies);
    let page = Page::plain(pages.iter().map(|page| page.text.as_str()).collect::<Vec<_>>().join("\n\n"));
    let pipeline = pipeline(1);
    bencher.counter(bytes).bench_local(|| pipeline.clean(black_box(&page)).len());
}
