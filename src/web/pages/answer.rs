//! Answer cards above the results: the answer large, its sentence, and where it stands.

use crate::search::answer::Answer;
use crate::web::address;
use crate::web::pages::view::{Badge, facts};

/// The longest answer that is set large, in characters.
const LONGEST_WORDS: usize = 16;

/// An answer as the results page shows it.
#[derive(Clone, Debug)]
pub(super) struct AnswerView {
    pub(super) label: &'static str,
    pub(super) spans: Vec<String>,
    pub(super) sentence: Vec<Piece>,
    pub(super) address: String,
    pub(super) clause_href: String,
    pub(super) title: String,
    pub(super) notice_href: String,
    pub(super) facts: Vec<String>,
    pub(super) validity: Badge,
}

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) answers: bool,
}

impl AnswerView {
    /// Makes the view of an answer to what was typed.
    pub(super) fn new(answer: &Answer, text: &str) -> Self {
        Self {
            label: answer.kind.label(),
            spans: answer.spans.clone(),
            sentence: pieces(&answer.sentence, &answer.spans),
            address: answer.address.clone(),
            clause_href: address::clause(&answer.clause, text),
            title: answer.notice.title.clone(),
            notice_href: address::notice(answer.notice.id.as_str(), text),
            facts: facts(&answer.notice),
            validity: Badge::new(answer.notice.validity, answer.notice.validity_is_derived),
        }
    }

    /// Tells whether what answers is a sentence rather than a name, a number or a date.
    pub(super) fn is_long(&self) -> bool {
        self.spans.iter().map(|span| span.chars().count()).sum::<usize>() > LONGEST_WORDS
    }
}

/// Cuts a sentence at the spans that answer, which stand in it in order.
fn pieces(sentence: &str, spans: &[String]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = sentence;
    let mut push = |text: &str, answers| {
        if !text.is_empty() {
            pieces.push(Piece { text: text.to_owned(), answers });
        }
    };
    for span in spans {
        if let Some((before, after)) = rest.split_once(span.as_str()) {
            push(before, false);
            push(span, true);
            rest = after;
        }
    }
    push(rest, false);
    pieces
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn a_sentence_is_its_pieces() {
        let sentence = "由市住建局、市财政局负责。";
        let spans = ["市住建局".to_owned(), "市财政局".to_owned()];
        let pieces = pieces(sentence, &spans);
        let marked: Vec<&str> =
            pieces.iter().filter(|piece| piece.answers).map(|piece| piece.text.as_str()).collect();
        assert_eq!(marked, spans);
        assert_eq!(pieces.iter().map(|piece| piece.text.as_str()).collect::<String>(), sentence);
    }
}
