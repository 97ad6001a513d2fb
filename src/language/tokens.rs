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
            Some(c @ ('.' | '-' | '—' | '–' | '*' | '_' | '=')) => rest.len() - rest.trim_start_matches(c).len(),
            Some(c) => c.len_utf8(),
            None => break,
        };
        split_word(&rest[..len], base + at, spans);
        at += len;
    }
}

fn is_url(rest: &str) -> bool {
    rest.starts_with("http://") || rest.starts_with("https://") || rest.starts_with("www.")
}

/// The length of the word that the piece begins with.
fn word_len(rest: &str) -> usize {
    if let Some(len) = abbreviation_len(rest) {
        return len;
    }
    let number = rest.starts_with(|c: char| c.is_ascii_digit());
    let mut last = ' ';
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, next)| next);
        let inside = match c {
            _ if c.is_alphanumeric() => true,
            '\u{300}'..='\u{36f}' => true,
            ',' | ':' => last.is_ascii_digit() && next.is_some_and(|next| next.is_ascii_digit()),
            '.' => last.is_alphanumeric() && next.is_some_and(|next| next.is_alphanumeric()),
            '\'' | '’' | '&' | '@' | '_' => last.is_alphanumeric() && next.is_some_and(char::is_alphanumeric),
            '-' | '‑' => {
                next.is_some_and(char::is_alphanumeric) && (!number || joins_number(&rest[..at], &rest[at..]))
            }
            _ => false,
        };
        if !inside {
            return at.max(1);
        }
        last = c;
    }
    rest.len()
}

/// `2024-06-19` and `30-year` are one token; the range `10-15` is three.
fn joins_number(before: &str, hyphen_on: &str) -> bool {
    let day = |part: &str| part.len() >= 3 && part.as_bytes()[1..3].iter().all(u8::is_ascii_digit);
    let iso = before.len() == 4 && hyphen_on.as_bytes().get(3) == Some(&b'-')
        || before.len() == 7 && before.as_bytes()[4] == b'-';
    iso && day(hyphen_on) || hyphen_on.chars().nth(1).is_some_and(char::is_alphabetic)
}

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

/// Splits contractions off: `don't` is `do` and `n't`, `Kim's` is `Kim` and `'s`.
fn split_word(word: &str, base: usize, spans: &mut Vec<Span>) {
    let cut = contraction_start(word).unwrap_or(word.len());
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
        "s" | "re" | "ve" | "ll" | "d" | "m" => Some(mark),
        "t" if word[..mark].ends_with(['n', 'N']) && mark > 1 => Some(mark - 1),
        _ => None,
    }
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
    fn figures_stay_whole_and_ranges_do_not() {
        check("up to 12,000, $3.5bn, 40% or 10-15", "up|to|12,000|,|$|3.5bn|,|40|%|or|10|-|15");
        check("on 2024-06-19, a 30-year pact", "on|2024-06-19|,|a|30-year|pact");
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
