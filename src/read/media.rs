//! Plain text or HTML, by what stands in it.
//!
//! A page begins with its doctype or root, or is dense with tags that make blocks. Text with some
//! inline tags left in (`entered<u>into force</u>`) is plain, and so is text that talks about `<html>`.

use crate::document::Media;

/// How much of a text is looked at.
const HEAD: usize = 32 << 10;

/// Elements that make blocks, or that stand in a page's head.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "li",
    "link",
    "main",
    "meta",
    "nav",
    "ol",
    "p",
    "picture",
    "pre",
    "script",
    "section",
    "style",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "ul",
];

/// Plain text or HTML.
pub fn media_of(text: &str) -> Media {
    let end = (0..=HEAD.min(text.len())).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
    let head = &text[..end];
    let start = skip_prologue(head);
    if is_root(start) || has_tags_of_a_page(start) { Media::Html } else { Media::Plain }
}

/// What follows the byte order mark, white space, comments and XML declarations.
fn skip_prologue(mut text: &str) -> &str {
    loop {
        text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
        let close = match text {
            _ if text.starts_with("<!--") => "-->",
            _ if text.starts_with("<?") => "?>",
            _ => return text,
        };
        match text.find(close) {
            Some(end) => text = &text[end + close.len()..],
            None => return text,
        }
    }
}

fn is_root(text: &str) -> bool {
    let start = text.as_bytes();
    let begins =
        |prefix: &str| start.len() >= prefix.len() && start[..prefix.len()].eq_ignore_ascii_case(prefix.as_bytes());
    let root = ["<html", "<head", "<body"]
        .iter()
        .any(|tag| begins(tag) && start.get(tag.len()).is_some_and(|&b| b == b'>' || b.is_ascii_whitespace()));
    // The words "<html> is a tag" are not a page: a page's root is followed by another tag.
    begins("<!doctype") || (root && next_tag_follows(text))
}

/// Whether nothing but white space and comments stands between the first tag and the second.
fn next_tag_follows(text: &str) -> bool {
    text.find('>').is_some_and(|end| {
        let rest = text[end + 1..].trim_start();
        rest.is_empty() || rest.starts_with('<') || closes_later(rest)
    })
}

fn closes_later(rest: &str) -> bool {
    tags(rest).any(|tag| tag.closes && tag.name.eq_ignore_ascii_case("html") || tag.name.eq_ignore_ascii_case("body"))
}

struct Tag<'t> {
    name: &'t str,
    closes: bool,
    /// Its place in the text.
    at: usize,
}

/// Everything that has the form of a tag.
fn tags(text: &str) -> impl Iterator<Item = Tag<'_>> {
    memchr::memchr_iter(b'<', text.as_bytes()).filter_map(move |at| {
        let inner = &text[at + 1..];
        let closes = inner.starts_with('/');
        let inner = inner.strip_prefix('/').unwrap_or(inner);
        let length = inner.bytes().take_while(u8::is_ascii_alphanumeric).take(12).count();
        let after = *inner.as_bytes().get(length)?;
        let ends = after == b'>' || after == b'/' || after.is_ascii_whitespace();
        let closed = || inner.bytes().skip(length).take(2000).find(|b| matches!(b, b'<' | b'>')) == Some(b'>');
        (length > 0 && ends && closed()).then(|| Tag { name: &inner[..length], closes, at })
    })
}

fn has_tags_of_a_page(text: &str) -> bool {
    let is_block = |tag: &Tag| BLOCKS.iter().any(|name| name.eq_ignore_ascii_case(tag.name));
    let (mut blocks, mut closing, mut breaks, mut first) = (0, 0, 0, usize::MAX);
    for tag in tags(text).filter(is_block) {
        first = first.min(tag.at);
        blocks += 1;
        closing += usize::from(tag.closes);
        breaks += usize::from(tag.name.eq_ignore_ascii_case("br"));
    }
    let begins = first == 0 && (closing > 0 || blocks >= 3);
    let dense = blocks * 400 >= text.len();
    begins || (dense && blocks >= 4 && (closing >= 2 || breaks >= 4))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Media) {
        assert_eq!(media_of(text), expected, "{text}");
    }

    #[test]
    fn pages_are_html() {
        check("<!DOCTYPE html><title>Talks</title>", Media::Html);
        check("\u{FEFF}\n <?xml version=\"1.0\"?><!-- saved --><HTML lang=en><body>Talks", Media::Html);
        check("<!-- saved from url --><html><head></head><body>x</body></html>", Media::Html);
        check("<html>\n", Media::Html);
    }

    #[test]
    fn fragments_of_pages_are_html() {
        check("<p>The ministers met.</p>", Media::Html);
        check("<div class=\"story\"><h1>Talks</h1>The ministers met.</div>", Media::Html);
        check("Talks<p>The ministers met in Lima.</p><p>They signed nothing.</p>", Media::Html);
        check("The ministers met.<br>They signed nothing.<br/>They left.<br><br>", Media::Html);
    }

    #[test]
    fn text_with_inline_tags_is_plain() {
        check("The treaty<u>entered into force</u> on <b>Wednesday</b> in <i>Lima</i>.", Media::Plain);
        check(
            "<b>LIMA</b> The ministers <a href=\"x\">met</a>, <em>again</em>, <span>in</span> <b>Lima</b>.",
            Media::Plain,
        );
        check("One stray<br>break and a </p> in the text of a report on the talks.", Media::Plain);
    }

    #[test]
    fn text_about_html_is_plain() {
        check("<html> is the tag that begins every page, she told the class.", Media::Plain);
        check("Pages begin with <html>, and <body> follows, he said.", Media::Plain);
        check("If a < b and c > d, the vote fails. <3 <p", Media::Plain);
        check("", Media::Plain);
    }

    #[test]
    fn a_long_text_is_looked_at_only_in_part() {
        check(&"é<".repeat(100_000), Media::Plain);
        check(&"<p ".repeat(100_000), Media::Plain);
    }
}
