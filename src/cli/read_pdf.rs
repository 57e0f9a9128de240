//! `zhengsou read-pdf`: the copy of the program that reads one PDF; users do not call it.

use std::io::{self, Read, Write};

use clap::Args;

use crate::cli::{Outcome, Terminal};
use crate::corpus::format::pdf::layer;

/// Print the text of a PDF that is given on the input.
#[derive(Debug, Args)]
pub(super) struct ReadPdf {}

impl ReadPdf {
    pub(super) fn run(terminal: &mut Terminal) -> anyhow::Result<Outcome> {
        let mut bytes = Vec::new();
        io::stdin().read_to_end(&mut bytes)?;
        let text = layer::text_of(&bytes).map_err(anyhow::Error::msg)?;
        terminal.out.write_all(text.as_bytes())?;
        Ok(Outcome::Done)
    }
}
