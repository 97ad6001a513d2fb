use super::*;
use proptest::prelude::*;

fn check(bytes: &[u8], declared: Option<&str>, encoding: &str, text: &str) {
    let decoded = decode_as(bytes, declared).unwrap();
    assert_eq!((decoded.text.as_str(), decoded.encoding), (text, encoding));
}

/// The source bytes of the first `needle` in the text.
fn source_of(bytes: &[u8], decoded: &Decoded, needle: &str) -> Vec<u8> {
    let start = decoded.text.find(needle).unwrap();
    let span = Span::new(start, start + needle.len());
    let source = decoded.origin.as_ref().map_or(span, |origin| origin.source_span(span));
    bytes[source.range()].to_vec()
}

#[test]
fn marks_decide() {
    check(b"\xEF\xBB\xBFPeru", None, "UTF-8", "Peru");
    check(b"\xFF\xFEP\0e\0", None, "UTF-16LE", "Pe");
    check(b"\xFE\xFF\0P\0e", Some("windows-1252"), "UTF-16BE", "Pe");
}

#[test]
fn a_mark_is_skipped_in_the_way_back() {
    let bytes = "\u{FEFF}né en Haïti".as_bytes();
    let decoded = decode(bytes).unwrap();
    assert_eq!(source_of(bytes, &decoded, "Haïti"), "Haïti".as_bytes());
    assert_eq!(decoded.origin.unwrap().source_span(Span::new(0, 1)), Span::new(3, 4));
}

#[test]
fn declarations_decide() {
    let russian = b"\xCC\xEE\xF1\xEA\xE2\xE0";
    check(russian, Some("windows-1251"), "windows-1251", "Москва");
    let page = [b"<html><head><meta charset=windows-1251></head>".as_slice(), russian].concat();
    check(&page, None, "windows-1251", "<html><head><meta charset=windows-1251></head>Москва");
    let page = [b"<?xml version='1.0' encoding='KOI8-R'?><p>".as_slice(), b"\xED\xEF\xF3\xEB\xF7\xE1"].concat();
    check(&page, None, "KOI8-R", "<?xml version='1.0' encoding='KOI8-R'?><p>МОСКВА");
}

#[test]
fn utf_8_beats_a_wrong_declaration() {
    check("Präsident Müller in Köln".as_bytes(), Some("iso-8859-1"), "UTF-8", "Präsident Müller in Köln");
    check(b"Pr\xE4sident M\xFCller in K\xF6ln", Some("utf-8"), "windows-1252", "Präsident Müller in Köln");
}

#[test]
fn a_few_bad_bytes_leave_utf_8_what_it_is() {
    let bytes = [b"Gen\xE8ve: ".as_slice(), "Россия и Китай подписали договор".as_bytes()].concat();
    check(&bytes, None, "UTF-8", "Gen\u{FFFD}ve: Россия и Китай подписали договор");
    let decoded = decode(&bytes).unwrap();
    assert_eq!((decoded.malformed, decoded.complaint()), (1, None));
    assert_eq!(source_of(&bytes, &decoded, "\u{FFFD}"), b"\xE8");
    check(&"Köln, Zürich".as_bytes()[..9], None, "UTF-8", "Köln, Z\u{FFFD}");
}

#[test]
fn utf_16_is_seen_without_a_mark() {
    let bytes: Vec<u8> = "The treaty was signed.".encode_utf16().flat_map(u16::to_be_bytes).collect();
    check(&bytes, None, "UTF-16BE", "The treaty was signed.");
}

#[test]
fn what_is_no_text_is_refused() {
    assert!(decode(b"%PDF-1.7 \n1 0 obj").unwrap_err().to_string().contains("PDF"));
    assert!(decode(&[0, 1, 2, 3, 4, 250, 251, 7]).unwrap_err().to_string().contains("binary"));
    assert!(decode_as(&b"\x81\x20".repeat(50), Some("shift_jis")).unwrap_err().contains("malformed"));
    assert!(decode(b"").unwrap().text.is_empty());
}

#[test]
fn escapes_of_iso_2022_jp_belong_to_no_character() {
    let bytes = b"Tokyo \x1b$B%3%s\x1b(B!";
    let decoded = decode(bytes).unwrap();
    assert_eq!((decoded.text.as_str(), decoded.encoding), ("Tokyo コン!", "ISO-2022-JP"));
    assert_eq!(source_of(bytes, &decoded, "コ"), b"%3");
    assert_eq!(source_of(bytes, &decoded, "!"), b"!");
}

/// A label, and a pattern of characters that its encoding can write.
const WRITTEN_BY_ENCODER: &[(&str, &str)] = &[
    ("windows-1252", "[a-z éüßñ€“”\n]{0,60}"),
    ("windows-1251", "[a-z а-яА-Я«»]{0,60}"),
    ("iso-8859-2", "[a-z ąćęłńóśźż]{0,60}"),
    ("koi8-r", "[a-z а-я]{0,60}"),
    ("shift_jis", "[a-z あ-んア-ン日本国会議ｱ-ﾝ]{0,60}"),
    ("euc-jp", "[a-z あ-んア-ン日本国会議]{0,60}"),
    ("iso-2022-jp", "[a-z あ-んア-ン日本国会議]{0,60}"),
    ("euc-kr", "[a-z 가-힣]{0,60}"),
    ("gbk", "[a-z 一-龠]{0,60}"),
    ("gb18030", "[a-z 一-龠😀-😏가-힣é]{0,60}"),
    ("big5", "[a-z 中文國會議員總統選舉]{0,60}"),
];

fn every_char_leads_to_its_bytes(bytes: &[u8], encoding: &'static Encoding, text: &str) {
    let decoded = transcode(bytes, 0, encoding);
    assert_eq!((decoded.text.as_str(), decoded.malformed), (text, 0));
    let mut last = 0;
    for (start, c) in text.char_indices() {
        let span = decoded.origin.as_ref().unwrap().source_span(Span::new(start, start + c.len_utf8()));
        assert!(last <= span.start && span.start < span.end);
        last = span.end;
        // Bytes of ISO-2022-JP mean nothing without the escape before them.
        let mut source = bytes[span.range()].to_vec();
        if encoding == ISO_2022_JP && !c.is_ascii() {
            source.splice(0..0, *b"\x1b$B");
        }
        assert_eq!(encoding.decode_without_bom_handling(&source).0, c.to_string());
    }
}

#[test]
fn an_escape_cut_off_at_the_end_keeps_its_second_byte() {
    for bytes in [&b"\x1b("[..], b"a\x1b", b"\x1b$", b"\x1b(("] {
        let decoded = transcode(bytes, 0, ISO_2022_JP);
        assert_eq!(decoded.text, ISO_2022_JP.decode_without_bom_handling(bytes).0, "{bytes:?}");
    }
}

proptest! {
    #[test]
    fn every_source_span_decodes_to_its_character(
        (label, text) in proptest::sample::select(WRITTEN_BY_ENCODER)
            .prop_flat_map(|(label, pattern)| (Just(label), pattern)),
    ) {
        let encoding = Encoding::for_label(label.as_bytes()).unwrap();
        let (bytes, _, unmappable) = encoding.encode(&text);
        prop_assume!(!unmappable);
        every_char_leads_to_its_bytes(&bytes, encoding, &text);
    }

    #[test]
    fn utf_16_leads_back_too(text in "[a-zé😀한\n]{0,60}", big in any::<bool>()) {
        let units = text.encode_utf16();
        let bytes: Vec<u8> = if big { units.flat_map(u16::to_be_bytes).collect() } else { units.flat_map(u16::to_le_bytes).collect() };
        every_char_leads_to_its_bytes(&bytes, if big { UTF_16BE } else { UTF_16LE }, &text);
    }

    /// The same text as the decoder of the standard gives, and spans that go forward inside the bytes.
    #[test]
    fn random_bytes_decode_as_the_standard_says(
        bytes in proptest::collection::vec(prop_oneof![any::<u8>(), 0x20..0x7Fu8, Just(0x1b), Just(0x81), Just(0x30)], 0..80),
        label in proptest::sample::select(vec![
            "utf-8", "windows-1252", "windows-1255", "iso-8859-7", "shift_jis", "euc-jp", "iso-2022-jp", "euc-kr", "gbk", "gb18030", "big5", "utf-16le", "utf-16be",
        ]),
    ) {
        let encoding = Encoding::for_label(label.as_bytes()).unwrap();
        let decoded = transcode(&bytes, 0, encoding);
        prop_assert_eq!(&decoded.text, &encoding.decode_without_bom_handling(&bytes).0);
        let Some(origin) = decoded.origin else { return Ok(()) };
        let mut last = 0;
        for (start, c) in decoded.text.char_indices() {
            let span = origin.source_span(Span::new(start, start + c.len_utf8()));
            // Two characters of Big5 may share one pair of bytes.
            prop_assert!(span.start >= last || encoding.name() == "Big5" || encoding == ISO_2022_JP);
            prop_assert!(span.start < span.end && span.end as usize <= bytes.len());
            last = span.end;
        }
    }

    #[test]
    fn no_bytes_break_it(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(decoded) = decode(&bytes) {
            prop_assert!(decoded.text.len() <= bytes.len() * 3);
        }
    }
}
