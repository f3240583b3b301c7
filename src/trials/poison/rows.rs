//! Rows as nobody should have written them: copies of good ones with something wrong.

use crate::domain::ids::ID_MAX;
use crate::domain::record::Kind;
use crate::engine::wire::SCHEMA;
use crate::register::simulated::Chance;
use crate::register::{StoredRecord, TEXT_MAX_BYTES};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// A row, column by column: whatever SQL can put there.
#[derive(Clone, Debug)]
pub struct Poison {
    pub kind: String,
    pub id: i64,
    pub version: i64,
    pub seq: i64,
    pub schema: i64,
    /// `None` for null.
    pub facts: Option<Vec<u8>>,
    pub content: Option<Vec<u8>>,
    /// What was done to it.
    pub how: &'static str,
    /// Whether no version could make anything of it. Others may be readable, if only as something strange.
    pub is_unreadable: bool,
}

impl Poison {
    /// Whether the register would take it from a program that obeys its rules.
    pub fn is_writable(&self) -> bool {
        let json = |text: &[u8]| serde_json::from_slice::<Value>(text).is_ok() && text.len() < TEXT_MAX_BYTES;
        self.facts.as_deref().is_some_and(json)
            && self.content.as_deref().is_none_or(json)
            && self.version == 1
            && (1..=i64::from(u32::MAX)).contains(&self.schema)
            && (0..=ID_MAX.cast_signed()).contains(&self.id)
            && self.kind.len() <= 32
            && self.kind.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
    }

    /// As a register would be given it.
    pub fn stored(&self) -> StoredRecord {
        let text = |bytes: &Vec<u8>| String::from_utf8(bytes.clone()).expect("a text");
        StoredRecord {
            kind: self.kind.clone(),
            id: self.id.cast_unsigned(),
            version: u32::try_from(self.version).expect("small"),
            seq: 0,
            schema: u32::try_from(self.schema).expect("small"),
            facts: self.facts.as_ref().map(text).expect("facts"),
            content: self.content.as_ref().map(text),
        }
    }
}

/// So many rows, each from a good one, each wrong in its own way.
pub fn poisoned(originals: &[StoredRecord], count: u64, chance: &mut Chance, sqlite: bool) -> Vec<Poison> {
    (0..count)
        .map(|number| {
            let at = usize::try_from(chance.below(originals.len() as u64)).unwrap();
            let from = &originals[at];
            let id = 9_000_000_000 + number.cast_signed();
            let facts = with_id(&from.facts, id);
            let row = Poison {
                kind: from.kind.clone(),
                id,
                version: 1,
                // Every row has one of its own, and none is that of a change.
                seq: 1_000_000_000 + number.cast_signed(),
                schema: i64::from(SCHEMA),
                facts: Some(facts.into_bytes()),
                content: from.content.clone().map(String::into_bytes),
                how: "",
                is_unreadable: true,
            };
            spoiled(row, number, chance, sqlite)
        })
        .collect()
}

/// The facts of a copy say that they are the copy's.
fn with_id(facts: &str, id: i64) -> String {
    let mut value: Value = serde_json::from_str(facts).expect("JSON");
    value["id"] = json!(crate::domain::ids::crockford(id.cast_unsigned()));
    value.to_string()
}

const WAYS: u64 = 26;

fn spoiled(row: Poison, number: u64, chance: &mut Chance, sqlite: bool) -> Poison {
    let facts = row.facts.clone().expect("facts");
    let text = String::from_utf8(facts.clone()).expect("text");
    let value: Value = serde_json::from_str(&text).expect("JSON");
    let with = |how, facts: String| Poison { how, facts: Some(facts.into_bytes()), ..row.clone() };
    let strange = |poison: Poison| Poison { is_unreadable: false, ..poison };
    match number % WAYS {
        0 => {
            let cut = 1 + usize::try_from(chance.below(facts.len() as u64 - 1)).unwrap();
            Poison { how: "cut off", facts: Some(lossy(&facts[..cut])), ..row }
        }
        1 => {
            let mut bytes = facts;
            let at = usize::try_from(chance.below(bytes.len() as u64)).unwrap();
            bytes[at] = b"\"{}[]x7:,"[usize::try_from(chance.below(9)).unwrap()];
            Poison { how: "one byte is another", facts: Some(lossy(&bytes)), is_unreadable: false, ..row }
        }
        2 => Poison { how: "of a kind there is not", kind: format!("dog_{}", word(number)), ..row },
        3 => Poison { how: "of a format to come", schema: i64::from(SCHEMA) + 1, ..row },
        4 => Poison { how: "of a format out of range", schema: i64::MAX, ..row },
        5 => with_number(&row, &value, "1e400", "a number beyond numbers", chance),
        6 => with_number(&row, &value, "NaN", "a number that is none", chance),
        7 => with_ring(&row, value, chance),
        8 => strange(with("it points at nothing", dangling(value).to_string())),
        9 if number < WAYS * 3 => {
            let huge = format!("{{\"giftig\":\"{}\"}}", "x".repeat(TEXT_MAX_BYTES));
            with("a huge text", huge)
        }
        9 => with("a long list", json!(vec!["giftig"; 20_000]).to_string()),
        10 => with("a text of another row", with_id(&text, row.id + 1_000_000)),
        11 => with("null", "null".into()),
        12 => with("a list", "[\"giftig\"]".into()),
        13 => with("a text in a text", json!(text).to_string()),
        14 => with("nothing in it", "{}".into()),
        15 => with("deep", format!("{}1{}", "[".repeat(5_000), "]".repeat(5_000))),
        16 => Poison { how: "version 0", version: 0, ..row },
        17 => Poison { how: "a version without a next", version: i64::from(u32::MAX), ..row },
        18 => Poison { how: "a negative number", id: -row.id, ..row },
        19 => Poison { how: "a number that is no id", id: row.id + (1 << 53), ..row },
        20 => with("a member twice", text.replacen('{', "{\"id\":\"00000000001\",", 1)),
        21 => with(
            "half a character",
            text.replacen("\"name\":\"", "\"name\":\"\\ud800", 1).replacen('{', "{\"id\":\"\\ud800\",", 1),
        ),
        22 if sqlite => {
            let mut bytes = facts;
            let at = bytes.len() / 2;
            bytes.splice(at..at, [0xff, 0xfe]);
            Poison { how: "not UTF-8", facts: Some(bytes), ..row }
        }
        22 => Poison { how: "no facts", facts: None, ..row },
        23 => Poison { how: "content that is none", content: Some(b"{\"giftig\":".to_vec()), ..row },
        24 => strange(extreme(row.clone(), value, chance)),
        _ => strange(retyped(row.clone(), value, chance)),
    }
}

fn word(number: u64) -> String {
    number.to_string().bytes().map(|digit| char::from(b'a' + digit - b'0')).collect()
}

fn lossy(bytes: &[u8]) -> Vec<u8> {
    String::from_utf8_lossy(bytes).into_owned().into_bytes()
}

/// One number in the text is something else; where there is none, one is put in place of its name.
fn with_number(row: &Poison, value: &Value, raw: &str, how: &'static str, chance: &mut Chance) -> Poison {
    let mut value = value.clone();
    let mut paths = Vec::new();
    numbers(&value, String::new(), &mut paths);
    let path = match paths.len() {
        0 => "/name".to_owned(),
        many => paths[usize::try_from(chance.below(many as u64)).unwrap()].clone(),
    };
    match value.pointer_mut(&path) {
        Some(number) => *number = json!("@raw@"),
        None => value["raw"] = json!("@raw@"),
    }
    let facts = value.to_string().replace("\"@raw@\"", raw);
    Poison { how, facts: Some(facts.into_bytes()), ..row.clone() }
}

fn numbers(value: &Value, path: String, found: &mut Vec<String>) {
    match value {
        Value::Number(_) => found.push(path),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, item)| numbers(item, format!("{path}/{at}"), found));
        }
        Value::Object(members) => {
            members.iter().for_each(|(name, member)| numbers(member, format!("{path}/{name}"), found));
        }
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

/// Ground without ground; what has none is given some.
fn with_ring(row: &Poison, mut value: Value, chance: &mut Chance) -> Poison {
    let empty = [
        json!([]),
        json!([[]]),
        json!([[[18.0, 59.3]]]),
        json!([[[18.0, 59.3], [18.1, 59.3], [18.1, 59.4]]]),
    ];
    let coordinates = empty[usize::try_from(chance.below(4)).unwrap()].clone();
    let ground = json!({ "type": "Polygon", "coordinates": coordinates });
    let has_ground = [Kind::Place, Kind::Site, Kind::Area].iter().any(|kind| kind.code() == row.kind);
    match row.kind.as_str() {
        "area" => value["cover"] = json!({ "polygons": ground }),
        _ => value["shape"] = ground,
    }
    Poison {
        how: "an empty ring",
        facts: Some(value.to_string().into_bytes()),
        is_unreadable: has_ground,
        ..row.clone()
    }
}

/// Everything it refers to is something that is not there.
fn dangling(mut value: Value) -> Value {
    fn point_elsewhere(value: &mut Value, top: bool) {
        match value {
            Value::Object(members) => {
                for (name, member) in members.iter_mut() {
                    let is_own = top && name == "id";
                    if !is_own
                        && let Some(id) = member.as_str().filter(|id| id.len() == 11 && !id.contains(' '))
                    {
                        if crate::domain::ids::parse_crockford(id).is_ok() {
                            *member = json!("0000000DEAD");
                        }
                    } else {
                        point_elsewhere(member, false);
                    }
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| point_elsewhere(item, false)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    point_elsewhere(&mut value, true);
    value
}

/// A number or a time at the end of what there is.
fn extreme(row: Poison, mut value: Value, chance: &mut Chance) -> Poison {
    let mut paths = Vec::new();
    numbers(&value, String::new(), &mut paths);
    let ends = [
        json!(1e308),
        json!(-1e308),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(4_294_967_295_u32),
        json!(0),
        json!(-1),
    ];
    if !paths.is_empty() {
        let path = &paths[usize::try_from(chance.below(paths.len() as u64)).unwrap()];
        *value.pointer_mut(path).expect("there") = ends[usize::try_from(chance.below(7)).unwrap()].clone();
    }
    let times = ["-009999-01-02T01:59:59Z", "9999-12-30T22:00:00.999999999Z"];
    for name in ["observed_at", "received_at", "created_at", "status_since", "period_start", "from"] {
        if value.get(name).is_some() && chance.strikes(400) {
            let time = times[usize::try_from(chance.below(2)).unwrap()];
            value[name] =
                json!(if name.ends_with("at") || name.ends_with("since") { time } else { &time[..10] });
        }
    }
    Poison { how: "at the end of what there is", facts: Some(value.to_string().into_bytes()), ..row }
}

/// One member is of another type.
fn retyped(row: Poison, mut value: Value, chance: &mut Chance) -> Poison {
    let members = value.as_object_mut().expect("an object");
    let at = usize::try_from(chance.below(members.len() as u64)).unwrap();
    let name = members.keys().nth(at).expect("there").clone();
    let others = [Value::Null, json!(7), json!("konstig"), json!([]), json!({}), json!(true), json!([[1]])];
    members[&name] = others[usize::try_from(chance.below(7)).unwrap()].clone();
    Poison { how: "a member of another type", facts: Some(value.to_string().into_bytes()), ..row }
}

/// The rows as PostgreSQL's SQL, after its checks have been dropped.
pub fn as_postgres(rows: &[Poison]) -> String {
    let mut sql = String::from(
        "do $$ declare c record; begin \
         for c in select conname from pg_constraint where conrelid = 'record'::regclass and contype = 'c' loop \
         execute format('alter table record drop constraint %I', c.conname); end loop; end $$;\n\
         alter table record alter column facts drop not null;\n",
    );
    let text = |text: &Option<Vec<u8>>| match text {
        Some(bytes) => format!("$giftig${}$giftig$", String::from_utf8_lossy(bytes).replace('\0', " ")),
        None => "null".to_owned(),
    };
    for row in rows {
        let Poison { kind, id, version, seq, schema, facts, content, .. } = row;
        writeln!(
            sql,
            "insert into record (kind, id, version, seq, schema, facts, content) values \
             ($giftig${kind}$giftig$, {id}, {version}, {seq}, {schema}, {}, {});",
            text(facts),
            text(content)
        )
        .expect("written");
    }
    sql
}
