//! What a notice is called: how readers ask for it, and how other notices cite, end and repeat it.

use crate::analysis::fold;
use crate::notice::citation::{Citation, Repeal};
use crate::notice::doc_number::DocNumber;
use crate::notice::status::Validity;
use crate::notice::{Notice, without_issuer};

/// The shortest title that names one document, in characters of its key.
const SHORTEST_NAME: usize = 8;

/// The shortest text that tells copies of one notice, in characters of its key.
const SHORTEST_COPY: usize = 200;

/// What a notice is asked for, cited and ended by: of one that was cut up the first chunk answers to
/// the names of the whole.
#[derive(Clone, Copy, Default)]
pub(super) struct Called<'a> {
    pub(super) doc_number: Option<&'a DocNumber>,
    pub(super) title: Option<&'a str>,
}

impl<'a> Called<'a> {
    pub(super) fn of(notice: &'a Notice) -> Self {
        if notice.goes_on() {
            return Self::default();
        }
        let whole = notice.chunk.as_ref().and_then(|chunk| chunk.title.as_ref());
        let title = whole.or(notice.title.as_ref());
        Self { doc_number: notice.doc_number.as_ref(), title: title.map(String::as_str) }
    }
}

/// Returns the names under which others cite and end a document: its number, the key of its title.
pub(super) fn names(number: Option<&DocNumber>, title: Option<&str>) -> Vec<String> {
    let title = title.map(fold::key).filter(|key| key.chars().count() >= SHORTEST_NAME);
    number.map(ToString::to_string).into_iter().chain(title).collect()
}

/// Returns the names of the documents that a notice ends. A document with a number goes by it
/// alone: titles recur from year to year.
pub(super) fn ends(notice: &Notice) -> Vec<(String, Validity)> {
    let name = |repeal: &Repeal| {
        let Citation { title, doc_number, .. } = &repeal.document;
        let title = title.as_deref().filter(|_| doc_number.is_none());
        names(doc_number.as_ref(), title).into_iter().next().map(|name| (name, repeal.value))
    };
    notice.repeals.iter().filter_map(name).collect()
}

/// Returns what copies of one notice have in common: number and title, whatever stands before 关于
/// in it (转载自…), or day and whole text. Chunks of one notice share the former and are no copies.
pub(super) fn copy_keys(notice: &Notice) -> Vec<String> {
    let by_name = notice.doc_number.as_ref().zip(notice.title.as_deref());
    let by_name = by_name.filter(|_| notice.chunk.is_none());
    let by_name =
        by_name.map(|(number, title)| format!("{number} {}", fold::key(without_issuer(title))));
    let text: String = notice.clauses.iter().map(|clause| fold::key(&clause.text)).collect();
    let by_text = (text.chars().count() >= SHORTEST_COPY)
        .then(|| blake3::hash(format!("{:?} {text}", notice.issued_on).as_bytes()))
        .map(|digest| digest.to_hex()[..16].to_owned());
    by_name.into_iter().chain(by_text).collect()
}

/// Returns the keys of a title: whole, and from 关于 on, as people quote it without its issuer.
pub(super) fn title_keys(title: &str) -> Vec<String> {
    let mut keys = vec![fold::key(title), fold::key(without_issuer(title))];
    keys.dedup();
    keys.retain(|key| !key.is_empty());
    keys
}
