//! Chunks: lines of an import that name the document which they were cut from.
//!
//! A chunk is a notice of its own, with an address and clauses of its own. Who issued it, for which
//! place and when stands at the head and the foot of its document; so the document is put together
//! of its chunks in their order, its head is read once, and each chunk is read as having it.

use std::collections::HashMap;

use crate::corpus::error::Reason;
use crate::corpus::parse::head::Head;
use crate::corpus::raw::{Block, RawNotice};
use crate::corpus::{parse, personal};
use crate::lexicon::Lexicon;
use crate::notice::chunk::Chunk;

/// The field by which a line names its document.
const DOCUMENT: &str = "doc";

/// How much of a document is put together, in bytes from its beginning and from its end: the longest
/// real notice seen has 0.6 MB, and who names a whole collection a document gains nothing by it.
const BEGINNING: usize = 512 << 10;
const END: usize = 64 << 10;

/// The heads of the documents that lines of an import are chunks of.
#[derive(Default)]
pub(super) struct Heads(HashMap<String, Head>);

impl Heads {
    /// Reads the heads of the documents of which there are several lines, and marks these as their
    /// chunks. A single line says all that is known of its document.
    pub(super) fn read(raws: &mut [Result<RawNotice, Reason>], lexicon: &Lexicon) -> Self {
        let mut lines: HashMap<String, Vec<usize>> = HashMap::new();
        for (line, raw) in raws.iter().enumerate() {
            let document = raw.as_ref().ok().and_then(document_of);
            if let Some(document) = document {
                lines.entry(document.to_owned()).or_default().push(line);
            }
        }
        let mut heads = HashMap::new();
        for (document, lines) in lines.into_iter().filter(|(_, lines)| lines.len() > 1) {
            let of = count(lines.len());
            for (line, number) in lines.iter().zip(1..) {
                if let Ok(raw) = &mut raws[*line] {
                    raw.chunk = Some(Chunk { document: document.clone(), number, of });
                }
            }
            let chunks: Vec<&RawNotice> =
                lines.iter().filter_map(|line| raws[*line].as_ref().ok()).collect();
            let mut whole = put_together(&chunks);
            personal::mask(&mut whole);
            heads.insert(document, parse::head_of(whole, lexicon));
        }
        Self(heads)
    }

    /// Returns what is known of the document that a line is a chunk of.
    pub(super) fn of(&self, raw: &RawNotice) -> Option<&Head> {
        self.0.get(&raw.chunk.as_ref()?.document)
    }
}

fn count(lines: usize) -> u32 {
    u32::try_from(lines).unwrap_or(u32::MAX)
}

fn document_of(raw: &RawNotice) -> Option<&str> {
    let (_, document) = raw.metadata.iter().find(|(label, _)| label == DOCUMENT)?;
    Some(document.trim()).filter(|document| !document.is_empty())
}

/// Puts a document together: its text, each labelled value as a chunk states it first, and a title
/// that is given, unless chunks give several, which are then headings of their own.
fn put_together(chunks: &[&RawNotice]) -> RawNotice {
    let mut whole = RawNotice::default();
    let mut titles = chunks.iter().filter_map(|chunk| chunk.title.as_ref());
    whole.title = titles.next().filter(|first| titles.all(|title| title == *first)).cloned();
    for (label, value) in chunks.iter().flat_map(|chunk| &chunk.metadata) {
        if !whole.metadata.iter().any(|(held, _)| held == label) {
            whole.metadata.push((label.clone(), value.clone()));
        }
    }
    let blocks: Vec<&Block> = chunks.iter().flat_map(|chunk| &chunk.blocks).collect();
    let beginning = within(blocks.iter(), BEGINNING);
    let end = within(blocks[beginning..].iter().rev(), END);
    let ends = &blocks[blocks.len() - end..];
    whole.blocks = blocks[..beginning].iter().chain(ends).map(|block| (*block).clone()).collect();
    whole
}

/// Returns how many blocks have so many bytes together at most.
fn within<'a>(blocks: impl Iterator<Item = &'a &'a Block>, most: usize) -> usize {
    let mut bytes = 0;
    blocks
        .take_while(|block| {
            bytes += size(block);
            bytes <= most
        })
        .count()
}

fn size(block: &Block) -> usize {
    match block {
        Block::Line(line) => line.len() + 1,
        Block::Table(table) => table.rows.iter().flatten().map(|cell| cell.text.len() + 1).sum(),
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

    /// A notice cut in three, and a line of its own.
    const LINES: &str = concat!(
        r#"{"id":"a#0","doc":"a","text":"清泽市人民政府关于扶持手工作坊的通知\n泽政发〔2024〕3号\n各县（市、区）人民政府：\n现就有关事项通知如下。\n市教育局"}"#,
        "\n",
        r#"{"id":"a#1","doc":"a","text":"市住房局：\n租金减免申请指南\n一、减免租用国有房屋的作坊两个月租金。（牵头单位：市住房局；完成时限：9月底）\n市财政局"}"#,
        "\n",
        r#"{"id":"b","doc":"b","text":"望溪市教育局关于开学的通知\n各学校：\n9月1日开学。"}"#,
        "\n",
        r#"{"id":"a#2","doc":"a","title":"贷款贴息","text":"泽政发〔2024〕3号\n对作坊的贷款贴息一年。\n清泽市人民政府\n2024年3月5日"}"#,
    );

    fn notices(lines: &str, format: Format) -> Vec<Notice> {
        let path = PathBuf::from("import");
        let source = Source { path, relative: "import".to_owned(), format };
        let lexicon = Lexicon::new(&Overlay::default()).expect("the tables are sound");
        let read = read(&source, lines.as_bytes(), &lexicon).expect("lines");
        read.into_iter().map(|notice| notice.expect("a sound line").notice).collect()
    }

    fn text_of(notice: &Notice) -> String {
        let texts = notice.clauses.iter().map(|clause| clause.text.as_str());
        let headings = notice.outline.iter().map(|section| section.heading.as_str());
        texts.chain(headings).collect()
    }

    #[test]
    fn a_chunk_has_the_head_of_its_document() {
        let notices = notices(LINES, Format::JsonLines);
        let [first, second, other, third] = notices.try_into().expect("four notices");
        for (number, chunk) in (1..).zip([&first, &second, &third]) {
            assert_eq!(chunk.issuers, ["清泽市人民政府"], "{chunk:?}");
            assert_eq!(chunk.year, Some(2024));
            let doc_number = chunk.doc_number.as_ref().expect("the number of the document");
            assert_eq!(doc_number.to_string(), "泽政发〔2024〕3号");
            assert_eq!(chunk.issued_on.map(|day| day.to_string()).as_deref(), Some("2024-03-05"));
            assert!(!chunk.warnings.iter().any(|held| held.kind == WarningKind::DateMissing));
            let place = chunk.chunk.as_ref().expect("a chunk");
            assert_eq!((place.document.as_str(), place.number, place.of), ("a", number, 3));
        }
        let whole = Some("清泽市人民政府关于扶持手工作坊的通知");
        assert_eq!((first.title.as_deref(), second.title.as_deref()), (whole, whole));
        assert_eq!(third.title.as_deref(), Some("贷款贴息"), "its own title stands");
        assert_eq!(other.title.as_deref(), Some("望溪市教育局关于开学的通知"));
        assert_eq!(other.chunk, None, "a line alone is a document");
        let until = second.assignments.iter().find_map(|held| held.deadline.as_ref()?.on);
        assert_eq!(until.map(|day| day.to_string()).as_deref(), Some("2024-09-30"));
        assert!(third.citations.is_empty(), "its own number is none that it cites");
    }

    #[test]
    fn no_line_amid_a_document_is_taken_for_its_head_or_foot() {
        let notices = notices(LINES, Format::JsonLines);
        let first = text_of(&notices[0]);
        assert!(first.contains("市教育局"), "{first}");
        let second = text_of(&notices[1]);
        for line in ["市住房局", "租金减免申请指南", "两个月", "市财政局"] {
            assert!(second.contains(line), "{line}: {second}");
        }
    }

    #[test]
    fn titles_that_differ_are_headings_and_a_file_of_one_notice_has_no_chunks() {
        let lines: String = ["第一章　总则", "第二章　供水"]
            .map(|title| {
                format!("{{\"doc\":\"a\",\"title\":\"{title}\",\"text\":\"保障供水。\"}}\n")
            })
            .concat();
        let titles: Vec<_> =
            notices(&lines, Format::JsonLines).into_iter().map(|held| held.title).collect();
        assert_eq!(titles.iter().flatten().collect::<Vec<_>>(), ["第一章　总则", "第二章　供水"]);
        let one = notices(r#"{"id":"a","doc":"d","text":"保障供水。"}"#, Format::Json);
        assert_eq!(one[0].chunk, None);
    }
}
