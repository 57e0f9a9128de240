//! The configuration file: `zhengsou config` writes and checks it, every command reads it.
//!
//! Nothing is declared twice. An option of `serve` that can be set by the environment is a key of
//! the file under its own name; its value is read by the option's own reader, and becomes the
//! option's default. So flags stand above the environment, the environment above the file, and the
//! file above the built-in default, as clap has it; and an option that is added is in the file, its
//! documentation and its check at once.

mod check;
mod document;
pub(super) mod error;
mod file;
mod keys;

use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;

use clap::{ArgMatches, Args, Command};

use crate::cli::config::file::Settings;
use crate::cli::{Outcome, Terminal};

/// Write the configuration file with every option and its default, or check one.
#[derive(Debug, Args)]
pub(super) struct Config {
    /// Check a file, and name every wrong key and value with its line.
    #[arg(long)]
    check: bool,
    /// The file to check; that of --config by default.
    #[arg(value_name = "FILE", requires = "check")]
    file: Option<PathBuf>,
}

impl Config {
    /// Writes or checks a file; `given` is that of `--config`.
    pub(super) fn run(
        self,
        given: Option<PathBuf>,
        program: &Command,
        terminal: &mut Terminal,
    ) -> anyhow::Result<Outcome> {
        if !self.check {
            write!(terminal.out, "{}", document::text(program))?;
            return Ok(Outcome::Done);
        }
        let Some(file) = self.file.or(given) else {
            anyhow::bail!("no file to check: name one after --check, or by --config");
        };
        let settings = Settings::read(&file, program)?;
        writeln!(terminal.out, "{}: {} keys, all well", file.display(), settings.len())?;
        Ok(Outcome::Done)
    }
}

/// Reads the command line over the environment over the file that they name.
///
/// # Errors
///
/// Options that cannot be used, to be shown by clap, or a file that cannot.
pub(super) fn arguments(
    program: Command,
    given: impl Iterator<Item = OsString>,
) -> Result<ArgMatches, Unread> {
    let given: Vec<OsString> = given.collect();
    let read = |program: Command| program.try_get_matches_from(&given).map_err(Unread::Arguments);
    let matches = read(program.clone())?;
    let file = matches.get_one::<PathBuf>(FILE).filter(|file| !file.as_os_str().is_empty());
    match file {
        // A file that is to be checked need not be right.
        Some(file) if matches.subcommand_name() != Some("config") => {
            let settings = Settings::read(file, &program).map_err(Unread::File)?;
            read(settings.below(program))
        }
        _ => Ok(matches),
    }
}

/// The name of the option that names the file.
pub(super) const FILE: &str = "config";

/// Why the command line was not read.
#[derive(Debug)]
pub(super) enum Unread {
    /// Options that cannot be used, or help that was asked for.
    Arguments(clap::Error),
    /// The configuration file cannot be used.
    File(error::ConfigError),
}
