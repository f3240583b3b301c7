//! Invented names. None is meant as a real place; the words are ordinary Swedish put together anew.

use super::city::StreetClass;
use super::rng::Rng;

/// The invented city.
pub(super) const CITY: &str = "Sampelsta";

/// The districts with names for up to six neighbourhoods each.
pub(super) const DISTRICTS: [(&str, [&str; 6]); 11] = [
    ("Kärnholmen", ["Gamla Kärnan", "Tjärbryggan", "Sältan", "Fyrkajen", "Ankarskär", "Yttersten"]),
    (
        "Norrvassen",
        [
            "Vassmalmen",
            "Observatorielunden",
            "Repslagarbacken",
            "Ljusbrunn",
            "Kvarnplanen",
            "Norrvass strand",
        ],
    ),
    ("Almgärda", ["Almgärda by", "Hasselbacka", "Åbrinken", "Trollvass", "Grindhagen", "Västra Almgärda"]),
    ("Ljungåsa", ["Ljungåsa kyrkby", "Tranmossen", "Granliden", "Sjöhagen", "Rävlyckan", "Kattfotsbacken"]),
    (
        "Sillhamra",
        ["Sillhamra centrum", "Gruvängen", "Hammarlyckan", "Tjädertorp", "Näckrosdalen", "Övre Sillhamra"],
    ),
    (
        "Fyrudden",
        ["Fyrudden centrum", "Ekuddsängen", "Kaptensliden", "Lotsberga", "Ejderviken", "Västra Fyrudden"],
    ),
    ("Tallmora", ["Tallmora torg", "Vindsholmen", "Spelmansudden", "Bastuholmen", "Kajlyckan", "Mejramsnäs"]),
    (
        "Söderklint",
        ["Klintberget", "Skutvarvet", "Trappgränd", "Humlekullen", "Östra Klinten", "Saltsjökransen"],
    ),
    (
        "Björkvalla",
        ["Björkvalla gård", "Lärkstigen", "Mosslunda", "Hägerdal", "Svartbäcksäng", "Västra Valla"],
    ),
    (
        "Klockarmo",
        ["Klockarmo centrum", "Stenhuggarhöjden", "Tegellyckan", "Lingonmon", "Orrspelet", "Södra Mo"],
    ),
    ("Östervåg", ["Östervåg hamn", "Vågbrytaren", "Strandrågsfältet", "Dyningen", "Måsklinten", "Sandrevet"]),
];

/// First parts of street names.
pub(super) const STREET_WORDS: &[&str] = &[
    "Alfågel",
    "Ankar",
    "Aspnycke",
    "Bergsprängar",
    "Biskops",
    "Björnbärs",
    "Blåklints",
    "Bojsten",
    "Brännvins",
    "Bränneri",
    "Båtsmans",
    "Dagg",
    "Djupviks",
    "Drivveds",
    "Ejder",
    "Enbärs",
    "Fiskmås",
    "Fjällräv",
    "Fjärdings",
    "Fyrvaktar",
    "Garnhandlar",
    "Gastkram",
    "Getpors",
    "Glasblåsar",
    "Gräshopps",
    "Grönkåls",
    "Gärdsmygs",
    "Hallonsnårs",
    "Harsyre",
    "Havstruts",
    "Hjortrons",
    "Humle",
    "Hägg",
    "Isbrytar",
    "Kaj",
    "Kantarell",
    "Kaveldun",
    "Klippskrak",
    "Klåver",
    "Knip",
    "Koltrast",
    "Kompass",
    "Kopparslagar",
    "Kråkris",
    "Kvarnsten",
    "Kålfjärils",
    "Lanterne",
    "Lax",
    "Lingonris",
    "Lots",
    "Luktärts",
    "Lys",
    "Lärft",
    "Malm",
    "Mesans",
    "Mjölnar",
    "Morkulle",
    "Murgröns",
    "Mässings",
    "Nattskärre",
    "Nejlik",
    "Nipsten",
    "Nyckelpige",
    "Nötvecke",
    "Orgeltrampar",
    "Ostronskivlings",
    "Oxel",
    "Pors",
    "Pråm",
    "Pärluggle",
    "Rallar",
    "Ramslöks",
    "Repstege",
    "Ringblomme",
    "Rotsko",
    "Rovfågels",
    "Rödhake",
    "Saltsjuder",
    "Sandsvale",
    "Segelduks",
    "Silkesapp",
    "Sjöbods",
    "Skarpsill",
    "Skogsduve",
    "Skrake",
    "Skäkt",
    "Slipsten",
    "Smedje",
    "Smultron",
    "Snöripe",
    "Spinnrocks",
    "Stenskvätte",
    "Stormhatts",
    "Styrmans",
    "Sädesärle",
    "Talltits",
    "Tegelslagar",
    "Timmer",
    "Tjärdals",
    "Tofsvipe",
    "Trätälj",
    "Tumlare",
    "Tångräke",
    "Ugglebo",
    "Vadar",
    "Vaxljus",
    "Vildvins",
    "Vinterkråke",
    "Vitsippe",
    "Vävstols",
    "Ålkiste",
    "Åskmolns",
    "Ängsull",
    "Ärtskide",
    "Ödle",
    "Örtagårds",
];

const STREET_ENDS: &[&str] =
    &["gatan", "gatan", "gatan", "vägen", "vägen", "stigen", "backen", "gränd", "allén"];
const MAIN_ENDS: &[&str] = &["vägen", "leden", "gatan", "esplanaden"];
const MOTORWAYS: &[&str] = &["Fjärdleden", "Norra Holmleden", "Västerleden"];

/// Hands out street names without repeating one.
pub(super) struct StreetNames {
    mains: Vec<String>,
    streets: Vec<String>,
    motorways: usize,
}

impl StreetNames {
    pub(super) fn new(rng: &mut Rng) -> Self {
        let mut mains = combined(MAIN_ENDS);
        let mut ends = STREET_ENDS.to_vec();
        ends.dedup();
        let mut streets = combined(&ends);
        rng.shuffle(&mut mains);
        rng.shuffle(&mut streets);
        let taken: Vec<&String> = mains.iter().take(200).collect();
        streets.retain(|name| !taken.contains(&name));
        Self { mains, streets, motorways: 0 }
    }

    /// The next name for a street of `class`; paths have none, and so have streets when the words run out.
    pub(super) fn next(&mut self, class: StreetClass) -> String {
        match class {
            StreetClass::Motorway => {
                self.motorways += 1;
                MOTORWAYS[self.motorways % MOTORWAYS.len()].to_owned()
            }
            StreetClass::Main => self.mains.pop().unwrap_or_default(),
            StreetClass::Street => self.streets.pop().unwrap_or_default(),
            StreetClass::Path => String::new(),
        }
    }
}

fn combined(ends: &[&str]) -> Vec<String> {
    STREET_WORDS.iter().flat_map(|word| ends.iter().map(move |end| format!("{word}{end}"))).collect()
}

/// Code of the district at `index`.
pub(super) fn district_code(index: usize) -> String {
    format!("{:02}", index + 1)
}

fn place_in_district(district_of: &[usize], neighbourhood: usize) -> usize {
    district_of[..neighbourhood].iter().filter(|district| **district == district_of[neighbourhood]).count()
}

/// Code of a neighbourhood: its district's, then its number there.
pub(super) fn neighbourhood_code(district_of: &[usize], neighbourhood: usize) -> String {
    let number = place_in_district(district_of, neighbourhood) + 1;
    format!("{}{number:02}", district_code(district_of[neighbourhood]))
}

/// Name of a neighbourhood.
pub(super) fn neighbourhood_name(district_of: &[usize], neighbourhood: usize) -> &'static str {
    DISTRICTS[district_of[neighbourhood]].1[place_in_district(district_of, neighbourhood)]
}
