//! Pages: how many things, where the next ones begin, and one page of a short list that is sorted by a
//! key that everybody may see.

use super::extract::Params;
use super::problem::Problem;
use data_encoding::BASE64URL_NOPAD;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};

/// Things on a page when the caller does not say.
const LIMIT: usize = 100;
/// Most things on a page.
const LIMIT_MAX: usize = 1_000;

/// How many things the caller wants.
///
/// # Errors
/// 400.
pub fn limit(params: &Params) -> Result<usize, Problem> {
    let wrong = "must be a whole number from 1 to 1000";
    let limit = params.read("limit", wrong)?.unwrap_or(LIMIT);
    if (1..=LIMIT_MAX).contains(&limit) { Ok(limit) } else { Err(Problem::parameter("limit", wrong)) }
}

/// A cursor: a list's sort key and id, opaque to the caller and naming nothing they have not seen.
///
/// # Errors
/// A problem of ours when it cannot be written.
pub fn cursor(parts: &impl Serialize) -> Result<String, Problem> {
    Ok(BASE64URL_NOPAD.encode(&serde_json::to_vec(parts).map_err(Problem::internal)?))
}

/// Reads the cursor back.
///
/// # Errors
/// 400 when no list has given it.
pub fn read_cursor<T: DeserializeOwned>(params: &Params) -> Result<Option<T>, Problem> {
    let Some(text) = params.get("cursor") else { return Ok(None) };
    let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok();
    let parts = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    parts.map(Some).ok_or_else(not_a_cursor)
}

/// What is said of a cursor that no list has given.
pub fn not_a_cursor() -> Problem {
    Problem::parameter("cursor", "is not one that a list has given")
}

/// Items, and where the next ones begin.
#[derive(Serialize, ToSchema)]
pub struct Listed<T> {
    /// The items.
    pub items: Vec<T>,
    /// Send as `cursor` for more; null at the end.
    #[schema(required)]
    pub next: Option<String>,
}

impl<T> Listed<T> {
    /// The same page of other things: only what is on it is worked out.
    pub fn map<U>(self, made: impl FnMut(T) -> U) -> Listed<U> {
        Listed { items: self.items.into_iter().map(made).collect(), next: self.next }
    }
}

/// Which page.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Page {
    /// How many, at most 1 000; 100 when left out.
    #[param(value_type = Option<usize>)]
    limit: usize,
    /// From `next` of the page before.
    cursor: Option<String>,
}

impl Page {
    /// The parameters' names.
    pub const PARAMETERS: [&'static str; 2] = ["limit", "cursor"];

    /// Reads the parameters.
    ///
    /// # Errors
    /// 400.
    pub fn read(parameters: &Params) -> Result<Self, Problem> {
        Ok(Self { limit: limit(parameters)?, cursor: read_cursor(parameters)? })
    }

    /// The page of items that come with their keys, sorted by them.
    pub fn of<T>(&self, items: impl Iterator<Item = (String, T)>) -> Listed<T> {
        let mut rest = items.filter(|(key, _)| self.begins_before(key)).peekable();
        let (mut page, mut last) = (Vec::new(), None);
        while page.len() < self.limit
            && let Some((key, item)) = rest.next()
        {
            page.push(item);
            last = Some(key);
        }
        let more = rest.peek().is_some();
        // A text is always JSON, so this cursor needs no way to fail.
        let next = |key| BASE64URL_NOPAD.encode(serde_json::Value::String(key).to_string().as_bytes());
        Listed { items: page, next: last.filter(|_| more).map(next) }
    }

    /// The same of items that come in no order, each with a key of its own: of many that are not on the page only one is kept,
    /// which says that there are more.
    pub fn of_unsorted<T>(&self, items: impl Iterator<Item = (String, T)>) -> Listed<T> {
        let mut first = BTreeMap::new();
        for (key, item) in items.filter(|(key, _)| self.begins_before(key)) {
            let is_full = first.len() > self.limit;
            if is_full && first.last_key_value().is_some_and(|(last, _)| key >= *last) {
                continue;
            }
            first.insert(key, item);
            if is_full {
                first.pop_last();
            }
        }
        self.of(first.into_iter())
    }

    fn begins_before(&self, key: &String) -> bool {
        self.cursor.as_ref().is_none_or(|cursor| key > cursor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_follow_on_each_other_and_end() {
        let keys = ["a", "b", "c", "d"];
        let page = |query: &str| {
            let params = Params::parse(Some(query), &Page::PARAMETERS).unwrap();
            let listed = Page::read(&params)?.of(keys.iter().map(|key| ((*key).to_owned(), *key)));
            Ok::<_, Problem>((listed.items.concat(), listed.next))
        };
        let (first, next) = page("limit=2").unwrap();
        let next = next.unwrap();
        assert_eq!((first.as_str(), next.as_str()), ("ab", cursor(&"b").unwrap().as_str()));
        assert_eq!(page(&format!("limit=2&cursor={next}")).unwrap(), ("cd".into(), None));
        assert_eq!(page(&format!("cursor={}", cursor(&"d").unwrap())).unwrap(), (String::new(), None));
        // And so they do where the items come in no order.
        let unsorted = |query: &str| {
            let params = Params::parse(Some(query), &Page::PARAMETERS).unwrap();
            let items = ["c", "a", "d", "b"].iter().map(|key| ((*key).to_owned(), *key));
            let listed = Page::read(&params).unwrap().of_unsorted(items);
            (listed.items.concat(), listed.next)
        };
        for query in
            ["limit=1", "limit=2", "limit=3", "limit=4", "limit=5", &format!("limit=1&cursor={next}")]
        {
            assert_eq!(unsorted(query), page(query).unwrap(), "{query}");
        }
        for wrong in ["limit=0", "limit=1001", "limit=x", "cursor=b", "cursor=_"] {
            assert!(page(wrong).is_err(), "{wrong}");
        }
    }
}
