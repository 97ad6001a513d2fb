//! Byte offsets to code points and back, without a table as large as the text.

/// Counts of code points at every 64th byte of a text; nothing at all where the text is ASCII.
///
/// ```
/// let points = dateline::CodePoints::new("né 😀 b");
/// assert_eq!(points.to_code_point(3), 2);
/// assert_eq!(points.to_byte(5), 9);
/// ```
#[derive(Debug, Clone)]
pub struct CodePoints<'t> {
    text: &'t str,
    counts: Vec<u32>,
}

const STEP: usize = 64;

impl<'t> CodePoints<'t> {
    pub fn new(text: &'t str) -> Self {
        let mut counts = Vec::new();
        if !text.is_ascii() {
            let mut total = 0;
            counts.reserve(text.len() / STEP + 1);
            for block in text.as_bytes().chunks(STEP) {
                counts.push(total);
                total += count(block);
            }
        }
        Self { text, counts }
    }

    /// Code points before this byte offset; an offset past the end counts as the end.
    pub fn to_code_point(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        match self.counts.get(byte / STEP) {
            None if self.counts.is_empty() => byte,
            None => {
                self.counts[self.counts.len() - 1] as usize
                    + count(&self.text.as_bytes()[(self.counts.len() - 1) * STEP..byte]) as usize
            }
            Some(&before) => before as usize + count(&self.text.as_bytes()[byte / STEP * STEP..byte]) as usize,
        }
    }

    /// The byte offset of this code point; one past the last gives the text's length.
    pub fn to_byte(&self, point: usize) -> usize {
        if self.counts.is_empty() {
            return point.min(self.text.len());
        }
        let block = self.counts.partition_point(|&before| before as usize <= point).saturating_sub(1);
        let mut left = point - self.counts[block] as usize;
        let mut byte = block * STEP;
        // A block may begin inside a character: its bytes belong to the block before.
        while byte < self.text.len() && !self.text.is_char_boundary(byte) {
            byte += 1;
        }
        for c in self.text[byte..].chars() {
            if left == 0 {
                break;
            }
            left -= 1;
            byte += c.len_utf8();
        }
        byte
    }
}

/// Characters that begin in these bytes.
fn count(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&b| b & 0xC0 != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agrees_with_counting(text in "(\\PC|[a-zé😀한]){0,300}") {
            let points = CodePoints::new(&text);
            for (nth, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.to_code_point(byte), nth);
                prop_assert_eq!(points.to_byte(nth), byte);
            }
            prop_assert_eq!(points.to_code_point(text.len()), text.chars().count());
            prop_assert_eq!(points.to_byte(text.chars().count()), text.len());
        }
    }
}
