//! Cases that rules tell apart by a number or a rank: 二孩 and 三孩, 首套 and 二套, 硕士 and 博士.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// A rank with what is ranked. 一次 and 两套 count and rank nothing, so 次 and 套 need an ordinal.
static RANKED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        "(第[一二三四五1-9]|首|头|二)个?(次|套|孩|胎)|([三四两多一])个?(孩|胎|子女)|(三)(套)|([一二三四五])(星|类|档|级)|([a-f])(类|档|级)|([单双])(方|人|职工|缴存|边)|(博士|硕士|本科|大专|专科)",
    )
    .expect("a literal pattern")
});

/// Other words for the same case.
const SAME: &[&[&str]] = &[
    &["多子女", "多孩", "二孩", "二胎"],
    &["三孩", "三胎"],
    &["首套", "首次", "第一次", "第一套"],
    &["二套", "二次", "第二次", "第二套"],
    &["大专", "专科"],
];

/// Returns the other words for a case as a text writes it.
pub(super) fn same(form: &str) -> impl Iterator<Item = &'static str> {
    let sets = SAME.iter().filter(move |set| set.iter().any(|word| form.contains(word)));
    sets.flat_map(|set| set.iter().copied())
}

/// Returns a text without the cases that it names.
pub(super) fn without(text: &str) -> String {
    RANKED.replace_all(text, " ").into_owned()
}

/// What may stand between two cases that one rule names together.
static TOGETHER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("^(?:住房|家庭|及以上|以上|或者?|和|及|、|与|/|政策的|普通|研究生|学历|毕业生)*$")
        .expect("a literal pattern")
});

/// A case that a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    /// Where, in bytes.
    pub(super) range: Range<usize>,
    /// As the text writes it.
    pub(super) form: String,
    /// What is ranked.
    pub(super) of: String,
    /// Which of them.
    pub(super) which: String,
}

/// Finds the cases that a folded text names.
pub(super) fn mentions(text: &str) -> Vec<Mention> {
    RANKED
        .captures_iter(text)
        .filter_map(|found| {
            let mut groups = found.iter().skip(1).flatten();
            let which = groups.next()?.as_str();
            let of = groups.next().map_or("学位", |of| of.as_str());
            let (of, which) = normal(of, which);
            let whole = found.get(0)?;
            Some(Mention {
                range: whole.range(),
                form: whole.as_str().to_owned(),
                of: of.to_owned(),
                which: which.to_owned(),
            })
        })
        .collect()
}

fn normal<'a>(of: &'a str, which: &'a str) -> (&'a str, &'a str) {
    let of = match of {
        "次" => "套",
        "胎" | "子女" => "孩",
        "方" | "人" | "职工" | "缴存" | "边" => "单双",
        of => of,
    };
    let which = match which.trim_start_matches('第') {
        "首" | "头" | "1" => "一",
        "两" | "2" => "二",
        "3" => "三",
        "大专" => "专科",
        which => which,
    };
    (of, which)
}

/// Which case a value stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// One that is asked for, or the text does not tell.
    Fitting,
    /// Another one, told by the sentence before or the headings.
    OtherAround,
    /// Another one, told by the sentence itself.
    Other,
}

/// What is known of where a value stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing<'s> {
    /// Its sentence.
    pub(super) sentence: &'s str,
    /// Where the values of its list begin; its own begin where it stands alone.
    pub(super) list_start: usize,
    /// How many values its list has.
    pub(super) list_length: usize,
    /// Which of them it is.
    pub(super) place: usize,
    /// The sentence before and the headings above.
    pub(super) around: &'s str,
}

/// Says which case a value stands for, of those that a question asks for.
pub(super) fn case(asked: &[Mention], standing: &Standing<'_>) -> Case {
    let named = mentions(standing.sentence);
    let kinds: BTreeSet<&str> = asked.iter().map(|mention| mention.of.as_str()).collect();
    let mut worst = Case::Fitting;
    for of in kinds {
        let wanted: BTreeSet<&str> =
            asked.iter().filter(|one| one.of == of).map(|one| one.which.as_str()).collect();
        let before: Vec<&Mention> = named
            .iter()
            .filter(|one| one.of == of && one.range.end <= standing.list_start)
            .collect();
        let held = held(&before, standing);
        if !held.is_empty() {
            if !held.iter().any(|which| fits(&wanted, of, which)) {
                return Case::Other;
            }
            continue;
        }
        let around = mentions(standing.around);
        let last = around.iter().rfind(|one| one.of == of);
        if last.is_some_and(|last| !fits(&wanted, of, &last.which)) {
            worst = Case::OtherAround;
        }
    }
    worst
}

/// Returns the cases of one kind that a value stands for: its own where a list of values follows a
/// list of cases, else the last ones named before it.
fn held<'m>(before: &[&'m Mention], standing: &Standing<'_>) -> Vec<&'m str> {
    let length = standing.list_length;
    if length > 1 && before.len() >= length {
        return vec![before[before.len() - length + standing.place].which.as_str()];
    }
    let mut held: Vec<&str> = Vec::new();
    let mut next: Option<&Mention> = None;
    for mention in before.iter().rev() {
        let is_joined = next.is_none_or(|next| {
            TOGETHER.is_match(&standing.sentence[mention.range.end..next.range.start])
        });
        if !is_joined {
            break;
        }
        held.push(&mention.which);
        next = Some(mention);
    }
    held
}

/// Tells whether a text names a case that is asked for, of the kind of one of them.
pub(super) fn names(text: &str, asked: &[Mention], of: &str) -> bool {
    let wanted: BTreeSet<&str> =
        asked.iter().filter(|one| one.of == of).map(|one| one.which.as_str()).collect();
    mentions(text).iter().any(|one| one.of == of && fits(&wanted, of, &one.which))
}

/// Tells whether a case is asked for. Several children are two or more.
fn fits(wanted: &BTreeSet<&str>, of: &str, which: &str) -> bool {
    wanted.contains(which)
        || of == "孩"
            && match which {
                "多" => wanted.contains("二") || wanted.contains("三"),
                "二" => wanted.contains("多"),
                _ => false,
            }
}

#[cfg(test)]
mod tests {
    use super::{Case, Standing, case, mentions};

    #[test]
    fn ranks_are_told_from_counts() {
        let cases: [(&str, &[(&str, &str)]); 6] = [
            ("二孩、三孩家庭", &[("孩", "二"), ("孩", "三")]),
            ("多子女渔户", &[("孩", "多")]),
            ("第二次购船", &[("套", "二")]),
            ("首套渔船", &[("套", "一")]),
            ("一次性给予两套", &[]),
            ("博士、硕士船长", &[("学位", "博士"), ("学位", "硕士")]),
        ];
        for (text, expected) in cases {
            let found = mentions(text);
            let found: Vec<(&str, &str)> =
                found.iter().map(|one| (one.of.as_str(), one.which.as_str())).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn a_list_of_values_follows_its_list_of_cases() {
        let sentence = "二孩、三孩渔户补贴分别为5%、8%";
        let at = sentence.find("5%").unwrap_or_default();
        let of = |asked: &str, place| {
            let standing = Standing { sentence, list_start: at, list_length: 2, place, around: "" };
            case(&mentions(asked), &standing)
        };
        assert_eq!(of("三孩渔户", 1), Case::Fitting);
        assert_eq!(of("三孩渔户", 0), Case::Other);
        assert_eq!(of("二孩渔户", 0), Case::Fitting);
    }

    #[test]
    fn the_case_named_last_holds() {
        let sentence = "首套渔船减10%,二套渔船减5%";
        let at = sentence.find("5%").unwrap_or_default();
        let standing = Standing { sentence, list_start: at, list_length: 1, place: 0, around: "" };
        assert_eq!(case(&mentions("二套渔船"), &standing), Case::Fitting);
        assert_eq!(case(&mentions("首套渔船"), &standing), Case::Other);
    }
}
