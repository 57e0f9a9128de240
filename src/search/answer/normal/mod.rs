//! Writes answers in the form that programs compare; none where the words may mean another value.

mod decision;
mod moment;
pub(crate) mod quantity;

use crate::search::answer::{AnswerKind, Normalised};

/// Returns an answer in the form that programs compare, where it has one. The value is folded.
pub(super) fn normalised(kind: AnswerKind, value: &str, spans: &[String]) -> Option<Normalised> {
    let written = match kind {
        AnswerKind::Who => return Some(Normalised::Units(spans.to_vec())),
        AnswerKind::HowMuch => quantity::written(value),
        AnswerKind::When => moment::written(value).or_else(|| quantity::limit(value)),
        AnswerKind::YesNo => decision::written(value).map(str::to_owned),
        AnswerKind::Phone => Some(value.to_owned()),
        AnswerKind::Condition | AnswerKind::Papers | AnswerKind::How => None,
    };
    written.map(Normalised::Value)
}

#[cfg(test)]
mod tests {
    use super::normalised;
    use crate::search::answer::{AnswerKind, Normalised};

    #[test]
    fn values_are_written_by_what_was_asked_for() {
        let cases = [
            (AnswerKind::HowMuch, "800元/床", Some("800 元/床")),
            (AnswerKind::When, "2021年3月底", Some("2021-03-31")),
            (AnswerKind::When, "9个工作日", Some("9 个工作日")),
            (AnswerKind::When, "6月15日", None),
            (AnswerKind::YesNo, "3年内不得拆分", Some("no")),
            (AnswerKind::Phone, "0990-5512329", Some("0990-5512329")),
            (AnswerKind::How, "登录平台", None),
        ];
        for (kind, value, expected) in cases {
            let expected = expected.map(|value| Normalised::Value(value.to_owned()));
            assert_eq!(normalised(kind, value, &[]), expected, "{value}");
        }
    }
}
