//! What is asked of the desk for a draft, out of an address: a notice, and which part or view of it.

use form_urlencoded::Serializer;

use crate::notice::id::NoticeId;
use crate::precedent::drafting::nearest::Drafting;
use crate::precedent::drafting::topics::Lacking;
use crate::web::desk::FromQuery;
use crate::web::error::{AppError, ParamError};
use crate::web::state::AppState;

/// What is asked of a notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::web) struct DraftParams {
    /// The notice; `None` where the address names it elsewhere.
    pub(in crate::web) notice: Option<NoticeId>,
    /// Which part, from 1.
    pub(in crate::web) part: usize,
    /// Whether the topics that it lacks are asked for; pages alone ask so.
    pub(in crate::web) asks_topics: bool,
}

impl FromQuery for DraftParams {
    fn read(query: &str, strict: bool) -> Result<Self, Vec<ParamError>> {
        let mut params = Self { notice: None, part: 1, asks_topics: false };
        let mut errors = Vec::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let value = value.trim();
            let read = match &*name {
                "part" => value.parse().map_err(|_| "expected a whole number from 1".to_owned()),
                "notice" if !strict => {
                    params.notice = (!value.is_empty()).then(|| NoticeId::given(value));
                    continue;
                }
                "view" if !strict => {
                    params.asks_topics = value == TOPICS;
                    continue;
                }
                _ if strict => Err("is unknown; known is part".to_owned()),
                _ => continue,
            };
            match read {
                Ok(part) => params.part = part,
                Err(reason) => errors.push(ParamError { parameter: name.into_owned(), reason }),
            }
        }
        if params.notice.is_none() && !strict {
            let reason = "a notice is needed".to_owned();
            errors.push(ParamError { parameter: "notice".to_owned(), reason });
        }
        if errors.is_empty() { Ok(params) } else { Err(errors) }
    }
}

/// The view of the topics that a notice lacks.
const TOPICS: &str = "topics";

/// Finds the nearest clauses of a part of a notice.
///
/// # Errors
///
/// There is no such notice or part, or the index cannot be read.
pub(in crate::web) async fn nearest(
    app: &AppState,
    id: &NoticeId,
    part: usize,
) -> Result<Drafting, AppError> {
    let found = app.desk().drafting(id, part, app.today()).await?;
    let found = found.ok_or_else(|| missing(id))?;
    let parts = found.parts.len();
    if (1..=parts.max(1)).contains(&part) {
        return Ok(found);
    }
    let reason = format!("expected 1 to {parts}");
    Err(AppError::Params(vec![ParamError { parameter: "part".to_owned(), reason }]))
}

/// Finds the topics that a notice lacks.
///
/// # Errors
///
/// There is no such notice, or the index cannot be read.
pub(in crate::web) async fn lacking(app: &AppState, id: &NoticeId) -> Result<Lacking, AppError> {
    app.desk().lacking(id, app.today()).await?.ok_or_else(|| missing(id))
}

fn missing(id: &NoticeId) -> AppError {
    AppError::NotFound(format!("there is no notice `{id}`"))
}

/// Returns the address of a part of a notice.
pub(in crate::web) fn at_part(id: &str, part: usize) -> String {
    let mut query = Serializer::new(String::new());
    query.append_pair("notice", id);
    if part > 1 {
        query.append_pair("part", &part.to_string());
    }
    format!("/drafting?{}", query.finish())
}

/// Returns the address of the topics that a notice lacks.
pub(in crate::web) fn at_topics(id: &str) -> String {
    let mut query = Serializer::new(String::new());
    query.append_pair("notice", id).append_pair("view", TOPICS);
    format!("/drafting?{}", query.finish())
}

#[cfg(test)]
mod tests {
    use super::{DraftParams, at_part, at_topics};
    use crate::web::desk::FromQuery;

    #[test]
    fn a_notice_is_asked_for_by_parts_and_topics() {
        let params = DraftParams::read("notice=a&part=2&from=x", false).expect("a part");
        assert_eq!((params.part, params.asks_topics), (2, false));
        let params = DraftParams::read("notice=a&view=topics", false).expect("topics");
        assert!(params.asks_topics);
        assert_eq!(at_part("a b", 1), "/drafting?notice=a+b");
        assert_eq!(at_part("a", 3), "/drafting?notice=a&part=3");
        assert_eq!(at_topics("a"), "/drafting?notice=a&view=topics");
        for (query, strict, parameter) in [
            ("", false, "notice"),
            ("notice=a&part=x", false, "part"),
            ("notice=a", true, "notice"),
        ] {
            let errors = DraftParams::read(query, strict).expect_err(query);
            assert_eq!(errors[0].parameter, parameter, "{query}");
        }
    }
}
