//! `samplats user`.

use super::token::role;
use crate::app::Opened;
use crate::domain::access::Role;
use crate::domain::ids::PartyId;
use crate::http::auth::accounts::NewAccount;
use crate::http::auth::secret;
use crate::http::state::App;
use anyhow::{anyhow, bail};
use clap::Subcommand;
use std::io::{BufRead, IsTerminal};
use std::process::ExitCode;

/// What can be done with accounts.
#[derive(Subcommand)]
pub enum UserCommand {
    /// Makes an account. The password is read from standard input; at a terminal one is made and shown once.
    Create {
        /// What it logs in with
        login: String,
        /// Code of the party it acts for
        #[arg(long)]
        party: String,
        /// reader, reporter, member, coordinator or administrator
        #[arg(long, value_parser = role)]
        role: Role,
        /// Code of the party's unit
        #[arg(long)]
        unit: Option<String>,
        /// The function it is used in, such as trygghetssamordnare
        #[arg(long)]
        function: Option<String>,
    },
    /// Lists accounts.
    List,
    /// Ends an account, with its sessions, at once.
    Disable {
        /// What it logs in with
        login: String,
    },
    /// Gives an account another password, as in `create`, and ends its sessions.
    SetPassword {
        /// What it logs in with
        login: String,
    },
}

/// Runs one.
///
/// # Errors
/// A sentence.
pub async fn run(command: UserCommand, opened: &Opened) -> anyhow::Result<ExitCode> {
    let app = &opened.app;
    let (accounts, engine) = (app.accounts(), app.engine());
    match command {
        UserCommand::Create { login, party: code, role, unit, function } => {
            let party = Some(party(app, &code)?);
            let password = given_or_made()?;
            let new = NewAccount { login, party, role, unit, function, password };
            let account = accounts.create_account(engine, new).await?;
            println!("{} can log in", account.login);
        }
        UserCommand::List => {
            let (book, snapshot) = (accounts.book(), engine.snapshot());
            let mut all: Vec<_> = book.accounts.values().collect();
            all.sort_by(|a, b| a.login.cmp(&b.login));
            for account in all {
                let party = account.party.and_then(|id| snapshot.reference.parties.get(id));
                let code = party.map_or("-", |party| party.code.as_str());
                let state = if account.disabled { "disabled" } else { "" };
                println!("{:<32}{:<16}{:<16}{state}", account.login, code, account.role.code());
            }
        }
        UserCommand::Disable { login } => {
            accounts.disable(engine, &login).await?;
            println!("{login} can no longer log in");
        }
        UserCommand::SetPassword { login } => {
            let password = given_or_made()?;
            accounts.set_password(engine, &login, password).await?;
            println!("{login} has another password");
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The party with a code.
pub fn party(app: &App, code: &str) -> anyhow::Result<PartyId> {
    let snapshot = app.engine().snapshot();
    if let Some(party) = snapshot.reference.parties.coded(code) {
        return Ok(party.id);
    }
    let known: Vec<_> = snapshot.reference.parties.iter().map(|party| party.code.as_str()).collect();
    if known.is_empty() {
        bail!("there are no parties yet; read them in first: samplats import parties FILE.csv");
    }
    bail!("no party has the code {code}; there are: {}", known.join(", "))
}

/// A line of standard input; at a terminal a password is made, since one typed there is shown.
fn given_or_made() -> anyhow::Result<String> {
    if std::io::stdin().is_terminal() {
        let made = secret::fresh().map_err(|error| anyhow!("the system gives no random bytes: {error}"))?;
        println!("password: {made}");
        return Ok(made);
    }
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    let password = line.trim_end_matches(['\r', '\n']).to_owned();
    if password.is_empty() {
        bail!("give the password as a line on standard input");
    }
    Ok(password)
}
