//! Says what went wrong, where, and what to do next.

use std::fmt;
use std::io;
use std::path::Path;

use crate::access::error::KeyringError;
use crate::backup::error::BackupError;
use crate::cli::config::error::ConfigError;
use crate::cli::verify::Damaged;
use crate::corpus::error::{CorpusError, Reason};
use crate::engine::error::EngineError;
use crate::ingest::IngestError;
use crate::search::error::SearchError;
use crate::usage::error::UsageError;
use crate::web::ServeError;

/// An error as the reader of a terminal sees it.
#[derive(Debug)]
pub(super) struct Explained {
    message: String,
    hint: Option<String>,
}

impl Explained {
    /// Explains an error.
    pub(super) fn of(error: &anyhow::Error) -> Self {
        Self { message: format!("{error:#}"), hint: hint(error) }
    }
}

impl fmt::Display for Explained {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "error: {}", self.message)?;
        match &self.hint {
            Some(hint) => writeln!(f, "hint: {hint}"),
            None => Ok(()),
        }
    }
}

fn hint(error: &anyhow::Error) -> Option<String> {
    if let Some(error) = error.downcast_ref::<IngestError>() {
        return of_ingest(error);
    }
    if let Some(error) = error.downcast_ref::<SearchError>() {
        return match error {
            SearchError::Engine(error) => of_engine(error),
            SearchError::Outdated { .. } => {
                Some("run `zhengsou index --rebuild` with the same --index".to_owned())
            }
            SearchError::Table(_) => Some(
                "mend the table in the library's folder `lexicon/`, then run `zhengsou index`"
                    .to_owned(),
            ),
        };
    }
    if let Some(error) = error.downcast_ref::<ServeError>() {
        return of_serve(error);
    }
    if let Some(error) = error.downcast_ref::<CorpusError>() {
        return of_corpus(error);
    }
    if let Some(error) = error.downcast_ref::<KeyringError>() {
        return of_keys(error);
    }
    if let Some(error) = error.downcast_ref::<BackupError>() {
        return of_backup(error);
    }
    if let Some(error) = error.downcast_ref::<UsageError>() {
        return of_usage(error);
    }
    if error.is::<Damaged>() {
        return Some(
            "an index is built again by `zhengsou index PATH… --rebuild`; what was received comes \
             back from a backup, or from its writer"
                .to_owned(),
        );
    }
    if let Some(error) = error.downcast_ref::<ConfigError>() {
        return Some(match error {
            ConfigError::Unreadable { .. } => {
                "name a file that this user can read: --config FILE or ZHENGSOU_CONFIG".to_owned()
            }
            ConfigError::Wrong { .. } => {
                "`zhengsou config` writes a file with every key and its default".to_owned()
            }
        });
    }
    error.downcast_ref::<EngineError>().and_then(of_engine)
}

fn of_ingest(error: &IngestError) -> Option<String> {
    match error {
        IngestError::NoPaths => {
            Some("name the folder of your notices: `zhengsou index corpus/`".to_owned())
        }
        IngestError::Path(error) => of_corpus(error),
        IngestError::Table(_) => {
            Some("mend the line and run the command again; nothing was changed".to_owned())
        }
        IngestError::Overlay(_) => {
            Some("the table must be a UTF-8 file that this user can read".to_owned())
        }
        IngestError::Engine(error) => of_engine(error),
    }
}

fn of_corpus(error: &CorpusError) -> Option<String> {
    match &error.reason {
        Reason::Missing => Some("check the path; nothing was changed in the index".to_owned()),
        Reason::Unreadable(_) => {
            Some("check the permissions; nothing was changed in the index".to_owned())
        }
        _ => None,
    }
}

fn of_engine(error: &EngineError) -> Option<String> {
    match error {
        EngineError::Missing { path } if is_on_cluster(path) => {
            Some("run `zhengsou index PATH… --engine opensearch` with the same options".to_owned())
        }
        EngineError::Outdated { path, .. } | EngineError::Damaged { path, .. }
            if is_on_cluster(path) =>
        {
            Some("build it again from your files: `zhengsou index PATH… --rebuild`".to_owned())
        }
        EngineError::Missing { path } => {
            Some(format!("run `zhengsou index corpus/ --index {}`", path.display()))
        }
        EngineError::Outdated { path, .. } | EngineError::Damaged { path, .. } => Some(format!(
            "build it again from your files: `zhengsou index PATH… --rebuild --index {}`",
            path.display()
        )),
        EngineError::Locked { .. } => {
            Some("wait until the other `zhengsou index` has finished".to_owned())
        }
        EngineError::Disk { .. } => {
            Some("check free space and permissions; the last index stays as it was".to_owned())
        }
        EngineError::Unreachable { .. } => Some(
            "check --opensearch-url, and that the cluster runs; --opensearch-timeout gives it more \
             time"
                .to_owned(),
        ),
        EngineError::Denied { .. } => Some(
            "check --opensearch-user with --opensearch-password-file, or --opensearch-key-file; \
             docs/opensearch.md names the rights"
                .to_owned(),
        ),
        EngineError::Untrusted { .. } => Some(
            "name the file of the CA that signed it by --opensearch-ca, and the nodes by \
             --opensearch-url as their certificates do"
                .to_owned(),
        ),
        EngineError::Foreign { .. } => Some(
            "name the nodes of an OpenSearch cluster by --opensearch-url; docs/opensearch.md says \
             of which release"
                .to_owned(),
        ),
        EngineError::Incomplete { .. } => Some(
            "bring the cluster's nodes back, or build the index again with --rebuild".to_owned(),
        ),
        EngineError::Unusable { .. } => {
            Some("check the files of --opensearch-ca and of the credentials".to_owned())
        }
        EngineError::Busy => {
            Some("nothing was changed; run it again when there is less to do".to_owned())
        }
        EngineError::Stopped | EngineError::Internal(_) => None,
    }
}

/// Tells whether an index is on a cluster: its path begins with the address of a node.
fn is_on_cluster(path: &Path) -> bool {
    path.to_string_lossy().starts_with("http")
}

fn of_keys(error: &KeyringError) -> Option<String> {
    match error {
        KeyringError::Unknown(_) => {
            Some("`zhengsou keys list` gives the ids; name their file with --keys".to_owned())
        }
        KeyringError::Revoked(_) => Some("make another with `zhengsou keys create`".to_owned()),
        KeyringError::Unreadable { .. } | KeyringError::Unwritable { .. } => {
            Some("check permissions and free space; the keys are as they were".to_owned())
        }
        KeyringError::Damaged { .. } => Some(
            "restore it from a backup, or move it away and make the keys again; nobody is let \
             through until then"
                .to_owned(),
        ),
        KeyringError::Name(_) | KeyringError::NoRandomness(_) => None,
    }
}

fn of_backup(error: &BackupError) -> Option<String> {
    match error {
        BackupError::Library(error) => of_corpus(error),
        BackupError::Usage(UsageError::Unusable { .. }) => Some(
            "nothing was kept; leave usage out with `--usage \"\"`, or move the file away"
                .to_owned(),
        ),
        BackupError::Usage(error) => of_usage(error),
        BackupError::Io(_) | BackupError::File { .. } => {
            Some("check free space and permissions; what was there is as it was".to_owned())
        }
        BackupError::Shrank(_) => Some("run the command again".to_owned()),
        BackupError::Name(_) => {
            Some("name the file in UTF-8, without signs that cannot be seen".to_owned())
        }
        BackupError::Twice(_) => Some("give one of them another name".to_owned()),
        BackupError::Damaged(_) | BackupError::Hostile(_) => {
            Some("take another backup; nothing was put in its place".to_owned())
        }
        BackupError::Newer(_) => Some("use the version that made it, or a later one".to_owned()),
        BackupError::Occupied(_) => Some(
            "name empty places (--corpus, --index, --usage, --keys, --audit), or replace what is \
             there by --replace"
                .to_owned(),
        ),
    }
}

fn of_usage(error: &UsageError) -> Option<String> {
    match error {
        UsageError::Missing { .. } => Some(
            "`zhengsou serve` keeps usage as readers search; name its file with --usage FILE"
                .to_owned(),
        ),
        UsageError::Newer { .. } => {
            Some("use that version, or name another file: --usage FILE".to_owned())
        }
        UsageError::Unusable { .. } => Some(
            "check the permissions; a damaged file can be moved away, a new one is begun then"
                .to_owned(),
        ),
        UsageError::Thread(_) => None,
    }
}

fn of_serve(error: &ServeError) -> Option<String> {
    match error {
        ServeError::Bind { source, address } if source.kind() == io::ErrorKind::AddrInUse => {
            let next = address.port().checked_add(1).unwrap_or(8081);
            Some(format!(
                "another program listens there; choose another port: --listen {}:{next}",
                address.ip()
            ))
        }
        ServeError::Bind { source, .. } if source.kind() == io::ErrorKind::PermissionDenied => {
            Some(
                "ports below 1024 need rights; choose a higher one: --listen 127.0.0.1:8080"
                    .to_owned(),
            )
        }
        ServeError::Bind { .. } => {
            Some("choose an address of this machine: --listen 127.0.0.1:8080".to_owned())
        }
        ServeError::Signals(_) => None,
    }
}
