//! Forms as the net sees them; `training/features.py` does the same for training.

use crate::text::{fold_accents, stable_hash};

/// A form with typographic marks as ASCII, accents off.
fn plain(form: &str, out: &mut String) {
    out.clear();
    for c in form.chars() {
        match c {
            '“' | '”' | '„' | '‟' | '«' | '»' | '″' => out.push('"'),
            '’' | '‘' | '‚' | '‛' | 'ʼ' | '`' | '′' => out.push('\''),
            '‐' | '‑' => out.push('-'),
            '–' | '—' | '―' => out.push_str("--"),
            '…' => out.push_str("..."),
            _ => out.push(c),
        }
    }
    if !out.is_ascii() {
        *out = fold_accents(out);
    }
}

/// A word's look-up keys, one after another without allocation.
#[derive(Debug, Default)]
pub(super) struct Forms {
    plain: String,
    key: String,
    shape: String,
}

/// Prefix of three characters, suffixes of two, three and four.
pub(super) const AFFIXES: [&str; 4] = ["p3", "s2", "s3", "s4"];

impl Forms {
    /// Takes the next word.
    pub(super) fn set(&mut self, form: &str) {
        plain(form, &mut self.plain);
        self.key.clear();
        self.shape.clear();
        if self.plain.is_ascii() {
            self.key.push_str(&self.plain);
            self.key.make_ascii_lowercase();
        } else {
            self.key = self.plain.to_lowercase();
        }
        if self.key.bytes().any(|c| c.is_ascii_digit()) {
            self.key = self.key.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
        }
        // Runs are cut to two characters, the whole to eight.
        let (mut last, mut before, mut len) = ('\0', '\0', 0);
        for c in self.plain.chars() {
            let class = match c {
                '0'..='9' => 'd',
                _ if c.is_uppercase() => 'X',
                _ if c.is_alphabetic() => 'x',
                _ => c,
            };
            if class == last && class == before {
                continue;
            }
            self.shape.push(class);
            (before, last) = (last, class);
            len += 1;
            if len == 8 {
                break;
            }
        }
    }

    pub(super) fn word(&self) -> u64 {
        stable_hash(["w", &self.key])
    }

    pub(super) fn shape(&self) -> u64 {
        stable_hash(["x", &self.shape])
    }

    /// The affixes' keys, in the order of [`AFFIXES`].
    pub(super) fn affixes(&self) -> [u64; 4] {
        let key = self.key.as_str();
        let prefix = key.char_indices().nth(3).map_or(key, |(at, _)| &key[..at]);
        let suffix = |n: usize| key.char_indices().rev().nth(n - 1).map_or(key, |(at, _)| &key[at..]);
        let parts = [prefix, suffix(2), suffix(3), suffix(4)];
        std::array::from_fn(|nth| stable_hash([AFFIXES[nth], parts[nth]]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(form: &str, key: &str, shape: &str) {
        let mut forms = Forms::default();
        forms.set(form);
        assert_eq!((forms.key.as_str(), forms.shape.as_str()), (key, shape));
    }

    #[test]
    fn forms_as_in_training() {
        check("McDonald-2", "mcdonald-0", "XxXxx-d");
        check("Erdoğan’s", "erdogan's", "Xxx'x");
        check("$3.5bn", "$0.0bn", "$d.dxx");
        check("—", "--", "--");
        check("“", "\"", "\"");
        check("北京", "北京", "xx");
        check("", "", "");
    }

    #[test]
    fn affixes_of_short_words_are_the_words() {
        let mut forms = Forms::default();
        forms.set("To");
        assert_eq!(forms.affixes(), AFFIXES.map(|name| stable_hash([name, "to"])));
    }
}
