//! Reads the question side of judged queries: ids and texts.

use serde::Deserialize;
use thiserror::Error;

/// A query to be judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgedQuery {
    /// Its id.
    pub qid: String,
    /// What was typed.
    pub text: String,
}

/// A line that is no query.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("line {line}: expected {expected}")]
pub struct QueryError {
    line: usize,
    expected: &'static str,
}

impl QueryError {
    /// Says what a line should hold.
    pub(super) fn new(line: usize, expected: &'static str) -> Self {
        Self { line, expected }
    }
}

/// The question side of a line of judged questions; nothing else of the line is read.
#[derive(Debug, Deserialize)]
struct QuestionLine {
    qid: String,
    question: String,
}

/// Reads JSON lines with the fields `qid` and `question`.
///
/// # Errors
///
/// The first line that lacks one.
pub fn read_questions(lines: &str) -> Result<Vec<JudgedQuery>, QueryError> {
    let lines = lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(index, line)| {
            let QuestionLine { qid, question } = serde_json::from_str(line).map_err(|_| {
                QueryError { line: index + 1, expected: "`qid` and `question` in JSON" }
            })?;
            Ok(JudgedQuery { qid, text: question })
        })
        .collect()
}

/// The question side of a line of related searches.
#[derive(Debug, Deserialize)]
struct RelatedQuery {
    query: String,
}

/// Reads JSON lines with a `query`, which is its own id.
///
/// # Errors
///
/// The first line that has none.
pub fn read_lines(lines: &str) -> Result<Vec<JudgedQuery>, QueryError> {
    lines
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(index, line)| {
            let read: RelatedQuery = serde_json::from_str(line).map_err(|_| QueryError {
                line: index + 1,
                expected: "a JSON object with a query",
            })?;
            Ok(JudgedQuery { qid: read.query.clone(), text: read.query })
        })
        .collect()
}

/// Reads a table with a header line and the columns `qid` and `text`, or `sid` and `typed`, first.
///
/// # Errors
///
/// The first line that has no text.
pub fn read(table: &str) -> Result<Vec<JudgedQuery>, QueryError> {
    table
        .lines()
        .enumerate()
        .filter(|(index, line)| !(line.trim().is_empty() || *index == 0 && is_header(line)))
        .map(|(index, line)| {
            let mut fields = line.split('\t');
            match (fields.next(), fields.next()) {
                (Some(qid), Some(text)) if !text.trim().is_empty() => {
                    Ok(JudgedQuery { qid: qid.to_owned(), text: text.to_owned() })
                }
                _ => Err(QueryError {
                    line: index + 1,
                    expected: "an id and a text parted by a tab",
                }),
            }
        })
        .collect()
}

fn is_header(line: &str) -> bool {
    line.starts_with("qid\t") || line.starts_with("sid\t")
}

#[cfg(test)]
mod tests {
    use super::{read, read_lines, read_questions};

    #[test]
    fn only_the_question_of_a_line_is_read() {
        let queries =
            read_lines("{\"query\": \"政务公开\", \"related\": [\"答案\"]}\n\n").expect("one");
        assert_eq!(queries.len(), 1);
        assert_eq!(queries[0].text, "政务公开");
        assert!(read_lines("{}").is_err());
        let typed = read("sid\ttyped\ttarget\ns1\tzwgk\t政务公开\n").expect("one");
        assert_eq!((typed.len(), typed[0].text.as_str()), (1, "zwgk"));
    }

    #[test]
    fn ids_and_texts_are_read() {
        let queries = read("qid\ttext\tkind\nq1\t站内检索\tkeyword\n\nq2\t公积金\tplain\n")
            .expect("two queries");
        assert_eq!(queries.len(), 2);
        assert_eq!(queries[1].text, "公积金");
        assert!(read("q1 without a tab").is_err());
    }

    #[test]
    fn the_question_side_of_json_lines_is_read() {
        let lines = r#"{"qid": "a1", "question": "房票由谁发放", "answer": "市住建局"}"#;
        let questions = read_questions(lines).expect("a question");
        assert_eq!((questions[0].qid.as_str(), questions[0].text.as_str()), ("a1", "房票由谁发放"));
        let error = read_questions(r#"{"qid": "a1"}"#).expect_err("no question");
        assert!(error.to_string().starts_with("line 1: "), "{error}");
    }
}
