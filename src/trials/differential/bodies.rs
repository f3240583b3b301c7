//! Bodies as the contract describes them, and what they become when something in them is not.

use crate::http::router;
use crate::register::simulated::Chance;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// What stands for a text that no JSON value can be.
const RAW: [(&str, &str); 6] = [
    ("@1e400@", "1e400"),
    ("@NaN@", "NaN"),
    ("@-0@", "-0.0"),
    ("@big@", "123456789012345678901234567890"),
    ("@comma@", "1,"),
    ("@twice@", "1, \"name\": \"twice\", \"name\": \"twice\""),
];

/// The contract.
pub struct Contract {
    pub document: Value,
}

impl Contract {
    pub fn read() -> Self {
        let (_, document) = router::contract().split_for_parts();
        Self { document: serde_json::to_value(document).unwrap() }
    }

    /// Method, path and what is said of it.
    pub fn operations(&self) -> Vec<(String, String, &Value)> {
        let paths = self.document["paths"].as_object().unwrap();
        let methods = ["get", "post", "put", "patch", "delete"];
        let of = |(path, item): (&String, &'_ Value)| -> Vec<(String, String)> {
            let there = methods.iter().filter(|method| item.get(**method).is_some());
            there.map(|method| ((*method).to_owned(), path.clone())).collect()
        };
        let all = paths.iter().flat_map(of);
        all.map(|(method, path)| (method.to_uppercase(), path.clone(), &paths[&path][&method])).collect()
    }

    fn resolved<'a>(&'a self, schema: &'a Value) -> &'a Value {
        match schema["$ref"].as_str() {
            Some(name) => {
                self.document.pointer(name.trim_start_matches('#')).expect("the contract holds together")
            }
            None => schema,
        }
    }
}

/// Ids of a noun that are remembered; later ones take the place of earlier ones.
const IDS_MAX: usize = 100;

/// What is known of the city, to make something of it that fits: ids, by the noun they were listed under.
#[derive(Default)]
pub struct Known(BTreeMap<String, Vec<String>>);

impl Known {
    pub fn learn(&mut self, noun: &str, id: String, chance: &mut Chance) {
        let ids = self.0.entry(noun.to_owned()).or_default();
        if ids.contains(&id) {
            return;
        }
        if ids.len() < IDS_MAX {
            ids.push(id);
        } else {
            ids[usize::try_from(chance.below(IDS_MAX as u64)).unwrap()] = id;
        }
    }

    /// Mostly one of the noun's.
    pub fn some(&self, noun: &str, chance: &mut Chance) -> String {
        let all: Vec<_> = self.0.values().flatten().cloned().collect();
        let of_noun = self.0.get(noun).filter(|_| chance.strikes(900)).unwrap_or(&all);
        if of_noun.is_empty() { "00000000001".to_owned() } else { pick(chance, of_noun) }
    }
}

pub fn pick<T: Clone>(chance: &mut Chance, from: &[T]) -> T {
    from[usize::try_from(chance.below(from.len() as u64)).unwrap()].clone()
}

/// A value of a schema that mostly fits.
pub fn fitting(contract: &Contract, schema: &Value, name: &str, known: &Known, chance: &mut Chance) -> Value {
    let schema = contract.resolved(schema);
    if let Some(value) = by_name(name, known, chance) {
        return value;
    }
    if let Some(words) = schema["enum"].as_array() {
        return pick(chance, words);
    }
    for of in ["oneOf", "anyOf"] {
        if let Some(choices) = schema[of].as_array() {
            let choice = pick(chance, choices);
            return fitting(contract, &choice, name, known, chance);
        }
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let mut all = Map::new();
        for part in parts {
            if let Value::Object(members) = fitting(contract, part, name, known, chance) {
                all.extend(members);
            }
        }
        return Value::Object(all);
    }
    let kind = match &schema["type"] {
        Value::Array(kinds) => pick(chance, kinds),
        kind => kind.clone(),
    };
    match kind.as_str().unwrap_or("string") {
        "object" => object(contract, schema, known, chance),
        "array" => {
            let items = chance.below(3);
            (0..items).map(|_| fitting(contract, &schema["items"], name, known, chance)).collect()
        }
        "integer" => json!(chance.below(40)),
        "number" => json!(chance.below(4_000) as f64 / 16.0),
        "boolean" => json!(chance.strikes(500)),
        "null" => Value::Null,
        _ => json!(pick(
            chance,
            &["disorder", "Provtorget", "W", "Efter mörkret vid porten.", "2026-11-23", ""]
        )),
    }
}

fn object(contract: &Contract, schema: &Value, known: &Known, chance: &mut Chance) -> Value {
    let required: Vec<&str> =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let mut members = Map::new();
    for (name, of) in schema["properties"].as_object().into_iter().flatten() {
        if required.contains(&name.as_str()) || chance.strikes(150) {
            members.insert(name.clone(), fitting(contract, of, name, known, chance));
        }
    }
    Value::Object(members)
}

/// Members whose names say what the city has.
fn by_name(name: &str, known: &Known, chance: &mut Chance) -> Option<Value> {
    let mostly = chance.strikes(900);
    Some(match name {
        _ if !mostly => return None,
        "lon" => json!(18.0 + chance.below(2_200) as f64 / 10_000.0),
        "lat" => json!(59.3 + chance.below(1_000) as f64 / 10_000.0),
        "geometry" => geometry(chance),
        "place" | "into" => json!(known.some("places", chance)),
        "area" => json!(known.some("areas", chance)),
        "reports" => (0..=chance.below(2)).map(|_| json!(known.some("reports", chance))).collect(),
        "party" | "suggested" => json!(pick(chance, &["W", "E", "SKOLOR", "STAD", "VAG", "POLIS"])),
        "problem_types" => json!([pick(chance, &["disorder", "vandalism", "open_drug_trade"])]),
        "problem_type" => json!(pick(chance, &["disorder", "vandalism"])),
        "site_kind" => json!("school"),
        "measure_type" => json!("safety_walk"),
        "reason" | "decision" => json!("Enligt avstämning."),
        "value" => json!(chance.below(60)),
        "from" | "until" | "starts" | "ends" => {
            json!(pick(chance, &["2026-12-01", "2027-01-01", "2030-06-30"]))
        }
        "observed_at" => json!(pick(chance, &["2026-11-01T10:00:00+01:00", "2026-03-29T02:30:00Z"])),
        "source" => json!("field"),
        "text" | "note" => json!("Trasiga lampor vid porten."),
        "physical_factors" => json!(["poor_lighting"]),
        "password" => json!("kort"),
        "name" => json!(pick(chance, &["Provtorget", "Ö", "Väst"])),
        _ => return None,
    })
}

fn geometry(chance: &mut Chance) -> Value {
    let (lon, lat) = (18.0 + chance.below(200) as f64 / 1_000.0, 59.3 + chance.below(100) as f64 / 1_000.0);
    let ring = |d: f64| json!([[lon, lat], [lon + d, lat], [lon + d, lat + d], [lon, lat + d], [lon, lat]]);
    match chance.below(14) {
        0..4 => json!({ "type": "Point", "coordinates": [lon, lat] }),
        4..8 => json!({ "type": "Polygon", "coordinates": [ring(0.002)] }),
        8 => json!({ "type": "MultiPolygon", "coordinates": [[ring(0.001)], [ring(0.0005)]] }),
        // A bow tie, a hole outside, no ground at all, an unclosed ring, an endless one, and the poles.
        9 => {
            json!({ "type": "Polygon", "coordinates": [[[lon, lat], [lon + 0.01, lat + 0.01], [lon + 0.01, lat],
            [lon, lat + 0.01], [lon, lat]]] })
        }
        10 => json!({ "type": "Polygon", "coordinates": [ring(0.001), ring(0.5)] }),
        11 => {
            json!({ "type": "Polygon", "coordinates": pick(chance, &[json!([]), json!([[]]), json!([[[lon, lat]]])]) })
        }
        12 => {
            json!({ "type": "Polygon", "coordinates": [[[lon, lat], [lon + 1e-9, lat], [lon, lat + 1e-9], [lon, lat]]] })
        }
        _ => {
            json!({ "type": "Polygon", "coordinates": [[[179.9, 89.9], [-179.9, 89.9], [0, -90], [179.9, 89.9]]] })
        }
    }
}

/// Something that fits nowhere.
pub fn nasty(chance: &mut Chance) -> Value {
    match chance.below(24) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(-1),
        3 => json!(u64::MAX),
        4 => json!(i64::MIN),
        5 => json!(1e308),
        6 => json!(0.000_000_1),
        7..12 => json!(pick(chance, &RAW).0),
        12 => json!("\u{0}"),
        13 => json!("a\u{0}b"),
        14 => json!("x".repeat(usize::try_from(1 << chance.below(15)).unwrap())),
        15 => json!("\u{202e}\u{feff}\u{1f1f8}\u{1f1ea}e\u{301}"),
        16 => json!("19900101-0017 ring 070-123 45 67, anna@exempel.se, ABC 123"),
        17 => json!([]),
        18 => json!({}),
        19 => (0..40).fold(json!(1), |inner, _| json!([inner])),
        20 => json!({ "type": "Polygon", "coordinates": "none" }),
        21 => json!((0..300).collect::<Vec<_>>()),
        22 => json!("'; drop table record; --"),
        _ => json!("80000000000"),
    }
}

/// One thing in a value becomes another, is gone, or something is there that is not known.
pub fn disturb(value: &mut Value, chance: &mut Chance) {
    let goes_on = chance.strikes(750);
    match value {
        Value::Object(members) if goes_on && !members.is_empty() => {
            let at = usize::try_from(chance.below(members.len() as u64)).unwrap();
            let name = members.keys().nth(at).unwrap().clone();
            match chance.below(8) {
                0 => drop(members.remove(&name)),
                1 => drop(members.insert("okänd".into(), nasty(chance))),
                _ => disturb(&mut members[&name], chance),
            }
        }
        Value::Array(items) if goes_on && !items.is_empty() => {
            let at = usize::try_from(chance.below(items.len() as u64)).unwrap();
            match chance.below(6) {
                0 => drop(items.remove(at)),
                1 => items.push(nasty(chance)),
                _ => disturb(&mut items[at], chance),
            }
        }
        other => *other = nasty(chance),
    }
}

/// A value as text, with what no value can be put in.
pub fn text(value: &Value) -> Vec<u8> {
    let text = value.to_string();
    RAW.iter().fold(text, |text, (stands, raw)| text.replace(&format!("\"{stands}\""), raw)).into_bytes()
}

/// Bytes with some of them others, gone, doubled, or cut off.
pub fn damage(bytes: &mut Vec<u8>, chance: &mut Chance) {
    for _ in 0..=chance.below(3) {
        if bytes.is_empty() {
            return;
        }
        let at = usize::try_from(chance.below(bytes.len() as u64)).unwrap();
        match chance.below(7) {
            0 => bytes[at] ^= 1 << chance.below(8),
            1 => drop(bytes.remove(at)),
            2 => bytes.insert(at, pick(chance, b"\0\"{}[],:\\\xff\xc3\xed0-eE.n")),
            3 => bytes.truncate(at),
            4 => bytes[at] = pick(chance, b"\0\xff\"\\}{ "),
            5 => {
                let end = (at + 16).min(bytes.len());
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
            _ => bytes.swap(at, 0),
        }
    }
}
