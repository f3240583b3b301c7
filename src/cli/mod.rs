//! The command line. Answers go to standard output, everything else to standard error, whether or not anybody listens;
//! the exit code is 1 when something was refused or failed, 2 when it was not understood.

pub mod demo;
mod export;
mod import;
mod incident;
mod keeping;
mod register;
mod remote;
mod retention;
mod serve;
mod steps;
mod token;
mod unused;
mod user;

use crate::app::{self, Opened};
use crate::config::{Config, LogFormat, Settings};
use crate::said::{self, aside};
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use remote::ServerArgs;
use std::io::IsTerminal;
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

/// Samplats: the shared map of unsafe and crime-exposed places.
#[derive(Parser)]
#[command(name = "samplats", version, about, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Starts an invented city with history and log-ins, to try things on.
    Demo(demo::DemoArgs),
    /// Serves the city: the web app, the API and the map layers.
    Serve,
    /// Reads areas, sites, parties, reports, statistics, addresses or buildings from a file into the register.
    Import {
        #[command(flatten)]
        args: Box<import::ImportArgs>,
        #[command(flatten)]
        server: ServerArgs,
    },
    /// Writes a list into a file, as it is or as it stood.
    Export {
        #[command(flatten)]
        args: Box<export::ExportArgs>,
        #[command(flatten)]
        server: ServerArgs,
    },
    /// Makes tokens for programs.
    Token {
        #[command(subcommand)]
        command: token::TokenCommand,
        #[command(flatten)]
        server: ServerArgs,
    },
    /// Makes and changes accounts for people.
    User {
        #[command(subcommand)]
        command: user::UserCommand,
        #[command(flatten)]
        server: ServerArgs,
    },
    /// Erases what the table of retention says is due, after it was written to an archive package.
    Retention {
        #[command(flatten)]
        args: retention::RetentionArgs,
        #[command(flatten)]
        server: ServerArgs,
    },
    /// Checks and describes the register.
    Register {
        #[command(subcommand)]
        command: register::RegisterCommand,
        #[command(flatten)]
        server: ServerArgs,
    },
}

/// Runs the program.
#[must_use]
pub fn run() -> ExitCode {
    let line = command().get_matches();
    let cli = Cli::from_arg_matches(&line).unwrap_or_else(|error| error.exit());
    match unused::refuse(&line).and_then(|()| run_command(cli)) {
        Ok(code) => said::ended(code),
        Err(error) => {
            aside!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The command line as it is read. Which fields a file has stands in the help of `import`, of one kind where one is named.
fn command() -> clap::Command {
    let fields = import::fields_told(std::env::args_os().map(|word| word.to_string_lossy().into_owned()));
    Cli::command().mut_subcommand("import", |import| import.after_help(fields))
}

fn run_command(cli: Cli) -> anyhow::Result<ExitCode> {
    let data = cli.settings.data.clone();
    let config = Config::read(cli.settings)?;
    let serving = matches!(cli.command, Command::Serve);
    start_log(&config, if serving { "info" } else { "warn" });
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match cli.command {
            Command::Demo(args) => demo::run(&args, &config, data).await,
            Command::Serve => serve::run(&config).await,
            Command::Import { args, server } => match server.server()? {
                Some(server) => import::run_there(*args, &server).await,
                None => {
                    on_opened(&config, async |opened| import::run_here(*args, opened.app.engine()).await)
                        .await
                }
            },
            Command::Export { args, server } => match server.server()? {
                Some(server) => export::run_there(*args, &server).await,
                None => on_opened(&config, async |opened| export::run_here(*args, &opened.app).await).await,
            },
            Command::Token { command, server } => match server.server()? {
                Some(server) => token::run_there(command, &server).await,
                None => on_opened(&config, async |opened| token::run_here(command, opened).await).await,
            },
            Command::User { command, server } => match server.server()? {
                Some(server) => user::run_there(command, &server).await,
                None => on_opened(&config, async |opened| user::run_here(command, opened).await).await,
            },
            Command::Retention { args, server } => match server.server()? {
                Some(server) => retention::run_there(&args, &server).await,
                None => {
                    let run = async |opened: &Opened| retention::run_here(&args, opened, &config).await;
                    on_opened(&config, run).await
                }
            },
            Command::Register { command, server } => match server.server()? {
                Some(server) => register::run_there(&command, &server).await,
                None => register::run_here(&command, &config).await,
            },
        }
    })
}

/// Runs a command on the opened register and closes it, whatever came of it.
async fn on_opened(
    config: &Config,
    command: impl AsyncFnOnce(&Opened) -> anyhow::Result<ExitCode>,
) -> anyhow::Result<ExitCode> {
    let opened = app::open(config).await?;
    let code = command(&opened).await;
    opened.close().await;
    code
}

/// The log goes to standard error: text for people, JSON for machines. `RUST_LOG` chooses what.
fn start_log(config: &Config, usual: &str) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(usual));
    // A line that could not be written is not told on the stream that it could not be written to.
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .log_internal_errors(false);
    let format = config.log_format.unwrap_or(if std::io::stderr().is_terminal() {
        LogFormat::Text
    } else {
        LogFormat::Json
    });
    match format {
        LogFormat::Text => log.with_ansi(std::io::stderr().is_terminal()).init(),
        LogFormat::Json => log.json().init(),
    }
}
