//! `zhengsou serve`: builds the index if there is none, then serves page and API.

use std::io::Write;
use std::sync::Arc;

use clap::Args;

use crate::cli::explain::Explained;
use crate::cli::options::{CorpusOption, IndexOption, UsageOption};
use crate::cli::site::limits::LimitArgs;
use crate::cli::site::log::LogOptions;
use crate::cli::site::network::NetworkOptions;
use crate::cli::site::upkeep::UpkeepOptions;
use crate::cli::site::writing::WritingOptions;
use crate::cli::{Outcome, Terminal, index, now, today};
use crate::engine::Engine;
use crate::engine::error::EngineError;
use crate::search::Searcher;
use crate::search::error::SearchError;
use crate::upkeep::publisher::Publisher;
use crate::upkeep::reception::Reception;
use crate::upkeep::turner::Turner;
use crate::usage::Usage;
use crate::web::feedback::FeedbackAddress;
use crate::web::operation::{Operation, OperationOptions};
use crate::web::site::SiteAddress;
use crate::web::{self, Listeners, WebOptions};

/// Build the index if there is none, then serve page and API.
#[derive(Debug, Args)]
pub(super) struct Serve {
    #[command(flatten)]
    corpus: CorpusOption,
    #[command(flatten)]
    index: IndexOption,
    #[command(flatten)]
    usage: UsageOption,
    /// Keep nothing of what readers ask.
    #[arg(long, conflicts_with = "usage")]
    no_usage: bool,
    /// Where readers find the site, such as `https://so.example.cn`: feeds, sitemaps and descriptions
    /// name it. Without it they name the host that was asked, by http.
    #[arg(long, value_name = "URL", env = "ZHENGSOU_SITE")]
    site: Option<SiteAddress>,
    /// Where readers tell that something in a notice is wrong: an address of mail, such as
    /// `jiucuo@example.cn`, or of a page that takes `notice`, `clause` and `q`.
    #[arg(long, value_name = "ADDRESS", env = "ZHENGSOU_FEEDBACK")]
    feedback: Option<FeedbackAddress>,
    #[command(flatten)]
    network: NetworkOptions,
    #[command(flatten)]
    limits: LimitArgs,
    #[command(flatten)]
    writing: WritingOptions,
    #[command(flatten)]
    upkeep: UpkeepOptions,
    #[command(flatten)]
    log: LogOptions,
}

impl Serve {
    pub(super) fn run(self, terminal: &mut Terminal) -> anyhow::Result<Outcome> {
        self.log.begin();
        let engine = self.index.engine()?;
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        runtime.block_on(async {
            self.make_ready(&engine, terminal).await?;
            let searcher = Arc::new(Searcher::turning(Arc::clone(&engine)));
            searcher.turn(today()).await?;
            let _turner = Turner::start(Arc::clone(&searcher), today)?;
            let usage = self.open_usage(terminal)?;
            let operation = self.operation();
            let publisher = self.upkeep.publisher(&engine, &searcher, &operation.metrics)?;
            let reception =
                self.writing.reception(&self.index, &searcher, Arc::clone(&publisher)).await?;
            let library = searcher.status().await?.publication.paths;
            let _upkeep = self.upkeep.begin(&library, &publisher)?;
            let options = self.web(publisher, reception);
            let listeners = Listeners::bind(&options).await?;
            for address in listeners.addresses()? {
                writeln!(terminal.out, "serving on http://{address}/")?;
            }
            if let Some(address) = listeners.figures()? {
                writeln!(terminal.out, "metrics on http://{address}/metrics")?;
            }
            terminal.out.flush()?;
            web::serve(listeners, searcher, usage, operation, &options).await;
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
                (vec![self.corpus.corpus.clone()], false)
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

    fn operation(&self) -> Arc<Operation> {
        Operation::new(OperationOptions {
            proxies: self.network.proxies(),
            limits: self.limits.options(),
            logs_queries: self.log.log_queries,
            origins: self.network.origins.clone(),
        })
    }

    fn web(&self, publisher: Arc<Publisher>, reception: Option<Arc<Reception>>) -> WebOptions {
        WebOptions {
            listen: self.network.listen.clone(),
            metrics_listen: self.network.metrics_listen,
            clock: today,
            site: self.site.clone(),
            feedback: self.feedback.clone(),
            server: self.network.server(&self.limits.options()),
            ending: self.network.ending(),
            now,
            gate: Some(self.writing.gate(&self.index)),
            publisher: Some(publisher),
            reception,
        }
    }
}
