//! Spans of names from scores of tags.
//!
//! In: for each word, scores of being outside of names, or the begin, inside, end or whole of a name of each kind (BIOES).
//! Out: the spans of the best sequence of tags that spells whole names (Viterbi 1967).

use crate::document::NameKind;

/// Tags: 0 outside, then begin, inside, end, single for each kind in this order.
const KINDS: [NameKind; 3] = [NameKind::Person, NameKind::Organisation, NameKind::Place];
pub(super) const TAGS: usize = 1 + 4 * KINDS.len();

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Outside,
    Begin,
    Inside,
    End,
    Single,
}

const fn mark_of(tag: usize) -> Mark {
    match tag {
        0 => Mark::Outside,
        _ => match (tag - 1) % 4 {
            0 => Mark::Begin,
            1 => Mark::Inside,
            2 => Mark::End,
            _ => Mark::Single,
        },
    }
}

const fn kind_of(tag: usize) -> usize {
    tag.saturating_sub(1) / 4
}

/// Whether a tag may follow another; the end of a sentence counts as outside.
const fn follows(before: usize, after: usize) -> bool {
    let open = matches!(mark_of(before), Mark::Begin | Mark::Inside);
    let goes_on = matches!(mark_of(after), Mark::Inside | Mark::End);
    if open { goes_on && kind_of(before) == kind_of(after) } else { !goes_on }
}

/// Finds the names of a sentence: `found` takes first word, end and kind of each. `scores` holds [`TAGS`] numbers a word.
pub(super) fn find_names(scores: &[[f32; TAGS]], mut found: impl FnMut(usize, usize, NameKind)) {
    let mut tags: Vec<usize> = scores.iter().map(best).collect();
    if tags.iter().all(|&tag| tag == 0) {
        return;
    }
    let spells = tags.iter().zip(tags.iter().skip(1).chain(&[0])).all(|(&before, &after)| follows(before, after));
    if !(spells && follows(0, tags[0])) {
        tags = best_sequence(scores);
    }
    let mut first = 0;
    for (at, &tag) in tags.iter().enumerate() {
        match mark_of(tag) {
            Mark::Begin => first = at,
            Mark::Single => found(at, at + 1, KINDS[kind_of(tag)]),
            Mark::End => found(first, at + 1, KINDS[kind_of(tag)]),
            Mark::Outside | Mark::Inside => {}
        }
    }
}

fn best(scores: &[f32; TAGS]) -> usize {
    (1..TAGS).fold(0, |best, tag| if scores[tag] > scores[best] { tag } else { best })
}

fn best_sequence(scores: &[[f32; TAGS]]) -> Vec<usize> {
    let mut from = vec![[0u8; TAGS]; scores.len()];
    let mut total = [f32::NEG_INFINITY; TAGS];
    total[0] = 0.0;
    for (at, own) in scores.iter().enumerate() {
        let mut next = [f32::NEG_INFINITY; TAGS];
        for tag in 0..TAGS {
            for before in (0..TAGS).filter(|&before| follows(before, tag)) {
                if total[before] + own[tag] > next[tag] {
                    next[tag] = total[before] + own[tag];
                    from[at][tag] = before as u8;
                }
            }
        }
        total = next;
    }
    let mut tag =
        (0..TAGS).filter(|&tag| follows(tag, 0)).fold(0, |best, tag| if total[tag] > total[best] { tag } else { best });
    let mut tags = vec![0; scores.len()];
    for at in (0..scores.len()).rev() {
        tags[at] = tag;
        tag = usize::from(from[at][tag]);
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(tags: &[(usize, f32)], expected: &[(usize, usize, NameKind)]) {
        let scores: Vec<[f32; TAGS]> = tags
            .iter()
            .map(|&(tag, score)| {
                let mut row = [0.0; TAGS];
                row[tag] = score;
                row
            })
            .collect();
        let mut found = Vec::new();
        find_names(&scores, |first, end, kind| found.push((first, end, kind)));
        assert_eq!(found, expected);
    }

    #[test]
    fn whole_names_are_read_off() {
        check(
            &[(0, 1.0), (1, 1.0), (2, 1.0), (3, 1.0), (12, 1.0)],
            &[(1, 4, NameKind::Person), (4, 5, NameKind::Place)],
        );
        check(&[], &[]);
    }

    #[test]
    fn broken_names_are_mended() {
        // A begin with no end is a single, or the end of another kind gives way.
        check(&[(1, 1.0), (0, 3.0)], &[]);
        check(&[(1, 2.0), (7, 1.0), (0, 1.0)], &[(0, 2, NameKind::Person)]);
    }
}
