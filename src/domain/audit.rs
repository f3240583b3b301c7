//! What the audit log is about: which reads are written down, by which surface, and what else is.

use super::access::{Class, Level};
use super::ids::PartyId;
use super::record::Key;

/// What a line says was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Act {
    /// A restricted thing was read.
    Read,
    /// Lines are missing: they could not be written.
    Gap,
    /// A server began to keep the log.
    Opened,
    /// A server stopped in good order, with everything written.
    Closed,
    /// Somebody logged in.
    LogIn,
    /// A log-in was refused.
    LogInRefused,
    /// Somebody logged out.
    LogOut,
    /// Who may get in, or with what, was changed.
    AccessChanged,
    /// How the city is set up was changed, or a file was read in.
    Administered,
    /// A file was taken out.
    Exported,
    /// Something was refused to somebody who is known.
    Denied,
}

impl Act {
    /// All acts.
    pub const ALL: [Self; 11] = [
        Self::Read,
        Self::Gap,
        Self::Opened,
        Self::Closed,
        Self::LogIn,
        Self::LogInRefused,
        Self::LogOut,
        Self::AccessChanged,
        Self::Administered,
        Self::Exported,
        Self::Denied,
    ];

    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Gap => "gap",
            Self::Opened => "opened",
            Self::Closed => "closed",
            Self::LogIn => "log_in",
            Self::LogInRefused => "log_in_refused",
            Self::LogOut => "log_out",
            Self::AccessChanged => "access_changed",
            Self::Administered => "administered",
            Self::Exported => "exported",
            Self::Denied => "denied",
        }
    }

    /// Reads the stable word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.code() == code)
    }
}

/// By which surface a thing was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Surface {
    /// It was opened.
    Detail,
    /// What happened to it.
    History,
    /// It, as a public document.
    Document,
    /// The sheet that is printed of it.
    Sheet,
    /// The picture itself.
    Photo,
    /// A file with it was made.
    File,
    /// The answer to a command on it.
    Answer,
    /// It was told among others.
    List,
}

impl Surface {
    /// All surfaces.
    pub const ALL: [Self; 8] = [
        Self::Detail,
        Self::History,
        Self::Document,
        Self::Sheet,
        Self::Photo,
        Self::File,
        Self::Answer,
        Self::List,
    ];

    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Detail => "detail",
            Self::History => "history",
            Self::Document => "document",
            Self::Sheet => "sheet",
            Self::Photo => "photo",
            Self::File => "file",
            Self::Answer => "answer",
            Self::List => "list",
        }
    }

    /// Reads the stable word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|surface| surface.code() == code)
    }

    /// Whether each time counts. A list is looked at over and over: what it tells in full counts once a day for each who
    /// looks, and what it tells less of is not told of.
    #[must_use]
    pub const fn counts_each_time(self) -> bool {
        match self {
            Self::Detail
            | Self::History
            | Self::Document
            | Self::Sheet
            | Self::Photo
            | Self::File
            | Self::Answer => true,
            Self::List => false,
        }
    }
}

/// A restricted thing that was told to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// The thing.
    pub key: Key,
    /// How far it was shared.
    pub class: Class,
    /// Whose it was.
    pub origin: PartyId,
    /// How much of it was told.
    pub level: Level,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_back() {
        for act in Act::ALL {
            assert_eq!(Act::parse(act.code()), Some(act));
        }
        for surface in Surface::ALL {
            assert_eq!(Surface::parse(surface.code()), Some(surface));
        }
        assert_eq!((Act::parse(""), Surface::parse("all")), (None, None));
    }
}
