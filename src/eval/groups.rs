//! Runs the requirements of the precedent benchmark whose clauses are sorted by wording.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::eval::queries::QueryError;
use crate::notice::clause::CELL_SEPARATOR;
use crate::precedent::Desk;
use crate::precedent::passage::Passage;
use crate::precedent::request::PrecedentRequest;
use crate::precedent::wording::Member;
use crate::query::request::{Filters, ValidityFilter};
use crate::search::error::SearchError;

/// The question side of a requirement; nothing else of its line is read.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Requirement {
    /// What it is called by, which is not searched for.
    pub topic: String,
    /// What was typed.
    pub query: String,
}

/// The wordings of a requirement, as a line of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GroupsLine {
    /// What the requirement is called by.
    pub topic: String,
    /// The clauses of each wording.
    pub groups: Vec<Vec<GroupedClause>>,
}

/// A clause in a wording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GroupedClause {
    /// The notice that holds it.
    pub docid: String,
    /// Its heading and text.
    pub text: String,
}

/// Reads JSON lines with the fields `topic` and `query`.
///
/// # Errors
///
/// The first line that lacks one.
pub fn read(lines: &str) -> Result<Vec<Requirement>, QueryError> {
    let lines = lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(index, line)| {
            serde_json::from_str(line)
                .map_err(|_| QueryError::new(index + 1, "`topic` and `query` in JSON"))
        })
        .collect()
}

/// Sorts the clauses of a requirement in every validity by wording, copies unfolded.
///
/// # Errors
///
/// As [`crate::search::Searcher::search`].
pub async fn groups(
    desk: &Desk,
    requirement: &Requirement,
    today: Date,
) -> Result<GroupsLine, SearchError> {
    let request = PrecedentRequest {
        filters: Filters { validity: ValidityFilter::Any, ..Filters::default() },
        shows_copies: true,
        ..PrecedentRequest::default()
    };
    let passage = Passage::pasted(&requirement.query);
    let wordings = desk.wordings(&passage, None, &request, today).await?;
    let groups = wordings.groups.into_iter();
    Ok(GroupsLine {
        topic: requirement.topic.clone(),
        groups: groups
            .map(|group| group.members.into_iter().chain(group.further).map(grouped).collect())
            .collect(),
    })
}

fn grouped(member: Member) -> GroupedClause {
    let heading = member.clause.path.last().map_or("", String::as_str);
    let text = format!("{heading}{}", member.clause.text.replace(CELL_SEPARATOR, ""));
    GroupedClause { docid: member.clause.notice.source, text }
}

#[cfg(test)]
mod tests {
    use super::{Requirement, read};

    #[test]
    fn only_the_question_is_read() {
        let line = r#"{"topic": "养蜂补贴", "query": "养蜂补贴怎么写", "members": [1]}"#;
        let expected =
            Requirement { topic: "养蜂补贴".into(), query: "养蜂补贴怎么写".into() };
        assert_eq!(read(line).unwrap(), [expected]);
        assert!(read("{\"topic\": \"养蜂补贴\"}").is_err());
    }
}
