//! What is wrong with a configuration file: every problem with its line.

use std::fmt;
use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// Why a configuration file cannot be used.
#[derive(Debug, Error)]
pub(in crate::cli) enum ConfigError {
    /// It cannot be read.
    #[error("cannot read the configuration `{}`: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Keys or values in it cannot be used.
    #[error("the configuration `{}` cannot be used{}", path.display(), Listed(problems, path))]
    Wrong {
        /// The file.
        path: PathBuf,
        /// What is wrong, by line.
        problems: Vec<Problem>,
    },
}

/// Something in a file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Problem {
    /// Its line, from 1.
    pub(super) line: usize,
    /// What is wrong, and what is allowed.
    pub(super) what: String,
}

/// Problems, a line each.
struct Listed<'a>(&'a [Problem], &'a PathBuf);

impl fmt::Display for Listed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Problem { line, what } in self.0 {
            write!(f, "\n  {}:{line}: {what}", self.1.display())?;
        }
        Ok(())
    }
}
