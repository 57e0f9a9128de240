//! Word documents (docx): paragraphs with their automatic numbers, tables, headers, footnotes.

mod numbering;
mod table;

use std::io::{Cursor, Read};

use roxmltree::{Document, Node};
use zip::ZipArchive;

use crate::corpus::error::Reason;
use crate::corpus::format::docx::numbering::{Counters, Numbering};
use crate::corpus::raw::{Block, RawNotice};

/// The most that one part of a document unpacks to, in bytes.
const LARGEST_PART: u64 = 64 << 20;

/// Reads a document.
///
/// Lines of page headers come first, footnotes last. Hidden and deleted text is left out.
///
/// # Errors
///
/// The bytes are no document of this format.
pub(in crate::corpus) fn read(bytes: &[u8]) -> Result<RawNotice, Reason> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(Reason::document)?;
    let body = part(&mut archive, "word/document.xml")?
        .ok_or_else(|| Reason::document("it has no word/document.xml"))?;
    let numbering = part(&mut archive, "word/numbering.xml")?;
    let numbering = numbering.as_deref().map(Numbering::read).transpose()?.unwrap_or_default();
    let mut blocks = Vec::new();
    for name in headers(&archive) {
        if let Some(header) = part(&mut archive, &name)? {
            let reader = Reader { numbering: &numbering };
            reader.blocks(parse(&header)?.root_element(), &mut Counters::default(), &mut blocks);
        }
    }
    blocks.dedup();
    let document = parse(&body)?;
    let root = document.root_element();
    let reader = Reader { numbering: &numbering };
    reader.blocks(child(root, "body").unwrap_or(root), &mut Counters::default(), &mut blocks);
    if let Some(notes) = part(&mut archive, "word/footnotes.xml")? {
        blocks.extend(footnotes(&parse(&notes)?));
    }
    let holds_text = blocks.iter().any(|block| match block {
        Block::Line(line) => !line.trim().is_empty(),
        Block::Table(table) => !table.rows.is_empty(),
    });
    if !holds_text {
        return Err(Reason::Empty);
    }
    Ok(RawNotice { blocks, ..RawNotice::default() })
}

/// Returns the text of a part, or `None` where the document lacks it.
fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<String>, Reason> {
    let file = match archive.by_name(name) {
        Ok(file) => file,
        Err(zip::result::ZipError::FileNotFound) => return Ok(None),
        Err(error) => return Err(Reason::document(error)),
    };
    let mut text = String::new();
    let read = file.take(LARGEST_PART + 1).read_to_string(&mut text);
    let read = read.map_err(Reason::document)?;
    if read as u64 > LARGEST_PART {
        return Err(Reason::document(format!("{name} unpacks to more than {LARGEST_PART} bytes")));
    }
    Ok(Some(text))
}

/// Returns the names of the parts that hold page headers, in order.
fn headers(archive: &ZipArchive<Cursor<&[u8]>>) -> Vec<String> {
    let mut names: Vec<String> = archive
        .file_names()
        .filter_map(Result::ok)
        .filter(|name| name.starts_with("word/header") && name.ends_with(".xml"))
        .map(std::borrow::Cow::into_owned)
        .collect();
    names.sort();
    names
}

fn parse(text: &str) -> Result<Document<'_>, Reason> {
    Document::parse(text.trim_start_matches('\u{FEFF}')).map_err(Reason::document)
}

fn child<'a, 'x>(node: Node<'a, 'x>, name: &str) -> Option<Node<'a, 'x>> {
    node.children().find(|child| child.tag_name().name() == name)
}

/// Returns the value of an attribute, whatever its prefix.
fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|found| found.value())
}

/// Returns the footnotes as lines, in order; the separators that Word keeps among them are none.
fn footnotes(document: &Document<'_>) -> Vec<Block> {
    let numbering = Numbering::default();
    let reader = Reader { numbering: &numbering };
    document
        .root_element()
        .children()
        .filter(|note| note.tag_name().name() == "footnote" && attribute(*note, "type").is_none())
        .filter_map(|note| {
            let mut blocks = Vec::new();
            reader.blocks(note, &mut Counters::default(), &mut blocks);
            let lines = blocks.into_iter().filter_map(|block| match block {
                Block::Line(line) => Some(line),
                Block::Table(_) => None,
            });
            let text = lines.collect::<String>();
            let number = attribute(note, "id").unwrap_or_default();
            (!text.trim().is_empty()).then(|| Block::Line(format!("[{number}] {}", text.trim())))
        })
        .collect()
}

/// Reads paragraphs and tables in the order of the document.
struct Reader<'n> {
    numbering: &'n Numbering,
}

impl Reader<'_> {
    fn blocks(&self, parent: Node<'_, '_>, counters: &mut Counters, blocks: &mut Vec<Block>) {
        for node in parent.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "p" => blocks.extend(self.paragraph(node, counters).into_iter().map(Block::Line)),
                "tbl" => blocks.push(Block::Table(self.table(node, counters))),
                "Fallback" | "sectPr" | "del" | "moveFrom" => {}
                _ => self.blocks(node, counters, blocks),
            }
        }
    }

    /// Returns the lines of a paragraph, its automatic number in front, and those of text boxes
    /// that stand in it.
    fn paragraph(&self, node: Node<'_, '_>, counters: &mut Counters) -> Vec<String> {
        let mut text = self.numbering.number(node, counters).unwrap_or_default();
        let mut boxes = Vec::new();
        self.runs(node, counters, &mut text, &mut boxes);
        let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
        lines.extend(boxes);
        lines
    }

    fn runs(
        &self,
        node: Node<'_, '_>,
        counters: &mut Counters,
        text: &mut String,
        boxes: &mut Vec<String>,
    ) {
        for part in node.children().filter(Node::is_element) {
            match part.tag_name().name() {
                "t" => text.push_str(part.text().unwrap_or_default()),
                "tab" | "ptab" => text.push(' '),
                "br" | "cr" if attribute(part, "type") != Some("page") => text.push('\n'),
                "noBreakHyphen" => text.push('-'),
                "footnoteReference" => {
                    text.push('[');
                    text.push_str(attribute(part, "id").unwrap_or_default());
                    text.push(']');
                }
                "r" if is_hidden(part) => {}
                "txbxContent" => {
                    let mut inside = Vec::new();
                    self.blocks(part, counters, &mut inside);
                    boxes.extend(inside.into_iter().filter_map(|block| match block {
                        Block::Line(line) => Some(line),
                        Block::Table(_) => None,
                    }));
                }
                "pPr" | "rPr" | "del" | "moveFrom" | "Fallback" | "instrText" | "delText" => {}
                _ => self.runs(part, counters, text, boxes),
            }
        }
    }
}

/// Tells a run that is not shown.
fn is_hidden(run: Node<'_, '_>) -> bool {
    child(run, "rPr")
        .and_then(|properties| child(properties, "vanish"))
        .is_some_and(|vanish| !matches!(attribute(vanish, "val"), Some("0" | "false")))
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::read;
    use crate::corpus::error::Reason;
    use crate::corpus::raw::Block;

    const OPEN: &str =
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">";

    fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).expect("a name");
            writer.write_all(text.as_bytes()).expect("memory");
        }
        writer.finish().expect("memory").into_inner()
    }

    fn document(body: &str) -> String {
        format!("{OPEN}<w:body>{body}</w:body></w:document>")
    }

    fn lines(bytes: &[u8]) -> Vec<String> {
        let raw = read(bytes).expect("a document");
        raw.blocks
            .into_iter()
            .filter_map(|block| match block {
                Block::Line(line) => Some(line),
                Block::Table(_) => None,
            })
            .collect()
    }

    #[test]
    fn paragraphs_breaks_headers_and_notes_are_read() {
        let body = "<w:p><w:r><w:t>关于某事的</w:t></w:r><w:r><w:t>通知</w:t></w:r></w:p>\
            <w:p><w:r><w:t>请办理</w:t><w:footnoteReference w:id=\"2\"/><w:br/><w:t>按期报送</w:t></w:r>\
            <w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:del><w:r><w:delText>删去</w:delText></w:r></w:del></w:p>";
        let notes = format!(
            "{OPEN}<w:footnote w:type=\"separator\" w:id=\"0\"><w:p/></w:footnote>\
             <w:footnote w:id=\"2\"><w:p><w:r><w:t>见附件。</w:t></w:r></w:p></w:footnote></w:document>"
        );
        let header =
            format!("{OPEN}<w:p><w:r><w:t>清泽市教育局文件</w:t></w:r></w:p></w:document>");
        let bytes = packed(&[
            ("word/document.xml", &document(body)),
            ("word/footnotes.xml", &notes),
            ("word/header1.xml", &header),
        ]);
        assert_eq!(
            lines(&bytes),
            ["清泽市教育局文件", "关于某事的通知", "请办理[2]", "按期报送", "[2] 见附件。"]
        );
    }

    #[test]
    fn automatic_numbers_are_written_out() {
        let numbering = format!(
            "{OPEN}<w:abstractNum w:abstractNumId=\"3\">\
             <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"%1、\"/></w:lvl>\
             <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"（%2）\"/></w:lvl>\
             </w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"3\"/></w:num></w:document>"
        );
        let line = |level: u8, text: &str| {
            format!(
                "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
            )
        };
        let body = [(0, "总体要求"), (1, "公开"), (1, "解读"), (0, "组织实施"), (1, "考核")]
            .map(|(level, text)| line(level, text))
            .concat();
        let bytes =
            packed(&[("word/document.xml", &document(&body)), ("word/numbering.xml", &numbering)]);
        assert_eq!(
            lines(&bytes),
            ["一、总体要求", "（一）公开", "（二）解读", "二、组织实施", "（一）考核"]
        );
    }

    #[test]
    fn merged_cells_are_filled() {
        let cell = |properties: &str, text: &str| {
            format!(
                "<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"
            )
        };
        let rows = [
            cell("<w:gridSpan w:val=\"2\"/>", "一、公开") + &cell("", "市教育局"),
            cell("", "1") + &cell("", "甲") + &cell("<w:vMerge w:val=\"restart\"/>", "市财政局"),
            cell("", "2") + &cell("", "乙") + &cell("<w:vMerge/>", ""),
        ];
        let table = rows.map(|row| format!("<w:tr>{row}</w:tr>")).concat();
        let bytes = packed(&[("word/document.xml", &document(&format!("<w:tbl>{table}</w:tbl>")))]);
        let raw = read(&bytes).expect("a document");
        let [Block::Table(table)] = &raw.blocks[..] else { panic!("one table") };
        let cells: Vec<Vec<(&str, bool)>> = table
            .rows
            .iter()
            .map(|row| row.iter().map(|cell| (&*cell.text, cell.merged)).collect())
            .collect();
        assert_eq!(
            cells,
            [
                [("一、公开", false), ("一、公开", true), ("市教育局", false)],
                [("1", false), ("甲", false), ("市财政局", false)],
                [("2", false), ("乙", false), ("市财政局", true)],
            ]
        );
    }

    #[test]
    fn what_is_no_document_is_refused() {
        assert!(matches!(read(b"PK not a zip"), Err(Reason::Document(_))));
        let bytes = packed(&[("a.txt", "x")]);
        assert!(matches!(read(&bytes), Err(Reason::Document(_))));
        let bytes = packed(&[("word/document.xml", &document("<w:p/>"))]);
        assert!(matches!(read(&bytes), Err(Reason::Empty)));
    }
}
