//! Whether titles name the same document, and whether they name one at all.

use std::collections::BTreeSet;

use crate::analysis::fold::key;

/// Tells whether a title is that of the draft or of what is issued with it, which seldom stands
/// there word for word: 清泽市关于推进浮桥养护的若干措施 of 印发清泽市推进浮桥养护若干措施的通知.
/// That of another year is another document.
pub(super) fn is_own_title(own: &str, cited: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let bare = |text: &str| text.replace("关于", "").replace('的', "");
    let is_of_year = digits(own) == digits(cited);
    let (own, cited) = (bare(own), bare(cited));
    own.contains(&cited) || is_of_year && alike(&own, &cited) >= OWN_TITLE
}

/// The share of pairs of neighbouring characters by which a title is the draft's own.
const OWN_TITLE: f32 = 0.8;

/// Ends of the names of forms and certificates, which have no number and no validity.
const FORMS: &[&str] = &["证", "合同", "协议", "书", "表", "单", "证明"];

/// Tells whether a title in its marks names no document: 《不动产权证》, 《承诺书》.
pub(super) fn is_form(title: &str) -> bool {
    FORMS.iter().any(|end| title.ends_with(end))
}

/// Tells whether a cited title is not that of the notice which has the cited number: neither holds
/// the other, signs aside, and they have less than half in common.
pub(super) fn is_other_title(cited: &str, own: &str) -> bool {
    let (cited, own) = (key(cited), key(own));
    !own.contains(&cited) && !cited.contains(&own) && alike(&cited, &own) < SAME_TITLE
}

/// The share of pairs of neighbouring characters by which two titles are one: slips and wrappings
/// leave more, and titles of two matters share little but 关于…的通知. No real case has tried it.
const SAME_TITLE: f32 = 0.5;

/// Returns the share of the shorter text's pairs of neighbours that the other one has.
fn alike(one: &str, two: &str) -> f32 {
    let pairs =
        |text: &str| -> BTreeSet<(char, char)> { text.chars().zip(text.chars().skip(1)).collect() };
    let (one, two) = (pairs(one), pairs(two));
    one.intersection(&two).count() as f32 / one.len().min(two.len()).max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::{is_form, is_other_title, is_own_title};

    #[test]
    fn the_title_of_what_is_issued_is_the_drafts_own() {
        let own = "清泽市人民政府办公室关于印发清泽市推进浮桥养护若干措施的通知";
        for (own, cited, expected) in [
            (own, "清泽市关于推进浮桥养护的若干措施", true),
            (own, "清泽市推进浮桥养护若干措施", true),
            (own, "清泽市推进渡口看护实施方案", false),
            ("清泽市2025年浮桥养护工作要点", "清泽市2024年浮桥养护工作要点", false),
        ] {
            assert_eq!(is_own_title(own, cited), expected, "{cited}");
        }
    }

    #[test]
    fn forms_are_no_documents() {
        assert!(is_form("浮桥通行证") && is_form("安全承诺书"));
        assert!(!is_form("浮桥养护管理办法"));
    }

    #[test]
    fn a_title_is_another_one_where_little_is_common() {
        let own = "清泽市人民政府办公室关于印发清泽市浮桥养护管理办法的通知";
        assert!(!is_other_title("清泽市浮桥养护管理办法", own));
        assert!(!is_other_title("关于印发《清泽市浮桥养护管理办法》的通知", own));
        assert!(is_other_title("岚川省临时救助标准", own));
    }
}
