//! `samplats token`.

use super::remote::{Again, Server};
use crate::accounts::NewToken;
use crate::accounts::scope::{Scope, Scopes};
use crate::app::Opened;
use crate::audit::{About, By};
use crate::domain::access::Role;
use crate::domain::audit::Act;
use crate::said::answer;
use clap::Subcommand;
use serde::Deserialize;
use serde_json::json;
use std::process::ExitCode;

/// What can be done with tokens.
#[derive(Subcommand)]
pub enum TokenCommand {
    /// Makes a token and prints it, alone, on standard output. It is shown this once.
    Create {
        /// Code of the party it acts for
        #[arg(long)]
        party: String,
        /// reader, reporter, member, coordinator or administrator
        #[arg(long, value_parser = role)]
        role: Role,
        /// Code of a unit of the party, whose reports its are
        #[arg(long)]
        unit: Option<String>,
        /// What of its role it may do: read, report, work, export, administer, with commas between [default: all of it]
        #[arg(long, value_parser = scope, value_delimiter = ',')]
        scopes: Vec<Scope>,
        /// What it is for
        #[arg(long)]
        label: Option<String>,
        /// Days until it ends by itself
        #[arg(long, default_value_t = 365, value_parser = clap::value_parser!(u32).range(1..=1_095))]
        days: u32,
    },
}

/// A role by its word.
pub fn role(text: &str) -> Result<Role, String> {
    Role::parse(text).ok_or_else(|| format!("is not one of {}", Role::ALL.map(Role::code).join(", ")))
}

/// A scope by its word.
fn scope(text: &str) -> Result<Scope, String> {
    Scope::parse(text).ok_or_else(|| format!("is not one of {}", Scope::ALL.map(Scope::code).join(", ")))
}

/// Runs one on the store.
///
/// # Errors
/// A sentence.
pub async fn run_here(command: TokenCommand, opened: &Opened) -> anyhow::Result<ExitCode> {
    let TokenCommand::Create { party, role, unit, scopes, label, days } = command;
    let app = &opened.app;
    let party = super::user::party(app, &party)?;
    let scopes = if scopes.is_empty() { Scopes::All } else { Scopes::Some(scopes.into_iter().collect()) };
    let new = NewToken { party, role, unit, scopes, label, days, until: None };
    let (token, secret) = app.accounts().create_token(app.engine(), new).await?;
    app.audit().done(Act::AccessChanged, &By::operator(), "tokens", About::coded("token", &token.id));
    Ok(told(&secret))
}

/// Has a server run one.
///
/// # Errors
/// The server does not do it; a sentence.
pub async fn run_there(command: TokenCommand, server: &Server) -> anyhow::Result<ExitCode> {
    #[derive(Deserialize)]
    struct Made {
        token: String,
    }
    let TokenCommand::Create { party, role, unit, scopes, label, days } = command;
    let scopes = (!scopes.is_empty()).then(|| scopes.into_iter().map(Scope::code).collect::<Vec<_>>());
    let asked = json!({ "party": party, "role": role.code(), "unit": unit, "scopes": scopes, "label": label, "days": days });
    // Nobody can be told a secret again, so that asking twice makes two.
    let made: Made = server.post(&["tokens"], &asked, Again::Never).await?;
    Ok(told(&made.token))
}

fn told(secret: &str) -> ExitCode {
    answer!("{secret}");
    ExitCode::SUCCESS
}
