//! Clauses and sections while their notice is read: addresses, keys and levels follow when all are
//! known.

use std::collections::{HashMap, HashSet};

use crate::corpus::parse::numbering::Style;
use crate::notice::clause::Clause;
use crate::notice::id::ClauseId;
use crate::notice::numeral::chinese;
use crate::notice::outline::Section;

/// A clause before addresses are made unique.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) clause: Clause,
    /// Address of the section it stands in, without the number of the paragraph.
    pub(super) base: String,
    /// Which paragraph of its section it is, from 1; 0 for the section's own line.
    pub(super) paragraph: usize,
    /// Whether it stands in no section.
    pub(super) is_plain: bool,
}

/// A section before levels are known.
#[derive(Debug)]
pub(super) struct DraftSection {
    pub(super) part: usize,
    pub(super) style: Style,
    pub(super) section: Section,
}

/// Gives clauses their addresses and keys, each unique.
pub(super) fn addressed(drafts: Vec<Draft>, paragraphs: &HashMap<String, usize>) -> Vec<Clause> {
    let mut addresses: HashSet<String> = HashSet::new();
    let mut repeats: HashMap<ClauseId, usize> = HashMap::new();
    let clauses = drafts.into_iter().map(|draft| {
        let written = address(&draft, paragraphs);
        let mut clause = draft.clause;
        if clause.address.is_empty() {
            clause.address = written;
        }
        let wanted = clause.address.clone();
        let mut copy = 1;
        while !addresses.insert(clause.address.clone()) {
            copy += 1;
            clause.address = format!("{wanted}（之{}）", chinese(copy));
        }
        let repeat = repeats.entry(clause.id.clone()).or_insert(0);
        *repeat += 1;
        if *repeat > 1 {
            clause.id = ClauseId::given(format!("{}-{repeat}", clause.id));
        }
        clause
    });
    clauses.collect()
}

/// Returns the address of a clause: its section, and the paragraph where there are several.
fn address(draft: &Draft, paragraphs: &HashMap<String, usize>) -> String {
    let Draft { base, paragraph, is_plain, .. } = draft;
    match paragraph {
        0 => base.clone(),
        _ if *is_plain => format!("{base}正文第{paragraph}段"),
        1 if paragraphs.get(base) == Some(&1) => base.clone(),
        _ => format!("{base}第{paragraph}段"),
    }
}

/// Gives each section its level: 1 for the broadest style of its part. Headings of annexes stand
/// one level lower when the notice has headings of its own.
pub(super) fn leveled(drafts: Vec<DraftSection>) -> Vec<Section> {
    let first = drafts.first().map(|draft| draft.part);
    let mut styles: HashMap<usize, Vec<Style>> = HashMap::new();
    for draft in &drafts {
        let held = styles.entry(draft.part).or_default();
        if !held.contains(&draft.style) {
            held.push(draft.style);
        }
    }
    for held in styles.values_mut() {
        held.sort_unstable();
    }
    drafts
        .into_iter()
        .map(|draft| {
            let depth =
                styles[&draft.part].iter().position(|style| *style == draft.style).unwrap_or(0);
            let below = usize::from(Some(draft.part) != first);
            let level = u8::try_from(depth + below + 1).unwrap_or(u8::MAX);
            Section { level, ..draft.section }
        })
        .collect()
}
