//! Carrying out an order to erase: a few statements beside the others of the commit.

use super::batch::{Param, Step, column};
use super::connect::Link;
use super::rows::sql;
use crate::register::erasure::{COMMANDS_MAX, LINES_MAX, Order};
use tokio_postgres::{Error, Statement};

const VERSIONS: &str = "update record_version v set content = null, content_salt = null, \
     facts = case when a.facts then null else v.facts end, \
     facts_salt = case when a.facts then null else v.facts_salt end \
     from unnest($1::text[], $2::bigint[], $3::bigint[], $4::bool[]) as a (kind, id, before, facts) \
     where v.kind = a.kind and v.id = a.id and v.version < a.before";

/// One pass over the commands for all things: an index would cost every write something.
pub(super) const HASHES: &str = "update command m set request_hash = null \
     from unnest($1::text[], $2::bigint[]) as a (kind, id) \
     where m.kind = a.kind and m.id = a.id and m.request_hash is not null";

/// The writer's statements are planned to look up few rows. These read all commands there are, and would
/// else do it once for each thing, or in the order of an index.
pub(super) const PLAN_TO_READ_ALL: &str =
    "select set_config('enable_seqscan', $1, true), set_config('enable_hashjoin', $1, true)";

const COMMANDS: &str = "delete from command m using \
     (select caller, key from command where time_ms < $1 limit $2) as old \
     where m.caller = old.caller and m.key = old.key";

const READS: &str = "delete from audit l using \
     (select at_ms, id from audit where at_ms < $1 and act = 'read' order by at_ms, id limit $2) as old \
     where l.at_ms = old.at_ms and l.id = old.id";

const OTHER_LINES: &str = "delete from audit l using \
     (select at_ms, id from audit where at_ms < $1 and act <> 'read' order by at_ms, id limit $2) as old \
     where l.at_ms = old.at_ms and l.id = old.id";

/// The statements, prepared.
pub(super) struct Statements {
    versions: Statement,
    hashes: Statement,
    plan_to_read_all: Statement,
    commands: Statement,
    reads: Statement,
    other_lines: Statement,
}

impl Statements {
    pub async fn prepare(link: &Link) -> Result<Self, Error> {
        let client = &link.client;
        Ok(Statements {
            versions: client.prepare(VERSIONS).await?,
            hashes: client.prepare(HASHES).await?,
            plan_to_read_all: client.prepare(PLAN_TO_READ_ALL).await?,
            commands: client.prepare(COMMANDS).await?,
            reads: client.prepare(READS).await?,
            other_lines: client.prepare(OTHER_LINES).await?,
        })
    }
}

impl Statements {
    /// A statement over all commands, planned for that when it is planned at all.
    fn over_all_commands<'a>(
        &'a self,
        statement: &'a Statement,
        params: Vec<Param<'a>>,
        bytes: usize,
    ) -> [Step<'a>; 3] {
        let plan_to_read_all = |on: &'static str| Step {
            statement: &self.plan_to_read_all,
            params: vec![Box::new(on)],
            bytes: 16,
            reads_all: false,
        };
        let step = Step { statement, params, bytes, reads_all: true };
        [plan_to_read_all("on"), step, plan_to_read_all("off")]
    }
}

/// What one order takes out. An order names a thing once, so that no row is meant twice.
pub(super) fn steps<'a>(statements: &'a Statements, order: &'a Order) -> Vec<Step<'a>> {
    let items = &order.items[..];
    let (kinds, ids) = (|| column(items, |item| item.kind.as_str()), || column(items, |item| sql(item.id)));
    let mut steps = Vec::new();
    if !items.is_empty() {
        let before = column(items, |item| i64::from(item.before));
        let params = vec![kinds(), ids(), before, column(items, |item| item.facts)];
        let bytes = items.len() * 40;
        steps.push(Step { statement: &statements.versions, params, bytes, reads_all: false });
        steps.extend(statements.over_all_commands(
            &statements.hashes,
            vec![kinds(), ids()],
            items.len() * 30,
        ));
    }
    let lines =
        [(&statements.reads, order.reads_before_ms), (&statements.other_lines, order.audit_before_ms)];
    for (statement, before_ms) in lines.into_iter().filter_map(|(of, before_ms)| Some((of, before_ms?))) {
        let params: Vec<Param<'a>> = vec![Box::new(before_ms), Box::new(LINES_MAX as i64)];
        steps.push(Step { statement, params, bytes: 16, reads_all: false });
    }
    if let Some(before_ms) = order.commands_before_ms {
        let params: Vec<Param<'a>> = vec![Box::new(before_ms), Box::new(COMMANDS_MAX as i64)];
        steps.extend(statements.over_all_commands(&statements.commands, params, 16));
    }
    steps
}
