//! Pages to articles: what analysts paste, save and export, as invented pages of a few lines.

use dateline::{Article, Page, Pipeline, Reason, Settings, Span};
use proptest::prelude::*;

const PORT: &str = "Dock workers in the port of Calma ended a nine-day strike on Friday after the council agreed to raise their pay.
The port handles a third of the island's trade, and ships had been waiting outside the harbour since the strike began.
\"We are glad that it is over,\" the head of the dockers' union told a crowd at the gates, and the crowd sang until dusk.
The council will vote on the new wages next week, and the union says that its members are ready to walk out again.";

const DAM: &str =
    "Engineers lowered the lake behind the Orsa dam by two metres on Monday because a crack had opened in its wall.
About four thousand people in the valley below were told to sleep in schools and halls on higher ground for a week.
The owner of the dam said that the crack had been known for years and that it was not a danger to anyone downstream.
A judge has asked for the papers of the last three inspections, which the owner has promised to hand over by May.";

fn articles(text: &str) -> Vec<Article> {
    Pipeline::new(Settings { threads: Some(1), ..Settings::default() }).expect("settings").parse(&Page::plain(text))
}

fn only(text: &str) -> Article {
    let mut articles = articles(text);
    assert_eq!(articles.len(), 1, "{:?}", articles.iter().map(|article| &article.title).collect::<Vec<_>>());
    articles.remove(0)
}

fn reasons(article: &Article) -> Vec<Reason> {
    article.removed.iter().map(|removed| removed.reason).collect()
}

#[test]
fn a_body_alone_stays_whole() {
    let article = only(PORT);
    assert_eq!(article.text, PORT);
    assert_eq!((article.title.as_deref(), article.published, article.removed.len()), (None, None, 0));
    assert_eq!(article.language.as_deref(), Some("en"));
}

#[test]
fn head_and_foot_of_a_page_are_taken_off() {
    let article = only(&format!(
        "Home > World > Islands\nStrike ends in port of Calma\nBy Ana Paz\nSaturday, 8 May 2021 10:30 GMT\nShare this article\n\n{PORT}\n\n\
         Sign up for our newsletter\nRelated stories\nFerry prices to rise again\nCopyright 2021 Island Herald Ltd. All rights reserved."
    ));
    assert_eq!(article.text, PORT);
    assert_eq!(article.title.as_deref(), Some("Strike ends in port of Calma"));
    assert_eq!(article.byline.as_deref(), Some("Ana Paz"));
    assert_eq!(article.outlet.as_deref(), Some("Island Herald"));
    assert_eq!(article.published_at.map(|at| at.to_string()).as_deref(), Some("2021-05-08T10:30:00+00:00"));
    assert_eq!(article.published_from.as_deref(), Some("header"));
    use Reason::*;
    assert_eq!(reasons(&article), [Navigation, Title, Byline, Date, Control, Prompt, Link, Metadata, Legal]);
}

#[test]
fn furniture_amid_the_body_is_taken_out() {
    let paragraphs: Vec<&str> = PORT.lines().collect();
    let article = only(&format!(
        "{}\nAdvertisement\n{}\nRead more: Ferry prices to rise again\n{}\nDock workers at the gates. Jo Roe / AFP\n{}",
        paragraphs[0], paragraphs[1], paragraphs[2], paragraphs[3]
    ));
    assert_eq!(article.text, PORT);
    assert_eq!(article.captions[0].credit.as_deref(), Some("Jo Roe / AFP"));
    assert_eq!(reasons(&article), [Reason::Control, Reason::Link]);
    assert_eq!(article.agency, None, "a picture's agency is not the report's");
}

#[test]
fn headlines_amid_the_body_stay() {
    let text = PORT.replacen("\n\"We", "\nA crowd at the gates\n\"We", 1);
    assert_eq!(only(&text).text, text);
}

#[test]
fn several_articles_in_one_file() {
    for text in [
        // The headline of each stands twice.
        format!(
            "Strike ends in Calma\nTT\nStrike ends in Calma\n\n{PORT}\n\n\n\nLake behind dam lowered\nTT\nLake behind dam lowered\n\n{DAM}"
        ),
        // A wide gap and a dated line.
        format!("Strike ends in Calma\n8 May 2021\n\n{PORT}\n\n\n\nLake behind dam lowered\n10 May 2021\n\n{DAM}"),
        // Datelines with agencies.
        format!(
            "Strike ends in Calma\nLIMA, Peru (AP) — {PORT}\n\nLake behind dam lowered\nOSLO, Norway (AFP) — {DAM}"
        ),
        // Labels, as databases export them.
        format!(
            "Headline: Strike ends in Calma\nDate: 8 May 2021\n\n{PORT}\n\nHeadline: Lake behind dam lowered\nDate: 10 May 2021\n\n{DAM}"
        ),
        // A form feed or a ruled line.
        format!("Strike ends in Calma\n\n{PORT}\n\u{c}\nLake behind dam lowered\n\n{DAM}"),
        format!("Strike ends in Calma\n\n{PORT}\n==========\nLake behind dam lowered\n\n{DAM}"),
    ] {
        let found = articles(&text);
        assert_eq!(
            found.iter().map(|article| article.title.as_deref()).collect::<Vec<_>>(),
            [Some("Strike ends in Calma"), Some("Lake behind dam lowered")],
            "{text}"
        );
        assert_eq!(found.iter().map(|article| article.text.as_str()).collect::<Vec<_>>(), [PORT, DAM]);
        assert_eq!(found.iter().map(|article| article.index).collect::<Vec<_>>(), [0, 1]);
        assert_ne!(found[0].article_id, found[1].article_id);
    }
}

#[test]
fn teasers_at_the_foot_are_no_articles() {
    let article = only(&format!(
        "Strike ends in Calma\n8 May 2021\n\n{PORT}\n\n\n\nLake behind dam lowered\n10 May 2021\nEngineers lowered the lake behind the Orsa dam by two metres on Monday.\n\n\n\nSnow closes the pass\n9 May 2021\nThe road over the pass was closed on Sunday night."
    ));
    assert!(article.text.ends_with("walk out again."), "{}", article.text);
}

#[test]
fn cut_lines_are_teasers_with_the_line_that_they_were_cut_from() {
    let article = only(&format!(
        "{PORT}\nThe price of onions has doubled since the spring, and cooks are at a loss.\nThe price of onions has doubled since the…\nThis year's regatta is the first with…\nA new bridge over the…"
    ));
    assert_eq!(article.text, PORT);
    assert_eq!(reasons(&article), [Reason::Teaser; 4]);
}

#[test]
fn what_repeats_the_lead_cut_off_is_no_body_text() {
    let lead = &PORT[..80];
    let article = only(&format!("{PORT}\n\nIslandWire\n{lead}...\n412\nIsland Media, Inc."));
    assert_eq!(article.text, PORT);
}

#[test]
fn captions_that_stand_twice_are_given_once() {
    let caption = "Dock workers of the port of Calma cheer in the harbour after their union's meeting with the council, May 7, 2021";
    let article = only(&format!("Strike ends in Calma\n{caption}\n{caption}\n\n{PORT}"));
    assert_eq!(article.captions.len(), 1);
    assert_eq!(article.captions[0].text, caption);
    assert_eq!(article.captions[0].date.map(|date| date.to_string()).as_deref(), Some("2021-05-07"));
    assert_eq!(article.text, PORT);
    assert_eq!(article.published, None, "a picture's day is not the article's");
}

#[test]
fn closing_credits_tell_the_agency() {
    for (credit, agency) in [
        ("(Reporting by Ana Paz; Editing by Jo Roe)", None),
        ("AFP contributed reporting", Some("AFP")),
        ("— Associated Press writer Jo Roe contributed to this report.", Some("AP")),
    ] {
        let article = only(&format!("{PORT}\n{credit}"));
        assert_eq!(article.text, PORT);
        assert_eq!(article.agency.as_deref(), agency);
        assert_eq!(reasons(&article), [Reason::Credit]);
    }
}

#[test]
fn datelines_are_read_and_taken_off() {
    let article = only(&format!("LIMA, Peru (Reuters) - {PORT}"));
    assert_eq!(article.text, PORT);
    let dateline = article.dateline.expect("a dateline");
    assert_eq!(
        (dateline.place.as_str(), dateline.country.as_deref(), dateline.agency.as_deref()),
        ("Lima", Some("PER"), Some("Reuters"))
    );
    assert_eq!(article.agency.as_deref(), Some("Reuters"));
}

#[test]
fn dates_that_disagree_are_told() {
    let article = only(&format!(
        "Strike ends in Calma\nPublished: 8 May 2021\n\n{PORT}\n\nCopyright 2021 Island Herald.\n2021-08-05"
    ));
    assert_eq!(article.published.map(|date| date.to_string()).as_deref(), Some("2021-05-08"));
    assert_eq!(article.problems.len(), 1);
    assert!(article.problems[0].error.contains("day and month swapped"), "{:?}", article.problems);
}

#[test]
fn hard_wraps_are_undone() {
    let wrapped: String = PORT
        .lines()
        .map(|paragraph| {
            let mut lines = vec![String::new()];
            for word in paragraph.split(' ') {
                if lines[lines.len() - 1].len() + word.len() > 54 {
                    lines.push(String::new());
                }
                let line = lines.last_mut().expect("a line");
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(word);
            }
            lines.join("\n") + "\n\n"
        })
        .collect();
    let article = only(&wrapped);
    assert_eq!(article.text, PORT);
    let at = article.text.find("ready to walk").expect("the words");
    let source = article.origin.source_span(Span::new(at, at + "ready to walk".len()));
    assert_eq!(source.of(&wrapped).split_whitespace().collect::<Vec<_>>(), ["ready", "to", "walk"]);
}

#[test]
fn a_page_without_a_body_is_told() {
    for text in ["", " \n\n\t ", "\u{feff}"] {
        let article = only(text);
        assert_eq!(article.text, "");
        assert_eq!(article.problems[0].error, "no body text was found");
    }
}

#[test]
fn short_texts_are_bodies() {
    for text in ["It rained in Calma.", "Calma", "Strike ends"] {
        assert_eq!(only(text).text, text);
    }
}

#[test]
fn hostile_pages_take_linear_time() {
    for piece in ["<", "<a ", "&", "\n", "a\n", "(Reuters) ", "Tags: ", "…\n", "By A\n", "2021-05-08\n", "AP — "] {
        let found = articles(&piece.repeat(100_000 / piece.len()));
        assert!(!found.is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Every word of the body, the captions and what was removed stands in the source where it is said to stand.
    #[test]
    fn every_word_leads_back(lines in prop::collection::vec("(Strike ends in Calma|8 May 2021|By Ana Paz|LIMA, Peru \\(AP\\) — The caf[eé] in the harbour of Calma <b>closed</b> on Friday &amp; did not open again.|The dockers [a-zé😀]{1,9} went home after nine days of strike in the rain.|Read more: a dam|TT|)", 0..14)) {
        let text = lines.join("\n");
        for article in articles(&text) {
            for (at, word) in words(&article.text) {
                let source = article.origin.source_span(Span::new(at, at + word.len()));
                let there = source.of(&text);
                prop_assert!(there == word || there == "&amp;", "{word:?} leads to {there:?}");
            }
            for removed in &article.removed {
                let there = removed.source.of(&text);
                prop_assert!(words(&removed.text).iter().all(|(_, word)| there.contains(word) || *word == "&"), "{removed:?} {there:?}");
            }
        }
    }
}

fn words(text: &str) -> Vec<(usize, &str)> {
    text.split_whitespace().map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word)).collect()
}
