//! What the head of a reading page says of its notice to programs: the labels that government
//! sites must carry (国办发〔2017〕47号, annex on labels of pages) and schema.org's `Legislation`.

mod legislation;

use askama::Template;
use jiff::civil::Date;

use crate::notice::Notice;
use crate::web::address;
use crate::web::site::Origin;

/// How many characters of the text describe a notice: what result lists of search engines show.
const DESCRIBED: usize = 120;

/// The labels of a reading page.
#[derive(Debug, Template)]
#[template(path = "meta.html")]
pub(super) struct Meta {
    /// Absolute address of the page, without the words of a search.
    canonical: String,
    /// Host of the site.
    domain: String,
    title: String,
    description: String,
    keywords: String,
    /// Day of publication, else of signature, in the form that the labels have.
    published: Option<String>,
    source: String,
    /// JSON that can stand in a script element.
    legislation: String,
}

impl Meta {
    /// Makes the labels of a notice as of a day.
    pub(super) fn new(notice: &Notice, origin: &Origin, today: Date) -> Self {
        let canonical = origin.at(&address::notice(notice.id.as_str(), ""));
        let day = notice.published_on.or(notice.issued_on);
        let legislation = legislation::describe(notice, origin, &canonical, today);
        Self {
            domain: origin.host().to_owned(),
            title: notice.display_title().into_owned(),
            description: description(notice),
            keywords: keywords(notice).join(","),
            // The form has a time; pages state days.
            published: day.map(|day| format!("{day} 00:00")),
            source: notice.issuers.join(" "),
            legislation: in_script(&legislation.to_string()),
            canonical,
        }
    }
}

/// Writes JSON so that nothing in it can end a script element.
fn in_script(json: &str) -> String {
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

/// Returns the beginning of the text.
fn description(notice: &Notice) -> String {
    let texts = notice.clauses.iter().flat_map(|clause| clause.text.chars().chain([' ']));
    let mut text: String = texts.take(DESCRIBED + 1).collect();
    if text.chars().count() > DESCRIBED {
        text = text.chars().take(DESCRIBED).chain(['…']).collect();
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn keywords(notice: &Notice) -> Vec<String> {
    let topic = notice.topic.as_ref().or(notice.topic_derived.as_ref()).cloned();
    let kind = notice.kind.map(|kind| kind.name().to_owned());
    let place = notice.region.names().last().map(str::to_owned);
    let number = notice.doc_number.as_ref().map(ToString::to_string);
    [topic, kind, place, number].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::in_script;

    #[test]
    fn nothing_ends_a_script() {
        let escaped = in_script("{\"name\":\"</script><!-- & -->\"}");
        assert!(!escaped.contains(['<', '>', '&']), "{escaped}");
        let value: serde_json::Value = serde_json::from_str(&escaped).expect("still JSON");
        assert_eq!(value["name"], "</script><!-- & -->");
    }
}
