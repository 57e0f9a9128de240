//! Escapes text for XML: the signs of its syntax, and characters that no XML document may hold.

use std::fmt::{self, Write};

use askama::filters::Escaper;

/// What stands for a character that XML forbids.
const FORBIDDEN: char = '\u{FFFD}';

/// The escaper of templates that end in `.xml`, as `askama.toml` says.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Xml;

impl Escaper for Xml {
    fn write_escaped_str<W: Write>(&self, mut to: W, text: &str) -> fmt::Result {
        for character in text.chars() {
            self.write_escaped_char(&mut to, character)?;
        }
        Ok(())
    }

    fn write_escaped_char<W: Write>(&self, mut to: W, character: char) -> fmt::Result {
        match character {
            '<' => to.write_str("&lt;"),
            '>' => to.write_str("&gt;"),
            '&' => to.write_str("&amp;"),
            '"' => to.write_str("&quot;"),
            '\'' => to.write_str("&#39;"),
            // Kept as they are in attributes, too, where a parser would make blanks of them.
            '\t' => to.write_str("&#9;"),
            '\n' => to.write_str("&#10;"),
            '\r' => to.write_str("&#13;"),
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => to.write_char(FORBIDDEN),
            other => to.write_char(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use askama::filters::Escaper;
    use proptest::prelude::{any, proptest};

    use super::Xml;

    fn escaped(text: &str) -> String {
        let mut to = String::new();
        Xml.write_escaped_str(&mut to, text).expect("a string takes everything");
        to
    }

    #[test]
    fn signs_are_escaped_and_forbidden_characters_are_replaced() {
        assert_eq!(
            escaped("<a b='c'>&\"\u{8}\u{B}\u{FFFF}政"),
            "&lt;a b=&#39;c&#39;&gt;&amp;&quot;\u{FFFD}\u{FFFD}\u{FFFD}政"
        );
    }

    proptest! {
        #[test]
        fn any_text_reads_back_as_text_and_as_an_attribute(text in any::<String>()) {
            let document = format!("<a b=\"{0}\">{0}</a>", escaped(&text));
            let document = roxmltree::Document::parse(&document).expect("well formed");
            let expected: String = text
                .chars()
                .map(|c| if matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}') { '\u{FFFD}' } else { c })
                .collect();
            let root = document.root_element();
            assert_eq!(root.text().unwrap_or(""), expected);
            assert_eq!(root.attribute("b"), Some(&*expected));
        }
    }
}
