//! Options that nothing would come of. Every setting may stand beside every command, and come from a variable or the
//! settings file as well; but one that somebody has typed was meant to do something.

use anyhow::bail;
use clap::ArgMatches;
use clap::parser::ValueSource;

/// Settings that not every command uses, and those that do.
const USED_BY: [(&str, &[&str]); 9] = [
    ("store", &["serve", "import", "token", "user", "register"]),
    ("listen", &["serve", "demo"]),
    ("metrics_listen", &["serve", "demo"]),
    ("trusted_proxy_hops", &["serve", "demo"]),
    ("rate_limits", &["serve", "demo"]),
    ("public_url", &["serve"]),
    ("public_contact", &["serve"]),
    ("city", &["serve"]),
    ("checkpoint_key", &["register"]),
];

/// Settings of the register, which a server has itself.
const THE_SERVERS_OWN: [&str; 3] = ["store", "data", "checkpoint_key"];

/// Refuses what was typed in vain.
///
/// # Errors
/// A sentence that names the option.
pub fn refuse(line: &ArgMatches) -> anyhow::Result<()> {
    let Some((command, of_command)) = line.subcommand() else { return Ok(()) };
    let typed = |setting: &str| line.value_source(setting) == Some(ValueSource::CommandLine);
    let by_server = of_command.try_contains_id("server").is_ok_and(|given| given);
    if let Some(setting) = THE_SERVERS_OWN.into_iter().find(|setting| by_server && typed(setting)) {
        bail!(
            "{} is the server's own business; leave it out, or leave --server and SAMPLATS_SERVER out",
            flag(setting)
        );
    }
    let in_vain = |(setting, used_by): &(&str, &[&str])| typed(setting) && !used_by.contains(&command);
    if let Some((setting, used_by)) = USED_BY.iter().find(|of| in_vain(of)) {
        bail!("{} is not used by {command}, but by: {}", flag(setting), used_by.join(", "));
    }
    Ok(())
}

fn flag(setting: &str) -> String {
    format!("--{}", setting.replace('_', "-"))
}
