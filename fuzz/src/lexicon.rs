//! Any tables of an operator are taken up, or refused with a line that is there.

use zhengsou::corpus;
use zhengsou::lexicon::Lexicon;
use zhengsou::lexicon::overlay::{NAMES, Overlay};

use super::{laws, parts};

/// What stands between tables.
const MARK: &str = "====";

/// Takes the tables in the order of their names, between lines of `====`.
pub fn run(bytes: &[u8]) {
    let mut texts = parts(bytes, MARK).into_iter().map(String::from_utf8_lossy);
    let mut next = || texts.next().unwrap_or_default().into_owned();
    let overlay = Overlay {
        divisions: next(),
        departments: next(),
        words: next(),
        colloquial: next(),
        blocked: next(),
    };
    match Lexicon::new(&overlay) {
        Ok(lexicon) => {
            // A notice that holds every word of the tables is read with them.
            let text = String::from_utf8_lossy(bytes).replace(['\t', '、'], "\n");
            laws::check(&corpus::pasted(&text, &lexicon).notice);
            lexicon.blocked.holds(&text);
        }
        Err(error) => {
            let said = error.to_string();
            let line = NAMES.iter().zip(texts_of(&overlay)).find_map(|(name, text)| {
                let rest = said.strip_prefix(name)?.strip_prefix(':')?;
                let (line, _) = rest.split_once(':')?;
                Some(line.parse().is_ok_and(|line| (1..=text.lines().count()).contains(&line)))
            });
            assert_eq!(line, Some(true), "{said}");
        }
    }
}

fn texts_of(overlay: &Overlay) -> [&str; 5] {
    let Overlay { divisions, departments, words, colloquial, blocked } = overlay;
    [divisions, departments, words, colloquial, blocked]
}
