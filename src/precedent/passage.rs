//! What precedents are sought for: some sentences, with the clause and the notice that they stand in.

use crate::analysis::fold::FoldedText;
use crate::analysis::sentence::sentences;
use crate::notice::Notice;
use crate::notice::clause::Clause;
use crate::notice::id::NoticeId;

/// A passage (句段) that precedents are sought for.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// The sentences that are meant.
    pub text: String,
    /// The whole clause with the heading above it; the passage itself where it was pasted.
    pub context: String,
    /// The notice that holds it, whose own clauses are no precedents.
    pub notice: Option<OwnNotice>,
}

/// The notice that a passage is taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnNotice {
    /// Its key.
    pub id: NoticeId,
    /// Its copies.
    pub copies: Vec<NoticeId>,
    /// The notice that it is a chunk of, by file and name.
    pub whole: Option<(String, String)>,
    /// Its title.
    pub title: Option<String>,
    /// What readers are shown it as, also where it has no title.
    pub name: String,
}

impl OwnNotice {
    /// Takes from a notice what tells it.
    pub fn of(notice: &Notice) -> Self {
        Self {
            id: notice.id.clone(),
            copies: notice.also_at.clone(),
            whole: notice.whole().map(|(file, name)| (file.to_owned(), name.to_owned())),
            title: notice.title.clone(),
            name: notice.display_title().into_owned(),
        }
    }

    /// Tells whether a notice is this one, a copy of it or another chunk of one.
    pub(super) fn is(&self, other: &Notice) -> bool {
        let whole = self.whole.as_ref().map(|(file, name)| (file.as_str(), name.as_str()));
        self.id == other.id
            || self.copies.contains(&other.id)
            || whole.is_some() && whole == other.whole()
    }
}

impl Passage {
    /// Makes a passage of a pasted text.
    pub fn pasted(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { context: text.clone(), text, notice: None }
    }

    /// Makes a passage of a whole clause.
    pub fn of_clause(notice: OwnNotice, clause: &Clause) -> Self {
        Self { text: clause.text.clone(), context: with_heading(clause), notice: Some(notice) }
    }

    /// Makes a passage of the sentences of a clause that a stretch of its text lies in, blanks and
    /// the width of signs aside; `None` where the clause does not hold it.
    ///
    /// The stretch may begin in the heading above the clause.
    pub fn around(notice: OwnNotice, clause: &Clause, stretch: &str) -> Option<Self> {
        let context = with_heading(clause);
        let folded = FoldedText::new(&context);
        let sought = FoldedText::new(stretch);
        let start = folded.as_str().find(sought.as_str()).filter(|_| !sought.is_empty())?;
        let from = folded.position_of(start);
        let range = folded.original_range(from, from + sought.len());
        let text: String = sentences(&context)
            .into_iter()
            .filter(|sentence| sentence.start < range.end && sentence.end > range.start)
            .map(|sentence| &context[sentence])
            .collect();
        let text = text.trim().to_owned();
        Some(Self { text, context, notice: Some(notice) })
    }
}

/// Returns the text of a clause with the heading above it, where it does not hold that.
pub(super) fn with_heading(clause: &Clause) -> String {
    match clause.path.last() {
        Some(heading) if !clause.text.contains(heading.as_str()) => {
            format!("{heading}\n{}", clause.text)
        }
        _ => clause.text.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::{OwnNotice, Passage};
    use crate::notice::clause::{Clause, ClauseKind};
    use crate::notice::id::{ClauseId, NoticeId};

    fn own() -> OwnNotice {
        OwnNotice {
            id: NoticeId::given("one"),
            copies: Vec::new(),
            whole: None,
            title: None,
            name: "one".to_owned(),
        }
    }

    fn clause() -> Clause {
        Clause {
            id: ClauseId::given("a"),
            path: vec!["二、优化服务".to_owned(), "（一）办好养蜂补贴".to_owned()],
            address: "第二部分第（一）条".to_owned(),
            kind: ClauseKind::Paragraph,
            text: "养蜂人可以 网上申领补贴。补贴每年发放两次，逾期不补。".to_owned(),
            also_at: None,
            same_as: None,
        }
    }

    #[test]
    fn the_sentence_around_a_stretch_is_meant() {
        let cases = [
            ("可以网上申领", "养蜂人可以 网上申领补贴。"),
            ("发放两次,逾期", "补贴每年发放两次，逾期不补。"),
            ("补贴。补贴每年", "养蜂人可以 网上申领补贴。补贴每年发放两次，逾期不补。"),
            ("办好养蜂补贴养蜂人", "（一）办好养蜂补贴\n养蜂人可以 网上申领补贴。"),
        ];
        for (stretch, expected) in cases {
            let passage = Passage::around(own(), &clause(), stretch);
            assert_eq!(passage.map(|passage| passage.text).as_deref(), Some(expected), "{stretch}");
        }
        assert!(Passage::around(own(), &clause(), "退耕还林").is_none());
        assert!(Passage::around(own(), &clause(), "").is_none());
    }
}
