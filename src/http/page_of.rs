//! One page of a short list: what the edge itself keeps, sorted by a key that everybody may see.

use super::extract::Params;
use super::problem::Problem;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

const LIMIT: usize = 100;
const LIMIT_MAX: usize = 1_000;

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
        let limit = parameters.read("limit", "must be a number from 1 to 1000")?.unwrap_or(LIMIT);
        if !(1..=LIMIT_MAX).contains(&limit) {
            return Err(Problem::parameter("limit", "must be a number from 1 to 1000"));
        }
        Ok(Self { limit, cursor: parameters.get("cursor").map(str::to_owned) })
    }

    /// The page of items that come with their keys, sorted by them.
    pub fn of<T>(&self, items: impl Iterator<Item = (String, T)>) -> Listed<T> {
        let after = |key: &String| self.cursor.as_ref().is_none_or(|cursor| key > cursor);
        let mut rest = items.filter(|(key, _)| after(key)).peekable();
        let (mut page, mut last) = (Vec::new(), None);
        while page.len() < self.limit
            && let Some((key, item)) = rest.next()
        {
            page.push(item);
            last = Some(key);
        }
        Listed { items: page, next: last.filter(|_| rest.peek().is_some()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_follow_on_each_other_and_end() {
        let keys = ["a", "b", "c", "d"];
        let page = |cursor: Option<&str>, limit| {
            let page = Page { limit, cursor: cursor.map(str::to_owned) };
            let listed = page.of(keys.iter().map(|key| ((*key).to_owned(), *key)));
            (listed.items.concat(), listed.next)
        };
        assert_eq!(page(None, 2), ("ab".into(), Some("b".into())));
        assert_eq!(page(Some("b"), 2), ("cd".into(), None));
        assert_eq!(page(Some("d"), 2), (String::new(), None));
    }
}
