//! Facts that reading and searching rest on: places, departments, words.
//!
//! The tables stand in `data/` and are compiled in. An operator adds to them with a folder
//! `lexicon/` inside the library: `divisions.tsv` (zones, towns), `departments.tsv`, `words.txt`,
//! `colloquial.tsv`, `blocked.txt`. The last two count when a query is read, not when a notice is:
//! they are not part of the fingerprint, and a change of them needs no new index.

pub mod asked;
pub mod blocked;
pub mod colloquial;
pub mod departments;
pub mod divisions;
pub mod look_alikes;
pub mod overlay;
mod place_name;
pub mod readings;
pub mod renewal;
pub mod shells;
pub mod table;
pub mod topics;

use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread;

use crate::analysis::Analyzer;
use crate::analysis::dictionary::Dictionary;
use crate::lexicon::asked::Asked;
use crate::lexicon::blocked::Blocked;
use crate::lexicon::colloquial::Colloquial;
use crate::lexicon::departments::Departments;
use crate::lexicon::divisions::Divisions;
use crate::lexicon::look_alikes::LookAlikes;
use crate::lexicon::overlay::Overlay;
use crate::lexicon::readings::Readings;
use crate::lexicon::shells::Shells;
use crate::lexicon::table::TableError;
use crate::lexicon::topics::Topics;

/// The facts of one library: the built-in tables with the operator's own on top.
#[derive(Debug)]
pub struct Lexicon {
    /// Places and their codes.
    pub divisions: Divisions,
    /// Departments and the names that they go by.
    pub departments: Departments,
    /// Topics and what tells them.
    pub topics: Topics,
    /// What citizens say for what is written.
    pub colloquial: Colloquial,
    /// Which characters look alike.
    pub look_alikes: LookAlikes,
    /// How characters are read aloud.
    pub readings: Readings,
    /// What questions are wrapped in.
    pub shells: Shells,
    /// What tells what a question asks for.
    pub asked: Asked,
    /// What an operator does not want to be offered.
    pub blocked: Blocked,
    dictionary: Dictionary,
    analyzer: OnceLock<Arc<Analyzer>>,
    tables: String,
}

/// The lexicon that was used last, with the tables that it was made of.
static LAST: Mutex<Option<(Overlay, Arc<Lexicon>)>> = Mutex::new(None);

impl Lexicon {
    /// Returns the lexicon of an operator's tables; takes no time where they are those of the last one
    /// that anybody asked for, as when a library is read and then searched.
    ///
    /// # Errors
    ///
    /// As [`Lexicon::new`].
    pub fn shared(overlay: &Overlay) -> Result<Arc<Self>, TableError> {
        let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((made_of, lexicon)) = &*last
            && made_of == overlay
        {
            return Ok(Arc::clone(lexicon));
        }
        let lexicon = Arc::new(Self::new(overlay)?);
        load_ahead(&lexicon);
        *last = Some((overlay.clone(), Arc::clone(&lexicon)));
        Ok(lexicon)
    }

    /// Puts the operator's tables on top of the built-in ones.
    ///
    /// # Errors
    ///
    /// A line that cannot be used is named with its file and number; nothing is loaded then.
    pub fn new(overlay: &Overlay) -> Result<Self, TableError> {
        let mut divisions = Divisions::built_in();
        divisions.add("divisions.tsv", &overlay.divisions)?;
        let mut departments = Departments::built_in();
        departments.add("departments.tsv", &overlay.departments)?;
        let mut colloquial = Colloquial::built_in();
        colloquial.add("colloquial.tsv", &overlay.colloquial)?;
        let mut dictionary = Dictionary::default();
        dictionary.add_words(include_str!("../../data/words.txt"));
        dictionary.add_words(&divisions.words());
        dictionary.add_stop_words(include_str!("../../data/stop_words.txt"));
        if let Some(error) = dictionary.add_words(&overlay.words).into_iter().next() {
            return Err(TableError::new("words.txt", error.line, error.reason));
        }
        let tables = [
            overlay.divisions.as_str(),
            &overlay.departments,
            departments::BUILT_IN,
            divisions::BUILT_IN,
            divisions::NAMES,
            topics::BUILT_IN,
        ];
        let tables = blake3::hash(tables.join("\0").as_bytes()).to_hex()[..16].to_owned();
        Ok(Self {
            divisions,
            departments,
            topics: Topics::built_in(),
            colloquial,
            look_alikes: LookAlikes::built_in(),
            readings: Readings::built_in(),
            shells: Shells::built_in(),
            asked: Asked::built_in(),
            blocked: Blocked::new("blocked.txt", &overlay.blocked)?,
            dictionary,
            analyzer: OnceLock::new(),
            tables,
        })
    }

    /// Returns the mark of what decides how a library is read and which terms its texts have.
    ///
    /// An index made under another mark is neither searched nor added to.
    pub fn fingerprint(&self) -> String {
        format!("{}-{}", Analyzer::fingerprint(&self.dictionary), self.tables)
    }

    /// Returns the analyser of this lexicon; it is loaded when it is first asked for, which takes
    /// about a tenth of a second.
    pub fn analyzer(&self) -> Arc<Analyzer> {
        let load = || Arc::new(Analyzer::new(self.dictionary.clone()));
        Arc::clone(self.analyzer.get_or_init(load))
    }
}

/// Loads on other threads what searching and reading ask for first, while whoever asked for the
/// lexicon goes on; what a thread has not begun is loaded by whoever needs it.
fn load_ahead(lexicon: &Arc<Lexicon>) {
    let parts: [fn(&Lexicon); 2] = [
        |lexicon| drop(lexicon.analyzer()),
        |lexicon| {
            lexicon.divisions.prepare();
            lexicon.colloquial.prepare_terms();
        },
    ];
    for part in parts {
        let lexicon = Arc::clone(lexicon);
        let _ = thread::Builder::new().name("lexicon".to_owned()).spawn(move || part(&lexicon));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Lexicon;
    use crate::lexicon::overlay::Overlay;

    #[test]
    fn other_tables_make_another_lexicon() {
        let overlay = Overlay { words: "澄心服务站\n".to_owned(), ..Overlay::default() };
        let blocked = Overlay { blocked: "望溪\n".to_owned(), ..overlay.clone() };
        let lexicon = Lexicon::shared(&overlay).expect("one good word");
        let other = Lexicon::shared(&blocked).expect("two good words");
        assert!(other.blocked.holds("望溪市") && !lexicon.blocked.holds("望溪市"));
        assert!(Arc::ptr_eq(&other.analyzer(), &other.analyzer()));
    }

    #[test]
    fn an_operators_words_change_the_fingerprint() {
        let plain = Lexicon::new(&Overlay::default()).expect("the built-in tables are sound");
        let overlay = Overlay { words: "澄心服务站\n".to_owned(), ..Overlay::default() };
        let extended = Lexicon::new(&overlay).expect("one good word");
        assert_ne!(plain.fingerprint(), extended.fingerprint());
    }

    #[test]
    fn a_bad_line_is_named_with_its_file() {
        let overlay = Overlay { divisions: "990000\t岚川省\n".to_owned(), ..Overlay::default() };
        let error = Lexicon::new(&overlay).expect_err("the level is missing");
        assert!(error.to_string().contains("divisions.tsv:1"), "{error}");
    }
}
