//! What the targets share.

/// A text of the words that the bytes choose: one byte is a word, said once or, for a high byte, more often.
pub fn say(words: &[&str], choices: &[u8]) -> String {
    let mut text = String::new();
    for &choice in choices {
        let word = words[usize::from(choice) % words.len()];
        for _ in 0..=usize::from(choice) / words.len() {
            text.push_str(word);
            text.push(' ');
        }
    }
    text
}
