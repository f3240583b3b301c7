//! Invented names of parks, squares, schools, preschools and city blocks.

use std::collections::BTreeMap;

use super::names::STREET_WORDS;
use super::rng::Rng;

const PARK_WORDS: &[&str] = &[
    "Lyktsvamps",
    "Trollslände",
    "Ljungpipar",
    "Domherre",
    "Mossbäcks",
    "Rådjurs",
    "Kungsljus",
    "Brudbröds",
    "Solvändel",
    "Björksav",
    "Grodspels",
    "Rönnbärs",
    "Vindfälle",
    "Lingonriks",
    "Tusenskön",
    "Gullvive",
    "Vallmo",
    "Klockljungs",
    "Tallkotts",
    "Ekorrs",
    "Humleblomster",
    "Åkerbärs",
    "Hackspetts",
    "Mesåkers",
    "Videkisse",
    "Skogsstjärne",
    "Hasselmus",
    "Kovall",
    "Spindelväv",
    "Stenmurkle",
];
const PARK_ENDS: &[&str] = &["parken", "lunden", "hagen"];
const WOOD_ENDS: &[&str] = &["skogen", "marken"];

const SQUARE_WORDS: &[&str] = &[
    "Fiskmåns",
    "Repslagar",
    "Ankarspels",
    "Brunnsvinds",
    "Sjötungs",
    "Garnbods",
    "Tunnbindar",
    "Solurs",
    "Lyktbärar",
    "Mastkorgs",
    "Trossbotten",
    "Krukmakar",
    "Vattuminne",
    "Nothus",
    "Strömmings",
    "Kardus",
    "Gnejs",
    "Skeppsklocke",
    "Fältspats",
    "Tjärtunne",
    "Dagsmejs",
    "Stenhuggar",
    "Skymnings",
    "Vindflöjels",
    "Tröskverks",
    "Sadelmakar",
    "Väderkvarns",
    "Bergkristalls",
    "Slöjdar",
    "Linbasts",
];
const SQUARE_ENDS: &[&str] = &["torget", "plan", "planen"];

const PRESCHOOL_WORDS: &[&str] = &[
    "Grankotten",
    "Blåmesen",
    "Snigelhuset",
    "Humlan",
    "Kantarellen",
    "Trollgläntan",
    "Myrstigen",
    "Solkatten",
    "Vitsippan",
    "Ekorrboet",
    "Båtskatan",
    "Tusenfotingen",
    "Lingontuvan",
    "Kottkojan",
    "Regndroppen",
    "Fyrtornet",
    "Gullvivan",
    "Pärlemon",
    "Snäckan",
    "Sjöstjärnan",
    "Grodlåten",
    "Hattstugan",
    "Ärtskidan",
    "Månstrålen",
    "Vindsnurran",
    "Tallbarret",
    "Smultronet",
    "Igelkotten",
    "Kråkslottet",
    "Barkbåten",
    "Klöverängen",
    "Nyckelpigan",
    "Skattkistan",
    "Trädkojan",
    "Lärkan",
    "Molntussen",
    "Sagogrottan",
    "Hoppetossan",
    "Kastanjen",
    "Ugglebo",
    "Svalboet",
    "Näktergalen",
    "Stenbocken",
    "Mullvaden",
    "Lekladan",
    "Blåbärsriset",
    "Fjärilen",
    "Rönnbäret",
    "Videkissen",
    "Sandlådan",
    "Äppelkarten",
    "Ormbunken",
    "Törnrosen",
    "Krokusen",
    "Utterlyan",
    "Örnnästet",
    "Dungen",
    "Brumbjörnen",
    "Pelikanen",
    "Tidvattnet",
    "Rödhaken",
    "Murgrönan",
    "Bäckstugan",
    "Drakfärden",
    "Färgpaletten",
    "Gnistan",
    "Hallonbusken",
    "Isfågeln",
    "Järvungen",
    "Knoppen",
    "Lövhögen",
    "Maskrosen",
];

const BLOCK_WORDS: &[&str] = &[
    "Tärnan",
    "Kajutan",
    "Pollaren",
    "Mesanen",
    "Skotet",
    "Fallrepet",
    "Storseglet",
    "Loggen",
    "Lodet",
    "Sextanten",
    "Ratten",
    "Toftan",
    "Klyvaren",
    "Spriseglet",
    "Fendern",
    "Ankarspelet",
    "Kompassen",
    "Pumpen",
    "Relingen",
    "Svallvågen",
    "Dyningen",
    "Båken",
    "Prickan",
    "Remmaren",
    "Grundet",
    "Kobben",
    "Skäret",
    "Holken",
    "Tången",
    "Blåstången",
    "Musslan",
    "Räkan",
    "Hornfisken",
    "Simpan",
    "Siken",
    "Nejonögat",
    "Ejdern",
    "Skraken",
    "Vigen",
    "Labben",
    "Truten",
    "Tordmulen",
    "Grisslan",
    "Strandpiparen",
    "Rödbenan",
    "Spoven",
    "Vipan",
    "Lommen",
    "Malörten",
    "Strandrågen",
    "Kvannen",
    "Fackelblomstret",
    "Hampan",
    "Linet",
    "Kardan",
    "Spolen",
    "Vävstolen",
    "Slipstenen",
    "Städet",
    "Blåsbälgen",
    "Hovtången",
    "Tegelstenen",
    "Murslevan",
    "Skiffern",
    "Gnejsen",
    "Glimmern",
    "Fältspaten",
    "Kvartsen",
    "Marmorn",
    "Sandstenen",
];

const UPPER_WORDS: &[&str] = &[
    "Fyrbåks",
    "Ledstjärne",
    "Holm",
    "Väderlanterne",
    "Sjöfarts",
    "Nordans",
    "Sunnans",
    "Bergknalle",
    "Tvärvinds",
    "Sextant",
    "Mästarbrevs",
    "Ljuskägle",
    "Stapelbädds",
    "Fjärdings",
    "Horisont",
    "Kvadrant",
];

/// Hands out names, each once.
pub(super) struct SiteNames {
    parks: Vec<String>,
    woods: Vec<String>,
    squares: Vec<String>,
    schools: Vec<String>,
    uppers: Vec<String>,
    preschools: Vec<String>,
    in_district: BTreeMap<&'static str, usize>,
    blocks: BTreeMap<&'static str, u32>,
}

impl SiteNames {
    pub(super) fn new(rng: &mut Rng) -> Self {
        let mut list = |words: &[&str], ends: &[&str]| {
            let mut names: Vec<String> =
                words.iter().flat_map(|w| ends.iter().map(move |e| format!("{w}{e}"))).collect();
            rng.shuffle(&mut names);
            names
        };
        let schools =
            list(STREET_WORDS, &["skolan"]).into_iter().chain(list(PARK_WORDS, &["skolan"])).collect();
        let woods = list(PARK_WORDS, WOOD_ENDS);
        let (parks, squares) = (list(PARK_WORDS, PARK_ENDS), list(SQUARE_WORDS, SQUARE_ENDS));
        let uppers = list(UPPER_WORDS, &["gymnasiet"]);
        let mut preschools: Vec<String> =
            PRESCHOOL_WORDS.iter().skip(30).map(|word| format!("Förskolan {word}")).collect();
        rng.shuffle(&mut preschools);
        Self {
            parks,
            woods,
            squares,
            schools,
            uppers,
            preschools,
            in_district: BTreeMap::new(),
            blocks: BTreeMap::new(),
        }
    }

    pub(super) fn park(&mut self, is_wood: bool) -> String {
        if is_wood { taken(&mut self.woods) } else { taken(&mut self.parks) }
    }

    pub(super) fn square(&mut self) -> String {
        taken(&mut self.squares)
    }

    pub(super) fn school(&mut self) -> String {
        taken(&mut self.schools)
    }

    pub(super) fn upper_secondary_school(&mut self) -> String {
        taken(&mut self.uppers)
    }

    /// A name of its own while they last, then one that is told apart by its district.
    pub(super) fn preschool(&mut self, district: &'static str) -> String {
        if let Some(name) = self.preschools.pop() {
            return name;
        }
        let number = self.in_district.entry(district).or_insert(0);
        let word = PRESCHOOL_WORDS[*number % PRESCHOOL_WORDS.len()];
        *number += 1;
        format!("Förskolan {word}, {district}")
    }

    /// An invented property designation: a block name and the next free number in it.
    pub(super) fn designation(&mut self, rng: &mut Rng) -> String {
        let word = BLOCK_WORDS[rng.below(BLOCK_WORDS.len())];
        let number = self.blocks.entry(word).or_insert(0);
        *number += 1;
        format!("{word} {number}")
    }
}

fn taken(names: &mut Vec<String>) -> String {
    names.pop().expect("the word lists hold more names than a city has places")
}
