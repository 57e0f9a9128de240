//! Parts a notice into its covering text and what is issued with it, and reads head and foot.

pub(super) mod form;
#[cfg(test)]
mod tests;
mod title;

use jiff::civil::Date;

use crate::analysis::fold::key;
use crate::corpus::parse::furniture::is_bar;
use crate::corpus::parse::line::{Line, Piece};
use crate::corpus::parse::numbering::{Style, label};
use crate::corpus::parse::parts::form::{
    attachment_name, begins_broken_name, damaged_number, enacted, explains, first_attachment,
    in_round_brackets, is_addressees, is_annex_heading, is_code, is_damaged_date, is_file_name,
    is_listing, is_mark, is_print_line, is_signer, number_alone, red_head, signed_date,
};
use crate::corpus::parse::parts::title::{annex_title, issued_title};
use crate::corpus::parse::unit::{self, looks_like_unit};
use crate::notice::chunk::Chunk;
use crate::notice::date::parse_date;
use crate::notice::doc_number::DocNumber;
use crate::notice::status::Openness;

/// The most lines that joint issuers sign on.
const MOST_SIGNERS: usize = 24;

/// The most lines between one that nothing explains and the addressees below it.
const MOST_BEFORE_ADDRESSEES: usize = 3;

/// How an explanation behind a notice is addressed.
const EXPLANATION: &str = "解读";

/// The longest such line, in characters.
const LONGEST_OF_HEAD: usize = 80;

/// A stretch of a notice with an outline of its own.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    /// 附件, 附件2: how an annex is headed; `None` for the notice itself.
    pub(super) annex: Option<String>,
    /// Title of what is issued with the notice.
    pub(super) title: Option<String>,
    /// Its text.
    pub(super) pieces: Vec<Piece>,
}

/// Head, foot and parts of a notice.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts {
    /// Numbers that stand alone on a line before the text.
    pub(super) doc_numbers: Vec<DocNumber>,
    /// A line that should be a number and is damaged.
    pub(super) damaged_number: Option<String>,
    /// Body of the red head (…文件).
    pub(super) red_head: Option<String>,
    /// 主送机关 as written.
    pub(super) addressees: Vec<String>,
    /// Bodies that sign.
    pub(super) signers: Vec<String>,
    /// A date that stands alone in the head, below the title: the day of publishing.
    pub(super) head_date: Option<Date>,
    /// A date in brackets below the title: that of the signature, where there is no other.
    pub(super) bracketed_date: Option<Date>,
    /// Date of the signature.
    pub(super) signed_on: Option<Date>,
    /// A line that should be the date of the signature and is damaged.
    pub(super) damaged_date: Option<String>,
    /// Openness as marked.
    pub(super) openness: Option<Openness>,
    /// Names of attachments.
    pub(super) attachments: Vec<String>,
    /// The parts in order; the first is the notice itself.
    pub(super) parts: Vec<Part>,
    /// Lines that belong to no part: copies of the title, 抄送, 印发, bars.
    pub(super) aside: Vec<String>,
}

impl Parts {
    /// Returns the lines of all parts in order, tables left out.
    pub(super) fn lines(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().flat_map(|part| part.pieces.iter()).filter_map(|piece| match piece {
            Piece::Line(line) => Some(line.text.as_str()),
            Piece::Table(_) => None,
        })
    }
}

/// Reads the pieces behind the title (or all, where there is none); a later chunk has no head.
pub(super) fn read(pieces: &[Piece], title: Option<&str>, chunk: Option<&Chunk>) -> Parts {
    let goes_on = chunk.is_some_and(Chunk::goes_on);
    let mut reader = Reader {
        chunk,
        title_key: title.map(key).unwrap_or_default(),
        parts: Parts { parts: vec![Part::default()], ..Parts::default() },
        seen_text: goes_on,
        signed: goes_on,
        listing: false,
    };
    let mut at = 0;
    while at < pieces.len() {
        at += reader.piece(pieces, at);
    }
    let holds =
        |part: &Part| part.annex.is_some() || part.title.is_some() || !part.pieces.is_empty();
    reader.parts.parts.retain(holds);
    reader.parts
}

struct Reader<'a> {
    title_key: String,
    /// Which stretch of a longer notice the pieces are.
    chunk: Option<&'a Chunk>,
    parts: Parts,
    /// Whether the text of the current part has begun.
    seen_text: bool,
    /// Whether the notice has been signed.
    signed: bool,
    /// Whether names of attachments are being listed.
    listing: bool,
}

impl Reader<'_> {
    /// Reads one piece, or several that belong together, and returns how many.
    fn piece(&mut self, pieces: &[Piece], at: usize) -> usize {
        let Piece::Line(line) = &pieces[at] else {
            self.keep(&pieces[at]);
            return 1;
        };
        let text = line.text.as_str();
        if let Some(taken) = self.signature(pieces, at) {
            return taken;
        }
        let before_print =
            |next: &Piece| matches!(next, Piece::Line(next) if is_print_line(&next.text));
        if self.signed && looks_like_unit(text) && pieces.get(at + 1).is_some_and(before_print) {
            self.parts.aside.push(text.to_owned());
            return 1;
        }
        if self.mark(text) || self.attachment(line, pieces.get(at + 1)) {
            return 1;
        }
        if let Some(taken) = self.annex(pieces, at) {
            return taken;
        }
        if !self.seen_text && self.head(line) {
            return 1;
        }
        if is_bar(text) || self.stands_before_addressees(line, &pieces[at + 1..]) {
            self.parts.aside.push(text.to_owned());
            return 1;
        }
        self.keep(&pieces[at]);
        1
    }

    fn keep(&mut self, piece: &Piece) {
        self.seen_text = true;
        self.listing = false;
        if let Some(part) = self.parts.parts.last_mut() {
            part.pieces.push(piece.clone());
        }
    }

    /// Tells a short line of the head that nothing else explains, above the addressees.
    fn stands_before_addressees(&self, line: &Line, behind: &[Piece]) -> bool {
        let is_plain = |line: &Line| {
            line.len() <= LONGEST_OF_HEAD
                && !line.text.contains(['。', '；'])
                && label(&line.text).is_none()
        };
        let is_head = !self.seen_text
            && !self.signed
            && self.parts.parts.len() == 1
            && self.parts.addressees.is_empty()
            && is_plain(line);
        is_head
            && behind
                .iter()
                .take(MOST_BEFORE_ADDRESSEES)
                .map_while(|piece| match piece {
                    Piece::Line(line) => Some(line),
                    Piece::Table(_) => None,
                })
                .take_while(|line| is_addressees(&line.text) || is_plain(line))
                .any(|line| is_addressees(&line.text))
    }

    /// Takes lines of the head: number, copies of the title, red head, addressees.
    fn head(&mut self, line: &Line) -> bool {
        let text = line.text.as_str();
        let first = self.parts.parts.len() == 1 && self.parts.parts[0].title.is_none();
        let line_key = key(text);
        if !line_key.is_empty()
            && self.title_key.contains(&line_key)
            && line_key.chars().count() >= 4
        {
            self.parts.aside.push(text.to_owned());
            return true;
        }
        if first {
            if let Some(date) = parse_date(text) {
                self.parts.head_date.get_or_insert(date);
                self.parts.aside.push(text.to_owned());
                return true;
            }
            if let Some(enacted) = enacted(text) {
                self.parts.bracketed_date.get_or_insert(enacted.on);
                self.parts.doc_numbers.extend(enacted.number);
                self.parts.red_head.get_or_insert(enacted.by);
                self.parts.aside.push(text.to_owned());
                return true;
            }
            // In brackets below the title it is that of the signature, as in gazettes.
            if let Some(date) = in_round_brackets(text).and_then(parse_date) {
                self.parts.bracketed_date.get_or_insert(date);
                self.parts.aside.push(text.to_owned());
                return true;
            }
            if let Some(number) = number_alone(text) {
                self.parts.doc_numbers.push(number);
                return true;
            }
            if is_code(text) {
                self.parts.aside.push(text.to_owned());
                return true;
            }
            if damaged_number(text) {
                self.parts.damaged_number.get_or_insert_with(|| text.to_owned());
                self.parts.aside.push(text.to_owned());
                return true;
            }
            if let Some(body) = red_head(text) {
                self.parts
                    .doc_numbers
                    .extend(DocNumber::find(text).into_iter().map(|found| found.number));
                self.parts.red_head.get_or_insert(body);
                self.parts.aside.push(text.to_owned());
                return true;
            }
        }
        let is_told = !self.parts.addressees.is_empty() || self.chunk.is_some_and(Chunk::goes_on);
        if is_addressees(text) && !is_told {
            let list = text.trim_end_matches(['：', ':', '∶']);
            self.parts.addressees = unit::split(list);
            self.seen_text = true;
            return true;
        }
        if first && looks_like_unit(text) && label(text).is_none() {
            self.parts.aside.push(text.to_owned());
            return true;
        }
        false
    }

    /// Takes a signature: bodies on lines of their own, then a date.
    fn signature(&mut self, pieces: &[Piece], at: usize) -> Option<usize> {
        let mut signers = Vec::new();
        let mut taken = 0;
        for piece in &pieces[at..pieces.len().min(at + MOST_SIGNERS)] {
            let Piece::Line(line) = piece else { break };
            let text = line.text.as_str();
            if let Some((unit, date)) = signed_date(text) {
                signers.extend(unit);
                if signers.is_empty() && !self.seen_text && self.parts.parts.len() == 1 {
                    return None;
                }
                self.sign(signers, Some(date));
                return Some(taken + 1);
            }
            if is_damaged_date(text) && !signers.is_empty() {
                self.parts.damaged_date.get_or_insert_with(|| text.to_owned());
                self.parts.aside.push(text.to_owned());
                self.sign(signers, None);
                return Some(taken + 1);
            }
            let begins_name = || signers.is_empty() && begins_broken_name(text, &pieces[at + 1..]);
            if !self.seen_text || !is_signer(text, signers.is_empty()) && !begins_name() {
                break;
            }
            signers.push(text.to_owned());
            taken += 1;
        }
        let closes = match pieces.get(at + taken) {
            None => !self.chunk.is_some_and(Chunk::breaks_off),
            Some(Piece::Line(line)) => {
                is_mark(&line.text)
                    || is_print_line(&line.text)
                    || is_annex_heading(&line.text).is_some()
            }
            Some(Piece::Table(_)) => false,
        };
        if taken > 0 && closes && !self.signed && self.seen_text {
            self.sign(signers, None);
            return Some(taken);
        }
        None
    }

    fn sign(&mut self, signers: Vec<String>, date: Option<Date>) {
        if self.signed {
            self.parts.aside.extend(signers);
        } else {
            self.parts.signers = signers;
            self.parts.signed_on = date.filter(|_| !self.explains());
        }
        self.signed = true;
        self.listing = false;
        self.seen_text = false;
    }

    /// Tells an explanation behind the notice: its date is not the notice's.
    fn explains(&self) -> bool {
        self.parts.parts.last().is_some_and(|part| part.annex.as_deref() == Some(EXPLANATION))
    }

    /// Takes marks of openness, 抄送 and the 印发 line.
    fn mark(&mut self, text: &str) -> bool {
        if is_mark(text) {
            if self.parts.openness.is_none() {
                self.parts.openness = Openness::stated(text);
            }
            self.parts.aside.push(text.to_owned());
            return true;
        }
        let is_foot = text.starts_with("抄送")
            || is_print_line(text)
            || text.starts_with("（联系")
            || text.starts_with("(联系");
        if is_foot {
            self.parts.aside.push(text.to_owned());
        }
        is_foot
    }

    /// Takes the list of attachments: 附件：1.… 2.…, and names of files.
    fn attachment(&mut self, line: &Line, behind: Option<&Piece>) -> bool {
        let text = line.text.as_str();
        // Behind the signature 附件1.资助办法 heads the annex itself.
        let is_head = self.signed && !text.contains(['：', ':', '∶']);
        if let Some(name) = first_attachment(text).filter(|_| !is_head) {
            self.parts.attachments.push(attachment_name(name));
            self.listing = true;
            return true;
        }
        if let Some(behind) = behind
            && is_listing(text, behind)
            && !self.signed
        {
            self.listing = true;
            return true;
        }
        if is_file_name(text) {
            self.parts.attachments.push(text.to_owned());
            return true;
        }
        let listed = self.listing
            && label(text).is_some_and(|label| matches!(label.style, Style::Arabic))
            && line.len() <= 80
            && !text.ends_with('。');
        if listed {
            self.parts.attachments.push(attachment_name(text));
        }
        listed
    }

    /// Begins a part: at 附件, or at a title behind the signature.
    fn annex(&mut self, pieces: &[Piece], at: usize) -> Option<usize> {
        let Piece::Line(line) = &pieces[at] else { return None };
        if let Some(annex) = is_annex_heading(&line.text) {
            let mut part = Part { annex: Some(annex), ..Part::default() };
            let title = annex_title(pieces, at + 1);
            let taken = title.as_ref().map_or(0, |(_, lines)| *lines);
            part.title = title.map(|(title, _)| title);
            self.parts.parts.push(part);
            self.signed = true;
            self.seen_text = false;
            return Some(1 + taken);
        }
        if self.seen_text && !self.signed && explains(&line.text, &pieces[at + 1..]) {
            let (annex, title) = (Some(EXPLANATION.to_owned()), Some(line.text.clone()));
            self.parts.parts.push(Part { annex, title, pieces: Vec::new() });
            self.seen_text = false;
            return Some(1);
        }
        let behind_signature = self.signed && !self.seen_text;
        if behind_signature && is_addressees(&line.text) && !self.parts.addressees.is_empty() {
            self.parts.aside.push(line.text.clone());
            self.parts.parts.push(Part::default());
            return Some(1);
        }
        if behind_signature {
            let (title, taken) = issued_title(pieces, at)?;
            self.parts.parts.push(Part { annex: None, title: Some(title), pieces: Vec::new() });
            return Some(taken);
        }
        None
    }
}
