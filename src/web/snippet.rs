//! A piece of HTML in which words are marked, as plain text.

/// Returns the text without marks.
pub(super) fn text(html: &str) -> String {
    offsets(html).0
}

/// Returns a text without HTML, and where its marks begin and end, in characters (Unicode scalar
/// values) from 0.
pub(super) fn offsets(html: &str) -> (String, Vec<[usize; 2]>) {
    let (mut text, mut length, mut marks) = (String::new(), 0, Vec::new());
    for (place, part) in html.split("<mark>").enumerate() {
        let (marked, rest) = if place == 0 { ("", part) } else { split(part) };
        let begin = length;
        for (part, is_marked) in [(marked, true), (rest, false)] {
            let part = html_escape::decode_html_entities(part);
            length += part.chars().count();
            text.push_str(&part);
            if is_marked && length > begin {
                marks.push([begin, length]);
            }
        }
    }
    (text, marks)
}

/// Parts what is marked from what follows.
fn split(part: &str) -> (&str, &str) {
    part.split_once("</mark>").unwrap_or((part, ""))
}

#[cfg(test)]
mod tests {
    use super::offsets;

    #[test]
    fn marks_become_places_in_characters() {
        let cases: &[(&str, &str, &[[usize; 2]])] = &[
            ("", "", &[]),
            ("没有", "没有", &[]),
            ("<mark>检索</mark>服务", "检索服务", &[[0, 2]]),
            ("甲&lt;<mark>乙&amp;</mark>丙<mark>丁</mark>", "甲<乙&丙丁", &[[2, 4], [5, 6]]),
            ("𠮷<mark>甲</mark>", "𠮷甲", &[[1, 2]]),
        ];
        for (html, text, marks) in cases {
            assert_eq!(offsets(html), ((*text).to_owned(), marks.to_vec()), "{html}");
        }
    }
}
