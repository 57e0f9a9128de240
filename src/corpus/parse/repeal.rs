//! Finds the documents that a notice ends: 《…》同时废止, and lists of what is repealed or expired.

use std::sync::LazyLock;

use regex::Regex;

use crate::corpus::parse::citation;
use crate::notice::citation::{Citation, Repeal};
use crate::notice::clause::Clause;
use crate::notice::status::Validity;

/// Returns the documents that the clauses of a notice end.
pub(super) fn find(title: Option<&str>, clauses: &[Clause]) -> Vec<Repeal> {
    let is_list = title.is_some_and(|title| title.contains("废止") || title.contains("失效"));
    let mut repeals: Vec<Repeal> = Vec::new();
    for clause in clauses {
        let listed = if is_list { listed(clause) } else { None };
        let found = match listed {
            Some(value) => all_of(&clause.text, value, clause),
            None => in_sentences(clause),
        };
        for repeal in found {
            if !repeals.iter().any(|held| held.document == repeal.document) {
                repeals.push(repeal);
            }
        }
    }
    repeals
}

/// Tells what a list that a clause stands in says of its documents, by the heading above it.
fn listed(clause: &Clause) -> Option<Validity> {
    let heading = clause.path.iter().rev().find(|name| {
        ["废止", "失效", "继续有效", "保留", "修改"].iter().any(|word| name.contains(word))
    })?;
    if ["继续有效", "保留", "修改"].iter().any(|word| heading.contains(word)) {
        return None;
    }
    Some(if heading.contains("失效") { Validity::Expired } else { Validity::Repealed })
}

fn all_of(text: &str, value: Validity, clause: &Clause) -> Vec<Repeal> {
    citation::find_in(text)
        .filter(|document| document.doc_number.is_some() || document.title.is_some())
        .map(|document| Repeal { document, value, clause: clause.id.clone() })
        .collect()
}

/// Reads the sentences of a clause that end documents which they name before the verb.
fn in_sentences(clause: &Clause) -> Vec<Repeal> {
    static ENDS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:同时|予以|即行|自行|一并|均|即|现)(?P<how>废止|失效)|宣布(?P<said>废止|失效)|停止执行|废止$")
            .expect("a literal pattern")
    });
    let mut repeals = Vec::new();
    for sentence in sentences(&clause.text) {
        let outside = without_titles(sentence);
        let planned =
            ["拟", "不予废止", "未废止", "不废止"].iter().any(|word| outside.contains(word));
        let found = ENDS.captures(&outside);
        if planned || found.is_none() && !ends_before_title(sentence) {
            continue;
        }
        let how = found
            .as_ref()
            .and_then(|found| found.name("how").or_else(|| found.name("said")))
            .map(|how| how.as_str());
        let value = if how == Some("失效") { Validity::Expired } else { Validity::Repealed };
        let named = citation::find_in(sentence);
        repeals.extend(named.filter(names_enough).map(|document| Repeal {
            document,
            value,
            clause: clause.id.clone(),
        }));
    }
    repeals
}

/// Tells 废止《…》 and 废止了《…》 outside of titles, where who does it is the notice itself.
fn ends_before_title(sentence: &str) -> bool {
    ["废止《", "废止了《", "废止原《"].iter().any(|words| {
        sentence.match_indices(words).any(|(at, _)| {
            let before = &sentence[..at];
            before.matches('《').count() == before.matches('》').count()
                && before.matches('〈').count() == before.matches('〉').count()
        })
    })
}

/// Tells whether a document is named so that it can be no other one.
fn names_enough(document: &Citation) -> bool {
    document.doc_number.is_some()
        || document.title.as_deref().is_some_and(|title| title.chars().count() >= 8)
}

/// Splits a text after each full stop and semicolon outside of 《》.
fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let (mut depth, mut from) = (0_usize, 0);
    for (at, character) in text.char_indices() {
        match character {
            '《' => depth += 1,
            '》' => depth = depth.saturating_sub(1),
            '。' | '；' | ';' if depth == 0 => {
                sentences.push(&text[from..at]);
                from = at + character.len_utf8();
            }
            _ => {}
        }
    }
    sentences.push(&text[from..]);
    sentences
}

/// Returns a text without what stands between 《 and 》, where 废止 may be part of a title.
fn without_titles(text: &str) -> String {
    let mut depth = 0_usize;
    text.chars()
        .filter(|character| {
            match character {
                '《' => depth += 1,
                '》' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::notice::clause::{Clause, ClauseKind};
    use crate::notice::id::ClauseId;
    use crate::notice::status::Validity;

    fn repeals(title: &str, path: &[&str], text: &str) -> Vec<(String, Validity)> {
        let clause = Clause {
            id: ClauseId::of_text(text, 1),
            path: path.iter().map(|name| (*name).to_owned()).collect(),
            address: String::new(),
            kind: ClauseKind::Paragraph,
            text: text.to_owned(),
            also_at: None,
            same_as: None,
        };
        let name = |repeal: super::Repeal| {
            let number = repeal.document.doc_number.map(|number| number.to_string());
            (number.or(repeal.document.title).unwrap_or_default(), repeal.value)
        };
        find(Some(title), &[clause]).into_iter().map(name).collect()
    }

    #[test]
    fn what_a_notice_ends_is_read() {
        let own = "关于调整补贴标准的通知";
        let cases: &[(&str, &[(&str, Validity)])] = &[
            (
                "本通知自印发之日起施行。《关于做好补贴发放工作的通知》（泽民发〔2020〕31号）同时废止。",
                &[("泽民发〔2020〕31号", Validity::Repealed)],
            ),
            ("本通知自2022年5月27日起施行，2027年5月26日废止。", &[]),
            ("按照《关于废止部分文件的决定》（泽政发〔2020〕1号）执行。", &[]),
            ("《清泽市旧补贴发放管理办法》拟予以废止。", &[]),
            (
                "取消备案，废止《关于商品房销售价格备案的通知》（泽发改〔2018〕208号）文件。",
                &[("泽发改〔2018〕208号", Validity::Repealed)],
            ),
            ("按照《关于废止《旧补贴发放管理办法》的通知》执行。", &[]),
            (
                "原《清泽市旧补贴发放管理办法》自行失效。",
                &[("清泽市旧补贴发放管理办法", Validity::Expired)],
            ),
        ];
        for (text, expected) in cases {
            let expected: Vec<(String, Validity)> =
                expected.iter().map(|(name, value)| ((*name).to_owned(), *value)).collect();
            assert_eq!(repeals(own, &[], text), expected, "{text}");
        }
    }

    #[test]
    fn lists_of_ended_documents_are_read_by_their_headings() {
        let title = "清泽市人民政府关于宣布失效和废止一批文件的决定";
        let item = "1．清泽市人民政府关于某事的通告（泽政发〔2017〕5号）";
        let value = |heading: &str| repeals(title, &[heading], item).first().map(|found| found.1);
        assert_eq!(value("附件1 决定废止的文件目录"), Some(Validity::Repealed));
        assert_eq!(value("附件2 宣布失效的文件目录"), Some(Validity::Expired));
        assert_eq!(value("附件3 继续有效的文件目录"), None);
    }
}
