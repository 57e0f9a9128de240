//! `zhengsou serve`: builds the index if there is none, then serves page and API.

use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use tracing_subscriber::EnvFilter;

use crate::cli::options::IndexOption;
use crate::cli::{Outcome, Terminal, index, today};
use crate::engine::Engine;
use crate::engine::error::EngineError;
use crate::search::Searcher;
use crate::search::error::SearchError;
use crate::web::{self, WebOptions};

/// How log lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// Build the index if there is none, then serve page and API.
#[derive(Debug, Args)]
pub(super) struct Serve {
    /// Folder of notices that the index is built of when there is none.
    #[arg(long, value_name = "DIR", default_value = "corpus", env = "ZHENGSOU_CORPUS")]
    corpus: PathBuf,
    #[command(flatten)]
    index: IndexOption,
    /// Address and port to serve on.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080", env = "ZHENGSOU_LISTEN")]
    listen: SocketAddr,
    /// How log lines are written.
    #[arg(long, value_enum, default_value_t = LogFormat::Text, env = "ZHENGSOU_LOG_FORMAT")]
    log_format: LogFormat,
    /// Which log lines are written, such as `info` or `zhengsou=debug`.
    #[arg(long, value_name = "FILTER", default_value = "info", env = "ZHENGSOU_LOG")]
    log: String,
}

impl Serve {
    pub(super) fn run(self, terminal: &mut Terminal) -> anyhow::Result<Outcome> {
        self.begin_log();
        let engine = self.index.engine()?;
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        runtime.block_on(async {
            self.make_ready(&engine, terminal).await?;
            let searcher = Arc::new(Searcher::new(engine));
            let options = WebOptions { listen: self.listen, clock: today };
            let listener = web::bind(&options).await?;
            let address = listener.local_addr()?;
            writeln!(terminal.out, "serving on http://{address}/")?;
            terminal.out.flush()?;
            web::serve(listener, searcher, &options).await?;
            Ok(Outcome::Done)
        })
    }

    /// Builds the index where there is none, and again where words or the program have changed.
    async fn make_ready(
        &self,
        engine: &Arc<dyn Engine>,
        terminal: &mut Terminal,
    ) -> anyhow::Result<()> {
        let checked = Searcher::new(Arc::clone(engine)).check().await;
        let (paths, rebuild) = match checked {
            Ok(()) => return Ok(()),
            Err(SearchError::Engine(EngineError::Missing { .. })) => {
                (vec![self.corpus.clone()], false)
            }
            Err(
                SearchError::Outdated { .. } | SearchError::Engine(EngineError::Outdated { .. }),
            ) => (Vec::new(), true),
            Err(error) => return Err(error.into()),
        };
        let why =
            if rebuild { "the index was made by another version" } else { "there is no index yet" };
        writeln!(terminal.err, "{why}: building `{}`", self.index.index.display())?;
        let report = index::build(&**engine, paths, rebuild).await?;
        index::print(&report, terminal)
    }

    fn begin_log(&self) {
        let filter = EnvFilter::try_new(&self.log).unwrap_or_else(|_| EnvFilter::new("info"));
        let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
        let _ = match self.log_format {
            LogFormat::Text => lines.try_init(),
            LogFormat::Json => lines.json().try_init(),
        };
    }
}
