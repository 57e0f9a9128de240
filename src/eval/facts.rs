//! Runs comparing questions: which value each notice gives.

use serde::{Deserialize, Serialize};

use crate::eval::EvalOptions;
use crate::eval::queries::QueryError;
use crate::precedent::Desk;
use crate::precedent::request::PrecedentRequest;
use crate::query::request::{Filters, ValidityFilter};
use crate::search::error::SearchError;

/// The question side of a line of comparing questions; nothing else of the line is read.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct FactQuestion {
    /// A few words for the reader.
    pub topic: String,
    /// The question.
    pub question: String,
}

/// What one notice answers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FactCell {
    /// Base name of the notice's file.
    pub docid: String,
    /// The value, as written.
    pub value: String,
    /// Its number in one unit for all notices.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<f64>,
    /// The first unit that leads, else the first that is responsible.
    pub lead: Option<String>,
    /// The deadline, as written.
    pub deadline: Option<String>,
    /// How sure it is.
    pub score: f32,
}

/// The answers to a question, as a line of a run.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FactLine {
    /// The question.
    pub question: String,
    /// One answer a notice.
    pub cells: Vec<FactCell>,
}

/// Reads JSON lines with the fields `topic` and `question`.
///
/// # Errors
///
/// The first line that lacks one.
pub fn read(lines: &str) -> Result<Vec<FactQuestion>, QueryError> {
    let lines = lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(index, line)| {
            serde_json::from_str(line)
                .map_err(|_| QueryError::new(index + 1, "`topic` and `question` in JSON"))
        })
        .collect()
}

/// Answers a question in every validity, copies unfolded.
///
/// # Errors
///
/// As [`Desk::facts`].
pub async fn facts(
    desk: &Desk,
    question: &FactQuestion,
    options: &EvalOptions,
) -> Result<FactLine, SearchError> {
    let request = PrecedentRequest {
        filters: Filters { validity: ValidityFilter::Any, ..Filters::default() },
        shows_copies: true,
        ..PrecedentRequest::default()
    };
    let table = desk.facts(&question.question, &request, options.today).await?;
    let cells = table.rows.into_iter().map(|row| FactCell {
        docid: row.notice.source,
        value: row.value,
        lead: row.lead.or_else(|| row.responsible.into_iter().next()),
        deadline: row.deadline.map(|deadline| deadline.text),
        score: row.score,
        number: row.quantity.and_then(|quantity| quantity.number),
    });
    Ok(FactLine { question: question.question.clone(), cells: cells.collect() })
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn only_the_question_of_a_line_is_read() {
        let read = read(
            "{\"topic\":\"灯会\",\"question\":\"灯会每年几次\",\"unit\":\"次\",\"answers\":[1]}\n\n",
        );
        let questions = read.expect("one");
        assert_eq!(questions.len(), 1);
        assert_eq!(questions[0].question, "灯会每年几次");
        assert!(super::read("{}").is_err());
    }
}
