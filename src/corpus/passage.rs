//! Passages: lines of an import that name the document which they were cut from.
//!
//! A passage is a notice of its own, with an address and clauses of its own. Who issued it, for
//! which place and when stands at the head and the foot of its document; so the document is put
//! together from its passages in their order and read once, and each takes over what it says.

use std::collections::HashMap;

use crate::corpus::error::Reason;
use crate::corpus::raw::RawNotice;
use crate::corpus::{Parsed, parse_with};
use crate::lexicon::Lexicon;
use crate::notice::Notice;
use crate::notice::status::Expiry;
use crate::notice::warning::{Warning, WarningKind};

/// What is missed of a notice that its document tells a passage.
const OF_DOCUMENTS: &[WarningKind] = &[
    WarningKind::TitleMissing,
    WarningKind::IssuerMissing,
    WarningKind::DateMissing,
    WarningKind::RegionUnknown,
];

/// The documents that some lines of an import are passages of, read.
pub(super) struct Documents(HashMap<String, Parsed>);

impl Documents {
    /// Reads the documents of which there are several passages; of a single one nothing more is
    /// known than it says itself. Passages but for the first of each are marked as going on.
    pub(super) fn read(
        raws: &mut [Result<RawNotice, Reason>],
        damaged: bool,
        lexicon: &Lexicon,
    ) -> Self {
        let mut together: HashMap<String, (usize, RawNotice)> = HashMap::new();
        for raw in raws.iter_mut().flatten() {
            let Some(document) = raw.document.clone() else { continue };
            match together.get_mut(&document) {
                None => {
                    together.insert(document, (1, raw.clone()));
                }
                Some((passages, whole)) => {
                    *passages += 1;
                    whole.blocks.extend(raw.blocks.iter().cloned());
                    raw.goes_on = true;
                }
            }
        }
        let several = together.into_iter().filter(|(_, (passages, _))| *passages > 1);
        Self(several.map(|(id, (_, whole))| (id, parse_with(whole, damaged, lexicon))).collect())
    }

    /// Reads a notice, with what its document says where it is a passage.
    pub(super) fn parse(&self, mut raw: RawNotice, damaged: bool, lexicon: &Lexicon) -> Parsed {
        let document = raw.document.as_ref().and_then(|id| self.0.get(id));
        let Some(document) = document else { return parse_with(raw, damaged, lexicon) };
        raw.title = raw.title.or_else(|| document.notice.title.clone());
        let passage = parse_with(raw, damaged, lexicon);
        let digest = Some(blake3::hash(document.page.as_bytes()));
        Parsed { notice: with_head(passage.notice, &document.notice), document: digest, ..passage }
    }
}

/// Puts what the head and the foot of a document say in place of what a passage of it says.
fn with_head(passage: Notice, document: &Notice) -> Notice {
    let is_of_head = |warning: &&Warning| OF_DOCUMENTS.contains(&warning.kind);
    let of_passage = passage.warnings.iter().filter(|warning| !is_of_head(warning));
    let warnings = document.warnings.iter().filter(is_of_head).chain(of_passage).cloned().collect();
    let document = document.clone();
    Notice {
        doc_number: document.doc_number,
        issuers: document.issuers,
        region: document.region,
        level: document.level,
        kind: document.kind,
        inner_kind: document.inner_kind,
        year: document.year,
        issued_on: document.issued_on,
        published_on: document.published_on,
        effective_on: document.effective_on,
        expires_on: document.expires_on,
        // The clause that says so is none of the passage.
        expiry: document.expiry.map(|expiry| Expiry { clause: None, ..expiry }),
        index_number: document.index_number,
        topic: document.topic,
        topic_derived: document.topic_derived,
        openness: document.openness,
        validity: document.validity,
        addressees: document.addressees,
        warnings,
        ..passage
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use crate::corpus::read;
    use crate::corpus::walk::{Format, Source};
    use crate::lexicon::Lexicon;
    use crate::lexicon::overlay::Overlay;
    use crate::notice::Notice;
    use crate::notice::warning::WarningKind;

    /// A notice cut in three, as systems cut that look for passages, and a line of its own.
    const LINES: &str = concat!(
        r#"{"id":"a#0","doc":"a","text":"清泽市人民政府关于扶持手工作坊的通知\n泽政发〔2024〕3号\n各县（市、区）人民政府：\n现就有关事项通知如下。"}"#,
        "\n",
        r#"{"id":"a#1","doc":"a","text":"租金减免申请指南\n对租用国有房屋的作坊，减免两个月租金。"}"#,
        "\n",
        r#"{"id":"b","doc":"b","text":"望溪市教育局关于开学的通知\n各学校：\n9月1日开学。"}"#,
        "\n",
        r#"{"id":"a#2","doc":"a","title":"贷款贴息","text":"对作坊的贷款贴息一年。\n清泽市人民政府\n2024年3月5日"}"#,
    );

    fn notices() -> Vec<Notice> {
        let source = Source {
            path: PathBuf::from("import.jsonl"),
            relative: "import.jsonl".to_owned(),
            format: Format::JsonLines,
        };
        let lexicon = Lexicon::new(&Overlay::default()).expect("the tables are sound");
        let read = read(&source, LINES.as_bytes(), &lexicon).expect("lines");
        read.into_iter().map(|notice| notice.expect("a sound line").notice).collect()
    }

    #[test]
    fn a_passage_knows_what_head_and_foot_of_its_document_say() {
        let [first, second, other, third] = notices().try_into().expect("four notices");
        for passage in [&first, &second, &third] {
            assert_eq!(passage.issuers, ["清泽市人民政府"], "{passage:?}");
            assert_eq!(passage.year, Some(2024));
            let number = passage.doc_number.as_ref().expect("the number of the document");
            assert_eq!(number.to_string(), "泽政发〔2024〕3号");
            assert_eq!(passage.issued_on.map(|day| day.to_string()).as_deref(), Some("2024-03-05"));
            let missed = passage.warnings.iter().map(|warning| warning.kind);
            assert!(!missed.clone().any(|kind| kind == WarningKind::DateMissing));
            assert!(!missed.clone().any(|kind| kind == WarningKind::IssuerMissing));
        }
        let whole = Some("清泽市人民政府关于扶持手工作坊的通知");
        assert_eq!((first.title.as_deref(), second.title.as_deref()), (whole, whole));
        assert_eq!(third.title.as_deref(), Some("贷款贴息"), "its own title stands");
        assert_eq!(other.title.as_deref(), Some("望溪市教育局关于开学的通知"));
    }

    #[test]
    fn no_line_amid_a_document_is_taken_for_a_title_and_lost() {
        let second = notices().swap_remove(1);
        let texts = second.clauses.iter().map(|clause| clause.text.as_str());
        let headings = second.outline.iter().map(|section| section.heading.as_str());
        let all = texts.chain(headings).collect::<String>();
        assert!(all.contains("租金减免申请指南") && all.contains("两个月"), "{second:?}");
        assert_eq!(second.id.as_str(), "a#1");
    }
}
