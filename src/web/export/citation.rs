//! How other texts cite a notice: as official documents do, and after GB/T 7714—2015.

use jiff::civil::Date;

use crate::notice::Notice;
use crate::notice::citation::Citation;

/// The most authors that a reference names; of more, the first three and 等 (GB/T 7714, 8.1.2).
const MOST_AUTHORS: usize = 3;

/// Returns the citation of official documents: 《标题》（文号）.
pub(in crate::web) fn official(notice: &Notice) -> String {
    let title = titled(&notice.display_title());
    match &notice.doc_number {
        Some(number) => format!("{title}（{number}）"),
        None => title,
    }
}

/// Writes how a citation names its document.
pub(in crate::web) fn named(citation: &Citation) -> String {
    match (&citation.title, &citation.doc_number) {
        (Some(title), Some(number)) => format!("《{title}》（{number}）"),
        (Some(title), None) => format!("《{title}》"),
        (None, Some(number)) => number.to_string(),
        (None, None) => String::new(),
    }
}

/// Returns the reference of an online document after GB/T 7714—2015, read on a day at an address.
///
/// `责任者. 题名: 文号[EB/OL]. (日期)[引用日期]. 网址.` What a notice does not state is left out: the
/// standard lets a reference without an author begin with the title.
///
/// Example: 清泽市人民政府办公室. 关于…的通知: 泽政办发〔2024〕3号[EB/OL]. (2024-05-08)[2026-01-02]. https://….
pub(in crate::web) fn reference(notice: &Notice, read_on: Date, address: &str) -> String {
    let number = notice.doc_number.as_ref().map(ToString::to_string);
    let date = notice.published_on.or(notice.issued_on).map(|date| format!("({date})"));
    format!(
        "{}{}{}[EB/OL]. {}[{read_on}]. {address}.",
        authors(&notice.issuers),
        notice.display_title(),
        number.map_or_else(String::new, |number| format!(": {number}")),
        date.unwrap_or_default()
    )
}

/// Returns what a reference begins with: its authors.
fn authors(issuers: &[String]) -> String {
    match issuers {
        [] => String::new(),
        few if few.len() <= MOST_AUTHORS => format!("{}. ", few.join(", ")),
        many => format!("{}, 等. ", many[..MOST_AUTHORS].join(", ")),
    }
}

/// Puts a title in 《》; titles inside it stand in 〈〉 (GB/T 15834).
fn titled(title: &str) -> String {
    format!("《{}》", title.replace('《', "〈").replace('》', "〉"))
}

#[cfg(test)]
mod tests {
    use super::{authors, titled};

    #[test]
    fn three_authors_are_named() {
        let cases: [(&[&str], &str); 4] = [
            (&[], ""),
            (&["甲"], "甲. "),
            (&["甲", "乙", "丙"], "甲, 乙, 丙. "),
            (&["甲", "乙", "丙", "丁"], "甲, 乙, 丙, 等. "),
        ];
        for (issuers, expected) in cases {
            let issuers: Vec<String> = issuers.iter().map(|name| (*name).to_owned()).collect();
            assert_eq!(authors(&issuers), expected);
        }
    }

    #[test]
    fn titles_inside_a_title_stand_in_single_signs() {
        assert_eq!(titled("关于印发《办法》的通知"), "《关于印发〈办法〉的通知》");
    }
}
