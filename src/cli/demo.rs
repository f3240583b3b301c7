//! `samplats demo`: an invented city to try things on.

use super::serve::serve_opened;
use crate::app::{self, Opened};
use crate::config::Config;
use crate::demo::logins::{PASSWORD, base_map, logins};
use crate::demo::stage::{nature, stage};
use crate::http::auth::accounts::{NewAccount, system_clock};
use crate::http::state::City;
use crate::register;
use anyhow::{Context, bail};
use jiff::Timestamp;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Where the demo's data lies unless told: a folder of its own in the working directory.
const FOLDER: &str = "samplats-demo";
/// Says that a folder is a demo's, so that `--fresh` never takes away a register that is not.
const MARK: &str = "INVENTED-CITY";
/// The register's file in the folder.
const REGISTER: &str = "samplats.db";
/// Files that go with it.
const FILES: [&str; 4] = [REGISTER, "samplats.db-wal", "samplats.db-shm", "samplats.db.lock"];

/// Starts an invented city with history and log-ins. A second run continues it.
#[derive(Debug, clap::Args)]
pub struct DemoArgs {
    /// Start over with a city as it was
    #[arg(long)]
    fresh: bool,
    /// Which city: the same number gives the same one
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Stages or continues the city, prints its address and log-ins, and serves it.
///
/// # Errors
/// A sentence: the folder is not a demo's, or the address is taken.
pub async fn run(args: &DemoArgs, config: &Config, data: Option<PathBuf>) -> anyhow::Result<ExitCode> {
    let folder = data.unwrap_or_else(|| FOLDER.into());
    prepare(&folder, args.fresh)?;
    let opened = open(args.seed, &folder).await?;
    println!(
        "{} is an invented city: every place, report and name in it is made up.",
        opened.app.city().name
    );
    println!("Its data lies in {}; --fresh starts over.\n", folder.display());
    println!("Log in at http://{} with the password {PASSWORD} as", config.listen);
    for login in logins() {
        println!("    {:<14}{}", login.login, login.words);
    }
    println!();
    serve_opened(opened, config).await
}

fn prepare(folder: &Path, fresh: bool) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let mark = folder.join(MARK);
    if !mark.exists() {
        if folder.join(REGISTER).exists() {
            bail!(
                "{} holds a register that is not a demo's; choose another folder with --data",
                folder.display()
            );
        }
        std::fs::write(
            &mark,
            "The register in this folder is invented; samplats demo --fresh deletes it.\n",
        )?;
    }
    if fresh {
        for file in FILES.map(|file| folder.join(file)) {
            match std::fs::remove_file(&file) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(error).with_context(|| format!("{} cannot be deleted", file.display()));
                }
                Ok(()) | Err(_) => {}
            }
        }
    }
    Ok(())
}

async fn open(seed: u64, folder: &Path) -> anyhow::Result<Opened> {
    let register = register::open(&format!("sqlite:{REGISTER}"), folder).await?;
    let (nature, clock) = nature(seed);
    let opened = app::start(register, nature, system_clock(), false, async |engine| {
        let city = if engine.snapshot().seq == 0 {
            eprintln!("Putting the city on stage: a year of reports, places and decisions …");
            stage(engine, &clock, seed, Timestamp::now()).await?.city
        } else {
            crate::demo::city(seed)
        };
        let base_map = Some(base_map(&city));
        Ok(City { name: city.name.to_owned(), demo: true, base_map, ..City::default() })
    })
    .await?;
    make_accounts(&opened).await?;
    Ok(opened)
}

async fn make_accounts(opened: &Opened) -> anyhow::Result<()> {
    let (accounts, engine) = (opened.app.accounts(), opened.app.engine());
    if !accounts.is_first_run() {
        return Ok(());
    }
    for login in logins() {
        let new = NewAccount {
            login: login.login.to_owned(),
            party: Some(super::user::party(&opened.app, login.party)?),
            role: login.role,
            unit: login.unit.map(str::to_owned),
            function: None,
            password: PASSWORD.to_owned(),
        };
        accounts.create_account(engine, new).await?;
    }
    Ok(())
}
