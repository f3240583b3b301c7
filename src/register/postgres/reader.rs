//! What the register asks of the programs that read it, raised once no older one is connected.

use super::connect::{DEADLINE, within};
use super::rows;
use super::servers::Servers;
use super::session::{BEGIN_WRITING, Session};
use crate::register::Fault;

/// How a connection of ours names itself, before the version of what it reads.
pub(super) const READER: &str = "samplats reader ";

/// Connections of programs that read less than `$1`. The first release named itself without a number.
const OLDER: &str = "select count(*) from pg_stat_activity \
    where datname = current_database() and (application_name = 'samplats' \
    or substring(application_name from '^samplats reader ([0-9]{1,9})')::bigint < $1)";

impl Session {
    /// See [`crate::register::Register::raise_reader`]. The head is locked meanwhile; a program that
    /// connects after the look reads the head before anything else, and finds that it is too old.
    pub async fn raise_reader(&mut self, servers: &Servers, version: u32) -> Result<u32, Fault> {
        self.in_transaction = true;
        let (client, version) = (&self.link.client, i64::from(version));
        let looked = async {
            client.batch_execute(BEGIN_WRITING).await?;
            let head = client.query_opt("select least_reader_version from head for update", &[]).await?;
            let head = head.ok_or_else(|| Fault::Broken("the head row is missing".into()))?;
            let older = client.query_one(OLDER, &[&version]).await?;
            Ok((rows::number(&head, 0)?, rows::get::<i64>(&older, 0)?, self.standing().await?))
        };
        let (before, older, standing) = within(DEADLINE, "looking for older programs", looked).await?;
        servers.saw(standing)?;
        if older > 0 {
            self.rollback().await?;
            return Err(Fault::NotOurs(format!(
                "{older} connections are of an older samplats, which could not read what would be written; \
                 stop it and try again"
            )));
        }
        let raise = "update head set least_reader_version = greatest(least_reader_version, $1)";
        let raised = async { Ok(client.execute(raise, &[&version]).await?) };
        within(DEADLINE, "raising what is asked of readers", raised).await?;
        self.send_with_commit(Vec::new()).await?;
        self.in_transaction = false;
        servers.saw(standing).map_err(|left_behind| Fault::OutcomeUnknown(left_behind.to_string()))?;
        Ok(before)
    }
}
