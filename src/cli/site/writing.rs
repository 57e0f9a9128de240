//! Options of `serve` for those who write: their keys, where notices go, when they are published.

use std::path::Path;
use std::sync::Arc;

use clap::{ArgAction, Args};

use crate::access::gate::Gate;
use crate::cli::now;
use crate::cli::options::{AuditOption, IndexOption, KeysOption};
use crate::durable::Disk;
use crate::durable::system::System;
use crate::search::Searcher;
use crate::upkeep::publisher::Publisher;
use crate::upkeep::reception::{Reception, ReceptionOptions};

/// Who may write, and what comes of it.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Writing")]
pub(in crate::cli) struct WritingOptions {
    #[command(flatten)]
    keys: KeysOption,
    #[command(flatten)]
    audit: AuditOption,
    /// Whether notices are taken over HTTP from who has a key to write.
    #[arg(
        long,
        value_name = "BOOL",
        default_value_t = true,
        num_args = 1,
        action = ArgAction::Set,
        env = "ZHENGSOU_WRITING"
    )]
    writing: bool,
    /// Whether notices are taken that say 依申请公开 or 不予公开, too: everyone who can search finds
    /// them.
    #[arg(
        long,
        value_name = "BOOL",
        default_value_t = false,
        default_missing_value = "true",
        num_args = 0..=1,
        require_equals = true,
        action = ArgAction::Set,
        env = "ZHENGSOU_ACCEPT_RESTRICTED"
    )]
    accept_restricted: bool,
}

impl WritingOptions {
    /// Opens the gate for requests that prove a key.
    pub(in crate::cli) fn gate(&self, index: &IndexOption) -> Arc<Gate> {
        Arc::new(Gate::open(&self.keys.file(index), now().timestamp()))
    }

    /// Opens the reception; there is none where the library is no folder or writing is switched off.
    pub(in crate::cli) async fn reception(
        &self,
        index: &IndexOption,
        searcher: &Arc<Searcher>,
        publisher: Arc<Publisher>,
    ) -> anyhow::Result<Option<Arc<Reception>>> {
        let paths = searcher.status().await?.publication.paths.clone();
        let library = paths.iter().map(Path::new).find(|path| path.is_dir());
        let Some(library) = library.filter(|_| self.writing) else { return Ok(None) };
        let options = ReceptionOptions {
            folder: library.to_owned(),
            audit: self.audit.file(index),
            restricted: self.accept_restricted,
            clock: now,
        };
        let disk: Arc<dyn Disk> = Arc::new(System);
        Ok(Some(Arc::new(Reception::open(&options, disk, Arc::clone(searcher), publisher)?)))
    }
}
