//! `zhengsou serve`: builds the index if there is none, then serves page and API.

use std::convert::Infallible;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use tokio::runtime::{Builder, Handle};

use crate::cli::explain::Explained;
use crate::cli::options::{CorpusOption, IndexOption, UsageOption};
use crate::cli::site::limits::LimitArgs;
use crate::cli::site::log::LogOptions;
use crate::cli::site::network::NetworkOptions;
use crate::cli::site::quantity::Size;
use crate::cli::site::upkeep::{Upkeep, UpkeepOptions};
use crate::cli::site::writing::WritingOptions;
use crate::cli::{Outcome, Terminal, index, now, today};
use crate::engine::Engine;
use crate::engine::background::stand_back_everywhere;
use crate::engine::error::EngineError;
use crate::ingest::IngestError;
use crate::search::Searcher;
use crate::search::error::SearchError;
use crate::upkeep::publisher::Publisher;
use crate::upkeep::turner::Turner;
use crate::usage::Usage;
use crate::web::feedback::FeedbackAddress;
use crate::web::operation::{Operation, OperationOptions};
use crate::web::site::SiteAddress;
use crate::web::state::LateReception;
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
    /// Most memory for answers that are given again to the same searches until something is
    /// published: a page of ten results takes some 50 kB. With 0 none is kept.
    #[arg(long, value_name = "SIZE", default_value_t = Size(16 << 20), env = "ZHENGSOU_ANSWER_CACHE")]
    answer_cache: Size,
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

/// How often it is looked whether an index that was away at the start is there.
const LOOKS: Duration = Duration::from_secs(1);

/// What a site is made of.
struct Site {
    engine: Arc<dyn Engine>,
    searcher: Arc<Searcher>,
    publisher: Arc<Publisher>,
    reception: LateReception,
}

/// Takes an error for something to wait for: an index on a cluster that is away or lacks nodes.
fn if_away(error: anyhow::Error) -> anyhow::Result<anyhow::Error> {
    let of_engine = match (error.downcast_ref(), error.downcast_ref()) {
        (Some(SearchError::Engine(error)), _) | (_, Some(IngestError::Engine(error))) => {
            Some(error)
        }
        _ => None,
    };
    if of_engine.is_some_and(EngineError::may_pass) { Ok(error) } else { Err(error) }
}

impl Serve {
    pub(super) fn run(self, terminal: &mut Terminal) -> anyhow::Result<Outcome> {
        self.log.begin();
        let engine = self.index.engine()?;
        self.index.make_folder()?;
        let threads =
            |name: &str| Builder::new_multi_thread().thread_name(name).enable_all().build();
        stand_back_everywhere();
        // A light request finds a thread that is free, whatever is searched meanwhile.
        let (serving, answering) = (threads("serving")?, threads("answering")?);
        serving.block_on(async {
            let searcher = Searcher::turning(Arc::clone(&engine)).caching(self.answer_cache.0);
            let searcher = Arc::new(searcher);
            let ready = self.make_ready(&engine, &searcher, terminal).await;
            let away = ready.map_or_else(|error| if_away(error).map(Some), |()| Ok(None))?;
            let _turner = Turner::start(Arc::clone(&searcher), today)?;
            let usage = self.open_usage(terminal)?;
            let operation = self.operation(answering.handle().clone());
            let publisher = self.upkeep.publisher(&engine, &searcher, &operation.metrics)?;
            let site = Site { engine, searcher, publisher, reception: LateReception::default() };
            let _upkeep = match &away {
                None => Some(self.open(&site).await?),
                Some(error) => {
                    writeln!(
                        terminal.err,
                        "warning: nothing can be searched until the index is there"
                    )?;
                    write!(terminal.err, "{}", Explained::of(error))?;
                    None
                }
            };
            let options = self.web(&site);
            let listeners = Listeners::bind(&options).await?;
            for address in listeners.addresses()? {
                writeln!(terminal.out, "serving on http://{address}/")?;
            }
            if let Some(address) = listeners.figures()? {
                writeln!(terminal.out, "metrics on http://{address}/metrics")?;
            }
            terminal.out.flush()?;
            let searcher = Arc::clone(&site.searcher);
            let serving = web::serve(listeners, searcher, usage, operation, &options);
            if away.is_none() {
                serving.await;
            } else {
                tokio::select! {
                    () = serving => {}
                    never = self.open_later(&site) => match never {},
                }
            }
            Ok(Outcome::Done)
        })
    }

    /// Makes ready what is published; builds the index first where there is none, and again where
    /// words or the program have changed.
    async fn make_ready(
        &self,
        engine: &Arc<dyn Engine>,
        searcher: &Searcher,
        terminal: &mut Terminal,
    ) -> anyhow::Result<()> {
        let Some((paths, rebuild)) = self.turn(searcher).await? else { return Ok(()) };
        let why =
            if rebuild { "the index was made by another version" } else { "there is no index yet" };
        writeln!(terminal.err, "{why}: building `{}`", self.index.place())?;
        let report = index::build(&**engine, paths, rebuild).await?;
        index::print(&report, terminal)?;
        searcher.turn(today()).await?;
        Ok(())
    }

    /// Turns to what is published; where the index is to be built first, returns the paths that it is
    /// built from, and whether there is one.
    async fn turn(&self, searcher: &Searcher) -> anyhow::Result<Option<(Vec<PathBuf>, bool)>> {
        match searcher.turn(today()).await {
            Ok(_) => Ok(None),
            Err(SearchError::Engine(EngineError::Missing { .. })) => {
                Ok(Some((vec![self.corpus.corpus.clone()], false)))
            }
            Err(
                SearchError::Outdated { .. } | SearchError::Engine(EngineError::Outdated { .. }),
            ) => Ok(Some((Vec::new(), true))),
            Err(error) => Err(error.into()),
        }
    }

    /// Begins what a site does beside answering searches; it ends when what this returns is dropped.
    async fn open(&self, site: &Site) -> anyhow::Result<Upkeep> {
        let Site { searcher, publisher, .. } = site;
        let reception =
            self.writing.reception(&self.index, searcher, Arc::clone(publisher)).await?;
        let library = searcher.status().await?.publication.paths.clone();
        let upkeep = self.upkeep.begin(&library, publisher)?;
        // It is set once: this is not called again after it went well.
        let _ = site.reception.set(reception);
        Ok(upkeep)
    }

    /// Makes ready and opens what was away at the start, as soon as it is there.
    async fn open_later(&self, site: &Site) -> Infallible {
        let mut told = String::new();
        loop {
            tokio::time::sleep(LOOKS).await;
            match self.try_to_open(site).await {
                Ok(_upkeep) => {
                    tracing::info!("the index is there");
                    std::future::pending::<()>().await;
                }
                Err(error) => {
                    let reason = format!("{error:#}");
                    if reason != told {
                        tracing::warn!(%reason, "the index is away");
                    }
                    told = reason;
                }
            }
        }
    }

    async fn try_to_open(&self, site: &Site) -> anyhow::Result<Upkeep> {
        if let Some((paths, rebuild)) = self.turn(&site.searcher).await? {
            tracing::info!("building the index");
            let (engine, runtime) = (Arc::clone(&site.engine), Handle::current());
            let build = move || runtime.block_on(index::build(&*engine, paths, rebuild));
            #[expect(clippy::disallowed_methods, reason = "no search waits for it or runs there")]
            tokio::task::spawn_blocking(build).await??;
            site.searcher.turn(today()).await?;
        }
        self.open(site).await
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

    fn operation(&self, threads: Handle) -> Arc<Operation> {
        Operation::new(OperationOptions {
            proxies: self.network.proxies(),
            limits: self.limits.options(),
            threads: Some(threads),
            logs_queries: self.log.log_queries,
            origins: self.network.origins.clone(),
        })
    }

    fn web(&self, site: &Site) -> WebOptions {
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
            publisher: Some(Arc::clone(&site.publisher)),
            reception: Arc::clone(&site.reception),
        }
    }
}
