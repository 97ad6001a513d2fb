//! From saved page text to clean lines: markup out, entities read, white space folded, hard wraps undone.
//!
//! In: the characters of a page. Out: its lines that say something, each with the way back. `The
//! pact<u>took effect</u> &amp; holds` is the line `The pact took effect & holds`: where a tag glued two words together, a
//! space parts them again.

use super::{Block, BlockKind};
use crate::text::{OriginBuilder, Span};

/// One line of a page.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) block: Block,
    /// How many blank lines stand before it; a form feed counts as many.
    pub(crate) gap: u32,
    /// Its bytes in the page's text, white space at the ends left out.
    pub(crate) source: Span,
}

const FORM_FEED_GAP: u32 = 9;

/// Every line of the page that is not blank.
pub(crate) fn read_lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut gap = 0;
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if !matches!(c, '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}') {
            continue;
        }
        if !(c == '\n' && start == at && at > 0 && text.as_bytes()[at - 1] == b'\r') {
            gap = push_line(text, Span::new(start, at), gap, &mut lines);
        }
        if c == '\u{c}' {
            gap += FORM_FEED_GAP;
        }
        start = at + c.len_utf8();
    }
    push_line(text, Span::new(start, text.len()), gap, &mut lines);
    if is_hard_wrapped(&lines) { unwrap(text, &lines) } else { lines }
}

/// Adds what a raw line says, which may be several lines where `<br>` or `<p>` break it; gives the gap before the next.
fn push_line(text: &str, raw: Span, gap: u32, lines: &mut Vec<Line>) -> u32 {
    let mut gap = gap;
    let mut writer = Writer::new(text, raw);
    loop {
        let more = writer.write_to_break();
        match writer.take() {
            Some((block, source)) => {
                lines.push(Line { block, gap, source });
                gap = 0;
            }
            None if !more => return gap + 1,
            None => {}
        }
        if !more {
            return 0;
        }
    }
}

/// Writes one clean line after another from a raw line.
struct Writer<'t> {
    text: &'t str,
    at: usize,
    end: usize,
    out: String,
    origin: OriginBuilder,
    /// White space read and not yet written.
    space: Option<Span>,
    source: Option<Span>,
    /// The tag just passed may have glued two words together.
    glued: bool,
}

impl<'t> Writer<'t> {
    fn new(text: &'t str, raw: Span) -> Self {
        Self { text, at: raw.start as usize, end: raw.end as usize, out: String::new(), origin: OriginBuilder::default(), space: None, source: None, glued: false }
    }

    /// Reads to the end of the raw line, or to a tag that breaks it (then true).
    fn write_to_break(&mut self) -> bool {
        while self.at < self.end {
            let rest = &self.text[self.at..self.end];
            let Some(c) = rest.chars().next() else { return false };
            let len = c.len_utf8();
            match c {
                '<' => {
                    if let Some(tag) = read_tag(rest) {
                        let glue = tag.parts_words && self.joins_words(tag.len);
                        self.at += tag.len;
                        if tag.breaks_line {
                            return true;
                        }
                        self.glued |= glue;
                        continue;
                    }
                    self.write(c, len);
                }
                '&' => match read_entity(rest) {
                    Some((c, len)) if c.is_whitespace() => self.pass_space(len),
                    Some((c, len)) => self.write(c, len),
                    None => self.write(c, len),
                },
                '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{2060}' => self.at += len,
                c if c.is_whitespace() || c.is_control() => self.pass_space(len),
                c => self.write(c, len),
            }
        }
        false
    }

    fn pass_space(&mut self, len: usize) {
        let span = Span::new(self.at, self.at + len);
        let from = self.space.map_or(span.start, |space| space.start);
        self.space = Some(Span { start: from, end: span.end });
        self.at += len;
    }

    fn write(&mut self, c: char, len: usize) {
        let here = Span::new(self.at, self.at + len);
        if !self.out.is_empty() {
            if let Some(space) = self.space {
                self.origin.replace(space, 1);
                self.out.push(' ');
            } else if self.glued {
                self.origin.replace(Span { start: here.start, end: here.start }, 1);
                self.out.push(' ');
            }
        }
        (self.space, self.glued) = (None, false);
        if len == c.len_utf8() && self.text[here.range()].starts_with(c) {
            self.origin.copy(self.at, len);
        } else {
            self.origin.replace(here, c.len_utf8());
        }
        self.out.push(c);
        self.source = Some(Span { start: self.source.map_or(here.start, |source| source.start), end: here.end });
        self.at += len;
    }

    /// A letter stands right before and right after the tag, and it is not the capital of a word whose first letter
    /// alone is marked up.
    fn joins_words(&self, tag_len: usize) -> bool {
        let before = self.space.is_none().then(|| self.out.chars().next_back()).flatten();
        let after = self.text[self.at + tag_len..self.end].chars().next();
        let lone_letter = {
            let mut back = self.out.chars().rev();
            back.next().is_some_and(char::is_uppercase) && !back.next().is_some_and(char::is_alphanumeric)
        };
        before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric) && !lone_letter
    }

    /// The line written so far, if it says something; the writer goes on with an empty one.
    fn take(&mut self) -> Option<(Block, Span)> {
        let origin = std::mem::take(&mut self.origin).finish();
        let text = std::mem::take(&mut self.out);
        (self.space, self.glued) = (None, false);
        let source = self.source.take()?;
        Some((Block { text, origin, kind: BlockKind::Paragraph }, source))
    }
}

struct Tag {
    len: usize,
    breaks_line: bool,
    parts_words: bool,
}

const INLINE: &[&str] = &[
    "a", "abbr", "b", "big", "cite", "code", "del", "em", "font", "i", "img", "ins", "mark", "q", "s", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u",
];

const BLOCK: &[&str] = &[
    "article", "aside", "blockquote", "br", "center", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "ol", "p", "section", "table", "tbody", "td", "th", "tr", "ul",
];

/// The longest tag that is taken for one: what does not close by then is text.
const LONGEST_TAG: usize = 2_000;

/// A tag of HTML left in the text; `None` for any other use of `<`.
fn read_tag(rest: &str) -> Option<Tag> {
    if let Some(comment) = rest.strip_prefix("<!--") {
        let end = comment.as_bytes().windows(3).take(LONGEST_TAG).position(|three| three == b"-->")?;
        return Some(Tag { len: end + 7, breaks_line: false, parts_words: true });
    }
    let name_start = if rest.starts_with("</") { 2 } else { 1 };
    let name_len = rest[name_start..].bytes().take(12).position(|b| !b.is_ascii_alphanumeric())?;
    let name = rest[name_start..name_start + name_len].to_ascii_lowercase();
    let breaks_line = BLOCK.contains(&name.as_str());
    if !breaks_line && !INLINE.contains(&name.as_str()) {
        return None;
    }
    let attributes = &rest.as_bytes()[name_start + name_len..];
    if !matches!(attributes[0], b'>' | b'/' | b' ' | b'\t') {
        return None;
    }
    let mut quote = None;
    for (nth, &b) in attributes.iter().take(LONGEST_TAG).enumerate() {
        match (quote, b) {
            (None, b'>') => {
                let parts_words = !matches!(name.as_str(), "sub" | "sup");
                return Some(Tag { len: name_start + name_len + nth + 1, breaks_line, parts_words });
            }
            (None, b'<') => return None,
            (None, b'"' | b'\'') => quote = Some(b),
            (Some(open), b) if open == b => quote = None,
            _ => {}
        }
    }
    None
}

/// The character that an entity stands for and the entity's length.
fn read_entity(rest: &str) -> Option<(char, usize)> {
    let end = rest.bytes().take(12).position(|b| b == b';')?;
    let name = rest.get(1..end)?;
    let c = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
        "ndash" => '–',
        "mdash" => '—',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "laquo" => '«',
        "raquo" => '»',
        "hellip" => '…',
        "bull" => '•',
        "middot" => '·',
        "copy" => '©',
        "reg" => '®',
        "trade" => '™',
        "euro" => '€',
        "pound" => '£',
        "deg" => '°',
        "eacute" => 'é',
        "egrave" => 'è',
        "aacute" => 'á',
        "iacute" => 'í',
        "oacute" => 'ó',
        "uacute" => 'ú',
        "ntilde" => 'ñ',
        "uuml" => 'ü',
        "ouml" => 'ö',
        "auml" => 'ä',
        "ccedil" => 'ç',
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(code).filter(|c| !c.is_control())?
        }
    };
    Some((c, end + 1))
}

/// Lines were broken at a fixed width: most lines of several-line paragraphs are of like length and end amid a sentence.
fn is_hard_wrapped(lines: &[Line]) -> bool {
    let (mut inner, mut broken, mut long) = (0u32, 0u32, 0u32);
    for pair in lines.windows(2) {
        let len = pair[0].block.text.chars().count();
        if pair[1].gap > 0 {
            continue;
        }
        inner += 1;
        long += u32::from(len > 100);
        let ends_amid = !pair[0].block.text.ends_with(['.', '!', '?', ':', '"', '”', '…', '’']);
        let goes_on = pair[1].block.text.starts_with(|c: char| c.is_lowercase());
        broken += u32::from(len >= 45 && ends_amid && (goes_on || len >= 60));
    }
    inner >= 8 && long == 0 && broken * 10 >= inner * 6
}

/// Joins the lines of each paragraph.
fn unwrap(text: &str, lines: &[Line]) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
    let mut builder = OriginBuilder::default();
    for line in lines {
        let joins = line.gap == 0 && !out.is_empty();
        if !joins {
            close(&mut out, &mut builder);
            out.push(Line { block: Block { text: String::new(), ..line.block.clone() }, ..line.clone() });
        }
        let Some(paragraph) = out.last_mut() else { continue };
        if joins {
            builder.replace(Span { start: paragraph.source.end, end: line.source.start }, 1);
            paragraph.block.text.push(' ');
        }
        builder.append(&line.block.origin, Span::new(0, line.block.text.len()));
        paragraph.block.text.push_str(&line.block.text);
        paragraph.source.end = line.source.end;
    }
    close(&mut out, &mut builder);
    debug_assert!(out.iter().all(|line| line.source.end as usize <= text.len()));
    out
}

fn close(out: &mut [Line], builder: &mut OriginBuilder) {
    if let Some(paragraph) = out.last_mut() {
        paragraph.block.origin = std::mem::take(builder).finish();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let lines = read_lines(text);
        assert_eq!(lines.iter().map(|line| line.block.text.as_str()).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn tags_that_glued_words_part_them() {
        check("The dam<u>broke open</u> on Friday<b>.</b>", &["The dam broke open on Friday."]);
        check("<b>T</b>he dam and CO<sub>2</sub>", &["The dam and CO2"]);
        check("See <a href=\"x > y\">the map</a><br/>Next", &["See the map", "Next"]);
        check("Peru <3 Chile, 4 < 5 and <u unclosed", &["Peru <3 Chile, 4 < 5 and <u unclosed"]);
    }

    #[test]
    fn entities_are_read() {
        check("Jo &amp; Ana&nbsp;&nbsp;said &#8220;no&#8221; &bogus; &", &["Jo & Ana said “no” &bogus; &"]);
    }

    #[test]
    fn lines_end_in_many_ways() {
        let lines = read_lines("a\r\n\r\nb\rc\u{2028}d\n\n\n e \n");
        assert_eq!(lines.iter().map(|line| (line.block.text.as_str(), line.gap)).collect::<Vec<_>>(), [("a", 0), ("b", 1), ("c", 0), ("d", 0), ("e", 2)]);
    }

    #[test]
    fn a_fixed_width_is_undone() {
        let wrapped = "The council of the harbour town met for three hours on the\nfirst day of the strike and then went home without a vote\nthat anybody could remember.\n\n".repeat(5);
        assert_eq!(read_lines(&wrapped).len(), 5);
        let paragraphs = "The council of the harbour town met.\nThe strike went on for a second day without a vote in the town.\n".repeat(6);
        assert_eq!(read_lines(&paragraphs).len(), 12);
    }

    proptest! {
        #[test]
        fn every_character_leads_back(text in "([a-zé한😀 ]|<u>|</u>|&amp;|\n|\t|<br>|<|&){0,80}") {
            for line in read_lines(&text) {
                for (at, c) in line.block.text.char_indices() {
                    let source = line.block.origin.source_span(Span::new(at, at + c.len_utf8()));
                    let there = source.of(&text);
                    prop_assert!(there.starts_with(c) || c == ' ' || there == "&amp;", "{c:?} leads to {there:?}");
                }
            }
        }
    }
}
