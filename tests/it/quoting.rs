//! A quoted text is found wherever it stands: words are no border.

use zhengsou::notice::clause::CELL_SEPARATOR;
use zhengsou::query::facet::FacetField;
use zhengsou::query::request::{Page, Scope, SearchRequest};
use zhengsou::search::Searcher;
use zhengsou::search::response::SearchResult;

use crate::support::library::Library;
use crate::support::{TODAY, chance, samples};

/// Draws of one run.
const DRAWS: usize = 300;

/// The longest text that is drawn, in characters.
const LONGEST: usize = 14;

/// Draws a stretch of a text that has at least two characters to search for.
pub(crate) fn stretch(text: &str) -> Option<String> {
    let characters: Vec<char> = text.chars().collect();
    let start = chance::below(characters.len());
    let length = 2 + chance::below(LONGEST - 1);
    let stretch: String = characters[start..].iter().take(length).collect();
    let letters = stretch.chars().filter(|c| c.is_alphanumeric()).count();
    let quotable = letters >= 2 && !stretch.contains(['"', '“', '”', '\n']);
    (quotable && stretch.trim() == stretch).then_some(stretch)
}

/// Returns the sources of all notices that hold a quoted text.
/// Copies that stand behind a result are named by their keys.
pub(crate) async fn sources_of(searcher: &Searcher, quoted: &str) -> Vec<String> {
    let mut sources = Vec::new();
    for number in 1.. {
        let mut request = SearchRequest {
            text: format!("\"{quoted}\""),
            scope: Scope::Notices,
            page: Page::new(number, 100).unwrap(),
            ..SearchRequest::default()
        };
        request.filters.add(FacetField::Validity, "any").unwrap();
        let response = searcher.search(&request, TODAY).await.unwrap();
        for result in &response.results {
            if let SearchResult::Notice(notice) = result {
                sources.push(notice.notice.source.clone());
                sources.extend(notice.also_at.iter().map(|copy| copy.as_str().to_owned()));
            }
        }
        if number >= response.page.pages {
            break;
        }
    }
    sources
}

#[tokio::test]
async fn any_quoted_text_of_two_characters_is_found() {
    let library = Library::over(vec![samples()]).await;
    let searcher = library.searcher();
    let mut notices = Vec::new();
    for source in library.engine.sources().await.unwrap() {
        notices.push(library.engine.notice(&source.id).await.unwrap().unwrap());
    }
    let mut drawn = 0;
    while drawn < DRAWS {
        let notice = chance::one_of(&notices);
        if notice.clauses.is_empty() {
            continue;
        }
        let clause = chance::one_of(&notice.clauses);
        let cells: Vec<&str> = clause.text.split(CELL_SEPARATOR).collect();
        let cell = chance::one_of::<&str>(&cells);
        let Some(text) = stretch(cell) else { continue };
        drawn += 1;
        let found = sources_of(&searcher, &text).await;
        assert!(
            found.contains(&notice.source) || found.iter().any(|id| *id == notice.id.as_str()),
            "`{text}` stands in {} {} and is not found by quoting it",
            notice.source,
            clause.address
        );
    }
}
