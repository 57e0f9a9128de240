//! Names of downloaded files: the title, as `Content-Disposition` carries it (RFC 6266).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// The most characters of a title in a name: with three bytes each and an ending they stay under
/// the 255 bytes that file systems take.
const LONGEST: usize = 80;

/// What a value of RFC 8187 writes as it is: `attr-char`.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+')
    .remove(b'-')
    .remove(b'.')
    .remove(b'^')
    .remove(b'_')
    .remove(b'`')
    .remove(b'|')
    .remove(b'~');

/// Returns the header that has a browser save an answer under a title and an ending; what has no
/// title, and old programs that know no `filename*`, have it under a plain word.
pub(in crate::web) fn disposition(title: &str, plain: &str, ending: &str) -> String {
    let name: String = title.chars().filter(|c| !is_forbidden(*c)).take(LONGEST).collect();
    let name = name.trim_matches(['.', ' ']);
    let name = if name.is_empty() { plain } else { name };
    let escaped = utf8_percent_encode(name, PLAIN);
    format!("attachment; filename=\"{plain}.{ending}\"; filename*=UTF-8''{escaped}.{ending}")
}

/// Tells what names of files may not hold on one system or another.
fn is_forbidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
        || matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn names_are_titles_without_what_systems_forbid() {
        let cases = [
            ("通知", "%E9%80%9A%E7%9F%A5"),
            ("a/b\\c:\"d\"\r\nX: y", "abcdX%20y"),
            ("../..", "notice"),
            ("(试行)'", "%28%E8%AF%95%E8%A1%8C%29%27"),
        ];
        for (title, name) in cases {
            let expected =
                format!("attachment; filename=\"notice.txt\"; filename*=UTF-8''{name}.txt");
            assert_eq!(disposition(title, "notice", "txt"), expected, "{title}");
        }
        assert!(disposition(&"长".repeat(300), "notice", "docx").len() < 800);
    }
}
