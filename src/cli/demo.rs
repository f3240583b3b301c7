//! `samplats demo`: an invented city to try things on.

mod folder;

use super::serve::serve_opened;
use crate::app::{self, Opened};
use crate::config::Config;
use crate::demo::logins::{PASSWORD, base_map, logins};
use crate::demo::stage::{hang, nature, stage};
use crate::http::auth::accounts::{NewAccount, system_clock};
use crate::http::state::City;
use crate::photos::Photos;
use crate::photos::store::Store;
use crate::register;
use crate::said::{self, answer, aside};
use folder::{Folder, REGISTER};
use jiff::Timestamp;
use std::path::PathBuf;
use std::process::ExitCode;

/// Where the demo's data lies unless told: a folder of its own in the working directory.
const FOLDER: &str = "samplats-demo";

/// Where the bytes of photos lie in the folder.
const PHOTOS: &str = "photos";

/// Where archive packages lie in the folder.
const ARCHIVE: &str = "archive";

/// Starts an invented city with history and log-ins. A second run continues it.
#[derive(Debug, clap::Args)]
pub struct DemoArgs {
    /// Start over with a city as it was
    #[arg(long)]
    fresh: bool,
    /// Which city: the same number gives the same one [default: the one that is there, else 1]
    #[arg(long)]
    seed: Option<u64>,
}

/// Stages or continues the city, prints its address and log-ins, and serves it.
///
/// # Errors
/// A sentence: the folder is not a demo's, or the address is taken.
pub async fn run(args: &DemoArgs, config: &Config, data: Option<PathBuf>) -> anyhow::Result<ExitCode> {
    let mut folder = Folder::take(data.unwrap_or_else(|| FOLDER.into()), args.seed, args.fresh)?;
    let opened = open(&folder).await?;
    folder.complete()?;
    answer!("{} is an invented city: every place, report and name in it is made up.", opened.app.city().name);
    answer!("Its data lies in {}; --fresh starts over.\n", folder.path().display());
    answer!("Log in at http://{} with the password {PASSWORD} as", config.listen);
    for login in logins() {
        answer!("    {:<14}{}", login.login, login.words);
    }
    said::to_output("\n");
    // What keeps a register lies with it.
    let lies = |name: &str| folder.path().join(name);
    let config = Config {
        archive: lies(ARCHIVE),
        erasure_list: lies("erasures.jsonl"),
        checkpoint_key: lies("checkpoint.key"),
        ..config.clone()
    };
    serve_opened(opened, &config).await
}

async fn open(folder: &Folder) -> anyhow::Result<Opened> {
    let seed = folder.seed();
    let register = register::open(&format!("sqlite:{REGISTER}"), folder.path()).await?;
    let photos = Photos::new(Store::open(&folder.path().join(PHOTOS).to_string_lossy())?);
    let (nature, clock) = nature(seed);
    let opened = app::start(register, nature, system_clock(), false, async |engine| {
        let city = if folder.is_complete() {
            crate::demo::city(seed)
        } else {
            aside!("Putting the city on stage: a year of reports, places and decisions …");
            let city = stage(engine, &clock, seed, Timestamp::now()).await?.city;
            hang(engine, &photos).await?;
            city
        };
        let base_map = Some(base_map(&city));
        let archive = Some(folder.path().join(ARCHIVE));
        let photos = Some(photos.clone());
        Ok(City { name: city.name.to_owned(), demo: true, base_map, archive, photos, ..City::default() })
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
        accounts.create_known_account(engine, login.account, new).await?;
    }
    Ok(())
}
