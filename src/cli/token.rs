//! `samplats token`.

use crate::app::Opened;
use crate::domain::access::Role;
use crate::http::auth::accounts::NewToken;
use clap::Subcommand;
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

/// Runs one.
///
/// # Errors
/// A sentence.
pub async fn run(command: TokenCommand, opened: &Opened) -> anyhow::Result<ExitCode> {
    let TokenCommand::Create { party, role, label, days } = command;
    let app = &opened.app;
    let party = super::user::party(app, &party)?;
    let new = NewToken { party, role, label, days };
    let (_, secret) = app.accounts().create_token(app.engine(), new).await?;
    println!("{secret}");
    Ok(ExitCode::SUCCESS)
}
