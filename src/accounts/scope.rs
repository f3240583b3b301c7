//! What of a role a caller may do: all of it, or some kinds of request alone. A scope narrows a role and never widens
//! it; what the role or the party may not do is refused all the same.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// A kind of request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Reads what the role may see, and follows changes.
    Read,
    /// Sends reports, photos, walks and presence, and reads what is needed for that.
    Report,
    /// Works on places, measures, reports and coordination.
    Work,
    /// Takes lists out as files.
    Export,
    /// Sets the city up, and erases.
    Administer,
}

impl Scope {
    /// All scopes.
    pub const ALL: [Self; 5] = [Self::Read, Self::Report, Self::Work, Self::Export, Self::Administer];

    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Report => "report",
            Self::Work => "work",
            Self::Export => "export",
            Self::Administer => "administer",
        }
    }

    /// Reads the stable word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.code() == code)
    }
}

/// What of its role somebody may do. Some of nothing is nothing.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scopes {
    /// All of it.
    #[default]
    All,
    /// Requests of these kinds.
    Some(BTreeSet<Scope>),
}

impl Scopes {
    /// None: only what needs nothing but to be known.
    #[must_use]
    pub fn none() -> Self {
        Self::Some(BTreeSet::new())
    }

    /// One of them.
    #[must_use]
    pub fn only(scope: Scope) -> Self {
        Self::Some(BTreeSet::from([scope]))
    }

    /// Whether nothing of the role is left out.
    #[must_use]
    pub fn is_all(&self) -> bool {
        matches!(self, Self::All)
    }

    /// Their words; `None` for all of them.
    #[must_use]
    pub fn words(&self) -> Option<Vec<&'static str>> {
        match self {
            Self::All => None,
            Self::Some(scopes) => Some(scopes.iter().copied().map(Scope::code).collect()),
        }
    }

    /// Whether a scope is among them.
    #[must_use]
    pub fn hold(&self, scope: Scope) -> bool {
        match self {
            Self::All => true,
            Self::Some(scopes) => scopes.contains(&scope),
        }
    }

    /// Whether all of these are among those of the other: nobody gives out more than they have.
    #[must_use]
    pub fn are_within(&self, other: &Self) -> bool {
        match (self, other) {
            (_, Self::All) => true,
            (Self::All, Self::Some(_)) => false,
            (Self::Some(own), Self::Some(others)) => own.is_subset(others),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_gives_out_more_than_they_have() {
        let some = |scopes: &[Scope]| Scopes::Some(scopes.iter().copied().collect());
        assert!(some(&[Scope::Read]).are_within(&Scopes::All));
        assert!(!Scopes::All.are_within(&some(&Scope::ALL)));
        assert!(some(&[]).are_within(&some(&[Scope::Read])));
        assert!(!some(&[Scope::Read, Scope::Work]).are_within(&some(&[Scope::Read])));
    }

    #[test]
    fn words_of_scopes_are_read_back() {
        for scope in Scope::ALL {
            assert_eq!(Scope::parse(scope.code()), Some(scope));
        }
        assert_eq!(Scope::parse("all"), None);
    }
}
