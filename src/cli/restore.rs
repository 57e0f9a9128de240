//! `zhengsou restore`: puts what a backup holds in its place.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use crate::backup::error::BackupError;
use crate::backup::{self, Targets};
use crate::cli::backup::summary;
use crate::cli::options::SiteOptions;
use crate::cli::{Outcome, Terminal, block_on};
use crate::engine::error::EngineError;

/// Put what a backup holds in its place, after all of it was checked. Nothing may be there yet; the
/// index is made by the next `serve` or `index`.
#[derive(Debug, Args)]
pub(super) struct Restore {
    /// The backup.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    site: SiteOptions,
    /// Replace files that are there; others of the library stay. End the site before.
    #[arg(long)]
    replace: bool,
}

impl Restore {
    pub(super) fn run(self, terminal: &mut Terminal) -> anyhow::Result<Outcome> {
        if !self.replace {
            self.refuse_index()?;
        }
        let targets = Targets {
            folder: self.site.corpus().to_owned(),
            usage: self.site.usage(),
            keys: self.site.keys(),
            audit: self.site.audit(),
            replaces: self.replace,
        };
        let manifest = backup::restore(&self.file, &targets)?;
        let library = targets.folder.display();
        writeln!(terminal.out, "{library}: {}", summary(&manifest))?;
        writeln!(
            terminal.err,
            "hint: make the index: `zhengsou index {library} --index {}`",
            self.site.index.index.display()
        )?;
        Ok(Outcome::Done)
    }

    /// An index that is there was made of another library, and would be served instead of this one.
    fn refuse_index(&self) -> anyhow::Result<()> {
        let engine = self.site.index.engine()?;
        match block_on(async { Ok(engine.status().await) })? {
            Err(EngineError::Missing { .. }) => Ok(()),
            _ => Err(BackupError::Occupied(self.site.index.index.clone()).into()),
        }
    }
}
