//! Pages of a few lines, one feature each, and what holds of every page.

use super::super::BlockKind;
use super::read_page;
use crate::document::Reason;
use crate::text::Span;
use proptest::prelude::*;

/// Prose of enough words to be the body of a page.
const PROSE: &str = "<p>The ferry left the harbour at noon, and by dusk the crew had lost sight of the coast of Peru.</p>\
    <p>Officials said on Monday that a search had begun, with four boats and two aircraft taking part.</p>\
    <p>The port will stay closed until Friday, the governor said, because of the storm that is expected.</p>";

fn page(inside: &str) -> String {
    format!(
        "<html lang=en-GB><head><title>Ferry lost off Peru | Harbour Post</title></head><body>{inside}</body></html>"
    )
}

#[track_caller]
fn check_body(html: &str, expected: &[&str]) {
    let blocks = read_page(html).blocks;
    let texts: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
    assert_eq!(texts, expected);
}

#[track_caller]
fn check_removed(html: &str, text: &str, reason: Reason) {
    let page = read_page(html);
    assert!(!page.blocks.iter().any(|block| block.text == text), "{text:?} is in the body");
    let found = page.removed.iter().find(|removed| removed.text == text);
    assert_eq!(found.map(|removed| removed.reason), Some(reason), "{:?}", page.removed);
    assert!(found.is_some_and(|removed| removed.source.of(html).contains(text)));
}

#[test]
fn paragraphs_end_without_end_tags() {
    let long = "which the harbour master of Callao confirmed, as did the crew of the boat.";
    check_body(
        &format!("<div><p>One, {long}<p>Two, {long}</div>"),
        &[&format!("One, {long}"), &format!("Two, {long}")],
    );
}

#[test]
fn empty_lines_part_paragraphs_and_inline_tags_do_not() {
    let long = "the harbour master of Callao said, and the crew of the boat agreed with him.";
    let html = format!("<div>Russia<u>ns</u> and {long}<br>\n<br />Then {long}<br>And so on.</div>");
    check_body(&html, &[&format!("Russians and {long}"), &format!("Then {long} And so on.")]);
}

#[test]
fn character_references_lead_back_to_the_source() {
    let html = "<p>Caf&eacute; owners &amp; bakers\n  in Lima, who closed on Monday, said that they would open again soon &copy2021 &lt;here&gt;.";
    let block = &read_page(html).blocks[0];
    assert_eq!(
        block.text,
        "Café owners & bakers in Lima, who closed on Monday, said that they would open again soon ©2021 <here>."
    );
    let source = |word: &str| {
        let at = block.text.find(word).unwrap();
        block.origin.source_span(Span::new(at, at + word.len())).of(html)
    };
    assert_eq!(source("é"), "&eacute;");
    assert_eq!(source("& bakers in"), "&amp; bakers\n  in");
    assert_eq!(source("©2021"), "&copy2021");
    assert_eq!(source("<here>"), "&lt;here&gt;");
    assert_eq!(source("Lima"), "Lima");
}

#[test]
fn furniture_is_taken_off_with_its_reason() {
    let share =
        page(&format!("<article>{PROSE}<div class=share-bar><span>Send to a friend</span></div>{PROSE}</article>"));
    check_removed(&share, "Send to a friend", Reason::Control);
    let prompt = page(&format!("<main>{PROSE}<div id=newsletterSignup><p>Our news by mail</p></div></main>"));
    check_removed(&prompt, "Our news by mail", Reason::Prompt);
    let footer = page(&format!("<article>{PROSE}<footer>All rights are ours</footer></article>"));
    check_removed(&footer, "All rights are ours", Reason::Navigation);
    let teaser =
        page(&format!("<article>{PROSE}<h2>More on this story</h2><p><a href=/x>Storm closes ports</a></p></article>"));
    check_removed(&teaser, "Storm closes ports", Reason::Link);
    check_removed(&teaser, "More on this story", Reason::Teaser);
    let title = page(&format!("<article><h1>Ferry lost off Peru</h1>{PROSE}</article>"));
    check_removed(&title, "Ferry lost off Peru", Reason::Title);
    let twice = read_page(&page(&format!("<article>{PROSE}<div>{PROSE}</div></article>")));
    assert_eq!(twice.blocks.len(), 3);
    assert_eq!(twice.removed.iter().filter(|removed| removed.reason == Reason::Repeated).count(), 3);
}

#[test]
fn blocks_keep_their_kind() {
    let html = page(&format!(
        "<article>{PROSE}<h2>The search</h2><ul><li>Two boats came from Lima.</ul><blockquote>We saw nothing, he said.</blockquote>\
         <table><tr><th>Boat<th>Crew<tr><td>Alba<td>12</table>{PROSE}<p>It goes on, said the governor of the port on Friday.</article>"
    ));
    let kind = |text: &str| read_page(&html).blocks.iter().find(|block| block.text == text).map(|block| block.kind);
    assert_eq!(kind("The search"), Some(BlockKind::Heading));
    assert_eq!(kind("Two boats came from Lima."), Some(BlockKind::ListItem));
    assert_eq!(kind("We saw nothing, he said."), Some(BlockKind::Quote));
    assert_eq!(kind("Boat\tCrew"), Some(BlockKind::TableRow));
    assert_eq!(kind("Alba\t12"), Some(BlockKind::TableRow));
}

#[test]
fn captions_stand_apart_with_their_credit() {
    let figure = "<figure><img src=a.jpg><figcaption>Boats at dusk. (Ana Torres/Harbour Press)</figcaption></figure>";
    let page = read_page(&page(&format!("<article>{PROSE}{figure}{PROSE}{figure}</article>")));
    assert_eq!(page.captions.len(), 1);
    assert_eq!(page.captions[0].text, "Boats at dusk.");
    assert_eq!(page.captions[0].credit.as_deref(), Some("Ana Torres/Harbour Press"));
}

#[test]
fn json_ld_is_read_even_where_it_is_broken() {
    let script = "<script type=\"application/ld+json\">{\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"Harbour Post\"},\
        {\"@type\":[\"NewsArticle\"],\"headline\":\"Ferry lost\noff Peru\",\"author\":[{\"@id\":\"#ana\"},\"Li Wen\"],\
        \"datePublished\":\"2021-05-03T10:00:00Z\",\"keywords\":[\"ferries\",\"Peru\"],},{\"@type\":\"Person\",\"@id\":\"#ana\",\"name\":\"Ana Torres\"}]}</script>";
    let page = read_page(&format!("<head>{script}</head><body>{PROSE}"));
    assert_eq!(page.byline.as_deref(), Some("Ana Torres and Li Wen"));
    assert_eq!(page.title.as_deref(), Some("Ferry lost off Peru"));
    assert_eq!(page.outlet.as_deref(), Some("Harbour Post"));
    assert_eq!(page.tags, ["ferries", "Peru"]);
    assert_eq!(page.dates[0].date.to_string(), "2021-05-03");
    assert_eq!(page.dates[0].from, "json-ld");
}

#[test]
fn the_day_that_the_page_states_comes_with_its_place() {
    let html = page(&format!(
        "<meta property=\"article:published_time\" content=\"2021-05-03T10:00:00+02:00\">\
         <meta property=\"article:modified_time\" content=\"2022-01-01T10:00:00+02:00\"><article><h1>Ferry lost off Peru</h1>{PROSE}</article>"
    ));
    let page = read_page(&html);
    assert_eq!(page.dates.len(), 1);
    assert_eq!(page.dates[0].from, "meta");
    assert_eq!(page.dates[0].source.of(&html), "2021-05-03T10:00:00+02:00");
}

#[test]
fn numbers_of_days_follow_the_habit_of_the_page_s_country() {
    let day = |lang: &str| {
        let html = format!("<html lang={lang}><body><h1>Ferry lost off Peru</h1><p class=date>03/05/2021</p>{PROSE}");
        read_page(&html).dates.first().map(|claim| claim.date.to_string())
    };
    assert_eq!(day("en-GB").as_deref(), Some("2021-05-03"));
    assert_eq!(day("es").as_deref(), Some("2021-05-03"));
    assert_eq!(day("en-US").as_deref(), Some("2021-03-05"));
}

#[test]
fn a_page_says_who_wrote_it_where_and_in_what_language() {
    let page = read_page(&page(&format!(
        "<link rel=canonical href=https://example.org/2021/05/03/ferry><meta property=og:site_name content='Harbour Post'>\
         <article><h1>Ferry lost off Peru</h1><p class=byline>By Ana Torres</p>{PROSE}</article>"
    )));
    assert_eq!(page.title.as_deref(), Some("Ferry lost off Peru"));
    assert_eq!(page.byline.as_deref(), Some("Ana Torres"));
    assert_eq!(page.outlet.as_deref(), Some("Harbour Post"));
    assert_eq!(page.url.as_deref(), Some("https://example.org/2021/05/03/ferry"));
    assert_eq!(page.language.as_deref(), Some("en"));
    assert_eq!(page.dates.iter().map(|claim| claim.from).collect::<Vec<_>>(), ["url"]);
}

#[test]
fn hostile_pages_are_read_to_their_end() {
    let many = 60_000;
    for part in [
        "<div>",
        "<",
        "<a href='",
        "<p",
        "</",
        "&",
        "<b><p>",
        "<table><tr><td>",
        "\0",
        "<ul><li>",
        "<!--",
        "\u{fffd}é<i>",
        "</b>",
        "<br>",
    ] {
        let html = part.repeat(many);
        let _ = read_page(&html);
    }
    let deep = format!("{}{PROSE}", "<section><div>".repeat(many));
    assert_eq!(read_page(&deep).blocks.len(), 3);
    assert!(read_page("").blocks.is_empty());
}

/// Pieces of pages, whole and broken.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zé한 .,]{1,40}",
        "(<(p|div|b|a href=x|li|td|tr|table|h2|figure|figcaption|br|section class=share|nav|span hidden)>)",
        "(</(p|div|b|a|li|td|table|h2|figure|figcaption|section|nav|span)>)",
        "(&amp;|&lt;|&eacute;|&nbsp;|&#233;|&#x26;|&bogus;|&|&copy|&notit;|&amp|\r\n|\r|\n|\t|\u{ad}|\0|<|>|</>|<!-- x -->|<!x>|<\\?y>|]]>)",
        Just("the crew of the boat, which left at noon, said that the storm had come from the west. ".to_string()),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Every character is in the source where its block says, or is a reference there.
fn assert_in_place(html: &str) {
    for block in read_page(html).blocks {
        assert!(!block.text.contains('\n'));
        for (at, c) in block.text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            let source = block.origin.source_span(Span::new(at, at + c.len_utf8())).of(html);
            let verbatim = source.chars().eq([c]);
            assert!(verbatim || source.starts_with('&'), "{c:?} of {:?} from {source:?} in {html:?}", block.text);
        }
    }
}

#[test]
fn an_end_tag_without_a_name_takes_no_character_of_the_text() {
    for html in ["</><&#233;é", "a</></>< b", "<p></>&lt;</>é</p>", "<title></></title>é"] {
        assert_in_place(html);
    }
}

proptest! {
    #[test]
    fn every_character_of_a_block_stands_where_it_says(html in soup()) {
        assert_in_place(&html);
    }

    #[test]
    fn what_is_taken_off_lies_in_the_source(html in soup()) {
        let page = read_page(&html);
        for source in page.removed.iter().map(|removed| removed.source).chain(page.captions.iter().map(|caption| caption.source)) {
            prop_assert!(html.get(source.range()).is_some_and(|part| !part.is_empty()));
        }
    }
}
