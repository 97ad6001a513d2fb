//! From the characters of a page to its tree: the tokenizer's events, each with its place in the source.

use super::tag::Tag;
use super::tree::{AttributeName, Tree, TreeBuilder};
use crate::text::Span;
use html5gum::{Emitter, Error, State, Tokenizer, naive_next_state};
use std::convert::Infallible;

/// Reads a page into its tree. Any text is a page.
pub(crate) fn read_tree(source: &str) -> Tree {
    // Offsets are 32 bits; what lies beyond is not read.
    let source = if source.len() < u32::MAX as usize { source } else { "" };
    let mut builder = TreeBuilder::new(source.len());
    let emitter = Events {
        source,
        builder: &mut builder,
        position: 0,
        text_at: 0,
        tag_start: 0,
        kind: Kind::Start,
        self_closing: false,
        name: Vec::new(),
        last_start: Vec::new(),
        attribute: Vec::new(),
        value: Vec::new(),
        value_span: (0, 0),
        in_attribute: false,
    };
    let Ok(()) = Tokenizer::new_with_emitter(source, emitter).finish();
    builder.finish()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Start,
    End,
}

struct Events<'s> {
    source: &'s str,
    builder: &'s mut TreeBuilder,
    /// Bytes that the tokenizer has taken.
    position: usize,
    /// Where the next text begins.
    text_at: usize,
    tag_start: usize,
    kind: Kind,
    self_closing: bool,
    name: Vec<u8>,
    last_start: Vec<u8>,
    attribute: Vec<u8>,
    value: Vec<u8>,
    value_span: (usize, usize),
    in_attribute: bool,
}

impl Events<'_> {
    /// Where these bytes of text stand in the source, at or after `text_at`; `None` for bytes that
    /// stand for others.
    ///
    /// The tokenizer may have taken a byte or two more than it gave.
    fn find(&self, text: &[u8]) -> Option<usize> {
        let bytes = self.source.as_bytes();
        if bytes.get(self.text_at) == Some(&b'&') && text == b"&" && self.reference_end() > self.text_at + 1 {
            return None;
        }
        let matches = |at: usize| at >= self.text_at && bytes.get(at..at + text.len()) == Some(text);
        if matches(self.text_at) {
            return Some(self.text_at);
        }
        if bytes.get(self.text_at) == Some(&b'&') {
            return None;
        }
        (0..4).filter_map(|more| self.position.checked_sub(text.len() + more)).find(|&at| matches(at))
    }

    /// The end of the character reference at `text_at`, or `text_at + 1` where none is that gives `&`.
    fn reference_end(&self) -> usize {
        let rest = &self.source.as_bytes()[self.text_at..];
        let length = |reference: &&[u8]| rest.starts_with(reference).then_some(reference.len());
        let ampersand = [&b"&amp;"[..], b"&AMP;", b"&#38;", b"&#038;", b"&#x26;", b"&#X26;", b"&amp", b"&AMP", b"&#38"];
        self.text_at + ampersand.iter().find_map(length).unwrap_or(1)
    }

    /// The bytes of the source that a text stands for that is not in the source.
    fn replaced(&self, text: &[u8]) -> Span {
        let bytes = self.source.as_bytes();
        let start = self.text_at.min(bytes.len());
        let mut end = if bytes.get(start) == Some(&b'&') {
            let named = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'#';
            let mut end = start + 1 + bytes[start + 1..].iter().take(40).take_while(|byte| named(byte)).count();
            end += usize::from(bytes.get(end) == Some(&b';'));
            if text == b"&" { self.reference_end() } else { end.min(self.position.max(start + 1)) }
        } else {
            self.position
        };
        end = end.clamp(start, bytes.len());
        while !self.source.is_char_boundary(end) {
            end += 1;
        }
        Span::new(start, end)
    }
}

impl Emitter for Events<'_> {
    type Token = Infallible;

    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.last_start.clear();
        self.last_start.extend(name.unwrap_or_default());
    }

    fn emit_eof(&mut self) {}

    fn emit_error(&mut self, _: Error) {}

    #[inline]
    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }

    fn emit_string(&mut self, text: &[u8]) {
        let bytes = self.source.as_bytes();
        let mut text = text;
        // An end tag without a name is dropped with no event.
        while !text.starts_with(b"</") && bytes.get(self.text_at..).is_some_and(|rest| rest.starts_with(b"</>")) {
            self.text_at += 3;
        }
        // The tokenizer gives one line feed for every kind of line end.
        if bytes.get(self.text_at) == Some(&b'\r') && text.first() == Some(&b'\n') {
            let end = self.text_at + 1 + usize::from(bytes.get(self.text_at + 1) == Some(&b'\n'));
            self.builder.add_replaced("\n", Span::new(self.text_at, end));
            self.text_at = end;
            text = &text[1..];
        }
        if text.is_empty() {
            return;
        }
        if let Some(at) = self.find(text) {
            self.text_at = at + text.len();
            // Chunks are cut at ASCII bytes alone, and the tree's spans must lie between characters.
            if self.source.is_char_boundary(at) && self.source.is_char_boundary(self.text_at) {
                self.builder.add_verbatim(Span::new(at, self.text_at));
            }
        } else {
            let span = self.replaced(text);
            self.text_at = span.end as usize;
            self.builder.add_replaced(&String::from_utf8_lossy(text), span);
        }
    }

    fn init_start_tag(&mut self) {
        self.kind = Kind::Start;
        self.self_closing = false;
        self.in_attribute = false;
        self.name.clear();
        self.builder.begin_attributes();
    }

    fn init_end_tag(&mut self) {
        self.kind = Kind::End;
        self.in_attribute = false;
        self.name.clear();
    }

    fn init_comment(&mut self) {}

    fn emit_current_tag(&mut self) -> Option<State> {
        self.finish_attribute();
        let (start, end) = (self.tag_start.min(self.position), self.position);
        self.text_at = end;
        let tag = Tag::of(&self.name);
        if self.kind == Kind::End {
            self.last_start.clear();
            self.builder.close(tag, start as u32, end as u32);
            return None;
        }
        self.builder.open(tag, Span::new(start, end), self.self_closing);
        std::mem::swap(&mut self.last_start, &mut self.name);
        naive_next_state(&self.last_start)
    }

    fn emit_current_comment(&mut self) {
        self.text_at = self.position;
    }

    fn emit_current_doctype(&mut self) {
        self.text_at = self.position;
    }

    fn set_self_closing(&mut self) {
        self.self_closing = true;
    }

    fn set_force_quirks(&mut self) {}

    fn push_tag_name(&mut self, name: &[u8]) {
        self.name.extend(name);
    }

    fn push_comment(&mut self, _: &[u8]) {}

    fn push_doctype_name(&mut self, _: &[u8]) {}

    fn init_doctype(&mut self) {}

    fn init_attribute(&mut self) {
        self.finish_attribute();
        self.in_attribute = true;
    }

    fn init_attribute_value(&mut self) {
        self.value_span = (self.position, self.position);
    }

    fn push_attribute_name(&mut self, name: &[u8]) {
        self.attribute.extend(name);
    }

    fn push_attribute_value(&mut self, value: &[u8]) {
        self.value.extend(value);
        self.value_span.1 = self.position;
    }

    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn start_open_tag(&mut self) {
        self.tag_start = self.position.saturating_sub(1);
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.kind == Kind::End && !self.last_start.is_empty() && self.last_start == self.name
    }

    #[inline]
    fn move_position(&mut self, offset: isize) {
        self.position = self.position.saturating_add_signed(offset);
    }
}

impl Events<'_> {
    fn finish_attribute(&mut self) {
        let name = AttributeName::of(&self.attribute).filter(|_| self.in_attribute && self.kind == Kind::Start);
        if let Some(name) = name {
            let value = String::from_utf8_lossy(&self.value);
            let (start, end) = self.value_span;
            let span = Span::new(self.boundary(start.min(end)), self.boundary(end));
            self.builder.add_attribute(name, &value, span);
        }
        self.in_attribute = false;
        self.attribute.clear();
        self.value.clear();
        self.value_span = (self.position, self.position);
    }

    /// The nearest place between two characters, at or before this one.
    fn boundary(&self, at: usize) -> usize {
        (0..=at.min(self.source.len())).rev().find(|&at| self.source.is_char_boundary(at)).unwrap_or(0)
    }
}
