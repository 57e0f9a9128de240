//! The one form under which ways of typing a search are counted together.

use crate::analysis::fold::{Class, classify, fold_char};

/// The fewest letters, digits and 汉字 of a search that is counted: one alone says nothing.
const SHORTEST: usize = 2;

/// The most characters of a search that is counted.
///
/// Titles and questions that people type fit in 40; what is longer was pasted or tells a story, and
/// a story may tell of a person.
const LONGEST: usize = 40;

/// Returns a typed text narrow, simplified, in lower case and with single blanks; `None` where it
/// is too short or too long to be counted.
///
/// Example: `　養老　服務 ` becomes `养老 服务`.
pub(super) fn normalized(typed: &str) -> Option<String> {
    let mut text = String::new();
    let (mut letters, mut characters) = (0, 0);
    let mut after_blank = false;
    for folded in typed.chars().map(fold_char) {
        let class = classify(folded);
        if class == Class::Blank {
            after_blank = true;
            continue;
        }
        if after_blank && !text.is_empty() {
            text.push(' ');
            characters += 1;
        }
        after_blank = false;
        letters += usize::from(class == Class::Text);
        characters += 1;
        if characters > LONGEST {
            return None;
        }
        text.push(folded);
    }
    (letters >= SHORTEST).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::normalized;

    #[test]
    fn ways_of_typing_are_one() {
        for (typed, wanted) in [
            ("养老服务", Some("养老服务")),
            ("　養老　服務 ", Some("养老 服务")),
            ("ＷＩＦＩ\u{200B}  覆盖", Some("wifi 覆盖")),
            ("泽政办发〔2024〕12号", Some("泽政办发〔2024〕12号")),
            ("水", None),
            ("？！", None),
            ("", None),
        ] {
            assert_eq!(normalized(typed).as_deref(), wanted, "{typed}");
        }
        assert_eq!(normalized(&"长".repeat(40)).map(|text| text.chars().count()), Some(40));
        assert_eq!(normalized(&"长".repeat(41)), None);
    }
}
