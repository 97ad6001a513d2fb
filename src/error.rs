//! The one error of the crate: for files, weights and settings. A text is never an error.

/// Why a file, a setting or a piece of built-in data could not be used.
///
/// Opaque on purpose: ask it with its predicates, show it with its message.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    kind: Kind,
    message: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Input,
    Settings,
    Knowledge,
}

impl Error {
    pub(crate) fn input(message: impl Into<String>) -> Self {
        Self { kind: Kind::Input, message: message.into() }
    }

    pub(crate) fn settings(message: impl Into<String>) -> Self {
        Self { kind: Kind::Settings, message: message.into() }
    }

    pub(crate) fn knowledge(message: impl Into<String>) -> Self {
        Self { kind: Kind::Knowledge, message: message.into() }
    }

    #[cfg(feature = "python")]
    pub(crate) fn kind(&self) -> Kind {
        self.kind
    }

    /// A file, archive or table could not be read or written.
    pub fn is_input(&self) -> bool {
        self.kind == Kind::Input
    }

    /// A setting given by the caller has no meaning.
    pub fn is_settings(&self) -> bool {
        self.kind == Kind::Settings
    }

    /// The library's own data is broken: a defect of the library.
    pub fn is_knowledge(&self) -> bool {
        self.kind == Kind::Knowledge
    }
}
