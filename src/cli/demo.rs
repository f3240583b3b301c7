//! `samplats demo`: an invented city to try things on.

mod folder;
pub mod opening;

use super::serve::serve_opened;
use crate::app::Opened;
use crate::config::Config;
use crate::demo::logins::{PASSWORD, logins};
use crate::photos::Photos;
use crate::photos::store::Store;
use crate::register;
use crate::said::{self, answer};
use folder::{Folder, REGISTER};
use opening::Ground;
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
    opening::open(Ground {
        seed: folder.seed(),
        is_complete: folder.is_complete(),
        register: register::open(&format!("sqlite:{REGISTER}"), folder.path()).await?,
        photos: Photos::new(Store::open(&folder.path().join(PHOTOS).to_string_lossy())?),
        archive: folder.path().join(ARCHIVE),
    })
    .await
}
