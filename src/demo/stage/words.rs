//! What people of the invented city write as reasons and notes. Never about a person.

use crate::demo::problems::ProblemType;
use crate::domain::place::Status;
use jiff::Span;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// One of several phrasings.
pub fn pick<'a>(phrasings: &[&'a str], number: usize) -> &'a str {
    phrasings[number % phrasings.len()]
}

/// A report is read and nothing more is done.
pub const NO_ACTION: &[&str] = &[
    "Åtgärdat av driften samma vecka.",
    "Enstaka iakttagelse, ingen återkommande problematik.",
    "Felanmält och avhjälpt.",
    "Städat vid ordinarie runda.",
    "Redan känt och planerat i ordinarie skötsel.",
];

/// A report is somebody else's.
pub const NOT_OURS: &[&str] = &[
    "Gäller kvartersmark, lämnat till fastighetsägaren.",
    "Gäller statlig väg, lämnat till väghållaren.",
    "Trafikärende, lämnat till trafikkontoret.",
];

/// A report that will turn out to belong to a place.
pub const WATCHED: &str = "Ingen åtgärd nu, området bevakas vid veckoavstämningen.";
/// A report at a place that has been dismissed.
pub const DISMISSED_HERE: &str = "Platsen är avskriven, hanteras i ordinarie drift.";
/// A report that says that the trouble is over.
pub const GONE: &[&str] =
    &["Lugnt och städat vid rundan.", "Ser bra ut nu, inget att anmärka.", "Borta sedan förra besöket."];
/// A report that says that a known place is as it was.
pub const STILL: &[&str] = &[
    "Samma som förra veckan.",
    "Oförändrat vid kvällsrundan.",
    "Fortfarande stökigt, mest efter skoltid.",
    "Sett igen vid samma hörn.",
    "Oförändrat, belysningen är fortfarande släckt.",
];
/// Why a party does not agree with a place being set aside.
pub const OBJECTION: &str = "Klottret kom tillbaka efter lovet, vi vill följa platsen en månad till.";
/// Why there is a place.
pub const OPENED: &[&str] = &[
    "Lyft vid veckoavstämningen efter upprepade rapporter.",
    "Återkommande problem enligt flera parter.",
    "Samlar rapporterna från kvarteret under året.",
    "Tas upp i den lokala lägesbilden.",
];

/// Why a party is asked to coordinate.
pub const ASKED: &[&str] = &[
    "Störst rådighet över platsen enligt veckoavstämningen.",
    "Har personal på plats och pågående arbete.",
    "Förvaltar den mark där problemen syns.",
];
/// Why the first party that was asked says no.
pub const NOT_WE: &str = "Vi har bara gatumarken intill; problemen finns på gården.";
/// Where the answer of a party without log-in is kept.
pub const LETTER: &str = "Skriftligt svar till stadsdelsförvaltningen, i ärendets akt";
/// Why a place is handed over.
pub const HANDED_OVER: &str =
    "Åtgärderna ligger nu främst på fastigheten, enligt överenskommelse vid avstämningen.";
/// Why two places become one.
pub const MERGED: &str = "Samma problematik och samma parter, arbetet samlas i en plats.";
/// Why one place becomes two.
pub const SPLIT: &str = "Två skilda problem med olika tider och olika rådighet.";

/// Why a place is moved on in the work.
pub fn moved_on(status: Status, number: usize) -> &'static str {
    let phrasings: &[&str] = match status {
        Status::Suspected => &["Ny bedömning efter nya uppgifter."],
        Status::Active => &[
            "Bekräftad vid platsbesök med polisen.",
            "Bekräftad vid trygghetsvandring.",
            "Samstämmiga rapporter från tre parter.",
        ],
        Status::UnderAnalysis => {
            &["Orsaksanalys påbörjad tillsammans med parterna.", "Orsakerna gås igenom i arbetsgruppen."]
        }
        Status::InAction => &["Åtgärder beslutade i arbetsgruppen.", "Åtgärderna är igång enligt plan."],
        Status::Monitoring => {
            &["Åtgärderna är genomförda, uppföljning pågår.", "Färre rapporter, platsen följs upp."]
        }
        Status::Dormant => {
            &["Lugnt sedan flera veckor, platsen vilar.", "Inga nya rapporter efter åtgärderna."]
        }
        Status::Dismissed => &[
            "Visade sig vara en tillfällig störning vid ett bygge.",
            "Ordinarie drift räcker, inget gemensamt arbete behövs.",
        ],
        Status::Merged => &[MERGED],
        Status::Split => &[SPLIT],
    };
    pick(phrasings, number)
}

/// What a measure states as its type asks, when it begins on a day.
pub fn particulars(measure_type: &str, starts: Date) -> BTreeMap<String, String> {
    let by = starts.saturating_add(Span::new().months(6)).to_string();
    let stated: Vec<(&str, String)> = match measure_type {
        "camera_surveillance" => vec![
            ("need", "Upprepad skadegörelse på gården under hösten.".into()),
            ("alternatives", "Belysning och tätare tillsyn har prövats först.".into()),
            ("balance", "SISAB 2026/311".into()),
            ("review_by", by),
        ],
        "guards" => vec![("area_decision", "KS 2026/128".into()), ("valid_until", by)],
        _ => Vec::new(),
    };
    stated.into_iter().map(|(code, said)| (code.to_owned(), said)).collect()
}

/// What is done about a problem, as (code of the measure type, note).
pub fn measures(problem: ProblemType) -> [(&'static str, &'static str); 3] {
    use ProblemType as P;
    match problem {
        P::OpenDrugTrade | P::OpenDrugScene => [
            ("guards", "Ordningsvakter kvällstid under en prövoperiod."),
            ("outreach", "Uppsökande arbete flera kvällar i veckan."),
            ("lighting", "Starkare belysning längs gångvägen."),
        ],
        P::Disorder => [
            ("place_activation", "Aktiviteter för unga på torget varje helg."),
            ("night_walk", "Nattvandring fredagar och lördagar."),
            ("lighting", "Trasiga armaturer bytta."),
        ],
        P::UnlawfulSettlement | P::ExtensiveLittering | P::DumpedWaste => [
            ("cleaning", "Tätare städning och fler korgar."),
            ("redesign", "Sly röjt så att området blir överblickbart."),
            ("place_collaboration", "Samordnad skötsel mellan markägarna."),
        ],
        P::Vandalism | P::ArsonContainer => [
            ("repair", "Skador lagas inom två dygn."),
            ("camera_surveillance", "Tillfällig kamerabevakning efter beslut."),
            ("lighting", "Ny belysning mot gården."),
        ],
        P::Graffiti => [
            ("cleaning", "Sanering inom ett dygn."),
            ("lighting", "Ljusare gångtunnel."),
            ("redesign", "Väggen får en målning av unga i området."),
        ],
        P::DangerousTraffic => [
            ("barriers", "Hinder för fordon på gångvägen."),
            ("redesign", "Hämtning och lämning flyttas till ny plats."),
            ("targeted_effort", "Riktad insats under en vecka."),
        ],
    }
}
