//! What changed of a site.

use super::{Changes, quoted};
use crate::domain::codes::CodeList;
use crate::domain::ids::PartyId;
use crate::domain::periods::Dated;
use crate::domain::site::Site;

impl Changes<'_> {
    pub(super) fn of_site(&mut self, before: &Site, after: &Site) {
        self.value("name", ("Namn", "Name"), quoted(&before.name), quoted(&after.name));
        let kind = |site: &Site| Some(self.labels.label(CodeList::SiteKind, &site.kind));
        self.value("kind", ("Slag", "Kind"), kind(before), kind(after));
        self.value("code", ("Kod", "Code"), before.code.clone(), after.code.clone());
        self.value("group", ("Grupp", "Group"), before.group.clone(), after.group.clone());
        let designation = |site: &Site| site.property_designation.clone();
        let called = ("Fastighetsbeteckning", "Property designation");
        self.value("property_designation", called, designation(before), designation(after));
        self.geometry(&before.shape, &after.shape);
        let (from, to) = (self.periods(&before.managers), self.periods(&after.managers));
        self.values("managers", ("Förvaltare", "Managers"), &from, &to);
        let (from, to) = (self.periods(&before.land_owners), self.periods(&after.land_owners));
        self.values("land_owners", ("Markägare", "Land owners"), &from, &to);
    }

    /// Who, and from which day until which.
    fn periods(&self, line: &[Dated<PartyId>]) -> Vec<String> {
        let period = |period: &Dated<PartyId>| {
            let mut words = self.party(period.value);
            for (day, called) in [(period.from, ("från", "from")), (period.until, ("till", "until"))] {
                if let Some(day) = day {
                    words.push_str(&format!(" {} {day}", self.said(called)));
                }
            }
            words
        };
        line.iter().map(period).collect()
    }
}
