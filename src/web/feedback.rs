//! Where readers tell that something in a notice is wrong: an address of mail, or of a page.

use std::fmt;
use std::str::FromStr;

use form_urlencoded::Serializer;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// An address that takes reports, as an operator gives it.
///
/// Example: `jiucuo@qingze.example`, `https://so.qingze.example/jiucuo`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeedbackAddress {
    /// An address of mail.
    Mail(String),
    /// A page that takes `notice`, `clause` and `q`.
    Page(String),
}

/// A report link, and how the clause that is looked at is put behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Report {
    /// The link without a clause.
    pub(super) href: String,
    /// What stands between the link and the clause, in the form in which links have it.
    pub(super) clause: &'static str,
}

impl FromStr for FeedbackAddress {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let is_plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>\"'".contains(c);
        let is_page = text.starts_with("https://") || text.starts_with("http://");
        let mail = text.strip_prefix("mailto:").unwrap_or(text);
        match mail.split_once('@') {
            _ if !text.chars().all(is_plain) => Err("expected no blanks or quotes".to_owned()),
            _ if is_page => Ok(Self::Page(text.to_owned())),
            Some((name, host))
                if !name.is_empty() && host.contains('.') && !mail.contains(['?', '&', '/']) =>
            {
                Ok(Self::Mail(mail.to_owned()))
            }
            _ => {
                Err("expected an address of mail, or of a page that begins with https://"
                    .to_owned())
            }
        }
    }
}

impl fmt::Display for FeedbackAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Mail(address) | Self::Page(address)) = self;
        f.write_str(address)
    }
}

impl FeedbackAddress {
    /// Returns the link that reports a notice of this key, title and address, read with a query.
    pub(super) fn report(&self, id: &str, title: &str, address: &str, query: &str) -> Report {
        match self {
            Self::Mail(mail) => {
                let escaped = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
                let subject = escaped(&format!("内容有误：{title}"));
                let asked = if query.is_empty() { "" } else { "检索词：" };
                let end = if query.is_empty() { "" } else { "\n" };
                let body =
                    format!("文件：{title}\n地址：{address}\n{asked}{query}{end}有误之处：\n");
                let href = format!("mailto:{mail}?subject={subject}&body={}", escaped(&body));
                Report { href, clause: "%E6%9D%A1%E6%AC%BE%EF%BC%9A" }
            }
            Self::Page(page) => {
                let mut fields = Serializer::new(String::new());
                fields.append_pair("notice", id);
                if !query.is_empty() {
                    fields.append_pair("q", query);
                }
                let sign = if page.contains('?') { '&' } else { '?' };
                Report { href: format!("{page}{sign}{}", fields.finish()), clause: "&clause=" }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::FeedbackAddress;

    #[test]
    fn an_address_is_one_of_mail_or_of_a_page() {
        let cases = [
            ("jiucuo@qingze.example", true),
            ("mailto:jiucuo@qingze.example", true),
            ("https://so.qingze.example/jiucuo?x=1", true),
            ("javascript:alert(1)", false),
            ("a@b", false),
            ("a b@qingze.example", false),
            ("", false),
        ];
        for (text, is_one) in cases {
            assert_eq!(text.parse::<FeedbackAddress>().is_ok(), is_one, "{text}");
        }
    }

    #[test]
    fn reports_carry_document_and_query() {
        let page: FeedbackAddress = "https://so.qingze.example/jiucuo".parse().expect("a page");
        let report = page.report("a~b", "通知", "http://x/notices/a~b", "公开 a");
        assert_eq!(
            report.href,
            "https://so.qingze.example/jiucuo?notice=a%7Eb&q=%E5%85%AC%E5%BC%80+a"
        );
        let mail: FeedbackAddress = "jiucuo@qingze.example".parse().expect("mail");
        let report = mail.report("a~b", "通知", "http://x/notices/a~b", "");
        assert!(report.href.starts_with("mailto:jiucuo@qingze.example?subject=%E5%86%85"));
        assert!(report.href.ends_with("%0A") && !report.href.contains("%E6%A3%80"));
    }
}
