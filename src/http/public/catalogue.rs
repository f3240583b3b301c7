//! What is published, as a catalogue that data portals read: DCAT-AP-SE 2.2, as JSON-LD.

use super::view::{PublicationRef, geography_label};
use crate::domain::public::Publication;
use crate::domain::world::Held;
use jiff::Timestamp;
use serde_json::{Value, json};

/// Who publishes, and from where.
pub struct Publisher<'a> {
    /// The city.
    pub city: &'a str,
    /// Whom to ask: `mailto:` or an address of the web, where the installation says.
    pub contact: Option<&'a str>,
    /// Where the service is reached, without a slash at its end.
    pub base: &'a str,
}

/// Free for any use.
const LICENCE: &str = "http://creativecommons.org/publicdomain/zero/1.0/";
const PUBLIC: &str = "http://publications.europa.eu/resource/authority/access-right/PUBLIC";
const THEME: &str = "http://publications.europa.eu/resource/authority/data-theme/";
const LANGUAGE: &str = "http://publications.europa.eu/resource/authority/language/";

/// A catalogue of the publications that stand, the oldest first.
#[must_use]
pub fn catalogue(publisher: &Publisher<'_>, publications: &[Held<Publication>]) -> Value {
    let Publisher { city, base, .. } = publisher;
    let standing: Vec<_> =
        publications.iter().filter(|publication| publication.withdrawn.is_none()).collect();
    let latest = standing.iter().map(|publication| publication.published_at).max();
    let mut catalogue = json!({
        "@id": format!("{base}/api/public/catalogue"),
        "@type": "dcat:Catalog",
        "dcterms:title": words(&format!("Öppna siffror om otrygga platser, {city}"),
                               &format!("Open figures about unsafe places, {city}")),
        "dcterms:description": words(
            "Antal rapporter om otrygga och brottsutsatta platser, per område, kvartal och slag. Små tal visas inte.",
            "Counts of reports about unsafe and crime-exposed places, by area, quarter and category. Small counts are not shown."),
        "dcterms:publisher": { "@id": format!("{base}/api/public/catalogue#publisher") },
        "dcterms:license": { "@id": LICENCE },
        "dcterms:language": [{ "@id": format!("{LANGUAGE}SWE") }, { "@id": format!("{LANGUAGE}ENG") }],
        "foaf:homepage": { "@id": format!("{base}/?view=figures") },
        "dcat:dataset": standing.iter().map(|of| json!({ "@id": dataset_id(base, of) })).collect::<Vec<_>>(),
    });
    if let Some(latest) = latest {
        catalogue["dcterms:modified"] = moment(latest);
    }
    let agents = [agent(publisher), contact(publisher)];
    let datasets = standing
        .iter()
        .flat_map(|of| [dataset(publisher, of)].into_iter().chain(distributions(publisher, of)));
    let graph: Vec<Value> = std::iter::once(catalogue).chain(agents).chain(datasets).collect();
    json!({
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dcterms": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "vcard": "http://www.w3.org/2006/vcard/ns#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@graph": graph,
    })
}

fn agent(publisher: &Publisher<'_>) -> Value {
    json!({
        "@id": format!("{}/api/public/catalogue#publisher", publisher.base),
        "@type": "foaf:Agent",
        "foaf:name": publisher.city,
        "dcterms:type": { "@id": "http://purl.org/adms/publishertype/LocalAuthority" },
    })
}

fn contact(publisher: &Publisher<'_>) -> Value {
    let mut contact = json!({
        "@id": format!("{}/api/public/catalogue#contact", publisher.base),
        "@type": "vcard:Organization",
        "vcard:fn": publisher.city,
    });
    let way = publisher
        .contact
        .map(|to| if to.starts_with("mailto:") { ("vcard:hasEmail", to) } else { ("vcard:hasURL", to) });
    if let Some((name, to)) = way {
        contact[name] = json!({ "@id": to });
    }
    contact
}

fn dataset_id(base: &str, publication: &Publication) -> String {
    format!("{base}/api/public/publications/{}", publication.quarter)
}

fn dataset(publisher: &Publisher<'_>, publication: &Publication) -> Value {
    let about = PublicationRef::of(publication);
    let (city, quarter) = (publisher.city, &about.quarter);
    let by = geography_label(publication.geography);
    let id = dataset_id(publisher.base, publication);
    json!({
        "@id": id,
        "@type": "dcat:Dataset",
        "dcterms:identifier": id,
        "dcterms:title": words(&format!("Rapporter om otrygga platser i {city}, {quarter}"),
                               &format!("Reports about unsafe places in {city}, {quarter}")),
        "dcterms:description": words(
            &format!("Antal rapporter per {} och slag. Tal under {} visas inte, och inte heller tal som de kunde räknas ut av.",
                     by.sv, about.least),
            &format!("Counts of reports by {} and category. Figures below {} are not shown, nor figures that they could be worked out from.",
                     by.en, about.least)),
        "dcterms:publisher": { "@id": format!("{}/api/public/catalogue#publisher", publisher.base) },
        "dcat:contactPoint": { "@id": format!("{}/api/public/catalogue#contact", publisher.base) },
        "dcterms:issued": moment(publication.published_at),
        "dcterms:accessRights": { "@id": PUBLIC },
        "dcterms:temporal": { "@type": "dcterms:PeriodOfTime", "dcat:startDate": date(about.from), "dcat:endDate": date(about.until) },
        "dcat:theme": [{ "@id": format!("{THEME}JUST") }, { "@id": format!("{THEME}SOCI") }],
        "dcat:keyword": [word("otrygghet", "sv"), word("brottsförebyggande", "sv"), word("crime prevention", "en")],
        "dcat:distribution": [{ "@id": format!("{id}/csv") }, { "@id": format!("{id}/geojson") }],
    })
}

fn distributions(publisher: &Publisher<'_>, publication: &Publication) -> [Value; 2] {
    let id = dataset_id(publisher.base, publication);
    let of = |format: &str, media: &str, sv: &str, en: &str| {
        json!({
            "@id": format!("{id}/{format}"),
            "@type": "dcat:Distribution",
            "dcterms:title": words(sv, en),
            "dcterms:format": media,
            "dcat:mediaType": { "@id": format!("https://www.iana.org/assignments/media-types/{media}") },
            "dcat:accessURL": { "@id": format!("{id}/{format}") },
            "dcat:downloadURL": { "@id": format!("{id}/{format}") },
            "dcterms:license": { "@id": LICENCE },
        })
    };
    [
        of("csv", "text/csv", "Tabell, en rad per tal", "Table, a line for each figure"),
        of("geojson", "application/geo+json", "Karta, ett område per post", "Map, a feature for each area"),
    ]
}

fn words(sv: &str, en: &str) -> Value {
    json!([word(sv, "sv"), word(en, "en")])
}

fn word(text: &str, language: &str) -> Value {
    json!({ "@value": text, "@language": language })
}

fn moment(at: Timestamp) -> Value {
    json!({ "@value": at.to_string(), "@type": "xsd:dateTime" })
}

fn date(day: jiff::civil::Date) -> Value {
    json!({ "@value": day.to_string(), "@type": "xsd:date" })
}
