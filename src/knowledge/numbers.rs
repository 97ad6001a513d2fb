//! Small numbers in words.

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// 0 to 19, for the word in lower case.
pub(crate) fn small_number(word: &str) -> Option<i32> {
    SMALL.iter().position(|known| *known == word).map(|nth| nth as i32)
}

/// 20 to 90, for the word in lower case.
pub(crate) fn tens(word: &str) -> Option<i32> {
    TENS.iter().position(|known| *known == word).map(|nth| (nth as i32 + 2) * 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_numbers() {
        assert_eq!((small_number("zero"), small_number("nineteen"), small_number("twenty")), (Some(0), Some(19), None));
        assert_eq!((tens("twenty"), tens("ninety"), tens("nine")), (Some(20), Some(90), None));
    }
}
