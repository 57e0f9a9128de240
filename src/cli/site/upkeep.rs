//! Options of `serve` for what keeps the index true to the library while it is served.

use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
#[cfg(unix)]
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::AbortHandle;

use crate::cli::site::quantity::Time;
use crate::cli::{now, today};
use crate::engine::Engine;
use crate::search::Searcher;
use crate::upkeep::publish;
use crate::upkeep::publisher::{Publisher, PublisherOptions};
use crate::upkeep::turner::turn;
use crate::upkeep::watch::{Watch, WatchMode, WatchOptions};
use crate::web::metrics::Metrics;

/// When changes of the library are published.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Upkeep")]
pub(in crate::cli) struct UpkeepOptions {
    /// From the first change to the publish that makes it visible, with all that came meanwhile.
    #[arg(long, value_name = "TIME", default_value = "5s", env = "ZHENGSOU_PUBLISH_EVERY")]
    publish_every: Time,
    /// Whether files that change under the paths of the library are taken up by themselves: `true`
    /// where the system tells of changes, `poll` to look every 30 seconds, for network folders.
    #[arg(
        long,
        value_name = "MODE",
        default_value = "false",
        default_missing_value = "true",
        num_args = 0..=1,
        require_equals = true,
        env = "ZHENGSOU_WATCH"
    )]
    watch: Watching,
    /// How often the whole library is read for changes though nothing told of any, such as `1h`;
    /// never by default.
    #[arg(long, value_name = "TIME", env = "ZHENGSOU_REINDEX_EVERY", value_parser = interval)]
    reindex_every: Option<Time>,
}

/// Whether changes of files are learned of, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Watching(Option<WatchMode>);

impl FromStr for Watching {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "false" => Ok(Self(None)),
            "true" => Ok(Self(Some(WatchMode::Events))),
            "poll" => Ok(Self(Some(WatchMode::Poll))),
            _ => Err("expected true, false or poll".to_owned()),
        }
    }
}

/// The shortest time between two looks at a library: each reads every file.
const SHORTEST_INTERVAL: Duration = Duration::from_secs(1);

fn interval(text: &str) -> Result<Time, String> {
    let time: Time = text.parse()?;
    if time.0 < SHORTEST_INTERVAL { Err("expected 1s or longer".to_owned()) } else { Ok(time) }
}

impl UpkeepOptions {
    /// Starts what publishes the library of an index and turns searches to it, and counts that.
    pub(in crate::cli) fn publisher(
        &self,
        engine: &Arc<dyn Engine>,
        searcher: &Arc<Searcher>,
        metrics: &Arc<Metrics>,
    ) -> anyhow::Result<Arc<Publisher>> {
        let metrics = Arc::clone(metrics);
        let options = PublisherOptions {
            every: self.publish_every.0,
            look_every: self.reindex_every.map(|every| every.0),
            clock: now,
            heard: Box::new(move |run| match run {
                Ok(took) => metrics.published(took),
                Err(cause) => metrics.not_published(cause.name()),
            }),
        };
        let (engine, searcher) = (Arc::clone(engine), Arc::clone(searcher));
        let work = Box::new(move || {
            let report = publish(&engine, &now())?;
            turn(&searcher, today());
            Ok(report)
        });
        Ok(Arc::new(Publisher::start(options, work)?))
    }

    /// Begins to keep the index true: watches where that is wanted, and takes SIGHUP as the word
    /// that something has changed. It ends when what this returns is dropped.
    pub(in crate::cli) fn begin(
        &self,
        library: &[String],
        publisher: &Arc<Publisher>,
    ) -> anyhow::Result<Upkeep> {
        if self.reindex_every.is_some() {
            // What changed while nothing was served is taken up now, not after the first interval.
            publisher.tell();
        }
        let paths = library.iter().map(PathBuf::from).collect();
        let watch = self
            .watch
            .0
            .map(|mode| Watch::start(WatchOptions::of(paths, mode), Arc::clone(publisher)));
        Ok(Upkeep { _watch: watch.transpose()?, reload: reload_on_signal(publisher)? })
    }
}

/// What keeps the index true while this is held.
#[derive(Debug)]
pub(in crate::cli) struct Upkeep {
    _watch: Option<Watch>,
    reload: AbortHandle,
}

impl Drop for Upkeep {
    fn drop(&mut self) {
        self.reload.abort();
    }
}

/// Publishes at once whenever the process is told by SIGHUP to read its files again.
#[cfg(unix)]
fn reload_on_signal(publisher: &Arc<Publisher>) -> anyhow::Result<AbortHandle> {
    let mut told = signal(SignalKind::hangup())?;
    let publisher = Arc::clone(publisher);
    let waiting = tokio::spawn(async move {
        while told.recv().await.is_some() {
            tracing::info!("told to read library and lexicon again");
            publisher.hurry();
        }
    });
    Ok(waiting.abort_handle())
}

/// Elsewhere there is no such signal.
#[cfg(not(unix))]
fn reload_on_signal(_publisher: &Arc<Publisher>) -> anyhow::Result<AbortHandle> {
    Ok(tokio::spawn(std::future::pending::<()>()).abort_handle())
}
