//! Takes an operator's tables up as they are now; each that cannot be used stays as it was.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use crate::lexicon::Lexicon;
use crate::lexicon::overlay::{FOLDER, Overlay, OverlayError};
use crate::lexicon::table::TableError;

/// A table that was not taken up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RefusedTable {
    /// Its name, such as `blocked.txt`.
    pub file: String,
    /// The first line that cannot be used, from 1; `None` where the file cannot be read at all.
    pub line: Option<usize>,
    /// What is wrong, with its file and line; it may quote what the table says.
    pub reason: String,
}

impl fmt::Display for RefusedTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl From<TableError> for RefusedTable {
    fn from(error: TableError) -> Self {
        Self {
            file: error.file().to_owned(),
            line: Some(error.line()),
            reason: format!("{FOLDER}/{error}"),
        }
    }
}

impl From<OverlayError> for RefusedTable {
    fn from(error: OverlayError) -> Self {
        let name = error.path.file_name().unwrap_or_default();
        Self { file: name.to_string_lossy().into_owned(), line: None, reason: error.to_string() }
    }
}

/// Tables that were taken up.
#[derive(Debug)]
pub struct Renewed {
    /// The tables in use.
    pub overlay: Overlay,
    /// The lexicon with them.
    pub lexicon: Arc<Lexicon>,
    /// Those that were not taken up.
    pub refused: Vec<RefusedTable>,
}

/// Takes tables up, with those of `before` in place of each that cannot be used.
///
/// Where one cannot be read at all, none is taken up: which tables a library has is not known then.
///
/// # Errors
///
/// A table of before cannot be used any more either, such as after a change of the program.
pub fn renew(now: Result<Overlay, OverlayError>, before: &Overlay) -> Result<Renewed, TableError> {
    let mut refused = Vec::new();
    let mut overlay = now.unwrap_or_else(|error| {
        refused.push(error.into());
        before.clone()
    });
    loop {
        match Lexicon::shared(&overlay) {
            Ok(lexicon) => return Ok(Renewed { overlay, lexicon, refused }),
            Err(error) if overlay.take_table(error.file(), before) => refused.push(error.into()),
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::renew;
    use crate::lexicon::overlay::{Overlay, OverlayError};

    fn before() -> Overlay {
        Overlay {
            words: "澄心服务站\n".to_owned(),
            blocked: "望溪\n".to_owned(),
            ..Overlay::default()
        }
    }

    #[test]
    fn a_table_with_a_slip_stays_as_it_was_and_the_others_are_taken_up() {
        let now = Overlay {
            words: "澄心服务站\n灯笼展销\n".to_owned(),
            blocked: "望溪\n……\n".to_owned(),
            divisions: "990000\t岚川省\n".to_owned(),
            ..Overlay::default()
        };
        let renewed = renew(Ok(now.clone()), &before()).expect("those of before are sound");
        let refused: Vec<_> =
            renewed.refused.iter().map(|table| (table.file.as_str(), table.line)).collect();
        assert_eq!(refused, [("divisions.tsv", Some(1)), ("blocked.txt", Some(2))]);
        let wanted = Overlay { words: now.words, ..before() };
        assert_eq!(renewed.overlay, wanted);
        assert!(renewed.lexicon.blocked.holds("望溪市"));
        let told = renewed.refused[1].to_string();
        assert!(told.starts_with("lexicon/blocked.txt:2: "), "{told}");
    }

    #[test]
    fn tables_that_cannot_be_read_stay_as_they_were() {
        let error = OverlayError {
            path: "library/lexicon/blocked.txt".into(),
            source: io::Error::from(io::ErrorKind::InvalidData),
        };
        let renewed = renew(Err(error), &before()).expect("those of before are sound");
        assert_eq!(renewed.overlay, before());
        assert_eq!(
            (renewed.refused[0].file.as_str(), renewed.refused[0].line),
            ("blocked.txt", None)
        );
    }

    #[test]
    fn what_was_wrong_before_stays_wrong() {
        let wrong = Overlay { blocked: "……\n".to_owned(), ..Overlay::default() };
        renew(Ok(wrong.clone()), &wrong).expect_err("there is nothing to fall back on");
    }
}
