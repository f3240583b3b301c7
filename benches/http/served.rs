//! A server of ours under measurement: the program itself, on a register of its own.

use anyhow::Context;
use std::path::Path;
use std::process::Stdio;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// A running server, ended when dropped.
pub struct Served {
    /// `http://` and where it listens.
    pub url: String,
    /// Its process.
    pub process: u32,
    _running: Child,
}

impl Served {
    /// Starts the program on a register, with its log as in use and read by nobody.
    pub async fn start(samplats: &Path, folder: &Path, store: &str) -> anyhow::Result<Self> {
        let mut command = Command::new(samplats);
        command.arg("--data").arg(folder).args(["--store", store, "--listen", "127.0.0.1:0"]);
        command.args(["--rate-limits", "off", "--log-format", "json", "serve"]);
        let mut process = command.stderr(Stdio::piped()).stdout(Stdio::null()).kill_on_drop(true).spawn()?;
        let mut lines = BufReader::new(process.stderr.take().context("stderr is piped")?).lines();
        let url = loop {
            let line = lines.next_line().await?.context("the server ended before it listened")?;
            if let Some((_, url)) = line.split_once("listens on ") {
                break url.trim().to_owned();
            }
        };
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        let running = process.id().context("it runs")?;
        Ok(Self { url, process: running, _running: process })
    }
}

/// A token for a party, made by the program.
pub async fn token(samplats: &Path, folder: &Path, store: &str, party: &str) -> anyhow::Result<String> {
    let mut command = Command::new(samplats);
    command.arg("--data").arg(folder).args(["--store", store]);
    let output =
        command.args(["token", "create", "--party", party, "--role", "coordinator"]).output().await?;
    anyhow::ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}
