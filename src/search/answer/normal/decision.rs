//! Tells whether words say yes or no.

use std::sync::LazyLock;

use regex::Regex;

/// Words that deny or free from a duty. 不受 is none: what is not limited is allowed.
static NO: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        "(?:不|未|非|无|毋)(?:得|能|予|可以|可|再|允许|应|宜|准|纳入|属于|必|需|须)|禁止|严禁",
    )
    .expect("a literal pattern")
});

/// Words that allow or count in. A duty (应当, 必须) is none: whether it says yes depends on what
/// was asked.
static YES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("可以|允许|准予|属于|纳入|(?:^|[^许认])可(?:[^能行靠以]|$)")
        .expect("a literal pattern")
});

/// Words that turn one that allows.
static TURNED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("(?:可以|可|允许)(?:不|免)").expect("a literal pattern"));

/// Returns `yes` or `no`; `None` where a text says both or neither.
pub(super) fn written(value: &str) -> Option<&'static str> {
    let denies = NO.is_match(value);
    let allows = YES.is_match(&NO.replace_all(value, ""));
    match (denies, allows) {
        _ if TURNED.is_match(value) => None,
        (true, false) => Some("no"),
        (false, true) => Some("yes"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn what_is_allowed_and_denied_is_told() {
        let cases = [
            ("3年内不得拆分", Some("no")),
            ("摊位不可以转借", Some("no")),
            ("无需另行登记", Some("no")),
            ("不需加盖公章", Some("no")),
            ("无须本人到场", Some("no")),
            ("严禁占道堆放", Some("no")),
            ("不纳入考核范围", Some("no")),
            ("租户可以续签", Some("yes")),
            ("灯会期间可延长营业", Some("yes")),
            ("允许沿街摆放", Some("yes")),
            ("不受户籍限制", None),
            ("可以不提交照片", None),
            ("应当由本人领取", None),
            ("不得转借但可以续签", None),
            ("取得许可", None),
        ];
        for (value, expected) in cases {
            assert_eq!(written(value), expected, "{value}");
        }
    }
}
