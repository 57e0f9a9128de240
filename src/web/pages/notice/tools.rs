//! What readers do with a notice: cite it, copy its address, keep it, report what is wrong in it.

use crate::notice::Notice;
use crate::web::address;
use crate::web::desk::drafting;
use crate::web::export::citation::{official, reference};
use crate::web::feedback::Report;
use crate::web::site::Origin;
use crate::web::state::AppState;

/// What readers do with a notice.
#[derive(Debug)]
pub(super) struct Tools {
    /// 《标题》（文号）
    pub(super) citation: String,
    /// After GB/T 7714—2015.
    pub(super) reference: String,
    /// The absolute address of the page, with the words that are marked.
    pub(super) address: String,
    /// Names and addresses of the files that can be downloaded.
    pub(super) downloads: Vec<(&'static str, String)>,
    /// Help with drafting after the notice.
    pub(super) drafting: String,
    /// Where the notice was published.
    pub(super) original: Option<String>,
    /// Where mistakes are reported, if the operator wants them to be.
    pub(super) report: Option<Report>,
    /// The day on which the page was made, for whoever prints it.
    pub(super) read_on: String,
}

impl Tools {
    /// Makes the tools for a notice that is read with a query.
    pub(super) fn new(app: &AppState, notice: &Notice, origin: &Origin, query: &str) -> Self {
        let id = notice.id.as_str();
        let path = address::notice(id, "");
        let address = origin.at(&path);
        let original = notice.url.clone().filter(|url| is_web(url));
        let files = [
            ("文本（txt）", "txt", true),
            ("Word 文档（docx）", "docx", true),
            ("任务分工表（csv）", "csv", !notice.assignments.is_empty()),
            ("结构化数据（json）", "json", true),
        ];
        let offered = files.into_iter().filter(|(.., is_offered)| *is_offered);
        Self {
            citation: official(notice),
            reference: reference(notice, app.today(), original.as_ref().unwrap_or(&address)),
            downloads: offered
                .map(|(name, ending, _)| (name, format!("{path}/download.{ending}")))
                .collect(),
            report: app
                .feedback
                .as_ref()
                .map(|to| to.report(id, &notice.display_title(), &address, query)),
            drafting: drafting::at_part(id, 1),
            original,
            address: origin.at(&address::notice(id, query)),
            read_on: app.today().to_string(),
        }
    }
}

/// Tells an address of the web from others that must not become links.
fn is_web(url: &str) -> bool {
    url.starts_with("http://") || url.starts_with("https://")
}
