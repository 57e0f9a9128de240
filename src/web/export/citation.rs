//! How other texts cite a notice: as official documents do, and after GB/T 7714—2015.

use jiff::civil::Date;

use crate::notice::Notice;
use crate::notice::citation::Citation;

/// The most authors that a reference names; of more, the first three and 等 (GB/T 7714, 8.1.2).
const MOST_AUTHORS: usize = 3;

/// Returns the citation of official documents: 《标题》（文号）.
pub(in crate::web) fn official(notice: &Notice) -> String {
    let title = titled(notice.display_title());
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
/// 责任者. 题名: 文号[EB/OL]. (日期)[引用日期]. 网址. What a notice does not state is left out: the
/// standard lets a reference without an author begin with the title.
///
/// Example: 清泽市人民政府办公室. 关于…的通知: 泽政办发〔2024〕3号[EB/OL]. (2024-05-08)[2026-01-02]. https://….
pub(in crate::web) fn reference(notice: &Notice, read_on: Date, address: &str) -> String {
    let mut text = String::new();
    if !notice.issuers.is_empty() {
        let named = &notice.issuers[..notice.issuers.len().min(MOST_AUTHORS)];
        text.push_str(&named.join(", "));
        text.push_str(if notice.issuers.len() > MOST_AUTHORS { ", 等. " } else { ". " });
    }
    text.push_str(notice.display_title());
    if let Some(number) = &notice.doc_number {
        text.push_str(&format!(": {number}"));
    }
    text.push_str("[EB/OL]. ");
    if let Some(date) = notice.published_on.or(notice.issued_on) {
        text.push_str(&format!("({date})"));
    }
    text.push_str(&format!("[{read_on}]. {address}."));
    text
}

/// Puts a title in 《》; titles inside it stand in 〈〉 (GB/T 15834).
fn titled(title: &str) -> String {
    format!("《{}》", title.replace('《', "〈").replace('》', "〉"))
}
