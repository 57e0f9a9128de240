//! `/api/v1/citations`: how notices and clauses are cited.

use axum::Json;
use axum::extract::State;
use schemars::JsonSchema;
use serde::Serialize;

use crate::notice::doc_number::DocNumber;
use crate::notice::id::{ClauseKey, NoticeId};
use crate::web::address;
use crate::web::desk::{FromQuery, OfApi};
use crate::web::error::{ApiError, AppError, ParamError};
use crate::web::export::citation::{official, reference};
use crate::web::site::Origin;
use crate::web::state::AppState;

/// The most citations of one answer: as many as are collected at once.
pub(in crate::web) const MOST: usize = 50;

/// What is cited, in the order of the address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::web) struct Cited(Vec<String>);

impl FromQuery for Cited {
    fn read(query: &str, strict: bool) -> Result<Self, Vec<ParamError>> {
        let (mut keys, mut errors) = (Vec::new(), Vec::new());
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let key = value.trim().to_owned();
            match &*name {
                "id" if key.is_empty() || keys.contains(&key) => {}
                "id" => keys.push(key),
                _ if strict => errors.push(ParamError {
                    parameter: name.into_owned(),
                    reason: "is unknown here; known is id".to_owned(),
                }),
                _ => {}
            }
        }
        if !(1..=MOST).contains(&keys.len()) {
            let reason = format!("expected 1 to {MOST} keys of notices or clauses");
            errors.push(ParamError { parameter: "id".to_owned(), reason });
        }
        if errors.is_empty() { Ok(Self(keys)) } else { Err(errors) }
    }
}

/// How notices and clauses are cited.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::web) struct Citations {
    /// In the order of the question.
    citations: Vec<CitedAs>,
}

/// How a notice or a clause is cited.
#[derive(Debug, Serialize, JsonSchema)]
struct CitedAs {
    /// The key that was asked for.
    id: String,
    /// Its notice.
    notice: NoticeId,
    /// Title of the notice.
    title: String,
    /// Its document number.
    doc_number: Option<DocNumber>,
    /// Where the clause stands, such as 第二部分第（三）条; `null` for a notice.
    address: Option<String>,
    /// As official documents cite: 《标题》（文号）第二部分第（三）条.
    official: String,
    /// The reference after GB/T 7714—2015, with today as the day of reading.
    reference: String,
    /// Where it is read on this site.
    link: String,
}

/// Answers with how notices and clauses are cited.
pub(in crate::web) async fn citations(
    State(app): State<AppState>,
    origin: Origin,
    OfApi(Cited(keys)): OfApi<Cited>,
) -> Result<Json<Citations>, ApiError> {
    let mut citations = Vec::with_capacity(keys.len());
    for key in keys {
        citations.push(cite(&app, &origin, key).await?);
    }
    Ok(Json(Citations { citations }))
}

async fn cite(app: &AppState, origin: &Origin, key: String) -> Result<CitedAs, AppError> {
    let today = app.today();
    let clause = match ClauseKey::parse(&key) {
        Some(clause) => app.searcher.clause(&clause, today).await?,
        None => None,
    };
    let (notice, address, link) = if let Some((notice, record)) = clause {
        (notice, Some(record.clause.address), address::clause(&key, ""))
    } else {
        // The key of a notice may hold a colon, too.
        let notice = app.searcher.notice(&NoticeId::given(key.clone()), today).await?;
        let missing = || AppError::NotFound(format!("there is no notice or clause `{key}`"));
        (notice.ok_or_else(missing)?, None, address::notice(&key, ""))
    };
    let link = origin.at(&link);
    let place = address.as_deref().unwrap_or_default();
    Ok(CitedAs {
        official: format!("{}{place}", official(&notice)),
        reference: reference(&notice, today, &link),
        title: notice.display_title().into_owned(),
        notice: notice.id,
        doc_number: notice.doc_number,
        id: key,
        address,
        link,
    })
}

#[cfg(test)]
mod tests {
    use super::{Cited, MOST};
    use crate::web::desk::FromQuery;

    #[test]
    fn keys_are_cited_once_each() {
        let read = |query: &str| Cited::read(query, true);
        assert_eq!(read("id=a&id=b:2&id=a"), Ok(Cited(vec!["a".to_owned(), "b:2".to_owned()])));
        let many: Vec<String> = (0..=MOST).map(|at| format!("id=a{at}")).collect();
        for query in ["", "id=", "colour=red&id=a", &many.join("&")] {
            assert!(read(query).is_err(), "{query}");
        }
    }
}
