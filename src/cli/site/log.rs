//! Which log lines are written, and how.

use clap::{ArgAction, Args, ValueEnum};
use tracing_subscriber::EnvFilter;

/// How log lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// Which log lines are written, and how.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Log")]
pub(in crate::cli) struct LogOptions {
    /// How log lines are written.
    #[arg(long, value_enum, default_value_t = LogFormat::Text, env = "ZHENGSOU_LOG_FORMAT")]
    log_format: LogFormat,
    /// Which log lines are written, such as `info` or `zhengsou=debug`; `info,zhengsou::access=off`
    /// leaves out the line of every request.
    #[arg(
        long,
        value_name = "FILTER",
        default_value = "info",
        env = "ZHENGSOU_LOG",
        value_parser = filter
    )]
    log: String,
    /// Whether the line of a request tells what was asked. Searches tell of people: the path alone
    /// is written by default.
    #[arg(
        long,
        value_name = "BOOL",
        default_value_t = false,
        default_missing_value = "true",
        num_args = 0..=1,
        require_equals = true,
        action = ArgAction::Set,
        env = "ZHENGSOU_LOG_QUERIES"
    )]
    pub(in crate::cli) log_queries: bool,
}

impl LogOptions {
    /// Begins to write the log.
    pub(in crate::cli) fn begin(&self) {
        let filter = EnvFilter::try_new(&self.log).unwrap_or_else(|_| EnvFilter::new("info"));
        let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
        let _ = match self.log_format {
            LogFormat::Text => lines.try_init(),
            LogFormat::Json => lines.json().try_init(),
        };
    }
}

fn filter(text: &str) -> Result<String, String> {
    match EnvFilter::try_new(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(_) => Err("expected a level (error, warn, info, debug, trace, off), or parts of the \
                       program with levels, such as info,zhengsou::access=off"
            .to_owned()),
    }
}
