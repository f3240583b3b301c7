//! Who will see a thing, beside each choice of how far it is shared: worked out by the one access function for every party
//! and every account's role, so that nobody has to know the rules.

use super::disclosure::AuthorityView;
use super::{PartyRef, Scene};
use crate::accounts::Counted;
use crate::domain::access::{Class, Level, Role, Sight, Viewer};
use crate::domain::ids::PartyId;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// How far a thing is shared, and could be.
#[derive(Debug, Serialize, ToSchema)]
pub struct SharingView {
    /// Its class now; of a report that is not sent yet, what it will be unless its sender says otherwise.
    pub class: Class,
    /// The authority that holds it.
    pub held_by: AuthorityView,
    /// The caller may choose among these; otherwise only what it is now is told.
    pub may_change: bool,
    /// A unit of social services holds it: what was examined must be said in words.
    pub needs_words: bool,
    /// The widest first.
    pub choices: Vec<ChoiceView>,
    /// Parties that hold ground there and wait to be confirmed; of a place.
    pub suggested: Vec<SuggestedView>,
}

/// One choice of how far a thing is shared.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChoiceView {
    /// The class.
    pub class: Class,
    /// It is shared with more than now: a ground must be said.
    pub needs_ground: bool,
    /// Why it cannot be chosen now: the word of a refusal.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub refused: Option<&'static str>,
    /// Who sees all of it.
    pub full: SeersView,
    /// Who sees a summary.
    pub summary: SeersView,
    /// Who sees that it exists.
    pub exists: SeersView,
    /// Whoever reports and stands close by is shown a summary.
    pub close_by: bool,
}

/// Who sees a thing at a level.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct SeersView {
    /// Parties all of whose log-ins do, by name.
    pub parties: Vec<PartyRef>,
    /// How many log-ins there are that do, by role; in other organisations too, such as administrators.
    pub roles: BTreeMap<String, usize>,
}

/// A party that is suggested and waits to be confirmed.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuggestedView {
    /// Who.
    pub party: PartyRef,
    /// How much it sees now; null is nothing.
    #[schema(required)]
    pub now: Option<Level>,
    /// How much it would see, once it is confirmed.
    #[schema(required)]
    pub confirmed: Option<Level>,
    /// How many log-ins it has, by role.
    pub roles: BTreeMap<String, usize>,
}

impl Scene<'_> {
    /// Who sees something at each level, the least first.
    #[must_use]
    pub fn seers(&self, accounts: &[Counted], sight: &dyn Fn(&Viewer) -> Sight) -> [SeersView; 3] {
        let mut seers = [SeersView::default(), SeersView::default(), SeersView::default()];
        for party in self.snapshot.reference.parties.iter() {
            let viewer = Viewer { party: party.id, kind: party.kind, role: Role::Reader };
            if let Some(level) = sight(&viewer).level() {
                let party = PartyRef { code: party.code.clone(), name: party.name.clone() };
                seers[level as usize].parties.push(party);
            }
        }
        for (viewer, count) in accounts.iter().filter_map(|counted| self.viewer_of(counted)) {
            if let Some(level) = sight(&viewer).level() {
                *seers[level as usize].roles.entry(viewer.role.code().to_owned()).or_default() += count;
            }
        }
        for seers in &mut seers {
            seers.parties.sort_by(|a, b| (&a.name, &a.code).cmp(&(&b.name, &b.code)));
        }
        seers
    }

    /// How many accounts of a party there are, by role.
    #[must_use]
    pub fn roles_of(&self, accounts: &[Counted], party: PartyId) -> BTreeMap<String, usize> {
        let of = accounts.iter().filter_map(|counted| self.viewer_of(counted));
        of.filter(|(viewer, _)| viewer.party == party).fold(BTreeMap::new(), |mut roles, (viewer, count)| {
            *roles.entry(viewer.role.code().to_owned()).or_default() += count;
            roles
        })
    }

    fn viewer_of(&self, counted: &Counted) -> Option<(Viewer, usize)> {
        use crate::domain::world::World;
        let party = match counted.party {
            Some(party) => self.snapshot.party(party),
            None => self.snapshot.city_executive(),
        }?;
        Some((Viewer { party: party.id, kind: party.kind, role: counted.role }, counted.count))
    }
}

/// One choice, from who sees the thing in it.
#[must_use]
pub fn choice(class: Class, needs_ground: bool, [exists, summary, full]: [SeersView; 3]) -> ChoiceView {
    let close_by = match class {
        Class::Partner => true,
        Class::Open | Class::City | Class::Police | Class::Origin => false,
    };
    ChoiceView { class, needs_ground, refused: None, full, summary, exists, close_by }
}
