//! The commands; the only room that prints, reads the environment and knows the clock.

mod backup;
mod check;
mod cluster;
mod compare;
mod config;
mod desk;
mod drafting;
mod eval;
mod explain;
mod facts;
mod filters;
mod index;
mod inspect;
mod keys;
mod options;
mod passage;
mod precedents;
mod progress;
mod read_pdf;
mod restore;
mod score;
mod search;
mod serve;
mod site;
mod suggest;
mod timeline;
mod usage;
mod variants;
mod verify;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use jiff::ZonedDateTime;
use jiff::civil::Date;

use crate::cli::config::Unread;
use crate::cli::explain::Explained;

/// 政搜: full-text search over Chinese policy notices.
#[derive(Debug, Parser)]
#[command(name = "zhengsou", version, about, max_term_width = 100)]
pub struct Cli {
    /// Configuration file; `zhengsou config` writes one with every option and its default.
    #[arg(
        long,
        value_name = "FILE",
        global = true,
        env = "ZHENGSOU_CONFIG",
        value_parser = OsStringValueParser::new().map(PathBuf::from)
    )]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build the index if there is none, then serve page and API.
    Serve(serve::Serve),
    /// Make the index hold what is under the paths.
    Index(index::Index),
    /// Search from the terminal.
    Search(search::Search),
    /// Compare what places rule on one question.
    Facts(facts::Facts),
    /// Check a draft before it is issued.
    Check(check::Check),
    /// Show how other places word a requirement.
    Precedents(precedents::Precedents),
    Timeline(timeline::Timeline),
    Variants(variants::Variants),
    /// Compare two notices clause by clause, or one with that of the year before.
    Compare(compare::Compare),
    /// Help with drafting after a notice: nearest clauses elsewhere, and topics that it lacks.
    Drafting(drafting::Drafting),
    /// Complete what was typed so far.
    Suggest(suggest::Suggest),
    /// Print what the reader made of each notice.
    Inspect(inspect::Inspect),
    Keys(keys::Keys),
    Backup(backup::Backup),
    Restore(restore::Restore),
    Verify(verify::Verify),
    /// List what readers ask, and what found nothing.
    Usage(usage::UsageList),
    /// Write the configuration file with every option and its default, or check one.
    Config(config::Config),
    /// Run judged queries and print what was found, for evaluation scripts.
    Eval(eval::Eval),
    #[command(hide = true)]
    ReadPdf(read_pdf::ReadPdf),
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// All was done.
    Done,
    /// Files were skipped, or nothing was found.
    Partly,
}

/// Where a command writes: results to one, everything else to the other.
struct Terminal {
    out: Box<dyn Write + Send>,
    err: Box<dyn Write + Send>,
}

/// Runs the command line of this process and returns its exit code: 0 done, 1 finished with
/// skipped files or nothing found, 2 failed.
pub fn run() -> ExitCode {
    let mut terminal =
        Terminal { out: Box::new(io::stdout().lock_later()), err: Box::new(io::stderr()) };
    let matches = config::arguments(Cli::command(), std::env::args_os());
    let read = matches.and_then(|matches| {
        Cli::from_arg_matches(&matches)
            .map_err(|error| Unread::Arguments(error.format(&mut Cli::command())))
    });
    let result = match read {
        Ok(cli) => execute(cli, &mut terminal),
        Err(Unread::File(error)) => Err(error.into()),
        Err(Unread::Arguments(error)) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let flushed = terminal.out.flush();
    match (result, flushed) {
        (Err(error), _) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        (Err(error), _) => {
            let _ = write!(terminal.err, "{}", Explained::of(&error));
            ExitCode::from(2)
        }
        (Ok(_), Err(error)) if error.kind() != io::ErrorKind::BrokenPipe => {
            let _ = writeln!(terminal.err, "error: cannot write results: {error}");
            ExitCode::from(2)
        }
        (Ok(Outcome::Done), _) => ExitCode::SUCCESS,
        (Ok(Outcome::Partly), _) => ExitCode::from(1),
    }
}

fn execute(cli: Cli, terminal: &mut Terminal) -> anyhow::Result<Outcome> {
    match cli.command {
        Command::Serve(command) => command.run(terminal),
        Command::Index(command) => command.run(terminal),
        Command::Search(command) => command.run(terminal),
        Command::Facts(command) => command.run(terminal),
        Command::Check(command) => command.run(terminal),
        Command::Precedents(command) => command.run(terminal),
        Command::Timeline(command) => command.run(terminal),
        Command::Variants(command) => command.run(terminal),
        Command::Compare(command) => command.run(terminal),
        Command::Drafting(command) => command.run(terminal),
        Command::Suggest(command) => command.run(terminal),
        Command::Inspect(command) => command.run(terminal),
        Command::Keys(command) => command.run(terminal),
        Command::Backup(command) => command.run(terminal),
        Command::Restore(command) => command.run(terminal),
        Command::Verify(command) => command.run(terminal),
        Command::Usage(command) => command.run(terminal),
        Command::Config(command) => command.run(cli.config, &Cli::command(), terminal),
        Command::Eval(command) => command.run(terminal),
        Command::ReadPdf(_) => read_pdf::ReadPdf::run(terminal),
    }
}

/// A reader of our output that has gone away is no failure: `zhengsou … | head`.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}

/// Standard output, buffered by the line of results rather than locked for the whole run.
trait LockLater {
    fn lock_later(self) -> io::BufWriter<io::Stdout>;
}

impl LockLater for io::Stdout {
    fn lock_later(self) -> io::BufWriter<io::Stdout> {
        io::BufWriter::new(self)
    }
}

/// Returns today's date at this machine.
fn today() -> Date {
    now().date()
}

/// Returns the time at this machine.
#[expect(clippy::disallowed_methods, reason = "the one place that asks the clock")]
fn now() -> ZonedDateTime {
    ZonedDateTime::now()
}

/// Runs asynchronous work of a command that serves nobody.
fn block_on<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(work)
}
