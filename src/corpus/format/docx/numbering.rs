//! Automatic numbers of Word paragraphs, written out as readers see them.

use std::collections::HashMap;

use roxmltree::Node;

use crate::corpus::error::Reason;
use crate::corpus::format::docx::{attribute, child, parse};
use crate::notice::numeral::chinese;

/// How one level of a list is numbered.
#[derive(Clone, Debug)]
struct Level {
    format: String,
    /// The text with %1 to %9 for the numbers of the levels.
    text: String,
    start: u32,
}

/// The lists of a document: their levels by list and depth.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbering {
    levels: HashMap<(String, usize), Level>,
}

/// How far each level of each list has counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Counters {
    counts: HashMap<String, Vec<u32>>,
}

impl Numbering {
    /// Reads `word/numbering.xml`.
    pub(super) fn read(text: &str) -> Result<Self, Reason> {
        let document = parse(text)?;
        let root = document.root_element();
        let mut abstracts: HashMap<&str, Vec<(usize, Level)>> = HashMap::new();
        for node in root.children().filter(|node| node.tag_name().name() == "abstractNum") {
            let levels = node.children().filter(|node| node.tag_name().name() == "lvl");
            let levels = levels.filter_map(level).collect();
            abstracts.insert(attribute(node, "abstractNumId").unwrap_or_default(), levels);
        }
        let mut numbering = Self::default();
        for node in root.children().filter(|node| node.tag_name().name() == "num") {
            let id = attribute(node, "numId").unwrap_or_default();
            let of = child(node, "abstractNumId").and_then(|of| attribute(of, "val"));
            for (depth, level) in of.and_then(|of| abstracts.get(of)).into_iter().flatten() {
                numbering.levels.insert((id.to_owned(), *depth), level.clone());
            }
        }
        Ok(numbering)
    }

    /// Returns the number in front of a paragraph, and counts it; bullets are none.
    pub(super) fn number(
        &self,
        paragraph: Node<'_, '_>,
        counters: &mut Counters,
    ) -> Option<String> {
        let properties = child(child(paragraph, "pPr")?, "numPr")?;
        let value = |name: &str| child(properties, name).and_then(|node| attribute(node, "val"));
        let list = value("numId")?;
        let depth: usize = value("ilvl").unwrap_or("0").parse().ok()?;
        let level = self.levels.get(&(list.to_owned(), depth))?;
        let counts = counters.counts.entry(list.to_owned()).or_default();
        while counts.len() <= depth {
            let start =
                self.levels.get(&(list.to_owned(), counts.len())).map_or(1, |held| held.start);
            counts.push(start.saturating_sub(1));
        }
        counts[depth] += 1;
        counts.truncate(depth + 1);
        if matches!(level.format.as_str(), "bullet" | "none") {
            return None;
        }
        let mut text = level.text.clone();
        for (index, count) in counts.iter().enumerate() {
            let format = self.levels.get(&(list.to_owned(), index)).unwrap_or(level);
            text = text.replace(&format!("%{}", index + 1), &written(*count, &format.format));
        }
        Some(text)
    }
}

fn level(node: Node<'_, '_>) -> Option<(usize, Level)> {
    let value = |name: &str| child(node, name).and_then(|node| attribute(node, "val"));
    let depth = attribute(node, "ilvl")?.parse().ok()?;
    let level = Level {
        format: value("numFmt").unwrap_or("decimal").to_owned(),
        text: value("lvlText").unwrap_or_default().to_owned(),
        start: value("start").and_then(|start| start.parse().ok()).unwrap_or(1),
    };
    Some((depth, level))
}

/// Writes a number as a format of Word has it; formats that notices do not use are digits.
fn written(number: u32, format: &str) -> String {
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "ideographDigital"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand" => chinese(number),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if (1..=20).contains(&number) => {
            char::from_u32(u32::from('①') + number - 1).map(String::from).unwrap_or_default()
        }
        "upperLetter" | "lowerLetter" if (1..=26).contains(&number) => {
            let first = if format == "upperLetter" { 'A' } else { 'a' };
            char::from_u32(u32::from(first) + number - 1).map(String::from).unwrap_or_default()
        }
        "decimalZero" if number < 10 => format!("0{number}"),
        _ => number.to_string(),
    }
}
