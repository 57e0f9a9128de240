//! Where the sentences of a text stand: a sentence ends with its sign, a line or a cell.

use std::ops::Range;

/// Signs that end a sentence, a line or a cell of a table, in both widths.
pub const ENDS: &[char] = &['。', '；', ';', '！', '!', '？', '?', '|', '\n'];

/// Returns the bytes of every sentence of a text, with the sign that ends it; blank ones are left
/// out.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    for (at, sign) in text.match_indices(ENDS) {
        found.push(from..at + sign.len());
        from = at + sign.len();
    }
    found.push(from..text.len());
    found.retain(|range| {
        text[range.clone()].chars().any(|c| !ENDS.contains(&c) && !c.is_whitespace())
    });
    found
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn sentences_end_with_their_signs() {
        let text = "养蜂人申领补贴。每年两次；\n\n逾期不补 | 镇政府";
        let found: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["养蜂人申领补贴。", "每年两次；", "逾期不补 |", " 镇政府"]);
        assert!(sentences("。。").is_empty());
    }
}
