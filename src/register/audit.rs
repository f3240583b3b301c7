//! The audit log: who opened what is restricted, who logged in, and where the log itself has gaps. It lies beside the
//! chain and not in it, because it is about persons and is deleted when its time is over.
//!
//! What the words in a line mean is the domain's; here they are texts. Lines are written once: only the caller of a line
//! may be forgotten, and lines go when retention says so, by an order in the chain ([`super::erasure`]).

use super::Fault;
use async_trait::async_trait;

/// Most lines that are written by one call.
pub const LINES_MAX: usize = 1_000;
/// Most lines from which a caller is taken out at once: others write between one time and the next.
pub const FORGOTTEN_MAX: usize = 10_000;
/// Most lines that are read by one call.
pub const READ_MAX: usize = 10_000;
/// The act of a line that is about a restricted thing that was read: such lines are kept for a time of their own.
pub const READ: &str = "read";
/// The acts of lines in which the log speaks of itself.
pub const MARKS: [&str; 3] = ["gap", "opened", "closed"];

/// One line of the log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// When, milliseconds since 1970 UTC.
    pub at_ms: i64,
    /// At most 53 bits; with the time it names the line. Written twice, it is there once.
    pub id: u64,
    /// What was done, 1 to 32 characters of `a-z_`.
    pub act: String,
    /// The account, token or phone; empty when it was forgotten or nobody is meant.
    pub caller: String,
    /// Code of the party it acted for; empty for none.
    pub party: String,
    /// Role it acted in; empty for none.
    pub role: String,
    /// By which surface; empty for none.
    pub surface: String,
    /// What it was about: kind and id.
    pub thing: Option<(String, u64)>,
    /// How far the thing was shared then.
    pub class: Option<String>,
    /// Whose the thing was.
    pub origin: Option<u64>,
    /// How much of it was seen.
    pub level: Option<String>,
    /// Of a gap: since when, milliseconds since 1970 UTC.
    pub since_ms: Option<i64>,
    /// How many lines it stands for: 1, but for a gap; 0 for a gap of which nobody knows.
    pub count: u64,
}

/// Which acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acts {
    /// All of them.
    All,
    /// Reads of restricted things.
    Reads,
    /// What the log says of itself.
    Marks,
    /// Everything but reads.
    NotReads,
}

/// Of which things lines are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// Of all.
    All,
    /// Of those of one origin.
    Of(u64),
    /// Of all but those that were shared in one of these classes, unless they are of one origin.
    But(Vec<String>, u64),
}

/// Which lines are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Which acts.
    pub acts: Acts,
    /// At this time or later, milliseconds since 1970 UTC.
    pub since_ms: Option<i64>,
    /// Before this time.
    pub until_ms: Option<i64>,
    /// Of one caller.
    pub caller: Option<String>,
    /// Of those who acted for the party of this code.
    pub party: Option<String>,
    /// About one thing.
    pub thing: Option<(String, u64)>,
    /// By one surface.
    pub surface: Option<String>,
    /// Of which things.
    pub told: Told,
    /// With ids from the first to the last of these: a server's own, which it gives in order.
    pub ids: Option<(u64, u64)>,
    /// Older than the line of this time and id.
    pub after: Option<(i64, u64)>,
    /// At most so many, and never more than [`READ_MAX`].
    pub limit: usize,
}

impl Default for Asked {
    fn default() -> Self {
        Self {
            acts: Acts::All,
            since_ms: None,
            until_ms: None,
            caller: None,
            party: None,
            thing: None,
            surface: None,
            told: Told::All,
            ids: None,
            after: None,
            limit: READ_MAX,
        }
    }
}

/// The log of one store. Goes to the disk; nothing on the path of an ordinary read may wait for it.
#[async_trait]
pub trait Audit: Send + Sync {
    /// Writes lines, all or none; a line that is there already is left as it is. At most [`LINES_MAX`].
    ///
    /// # Errors
    /// [`Fault::Statement`] when a line is none; any other [`Fault`] when it may be tried again.
    async fn note(&self, lines: &[Line]) -> Result<(), Fault>;

    /// Lines, the newest first.
    ///
    /// # Errors
    /// Any [`Fault`].
    async fn noted(&self, asked: &Asked) -> Result<Vec<Line>, Fault>;

    /// How many lines of these acts there are from before a time, milliseconds since 1970 UTC.
    ///
    /// # Errors
    /// Any [`Fault`].
    async fn noted_before(&self, acts: Acts, time_ms: i64) -> Result<u64, Fault>;

    /// Takes a caller out of all its lines, which stay with party and role. Answers how many there were. Goes about it some
    /// lines at a time ([`FORGOTTEN_MAX`]).
    ///
    /// # Errors
    /// Any [`Fault`]; some of the lines may have lost their caller, and the next call takes the rest.
    async fn forget_caller(&self, caller: &str) -> Result<u64, Fault>;

    /// Takes the place of a server that keeps the log, by its number, for as long as this store is open: its own, the first
    /// time, and later those of others. Answers whether it is free, which the place of a server that goes on is not.
    ///
    /// # Errors
    /// Any [`Fault`].
    async fn take_place(&self, server: u64) -> Result<bool, Fault>;
}

/// Columns of `audit`, in the order that backends read and write them.
pub(super) const COLUMNS: &str =
    "at_ms, id, act, caller, party, role, surface, kind, thing, class, origin, level, since_ms, count";

/// What stands for a question mark in a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Number(i64),
    Text(String),
}

/// The query for what is asked, the same in both databases but for how they write a parameter.
pub(super) fn query(asked: &Asked, parameter: char) -> (String, Vec<Value>) {
    let mut wanted = Wanted { parameter, conditions: Vec::new(), values: Vec::new() };
    wanted.all(asked);
    let limit = wanted.value(Value::Number(asked.limit.min(READ_MAX) as i64));
    let conditions = wanted.conditions.join(" and ");
    let query =
        format!("select {COLUMNS} from audit where {conditions} order by at_ms desc, id desc limit {limit}");
    (query, wanted.values)
}

struct Wanted {
    parameter: char,
    conditions: Vec<String>,
    values: Vec<Value>,
}

impl Wanted {
    fn value(&mut self, value: Value) -> String {
        self.values.push(value);
        format!("{}{}", self.parameter, self.values.len())
    }

    fn number(&mut self, condition: &str, number: i64) {
        let value = self.value(Value::Number(number));
        self.conditions.push(format!("{condition} {value}"));
    }

    fn text(&mut self, condition: &str, text: &str) {
        let value = self.value(Value::Text(text.to_owned()));
        self.conditions.push(format!("{condition} {value}"));
    }

    fn texts(&mut self, texts: impl IntoIterator<Item = String>) -> String {
        texts.into_iter().map(|text| self.value(Value::Text(text))).collect::<Vec<_>>().join(", ")
    }

    fn all(&mut self, asked: &Asked) {
        // The first condition names the index's column, and stands for all of them when nothing is asked.
        self.number("at_ms >=", asked.since_ms.unwrap_or(i64::MIN));
        match asked.acts {
            Acts::All => {}
            Acts::Reads => self.text("act =", READ),
            Acts::NotReads => self.text("act <>", READ),
            Acts::Marks => {
                let marks = self.texts(MARKS.map(str::to_owned));
                self.conditions.push(format!("act in ({marks})"));
            }
        }
        if let Some(until_ms) = asked.until_ms {
            self.number("at_ms <", until_ms);
        }
        if let Some((first, last)) = asked.ids {
            self.number("id >=", number(first));
            self.number("id <=", number(last));
        }
        if let Some((at_ms, id)) = asked.after {
            let (at_ms, id) = (self.value(Value::Number(at_ms)), self.value(Value::Number(number(id))));
            self.conditions.push(format!("(at_ms, id) < ({at_ms}, {id})"));
        }
        for (column, text) in
            [("caller =", &asked.caller), ("party =", &asked.party), ("surface =", &asked.surface)]
        {
            if let Some(text) = text {
                self.text(column, text);
            }
        }
        if let Some((kind, thing)) = &asked.thing {
            self.text("kind =", kind);
            self.number("thing =", number(*thing));
        }
        self.told(&asked.told);
    }

    fn told(&mut self, told: &Told) {
        match told {
            Told::All => {}
            Told::Of(origin) => self.number("origin =", number(*origin)),
            Told::But(classes, origin) => {
                let classes = self.texts(classes.iter().cloned());
                let origin = self.value(Value::Number(number(*origin)));
                self.conditions
                    .push(format!("(class is null or class not in ({classes}) or origin = {origin})"));
            }
        }
    }
}

/// A number for a parameter: what a database's integer cannot hold is beyond everything there is.
fn number(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Whether a line is what is asked for, but for its place in the order.
pub(super) fn fits(line: &Line, asked: &Asked) -> bool {
    let is = |wanted: &Option<String>, text: &str| wanted.as_deref().is_none_or(|wanted| wanted == text);
    let acts = of_acts(asked.acts, &line.act);
    let told = match &asked.told {
        Told::All => true,
        Told::Of(origin) => line.origin == Some(*origin),
        Told::But(classes, origin) => {
            line.origin == Some(*origin) || line.class.as_ref().is_none_or(|class| !classes.contains(class))
        }
    };
    acts && told
        && asked.since_ms.is_none_or(|since_ms| line.at_ms >= since_ms)
        && asked.until_ms.is_none_or(|until_ms| line.at_ms < until_ms)
        && asked.ids.is_none_or(|(first, last)| (first..=last).contains(&line.id))
        && asked.after.is_none_or(|after| (line.at_ms, line.id) < after)
        && is(&asked.caller, &line.caller)
        && is(&asked.party, &line.party)
        && is(&asked.surface, &line.surface)
        && asked.thing.as_ref().is_none_or(|thing| line.thing.as_ref() == Some(thing))
}

/// Whether an act is among some.
pub(super) fn of_acts(acts: Acts, act: &str) -> bool {
    match acts {
        Acts::All => true,
        Acts::Reads => act == READ,
        Acts::Marks => MARKS.contains(&act),
        Acts::NotReads => act != READ,
    }
}

/// The condition for those acts that are counted and deleted by themselves.
pub(super) fn acts_condition(acts: Acts) -> &'static str {
    match acts {
        Acts::All => "true",
        Acts::Reads => "act = 'read'",
        Acts::Marks => "act in ('gap', 'opened', 'closed')",
        Acts::NotReads => "act <> 'read'",
    }
}
