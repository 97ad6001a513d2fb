//! The elements that matter to a reader of pages, and what each does to the tree and the text.

/// An element's name; every name that changes nothing is `Other`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Tag {
    Root,
    Text,
    A,
    Address,
    Amp,
    Article,
    Aside,
    Audio,
    B,
    Base,
    Blockquote,
    Body,
    Br,
    Button,
    Canvas,
    Caption,
    Center,
    Cite,
    Code,
    Col,
    Dd,
    Del,
    Details,
    Dialog,
    Div,
    Dl,
    Dt,
    Em,
    Embed,
    Fieldset,
    Figcaption,
    Figure,
    Font,
    Footer,
    Form,
    Frame,
    H1,
    H2,
    H3,
    H4,
    H5,
    H6,
    Head,
    Header,
    Hgroup,
    Hr,
    Html,
    I,
    Iframe,
    Img,
    Input,
    Label,
    Legend,
    Li,
    Link,
    Main,
    Math,
    Menu,
    Meta,
    Nav,
    Noscript,
    Object,
    Ol,
    Option,
    Other,
    P,
    Param,
    Picture,
    Pre,
    Progress,
    Q,
    S,
    Script,
    Section,
    Select,
    Small,
    Source,
    Span,
    Strong,
    Style,
    Sub,
    Summary,
    Sup,
    Svg,
    Table,
    Tbody,
    Td,
    Template,
    Textarea,
    Tfoot,
    Th,
    Thead,
    Time,
    Title,
    Tr,
    Track,
    U,
    Ul,
    Video,
    Wbr,
}

/// One more than the last tag's number.
pub(crate) const TAGS: usize = Tag::Wbr as usize + 1;

impl Tag {
    /// The tag of a name in lower case.
    pub(crate) fn of(name: &[u8]) -> Self {
        match name {
            b"a" => Self::A,
            b"abbr" | b"acronym" => Self::Other,
            b"address" => Self::Address,
            b"amp-ad" | b"amp-embed" | b"amp-analytics" | b"amp-consent" | b"amp-iframe" => Self::Amp,
            b"article" => Self::Article,
            b"aside" => Self::Aside,
            b"audio" => Self::Audio,
            b"b" => Self::B,
            b"base" => Self::Base,
            b"blockquote" => Self::Blockquote,
            b"body" => Self::Body,
            b"br" => Self::Br,
            b"button" => Self::Button,
            b"canvas" => Self::Canvas,
            b"caption" => Self::Caption,
            b"center" => Self::Center,
            b"cite" => Self::Cite,
            b"code" => Self::Code,
            b"col" => Self::Col,
            b"dd" => Self::Dd,
            b"del" | b"strike" => Self::Del,
            b"details" => Self::Details,
            b"dialog" => Self::Dialog,
            b"div" => Self::Div,
            b"dl" => Self::Dl,
            b"dt" => Self::Dt,
            b"em" => Self::Em,
            b"embed" => Self::Embed,
            b"fieldset" => Self::Fieldset,
            b"figcaption" => Self::Figcaption,
            b"figure" => Self::Figure,
            b"font" => Self::Font,
            b"footer" => Self::Footer,
            b"form" => Self::Form,
            b"frame" | b"frameset" => Self::Frame,
            b"h1" => Self::H1,
            b"h2" => Self::H2,
            b"h3" => Self::H3,
            b"h4" => Self::H4,
            b"h5" => Self::H5,
            b"h6" => Self::H6,
            b"head" => Self::Head,
            b"header" => Self::Header,
            b"hgroup" => Self::Hgroup,
            b"hr" => Self::Hr,
            b"html" => Self::Html,
            b"i" => Self::I,
            b"iframe" => Self::Iframe,
            b"img" | b"image" | b"amp-img" => Self::Img,
            b"input" => Self::Input,
            b"label" => Self::Label,
            b"legend" => Self::Legend,
            b"li" => Self::Li,
            b"link" => Self::Link,
            b"main" => Self::Main,
            b"math" => Self::Math,
            b"menu" => Self::Menu,
            b"meta" => Self::Meta,
            b"nav" => Self::Nav,
            b"noscript" | b"noembed" | b"noframes" => Self::Noscript,
            b"object" | b"applet" => Self::Object,
            b"ol" => Self::Ol,
            b"option" | b"optgroup" => Self::Option,
            b"p" => Self::P,
            b"param" => Self::Param,
            b"picture" => Self::Picture,
            b"pre" | b"xmp" | b"listing" => Self::Pre,
            b"progress" | b"meter" => Self::Progress,
            b"q" => Self::Q,
            b"s" => Self::S,
            b"script" => Self::Script,
            b"section" => Self::Section,
            b"select" | b"datalist" => Self::Select,
            b"small" => Self::Small,
            b"source" => Self::Source,
            b"span" => Self::Span,
            b"strong" => Self::Strong,
            b"style" => Self::Style,
            b"sub" => Self::Sub,
            b"summary" => Self::Summary,
            b"sup" => Self::Sup,
            b"svg" => Self::Svg,
            b"table" => Self::Table,
            b"tbody" => Self::Tbody,
            b"td" => Self::Td,
            b"template" => Self::Template,
            b"textarea" => Self::Textarea,
            b"tfoot" => Self::Tfoot,
            b"th" => Self::Th,
            b"thead" => Self::Thead,
            b"time" => Self::Time,
            b"title" => Self::Title,
            b"tr" => Self::Tr,
            b"track" => Self::Track,
            b"u" | b"ins" | b"mark" => Self::U,
            b"ul" | b"dir" => Self::Ul,
            b"video" => Self::Video,
            b"wbr" => Self::Wbr,
            _ => Self::Other,
        }
    }

    /// Has no content and no end tag.
    pub(crate) fn is_void(self) -> bool {
        use Tag::*;
        matches!(self, Base | Br | Col | Embed | Frame | Hr | Img | Input | Link | Meta | Param | Source | Track | Wbr)
    }

    /// Begins a line of its own: text before and after it belongs to other blocks.
    pub(crate) fn is_block(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Root | Address
                | Article
                | Aside
                | Blockquote
                | Body
                | Caption
                | Center
                | Dd
                | Details
                | Dialog
                | Div
                | Dl
                | Dt
                | Fieldset
                | Figcaption
                | Figure
                | Footer
                | Form
                | H1
                | H2
                | H3
                | H4
                | H5
                | H6
                | Header
                | Hgroup
                | Hr
                | Html
                | Legend
                | Li
                | Main
                | Menu
                | Nav
                | Ol
                | Option
                | P
                | Pre
                | Section
                | Summary
                | Table
                | Tbody
                | Td
                | Tfoot
                | Th
                | Thead
                | Tr
                | Ul
        )
    }

    /// Ends an open paragraph when it begins.
    pub(crate) fn ends_paragraph(self) -> bool {
        use Tag::*;
        self.is_block()
            && !matches!(self, Caption | Tbody | Td | Tfoot | Th | Thead | Tr | Option | Legend | Html | Body | Root)
    }

    pub(crate) fn is_heading(self) -> bool {
        use Tag::*;
        matches!(self, H1 | H2 | H3 | H4 | H5 | H6)
    }

    /// An end tag from inside a cell or an item does not reach elements outside of this one.
    pub(crate) fn is_scope(self) -> bool {
        use Tag::*;
        matches!(self, Root | Html | Table | Td | Th | Caption | Template | Object)
    }

    /// Its content is no text of the page.
    pub(crate) fn is_silent(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Amp | Audio
                | Button
                | Canvas
                | Dialog
                | Embed
                | Head
                | Iframe
                | Input
                | Math
                | Noscript
                | Object
                | Option
                | Progress
                | Script
                | Select
                | Style
                | Svg
                | Template
                | Textarea
                | Title
                | Video
        )
    }
}
