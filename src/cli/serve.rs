//! `zhengsou serve`: builds the index if there is none, then serves page and API.

use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use tracing_subscriber::EnvFilter;

use crate::cli::explain::Explained;
use crate::cli::options::{IndexOption, UsageOption};
use crate::cli::{Outcome, Terminal, index, today};
use crate::engine::Engine;
use crate::engine::error::EngineError;
use crate::search::Searcher;
use crate::search::error::SearchError;
use crate::usage::Usage;
use crate::web::feedback::FeedbackAddress;
use crate::web::site::SiteAddress;
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
    #[command(flatten)]
    usage: UsageOption,
    /// Keep nothing of what readers ask.
    #[arg(long, conflicts_with = "usage")]
    no_usage: bool,
    /// Header in which a proxy in front names the address of the reader, such as `X-Real-IP`; only
    /// for counting visitors, and only where a proxy always sets it.
    #[arg(long, value_name = "NAME", env = "ZHENGSOU_VISITOR_HEADER")]
    visitor_header: Option<String>,
    /// Where readers find the site, such as `https://so.example.cn`: feeds, sitemaps and descriptions
    /// name it. Without it they name the host that was asked, by http.
    #[arg(long, value_name = "URL", env = "ZHENGSOU_SITE")]
    site: Option<SiteAddress>,
    /// Where readers tell that something in a notice is wrong: an address of mail, or of a page that
    /// takes `notice`, `clause` and `q`.
    #[arg(long, value_name = "ADDRESS", env = "ZHENGSOU_FEEDBACK")]
    feedback: Option<FeedbackAddress>,
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
            let usage = self.open_usage(terminal)?;
            let options = WebOptions {
                listen: self.listen,
                clock: today,
                visitor_header: self.visitor_header.clone(),
                site: self.site.clone(),
                feedback: self.feedback.clone(),
            };
            let listener = web::bind(&options).await?;
            let address = listener.local_addr()?;
            writeln!(terminal.out, "serving on http://{address}/")?;
            terminal.out.flush()?;
            web::serve(listener, searcher, usage, &options).await?;
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

    /// Opens the usage file; a site without it answers searches as well, so that a damaged file
    /// is told and stops nothing.
    fn open_usage(&self, terminal: &mut Terminal) -> anyhow::Result<Option<Arc<Usage>>> {
        let Some(file) = self.usage.file(&self.index).filter(|_| !self.no_usage) else {
            return Ok(None);
        };
        match Usage::open(&file, today()) {
            Ok(usage) => Ok(Some(Arc::new(usage))),
            Err(error) => {
                writeln!(terminal.err, "warning: serving without popular searches")?;
                write!(terminal.err, "{}", Explained::of(&error.into()))?;
                Ok(None)
            }
        }
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
