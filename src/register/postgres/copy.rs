//! All tables of a database, to and from another.

use super::address::Address;
use super::audit;
use super::batch::{Param, Step, changes, stored_records, versions};
use super::connect::{DEADLINE, LONG_DEADLINE, within};
use super::read::{Pages, begin_reading, head};
use super::rows::{self, sql};
use super::servers::Servers;
use super::session::{Session, run};
use crate::register::audit::{COLUMNS, Line};
use crate::register::chain::Sealed;
use crate::register::copy::{CommandRow, Parcel, ROWS, incomplete, no_version, nobody_writes, not_empty};
use crate::register::{Credential, Fault, Head};
use tokio::runtime::Handle;
use tokio::sync::mpsc::{Receiver, Sender};
use tokio_postgres::Row;
use tokio_postgres::types::ToSql;

/// The source may be slow, and a parcel of it large.
const BEGIN_COPYING: &str = "begin; set local idle_in_transaction_session_timeout = '10min'; \
                             set local statement_timeout = '30s'";

/// Reads a whole database, in one picture.
///
/// # Errors
/// [`Fault::NotOurs`] when it is no register; [`Fault::Broken`] when it contradicts itself.
pub(in crate::register) async fn read(url: &str, parcels: Sender<Parcel>) -> Result<(), Fault> {
    let mut link = Servers::new(Address::parse(url)?).connect(&Handle::current(), None).await?;
    // The target may be slow, and this locks nothing that others need.
    let patient = "set idle_in_transaction_session_timeout = '10min'";
    within(DEADLINE, "preparing to read", async { Ok(link.client.batch_execute(patient).await?) }).await?;
    let transaction = begin_reading(&mut link).await?;
    let changes = format!(
        "select {}, {} from change c left join record_version v on v.seq = c.seq order by c.seq",
        rows::CHANGE,
        rows::VERSION
    );
    let records = format!("select {} from record r", rows::RECORD);
    let commands = format!("select {}, m.time_ms from command m", rows::COMMAND);
    let credentials = "select kind, key, body, expires_ms from credential";
    let send = |parcel| async { parcels.send(parcel).await.map_err(|_| nobody_writes()) };
    let mut pages = Pages::of(&transaction, &changes).await?;
    while let Some(page) = pages.next().await? {
        send(Parcel::Sealed(all(&page, sealed)?)).await?;
    }
    let mut pages = Pages::of(&transaction, &records).await?;
    while let Some(page) = pages.next().await? {
        send(Parcel::Records(all(&page, rows::record)?)).await?;
    }
    let mut pages = Pages::of(&transaction, &commands).await?;
    while let Some(page) = pages.next().await? {
        send(Parcel::Commands(all(&page, command)?)).await?;
    }
    let mut pages = Pages::of(&transaction, credentials).await?;
    while let Some(page) = pages.next().await? {
        send(Parcel::Credentials(all(&page, rows::credential)?)).await?;
    }
    let mut pages = Pages::of(&transaction, &format!("select {COLUMNS} from audit")).await?;
    while let Some(page) = pages.next().await? {
        send(Parcel::Audit(all(&page, audit::line)?)).await?;
    }
    let ending = async {
        let number = transaction.query_one("select number from credential_head", &[]).await?;
        Ok((head(&transaction).await?, rows::number(&number, 0)?))
    };
    let (head, number) = within(DEADLINE, "reading the head", ending).await?;
    send(Parcel::End(head, number)).await
}

fn all<T>(page: &[Row], read: impl Fn(&Row) -> Result<T, Fault>) -> Result<Vec<T>, Fault> {
    page.iter().map(read).collect()
}

fn sealed(row: &Row) -> Result<Sealed, Fault> {
    let change = rows::change(row)?;
    let version = rows::version(row, rows::CHANGE_COLUMNS)?.ok_or_else(|| no_version(change.line.seq))?;
    Ok(Sealed { change, version })
}

fn command(row: &Row) -> Result<CommandRow, Fault> {
    let (key, remembered) = rows::remembered(row)?;
    if remembered.is_torn() {
        return Err(Fault::Broken("what is remembered of a command does not read".into()));
    }
    Ok(CommandRow { key, remembered, time_ms: rows::get(row, 8)? })
}

/// Writes a whole register into a database that was migrated and holds none, in one transaction.
///
/// # Errors
/// [`Fault::NotOurs`] when it holds one or was not migrated.
pub(in crate::register) async fn write(url: &str, mut inbox: Receiver<Parcel>) -> Result<(), Fault> {
    let mut session = Session::open(&Servers::new(Address::parse(url)?), &Handle::current()).await?;
    let empty = async {
        let client = &session.link.client;
        // Nobody else is kept waiting by an empty register.
        client.batch_execute(BEGIN_COPYING).await?;
        let used = "select seq > 0 or (select number > 0 from credential_head) \
                    or exists (select from command) from head for update";
        rows::get::<bool>(&client.query_one(used, &[]).await?, 0)
    };
    if within(DEADLINE, "looking at the target", empty).await? {
        return Err(not_empty());
    }
    session.in_transaction = true;
    while let Some(parcel) = inbox.recv().await {
        let work = async {
            match &parcel {
                Parcel::Sealed(rows) => {
                    run(&session, changes(&session.statements.insert_changes, rows)).await?;
                    run(&session, versions(&session.statements.insert_versions, rows)).await?;
                }
                Parcel::Records(rows) => {
                    run(&session, stored_records(&session.statements.insert_records, rows)).await?;
                }
                Parcel::Commands(rows) => run(&session, commands(&session, rows)).await?,
                Parcel::Credentials(rows) => put_credentials(&session, rows).await?,
                Parcel::Audit(lines) => put_lines(&session, lines).await?,
                Parcel::End(head, number) => put_head(&session, head, *number).await?,
            }
            Ok(())
        };
        within(LONG_DEADLINE, "writing a part of the copy", work).await?;
        if matches!(parcel, Parcel::End(..)) {
            return session.send_with_commit(Vec::new()).await;
        }
    }
    Err(incomplete())
}

fn commands<'a>(session: &'a Session, rows: &'a [CommandRow]) -> Step<'a> {
    let outcomes = || rows.iter().map(|row| &row.remembered.outcome);
    let params: Vec<Param<'a>> = vec![
        Box::new(rows.iter().map(|row| row.key.caller.as_str()).collect::<Vec<_>>()),
        Box::new(rows.iter().map(|row| row.key.key.as_str()).collect::<Vec<_>>()),
        Box::new(outcomes().map(|outcome| outcome.kind.as_str()).collect::<Vec<_>>()),
        Box::new(outcomes().map(|outcome| sql(outcome.id)).collect::<Vec<_>>()),
        Box::new(outcomes().map(|outcome| i64::from(outcome.version)).collect::<Vec<_>>()),
        Box::new(outcomes().map(|outcome| outcome.status as i16).collect::<Vec<_>>()),
        Box::new(outcomes().map(|outcome| sql(outcome.seq)).collect::<Vec<_>>()),
        Box::new(rows.iter().map(|row| row.time_ms).collect::<Vec<_>>()),
        Box::new(
            rows.iter()
                .map(|row| row.remembered.request_hash.as_ref().map(|hash| &hash[..]))
                .collect::<Vec<_>>(),
        ),
        Box::new(sql(rows.len() as u64)),
    ];
    Step {
        statement: &session.statements.insert_commands,
        params,
        bytes: rows.len() * ROWS,
        reads_all: false,
    }
}

async fn put_credentials(session: &Session, rows: &[Credential]) -> Result<(), Fault> {
    let insert = "insert into credential (kind, key, body, expires_ms) values ($1, $2, $3, $4)";
    let insert = session.link.client.prepare(insert).await?;
    for row in rows {
        session
            .link
            .client
            .execute(&insert, &[&row.kind.word(), &row.key, &row.body, &row.expires_ms])
            .await?;
    }
    Ok(())
}

async fn put_lines(session: &Session, lines: &[Line]) -> Result<(), Fault> {
    let params = audit::params(lines);
    let params: Vec<&(dyn ToSql + Sync)> = params.iter().map(|param| &**param as _).collect();
    session.link.client.execute(audit::INSERT, &params).await?;
    Ok(())
}

async fn put_head(session: &Session, head: &Head, credentials: u64) -> Result<(), Fault> {
    let client = &session.link.client;
    let put = "update head set seq = $1, epoch = $2, hash = $3, least_reader_version = $4, time_ms = $5";
    let least = i64::from(head.least_reader_version);
    let (seq, epoch) = (sql(head.seq), sql(head.epoch));
    client.execute(put, &[&seq, &epoch, &&head.hash[..], &least, &head.time_ms]).await?;
    client.execute("update credential_head set number = $1", &[&sql(credentials)]).await?;
    Ok(())
}
