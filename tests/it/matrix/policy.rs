//! Who sees what, written down a second time: it shares no line with the policy of the program and knows the world only by
//! what was done in it.

use super::world::{Kind, Outcome, Thing, World};
use samplats::domain::access::Role;

/// How much is seen, from least to most, as the answers say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Exists,
    Summary,
    Full,
}

impl Level {
    pub fn parse(word: &str) -> Self {
        match word {
            "exists" => Self::Exists,
            "summary" => Self::Summary,
            "full" => Self::Full,
            other => panic!("no level {other}"),
        }
    }
}

/// Somebody who looks, for a party.
#[derive(Clone, Copy, Debug)]
pub struct Who {
    pub party: &'static str,
    pub kind: &'static str,
    pub role: Role,
}

/// The parties, with their kinds.
const PARTIES: [(&str, &str); 8] = [
    ("W", "district_administration"),
    ("E", "district_administration"),
    ("SKOLOR", "property_company"),
    ("HUS", "property_company"),
    ("VAG", "city_office"),
    ("POLIS", "police"),
    ("STAD", "city_executive"),
    ("FORENING", "other"),
];

/// Everybody who may look.
pub fn everybody() -> Vec<Who> {
    let of = |(party, kind)| Role::ALL.map(|role| Who { party, kind, role });
    PARTIES.into_iter().flat_map(of).collect()
}

/// Whoever looks for each party and does no more than that: what "a party sees".
pub fn readers() -> Vec<Who> {
    PARTIES.into_iter().map(|(party, kind)| Who { party, kind, role: Role::Reader }).collect()
}

impl Who {
    /// Somebody who looks for the same party and does no more than that.
    pub fn as_reader(self) -> Self {
        Self { role: Role::Reader, ..self }
    }

    /// Who speaks for their party, or sets up the city from there.
    pub fn answers(self) -> bool {
        [Role::Coordinator, Role::Administrator].contains(&self.role)
    }
}

/// How much somebody sees of a thing from anywhere.
pub fn sees(who: Who, world: &World, thing: &Thing) -> Option<Level> {
    match thing.kind {
        Kind::Place => by_class(who, thing),
        // "seen as itself, or with the place it belongs to", but what is kept by its origin or the police, or within the
        // city, is not shown to others because its place is.
        Kind::Report => {
            let own = by_class(who, thing);
            let place = thing.place.map(|place| &world.things[place]);
            let of_place = place.and_then(|place| by_class(who, place));
            match thing.class {
                "partner" => own.max(of_place),
                "city" if of_the_city(who) => own.max(of_place),
                _ => own,
            }
        }
        // For whoever sees its place in full.
        Kind::Measure => {
            let place = &world.things[thing.place.expect("a measure is of a place")];
            by_class(who, place).filter(|level| *level == Level::Full)
        }
        // Its origin's until it has been checked, then for whoever sees all of the report.
        Kind::Photo => {
            let report = &world.things[thing.place.expect("a photo is of a report")];
            let seen = sees(who, world, report).filter(|level| thing.checked && *level == Level::Full);
            if who.party == thing.origin { Some(Level::Full) } else { seen }
        }
        // How somebody goes their rounds is nobody else's.
        Kind::Round | Kind::Walk => (who.party == thing.origin).then_some(Level::Full),
        // When somebody was there is for who sees all of the place.
        Kind::Presence => {
            let place = &world.things[thing.place.expect("a presence is at a place")];
            by_class(who, place).filter(|level| *level == Level::Full)
        }
        // Where a decision lies is seen by who sees all of what it is about.
        Kind::Filing => {
            let about = &world.things[thing.place.expect("a filing is about something")];
            sees(who, world, about).filter(|level| *level == Level::Full)
        }
        // How a party answered is its own office's.
        Kind::Answer => (who.party == thing.origin && who.answers()).then_some(Level::Full),
    }
}

/// How much somebody sees of a place from where they stand, within 250 m of it: whoever may report is told that what is
/// shared with parties is there. What has ended is nothing to report to.
pub fn sees_close_by(who: Who, world: &World, thing: &Thing) -> Option<Level> {
    let told = thing.class == "partner" && who.role != Role::Reader;
    sees(who, world, thing).max(told.then_some(Level::Summary)).filter(|_| !thing.ended)
}

/// Whether somebody who sees it finds it on the map: what was hidden is not drawn.
pub fn is_drawn(thing: &Thing) -> bool {
    thing.outcome != Some(Outcome::Hidden)
}

/// How much has to be seen of a thing for its history: all of it, since that holds texts and who decided.
pub const FOR_HISTORY: Level = Level::Full;

/// How much has to be seen of a place for what lies in it and around it: its ground, which `exists` does not tell.
pub const FOR_ITS_SURROUNDINGS: Level = Level::Summary;

/// Whether somebody answers for a public document: "a coordinator or administrator of the holding party", which holds what
/// whoever looks for it there sees all of, and not what an administrator is shown for being one.
pub fn answers_for(who: Who, world: &World, thing: &Thing) -> bool {
    who.answers() && sees(who.as_reader(), world, thing) == Some(Level::Full)
}

/// Whether somebody is told to whom a thing was handed on: "by who speaks for the origin, and by administrators who see
/// the thing in full".
pub fn is_told_to_whom(who: Who, world: &World, thing: &Thing) -> bool {
    let speaks = who.party == thing.origin && who.role == Role::Coordinator;
    (speaks || who.role == Role::Administrator) && sees(who, world, thing) == Some(Level::Full)
}

/// Whether somebody decides about a report: a coordinator of its district or of the city executive; what its origin or the
/// police keep "is triaged by its origin's coordinator wherever it lies, since nobody else could".
pub fn triages(who: Who, world: &World, report: &Thing) -> bool {
    let own = who.party == report.origin && ["origin", "police"].contains(&report.class);
    let decides = own || who.party == report.district || who.kind == "city_executive";
    who.role == Role::Coordinator && decides && sees(who, world, report) == Some(Level::Full)
}

fn by_class(who: Who, thing: &Thing) -> Option<Level> {
    if who.party == thing.origin {
        return Some(Level::Full);
    }
    let granted = granted(who, thing);
    // "Administrators read everything but class origin and police content"; the city executive follows the whole city.
    let reads_all = who.role == Role::Administrator || who.kind == "city_executive";
    match thing.class {
        "partner" if reads_all => Some(Level::Full),
        "partner" => granted,
        "city" if !of_the_city(who) => None,
        "city" if reads_all => Some(Level::Full),
        "city" => granted,
        "police" if who.kind == "police" => Some(Level::Full),
        "police" => granted,
        "origin" => None,
        other => panic!("no class {other}"),
    }
}

/// City administrations and companies.
fn of_the_city(who: Who) -> bool {
    ["district_administration", "city_office", "property_company", "city_executive"].contains(&who.kind)
}

/// What a party is given by where a thing lies and by what was done.
fn granted(who: Who, thing: &Thing) -> Option<Level> {
    let mut given = Vec::new();
    let shared_by_place = ["partner", "city"].contains(&thing.class);
    if shared_by_place {
        if who.party == thing.district {
            given.push(Level::Full);
        }
        // A report that was hidden is left to its district.
        if thing.outcome != Some(Outcome::Hidden) {
            if who.party == "POLIS" {
                given.push(Level::Full);
            }
            // "managers of sites within 50 m at level exists"; of places at summary (decision 5).
            if who.party == "SKOLOR" && thing.beside_school {
                given.push(if thing.kind == Kind::Place { Level::Summary } else { Level::Exists });
            }
        }
    }
    given.extend(thing.confirmed.iter().filter(|(party, _)| *party == who.party).map(|(_, level)| *level));
    if thing.works.iter().any(|party| party == who.party) {
        given.push(Level::Full);
    }
    given.into_iter().max()
}
