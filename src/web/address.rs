//! Addresses of notices, of their clauses, and of what other places say instead.

use form_urlencoded::Serializer;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::notice::id::ClauseId;

/// What a part of a path may not hold as it is.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'/')
    .add(b'%')
    .add(b'[')
    .add(b']')
    .add(b'^')
    .add(b'|')
    .add(b'\\');

/// Returns the address of a notice, with the words whose matches are to be marked.
pub(super) fn notice(id: &str, text: &str) -> String {
    let id = utf8_percent_encode(id, PATH);
    if text.is_empty() {
        return format!("/notices/{id}");
    }
    let query = Serializer::new(String::new()).append_pair("q", text).finish();
    format!("/notices/{id}?{query}")
}

/// Returns the address of a clause inside its notice.
pub(super) fn clause(key: &str, text: &str) -> String {
    let (id, clause) = key.rsplit_once(':').unwrap_or((key, ""));
    let mark = if clause == ClauseId::head().as_str() { "" } else { "c-" };
    format!("{}#{mark}{clause}", notice(id, text))
}

/// Returns the address of the precedents of a clause.
pub(super) fn precedents(key: &str) -> String {
    let query = Serializer::new(String::new()).append_pair("clause", key).finish();
    format!("/precedents?{query}")
}

/// Returns the address of clauses side by side, the first of them the baseline.
pub(super) fn comparison(keys: &[&str]) -> String {
    let mut query = Serializer::new(String::new());
    for key in keys {
        query.append_pair("c", key);
    }
    format!("/compare?{}", query.finish())
}

#[cfg(test)]
mod tests {
    use super::{clause, notice};

    #[test]
    fn keys_are_escaped_in_paths() {
        assert_eq!(notice("a b/c?d", ""), "/notices/a%20b%2Fc%3Fd");
        assert_eq!(notice("甲", "乙"), "/notices/%E7%94%B2?q=%E4%B9%99");
    }

    #[test]
    fn a_clause_is_an_anchor_and_the_head_is_the_title() {
        assert_eq!(clause("a:b:9f2c01ab", ""), "/notices/a:b#c-9f2c01ab");
        assert_eq!(clause("a:head", "x"), "/notices/a?q=x#head");
    }
}
