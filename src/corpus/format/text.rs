//! Plain text: a line is a line; labelled values between `---` lines stand in front.

use crate::corpus::format::markdown;
use crate::corpus::raw::{Block, RawNotice};

/// Reads a plain text.
pub(super) fn read(text: &str) -> RawNotice {
    let (metadata, body) = front_matter(text);
    if !metadata.is_empty() && body.lines().any(|line| line.starts_with("# ")) {
        return markdown::read(text);
    }
    let blocks = body.lines().map(|line| Block::Line(line.to_owned())).collect();
    let title = find_value(&metadata, &["标题", "title"]);
    let url = find_value(&metadata, &["官方链接", "原文链接", "url", "source_url", "链接"]);
    RawNotice { url, title, metadata, blocks, ..RawNotice::default() }
}

/// Parts the values between `---` lines at the top from the text below them.
///
/// Without a closing line, or with lines between that are no `label: value`, all is text.
pub(super) fn front_matter(text: &str) -> (Vec<(String, String)>, &str) {
    let nothing = (Vec::new(), text);
    let Some(rest) = text.trim_start().strip_prefix("---") else { return nothing };
    let Some(rest) = rest.trim_start_matches(['-', ' ', '\r']).strip_prefix('\n') else {
        return nothing;
    };
    let mut values = Vec::new();
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        at += line.len();
        let line = line.trim();
        if line.starts_with("---") {
            return if values.is_empty() { nothing } else { (values, &rest[at..]) };
        }
        if line.is_empty() {
            continue;
        }
        let Some((label, value)) = line.split_once([':', '：']) else { return nothing };
        values.push((label.trim().to_owned(), value.trim().trim_matches('"').to_owned()));
    }
    nothing
}

/// Returns the first value that stands under one of these labels and is not empty.
pub(super) fn find_value(values: &[(String, String)], labels: &[&str]) -> Option<String> {
    values
        .iter()
        .find(|(label, value)| labels.contains(&label.as_str()) && !value.is_empty())
        .map(|(_, value)| value.clone())
}

#[cfg(test)]
mod tests {
    use super::{front_matter, read};
    use crate::corpus::raw::Block;

    #[test]
    fn front_matter_is_parted_from_the_text() {
        let raw = read("---\n标题: 关于某事的通知\n状态: 失效\n---\n\n正文。\n");
        assert_eq!(raw.title.as_deref(), Some("关于某事的通知"));
        assert_eq!(raw.metadata[1], ("状态".to_owned(), "失效".to_owned()));
        assert_eq!(raw.blocks, [Block::Line(String::new()), Block::Line("正文。".to_owned())]);
    }

    #[test]
    fn a_rule_of_hyphens_is_no_front_matter() {
        for text in ["------\n用户登录\n市民网页\n", "---\n标题: 甲\n", "---\n---\n", "--- 一 ---"]
        {
            assert_eq!(front_matter(text).1, text);
        }
    }
}
