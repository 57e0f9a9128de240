//! Chunks: lines of an import that name the notice which they were cut from.
//!
//! A chunk is a notice of its own, with an address and clauses of its own. Who issued it, for which
//! place and when stands at the head and the foot of the whole; so the whole is put together of its
//! chunks in their order, its head is read once, and each chunk is read as having it.

use std::collections::HashMap;

use crate::corpus::error::Reason;
use crate::corpus::parse::head::Head;
use crate::corpus::raw::{Block, RawNotice};
use crate::corpus::{parse, personal};
use crate::lexicon::Lexicon;
use crate::notice::chunk::Chunk;

/// The field by which a line names the whole.
const WHOLE: &str = "doc";

/// How much of a whole is put together, in bytes from its beginning and from its end: the longest
/// real notice seen has 0.6 MB, and who names a whole collection so gains nothing by it.
const BEGINNING: usize = 512 << 10;
const END: usize = 64 << 10;

/// The heads of the notices that lines of an import are chunks of.
#[derive(Default)]
pub(super) struct Heads(HashMap<String, Head>);

impl Heads {
    /// Reads the heads of the notices of which there are several lines, and marks these as their
    /// chunks. A single line is its notice.
    pub(super) fn read(raws: &mut [Result<RawNotice, Reason>], lexicon: &Lexicon) -> Self {
        let mut wholes: HashMap<String, Vec<&mut RawNotice>> = HashMap::new();
        for raw in raws.iter_mut().flatten() {
            if let Some(whole) = whole_of(raw) {
                wholes.entry(whole).or_default().push(raw);
            }
        }
        let mut heads = HashMap::new();
        for (name, mut chunks) in wholes.into_iter().filter(|(_, chunks)| chunks.len() > 1) {
            let mut whole = put_together(&chunks);
            personal::mask(&mut whole);
            let count = u32::try_from(chunks.len()).unwrap_or(u32::MAX);
            for (number, chunk) in (1..).zip(&mut chunks) {
                let whole = name.clone();
                chunk.chunk = Some(Chunk { whole, title: None, number, count });
            }
            // Then it is that of the whole, which may stand more fully on the page.
            if whole.title.is_some() {
                for chunk in &mut chunks {
                    chunk.title = None;
                }
            }
            heads.insert(name, parse::head_of(whole, lexicon));
        }
        Self(heads)
    }

    /// Returns what is known of the notice that a line is a chunk of.
    pub(super) fn of(&self, raw: &RawNotice) -> Option<&Head> {
        self.0.get(&raw.chunk.as_ref()?.whole)
    }
}

fn whole_of(raw: &RawNotice) -> Option<String> {
    let (_, whole) = raw.metadata.iter().find(|(label, _)| label == WHOLE)?;
    Some(whole.trim().to_owned()).filter(|whole| !whole.is_empty())
}

/// Puts a notice together: its text, each labelled value as a chunk states it first, and the title
/// that the first chunk gives, unless others give other ones: then they are headings.
fn put_together(chunks: &[&mut RawNotice]) -> RawNotice {
    let mut whole = RawNotice::default();
    let title = chunks.first().and_then(|first| first.title.as_ref());
    let mut titles = chunks.iter().filter_map(|chunk| chunk.title.as_ref());
    whole.title = title.filter(|first| titles.all(|title| title == *first)).cloned();
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

/// Returns how many blocks have so many bytes together at most; one at least.
fn within<'a>(blocks: impl Iterator<Item = &'a &'a Block>, most: usize) -> usize {
    let mut bytes = 0;
    let fitting = blocks.enumerate().take_while(|(at, block)| {
        bytes += size(block);
        bytes <= most || *at == 0
    });
    fitting.count()
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

    use super::{BEGINNING, END, put_together, size};
    use crate::corpus::raw::{Block, RawNotice};
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
    fn a_chunk_has_the_head_of_the_whole() {
        let notices = notices(LINES, Format::JsonLines);
        let [first, second, other, third] = notices.try_into().expect("four notices");
        for (number, chunk) in (1..).zip([&first, &second, &third]) {
            assert_eq!(chunk.issuers, ["清泽市人民政府"], "{chunk:?}");
            assert_eq!(chunk.year, Some(2024));
            let doc_number = chunk.doc_number.as_ref().expect("the number of the whole");
            assert_eq!(doc_number.to_string(), "泽政发〔2024〕3号");
            assert_eq!(chunk.issued_on.map(|day| day.to_string()).as_deref(), Some("2024-03-05"));
            assert!(!chunk.warnings.iter().any(|held| held.kind == WarningKind::DateMissing));
            let place = chunk.chunk.as_ref().expect("a chunk");
            assert_eq!((place.whole.as_str(), place.number, place.count), ("a", number, 3));
            assert_eq!(place.title.as_deref(), Some("清泽市人民政府关于扶持手工作坊的通知"));
        }
        let whole = Some("清泽市人民政府关于扶持手工作坊的通知");
        assert_eq!((first.title.as_deref(), second.title.as_deref()), (whole, whole));
        assert_eq!(third.title.as_deref(), Some("贷款贴息"), "its own title stands");
        assert_eq!(other.title.as_deref(), Some("望溪市教育局关于开学的通知"));
        assert_eq!(other.chunk, None, "a line alone is a notice");
        let until = second.assignments.iter().find_map(|held| held.deadline.as_ref()?.on);
        assert_eq!(until.map(|day| day.to_string()).as_deref(), Some("2024-09-30"));
        assert!(third.citations.is_empty(), "its own number is none that it cites");
    }

    #[test]
    fn no_line_amid_a_notice_is_taken_for_its_head_or_foot() {
        let notices = notices(LINES, Format::JsonLines);
        let first = text_of(&notices[0]);
        assert!(first.contains("市教育局"), "{first}");
        let second = text_of(&notices[1]);
        for line in ["市住房局", "租金减免申请指南", "两个月", "市财政局"] {
            assert!(second.contains(line), "{line}: {second}");
        }
    }

    #[test]
    fn what_follows_a_signature_amid_a_notice_is_its_annex() {
        let lines = [
            "清泽市供水管理办法\\n各县（市、区）人民政府：\\n请认真执行。\\n清泽市人民政府\\n2024年3月5日",
            "附件1.任务清单\\n1.减免水费（牵头单位：市水利局）\\n2.检修水管（牵头单位：市住房局）",
            "附件2\\n各有关单位：\\n名单如下。\\n市教育局\\n市财政局",
        ];
        let lines = lines.map(|text| format!("{{\"doc\":\"a\",\"text\":\"{text}\"}}\n")).concat();
        let notices = notices(&lines, Format::JsonLines);
        let texts: String = notices.iter().map(text_of).collect();
        for line in ["减免水费", "检修水管", "各有关单位", "市教育局", "市财政局"]
        {
            assert!(texts.contains(line), "{line}: {texts}");
        }
        assert_eq!(notices[1].assignments.len(), 2, "{:?}", notices[1].assignments);
    }

    #[test]
    fn a_long_notice_is_put_together_of_its_beginning_and_its_end() {
        let line =
            |text: String| RawNotice { blocks: vec![Block::Line(text)], ..RawNotice::default() };
        let mut chunks: Vec<RawNotice> =
            (0..30).map(|at| line(format!("{at}{}", "水".repeat(10_000)))).collect();
        let whole =
            |chunks: &mut Vec<RawNotice>| put_together(&chunks.iter_mut().collect::<Vec<_>>());
        let held = whole(&mut chunks).blocks;
        let begins = |block: &Block, with: &str| matches!(block, Block::Line(line) if line.starts_with(with));
        assert!(held.len() < 30 && begins(&held[0], "0") && begins(&held[held.len() - 1], "29"));
        let size_of = held.iter().map(size).sum::<usize>();
        assert!(size_of <= BEGINNING + END, "{size_of}");
        let mut chunks = vec![line("水".repeat(BEGINNING)), line("末".to_owned())];
        assert_eq!(whole(&mut chunks).blocks.len(), 2, "one that is too long alone is read");
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
