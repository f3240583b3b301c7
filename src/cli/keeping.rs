//! `samplats register migrate|raise-reader|copy|backup|checkpoint`: what keeps a register, done by its operator
//! on the store itself.

use crate::app;
use crate::config::Config;
use crate::register::checkpoint::{self, Checkpoint};
use crate::register::{self, READER_VERSION, postgres};
use crate::retention::list;
use crate::retention::replay::{self, Kept};
use crate::said::{self, answer, aside};
use anyhow::Context;
use clap::{Args, Subcommand};
use data_encoding::HEXLOWER;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What keeps a register.
#[derive(Subcommand)]
pub enum KeepingCommand {
    /// Brings a PostgreSQL database up to the tables of this version; nothing else ever does.
    Migrate,
    /// Lets this version write what older ones cannot read, once none of them is connected any more.
    RaiseReader,
    /// Copies a register into an empty one, every row as it is, and compares the two.
    Copy {
        /// What is copied: sqlite:PATH or postgres://...
        #[arg(long, value_name = "URL")]
        from: String,
        /// Where to: an empty register.
        #[arg(long, value_name = "URL")]
        to: String,
    },
    /// Writes a backup into a file that does not exist yet, while the register may be in use.
    Backup {
        /// The file.
        file: PathBuf,
    },
    /// Writes the store's files anew, so that nothing is left in them of what was erased. A database's tables are
    /// locked meanwhile, and its role must own them.
    Vacuum,
    /// Writes the list of what was erased into a file, signed, to be kept where the backups are not.
    Erasures {
        /// The file; what it lists already stays.
        #[arg(long, value_name = "FILE")]
        output: PathBuf,
    },
    /// Erases once more what a list says was erased since this backup was made, before anybody reads it.
    ReplayErasures {
        /// The list.
        file: PathBuf,
        /// Who must have signed it, in hexadecimal [default: the signing key of the settings]
        #[arg(long, value_name = "KEY")]
        public_key: Option<String>,
    },
    /// Writes where the chain stands, signed, to be kept where the database's administrator is not.
    Checkpoint {
        /// The file; standard output when it is left out.
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

/// With what a register is compared while it is verified.
#[derive(Args, Default)]
pub struct CheckpointArgs {
    /// A checkpoint that the chain must still contain
    #[arg(long, value_name = "FILE")]
    checkpoint: Option<PathBuf>,
    /// Who must have signed it, in hexadecimal [default: the signing key of the settings]
    #[arg(long, value_name = "KEY", requires = "checkpoint")]
    public_key: Option<String>,
}

impl CheckpointArgs {
    /// Whether a checkpoint was named.
    pub fn is_named(&self) -> bool {
        self.checkpoint.is_some()
    }
}

/// Runs one on the store.
///
/// # Errors
/// What the register says; a sentence.
pub async fn run(command: &KeepingCommand, config: &Config) -> anyhow::Result<ExitCode> {
    match command {
        KeepingCommand::Migrate => migrate(config).await?,
        KeepingCommand::RaiseReader => raise_reader(config).await?,
        KeepingCommand::Copy { from, to } => {
            let copied = register::copy(from, to, &config.data).await?;
            answer!(
                "{} changes, {} records, {} credentials and {} lines of the audit log copied and compared; digest {}",
                copied.changes,
                copied.records,
                copied.credentials,
                copied.audit_lines,
                HEXLOWER.encode(&copied.digest)
            );
        }
        KeepingCommand::Backup { file } => {
            let bytes = register::backup::backup(&config.store, &config.data, file).await?;
            answer!("{} has {bytes} bytes", file.display());
        }
        KeepingCommand::Vacuum => {
            register::vacuum::vacuum(&config.store, &config.data).await?;
            answer!("the store has been written anew");
        }
        KeepingCommand::Erasures { output } => list_erasures(config, output).await?,
        KeepingCommand::ReplayErasures { file, public_key } => {
            replay_erasures(config, file, public_key.as_deref()).await?;
        }
        KeepingCommand::Checkpoint { output } => write_checkpoint(config, output.as_deref()).await?,
    }
    Ok(ExitCode::SUCCESS)
}

async fn migrate(config: &Config) -> anyhow::Result<()> {
    if !config.store.starts_with("postgres") {
        answer!("a SQLite register is brought up to date whenever it is opened; there is nothing to do");
        return Ok(());
    }
    let taken = postgres::migrate(&config.store).await?;
    if taken.is_empty() {
        answer!("the database is up to date");
    }
    for step in taken {
        answer!("taken: {step}");
    }
    Ok(())
}

async fn raise_reader(config: &Config) -> anyhow::Result<()> {
    let mut register = register::open(&config.store, &config.data).await?;
    let before = register.raise_reader(READER_VERSION).await?;
    if before < READER_VERSION {
        answer!("the register is written for readers of version {READER_VERSION} now; it was {before}");
    } else {
        answer!("the register is written for readers of version {before} already; there is nothing to do");
    }
    Ok(())
}

async fn list_erasures(config: &Config, output: &Path) -> anyhow::Result<()> {
    let opened = app::open(config).await?;
    let kept = Kept { path: output.to_owned(), ..app::erasures_of(config, &opened) };
    let added = kept.add_missing(opened.app.engine());
    opened.close().await;
    answer!("{} more erasures listed in {}", added?, output.display());
    Ok(())
}

/// Erases once more what the list says, and then overwrites what it lay in where that can be done here.
async fn replay_erasures(config: &Config, file: &Path, public_key: Option<&str>) -> anyhow::Result<()> {
    let trusted = match public_key {
        Some(key) => checkpoint::public_key(key)?,
        None if config.checkpoint_key.exists() => {
            checkpoint::signing_key(&config.checkpoint_key)?.verifying_key()
        }
        None => anyhow::bail!("name the key that must have signed the list with --public-key"),
    };
    anyhow::ensure!(file.exists(), "there is no list {}", file.display());
    let lines = list::read(file, &trusted)?;
    let opened = app::open_to_replay(config).await?;
    let register = app::erasures_of(config, &opened).register;
    let of_it = lines.iter().filter(|line| line.register == register).count();
    let replayed = replay::replay(opened.app.engine(), &lines, &register).await;
    opened.close().await;
    answer!("{} of {of_it} erasures were missing and have been carried out once more", replayed?);
    if config.store.starts_with("sqlite:") {
        register::vacuum::vacuum(&config.store, &config.data).await?;
    } else {
        answer!("to overwrite what they lay in, as the tables' owner: samplats register vacuum");
    }
    Ok(())
}

async fn write_checkpoint(config: &Config, output: Option<&Path>) -> anyhow::Result<()> {
    let key = checkpoint::signing_key(&config.checkpoint_key)?;
    let head = checkpoint::head_of(&config.store, &config.data).await?;
    let checkpoint = Checkpoint::sign(&head, &key, jiff::Timestamp::now().as_millisecond());
    let line = serde_json::to_string(&checkpoint)? + "\n";
    match output {
        Some(file) => {
            std::fs::write(file, line).with_context(|| format!("{} cannot be written", file.display()))?;
            aside!("change {} signed; public key {}", checkpoint.seq, checkpoint.key);
        }
        None => said::to_output(&line),
    }
    Ok(())
}

/// Whether the register still contains the checkpoint that was named, if one was; says what does not
/// hold.
///
/// # Errors
/// The checkpoint or the key cannot be read, or the register is away; a sentence.
pub async fn contains(args: &CheckpointArgs, config: &Config) -> anyhow::Result<bool> {
    let Some(file) = &args.checkpoint else { return Ok(true) };
    let text = std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let checkpoint: Checkpoint =
        serde_json::from_str(&text).with_context(|| format!("{} is not a checkpoint", file.display()))?;
    let trusted = match &args.public_key {
        Some(key) => checkpoint::public_key(key)?,
        None if config.checkpoint_key.exists() => {
            checkpoint::signing_key(&config.checkpoint_key)?.verifying_key()
        }
        None => anyhow::bail!("name the key that must have signed the checkpoint with --public-key"),
    };
    let mut register = register::open(&config.store, &config.data).await?;
    let faults = checkpoint.check(register.as_mut(), &trusted).await?;
    for fault in &faults {
        aside!("{fault}");
    }
    if faults.is_empty() {
        answer!("the chain contains change {} as it was signed", checkpoint.seq);
    }
    Ok(faults.is_empty())
}
