//! Runs the questions of the precedent benchmark: clauses for which precedents are sought.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::eval::EvalOptions;
use crate::eval::queries::QueryError;
use crate::notice::Notice;
use crate::notice::clause::CELL_SEPARATOR;
use crate::notice::id::NoticeId;
use crate::precedent::Desk;
use crate::precedent::passage::{OwnNotice, Passage};
use crate::precedent::request::PrecedentRequest;
use crate::query::request::{Filters, Page, ValidityFilter};
use crate::search::Searcher;
use crate::search::error::SearchError;

/// A clause for which precedents are sought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its id.
    pub sid: String,
    /// Base name of the file of its notice.
    pub docid: String,
    /// A stretch of its text.
    pub anchor: String,
}

/// A precedent, as a line of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PrecedentLine {
    /// Id of the source.
    pub sid: String,
    /// The notice that holds the clause.
    pub doc: String,
    /// Heading and text of the clause.
    pub text: String,
}

/// Reads a table with a header line and the columns `sid`, `docid` and `anchor` first.
///
/// # Errors
///
/// The first line that lacks one.
pub fn read(table: &str) -> Result<Vec<Source>, QueryError> {
    let lines = table.lines().enumerate();
    let lines = lines.filter(|(index, line)| {
        !(line.trim().is_empty() || *index == 0 && line.starts_with("sid\t"))
    });
    lines
        .map(|(index, line)| {
            let mut fields = line.split('\t').map(str::to_owned);
            match (fields.next(), fields.next(), fields.next()) {
                (Some(sid), Some(docid), Some(anchor)) => Ok(Source { sid, docid, anchor }),
                _ => {
                    Err(QueryError::new(index + 1, "an id, a notice and a stretch parted by tabs"))
                }
            }
        })
        .collect()
}

/// Returns the notices of a library by the base names of their files.
///
/// # Errors
///
/// As [`Searcher::search`].
pub async fn by_file(searcher: &Searcher) -> Result<BTreeMap<String, NoticeId>, SearchError> {
    let sources = searcher.engine().sources().await?;
    let name = |file: &str| file.rsplit('/').next().unwrap_or(file).to_owned();
    Ok(sources.into_iter().map(|source| (name(&source.file), source.id)).collect())
}

/// Finds precedents of a source in every validity, copies unfolded, the nearest first.
///
/// A source that no clause holds is asked for as a pasted text.
///
/// # Errors
///
/// As [`Searcher::search`].
pub async fn precedents(
    desk: &Desk,
    source: &Source,
    notice: Option<&Notice>,
    options: &EvalOptions,
) -> Result<Vec<PrecedentLine>, SearchError> {
    let request = PrecedentRequest {
        filters: Filters { validity: ValidityFilter::Any, ..Filters::default() },
        page: Page::all(options.depth),
        shows_copies: true,
    };
    let passage = notice.map_or_else(
        || Passage::pasted(&source.anchor),
        |notice| passage_in(notice, &source.anchor),
    );
    let hits = desk.similar_hits(&passage, &request, options.today).await?;
    let lines = hits.iter().filter_map(|hit| {
        let clause = &hit.clauses.first()?.clause;
        let heading = clause.path.last().map_or("", String::as_str);
        Some(PrecedentLine {
            sid: source.sid.clone(),
            doc: hit.notice.source.clone(),
            text: format!("{heading}{}", clause.text.replace(CELL_SEPARATOR, "")),
        })
    });
    Ok(lines.collect())
}

/// Finds the clause of a notice that holds a stretch.
fn passage_in(notice: &Notice, anchor: &str) -> Passage {
    let own = OwnNotice::of(notice);
    let found =
        notice.clauses.iter().find_map(|clause| Passage::around(own.clone(), clause, anchor));
    found.unwrap_or_else(|| Passage { notice: Some(own), ..Passage::pasted(anchor) })
}
