//! Tells titles that name one article of a statute, as libraries have them whose statutes were
//! taken up article by article.

use std::sync::LazyLock;

use regex::Regex;

/// Tells whether a title is the name of a statute and the number of one of its articles.
///
/// Such a title says of what the article is a part, as a heading does: all articles of the statute
/// share it.
/// Example: 岚川省养蜂条例第十二条, 岚川省养蜂条例第十二条之一.
pub fn is_title_of_one(title: &str) -> bool {
    static ARTICLE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^.{4,}第\s*[零〇一二三四五六七八九十百千\d]{1,9}\s*条(?:之[一二三四五六七八九十]{1,2})?$",
        )
        .expect("a literal pattern")
    });
    ARTICLE.is_match(title.trim())
}

#[cfg(test)]
mod tests {
    use super::is_title_of_one;

    #[test]
    fn titles_of_articles_are_told_from_others() {
        for title in [
            "岚川省养蜂条例第十二条",
            "岚川省养蜂条例第一百二十条之一",
            "岚川省养蜂条例（2024年修正）第8条",
        ] {
            assert!(is_title_of_one(title), "{title}");
        }
        for title in ["岚川省养蜂条例", "关于修改《岚川省养蜂条例》第十二条的决定", "第十二条", ""]
        {
            assert!(!is_title_of_one(title), "{title}");
        }
    }
}
