//! Which engine answers, and where its cluster is.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, ValueEnum};

use crate::cli::site::quantity::Time;
use crate::engine::opensearch::options::{ClusterOptions, Credentials, IndexName, NodeAddress};

/// Which engine answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum EngineName {
    /// The one inside the program.
    Embedded,
    /// A cluster of OpenSearch.
    #[value(name = "opensearch")]
    OpenSearch,
}

/// Which engine answers, and where its cluster is.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Engine")]
pub(super) struct EngineArgs {
    /// Which engine keeps notices and answers searches: the embedded one in the folder of the
    /// index, or a cluster of OpenSearch (see docs/opensearch.md).
    #[arg(
        long,
        value_enum,
        default_value_t = EngineName::Embedded,
        env = "ZHENGSOU_ENGINE",
        global = true
    )]
    engine: EngineName,
    /// Node of the cluster, such as `https://search-1.example.cn:9200`; several may be given, and
    /// are asked in turn where one does not answer.
    #[arg(
        long,
        value_name = "URL",
        env = "ZHENGSOU_OPENSEARCH_URL",
        value_delimiter = ',',
        global = true
    )]
    opensearch_url: Vec<NodeAddress>,
    /// Name of the index on the cluster: an alias, and how the indices behind it begin.
    #[arg(
        long,
        value_name = "NAME",
        default_value = "zhengsou",
        env = "ZHENGSOU_OPENSEARCH_INDEX",
        global = true
    )]
    opensearch_index: IndexName,
    /// User of the cluster, such as `zhengsou`.
    #[arg(long, value_name = "NAME", env = "ZHENGSOU_OPENSEARCH_USER", global = true)]
    opensearch_user: Option<String>,
    /// File that holds the user's password, such as `/etc/zhengsou/opensearch-password`.
    #[arg(long, value_name = "FILE", env = "ZHENGSOU_OPENSEARCH_PASSWORD_FILE", global = true)]
    opensearch_password_file: Option<PathBuf>,
    /// File that holds a key of the cluster's API, such as `/etc/zhengsou/opensearch-key`; it is
    /// sent as `Authorization: ApiKey`, in place of a user.
    #[arg(long, value_name = "FILE", env = "ZHENGSOU_OPENSEARCH_KEY_FILE", global = true)]
    opensearch_key_file: Option<PathBuf>,
    /// File of the certificates that nodes are signed by, in place of those of the system, such as
    /// `/etc/zhengsou/opensearch-ca.pem`.
    #[arg(long, value_name = "FILE", env = "ZHENGSOU_OPENSEARCH_CA", global = true)]
    opensearch_ca: Option<PathBuf>,
    /// Longest that the cluster may take for the answer to a search; writing may take ten times
    /// that.
    #[arg(
        long,
        value_name = "TIME",
        default_value = "10s",
        env = "ZHENGSOU_OPENSEARCH_TIMEOUT",
        global = true
    )]
    opensearch_timeout: Time,
    /// Primary shards of an index that is built: one for some millions of clauses.
    #[arg(
        long,
        value_name = "N",
        default_value_t = 1,
        env = "ZHENGSOU_OPENSEARCH_SHARDS",
        value_parser = clap::value_parser!(u32).range(1..=1024),
        global = true
    )]
    opensearch_shards: u32,
    /// Copies of each shard on other nodes: with one, a node may be lost.
    #[arg(
        long,
        value_name = "N",
        default_value_t = 1,
        env = "ZHENGSOU_OPENSEARCH_REPLICAS",
        value_parser = clap::value_parser!(u32).range(0..=16),
        global = true
    )]
    opensearch_replicas: u32,
    /// Earlier publications that are kept on the cluster behind the one that is searched.
    #[arg(
        long,
        value_name = "N",
        default_value_t = 1,
        env = "ZHENGSOU_OPENSEARCH_KEEP",
        global = true
    )]
    opensearch_keep: usize,
}

impl EngineArgs {
    /// Tells whether a cluster answers.
    pub(super) fn is_on_cluster(&self) -> bool {
        self.engine == EngineName::OpenSearch
    }

    /// Returns the name of the index, if a cluster answers.
    pub(super) fn index_on_cluster(&self) -> Option<&IndexName> {
        self.is_on_cluster().then_some(&self.opensearch_index)
    }

    /// Returns where the cluster is, if one answers; files of secrets are read.
    pub(super) fn cluster(&self) -> anyhow::Result<Option<ClusterOptions>> {
        if !self.is_on_cluster() {
            return Ok(None);
        }
        if self.opensearch_url.is_empty() {
            anyhow::bail!("--engine opensearch needs the nodes of its cluster: --opensearch-url");
        }
        let ca = self.opensearch_ca.as_ref().map(|file| {
            fs::read(file).with_context(|| format!("cannot read `{}`", file.display()))
        });
        Ok(Some(ClusterOptions {
            nodes: self.opensearch_url.clone(),
            name: self.opensearch_index.clone(),
            credentials: self.credentials()?,
            ca: ca.transpose()?,
            timeout: self.opensearch_timeout.0,
            shards: self.opensearch_shards,
            replicas: self.opensearch_replicas,
            keep: self.opensearch_keep,
        }))
    }

    fn credentials(&self) -> anyhow::Result<Option<Credentials>> {
        match (&self.opensearch_key_file, &self.opensearch_user) {
            (Some(_), Some(_)) => {
                anyhow::bail!("give --opensearch-user or --opensearch-key-file, not both")
            }
            (Some(file), None) => Ok(Some(Credentials::ApiKey(secret(file)?))),
            (None, Some(user)) => {
                let Some(file) = &self.opensearch_password_file else {
                    anyhow::bail!("--opensearch-user needs --opensearch-password-file");
                };
                let (user, password) = (user.clone(), secret(file)?);
                Ok(Some(Credentials::Basic { user, password }))
            }
            (None, None) => Ok(None),
        }
    }
}

/// Reads the first line of a file.
fn secret(file: &Path) -> anyhow::Result<String> {
    let text =
        fs::read_to_string(file).with_context(|| format!("cannot read `{}`", file.display()))?;
    match text.lines().next().map(str::trim) {
        Some(line) if !line.is_empty() => Ok(line.to_owned()),
        _ => anyhow::bail!("`{}` is empty", file.display()),
    }
}
