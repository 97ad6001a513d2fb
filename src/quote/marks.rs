//! Quotation marks: pieces between them, and the turns of speech that pieces make up.

use crate::text::Span;

/// Marked pieces that are one quotation.
#[derive(Debug, Clone)]
pub(super) struct Turn {
    pub(super) span: Span,
    /// The gaps between its pieces: where the cue may stand.
    pub(super) gaps: Vec<Span>,
}

/// The ways of marking speech: what opens and what closes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// `"`, which opens and closes.
    Straight,
    /// `''` and two backquotes.
    Doubled,
    /// `“ ”`
    Curly,
    /// `« »`
    Guillemet,
    /// `‘ ’`, where a letter does not stand on both sides.
    Single,
}

/// Every marked piece, marks included; one that no mark closes ends with its paragraph where it began with it.
pub(super) fn find_pieces(text: &str) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut start: Option<(usize, Mark)> = None;
    let mut last = ' ';
    let mut skip = 0;
    for (at, c) in text.char_indices() {
        if at < skip {
            last = c;
            continue;
        }
        let rest = &text[at..];
        let next = rest[c.len_utf8()..].chars().next().unwrap_or(' ');
        let after_word = last.is_alphanumeric() || matches!(last, '.' | ',' | '!' | '?' | '…' | '\'' | '’' | '”' | ')');
        let (opens, closes, len) = match c {
            '“' => (Some(Mark::Curly), None, 3),
            '”' => (None, Some(Mark::Curly), 3),
            '«' => (Some(Mark::Guillemet), None, c.len_utf8()),
            '»' => (None, Some(Mark::Guillemet), c.len_utf8()),
            '`' if rest.starts_with("``") => (Some(Mark::Doubled), None, 2),
            '\'' if rest.starts_with("''") => (Some(Mark::Doubled), Some(Mark::Doubled), 2),
            '"' => (Some(Mark::Straight), Some(Mark::Straight), 1),
            '‘' if !last.is_alphanumeric() && next.is_alphanumeric() => (Some(Mark::Single), None, c.len_utf8()),
            '’' if !next.is_alphanumeric() => (None, Some(Mark::Single), c.len_utf8()),
            _ => (None, None, c.len_utf8()),
        };
        skip = at + len;
        match start {
            Some((from, mark)) => {
                // A straight mark also closes what a curly one opened, and the other way round: keyboards mix them.
                let mixed =
                    matches!((mark, closes), (Mark::Curly, Some(Mark::Straight)) | (Mark::Straight, Some(Mark::Curly)));
                if c == '\n' {
                    // A mark in the middle of a paragraph that nothing closes is a slip.
                    if mark != Mark::Single && (from == 0 || text[..from].ends_with('\n')) {
                        pieces.push(Span::new(from, at));
                    }
                    start = None;
                } else if closes == Some(mark) || mixed {
                    if mark != Mark::Single || after_word {
                        pieces.push(Span::new(from, at + len));
                        start = None;
                    }
                } else if opens == Some(Mark::Curly) && (mark == Mark::Curly || is_left_open(text, from, at, mark)) {
                    // What was opened twice was never closed: the second counts.
                    start = Some((at, Mark::Curly));
                }
            }
            None => {
                let inch = last.is_ascii_digit() && matches!(c, '"' | '\'');
                if let Some(mark) = opens.filter(|_| !inch) {
                    start = Some((at, mark));
                }
            }
        }
        last = c;
    }
    if let Some((from, mark)) = start
        && mark != Mark::Single
        && (from == 0 || text[..from].ends_with('\n'))
    {
        pieces.push(Span::new(from, text.len()));
    }
    pieces
}

/// A straight mark that nothing closes before its paragraph ends.
fn is_left_open(text: &str, from: usize, at: usize, mark: Mark) -> bool {
    let rest = text[at..].split('\n').next().unwrap_or("");
    mark == Mark::Straight && !rest.contains('"') && (from == 0 || text[..from].ends_with('\n'))
}

/// Turns of speech; `is_cue_between` says whether the words between two pieces are a cue alone.
pub(super) fn find_turns(text: &str, is_cue_between: impl Fn(Span) -> bool) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::new();
    for piece in find_pieces(text) {
        if let Some(last) = turns.last_mut() {
            let gap = Span { start: last.span.end, end: piece.start };
            let between = gap.of(text);
            let same_turn = between.trim().is_empty() && (!between.contains('\n') || is_open(last.span.of(text)));
            let broken = ends_inner(last.span.of(text)) && joins(between, piece.of(text)) && is_cue_between(gap);
            if same_turn || broken {
                last.span.end = piece.end;
                last.gaps.push(gap);
                continue;
            }
        }
        turns.push(Turn { span: piece, gaps: Vec::new() });
    }
    turns
}

/// Words between two pieces that may be a cue and no more: one clause, closed by a comma or, before a new sentence, by a full stop.
fn joins(between: &str, next: &str) -> bool {
    let words = between.trim();
    let inner = words.trim_end_matches(['.', ',', ';', ':', '—', '–', '-']);
    let stops = inner.match_indices(". ").filter(|(at, _)| {
        // `Mr. Paz said` has a stop and goes on.
        inner[..*at].rsplit([' ', '(']).next().is_none_or(|word| word.chars().count() > 4)
    });
    let capital = next.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    let closed = words.ends_with('.') && capital || words.ends_with([',', '—', '–']) || words.ends_with("--");
    words.len() <= 140 && !between.contains('\n') && closed && stops.count() == 0 && !inner.contains(['"', '“'])
}

/// No closing mark: the quotation goes on in the next paragraph.
fn is_open(piece: &str) -> bool {
    !piece.ends_with(['"', '”', '»', '’']) && !piece.ends_with("''")
}

/// The words without the marks that close them.
pub(super) fn without_close(piece: &str) -> &str {
    piece.trim_end_matches(['"', '”', '»', '’', '\''])
}

/// It ends as a clause does, so that a cue may follow.
pub(super) fn ends_inner(piece: &str) -> bool {
    without_close(piece).ends_with([',', '—', '–', '.', '?', '!', '…']) || without_close(piece).ends_with("--")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = find_pieces(text).iter().map(|span| span.of(text)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn every_kind_of_mark() {
        check("“We go,” he said.", &["“We go,”"]);
        check("\"We go,\" he said, \"now.\"", &["\"We go,\"", "\"now.\""]);
        check("''We go,'' he said.", &["''We go,''"]);
        check("« On y va », he said.", &["« On y va »"]);
        check("‘We don’t go,’ he said.", &["‘We don’t go,’"]);
        check("The boys' room isn't '90s.", &[]);
        check("A 5'10\" man.", &[]);
    }

    #[test]
    fn a_missing_mark_loses_one_quotation() {
        check("He said “we go.\nShe said “no.”", &["“no.”"]);
        check("“We go.\n“And stay.”", &["“We go.", "“And stay.”"]);
    }
}
