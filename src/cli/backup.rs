//! `zhengsou backup`: keeps what cannot be made again in one file, or checks such a file.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use crate::backup::manifest::Manifest;
use crate::backup::{self, Kept};
use crate::cli::options::SiteOptions;
use crate::cli::{Outcome, Terminal, block_on, now};
use crate::engine::error::EngineError;

/// Keep library, lexicon, usage, keys and the log of writing in one file, while the site is served
/// or not. The index is not kept: it is made of the library.
#[derive(Debug, Args)]
pub(super) struct Backup {
    /// The file; one that is there is replaced once the new one is whole.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Check the file instead: that everything is in it, as it was.
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    site: SiteOptions,
    /// Print the list of what is in it as one JSON object.
    #[arg(long)]
    json: bool,
}

impl Backup {
    pub(super) fn run(self, terminal: &mut Terminal) -> anyhow::Result<Outcome> {
        let manifest = if self.check {
            backup::check(&self.file)?
        } else {
            backup::back_up(&self.file, &self.kept()?, now().timestamp())?
        };
        if self.json {
            writeln!(terminal.out, "{}", serde_json::to_string(&manifest)?)?;
        } else {
            let file = self.file.display();
            writeln!(terminal.out, "{file}: {}", summary(&manifest))?;
        }
        Ok(Outcome::Done)
    }

    /// Returns what is kept: the library that the index was made of, where there is one.
    fn kept(&self) -> anyhow::Result<Kept> {
        let engine = self.site.index.engine()?;
        let library = match block_on(async { Ok(engine.status().await) })? {
            Ok(status) => status.publication.paths.clone(),
            Err(EngineError::Outdated { library, .. }) => library,
            Err(_) => Vec::new(),
        };
        let library: Vec<PathBuf> = library.into_iter().map(PathBuf::from).collect();
        let is_known = !library.is_empty();
        Ok(Kept {
            paths: if is_known { library } else { vec![self.site.corpus().to_owned()] },
            index: self.site.index.index.clone(),
            usage: self.site.usage(),
            keys: self.site.keys(),
            audit: self.site.audit(),
        })
    }
}

/// Says what is in a backup.
pub(super) fn summary(manifest: &Manifest) -> String {
    let Manifest { made_at, entries, .. } = manifest;
    format!("{} files, {} bytes, of {made_at}; all well", entries.len(), manifest.bytes())
}
