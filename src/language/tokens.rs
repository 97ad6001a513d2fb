//! Tokens of a paragraph.

use crate::knowledge::{WordList, word_list};
use crate::text::Span;

/// The tokens of a part of a text, in order; white space lies between them.
pub(super) fn find_tokens(text: &str, part: Span) -> Vec<Span> {
    let mut spans = Vec::with_capacity(part.len() / 5);
    let mut at = part.start as usize;
    for chunk in text[part.range()].split(char::is_whitespace) {
        split_chunk(chunk, at, &mut spans);
        at += chunk.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
    // The stop of a last `etc.` ends the sentence too, and is a token of its own.
    if let Some(last) = spans.last_mut().filter(|last| last.of(text) == "etc.") {
        last.end -= 1;
        let stop = Span { start: last.end, end: last.end + 1 };
        spans.push(stop);
    }
    spans
}

/// The tokens of a piece that holds no white space and begins at `base`.
fn split_chunk(chunk: &str, base: usize, spans: &mut Vec<Span>) {
    let mut at = 0;
    while at < chunk.len() {
        let rest = &chunk[at..];
        let len = match rest.chars().next() {
            Some(_) if is_url(rest) => rest.trim_end_matches(['.', ',', ')', ';', '"', '”', '’', '\'']).len().max(1),
            Some(c) if c.is_alphanumeric() => word_len(rest),
            Some(c) => marks_len(rest, c),
            None => break,
        };
        split_word(&rest[..len], base + at, spans);
        at += len;
    }
}

fn is_url(rest: &str) -> bool {
    rest.starts_with("http://") || rest.starts_with("https://") || rest.starts_with("www.")
}

/// The length of the mark, the run of marks or the emoticon that the piece begins with.
fn marks_len(rest: &str, first: char) -> usize {
    let run = |marks: &[char]| rest.len() - rest.trim_start_matches(marks).len();
    match first {
        '!' | '?' => run(&['!', '?']),
        '.' if rest[1..].starts_with(['!', '?']) => run(&['.', '!', '?']),
        ':' | ';' | '=' => emoticon_len(rest).unwrap_or_else(|| run(&[first])),
        '.' | '-' | '—' | '–' | '*' | '_' | '<' | '>' | '~' => run(&[first]),
        '\'' | '’' if rest[first.len_utf8()..].starts_with(first) => 2 * first.len_utf8(),
        '\'' | '’' | '`' if is_clitic(&rest[first.len_utf8()..]) => {
            clitic_len(&rest[first.len_utf8()..]) + first.len_utf8()
        }
        _ => first.len_utf8(),
    }
}

/// `:)`, `;-)`, `:D`, `=/`: eyes, a nose or none, a mouth, and no letter behind.
fn emoticon_len(rest: &str) -> Option<usize> {
    let face = rest[1..].strip_prefix('-').unwrap_or(&rest[1..]);
    let mouth = face.chars().next().filter(|c| ")(DPpO/\\|".contains(*c))?;
    let behind = &face[1..];
    let ends = !behind.starts_with(|c: char| c.is_alphanumeric() || c == '/') && (mouth != '/' || behind.is_empty());
    ends.then_some(rest.len() - behind.trim_start_matches(mouth).len())
}

/// Whether `s`, `re`, `ll` … stand alone behind an apostrophe that a space parts from its word.
fn is_clitic(rest: &str) -> bool {
    let len = clitic_len(rest);
    CLITICS.contains(&rest[..len].to_ascii_lowercase().as_str())
}

fn clitic_len(rest: &str) -> usize {
    rest.bytes().take_while(u8::is_ascii_alphabetic).count()
}

const CLITICS: &[&str] = &["s", "re", "ve", "ll", "d", "m"];

/// The length of the word that the piece begins with.
fn word_len(rest: &str) -> usize {
    if let Some(len) = abbreviation_len(rest) {
        return len;
    }
    let mut last = ' ';
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, next)| next);
        let inside = match c {
            _ if c.is_alphanumeric() => true,
            '\u{300}'..='\u{36f}' => true,
            ',' | ':' | '/' => last.is_ascii_digit() && next.is_some_and(|next| next.is_ascii_digit()),
            '.' => last.is_alphanumeric() && next.is_some_and(|next| next.is_alphanumeric()),
            '\'' | '’' | '&' | '@' | '_' => last.is_alphanumeric() && next.is_some_and(char::is_alphanumeric),
            '-' | '‑' => next.is_some_and(char::is_alphanumeric) && joins(&rest[..at], &rest[at..]),
            _ => false,
        };
        if !inside {
            return at.max(1);
        }
        last = c;
    }
    rest.len()
}

/// Whether a hyphen is inside of one token: behind a prefix that is no word of its own (`non-profit`), in a day and in a
/// telephone number. Words that a hyphen joins are tokens of their own, and so is the hyphen.
fn joins(before: &str, hyphen_on: &str) -> bool {
    let digits = |part: &str| part.bytes().take_while(u8::is_ascii_digit).count();
    let after = hyphen_on.trim_start_matches(['-', '‑']);
    if before.bytes().all(|c| c.is_ascii_digit() || c == b'-') {
        let behind = digits(after);
        let ends = !after[behind..].starts_with(char::is_alphabetic);
        let last = before.rsplit('-').next().map_or(0, str::len);
        let day = behind == 2 && (before.len() == 4 || before.len() == 7 && last == 2);
        let telephone = last >= 3
            && matches!(behind, 3 | 4)
            && (before.len() > 4 || last == 3 && behind == 4 || after[behind..].starts_with('-'));
        return ends && (day || telephone);
    }
    PREFIXES.contains(&before.to_ascii_lowercase().as_str())
}

/// Prefixes that a hyphen binds to their word.
const PREFIXES: &[&str] = &[
    "anti", "bi", "co", "counter", "cross", "de", "e", "ex", "extra", "hyper", "inter", "intra", "macro", "mega",
    "micro", "mid", "mini", "mis", "multi", "neo", "non", "over", "pan", "post", "pre", "pro", "proto", "pseudo",
    "psycho", "re", "semi", "sub", "super", "trans", "tri", "ultra", "un", "under", "vice",
];

/// A known abbreviation or initials (`U.S.`, `J.`) at the start, its last full stop included.
fn abbreviation_len(rest: &str) -> Option<usize> {
    // No abbreviation is longer than two dozen characters.
    let end =
        |&(nth, (_, c)): &(usize, (usize, char))| nth == 24 || !(c.is_alphanumeric() || matches!(c, '.' | '-' | '/'));
    let dotted = rest.char_indices().enumerate().find(end).map_or(rest.len(), |(_, (at, _))| at);
    let word = rest[..dotted].trim_end_matches(|c: char| c != '.');
    if word.is_empty() {
        return None;
    }
    let known = word_list(WordList::Abbreviations).contains_key(word);
    let letters = |part: &str| part.chars().count() == 1 && part.chars().all(char::is_alphabetic);
    let initials = word.strip_suffix('.').is_some_and(|word| word.split('.').all(letters))
        && word.starts_with(|c: char| c.is_uppercase() || word.len() > 2);
    (known || initials).then_some(word.len())
}

/// Splits contractions off: `don't` is `do` and `n't`, `Kim's` is `Kim` and `'s`, `cannot` is `can` and `not`.
fn split_word(word: &str, base: usize, spans: &mut Vec<Span>) {
    let cut = contraction_start(word).or_else(|| fused_cut(word)).or_else(|| unit_cut(word)).unwrap_or(word.len());
    spans.push(Span::new(base, base + cut));
    if cut < word.len() {
        spans.push(Span::new(base + cut, base + word.len()));
    }
}

fn contraction_start(word: &str) -> Option<usize> {
    let (mark, c) = word.char_indices().rev().take(4).find(|&(_, c)| matches!(c, '\'' | '’'))?;
    if mark == 0 {
        return None;
    }
    let tail = word[mark + c.len_utf8()..].to_ascii_lowercase();
    match tail.as_str() {
        _ if CLITICS.contains(&tail.as_str()) => Some(mark),
        "t" if word[..mark].ends_with(['n', 'N']) && mark > 1 => Some(mark - 1),
        _ => None,
    }
}

/// Where two words that are written as one part.
fn fused_cut(word: &str) -> Option<usize> {
    if !(3..=7).contains(&word.len()) {
        return None;
    }
    FUSED.iter().find(|(fused, _)| fused.eq_ignore_ascii_case(word)).map(|&(_, cut)| cut)
}

const FUSED: &[(&str, usize)] = &[
    ("cannot", 3),
    ("gonna", 3),
    ("gotta", 3),
    ("wanna", 3),
    ("gimme", 3),
    ("lemme", 3),
    ("dont", 2),
    ("didnt", 3),
    ("doesnt", 4),
    ("isnt", 2),
    ("wasnt", 3),
    ("arent", 3),
    ("havent", 4),
    ("couldnt", 5),
    ("cant", 2),
    ("wont", 2),
    ("thats", 4),
    ("theres", 5),
    ("hes", 2),
    ("shes", 3),
    ("youre", 3),
    ("ive", 1),
];

/// A time of day written as one: `7:30PM` is `7:30` and `PM`, `5pm` is `5` and `pm`.
fn unit_cut(word: &str) -> Option<usize> {
    let cut = word.len().checked_sub(2).filter(|&cut| cut > 0 && word.is_char_boundary(cut))?;
    let (number, unit) = word.split_at(cut);
    let known = ["am", "pm"].iter().any(|known| known.eq_ignore_ascii_case(unit));
    (known && number.bytes().all(|c| c.is_ascii_digit() || matches!(c, b':' | b'.'))).then_some(cut)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let spans = find_tokens(text, Span::new(0, text.len()));
        let tokens: Vec<&str> = spans.iter().map(|span| span.of(text)).collect();
        assert_eq!(tokens.join("|"), expected);
    }

    #[test]
    fn contractions_and_possessives_are_apart() {
        check("Kim's army didn't go", "Kim|'s|army|did|n't|go");
        check("They’re N'Djamena’s", "They|’re|N'Djamena|’s");
        check("the states' rights", "the|states|'|rights");
    }

    #[test]
    fn figures_stay_whole_and_compounds_do_not() {
        check("up to 12,000, $3.5bn, 40% or 10-15", "up|to|12,000|,|$|3.5bn|,|40|%|or|10|-|15");
        check("2‑g 555‑1234", "2|‑|g|555‑1234");
        check("on 2024-06-19, a 30-year pact", "on|2024-06-19|,|a|30|-|year|pact");
    }

    #[test]
    fn abbreviations_keep_their_stop() {
        check("the U.S.-led force.", "the|U.S.|-|led|force|.");
        check("J. R. Poe of St. Paul (Nov. 3).", "J.|R.|Poe|of|St.|Paul|(|Nov.|3|)|.");
    }

    #[test]
    fn marks_are_tokens_of_their_own() {
        check("“Go...” (he said)—now!", "“|Go|...|”|(|he|said|)|—|now|!");
        check("see https://a.example/b?c=d.", "see|https://a.example/b?c=d|.");
    }
}
