//! Where an answer ended, so that the next one goes on: beyond the last page, over one publication.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::query::request::{Page, SearchRequest};
use crate::search::error::SearchError;
use crate::web::error::{AppError, ParamError};
use crate::web::links;
use crate::web::state::AppState;

/// Where the results of a search go on.
///
/// Results are counted over one publication on one day; when either has passed, what stood before
/// and what stands behind a place is no longer the same, and a cursor says so instead of leaving
/// results out or giving them twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cursor {
    publication: String,
    /// Digest of what is asked, pages apart.
    asked: String,
    /// How many results stand before.
    start: usize,
}

impl Cursor {
    /// Makes the cursor at the beginning of a search over what was published last.
    ///
    /// # Errors
    ///
    /// There is no index to search.
    pub(super) async fn begin(
        app: &AppState,
        request: &SearchRequest,
    ) -> Result<Self, SearchError> {
        let status = app.searcher.status().await?;
        let made_at = status.publication.made_at;
        Ok(Self {
            publication: publication(status.generation, made_at, app.today()),
            asked: digest(request),
            start: 0,
        })
    }

    /// Goes on where a cursor that was given stands.
    ///
    /// # Errors
    ///
    /// It is none, it belongs to another search, or something was published since.
    pub(super) fn go_on(self, given: &str) -> Result<Self, AppError> {
        let wrong = |reason: &str| {
            let (parameter, reason) = ("cursor".to_owned(), reason.to_owned());
            AppError::Params(vec![ParamError { parameter, reason }])
        };
        let given = Self::parse(given)
            .ok_or_else(|| wrong("expected the `next_cursor` of an earlier answer"))?;
        if given.asked != self.asked {
            return Err(wrong("belongs to a search with other parameters"));
        }
        if given.publication != self.publication {
            return Err(AppError::Gone);
        }
        Ok(given)
    }

    /// Returns the page at this place.
    pub(super) fn page(&self, size: usize) -> Page {
        Page::from(self.start, size)
    }

    /// Returns the cursor behind some results; none where there are no more.
    pub(super) fn behind(&self, shown: usize, total: u64) -> Option<String> {
        let start = self.start + shown;
        let is_left = shown > 0 && u64::try_from(start).is_ok_and(|start| start < total);
        is_left.then(|| format!("{}.{}.{start}", self.publication, self.asked))
    }

    /// Tells whether this is of the publication of a number.
    pub(super) fn is_over(&self, generation: u64) -> bool {
        self.publication.split('-').next() == Some(&generation.to_string())
    }

    /// Moves to the first result of a page.
    pub(super) fn at(self, page: Page) -> Self {
        Self { start: page.start(), ..self }
    }

    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '.');
        let (publication, asked) = (parts.next()?.to_owned(), parts.next()?.to_owned());
        Some(Self { publication, asked, start: parts.next()?.parse().ok()? })
    }
}

fn publication(generation: u64, made_at: Option<Timestamp>, day: Date) -> String {
    format!("{generation}-{}-{day}", made_at.map_or(0, Timestamp::as_second))
}

/// Returns a digest of what is asked, whichever page.
fn digest(request: &SearchRequest) -> String {
    let asked = SearchRequest { page: Page::default(), facets: Vec::new(), ..request.clone() };
    blake3::hash(links::at("", &asked).as_bytes()).to_hex()[..16].to_owned()
}

#[cfg(test)]
mod tests {
    use super::Cursor;
    use crate::web::error::AppError;

    fn cursor(publication: &str) -> Cursor {
        let (publication, asked) = (publication.to_owned(), "abcd".to_owned());
        Cursor { publication, asked, start: 0 }
    }

    #[test]
    fn a_cursor_goes_on_behind_what_was_shown() {
        let text = cursor("7-0-2025-06-01").behind(10, 25).expect("more");
        let next = cursor("7-0-2025-06-01").go_on(&text).expect("the same search");
        assert_eq!((next.page(10).start(), next.page(10).size()), (10, 10));
        assert_eq!(next.behind(15, 25), None);
        assert_eq!(cursor("7").behind(0, 25), None, "nothing was shown");
    }

    #[test]
    fn a_cursor_is_refused_by_what_is_wrong_with_it() {
        let text = cursor("7-0-2025-06-01").behind(10, 25).expect("more");
        assert!(matches!(cursor("8-0-2025-06-01").go_on(&text), Err(AppError::Gone)));
        let other = Cursor { asked: "efgh".to_owned(), ..cursor("7-0-2025-06-01") };
        assert!(matches!(other.go_on(&text), Err(AppError::Params(_))));
        for text in ["", "x", "7.abcd", "7.abcd.-1", "7.abcd.x"] {
            assert!(matches!(cursor("7").go_on(text), Err(AppError::Params(_))), "{text}");
        }
    }
}
