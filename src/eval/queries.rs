//! Reads the question side of judged queries: ids and texts.

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
#[error("line {line}: expected an id and a text parted by a tab")]
pub struct QueryError {
    line: usize,
}

/// Reads a table with a header line and the columns `qid` and `text` first.
///
/// # Errors
///
/// The first line that has no text.
pub fn read(table: &str) -> Result<Vec<JudgedQuery>, QueryError> {
    table
        .lines()
        .enumerate()
        .filter(|(index, line)| !(line.trim().is_empty() || *index == 0 && line.starts_with("qid")))
        .map(|(index, line)| {
            let mut fields = line.split('\t');
            match (fields.next(), fields.next()) {
                (Some(qid), Some(text)) if !text.trim().is_empty() => {
                    Ok(JudgedQuery { qid: qid.to_owned(), text: text.to_owned() })
                }
                _ => Err(QueryError { line: index + 1 }),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn ids_and_texts_are_read() {
        let queries = read("qid\ttext\tkind\nq1\t站内检索\tkeyword\n\nq2\t公积金\tplain\n")
            .expect("two queries");
        assert_eq!(queries.len(), 2);
        assert_eq!(queries[1].text, "公积金");
        assert!(read("q1 without a tab").is_err());
    }
}
