//! `samplats user`.

use super::remote::{Again, Server};
use super::token::role;
use crate::accounts::book::{Account, TakenBy};
use crate::accounts::secret;
use crate::accounts::{Assignment, NewAccount};
use crate::app::Opened;
use crate::audit::{About, By};
use crate::domain::access::Role;
use crate::domain::audit::Act;
use crate::domain::ids::PartyId;
use crate::http::state::App;
use crate::http::users::User;
use crate::said::answer;
use anyhow::{anyhow, bail, ensure};
use clap::Subcommand;
use serde::Deserialize;
use serde_json::json;
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
    /// Has an account act for another party, or in another role or unit, and ends its sessions at once.
    Assign {
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
    },
    /// Disables an account, and ends its sessions at once.
    Disable {
        /// What it logs in with
        login: String,
    },
    /// Enables a disabled account again, with the password it had.
    Enable {
        /// What it logs in with
        login: String,
    },
    /// Gives an account another password, as in `create`, and ends its sessions.
    SetPassword {
        /// What it logs in with
        login: String,
    },
    /// Takes an account's second factor away, for whoever has lost the phone and its codes, and ends its sessions.
    RemoveSecondFactor {
        /// What it logs in with
        login: String,
    },
}

/// Runs one on the store.
///
/// # Errors
/// A sentence.
pub async fn run_here(command: UserCommand, opened: &Opened) -> anyhow::Result<ExitCode> {
    let app = &opened.app;
    let (accounts, engine) = (app.accounts(), app.engine());
    match command {
        UserCommand::Create { login, party: code, role, unit, function } => {
            let party = Some(party(app, &code)?);
            let password = given_or_made()?;
            let new = NewAccount { login, party, role, unit, function, password };
            let made = accounts.create_account(engine, new).await?;
            written_down(app, &made);
            told(Told::Made, &made.login);
        }
        UserCommand::List => {
            let (book, snapshot) = (accounts.book(), engine.snapshot());
            let mut all: Vec<_> =
                book.accounts.values().map(|account| User::of(account, &snapshot)).collect();
            all.sort_by(|a, b| a.login.cmp(&b.login));
            all.iter().for_each(listed);
        }
        UserCommand::Assign { login, party: code, role, unit } => {
            let to = Assignment { party: party(app, &code)?, role, unit };
            let assigned = accounts.assign(engine, &login, to).await?;
            written_down(app, &assigned);
            told(Told::Assigned, &assigned.login);
        }
        UserCommand::Disable { login } => {
            let disabled = accounts.disable(engine, &login).await?;
            written_down(app, &disabled);
            told(Told::Disabled, &disabled.login);
        }
        UserCommand::Enable { login } => {
            let enabled = accounts.enable(engine, &login).await?;
            written_down(app, &enabled);
            told(Told::Enabled, &enabled.login);
        }
        UserCommand::SetPassword { login } => {
            let password = given_or_made()?;
            let set = accounts.set_password(engine, &login, password).await?;
            written_down(app, &set);
            told(Told::PasswordSet, &set.login);
        }
        UserCommand::RemoveSecondFactor { login } => {
            let known = accounts.book().accounts.get(&login.to_lowercase()).cloned();
            let known = known.ok_or_else(|| anyhow!("there is no account {login}"))?;
            ensure!(known.second.is_some(), "{login} has no second factor");
            let account = accounts.take_second(engine, known.id, TakenBy::CommandLine, None).await?;
            tracing::warn!(account = %account.id, "a second factor was taken away by the command line");
            written_down(app, &account);
            told(Told::FactorTaken, &account.login);
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Takes down in the audit log that the operator has changed who may get in, as it is of everybody who does.
fn written_down(app: &App, account: &Account) {
    app.audit().done(Act::AccessChanged, &By::operator(), "users", Some(About::account(account.id)));
}

/// Has a server run one.
///
/// # Errors
/// The server does not do it; a sentence.
pub async fn run_there(command: UserCommand, server: &Server) -> anyhow::Result<ExitCode> {
    match command {
        UserCommand::Create { login, party, role, unit, function } => {
            let password = given_or_made()?;
            let asked = json!({ "login": login, "party": party, "role": role.code(), "unit": unit,
                                "function": function, "password": password });
            // The login would be taken the second time, by ourselves.
            let made: User = server.post(&["users"], &asked, Again::Never).await?;
            told(Told::Made, &made.login);
        }
        UserCommand::List => list_there(server).await?,
        UserCommand::Assign { login, party, role, unit } => {
            let asked = json!({ "party": party, "role": role.code(), "unit": unit });
            let user: User = server.post(&["users", &login, "assignment"], &asked, Again::Same).await?;
            told(Told::Assigned, &user.login);
        }
        UserCommand::Disable { login } => {
            let user: User = server.post(&["users", &login, "disable"], &json!({}), Again::Same).await?;
            told(Told::Disabled, &user.login);
        }
        UserCommand::Enable { login } => {
            let user: User = server.post(&["users", &login, "enable"], &json!({}), Again::Same).await?;
            told(Told::Enabled, &user.login);
        }
        UserCommand::SetPassword { login } => {
            let asked = json!({ "password": given_or_made()? });
            let user: User = server.post(&["users", &login, "password"], &asked, Again::Same).await?;
            told(Told::PasswordSet, &user.login);
        }
        UserCommand::RemoveSecondFactor { login } => {
            let path = ["users", &login, "second-factor", "remove"];
            let user: User = server.post(&path, &json!({}), Again::Same).await?;
            told(Told::FactorTaken, &user.login);
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn list_there(server: &Server) -> anyhow::Result<()> {
    #[derive(Deserialize)]
    struct Page {
        items: Vec<User>,
        next: Option<String>,
    }
    let mut query = vec![("limit", "1000".to_owned())];
    loop {
        let page: Page = server.get(&["users"], &query).await?;
        page.items.iter().for_each(listed);
        let Some(next) = page.next else { return Ok(()) };
        query.truncate(1);
        query.push(("cursor", next));
    }
}

enum Told {
    Made,
    Assigned,
    Disabled,
    Enabled,
    PasswordSet,
    FactorTaken,
}

fn told(what: Told, login: &str) {
    match what {
        Told::Made => answer!("{login} can log in"),
        Told::Assigned => answer!("{login} acts as that from now on"),
        Told::Disabled => answer!("{login} can no longer log in"),
        Told::Enabled => answer!("{login} can log in again"),
        Told::PasswordSet => answer!("{login} has another password"),
        Told::FactorTaken => {
            answer!("{login} logs in with the password alone, until it gets another second factor")
        }
    }
}

fn listed(user: &User) {
    let party = user.party.as_deref().unwrap_or("-");
    let state = if user.disabled { "disabled" } else { "" };
    answer!("{:<32}{party:<16}{:<16}{state}", user.login, user.role);
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
        answer!("password: {made}");
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
