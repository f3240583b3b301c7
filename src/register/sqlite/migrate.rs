//! Bringing a file up to the tables of this version, step by step, each step whole or not at all.

use crate::register::Fault;
use rusqlite::{Connection, TransactionBehavior};
use std::path::Path;

/// Every step since the first release. Steps are only added: a file knows by `user_version` how
/// many it has taken.
const STEPS: &[&str] = &[
    include_str!("../../../migrations/sqlite/0001_register.sql"),
    include_str!("../../../migrations/sqlite/0002_credential_head.sql"),
    include_str!("../../../migrations/sqlite/0003_audit.sql"),
];

/// Marks the file as ours ("SmPl"), so that another program's database is never written to.
const APPLICATION_ID: i32 = 0x536d_506c;

/// Takes the steps that `connection` has not taken.
///
/// # Errors
/// [`Fault::NotOurs`] when the file is another program's, or has taken steps this version does not
/// know; [`Fault::Broken`] and [`Fault::Unavailable`] from the disk.
pub(super) fn migrate(connection: &mut Connection, path: &Path) -> Result<(), Fault> {
    let taken = steps_taken(connection, path)?;
    for (step, sql) in STEPS.iter().enumerate().skip(taken) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(sql)?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", step as i64 + 1)?;
        transaction.commit()?;
    }
    Ok(())
}

fn steps_taken(connection: &Connection, path: &Path) -> Result<usize, Fault> {
    let number = |pragma| connection.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    let user_version = number("user_version")?;
    let application_id = number("application_id")?;
    let tables: i64 = connection.query_row("select count(*) from sqlite_schema", [], |row| row.get(0))?;
    let file = path.display();
    if tables == 0 && user_version == 0 && application_id == 0 {
        return Ok(0);
    }
    if application_id != i64::from(APPLICATION_ID) {
        return Err(Fault::NotOurs(format!(
            "{file} is a SQLite database, but not a samplats register; name another file"
        )));
    }
    match usize::try_from(user_version) {
        Ok(taken) if taken <= STEPS.len() => Ok(taken),
        _ => Err(Fault::NotOurs(format!(
            "{file} was written by a newer samplats (tables of step {user_version}, this version knows {}); \
             start that version again, or restore a backup made before it",
            STEPS.len()
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(connection: &mut Connection) -> String {
        match migrate(connection, Path::new("x.db")) {
            Err(Fault::NotOurs(sentence)) => sentence,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn migrating_twice_is_migrating_once() {
        let mut connection = Connection::open_in_memory().expect("opened");
        migrate(&mut connection, Path::new("x.db")).expect("made");
        migrate(&mut connection, Path::new("x.db")).expect("left alone");
        let heads: i64 =
            connection.query_row("select count(*) from head", [], |row| row.get(0)).expect("read");
        assert_eq!(heads, 1);
    }

    #[test]
    fn a_newer_register_is_refused() {
        let mut connection = Connection::open_in_memory().expect("opened");
        migrate(&mut connection, Path::new("x.db")).expect("made");
        connection.pragma_update(None, "user_version", STEPS.len() as i64 + 1).expect("raised");
        assert!(sentence(&mut connection).contains("newer samplats"));
    }

    #[test]
    fn another_programs_database_is_refused() {
        let mut connection = Connection::open_in_memory().expect("opened");
        connection.execute_batch("create table tune (name text)").expect("made");
        assert!(sentence(&mut connection).contains("not a samplats register"));
    }

    #[test]
    fn the_tables_refuse_what_the_program_never_writes() {
        let mut connection = Connection::open_in_memory().expect("opened");
        migrate(&mut connection, Path::new("x.db")).expect("made");
        let bad = [
            "insert into head values (2, 0, 1, zeroblob(32), 1, 0)",
            "update head set hash = zeroblob(31)",
            "insert into record values ('Place', 1, 1, 1, 1, '{}', null)",
            "insert into record values ('place', -1, 1, 1, 1, '{}', null)",
            "insert into record values ('place', 9007199254740992, 1, 1, 1, '{}', null)",
            "insert into record values ('place', 1, 0, 1, 1, '{}', null)",
            "insert into record values ('place', 1, 1, 1, 1, '{', null)",
            "insert into record values ('place', 1, 1, 1, 1, '{}', 'x')",
            "insert into record values ('place', 'one', 1, 1, 1, '{}', null)",
            "insert into command values ('a', 'k', 'place', 1, 1, 404, 1, 0, null)",
            "insert into credential values ('password', 'a', '{}', null)",
            "insert into change values (1, 1, 0, '', '', 'create', 'place', 1, 1, 1, zeroblob(32), null, zeroblob(32))",
            "insert into record_version values (1, 'place', 1, 1, 1, '{}', null, null, null)",
            "insert into audit values (1, 1, 'Read', '', '', '', '', null, null, null, null, null, null, 1)",
            "insert into audit values (1, 1, 'read', '', '', '', '', 'place', null, null, null, null, null, 1)",
            "insert into audit values (1, -1, 'read', '', '', '', '', null, null, null, null, null, null, 1)",
        ];
        for sql in bad {
            assert!(connection.execute_batch(sql).is_err(), "accepted: {sql}");
        }
        connection
            .execute_batch("insert into record values ('place', 1, 1, 1, 1, '{}', '{}')")
            .expect("an ordinary row is accepted");
    }

    #[test]
    fn the_past_is_neither_rewritten_nor_removed_by_accident() {
        let mut connection = Connection::open_in_memory().expect("opened");
        migrate(&mut connection, Path::new("x.db")).expect("made");
        connection
            .execute_batch(
                "insert into change values
                     (1, 1, 0, '', '', 'place.create', 'place', 1, 1, 1, zeroblob(32), zeroblob(32), zeroblob(32));
                 insert into record_version values (1, 'place', 1, 1, 1, '{}', zeroblob(16), '{}', zeroblob(16))",
            )
            .expect("written");
        let bad = [
            "update change set party = 'other'",
            "delete from change",
            "delete from record_version",
            "update record_version set facts = '[]'",
            "update record_version set version = 2",
            "update record_version set content_salt = randomblob(16)",
            "update record_version set content = null",
        ];
        for sql in bad {
            assert!(connection.execute_batch(sql).is_err(), "accepted: {sql}");
        }
        let erase = "update record_version set content = null, content_salt = null";
        connection.execute_batch(erase).expect("erasing is allowed");
    }
}
