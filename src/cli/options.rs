//! Options that several commands share, and what they open.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use clap::Args;
use clap::builder::{OsStringValueParser, TypedValueParser};

use crate::access;
use crate::cli::cluster::EngineArgs;
use crate::engine::Engine;
use crate::engine::open::{self, EngineOptions};
use crate::search::Searcher;
use crate::usage;

/// Where the index is.
#[derive(Clone, Debug, Args)]
pub(super) struct IndexOption {
    /// Folder of the index.
    #[arg(
        long,
        value_name = "DIR",
        default_value = "index",
        env = "ZHENGSOU_INDEX",
        global = true
    )]
    pub(super) index: PathBuf,
    #[command(flatten)]
    engine: EngineArgs,
}

impl IndexOption {
    /// Opens the engine on this index.
    pub(super) fn engine(&self) -> anyhow::Result<Arc<dyn Engine>> {
        let cluster = self.engine.cluster()?;
        Ok(open::open(&EngineOptions { cluster, ..EngineOptions::at(&self.index) })?)
    }

    /// Makes the folder where the index is on a cluster: usage, keys and the log of what is written
    /// stand in it all the same.
    pub(super) fn make_folder(&self) -> anyhow::Result<()> {
        if self.engine.is_on_cluster() {
            fs::create_dir_all(&self.index)
                .with_context(|| format!("cannot make the folder `{}`", self.index.display()))?;
        }
        Ok(())
    }

    /// Returns what the index is called: its folder, or its name on a cluster.
    pub(super) fn place(&self) -> String {
        match self.engine.index_on_cluster() {
            Some(name) => format!("{} on the cluster", name.as_str()),
            None => self.index.display().to_string(),
        }
    }

    /// Makes a searcher over this index.
    pub(super) fn searcher(&self) -> anyhow::Result<Searcher> {
        Ok(Searcher::new(self.engine()?))
    }
}

/// Where the library is.
#[derive(Clone, Debug, Args)]
pub(super) struct CorpusOption {
    /// Folder of notices that the index is built of when there is none.
    #[arg(long, value_name = "DIR", default_value = "corpus", env = "ZHENGSOU_CORPUS")]
    pub(super) corpus: PathBuf,
}

/// Where everything of a site is that cannot be made again, and its index.
#[derive(Clone, Debug, Args)]
pub(super) struct SiteOptions {
    #[command(flatten)]
    corpus: CorpusOption,
    #[command(flatten)]
    pub(super) index: IndexOption,
    #[command(flatten)]
    usage: UsageOption,
    #[command(flatten)]
    keys: KeysOption,
    #[command(flatten)]
    audit: AuditOption,
}

impl SiteOptions {
    /// Returns the folder of the library.
    pub(super) fn corpus(&self) -> &Path {
        &self.corpus.corpus
    }

    /// Returns the file of usage, if one is wanted.
    pub(super) fn usage(&self) -> Option<PathBuf> {
        self.usage.file(&self.index)
    }

    /// Returns the file of keys.
    pub(super) fn keys(&self) -> PathBuf {
        self.keys.file(&self.index)
    }

    /// Returns the file of what was written.
    pub(super) fn audit(&self) -> PathBuf {
        self.audit.file(&self.index)
    }
}

/// Where usage is kept.
#[derive(Clone, Debug, Args)]
pub(super) struct UsageOption {
    /// File of what readers ask, not of who asks, such as `/var/lib/zhengsou/usage.sqlite`;
    /// `usage.sqlite` in the folder of the index by default, nothing is kept where it is empty.
    #[arg(
        long,
        value_name = "FILE",
        env = "ZHENGSOU_USAGE",
        value_parser = OsStringValueParser::new().map(PathBuf::from)
    )]
    usage: Option<PathBuf>,
}

impl UsageOption {
    /// Returns the file, if one is wanted.
    pub(super) fn file(&self, index: &IndexOption) -> Option<PathBuf> {
        let file = self.usage.clone().unwrap_or_else(|| index.index.join(usage::FILE));
        (!file.as_os_str().is_empty()).then_some(file)
    }
}

/// Where keys are kept.
#[derive(Clone, Debug, Args)]
pub(super) struct KeysOption {
    /// File of the keys of those who write and operate; `keys.json` in the folder of the index by
    /// default, elsewhere such as `/etc/zhengsou/keys.json`.
    #[arg(long, value_name = "FILE", env = "ZHENGSOU_KEYS", global = true)]
    keys: Option<PathBuf>,
}

impl KeysOption {
    /// Returns the file.
    pub(super) fn file(&self, index: &IndexOption) -> PathBuf {
        self.keys.clone().unwrap_or_else(|| index.index.join(access::KEYS_FILE))
    }
}

/// Where the log of writing is kept.
#[derive(Clone, Debug, Args)]
pub(super) struct AuditOption {
    /// File of what was written and refused, one JSON object a line; `audit.jsonl` in the folder of
    /// the index by default, elsewhere such as `/var/log/zhengsou/audit.jsonl`.
    #[arg(long, value_name = "FILE", env = "ZHENGSOU_AUDIT")]
    audit: Option<PathBuf>,
}

impl AuditOption {
    /// Returns the file.
    pub(super) fn file(&self, index: &IndexOption) -> PathBuf {
        self.audit.clone().unwrap_or_else(|| index.index.join(access::AUDIT_FILE))
    }
}
