//! What is found in news, as inert data: no method here reads, parses or decides.
//!
//! In: nothing. Out: the types that the rooms above hand each other. Offsets are bytes of
//! [`Article::text`] unless a field says that they are bytes of the source.

mod article;
mod event;
mod found;
mod page;
mod sentence;

pub use article::{Article, Caption, Dateline, Problem, Reason, Removed, Stage};
pub use event::{Event, EventType, Participant, QuadClass, Status};
pub use found::{Entity, EntityType, Mention, MentionKind, OwnActor, Quantity, Quote, TimeExpression, TimeType};
pub use page::{Given, Media, Page};
pub(crate) use sentence::reach_of;
pub use sentence::{Lemma, NameKind, NameSpan, Sentence, Sentences, Token};

/// An enumeration whose members have the names that stand in the tables.
macro_rules! names {
    ($(#[$doc:meta])* $name:ident { $($(#[$member_doc:meta])* $member:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[non_exhaustive]
        pub enum $name { $($(#[$member_doc])* $member,)+ }

        impl $name {
            /// Every member, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$member,)+];

            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$member => $text,)+ }
            }

            /// The member with this name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|member| member.as_str() == name)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
use names;
